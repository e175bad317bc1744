//! Copy of others, imported by the program: every character is accounted for, what comes out is an issue's, and what is
//! broken leaves nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use banxin::issue::{Block, Text};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

/// Runs the program; findings are in the report.
fn import(source: &Path, dir: &Path) -> (i32, serde_json::Value) {
    let ran = run(&[source.as_os_str().to_str().expect("UTF-8"), dir.to_str().expect("UTF-8"), "--json"]);
    let report = serde_json::from_slice(&ran.stdout).expect("a report");
    (ran.status.code().expect("it ended by itself"), report)
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_banxin"))
        .arg("import")
        .args(arguments)
        .stdin(Stdio::null())
        .env("LC_ALL", "C")
        .output()
        .expect("banxin runs")
}

/// Files of a folder of fixtures, in the order of their names.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(fixtures().join(folder))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

fn codes(report: &serde_json::Value) -> Vec<&str> {
    let findings = report["findings"].as_array().expect("a list");
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect()
}

/// The texts of elements of some names in XML, without what `mc:Fallback` repeats; read without a parser, so that it is another
/// way than that of the program.
fn texts_of(xml: &str, names: &[&str]) -> Vec<String> {
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

fn part(archive: &mut zip::ZipArchive<Cursor<Vec<u8>>>, name: &str) -> String {
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// All words of a Word file: text, deleted text, formulas; of the document, its notes, comments, headers and footers.
fn words_of_docx(path: &Path) -> Vec<String> {
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
fn words_made(dir: &Path) -> String {
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
        let snippets = snippets
            .split("\n[[left]]")
            .next()
            .unwrap_or_default()
            .replace("# area = \"\"", "area = \"lead\"");
        // Kinds of pictures that do not print are told, and do not go into the issue.
        let printed = |part: &&str| {
            !["gif\"", "bmp\"", "emf\"", "wmf\""]
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

fn collect(value: &toml::Value, words: &mut String) {
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

fn tight(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(c, '\u{ad}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}')
        })
        .collect()
}

fn counts(text: &str) -> BTreeMap<char, i64> {
    let mut counts = BTreeMap::new();
    for c in tight(text).chars() {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Every character of the source is in what was made, as often; but for labels, brackets of credits and repeated titles,
/// which rules took away and the report counts.
#[track_caller]
fn assert_nothing_lost(source: &str, made: &str, report: &serde_json::Value, of: &Path) {
    let files = report["files"].as_array().expect("a list").iter();
    let rules = files.flat_map(|file| file["characters"]["cleaned"].as_array().expect("a list"));
    let by_rule = rules.filter(|rule| {
        ["bracket", "label", "repeat", "metadata", "script"].contains(&rule["rule"].as_str().expect("a name"))
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
fn assert_even(report: &serde_json::Value, of: &Path) {
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

#[test]
fn word_files_of_six_writers_lose_nothing() {
    let all = files("docx");
    assert!(all.len() >= 20, "{}", all.len());
    for path in all {
        let dir = folder();
        let (code, report) = import(&path, dir.path());
        assert!(code < 2, "{}: {report}", path.display());
        assert_even(&report, &path);
        let made = words_made(dir.path());
        let source = words_of_docx(&path);
        assert!(source.concat().chars().count() > 60, "{}", path.display());
        assert_nothing_lost(&source.concat(), &made, &report, &path);
        // Runs are whole: their characters stand in their order.
        let made = tight(&made);
        for run in
            source.iter().map(|run| tight(run.trim_start_matches('□'))).filter(|run| run.chars().count() > 1)
        {
            let stands =
                made.contains(&run) || run.split(['。', '（', '）']).all(|piece| made.contains(piece));
            assert!(stands, "{}: {run}", path.display());
        }
    }
}

/// A manuscript of the fixtures, by its Word file.
fn story(name: &str) -> (String, serde_json::Value) {
    let dir = folder();
    let (_, report) = import(&fixtures().join(name), dir.path());
    let file = report["files"][0]["made"][0].as_str().expect("a file").to_owned();
    (fs::read_to_string(dir.path().join(file)).expect("a manuscript"), report)
}

#[test]
fn roles_come_from_styles() {
    let (text, report) = story("docx/python-docx-chinese-styles.docx");
    let head = "---\nkicker: 雁汀湿地迎来今年首批候鸟\nheadline: 霁江两岸今冬添七处观鸟台\nsubhead: ——望远镜免费借用，周末有人讲解\n\
                byline: 本报记者　闻溪　通讯员　白露\nsource: 来源：霁川日报\ncredit: 责编：白露\n---\n[本报讯]{.lead}（记者闻溪）11月";
    assert!(text.starts_with(head), "{text}");
    assert!(text.contains("\n\n### 台子藏在芦苇后面\n\n“去年"), "{text}");
    assert_eq!(codes(&report), [""; 0]);
    let (text, report) = story("docx/wps-styles.docx");
    assert!(text.starts_with("---\nheadline: 老铁桥的铆钉有了户口\nsubhead: ——大修手记之三\nsource: （作者：岑小苔）\n---\n老铁桥"), "{text}");
    assert!(text.contains("\n### 扫一扫就知道\n"), "{text}");
    assert_eq!(codes(&report), ["import-roles"]);
}

#[test]
fn roles_come_from_place_and_look_and_are_told() {
    for name in ["docx/python-docx-unstyled.docx", "docx/libreoffice-unstyled.docx"] {
        let (text, report) = story(name);
        let head = "---\nkicker: 雁汀湿地迎来今年首批候鸟\nheadline: 霁江两岸今冬添七处观鸟台\nsubhead: ——望远镜免费借用，周末有人讲解\n\
                    byline: 本报记者　闻溪　通讯员　白露\nsource: （记者　闻溪）\n---\n[本报讯]{.lead}";
        assert!(text.starts_with(head), "{name}: {text}");
        assert_eq!(text.matches("\n### ").count(), 2, "{name}: {text}");
        assert_eq!(codes(&report), ["import-roles"], "{name}");
    }
    let (text, _) = story("docx/python-docx-plain.docx");
    assert!(text.starts_with("---\nheadline: 老铁桥的铆钉有了户口\nbyline: 岑小苔\n---\n老铁桥"), "{text}");
}

#[test]
fn looks_are_marks_or_told() {
    for name in ["docx/python-docx-looks.docx", "docx/libreoffice-looks.docx"] {
        let (text, report) = story(name);
        for piece in [
            "3.2×10[6]{.sup}吨",
            "CO[2]{.sub}的",
            "[不准下江游泳]{.dots}的",
            "\n第一行\n\n第二行 ",
            "\\*星号\\*和[方括号\\]{.sup}",
            "\\\\反斜线",
            "\n\\### 不是",
        ] {
            assert!(text.contains(piece), "{name}: {piece}\n{text}");
        }
        assert!(!text.contains("藏起来"), "{name}");
        let codes = codes(&report);
        for code in ["import-look", "import-hidden"] {
            assert!(codes.contains(&code), "{name}: {codes:?}");
        }
    }
    let (text, report) = story("docx/python-docx-looks.docx");
    assert!(text.contains("✓α〓-末尾。"), "{text}");
    assert!(codes(&report).contains(&"import-symbol"));
}

#[test]
fn what_cannot_be_taken_over_is_told_and_recorded() {
    let dir = folder();
    let (code, report) = import(&fixtures().join("docx/python-docx-notes.docx"), dir.path());
    assert_eq!(code, 1);
    let codes = codes(&report);
    let all = [
        "import-footnote",
        "import-comment",
        "import-deleted",
        "import-hidden",
        "import-furniture",
        "import-object",
        "import-link",
        "import-reading",
        "import-box",
    ];
    for code in all {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    let record =
        fs::read_to_string(dir.path().join("imported/霁江两岸今冬添七处观鸟台.toml")).expect("a record");
    for words in [
        "《霁川县志》卷三",
        "编辑部：这个数字要核实。",
        "其中两处在老城区",
        "http://www.example.com/niao",
        "ㄧㄢˋ",
        "单击此处",
        "霁川日报内部稿件",
        "第 1 页",
    ] {
        assert!(record.contains(words), "{words}\n{record}");
    }
    let text =
        fs::read_to_string(dir.path().join("stories/霁江两岸今冬添七处观鸟台.md")).expect("a manuscript");
    for words in [
        "其中三处在老城区，都不收费",
        "[雁]{pinyin=\"yàn\"}",
        "流量按Q=Av计算",
        "这一句是填好的",
        "\n\n相关链接：鸿雁每年十月南飞。\n",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert_eq!(text.matches("相关链接").count(), 1, "the fallback of a text box is not taken too");
    // Places are paragraphs.
    let footnote = report["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|found| found["code"] == "import-footnote");
    assert_eq!(footnote.expect("it is told")["places"][0]["line"], 2);
}

#[test]
fn pictures_and_tables_come_with_their_words() {
    let dir = folder();
    let (_, report) = import(&fixtures().join("docx/python-docx-pictures.docx"), dir.path());
    let record =
        fs::read_to_string(dir.path().join("imported/霁江两岸今冬添七处观鸟台.toml")).expect("a record");
    assert!(
        record.contains(
            "caption = \"图为11月22日清晨，市民在雁汀湿地观鸟。\"\ncredit = \"本报记者　丁叙白　摄\"\n"
        ),
        "{record}"
    );
    assert!(record.contains("caption = \"图为新建的观鸟台\"\ncredit = \"程雁回　供图\"\n"), "{record}");
    let bytes = fs::read(dir.path().join("pictures/霁江两岸今冬添七处观鸟台-1.jpg")).expect("a picture");
    assert!(bytes.starts_with(b"\xFF\xD8\xFF"));
    assert!(codes(&report).contains(&"import-picture"), "a GIF is told");
    let dir = folder();
    let (_, report) = import(&fixtures().join("docx/python-docx-tables.docx"), dir.path());
    let table =
        fs::read_to_string(dir.path().join("stories/霁江两岸今冬添七处观鸟台-1.csv")).expect("a table");
    assert_eq!(table, "观鸟台,所在,离城区（公里）\n雁汀南,江南新区,6.5\n芦花桥,老城区,2\n青石渡,云岫县,42\n");
    assert!(codes(&report).contains(&"import-table"));
    let (text, report) = story("docx/python-docx-lists.docx");
    assert!(text.contains("\n\n2. 说话放低声音") && text.contains("\n\n●折凳\n"), "{text}");
    assert_eq!(codes(&report), ["import-list"]);
}

/// A container with other bytes for one of its parts, or without it.
fn with_part(path: &Path, name: &str, change: impl Fn(Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(fs::read(path).expect("the file"))).expect("a container");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut file = old.by_index(at).expect("a part");
        let own = file.name().expect("UTF-8").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("sound");
        let bytes = if own == name { change(bytes) } else { Some(bytes) };
        if let Some(bytes) = bytes {
            new.start_file(own, zip::write::SimpleFileOptions::default()).expect("a part");
            new.write_all(&bytes).expect("written");
        }
    }
    new.finish().expect("written").into_inner()
}

#[test]
fn what_is_broken_is_told_and_leaves_nothing() {
    let sound = fixtures().join("docx/python-docx-styled.docx");
    let bytes = fs::read(&sound).expect("the file");
    let document = "word/document.xml";
    let cut = |bytes: Vec<u8>| Some(bytes[..bytes.len() / 2].to_vec());
    let mut wrong_sum = bytes.clone();
    let at = wrong_sum.windows(17).position(|name| name == document.as_bytes()).expect("its local header");
    wrong_sum[at + 17 + 40] ^= 0x55;
    let entities =
        |_| Some(b"<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\">]><d>&a;</d>".to_vec());
    let deep = |_| Some("<w:p>".repeat(50_000).into_bytes());
    let bomb = |_| Some(vec![b' '; 40 << 20]);
    let all: [(&str, &str, Vec<u8>); 12] = [
        ("truncated.docx", "import-broken", bytes[..bytes.len() / 2].to_vec()),
        ("xml.docx", "import-broken", with_part(&sound, document, cut)),
        ("sum.docx", "import-broken", wrong_sum),
        ("missing.docx", "import-broken", with_part(&sound, document, |_| None)),
        ("entities.docx", "import-limit", with_part(&sound, document, entities)),
        ("deep.docx", "import-limit", with_part(&sound, document, deep)),
        ("bomb.docx", "import-limit", with_part(&sound, document, bomb)),
        ("old.doc", "import-kind", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec()),
        ("rich.docx", "import-kind", b"{\\rtf1\\ansi}".to_vec()),
        ("page.txt", "import-kind", b"%PDF-1.4 rest".to_vec()),
        ("empty.docx", "import-kind", Vec::new()),
        ("broken.xml", "import-broken", "<?xml version=\"1.0\"?><CNML><Items></CNML>".into()),
    ];
    for (name, wanted, bytes) in all {
        let dir = folder();
        let source = dir.path().join(name);
        fs::write(&source, bytes).expect("written");
        let (code, report) = import(&source, &dir.path().join("issue"));
        assert_eq!((code, codes(&report)), (2, vec![wanted]), "{name}: {report}");
        assert!(!dir.path().join("issue").exists(), "{name} left something");
    }
    // The name of a file says nothing.
    let dir = folder();
    let source = dir.path().join("word.txt");
    fs::copy(&sound, &source).expect("a copy");
    let (code, report) = import(&source, dir.path());
    assert_eq!(code, 0, "{report}");
}

#[test]
fn nothing_is_replaced_and_the_same_copy_is_known() {
    let dir = folder();
    let source = fixtures().join("docx/python-docx-plain.docx");
    let (_, first) = import(&source, dir.path());
    let (code, again) = import(&source, dir.path());
    assert_eq!((code, codes(&again)), (0, vec!["import-again"]));
    assert_eq!(first["files"][0]["made"], again["files"][0]["made"]);
    assert_eq!(again["files"][0]["verdict"], "known");
    // Another story of that headline gets another name.
    let other = dir.path().join("other.txt");
    fs::write(&other, "老铁桥的铆钉有了户口\n\n　　又写了一遍，这一遍不一样。\n").expect("written");
    let (_, third) = import(&other, dir.path());
    assert_eq!(third["files"][0]["made"][0], "stories/老铁桥的铆钉有了户口-2.md");
    // Files that are gone are made again.
    fs::remove_file(dir.path().join("stories/老铁桥的铆钉有了户口.md")).expect("it was there");
    fs::remove_file(dir.path().join("imported/老铁桥的铆钉有了户口.toml")).expect("it was there");
    let (_, fourth) = import(&source, dir.path());
    assert_eq!(fourth["files"][0]["verdict"], "imported");
    // A dry run writes nothing.
    let dry = dir.path().join("dry");
    let ran = run(&[source.to_str().expect("UTF-8"), dry.to_str().expect("UTF-8"), "--dry-run"]);
    assert!(ran.status.success() && !dry.exists());
}

/// The texts between the tags of a page, without scripts and styles; read without a parser.
fn words_of_page(text: &str) -> String {
    let mut rest = text.to_owned();
    for (open, close) in [("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->")] {
        while let Some(at) = rest.find(open) {
            let end = rest[at..].find(close).map_or(rest.len(), |end| at + end + close.len());
            rest.replace_range(at..end, "");
        }
    }
    // CDATA is text, and the tags in it are tags.
    let rest = rest.replace("<![CDATA[", "").replace("]]>", "");
    let mut words = String::new();
    for (at, part) in rest.split('<').enumerate() {
        words.push_str(if at == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) });
    }
    let entities = [
        ("&nbsp;", "\u{a0}"),
        ("&times;", "×"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(words, |words, (entity, meant)| words.replace(entity, meant))
}

fn decoded(path: &Path) -> String {
    let bytes = fs::read(path).expect("the file");
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let label =
        ["gb2312", "gb18030", "cut-lines"].iter().find(|label| name.contains(*label)).map(|_| "gb18030");
    let label =
        label.or_else(|| ["big5", "utf-16le", "utf-16be"].into_iter().find(|label| name.contains(label)));
    let encoding = banxin::import::encoding_by_name(label.unwrap_or("utf-8")).expect("it is known");
    encoding.decode(&bytes).0.into_owned()
}

#[test]
fn pages_news_and_texts_lose_nothing() {
    let all: Vec<PathBuf> = ["web", "cnml", "text"].into_iter().flat_map(files).collect();
    let read: Vec<&PathBuf> =
        all.iter().filter(|path| path.extension().is_none_or(|ending| ending != "png")).collect();
    assert!(read.len() >= 21, "{}", read.len());
    for path in read {
        let dir = folder();
        let (code, report) = import(path, dir.path());
        assert!(code < 2, "{}: {report}", path.display());
        assert_even(&report, path);
        let source = match path.extension().and_then(|ending| ending.to_str()) {
            Some("txt") => decoded(path),
            _ => words_of_page(&decoded(path)),
        };
        assert_nothing_lost(&source, &words_made(dir.path()), &report, path);
    }
}

#[test]
fn pages_become_stories() {
    let (text, report) = story("web/01-paragraphs.html");
    let head = "---\nheadline: 霁江两岸今冬添七处观鸟台\nbyline: 本报记者　闻溪　通讯员　白露\n---\n[本报讯]{.lead}（记者闻溪）";
    assert!(text.starts_with(head), "{text}");
    assert!(text.contains("\n\n### 台子藏在芦苇后面\n\n**霁江的冬天，从一声雁叫开始。**市林业局"), "{text}");
    assert_eq!(codes(&report), ["import-roles", "import-furniture"]);
    let (text, _) = story("web/02-breaks.html");
    assert!(
        text.starts_with("---\nheadline: 老铁桥的铆钉有了户口\nsource: （作者：岑小苔）\n---\n老铁桥有21万"),
        "{text}"
    );
    let (text, _) = story("web/03-gb2312.html");
    assert!(text.starts_with(&head[..head.len() - 20]), "{text}");
    let (text, report) = story("web/07-classes.html");
    let head = "---\nkicker: 雁汀湿地迎来今年首批候鸟\nheadline: 霁江两岸今冬添七处观鸟台\nsubhead: ——望远镜免费借用，周末有人讲解\n\
                byline: 本报记者　闻溪　通讯员　白露\nsource: 来源：霁川日报 2026-11-23\ncredit: 责编：白露\n---\n";
    assert!(text.starts_with(head), "{text}");
    assert_eq!(codes(&report), ["import-furniture"], "the title of the page says something else");
    let (text, report) = story("web/08-furniture.html");
    assert!(!text.contains("首页") && !text.contains("热门") && !text.contains("不是正文"), "{text}");
    assert!(codes(&report).contains(&"import-object"));
    let (text, report) = story("web/06-wechat.html");
    assert!(!text.contains("图为老铁桥"), "the caption of a picture that is not there is no text: {text}");
    let captions: Vec<&str> = report["files"][0]["left"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|left| left["what"] == "caption")
        .filter_map(|left| left["text"].as_str())
        .collect();
    assert_eq!(captions, ["图为老铁桥。丁叙白 摄"]);
    let (text, _) = story("web/10-marks.html");
    for piece in [
        "[雁]{pinyin=\"yàn\"}",
        "10[6]{.sup}吨",
        "CO[2]{.sub}也",
        "[不准下江]{.dots}的牌子“很多”",
        "A&B <尖括号> \\*星\\* [方\\]{.sup} \\\\ ###\n",
        "English words in two lines, 中文换行。",
    ] {
        assert!(text.contains(piece), "{piece}\n{text}");
    }
}

#[test]
fn news_in_the_exchange_format_becomes_stories() {
    let (text, report) = story("cnml/01-text.xml");
    let head = "---\nkicker: 雁汀湿地迎来今年首批候鸟\nheadline: 霁江两岸今冬添七处观鸟台\nsubhead: ——望远镜免费借用，周末有人讲解\n\
                byline: 闻溪\nsource: 霁川日报\n---\n[本报讯]{.lead}（记者";
    assert!(text.starts_with(head), "{text}");
    assert_eq!(codes(&report), [""; 0]);
    let dir = folder();
    import(&fixtures().join("cnml/02-multimedia.xml"), dir.path());
    let record =
        fs::read_to_string(dir.path().join("imported/霁江两岸今冬添七处观鸟台.toml")).expect("a record");
    for words in [
        "caption = \"↑图为观鸟的市民。\"\ncredit = \"本报记者 丁叙白 摄\"",
        "caption = \"图为新建的观鸟台。\"\ncredit = \"程雁回　供图\"",
    ] {
        assert!(record.contains(words), "{words}\n{record}");
    }
    let dir = folder();
    let (_, report) = import(&fixtures().join("cnml/04-issue.xml"), dir.path());
    let made = report["files"][0]["made"].as_array().expect("a list").len();
    assert_eq!(made, 2, "one story for each item");
    assert_eq!(codes(&report), ["import-unknown"]);
}

#[test]
fn texts_of_all_encodings_are_the_same_story() {
    let (wanted, _) = story("text/gb18030.txt");
    assert!(
        wanted.starts_with("---\nheadline: 老铁桥的铆钉有了户口\nbyline: 岑小苔\n---\n老铁桥有21万颗铆钉"),
        "{wanted}"
    );
    for name in ["text/utf-16le-mark.txt", "text/utf-16be.txt", "text/utf-8-mark.txt"] {
        assert_eq!(story(name).0, wanted, "{name}");
    }
    let (text, _) = story("text/labels.txt");
    let head = "---\nkicker: 雁汀湿地迎来今年首批候鸟\nheadline: 霁江两岸今冬添七处观鸟台\nsubhead: ——望远镜免费借用，周末有人讲解\nbyline: 闻溪\n---\n[本报讯]";
    assert!(text.starts_with(head), "{text}");
    let (text, _) = story("text/cut-lines.txt");
    assert_eq!(text.split("\n\n").count(), 5, "{text}");
    assert!(text.contains("架起望远镜，看芦苇荡里的鸿雁和绿头鸭。"), "{text}");
}

/// Random numbers that are the same in every run (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit.max(1)
    }
}

/// Damages bytes: drops, doubles, moves or changes a piece; in markup mostly at the edges of tags.
fn damaged(mut bytes: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            break;
        }
        let edges: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'<').collect();
        let at_edge = !edges.is_empty() && chance.below(4) > 0;
        let mut place = || if at_edge { edges[chance.below(edges.len())] } else { chance.below(bytes.len()) };
        let (mut from, mut to) = (place(), place());
        if from > to {
            std::mem::swap(&mut from, &mut to);
        }
        to = to.min(from + 4000);
        let piece = bytes[from..to].to_vec();
        match chance.below(6) {
            0 => drop(bytes.drain(from..to)),
            1 => drop(bytes.splice(from..from, piece)),
            2 => {
                bytes.drain(from..to);
                let into = chance.below(bytes.len());
                bytes.splice(into..into, piece);
            }
            3 => bytes[from] = chance.below(256) as u8,
            4 => bytes.truncate(to),
            _ => {
                let odd = [
                    "\u{0}",
                    "\u{feff}",
                    "\r",
                    "<w:t>",
                    "</p>",
                    "&#x1F600;",
                    "**",
                    "]{.sup}",
                    "\\",
                    "### ",
                    "---\n",
                    "\u{3000}",
                    "<br>",
                    "〓",
                    "]]>",
                ];
                let odd = odd[chance.below(odd.len())].bytes();
                bytes.splice(from..from, odd);
            }
        }
    }
    bytes
}

/// Damages every fixture `rounds` times. Nothing panics or hangs, and nothing that is read loses a character: a source
/// whose account is uneven would be refused with `import-account`.
fn mangle(rounds: usize, seed: u64) -> (usize, usize) {
    let all: Vec<PathBuf> = ["docx", "web", "cnml", "text"].into_iter().flat_map(files).collect();
    let (mut read, mut refused) = (0, 0);
    for (number, path) in all.iter().enumerate() {
        let mut chance = Chance(seed + 7919 * (number as u64 + 1));
        let whole = fs::read(path).expect("the file");
        let is_word = path.extension().is_some_and(|ending| ending == "docx");
        for _ in 0..rounds {
            // Inside the container three times of four, so that the damage is not just a wrong checksum.
            let bytes = match is_word && chance.below(4) > 0 {
                true => {
                    let parts = [
                        "word/document.xml",
                        "word/document.xml",
                        "word/styles.xml",
                        "word/numbering.xml",
                        "word/_rels/document.xml.rels",
                    ];
                    let part = parts[chance.below(parts.len())];
                    let seed = chance.below(usize::MAX) as u64 + 1;
                    with_part(path, part, |bytes| Some(damaged(bytes, &mut Chance(seed))))
                }
                false => damaged(whole.clone(), &mut chance),
            };
            let beside = |_: &str| Some(b"\x89PNG\r\n\x1A\n".to_vec());
            let source = banxin::import::Source { path, bytes: &bytes, encoding: None, beside: &beside };
            let begun = std::time::Instant::now();
            match banxin::import::import(&source, &mut banxin::diagnostic::Sources::default()) {
                Ok(imported) => {
                    read += 1;
                    assert!(imported.made.iter().all(|made| made.account.is_even()));
                }
                Err(finding) => {
                    refused += 1;
                    if finding.code == "import-account" {
                        let kept = std::env::temp_dir().join("banxin-uneven");
                        fs::write(&kept, &bytes).expect("written");
                        panic!("{}: {}; see {}", path.display(), finding.message, kept.display());
                    }
                }
            }
            assert!(begun.elapsed().as_secs() < 10, "{}", path.display());
        }
    }
    (read, refused)
}

#[test]
fn damaged_files_lose_nothing_in_silence() {
    let (read, refused) = mangle(6, 1);
    assert!(read > 50 && refused > 50, "{read} were read, {refused} refused");
}

/// `cargo test --release --test it -- --ignored import::ten_thousand`
#[test]
#[ignore = "takes minutes"]
fn ten_thousand_damaged_files_lose_nothing_in_silence() {
    let (read, refused) = mangle(205, 17);
    assert!(read + refused >= 10_000, "{read} were read, {refused} refused");
}

#[test]
fn a_hot_folder_takes_what_comes_and_ends_with_ctrl_c() {
    if !cfg!(unix) {
        return;
    }
    let dir = folder();
    let (inbox, issue) = (dir.path().join("inbox"), dir.path().join("issue"));
    fs::create_dir(&inbox).expect("a folder");
    fs::write(inbox.join("first.txt"), "第一篇\n\n第一篇的正文在这里，有一句话。\n").expect("written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .args(["import", inbox.to_str().expect("UTF-8"), issue.to_str().expect("UTF-8"), "--watch"])
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("banxin runs");
    let until = |what: &dyn Fn() -> bool, said: &str| {
        let begun = std::time::Instant::now();
        while !what() {
            assert!(begun.elapsed().as_secs() < 60, "{said}");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    until(&|| issue.join("stories/第一篇.md").exists(), "what was there is imported");
    fs::copy(fixtures().join("docx/python-docx-plain.docx"), inbox.join("second.docx")).expect("a copy");
    fs::write(inbox.join("bad.docx"), b"PK\x03\x04word/").expect("written");
    until(&|| issue.join("stories/老铁桥的铆钉有了户口.md").exists(), "what comes in is imported");
    // Time for a second look at the bad one.
    std::thread::sleep(std::time::Duration::from_secs(3));
    let ended = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(ended.success());
    let mut told = String::new();
    let status = child.wait().expect("it ended");
    child.stderr.take().expect("a pipe").read_to_string(&mut told).expect("UTF-8");
    assert_eq!(status.code(), Some(1), "{told}");
    assert_eq!(told.matches("error[import-broken]").count(), 1, "a bad file is told once: {told}");
    assert!(told.contains("waiting for files"), "{told}");
}
