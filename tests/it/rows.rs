//! Areas that stand at one another: the solved page drawn as text, growth, what cannot be, and random layouts.
//!
//! A page is drawn column by column, one letter for each basic column; rows that are alike are one line with their number.
#![allow(clippy::panic)]

use std::time::{Duration, Instant};

use banxin::diagnostic::Severity;
use banxin::grid::solve::{Need, solve};
use banxin::page::PlacedArea;
use banxin::{Compiled, compile, read};

use crate::support::dump::{dump, lines};
use crate::support::folder::{folder, set};

const GRID: &str = "[page]\nwidth = \"220mm\"\nheight = \"220mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\ncolumns = 6\n\
characters = 8\nrows = 40\nhead = \"12mm\"\n[styles.headline]\nsize = \"12pt\"\nabove = \"0\"\nbelow = \"0\"\n\
[styles.body]\nindent = \"0\"\n[house]\nsilent = [\"page-cut\", \"gutter-through\", \"headlines-collide\", \"white-hole\", \
\"headline-order\", \"headline-on-foot\", \"text-leaves-headline\", \"reading-jumps\"]\n";

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'><path d='M0 0h4v3z'/></svg>";

/// A text of so many lines of eight characters, each a paragraph.
fn text(lines: usize) -> String {
    const FIGURES: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
    (0..lines).map(|at| format!("{}字字字字字字字\n\n", FIGURES[at % 10])).collect()
}

/// A page: areas of a layout and what stands in them.
#[derive(Clone, Default)]
struct Sheet {
    layout: String,
    /// Layouts that it extends, by name.
    others: Vec<(String, String)>,
    page: String,
    files: Vec<(String, String)>,
}

impl Sheet {
    fn new(layout: &str) -> Sheet {
        Sheet { layout: format!("{GRID}{layout}"), ..Sheet::default() }
    }

    /// A layout over another one.
    fn over(below: &str, layout: &str) -> Sheet {
        let below = ("below".to_owned(), format!("{GRID}{below}"));
        Sheet { layout: format!("extends = \"below\"\n{layout}"), others: vec![below], ..Sheet::default() }
    }

    /// A story without a headline, of so many lines in columns of eight characters.
    fn story(mut self, area: &str, lines: usize) -> Sheet {
        let name = format!("{area}.md");
        self.page += &format!("[[page.story]]\nfile = \"{name}\"\narea = \"{area}\"\n");
        self.files.push((name, format!("---\n---\n{}\n", text(lines))));
        self
    }

    /// The same with a headline of a line, which takes two rows.
    fn titled(mut self, area: &str, lines: usize) -> Sheet {
        self = self.story(area, lines);
        let file = self.files.last_mut().expect("a story");
        file.1 = file.1.replacen("---\n---", "---\nheadline: 题\n---", 1);
        self
    }

    fn with(mut self, page: &str) -> Sheet {
        self.page += page;
        self
    }

