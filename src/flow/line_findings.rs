//! Findings about set lines: lines outside their limits, units and words that had to be divided, and last
//! lines of one character.
//!
//! The figures come from [`Account`]; here they are put into words, with the text of the line or the word
//! and the measure.

use std::ops::Range;

use crate::codes;
use crate::diagnostic::{Diagnostic, Label};
use crate::geometry::Length;
use crate::layout::Align;
use crate::line::{self, Account, is_lone};
use crate::message::{Message, msg, word};
use crate::text::{Break, Class, House, Paragraph};

use super::placement::SetText;

/// So many findings back the same word is looked for.
const NEAR: usize = 64;

/// Characters of a word that a message shows from either end, at the most.
const SHOWN: usize = 20;

/// Reports lines that could not be kept within their limits, units and words that had to be split, and last
/// lines of one character.
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
            line::Fit::Good if is_last && number > 0 && matches!(align, Align::Justify | Align::Force) => {
                let alone = is_lone(paragraph, &line.clusters);
                alone.then(|| lone(paragraph, &line.clusters))
            }
            line::Fit::Good => None,
        };
        let start = paragraph.source[line.clusters.start] as usize;
        findings.extend(of_line.map(|found| found.here(words.span(start..end))));
        let Some(found) = (if is_last { None } else { divided(paragraph, line, house) }) else { continue };
        let span = words.span(paragraph.source[last] as usize..end);
        // A repeated finding about the same word, not long after, becomes one more place of the first
        // finding.
        let again = |known: &&mut Diagnostic| known.code == found.code && known.message == found.message;
        match findings.iter_mut().rev().take(NEAR).find(again) {
            Some(known) => known.labels.push(Label { span, text: msg!("and here") }),
            None => findings.push(found.here(span)),
        }
    }
}

/// The characters around a place up to the next blanks: a name of a byline, say, that stands in no list.
fn between_blanks(text: &str, at: usize) -> &str {
    let (before, behind) = text.split_at(at);
    let from = before
        .rfind(char::is_whitespace)
        .map_or(0, |blank| blank + before[blank..].chars().next().map_or(0, char::len_utf8));
    let to = behind.find(char::is_whitespace).map_or(text.len(), |blank| at + blank);
    &text[from..to]
}

/// Reports a line that ends inside a word or a unit.
fn divided(paragraph: &Paragraph, line: &line::Line, house: &House) -> Option<Diagnostic> {
    let last = line.clusters.end - 1;
    let found = match line.cut {
        Break::Keep => {
            let at = paragraph.text_start[line.clusters.end] as usize;
            let word =
                house.word_at(&paragraph.text, at).unwrap_or_else(|| between_blanks(&paragraph.text, at));
            Diagnostic::new(codes::KEEP_SPLIT, msg!("`{word}` had to be divided", word))
                .help(msg!("rephrase so that it stands elsewhere, or give the text a wider column"))
        }
        Break::LastResort => Diagnostic::new(codes::FORCED_SPLIT, forced(paragraph, line))
            .help(msg!("shorten it, rephrase so that it stands elsewhere, or give the text a wider column")),
        Break::Word if paragraph.hang_of(last) < 0 => {
            let (one, other) = halves(paragraph, last);
            let room = ems(paragraph, line.room);
            Diagnostic::new(
                codes::WORD_SPLIT,
                msg!(
                    "`{one}{other}` had to be divided as `{one}-{other}`, to fill a line of {room} without holes"
                , one, other, room),
            )
            .help(msg!("rephrase, or give the text a wider column; with `hyphenate = true` divisions are not told"))
        }
        _ => return None,
    };
    Some(found)
}

/// The finding about a line that ends inside something that must stay whole.
fn forced(paragraph: &Paragraph, line: &line::Line) -> Message {
    let last = line.clusters.end - 1;
    let (one, other) = halves(paragraph, last);
    let hyphen = if paragraph.hang_of(last) < 0 { "-" } else { "" };
    let measure = ems(paragraph, line.room);
    if other.is_empty() {
        let (one, other) = (paragraph.text_of(last), paragraph.text_of(last + 1));
        return msg!(
            "`{one}{other}` stays together, but had to be split in a line of {measure}",
            one,
            other,
            measure
        );
    }
    msg!(
        "`{one}{other}` fits no line of {measure} and had to be cut as `{one}{hyphen}` and `{other}`",
        one,
        other,
        measure,
        hyphen
    )
}

