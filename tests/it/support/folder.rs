//! Issue folders made for a test.

use std::fs;
use std::path::Path;

use banxin::{Compiled, compile, read};

/// Writes files into a new temporary folder.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder for the test");
    for (file, text) in files {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    dir
}

/// Reads and sets an issue that must load.
pub fn set(dir: &Path) -> (read::Loaded, Compiled) {
    match banxin::load(dir) {
        Ok(loaded) => {
            let compiled = compile(&loaded);
            (loaded, compiled)
        }
        Err(refused) => panic!("{:#?}", refused.diagnostics),
    }
}
