//! Widths of marks, pairs, line ends, centred marks, gaps beside Western text: measured, each with
//! what comes out when the rule is off.

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::{Emphasis, Manner, Run, Text};
use banxin::layout::Align;
use banxin::layout::{Digits, ExclaimPairs, LineEnd, Punctuation, Region};
use banxin::line::{self, Setting};
use banxin::text::{House, Paragraph, Shaper, TextStyle, prepare};

use Punctuation::{Banjiao, Kaiming, Quanjiao};

/// A thousand points, so that a thousandth of an em is a point.
const EM: Length = Length::pt(1000);
const FACES: [&str; 5] = ["song", "song-heavy", "hei", "hei-heavy", "kai"];

fn with(text: &Text, change: impl FnOnce(&mut TextStyle<'_>, &Library)) -> Paragraph {
    let library = Library::embedded();
    let house = House::default();
    let mut style = TextStyle::new(library.find("song").expect("an embedded face"), EM, &house);
    style.strong_face = library.find("hei").expect("an embedded face");
    change(&mut style, &library);
    prepare(text, &style, &mut Shaper::new(&library))
}

fn plain(text: &str) -> Text {
    Text::plain(FileId(0), text, 0)
}

fn set(text: &str, punctuation: Punctuation) -> Paragraph {
    with(&plain(text), |style, _| style.punctuation = punctuation)
}

/// Each cluster's width with the gap behind it, in thousandths of an em; the last with its tail.
fn advances(paragraph: &Paragraph) -> Vec<i32> {
    (0..paragraph.len())
        .map(|at| {
            let last = at + 1 == paragraph.len();
            let gap = if last { paragraph.tail[at] } else { paragraph.gap[at] };
            (paragraph.width[at] + gap + 32_768) >> 16
        })
        .collect()
}

fn total(text: &str, punctuation: Punctuation) -> i32 {
    advances(&set(text, punctuation)).iter().sum()
}

#[test]
fn natural_widths_by_style_and_face() {
    for face in FACES {
        for (mark, widths) in [
            ("。", [1000, 1000, 500]),
            ("？", [1000, 1000, 500]),
            ("！", [1000, 1000, 500]),
            ("，", [1000, 500, 500]),
            ("、", [1000, 500, 500]),
            ("；", [1000, 500, 500]),
            ("：", [1000, 500, 500]),
            ("《", [1000, 500, 500]),
            ("”", [1000, 500, 500]),
            ("）", [1000, 500, 500]),
            ("·", [1000, 500, 500]),
            ("／", [1000, 500, 500]),
            ("–", [500, 500, 500]),
            ("——", [2000, 2000, 2000]),
            ("……", [2000, 2000, 2000]),
            ("～", [1000, 1000, 1000]),
        ] {
            for (punctuation, width) in [Quanjiao, Kaiming, Banjiao].into_iter().zip(widths) {
                let text = plain(&format!("一{mark}一"));
                let paragraph = with(&text, |style, library| {
                    style.punctuation = punctuation;
                    style.face = library.find(face).expect("an embedded face");
                });
                let sum: i32 = advances(&paragraph).iter().sum();
                assert_eq!(sum - 2000, width, "{face} {mark} {punctuation:?}");
            }
        }
    }
}

#[test]
fn pairs_lose_half_an_em_and_only_once() {
    // Text, then the widths of its marks together in quanjiao, kaiming, banjiao.
    for (marks, widths) in [
        ("《“", [1500, 1000, 1000]),
        ("”》", [1500, 1000, 1000]),
        ("。”", [1500, 1500, 1000]),
        ("”，", [1500, 1000, 1000]),
        ("”。", [1500, 1500, 1000]),
        ("”“", [1500, 1000, 1000]),
        ("，《", [1500, 1000, 1000]),
        ("：“", [1500, 1000, 1000]),
        ("（）", [2000, 1000, 1000]),
        ("？！", [1000, 1000, 1000]),
        ("。”，", [2000, 2000, 1500]),
        ("？”》", [2000, 2000, 1500]),
        ("”）。“", [2500, 2500, 2000]),
        ("（“《", [2000, 1500, 1500]),
        ("！！！", [2000, 2000, 1500]),
        ("。」』", [2000, 2000, 1500]),
        ("》、《", [2000, 1500, 1500]),
        ("”——“", [4000, 3000, 3000]),
    ] {
        for (punctuation, width) in [Quanjiao, Kaiming, Banjiao].into_iter().zip(widths) {
            assert_eq!(total(&format!("一{marks}一"), punctuation) - 2000, width, "{marks} {punctuation:?}");
        }
    }
    // Apart from one another they keep their own.
    assert_eq!(total("一。一”一", Quanjiao), 5000);
}

#[test]
fn tone_marks_in_a_row_share_their_ems() {
    let widths = |marks: &str, change: fn(&mut TextStyle<'_>)| {
        let paragraph = with(&plain(&format!("一{marks}一")), |style, _| change(style));
        advances(&paragraph).iter().sum::<i32>() - 2000
    };
    for (marks, shared, full) in [
        ("？！", 1000, 2000),
        ("！！", 1000, 2000),
        ("！！！", 2000, 3000),
        ("？？！！", 2000, 4000),
        ("？！”", 1500, 2500),
        ("！", 1000, 1000),
        ("！一！", 3000, 3000),
    ] {
        assert_eq!(widths(marks, |_| {}), shared, "{marks}");
        // The controls: the house wants it otherwise, the marks stand in the middle, the line runs down.
        assert_eq!(widths(marks, |style| style.exclaim_pairs = ExclaimPairs::Full), full, "{marks}");
    }
    let centred = |style: &mut TextStyle<'_>| style.region = Region::HongKongTaiwan;
    let apart = |style: &mut TextStyle<'_>| {
        style.region = Region::HongKongTaiwan;
        style.exclaim_pairs = ExclaimPairs::Full;
    };
    assert_eq!(widths("？！", centred), widths("？！", apart));
    assert_eq!(widths("？！", |style| style.vertical = true), 2000);
    // At a line's end a shared em has no blank to lose.
    assert_eq!(line_end("一？！", |_, _| {}), (0, 0));
    assert_eq!(line_end("一！！！", |_, _| {}), (500, 0));
    // No gap opens between them.
    let paragraph = set("一？！一", Kaiming);
    assert_eq!(paragraph.gap_kind[1], banxin::text::GapKind::Unit);
}