    fn folder(&self) -> tempfile::TempDir {
        let issue = format!(
            "paper = \"小报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n[[page]]\nnumber = 1\n{}",
            self.page
        );
        let others: Vec<(String, &str)> =
            self.others.iter().map(|(name, text)| (format!("layouts/{name}.toml"), text.as_str())).collect();
        let mut files =
            vec![("issue.toml", issue.as_str()), ("layouts/own.toml", self.layout.as_str()), ("p.svg", SVG)];
        files.extend(others.iter().map(|(name, text)| (name.as_str(), *text)));
        files.extend(self.files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        folder(&files)
    }

    fn compile(&self) -> (read::Loaded, Compiled) {
        set(self.folder().path())
    }

    fn areas(&self) -> Vec<PlacedArea> {
        self.compile().1.areas[0].clone()
    }

    fn drawn(&self) -> String {
        draw(&self.areas())
    }

    /// Findings without those about stories that have no headline: code, message and the words at each place.
    fn told(&self) -> Vec<(&'static str, String, Vec<String>)> {
        let (loaded, compiled) = self.compile();
        let found = loaded.findings.iter().chain(&compiled.findings);
        let found = found.filter(|finding| finding.code.name() != "no-headline");
        found
            .map(|finding| {
                let place = |label: &banxin::diagnostic::Label| {
                    let source = loaded.sources.get(label.span.file).expect("a file that was read");
                    let words = source.text.get(label.span.range.clone()).unwrap_or_default();
                    format!("{words}|{}", &*label.text)
                };
                let places = finding.labels.iter().map(place).collect();
                (finding.code.name(), finding.message.to_string(), places)
            })
            .collect()
    }

    /// What loading refuses.
    fn refused(&self) -> Vec<(&'static str, String)> {
        match banxin::load(self.folder().path()) {
            Ok(_) => Vec::new(),
            Err(refused) => {
                let told = refused.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
                told.map(|finding| (finding.code.name(), finding.message.to_string())).collect()
            }
        }
    }
}

/// Areas as text: the first letter of each name, rows that are alike on one line with their number.
fn draw(areas: &[PlacedArea]) -> String {
    let mut rows = vec![['.'; 6]; 40];
    for area in areas {
        let letter = area.name.chars().next().unwrap_or('?');
        for row in area.row..area.row + area.rows {
            for column in area.column..area.column + area.columns {
                if let Some(cell) =
                    rows.get_mut(row as usize - 1).and_then(|row| row.get_mut(column as usize - 1))
                {
                    *cell = if *cell == '.' { letter } else { '#' };
                }
            }
        }
    }
    let mut text = String::new();
    let mut from = 0;
    for at in 1..=rows.len() {
        if rows.get(at) != Some(&rows[from]) {
            let row: String = rows[from].iter().collect();
            text += &format!("{row} {}\n", at - from);
            from = at;
        }
    }
    text.trim_end().to_owned()
}

#[test]
fn areas_have_the_rows_of_their_copy_and_stand_under_one_another() {
    let layout = "[stacks.left]\ncolumns = \"1-4\"\nareas = [\"lead\", \"second\"]\nwhite = \"foot\"\n\
                  [stacks.right]\nbeside = \"left\"\nareas = [\"third\", \"fourth\"]\nwhite = \"foot\"\n";
    let sheet =
        Sheet::new(layout).titled("lead", 40).story("second", 22).story("third", 12).story("fourth", 7);
    // The headline has two rows; 40 lines in four columns are ten rows, 22 are six.
    assert_eq!(
        sheet.drawn(),
        "lllltt 6\nllll.. 1\nllllff 4\nllll.. 1\n...... 1\nssss.. 6\n...... 21",
        "{:?}",
        sheet.told()
    );
    assert_eq!(sheet.told(), []);
}

#[test]
fn what_is_left_is_shared() {
    let stack = |more: &str| {
        let layout =
            format!("[stacks.all]\nareas = [\"lead\", \"second\", \"third\"]\nwhite = \"foot\"\n{more}");
        Sheet::new(&layout).story("lead", 60).story("second", 6).story("third", 6)
    };
    assert_eq!(stack("").drawn(), "llllll 10\n...... 1\nssssss 1\n...... 1\ntttttt 1\n...... 26");
    let rest = stack("[areas.second]\nrows = \"rest\"\n");
    assert_eq!(rest.drawn(), "llllll 10\n...... 1\nssssss 27\n...... 1\ntttttt 1");
    let shares = stack("[areas.second]\nrows = \"2fr\"\n[areas.third]\nrows = \"1fr\"\n");
    assert_eq!(shares.drawn(), "llllll 10\n...... 1\nssssss 19\n...... 1\ntttttt 9");
    let bounded = stack("[areas.second]\nrows = \"2fr\"\nmax_rows = 8\n[areas.third]\nrows = \"rest\"\n");
    assert_eq!(bounded.drawn(), "llllll 10\n...... 1\nssssss 8\n...... 1\ntttttt 20");
    let least = stack("[areas.third]\nmin_rows = 5\n");
    assert_eq!(least.drawn(), "llllll 10\n...... 1\nssssss 1\n...... 1\ntttttt 5\n...... 22");
}

#[test]
fn white_goes_where_the_stack_says() {
    let stack = |white: &str| {
        let layout =
            format!("[stacks.all]\nareas = [\"lead\", \"second\", \"third\"]\nwhite = \"{white}\"\n");
        Sheet::new(&layout).titled("lead", 180).titled("second", 6).titled("third", 6)
    };
    assert_eq!(stack("foot").drawn(), "llllll 32\n...... 1\nssssss 3\n...... 1\ntttttt 3");
    // With ten rows less text there are ten rows of white.
    let stack = |white: &str| {
        let mut sheet = stack(white);
        sheet.files[0].1 = format!("---\nheadline: 题\n---\n{}\n", text(120));
        sheet
    };
    assert_eq!(stack("foot").drawn(), "llllll 22\n...... 1\nssssss 3\n...... 1\ntttttt 3\n...... 10");
    assert_eq!(stack("headlines").drawn(), "llllll 24\n...... 1\nssssss 5\n...... 1\ntttttt 5\n...... 4");
    assert_eq!(stack("between").drawn(), "llllll 22\n...... 6\nssssss 3\n...... 6\ntttttt 3");
    assert_eq!(stack("second").drawn(), "llllll 22\n...... 1\nssssss 13\n...... 1\ntttttt 3");
    assert_eq!(stack("headlines").told(), []);
    let wrong = stack("secnd").refused();
    assert_eq!(
        wrong,
        [("unknown-area", "white cannot go to `secnd`: no area of the stack has that name".to_owned())]
    );
}

#[test]
fn white_of_a_stack_at_the_foot_goes_where_it_says_too() {
    let stack = |white: &str| {
        let layout = format!("[stacks.s]\nareas = [\"a\", \"b\"]\nfoot = true\nwhite = \"{white}\"\n");
        Sheet::new(&layout).titled("a", 12).titled("b", 24)
    };
    assert_eq!(stack("foot").drawn(), "...... 29\naaaaaa 4\n...... 1\nbbbbbb 6");
    assert_eq!(stack("between").drawn(), "aaaaaa 4\n...... 30\nbbbbbb 6");
    assert_eq!(stack("headlines").drawn(), "...... 25\naaaaaa 6\n...... 1\nbbbbbb 8");
    assert_eq!(stack("a").drawn(), "aaaaaa 33\n...... 1\nbbbbbb 6");
    assert_eq!(stack("b").drawn(), "aaaaaa 4\n...... 1\nbbbbbb 35");
    // Put at the head by a circle that was cut, an area has no gap that could grow.
    let circle = "[stacks.s]\nareas = [\"a\", \"b\"]\nunder = \"c\"\nwhite = \"between\"\n[areas.c]\nunder = \"b\"\n\
                  [stacks.t]\nareas = [\"d\", \"e\"]\nabove = \"f\"\nwhite = \"between\"\n[areas.f]\nabove = \"d\"\n";
    let sheet = "abcdef".chars().fold(Sheet::new(circle), |sheet, name| sheet.story(&name.to_string(), 6));
    assert_eq!(sheet.told().iter().filter(|told| told.0 == "area-circle").count(), 2);
}

#[test]
fn areas_that_end_in_the_same_row_give_way_together() {
    let layout = "[areas.lead]\nhead = true\ncolumns = \"1-3\"\n[areas.second]\nhead = true\ncolumns = \"4-6\"\n\
                  [areas.notice]\nunder = [\"lead\", \"second\"]\n";
    let sheet =
        |lead, second| Sheet::new(layout).titled("lead", lead).titled("second", second).titled("notice", 60);
    // Headline, three rows of text: what the notice can do with.
    assert_eq!(sheet(120, 120).drawn(), "lllsss 35\n...... 1\nnnnnnn 4");
    assert_eq!(sheet(140, 120).drawn(), "lllsss 35\n...... 1\nnnnnnn 4");
    // A picture beside that has the rows of the story, and what stands under both.
    let beside = "[areas.lead]\nhead = true\ncolumns = \"1-3\"\n[areas.photo]\nbeside = \"lead\"\nrows = \"same\"\n\
                  [areas.notice]\nunder = [\"lead\", \"photo\"]\n";
    let picture = "[[page.picture]]\nfile = \"p.svg\"\narea = \"photo\"\n";
    let sheet = Sheet::new(beside).titled("lead", 130).titled("notice", 60).with(picture);
    assert_eq!(sheet.drawn(), "lllppp 35\n...... 1\nnnnnnn 4");
    // From the foot upwards.
    let up = "[areas.lead]\nfoot = true\ncolumns = \"1-3\"\n[areas.second]\nfoot = true\ncolumns = \"4-6\"\n\
              [areas.notice]\nabove = [\"lead\", \"second\"]\n";
    let sheet = Sheet::new(up).titled("lead", 120).titled("second", 120).titled("notice", 60);
    assert_eq!(sheet.drawn(), "nnnnnn 4\n...... 1\nlllsss 35");
}

#[test]
fn what_cannot_fit_squeezes_nothing_else() {
    // Two areas at the head in the same column: no number of rows would part them.
    let layout =
        "[areas.lead]\nhead = true\ncolumns = \"1-3\"\n[areas.second]\nhead = true\ncolumns = \"3-6\"\n";
    let sheet = Sheet::new(layout).story("lead", 30).story("second", 40);
    assert_eq!(sheet.drawn(), "ll#sss 10\n...... 30");
    assert!(sheet.told().iter().any(|told| told.0 == "area-overlap"));
    // An area that is taller than one of fixed rows in its way is squeezed past the foot of that one.
    let over = "[areas.ad]\ncolumn = 1\ncolumns = 2\nrow = 12\nrows = 5\n[areas.lead]\nhead = true\ncolumns = \"1-3\"\n";
    let ad = "[[page.ad]]\nfile = \"p.svg\"\narea = \"ad\"\n";
    let sheet = Sheet::new(over).story("lead", 90).with(ad);
    assert_eq!(sheet.drawn(), "lll... 11\naa.... 5\n...... 24");
    assert!(sheet.told().iter().any(|told| told.0 == "rows-short"));
    // What was taken for the sake of one that must give way to another is given back.
    let back = "[areas.zone]\ncolumn = 2\ncolumns = 1\nrow = 12\nrows = 20\n[areas.lead]\nhead = true\ncolumns = \"1-2\"\n\
                [areas.xeno]\nfoot = true\ncolumns = \"1-1\"\n";
    let sheet = Sheet::new(back).story("lead", 70).story("xeno", 40).story("zone", 20);
    assert_eq!(sheet.drawn(), "ll.... 11\n.z.... 1\nxz.... 19\nx..... 9");
    // Fixed rows go last.
    let fixed = "[areas.lead]\nhead = true\nrows = 22\n[areas.second]\nunder = \"lead\"\n[areas.third]\nunder = \"second\"\nrows = 15\n";
    let sheet = Sheet::new(fixed).story("lead", 130).story("second", 60).story("third", 90);
    assert_eq!(sheet.drawn(), "llllll 22\n...... 1\nssssss 1\n...... 1\ntttttt 15");
}

#[test]
fn a_story_goes_on_from_an_area_that_takes_what_is_left() {
    let layout = "[areas.lead]\nhead = true\ncolumns = \"1-3\"\nrows = \"rest\"\n[areas.second]\nbeside = \"lead\"\n\
                  columns = 1\nrows = \"copy\"\n[areas.third]\nfoot = true\nrows = 20\n";
    let mut sheet = Sheet::new(layout).titled("lead", 57).story("third", 120);
    sheet.page = sheet.page.replacen("area = \"lead\"", "area = \"lead\"\nthen = [\"second\"]", 1);
    let long = "一二三四五六七八九十一二三四五六七八九十";
    sheet.files[0].1 = sheet.files[0].1.replacen("headline: 题", &format!("headline: {long}"), 1);
    let (_, compiled) = sheet.compile();
    // Nineteen rows are left for the lead; the headline in one line over its three columns.
    assert_eq!(draw(&compiled.areas[0]), "llls.. 6\nlll... 13\n...... 1\ntttttt 20");
    let headline: Vec<String> = lines(&compiled.pages[0])
        .into_iter()
        .map(|line| line.words)
        .filter(|words| long.starts_with(words.as_str()))
        .collect();
    assert_eq!(headline, [long]);
    let codes: Vec<&str> = sheet.told().iter().map(|told| told.0).collect();
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_part_of_a_story_for_which_nothing_is_left_is_told_in_an_area_for_its_copy_too() {
    for rows in ["20", "\"copy\""] {
        let layout = format!(
            "[areas.lead]\nhead = true\nrows = {rows}\n[areas.first]\nhead = true\nrows = 20\n\
             [styles.jump-headline]\nsize = \"10pt\"\n"
        );
        let mut sheet = Sheet::new(&layout).story("first", 12);
        sheet.page += "[[page]]\nnumber = 2\n[[page.story]]\nfile = \"first.md\"\narea = \"lead\"\ncontinued = true\n\
                       [[page.picture]]\nfile = \"p.svg\"\narea = \"lead\"\n\
                       inside = { column = 1, columns = 1, row = 4, rows = 4 }\n";
        let told = sheet.told();
        let empty = told.iter().find(|told| told.0 == "jump-empty").expect("it is told");
        assert_eq!(
            empty.2,
            ["lead|stays empty", "\"p.svg\"|this picture inside it is not printed either"],
            "{rows}"
        );
    }
}

#[test]
fn a_stack_whose_areas_are_off_is_looked_through() {
    let below = "[areas.lead]\nhead = true\ncolumns = \"1-4\"\n[stacks.side]\nbeside = \"lead\"\nareas = [\"s1\", \"s2\"]\n\
                 white = \"foot\"\n[areas.extra]\nunder = \"side\"\n[areas.s1]\n[areas.s2]\n";
    let sheet = |off: &str| Sheet::over(below, off).story("lead", 40).story("extra", 6);
    let all = sheet("").story("s1", 4).story("s2", 6);
    assert_eq!(all.drawn(), "llllss 2\nllll.. 1\nllllss 3\nllll.. 1\nllllee 3\n...... 30");
    let off = "[areas.s1]\noff = true\n[areas.s2]\noff = true\n";
    assert_eq!(sheet(off).drawn(), "llllee 3\nllll.. 7\n...... 30");
    // At the head, in the columns that the stack would have had.
    let head = below.replace("beside = \"lead\"", "columns = \"5-6\"");
    let sheet = Sheet::over(&head, off).story("lead", 40).story("extra", 6);
    assert_eq!(sheet.drawn(), "llllee 3\nllll.. 7\n...... 30");
    // One area of a stack that is off: what stands at it stands at the one before it.
    let member = "[stacks.side]\ncolumns = \"3-6\"\nareas = [\"s1\", \"s2\"]\nwhite = \"foot\"\n[areas.s1]\n[areas.s2]\n\
                  [areas.extra]\nunder = \"s2\"\n";
    let sheet = Sheet::over(member, "[areas.s2]\noff = true\n").story("s1", 8).story("extra", 6);
    assert_eq!(sheet.drawn(), "..ssss 2\n...... 1\n..eeee 2\n...... 35");
}

#[test]
fn a_picture_beside_a_story_ends_where_the_story_ends() {
    let layout = |rows: &str| {
        format!(
            "[areas.lead]\nhead = true\ncolumns = 4\n[areas.photo]\nbeside = \"lead\"\nrows = {rows}\n\
             [areas.second]\nunder = [\"lead\", \"photo\"]\n"
        )
    };
    let sheet = |rows: &str| {
        let picture = "[[page.picture]]\nfile = \"p.svg\"\narea = \"photo\"\n";
        Sheet::new(&layout(rows)).story("lead", 60).story("second", 30).with(picture)
    };
    for rows in ["\"rest\"", "\"same\""] {
        assert_eq!(sheet(rows).drawn(), "llllpp 15\n...... 1\nssssss 5\n...... 19", "{rows}");
    }
    // 17 characters wide and four to three: 127.5 points, which eleven rows come nearest to.
    assert_eq!(sheet("\"copy\"").drawn(), "llllpp 11\nllll.. 4\n...... 1\nssssss 5\n...... 19");
}

#[test]
fn areas_at_the_foot_and_above_it_grow_upwards() {
    let layout = "[areas.ad]\nfoot = true\n[areas.box]\nabove = \"ad\"\ncolumns = \"5-6\"\n\
                  [areas.lead]\nhead = true\nabove = \"ad\"\ncolumns = \"1-4\"\n[areas.third]\nbeside = \"lead\"\nabove = \"box\"\n";
    let ad = "[[page.ad]]\nfile = \"p.svg\"\narea = \"ad\"\nsize = \"6x9\"\n";
    let sheet = Sheet::new(layout).with(ad).story("box", 20).story("lead", 40).story("third", 20);
    // What has a head and a foot takes the rest between them.
    assert_eq!(sheet.drawn(), "lllltt 19\nllll.. 1\nllllbb 10\n...... 1\naaaaaa 9");
}

#[test]
fn an_area_under_fixed_ones_begins_below_them() {
    let layout = "[areas.masthead]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 6\n[areas.ear]\ncolumn = 5\ncolumns = 2\nrow = 1\n\
                  rows = 4\n[areas.down]\ncolumn = 6\ncolumns = 1\nrow = 20\nrows = 21\n\
                  [stacks.left]\ncolumns = \"1-4\"\nareas = [\"lead\"]\n[stacks.right]\ncolumns = \"5-6\"\nareas = [\"xeno\"]\n\
                  [areas.xeno]\nrows = \"rest\"\n";
    let sheet = Sheet::new(layout).story("ear", 8).story("down", 21).story("lead", 8).story("xeno", 8);
    assert_eq!(
        sheet.drawn(),
        "mmmmee 4\nmmmm.. 1\nmmmmxx 1\n....xx 1\nllllxx 2\n....xx 9\n...... 1\n.....d 21"
    );
}

#[test]
fn a_story_that_grows_by_a_line_moves_what_stands_under_it_and_nothing_else() {
    let layout = "[stacks.left]\ncolumns = \"1-4\"\nareas = [\"lead\", \"second\"]\nwhite = \"foot\"\nrule = true\n\
                  [areas.second]\nframe = true\ninset = \"1字\"\nnotch = [{ corner = \"bottom-right\", columns = 1, rows = 2 }]\n\
                  [stacks.right]\nbeside = \"left\"\nareas = [\"third\"]\nwhite = \"foot\"\n";
    let inside = "[[page.picture]]\nfile = \"p.svg\"\narea = \"second\"\n\
                  inside = { column = 1, columns = 1, row = 4, rows = 4 }\n";
    let sheet =
        |lead| Sheet::new(layout).story("lead", lead).story("second", 30).story("third", 20).with(inside);
    let (before, after) = (sheet(40).compile().1, sheet(41).compile().1);
    let rows = |compiled: &Compiled| {
        ["lead", "second", "third"].map(|name| {
            let area = compiled.areas[0].iter().find(|area| area.name == name).expect("an area");
            (area.row, area.rows)
        })
    };
    assert_eq!(rows(&before)[0], (1, 10));
    assert_eq!(rows(&after)[0], (1, 11));
    let moved = |at: usize| (rows(&before)[at].0 + 1, rows(&before)[at].1);
    assert_eq!((rows(&after)[1], rows(&after)[2]), (moved(1), rows(&before)[2]));
    // Every line, frame, rule and picture of the second story lies a row lower, those of the third where they lay.
    let of = |compiled: &Compiled, story: u32, down: f64| -> Vec<(i64, i64, String)> {
        let lines = lines(&compiled.pages[0]).into_iter().filter(|line| line.story == Some(story));
        lines
            .map(|line| ((line.x * 100.0) as i64, ((line.y + down) * 100.0).round() as i64, line.words))
            .collect()
    };
    assert_eq!(of(&before, 1, 12.0), of(&after, 1, 0.0));
    assert_eq!(of(&before, 2, 0.0), of(&after, 2, 0.0));
    let furniture = |compiled: &Compiled| -> Vec<String> {
        dump(&compiled.pages[0])
            .lines()
            .filter(|line| ["fill", "frame", "picture"].iter().any(|kind| line.starts_with(kind)))
            .map(str::to_owned)
            .collect()
    };
    let (before, after) = (furniture(&before), furniture(&after));
    assert_eq!(before.len(), after.len());
    let y = |line: &str| line.split_whitespace().nth(2).and_then(|y| y.parse::<f64>().ok()).expect("a place");
    assert!(
        before.iter().zip(&after).all(|(before, after)| (y(after) - y(before) - 12.0).abs() < 0.05),
        "{before:#?} {after:#?}"
    );
}

#[test]
fn an_area_without_copy_takes_no_room_and_one_that_is_off_is_looked_through() {
    let layout = "[stacks.all]\nareas = [\"lead\", \"second\", \"third\"]\nwhite = \"foot\"\nrule = true\n";
    let sheet = Sheet::new(layout).story("lead", 12).story("third", 12);
    assert_eq!(sheet.drawn(), "llllll 2\n...... 1\ntttttt 2\n...... 35");
    assert_eq!(sheet.told(), []);
    let below =
        "[areas.lead]\nhead = true\n[areas.second]\nunder = \"lead\"\n[areas.third]\nunder = \"second\"\n";
    let off = Sheet::over(below, "[areas.second]\noff = true\n").story("lead", 12).story("third", 12);
    assert_eq!(off.drawn(), "llllll 2\n...... 1\ntttttt 2\n...... 35");
    let head = Sheet::over(below, "[areas.lead]\noff = true\n").story("second", 12).story("third", 12);
    assert_eq!(head.drawn(), "ssssss 2\n...... 1\ntttttt 2\n...... 35");
}

#[test]
fn a_later_layout_puts_an_area_into_a_row_and_back() {
    let relative = "[areas.lead]\nhead = true\ncolumns = \"1-4\"\n[areas.second]\nunder = \"lead\"\n";
    let stories = |sheet: Sheet| sheet.story("lead", 12).story("second", 12);
    assert_eq!(stories(Sheet::new(relative)).drawn(), "llll.. 3\n...... 1\nssss.. 3\n...... 33");
    let fixed = "[areas.second]\nrow = 20\nrows = 4\ncolumn = 2\ncolumns = 2\n";
    assert_eq!(stories(Sheet::over(relative, fixed)).drawn(), "llll.. 3\n...... 16\n.ss... 4\n...... 17");
    let mut back = stories(Sheet::over(relative, ""));
    back.others.push(("fixed".to_owned(), format!("extends = \"below\"\n{fixed}")));
    back.layout =
        "extends = \"fixed\"\n[areas.second]\nunder = \"lead\"\nrows = \"copy\"\ncolumns = \"1-4\"\n"
            .to_owned();
    assert_eq!(back.drawn(), "llll.. 3\n...... 1\nssss.. 3\n...... 33");
    // A stack of a later file takes an area out of its row and its columns; a row of a later file, out of the stack.
    let stacked = "[stacks.right]\ncolumns = \"5-6\"\nareas = [\"second\"]\nwhite = \"foot\"\n";
    let mut sheet = stories(Sheet::over(&format!("{relative}{}", ""), stacked));
    assert_eq!(sheet.drawn(), "llllss 3\n....ss 3\n...... 34");
    sheet.others.push(("stacked".to_owned(), format!("extends = \"below\"\n{stacked}")));
    sheet.layout =
        "extends = \"stacked\"\n[areas.second]\nrow = 30\nrows = 3\ncolumn = 1\ncolumns = 2\n".to_owned();
    assert_eq!(sheet.drawn(), "llll.. 3\n...... 26\nss.... 3\n...... 8");
}

#[test]
fn a_story_goes_on_in_areas_for_its_copy_and_on_other_pages() {
    let layout =
        "[stacks.all]\nareas = [\"lead\", \"more\", \"second\"]\nwhite = \"foot\"\n[areas.lead]\nrows = 5\n";
    let mut sheet = Sheet::new(layout).story("lead", 60).story("second", 6);
    sheet.page = sheet.page.replacen("area = \"lead\"", "area = \"lead\"\nthen = [\"more\"]", 1);
    assert_eq!(sheet.drawn(), "llllll 5\n...... 1\nmmmmmm 5\n...... 1\nssssss 1\n...... 27");
    // The second part of a story says how high its area is, and what stands under it follows.
    let layout = "[stacks.all]\nareas = [\"lead\", \"second\"]\nwhite = \"foot\"\n[areas.lead]\nmax_rows = 5\n\
                  [styles.jump-headline]\nsize = \"10pt\"\n";
    let mut sheet = Sheet::new(layout).story("lead", 60).story("second", 6);
    sheet.page += "[[page]]\nnumber = 2\n[[page.story]]\nfile = \"lead.md\"\narea = \"lead\"\ncontinued = true\n\
                   [[page.story]]\nfile = \"other.md\"\narea = \"second\"\n";
    sheet.files.push(("other.md".to_owned(), format!("---\n---\n{}\n", text(12))));
    sheet.layout = sheet.layout.replace("max_rows = 5", "max_rows = 8");
    let compiled = sheet.compile().1;
    assert_eq!(draw(&compiled.areas[0]), "llllll 8\n...... 1\nssssss 1\n...... 30");
    let fit = compiled.report.iter().find(|fit| fit.from == Some(1)).expect("a second part");
    assert!(fit.overset.is_none() && fit.needed > 8, "{fit:?}");
    let second = &compiled.areas[1];
    assert!(second[0].rows > 3 && second[1].row == second[0].rows + 2 && second[1].rows == 2, "{second:#?}");
}

#[test]
fn advice_names_the_rows_that_would_do() {
    let help = |layout: &str, lines: usize| -> Vec<(String, String)> {
        let sheet = Sheet::new(layout).story("lead", lines).story("second", 60);
        let found = sheet.compile().1.findings;
        let found = found.iter().filter(|finding| ["overset", "underset"].contains(&finding.code.name()));
        found
            .map(|finding| {
                (
                    finding.code.name().to_owned(),
                    finding.way_out(banxin::message::Language::English).into_owned(),
                )
            })
            .collect()
    };
    let stack = |area: &str, lines: usize| {
        let layout =
            format!("[stacks.all]\nareas = [\"lead\", \"second\"]\nwhite = \"foot\"\n[areas.lead]\n{area}\n");
        help(&layout, lines)
    };
    let told = |code: &str, help: &str| vec![(code.to_owned(), help.to_owned())];
    // An area for its copy is never short; one with a limit tells the limit that would do.
    assert_eq!(stack("", 60), []);
    assert_eq!(
        stack("max_rows = 7", 60),
        told("overset", "cut 144 characters, or let the area grow: max_rows = 10")
    );
    assert_eq!(stack("max_rows = 10", 60), []);
    assert_eq!(
        stack("rows = 7", 60),
        told("overset", "cut 144 characters, or give the area more: rows = 10")
    );
    assert_eq!(stack("rows = 10", 60), []);
    assert_eq!(
        stack("rows = \"rest\"", 12),
        told("underset", "add about 1296 characters, or give it the rows that it needs: rows = \"copy\"")
    );
    assert_eq!(
        stack("min_rows = 8", 12),
        told(
            "underset",
            "add about 288 characters, or let the white stand elsewhere: `white` of its stack, `min_rows`"
        )
    );
}

// --- What cannot be ------------------------------------------------------------------------------

#[test]
fn more_rows_than_there_are_are_told_and_the_lowest_give_way() {
    let layout = "[stacks.all]\nabove = \"ad\"\nhead = true\nareas = [\"lead\", \"second\"]\n[areas.ad]\nrow = 31\nrows = 10\ncolumn = 1\n\
                  columns = 6\n";
    let ad = "[[page.ad]]\nfile = \"p.svg\"\narea = \"ad\"\n";
    let sheet = |lines| Sheet::new(layout).story("lead", 60).titled("second", lines).with(ad);
    assert_eq!(sheet(16 * 6).drawn(), "llllll 10\n...... 1\nssssss 18\n...... 1\naaaaaa 10");
    let codes = |sheet: &Sheet| -> Vec<&'static str> {
        sheet.told().iter().map(|told| told.0).filter(|code| *code != "ad-proportions").collect()
    };
    assert_eq!(codes(&sheet(16 * 6)), [""; 0]);
    let over = sheet(23 * 6);
    assert_eq!(over.drawn(), "llllll 10\n...... 1\nssssss 19\naaaaaa 10");
    let told = over.told();
    let short = told.iter().find(|told| told.0 == "rows-short").expect("it is told");
    assert_eq!(short.1, "area `second` gets 19 rows of the 25 rows that it wants");
    assert_eq!(short.2, ["\"second\"|6 rows too few", "ad|area `ad` takes rows 31 to 40"]);
    assert!(codes(&over).contains(&"overset"), "{told:?}");
    // Down to headline and three rows of text, then the ones above.
    let full = Sheet::new(layout).story("lead", 29 * 6).titled("second", 60).with(ad);
    assert_eq!(full.drawn(), "llllll 25\n...... 1\nssssss 4\naaaaaa 10");
}

#[test]
fn a_share_of_nothing_is_told_with_both_places() {
    let layout = "[stacks.all]\nareas = [\"lead\", \"rest\", \"ad\"]\n[areas.rest]\nrows = \"rest\"\n[areas.ad]\nrows = 20\n";
    let sheet = |lines| Sheet::new(layout).story("lead", lines).story("rest", 6).story("ad", 120);
    assert_eq!(
        sheet(12 * 6).told().iter().map(|told| told.0).filter(|code| *code == "share-empty").count(),
        0
    );
    let told = sheet(17 * 6).told();
    let empty = told.iter().find(|told| told.0 == "share-empty").expect("it is told");
    assert_eq!(empty.1, "nothing is left for area `rest`: it gets 1 row");
    assert_eq!(empty.2, ["\"rest\"|it takes what is left", "ad|area `ad` takes rows 21 to 40"]);
    // A share that has rows, but fewer than it is to have, is short; one that is to have a single row has got it.
    let short = |share: &str, lead: u32| -> Vec<(&'static str, String)> {
        let layout = format!(
            "[stacks.all]\nareas = [\"lead\", \"rest\"]\n[areas.lead]\nrows = {lead}\n[areas.rest]\nrows = \"rest\"\n{share}\n\
             [areas.ad]\nrow = 21\nrows = 20\ncolumn = 1\ncolumns = 6\n"
        );
        let told = Sheet::new(&layout).story("lead", 90).story("rest", 6).story("ad", 120).told();
        let told = told.into_iter().filter(|told| ["rows-short", "share-empty"].contains(&told.0));
        told.map(|told| (told.0, told.1)).collect()
    };
    let few = [("rows-short", "area `rest` gets 4 rows of the 10 rows that it wants".to_owned())];
    assert_eq!(short("min_rows = 10", 15), few);
    assert_eq!(short("max_rows = 1", 18), []);
    assert_eq!(short("max_rows = 2", 18).len(), 1);
}

#[test]
fn circles_and_unknown_names_are_told_and_the_page_is_made() {
    let circle = "[areas.lead]\nunder = \"third\"\n[areas.second]\nunder = \"lead\"\n[areas.third]\nunder = \"second\"\n";
    let sheet = Sheet::new(circle).story("lead", 6).story("second", 6).story("third", 6);
    assert_eq!(sheet.drawn(), "tttttt 1\n...... 1\nllllll 1\n...... 1\nssssss 1\n...... 35");
    let told = sheet.told();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        (told[0].0, told[0].1.as_str()),
        ("area-circle", "area `third` stands at itself: third → second → lead → third")
    );
    assert_eq!(
        told[0].2,
        ["\"second\"|of area `third`", "\"lead\"|of area `second`", "\"third\"|of area `lead`"]
    );
    let unknown =
        "[areas.lead]\nhead = true\ncolumns = 3\n[areas.second]\nunder = \"laed\"\ncolumns = \"4-6\"\n";
    let sheet = Sheet::new(unknown).story("lead", 6).story("second", 6);
    assert_eq!(sheet.drawn(), "lllsss 2\n...... 38");
    let told = sheet.told();
    assert_eq!(
        (told[0].0, told[0].1.as_str()),
        ("unknown-area", "there is no area or stack `laed` to stand at")
    );
    // Told once, not for each page.
    let twice = Sheet { page: sheet.page.clone() + "[[page]]\nnumber = 2\n", ..sheet };
    assert_eq!(twice.told().iter().filter(|told| told.0 == "unknown-area").count(), 1);
}

