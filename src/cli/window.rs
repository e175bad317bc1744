//! Cuts long lines to what stands around the marks: a paragraph of a manuscript is one line of
//! many hundred characters, and each takes two columns of a terminal.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// Stands where something was cut. Not `…`, whose width differs among terminals.
const CUT: &str = "...";

/// A place to mark in a line.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Bytes of the line.
    pub range: Range<usize>,
    /// Columns of the words that stand beside the caret.
    pub words: usize,
}

/// A part of a line with some of its marks.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What to show.
    pub text: String,
    /// The index of each mark and its bytes in `text`.
    pub marks: Vec<(usize, Range<usize>)>,
}

/// Columns of a character on a terminal; a tab is shown as four blanks.
fn columns(character: char) -> usize {
    match character {
        '\t' => 4,
        _ => character.width().unwrap_or(1),
    }
}

/// Columns of a text on a terminal.
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// The longest start of `text` within `room` columns, in bytes.
fn start_within(text: &str, room: usize) -> usize {
    let mut taken = 0;
    text.char_indices()
        .find(|(_, character)| {
            taken += columns(*character);
            taken > room
        })
        .map_or(text.len(), |(at, _)| at)
}

/// The longest end of `text` within `room` columns, in bytes.
fn end_within(text: &str, room: usize) -> usize {
    let mut taken = 0;
    text.char_indices()
        .rev()
        .find(|(_, character)| {
            taken += columns(*character);
            taken > room
        })
        .map_or(text.len(), |(at, character)| text.len() - at - character.len_utf8())
}

/// The parts of `line` to show so that all marks are seen and none is wider than `room` columns,
/// in the order of the line. Marks that stand near each other share an excerpt.
///
/// The ranges of the marks lie within the line and on character boundaries.
pub fn excerpts(line: &str, marks: &[Mark], room: usize) -> Vec<Excerpt> {
    let reach = |mark: &Mark| width(&line[..mark.range.end]) + 1 + mark.words;
    if width(line) <= room && marks.iter().all(|mark| reach(mark) <= room || mark.words > room / 2) {
        let marks = marks.iter().map(|mark| mark.range.clone()).enumerate().collect();
        return vec![Excerpt { text: line.to_owned(), marks }];
    }
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|at| (marks[*at].range.start, marks[*at].range.end));
    let mut groups: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
    for at in order {
        let range = marks[at].range.clone();
        match groups.last_mut() {
            Some((span, group)) if width(&line[span.start..range.end.max(span.end)]) <= room / 2 => {
                span.end = span.end.max(range.end);
                group.push(at);
            }
            _ => groups.push((range, vec![at])),
        }
    }
    groups.into_iter().map(|(span, group)| cut(line, span, &group, marks, room)).collect()
}

fn cut(line: &str, span: Range<usize>, group: &[usize], marks: &[Mark], room: usize) -> Excerpt {
    let room = room.saturating_sub(2 * CUT.len()).max(8);
    // A mark wider than the room is cut itself; its start is what matters. A quarter is left for
    // what stands before it.
    let end = span.start + start_within(&line[span.clone()], room - room / 4);
    let spare = room - width(&line[span.start..end]);
    // After the marks, room for the words beside the caret, which may not push out all that
    // stands before; what one side does not need is the other's.
    let words = group.iter().map(|at| marks[*at].words + 1).max().unwrap_or(0);
    let words = words.min(spare - spare / 4);
    let after = words.max(spare / 2).min(width(&line[end..]).max(words));
    let left = end_within(&line[..span.start], spare.saturating_sub(after));
    let left_columns = width(&line[span.start - left..span.start]);
    let right = start_within(&line[end..], spare - left_columns);
    let from = span.start - left;
    let to = end + right;
    let before = if from > 0 { CUT } else { "" };
    let behind = if to < line.len() { CUT } else { "" };
    let place = |at: usize| at.clamp(from, to) - from + before.len();
    Excerpt {
        text: format!("{before}{}{behind}", &line[from..to]),
        marks: group
            .iter()
            .map(|at| (*at, place(marks[*at].range.start)..place(marks[*at].range.end)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(range: Range<usize>) -> Mark {
        Mark { range, words: 10 }
    }

    #[test]
    fn han_takes_two_columns() {
        assert_eq!(width("版心 a"), 6);
        assert_eq!(width("，。　"), 6);
        assert_eq!(start_within("版心面", 5), "版心".len());
        assert_eq!(end_within("版心面", 5), "心面".len());
    }

    #[test]
    fn a_short_line_stays_whole() {
        let shown = excerpts("标题 = 1", &[mark(0..6)], 80);
        assert_eq!(shown, [Excerpt { text: "标题 = 1".into(), marks: vec![(0, 0..6)] }]);
    }

    #[test]
    fn every_place_of_a_long_line_is_shown_within_the_room() {
        let line = "风浪里的渡轮，明日停航。".repeat(70);
        for (at, character) in line.char_indices() {
            let end = at + character.len_utf8();
            let shown = excerpts(&line, &[mark(at..end)], 60);
            let [Excerpt { text, marks }] = shown.as_slice() else { panic!("one mark, one excerpt") };
            assert!(width(text) <= 60, "{text}");
            assert!(width(text) >= 40, "room is wasted: {text}");
            let (0, range) = &marks[0] else { panic!("the first mark") };
            assert_eq!(&text[range.clone()], &line[at..end]);
        }
    }

    #[test]
    fn marks_far_apart_have_excerpts_of_their_own_and_near_ones_share() {
        let line = "稿".repeat(400);
        let shown = excerpts(&line, &[mark(900..903), mark(3..6), mark(9..12)], 60);
        let marked: Vec<Vec<usize>> =
            shown.iter().map(|excerpt| excerpt.marks.iter().map(|mark| mark.0).collect()).collect();
        assert_eq!(marked, [vec![1, 2], vec![0]]);
    }

    #[test]
    fn a_mark_over_the_whole_line_is_cut_and_keeps_its_start() {
        let line = "稿".repeat(400);
        let shown = excerpts(&line, &[mark(0..line.len())], 60);
        assert!(width(&shown[0].text) <= 60);
        assert_eq!(shown[0].marks[0].1.start, 0);
        let shown = excerpts(&line, &[mark(line.len()..line.len())], 60);
        assert!(width(&shown[0].text) <= 60);
        assert_eq!(shown[0].marks[0].1.end, shown[0].text.len());
    }
}
