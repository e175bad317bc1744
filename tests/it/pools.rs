//! Pools: what is read of them, and how pages are planned from them before and after they were made up.

use std::path::Path;
use std::sync::Arc;

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::gather::gather;
use banxin::issue::{Content, HeadlineWish, Need, Pool, PoolItem, StoryKind};
use banxin::read::{Loaded, Overlay};

use crate::support::cases::{ISSUE, LAYOUT, STORY, jpeg, put, told};
use crate::support::dump::dump;
use crate::support::folder::set;
use crate::support::pools::{POOL_SAMPLES, pool_sample};

/// The small issue of [`cases`](crate::support::cases) as a pool.
const POOLED: &str = r#"paper = "岚港日报"
date = "2026-11-23"
layout = "small"

[masthead]
issue = "第4127期"

[[page]]
number = 1
pool = "news"

[[pools.news.story]]
file = "stories/lead.md"

[[pools.news.picture]]
file = "pictures/river.jpg"
caption = "江边"
"#;

const MADE: &str = r#"extends = "small"

[areas.lead]
column = 1
columns = 1
row = 5
rows = 16

[areas.river]
column = 2
columns = 1
row = 5
rows = 16
"#;

/// The layout of the small issue, with numbers of pages and a closer look at white.
fn whole() -> String {
    let lint = "\n[lint]\nwhite_columns = 1\n";
    format!("{}{lint}", LAYOUT.replace("{date}", "{date}　{page}").replace("\"10字\"", "\"20字\""))
}

/// The same without places for stories and pictures.
fn base() -> String {
    let whole = whole();
    let (start, end) = (whole.find("[areas.lead]").expect("it"), whole.find("[[masthead]]").expect("it"));
    format!("{}{}", &whole[..start], &whole[end..])
}

/// A folder with the files of the pool, and with others or other texts of them.
fn pooled(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder for the test");
    let base = base();
    let all = [("issue.toml", POOLED), ("layouts/small.toml", &base), ("stories/lead.md", STORY)];
    for (file, text) in all.iter().chain(files) {
        put(dir.path(), file, text.as_bytes());
    }
    put(dir.path(), "pictures/river.jpg", &jpeg());
    dir
}

fn loaded(dir: &Path) -> Loaded {
    match banxin::load(dir) {
        Ok(loaded) => loaded,
        Err(refused) => panic!("{:#?}", refused.diagnostics),
    }
}

/// Findings as “code severity file:line:column”.
fn short(findings: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let one = |finding: &Diagnostic| {
        let place = finding.labels.first().map(|label| {
            let (line, column) = sources.line_column(label.span.file, label.span.range.start);
            let file = sources.path(label.span.file).file_name().unwrap_or_default().to_string_lossy();
            format!(" {file}:{line}:{column}")
        });
        format!("{} {:?}{}", finding.code.name(), finding.severity, place.unwrap_or_default())
    };
    findings.iter().map(one).collect()
}

/// What loading tells of a folder.
fn found(dir: &Path) -> Vec<String> {
    let (findings, sources, _) = told(dir);
    short(&findings, &sources)
}

/// What a person is told of an issue that was set: (code, severity).
fn told_of_page(dir: &Path) -> (Vec<(&'static str, Severity)>, usize) {
    let (loaded, compiled) = set(dir);
    let all = [loaded.findings.as_slice(), &compiled.findings].concat();
    let gathered = gather(&all, |finding| *finding);
    (
        gathered.told.iter().map(|told| (told.first.code.name(), told.first.severity)).collect(),
        gathered.following,
    )
}

/// Which content stands in which area of a page, and the pictures inside it.
fn standing(loaded: &Loaded, page: usize) -> Vec<String> {
    let assignments = loaded.issue.pages[page].assignments.iter();
    let one = |(area, content): (&str, &Content)| match content {
        Content::Story(part) => {
            let name = &loaded.issue.stories[part.id.0 as usize].name;
            let insets = part.insets.iter().map(|inset| {
                format!(" + {}×{} at {},{}", inset.columns, inset.rows, inset.column, inset.row)
            });
            format!("{area}: {name} {}{}", part.part, insets.collect::<String>())
        }
        other => format!("{area}: {}", other.name()),
    };
    assignments.map(|place| one((&place.area, &place.content))).collect()
}

fn pool(loaded: &Loaded) -> &Pool {
    &loaded.issue.pools[0]
}

fn item<'a>(loaded: &'a Loaded, name: &str) -> &'a PoolItem {
    pool(loaded).items.iter().find(|item| item.name == name).expect("an item of that name")
}

