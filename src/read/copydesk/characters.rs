//! Characters that nobody means: invisible ones, stray blanks, forms for the sake of other standards (see
//! [`super::compat`]), private ones, full-width figures and letters.

use crate::codes;
use crate::message::{msg, word};

use super::compat;
use super::scan::{Role, Scan, Slip, is_chinese, is_han, one};

pub(super) fn check(scan: &Scan<'_>, slips: &mut Vec<Slip>) {
    let words = &scan.words;
    let mut at = 0;
    while at < words.len() {
        let c = words[at];
        let run = || words[at..].iter().take_while(|next| **next == c).count();
        let taken = match c {
            ' ' => {
                let run = run();
                slips.extend(blank(scan, at, run));
                run
            }
            '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
                full_width(words, at, slips) - at
            }
            _ if is_invisible(words, at) => {
                let run = run();
                slips.push(invisible(words, at, run));
                run
            }
            _ if is_odd_blank(c) => {
                let run = run();
                slips.push(odd_blank(words, at, run));
                run
            }
            _ => {
                slips.extend(compat::form(c).map(|(usual, certain)| {
                    let message =
                        msg!("`{c}` (U+{code}) in the place of `{usual}`", c, code = code(c), usual);
                    let slip = Slip::new(one(at), codes::COMPATIBILITY_FORM, message);
                    if certain { slip.surely(usual) } else { slip.perhaps(usual) }
                }));
                if compat::form(c).is_none() && matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..) {
                    slips.push(private(c, at));
                }
                1
            }
        };
        at += taken;
    }
}

/// A code point as it is written: 200B.
fn code(c: char) -> String {
    format!("{:04X}", u32::from(c))
}

/// Full-width figures and letters from `at` on, with the marks between figures (１２．５, １０：３０); returns where they
/// end. A comma between figures may part two numbers, and a lone figure may stand upright in vertical lines: these are
/// the editor's to say.
fn full_width(words: &[char], at: usize, slips: &mut Vec<Slip>) -> usize {
    let is_figure = |c: char| matches!(c, '\u{FF10}'..='\u{FF19}');
    let is_wide = |c: char| is_figure(c) || matches!(c, '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}');
    let mut end = at;
    while let Some(c) = words.get(end).copied() {
        let between = end > at
            && matches!(c, '．' | '，' | '：' | '／')
            && is_figure(words[end - 1])
            && words.get(end + 1).is_some_and(|next| is_figure(*next));
        let percent = c == '％' && end > at && is_figure(words[end - 1]);
        if !is_wide(c) && !between && !percent {
            break;
        }
        end += 1;
    }
    let half = |c: &char| match c {
        '％' => '%',
        c => char::from_u32(u32::from(*c) - 0xFEE0).unwrap_or(*c),
    };
    let found = &words[at..end];
    let write: String = found.iter().map(half).collect();
    // PM2．5: what goes before or behind decides.
    let beside =
        |at: Option<&char>| at.is_some_and(|c| matches!(c, '．' | '／' | '－') || c.is_ascii_alphanumeric());
    let certain = !found.contains(&'，')
        && (end - at > 1 || !is_figure(found[0]))
        && !beside(words.get(end))
        && !beside(at.checked_sub(1).and_then(|at| words.get(at)));
    let written: String = found.iter().collect();
    let slip = Slip::new(at..end, codes::FULL_WIDTH_FIGURE, msg!("full-width `{written}`", written));
    slips.push(if certain { slip.surely(write) } else { slip.perhaps(write) });
    end
}

fn private(c: char, at: usize) -> Slip {
    let message = msg!("a private character (U+{code}) that other machines do not know", code = code(c));
    Slip::new(one(at), codes::PRIVATE_CHARACTER, message)
        .help(msg!("write the character that is meant; a rare one has a code of its own in Unicode today"))
}

/// Characters without width. Joiners that make one sign of several are meant: in emoji, and in scripts whose letters
/// join.
fn is_invisible(words: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| words[before]);
    match words[at] {
        '\u{200C}' | '\u{200D}' => !before.is_some_and(|c| {
            matches!(c, '\u{0600}'..='\u{1FFF}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
        }),
        // A hint where a Western word may be divided.
        '\u{00AD}' => !before.is_some_and(|c| c.is_alphabetic() && !is_han(c)),
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{FEFF}' | '\u{180E}' | '\u{034F}' | '\u{FFF9}'..='\u{FFFC}' | '\u{115F}' | '\u{1160}' | '\u{3164}' => true,
        _ => false,
    }
}

