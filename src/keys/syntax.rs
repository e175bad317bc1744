//! What the TOML parser says of a slip (`toml` 1), in words of both languages.
//!
//! The parser gives English: a description and, after “, expected ”, a list of what may stand there. Both are looked up
//! among the texts that it has; what is not among them is told as the parser's own words.

use crate::message::{Argument, IntoArgument as _, Message, Word, msg, or, word};

/// Descriptions of the parser.
const DESCRIPTIONS: &[Word] = &[
    word("`_` may only go between digits"),
    word("cannot recurse further; max recursion depth met"),
    word("carriage return must be followed by newline"),
    word("duplicate key"),
    word("extra `=`"),
    word("extra assignment between key-value pairs"),
    word("extra comma in array"),
    word("extra comma in inline table"),
    word("integers with a radix cannot be signed"),
    word("invalid basic string"),
    word("invalid comment character"),
    word("invalid escape sequence"),
    word("invalid inline table element"),
    word("invalid key-value pair"),
    word("invalid literal string"),
    word("invalid multi-line basic string"),
    word("invalid multi-line literal string"),
    word("invalid unquoted key"),
    word("invalid value"),
    word("key with no value"),
    word("keys cannot be multi-line basic strings"),
    word("keys cannot be multi-line literal strings"),
    word("missing array opening"),
    word("missing assignment between key-value pairs"),
    word("missing comma between array elements"),
    word("missing comma between key-value pairs"),
    word("missing comment start"),
    word("missing escaped value"),
    word("missing inline table opening"),
    word("missing key for inline table element"),
    word("missing opening quote"),
    word("missing table open"),
    word("missing value"),
    word("missing value for key"),
    word("radix must be lowercase"),
    word("recursion limit"),
    word("redundant integer number prefix"),
    word("redundant numeric sign"),
    word("string values must be quoted"),
    word("too few unicode value digits"),
    word("unclosed array"),
    word("unclosed array table"),
    word("unclosed inline table"),
    word("unclosed table"),
    word("unexpected `=` in array"),
    word("unexpected content"),
    word("unexpected content between comment and newline"),
    word("unexpected key or value"),
    word("unexpected leading zero"),
    word("unexpected sign"),
    word("unquoted keys cannot be empty"),
    word("invalid binary number"),
    word("invalid boolean"),
    word("invalid float"),
    word("invalid fraction"),
    word("invalid hexadecimal number"),
    word("invalid key"),
    word("invalid octal number"),
    word("invalid string"),
    word("invalid table"),
    word("invalid mantissa"),
    word("invalid exponent"),
    word("invalid integer number"),
];

/// What the parser says may stand in a place, beside characters in backticks.
const EXPECTED: &[Word] = &[
    word("basic string"),
    word("characters"),
    word("digits"),
    word("key"),
    word("letters"),
    word("literal string"),
    word("multi-line basic string"),
    word("newline"),
    word("non-double-quote visible characters"),
    word("non-single-quote characters"),
    word("non-single-quote visible characters"),
    word("nothing"),
    word("numbers"),
    word("printable characters"),
    word("unicode hexadecimal value"),
];

/// What the parser said, in both languages.
pub(super) fn told(parser: &str) -> Message {
    let (what, expected) = match parser.split_once(", expected ") {
        Some((what, expected)) => (what, Some(expected)),
        None => (parser, None),
    };
    if what.starts_with("cannot extend value of type ") {
        return msg!("this key has a value already, which no dotted key can add to");
    }
    let date = ["invalid date", "invalid time", "invalid datetime", "invalid date-time", "invalid offset"];
    if date.contains(&what) {
        return msg!("this is no date or time that there is");
    }
    let own = || msg!("the parser says “{words}”", words = parser.replace('\n', ", "));
    let Some(description) = find(DESCRIPTIONS, what) else { return own() };
    let Some(expected) = expected else { return description.into() };
    // A comma may be among the characters.
    let expected = expected.replace("`,`", "`\u{0}`");
    let mut items = Vec::new();
    for item in expected.split(", ") {
        match (item == "value", find(EXPECTED, item)) {
            (true, _) => items.push(word("a value").argument()),
            (_, Some(word)) => items.push(word.argument()),
            _ if item.starts_with(['`', '\'']) => items.push(Argument::Text(item.replace('\0', ","))),
            _ => return own(),
        }
    }
    msg!("{description}, expected {items}", description, items = or(items))
}

fn find(words: &[Word], english: &str) -> Option<Word> {
    words.iter().copied().find(|word| word.english() == english)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;

    #[test]
    fn slips_are_told_in_chinese() {
        for slip in [
            "a = ",
            "a",
            "= 1",
            "a = b",
            "a = \"b",
            "a = 'b",
            "a = \"\"\"b",
            "a = \"\\q\"",
            "a = 1\na = 2",
            "a = 1\na.b = 2",
            "a = 1 b = 2",
            "a = [1 2]",
            "a = [1,,2]",
            "a = [1",
            "a = { b = 1",
            "a = { b = 1 c = 2 }",
            "[a",
            "[[a]",
            "[a]\n[a]",
            "[]",
            "a = 1__2",
            "a = 01",
            "a = 1.",
            "a = 0xZ",
            "a = tru",
            "a = 2026-13-01",
            "报 = 1",
            "a = “b”",
            "a：1",
        ] {
            let (_, errors) = toml::de::DeTable::parse_recoverable(slip);
            for error in errors {
                let message = told(error.message());
                let chinese = message.in_language(Language::Chinese);
                let words = chinese.split('`').step_by(2).collect::<String>();
                let is_word = |c: char| c.is_ascii_alphabetic();
                assert!(
                    !words.replace("TOML", "").contains(is_word),
                    "{slip}: {}: {chinese}",
                    error.message()
                );
            }
        }
        assert!(told("something new").contains("the parser says “something new”"));
        let both = told("invalid basic string, expected `\"`, `,`, newline");
        assert_eq!(both, "invalid basic string, expected `\"`, `,` or newline");
    }
}
