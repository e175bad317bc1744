//! The server of `banxin watch`, by plain sockets: what it serves, and what it refuses.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::folder::folder;
use crate::support::pools::pool_sample;

const ISSUE: &str = r#"
paper = "试排报"
date = 2026-11-23
layout = "own"

[[page]]
number = 1

[[page.story]]
area = "a"
file = "stories/a.md"
"#;

const LAYOUT: &str = r#"
page = { width = "200mm", height = "200mm" }
grid = { columns = 4, characters = 10, rows = 40 }
areas.a = { column = 1, columns = 4, row = 1, rows = 40 }
"#;

/// A running `banxin watch`.
struct Watch {
    child: Child,
    port: u16,
    token: String,
    /// What it printed on standard error so far.
    said: Arc<Mutex<String>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Watch {
    fn of(dir: &Path, more: &[&str]) -> Watch {
        let mut child = Command::new(env!("CARGO_BIN_EXE_banxin"))
            .arg("watch")
            .arg(dir)
            .args(["--port", "47350"])
            .args(more)
            .env_remove("VISUAL")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let said: Arc<Mutex<String>> = Arc::default();
        let err = BufReader::new(child.stderr.take().expect("it is piped"));
        let into = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in err.lines().map_while(Result::ok) {
                into.lock().expect("nobody fails with it").push_str(&(line + "\n"));
            }
        });
        let out = child.stdout.take().expect("it is piped");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("it prints its address");
        let rest = line.trim().strip_prefix("http://127.0.0.1:").expect("an address of this machine");
        let (port, token) = rest.split_once("/#").expect("a token");
        Watch { child, port: port.parse().expect("a port"), token: token.to_owned(), said }
    }

    fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(240))).expect("a timeout");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let (port, length) = (self.port, body.len());
        self.raw(&format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        ))
    }

    fn get(&self, path: &str) -> Answer {
        self.request("GET", path, "", "")
    }

    /// Asks for the state until it is as wanted.
    fn until(&self, wanted: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let body = self.get("/state").body;
            if wanted(&body) {
                return body;
            }
            let said = || self.said.lock().map(|said| said.clone()).unwrap_or_default();
            assert!(begun.elapsed() < Duration::from_secs(120), "it never came; {}: {body}", said());
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

fn issue() -> tempfile::TempDir {
    folder(&[
        ("issue.toml", ISSUE),
        ("layouts/own.toml", LAYOUT),
        ("stories/a.md", "---\nheadline: 大桥通车\n---\n今天上午大桥通车。\n"),
    ])
}

#[test]
fn what_comes_from_elsewhere_is_refused() {
    let dir = issue();
    let watch = Watch::of(dir.path(), &[]);
    let port = watch.port;
    assert_eq!(watch.get("/").status, 200);
    let hosts = ["evil.example", "evil.example:47350", "127.0.0.1:1", "127.0.0.1.evil.example", ""];
    for host in hosts {
        let answer = watch.raw(&format!("GET /state HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!([400, 403].contains(&answer.status), "{host}: {}", answer.status);
        assert!(!answer.body.contains("试排报"));
    }
    let absolute = "GET http://evil.example/state HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    assert_eq!(watch.raw(absolute).status, 403);
    for origin in [
        "http://evil.example",
        "null",
        "https://127.0.0.1",
        "http://127.0.0.1:1",
        "http://127.0.0.1.evil:47350",
    ] {
        let answer = watch.request("GET", "/state", &format!("Origin: {origin}\r\n"), "");
        assert_eq!(answer.status, 403, "{origin}");
    }
    assert_eq!(watch.request("GET", "/state", "Sec-Fetch-Site: cross-site\r\n", "").status, 403);
    // The controls: the same from its own page.
    let own = format!("Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n");
    assert_eq!(watch.request("GET", "/state", &own, "").status, 200);
    assert_eq!(
        watch
            .raw(&format!("GET /state HTTP/1.1\r\nHost: LOCALHOST:{port}\r\nConnection: close\r\n\r\n"))
            .status,
        200
    );
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(watch.request(method, "/state", "", "").status, 405, "{method}");
    }
}

#[test]
fn nothing_is_read_by_the_name_of_a_file() {
    let dir = issue();
    let watch = Watch::of(dir.path(), &[]);
    for path in [
        "/../issue.toml",
        "/%2e%2e/issue.toml",
        "/picture/..%2F..%2Fissue.toml",
        "/picture/../issue.toml",
        "/issue.toml",
        "/font/..%2fstories%2fa.md",
        "/plate/1/..%2f..%2fissue.toml",
        "//etc/passwd",
        "/words.js/../../issue.toml",
    ] {
        let answer = watch.get(path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.body.contains("试排报") && !answer.body.contains("root:"), "{path}");
    }
    let page = watch.get("/");
    for header in [
        "content-security-policy: default-src 'none'",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
    ] {
        assert!(page.head.contains(header), "{header} in {}", page.head);
    }
}

#[test]
fn pages_fonts_and_places_are_served_and_follow_the_files() {
    let dir = issue();
    let watch = Watch::of(dir.path(), &[]);
    let state = watch.get("/state").body;
    assert!(state.contains("试排报") && state.contains("\"broken\":null"), "{state}");
    let page = watch.get("/page/1").body;
    assert!(page.contains("<text") && page.contains("\"name\":\"a\""), "{page}");
    assert_eq!(watch.get("/page/9").status, 404);
    let family = state.split("\"family\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a face");
    let font = watch.get(&format!("/font/{family}"));
    assert!(font.status == 200 && font.body.starts_with("OTTO"), "{}", font.head);
    // The headline stands at the head of the area: its place is that of its words in the manuscript.
    let at = watch.get("/at/1?x=283&y=80").body;
    assert!(at.contains("\"name\":\"stories/a.md\"") && at.contains("\"area\":0"), "{at}");
    assert!(watch.get("/plate/1/Black?dpi=20").body.contains("PNG"));
    assert_eq!(watch.get("/plate/1/Gold?dpi=20").status, 404);

    // What a browser has is not sent again.
    let first = revision(&state);
    let again = watch.get(&format!("/page/1?from={first}")).body;
    assert!(!again.contains("<text"), "{again}");
    fs::write(dir.path().join("stories/a.md"), "---\nheadline: 大桥停运\n---\n今天上午大桥通车。\n")
        .expect("written");
    let changed = watch.until(|state| revision(state) > first);
    let parts = watch.get(&format!("/page/1?from={first}")).body;
    assert!(parts.contains("<text"), "{parts}");

    // Broken input: the message with its carets, and the last good page.
    fs::write(dir.path().join("layouts/own.toml"), LAYOUT.replace("rows = 40 }", "rows = forty }"))
        .expect("written");
    let broken = watch.until(|state| !state.contains("\"broken\":null"));
    assert!(broken.contains("layouts/own.toml") && broken.contains("\"marked\":\"f"), "{broken}");
    assert!(watch.get("/page/1").body.contains("<text"));
    fs::write(dir.path().join("layouts/own.toml"), LAYOUT).expect("written");
    let mended = watch.until(|state| state.contains("\"broken\":null"));
    assert!(revision(&mended) > revision(&changed));
}

#[test]
fn the_editor_is_opened_with_the_token_alone_and_at_files_of_the_issue_alone() {
    let dir = issue();
    let told = dir.path().join("told.txt");
    let script = format!(
        "sh -c 'printf \"%s:%s:%s\" \"$1\" \"$2\" \"$3\" > {}' - {{file}} {{line}} {{column}}",
        told.display()
    );
    let watch = Watch::of(dir.path(), &["--editor", &script]);
    let file = dir.path().join("stories/a.md").canonicalize().expect("it is there");
    let body = |file: &Path| format!("{{\"file\":\"{}\",\"line\":2,\"column\":11}}", file.display());
    let json = "Content-Type: application/json\r\n";
    let open = |headers: &str, file: &Path| watch.request("POST", "/open", headers, &body(file)).status;
    assert_eq!(open(json, &file), 403);
    assert_eq!(open(&format!("{json}X-Banxin-Token: 0123\r\n"), &file), 403);
    let token = format!("{json}X-Banxin-Token: {}\r\n", watch.token);
    assert_eq!(open(&token, Path::new("/etc/passwd")), 404);
    assert_eq!(watch.request("GET", "/open", &token, "").status, 405);
    assert!(!told.exists());
    if cfg!(unix) {
        assert_eq!(open(&token, &file), 204);
        let begun = Instant::now();
        let wanted = format!("{}:2:11", file.display());
        while fs::read_to_string(&told).unwrap_or_default() != wanted {
            assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", fs::read_to_string(&told));
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// What tells the drawing of the first page from any other.
fn drawn(state: &str) -> Option<String> {
    state.split("\"drawn\":\"").nth(1).map(|rest| rest[..16].to_owned())
}

#[test]
fn browsers_that_do_not_read_hold_up_nobody() {
    let dir = issue();
    let watch = Watch::of(dir.path(), &[]);
    let other = Watch::of(dir.path(), &["--poll"]);
    assert_ne!(watch.port, other.port, "a port that is taken is left to whoever has it");
    // Many that ask for changes or for fonts and never read, and some that do not even finish their question.
    let idle: Vec<TcpStream> = (0..40)
        .map(|number| {
            let mut stream = TcpStream::connect(("127.0.0.1", watch.port)).expect("it listens");
            let ask = format!("GET /events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n", watch.port);
            let end = if number % 2 == 0 { "\r\n" } else { "" };
            stream.write_all((ask + end).as_bytes()).expect("it reads");
            stream
        })
        .collect();
    let begun = Instant::now();
    let mut before = drawn(&watch.get("/state").body);
    for round in ['一', '二', '三', '四', '五'] {
        let text = format!("---\nheadline: 第{round}次\n---\n今天上午大桥通车。\n");
        fs::write(dir.path().join("stories/a.md"), text).expect("written");
        before = drawn(&watch.until(|state| drawn(state) != before));
    }
    assert!(begun.elapsed() < Duration::from_secs(120));
    // The one that looks at the files by itself sees the change too.
    other.until(|state| !state.contains("\"revision\":1,"));
    drop(idle);
}

/// Waits until a page is set and nothing is broken, or until something is.
fn broken(watch: &Watch, wanted: bool) -> String {
    watch.until(|state| state.contains("\"broken\":null") != wanted)
}

#[test]
fn a_file_outside_the_folder_that_is_missing_or_broken_is_followed() {
    let parent = folder(&[
        ("issue/issue.toml", &ISSUE.replace("\"own\"", "\"../.house/front.toml\"")),
        ("issue/stories/a.md", "---\nheadline: 大桥通车\n---\n今天上午大桥通车。\n"),
    ]);
    let watch = Watch::of(&parent.path().join("issue"), &[]);
    broken(&watch, true);
    // Neither the layout nor its folder is there, and the folder is hidden.
    let house = parent.path().join(".house");
    fs::create_dir(&house).expect("a folder");
    std::thread::sleep(Duration::from_millis(300));
    fs::write(house.join("front.toml"), "grid = {").expect("written");
    watch.until(|state| state.contains("front.toml\",\"line\":1"));
    fs::write(house.join("front.toml"), LAYOUT).expect("written");
    broken(&watch, false);
    // Deleted and made again.
    fs::remove_dir_all(&house).expect("removed");
    broken(&watch, true);
    fs::create_dir(&house).expect("a folder");
    std::thread::sleep(Duration::from_millis(300));
    fs::write(house.join("front.toml"), LAYOUT).expect("written");
    broken(&watch, false);
    fs::write(house.join("front.toml"), LAYOUT.replace("rows = 40 }", "rows = forty }")).expect("written");
    broken(&watch, true);
}

#[test]
fn what_is_said_of_a_page_may_change_while_what_is_drawn_stays() {
    let dir = issue();
    let watch = Watch::of(dir.path(), &[]);
    let first = watch.get("/state").body;
    fs::write(dir.path().join("issue.toml"), format!("# A comment.\n{ISSUE}")).expect("written");
    let second = watch.until(|state| state.contains("\"revision\":2"));
    assert!(drawn(&first).is_some());
    assert_eq!(drawn(&first), drawn(&second));
    fs::write(dir.path().join("stories/a.md"), "---\nheadline: 大桥停运\n---\n今天上午大桥通车。\n")
        .expect("written");
    let third = watch.until(|state| state.contains("\"revision\":3"));
    assert_ne!(drawn(&second), drawn(&third));
    // Each run of the program has a name of its own, so that pages of the last one begin anew.
    let told = |watch: &Watch| {
        let mut stream = TcpStream::connect(("127.0.0.1", watch.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        let ask = format!("GET /events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", watch.port);
        stream.write_all(ask.as_bytes()).expect("it reads");
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        let line = lines.map(|line| line.split("\"run\":\"").nth(1).map(|rest| rest[..32].to_owned()));
        line.flatten().next().expect("it tells its state")
    };
    let other = Watch::of(dir.path(), &[]);
    assert_eq!(told(&watch), told(&watch));
    assert_ne!(told(&watch), told(&other));
}

/// The number of the state.
fn revision(state: &str) -> u64 {
    let rest = state.split("\"revision\":").nth(1).expect("a number");
    rest.split(',').next().and_then(|number| number.parse().ok()).expect("a number")
}

fn story(headline: &str) -> String {
    format!("---\nheadline: {headline}\n---\n今天上午大桥通车。\n")
}

#[test]
fn a_file_that_is_half_written_is_never_shown() {
    let dir = issue();
    let watch = Watch::of(dir.path(), &[]);
    let first = watch.get("/state").body;
    let file = dir.path().join("stories/a.md");
    // Emptied, and written a while later.
    fs::write(&file, "").expect("written");
    std::thread::sleep(Duration::from_millis(150));
    fs::write(&file, story("大桥停运")).expect("written");
    let second = watch.until(|state| drawn(state) != drawn(&first));
    assert_eq!(revision(&second), revision(&first) + 1, "nothing was shown between");
    if cfg!(target_os = "linux") {
        // Written in two steps, with the file open all the time.
        let whole = story("大桥又通车");
        let mut open = fs::File::create(&file).expect("it can be written");
        open.write_all(&whole.as_bytes()[..20]).expect("written");
        std::thread::sleep(Duration::from_millis(60));
        open.write_all(&whole.as_bytes()[20..]).expect("written");
        drop(open);
        let third = watch.until(|state| drawn(state) != drawn(&second));
        assert_eq!(revision(&third), revision(&second) + 1, "nothing was shown between");
        assert!(third.contains("\"broken\":null"));
    }
    // What stays empty is meant to be.
    let before = watch.get("/state").body;
    fs::write(&file, "").expect("written");
    watch.until(|state| revision(state) > revision(&before));
}

/// Replaces files and folders as editors, version control and servers do, and sees to it that each change is shown.
fn follows(more: &[&str]) {
    let parent = folder(&[("read.me", "")]);
    let dir = parent.path().join("issue");
    let make = |dir: &Path, headline: &str| {
        for folder in ["stories", "layouts"] {
            fs::create_dir_all(dir.join(folder)).expect("a folder");
        }
        fs::write(dir.join("stories/a.md"), story(headline)).expect("written");
        fs::write(dir.join("layouts/own.toml"), LAYOUT).expect("written");
        fs::write(dir.join("issue.toml"), ISSUE).expect("written");
    };
    make(&dir, "第一题");
    let watch = Watch::of(&dir, more);
    let mut before = drawn(&watch.get("/state").body);
    let mut shown = |what: &str| {
        let state = watch.until(|state| drawn(state) != before && state.contains("\"broken\":null"));
        before = drawn(&state);
        assert!(before.is_some(), "{what}");
    };
    // A file replaced by another one.
    fs::write(dir.join("stories/a.new"), story("第二题")).expect("written");
    fs::rename(dir.join("stories/a.new"), dir.join("stories/a.md")).expect("renamed");
    shown("a file renamed");
    // A folder in the issue replaced.
    fs::rename(dir.join("stories"), dir.join("old")).expect("renamed");
    fs::create_dir(dir.join("stories")).expect("a folder");
    fs::write(dir.join("stories/a.md"), story("第三题")).expect("written");
    shown("a folder made anew");
    // The whole issue deleted and made anew, then edited.
    fs::remove_dir_all(&dir).expect("removed");
    broken(&watch, true);
    make(&dir, "第四题");
    shown("the issue made anew");
    fs::write(dir.join("stories/a.md"), story("第五题")).expect("written");
    shown("an edit in it");
    // Another issue in its place.
    make(&parent.path().join("other"), "第六题");
    fs::rename(&dir, parent.path().join("gone")).expect("renamed");
    fs::rename(parent.path().join("other"), &dir).expect("renamed");
    shown("another issue in its place");
    fs::write(dir.join("stories/a.md"), story("第七题")).expect("written");
    shown("an edit in that");
}

#[test]
fn files_and_folders_that_are_replaced_are_followed() {
    follows(&[]);
}

#[test]
fn files_and_folders_on_a_server_are_followed() {
    follows(&["--poll"]);
}

#[test]
fn the_terminal_tells_each_set_in_a_line() {
    let dir = issue();
    let (watch, quiet) = (Watch::of(dir.path(), &[]), Watch::of(dir.path(), &["--quiet"]));
    let first = watch.get("/state").body;
    fs::write(dir.path().join("stories/a.md"), story("大桥停运")).expect("written");
    let second = watch.until(|state| drawn(state) != drawn(&first));
    quiet.until(|state| drawn(state) == drawn(&second));
    fs::write(dir.path().join("issue.toml"), ISSUE.replace("layout =", "layout ==")).expect("written");
    broken(&watch, true);
    broken(&quiet, true);
    let begun = Instant::now();
    let said = loop {
        let said = watch.said.lock().expect("nobody fails with it").clone();
        if said.lines().count() >= 3 {
            break said;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{said}");
        std::thread::sleep(Duration::from_millis(20));
    };
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].contains(" page 1 was set in ") && lines[1].contains(" page 1 was set in "), "{said}");
    assert!(
        lines[2].contains(" the issue cannot be read: ") && lines[2].contains("issue.toml:4:9: "),
        "{said}"
    );
    assert_eq!(quiet.said.lock().expect("nobody fails with it").as_str(), "");
}

#[test]
fn a_plate_that_cannot_be_drawn_is_told() {
    let dir = issue();
    let large = LAYOUT.replace("\"200mm\", height = \"200mm\"", "\"1500mm\", height = \"1500mm\"");
    fs::write(dir.path().join("layouts/own.toml"), large).expect("written");
    let watch = Watch::of(dir.path(), &[]);
    let answer = watch.get("/plate/1/Black?dpi=300");
    assert!(answer.status == 500 && answer.body.contains("pixels"), "{} {}", answer.status, answer.body);
    assert_eq!(watch.get("/plate/1/Black?dpi=20").status, 200);
}

#[test]
fn many_questions_at_once_hold_up_nobody() {
    let dir = issue();
    let watch = Watch::of(dir.path(), &[]);
    let ask = format!("GET /page/1 HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", watch.port).repeat(50);
    let crowd: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", watch.port)).expect("it listens");
            stream.write_all(ask.as_bytes()).expect("it reads");
            stream
        })
        .collect();
    let begun = Instant::now();
    assert_eq!(watch.get("/state").status, 200);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    drop(crowd);
}

#[test]
fn browsers_tell_which_pages_they_show() {
    let dir = issue();
    let watch = Watch::of(dir.path(), &[]);
    let json = "Content-Type: application/json\r\n";
    assert_eq!(watch.request("POST", "/in-sight", json, "[1]").status, 204);
    assert!([400, 415, 422].contains(&watch.request("POST", "/in-sight", json, "{}").status));
    assert_eq!(
        watch.request("POST", "/in-sight", &format!("{json}Origin: http://evil.example\r\n"), "[1]").status,
        403
    );
}

#[test]
fn pages_with_pools_are_made_and_taken_with_the_token_alone() {
    let dir = pool_sample("tabloid").folder();
    let watch = Watch::of(dir.path(), &[]);
    watch.until(|state| state.contains("\"pool\":true"));
    let json = "Content-Type: application/json\r\n";
    let token = format!("{json}X-Banxin-Token: {}\r\n", watch.token);
    assert_eq!(watch.request("POST", "/makeup/1", json, "{}").status, 403);
    assert_eq!(watch.request("POST", "/makeup/9", &token, "{}").status, 404);
    assert_eq!(watch.get("/makeup/1").status, 405);
    let made = watch.request("POST", "/makeup/1?language=zh", &token, "{}");
    assert_eq!(made.status, 200, "{}", made.body);
    let answer: serde_json::Value = serde_json::from_str(&made.body).expect("it is JSON");
    let choices = answer["choices"].as_array().expect("a list");
    assert_eq!(choices.len(), 6);
    assert!(choices[0]["title"].as_str().is_some_and(|title| title.starts_with("方案 1")), "{}", choices[0]);
    assert!(choices.iter().all(|choice| choice["is_taken"] == false));
    let id = &answer["id"];
    assert!(watch.get(&format!("/made/{id}/6")).head.contains("image/png"));
    assert_eq!(watch.get(&format!("/made/{id}/7")).status, 404);
    let layout = dir.path().join("layouts/made-1.toml");
    let take = |number: u32, headers: &str| {
        watch.request("POST", &format!("/made/{id}/{number}"), headers, "{}").status
    };
    assert_eq!((take(2, json), take(7, &token)), (403, 404));
    assert!(!layout.exists(), "nothing is written until one is taken");
    assert_eq!(take(2, &token), 204);
    let text = fs::read_to_string(&layout).expect("it is written");
    watch.until(|state| !state.contains("not-made-up"));
    let again = watch.get(&format!("/made/{id}?language=en")).body;
    assert_eq!(again.matches("\"is_taken\":true").count(), 1, "{again}");
    // Another is taken over it, but nothing over what somebody changed.
    assert_eq!(take(1, &token), 204);
    assert_ne!(fs::read_to_string(&layout).expect("it is there"), text);
    fs::write(&layout, format!("{text}# mine\n")).expect("written");
    assert_eq!(take(1, &token), 409);
    assert!(fs::read_to_string(&layout).is_ok_and(|text| text.ends_with("# mine\n")));
    assert_eq!(watch.get("/made/99").status, 404);
}
