//! The record beside what was made (来稿记录): from which file, what is to be written into `issue.toml`, and every word
//! that was not taken over. It is TOML, so that programs read it too.

use super::entry::{self, quoted};
use super::made::{Imported, Made, Names};

/// The hash of what was made, by which the same copy is known again.
pub fn content_hash(made: &Made) -> String {
    let mut hasher = blake3::Hasher::new();
    let story = made.manuscript.as_deref().unwrap_or_default().as_bytes();
    let tables = made.tables.iter().map(|table| table.text.as_bytes());
    let pictures = made.pictures.iter().map(|picture| picture.picture.bytes.as_slice());
    for part in std::iter::once(story).chain(tables).chain(pictures) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex().to_string()
}

/// Writes the record of one article of the file `source`.
pub fn write(imported: &Imported, made: &Made, names: &Names, source: &str) -> String {
    let files: Vec<String> = names.all().map(quoted).collect();
    let mut text = format!(
        "# 来稿记录。把下面的 [[page.…]] 抄进 issue.toml 的一版之后，填上版区（area）。\n\
         # What was imported. Copy the tables below into issue.toml and name their areas.\n\
         source = {}\ncontent = {}\nfiles = [{}]\n",
        quoted(source),
        quoted(&content_hash(made)),
        files.join(", ")
    );
    for entry in entry::of(made, names) {
        text.push('\n');
        text.push_str(&entry.to_toml());
    }
    for (left, line) in imported.lines_of(made).filter(|(left, _)| left.what.is_lost()) {
        text.push_str(&format!(
            "\n[[left]]\nwhat = {}\nline = {line}\ntext = {}\n",
            quoted(left.what.name()),
            quoted(&left.text)
        ));
    }
    text
}

/// What a record tells of an earlier import.
#[derive(Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The hash of what was made.
    pub content: String,
    /// The names of the files.
    pub names: Names,
}

/// Reads a record; `None` where the file is none.
pub fn read(text: &str) -> Option<Earlier> {
    let table: toml::Table = text.parse().ok()?;
    let content = table.get("content")?.as_str()?.to_owned();
    let page = table.get("page");
    let files_of = |part: &str| -> Vec<String> {
        let entries = page.and_then(|page| page.get(part)?.as_array()).into_iter().flatten();
        entries.filter_map(|entry| Some(entry.get("file")?.as_str()?.to_owned())).collect()
    };
    let names = Names {
        story: files_of("story").into_iter().next(),
        tables: files_of("table"),
        pictures: files_of("picture"),
    };
    Some(Earlier { content, names })
}

#[cfg(test)]
mod tests {
    use super::super::left::{Left, What};
    use super::*;

    #[test]
    fn a_record_is_toml_and_is_read_again() {
        let text = "“注”\\ \"一\"\n二\u{7}";
        let left = vec![Left { what: What::Comment, text: text.into(), at: 0..3 }];
        let made = Made { manuscript: Some("---\n".into()), left, ..Made::default() };
        let names = Names { story: Some("stories/甲\".md".into()), ..Names::default() };
        let imported = Imported {
            kind: crate::message::word("text"),
            encoding: None,
            made: Vec::new(),
            findings: Vec::new(),
            listing: "甲\n".into(),
        };
        let record = write(&imported, &made, &names, "来稿.docx");
        let earlier = read(&record).expect("it is TOML");
        assert_eq!(earlier.content, content_hash(&made));
        assert_eq!(earlier.names, names);
        let table: toml::Table = record.parse().expect("it is TOML");
        assert_eq!(table["left"][0]["text"].as_str(), Some(text));
        assert_eq!(table["left"][0]["line"].as_integer(), Some(1));
        assert_eq!(read("content = 3"), None);
    }
}
