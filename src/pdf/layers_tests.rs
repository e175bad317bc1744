//! Characters that a face draws with one glyph read back as themselves, with ActualText and without.

use std::collections::BTreeMap;

use lopdf::Document;

use super::sample::{Sample, Setting, each, line, page};
use super::write_tests::{Reading, open, read};

const FACES: [&str; 5] = ["song", "song-heavy", "hei", "hei-heavy", "kai"];

/// What a reader that knows no ActualText gets.
fn plainly(reading: &Reading) -> String {
    reading.shown.iter().map(|shown| reading.fonts[&shown.font].unicode[&shown.code].as_str()).collect()
}

fn content(document: &Document) -> String {
    String::from_utf8_lossy(&document.get_page_content(document.get_pages()[&1])).into_owned()
}

/// The characters of a face that share their glyph with others.
fn sharing(sample: &Sample, face: &str) -> String {
    let face = sample.library.face(sample.library.find(face).expect("embedded"));
    let mut by_glyph: BTreeMap<u16, Vec<char>> = BTreeMap::new();
    for (character, glyph) in face.characters() {
        by_glyph.entry(glyph).or_default().push(character);
    }
    by_glyph.into_values().filter(|characters| characters.len() > 1).flatten().collect()
}

#[test]
fn characters_of_one_glyph_read_back_as_themselves() {
    for face in FACES {
        for vertical in [false, true] {
            let mut sample = Sample::new();
            let text = sharing(&sample, face);
            assert!(text.contains("〜～") && text.chars().count() >= 14, "{face}: {text}");
            let mut only = page(1);
            let setting = Setting { vertical, ..Setting::of(face, 10.0) };
            // Twice, so that each is shown before and after the others of its glyph.
            let twice = text.clone() + &text.chars().rev().collect::<String>();
            line(&mut only, &sample.library, &setting, (40.0, 60.0), &each(&twice));
            sample.pages = vec![only];
            let document = open(&sample);
            let reading = read(&document, 1);
            assert_eq!(reading.text, twice, "{face}");
            assert_eq!(plainly(&reading), twice, "{face}");
            assert!(!content(&document).contains("ActualText"), "{face}");
        }
    }
}

#[test]
fn what_stands_for_characters_that_no_face_has_never_reads_as_another() {
    for count in [2_u32, 20, 80] {
        let mut sample = Sample::new();
        let mut only = page(1);
        // As it is set: the glyph of the geta mark with the text of a character that no face has.
        let setting = Setting::of("song", 4.0);
        let shown = "〓".repeat(count as usize);
        line(&mut only, &sample.library, &setting, (40.0, 60.0), &each(&shown));
        let text: String = (0..count).filter_map(|nth| char::from_u32(0xE000 + nth)).collect();
        assert_eq!(text.len(), shown.len());
        only.text = std::sync::Arc::new(text.clone());
        line(&mut only, &sample.library, &setting, (40.0, 80.0), &["〓", "国"]);
        let text = text + "〓国";
        sample.pages = vec![only];
        let document = open(&sample);
        let reading = read(&document, 1);
        assert_eq!(reading.text, text);
        let plain = plainly(&reading);
        let unknown = plain.chars().zip(text.chars()).filter(|(read, written)| {
            assert!(read == written || *read == '\u{FFFD}', "{written:?} reads as {read:?}");
            read != written
        });
        // Only a manuscript full of them needs ActualText.
        let unknown = unknown.count();
        assert_eq!(unknown > 0, count == 80, "{count}: {unknown} unknown");
        assert_eq!(content(&document).matches("ActualText").count(), unknown);
        assert_eq!(
            reading.fonts.len(),
            reading.shown.iter().map(|shown| &shown.font).collect::<std::collections::BTreeSet<_>>().len()
        );
    }
}
