//! Paths to one file, written in one way.

use std::path::{Component, Path, PathBuf};

/// The path without `.` and, where a folder stands before it, without `..`.
pub fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidy.components().next_back(), Some(Component::Normal(_))) => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_to_one_file_are_one() {
        assert_eq!(tidy(Path::new("a/./b/../c.md")), Path::new("a/c.md"));
        assert_eq!(tidy(Path::new("../a/c.md")), Path::new("../a/c.md"));
    }
}
