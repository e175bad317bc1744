//! Fonts of the house's own: mapped into memory and added to the library.

use std::fs::File;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Span};
use crate::font::{FontFault, Library};
use crate::layout::{FaceSource, FaceSpec, Layout};

use super::{Reader, missing_file};

/// The embedded faces and every font file that the layouts name. One library serves all pages,
/// so a name that means two fonts is reported.
pub fn library(layouts: &[Layout], reader: &Reader) -> Library {
    let mut library = Library::embedded();
    let mut known: Vec<&FaceSpec> = Vec::new();
    for face in layouts.iter().flat_map(|layout| &layout.faces) {
        if let Some(first) = known.iter().find(|first| first.name == face.name) {
            if first.source != face.source {
                reader.report(conflict(first, face));
            }
            continue;
        }
        known.push(face);
        if let FaceSource::File(path, index) = &face.source {
            add(&mut library, face, path, *index, reader);
        }
    }
    library
}

fn conflict(first: &FaceSpec, second: &FaceSpec) -> Diagnostic {
    let told = |face: &FaceSpec| match &face.source {
        FaceSource::Embedded(name) => format!("banxin's own `{name}`"),
        FaceSource::File(path, index) => format!("{} (face {index})", path.display()),
    };
    let mut finding = Diagnostic::error(
        "face-conflict",
        format!("the face `{}` means two fonts: {} and {}", first.name, told(first), told(second)),
    );
    for face in [second, first] {
        if let FaceSource::File(..) = face.source {
            finding = finding.at(face.span.clone(), told(face));
        }
    }
    finding.help("all pages share one set of faces: give one of them another name")
}

fn add(library: &mut Library, face: &FaceSpec, path: &Path, index: u32, reader: &Reader) {
    let map = match map(path) {
        Ok(map) => map,
        Err(error) => {
            reader.report(missing_file("missing-font", "font", path, &error, &face.span));
            return;
        }
    };
    let Err(fault) = library.add_mapped(&face.name, map, index, face.fallback.clone()) else { return };
    let at = |code, message: String, span: &Span| {
        Diagnostic::error(code, message).at(span.clone(), "").in_file(path)
    };
    reader.report(match fault {
        FontFault::NotAFont => at(
            "broken-font",
            format!("{} is no font that can be read", path.display()),
            &face.span,
        )
        .help("give an OpenType or TrueType file (.otf, .ttf, .ttc, .otc); web fonts must be unpacked first"),
        FontFault::NoSuchFace => {
            at("no-such-face", format!("{} has no face {index}", path.display()), &face.span)
                .help("faces of a collection are counted from 0; a plain font has only `index = 0`")
        }
    });
}

/// Maps a font file: the system's own fonts are up to 100 MB, of which a page needs little.
#[allow(unsafe_code)]
fn map(path: &Path) -> std::io::Result<memmap2::Mmap> {
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    // SAFETY: the map is read only. It would be unsound if the file were changed under it; font
    // files are installed by replacing them, which leaves the mapped file as it was, and nothing
    // in this program writes to a font.
    unsafe { memmap2::Mmap::map(&file) }
}

#[cfg(test)]
mod tests {
    use crate::font::EMBEDDED;
    use crate::layout::resolve::EMBEDDED_FACES;

    #[test]
    fn layouts_and_the_library_agree_on_the_embedded_faces() {
        assert!(EMBEDDED.iter().map(|face| face.0).eq(EMBEDDED_FACES.iter().map(|face| face.0)));
    }
}
