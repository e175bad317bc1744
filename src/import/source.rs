//! A file that is to be taken over.

use std::path::Path;

use encoding_rs::Encoding;

/// A file that is to be taken over.
pub struct Source<'s> {
    /// Its path, as findings show it.
    pub path: &'s Path,
    /// Its bytes.
    pub bytes: &'s [u8],
    /// The encoding that the user names.
    pub encoding: Option<&'static Encoding>,
    /// Gives the bytes of a file beside it, by the relative path that it names.
    pub beside: &'s dyn Fn(&str) -> Option<Vec<u8>>,
}

impl Source<'_> {
    /// The name of the file without its ending.
    pub(super) fn stem(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        let plain: String = stem.chars().filter(|c| !c.is_control()).collect();
        let plain = plain.trim_matches(super::model::is_blank);
        if plain.is_empty() { "copy".to_owned() } else { plain.to_owned() }
    }

    /// The ending of its name in small letters.
    pub(super) fn ending(&self) -> String {
        self.path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
    }
}
