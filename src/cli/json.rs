//! The same report for programs: one JSON object on standard output.

use std::path::PathBuf;

use banxin::diagnostic::{Diagnostic, Severity, Sources, Span};
use banxin::flow::CopyFit;
use serde::Serialize;

use super::Outcome;

/// What a run came to. Lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize)]
pub struct Report {
    /// `clean`, `findings` or `refused`.
    outcome: &'static str,
    /// The PDF that was written, if one was; the first of several.
    pdf: Option<PathBuf>,
    /// All PDFs that were written, in the order of the pages.
    pdfs: Vec<PathBuf>,
    /// The proofs that were written.
    proofs: Vec<PathBuf>,
    /// How each story fits.
    stories: Vec<Story>,
    /// The advertisements and their sizes.
    ads: Vec<super::ads::Ad>,
    /// Every set line, where `--lines` asks for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<Vec<super::lines::Line>>,
    /// Everything that was found, in the order of the stages.
    findings: Vec<Finding>,
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
    /// What was changed to make it fit, in order.
    changes: Vec<String>,
    /// The page that it comes from, and the page on which it goes on.
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
    message: String,
    /// The first place is the primary one.
    places: Vec<Place>,
    file: Option<PathBuf>,
    help: Option<String>,
}

#[derive(Debug, Serialize)]
struct Place {
    file: PathBuf,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "String::is_empty")]
    label: String,
}

impl Report {
    /// A report of these findings and fits; what was written is added by [`Report::wrote`].
    pub fn new(outcome: Outcome, found: &[Diagnostic], fits: &[CopyFit], sources: &Sources) -> Report {
        Report {
            outcome: match outcome {
                Outcome::Clean => "clean",
                Outcome::Findings => "findings",
                Outcome::Refused => "refused",
            },
            pdf: None,
            pdfs: Vec::new(),
            proofs: Vec::new(),
            stories: fits.iter().map(|fit| story(fit, sources)).collect(),
            ads: Vec::new(),
            lines: None,
            findings: found.iter().map(|finding| self::finding(finding, sources)).collect(),
        }
    }

    /// Names the advertisements of an issue.
    #[must_use]
    pub fn with_ads(mut self, loaded: &banxin::read::Loaded) -> Report {
        self.ads = super::ads::list(loaded);
        self
    }

    /// Lists the set lines.
    #[must_use]
    pub fn with_lines(mut self, lines: Vec<super::lines::Line>) -> Report {
        self.lines = Some(lines);
        self
    }

    /// Names the files that were written.
    #[must_use]
    pub fn wrote(mut self, pdfs: &[PathBuf], proofs: &[PathBuf]) -> Report {
        self.pdf = pdfs.first().cloned();
        self.pdfs = pdfs.to_vec();
        self.proofs = proofs.to_vec();
        self
    }

    /// The object, indented, with a line end.
    pub fn print(&self) -> String {
        // Strings, numbers and lists always serialise.
        serde_json::to_string_pretty(self).expect("a report is plain data") + "\n"
    }
}

fn story(fit: &CopyFit, sources: &Sources) -> Story {
    let overset = fit.overset.as_ref().map(|over| Overset {
        rows: over.rows,
        characters: over.characters,
        at: place(&over.at, "", sources),
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
        changes: fit.changes.clone(),
        from_page: fit.from,
        to_page: fit.to,
    }
}

fn finding(finding: &Diagnostic, sources: &Sources) -> Finding {
    Finding {
        code: finding.code.name(),
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: finding.message.clone(),
        places: finding.labels.iter().map(|label| place(&label.span, &label.text, sources)).collect(),
        file: finding.path.clone(),
        help: finding.help.clone(),
    }
}

fn place(span: &Span, label: &str, sources: &Sources) -> Place {
    let (line, column) = sources.line_column(span.file, span.range.start);
    let (end_line, end_column) = sources.line_column(span.file, span.range.end);
    Place {
        file: sources.path(span.file).to_path_buf(),
        line,
        column,
        end_line,
        end_column,
        label: label.to_owned(),
    }
}
