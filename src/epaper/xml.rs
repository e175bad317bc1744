//! Words as XML has them.

/// Escapes words for text and attributes. Characters that XML cannot hold (XML 1.0, 2.2) show nothing in print and are
/// left out.
pub(super) fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            letter if letter < ' ' && !matches!(letter, '\t' | '\n' | '\r') => {}
            letter => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_stays_well_formed() {
        let words = "“5<6”&\u{0}\u{b}\u{FFFF}'\"";
        assert_eq!(escaped(words), "“5&lt;6”&amp;'&quot;");
        assert!(roxmltree::Document::parse(&format!("<a b=\"{0}\">{0}</a>", escaped(words))).is_ok());
    }
}
