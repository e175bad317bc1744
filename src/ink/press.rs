//! What the press asks for: the standard of its files, its profile and its limits (印厂要求).

use std::sync::Arc;

use super::colorant::{Cmyk, Ink};
use super::newsprint::{COVERAGE_LIMIT, NEWSPRINT, NEWSPRINT_NAME};
use crate::keys::words;

/// How [`Press::overprint`] names the black plate.
pub const BLACK_PLATE: &str = "black";

words! {
    /// The standard that a press file keeps to.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Standard {
        /// PDF/X-4 (ISO 15930-7).
        #[default]
        X4 = "x4",
        /// PDF/X-1a:2003 (ISO 15930-4): neither transparency nor colour that is not of the press.
        X1a = "x1a",
        /// None: a file to be read on a screen (阅读版), which no press would take.
        Screen = "screen",
    }
}

words! {
    /// How colours that the press cannot print are brought near (ICC.1, 6.2).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Intent {
        /// All tones move together.
        Perceptual = "perceptual",
        /// Colours that can be printed stay; paper is white.
        #[default]
        Relative = "relative",
        /// Colours stay vivid.
        Saturation = "saturation",
        /// Colours that can be printed stay, the paper's own colour with them.
        Absolute = "absolute",
    }
}

/// What becomes of pictures on their way to the press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureRules {
    /// The most pixels that a picture may have when it is read, in millions.
    pub most_megapixels: u32,
    /// Pixels to the inch that a picture keeps at the size at which it shows; one that has half as
    /// many again is made smaller. Zero leaves all as they are.
    pub resolution: u32,
    /// How converted tones are stored: JPEG of that quality (1 to 100), or whole.
    pub quality: Option<u8>,
}

impl Default for PictureRules {
    fn default() -> PictureRules {
        PictureRules { most_megapixels: 400, resolution: 300, quality: None }
    }
}

/// The press that an issue is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// The standard of the file.
    pub standard: Standard,
    /// The ICC profile of the press: CMYK, class `prtr`.
    pub profile: Arc<[u8]>,
    /// The name of the printing condition, such as [`NEWSPRINT_NAME`].
    pub condition: String,
    /// The most ink in one place, in percent of solid ink over all plates (油墨总量).
    pub ink_limit: u32,
    /// How colours are converted.
    pub intent: Intent,
    /// Whether the picture's black becomes the press's black (black point compensation).
    pub black_point: bool,
    /// The plates whose marks overprint what lies under them: `black` and names of spot colours.
    /// Everything else knocks out.
    pub overprint: Vec<String>,
    /// Colours of drawings (red, green, blue) that print in an ink of the house.
    pub drawings: Vec<([u8; 3], Ink)>,
    /// The names of the spot plates that inks of the layouts print on.
    pub spot_plates: Vec<String>,
    /// What becomes of pictures.
    pub pictures: PictureRules,
}

impl Default for Press {
    fn default() -> Press {
        Press {
            standard: Standard::default(),
            profile: NEWSPRINT.into(),
            condition: NEWSPRINT_NAME.to_owned(),
            ink_limit: COVERAGE_LIMIT,
            intent: Intent::default(),
            black_point: true,
            overprint: vec![BLACK_PLATE.to_owned()],
            drawings: Vec::new(),
            spot_plates: Vec::new(),
            pictures: PictureRules::default(),
        }
    }
}

impl Press {
    /// Whether marks in this ink overprint what lies under them. Solid black text always does, so
    /// that a plate out of register shows no white rims, and registration marks; other marks do
    /// where all their plates are on the list, black only where it is solid.
    pub fn overprints(&self, ink: &Ink, is_text: bool) -> bool {
        let listed = |plate: &str| self.overprint.iter().any(|known| known == plate);
        match ink {
            Ink::Registration => true,
            ink if ink.is_solid_black() => is_text || listed(BLACK_PLATE),
            // A tint of nothing is paper: it would leave what lies under it.
            Ink::Spot(spot) => spot.tint > 0 && listed(&spot.name),
            Ink::Mix { process, spots } => {
                let black = Ink::Process(*process).is_solid_black() && listed(BLACK_PLATE);
                let paints = black || spots.iter().any(|spot| spot.tint > 0);
                paints
                    && (*process == Cmyk::default() || black)
                    && spots.iter().all(|spot| listed(&spot.name))
            }
            Ink::Process(_) => false,
        }
    }
}

/// What is wrong with a profile as that of a CMYK press (ICC.1, 7.2); `None` for a sound one.
pub fn profile_fault(profile: &[u8]) -> Option<&'static str> {
    let field = |at: usize| profile.get(at..at + 4).unwrap_or(b"");
    let size = profile.get(..4).map_or(0, |size| u32::from_be_bytes([size[0], size[1], size[2], size[3]]));
    if field(36) != b"acsp" || size as usize != profile.len() {
        Some("is not an ICC profile, or is cut off")
    } else if field(12) != b"prtr" {
        Some("is not of the class of printers")
    } else if field(16) != b"CMYK" {
        Some("is not for CMYK")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::Spot;
    use super::*;

    #[test]
    fn what_is_on_the_list_overprints_and_black_text_always() {
        let usual = Press::default();
        assert!(usual.overprints(&Ink::BLACK, false));
        assert!(usual.overprints(&Ink::Registration, false));
        assert!(!usual.overprints(&Ink::gray(3_000), true));
        assert!(!usual.overprints(&Ink::PAPER, true));
        let varnish = Ink::Spot(Spot { name: "上光".into(), alternate: Cmyk::default(), tint: 10_000 });
        assert!(!usual.overprints(&varnish, false));
        let mix = |k| {
            let gold = Spot { name: "金".into(), alternate: Cmyk::default(), tint: 10_000 };
            Ink::Mix { process: Cmyk { k, ..Cmyk::default() }, spots: vec![gold] }
        };
        let gilt = Press { overprint: vec!["black".into(), "金".into()], ..Press::default() };
        assert!(gilt.overprints(&mix(0), false) && gilt.overprints(&mix(10_000), false));
        assert!(!gilt.overprints(&mix(2_000), false) && !usual.overprints(&mix(0), false));
        let press = Press { overprint: vec!["上光".into()], ..usual };
        let none = Ink::Spot(Spot { name: "上光".into(), alternate: Cmyk::default(), tint: 0 });
        assert!(!press.overprints(&none, false) && !press.overprints(&none, true));
        assert!(press.overprints(&varnish, false));
        assert!(!press.overprints(&Ink::BLACK, false));
        assert!(press.overprints(&Ink::BLACK, true));
    }
}
