//! Faces (`[faces.…]`): the embedded ones, and fonts of the house's own.

use std::path::PathBuf;

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::keys::kinds::{list, named_numbers, number, text_of, whole};
use crate::keys::{ByName, Table, Value, part};
use crate::message::{msg, word};

use super::names::Names;
use super::vocabulary::EMBEDDED_FACES;

/// The axis of weights (OpenType, registered axis tags).
const WEIGHT: &str = "wght";

part! {
    /// A face that styles may name. `song`, `song-heavy`, `hei`, `hei-heavy` and `kai` are there already; one of
    /// these without `file` keeps its font.
    pub struct FacePart, then check_face {
        /// The font file, relative to the file that says it, or else to the issue folder.
        file: String = text_of("path of a font"), absent "the font that is in banxin; a face of another name needs `file` or `name`";
        /// Instead of `file`: the name of a font that is installed on this machine (系统字体), its family's in any
        /// language or its PostScript name, such as `"方正书宋简体"`. Of a family the face whose weight is nearest to
        /// `weight` is taken. Another machine may not have the font: a note tells which file it is.
        name: String = text_of("name of an installed font"), absent "no font of the system's";
        /// The face within a collection.
        index: u32 = whole(0..=10_000), default 0;
        /// Faces to try, in order, for characters that it lacks; those of a face of banxin's go before its own. A
        /// character without ink counts as lacking, and so does a mark without a form for lines that run down.
        fallback: Vec<Value<String>> = list(text_of("name of a face")), absent "`[\"song\"]`";
        /// Of a variable font (可变字体): the value of its axis `wght`. Two faces of one file may differ.
        weight: f64 = number(), absent "that of the instance";
        /// Of a variable font: values of its axes by their tags, such as `{ wdth = 90 }`; they go over those of the
        /// instance.
        axes: ByName<Value<f64>> = named_numbers("tag of an axis"), empty;
        /// Of a variable font: one of its named instances, in any language of the font, such as `"Bold"`.
        instance: String = text_of("name of an instance"), absent "the font's default instance, which is reported";
    }
}

/// A face that styles may name.
#[derive(Clone, Debug)]
pub struct FaceSpec {
    /// The name that styles use.
    pub name: String,
    /// Where the font comes from.
    pub source: FaceSource,
    /// Which instance of a variable font it is.
    pub variation: Variation,
    /// Names of faces to try, in order, for characters that this one lacks. Those of an embedded
    /// face go before its built-in ones.
    pub fallback: Vec<String>,
    /// Where the layout file defines it.
    pub span: Span,
}

/// Which instance of a variable font (可变字体) a face is; without any of these it is the font's default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variation {
    /// A named instance, such as Bold.
    pub instance: Option<Value<String>>,
    /// Values of axes by their tags, such as `wght`; they go over those of the instance.
    pub axes: ByName<Value<f64>>,
}

/// Where a font comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaceSource {
    /// One of the embedded faces: `song`, `song-heavy`, `hei`, `hei-heavy`, `kai`.
    Embedded(String),
    /// A font file of the user's.
    File(FontFile),
    /// A font that is installed on the system, by its name.
    Installed(String),
}

/// A font file as a layout names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFile {
    /// The path as it is written: relative to `folder` or else to the issue folder.
    pub written: PathBuf,
    /// The folder of the layout file that says it, relative to where the program runs.
    pub folder: PathBuf,
    /// The index of the face within a collection.
    pub index: u32,
}

/// The faces that are there before any file says so.
pub(super) fn built_in() -> ByName<FacePart> {
    EMBEDDED_FACES
        .iter()
        .map(|(name, _)| (Value::built_in((*name).to_owned()), FacePart::default()))
        .collect()
}

fn is_embedded(name: &str) -> bool {
    EMBEDDED_FACES.iter().any(|(known, _)| *known == name)
}

fn check_face(part: &FacePart, table: &Table<'_>) {
    let of_a_file =
        [part.index.is_some(), part.weight.is_some(), part.axes.is_some(), part.instance.is_some()];
    let is_own = !is_embedded(table.own_name()) || part.fallback.is_none() || of_a_file.contains(&true);
    if is_own && part.name.is_none() {
        table
            .require("file", word("name the font: file = \"fonts/…\", or name = \"…\" for an installed one"));
    }
    if let (Some(index), Some(_), None) = (&part.index, &part.name, &part.file) {
        table.report(
            Diagnostic::new(codes::FACE_SOURCE, msg!("`index` belongs to `file`: a name means one face"))
                .here(index.span.clone())
                .help(msg!("take `index` away, or name the file")),
        );
    }
    if let (Some(file), Some(name)) = (&part.file, &part.name) {
        table.report(
            Diagnostic::new(
                codes::FACE_SOURCE,
                msg!("a face is of a file or of an installed font, not of both"),
            )
            .here(name.span.clone())
            .at(file.span.clone(), msg!("the file"))
            .help(msg!("keep `file`: the font then goes with the issue to every machine")),
        );
    }
    let axes = part.axes.iter().flat_map(|axes| &axes.value);
    if let Some((tag, _)) = axes.into_iter().find(|(tag, _)| tag.value == WEIGHT && part.weight.is_some()) {
        table.report(
            Diagnostic::new(codes::FACE_INSTANCE, msg!("`weight` and the axis `wght` are the same thing"))
                .here(tag.span.clone())
                .help(msg!("keep one of them")),
        );
    }
}

/// The face of that name; `None` for one without a font, which was reported.
pub(super) fn face(name: &Value<String>, part: &FacePart, names: &Names<'_>) -> Option<FaceSpec> {
    for next in part.fallback.iter().flat_map(|given| &given.value) {
        names.face(next);
    }
    let source = match &part.file {
        Some(file) => FaceSource::File(FontFile {
            written: PathBuf::from(&file.value),
            folder: names.folder(&file.span),
            index: part.index(),
        }),
        None => match &part.name {
            Some(installed) => FaceSource::Installed(installed.value.clone()),
            None if is_embedded(&name.value) => FaceSource::Embedded(name.value.clone()),
            None => return None,
        },
    };
    let mut axes = part.axes();
    if let Some(weight) = &part.weight
        && axes.iter().all(|(tag, _)| tag.value != WEIGHT)
    {
        axes.push((Value { value: WEIGHT.to_owned(), span: weight.span.clone() }, weight.clone()));
    }
    let said = part.file.as_ref().or(part.name.as_ref());
    let fallback = match (&part.fallback, said) {
        (Some(given), _) => given.value.iter().map(|name| name.value.clone()).collect(),
        (None, Some(_)) => vec!["song".to_owned()],
        (None, None) => Vec::new(),
    };
    let span = said.map_or_else(|| name.span.clone(), |said| said.span.clone());
    let instance = part.instance.clone();
    Some(FaceSpec {
        name: name.value.clone(),
        source,
        variation: Variation { instance, axes },
        fallback,
        span,
    })
}
