//! Command lines, run without a process.

use super::*;

/// Runs a command line of any words; what it tells on standard error.
#[cfg(unix)]
pub(super) fn ran_as(words: Vec<OsString>) -> (Outcome, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = run(words, &mut Console::plain(&mut out, &mut err));
    (outcome, String::from_utf8(err).expect("what is printed is UTF-8"))
}

/// The outcome, standard output and standard error of a command line.
pub(super) fn ran(arguments: &[&str]) -> (Outcome, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = std::iter::once("banxin").chain(arguments.iter().copied()).map(OsString::from);
    let outcome = run(arguments, &mut Console::plain(&mut out, &mut err));
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    (outcome, text(out), text(err))
}

#[test]
fn help_and_version_go_to_standard_output() {
    let (outcome, out, err) = ran(&["--version"]);
    assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""));
    assert_eq!(out, format!("banxin {}\n", env!("CARGO_PKG_VERSION")));
    for verb in ["build", "check", "preflight", "explain", "diff"] {
        let (outcome, out, _) = ran(&[verb, "--help"]);
        assert_eq!(outcome, Outcome::Clean);
        assert!(out.contains("Examples:"), "{out}");
    }
    // The whole program on one screen.
    for asked in ["help", "-h", "--help"] {
        let (outcome, out, _) = ran(&[asked]);
        assert!(outcome == Outcome::Clean && out.lines().count() <= 32, "{out}");
        assert!(out.lines().all(|line| line.len() <= 100), "{out}");
    }
}

#[test]
fn a_wrong_command_line_is_refused_on_standard_error() {
    for wrong in [
        &[][..],
        &["biuld", "x"],
        &["build"],
        &["build", "x", "--png", "--dpi", "0"],
        &["build", "x", "--dpi", "90"],
    ] {
        let (outcome, out, err) = ran(wrong);
        assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""), "{wrong:?}");
        assert!(err.contains("Usage") || err.contains("error"), "{err}");
    }
}

#[test]
fn an_issue_that_is_not_there_is_refused_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    let missing = dir.path().join("无此目录");
    for verb in ["build", "check"] {
        let (outcome, out, err) = ran(&[verb, &missing.to_string_lossy()]);
        assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""));
        assert!(err.contains("无此目录") && err.ends_with("1 error\n"), "{err}");
    }
    assert!(!missing.exists());
}

#[test]
fn a_refusal_is_told_to_programs_too() {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    std::fs::write(dir.path().join("issue.toml"), "paper = \"报\"\ndaet = \"2026-11-23\"\n").expect("a file");
    for verb in ["build", "check"] {
        let (outcome, out, err) = ran(&[verb, "--json", &dir.path().to_string_lossy()]);
        assert_eq!((outcome, err.as_str()), (Outcome::Refused, ""));
        let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(report["outcome"], "refused");
        let findings = report["findings"].as_array().expect("a list");
        let finding =
            findings.iter().find(|finding| finding["code"] == "unknown-key").expect("the misspelt key");
        assert_eq!((&finding["places"][0]["line"], &finding["places"][0]["column"]), (&2.into(), &1.into()));
    }
}

/// A small issue with a picture and a face of its own, whose layout ends with `more`.
fn issue(more: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    let put = |file: &str, bytes: &[u8]| {
        let path = dir.path().join(file);
        std::fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    };
    put("fonts/own.otf", banxin::font::EMBEDDED[4].1);
    put("stories/s.md", "---\nheadline: 主题\n---\n第一段。\n".as_bytes());
    let mut png = std::io::Cursor::new(Vec::new());
    let picture = image::GrayImage::from_pixel(200, 200, image::Luma([90]));
    picture.write_to(&mut png, image::ImageFormat::Png).expect("encoding into memory");
    put("pictures/a-p1.png", png.get_ref());
    let issue = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n[[page]]\nnumber = 1\n\
        [[page.story]]\nfile = \"stories/s.md\"\narea = \"lead\"\n\
        [[page.picture]]\nfile = \"pictures/a-p1.png\"\narea = \"photo\"\n";
    put("issue.toml", issue.as_bytes());
    let layout = "[page]\nwidth = \"110mm\"\nheight = \"110mm\"\n[grid]\nbody = \"小五\"\npitch = \"12pt\"\n\
        columns = 2\ncharacters = 12\nrows = 20\n[faces.own]\nfile = \"../fonts/own.otf\"\n\
        [styles.body]\nface = \"own\"\n[areas.photo]\ncolumn = 2\ncolumns = 1\nrow = 1\nrows = 20\n\
        [areas.lead]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 20\n";
    put("layouts/own.toml", (layout.to_owned() + more).as_bytes());
    dir
}

