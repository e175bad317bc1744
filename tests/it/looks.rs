//! How small things look: bylines at both places, captions under pictures, advertisements off their proportions, guides.
#![allow(clippy::panic)]

use banxin::Compiled;
use banxin::page::ItemKind;

use crate::support::dump::lines;
use crate::support::folder::{folder, set};

const LAYOUT: &str = "[page]\nwidth = \"120mm\"\nheight = \"160mm\"\n[grid]\nbody = \"9pt\"\npitch = \"11pt\"\ncolumns = 2\n\
characters = 12\ngutter = \"1字\"\nrows = 36\n[house]\nsilent = [\"white-hole\", \"empty-area\", \"underset\"]\n[areas.lead]\ncolumn = 1\n\
columns = 2\nrow = 1\nrows = 16\n[areas.foot]\ncolumn = 1\ncolumns = 2\nrow = 18\nrows = 19\n";

const SVG: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><path d='M0 0h40v40h-40z'/></svg>";

/// A page of these areas with a story and more.
fn page(story: &str, layout: &str, more: &str) -> Compiled {
    let issue = format!(
        "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n[[page]]\nnumber = 1\n[[page.story]]\nfile = \"s.md\"\n\
         area = \"lead\"\n{more}"
    );
    let layout = format!("{LAYOUT}{layout}");
    let dir =
        folder(&[("issue.toml", &issue), ("layouts/own.toml", &layout), ("s.md", story), ("p.svg", SVG)]);
    image::RgbImage::from_pixel(900, 500, image::Rgb([120, 140, 160]))
        .save(dir.path().join("p.png"))
        .expect("a picture");
    set(dir.path()).1
}

fn words(compiled: &Compiled, size: Option<f64>) -> Vec<String> {
    let shown = lines(&compiled.pages[0]);
    shown
        .into_iter()
        .filter(|line| size.is_none_or(|size| line.size == size))
        .map(|line| line.words.trim_end().to_owned())
        .collect()
}

#[test]
fn a_role_and_its_name_stand_on_one_line() {
    let byline = "本报记者　江晓望　陈渡　通讯员　何志远　欧阳海　实习生　林青";
    let story = format!("---\nheadline: 河水清了\nbyline: {byline}\n---\n河水清了。\n");
    let style = "[styles.byline]\nsize = \"13pt\"\nlines = 3\n";
    let above = page(&story, style, "");
    // A column of twelve characters of nine points holds eight of thirteen.
    assert_eq!(
        words(&above, Some(13.0)),
        ["本报记者　江晓望", "陈渡", "通讯员　何志远", "欧阳海", "实习生　林青"]
    );
    // Under the headline there are two columns: seventeen characters.
    let dir = LAYOUT.replace("[areas.lead]\n", "[areas.lead]\nbyline = \"headline\"\n");
    let issue = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n[[page]]\nnumber = 1\n[[page.story]]\nfile = \"s.md\"\n\
                 area = \"lead\"\n";
    let dir =
        folder(&[("issue.toml", issue), ("layouts/own.toml", &format!("{dir}{style}")), ("s.md", &story)]);
    let under = set(dir.path()).1;
    assert_eq!(
        words(&under, Some(13.0)),
        ["本报记者　江晓望　陈渡", "通讯员　何志远　欧阳海", "实习生　林青"]
    );
}

#[test]
fn a_colon_and_a_spaced_name_hold_in_bylines_and_credits() {
    let style = "[styles.byline]\nsize = \"13pt\"\nlines = 4\n[styles.credit-line]\nsize = \"13pt\"\n";
    let lines = |front: &str| {
        let story = format!("---\nheadline: 河水清了\n{front}\n---\n河水清了。\n");
        words(&page(&story, style, ""), Some(13.0))
    };
    // Eight characters in a line. Names of two characters are spaced to three.
    assert_eq!(lines("byline: 摄影：江晓　校对：方　圆"), ["摄影：江晓", "校对：方　圆"]);
    assert_eq!(lines("byline: 方　圆　白　露　陈　渡"), ["方　圆　白　露", "陈　渡"]);
    assert_eq!(lines("credit: 责编：欧阳海　校对：方　圆"), ["责编：欧阳海", "校对：方　圆"]);
    assert_eq!(lines("credit: 责任编辑白露校对：方圆"), ["责任编辑白露", "校对：方圆"]);
    // What is no name turns as a text does.
    let long = lines("credit: 线索：扫描报头下面的二维码");
    assert_eq!(long.concat(), "线索：扫描报头下面的二维码");
    assert!(long[0].chars().count() >= 7, "{long:?}");
}

