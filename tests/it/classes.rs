//! What the characters of other people's copy are on a Chinese line: where a line may end beside them,
//! how wide they are and what gaps stand beside them, drawn as text.

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::Text;
use banxin::layout::{Align, Digits, Kinsoku, Punctuation};
use banxin::line::{self, Setting};
use banxin::text::{Break, GapKind, House, Paragraph, Shaper, TextStyle, prepare};

/// A thousand points, so that a thousandth of an em is a point.
const EM: Length = Length::pt(1000);

fn with(text: &str, change: impl FnOnce(&mut TextStyle<'_>, &Library)) -> Paragraph {
    let library = Library::embedded();
    let house = House::default();
    let mut style = TextStyle::new(library.find("song").expect("an embedded face"), EM, &house);
    change(&mut style, &library);
    prepare(&Text::plain(FileId(0), text, 0), &style, &mut Shaper::new(&library))
}

fn set(text: &str) -> Paragraph {
    with(text, |_, _| {})
}

/// As [`set`], with figures half an em wide.
fn halved(text: &str) -> Paragraph {
    with(text, |style, _| style.digits = Digits::Half)
}

/// The text with `|` where a line may end, `~` where it would rather not, `-` where a word may be divided.
fn drawn(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for at in 0..paragraph.len() {
        out += paragraph.text_of(at);
        if at + 1 < paragraph.len() {
            out += match paragraph.breaks[at] {
                Break::Yes => "|",
                Break::Wish => "~",
                Break::Hyphen => "-",
                _ => "",
            };
        }
    }
    out
}

fn assert_breaks(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = drawn(&set(text));
            (found != *expected).then(|| format!("{text}: {found}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Each cluster with its width and, behind a plus, its gap, in thousandths of an em.
fn measured(paragraph: &Paragraph) -> String {
    let thousandths = |length: i32| (length + 32_768) >> 16;
    let mut out = Vec::new();
    for at in 0..paragraph.len() {
        let gap = if at + 1 < paragraph.len() { thousandths(paragraph.gap[at]) } else { 0 };
        let gap = if gap == 0 { String::new() } else { format!("+{gap}") };
        out.push(format!("{}{}{gap}", paragraph.text_of(at), thousandths(paragraph.width[at])));
    }
    out.join(" ")
}

#[test]
fn numbers_keep_their_ratios_and_signs() {
    assert_breaks(&[
        ("以3∶0战胜", "以|3∶0|战|胜"),
        ("增速68∶26∶6。", "增|速|68∶26∶6。"),
        ("以3：0胜10：30", "以|3：0|胜|10：30"),
        ("用（100.00±2.65）表", "用|（100.00±2.65）|表"),
        ("为3×4÷2＝6的", "为|3×4÷2＝6|的"),
        ("达≥60％，约≈3", "达|≥60％，|约|≈3"),
        ("为5＝−5", "为|5＝−5"),
        ("温＋3℃、－5℃", "温|＋3℃、|－5℃"),
        ("气温－5℃", "气|温|－5℃"),
        ("低于–12.5℃", "低|于|–12.5℃"),
        ("有5～10人", "有|5～10~人"),
        ("占5%～10%、5％—8％", "占|5%～10%、|5％—8％"),
        ("在2020–2025年", "在|2020–2025~年"),
        ("占3／4强", "占|3／4~强"),
        ("为3．5倍", "为|3．5~倍"),
        ("付5€的", "付|5€的"),
        ("住5＃楼", "住|5＃楼"),
        ("北纬30°15′30″处", "北|纬|30°15′30″|处"),
        ("约2½杯m²的H₂O", "约|2½|杯|m²|的|H₂O"),
        ("第３∶０、１，２００、５～１０", "第|３∶０、|１，２００、|５～１０"),
        // The controls: beside Han the same signs are free, and a connector only begins no line.
        ("长×宽＝积", "长|×|宽|＝|积"),
        ("北京～上海－北京", "北|京～|上|海－|北|京"),
        ("3月5日～10日", "3~月|5~日～|10~日"),
        ("京沪－5日", "京|沪－|5~日"),
        ("说：3个", "说：|3~个"),
        ("３，２", "３，|２"),
    ]);
}

#[test]
fn nothing_opens_inside_a_number() {
    for text in ["3∶0", "68∶26∶6", "100±2.65", "3×4", "5～10", "3：0", "30°15′", "￥50"] {
        let paragraph = set(&format!("甲{text}乙"));
        for at in 1..paragraph.len() - 2 {
            let inside = (paragraph.gap[at], paragraph.gap_kind[at]);
            assert_eq!(inside, (0, GapKind::Unit), "{text} behind {}", paragraph.text_of(at));
        }
        assert_eq!(paragraph.text, format!("甲{text}乙"));
    }
    assert_eq!(measured(&halved("以3∶0胜")), "以1000+250 3500 ∶1000 0500+250 胜1000");
    // Signs that fill their em bring their own white, narrow ones take the gap of Western text.
    assert_eq!(measured(&halved("差±2毫")), "差1000 ±1000 2500+250 毫1000");
    assert_eq!(measured(&halved("降−2毫")), "降1000+250 −580 2500+250 毫1000");
    assert_eq!(measured(&halved("角2°大")), "角1000+250 2500 °342+250 大1000");
}

#[test]
fn dashes_are_whole_one_by_one_two_by_two_and_three_by_three() {
    assert_breaks(&[
        ("曲—章", "曲—|章"),
        ("曲——章", "曲|——|章"),
        ("曲———章", "曲|———|章"),
        ("曲————章", "曲|——|——|章"),
        ("曲—————章", "曲|——|———|章"),
        ("曲——————章", "曲|——|——|——|章"),
        ("曲⸺章⸻末", "曲|⸺|章|⸻|末"),
        ("曲―――章", "曲|―――|章"),
        ("曲──章", "曲|──|章"),
        ("等…了……吧………吗", "等|…|了|……|吧|………|吗"),
        ("等⋯了⋯⋯吧…⋯吗⋯⋯⋯⋯", "等|⋯|了|⋯⋯|吧|…⋯|吗|⋯⋯|⋯⋯"),
    ]);
    let widths = |text: &str, face: &str, vertical: bool| {
        let paragraph = with(text, |style, library| {
            style.face = library.find(face).expect("an embedded face");
            style.vertical = vertical;
        });
        assert!(paragraph.missing.is_empty(), "{text} in {face}");
        let sum = |list: &[i32]| list.iter().map(|length| (length + 32_768) >> 16).sum::<i32>();
        sum(&paragraph.width) + sum(&paragraph.gap) - 2000
    };
    for face in ["song", "song-heavy", "hei", "hei-heavy", "kai"] {
        for vertical in [false, true] {
            for (text, width) in [
                ("曲——章", 2000),
                ("曲———章", 3000),
                ("曲—————章", 5000),
                ("曲⸺章", 2000),
                ("曲⸻章", 3000),
                ("曲⋯⋯章", 2000),
                ("曲⋯章", 1000),
                ("曲…⋯章", 2000),
            ] {
                assert_eq!(widths(text, face, vertical), width, "{text} {face} down: {vertical}");
            }
        }
    }
    // Three dashes are one stroke in song: one glyph, or glyphs whose ink meets.
    assert_eq!(set("曲———章").text, "曲———章");
}

#[test]
fn blanks_of_copy_hold_or_part_words() {
    assert_breaks(&[
        ("by 5\u{A0}km or 5\u{202F}km", "by |5\u{A0}km |or |5\u{A0}km"),
        ("跑5\u{A0}公里", "跑|5~公|里"),
        ("soft\u{AD}ware的", "soft-ware|的"),
        ("data\u{200B}base的甲\u{200B}乙\u{200B}，丙", "data|base|的|甲|乙，|丙"),
        ("甲\u{2060}乙丙\u{FEFF}丁", "甲乙|丙丁"),
        ("李\u{2003}强", "李　|强"),
    ]);
    for text in [
        "5\u{A0}km",
        "5\u{202F}km",
        "5\u{2007}km",
        "甲\u{202F}乙",
        "a\u{2009}b",
        "a\u{1680}b",
        "a\u{205F}b",
        "甲\u{3000}乙",
        "a\u{180E}b",
        "a\u{200C}b",
        "甲\u{200D}乙",
        "soft\u{AD}ware",
        "甲\u{2060}乙",
        "\u{FEFF}甲",
    ] {
        assert_eq!(set(text).missing, [], "{text:?}");
    }
    // A no-break blank is as white as a word space, and opens with those of its line.
    let (hold, word) = (set("5\u{A0}km"), set("5 km"));
    assert_eq!((hold.width, hold.gap, hold.gap_kind), (word.width, word.gap, word.gap_kind));
    // The hyphen is there only where the word is divided, and inside the measure.
    let paragraph = set("他们的hard\u{AD}ware与soft\u{AD}ware");
    assert_eq!(paragraph.text, "他们的hardware与software");
    let lines = line::set(&paragraph, &Setting::new(EM * 6, Length::ZERO, Align::Justify));
    let divided = lines.lines.iter().find(|line| line.cut == Break::Hyphen).expect("a divided word");
    assert!(paragraph.hang_of(divided.clusters.end - 1) < 0);
}

#[test]
fn straight_quotes_open_and_close() {
    assert_breaks(&[
        ("他说\"好\"了", "他|说|\"好\"|了"),
        ("他说＂好的＂了", "他|说|＂好|的＂|了"),
        ("叫'甲'的\"AI\"时代", "叫|'甲'|的|\"AI\"|时|代"),
        ("说\"走。\"后", "说|\"走。\"|后"),
        ("用the \"new\" era一词", "用|the |\"new\" |era|一|词"),
        ("27\"屏", "27\"|屏"),
    ]);
    // They keep their glyphs, on half an em as other quotes.
    assert_eq!(measured(&set("说\"好\"了")), "说1000 \"500 好1000 \"500 了1000");
    assert_eq!(measured(&set("说＂好＂了")), "说1000 ＂500 好1000 ＂500 了1000");
    let wide = with("说＂好＂了", |style, _| style.punctuation = Punctuation::Quanjiao);
    assert_eq!(measured(&wide), "说1000+500 ＂500 好1000 ＂500+500 了1000");
    assert_eq!(set("说\"好\"了").text, "说\"好\"了");
}

#[test]
fn every_kind_of_sign_stands_as_print_sets_it() {
    assert_breaks(&[
        // Symbols of an em are free.
        ("东→西←南", "东|→|西|←|南"),
        ("见①和Ⅲ级●甲■乙▲丙★丁", "见|①|和|Ⅲ|级|●|甲|■|乙|▲|丙|★|丁"),
        ("甲‖乙※丙〓丁〃戊", "甲|‖|乙|※|丙|〓|丁|〃|戊"),
        // Units and signs behind their number, and behind Han.
        ("有5㎡和6㎏、7㏄、8‰", "有|5㎡|和|6㎏、|7㏄、|8‰"),
        ("平方米²和注†的", "平|方|米²|和|注†|的"),
        // Signs before their number.
        ("见№5和§3、＃2、￥4、〒100", "见|№5|和|§3、|＃2、|￥4、|〒100"),
        ("打☎110", "打|☎110"),
        // Middle dots of copy.
        ("李•林与王‧明", "李•|林|与|王‧|明"),
        // Half-width marks as their full-width forms.
        ("说｢好｣､走｡了", "说|｢好｣､|走｡|了"),
        // Vertical forms as they are typed.
        ("说︵好︶︐走︒了", "说|︵好︶︐|走︒|了"),
        ("用‐这A‑这B", "用‐|这|A‑这|B"),
        // Kana: by level, below.
        ("カードとゝ々", "カ|ー|ド|と|ゝ|々"),
    ]);
    let strict = |text: &str| drawn(&with(text, |style, _| style.kinsoku = Kinsoku::Strict));
    assert_eq!(strict("カードきゃく人々と"), "カー|ド|きゃ|く|人々|と");
    // A number with its unit in one em, and figures of lists, take no gap of Western text.
    assert_eq!(measured(&halved("有5㎡大")), "有1000+250 5500 ㎡1000 大1000");
    assert_eq!(measured(&set("甲→乙")), "甲1000 →1000 乙1000");
    assert_eq!(measured(&set("说｡走")), "说1000 ｡500+500 走1000");
}

#[test]
fn a_mark_without_a_glyph_stands_on_its_em_and_keeps_its_rule() {
    // No embedded face has the small and the double white brackets.
    let paragraph = set("说﹙好﹚，走");
    assert_eq!(drawn(&paragraph), "说|﹙好﹚，|走");
    assert_eq!(paragraph.missing.len(), 2);
    assert_eq!(measured(&paragraph), "说1000 ﹙1000 好1000 ﹚1000 ，500 走1000");
    assert_eq!(paragraph.glyphs_of(1)[0].along, 0);
}

/// The second paragraph of the manual that came out wrong, in words of the same kind.
#[test]
fn a_match_a_growth_and_an_error_are_set_whole_at_every_measure() {
    let text = "女排姑娘昨晚以3∶0轻取对手，三产之比为68∶26∶6。读数记作（100.00±2.65），误差不大。\
                《第九交响曲———第四乐章》今晚上演。";
    let paragraph = set(text);
    for ems in 9..24 {
        let lines = line::set(&paragraph, &Setting::new(EM * ems, Length::ZERO, Align::Justify));
        for line in &lines.lines {
            let (first, end) = (line.clusters.start, line.clusters.end);
            let at = paragraph.text_start[end] as usize;
            for whole in ["3∶0", "68∶26∶6", "100.00±2.65", "———"] {
                let inside = text.match_indices(whole).any(|(from, _)| from < at && at < from + whole.len());
                assert!(
                    !inside,
                    "{ems} ems: {whole} is divided in {}",
                    &text[paragraph.text_start[first] as usize..at]
                );
            }
        }
    }
}
