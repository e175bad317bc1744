//! The e-paper of the house (`[epaper]`): names, colours and words of the site that `banxin epaper` makes.

use std::sync::Arc;

use crate::diagnostic::Span;
use crate::keys::kinds::{flag, rgb, text, text_of, web_address, word};
use crate::keys::{part, words};
use crate::message;

use super::house::{self, HouseFile};
use super::names::Names;

part! {
    /// The e-paper (数字报), the same for all pages of an issue: write it into a layout that all pages extend.
    pub struct EpaperPart {
        /// Where the folder of the e-paper is served, such as `https://epaper.example.com/`: the feed, the sitemap and the
        /// data of articles name whole addresses by it. Links between pages are relative, with it or without.
        base: String = web_address(), absent "none: no sitemap, and addresses in the feed are relative";
        /// The name of the e-paper, for titles and heads of pages.
        name: String = text().filled(message::word("write the name of the e-paper, or leave the key out")),
            absent "`paper` of the issue";
        /// The paper's name as a picture for the head of the site: SVG, PNG, JPEG or WebP, from beside this file or from the
        /// issue folder.
        masthead: String = text_of("path of a picture"), absent "`name_art` of the masthead where it is a drawing, else the name in type";
        /// The colour of links, marks and stories that light up. Where it is too pale to be read on the background, text has a
        /// darker shade of it.
        accent: [u8; 3] = rgb(), default [0x9e, 0x1b, 0x20];
        /// The colour of the paper behind pages and text; in the dark it is always dark.
        background: [u8; 3] = rgb(), default [0xfb, 0xfa, 0xf7];
        /// The language of buttons and headings; the articles keep their own.
        language: EpaperLanguage = word(), default EpaperLanguage::default();
        /// Whether each page is there as a drawing too, which stays sharp at any size. It holds the glyphs of the page's fonts:
        /// `false` where their licences do not allow that.
        drawings: bool = flag(), default true;
        /// Words at the foot of every page, such as licence and address.
        footer: String = text(), absent "`licence` and `publisher` of the masthead";
    }
}

words! {
    /// The language of the site around the articles.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum EpaperLanguage {
        /// Simplified Chinese.
        #[default]
        Chinese = "zh",
        /// English.
        English = "en",
    }
}

/// The e-paper as a layout describes it; its masthead is not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpaperSpec {
    /// The address of its folder, ending in `/`.
    pub base: Option<String>,
    /// Its name, if it is not the paper's.
    pub name: Option<String>,
    /// The paper's name as a picture.
    pub masthead: Option<HouseFile>,
    /// Red, green and blue of what stands out.
    pub accent: [u8; 3],
    /// Red, green and blue of the paper.
    pub background: [u8; 3],
    /// The language of the site.
    pub language: EpaperLanguage,
    /// Whether pages are there as drawings too.
    pub drawings: bool,
    /// Words at the foot.
    pub footer: Option<String>,
    /// Where the last file says `[epaper]`.
    pub span: Option<Span>,
}

impl EpaperSpec {
    /// Whether two layouts ask for the same e-paper, wherever they say so.
    pub fn agrees(&self, other: &EpaperSpec) -> bool {
        let named = |spec: &EpaperSpec| {
            spec.masthead.as_ref().map(|file| (file.folder.clone(), file.written.clone()))
        };
        let plain = |spec: &EpaperSpec| EpaperSpec { masthead: None, span: None, ..spec.clone() };
        named(self) == named(other) && plain(self) == plain(other)
    }
}

impl Default for EpaperSpec {
    fn default() -> EpaperSpec {
        let part = EpaperPart::default();
        EpaperSpec {
            base: None,
            name: None,
            masthead: None,
            accent: part.accent(),
            background: part.background(),
            language: part.language(),
            drawings: part.drawings(),
            footer: None,
            span: None,
        }
    }
}

/// The e-paper (数字报) that an issue becomes.
#[derive(Clone, Debug, Default)]
pub struct Epaper {
    /// What the layouts say.
    pub spec: EpaperSpec,
    /// The paper's name as a picture: that of the house, or the drawing of the masthead in its own colours.
    pub masthead: Option<MastheadPicture>,
}

/// A picture of the paper's name, as it is on disk.
#[derive(Clone, Debug)]
pub struct MastheadPicture {
    /// The ending of its name, by what it is: `svg`, `png`, `jpg` or `webp`.
    pub ending: &'static str,
    /// The whole file.
    pub bytes: Arc<[u8]>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// The e-paper, with the usual values for keys that are left out.
pub(super) fn resolve(part: &EpaperPart, names: &Names<'_>) -> EpaperSpec {
    EpaperSpec {
        base: part.base.as_ref().map(|base| base.value.clone()),
        name: part.name.as_ref().map(|name| name.value.clone()),
        masthead: part.masthead.as_ref().map(|path| house::file(path, names)),
        accent: part.accent(),
        background: part.background(),
        language: part.language(),
        drawings: part.drawings(),
        footer: part.footer.as_ref().map(|words| words.value.clone()),
        span: part.span.clone(),
    }
}
