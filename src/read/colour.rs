//! From screen colours to the inks of the press.
//!
//! Each kind of colour that pictures come in is a [`ColourSource`]: its profile and a table from its
//! channels straight to the inks, worked out once by [`icc`](super::icc) and then interpolated in
//! whole numbers. So a picture gets the same bytes on every machine.
//!
//! With black point compensation paper white is white, and the darkest tone of the picture becomes
//! the darkest that the inks can print, so that shadows keep their drawing on a press whose black
//! is a dark grey: a linear scale in XYZ towards the press's black taken as neutral (ISO 18619).
//! It is left out where the profile's own table makes shadows lighter already, as perceptual ones
//! do, and with the absolute intent, which keeps to measured colours.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::icc::{ColourSpace, D50, Profile, Xyz, lab_to_xyz, xyz_to_lab};
use super::ink_table::{InkTable, NODES, PARTS, reduced};
use crate::cache::{Cache, Key};
use crate::ink::{self, Cmyk, Ink, Intent};

/// Levels of light, 0 for none; 8 or 16 bits.
#[derive(Debug)]
pub enum Levels {
    /// 255 is white.
    Eight(Vec<u8>),
    /// 65535 is white.
    Sixteen(Vec<u16>),
}

impl Levels {
    /// How many they are.
    pub fn count(&self) -> usize {
        match self {
            Levels::Eight(levels) => levels.len(),
            Levels::Sixteen(levels) => levels.len(),
        }
    }
}

/// Converts to the inks of a press. Clones are the same converter.
#[derive(Clone)]
pub struct PressConverter(Arc<Converter>);

/// The inside of a converter.
pub struct Converter {
    output: Profile,
    intent: Intent,
    /// The light of the darkest colour, to which black is brought; `None` without black point compensation.
    darkest: Option<f64>,
    /// The light of black ink alone for each share, over that of the paper.
    ramp: Vec<f64>,
    /// The most ink in one pixel, in levels over all plates.
    limit: u32,
    /// The most ink in one place, in percent.
    ink_limit: u32,
    /// Colours of drawings that print in an ink of the house.
    drawings: Vec<([u8; 3], Ink)>,
    keeps_alpha: bool,
    most_megapixels: u32,
    profile: Arc<[u8]>,
    /// A hash of all that tables from colours to inks depend on, without the colours' own profile.
    recipe: Key,
    cache: Arc<Cache>,
    screen: Arc<ColourSource>,
    /// The sources of embedded profiles met so far, by the bytes of the profiles.
    sources: Mutex<BTreeMap<Vec<u8>, Option<Arc<ColourSource>>>>,
}

/// A kind of colour that pictures come in.
#[derive(Debug)]
pub struct ColourSource {
    profile: Profile,
    /// A hash of the profile.
    name: Key,
    table: OnceLock<Option<InkTable>>,
    /// Shares of black for each of 256 and of 65536 levels of grey.
    grays: [OnceLock<Vec<u8>>; 2],
}

impl ColourSource {
    fn new(profile: Profile, name: Key) -> ColourSource {
        ColourSource { profile, name, table: OnceLock::new(), grays: [OnceLock::new(), OnceLock::new()] }
    }
}

/// Whether an embedded profile can be used.
pub enum EmbeddedProfile {
    /// It can: it is a grey or RGB profile.
    Light(Arc<ColourSource>),
    /// It cannot: it is unreadable, or a profile of inks.
    Broken,
}

impl Deref for PressConverter {
    type Target = Converter;

    fn deref(&self) -> &Converter {
        &self.0
    }
}

impl PressConverter {
    /// The converter; `None` if the profile of the press cannot be used.
    pub fn new(press: &ink::Press) -> Option<PressConverter> {
        PressConverter::with(press, Arc::new(Cache::new(0)))
    }

