//! The loop of the server: what comes in, what is known, what goes out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use banxin::message::{Language, msg};
use banxin::read::Overlay;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types as lsp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::super::outcome::Outcome;
use super::names::Fixed;
use super::place::{issue_of, kind_of, path_of, uri_of};
use super::position::Encoding;
use super::project::{Project, TomlFile};
use super::transport::Incoming;
use super::view::View;
use super::worker::{Checked, Job, Order};
use super::{completion, features, findings, hover, outline};

/// How long typing must rest before the issue is set.
const REST: Duration = Duration::from_millis(120);

/// The files that the editor is asked to watch: what an issue is read from.
const WATCHED: &str = "**/*.{toml,md,csv,svg,jpg,jpeg,png,tif,tiff,pdf,icc,otf,ttf,otc,ttc}";

/// What the loop waits for.
pub enum Event {
    /// The editor says something.
    Incoming(Incoming),
    /// An issue was set.
    Checked(Box<Checked>),
}

impl From<Incoming> for Event {
    fn from(incoming: Incoming) -> Event {
        Event::Incoming(incoming)
    }
}

impl From<Checked> for Event {
    fn from(checked: Checked) -> Event {
        Event::Checked(Box::new(checked))
    }
}

/// A text that the editor has open.
struct Document {
    version: i32,
    text: Arc<str>,
}

/// An issue folder of which files are open.
#[derive(Default)]
struct Issue {
    /// When it is to be set, if something changed.
    due: Option<Instant>,
    /// Files that changed.
    changed: Vec<PathBuf>,
    /// Whether it is being set.
    is_busy: bool,
    /// The newest state.
    checked: Option<Box<Checked>>,
    /// Files of which findings are shown.
    shown: BTreeSet<PathBuf>,
}

/// The server.
pub struct Server {
    outgoing: Sender<Message>,
    orders: Sender<Job>,
    /// Where layouts of banxin's own are written to be looked at.
    layouts: Option<PathBuf>,
    encoding: Encoding,
    language: Language,
    /// Whether the language was chosen on the command line.
    is_chosen: bool,
    snippets: bool,
    /// Whether the editor tells of changed files that it is asked to watch.
    watches: bool,
    is_initialized: bool,
    is_shut_down: bool,
    documents: BTreeMap<PathBuf, Document>,
    issues: BTreeMap<PathBuf, Issue>,
}

/// Why a request has no answer.
type Refusal = (ErrorCode, String);

impl Server {
    /// A server that nobody greeted yet.
    pub fn new(
        outgoing: Sender<Message>,
        orders: Sender<Job>,
        layouts: Option<PathBuf>,
        language: (Language, bool),
    ) -> Server {
        Server {
            outgoing,
            orders,
            layouts,
            encoding: Encoding::default(),
            language: language.0,
            is_chosen: language.1,
            snippets: false,
            watches: false,
            is_initialized: false,
            is_shut_down: false,
            documents: BTreeMap::new(),
            issues: BTreeMap::new(),
        }
    }

    /// Answers until the editor says `exit` or its stream ends.
    pub fn serve(mut self, events: &Receiver<Event>) -> Outcome {
        loop {
            let due = self.issues.values().filter(|issue| !issue.is_busy).filter_map(|issue| issue.due).min();
            let event = match due {
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => events.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match event {
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) | Ok(Event::Incoming(Incoming::End)) => {
                    return if self.is_shut_down { Outcome::Clean } else { Outcome::Findings };
                }
                Ok(Event::Incoming(Incoming::Unreadable(why))) => {
                    self.say(&json!({ "id": null, "error": { "code": ErrorCode::ParseError as i32, "message": why } }));
                }
                Ok(Event::Incoming(Incoming::Message(Message::Notification(note))))
                    if note.method == "exit" =>
                {
                    return if self.is_shut_down { Outcome::Clean } else { Outcome::Findings };
                }
                Ok(Event::Incoming(Incoming::Message(Message::Notification(note)))) => self.note(note),
                Ok(Event::Incoming(Incoming::Message(Message::Request(request)))) => self.request(request),
                Ok(Event::Incoming(Incoming::Message(Message::Response(_)))) => {}
                Ok(Event::Checked(checked)) => self.checked(checked),
            }
            self.order();
        }
    }

