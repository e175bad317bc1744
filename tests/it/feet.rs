//! Feet of columns (栏脚): even or stepped once, unless the finding says where not.
#![allow(clippy::panic)]

use std::fmt::Write as _;

use crate::support::folder::{folder, set};

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

const WORDS: &str = "河水从旧城门前流过去两岸的居民清早就出来打扫街道把落叶装进竹筐再送到后山的菜园里做肥料孩子们背着书包沿着石阶走向学校\
钟声在雾里传得很远卖豆浆的老人把灯笼挂在船头码头上的工人开始卸第一批货物";

/// A story of some paragraphs and crossheads.
fn story(chance: &mut Chance) -> String {
    let words: Vec<char> = WORDS.chars().collect();
    let mut text = String::from("---\nheadline: 河水清了\n---\n");
    for number in 0..2 + chance.below(9) {
        if number > 0 && chance.below(4) == 0 {
            text.push_str("### 后山的菜园\n\n");
        }
        let length = 12 + chance.below(150);
        let from = chance.below(words.len() as u64);
        let line = (0..length).map(|at| words[((from + at) as usize) % words.len()]);
        text.extend(line);
        text.push_str("。\n\n");
    }
    text
}

/// Whether feet are even, stepped once by a row, or the last one alone is two rows higher.
fn is_good(rows: &[u32]) -> bool {
    let (first, last) = (rows[0], rows[rows.len() - 1]);
    let one_step = rows.is_sorted_by(|one, next| one >= next) && first - last <= 1;
    let late = rows[..rows.len() - 1].iter().all(|row| *row == first) && first == last + 2;
    one_step || late
}

/// Sets stories, each over all columns of its own area, and gives how many end well, and how many are told.
fn check(seed: u64, columns: u32, picture: Option<&str>) -> (usize, usize) {
    const STORIES: usize = 14;
    let mut chance = Chance(seed);
    let mut layout = format!(
        "[page]\nwidth = \"350mm\"\nheight = \"3000mm\"\n[grid]\nbody = \"9pt\"\npitch = \"12pt\"\ncolumns = {columns}\n\
         characters = 12\ngutter = \"1字\"\nrows = 620\n[styles.headline]\nsize = \"16pt\"\n[lint]\nshort_rows = 60\n"
    );
    let mut issue =
        String::from("paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"long\"\n[[page]]\nnumber = 1\n");
    let mut files = Vec::new();
    for number in 0..STORIES {
        let row = 1 + number * 44;
        let _ =
            write!(layout, "[areas.a{number}]\ncolumn = 1\ncolumns = {columns}\nrow = {row}\nrows = 42\n");
        let _ = write!(issue, "[[page.story]]\nfile = \"s{number}.md\"\narea = \"a{number}\"\n");
        if let Some(inside) = picture {
            let _ = write!(
                issue,
                "[[page.picture]]\nfile = \"p.png\"\narea = \"a{number}\"\ninside = {{ {inside} }}\n"
            );
        }
        files.push((format!("s{number}.md"), story(&mut chance)));
    }
    files.push(("issue.toml".to_owned(), issue));
    files.push(("layouts/long.toml".to_owned(), layout));
    let list: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let dir = folder(&list);
    image::RgbImage::from_pixel(440, 520, image::Rgb([120, 140, 160]))
        .save(dir.path().join("p.png"))
        .expect("a picture");
    let (_, compiled) = set(dir.path());
    let (mut good, mut told) = (0, 0);
    for fit in compiled.report.iter().filter(|fit| fit.overset.is_none()) {
        let name = format!("“{}”", fit.story);
        let finding = compiled.findings.iter().any(|finding| {
            finding.code.name() == "uneven-feet" && finding.message.to_string().contains(&name)
        });
        let is_good = is_good(&fit.column_rows);
        assert_eq!(is_good, !finding, "{seed}, {columns} columns: {} {:?}", fit.story, fit.column_rows);
        good += usize::from(is_good);
        told += usize::from(finding);
    }
    (good, told)
}

#[test]
fn feet_step_at_most_once_unless_it_is_told() {
    let (mut good, mut told) = (0, 0);
    for (seed, columns) in [(1, 2), (2, 3), (3, 4), (4, 5), (5, 4), (6, 6)] {
        let (some, others) = check(seed, columns, None);
        good += some;
        told += others;
    }
    println!("{good} end well, {told} are told");
    // Chance makes worse copy than people; still most of it ends well.
    assert!(good >= 7 * told, "{good} end well, {told} are told");
}

#[test]
fn feet_of_text_beside_a_picture_are_as_good() {
    let (mut good, mut told) = (0, 0);
    for (seed, columns) in [(11, 2), (13, 4)] {
        let beside = "column = 1, columns = 1, row = 6, rows = 5, characters = 5, side = \"right\"";
        let (some, others) = check(seed, columns, Some(beside));
        good += some;
        told += others;
    }
    println!("{good} end well, {told} are told");
    assert!(good >= 3 * told, "{good} end well, {told} are told");
}
