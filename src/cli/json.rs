//! The reports for programs: one JSON object on standard output, of one shape for all verbs.
//!
//! docs/JSON.md tells every key; a test holds it against what the verbs print.

use std::path::PathBuf;

use banxin::Compiled;
use banxin::codes::Rule;
use banxin::diagnostic::{Diagnostic, Label, PageBox, PagePlace, Sources, Span};
use banxin::epaper::Edition;
use banxin::flow::CopyFit;
use banxin::gather::{Told, gather};
use banxin::message::{Language, translate};
use banxin::read::Loaded;
use serde::Serialize;

use super::outcome::Outcome;
use super::{ads, areas, lines};

/// The version of the shape. It goes up when a key goes or means something else; a new key leaves it.
const VERSION: u32 = 1;

/// The report of a run: what is the same for all verbs, and the verb's own keys.
#[derive(Debug, Serialize)]
pub struct Report<T> {
    version: u32,
    verb: &'static str,
    outcome: &'static str,
    #[serde(flatten)]
    own: T,
    findings: Vec<Finding>,
    /// Findings that are left out because they follow from errors that are told.
    following: usize,
}

/// What `build` and `check` tell of an issue.
#[derive(Debug, Default, Serialize)]
pub struct OfIssue {
    stories: Vec<Story>,
    ads: Vec<ads::Ad>,
    areas: Vec<areas::AreaPlace>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<Vec<lines::Line>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pdfs: Option<Vec<PathBuf>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proofs: Option<Vec<PathBuf>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<Edition>,
}

#[derive(Debug, Serialize)]
struct Story {
    story: String,
    area: String,
    columns: u32,
    characters: u32,
    rows_needed: u32,
    rows_offered: u32,
    headline_rows: u32,
    column_rows: Vec<u32>,
    overset: Option<Overset>,
    changes: Vec<String>,
    from_page: Option<u32>,
    to_page: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Overset {
    rows: u32,
    characters: usize,
    at: Place,
}

#[derive(Debug, Serialize)]
struct Finding {
    code: &'static str,
    severity: &'static str,
    title: &'static str,
    message: String,
    help: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<u8>,
    places: Vec<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

/// What to write instead.
#[derive(Debug, Serialize)]
struct Fix {
    file: PathBuf,
    /// Bytes from the start of the file.
    span: [usize; 2],
    text: String,
    certain: bool,
}

/// Where a finding is.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Place {
    /// In a text that was read. Lines and columns count from 1, columns in characters.
    Text {
        file: PathBuf,
        line: usize,
        column: usize,
        end_line: usize,
        end_column: usize,
        /// Bytes from the start of the file.
        span: [usize; 2],
        label: String,
    },
    /// On a page of the issue, or of the PDF `file`.
    Page {
        #[serde(skip_serializing_if = "Option::is_none")]
        file: Option<PathBuf>,
        page: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        box_mm: Option<BoxMm>,
    },
    /// A whole file.
    File { file: PathBuf },
}

/// Millimetres from the trimmed page's top left corner, to the tenth.
#[derive(Debug, Serialize)]
struct BoxMm {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl<T: Serialize> Report<T> {
    /// A report of these findings and of the verb's own keys.
    pub fn new(
        verb: &'static str,
        outcome: Outcome,
        own: T,
        found: &[Diagnostic],
        sources: &Sources,
        language: Language,
    ) -> Report<T> {
        let gathered = gather(found, |finding| finding);
        let findings = gathered.told.iter().map(|told| finding(told, sources, language)).collect();
        Report {
            version: VERSION,
            verb,
            outcome: outcome.name(),
            own,
            findings,
            following: gathered.following,
        }
    }

    /// The object in one line, with a line end.
    pub fn print_line(&self) -> String {
        serde_json::to_string(self).expect("a report is plain data") + "\n"
    }

