//! A cache of what is slow to make and depends only on its inputs: what reading finds of a picture, tables from
//! colours to inks, and the press file's font programs, maps, profile, pixels and page contents, each deflated.
//!
//! A cache holds entries in memory, up to a limit, and may have a [`Store`] behind it that outlives the
//! process. It never changes what is written, only how long that takes: an entry is found by a hash of
//! everything that it is made of, and an entry with a wrong checksum is made again.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What an entry's bytes depend on besides its inputs: the number is raised whenever an entry is made in
/// another way, and the crates are those whose output it is (a test holds them against Cargo.lock). The program's own
/// version is added, so that another version makes everything again.
const RECIPE: &str = concat!(
    "2, subsetter 0.2.6, zlib-rs 0.6.8, fdeflate 0.3.7, jpeg-encoder 0.7.1, zune-jpeg 0.5.15, image 0.25.10, image-webp 0.2.4, ",
    "png 0.18.1, tiff 0.11.3, gif 0.14.2, moxcms 0.8.1, libm 0.2.16, tiny-skia 0.12.0, lopdf 0.44.0"
);

/// Bytes of the checksum at the end of an entry.
const SEAL: usize = blake3::OUT_LEN;

/// The default limit of a cache in memory, in bytes: an issue of some dozen pages with its pictures.
const LIMIT: usize = 128 << 20;

/// The name of an entry: a hash (BLAKE3) of everything that it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key([u8; blake3::OUT_LEN]);

impl Key {
    /// The key of what is made of `parts`; `kind` keeps things apart that are made of the same.
    pub(crate) fn of(kind: &str, parts: &[&[u8]]) -> Key {
        let mut hasher = blake3::Hasher::new();
        for part in
            [RECIPE.as_bytes(), env!("CARGO_PKG_VERSION").as_bytes(), kind.as_bytes()].iter().chain(parts)
        {
            // With its length, so that no two lists of parts run together into one.
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Key(*hasher.finalize().as_bytes())
    }

    /// The key as bytes, to be a part of other keys.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The key as 64 hexadecimal digits, fit for a file's name.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A place for entries that outlives the process, such as a folder.
///
/// It may lose or damage entries; the cache detects that. It never fails: an entry that it cannot store is
/// dropped.
pub trait Store: fmt::Debug + Send + Sync {
    /// The bytes stored under that key, which may be damaged; `None` if there are none.
    fn get(&self, key: &Key) -> Option<Vec<u8>>;
    /// Keeps an entry.
    fn put(&self, key: &Key, entry: &[u8]);
}

/// Keeps what reading and [`pdf::write_with`](crate::pdf::write_with) make, for the next time; see the module.
///
/// Threads may share it. `Cache::default()` lives in memory alone, up to 128 MiB; a program that sets the
/// same issue again and again finds pixels in it too, for they are known by what they show.
#[derive(Debug)]
pub struct Cache {
    memory: Mutex<Memory>,
    limit: usize,
    store: Option<Box<dyn Store>>,
}

#[derive(Default)]
struct Memory {
    entries: BTreeMap<Key, Entry>,
    /// Bytes of all entries together.
    size: usize,
    /// How often an entry was asked for.
    uses: u64,
}

struct Entry {
    bytes: Arc<Vec<u8>>,
    /// The last use of it.
    used: u64,
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").field("entries", &self.entries.len()).field("size", &self.size).finish()
    }
}

impl Default for Cache {
    fn default() -> Cache {
        Cache::new(LIMIT)
    }
}

impl Cache {
    /// A cache in memory of at most `limit` bytes; what was not used for longest goes out.
    pub fn new(limit: usize) -> Cache {
        Cache { memory: Mutex::default(), limit, store: None }
    }

    /// The same cache with a store behind it.
    pub fn behind(self, store: impl Store + 'static) -> Cache {
        Cache { store: Some(Box::new(store)), ..self }
    }

