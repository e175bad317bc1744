//! Faces that a house brings: without vertical forms or vertical metrics, with glyphs that have no ink,
//! variable ones, and variation selectors. Each is held against what the finished file lays on the black
//! plate, and against a sound face as a control.
#![allow(clippy::panic)]

use std::fs;

use crate::support::folder::{folder, set};
use banxin::font::{EMBEDDED, Library};
use banxin::page::{ItemKind, Page, TextRun};
use banxin::{Compiled, diagnostic::Diagnostic, pdf, preview, read};

const FRAMES: &[u8] = include_bytes!("../fonts/frames.ttf");

/// An embedded font file.
fn embedded(name: &str) -> &'static [u8] {
    EMBEDDED.iter().find(|face| face.0 == name).expect("an embedded face").1
}

fn number(font: &[u8], at: usize) -> usize {
    u32::from_be_bytes(font[at..at + 4].try_into().expect("four bytes")) as usize
}

/// Where a table's record lies in the directory of a font.
fn record(font: &[u8], tag: &[u8; 4]) -> usize {
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    (0..count).map(|at| 12 + 16 * at).find(|at| font[*at..at + 4] == *tag).expect("the font has the table")
}

/// A font without some of its tables: their names are struck out of the directory.
fn without(font: &[u8], tags: &[&[u8; 4]]) -> Vec<u8> {
    let mut font = font.to_vec();
    for tag in tags {
        let at = record(&font, tag);
        font[at..at + 4].copy_from_slice(b"zzzz");
    }
    // Readers search the directory, so it must stay in order.
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let mut records: Vec<Vec<u8>> = font[12..12 + 16 * count].chunks(16).map(<[u8]>::to_vec).collect();
    records.sort();
    font[12..12 + 16 * count].copy_from_slice(&records.concat());
    font
}

/// Kai with an outline of no contours for a character.
fn without_ink(character: char) -> Vec<u8> {
    let library = Library::embedded();
    let kai = library.face(library.find("kai").expect("embedded"));
    let glyph = usize::from(kai.glyph(character).expect("kai has it"));
    let mut font = kai.data().to_vec();
    let head = number(&font, record(&font, b"head") + 8);
    let size = if font[head + 51] == 0 { 2 } else { 4 };
    let place = number(&font, record(&font, b"loca") + 8) + size * glyph;
    // It ends where it begins; the glyph before it has some bytes more that nobody reads.
    font.copy_within(place + size..place + 2 * size, place);
    font
}

const LAYOUT: &str = "[page]\nwidth = \"120mm\"\nheight = \"160mm\"\n[grid]\nbody = \"9pt\"\npitch = \"13pt\"\n\
columns = 1\ncharacters = 30\nrows = 31\n[styles.body]\nface = \"house\"\nindent = \"0\"\nalign = \"left\"\n\
[styles.headline-vertical]\nface = \"house\"\nsize = \"20pt\"\n[areas.down]\ncolumn = 1\ncolumns = 1\nrow = 1\n\
rows = 15\nwriting = \"down\"\n[areas.across]\ncolumn = 1\ncolumns = 1\nrow = 16\nrows = 16\nheadline = \"right\"\n";

/// An issue of one page: a face `house` of a font, given as `[faces.house]` has it besides the file, and one
/// paragraph in an area.
struct Case {
    dir: tempfile::TempDir,
}

impl Case {
    fn new(font: &[u8], keys: &str, area: &str, text: &str) -> Case {
        Case::pages(font, &format!("[faces.house]\nfile = \"house.otf\"\n{keys}"), area, &[text])
    }

    /// The same with one page for each text, and all of `[faces]`.
    fn pages(font: &[u8], faces: &str, area: &str, texts: &[&str]) -> Case {
        let mut issue = "paper = \"报\"\ndate = \"2026-11-27\"\nlayout = \"small\"\n".to_owned();
        let mut files = vec![("layouts/small.toml".to_owned(), format!("{LAYOUT}{faces}"))];
        for (at, text) in texts.iter().enumerate() {
            let page = at + 1;
            issue += &format!(
                "[[page]]\nnumber = {page}\n[[page.story]]\nfile = \"s{page}.md\"\narea = \"{area}\"\n"
            );
            files.push((format!("s{page}.md"), format!("{text}\n")));
        }
        files.push(("issue.toml".to_owned(), issue));
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let dir = folder(&files);
        fs::write(dir.path().join("house.otf"), font).expect("a font file");
        Case { dir }
    }

