//! Where headlines turn: at the editor's blank, else between words where a sentence has its joints; never inside a
//! word, a number or a name and never before 的. Drawn as text, with controls.
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
    // Evenly, between words.
    assert_eq!(turned("一江两岸三桥四渡五湖六泽七丘", "# none\n"), ["一江两岸三桥", "四渡五湖六泽七丘"]);
    // At the blank.
    assert_eq!(turned("一江两岸　三桥四渡五湖六泽七丘", "# none\n"), ["一江两岸", "三桥四渡五湖六泽七丘"]);
    // Not inside a word of the keep-list.
    assert_eq!(turned("一江两岸三桥四渡五湖六泽七丘", "三桥四渡\n"), ["一江两岸三桥四渡", "五湖六泽七丘"]);
    // Not before 的.
    assert_eq!(turned("昨日开通的跨江大桥", "# none\n"), ["昨日开通的跨江大桥"]);
    assert_eq!(turned("霁江两岸三座桥是市民的老朋友", "# none\n"), ["霁江两岸三座桥", "是市民的老朋友"]);
    for (headline, drawn) in [
        // Before none of them, though the lines would be more even.
        ("霁川儿女们欢聚一堂", "霁川儿女们|欢聚一堂"),
        ("我们的家乡建好了跨江大桥", "我们的家乡|建好了跨江大桥"),
        ("你家的垃圾分对了吗本报记者实地探访", "你家的垃圾分对了吗|本报记者实地探访"),
        // Not behind an opening mark, and not inside what it opens.
        ("社区办起“百家宴”邻里情更浓", "社区办起“百家宴”|邻里情更浓"),
        ("剧作《霁江渔歌》昨晚首演", "剧作《霁江渔歌》|昨晚首演"),
        // Numbers stay with their measure words.
        ("新建社区书房一百三十二家", "新建社区书房|一百三十二家"),
        ("今年招生14.5万人比去年多", "今年招生14.5万人|比去年多"),
    ] {
        let count = headline.chars().count();
        assert_eq!(set_in(headline, (count * 66).div_ceil(100), 2).0.join("|"), drawn);
    }
}

#[test]
fn lines_are_chosen_by_their_cost() {
    // Two lines within the limit, not one narrowed to 41 %; the third line is for those that need it.
    let (shown, told) = set_in("旧码头老厂区化作市民的会客厅跨江大桥明年通车", 8, 3);
    assert_eq!(shown, ["旧码头老厂区", "化作市民的会客厅", "跨江大桥明年通车"]);
    assert_eq!(told, [""; 0]);
    let (shown, _) = set_in("旧码头老厂区化作市民的会客厅跨江大桥明年通车", 13, 3);
    assert_eq!(shown.len(), 2);
    // A style of one line is not turned: it is narrowed and told.
    let (shown, told) = set_in("旧码头老厂区化作市民的会客厅跨江大桥明年通车", 9, 1);
    assert_eq!((shown.len(), told.len()), (1, 1));
    assert!(told[0].contains("condensed to 4"), "{told:?}");
    // More blanks than lines: it turns at some of them.
    let (shown, told) = set_in("三年埋管　雨污分家　老城从此不看海", 12, 2);
    assert_eq!(
        (shown, told),
        (vec!["三年埋管　雨污分家".to_owned(), "老城从此不看海".to_owned()], Vec::new())
    );
    // A piece between blanks that is too long turns once more.
    let (shown, _) = set_in("雨污分家　旧码头老厂区化作市民的会客厅", 9, 3);
    assert_eq!(shown, ["雨污分家", "旧码头老厂区", "化作市民的会客厅"]);
}

#[test]
fn a_turn_that_cannot_be_made_well_is_told() {
    // A quoted name has no joint; the control has a blank.
    let (shown, told) = set_in("《霁江渔歌声声慢》", 4, 2);
    assert!(shown.len() > 1, "{shown:?}");
    assert!(told.iter().any(|message| message.contains("turns inside a word or a phrase: ")), "{told:?}");
    let (shown, told) = set_in("《霁江渔歌　声声慢》", 5, 2);
    assert_eq!((shown.join("|"), told), ("《霁江渔歌|声声慢》".to_owned(), Vec::new()));
    // A weak joint is a note.
    let (shown, told) = set_in("渐渐熟悉", 2, 2);
    assert_eq!(shown, ["渐渐", "熟悉"]);
    assert_eq!(told, ["this headline turns at a weak joint: 渐渐|熟悉"]);
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

/// The headlines of the fixture: their words, and the characters before each good turn.
fn good_turns() -> Vec<(String, Vec<usize>)> {
    let list = include_str!("../fixtures/headlines.txt");
    let lines = list.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let mut turns = Vec::new();
            let mut count = 0;
            for piece in line.split('|') {
                count += piece.chars().count();
                turns.push(count);
            }
            turns.pop();
            (line.replace('|', ""), turns)
        })
        .collect()
}

/// A headline in a room of so many characters and lines of one style.
fn set_in(headline: &str, characters: usize, lines_at_most: u32) -> (Vec<String>, Vec<String>) {
    let layout = format!(
        "[page]\nwidth = \"300mm\"\nheight = \"150mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\ncolumns = 1\n\
         characters = {}\nrows = 20\n[styles.headline]\nsize = \"20pt\"\ncondense = 85\nlines = {lines_at_most}\n\
         [areas.a]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 20\n",
        characters * 2
    );
    let story = format!("---\nheadline: {headline}\n---\n正文。\n");
    let issue = ISSUE.replace("keep = \"names.txt\"\n", "");
    let files =
        [("issue.toml", issue.as_str()), ("layouts/a.toml", layout.as_str()), ("s.md", story.as_str())];
    let compiled = set(folder(&files).path()).1;
    let shown = lines(&compiled.pages[0]).into_iter().filter(|line| line.size == 20.0);
    let told = compiled.findings.iter().filter(|finding| finding.code.name().starts_with("headline-"));
    (shown.map(|line| line.words).collect(), told.map(|finding| finding.message.to_string()).collect())
}

#[test]
fn headlines_turn_where_a_night_editor_lets_them() {
    let list = good_turns();
    assert!(list.len() >= 60, "{}", list.len());
    let mut wrong = Vec::new();
    for (headline, good) in &list {
        let count = headline.chars().count();
        for share in [58, 66] {
            let (shown, _) = set_in(headline, (count * share).div_ceil(100), 2);
            let drawn = shown.join("|");
            assert_eq!(shown.concat(), *headline, "a character is lost");
            let turn = shown[0].chars().count();
            if shown.len() != 2 || !good.contains(&turn) {
                wrong.push(format!("{share} %: {drawn}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} turns of {} are wrong:\n{}", wrong.len(), list.len() * 2, wrong.join("\n"));
}

#[test]
fn a_text_in_the_place_of_a_headline_keeps_all_its_words() {
    let long = "霁江两岸三座桥是市民的老朋友".repeat(60);
    let page = &compiled(&long, "# none\n", "").pages[0];
    let set: String = lines(page).into_iter().map(|line| line.words).collect();
    let rest = compiled(&long, "# none\n", "").findings;
    let is_told =
        rest.iter().any(|finding| ["headline-overset", "headline-too-long"].contains(&finding.code.name()));
    assert!(is_told && (set.contains(&long) || !set.contains("霁江")), "{set}");
}
