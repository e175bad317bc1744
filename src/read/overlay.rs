//! Texts that stand for files: what an editor has open and has not saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reader::tidy;

/// Texts in the place of files, by path. A path is compared as it is written, without `.` and `..`: give it as the
/// issue folder that is loaded is given, absolute or not.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    texts: BTreeMap<PathBuf, Arc<str>>,
}

impl Overlay {
    /// Puts a text in the place of a file, which need not exist.
    pub fn put(&mut self, path: &Path, text: impl Into<Arc<str>>) {
        self.texts.insert(tidy(path), text.into());
    }

    /// Takes the text away: the file itself is read again.
    pub fn remove(&mut self, path: &Path) {
        self.texts.remove(&tidy(path));
    }

    /// The text in the place of a file.
    pub fn get(&self, path: &Path) -> Option<&Arc<str>> {
        if self.texts.is_empty() { None } else { self.texts.get(&tidy(path)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_means_the_same_however_it_is_written() {
        let mut overlay = Overlay::default();
        overlay.put(Path::new("a/./b/../c.md"), "text");
        assert_eq!(overlay.get(Path::new("a/c.md")).map(|text| &**text), Some("text"));
        assert_eq!(overlay.get(Path::new("c.md")), None);
        overlay.remove(Path::new("a/c.md"));
        assert_eq!(overlay.get(Path::new("a/c.md")), None);
    }
}
