//! The document as printpdf makes it, and what has to be mended in it before it is PDF/X.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document as Lopdf, Object, ObjectId, Stream};
use printpdf::{
    ExtendedGraphicsState, ExtendedGraphicsStateId, OverprintMode, PdfDocument, PdfPage, PdfSaveOptions,
    Rect, XObjectId,
};

use super::colour::{ALL, KNOCKOUT, OVERPRINT, Spots};
use super::document::Document;
use super::drawing;
use super::finish::broken;
use super::ops::{PageOps, marker};
use super::pen::pt;
use super::picture;
use super::store::Stored;
use super::text::font_resource;
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::ink::Standard;
use crate::issue::PictureData;
use crate::message::word;
use crate::page::Page;

/// The colour space that stands for DeviceCMYK.
const DEFAULT: &str = "DefaultCMYK";

/// The document with the places where the rest goes.
pub(super) struct Shell {
    pub(super) document: Lopdf,
    /// The page dictionaries in order.
    pub(super) pages: Vec<ObjectId>,
    /// Their content streams.
    pub(super) contents: Vec<ObjectId>,
    /// The XObjects of the pictures that show.
    pub(super) pictures: BTreeMap<u32, ObjectId>,
    /// The graphics states by name.
    states: Dictionary,
}

/// Lets printpdf make pages, graphics, graphics states and pictures. Takes the operations out of
/// the plans.
pub(super) fn make(document: &Document<'_>, plans: &mut [PageOps<'_>]) -> Result<Shell, Diagnostic> {
    let mut print = PdfDocument::new(document.title);
    for (name, overprint) in [(OVERPRINT, true), (KNOCKOUT, false)] {
        // Both flags always together: printpdf 0.12.8 writes each under the other's key.
        let state = ExtendedGraphicsState::default()
            .with_overprint_fill(overprint)
            .with_overprint_stroke(overprint)
            .with_overprint_mode(OverprintMode::KeepUnderlying);
        print.resources.extgstates.map.insert(ExtendedGraphicsStateId(name.to_owned()), state);
    }
    let mut shown: Vec<u32> = plans.iter().flat_map(|plan| plan.pictures.iter().copied()).collect();
    shown.sort_unstable();
    shown.dedup();
    for id in &shown {
        let xobject = picture::shell(&document.pictures[*id as usize]);
        print.resources.xobjects.map.insert(XObjectId(picture::resource(*id)), xobject);
    }
    for (page, plan) in document.pages.iter().zip(plans) {
        let media = media(page);
        let sheet = || Rect::from_wh(pt(media.0), pt(media.1));
        print.pages.push(PdfPage {
            media_box: sheet(),
            trim_box: sheet(),
            crop_box: sheet(),
            ops: std::mem::take(&mut plan.ops),
        });
    }
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        // Else the operators for spot colours would be left out.
        secure: false,
        image_optimization: None,
    };
    let mut warnings = Vec::new();
    Shell::open(print.to_lopdf_document(&options, &mut warnings), &shown)
}

/// Width and height of the whole sheet.
fn media(page: &Page) -> (Length, Length) {
    let around = (page.bleed + page.slug) * 2;
    (page.trim.width + around, page.trim.height + around)
}

impl Shell {
    fn open(mut document: Lopdf, shown: &[u32]) -> Result<Shell, Diagnostic> {
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let mut contents = Vec::with_capacity(pages.len());
        let mut shared = Dictionary::new();
        for page in &pages {
            let page = document.get_dictionary(*page).map_err(|_| broken(word("a page is missing")))?;
            contents.push(reference(page.get(b"Contents").ok())?);
            shared = dictionary(&document, page.get(b"Resources").ok())?.clone();
        }
        let xobjects = dictionary(&document, shared.get(b"XObject").ok())?;
        let mut pictures = BTreeMap::new();
        for id in shown {
            pictures.insert(*id, reference(xobjects.get(picture::resource(*id).as_bytes()).ok())?);
        }
        let states = dictionary(&document, shared.get(b"ExtGState").ok())?.clone();
        // Every page gets resources of its own, with nothing in them that it does not use.
        for (_, orphan) in &shared {
            if let Ok(id) = orphan.as_reference() {
                document.objects.remove(&id);
            }
        }
        Ok(Shell { document, pages, contents, pictures, states })
    }

