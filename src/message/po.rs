//! Reads gettext's PO files.
//!
//! A reader of our own, because the crates that read PO files from memory skip lines that they do not
//! understand, and one of them stops the process at a missing quote. This one knows the part of the format
//! that the tables use: comments, `msgid`, `msgstr` and lines that go on a text. Everything else is refused
//! with the number of its line.

/// A text and its translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The line of `msgid`, from 1.
    pub line: usize,
    /// The English text; empty for the entry that describes the file.
    pub english: String,
    /// The translation; empty while there is none.
    pub translated: String,
}

/// The entries of a PO file, in its order, without the one that describes the file.
///
/// # Errors
/// When a line is not of the known form; the text names the line.
pub fn read(text: &str) -> Result<Vec<Entry>, String> {
    let mut entries: Vec<Entry> = Vec::new();
    // Whether lines of quoted text go on the translation; `None` before the first entry.
    let mut in_translation = None;
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        let line = line.trim_end();
        let wrong = |what: &str| format!("line {number}: {what}");
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (keyword, quoted) = match line.find('"') {
            Some(quote) => (line[..quote].trim_end(), &line[quote..]),
            None => return Err(wrong("neither a comment nor a text in quotes")),
        };
        match (keyword, in_translation) {
            ("msgid", None | Some(true)) => {
                entries.push(Entry { line: number, ..Entry::default() });
                in_translation = Some(false);
            }
            ("msgid", Some(false)) => return Err(wrong("the `msgid` before has no `msgstr`")),
            ("msgstr", Some(false)) => in_translation = Some(true),
            ("msgstr", _) => return Err(wrong("`msgstr` without a `msgid`")),
            ("", Some(_)) => {}
            ("", None) => return Err(wrong("a text without a `msgid`")),
            _ => return Err(wrong("only `msgid` and `msgstr` are used here")),
        }
        let words = unquoted(quoted).map_err(wrong)?;
        if let Some(entry) = entries.last_mut() {
            let text = if in_translation == Some(true) { &mut entry.translated } else { &mut entry.english };
            text.push_str(&words);
        }
    }
    if in_translation == Some(false) {
        return Err("the last `msgid` has no `msgstr`".to_owned());
    }
    entries.retain(|entry| !entry.english.is_empty());
    Ok(entries)
}

/// The words of a text in double quotes, with `\n`, `\t`, `\"` and `\\` resolved.
fn unquoted(quoted: &str) -> Result<String, &'static str> {
    let inner = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let inner = inner.filter(|_| quoted.len() >= 2).ok_or("the text has no closing quote")?;
    let mut words = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        words.push(match character {
            '"' => return Err("a quote inside a text is written \\\""),
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some(same @ ('"' | '\\')) => same,
                _ => return Err("only \\n, \\t, \\\" and \\\\ are known"),
            },
            other => other,
        });
    }
    Ok(words)
}

/// A text as a PO file holds it: in quotes, on several lines where it is long.
pub fn quoted(text: &str) -> String {
    let escape = |part: &str| {
        part.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t")
    };
    if text.split_inclusive('\n').count() < 2 {
        return format!("\"{}\"", escape(text));
    }
    let lines = text.split_inclusive('\n').map(|line| format!("\n\"{}\"", escape(line)));
    format!("\"\"{}", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_with_their_lines() {
        let text = "# a comment\nmsgid \"\"\nmsgstr \"\"\n\"Language: zh\\n\"\n\n#: src/a.rs\nmsgid \"one \\\"two\\\"\"\n\
                    msgstr \"\"\n\"一\"\n\"二\\\\\"\n";
        let entry = Entry { line: 7, english: "one \"two\"".to_owned(), translated: "一二\\".to_owned() };
        assert_eq!(read(text), Ok(vec![entry]));
        assert_eq!(read(""), Ok(Vec::new()));
    }

    #[test]
    fn what_is_not_of_the_form_is_refused_with_its_line() {
        for (text, line) in [
            ("msgid \"a\nmsgstr \"\"\n", "line 1"),
            ("msgid \"a\"\nmsgid \"b\"\n", "line 2"),
            ("msgstr \"a\"\n", "line 1"),
            ("\"a\"\n", "line 1"),
            ("msgid \"a\"\nmsgstr \"b\"c\"\n", "line 2"),
            ("msgid \"a\"\nmsgstr \"\\x\"\n", "line 2"),
            ("msgid \"a\"\nmsgstr \"b\"\nwords\n", "line 3"),
            ("msgctxt \"a\"\n", "line 1"),
            ("msgid \"a\"\nmsgstr \"", "line 2"),
            ("msgid \"a\"\n", "the last"),
        ] {
            let refused = read(text);
            assert!(refused.as_ref().is_err_and(|what| what.contains(line)), "{text:?}: {refused:?}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for text in ["plain", "with \"quotes\" and \\", "two\nlines\n", "a\tb"] {
            let file = format!("msgid {}\nmsgstr {}\n", quoted(text), quoted(text));
            let read = read(&file).expect("it is of the form");
            assert_eq!((read[0].english.as_str(), read[0].translated.as_str()), (text, text));
        }
    }
}
