//! What a question is about: the file, its issue as it is written, and its issue as it was last set.

use std::path::Path;
use std::sync::Arc;

use banxin::desk::SetIssue;
use banxin::flow::CopyFit;
use banxin::issue::PagePlan;
use banxin::layout::Layout;
use banxin::message::{Language, Message, msg, translate};
use banxin::page::PlacedArea;
use banxin::preview::Look;
use banxin::read::Format;

use super::place::FileKind;
use super::position::Encoding;
use super::project::{Project, ReadText, is_page, page_of_pool};

/// What a question is about.
pub struct View<'v> {
    /// The file.
    pub path: &'v Path,
    /// Its text, as the editor has it.
    pub text: &'v str,
    /// What it is.
    pub kind: FileKind,
    /// The files of its issue.
    pub project: &'v Project,
    /// The issue as it was last set.
    pub good: Option<&'v Arc<SetIssue>>,
    /// How its inks look.
    pub look: Option<&'v Look>,
    /// The language of the answers.
    pub language: Language,
    /// How columns are counted.
    pub encoding: Encoding,
    /// Whether the editor takes snippets.
    pub snippets: bool,
    /// Reads another text.
    pub read: ReadText<'v>,
}

impl View<'_> {
    /// A text of a declaration in the language of the answers.
    pub fn translated(&self, english: &str) -> String {
        translate(&banxin::keys::declaration::plain(english), self.language).to_owned()
    }

    /// A message in the language of the answers.
    pub fn told(&self, message: &Message) -> String {
        message.in_language(self.language).into_owned()
    }

    /// The declarations of its keys.
    pub fn format(&self) -> Format {
        match self.kind {
            FileKind::Issue => Format::Issue,
            FileKind::Layout => Format::Layout,
            FileKind::Manuscript => Format::Manuscript,
        }
    }

    /// The place of the file among the layouts, if it is one.
    pub fn layout(&self) -> Option<usize> {
        self.project.index_of(self.path)
    }

    /// The page of the issue file in which a byte lies, from 0; in a pool the first page that is made up from it.
    pub fn page_at(&self, offset: usize) -> Option<usize> {
        let issue = self.project.issue.as_ref()?;
        let before = issue.tree.tables.iter().filter(|table| table.span.start <= offset);
        let of_pool = before.clone().next_back().and_then(|table| page_of_pool(&issue.tree, table));
        of_pool.or_else(|| before.filter(|table| is_page(table)).count().checked_sub(1))
    }

    /// The layout as it was last set: that of the page at a byte, or of the file itself.
    fn resolved(&self, offset: usize) -> Option<&Layout> {
        let good = self.good?;
        match self.kind {
            FileKind::Issue => {
                let plan = good.loaded.issue.pages.get(self.page_at(offset)?)?;
                good.loaded.layouts.get(plan.layout)
            }
            _ => {
                let index = self.layout()?;
                let is_it = |layout: &&Layout| self.project.find(&layout.name, None) == Some(index);
                let own = good.loaded.layouts.iter().find(is_it);
                // One that only others extend is seen through one of them.
                own.or_else(|| {
                    good.loaded.layouts.iter().find(|layout| {
                        let user = self.project.find(&layout.name, None);
                        user.is_some_and(|user| self.project.chain(user).contains(&index))
                    })
                })
            }
        }
    }

    /// How stories fit in an area of the layout.
    fn fits<'f>(&'f self, layout: &'f Layout, area: &'f str) -> impl Iterator<Item = &'f CopyFit> {
        let good = self.good.into_iter();
        good.flat_map(move |good| {
            let issue = &good.loaded.issue;
            issue
                .pages
                .iter()
                .zip(&good.compiled.page_shares)
                .filter(move |(plan, _)| {
                    good.loaded.layouts.get(plan.layout).is_some_and(|own| own.name == layout.name)
                })
                .flat_map(|(_, share)| good.compiled.report.get(share.report.clone()).unwrap_or_default())
        })
        .filter(move |fit| fit.area == area)
    }

    /// An area where it stands on a page: that of the byte, or the first that has the layout.
    fn placed(&self, offset: usize, name: &str) -> Option<(&Layout, &PlacedArea)> {
        let good = self.good?;
        let layout = self.resolved(offset)?;
        let mut pages = good.loaded.issue.pages.iter().zip(&good.compiled.areas);
        let areas = match self.kind {
            FileKind::Issue => pages.nth(self.page_at(offset)?)?.1,
            _ => {
                let uses = |plan: &PagePlan| {
                    good.loaded.layouts.get(plan.layout).is_some_and(|own| own.name == layout.name)
                };
                pages.find(|(plan, _)| uses(plan))?.1
            }
        };
        Some((layout, areas.iter().find(|area| area.name == name)?))
    }

    /// Columns and rows of an area, in short.
    pub fn area_in_short(&self, offset: usize, name: &str) -> Option<String> {
        let (_, area) = self.placed(offset, name)?;
        Some(format!("{} × {}", area.columns, area.rows))
    }

    /// What an area comes to.
    pub fn area(&self, offset: usize, name: &str) -> Option<String> {
        let (layout, area) = self.placed(offset, name)?;
        let mut text = format!("**{name}** {}", place_of(area));
        for fit in self.fits(layout, name) {
            text += &format!("\n\n{}", self.told(&fit_of(fit)));
        }
        Some(text)
    }

    /// What follows the name of an area in the editor: its place and how its story fits.
    pub fn area_hint(&self, offset: usize, name: &str) -> Option<String> {
        let (layout, area) = self.placed(offset, name)?;
        let mut text = place_of(area);
        let over = self.fits(layout, name).find_map(|fit| fit.overset.as_ref().map(|over| over.rows));
        let short = self.fits(layout, name).map(|fit| fit.offered.saturating_sub(fit.needed));
        if let Some(rows) = over {
            text += &format!(" · +{rows}");
        } else if let Some(rows) = short.into_iter().find(|rows| *rows > 0) {
            text += &format!(" · −{rows}");
        }
        Some(text)
    }

    /// What a style comes to.
    pub fn style(&self, offset: usize, name: &str) -> Option<String> {
        let style = self.resolved(offset)?.style(name)?;
        Some(format!("**{name}** {} {} pt / {} pt", style.face, style.size.to_pt(), style.leading.to_pt()))
    }

    /// What a face is.
    pub fn face(&self, name: &str) -> Option<String> {
        let library = &self.good?.loaded.library;
        let id = library.find(name)?;
        Some(format!("**{name}** {}", library.face(id).name()))
    }

    /// What an ink is made of.
    pub fn ink(&self, offset: usize, name: &str) -> Option<String> {
        let layout = match self.kind {
            FileKind::Issue => self.project.layout_of_page(self.page_at(offset))?,
            _ => self.layout()?,
        };
        let (file, mention) = self
            .project
            .known(layout, &[super::project::Kind::Ink])
            .into_iter()
            .find(|(_, mention)| mention.name == name)?;
        let file = &self.project.layouts[file];
        let line = file.text[mention.span.start..].lines().next().unwrap_or("");
        let shares = super::colour::ink_at(file, mention.span.start)?;
        let mut text = format!("`{line}`");
        if let Some(look) = self.look {
            let [red, green, blue] = super::colour::seen(look, shares);
            text += &format!("\n\n#{red:02x}{green:02x}{blue:02x}");
        }
        Some(text)
    }

    /// The headline of a manuscript.
    pub fn headline(&self, path: &str) -> Option<String> {
        let text = (self.read)(&self.project.dir.join(path))?;
        let line = text.lines().take(20).find_map(|line| line.trim_start().strip_prefix("headline"))?;
        Some(line.trim_start().trim_start_matches([':', '：']).trim().to_owned())
    }

    /// A manuscript: its headline, its characters and how it fits.
    pub fn story(&self, path: &str) -> Option<String> {
        let text = (self.read)(&self.project.dir.join(path))?;
        let name = Path::new(path).file_stem()?.to_string_lossy().into_owned();
        let mut told = self.headline(path).map(|headline| format!("**{headline}**\n\n")).unwrap_or_default();
        told += &self.told(&characters_of(&text));
        for fit in self.fits_of(&name) {
            told += &format!("\n\n{}", self.told(&fit_of(fit)));
        }
        Some(told)
    }

    /// The same of the manuscript itself.
    pub fn own_story(&self) -> Option<String> {
        let name = self.path.file_stem()?.to_string_lossy().into_owned();
        let mut told = self.told(&characters_of(self.text));
        for fit in self.fits_of(&name) {
            told += &format!("\n\n{}", self.told(&fit_of(fit)));
        }
        Some(told)
    }

    fn fits_of<'f>(&'f self, story: &'f str) -> impl Iterator<Item = &'f CopyFit> {
        let good = self.good.into_iter();
        good.flat_map(|good| &good.compiled.report).filter(move |fit| fit.story == story)
    }

    /// Whether a byte of a manuscript lies between its two lines of dashes.
    pub fn is_front_matter(&self, offset: usize) -> bool {
        let is_fence = |line: &str| line.trim().len() >= 3 && line.trim().bytes().all(|byte| byte == b'-');
        let mut fences = 0;
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let end = at + line.len();
            if is_fence(line) && offset >= end {
                fences += 1;
            }
            if offset < end {
                break;
            }
            at = end;
        }
        fences == 1
    }
}

