//! What flow works with: the issue, the layout, its grid and a shaper.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Label};
use crate::font::Library;
use crate::geometry::Length;
use crate::grid::PageGrid;
use crate::issue::{Issue, StoryId, Text};
use crate::layout::{Area, Layout, Style, Writing};
use crate::line::{self, Setting};
use crate::text::{Break, House, Paragraph, Scratch, Shaper, TextStyle, prepare_into};

use super::{Inside, Placement, Role, SetText};

/// The makeup desk of one page.
pub struct Desk<'a> {
    /// The issue.
    pub issue: &'a Issue,
    /// The page's layout.
    pub layout: &'a Layout,
    /// Its grid.
    pub grid: PageGrid,
    /// Fillers that are not placed yet.
    pub fillers: Vec<StoryId>,
    shaper: Shaper<'a>,
    house: House,
    scratch: Scratch,
    room: line::Scratch,
}

impl<'a> Desk<'a> {
    /// A desk for a page of this layout.
    pub fn new(issue: &'a Issue, layout: &'a Layout, library: &'a Library) -> Desk<'a> {
        let words = layout.keep.iter().chain(&issue.keep);
        Desk {
            issue,
            layout,
            grid: PageGrid::new(layout),
            fillers: Vec::new(),
            shaper: Shaper::new(library),
            house: House::new(&layout.marks, words.map(String::as_str)),
            scratch: Scratch::default(),
            room: line::Scratch::default(),
        }
    }

    /// The style of a kind of text in an area. Reading checked that it exists; a layout made by
    /// hand without it gets the body's style, or the first there is.
    pub fn style(&self, area: &Area, kind: &str) -> Option<&'a Style> {
        let layout = self.layout;
        layout
            .style(area.style_name(kind))
            .or_else(|| layout.style("body"))
            .or_else(|| layout.styles.first().map(|(_, style)| style))
    }

    /// As [`Desk::style`], for text that may run down: the style with `-vertical` behind its name
    /// is taken where there is one.
    pub(super) fn body_style(&self, area: &Area, kind: &str) -> Option<&'a Style> {
        if area.writing == Writing::Down {
            let vertical = format!("{}-vertical", area.style_name(kind));
            if let Some(style) = self.layout.style(&vertical) {
                return Some(style);
            }
        }
        self.style(area, kind)
    }

    /// Breaks shaped words into lines.
    pub(super) fn lines(&mut self, paragraph: &Paragraph, setting: &Setting<'_>) -> line::Lines {
        let mut lines = line::Lines::default();
        line::set_into(paragraph, setting, &mut self.room, &mut lines);
        lines
    }

    /// Tells of the lines of a text that are not as they should be.
    pub(super) fn report_lines(&self, text: &SetText, lines: Range<usize>, findings: &mut Vec<Diagnostic>) {
        report_lines(&text.words, &text.paragraph, &text.lines.lines[lines], &self.house, findings);
    }

    /// Shapes a text; characters that its face lacks become findings.
    pub fn prepare(
        &mut self,
        text: &Text,
        style: &Style,
        vertical: bool,
        findings: &mut Vec<Diagnostic>,
    ) -> Paragraph {
        let library = self.shaper.library();
        let face = library.find(&style.face).or_else(|| library.find("song")).unwrap_or_default();
        let strong_face = library.find(&style.strong_face).unwrap_or(face);
        let text_style = TextStyle {
            face,
            strong_face,
            lead_face: library.find(&style.lead_face).unwrap_or(face),
            pinyin_face: library.find(&style.pinyin_face).unwrap_or(face),
            size: style.size,
            punctuation: style.punctuation,
            region: style.region,
            digits: style.digits,
            exclaim_pairs: style.exclaim_pairs,
            line_end: style.line_end,
            hanging: style.hanging,
            hyphenate: style.hyphenate,
            kinsoku: style.kinsoku,
            vertical,
            house: &self.house,
        };
        let mut paragraph = Paragraph::default();
        prepare_into(text, &text_style, &mut self.shaper, &mut self.scratch, &mut paragraph);
        for missing in &paragraph.missing {
            let character = missing.character;
            let span = text.span(missing.at..missing.at + missing.length);
            let code = u32::from(character);
            let diagnostic = match missing.found_in {
                Some(other) => Diagnostic::note(
                    "glyph-fallback",
                    format!(
                        "the face `{}` has no {character} (U+{code:04X}); it is set in `{}`",
                        style.face,
                        library.face(other).name()
                    ),
                )
                .at(span, "set in another face"),
                None => Diagnostic::error(
                    "glyph-missing",
                    format!("no face has {character} (U+{code:04X})"),
                )
                .at(span, "set as 〓")
                .help(format!(
                    "add a font that has it: [faces.rare] file = \"fonts/….otf\", and name \"rare\" in the \
                     fallback of `{}`",
                    style.face
                )),
            };
            findings.push(diagnostic);
        }
        paragraph
    }

    /// Shapes a text and breaks it into lines.
    pub fn set(
        &mut self,
        text: &Text,
        style: &Style,
        setting: &Setting<'_>,
        findings: &mut Vec<Diagnostic>,
    ) -> SetText {
        let paragraph = self.prepare(text, style, false, findings);
        let lines = self.lines(&paragraph, setting);
        report_lines(text, &paragraph, &lines.lines, &self.house, findings);
        SetText { paragraph, lines, ink: style.ink.clone(), words: text.clone(), role: Role::default() }
    }

    /// Rows that one line of this size takes when it stands in the text.
    pub(super) fn grid_rows(&self, size: Length) -> u32 {
        // Type no larger than the pitch fits a row.
        if size <= self.grid.pitch { 1 } else { size.div_ceil(self.grid.pitch) }
    }

    /// Rows more that a line in `rows` rows takes for its pinyin, beyond the white over it.
    pub(super) fn rows_above(&self, size: Length, rows: u32, pinyin: Length) -> u32 {
        let leading = self.grid.pitch - self.grid.body;
        let white = (self.grid.depth(rows) - size) / 2 + leading;
        if pinyin > white { (pinyin - white).div_ceil(self.grid.pitch) } else { 0 }
    }

    /// The room inside an area's frame and panel: characters across, whole rows down.
    pub(super) fn inside(&self, area: &Area) -> Inside {
        let rect = self.grid.area(area);
        let rows = area.inset.div_ceil(self.grid.pitch).min(area.rows.saturating_sub(1) / 2);
        Inside {
            left: rect.x + area.inset,
            width: (rect.width - area.inset * 2).max(self.grid.body),
            row: area.row + rows,
            rows: area.rows - rows * 2,
        }
    }
}

