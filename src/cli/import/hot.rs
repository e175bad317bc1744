//! `--watch`: what comes into the folders is imported as soon as it is whole (热文件夹).
//!
//! The operating system tells of changes, or folders are looked at a few times in a second. Either way the folders are
//! listed again: a file whose size and time stay the same between two looks is whole. Each state of a file is imported once,
//! so a bad one is told once, and again only when it changes. Ctrl-C ends it between two files.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, SystemTime};

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::message::{Message, msg};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::super::arguments::ImportArgs;
use super::super::codes;
use super::super::console::Console;
use super::super::findings::{self, Tally};
use super::super::outcome::Outcome;
use super::shelf::Shelf;
use super::taken::{take, tell};
use super::{find, paste};

/// Between two looks at a file that must be the same.
const QUIET: Duration = Duration::from_millis(300);
/// The longest time between two looks: systems do not tell of changes on every kind of folder.
const LONGEST: Duration = Duration::from_secs(2);

/// Size and time of a file.
type Stamp = (u64, Option<SystemTime>);

/// Watches until Ctrl-C. `done` was imported before.
pub fn run(arguments: &ImportArgs, mut shelf: Shelf, done: &[PathBuf], console: &mut Console<'_>) -> Outcome {
    let ended = Arc::new(AtomicBool::new(false));
    let (sender, events) = channel();
    let heard = {
        let (ended, sender) = (Arc::clone(&ended), sender.clone());
        ctrlc::set_handler(move || {
            ended.store(true, Ordering::SeqCst);
            let _ = sender.send(());
        })
    };
    let watcher = RecommendedWatcher::new(
        move |_| {
            let _ = sender.send(());
        },
        notify::Config::default(),
    );
    let mut watcher = match (heard, watcher) {
        (Ok(()), Ok(watcher)) => Some(watcher),
        (Ok(()), Err(_)) => None,
        (Err(fault), _) => {
            let message =
                msg!("Ctrl-C cannot be listened for: {why}", why = Message::verbatim(fault.to_string()));
            let finding = Diagnostic::new(codes::WATCH_FILES, message);
            console.err(&findings::show(&[finding], &Sources::default(), console.look(false)));
            return Outcome::Refused;
        }
    };
    for folder in arguments.files.iter().filter(|path| path.is_dir()) {
        if let Some(watcher) = &mut watcher {
            // Where the system cannot tell, looking is enough.
            let _ = watcher.watch(folder, RecursiveMode::Recursive);
        }
    }
    let note = msg!("waiting for files; Ctrl-C ends it");
    console.err(&format!("{}\n", note.in_language(console.language)));
    let mut imported: BTreeMap<PathBuf, Stamp> =
        done.iter().filter_map(|path| Some((path.clone(), stamp(path)?))).collect();
    let mut seen: BTreeMap<PathBuf, Stamp> = BTreeMap::new();
    let mut worst = Outcome::Clean;
    while !ended.load(Ordering::SeqCst) {
        let (paths, _) = find::files(&arguments.files, &arguments.dir);
        let now: BTreeMap<PathBuf, Stamp> =
            paths.into_iter().filter_map(|path| stamp(&path).map(|stamp| (path, stamp))).collect();
        imported.retain(|path, _| now.contains_key(path));
        let new = now.iter().filter(|(path, stamp)| imported.get(*path) != Some(*stamp));
        let (whole, growing): (Vec<_>, Vec<_>) =
            new.partition(|(path, stamp)| seen.get(*path) == Some(*stamp));
        for (path, stamp) in &whole {
            if ended.load(Ordering::SeqCst) {
                break;
            }
            imported.insert((*path).clone(), **stamp);
            let mut sources = Sources::default();
            let (taken, found) = take(path, arguments, &mut shelf, &mut sources);
            console.err(&findings::show(&found, &sources, console.look(arguments.quiet)));
            if let Some(taken) = taken {
                tell(&taken, arguments, console);
                paste::tell(&[taken], arguments, console);
            }
            let refused = found.iter().any(|finding| finding.severity == Severity::Error);
            let outcome = if refused { Outcome::Refused } else { Tally::of(&found).outcome() };
            if outcome as u8 > worst as u8 {
                worst = outcome;
            }
        }
        let wait = if growing.is_empty() { LONGEST } else { QUIET };
        seen = now;
        match events.recv_timeout(wait) {
            // One change is told several times; what comes in a moment is one look.
            Ok(()) if !ended.load(Ordering::SeqCst) => {
                std::thread::sleep(QUIET / 3);
                while events.try_recv().is_ok() {}
            }
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(wait),
            _ => {}
        }
    }
    // Files that were refused did not stop the run.
    if worst == Outcome::Clean { Outcome::Clean } else { Outcome::Findings }
}

fn stamp(path: &PathBuf) -> Option<Stamp> {
    let about = std::fs::metadata(path).ok()?;
    Some((about.len(), about.modified().ok()))
}
