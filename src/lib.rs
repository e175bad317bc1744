//! banxin (版心) typesets Chinese newspapers: manuscripts, pictures and a page grid in TOML go in, a
//! press file (PDF/X-4 or PDF/X-1a), proofs and findings come out.
//!
//! ```no_run
//! use banxin::{compile, load, pdf, preview};
//! use std::path::Path;
//!
//! // Everything that is wrong with the files comes back at once.
//! let loaded = load(Path::new("samples/front-page")).expect("a sound issue");
//! // Setting never fails: what does not fit is in the findings.
//! let compiled = compile(&loaded);
//! for finding in loaded.findings.iter().chain(&compiled.findings) {
//!     println!("{}: {}", finding.code, finding.message);
//! }
//! let file = pdf::write(&pdf::Document::of(&loaded, &compiled.pages));
//! let proofer = preview::Proofer::of(&loaded.press);
//! let proof = proofer.png(&compiled.pages[0], &loaded.library, &loaded.issue.pictures, 150);
//! # drop((file, proof));
//! ```
//!
//! # The map
//!
//! Data goes one way; each module hands what it makes to those below it. ARCHITECTURE.md tells the
//! layers, what is absent on purpose, and how to add a key, a code, a rule or a kind of content.
//!
//! | module | from | to |
//! |---|---|---|
//! | [`read`] | an issue folder | [`issue::Issue`], [`layout::Layout`]s, [`font::Library`] |
//! | [`text`] | words | [`text::Paragraph`]: clusters, gaps, places for breaks |
//! | [`line`] | a paragraph and a measure | [`line::Lines`] |
//! | [`grid`] | a layout | [`grid::PageGrid`]: rows and columns in lengths |
//! | [`flow`] | content and an area | [`flow::Placement`] |
//! | [`page`] | placements | [`page::Page`], the display list |
//! | [`pdf`], [`preview`] | pages | the press file; proofs |
//! | [`pdf_read`] | any PDF | what it paints, for placing, preflight and plates |
//! | [`epaper`] | an issue that was set | the e-paper: polygons, texts and pictures for the web |
//! | [`compare`] | two states of an issue | their differences |
//! | [`import`] | copy of others: Word, text, pages of the web, CNML | manuscripts, tables and pictures of an issue |
//! | [`cache_folder`] | a folder | what builds keep for each other |
//! | [`desk`] | an issue that is worked on | its pages for a screen, set again when files change |
//!
//! Findings are [`diagnostic::Diagnostic`]s with a code of [`codes`], places in files and a way out.
//! Lengths are whole numbers of 1/65536 pt ([`geometry::Length`]); colours are inks ([`ink::Ink`]).
//!
//! # What is not done
//!
//! - Right-to-left and Indic scripts: Western text means Latin, Greek and Cyrillic.
//! - Footnotes, formulas, and tables with cells that span rows or columns.
//! - Text that runs around shapes other than rectangles.
//! - Imposition, trapping, and JDF: the press file has one page after the other.

#![deny(unsafe_code)]

pub mod cache;
pub mod cache_folder;
pub mod codes;
pub mod compare;
pub mod desk;
pub mod diagnostic;
pub mod epaper;
pub mod flow;
pub mod font;
pub mod gather;
pub mod geometry;
pub mod grid;
pub mod import;
pub mod ink;
pub mod issue;
pub mod keys;
pub mod layout;
pub mod line;
pub mod makeup;
pub mod message;
pub mod page;
pub mod pdf;
mod pdf_read;
mod plates;
pub mod preview;
pub mod read;
pub mod text;
pub mod tidy;
mod xml;

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

/// Reads the issue in the folder `dir` (or the `issue.toml` of that name).
///
/// # Errors
/// Those of [`read::load`].
pub fn load(dir: &Path) -> Result<read::Loaded, Box<read::Refused>> {
    load_over(dir, &read::Overlay::default())
}

/// The same, for a press file of another standard than the layouts ask for if one is named, and with a cache for what can
/// be known of pictures without decoding them: a picture that was read before, for the same press, is decoded only if its
/// pixels are looked at.
///
/// # Errors
/// Those of [`read::load`].
pub fn load_with(
    dir: &Path,
    standard: Option<ink::Standard>,
    cache: &Arc<cache::Cache>,
) -> Result<read::Loaded, Box<read::Refused>> {
    let mut kept = read::Kept::with(Arc::clone(cache));
    read::load_again(dir, standard, &read::Overlay::default(), pdf::open_placed, &mut kept)
}

