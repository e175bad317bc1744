//! The specimen page of a face (字样): an issue of one page, made in a temporary folder and built like any other, so
//! that it shows what the program makes of the face.

use std::path::{Path, PathBuf};

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::font::{EMBEDDED, Library};
use banxin::message::{Message, counted, msg};
use banxin::pdf::Cache;
use banxin::read::{FontPlace, font_place};
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
        Ok((path, lines)) => {
            for line in lines {
                console.out(&format!("{}\n", line.in_language(console.language)));
            }
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

fn make(name: &str, arguments: &FontsArgs) -> Result<(PathBuf, Vec<Message>), Fault> {
    let alone = |fault: Diagnostic| (vec![fault], Sources::default());
    let subject = subject(name, arguments.issue.as_deref())?;
    let path = match &arguments.output {
        Some(path) if path.is_dir() => path.join(format!("{}.pdf", subject.title)),
        Some(path) => path.clone(),
        None => PathBuf::from(format!("{}.pdf", subject.title)),
    };
    let is_picture = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("png"));
    let folder = tempfile::tempdir().map_err(|error| alone(output::cannot_write(&path, &error)))?;
    files::create(folder.path(), &issue(&subject)).map_err(|found| (found, Sources::default()))?;
    // The places are in files that nobody can open.
    let told = |mut found: Vec<Diagnostic>| {
        found.retain(|finding| finding.severity == Severity::Error);
        found.iter_mut().for_each(|finding| finding.labels.clear());
        (found, Sources::default())
    };
    let loaded = banxin::load(folder.path()).map_err(|refused| told(refused.diagnostics))?;
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
    Ok((path, lacking(&subject.face, &loaded.library)))
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

fn issue(subject: &Subject) -> Files {
    let story = |text: &str, headline: &str| text.replace("{{headline}}", headline).into_bytes();
    let title = quoted(&subject.title);
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

/// How many of the standard characters the face lacks.
fn lacking(face: &str, library: &Library) -> Vec<Message> {
    let Some(id) = library.find(face) else { return Vec::new() };
    let lacking = STANDARD.chars().filter(|c| !c.is_whitespace() && library.face(id).glyph(*c).is_none());
    let lacking: Vec<char> = lacking.collect();
    if lacking.is_empty() {
        return vec![msg!("has all 8,105 characters of the standard list (通用规范汉字表)")];
    }
    let shown: String = lacking.iter().take(40).collect();
    let more = if lacking.len() > 40 { "…" } else { "" };
    let count = counted(lacking.len(), "character");
    vec![msg!(
        "lacks {count} of the 8,105 of the standard list (通用规范汉字表): {shown}{more}",
        count,
        shown,
        more
    )]
}
