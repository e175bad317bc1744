//! Tells when files of an issue change.
//!
//! The operating system tells of changes in the issue folder and in folders outside it that the issue reads from;
//! with `--poll`, or where it cannot tell, files are looked at a few times in a second. Editors save in steps
//! (truncate and write, or write beside and rename), so what happens within a short time is one change, a file that is
//! still open for writing is waited for, and so is one that became empty ([`Files::settle`]).
//!
//! Once a second the sizes and times of the files are compared besides, and the folders with those that are watched:
//! some file systems of networks tell of no changes, and a folder that was deleted and made anew, or replaced, is
//! another one, which the system does not watch.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use same_file::Handle;

/// How long files must be quiet before a change counts as done.
const QUIET: Duration = Duration::from_millis(12);
/// The same while a file is open for writing, where the system tells that it was closed.
const OPEN: Duration = Duration::from_millis(300);
/// The longest that a change is waited for while files go on changing.
const LONGEST: Duration = Duration::from_millis(200);
/// The same while one of them is open for writing.
const LONGEST_OPEN: Duration = Duration::from_secs(1);
/// How long a file that became empty is waited for before that is believed.
const EMPTY: Duration = Duration::from_millis(600);
/// By how much times of files may lag behind the clock.
const CLOCK: Duration = Duration::from_millis(50);
/// Between looks at the files when the operating system does not tell.
const POLL: Duration = Duration::from_millis(250);
/// Between looks at sizes, times and folders when it does.
const LOOK: Duration = Duration::from_secs(1);

/// Whether the system tells when a file that was open for writing is closed.
const TELLS_CLOSED: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Size and time of a file; `None` where there is none.
type Stamp = Option<(u64, Option<SystemTime>)>;

