//! The folder of an e-paper: one folder for each issue by its date, and what all issues share.
//!
//! An issue is written into a new folder beside its place and gets its name when all of it is there, so that a reader finds
//! it whole or as it was. Other issues stay, and so do other files beside them. A folder in which other things stand and no issue
//! of an e-paper is not written to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use banxin::cache_folder::part;
use banxin::diagnostic::Diagnostic;
use banxin::epaper::{Edition, File};
use banxin::message::msg;

use super::super::{codes, output};

/// The name of the file that every issue has.
pub(super) const EDITION: &str = "edition.json";

/// The first page of a folder, and what pages by banxin say of themselves.
pub(super) const INDEX: &str = "index.html";
const MARK: &[u8] = b"<meta name=\"generator\" content=\"banxin\">";

/// Whether a name is a date as folders of issues have it, 2026-11-23.
pub(super) fn is_date(name: &str) -> bool {
    let is_digit = |at: usize| !matches!(at, 4 | 7);
    name.len() == 10
        && name
            .bytes()
            .enumerate()
            .all(|(at, byte)| if is_digit(at) { byte.is_ascii_digit() } else { byte == b'-' })
}

/// The name of an issue that was put away, inside a folder of our name.
const OLD: &str = "old";

/// How long a folder that was not finished is left alone: another run may be writing it.
const STALE: Duration = Duration::from_secs(6 * 3600);

/// What was written.
pub struct Written {
    /// The folder of the issue.
    pub folder: PathBuf,
    /// The files in it, and those beside it, named from the folder of the e-paper.
    pub files: Vec<String>,
}

/// Writes an issue into the folder of an e-paper, which is made if need be.
///
/// # Errors
/// `epaper-folder` for a folder that holds something else, `cannot-write`. Then all is as it was.
pub fn publish(root: &Path, edition: &Edition, files: Vec<File>) -> Result<Written, Diagnostic> {
    guard(root, &edition.paper.name, &edition.date)?;
    let place = root.join(&edition.date);
    let told = |fault: io::Error| output::cannot_write(&place, &fault);
    fs::create_dir_all(root).map_err(told)?;
    sweep(root);
    let staged = part().tempdir_in(root).map_err(told)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As open as a folder that was made by hand.
        let wanted = fs::metadata(root).map_or(0o755, |known| known.permissions().mode() & 0o777);
        fs::set_permissions(staged.path(), fs::Permissions::from_mode(wanted)).map_err(told)?;
    }
    let mut names = Vec::with_capacity(files.len());
    for file in files {
        let path = staged.path().join(&file.path);
        let folder = path.parent().unwrap_or(staged.path());
        fs::create_dir_all(folder).and_then(|()| write(&path, &file.bytes)).map_err(told)?;
        names.push(format!("{}/{}", edition.date, file.path));
    }
    replace(&place, staged, root).map_err(told)?;
    Ok(Written { folder: place, files: names })
}

/// Writes a file to the disk.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use io::Write as _;
    let mut file = fs::File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives a finished folder its name. What had the name is swapped with it in one step where the system can do that; elsewhere
/// it is put away first, and comes back if that fails (see [`sweep`] for a run that is killed between the two).
fn replace(place: &Path, staged: tempfile::TempDir, root: &Path) -> io::Result<()> {
    if place.exists() {
        if swapped(staged.path(), place) {
            // The old issue has the name of the new one's folder now, and goes with it.
            drop(staged);
            synced(root);
            return Ok(());
        }
        let old = part().tempdir_in(root)?;
        let away = old.path().join(OLD);
        fs::rename(place, &away)?;
        if let Err(fault) = fs::rename(staged.path(), place) {
            if fs::rename(&away, place).is_err() {
                // It is all that is left of the issue.
                let _ = old.keep();
            }
            return Err(fault);
        }
    } else {
        fs::rename(staged.path(), place)?;
    }
    // It has another name now, and is not to be removed.
    let _ = staged.keep();
    synced(root);
    Ok(())
}

