//! Manuscripts: front matter, paragraphs and marks. Every run of words is verbatim, so a
//! byte of a story is a byte of its file.

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::issue::{Block, Emphasis, Manner, Story, Text};
use crate::keys::{Faults, Value, Words, suggest};
use crate::message::{msg, word};

use super::formats::{FrontKey, front_keys};
use super::moment;
use super::runs::{Runs, is_plain};
use super::{copydesk, pinyin, spans};

/// A line of a file, without its end.
#[derive(Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Line<'t> {
    /// The line without blanks at its ends.
    fn trimmed(self) -> Line<'t> {
        let text = self.text.trim_start_matches(is_blank);
        Line { at: self.at + (self.text.len() - text.len()), text: text.trim_end_matches(is_blank) }
    }

    fn span(self, file: FileId) -> Span {
        Span::new(file, self.at..self.at + self.text.len())
    }

    /// The line from byte `from` on.
    fn after(self, from: usize) -> Line<'t> {
        Line { text: &self.text[from..], at: self.at + from }
    }
}

/// Blanks that mean nothing at the ends of a line: typists indent with full-width ones.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}' | '\r')
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> + Clone {
    let mut at = 0;
    text.split_inclusive('\n').map(move |whole| {
        let line = Line { text: whole.trim_end_matches(['\n', '\r']), at };
        at += whole.len();
        line
    })
}

/// Reads a manuscript. Everything wrong goes to `faults`; the story holds what could be read.
pub fn parse(file: FileId, text: &str, name: &str, faults: &Faults) -> Story {
    let report = |diagnostic| faults.push(diagnostic);
    let mut story = Story {
        name: name.to_owned(),
        file,
        kicker: None,
        headline: None,
        subhead: None,
        short: None,
        byline: None,
        source: None,
        credit: None,
        revised: None,
        blocks: Vec::new(),
    };
    let mut rest = lines(text).peekable();
    while rest.peek().is_some_and(|line| line.trimmed().text.is_empty()) {
        rest.next();
    }
    if let Some(first) = rest.clone().next().filter(|_| lacks_fence(rest.clone())) {
        report(
            Diagnostic::new(codes::FRONT_MATTER_OPEN, msg!("the front matter does not begin with `---`"))
                .at(first.trimmed().span(file), msg!("the first key"))
                .help(msg!(
                    "put a line of `---` before it, and another one between the last key and the text"
                )),
        );
        return story;
    }
    let mut headline_spoiled = false;
    if let Some(opening) = rest.next_if(|line| is_fence(*line)) {
        let mut front = Vec::new();
        let mut closed = false;
        for line in rest.by_ref() {
            if is_fence(line) {
                closed = true;
                break;
            }
            front.push(line.trimmed());
        }
        if !closed {
            // The body was taken for front matter: one finding, not one for each paragraph.
            report(
                Diagnostic::new(codes::FRONT_MATTER_OPEN, msg!("the front matter is not closed"))
                    .at(opening.trimmed().span(file), msg!("opened here"))
                    .help(msg!("put a line of `---` between the last key and the text")),
            );
            return story;
        }
        headline_spoiled = read_front(&front, &mut story, faults);
    }
    if story.headline.is_none() && !headline_spoiled {
        report(
            Diagnostic::new(codes::NO_HEADLINE, msg!("story `{name}` has no headline", name))
                .here(Span::new(file, 0..0))
                .help(msg!("begin the file with a line of `---`, `headline: …` and another line of `---`")),
        );
    }
    story.blocks = read_body(rest, file, faults);
    if story.blocks.is_empty() {
        report(
            Diagnostic::new(codes::EMPTY_STORY, msg!("story `{name}` has no text", name))
                .here(Span::new(file, text.len()..text.len()))
                .help(msg!("write its paragraphs under the front matter, parted by blank lines")),
        );
    }
    story
}

fn is_fence(line: Line<'_>) -> bool {
    let text = line.trimmed().text;
    text.len() >= 3 && text.bytes().all(|byte| byte == b'-')
}

