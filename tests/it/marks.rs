//! Marked words of manuscripts: what each mark puts on the page, where, and what comes out without
//! it.
#![allow(clippy::panic)]

use crate::support::folder::{folder, set};
use banxin::geometry::{Length, Rect};
use banxin::page::{Item, ItemKind, Page, TextRun};

const LAYOUT: &str = "[page]\nwidth = \"100mm\"\nheight = \"80mm\"\n[grid]\nbody = \"10pt\"\npitch = \"13pt\"\n\
columns = 1\ncharacters = 20\ngutter = \"1字\"\nrows = 12\n\
[areas.lead]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 12\n";

/// The page of one story, and the codes of all findings.
fn page(story: &str) -> (Page, Vec<String>) {
    page_with(story, "")
}

/// The same, with more of a layout.
fn page_with(story: &str, styles: &str) -> (Page, Vec<String>) {
    let layout = format!("{LAYOUT}{styles}");
    let issue = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[[page]]\nnumber = 1\n\
                 [[page.story]]\nfile = \"s.md\"\narea = \"lead\"\n";
    let dir = folder(&[("issue.toml", issue), ("layouts/small.toml", &layout), ("s.md", story)]);
    let (loaded, compiled) = set(dir.path());
    let all = loaded.findings.iter().chain(&compiled.findings);
    let codes = all
        .map(|finding| finding.code.name().to_owned())
        .filter(|code| code != "no-headline" && code != "underset");
    (compiled.pages[0].clone(), codes.collect())
}

fn words(page: &Page) -> String {
    page.text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn runs(page: &Page) -> Vec<&TextRun> {
    let text = |item: &Item| matches!(item.kind, ItemKind::Text(_));
    let items = page.items.iter().filter(|item| text(item));
    items.filter_map(|item| if let ItemKind::Text(run) = &item.kind { Some(run) } else { None }).collect()
}

fn rules(page: &Page) -> Vec<Rect> {
    let fills = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Fill { rect, .. } => Some(*rect),
        _ => None,
    });
    fills.collect()
}

/// Runs that carry no characters: dots and waves.
fn silent(page: &Page) -> Vec<&TextRun> {
    let is_silent = |run: &&TextRun| page.glyphs[run.glyphs.clone()].iter().all(|glyph| glyph.text_len == 0);
    runs(page).into_iter().filter(is_silent).collect()
}

#[test]
fn names_have_a_line_each() {
    let (marked, codes) = page("在[霁川]{.name}[栖霞岭]{.name}一带");
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(words(&marked), "在霁川栖霞岭一带");
    let lines = rules(&marked);
    let [first, second] = lines[..] else { panic!("{lines:?}") };
    assert_eq!((first.width, second.width), (Length::pt(20) - em(60) * 2, Length::pt(30) - em(60) * 2));
    // Told apart, on one height, between the words' foot and the next row's head.
    assert_eq!(second.x - (first.x + first.width), em(60) * 2);
    assert_eq!(first.y, second.y);
    let baseline = runs(&marked)[0].origin.y;
    assert!(first.y > baseline + em(120) && first.y + first.height < baseline + Length::pt(13) - em(880));
    // The control: the same words without the mark.
    assert_eq!(rules(&page("在霁川栖霞岭一带").0), []);
}

fn em(thousandths: i64) -> Length {
    Length::pt(10).scale(thousandths, 1000)
}

#[test]
fn a_name_on_two_lines_has_a_line_on_each() {
    let text = format!("{}[栖霞岭国家森林公园]{{.name}}一带", "一".repeat(14));
    let (marked, _) = page(&text);
    let lines = rules(&marked);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[1].y - lines[0].y, Length::pt(13));
}

#[test]
fn titles_have_a_wave() {
    let (marked, _) = page("读[红楼梦]{.title}一遍");
    let waves = silent(&marked);
    let [wave] = waves[..] else { panic!("{waves:?}") };
    assert_eq!(wave.glyphs.len(), 3);
    assert!(wave.condense < 1000);
    assert!(silent(&page("读红楼梦一遍").0).is_empty());
}

