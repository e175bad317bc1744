//! Files written whole or not at all.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use banxin::cache_folder::{part, sweep};
use banxin::diagnostic::Diagnostic;
use banxin::layout::FaceSource;
use banxin::message::{Message, msg, system};
use banxin::read::Loaded;

use super::codes;

/// Where the PDF of an issue goes: what the user says (in a folder that exists, under the issue's
/// name), else `out/<name of the folder>.pdf` inside the issue folder.
pub fn pdf_path(dir: &Path, wanted: Option<&Path>) -> PathBuf {
    // An issue may be named by its issue.toml.
    let dir = match dir.parent() {
        Some(folder) if dir.is_file() => {
            if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            }
        }
        _ => dir,
    };
    let file = format!("{}.pdf", issue_name(dir));
    match wanted {
        Some(folder) if folder.is_dir() => folder.join(file),
        Some(path) => path.to_owned(),
        None => dir.join("out").join(file),
    }
}

/// The name of the issue folder, also where it was given as `.` or `..`.
fn issue_name(dir: &Path) -> String {
    let name = dir.file_name().map(ToOwned::to_owned);
    let name = name.or_else(|| dir.canonicalize().ok()?.file_name().map(ToOwned::to_owned));
    name.map_or_else(|| "issue".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The proof of a page beside the PDF.
pub fn proof_path(pdf: &Path, page: u32) -> PathBuf {
    paged(pdf, &[page], "png")
}

/// The PDF of some pages, by the name of that of the issue.
pub fn pages_path(pdf: &Path, pages: &[u32]) -> PathBuf {
    paged(pdf, pages, "pdf")
}

/// The file to be read on a screen beside the PDF.
pub fn reading_path(pdf: &Path) -> PathBuf {
    let stem = pdf.file_stem().unwrap_or_default().to_string_lossy();
    pdf.with_file_name(format!("{stem}-reading.pdf"))
}

/// The separations of a page beside the PDF, one for each plate. Names that come to the same on some
/// system are numbered.
pub fn plate_paths(pdf: &Path, page: u32, plates: &[String]) -> Vec<PathBuf> {
    let stem = pdf.file_stem().unwrap_or_default().to_string_lossy();
    let mut taken: Vec<String> = Vec::new();
    for plate in plates {
        // What a file's name cannot hold on some system.
        let plain =
            |letter: char| if letter.is_control() || r#"/\:*?"<>|"#.contains(letter) { '_' } else { letter };
        let plain: String = plate.chars().map(plain).collect();
        let is_free = |name: &str| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
        let numbered = (2..).map(|number| format!("{plain}-{number}"));
        let name = std::iter::once(plain.clone()).chain(numbered).find(|name| is_free(name));
        taken.push(name.unwrap_or(plain));
    }
    taken.iter().map(|name| pdf.with_file_name(format!("{stem}-p{page}-{name}.png"))).collect()
}

fn paged(pdf: &Path, pages: &[u32], kind: &str) -> PathBuf {
    let stem = pdf.file_stem().unwrap_or_default().to_string_lossy();
    let pages: String = pages.iter().map(|page| format!("-p{page}")).collect();
    pdf.with_file_name(format!("{stem}{pages}.{kind}"))
}

/// Whether a PDF may go to `path`.
///
/// # Errors
/// `output-is-input` for a file that the issue is read from; `output-not-pdf` for a name that is
/// not a PDF's and for an existing file that is something else.
pub fn guard(path: &Path, loaded: &Loaded) -> Result<(), Diagnostic> {
    spare_input(path, loaded)?;
    guard_name(path)?;
    let start = start_of(path);
    if !start.is_empty() && start != b"%PDF" {
        let message = msg!("a file of this name exists and is not a PDF, so it is not replaced");
        return Err(Diagnostic::new(codes::OUTPUT_NOT_PDF, message)
            .in_file(path)
            .help(msg!("choose another name with -o, or move the file away")));
    }
    Ok(())
}

/// Whether a picture may go to `path`.
///
/// # Errors
/// `output-is-input` for a file that the issue is read from; `output-not-png` for an existing
/// file that is something else.
pub fn guard_picture(path: &Path, loaded: &Loaded) -> Result<(), Diagnostic> {
    spare_input(path, loaded)?;
    let start = start_of(path);
    if !start.is_empty() && start != b"\x89PNG" {
        let message = msg!("a file of this name exists and is not a PNG, so it is not replaced");
        return Err(Diagnostic::new(codes::OUTPUT_NOT_PNG, message)
            .in_file(path)
            .help(msg!("choose another name with -o, or move the file away")));
    }
    Ok(())
}

/// The first bytes of a file. What cannot be read is left to [`write`], which knows how to tell it.
fn start_of(path: &Path) -> Vec<u8> {
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(4).read_to_end(&mut start));
    if read.is_ok() { start } else { Vec::new() }
}

/// Whether `path` has a PDF's name.
///
/// # Errors
/// `output-not-pdf` where it has not.
pub fn guard_name(path: &Path) -> Result<(), Diagnostic> {
    let not_pdf = |message: Message| Diagnostic::new(codes::OUTPUT_NOT_PDF, message).in_file(path);
    match path.extension() {
        Some(kind) if kind.eq_ignore_ascii_case("pdf") => {}
        Some(kind) => {
            let pdf = path.with_extension("pdf");
            let pdf = pdf.display();
            let help = if kind.eq_ignore_ascii_case("png") {
                msg!("--png writes proofs beside the PDF; -o names the PDF: write -o {pdf}", pdf)
            } else {
                msg!("write -o {pdf}", pdf)
            };
            let kind = kind.to_string_lossy();
            let message = msg!("-o names the PDF, and this name ends in .{kind}", kind);
            return Err(not_pdf(message).help(help));
        }
        None => {
            return Err(not_pdf(msg!("-o names neither a PDF nor an existing folder")).help(msg!(
                "write -o {pdf}, or make the folder",
                pdf = path.with_extension("pdf").display()
            )));
        }
    }
    Ok(())
}

/// Refuses a path that is one of the files that the issue was read from: its texts, layouts, pictures
/// and fonts.
///
/// # Errors
/// `output-is-input` when it is one of them, by whatever name.
pub fn spare_input(path: &Path, loaded: &Loaded) -> Result<(), Diagnostic> {
    let Ok(target) = path.canonicalize() else { return Ok(()) };
    let texts = loaded.sources.iter().map(|source| source.path.as_path());
    let pictures = loaded.issue.pictures.iter().map(|picture| picture.path.as_path());
    let faces = loaded.layouts.iter().flat_map(|layout| &layout.faces);
    let issue = loaded.sources.iter().next().and_then(|source| source.path.parent()).unwrap_or(Path::new(""));
    let fonts = faces.flat_map(|face| match &face.source {
        FaceSource::File(file) => vec![file.folder.join(&file.written), issue.join(&file.written)],
        FaceSource::Embedded(_) | FaceSource::Installed(_) => Vec::new(),
    });
    let inputs = texts.chain(pictures).map(Path::to_path_buf).chain(fonts);
    if inputs.into_iter().any(|input| input.canonicalize().is_ok_and(|input| input == target)) {
        return Err(Diagnostic::new(codes::OUTPUT_IS_INPUT, msg!("the issue is read from this file"))
            .in_file(path)
            .help(msg!("choose another name with -o; without it the PDF goes to out/ in the issue folder")));
    }
    Ok(())
}

/// Writes files: each into a temporary one beside it and to the disk; when all of them are there,
/// each over what was there before. Folders are made if need be.
///
/// # Errors
/// When a folder or a file cannot be written. Nothing was replaced then, unless the disk failed
/// while names were changed; and every file is whole, the old one or the new one.
pub fn write(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Diagnostic> {
    let mut staged = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        staged.push((path, stage(path, bytes).map_err(|fault| cannot_write(path, &fault))?));
    }
    for (path, staged) in staged {
        staged.replace().map_err(|fault| cannot_write(path, &fault))?;
    }
    Ok(())
}

/// The finding about a file that cannot be written.
pub fn cannot_write(path: &Path, fault: &io::Error) -> Diagnostic {
    let why = match fault.kind() {
        io::ErrorKind::NotFound => msg!("its folder cannot be made"),
        _ => system(fault),
    };
    Diagnostic::new(codes::CANNOT_WRITE, msg!("this file cannot be written: {why}", why))
        .in_file(path)
        .help(msg!("make room or give yourself the right to write there, or choose another place with -o"))
}

/// A file that is written but does not have its name yet.
struct Staged {
    file: tempfile::NamedTempFile,
    path: PathBuf,
    folder: PathBuf,
}

fn stage(path: &Path, bytes: &[u8]) -> io::Result<Staged> {
    // Through a link, so that the link stays one.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&folder)?;
    sweep(&folder);
    let mut builder = part();
    // As open as the file that it takes the place of.
    #[cfg(unix)]
    if let Ok(known) = fs::metadata(&path) {
        builder.permissions(known.permissions());
    }
    let mut file = builder.tempfile_in(&folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(Staged { file, path, folder })
}

impl Staged {
    fn replace(self) -> io::Result<()> {
        self.file.persist(&self.path).map_err(|fault| fault.error)?;
        // The new name too is to survive a power cut; not every system can say so of a folder.
        #[cfg(unix)]
        let _ = fs::File::open(self.folder).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        super::write(&[(path.to_owned(), bytes.to_vec())])
    }

    #[test]
    fn where_one_file_cannot_be_written_none_is() {
        let dir = tempfile::tempdir().expect("a place for temporary files");
        let (first, taken) = (dir.path().join("a.pdf"), dir.path().join("b.pdf"));
        write(&first, b"old").expect("it can be written");
        fs::create_dir(&taken).expect("a folder can be made");
        let files = [(first.clone(), b"new".to_vec()), (taken, b"new".to_vec())];
        assert!(super::write(&files).is_err());
        assert_eq!(fs::read(&first).expect("it is there"), b"old");
        assert_eq!(names(dir.path()), ["a.pdf", "b.pdf"]);
    }

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_dead_builds_left_is_swept_up_and_nothing_else() {
        let dir = tempfile::tempdir().expect("a place for temporary files");
        let all = [(".banxin-old.part", 7), (".banxin-new.part", 5), ("old.part", 99), (".banxin-old", 99)];
        for (name, hours) in all {
            let file = fs::File::create(dir.path().join(name)).expect("it can be written");
            let then = SystemTime::now() - Duration::from_secs(hours * 3600);
            file.set_modified(then).expect("its time can be set");
        }
        fs::create_dir(dir.path().join(".banxin-folder.part")).expect("a folder can be made");
        write(&dir.path().join("a.pdf"), b"x").expect("it can be written");
        let left = [".banxin-folder.part", ".banxin-new.part", ".banxin-old", "a.pdf", "old.part"];
        assert_eq!(names(dir.path()), left);
    }

    #[test]
    fn a_pdf_goes_beside_its_issue_unless_told_otherwise() {
        let at = |dir: &str, wanted: Option<&str>| pdf_path(Path::new(dir), wanted.map(Path::new));
        assert_eq!(at("papers/11-23", None), Path::new("papers/11-23/out/11-23.pdf"));
        assert_eq!(at("papers/11-23/", None), Path::new("papers/11-23/out/11-23.pdf"));
        assert_eq!(at("11-23", Some("a/b.pdf")), Path::new("a/b.pdf"));
        assert_eq!(at("11-23", Some("src")), Path::new("src/11-23.pdf"));
        assert_eq!(at("src/main.rs", None), Path::new("src/out/src.pdf"));
        // Tests run in the package's folder, whose name is not known here; it has one.
        let here = at(".", None);
        assert_eq!(here.parent(), Some(Path::new("./out")));
        assert_ne!(here.file_stem().map(|stem| stem.to_string_lossy().into_owned()), Some(".".to_owned()));
        assert_eq!(proof_path(Path::new("a/b.pdf"), 3), Path::new("a/b-p3.png"));
        assert_eq!(pages_path(Path::new("a/b.pdf"), &[2, 4]), Path::new("a/b-p2-p4.pdf"));
    }

    #[test]
    fn plates_have_names_of_their_own() {
        let plates = ["Black", "A/B", "A:B", "black"].map(str::to_owned);
        let names = plate_paths(Path::new("out/b.pdf"), 3, &plates);
        let wanted = ["b-p3-Black.png", "b-p3-A_B.png", "b-p3-A_B-2.png", "b-p3-black-2.png"];
        assert_eq!(names, wanted.map(|name| Path::new("out").join(name)));
    }

    #[test]
    fn a_file_takes_the_place_of_another_and_nothing_else_is_left() {
        let dir = tempfile::tempdir().expect("a place for temporary files");
        let path = dir.path().join("out").join("版.pdf");
        write(&path, b"first").expect("the folder can be made");
        write(&path, b"second").expect("the file can be replaced");
        assert_eq!(fs::read(&path).expect("it was written"), b"second");
        assert_eq!(names(&dir.path().join("out")), ["版.pdf"]);
    }

    #[test]
    fn what_cannot_be_written_is_told_and_leaves_all_as_it_was() {
        let dir = tempfile::tempdir().expect("a place for temporary files");
        let taken = dir.path().join("taken");
        fs::create_dir(&taken).expect("a folder can be made");
        let told = write(&taken, b"x").expect_err("a folder is in the way");
        assert_eq!((told.code.name(), told.path.as_deref()), ("cannot-write", Some(taken.as_path())));
        assert!(told.message.ends_with("it is a folder"), "{}", told.message);
        fs::write(dir.path().join("file"), b"keep").expect("a file can be written");
        assert!(write(&dir.path().join("file/x.pdf"), b"x").is_err());
        assert_eq!(fs::read(dir.path().join("file")).expect("it is there"), b"keep");
        assert_eq!(names(dir.path()), ["file", "taken"]);
    }

    #[cfg(unix)]
    #[test]
    fn the_desk_may_read_it_and_a_link_stays_one() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().expect("a place for temporary files");
        let (path, plain) = (dir.path().join("a.pdf"), dir.path().join("plain"));
        write(&path, b"x").expect("it can be written");
        fs::write(&plain, b"x").expect("it can be written");
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode();
        assert_eq!(mode(&path), mode(&plain));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
        let link = dir.path().join("link.pdf");
        symlink(&path, &link).expect("a link can be made");
        write(&link, b"y").expect("it can be written");
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
        assert_eq!(fs::read(&path).expect("it is there"), b"y");
        assert_eq!(mode(&path) & 0o777, 0o640);
    }
}