    fn send(&self, message: impl Into<Message>) {
        // That nobody reads any more ends the incoming stream too.
        let _ = self.outgoing.send(message.into());
    }

    /// Says something that is no answer to a request with a number.
    fn say(&self, response: &Value) {
        if let Some(error) =
            response.get("error").and_then(|error| error.get("message")).and_then(Value::as_str)
        {
            let params = json!({ "type": 1, "message": error });
            self.send(Notification::new("window/logMessage".to_owned(), params));
        }
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let answer = match method.as_str() {
            "initialize" if self.is_initialized => {
                Err((ErrorCode::InvalidRequest, "the server is initialized already".to_owned()))
            }
            "initialize" => self.initialize(params),
            _ if !self.is_initialized => {
                Err((ErrorCode::ServerNotInitialized, "`initialize` comes first".to_owned()))
            }
            _ if self.is_shut_down => Err((ErrorCode::InvalidRequest, "the server is shut down".to_owned())),
            "shutdown" => {
                self.is_shut_down = true;
                Ok(Value::Null)
            }
            _ => self.answer(&method, params),
        };
        self.respond(id, answer);
    }

    fn respond(&self, id: RequestId, answer: Result<Value, Refusal>) {
        self.send(match answer {
            Ok(value) => Response::new_ok(id, value),
            Err((code, message)) => Response::new_err(id, code as i32, message),
        });
    }

    fn initialize(&mut self, params: Value) -> Result<Value, Refusal> {
        let params: lsp::InitializeParams = read(params)?;
        if let Some(language) =
            params.locale.as_deref().and_then(Language::of_tag).filter(|_| !self.is_chosen)
        {
            self.language = language;
        }
        let general = params.capabilities.general.as_ref();
        self.encoding = Encoding::of(general.and_then(|general| general.position_encodings.as_deref()));
        let document = params.capabilities.text_document.as_ref();
        let item = document.and_then(|document| document.completion.as_ref()?.completion_item.as_ref());
        self.snippets = item.and_then(|item| item.snippet_support).unwrap_or(false);
        let workspace = params.capabilities.workspace.as_ref();
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        self.watches = watched.and_then(|watched| watched.dynamic_registration).unwrap_or(false);
        self.is_initialized = true;
        Ok(json!({
            "capabilities": {
                "positionEncoding": self.encoding.kind(),
                "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
                "completionProvider": { "triggerCharacters": ["[", ".", "\"", "=", "{", ","] },
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "renameProvider": { "prepareProvider": true },
                "documentSymbolProvider": true,
                "codeActionProvider": { "codeActionKinds": ["quickfix"] },
                "colorProvider": true,
                "inlayHintProvider": true,
            },
            "serverInfo": { "name": "banxin", "version": env!("CARGO_PKG_VERSION") },
        }))
    }

