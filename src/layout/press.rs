//! The press as a layout describes it (`[press]`).

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::ink::{BLACK_PLATE, Intent, PictureRules, Press, Standard};
use crate::keys::kinds::{flag, list, text, text_of, whole, word};
use crate::keys::{Value, part};
use crate::message::{self, msg};

use super::house::{self, HouseFile};
use super::names::Names;

part! {
    /// What the printer asks for (印厂要求), the same for all pages of an issue.
    pub struct PressPart {
        /// The standard of the press file.
        standard: Standard = word().without(Standard::Screen), default Standard::default();
        /// The ICC profile of the press (CMYK), from beside this file or from the issue folder.
        profile: String = text_of("path of an ICC profile"),
            absent "coldset newsprint (CGATS TR 002), which is in banxin";
        /// What the plate room calls the printing condition.
        condition: String = text().filled(message::word(
            "write the name that the plate room gives the printing condition, or leave the key out",
        )), absent "the name of the profile";
        /// The most ink in one place, in percent over all plates (油墨总量).
        ink_limit: u32 = whole(100..=400)
            .help(message::word("newsprint takes 220 to 240 percent of ink")), default Press::default().ink_limit;
        /// How RGB pictures are converted.
        intent: Intent = word(), default Intent::default();
        /// Whether their black becomes the press's (black point compensation). The intent's own table may see to it,
        /// and with the intent `absolute` it never does.
        black_point: bool = flag(), default Press::default().black_point;
        /// Plates whose rules and panels overprint what lies under them (叠印): `black`, where it is solid, and names of
        /// spot colours. All else knocks out (挖空). Solid black text always overprints.
        overprint: Vec<Value<String>> =
            list(text_of("name of a plate")), default vec![Value::built_in(BLACK_PLATE.to_owned())];
        /// A picture with more pixels is refused: in millions, half as many of 16 bits.
        picture_megapixels: u32 = whole(1..=2_000)
            .help(message::word("a broadsheet at 300 ppi is 30 million pixels")), default PictureRules::default().most_megapixels;
        /// Pixels to the inch that a picture keeps at the size at which it shows; 0 keeps all.
        picture_resolution: u32 = whole(0..=2_400)
            .help(message::word("200 to 300 pixels to the inch are enough; 0 is all")), default PictureRules::default().resolution;
        /// 1 to 100 stores converted pictures as JPEG of that quality, 0 without loss.
        picture_quality: u32 = whole(0..=100)
            .help(message::word("90 shows no loss on newsprint; 0 stores pixels whole")), default 0;
    }
}

/// The press as a layout names it; its profile is not read yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PressSpec {
    /// Everything but the profile.
    pub press: Press,
    /// The file of the profile; that of newsprint if none is named.
    pub profile: Option<HouseFile>,
    /// Where the last file says `[press]`.
    pub span: Option<Span>,
}

/// The press, with the usual values for keys that are left out.
pub(super) fn resolve(part: &PressPart, names: &Names<'_>) -> PressSpec {
    for plate in part.overprint.iter().flat_map(|given| &given.value) {
        overprinted(plate, names);
    }
    let usual = Press::default();
    let profile = part.profile.as_ref().map(|path| house::file(path, names));
    // The usual condition is that of the usual profile.
    let condition = match (&part.condition, &profile) {
        (Some(given), _) => given.value.clone(),
        (None, None) => usual.condition,
        (None, Some(file)) => file.written.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let press = Press {
        standard: part.standard(),
        profile: usual.profile,
        condition,
        ink_limit: part.ink_limit(),
        intent: part.intent(),
        black_point: part.black_point(),
        overprint: part.overprint().into_iter().map(|plate| plate.value).collect(),
        drawings: usual.drawings,
        spot_plates: usual.spot_plates,
        pictures: PictureRules {
            most_megapixels: part.picture_megapixels(),
            resolution: part.picture_resolution(),
            quality: u8::try_from(part.picture_quality()).ok().filter(|quality| *quality > 0),
        },
    };
    PressSpec { press, profile, span: part.span.clone() }
}

/// Reports a plate that is to overprint but does not exist.
fn overprinted(plate: &Value<String>, names: &Names<'_>) {
    let inks: Vec<_> = names.inks.iter().map(|(name, part)| (name.value.as_str(), part.ink())).collect();
    let spots = inks.iter().flat_map(|(_, ink)| ink.spots()).map(|spot| spot.name.as_str());
    let known = std::iter::once(BLACK_PLATE).chain(spots);
    if known.clone().any(|known| known == plate.value) {
        return;
    }
    // An ink is often taken for its plate.
    let ink = inks.iter().find(|(name, _)| *name == plate.value);
    match ink.and_then(|(_, ink)| ink.spots().first()) {
        Some(spot) => names.faults.push(
            Diagnostic::new(
                codes::UNKNOWN_PLATE,
                msg!("`{plate}` is an ink, not a plate", plate = plate.value),
            )
            .here(plate.span.clone())
            .help(msg!(
                "it prints on the plate `{spot}`: write overprint = [\"{name}\"]",
                spot = spot.name,
                name = spot.name
            )),
        ),
        None => names.unknown(codes::UNKNOWN_PLATE, message::word("plate"), plate, known),
    }
}