fn place_of(area: &PlacedArea) -> String {
    format!(
        "{} × {} ({}–{}, {}–{})",
        area.columns,
        area.rows,
        area.column,
        area.column + area.columns - 1,
        area.row,
        area.row + area.rows - 1
    )
}

fn fit_of(fit: &CopyFit) -> Message {
    let (story, needed, offered) = (&fit.story, fit.needed, fit.offered);
    match &fit.overset {
        Some(over) => msg!(
            "{story}: {needed} of {offered} rows, {rows} rows ({characters} characters) over",
            story,
            needed,
            offered,
            rows = over.rows,
            characters = over.characters
        ),
        None if offered > needed => msg!(
            "{story}: {needed} of {offered} rows, {rows} rows short",
            story,
            needed,
            offered,
            rows = offered - needed
        ),
        None => msg!("{story}: {needed} of {offered} rows", story, needed, offered),
    }
}

/// The characters of a manuscript's text, without its front matter, blanks and marks.
fn characters_of(text: &str) -> Message {
    let mut parts = text.splitn(3, "---\n");
    let body = match (parts.next(), parts.next(), parts.next()) {
        (Some(""), Some(_), Some(body)) => body,
        _ => text,
    };
    let characters = body.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '#')).count();
    msg!("{characters} characters", characters)
}