    /// Takes printpdf's content streams out.
    pub(super) fn take_contents(&mut self) -> Result<Vec<Vec<u8>>, Diagnostic> {
        let mut all = Vec::with_capacity(self.contents.len());
        for id in &self.contents {
            let stream = self.document.get_object_mut(*id).and_then(Object::as_stream_mut);
            let stream = stream.map_err(|_| broken(word("a page has no content")))?;
            all.push(std::mem::take(&mut stream.content));
        }
        Ok(all)
    }

    /// Puts bytes into a stream, which is marked as deflated if it is not marked yet.
    pub(super) fn set_stream(
        &mut self,
        id: ObjectId,
        content: Vec<u8>,
        deflated: bool,
    ) -> Result<(), Diagnostic> {
        let stream = self.document.get_object_mut(id).and_then(Object::as_stream_mut);
        let stream = stream.map_err(|_| broken(word("a stream is missing")))?;
        stream.set_content(content);
        if deflated {
            stream.dict.set("Filter", "FlateDecode");
        }
        Ok(())
    }

    /// Puts a picture's bytes into its place, and its mask beside it.
    pub(super) fn set_picture(&mut self, id: u32, stored: Stored) -> Result<(), Diagnostic> {
        let mask = stored.mask.map(|mask| {
            let entries = Dictionary::from_iter(mask.entries);
            self.document.add_object(Stream::new(entries, Arc::unwrap_or_clone(mask.content)))
        });
        let picture = self.pictures[&id];
        self.set_stream(picture, Arc::unwrap_or_clone(stored.content), false)?;
        let stream = self.document.get_object_mut(picture).and_then(Object::as_stream_mut);
        let stream = stream.map_err(|_| broken(word("a picture is missing")))?;
        for (key, value) in stored.entries {
            stream.dict.set(key, value);
        }
        if let Some(mask) = mask {
            stream.dict.set("SMask", mask);
        }
        Ok(())
    }