    fn set(&self) -> (read::Loaded, Compiled) {
        set(self.dir.path())
    }

    /// The findings of reading and setting that speak of faces.
    fn findings(&self) -> Vec<Diagnostic> {
        let all = match banxin::load(self.dir.path()) {
            Ok(loaded) => [loaded.findings.clone(), banxin::compile(&loaded).findings].concat(),
            Err(faults) => faults.diagnostics.clone(),
        };
        let of_faces =
            |code: &str| code.starts_with("glyph-") || code.starts_with("face-") || code == "vertical-form";
        all.into_iter().filter(|finding| of_faces(finding.code.name())).collect()
    }

    fn codes(&self) -> Vec<&'static str> {
        self.findings().iter().map(|finding| finding.code.name()).collect()
    }

    fn pdf(&self) -> Vec<u8> {
        let (loaded, compiled) = self.set();
        pdf::write(&pdf::Document::of(&loaded, &compiled.pages)).expect("the page can be written")
    }

    /// The first page on the black plate.
    fn plate(&self) -> Plate {
        let mut found = None;
        pdf::separate(&self.pdf(), PPI as u32, |_, plates| {
            found.get_or_insert(Plate { width: plates.width, ink: plates.plates[3].clone() });
            Ok(())
        })
        .expect("the plates can be drawn");
        found.expect("a page")
    }

    fn png(&self) -> Vec<u8> {
        let (loaded, compiled) = self.set();
        preview::Proofer::of(&loaded.press)
            .png(&compiled.pages[0], &loaded.library, &loaded.issue.pictures, 200)
            .expect("a proof")
            .png
    }
}

/// Pixels to the inch of measured plates: ten to the point.
const PPI: usize = 720;

#[derive(PartialEq)]
struct Plate {
    width: usize,
    ink: Vec<u8>,
}

impl Plate {
    /// Stretches of rows with ink between two columns of pixels, as (from, to) in points.
    fn rows(&self, columns: std::ops::Range<usize>) -> Vec<(f64, f64)> {
        let inked = |row: &[u8]| row[columns.clone()].iter().any(|ink| *ink > 127);
        stretches(self.ink.chunks(self.width).map(inked))
    }

    /// The same across.
    fn columns(&self) -> Vec<(f64, f64)> {
        let rows = || self.ink.chunks(self.width);
        stretches((0..self.width).map(|at| rows().any(|row| row[at] > 127)))
    }

    /// All ink in square points.
    fn area(&self) -> f64 {
        self.ink.iter().map(|ink| f64::from(*ink)).sum::<f64>() / 255.0 / 100.0
    }
}

fn stretches(inked: impl Iterator<Item = bool>) -> Vec<(f64, f64)> {
    let mut found: Vec<(f64, f64)> = Vec::new();
    let mut open = false;
    for (at, inked) in inked.enumerate() {
        let at = at as f64 / 10.0;
        match (open, inked) {
            (false, true) => found.push((at, at)),
            (true, false) => found.last_mut().expect("one is open").1 = at,
            _ => {}
        }
        open = inked;
    }
    found
}

/// Runs of body text with their words.
fn runs(page: &Page) -> Vec<(String, &TextRun)> {
    let runs = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run),
        _ => None,
    });
    let words =
        |run: &TextRun| page.glyphs[run.glyphs.clone()].iter().map(|glyph| page.glyph_text(glyph)).collect();
    runs.map(|run| (words(run), run)).collect()
}

