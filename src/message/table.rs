//! The Chinese of every English text: the PO files of `src/message/zh`, read when the first text is asked for.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::language::Language;
use super::po;

/// The files of the table with what is in each of them.
pub const FILES: [(&str, &str); 5] = [
    ("messages.po", include_str!("zh/messages.po")),
    ("codes.po", include_str!("zh/codes.po")),
    ("keys.po", include_str!("zh/keys.po")),
    ("cli.po", include_str!("zh/cli.po")),
    ("watch.po", include_str!("zh/watch.po")),
];

/// A text in a language, or in English as it was given where there is no translation.
pub fn translate(english: &str, language: Language) -> &str {
    match language {
        Language::English => english,
        Language::Chinese => chinese().get(english).map_or(english, String::as_str),
    }
}

fn chinese() -> &'static BTreeMap<String, String> {
    static CHINESE: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    CHINESE.get_or_init(|| {
        // A file that is not of the form has no translations; tests/it/message.rs does not let it be so.
        let entries = FILES.iter().flat_map(|(_, text)| po::read(text).unwrap_or_default());
        let translated = entries.filter(|entry| !entry.translated.is_empty());
        translated.map(|entry| (entry.english, entry.translated)).collect()
    })
}
