//! Areas that stand at one another: the solved page drawn as text, and growth.
//!
//! A page is drawn column by column, one letter for each basic column; rows that are alike are one line with their number.
#![allow(clippy::panic)]

mod faults;
mod fits;
mod random;
mod rules;

use banxin::diagnostic::Severity;
use banxin::page::PlacedArea;
use banxin::{Compiled, read};

use crate::support::dump::{dump, lines};
use crate::support::folder::{folder, set};

const GRID: &str = "[page]\nwidth = \"220mm\"\nheight = \"220mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\ncolumns = 6\n\
characters = 8\nrows = 40\nhead = \"12mm\"\n[styles.headline]\nsize = \"12pt\"\nabove = \"0\"\nbelow = \"0\"\n\
[styles.body]\nindent = \"0\"\n[house]\nsilent = [\"page-cut\", \"gutter-through\", \"headlines-collide\", \"white-hole\", \"page-ends-high\", \
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