#[test]
fn no_file_of_the_issue_is_written_over() {
    let dir = issue("");
    let at = |file: &str| dir.path().join(file).to_string_lossy().into_owned();
    let folder = dir.path().to_string_lossy();
    let inputs = ["issue.toml", "stories/s.md", "layouts/own.toml", "pictures/a-p1.png", "fonts/own.otf"];
    for input in inputs {
        let before = std::fs::read(at(input)).expect("it is there");
        for name in [at(input), at(&format!("stories/../{input}"))] {
            let (outcome, out, err) = ran(&["build", &folder, "-o", &name]);
            assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""), "{input}");
            assert!(err.contains("error[output-is-input]"), "{input}: {err}");
        }
        assert_eq!(std::fs::read(at(input)).expect("it is there"), before, "{input}");
    }
    // A proof may hit a picture where the PDF hits nothing.
    let (outcome, _, err) = ran(&["build", &folder, "--png", "-o", &at("pictures/a.pdf")]);
    assert_eq!(outcome, Outcome::Refused);
    assert!(err.contains("error[output-is-input]") && err.contains("a-p1.png"), "{err}");
    assert!(!dir.path().join("pictures/a.pdf").exists());
    let (_, out, err) = ran(&["build", &folder, "-o", &at("pictures/a.pdf")]);
    assert!(out.ends_with("a.pdf\n"), "{out}{err}");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_of_the_issue_is_that_file() {
    let dir = issue("");
    let link = dir.path().join("x.pdf");
    std::os::unix::fs::symlink(dir.path().join("issue.toml"), &link).expect("a link");
    let (outcome, _, err) = ran(&["build", &dir.path().to_string_lossy(), "-o", &link.to_string_lossy()]);
    assert_eq!(outcome, Outcome::Refused);
    assert!(err.contains("error[output-is-input]"), "{err}");
}

#[test]
fn only_a_pdf_is_written_and_only_over_a_pdf() {
    let dir = issue("");
    let at = |file: &str| dir.path().join(file).to_string_lossy().into_owned();
    let build = |file: &str| ran(&["build", &dir.path().to_string_lossy(), "-o", &at(file)]);
    for (name, help) in
        [("x.png", "--png writes proofs"), ("x.PNG", "x.pdf"), ("x.md", "x.pdf"), ("x", "x.pdf")]
    {
        let (outcome, _, err) = build(name);
        assert_eq!(outcome, Outcome::Refused, "{name}");
        assert!(err.contains("error[output-not-pdf]") && err.contains(help), "{name}: {err}");
        assert!(!dir.path().join(name).exists());
    }
    std::fs::write(at("notes.pdf"), "notes").expect("a file");
    let (outcome, _, err) = build("notes.pdf");
    assert_eq!(outcome, Outcome::Refused);
    assert!(err.contains("error[output-not-pdf]"), "{err}");
    assert_eq!(std::fs::read(at("notes.pdf")).expect("it is there"), b"notes");
    std::fs::write(at("old.PDF"), "%PDF-1.4 and so on").expect("a file");
    std::fs::write(at("empty.pdf"), "").expect("a file");
    for name in ["old.PDF", "empty.pdf", "new.pdf"] {
        let (outcome, _, err) = build(name);
        assert_ne!(outcome, Outcome::Refused, "{err}");
        assert!(std::fs::read(at(name)).expect("it is there").starts_with(b"%PDF-1.6"));
    }
}

#[test]
fn check_refuses_what_build_refuses() {
    let sound = issue("");
    let reserved = issue("[inks]\nred = { spot = \"Black\", m = 100 }\n[styles.headline]\nink = \"red\"\n");
    let forbidden = issue("");
    let font = forbidden.path().join("fonts/own.otf");
    let mut bytes = std::fs::read(&font).expect("it is there");
    let record = (12..).step_by(16).find(|at| &bytes[*at..at + 4] == b"OS/2").expect("it has OS/2");
    let start = u32::from_be_bytes(bytes[record + 8..record + 12].try_into().expect("four bytes")) as usize;
    bytes[start + 8..start + 10].copy_from_slice(&2u16.to_be_bytes());
    std::fs::write(font, bytes).expect("a file");
    for (dir, code) in [(&sound, ""), (&reserved, "spot-name"), (&forbidden, "font-embedding")] {
        let told: Vec<_> = ["build", "check"]
            .iter()
            .map(|verb| {
                let (outcome, _, err) = ran(&[verb, &dir.path().to_string_lossy()]);
                assert!(err.contains(code), "{verb}: {err}");
                assert_eq!(outcome == Outcome::Refused, !code.is_empty(), "{verb}: {err}");
                err
            })
            .collect();
        assert_eq!(told[0], told[1]);
        assert_eq!(dir.path().join("out").exists(), code.is_empty());
    }
}

