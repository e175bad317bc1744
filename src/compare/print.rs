//! What a page prints, in a form that does not depend on the order in which the issue was read.

use crate::diagnostic::{Sources, Span};
use crate::font::Face;
use crate::geometry::{Length, Rect};
use crate::issue::StoryId;
use crate::message::{Word, word};
use crate::page::{ItemKind, Page, TextRun};

use super::fingerprint::fingerprint;
use super::state::IssueState;

/// Everything that prints in an issue.
pub(super) struct PrintedIssue<'a> {
    pages: Vec<PrintedPage<'a>>,
    pub(super) sources: &'a Sources,
}

/// ChangeKind prints on a page.
pub(super) struct PrintedPage<'a> {
    pub(super) number: u32,
    /// Trim, bleed and slug.
    pub(super) sheet: [Length; 4],
    pub(super) items: Vec<PrintedItem<'a>>,
}

/// One thing that prints.
#[derive(Clone)]
pub(super) struct PrintedItem<'a> {
    pub(super) owner: Owner,
    /// Everything about it that shows, but the words of text.
    pub(super) look: String,
    /// The words of text.
    pub(super) words: String,
    /// Where those begin in their file.
    pub(super) source: Option<&'a Span>,
    /// Where a line of text stands: its direction and its place across.
    pub(super) level: Option<(bool, Length)>,
}

/// Whose a thing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A story's.
    Story(StoryId),
    /// A picture's, its caption's or its credit's, by the picture's file from the issue folder.
    Picture(String),
    /// The rest.
    Furniture(Word),
}

impl PrintedPage<'_> {
    /// Whether two pages print the same.
    pub(super) fn same(&self, other: &PrintedPage<'_>) -> bool {
        self.sheet == other.sheet
            && self.items.len() == other.items.len()
            && self.items.iter().zip(&other.items).all(|(one, other)| one.shows_as(other))
    }
}

impl PrintedItem<'_> {
    pub(super) fn shows_as(&self, other: &PrintedItem<'_>) -> bool {
        self.look == other.look && self.words == other.words
    }
}

impl<'a> PrintedIssue<'a> {
    /// Those of two states, which must know of each other's fonts and pictures.
    pub(super) fn of_both(old: IssueState<'a>, new: IssueState<'a>) -> (PrintedIssue<'a>, PrintedIssue<'a>) {
        let faces = |state: IssueState<'a>| -> Vec<&'a Face> {
            state.loaded.library.iter().map(|(_, face)| face).collect()
        };
        let (old_faces, new_faces) = (faces(old), faces(new));
        let plain = |face: &&Face| face.name().to_owned();
        let old_names: Vec<String> = old_faces.iter().map(plain).collect();
        let new_names = new_faces.iter().map(|face| {
            let same = old_faces.iter().any(|known| {
                known.name() == face.name() && known.index() == face.index() && known.data() == face.data()
            });
            // Another font of the same name prints otherwise.
            let mark = if same || !old_names.iter().any(|name| name == face.name()) { "" } else { " (new)" };
            format!("{}{mark}", face.name())
        });
        let new_names: Vec<String> = new_names.collect();
        (PrintedIssue::of(old, &old_names), PrintedIssue::of(new, &new_names))
    }

    fn of(state: IssueState<'a>, faces: &[String]) -> PrintedIssue<'a> {
        let content: Vec<String> = state
            .loaded
            .issue
            .pictures
            .iter()
            .map(|picture| format!("{:016x}", fingerprint(&picture.data)))
            .collect();
        let pages = state.compiled.pages.iter().map(|page| PrintedPage::of(page, state, faces, &content));
        PrintedIssue { pages: pages.collect(), sources: &state.loaded.sources }
    }

    /// A page by its number.
    pub(super) fn page(&self, number: u32) -> Option<&PrintedPage<'a>> {
        self.pages.iter().find(|page| page.number == number)
    }

    pub(super) fn pages(&self) -> impl Iterator<Item = &PrintedPage<'a>> {
        self.pages.iter()
    }

    /// ChangeKind a story prints, with the pages.
    pub(super) fn of_story(&self, id: StoryId) -> Vec<(u32, &PrintedItem<'a>)> {
        let pages = self.pages.iter();
        pages
            .flat_map(|page| {
                let own = page.items.iter().filter(|item| item.owner == Owner::Story(id));
                own.map(|item| (page.number, item))
            })
            .collect()
    }
}