/// Tells of lines that could not be kept within their limits, and of units and words that had
/// to be split.
fn report_lines(
    text: &Text,
    paragraph: &Paragraph,
    lines: &[line::Line],
    house: &House,
    findings: &mut Vec<Diagnostic>,
) {
    for line in lines {
        let last = line.clusters.end - 1;
        let end = paragraph.source[last] as usize + paragraph.text_of(last).len();
        let start = paragraph.source[line.clusters.start] as usize;
        let (found, from) = match (line.fit, line.cut) {
            (line::Fit::Overfull, _) => {
                let found = Diagnostic::error("overfull-line", "this line is longer than the measure")
                    .help("give the text a wider column or smaller type");
                (found, start)
            }
            (_, Break::Keep) => {
                let at = paragraph.text_start[line.clusters.end] as usize;
                let word = house.word_at(&paragraph.text, at).unwrap_or_default();
                let found = Diagnostic::warning("keep-split", format!("`{word}` had to be divided"))
                    .help("rephrase so that it stands elsewhere, or give the text a wider column");
                (found, paragraph.source[last] as usize)
            }
            (_, Break::LastResort) => {
                let found = Diagnostic::error("forced-split", forced(paragraph, line))
                    .help("break it by hand, or give the text a wider column");
                (found, paragraph.source[last] as usize)
            }
            (_, Break::Word) if paragraph.hang_of(last) < 0 => {
                let (one, other) = halves(paragraph, last);
                let message = format!(
                    "`{one}{other}` had to be divided as `{one}-{other}`, to fill a line of {} without holes",
                    ems(paragraph, line.end - line.start)
                );
                let found = Diagnostic::warning("word-split", message)
                    .help("rephrase, allow `hyphenate`, or give the text a wider column");
                (found, paragraph.source[last] as usize)
            }
            (line::Fit::Loose, _) => {
                let found = Diagnostic::warning("loose-line", "this line had to be opened wide")
                    .help("rephrase so that it turns elsewhere, or give the text a wider column");
                (found, start)
            }
            _ => continue,
        };
        let span = text.span(from..end);
        // What is said of the same word again is one finding with one more place.
        let again = |known: &&mut Diagnostic| known.code == found.code && known.message == found.message;
        let words = matches!(found.code, "word-split" | "forced-split");
        match findings.iter_mut().find(again).filter(|_| words) {
            Some(known) => known.labels.push(Label { span, text: "and here".to_owned() }),
            None => findings.push(found.at(span, "")),
        }
    }
}

/// What to say of a line that ends inside something that stays whole.
fn forced(paragraph: &Paragraph, line: &line::Line) -> String {
    let last = line.clusters.end - 1;
    let (one, other) = halves(paragraph, last);
    let hyphen = if paragraph.hang_of(last) < 0 { "-" } else { "" };
    let measure = ems(paragraph, line.end - line.start);
    if one.is_empty() || other.is_empty() {
        let (one, other) = (paragraph.text_of(last), paragraph.text_of(last + 1));
        return format!("`{one}{other}` stays together, but had to be split in a line of {measure}");
    }
    format!("`{one}{other}` fits no line of {measure} and had to be cut as `{one}{hyphen}` and `{other}`")
}

/// The Western word that a line's last cluster is of, up to the line's end and behind it.
fn halves(paragraph: &Paragraph, last: usize) -> (&str, &str) {
    let word = paragraph.western_word(last);
    let byte = |cluster: usize| paragraph.text_start[cluster] as usize;
    let end = word.end.max(last + 1);
    (&paragraph.text[byte(word.start)..byte(last + 1)], &paragraph.text[byte(last + 1)..byte(end)])
}

/// A length in characters of the text's size: “7 characters”, “6.5 characters”.
fn ems(paragraph: &Paragraph, length: Length) -> String {
    let tenths = (length.0 * 10 + paragraph.size.0 / 2) / paragraph.size.0.max(1);
    match (tenths / 10, tenths % 10) {
        (1, 0) => "1 character".to_owned(),
        (whole, 0) => format!("{whole} characters"),
        (whole, rest) => format!("{whole}.{rest} characters"),
    }
}

impl Placement {
    /// Keeps a text and says where it is.
    pub(super) fn keep(&mut self, text: SetText) -> usize {
        self.texts.push(text);
        self.texts.len() - 1
    }
}

/// Rows that a stack of this height takes.
pub(super) fn rows_of(height: Length, pitch: Length) -> u32 {
    height.div_ceil(pitch)
}
