//! The copy desk (文字检查): slips of typing in everything that is set, each with what to write instead.
//!
//! Every text of the issue is looked through once, when all files were read: the parts of stories, captions, credits,
//! guides, tables. A [`Scan`] is a text as characters with their places; a first pass over them notes which kinds of
//! characters there are, so that only the rules that can find something run. A rule gives [`Slip`]s: a range of
//! characters, what is wrong, and what to write, which is also kept as a [`Fix`] where the file has just these
//! characters there. A fix is certain if no editor would want it otherwise; `banxin tidy` writes those.
//!
//! - [`marks`]: half-width marks, ellipses and dashes of other characters, doubled and mixed marks;
//! - [`pairs`]: straight quotes; quotes and brackets without a partner or crossed (GB/T 15834-2011);
//! - [`characters`]: invisible characters, stray blanks, compatibility forms, private characters, full-width figures;
//! - [`words`]: doubled characters and clauses, bylines that are none;
//! - [`markup`]: tags and marks of Markdown that are not ours.

mod characters;
mod compat;
mod marks;
mod markup;
mod pairs;
mod scan;
mod words;

use crate::diagnostic::{Diagnostic, Fix, Sources};
use crate::issue::{Block, Content, Issue, Story};
use crate::keys::Faults;
use crate::message::msg;

pub(crate) use markup::entity;
pub(super) use markup::{
    is_break, is_rule, left_out, line as check_line, list_joined, list_number, read_break, read_entity,
};
pub(super) use scan::is_han;
use scan::{Kinds, Role, Scan, Slip};

/// What the rules find in a text, in its order.
fn slips(scan: &Scan<'_>) -> Vec<Slip> {
    let mut slips = Vec::new();
    let Kinds { han, ascii_mark, straight, bracket, doubled, rule, blank, rare, angle } = scan.kinds;
    if han && (ascii_mark || rule || doubled) {
        marks::check(scan, &mut slips);
    }
    if han && straight {
        pairs::straight(scan, &mut slips);
    }
    if bracket {
        pairs::check(scan, &mut slips);
    }
    if blank || rare {
        characters::check(scan, &mut slips);
    }
    if angle || ascii_mark {
        markup::check(scan, &mut slips);
    }
    if doubled || scan.role != Role::Other {
        words::check(scan, &mut slips);
    }
    slips.sort_by_key(|slip| (slip.range.start, std::cmp::Reverse(slip.range.end)));
    // What stands inside a tag or a link is told with it.
    let mut end = 0;
    slips.retain(|slip| {
        let is_new = slip.range.start >= end;
        end = end.max(slip.range.end);
        is_new
    });
    slips
}

/// Looks through all texts of an issue.
pub(super) fn check(issue: &Issue, sources: &Sources, faults: &Faults) {
    for story in &issue.stories {
        of_story(story, sources, faults);
    }
    for assignment in issue.pages.iter().flat_map(|page| &page.assignments) {
        let figures = assignment.content.figures();
        let figures = figures.iter().flat_map(|figure| figure.caption.iter().chain(&figure.credit));
        // The cells of a table of one column are rows whose marks were told as separators.
        let is_parted = !matches!(&assignment.content, Content::Table(table) if table.head.len() < 2);
        let texts = assignment.content.texts().into_iter().filter(|_| is_parted);
        for text in figures.chain(texts) {
            report(&Scan::new(text, Role::Other), sources, faults);
        }
    }
}

fn of_story(story: &Story, sources: &Sources, faults: &Faults) {
    let headings = [&story.kicker, &story.headline, &story.subhead, &story.short];
    let headings = headings.into_iter().flatten().map(|text| (text, Role::Heading));
    let byline = story.byline.iter().map(|text| (text, Role::Byline));
    let others = [&story.source, &story.credit].into_iter().flatten().map(|text| (text, Role::Other));
    for (text, role) in headings.chain(byline).chain(others) {
        report(&Scan::new(text, role), sources, faults);
    }
    for (at, block) in story.blocks.iter().enumerate() {
        let next = story.blocks[at + 1..].iter().find(|next| matches!(next, Block::Paragraph(_)));
        let first = next.and_then(|next| next.text().runs.first());
        let quote_goes_on = first.is_some_and(|run| run.text.starts_with(['“', '「']));
        let role = match block {
            Block::Paragraph(_) => Role::Paragraph { quote_goes_on },
            Block::Crosshead(_) => Role::Heading,
        };
        report(&Scan::new(block.text(), role), sources, faults);
    }
    words::repeated(story, faults);
}

/// Makes findings of the slips of a text.
fn report(scan: &Scan<'_>, sources: &Sources, faults: &Faults) {
    let slips = slips(scan);
    if slips.is_empty() {
        return;
    }
    let source = sources.get(scan.text.file).map_or("", |source| &source.text);
    // A text of TOML with escapes has other bytes than its file.
    let verbatim = scan.text.runs.iter().all(|run| is_as_written(source, run.at, &run.text));
    for slip in slips {
        let span = scan.text.span(scan.bytes(&slip.range));
        let words = scan.words[slip.range.clone()].iter().copied();
        let is_verbatim =
            verbatim && source.get(span.range.clone()).is_some_and(|there| there.chars().eq(words));
        let mut finding = Diagnostic::new(slip.code, slip.message).here(span.clone());
        if let Some((range, what)) = slip.other {
            finding = finding.at(scan.text.span(scan.bytes(&range)), what);
        }
        finding = match (slip.help, &slip.write) {
            (Some(help), _) => finding.help(help),
            (None, Some(write)) if write.is_empty() => finding.help(msg!("take it out")),
            (None, Some(write)) => finding.help(msg!("write `{write}`", write)),
            (None, None) => finding,
        };
        if let Some(text) = slip.write.filter(|_| is_verbatim) {
            finding = finding.fix(Fix { span, text, certain: slip.certain });
        }
        faults.push(finding);
    }
}

/// Whether words stand in a file from byte `at` on, but for ends of lines and tabs that became blanks.
fn is_as_written(source: &str, at: usize, words: &str) -> bool {
    let Some(there) = source.as_bytes().get(at..at + words.len()) else { return false };
    there
        .iter()
        .zip(words.bytes())
        .all(|(there, word)| *there == word || (word == b' ' && matches!(there, b'\n' | b'\r' | b'\t')))
}

/// What the rules make of a paragraph: what each slip says, with what to write, for tests.
#[cfg(test)]
fn told(text: &str) -> Vec<String> {
    let file = crate::diagnostic::FileId(0);
    let text = crate::issue::Text::plain(file, text, 0);
    let scan = Scan::new(&text, Role::Paragraph { quote_goes_on: false });
    let slips = slips(&scan);
    let shown = slips.iter().map(|slip| {
        let words: String = scan.words[slip.range.clone()].iter().collect();
        let sure = if slip.certain { "=" } else { "?" };
        format!("{} {words}{sure}{}", slip.code.name(), slip.write.as_deref().unwrap_or("-"))
    });
    shown.collect()
}
