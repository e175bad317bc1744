//! A story written as a manuscript of banxin's own, and read again to see that nothing was lost on the way.

use super::account::{Account, Clean};
use super::left::{Left, What};
use super::model::{Look, Paragraph, Rise};
use super::roles::Story;
use crate::diagnostic::FileId;
use crate::issue;
use crate::keys::{Faults, Words as _};
use crate::read::{FrontKey, parse_manuscript};

/// A manuscript as it was written.
#[derive(Debug)]
pub struct Written {
    /// The file.
    pub text: String,
    /// Characters of words in it.
    pub placed: usize,
}

/// Writes a story; `None` where what was written does not read as what was meant.
pub fn write(story: &mut Story, account: &mut Account, left: &mut Vec<Left>) -> Option<Written> {
    let mut text = String::from("---\n");
    let mut meant = Vec::new();
    let mut placed = 0;
    let heads = [
        (FrontKey::Kicker, &mut story.kicker),
        (FrontKey::Headline, &mut story.headline),
        (FrontKey::Subhead, &mut story.subhead),
        (FrontKey::Byline, &mut story.byline),
        (FrontKey::Source, &mut story.source),
        (FrontKey::Credit, &mut story.credit),
    ];
    for (key, slot) in heads {
        let Some(words) = slot else { continue };
        widen(words, account);
        placed += settle_readings(words, account, left);
        text.push_str(&format!("{}: {}\n", key.word(), marked(words, false)));
        meant.push(words.text());
    }
    text.push_str("---\n");
    for piece in &mut story.body {
        placed += settle_readings(&mut piece.words, account, left);
        let start = if piece.is_crosshead { "### " } else { "" };
        text.push_str(&format!("{start}{}\n\n", marked(&piece.words, !piece.is_crosshead)));
        meant.push(piece.words.text());
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    let read = read_back(&text);
    placed += meant.iter().map(|words| words.chars().count()).sum::<usize>();
    (read == meant).then_some(Written { text, placed })
}

/// Writes the full-width blank for half-width ones between Han characters of a head: 旧楼加梯 三年装了一百部. Text has no
/// blanks between Han characters, so that banxin sets none there; in a head the author means one.
pub fn widen(words: &mut Paragraph, account: &mut Account) {
    let all: Vec<(usize, char)> = words
        .runs
        .iter()
        .enumerate()
        .flat_map(|(run, words)| words.text.chars().map(move |c| (run, c)))
        .collect();
    let is_han = |c: Option<&(usize, char)>| {
        c.is_some_and(|(_, c)| ('\u{3400}'..='\u{9fff}').contains(c) || *c >= '\u{20000}')
    };
    let mut texts = vec![String::new(); words.runs.len()];
    let mut at = 0;
    while let Some((run, c)) = all.get(at) {
        let gap = all[at..].iter().take_while(|(_, c)| is_narrow_blank(*c)).count();
        if gap > 0
            && is_han(at.checked_sub(1).and_then(|before| all.get(before)))
            && is_han(all.get(at + gap))
        {
            account.clean(Clean::Blank, gap);
            account.added += 1;
            texts[*run].push('\u{3000}');
            at += gap;
        } else {
            texts[*run].push(*c);
            at += 1;
        }
    }
    for (run, text) in words.runs.iter_mut().zip(texts) {
        run.text = text;
    }
    words.runs.retain(|run| !run.text.is_empty());
}

fn is_narrow_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2002}'..='\u{200a}')
}

/// The words of a manuscript in its order, as banxin reads them.
fn read_back(text: &str) -> Vec<String> {
    let story = parse_manuscript(FileId(0), text, "import", &Faults::default());
    let heads = [&story.kicker, &story.headline, &story.subhead, &story.byline, &story.source, &story.credit];
    let heads = heads.into_iter().flatten();
    heads.chain(story.blocks.iter().map(issue::Block::text)).map(issue::Text::to_plain).collect()
}

