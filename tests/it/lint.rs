//! Makeup lint: for each rule a page that breaks it and one that keeps it.
#![allow(clippy::panic)]

use crate::support::folder::{folder, set};
use banxin::diagnostic::Severity;

const PAGE: &str = "[page]\nwidth = \"260mm\"\nheight = \"190mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\n\
columns = 6\ncharacters = 10\ngutter = \"1字\"\nrows = 40\n[styles.headline]\nsize = \"20pt\"\nlines = 2\n\
[styles.headline-small]\nsize = \"14pt\"\n[styles.headline-hei]\nface = \"hei\"\n[styles.headline-vertical]\nsize = \"20pt\"\n";

/// A page of named areas; each has a story unless its name begins with `photo`.
struct Page {
    layout: String,
    issue: String,
    files: Vec<(String, String)>,
    photos: bool,
}

/// So many characters of text in one paragraph.
fn copy(characters: usize) -> String {
    "河岸清清水流过桥头树影摇人".chars().cycle().take(characters).collect()
}

impl Page {
    fn new() -> Page {
        Page {
            layout: PAGE.to_owned(),
            issue: "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n[[page]]\nnumber = 2\n"
                .to_owned(),
            files: Vec::new(),
            photos: false,
        }
    }

    /// An area with what stands there: column, columns, row, rows.
    fn area(self, name: &str, cells: [u32; 4], more: &str) -> Page {
        self.story(name, cells, more, "", &[copy((cells[1] * cells[3] * 5) as usize)])
    }

    fn story(mut self, name: &str, cells: [u32; 4], more: &str, entry: &str, blocks: &[String]) -> Page {
        self = self.place(name, cells, more);
        if name.starts_with("photo") {
            self.photos = true;
            self.issue += &format!("[[page.picture]]\nfile = \"p.png\"\narea = \"{name}\"\n");
            return self;
        }
        self.issue += &format!("[[page.story]]\nfile = \"{name}.md\"\narea = \"{name}\"\n{entry}\n");
        self.files.push((
            format!("{name}.md"),
            format!("---\nheadline: 河水清了岸也绿了\n---\n{}\n", blocks.join("\n\n")),
        ));
        self
    }

    /// An area without anything of its own.
    fn place(mut self, name: &str, [column, columns, row, rows]: [u32; 4], more: &str) -> Page {
        self.layout += &format!(
            "[areas.{name}]\ncolumn = {column}\ncolumns = {columns}\nrow = {row}\nrows = {rows}\n{more}\n"
        );
        self
    }

    fn with(mut self, layout: &str) -> Page {
        self.layout += layout;
        self
    }

    /// The findings: code, severity, the words at the primary place, the message.
    fn found(&self) -> Vec<(&'static str, Severity, String, String)> {
        let mut files = vec![("issue.toml", self.issue.as_str()), ("layouts/own.toml", self.layout.as_str())];
        files.extend(self.files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let dir = folder(&files);
        if self.photos {
            image::RgbImage::from_pixel(400, 400, image::Rgb([120, 140, 160]))
                .save(dir.path().join("p.png"))
                .expect("a picture");
        }
        let (loaded, compiled) = set(dir.path());
        loaded
            .findings
            .iter()
            .chain(&compiled.findings)
            .map(|finding| {
                let label = finding.labels.first().expect("findings have a place");
                let source = loaded.sources.get(label.span.file).expect("a file that was read");
                let words = source.text.get(label.span.range.clone()).unwrap_or_default();
                assert!(
                    finding.help.is_some() || finding.code.name() == "copyfit",
                    "{} has no way out",
                    finding.code.name()
                );
                (finding.code.name(), finding.severity, words.to_owned(), finding.message.to_string())
            })
            .collect()
    }

    fn told(&self, code: &str) -> Vec<(Severity, String, String)> {
        let found = self.found().into_iter().filter(|finding| finding.0 == code);
        found.map(|(_, severity, words, message)| (severity, words, message)).collect()
    }

    #[track_caller]
    fn assert_told(&self, code: &str, words: &str) {
        let told = self.told(code);
        let [(severity, at, message)] = &told[..] else { panic!("{code}: {told:?} of {:?}", self.found()) };
        assert_eq!(*severity, Severity::Warning, "{message}");
        assert!(at.contains(words), "{code} points at {at}: {message}");
    }

    #[track_caller]
    fn assert_silent(&self, code: &str) {
        assert_eq!(self.told(code), [], "{code}");
    }
}

#[test]
fn a_page_is_cut_where_its_halves_share_nothing() {
    let quarters = |row: u32| {
        Page::new()
            .area("a", [1, 3, 1, 20], "")
            .area("b", [4, 3, 1, row], "")
            .area("c", [1, 3, 21, 20], "")
            .area("d", [4, 3, row + 1, 40 - row], "")
    };
    // Four quarters: cut across and down.
    let told = quarters(20).told("page-cut");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].2.contains("under row 20") && told[1].2.contains("behind column 3"), "{told:?}");
    // One of them lower than its neighbour: only down.
    let told = quarters(26).told("page-cut");
    assert!(told.len() == 1 && told[0].2.contains("behind column 3"), "{told:?}");
    // Bricks.
    Page::new()
        .area("a", [1, 4, 1, 20], "")
        .area("b", [5, 2, 1, 26], "")
        .area("c", [1, 2, 21, 20], "")
        .area("d", [3, 2, 21, 20], "")
        .area("e", [5, 2, 27, 14], "")
        .assert_told("page-cut", "a");
    Page::new()
        .area("a", [1, 4, 1, 20], "")
        .area("b", [5, 2, 1, 26], "")
        .area("c", [1, 2, 21, 20], "")
        .area("d", [3, 4, 27, 14], "")
        .assert_silent("page-cut");
}

