//! Where headlines turn: at the editor's blank, else evenly; never inside a word of the keep-list and
//! never before 的. Drawn as text, with controls.
#![allow(clippy::panic)]

use crate::support::dump::lines;
use crate::support::folder::{folder, set};
use banxin::Compiled;

const ISSUE: &str = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"a\"\nkeep = \"names.txt\"\n\
[[page]]\nnumber = 1\n[[page.story]]\nfile = \"s.md\"\narea = \"a\"\n";

fn compiled(headline: &str, names: &str, keys: &str) -> Compiled {
    let area = if keys.is_empty() { "" } else { "styles = { headline = \"headline-one\" }" };
    let layout = format!(
        "[page]\nwidth = \"150mm\"\nheight = \"150mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\ncolumns = 1\n\
         characters = 22\nrows = 20\n[styles.headline]\nsize = \"20pt\"\ncondense = 100\nlines = 3\n{keys}\n\
         [areas.a]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 20\n{area}\n"
    );
    let story = format!("---\nheadline: {headline}\n---\n正文。\n");
    let files = [
        ("issue.toml", ISSUE),
        ("layouts/a.toml", layout.as_str()),
        ("s.md", story.as_str()),
        ("names.txt", names),
    ];
    set(folder(&files).path()).1
}

/// The lines of a headline for which eleven characters of its size have room.
fn turned(headline: &str, names: &str) -> Vec<String> {
    let page = &compiled(headline, names, "").pages[0];
    lines(page).into_iter().filter(|line| line.size == 20.0).map(|line| line.words).collect()
}

#[test]
fn headlines_turn_where_they_should() {
    // Evenly, where nothing else is said.
    assert_eq!(turned("一江两岸三桥四渡五湖六泽七丘", "# none\n"), ["一江两岸三桥四", "渡五湖六泽七丘"]);
    // At the blank.
    assert_eq!(turned("一江两岸　三桥四渡五湖六泽七丘", "# none\n"), ["一江两岸", "三桥四渡五湖六泽七丘"]);
    // Not inside a word of the keep-list.
    assert_eq!(turned("一江两岸三桥四渡五湖六泽七丘", "四渡\n"), ["一江两岸三桥四渡", "五湖六泽七丘"]);
    // Not before 的.
    assert_eq!(turned("一江两岸三桥四的五湖六泽七丘", "# none\n"), ["一江两岸三桥四的", "五湖六泽七丘"]);
}

#[test]
fn headlines_are_condensed_within_the_limits_of_the_house() {
    // Twelve characters on one line in the room of eleven: 91 percent.
    let codes = |condense: u32| {
        let keys = format!("[styles.headline-one]\nlines = 1\ncondense = {condense}");
        let compiled = compiled("一江两岸三桥四渡五湖六泽", "# none\n", &keys);
        let shown = lines(&compiled.pages[0]).into_iter().filter(|line| line.size == 20.0).count();
        (shown, compiled.findings.iter().filter(|finding| finding.code.name() == "headline-too-long").count())
    };
    assert_eq!((codes(85), codes(95)), ((1, 0), (1, 1)));
}