#[test]
fn single_quotes_stand_as_close_as_double_ones() {
    // White before and behind each mark: 一「一」一 with the marks in question.
    let whites = |marks: [char; 2], change: &dyn Fn(&mut TextStyle<'_>, &Library)| {
        let [open, close] = marks;
        let set = with(&plain(&format!("一{open}一{close}一")), change);
        ([0, 1, 2, 3].map(|at| white(&set, at)), [set.width[1], set.width[3]].map(|width| width >> 16))
    };
    for face in FACES {
        for punctuation in [Quanjiao, Kaiming, Banjiao] {
            for region in [Region::Mainland, Region::HongKongTaiwan] {
                let change = |style: &mut TextStyle<'_>, library: &Library| {
                    style.punctuation = punctuation;
                    style.region = region;
                    style.face = library.find(face).expect("an embedded face");
                };
                let (double, half) = whites(['“', '”'], &change);
                let (single, narrow) = whites(['‘', '’'], &change);
                assert_eq!(half, [500, 500]);
                assert!(narrow.iter().all(|width| (250..400).contains(width)), "{face}: {narrow:?}");
                for (one, other) in double.into_iter().zip(single) {
                    assert!(
                        (one - other).abs() <= 1,
                        "{face} {punctuation:?} {region:?}: {double:?} {single:?}"
                    );
                }
                // What the style keeps blank stays: half an em more outside.
                let blank = if punctuation == Quanjiao { 500 } else { 0 };
                assert!(single[0] - blank < 300 && single[3] - blank < 300, "{face}: {single:?}");
            }
        }
    }
    // At the size of text and of headlines alike.
    for size in [9, 42] {
        for text in ["一‘一", "一’一"] {
            let set = with(&plain(text), |style, _| style.size = Length::pt(size));
            let share = i64::from(set.width[1]) * 1000 / Length::pt(size).0;
            assert!((294..=295).contains(&share), "{text} {size}: {share}");
        }
    }
    // Back to back they do not meet, in the heaviest face either.
    for face in FACES {
        for text in ["一’“一", "一’‘一", "一”‘一", "一”“一"] {
            let set = with(&plain(text), |style, library| style.face = library.find(face).expect("a face"));
            assert!((119..=250).contains(&white(&set, 1)), "{face} {text}: {}", white(&set, 1));
        }
    }
    // Down, they are corner brackets on their half ems; an apostrophe has its own width.
    let down = with(&plain("一‘一’一"), |style, _| style.vertical = true);
    assert_eq!([1, 3].map(|at| down.width[at] >> 16), [500, 500]);
    // Corner brackets are no quotes of this kind.
    let corners = set("一「一」一", Kaiming);
    assert_eq!([1, 3].map(|at| corners.width[at] >> 16), [500, 500]);
}

