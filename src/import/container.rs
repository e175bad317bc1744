//! Files inside a ZIP container (DOCX), read with limits: a few kilobytes can unpack to gigabytes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

/// Files of one container.
const MOST_FILES: usize = 4096;
/// Bytes of one file that holds text.
pub const LONGEST_TEXT: u64 = 16 << 20;
/// Bytes of one other file.
const LONGEST_FILE: u64 = 128 << 20;
/// Bytes of all files that are read together.
const LONGEST_ALL: u64 = 192 << 20;

/// Why a file of a container cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such file.
    Missing,
    /// It is larger than the limit.
    TooLarge,
    /// There are too many files.
    TooMany,
    /// It is encrypted.
    Encrypted,
    /// It is damaged, in the words of the library.
    Damaged(String),
}

/// An open container.
pub struct Container<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Files by their names in small letters, with slashes: some writers use others than they refer to.
    names: BTreeMap<String, usize>,
    left: u64,
}

impl<'b> Container<'b> {
    /// Opens a container.
    ///
    /// # Errors
    /// [`Fault::Damaged`] where its directory cannot be read, [`Fault::TooMany`] where it has thousands of files.
    pub fn open(bytes: &'b [u8]) -> Result<Container<'b>, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| damaged(&fault))?;
        if archive.len() > MOST_FILES {
            return Err(Fault::TooMany);
        }
        let mut names = BTreeMap::new();
        for (at, name) in archive.file_names_raw().enumerate() {
            names.entry(same(&String::from_utf8_lossy(name))).or_insert(at);
        }
        Ok(Container { archive, names, left: LONGEST_ALL })
    }

    /// The names of its files, in small letters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Whether it has a file.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&same(name))
    }

    /// A file that holds text.
    ///
    /// # Errors
    /// When it is missing, too large or damaged.
    pub fn text(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        self.read(name, LONGEST_TEXT)
    }

    /// Any file.
    ///
    /// # Errors
    /// When it is missing, too large or damaged.
    pub fn file(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        self.read(name, LONGEST_FILE)
    }

    fn read(&mut self, name: &str, limit: u64) -> Result<Vec<u8>, Fault> {
        let at = *self.names.get(&same(name)).ok_or(Fault::Missing)?;
        let limit = limit.min(self.left);
        let file = self.archive.by_index(at).map_err(|fault| damaged(&fault))?;
        if file.size() > limit {
            return Err(Fault::TooLarge);
        }
        let mut bytes = Vec::new();
        // What the directory says of the size may be wrong; the checksum is compared at the end.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|fault| Fault::Damaged(fault.to_string()))?;
        if bytes.len() as u64 > limit {
            return Err(Fault::TooLarge);
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }
}

fn same(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

fn damaged(fault: &ZipError) -> Fault {
    match fault {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::Encrypted,
        other => Fault::Damaged(other.to_string()),
    }
}
