//! The texts that sources hold for translation: templates of `msg!`, words of `word`, nouns of `counted`.
//!
//! The code with literals and comments blanked out tells where the calls are; the literal is then read from the
//! source itself, with its escapes.

use crate::architecture::sources::Source;

/// What a text is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// A template, whose places are names in braces.
    Template,
    /// Words as they stand.
    Words,
}

/// A text that a source has for translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) english: String,
    pub(super) use_: Use,
    /// Where it is.
    pub(super) place: String,
}

/// The texts of a source, and what is wrong with its calls.
pub(super) fn texts(source: &Source) -> (Vec<Text>, Vec<String>) {
    let code: Vec<char> = source.code.chars().collect();
    let text: Vec<char> = source.text.chars().collect();
    assert_eq!(code.len(), text.len(), "{}: blanks stand for characters, one for one", source.path);
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for (name, use_) in [("msg!(", Use::Template), ("word(", Use::Words), ("counted(", Use::Template)] {
        let name: Vec<char> = name.chars().collect();
        for at in 0..code.len() {
            let is_name = |character: char| character.is_alphanumeric() || character == '_';
            if !code[at..].starts_with(&name) || (at > 0 && is_name(code[at - 1])) {
                continue;
            }
            let before: String = code[..at].iter().collect();
            let is_definition = before.trim_end().ends_with("fn") || before.ends_with("$crate::");
            let is_method = before.ends_with('.');
            let line = before.matches('\n').count() + 1;
            let inside = at + name.len();
            let start = match name[0] {
                'c' => last_literal(&code, inside),
                _ => (inside..code.len()).find(|at| !code[*at].is_whitespace()).filter(|at| code[*at] == '"'),
            };
            let literal = start.and_then(|start| literal(&text[start..]));
            match literal {
                Some(literal) if name[0] == 'c' => {
                    let english = format!("{{count}} {}", banxin::message::plural(&literal));
                    found.push(Text { english, use_, place: format!("src/{}", source.path) });
                }
                Some(english) => found.push(Text { english, use_, place: format!("src/{}", source.path) }),
                // `word()` is also a kind of key, and a method.
                None if is_definition || is_method || name[0] == 'w' => {}
                None => faults.push(format!("src/{}:{line}: its text must be a literal", source.path)),
            }
        }
    }
    (found, faults)
}

/// The texts of a list of codes (`declare_codes!`).
pub(super) fn declared(source: &Source) -> Vec<Text> {
    let code: Vec<char> = source.code.chars().collect();
    let text: Vec<char> = source.text.chars().collect();
    let keys = ["title: ", "why: ", "help: "].map(|key| key.chars().collect::<Vec<char>>());
    let starts = (0..code.len()).filter_map(|at| {
        let key = keys.iter().find(|key| code[at..].starts_with(key))?;
        literal(&text[at + key.len()..])
    });
    let place = format!("src/{}", source.path);
    starts.map(|english| Text { english, use_: Use::Words, place: place.clone() }).collect()
}

/// Where the last string literal of a call begins, whose arguments begin at `at`.
fn last_literal(code: &[char], at: usize) -> Option<usize> {
    let (mut depth, mut last, mut open) = (0, None, false);
    for (place, character) in code.iter().enumerate().skip(at) {
        match character {
            '"' => {
                if !open {
                    last = Some(place);
                }
                open = !open;
            }
            '(' => depth += 1,
            ')' if depth == 0 => return last.filter(|last| is_argument(code, *last)),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether what begins at `at` is an argument by itself, not a part of one.
fn is_argument(code: &[char], at: usize) -> bool {
    code[..at].iter().rev().find(|character| !character.is_whitespace()) == Some(&',')
}

/// A string literal with its escapes resolved; `None` for anything else and for escapes that messages have no
/// use for.
pub(super) fn literal(source: &[char]) -> Option<String> {
    let mut rest = source.strip_prefix(&['"'])?;
    let mut text = String::new();
    loop {
        let (first, behind) = rest.split_first()?;
        rest = behind;
        match first {
            '"' => return Some(text),
            '\\' => {
                let (escape, behind) = rest.split_first()?;
                rest = behind;
                match escape {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    '"' | '\\' | '\'' => text.push(*escape),
                    // The line goes on after the blanks of the next ones.
                    '\n' => {
                        let blanks = rest.iter().take_while(|character| character.is_whitespace()).count();
                        rest = &rest[blanks..];
                    }
                    'u' => {
                        let end = rest.iter().position(|character| *character == '}')?;
                        let figures: String = rest.get(1..end)?.iter().collect();
                        text.push(char::from_u32(u32::from_str_radix(&figures, 16).ok()?)?);
                        rest = &rest[end + 1..];
                    }
                    _ => return None,
                }
            }
            other => text.push(*other),
        }
    }
}
