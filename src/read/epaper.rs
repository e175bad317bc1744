//! The e-paper of an issue, as its layouts describe it, with its masthead read from the file.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::layout::{Epaper, HouseFile, Layout, MastheadPicture};
use crate::message::{msg, word};

use super::paths::tidy;
use super::reader::{Reader, missing_file};

/// The e-paper that all layouts name. They must agree, for all pages go into one; a layout that says nothing of it agrees with
/// any. Faults are reported.
pub(super) fn epaper(layouts: &[Layout], reader: &Reader) -> Epaper {
    let mut said = layouts.iter().filter(|layout| layout.epaper.span.is_some());
    let Some(first) = said.next() else { return Epaper::default() };
    for layout in said.filter(|layout| !layout.epaper.agrees(&first.epaper)) {
        let message = msg!(
            "layouts `{first}` and `{layout}` are for different e-papers",
            first = first.name,
            layout = layout.name
        );
        let mut fault = Diagnostic::new(codes::EPAPER_DIFFERS, message);
        for span in [&layout.epaper.span, &first.epaper.span].into_iter().flatten() {
            fault = fault.here(span.clone());
        }
        reader.report(fault);
    }
    let spec = first.epaper.clone();
    let masthead = spec.masthead.as_ref().and_then(|file| picture(file, reader));
    Epaper { spec, masthead }
}

fn picture(file: &HouseFile, reader: &Reader) -> Option<MastheadPicture> {
    let (beside, issue) = (tidy(&file.folder.join(&file.written)), tidy(&reader.dir.join(&file.written)));
    let path = if !beside.exists() && issue.exists() { issue } else { beside };
    let bytes = match reader.bytes(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            // Print does not need it.
            let fault = missing_file(codes::MISSING_FILE, word("picture"), &path, &error, &file.span);
            reader.report(fault.as_warning());
            return None;
        }
    };
    let Some(ending) = ending(&bytes) else {
        let message = msg!("{file} is no picture that browsers show", file = path.display());
        reader.report(
            Diagnostic::new(codes::PICTURE_KIND, message)
                .as_warning()
                .here(file.span.clone())
                .in_file(&path)
                .help(msg!("save it as SVG, PNG, JPEG or WebP")),
        );
        return None;
    };
    Some(MastheadPicture { ending, bytes: bytes.into() })
}

/// What a picture of the web is, by its first bytes.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(4096)];
    let is_svg = || head.windows(4).any(|word| word == b"<svg");
    match head {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => is_svg().then_some("svg"),
    }
}