/// Whether the text begins with keys although no `---` stands before them.
fn lacks_fence<'t>(lines: impl Iterator<Item = Line<'t>>) -> bool {
    let word = |line: Line<'t>| -> Option<&'t str> {
        let text = line.trimmed().text;
        let word = text[..text.find([':', '：'])?].trim_end_matches(is_blank);
        let plain = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_');
        (!word.is_empty() && word.bytes().all(plain)).then_some(word)
    };
    let known = |word: &str| front_keys().iter().any(|key| key.eq_ignore_ascii_case(word));
    // A misspelt key may come first, so one known key among them is enough.
    lines.map_while(word).any(known)
}

/// Reads the keys. Returns whether a line that could not be read may have been the headline.
fn read_front(front: &[Line<'_>], story: &mut Story, faults: &Faults) -> bool {
    let file = story.file;
    let report = |diagnostic| faults.push(diagnostic);
    let mut seen: Vec<Value<&str>> = Vec::new();
    let mut headline_spoiled = false;
    for line in front.iter().filter(|line| !line.text.is_empty()) {
        let Some(colon) = line.text.find([':', '：']) else {
            report(
                Diagnostic::new(
                    codes::FRONT_MATTER_LINE,
                    msg!("this line of the front matter has no `key:`"),
                )
                .here(line.span(file))
                .help(msg!("write `key: value` on one line; the text itself comes after the closing `---`")),
            );
            headline_spoiled = true;
            continue;
        };
        let width = line.text[colon..].chars().next().map_or(1, char::len_utf8);
        let key = Line { text: &line.text[..colon], at: line.at }.trimmed();
        let value = line.after(colon + width).trimmed();
        let Some(meant) = FrontKey::of_word(key.text) else {
            report(suggest::unknown_key(key.text, key.span(file), word("the front matter"), &front_keys()));
            let meant = suggest::nearest(key.text, front_keys().into_iter());
            headline_spoiled |= meant.is_none_or(|meant| meant == "headline");
            continue;
        };
        if let Some(first) = seen.iter().find(|first| first.value == key.text) {
            report(
                Diagnostic::new(codes::KEY_TWICE, msg!("`{key}` is given twice", key = key.text))
                    .at(key.span(file), msg!("again here"))
                    .at(first.span.clone(), msg!("first here"))
                    .help(msg!("keep one; a headline of two lines is one value with a full-width blank where it turns")),
            );
            continue;
        }
        seen.push(Value { value: key.text, span: key.span(file) });
        match meant.slot(story) {
            Some(slot) => *slot = inline(&[value], file, faults),
            None => story.revised = moment::read(value.text, &value.span(file), faults),
        }
    }
    headline_spoiled
}

fn read_body<'t>(body: impl Iterator<Item = Line<'t>> + Clone, file: FileId, faults: &Faults) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<Line<'_>> = Vec::new();
    let close = |paragraph: &mut Vec<Line<'_>>, blocks: &mut Vec<Block>| {
        blocks.extend(inline(paragraph, file, faults).map(Block::Paragraph));
        paragraph.clear();
    };
    let mut body = body.peekable();
    while let Some(line) = body.next() {
        let trimmed = line.trimmed();
        if is_fence(trimmed) && lacks_fence(body.clone()) {
            faults.push(
                Diagnostic::new(
                    codes::SECOND_FRONT_MATTER,
                    msg!("a second front matter begins inside the text"),
                )
                .at(trimmed.span(file), msg!("a story of its own"))
                .help(msg!("move it and what follows into a file of its own, and name that in issue.toml")),
            );
            break;
        }
        copydesk::check_line(trimmed.text, &trimmed.span(file), faults);
        // A line that is indented with full-width blanks opens a paragraph, as typists write it.
        if trimmed.text.is_empty() || line.text.starts_with('\u{3000}') {
            close(&mut paragraph, &mut blocks);
        }
        let hashes = trimmed.text.bytes().take_while(|byte| *byte == b'#').count();
        let heading = trimmed.after(hashes);
        if hashes == 3 {
            close(&mut paragraph, &mut blocks);
            match inline(&[heading.trimmed()], file, faults) {
                Some(text) => blocks.push(Block::Crosshead(text)),
                None => faults.push(
                    Diagnostic::new(codes::EMPTY_CROSSHEAD, msg!("this crosshead has no words"))
                        .here(trimmed.span(file))
                        .help(msg!("write it as `### 插题`, or take the line out")),
                ),
            }
            continue;
        }
        if hashes > 0 && heading.text.starts_with(is_blank) {
            faults.push(
                Diagnostic::new(
                    codes::HEADING_LEVEL,
                    msg!("`{mark}` is not a mark; the line is set as text", mark = trimmed.text[..hashes]),
                )
                .here(Span::new(file, trimmed.at..trimmed.at + hashes))
                .help(msg!(
                    "a crosshead is `### 插题`; the headline stands in the front matter; `\\#` is a plain #"
                )),
            );
        }
        if copydesk::is_rule(trimmed.text) {
            close(&mut paragraph, &mut blocks);
            paragraph.push(trimmed);
            close(&mut paragraph, &mut blocks);
            continue;
        }
        let mut rest = trimmed;
        // Most lines have no tag.
        while let Some((at, length)) = rest.text.find('<').and_then(|from| next_break(rest.text, from)) {
            let before = Line { text: &rest.text[..at], at: rest.at }.trimmed();
            if !before.text.is_empty() {
                paragraph.push(before);
            }
            close(&mut paragraph, &mut blocks);
            let place = Span::new(file, rest.at + at..rest.at + at + length);
            faults.push(copydesk::read_break(&rest.text[at..at + length], place));
            rest = rest.after(at + length).trimmed();
        }
        if !rest.text.is_empty() {
            let before = paragraph.last().and_then(|line| copydesk::list_number(line.text));
            if let Some(length) = before.and(copydesk::list_number(rest.text)) {
                faults.push(copydesk::list_joined(Span::new(file, rest.at..rest.at + length)));
            }
            paragraph.push(rest);
        }
    }
    close(&mut paragraph, &mut blocks);
    blocks
}

