//! Pages as text: a small page with everything on it, and what must hold on every page.
#![allow(clippy::panic)]

use crate::support::dump::{dump, lines};
use crate::support::folder::{folder, set};
use banxin::grid::{PageGrid, ascent};

const ISSUE: &str = r#"
paper = "小报"
date = "2026-11-23"
layout = "small"

[masthead]
issue = "第7期"

[[page]]
number = 1

[[page.story]]
file = "stories/lead.md"
area = "lead"

[[page.story]]
file = "stories/comment.md"
area = "comment"

[[page.guide]]
area = "guide"
items = [{ headline = "河畔书房开门", pages = [2, 3] }, { headline = "菜价回落", pointer = "详见四版" }]
"#;

const LAYOUT: &str = r#"
[page]
width = "150mm"
height = "140mm"

[grid]
body = "10pt"
pitch = "12pt"
columns = 3
characters = 12
gutter = "1字"
rows = 31
head = "5mm"

[styles.headline]
size = "20pt"

[styles.kicker]
size = "12pt"

[styles.headline-vertical]
size = "16pt"

[areas.masthead]
column = 1
columns = 3
row = 1
rows = 3

[areas.lead]
column = 1
columns = 2
row = 5
rows = 15
rule_below = { width = "0.5pt", ink = "black" }
column_rule = { width = "0.35pt", ink = "black" }

[areas.guide]
column = 3
columns = 1
row = 5
rows = 15
frame = { width = "0.5pt", ink = "black" }
inset = "1字"

[areas.comment]
column = 1
columns = 3
row = 21
rows = 11
headline = "right"
text_columns = 2
tint = "panel"
inset = "1字"

[[masthead]]
name = true
style = "masthead-line"
x = "0"
y = "0"
width = "10字"
height = "2行"

[[masthead]]
text = "{date}　{weekday}　{issue}"
style = "masthead-line"
x = "12字"
y = "1行"
width = "26字"
"#;

const LEAD: &str = "---
kicker: 一河两岸
headline: 河水清了　岸也绿了
byline: 记者　林青
---
**三年治水见成效。**市水务局昨日说，全市37条河道的水质今年全部达标，比计划早了10个月。

“水清了，岸绿了。”住在南岸的居民说，“傍晚散步的人也多了！”

### 还要做什么

下一步，我市还将修12公里步道……
";

const COMMENT: &str = "---
headline: 说“慢”字
subhead: ——也谈耐心
source: （来源：本报评论部）
---
城市更新，快不得。事先多问一句，好过事后多改十回；把“替你改”变成“一起改”，看似多花了时间，其实是把分歧化解在动工之前。
";

fn files() -> [(&'static str, &'static str); 4] {
    [
        ("issue.toml", ISSUE),
        ("layouts/small.toml", LAYOUT),
        ("stories/lead.md", LEAD),
        ("stories/comment.md", COMMENT),
    ]
}

#[test]
fn a_small_page_with_everything_on_it() {
    let dir = folder(&files());
    let (_, compiled) = set(dir.path());
    let drawn = dump(&compiled.pages[0]);
    let wanted = include_str!("../fixtures/small-page.txt");
    assert_eq!(drawn, wanted, "the page is now:\n{drawn}");
}

#[test]
fn body_lines_stand_on_the_row_grid() {
    let dir = folder(&files());
    let (loaded, compiled) = set(dir.path());
    let grid = PageGrid::new(&loaded.layouts[0]);
    let body: Vec<_> = lines(&compiled.pages[0])
        .into_iter()
        .filter(|line| line.story.is_some() && line.size == 10.0)
        .collect();
    assert!(body.len() > 12, "{}", body.len());
    for line in body {
        let rows = (line.y - (grid.top + ascent(grid.body)).to_pt()) / grid.pitch.to_pt();
        assert!((rows - rows.round()).abs() * 12.0 < 0.01, "{line:?} stands {rows} rows down");
    }
}

/// Every character of every manuscript stands on the page once, or is told as overset.
#[test]
fn nothing_is_lost_however_small_the_area() {
    for rows in 4..=15 {
        let layout = LAYOUT.replacen("row = 5\nrows = 15", &format!("row = 5\nrows = {rows}"), 1);
        let mut files = files();
        files[1].1 = Box::leak(layout.into_boxed_str());
        let dir = folder(&files);
        let (_, compiled) = set(dir.path());
        let placed: String = lines(&compiled.pages[0])
            .iter()
            .filter(|line| line.story == Some(0))
            .map(|line| line.words.as_str())
            .collect();
        let words: String = LEAD
            .lines()
            .filter(|line| *line != "---")
            .map(|line| {
                let line = line.split_once(": ").map_or(line, |(_, words)| words);
                line.replace("**", "").replace("### ", "")
            })
            .collect();
        let bare =
            |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
        let (placed, words) = (bare(&placed), bare(&words));
        let over = compiled.report[0].overset.as_ref();
        // The stack comes first on the page, the byline and the text follow as they are read.
        assert!(words.starts_with(&placed), "{rows} rows: {placed}");
        let rest = words.chars().count() - placed.chars().count();
        assert_eq!(over.map_or(0, |over| over.characters), rest, "{rows} rows");
        let told = compiled.findings.iter().any(|finding| finding.code.name() == "overset");
        assert_eq!(told, rest > 0, "{rows} rows");
    }
}
