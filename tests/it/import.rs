//! Copy of others, imported by the program: every character is accounted for, what comes out is an issue's, and what is
//! broken leaves nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use banxin::issue::{Block, Text};

mod damaged;
mod odt;
mod paste;
mod words;

use words::{assert_even, assert_nothing_lost, tight, words_made, words_of_docx};

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
    assert!(!codes(&report).contains(&"import-picture"), "a GIF is printed");
    // A bitmap of Windows is not.
    let path = fixtures().join("docx/python-docx-pictures.docx");
    let other = folder();
    let bitmap = other.path().join("bitmap.docx");
    let part = "word/media/image3.gif";
    fs::write(&bitmap, damaged::with_part(&path, part, |_| Some(b"BM\x1e\0\0\0\0\0\0\0\x1a\0\0\0".to_vec())))
        .expect("a file");
    let (_, report) = import(&bitmap, &other.path().join("issue"));
    assert!(codes(&report).contains(&"import-picture"), "{:?}", codes(&report));
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
    assert_eq!(codes(&report), ["import-roles", "import-furniture", "import-place"]);
    let (text, _) = story("web/02-breaks.html");
    assert!(
        text.starts_with("---\nheadline: 老铁桥的铆钉有了户口\nsource: （作者：岑小苔）\n---\n老铁桥有21万"),
        "{text}"
    );
    let (text, _) = story("web/03-gb2312.html");
    assert!(text.starts_with(&head[..head.len() - 20]), "{text}");
    let (text, report) = story("web/07-classes.html");
    let head = "---\nkicker: 雁汀湿地迎来今年首批候鸟\nheadline: 霁江两岸今冬添七处观鸟台\nsubhead: ——望远镜免费借用，周末有人讲解\n\
                byline: 本报记者　闻溪　通讯员　白露\nsource: 来源：霁川日报\ncredit: 责编：白露\n---\n";
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
        "caption = \"↑图为观鸟的市民。\"\ncredit = \"本报记者　丁叙白　摄\"",
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

/// Imports a text as a file of that name; gives the manuscript and the report.
fn made_of(name: &str, text: &str) -> (String, serde_json::Value) {
    let dir = folder();
    let source = dir.path().join(name);
    fs::write(&source, text).expect("written");
    let issue = dir.path().join("issue");
    let (_, report) = import(&source, &issue);
    let file = report["files"][0]["made"][0].as_str().unwrap_or_else(|| panic!("{report}")).to_owned();
    (fs::read_to_string(issue.join(file)).expect("a manuscript"), report)
}

fn told(report: &serde_json::Value) -> Vec<&str> {
    let left = report["files"][0]["left"].as_array().expect("a list");
    left.iter().filter_map(|left| left["text"].as_str()).collect()
}

const BODY: &str = "昨天傍晚，江面起了雾，四个渡口都停了船。";

#[test]
fn pages_keep_their_story_whatever_stands_around_it() {
    let logo = "<svg viewBox='0 0 9 9'><path d='M0 0'/></svg>";
    let line = "2026-11-22 08:15&nbsp;&nbsp;来源：霁川日报&nbsp;&nbsp;作者：苏　禾";
    let page = format!(
        "<html><body>{logo}<form id='aspnet'><h1>江上起雾</h1><p>{line}</p><p>{BODY}</p><p>分享到：微信 微博</p>\
         <form><label>评论</label><input></form></form></body></html>"
    );
    let (text, report) = made_of("page.html", &page);
    assert_eq!(
        text,
        format!("---\nheadline: 江上起雾\nbyline: 苏　禾\nsource: 来源：霁川日报\n---\n{BODY}\n")
    );
    for words in ["2026-11-22 08:15", "分享到：微信 微博", "评论"] {
        assert!(told(&report).contains(&words), "{words}: {report}");
    }
}

#[test]
fn labels_count_in_one_block_at_the_head() {
    let (text, report) =
        made_of("稿.txt", &format!("标题：江上起雾\n作者：闻溪\n内容：{BODY}\n\n主题：大家都说好。\n"));
    assert_eq!(text, format!("---\nheadline: 江上起雾\nbyline: 闻溪\n---\n{BODY}\n\n主题：大家都说好。\n"));
    assert_eq!(codes(&report), ["import-roles"]);
    let (text, _) =
        made_of("稿.txt", &format!("读书会通知\n主题：江上的灯\n内容：读三本书，说一说。\n{BODY}\n"));
    assert!(text.contains("主题：江上的灯") && text.contains("内容：读三本书"), "{text}");
}

#[test]
fn verse_is_told_that_its_stanzas_run_on() {
    let (text, report) =
        made_of("诗.txt", "江上\n\n一只船\n两只船\n\n三只船都不见了\n雾起来了\n\n灯亮着\n人睡了\n");
    assert!(codes(&report).contains(&"import-verse"), "{report}");
    assert_eq!(text.matches("\n\n").count(), 5, "{text}");
    let (_, report) =
        made_of("稿.txt", &format!("江上\n\n{BODY}\n{BODY}\n\n{BODY}\n{BODY}\n\n{BODY}\n{BODY}\n{BODY}\n"));
    assert!(!codes(&report).contains(&"import-verse"), "{report}");
}

#[test]
fn sentences_behind_pictures_stay_in_the_text() {
    let picture = "data:image/png;base64,iVBORw0KGgo=";
    let page =
        format!("<h1>老王的镜头</h1><p><img src='{picture}'></p><p>退休后，他爱上了摄影。</p><p>{BODY}</p>");
    let (text, report) = made_of("page.html", &page);
    assert!(text.contains("退休后，他爱上了摄影。"), "{text}");
    assert!(!codes(&report).contains(&"import-roles"), "{report}");
    let page =
        format!("<h1>老王的镜头</h1><p><img src='{picture}'></p><p>江边的灯（丁叙白 摄）。</p><p>{BODY}</p>");
    let (text, report) = made_of("page.html", &page);
    assert!(!text.contains("江边的灯") && codes(&report).contains(&"import-roles"), "{text}{report}");
}

#[test]
fn a_picture_that_is_not_beside_its_page_is_named() {
    let (_, report) =
        made_of("page.html", &format!("<h1>题</h1><p><img src='img/deng.jpg'></p><p>{BODY}</p>"));
    let found = report["findings"].as_array().expect("a list");
    let absent = found.iter().find(|found| found["code"] == "import-picture").expect("it is told");
    assert!(absent["message"].as_str().is_some_and(|text| text.contains("not beside the file")), "{absent}");
    assert!(told(&report).contains(&"img/deng.jpg"), "{report}");
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
