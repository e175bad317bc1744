//! Paths to one file, written in one way, and what is in an ordinary file.

use std::io;
use std::path::{Component, Path, PathBuf};

/// The bytes of an ordinary file.
///
/// # Errors
/// Those of the system; a pipe or a device is refused, for reading from it may never end.
pub(super) fn contents(path: &Path) -> io::Result<Vec<u8>> {
    let kind = std::fs::metadata(path)?.file_type();
    if !kind.is_file() && !kind.is_dir() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a pipe or a device"));
    }
    std::fs::read(path)
}

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

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_read() {
        let refused = contents(Path::new("/dev/zero")).expect_err("it has no end");
        assert_eq!(refused.kind(), io::ErrorKind::InvalidInput);
        let ordinary = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert!(!contents(&ordinary).expect("it is there").is_empty());
    }

    #[test]
    fn paths_to_one_file_are_one() {
        assert_eq!(tidy(Path::new("a/./b/../c.md")), Path::new("a/c.md"));
        assert_eq!(tidy(Path::new("../a/c.md")), Path::new("../a/c.md"));
    }
}
