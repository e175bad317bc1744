//! Marks of other kinds of text: tags and entities of web pages, Markdown that manuscripts do not have.
//!
//! Entities (`&nbsp;`, `&#8212;`) and line breaks (`<br>`) are read as what they mean and told as notes; everything else
//! is set as it is typed and told, with the mark of ours that does what was meant.

use std::ops::Range;

use crate::codes;
use crate::diagnostic::{Diagnostic, Fix, Span};
use crate::keys::Faults;
use crate::message::{Message, msg};

use super::scan::{Role, Scan, Slip};

/// Entities of HTML that are met in copy.
const ENTITIES: [(&str, &str); 22] = [
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", "\u{3000}"),
    ("thinsp", " "),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("middot", "·"),
    ("bull", "•"),
    ("times", "×"),
    ("deg", "°"),
    ("yen", "¥"),
    ("copy", "©"),
];

/// The entity at the head of `text`: the character that it means, and its length in bytes.
pub(crate) fn entity(text: &str) -> Option<(char, usize)> {
    let name = text.strip_prefix('&')?;
    // No further than an entity is long: a text may have an `&` in every place.
    let end = name.bytes().take(9).position(|byte| byte == b';').filter(|end| *end >= 2)?;
    let name = &name[..end];
    let meant = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16)).ok()?;
            char::from_u32(code).filter(|c| !c.is_control())?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1.chars().next()?,
    };
    // A no-break space of a web page is one of its ways to write a blank.
    Some((if meant == '\u{A0}' { ' ' } else { meant }, end + 2))
}

/// The length of a line break (`<br>`, `<br/>`) at the head of `text`.
pub(in crate::read) fn is_break(text: &str) -> Option<usize> {
    let name = text.get(..3)?;
    if !name.eq_ignore_ascii_case("<br") {
        return None;
    }
    let end = 3 + text[3..].bytes().position(|byte| !matches!(byte, b' ' | b'/'))?;
    (text.as_bytes()[end] == b'>').then_some(end + 1)
}

/// Whether a line is nothing but a rule of Markdown.
pub(in crate::read) fn is_rule(text: &str) -> bool {
    text.len() > 2 && text.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'_' | b'*'))
}

/// The length of a number with its mark, or of a dot, with which an item of a list begins: `1.`, `2、`, `（三）`, `①`, `●`.
pub(in crate::read) fn list_number(text: &str) -> Option<usize> {
    const HAN: &str = "一二三四五六七八九十";
    let is_number = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || HAN.contains(c);
    let first = text.chars().next()?;
    if matches!(first, '①'..='⑳' | '●' | '○' | '■' | '□' | '◆' | '◇' | '▲' | '△' | '•' | '★' | '☆')
    {
        return Some(first.len_utf8());
    }
    let opened = text.strip_prefix(['（', '(']);
    let number = opened.unwrap_or(text);
    let length = number.find(|c| !is_number(c)).filter(|length| (1..=9).contains(length))?;
    let mark = number[length..].chars().next()?;
    let closes = match opened {
        Some(_) => matches!(mark, '）' | ')'),
        None => matches!(mark, '.' | '．' | '、' | '）' | ')'),
    };
    // 3.5亿元 begins no item.
    let behind = number[length + mark.len_utf8()..].chars().next();
    let is_decimal = matches!(mark, '.' | '．') && behind.is_some_and(|c| c.is_ascii_digit());
    (closes && !is_decimal).then(|| text.len() - number.len() + length + mark.len_utf8())
}

/// The finding about an item of a list that goes on in the paragraph of the item before it.
pub(in crate::read) fn list_joined(place: Span) -> Diagnostic {
    let start = Span::new(place.file, place.range.start..place.range.start);
    Diagnostic::new(codes::LIST_JOINED, msg!("this item runs on in the paragraph of the item before it"))
        .here(place)
        .help(msg!(
            "leave a blank line before it; a heading over several paragraphs is a crosshead: `### 插题`"
        ))
        .fix(Fix { span: start, text: "\n".to_owned(), certain: false })
}