fn invisible(words: &[char], at: usize, run: usize) -> Slip {
    let c = words[at];
    let what = match c {
        '\u{200B}' => word("a blank without width"),
        '\u{FEFF}' => word("a byte order mark inside the text"),
        '\u{2028}' | '\u{2029}' => word("a line or paragraph separator"),
        '\u{202A}'..='\u{202E}' | '\u{200E}' | '\u{200F}' | '\u{2066}'..='\u{2069}' => {
            word("a mark of direction")
        }
        '\u{FFFC}' => word("the place of an object that was lost"),
        _ => word("an invisible character"),
    };
    let message = msg!("{what} (U+{code})", what, code = code(c));
    let slip = Slip::new(at..at + run, codes::INVISIBLE_CHARACTER, message);
    match c {
        '\u{2028}' | '\u{2029}' => {
            let help = msg!("begin a new paragraph: a line that is empty, or take it out");
            slip.help(help)
        }
        '\u{FFFC}' => slip
            .perhaps("")
            .help(msg!("a picture or a formula stood here: put it back, or take the mark out")),
        _ => slip.surely(""),
    }
}

/// Blanks of other widths and the no-break space.
fn is_odd_blank(c: char) -> bool {
    matches!(c, '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

fn odd_blank(words: &[char], at: usize, run: usize) -> Slip {
    let chinese = |at: Option<usize>| at.and_then(|at| words.get(at)).is_none_or(|c| is_chinese(*c));
    let between = chinese(at.checked_sub(1)) && chinese(Some(at + run));
    let what =
        if words[at] == '\u{A0}' { word("a no-break space") } else { word("a blank of a special width") };
    let message = msg!("{what} (U+{code})", what, code = code(words[at]));
    let slip = Slip::new(at..at + run, codes::INVISIBLE_CHARACTER, message);
    if between {
        slip.perhaps("\u{3000}")
            .help(msg!("take it out; where a gap is meant, as between names, write a full-width blank (　)"))
    } else {
        slip.perhaps(" ")
    }
}

/// A blank among Chinese characters. Between Han characters it is set as nothing: in a headline, a byline or a credit it
/// was to be a gap.
fn blank(scan: &Scan<'_>, at: usize, run: usize) -> Option<Slip> {
    let words = &scan.words;
    let (before, after) = (*words.get(at.checked_sub(1)?)?, *words.get(at + run)?);
    // Curly quotes, dashes and ellipses are marks of Western text too; an empty pair of brackets is to be filled in.
    let own = |c: char| is_han(c) || matches!(c, '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF65}');
    let to_fill = matches!(before, '（' | '【' | '〔' | '《' | '「')
        && matches!(after, '）' | '】' | '〕' | '》' | '」');
    if !scan.kinds.han || !own(before) || !own(after) || to_fill {
        return None;
    }
    let slip = Slip::new(
        at..at + run,
        codes::STRAY_BLANK,
        msg!("a blank between `{before}` and `{after}`", before, after),
    );
    if is_han(before) && is_han(after) && !matches!(scan.role, Role::Paragraph { .. }) {
        let help = msg!("write a full-width blank (　) where a gap is meant: this one is not set");
        Some(slip.perhaps("\u{3000}").help(help))
    } else if is_han(before) && is_han(after) {
        let help = msg!("take it out; where a gap is meant, as between names, write a full-width blank (　)");
        Some(slip.perhaps("").help(help))
    } else {
        Some(slip.surely(""))
    }
}

#[cfg(test)]
mod tests {
    use super::super::told;

    #[test]
    fn characters_that_nobody_means_are_found() {
        for (text, slips) in [
            ("零宽\u{200B}空格", "invisible-character \u{200B}="),
            ("不断行\u{A0}空格", "invisible-character \u{A0}?\u{3000}"),
            ("长5\u{A0}km", "invisible-character \u{A0}? "),
            ("方向\u{202E}标记", "invisible-character \u{202E}="),
            ("断 开", "stray-blank  ?"),
            ("逗号， 后面", "stray-blank  ="),
            ("共１２３人", "full-width-figure １２３=123"),
            ("长１２．５米", "full-width-figure １２．５=12.5"),
            ("早上１０：３０到", "full-width-figure １０：３０=10:30"),
            ("占８５％以上", "full-width-figure ８５％=85%"),
            ("共１，２００人", "full-width-figure １，２００?1,200"),
            ("第１版", "full-width-figure １?1"),
            ("字的上部写作⺌", "compatibility-form ⺌?小"),
            ("⻅面", "compatibility-form ⻅=见"),
            ("⼀个人", "compatibility-form ⼀=一"),
            ("\u{F900}有此理", "compatibility-form \u{F900}=\u{8C48}"),
            ("\u{E816}字", "compatibility-form \u{E816}=𠂇"),
            ("\u{E5E5}字", "private-character \u{E5E5}?-"),
        ] {
            assert_eq!(told(text), [slips], "{text}");
        }
        for text in [
            "👩\u{200D}🚒来了",
            "长5 km的路",
            "soft\u{AD}ware很好",
            "﨑玉县",
            "甲　乙",
            "面积3㎡，№5",
            "答案是（ ）",
            "她说“Yes.” “No.” 好",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
