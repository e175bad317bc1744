//! Tracking (字距): white between all characters of a line, and what it does to lines that are
//! justified, condensed, or run down.
#![allow(clippy::panic)]

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::Text;
use banxin::layout::{Align, Punctuation};
use banxin::line::{self, Account, Setting};
use banxin::page::Role;
use banxin::text::{House, Paragraph, Shaper, TextStyle, prepare};
use banxin::{compile_telling_lines, page::SetLine};

/// A thousand points, so that a thousandth of an em is a point.
const EM: Length = Length::pt(1000);

fn set(text: &str, tracking: i32, change: impl FnOnce(&mut TextStyle<'_>)) -> Paragraph {
    let library = Library::embedded();
    let house = House::default();
    let mut style = TextStyle::new(library.find("song").expect("an embedded face"), EM, &house);
    style.tracking = tracking;
    change(&mut style);
    prepare(&Text::plain(FileId(0), text, 0), &style, &mut Shaper::new(&library))
}

/// By how much each gap is wider than without tracking, in thousandths of an em.
fn more(text: &str, tracking: i32, change: fn(&mut TextStyle<'_>)) -> Vec<i32> {
    let (plain, tracked) = (set(text, 0, change), set(text, tracking, change));
    assert_eq!(
        (&plain.width, &plain.breaks, &plain.gap_kind),
        (&tracked.width, &tracked.breaks, &tracked.gap_kind)
    );
    plain.gap.iter().zip(&tracked.gap).map(|(plain, tracked)| (tracked - plain) >> 16).collect()
}

#[test]
fn every_gap_of_a_line_is_wider_and_none_behind_its_end() {
    for tracking in [100, -50] {
        let t = tracking;
        assert_eq!(more("霁川日报", t, |_| {}), [t, t, t, 0]);
        // Inside words, numbers and units too, beside marks and gaps of other kinds.
        assert_eq!(more("用AI看35%。", t, |_| {}), [t, t, t, t, t, t, t, 0]);
        assert_eq!(more("“好”，", t, |style| style.punctuation = Punctuation::Quanjiao), [t, t, t, 0]);
        // —— and …… stay joined.
        for joined in ["一——一", "一———一", "一……一", "一…………一"] {
            let gaps = more(joined, t, |_| {});
            assert_eq!((gaps[0], gaps.iter().sum::<i32>()), (t, 2 * t), "{joined}: {gaps:?}");
        }
        assert_eq!(more("霁川", t, |style| style.vertical = true), [t, 0]);
        let width = |tracking| set("霁川日报", tracking, |_| {}).natural_width();
        assert_eq!(width(t) - width(0), EM.scale(3 * i64::from(t), 1000));
    }
    // An accent stays with its letter.
    let accent = set("ae\u{301}a", 100, |_| {});
    let drawn: Vec<i32> = accent.gap.iter().map(|gap| gap >> 16).collect();
    let solid = (0..accent.len()).filter(|at| accent.width[*at] > 0).count() as i32;
    assert_eq!(drawn.iter().sum::<i32>(), 100 * (solid - 1));
    // Letters that a face would join stand apart, too.
    assert_eq!(set("office", 100, |_| {}).len(), 6);
}

#[test]
fn a_marks_blank_gives_no_more_than_without_tracking() {
    let quanjiao = |style: &mut TextStyle<'_>| style.punctuation = Punctuation::Quanjiao;
    for text in ["治水，治山“治城”。治AI", "甲、乙；丙"] {
        let (plain, tracked) = (set(text, 0, quanjiao), set(text, 80, quanjiao));
        for at in 0..plain.len() - 1 {
            assert_eq!((plain.give(at), plain.take(at)), (tracked.give(at), tracked.take(at)), "{text} {at}");
        }
    }
}

#[test]
fn justified_lines_end_on_their_measure() {
    let text = "全市各地的孩子们，今年共有37条河道完成AI and New Era治理。他说：“好……”水清了，岸绿了。";
    let (mut short, mut all) = (0, 0);
    for tracking in [-100, -30, 60, 150] {
        let paragraph = set(text, tracking, |_| {});
        for ems in [7, 9, 13] {
            let lines = line::set(&paragraph, &Setting::new(EM * ems, Length::ZERO, Align::Justify));
            for number in 0..lines.lines.len() {
                let account = Account::of(&paragraph, &lines, number).expect("a line");
                let last = number + 1 == lines.lines.len();
                // A line of two Western words has one gap, which may not open as far as it would need.
                let filled = account.width == account.room || account.fit == line::Fit::Short;
                assert!(last || filled, "{tracking} {ems}: {account:?}");
                short += usize::from(account.fit == line::Fit::Short);
                all += 1;
            }
        }
    }
    assert!(short * 10 < all, "{short} of {all} lines stand short");
}

const LAYOUT: &str = "[page]\nwidth = \"100mm\"\nheight = \"120mm\"\n[grid]\nbody = \"10pt\"\npitch = \"14pt\"\n\
    columns = 1\ncharacters = 20\nrows = 20\n[areas.lead]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 20\n";
const ISSUE: &str = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[[page]]\nnumber = 1\n\
    [[page.story]]\nfile = \"stories/s.md\"\narea = \"lead\"\n";

/// The line of the headline, in a style with these keys.
fn headline(keys: &str) -> SetLine {
    let layout = format!("{LAYOUT}[styles.headline]\nsize = \"20pt\"\nlines = 1\ncondense = 50\n{keys}");
    let story = "---\nheadline: 12路车开进AI城\n---\n河水清了。\n";
    let files = [("issue.toml", ISSUE), ("layouts/small.toml", &layout), ("stories/s.md", story)];
    let dir = crate::support::folder::folder(&files);
    let (loaded, _) = crate::support::folder::set(dir.path());
    let lines = compile_telling_lines(&loaded).lines;
    lines.into_iter().find(|line| line.role == Role::Headline).expect("a headline")
}

#[test]
fn headlines_are_condensed_by_what_tracking_makes_of_them() {
    let plain = headline("");
    assert_eq!(plain.condense, 1000);
    let natural = plain.account.natural;
    // Nine characters: eight gaps.
    let tracked = headline("tracking = \"0.1字\"\n");
    assert_eq!((tracked.account.natural - natural, tracked.condense), (Length::pt(16), 1000));
    let wide = headline("tracking = \"0.5字\"\nair = \"0\"\n");
    assert_eq!(wide.account.natural - natural, Length::pt(80));
    assert_eq!(wide.condense, (Length::pt(200_000) / wide.account.natural.0).0 as u32);
    assert!(wide.condense < 1000);
}

#[test]
fn headlines_have_no_gap_between_han_and_western_unless_a_style_wants_it() {
    let (none, quarter) = (headline(""), headline("western_gap = \"0.25字\"\n"));
    assert_eq!(none.account.han_western, []);
    assert_eq!(quarter.account.han_western, [Length::pt(5); 3]);
    assert_eq!(quarter.account.natural - none.account.natural, Length::pt(15));
}