/// As [`load`], with texts in the place of files: what an editor has open and has not saved.
///
/// # Errors
/// Those of [`read::load`].
pub fn load_over(dir: &Path, overlay: &read::Overlay) -> Result<read::Loaded, Box<read::Refused>> {
    read::load(dir, None, overlay, pdf::open_placed)
}

/// As [`load_with`] and [`load_over`], with what is kept from the last reading of the same issue; see
/// [`read::load_again`].
///
/// # Errors
/// Those of [`read::load`].
pub fn load_again(
    dir: &Path,
    standard: Option<ink::Standard>,
    overlay: &read::Overlay,
    kept: &mut read::Kept,
) -> Result<read::Loaded, Box<read::Refused>> {
    read::load_again(dir, standard, overlay, pdf::open_placed, kept)
}

/// An issue as pages, with what was found on the way.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The pages, in the order of the issue.
    pub pages: Vec<page::Page>,
    /// Findings of layout, in the order of the pages and their areas. Those of reading are in
    /// [`read::Loaded::findings`].
    pub findings: Vec<diagnostic::Diagnostic>,
    /// How the copy of each story fits.
    pub report: Vec<flow::CopyFit>,
    /// Every line that was set, in the order of the pages, their areas and reading; empty where
    /// nobody asked for them ([`compile_telling_lines`]).
    pub lines: Vec<page::SetLine>,
    /// The areas of each page, where they stand.
    pub areas: Vec<Vec<page::PlacedArea>>,
    /// Which findings and reports belong to which page, one entry for each page.
    pub page_shares: Vec<PageShare>,
}

/// The part of an issue's findings and reports that belongs to one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageShare {
    /// In [`Compiled::findings`].
    pub findings: std::ops::Range<usize>,
    /// In [`Compiled::report`].
    pub report: std::ops::Range<usize>,
}

/// Findings about what a face lacks, and about areas of a layout that stand at one another, which are reported once for an
/// issue, where they are met first.
const TOLD_ONCE: [codes::Code; 4] =
    [codes::VERTICAL_FORM, codes::GLYPH_VARIANT, codes::AREA_CIRCLE, codes::UNKNOWN_AREA];

impl Compiled {
    /// Some pages with what was found on them, as they stand in the whole issue: stories that go
    /// on there begin where the pages before leave them.
    pub fn only(&self, wanted: impl Fn(&page::Page) -> bool) -> Compiled {
        let mut part = Compiled::default();
        let pages = self.pages.iter().zip(&self.areas).zip(&self.page_shares);
        for ((page, areas), share) in pages.filter(|((page, _), _)| wanted(page)) {
            let findings = self.findings.get(share.findings.clone()).unwrap_or_default();
            let report = self.report.get(share.report.clone()).unwrap_or_default();
            part.add(page.clone(), areas.clone(), findings.iter().cloned(), report.iter().cloned());
            part.lines.extend(self.lines.iter().filter(|line| line.page == page.number).cloned());
        }
        // Findings about faces hold for these pages too.
        let of_faces = self.findings.iter().filter(|finding| TOLD_ONCE.contains(&finding.code));
        for finding in of_faces.filter(|finding| !part.tells(finding)).cloned().collect::<Vec<_>>() {
            part.findings.push(finding);
        }
        part
    }

    /// Whether the same finding is in the list already.
    fn tells(&self, finding: &diagnostic::Diagnostic) -> bool {
        self.findings.iter().any(|known| known.code == finding.code && known.message == finding.message)
    }

    /// The pages of an issue from two settings of parts of it, in the order of these numbers; of a page that both hold,
    /// that of the first.
    fn joined(order: impl Iterator<Item = u32>, parts: [&Compiled; 2]) -> Compiled {
        let mut whole = Compiled::default();
        for number in order {
            let at = |part: &Compiled| part.pages.iter().position(|page| page.number == number);
            let Some((part, at)) = parts.iter().find_map(|part| Some((part, at(part)?))) else { continue };
            let share = part.page_shares.get(at).cloned().unwrap_or_default();
            let findings = part.findings.get(share.findings).unwrap_or_default();
            let fits = part.report.get(share.report).unwrap_or_default();
            let areas = part.areas.get(at).cloned().unwrap_or_default();
            whole.add(part.pages[at].clone(), areas, findings.iter().cloned(), fits.iter().cloned());
        }
        whole
    }

