//! Files before they are written.

/// A file of an e-paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the folder of the issue, with `/` between names.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}
