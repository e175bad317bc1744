//! Faces mixed on one line: their ideographs stand on one em box, measured by ink.

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::{Emphasis, Manner, Run, Text};
use banxin::text::{House, Paragraph, Shaper, TextStyle, prepare};

/// A thousand points, so that a thousandth of an em is a point.
const EM: Length = Length::pt(1000);
const FACES: [&str; 5] = ["song", "song-heavy", "hei", "hei-heavy", "kai"];

/// Characters that stand in the reference set of no face.
const WORDS: &str = "河水清淤边两岸春秋报纸新闻城乡路桥树林花草鱼鸟书画";

/// The words in `line`'s face, then the same in `other`.
fn mixed(line: &str, other: &str, words: &str, vertical: bool) -> Paragraph {
    let library = Library::embedded();
    let house = House::default();
    let face = |name: &str| library.find(name).expect("an embedded face");
    let style = TextStyle { lead_face: face(other), vertical, ..TextStyle::new(face(line), EM, &house) };
    let manner = Manner { emphasis: Emphasis::Lead, ..Manner::default() };
    let runs = vec![Run::plain(words, 0), Run { manner, ..Run::plain(words, words.len()) }];
    prepare(&Text { file: FileId(0), runs }, &style, &mut Shaper::new(&library))
}

/// Where the middle of the ink of some clusters lies, on the average: over the baseline, or up from
/// the foot of the em in lines that run down.
fn middle(paragraph: &Paragraph, clusters: std::ops::Range<usize>) -> i64 {
    let library = Library::embedded();
    let count = clusters.len() as i64;
    let heights = clusters.map(|cluster| {
        let glyph = paragraph.glyphs_of(cluster)[0];
        let tables = library.face(paragraph.font_of(cluster).face).tables();
        let ink = tables.and_then(|tables| tables.ink_box(glyph.id)).expect("ink").map(i64::from);
        let lift = if paragraph.vertical { -glyph.along } else { glyph.across };
        (ink[1] + ink[3]) / 2 + i64::from(lift >> 16)
    });
    heights.sum::<i64>() / count
}

#[test]
fn ideographs_of_mixed_faces_stand_alike() {
    let count = WORDS.chars().count();
    for line in FACES {
        for other in FACES {
            for vertical in [false, true] {
                let paragraph = mixed(line, other, WORDS, vertical);
                let (own, mixed) = (middle(&paragraph, 0..count), middle(&paragraph, count..count * 2));
                assert!((own - mixed).abs() <= 9, "{other} in {line}, {vertical}: {mixed} and {own}");
            }
        }
    }
    // The control: as the faces have them, kai stands low.
    let (song, kai) = (mixed("song", "song", WORDS, false), mixed("kai", "kai", WORDS, false));
    assert!(middle(&song, 0..count) - middle(&kai, 0..count) >= 18);
    assert!(kai.glyphs.iter().all(|glyph| glyph.across == 0));
}

#[test]
fn letters_and_figures_stay_on_the_baseline() {
    let paragraph = mixed("song", "kai", "水2026年AI", false);
    let across = |text: &str| -> Vec<i32> {
        let clusters = (0..paragraph.len()).filter(|at| paragraph.text_of(*at) == text);
        clusters.map(|at| paragraph.glyphs_of(at)[0].across).collect()
    };
    assert_eq!((across("2"), across("A")), (vec![0; 4], vec![0; 2]));
    let lifted = across("水");
    assert!(lifted[0] == 0 && lifted[1] > 0, "{lifted:?}");
}