#[test]
fn a_page_that_is_made_up_is_the_page_that_was_written_by_hand() {
    let dir = pooled(&[("layouts/made-1.toml", MADE)]);
    let (loaded, made) = set(dir.path());
    assert_eq!(standing(&loaded, 0), ["masthead: masthead", "lead: lead 0", "river: pictures"]);
    let plan = loaded.issue.pages[0].pool.clone().expect("its pool");
    assert_eq!((plan.pool, plan.made.as_str(), plan.is_made), (0, "made-1", true));
    assert_eq!(loaded.layouts[plan.layout].name, "small");
    assert_eq!(loaded.layouts[loaded.issue.pages[0].layout].name, "made-1");
    let by_hand = tempfile::tempdir().expect("a folder for the test");
    put(by_hand.path(), "issue.toml", ISSUE.as_bytes());
    put(by_hand.path(), "layouts/small.toml", whole().as_bytes());
    put(by_hand.path(), "stories/lead.md", STORY.as_bytes());
    put(by_hand.path(), "pictures/river.jpg", &jpeg());
    let (_, written) = set(by_hand.path());
    assert_eq!(dump(&made.pages[0]), dump(&written.pages[0]));
    assert!(dump(&made.pages[0]).contains("picture"), "{}", dump(&made.pages[0]));
}

#[test]
fn a_page_that_is_not_made_up_is_told_as_that_alone() {
    let dir = pooled(&[]);
    let loaded = loaded(dir.path());
    assert_eq!(short(&loaded.findings, &loaded.sources), ["not-made-up Error issue.toml:10:8"]);
    let help = loaded.findings[0].help.clone().unwrap_or_default().to_string();
    assert!(help.contains("banxin makeup") && help.contains("layouts/made-1.toml"), "{help}");
    assert_eq!(standing(&loaded, 0), ["masthead: masthead"]);
    let plan = loaded.issue.pages[0].pool.clone().expect("its pool");
    assert!(!plan.is_made && plan.layout == loaded.issue.pages[0].layout);
    // What is white over a picture with a fixed place is no finding of its own.
    let foot = "\n[areas.foot]\ncolumn = 1\ncolumns = 2\nrow = 14\nrows = 7\n";
    let fixed = POOLED.replace("caption =", "area = \"foot\"\ncaption =");
    put(dir.path(), "layouts/small.toml", format!("{}{foot}", base()).as_bytes());
    put(dir.path(), "issue.toml", fixed.as_bytes());
    let (told, following) = told_of_page(dir.path());
    assert_eq!(told, [("not-made-up", Severity::Error)]);
    assert!(following > 0);
    // On a page that has the same without a pool it is.
    let own = fixed.replace("pool = \"news\"\n", "").replace("pools.news.picture", "page.picture");
    let story = own.find("[[pools").expect("it")..own.find("[[page.picture").expect("it");
    let own = format!("{}{}", &own[..story.start], &own[story.end..]);
    put(dir.path(), "issue.toml", own.as_bytes());
    let (told, following) = told_of_page(dir.path());
    assert!(told.contains(&("white-hole", Severity::Warning)) && following == 0, "{told:?}");
}

#[test]
fn a_made_layout_is_read_from_texts_in_the_place_of_files() {
    let dir = pooled(&[]);
    let path = dir.path().join("layouts/made-1.toml");
    let overlay = Overlay::from_iter([(path, Arc::from(MADE))]);
    let loaded = banxin::load_over(dir.path(), &overlay).expect("an issue");
    assert_eq!(short(&loaded.findings, &loaded.sources), [""; 0]);
    assert_eq!(standing(&loaded, 0), ["masthead: masthead", "lead: lead 0", "river: pictures"]);
}

