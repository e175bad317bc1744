//! The characters of a source, found in another way than by the readers, and those of what was made of it.

use super::*;

/// The texts of elements of some names in XML, without what `mc:Fallback` repeats; read without a parser, so that it is another
/// way than that of the program.
pub(super) fn texts_of(xml: &str, names: &[&str]) -> Vec<String> {
    let mut rest = String::new();
    for (at, part) in xml.split("<mc:Fallback").enumerate() {
        rest.push_str(if at == 0 {
            part
        } else {
            part.split_once("</mc:Fallback>").map_or("", |(_, behind)| behind)
        });
    }
    let mut texts = Vec::new();
    for tag in rest.split('<').skip(1) {
        let Some((head, text)) = tag.split_once('>') else { continue };
        if names.contains(&head.split_whitespace().next().unwrap_or_default()) && !head.ends_with('/') {
            let text =
                text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
            texts.push(text.replace("&amp;", "&"));
        }
    }
    texts
}

pub(super) fn part(archive: &mut zip::ZipArchive<Cursor<Vec<u8>>>, name: &str) -> String {
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// All words of a Word file: text, deleted text, formulas; of the document, its notes, comments, headers and footers.
pub(super) fn words_of_docx(path: &Path) -> Vec<String> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(fs::read(path).expect("the file"))).expect("a container");
    let names: Vec<String> = (0..archive.len())
        .map(|at| archive.by_index(at).expect("a part").name().expect("UTF-8").into_owned())
        .collect();
    let relations = part(&mut archive, "word/_rels/document.xml.rels");
    let mut words = Vec::new();
    for name in names {
        let short = name.strip_prefix("word/").unwrap_or_default();
        let wanted = ["document", "footnotes", "endnotes", "comments.", "header", "footer"]
            .iter()
            .any(|kind| short.starts_with(kind));
        // A part that nothing refers to is no part of the document.
        if wanted && short.ends_with(".xml") && (short == "document.xml" || relations.contains(short)) {
            words.extend(texts_of(&part(&mut archive, &name), &["w:t", "w:delText", "m:t"]));
        }
    }
    words
}

/// What was made in a folder, as plain words: manuscripts as banxin reads them, tables, and the records' captions and
/// leftovers. With it the folder is read as an issue, which must have no errors.
pub(super) fn words_made(dir: &Path) -> String {
    let mut issue = String::from("paper = \"霁川日报\"\ndate = \"2026-11-23\"\nlayout = \"front-page\"\n");
    let mut records: Vec<PathBuf> = fs::read_dir(dir.join("imported"))
        .expect("records")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    records.sort();
    let mut words = String::new();
    let mut number = 0;
    for record in &records {
        let text = fs::read_to_string(record).expect("UTF-8");
        let table: toml::Table = text.parse().expect("TOML");
        collect(&toml::Value::Table(table), &mut words);
        let snippets = text.split_once("\n[[page").map(|(_, rest)| format!("[[page{rest}"));
        let snippets = snippets.unwrap_or_default();
        let snippets =
            snippets.split("\n[[left]]").next().unwrap_or_default().replace("area = \"\"", "area = \"lead\"");
        // Kinds of pictures that do not print are told, and do not go into the issue.
        let printed = |part: &&str| {
            !["bmp\"", "emf\"", "wmf\""]
                .iter()
                .any(|end| part.lines().any(|line| line.starts_with("file") && line.ends_with(end)))
        };
        let kept: Vec<&str> = snippets.split("\n\n").filter(printed).collect();
        for snippet in kept.iter().filter(|snippet| !snippet.trim().is_empty()) {
            number += 1;
            issue.push_str(&format!("\n[[page]]\nnumber = {number}\n\n{snippet}\n"));
        }
    }
    fs::write(dir.join("issue.toml"), issue).expect("written");
    let loaded = banxin::load(dir).unwrap_or_else(|refused| {
        panic!("{:?}", refused.diagnostics.iter().map(|found| found.message.to_string()).collect::<Vec<_>>())
    });
    for story in &loaded.issue.stories {
        let heads =
            [&story.kicker, &story.headline, &story.subhead, &story.byline, &story.source, &story.credit];
        let texts = heads.into_iter().flatten().chain(story.blocks.iter().map(Block::text));
        for text in texts {
            words.push_str(&text.to_plain());
            words.push('\n');
            // Readings stand beside their characters.
            words.extend(
                text.runs
                    .iter()
                    .flat_map(|run| &run.readings)
                    .map(|reading| format!("{}\n", reading.syllable)),
            );
        }
        assert!(story.headline.as_ref().is_some_and(|headline| !Text::is_empty(headline)), "{}", story.name);
    }
    for entry in fs::read_dir(dir.join("stories")).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            words.push_str(&fs::read_to_string(path).expect("UTF-8").replace("\"\"", "\""));
        }
    }
    words
}

pub(super) fn collect(value: &toml::Value, words: &mut String) {
    match value {
        toml::Value::String(text) => words.push_str(&format!("{text}\n")),
        toml::Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        toml::Value::Table(table) => table
            .iter()
            .filter(|(key, _)| *key != "source" && *key != "files" && *key != "content" && *key != "file")
            .for_each(|(_, item)| collect(item, words)),
        _ => {}
    }
}

pub(super) fn tight(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(c, '\u{ad}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}')
        })
        .collect()
}

pub(super) fn counts(text: &str) -> BTreeMap<char, i64> {
    let mut counts = BTreeMap::new();
    for c in tight(text).chars() {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Every character of the source is in what was made, as often; but for labels, brackets of credits and repeated titles,
/// which rules took away and the report counts.
#[track_caller]
pub(super) fn assert_nothing_lost(source: &str, made: &str, report: &serde_json::Value, of: &Path) {
    let files = report["files"].as_array().expect("a list").iter();
    let rules = files.flat_map(|file| file["characters"]["cleaned"].as_array().expect("a list"));
    let by_rule = rules.filter(|rule| {
        ["bracket", "label", "repeat", "metadata", "script", "mark", "entity"]
            .contains(&rule["rule"].as_str().expect("a name"))
    });
    let allowed: i64 = by_rule.map(|rule| rule["count"].as_i64().expect("a number")).sum();
    let made = counts(made);
    let lost: Vec<(char, i64)> = counts(source)
        .into_iter()
        .map(|(c, count)| (c, count - made.get(&c).copied().unwrap_or(0)))
        .filter(|(_, missing)| *missing > 0)
        .collect();
    let count: i64 = lost.iter().map(|(_, count)| count).sum();
    assert!(count <= allowed, "{}: {lost:?}", of.display());
}

/// The sums of a report come out even.
#[track_caller]
pub(super) fn assert_even(report: &serde_json::Value, of: &Path) {
    for file in report["files"].as_array().expect("a list") {
        let characters = &file["characters"];
        let number = |key: &str| characters[key].as_u64().expect("a number");
        let cleaned: u64 = characters["cleaned"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|rule| rule["count"].as_u64().expect("a number"))
            .sum();
        assert_eq!(
            number("source") + number("added"),
            number("placed") + number("told") + cleaned,
            "{}: {characters}",
            of.display()
        );
    }
}
