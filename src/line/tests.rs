//! Lines drawn as text.

use super::*;
use crate::diagnostic::FileId;
use crate::font::Library;
use crate::issue::Text;
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
