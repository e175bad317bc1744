//! The parts of a Word file, found by their relations.

use std::collections::BTreeMap;

use crate::import::account::Account;
use crate::import::container::{Container, Fault};
use crate::import::encoding;
use crate::import::refusal::Refusal;
use crate::import::xml::{self, Element, attribute, elements, name};

/// A relation of a part.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The last word of its type: `image`.
    pub kind: String,
    /// The name of a file in the container, or an address outside.
    pub target: String,
    /// Whether it leads outside.
    pub is_external: bool,
}

/// The names of the parts that are read.
#[derive(Debug, Default)]
pub struct Parts {
    /// The document itself.
    pub document: String,
    /// Its styles.
    pub styles: Option<String>,
    /// Its lists.
    pub numbering: Option<String>,
    /// Its footnotes.
    pub footnotes: Option<String>,
    /// Its endnotes.
    pub endnotes: Option<String>,
    /// Its comments.
    pub comments: Option<String>,
    /// Headers and footers of its pages.
    pub margins: Vec<String>,
    /// The relations of the document.
    pub relations: BTreeMap<String, Relation>,
}

impl Parts {
    /// Finds the parts.
    ///
    /// # Errors
    /// When the relations cannot be read, or lead to no document.
    pub fn find(container: &mut Container<'_>) -> Result<Parts, Refusal> {
        let main = relations(container, "")?;
        let main = main.into_values().find(|relation| relation.kind == "officeDocument");
        let document = main.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target);
        if !container.has(&document) {
            return Err(Refusal::of_container(&Fault::Missing, &document));
        }
        let relations = relations(container, &document)?;
        let target = |kind: &str| {
            let found = relations.values().find(|relation| relation.kind == kind && !relation.is_external);
            found.map(|relation| relation.target.clone())
        };
        let mut margins: Vec<String> = relations
            .values()
            .filter(|relation| matches!(relation.kind.as_str(), "header" | "footer"))
            .map(|relation| relation.target.clone())
            .collect();
        margins.sort();
        margins.dedup();
        Ok(Parts {
            styles: target("styles"),
            numbering: target("numbering"),
            footnotes: target("footnotes"),
            endnotes: target("endnotes"),
            comments: target("comments"),
            margins,
            document,
            relations,
        })
    }
}

/// The relations of a part; of the whole container for an empty name.
fn relations(container: &mut Container<'_>, part: &str) -> Result<BTreeMap<String, Relation>, Refusal> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let sheet =
        if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let Some(text) = text(container, &sheet)? else { return Ok(BTreeMap::new()) };
    let document = xml::parse(&text).map_err(|fault| Refusal::of_xml(&fault, &sheet))?;
    let mut relations = BTreeMap::new();
    for relation in elements(document.root_element()) {
        let value = |name| attribute(relation, name).unwrap_or_default();
        let is_external = value("TargetMode") == "External";
        let target = if is_external { value("Target").to_owned() } else { inside(folder, value("Target")) };
        let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
        relations.insert(value("Id").to_owned(), Relation { kind, target, is_external });
    }
    Ok(relations)
}

/// A target that is written against a folder, against the folder that it means.
fn inside(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// The text of a part; `None` where there is no such part.
///
/// # Errors
/// When it is damaged, too large, or no text.
pub fn text(container: &mut Container<'_>, part: &str) -> Result<Option<String>, Refusal> {
    let bytes = match container.text(part) {
        Ok(bytes) => bytes,
        Err(Fault::Missing) => return Ok(None),
        Err(fault) => return Err(Refusal::of_container(&fault, part)),
    };
    let no_text = || Refusal::of_container(&Fault::Damaged("no text".to_owned()), part);
    let decoded = encoding::decode(&bytes, None, |_| Some("utf-8".to_owned())).ok_or_else(no_text)?;
    if decoded.broken.is_empty() { Ok(Some(decoded.text)) } else { Err(no_text()) }
}

/// The words of a part, its paragraphs on lines of their own. Deleted words and instructions of fields are none.
pub fn words(root: Element<'_, '_>) -> String {
    let mut text = String::new();
    for node in root.descendants() {
        match name(node) {
            "t" => text.push_str(&xml::text_of(node)),
            "tab" if !node.ancestors().any(|above| name(above) == "pPr") => text.push(' '),
            "br" | "cr" => text.push('\n'),
            "p" if !text.is_empty() && !text.ends_with('\n') => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// Footnotes, endnotes or comments by their numbers; those by which Word draws lines are none.
pub fn notes(root: Element<'_, '_>, account: &mut Account) -> BTreeMap<String, String> {
    let mut notes = BTreeMap::new();
    for note in elements(root) {
        let Some(id) = attribute(note, "id") else { continue };
        if attribute(note, "type").is_some_and(|kind| kind != "normal") {
            continue;
        }
        let text = words(note);
        account.read(&text);
        let author = attribute(note, "author").filter(|author| !author.is_empty() && name(note) == "comment");
        let text = match author {
            Some(author) => {
                let signed = format!("{author}：{text}");
                account.added += signed.chars().count() - text.chars().count();
                signed
            }
            None => text,
        };
        notes.insert(id.to_owned(), text);
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_written_against_their_folder() {
        assert_eq!(inside("word", "media/image1.png"), "word/media/image1.png");
        assert_eq!(inside("word", "../media/a.jpg"), "media/a.jpg");
        assert_eq!(inside("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(inside("", "word\\document.xml"), "word/document.xml");
    }
}
