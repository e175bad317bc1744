//! Manuscripts of random pieces: every character is set, is a mark, or is told.

use super::*;
use crate::diagnostic::Sources;
use crate::issue::{Date, Issue, Masthead};

/// Pieces of manuscripts, sound and spoilt.
const PIECES: [&str; 40] = [
    "今天",
    "通车了",
    "江边，",
    "。",
    "“好”",
    "word ",
    "2026年",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "　　",
    " ",
    "\t",
    "**",
    "[霁川]{.name}",
    "[字]{.none}",
    "[未关",
    "]",
    "{.sup}",
    "\\*",
    "\\",
    "### 插题\n",
    "## 小题\n",
    "#",
    "<b>",
    "</b>",
    "<br/>",
    "<p class=\"x\">",
    "&nbsp;",
    "&foo;",
    "&#8212;",
    "- 条\n",
    "> 引\n",
    "|表|头|\n",
    "![图](a.jpg)",
    "\u{200B}",
    "\u{7}",
    "\u{FEFF}",
    "⼀",
    "\u{E816}",
];

/// The next of a row of numbers that looks random (a linear congruence, Knuth).
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

/// Bytes of a source that are marks of ours: they are not set and need no word.
fn marks(source: &str, covered: &mut [bool]) {
    let mut mark = |range: std::ops::Range<usize>| covered[range].iter_mut().for_each(|byte| *byte = true);
    let bytes = source.as_bytes();
    for at in (1..bytes.len()).filter(|at| bytes[at - 1] == b'*' && bytes[*at] == b'*') {
        mark(at - 1..at + 1);
    }
    for (at, _) in source.match_indices('\\') {
        mark(at..at + 1);
    }
    for (at, _) in source.match_indices("###") {
        mark(at..at + 3);
    }
    for (at, c) in source.char_indices() {
        if is_blank(c) || c == '\n' {
            mark(at..at + c.len_utf8());
        }
        if c == '['
            && let Some(span) = first_span(source[at..].lines().next().unwrap_or(""))
        {
            mark(at..at + 1);
            mark(at + span.close..at + span.end);
        }
    }
}

fn first_span(line: &str) -> Option<spans::MarkedSpan> {
    spans::Brackets::of(line).span(line, 0)
}

#[test]
fn every_character_is_set_or_a_mark_or_told() {
    let mut state = 7;
    let mut told_cases = 0;
    for case in 0..3000 {
        let front = "---\nheadline: 题\n---\n";
        let mut source = front.to_owned();
        for _ in 0..1 + next(&mut state) % 24 {
            source.push_str(PIECES[next(&mut state) % PIECES.len()]);
        }
        let mut sources = Sources::default();
        let file = sources.add("s.md", source.as_str());
        let faults = Faults::default();
        let story = parse(file, &source, "s", &faults);
        let mut covered = vec![false; source.len()];
        covered[..front.len()].fill(true);
        for text in story.blocks.iter().map(Block::text) {
            for run in &text.runs {
                covered[run.at..(run.at + run.text.len()).min(source.len())].fill(true);
            }
        }
        marks(&source, &mut covered);
        let issue = Issue {
            paper: String::new(),
            date: Date { year: 2026, month: 1, day: 1 },
            masthead: Masthead::default(),
            pages: Vec::new(),
            pools: Vec::new(),
            stories: vec![story],
            pictures: Vec::new(),
            keep: Vec::new(),
        };
        copydesk::check(&issue, &sources, &faults);
        let found = faults.take();
        told_cases += usize::from(!found.is_empty());
        for label in found.iter().flat_map(|finding| &finding.labels) {
            covered[label.span.range.clone()].fill(true);
        }
        let lost: String = source.char_indices().filter(|(at, _)| !covered[*at]).map(|(_, c)| c).collect();
        assert_eq!(lost, "", "case {case}: {source:?}");
    }
    assert!(told_cases > 1000, "{told_cases}");
}

#[test]
fn brackets_and_controls_without_number_take_no_long_time() {
    let many = 60_000;
    for text in ["[".repeat(many) + &"](x)".repeat(many), "&".repeat(many), "<br".repeat(many)] {
        let faults = Faults::default();
        let story = parse(FileId(0), &text, "test", &faults);
        assert_eq!(story.blocks[0].text().to_plain(), text);
    }
    let faults = Faults::default();
    parse(FileId(0), &("字".to_owned() + &"\0".repeat(many) + "字"), "test", &faults);
    let findings = faults.take();
    let told: Vec<String> = findings.iter().map(|finding| finding.message.to_string()).collect();
    // The square of the number took minutes.
    assert_eq!(told[1..], ["60000 control characters (U+0000) in a row are left out"]);
}