/// The white between the ink of two neighbours, in thousandths of an em.
fn white(paragraph: &Paragraph, at: usize) -> i32 {
    let library = Library::embedded();
    let ink = |at: usize| {
        let glyph = paragraph.glyphs_of(at)[0];
        let tables = library.face(paragraph.font_of(at).face).tables();
        let ink = tables.and_then(|tables| tables.ink_box(glyph.id)).expect("ink");
        ((glyph.along >> 16) + i32::from(ink[0]), (glyph.along >> 16) + i32::from(ink[2]))
    };
    ((paragraph.width[at] + paragraph.gap[at]) >> 16) + ink(at + 1).0 - ink(at).1
}

#[test]
fn nested_quotes_stand_close() {
    for face in ["song", "song-heavy", "hei", "hei-heavy"] {
        for punctuation in [Quanjiao, Kaiming, Banjiao] {
            let quoted = |text: &str| {
                with(&plain(text), |style, library| {
                    style.punctuation = punctuation;
                    style.face = library.find(face).expect("an embedded face");
                })
            };
            let nested = quoted("一“‘一’”一");
            for at in [1, 4] {
                let white = white(&nested, at);
                assert!((149..=151).contains(&white), "{face} {punctuation:?} {at}: {white}");
            }
            // The control: apart from one another double ones keep their half em.
            let alone = quoted("一“一‘一’一”一");
            assert_eq!((alone.width[1] >> 16, alone.width[7] >> 16), (500, 500), "{face}");
        }
    }
    // Down, they are corner brackets on their half ems.
    let down = with(&plain("“‘一’”"), |style, _| style.vertical = true);
    assert!(down.width.iter().all(|width| *width >> 16 >= 500));
}

#[test]
fn pairs_are_judged_across_changes_of_face() {
    let strong = Manner { emphasis: Emphasis::Strong, ..Manner::default() };
    let run = |text: &str, at, manner| Run { manner, ..Run::plain(text, at) };
    let text = Text {
        file: FileId(0),
        runs: vec![run("导语。”", 0, strong), run("“正文", 12, Manner::default())],
    };
    let paragraph = with(&text, |style, _| style.punctuation = Quanjiao);
    assert_eq!(advances(&paragraph).iter().sum::<i32>(), 4000 + 2000);
}

#[test]
fn ink_never_overlaps() {
    let library = Library::embedded();
    for punctuation in [Quanjiao, Kaiming, Banjiao] {
        for (region, vertical) in [Region::Mainland, Region::HongKongTaiwan].into_iter().zip([false, true]) {
            for (region, vertical) in [(region, vertical), (region, !vertical)] {
                let text = plain("“‘《（一）》’”，。？一！”——“一……”：一《；一》、“·”");
                let paragraph = with(&text, |style, _| {
                    (style.punctuation, style.region, style.vertical) = (punctuation, region, vertical);
                });
                assert!(paragraph.gap.iter().all(|gap| *gap >= 0), "{punctuation:?}");
                // The ink of every mark lies inside its cluster, along the line.
                let mut before = i32::MIN;
                let mut start = 0;
                for at in 0..paragraph.len() {
                    let glyph = paragraph.glyphs_of(at)[0];
                    let face = library.face(paragraph.font_of(at).face);
                    let ink = face
                        .tables()
                        .and_then(|tables| tables.ink_box(glyph.id))
                        .expect("ink")
                        .map(i32::from);
                    let place = start + (glyph.along >> 16);
                    let (from, to) = if vertical {
                        (place + 880 - ink[3], place + 880 - ink[1])
                    } else {
                        (place + ink[0], place + ink[2])
                    };
                    let shown = paragraph.text_of(at);
                    assert!(from >= before, "{shown} {punctuation:?} {region:?} {vertical}: {from} {before}");
                    before = to;
                    start += (paragraph.width[at] + paragraph.gap[at]) >> 16;
                }
            }
        }
    }
}