/// Whatever is wrong with an issue, the PDF that was there before is there afterwards, whole, and
/// nothing lies beside it.
#[test]
fn bad_input_leaves_the_old_pdf_alone() {
    type Break = fn(&std::path::Path);
    let cases: [(&str, Break); 9] = [
        ("toml-syntax", |dir| change(dir, "issue.toml", "paper = ", "paper = = ")),
        ("unknown-key", |dir| change(dir, "layouts/own.toml", "pitch", "pich")),
        ("missing-file", |dir| std::fs::remove_file(dir.join("stories/s.md")).expect("it goes")),
        ("missing-font", |dir| std::fs::remove_file(dir.join("fonts/own.otf")).expect("it goes")),
        ("broken-picture", |dir| {
            let path = dir.join("pictures/a-p1.png");
            let bytes = std::fs::read(&path).expect("it is there");
            std::fs::write(path, &bytes[..bytes.len() / 2]).expect("a file");
        }),
        ("area-outside-grid", |dir| change(dir, "layouts/own.toml", "column = 2", "column = 3")),
        ("area-taken", |dir| change(dir, "issue.toml", "area = \"photo\"", "area = \"lead\"")),
        ("no-such-date", |dir| change(dir, "issue.toml", "2026-11-23", "2026-02-30")),
        ("unknown-area", |dir| change(dir, "issue.toml", "area = \"lead\"", "area = \"laed\"")),
    ];
    for (code, spoil) in cases {
        let dir = issue("");
        let output = tempfile::tempdir().expect("a place for temporary files");
        let pdf = output.path().join("a.pdf");
        let build = || ran(&["build", &dir.path().to_string_lossy(), "-o", &pdf.to_string_lossy()]);
        let (outcome, _, err) = build();
        assert_ne!(outcome, Outcome::Refused, "{code}: the control is refused: {err}");
        let before = std::fs::read(&pdf).expect("the PDF");
        spoil(dir.path());
        let (outcome, out, err) = build();
        assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""), "{code}");
        assert!(err.contains(&format!("error[{code}]")), "{code}: {err}");
        assert_eq!(std::fs::read(&pdf).expect("the PDF"), before, "{code}");
        assert_eq!(std::fs::read_dir(output.path()).expect("the folder").count(), 1, "{code}");
    }
}

fn change(dir: &std::path::Path, file: &str, from: &str, to: &str) {
    let path = dir.join(file);
    let text = std::fs::read_to_string(&path).expect("it is there");
    assert!(text.contains(from), "{file} has no {from}");
    std::fs::write(path, text.replacen(from, to, 1)).expect("a file");
}

/// A second page for the small issue, with a story of its own.
fn second_page(dir: &std::path::Path) {
    let issue = std::fs::read_to_string(dir.join("issue.toml")).expect("it is there");
    let more = "[[page]]\nnumber = 2\n[[page.story]]\nfile = \"stories/t.md\"\narea = \"lead\"\n";
    std::fs::write(dir.join("issue.toml"), issue + more).expect("a file");
    std::fs::write(dir.join("stories/t.md"), "---\nheadline: 二版\n---\n第二版的一段。\n").expect("a file");
}

