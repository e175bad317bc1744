//! CNML (GB/T 20092, 中文新闻信息置标语言) as agencies and newsrooms exchange it.
//!
//! ```text
//! CNML ─ Envelop                                  who sends what to whom: metadata
//!      ─ Items ─ Item ─ MetaInfo ─ DescriptionMetaGroup ─ Titles ─ LeadLine, HeadLine, SubHeadLine
//!                                                       ─ Creators ─ Creator ─ Name ─ FullName
//!                                                       ─ SourceInfo, Abstract, Keywords, DateTimes …
//!                    ─ Contents ─ ContentItem (TextCIType, ImageCIType href=…) ─ DataContent
//! ```
//!
//! Elements are known by their names without prefixes, wherever they stand, so that the versions of 2006 and 2013 and the
//! variants of agencies read alike. Each `Item` is an article; without one the whole file is. `DataContent` holds plain text or
//! HTML. Elements with metadata are cleaned by a rule; elements that are not known are told with their words.

use super::account::Clean;
use super::html;
use super::left::{Left, Place, What};
use super::model::{Article, Block, Foreign, Paragraph, Picture};
use super::refusal::Refusal;
use super::source::Source;
use super::styles::StyleRole;
use super::text;
use super::xml::{self, Element, attribute, elements, name};
use crate::read::picture_extension;

/// Elements that hold other elements and no words of their own.
const GROUPS: [&str; 22] = [
    "CNML",
    "Items",
    "Item",
    "NewsItem",
    "NewsComponent",
    "MetaInfo",
    "MetaGroup",
    "DescriptionMetaGroup",
    "Titles",
    "Creators",
    "Creator",
    "Author",
    "Authors",
    "Name",
    "Person",
    "Contents",
    "Content",
    "ContentItem",
    "ContentItems",
    "SourceInfo",
    "Sources",
    "Body",
];

/// Elements with data about the news and not of it.
const METADATA: [&str; 44] = [
    "Envelop",
    "Envelope",
    "Relations",
    "Catalog",
    "ManagementInfo",
    "AdministrationMetaGroup",
    "AdministrativeMetaGroup",
    "CharacteristicMetaGroup",
    "RightsMetaGroup",
    "RelationMetaGroup",
    "ProcessMetaGroup",
    "ProcessMetadata",
    "ClassificationMetaGroup",
    "Id",
    "PublicId",
    "Status",
    "Provider",
    "Urgency",
    "Importance",
    "Genre",
    "Language",
    "DateTimes",
    "DateTime",
    "Date",
    "SubjectCodes",
    "SubjectCode",
    "Subjects",
    "Keywords",
    "Keyword",
    "Locations",
    "Location",
    "ElectronicAddress",
    "Address",
    "Email",
    "URL",
    "Telephone",
    "Organization",
    "JobTitle",
    "WordCount",
    "CharacterCount",
    "Coverage",
    "Column",
    "Columns",
    "IsDirectSend",
];

/// Elements whose words have a role, or none where they are text.
const WORDS: [(&[&str], StyleRole); 8] = [
    (&["LeadLine", "KickerLine", "Kicker", "OverLine", "PreHeadLine", "IntroTitle"], StyleRole::Kicker),
    (&["HeadLine", "Headline", "Title", "MainTitle"], StyleRole::Headline),
    (&["SubHeadLine", "SubHeadline", "SubTitle", "DeputyTitle"], StyleRole::Subhead),
    (&["ByLine", "Byline", "FullName", "AuthorName"], StyleRole::Byline),
    (&["Source", "SourceName", "CopyrightLine", "NewsSource"], StyleRole::Source),
    (&["CreditLine", "Credit", "Photographer", "Editor"], StyleRole::Credit),
    (&["Caption", "ImageCaption", "PictureCaption"], StyleRole::Caption),
    (&["DateLine", "Dateline", "Paragraph", "P", "p", "Text"], StyleRole::Body),
];

