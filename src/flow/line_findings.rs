//! Findings about set lines: those that could not be kept within their limits, the units and words
//! that had to be split, and last lines of one character.
//!
//! What a line came to is asked of [`Account`]; here it is only put into words, with the text of the
//! line or the word and the measure it stands in.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Label, counted};
use crate::geometry::Length;
use crate::layout::Align;
use crate::line::{self, Account, Standing};
use crate::text::{Break, House, Paragraph};

use super::SetText;

/// Tells of lines that could not be kept within their limits, of units and words that had to be
/// split, and of last lines of one character.
pub(super) fn report_lines(
    text: &SetText,
    lines: Range<usize>,
    align: Align,
    house: &House,
    findings: &mut Vec<Diagnostic>,
) {
    let SetText { paragraph, words, .. } = text;
    for (number, line) in text.lines.lines.iter().enumerate().take(lines.end).skip(lines.start) {
        let is_last = line.clusters.end == paragraph.len();
        if line.fit == line::Fit::Good && line.cut >= Break::Address && !is_last {
            continue;
        }
        let last = line.clusters.end - 1;
        let end = paragraph.source[last] as usize + paragraph.text_of(last).len();
        let account = || Account::of(paragraph, &text.lines, number);
        let of_line = match line.fit {
            line::Fit::Overfull => account().map(|account| overfull(&account, paragraph, &line.clusters)),
            line::Fit::Loose | line::Fit::Short => {
                account().map(|account| loose(&account, paragraph, &line.clusters))
            }
            line::Fit::Good if is_last && matches!(align, Align::Justify | Align::Force) => {
                account().filter(|account| account.lone).map(|_| lone(paragraph, &line.clusters))
            }
            line::Fit::Good => None,
        };
        let start = paragraph.source[line.clusters.start] as usize;
        findings.extend(of_line.map(|found| found.at(words.span(start..end), "")));
        let Some(found) = (if is_last { None } else { divided(paragraph, line, house) }) else { continue };
        let span = words.span(paragraph.source[last] as usize..end);
        // What is said of the same word again is one finding with one more place.
        let again = |known: &&mut Diagnostic| known.code == found.code && known.message == found.message;
        match findings.iter_mut().find(again) {
            Some(known) => known.labels.push(Label { span, text: "and here".to_owned() }),
            None => findings.push(found.at(span, "")),
        }
    }
}

/// Tells of a line that ends inside a word or a unit.
fn divided(paragraph: &Paragraph, line: &line::Line, house: &House) -> Option<Diagnostic> {
    let last = line.clusters.end - 1;
    let found = match line.cut {
        Break::Keep => {
            let at = paragraph.text_start[line.clusters.end] as usize;
            let word = house.word_at(&paragraph.text, at).unwrap_or_default();
            Diagnostic::warning("keep-split", format!("`{word}` had to be divided"))
                .help("rephrase so that it stands elsewhere, or give the text a wider column")
        }
        Break::LastResort => Diagnostic::error("forced-split", forced(paragraph, line))
            .help("break it by hand, or give the text a wider column"),
        Break::Word if paragraph.hang_of(last) < 0 => {
            let (one, other) = halves(paragraph, last);
            let room = ems(paragraph, line.room);
            Diagnostic::warning(
                "word-split",
                format!(
                    "`{one}{other}` had to be divided as `{one}-{other}`, to fill a line of {room} without holes"
                ),
            )
            .help("rephrase, allow `hyphenate`, or give the text a wider column")
        }
        _ => return None,
    };
    Some(found)
}

/// What to say of a line that ends inside something that stays whole.
fn forced(paragraph: &Paragraph, line: &line::Line) -> String {
    let last = line.clusters.end - 1;
    let (one, other) = halves(paragraph, last);
    let hyphen = if paragraph.hang_of(last) < 0 { "-" } else { "" };
    let measure = ems(paragraph, line.room);
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

/// Hundredths of an em: “0.40 em”.
fn em(paragraph: &Paragraph, length: Length) -> String {
    let hundredths = Length(100).scale(length.0, paragraph.size.0.max(1)).0;
    format!("{}.{:02} em", hundredths / 100, hundredths % 100)
}

/// Tells of a line that is longer than its room.
fn overfull(account: &Account, paragraph: &Paragraph, clusters: &Range<usize>) -> Diagnostic {
    let (said, room) = (said(paragraph, clusters), ems(paragraph, account.room));
    let over = em(paragraph, account.width - account.room);
    Diagnostic::error(
        "overfull-line",
        format!("this line is {over} longer than its measure of {room}: “{said}”"),
    )
    .help("give the text a wider column or smaller type")
}

/// Tells of a line whose gaps opened wide, or that stands short of its measure.
fn loose(account: &Account, paragraph: &Paragraph, clusters: &Range<usize>) -> Diagnostic {
    let (said, room) = (said(paragraph, clusters), ems(paragraph, account.room));
    let told = if account.standing == Standing::Short {
        let short = em(paragraph, account.room - account.width);
        format!(
            "this line stands {short} short of its measure of {room}, for its gaps would open too far: “{said}”"
        )
    } else {
        let (most, gaps) = account.opening();
        let (most, gaps) = (em(paragraph, most), counted(gaps, "gap"));
        format!(
            "this line had to be opened wide, by {most} in each of {gaps} on a measure of {room}: “{said}”"
        )
    };
    Diagnostic::warning("loose-line", told)
        .help("rephrase so that it turns elsewhere, or give the text a wider column")
}

/// Tells of a last line of one character.
fn lone(paragraph: &Paragraph, clusters: &Range<usize>) -> Diagnostic {
    let said = said(paragraph, clusters);
    Diagnostic::warning("lone-character", format!("the paragraph ends with “{said}” alone on a line"))
        .help("a word less pulls it up, a word more gives it company; no other turn of the lines avoids it")
}

/// The words of some clusters.
fn said<'p>(paragraph: &'p Paragraph, clusters: &Range<usize>) -> &'p str {
    let bytes = |cluster: usize| paragraph.text_start[cluster] as usize;
    paragraph.text[bytes(clusters.start)..bytes(clusters.end)].trim_end()
}
