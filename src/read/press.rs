//! The press of an issue, as its layouts describe it, with its profile read from the file.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::{Press, profile_fault};
use crate::layout::{HouseFile, Layout};
use crate::message::{msg, word};

use super::kinds;
use super::paths::{contents, tidy};
use super::reader::{Reader, missing_file};

/// The press that all layouts name. They must agree, for one file has one output intent; faults
/// are reported, and the usual press stands in then.
pub fn press(layouts: &[Layout], reader: &Reader) -> Press {
    let Some(first) = layouts.first() else { return Press::default() };
    let known = &first.press;
    let mut press = known.press.clone();
    for layout in &layouts[1..] {
        let other = &layout.press;
        let same_profile = place(&other.profile, reader) == place(&known.profile, reader);
        if other.press == known.press && same_profile {
            continue;
        }
        let message = msg!(
            "layouts `{first}` and `{layout}` are for different presses",
            first = first.name,
            layout = layout.name
        );
        let mut fault = Diagnostic::new(codes::PRESS_DIFFERS, message)
            .help(msg!("all pages go into one file: say [press] once, in a layout that all of them extend"));
        for span in [&other.span, &known.span].into_iter().flatten() {
            fault = fault.here(span.clone());
        }
        reader.report(fault);
    }
    for (rgb, ink) in layouts.iter().flat_map(|layout| &layout.drawing_inks) {
        match press.drawings.iter().find(|(known, _)| known == rgb) {
            None => press.drawings.push((*rgb, ink.clone())),
            Some((_, known)) if known == ink => {}
            Some(_) => {
                let [red, green, blue] = rgb;
                let colour = format!("#{red:02x}{green:02x}{blue:02x}");
                let message = msg!("two inks print the colour {colour} of drawings", colour);
                reader.report(Diagnostic::new(codes::PRESS_DIFFERS, message).help(msg!(
                    "a drawing cannot tell them apart: keep rgb = \"{colour}\" in one of them",
                    colour
                )));
            }
        }
    }
    for plate in layouts.iter().flat_map(|layout| &layout.spot_plates) {
        if !press.spot_plates.contains(plate) {
            press.spot_plates.push(plate.clone());
        }
    }
    press.standard = reader.standard.unwrap_or(press.standard);
    if let Some(file) = &known.profile {
        let path = place(&known.profile, reader).unwrap_or_default();
        reader.ask(&path);
        match contents(&path) {
            Ok(bytes) => match profile_fault(&bytes) {
                None => press.profile = bytes.into(),
                Some(fault) => {
                    let wrong = kinds::wrong(&bytes, kinds::Use::Profile, &path, Some(&file.span));
                    reader.report(wrong.unwrap_or_else(|| {
                        Diagnostic::new(codes::OUTPUT_PROFILE, msg!("the output profile {fault}", fault))
                            .here(file.span.clone())
                            .in_file(&path)
                            .help(msg!(
                                "give the ICC profile of the press: device class `prtr`, colour space `CMYK`"
                            ))
                    }));
                }
            },
            Err(error) => {
                let fault = missing_file(codes::MISSING_FILE, word("profile"), &path, &error, &file.span);
                let known = fault.help.clone().unwrap_or_default();
                reader.report(fault.help(msg!(
                    "{known}; a profile lies beside the layout that names it or in the issue folder, and without \
                     `profile` coldset newsprint is taken"
                , known)));
            }
        }
    }
    press
}

/// Where a profile is: beside the layout that names it, or in the issue folder.
fn place(file: &Option<HouseFile>, reader: &Reader) -> Option<std::path::PathBuf> {
    let file = file.as_ref()?;
    let (beside, issue) = (tidy(&file.folder.join(&file.written)), tidy(&reader.dir.join(&file.written)));
    Some(if !beside.exists() && issue.exists() { issue } else { beside })
}
