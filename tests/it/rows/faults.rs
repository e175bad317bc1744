//! What cannot be: rows that are not there, circles, keys that contradict one another; and decoration that is taken off.
#![allow(clippy::panic)]

use super::*;

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

/// The codes that are told of a layout that is made up all the same, and how many more follow from them.
fn gathered(sheet: &Sheet) -> (Vec<&'static str>, usize) {
    let (loaded, compiled) = sheet.compile();
    let found = loaded.findings.iter().chain(&compiled.findings);
    let found = found.filter(|finding| finding.code.name() != "no-headline");
    let gathered = banxin::gather::gather(found, |finding| finding);
    (gathered.told.iter().map(|told| told.first.code.name()).collect(), gathered.following)
}

#[test]
fn a_wrong_name_or_a_circle_is_told_alone() {
    let page = |layout: &str| Sheet::new(layout).story("lead", 60).story("second", 60).story("third", 240);
    // The third area lands on the first one, which loses rows and then copy.
    let stack = |under: &str| {
        format!(
            "[areas.lead]\nhead = true\nrows = 12\n[areas.second]\nunder = \"lead\"\n[areas.third]\nunder = \"{under}\"\n\
             rows = 30\n"
        )
    };
    let (codes, following) = gathered(&page(&stack("secnod")));
    assert_eq!(codes, ["unknown-area"]);
    assert!(following >= 2, "{following}");
    let circle = stack("second").replace("under = \"lead\"", "under = \"third\"");
    let (codes, following) = gathered(&page(&circle));
    assert_eq!(codes, ["area-circle"]);
    assert!(following >= 1, "{following}");
    // Control: with the right name the same page is too full, and that is told.
    let (codes, following) = gathered(&page(&stack("second")));
    assert!(codes.contains(&"rows-short") && following == 0, "{codes:?}");
}

#[test]
fn columns_that_the_grid_does_not_have_are_told_once_at_their_key() {
    let layout = "[areas.lead]\nhead = true\ncolumns = \"1-7\"\n[areas.second]\nunder = \"lead\"\n[areas.third]\n\
                  under = \"second\"\n[areas.other]\nbeside = \"lead\"\n";
    let refused =
        banxin::load(Sheet::new(layout).titled("lead", 6).folder().path()).expect_err("it is refused");
    let gathered = banxin::gather::gather(&refused.diagnostics, |finding| finding);
    let told: Vec<&str> = gathered.told.iter().map(|told| told.first.code.name()).collect();
    assert_eq!((told, gathered.following), (vec!["area-outside-grid"], 3), "{:#?}", refused.diagnostics);
    let finding = gathered.told[0].first;
    assert_eq!(finding.message, "area `lead` takes columns 1 to 7, outside the grid");
    let source = refused.sources.get(finding.labels[0].span.file).expect("the layout");
    assert_eq!(&source.text[finding.labels[0].span.range.clone()], "\"1-7\"");
    // Each key that is wrong by itself is told by itself.
    let two =
        "[areas.lead]\nhead = true\ncolumns = \"1-7\"\n[areas.second]\nunder = \"lead\"\ncolumns = \"7-7\"\n";
    let refused = Sheet::new(two).refused();
    let messages: Vec<&str> = refused.iter().map(|(_, message)| message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "area `lead` takes columns 1 to 7, outside the grid",
            "area `second` takes column 7, outside the grid"
        ]
    );
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
