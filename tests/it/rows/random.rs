//! Random layouts: no overlap that rows could part, the same each time, in few steps; and what a page of them costs.
#![allow(clippy::panic)]

use std::time::{Duration, Instant};

use banxin::compile;
use banxin::grid::solve::{Need, solve};

use super::*;

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
