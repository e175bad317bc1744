//! Inks: what goes on which plate.
//!
//! Newsprint is printed in black, cyan, magenta and yellow, with now and then a spot colour
//! (专色). Layout names inks; only the PDF stage turns them into operators. Text in black alone
//! overprints, so that a plate out of register shows no white rims (press rule 27).

mod colorant;
mod gradient;
mod newsprint;
mod plate_name;
mod press;

pub use colorant::{Cmyk, Ink, Spot};
pub use gradient::{Gradient, Tint, Towards};
pub use newsprint::{COVERAGE_LIMIT, NEWSPRINT, NEWSPRINT_NAME};
pub use plate_name::is_probably_same_plate;
pub use press::{BLACK_PLATE, Intent, PictureRules, Press, Standard, profile_fault};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_is_told_from_paper_and_grey() {
        assert!(Ink::BLACK.is_solid_black());
        assert!(!Ink::gray(3_000).is_solid_black());
        assert!(!Ink::PAPER.is_solid_black());
    }

    #[test]
    fn a_spot_tint_scales_its_alternate() {
        let alternate = Cmyk { c: 0, m: 9_000, y: 8_000, k: 0 };
        let red = Spot { name: "专色红".into(), alternate, tint: 5_000 };
        let ink = Ink::Spot(red.clone());
        assert_eq!(ink.process(), Cmyk { c: 0, m: 4_500, y: 4_000, k: 0 });
        assert_eq!(alternate.coverage(), 170);
        assert_eq!(ink.coverage(), 50);
        let process = Cmyk { m: 8_000, k: 2_000, ..Cmyk::default() };
        let mix = Ink::Mix { process, spots: vec![red] };
        assert_eq!(mix.process(), Cmyk { c: 0, m: 10_000, y: 4_000, k: 2_000 });
        assert_eq!(mix.coverage(), 150);
    }
}
