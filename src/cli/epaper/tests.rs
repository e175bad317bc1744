//! What the verb writes and tells: corrections, ornaments, looks of several issues, files of others.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::outcome::Outcome;
use super::super::tests::ran;

/// A small issue, and the folder of its e-paper.
struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { dir: tempfile::tempdir().expect("a place for temporary files") };
        desk.issue("one", 23);
        desk
    }

    fn at(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// Makes an issue of November 2026.
    fn issue(&self, name: &str, day: u32) {
        let (folder, date) = (self.at(name).display().to_string(), format!("2026-11-{day}"));
        let (outcome, _, err) =
            ran(&["init", &folder, "--template", "newsletter", "--name", "江城简报", "--date", &date]);
        assert_eq!(outcome, Outcome::Clean, "{err}");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from}: {text}");
        fs::write(self.at(path), text.replacen(from, to, 1)).expect("a file");
    }

    /// Makes the e-paper of an issue; what it tells.
    fn epaper(&self, issue: &str, options: &[&str]) -> (Outcome, String) {
        let (issue, site) = (self.at(issue).display().to_string(), self.at("site").display().to_string());
        let words = [&["epaper", &issue, "-o", &site, "--no-cache"], options].concat();
        let (outcome, _, err) = ran(&words);
        (outcome, err)
    }

    fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.at(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    fn edition(&self) -> serde_json::Value {
        serde_json::from_str(&self.read("site/2026-11-23/edition.json")).expect("JSON")
    }
}

const PICTURE: &str = "site/2026-11-23/page-1-900.jpg";