#[test]
fn areas_that_lie_over_one_another_are_told() {
    let layout = "[areas.lead]\nhead = true\nrows = 20\n[areas.second]\nfoot = true\nrows = 25\n";
    let sheet = Sheet::new(layout).story("lead", 120).story("second", 140);
    let told = sheet.told();
    // Two areas of fixed rows: the lower one gives way.
    assert!(
        told.iter().any(|told| told.0 == "rows-short" && told.1.contains("`second` gets 20 rows of the 25")),
        "{told:?}"
    );
    assert_eq!(sheet.drawn(), "llllll 20\nssssss 20");
    let two =
        "[areas.lead]\nhead = true\ncolumns = \"1-3\"\n[areas.second]\nhead = true\ncolumns = \"3-6\"\n";
    let told = Sheet::new(two).story("lead", 6).story("second", 6).told();
    assert!(told.iter().any(|told| told.0 == "area-overlap"), "{told:?}");
}

#[test]
fn keys_that_contradict_one_another_are_refused() {
    let refused = |layout: &str| Sheet::new(layout).refused();
    let one = |layout: &str, message: &str| {
        assert_eq!(refused(layout), [("area-place", message.to_owned())], "{layout}");
    };
    one(
        "[areas.a]\nrow = 3\nunder = \"b\"\ncolumn = 1\ncolumns = 1\n[areas.b]\nhead = true\n",
        "two keys say where area `a` begins",
    );
    one(
        "[areas.a]\nfoot = true\nabove = \"b\"\n[areas.b]\nhead = true\n",
        "two keys say where area `a` ends",
    );
    one(
        "[areas.a]\nhead = true\ncolumn = 1\ncolumns = \"2-3\"\n",
        "two keys say in which column area `a` begins",
    );
    one(
        "[areas.a]\nhead = true\nrows = 5\nmin_rows = 3\n",
        "`min_rows` of area `a` has no effect: `rows` is a number",
    );
    one(
        "[areas.a]\nhead = true\nmin_rows = 5\nmax_rows = 3\n",
        "area `a` is to have 5 rows at the least and 3 at the most",
    );
    one("[stacks.s]\nareas = [\"a\", \"a\"]\n", "area `a` stands in stack `s` twice");
    one(
        "[stacks.s]\nareas = [\"a\"]\n[stacks.t]\nareas = [\"a\"]\n",
        "area `a` stands in two stacks, `s` and `t`",
    );
    one(
        "[stacks.s]\nareas = [\"a\"]\n[areas.a]\nfoot = true\n",
        "area `a` stands in stack `s` and has a place of its own",
    );
    one(
        "[areas.a]\nhead = true\n[areas.b]\nbeside = \"a\"\n",
        "beside columns 1 to 6 there is no room for area `b`",
    );
    assert_eq!(refused("[areas.a]\nrows = 5\n"), [("missing-key", "[areas.a] needs `row`".to_owned())]);
    for value in ["\"all\"", "\"0fr\"", "\"4-2\""] {
        let key = if value.contains('-') { "columns" } else { "rows" };
        assert_eq!(refused(&format!("[areas.a]\nhead = true\n{key} = {value}\n"))[0].0, "unknown-value");
    }
    assert_eq!(refused("[areas.a]\nhead = true\n[areas.b]\nunder = \"a\"\n"), []);
}