fn line_end(text: &str, change: impl FnOnce(&mut TextStyle<'_>, &Library)) -> (i32, i32) {
    let paragraph = with(&plain(text), change);
    let last = paragraph.len() - 1;
    (paragraph.tail[last] >> 16, paragraph.hang_of(last) >> 16)
}

#[test]
fn marks_at_a_lines_end() {
    for (end, stop, quote) in [
        (LineEnd::All, (500, 0), (500, 0)),
        (LineEnd::Brackets, (0, -500), (500, 0)),
        (LineEnd::None, (0, -500), (0, -500)),
    ] {
        let change = |style: &mut TextStyle<'_>, _: &Library| {
            style.line_end = end;
            style.punctuation = Quanjiao;
        };
        assert_eq!(line_end("一。", change), stop, "{end:?}");
        assert_eq!(line_end("一）", change), quote, "{end:?}");
    }
}

#[test]
fn commas_and_stops_hang_where_the_house_wants_it() {
    for (mark, hangs) in
        [("，", true), ("、", true), ("。", true), ("；", false), ("？", false), ("”", false), ("一", false)]
    {
        let text = format!("一{mark}");
        let hung = |hanging| line_end(&text, |style, _| style.hanging = hanging).1;
        assert_eq!(hung(true), if hangs { 500 } else { 0 }, "{mark}");
        assert_eq!(hung(false), 0, "{mark}");
    }
    // On the page: eleven characters and a comma in ten ems.
    let lines = |hanging| {
        let paragraph =
            with(&plain("一二三四五六七八九十，十一"), |style, _| style.hanging = hanging);
        let lines = line::set(&paragraph, &Setting::new(EM * 10, Length::ZERO, Align::Justify));
        (lines.lines[0].clusters.len(), lines.lines[0].end)
    };
    assert_eq!(lines(true), (11, EM * 10 + EM / 2));
    assert_eq!(lines(false), (9, EM * 10));
}

#[test]
fn a_line_begins_flush_with_an_opening_mark() {
    let paragraph = set("“一二三四五六七八九十一二三四五六七八九十", Quanjiao);
    let lines = line::set(&paragraph, &Setting::new(EM * 10, EM * 2, Align::Justify));
    let ink = lines.along[0].0 + i64::from(paragraph.glyphs_of(0)[0].along);
    // The glyph's own blank half lies outside the line.
    assert_eq!((lines.along[0], Length(ink)), (EM * 2, EM * 2 - EM / 2));
}

/// Where the middle of a mark's ink lies in its cluster, along and across, in thousandths.
fn middle(mark: &str, region: Region, vertical: bool) -> (i32, i32, i32) {
    let library = Library::embedded();
    let song = library.find("song").expect("an embedded face");
    let paragraph = with(&plain(&format!("一{mark}一")), |style, _| {
        style.punctuation = Quanjiao;
        style.region = region;
        style.vertical = vertical;
    });
    let glyph = paragraph.glyphs_of(1)[0];
    let face = library.face(song);
    let [left, bottom, right, top] = face.tables().and_then(|tables| tables.ink_box(glyph.id)).expect("ink");
    let (x, y) = ((i32::from(left) + i32::from(right)) / 2, (i32::from(bottom) + i32::from(top)) / 2);
    let (along, across) = (glyph.along >> 16, glyph.across >> 16);
    let start = paragraph.gap[0] >> 16;
    if vertical { (start, along + 880 - y, across + x - 500) } else { (start, along + x, across + y) }
}