#[test]
fn single_pages_are_written_under_their_numbers() {
    let dir = issue("");
    second_page(dir.path());
    let folder = dir.path().to_string_lossy().into_owned();
    let name = dir.path().file_name().expect("a name").to_string_lossy().into_owned();
    let written = || {
        let mut names: Vec<String> = std::fs::read_dir(dir.path().join("out"))
            .map(|list| {
                list.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
                    .collect()
            })
            .unwrap_or_default();
        names.sort();
        names.iter().map(|file| file.replace(&name, "N")).collect::<Vec<_>>()
    };
    let (outcome, out, err) = ran(&["build", &folder, "--page", "3"]);
    assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""));
    assert!(err.contains("error[no-such-page]") && err.contains("it has: 1, 2"), "{err}");
    assert_eq!(written(), [""; 0]);

    let (_, out, err) = ran(&["build", &folder, "--page", "2"]);
    assert!(out.starts_with("1 page, 1 story\n") && out.ends_with("-p2.pdf\n"), "{out}");
    // What is found on page 1 is of no concern.
    assert!(!err.contains("stories/s.md"), "{err}");
    assert_eq!(written(), ["N-p2.pdf"]);
    let single = std::fs::read(dir.path().join(format!("out/{name}-p2.pdf"))).expect("it was written");

    let (_, out, _) = ran(&["build", &folder, "--split", "--png", "--dpi", "18"]);
    assert!(out.ends_with("-p2.pdf\n"), "{out}");
    assert_eq!(written(), ["N-p1.pdf", "N-p1.png", "N-p2.pdf", "N-p2.png"]);
    let split = std::fs::read(dir.path().join(format!("out/{name}-p2.pdf"))).expect("it was written");
    assert!(split == single, "a page is the same by itself and among the others");

    let (_, out, _) = ran(&["build", &folder, "--page", "2", "--page", "1", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert!(report["pdfs"][0].as_str().is_some_and(|path| path.ends_with("-p1-p2.pdf")), "{report}");
    assert_eq!(report["stories"][0]["changes"].as_array().map(Vec::len), Some(0));
    let named = dir.path().join("x.pdf");
    let (_, out, _) = ran(&["build", &folder, "--page", "2", "-o", &named.to_string_lossy()]);
    assert!(out.ends_with("x.pdf\n"), "{out}");
    assert!(std::fs::read(named).expect("it was written") == single);
    // A name that is no PDF's is refused as ever.
    let (outcome, _, err) =
        ran(&["build", &folder, "--split", "-o", &dir.path().join("x.md").to_string_lossy()]);
    assert_eq!(outcome, Outcome::Refused);
    assert!(err.contains("error[output-not-pdf]"), "{err}");
}

#[test]
fn a_spread_is_asked_for_by_either_of_its_numbers() {
    let dir = issue("");
    let path = dir.path().join("layouts/own.toml");
    let layout = std::fs::read_to_string(&path).expect("it is there");
    std::fs::write(path, layout.replace("rows = 20\n[faces", "rows = 20\nfold = 1\n[faces")).expect("a file");
    let folder = dir.path().to_string_lossy().into_owned();
    let number = |text: &str| {
        let path = dir.path().join("issue.toml");
        let issue = std::fs::read_to_string(&path).expect("it is there");
        let (head, rest) = issue.split_once("[[page]]\n").expect("its page");
        let (_, rest) = rest.split_once("[[page.story]]").expect("its story");
        std::fs::write(path, format!("{head}[[page]]\n{text}\n[[page.story]]{rest}")).expect("a file");
    };
    for (text, left, right) in [("number = 4", "4", "5"), ("number = 4\nfacing = 1", "4", "1")] {
        number(text);
        for pages in [&["--page", left][..], &["--page", right], &["--page", right, "--page", left]] {
            let (_, out, err) = ran(&[&["build", &folder][..], pages].concat());
            assert!(out.starts_with("1 page") && out.ends_with("-p4.pdf\n"), "{out}{err}");
        }
        let (outcome, _, err) = ran(&["build", &folder, "--page", "6"]);
        assert_eq!(outcome, Outcome::Refused);
        assert!(err.contains(&format!("it has: 4 with {right}")), "{err}");
    }
}

#[test]
fn codes_are_explained_by_name_number_term_and_words() {
    let (outcome, out, err) = ran(&["explain", "page-cut"]);
    assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""));
    assert!(out.starts_with("page-cut  断版  warning, sometimes note\nA straight cut"), "{out}");
    assert!(out.contains("\nWhat to do: let a story") && out.ends_with(".\n"), "{out}");
    assert!(out.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 100), "{out}");
    assert_eq!(ran(&["explain", "断版"]).1, out);
    // Rules of preflight by their codes and numbers, and the codes of the command line.
    let (_, rule, _) = ran(&["explain", "press-16"]);
    assert!(rule.contains("Rule 16 of preflight (colour), from ISO 15930-4"), "{rule}");
    assert_eq!(ran(&["explain", "16"]).1, rule);
    assert!(ran(&["explain", "cannot-write"]).1.contains("写入失败"));
    // Several are listed, none is answered with the most like it.
    let (outcome, out, _) = ran(&["explain", "guide"]);
    assert!(outcome == Outcome::Clean && out.contains("findings match `guide`"), "{out}");
    assert!(out.contains("  guide-here ") && out.contains("  empty-guide "), "{out}");
    // Words of the trade that are no codes.
    for (query, shown) in
        [("诗", "each line is a paragraph of its own"), ("楷体", "face = \"kai\""), ("字库", "banxin fonts")]
    {
        let (outcome, out, err) = ran(&["explain", query]);
        assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""), "{query}");
        assert!(out.contains(shown), "{query}: {out}");
    }
    for (query, help) in [("pagecut", "did you mean `page-cut` (断版)"), ("断板", "`page-cut` (断版)")]
    {
        let (outcome, out, err) = ran(&["explain", query]);
        assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""));
        assert!(err.contains("error[unknown-code]") && err.contains(help), "{err}");
    }
    let (outcome, out, _) = ran(&["explain", "断版", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((outcome, &report["codes"][0]["code"]), (Outcome::Clean, &"page-cut".into()));
    for wrong in [&["check"][..], &["explain"], &["preflight"]] {
        assert_eq!(ran(wrong).0, Outcome::Refused);
    }
}

#[test]
fn every_code_of_the_command_line_is_whole_and_its_own() {
    let mut seen = std::collections::BTreeSet::new();
    for code in codes::all() {
        let entry = code.entry();
        assert!(seen.insert(code.name()), "{code} stands twice");
        assert!(entry.why.ends_with('.') && !entry.help.ends_with('.') && !entry.term.is_ascii(), "{code}");
    }
    assert!(seen.contains("press-file") && seen.contains("page-cut"));
}

#[test]
fn old_spellings_name_the_new_verb() {
    for (old, new) in [
        (&["check", "--press", "a.pdf"][..], "banxin preflight FILE.pdf"),
        (&["check", "--press=a.pdf"], "banxin preflight FILE.pdf"),
        (&["check", "--explain", "page-cut"], "banxin explain CODE"),
    ] {
        let (outcome, out, err) = ran(old);
        assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""), "{old:?}");
        assert!(err.starts_with("error: ") && err.contains(new), "{err}");
    }
}

