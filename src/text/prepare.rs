//! From words to a [`Paragraph`]: clean, choose faces, shape, space, find breaks.

use crate::font::FaceId;
use crate::geometry::Length;
use crate::issue::{Emphasis, Text};
use crate::layout::{Kinsoku, Punctuation};

use super::breaks;
use super::class::{Class, is_ignorable, vertical_form};
use super::clean::{Letter, clean};
use super::paragraph::{Break, GapKind, Glyph, Missing, Paragraph};
use super::shape::{ShapedGlyph, Shaper};
use super::space;

/// How a paragraph's words are set; the part of a style that shapes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// The face of ordinary words.
    pub face: FaceId,
    /// The face of stressed words.
    pub strong_face: FaceId,
    /// The em.
    pub size: Length,
    /// Punctuation style.
    pub punctuation: Punctuation,
    /// Kinsoku level.
    pub kinsoku: Kinsoku,
    /// Whether lines run down the page.
    pub vertical: bool,
}

/// What stands for a character that no face has: the geta mark (〓), as compositors set it.
const GETA: char = '〓';

/// Letters that are shaped together.
struct Chunk {
    face: FaceId,
    letters: std::ops::Range<usize>,
    /// Set with [`GETA`] glyphs because no face has the characters.
    missing: bool,
    /// Set side by side in one em of a vertical line (纵中横, tate-chu-yoko).
    abreast: bool,
}

/// Shapes and measures the words of one paragraph.
///
/// Never fails: characters that no face of the chain has are set as 〓 and listed in
/// [`Paragraph::missing`], as are those that came from a fallback face.
pub fn prepare(text: &Text, style: &TextStyle, shaper: &mut Shaper<'_>) -> Paragraph {
    let mut letters = clean(text);
    if style.vertical {
        for letter in &mut letters {
            letter.character = vertical_form(letter.character);
        }
    }
    let mut paragraph = Paragraph { size: style.size, vertical: style.vertical, ..Paragraph::default() };
    paragraph.text = letters.iter().map(|letter| letter.character).collect();
    let chunks = choose_faces(&letters, style, shaper, &mut paragraph.missing);
    let mut glyphs: Vec<ShapedGlyph> = Vec::new();
    let mut base = 0usize;
    for chunk in chunks {
        let letters = &letters[chunk.letters];
        let length: usize = letters.iter().map(|letter| letter.character.len_utf8()).sum();
        glyphs.clear();
        if chunk.abreast {
            let run = &paragraph.text[base..base + length];
            shaper.shape(chunk.face, run, false, &mut glyphs);
            push_abreast(&mut paragraph, letters, base, chunk.face, shaper.units_per_em(chunk.face), &glyphs);
            base += length;
            continue;
        }
        if chunk.missing {
            let visible = letters.iter().filter(|letter| !is_ignorable(letter.character));
            let stand_in: String = visible.map(|_| GETA).collect();
            shaper.shape(chunk.face, &stand_in, style.vertical, &mut glyphs);
            renumber(&mut glyphs, letters);
        } else {
            let run = &paragraph.text[base..base + length];
            shaper.shape(chunk.face, run, style.vertical, &mut glyphs);
        }
        push_clusters(&mut paragraph, letters, base, chunk.face, shaper.units_per_em(chunk.face), &glyphs);
        base += length;
    }
    paragraph.glyph_start.push(paragraph.glyphs.len() as u32);
    paragraph.text_start.push(paragraph.text.len() as u32);
    let count = paragraph.len();
    paragraph.gap = vec![0; count];
    paragraph.gap_kind = vec![GapKind::Plain; count];
    paragraph.tail = vec![0; count];
    paragraph.breaks = vec![Break::No; count];
    space::space(&mut paragraph, style.punctuation);
    breaks::find(&mut paragraph, style.kinsoku);
    paragraph
}

/// Gives stand-in glyphs, one for each letter, the byte offsets of those letters.
fn renumber(glyphs: &mut [ShapedGlyph], letters: &[Letter]) {
    let mut at = 0;
    let mut glyphs = glyphs.iter_mut();
    for letter in letters {
        if !is_ignorable(letter.character)
            && let Some(glyph) = glyphs.next()
        {
            glyph.cluster = at;
        }
        at += letter.character.len_utf8() as u32;
    }
}