// --- Inherited decoration ------------------------------------------------------------------------

#[test]
fn inherited_decoration_is_taken_off_by_false_and_by_none() {
    let below = "[areas.lead]\nhead = true\nrows = 12\nframe = true\ntint = \"panel\"\nrule_below = { width = \"1pt\" }\n\
                 column_rule = { ink = \"black\" }\nheadline_tint = \"panel\"\nheadline_size = 5\ntext_columns = 3\n\
                 headline_at = { columns = 3, rows = 5 }\ntable_rule = true\ntable_tint = \"panel\"\n";
    let keys = [
        "frame",
        "tint",
        "rule_below",
        "column_rule",
        "headline_tint",
        "headline_size",
        "text_columns",
        "headline_at",
        "table_rule",
        "table_tint",
    ];
    let area = |over: &str| {
        let sheet = Sheet::over(below, &format!("[areas.lead]\n{over}\n")).titled("lead", 30);
        let loaded = banxin::load(sheet.folder().path())
            .unwrap_or_else(|refused| panic!("{:#?}", refused.diagnostics));
        let area = loaded.layouts[0].area("lead").expect("the area").clone();
        let has = [
            area.frame.is_some(),
            area.tint.is_some(),
            area.rule_below.is_some(),
            area.column_rule.is_some(),
            area.headline_tint.is_some(),
            area.headline_size.is_some(),
            area.text_columns.is_some(),
            area.headline_at.is_some(),
            area.table_rule.is_some(),
            area.table_tint.is_some(),
        ];
        has.to_vec()
    };
    assert_eq!(area(""), [true; 10]);
    for (at, key) in keys.iter().enumerate() {
        for off in ["false", "\"none\""] {
            let mut left = vec![true; 10];
            left[at] = false;
            assert_eq!(area(&format!("{key} = {off}")), left, "{key} = {off}");
        }
    }
    // `true` is no value of a key that needs more.
    let sheet = |key: &str| Sheet::new(&format!("[areas.lead]\nhead = true\n{key} = true\n")).refused();
    assert_eq!(sheet("headline_at")[0].0, "toml-value");
    assert_eq!(sheet("tint")[0].0, "toml-value");
    assert_eq!(sheet("frame"), []);
}