/// Watches the files of an issue.
pub struct Files {
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    dir: PathBuf,
    /// The issue folder that is watched; `None` while there is none.
    own: Option<Handle>,
    /// Folders outside the issue folder.
    others: BTreeMap<PathBuf, Handle>,
    /// The files that the issue is read from or lacks, as they were when the last change was told.
    known: BTreeMap<PathBuf, Stamp>,
    /// Whether some of them may have changed before they were watched.
    again: bool,
    /// Known files that were gone when others took their place.
    gone: Vec<PathBuf>,
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
        let own = Handle::from_path(&dir).ok();
        Ok(Files {
            watcher,
            events,
            dir,
            own,
            others: BTreeMap::new(),
            known: BTreeMap::new(),
            again: false,
            gone: Vec::new(),
            all: true,
            polls,
        })
    }

    /// Heeds these files, which the issue is read from, and watches the folders outside the issue folder in which some
    /// of them are or would be. What editors write beside them is passed over. Where the issue cannot be read (`all`), a
    /// file of any name may be the one that it lacks. Gives the folders that cannot be watched. The files were read from
    /// `since` on: those that are new here and were written later may have been read before that.
    pub fn heed<'f>(
        &mut self,
        files: impl Iterator<Item = &'f Path>,
        all: bool,
        since: SystemTime,
    ) -> BTreeSet<PathBuf> {
        let since = since - CLOCK;
        self.follow_folders();
        let (mut known, mut unwatched) = (BTreeMap::new(), BTreeSet::new());
        for file in files {
            let Some((folder, below)) = nearest(file) else { continue };
            let file = folder.join(below);
            let is_late = |stamp: &Stamp| stamp.and_then(|(_, time)| time).is_some_and(|time| time > since);
            let stamp = self.known.get(&file).copied().unwrap_or_else(|| {
                let stamp = stamp(&file);
                self.again |= is_late(&stamp);
                if is_late(&stamp) { None } else { stamp }
            });
            known.insert(file, stamp);
            if folder.starts_with(&self.dir)
                || self.others.contains_key(&folder)
                || unwatched.contains(&folder)
            {
                continue;
            }
            let watched = self.watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok();
            match Handle::from_path(&folder) {
                Ok(handle) if watched => drop(self.others.insert(folder, handle)),
                _ => drop(unwatched.insert(folder)),
            }
        }
        // Files that were deleted since they were read, with their folder, are looked for in the next one above it from now
        // on: that they are gone would be told nowhere.
        let gone = |(file, stamp): &(&PathBuf, &Stamp)| {
            stamp.is_some() && !known.contains_key(*file) && !file.exists()
        };
        self.gone.extend(self.known.iter().filter(gone).map(|(file, _)| file.clone()));
        (self.known, self.all) = (known, all);
        unwatched
    }

    /// Watches folders anew that are others than those that are watched; gives whether there were any.
    fn follow_folders(&mut self) -> bool {
        let is_same = |known: &Handle, path: &Path| Handle::from_path(path).is_ok_and(|now| now == *known);
        let mut others = false;
        if !self.own.as_ref().is_some_and(|own| is_same(own, &self.dir)) {
            let _ = self.watcher.unwatch(&self.dir);
            let watched =
                self.dir.is_dir() && self.watcher.watch(&self.dir, RecursiveMode::Recursive).is_ok();
            others = watched || self.own.is_some();
            self.own = if watched { Handle::from_path(&self.dir).ok() } else { None };
        }
        // Folders outside are watched again when the issue reads from them again.
        let gone: Vec<PathBuf> = self
            .others
            .iter()
            .filter(|(folder, known)| !is_same(known, folder))
            .map(|(folder, _)| folder.clone())
            .collect();
        for folder in gone {
            let _ = self.watcher.unwatch(&folder);
            self.others.remove(&folder);
            others = true;
        }
        others
    }

    /// The known files whose size or time is another one than when a change was told last.
    fn look(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (file, known) in &mut self.known {
            let now = stamp(file);
            if now != *known {
                *known = now;
                changed.push(file.clone());
            }
        }
        changed
    }

    /// Waits for a change and gives the files that changed; `None` when no more can come.
    pub fn wait(&mut self) -> Option<Vec<PathBuf>> {
        let had = self.not_empty();
        let mut changed = std::mem::take(&mut self.gone);
        if std::mem::take(&mut self.again) || !changed.is_empty() {
            changed.extend(self.look());
        } else {
            changed = self.collect(None)?;
        }
        self.settle(changed, &had)
    }

    /// As [`Files::wait`], but not longer than `limit`: then the list is empty.
    pub fn wait_for(&mut self, limit: Duration) -> Option<Vec<PathBuf>> {
        let had = self.not_empty();
        let changed = self.collect(Some(limit))?;
        if changed.is_empty() { Some(changed) } else { self.settle(changed, &had) }
    }

    /// The files that were not empty when a change was told last, or are not known yet.
    fn not_empty(&self) -> Vec<PathBuf> {
        let known = self.known.iter();
        known.filter(|(_, stamp)| !matches!(stamp, Some((0, _)))).map(|(file, _)| file.clone()).collect()
    }

    /// Waits for files that became empty, among those that were not (`had`, taken before the change was looked for):
    /// most are being written at this moment. One that stays so is meant to be.
    fn settle(&mut self, mut changed: Vec<PathBuf>, had: &[PathBuf]) -> Option<Vec<PathBuf>> {
        let end = Instant::now() + EMPTY;
        let is_empty = |file: &PathBuf| stamp(file).is_some_and(|(size, _)| size == 0);
        let mut limit = None;
        while had.iter().any(is_empty) && Instant::now() < end {
            limit = Some(QUIET.max(end.duration_since(Instant::now()) / 8));
            changed.extend(self.collect(limit)?);
        }
        if limit.is_some() {
            // The file may be seen to hold something before it is told that it was written and closed.
            changed.extend(self.collect(Some(QUIET))?);
        }
        // Where the watcher failed, as in a folder that is being removed, this finds what it did not tell.
        changed.extend(self.look());
        changed.sort();
        changed.dedup();
        Some(changed)
    }

    fn collect(&mut self, limit: Option<Duration>) -> Option<Vec<PathBuf>> {
        let end = limit.map(|limit| Instant::now() + limit);
        let mut changed: BTreeSet<PathBuf> = BTreeSet::new();
        // Files that were written to and not closed yet.
        let mut open: BTreeSet<PathBuf> = BTreeSet::new();
        let mut begun: Option<Instant> = None;
        let mut last_look = Instant::now();
        loop {
            let patience = match (begun, end) {
                // What does not matter, as a failure at every look of a poll, puts off no look at the files.
                (None, None) => LOOK.saturating_sub(last_look.elapsed()),
                (None, Some(end)) => end.saturating_duration_since(Instant::now()),
                (Some(_), _) if open.is_empty() => QUIET,
                (Some(_), _) => OPEN,
            };
            match self.events.recv_timeout(patience) {
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
                    if TELLS_CLOSED
                        && !self.polls
                        && matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)))
                    {
                        open.extend(own.iter().cloned());
                    } else {
                        open.retain(|path| !own.contains(path));
                    }
                    changed.extend(own);
                    let since = *begun.get_or_insert_with(Instant::now);
                    let longest = if open.is_empty() { LONGEST } else { LONGEST_OPEN };
                    if since.elapsed() > longest || (is_done(&event.kind) && open.is_empty()) {
                        return Some(changed.into_iter().collect());
                    }
                }
                Err(RecvTimeoutError::Timeout) if begun.is_none() && end.is_none() => {
                    last_look = Instant::now();
                    let moved = self.follow_folders();
                    let looked = self.look();
                    if moved || !looked.is_empty() {
                        return Some(looked);
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
        // A folder that came or went may hold known files.
        if self.known.range(path.to_path_buf()..).next().is_some_and(|(known, _)| known.starts_with(path)) {
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
        // A file that no page names is told, so its coming and going matter.
        let is_new = !self.known.contains_key(path);
        if is_new && path.strip_prefix(&self.dir).is_ok_and(banxin::read::may_be_unplaced) {
            return true;
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

fn stamp(file: &Path) -> Stamp {
    std::fs::metadata(file).ok().map(|about| (about.len(), about.modified().ok()))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A system that watches nothing.
    #[derive(Debug)]
    struct Refusing;

    impl Watcher for Refusing {
        fn new<F: notify::EventHandler>(_: F, _: Config) -> notify::Result<Refusing> {
            Ok(Refusing)
        }

        fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
            Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch))
        }

        fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
            Ok(())
        }

        fn kind() -> notify::WatcherKind {
            notify::WatcherKind::NullWatcher
        }
    }

    #[test]
    fn folders_that_cannot_be_watched_are_given_and_their_files_are_looked_at() {
        let own = tempfile::tempdir().expect("a folder");
        let house = tempfile::tempdir().expect("a folder");
        let layout = house.path().join("front.toml");
        std::fs::write(&layout, "a").expect("written");
        let mut files = Files::of(own.path(), false).expect("it can be watched");
        let known = [layout.as_path()];
        assert!(files.heed(known.into_iter(), false, SystemTime::now() + EMPTY).is_empty(), "the control");
        files.others.clear();
        files.watcher = Box::new(Refusing);
        let (_sender, events) = channel();
        files.events = events;
        let folder = house.path().canonicalize().expect("a path");
        assert_eq!(
            files.heed(known.into_iter(), false, SystemTime::now() + EMPTY),
            BTreeSet::from([folder.clone()])
        );
        std::fs::write(&layout, "ab").expect("written");
        assert_eq!(files.wait(), Some(vec![folder.join("front.toml")]), "its size is another one");
    }

    #[test]
    fn a_file_that_changed_before_it_was_watched_is_read_again() {
        let own = tempfile::tempdir().expect("a folder");
        let story = own.path().canonicalize().expect("a path").join("a.md");
        std::fs::write(&story, "words").expect("written");
        let mut files = Files::of(own.path(), false).expect("it can be watched");
        files.heed([story.as_path()].into_iter(), false, SystemTime::now() - LOOK);
        assert_eq!(files.wait(), Some(vec![story.clone()]));
        files.heed([story.as_path()].into_iter(), false, SystemTime::now() - LOOK);
        assert_eq!(files.wait_for(QUIET), Some(Vec::new()), "once");
    }

    #[test]
    fn a_file_that_is_being_written_is_waited_for() {
        let dir = tempfile::tempdir().expect("a folder");
        let story = dir.path().canonicalize().expect("a path").join("a.md");
        std::fs::write(&story, "words").expect("written");
        let mut files = Files::of(dir.path(), false).expect("it can be watched");
        files.heed([story.as_path()].into_iter(), false, SystemTime::now() + EMPTY);
        let begun = Instant::now();
        let writer = std::thread::spawn({
            let story = story.clone();
            move || {
                std::fs::write(&story, "").expect("written");
                std::thread::sleep(Duration::from_millis(150));
                std::fs::write(&story, "other words").expect("written");
            }
        });
        assert_eq!(files.wait(), Some(vec![story.clone()]));
        assert_eq!(std::fs::read_to_string(&story).expect("it is there"), "other words");
        assert!(begun.elapsed() >= Duration::from_millis(150));
        writer.join().expect("it ends");
        // One that was emptied before it was watched is waited for too.
        std::fs::write(&story, "").expect("written");
        files.known.clear();
        files.heed([story.as_path()].into_iter(), false, SystemTime::now() - LOOK);
        let writer = std::thread::spawn({
            let story = story.clone();
            move || {
                std::thread::sleep(Duration::from_millis(150));
                std::fs::write(&story, "still other words").expect("written");
            }
        });
        assert_eq!(files.wait(), Some(vec![story.clone()]));
        assert_eq!(std::fs::read_to_string(&story).expect("it is there"), "still other words");
        writer.join().expect("it ends");
        // One that stays empty is believed after a while.
        files.heed([story.as_path()].into_iter(), false, SystemTime::now() + EMPTY);
        while files.wait_for(Duration::from_millis(100)).is_some_and(|more| !more.is_empty()) {}
        let begun = Instant::now();
        std::fs::write(&story, "").expect("written");
        assert_eq!(files.wait(), Some(vec![story]));
        assert!(begun.elapsed() >= EMPTY, "{:?}", begun.elapsed());
    }
}
