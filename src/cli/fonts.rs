//! `banxin fonts`: the faces that there are (字体), and which characters of an issue each of them lacks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use banxin::font::{FaceId, Library};
use banxin::message::{counted, msg};

use super::arguments::FontsArgs;
use super::console::Console;
use super::findings;
use super::outcome::Outcome;

/// Characters that are shown of those that a face lacks.
const SHOWN: usize = 40;

/// Runs the verb.
pub fn run(arguments: &FontsArgs, console: &mut Console<'_>) -> Outcome {
    match &arguments.coverage {
        Some(dir) => coverage(dir, console),
        None => {
            let list = list(arguments.name.as_deref(), console);
            console.out(&list);
            if let (true, Some(name)) = (list.is_empty(), &arguments.name) {
                let told = msg!("no face here has `{name}` in its name", name);
                console.err(&format!("{}\n", told.in_language(console.language)));
            }
            if list.is_empty() { Outcome::Findings } else { Outcome::Clean }
        }
    }
}

/// The faces in banxin, then those that are installed, by family; `name` is a part of the name of those wanted.
fn list(name: Option<&str>, console: &Console<'_>) -> String {
    let wanted = |family: &str| name.is_none_or(|name| family.to_lowercase().contains(&name.to_lowercase()));
    let mut lines = String::new();
    for (_, face) in Library::embedded().iter().filter(|(_, face)| wanted(face.name())) {
        lines += &format!("{}  banxin\n", face.name());
    }
    let mut installed = fontdb::Database::new();
    installed.load_system_fonts();
    let mut faces: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for face in installed.faces() {
        // The first name is the English one, where there is one; the others are those of other languages.
        let names: Vec<&str> = face.families.iter().map(|(family, _)| family.as_str()).collect();
        if !names.iter().any(|family| wanted(family)) {
            continue;
        }
        let place = match &face.source {
            fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => path.display().to_string(),
            fontdb::Source::Binary(_) => continue,
        };
        let index = if face.index > 0 { format!(", index = {}", face.index) } else { String::new() };
        faces.entry(names.join("、")).or_default().insert(format!("{}  {place}{index}", face.weight.0));
    }
    for (family, places) in faces {
        for place in places {
            lines += &format!("{family}  {place}\n");
        }
    }
    if !lines.is_empty() && name.is_none() {
        let told = msg!(
            "A house's own face is a file in `fonts` that a layout names: [faces.NAME] file = \"fonts/….otf\""
        );
        lines += &format!("\n{}\n", told.in_language(console.language));
    }
    lines
}

/// Which characters of the stories each face lacks, and which face has them.
fn coverage(dir: &Path, console: &mut Console<'_>) -> Outcome {
    let loaded = match banxin::load(dir) {
        Ok(loaded) => loaded,
        Err(refused) => {
            console.err(&findings::show(&refused.diagnostics, &refused.sources, console.look(false)));
            return Outcome::Refused;
        }
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
