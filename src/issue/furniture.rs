//! What stands on a page besides stories and pictures: advertisements and tables.

use super::{Framing, PictureId, Text};
use crate::diagnostic::Span;
use crate::keys::words;

/// An advertisement (广告) in the place that was booked for it.
#[derive(Clone, Debug)]
pub struct Advert {
    /// The file's stem, as findings name it.
    pub name: String,
    /// What it shows.
    pub picture: PictureId,
    /// Which part of it shows.
    pub framing: Framing,
    /// Who booked it.
    pub client: Option<String>,
    /// The basic columns and rows that were booked.
    pub booked: Option<(u32, u32)>,
    /// Whether a hairline runs around it.
    pub frame: bool,
    /// What tells readers that it is one: the law asks for 广告 (广告法 §14).
    pub label: Option<Text>,
    /// Where the issue names its picture.
    pub span: Span,
}

words! {
    /// How the cells of a table's column stand.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum CellAlign {
        /// At the left.
        #[default]
        Left = "left",
        /// In the middle.
        Center = "center",
        /// At the right, as figures do.
        Right = "right",
    }
}

/// A table (表格) from a file of comma-separated values.
#[derive(Clone, Debug)]
pub struct DataTable {
    /// The file's stem, as findings name it.
    pub name: String,
    /// Words over it.
    pub title: Option<Text>,
    /// Words under it.
    pub note: Option<Text>,
    /// How the cells of each column stand; as many as the head has cells.
    pub columns: Vec<CellAlign>,
    /// The first row.
    pub head: Vec<Text>,
    /// The other rows, each with as many cells as the head.
    pub rows: Vec<Vec<Text>>,
    /// Where the issue names its file.
    pub span: Span,
}
