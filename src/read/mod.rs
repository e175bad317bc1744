//! The only reader of files: an issue folder becomes an [`Issue`], its [`Layout`]s and a [`Library`] of faces.
//!
//! `load` reads `issue.toml` (`issue_file`, `page_file`), then everything that it names (`plan`): layouts,
//! manuscripts (`manuscript`), tables (`csv`), pictures (`picture`, `svg`) in the inks of the press (`colour`,
//! `icc`), fonts and keep-lists. Reading goes on after a fault wherever it can, so that one run reports all
//! faults of an issue.

pub(crate) mod colour;
mod contents;
mod copydesk;
mod csv;
mod day;
mod epaper;
mod fields;
mod fonts;
mod formats;
mod frames;
mod framing;
mod guarded;
mod guides;
pub(crate) mod icc;
mod importance;
mod ink_table;
pub mod installed;
mod issue_file;
mod jpeg;
mod jumps;
mod keep;
mod kept;
mod kinds;
mod layouts;
mod lazy_press;
mod manuscript;
mod masthead;
mod moment;
mod names;
mod overlay;
mod page_file;
mod paths;
mod picture;
mod picture_decode;
mod picture_findings;
mod picture_head;
mod picture_tiff;
mod pinyin;
mod pixels;
mod places;
mod plan;
mod plates;
mod pool_file;
mod pools;
mod press;
mod raster;
mod reader;
mod runs;
mod spans;
mod stories;
mod svg;
mod svg_account;
mod svg_clips;
mod svg_colour;
mod svg_css;
mod svg_limits;
mod svg_names;
mod svg_outline;
mod svg_paint;
mod svg_source;
mod svg_tell;
mod svg_tree;
mod unplaced;

pub(crate) use copydesk::entity;
pub use fonts::{FontPlace, font_place};
pub use formats::{Format, FrontKey};
pub use kept::Kept;
pub(crate) use kinds::{HEAD, Use as FileUse, is_printed, of as file_kind, picture_extension, root_element};
pub use layouts::built_in_layouts;
pub(crate) use manuscript::parse as parse_manuscript;
pub use masthead::template_fields;
pub(crate) use names::{are_persons, has_double_surname, is_person, starts_with_no_name};
pub use overlay::Overlay;
pub use paths::tidy;
pub use reader::OpenPdf;
pub use spans::MARK_WORDS;
pub use unplaced::may_be_unplaced;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, FileId, Severity, Sources};
use crate::font::Library;
use crate::ink::{Press, Standard};
use crate::issue::Issue;
use crate::layout::{Epaper, Layout};
use crate::message::msg;

use reader::{Assembled, Reader, reason};

/// Errors that makeup mends: they are told, and the issue is read all the same.
const LEFT_TO_MAKEUP: [Code; 2] = [codes::NOT_MADE_UP, codes::LEFT_OUT];

/// An issue folder that was read.
#[derive(Debug)]
pub struct Loaded {
    /// What the editor means.
    pub issue: Issue,
    /// The layouts that its pages name.
    pub layouts: Vec<Layout>,
    /// The faces that the layouts may use.
    pub library: Arc<Library>,
    /// The press that the layouts are made for.
    pub press: Press,
    /// The e-paper that the layouts ask for.
    pub epaper: Epaper,
    /// Every text file that was read.
    pub sources: Sources,
    /// Warnings and notes, and errors that makeup mends; they do not stop a build.
    pub findings: Vec<Diagnostic>,
}

/// Why an issue folder could not be read.
#[derive(Debug)]
pub struct Refused {
    /// Every text file that was read.
    pub sources: Sources,
    /// Errors, and the warnings and notes that were found with them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the issue in the folder `dir` (or the `issue.toml` of that name), for a press file of
/// another standard than the layouts ask for if one is named. Texts of `overlay` are read in the place of files.
///
/// # Errors
/// When anything named in the issue is missing, broken or contradicts itself. All such faults
/// are reported together.
pub fn load(
    dir: &Path,
    standard: Option<Standard>,
    overlay: &Overlay,
    open_pdf: OpenPdf,
) -> Result<Loaded, Box<Refused>> {
    load_again(dir, standard, overlay, open_pdf, &mut Kept::default())
}

/// As [`load`], with what is kept from the last reading of the same issue; it holds what is kept for the next.
///
/// # Errors
/// Those of [`load`].
pub fn load_again(
    dir: &Path,
    standard: Option<Standard>,
    overlay: &Overlay,
    open_pdf: OpenPdf,
    kept: &mut Kept,
) -> Result<Loaded, Box<Refused>> {
    let (dir, file) = if dir.is_file() {
        (dir.parent().unwrap_or(Path::new("")), dir.to_path_buf())
    } else {
        (dir, dir.join("issue.toml"))
    };
    let mut reader = Reader::new(dir);
    reader.standard = standard;
    reader.overlay = overlay.clone();
    reader.open_pdf = Some(open_pdf);
    reader.kept = std::mem::take(kept);
    reader.kept.begin();
    let loaded = read(&file, &mut reader);
    *kept = std::mem::take(&mut reader.kept);
    kept.keep_asked(reader.take_asked());
    let mut diagnostics = each_once(reader.faults.take());
    let sources = reader.sources;
    let errors = diagnostics
        .iter()
        .any(|finding| finding.severity == Severity::Error && !LEFT_TO_MAKEUP.contains(&finding.code));
    if errors {
        // A name that is misspelt is told as such, and the file that it means is not missed besides.
        diagnostics.retain(|finding| finding.code != codes::UNPLACED);
    }
    match loaded {
        Some(Assembled { issue, layouts, library, press, epaper }) if !errors => {
            // What is found in files belongs to no page: it is silent when every layout wants it so.
            let silent =
                |code: &str| layouts.iter().all(|layout| layout.silent.iter().any(|own| own == code));
            diagnostics.retain(|finding| !silent(finding.code.name()));
            Ok(Loaded { issue, layouts, library, press, epaper, sources, findings: diagnostics })
        }
        _ => Err(Box::new(Refused { sources, diagnostics })),
    }
}

fn read(file: &Path, reader: &mut Reader) -> Option<Assembled> {
    let text = match reader.bytes(file) {
        Ok(bytes) => reader.decode(file, bytes)?,
        Err(error) => {
            let why = reason(&error);
            reader.report(
                Diagnostic::new(codes::MISSING_FILE, msg!("{file} {why}", file = file.display(), why))
                    .in_file(file)
                    .help(msg!("an issue is a folder with an `issue.toml` in it; name that folder")),
            );
            return None;
        }
    };
    let issue = issue_file::parse(text.0, &text.1, &reader.faults)?;
    plan::assemble(issue, reader)
}

/// The findings without those that are there already: a layout that two pages share, or a base under two layouts, is
/// wrong once.
fn each_once(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(findings.len());
    // Equal ones have equal places, so each is held against few others.
    let mut by_place: BTreeMap<(&str, Option<FileId>, usize), Vec<usize>> = BTreeMap::new();
    for finding in findings {
        let place = finding.labels.first().map(|label| &label.span);
        let start = place.map_or(0, |span| span.range.start);
        let alike = by_place.entry((finding.code.name(), place.map(|span| span.file), start)).or_default();
        if !alike.iter().any(|at| kept[*at] == finding) {
            alike.push(kept.len());
            kept.push(finding);
        }
    }
    kept
}
