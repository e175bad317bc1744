//! Tells when files of an issue change.
//!
//! The operating system tells of changes in the issue folder and in folders outside it that the issue reads from;
//! with `--poll`, or where it cannot tell, files are looked at a few times in a second. Editors save in steps
//! (truncate and write, or write beside and rename), so what happens within a short time is one change.

use std::collections::BTreeSet;
use std::ffi::OsStr;
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
    /// The files that the issue is read from or lacks.
    known: BTreeSet<PathBuf>,
    /// Whether others may matter, because it cannot be read.
    all: bool,
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
        Ok(Files { watcher, events, dir, others: BTreeSet::new(), known: BTreeSet::new(), all: true, polls })
    }

    /// Heeds these files, which the issue is read from, and watches the folders outside the issue folder in which some
    /// of them are or would be. What editors write beside them is passed over. Where the issue cannot be read (`all`), a
    /// file of any name may be the one that it lacks. Gives the folders that cannot be watched.
    pub fn heed<'f>(&mut self, files: impl Iterator<Item = &'f Path>, all: bool) -> BTreeSet<PathBuf> {
        // A folder that was deleted is watched no more, even if one of its name comes again.
        let gone: Vec<PathBuf> = self.others.iter().filter(|folder| !folder.is_dir()).cloned().collect();
        for folder in gone {
            let _ = self.watcher.unwatch(&folder);
            self.others.remove(&folder);
        }
        let (mut known, mut unwatched) = (BTreeSet::new(), BTreeSet::new());
        for file in files {
            let Some((folder, below)) = nearest(file) else { continue };
            known.insert(folder.join(below));
            if folder.starts_with(&self.dir) || self.others.contains(&folder) || unwatched.contains(&folder) {
                continue;
            }
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => self.others.insert(folder),
                Err(_) => unwatched.insert(folder),
            };
        }
        (self.known, self.all) = (known, all);
        unwatched
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
        if self.known.contains(path) {
            return true;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_hidden = |part: &str| part.starts_with('.');
        // Outside the issue folder, what it lies in may be hidden: that is where the files are that the issue names.
        let passed_over = match path.strip_prefix(&self.dir) {
            Ok(inside) => {
                let hidden = inside.components().any(|part| is_hidden(&part.as_os_str().to_string_lossy()));
                hidden || inside.starts_with("out")
            }
            Err(_) => is_hidden(&name),
        };
        if passed_over || name.ends_with('~') || name == "4913" {
            return false;
        }
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let may_be_new = ["toml", "otf", "ttf", "ttc", "otc"].contains(&ending.as_str());
        may_be_new || self.all
    }
}

/// The folder of a file, or the nearest one above it that is there, and what would come next in it.
fn nearest(file: &Path) -> Option<(PathBuf, &OsStr)> {
    let mut below = file;
    loop {
        let folder = below.parent()?;
        let name = below.file_name()?;
        let whole = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if whole.is_dir() {
            return Some((whole.canonicalize().ok()?, name));
        }
        below = folder;
    }
}

fn polling(
    sender: std::sync::mpsc::Sender<notify::Result<Event>>,
) -> notify::Result<Box<dyn Watcher + Send>> {
    // By content: times are compared in whole seconds, and a file may be saved twice in one.
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
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