/// The word, number or address to which a line's last cluster belongs: its part before the line's end and
/// its part after it, of long ones what is near the cut. The second part is empty if the next cluster
/// belongs to another word.
fn halves(paragraph: &Paragraph, last: usize) -> (String, String) {
    let joined = |at: &usize| {
        let class = |at: usize| paragraph.class[at];
        let in_one = |class: Class| {
            class.is_western()
                || matches!(class, Class::Operator | Class::Prefix | Class::Postfix | Class::Connector)
        };
        paragraph.breaks[*at] <= Break::Hyphen && in_one(class(*at)) && in_one(class(*at + 1))
    };
    let start = (0..last).rev().take_while(joined).last().unwrap_or(last);
    let end = (last..paragraph.len() - 1).take_while(joined).last().map_or(last, |at| at + 1) + 1;
    let byte = |cluster: usize| paragraph.text_start[cluster] as usize;
    let cut = byte(last + 1);
    let (one, other) = (&paragraph.text[byte(start)..cut], &paragraph.text[cut..byte(end)]);
    let before = one.char_indices().rev().nth(SHOWN).map(|(at, mark)| &one[at + mark.len_utf8()..]);
    let behind = other.char_indices().nth(SHOWN).map(|(at, _)| &other[..at]);
    (
        before.map_or_else(|| one.to_owned(), |near| format!("…{near}")),
        behind.map_or_else(|| other.to_owned(), |near| format!("{near}…")),
    )
}

/// A length in characters of the text's size: “7 characters”, “6.5 characters”.
fn ems(paragraph: &Paragraph, length: Length) -> Message {
    let tenths = (length.0 * 10 + paragraph.size.0 / 2) / paragraph.size.0.max(1);
    match (tenths / 10, tenths % 10) {
        (1, 0) => msg!("1 character"),
        (whole, 0) => msg!("{whole} characters", whole),
        (whole, rest) => msg!("{decimal} characters", decimal = format_args!("{whole}.{rest}")),
    }
}

/// Hundredths of an em: “0.40 em”.
fn em(paragraph: &Paragraph, length: Length) -> Message {
    let hundredths = Length(100).scale(length.0, paragraph.size.0.max(1)).0;
    msg!("{amount} em", amount = format_args!("{}.{:02}", hundredths / 100, hundredths % 100))
}

/// Reports a line that is longer than its room.
fn overfull(account: &Account, paragraph: &Paragraph, clusters: &Range<usize>) -> Diagnostic {
    let (said, room) = (said(paragraph, clusters), ems(paragraph, account.room));
    let over = em(paragraph, account.width - account.room);
    Diagnostic::new(
        codes::OVERFULL_LINE,
        msg!("this line is {over} longer than its measure of {room}: `{said}`", over, room, said),
    )
    .help(msg!("give the text a wider column or smaller type"))
}

/// Reports a line whose gaps opened wide, or that stands short of its measure.
fn loose(account: &Account, paragraph: &Paragraph, clusters: &Range<usize>) -> Diagnostic {
    let (said, room) = (said(paragraph, clusters), ems(paragraph, account.room));
    let told = if account.fit == line::Fit::Short {
        let short = em(paragraph, account.room - account.width);
        let why = if account.gaps == 0 {
            word("it has no gap that opens")
        } else {
            word("its gaps would open too far")
        };
        msg!(
            "this line stands {short} short of its measure of {room}, for {why}: `{said}`",
            short,
            room,
            why,
            said
        )
    } else {
        let (most, gaps) = account.opening();
        let most = em(paragraph, most);
        let gaps = if gaps == 1 { msg!("in its only gap") } else { msg!("in each of {gaps} gaps", gaps) };
        msg!(
            "this line had to be opened wide, by {most} {gaps} on a measure of {room}: `{said}`",
            most,
            gaps,
            room,
            said
        )
    };
    let help = if said.is_ascii() || account.gaps == 0 {
        word("set a long address or name on a line of its own, shorten it, or give the text a wider column")
    } else {
        word("rephrase so that it turns elsewhere, or give the text a wider column")
    };
    Diagnostic::new(codes::LOOSE_LINE, told).help(help)
}

/// Reports a last line of one character.
fn lone(paragraph: &Paragraph, clusters: &Range<usize>) -> Diagnostic {
    let said = said(paragraph, clusters);
    Diagnostic::new(codes::LONE_CHARACTER, msg!("the paragraph ends with `{said}` alone on a line", said))
        .help(msg!(
            "take out or add a character or two; no other lines within the limits of the style avoid it"
        ))
}

/// The words of some clusters.
fn said<'p>(paragraph: &'p Paragraph, clusters: &Range<usize>) -> &'p str {
    let bytes = |cluster: usize| paragraph.text_start[cluster] as usize;
    paragraph.text[bytes(clusters.start)..bytes(clusters.end)].trim_end()
}
