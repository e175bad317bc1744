//! What templates show, in the forms in which they show it. [`super::pages`], [`super::articles`] and [`super::issues`] make
//! it of the data.

use std::fmt::Write;

use askama::Template;

use super::art::Art;
use super::look::Look;
use super::words::{Words, chinese_date};
use crate::epaper::model::{Edition, Page, Rendition};

/// A file: its path, with `/`, and what it holds.
pub(super) type File = (String, Vec<u8>);

/// A template that is filled.
pub(super) fn filled(view: &impl Template) -> Vec<u8> {
    view.render()
        .expect("only a writer that fails stops a template, and a text takes everything")
        .into_bytes()
}

/// What the frame of a page says (`base.html`).
#[derive(Clone, Copy)]
pub struct Shell<'a> {
    pub look: &'a Look,
    pub words: &'a Words,
    /// The way from the page to the folder of the e-paper: empty, `../` or `../../`.
    pub root: &'static str,
    /// The way to the folder of the issue, for pages of one.
    pub issue: Option<&'static str>,
    /// The day as the head says it.
    pub day: Option<&'a str>,
    /// The day in figures, for titles.
    pub date: &'a str,
    /// Which of the tools the page is.
    pub tool: &'static str,
    /// The reading PDF of the issue, named from its folder.
    pub pdf: Option<&'a str>,
}

impl Shell<'_> {
    /// Where the paper's name leads.
    pub(super) fn home(&self) -> String {
        match self.issue {
            Some(issue) => format!("{issue}index.html"),
            None => format!("{}index.html", self.root),
        }
    }

    /// Where the picture of the paper's name is: each issue has its own.
    pub(super) fn art(&self, art: &Art) -> String {
        match self.issue {
            Some(issue) => format!("{issue}{}", art.file),
            None => format!("{}assets/{}", self.root, art.file),
        }
    }

    /// Whether the page is this tool.
    pub(super) fn is(&self, tool: &str) -> bool {
        self.tool == tool
    }
}

/// Files that show the same in several sizes and formats.
#[derive(Clone, Copy)]
pub struct Renditions<'a>(pub &'a [Rendition]);

/// The files of one format.
pub struct Source<'a> {
    pub media: &'a str,
    files: Vec<&'a Rendition>,
}

/// The format that every browser shows.
const PLAIN: &str = "image/jpeg";

impl<'a> Renditions<'a> {
    fn of(self, media: &'a str) -> Source<'a> {
        Source { media, files: self.0.iter().filter(|file| file.media == media).collect() }
    }

    /// The formats besides the plain one, in their order, each with its files.
    pub fn sources(self) -> Vec<Source<'a>> {
        let mut media: Vec<&str> = Vec::new();
        for file in self.0 {
            if file.media != PLAIN && file.media != "image/png" && !media.contains(&file.media.as_str()) {
                media.push(&file.media);
            }
        }
        media.into_iter().map(|media| self.of(media)).collect()
    }

    fn plain(self) -> Vec<&'a Rendition> {
        let every = |file: &&Rendition| file.media == PLAIN || file.media == "image/png";
        let plain: Vec<&Rendition> = self.0.iter().filter(every).collect();
        if plain.is_empty() { self.0.iter().collect() } else { plain }
    }

    /// The file for browsers that know nothing of sizes: the middle one.
    pub fn fallback(self) -> Rendition {
        let plain = self.plain();
        let shown = plain.get(plain.len() / 2).copied().cloned();
        shown.unwrap_or(Rendition { file: String::new(), media: PLAIN.to_owned(), width: 1, height: 1 })
    }

    /// The plain files with their widths.
    pub(super) fn fallback_set(self, prefix: &str) -> String {
        Source { media: PLAIN, files: self.plain() }.set(prefix)
    }

    /// The smallest plain file.
    pub fn thumb(self) -> Option<&'a Rendition> {
        self.plain().first().copied()
    }

    /// The largest plain file.
    pub fn largest(self) -> Option<&'a Rendition> {
        self.plain().last().copied()
    }
}

impl Source<'_> {
    /// The files with their widths, as `srcset` wants them.
    pub fn set(&self, prefix: &str) -> String {
        let each = self.files.iter().map(|file| format!("{prefix}{} {}w", file.file, file.width));
        each.collect::<Vec<_>>().join(", ")
    }
}

/// A page in lists.
pub struct PageLine<'a> {
    pub number: u32,
    pub label: String,
    pub spread: bool,
    pub thumb: Option<&'a Rendition>,
}

/// A link with its words.
pub struct Link {
    pub href: String,
    pub words: String,
}

/// “第1版 要闻”.
pub fn label(page: &Page, words: &Words) -> String {
    let number = words.page(page.number, page.facing);
    match &page.section {
        Some(section) => format!("{number} {section}"),
        None => number,
    }
}

/// The pages of an issue for lists.
pub fn page_lines<'a>(edition: &'a Edition, words: &Words) -> Vec<PageLine<'a>> {
    let line = |page: &'a Page| PageLine {
        number: page.number,
        label: label(page, words),
        spread: page.facing.is_some(),
        thumb: Renditions(&page.renditions).thumb(),
    };
    edition.pages.iter().map(line).collect()
}

/// The day as heads say it.
pub fn day(edition: &Edition) -> String {
    let parts = [chinese_date(&edition.date), edition.weekday.clone()];
    let parts = parts.into_iter().chain(edition.issue_number.clone());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")
}

/// The corners of an outline, as `points` of SVG.
pub fn points(polygon: &[[f64; 2]]) -> String {
    let mut text = String::new();
    for [x, y] in polygon {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}{x},{y}", if text.is_empty() { "" } else { " " });
    }
    text
}

/// The corners of an outline in whole pixels of a picture, as `coords` of an image map.
pub fn coords(polygon: &[[f64; 2]], page: &Page, shown: &Rendition) -> String {
    let pixel = |value: f64, of: f64, pixels: u32| (value / of * f64::from(pixels)).round();
    let corners = polygon.iter().map(|[x, y]| {
        format!("{},{}", pixel(*x, page.width, shown.width), pixel(*y, page.height, shown.height))
    });
    corners.collect::<Vec<_>>().join(",")
}

/// The first words of a text: so many characters, and an ellipsis where there are more.
pub fn beginning(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => {
            format!("{}……", text[..end].trim_end_matches(['，', '、', '：', '；', '。', ' ', '　']))
        }
        None => text.to_owned(),
    }
}