    /// Whether nothing that it is given is kept.
    pub(crate) fn keeps_nothing(&self) -> bool {
        self.limit == 0 && self.store.is_none()
    }

    /// The entry of that key, if it is there and sound.
    pub(crate) fn get(&self, key: &Key) -> Option<Arc<Vec<u8>>> {
        if let Some(bytes) = self.memory().get(key) {
            return Some(bytes);
        }
        let stored = self.store.as_ref().and_then(|store| unsealed(key, store.get(key)?));
        let bytes = Arc::new(stored?);
        self.memory().put(*key, &bytes, self.limit);
        Some(bytes)
    }

    /// Keeps an entry.
    pub(crate) fn put(&self, key: Key, mut bytes: Vec<u8>) -> Arc<Vec<u8>> {
        if let Some(store) = &self.store {
            let length = bytes.len();
            let seal = seal(&key, &bytes);
            bytes.extend_from_slice(&seal);
            store.put(&key, &bytes);
            bytes.truncate(length);
        }
        let bytes = Arc::new(bytes);
        self.memory().put(key, &bytes, self.limit);
        bytes
    }

    /// The entry of that key; `make` makes it if it is not in the cache. If the cache keeps nothing, the
    /// key is not computed.
    ///
    /// # Errors
    /// Those of `make`; nothing is kept then.
    pub(crate) fn get_or_make<E>(
        &self,
        key: impl FnOnce() -> Key,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Arc<Vec<u8>>, E> {
        if self.keeps_nothing() {
            return make().map(Arc::new);
        }
        let key = key();
        // No lock is held meanwhile: two threads that want the same make it twice, and alike.
        match self.get(&key) {
            Some(bytes) => Ok(bytes),
            None => make().map(|bytes| self.put(key, bytes)),
        }
    }

    /// The entry of that key, as [`Cache::get_or_make`] has it, where making it cannot fail.
    pub(crate) fn made(&self, key: impl FnOnce() -> Key, make: impl FnOnce() -> Vec<u8>) -> Arc<Vec<u8>> {
        let Ok(bytes) = self.get_or_make(key, || Ok::<_, Infallible>(make()));
        bytes
    }

    /// A thread that panicked cannot have left the cache in an inconsistent state.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    fn get(&mut self, key: &Key) -> Option<Arc<Vec<u8>>> {
        let entry = self.entries.get_mut(key)?;
        self.uses += 1;
        entry.used = self.uses;
        Some(Arc::clone(&entry.bytes))
    }