/// Reads CNML.
///
/// # Errors
/// When it is no text or no well-formed XML.
pub fn read(source: &Source<'_>, decoded: String) -> Result<Foreign, Refusal> {
    let name = source.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let document = match xml::parse(&decoded) {
        Ok(document) => document,
        Err(fault) => return Err(Refusal::of_xml_file(&fault, &name, decoded.clone())),
    };
    let root = document.root_element();
    let items: Vec<Element<'_, '_>> =
        root.descendants().filter(|node| matches!(xml::name(*node), "Item" | "NewsItem")).collect();
    // An item inside an item is a part of it.
    let outer: Vec<Element<'_, '_>> = items
        .iter()
        .copied()
        .filter(|item| !item.ancestors().skip(1).any(|above| items.contains(&above)))
        .collect();
    let mut articles = Vec::new();
    // Characters of the file's texts that were read, as XML has them.
    let mut seen = 0;
    for item in if outer.is_empty() { vec![root] } else { outer.clone() } {
        let mut reader = Reader::new(source);
        reader.walk(item)?;
        seen += reader.seen;
        articles.push(reader.finish());
    }
    // What stands outside the items.
    if let Some(first) = articles.first_mut()
        && !outer.is_empty()
    {
        let mut reader = Reader::new(source);
        reader.outside(root, &outer)?;
        for paragraph in std::mem::take(&mut reader.heads) {
            // The heading of a collection is that of no story in it.
            reader.leave(What::Unknown, paragraph.text(), paragraph.at);
        }
        seen += reader.seen;
        let rest = reader.finish();
        first.account.merge(&rest.account);
        first.left.extend(rest.left);
        first.blocks.extend(rest.blocks);
        // Texts that nobody read would make the account uneven, and the file is refused.
        first.account.source += all_text(root).chars().count().saturating_sub(seen);
    }
    drop(outer);
    drop(items);
    drop(document);
    Ok(Foreign { listing: decoded, articles })
}

struct Reader<'s, 'b> {
    source: &'s Source<'b>,
    article: Article,
    /// What stands over the text, in the order of the roles.
    heads: Vec<Paragraph>,
    /// Captions that belong to no picture so far.
    captions: Vec<Paragraph>,
    /// Whether the byline stands in an element for it, so that names of authors are the same again.
    by_byline: bool,
    /// Characters of the file's texts that were read, as XML has them: text may hold HTML, whose tags are no words.
    seen: usize,
}

impl<'s, 'b> Reader<'s, 'b> {
    fn new(source: &'s Source<'b>) -> Reader<'s, 'b> {
        Reader {
            source,
            article: Article::default(),
            heads: Vec::new(),
            captions: Vec::new(),
            by_byline: false,
            seen: 0,
        }
    }

    /// Reads what stands in `parent` outside the items.
    fn outside(&mut self, parent: Element<'_, '_>, items: &[Element<'_, '_>]) -> Result<(), Refusal> {
        for child in parent.children() {
            if child.is_text() {
                self.stray(child.text().unwrap_or_default(), child.range());
            } else if items.contains(&child) {
            } else if child.descendants().any(|node| items.contains(&node)) {
                self.outside(child, items)?;
            } else if child.is_element() {
                self.element(child)?;
            }
        }
        Ok(())
    }

    fn walk(&mut self, parent: Element<'_, '_>) -> Result<(), Refusal> {
        self.by_byline |= parent.descendants().any(|node| matches!(name(node), "ByLine" | "Byline"));
        for child in parent.children() {
            if child.is_element() {
                self.element(child)?;
            } else if child.is_text() {
                self.stray(child.text().unwrap_or_default(), child.range());
            }
        }
        Ok(())
    }

    fn element(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        let own = name(element);
        if let Some((_, role)) = WORDS.iter().find(|(names, _)| names.contains(&own))
            && !elements(element).any(|child| GROUPS.contains(&name(child)) || name(child) == "FullName")
        {
            self.words(element, *role);
            return Ok(());
        }
        match own {
            "DataContent" => return self.content(element),
            "ContentItem" if is_image(element) => return self.image(element),
            "Abstract" | "Summary" => {
                let text = all_text(element);
                self.read(&text);
                self.leave(What::Unknown, text, element.range());
            }
            own if METADATA.contains(&own) => {
                let text = all_text(element);
                self.read(&text);
                self.article.account.clean(Clean::Metadata, text.chars().count());
            }
            own if GROUPS.contains(&own) || WORDS.iter().any(|(names, _)| names.contains(&own)) => {
                self.walk(element)?;
            }
            _ if elements(element).next().is_some() => self.walk(element)?,
            _ => {
                let text = all_text(element);
                if text.trim().is_empty() {
                    self.stray(&text, element.range());
                } else {
                    self.read(&text);
                    self.leave(What::Unknown, text, element.range());
                }
            }
        }
        Ok(())
    }

    /// Counts a text of the file.
    fn read(&mut self, text: &str) {
        self.article.account.read(text);
        self.seen += text.chars().count();
    }

    /// Words directly inside an element that has none: blanks of the layout, or something that is told.
    fn stray(&mut self, text: &str, at: Place) {
        self.read(text);
        if text.trim().is_empty() {
            self.article.account.clean(Clean::Layout, text.chars().count());
        } else {
            self.leave(What::Unknown, text.to_owned(), at);
        }
    }

    fn leave(&mut self, what: What, text: String, at: Place) {
        if !text.is_empty() {
            self.article.account.told += text.chars().count();
            self.article.left.push(Left { what, text, at });
        }
    }