    /// The converter, with a cache for its tables.
    pub fn with(press: &ink::Press, cache: Arc<Cache>) -> Option<PressConverter> {
        let output = Profile::read(&press.profile).filter(|profile| profile.space == ColourSpace::Cmyk)?;
        let intent = press.intent;
        let round = |lightness: f64| {
            let inks = output.to_device(lab_to_xyz([lightness, 0.0, 0.0]), intent)?;
            Some(xyz_to_lab(output.to_xyz(inks))[0].clamp(0.0, 50.0))
        };
        let black = round(0.0)?;
        // A table that knows no darker colour than its darkest cuts off what lies below.
        let cuts = round(black)? - black < black * 0.3 + 1.0;
        let compensated = press.black_point && cuts && intent != Intent::Absolute;
        let paper = output.to_xyz([0.0; 4])[1].max(0.1);
        let share = |share: u32| output.to_xyz([0.0, 0.0, 0.0, f64::from(share) / 255.0])[1] / paper;
        let way = [intent as u8, u8::from(press.black_point)];
        Some(PressConverter(Arc::new(Converter {
            intent,
            darkest: compensated.then(|| lab_to_xyz([black, 0.0, 0.0])[1]),
            ramp: (0..256).map(share).collect(),
            limit: press.ink_limit * 255 / 100,
            ink_limit: press.ink_limit,
            drawings: press.drawings.clone(),
            keeps_alpha: press.standard == ink::Standard::X4,
            most_megapixels: press.pictures.most_megapixels,
            profile: press.profile.clone(),
            recipe: Key::of("press", &[&press.profile, &way]),
            cache,
            screen: Arc::new(ColourSource::new(Profile::srgb(), Key::of("screen", &[]))),
            sources: Mutex::new(BTreeMap::new()),
            output,
        })))
    }
}

impl Converter {
    /// The colours of pictures without a profile: sRGB.
    pub fn screen(&self) -> &Arc<ColourSource> {
        &self.screen
    }

    /// The colours of an embedded profile.
    pub fn embedded(&self, profile: &[u8]) -> EmbeddedProfile {
        let mut known = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        let source = known.entry(profile.to_vec()).or_insert_with(|| {
            let read = Profile::read(profile).filter(|profile| profile.space != ColourSpace::Cmyk)?;
            Some(Arc::new(ColourSource::new(read, Key::of("source", &[profile]))))
        });
        source.clone().map_or(EmbeddedProfile::Broken, EmbeddedProfile::Light)
    }

    /// The names of an embedded profile of inks and of the press's, where they are not the same.
    pub fn stranger(&self, profile: &[u8]) -> Option<(String, String)> {
        let named = |profile: &Profile| match profile.name.as_str() {
            "" => "without a name".to_owned(),
            name => name.to_owned(),
        };
        if profile == &*self.profile {
            return None;
        }
        let embedded = Profile::read(profile).filter(|profile| profile.space == ColourSpace::Cmyk);
        let (theirs, own) = (embedded.as_ref().map_or("broken".to_owned(), named), named(&self.output));
        (theirs != own).then_some((theirs, own))
    }

    /// Whether transparent pixels keep their transparency.
    pub fn keeps_alpha(&self) -> bool {
        self.keeps_alpha
    }

    /// The most pixels of a picture, in millions.
    pub fn most_megapixels(&self) -> u32 {
        self.most_megapixels
    }

    /// The most ink in one place, in percent.
    pub fn ink_limit(&self) -> u32 {
        self.ink_limit
    }

    /// Whether a colour of drawings prints in an ink of the house.
    pub fn is_of_the_house(&self, rgb: [u8; 3]) -> bool {
        self.drawings.iter().any(|(own, _)| *own == rgb)
    }

    /// The inks of a colour, 0 to 1 each, within the limit.
    fn inks(&self, source: &Profile, device: [f64; 4]) -> Option<[f64; 4]> {
        let mut xyz: Xyz = source.to_xyz(device);
        if let Some(darkest) = self.darkest {
            let black = source.to_xyz([0.0; 4])[1].clamp(0.0, 0.5);
            let scale = (1.0 - darkest) / (1.0 - black);
            for (part, white) in xyz.iter_mut().zip(D50) {
                *part = *part * scale + white * (1.0 - scale);
            }
        }
        if self.intent == Intent::Absolute {
            for (part, (from, to)) in xyz.iter_mut().zip(source.white.iter().zip(self.output.white)) {
                *part = *part * from / to;
            }
        }
        self.output.to_device(xyz, self.intent)
    }

