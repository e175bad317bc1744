//! Shows findings: file, line and column, carets under the words, the way out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use banxin::diagnostic::{
    Diagnostic, FileId, Label, PageBox, PagePlace, Severity, Sources, floor_char_boundary,
};
use banxin::gather::{Told, gather};
use banxin::message::{Language, Message, Word, commas, counted, msg, word};

use super::outcome::Outcome;
use super::window::{self, Mark};

/// Beyond any line that is shown: lines are cut here, by display width and around each mark,
/// where the renderer would cut all lines of a file at one place.
const UNCUT: usize = 100_000;

/// Stands after the path in what the renderer is given, so that its own column, which is that of
/// the excerpt, can be found and replaced by that of the file. Unicode keeps it free of meaning.
const COLUMN: char = '\u{FDD0}';
/// Stands behind a name whose colon is to be full-width: a character without width that no name has.
const FOOT: char = '\u{2060}';

/// How to show findings.
#[derive(Clone, Copy, Debug)]
pub struct ShowOptions {
    /// Whether to colour them.
    pub colour: bool,
    /// Columns to keep within.
    pub width: usize,
    /// Whether to leave notes out.
    pub quiet: bool,
    /// The language of messages.
    pub language: Language,
}

/// How many findings of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes, which change no exit code.
    pub notes: usize,
}

impl Tally {
    /// Counts findings.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Diagnostic>) -> Tally {
        let severities: Vec<Severity> = findings.into_iter().map(|finding| finding.severity).collect();
        let count = |severity| severities.iter().filter(|own| **own == severity).count();
        Tally {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }

    /// What a run that found this comes to.
    pub fn outcome(self) -> Outcome {
        if self.errors == 0 && self.warnings == 0 { Outcome::Clean } else { Outcome::Findings }
    }
}

impl Tally {
    /// “1 error, 2 warnings”; nothing for none.
    pub fn words(self) -> Message {
        let kinds = [
            (self.errors, counted(self.errors, "error")),
            (self.warnings, counted(self.warnings, "warning")),
            (self.notes, counted(self.notes, "note")),
        ];
        msg!(
            "{counts}",
            counts = commas(kinds.iter().filter(|(count, _)| *count > 0).map(|(_, words)| words))
        )
    }
}

/// Findings of one code that are shown in full; the others of it take a line each.
const IN_FULL: usize = 5;
/// Findings of one code that take a line each; beyond them only their number is told.
const IN_LINES: usize = 20;
/// Places of a finding that are named beside its first.
const PLACES: usize = 8;

/// All findings with a line that counts them; empty for none. Like ones are one ([`banxin::gather`]). The worst come last,
/// where a terminal shows them; those of one kind stand in the order of the files and of their lines, and after them
/// those that have no line. Of a code with very many findings the first are shown in full, and the others in a line each.
pub fn show(findings: &[Diagnostic], sources: &Sources, look: ShowOptions) -> String {
    let gathered = gather(findings, |finding| finding);
    let severity = |told: &Told<&Diagnostic>| told.first.severity;
    let mut shown: Vec<&Told<&Diagnostic>> =
        gathered.told.iter().filter(|told| !look.quiet || severity(told) > Severity::Note).collect();
    shown.sort_by_key(|told| {
        let finding = told.first;
        let place = finding.labels.first().map(|label| (label.span.file, label.span.range.start));
        (
            finding.severity,
            place.is_none(),
            place,
            finding.on_page.as_ref().map(|place| (place.file.clone(), place.page)),
            finding.path.clone(),
            finding.code.name(),
            finding.message.to_string(),
        )
    });
    let mut text = String::new();
    let mut done: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for told in &shown {
        let kind = (told.first.severity, told.first.code.name());
        let count = done.entry(kind).or_default();
        let before = std::mem::replace(count, *count + 1);
        if before < IN_FULL {
            text += &one(told, sources, look);
            text += "\n\n";
        }
        if before + 1 == IN_FULL {
            let of_kind = |told: &&&Told<&Diagnostic>| (told.first.severity, told.first.code.name()) == kind;
            text += &in_lines(shown.iter().filter(of_kind).skip(IN_FULL).copied(), sources, look.language);
        }
    }
    let mut say = |message: Message| {
        text.push_str(&message.in_language(look.language));
        text.push('\n');
    };
    if gathered.following > 0 {
        say(msg!(
            "not shown, because they follow from these errors: {findings}",
            findings = counted(gathered.following, "finding")
        ));
    }
    let mut tally = Tally::of(gathered.told.iter().map(|told| told.first));
    if look.quiet {
        tally.notes = 0;
    }
    let tally = tally.words();
    if !tally.is_empty() {
        say(tally);
    }
    text
}

