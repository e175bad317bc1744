//! Texts that stand for files: what an editor has open and has not saved, and files that are not to be seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::paths::tidy;

/// Texts in the place of files, by path. A path is compared as it is written, without `.` and `..`: give it as the
/// issue folder that is loaded is given, absolute or not.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// `None` for a file that is as if it were not there.
    texts: BTreeMap<PathBuf, Option<Arc<str>>>,
}

impl Overlay {
    /// Takes a text in the place of a file, and of a text that was there for it.
    pub fn put(&mut self, path: &Path, text: &Arc<str>) {
        self.texts.insert(tidy(path), Some(Arc::clone(text)));
    }

    /// Reads the issue as if a file were not there.
    pub fn hide(&mut self, path: &Path) {
        self.texts.insert(tidy(path), None);
    }

    /// The text in the place of a file; `Some(None)` for one that is hidden.
    pub(super) fn get(&self, path: &Path) -> Option<Option<&Arc<str>>> {
        if self.texts.is_empty() { None } else { self.texts.get(&tidy(path)).map(Option::as_ref) }
    }
}

impl FromIterator<(PathBuf, Arc<str>)> for Overlay {
    fn from_iter<I: IntoIterator<Item = (PathBuf, Arc<str>)>>(texts: I) -> Overlay {
        Overlay { texts: texts.into_iter().map(|(path, text)| (tidy(&path), Some(text))).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_means_the_same_however_it_is_written() {
        let overlay = Overlay::from_iter([(PathBuf::from("a/./b/../c.md"), Arc::from("text"))]);
        let text = |path: &str| overlay.get(Path::new(path)).map(|text| text.map(|text| &**text));
        assert_eq!(text("a/c.md"), Some(Some("text")));
        assert_eq!(text("c.md"), None);
        let mut hiding = overlay.clone();
        hiding.hide(Path::new("./a/c.md"));
        assert_eq!(hiding.get(Path::new("a/c.md")), Some(None));
    }
}
