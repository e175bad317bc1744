//! The languages that the program speaks.

/// A language of messages, explanations and the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, in which messages are written in the source.
    #[default]
    English,
    /// Simplified Chinese (简体中文), from the tables in `src/message/zh`.
    Chinese,
}

impl Language {
    /// The language of a tag such as `zh`, `zh-CN`, `zh_TW.UTF-8` or `en_GB`; `None` for other languages.
    pub fn of_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Some(Language::Chinese),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    /// Its tag (BCP 47): `en` or `zh`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
        }
    }
}
