//! Stories in every shape: where their lines stand, drawn as text. Each has a control without the key.
#![allow(clippy::panic)]

use crate::support::dump::{ShownLine, lines};
use crate::support::folder::{folder, set};
use banxin::Compiled;

const HEAD: &str = "[page]\nwidth = \"130mm\"\nheight = \"110mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\ncolumns = 3\n\
characters = 10\nrows = 20\nhead = \"10pt\"\n[styles.headline]\nsize = \"20pt\"\nbelow = \"0\"\nabove = \"0\"\n";

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'><path d='M0 0h4v3z'/></svg>";

/// A text of so many characters; every tenth is a figure of ten, so that lines can be told apart.
fn count(characters: usize) -> String {
    const FIGURES: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
    (0..characters).map(|at| if at % 10 == 0 { FIGURES[at / 10 % 10] } else { '字' }).collect()
}

/// One story in area `a`: where the area lies, its other keys, the keys of body type, more tables of the
/// layout, more of the page, and the text.
struct Case {
    cells: String,
    area: String,
    body: String,
    more: String,
    page: String,
    story: String,
}

impl Case {
    fn new(area: &str, characters: usize) -> Case {
        Case {
            cells: "column = 1\ncolumns = 3\nrow = 1\nrows = 20".into(),
            area: area.into(),
            body: "indent = \"0\"".into(),
            more: String::new(),
            page: String::new(),
            story: count(characters),
        }
    }

    fn compile(&self) -> Compiled {
        let Case { cells, area, body, more, page, story } = self;
        let issue = format!(
            "paper = \"小报\"\ndate = \"2026-11-23\"\nlayout = \"a\"\n[[page]]\nnumber = 1\n\
             [[page.story]]\nfile = \"a.md\"\narea = \"a\"\n{page}"
        );
        let layout = format!("{HEAD}[styles.body]\n{body}\n[areas.a]\n{cells}\n{area}\n{more}");
        let story = format!("---\nheadline: 题\n---\n{story}\n");
        let files = [
            ("issue.toml", issue.as_str()),
            ("layouts/a.toml", layout.as_str()),
            ("a.md", story.as_str()),
            ("f.md", "---\nheadline: 补白\n---\n一二三四五六七八九十一二三四五六七八九十\n"),
            ("p.svg", SVG),
        ];
        set(folder(&files).path()).1
    }

    /// Body lines of the first page: column from 1, row from 1 (both in the grid, with a fraction where
    /// they stand between), and words.
    fn drawn(&self) -> Vec<(f64, f64, String)> {
        let compiled = self.compile();
        let left = compiled.pages[0].trim.width.to_pt() / 2.0 - 160.0;
        let body = |line: &ShownLine| line.story == Some(0) && line.size == 10.0;
        let lines = lines(&compiled.pages[0]).into_iter().filter(body);
        let place = |line: ShownLine| {
            let across = if line.vertical { (line.x - left) / 10.0 } else { (line.x - left) / 110.0 + 1.0 };
            let down =
                if line.vertical { (line.y - 10.0) / 12.0 + 1.0 } else { (line.y - 18.8) / 12.0 + 1.0 };
            (hundredths(across), hundredths(down), line.words)
        };
        lines.map(place).collect()
    }
}

fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// Rows of each column, as first to last, and its lines' lengths where they differ from ten.
fn columns(lines: &[(f64, f64, String)]) -> String {
    let mut text = String::new();
    let mut last: Option<(f64, f64)> = None;
    for (column, row, words) in lines {
        let length = words.chars().count();
        match last {
            Some((of, before)) if of == *column && before + 1.0 == *row => {}
            _ => text += &format!("\n{column}:{row}"),
        }
        if length != 10 {
            text += &format!(" {length}");
        } else {
            text.push('.');
        }
        last = Some((*column, *row));
    }
    text.trim_start().to_owned()
}

#[test]
fn a_headline_over_some_columns_leaves_the_others_whole() {
    let at = "headline_at = { column = 1, columns = 2, row = 1, rows = 4 }";
    assert_eq!(columns(&Case::new(at, 160).drawn()), "1:5....\n2:5....\n3:1........");
    // Without the key it stands over all.
    assert_eq!(columns(&Case::new("headline_size = 4", 160).drawn()), "1:5......\n2:5.....\n3:5.....");
}

