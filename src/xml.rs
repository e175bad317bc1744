//! Words as XML and HTML have them: the one home of escaping.

/// Escapes words for text and for attributes in quotes. Control characters, of which XML cannot hold most (XML 1.0, 2.2), and
/// U+FFFE and U+FFFF show nothing in print and are left out.
pub fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            letter if letter.is_control() && !matches!(letter, '\t' | '\n' | '\r') => {}
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
        assert_eq!(escaped(words), "“5&lt;6”&amp;&#39;&quot;");
        assert!(roxmltree::Document::parse(&format!("<a b=\"{0}\" c='{0}'>{0}</a>", escaped(words))).is_ok());
    }
}
