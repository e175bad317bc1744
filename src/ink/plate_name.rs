//! Names of spot plates that mean one ink (专色名称).
//!
//! One ink is written as `PANTONE 485 C` by one program, as `PANTONE 485 CVC` by another and with a blank at its
//! end by a third, and every spelling becomes a plate of its own. Names are compared without blanks and
//! letter case, and without the letters behind a number that name the swatch book: C, U, M, CV, CVC, CVU, CVP
//! (coated, uncoated, matte; on a screen the same for a computer's video).

/// The endings of swatch books, the longest first.
const BOOKS: [&str; 7] = ["cvc", "cvu", "cvp", "cv", "c", "u", "m"];

/// Whether two different names of plates probably mean the same ink.
pub fn is_probably_same_plate(one: &str, other: &str) -> bool {
    one != other && key(one) == key(other)
}

/// What is left of a name without blanks, case and swatch book.
fn key(name: &str) -> String {
    let bare: String = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let number = BOOKS.iter().find_map(|book| {
        let number = bare.strip_suffix(book)?;
        number.ends_with(|c: char| c.is_ascii_digit()).then(|| number.to_owned())
    });
    number.unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_ink_are_told_from_other_inks() {
        for (one, other) in [
            ("PANTONE 485 C", "PANTONE 485 CVC"),
            ("PANTONE 485 C", "Pantone 485 U"),
            ("PANTONE485", "PANTONE 485 C"),
            ("专色红", "专色红 "),
            ("专色红", "专色\u{3000}红"),
        ] {
            assert!(is_probably_same_plate(one, other), "{one}, {other}");
        }
        for (one, other) in [
            ("专色红", "专色红"),
            ("PANTONE 485 C", "PANTONE 486 C"),
            ("专色红", "专色蓝"),
            ("Magic", "Magi"),
        ] {
            assert!(!is_probably_same_plate(one, other), "{one}, {other}");
        }
    }
}
