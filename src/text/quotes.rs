//! Curly quotation marks serve Chinese and Western text alike (“ ” ‘ ’). Which they are is told by
//! the words in them and around them, never by how wide a face draws them.

use super::class::{Class, curly};
use super::clean::Letter;

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
    let western = plain && !inside.is_empty() && !is_han(before) && !is_han(after) && (!han || goes_on);
    if western {
        letters[open].class = Class::Sign;
        letters[close].class = Class::Sign;
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
        clean(&Text::plain(FileId(0), text, 0), &mut letters);
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

    #[test]
    fn deep_nests_and_loose_ends_are_harmless() {
        let deep = "“‘".repeat(20) + "A" + &"’”".repeat(20);
        assert_eq!(decided(&deep).chars().count(), deep.chars().count());
        assert_eq!(decided("”“”“’‘"), "”“”“’‘");
    }
}
