//! Whatever the layout and the copy: every character is placed once and in order or reported as
//! left over, body lines stand on the row grid, and no two lines stand on each other.
#![allow(clippy::panic, dead_code)]

use std::fmt::Write as _;

use crate::support::folder::folder;
use banxin::diagnostic::{FileId, Span};
use banxin::geometry::Length;
use banxin::grid::{PageGrid, ascent};
use banxin::issue::{Assignment, Block, Content, Figure, Inset, Jump, Side, Story, StoryId, StoryPart, Text};
use banxin::layout::{Area, Cells, CopyfitStep, Corner, Division, HeadlinePlace, Notch, Writing};
use banxin::page::{ItemKind, Page};
use banxin::read::Loaded;
use banxin::{Compiled, compile};

const ISSUE: &str = "paper = \"小报\"\ndate = \"2026-11-23\"\nlayout = \"wide\"\n\
[[page]]\nnumber = 1\n[[page.story]]\nfile = \"a.md\"\narea = \"a\"\n\
[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\ninside = { columns = 1, rows = 6, row = 3 }\n\
[[page]]\nnumber = 2\n[[page.story]]\nfile = \"b.md\"\narea = \"a\"\n";

const LAYOUT: &str = "[page]\nwidth = \"390mm\"\nheight = \"550mm\"\n[grid]\nbody = \"9pt\"\npitch = \"11.25pt\"\n\
columns = 4\ncharacters = 13\nrows = 60\n[styles.headline]\nsize = \"20pt\"\n\
[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 60\n";

const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'><path d='M0 0h4v3z'/></svg>";

/// A small generator of numbers: the same cases on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(sides.max(1))) as u32
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.roll(100) < percent
    }

    fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.roll(most - least + 1)
    }
}

const HAN: &str = "江城今天新开放两岸步道市民说这里水清岸绿他们在书房读到夜深灯火如昼";

fn words(dice: &mut Dice, length: u32) -> String {
    let han: Vec<char> = HAN.chars().collect();
    let mut text = String::new();
    let mut after_mark = true;
    for _ in 0..length {
        match dice.roll(14) {
            0 if !after_mark => text.push(['，', '。', '、', '；', '！'][dice.roll(5) as usize]),
            1 if !after_mark => {
                let _ = write!(text, "“{}”", han[dice.roll(han.len() as u32) as usize]);
            }
            2 => {
                let _ = write!(text, "{}", dice.roll(3000));
            }
            3 if dice.chance(30) => text
                .push_str(["AudioX", "CSDN", "Wi-Fi", "https://www.example.com/a/b"][dice.roll(4) as usize]),
            4 if !after_mark && dice.chance(20) => text.push_str("——"),
            _ => text.push(han[dice.roll(han.len() as u32) as usize]),
        }
        after_mark = text.ends_with(['，', '。', '、', '；', '！', '”', '—']);
    }
    text
}

fn text(dice: &mut Dice, length: u32) -> Text {
    Text::plain(FileId(0), words(dice, length), 0)
}

fn story(dice: &mut Dice, number: usize) -> Story {
    let paragraphs = dice.between(0, 9);
    let mut blocks = Vec::new();
    for _ in 0..paragraphs {
        if dice.chance(15) {
            let length = dice.between(2, 9);
            blocks.push(Block::Crosshead(text(dice, length)));
        }
        let most = if dice.chance(20) { 300 } else { 80 };
        let length = dice.between(1, most);
        blocks.push(Block::Paragraph(text(dice, length)));
    }
    let maybe = |dice: &mut Dice, percent, length| dice.chance(percent).then(|| text(dice, length));
    Story {
        name: format!("story {number}"),
        file: FileId(0),
        kicker: maybe(dice, 30, 8),
        headline: maybe(dice, 90, 10),
        subhead: maybe(dice, 30, 12),
        short: None,
        byline: maybe(dice, 40, 5),
        source: maybe(dice, 30, 6),
        credit: maybe(dice, 20, 6),
        revised: None,
        blocks,
    }
}

