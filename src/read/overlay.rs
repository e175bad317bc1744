//! Texts that stand for files: what an editor has open and has not saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::paths::tidy;

/// Texts in the place of files, by path. A path is compared as it is written, without `.` and `..`: give it as the
/// issue folder that is loaded is given, absolute or not.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    texts: BTreeMap<PathBuf, Arc<str>>,
}

impl Overlay {
    /// Takes a text in the place of a file, and of a text that was there for it.
    pub fn put(&mut self, path: &Path, text: &Arc<str>) {
        self.texts.insert(tidy(path), Arc::clone(text));
    }

    /// The text in the place of a file.
    pub(super) fn get(&self, path: &Path) -> Option<&Arc<str>> {
        if self.texts.is_empty() { None } else { self.texts.get(&tidy(path)) }
    }
}

impl FromIterator<(PathBuf, Arc<str>)> for Overlay {
    fn from_iter<I: IntoIterator<Item = (PathBuf, Arc<str>)>>(texts: I) -> Overlay {
        Overlay { texts: texts.into_iter().map(|(path, text)| (tidy(&path), text)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_means_the_same_however_it_is_written() {
        let overlay = Overlay::from_iter([(PathBuf::from("a/./b/../c.md"), Arc::from("text"))]);
        assert_eq!(overlay.get(Path::new("a/c.md")).map(|text| &**text), Some("text"));
        assert_eq!(overlay.get(Path::new("c.md")), None);
    }
}
