//! Fonts of the house's own and of the system: mapped into memory and added to the library.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::font::{Axis, EMBEDDED, FaceId, FontFault, InstanceFault, InstanceRequest, Library, Variable};
use crate::keys::{Value, suggest};
use crate::layout::{FaceSource, FaceSpec, FontFile, Layout, Variation};
use crate::message::{Message, and, commas, msg, or, word};

use super::installed::{self, InstalledFace};
use super::kept::{FaceKey, Stamp};
use super::kinds;
use super::paths::{contents, tidy};
use super::reader::{Reader, missing_file, names_in, some_of};

/// The axis of weights (OpenType, registered axis tags).
const WEIGHT: &str = "wght";

/// The embedded faces and every font that the layouts name. One library serves all pages,
/// so a name that means two fonts is reported.
pub fn library(layouts: &[Layout], reader: &mut Reader) -> Arc<Library> {
    let specs = || layouts.iter().flat_map(|layout| &layout.faces);
    let keys = specs().map(|face| {
        let (file, index) = source(face, reader);
        FaceKey {
            name: face.name.clone(),
            file: file.map(|path| {
                let stamp = Stamp::of(&path);
                (path, stamp, index)
            }),
            request: request(face),
            fallback: face.fallback.clone(),
        }
    });
    let keys = keys.collect();
    let mut kept = std::mem::take(&mut reader.kept);
    let (library, findings) = kept.library(keys, specs().flat_map(spans).collect(), || {
        let before = reader.faults.take();
        let library = made(specs(), reader);
        let findings = reader.faults.take();
        before.into_iter().for_each(|finding| reader.report(finding));
        (library, findings)
    });
    reader.kept = kept;
    findings.into_iter().for_each(|finding| reader.report(finding));
    library
}

/// The places in a layout that findings about a face may point at, as many for every face of the same request.
fn spans(face: &FaceSpec) -> Vec<Span> {
    let Variation { instance, axes } = &face.variation;
    let axes = axes.iter().flat_map(|(name, value)| [name.span.clone(), value.span.clone()]);
    let instance = instance.iter().map(|instance| instance.span.clone());
    std::iter::once(face.span.clone()).chain(instance).chain(axes).collect()
}

/// The library of some faces.
fn made<'a>(specs: impl Iterator<Item = &'a FaceSpec> + Clone, reader: &Reader) -> Library {
    let mut library = Library::embedded();
    let mut known: Vec<&FaceSpec> = Vec::new();
    for face in specs.clone() {
        if let Some(first) = known.iter().find(|first| first.name == face.name) {
            if source(first, reader) != source(face, reader) || request(first) != request(face) {
                reader.report(conflict(first, face, reader));
            }
            continue;
        }
        known.push(face);
        match &face.source {
            FaceSource::Embedded(_) => {}
            FaceSource::File(_) => add(&mut library, face, reader),
            FaceSource::Installed(name) => match found(name, face) {
                Some(font) => {
                    reader.report(installed_here(name, face, font));
                    add(&mut library, face, reader);
                }
                None => reader.report(not_installed(name, &face.span)),
            },
        }
    }
    for (name, ..) in EMBEDDED {
        let specs = specs.clone();
        let mut more: Vec<String> = Vec::new();
        for spec in specs.filter(|spec| spec.name == name && matches!(spec.source, FaceSource::Embedded(_))) {
            for next in &spec.fallback {
                if !more.contains(next) {
                    more.push(next.clone());
                }
            }
        }
        if !more.is_empty() {
            library.extend_fallback(name, &more);
        }
    }
    library
}

/// Where a font may lie: beside the file that says it, or in the issue folder.
fn places(file: &FontFile, dir: &Path) -> [PathBuf; 2] {
    [tidy(&file.folder.join(&file.written)), tidy(&dir.join(&file.written))]
}

/// The font of a face, as a layout of another folder may name it.
#[derive(Clone, Debug, PartialEq)]
pub struct FontPlace {
    /// The file.
    pub path: PathBuf,
    /// The face within a collection.
    pub index: u32,
    /// Which instance of a variable font it is.
    pub instance: Option<String>,
    /// Values of axes of a variable font, by tag.
    pub axes: Vec<(String, f64)>,
}

