//! An editor that speaks to the real process.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    process: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Messages that came while another one was waited for.
    kept: Vec<Value>,
    number: i64,
    dir: PathBuf,
}

impl Client {
    /// Starts the server over an issue folder and greets it.
    pub fn start(dir: &Path) -> Client {
        Client::start_as(dir, json!({ "general": { "positionEncodings": ["utf-16"] } }), json!(null))
    }

    pub fn start_as(dir: &Path, capabilities: Value, locale: Value) -> Client {
        let mut client = Client::spawn(dir);
        let mut params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        if !locale.is_null() {
            params["locale"] = locale;
        }
        let answer = client.ask("initialize", params);
        assert_eq!(answer["result"]["serverInfo"]["name"], "banxin", "{answer}");
        client.tell("initialized", json!({}));
        client
    }

    /// The same with another folder for what the server keeps.
    pub fn start_in(dir: &Path, cache: &Path) -> Client {
        let mut client = Client::spawn_in(dir, cache);
        let params = json!({ "processId": null, "rootUri": null, "capabilities": {} });
        assert!(client.ask("initialize", params).get("error").is_none());
        client
    }

    /// Starts the server and says nothing.
    pub fn spawn(dir: &Path) -> Client {
        Client::spawn_in(dir, &dir.join("cache"))
    }

    fn spawn_in(dir: &Path, cache: &Path) -> Client {
        let mut process = Command::new(env!("CARGO_BIN_EXE_banxin"))
            .arg("lsp")
            .env("LC_ALL", "C")
            .env("BANXIN_CACHE", cache)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut output = BufReader::new(process.stdout.take().expect("its output"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            loop {
                let mut length = 0;
                loop {
                    let mut line = String::new();
                    if output.read_line(&mut line).unwrap_or(0) == 0 {
                        return;
                    }
                    match line.trim().strip_prefix("Content-Length: ") {
                        Some(number) => length = number.parse().expect("a length"),
                        None if line.trim().is_empty() => break,
                        None => {}
                    }
                }
                let mut body = vec![0; length];
                if output.read_exact(&mut body).is_err() {
                    return;
                }
                if sender.send(serde_json::from_slice(&body).expect("JSON")).is_err() {
                    return;
                }
            }
        });
        let input = process.stdin.take();
        Client { process, input, messages, kept: Vec::new(), number: 0, dir: dir.to_path_buf() }
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        // That the server has ended already is what some tests want.
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks and waits for the answer, which may be an error.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.number += 1;
        let id = self.number;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.wait(method, |message| message["id"] == id && message.get("method").is_none())
    }

    /// The first message that is wanted.
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at);
        }
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok(message) if wanted(&message) => return message,
                Ok(message) => self.kept.push(message),
                Err(error) => panic!("no answer to {what}: {error}; so far {:?}", self.kept),
            }
        }
    }

    pub fn uri(&self, file: &str) -> String {
        format!("file://{}", self.dir.join(file).display())
    }

    pub fn open(&mut self, file: &str, text: &str) {
        let uri = self.uri(file);
        let document = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn open_from_disk(&mut self, file: &str) -> String {
        let text = std::fs::read_to_string(self.dir.join(file)).expect("the file is there");
        self.open(file, &text);
        text
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, file: &str, version: i32, text: &str) {
        let uri = self.uri(file);
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [{ "text": text }] }),
        );
    }

    /// The findings of a file that satisfy a condition, whenever they come.
    pub fn findings(&mut self, file: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let uri = self.uri(file);
        let message = self.wait(&format!("findings of {file}"), |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && wanted(message["params"]["diagnostics"].as_array().expect("a list"))
        });
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// Asks about the place behind `before` in a text: its first occurrence.
    pub fn at(&mut self, method: &str, file: &str, text: &str, before: &str) -> Value {
        let (line, character) = place(text, before);
        let params = json!({
            "textDocument": { "uri": self.uri(file) },
            "position": { "line": line, "character": character },
            "context": { "includeDeclaration": true, "triggerKind": 1 },
        });
        let answer = self.ask(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Says goodbye; the exit code.
    pub fn end(mut self) -> i32 {
        assert_eq!(self.ask("shutdown", json!(null))["result"], json!(null));
        self.tell("exit", json!(null));
        self.exit_code()
    }

    /// Closes the input.
    pub fn hang_up(mut self) -> i32 {
        self.input = None;
        self.exit_code()
    }

    /// Waits for the end; what was said on standard error must not be a panic.
    pub fn exit_code(&mut self) -> i32 {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.process.try_wait().expect("the process can be asked") {
                let mut said = String::new();
                let _ = self.process.stderr.take().expect("its errors").read_to_string(&mut said);
                assert!(!said.contains("panicked"), "{said}");
                return status.code().expect("it was not killed");
            }
            assert!(Instant::now() < until, "the server does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
    }
}

/// Line and UTF-16 column behind the first `before` in a text.
pub fn place(text: &str, before: &str) -> (usize, usize) {
    let at = text.find(before).unwrap_or_else(|| panic!("`{before}` is not in the text")) + before.len();
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    (text[..at].matches('\n').count(), text[start..at].encode_utf16().count())
}

/// The labels of what is offered.
pub fn labels(items: &Value) -> Vec<&str> {
    items.as_array().expect("a list").iter().map(|item| item["label"].as_str().expect("a label")).collect()
}
