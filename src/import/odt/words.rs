//! The words of a paragraph of OpenDocument, and everything else that stands among them.

use super::parts::{inside, is_on};
use super::reader::Reader;
use crate::import::account::Clean;
use crate::import::encoding::MISSING;
use crate::import::format::Format;
use crate::import::left::What;
use crate::import::model::{Look, Run};
use crate::import::open::Open;
use crate::import::refusal::Refusal;
use crate::import::symbols;
use crate::import::xml::{Element, attribute, child, name};

/// Elements inside each other in one paragraph.
const DEEPEST: usize = 60;
/// Blanks that one element stands for.
const MOST_BLANKS: usize = 1000;

/// A paragraph that is being read.
pub(super) struct Line<'a, 'i> {
    pub(super) open: Open,
    /// Text boxes and shapes with words that are anchored in it.
    pub(super) boxes: Vec<Element<'a, 'i>>,
}

impl Reader<'_, '_> {
    /// Reads what stands in a paragraph. `own` is how words look by what stands around them.
    ///
    /// # Errors
    /// When elements stand too deep inside each other.
    pub(super) fn inline<'a, 'i>(
        &mut self,
        parent: Element<'a, 'i>,
        line: &mut Line<'a, 'i>,
        own: &Format,
        depth: usize,
    ) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        for node in parent.children() {
            if let Some(text) = node.text().filter(|_| node.is_text()) {
                self.add(text, &mut line.open, own);
                continue;
            }
            match name(node) {
                "span" => {
                    let style = attribute(node, "style-name").unwrap_or_default();
                    let format = self.styles.of_words(style).over(own);
                    self.inline(node, line, &format, depth + 1)?;
                }
                "s" => {
                    let count = attribute(node, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    line.open.add(&" ".repeat(count.min(MOST_BLANKS)), own, &mut self.account);
                    self.is_blank = true;
                }
                "tab" => line.open.add(" ", own, &mut self.account),
                "line-break" => {
                    line.open.add("\n", own, &mut self.account);
                    self.is_blank = true;
                }
                "a" => {
                    let address = attribute(node, "href").filter(|address| !address.starts_with('#'));
                    line.open.remarks.extend(address.map(|address| (What::Link, address.to_owned())));
                    self.inline(node, line, own, depth + 1)?;
                }
                "note" => {
                    let mark = child(node, "note-citation").map(inside).unwrap_or_default();
                    self.account.read(&mark);
                    self.account.clean(Clean::Metadata, mark.chars().count());
                    let note = child(node, "note-body").map(inside).unwrap_or_default();
                    line.open.tell(What::Note, note, &mut self.account);
                }
                "annotation" => line.open.tell(What::Comment, inside(node), &mut self.account),
                "change" => {
                    let id = attribute(node, "change-id").unwrap_or_default();
                    if let Some(words) = self.deleted.remove(id) {
                        // They were counted when the changes were read.
                        self.account.told += words.chars().count();
                        line.open.remarks.push((What::Deleted, words));
                    }
                }
                "ruby" => self.ruby(node, line, own, depth)?,
                "placeholder" => line.open.tell(What::Placeholder, inside(node), &mut self.account),
                "content-control" if is_on(node, "showing-place-holder") => {
                    line.open.tell(What::Placeholder, inside(node), &mut self.account);
                }
                "hidden-text" => {
                    let words = attribute(node, "string-value").map_or_else(|| inside(node), str::to_owned);
                    line.open.tell(What::Hidden, words, &mut self.account);
                }
                "script" => line.open.tell(What::Object, inside(node), &mut self.account),
                "frame" | "g" | "custom-shape" | "rect" | "ellipse" | "circle" | "path" | "polygon"
                | "polyline" | "line" | "connector" | "caption" | "measure" | "regular-polygon"
                | "control" => {
                    self.drawing(node, line, depth)?;
                }
                // A field that is not shown.
                "" => {}
                _ if attribute(node, "display") == Some("none") => {
                    line.open.tell(What::Hidden, inside(node), &mut self.account);
                }
                _ => self.inline(node, line, own, depth + 1)?,
            }
        }
        Ok(())
    }

    /// Adds text of the markup: several blanks are one, and those at the start of a paragraph are none.
    fn add(&mut self, text: &str, open: &mut Open, own: &Format) {
        let (mut words, mut extra) = (String::new(), 0);
        for c in text.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r');
            match is_blank {
                true if self.is_blank => extra += 1,
                true => words.push(' '),
                false => words.push(c),
            }
            self.is_blank = is_blank;
        }
        self.account.source += extra;
        self.account.clean(Clean::Layout, extra);
        let font = own.font.as_ref().or(open.format.font.as_ref());
        match font.filter(|font| symbols::is_symbol_font(font)).cloned() {
            Some(font) => words.chars().for_each(|c| self.symbol(&font, c, open, own)),
            None if !words.is_empty() => open.add(&words, own, &mut self.account),
            None => {}
        }
    }

    fn symbol(&mut self, font: &str, c: char, open: &mut Open, own: &Format) {
        match symbols::meant(font, u32::from(c)) {
            Some(sign) => open.add(&sign.to_string(), own, &mut self.account),
            None => {
                open.add(&MISSING.to_string(), own, &mut self.account);
                open.remarks.push((What::Symbol, format!("{font} {:04X}", u32::from(c))));
            }
        }
    }

    /// Words with how they are read over them.
    fn ruby<'a, 'i>(
        &mut self,
        ruby: Element<'a, 'i>,
        line: &mut Line<'a, 'i>,
        own: &Format,
        depth: usize,
    ) -> Result<(), Refusal> {
        let reading = child(ruby, "ruby-text").map(inside).unwrap_or_default();
        // The words of the base are a run of their own.
        let before = std::mem::take(&mut line.open.paragraph.runs);
        if let Some(base) = child(ruby, "ruby-base") {
            self.inline(base, line, own, depth + 1)?;
        }
        let base = std::mem::replace(&mut line.open.paragraph.runs, before);
        let text: String = base.iter().map(|run| run.text.as_str()).collect();
        if text.is_empty() {
            line.open.tell(What::Reading, reading, &mut self.account);
            return Ok(());
        }
        self.account.read(&reading);
        let look = base.first().map(|run| run.look.clone()).unwrap_or_default();
        let reading = Some(reading).filter(|reading| !reading.is_empty());
        line.open.paragraph.runs.push(Run { text, look: Look { reading, ..look } });
        Ok(())
    }
}
