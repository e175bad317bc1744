//! Decides which quotation marks are Chinese and which are Western.
//!
//! The curly marks (“ ” ‘ ’) are the same characters in both. A pair is Western if nothing but Western words
//! stand in it and around it; a single closing mark inside or behind a word is an apostrophe. The width at which a
//! face draws the marks has no part in it.
//!
//! Straight marks (" ' ＂ ＇) do not say whether they open or close. They are counted: the first one opens, the
//! next of its kind closes, unless it is an apostrophe or stands for inches. A pair with Chinese text in it or
//! around it gets the classes of Chinese marks and keeps its glyphs.

use super::class::{Class, curly, straight};
use super::letter::Letter;

/// Pairs open at once that are told apart; text nests two.
const DEEPEST: usize = 8;

/// Makes Western marks of those that belong to Western text: apostrophes, and pairs with nothing
/// but Western words inside and around.
pub(super) fn decide(letters: &mut [Letter]) {
    let han = letters.iter().any(|letter| letter.class == Class::Han);
    let mut open = [(0usize, false); DEEPEST];
    let mut depth = 0;
    let mut next = 0;
    let is_curly = |letter: &Letter| curly(letter.character).is_some();
    while let Some(more) = letters[next..].iter().position(is_curly) {
        let at = next + more;
        next = at + 1;
        let Some(mark) = curly(letters[at].character) else { continue };
        if mark.opens {
            if depth < DEEPEST {
                open[depth] = (at, mark.single);
                depth += 1;
            }
            continue;
        }
        let partner = (0..depth).rev().find(|level| open[*level].1 == mark.single);
        let apostrophe = mark.single && is_apostrophe(letters, at, partner.is_some());
        match partner {
            Some(level) if !apostrophe => {
                depth = level;
                pair(letters, open[level].0, at, han);
            }
            _ if apostrophe || is_between_western(letters, at) => letters[at].class = Class::Sign,
            _ => {}
        }
    }
    for (at, _) in open.into_iter().take(depth) {
        if is_between_western(letters, at) {
            letters[at].class = Class::Sign;
        }
    }
}

fn is_western(letter: Option<&Letter>) -> bool {
    letter.is_some_and(|letter| letter.class.is_western())
}

/// The nearest letters on either side that are no blanks.
fn beside(letters: &[Letter], from: usize, to: usize) -> (Option<&Letter>, Option<&Letter>) {
    let solid = |letter: &&Letter| letter.class != Class::Space;
    (letters[..from].iter().rfind(solid), letters[to + 1..].iter().find(solid))
}

fn is_between_western(letters: &[Letter], at: usize) -> bool {
    let (before, after) = beside(letters, at, at);
    is_western(before) && is_western(after)
}

/// ’ that leaves something out: don’t, ’90s, rock ’n’ roll, and the students’ books where no
/// quotation is open.
fn is_apostrophe(letters: &[Letter], at: usize, quoted: bool) -> bool {
    let touching = |letter: Option<&Letter>| {
        letter.is_some_and(|letter| matches!(letter.class, Class::Latin | Class::Digit))
    };
    let before = touching(at.checked_sub(1).and_then(|at| letters.get(at)));
    let after = touching(letters.get(at + 1));
    (before && after) || (!quoted && (before || after) && is_between_western(letters, at))
}

/// Decides on a pair: Western if nothing but Western words stand in it and they go on around it.
fn pair(letters: &mut [Letter], open: usize, close: usize, han: bool) {
    if is_western_pair(letters, open, close, han) {
        letters[open].class = Class::Sign;
        letters[close].class = Class::Sign;
    }
}

fn is_western_pair(letters: &[Letter], open: usize, close: usize, han: bool) -> bool {
    let inside = &letters[open + 1..close];
    let plain = inside.iter().all(|letter| letter.class.is_western() || letter.class == Class::Space);
    let (before, after) = beside(letters, open, close);
    // A typed blank between the pair and a Western word tells that the words go on beyond it.
    let blank = |at: Option<usize>| {
        at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.class == Class::Space)
    };
    let goes_on =
        (is_western(before) && blank(open.checked_sub(1))) || (is_western(after) && blank(Some(close + 1)));
    let is_han = |letter: Option<&Letter>| letter.is_some_and(|letter| letter.class == Class::Han);
    plain && !inside.is_empty() && !is_han(before) && !is_han(after) && (!han || goes_on)
}

/// Gives straight quotes of Chinese text the classes of marks that open and close; those of Western text
/// stay signs.
pub(super) fn decide_straight(letters: &mut [Letter]) {
    let han = letters.iter().any(|letter| letter.class == Class::Han);
    if !han {
        return;
    }
    // The one that is open, of double and of single marks.
    let mut open = [None; 2];
    for at in 0..letters.len() {
        let Some(single) = straight(letters[at].character) else { continue };
        let opened = &mut open[usize::from(single)];
        let behind_figure = at > 0 && letters[at - 1].class == Class::Digit;
        if single && is_apostrophe(letters, at, opened.is_some()) || opened.is_none() && behind_figure {
            letters[at].class = Class::Sign; // don't; 27" and 5'
            continue;
        }
        let Some(start) = opened.take() else {
            *opened = Some(at);
            continue;
        };
        let western = is_western_pair(letters, start, at, han);
        let classes = if western { (Class::Sign, Class::Sign) } else { (Class::Open, Class::Close) };
        (letters[start].class, letters[at].class) = classes;
    }
    for at in open.into_iter().flatten() {
        letters[at].class = alone(letters, at);
    }
}

