//! Pinyin over characters: where it stands, what room it takes, and what is told of wrong ones.
#![allow(clippy::panic)]

use crate::support::folder::{folder, set};
use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::{Reading, Run, Text};
use banxin::page::{ItemKind, Page, TextRun};
use banxin::text::{House, Paragraph, Shaper, TextStyle, prepare};

/// A thousand points, so that a thousandth of an em is a point.
const EM: Length = Length::pt(1000);

/// Words of which some characters are read: `(character, syllable)` by their order.
fn paragraph(words: &str, syllables: &[(usize, &str)], vertical: bool) -> Paragraph {
    let library = Library::embedded();
    let house = House::default();
    let song = library.find("song").expect("an embedded face");
    let place = |number: usize| words.char_indices().nth(number).expect("a character").0;
    let readings = syllables
        .iter()
        .map(|(number, syllable)| Reading { at: place(*number), syllable: (*syllable).to_owned() })
        .collect();
    let text = Text { file: FileId(0), runs: vec![Run { readings, ..Run::plain(words, 0) }] };
    let style = TextStyle { vertical, ..TextStyle::new(song, EM, &house) };
    prepare(&text, &style, &mut Shaper::new(&library))
}

/// Start and end of each syllable on one line, gaps at their least, in thousandths of an em.
fn extents(paragraph: &Paragraph) -> Vec<(i32, i32)> {
    let starts = |cluster: usize| -> i32 { paragraph.width[..cluster].iter().sum() };
    let extent = |one: &banxin::text::Syllable| {
        let start = starts(one.cluster as usize) + one.along;
        (start >> 16, (start + one.width) >> 16)
    };
    paragraph.syllables.iter().map(extent).collect()
}

#[test]
fn a_syllable_stands_in_the_middle_over_its_character() {
    for vertical in [false, true] {
        let short = paragraph("见彧了", &[(1, "yù")], vertical);
        let [(from, to)] = extents(&short)[..] else { panic!("one syllable") };
        assert!(((from + to) / 2 - 1500).abs() <= 1, "{from} {to}");
        // It is narrower than its character: nothing moves.
        assert!(short.width.iter().all(|width| *width == EM.0 as i32));
    }
    // The control: without readings there is none.
    assert!(paragraph("见彧了", &[], false).syllables.is_empty());
}

#[test]
fn a_long_syllable_stands_out_by_a_quarter_em_and_no_further() {
    let long = paragraph("看窗外", &[(1, "chuāng")], false);
    let [(from, to)] = extents(&long)[..] else { panic!("one syllable") };
    let width = to - from;
    assert!(width > 1200, "{width}");
    let cluster = (1000, 1000 + (long.width[1] >> 16));
    assert!(from >= cluster.0 - 251 && to <= cluster.1 + 251, "{from} {to} {cluster:?}");
    // The room is even on both sides, and the character in the middle of it.
    let glyph = long.glyphs_of(1)[0].along >> 16;
    assert_eq!((from + to) / 2, 1000 + glyph + 500);
    assert!(paragraph("看窗外", &[], false).width[1] == EM.0 as i32);
}

#[test]
fn letters_that_no_face_has_are_told() {
    let missing = |syllable| {
        let set = paragraph("见彧了", &[(1, syllable)], false);
        assert_eq!(set.syllable_glyphs.len(), 1);
        set.missing.iter().map(|one| (one.character, one.at, one.length, one.found_in)).collect::<Vec<_>>()
    };
    assert_eq!(missing("\u{A797}"), [('\u{A797}', 3, 3, None)]);
    assert_eq!(missing("ê"), []);
}

#[test]
fn dots_stay_under_their_characters() {
    let (marked, _) = page("一[窗]{.dots pinyin=chuāng}[霜]{pinyin=shuāng}二");
    let silent = parted(&marked).0;
    let dot = silent.iter().find(|run| run.size == Length::pt(2)).expect("a dot");
    let words = parted(&marked).1;
    let glyph = marked.glyphs[words[0].glyphs.start + 1];
    let middle = words[0].origin.x + glyph.along() + Length::pt(5);
    assert!((dot.origin.x + dot.size / 2 - middle).0.abs() <= 2, "{:?} {middle:?}", dot.origin);
}

