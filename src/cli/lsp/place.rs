//! Paths and the addresses by which editors name files.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use lsp_types::Uri;

/// The path of a file; `None` for what is no file on this machine.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    let url = url::Url::parse(uri.as_str()).ok()?;
    (url.scheme() == "file").then(|| url.to_file_path().ok()).flatten()
}

/// The address of a path, which must be absolute.
pub fn uri_of(path: &Path) -> Option<Uri> {
    let url = url::Url::from_file_path(path).ok()?;
    Uri::from_str(url.as_str()).ok()
}

/// What a file is to an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `issue.toml`.
    Issue,
    /// A layout.
    Layout,
    /// A manuscript.
    Manuscript,
}

/// What the file is, by its name.
pub fn kind_of(path: &Path) -> Option<FileKind> {
    let end = path.extension()?.to_str()?;
    match end {
        "toml" if path.file_name()? == "issue.toml" => Some(FileKind::Issue),
        "toml" => Some(FileKind::Layout),
        "md" => Some(FileKind::Manuscript),
        _ => None,
    }
}

/// The issue folder of a file: the nearest one above it that has an `issue.toml`, on the disk or in the editor.
pub fn issue_of(path: &Path, is_open: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    path.ancestors().skip(1).find_map(|folder| {
        let file = folder.join("issue.toml");
        (is_open(&file) || file.is_file()).then(|| folder.to_path_buf())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_addresses_go_both_ways() {
        let path = Path::new("/期 刊/2026/issue.toml");
        let uri = uri_of(path).expect("it is absolute");
        assert_eq!(path_of(&uri).as_deref(), Some(path));
        assert_eq!(path_of(&Uri::from_str("untitled:1").expect("an address")), None);
        assert_eq!(kind_of(path), Some(FileKind::Issue));
        assert_eq!(kind_of(Path::new("a/layouts/x.toml")), Some(FileKind::Layout));
        assert_eq!(kind_of(Path::new("a/x.jpg")), None);
    }
}