#[test]
fn the_edge_of_one_thing_and_of_the_masthead_is_no_cut() {
    // A story over the whole page.
    Page::new()
        .area("a", [1, 6, 1, 20], "")
        .area("b", [1, 3, 21, 20], "")
        .area("c", [4, 3, 21, 20], "")
        .assert_silent("page-cut");
    // Under a masthead a cut down is a note.
    let page = Page::new()
        .place("masthead", [1, 6, 1, 6], "")
        .area("a", [1, 3, 8, 13], "")
        .area("b", [4, 3, 8, 18], "")
        .area("c", [1, 3, 22, 19], "")
        .area("d", [4, 3, 27, 14], "");
    let told = page.told("page-cut");
    assert!(told.len() == 1 && told[0].0 == Severity::Note, "{told:?}");
}

#[test]
fn gutters_run_through_where_nothing_stands_over_them() {
    let page = |headline: &str| {
        Page::new()
            .area("a", [1, 3, 1, 20], &format!("headline = \"left\"\ntext_columns = 2\n{headline}"))
            .area("b", [4, 3, 1, 26], "")
            .area(
                "c",
                [1, 3, 21, 20],
                "headline = \"left\"\nheadline_at = { column = 1, columns = 1, row = 1, rows = 20 }",
            )
            .area("d", [4, 3, 27, 14], "")
    };
    // Two text columns stand beside the headline of `a`, not on the grid.
    page("").assert_silent("gutter-through");
    let through =
        page("headline_at = { column = 1, columns = 1, row = 1, rows = 20 }\ntext_columns = 3").layout;
    let page = Page { layout: through.replace("text_columns = 2\n", ""), ..page("") };
    let told = page.told("gutter-through");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].2.contains("behind column 2"), "{told:?}");
    // A picture over it.
    Page::new()
        .area("a", [1, 3, 1, 20], "headline_at = { column = 1, columns = 1, row = 1, rows = 6 }")
        .area("photo", [1, 3, 21, 20], "")
        .area("b", [4, 3, 1, 26], "")
        .area("d", [4, 3, 27, 14], "")
        .assert_silent("gutter-through");
}

#[test]
fn headlines_side_by_side_read_as_one() {
    let page = |more: &str, rest: &str| {
        Page::new()
            .area("a", [1, 2, 1, 20], "")
            .area("b", [3, 2, 1, 18], more)
            .area("c", [1, 4, 21, 20], "")
            .with(rest)
    };
    page("", "").assert_told("headlines-collide", "河水清了岸也绿了");
    // Told apart by size, face, direction, a box, a rule.
    page("styles = { headline = \"headline-small\" }", "").assert_silent("headlines-collide");
    page("styles = { headline = \"headline-hei\" }", "").assert_silent("headlines-collide");
    page("headline = \"left\"\ntext_columns = 1", "").assert_silent("headlines-collide");
    page("frame = { width = \"0.5pt\", ink = \"black\" }\ninset = \"1字\"", "")
        .assert_silent("headlines-collide");
    page("", "[[rule]]\ngutter = 2\nrow = 1\nrows = 18\n").assert_silent("headlines-collide");
    // A size that is only a little larger does not tell them apart; the house says how much does.
    let near = "[styles.headline-near]\nsize = \"23pt\"\n";
    page("styles = { headline = \"headline-near\" }", near).assert_told("headlines-collide", "河水");
    let strict = format!("{near}[lint]\nsize_step = 10\n");
    page("styles = { headline = \"headline-near\" }", &strict).assert_silent("headlines-collide");
}