#[test]
fn neighbouring_syllables_keep_a_narrow_space() {
    for (words, syllables) in [
        ("窗霜双壮", &[(0, "chuāng"), (1, "shuāng"), (2, "shuāng"), (3, "zhuàng")][..]),
        ("壮，床边", &[(0, "zhuàng"), (2, "chuáng")][..]),
        ("霁川", &[(0, "jì"), (1, "chuān")][..]),
    ] {
        for vertical in [false, true] {
            let set = paragraph(words, syllables, vertical);
            for pair in extents(&set).windows(2) {
                assert!(pair[1].0 - pair[0].1 >= 124, "{words}: {pair:?}");
            }
        }
    }
    // The control: characters on their ems would leave less.
    let set = paragraph("窗霜", &[(0, "chuāng"), (1, "shuāng")], false);
    let width = set.syllables[0].width >> 16;
    assert!(width > 1000 - 125);
}

const LAYOUT: &str = "[page]\nwidth = \"100mm\"\nheight = \"110mm\"\n[grid]\nbody = \"10pt\"\npitch = \"13pt\"\n\
columns = 1\ncharacters = 20\ngutter = \"1字\"\nrows = 20\n[styles.headline-vertical]\nsize = \"20pt\"\n\
[areas.lead]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 20\n";

fn made(story: &str, headline: &str) -> (Page, Vec<String>) {
    made_with(story, headline, "")
}

fn made_with(story: &str, headline: &str, styles: &str) -> (Page, Vec<String>) {
    let issue = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[[page]]\nnumber = 1\n\
                 [[page.story]]\nfile = \"s.md\"\narea = \"lead\"\n";
    let layout = format!("{LAYOUT}headline = \"{headline}\"\n{styles}");
    let dir = folder(&[("issue.toml", issue), ("layouts/small.toml", &layout), ("s.md", story)]);
    let (loaded, compiled) = set(dir.path());
    let all = loaded.findings.iter().chain(&compiled.findings);
    let codes =
        all.map(|finding| finding.code.name()).filter(|code| *code != "no-headline" && *code != "underset");
    (compiled.pages[0].clone(), codes.map(str::to_owned).collect())
}

fn page(story: &str) -> (Page, Vec<String>) {
    made(story, "above")
}

fn runs(page: &Page) -> Vec<&TextRun> {
    let runs = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run),
        _ => None,
    });
    runs.collect()
}

/// Runs of pinyin, and runs of words.
fn parted(page: &Page) -> (Vec<&TextRun>, Vec<&TextRun>) {
    let silent = |run: &&TextRun| page.glyphs[run.glyphs.clone()].iter().all(|glyph| glyph.text_len == 0);
    runs(page).into_iter().partition(silent)
}

/// The rows of lines, by the distance of their baselines in pitches.
fn steps(words: &[&TextRun]) -> Vec<i64> {
    words.windows(2).map(|pair| (pair[1].origin.y - pair[0].origin.y).0 / Length::pt(13).0).collect()
}

#[test]
fn a_line_with_pinyin_takes_one_more_row() {
    let story = |second: &str| format!("{}\n\n{second}在春天\n\n{}", "一二三", "四五六");
    let (marked, codes) = page(&story("[霁川]{pinyin=\"jì chuān\"}"));
    assert_eq!(codes, Vec::<String>::new());
    let (pinyin, words) = parted(&marked);
    assert_eq!(steps(&words), [2, 1]);
    // The syllables stand in the white row, clear of the line above and over their own line.
    let [run] = pinyin[..] else { panic!("{pinyin:?}") };
    assert_eq!(run.size, Length::pt(5));
    assert!(run.origin.y < words[1].origin.y - Length::pt(10).scale(880, 1000));
    assert!(run.origin.y - run.size > words[0].origin.y + Length::pt(10).scale(120, 1000));
    // Text that is copied stays whole.
    assert_eq!(marked.text.as_str(), "一二三霁川在春天四五六");
    // The control.
    let (plain, _) = page(&story("霁川"));
    let (pinyin, words) = parted(&plain);
    assert_eq!((pinyin.len(), steps(&words)), (0, vec![1, 1]));
}

#[test]
fn the_house_chooses_the_letters() {
    let face = |styles: &str| {
        let (marked, codes) = made_with("见[彧]{pinyin=yù}", "above", styles);
        assert_eq!(codes, Vec::<String>::new(), "{styles}");
        let library = Library::embedded();
        let named = |run: &TextRun| library.face(run.face).name().to_owned();
        let (pinyin, words) = parted(&marked);
        (named(pinyin[0]), named(words[0]))
    };
    let pair = |pinyin: &str, words: &str| (pinyin.to_owned(), words.to_owned());
    assert_eq!(face("[styles.body]\npinyin_face = \"hei\"\n"), pair("hei", "song"));
    assert_eq!(face("[styles.body]\nface = \"kai\"\n"), pair("kai", "kai"));
    assert_eq!(face(""), pair("song", "song"));
}