    fn add(
        &mut self,
        page: page::Page,
        areas: Vec<page::PlacedArea>,
        findings: impl IntoIterator<Item = diagnostic::Diagnostic>,
        report: impl IntoIterator<Item = flow::CopyFit>,
    ) {
        let (first_finding, first_fit) = (self.findings.len(), self.report.len());
        self.pages.push(page);
        self.areas.push(areas);
        for finding in findings {
            if !TOLD_ONCE.contains(&finding.code) || !self.tells(&finding) {
                self.findings.push(finding);
            }
        }
        self.report.extend(report);
        self.page_shares.push(PageShare {
            findings: first_finding..self.findings.len(),
            report: first_fit..self.report.len(),
        });
    }
}

/// Everything that was found in an issue that was set.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The findings of reading, of setting and of the press, in this order.
    pub findings: Vec<diagnostic::Diagnostic>,
    /// Whether a press file can be made. If not, the findings tell why.
    pub printable: bool,
}

/// Gathers what was found in an issue and looks at its pages as the press file will have them.
pub fn examine(loaded: &read::Loaded, compiled: &Compiled, cache: &cache::Cache) -> Examined {
    let mut findings = [loaded.findings.as_slice(), &compiled.findings].concat();
    let document = pdf::Document::of(loaded, &compiled.pages);
    let faults = pdf::examine(&document);
    let printable = faults.is_empty();
    findings.extend(faults);
    if printable {
        findings.extend(pdf::preflight::check_pages(&document, cache));
    }
    Examined { findings, printable }
}

/// Sets an issue: the whole way from what editors and designers mean to display lists.
///
/// Never fails: what does not fit, or cannot be found, is in the findings.
pub fn compile(loaded: &read::Loaded) -> Compiled {
    set(loaded, false, |_| true)
}

/// As [`compile`], of some pages by their numbers: all or none of those between which a story jumps.
fn compile_some(loaded: &read::Loaded, wanted: impl Fn(u32) -> bool + Sync) -> Compiled {
    set(loaded, false, wanted)
}

/// As [`compile`], with an account of every line in [`Compiled::lines`].
pub fn compile_telling_lines(loaded: &read::Loaded) -> Compiled {
    set(loaded, true, |_| true)
}

fn set(loaded: &read::Loaded, telling_lines: bool, wanted: impl Fn(u32) -> bool + Sync) -> Compiled {
    let issue = &loaded.issue;
    let shelf = flow::Shelf::new(&loaded.library);
    let mut sheets: Vec<Option<page::Sheet<'_>>> = issue
        .pages
        .iter()
        .filter(|plan| wanted(plan.number))
        .filter_map(|plan| {
            let layout = loaded.layouts.get(plan.layout)?;
            Some(Some(page::Sheet::new(issue, layout, &shelf, plan)))
        })
        .collect();
    let mut made: Vec<Option<(page::MadeUp, Vec<page::SetLine>)>> = sheets.iter().map(|_| None).collect();
    // Pages at the same time, the parts of stories that jump one after the other. A page is made up, and its desk let go,
    // as soon as nothing more will be placed on it.
    let last_round = |sheets: &[Option<page::Sheet<'_>>]| {
        sheets.iter().flatten().map(page::Sheet::last_round).max().unwrap_or(0)
    };
    let mut continuations = Vec::new();
    for round in 0..=last_round(&sheets) {
        let make_up = |sheet: &mut page::Sheet<'_>| {
            let lines = if telling_lines { sheet.lines() } else { Vec::new() };
            (sheet.make_up(&loaded.library), lines)
        };
        let placed: Vec<_> = sheets
            .par_iter_mut()
            .zip(&mut made)
            .map(|(slot, made)| {
                let Some(sheet) = slot else { return Vec::new() };
                sheet.flow(round, &continuations);
                let placed: Vec<_> = sheet.continuations(round).collect();
                if sheet.last_round() <= round {
                    *made = Some(make_up(sheet));
                    *slot = None;
                }
                placed
            })
            .collect();
        for (id, continuation) in placed.into_iter().flatten() {
            // The last part that was placed says where a story goes on.
            continuations.retain(|(known, _)| *known != id);
            continuations.extend(continuation.map(|continuation| (id, continuation)));
        }
    }
    let mut compiled = Compiled::default();
    for (made, lines) in made.into_iter().flatten() {
        compiled.add(made.page, made.areas, made.findings, made.fits);
        compiled.lines.extend(lines);
    }
    compiled
}
