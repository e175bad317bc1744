//! The words of a paragraph of a Word file, run by run, and everything else that stands among them.

use super::body::is_placeholder;
use super::reader::{Reader, alternative};
use super::styles::format;
use crate::import::encoding::MISSING;
use crate::import::format::Format;
use crate::import::left::What;
use crate::import::model::{Look, Paragraph, Run};
use crate::import::open::Open;
use crate::import::refusal::Refusal;
use crate::import::symbols;
use crate::import::xml::{self, Element, attribute, child, elements, name};

/// Elements inside each other in one paragraph.
const DEEPEST: usize = 60;

impl Reader<'_, '_> {
    /// Reads what stands in a paragraph. `around` is how words look by what stands around them.
    ///
    /// # Errors
    /// When elements stand too deep inside each other.
    pub(super) fn inline(
        &mut self,
        parent: Element<'_, '_>,
        open: &mut Open,
        around: &Format,
        depth: usize,
    ) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        for element in elements(parent) {
            match name(element) {
                "r" => self.run(element, open, around, depth)?,
                "hyperlink" => {
                    let relation = attribute(element, "id").and_then(|id| self.relations.get(id));
                    if let Some(relation) = relation.filter(|relation| relation.is_external) {
                        open.remarks.push((What::Link, relation.target.clone()));
                    }
                    self.inline(element, open, around, depth + 1)?;
                }
                "sdt" => {
                    let Some(content) = child(element, "sdtContent") else { continue };
                    if is_placeholder(element) {
                        self.leave_inside(content, What::Placeholder, open);
                    } else {
                        self.inline(content, open, around, depth + 1)?;
                    }
                }
                "del" | "moveFrom" => self.leave_inside(element, What::Deleted, open),
                "fldSimple" => {
                    let instruction = attribute(element, "instr").unwrap_or_default();
                    open.remarks.extend(address(instruction).map(|address| (What::Link, address)));
                    self.inline(element, open, around, depth + 1)?;
                }
                "oMath" | "oMathPara" => {
                    let mut text = String::new();
                    for node in element.descendants().filter(|node| name(*node) == "t") {
                        text.push_str(&xml::text_of(node));
                    }
                    if !text.is_empty() {
                        self.add(&text, open, &Format::default());
                        open.remarks.push((What::Flattened, text));
                    }
                }
                "AlternateContent" => {
                    if let Some(branch) = alternative(element) {
                        self.inline(branch, open, around, depth + 1)?;
                    }
                }
                "subDoc" | "altChunk" => open.remarks.push((What::Object, name(element).to_owned())),
                "pPr" | "rPr" | "sdtPr" => {}
                _ => self.inline(element, open, around, depth + 1)?,
            }
        }
        Ok(())
    }

    fn run(
        &mut self,
        run: Element<'_, '_>,
        open: &mut Open,
        around: &Format,
        depth: usize,
    ) -> Result<(), Refusal> {
        let properties = child(run, "rPr");
        let style =
            properties.and_then(|part| child(part, "rStyle")).and_then(|style| attribute(style, "val"));
        let styled = style.map(|style| self.styles.of_words(style)).unwrap_or_default();
        let own = properties.map(format).unwrap_or_default().over(&styled).over(around);
        self.content(run, open, &own, depth)
    }

    /// Reads what a run holds. `own` is what the run says of its look, without the paragraph's style.
    fn content(
        &mut self,
        run: Element<'_, '_>,
        open: &mut Open,
        own: &Format,
        depth: usize,
    ) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        for element in elements(run) {
            match name(element) {
                "t" => {
                    let text = xml::text_of(element);
                    match &own.font {
                        Some(font) if symbols::is_symbol_font(font) => {
                            let font = font.clone();
                            for c in text.chars() {
                                self.symbol(&font, u32::from(c), open, own);
                            }
                        }
                        _ => self.add(&text, open, own),
                    }
                }
                "delText" => {
                    let text = xml::text_of(element);
                    self.tell(What::Deleted, text, open);
                }
                "tab" | "ptab" => self.add(" ", open, own),
                "br" | "cr" => self.add("\n", open, own),
                "noBreakHyphen" => self.add("-", open, own),
                "sym" => {
                    let font = attribute(element, "font").unwrap_or_default().to_owned();
                    let code = attribute(element, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
                    self.symbol(&font, code.unwrap_or(0xE000), open, own);
                }
                "fldChar" => match attribute(element, "fldCharType") {
                    Some("begin") => self.fields.push((String::new(), false)),
                    Some("separate") => {
                        if let Some((instruction, has_result)) = self.fields.last_mut() {
                            *has_result = true;
                            open.remarks.extend(address(instruction).map(|address| (What::Link, address)));
                        }
                    }
                    Some("end") => drop(self.fields.pop()),
                    _ => {}
                },
                "instrText" | "delInstrText" => {
                    let text = xml::text_of(element);
                    if let Some((instruction, false)) = self.fields.last_mut() {
                        instruction.push_str(&text);
                    }
                }
                "footnoteReference" | "endnoteReference" => {
                    let notes = match name(element) {
                        "footnoteReference" => &mut self.footnotes,
                        _ => &mut self.endnotes,
                    };
                    let note = attribute(element, "id").and_then(|id| notes.remove(id));
                    open.remarks.extend(note.map(|note| (What::Note, note)));
                }
                "commentReference" => {
                    let comment = attribute(element, "id").and_then(|id| self.comments.remove(id));
                    open.remarks.extend(comment.map(|comment| (What::Comment, comment)));
                }
                "ruby" => self.ruby(element, open, own, depth)?,
                "drawing" | "pict" | "object" => self.drawing(element, open, depth)?,
                "AlternateContent" => {
                    if let Some(branch) = alternative(element) {
                        self.content(branch, open, own, depth + 1)?;
                    }
                }
                "r" => self.run(element, open, own, depth + 1)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Adds words of the source to the paragraph, or tells them where they are hidden.
    fn add(&mut self, text: &str, open: &mut Open, own: &Format) {
        if text.is_empty() {
            return;
        }
        if self.fields.iter().any(|(_, has_result)| !has_result) {
            self.tell(What::Hidden, text.to_owned(), open);
            return;
        }
        open.add(text, own, &mut self.account);
    }

    /// Tells words of the source that are not taken over.
    fn tell(&mut self, what: What, text: String, open: &mut Open) {
        open.tell(what, text, &mut self.account);
    }

    fn leave_inside(&mut self, element: Element<'_, '_>, what: What, open: &mut Open) {
        for node in element.descendants() {
            match name(node) {
                "t" | "delText" => self.tell(what, xml::text_of(node), open),
                "blip" | "imagedata" => open.remarks.push((what, "▣".to_owned())),
                _ => {}
            }
        }
    }

    fn symbol(&mut self, font: &str, code: u32, open: &mut Open, own: &Format) {
        match symbols::meant(font, code) {
            Some(sign) => self.add(&sign.to_string(), open, own),
            None => {
                self.add(&MISSING.to_string(), open, own);
                open.remarks.push((What::Symbol, format!("{font} {code:04X}")));
            }
        }
    }

    /// Words with how they are read over them.
    fn ruby(
        &mut self,
        ruby: Element<'_, '_>,
        open: &mut Open,
        own: &Format,
        depth: usize,
    ) -> Result<(), Refusal> {
        let reading = child(ruby, "rt").map(super::parts::words).unwrap_or_default();
        // The words of the base are a run of their own.
        let before = std::mem::take(&mut open.paragraph.runs);
        if let Some(base) = child(ruby, "rubyBase") {
            self.inline(base, open, own, depth + 1)?;
        }
        self.account.read(&reading);
        let base =
            Paragraph { runs: std::mem::replace(&mut open.paragraph.runs, before), ..Paragraph::default() };
        let text = base.text();
        if text.is_empty() {
            self.account.told += reading.chars().count();
            open.remarks.push((What::Reading, reading));
            return Ok(());
        }
        let look = base.runs.first().map(|run| run.look.clone()).unwrap_or_default();
        open.paragraph.runs.push(Run { text, look: Look { reading: Some(reading), ..look } });
        Ok(())
    }
}

/// The address in the instruction of a field that is a link.
fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?;
    let inside = rest.split('"').nth(1)?;
    (!rest.trim_start().starts_with('\\') && !inside.is_empty()).then(|| inside.to_owned())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_of_fields() {
        assert_eq!(address(" HYPERLINK \"http://a.example\" \\h ").as_deref(), Some("http://a.example"));
        assert_eq!(address(" HYPERLINK \\l \"anchor\" "), None);
        assert_eq!(address(" PAGE "), None);
    }
}