#[test]
fn a_correction_changes_the_text_and_not_the_page() {
    let desk = Desk::new();
    desk.epaper("one", &[]);
    let (printed, spots) = (desk.bytes(PICTURE), desk.edition()["pages"].clone());
    let article = "site/2026-11-23/articles/garden.html";
    assert!(!desk.read(article).contains("更正") && !desk.read("site/feed.xml").contains("T10:30"));
    desk.change("one/stories/garden.md", "byline:", "revised: 2026-11-24 10:30\nbyline:");
    let text = desk.read("one/stories/garden.md") + "\n更正以后添上的一段，让后面的都往下走。\n";
    fs::write(desk.at("one/stories/garden.md"), text).expect("a file");
    let (_, told) = desk.epaper("one", &[]);
    assert!(told.contains("note[revised]: the pages stay as they were printed"), "{told}");
    assert_eq!((desk.bytes(PICTURE), desk.edition()["pages"].clone()), (printed.clone(), spots));
    let page = desk.read(article);
    let moment = "2026-11-24T10:30:00+08:00";
    for words in
        ["更正以后添上的一段", &format!("datetime=\"{moment}\""), "\"dateModified\":\"2026-11-24T10:30"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(desk.read("site/2026-11-23/page-1.html").contains(">更正</span>"));
    let feed = desk.read("site/feed.xml");
    assert_eq!(feed.matches(&format!("<updated>{moment}</updated>")).count(), 2, "{feed}");
    // The control: drawn anew, the page is another one.
    assert_eq!(desk.epaper("one", &["--redraw"]).1.matches("revised").count(), 0);
    assert_ne!(desk.bytes(PICTURE), printed);
    // Where the printed one is not there, that is told.
    fs::remove_dir_all(desk.at("site")).expect("a folder");
    assert!(desk.epaper("one", &[]).1.contains("warning[revised]: the pages show the corrected text"));
    // What is no moment, or before the day of the paper, does not stop anything.
    for wrong in ["tomorrow", "2026-11-22", "2026-11-24 25:00"] {
        let text = desk.read("one/stories/garden.md");
        let line = text.lines().find(|line| line.starts_with("revised:")).expect("a line").to_owned();
        desk.change("one/stories/garden.md", &line, &format!("revised: {wrong}"));
        let (outcome, _, told) = ran(&["check", &desk.at("one").display().to_string()]);
        assert!(outcome == Outcome::Findings && told.contains("warning[revised]"), "{wrong}: {told}");
    }
}

#[test]
fn ornaments_are_no_articles_and_other_pictures_are_told_in_words() {
    let desk = Desk::new();
    let ids = |edition: &serde_json::Value, key: &str| -> Vec<String> {
        let list = edition[key].as_array().expect("a list");
        list.iter().map(|one| one["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let issue = desk.read("one/issue.toml");
    let start = issue.find("caption = ").expect("a caption");
    let caption = issue[start..].lines().next().expect("a line").to_owned();
    let credit = issue[start..].lines().nth(1).expect("a line").to_owned();
    assert!(credit.starts_with("credit = "), "{issue}");
    // With words under it, it is none, and that is told.
    desk.change("one/issue.toml", &caption, &format!("{caption}\nalt = \"\""));
    let (outcome, told) = desk.epaper("one", &[]);
    assert!(outcome == Outcome::Findings && told.contains("warning[ornament-with-words]"), "{told}");
    assert!(ids(&desk.edition(), "articles").contains(&"mandarins".to_owned()));
    // Without words it is one: on the page, and nowhere in the data.
    desk.change("one/issue.toml", &format!("{caption}\n"), "");
    desk.change("one/issue.toml", &format!("{credit}\n"), "");
    let (_, told) = desk.epaper("one", &[]);
    assert!(!told.contains("ornament"), "{told}");
    let edition = desk.edition();
    for key in ["articles", "pictures"] {
        assert!(!ids(&edition, key).contains(&"mandarins".to_owned()), "{key}");
    }
    assert!(!desk.at("site/2026-11-23/pictures/mandarins.jpg").exists());
    let inked = desk.bytes(PICTURE);
    // Said in words, it is an article again, and looks the same.
    desk.change("one/issue.toml", "alt = \"\"", "alt = \"枝头的蜜柑\"");
    desk.epaper("one", &[]);
    let edition = desk.edition();
    let at = ids(&edition, "pictures").iter().position(|id| id == "mandarins").expect("the picture");
    assert_eq!(edition["pictures"][at]["alt"], "枝头的蜜柑");
    assert_eq!(desk.bytes(PICTURE), inked);
    assert!(desk.read("site/2026-11-23/articles/mandarins.html").contains("alt=\"枝头的蜜柑\""));
}

#[test]
fn what_all_issues_share_looks_like_the_newest() {
    let desk = Desk::new();
    desk.issue("two", 24);
    let house = |issue: &str, keys: &str| {
        let layout = fs::read_dir(desk.at(issue).join("layouts")).expect("a folder").flatten().next();
        let path = layout.expect("a layout").path();
        let text = fs::read_to_string(&path).expect("a file");
        let text = text.split("\n[epaper]").next().expect("a text").to_owned();
        fs::write(path, format!("{text}\n[epaper]\n{keys}\n")).expect("a file");
    };
    let base = "base = \"https://epaper.example.com/\"";
    house("two", &format!("name = \"新名\"\naccent = \"#005500\"\n{base}"));
    desk.epaper("one", &[]);
    desk.epaper("two", &[]);
    let shared =
        ["index.html", "assets/house.css", "feed.xml", "sitemap.xml"].map(|name| format!("site/{name}"));
    let before: Vec<String> = shared.iter().map(|path| desk.read(path)).collect();
    assert!(before[0].contains("新名") && before[3].contains("https://epaper.example.com/2026-11-24/"));
    // The older one again, with a picture of its own for the name and another colour.
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"10\"><script>x()</script><path d=\"M0 0h9v9z\"/></svg>";
    fs::write(desk.at("one/name.svg"), drawing).expect("a file");
    house("one", "accent = \"#550000\"\nmasthead = \"name.svg\"");
    let (_, told) = desk.epaper("one", &[]);
    assert!(told.contains("note[epaper-folder]"), "{told}");
    assert_eq!(shared.iter().map(|path| desk.read(path)).collect::<Vec<_>>(), before);
    let page = desk.read("site/2026-11-23/page-1.html");
    assert!(page.contains("src=\"masthead.svg\""), "{page}");
    let own = desk.read("site/2026-11-23/masthead.svg");
    assert!(own.contains("<path") && !own.contains("script"), "{own}");
    // A look that cannot be read is told, and that of the issue at hand is taken.
    for spoilt in ["{\"name\":1}", "["] {
        fs::write(desk.at("site/2026-11-24/look.json"), spoilt).expect("a file");
        let (outcome, told) = desk.epaper("one", &[]);
        assert!(outcome == Outcome::Findings && told.contains("warning[epaper-folder]"), "{told}");
        assert!(desk.read("site/assets/house.css").contains("#550000"));
    }
    assert!(!desk.at("site/sitemap.xml").exists(), "the sitemap of the other look is gone");
    // Addresses that no layout may have are not taken out of it.
    let forged = "{\"name\":\"x\",\"base\":\"javascript:alert(1)\",\"footer\":[],\"language\":\"en\",\"accent\":[0,0,0],\
                  \"background\":[255,255,255],\"masthead\":{\"file\":\"../../x.svg\",\"width\":1,\"height\":1,\"plain\":true}}";
    fs::write(desk.at("site/2026-11-24/look.json"), forged).expect("a file");
    desk.epaper("one", &[]);
    assert!(
        !desk.read("site/feed.xml").contains("javascript") && !desk.read("site/index.html").contains("x.svg")
    );
}

#[test]
fn files_of_others_stay_and_are_told() {
    let desk = Desk::new();
    let layout =
        fs::read_dir(desk.at("one/layouts")).expect("a folder").flatten().next().expect("a layout").path();
    let text = fs::read_to_string(&layout).expect("a file");
    fs::write(layout, format!("{text}\n[epaper]\nbase = \"https://epaper.example.com/\"\n")).expect("a file");
    desk.epaper("one", &[]);
    let mine: [(&str, &[u8]); 3] = [
        ("index.html", b"<title>\xb1\xa8\xc9\xe7</title>"),
        ("feed.xml", b"<rss/>"),
        ("sitemap.xml", b"<urlset/>"),
    ];
    for (name, bytes) in mine {
        fs::write(desk.at("site").join(name), bytes).expect("a file");
    }
    let (outcome, told) = desk.epaper("one", &[]);
    assert!(outcome == Outcome::Findings && told.contains("warning[epaper-folder]"), "{told}");
    for (name, bytes) in mine {
        assert!(told.contains(&format!("site/{name}")), "{name}: {told}");
        assert_eq!(desk.bytes(&format!("site/{name}")), bytes, "{name}");
    }
    let left = |path: &Path| fs::read_dir(path).expect("a folder").flatten().count();
    assert!(left(&desk.at("site/2026-11-23")) > 10);
}

#[cfg(unix)]
#[test]
fn a_name_that_json_cannot_hold_is_refused_before_the_work() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;
    let desk = Desk::new();
    let name = OsString::from_vec(b"bad\xff".to_vec());
    let mut words: Vec<OsString> = ["banxin", "epaper"].map(OsString::from).to_vec();
    words.extend([desk.at("one").into(), "-o".into(), desk.dir.path().join(&name).into(), "--json".into()]);
    let (outcome, told) = super::super::tests::ran_as(words);
    assert!(outcome == Outcome::Refused && told.contains("Unicode"), "{told}");
    assert!(!desk.dir.path().join(name).exists());
}
