//! The rules of preflight, each once: number, name, source and way out.
//!
//! 1 to 26 are clauses of ISO 15930-4 (PDF/X-1a:2003) and 15930-7 (PDF/X-4) as prepress vendors'
//! lists condense them; from 27 on they are the house's, with figures from ISO 12647-3, WAN-IFRA and
//! printers' specifications. docs/PRESS.md tells what the writer does about each.

use crate::codes::{Code, Entry};
use crate::diagnostic::Severity::{self, Error, Note, Warning};

/// A rule of preflight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its number.
    pub number: u8,
    /// Its code, such as `press-16`.
    pub code: Code,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// How bad it is to break it; single findings may be milder.
    pub severity: Severity,
    /// What to do.
    pub help: &'static str,
}

macro_rules! rule {
    ($number:literal, $title:literal, $severity:expr, $help:expr) => {
        Rule {
            number: $number,
            code: Code(&Entry { name: concat!("press-", $number), explanation: $title }),
            title: $title,
            severity: $severity,
            help: $help,
        }
    };
}

/// Export it anew: the way out of most faults of a foreign file.
const AGAIN: &str = "export it again as PDF/X-4 or PDF/X-1a:2003 from the program that made it";

/// All rules, by number.
pub const RULES: [Rule; 37] = [
    rule!(1, "header and file", Error, AGAIN),
    rule!(2, "file ID", Error, AGAIN),
    rule!(3, "encryption", Error, "save it without a password and without permissions"),
    rule!(4, "title and dates", Error, AGAIN),
    rule!(5, "trapping", Error, "say in the export whether it is trapped: Trapped must be True or False"),
    rule!(6, "claim of the standard", Error, AGAIN),
    rule!(7, "XMP metadata", Error, AGAIN),
    rule!(8, "output intent", Error, "export it with the profile of the press as its one output intent"),
    rule!(9, "names of the output intent", Error, "name the printing condition in the output intent"),
    rule!(10, "profile of the press", Error, "embed the CMYK profile of the press, of the class of printers"),
    rule!(11, "media and trim box", Error, "export it with a trim box, and no art box"),
    rule!(
        12,
        "boxes within each other",
        Error,
        "the trim box lies in the bleed box, and that in the media box"
    ),
    rule!(13, "bleed box", Error, "export it with a bleed box, even if it bleeds nowhere"),
    rule!(14, "fonts embedded", Error, "embed all fonts, or turn the text into outlines"),
    rule!(15, "widths and characters of fonts", Error, "export it with another program: the font is damaged"),
    rule!(16, "colour spaces", Error, "convert it into the CMYK of the press"),
    rule!(17, "spot colours", Error, "give every use of a spot colour the same alternate"),
    rule!(18, "transparency", Error, "flatten transparency in the export, or send PDF/X-4"),
    rule!(19, "layers", Error, "flatten the layers in the export"),
    rule!(20, "filters", Error, AGAIN),
    rule!(21, "graphics states", Error, "export it without transfer functions and halftones of its own"),
    rule!(22, "placed objects", Error, "embed all pictures; no OPI, no PostScript"),
    rule!(23, "annotations", Error, "take comments, links and form fields out of the page"),
    rule!(24, "actions and scripts", Error, "take actions and scripts out"),
    rule!(25, "operators", Error, AGAIN),
    rule!(26, "separations", Error, "send the page as one composite, not separated"),
    rule!(27, "black text", Error, "print it in black alone and let it overprint"),
    rule!(28, "total ink", Error, "use less of each ink: newsprint sets off and strikes through (油墨总量)"),
    rule!(29, "resolution of pictures", Warning, "place a larger picture, or the same one smaller"),
    rule!(30, "thin rules", Warning, "newsprint breaks thin rules up: make it 0.5 pt or more"),
    rule!(31, "rules in several inks", Note, "plates are never quite in register: print it in one ink"),
    rule!(
        32,
        "reversed type",
        Warning,
        "make it 10 pt or more (12 pt out of several inks), or dark on light (反白字)"
    ),
    rule!(33, "small coloured type", Warning, "print it in one ink, or at 12 pt or more"),
    rule!(34, "small type", Note, "7 pt is the least that newsprint holds"),
    rule!(35, "missing characters", Error, "the font lacks the character: choose another face for it"),
    rule!(36, "invisible text", Note, "nothing of it prints; take it out if it is to be read"),
    rule!(
        37,
        "white that overprints",
        Error,
        "white must knock out: take overprint off it and export it again (白字叠印)"
    ),
];

/// The rule of a number; the first for one that there is not.
pub fn rule_of(number: u8) -> &'static Rule {
    RULES.iter().find(|rule| rule.number == number).unwrap_or(&RULES[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_stands_once_and_in_order() {
        assert!(RULES.iter().enumerate().all(|(at, rule)| usize::from(rule.number) == at + 1));
    }
}