#[test]
fn a_headline_right_under_another_collides() {
    let other = "styles = { headline = \"headline-hei\" }";
    let page = |rows: u32| {
        let page = Page::new().story("a", [1, 2, 1, rows], "", "", &[copy(20)]);
        page.area("b", [1, 2, rows + 1, 20], "").area("c", [3, 4, 1, 40], other)
    };
    page(5).assert_told("headlines-collide", "河水");
    page(12).assert_silent("headlines-collide");
}

#[test]
fn headlines_grow_smaller_down_the_page() {
    let page = |upper: &str, lower: &str, more: &str| {
        Page::new()
            .area("a", [1, 4, 1, 20], upper)
            .area("b", [1, 3, 21, 20], lower)
            .area("c", [5, 2, 1, 30], "")
            .with(more)
    };
    let small = "styles = { headline = \"headline-small\" }";
    let told = page(small, "", "").told("headline-order");
    assert!(told.len() == 1 && told[0].0 == Severity::Note, "{told:?}");
    page("", small, "").assert_silent("headline-order");
    page(small, "", "[lint]\nheadline_order = \"warning\"\n").assert_told("headline-order", "河水");
    page(small, "", "[lint]\nheadline_order = \"off\"\n").assert_silent("headline-order");
}

#[test]
fn no_headline_at_the_foot_of_the_page() {
    let page = |row: u32| {
        Page::new().area("a", [1, 6, 1, row - 1], "").story("b", [1, 6, row, 41 - row], "", "", &[copy(50)])
    };
    page(37).assert_told("headline-on-foot", "河水");
    page(30).assert_silent("headline-on-foot");
}

#[test]
fn columns_that_begin_with_a_last_line_are_told() {
    // Two columns of three rows under the headline.
    let page = |first: usize, second: usize| {
        Page::new().story("a", [1, 2, 1, 9], "headline_size = 6", "", &[copy(first), copy(second)])
    };
    // Five lines and one: the second column begins with the fourth of five.
    page(46, 8).assert_silent("lone-row");
    // Four lines and one leave flow a row to end the column earlier.
    page(36, 8).assert_silent("lone-row");
    // Four lines and two fill the area, so nothing can be done.
    page(36, 15).assert_told("lone-row", "清清");
    let told = page(36, 15).told("lone-row");
    assert!(told[0].2.contains("column 2") && told[0].1.chars().count() <= 10, "{told:?}");
}

#[test]
fn crossheads_with_a_row_under_them_are_told() {
    let told = |first: usize| {
        let blocks = [copy(first), "### 桥头".to_owned(), copy(38), copy(120)];
        let page = Page::new().story("a", [1, 2, 1, 20], "headline_size = 4", "", &blocks);
        let told = page.told("lone-row").into_iter();
        told.filter(|told| told.2.contains("crosshead") && told.0 == Severity::Warning).count()
    };
    // Thirty-two rows of copy fill the area, and the crosshead stands in the last but one.
    assert_eq!(told(120), 1);
    // With rows to spare the crosshead goes over.
    for first in (20..120).step_by(10) {
        assert_eq!(told(first), 0, "{first}");
    }
}

#[test]
fn text_begins_at_its_headline() {
    let page = |at: &str| {
        Page::new().area("a", [1, 3, 1, 30], &format!("headline_at = {at}")).area("b", [4, 3, 1, 40], "")
    };
    // Far from the first column.
    page("{ column = 3, columns = 1, row = 20, rows = 8 }").assert_told("text-leaves-headline", "河水");
    page("{ column = 1, columns = 2, row = 1, rows = 6 }").assert_silent("text-leaves-headline");
    page("{ column = 2, columns = 1, row = 10, rows = 8 }").assert_silent("text-leaves-headline");
}

