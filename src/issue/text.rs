//! Words that know where they stand in their file.

use std::ops::Range;

use crate::diagnostic::{FileId, Span};

/// How a run of words is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Emphasis {
    /// As the style says.
    #[default]
    None,
    /// A bold lead or other stressed words (`**…**` in a manuscript).
    Strong,
    /// The words that open a report: place, paper, reporter (电头、导语); another face by house.
    Lead,
}

/// What stands beside words (行间标点).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Beside {
    /// Nothing.
    #[default]
    None,
    /// A dot at each character (着重号).
    Dots,
    /// A line along a proper name (专名号).
    NameLine,
    /// A wavy line along a title (书名号甲式).
    TitleLine,
}

/// Whether words are raised or lowered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rise {
    /// On the line.
    #[default]
    None,
    /// Small and raised (上标).
    Super,
    /// Small and lowered (下标).
    Sub,
}

/// How a run of words is set apart from those around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Manner {
    /// How the words are meant.
    pub emphasis: Emphasis,
    /// What stands beside them.
    pub beside: Beside,
    /// Whether they are raised or lowered.
    pub rise: Rise,
}

/// How one character is read (注音): a syllable that stands over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The character's byte in the words of its run.
    pub at: usize,
    /// The syllable in pinyin, with its tone mark.
    pub syllable: String,
}

/// Words of one kind, verbatim from their file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they are set apart.
    pub manner: Manner,
    /// How characters of it are read, in their order; most runs have none.
    pub readings: Vec<Reading>,
    /// The byte in the file where `text` starts.
    pub at: usize,
}

impl Run {
    /// Words set as their style says.
    pub fn plain(text: impl Into<String>, at: usize) -> Run {
        Run { text: text.into(), manner: Manner::default(), readings: Vec::new(), at }
    }
}

/// A heading, a paragraph or a field: runs of words from one file.
///
/// The runs are verbatim, so a byte of the text is a byte of the file and every finding can
/// point at the character it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The file.
    pub file: FileId,
    /// The words in reading order; never empty runs.
    pub runs: Vec<Run>,
}

impl Text {
    /// Plain words that start at byte `at` of `file`.
    pub fn plain(file: FileId, text: impl Into<String>, at: usize) -> Text {
        let text = text.into();
        let runs = if text.is_empty() { Vec::new() } else { vec![Run::plain(text, at)] };
        Text { file, runs }
    }

    /// All words joined.
    pub fn to_plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether there is nothing to set.
    pub fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.text.is_empty())
    }

    /// The length of the joined words in bytes.
    pub fn len(&self) -> usize {
        self.runs.iter().map(|run| run.text.len()).sum()
    }

    /// How characters are read: their bytes in the joined words, and their syllables.
    pub fn readings(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut before = 0;
        self.runs.iter().flat_map(move |run| {
            let start = before;
            before += run.text.len();
            run.readings.iter().map(move |reading| (start + reading.at, reading.syllable.as_str()))
        })
    }

    /// A part of the joined words, as a text of its own. The range is cut to the words; its ends
    /// must lie on character boundaries, else the part is empty there.
    pub fn slice(&self, range: Range<usize>) -> Text {
        let mut before = 0;
        let mut runs = Vec::new();
        for run in &self.runs {
            let from = range.start.max(before) - before;
            let to = range.end.min(before + run.text.len()).saturating_sub(before);
            if let Some(part) = run.text.get(from..to)
                && !part.is_empty()
            {
                let inside = run.readings.iter().filter(|reading| (from..to).contains(&reading.at));
                let readings = inside.map(|reading| Reading { at: reading.at - from, ..reading.clone() });
                runs.push(Run {
                    text: part.to_owned(),
                    manner: run.manner,
                    readings: readings.collect(),
                    at: run.at + from,
                });
            }
            before += run.text.len();
        }
        Text { file: self.file, runs }
    }

    /// The place in the file of a range of the joined words.
    ///
    /// A range beyond the end is cut to it; a range over several runs spans the marks between them.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.offset(range.start, false);
        let end = self.offset(range.end.max(range.start), true);
        Span::new(self.file, start..end.max(start))
    }

    /// The place in the file of all the words.
    pub fn whole(&self) -> Span {
        self.span(0..self.len())
    }

    /// The file's byte for a byte of the joined words. At a seam between runs an end belongs to
    /// the run before it and a start to the run after it.
    fn offset(&self, at: usize, is_end: bool) -> usize {
        let mut before = 0;
        let mut last = 0;
        for run in &self.runs {
            let length = run.text.len();
            let inside = if is_end { at <= before + length } else { at < before + length };
            if inside {
                return run.at + (at - before);
            }
            before += length;
            last = run.at + length;
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_skip_the_marks_between_runs() {
        // **导语。**正文
        let text = Text {
            file: FileId(0),
            runs: vec![
                Run {
                    manner: Manner { emphasis: Emphasis::Strong, ..Manner::default() },
                    ..Run::plain("导语。", 2)
                },
                Run::plain("正文", 13),
            ],
        };
        assert_eq!(text.to_plain(), "导语。正文");
        assert_eq!(text.span(0..9).range, 2..11);
        assert_eq!(text.span(9..12).range, 13..16);
        assert_eq!(text.span(6..12).range, 8..16);
        assert_eq!(text.span(12..99).range, 16..19);
        let part = text.slice(3..12);
        assert_eq!(part.to_plain(), "语。正");
        assert_eq!(part.span(6..9).range, 13..16);
        assert!(text.slice(99..100).is_empty());
    }

    #[test]
    fn readings_go_along_with_their_characters() {
        let reading = |at, syllable: &str| Reading { at, syllable: syllable.to_owned() };
        let readings = vec![reading(0, "jì"), reading(3, "chuān")];
        let runs = vec![Run::plain("在", 0), Run { readings, ..Run::plain("霁川", 4) }];
        let text = Text { file: FileId(0), runs };
        let shown = |text: &Text| -> Vec<(usize, String)> {
            text.readings().map(|(at, syllable)| (at, syllable.to_owned())).collect()
        };
        assert_eq!(shown(&text), [(3, "jì".to_owned()), (6, "chuān".to_owned())]);
        assert_eq!(shown(&text.slice(6..9)), [(0, "chuān".to_owned())]);
        assert_eq!(shown(&text.slice(0..3)), []);
    }
}
