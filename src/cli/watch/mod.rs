//! `banxin watch`: shows the pages of an issue in a browser and sets them again when files change.
//!
//! One thread watches the files, reads and sets the issue; another serves it. Between them stands the newest state,
//! which a browser is told of and asks for when it likes.

mod editor;
mod excerpt;
mod files;
mod makeup;
mod server;
mod state;
mod told;
mod words;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use banxin::desk::{Session, View};
use banxin::diagnostic::Diagnostic;
use banxin::gather::Told;
use banxin::message::{Message, msg, system};
use tokio::sync::watch;

use super::arguments::WatchArgs;
use super::codes;
use super::console::Console;
use super::findings;
use super::outcome::Outcome;
use editor::Editor;
use files::Files;
use makeup::Maker;
use server::Desk;
use state::State;

/// How long an issue that cannot be read is waited for before that is told: editors that save in steps leave files
/// missing or cut for a moment.
const PATIENCE: Duration = Duration::from_millis(60);

/// Runs the verb; it ends with the process.
pub fn run(arguments: &WatchArgs, console: &mut Console<'_>) -> Outcome {
    let refuse = |console: &mut Console<'_>, finding: Diagnostic| {
        let look = console.look(false);
        console.err(&(findings::one(&Told::single(&finding), &Default::default(), look) + "\n"));
        Outcome::Refused
    };
    let editor = match &arguments.editor {
        Some(command) => match Editor::of(command) {
            Some(editor) => Some(editor),
            None => {
                let message = msg!("`{command}` is no command that opens an editor", command);
                return refuse(console, Diagnostic::new(codes::WATCH_EDITOR, message));
            }
        },
        None => console.visual.as_deref().and_then(Editor::of_visual),
    };
    if arguments.dir.is_file() && arguments.dir.extension().is_none_or(|kind| kind != "toml") {
        let message = msg!("{file} is no issue", file = arguments.dir.display());
        let finding = Diagnostic::new(codes::WATCH_FILES, message)
            .in_file(&arguments.dir)
            .help(msg!("an issue is a folder with an `issue.toml` in it; name that folder"));
        return refuse(console, finding);
    }
    let dir = if arguments.dir.is_file() {
        arguments.dir.parent().unwrap_or(Path::new("")).to_path_buf()
    } else {
        arguments.dir.clone()
    };
    let mut files =
        match Files::of(if dir.as_os_str().is_empty() { Path::new(".") } else { &dir }, arguments.poll) {
            Ok(files) => files,
            Err(fault) => {
                let why = match &fault.kind {
                    notify::ErrorKind::Io(fault) => system(fault),
                    _ => Message::verbatim(fault.to_string()),
                };
                let message = msg!("{folder} cannot be watched: {why}", folder = dir.display(), why);
                return refuse(console, Diagnostic::new(codes::WATCH_FILES, message).in_file(&dir));
            }
        };
    let (address, listener) = match server::listen(arguments.port) {
        Ok(bound) => bound,
        Err(finding) => return refuse(console, finding),
    };
    let cache = Arc::new(banxin::cache_folder::open(console.cache.clone()));
    let mut session = Session::new(&arguments.dir).with_cache(Arc::clone(&cache));
    let (begun, since) = (Instant::now(), SystemTime::now());
    session.refresh(&[]);
    let nothing = State::nothing(&dir);
    let first = nothing.next(seen(&session, None), session.refused().cloned());
    let first_line = told::line(&nothing, &first, begun.elapsed());
    let (told, state) = watch::channel(Arc::new(first));
    let (token, run) = (random(), random());
    let url = format!("http://{address}/#{token}");
    let shown = dir.canonicalize().unwrap_or_else(|_| dir.clone());
    if token.is_empty() {
        let note = msg!("the system gives no random numbers: the page cannot open the editor");
        console.err(&format!("{}\n", note.in_language(console.language)));
    }
    let in_sight: Arc<Mutex<Vec<u32>>> = Arc::default();
    let desk = Desk {
        maker: Maker::new(&dir, cache),
        state,
        token,
        run,
        address,
        editor,
        dir: shown,
        language: console.language,
        in_sight: Arc::clone(&in_sight),
    };
    let served = std::thread::spawn(move || server::serve(listener, desk));
    if files.polls && !arguments.poll {
        let note = msg!("the system tells of no changes here; files are looked at four times a second");
        console.err(&format!("{}\n", note.in_language(console.language)));
    }
    console.out(&format!("{url}\n"));
    if arguments.open
        && let Err(fault) = open::that_detached(&url)
    {
        let note = msg!("no browser could be opened ({why}); open the address above", why = system(&fault));
        console.err(&format!("{}\n", note.in_language(console.language)));
    }
    let print = |console: &mut Console<'_>, line: Message| {
        if !arguments.quiet {
            console.err(&format!("{}\n", line.in_language(console.language)));
        }
    };
    print(console, first_line);
    let mut unwatched = files.heed(session.files(), session.refused().is_some(), since);
    let tell = |console: &mut Console<'_>, folders: &BTreeSet<PathBuf>| {
        for folder in folders {
            let note = msg!(
                "{folder} cannot be watched; changes there are seen with the next change elsewhere",
                folder = folder.display()
            );
            console.err(&format!("{}\n", note.in_language(console.language)));
        }
    };
    tell(console, &unwatched);
    // Hands out the state as it is, if it is another one than before.
    let publish = |session: &Session| {
        let before = Arc::clone(&told.borrow());
        let view = seen(session, before.view.as_deref()).or_else(|| before.view.clone());
        // Systems tell of one change several times.
        if !before.shows(view.as_deref(), session.refused()) {
            told.send_replace(Arc::new(before.next(view, session.refused().cloned())));
        }
    };
    while !served.is_finished() {
        let Some(changed) = files.wait() else { break };
        let (begun, since, before) = (Instant::now(), SystemTime::now(), Arc::clone(&told.borrow()));
        let shown = in_sight.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let is_left = session.refresh_first(&changed, &shown);
        while session.refused().is_some() {
            match files.wait_for(PATIENCE) {
                Some(more) if !more.is_empty() => session.refresh(&more),
                _ => break,
            }
        }
        publish(&session);
        if is_left {
            session.refresh_rest();
            publish(&session);
        }
        let now = Arc::clone(&told.borrow());
        if now.revision != before.revision {
            print(console, told::line(&before, &now, begun.elapsed()));
        }
        let now = files.heed(session.files(), session.refused().is_some(), since);
        tell(console, &now.difference(&unwatched).cloned().collect());
        unwatched = now;
    }
    match served.join() {
        Ok(Err(fault)) => {
            let message = msg!("the pages cannot be served: {why}", why = system(&fault));
            refuse(console, Diagnostic::new(codes::WATCH_PORT, message))
        }
        _ => Outcome::Clean,
    }
}

/// The pages of the newest issue that could be set.
fn seen(session: &Session, before: Option<&View>) -> Option<Arc<View>> {
    session.good().map(|issue| Arc::new(View::of(issue, before)))
}

/// 128 bits of the system's random numbers: the token, which only whoever saw the address knows, and the name of the run.
fn random() -> String {
    let mut bytes = [0_u8; 16];
    // Without random numbers no editor can be opened, which is better than a token that can be guessed.
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