#[test]
fn without_vertical_metrics_an_ideograph_takes_one_em() {
    // Kai's em box is that of OS/2, so nothing on plate or proof may differ from the sound face.
    let text = "望江桥今天通车，早上六点，护栏放开。（一则）";
    let sound = Case::new(embedded("kai"), "", "down", text);
    for tags in [&[b"vhea", b"vmtx"][..], &[b"vmtx"], &[b"vhea"]] {
        let case = Case::new(&without(embedded("kai"), tags), "", "down", text);
        assert_eq!(case.codes(), [""; 0]);
        assert!(case.plate() == sound.plate(), "{tags:?}");
        assert!(case.png() == sound.png(), "{tags:?}");
    }
    // Frames has none either. Each of its squares is 0.9 em high.
    let plate = Case::new(FRAMES, "weight = 900", "down", "望江桥今天通车").plate();
    let rows = plate.rows(0..plate.width);
    // The inside of a frame is white across its middle only, so every frame is one stretch.
    assert_eq!(rows.len(), 7, "{rows:?}");
    for pair in rows.windows(2) {
        assert!((pair[1].0 - pair[0].0 - 9.0).abs() <= 0.11, "{rows:?}");
        assert!((pair[0].1 - pair[0].0 - 8.1).abs() <= 0.21, "{rows:?}");
    }
}

#[test]
fn without_vertical_origins_glyphs_stand_where_their_bearings_say() {
    let text = "望江桥今天通车，早上六点护栏放开。（一则）";
    let sound = Case::new(embedded("song"), "", "down", text);
    for tags in [&[b"VORG"][..], &[b"VORG", b"vhea", b"vmtx"]] {
        let case = Case::new(&without(embedded("song"), tags), "", "down", text);
        assert!(case.plate() == sound.plate(), "{tags:?}");
        assert!(case.png() == sound.png(), "{tags:?}");
    }
}

#[test]
fn marks_without_a_vertical_form_come_from_another_face() {
    let font = without(embedded("song"), &[b"GSUB"]);
    let text = "望江桥，今天。“通车”、（一则）——早上……";
    let case = Case::new(&font, "", "down", text);
    let sound = Case::new(embedded("song"), "", "down", text);
    assert!(case.plate() == sound.plate());
    assert_eq!(sound.codes(), [""; 0]);
    let (loaded, compiled) = case.set();
    let borrowed: String = runs(&compiled.pages[0])
        .iter()
        .filter(|(_, run)| loaded.library.face(run.face).name() == "song")
        .map(|(words, _)| words.as_str())
        .collect();
    assert_eq!(borrowed, "，。『』、（）——……");
    // Across, the face sets them itself, and there is nothing to tell.
    let across = Case::new(&font, "", "across", "望江桥，今天。（一则）");
    assert_eq!(across.codes(), [""; 0]);
    let (loaded, compiled) = across.set();
    assert!(runs(&compiled.pages[0]).iter().all(|(_, run)| loaded.library.face(run.face).name() == "house"));
}

#[test]
fn a_face_without_vertical_forms_is_told_once() {
    let font = without(embedded("song"), &[b"GSUB"]);
    let faces = "[faces.house]\nfile = \"house.otf\"\n";
    let case = Case::pages(&font, faces, "down", &["望，江，桥。", "今天，通车。"]);
    let found = case.findings();
    let [told] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(told.code.name(), "vertical-form");
    assert!(
        told.message.starts_with("the face `house` has no forms for lines that run down"),
        "{}",
        told.message
    );
    for mark in "，。、（）《》—…〜ー".chars() {
        assert!(told.message.contains(mark), "{mark}: {}", told.message);
    }
    for mark in "：；！？望".chars() {
        assert!(!told.message.contains(mark), "{mark}: {}", told.message);
    }
    assert_eq!(told.labels[0].text, "set in `song`");
    // A page by itself is told it too.
    let (_, compiled) = case.set();
    let second = compiled.only(|page| page.number == 2);
    assert_eq!(second.findings.iter().filter(|finding| finding.code.name() == "vertical-form").count(), 1);
}