/// Findings of one code beyond those that are shown in full: a line each, and how many more there are.
fn in_lines<'f>(
    told: impl Iterator<Item = &'f Told<&'f Diagnostic>>,
    sources: &Sources,
    language: Language,
) -> String {
    let told: Vec<_> = told.collect();
    let mut text = String::new();
    for one in told.iter().take(IN_LINES) {
        let finding = one.first;
        let places: Vec<Message> = one.all().filter_map(|finding| short_place(finding, sources)).collect();
        let named = commas(places.iter().take(PLACES));
        let place = match places.len().checked_sub(PLACES).filter(|more| *more > 0) {
            None => msg!("{named}", named),
            Some(more) => msg!("{named} and {more}", named, more = counted(more, "more place")),
        };
        let line = msg!(
            "{severity}[{code}] {place}: {message}",
            severity = finding.severity.word(),
            code = finding.code.name(),
            place,
            message = finding.message.clone()
        );
        text += &format!("{}\n", line.in_language(language));
    }
    if told.len() > IN_LINES {
        let more = counted(told.len() - IN_LINES, "finding");
        let code = told[0].first.code.name();
        let line = msg!("not listed: {more} of {code}; `--json` lists all of them", more, code);
        text += &format!("{}\n", line.in_language(language));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The first place of a finding in a few words: a line of a file, a page, or a file.
fn short_place(finding: &Diagnostic, sources: &Sources) -> Option<Message> {
    if let Some(label) = finding.labels.first() {
        let (line, column) = sources.line_column(label.span.file, label.span.range.start);
        let path = sources.path(label.span.file).display();
        return Some(Message::verbatim(format!("{path}:{line}:{column}")));
    }
    if let Some(place) = &finding.on_page {
        return Some(page_words(place));
    }
    finding.path.as_ref().map(|path| Message::verbatim(path.display().to_string()))
}

fn level_of(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// A finding with the places of those like it, without a line end.
pub fn one(told: &Told<&Diagnostic>, sources: &Sources, look: ShowOptions) -> String {
    let finding = told.first;
    let level = level_of(finding.severity);
    let language = look.language;
    let level = level.with_name(finding.severity.word().in_language(language));
    let title = level.primary_title(finding.message.in_language(look.language)).id(finding.code.name());
    let places = places(finding, sources, look);
    let mut group = Group::with_title(title);
    for place in &places {
        let marks = place.marks.iter().map(|(primary, range, words)| {
            let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let words = (!words.is_empty()).then_some(words.as_str());
            kind.span(range.clone()).label(words)
        });
        let snippet = Snippet::source(place.text.as_str()).line_start(place.line).fold(false);
        let path = format!("{}{COLUMN}", place.path);
        group = group.element(snippet.path(path).annotations(marks));
    }
    if let Some(place) = &finding.on_page {
        group = group.element(Origin::path(page_words(place).in_language(language).into_owned()));
    }
    if let Some(path) = &finding.path {
        let path = path.display().to_string();
        if places.is_empty() && finding.on_page.is_none() {
            group = group.element(Origin::path(path));
        } else if !finding.message.contains(&path) {
            group = group.element(
                Level::NOTE
                    .with_name(foot(word("note"), language))
                    .message(msg!("this is about {path}", path).in_language(language).into_owned()),
            );
        }
    }
    if !told.like.is_empty() {
        let also: Vec<Message> =
            told.like.iter().filter_map(|finding| short_place(finding, sources)).collect();
        let places = commas(also.iter().take(PLACES));
        let words = match also.len().checked_sub(PLACES).filter(|more| *more > 0) {
            None => msg!("the same at {places}", places),
            Some(more) => {
                msg!("the same at {places} and at {more}", places, more = counted(more, "more place"))
            }
        };
        group = group.element(
            Level::NOTE
                .with_name(foot(word("note"), language))
                .message(words.in_language(language).into_owned()),
        );
    }
    // A note asks for nothing, unless its place does.
    if finding.severity > Severity::Note || finding.help.is_some() {
        group = group
            .element(Level::HELP.with_name(foot(word("help"), language)).message(finding.way_out(language)));
    }
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let text = with_columns(&renderer.term_width(UNCUT).render(&[group]), &places);
    with_colons(&text, language)
}

/// “help” or “note” at the foot of a finding, with a mark behind it where the renderer's colon is not the language's.
fn foot(name: Word, language: Language) -> String {
    let name = name.in_language(language);
    match language {
        Language::English => name.to_owned(),
        Language::Chinese => format!("{name}{FOOT}"),
    }
}

/// The text with full-width colons where [`foot`] put marks; between mark and colon are escapes of colours at most.
fn with_colons(text: &str, language: Language) -> String {
    if language == Language::English {
        return text.to_owned();
    }
    let mut parts = text.split(FOOT);
    let mut done = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(": ") {
            Some((escapes, words)) => done.push_str(&format!("{escapes}：{words}")),
            None => done.push_str(part),
        }
    }
    done
}

/// “page 4, 12.0 mm from the left and 30.5 mm from the top”, after the file where it is one.
fn page_words(place: &PagePlace) -> Message {
    let words = match place.area {
        None => msg!("page {page}", page = place.page),
        Some(PageBox { left, top, width, height }) => msg!(
            "page {page}, {left} mm from the left and {top} mm from the top ({width} × {height} mm)",
            page = place.page,
            left = format_args!("{left:.1}"),
            top = format_args!("{top:.1}"),
            width = format_args!("{width:.1}"),
            height = format_args!("{height:.1}")
        ),
    };
    match &place.file {
        None => words,
        Some(file) => msg!("{file}: {words}", file = file.display(), words),
    }
}

/// The text with the places' own columns where the renderer put those of the excerpts.
fn with_columns(text: &str, places: &[Place]) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    for place in places {
        let mark = format!("{COLUMN}:{}:", place.line);
        let Some((before, after)) = rest.split_once(&mark) else { continue };
        done.push_str(&format!("{before}:{}:{}", place.line, place.column));
        rest = after.trim_start_matches(|digit: char| digit.is_ascii_digit());
    }
    done + rest
}

/// An excerpt of a line with its marks.
struct Place {
    path: String,
    line: usize,
    column: usize,
    text: String,
    /// Whether it is the primary mark, its bytes in `text`, and the words beside it.
    marks: Vec<(bool, std::ops::Range<usize>, String)>,
}

/// A line of a file that labels point into, and those labels (the first of all is the primary).
struct Marked<'a> {
    file: FileId,
    start: usize,
    labels: Vec<(bool, &'a Label)>,
}

/// The excerpts to show, the one with the primary mark first.
fn places(finding: &Diagnostic, sources: &Sources, look: ShowOptions) -> Vec<Place> {
    let mut lines: Vec<Marked<'_>> = Vec::new();
    for (at, label) in finding.labels.iter().enumerate() {
        let Some(source) = sources.get(label.span.file) else { continue };
        let offset = floor_char_boundary(&source.text, label.span.range.start);
        let start = source.text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let file = label.span.file;
        match lines.iter_mut().find(|line| line.file == file && line.start == start) {
            Some(line) => line.labels.push((at == 0, label)),
            None => lines.push(Marked { file, start, labels: vec![(at == 0, label)] }),
        }
    }
    let widest = lines.iter().map(|line| sources.line_column(line.file, line.start).0).max();
    let gutter = widest.unwrap_or(1).to_string().len() + " | ".len();
    let mut places: Vec<Place> = lines
        .iter()
        .flat_map(|line| excerpts(line, sources, look.width.saturating_sub(gutter), look.language))
        .collect();
    places.sort_by_key(|place| Reverse(place.marks.iter().any(|mark| mark.0)));
    places
}

fn excerpts(marked: &Marked<'_>, sources: &Sources, columns: usize, language: Language) -> Vec<Place> {
    let Some(source) = sources.get(marked.file) else { return Vec::new() };
    let rest = &source.text[marked.start..];
    let line = rest.split('\n').next().unwrap_or(rest);
    let line = line.strip_suffix('\r').unwrap_or(line);
    // A mark that runs on into further lines ends with its first.
    let within = |offset: usize| floor_char_boundary(line, offset.saturating_sub(marked.start));
    let marks: Vec<Mark> = marked
        .labels
        .iter()
        .map(|(_, label)| {
            let range = &label.span.range;
            let start = within(range.start);
            Mark {
                range: start..within(range.end).max(start),
                words: window::width(&label.text.in_language(language)),
            }
        })
        .collect();
    let number = sources.line_column(marked.file, marked.start).0;
    window::excerpts(line, &marks, columns)
        .into_iter()
        .map(|excerpt| {
            let first = excerpt.marks.iter().map(|(at, _)| *at).min_by_key(|at| !marked.labels[*at].0);
            let start = first.map_or(0, |at| marks[at].range.start);
            Place {
                path: source.path.display().to_string(),
                line: number,
                column: line[..start].chars().count() + 1,
                text: excerpt.text,
                marks: excerpt
                    .marks
                    .into_iter()
                    .map(|(at, range)| {
                        (
                            marked.labels[at].0,
                            range,
                            marked.labels[at].1.text.in_language(language).into_owned(),
                        )
                    })
                    .collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
