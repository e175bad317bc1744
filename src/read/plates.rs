//! Plates that a placed PDF brings and that nobody ordered (多余的色版).
//!
//! The press makes one plate for each name of a spot colour. A name that no ink of the layouts has is
//! reported, and so is a name that is probably another spelling of an ink of the layouts or of another
//! plate of the same PDF.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::is_probably_same_plate;
use crate::message::msg;

/// Findings about the spot plates of a placed PDF; `ordered` are the plates of the layouts' inks.
pub fn check(plates: &[String], ordered: &[String]) -> Vec<Diagnostic> {
    let extra: Vec<&String> = plates.iter().filter(|plate| !ordered.contains(plate)).collect();
    let told = extra.iter().enumerate().map(|(at, plate)| {
        let message = msg!("this PDF prints on the plate `{plate}`, which no ink of the layout names", plate);
        let finding = Diagnostic::new(codes::PLACED_PLATE, message);
        if let Some(known) = ordered.iter().find(|known| is_probably_same_plate(plate, known)) {
            return finding.help(msg!(
                "it is probably `{known}` in another spelling, and would be a plate of its own: ask for the file with \
                 that name, or write it as the `spot` of the ink"
            , known));
        }
        match extra[..at].iter().find(|other| is_probably_same_plate(plate, other)) {
            Some(other) => finding.help(msg!(
                "it is probably `{other}` in another spelling; both would be plates: ask for the file with one name \
                 for one ink"
            , other)),
            None => finding.help(msg!(
                "give the layout an ink with spot = \"{plate}\" if the plate is ordered; else ask for the file in CMYK"
            , plate)),
        }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plates_without_an_order_are_told_by_their_names() {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let told = |plates: &[&str]| -> Vec<String> {
            let found = check(&own(plates), &own(&["专色红"]));
            found.into_iter().map(|finding| format!("{} {:?}", finding.message, finding.help)).collect()
        };
        assert_eq!(told(&["专色红"]), [""; 0]);
        let found = told(&["专色红 ", "PANTONE 485 C", "PANTONE 485 CVC"]);
        assert_eq!(found.len(), 3);
        assert!(found[0].contains("`专色红 `") && found[0].contains("probably `专色红`"), "{found:?}");
        assert!(found[1].contains("spot = \\\"PANTONE 485 C\\\""), "{found:?}");
        assert!(found[2].contains("probably `PANTONE 485 C`"), "{found:?}");
    }
}