/// All keys of an object and of what is in it.
fn keys_of(value: &serde_json::Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(entries) => {
            for (key, value) in entries {
                found.insert(key.clone());
                keys_of(value, found);
            }
        }
        serde_json::Value::Array(parts) => parts.iter().for_each(|part| keys_of(part, found)),
        _ => {}
    }
}

/// An issue whose page is made up from a pool, one story of which is left out.
fn pooled() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    let put = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    let mut issue = "paper = \"小报\"\ndate = \"2026-11-23\"\nlayout = \"plain\"\n[[page]]\nnumber = 1\npool = \"news\"\n".to_owned();
    for (name, count, rank) in [("lead", 9, 1), ("second", 7, 2), ("third", 300, 3)] {
        issue += &format!("[[pools.news.story]]\nfile = \"stories/{name}.md\"\nimportance = {rank}\n");
        let copy = "江上的船一早就来了，码头边站满了等船的人，都说今天的雾比昨天小。\n\n".repeat(count);
        put(&format!("stories/{name}.md"), &format!("---\nheadline: 江上来船{name}\n---\n{copy}"));
    }
    put("issue.toml", &issue);
    put(
        "layouts/plain.toml",
        "[page]\nwidth = \"200mm\"\nheight = \"280mm\"\n[grid]\nbody = \"10pt\"\npitch = \"14pt\"\ncolumns = 4\n\
         characters = 11\ngutter = \"1字\"\nrows = 50\n",
    );
    dir
}

