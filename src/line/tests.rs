//! Lines drawn as text.

use super::*;
use crate::diagnostic::FileId;
use crate::font::Library;
use crate::geometry::Length;
use crate::issue::Text;
use crate::layout::Align;
use crate::layout::{Kinsoku, Punctuation};
use crate::text::{House, Shaper, TextStyle, prepare};

const EM: Length = Length::pt(10);

fn paragraph(text: &str, punctuation: Punctuation) -> Paragraph {
    let library = Library::embedded();
    let face = library.find("song").expect("an embedded face");
    let house = House::default();
    let style = TextStyle { punctuation, ..TextStyle::new(face, EM, &house) };
    prepare(&Text::plain(FileId(0), text, 0), &style, &mut Shaper::new(&library))
}

fn setting(ems: i64, align: Align) -> Setting<'static> {
    let indent = if align == Align::Justify { EM * 2 } else { Length::ZERO };
    Setting::new(EM * ems, indent, align)
}

/// One row a line, `|` at its edges.
fn drawn(text: &str, ems: i64) -> String {
    let paragraph = paragraph(text, Punctuation::Kaiming);
    let lines = set(&paragraph, &setting(ems, Align::Justify));
    let row = |line: &Line| {
        let words: String = line.clusters.clone().map(|at| paragraph.text_of(at)).collect();
        format!("|{words}|")
    };
    lines.lines.iter().map(row).collect::<Vec<_>>().join("\n")
}

const NEWS: &str = "本报讯（记者林青）昨日，记者从市水务局获悉，今年前10个月，全市37条河道完成清淤112.6公里，\
“一河一策”方案落实率达95.9%——这是连续第5年超过目标……“水清了，岸绿了，”住在南岸的居民说，“傍晚散步的人也多了！”";

#[test]
fn news_in_thirteen_ems() {
    assert_eq!(drawn(NEWS, 13), include_str!("news-13.txt").trim_end());
}

#[test]
fn every_line_but_the_last_is_the_measure_and_every_cluster_stands_once() {
    for punctuation in [Punctuation::Quanjiao, Punctuation::Kaiming, Punctuation::Banjiao] {
        let paragraph = paragraph(NEWS, punctuation);
        for ems in 6..40 {
            let setting = setting(ems, Align::Justify);
            let lines = set(&paragraph, &setting);
            assert_eq!(lines.along.len(), paragraph.len());
            let mut next = 0;
            for (number, line) in lines.lines.iter().enumerate() {
                assert_eq!(line.clusters.start, next);
                next = line.clusters.end;
                assert_ne!(line.fit, Fit::Overfull, "{ems} em, line {number}");
                let last = number + 1 == lines.lines.len();
                if !last {
                    assert_eq!(line.end, setting.measure, "{ems} em, line {number}");
                }
                let at = line.clusters.end - 1;
                let ink = lines.along[at] + Length(i64::from(paragraph.width[at]));
                assert!(ink <= setting.measure, "{ems} em, line {number}: ink past the measure");
                // Clusters stand in order and never on one another.
                for at in line.clusters.start..at {
                    assert!(lines.along[at].0 + i64::from(paragraph.width[at]) <= lines.along[at + 1].0);
                }
                let first = paragraph.class[line.clusters.start];
                assert!(number == 0 || first.may_start_line(Kinsoku::Basic), "{ems} em, line {number}");
                assert!(last || paragraph.class[at].may_end_line(Kinsoku::Basic), "{ems} em, line {number}");
            }
            assert_eq!(next, paragraph.len());
        }
    }
}

#[test]
fn a_last_line_of_one_character_is_avoided() {
    // Greedy setting would leave 家 and its stop alone.
    let text = "全市各地的孩子们都回到了自己的家。";
    let paragraph = paragraph(text, Punctuation::Kaiming);
    let lines = set(&paragraph, &Setting::new(EM * 13, Length::ZERO, Align::Justify));
    let last = lines.lines.last().expect("a line");
    assert!(last.clusters.len() > 2, "{lines:?}");
    let sixteen = set(&paragraph, &Setting::new(EM * 15, Length::ZERO, Align::Justify));
    assert!(sixteen.lines.last().expect("a line").clusters.len() > 2, "{sixteen:?}");
}

