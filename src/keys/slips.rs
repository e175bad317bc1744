//! The way out of slips in TOML: what was probably meant, from the parser's words and the line.

use crate::message::{Message, msg, word};

/// The way out of a slip at byte `at` of a file; `told` is what the parser says of it.
pub(super) fn way_out(text: &str, at: usize, told: &str) -> Message {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or("");
    let code = line.split('#').next().unwrap_or("");
    let here = &line[(at - start).min(line.len())..];
    if told.contains("escape") && code.contains('\\') {
        return match quoted(line) {
            Some(path) => {
                msg!("write paths with `/`: \"{path}\"", path = path.replace("\\\\", "/").replace('\\', "/"))
            }
            None => msg!("write paths with `/`, and any other backslash twice"),
        };
    }
    let key = here.trim_start_matches(['[', '.', ' ']);
    let end = key.find([']', '=', '.', ' ', '\t']).unwrap_or(key.len());
    let is_key =
        told.contains("unquoted key") && key[..end].chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    if is_key && !code.contains(['“', '”', '＝', '：', '［', '］', '＂']) {
        let head = code.trim_start().split(['=', ']']).next().unwrap_or("").trim_start_matches('[').trim();
        // The part of a dotted name that holds the place.
        let part = head.split('.').find(|part| !part.is_ascii()).unwrap_or(head).trim();
        let whole = head.replace(part, &format!("\"{part}\""));
        return if code.trim_start().starts_with('[') {
            msg!("names that are not plain Latin letters stand in straight quotes: [{whole}]", whole)
        } else {
            msg!("names that are not plain Latin letters stand in straight quotes: {whole} = …", whole)
        };
    }
    if code.contains(['“', '”', '＝', '，', '：', '［', '］', '＂']) {
        return word(
            "keys, quotes, equals signs, commas and brackets must be the half-width ones: key = \"value\"",
        )
        .into();
    }
    let value = code.split_once('=').map_or("", |(_, value)| value.trim());
    if let Some(day) = day(value) {
        return msg!("write a day in straight quotes, with `-`: date = \"{day}\"", day);
    }
    let bare = value.strip_suffix([',', ';']).map(str::trim_end);
    if bare.is_some_and(|bare| {
        bare.parse::<f64>().is_ok() || (bare.len() > 1 && bare.starts_with('"') && bare.ends_with('"'))
    }) {
        return msg!("take the mark at the end of the line out");
    }
    word("write `key = \"value\"`, with the value in straight double quotes, one to a line").into()
}

/// What stands between the first and the last straight quote of a line.
fn quoted(line: &str) -> Option<&str> {
    let (first, last) = (line.find('"')?, line.rfind('"')?);
    line.get(first + 1..last)
}

/// A day as papers write it: 2026/11/27, 2026.11.27, 2026年11月27日.
fn day(value: &str) -> Option<String> {
    let figures: Vec<&str> =
        value.split(['/', '.', '-', '年', '月', '日', '"']).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = figures[..] else { return None };
    let number = |part: &str| part.parse::<u32>().ok();
    let (month, day) = (number(month)?, number(day)?);
    (year.len() == 4 && number(year).is_some()).then(|| format!("{year}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(text: &str) -> String {
        let (_, errors) = toml::de::DeTable::parse_recoverable(text);
        let error = errors.first().unwrap_or_else(|| panic!("no slip in {text}"));
        way_out(text, error.span().unwrap_or(0..0).start, error.message()).to_string()
    }

    #[test]
    fn what_was_meant_is_told() {
        for (text, told) in [
            ("file = \"pictures\\p.jpg\"", "write paths with `/`: \"pictures/p.jpg\""),
            ("file = \"C:\\\\报\\a.jpg\"", "write paths with `/`: \"C:/报/a.jpg\""),
            (
                "[styles.正文]",
                "names that are not plain Latin letters stand in straight quotes: [styles.\"正文\"]",
            ),
            ("标题 = 1", "names that are not plain Latin letters stand in straight quotes: \"标题\" = …"),
            ("date = 2026/11/7", "write a day in straight quotes, with `-`: date = \"2026-11-07\""),
            ("date = 2026年11月27日", "write a day in straight quotes, with `-`: date = \"2026-11-27\""),
            ("number = 1,", "take the mark at the end of the line out"),
            ("number = 1; # 第1版", "take the mark at the end of the line out"),
            (
                "paper = “晨江”",
                "keys, quotes, equals signs, commas and brackets must be the half-width ones: key = \"value\"",
            ),
            (
                "paper = 晨江",
                "write `key = \"value\"`, with the value in straight double quotes, one to a line",
            ),
        ] {
            assert_eq!(help(text), told, "{text}");
        }
    }
}