/// Keeps readings that are pinyin, tells others, and gives how many characters of readings stand in the manuscript.
fn settle_readings(words: &mut Paragraph, account: &mut Account, left: &mut Vec<Left>) -> usize {
    let mut placed = 0;
    for run in &mut words.runs {
        let Some(reading) = run.look.reading.take() else { continue };
        let bare = reading.trim();
        let blanks = reading.chars().count() - bare.chars().count();
        if is_pinyin(&run.text, bare) {
            account.clean(Clean::Indent, blanks);
            placed += bare.chars().count();
            run.look.reading = Some(bare.to_owned());
        } else {
            account.told += reading.chars().count();
            left.push(Left {
                what: What::Reading,
                text: format!("{}（{bare}）", run.text),
                at: words.at.clone(),
            });
        }
    }
    placed
}

/// Whether banxin reads a reading as the pinyin of all Han characters of the words.
fn is_pinyin(words: &str, reading: &str) -> bool {
    if reading.is_empty() || reading.contains(['"', '“', '”', '}', '\n']) {
        return false;
    }
    let look = Look { reading: Some(reading.to_owned()), ..Look::default() };
    let run = super::model::Run { text: words.to_owned(), look };
    let probe = Paragraph { runs: vec![run], ..Paragraph::default() };
    let text = format!("---\nheadline: 题\n---\n{}\n", marked(&probe, true));
    let story = parse_manuscript(FileId(0), &text, "import", &Faults::default());
    story.blocks.iter().flat_map(|block| &block.text().runs).any(|run| !run.readings.is_empty())
}

/// A paragraph with its marks. In heads bold is not marked: their styles are bold as they are.
fn marked(words: &Paragraph, with_bold: bool) -> String {
    let mut text = String::new();
    let mut strong = false;
    for (at, run) in words.runs.iter().enumerate() {
        let look = &run.look;
        let bold = with_bold && look.bold && !look.lead && run.text.chars().any(|c| !c.is_whitespace());
        let bold = bold || (strong && run.text.trim().is_empty());
        if bold != strong {
            text.push_str("**");
            strong = bold;
        }
        let next = words.runs[at + 1..].iter().flat_map(|run| run.text.chars()).next();
        let marks = marks(look);
        if marks.is_empty() {
            escape(&run.text, next, false, &mut text);
        } else {
            text.push('[');
            escape(&run.text, None, true, &mut text);
            text.push_str(&format!("]{{{marks}}}"));
        }
    }
    if strong {
        text.push_str("**");
    }
    if text.starts_with(['#', '-']) {
        text.insert(0, '\\');
    }
    text
}

/// The marks in the braces of a span.
fn marks(look: &Look) -> String {
    let rise = match look.rise {
        Rise::None => None,
        Rise::Super => Some(".sup"),
        Rise::Sub => Some(".sub"),
    };
    let plain = [(look.dots, ".dots"), (look.lead, ".lead")];
    let plain = plain.into_iter().filter(|(on, _)| *on).map(|(_, mark)| mark.to_owned());
    let reading = look.reading.as_ref().map(|reading| format!("pinyin=\"{reading}\""));
    let all: Vec<String> = plain.chain(rise.map(str::to_owned)).chain(reading).collect();
    all.join(" ")
}

/// Writes words so that none of their characters is taken for a mark. `next` is the character behind them.
fn escape(words: &str, next: Option<char>, in_span: bool, text: &mut String) {
    let mut characters = words.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let follows = characters.peek().map(|(_, follows)| *follows).or(next);
        let is_mark = match c {
            '*' | '\\' => true,
            ']' => in_span || follows == Some('{'),
            '[' => in_span,
            // Entities and tags of web pages have a meaning in manuscripts too.
            '&' => is_entity(&words[at + 1..]),
            '<' => words[at + 1..].get(..2).is_some_and(|name| name.eq_ignore_ascii_case("br")),
            _ => false,
        };
        if is_mark {
            text.push('\\');
        }
        text.push(c);
    }
}

