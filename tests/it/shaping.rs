//! The shaping cache against rustybuzz itself: every ideograph of every embedded face in several
//! contexts, and random strings, across and down, in every form. Each condition of the cache is
//! left out once, and the same checks must see it.

use banxin::font::{FaceId, Library};
use banxin::text::{CacheConditions, GlyphForm, ShapeRun, ShapedGlyph, Shaper};

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// Characters that lookups, clusters and normalisation care for, and some that they do not.
const ODD: &[char] = &[
    'A',
    'V',
    'T',
    'o',
    'f',
    'i',
    'l',
    'j',
    '1',
    '7',
    '.',
    ',',
    ':',
    '/',
    '-',
    '\'',
    '(',
    ' ',
    'é',
    'e',
    'ê',
    'ñ',
    '·',
    '—',
    '…',
    '“',
    '”',
    '‘',
    '’',
    '，',
    '。',
    '、',
    '（',
    '）',
    '《',
    '》',
    '！',
    '？',
    '～',
    '々',
    '〇',
    'か',
    'が',
    'ァ',
    'ノ',
    'ー',
    'ㄅ',
    'α',
    'Я',
    '①',
    '→',
    '●',
    '％',
    '℃',
    '0',
    '５',
    '\u{301}',
    '\u{300}',
    '\u{308}',
    '\u{3099}',
    '\u{309A}',
    '\u{302A}',
    '\u{20DD}',
    '\u{200D}',
    '\u{200B}',
    '\u{FE00}',
    '\u{FE0F}',
    '\u{E0100}',
    '\u{2044}',
    '\u{1100}',
    '\u{1161}',
    '\u{11A8}',
    '가',
    '각',
    '\u{F900}',
    '\u{FA0E}',
    '\u{2F800}',
    '礼',
    '箁',
    '中',
    '国',
    '😀',
    '\u{1F3FB}',
    '𠮷',
    '\u{A0}',
    '\u{2009}',
    '\u{AD}',
    '≠',
    '=',
    '\u{338}',
];

fn both(shaper: &mut Shaper<'_>, run: &ShapeRun<'_>) -> (Vec<ShapedGlyph>, Vec<ShapedGlyph>) {
    let (mut cached, mut plain) = (Vec::new(), Vec::new());
    shaper.shape(run, &mut cached);
    shaper.shape_uncached(run, &mut plain);
    (cached, plain)
}

fn faces(library: &Library) -> Vec<FaceId> {
    library.iter().map(|(id, _)| id).collect()
}

/// How many of `rounds` random strings of a face come out otherwise than rustybuzz has them.
fn differences(library: &Library, conditions: CacheConditions, face: FaceId, rounds: usize) -> usize {
    let mut shaper = Shaper::with_conditions(library, conditions);
    let mut random = Random(0x2545_F491_4F6C_DD1D + u64::from(face.0));
    let known: Vec<char> = library.face(face).characters().map(|(character, _)| character).collect();
    let mut text = String::new();
    let mut found = 0;
    for round in 0..rounds {
        text.clear();
        for _ in 0..1 + random.below(10) {
            let odd = random.below(3) > 0;
            text.push(if odd { ODD[random.below(ODD.len())] } else { known[random.below(known.len())] });
        }
        let forms = [
            GlyphForm::Text,
            GlyphForm::Text,
            GlyphForm::HalfWidth,
            GlyphForm::Proportional,
            GlyphForm::Spaced,
        ];
        let form = forms[round % forms.len()];
        let (cached, plain) =
            both(&mut shaper, &ShapeRun { face, text: &text, vertical: round % 3 == 0, form });
        if cached != plain {
            found += 1;
            if conditions == CacheConditions::default() {
                assert_eq!(
                    cached,
                    plain,
                    "{:?} {text:?} {}",
                    library.face(face).name(),
                    text.escape_unicode()
                );
            }
        }
    }
    found
}

#[test]
fn random_strings_are_shaped_as_rustybuzz_shapes_them() {
    let library = Library::embedded();
    for face in faces(&library) {
        assert_eq!(differences(&library, CacheConditions::default(), face, 40_000), 0);
    }
}

#[test]
fn every_ideograph_is_shaped_alike_in_every_company() {
    let library = Library::embedded();
    for face in faces(&library) {
        let mut shaper = Shaper::new(&library);
        let ideographs: Vec<char> = (library.face(face).characters())
            .map(|(character, _)| character)
            .filter(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}'))
            .collect();
        assert!(ideographs.len() > 8_000, "{}", library.face(face).name());
        let mut text = String::new();
        // Twelve to a string, each with other company before and behind it.
        for (at, some) in ideographs.chunks(12).enumerate() {
            text.clear();
            for (number, ideograph) in some.iter().enumerate() {
                text.push(*ideograph);
                text.push(ODD[(at * 7 + number * 5) % ODD.len()]);
                text.push(*ideograph);
                text.push(['中', '，', '“', 'A', '1', '—', 'カ', '\u{FE00}'][(at + number) % 8]);
                text.push(*ideograph);
            }
            for vertical in [false, true] {
                let run = ShapeRun { face, text: &text, vertical, form: GlyphForm::Text };
                let (cached, plain) = both(&mut shaper, &run);
                assert_eq!(cached, plain, "{} {text:?}", library.face(face).name());
            }
        }
    }
}

/// With any condition left out the same strings come out otherwise.
#[test]
fn each_condition_is_needed() {
    let library = Library::embedded();
    let all = CacheConditions::default();
    for (name, conditions) in [
        ("starts", CacheConditions { starts: false, ..all }),
        ("follows", CacheConditions { follows: false, ..all }),
        ("pulls", CacheConditions { pulls: false, ..all }),
    ] {
        let found: usize =
            faces(&library).into_iter().map(|face| differences(&library, conditions, face, 8_000)).sum();
        assert!(found > 0, "nobody saw that `{name}` was left out");
    }
}

#[test]
fn forms_of_figures_and_quotes() {
    let library = Library::embedded();
    let mut shaper = Shaper::new(&library);
    let mut widths = |face: &str, text: &str, form: GlyphForm| -> Vec<i32> {
        let face = library.find(face).expect("an embedded face");
        let mut glyphs = Vec::new();
        shaper.shape(&ShapeRun { face, text, vertical: false, form }, &mut glyphs);
        glyphs.iter().map(|glyph| glyph.advance).collect()
    };
    for face in ["song", "song-heavy", "hei", "hei-heavy"] {
        assert_eq!(widths(face, "2026", GlyphForm::HalfWidth), [500; 4], "{face}");
        assert_ne!(widths(face, "2026", GlyphForm::Text), [500; 4], "{face}");
        assert!(widths(face, "“", GlyphForm::Proportional)[0] < 750, "{face}");
        assert_eq!(widths(face, "“", GlyphForm::Text), [1000], "{face}");
    }
}