#[test]
fn gaps_open_alike_and_to_the_unit() {
    let paragraph = paragraph("一二三四五六七《八九十》一二三四五六七八九十", Punctuation::Kaiming);
    let setting = Setting::new(EM * 10 + Length(7), Length::ZERO, Align::Justify);
    let lines = set(&paragraph, &setting);
    let line = &lines.lines[0];
    let gap = |at: usize| lines.along[at + 1].0 - lines.along[at].0 - i64::from(paragraph.width[at]);
    let gaps: Vec<i64> = (line.clusters.start..line.clusters.end - 1).map(gap).collect();
    let (least, most) = (gaps.iter().min().expect("gaps"), gaps.iter().max().expect("gaps"));
    assert!(most - least <= 1, "{gaps:?}");
    assert_eq!(line.end, setting.measure);
}

#[test]
fn an_address_longer_than_the_measure_breaks_at_its_signs() {
    let text = "详情请见网站http://www.example.com/news/2026/front-page的公告";
    let paragraph = paragraph(text, Punctuation::Kaiming);
    let lines = set(&paragraph, &setting(13, Align::Justify));
    assert!(lines.lines.iter().all(|line| line.fit != Fit::Overfull), "{}", drawn(text, 13));
    assert!(drawn(text, 13).contains("/|\n|"), "{}", drawn(text, 13));
}

#[test]
fn centred_and_forced_lines() {
    let paragraph = paragraph("插题", Punctuation::Kaiming);
    let centred = set(&paragraph, &setting(10, Align::Center));
    assert_eq!((centred.lines[0].start, centred.lines[0].end), (EM * 4, EM * 6));
    let right = set(&paragraph, &setting(10, Align::Right));
    assert_eq!((right.lines[0].start, right.lines[0].end), (EM * 8, EM * 10));
    let forced = set(&paragraph, &setting(10, Align::Force));
    assert_eq!((forced.along[0], forced.along[1]), (Length::ZERO, EM * 9));
}

/// The gaps of a line in thousandths of an em, in a measure so many thousandths longer than the text.
fn gaps_in(text: &str, more: i64) -> Vec<i64> {
    let library = Library::embedded();
    let house = House::default();
    let song = library.find("song").expect("an embedded face");
    let style = TextStyle { punctuation: Punctuation::Quanjiao, ..TextStyle::new(song, EM, &house) };
    let paragraph = prepare(&Text::plain(FileId(0), text, 0), &style, &mut Shaper::new(&library));
    let measure = paragraph.natural_width() + EM.scale(more, 1000);
    let lines = set(&paragraph, &Setting::new(measure, Length::ZERO, Align::Force));
    assert_eq!((lines.lines.len(), lines.lines[0].end), (1, measure));
    let line = &lines.lines[0];
    let gap = |at: usize| lines.along[at + 1].0 - lines.along[at].0 - i64::from(paragraph.width[at]);
    let shown = |at: usize| (gap(at) * 1000 + EM.0 / 2).div_euclid(EM.0);
    (line.clusters.start..line.clusters.end - 1).map(shown).collect()
}

/// The ladder of closing: one gap of each kind on a line that is longer and longer than its measure.
#[test]
fn gaps_close_step_by_step() {
    // A bracket, a comma, two Han–Western gaps, a stop, and a character that ends the line.
    let text = "一”二，三A四。五";
    let widths = |over: i64| gaps_in(text, -over);
    //            一”   ”二  二，  ，三  三A   A四  四。  。五
    assert_eq!(widths(0), [0, 500, 0, 500, 250, 250, 0, 500]);
    assert_eq!(widths(200), [0, 300, 0, 500, 250, 250, 0, 500]);
    assert_eq!(widths(700), [0, 0, 0, 300, 250, 250, 0, 500]);
    assert_eq!(widths(1100), [0, 0, 0, 0, 200, 200, 0, 500]);
    assert_eq!(widths(1250), [0, 0, 0, 0, 125, 125, 0, 500]);
    assert_eq!(widths(1550), [0, 0, 0, 0, 125, 125, 0, 200]);
}