#[test]
fn marks_that_no_face_has_a_form_of_are_moved_or_turned() {
    let font = without(embedded("song"), &[b"GSUB"]);
    // Nothing before the mark and no squeeze: its em is the second of the line.
    let alone = |text: &str| {
        let case = Case::new(&font, "fallback = []", "down", text);
        assert_eq!(case.codes(), ["vertical-form"], "{text}");
        assert_eq!(case.findings()[0].labels[0].text, "moved or turned here");
        let (_, compiled) = case.set();
        let page = &compiled.pages[0];
        let (_, run) = runs(page)[0];
        let axis = run.origin.x.to_pt() + page.bleed.to_pt() + page.slug.to_pt();
        let top = run.origin.y.to_pt() + page.bleed.to_pt() + page.slug.to_pt();
        let plate = case.plate();
        let columns = plate.columns();
        let rows = plate.rows(0..plate.width);
        let (left, right) = (columns[0].0 - (axis - 4.5), columns[columns.len() - 1].1 - (axis - 4.5));
        (left, rows[0].0 - top, right, rows[rows.len() - 1].1 - top)
    };
    for mark in ["，", "。", "、"] {
        let (left, top, right, bottom) = alone(mark);
        assert!(
            left > 4.5 && right < 9.0 && top > -0.2 && bottom < 4.5,
            "{mark}: {:?}",
            (left, top, right, bottom)
        );
    }
    // An opening bracket lies in the lower half of its em, wider than it is high, or at the head of the
    // line without that half; a dash stands upright on the axis.
    let (left, top, right, bottom) = alone("（");
    assert!(right - left > 2.0 * (bottom - top), "{:?}", (left, top, right, bottom));
    assert!((left + right - 9.0).abs() < 0.7, "{left} to {right}");
    let (left, top, right, bottom) = alone("——");
    assert!(bottom - top > 15.0 && right - left < 1.0, "{:?}", (left, top, right, bottom));
    assert!((left + right - 9.0).abs() < 0.7, "{left} to {right}");
}

#[test]
fn headlines_that_run_down_have_the_same_marks() {
    let headline = |font: &[u8]| {
        let story = "---\nheadline: 望桥，（一则）。\n---\n今天";
        Case::new(font, "", "across", story)
    };
    let font = without(embedded("song"), &[b"GSUB"]);
    let case = headline(&font);
    assert_eq!(case.codes(), ["vertical-form"]);
    let sound = headline(embedded("song"));
    assert_eq!(sound.codes(), [""; 0]);
    assert!(case.plate() == sound.plate());
}

#[test]
fn a_character_without_ink_is_a_missing_one() {
    let text = "望江桥今天通车";
    let case = Case::new(&without_ink('桥'), "fallback = [\"song\"]", "across", text);
    let found = case.findings();
    let [told] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(told.code.name(), "glyph-fallback");
    assert_eq!(
        told.message,
        "the outline of 桥 (U+6865) in the face `house` has no ink; it is set in `song`"
    );
    let (loaded, compiled) = case.set();
    let shown: Vec<(String, &str)> = runs(&compiled.pages[0])
        .into_iter()
        .map(|(words, run)| (words, loaded.library.face(run.face).name()))
        .collect();
    let wanted = [("望江", "house"), ("桥", "song"), ("今天通车", "house")];
    assert_eq!(shown, wanted.map(|(words, face)| (words.to_owned(), face)));
    // Without another face it is 〓, as any character is that no face has.
    let alone = Case::new(&without_ink('桥'), "fallback = []", "across", text);
    assert_eq!(alone.codes(), ["glyph-missing"]);
    let frames = Case::new(FRAMES, "weight = 900\nfallback = []", "across", "望年");
    assert_eq!(frames.codes(), ["glyph-missing"]);
    let (loaded, compiled) = frames.set();
    let shown = runs(&compiled.pages[0]);
    let (words, run) = &shown[1];
    let face = loaded.library.face(run.face);
    let glyph = compiled.pages[0].glyphs[run.glyphs.start].id;
    assert_eq!((words.as_str(), Some(glyph)), ("年", face.glyph('〓')));
    // The sound font has ink everywhere, and its blanks are none the worse.
    assert_eq!(Case::new(embedded("kai"), "", "across", "望江桥　今天 A B\u{200B}通车").codes(), [""; 0]);
}

