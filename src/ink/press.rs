//! What the press asks for: the standard of its files, its profile and its limits (印厂要求).

use std::sync::Arc;

use super::{COVERAGE_LIMIT, NEWSPRINT, NEWSPRINT_NAME};

/// The standard that a press file keeps to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// PDF/X-4 (ISO 15930-7).
    #[default]
    X4,
    /// PDF/X-1a:2003 (ISO 15930-4): neither transparency nor colour that is not of the press.
    X1a,
}

/// How colours that the press cannot print are brought near (ICC.1, 6.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Intent {
    /// All tones move together.
    Perceptual,
    /// Colours that can be printed stay; paper is white.
    #[default]
    Relative,
    /// Colours stay vivid.
    Saturation,
    /// Colours that can be printed stay, the paper's own colour with them.
    Absolute,
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
            pictures: PictureRules::default(),
        }
    }
}

/// What is wrong with a profile as that of a CMYK press (ICC.1, 7.2); `None` for a sound one.
pub fn profile_fault(profile: &[u8]) -> Option<&'static str> {
    let field = |at: usize| profile.get(at..at + 4).unwrap_or(b"");
    let size = profile.get(..4).map_or(0, |size| u32::from_be_bytes([size[0], size[1], size[2], size[3]]));
    if field(36) != b"acsp" || size as usize != profile.len() {
        Some("is no ICC profile, or was cut off")
    } else if field(12) != b"prtr" {
        Some("is not of the class of printers")
    } else if field(16) != b"CMYK" {
        Some("is not for CMYK")
    } else {
        None
    }
}
