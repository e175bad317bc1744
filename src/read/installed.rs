//! Faces that are installed on the system (系统字体), found by their names.
//!
//! The folders of the system are looked through once in a process, and only when a layout names such a face or the
//! list of faces is asked for. A name is that of a family in any language of its font, or the font's PostScript
//! name; blanks and case do not count. Of several faces of one family the upright one of normal width whose weight
//! is nearest to the wanted one is taken, and of equal ones the first by file and index, so that one machine always
//! finds the same.

use std::path::PathBuf;
use std::sync::OnceLock;

/// The weight of a face that says nothing else (OpenType, `usWeightClass`).
const REGULAR: u16 = 400;

/// A face that is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstalledFace {
    /// The names of its family in all languages of the font, the English one first.
    pub families: Vec<String>,
    /// Its name in PostScript, which no other face should have.
    pub postscript: String,
    /// Its weight: 400 is regular, 700 bold.
    pub weight: u16,
    /// Whether it is upright and neither condensed nor expanded.
    pub plain: bool,
    /// Its file.
    pub path: PathBuf,
    /// The face within a collection.
    pub index: u32,
}

/// All faces that are installed, by file and index.
pub fn installed() -> &'static [InstalledFace] {
    static FACES: OnceLock<Vec<InstalledFace>> = OnceLock::new();
    FACES.get_or_init(|| {
        let mut database = fontdb::Database::new();
        database.load_system_fonts();
        faces(&database)
    })
}

fn faces(database: &fontdb::Database) -> Vec<InstalledFace> {
    let mut faces: Vec<InstalledFace> = database
        .faces()
        .filter_map(|face| {
            let path = match &face.source {
                fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => path.clone(),
                fontdb::Source::Binary(_) => return None,
            };
            Some(InstalledFace {
                families: face.families.iter().map(|(family, _)| family.clone()).collect(),
                postscript: face.post_script_name.clone(),
                weight: face.weight.0,
                plain: face.style == fontdb::Style::Normal && face.stretch == fontdb::Stretch::Normal,
                path,
                index: face.index,
            })
        })
        .collect();
    faces.sort_by(|one, other| (&one.path, one.index).cmp(&(&other.path, other.index)));
    faces.dedup_by(|one, other| (&one.path, one.index) == (&other.path, other.index));
    faces
}

/// Weights by the words with which names of faces end.
const WEIGHTS: [(&str, f64); 9] = [
    ("thin", 100.0),
    ("extralight", 200.0),
    ("light", 300.0),
    ("regular", 400.0),
    ("medium", 500.0),
    ("semibold", 600.0),
    ("extrabold", 800.0),
    ("bold", 700.0),
    ("black", 900.0),
];

/// The face of that name whose weight is nearest to the wanted one. The name may end with a weight: Noto Serif CJK SC
/// Black.
pub fn find<'f>(faces: &'f [InstalledFace], name: &str, weight: Option<f64>) -> Option<&'f InstalledFace> {
    let plain = folded(name);
    let parted = WEIGHTS.iter().find_map(|(word, own)| Some((plain.strip_suffix(word)?.to_owned(), *own)));
    by_family(faces, name, weight).or_else(|| {
        let (family, own) = parted?;
        by_family(faces, &family, weight.or(Some(own)))
    })
}

/// The face of a family, or of a PostScript name, whose weight is nearest to the wanted one.
fn by_family<'f>(faces: &'f [InstalledFace], name: &str, weight: Option<f64>) -> Option<&'f InstalledFace> {
    let name = folded(name);
    let named = |face: &InstalledFace| folded(&face.postscript) == name;
    if let Some(face) = faces.iter().find(|face| named(face)) {
        return Some(face);
    }
    let wanted = weight.map_or(i64::from(REGULAR), |weight| weight.round() as i64);
    faces
        .iter()
        .filter(|face| face.families.iter().any(|family| folded(family) == name))
        .min_by_key(|face| (!face.plain, (i64::from(face.weight) - wanted).abs()))
}

/// The weights of the faces of a family, each once and in order.
pub fn weights(faces: &[InstalledFace], family: &str) -> Vec<u16> {
    let family = folded(family);
    let of_family = faces.iter().filter(|face| face.families.iter().any(|name| folded(name) == family));
    let mut weights: Vec<u16> = of_family.map(|face| face.weight).collect();
    weights.sort_unstable();
    weights.dedup();
    weights
}

/// A name as names are compared.
fn folded(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn ours() -> Vec<InstalledFace> {
        let mut database = fontdb::Database::new();
        database.load_fonts_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"));
        faces(&database)
    }

    #[test]
    fn a_face_is_found_by_any_of_its_names() {
        let faces = ours();
        assert_eq!(faces.len(), 5, "{faces:#?}");
        let file = |name: &str, weight| {
            let found = find(&faces, name, weight)?;
            found.path.file_name().map(|name| name.to_string_lossy().into_owned())
        };
        assert_eq!(file("Banxin Song", None).as_deref(), Some("song.otf"));
        assert_eq!(file("banxinsong", None).as_deref(), Some("song.otf"));
        let postscript = &find(&faces, "Banxin Kai", None).expect("it is there").postscript;
        assert_eq!(file(postscript, None).as_deref(), Some("kai.ttf"));
        assert_eq!(file("方正书宋", None), None);
    }

    #[test]
    fn of_one_family_the_nearest_weight_is_taken() {
        let face = |weight, plain, file: &str| InstalledFace {
            families: vec!["Zhu".to_owned(), "竹黑".to_owned()],
            postscript: format!("Zhu-{file}"),
            weight,
            plain,
            path: file.into(),
            index: 0,
        };
        let faces = [face(900, true, "a"), face(400, false, "b"), face(300, true, "c"), face(600, true, "d")];
        let file = |weight| find(&faces, "竹黑", weight).map(|face| face.path.clone());
        assert_eq!(file(None), Some("c".into()));
        assert_eq!(file(Some(700.0)), Some("d".into()));
        assert_eq!(file(Some(1000.0)), Some("a".into()));
        assert_eq!(find(&faces, "Zhu SemiBold", None).map(|face| face.path.clone()), Some("d".into()));
        assert_eq!(find(&faces, "zhu-b", None).map(|face| face.path.clone()), Some("b".into()));
        assert_eq!(weights(&faces, "zhu"), [300, 400, 600, 900]);
    }
}