#[test]
fn white_stands_between_a_picture_and_its_caption() {
    for (above, white) in [("0", 2.0), ("1pt", 2.0), ("0.5字", 4.5), ("6pt", 6.0)] {
        let picture = "[[page.picture]]\nfile = \"p.png\"\narea = \"foot\"\ncaption = \"江滩的早晨。\"\ncredit = \"江晓　摄\"\n";
        let style = format!("[styles.caption]\nsize = \"9pt\"\nleading = \"11pt\"\nabove = \"{above}\"\n");
        let compiled = page("---\nheadline: 河水清了\n---\n河水清了。\n", &style, picture);
        let page = &compiled.pages[0];
        let window = page.items.iter().find_map(|item| match &item.kind {
            ItemKind::Picture { window, .. } => Some(window.bottom().to_pt()),
            _ => None,
        });
        let caption = lines(page).into_iter().find(|line| line.words.starts_with("江滩")).expect("a caption");
        // The top of the em box of the caption: its baseline lies 0.88 em under it.
        let top = caption.y - caption.size * 0.88;
        let gap = top - window.expect("a picture");
        assert!((gap - white).abs() < 0.01, "above = {above}: {gap}");
        // The words stand on the grid, the credit on the line of the caption.
        assert!(caption.words.contains("江晓"), "{}", caption.words);
    }
}

#[test]
fn an_advertisement_off_its_proportions_has_no_white_in_its_frame() {
    let ad = "[[page.ad]]\nfile = \"p.svg\"\narea = \"foot\"\nclient = \"某某\"\n";
    let compiled = page("---\nheadline: 河水清了\n---\n河水清了。\n", "", ad);
    assert!(compiled.findings.iter().any(|finding| finding.code.name() == "ad-proportions"));
    let items = &compiled.pages[0].items;
    let window = items.iter().find_map(|item| match &item.kind {
        ItemKind::Picture { window, .. } => Some(*window),
        _ => None,
    });
    let window = window.expect("the advertisement");
    // Square as it is, in the middle of its place; the lines of the frame lie along its edges.
    assert_eq!(window.width, window.height);
    let mut edges = 0;
    for item in items {
        let ItemKind::Fill { rect, .. } = &item.kind else { continue };
        if rect.width.to_pt() <= 0.51 || rect.height.to_pt() <= 0.51 {
            assert!(rect.x >= window.x && rect.right() <= window.right(), "{rect:?} {window:?}");
            assert!(rect.y >= window.y && rect.bottom() <= window.bottom(), "{rect:?} {window:?}");
            edges += 1;
        }
    }
    assert!(
        edges == 4
            || items.iter().any(|item| matches!(&item.kind, ItemKind::Frame { rect, .. } if *rect == window))
    );
}

#[test]
fn guides_of_one_item_and_of_many() {
    let guide = |items: &str| {
        let layout = "[styles.guide-title]\nsize = \"12pt\"\n";
        let more = format!("[[page.guide]]\narea = \"foot\"\nitems = [{items}]\n");
        let compiled = page("---\nheadline: 河水清了\n---\n河水清了。\n", layout, &more);
        let story = lines(&compiled.pages[0]).into_iter().filter(|line| !line.words.contains("河水清了"));
        story.map(|line| line.words).collect::<Vec<String>>()
    };
    let one = "{ headline = \"河畔书房开门\", pages = [2] }";
    let many = "{ headline = \"河畔书房开门\", pages = [2, 3] }, { headline = \"菜价回落\", pointer = \"详见四版\" }";
    assert_eq!(guide(one), ["导读", "河畔书房开门——详见二版"]);
    let many = guide(many);
    assert_eq!(many.len(), 3, "{many:?}");
    assert!(many[1].starts_with("河畔书房开门——详见二"), "{many:?}");
    assert_eq!(many[2], "菜价回落详见四版");
}