/// Tells of Markdown at the head of a line of a manuscript's text: quotations, lists, tables, rules.
pub(in crate::read) fn line(text: &str, span: &Span, faults: &Faults) {
    let at = |length: usize| Span::new(span.file, span.range.start..span.range.start + length);
    let tell = |length: usize, message: Message, help: Message, fix: Option<&str>| {
        let mut finding = Diagnostic::new(codes::FOREIGN_MARKUP, message).here(at(length)).help(help);
        if let Some(text) = fix {
            finding = finding.fix(Fix { span: at(length), text: text.to_owned(), certain: false });
        }
        faults.push(finding);
    };
    let bytes = text.as_bytes();
    match bytes {
        [b'>', ..] => tell(
            1,
            msg!("`>` is no mark of manuscripts; it is set as text"),
            msg!("take it out; a quotation has quotes: “…”"),
            Some(""),
        ),
        [b'-' | b'+' | b'*', b' ', ..] => tell(
            2,
            msg!(
                "`{mark}` at the head of a line is no mark of manuscripts; it is set as text",
                mark = &text[..1]
            ),
            msg!("write each item as a paragraph of its own, with a number or ● before it"),
            None,
        ),
        [b'|', .., b'|'] => tell(
            text.len(),
            msg!("manuscripts have no tables; the line is set as text"),
            msg!(
                "put the table into a CSV file and name it in issue.toml: [[page.table]] file = \"tables/….csv\""
            ),
            None,
        ),
        [b'`', b'`', b'`', ..] | [b'~', b'~', b'~', ..] => tell(
            3,
            msg!("`{mark}` is no mark of manuscripts; it is set as text", mark = &text[..3]),
            msg!("take the line out"),
            Some(""),
        ),
        _ if is_rule(text) => tell(
            text.len(),
            msg!("a line of `{mark}` is no mark of manuscripts; it is set as text", mark = &text[..1]),
            msg!("take it out; a crosshead is `### 插题`"),
            Some(""),
        ),
        _ => {}
    }
}

pub(super) fn check(scan: &Scan<'_>, slips: &mut Vec<Slip>) {
    let words = &scan.words;
    let mut at = 0;
    while at < words.len() {
        let found = match words[at] {
            '<' => tag(scan, at),
            '!' if words.get(at + 1) == Some(&'[') => link(words, at + 1).map(|slip| picture(slip, at)),
            '[' => link(words, at).or_else(|| footnote(words, at)),
            '*' | '_' => emphasis(words, at),
            '`' => between(words, at, "`"),
            '~' if words.get(at + 1) == Some(&'~') => between(words, at, "~~"),
            '&' => unknown_entity(words, at),
            _ => None,
        };
        at = match found {
            Some(slip) => {
                let end = slip.range.end;
                slips.push(slip);
                end
            }
            None => at + 1,
        };
    }
}

fn told(range: Range<usize>, message: Message, help: Message) -> Slip {
    Slip::new(range, codes::FOREIGN_MARKUP, message).help(help)
}

fn shown(words: &[char], range: &Range<usize>) -> String {
    words[range.clone()].iter().collect()
}

/// `<b>`, `</p>`, `<img src=…>`, `<!-- … -->`.
fn tag(scan: &Scan<'_>, at: usize) -> Option<Slip> {
    let words = &scan.words;
    const LONGEST: usize = 400;
    let rest = &words[at + 1..words.len().min(at + LONGEST)];
    let name: String = rest
        .iter()
        .skip_while(|c| **c == '/')
        .take_while(|c| c.is_ascii_alphanumeric() || **c == '!')
        .collect();
    let end = rest.iter().position(|c| *c == '>')?;
    let is_tag = rest.iter().find(|c| **c != '/').is_some_and(|c| c.is_ascii_alphabetic() || *c == '!');
    if !is_tag || rest[..end].contains(&'<') {
        return None;
    }
    // In a<b，b>c the signs are those of less and more: a tag's name ends with a blank or the tag.
    let slashes = rest.iter().take_while(|c| **c == '/').count();
    let behind = rest.get(slashes + name.len()).copied();
    if !name.starts_with('!') && !behind.is_some_and(|c| c.is_ascii_whitespace() || matches!(c, '/' | '>')) {
        return None;
    }
    let range = at..at + end + 2;
    let written = shown(words, &range);
    let message = msg!("the tag `{tag}` is set as text", tag = written);
    Some(match name.to_ascii_lowercase().as_str() {
        "b" | "strong" => {
            let slip = told(range, message, msg!("write `**` in its place: **words** are stressed"));
            if has_partner(scan, at, &name) { slip.surely("**") } else { slip }
        }
        "sup" => told(range, message, msg!("write `[words]{{.sup}}`")),
        "sub" => told(range, message, msg!("write `[words]{{.sub}}`")),
        "u" => told(
            range,
            message,
            msg!("write `[words]{{.name}}` for a line along a name, or take the tag out"),
        ),
        "i" | "em" => {
            told(range, message, msg!("write `[words]{{.dots}}` for dots of emphasis, or take the tag out"))
                .perhaps("")
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            told(range, message, msg!("write a crosshead as a line of its own: `### 插题`"))
        }
        "p" | "div" | "li" | "ul" | "ol" => {
            told(range, message, msg!("part paragraphs by blank lines")).perhaps("\n\n")
        }
        "img" => told(
            range,
            message,
            msg!("name the picture in issue.toml: [[page.picture]] file = \"pictures/…\""),
        ),
        "a" => {
            told(range, message, msg!("keep the words and take the tag out; print has no links")).perhaps("")
        }
        "table" | "tr" | "td" | "th" => told(
            range,
            message,
            msg!(
                "put the table into a CSV file and name it in issue.toml: [[page.table]] file = \"tables/….csv\""
            ),
        ),
        _ => told(range, message, msg!("take it out")).perhaps(""),
    })
}

