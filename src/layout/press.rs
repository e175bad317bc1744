//! What a layout says of the press (`[press]`).

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::ink::{Intent, PictureRules, Press, Standard};

use super::HouseFile;
use super::schema::{self, Given};
use super::table::{Table, Value};

/// The press as a layout names it; its profile is not read yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PressSpec {
    /// Everything but the profile.
    pub press: Press,
    /// The file of the profile; newsprint's where there is none.
    pub profile: Option<HouseFile>,
    /// Where the last file says `[press]`.
    pub span: Option<Span>,
}

/// What one layout file says of it.
#[derive(Clone, Debug, Default)]
pub struct PressPart {
    standard: Given<Standard>,
    profile: Given<String>,
    condition: Given<String>,
    ink_limit: Given<u32>,
    intent: Given<Intent>,
    black_point: Given<bool>,
    overprint: Given<Vec<Value<String>>>,
    picture_megapixels: Given<u32>,
    picture_resolution: Given<u32>,
    picture_quality: Given<u32>,
    span: Option<Span>,
}

impl PressPart {
    /// Reads `[press]`.
    pub(super) fn read(table: &Table<'_>) -> PressPart {
        let within =
            |key: &'static str, least: u32, most: u32, help: &str| table.whole_within(key, least, most, help);
        let part = PressPart {
            standard: schema::choice(table, "standard", &[("x4", Standard::X4), ("x1a", Standard::X1a)]),
            profile: table.string("profile"),
            condition: table.string("condition").filter(|given| {
                let empty = given.value.trim().is_empty();
                if empty {
                    let fault = Diagnostic::error(codes::UNKNOWN_VALUE, "`condition` is empty");
                    table.report(fault.at(given.span.clone(), "").help(
                        "write the name that the plate room gives the printing condition, or leave the key out",
                    ));
                }
                !empty
            }),
            ink_limit: within("ink_limit", 100, 400, "newsprint takes 220 to 240 percent of ink"),
            intent: schema::choice(
                table,
                "intent",
                &[
                    ("perceptual", Intent::Perceptual),
                    ("relative", Intent::Relative),
                    ("saturation", Intent::Saturation),
                    ("absolute", Intent::Absolute),
                ],
            ),
            black_point: table.boolean("black_point"),
            overprint: table.strings("overprint").map(|value| Value { value, span: table.span() }),
            picture_megapixels: within(
                "picture_megapixels",
                1,
                2_000,
                "a broadsheet at 300 ppi is 30 million pixels",
            ),
            picture_resolution: within(
                "picture_resolution",
                0,
                2_400,
                "200 to 300 pixels to the inch are enough; 0 is all",
            ),
            picture_quality: within(
                "picture_quality",
                0,
                100,
                "90 shows no loss on newsprint; 0 stores pixels whole",
            ),
            span: Some(table.span()),
        };
        table.finish();
        part
    }

    /// Lays a later file over this one.
    pub(super) fn overlaid(self, later: PressPart) -> PressPart {
        PressPart {
            standard: later.standard.or(self.standard),
            profile: later.profile.or(self.profile),
            condition: later.condition.or(self.condition),
            ink_limit: later.ink_limit.or(self.ink_limit),
            intent: later.intent.or(self.intent),
            black_point: later.black_point.or(self.black_point),
            overprint: later.overprint.or(self.overprint),
            picture_megapixels: later.picture_megapixels.or(self.picture_megapixels),
            picture_resolution: later.picture_resolution.or(self.picture_resolution),
            picture_quality: later.picture_quality.or(self.picture_quality),
            span: later.span.or(self.span),
        }
    }

    /// The plates that overprint, as they are written.
    pub(super) fn overprinted(&self) -> impl Iterator<Item = &Value<String>> {
        self.overprint.iter().flat_map(|given| &given.value)
    }

    /// Whether it names a profile.
    pub(super) fn names_profile(&self) -> bool {
        self.profile.is_some()
    }

    /// With the usual values where nothing is said. `folder` is that of the file that names the
    /// profile.
    pub(super) fn resolve(&self, folder: &std::path::Path) -> PressSpec {
        let usual = Press::default();
        let value = |given: &Given<u32>, usual: u32| given.as_ref().map_or(usual, |given| given.value);
        let quality = value(&self.picture_quality, usual.pictures.quality.unwrap_or(0).into());
        let profile = self.profile.as_ref().map(|given| HouseFile {
            written: given.value.as_str().into(),
            folder: folder.to_path_buf(),
            span: given.span.clone(),
        });
        // The usual condition is that of the usual profile.
        let condition = match (&self.condition, &profile) {
            (Some(given), _) => given.value.clone(),
            (None, None) => usual.condition,
            (None, Some(file)) => file.written.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let press = Press {
            standard: self.standard.as_ref().map_or(usual.standard, |given| given.value),
            profile: usual.profile,
            condition,
            ink_limit: value(&self.ink_limit, usual.ink_limit),
            intent: self.intent.as_ref().map_or(usual.intent, |given| given.value),
            black_point: self.black_point.as_ref().map_or(usual.black_point, |given| given.value),
            overprint: match &self.overprint {
                Some(given) => given.value.iter().map(|plate| plate.value.clone()).collect(),
                None => usual.overprint,
            },
            drawings: usual.drawings,
            spot_plates: usual.spot_plates,
            pictures: PictureRules {
                most_megapixels: value(&self.picture_megapixels, usual.pictures.most_megapixels),
                resolution: value(&self.picture_resolution, usual.pictures.resolution),
                quality: u8::try_from(quality).ok().filter(|quality| *quality > 0),
            },
        };
        PressSpec { press, profile, span: self.span.clone() }
    }
}