#[test]
fn hong_kong_and_taiwan_centre_their_marks() {
    for mark in ["，", "。", "、"] {
        let (gap, along, across) = middle(mark, Region::HongKongTaiwan, false);
        assert_eq!(gap, 250, "{mark}: a quarter before it");
        assert!((along - 250).abs() <= 1, "{mark}: in the middle of its half em, {along}");
        assert!((across - 380).abs() <= 1, "{mark}: in the middle of the line, {across}");
        let (gap, along, across) = middle(mark, Region::HongKongTaiwan, true);
        assert_eq!(gap, 250);
        assert!((along - 250).abs() <= 1 && across.abs() <= 1, "{mark} down: {along} {across}");
        // Mainland marks stand in their corner.
        let (gap, along, across) = middle(mark, Region::Mainland, false);
        assert!(gap == 0 && along < 230 && across < 150, "{mark}: {along} {across}");
    }
    for mark in ["；", "：", "！", "？"] {
        let (gap, along, _) = middle(mark, Region::HongKongTaiwan, false);
        assert!(gap == 250 && (along - 250).abs() <= 1, "{mark}: {gap} {along}");
        // Down they keep their em and stand in the middle of it.
        let (gap, along, across) = middle(mark, Region::HongKongTaiwan, true);
        assert!(gap == 0 && (along - 500).abs() <= 1 && across.abs() <= 1, "{mark} down: {along} {across}");
    }
    // Beside a bracket too: the pair is an em and a half, and the comma stays in its middle.
    let pair = with(&plain("一”，一"), |style, _| {
        style.punctuation = Quanjiao;
        style.region = Region::HongKongTaiwan;
    });
    assert_eq!(advances(&pair), [1000, 750, 750, 1000]);
}

#[test]
fn tone_marks_keep_their_em_in_vertical_lines() {
    let width = |mark: &str, vertical| {
        let paragraph = with(&plain(&format!("一{mark}一")), |style, _| style.vertical = vertical);
        advances(&paragraph).iter().sum::<i32>() - 2000
    };
    for mark in ["：", "；", "？", "！"] {
        assert_eq!(width(mark, true), 1000, "{mark}");
    }
    for mark in ["，", "、", "》", "”"] {
        assert_eq!(width(mark, true), 500, "{mark}");
    }
    assert_eq!((width("：", false), width("；", false)), (500, 500));
}

#[test]
fn han_and_western_are_parted_by_a_quarter_em() {
    let gaps = |text: &str| -> Vec<i32> {
        let paragraph = set(text, Kaiming);
        paragraph.gap.iter().map(|gap| gap >> 16).collect()
    };
    assert_eq!(gaps("达95的"), [250, 0, 250, 0]);
    // Between the letters is their kern.
    assert_eq!(gaps("用AI看"), [250, -10, 250, 0]);
    // Beside Chinese marks, just inside brackets and quotes, at full-width signs, at lone signs: none.
    for text in ["，A，", "（A）", "“5”", "达５％的", "务+基", "—A—"] {
        assert!(gaps(text).iter().all(|gap| *gap == 0), "{text} {:?}", gaps(text));
    }
    // Blanks that were typed there make no difference.
    assert_eq!(gaps("达 95 的"), gaps("达95的"));
}

#[test]
fn the_gap_between_han_and_western_is_the_styles() {
    use banxin::text::GapKind::{HanWestern, Plain, Unit};
    let gap = |thousandths| {
        let set = with(&plain("达AI的"), |style, _| style.western_gap = thousandths);
        // Between the letters stands their kern and nothing else.
        let gaps = [0, 2].map(|at| set.gap[at] >> 16);
        (gaps, set.gap_kind, (set.breaks[0], set.breaks[2]))
    };
    let (gaps, kinds, breaks) = gap(125);
    assert_eq!((gaps, &kinds[..]), ([125, 125], &[HanWestern, Unit, HanWestern, Unit][..]));
    // With none they stand as any two characters do, and a line may end there all the same.
    let none = gap(0);
    assert_eq!((none.0, &none.1[..]), ([0, 0], &[Plain, Unit, Plain, Unit][..]));
    assert_eq!(none.2, breaks);
}

#[test]
fn figures_are_half_an_em_where_the_house_wants_it() {
    for face in FACES {
        let widths = |digits| {
            let paragraph = with(&plain("在2026年"), |style, library| {
                style.digits = digits;
                style.face = library.find(face).expect("an embedded face");
            });
            paragraph.width[1..5].iter().map(|width| width >> 16).collect::<Vec<_>>()
        };
        assert_eq!(widths(Digits::Half), [500; 4], "{face}");
    }
    let song = with(&plain("在2026年"), |_, _| {});
    assert!(song.width[1..5].iter().any(|width| width >> 16 != 500), "song's own figures are wider");
}

#[test]
fn quotes_in_western_text_are_narrow() {
    let width = |text: &str, at: usize| set(text, Kaiming).width[at] >> 16;
    assert!(width("don’t", 3) < 400);
    assert_eq!(width("说”一", 1), 500);
    assert!(width("说’一", 1) > width("don’t", 3));
}