    /// The object, indented, with a line end.
    pub fn print(&self) -> String {
        // Strings, numbers and lists always serialise.
        serde_json::to_string_pretty(self).expect("a report is plain data") + "\n"
    }
}

impl OfIssue {
    /// How the stories of an issue fit, and its advertisements.
    pub fn new(loaded: &Loaded, compiled: &Compiled, language: Language) -> OfIssue {
        let stories = compiled.report.iter().map(|fit| story(fit, &loaded.sources, language)).collect();
        OfIssue {
            stories,
            ads: ads::list(loaded, compiled),
            areas: areas::list(compiled, &loaded.sources),
            ..OfIssue::default()
        }
    }

    /// Lists the set lines, where they were asked for.
    #[must_use]
    pub fn with_lines(mut self, lines: Option<Vec<lines::Line>>) -> OfIssue {
        self.lines = lines;
        self
    }

    /// Tells what stands where and what it says, as an e-paper has it.
    #[must_use]
    pub fn with_edition(mut self, edition: Edition) -> OfIssue {
        self.edition = Some(edition);
        self
    }

    /// Names the files that were written.
    #[must_use]
    pub fn wrote(mut self, pdfs: &[PathBuf], proofs: &[PathBuf]) -> OfIssue {
        self.pdfs = Some(pdfs.to_vec());
        self.proofs = Some(proofs.to_vec());
        self
    }
}

fn story(fit: &CopyFit, sources: &Sources, language: Language) -> Story {
    let overset = fit.overset.as_ref().map(|over| Overset {
        rows: over.rows,
        characters: over.characters,
        at: text_place(&over.at, "", sources),
    });
    Story {
        story: fit.story.clone(),
        area: fit.area.clone(),
        columns: fit.columns,
        characters: fit.characters,
        rows_needed: fit.needed,
        rows_offered: fit.offered,
        headline_rows: fit.headline_rows,
        column_rows: fit.column_rows.clone(),
        overset,
        changes: fit.changes.iter().map(|change| change.in_language(language).into_owned()).collect(),
        from_page: fit.from,
        to_page: fit.to,
    }
}

fn finding(told: &Told<&Diagnostic>, sources: &Sources, language: Language) -> Finding {
    let finding = told.first;
    Finding {
        code: finding.code.name(),
        severity: finding.severity.name(),
        title: translate(finding.code.entry().title, language),
        message: finding.message.in_language(language).into_owned(),
        help: finding.way_out(language).into_owned(),
        rule: Rule::of(finding.code).map(Rule::number),
        places: told.all().flat_map(|finding| places(finding, sources, language)).collect(),
        fixes: told.all().flat_map(|finding| &finding.fixes).map(|fix| self::fix(fix, sources)).collect(),
    }
}

fn fix(fix: &banxin::diagnostic::Fix, sources: &Sources) -> Fix {
    Fix {
        file: sources.path(fix.span.file).to_path_buf(),
        span: [fix.span.range.start, fix.span.range.end],
        text: fix.text.clone(),
        certain: fix.certain,
    }
}

fn places(finding: &Diagnostic, sources: &Sources, language: Language) -> Vec<Place> {
    let text = |label: &Label| text_place(&label.span, &label.text.in_language(language), sources);
    let texts = finding.labels.iter().map(text);
    let page = finding.on_page.iter().map(|place| page_place(place));
    let file = finding.path.iter().map(|path| Place::File { file: path.clone() });
    texts.chain(page).chain(file).collect()
}

fn text_place(span: &Span, label: &str, sources: &Sources) -> Place {
    let (line, column) = sources.line_column(span.file, span.range.start);
    let (end_line, end_column) = sources.line_column(span.file, span.range.end);
    Place::Text {
        file: sources.path(span.file).to_path_buf(),
        line,
        column,
        end_line,
        end_column,
        span: [span.range.start, span.range.end],
        label: label.to_owned(),
    }
}

fn page_place(place: &PagePlace) -> Place {
    Place::Page { file: place.file.clone(), page: place.page, box_mm: place.area.map(box_mm) }
}

fn box_mm(area: PageBox) -> BoxMm {
    let tenth = |length: f64| (length * 10.0).round() / 10.0;
    BoxMm {
        left: tenth(area.left),
        top: tenth(area.top),
        width: tenth(area.width),
        height: tenth(area.height),
    }
}
