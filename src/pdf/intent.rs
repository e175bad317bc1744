//! The output intent: which press the colours are made for.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};

use super::bytes::text_string;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::profile_fault;
use crate::message::msg;

/// Checks that a profile is a CMYK printer profile (ICC.1, 7.2).
///
/// # Errors
/// `output-profile` when it is not; PDF/X-4 takes no other for a CMYK press.
pub(super) fn check(profile: &[u8]) -> Result<(), Diagnostic> {
    match profile_fault(profile) {
        None => Ok(()),
        Some(fault) => Err(Diagnostic::new(codes::OUTPUT_PROFILE, msg!("the output profile {fault}", fault))
            .help(msg!("give the ICC profile of the press: device class `prtr`, colour space `CMYK`"))),
    }
}

/// The OutputIntent dictionary; `deflated` is the profile as it goes into the file.
pub(super) fn add(document: &mut Document, condition: &str, deflated: Vec<u8>) -> ObjectId {
    let entries = [("N", Object::Integer(4)), ("Filter", "FlateDecode".into())];
    let profile = document.add_object(Stream::new(Dictionary::from_iter(entries), deflated));
    let condition = Object::String(text_string(condition), StringFormat::Literal);
    document.add_object(Dictionary::from_iter([
        ("Type", Object::from("OutputIntent")),
        ("S", "GTS_PDFX".into()),
        ("OutputConditionIdentifier", condition.clone()),
        ("Info", condition),
        ("DestOutputProfile", profile.into()),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::NEWSPRINT;

    #[test]
    fn only_whole_cmyk_printer_profiles_pass() {
        assert_eq!(check(NEWSPRINT), Ok(()));
        assert!(check(b"").is_err());
        assert!(check(&NEWSPRINT[..NEWSPRINT.len() - 1]).is_err());
        for (at, other) in [(12, b"mntr"), (16, b"RGB ")] {
            let mut profile = NEWSPRINT.to_vec();
            profile[at..at + 4].copy_from_slice(other);
            assert_eq!(check(&profile).map_err(|finding| finding.code.name()), Err("output-profile"));
        }
    }
}