    /// The table of a source; `None` if the press's profile has no way to its inks.
    ///
    /// It is made on one thread: a thread that waited for others here might be given a picture that needs this table.
    fn table<'s>(&self, source: &'s ColourSource) -> Option<&'s InkTable> {
        let made = source.table.get_or_init(|| {
            let key = || Key::of("table", &[self.recipe.bytes(), source.name.bytes()]);
            let made = self.cache.get_or_make(key, || {
                let nodes: Option<Vec<[u16; 4]>> =
                    (0..InkTable::NODES).map(|at| self.node(source, at)).collect();
                nodes.map(|nodes| nodes.concat().into_iter().flat_map(u16::to_be_bytes).collect()).ok_or(())
            });
            InkTable::from_bytes(&made.ok()?)
        });
        made.as_ref()
    }

    /// The inks at a node of the table of a source.
    fn node(&self, source: &ColourSource, at: usize) -> Option<[u16; 4]> {
        let share = |at: usize| at as f64 / (NODES - 1) as f64;
        let [r, g, b] = [at / (NODES * NODES), at / NODES % NODES, at % NODES];
        if [r, g, b] == [NODES - 1; 3] {
            // White is paper, whatever the profile's rounding.
            return Some([0; 4]);
        }
        let inks = self.inks(&source.profile, [share(r), share(g), share(b), 0.0])?;
        Some(inks.map(|ink| (ink.clamp(0.0, 1.0) * f64::from(255 * PARTS)).round() as u16))
    }

    /// Whether colours of a source can be converted.
    pub fn knows(&self, source: &ColourSource) -> bool {
        self.table(source).is_some()
    }

    /// Pixels of cyan, magenta, yellow and black for pixels of three levels; `None` if the press's
    /// profile has no way to its inks.
    pub fn colour(&self, source: &ColourSource, levels: &Levels) -> Option<Vec<u8>> {
        let table = self.table(source)?;
        Some(match levels {
            Levels::Eight(levels) => self.interpolate(levels, |pixel| table.eight(pixel, self.limit)),
            Levels::Sixteen(levels) => self.interpolate(levels, |pixel| table.sixteen(pixel, self.limit)),
        })
    }

    fn interpolate<T: Sync>(&self, levels: &[T], ink: impl Fn(&[T; 3]) -> [u8; 4] + Sync) -> Vec<u8> {
        const CHUNK: usize = 16_384;
        let levels = levels.as_chunks::<3>().0;
        let mut inks = vec![0u8; levels.len() * 4];
        let out = inks.as_chunks_mut::<4>().0.par_chunks_mut(CHUNK);
        levels.par_chunks(CHUNK).zip(out).for_each(|(levels, inks)| {
            for (pixel, own) in levels.iter().zip(inks) {
                *own = ink(pixel);
            }
        });
        inks
    }

    /// The share of black ink for each level of grey.
    pub fn gray(&self, source: &ColourSource, levels: &Levels) -> Vec<u8> {
        let table =
            |at: usize, count: u32| source.grays[at].get_or_init(|| self.shares(&source.profile, count));
        match levels {
            Levels::Eight(levels) => {
                let shares = table(0, 256);
                levels.iter().map(|level| shares[usize::from(*level)]).collect()
            }
            Levels::Sixteen(levels) => {
                let shares = table(1, 65_536);
                levels.iter().map(|level| shares[usize::from(*level)]).collect()
            }
        }
    }

    /// The shares of black for so many levels from black to white.
    fn shares(&self, source: &Profile, count: u32) -> Vec<u8> {
        let solid = self.ramp[255];
        let most = f64::from(count - 1);
        let mut shares: Vec<u8> = (0..count)
            .map(|level| {
                let light = source.to_xyz([f64::from(level) / most; 4])[1];
                let light = match (self.intent, self.darkest) {
                    (Intent::Absolute, _) => light * source.white[1] / self.output.white[1],
                    (Intent::Relative, None) => light,
                    _ => light * (1.0 - solid) + solid,
                };
                // The ramp falls; of the two around the light the nearer one.
                let after = self.ramp.partition_point(|own| *own > light);
                let nearest = (after.saturating_sub(1)..=after.min(255))
                    .min_by(|a, b| (self.ramp[*a] - light).abs().total_cmp(&(self.ramp[*b] - light).abs()));
                nearest.unwrap_or(0) as u8
            })
            .collect();
        // Black is solid and white is paper, whatever the profile's rounding.
        if let [first, .., last] = &mut shares[..] {
            (*first, *last) = (255, 0);
        }
        shares
    }

    /// The ink of a drawing's colour: that of the house, if it has one for it; greys print in black
    /// alone.
    pub fn ink(&self, rgb: [u8; 3]) -> Ink {
        if let Some((_, ink)) = self.drawings.iter().find(|(known, _)| *known == rgb) {
            return ink.clone();
        }
        let solid = f64::from(Cmyk::SOLID);
        if rgb[0] == rgb[1] && rgb[1] == rgb[2] {
            let share = self.gray(&self.screen, &Levels::Eight(vec![rgb[0]]))[0];
            return Ink::gray((u32::from(share) * u32::from(Cmyk::SOLID) / 255) as u16);
        }
        let [r, g, b] = rgb.map(|level| f64::from(level) / 255.0);
        let Some(inks) = self.inks(&self.screen.profile, [r, g, b, 0.0]) else { return Ink::BLACK };
        let shares = inks.map(|ink| (ink.clamp(0.0, 1.0) * solid).round() as u32);
        let limit = self.ink_limit * u32::from(Cmyk::SOLID) / 100;
        let [c, m, y, k] = reduced(shares, limit).map(|share| share as u16);
        Ink::Process(Cmyk { c, m, y, k })
    }
}

