//! Inks: what goes on which plate.
//!
//! Newsprint is printed in black, cyan, magenta and yellow, with now and then a spot colour
//! (专色). Layout names inks; only the PDF stage turns them into operators. Text in black alone
//! overprints, so that a plate out of register shows no white rims (press rule 27).

mod press;

pub use press::{Intent, PictureRules, Press, Standard, profile_fault};

/// The ICC profile of coldset newsprint (CGATS TR 002): CMYK, at most 240 % of ink. Its source is
/// told in the README beside it.
pub const NEWSPRINT: &[u8] = include_bytes!("tr002_newsprint.icc");

/// What the plate room calls the printing condition of [`NEWSPRINT`].
pub const NEWSPRINT_NAME: &str = "CGATS TR 002";

/// The most ink that newsprint takes in one place, in percent of solid ink over all plates: 240 as
/// coldset presses ask for it and as [`NEWSPRINT`] separates (ISO 12647-3:2005; the edition of 2013
/// advises 220).
pub const COVERAGE_LIMIT: u32 = 240;

/// Shares of the four process inks, each in 1/10 000 of full ink (so 10 000 is solid).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cmyk {
    /// Cyan.
    pub c: u16,
    /// Magenta.
    pub m: u16,
    /// Yellow.
    pub y: u16,
    /// Black.
    pub k: u16,
}

impl Cmyk {
    /// Solid ink, the largest value of a share.
    pub const SOLID: u16 = 10_000;

    /// Total area coverage in percent (0 to 400).
    pub fn coverage(self) -> u32 {
        (u32::from(self.c) + u32::from(self.m) + u32::from(self.y) + u32::from(self.k)) / 100
    }
}

/// An ink as a style names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Process inks; black alone is the ordinary ink of text.
    Process(Cmyk),
    /// A spot colour on a plate of its own.
    Spot {
        /// The name of the plate, as the plate room knows it.
        name: String,
        /// What stands in for it where the plate is not to be had.
        alternate: Cmyk,
        /// The share of solid ink, in 1/10 000.
        tint: u16,
    },
    /// Every plate: only for registration marks.
    Registration,
}

impl Ink {
    /// Solid black, the ink of text.
    pub const BLACK: Ink = Ink::Process(Cmyk { c: 0, m: 0, y: 0, k: Cmyk::SOLID });

    /// Bare paper; knocks out what lies under it (反白).
    pub const PAPER: Ink = Ink::Process(Cmyk { c: 0, m: 0, y: 0, k: 0 });

    /// A tint of black, `share` in 1/10 000.
    pub const fn gray(share: u16) -> Ink {
        Ink::Process(Cmyk { c: 0, m: 0, y: 0, k: share })
    }

    /// Whether black is the only plate this ink prints on (paper is not black).
    pub fn is_black_only(&self) -> bool {
        matches!(self, Ink::Process(Cmyk { c: 0, m: 0, y: 0, k }) if *k > 0)
    }

    /// Whether marks in this ink overprint what lies under them: solid black does, and
    /// registration marks; everything else knocks out.
    pub fn overprints(&self) -> bool {
        match self {
            Ink::Process(Cmyk { c: 0, m: 0, y: 0, k }) => *k == Cmyk::SOLID,
            Ink::Registration => true,
            _ => false,
        }
    }

    /// The process colour that stands for this ink on a proof.
    pub fn process(&self) -> Cmyk {
        let solid = u32::from(Cmyk::SOLID);
        match self {
            Ink::Process(cmyk) => *cmyk,
            Ink::Spot { alternate, tint, .. } => {
                let part = |share: u16| (u32::from(share) * u32::from(*tint) / solid) as u16;
                Cmyk {
                    c: part(alternate.c),
                    m: part(alternate.m),
                    y: part(alternate.y),
                    k: part(alternate.k),
                }
            }
            Ink::Registration => Cmyk { c: 10_000, m: 10_000, y: 10_000, k: 10_000 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_solid_black_and_marks_overprint() {
        assert!(Ink::BLACK.overprints());
        assert!(Ink::Registration.overprints());
        assert!(!Ink::gray(3_000).overprints());
        assert!(!Ink::PAPER.overprints());
        assert!(!Ink::PAPER.is_black_only());
        assert!(Ink::gray(3_000).is_black_only());
    }

    #[test]
    fn a_spot_tint_scales_its_alternate() {
        let alternate = Cmyk { c: 0, m: 9_000, y: 8_000, k: 0 };
        let ink = Ink::Spot { name: "专色红".into(), alternate, tint: 5_000 };
        assert_eq!(ink.process(), Cmyk { c: 0, m: 4_500, y: 4_000, k: 0 });
        assert_eq!(alternate.coverage(), 170);
    }
}