#[test]
fn what_an_editor_wishes_is_read() {
    let issue = POOLED.replace(
        "file = \"stories/lead.md\"\n",
        "file = \"stories/lead.md\"\nimportance = \"头条\"\nkind = \"commentary\"\nneed = \"cut\"\ntop = true\n\
         headline = \"vertical\"\nboxed = true\napart = [\"pictures/river.jpg\"]\n",
    );
    let issue = issue
        .replace("caption =", "with = \"stories/lead.md\"\nname = \"river-1\"\nneed = \"may\"\ncaption =");
    let dir = pooled(&[("issue.toml", &issue)]);
    let loaded = loaded(dir.path());
    let lead = item(&loaded, "lead");
    assert_eq!((lead.importance, lead.kind, lead.need), (1, StoryKind::Commentary, Need::Cut));
    assert_eq!((lead.top, lead.headline, lead.boxed), (true, Some(HeadlineWish::Vertical), true));
    let river = item(&loaded, "river-1");
    assert_eq!((river.importance, river.need, river.with), (3, Need::May, Some(0)));
    // Apart goes both ways.
    assert_eq!((&lead.apart[..], &river.apart[..]), (&[1][..], &[0][..]));
    let Content::Story(part) = &lead.content else { panic!("{lead:?}") };
    assert_eq!((part.part, part.insets.len()), (0, 0));
    let Content::Picture(figure) = &river.content else { panic!("{river:?}") };
    assert!(figure.caption.is_some() && loaded.issue.pictures.len() == 1);
    for (written, importance) in [("\"二条\"", 2), ("\"三条\"", 3), ("5", 5), ("\" 头条 \"", 1)] {
        let issue = issue.replace("importance = \"头条\"", &format!("importance = {written}"));
        put(dir.path(), "issue.toml", issue.as_bytes());
        assert_eq!(item(&self::loaded(dir.path()), "lead").importance, importance, "{written}");
    }
    for written in ["\"四条\"", "0", "6", "true"] {
        let issue = issue.replace("importance = \"头条\"", &format!("importance = {written}"));
        put(dir.path(), "issue.toml", issue.as_bytes());
        assert!(banxin::load(dir.path()).is_err(), "{written}");
    }
}

#[test]
fn a_picture_stands_inside_the_story_whose_area_has_a_place_for_it() {
    let areas = "[areas.lead]\ncolumn = 1\ncolumns = 2\nrow = 5\nrows = 16\n\
                 pictures = { river = { column = 2, columns = 1, row = 4, rows = 9 } }\n";
    let made = format!("extends = \"small\"\n{areas}");
    let dir = pooled(&[("layouts/made-1.toml", &made)]);
    let (loaded, compiled) = set(dir.path());
    assert_eq!(short(&loaded.findings, &loaded.sources), [""; 0]);
    assert_eq!(standing(&loaded, 0), ["masthead: masthead", "lead: lead 0 + 1×9 at 2,4"]);
    // In the pool the story stays without it.
    let Content::Story(part) = &item(&loaded, "lead").content else { panic!("no story") };
    assert!(part.insets.is_empty());
    // It is drawn where a picture `inside` would be.
    let by_hand = ISSUE.replace(
        "area = \"photo\"",
        "area = \"lead\"\ninside = { column = 2, columns = 1, row = 4, rows = 9 }",
    );
    let layout = format!("{}{}", base(), areas.split("pictures").next().expect("its head"));
    put(dir.path(), "issue.toml", by_hand.as_bytes());
    put(dir.path(), "layouts/small.toml", layout.as_bytes());
    assert_eq!(dump(&compiled.pages[0]), dump(&set(dir.path()).1.pages[0]));
}