#[test]
fn a_headline_in_the_middle_has_text_around_it() {
    // 文包题: text over and under it; 文夹题: text on both sides.
    let at = "headline_at = { column = 2, columns = 1, row = 4, rows = 4 }";
    let drawn = Case::new(at, 300).drawn();
    assert_eq!(columns(&drawn), "1:1............\n2:1...\n2:8....\n3:1...........", "{drawn:?}");
    // Read down through the headline.
    assert!(drawn.iter().map(|line| line.2.as_str()).collect::<String>() == count(300));
    let at = "headline = \"right\"\nheadline_at = { column = 2, columns = 1, row = 1, rows = 20 }";
    assert_eq!(columns(&Case::new(at, 100).drawn()), "1:1.....\n3:1.....");
}

#[test]
fn an_l_shape_ends_on_one_row() {
    let case =
        Case::new("headline_size = 4\nnotch = [{ corner = \"bottom-right\", columns = 1, rows = 10 }]", 320);
    assert_eq!(columns(&case.drawn()), "1:5.............\n2:5.............\n3:5......");
    let case = Case::new("headline_size = 4", 320);
    assert_eq!(columns(&case.drawn()), "1:5...........\n2:5...........\n3:5..........");
}

#[test]
fn text_runs_around_a_picture() {
    let mut case = Case::new("headline_size = 4", 330);
    case.page = "[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\n\
                 inside = { column = 2, columns = 1, row = 7, rows = 4, characters = 4, side = \"right\" }\n"
        .into();
    let drawn = case.drawn();
    // Rows 7 to 10 of the second column hold five characters: four go to the picture, one is white.
    let narrow: Vec<_> =
        drawn.iter().filter(|line| line.0 == 2.0 && (7.0..=10.0).contains(&line.1)).collect();
    assert_eq!(narrow.len(), 4);
    assert!(narrow.iter().all(|line| line.2.chars().count() == 5), "{narrow:?}");
    let others = drawn.iter().filter(|line| line.0 != 2.0 || !(7.0..=10.0).contains(&line.1));
    assert!(others.into_iter().all(|line| line.2.chars().count() == 10), "{drawn:?}");
    assert_eq!(drawn.iter().map(|line| line.2.as_str()).collect::<String>(), count(330));
    // At the left, lines begin behind it.
    case.page = case.page.replace("right", "left");
    let drawn = case.drawn();
    let narrow: Vec<_> =
        drawn.iter().filter(|line| (7.0..=10.0).contains(&line.1) && line.2.chars().count() == 5).collect();
    assert!(narrow.len() == 4 && narrow.iter().all(|line| line.0 == 2.45), "{narrow:?}");
    case.page.clear();
    assert!(case.drawn().iter().all(|line| line.2.chars().count() == 10));
}

#[test]
fn a_picture_on_whole_columns_stops_them() {
    let mut case = Case::new("headline_size = 4", 300);
    case.page = "[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\n\
                 inside = { column = 2, columns = 2, row = 5, rows = 8 }\n"
        .into();
    assert_eq!(columns(&case.drawn()), "1:5................\n2:13.......\n3:13.......");
}

#[test]
fn a_whole_story_runs_down() {
    let case = Case::new("headline_size = 4\nwriting = \"down\"\ntext_columns = 2", 160);
    let drawn = case.drawn();
    // Two tiers of seven characters; lines go from right to left, the first tier first.
    let first: Vec<&(f64, f64, String)> = drawn.iter().filter(|line| line.1 == 5.0).collect();
    assert!(first.len() >= 9 && first.windows(2).all(|pair| pair[1].0 < pair[0].0), "{drawn:?}");
    assert!(first.iter().all(|line| line.2.chars().count() <= 9));
    assert_eq!(first[0].0, 31.5, "flush at the right");
    assert_eq!(drawn.iter().map(|line| line.2.as_str()).collect::<String>(), count(160));
    let tiers: Vec<f64> = drawn.iter().map(|line| line.1).collect();
    assert!(tiers.is_sorted(), "the second tier is read behind the first: {tiers:?}");
    // The tiers end within a line of each other.
    let second = drawn.len() - first.len();
    assert!(first.len() - second <= 1, "{} and {second}", first.len());
    let across = Case::new("headline_size = 4", 160).drawn();
    assert!(across.iter().all(|line| line.0.fract() == 0.0));
}