// --- Random layouts ------------------------------------------------------------------------------

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as usize
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// A layout of areas that stand at earlier ones, and stories of some lines in them. With `least`, the same in which every
/// area has one row: if areas lie over one another in that one, no rows would part them.
fn random(seed: u64, least: bool) -> Sheet {
    let mut dice = Dice(seed);
    let mut layout = String::new();
    let mut names: Vec<String> = Vec::new();
    let one = |text: String| if least { "rows = 1\n".to_owned() } else { text };
    if dice.below(3) == 0 {
        layout += "[areas.masthead]\ncolumn = 1\ncolumns = 6\nrow = 1\nrows = 4\n";
    }
    let stack = |dice: &mut Dice, letter: char, columns: &str, place: &str| {
        let list: Vec<String> = (0..2 + dice.below(3)).map(|at| format!("{letter}{at}")).collect();
        let quoted: Vec<String> = list.iter().map(|name| format!("\"{name}\"")).collect();
        let white = dice.of(&["headlines", "between", "foot", "0"]).replace('0', &format!("{letter}0"));
        let white = if least { "foot".to_owned() } else { white };
        let rule = dice.below(3) == 0;
        let text = format!(
            "[stacks.{letter}]\ncolumns = \"{columns}\"\nareas = [{}]\nwhite = \"{white}\"\n{place}{}",
            quoted.join(", "),
            if rule { "rule = true\n" } else { "" },
        );
        (list, text)
    };
    let mut first = Vec::new();
    let kind = dice.below(3);
    if kind == 2 {
        let text = format!("[areas.r0]\nhead = true\ncolumns = {}\n", 1 + dice.below(6));
        layout += &text;
        layout += &one(String::new());
        names.push("r0".to_owned());
    } else {
        // At the head; or two of them side by side, under both of which others stand.
        let columns = if kind == 0 { format!("1-{}", 2 + dice.below(3)) } else { "1-3".to_owned() };
        let (list, text) = stack(&mut dice, 's', &columns, "");
        (first, layout) = (list.clone(), layout + &text);
        names.extend(list);
        if kind == 1 {
            let (list, text) = stack(&mut dice, 't', "4-6", "");
            (first, layout) = ([first, list.clone()].concat(), layout + &text);
            names.extend(list);
        }
    }
    let foot = dice.below(4);
    if foot == 0 {
        layout += &format!("[areas.foot]\nfoot = true\n{}", one(format!("rows = {}\n", 3 + dice.below(6))));
    } else if foot == 1 {
        let columns = dice.of(&["1-6", "1-2", "4-6"]);
        let (list, text) = stack(&mut dice, 'u', columns, "foot = true\n");
        layout += &text;
        first.extend(list);
    }
    if least {
        first.iter().for_each(|name| layout += &format!("[areas.{name}]\nrows = 1\n"));
    }
    for at in 1..3 + dice.below(4) {
        let name = format!("r{at}");
        let target = names[dice.below(names.len())].clone();
        layout += &format!("[areas.{name}]\n");
        match dice.below(5) {
            0 => layout += &format!("beside = \"{target}\"\ncolumns = 1\n"),
            1 if foot == 0 => {
                layout += &format!("under = \"{target}\"\nabove = \"foot\"\n{}", one(String::new()));
            }
            2 => layout += &format!("under = [\"{target}\", \"{}\"]\n", names[0]),
            3 if kind == 1 => layout += "under = [\"s\", \"t\"]\n",
            _ => layout += &format!("under = \"{target}\"\ngap = {}\n", dice.below(3)),
        }
        let rows = match dice.below(6) {
            0 => "rows = \"rest\"\n".to_owned(),
            1 => "rows = \"2fr\"\nmin_rows = 2\n".to_owned(),
            2 => format!("rows = {}\n", 4 + dice.below(6)),
            3 => "max_rows = 6\n".to_owned(),
            _ => String::new(),
        };
        if !layout.ends_with("rows = 1\n") {
            layout += &one(rows);
        } else if !least {
            layout += &rows;
        }
        if dice.below(4) == 0 {
            layout += if least { "" } else { "frame = true\ninset = \"0.5字\"\n" };
        }
        names.push(name);
    }
    let off = (dice.below(3) == 0).then(|| names[dice.below(names.len())].clone());
    let mut sheet = match &off {
        // Where nothing else is left of a stack, what stands at it stands where it would have.
        Some(off) => Sheet::over(&layout, &format!("[areas.{off}]\noff = true\n")),
        None => Sheet::new(&layout),
    };
    let mut stories: Vec<&String> = first.iter().chain(&names).collect();
    stories.retain(|name| off.as_ref() != Some(name));
    stories.dedup();
    let (mut seen, foot_area) = (Vec::new(), "foot".to_owned());
    for name in stories.into_iter().chain((foot == 0).then_some(&foot_area)) {
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        // One story goes on in the area after that of the one before, where that comes next.
        let most = dice.of(&[14, 14, 14, 14, 14, 90]);
        let lines = 1 + dice.below(most);
        if dice.below(6) == 0 && sheet.page.ends_with("\"\n") {
            sheet.page += &format!("then = [\"{name}\"]\n");
            continue;
        }
        sheet = if dice.below(2) == 0 { sheet.titled(name, lines) } else { sheet.story(name, lines) };
    }
    sheet
}