    fn put(&mut self, key: Key, bytes: &Arc<Vec<u8>>, limit: usize) {
        if bytes.len() > limit {
            return;
        }
        self.uses += 1;
        let entry = Entry { bytes: Arc::clone(bytes), used: self.uses };
        self.size += bytes.len();
        if let Some(old) = self.entries.insert(key, entry) {
            self.size -= old.bytes.len();
        }
        while self.size > limit {
            let Some(oldest) = self.entries.iter().min_by_key(|(_, entry)| entry.used).map(|(key, _)| *key)
            else {
                return;
            };
            if let Some(entry) = self.entries.remove(&oldest) {
                self.size -= entry.bytes.len();
            }
        }
    }
}

/// The checksum of an entry; the key is in it, so that an entry under another's name is noticed.
fn seal(key: &Key, bytes: &[u8]) -> [u8; SEAL] {
    *blake3::keyed_hash(&key.0, bytes).as_bytes()
}

/// An entry without its checksum; `None` where that is wrong.
fn unsealed(key: &Key, mut entry: Vec<u8>) -> Option<Vec<u8>> {
    let length = entry.len().checked_sub(SEAL)?;
    if seal(key, &entry[..length]) != entry[length..] {
        return None;
    }
    entry.truncate(length);
    Some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A store that keeps what it gets and damages it on the way out.
    #[derive(Debug, Default, Clone)]
    struct Shelf(Arc<Mutex<BTreeMap<Key, Vec<u8>>>>);

    impl Store for Shelf {
        fn get(&self, key: &Key) -> Option<Vec<u8>> {
            self.0.lock().unwrap().get(key).cloned()
        }
        fn put(&self, key: &Key, entry: &[u8]) {
            self.0.lock().unwrap().insert(*key, entry.to_vec());
        }
    }

    fn made(cache: &Cache, key: Key, bytes: &[u8]) -> (Vec<u8>, bool) {
        let mut made = false;
        let got = cache.get_or_make(
            || key,
            || {
                made = true;
                Ok::<_, Infallible>(bytes.to_vec())
            },
        );
        let Ok(got) = got;
        (got.to_vec(), made)
    }

    #[test]
    fn keys_tell_parts_and_kinds_apart() {
        let key = Key::of("font", &[b"ab", b"c"]);
        assert_eq!(key, Key::of("font", &[b"ab", b"c"]));
        for other in [
            Key::of("font", &[b"a", b"bc"]),
            Key::of("font", &[b"ab", b"c", b""]),
            Key::of("fonta", &[b"b", b"c"]),
            Key::of("map", &[b"ab", b"c"]),
        ] {
            assert_ne!(key, other);
        }
        assert_eq!(key.to_string().len(), 64);
    }

    #[test]
    fn what_was_not_used_for_longest_goes_out_first() {
        let cache = Cache::new(20);
        let keys: Vec<Key> = (0..4).map(|at| Key::of("x", &[&[at]])).collect();
        for key in &keys[..2] {
            assert!(made(&cache, *key, &[1; 10]).1);
        }
        assert!(!made(&cache, keys[0], &[1; 10]).1);
        assert!(made(&cache, keys[2], &[1; 10]).1);
        assert!(!made(&cache, keys[0], &[1; 10]).1);
        assert!(made(&cache, keys[1], &[1; 10]).1, "it had to make room");
        // What is larger than the whole cache is made each time and drives nothing out.
        assert!(made(&cache, keys[3], &[1; 21]).1 && made(&cache, keys[3], &[1; 21]).1);
        assert!(!made(&cache, keys[1], &[1; 10]).1);
        assert_eq!(cache.memory().size, 20);
    }

    #[test]
    fn damaged_and_exchanged_entries_are_made_anew() {
        let shelf = Shelf::default();
        let fresh = || Cache::default().behind(shelf.clone());
        let (key, other) = (Key::of("x", &[b"1"]), Key::of("x", &[b"2"]));
        assert!(made(&fresh(), key, b"program").1);
        assert_eq!(made(&fresh(), key, b"never"), (b"program".to_vec(), false));
        let whole = shelf.get(&key).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            shelf.put(&key, &damaged);
            assert!(made(&fresh(), key, b"program").1, "byte {at} was damaged");
            shelf.put(&key, &whole[..at]);
            assert!(made(&fresh(), key, b"program").1, "it was cut off at {at}");
            assert_eq!(shelf.get(&key).unwrap(), whole, "it was not put back");
        }
        shelf.put(&other, &whole);
        assert!(made(&fresh(), other, b"another").1);
    }

    #[test]
    fn nothing_is_kept_of_a_failure() {
        let cache = Cache::default().behind(Shelf::default());
        let key = Key::of("x", &[]);
        assert_eq!(cache.get_or_make(|| key, || Err("no font")), Err("no font"));
        assert!(made(&cache, key, b"font").1);
    }

    #[test]
    fn the_recipe_names_the_crates_in_use() {
        let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
        let names = RECIPE.split(", ").skip(1).filter_map(|made| made.split(' ').next());
        for name in names {
            let (_, rest) = lock.split_once(&format!("name = \"{name}\"\nversion = \"")).unwrap();
            let version = rest.split('"').next().unwrap();
            assert!(RECIPE.contains(&format!(", {name} {version}")), "{name} {version} is not in the recipe");
        }
    }
}