/// Cuts cells in two, again and again.
fn split(dice: &mut Dice, cells: Cells, depth: u32, out: &mut Vec<Cells>) {
    if depth > 0 && cells.rows >= 12 && dice.chance(60) {
        let rows = dice.between(5, cells.rows - 6);
        split(dice, Cells { rows, ..cells }, depth - 1, out);
        split(
            dice,
            Cells { row: cells.row + rows + 1, rows: cells.rows - rows - 1, ..cells },
            depth - 1,
            out,
        );
    } else if depth > 0 && cells.columns >= 2 && dice.chance(60) {
        let columns = dice.between(1, cells.columns - 1);
        split(dice, Cells { columns, ..cells }, depth - 1, out);
        let rest = Cells { column: cells.column + columns, columns: cells.columns - columns, ..cells };
        split(dice, rest, depth - 1, out);
    } else {
        out.push(cells);
    }
}

fn area(dice: &mut Dice, blank: &Area, number: usize, cells: Cells) -> Area {
    let mut area = blank.clone();
    area.name = format!("area {number}");
    (area.column, area.columns, area.row, area.rows) = (cells.column, cells.columns, cells.row, cells.rows);
    (area.headline_at, area.writing, area.inset) = (None, Writing::Across, Length::ZERO);
    area.notches.clear();
    area.text_columns = dice.chance(40).then(|| dice.between(1, cells.columns + 1));
    area.division =
        [Division::Gutters, Division::Columns, Division::Equal, Division::Grid][dice.roll(4) as usize];
    if dice.chance(15) {
        area.writing = Writing::Down;
    }
    area.headline = [HeadlinePlace::Above, HeadlinePlace::Above, HeadlinePlace::Left, HeadlinePlace::Right]
        [dice.roll(4) as usize];
    if dice.chance(20) {
        let (columns, rows) = (dice.between(1, cells.columns), dice.between(1, cells.rows));
        let column = cells.column + dice.roll(cells.columns - columns + 1);
        let row = cells.row + dice.roll(cells.rows - rows + 1);
        area.headline_at = Some(Cells { column, columns, row, rows });
    }
    if dice.chance(20) && cells.columns > 1 && cells.rows > 1 {
        let corner = [Corner::TopLeft, Corner::TopRight, Corner::BottomLeft, Corner::BottomRight]
            [dice.roll(4) as usize];
        let (columns, rows) = (dice.between(1, cells.columns - 1), dice.between(1, cells.rows - 1));
        area.notches = vec![Notch { corner, columns, rows }];
        if area.headline != HeadlinePlace::Above {
            area.headline_at = None;
            area.headline = HeadlinePlace::Above; // a headline in a notch is refused
        }
    }
    if dice.chance(20) {
        area.inset = Length::pt(9);
    }
    area
}