/// docs/JSON.md names every key that a report has, and no other; and every report has the same head.
#[test]
fn reports_have_the_keys_that_their_document_tells() {
    let document = include_str!("../../docs/JSON.md");
    let dir = issue("");
    let newer = issue("");
    change(newer.path(), "stories/s.md", "第一段。", "第一段改了。");
    let issue_toml = std::fs::read_to_string(newer.path().join("issue.toml")).expect("it is there");
    std::fs::write(
        newer.path().join("issue.toml"),
        issue_toml.replace("area = \"photo\"", "area = \"more\""),
    )
    .expect("a file");
    change(newer.path(), "layouts/own.toml", "[areas.photo]", "[areas.more]");
    let long = issue("");
    let words = "治水三年，全市共有三十七处工程开工，沿江各区都有收益。".repeat(40);
    change(long.path(), "stories/s.md", "第一段。", &words);
    change(long.path(), "issue.toml", "[[page.picture]]", "[[page.ad]]");
    let renamed = issue("");
    change(renamed.path(), "issue.toml", "stories/s.md", "stories/t.md");
    std::fs::rename(renamed.path().join("stories/s.md"), renamed.path().join("stories/t.md"))
        .expect("a file");
    let slips = issue("");
    change(slips.path(), "stories/s.md", "第一段。", "第一段，，有两个逗号。。");
    let pooled = pooled();
    let at = |dir: &tempfile::TempDir| dir.path().display().to_string();
    let pdf = dir.path().join("a.pdf").display().to_string();
    let copy = dir.path().join("来稿.html");
    let picture = "<img src='data:image/png;base64,iVBORw0KGgo=' alt='渡口'><p>图为渡口。（丁叙白 摄）</p>";
    std::fs::write(&copy, format!("<h1>题</h1><p>一段。</p>{picture}<nav>首页</nav>")).expect("a file");
    let copy = copy.display().to_string();
    let next = dir.path().join("next").display().to_string();
    let site = dir.path().join("site").display().to_string();
    let mut found = std::collections::BTreeSet::new();
    let sound = [
        ("build", ["build", &at(&dir), "--no-cache", "-o", &pdf, "--json"].join("\0")),
        ("epaper", ["epaper", &at(&dir), "--no-cache", "-o", &site, "--json"].join("\0")),
        ("check", ["check", &at(&long), "--lines", "--json"].join("\0")),
        ("check", ["check", &at(&dir), "--json"].join("\0")),
        ("preflight", ["preflight", &pdf, "--json"].join("\0")),
        ("diff", ["diff", &at(&dir), &at(&newer), "--json"].join("\0")),
        ("diff", ["diff", &at(&dir), &at(&renamed), "--json"].join("\0")),
        ("explain", ["explain", "press-16", "--json"].join("\0")),
        ("import", ["import", &copy, &at(&newer), "--json"].join("\0")),
        ("explain", ["explain", "挤压", "--json"].join("\0")),
        ("new", ["new", "2027-01-09", "--from", &at(&dir), &next, "--json"].join("\0")),
        ("tidy", ["tidy", &at(&slips), "--json"].join("\0")),
        ("makeup", ["makeup", &at(&pooled), "--alternatives", "2", "--json"].join("\0")),
        ("makeup", ["makeup", &at(&pooled), "--take", "1", "--json"].join("\0")),
    ];
    let refused = [
        ("build", ["build", "无此目录", "--json"].join("\0")),
        ("epaper", ["epaper", "无此目录", "-o", &site, "--json"].join("\0")),
        ("check", ["check", "无此目录", "--json"].join("\0")),
        ("preflight", ["preflight", "无此文件", "--json"].join("\0")),
        ("diff", ["diff", &at(&dir), "无此目录", "--json"].join("\0")),
        ("explain", ["explain", "无此代码甲", "--json"].join("\0")),
        ("import", ["import", "无此文件", &at(&newer), "--json"].join("\0")),
        ("new", ["new", "2027-01-09", "--from", "无此目录", "--json"].join("\0")),
        ("tidy", ["tidy", "无此目录", "--json"].join("\0")),
        ("makeup", ["makeup", "无此目录", "--json"].join("\0")),
    ];
    for (verb, line) in sound.iter().chain(&refused) {
        let (outcome, out, err) = ran(&line.split('\0').collect::<Vec<_>>());
        assert_eq!(err, "", "{verb}");
        let mut report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!((&report["version"], &report["verb"]), (&1.into(), &(*verb).into()), "{out}");
        assert_eq!(report["outcome"], outcome.name(), "{out}");
        for finding in report["findings"].as_array().expect("a list") {
            for key in ["code", "severity", "title", "message", "help"] {
                assert!(finding[key].as_str().is_some_and(|words| !words.is_empty()), "{key}: {finding}");
            }
            assert!(finding["places"].is_array(), "{finding}");
        }
        // docs/EPAPER.md and its schema tell the keys of an edition.
        let edition = report.as_object_mut().and_then(|report| report.get_mut("edition"));
        if let Some(edition) = edition {
            assert!(edition["articles"].is_array(), "{edition}");
            edition.take();
        }
        keys_of(&report, &mut found);
    }
    // `batch` prints an object a line, the last for the whole run.
    let list = dir.path().join("list.txt");
    std::fs::write(&list, ".\n无此目录\n").expect("a file");
    let (outcome, out, err) = ran(&["batch", &list.display().to_string(), "--no-cache", "--json"]);
    assert_eq!((outcome, err.as_str(), out.lines().count()), (Outcome::Refused, "", 3), "{out}");
    for line in out.lines() {
        let report: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!((&report["version"], &report["verb"]), (&1.into(), &"batch".into()), "{line}");
        keys_of(&report, &mut found);
    }
    // Rows of the document's tables begin with the keys that they are about.
    let rows = document.lines().filter_map(|line| line.strip_prefix("| `")?.split(" |").next());
    let told: std::collections::BTreeSet<String> = rows
        .flat_map(|cell| cell.split('`'))
        .filter(|key| !key.is_empty() && *key != ", ")
        .map(str::to_owned)
        .collect();
    assert_eq!(told, found);
}

