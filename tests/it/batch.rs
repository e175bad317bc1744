//! `banxin batch`: many issues at once, runs that are killed, and what is built again.
#![allow(clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A folder with issues of one page and lists of them.
struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new(issues: usize) -> Desk {
        let desk = Desk { dir: tempfile::tempdir().expect("a folder for the test") };
        for number in 0..issues {
            desk.issue(&format!("d{number:02}"));
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn issue(&self, name: &str) {
        let issue = "paper = \"小报\"\ndate = \"2026-11-23\"\nlayout = \"plain\"\n[[page]]\nnumber = 1\n\
             [[page.story]]\nfile = \"stories/lead.md\"\narea = \"lead\"\n";
        self.write(&format!("{name}/issue.toml"), issue);
        let layout = "[page]\nwidth = \"150mm\"\nheight = \"120mm\"\n[grid]\nbody = \"10pt\"\n\
             pitch = \"12pt\"\ncolumns = 3\ncharacters = 12\ngutter = \"1字\"\nrows = 24\n\
             [areas.lead]\ncolumn = 1\ncolumns = 3\nrow = 1\nrows = 24\n";
        self.write(&format!("{name}/layouts/plain.toml"), layout);
        self.story(name, name);
    }

    fn story(&self, name: &str, end: &str) {
        let letters: String = "河岸清清水流过桥头树影摇人来车往春夏秋冬".repeat(20);
        self.write(
            &format!("{name}/stories/lead.md"),
            &format!("---\nheadline: 第一版 {end}\n---\n{letters}。{end}\n"),
        );
    }

    fn list(&self, lines: &[&str]) {
        self.write("list.txt", &(lines.join("\n") + "\n"));
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
        command.args(arguments).current_dir(self.dir.path());
        command.env("LC_ALL", "C").env("BANXIN_CACHE", "off");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    /// A run of the list with JSON: the reports of the issues by their indexes, the last report, and the exit code.
    fn batch(&self, arguments: &[&str]) -> (BTreeMap<u64, Value>, Value, i32) {
        let out = self.run(&[&["batch", "list.txt", "-o", "pdfs", "--json"], arguments].concat());
        assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
        let text = String::from_utf8(out.stdout).expect("what is printed is UTF-8");
        let mut reports: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let last = reports.pop().expect("the last report");
        let count = reports.len();
        let by_index: BTreeMap<u64, Value> =
            reports.into_iter().map(|report| (report["index"].as_u64().expect("a number"), report)).collect();
        assert_eq!(by_index.len(), count, "none is told twice");
        (by_index, last, out.status.code().expect("it ended by itself"))
    }

    /// The PDF that a build of its own makes.
    fn alone(&self, issue: &str) -> Vec<u8> {
        let out = self.run(&["build", issue, "-o", "alone.pdf", "--quiet"]);
        assert!(matches!(out.status.code(), Some(0 | 1)), "{out:?}");
        fs::read(self.path("alone.pdf")).expect("a PDF")
    }

    fn pdf(&self, issue: &str) -> Option<Vec<u8>> {
        fs::read(self.path(&format!("pdfs/{issue}.pdf"))).ok()
    }

    /// The outputs that the journal holds, one for each line after the first.
    fn journal(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("pdfs/banxin-batch.jsonl")).expect("a journal");
        let name = |line: &str| {
            let record: Value = serde_json::from_str(line).expect("JSON");
            let path = Path::new(record["output"].as_str().expect("a path"));
            path.file_stem().expect("a name").to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = text.lines().skip(1).map(name).collect();
        names.sort();
        names
    }
}

fn numbers(whole: &Value) -> [u64; 5] {
    ["issues", "built", "skipped", "refused", "not_begun"]
        .map(|key| whole[key].as_u64().unwrap_or_else(|| panic!("{key}: {whole}")))
}

#[test]
fn a_bad_issue_costs_the_others_nothing() {
    let desk = Desk::new(3);
    desk.write("bad/issue.toml", "paper = 小报\n");
    desk.list(&["# all", "d00", "", "bad", "无此目录", "d01", "d02\tA2.pdf"]);
    let (reports, whole, code) = desk.batch(&["--jobs", "2"]);
    assert_eq!((numbers(&whole), code), ([5, 3, 0, 2, 0], 2), "{whole}");
    let refused: Vec<_> = reports.iter().filter(|(_, report)| report["outcome"] == "refused").collect();
    assert_eq!(refused.iter().map(|(at, _)| **at).collect::<Vec<_>>(), [1, 2]);
    for (_, report) in refused {
        assert!(report["pdf"].is_null() && report["errors"].as_u64() > Some(0), "{report}");
        assert!(!report["findings"].as_array().expect("a list").is_empty(), "{report}");
    }
    assert_eq!((&reports[&4]["issue"], &reports[&4]["pages"]), (&"d02".into(), &1.into()));
    for (issue, pdf) in [("d00", "d00"), ("d01", "d01"), ("d02", "A2")] {
        assert!(desk.pdf(pdf) == Some(desk.alone(issue)), "{issue} is as a build of its own makes it");
    }
    assert_eq!(desk.journal(), ["A2", "d00", "d01"]);

    // The bad one is tried again, the others are done. When it is mended the run is a good one.
    let (reports, whole, code) = desk.batch(&[]);
    assert_eq!((numbers(&whole), code), ([5, 0, 3, 2, 0], 2));
    assert!(reports[&0]["unchanged"] == true && reports[&0]["pdf"].is_string(), "{}", reports[&0]);
    desk.issue("bad");
    desk.issue("无此目录");
    let (_, whole, code) = desk.batch(&[]);
    assert_eq!(numbers(&whole), [5, 2, 3, 0, 0]);
    let (_, whole, again) = desk.batch(&[]);
    assert_eq!((numbers(&whole), again), ([5, 0, 5, 0, 0], code), "the same exit code as when it was built");
    let (_, whole, _) = desk.batch(&["--again"]);
    assert_eq!(numbers(&whole), [5, 5, 0, 0, 0]);
    assert_eq!(desk.journal().len(), 5, "a line for each PDF");
}

#[test]
fn what_changed_is_built_again_and_nothing_else() {
    let desk = Desk::new(4);
    desk.list(&["d00", "d01", "d02", "d03"]);
    let built = |arguments: &[&str]| -> Vec<u64> {
        let (reports, _, _) = desk.batch(arguments);
        reports.into_iter().filter(|(_, report)| report["unchanged"] == false).map(|(at, _)| at).collect()
    };
    assert_eq!(built(&[]), [0, 1, 2, 3]);
    assert_eq!(built(&[]), [] as [u64; 0]);
    // A story of the same length, a layout of its own that appears, a file that no page names, and a PDF that is gone.
    desk.story("d01", "d71");
    assert_eq!(built(&[]), [1]);
    assert!(desk.pdf("d01") == Some(desk.alone("d01")));
    let layout = fs::read_to_string(desk.path("d02/layouts/plain.toml")).expect("it is there");
    desk.write("d02/layouts/plain.toml", &layout.replace("150mm", "151mm"));
    assert_eq!(built(&[]), [2]);
    desk.write("d03/stories/late.md", "晚到的稿件。\n");
    assert_eq!(built(&[]), [3]);
    fs::remove_file(desk.path("pdfs/d00.pdf")).expect("it is there");
    assert_eq!(built(&[]), [0]);
    desk.write("pdfs/d00.pdf", "%PDF-1.6 of somebody else");
    assert_eq!(built(&[]), [0]);
    assert!(desk.pdf("d00") == Some(desk.alone("d00")));
    assert_eq!(built(&["--standard", "x1a"]), [0, 1, 2, 3]);
    assert_eq!(built(&["--standard", "x1a"]), [] as [u64; 0]);
    desk.write("elsewhere.txt", "not of any issue");
    desk.write("d00/notes.txt", "not asked for");
    assert_eq!(built(&["--standard", "x1a"]), [] as [u64; 0]);
    assert_eq!(desk.journal(), ["d00", "d01", "d02", "d03"]);
}

#[test]
fn lists_that_cannot_be_meant_begin_nothing() {
    let desk = Desk::new(2);
    for (lines, code) in [
        (&["d00\ta.pdf", "d01\t./x/../a.pdf"][..], "batch-output"),
        (&["d00", "d01\tb.pdf\tc.pdf"], "batch-list"),
        (&["# nothing"], "batch-list"),
        (&["d00", "d01\tb.png"], "batch-list"),
    ] {
        desk.list(lines);
        let (reports, whole, exit) = desk.batch(&[]);
        assert_eq!((reports.len(), exit), (0, 2), "{lines:?}");
        assert_eq!(whole["findings"][0]["code"], code, "{whole}");
        assert!(!desk.path("pdfs").exists(), "{lines:?}");
    }
    desk.write("pdfs/banxin-batch.jsonl", "{\"other\":1}\n");
    desk.list(&["d00"]);
    let (_, whole, exit) = desk.batch(&[]);
    assert_eq!((exit, &whole["findings"][0]["code"]), (2, &"batch-journal".into()));
    let (_, whole, _) = desk.batch(&["--journal", "j.jsonl"]);
    assert_eq!(numbers(&whole), [1, 1, 0, 0, 0]);
}

#[test]
fn a_list_comes_over_standard_input_too() {
    use std::io::Write as _;
    let desk = Desk::new(1);
    let mut child = desk
        .command(&["batch", "-", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(b"d00\n").expect("it reads");
    assert!(matches!(child.wait().expect("it ends").code(), Some(0 | 1)));
    assert!(fs::read(desk.path("d00/out/d00.pdf")).expect("a PDF") == desk.alone("d00"));
    assert!(desk.path("banxin-batch.jsonl").is_file());
}

/// Starts a batch of the list that prints nothing.
fn started(desk: &Desk) -> Child {
    let mut command = desk.command(&["batch", "list.txt", "-o", "pdfs", "--jobs", "2"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

/// Waits until the journal has some records, or the child has ended.
fn wait_for(desk: &Desk, records: usize, child: &mut Child) {
    let begun = Instant::now();
    let done = || {
        let text = fs::read_to_string(desk.path("pdfs/banxin-batch.jsonl")).unwrap_or_default();
        text.lines().count() > records
    };
    while !done() && child.try_wait().expect("it can be asked").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(120), "nothing is written down");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_killed_run_loses_nothing_and_doubles_nothing() {
    let desk = Desk::new(12);
    let names: Vec<String> = (0..12).map(|number| format!("d{number:02}")).collect();
    desk.list(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let alone: Vec<Vec<u8>> = names.iter().map(|name| desk.alone(name)).collect();
    // Killed again and again, each time a little later.
    let mut known = 0;
    for records in [1, 3, 4, 8] {
        let mut child = started(&desk);
        wait_for(&desk, records, &mut child);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        for (name, alone) in names.iter().zip(&alone) {
            assert!(desk.pdf(name).is_none_or(|pdf| pdf == *alone), "{name} is whole or not there");
        }
        let text = fs::read_to_string(desk.path("pdfs/banxin-batch.jsonl")).expect("a journal");
        let whole = text.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count() - 1;
        assert!(whole >= known, "what was written down stays");
        known = whole;
    }
    // An unfinished line, as a kill in the middle of writing leaves it.
    let journal = desk.path("pdfs/banxin-batch.jsonl");
    let mut bytes = fs::read(&journal).expect("a journal");
    bytes.extend(b"{\"output\":\"/half");
    fs::write(&journal, bytes).expect("it can be written");
    let (reports, whole, _) = desk.batch(&[]);
    let [issues, built, skipped, refused, left] = numbers(&whole);
    assert_eq!((issues, built + skipped, refused, left), (12, 12, 0, 0));
    assert_eq!((skipped as usize, reports.len()), (known, 12), "what was written down is not built again");
    for (name, alone) in names.iter().zip(&alone) {
        assert!(desk.pdf(name).as_ref() == Some(alone), "{name}");
    }
    assert_eq!(desk.journal(), names);
    let parts = fs::read_dir(desk.path("pdfs")).expect("the folder").count();
    assert!(parts >= 13, "{parts}");
    let (_, whole, _) = desk.batch(&[]);
    assert_eq!(numbers(&whole), [12, 0, 12, 0, 0]);
}

#[test]
fn two_runs_at_the_same_time_share_no_journal() {
    let desk = Desk::new(6);
    desk.list(&["d00", "d01", "d02", "d03", "d04", "d05"]);
    let mut child = started(&desk);
    wait_for(&desk, 1, &mut child);
    let held = child.try_wait().expect("it can be asked").is_none();
    let out = desk.run(&["batch", "list.txt", "-o", "pdfs", "--json"]);
    let still = child.try_wait().expect("it can be asked").is_none();
    child.wait().expect("it ends");
    // Only where the first run held the journal before and after is it sure what the second saw.
    if held && still {
        assert_eq!(out.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&out.stdout).contains("batch-journal"));
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_what_is_in_hand_and_says_how_to_go_on() {
    let desk = Desk::new(12);
    let names: Vec<String> = (0..12).map(|number| format!("d{number:02}")).collect();
    desk.list(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut command = desk.command(&["batch", "list.txt", "-o", "pdfs", "--jobs", "1"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    wait_for(&desk, 1, &mut child);
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
    let out = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{err}");
    assert!(err.contains("not begun; run the same command again to go on"), "{err}");
    let done = desk.journal().len() as u64;
    assert!((1..12).contains(&done), "{done}");
    let (_, whole, _) = desk.batch(&[]);
    assert_eq!(numbers(&whole), [12, 12 - done, done, 0, 0]);
}