#[test]
fn a_variable_face_is_set_at_the_weight_that_is_asked_for() {
    // One frame of 9 pt: its stroke is 20 + 200 × (weight − 100) ÷ 800 units of a thousandth.
    let ink = |stroke: f64| (0.9 * 0.9 - (0.9 - 2.0 * stroke) * (0.9 - 2.0 * stroke)) * 81.0;
    for (keys, stroke) in [
        ("weight = 100", 0.02),
        ("weight = 500", 0.12),
        ("weight = 500.0", 0.12),
        ("axes = { wght = 900 }", 0.22),
        ("instance = \"bold\"", 0.22),
        ("instance = \"粗体\"", 0.22),
        ("instance = \"Thin\"", 0.02),
        ("instance = \"Bold\"\nweight = 300", 0.07),
    ] {
        for area in ["across", "down"] {
            let case = Case::new(FRAMES, keys, area, "望");
            assert_eq!(case.codes(), [""; 0], "{keys}");
            let area = case.plate().area();
            assert!((area - ink(stroke)).abs() < 0.5, "{keys}: {area}, wanted {}", ink(stroke));
            assert_eq!(pdf::preflight::check(&case.pdf()), [], "{keys}");
        }
    }
    // The proof shows it as well.
    let (thin, bold) = (
        Case::new(FRAMES, "weight = 100", "across", "望"),
        Case::new(FRAMES, "weight = 900", "across", "望"),
    );
    assert!(thin.png() != bold.png());
}

#[test]
fn advances_follow_the_axes() {
    // A is 600 units wide, 400 at the narrowest.
    for (keys, width) in
        [("weight = 100", 5.4), ("axes = { wdth = 75 }", 3.6), ("axes = { wdth = 87.5 }", 4.5)]
    {
        let case = Case::new(FRAMES, keys, "across", "AAAAA");
        let (_, compiled) = case.set();
        let page = &compiled.pages[0];
        let along: Vec<f64> = page.glyphs.iter().map(|glyph| glyph.along().to_pt()).collect();
        assert!((along[4] - along[0] - 4.0 * width).abs() < 0.01, "{keys}: {along:?}");
        let plate = case.plate();
        let columns: Vec<f64> = plate.columns().iter().map(|stretch| stretch.0).collect();
        assert_eq!(columns.len(), 5, "{keys}: {columns:?}");
        assert!((columns[4] - columns[0] - 4.0 * width).abs() <= 0.11, "{keys}: {columns:?}");
    }
}

#[test]
fn the_instance_that_is_used_without_a_key_is_told() {
    let case = Case::new(FRAMES, "", "across", "望");
    let found = case.findings();
    let [told] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(told.code.name(), "face-default");
    let wanted = "is a variable font: the face `house` is its default instance, Thin (wght 100, wdth 100)";
    assert!(told.message.ends_with(wanted), "{}", told.message);
    let help = told.help.as_deref().expect("a way out");
    assert!(help.contains("instance = \"Thin\" (of Thin, Bold)"), "{help}");
    assert!(help.contains("wght from 100 to 900"), "{help}");
    // A font that is not variable has nothing to tell.
    assert_eq!(Case::new(embedded("kai"), "", "across", "望").codes(), [""; 0]);
}

#[test]
fn what_a_variable_font_has_not_is_told_with_what_it_has() {
    for (keys, message, help) in [
        ("instance = \"Bald\"", "has no instance `Bald`", "did you mean `Bold`?"),
        ("instance = \"细\"", "has no instance `细`", "it has Thin, Bold, 粗体"),
        ("weight = 950", "has no wght 950", "it has wght from 100 to 900"),
        ("weight = 40", "has no wght 40", "it has wght from 100 to 900"),
        ("axes = { slnt = 3 }", "has no axis `slnt`", "its axes: wght from 100 to 900, wdth from 75 to 100"),
    ] {
        let case = Case::new(FRAMES, keys, "across", "望");
        let found = case.findings();
        let [told] = &found[..] else { panic!("{keys}: {found:#?}") };
        assert_eq!(told.code.name(), "face-instance");
        assert!(told.message.ends_with(message), "{}", told.message);
        assert_eq!(told.help.as_deref(), Some(help));
    }
    let told = |keys: &str| Case::new(embedded("kai"), keys, "across", "望").findings();
    let found = told("weight = 500");
    assert!(found[0].message.ends_with("is not a variable font"), "{found:?}");
    let both = Case::new(FRAMES, "weight = 500\naxes = { wght = 400 }", "across", "望").findings();
    assert_eq!(both[0].message, "`weight` and the axis `wght` are the same thing");
}