#[test]
fn places_for_pictures_that_are_not_there_are_told() {
    let place = |name: &str| format!("{MADE}pictures = {{ {name} = {{ columns = 1, rows = 4 }} }}\n");
    let dir = pooled(&[("layouts/made-1.toml", &place("boat"))]);
    assert_eq!(found(dir.path()), ["picture-place Warning made-1.toml:14:14"]);
    put(dir.path(), "layouts/made-1.toml", place("river").as_bytes());
    assert_eq!(found(dir.path()), ["picture-place Warning made-1.toml:14:14"], "it has an area of its own");
    // On a page without a pool too; the control is the layout without the key.
    let dir = crate::support::cases::issue();
    let layout = LAYOUT.replace(
        "rows = 16\n\n[areas.photo]",
        "rows = 16\npictures = { river = { columns = 1, rows = 4 } }\n\n[areas.photo]",
    );
    assert_eq!(found(dir.path()), [""; 0]);
    put(dir.path(), "layouts/small.toml", layout.as_bytes());
    assert_eq!(found(dir.path()), ["picture-place Warning small.toml:27:14"]);
}

/// Two pages from one pool.
const TWO: &str = "[[page]]\nnumber = 1\npool = \"news\"\n\n[[page]]\nnumber = 2\npool = \"news\"\n";

fn two_pages(more: &str) -> String {
    POOLED.replace("[[page]]\nnumber = 1\npool = \"news\"\n", &format!("{TWO}{more}"))
}

#[test]
fn a_story_in_the_made_layouts_of_two_pages_goes_on() {
    let lines = (0..60).map(|number| format!("江边第{number}个人看水。"));
    let long = format!("---\nheadline: 主题\n---\n{}\n", lines.collect::<String>());
    let second = MADE.replace("[areas.river]", "[areas.other]");
    let dir = pooled(&[
        (
            "issue.toml",
            &two_pages("").replace(
                "[[pools.news.picture]]",
                "[[pools.news.story]]\nfile = \"stories/other.md\"\n\n[[pools.news.picture]]",
            ),
        ),
        ("layouts/made-1.toml", MADE),
        ("layouts/made-2.toml", &second),
        ("stories/lead.md", &long),
        ("stories/other.md", STORY),
    ]);
    let (loaded, compiled) = set(dir.path());
    assert_eq!(short(&loaded.findings, &loaded.sources), [""; 0]);
    assert_eq!(standing(&loaded, 0), ["masthead: masthead", "lead: lead 0", "river: pictures"]);
    assert_eq!(standing(&loaded, 1), ["masthead: masthead", "lead: lead 1", "other: other 0"]);
    let first = dump(&compiled.pages[0]);
    assert!(first.contains("下转第二版"), "{first}");
    assert!(dump(&compiled.pages[1]).contains("上接第一版"));
}

#[test]
fn a_fixed_page_and_a_fixed_area_are_heeded() {
    let item = "file = \"pictures/river.jpg\"\n";
    let on_second = two_pages("").replace(item, &format!("{item}page = 2\n"));
    let dir =
        pooled(&[("issue.toml", &on_second), ("layouts/made-1.toml", MADE), ("layouts/made-2.toml", MADE)]);
    let loaded = loaded(dir.path());
    assert_eq!(standing(&loaded, 0), ["masthead: masthead", "lead: lead 0"]);
    assert_eq!(standing(&loaded, 1), ["masthead: masthead", "lead: lead 1", "river: pictures"]);
    assert_eq!(self::item(&loaded, "river").page, Some(2));
    let layout = whole().replace("[areas.lead]", "[areas.own]");
    // With its fixed area it stands on a page that is not made up.
    let fixed = POOLED.replace(item, &format!("{item}area = \"photo\"\n"));
    let dir = pooled(&[("issue.toml", &fixed), ("layouts/small.toml", &layout)]);
    let loaded = self::loaded(dir.path());
    assert_eq!(standing(&loaded, 0), ["masthead: masthead", "photo: pictures"]);
    assert_eq!(self::item(&loaded, "river").area.as_deref(), Some("photo"));
    // So does what the page has itself.
    let own = POOLED.replace(
        "\n[[pools.news.story]]",
        "\n[[page.story]]\nfile = \"stories/own.md\"\narea = \"own\"\n\n[[pools.news.story]]",
    );
    let dir = pooled(&[("issue.toml", &own), ("layouts/small.toml", &layout), ("stories/own.md", STORY)]);
    assert_eq!(standing(&self::loaded(dir.path()), 0), ["masthead: masthead", "own: own 0"]);
}