/// Whether a tag has its partner in the same text of a manuscript, with words between the two and no backslash before.
fn has_partner(scan: &Scan<'_>, at: usize, name: &str) -> bool {
    if scan.role == Role::Other || at.checked_sub(1).is_some_and(|before| scan.words[before] == '\\') {
        return false;
    }
    let text: String = scan.words.iter().collect::<String>().to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let count = |tag: &str| text.matches(tag).count();
    // One pair at a time, in its order: anything else is looked at by the editor.
    let in_order = text.find(&open).zip(text.find(&close)).is_some_and(|(open, close)| open < close);
    in_order && count(&open) == count(&close) && !text.contains(&format!("{open}{close}"))
}

/// Characters of the words of a link, and of its address, at the most.
const LONGEST_LINK: usize = 300;

/// `[words](address)`.
fn link(words: &[char], at: usize) -> Option<Slip> {
    let close = at + words[at..].iter().take(LONGEST_LINK).position(|c| *c == ']')?;
    if words.get(close + 1) != Some(&'(') {
        return None;
    }
    let end = close + 2 + words[close + 2..].iter().take(LONGEST_LINK).position(|c| *c == ')')?;
    let address = shown(words, &(close + 2..end));
    let is_address = address.contains(['/', '.', '#', '@']) && address.is_ascii();
    if !is_address {
        return None;
    }
    let inside = shown(words, &(at + 1..close));
    let message = msg!("a link is set as it is typed, with its address");
    let help = msg!("write `{inside}`, and the address in the text if readers need it", inside);
    Some(told(at..end + 1, message, help).perhaps(inside))
}

fn picture(link: Slip, at: usize) -> Slip {
    let help =
        msg!("take it out, and name the picture in issue.toml: [[page.picture]] file = \"pictures/…\"");
    told(at..link.range.end, msg!("a picture in the text is set as it is typed"), help)
}

/// `[^1]`.
fn footnote(words: &[char], at: usize) -> Option<Slip> {
    let close = at + words[at..].iter().take(12).position(|c| *c == ']')?;
    (words.get(at + 1) == Some(&'^')).then(|| {
        let message = msg!("a footnote is set as it is typed");
        told(at..close + 1, message, msg!("write the note into the text, or under it as a paragraph"))
    })
}

/// `*words*`, `_words_` with Chinese on one side at least.
fn emphasis(words: &[char], at: usize) -> Option<Slip> {
    let mark = words[at];
    let alone = |at: usize| {
        words.get(at) == Some(&mark)
            && words.get(at + 1) != Some(&mark)
            && at.checked_sub(1).is_none_or(|before| words[before] != mark)
    };
    let before = at.checked_sub(1).map(|before| words[before]);
    // A name such as a_b_c, a product such as 3*4*5.
    if !alone(at) || before.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let end = (at + 2..words.len().min(at + 60)).find(|end| alone(*end))?;
    let inside = &words[at + 1..end];
    let tight = inside.first() != Some(&' ') && inside.last() != Some(&' ');
    if !tight || words.get(end + 1).is_some_and(char::is_ascii_alphanumeric) {
        return None;
    }
    let inside: String = inside.iter().collect();
    let message = msg!("`{mark}…{mark}` is no mark of manuscripts; it is set as text", mark);
    let help = msg!(
        "write `[{inside}]{{.dots}}` for dots of emphasis, `**{inside}**` for stress, or the words alone",
        inside
    );
    Some(told(at..end + 1, message, help).perhaps(inside))
}