/// The ladder of opening: word spaces, then everything, gaps between Han and Western a third as far
/// and no further than to a third of an em.
#[test]
fn gaps_open_step_by_step() {
    let text = "一二A B三四";
    let gaps = |under: i64| gaps_in(text, under);
    let space = 500 - paragraph(text, Punctuation::Quanjiao).width[3] as i64 * 1000 / EM.0;
    //                 一二 二A  A_  _B   B三  三四
    assert_eq!(gaps(0), [0, 250, 0, 0, 250, 0]);
    assert_eq!(gaps(100), [0, 250, 0, 100, 250, 0]);
    let near = |found: Vec<i64>, right: [i64; 6]| {
        let close = found.iter().zip(right).all(|(one, other)| (one - other).abs() <= 1);
        assert!(close, "{found:?}, not {right:?}");
    };
    // Three gaps by 90 and two by a third of that.
    near(gaps(space + 330), [90, 280, 0, space + 90, 280, 90]);
    near(gaps(space + 916), [250, 333, 0, space + 250, 333, 250]);
    near(gaps(space + 166 + 900), [300, 333, 0, space + 300, 333, 300]);
}

#[test]
fn the_mark_at_the_end_goes_first_and_wholly() {
    // Ten ems with the blank half of the stop, nine and a half without.
    let paragraph = paragraph("一二三”四五六七。", Punctuation::Quanjiao);
    let set_in = |thousandths: i64| {
        let measure = EM.scale(thousandths, 1000);
        let lines = set(&paragraph, &Setting::new(measure, Length::ZERO, Align::Force));
        let quote = lines.along[4].0 - lines.along[3].0 - i64::from(paragraph.width[3]);
        let ink = lines.along[8].0 + i64::from(paragraph.width[8]);
        (quote * 1000 / EM.0, ink * 1000 / EM.0)
    };
    // It fits; the stop goes wholly and the line opens; only then the quote closes.
    assert_eq!(set_in(9_000), (500, 8_500));
    let (quote, ink) = set_in(8_800);
    assert!(quote > 500 && ink == 8_800, "{quote} {ink}");
    assert_eq!(set_in(8_300), (300, 8_300));
}