#[test]
fn what_stands_on_no_page_is_told() {
    let without = MADE
        .replace("[areas.river]", "[areas.lead]")
        .split("[areas.lead]")
        .take(2)
        .collect::<Vec<_>>()
        .join("[areas.lead]");
    let dir = pooled(&[("layouts/made-1.toml", &without)]);
    assert_eq!(found(dir.path()), ["left-out Error issue.toml:16:8"]);
    assert!(told(dir.path()).2, "it can be read, so that makeup can run again");
    let may = POOLED.replace("caption =", "need = \"may\"\ncaption =");
    put(dir.path(), "issue.toml", may.as_bytes());
    assert_eq!(found(dir.path()), ["left-out Note issue.toml:16:8"]);
    // It may still stand on a page that is not made up.
    put(dir.path(), "issue.toml", two_pages("").as_bytes());
    assert_eq!(found(dir.path()), ["not-made-up Error issue.toml:14:8"]);
    // Files of a pool are not told as forgotten.
    let (all, ..) = crate::support::cases::all_told(dir.path());
    assert!(all.iter().all(|finding| finding.code != "unplaced"), "{all:#?}");
}

/// What is told of the issue, after a change and before it.
fn changed(find: &str, with: &str) -> Vec<String> {
    let dir = pooled(&[("layouts/made-1.toml", MADE)]);
    assert_eq!(found(dir.path()), [""; 0], "the control");
    assert_eq!(POOLED.matches(find).count(), 1, "`{find}` stands once");
    put(dir.path(), "issue.toml", POOLED.replace(find, with).as_bytes());
    let (mut findings, sources, _) = told(dir.path());
    // What now stands nowhere leaves its area empty.
    findings.retain(|finding| finding.code != "empty-area");
    let short = short(&findings, &sources);
    let help = |finding: &Diagnostic| finding.help.as_deref().unwrap_or_default().to_owned();
    short.into_iter().zip(findings.iter().map(help)).map(|(short, help)| format!("{short}: {help}")).collect()
}

#[test]
fn names_that_mean_nothing_are_told_with_what_was_meant() {
    let lead = "file = \"stories/lead.md\"\n";
    let after_lead = |more: &str| changed(lead, &format!("{lead}{more}"));
    assert_eq!(
        changed("pool = \"news\"", "pool = \"new\""),
        [
            "unknown-pool Error issue.toml:10:8: did you mean `news`?",
            "unknown-pool Warning issue.toml:12:9: name it on a page: pool = \"news\"",
        ]
    );
    assert_eq!(
        changed("pool = \"news\"\n", ""),
        ["unknown-pool Warning issue.toml:11:9: name it on a page: pool = \"news\""]
    );
    assert_eq!(
        after_lead("apart = [\"stories/laed.md\"]\n"),
        ["pool-item Error issue.toml:14:10: there are: pictures/river.jpg"]
    );
    assert_eq!(
        changed("caption =", "with = \"stories/laed.md\"\ncaption ="),
        ["pool-item Error issue.toml:17:8: did you mean `stories/lead.md`?"]
    );
    assert_eq!(after_lead("page = 2\n"), ["pool-item Error issue.toml:14:8: it serves: 1"]);
    assert_eq!(after_lead("area = \"laed\"\n"), ["unknown-area Error issue.toml:14:8: did you mean `lead`?"]);
    assert_eq!(
        after_lead("name = \"masthead\"\n"),
        [
            "pool-name Error issue.toml:14:8: give it another name, name = \"…\", or a fixed place: area = \"masthead\""
        ]
    );
    assert_eq!(
        after_lead("name = \"folio\"\n")[..1],
        ["pool-name Error issue.toml:14:8: give it another name: name = \"…\""]
    );
    assert_eq!(
        after_lead("name = \"river\"\n")[..1],
        ["pool-name Error issue.toml:17:8: give one of them another name: name = \"…\""]
    );
    let made = "such as made = \"made-1\"";
    let pool = "pool = \"news\"\n";
    assert_eq!(
        changed(pool, &format!("{pool}made = \"small\"\n")),
        [format!("made-name Error issue.toml:11:8: give it another name, {made}")]
    );
    assert_eq!(
        changed(pool, &format!("{pool}made = \"layouts/made-1.toml\"\n")),
        [format!("made-name Error issue.toml:11:8: write a name without folder and ending, {made}")]
    );
    assert_eq!(
        changed(pool, &format!("{pool}made = \"of-today\"\n")),
        [
            "not-made-up Error issue.toml:10:8: run `banxin makeup DIR`: it writes layouts/of-today.toml from the pool"
        ]
    );
    let found = changed(pool, &format!("{pool}\n[[page]]\nnumber = 2\npool = \"news\"\nmade = \"made-1\"\n"));
    assert_eq!(found[..1], ["made-name Error issue.toml:15:8: give each page a made layout of its own"]);
    let found = changed("number = 1\npool = \"news\"\n", "number = 1\nmade = \"made-1\"\n");
    assert!(found.iter().any(|found| found.starts_with("made-name Warning issue.toml:10:8")), "{found:?}");
}

