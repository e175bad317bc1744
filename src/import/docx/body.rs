//! Paragraphs and tables of a Word file, in the order of the document.

use super::reader::{Reader, alternative};
use super::styles::format;
use crate::import::cells::{self, Cell, CellReader, Cells, DEEPEST, SoFar};
use crate::import::format::Format;
use crate::import::left::What;
use crate::import::model::{Block, Paragraph};
use crate::import::open::{self, Open};
use crate::import::refusal::Refusal;
use crate::import::xml::{self, Element, attribute, child, elements, name};

impl Reader<'_, '_> {
    /// The end of what was read, as a place.
    pub(super) fn here(&self) -> std::ops::Range<usize> {
        let end = self.listing.trim_end().len();
        let start = self.listing[..end].rfind('\n').map_or(0, |at| at + 1);
        start..end
    }

    /// Tells all words inside an element.
    fn leave_words(&mut self, element: Element<'_, '_>, what: What) {
        let mut text = String::new();
        for node in element.descendants().filter(|node| matches!(name(*node), "t" | "delText")) {
            text.push_str(&xml::text_of(node));
        }
        if !text.is_empty() {
            self.account.read(&text);
            let at = self.here();
            self.leave(what, text, at);
        }
    }

    fn paragraph(&mut self, element: Element<'_, '_>, depth: usize) -> Result<(), Refusal> {
        let properties = child(element, "pPr");
        let own = properties.map(format).unwrap_or_default();
        let style =
            properties.and_then(|part| child(part, "pStyle")).and_then(|style| attribute(style, "val"));
        let mark = properties.and_then(|part| child(part, "rPr"));
        let joins_next =
            mark.is_some_and(|mark| child(mark, "del").is_some() || child(mark, "moveFrom").is_some());
        let format = own.over(&self.styles.of_paragraph(style));
        let from = self.listing.len();
        let paragraph = Paragraph {
            role: self.styles.role(style),
            centred: format.centred == Some(true),
            ..Paragraph::default()
        };
        let mut open = Open::new(paragraph, format);
        let boxes_before = self.boxes.len();
        self.inline(element, &mut open, &Format::default(), depth)?;
        let Open { mut paragraph, pictures, remarks, format, .. } = open;
        let words = paragraph.text();
        if let Some((list, level)) = &format.list
            && !words.trim().is_empty()
            && let Some(number) = self.numbering.next(list, *level)
        {
            let number = if number.ends_with(|c: char| c.is_ascii()) { number + " " } else { number };
            open::number(&mut paragraph, &number, &mut self.account);
            self.listing.push_str(&number);
            open::end_line(&mut self.listing, &words);
            let at = from..self.listing.len() - 1;
            self.remark(What::Numbered, number, at);
        } else {
            open::end_line(&mut self.listing, &words);
        }
        let place = from..self.listing.len() - 1;
        open::place_remarks(remarks, &self.listing, &place, &mut self.left);
        paragraph.at = place.clone();
        if let Some(mut before) = self.open.take() {
            for run in std::mem::take(&mut paragraph.runs) {
                before.push(&run.text, &run.look);
            }
            before.at.end = place.end;
            paragraph = before;
        }
        if joins_next {
            self.open = Some(paragraph);
            self.blocks.extend(pictures.into_iter().map(|(_, picture)| Block::Picture(picture)));
        } else {
            open::with_pictures(paragraph, pictures, &place, &mut self.blocks, &mut self.account);
        }
        // Boxes stand behind the paragraph at which they were anchored.
        let found = self.boxes.split_off(boxes_before);
        if !found.is_empty() {
            for words in found {
                self.remark(What::Boxed, words, place.clone());
            }
            self.boxes_of(element, depth)?;
        }
        Ok(())
    }

    /// Reads the blocks of the text boxes that are anchored in a paragraph.
    fn boxes_of(&mut self, parent: Element<'_, '_>, depth: usize) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        for element in elements(parent) {
            match name(element) {
                "txbxContent" => self.blocks(element, depth + 1)?,
                "AlternateContent" => {
                    if let Some(branch) = alternative(element) {
                        self.boxes_of(branch, depth + 1)?;
                    }
                }
                "del" | "moveFrom" => {}
                _ => self.boxes_of(element, depth + 1)?,
            }
        }
        Ok(())
    }

    fn table(&mut self, element: Element<'_, '_>, depth: usize) -> Result<(), Refusal> {
        let rows: Vec<Vec<Cell<'_, '_>>> = rows(element).into_iter().map(cells).collect();
        let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
        let holds_pictures =
            element.descendants().any(|node| matches!(name(node), "blip" | "imagedata" | "txbxContent"));
        cells::table(self, Cells { rows, widest, holds_pictures }, depth)
    }
}

impl CellReader for Reader<'_, '_> {
    fn blocks(&mut self, parent: Element<'_, '_>, depth: usize) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        for element in elements(parent) {
            match name(element) {
                "p" => self.paragraph(element, depth)?,
                "tbl" => self.table(element, depth)?,
                "AlternateContent" => {
                    if let Some(branch) = alternative(element) {
                        self.blocks(branch, depth + 1)?;
                    }
                }
                "sdt" => {
                    if let Some(content) = child(element, "sdtContent") {
                        if is_placeholder(element) {
                            self.leave_words(content, What::Placeholder);
                        } else {
                            self.blocks(content, depth + 1)?;
                        }
                    }
                }
                "del" | "moveFrom" => self.leave_words(element, What::Deleted),
                "altChunk" | "subDoc" => {
                    let at = self.here();
                    self.remark(What::Object, name(element), at);
                }
                "sectPr" | "sdtPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" => {}
                _ => self.blocks(element, depth + 1)?,
            }
        }
        Ok(())
    }

    fn so_far(&mut self) -> SoFar<'_> {
        let Reader { listing, blocks, left, account, .. } = self;
        SoFar { listing, blocks, left, account }
    }
}

/// The rows of a table, also inside the wrappers that forms and change tracking put around them.
fn rows<'a, 'i>(table: Element<'a, 'i>) -> Vec<Element<'a, 'i>> {
    wrapped(table, "tr", 0)
}

fn cells<'a, 'i>(row: Element<'a, 'i>) -> Vec<Cell<'a, 'i>> {
    let cell = |element| {
        let properties = child(element, "tcPr");
        let columns = properties.and_then(|part| attribute(child(part, "gridSpan")?, "val")?.parse().ok());
        let columns = columns.unwrap_or(1);
        let is_merged = columns > 1 || properties.is_some_and(|part| child(part, "vMerge").is_some());
        Cell { element, columns, is_merged }
    };
    wrapped(row, "tc", 0).into_iter().map(cell).collect()
}

fn wrapped<'a, 'i>(parent: Element<'a, 'i>, wanted: &str, depth: usize) -> Vec<Element<'a, 'i>> {
    let mut found = Vec::new();
    for element in elements(parent) {
        match name(element) {
            own if own == wanted => found.push(element),
            "sdt" | "sdtContent" | "ins" | "customXml" | "smartTag" if depth < DEEPEST => {
                found.extend(wrapped(element, wanted, depth + 1));
            }
            _ => {}
        }
    }
    found
}

/// Whether a field of a form shows what it asks for and not what somebody filled in.
pub(super) fn is_placeholder(field: Element<'_, '_>) -> bool {
    let shown = child(field, "sdtPr").and_then(|part| child(part, "showingPlcHdr"));
    shown.is_some_and(|shown| !matches!(attribute(shown, "val"), Some("0" | "false" | "off")))
}
