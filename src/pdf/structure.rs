//! The logical structure (ISO 32000-1, 14.7 and 14.8): the order in which an issue is read.
//!
//! A document of articles, one for each story on whatever pages it stands; mastheads, tables, guides
//! and pictures by themselves are sections. Paragraphs that are cut by columns or pages are one
//! element.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as Lopdf, Object, ObjectId, StringFormat};

use super::bytes::text_string;
use super::document::Document;
use super::finish::broken;
use super::metadata::printable;
use super::ops::PageOps;
use super::shell::{Shell, number};
use super::text::Sheet;
use crate::diagnostic::Diagnostic;
use crate::flow::{FigurePart, Role};
use crate::geometry::Rect;
use crate::issue::{Picture, StoryId, Structure};
use crate::message::word;
use crate::page::{Item, ItemKind, Page};

/// What a picture without a caption is called.
const PICTURE: &str = "图片";

/// A marked content: its page, its identifier there, and its first item.
#[derive(Clone, Copy)]
struct Content<'a> {
    page: usize,
    id: u32,
    item: &'a Item,
}

/// A story or a section, its contents in the order of reading.
#[derive(Default)]
struct Group<'a> {
    is_story: bool,
    /// By role and, where a role is another thing on each page, by page.
    elements: BTreeMap<(Role, usize), Vec<Content<'a>>>,
}

/// An element before it is written.
struct Element {
    tag: &'static str,
    id: ObjectId,
    parent: ObjectId,
    kids: Vec<Object>,
    page: Option<ObjectId>,
    /// The alternative text of a picture.
    alt: Option<String>,
    attributes: Option<Dictionary>,
}

/// Writes the structure of the plans' contents into the document.
pub(super) fn add(
    shell: &mut Shell,
    written: &Document<'_>,
    plans: &[PageOps<'_>],
) -> Result<(), Diagnostic> {
    if plans.iter().all(|plan| plan.contents.is_empty()) {
        return Ok(());
    }
    let (root, parents) = (shell.document.new_object_id(), shell.document.new_object_id());
    let mut tree = Tree {
        document: &mut shell.document,
        page_ids: &shell.pages,
        pages: written.pages,
        pictures: written.pictures,
        name: written.title,
        elements: Vec::new(),
        parents: plans.iter().map(|plan| vec![Object::Null; plan.contents.len()]).collect(),
    };
    let top = tree.element("Document", root);
    for group in groups(plans) {
        tree.group(top, &group);
    }
    let (top, parents_of) = (tree.elements[top].id, tree.write());
    let mut nums = Vec::with_capacity(parents_of.len() * 2);
    for (page, elements) in parents_of.into_iter().enumerate() {
        nums.extend([Object::Integer(page as i64), Object::Array(elements)]);
    }
    let next = (nums.len() / 2) as i64;
    shell.document.set_object(parents, Dictionary::from_iter([("Nums", Object::Array(nums))]));
    let entries = [
        ("Type", Object::from("StructTreeRoot")),
        ("K", top.into()),
        ("ParentTree", parents.into()),
        ("ParentTreeNextKey", next.into()),
    ];
    shell.document.set_object(root, Dictionary::from_iter(entries));
    for (at, id) in shell.pages.iter().enumerate() {
        let page = shell.document.get_dictionary_mut(*id).map_err(|_| broken(word("a page is missing")))?;
        page.set("StructParents", at as i64);
    }
    let catalog = shell.document.catalog_mut().map_err(|_| broken(word("it has no catalog")))?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", Dictionary::from_iter([("Marked", Object::Boolean(true))]));
    Ok(())
}

/// Stories and sections in the order of reading: page by page the masthead first, a story where its
/// first part stands.
fn groups<'a>(plans: &[PageOps<'a>]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut stories: BTreeMap<StoryId, usize> = BTreeMap::new();
    for (page, plan) in plans.iter().enumerate() {
        let mut contents: Vec<(u32, &Item)> = (0..).zip(plan.contents.iter().copied()).collect();
        contents.sort_by_key(|(_, item)| (!item.role.spec().opens_page, item.place));
        let mut places: BTreeMap<u32, usize> = BTreeMap::new();
        for (id, item) in contents {
            let new = groups.len();
            let at = match item.story {
                Some(story) => *stories.entry(story).or_insert(new),
                None => *places.entry(item.place).or_insert(new),
            };
            if at == new {
                groups.push(Group { is_story: item.story.is_some(), ..Group::default() });
            }
            let key = (item.role, if item.role.spec().continues { 0 } else { page });
            groups[at].elements.entry(key).or_default().push(Content { page, id, item });
        }
    }
    groups
}

