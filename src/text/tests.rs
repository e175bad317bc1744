//! What a paragraph's clusters are, drawn as text.

use super::faces::GETA;
use super::*;
use crate::diagnostic::FileId;
use crate::font::{FaceId, Library};
use crate::geometry::Length;
use crate::issue::Text;
use crate::layout::{Kinsoku, Punctuation};

fn style(library: &Library, face: &str, punctuation: Punctuation, vertical: bool) -> TextStyle<'static> {
    static HOUSE: std::sync::LazyLock<House> = std::sync::LazyLock::new(House::default);
    let face = library.find(face).expect("an embedded face");
    TextStyle {
        strong_face: library.find("hei").expect("an embedded face"),
        punctuation,
        vertical,
        ..TextStyle::new(face, Length::pt(1000), &HOUSE)
    }
}

fn face(paragraph: &Paragraph, cluster: usize) -> FaceId {
    paragraph.font_of(cluster).face
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
    assert_eq!(Some(face(&paragraph, 0)), library.find("song"));
    assert_eq!(Some(face(&paragraph, 1)), library.find("kai"));
    assert!(paragraph.missing.is_empty());
}

#[test]
fn kai_borrows_vertical_dashes_too() {
    let library = Library::embedded();
    let style = style(&library, "kai", Punctuation::Kaiming, true);
    let text = Text::plain(FileId(0), "——论", 0);
    let paragraph = prepare(&text, &style, &mut Shaper::new(&library));
    assert_eq!(Some(face(&paragraph, 0)), library.find("song"));
    assert_eq!(Some(face(&paragraph, 1)), library.find("kai"));
}

#[test]
fn two_figures_stand_abreast_in_vertical_lines() {
    let library = Library::embedded();
    let style = style(&library, "song", Punctuation::Kaiming, true);
    let text = Text::plain(FileId(0), "乘18路到2026年5号", 0);
    let paragraph = prepare(&text, &style, &mut Shaper::new(&library));
    let clusters: Vec<&str> = (0..paragraph.len()).map(|at| paragraph.text_of(at)).collect();
    assert_eq!(clusters, ["乘", "18", "路", "到", "2", "0", "2", "6", "年", "5", "号"]);
    let turned: Vec<bool> = (0..paragraph.len()).map(|at| paragraph.font_of(at).turned).collect();
    assert_eq!(turned, [false, false, false, false, true, true, true, true, false, false, false]);
    // Four figures take their own widths, with the gaps of Western words; their em box is on the axis.
    assert!(paragraph.width[4] < 600 * 65_536 && paragraph.glyphs_of(4)[0].across == -380 * 65_536);
    assert_eq!((paragraph.gap[3] >> 16, paragraph.gap[7] >> 16), (250, 250));
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
    let geta = Library::embedded();
    let song = geta.find("song").expect("an embedded face");
    let lack = Lack::Glyph;
    let missing = Missing { character: '\u{2A700}', lack, face: song, at: 3, length: 4, found_in: None };
    assert_eq!(paragraph.missing, [missing]);
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
                Break::Yes | Break::Wish | Break::Hyphen => "|",
                Break::Word | Break::Address => "'",
                Break::Keep | Break::LastResort | Break::No => "",
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
    assert_eq!(broken("CSDN (Chinese)的"), "CSDN |(Chi'nese)|的");
    assert_eq!(broken("见http://www.a.cn/b的"), "见|http://'www.a.cn/b|的");
    assert_eq!(broken("1,400.5元"), "1,400.5|元");
    assert_eq!(broken("甲　乙"), "甲　|乙");
    assert_eq!(broken("甲(AB)乙"), "甲|(AB)|乙");
    assert_eq!(broken("甲(乙)丙"), "甲|(乙)|丙");
    assert_eq!(broken("第１２３４次"), "第|１２３４|次");
    assert_eq!(broken("甲⸺⸺乙"), "甲|⸺|⸺|乙");
    assert_eq!(broken("甲————乙"), "甲|——|——|乙");
    assert_eq!(broken("甲…………乙"), "甲|……|……|乙");
}
