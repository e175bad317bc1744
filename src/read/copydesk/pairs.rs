//! Quotes and brackets: straight quotes, and pairs that do not close or that cross (GB/T 15834-2011, 4.8 and 4.9).
//!
//! Pairs are followed with a stack, paragraph by paragraph. A closing mark that is not the partner of the innermost open
//! one crosses it if its own partner is open further out, else it has none. A quotation may run over several
//! paragraphs: then each begins with a quote, and only the last has the closing one.

use crate::codes;
use crate::message::msg;

use super::scan::{Role, Scan, Slip, is_han, one};

/// Opening marks and their partners.
const PAIRS: [(char, char); 11] = [
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('〈', '〉'),
    ('（', '）'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('(', ')'),
    ('[', ']'),
];

/// How far out the partner of a closing mark is looked for.
const NEAR: usize = 32;

/// Straight quotes in a text with Chinese. Those of a paragraph are partners by turns; an odd one has none.
pub(super) fn straight(scan: &Scan<'_>, slips: &mut Vec<Slip>) {
    let words = &scan.words;
    let (first, last) = (words.first().copied(), words.last().copied());
    if words.len() > 2 && first == Some('"') && last == Some('"') && scan.role == Role::Heading {
        let inside = words[1..words.len() - 1].iter().filter(|c| **c == '"').count();
        if inside == 0 {
            // As in YAML. Where the words are a quotation, curly quotes say so.
            let message = msg!("the quotes around the value are set with it");
            let help =
                msg!("take both out: front matter needs no quotes; or write “ and ” if it is a quotation");
            slips.push(Slip::new(one(0), codes::STRAIGHT_QUOTE, message).help(help.clone()).perhaps(""));
            let message = msg!("the quotes around the value are set with it");
            slips
                .push(Slip::new(one(words.len() - 1), codes::STRAIGHT_QUOTE, message).help(help).perhaps(""));
            return;
        }
    }
    for (quote, forms) in [('"', ['“', '”']), ('\'', ['‘', '’'])] {
        let mut places: Vec<usize> = (0..words.len())
            .filter(|at| words[*at] == quote && !(quote == '\'' && is_apostrophe(words, *at)))
            .collect();
        // 27" and 5'10" are measures and no quotes, where that leaves pairs.
        let is_measure = |at: &usize| at.checked_sub(1).is_some_and(|before| words[before].is_ascii_digit());
        let measures: Vec<usize> = places.iter().copied().filter(is_measure).collect();
        if !measures.is_empty() && (places.len() - measures.len()).is_multiple_of(2) {
            places.retain(|at| !is_measure(at));
            for at in measures {
                let sign = if quote == '"' { '″' } else { '′' };
                let message = msg!("a straight quote {quote} in Chinese text", quote);
                slips.push(Slip::new(one(at), codes::STRAIGHT_QUOTE, message).perhaps(sign));
            }
        }
        let certain = are_partners(words, &places);
        for (turn, at) in places.into_iter().enumerate() {
            let form = forms[turn % 2];
            let message = msg!("a straight quote {quote} in Chinese text", quote);
            let slip = Slip::new(one(at), codes::STRAIGHT_QUOTE, message);
            slips.push(if certain { slip.surely(form) } else { slip.perhaps(form) });
        }
    }
}

/// Whether quotes are partners by turns beyond doubt. Two are. Of more, one may stand inside another ("我喜欢"红楼梦"这本书"),
/// unless a mark stands before every opening one or behind every closing one.
fn are_partners(words: &[char], places: &[usize]) -> bool {
    if !places.len().is_multiple_of(2) {
        return false;
    }
    let bounded = |at: Option<usize>| {
        at.and_then(|at| words.get(at)).is_none_or(|c| !is_han(*c) && !c.is_alphanumeric())
    };
    let opens = places.iter().step_by(2).all(|at| bounded(at.checked_sub(1)) && !bounded(Some(at + 1)));
    let closes = places.iter().skip(1).step_by(2).all(|at| bounded(Some(at + 1)));
    places.len() == 2 || opens || closes
}

/// Whether the quote stands in or behind a Western word: it's, the Joneses'.
fn is_apostrophe(words: &[char], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| words[before].is_alphabetic() && !is_han(words[before]))
}