    fn note(&mut self, note: Notification) {
        if !self.is_initialized || self.is_shut_down {
            return;
        }
        match note.method.as_str() {
            "initialized" if self.watches => {
                let method = "workspace/didChangeWatchedFiles";
                let options = json!({ "watchers": [{ "globPattern": WATCHED }] });
                let registration = json!({ "id": "files", "method": method, "registerOptions": options });
                let params = json!({ "registrations": [registration] });
                let id = RequestId::from("watch".to_owned());
                self.send(Request::new(id, "client/registerCapability".to_owned(), params));
            }
            "textDocument/didOpen" => {
                let Ok(params) = read::<lsp::DidOpenTextDocumentParams>(note.params) else { return };
                let document = params.text_document;
                if let Some(path) = path_of(&document.uri) {
                    let text = Arc::from(document.text);
                    self.documents.insert(path.clone(), Document { version: document.version, text });
                    self.changed(&path, Duration::ZERO);
                }
            }
            "textDocument/didChange" => {
                let Ok(params) = read::<lsp::DidChangeTextDocumentParams>(note.params) else { return };
                let Some(path) = path_of(&params.text_document.uri) else { return };
                let encoding = self.encoding;
                let Some(document) = self.documents.get_mut(&path) else { return };
                let mut text = document.text.to_string();
                for change in params.content_changes {
                    match change.range {
                        None => text = change.text,
                        Some(range) => {
                            let start = encoding.offset(&text, range.start);
                            let end = encoding.offset(&text, range.end).max(start);
                            text.replace_range(start..end, &change.text);
                        }
                    }
                }
                *document = Document { version: params.text_document.version, text: text.into() };
                self.changed(&path, REST);
            }
            "textDocument/didClose" => {
                let Ok(params) = read::<lsp::DidCloseTextDocumentParams>(note.params) else { return };
                if let Some(path) = path_of(&params.text_document.uri) {
                    self.documents.remove(&path);
                    self.changed(&path, Duration::ZERO);
                    self.forget();
                }
            }
            "textDocument/didSave" => {
                let Ok(params) = read::<lsp::DidSaveTextDocumentParams>(note.params) else { return };
                if let Some(path) = path_of(&params.text_document.uri) {
                    self.changed(&path, Duration::ZERO);
                }
            }
            "workspace/didChangeWatchedFiles" => {
                let Ok(params) = read::<lsp::DidChangeWatchedFilesParams>(note.params) else { return };
                for change in params.changes {
                    if let Some(path) = path_of(&change.uri) {
                        self.changed(&path, REST);
                    }
                }
            }
            _ => {}
        }
    }

    /// The issues that a file belongs to: that of the nearest `issue.toml` above it, then those that read it from
    /// elsewhere, such as the layouts that several issues share.
    fn issues_of(&self, path: &Path) -> Vec<PathBuf> {
        let nearest = issue_of(path, |path| self.documents.contains_key(path));
        let readers = self.issues.iter().filter(|(dir, issue)| {
            nearest.as_ref() != Some(*dir)
                && issue.checked.as_ref().is_some_and(|checked| checked.reads(path))
        });
        let readers: Vec<PathBuf> = readers.map(|(dir, _)| dir.clone()).collect();
        nearest.into_iter().chain(readers).collect()
    }

    /// Something changed in an issue: it is set after a rest.
    fn changed(&mut self, path: &Path, rest: Duration) {
        for dir in self.issues_of(path) {
            let issue = self.issues.entry(dir).or_default();
            issue.due = Some(Instant::now() + rest);
            issue.changed.push(path.to_path_buf());
        }
    }

    /// Forgets the issues of which no file is open any more, with their findings.
    fn forget(&mut self) {
        let open: BTreeSet<PathBuf> = self.documents.keys().flat_map(|path| self.issues_of(path)).collect();
        let closed: Vec<PathBuf> = self.issues.keys().filter(|dir| !open.contains(*dir)).cloned().collect();
        for dir in closed {
            let shown = self.issues.remove(&dir).map(|issue| issue.shown).unwrap_or_default();
            for uri in shown.iter().filter_map(|path| uri_of(path)) {
                let params = lsp::PublishDiagnosticsParams { uri, diagnostics: Vec::new(), version: None };
                self.send(Notification::new("textDocument/publishDiagnostics".to_owned(), params));
            }
            let _ = self.orders.send(Job::Forget(dir));
        }
    }