impl ColourSource {
    /// Whether three equal levels are a grey.
    pub fn is_even(&self) -> bool {
        self.profile.is_matrix()
    }

    /// Whether it is for pictures in grey.
    pub fn is_gray(&self) -> bool {
        self.profile.space == ColourSpace::Gray
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(change: impl Fn(&mut ink::Press)) -> PressConverter {
        let mut press = ink::Press::default();
        change(&mut press);
        PressConverter::new(&press).unwrap()
    }

    fn convert(press: &PressConverter, rgb: &[u8]) -> Vec<u8> {
        press.colour(&press.screen, &Levels::Eight(rgb.to_vec())).unwrap()
    }

    fn cube() -> Vec<u8> {
        let level = |at: u32| (at & 15) as u8 * 17;
        (0..4096u32).flat_map(|at| [level(at), level(at >> 4), level(at >> 8)]).collect()
    }

    #[test]
    fn paper_is_paper_black_is_black_and_the_ink_limit_holds() {
        let usual = press(|_| ());
        assert_eq!(usual.ink([255; 3]), Ink::PAPER);
        assert_eq!(usual.ink([0; 3]), Ink::BLACK);
        let grays = usual.gray(&usual.screen, &Levels::Eight((0..=255).collect()));
        assert!(grays.windows(2).all(|pair| pair[0] >= pair[1]), "greys are in order");
        // Compensation keeps shadows apart that would all be solid without it.
        assert!(grays[24] < 255);
        let hard = press(|press| press.black_point = false);
        assert_eq!(hard.gray(&hard.screen, &Levels::Eight(vec![24])), [255]);
        for limit in [240, 180, 120, 100] {
            let press = press(|press| press.ink_limit = limit);
            for ink in convert(&press, &cube()).chunks_exact(4) {
                let total: u32 = ink.iter().map(|share| u32::from(*share)).sum();
                assert!(total * 100 <= limit * 255, "{ink:?} is more than {limit} %");
            }
            for rgb in cube().chunks_exact(3) {
                let ink = press.ink([rgb[0], rgb[1], rgb[2]]).process();
                let total = u32::from(ink.c) + u32::from(ink.m) + u32::from(ink.y) + u32::from(ink.k);
                assert!(total <= limit * u32::from(Cmyk::SOLID) / 100, "{rgb:?}: {ink:?}");
            }
        }
    }

    #[test]
    fn colours_go_to_their_plates() {
        let press = press(|_| ());
        let inks = convert(&press, &[230, 0, 20, 0, 90, 200, 255, 230, 0]);
        let (red, blue, yellow) = (&inks[0..4], &inks[4..8], &inks[8..12]);
        assert!(red[1] > 180 && red[2] > 150 && red[0] < 60, "{red:?}");
        assert!(blue[0] > 150 && blue[2] < 60, "{blue:?}");
        assert!(yellow[2] > 180 && yellow[0] < 40 && yellow[1] < 60, "{yellow:?}");
    }

    /// Little CMS, relative with black point compensation, gives these (percent).
    #[test]
    fn colours_are_those_of_the_usual_engine() {
        let press = press(|press| press.ink_limit = 400);
        let expected = [
            ([230, 0, 20], [0, 89, 77, 8]),
            ([0, 90, 200], [89, 53, 0, 6]),
            ([255, 230, 0], [2, 2, 90, 3]),
            ([0, 0, 0], [39, 26, 24, 95]),
            ([255, 0, 255], [23, 67, 0, 0]),
            ([0, 255, 0], [41, 0, 79, 0]),
            ([128, 20, 30], [5, 58, 31, 65]),
        ];
        for (rgb, inks) in expected {
            for (ours, theirs) in convert(&press, &rgb).iter().zip(inks) {
                assert!((i32::from(*ours) * 100 / 255 - theirs).abs() <= 4, "{rgb:?}: {ours} for {theirs} %");
            }
        }
    }

    /// The table is fine enough: interpolation between its nodes hardly differs from the profile.
    #[test]
    fn the_table_says_what_the_profile_says() {
        let press = press(|press| press.ink_limit = 400);
        let (mut worst, mut sum): (f64, f64) = (0.0, 0.0);
        for pixel in cube().chunks_exact(3) {
            let exact =
                press.inks(&press.screen.profile, [0, 1, 2, 0].map(|at| f64::from(pixel[at]) / 255.0));
            for (ours, exact) in convert(&press, pixel).iter().zip(exact.unwrap()) {
                let off = (f64::from(*ours) - exact * 255.0).abs();
                worst = worst.max(off);
                sum += off / (4.0 * 4096.0);
            }
        }
        assert!(worst < 9.0 && sum < 0.6, "{worst} levels at most, {sum} in the mean");
    }

    #[test]
    fn sixteen_bits_are_brought_to_eight_once() {
        let press = press(|_| ());
        let eight = cube();
        let wide = Levels::Sixteen(eight.iter().map(|level| u16::from(*level) * 257).collect());
        assert_eq!(press.colour(&press.screen, &wide).unwrap(), convert(&press, &eight));
        // Levels between those of 8 bits come out between them, and are not all the same.
        let fine: Vec<u16> = (0..257u16).map(|step| 100 * 257 + step).collect();
        let shares = press.gray(&press.screen, &Levels::Sixteen(fine));
        let ends = press.gray(&press.screen, &Levels::Eight(vec![100, 101]));
        assert_eq!((shares[0], shares[256]), (ends[0], ends[1]));
        assert!(shares.windows(2).all(|pair| pair[0] >= pair[1]));
    }

    #[test]
    fn intents_are_told_apart() {
        let white = |intent| {
            let press = press(|press| (press.intent, press.black_point) = (intent, false));
            convert(&press, &[128, 120, 130, 120, 130, 128])
        };
        // Newsprint is darker than the white of a screen: measured colours need less ink.
        let total = |inks: Vec<u8>| inks.iter().map(|ink| u32::from(*ink)).sum::<u32>();
        assert!(total(white(Intent::Absolute)) < total(white(Intent::Relative)));
    }

    #[test]
    fn embedded_profiles_are_known_by_their_kind() {
        let press = press(|_| ());
        assert!(matches!(press.embedded(b"nonsense"), EmbeddedProfile::Broken));
        assert!(matches!(press.embedded(ink::NEWSPRINT), EmbeddedProfile::Broken), "inks are no light");
        let wide = moxcms::ColorProfile::new_display_p3().encode().unwrap();
        let EmbeddedProfile::Light(source) = press.embedded(&wide) else { panic!("a sound profile") };
        let red = Levels::Eight(vec![200, 30, 30]);
        assert_ne!(press.colour(&source, &red), press.colour(&press.screen, &red));
        assert!(press.stranger(ink::NEWSPRINT).is_none());
        assert_eq!(press.stranger(b"nonsense").unwrap().0, "broken");
    }

    /// The sums are in whole numbers or exact by IEEE 754: every machine gives these bytes.
    #[test]
    fn every_machine_gives_these_bytes() {
        let press = press(|_| ());
        let inks = convert(&press, &cube());
        let sum = inks.iter().fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
        });
        assert_eq!(sum, 16_572_302_870_897_997_238);
    }
}