/// Pairs that do not close, or that cross.
pub(super) fn check(scan: &Scan<'_>, slips: &mut Vec<Slip>) {
    let words = &scan.words;
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in words.iter().copied().enumerate() {
        if PAIRS.iter().any(|(opening, _)| *opening == c) {
            // A quote of the same kind inside: the closing one was typed wrong.
            if let Some(outer) =
                open.last().copied().filter(|outer| words[*outer] == c && matches!(c, '“' | '‘'))
            {
                let message = msg!("`{mark}` opens where `{mark}` is open already", mark = c);
                let partner = partner(c);
                let slip = Slip::new(one(at), codes::UNPAIRED_MARK, message).perhaps(partner);
                let help =
                    msg!("write `{partner}` if it closes, or single quotes inside double ones", partner);
                slips.push(Slip { other: Some((one(outer), msg!("opened here"))), ..slip.help(help) });
                open.pop();
                continue;
            }
            open.push(at);
            continue;
        }
        let Some((opening, _)) = PAIRS.iter().find(|(_, closing)| *closing == c).copied() else { continue };
        if c == '’' && is_apostrophe(words, at) && open.last().is_none_or(|open| words[*open] != '‘') {
            continue;
        }
        let near = open.len().saturating_sub(NEAR);
        match open[near..]
            .iter()
            .rposition(|open| is_partner(words[*open], opening))
            .map(|depth| near + depth)
        {
            Some(depth) if depth + 1 == open.len() => {
                open.pop();
            }
            Some(depth) => {
                let inner = open[open.len() - 1];
                let message = msg!("`{inner}` and `{mark}` cross", inner = words[inner], mark = c);
                let slip = Slip::new(one(at), codes::UNPAIRED_MARK, message).help(msg!(
                    "close `{inner}` before `{mark}`",
                    inner = words[inner],
                    mark = c
                ));
                slips.push(Slip { other: Some((one(inner), msg!("open still"))), ..slip });
                // The crossing one may close later: it only loses its place.
                open.remove(depth);
            }
            None if is_list_number(words, at) => {}
            None => {
                let message = msg!("`{mark}` closes what is not open", mark = c);
                let help = msg!("write `{opening}` where it begins, or take it out", opening);
                slips.push(Slip::new(one(at), codes::UNPAIRED_MARK, message).help(help));
            }
        }
    }
    let outermost = open.first().copied();
    for at in open {
        // He said: “First paragraph. / “Second one.”
        let is_quotation = Some(at) == outermost && matches!(words[at], '“' | '「');
        if is_quotation && scan.role == (Role::Paragraph { quote_goes_on: true }) {
            continue;
        }
        let message = msg!("`{mark}` has no partner in its paragraph", mark = words[at]);
        let help = msg!("write `{partner}` where it ends, or take it out", partner = partner(words[at]));
        slips.push(Slip::new(one(at), codes::UNPAIRED_MARK, message).help(help));
    }
}

fn partner(opening: char) -> char {
    PAIRS.iter().find(|(known, _)| *known == opening).map_or(opening, |(_, closing)| *closing)
}

/// Half-width and full-width round brackets are partners here; that they differ is told as a half-width mark.
fn is_partner(open: char, wanted: char) -> bool {
    let round = |c: char| matches!(c, '(' | '（');
    open == wanted || (round(open) && round(wanted))
}

/// Whether a closing bracket stands behind the number of a paragraph or an item (序次语): 1）, 一), a).
fn is_list_number(words: &[char], at: usize) -> bool {
    const FIGURES: &str = "一二三四五六七八九十〇";
    if !matches!(words[at], '）' | ')') {
        return false;
    }
    let number = words[..at].iter().rev();
    let number = number.take_while(|c| c.is_ascii_alphanumeric() || FIGURES.contains(**c)).count();
    let before = (at - number).checked_sub(1).map(|before| words[before]);
    (1..=3).contains(&number)
        && before.is_none_or(|c| matches!(c, '。' | '；' | '：' | '，' | '、' | ' ' | '\u{3000}'))
}

#[cfg(test)]
mod tests {
    use super::super::told;

    #[test]
    fn straight_quotes_pair_up() {
        let pair = ["straight-quote \"=“", "straight-quote \"=”"];
        assert_eq!(told("他说：\"今天通车了\"，大家"), pair);
        assert_eq!(told("它叫\"桥"), ["straight-quote \"?“"]);
        assert_eq!(told("他说'好'"), ["straight-quote '=‘", "straight-quote '=’"]);
        assert_eq!(told("歌名It's OK很好听"), [""; 0]);
        assert_eq!(told("say \"yes\""), [""; 0]);
    }

    #[test]
    fn quotes_that_may_be_nested_or_measures_are_not_certain() {
        let sure = |text: &str| {
            told(text).iter().filter(|slip| slip.starts_with("straight") && slip.contains('=')).count()
        };
        assert_eq!(sure("27\"显示器和\"护眼\"灯，还有32\"电视"), 2);
        assert_eq!(sure("他说：\"我喜欢\"红楼梦\"这本书。\""), 0);
        assert_eq!(sure("\"甲\"，\"乙\"，\"丙\"。"), 6);
        assert_eq!(told("屏幕27\"大"), ["straight-quote \"?″"]);
    }

    #[test]
    fn pairs_that_do_not_close_are_found() {
        for (text, slips) in [
            ("“没有关上的引号，（没有关上的括号。", &["unpaired-mark “?-", "unpaired-mark （?-"][..]),
            ("没有打开》的", &["unpaired-mark 》?-"]),
            ("“交叉《的”书名》", &["unpaired-mark ”?-"]),
            ("“甲“乙", &["unpaired-mark “?”"]),
        ] {
            assert_eq!(told(text), slips, "{text}");
        }
        for text in [
            "“甲‘乙’丙”（丁《戊》己）",
            "1）总则；2）分则",
            "the Joneses’ house",
            "他说“it’s OK”。",
            "（一）总则",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
