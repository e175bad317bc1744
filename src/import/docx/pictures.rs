//! Pictures, shapes and objects of a Word file.

use super::reader::{Reader, alternative};
use crate::import::account::cleaned;
use crate::import::container::Fault;
use crate::import::left::What;
use crate::import::model::{Look, Picture};
use crate::import::open::Open;
use crate::import::refusal::Refusal;
use crate::import::xml::{self, Element, attribute, elements, name};
use crate::read::picture_extension;

/// Shapes inside each other.
const DEEPEST: usize = 60;
/// Pictures of one file.
const MOST_PICTURES: usize = 500;

impl Reader<'_, '_> {
    /// Reads a drawing of either kind (DrawingML, VML): its pictures, its text boxes, and what it holds besides.
    ///
    /// # Errors
    /// When shapes stand too deep inside each other, or there are hundreds of pictures.
    pub(super) fn drawing(
        &mut self,
        parent: Element<'_, '_>,
        open: &mut Open,
        depth: usize,
    ) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::too_deep());
        }
        for element in elements(parent) {
            match name(element) {
                "blip" => {
                    let drawn = element.descendants().find(|node| name(*node) == "svgBlip");
                    let id = drawn.and_then(|drawn| attribute(drawn, "embed"));
                    let id = id.or_else(|| attribute(element, "embed")).filter(|id| !id.is_empty());
                    let description = description(element);
                    match (id, attribute(element, "link")) {
                        (Some(id), _) => self.picture(id, description, open)?,
                        (None, Some(link)) => self.linked(link, open),
                        (None, None) => {}
                    }
                }
                "srcRect" => {
                    let cut = ["l", "t", "r", "b"].iter().any(|side| {
                        attribute(element, side)
                            .and_then(|share| share.parse::<i64>().ok())
                            .is_some_and(|cut| cut > 0)
                    });
                    if cut {
                        open.remarks.push((What::Cropped, description(element)));
                    }
                }
                "imagedata" => {
                    let described = attribute(element, "title").unwrap_or_default().to_owned();
                    if let Some(id) = attribute(element, "id").or_else(|| attribute(element, "pict")) {
                        self.picture(id, described, open)?;
                    }
                }
                "textpath" => {
                    if let Some(text) = attribute(element, "string").filter(|text| !text.trim().is_empty()) {
                        self.account.read(text);
                        let clean = cleaned(text, &mut self.account);
                        open.paragraph.push(&clean, &Look::default());
                        open.remarks.push((What::Flattened, clean));
                    }
                }
                "txbxContent" => {
                    let words = super::parts::words(element);
                    self.boxes.push(words);
                }
                "chart" | "relIds" | "OLEObject" | "control" | "movie" | "contentPart" => {
                    self.object(element, open);
                }
                "AlternateContent" => {
                    if let Some(branch) = alternative(element) {
                        self.drawing(branch, open, depth + 1)?;
                    }
                }
                _ => self.drawing(element, open, depth + 1)?,
            }
        }
        Ok(())
    }

    fn picture(&mut self, id: &str, description: String, open: &mut Open) -> Result<(), Refusal> {
        let Some(relation) = self.relations.get(id).cloned() else {
            self.linked(id, open);
            return Ok(());
        };
        if relation.is_external {
            self.linked(id, open);
            return Ok(());
        }
        let bytes = match self.container.file(&relation.target) {
            Ok(bytes) => bytes,
            Err(Fault::Missing) => {
                self.linked(id, open);
                return Ok(());
            }
            Err(fault) => return Err(Refusal::of_container(&fault, &relation.target)),
        };
        self.pictures += 1;
        if self.pictures > MOST_PICTURES {
            return Err(Refusal::too_large());
        }
        let extension = picture_extension(&bytes).map_or_else(
            || relation.target.rsplit('.').next().unwrap_or("bin").to_lowercase(),
            str::to_owned,
        );
        let before = open.paragraph.text().trim().len();
        let picture = Picture { bytes, extension, description, ..Picture::default() };
        open.pictures.push((before, picture));
        Ok(())
    }

    fn linked(&mut self, id: &str, open: &mut Open) {
        let target = self.relations.get(id).map_or(id, |relation| relation.target.as_str());
        let target = target.to_owned();
        open.remarks.push((What::Linked, target));
        // Its caption is known by its place.
        let before = open.paragraph.text().trim().len();
        open.pictures.push((before, Picture::default()));
    }

    /// Tells a chart, a diagram or an object of another program, with the words that are in its own part.
    fn object(&mut self, element: Element<'_, '_>, open: &mut Open) {
        let kind = attribute(element, "ProgID").unwrap_or(match name(element) {
            "relIds" => "diagram",
            other => other,
        });
        let id = attribute(element, "dm").or_else(|| attribute(element, "id")).unwrap_or_default();
        let mut words = Vec::new();
        if let Some(relation) = self.relations.get(id).cloned()
            && !relation.is_external
            && relation.target.ends_with(".xml")
            && let Ok(Some(text)) = super::parts::text(self.container, &relation.target)
            && let Ok(document) = xml::parse(&text)
        {
            let texts = document.descendants().filter(|node| matches!(name(*node), "t" | "v"));
            words = texts.map(xml::text_of).filter(|text| !text.trim().is_empty()).collect();
        }
        let words = words.join(" ");
        self.account.read(&words);
        self.account.told += words.chars().count();
        let text = if words.is_empty() { kind.to_owned() } else { format!("{kind}: {words}") };
        open.remarks.push((What::Object, text));
    }
}

/// What the drawing around an element says for those who do not see it.
fn description(element: Element<'_, '_>) -> String {
    let mut above =
        element.ancestors().flat_map(elements).filter(|node| matches!(name(*node), "docPr" | "cNvPr"));
    let found = above.find_map(|node| attribute(node, "descr").filter(|text| !text.is_empty()));
    let nearest = found.or_else(|| {
        let own = element.ancestors().find(|node| matches!(name(*node), "pic" | "inline" | "anchor"))?;
        let named = own.descendants().filter(|node| matches!(name(*node), "docPr" | "cNvPr"));
        named.filter_map(|node| attribute(node, "descr")).find(|text| !text.is_empty())
    });
    nearest.unwrap_or_default().to_owned()
}