fn meet(one: &PlacedArea, other: &PlacedArea) -> bool {
    one.column < other.column + other.columns
        && other.column < one.column + one.columns
        && one.row < other.row + other.rows
        && other.row < one.row + one.rows
}

/// The same page with its rows as numbers.
fn fixed(sheet: &Sheet, loaded: &read::Loaded, areas: &[PlacedArea]) -> Sheet {
    let mut layout = String::from("extends = \"below\"\n");
    let below =
        format!("{}{}", sheet.layout, sheet.others.iter().map(|other| other.1.as_str()).collect::<String>());
    for stack in ["s", "t", "u"] {
        if below.contains(&format!("[stacks.{stack}]")) {
            layout += &format!("[stacks.{stack}]\nareas = []\n");
        }
    }
    for area in areas {
        let rule = loaded.layouts[0].area(&area.name).is_some_and(|area| area.rule_below.is_some());
        layout += &format!(
            "[areas.{}]\ncolumn = {}\ncolumns = {}\nrow = {}\nrows = {}\nmin_rows = 1\nrule_below = {rule}\n",
            area.name, area.column, area.columns, area.row, area.rows
        )
        .replace("min_rows = 1\n", "");
    }
    let mut others = sheet.others.clone();
    others.push(("solved".to_owned(), sheet.layout.clone()));
    Sheet { layout: layout.replacen("\"below\"", "\"solved\"", 1), others, ..sheet.clone() }
}