#[test]
fn copy_that_runs_down_is_told_in_lines() {
    let message = |area: &str| {
        let compiled = Case::new(area, 40).compile();
        let found = compiled.findings.into_iter().find(|finding| finding.code.name() == "underset");
        found.map_or(String::new(), |finding| finding.help.unwrap_or_default().to_string())
    };
    assert!(message("writing = \"down\"").ends_with("narrower"), "{}", message("writing = \"down\""));
    assert!(message("").ends_with("shorter"), "{}", message(""));
}

#[test]
fn quotes_of_a_story_that_runs_down_change_their_form() {
    let mut case = Case::new("writing = \"down\"", 0);
    case.story = "他说“来”。".into();
    let words: String = case.drawn().into_iter().map(|line| line.2).collect();
    assert_eq!(words, "他说『来』。");
    case.area.clear();
    let words: String = case.drawn().into_iter().map(|line| line.2).collect();
    assert_eq!(words, "他说“来”。");
}

#[test]
fn the_first_character_drops() {
    let mut case = Case::new("headline_size = 4", 58);
    case.body = "drop_cap = 2\nindent = \"2字\"".into();
    let all = lines(&case.compile().pages[0]);
    let cap = all.iter().find(|line| line.size == 22.0).unwrap_or_else(|| panic!("{all:#?}"));
    assert_eq!(cap.words, "零");
    let body: Vec<&ShownLine> = all.iter().filter(|line| line.size == 10.0).collect();
    // It takes three characters of two rows and no indent.
    let lengths: Vec<usize> = body.iter().map(|line| line.words.chars().count()).collect();
    assert_eq!(&lengths[..2], [7, 7], "{body:#?}");
    assert_eq!(hundredths(body[0].x - cap.x), 30.0);
    assert_eq!(body[0].x, body[1].x);
    // Its em box reaches from the head of the first row to the foot of the second.
    assert_eq!(hundredths(body[0].y - 8.8 + 22.0 * 0.88), hundredths(cap.y));
    let words: String = std::iter::once(cap).chain(body).map(|line| line.words.as_str()).collect();
    assert_eq!(words, count(58));
    // Without the key there is an indent and no large character.
    case.body = "indent = \"2字\"".into();
    let all = lines(&case.compile().pages[0]);
    assert!(all.iter().all(|line| line.size != 22.0));
    assert_eq!(all.iter().find(|line| line.size == 10.0).map(|line| line.words.chars().count()), Some(8));
    // A paragraph of one line has no room for it.
    case.body = "drop_cap = 2".into();
    case.story = "短短一行。".into();
    assert!(lines(&case.compile().pages[0]).iter().all(|line| line.size != 22.0));
}

#[test]
fn a_story_goes_on_in_the_next_area() {
    let mut case = Case::new("headline_size = 4", 300);
    case.cells = "column = 1\ncolumns = 3\nrow = 1\nrows = 9".into();
    case.more = "[areas.b]\ncolumn = 2\ncolumns = 2\nrow = 11\nrows = 10\n".into();
    case.page = "then = [\"b\"]\n".into();
    assert_eq!(columns(&case.drawn()), "1:5.....\n2:5.....\n3:5.....\n2:11........\n3:11.......");
    // Without the second area, what does not fit is told.
    case.page.clear();
    assert_eq!(columns(&case.drawn()), "1:5.....\n2:5.....\n3:5.....");
    assert_eq!(case.compile().report[0].overset.as_ref().map(|over| over.characters), Some(150));
}

#[test]
fn a_jump_points_both_ways_and_goes_on_in_the_middle_of_a_paragraph() {
    let jump = "[[page]]\nnumber = 4\n[[page.story]]\nfile = \"a.md\"\narea = \"a\"\ncontinued = true\n";
    let mut case = Case::new("headline_size = 16", 220);
    case.page = jump.into();
    let compiled = case.compile();
    let body = |page: usize| -> Vec<String> {
        lines(&compiled.pages[page])
            .into_iter()
            .filter(|line| line.size == 10.0)
            .map(|line| line.words)
            .collect()
    };
    let (first, second) = (body(0), body(1));
    assert_eq!(first.last().map(String::as_str), Some("（下转第四版）"));
    assert_eq!(second.first().map(String::as_str), Some("（上接第一版）"));
    let text: String = first[..first.len() - 1].iter().chain(&second[1..]).map(String::as_str).collect();
    assert_eq!(text, count(220));
    // The pointer has the last row of the area to itself.
    assert_eq!(first.len(), 12);
    let codes = |compiled: &Compiled| -> Vec<&str> {
        compiled.findings.iter().map(|finding| finding.code.name()).collect()
    };
    assert!(!codes(&compiled).contains(&"jump-unused"));
    // All of it fits on the first page: both ends are told.
    case.story = count(60);
    let compiled = case.compile();
    assert!(codes(&compiled).contains(&"jump-unused") && codes(&compiled).contains(&"jump-empty"));
    assert!(lines(&compiled.pages[0]).iter().all(|line| !line.words.contains("下转")));
}