#[test]
fn stories_go_on_beside_or_below() {
    let page = |cells: [u32; 4]| {
        Page::new()
            .place("more", cells, "")
            .story("a", [1, 2, 11, 10], "", "then = [\"more\"]", &[copy(300)])
            .story("b", [3, 2, 11, 10], "", "", &[copy(100)])
    };
    page([5, 2, 11, 10]).assert_told("reading-jumps", "more");
    page([1, 2, 1, 9]).assert_told("reading-jumps", "more");
    page([1, 4, 21, 8]).assert_silent("reading-jumps");
    page([1, 2, 22, 8]).assert_silent("reading-jumps");
    // A name is told as it is, whatever it says.
    let named = |cells: [u32; 4]| {
        let mut page = Page::new()
            .place("more", cells, "")
            .story("a", [1, 2, 11, 10], "", "then = [\"more\"]", &[copy(300)])
            .story("b", [3, 2, 11, 10], "", "", &[copy(100)]);
        let name = "why, which goes home.md";
        page.issue = page.issue.replace("a.md", name);
        page.files[0].0 = name.to_owned();
        page.told("reading-jumps").remove(0).2
    };
    let begin = "“why, which goes home” goes on from area `a` in area `more`";
    assert_eq!(named([1, 2, 1, 9]), format!("{begin}, and so goes up the page (题文不接)"));
    assert_eq!(named([5, 2, 11, 10]), format!("{begin}, and so goes over “b” (题文不接)"));
}

#[test]
fn nothing_lies_on_the_fold() {
    let spread = |columns: [u32; 2], more: &str, headline: &str| {
        let mut page = Page::new().area("a", [columns[0], columns[1], 1, 20], more);
        page.layout = page.layout.replace("rows = 40\n", "rows = 40\nfold = 3\nfold_width = \"40pt\"\n");
        page.files[0].1 = page.files[0].1.replace("河水清了岸也绿了", headline);
        page
    };
    let long = "河水清了岸也绿了鸟也来了人也多了";
    let grid = "division = \"grid\"";
    spread([1, 6], grid, long).assert_told("fold-in-text", "");
    spread([1, 3], "", long).assert_silent("fold-in-text");
    // Five columns of text over six lie on it as well.
    let equal = "text_columns = 5\ndivision = \"equal\"";
    assert_eq!(spread([1, 6], equal, long).told("fold-in-text").len(), 2);
    let mut photo = Page::new().area("photo", [2, 4, 1, 20], "");
    photo.layout = photo.layout.replace("rows = 40\n", "rows = 40\nfold = 3\nfold_width = \"40pt\"\n");
    let told = photo.told("fold-in-text");
    assert!(told.len() == 1 && told[0].0 == Severity::Note, "{told:?}");
}

#[test]
fn the_house_silences_what_it_does_not_want_to_hear() {
    let page = |more: &str| Page::new().area("a", [1, 2, 1, 20], "").area("b", [3, 2, 1, 20], "").with(more);
    page("").assert_told("headlines-collide", "河水");
    let silenced = page("[house]\nsilent = [\"headlines-collide\"]\n");
    silenced.assert_silent("headlines-collide");
    // Other findings are told all the same.
    assert!(silenced.found().iter().any(|finding| finding.0 == "underset"), "{:?}", silenced.found());
    // Errors are never silent.
    let over = Page::new()
        .story("a", [1, 2, 1, 10], "", "", &[copy(900)])
        .with("[house]\nsilent = [\"overset\", \"underset\"]\n");
    assert_eq!(over.told("overset").len(), 1);
}

#[test]
fn a_code_that_does_not_exist_is_told_with_its_neighbour() {
    let page = Page::new().area("a", [1, 2, 1, 20], "").with("[house]\nsilent = [\"headline-collide\"]\n");
    let files =
        [("issue.toml", page.issue.as_str()), ("layouts/own.toml", page.layout.as_str()), ("a.md", "x")];
    let dir = folder(&files);
    let refused = banxin::load(dir.path()).expect_err("the code does not exist");
    let told =
        refused.diagnostics.iter().find(|told| told.code.name() == "unknown-code").expect("it is told");
    assert_eq!(told.help.as_deref(), Some("did you mean `headlines-collide`?"));
}