#[test]
fn two_states_are_compared() {
    let (old, new) = (issue(""), issue(""));
    let at = |dir: &tempfile::TempDir| dir.path().to_string_lossy().into_owned();
    let (outcome, out, err) = ran(&["diff", &at(&old), &at(&new)]);
    assert_eq!((outcome, out.as_str(), err.as_str()), (Outcome::Clean, "no differences\n", ""));
    change(new.path(), "stories/s.md", "第一段。", "第一段改了。");
    second_page(new.path());
    let (outcome, out, _) = ran(&["diff", &at(&old), &at(&new)]);
    assert_eq!(outcome, Outcome::Findings);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines[..3],
        ["page 1 changed", "page 2 added", "stories/s.md: text changed (page 1)"],
        "{out}"
    );
    assert!(lines[3].starts_with("  - ") && lines[3].ends_with("s.md:4: 第一段。"), "{out}");
    assert!(lines[4].starts_with("  + ") && lines[4].ends_with("s.md:4: 第一段改了。"), "{out}");
    assert_eq!(lines[5..], ["stories/t.md: added in page 2 `lead`", "2 pages, 2 changes"], "{out}");
    let (outcome, out, _) = ran(&["diff", &at(&old), &at(&new), "--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((outcome, &report["outcome"]), (Outcome::Findings, &"findings".into()));
    assert_eq!(report["changes"][0]["new"]["line"], 4);
    let (outcome, _, err) = ran(&["diff", &at(&old), "无此目录"]);
    assert_eq!(outcome, Outcome::Refused);
    assert!(err.contains("无此目录"), "{err}");
}

#[test]
fn a_standard_and_a_file_for_reading_can_be_asked_for() {
    let dir = issue("");
    let (folder, at) = (dir.path().display().to_string(), |name: &str| dir.path().join(name));
    let (outcome, out, err) = ran(&[
        "build",
        &folder,
        "--no-cache",
        "--standard",
        "x1a",
        "--reading",
        "-o",
        &at("a.pdf").display().to_string(),
    ]);
    assert_ne!(outcome, Outcome::Refused, "{err}");
    let lines: Vec<&str> = out.lines().rev().take(2).collect();
    assert!(lines[0].ends_with("a.pdf") && lines[1].ends_with("a-reading.pdf"), "{out}");
    let read = |name: &str| std::fs::read(at(name)).expect("it was written");
    assert!(read("a.pdf").starts_with(b"%PDF-1.4"));
    assert!(read("a-reading.pdf").starts_with(b"%PDF-1.6"));
    let (outcome, _, err) = ran(&["build", &folder, "--standard", "x3"]);
    assert_eq!(outcome, Outcome::Refused);
    assert!(err.contains("x1a (PDF/X-1a:2003)"), "{err}");
}

#[test]
fn a_pdf_is_looked_at_as_the_plate_room_does() {
    let dir = issue("");
    let at = |name: &str| dir.path().join(name).display().to_string();
    let folder = dir.path().display().to_string();
    let (outcome, out, err) =
        ran(&["build", &folder, "--no-cache", "--plates", "--dpi", "36", "-o", &at("a.pdf")]);
    assert_ne!(outcome, Outcome::Refused, "{err}");
    for plate in ["Cyan", "Magenta", "Yellow", "Black"] {
        assert!(out.contains(&format!("a-p1-{plate}.png")), "{out}");
        assert!(std::fs::read(at(&format!("a-p1-{plate}.png"))).expect("a plate").starts_with(b"\x89PNG"));
    }
    // What is no PNG is not written over by one.
    std::fs::write(at("a-p1-Cyan.png"), "notes").expect("a file");
    let again = ["build", &folder, "--no-cache", "--plates", "--dpi", "36", "-o", &at("a.pdf")];
    let (outcome, _, err) = ran(&again);
    assert!(outcome == Outcome::Refused && err.contains("error[output-not-png]"), "{err}");
    assert_eq!(std::fs::read(at("a-p1-Cyan.png")).expect("it is there"), b"notes");
    assert_eq!(ran(&["build", &folder, "--dpi", "36"]).0, Outcome::Refused);
    // Its picture is coarse, and nothing else is wrong with it.
    let (_, out, err) = ran(&["preflight", &at("a.pdf")]);
    assert!(err.contains("error[press-29]") && err.contains("\n1 error\n"), "{out}{err}");
    // The same bytes under another claim, and as the wrong standard.
    let (outcome, out, err) = ran(&["preflight", &at("a.pdf"), "--standard", "x1a"]);
    assert_eq!(outcome, Outcome::Findings);
    assert!(err.contains("error[press-1]") && out.contains("not fit for the press"), "{out}{err}");
    let (_, out, _) = ran(&["preflight", &at("a.pdf"), "--standard", "x1a", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let findings = report["findings"].as_array().expect("a list");
    assert!(findings.iter().any(|finding| finding["rule"] == 1 && finding["code"] == "press-1"), "{out}");
    assert_eq!(report["files"][0]["verdict"], "unfit");
    // A finding names the file, the page and the place on it, and its words name none of them.
    let (_, out, _) = ran(&["preflight", &at("a.pdf"), "--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let finding = &report["findings"][0];
    assert_eq!((&finding["code"], &finding["rule"]), (&"press-29".into(), &29.into()));
    let place = &finding["places"][0];
    assert_eq!((&place["file"], &place["page"]), (&at("a.pdf").into(), &1.into()));
    assert!(place["box_mm"]["width"].as_f64().is_some_and(|width| width > 10.0), "{place}");
    assert!(finding["message"].as_str().is_some_and(|words| !words.contains("page")), "{finding}");
    // What is no PDF, and what is not there.
    for path in [at("issue.toml"), at("none.pdf")] {
        let (outcome, _, err) = ran(&["preflight", &path]);
        assert_eq!(outcome, Outcome::Refused);
        assert!(err.contains("error[press-file]"), "{err}");
    }
}

#[test]
fn set_lines_are_listed_for_eyes_and_for_programs() {
    let dir = issue("");
    let folder = dir.path().to_string_lossy();
    let story = dir.path().join("stories/s.md");
    std::fs::write(&story, "---\nheadline: 主题\n---\n治水三年，全市共有……37处，好。\n").expect("a file");
    let (_, out, _) = ran(&["check", &folder, "--lines"]);
    let rows: Vec<&str> = out.lines().collect();
    assert!(rows[0].starts_with("page  area  story  what") && rows[0].ends_with("fit   text"), "{out}");
    let row = |words: &str| {
        let row = rows.iter().find(|row| row.ends_with(words)).unwrap_or_else(|| panic!("{words}: {out}"));
        let cells = row.split("  ").map(|cell| cell.trim().to_owned());
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
    };
    let headline = row("主题");
    assert_eq!(headline[..5], ["1", "lead", "s", "headline", "1/1"]);
    assert_eq!(headline[headline.len() - 3..], ["paragraph", "good", "主题"]);
    let first = row("治水三年，全市共有");
    assert_eq!(first[3..5], ["body 1", "1/2"]);
    // The ellipsis finds no room.
    assert_eq!(first[8..12], ["10.000", "8.500", "plain +1.500/8", "break"], "{out}");
    // Every column begins at the same place on the screen, whatever stands before it.
    let texts = rows.iter().map(|row| {
        let words = row.split(' ').next_back().unwrap_or_default();
        unicode_width::UnicodeWidthStr::width(row.strip_suffix(words).unwrap_or_default())
    });
    let places: std::collections::BTreeSet<usize> = texts.collect();
    assert_eq!(places.len(), 1, "{out}");

    let (_, out, _) = ran(&["check", &folder, "--lines", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let lines = report["lines"].as_array().expect("a list");
    assert_eq!(lines.len() + 1, rows.len());
    let first = lines.iter().find(|line| line["text"] == "治水三年，全市共有").expect("the line");
    for (key, value) in [
        ("page", serde_json::json!(1)),
        ("story", "s".into()),
        ("role", "body".into()),
        ("paragraph", 1.into()),
        ("line", 1.into()),
        ("of", 2.into()),
        ("down", false.into()),
        ("size_pt", 9.0.into()),
        ("file_line", 4.into()),
        ("file_column", 1.into()),
        ("measure", 10.0.into()),
        ("natural", 8.5.into()),
        ("width", 10.0.into()),
        ("off", 0.into()),
        ("opened", serde_json::json!([{ "kind": "plain", "gaps": 8, "by": 1.5, "most": 0.188 }])),
        ("closed", serde_json::json!([])),
        ("gaps", 8.into()),
        ("advances", serde_json::json!([1.188, 1.188, 1.188, 1.188, 1.188, 1.188])),
        ("ends", "break".into()),
        ("fit", "good".into()),
        ("lone", false.into()),
    ] {
        assert_eq!(first[key], value, "{key}: {first:#}");
    }
    let last = lines.iter().find(|line| line["text"] == "……37处，好。").expect("the line");
    assert_eq!((&last["han_western"], &last["ends"]), (&serde_json::json!([0.25]), &"paragraph".into()));
    // Only where they are asked for, and the same each time.
    assert_eq!(ran(&["check", &folder, "--lines", "--json"]).1, out);
    let (_, out, _) = ran(&["check", &folder, "--json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&out).expect("JSON").get("lines").is_none());
}