#[test]
fn a_name_that_is_read_keeps_one_line() {
    let (marked, codes) = page("在[霁川]{.name pinyin=“jì chuān”}一带");
    assert_eq!(codes, Vec::<String>::new());
    let fills = marked.items.iter().filter(|item| matches!(item.kind, ItemKind::Fill { .. })).count();
    assert_eq!((fills, parted(&marked).0.len()), (1, 1));
}

#[test]
fn a_syllable_at_the_edge_moves_into_the_measure() {
    let starts = |text: &str| {
        let (marked, _) = page(text);
        let (pinyin, words) = parted(&marked);
        let left = words[0].origin.x - Length::pt(20);
        pinyin[0].origin.x + marked.glyphs[pinyin[0].glyphs.start].along() - left
    };
    // At the start of the second line the syllable would stand out by a quarter em.
    let edge = starts(&format!("{}[窗]{{pinyin=chuāng}}二三四", "一".repeat(18)));
    assert_eq!(edge, Length::ZERO);
    // The control: inside the line it stands out over its neighbour.
    let inside = starts(&format!("{}二[窗]{{pinyin=chuāng}}三四", "一".repeat(18)));
    assert!(inside > Length::pt(7) && inside < Length::pt(10), "{inside:?}");
}

#[test]
fn headlines_make_room_for_pinyin() {
    let story = |word: &str| format!("---\nkicker: 引题\nheadline: {word}清淤\n---\n河水清了。");
    let top = |page: &Page, size: i64| {
        let runs = parted(page).1;
        runs.iter().find(|run| run.size == Length::pt(size)).map(|run| run.origin.y).expect("a line")
    };
    let (marked, codes) = page(&story("[霁川]{pinyin=\"jì chuān\"}"));
    assert_eq!(codes, Vec::<String>::new());
    let (pinyin, words) = parted(&marked);
    let (kicker, headline, syllables) = (words[0], words[1], pinyin[0]);
    assert!(syllables.origin.y - syllables.size > kicker.origin.y + kicker.size.scale(120, 1000));
    assert!(syllables.origin.y < headline.origin.y - headline.size.scale(880, 1000));
    let (plain, _) = page(&story("霁川"));
    assert!(top(&marked, 10) > top(&plain, 10), "the text moves down");
}

#[test]
fn beside_a_line_that_runs_down_it_is_turned_and_to_the_right() {
    let story = |word: &str| format!("---\nheadline: {word}清淤\n---\n河水清了。");
    let (marked, codes) = made(&story("[霁川]{pinyin=\"jì chuān\"}"), "right");
    assert_eq!(codes, Vec::<String>::new());
    let down: Vec<&TextRun> = runs(&marked).into_iter().filter(|run| run.vertical).collect();
    let [words, syllables] = down[..] else { panic!("{down:?}") };
    assert!(syllables.turned && !words.turned);
    assert!(syllables.origin.x > words.origin.x + words.size / 2);
    // It stays inside the type area: the strip is wider by it.
    let right = syllables.origin.x + syllables.size;
    assert!(right <= Length::from_mm(50.0) + Length::pt(100), "{right:?}");
    let (plain, _) = made(&story("霁川"), "right");
    let plain: Vec<&TextRun> = runs(&plain).into_iter().filter(|run| run.vertical).collect();
    assert!(words.origin.x < plain[0].origin.x);
}

#[test]
fn wrong_pinyin_is_told_and_the_words_are_set_without() {
    for (marked, code) in [
        ("[霁川]{pinyin=jì}", "pinyin-count"),
        ("[霁川]{pinyin=\"jì chuān shuǐ\"}", "pinyin-count"),
        ("[AI]{pinyin=jì}", "pinyin-count"),
        ("[霁川]{pinyin=\"\"}", "pinyin-count"),
        ("[霁川]{pinyin=\"ji4 chuān\"}", "pinyin-syllable"),
        ("[霁]{pinyin=ㄐㄧˋ}", "pinyin-syllable"),
        ("[霁]{pinyn=jì}", "unknown-mark"),
    ] {
        let (page, codes) = page(&format!("在{marked}一带"));
        assert_eq!(codes, [code], "{marked}");
        assert!(parted(&page).0.is_empty(), "{marked}");
        assert!(page.text.starts_with('在') && page.text.ends_with("一带"), "{marked}");
    }
    assert_eq!(page("在[霁、川]{pinyin=\"jì chuān\"}一带").1, Vec::<String>::new());
}