    /// Gives pages and drawings the resources that they use.
    pub(super) fn set_resources(
        &mut self,
        document: &Document<'_>,
        plans: &[PageOps<'_>],
        fonts: &Dictionary,
        spots: &Spots<'_>,
    ) -> Result<(), Diagnostic> {
        let spaces = spots.spaces(&mut self.document);
        let shadings = spots.shadings(&mut self.document);
        let mut added = |named: Vec<(String, Object)>| -> Vec<(String, ObjectId)> {
            named.into_iter().map(|(name, object)| (name, self.document.add_object(object))).collect()
        };
        let spaces = added(spaces);
        let shadings = added(shadings);
        let states = self.document.add_object(std::mem::take(&mut self.states));
        let referred = |named: &[(String, ObjectId)], wanted: &dyn Fn(&str) -> bool| {
            let wanted = named.iter().filter(|(name, _)| wanted(name));
            Dictionary::from_iter(wanted.map(|(name, id)| (name.as_str(), Object::Reference(*id))))
        };
        for (id, xobject) in &self.pictures {
            if let PictureData::Pdf(pdf) = &document.pictures[*id as usize].data {
                super::placed::embed(&mut self.document, *xobject, pdf)?;
            }
            if let PictureData::Vector(drawing) = &document.pictures[*id as usize].data {
                let (own_spaces, own_shadings) = drawing::resources(drawing, spots);
                let mut resources = Dictionary::from_iter([("ExtGState", Object::Reference(states))]);
                let used = |name: &str| name == ALL || own_spaces.contains(name);
                resources.set("ColorSpace", referred(&spaces, &used));
                if !own_shadings.is_empty() {
                    resources.set("Shading", referred(&shadings, &|name| own_shadings.contains(name)));
                }
                let stream = self.document.get_object_mut(*xobject).and_then(Object::as_stream_mut);
                let stream = stream.map_err(|_| broken(word("a drawing is missing")))?;
                stream.dict.set("Resources", resources);
            }
        }
        let spaces = self.document.add_object(referred(&spaces, &|_| true));
        for (plan, page) in plans.iter().zip(&self.pages) {
            let mut resources = Dictionary::from_iter([
                ("ColorSpace", Object::Reference(spaces)),
                ("ExtGState", Object::Reference(states)),
            ]);
            if !plan.shadings.is_empty() {
                resources.set("Shading", referred(&shadings, &|name| plan.shadings.contains(name)));
            }
            let names = plan.fonts.iter();
            let names = names.map(|(face, vertical, layer)| font_resource(*face, *vertical, *layer));
            let used = names.filter_map(|name| Some((fonts.get(name.as_bytes()).ok()?.clone(), name)));
            let used = Dictionary::from_iter(used.map(|(id, name)| (name, id)));
            if !used.is_empty() {
                resources.set("Font", used);
            }
            let used = plan.pictures.iter();
            let used = used.map(|id| (picture::resource(*id), Object::Reference(self.pictures[id])));
            let used = Dictionary::from_iter(used);
            if !used.is_empty() {
                resources.set("XObject", used);
            }
            let is_see_through = document.press.standard != Standard::X1a
                && plan.pictures.iter().any(|id| {
                    let data = &document.pictures[*id as usize].data;
                    matches!(data, PictureData::Raster { alpha: Some(_), .. })
                });
            let page =
                self.document.get_dictionary_mut(*page).map_err(|_| broken(word("a page is missing")))?;
            if is_see_through {
                // Readers that know no output intent would blend in RGB.
                let group: [(&str, Object); 3] =
                    [("Type", "Group".into()), ("S", "Transparency".into()), ("CS", "DeviceCMYK".into())];
                page.set("Group", Dictionary::from_iter(group));
            }
            let old = reference(page.get(b"Resources").ok());
            page.set("Resources", resources);
            if let Ok(old) = old {
                self.document.objects.remove(&old);
            }
        }
        Ok(())
    }

    /// Lets the profile of the press stand for DeviceCMYK, on pages and in everything that is drawn on
    /// them (ISO 32000-1, 8.6.5.6): readers then show the inks of the press.
    pub(super) fn set_default_space(&mut self, intent: Option<ObjectId>) -> Result<(), Diagnostic> {
        let intent = intent.and_then(|intent| self.document.get_dictionary(intent).ok());
        let profile = intent.and_then(|intent| intent.get(b"DestOutputProfile").ok()).cloned();
        let profile = profile.ok_or_else(|| broken(word("the output intent is missing")))?;
        let space = self.document.add_object(Object::Array(vec!["ICCBased".into(), profile]));
        // Resources stand in their owner or in objects of their own, and so do their colour spaces.
        let mut owners: Vec<ObjectId> = Vec::new();
        for (id, object) in &self.document.objects {
            let own = match object {
                Object::Dictionary(own) => own,
                Object::Stream(stream) => &stream.dict,
                _ => continue,
            };
            match own.get(b"Resources") {
                Ok(Object::Reference(resources)) => owners.push(*resources),
                Ok(Object::Dictionary(_)) => owners.push(*id),
                _ => {}
            }
        }
        owners.sort_unstable();
        owners.dedup();
        let mut shared: Vec<ObjectId> = Vec::new();
        for owner in owners {
            let own = match self.document.get_object_mut(owner) {
                Ok(Object::Dictionary(own)) => own,
                Ok(Object::Stream(stream)) => &mut stream.dict,
                _ => continue,
            };
            let resources = match own.get_mut(b"Resources") {
                Ok(Object::Dictionary(resources)) => resources,
                _ => own,
            };
            match resources.get_mut(b"ColorSpace") {
                Ok(Object::Dictionary(spaces)) => spaces.set(DEFAULT, space),
                Ok(Object::Reference(spaces)) => shared.push(*spaces),
                _ => {
                    resources.set("ColorSpace", Dictionary::from_iter([(DEFAULT, Object::Reference(space))]));
                }
            }
        }
        for spaces in shared {
            if let Ok(spaces) = self.document.get_dictionary_mut(spaces) {
                spaces.set(DEFAULT, space);
            }
        }
        Ok(())
    }

    /// Media, bleed and trim box. printpdf writes `[x y width height]`, so all are set anew; there
    /// is no crop box, for a reader would cut the marks off.
    pub(super) fn set_boxes(&mut self, pages: &[Page]) -> Result<(), Diagnostic> {
        for (page, id) in pages.iter().zip(&self.pages) {
            let (width, height) = media(page);
            let inset = |by: Length| {
                let edges = [by, by, width - by, height - by].map(number);
                Object::Array(edges.to_vec())
            };
            let dictionary =
                self.document.get_dictionary_mut(*id).map_err(|_| broken(word("a page is missing")))?;
            dictionary.remove(b"CropBox");
            dictionary.remove(b"Annots");
            dictionary.set("MediaBox", inset(Length::ZERO));
            dictionary.set("BleedBox", inset(page.slug));
            dictionary.set("TrimBox", inset(page.slug + page.bleed));
        }
        Ok(())
    }

    /// The catalog and the trailer's Info.
    pub(super) fn set_catalog(
        &mut self,
        intent: Option<ObjectId>,
        info: ObjectId,
        packet: ObjectId,
    ) -> Result<(), Diagnostic> {
        let intent = intent.ok_or_else(|| broken(word("the output intent is missing")))?;
        let old = reference(self.document.trailer.get(b"Info").ok())?;
        self.document.objects.remove(&old);
        self.document.trailer.set("Info", info);
        let catalog = self.document.catalog_mut().map_err(|_| broken(word("it has no catalog")))?;
        catalog.set("PageLayout", "SinglePage");
        catalog.set("Lang", Object::string_literal("zh-CN"));
        catalog.set("OutputIntents", vec![Object::Reference(intent)]);
        catalog.set("Metadata", packet);
        Ok(())
    }

    /// Whether every font tells which characters its glyphs are (ISO 14289-1, 7.21.7). Those of placed PDFs may not.
    pub(super) fn fonts_tell_characters(&self) -> bool {
        let is = |font: &Dictionary, key: &[u8], names: &[&[u8]]| {
            font.get(key).and_then(Object::as_name).is_ok_and(|name| names.contains(&name))
        };
        let fonts = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let mut fonts = fonts.filter(|font| is(font, b"Type", &[b"Font"]));
        // What a composite font is made of is told by that font.
        fonts.all(|font| font.has(b"ToUnicode") || is(font, b"Subtype", &[b"CIDFontType0", b"CIDFontType2"]))
    }

    /// What PDF/UA-1 asks of catalog and pages besides structure and language: the title, not the name of the file, heads
    /// the window (ISO 14289-1, 7.1), and the Tab key follows the structure (7.18.3).
    pub(super) fn set_accessible(&mut self) -> Result<(), Diagnostic> {
        let catalog = self.document.catalog_mut().map_err(|_| broken(word("it has no catalog")))?;
        let title = Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]);
        catalog.set("ViewerPreferences", title);
        for id in &self.pages {
            let page =
                self.document.get_dictionary_mut(*id).map_err(|_| broken(word("a page is missing")))?;
            page.set("Tabs", "S");
        }
        Ok(())
    }
}