/// The tree while it is made.
struct Tree<'t> {
    document: &'t mut Lopdf,
    page_ids: &'t [ObjectId],
    pages: &'t [Page],
    pictures: &'t [Picture],
    name: &'t str,
    elements: Vec<Element>,
    /// By page and identifier: the element that has the content.
    parents: Vec<Vec<Object>>,
}

impl Tree<'_> {
    /// A new element without kids.
    fn element(&mut self, tag: &'static str, parent: ObjectId) -> usize {
        let id = self.document.new_object_id();
        let (kids, page, alt, attributes) = (Vec::new(), None, None, None);
        self.elements.push(Element { tag, id, parent, kids, page, alt, attributes });
        self.elements.len() - 1
    }

    /// A new element as the last kid of another.
    fn kid(&mut self, parent: usize, tag: &'static str) -> usize {
        let kid = self.element(tag, self.elements[parent].id);
        let id = self.elements[kid].id;
        self.elements[parent].kids.push(id.into());
        kid
    }

    /// A new element that has contents.
    fn leaf(&mut self, parent: usize, tag: &'static str, contents: &[Content<'_>]) -> usize {
        let leaf = self.kid(parent, tag);
        let Some(first) = contents.first() else { return leaf };
        let own = self.page_ids[first.page];
        let id = self.elements[leaf].id;
        self.elements[leaf].page = Some(own);
        for content in contents {
            let number = Object::Integer(i64::from(content.id));
            let page = self.page_ids[content.page];
            let kid = if page == own {
                number
            } else {
                let entries = [("Type", Object::from("MCR")), ("Pg", page.into()), ("MCID", number)];
                Dictionary::from_iter(entries).into()
            };
            self.elements[leaf].kids.push(kid);
            self.parents[content.page][content.id as usize] = id.into();
        }
        leaf
    }

    /// A story or a section with all that is in it.
    fn group(&mut self, top: usize, group: &Group<'_>) {
        let section = self.kid(top, if group.is_story { "Art" } else { "Sect" });
        let cells = group.elements.keys().filter_map(|(role, _)| match role {
            Role::Cell { column, .. } => Some(*column + 1),
            _ => None,
        });
        let columns = cells.max().unwrap_or(0);
        // The table or guide that elements go into, and the row that is being filled.
        let mut inner: Option<usize> = None;
        let mut filled: Option<(u32, usize, u32)> = None;
        for ((role, _), contents) in &group.elements {
            let spec = role.spec();
            let tag = spec.tag.unwrap_or("P");
            match spec.structure {
                Structure::Title(kind) => {
                    let parent = *inner.get_or_insert_with(|| self.kid(section, kind));
                    self.leaf(parent, tag, contents);
                }
                Structure::Cell => {
                    let Role::Cell { row, column } = role else { continue };
                    let parent = *inner.get_or_insert_with(|| self.kid(section, "Table"));
                    let (line, next) = match filled {
                        Some((known, line, next)) if known == *row => (line, next),
                        before => {
                            if let Some((row, line, next)) = before {
                                self.empty_cells(line, row, next..columns);
                            }
                            (self.kid(parent, "TR"), 0)
                        }
                    };
                    self.empty_cells(line, *row, next..*column);
                    let cell = self.leaf(line, tag, contents);
                    if *row == 0 {
                        self.elements[cell].attributes = Some(head_cell());
                    }
                    filled = Some((*row, line, column + 1));
                }
                Structure::Entry(kind, entry) => {
                    let parent = *inner.get_or_insert_with(|| self.kid(section, kind));
                    let item = self.kid(parent, entry);
                    self.leaf(item, tag, contents);
                }
                Structure::Figure => {
                    let figure = self.leaf(section, tag, contents);
                    let Some(first) = contents.first() else { continue };
                    self.elements[figure].alt = Some(self.alt(first));
                    self.elements[figure].attributes = self.window(first);
                }
                Structure::Plain => {
                    self.leaf(section, tag, contents);
                }
            }
        }
        if let Some((row, line, next)) = filled {
            self.empty_cells(line, row, next..columns);
        }
    }

    /// Cells in which nothing stands, so that rows stay as wide as their table.
    fn empty_cells(&mut self, line: usize, row: u32, columns: std::ops::Range<u32>) {
        for _ in columns {
            self.kid(line, if row == 0 { "TH" } else { "TD" });
        }
    }

    /// The alternative text of a picture: what the issue says it shows, else its caption; for a drawing of the paper's name the name.
    fn alt(&self, picture: &Content<'_>) -> String {
        if let Some(alt) = picture.item.role.spec().alt {
            return alt.to_owned();
        }
        let Role::Figure(number, _) = picture.item.role else { return self.name.to_owned() };
        if let ItemKind::Picture { picture: id, .. } = &picture.item.kind
            && let Some(said) = self.pictures.get(id.0 as usize).and_then(|shown| shown.said())
        {
            return said.to_owned();
        }
        let page = &self.pages[picture.page];
        let wanted = Role::Figure(number, FigurePart::Caption);
        let (story, place) = (picture.item.story, picture.item.place);
        let of_picture = |item: &&Item| item.role == wanted && item.place == place && item.story == story;
        let mut caption = String::new();
        for item in page.items.iter().filter(of_picture) {
            let ItemKind::Text(run) = &item.kind else { continue };
            let glyphs = page.glyphs.get(run.glyphs.clone()).unwrap_or_default();
            caption.extend(glyphs.iter().map(|glyph| page.glyph_text(glyph)));
        }
        if caption.is_empty() { PICTURE.to_owned() } else { caption }
    }

    /// The attributes of a figure: where it stands on its page.
    fn window(&self, picture: &Content<'_>) -> Option<Dictionary> {
        let ItemKind::Picture { window, .. } = &picture.item.kind else { return None };
        Some(Dictionary::from_iter([
            ("O", Object::from("Layout")),
            ("Placement", "Block".into()),
            ("BBox", corners(&self.pages[picture.page], window)),
        ]))
    }

    /// Puts the elements into the document; returns the elements of each page's contents.
    fn write(self) -> Vec<Vec<Object>> {
        for element in self.elements {
            let mut entries = Dictionary::new();
            entries.set("S", element.tag);
            entries.set("P", element.parent);
            if let Some(page) = element.page {
                entries.set("Pg", page);
            }
            let mut kids = element.kids;
            match kids.len() {
                0 => {}
                1 => entries.set("K", kids.remove(0)),
                _ => entries.set("K", kids),
            }
            if let Some(alt) = element.alt {
                entries.set("Alt", Object::String(text_string(&printable(&alt)), StringFormat::Literal));
            }
            if let Some(attributes) = element.attributes {
                entries.set("A", attributes);
            }
            self.document.set_object(element.id, entries);
        }
        self.parents
    }
}

/// The attributes of a cell that stands over its column.
fn head_cell() -> Dictionary {
    Dictionary::from_iter([("O", Object::from("Table")), ("Scope", "Column".into())])
}

/// A rectangle of a page as PDF has it: left, bottom, right, top.
pub(super) fn corners(page: &Page, rect: &Rect) -> Object {
    let sheet = Sheet::of(page);
    let edges = [sheet.x(rect.x), sheet.y(rect.bottom()), sheet.x(rect.right()), sheet.y(rect.y)].map(number);
    Object::Array(edges.to_vec())
}
