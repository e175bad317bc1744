//! `banxin fonts`: the faces that there are (字体), and which characters of an issue each of them lacks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use banxin::font::{FaceId, Library};
use banxin::message::{counted, msg};
use banxin::read::installed::installed;
use banxin::read::{Loaded, Refused, font_place};

use super::arguments::FontsArgs;
use super::console::Console;
use super::outcome::Outcome;
use super::{findings, specimen};

/// Characters that are shown of those that a face lacks.
const SHOWN: usize = 40;

/// Runs the verb.
pub fn run(arguments: &FontsArgs, console: &mut Console<'_>) -> Outcome {
    if let Some(face) = &arguments.specimen {
        return specimen::run(face, arguments, console);
    }
    if let Some(dir) = &arguments.coverage {
        return coverage(dir, console);
    }
    let loaded = match arguments.issue.as_deref().map(banxin::load).transpose() {
        Ok(loaded) => loaded,
        Err(refused) => return refuse(&refused, console),
    };
    let house = loaded.map(|loaded| house_faces(&loaded, arguments.issue.as_deref())).unwrap_or_default();
    let list = list(arguments.name.as_deref(), &house, console);
    console.out(&list);
    if let (true, Some(name)) = (list.is_empty(), &arguments.name) {
        let told = msg!("no face here has `{name}` in its name", name);
        console.err(&format!("{}\n", told.in_language(console.language)));
    }
    if list.is_empty() { Outcome::Findings } else { Outcome::Clean }
}

fn refuse(refused: &Refused, console: &mut Console<'_>) -> Outcome {
    console.err(&findings::show(&refused.diagnostics, &refused.sources, console.look(false)));
    Outcome::Refused
}

/// The faces that the issue's layouts define, each with its file.
fn house_faces(loaded: &Loaded, dir: Option<&Path>) -> Vec<(String, String)> {
    let dir = dir.unwrap_or(Path::new(""));
    let mut faces: Vec<(String, String)> = Vec::new();
    for face in loaded.layouts.iter().flat_map(|layout| &layout.faces) {
        let Some(place) = font_place(face, dir) else { continue };
        let told = (face.name.clone(), at(&place.path, place.index));
        if !faces.contains(&told) {
            faces.push(told);
        }
    }
    faces
}

fn at(path: &Path, index: u32) -> String {
    let index = if index > 0 { format!(", index = {index}") } else { String::new() };
    format!("{}{index}", path.display())
}

/// The faces in banxin, the issue's, then those that are installed, by family; `name` is a part of the name of those
/// wanted.
fn list(name: Option<&str>, house: &[(String, String)], console: &Console<'_>) -> String {
    let wanted = |family: &str| name.is_none_or(|name| family.to_lowercase().contains(&name.to_lowercase()));
    let mut lines = String::new();
    for (_, face) in Library::embedded().iter() {
        let chinese = specimen::chinese(face.name());
        if wanted(face.name()) || wanted(chinese) {
            lines += &format!("{}  {chinese}  banxin\n", face.name());
        }
    }
    for (face, place) in house.iter().filter(|(face, _)| wanted(face)) {
        lines += &format!("{face}  {place}\n");
    }
    let mut faces: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for face in installed() {
        if face.families.iter().any(|family| wanted(family)) {
            let place = format!("{}  {}", face.weight, at(&face.path, face.index));
            let mut families = face.families.clone();
            families.dedup();
            faces.entry(families.join("、")).or_default().insert(place);
        }
    }
    for (family, places) in faces {
        for place in places {
            lines += &format!("{family}  {place}\n");
        }
    }
    if !lines.is_empty() && name.is_none() {
        let told = msg!(
            "A house's own face is a file in `fonts` that a layout names: [faces.NAME] file = \"fonts/….otf\"; an \
             installed one goes by its name: [faces.NAME] name = \"…\""
        );
        lines += &format!("\n{}\n", told.in_language(console.language));
    }
    lines
}

/// Which characters of the issue's stories each face lacks, and which face has them.
fn coverage(dir: &Path, console: &mut Console<'_>) -> Outcome {
    let loaded = match banxin::load(dir) {
        Ok(loaded) => loaded,
        Err(refused) => return refuse(&refused, console),
    };
    let texts = loaded.sources.iter().filter(|source| source.path.extension().is_some_and(|end| end == "md"));
    let characters: BTreeSet<char> =
        texts.flat_map(|source| source.text.chars()).filter(|c| !c.is_control()).collect();
    let library = &loaded.library;
    let mut lines = String::new();
    for (id, face) in library.iter() {
        let lacking: Vec<char> = characters.iter().copied().filter(|c| face.glyph(*c).is_none()).collect();
        let count = counted(lacking.len(), "character");
        let told = msg!("{face} lacks {count}", face = face.name(), count);
        lines += &format!("{}\n", told.in_language(console.language));
        let mut by_other: BTreeMap<Option<FaceId>, String> = BTreeMap::new();
        for character in &lacking {
            let other = library
                .chain(id)
                .iter()
                .copied()
                .find(|other| library.face(*other).glyph(*character).is_some());
            by_other.entry(other).or_default().push(*character);
        }
        for (other, characters) in by_other {
            let shown: String = characters.chars().take(SHOWN).collect();
            let more = if characters.chars().count() > SHOWN { "…" } else { "" };
            let told = match other {
                Some(other) => msg!(
                    "from {face}: {characters}",
                    face = library.face(other).name(),
                    characters = format!("{shown}{more}")
                ),
                None => msg!("no face has: {characters}", characters = format!("{shown}{more}")),
            };
            lines += &format!("  {}\n", told.in_language(console.language));
        }
    }
    console.out(&lines);
    Outcome::Clean
}