/// Gives two folders each the name of the other; `false` where the system or the file system cannot.
#[cfg(target_os = "linux")]
fn swapped(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn swapped(_: &Path, _: &Path) -> bool {
    false
}

/// Has the names in a folder written to the disk, where a system can be asked for that.
fn synced(root: &Path) {
    #[cfg(unix)]
    let _ = fs::File::open(root).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = root;
}

/// Whether the issue of a paper and a day may go into a folder.
///
/// # Errors
/// `epaper-folder`.
pub fn guard(root: &Path, paper: &str, date: &str) -> Result<(), Diagnostic> {
    let refuse = |path: &Path, message| {
        Err(Diagnostic::new(codes::EPAPER_FOLDER, message)
            .in_file(path)
            .help(msg!("name a new or empty folder with -o, or one that banxin has made")))
    };
    if root.exists() && !root.is_dir() {
        return refuse(root, msg!("this is a file, and an e-paper is a folder"));
    }
    if !root.exists() && root.is_symlink() {
        return refuse(root, msg!("this is a link to a folder that is not there"));
    }
    let Ok(listing) = fs::read_dir(root) else { return Ok(()) };
    let mut is_empty = true;
    let mut is_ours = false;
    for entry in listing.filter_map(Result::ok) {
        let name = entry.file_name();
        is_empty &= name.to_string_lossy().starts_with('.');
        if !name.to_str().is_some_and(is_date) || !entry.path().join(EDITION).is_file() {
            continue;
        }
        is_ours = true;
        let known = edition_of(&entry.path());
        if let Some(known) = known.filter(|known| known.paper.name != paper) {
            let (paper, date) = (known.paper.name, known.date);
            return refuse(
                &entry.path(),
                msg!("the issue of {date} that is here is one of {paper}", date, paper),
            );
        }
    }
    if !is_empty && !is_ours {
        return refuse(root, msg!("this folder holds something else than an e-paper"));
    }
    let place = root.join(date);
    if !place.exists() {
        return Ok(());
    }
    match edition_of(&place) {
        None if !was_ours(&place) => {
            refuse(&place, msg!("this folder holds something else than an issue of an e-paper"))
        }
        _ => Ok(()),
    }
}

/// Lets one run after another into a folder; others wait until it is dropped. Where the system has no locks, none is held.
pub fn lock(root: &Path) -> Option<fs::File> {
    fs::create_dir_all(root).ok()?;
    let folder = fs::File::open(root).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// Whether what cannot be read as an issue is one all the same: made by another version, or damaged.
fn was_ours(folder: &Path) -> bool {
    folder.join(EDITION).is_file() && fs::read(folder.join(INDEX)).is_ok_and(|bytes| is_by_us(&bytes))
}

/// Whether a page says that banxin has made it.
pub(super) fn is_by_us(html: &[u8]) -> bool {
    html.windows(MARK.len()).any(|part| part == MARK)
}

/// The edition in the folder of an issue.
pub(super) fn edition_of(folder: &Path) -> Option<Edition> {
    fs::read(folder.join(EDITION)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok())
}

/// Looks after folders of our name that killed runs have left: an issue that was put away and has no other in its place comes
/// back; what is hours old is removed. What cannot be removed stays.
fn sweep(root: &Path) {
    let Ok(listing) = fs::read_dir(root) else { return };
    for entry in listing.filter_map(Result::ok) {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(".banxin-") && name.ends_with(".part"));
        if !ours {
            continue;
        }
        let old = entry.path().join(OLD);
        if let Some(date) = edition_of(&old).map(|edition| edition.date).filter(|date| is_date(date)) {
            let place = root.join(date);
            if !place.exists() && fs::rename(&old, place).is_err() {
                continue;
            }
        }
        let stale = || {
            let about = entry.metadata().ok().filter(fs::Metadata::is_dir)?;
            let age = SystemTime::now().duration_since(about.modified().ok()?).ok()?;
            Some(age > STALE)
        };
        if stale() == Some(true) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::outcome::Outcome;
    use super::super::super::tests::ran;

    fn issue(dir: &std::path::Path, name: &str, day: u32, paper: &str) -> String {
        let folder = dir.join(name);
        let (outcome, _, err) = ran(&[
            "init",
            &folder.display().to_string(),
            "--template",
            "newsletter",
            "--name",
            paper,
            "--date",
            &format!("2026-11-{day}"),
        ]);
        assert_eq!(outcome, Outcome::Clean, "{err}");
        folder.display().to_string()
    }

    #[test]
    fn folders_of_issues_are_named_by_their_dates() {
        for (name, date) in [
            ("2026-11-23", true),
            ("2026-11-23 copy", false),
            ("../../vict", false),
            ("2026-11-2a", false),
            ("2026/11/23", false),
        ] {
            assert_eq!(super::is_date(name), date, "{name}");
        }
    }

    #[test]
    fn issues_stand_side_by_side_and_what_is_no_epaper_stays() {
        let dir = tempfile::tempdir().expect("a place for temporary files");
        let site = dir.path().join("site");
        let at = site.display().to_string();
        let made = |issue: &str, at: &str| ran(&["epaper", issue, "--no-cache", "-o", at, "-q"]);
        let (one, two) = (issue(dir.path(), "one", 23, "江城报"), issue(dir.path(), "two", 24, "江城报"));
        let other = issue(dir.path(), "other", 23, "山城报");
        for issue in [&one, &two] {
            let (outcome, _, err) = made(issue, &at);
            assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""));
        }
        let read = |path: &str| std::fs::read(site.join(path)).unwrap_or_default();
        let before = read("2026-11-23/edition.json");
        assert!(!before.is_empty() && !read("2026-11-24/edition.json").is_empty());
        // What is not of the new state of an issue goes with the old one.
        std::fs::write(site.join("2026-11-23/stale"), "x").expect("a file");
        assert_eq!(made(&one, &at).0, Outcome::Clean);
        assert_eq!((read("2026-11-23/edition.json"), read("2026-11-23/stale")), (before.clone(), Vec::new()));
        let hidden = || {
            let names = std::fs::read_dir(&site).expect("a folder").filter_map(Result::ok);
            names.filter(|entry| entry.file_name().to_string_lossy().starts_with('.')).count()
        };
        assert_eq!(hidden(), 0);
        // A copy of an issue is none, and an edition does not say where anything is written.
        let copy = site.join("copy");
        std::fs::create_dir(&copy).expect("a folder");
        let edition = String::from_utf8(read("2026-11-24/edition.json")).expect("UTF-8");
        let named = edition.replace("\"date\": \"2026-11-24\"", "\"date\": \"2026-11-24/../../victim\"");
        assert_ne!(named, edition);
        std::fs::write(copy.join("edition.json"), named).expect("a file");
        std::fs::create_dir(dir.path().join("victim")).expect("a folder");
        std::fs::write(dir.path().join("victim/index.html"), "keep").expect("a file");
        assert_eq!(made(&two, &at).0, Outcome::Clean);
        assert_eq!(std::fs::read(dir.path().join("victim/index.html")).expect("a file"), b"keep");
        let list = String::from_utf8(read("issues.json")).expect("UTF-8");
        assert_eq!(list.matches("\"folder\": \"2026-11-24\"").count(), 1, "{list}");
        // An issue that a killed run has put away comes back.
        let away = site.join(".banxin-1.part");
        std::fs::create_dir(&away).expect("a folder");
        std::fs::rename(site.join("2026-11-23"), away.join("old")).expect("a folder");
        assert_eq!(made(&two, &at).0, Outcome::Clean);
        assert_eq!(read("2026-11-23/edition.json"), before);
        std::fs::remove_dir_all(away).expect("a folder");
        // Another paper, of the same day or not, a folder of other things, a file.
        let later = issue(dir.path(), "later", 25, "山城报");
        for (issue, place) in
            [(&other, &at), (&later, &at), (&one, &one), (&one, &format!("{one}/issue.toml"))]
        {
            let (outcome, _, err) = made(issue, place);
            assert!(outcome == Outcome::Refused && err.contains("error[epaper-folder]"), "{err}");
        }
        assert_eq!(read("2026-11-23/edition.json"), before);
        std::fs::write(site.join("2026-11-24/edition.json"), "{}").expect("a file");
        let (outcome, _, err) = made(&one, &at);
        assert!(outcome == Outcome::Findings && err.contains("warning[epaper-folder]"), "{err}");
        // It can be made again, as the warning says; a folder that never was an issue cannot.
        assert_eq!(made(&two, &at).0, Outcome::Clean);
        std::fs::write(site.join("2026-11-24/edition.json"), "{}").expect("a file");
        std::fs::write(site.join("2026-11-24/index.html"), "mine").expect("a file");
        assert!(made(&two, &at).2.contains("error[epaper-folder]"));
    }
}