/// Rows with their rooms, drawn: `.` for what a row leaves free.
fn in_rooms(text: &str, rooms: &[LineRoom], ems: i64) -> String {
    let paragraph = paragraph(text, Punctuation::Kaiming);
    let setting = Setting { rooms, ..Setting::new(EM * ems, Length::ZERO, Align::Justify) };
    let lines = set(&paragraph, &setting);
    let row = |line: &Line| {
        let free = ".".repeat((line.start.0 / EM.0) as usize);
        free + &line.clusters.clone().map(|at| paragraph.text_of(at)).collect::<String>()
    };
    lines.lines.iter().map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn rows_have_rooms_of_their_own() {
    let text = "一二三四五六七八九十一二三四五六七八九十一二三四五六";
    let beside = LineRoom { start: EM * 3, measure: EM * 5 };
    assert_eq!(
        in_rooms(text, &[beside, beside], 8),
        "...一二三四五\n...六七八九十\n一二三四五六七八\n九十一二三四五六"
    );
    assert_eq!(in_rooms(text, &[], 8), "一二三四五六七八\n九十一二三四五六\n七八九十一二三四\n五六");
}

#[test]
fn copyfit_gets_a_line_more_or_fewer() {
    let text = NEWS.repeat(2);
    let paragraph = paragraph(&text, Punctuation::Quanjiao);
    let count = |ems: i64, looseness| {
        let setting = Setting { looseness, ..Setting::new(EM * ems, EM * 2, Align::Justify) };
        let lines = set(&paragraph, &setting);
        assert!(lines.lines.iter().all(|line| line.fit != Fit::Overfull));
        lines.lines.len() as i64
    };
    let mut shorter = 0;
    for ems in 10..22 {
        let best = count(ems, 0);
        assert_eq!(count(ems, 1), best + 1, "{ems} em");
        shorter += i64::from(count(ems, -1) == best - 1);
        // As far as good setting allows, and no further.
        assert!(count(ems, -9) > best - 3, "{ems} em");
    }
    // Marks were squeezed already where that saves a line, so only some measures have one to give.
    assert!(shorter > 0);
}

#[test]
fn lines_of_a_number_are_the_cheapest_of_all() {
    // Rooms that are named one by one go through the search that keeps every number of lines.
    let (mut longer, mut shorter) = (0, 0);
    for text in [NEWS.to_owned(), NEWS.repeat(2), NEWS.repeat(3).replace('，', "")] {
        for (punctuation, ems) in
            (9..24).flat_map(|ems| [(Punctuation::Kaiming, ems), (Punctuation::Quanjiao, ems)])
        {
            let paragraph = paragraph(&text, punctuation);
            let rooms = vec![LineRoom { start: Length::ZERO, measure: EM * ems }; 80];
            for looseness in [-1, 1] {
                let setting = Setting { looseness, ..Setting::new(EM * ems, EM * 2, Align::Justify) };
                let whole = set(&paragraph, &Setting { rooms: &rooms, ..setting });
                let quick = set(&paragraph, &setting);
                let best = set(&paragraph, &Setting { looseness: 0, ..setting });
                assert_eq!(quick.lines.len(), whole.lines.len(), "{ems} em, {looseness}");
                if quick.lines.len() != best.lines.len() {
                    assert_eq!(quick.lines, whole.lines, "{ems} em, {looseness}");
                    *(if looseness > 0 { &mut longer } else { &mut shorter }) += 1;
                }
            }
        }
    }
    assert!(longer > 80 && shorter > 0, "{longer} {shorter}");
}

#[test]
fn the_least_strain_is_no_more_than_that_of_any_lines() {
    let paragraph = paragraph(&NEWS.repeat(2), Punctuation::Kaiming);
    let mut bounds = 0;
    for ems in 9..24 {
        let setting = Setting { looseness: 1, ..Setting::new(EM * ems, EM * 2, Align::Justify) };
        let lines = set(&paragraph, &setting);
        let opened: i64 = (0..lines.lines.len())
            .flat_map(|number| lines.lines[number].clusters.start..lines.lines[number].clusters.end - 1)
            .map(|at| {
                let gap = lines.along[at + 1].0 - lines.along[at].0 - i64::from(paragraph.width[at]);
                let share = ((gap - i64::from(paragraph.gap[at])) * 1000 / EM.0).max(0);
                share * share / 1000
            })
            .sum();
        let least = super::least_strain(&paragraph, &setting, lines.lines.len()).expect("they hold it");
        assert!(least <= opened, "{ems} em");
        bounds += least;
        // Fewer lines than hold it when everything closes are known without a search.
        let fewest = (1..).find(|lines| super::least_strain(&paragraph, &setting, *lines).is_some());
        let short = set(&paragraph, &Setting { looseness: -9, ..setting });
        assert!(fewest.is_some_and(|fewest| fewest <= short.lines.len() && fewest + 2 > short.lines.len()));
    }
    assert!(bounds > 0);
}

#[test]
fn ragged_lines_keep_their_gaps() {
    let paragraph = paragraph(NEWS, Punctuation::Kaiming);
    for align in [Align::Left, Align::Right, Align::Center] {
        let lines = set(&paragraph, &Setting::new(EM * 13, Length::ZERO, align));
        for line in &lines.lines {
            for at in line.clusters.start..line.clusters.end - 1 {
                let gap = lines.along[at + 1].0 - lines.along[at].0 - i64::from(paragraph.width[at]);
                assert!(gap <= i64::from(paragraph.gap[at]), "{align:?}");
            }
        }
        let full = lines.lines.iter().filter(|line| line.end - line.start == EM * 13).count();
        assert!(full < lines.lines.len(), "{align:?}: not all lines are full");
    }
}

#[test]
fn a_line_that_would_open_too_far_stands_short() {
    // The name cannot join the line before it and is not divided; at the limit of half an em a gap the first line cannot
    // be filled, at four fifths it can.
    let paragraph = paragraph("甲乙丙ABCDEFGHIJKLM丁戊", Punctuation::Kaiming);
    let base = Setting::new(EM * 9, EM * 3, Align::Justify);
    let short = set(&paragraph, &base);
    let first = &short.lines[0];
    assert_eq!((first.fit, first.start, first.end), (Fit::Short, EM * 3, EM * 6), "{short:?}");
    // Its gaps keep their natural widths.
    assert_eq!(short.along[1] - short.along[0], EM);
    let wide = set(&paragraph, &Setting { limit: 2_000, ..base });
    assert_eq!((wide.lines[0].fit, wide.lines[0].end), (Fit::Loose, EM * 9), "{wide:?}");
    // Forced lines open as far as they must.
    let forced = set(&paragraph, &Setting { align: Align::Force, ..base });
    assert_eq!(forced.lines[0].end, EM * 9, "{forced:?}");
}
