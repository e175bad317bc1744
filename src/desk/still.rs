//! Pages as SVG files that need no others: the fonts in them hold the glyphs that they show, and pictures lie in them.
//!
//! Browsers load nothing from inside an SVG that stands in a page as a picture, so fonts and pictures are data of the file
//! itself. Fonts are subsets with the private code points of [`crate::font::FIRST_WEB_CODE`]. Pictures are as large as the
//! page can show them sharp at twice its size.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::diagnostic::Diagnostic;
use crate::font::FaceId;
use crate::geometry::{Point, Rect};
use crate::issue::{PictureData, PictureId};
use crate::page::{ItemKind, Page};
use crate::preview::{Look, Proofer};
use crate::read::Loaded;
use crate::xml::escaped;

use super::drawing;
use super::faces::WebFaces;
use super::notation::Pt;
use super::pictures::PictureNames;
use super::svg::Pen;
use super::view::PICTURE_DPI;

/// What pages of an issue are drawn with.
pub struct Stills<'a> {
    loaded: &'a Loaded,
    faces: Arc<WebFaces>,
    names: PictureNames,
    look: Look,
}

impl<'a> Stills<'a> {
    /// Works out what all pages of an issue share.
    pub fn of(loaded: &'a Loaded, look: &Look) -> Stills<'a> {
        let faces = WebFaces::of(&loaded.library, &Arc::default());
        let names = PictureNames::for_profile(&loaded.press.profile).of(&loaded.issue.pictures);
        Stills { loaded, faces, names, look: look.clone() }
    }

    /// The trimmed page as a file, which calls itself `title`.
    ///
    /// # Errors
    /// When the file of a picture cannot be decoded.
    pub fn svg(&self, page: &Page, title: &str) -> Result<String, Diagnostic> {
        let pictures = self.pictures(page)?;
        let pen = Pen {
            page,
            faces: &self.faces,
            pictures: &self.loaded.issue.pictures,
            names: &self.names,
            look: &self.look,
            inside: Some(&pictures),
        };
        let (width, height) = (Pt(page.trim.width), Pt(page.trim.height));
        let mut svg = String::new();
        // Writing to a string cannot fail.
        let _ = write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\"><title>{}</title><style>{}.over{{mix-blend-mode:multiply}}text{{\
             white-space:pre}}</style><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
            escaped(title),
            self.fonts(page)
        );
        svg.push_str(&pen.draw(&page.items, Point::default()));
        svg.push_str("</svg>\n");
        Ok(svg)
    }

    /// A picture that is drawn, or the part of it that shows in `window` of `whole`, as a file; `None` for another.
    pub fn drawing(&self, id: PictureId, (window, whole): (&Rect, &Rect), title: &str) -> Option<String> {
        let picture = self.loaded.issue.pictures.get(id.0 as usize)?;
        let PictureData::Vector(drawn) = &picture.data else { return None };
        let at = |rect: &Rect| Rect { x: rect.x - window.x, y: rect.y - window.y, ..*rect };
        let (width, height) = (Pt(window.width), Pt(window.height));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\"><title>{}</title>",
            escaped(title)
        );
        let content = self.names.content(&id);
        // Writing to a string cannot fail.
        let _ = drawing::draw(&mut svg, drawn, (&at(window), &at(whole)), &content, &self.look);
        svg.push_str("</svg>\n");
        Some(svg)
    }

    /// The pictures that a page shows, by their names, as addresses that hold them.
    fn pictures(&self, page: &Page) -> Result<BTreeMap<String, String>, Diagnostic> {
        let proofer = Proofer::with(&self.loaded.press, &self.look);
        let mut made = BTreeMap::new();
        for item in &page.items {
            let ItemKind::Picture { picture: id, window, whole } = &item.kind else { continue };
            let Some(picture) = self.loaded.issue.pictures.get(id.0 as usize) else { continue };
            let name = self.names.shown(*id, window, whole);
            if matches!(picture.data, PictureData::Vector(_)) || made.contains_key(&name) {
                continue;
            }
            let shown = proofer.picture(picture, (*window, *whole), PICTURE_DPI)?;
            made.insert(name, address(shown.media, &shown.bytes));
        }
        Ok(made)
    }

    /// The fonts of a page with the glyphs that it shows, as rules of CSS.
    fn fonts(&self, page: &Page) -> String {
        let mut used: BTreeMap<FaceId, BTreeSet<u16>> = BTreeMap::new();
        for item in &page.items {
            let ItemKind::Text(run) = &item.kind else { continue };
            let glyphs = page.glyphs.get(run.glyphs.clone()).unwrap_or_default();
            used.entry(run.face).or_default().extend(glyphs.iter().map(|glyph| glyph.id));
        }
        let mut rules = String::new();
        for (id, glyphs) in used {
            let Some(web) = self.faces.get(id) else { continue };
            let face = self.loaded.library.face(id);
            let glyphs: Vec<u16> = glyphs.into_iter().collect();
            let Some(font) = face.web_subset(&glyphs).or_else(|| face.web_font()) else { continue };
            let _ = write!(
                rules,
                "@font-face{{font-family:{};src:url({})}}",
                web.family,
                address("font/otf", &font)
            );
        }
        rules
    }
}

/// An address that holds a file.
fn address(media: &str, bytes: &[u8]) -> String {
    format!("data:{media};base64,{}", STANDARD.encode(bytes))
}
