//! Builds that are killed, and builds at the same time: a PDF is always the old one or the new one, to the
//! byte, and nothing that a dead build leaves behind keeps the next from its work.
#![allow(clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// An issue of one page in a folder, with its caches and its PDFs.
struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { dir: tempfile::tempdir().expect("a folder for the test") };
        for copy in ["old", "new"] {
            let dir = desk.path(copy);
            fs::create_dir(&dir).expect("a folder");
            let issue = "paper = \"小报\"\ndate = \"2026-11-23\"\nlayout = \"plain\"\n[[page]]\nnumber = 1\n\
                 [[page.story]]\nfile = \"lead.md\"\narea = \"lead\"\n";
            fs::write(dir.join("issue.toml"), issue).expect("a file");
            fs::create_dir(dir.join("layouts")).expect("a folder");
            let layout = "[page]\nwidth = \"150mm\"\nheight = \"120mm\"\n[grid]\nbody = \"10pt\"\n\
                 pitch = \"12pt\"\ncolumns = 3\ncharacters = 12\ngutter = \"1字\"\nrows = 24\n\
                 [areas.lead]\ncolumn = 1\ncolumns = 3\nrow = 1\nrows = 24\n";
            fs::write(dir.join("layouts/plain.toml"), layout).expect("a file");
            let letters: String = "河岸清清水流过桥头树影摇人来车往春夏秋冬".repeat(20);
            let story = format!("---\nheadline: {copy} 版\n---\n{letters}。{copy}\n");
            fs::write(dir.join("lead.md"), story).expect("a file");
        }
        fs::create_dir(desk.path("out")).expect("a folder");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn pdf(&self) -> PathBuf {
        self.path("out/page.pdf")
    }

    /// A build of one of the two copies over the same PDF, with the same cache.
    fn start(&self, copy: &str) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
        command.arg("build").arg(self.path(copy)).arg("-o").arg(self.pdf());
        command.arg("--cache").arg(self.path("cache"));
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
    }

    /// The same to its end; returns the PDF.
    fn build(&self, copy: &str) -> Vec<u8> {
        finished(&mut self.start(copy));
        fs::read(self.pdf()).expect("a PDF was written")
    }

    /// The temporary files in a folder.
    fn parts(&self, folder: &str) -> Vec<PathBuf> {
        self.files(folder)
            .into_iter()
            .filter(|path| path.extension().is_some_and(|kind| kind == "part"))
            .collect()
    }

    fn files(&self, folder: &str) -> Vec<PathBuf> {
        let Ok(listing) = fs::read_dir(self.path(folder)) else { return Vec::new() };
        listing.map(|entry| entry.expect("an entry").path()).collect()
    }
}

fn finished(child: &mut Child) {
    let status = child.wait().expect("it ends");
    // Findings are none of this test's business.
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
}

fn age(path: &Path) {
    let file = fs::File::options().write(true).open(path).expect("it is there");
    let yesterday = SystemTime::now() - Duration::from_secs(24 * 3600);
    file.set_modified(yesterday).expect("its time can be set");
}

#[test]
fn a_killed_build_leaves_the_old_file_or_the_new_one() {
    let desk = Desk::new();
    let old = desk.build("old");
    let start = Instant::now();
    let new = desk.build("new");
    let whole = start.elapsed();
    assert_ne!(old, new);
    // As many moments as some seconds allow, from the start to a little after the end.
    let moments = (8.0 / whole.as_secs_f64()).clamp(12.0, 150.0) as u32;
    let (mut kept, mut replaced) = (0, 0);
    for moment in 0..=moments {
        fs::write(desk.pdf(), &old).expect("the old file is put back");
        if moment % 2 == 0 {
            // So that some die while they write to the cache.
            let _ = fs::remove_dir_all(desk.path("cache"));
        }
        let mut child = desk.start("new");
        std::thread::sleep(whole * moment * 5 / (moments * 4));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let left = fs::read(desk.pdf()).expect("there is a file at every moment");
        match (left == old, left == new) {
            (true, _) => kept += 1,
            (_, true) => replaced += 1,
            _ => {
                panic!("killed at moment {moment} of {moments}, it left neither the old file nor the new one")
            }
        }
    }
    eprintln!("{kept} times the old file, {replaced} times the new one");
    assert!(kept > 0, "a build was done before it was killed, at every moment");

    // What they left, and something that is sure to be there, is swept up when it is a day old.
    fs::create_dir_all(desk.path("cache")).expect("a folder");
    for folder in ["out", "cache"] {
        fs::write(desk.path(folder).join(".banxin-killed.part"), b"%PDF-1.6 half").expect("a file");
        desk.parts(folder).iter().for_each(|part| age(part));
    }
    // All entries are damaged, so that the build has something to write.
    for entry in
        desk.files("cache").iter().filter(|path| path.extension().is_some_and(|kind| kind == "banxin"))
    {
        fs::write(entry, b"half").expect("a file");
    }
    assert!(desk.build("new") == new);
    assert_eq!([desk.parts("out"), desk.parts("cache")], [[], []] as [[PathBuf; 0]; 2]);
    assert!(desk.build("old") == old, "it was built with what is left of the cache");
}

#[test]
fn builds_at_the_same_time_share_a_cache_and_a_file() {
    let desk = Desk::new();
    let (old, new) = (desk.build("old"), desk.build("new"));
    for _ in 0..3 {
        fs::remove_dir_all(desk.path("cache")).expect("it is there");
        let mut together = ["new", "old", "new"].map(|copy| desk.start(copy));
        together.iter_mut().for_each(finished);
        let left = fs::read(desk.pdf()).expect("a PDF was written");
        assert!(left == old || left == new);
        assert_eq!([desk.parts("out"), desk.parts("cache")], [[], []] as [[PathBuf; 0]; 2]);
        // What they kept is sound.
        assert!(desk.build("old") == old && desk.build("new") == new);
    }
}

#[test]
fn the_cache_goes_where_it_is_told_and_changes_nothing() {
    let desk = Desk::new();
    let wanted = desk.build("new");
    let build = |arguments: &[&str], said: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
        command.arg("build").arg(desk.path("new")).arg("-o").arg(desk.pdf()).args(arguments);
        command.env("XDG_CACHE_HOME", desk.path("home/.cache")).env("HOME", desk.path("home"));
        match said {
            Some(said) => command.env("BANXIN_CACHE", said),
            None => command.env_remove("BANXIN_CACHE"),
        };
        finished(&mut command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts"));
        assert!(fs::read(desk.pdf()).expect("a PDF was written") == wanted, "{arguments:?} {said:?}");
    };
    for (arguments, said) in [(&["--no-cache"][..], None), (&[], Some("off")), (&[], Some(""))] {
        build(arguments, said);
        assert!(!desk.path("home").exists(), "{arguments:?} {said:?}");
    }
    let said = desk.path("said").to_string_lossy().into_owned();
    build(&[], Some(&said));
    assert!(!desk.files("said").is_empty() && !desk.path("home").exists());
    let told = desk.path("told").to_string_lossy().into_owned();
    build(&["--cache", &told], Some("off"));
    assert_eq!(desk.files("told").len(), desk.files("said").len());
    #[cfg(target_os = "linux")]
    {
        build(&[], None);
        assert_eq!(desk.files("home/.cache/banxin").len(), desk.files("said").len());
    }
    // A place where nothing can be kept is no reason to complain.
    build(&["--cache", &desk.path("new/issue.toml").to_string_lossy()], None);
}