/// Code and words struck through.
fn between(words: &[char], at: usize, mark: &str) -> Option<Slip> {
    let mark: Vec<char> = mark.chars().collect();
    let from = at + mark.len();
    let end =
        (from + 1..words.len().min(from + LONGEST_LINK)).find(|end| words[*end..].starts_with(&mark))?;
    let inside = shown(words, &(from..end));
    let mark: String = mark.into_iter().collect();
    let message = msg!("`{mark}…{mark}` is no mark of manuscripts; it is set as text", mark);
    Some(told(at..end + mark.len(), message, msg!("write the words alone: {inside}", inside)).perhaps(inside))
}

/// `&foo;`, which no list of entities has.
fn unknown_entity(words: &[char], at: usize) -> Option<Slip> {
    let name = words[at + 1..].iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    if !(2..=8).contains(&name) || words.get(at + 1 + name) != Some(&';') {
        return None;
    }
    let range = at..at + name + 2;
    let message = msg!("`{entity}` is set as text", entity = shown(words, &range));
    Some(told(range, message, msg!("write the character that is meant")))
}

/// The finding about control characters, so many of one kind in a row.
pub(in crate::read) fn left_out(control: char, count: usize, span: Span) -> Diagnostic {
    let code = format_args!("{:04X}", u32::from(control)).to_string();
    let message = match count {
        1 => msg!("a control character (U+{code}) is left out", code),
        _ => msg!("{count} control characters (U+{code}) in a row are left out", count, code),
    };
    let help = match count {
        1 => msg!("delete it; such characters come in with text pasted from other programs"),
        _ => msg!(
            "delete them; such characters come in with text pasted from other programs and with damaged files"
        ),
    };
    Diagnostic::new(codes::CONTROL_CHARACTER, message).here(span).help(help)
}

/// The note about an entity that was read.
pub(in crate::read) fn read_entity(written: &str, meant: char, span: Span) -> Diagnostic {
    let message = msg!("`{written}` is read as `{meant}`", written, meant);
    let note = Diagnostic::new(codes::FOREIGN_MARKUP, message).here(span.clone()).as_note();
    match meant {
        // These would begin a tag or another entity.
        '<' | '>' | '&' => note.help(msg!("it may stay as it is")),
        '*' | '#' | '[' | ']' | '\\' => {
            let text = format!("\\{meant}");
            note.help(msg!("write `{text}`", text)).fix(Fix { span, text, certain: true })
        }
        _ => {
            let text = meant.to_string();
            let certain = !matches!(meant, '-' | '|' | '`' | '_' | '~');
            note.help(msg!("write the character itself")).fix(Fix { span, text, certain })
        }
    }
}

/// The note about a line break that was read.
pub(in crate::read) fn read_break(written: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::FOREIGN_MARKUP, msg!("`{written}` is read as the end of a paragraph", written))
        .here(span.clone())
        .help(msg!("part paragraphs by blank lines"))
        .fix(Fix { span, text: "\n\n".to_owned(), certain: true })
        .as_note()
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::*;

    #[test]
    fn tags_and_markdown_are_found() {
        for (text, slips) in [
            ("<b>本报讯</b>", &["foreign-markup <b>=**", "foreign-markup </b>=**"][..]),
            (
                "市民[查看地图](https://example.com/map)。",
                &["foreign-markup [查看地图](https://example.com/map)?查看地图"],
            ),
            ("![图](a.jpg)", &["foreign-markup ![图](a.jpg)?-"]),
            ("*斜体*字", &["foreign-markup *斜体*?斜体"]),
            ("用`代码`写", &["foreign-markup `代码`?代码"]),
            ("划掉~~这个~~", &["foreign-markup ~~这个~~?这个"]),
            ("见注[^1]。", &["foreign-markup [^1]?-"]),
            ("版权&foo;字", &["foreign-markup &foo;?-"]),
        ] {
            assert_eq!(told(text), slips, "{text}");
        }
        for text in ["若a<b且b>c，则", "3*4*5=60", "文件a_b_c", "[注]括号", "AT&T公司", "5<6"] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn entities_and_breaks_are_read() {
        for (text, meant) in
            [("&nbsp;字", Some((' ', 6))), ("&#8212;", Some(('—', 7))), ("&#x4E00;", Some(('一', 8)))]
        {
            assert_eq!(entity(text), meant, "{text}");
        }
        for text in ["& b", "&;", "&foo;", "&#0;", "&#xD800;", "&nbsp字"] {
            assert_eq!(entity(text), None, "{text}");
        }
        assert_eq!(is_break("<br/>字"), Some(5));
        assert_eq!(is_break("<BR >字"), Some(5));
        assert_eq!(is_break("<b>"), None);
        assert_eq!(is_break("<brick>"), None);
    }
}
