//! New files of `init` and `new`: a folder is made whole, and nothing that is there is replaced.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use banxin::cache_folder::part;
use banxin::diagnostic::Diagnostic;
use banxin::message::msg;

use super::{codes, output};

/// Files to be written, by their paths in a folder.
pub type Files = Vec<(PathBuf, Vec<u8>)>;

/// Writes the files into the folder `dir`, which need not exist.
///
/// # Errors
/// `file-exists` for every file that is there already, `cannot-write` for the first that cannot be written. Nothing
/// is written where one is there already; where writing fails, what was written before is taken away again. All bytes
/// are on the disk before the first file gets its name, so that a run that is stopped leaves all files or, as a rule, none.
pub fn create(dir: &Path, files: &Files) -> Result<(), Vec<Diagnostic>> {
    let paths = files.iter().map(|(path, _)| dir.join(path));
    let taken: Vec<Diagnostic> = paths.filter(|path| path.exists()).map(|path| exists(&path)).collect();
    if !taken.is_empty() {
        return Err(taken);
    }
    let mut staged = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let path = dir.join(path);
        match stage(&path, bytes) {
            Ok(file) => staged.push((path, file)),
            Err(error) => return Err(vec![output::cannot_write(&path, &error)]),
        }
    }
    let mut written = Vec::with_capacity(files.len());
    for (path, file) in staged {
        if let Err(fault) = file.persist_noclobber(&path) {
            for path in &written {
                let _ = fs::remove_file(path);
            }
            return Err(vec![match fault.error.kind() {
                io::ErrorKind::AlreadyExists => exists(&path),
                _ => output::cannot_write(&path, &fault.error),
            }]);
        }
        written.push(path);
    }
    Ok(())
}

fn exists(path: &Path) -> Diagnostic {
    // The same words for all, so that they are told as one with the list of files.
    Diagnostic::new(codes::FILE_EXISTS, msg!("a file of this name is there already")).in_file(path)
}

/// Writes the bytes of a file beside the place where it will be.
fn stage(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = part().tempfile_in(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}