    /// Words with a role; HTML in them is read as such.
    fn words(&mut self, element: Element<'_, '_>, role: StyleRole) {
        let text = all_text(element);
        if text.trim().is_empty() {
            self.stray(&text, element.range());
            return;
        }
        let is_repeat = name(element) == "FullName" && self.by_byline;
        let known = |paragraph: &Paragraph| paragraph.text().contains(text.trim());
        if is_repeat || (role != StyleRole::Body && self.heads.iter().any(known)) {
            self.read(&text);
            let all = self.heads.iter().any(known)
                || self.by_byline
                    && element.document().descendants().any(|node| {
                        matches!(name(node), "ByLine" | "Byline") && all_text(node).contains(text.trim())
                    });
            if all {
                self.article.account.clean(Clean::Repeat, text.chars().count());
            } else {
                self.leave(What::Unknown, text, element.range());
            }
            return;
        }
        self.seen += text.chars().count();
        let mut read = fragment(&text, element.range(), self.source);
        self.article.account.merge(&read.account);
        self.article.left.append(&mut read.left);
        for block in read.blocks {
            match block {
                Block::Paragraph(mut paragraph) => {
                    paragraph.role = Some(role);
                    match role {
                        StyleRole::Caption => self.captions.push(paragraph),
                        StyleRole::Body => self.article.blocks.push(Block::Paragraph(paragraph)),
                        _ => self.heads.push(paragraph),
                    }
                }
                other => self.article.blocks.push(other),
            }
        }
    }

    /// The text itself.
    fn content(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        let text = all_text(element);
        self.seen += text.chars().count();
        let mut read = fragment(&text, element.range(), self.source);
        self.article.account.merge(&read.account);
        self.article.left.append(&mut read.left);
        self.article.blocks.append(&mut read.blocks);
        Ok(())
    }

    /// A picture beside the file, with its caption.
    fn image(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        let href = attribute(element, "href").unwrap_or_default().to_owned();
        let before = self.captions.len();
        for child in element.children() {
            match name(child) {
                "" if child.is_text() => self.stray(child.text().unwrap_or_default(), child.range()),
                "" => {}
                "DataContent" => self.words(child, StyleRole::Caption),
                // Its title is that of the picture and not of the article.
                _ => {
                    let heads = self.heads.len();
                    self.element(child)?;
                    let own = self.heads.split_off(heads);
                    self.captions.extend(own);
                }
            }
        }
        let caption = self.captions.split_off(before);
        let at = element.range();
        match (self.source.beside)(&href) {
            Some(bytes) => {
                let extension = picture_extension(&bytes)
                    .map_or_else(|| href.rsplit('.').next().unwrap_or("bin").to_lowercase(), str::to_owned);
                let picture = Picture { bytes, extension, caption, at, ..Picture::default() };
                self.article.blocks.push(Block::Picture(picture));
            }
            None => {
                if !href.is_empty() {
                    let what = if href.contains("://") { What::Linked } else { What::Absent };
                    self.article.left.push(Left { what, text: href, at: at.clone() });
                }
                self.article.blocks.push(Block::Picture(Picture { caption, at, ..Picture::default() }));
            }
        }
        Ok(())
    }

    /// The article with its heads before its text.
    fn finish(mut self) -> Article {
        for paragraph in std::mem::take(&mut self.captions) {
            self.leave(What::Unknown, paragraph.text(), paragraph.at);
        }
        self.heads.sort_by_key(|paragraph| paragraph.role);
        let heads = self.heads.into_iter().map(Block::Paragraph);
        self.article.blocks = heads.chain(self.article.blocks).collect();
        self.article
    }
}

/// Plain text or HTML, whichever it is, with all places at `at`: the text is decoded and its bytes are no longer those of
/// the file.
fn fragment(text: &str, at: Place, source: &Source<'_>) -> Article {
    let is_html = text.contains("</")
        || text.contains("/>")
        || ["<p", "<br", "<P", "<BR"].iter().any(|tag| text.contains(tag));
    let mut article = if is_html { html::fragment(text, source) } else { text::read(text) };
    for block in &mut article.blocks {
        match block {
            Block::Paragraph(paragraph) => paragraph.at = at.clone(),
            Block::Table(table) => table.at = at.clone(),
            Block::Picture(picture) => {
                picture.at = at.clone();
                picture.caption.iter_mut().for_each(|paragraph| paragraph.at = at.clone());
            }
        }
    }
    for left in &mut article.left {
        left.at = at.clone();
    }
    article
}

fn is_image(item: Element<'_, '_>) -> bool {
    let kind = attribute(item, "type").unwrap_or_default();
    let href = attribute(item, "href").unwrap_or_default().to_lowercase();
    kind.contains("Image")
        || [".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif"].iter().any(|end| href.ends_with(end))
}

/// All text inside an element.
fn all_text(element: Element<'_, '_>) -> String {
    element.descendants().filter(Element::is_text).filter_map(|node| node.text()).collect()
}