#[test]
fn what_a_story_repeats_and_what_goes_on_from_a_pool() {
    let again = "\n[[page]]\nnumber = 2\nlayout = \"whole\"\n\n[[page.story]]\nfile = \"stories/lead.md\"\narea = \"lead\"\n";
    let issue = POOLED.replace("\n[[pools.news.story]]", &format!("{again}\n[[pools.news.story]]"));
    let dir =
        pooled(&[("issue.toml", &issue), ("layouts/whole.toml", &whole()), ("layouts/made-1.toml", MADE)]);
    assert!(
        found(dir.path()).iter().any(|found| found.starts_with("story-twice Error")),
        "{:?}",
        found(dir.path())
    );
    let goes_on = issue.replace("area = \"lead\"\n", "area = \"lead\"\ncontinued = true\n");
    put(dir.path(), "issue.toml", goes_on.as_bytes());
    assert_eq!(standing(&loaded(dir.path()), 1)[1..2], ["lead: lead 1"]);
    // Before the first page is made up, the second part waits without another finding.
    std::fs::remove_file(dir.path().join("layouts/made-1.toml")).expect("it goes");
    let codes: Vec<String> = found(dir.path());
    assert!(codes.iter().all(|found| !found.starts_with("jump-without-start")), "{codes:?}");
    assert!(codes.contains(&"not-made-up Error issue.toml:10:8".to_owned()), "{codes:?}");
}

#[test]
fn the_samples_as_pools_wait_for_makeup_and_nothing_else() {
    for sample in &POOL_SAMPLES {
        let dir = sample.folder();
        let (mut found, _) = told_of_page(dir.path());
        let pages = sample.issue.matches("\npool = ").count();
        assert!(pages > 0);
        // A claim of the placed PDF is told of the sample too.
        found.retain(|(code, _)| *code != "placed-claim");
        assert_eq!(found, vec![("not-made-up", Severity::Error); pages], "{}", sample.name);
        let loaded = loaded(dir.path());
        assert_eq!(loaded.issue.pools.len(), pages);
        for pool in &loaded.issue.pools {
            let written = sample.issue.matches(&format!("[[pools.{}.", pool.name)).count();
            assert_eq!(pool.items.len(), written, "{}", pool.name);
        }
    }
}

#[test]
fn a_guide_in_a_pool_points_to_stories_that_wait_in_others() {
    let dir = pool_sample("four-pages").folder();
    let loaded = loaded(dir.path());
    let Content::Guide(guide) = &item(&loaded, "guide").content else { panic!("no guide") };
    let pointers: Vec<String> = guide.items.iter().map(|item| item.pointer.to_plain()).collect();
    assert_eq!(pointers, ["——详见二版", "——详见二版", "——详见四版"]);
    // It has a fixed place, so it stands on the page already.
    assert!(standing(&loaded, 0).contains(&"guide: guide".to_owned()));
}

/// `BANXIN_POOLS=folder cargo test --test it -- --ignored pools::write_samples` writes the samples as pools.
#[test]
#[ignore = "it writes folders to look at"]
fn write_samples() {
    let Ok(place) = std::env::var("BANXIN_POOLS") else { return };
    for sample in &POOL_SAMPLES {
        sample.write(&Path::new(&place).join(sample.name));
    }
}
