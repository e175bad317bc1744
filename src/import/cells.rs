//! Tables of Word files and of OpenDocument: what is read of them once their rows and cells are found.
//!
//! A table of one column, or with pictures or text boxes in it, only frames what stands in it: its cells are read as if they stood in
//! the text. Any other one becomes a [`Table`]; what cannot stand in a cell comes behind it.

use super::account::Account;
use super::left::{Left, What};
use super::model::{Block, Table};
use super::open;
use super::refusal::Refusal;
use super::xml::Element;

/// Tables, lists, text boxes and frames inside each other.
pub const DEEPEST: usize = 40;
/// Cells of one table.
const MOST_CELLS: usize = 200_000;
/// Columns that one cell takes.
const MOST_COLUMNS: usize = 64;

/// A cell that was found.
pub struct Cell<'a, 'i> {
    /// What it holds.
    pub element: Element<'a, 'i>,
    /// Columns that it takes, or columns of which each has a cell like it.
    pub columns: usize,
    /// Whether it is a part of cells that were merged.
    pub is_merged: bool,
}

/// A table whose cells were found.
pub struct Cells<'a, 'i> {
    /// The cells of each row.
    pub rows: Vec<Vec<Cell<'a, 'i>>>,
    /// Cells side by side in the row that has most.
    pub widest: usize,
    /// Whether pictures or text boxes stand in it.
    pub holds_pictures: bool,
}

/// What a reader has read so far.
pub struct SoFar<'r> {
    /// The words, a paragraph a line.
    pub listing: &'r str,
    /// The blocks.
    pub blocks: &'r mut Vec<Block>,
    /// What was left.
    pub left: &'r mut Vec<Left>,
    /// The account of characters.
    pub account: &'r mut Account,
}

/// A reader of documents in whose cells blocks stand.
pub trait CellReader {
    /// Reads the blocks inside an element.
    ///
    /// # Errors
    /// When elements stand too deep inside each other, or a table has too many cells.
    fn blocks(&mut self, parent: Element<'_, '_>, depth: usize) -> Result<(), Refusal>;

    /// What was read so far.
    fn so_far(&mut self) -> SoFar<'_>;
}

/// Reads a table.
///
/// # Errors
/// When it has too many cells, or elements stand too deep inside each other.
pub fn table(reader: &mut impl CellReader, cells: Cells<'_, '_>, depth: usize) -> Result<(), Refusal> {
    if depth > DEEPEST {
        return Err(Refusal::too_deep());
    }
    let from = reader.so_far().listing.len();
    if cells.widest <= 1 || cells.holds_pictures {
        for cell in cells.rows.into_iter().flatten() {
            reader.blocks(cell.element, depth + 1)?;
        }
        if cells.holds_pictures {
            let SoFar { listing, left, .. } = reader.so_far();
            let at = from..listing.trim_end().len().max(from);
            left.push(Left { what: What::Framed, text: String::new(), at });
        }
        return Ok(());
    }
    let outside = std::mem::take(reader.so_far().blocks);
    let mut table = Table { at: from..from, ..Table::default() };
    let (mut is_merged, mut count, mut behind) = (false, 0, Vec::new());
    for row in cells.rows {
        let mut words = Vec::new();
        for cell in row {
            is_merged |= cell.is_merged;
            reader.blocks(cell.element, depth + 1)?;
            let SoFar { blocks, left, account, .. } = reader.so_far();
            let (text, others) = open::cell(std::mem::take(blocks), table.rows.is_empty(), account, left);
            behind.extend(others);
            words.push(text);
            words.extend(std::iter::repeat_n(String::new(), cell.columns.clamp(1, MOST_COLUMNS) - 1));
        }
        count += words.len();
        if count > MOST_CELLS {
            return Err(Refusal::too_large());
        }
        table.rows.push(words);
    }
    let SoFar { listing, blocks, left, .. } = reader.so_far();
    table.at.end = listing.trim_end().len().max(from);
    if is_merged {
        let at = table.at.clone();
        let text = listing[at.clone()].split('\n').next().unwrap_or_default().to_owned();
        left.push(Left { what: What::Merged, text, at });
    }
    *blocks = outside;
    blocks.push(Block::Table(table));
    blocks.extend(behind);
    Ok(())
}