/// Whether two areas lie over one another or one reaches out of the type area.
fn is_wrong(areas: &[PlacedArea]) -> bool {
    let outside = |area: &PlacedArea| area.row < 1 || area.row + area.rows - 1 > 40 || area.rows < 1;
    let mut each = areas.iter().enumerate();
    each.any(|(at, area)| outside(area) || areas[..at].iter().any(|other| meet(area, other)))
}

#[test]
fn random_layouts_are_solved_without_overlap_and_the_same_each_time() {
    let (mut whole, mut short, mut hopeless) = (0, 0, 0);
    for seed in 0..160 {
        let sheet = random(seed, false);
        let case = || format!("seed {seed}\n{}\n{:?}\n{}", sheet.layout, sheet.others, sheet.page);
        let refused = sheet.refused();
        if !refused.is_empty() {
            // No room beside an area that is as wide as the page.
            assert!(refused.iter().all(|told| told.0 == "area-place"), "{refused:?}\n{}", case());
            continue;
        }
        let (loaded, compiled) = sheet.compile();
        let areas = &compiled.areas[0];
        let codes: Vec<&str> = compiled.findings.iter().map(|finding| finding.code.name()).collect();
        let told = codes.iter().any(|code| {
            ["area-overlap", "area-outside-grid", "rows-short", "inset-too-large"].contains(code)
        });
        if is_wrong(areas) {
            // Only where no number of rows would have been right, and it is told.
            let least = random(seed, true).areas();
            assert!(told && is_wrong(&least), "{}\n\n{}\n{}", draw(areas), draw(&least), case());
            hopeless += 1;
        }
        // What is short is short in the message too, and copy is never short of its own rows elsewhere.
        for fit in &compiled.report {
            // A story in several areas names them all.
            let Some(area) = areas.iter().find(|area| area.name == fit.area) else { continue };
            let bounded = || sheet.others.iter().any(|(_, text)| text.contains("max_rows"));
            let full = area.rule == banxin::layout::RowsRule::Copy
                && !told
                && !sheet.layout.contains("max_rows")
                && !bounded();
            assert!(!full || fit.overset.is_none(), "{fit:?}\n{}\n{}", draw(areas), case());
        }
        let again = sheet.compile().1;
        assert_eq!(format!("{:?}", compiled.pages), format!("{:?}", again.pages), "{}", case());
        if told {
            short += 1;
            continue;
        }
        whole += 1;
        let (_, absolute) = fixed(&sheet, &loaded, areas).compile();
        assert_eq!(draw(areas), draw(&absolute.areas[0]), "{}", case());
        assert_eq!(dump(&compiled.pages[0]), dump(&absolute.pages[0]), "{}", case());
    }
    assert!(whole > 20 && short > hopeless + 8, "{whole} {short} {hopeless}");
}