/// A length in points, whole where it can be.
pub(super) fn number(length: Length) -> Object {
    if length.0 % Length::PER_PT == 0 {
        Object::Integer(length.0 / Length::PER_PT)
    } else {
        Object::Real(length.to_pt() as f32)
    }
}

fn reference(object: Option<&Object>) -> Result<ObjectId, Diagnostic> {
    object.and_then(|object| object.as_reference().ok()).ok_or_else(|| broken(word("a reference is missing")))
}

fn dictionary<'a>(document: &'a Lopdf, object: Option<&'a Object>) -> Result<&'a Dictionary, Diagnostic> {
    let object = object.and_then(|object| document.dereference(object).ok());
    object
        .and_then(|(_, object)| object.as_dict().ok())
        .ok_or_else(|| broken(word("a dictionary is missing")))
}

/// Puts the groups of text, which end at `ends` of `text`, in the place of their markers.
///
/// # Errors
/// When a group has no marker: text must not get lost in silence.
pub(super) fn splice(graphics: &[u8], text: &[u8], ends: Vec<usize>) -> Result<Vec<u8>, Diagnostic> {
    let mut content = Vec::with_capacity(graphics.len() + text.len());
    let mut group = 0;
    let mut start = 0;
    let mut wanted = format!("/{} MP", marker(group));
    for line in graphics.split(|byte| *byte == b'\n') {
        if let Some(end) = ends.get(group).filter(|_| line == wanted.as_bytes()) {
            content.extend_from_slice(&text[start..*end]);
            start = *end;
            group += 1;
            wanted = format!("/{} MP", marker(group));
        } else {
            content.extend_from_slice(line);
            content.push(b'\n');
        }
    }
    if group == ends.len() { Ok(content) } else { Err(broken(word("a place for text is missing"))) }
}