#[test]
fn white_holes_are_told_with_their_places() {
    // Two areas, and four columns by twelve rows that belong to none.
    let page = |rows: u32| {
        Page::new()
            .area("a", [1, 2, 1, 40], "")
            .area("b", [3, 4, 1, 28], "")
            .place("c", [3, 4, 29, rows], "")
            .area("d", [3, 4, 29 + rows, 12 - rows], "headline_size = 3")
    };
    page(7).assert_told("white-hole", "c");
    let told = page(7).told("white-hole");
    assert!(told[0].2.starts_with("a white hole of 4 columns by 7 rows: columns 3 to 6"), "{told:?}");
    page(3).assert_silent("white-hole");
    // The house lets more of it pass.
    page(7).with("[lint]\nwhite_rows = 8\n").assert_silent("white-hole");
    // An empty area with a frame is a warning, one without a note.
    let told = page(7).told("empty-area");
    assert_eq!(told[0].0, Severity::Note);
    let framed = Page::new().area("a", [1, 2, 1, 40], "").area("b", [3, 4, 1, 28], "").place(
        "c",
        [3, 4, 30, 11],
        "frame = { width = \"1pt\" }",
    );
    assert_eq!(framed.told("empty-area")[0].0, Severity::Warning);
    // A story that is short tells itself, with what is white of its area.
    let short = Page::new().area("a", [1, 2, 1, 40], "").story("b", [3, 4, 1, 40], "", "", &[copy(200)]);
    short.assert_silent("white-hole");
    assert!(short.told("underset").iter().any(|(_, at, _)| at == "b"));
}

#[test]
fn a_page_that_ends_high_over_all_columns_is_told() {
    let page = |rows| Page::new().area("a", [1, 2, 1, 20], "").area("b", [3, 4, 1, rows], "");
    let told = page(24).told("page-ends-high");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].2.starts_with(
            "the page ends 16 rows above its foot: nothing stands in rows 25 to 40 of 40, over all 6 col"
        ),
        "{told:?}"
    );
    assert_eq!((told[0].0, told[0].1.as_str()), (Severity::Warning, "b"));
    // A quarter of the rows is told, less is not, and neither is one that reaches the foot in some columns.
    page(30).assert_told("page-ends-high", "b");
    page(31).assert_silent("page-ends-high");
    page(40).assert_silent("page-ends-high");
    // An area that is there tells by itself that it is empty; a page without anything to read is not made up yet.
    page(24).place("c", [1, 1, 39, 2], "").assert_silent("page-ends-high");
    Page::new().place("a", [1, 2, 1, 20], "").assert_silent("page-ends-high");
    page(24).with("[house]\nsilent = [\"page-ends-high\"]\n").assert_silent("page-ends-high");
}

#[test]
fn short_rows_lets_a_little_white_pass() {
    let page = |characters, keys: &str| {
        Page::new().story("b", [1, 6, 1, 20], "headline_size = 4", "", &[copy(characters)]).with(keys)
    };
    assert_eq!(page(700, "[copyfit]\norder = []\n").told("underset").len(), 1);
    page(700, "[copyfit]\norder = []\n[lint]\nshort_rows = 6\n").assert_silent("underset");
}

#[test]
fn a_rule_through_a_headline_the_text_or_a_picture_is_told() {
    let page = |name: &str, rule: &str| {
        Page::new().area(name, [1, 4, 1, 40], "").area("b", [5, 2, 1, 40], "").with(rule)
    };
    // Down the second gutter: the headline runs over it, columns of text leave it free.
    let through = "[[rule]]\ngutter = 2\nrow = 1\nrows = 40\n";
    let told = page("a", through).told("rule-through");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].0, told[0].1.as_str()), (Severity::Warning, ""));
    assert_eq!(told[0].2, "a rule runs through the letters of “a”");
    let told = page("photo", through).told("rule-through");
    assert!(told[0].2.starts_with("a rule runs through a picture of "), "{told:?}");
    // Along a row of text.
    assert_eq!(page("a", "[[rule]]\nrow = 15\ncolumn = 1\ncolumns = 6\n").told("rule-through").len(), 2);
    // Under the headline, and beside both.
    page("a", "[[rule]]\ngutter = 2\nrow = 12\nrows = 20\n").assert_silent("rule-through");
    page("a", "[[rule]]\ngutter = 4\nrow = 1\nrows = 40\n").assert_silent("rule-through");
    page("a", "[[rule]]\nbeside = [\"a\"]\n").assert_silent("rule-through");
}
