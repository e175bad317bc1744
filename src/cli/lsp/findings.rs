//! Findings as an editor shows them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use banxin::diagnostic::{Diagnostic, FileId, Label, Severity, Sources};
use banxin::gather::{Told, gather};
use banxin::message::Language;
use lsp_types::{DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range};

use super::place::uri_of;
use super::position::Encoding;
use super::worker::Checked;

/// How findings are told.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// How columns are counted.
    pub encoding: Encoding,
    /// In which language.
    pub language: Language,
}

/// The findings of an issue by file. Every text file that was read is in it, so that findings go when they are
/// mended.
pub type ByFile = BTreeMap<PathBuf, Vec<lsp_types::Diagnostic>>;

/// All findings. Where the issue cannot be read, those of the newest state that could be set stay for files
/// whose text is still the same.
pub fn by_file(checked: &Checked, look: Look) -> ByFile {
    let mut all = ByFile::new();
    let issue = checked.dir.join("issue.toml");
    all.insert(issue.clone(), Vec::new());
    if let Some(refused) = &checked.refused {
        let (found, sources) = (&refused.diagnostics, &refused.sources);
        add(found.iter(), sources, &issue, look, &mut all);
        if let Some(good) = &checked.good {
            let same = |file: &Path| {
                let now = text_of(sources, file);
                now.is_none() || now == text_of(good.sources(), file)
            };
            let spoilt: Vec<PathBuf> = found
                .iter()
                .filter(|one| one.severity == Severity::Error)
                .filter_map(|one| file_of(one, sources))
                .collect();
            let kept = good.compiled.findings.iter().filter(|one| {
                file_of(one, good.sources()).is_some_and(|file| same(&file) && !spoilt.contains(&file))
            });
            add(kept, good.sources(), &issue, look, &mut all);
        }
    } else if let Some(good) = &checked.good {
        add(good.findings().map(|(_, finding)| finding), good.sources(), &issue, look, &mut all);
    }
    all
}

fn text_of(sources: &Sources, path: &Path) -> Option<Arc<str>> {
    sources.iter().find(|source| source.path == path).map(|source| Arc::clone(&source.text))
}

fn file_of(finding: &Diagnostic, sources: &Sources) -> Option<PathBuf> {
    finding.labels.first().map(|label| sources.path(label.span.file).to_path_buf())
}

fn add<'f>(
    found: impl Iterator<Item = &'f Diagnostic>,
    sources: &Sources,
    issue: &Path,
    look: Look,
    all: &mut ByFile,
) {
    for source in sources.iter().filter(|source| source.path.is_absolute()) {
        all.entry(source.path.clone()).or_default();
    }
    // What follows from another fault is left out. Like findings are told one by one: an editor underlines each place
    // and offers what to write there.
    for finding in gather(found, |finding| finding).told.iter().flat_map(Told::all) {
        // One without a place in a file of the issue is told at the head of the issue.
        let own = finding.labels.iter().position(|label| sources.path(label.span.file).is_absolute());
        let (file, range) = match own {
            Some(at) => {
                let label = &finding.labels[at];
                (sources.path(label.span.file).to_path_buf(), range_of(label, sources, look))
            }
            None => (issue.to_path_buf(), Range::default()),
        };
        let shown = shown(finding, own, range, sources, look);
        let list = all.entry(file).or_default();
        if !list.contains(&shown) {
            list.push(shown);
        }
    }
}

fn range_of(label: &Label, sources: &Sources, look: Look) -> Range {
    let text = sources.get(label.span.file).map_or("", |source| &source.text);
    let mut range = label.span.range.clone();
    if range.is_empty() {
        // Editors show nothing for an empty range.
        let next = text.get(range.start..).and_then(|rest| rest.chars().next()).filter(|c| *c != '\n');
        range.end += next.map_or(0, char::len_utf8);
    }
    look.encoding.range(text, &range)
}

/// The places of a finding but `own`.
fn related(
    finding: &Diagnostic,
    own: Option<usize>,
    sources: &Sources,
    look: Look,
) -> Vec<DiagnosticRelatedInformation> {
    let related = finding.labels.iter().enumerate().filter(|(at, _)| Some(*at) != own);
    related
        .filter_map(|(_, label)| {
            let uri = uri_of(sources.path(label.span.file))?;
            let words: String = label.text.in_language(look.language).into_owned();
            let message = if words.is_empty() {
                finding.message.in_language(look.language).into_owned()
            } else {
                words
            };
            Some(DiagnosticRelatedInformation {
                location: Location { uri, range: range_of(label, sources, look) },
                message,
            })
        })
        .collect()
}

fn shown(
    finding: &Diagnostic,
    own: Option<usize>,
    range: Range,
    sources: &Sources,
    look: Look,
) -> lsp_types::Diagnostic {
    let related = related(finding, own, sources, look);
    let mut message = finding.message.in_language(look.language).into_owned();
    let beside = own
        .map(|at| finding.labels[at].text.in_language(look.language).into_owned())
        .filter(|words| !words.is_empty());
    if let Some(words) = beside {
        message += &format!(" ({words})");
    }
    message += "\n";
    message += &finding.way_out(look.language);
    lsp_types::Diagnostic {
        range,
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.code.name().to_owned())),
        code_description: None,
        source: Some("banxin".to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        tags: None,
        data: own.and_then(|at| fixes(finding, finding.labels[at].span.file, sources, look)),
    }
}

/// What to write instead, as editors hand it back with the finding: edits of its own file, and whether they are certain.
fn fixes(finding: &Diagnostic, file: FileId, sources: &Sources, look: Look) -> Option<serde_json::Value> {
    let text = &sources.get(file)?.text;
    let own = finding.fixes.iter().filter(|fix| fix.span.file == file);
    let edits: Vec<serde_json::Value> = own
        .map(|fix| {
            let range = look.encoding.range(text, &fix.span.range);
            serde_json::json!({ "range": range, "newText": fix.text, "certain": fix.certain })
        })
        .collect();
    (!edits.is_empty()).then(|| serde_json::json!({ "fixes": edits }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use banxin::diagnostic::{Fix, Span};
    use banxin::message::Message;

    #[test]
    fn what_to_write_instead_goes_with_the_finding_in_columns_of_the_editor() {
        let mut sources = Sources::default();
        let file = sources.add("/a/issue.toml", "纸 = 一");
        let other = sources.add("/a/b.toml", "x");
        let fix = |file, range, certain| Fix { span: Span::new(file, range), text: "1".to_owned(), certain };
        let finding =
            Diagnostic::new(crate::cli::codes::WATCH_FILES, Message::verbatim("a fault".to_owned()))
                .here(Span::new(file, 6..9))
                .fix(fix(file, 6..9, true))
                .fix(fix(other, 0..1, false));
        let look = Look { encoding: Encoding::of(None), language: Language::English };
        let told = shown(&finding, Some(0), Range::default(), &sources, look).data.expect("a fix");
        let at = |character: u32| serde_json::json!({ "line": 0, "character": character });
        let range = serde_json::json!({ "start": at(4), "end": at(5) });
        // Those of another file are not this finding's to offer here.
        let wanted = serde_json::json!({ "fixes": [{ "range": range, "newText": "1", "certain": true }] });
        assert_eq!(told, wanted);
        let none = Diagnostic { fixes: Vec::new(), ..finding };
        assert_eq!(shown(&none, Some(0), Range::default(), &sources, look).data, None);
    }
}
