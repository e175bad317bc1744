//! Faces that are installed on the system, taken by their names, and the specimen pages of faces.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::cases::{LAYOUT, issue, put};

/// A home with the kai face installed, and an issue beside it.
struct Desk {
    home: tempfile::TempDir,
    issue: tempfile::TempDir,
}

impl Desk {
    /// `faces` goes to the head of the layout; the style of the text is of the face `house`.
    fn new(faces: &str) -> Desk {
        let home = tempfile::tempdir().expect("a folder");
        for folder in [".fonts", ".local/share/fonts"] {
            let font = fs::read(project("fonts/kai.ttf")).expect("the kai face");
            put(home.path(), &format!("{folder}/xiaokai.ttf"), &font);
        }
        let issue = issue();
        let layout = format!("{LAYOUT}\n{faces}\n[styles.body]\nface = \"house\"\n");
        put(issue.path(), "layouts/small.toml", layout.as_bytes());
        Desk { home, issue }
    }

    fn banxin(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_banxin"))
            .args(arguments)
            .current_dir(self.issue.path())
            .env("HOME", self.home.path())
            .env("XDG_DATA_HOME", self.home.path().join(".local/share"))
            .env("LC_ALL", "C")
            .env("BANXIN_CACHE", "off")
            .output()
            .expect("banxin runs")
    }

    /// What `check` tells, and its exit code.
    fn told(&self) -> (String, Option<i32>) {
        let ran = self.banxin(&["check", "."]);
        (String::from_utf8_lossy(&ran.stderr).into_owned(), ran.status.code())
    }
}

fn project(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

#[test]
fn a_face_goes_by_the_name_of_an_installed_font() {
    let desk = Desk::new("[faces.house]\nname = \"banxin kai\"");
    let (told, _) = desk.told();
    assert!(told.contains("note[face-installed]: the face `house` is `banxin kai`"), "{told}");
    assert!(told.contains("xiaokai.ttf\n"), "{told}");
    assert!(told.contains("file = \"fonts/xiaokai.ttf\""), "{told}");
    let ran = desk.banxin(&["build", ".", "-o", "named.pdf"]);
    assert_ne!(ran.status.code(), Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
    // The advice is followed: the same page, and nothing is told.
    put(desk.issue.path(), "fonts/xiaokai.ttf", &fs::read(project("fonts/kai.ttf")).expect("the kai face"));
    let layout = fs::read_to_string(desk.issue.path().join("layouts/small.toml")).expect("the layout");
    let layout = layout.replace("name = \"banxin kai\"", "file = \"fonts/xiaokai.ttf\"");
    put(desk.issue.path(), "layouts/small.toml", layout.as_bytes());
    assert_eq!(desk.told().0.matches("face-installed").count(), 0);
    desk.banxin(&["build", ".", "-o", "file.pdf"]);
    let read = |file: &str| fs::read(desk.issue.path().join(file)).expect("the PDF");
    assert!(read("named.pdf") == read("file.pdf"), "the pages differ");
}

#[test]
fn a_font_that_is_not_installed_is_told_with_the_nearest() {
    let (told, code) = Desk::new("[faces.house]\nname = \"Banxin Kay\"").told();
    assert!(told.contains("error[missing-font]: no font with the name `Banxin Kay` is installed"), "{told}");
    assert!(told.contains("did you mean `Banxin Kai`?"), "{told}");
    assert_eq!(code, Some(2), "{told}");
}

#[test]
fn a_weight_that_is_not_installed_is_told() {
    let (told, _) = Desk::new("[faces.house]\nname = \"Banxin Kai\"\nweight = 700").told();
    assert!(told.contains("error[face-instance]: `Banxin Kai` is not installed in the weight 700"), "{told}");
    assert!(told.contains("400 is used"), "{told}");
    let (told, _) = Desk::new("[faces.house]\nname = \"Banxin Kai\"\nweight = 400").told();
    assert!(!told.contains("face-instance"), "{told}");
}

#[test]
fn a_file_and_an_installed_font_are_not_both_taken() {
    let (told, _) = Desk::new("[faces.house]\nname = \"Banxin Kai\"\nfile = \"fonts/a.ttf\"").told();
    assert!(told.contains("error[face-source]: a face is of a file or of an installed font"), "{told}");
    assert!(told.contains("the file\n"), "{told}");
    let (told, _) = Desk::new("[faces.house]\nname = \"Banxin Kai\"\nindex = 1").told();
    assert!(told.contains("error[face-source]: `index` belongs to `file`"), "{told}");
}

#[test]
fn the_list_has_the_faces_of_the_issue_and_of_the_system() {
    let desk = Desk::new("[faces.house]\nfile = \"fonts/own.ttf\"");
    put(desk.issue.path(), "fonts/own.ttf", &fs::read(project("fonts/kai.ttf")).expect("the kai face"));
    let list = String::from_utf8(desk.banxin(&["fonts", "--issue", "."]).stdout).expect("UTF-8");
    for line in ["song  宋体  banxin\n", "house  ", "  400  "] {
        assert!(list.contains(line), "{line}: {list}");
    }
    let plain = String::from_utf8(desk.banxin(&["fonts"]).stdout).expect("UTF-8");
    assert!(!plain.contains("\nhouse  "), "{plain}");
}

#[test]
fn a_specimen_shows_any_face() {
    let desk = Desk::new("[faces.house]\nfile = \"fonts/own.ttf\"");
    put(desk.issue.path(), "fonts/own.ttf", &fs::read(project("fonts/kai.ttf")).expect("the kai face"));
    let faces: [(&[&str], &str); 4] = [
        (&["楷体"], "kai.pdf"),
        (&["house", "--issue", "."], "house.pdf"),
        (&["fonts/own.ttf"], "own.pdf"),
        (&["Banxin Kai", "-o", "a.png"], "a.png"),
    ];
    for (arguments, file) in faces {
        let ran = desk.banxin(&[&["fonts", "--specimen"], arguments].concat());
        let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert_eq!(ran.status.code(), Some(0), "{file}: {err}");
        assert_eq!(out, format!("has all 8,105 characters of the standard list (通用规范汉字表)\n{file}\n"));
        let made = fs::read(desk.issue.path().join(file)).expect("the specimen");
        assert!(made.starts_with(if file.ends_with("pdf") { b"%PDF" } else { b"\x89PNG" }), "{file}");
    }
    let ran = desk.banxin(&["fonts", "--specimen", "方正书宋"]);
    let err = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{err}");
    assert!(err.contains("no font with the name `方正书宋` is installed"), "{err}");
    assert!(!err.contains("specimen.toml"), "{err}");
    // A file that is no PDF is not replaced.
    put(desk.issue.path(), "kai.pdf", b"mine");
    let ran = desk.banxin(&["fonts", "--specimen", "kai"]);
    assert_eq!(ran.status.code(), Some(2));
    assert_eq!(fs::read(desk.issue.path().join("kai.pdf")).expect("it is there"), b"mine");
}