/// Cuts the letters into chunks of one face, going down the chain where a face lacks one.
fn choose_faces(
    letters: &[Letter],
    style: &TextStyle,
    shaper: &mut Shaper<'_>,
    missing: &mut Vec<Missing>,
) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut dashes = 0;
    let mut pair_ends = 0;
    for (at, letter) in letters.iter().enumerate() {
        // Fonts join three dashes into one glyph; dashes are shaped in pairs, which are units.
        let new_pair = letter.class == Class::Dash && dashes > 0 && dashes % 2 == 0;
        dashes = if letter.class == Class::Dash { dashes + 1 } else { 0 };
        let named = match letter.emphasis {
            Emphasis::None => style.face,
            Emphasis::Strong => style.strong_face,
        };
        let picked = match chunks.last() {
            // What shows nothing goes along with what stands before it.
            Some(last) if is_ignorable(letter.character) => Some((last.face, last.missing)),
            // A mark is set in the face of its base, if that face has it.
            Some(last) if letter.class == Class::Mark && !last.missing => {
                shaper.library().face(last.face).glyph(letter.character).map(|_| (last.face, false))
            }
            _ => None,
        };
        let (face, lacking) = picked.unwrap_or_else(|| match pick(named, letter, style.vertical, shaper) {
            Some(face) => (face, false),
            None => (with_geta(named, shaper), !is_ignorable(letter.character)),
        });
        let has_glyph = shaper.library().face(named).glyph(letter.character).is_some();
        if lacking || (face != named && !has_glyph && !is_ignorable(letter.character)) {
            missing.push(Missing {
                character: letter.character,
                at: letter.at as usize,
                found_in: (!lacking).then_some(face),
            });
        }
        if at < pair_ends {
            continue; // the second of two figures abreast went along with the first
        }
        if style.vertical && !lacking && two_figures(letters, at) {
            pair_ends = at + 2;
            chunks.push(Chunk { face, letters: at..at + 2, missing: false, abreast: true });
            continue;
        }
        match chunks.last_mut() {
            Some(chunk) if chunk.face == face && chunk.missing == lacking && !chunk.abreast && !new_pair => {
                chunk.letters.end = at + 1;
            }
            _ => chunks.push(Chunk { face, letters: at..at + 1, missing: lacking, abreast: false }),
        }
    }
    chunks
}

/// The first face of the chain that has the character, fit for Chinese text: a bracket, a quote, a
/// dash or an ellipsis must be a full em wide and have a form for vertical lines, which it has not
/// in faces drawn for Western text first.
fn pick(named: FaceId, letter: &Letter, vertical: bool, shaper: &mut Shaper<'_>) -> Option<FaceId> {
    let library = shaper.library();
    let mut narrow = None;
    for face in library.chain(named) {
        let Some(glyph) = library.face(*face).glyph(letter.character) else { continue };
        if !letter.class.needs_full_width() {
            return Some(*face);
        }
        if shaper.is_fit(*face, letter.character, glyph, vertical) {
            return Some(*face);
        }
        narrow = narrow.or(Some(*face));
    }
    narrow
}

/// Whether a number of just two figures of one kind starts here: in vertical lines they stand side
/// by side in one em. Longer numbers do not fit, and signs make them part of something longer.
fn two_figures(letters: &[Letter], at: usize) -> bool {
    let class = |at: usize| letters.get(at).map(|letter| letter.class);
    let outside =
        |class: Option<Class>| !class.is_some_and(|class| class.is_western() || class == Class::Space);
    let before = at.checked_sub(1).and_then(class);
    class(at) == Some(Class::Digit)
        && class(at + 1) == Some(Class::Digit)
        && letters[at].emphasis == letters[at + 1].emphasis
        && outside(before)
        && outside(class(at + 2))
}

/// The first face of the chain that has the stand-in for missing characters.
fn with_geta(named: FaceId, shaper: &Shaper<'_>) -> FaceId {
    let library = shaper.library();
    let chain = library.chain(named).iter().copied();
    chain.into_iter().find(|face| library.face(*face).glyph(GETA).is_some()).unwrap_or(named)
}