impl<'a> PrintedPage<'a> {
    fn of(page: &'a Page, state: IssueState<'a>, faces: &[String], pictures: &[String]) -> PrintedPage<'a> {
        let owners = Owners::of(page, state);
        let items = page.items.iter().map(|item| {
            let mut printed = PrintedItem {
                owner: match (item.story, &item.kind) {
                    (_, ItemKind::Picture { picture, .. }) => Owner::Picture(state.picture_name(*picture)),
                    (Some(id), _) => Owner::Story(id),
                    (None, _) => Owner::Furniture(word("rules and panels")),
                },
                look: String::new(),
                words: String::new(),
                source: None,
                level: None,
            };
            match &item.kind {
                ItemKind::Text(run) => text(page, run, faces, &mut printed),
                ItemKind::Shade { rect, gradient } => {
                    printed.look = format!("shade {} {gradient:?}", edges(rect));
                }
                ItemKind::Fill { rect, ink } => printed.look = format!("fill {} {ink:?}", edges(rect)),
                ItemKind::Frame { rect, width, ink } => {
                    printed.look = format!("frame {} {} {ink:?}", edges(rect), width.0);
                }
                ItemKind::Picture { picture, window, whole } => {
                    let content = pictures.get(picture.0 as usize).map_or("", String::as_str);
                    printed.look = format!("picture {content} {} {}", edges(window), edges(whole));
                }
            }
            if let Some(source) = printed.source
                && let Some(owner) = owners.of_words(source, item.story)
            {
                printed.owner = owner;
            }
            printed
        });
        PrintedPage {
            number: page.number,
            sheet: [page.trim.width, page.trim.height, page.bleed, page.slug],
            items: items.collect(),
        }
    }
}

fn text<'a>(page: &'a Page, run: &'a TextRun, faces: &[String], printed: &mut PrintedItem<'a>) {
    let glyphs = page.glyphs.get(run.glyphs.clone()).unwrap_or_default();
    let face = faces.get(usize::from(run.face.0)).map_or("", String::as_str);
    let mut look = format!(
        "text {face} {} {} {:?} {} {} {} {}",
        run.size.0, run.condense, run.ink, run.vertical, run.turned, run.origin.x.0, run.origin.y.0
    );
    for glyph in glyphs {
        look.push_str(&format!(" {}:{}:{}", glyph.id, glyph.along().0, glyph.across().0));
        printed.words.push_str(page.glyph_text(glyph));
    }
    printed.look = look;
    printed.source = run.source.as_ref();
    printed.level = Some((run.vertical, if run.vertical { run.origin.x } else { run.origin.y }));
}

fn edges(rect: &Rect) -> String {
    format!("{} {} {} {}", rect.x.0, rect.y.0, rect.width.0, rect.height.0)
}

/// The words of a page that belong to pictures, guides and the like, by their places.
struct Owners {
    pictures: Vec<(Span, String)>,
    furniture: Vec<(Span, Word)>,
    areas: Vec<Word>,
}

impl Owners {
    fn of(page: &Page, state: IssueState<'_>) -> Owners {
        let mut owners = Owners { pictures: Vec::new(), furniture: Vec::new(), areas: Vec::new() };
        let plan = state.loaded.issue.pages.iter().find(|plan| plan.number == page.number);
        for placement in plan.iter().flat_map(|plan| &plan.assignments) {
            let content = &placement.content;
            for figure in content.figures() {
                let texts = figure.caption.iter().chain(&figure.credit);
                let name = || state.picture_name(figure.picture);
                owners.pictures.extend(texts.map(|text| (text.whole(), name())));
            }
            owners.furniture.extend(content.texts().into_iter().map(|text| (text.whole(), content.name())));
            if content.is_furniture() {
                owners.areas.push(content.name());
            }
        }
        owners
    }

    /// Whose words begin there; `None` for the story that they are drawn for.
    fn of_words(&self, at: &Span, story: Option<StoryId>) -> Option<Owner> {
        let holds = |span: &Span| span.file == at.file && span.range.contains(&at.range.start);
        if let Some((_, name)) = self.pictures.iter().find(|(span, _)| holds(span)) {
            return Some(Owner::Picture(name.clone()));
        }
        if story.is_some() {
            return None;
        }
        if let Some((_, name)) = self.furniture.iter().find(|(span, _)| holds(span)) {
            return Some(Owner::Furniture(*name));
        }
        Some(Owner::Furniture(self.areas.first().copied().unwrap_or(word("furniture"))))
    }
}