/// What the house's ladder did to a story, and the codes of what was found.
fn fitted(case: &Case) -> (Vec<String>, Vec<&'static str>) {
    let compiled = case.compile();
    let codes = compiled.findings.iter().map(|finding| finding.code.name()).collect();
    (compiled.report[0].changes.iter().map(ToString::to_string).collect(), codes)
}

/// A story in two columns of ten characters and `rows` rows, four of them for the headline.
fn in_two_columns(order: &str, rows: u32, story: &str) -> Case {
    let mut case = Case::new("", 0);
    case.cells = format!("column = 1\ncolumns = 2\nrow = 1\nrows = {rows}");
    case.more = format!("[copyfit]\norder = [{order}]\n");
    case.story = story.into();
    case
}

#[test]
fn the_ladder_does_nothing_where_the_house_does_not_ask_for_it() {
    let (changes, codes) = fitted(&in_two_columns("", 12, &count(60)));
    assert_eq!(changes, Vec::<String>::new());
    assert!(codes.contains(&"underset") && !codes.contains(&"copyfit"), "{codes:?}");
}

#[test]
fn paragraphs_become_shorter_or_longer() {
    // Marks are squeezed already where that saves a line; gaps between Han and Western are not. Some
    // length is a row over that one paragraph can give.
    let over = |case: &Case| case.compile().report[0].overset.as_ref().map_or(0, |over| over.rows);
    let mut cases = (90..130).filter_map(|length| {
        let words: String = count(length)
            .chars()
            .enumerate()
            .map(|(at, character)| if at % 2 == 1 { '7' } else { character })
            .collect();
        let mut case = in_two_columns("", 8, &words);
        if over(&case) == 0 {
            return None;
        }
        case.more = "[copyfit]\norder = [\"looseness\"]\nlooseness = 100\n".into();
        (!fitted(&case).0.is_empty()).then_some(case)
    });
    let mut case = cases.next().unwrap_or_else(|| panic!("no case that is a row over can be mended"));
    let (changes, codes) = fitted(&case);
    assert_eq!(changes, ["1 paragraph a line shorter"]);
    assert!(!codes.contains(&"overset") && codes.contains(&"copyfit"), "{codes:?}");
    // A row is left that a paragraph can fill.
    let (changes, _) = fitted(&in_two_columns("\"looseness\"", 8, &count(69)));
    assert_eq!(changes, ["1 paragraph a line longer"]);
    // No share of the paragraphs may be changed: nothing is.
    case.more = "[copyfit]\norder = [\"looseness\"]\nlooseness = 0\n".into();
    assert_eq!(fitted(&case).0, Vec::<String>::new());
}

#[test]
fn the_headline_gives_rows_and_takes_them() {
    // Eight rows for text are one too few in each column.
    let (changes, codes) = fitted(&in_two_columns("\"headline\"", 10, &count(160)));
    assert_eq!(changes, ["headline 2 rows instead of 3"]);
    assert!(!codes.contains(&"overset"), "{codes:?}");
    // White that the text leaves beyond what a headline has anyway.
    let (changes, codes) = fitted(&in_two_columns("\"headline\"", 12, &count(100)));
    assert_eq!(changes, ["headline 7 rows instead of 5"]);
    assert!(!codes.contains(&"underset"), "{codes:?}");
    // Not further than the house allows.
    let mut case = in_two_columns("\"headline\"", 12, &count(100));
    case.more += "headline = 1\n";
    assert_eq!(fitted(&case).0, ["headline 6 rows instead of 5"]);
    // Not at all in an area whose copy nobody may touch.
    case.cells += "\ncopyfit = false";
    let (changes, codes) = fitted(&case);
    assert_eq!(changes, Vec::<String>::new());
    assert!(codes.contains(&"underset"), "{codes:?}");
}