/// Appends one cluster of an em that holds glyphs side by side, shaped across and centred on the
/// vertical line.
fn push_abreast(
    paragraph: &mut Paragraph,
    letters: &[Letter],
    base: usize,
    face: FaceId,
    units_per_em: i64,
    glyphs: &[ShapedGlyph],
) {
    let em = paragraph.size;
    let scale = |units: i32| em.scale(i64::from(units), units_per_em).0 as i32;
    paragraph.glyph_start.push(paragraph.glyphs.len() as u32);
    paragraph.text_start.push(base as u32);
    let mut x = -glyphs.iter().map(|glyph| glyph.advance).sum::<i32>() / 2;
    for glyph in glyphs {
        // A glyph of a vertical line hangs from the middle of its top.
        let across = scale(x + glyph.advance / 2 + glyph.along);
        paragraph.glyphs.push(Glyph { id: glyph.id, along: scale(-glyph.across), across });
        x += glyph.advance;
    }
    paragraph.source.push(letters.first().map_or(0, |letter| letter.at));
    // Together they stand like an ideograph: no gap parts them from their neighbours.
    paragraph.class.push(Class::Han);
    paragraph.face.push(face);
    paragraph.width.push(em.0 as i32);
}

/// Appends the clusters of one shaped run.
fn push_clusters(
    paragraph: &mut Paragraph,
    letters: &[Letter],
    base: usize,
    face: FaceId,
    units_per_em: i64,
    glyphs: &[ShapedGlyph],
) {
    let em = paragraph.size;
    let scale = |units: i32| em.scale(i64::from(units), units_per_em).0 as i32;
    let mut byte = 0u32;
    let mut letter = letters.iter();
    let mut at = 0;
    while at < glyphs.len() {
        let cluster = glyphs[at].cluster;
        let mut advance = 0;
        paragraph.glyph_start.push(paragraph.glyphs.len() as u32);
        paragraph.text_start.push(base as u32 + cluster);
        while at < glyphs.len() && glyphs[at].cluster == cluster {
            let glyph = &glyphs[at];
            paragraph.glyphs.push(Glyph {
                id: glyph.id,
                along: scale(advance + glyph.along),
                across: scale(glyph.across),
            });
            advance += glyph.advance;
            at += 1;
        }
        // The letter that opens this cluster.
        let opening = loop {
            match letter.next() {
                Some(candidate) if byte < cluster => byte += candidate.character.len_utf8() as u32,
                other => break other,
            }
        };
        if let Some(opening) = opening {
            byte += opening.character.len_utf8() as u32;
        }
        paragraph.source.push(opening.map_or(0, |letter| letter.at));
        paragraph.class.push(opening.map_or(Class::Han, |letter| letter.class));
        paragraph.face.push(face);
        paragraph.width.push(scale(advance));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::font::Library;

    fn style(library: &Library, face: &str, punctuation: Punctuation, vertical: bool) -> TextStyle {
        let face = library.find(face).expect("an embedded face");
        TextStyle {
            face,
            strong_face: library.find("hei").expect("an embedded face"),
            size: Length::pt(1000),
            punctuation,
            kinsoku: Kinsoku::Basic,
            vertical,
        }
    }

    fn set(text: &str, punctuation: Punctuation) -> Paragraph {
        let library = Library::embedded();
        let style = style(&library, "song", punctuation, false);
        prepare(&Text::plain(FileId(0), text, 0), &style, &mut Shaper::new(&library))
    }

    /// Where each cluster's ink starts and where the text ends, in thousandths of an em.
    fn drawn(paragraph: &Paragraph) -> String {
        let mut out = String::new();
        let mut x = 0i64;
        for at in 0..paragraph.len() {
            out += &format!("{}@{} ", paragraph.text_of(at), (x + 32_768) / 65_536);
            x += i64::from(paragraph.width[at]);
            let last = at + 1 == paragraph.len();
            x += i64::from(if last { paragraph.tail[at] } else { paragraph.gap[at] });
        }
        format!("{out}={}", (x + 32_768) / 65_536)
    }

    #[test]
    fn pairs_of_marks_lose_a_half_em() {
        use Punctuation::{Banjiao, Kaiming, Quanjiao};
        // Close + pause, stop + close, pause + open, open + open, colon + open.
        assert_eq!(drawn(&set("》，", Quanjiao)), "》@0 ，@500 =1500");
        assert_eq!(drawn(&set("。”说", Quanjiao)), "。@0 ”@500 说@1500 =2500");
        assert_eq!(drawn(&set("。”说", Kaiming)), "。@0 ”@500 说@1500 =2500");
        assert_eq!(drawn(&set("，《说", Quanjiao)), "，@0 《@1000 说@1500 =2500");
        assert_eq!(drawn(&set("，《说", Kaiming)), "，@0 《@500 说@1000 =2000");
        assert_eq!(drawn(&set("说《“说", Quanjiao)), "说@0 《@1500 “@2000 说@2500 =3500");
        assert_eq!(drawn(&set("说：“说", Kaiming)), "说@0 ：@1000 “@1500 说@2000 =3000");
        assert_eq!(drawn(&set("（）", Quanjiao)), "（@0 ）@500 =1500");
        assert_eq!(drawn(&set("。”。", Quanjiao)), "。@0 ”@500 。@1000 =2000");
        assert_eq!(drawn(&set("说。说", Banjiao)), "说@0 。@1000 说@1500 =2500");
        assert_eq!(drawn(&set("说。说", Kaiming)), "说@0 。@1000 说@2000 =3000");
    }

    #[test]
    fn marks_are_moved_into_their_half() {
        let paragraph = set("“说，", Punctuation::Kaiming);
        assert_eq!(paragraph.glyphs_of(0)[0].along, -500 * 65_536);
        assert_eq!(paragraph.glyphs_of(2)[0].along, 0);
        assert_eq!(paragraph.width[0], 500 * 65_536);
        // The dot is half an em whatever the face says, and stands in its middle.
        let dot = set("李·林", Punctuation::Kaiming);
        assert_eq!(dot.width[1], 500 * 65_536);
        assert!(dot.glyphs_of(1)[0].along > 0);
    }

    #[test]
    fn han_and_western_are_parted_by_a_quarter_em() {
        let paragraph = set("达95%的", Punctuation::Kaiming);
        let gaps: Vec<i32> = paragraph.gap.iter().map(|gap| gap / 65_536).collect();
        assert_eq!(gaps, [250, 0, 0, 250, 0]);
        assert!(set("，A（", Punctuation::Kaiming).gap.iter().all(|gap| *gap == 0));
        assert!(set("务+基", Punctuation::Kaiming).gap.iter().all(|gap| *gap == 0));
    }

    #[test]
    fn a_dash_pair_is_one_cluster_with_both_characters() {
        let paragraph = set("地——北", Punctuation::Kaiming);
        assert_eq!(paragraph.len(), 3);
        assert_eq!(paragraph.text_of(1), "——");
        assert_eq!(paragraph.width[1], 2000 * 65_536);
        assert_eq!(paragraph.source, [0, 3, 9]);
    }

    #[test]
    fn kai_borrows_full_width_quotes_without_a_word() {
        let library = Library::embedded();
        let style = style(&library, "kai", Punctuation::Kaiming, false);
        let text = Text::plain(FileId(0), "“楷”", 0);
        let paragraph = prepare(&text, &style, &mut Shaper::new(&library));
        assert_eq!(Some(paragraph.face[0]), library.find("song"));
        assert_eq!(Some(paragraph.face[1]), library.find("kai"));
        assert!(paragraph.missing.is_empty());
    }

    #[test]
    fn kai_borrows_vertical_dashes_too() {
        let library = Library::embedded();
        let style = style(&library, "kai", Punctuation::Kaiming, true);
        let text = Text::plain(FileId(0), "——论", 0);
        let paragraph = prepare(&text, &style, &mut Shaper::new(&library));
        assert_eq!(Some(paragraph.face[0]), library.find("song"));
        assert_eq!(Some(paragraph.face[1]), library.find("kai"));
    }

    #[test]
    fn two_figures_stand_abreast_in_vertical_lines() {
        let library = Library::embedded();
        let style = style(&library, "song", Punctuation::Kaiming, true);
        let text = Text::plain(FileId(0), "乘18路到2026年5号", 0);
        let paragraph = prepare(&text, &style, &mut Shaper::new(&library));
        let clusters: Vec<&str> = (0..paragraph.len()).map(|at| paragraph.text_of(at)).collect();
        assert_eq!(clusters, ["乘", "18", "路", "到", "2", "0", "2", "6", "年", "5", "号"]);
        let [one, eight] = paragraph.glyphs_of(1) else { panic!("two glyphs") };
        assert!(one.across < 0 && eight.across > 0, "{one:?} {eight:?}");
        // Evenly about the axis: half of their width on either side.
        assert!((one.across + eight.across).abs() < 60 * 65_536, "{one:?} {eight:?}");
        assert_eq!(paragraph.width[1], 1000 * 65_536);
        assert_eq!(paragraph.gap[..3], [0, 0, 0]);
        assert_eq!(paragraph.source[..4], [0, 3, 5, 8]);
    }

    #[test]
    fn a_character_nobody_has_is_set_as_geta_and_reported() {
        let paragraph = set("甲\u{2A700}乙", Punctuation::Kaiming);
        assert_eq!(paragraph.len(), 3);
        assert_eq!(paragraph.text_of(1), "\u{2A700}");
        assert_eq!(paragraph.missing, [Missing { character: '\u{2A700}', at: 3, found_in: None }]);
        let geta = Library::embedded();
        let song = geta.find("song").expect("an embedded face");
        assert_eq!(Some(paragraph.glyphs_of(1)[0].id), geta.face(song).glyph(GETA));
    }

    /// The text with `|` where a line may end and `'` where it may in an emergency.
    fn broken(text: &str) -> String {
        broken_at(text, Kinsoku::Basic)
    }

    fn broken_at(text: &str, kinsoku: Kinsoku) -> String {
        let library = Library::embedded();
        let style = TextStyle { kinsoku, ..style(&library, "song", Punctuation::Kaiming, false) };
        let paragraph = prepare(&Text::plain(FileId(0), text, 0), &style, &mut Shaper::new(&library));
        let mut out = String::new();
        for at in 0..paragraph.len() {
            out += paragraph.text_of(at);
            if at + 1 < paragraph.len() {
                out += match paragraph.breaks[at] {
                    Break::Yes => "|",
                    Break::Word | Break::Address => "'",
                    Break::LastResort | Break::No => "",
                };
            }
        }
        out
    }

    #[test]
    fn levels_of_kinsoku() {
        let text = "甲……乙——丙／丁，戊A/己";
        assert_eq!(broken_at(text, Kinsoku::None), "甲|……|乙|——|丙|／|丁|，|戊|A/|己");
        assert_eq!(broken_at(text, Kinsoku::Basic), "甲|……|乙|——|丙／|丁，|戊|A/|己");
        assert_eq!(broken_at(text, Kinsoku::Gb), "甲|……|乙|——|丙／丁，|戊|A/己");
        assert_eq!(broken_at(text, Kinsoku::Strict), "甲……|乙——|丙／丁，|戊|A/己");
    }

    #[test]
    fn lines_end_where_chinese_lines_may() {
        assert_eq!(broken("他说：“好。”《书》"), "他|说：|“好。”|《书》");
        assert_eq!(broken("等……地——北"), "等|……|地|——|北");
        assert_eq!(broken("达1400余家"), "达|1400|余|家");
        assert_eq!(broken("近97%，25℃的"), "近|97%，|25℃|的");
        assert_eq!(broken("字0710—L0070号"), "字|0710—L0070|号");
        assert_eq!(broken("李·克"), "李·|克");
        assert_eq!(broken("路-厂"), "路-|厂");
        assert_eq!(broken("AI（人）AI+精"), "AI|（人）|AI+|精");
        assert_eq!(broken("CSDN (Chinese)的"), "CSDN |(Ch'i'n'e'se)|的");
        assert_eq!(broken("见http://www.a.cn/b的"), "见|http://'www.'a.'cn/'b|的");
        assert_eq!(broken("1,400.5元"), "1,400.5|元");
        assert_eq!(broken("甲　乙"), "甲　|乙");
        assert_eq!(broken("甲(AB)乙"), "甲|(AB)|乙");
        assert_eq!(broken("甲(乙)丙"), "甲|(乙)|丙");
        assert_eq!(broken("第１２３４次"), "第|１２３４|次");
        assert_eq!(broken("甲⸺⸺乙"), "甲|⸺|⸺|乙");
        assert_eq!(broken("甲————乙"), "甲|——|——|乙");
        assert_eq!(broken("甲…………乙"), "甲|……|……|乙");
    }
}
