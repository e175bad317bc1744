//! Pictures, text boxes and objects of OpenDocument.

use super::parts::{described, inside, text};
use super::reader::Reader;
use super::words::Line;
use crate::import::account::cleaned;
use crate::import::container::Fault;
use crate::import::left::What;
use crate::import::model::{Look, Picture};
use crate::import::refusal::Refusal;
use crate::import::xml::{self, Element, attribute, child, elements, name};
use crate::read::picture_extension;

/// Shapes inside each other.
const DEEPEST: usize = 60;
/// Pictures of one file.
const MOST_PICTURES: usize = 500;

impl Reader<'_, '_> {
    /// Reads what is drawn: its pictures, its text boxes, and what it holds besides.
    ///
    /// # Errors
    /// When shapes stand too deep inside each other, or there are hundreds of pictures.
    pub(super) fn drawing<'a, 'i>(
        &mut self,
        element: Element<'a, 'i>,
        line: &mut Line<'a, 'i>,
        depth: usize,
    ) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        match name(element) {
            "frame" => self.frame(element, line),
            "g" | "a" => elements(element).try_for_each(|part| self.drawing(part, line, depth + 1)),
            "control" => {
                line.open.remarks.push((What::Object, "control".to_owned()));
                Ok(())
            }
            // A shape with words in it.
            _ if !inside(element).trim().is_empty() => {
                line.boxes.push(element);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn frame<'a, 'i>(&mut self, frame: Element<'a, 'i>, line: &mut Line<'a, 'i>) -> Result<(), Refusal> {
        let object = elements(frame).find(|part| {
            matches!(name(*part), "object" | "object-ole" | "plugin" | "applet" | "floating-frame")
        });
        if let Some(object) = object {
            // The picture beside an object shows what it looks like.
            self.object(object, line);
            return Ok(());
        }
        let image = child(frame, "image");
        if let Some(image) = image {
            self.picture(image, described(frame), line)?;
            if attribute(frame, "style-name").is_some_and(|style| self.styles.is_cropped(style)) {
                line.open.remarks.push((What::Cropped, described(frame)));
            }
        }
        line.boxes.extend(child(frame, "text-box"));
        Ok(())
    }

    fn picture(
        &mut self,
        image: Element<'_, '_>,
        description: String,
        line: &mut Line<'_, '_>,
    ) -> Result<(), Refusal> {
        let before = line.open.paragraph.text().trim().len();
        let Some(target) = attribute(image, "href") else {
            // Its bytes stand in the text of the file, which no program writes into a container.
            line.open.remarks.push((What::Object, "image".to_owned()));
            return Ok(());
        };
        let picture = match self.container.file(target.trim_start_matches("./")) {
            Ok(bytes) => {
                self.pictures += 1;
                if self.pictures > MOST_PICTURES {
                    return Err(Refusal::too_large());
                }
                let named = || target.rsplit('.').next().unwrap_or("bin").to_lowercase();
                let extension = picture_extension(&bytes).map_or_else(named, str::to_owned);
                Picture { bytes, extension, description, ..Picture::default() }
            }
            Err(Fault::Missing) => {
                line.open.remarks.push((What::Linked, target.to_owned()));
                // Its caption is known by its place.
                Picture::default()
            }
            Err(fault) => return Err(Refusal::of_container(&fault, target)),
        };
        line.open.pictures.push((before, picture));
        Ok(())
    }

    /// A formula is set as plain text; a chart, a sheet and whatever else is told with the words that are in its own part.
    fn object(&mut self, object: Element<'_, '_>, line: &mut Line<'_, '_>) {
        let target = attribute(object, "href").unwrap_or_default().trim_start_matches("./").to_owned();
        let part = text(self.container, &format!("{target}/content.xml")).ok().flatten();
        let document = part.as_deref().and_then(|part| xml::parse(part).ok());
        let root = document.as_ref().map(roxmltree::Document::root_element);
        if let Some(formula) = root.filter(|root| name(*root) == "math") {
            // The same formula stands there a second time in the language of its program.
            let signs =
                formula.descendants().filter(|node| matches!(name(*node), "mi" | "mn" | "mo" | "mtext"));
            let words: String = signs.map(xml::text_of).collect();
            self.account.read(&words);
            let words = cleaned(&words, &mut self.account);
            line.open.paragraph.push(&words, &Look::default());
            line.open.remarks.push((What::Flattened, words));
            return;
        }
        let words = root.map(inside).unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        self.account.read(&words);
        self.account.told += words.chars().count();
        let kind = name(object);
        let text = if words.is_empty() { kind.to_owned() } else { format!("{kind}: {words}") };
        line.open.remarks.push((What::Object, text));
    }
}