    /// Orders the issues whose time has come.
    fn order(&mut self) {
        let now = Instant::now();
        for (dir, issue) in &mut self.issues {
            if issue.is_busy || issue.due.is_none_or(|due| due > now) {
                continue;
            }
            issue.due = None;
            issue.is_busy = true;
            let texts =
                self.documents.iter().map(|(path, document)| (path.clone(), Arc::clone(&document.text)));
            let overlay = Overlay::from_iter(texts);
            let order = Order { dir: dir.clone(), overlay, changed: std::mem::take(&mut issue.changed) };
            if self.orders.send(Job::Set(order)).is_err() {
                issue.is_busy = false;
            }
        }
    }

    /// Shows what was found, and takes away what is not found any more.
    fn checked(&mut self, checked: Box<Checked>) {
        if checked.is_broken {
            let Some(issue) = self.issues.get_mut(&checked.dir) else { return };
            issue.is_busy = false;
            let folder = checked.dir.display();
            let words = msg!("banxin failed over {folder}, which is a fault of banxin; it goes on", folder);
            let params = json!({ "type": 1, "message": words.in_language(self.language) });
            self.send(Notification::new("window/showMessage".to_owned(), params));
            return;
        }
        let by_file =
            findings::by_file(&checked, findings::Look { encoding: self.encoding, language: self.language });
        let Some(issue) = self.issues.get_mut(&checked.dir) else { return };
        issue.is_busy = false;
        let gone: Vec<PathBuf> =
            issue.shown.iter().filter(|path| !by_file.contains_key(*path)).cloned().collect();
        issue.shown =
            by_file.iter().filter(|(_, list)| !list.is_empty()).map(|(path, _)| path.clone()).collect();
        issue.checked = Some(checked);
        for (path, list) in by_file.into_iter().chain(gone.into_iter().map(|path| (path, Vec::new()))) {
            let Some(uri) = uri_of(&path) else { continue };
            let version = self.documents.get(&path).map(|document| document.version);
            let params = lsp::PublishDiagnosticsParams { uri, diagnostics: list, version };
            self.send(Notification::new("textDocument/publishDiagnostics".to_owned(), params));
        }
    }

    /// The text of a file: that of the editor, else that of the disk.
    fn text(&self, path: &Path) -> Option<Arc<str>> {
        match self.documents.get(path) {
            Some(document) => Some(Arc::clone(&document.text)),
            None => std::fs::read_to_string(path).ok().map(Arc::from),
        }
    }