/// What a straight quote without its other one is, by its neighbours: behind the start or a mark that
/// leads it opens, before the end or a mark that ends it closes; else nothing is known.
fn alone(letters: &[Letter], at: usize) -> Class {
    let class = |at: Option<usize>| at.and_then(|at| letters.get(at)).map(|letter| letter.class);
    match (class(at.checked_sub(1)), class(Some(at + 1))) {
        (_, None | Some(Class::Stop | Class::Exclaim | Class::Pause | Class::Colon | Class::Close)) => {
            Class::Close
        }
        (
            None | Some(Class::Open | Class::Pause | Class::Colon | Class::Stop | Class::Exclaim),
            Some(next),
        ) if !next.is_western() => Class::Open,
        _ => Class::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::super::clean::clean;
    use super::*;
    use crate::diagnostic::FileId;
    use crate::issue::Text;

    /// The text with Western marks as ASCII ones.
    fn decided(text: &str) -> String {
        let mut letters = Vec::new();
        clean(&Text::plain(FileId(0), text, 0), &mut letters, &mut Vec::new());
        let shown = |letter: &Letter| match (letter.character, letter.class) {
            ('“' | '”', Class::Sign) => '"',
            ('‘' | '’', Class::Sign) => '\'',
            (character, _) => character,
        };
        letters.iter().map(shown).collect()
    }

    #[test]
    fn words_in_them_and_around_them_decide() {
        for (text, shown) in [
            // Chinese text.
            ("“AI”时代", "“AI”时代"),
            ("他说“OK”。", "他说“OK”。"),
            ("读《Oh》和“Yes, sir”两篇", "读《Oh》和“Yes, sir”两篇"),
            ("“十五五”规划", "“十五五”规划"),
            ("“‘AI+’行动”", "“‘AI+’行动”"),
            ("从“1”到“N”", "从“1”到“N”"),
            ("打造“IC/PIC”平台", "打造“IC/PIC”平台"),
            ("叫CSDN的“社区”", "叫CSDN的“社区”"),
            ("“5G+工业互联网”", "“5G+工业互联网”"),
            ("称为“A”级", "称为“A”级"),
            ("“Chinese Software Developer Network”的简称", "“Chinese Software Developer Network”的简称"),
            ("用AI“看病”", "用AI“看病”"),
            ("AI“大脑”AI", "AI“大脑”AI"),
            ("“A”和“B”", "“A”和“B”"),
            ("“AI”5G时代", "“AI”5G时代"),
            ("用 “AI” 软件", "用“AI”软件"),
            ("说：“Hello”", "说：“Hello”"),
            ("他叫O’Neill", "他叫O'Neill"),
            ("唱Don’t Cry的人", "唱Don't Cry的人"),
            ("’90年代", "’90年代"),
            ("丙说’", "丙说’"),
            ("“未完", "“未完"),
            ("‘甲’“乙”", "‘甲’“乙”"),
            // Western text.
            ("don’t", "don't"),
            ("students’ books", "students' books"),
            ("the ’90s", "the '90s"),
            ("rock ’n’ roll", "rock 'n' roll"),
            ("“Yes,” he said.", "\"Yes,\" he said."),
            ("He said “yes” to A", "He said \"yes\" to A"),
            ("She asked: “Why ‘now’?” again", "She asked: \"Why 'now'?\" again"),
            ("“Yes.”", "\"Yes.\""),
            ("他说：“Yes, sir,” and left.", "他说：\"Yes, sir,\" and left."),
            ("的人。“Yes,” he said.", "的人。\"Yes,\" he said."),
            ("a “b", "a \"b"),
            ("a ” b", "a \" b"),
            ("It’s the dog’s “day”, they’d say", "It's the dog's \"day\", they'd say"),
            ("the “中文” word", "the“中文”word"),
            ("用The “New” Era一词", "用The \"New\" Era一词"),
        ] {
            assert_eq!(decided(text), shown, "{text}");
        }
    }

    /// The text with the classes of its straight quotes: ( opens, ) closes, ^ is a Western sign.
    fn straightened(text: &str) -> String {
        let mut letters = Vec::new();
        clean(&Text::plain(FileId(0), text, 0), &mut letters, &mut Vec::new());
        let shown = |letter: &Letter| match (straight(letter.character), letter.class) {
            (None, _) => letter.character,
            (_, Class::Open) => '(',
            (_, Class::Close) => ')',
            (_, Class::Sign) => '^',
            _ => '?',
        };
        letters.iter().map(shown).collect()
    }

    #[test]
    fn straight_quotes_open_and_close_by_pairs_and_neighbours() {
        for (text, shown) in [
            ("他说\"好\"了", "他说(好)了"),
            ("\"AI\"时代", "(AI)时代"),
            ("用 \"AI\" 软件", "用(AI)软件"),
            ("他说：\"'甲'和'乙'。\"走了", "他说：((甲)和(乙)。)走了"),
            ("＂甲＂与＇乙＇", "(甲)与(乙)"),
            ("他叫O'Neill，唱Don't Cry", "他叫O^Neill，唱Don^t Cry"),
            ("买27\"和32\"的屏", "买27^和32^的屏"),
            ("身高5'8\"的人", "身高5^8^的人"),
            ("用the \"new\" era一词", "用the ^new^ era一词"),
            ("the \"new\" era", "the ^new^ era"),
            ("\"未完", "(未完"),
            ("说完\"。", "说完)。"),
            ("甲\"乙", "甲^乙"),
        ] {
            assert_eq!(straightened(text), shown, "{text}");
        }
    }

    #[test]
    fn deep_nests_and_loose_ends_are_harmless() {
        let deep = "“‘".repeat(20) + "A" + &"’”".repeat(20);
        assert_eq!(decided(&deep).chars().count(), deep.chars().count());
        assert_eq!(decided("”“”“’‘"), "”“”“’‘");
    }
}
