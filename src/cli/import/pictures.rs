//! Pictures that are there already (重复图片): one that comes with a page and again by itself is taken once.
//!
//! Pictures are the same if their bytes are. Files of the folder are read only where one has as many bytes as the picture
//! that is looked for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::find::listed;

/// The pictures of a folder and those that were added in this run.
#[derive(Clone, Default)]
pub struct Pictures {
    dir: PathBuf,
    /// Their names by the number of their bytes.
    sizes: BTreeMap<u64, Vec<Named>>,
}

#[derive(Clone)]
struct Named {
    name: String,
    /// The hash of a picture of this run; those of the folder are read when they are compared.
    hash: Option<blake3::Hash>,
}

impl Pictures {
    /// Lists the pictures of an issue.
    pub fn open(dir: &Path) -> Pictures {
        let mut pictures = Pictures { dir: dir.to_owned(), ..Pictures::default() };
        for path in listed(dir, "pictures") {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if let Ok(about) = std::fs::metadata(&path)
                && about.is_file()
            {
                let named = Named { name: format!("pictures/{name}"), hash: None };
                pictures.sizes.entry(about.len()).or_default().push(named);
            }
        }
        pictures
    }

    /// Forgets those whose files are gone: while a folder is watched, somebody may take some away.
    pub fn look_again(&mut self) {
        for same_size in self.sizes.values_mut() {
            same_size.retain(|named| self.dir.join(&named.name).exists());
        }
    }

    /// The picture that has these bytes.
    pub fn find(&self, bytes: &[u8]) -> Option<String> {
        let same_size = self.sizes.get(&(bytes.len() as u64))?;
        let hash = blake3::hash(bytes);
        let is_same = |named: &&Named| match named.hash {
            Some(own) => own == hash,
            None => std::fs::read(self.dir.join(&named.name)).is_ok_and(|own| blake3::hash(&own) == hash),
        };
        same_size.iter().find(is_same).map(|named| named.name.clone())
    }

    /// Whether a picture of this name is there.
    pub fn has(&self, name: &str) -> bool {
        self.sizes.values().flatten().any(|named| named.name == name)
    }

    /// Adds a picture that is written in this run.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        let named = Named { name: name.to_owned(), hash: Some(blake3::hash(bytes)) };
        self.sizes.entry(bytes.len() as u64).or_default().push(named);
    }
}