/// The font of a face of the issue in `dir`; `None` for one that is in banxin, or of a font that is not installed.
pub fn font_place(face: &FaceSpec, dir: &Path) -> Option<FontPlace> {
    let (path, index) = match &face.source {
        FaceSource::Embedded(_) => return None,
        FaceSource::File(file) => {
            let [beside, issue] = places(file, dir);
            (if !beside.exists() && issue.exists() { issue } else { beside }, file.index)
        }
        FaceSource::Installed(name) => found(name, face).map(|font| (font.path.clone(), font.index))?,
    };
    let Variation { instance, axes } = &face.variation;
    Some(FontPlace {
        path,
        index,
        instance: instance.as_ref().map(|instance| instance.value.clone()),
        axes: axes.iter().map(|(tag, value)| (tag.value.clone(), value.value)).collect(),
    })
}

/// Where a font lies: the first place that has it, else the first place.
fn located(file: &FontFile, reader: &Reader) -> PathBuf {
    let [beside, issue] = places(file, &reader.dir);
    reader.ask(&beside);
    reader.ask(&issue);
    if !beside.exists() && issue.exists() { issue } else { beside }
}

/// What a face is made from: the embedded one or a file with an index.
fn source(face: &FaceSpec, reader: &Reader) -> (Option<PathBuf>, u32) {
    match &face.source {
        FaceSource::Embedded(_) => (None, 0),
        FaceSource::File(file) => (Some(located(file, reader)), file.index),
        FaceSource::Installed(name) => match found(name, face) {
            Some(font) => (Some(font.path.clone()), font.index),
            None => (Some(PathBuf::from(name)), 0),
        },
    }
}

/// The font of the system that a face means.
fn found(name: &str, face: &FaceSpec) -> Option<&'static InstalledFace> {
    installed::find(installed::installed(), name, asked_weight(face).map(|weight| weight.value))
}

/// The weight that a face asks for.
fn asked_weight(face: &FaceSpec) -> Option<&Value<f64>> {
    face.variation.axes.iter().find(|(tag, _)| tag.value == WEIGHT).map(|(_, value)| value)
}

/// Which file an installed font is, for other machines may not have it.
fn installed_here(name: &str, face: &FaceSpec, font: &InstalledFace) -> Diagnostic {
    let file = font.path.file_name().unwrap_or_default().to_string_lossy();
    let index = if font.index > 0 { format!(", index = {}", font.index) } else { String::new() };
    let message = msg!(
        "the face `{face}` is `{name}`, which is installed on this machine: {path}",
        face = face.name,
        name,
        path = font.path.display()
    );
    Diagnostic::new(codes::FACE_INSTALLED, message).here(face.span.clone()).help(msg!(
        "copy the font into the issue or the house's folder, so that every machine sets the same page: \
         file = \"fonts/{file}\"{index}",
        file,
        index
    ))
}

/// A font of one weight that is not the one asked for.
fn of_other_weight(name: &str, face: &FaceSpec, font: &InstalledFace) -> Option<Diagnostic> {
    let asked = asked_weight(face).filter(|asked| asked.value != f64::from(font.weight))?;
    let weights = installed::weights(installed::installed(), name);
    let message = msg!("`{name}` is not installed in the weight {weight}", name, weight = asked.value);
    Some(
        Diagnostic::new(codes::FACE_INSTANCE, message)
            .at(asked.span.clone(), msg!("{weight} is used", weight = font.weight))
            .help(msg!("its weights here: {weights}", weights = commas(&weights))),
    )
}

/// No font of that name is installed.
fn not_installed(name: &str, said: &Span) -> Diagnostic {
    let families: Vec<&str> =
        installed::installed().iter().flat_map(|face| &face.families).map(String::as_str).collect();
    let help = match suggest::nearest(name, families.iter().copied()) {
        Some(near) => msg!("did you mean `{near}`?", near),
        None => msg!("`banxin fonts` lists what is installed; or give the font's file: file = \"fonts/…\""),
    };
    let message = msg!("no font with the name `{name}` is installed on this machine", name);
    Diagnostic::new(codes::MISSING_FONT, message).here(said.clone()).help(help)
}