    /// Gives what a question is about to whoever answers it; `None` where it is about no file of an issue.
    fn with<T>(&self, uri: &lsp::Uri, answer: impl FnOnce(&View<'_>) -> T) -> Option<T> {
        let path = path_of(uri)?;
        let kind = kind_of(&path)?;
        let dir = self.issues_of(&path).into_iter().next()?;
        let text = self.text(&path)?;
        let read = |path: &Path| self.text(path);
        let project = Project::read(&dir, &read, self.documents.keys());
        let checked = self.issues.get(&dir).and_then(|issue| issue.checked.as_ref());
        Some(answer(&View {
            path: &path,
            text: &text,
            kind,
            project: &project,
            good: checked.and_then(|checked| checked.good.as_ref()),
            look: checked.and_then(|checked| checked.look.as_ref()),
            language: self.language,
            encoding: self.encoding,
            snippets: self.snippets,
            read: &read,
        }))
    }

    fn answer(&self, method: &str, params: Value) -> Result<Value, Refusal> {
        Ok(match method {
            "textDocument/completion" => {
                let at = read::<lsp::CompletionParams>(params)?.text_document_position;
                json!(self.at(&at, completion::complete).unwrap_or_default())
            }
            "textDocument/hover" => {
                let at = read::<lsp::HoverParams>(params)?.text_document_position_params;
                let told = self.at(&at, |view, offset| {
                    let (value, span) = hover::hover(view, offset)?;
                    let range = view.encoding.range(view.text, &span);
                    Some(json!({ "contents": { "kind": "markdown", "value": value }, "range": range }))
                });
                json!(told.flatten())
            }
            "textDocument/definition" => {
                let at = read::<lsp::GotoDefinitionParams>(params)?.text_document_position_params;
                let show = |file: &TomlFile| self.show(file);
                json!(
                    self.at(&at, |view, offset| features::definition(view, offset, &show))
                        .unwrap_or_default()
                )
            }
            "textDocument/references" => {
                let params = read::<lsp::ReferenceParams>(params)?;
                let with = params.context.include_declaration;
                let found =
                    self.at(&params.text_document_position, |view, at| features::references(view, at, with));
                json!(found.unwrap_or_default())
            }
            "textDocument/prepareRename" => {
                let at = read::<lsp::TextDocumentPositionParams>(params)?;
                match self.at(&at, features::renamable) {
                    Some(Ok((range, placeholder))) => json!({ "range": range, "placeholder": placeholder }),
                    Some(Err(why)) => return Err(self.fixed(&why)),
                    None => Value::Null,
                }
            }
            "textDocument/rename" => {
                let params = read::<lsp::RenameParams>(params)?;
                let versions = |path: &Path| self.documents.get(path).map(|document| document.version);
                let renamed = self.at(&params.text_document_position, |view, offset| {
                    features::rename(view, offset, &params.new_name, &versions)
                });
                match renamed {
                    Some(Ok(edit)) => edit,
                    Some(Err(why)) => return Err(self.fixed(&why)),
                    None => Value::Null,
                }
            }
            "textDocument/documentSymbol" => {
                let params = read::<lsp::DocumentSymbolParams>(params)?;
                json!(self.with(&params.text_document.uri, outline::outline).unwrap_or_default())
            }
            "textDocument/documentColor" => {
                let params = read::<lsp::DocumentColorParams>(params)?;
                json!(self.with(&params.text_document.uri, features::colours).unwrap_or_default())
            }
            "textDocument/colorPresentation" => {
                let params = read::<lsp::ColorPresentationParams>(params)?;
                let shown = self.with(&params.text_document.uri, |view| {
                    features::presentations(view, params.color, params.range)
                });
                json!(shown.unwrap_or_default())
            }
            "textDocument/codeAction" => {
                let params = read::<lsp::CodeActionParams>(params)?;
                let title = |word: &str| msg!("write `{word}`", word).in_language(self.language).into_owned();
                let actions = self.with(&params.text_document.uri, |view| {
                    features::actions(view, &params.context.diagnostics, &title)
                });
                json!(actions.unwrap_or_default())
            }
            "textDocument/inlayHint" => {
                let params = read::<lsp::InlayHintParams>(params)?;
                let hints = self.with(&params.text_document.uri, |view| features::hints(view, params.range));
                json!(hints.unwrap_or_default())
            }
            _ => return Err((ErrorCode::MethodNotFound, format!("there is no method `{method}`"))),
        })
    }

    fn at<T>(
        &self,
        at: &lsp::TextDocumentPositionParams,
        answer: impl FnOnce(&View<'_>, usize) -> T,
    ) -> Option<T> {
        self.with(&at.text_document.uri, |view| {
            let offset = view.encoding.offset(view.text, at.position);
            answer(view, offset)
        })
    }

    fn fixed(&self, why: &Fixed) -> Refusal {
        let words = match why {
            Fixed::BuiltIn => msg!("this name is banxin's own: give yours another one and use that"),
            Fixed::NoName => msg!("there is no name here that can be changed"),
            Fixed::BadName => msg!(
                "this cannot be a name: it has no quotes and no line ends, and a file stays in the issue folder"
            ),
            Fixed::Taken => msg!("this name is taken"),
        };
        (ErrorCode::RequestFailed, words.in_language(self.language).into_owned())
    }

    /// Writes a layout of banxin's own where it can be looked at.
    fn show(&self, file: &TomlFile) -> Option<PathBuf> {
        let path = self.layouts.as_ref()?.join(&file.path);
        std::fs::create_dir_all(path.parent()?).ok()?;
        std::fs::write(&path, file.text.as_bytes()).ok()?;
        Some(path)
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}