#[test]
fn one_file_at_two_weights_is_two_faces() {
    let faces = "[faces.house]\nfile = \"house.otf\"\nweight = 100\n[faces.bold]\nfile = \"house.otf\"\n\
                 weight = 900\n[styles.body]\nstrong_face = \"bold\"\n";
    let layout = LAYOUT.replace("[styles.body]\n", "[styles.body]\nstrong_face = \"bold\"\n");
    let case = Case::new(
        FRAMES,
        "weight = 100\n[faces.bold]\nfile = \"house.otf\"\nweight = 900",
        "across",
        "望江**桥今**",
    );
    let path = case.dir.path().join("layouts/small.toml");
    let faces = faces.split("[styles").next().expect("faces");
    fs::write(path, format!("{layout}{faces}")).expect("the layout");
    assert_eq!(case.codes(), [""; 0]);
    let file = case.pdf();
    assert_eq!(pdf::preflight::check(&file), []);
    let document = lopdf::Document::load_mem(&file).expect("a PDF");
    let names: Vec<String> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has(b"FontFile2"))
        .filter_map(|dictionary| dictionary.get(b"FontName").and_then(lopdf::Object::as_name).ok())
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.iter().any(|name| name.ends_with("+TestFrames")), "{names:?}");
    assert!(names.iter().any(|name| name.ends_with("+TestFrames_900wght")), "{names:?}");
    // Two thin frames and two heavy ones.
    let ink = |stroke: f64| (0.9 * 0.9 - (0.9 - 2.0 * stroke) * (0.9 - 2.0 * stroke)) * 81.0;
    let area = case.plate().area();
    assert!((area - 2.0 * ink(0.02) - 2.0 * ink(0.22)).abs() < 2.0, "{area}");
}

#[test]
fn the_same_name_at_two_weights_is_a_conflict() {
    let faces = |weight: u32| format!("[faces.house]\nfile = \"house.otf\"\nweight = {weight}\n");
    let case = Case::pages(FRAMES, &faces(100), "across", &["望", "江"]);
    let other = format!("{LAYOUT}[faces.house]\nfile = \"../house.otf\"\nweight = 900\n");
    fs::write(case.dir.path().join("layouts/other.toml"), other).expect("a layout");
    let issue = fs::read_to_string(case.dir.path().join("issue.toml")).expect("the issue");
    let issue = issue.replace("number = 2\n", "number = 2\nlayout = \"other\"\n");
    fs::write(case.dir.path().join("issue.toml"), issue).expect("the issue");
    assert_eq!(case.codes(), ["face-conflict"]);
}

#[test]
fn variation_selectors_are_honoured_or_told() {
    let glyphs = |text: &str| {
        let case = Case::new(FRAMES, "weight = 900", "across", text);
        let (loaded, compiled) = case.set();
        let page = &compiled.pages[0];
        let shown: Vec<String> = runs(page).into_iter().map(|(words, _)| words).collect();
        assert_eq!(shown.concat(), text, "no selector is lost");
        let face = loaded.library.face(loaded.library.find("house").expect("it was read"));
        (case.codes(), page.glyphs[0].id, face.glyph('葛').expect("the font has it"))
    };
    let (told, id, usual) = glyphs("葛\u{E0100}望");
    assert_eq!((told, id), (vec![], usual));
    let (told, id, usual) = glyphs("葛\u{E0101}望");
    assert_eq!(told, [""; 0]);
    assert_ne!(id, usual);
    // Once for each sequence.
    let (told, id, usual) = glyphs("葛\u{E0102}望葛\u{E0102}江葛\u{E0103}");
    assert_eq!((told, id), (vec!["glyph-variant"; 2], usual));
    let (told, id, usual) = glyphs("葛\u{FE0F}望葛\u{FE0E}");
    assert_eq!((told, id), (vec![], usual));
    // What is pasted out of the file has the selector too.
    let case = Case::new(FRAMES, "weight = 900", "across", "葛\u{E0101}望葛");
    let document = lopdf::Document::load_mem(&case.pdf()).expect("a PDF");
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let maps: String = streams
        .filter_map(|stream| stream.decompressed_content().ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).to_uppercase())
        .filter(|text| text.contains("BEGINBFCHAR"))
        .collect();
    assert!(maps.contains("<845BDB40DD01>") && maps.contains("<845B>"), "{maps}");
}