#[test]
fn pictures_in_the_text_give_rows_and_take_them() {
    let mut case = in_two_columns("\"picture\"", 20, &count(200));
    case.area = "headline_size = 4".into();
    case.page = "[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\ninside = { column = 1, columns = 2, row = 5, rows = 8 }\n".into();
    let (changes, codes) = fitted(&case);
    assert_eq!(changes, ["picture 1 of its text 6 rows instead of 8"]);
    assert!(!codes.contains(&"overset"), "{codes:?}");
    case.more = "[copyfit]\norder = [\"picture\"]\npicture = 1\n".into();
    let (changes, codes) = fitted(&case);
    assert_eq!(changes, ["picture 1 of its text 7 rows instead of 8"]);
    assert!(codes.contains(&"overset"), "{codes:?}");
    case.story = count(120);
    assert_eq!(fitted(&case).0, ["picture 1 of its text 9 rows instead of 8"]);
}

#[test]
fn captions_give_a_line() {
    let mut case = in_two_columns("\"caption\"", 20, &count(181));
    case.area = "headline_size = 4".into();
    let page = |caption: &str| {
        format!(
            "[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\ncaption = \"{caption}\"\n\
             inside = {{ column = 1, columns = 2, row = 5, rows = 8 }}\n"
        )
    };
    // Gaps between Han and Western can close: some length is a line over that they can give.
    let found = (1..40).find_map(|more| {
        let caption = format!("江1桥2水3路4山5田6{}", "7字".repeat(more));
        case.page = page(&caption);
        let (changes, _) = fitted(&case);
        (!changes.is_empty()).then_some(changes)
    });
    assert_eq!(found, Some(vec!["caption of picture 1 a line shorter".to_owned()]));
    // One line cannot give one.
    case.page = page("江边");
    assert_eq!(fitted(&case).0, Vec::<String>::new());
}

#[test]
fn white_goes_over_crossheads() {
    let story = format!("{}\n\n### 插题\n\n{}\n\n### 插题\n\n{}\n", count(30), count(30), count(30));
    let mut case = in_two_columns("\"gap\"", 13, &story);
    case.area = "headline_size = 4".into();
    let (changes, codes) = fitted(&case);
    assert_eq!(changes.len(), 1, "{codes:?}");
    assert!(changes[0].ends_with("of white over crossheads"), "{changes:?}");
    // In need, crossheads of two rows stand in one.
    let mut case = in_two_columns("\"gap\"", 10, &story);
    case.area = "headline_size = 4".into();
    let (changes, codes) = fitted(&case);
    assert!(changes.len() == 1 && changes[0].ends_with("taken from crossheads"), "{changes:?}");
    assert!(!codes.contains(&"overset"), "{codes:?}");
}

#[test]
fn a_filler_takes_rows_that_are_left() {
    let mut case = in_two_columns("\"filler\"", 20, &count(160));
    case.area = "headline_size = 4".into();
    case.page = "[[page.filler]]\nfile = \"f.md\"\n".into();
    let compiled = case.compile();
    let words: String = lines(&compiled.pages[0])
        .into_iter()
        .filter(|line| line.story == Some(1))
        .map(|line| line.words)
        .collect();
    assert_eq!(words, "补白一二三四五六七八九十一二三四五六七八九十");
    assert_eq!(compiled.report[0].changes.len(), 1);
    // Full to the foot, there is no room for it.
    case.story = count(320);
    let compiled = case.compile();
    assert!(lines(&compiled.pages[0]).iter().all(|line| line.story != Some(1)));
}

#[test]
fn a_filler_stands_on_nothing() {
    let filler = "[[page.filler]]\nfile = \"f.md\"\n";
    let shown = |case: &Case| lines(&case.compile().pages[0]).iter().any(|line| line.story == Some(1));
    let mut case = in_two_columns("\"filler\"", 20, &count(160));
    case.area = "headline_size = 4".into();
    case.page = filler.into();
    assert!(shown(&case), "the control has room for it");
    // Lines that run down leave no rows.
    case.area = "headline_size = 4\nwriting = \"down\"".into();
    assert!(!shown(&case));
    // A picture stands in the rows.
    case.area = "headline_size = 4".into();
    case.page = format!(
        "[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\ninside = {{ column = 2, columns = 1, row = 16, rows = 5 }}\n{filler}"
    );
    case.story = count(120);
    assert!(!shown(&case));
    // A headline stands beside the text, to the foot.
    let mut case = in_two_columns("\"filler\"", 20, &count(100));
    case.area = "headline = \"left\"".into();
    case.page = filler.into();
    assert!(!shown(&case));
}

