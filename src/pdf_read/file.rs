//! Reading a whole file into its objects, within limits.
//!
//! A file goes through three gates: [`unsafe_to_read`] refuses what lopdf would run out of stack or memory
//! on; lopdf reads the objects and unpacks their streams up to a size that the caller gives; an encrypted
//! file is refused, for nothing in it can be looked at.

use crate::message::Message;
use lopdf::{Document, LoadOptions};

use super::guard::unsafe_to_read;

/// The most bytes that a stream of objects may unpack to where the caller has no limit of its own.
pub const MOST_OBJECT_BYTES: usize = 1 << 28;
/// Where a trailer is looked for: bytes from the end of the file.
const TRAILER: usize = 2_048;

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadFault {
    /// It is encrypted, with a password or without.
    Encrypted,
    /// It is damaged or too large; in words.
    Unreadable(Message),
}

/// Reads a file, whose streams of objects may each unpack to `most` bytes.
///
/// # Errors
/// When it is damaged, encrypted, or unpacks to more.
pub fn load(bytes: &[u8], most: usize) -> Result<Document, LoadFault> {
    if let Some(why) = unsafe_to_read(bytes) {
        return Err(LoadFault::Unreadable(why.into()));
    }
    match Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(most)) {
        Ok(document) if document.trailer.has(b"Encrypt") || document.encryption_state.is_some() => {
            Err(LoadFault::Encrypted)
        }
        Ok(document) => Ok(document),
        Err(lopdf::Error::Decryption(_)) => Err(LoadFault::Encrypted),
        // lopdf fails on some encrypted files before it sees that they are; their trailer says so.
        Err(_) if has(&bytes[bytes.len().saturating_sub(TRAILER)..], b"/Encrypt") => {
            Err(LoadFault::Encrypted)
        }
        Err(fault) => Err(LoadFault::Unreadable(Message::verbatim(fault.to_string()))),
    }
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
