//! What is to be pasted into an issue, and what is there already: pictures, stories of the same headline.

use std::fs;
use std::path::Path;

use super::{codes, folder, import, run};

const BODY: &str = "昨天傍晚，江面起了雾，四个渡口都停了船。";
/// A PNG of one pixel; nothing here looks inside it.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1A\n pixels";

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, bytes).expect("written");
}

fn path(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn message<'r>(report: &'r serde_json::Value, code: &str) -> &'r str {
    let found = report["findings"].as_array().expect("a list");
    let found =
        found.iter().find(|found| found["code"] == code).unwrap_or_else(|| panic!("{code}: {report}"));
    found["message"].as_str().expect("text")
}

#[test]
fn one_list_has_all_that_stands_on_no_page_yet() {
    let dir = folder();
    let (copy, issue) = (dir.path().join("copy"), dir.path().join("issue"));
    write(&copy, "1.txt", format!("江上起雾\n\n{BODY}\n"));
    let page = format!(
        "<h1>渡口停船</h1><p>{BODY}</p><p><img src='img/du.png' alt='渡口'></p><p>图为渡口。（丁叙白 摄）</p><p>雾散了。</p>"
    );
    write(&copy, "2.html", page);
    write(&copy, "img/du.png", PICTURE);
    let ran = run(&[path(&copy), path(&issue)]);
    let told = String::from_utf8(ran.stdout).expect("UTF-8");
    let list = "[[page.story]]\nfile = \"stories/江上起雾.md\"\narea = \"\"\n\n\
                [[page.story]]\nfile = \"stories/渡口停船.md\"\narea = \"\"\n\n\
                [[page.picture]]\nfile = \"pictures/渡口停船.png\"\narea = \"\"\n\
                caption = \"图为渡口。\"\ncredit = \"丁叙白\u{3000}摄\"\n# description = \"渡口\"\n\
                # behind = \"昨天傍晚，江面起了雾，四个渡口都停了船。\"\n";
    assert!(told.ends_with(&format!("banxin check {}\n\n{list}", path(&issue))), "{told}");
    // What stands in the issue is left out, also when the same is imported again.
    write(
        &issue,
        "issue.toml",
        "paper = \"报\"\n[[page]]\nnumber = 1\n[[page.story]]\nfile = \"./stories/江上起雾.md\"\narea = \"a\"\n",
    );
    let (_, report) = import(&copy, &issue);
    assert_eq!(codes(&report), ["import-again", "import-again", "import-again"]);
    let files: Vec<&str> = report["entries"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| entry["file"].as_str())
        .collect();
    assert_eq!(files, ["stories/渡口停船.md", "pictures/渡口停船.png"]);
    let from = list.match_indices("[[").nth(1).expect("a second table").0;
    assert_eq!(report["snippet"], list[from..]);
    // Pasted as it is, the list is an issue's.
    let whole = format!("paper = \"报\"\n[[page]]\nnumber = 1\n\n{list}");
    assert!(whole.parse::<toml::Table>().is_ok(), "{whole}");
    // A dry run tells the list too, to programs.
    let ran = run(&[path(&copy), path(&dir.path().join("dry")), "--dry-run", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&ran.stdout).expect("a report");
    assert_eq!(report["snippet"], list);
}

#[test]
fn a_picture_that_comes_twice_is_taken_once() {
    let dir = folder();
    let (copy, issue) = (dir.path().join("copy"), dir.path().join("issue"));
    // Its file comes before the page, then behind it.
    for (page, picture) in [("2.html", "1.png"), ("2.html", "3.png")] {
        let _ = fs::remove_dir_all(&copy);
        let _ = fs::remove_dir_all(&issue);
        let text =
            format!("<h1>渡口停船</h1><p>{BODY}</p><p><img src='{picture}'></p><p><img src='{picture}'></p>");
        write(&copy, page, text);
        write(&copy, picture, PICTURE);
        let (_, report) = import(&copy, &issue);
        let pictures: Vec<_> = fs::read_dir(issue.join("pictures")).expect("a folder").collect();
        assert_eq!(pictures.len(), 1, "{report}");
        assert_eq!(
            report["snippet"].as_str().expect("text").matches("[[page.picture]]").count(),
            1,
            "{report}"
        );
        // The picture with two places and the picture by itself are told.
        let told = codes(&report).iter().filter(|code| **code == "import-again").count();
        assert_eq!(told, if picture == "1.png" { 1 } else { 2 }, "{report}");
    }
    // In a later run too, by its bytes.
    write(&copy, "4.png", PICTURE);
    let (_, report) = import(&copy.join("4.png"), &issue);
    assert_eq!(
        (codes(&report), report["files"][0]["verdict"].as_str()),
        (vec!["import-again"], Some("known"))
    );
    write(&copy, "5.png", b"\x89PNG\r\n\x1A\n Pixels");
    let (_, report) = import(&copy.join("5.png"), &issue);
    assert_eq!((codes(&report), report["files"][0]["verdict"].as_str()), (vec![], Some("imported")));
    // What the page refers to is there.
    write(&copy, "6.html", format!("<h1>又一篇</h1><p>{BODY}</p><p><img src='4.png'></p>"));
    let (_, report) = import(&copy.join("6.html"), &issue);
    assert!(message(&report, "import-again").contains("are not written again: pictures/"), "{report}");
    let file = report["entries"][1]["file"].as_str().expect("a picture");
    assert_eq!(fs::read(issue.join(file)).expect("it is there"), PICTURE);
}

#[test]
fn a_second_story_of_the_same_headline_is_told_with_both_files() {
    let dir = folder();
    let issue = dir.path().join("issue");
    write(dir.path(), "1.txt", format!("江上 起雾\n\n{BODY}\n"));
    write(dir.path(), "2.txt", format!("江上　起雾\n\n{}\n", BODY.replace('四', "五")));
    write(dir.path(), "3.txt", format!("江上无雾\n\n{BODY}\n"));
    let (code, report) = import(&dir.path().join("1.txt"), &issue);
    assert_eq!(code, 0, "{report}");
    let (code, report) = import(&dir.path().join("2.txt"), &issue);
    assert_eq!(code, 1, "{report}");
    let said = message(&report, "import-same-headline");
    assert_eq!(
        said,
        "stories/江上起雾-2.md has the same headline as stories/江上起雾.md; 95 % of their text is the same"
    );
    let (_, report) = import(&dir.path().join("3.txt"), &issue);
    assert!(!codes(&report).contains(&"import-same-headline"), "{report}");
}

#[test]
fn looks_that_tables_and_captions_cannot_have_are_told() {
    let dir = folder();
    let page = "<h1>题</h1><p>昨天傍晚，江面起了雾。</p><table><tr><th><b>桥</b></th><th>面积</th></tr>\
                <tr><td><b>望渡桥</b></td><td>10<sup>6</sup>平方米</td></tr></table><p>雾散了。</p>\
                <figure><img src='data:image/png;base64,iVBORw0KGgo='><figcaption>图为<b>望渡桥</b>。</figcaption></figure>";
    write(dir.path(), "page.html", page);
    let (_, report) = import(&dir.path().join("page.html"), &dir.path().join("issue"));
    let told = |what: &str| -> Vec<&str> {
        let left = report["files"][0]["left"].as_array().expect("a list");
        let these = left.iter().filter(|left| left["what"] == what);
        these.filter_map(|left| left["text"].as_str()).collect()
    };
    assert_eq!(told("levelled"), ["6"]);
    assert_eq!(told("bold"), ["望渡桥", "望渡桥"], "the head of a table is bold anyway");
    assert!(codes(&report).contains(&"import-place") && codes(&report).contains(&"import-look"), "{report}");
    assert_eq!(told("place"), ["昨天傍晚，江面起了雾。", "雾散了。"]);
}