/// The first line break of a web page from byte `from` on: its place and its length.
fn next_break(text: &str, from: usize) -> Option<(usize, usize)> {
    let starts = text[from..].match_indices('<').map(|(at, _)| from + at);
    let starts = starts.filter(|at| !text[..*at].ends_with('\\'));
    starts.into_iter().find_map(|at| copydesk::is_break(&text[at..]).map(|length| (at, length)))
}

/// What stands at a place of the text.
enum Piece {
    /// A character that is set, and how many bytes of the file it takes.
    Character(char, usize),
    /// `**`.
    Strong,
    /// `[` of a marked span, and how the words in it are set apart.
    Open(String, usize),
    /// `]{.mark}`.
    Close,
    /// Bytes that are not set: a backslash, a control character.
    Nothing,
}

/// As [`inline`], of lines that are plain.
fn inline_plain(lines: &[Line<'_>], file: FileId) -> Option<Text> {
    let mut runs = Runs::default();
    let mut before: Option<char> = None;
    for line in lines {
        if let (Some(last), Some(end)) = (before, runs.end)
            && needs_blank(last, line.text.chars().next())
        {
            // The line's end is the blank: one byte for one byte, so places stay true.
            runs.push(' ', 1, end, Manner::default());
        }
        runs.push_words(line.text, line.at);
        before = line.text.chars().next_back();
    }
    (!runs.list.is_empty()).then_some(Text { file, runs: runs.list })
}

/// Reads lines that make one text; `None` if there is nothing to set.
fn inline(lines: &[Line<'_>], file: FileId, faults: &Faults) -> Option<Text> {
    if lines.iter().all(|line| is_plain(line.text)) {
        return inline_plain(lines, file);
    }
    let mut pieces: Vec<(usize, Piece)> = Vec::new();
    for line in lines {
        // Marks of emphasis at the seam stand between the words, they do not part them.
        let last = pieces.iter().rev().find(|(_, piece)| !matches!(piece, Piece::Strong));
        if let Some((at, Piece::Character(last, width))) = last
            && needs_blank(*last, line.text.trim_start_matches("**").chars().next())
        {
            // The line's end is the blank: one byte for one byte, so places stay true. Blanks
            // cut from the end of the line leave it a little before that.
            let seam = at + width;
            let after = pieces.last().map_or(seam, |(at, _)| (*at).max(seam));
            let seam = if matches!(pieces.last(), Some((_, Piece::Strong))) { after + 2 } else { seam };
            pieces.push((seam, Piece::Character(' ', 1)));
        }
        read_pieces(*line, file, faults, &mut pieces);
    }
    let marks: Vec<usize> = (0..pieces.len()).filter(|at| matches!(pieces[*at].1, Piece::Strong)).collect();
    let unclosed = (marks.len() % 2 == 1).then(|| marks.last().copied()).flatten();
    if let Some(at) = unclosed {
        let place = pieces[at].0;
        faults.push(
            Diagnostic::new(codes::UNCLOSED_MARK, msg!("this `**` has no partner; it is set as text"))
                .here(Span::new(file, place..place + 2))
                .help(msg!("close it with `**` in the same paragraph, or write `\\*\\*` for the characters")),
        );
    }
    let mut runs = Runs::default();
    let mut manner = Manner::default();
    // Of the spans that are open: the manner around each, its first run, and its pinyin.
    let mut around = Vec::new();
    for (index, (at, piece)) in pieces.iter().enumerate() {
        match piece {
            Piece::Character(c, width) => runs.push(*c, *width, *at, manner),
            Piece::Nothing => runs.end = None,
            Piece::Open(marks, place) => {
                let meaning = spans::apply(marks, *place, manner, file, faults);
                around.push((manner, runs.list.len(), meaning.pinyin));
                manner = meaning.manner;
                runs.end = None;
            }
            Piece::Close => {
                if let Some((outer, first, pinyin)) = around.pop() {
                    manner = outer;
                    if let Some((written, at)) = pinyin {
                        pinyin::assign(&mut runs.list[first..], &written, at, file, faults);
                    }
                }
                runs.end = None;
            }
            Piece::Strong if Some(index) == unclosed => {
                runs.push('*', 1, *at, manner);
                runs.push('*', 1, *at + 1, manner);
            }
            Piece::Strong => {
                manner.emphasis = match manner.emphasis {
                    Emphasis::Strong => Emphasis::None,
                    _ => Emphasis::Strong,
                };
            }
        }
    }
    (!runs.list.is_empty()).then_some(Text { file, runs: runs.list })
}

fn read_pieces(line: Line<'_>, file: FileId, faults: &Faults, pieces: &mut Vec<(usize, Piece)>) {
    let mut characters = line.text.char_indices().peekable();
    // Spans that are open: where they close, and where their marks end.
    let mut open: Vec<spans::MarkedSpan> = Vec::new();
    let mut brackets = None;
    while let Some((index, c)) = characters.next() {
        let at = line.at + index;
        if c == '['
            && let Some(span) =
                brackets.get_or_insert_with(|| spans::Brackets::of(line.text)).span(line.text, index)
        {
            let marks = span.close + 2;
            pieces.push((at, Piece::Open(line.text[marks..span.end - 1].to_owned(), line.at + marks)));
            open.push(span);
            continue;
        }
        if let Some(span) = open.pop_if(|span| span.close == index) {
            pieces.push((at, Piece::Close));
            while characters.next_if(|(index, _)| *index < span.end).is_some() {}
            continue;
        }
        if c == '&'
            && let Some((meant, length)) = copydesk::entity(&line.text[index..])
        {
            let place = Span::new(file, at..at + length);
            faults.push(copydesk::read_entity(&line.text[index..index + length], meant, place));
            // A run of its own, for its bytes are others than those of the file.
            pieces.push((at, Piece::Nothing));
            pieces.push((at, Piece::Character(meant, length)));
            pieces.push((at + length, Piece::Nothing));
            while characters.next_if(|(next, _)| *next < index + length).is_some() {}
            continue;
        }
        let next = characters.peek().map(|(_, next)| *next);
        let piece = match (c, next) {
            ('\\', Some(mark @ ('*' | '#' | '\\' | '[' | ']' | '&' | '<' | '-'))) => {
                characters.next();
                pieces.push((at, Piece::Nothing));
                pieces.push((at + 1, Piece::Character(mark, 1)));
                continue;
            }
            ('*', Some('*')) => {
                characters.next();
                Piece::Strong
            }
            ('\t', _) => Piece::Character(' ', 1),
            (control, _) if control.is_control() => {
                // Many of one kind in a row, as damaged files have them, are one finding.
                let mut count = 1_usize;
                while characters.next_if(|(_, next)| *next == control).is_some() {
                    count += 1;
                }
                faults.push(copydesk::left_out(
                    control,
                    count,
                    Span::new(file, at..at + count * control.len_utf8()),
                ));
                Piece::Nothing
            }
            (c, _) => Piece::Character(c, c.len_utf8()),
        };
        pieces.push((at, piece));
    }
}

/// Whether a blank belongs between two joined lines: only between words of narrow letters.
pub(super) fn needs_blank(before: char, after: Option<char>) -> bool {
    let parts = |c: char| c >= '\u{2E80}' || ('\u{2000}'..='\u{206F}').contains(&c) || c.is_whitespace();
    after.is_some_and(|after| !parts(before) && !parts(after))
}

#[cfg(test)]
#[path = "manuscript_tests.rs"]
mod random;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Story, Vec<Diagnostic>) {
        let faults = Faults::default();
        let story = parse(FileId(0), text, "test", &faults);
        (story, faults.take())
    }

    /// Every run's bytes are those of the file, but for line ends and tabs that became blanks.
    fn assert_verbatim(source: &str, text: &Text) {
        for run in &text.runs {
            let there = &source[run.at..run.at + run.text.len()];
            let there = there.replace(['\n', '\r', '\t'], " ");
            assert_eq!(there, run.text);
        }
    }

    fn words(story: &Story) -> Vec<String> {
        story.blocks.iter().map(|block| block.text().to_plain()).collect()
    }

    #[test]
    fn a_story_is_read_and_knows_its_places() {
        let source = concat!(
            "---\nkicker: 引题\nheadline: 主题一　主题二 \r\nsource：（来源：某社）\n---\n\n",
            "　　**导语。**正文，\n第二行。\n\n### 插题\n尾段 one\ntwo 三\n",
        );
        let (story, found) = read(source);
        assert_eq!(found, []);
        assert_eq!(story.headline.as_ref().map(Text::to_plain).as_deref(), Some("主题一　主题二"));
        assert_eq!(story.source.as_ref().map(Text::to_plain).as_deref(), Some("（来源：某社）"));
        assert_eq!(words(&story), ["导语。正文，第二行。", "插题", "尾段 one two 三"]);
        assert!(matches!(story.blocks[1], Block::Crosshead(_)));
        let lead = story.blocks[0].text();
        assert_eq!(lead.runs[0].manner.emphasis, Emphasis::Strong);
        assert_eq!(lead.runs.len(), 3);
        for text in story.blocks.iter().map(Block::text).chain(&story.headline).chain(&story.source) {
            assert_verbatim(source, text);
        }
    }

    #[test]
    fn escapes_take_marks_away() {
        let source = "\\### 不是插题\n\n二\\*\\*三\\\\四 C:\\路径 a*b";
        let (story, found) = read(source);
        assert_eq!(found.iter().map(|fault| fault.code.name()).collect::<Vec<_>>(), ["no-headline"]);
        assert_eq!(words(&story), ["### 不是插题", "二**三\\四 C:\\路径 a*b"]);
        for block in &story.blocks {
            assert_verbatim(source, block.text());
        }
    }

    #[test]
    fn escapes_take_the_meaning_of_web_pages_away() {
        let (story, found) = read("---\nheadline: 题\n---\n甲\\<br>乙\\&nbsp;丙\n\n\\---\n\nheadline: 丁");
        assert_eq!(found, []);
        assert_eq!(words(&story), ["甲<br>乙&nbsp;丙", "---", "headline: 丁"]);
    }

    #[test]
    fn an_unclosed_mark_stays_as_text() {
        let (story, found) = read("---\nheadline: 题\n---\n甲**乙\n\n丙**丁**戊**己");
        assert_eq!(found.iter().map(|fault| fault.code.name()).collect::<Vec<_>>(), ["unclosed-mark"; 2]);
        assert_eq!(words(&story), ["甲**乙", "丙丁戊**己"]);
        assert!(story.blocks[0].text().runs.iter().all(|run| run.manner == Manner::default()));
    }

    #[test]
    fn items_of_a_list_that_run_together_are_told() {
        let codes = |text: &str| {
            let (_, findings) = read(&format!("---\nheadline: 题\n---\n{text}"));
            findings.iter().map(|finding| finding.code.name()).collect::<Vec<_>>()
        };
        for list in
            ["1. 甲\n2. 乙", "一、甲\n二、乙", "（1）甲\n（2）乙", "①甲\n②乙", "10）甲\n11）乙", "●甲\n●乙"]
        {
            assert_eq!(codes(list), ["list-joined"], "{list}");
            assert_eq!(codes(&list.replace('\n', "\n\n")), [""; 0], "{list}");
            assert_eq!(codes(&list.replace('\n', "\n　　")), [""; 0], "{list}");
        }
        assert_eq!(codes("1. 甲\n2. 乙\n3. 丙"), ["list-joined"; 2]);
        for running in
            ["增长\n3.5亿元", "1.5亿元\n3.5亿元", "一般说来\n一、二中队", "2026年\n2027年", "1. 甲\n乙"]
        {
            assert_eq!(codes(running), [""; 0], "{running}");
        }
    }

    #[test]
    fn line_ends_blanks_and_control_characters() {
        let source = "---\r\nheadline: 题\r\n---\r\n第一段 \t\r\n接着\t说\u{7}完。\r\n\r\n　　第二段\r\n　　第三段\r\n";
        let (story, found) = read(source);
        assert_eq!(found.iter().map(|fault| fault.code.name()).collect::<Vec<_>>(), ["control-character"]);
        assert_eq!(words(&story), ["第一段接着 说完。", "第二段", "第三段"]);
        for block in &story.blocks {
            assert_verbatim(source, block.text());
        }
    }

    #[test]
    fn words_of_latin_keep_a_blank_where_lines_join() {
        let (story, _) = read("one  \r\ntwo\n汉字\nthree\n（注）");
        assert_eq!(words(&story), ["one two汉字three（注）"]);
    }

    #[test]
    fn joined_lines_are_parted_across_marks_of_emphasis() {
        let text = |body: &str| {
            let (story, _) = read(&format!("---\nheadline: 题\n---\n{body}"));
            story.blocks[0].text().to_plain()
        };
        assert_eq!(text("**Apple**\nGoogle **Inc**\n**Next** one"), "Apple Google Inc Next one");
        assert_eq!(text("**甲**\n乙**丙**\n丁"), "甲乙丙丁");
    }

    #[test]
    fn faults_of_the_front_matter_are_told_apart() {
        let codes = |text: &str| read(text).1.iter().map(|fault| fault.code.name()).collect::<Vec<_>>();
        assert_eq!(codes("---\nheadlin: 题\nheadline: 题\n---\n文"), ["unknown-key"]);
        assert_eq!(codes("---\nheadline: 题\nheadline: 题\n---\n文"), ["key-twice"]);
        assert_eq!(codes("---\nheadline: 题\n散落的一行\n---\n文"), ["front-matter-line"]);
        assert_eq!(codes("---\nheading: 题\n---\n文"), ["unknown-key"]);
        assert_eq!(codes("---\n标题：题\n---\n文"), ["unknown-key"]);
        assert_eq!(codes("---\nkiker: 题\n---\n文"), ["unknown-key", "no-headline"]);
        assert_eq!(codes("---\nheadline 题\n---\n文"), ["front-matter-line"]);
        assert_eq!(codes("---\nheadline: 题\n\n文"), ["front-matter-open"]);
        assert_eq!(codes("\n headline：题\nkicker: 引\n\n文"), ["front-matter-open"]);
        assert_eq!(codes("heading: 题\nkicker: 引\n---\n文"), ["front-matter-open"]);
        assert_eq!(codes("链接：见下\nheadline: 题"), ["no-headline"]);
        assert_eq!(codes("---\nheadline: 题\n---\n"), ["empty-story"]);
        assert_eq!(codes("---\nheadline: 题\n---\n## 小题\n文"), ["heading-level"]);
        assert_eq!(codes(""), ["no-headline", "empty-story"]);
    }
}