#[test]
fn dots_stand_at_characters_and_not_at_marks() {
    let (marked, _) = page("我们[必须，坚决]{.dots}做好");
    let dots = silent(&marked);
    assert_eq!(dots.len(), 4);
    let baseline = runs(&marked)[0].origin.y;
    // In the middle under its character, in the leading.
    let first = &dots[0];
    let left = runs(&marked)[0].origin.x;
    let character = Length::pt(10) * 2;
    assert_eq!(first.origin.x + first.size / 2, left + character + Length::pt(5));
    let middle = first.origin.y - first.size.scale(380, 1000);
    assert!(middle - em(100) > baseline + em(120) && middle + em(100) < baseline + Length::pt(13) - em(880));
    assert!(silent(&page("我们必须，坚决做好").0).is_empty());
}

#[test]
fn a_layout_says_how_marks_of_tone_stand_in_a_row() {
    let width = |styles: &str| {
        let issue = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[[page]]\nnumber = 1\n\
                     [[page.story]]\nfile = \"s.md\"\narea = \"lead\"\n";
        let layout = format!("{LAYOUT}{styles}");
        let dir = folder(&[("issue.toml", issue), ("layouts/small.toml", &layout), ("s.md", "一？！一")]);
        let page = set(dir.path()).1.pages[0].clone();
        page.glyphs[3].along() - page.glyphs[0].along()
    };
    assert_eq!(width(""), Length::pt(20));
    assert_eq!(width("[styles.body]\nexclaim_pairs = \"share\"\n"), Length::pt(20));
    assert_eq!(width("[styles.body]\nexclaim_pairs = \"full\"\n"), Length::pt(30));
}

#[test]
fn raised_and_lowered_figures_are_small() {
    let (marked, _) = page("面积五[米]{.name}[2]{.sup}，水是H[2]{.sub}O");
    let small: Vec<_> = runs(&marked).into_iter().filter(|run| run.size == em(600)).collect();
    assert_eq!(small.len(), 2);
    let across: Vec<Length> = small.iter().map(|run| marked.glyphs[run.glyphs.start].across()).collect();
    assert_eq!(across, [em(350), em(-150)]);
    assert!(runs(&page("面积五米2，水是H2O").0).iter().all(|run| run.size == Length::pt(10)));
}

#[test]
fn leads_and_stress_take_the_houses_faces() {
    let with = |text: &str, styles: &str| {
        let (page, _) = page_with(text, styles);
        runs(&page).iter().map(|run| run.face).collect::<Vec<_>>()
    };
    // Both are in hei where nothing is said.
    assert_eq!(with("[本报讯]{.lead}昨日", "")[0], with("**本报讯**昨日", "")[0]);
    let faces = |text: &str| with(text, "[styles.body]\nlead_face = \"kai\"\n");
    let lead = faces("[本报讯]{.lead}昨日");
    let strong = faces("**本报讯**昨日");
    assert_eq!((lead.len(), strong.len(), faces("本报讯昨日").len()), (2, 2, 1));
    assert_ne!(lead[0], strong[0]);
    // One in the other, either way.
    assert_eq!(faces("**甲[乙]{.lead}丙**丁").len(), 4);
    assert_eq!(faces("[甲**乙**丙]{.dots}丁").len(), 3 + 3);
}

#[test]
fn spans_nest() {
    let (marked, codes) = page("[在[霁川]{.name}以北]{.dots}的山");
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(words(&marked), "在霁川以北的山");
    // The inner mark stands at its own words, the outer one at the rest.
    assert_eq!((rules(&marked).len(), silent(&marked).len()), (1, 3));
}

#[test]
fn plain_brackets_are_text() {
    for (text, shown) in [
        ("见[1]和[注]", "见[1]和[注]"),
        ("见[1]{2}", "见[1]{2}"),
        ("见[未完{.name}", "见[未完{.name}"),
        ("见\\[甲]{.name}", "见[甲]{.name}"),
        ("见[]{.name}完", "见完"),
    ] {
        let (page, codes) = page(text);
        assert_eq!(words(&page), shown, "{text}");
        assert!(!codes.contains(&"unknown-mark".to_owned()), "{text}");
    }
}

#[test]
fn an_unknown_mark_is_told_and_its_words_are_set() {
    let (marked, codes) = page("在[霁川]{.nmae}一带");
    assert_eq!(words(&marked), "在霁川一带");
    assert_eq!(codes, ["unknown-mark"]);
    assert_eq!(rules(&marked), []);
}