#[test]
fn copy_that_fits_beside_a_picture_is_not_over() {
    // Full to the last row but for a few characters, with paragraph ends that would rather not stand so.
    let page = "[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\n\
                inside = { column = 2, columns = 1, row = 7, rows = 4, characters = 4, side = \"right\" }\n";
    let mut case = Case::new("headline_size = 4", 460);
    case.page = page.into();
    let over = |case: &Case| case.compile().report[0].overset.is_some();
    assert!(!over(&case));
    for parts in [vec![150, 300], vec![170, 150, 130], vec![10, 440], vec![440, 10]] {
        let words: Vec<String> = parts.iter().map(|part| count(*part)).collect();
        case.story = words.join("\n\n");
        assert!(!over(&case), "{parts:?}");
    }
    // A stressed paragraph at the end leads to nothing and needs no row under it.
    case.story = format!("{}\n\n**{}**\n", count(420), count(30));
    assert!(!over(&case));
    case.story = count(600);
    assert!(over(&case), "the control is too long");
}

#[test]
fn the_ladder_sets_nothing_badly() {
    // A byline is no paragraph, and a caption of one line is not torn apart.
    let mut case = in_two_columns("\"looseness\", \"caption\"", 20, &count(150));
    case.more += "looseness = 100\n";
    case.area = "headline_size = 4".into();
    case.page = "[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\ncaption = \"江边的夜市\"\n\
                 inside = { column = 1, columns = 1, row = 9, rows = 8 }\n"
        .into();
    let compiled = case.compile();
    let codes: Vec<&str> = compiled.findings.iter().map(|finding| finding.code.name()).collect();
    assert!(!codes.contains(&"loose-line"), "{codes:?}");
    // No paragraph ends with a character alone.
    let small = |line: &&ShownLine| line.size < 20.0 && line.words.chars().count() == 1;
    assert_eq!(lines(&compiled.pages[0]).iter().filter(small).count(), 0);
}

#[test]
fn a_headline_grows_no_further_than_the_picture_in_the_text() {
    let mut case = in_two_columns("\"headline\"", 20, &count(100));
    case.page = "[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\n\
                 inside = { column = 2, columns = 1, row = 5, rows = 8 }\n"
        .into();
    let compiled = case.compile();
    assert!(compiled.findings.iter().all(|finding| finding.code.name() != "inset-on-headline"));
    // Where it begins in the headline's rows, that is told.
    case.page = case.page.replace("row = 5", "row = 2");
    assert!(case.compile().findings.iter().any(|finding| finding.code.name() == "inset-on-headline"));
}

#[test]
fn names_of_a_byline_stay_whole() {
    let byline = |names: &str| {
        let mut case = Case::new("headline_size = 4", 60);
        case.story = format!("{}\n", case.story);
        let issue = "paper = \"小报\"\ndate = \"2026-11-23\"\nlayout = \"a\"\n[[page]]\nnumber = 1\n\
                     [[page.story]]\nfile = \"a.md\"\narea = \"a\"\n";
        let layout = format!("{HEAD}[areas.a]\n{}\n{}\n", case.cells, case.area);
        let story = format!("---\nheadline: 题\nbyline: {names}\n---\n{}", case.story);
        let files = [("issue.toml", issue), ("layouts/a.toml", layout.as_str()), ("a.md", story.as_str())];
        let (_, compiled) = set(folder(&files).path());
        let all = lines(&compiled.pages[0]).into_iter();
        let own = all.filter(|line| line.size == 10.0).take_while(|line| !line.words.contains('零'));
        own.map(|line| line.words.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(byline("本报记者　欧阳明月　司马相如"), ["本报记者　欧阳明月", "司马相如"]);
    assert_eq!(byline("本报记者　林青"), ["本报记者　林青"]);
    // A name that no line holds is divided.
    assert_eq!(byline("一二三四五六七八九十一二三").concat(), "一二三四五六七八九十一二三");
}

#[test]
fn numbers_drop_as_a_whole_or_not_at_all() {
    let mut case = Case::new("headline_size = 4", 0);
    case.body = "drop_cap = 2".into();
    let cap = |case: &Case| {
        let all = lines(&case.compile().pages[0]);
        all.into_iter().find(|line| line.size == 22.0).map(|line| line.words)
    };
    case.story = format!("11月{}", count(60));
    assert_eq!(cap(&case).as_deref(), Some("11"));
    case.story = format!("“好”{}", count(60));
    assert_eq!(cap(&case).as_deref(), Some("“好"));
    case.story = format!("2026年{}", count(60));
    assert_eq!(cap(&case), None);
}