/// Whether what stands behind an `&` may be the rest of an entity: `nbsp;`, `#8212;`.
fn is_entity(behind: &str) -> bool {
    // No further than a name goes: a text may have an `&` in every place.
    let end = behind.bytes().find(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
    end == Some(b';')
}

#[cfg(test)]
mod tests {
    use super::super::model::Run;
    use super::super::roles::Piece;
    use super::*;

    fn paragraph(runs: &[(&str, Look)]) -> Paragraph {
        let runs = runs.iter().map(|(text, look)| Run { text: (*text).to_owned(), look: look.clone() });
        Paragraph { runs: runs.collect(), ..Paragraph::default() }
    }

    fn written(runs: &[(&str, Look)]) -> String {
        let piece = Piece { words: paragraph(runs), is_crosshead: false };
        let headline = Some(Paragraph::plain("题：[一] \\# **二**", 0..0));
        let mut story = Story { headline, body: vec![piece], ..Story::default() };
        let (mut account, mut left) = (Account::default(), Vec::new());
        let written = write(&mut story, &mut account, &mut left).expect("it reads as it was meant");
        assert!(left.is_empty(), "{left:?}");
        written.text.rsplit("---\n").next().unwrap_or_default().trim_end().to_owned()
    }

    #[test]
    fn looks_become_marks_and_marks_in_the_words_are_escaped() {
        let plain = Look::default;
        let bold = || Look { bold: true, ..Look::default() };
        let sup = || Look { rise: Rise::Super, ..Look::default() };
        let lead = || Look { lead: true, bold: true, ..Look::default() };
        let read = || Look { reading: Some("jì chuān".into()), ..Look::default() };
        let dots = || Look { dots: true, rise: Rise::Sub, ..Look::default() };
        let all: [(&[(&str, Look)], &str); 10] = [
            (&[("导语。", bold()), ("正文", plain())], "**导语。**正文"),
            (&[("本报讯", lead()), ("（记者", plain())], "[本报讯]{.lead}（记者"),
            (&[("E=mc", plain()), ("2", sup()), ("{3}", plain())], "E=mc[2]{.sup}{3}"),
            (&[("[甲]", sup())], "[\\[甲\\]]{.sup}"),
            (&[("[甲]", plain()), ("{.sup}", bold())], "[甲\\]**{.sup}**"),
            (&[("###三", plain())], "\\###三"),
            (&[("---", plain()), ("<br>&amp;", bold())], "\\---**\\<br>\\&amp;**"),
            (&[("**星**", plain())], "\\*\\*星\\*\\*"),
            (&[("霁川", read())], "[霁川]{pinyin=\"jì chuān\"}"),
            (&[("甲", dots()), (" ", bold()), ("乙", bold())], "[甲]{.dots .sub} **乙**"),
        ];
        for (runs, text) in all {
            assert_eq!(written(runs), text);
        }
    }

    #[test]
    fn half_width_blanks_of_heads_become_full_width_ones() {
        for (text, wide, cleaned) in [
            ("旧楼加梯 三年装了一百部", "旧楼加梯\u{3000}三年装了一百部", 1),
            ("苏禾  摄", "苏禾\u{3000}摄", 2),
            ("苏禾\u{a0}摄", "苏禾\u{3000}摄", 1),
            ("第 3 届 New York 周", "第 3 届 New York 周", 0),
            ("甲\u{3000}乙", "甲\u{3000}乙", 0),
        ] {
            let (mut words, mut account) = (Paragraph::default(), Account::default());
            account.read(text);
            // A run ends inside the gap.
            let middle = text.char_indices().nth(3).map_or(0, |(at, _)| at);
            words.push(&text[..middle], &Look::default());
            words.push(&text[middle..], &Look { bold: true, ..Look::default() });
            widen(&mut words, &mut account);
            assert_eq!((words.text().as_str(), account.all_cleaned()), (wide, cleaned));
            account.placed = wide.chars().count();
            assert!(account.is_even());
        }
    }

    #[test]
    fn a_reading_that_is_no_pinyin_is_told() {
        let reading = Look { reading: Some("ひらがな".into()), ..Look::default() };
        let piece = Piece { words: paragraph(&[("平假名", reading)]), is_crosshead: false };
        let mut story = Story { body: vec![piece], ..Story::default() };
        let (mut account, mut left) = (Account::default(), Vec::new());
        let written = write(&mut story, &mut account, &mut left).expect("it reads as it was meant");
        assert_eq!((account.told, left.len(), written.placed), (4, 1, 3));
    }
}
