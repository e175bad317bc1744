//! Paragraphs, lists and tables of OpenDocument, in the order of the document.

use super::lists::OUTLINE;
use super::parts::{inside, is_on};
use super::reader::Reader;
use super::words::Line;
use crate::import::format::Format;
use crate::import::left::{Left, What};
use crate::import::model::{Block, Paragraph, Table};
use crate::import::open::{self, Open};
use crate::import::refusal::Refusal;
use crate::import::styles::StyleRole;
use crate::import::xml::{Element, attribute, elements, name};

/// Lists, tables, text boxes and frames inside each other.
const DEEPEST: usize = 40;
/// Cells of one table.
const MOST_CELLS: usize = 200_000;
/// Copies of a cell that are written out.
const MOST_COPIES: usize = 64;

impl Reader<'_, '_> {
    /// Reads the blocks inside an element.
    ///
    /// # Errors
    /// When elements stand too deep inside each other.
    pub(super) fn blocks(&mut self, parent: Element<'_, '_>, depth: usize) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        elements(parent).try_for_each(|element| self.block(element, depth))
    }

    fn block(&mut self, element: Element<'_, '_>, depth: usize) -> Result<(), Refusal> {
        match name(element) {
            "p" | "h" => self.paragraph(element, None, depth),
            "list" => {
                let list = self.lists.open(element);
                self.list(element, &list, "", 0, depth)
            }
            "table" => self.table(element, depth),
            "section" if attribute(element, "display") == Some("none") => {
                let words = inside(element);
                self.account.read(&words);
                let at = self.here();
                self.leave(What::Hidden, words, at);
                Ok(())
            }
            "change" => {
                let id = attribute(element, "change-id").unwrap_or_default();
                if let Some(words) = self.deleted.remove(id) {
                    let at = self.here();
                    self.leave(What::Deleted, words, at);
                }
                Ok(())
            }
            "forms" if elements(element).next().is_some() => {
                let at = self.here();
                self.left.push(Left { what: What::Object, text: "forms".to_owned(), at });
                Ok(())
            }
            // What is drawn on the page and not in a paragraph.
            "frame" | "g" | "a" | "custom-shape" | "rect" | "ellipse" | "circle" | "path" | "polygon"
            | "caption" | "control" => {
                let open = Open::new(Paragraph::default(), Format::default());
                let mut line = Line { open, boxes: Vec::new() };
                self.drawing(element, &mut line, depth)?;
                self.end(line, None, depth)
            }
            "tracked-changes" | "forms" => Ok(()),
            // What an index is made of, not the index itself.
            source if source.ends_with("-source") || source.ends_with("-decls") => Ok(()),
            _ => self.blocks(element, depth + 1),
        }
    }

    fn paragraph(
        &mut self,
        element: Element<'_, '_>,
        number: Option<String>,
        depth: usize,
    ) -> Result<(), Refusal> {
        let style = attribute(element, "style-name").unwrap_or_default();
        let format = self.styles.of_paragraph(style);
        let mut role = self.styles.role(style);
        let mut number = number;
        if name(element) == "h" {
            let level = attribute(element, "outline-level").and_then(|level| level.parse::<u8>().ok());
            let level = level.unwrap_or(1).clamp(1, 9);
            role = role.filter(|role| *role != StyleRole::Body).or(Some(StyleRole::Heading(level)));
            if number.is_none() && !is_on(element, "is-list-header") && !inside(element).trim().is_empty() {
                number = self.lists.next(OUTLINE, OUTLINE, usize::from(level) - 1, None);
            }
        }
        let paragraph = Paragraph { role, centred: format.centred == Some(true), ..Paragraph::default() };
        let mut line = Line { open: Open::new(paragraph, format), boxes: Vec::new() };
        self.is_blank = true;
        let by_hand = self.styles.by_hand(style);
        self.inline(element, &mut line, &by_hand, depth)?;
        self.end(line, number, depth)
    }

    /// Ends a paragraph: its number, its place, its remarks, its pictures, and the text boxes that are anchored in it.
    fn end(&mut self, line: Line<'_, '_>, number: Option<String>, depth: usize) -> Result<(), Refusal> {
        let Line { open: Open { mut paragraph, pictures, remarks, .. }, boxes } = line;
        let from = self.listing.len();
        let words = paragraph.text();
        let number = number.filter(|_| !words.trim().is_empty());
        let number =
            number.map(|number| if number.ends_with(|c: char| c.is_ascii()) { number + " " } else { number });
        if let Some(number) = &number {
            open::number(&mut paragraph, number, &mut self.account);
            self.listing.push_str(number);
        }
        open::end_line(&mut self.listing, &words);
        let place = from..self.listing.len() - 1;
        if let Some(number) = number {
            self.left.push(Left { what: What::Numbered, text: number, at: place.clone() });
        }
        open::place_remarks(remarks, &self.listing, &place, &mut self.left);
        paragraph.at = place.clone();
        open::with_pictures(paragraph, pictures, &place, &mut self.blocks, &mut self.account);
        // Boxes stand behind the paragraph at which they were anchored.
        for shape in boxes {
            self.left.push(Left { what: What::Boxed, text: inside(shape), at: place.clone() });
            self.blocks(shape, depth + 1)?;
        }
        Ok(())
    }

    fn list(
        &mut self,
        list: Element<'_, '_>,
        counted: &str,
        around: &str,
        level: usize,
        depth: usize,
    ) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        let style = attribute(list, "style-name").unwrap_or(around);
        for item in elements(list) {
            let start = attribute(item, "start-value").and_then(|start| start.parse().ok());
            // A header has no number, and neither has a second paragraph of an item.
            let mut is_numbered = name(item) == "list-item";
            for element in elements(item) {
                match name(element) {
                    "list" => self.list(element, counted, style, (level + 1).min(9), depth + 1)?,
                    "p" | "h" if std::mem::take(&mut is_numbered) => {
                        let number = self.lists.next(counted, style, level, start);
                        self.paragraph(element, number, depth + 1)?;
                    }
                    _ => self.block(element, depth + 1)?,
                }
            }
        }
        Ok(())
    }

    fn table(&mut self, element: Element<'_, '_>, depth: usize) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        let from = self.listing.len();
        let rows = rows(element, 0);
        let widest = rows.iter().map(|row| cells(*row).map(copies).sum::<usize>()).max().unwrap_or(0);
        let holds_pictures = element.descendants().any(|node| matches!(name(node), "image" | "text-box"));
        if widest <= 1 || holds_pictures {
            for cell in rows.into_iter().flat_map(cells) {
                self.blocks(cell, depth + 1)?;
            }
            if holds_pictures {
                let at = from..self.listing.trim_end().len().max(from);
                self.left.push(Left { what: What::Framed, text: String::new(), at });
            }
            return Ok(());
        }
        let outside = std::mem::take(&mut self.blocks);
        let mut table = Table { at: from..from, ..Table::default() };
        let (mut merged, mut count, mut behind) = (false, 0, Vec::new());
        for row in rows {
            let mut words = Vec::new();
            for cell in cells(row) {
                merged |= name(cell) == "covered-table-cell";
                self.blocks(cell, depth + 1)?;
                let blocks = std::mem::take(&mut self.blocks);
                let is_head = table.rows.is_empty();
                let (text, others) = open::cell(blocks, is_head, &mut self.account, &mut self.left);
                behind.extend(others);
                words.push(text);
                words.extend(std::iter::repeat_n(String::new(), copies(cell) - 1));
            }
            count += words.len();
            if count > MOST_CELLS {
                return Err(Refusal::too_large());
            }
            table.rows.push(words);
        }
        table.at.end = self.listing.trim_end().len().max(from);
        let at = table.at.clone();
        self.blocks = outside;
        self.blocks.push(Block::Table(table));
        self.blocks.extend(behind);
        if merged {
            let text = self.listing[at.clone()].split('\n').next().unwrap_or_default().to_owned();
            self.left.push(Left { what: What::Merged, text, at });
        }
        Ok(())
    }
}

/// The rows of a table, also those in groups.
fn rows<'a, 'i>(parent: Element<'a, 'i>, depth: usize) -> Vec<Element<'a, 'i>> {
    let mut found = Vec::new();
    for element in elements(parent) {
        match name(element) {
            "table-row" => found.push(element),
            "table-header-rows" | "table-rows" | "table-row-group" if depth < DEEPEST => {
                found.extend(rows(element, depth + 1));
            }
            _ => {}
        }
    }
    found
}

fn cells<'a, 'i>(row: Element<'a, 'i>) -> impl Iterator<Item = Element<'a, 'i>> + use<'a, 'i> {
    elements(row).filter(|cell| matches!(name(*cell), "table-cell" | "covered-table-cell"))
}

/// How many cells one element stands for.
fn copies(cell: Element<'_, '_>) -> usize {
    let copies = attribute(cell, "number-columns-repeated").and_then(|copies| copies.parse().ok());
    copies.unwrap_or(1).clamp(1, MOST_COPIES)
}