#[test]
fn solving_random_needs_ends_in_few_steps() {
    let mut dice = Dice(7);
    let mut most = 0;
    for seed in 0..150 {
        let sheet = random(seed, false);
        let Ok(loaded) = banxin::load(sheet.folder().path()) else { continue };
        let areas = &loaded.layouts[0].areas;
        for _ in 0..8 {
            let needs: Vec<Need> = areas
                .iter()
                .map(|_| {
                    let rows = dice.of(&[0, 1, 3, 8, 20, 45, 3000]);
                    Need { rows, least: dice.of(&[0, 1, 4, rows]).min(rows), slack: dice.of(&[0, 2, 50]) }
                })
                .collect();
            let solved = solve(areas, 40, &needs);
            most = most.max(solved.steps);
            // Squeezing takes no more rows than are wrong; growing gives no area and no gap more rows than the page has.
            assert!(solved.steps <= areas.len() * 40 * 4, "{} steps\n{}", solved.steps, sheet.layout);
            assert_eq!(format!("{:?}", solved.areas), format!("{:?}", solve(areas, 40, &needs).areas));
        }
    }
    assert!(most > 40, "{most}");
}

#[test]
fn a_page_of_twelve_areas_costs_little_more_than_one_of_fixed_rows() {
    let mut layout = String::new();
    let stacks = [("left", "1-2", "a"), ("middle", "3-4", "b"), ("right", "5-6", "c")];
    for (name, columns, letter) in stacks {
        layout += &format!(
            "[stacks.{name}]\ncolumns = \"{columns}\"\nwhite = \"foot\"\nareas = [\"{letter}1\", \"{letter}2\", \"{letter}3\", \"{letter}4\"]\n"
        );
    }
    let mut sheet = Sheet::new(&layout);
    for (_, _, letter) in stacks {
        for number in 1..=4 {
            sheet = sheet.titled(&format!("{letter}{number}"), 12);
        }
    }
    let (loaded, compiled) = sheet.compile();
    assert_eq!(compiled.areas[0].len(), 12);
    let mut absolute = fixed(&sheet, &loaded, &compiled.areas[0]);
    let gone: String = stacks.iter().map(|(name, ..)| format!("[stacks.{name}]\nareas = []\n")).collect();
    absolute.layout =
        absolute.layout.replacen("extends = \"below\"\n", &format!("extends = \"below\"\n{gone}"), 1);
    let fixed = absolute.compile();
    assert_eq!(dump(&compiled.pages[0]), dump(&fixed.1.pages[0]));
    let time = |loaded: &read::Loaded| {
        let start = Instant::now();
        std::hint::black_box(compile(loaded));
        start.elapsed()
    };
    // The shortest of many runs; more of them where the machine is busy.
    let (mut relative, mut plain) = (Duration::MAX, Duration::MAX);
    for round in 0..60 {
        relative = relative.min(time(&loaded));
        plain = plain.min(time(&fixed.0));
        if round > 5 && relative.as_secs_f64() <= plain.as_secs_f64() * 1.3 {
            return;
        }
    }
    panic!("{relative:?} for areas that stand at one another, {plain:?} for fixed rows");
}
