//! The record beside what was made (来稿记录): from which file, what is to be written into `issue.toml`, and every word
//! that was not taken over. It is TOML, so that programs read it too.

use super::made::{Imported, Made};

/// The names of the files that were made, relative to the folder, with slashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The manuscript.
    pub story: Option<String>,
    /// The tables.
    pub tables: Vec<String>,
    /// The pictures.
    pub pictures: Vec<String>,
}

impl Names {
    /// All of them, in their order.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.story.iter().chain(&self.tables).chain(&self.pictures).map(String::as_str)
    }
}

/// The hash of what was made, by which the same copy is known again.
pub fn content_hash(made: &Made) -> String {
    let mut hasher = blake3::Hasher::new();
    let story = made.manuscript.as_deref().unwrap_or_default().as_bytes();
    let tables = made.tables.iter().map(String::as_bytes);
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
    if let Some(story) = &names.story {
        text.push_str(&format!("\n[[page.story]]\nfile = {}\n# area = \"\"\n", quoted(story)));
    }
    for name in &names.tables {
        text.push_str(&format!("\n[[page.table]]\nfile = {}\n# area = \"\"\n", quoted(name)));
    }
    for (name, captioned) in names.pictures.iter().zip(&made.pictures) {
        text.push_str(&format!("\n[[page.picture]]\nfile = {}\n# area = \"\"\n", quoted(name)));
        for (key, words) in [("caption", &captioned.caption), ("credit", &captioned.credit)] {
            if !words.is_empty() {
                text.push_str(&format!("{key} = {}\n", quoted(words)));
            }
        }
        if !captioned.picture.description.is_empty() {
            text.push_str(&format!("# description = {}\n", quoted(&captioned.picture.description)));
        }
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

/// Text as a TOML string on one line.
fn quoted(text: &str) -> String {
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

/// What a record tells of an earlier import.
#[derive(Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The hash of what was made.
    pub content: String,
    /// The names of the files.
    pub files: Vec<String>,
}

/// Reads a record; `None` where the file is none.
pub fn read(text: &str) -> Option<Earlier> {
    let table: toml::Table = text.parse().ok()?;
    let content = table.get("content")?.as_str()?.to_owned();
    let files = table.get("files")?.as_array()?.iter().filter_map(|file| Some(file.as_str()?.to_owned()));
    Some(Earlier { content, files: files.collect() })
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
        assert_eq!(earlier.files, ["stories/甲\".md"]);
        let table: toml::Table = record.parse().expect("it is TOML");
        assert_eq!(table["left"][0]["text"].as_str(), Some(text));
        assert_eq!(table["left"][0]["line"].as_integer(), Some(1));
        assert_eq!(read("content = 3"), None);
    }
}
