//! The specimen page of a face (字样): an issue of one page, made in a temporary folder and built like any other, so
//! that it shows what the program makes of the face.

use std::path::{Path, PathBuf};

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::font::{EMBEDDED, Library};
use banxin::message::{Message, counted, msg};
use banxin::pdf::Cache;
use banxin::read::{FontPlace, Loaded, font_place};
use banxin::{compile, pdf, preview};

use super::arguments::FontsArgs;
use super::console::Console;
use super::files::Files;
use super::outcome::Outcome;
use super::{files, findings, output};

/// Dots in an inch of a specimen as PNG.
const DPI: u32 = 150;
/// Characters of 通用规范汉字表 (2013), which a text face for news should have.
const STANDARD: &str = include_str!("../../fonts/charset-8105.txt");

const ISSUE: &str = include_str!("templates/specimen/issue.toml");
const LAYOUT: &str = include_str!("templates/specimen/layouts/specimen.toml");
const ACROSS: &str = include_str!("templates/specimen/stories/across.md");
const DOWN: &str = include_str!("templates/specimen/stories/down.md");

/// What the faces in banxin are called in Chinese.
const CHINESE: [(&str, &str); 5] = [
    ("song", "宋体"),
    ("song-heavy", "粗宋、小标宋"),
    ("hei", "黑体"),
    ("hei-heavy", "粗黑"),
    ("kai", "楷体"),
];

/// Whether a face in banxin has that Chinese name.
fn is_called(face: &str, name: &str) -> bool {
    CHINESE.iter().any(|(known, names)| *known == face && names.split('、').any(|own| own == name))
}

/// What a face in banxin is called in Chinese; empty for others.
pub fn chinese(face: &str) -> &'static str {
    CHINESE.iter().find(|(known, _)| *known == face).map_or("", |(_, names)| names)
}

/// A face as the specimen's layout declares it.
struct Subject {
    /// The name that the styles use.
    face: String,
    /// The name over the page.
    title: String,
    /// The declaration; empty for a face of banxin's own.
    declaration: String,
}

/// Makes the specimen of a face and says which characters the face lacks.
pub fn run(name: &str, arguments: &FontsArgs, console: &mut Console<'_>) -> Outcome {
    match make(name, arguments) {
        Ok((path, line)) => {
            console.out(&format!("{}\n", line.in_language(console.language)));
            console.out(&format!("{}\n", path.display()));
            Outcome::Clean
        }
        Err((found, sources)) => {
            console.err(&findings::show(&found, &sources, console.look(false)));
            Outcome::Refused
        }
    }
}

type Fault = (Vec<Diagnostic>, Sources);

/// Errors without their places, which are in files that nobody can open.
fn told(mut found: Vec<Diagnostic>) -> Fault {
    found.retain(|finding| finding.severity == Severity::Error);
    found.iter_mut().for_each(|finding| finding.labels.clear());
    (found, Sources::default())
}

/// Writes the specimen's files into a folder and reads them, with the standard characters that the face lacks.
fn laid_out(folder: &Path, subject: &Subject) -> Result<(Loaded, Vec<char>), Fault> {
    let load = |within: &str, note: &str| {
        let dir = folder.join(within);
        files::create(&dir, &issue(subject, note)).map_err(|found| (found, Sources::default()))?;
        banxin::load(&dir).map_err(|refused| told(refused.diagnostics))
    };
    let loaded = load("plain", "")?;
    let lacking = lacking(&subject.face, &loaded.library);
    // Only the loaded face can say that its sheet needs a note.
    match note(lacking.len()) {
        Some(note) => Ok((load("noted", &note)?, lacking)),
        None => Ok((loaded, lacking)),
    }
}

fn make(name: &str, arguments: &FontsArgs) -> Result<(PathBuf, Message), Fault> {
    let alone = |fault: Diagnostic| (vec![fault], Sources::default());
    let subject = subject(name, arguments.issue.as_deref())?;
    let path = match &arguments.output {
        Some(path) if path.is_dir() => path.join(format!("{}.pdf", subject.title)),
        Some(path) => path.clone(),
        None => PathBuf::from(format!("{}.pdf", subject.title)),
    };
    let is_picture = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("png"));
    let folder = tempfile::tempdir().map_err(|error| alone(output::cannot_write(&path, &error)))?;
    let (loaded, lacking) = laid_out(folder.path(), &subject)?;
    let guard = if is_picture { output::guard_picture } else { output::guard };
    guard(&path, &loaded).map_err(alone)?;
    let made = compile(&loaded);
    // A character that no face has is a white hole of the specimen, as it should be.
    let is_fault =
        |found: &&Diagnostic| found.severity == Severity::Error && found.code.name() != "glyph-missing";
    let faults: Vec<Diagnostic> =
        loaded.findings.iter().chain(&made.findings).filter(is_fault).cloned().collect();
    if !faults.is_empty() {
        return Err(told(faults));
    }
    let bytes = if is_picture {
        let proofer = preview::Proofer::of(&loaded.press);
        let page = &made.pages[0];
        proofer.png(page, &loaded.library, &loaded.issue.pictures, DPI).map_err(alone)?.png
    } else {
        pdf::write_with(&pdf::Document::of(&loaded, &made.pages), &Cache::default()).map_err(alone)?
    };
    output::write(&[(path.clone(), bytes)]).map_err(alone)?;
    Ok((path, told_of(&lacking)))
}