/// Another issue in the place of the one that was read.
fn deal(dice: &mut Dice, loaded: &mut Loaded, figure: &Figure) {
    let layout = &mut loaded.layouts[0];
    layout.grid.columns = dice.between(2, 6);
    layout.grid.characters = dice.between(8, 18);
    layout.grid.rows = dice.between(20, 70);
    layout.copyfit.order = if dice.chance(50) {
        vec![
            CopyfitStep::Looseness,
            CopyfitStep::Headline,
            CopyfitStep::Picture,
            CopyfitStep::Gap,
            CopyfitStep::Filler,
        ]
    } else {
        Vec::new()
    };
    for (name, style) in &mut layout.styles {
        if name == "body" {
            style.drop_cap = [0, 0, 2, 3][dice.roll(4) as usize];
        }
    }
    let mut cells = Vec::new();
    let whole = Cells { column: 1, columns: layout.grid.columns, row: 1, rows: layout.grid.rows };
    split(dice, whole, 3, &mut cells);
    let blank = layout.areas[0].clone();
    layout.areas =
        cells.iter().enumerate().map(|(number, cells)| area(dice, &blank, number, *cells)).collect();
    loaded.issue.stories.clear();
    for page in &mut loaded.issue.pages {
        page.assignments.clear();
        page.fillers.clear();
    }
    let areas = &layout.areas;
    let mut free: Vec<usize> = (0..areas.len()).collect();
    let span = Span::new(FileId(0), 0..0);
    let jump = |page| Jump { page, words: Text::plain(FileId(0), "（转版）", 0) };
    while !free.is_empty() {
        let at = free.remove(0);
        let number = loaded.issue.stories.len();
        loaded.issue.stories.push(story(dice, number));
        let mut part = StoryPart::whole(StoryId(number as u32));
        if dice.chance(30)
            && let Some(next) = free.iter().position(|other| areas[*other].writing == areas[at].writing)
        {
            part.more.push(areas[free.remove(next)].name.clone());
        }
        if dice.chance(25) {
            let rows = dice.between(1, areas[at].rows);
            part.insets.push(Inset {
                figure: Figure { caption: None, credit: None, ..figure.clone() },
                column: dice.between(1, areas[at].columns),
                columns: 1,
                row: dice.between(1, areas[at].rows + 1 - rows),
                rows,
                characters: dice.chance(50).then(|| dice.between(3, layout.grid.characters)),
                side: if dice.chance(50) { Side::Left } else { Side::Right },
            });
        }
        let mut parts = vec![(0usize, part.clone())];
        if dice.chance(20) {
            // It goes on in the same area of the second page.
            part.more.clear();
            part.insets.clear();
            parts[0].1.to = Some(jump(2));
            parts.push((1, StoryPart { part: 1, round: 1, from: Some(jump(1)), ..part }));
        }
        for (page, part) in parts {
            loaded.issue.pages[page].assignments.push(Assignment {
                area: areas[at].name.clone(),
                span: span.clone(),
                content: Content::Story(part),
            });
        }
    }
    if dice.chance(40) {
        let number = loaded.issue.stories.len();
        loaded
            .issue
            .stories
            .push(Story { blocks: vec![Block::Paragraph(text(dice, 40))], ..story(dice, number) });
        loaded.issue.pages[0].fillers.push(StoryId(number as u32));
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The words of a story on a page, in the order of the display list.
fn shown(page: &Page, story: StoryId) -> String {
    let mut words = String::new();
    for item in page.items.iter().filter(|item| item.story == Some(story)) {
        if let ItemKind::Text(run) = &item.kind {
            words.extend(page.glyphs[run.glyphs.clone()].iter().map(|glyph| page.glyph_text(glyph)));
        }
    }
    bare(&words)
}

/// Every character of the copy is on the pages once and in order, or reported.
fn assert_words(case: u64, loaded: &Loaded, compiled: &Compiled) -> usize {
    let mut seen = 0;
    for (number, story) in loaded.issue.stories.iter().enumerate() {
        let id = StoryId(number as u32);
        let filler = loaded.issue.pages[0].fillers.contains(&id);
        let head: String = [&story.kicker, &story.headline, &story.subhead]
            .into_iter()
            .flatten()
            .map(|text| bare(&text.to_plain()))
            .collect();
        let mut copy = String::new();
        copy.extend(story.byline.iter().map(|text| bare(&text.to_plain())));
        copy.extend(story.blocks.iter().map(|block| bare(&block.text().to_plain())));
        copy.extend([&story.source, &story.credit].into_iter().flatten().map(|text| bare(&text.to_plain())));
        let straight =
            |text: &str| text.replace('『', "“").replace('』', "”").replace('「', "‘").replace('」', "’");
        let first = straight(&shown(&compiled.pages[0], id));
        if filler && first.is_empty() {
            continue; // no room was left over for it
        }
        let Some(body) = first.strip_prefix(&straight(&head)) else {
            panic!("case {case}: the headline of {} is not whole: {head} / {first}", story.name);
        };
        let jumps = loaded.issue.pages[1].assignments.iter().any(|placed| match &placed.content {
            Content::Story(part) => part.id == id,
            _ => false,
        });
        let mut placed = body.to_owned();
        let second = straight(&shown(&compiled.pages[1], id));
        if jumps && !second.is_empty() {
            let headline = story.headline.as_ref().map_or(String::new(), |text| bare(&text.to_plain()));
            let rest =
                second.strip_prefix(&straight(&headline)).and_then(|rest| rest.strip_prefix("（转版）"));
            placed = placed.strip_suffix("（转版）").unwrap_or(&placed).to_owned();
            placed.push_str(rest.unwrap_or_else(|| panic!("case {case}: {second}")));
        }
        let over: usize = compiled
            .report
            .iter()
            .filter(|fit| fit.story == story.name)
            .filter_map(|fit| fit.overset.as_ref())
            .map(|over| over.characters)
            .sum();
        let wanted = straight(&copy);
        assert!(wanted.starts_with(&placed), "case {case}, {}: {wanted}\n{placed}", story.name);
        let missing = wanted.chars().count() - placed.chars().count();
        assert_eq!(missing, over, "case {case}, {}: {wanted}\n{placed}", story.name);
        seen += placed.chars().count();
    }
    seen
}

/// What a line of type or a picture takes up: left, top, right, foot.
type Edges = [i64; 4];

fn meet(one: &Edges, other: &Edges) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

/// Lines of body type that run across stand in rows; no line stands on another or on a picture.
fn assert_rows(case: u64, loaded: &Loaded, compiled: &Compiled) {
    let grid = PageGrid::new(&loaded.layouts[0]);
    // Pointers of jumps stand in the headline, in another face.
    let song = loaded.library.find("song").expect("an embedded face");
    // Headlines that are too large for their places, or have a picture on them, are errors of their own.
    let told = compiled.findings.iter().any(|finding| {
        ["headline-overset", "inset-on-headline", "overfull-line"].contains(&finding.code.name())
    });
    for page in &compiled.pages {
        let mut taken: Vec<(Edges, String)> = Vec::new();
        for item in page.items.iter().filter(|item| item.story.is_some()) {
            if let ItemKind::Picture { window, .. } = &item.kind {
                assert!(window.width.0 >= 0 && window.height.0 >= 0, "case {case}: {window:?}");
                let edges = [window.x.0, window.y.0, window.right().0, window.bottom().0];
                taken.push((edges, "a picture".to_owned()));
            }
        }
        for item in page.items.iter().filter(|item| item.story.is_some()) {
            let ItemKind::Text(run) = &item.kind else { continue };
            if run.size != grid.body {
                continue;
            }
            let glyphs = &page.glyphs[run.glyphs.clone()];
            let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else { continue };
            // The white half of a mark that opens may lie over what stands before it.
            let (from, to) = (first.along().0 + grid.body.0 / 2, last.along().0);
            let (x, y) = (run.origin.x.0, run.origin.y.0);
            let edges = if run.vertical {
                [x - grid.body.0 / 2, y + from, x + grid.body.0 / 2, y + to]
            } else {
                let top = y - ascent(grid.body).0;
                if run.face == song {
                    let off = (top - grid.top.0).rem_euclid(grid.pitch.0);
                    assert_eq!(off, 0, "case {case}: a line stands {off} off its row");
                }
                [x + from, top, x + to, top + grid.body.0]
            };
            let words: String = glyphs.iter().map(|glyph| page.glyph_text(glyph)).collect();
            let other = taken.iter().find(|(other, _)| meet(&edges, other));
            assert!(other.is_none() || told, "case {case}: {words} at {edges:?} stands on {other:?}");
            taken.push((edges, words));
        }
    }
}

#[test]
fn any_copy_in_any_layout_is_placed_once_or_reported() {
    let files = [
        ("issue.toml", ISSUE),
        ("layouts/wide.toml", LAYOUT),
        ("a.md", "---\nheadline: 一\n---\n甲\n"),
        ("b.md", "---\nheadline: 二\n---\n乙\n"),
        ("p.svg", PICTURE),
    ];
    let dir = folder(&files);
    let mut loaded = banxin::load(dir.path()).unwrap_or_else(|refused| panic!("{:#?}", refused.diagnostics));
    let figure = match &loaded.issue.pages[0].assignments[0].content {
        Content::Story(part) => part.insets[0].figure.clone(),
        _ => panic!("a story stands first"),
    };
    let mut placed = 0;
    let cases = 2_000;
    for case in 0..cases {
        let mut dice = Dice(case * 977 + 1);
        deal(&mut dice, &mut loaded, &figure);
        let compiled = compile(&loaded);
        placed += assert_words(case, &loaded, &compiled);
        assert_rows(case, &loaded, &compiled);
    }
    assert!(placed > 300 * cases as usize, "{placed} characters in {cases} cases are too few to tell");
}
