//! Tells when files of an issue change.
//!
//! The operating system tells of changes in the issue folder and in folders outside it that the issue reads from;
//! with `--poll`, or where it cannot tell, files are looked at a few times in a second. Editors save in steps
//! (truncate and write, or write beside and rename), so what happens within a short time is one change.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// How long files must be quiet before a change counts as done.
const QUIET: Duration = Duration::from_millis(12);
/// The longest that a change is waited for while files go on changing.
const LONGEST: Duration = Duration::from_millis(200);
/// Between looks at the files when the operating system does not tell.
const POLL: Duration = Duration::from_millis(250);

/// Watches the files of an issue.
pub struct Files {
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    dir: PathBuf,
    /// Folders outside the issue folder.
    others: BTreeSet<PathBuf>,
    /// The files that the issue is read from; `None` where any may matter, because it cannot be read.
    known: Option<BTreeSet<PathBuf>>,
    /// Whether changes are looked for, because the operating system does not tell of them.
    pub polls: bool,
}

impl Files {
    /// Begins to watch an issue folder.
    ///
    /// # Errors
    /// When neither the operating system can tell of changes nor files can be looked at.
    pub fn of(dir: &Path, poll: bool) -> notify::Result<Files> {
        let (sender, events) = channel();
        let dir = dir.canonicalize()?;
        let mut polls = poll;
        let mut watcher: Box<dyn Watcher + Send> = if poll {
            polling(sender.clone())?
        } else {
            match RecommendedWatcher::new(sender.clone(), Config::default()) {
                Ok(watcher) => Box::new(watcher),
                Err(_) => {
                    polls = true;
                    polling(sender.clone())?
                }
            }
        };
        if let Err(fault) = watcher.watch(&dir, RecursiveMode::Recursive) {
            // The limit of watches of the system is reached, or the file system has none.
            if polls {
                return Err(fault);
            }
            polls = true;
            watcher = polling(sender)?;
            watcher.watch(&dir, RecursiveMode::Recursive)?;
        }
        Ok(Files { watcher, events, dir, others: BTreeSet::new(), known: None, polls })
    }

    /// Heeds these files, which the issue is read from, and watches the folders outside the issue folder in which some
    /// of them are. What editors write beside them is passed over. Where the issue cannot be read (`all`), a file of any
    /// name may be the one that it lacks.
    pub fn heed(&mut self, files: impl Iterator<Item = PathBuf>, all: bool) {
        let mut known = BTreeSet::new();
        for file in files {
            let Some(folder) = file.parent().and_then(|folder| folder.canonicalize().ok()) else { continue };
            known.insert(folder.join(file.file_name().unwrap_or_default()));
            if folder.starts_with(&self.dir) || self.others.contains(&folder) {
                continue;
            }
            // Where it cannot be watched, changes there are seen with the next change elsewhere.
            let _ = self.watcher.watch(&folder, RecursiveMode::NonRecursive);
            self.others.insert(folder);
        }
        self.known = (!all).then_some(known);
    }

    /// Waits for a change and gives the files that changed; `None` when no more can come.
    pub fn wait(&self) -> Option<Vec<PathBuf>> {
        self.collect(None)
    }

    /// As [`Files::wait`], but not longer than `limit`: then the list is empty.
    pub fn wait_for(&self, limit: Duration) -> Option<Vec<PathBuf>> {
        self.collect(Some(limit))
    }

    fn collect(&self, limit: Option<Duration>) -> Option<Vec<PathBuf>> {
        let end = limit.map(|limit| Instant::now() + limit);
        let mut changed: BTreeSet<PathBuf> = BTreeSet::new();
        let mut begun: Option<Instant> = None;
        loop {
            let event = match (begun, end) {
                (None, None) => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                (None, Some(end)) => self.events.recv_timeout(end.saturating_duration_since(Instant::now())),
                (Some(_), _) => self.events.recv_timeout(QUIET),
            };
            match event {
                Ok(event) => {
                    // An overflow of the system's list of changes: look at everything.
                    let Ok(event) = event else { return Some(changed.into_iter().collect()) };
                    if event.need_rescan() {
                        return Some(changed.into_iter().collect());
                    }
                    if !tells_change(&event.kind) {
                        continue;
                    }
                    let own: Vec<PathBuf> =
                        event.paths.into_iter().filter(|path| self.matters(path)).collect();
                    if own.is_empty() {
                        continue;
                    }
                    changed.extend(own);
                    begun = begun.or_else(|| Some(Instant::now()));
                    if begun.is_some_and(|begun| begun.elapsed() > LONGEST) || is_done(&event.kind) {
                        return Some(changed.into_iter().collect());
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Some(changed.into_iter().collect()),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Whether a file is one of the issue, or may become one: not an output, nor what editors write beside. A new
    /// layout may stand in for one of banxin's own, and a font may be one that a face names.
    fn matters(&self, path: &Path) -> bool {
        let inside = path.strip_prefix(&self.dir).unwrap_or(path);
        let hidden = inside.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if hidden || inside.starts_with("out") || name.ends_with('~') || name == "4913" {
            return false;
        }
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let may_be_new = ["toml", "otf", "ttf", "ttc", "otc"].contains(&ending.as_str());
        may_be_new || self.known.as_ref().is_none_or(|known| known.contains(path))
    }
}

fn polling(
    sender: std::sync::mpsc::Sender<notify::Result<Event>>,
) -> notify::Result<Box<dyn Watcher + Send>> {
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(false);
    Ok(Box::new(PollWatcher::new(sender, config)?))
}

/// Whether something is another one afterwards: reading a file tells nothing.
fn tells_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(access) => *access == AccessKind::Close(AccessMode::Write),
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Any => true,
        EventKind::Other => false,
    }
}

/// Whether a file is written to its end: whoever wrote it closed it, or put a whole file in its place.
fn is_done(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}