/// The face that is meant: one of the issue's, one of banxin's, a font file, or a font that is installed.
fn subject(name: &str, issue: Option<&Path>) -> Result<Subject, Fault> {
    let declared = |keys: String| Subject {
        face: "specimen".to_owned(),
        title: title(name),
        declaration: format!("\n[faces.specimen]\n{keys}\n"),
    };
    if let Some(dir) = issue {
        let loaded = banxin::load(dir).map_err(|refused| (refused.diagnostics, refused.sources))?;
        let mut faces = loaded.layouts.iter().flat_map(|layout| &layout.faces);
        if let Some(face) = faces.find(|face| face.name == name)
            && let Some(place) = font_place(face, dir)
        {
            return Ok(declared(file(&place)));
        }
    }
    if let Some((known, ..)) = EMBEDDED.iter().find(|(known, ..)| *known == name || is_called(known, name)) {
        let face = (*known).to_owned();
        return Ok(Subject { title: face.clone(), face, declaration: String::new() });
    }
    let path = Path::new(name);
    if path.is_file() {
        let place = FontPlace { path: path.to_path_buf(), index: 0, instance: None, axes: Vec::new() };
        return Ok(declared(file(&place)));
    }
    Ok(declared(format!("name = {}", quoted(name))))
}

/// A name for the file of the specimen.
fn title(name: &str) -> String {
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    stem.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '_' } else { c }).collect()
}

/// The keys of `[faces.…]` for a font.
fn file(place: &FontPlace) -> String {
    let FontPlace { path, index, instance, axes } = place;
    let path = path.canonicalize().unwrap_or_else(|_| path.clone());
    let mut keys = format!("file = {}\nindex = {index}\n", quoted(&path.to_string_lossy()));
    if let Some(instance) = instance {
        keys += &format!("instance = {}\n", quoted(instance));
    }
    if !axes.is_empty() {
        let axes: Vec<String> =
            axes.iter().map(|(tag, value)| format!("{} = {value:?}", quoted(tag))).collect();
        keys += &format!("axes = {{ {} }}\n", axes.join(", "));
    }
    keys
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The files of the specimen; the note stands behind the name of the face.
fn issue(subject: &Subject, note: &str) -> Files {
    let story = |text: &str, headline: &str| text.replace("{{headline}}", headline).into_bytes();
    let title = quoted(&format!("{}{note}", subject.title));
    let layout = LAYOUT
        .replace("\"{{title}}\"", &title)
        .replace("{{face}}", &subject.face)
        .replace("{{faces}}", &subject.declaration);
    vec![
        ("issue.toml".into(), ISSUE.as_bytes().to_vec()),
        ("layouts/specimen.toml".into(), layout.into_bytes()),
        ("stories/nine.md".into(), story(ACROSS, "小五　9")),
        ("stories/ten.md".into(), story(ACROSS, "五号　10.5")),
        ("stories/down.md".into(), story(DOWN, "五号竖排")),
    ]
}

/// What the sheet says of a face that lacks so many of the standard characters, where its text would pass for the face's own.
fn note(lacking: usize) -> Option<String> {
    let all = standard().count();
    if lacking == all {
        return Some("　　没有汉字，本页的汉字用的是别的字体".to_owned());
    }
    (lacking > all / 2).then(|| format!("　　缺 {all} 个规范汉字中的 {lacking} 个，缺的字用的是别的字体"))
}

fn standard() -> impl Iterator<Item = char> {
    STANDARD.chars().filter(|c| !c.is_whitespace())
}

/// The standard characters that the face lacks.
fn lacking(face: &str, library: &Library) -> Vec<char> {
    let Some(id) = library.find(face) else { return Vec::new() };
    standard().filter(|c| library.face(id).glyph(*c).is_none()).collect()
}

/// How many of the standard characters the face lacks, and the first of them.
fn told_of(lacking: &[char]) -> Message {
    if lacking.is_empty() {
        return msg!("has all 8,105 characters of the standard list (通用规范汉字表)");
    }
    let shown: String = lacking.iter().take(40).collect();
    let more = if lacking.len() > 40 { "…" } else { "" };
    let count = counted(lacking.len(), "character");
    msg!(
        "lacks {count} of the 8,105 of the standard list (通用规范汉字表): {shown}{more}",
        count,
        shown,
        more
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts over the sheet of a font file.
    fn texts_over(file: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let subject = subject(&path.to_string_lossy(), None).expect("the font file");
        let folder = tempfile::tempdir().expect("a folder");
        let (loaded, _) = laid_out(folder.path(), &subject).expect("the specimen");
        let made = compile(&loaded);
        assert!(
            made.findings
                .iter()
                .all(|finding| finding.severity < Severity::Error || finding.code.name() == "glyph-missing")
        );
        format!("{:?}", loaded.layouts[0].masthead)
    }

    #[test]
    fn the_sheet_of_a_face_without_han_says_so() {
        assert_eq!(note(8105).as_deref(), Some("　　没有汉字，本页的汉字用的是别的字体"));
        assert_eq!((note(0), note(300)), (None, None));
        let few = texts_over("tests/fonts/frames.ttf");
        assert!(few.contains("缺 8105 个规范汉字中的 8091 个，缺的字用的是别的字体"), "{few}");
        let whole = texts_over("fonts/kai.ttf");
        assert!(whole.contains("\"kai\"") && !whole.contains("规范汉字"), "{whole}");
    }
}