#[test]
fn a_form_that_another_face_has_is_taken_from_it() {
    let faces = "[faces.frames]\nfile = \"house.otf\"\nweight = 900\nfallback = []\n[faces.house]\n\
                 file = \"../song.otf\"\nfallback = [\"frames\"]\n";
    let case = Case::pages(FRAMES, faces, "across", &["望葛\u{E0101}江"]);
    fs::write(case.dir.path().join("song.otf"), embedded("song")).expect("a font file");
    let found = case.findings();
    let [told] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(told.message, "the face `house` has no 葛 in the form of U+E0101; it is set in `frames`");
    let (loaded, compiled) = case.set();
    let shown: Vec<(String, &str)> = runs(&compiled.pages[0])
        .into_iter()
        .map(|(words, run)| (words, loaded.library.face(run.face).name()))
        .collect();
    let wanted = [("望", "house"), ("葛\u{E0101}", "frames"), ("江", "house")];
    assert_eq!(shown, wanted.map(|(words, face)| (words.to_owned(), face)));
}

#[test]
fn letters_of_a_script_and_parts_of_an_emoji_are_told_together() {
    let font = embedded("song").to_vec();
    let told = |text: &str| -> Vec<String> {
        let case = Case::new(&font, "", "across", text);
        case.findings().iter().map(|found| format!("{}: {}", found.code.name(), found.message)).collect()
    };
    let devanagari = told("印地语的“नमस्ते”是问好");
    assert_eq!(devanagari, ["glyph-missing: no face has these letters of the Devanagari script"]);
    let emoji = "👩\u{200D}🚒";
    assert_eq!(
        told(&format!("消防员{emoji}来了")),
        [format!("glyph-missing: no face has the emoji {emoji}")]
    );
    assert_eq!(told("国旗🇨🇳升起").len(), 1);
    // Two signs are two, and a lone letter is told with its code.
    assert_eq!(told("笑😀哭😭").len(), 2);
    assert_eq!(told("字母ก"), ["glyph-missing: no face has ก (U+0E01)"]);
    assert_eq!(told("两个𪚥𪛅字").len(), 2);
}

#[test]
fn the_faces_have_what_chinese_news_needs() {
    let library = banxin::font::Library::embedded();
    let lacks = |face: &str, text: &str| -> String {
        let face = library.face(library.find(face).expect("an embedded face"));
        text.chars().filter(|c| face.glyph(*c).is_none()).collect()
    };
    // Elements 104 to 118 by their names of 2013 and 2017; Noto Serif 2.001 lacks four of the newest.
    let elements = "𬬻𬭊𬭳𬭛𬭶鿏𫟼𬬭鿔鿭𫓧镆𫟷鿬鿫";
    let names = "㐂𠮷髙﨑槑喆堃珺玥璟";
    let letters = "ŁłŠšČčŽžŘřŐőŰűĐđŞşĞğİıŢţȘșȚțÆæØøÞþ";
    let vietnamese = "ĂăÂâĐđÊêÔôƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ";
    let traditional = "臺灣鬱體龜憂鬱藝術國際機場總統選舉濟經貿廣東話粵滙豐";
    for face in ["song", "song-heavy", "hei", "hei-heavy", "kai"] {
        let newest = if face.starts_with("song") { "鿭𫟷鿬鿫" } else { "" };
        assert_eq!(lacks(face, elements), newest, "{face}");
        for text in [names, letters, vietnamese, traditional] {
            assert_eq!(lacks(face, text), "", "{face}");
        }
    }
}
