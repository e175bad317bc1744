//! Paragraphs, lists and tables of OpenDocument, in the order of the document.

use super::lists::OUTLINE;
use super::parts::{inside, is_on};
use super::reader::Reader;
use super::words::Line;
use crate::import::cells::{self, Cell, CellReader, Cells, DEEPEST, SoFar};
use crate::import::format::Format;
use crate::import::left::{Left, What};
use crate::import::model::Paragraph;
use crate::import::open::{self, Open};
use crate::import::refusal::Refusal;
use crate::import::styles::StyleRole;
use crate::import::xml::{Element, attribute, elements, name};

impl Reader<'_, '_> {
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
        let rows: Vec<Vec<Cell<'_, '_>>> = rows(element, 0).into_iter().map(cells).collect();
        let widest = rows.iter().map(|row| row.iter().map(|cell| cell.columns).sum()).max().unwrap_or(0);
        let holds_pictures = element.descendants().any(|node| matches!(name(node), "image" | "text-box"));
        cells::table(self, Cells { rows, widest, holds_pictures }, depth)
    }
}

impl CellReader for Reader<'_, '_> {
    fn blocks(&mut self, parent: Element<'_, '_>, depth: usize) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        elements(parent).try_for_each(|element| self.block(element, depth))
    }

    fn so_far(&mut self) -> SoFar<'_> {
        let Reader { listing, blocks, left, account, .. } = self;
        SoFar { listing, blocks, left, account }
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

fn cells<'a, 'i>(row: Element<'a, 'i>) -> Vec<Cell<'a, 'i>> {
    let cells = elements(row).filter(|cell| matches!(name(*cell), "table-cell" | "covered-table-cell"));
    let cell = |element| {
        let columns = attribute(element, "number-columns-repeated").and_then(|columns| columns.parse().ok());
        let is_merged = name(element) == "covered-table-cell";
        Cell { element, columns: columns.unwrap_or(1).max(1), is_merged }
    };
    cells.map(cell).collect()
}
