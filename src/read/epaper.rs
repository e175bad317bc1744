//! The e-paper of an issue, as its layouts describe it, with its masthead read from the file.

use std::io::Cursor;
use std::path::Path;

use image::ImageReader;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::layout::{Epaper, HouseFile, Layout, MastheadPicture};
use crate::message::{Message, Word, msg, word};

use super::paths::tidy;
use super::reader::{Reader, missing_file};

/// The e-paper that all layouts name. They must agree, for all pages go into one; a layout that says nothing of it agrees with
/// any. Faults are reported. `name_art` is the file of the masthead's drawing.
pub(super) fn epaper(layouts: &[Layout], name_art: Option<&Path>, reader: &Reader) -> Epaper {
    let own = || name_art.and_then(|path| drawing(path, reader));
    let mut said = layouts.iter().filter(|layout| layout.epaper.span.is_some());
    let Some(first) = said.next() else { return Epaper { masthead: own(), ..Epaper::default() } };
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
    let masthead = match &spec.masthead {
        Some(file) => picture(file, reader).or_else(own),
        None => own(),
    };
    Epaper { spec, masthead }
}

/// The masthead's drawing as browsers show it. What is wrong with the file is told where the press reads it.
fn drawing(path: &Path, reader: &Reader) -> Option<MastheadPicture> {
    let bytes = reader.bytes(path).ok()?;
    let ending = ending(&bytes).filter(|ending| *ending == "svg")?;
    made(ending, bytes).ok().map(|made| made.masthead)
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
    match made(ending, bytes) {
        Ok(picture) => {
            if let Some(part) = picture.lost {
                let message = msg!(
                    "{part} of this SVG is not shown: a browser has neither its font nor its file",
                    part
                );
                reader.report(
                    Diagnostic::new(codes::PICTURE_KIND, message)
                        .as_warning()
                        .here(file.span.clone())
                        .in_file(&path)
                        .help(msg!("turn text into outlines, and put pictures into the file")),
                );
            }
            Some(picture.masthead)
        }
        Err(message) => {
            reader.report(
                Diagnostic::new(codes::PICTURE_KIND, message)
                    .as_warning()
                    .here(file.span.clone())
                    .in_file(&path)
                    .help(msg!("save it again as SVG, PNG, JPEG or WebP")),
            );
            None
        }
    }
}

/// A masthead, and what of its file browsers would not show.
struct Made {
    masthead: MastheadPicture,
    lost: Option<Word>,
}

/// Pixels of a side, at the most.
const MOST: u32 = 10_000;

/// A masthead from a file that is whole. An SVG is written again: what it draws, without scripts, links and files elsewhere.
fn made(ending: &'static str, bytes: Vec<u8>) -> Result<Made, Message> {
    let damaged = || msg!("this picture is damaged");
    let fits = |width: u32, height: u32| {
        if (1..=MOST).contains(&width) && (1..=MOST).contains(&height) {
            return Ok((width, height));
        }
        Err(msg!(
            "this picture has {width} × {height} pixels; its sides may have 1 to {most}",
            width,
            height,
            most = MOST
        ))
    };
    if ending == "svg" {
        let tree = usvg::Tree::from_data(&bytes, &usvg::Options::default()).map_err(|_| damaged())?;
        let (width, height) = tree.size().to_int_size().dimensions();
        let (width, height) = fits(width, height)?;
        let has = |element: &[u8]| bytes.windows(element.len()).any(|part| part == element);
        let lost =
            if has(b"<text") { Some(word("the text")) } else { has(b"<image").then(|| word("a picture")) };
        let bytes = tree.to_string(&usvg::WriteOptions::default()).into_bytes();
        return Ok(Made { masthead: MastheadPicture { ending, bytes: bytes.into(), width, height }, lost });
    }
    let reader = |bytes| ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| damaged());
    let (width, height) = reader(bytes.as_slice())?.into_dimensions().map_err(|_| damaged())?;
    let (width, height) = fits(width, height)?;
    // All of it is read, for the beginning of a file that is cut off looks sound.
    reader(bytes.as_slice())?.decode().map_err(|_| damaged())?;
    Ok(Made { masthead: MastheadPicture { ending, bytes: bytes.into(), width, height }, lost: None })
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