fn conflict(first: &FaceSpec, second: &FaceSpec, reader: &Reader) -> Diagnostic {
    let told = |face: &FaceSpec| match source(face, reader) {
        (None, _) => msg!("banxin's own `{name}`", name = face.name),
        (Some(path), index) => {
            let request = request(face);
            let axes = request.axes.iter().map(|(tag, value)| format!("{tag} {value}"));
            let asked: String =
                request.instance.into_iter().chain(axes).map(|said| format!(", {said}")).collect();
            msg!("{file} (face {index}{asked})", file = path.display(), index, asked)
        }
    };
    let mut finding = Diagnostic::new(
        codes::FACE_CONFLICT,
        msg!(
            "the face `{first}` means two fonts: {told} and {second}",
            first = first.name,
            told = told(first),
            second = told(second)
        ),
    );
    for face in [second, first] {
        if !matches!(face.source, FaceSource::Embedded(_)) {
            finding = finding.at(face.span.clone(), told(face));
        }
    }
    finding.help(msg!("all pages share one set of faces: give one of them another name"))
}

/// The finding about a font that lies in neither place, with the nearest file of both.
fn missing_font(file: &FontFile, said: &Span, reader: &Reader) -> Diagnostic {
    let mut folders: Vec<PathBuf> = Vec::new();
    for place in places(file, &reader.dir) {
        let folder = place.parent().unwrap_or(Path::new("")).to_path_buf();
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    let shown: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    let mut names: Vec<String> = folders.iter().flat_map(|folder| names_in(folder)).collect();
    names.sort();
    names.dedup();
    let wanted = file.written.file_name().unwrap_or_default().to_string_lossy();
    let help = match suggest::nearest(&wanted, names.iter().map(String::as_str)) {
        Some(near) => msg!("did you mean `{near}`?", near = file.written.with_file_name(near).display()),
        None if names.is_empty() => msg!("there is no file in {folders}", folders = or(&shown)),
        None => msg!("{folders}: {names}", folders = and(&shown), names = some_of(&names)),
    };
    Diagnostic::new(
        codes::MISSING_FONT,
        msg!("the font {file} does not exist", file = file.written.display()),
    )
    .at(said.clone(), msg!("looked for in {folders}", folders = and(&shown)))
    .in_file(located(file, reader))
    .help(help)
}

fn add(library: &mut Library, face: &FaceSpec, reader: &Reader) {
    let (Some(path), index) = source(face, reader) else { return };
    let path = &path;
    let map = match map(path) {
        Ok(map) => map,
        Err(error) => {
            reader.report(match (error.kind(), &face.source) {
                (ErrorKind::NotFound, FaceSource::File(file)) => missing_font(file, &face.span, reader),
                _ => missing_file(codes::MISSING_FONT, word("font"), path, &error, &face.span),
            });
            return;
        }
    };
    let fault = match library.add_mapped(&face.name, map, index, face.fallback.clone()) {
        Ok(id) => return choose(library, id, face, path, reader),
        Err(fault) => fault,
    };
    let at =
        |code, message: Message, span: &Span| Diagnostic::new(code, message).here(span.clone()).in_file(path);
    if matches!(fault, FontFault::NotAFont)
        && let Ok(bytes) = contents(path)
        && let Some(finding) = kinds::wrong(&bytes, kinds::Use::Font, path, Some(&face.span))
    {
        return reader.report(finding);
    }
    reader.report(match fault {
        FontFault::NotAFont => at(
            codes::BROKEN_FONT,
            msg!("{file} is not a readable font", file = path.display()),
            &face.span,
        )
        .help(msg!(
            "give an OpenType or TrueType file (.otf, .ttf, .ttc, .otc); web fonts must be unpacked first"
        )),
        FontFault::NoSuchFace => at(
            codes::NO_SUCH_FACE,
            msg!("{file} has no face {index}", file = path.display(), index),
            &face.span,
        )
        .help(msg!("faces of a collection are counted from 0; a plain font has only `index = 0`")),
    });
}

/// The instance that a layout asks for.
fn request(face: &FaceSpec) -> InstanceRequest {
    let Variation { instance, axes } = &face.variation;
    InstanceRequest {
        instance: instance.as_ref().map(|instance| instance.value.clone()),
        axes: axes.iter().map(|(tag, value)| (tag.value.clone(), value.value as f32)).collect(),
    }
}

/// Sets a face to the instance of its variable font that the layout asks for. Reports what the font does
/// not have and, if the layout asks for nothing, which instance is used.
fn choose(library: &mut Library, id: FaceId, face: &FaceSpec, path: &Path, reader: &Reader) {
    let mut request = request(face);
    if let FaceSource::Installed(name) = &face.source
        && library.face(id).variable().axes.is_empty()
    {
        // Its weight chose the file.
        request.axes.retain(|(tag, _)| tag != WEIGHT);
        let other = found(name, face).and_then(|font| of_other_weight(name, face, font));
        other.into_iter().for_each(|finding| reader.report(finding));
    }
    let faults = library.choose(id, &request);
    let font = library.face(id).variable();
    let ranges = |axes: &[Axis]| {
        let ranges = axes.iter().map(|axis| {
            msg!("{axis} from {least} to {most}", axis = axis.name(), least = axis.least, most = axis.most)
        });
        commas(ranges)
    };
    if !font.axes.is_empty() && request == InstanceRequest::default() {
        let default: Vec<f32> = font.axes.iter().map(|axis| axis.default).collect();
        let message = msg!(
            "{file} is a variable font: the face `{name}` is its default instance, {instance}",
            file = path.display(),
            name = face.name,
            instance = font.describe(&default)
        );
        let names = font.instances.iter().filter_map(|instance| instance.names.first());
        let key = match (names.map(String::as_str).collect::<Vec<_>>(), &font.axes[0]) {
            (names, _) if !names.is_empty() => {
                msg!("instance = \"{first}\" (of {names})", first = names[0], names = commas(&names))
            }
            (_, axis) if axis.tag == *b"wght" => Message::verbatim(format!("weight = {}", axis.default)),
            (_, axis) => Message::verbatim(format!("axes = {{ {} = {} }}", axis.name(), axis.default)),
        };
        reader.report(
            Diagnostic::new(codes::FACE_DEFAULT, message).here(face.span.clone()).in_file(path).help(msg!(
                "say which is meant: {key}; its axes: {ranges}",
                key,
                ranges = ranges(&font.axes)
            )),
        );
    }
    for fault in faults {
        let axis = |tag: &str| face.variation.axes.iter().find(|(name, _)| name.value == tag);
        let any = || {
            let instance = face.variation.instance.as_ref().map(|instance| &instance.span);
            instance.or(face.variation.axes.first().map(|(_, value)| &value.span)).unwrap_or(&face.span)
        };
        let (message, span, help) = match fault {
            InstanceFault::NotVariable => (
                msg!("{file} is not a variable font", file = path.display()),
                any(),
                msg!(
                    "leave `instance`, `weight` and `axes` out, or name the file of the weight that is meant"
                ),
            ),
            InstanceFault::NoInstance(name) => (
                msg!("{file} has no instance `{name}`", file = path.display(), name),
                any(),
                suggest_instance(&name, font),
            ),
            InstanceFault::NoAxis(tag) => (
                msg!("{file} has no axis `{tag}`", file = path.display(), tag),
                axis(&tag).map_or(&face.span, |(name, _)| &name.span),
                msg!("its axes: {ranges}", ranges = ranges(&font.axes)),
            ),
            InstanceFault::OutOfRange(wanted, value) => (
                msg!("{file} has no {wanted} {value}", file = path.display(), wanted = wanted.name(), value),
                axis(&wanted.name()).map_or(&face.span, |(_, value)| &value.span),
                msg!("it has {ranges}", ranges = ranges(&[wanted])),
            ),
        };
        reader.report(
            Diagnostic::new(codes::FACE_INSTANCE, message).here(span.clone()).in_file(path).help(help),
        );
    }
}

/// The named instance whose name is nearest, ignoring case; all of them if none is near.
fn suggest_instance(name: &str, font: &Variable) -> Message {
    let known: Vec<&str> = font.instances.iter().flat_map(|known| &known.names).map(String::as_str).collect();
    let lower: Vec<String> = known.iter().map(|name| name.to_lowercase()).collect();
    let near = suggest::nearest(name, lower.iter().map(String::as_str));
    match near.and_then(|near| lower.iter().position(|name| name == near)) {
        Some(at) => msg!("did you mean `{near}`?", near = known[at]),
        None if known.is_empty() => msg!("it names none: give `weight` or `axes`"),
        None => msg!("it has {known}", known = commas(&known)),
    }
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
    use super::*;
    use crate::layout::EMBEDDED_FACES;

    #[test]
    fn layouts_and_the_library_agree_on_the_embedded_faces() {
        assert!(EMBEDDED.iter().map(|face| face.0).eq(EMBEDDED_FACES.iter().map(|face| face.0)));
    }
}
