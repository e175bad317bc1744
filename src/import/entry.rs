//! What is to be pasted into `issue.toml` (入版): one table `[[page.story]]`, `[[page.table]]` or `[[page.picture]]` for each
//! file that was made, with the area left to be named.

use std::collections::BTreeSet;

use super::made::{Made, Names};

/// The list of a page in which a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A manuscript.
    Story,
    /// A table.
    Table,
    /// A picture.
    Picture,
}

impl Part {
    /// The key of the list.
    pub fn key(self) -> &'static str {
        match self {
            Part::Story => "story",
            Part::Table => "table",
            Part::Picture => "picture",
        }
    }
}

/// One table of `issue.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The list in which it stands.
    pub part: Part,
    /// The file, relative to the folder of the issue, with slashes.
    pub file: String,
    /// The words under a picture; may be empty.
    pub caption: String,
    /// Who made a picture; may be empty.
    pub credit: String,
    /// What the source says of a picture for those who do not see it; may be empty.
    pub description: String,
    /// The first words of the paragraph behind which a picture or a table stood; empty where it stood before the text.
    pub behind: String,
}

impl Entry {
    fn new(part: Part, file: &str) -> Entry {
        let file = file.to_owned();
        let [caption, credit, description, behind] = [const { String::new() }; 4];
        Entry { part, file, caption, credit, description, behind }
    }

    /// The table as TOML. What no issue has is a comment.
    pub fn to_toml(&self) -> String {
        let mut text = format!("[[page.{}]]\nfile = {}\narea = \"\"\n", self.part.key(), quoted(&self.file));
        let keys = [
            ("caption", &self.caption),
            ("credit", &self.credit),
            ("# description", &self.description),
            ("# behind", &self.behind),
        ];
        for (key, words) in keys {
            if !words.is_empty() {
                text.push_str(&format!("{key} = {}\n", quoted(words)));
            }
        }
        text
    }
}

/// The entries of one article: its story, its tables, its pictures.
pub fn of(made: &Made, names: &Names) -> Vec<Entry> {
    let mut entries: Vec<Entry> = names.story.iter().map(|file| Entry::new(Part::Story, file)).collect();
    let tables = names.tables.iter().zip(&made.tables);
    entries.extend(
        tables.map(|(file, table)| Entry { behind: table.behind.clone(), ..Entry::new(Part::Table, file) }),
    );
    let pictures = names.pictures.iter().zip(&made.pictures);
    entries.extend(pictures.map(|(file, captioned)| Entry {
        caption: captioned.caption.clone(),
        credit: captioned.credit.clone(),
        description: captioned.picture.description.clone(),
        behind: captioned.picture.behind.clone(),
        ..Entry::new(Part::Picture, file)
    }));
    entries
}

/// Entries of several articles as one list: without those whose file stands in the issue, the same ones once, and a picture
/// without words only where no other entry has it with words.
pub fn list(entries: impl IntoIterator<Item = Entry>, placed: &BTreeSet<String>) -> Vec<Entry> {
    let mut listed: Vec<Entry> = Vec::new();
    for entry in entries {
        if placed.contains(&normal(&entry.file)) {
            continue;
        }
        let is_bare = |entry: &Entry| entry.caption.is_empty() && entry.credit.is_empty();
        let same = |other: &&mut Entry| {
            other.file == entry.file
                && (is_bare(other)
                    || is_bare(&entry)
                    || (&other.caption, &other.credit) == (&entry.caption, &entry.credit))
        };
        match listed.iter_mut().find(same) {
            Some(other) if is_bare(other) && !is_bare(&entry) => *other = entry,
            Some(_) => {}
            None => listed.push(entry),
        }
    }
    listed
}

/// The files that stand on the pages of an issue or in its pools, by the text of its `issue.toml`; `None` where it is no TOML.
pub fn placed(issue: &str) -> Option<BTreeSet<String>> {
    let table: toml::Table = issue.parse().ok()?;
    let mut files = BTreeSet::new();
    let pages = table.get("page").and_then(toml::Value::as_array).into_iter().flatten();
    let pools = table.get("pools").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values);
    let lists = pages.chain(pools).filter_map(toml::Value::as_table).flat_map(toml::Table::values);
    for entry in lists.filter_map(toml::Value::as_array).flatten() {
        files.extend(entry.get("file").and_then(toml::Value::as_str).map(normal));
    }
    Some(files)
}

/// A path as files are named here: with slashes, without `./`.
fn normal(path: &str) -> String {
    let parts = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "."));
    parts.collect::<Vec<_>>().join("/")
}

/// Text as a TOML string on one line.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_what_stands_on_no_page_once_and_with_its_words() {
        let issue = "paper = '报'\n[[page]]\nnumber = 1\n[[page.story]]\nfile = './stories/甲.md'\n\
                     [[page.ad]]\nfile = 'pictures\\1.jpg'\n";
        let placed = placed(issue).expect("it is TOML");
        let picture = |file: &str, caption: &str| Entry {
            caption: caption.to_owned(),
            ..Entry::new(Part::Picture, file)
        };
        let entries = [
            Entry::new(Part::Story, "stories/甲.md"),
            Entry::new(Part::Story, "stories/乙.md"),
            picture("pictures/1.jpg", ""),
            picture("pictures/2.jpg", ""),
            picture("pictures/2.jpg", "江上"),
            picture("pictures/2.jpg", ""),
            picture("pictures/2.jpg", "另一处"),
        ];
        let listed = list(entries, &placed);
        let named: Vec<(&str, &str)> = listed.iter().map(|entry| (&*entry.file, &*entry.caption)).collect();
        assert_eq!(named, [("stories/乙.md", ""), ("pictures/2.jpg", "江上"), ("pictures/2.jpg", "另一处")]);
        assert_eq!(
            listed[1].to_toml(),
            "[[page.picture]]\nfile = \"pictures/2.jpg\"\narea = \"\"\ncaption = \"江上\"\n"
        );
        assert_eq!(super::placed("page = ["), None);
        let pooled =
            "[[pools.news.story]]\nfile = 'stories/丙.md'\n[[pools.news.picture]]\nfile = 'pictures/3.jpg'\n";
        let pooled: Vec<String> = super::placed(pooled).expect("it is TOML").into_iter().collect();
        assert_eq!(pooled, ["pictures/3.jpg", "stories/丙.md"]);
    }
}
