//! The e-paper as data: outlines hold all ink and do not overlap, every character is in one article, the JSON is what its
//! schema says, CNML comes back as it was, and the same issue gives the same bytes. Each rule is a function from what was
//! made to faults; it is run over the samples, the seed and layouts drawn by chance, and over data that break it.

use std::path::{Path, PathBuf};

use banxin::epaper::model::{Article, ArticleKind, Block, Edition, Run, SpotKind, plain};
use banxin::epaper::{feed, make, schema};
use banxin::issue::{Content, Story};
use banxin::read::Loaded;
use banxin::{Compiled, import};
use rayon::prelude::*;

use crate::support::folder::set;
use crate::support::whole::bare;

mod chance;
mod ink;
mod shape;

struct Made {
    name: String,
    loaded: Loaded,
    compiled: Compiled,
    edition: Edition,
}

fn made(name: &str, dir: &Path) -> Made {
    let (loaded, compiled) = set(dir);
    let edition = make(&loaded, &compiled);
    Made { name: name.to_owned(), loaded, compiled, edition }
}

fn samples() -> Vec<Made> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let names = ["four-pages", "front-page", "tabloid"];
    names.into_par_iter().map(|name| made(name, &root.join(name))).collect()
}

fn by_chance() -> Vec<Made> {
    let one = |number: u64| {
        let dir = chance::issue(number);
        made(&format!("by chance {number}"), dir.path())
    };
    (0..8_u64).into_par_iter().map(one).collect()
}

fn assert_sound(list: &[Made]) {
    let faults: Vec<String> = list
        .par_iter()
        .flat_map(|made| {
            let Made { loaded, compiled, edition, .. } = made;
            let mut faults = ink::outside(loaded, compiled, edition);
            faults.extend(ink::overlaps(edition));
            faults.extend(lost(loaded, edition));
            faults.extend(links(edition));
            faults.iter_mut().for_each(|fault| *fault = format!("{}: {fault}", made.name));
            faults
        })
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn samples_have_all_ink_inside_and_all_words_once() {
    let samples = samples();
    assert_sound(&samples);
    let count = |kind| {
        let spots = samples.iter().flat_map(|made| &made.edition.pages).flat_map(|page| &page.spots);
        spots.filter(|spot| spot.kind == kind).count()
    };
    assert!(count(SpotKind::Article) > 30 && count(SpotKind::Advert) > 1 && count(SpotKind::Guide) > 0);
}

#[test]
#[cfg_attr(not(seed), ignore = "../shared/seed/page1.json is not here")]
fn the_seed_has_all_ink_inside_and_all_words_once() {
    let seed = crate::support::seed::seed().expect("the seed page");
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert_sound(&[made("seed", &crate::support::seed::issue_folder(&seed, folder.path()))]);
}

#[test]
fn layouts_by_chance_have_all_ink_inside_and_all_words_once() {
    let list = by_chance();
    assert_sound(&list);
    // What is left over on the page is in the article.
    assert!(list.iter().flat_map(|made| &made.edition.articles).any(|article| article.unprinted > 0));
}

#[test]
fn what_breaks_a_rule_is_found() {
    let [Made { loaded, compiled, edition, .. }] = <[Made; 1]>::try_from(vec![made(
        "tabloid",
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/tabloid"),
    )])
    .unwrap_or_else(|_| unreachable!("one was made"));
    for spot in 0..edition.pages[0].spots.len() {
        let mut moved = edition.clone();
        for corner in moved.pages[0].spots[spot].polygons.iter_mut().flatten() {
            corner[0] += 40.0;
        }
        assert!(!ink::outside(&loaded, &compiled, &moved).is_empty(), "{spot}");
        let mut both = edition.clone();
        let taken = both.pages[0].spots[(spot + 1) % edition.pages[0].spots.len()].polygons.clone();
        both.pages[0].spots[spot].polygons.extend(taken);
        assert!(!ink::overlaps(&both).is_empty(), "{spot}");
    }
    let story = |article: &Article| article.kind == ArticleKind::Story && article.body.len() > 2;
    let at = edition.articles.iter().position(story).expect("a story");
    let mut shorter = edition.clone();
    shorter.articles[at].body.remove(1);
    assert!(!lost(&loaded, &shorter).is_empty());
    let mut twice = edition.clone();
    twice.articles.push(edition.articles[at].clone());
    assert!(!lost(&loaded, &twice).is_empty());
    let mut nowhere = edition.clone();
    nowhere.pages[0].spots.remove(0);
    assert!(!links(&nowhere).is_empty());
}

/// All words of an article in the order of its manuscript, without pictures and tables.
fn words(article: &Article) -> String {
    let heads = [&article.kicker, &article.headline, &article.subhead, &article.byline];
    let body = article.body.iter().filter_map(|block| match block {
        Block::Paragraph { runs } | Block::Crosshead { runs } => Some(runs),
        Block::Table(_) | Block::Figure(_) => None,
    });
    heads.into_iter().chain(body).chain([&article.source, &article.credits]).map(|runs| plain(runs)).collect()
}

/// The same of a manuscript.
fn manuscript(story: &Story) -> String {
    let heads = [&story.kicker, &story.headline, &story.subhead, &story.byline].into_iter().flatten();
    let ends = [&story.source, &story.credit].into_iter().flatten();
    let texts = heads.chain(story.blocks.iter().map(banxin::issue::Block::text)).chain(ends);
    bare(&texts.map(banxin::issue::Text::to_plain).collect::<String>())
}

/// Stories whose words are not in one article, and words of pictures and tables that are not once in the edition.
fn lost(loaded: &Loaded, edition: &Edition) -> Vec<String> {
    let mut faults = Vec::new();
    let plans = || loaded.issue.pages.iter();
    for (number, story) in (0..).zip(&loaded.issue.stories) {
        let is_placed = plans()
            .flat_map(|plan| &plan.assignments)
            .any(|planned| planned.content.story().is_some_and(|part| part.id.0 == number));
        let own =
            edition.articles.iter().filter(|article| bare(&words(article)) == manuscript(story)).count();
        let may_wait = plans().any(|plan| plan.fillers.iter().any(|id| id.0 == number));
        if own != 1 && !(may_wait && own == 0) || !is_placed && !may_wait && own > 0 {
            faults.push(format!("`{}` is in {own} articles", story.name));
        }
    }
    // Everything else: captions, credits, cells.
    let mut all: Vec<String> =
        edition.articles.iter().flat_map(|article| &article.body).flat_map(beside).collect();
    for content in plans().flat_map(|plan| &plan.assignments).map(|planned| &planned.content) {
        let figures = content.figures().into_iter().flat_map(|figure| [&figure.caption, &figure.credit]);
        let mut wanted: Vec<String> = figures.flatten().map(|text| bare(&text.to_plain())).collect();
        if let Content::Table(_) = content {
            wanted.extend(content.texts().iter().map(|text| bare(&text.to_plain())));
        }
        for text in wanted.into_iter().filter(|text| !text.is_empty()) {
            match all.iter().position(|known| *known == text) {
                Some(at) => drop(all.swap_remove(at)),
                None => faults.push(format!("“{text}” is not there")),
            }
        }
    }
    faults.extend(
        all.into_iter().filter(|text| !text.is_empty()).map(|text| format!("“{text}” is there once more")),
    );
    faults
}

/// The words of pictures and tables.
fn beside(block: &Block) -> Vec<String> {
    let texts: Vec<&Vec<Run>> = match block {
        Block::Figure(figure) => vec![&figure.caption, &figure.credit],
        Block::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            [&table.title, &table.note].into_iter().chain(cells).collect()
        }
        Block::Paragraph { .. } | Block::Crosshead { .. } => Vec::new(),
    };
    texts.into_iter().map(|runs| bare(&plain(runs))).collect()
}

/// Names that lead nowhere, and things that no spot leads to.
fn links(edition: &Edition) -> Vec<String> {
    let mut faults = Vec::new();
    let spots =
        || edition.pages.iter().flat_map(|page| page.spots.iter().map(move |spot| (page.number, spot)));
    let mut known: Vec<(&str, SpotKind)> =
        edition.articles.iter().map(|article| (article.id.as_str(), SpotKind::Article)).collect();
    known.extend(edition.adverts.iter().map(|advert| (advert.id.as_str(), SpotKind::Advert)));
    known.extend(edition.guides.iter().map(|guide| (guide.id.as_str(), SpotKind::Guide)));
    for (page, spot) in spots() {
        if known.iter().filter(|(id, kind)| *id == spot.target && *kind == spot.kind).count() != 1 {
            faults.push(format!("spot {} of page {page} leads nowhere", spot.id));
        }
        if spot.label.is_empty() {
            faults.push(format!("spot {} has no name", spot.id));
        }
    }
    for article in &edition.articles {
        for (number, part) in (0..).zip(&article.parts) {
            let leads = |(page, spot): (u32, &banxin::epaper::model::Spot)| {
                page == part.page && spot.id == part.spot && spot.target == article.id && spot.part == number
            };
            if !spots().any(leads) {
                faults.push(format!("no spot leads to part {number} of {}", article.id));
            }
        }
        let figures = article.body.iter().filter_map(|block| match block {
            Block::Figure(figure) => Some(&figure.picture),
            _ => None,
        });
        faults.extend(
            figures.filter(|id| edition.picture(id).is_none()).map(|id| format!("there is no picture {id}")),
        );
    }
    faults
}

#[test]
fn a_story_that_jumps_is_one_article_with_links_at_both_ends() {
    let samples = samples();
    let lead = samples[0].edition.article("lead-sewers").expect("the lead");
    let parts: Vec<_> =
        lead.parts.iter().map(|part| (part.page, part.continued_from, part.continued_to)).collect();
    assert_eq!(parts, [(1, None, Some(4)), (4, Some(1), None)]);
    let second = lead.parts[1].first_block.expect("words stand there") as usize;
    assert!(second > 2 && second < lead.body.len(), "{second}");
    let guide = &samples[0].edition.guides[0];
    let entries: Vec<_> = guide
        .entries
        .iter()
        .map(|entry| (entry.article.as_deref().unwrap_or_default(), entry.page))
        .collect();
    assert_eq!(entries, [("feature-bridges", Some(2)), ("sidebar-ferry", Some(2)), ("prose-reed", Some(4))]);
}

#[test]
fn the_same_issue_gives_the_same_bytes() {
    let dir = chance::issue(3);
    let json = || serde_json::to_string(&made("twice", dir.path()).edition).expect("plain data");
    assert_eq!(json(), json());
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/transcripts/good");
    let files = || {
        let Made { loaded, compiled, edition, .. } = made("twice", &small);
        banxin::epaper::files(&loaded, &compiled, &edition, true).expect("it can be drawn").0
    };
    let (one, other) = (files(), files());
    assert!(one == other && one.len() > 7, "{}", one.len());
    assert!(one.iter().any(|file| file.path.ends_with(".svg") && file.bytes.starts_with(b"<svg")));
    for (ending, start) in [("webp", &b"RIFF"[..]), ("jpg", b"\xff\xd8\xff")] {
        let pictures: Vec<_> = one.iter().filter(|file| file.path.ends_with(ending)).collect();
        assert!(pictures.len() == 3 && pictures.iter().all(|file| file.bytes.starts_with(start)), "{ending}");
        for file in pictures {
            let page = &made("again", &small).edition.pages[0];
            let told = page.renditions.iter().find(|told| told.file == file.path).expect("it is told");
            let read = image::load_from_memory(&file.bytes).expect("a picture");
            assert_eq!((read.width(), read.height()), (told.width, told.height), "{}", file.path);
        }
    }
}

#[test]
fn the_data_are_what_the_schema_and_the_document_tell() {
    let schema = schema();
    let document = include_str!("../../docs/EPAPER.md");
    let mut seen = std::collections::BTreeSet::new();
    for made in samples().iter().chain(&by_chance()) {
        let value = serde_json::to_value(&made.edition).expect("plain data");
        assert_eq!(shape::faults(&schema, &value, &mut seen), [""; 0], "{}", made.name);
        let read: Edition = serde_json::from_value(value.clone()).expect("it is read back");
        assert_eq!(read, made.edition);
        for broken in shape::broken(&value) {
            assert!(!shape::faults(&schema, &broken, &mut seen.clone()).is_empty());
        }
    }
    let missing: Vec<String> =
        shape::keys(&schema).into_iter().filter(|key| !document.contains(&format!("`{key}`"))).collect();
    assert_eq!(missing, [""; 0], "docs/EPAPER.md");
}

#[test]
fn feeds_and_sitemaps_name_every_article() {
    let samples = samples();
    let editions: Vec<Edition> = samples.iter().map(|made| made.edition.clone()).collect();
    let base = Some("https://epaper.example.com/");
    let file = |files: &[banxin::epaper::File], name: &str| {
        let file = files.iter().find(|file| file.path == name).map(|file| file.bytes.clone());
        file.map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
    };
    let files = feed::shared(&editions[..1], base);
    let (atom, map) =
        (file(&files, "feed.xml").expect("a feed"), file(&files, "sitemap.xml").expect("a sitemap"));
    let atom = roxmltree::Document::parse(&atom).expect("XML");
    let stories: Vec<_> =
        editions[0].articles.iter().filter(|article| article.kind == ArticleKind::Story).collect();
    let entries: Vec<_> = atom.descendants().filter(|node| node.has_tag_name((ATOM, "entry"))).collect();
    assert_eq!(entries.len(), stories.len());
    let text = |node: &roxmltree::Node<'_, '_>, name: &str| {
        let found = node.children().find(|child| child.tag_name().name() == name);
        found.and_then(|child| child.text()).unwrap_or_default().to_owned()
    };
    let mut ids: Vec<String> = entries.iter().map(|entry| text(entry, "id")).collect();
    for (entry, story) in entries.iter().zip(&stories) {
        assert_eq!(text(entry, "title"), story.title);
        assert!(text(entry, "updated").starts_with("2026-11-30T"));
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), stories.len());
    let map = roxmltree::Document::parse(&map).expect("XML");
    let places: Vec<_> = map.descendants().filter(|node| node.tag_name().name() == "loc").collect();
    assert_eq!(places.len(), 2 + editions[0].pages.len() + editions[0].articles.len());
    assert!(
        places
            .iter()
            .all(|place| place.text().is_some_and(|text| text.starts_with("https://epaper.example.com/")))
    );
    assert!(file(&feed::shared(&editions[..1], None), "sitemap.xml").is_none());
    let list: serde_json::Value =
        serde_json::from_str(&file(&feed::shared(&editions, None), "issues.json").expect("a list"))
            .expect("JSON");
    let first = &list["issues"][0];
    assert_eq!((first["folder"].as_str(), first["next"].as_str()), (Some(editions[2].date.as_str()), None));
    assert_eq!(first["previous"].as_str(), Some(editions[1].date.as_str()));
}

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// Letters and digits, which no cleaning changes.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[test]
fn cnml_is_imported_with_the_same_words() {
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    for name in ["four-pages", "front-page", "tabloid"] {
        let Made { edition, .. } = made(name, &small.join(name));
        let files = banxin::epaper::exchange(&edition);
        assert_eq!(files.len(), edition.articles.len());
        for (article, file) in edition.articles.iter().zip(&files) {
            let path = PathBuf::from(&file.path);
            let source =
                import::Source { path: &path, bytes: &file.bytes, encoding: None, beside: &|_| None };
            let read = import::import(&source, &mut banxin::diagnostic::Sources::default());
            let read = read.unwrap_or_else(|fault| panic!("{}: {fault:?}", article.id));
            assert_eq!(read.kind.english(), "CNML", "{}", article.id);
            if article.kind != ArticleKind::Story {
                continue;
            }
            let made = &read.made[0];
            let manuscript = made.manuscript.as_ref().expect("a manuscript");
            // Words that open a report are known again and marked.
            let mut rest = letters(&manuscript.replace("{.lead}", ""));
            for runs in article.body.iter().filter_map(|block| match block {
                Block::Paragraph { runs } | Block::Crosshead { runs } => Some(runs),
                _ => None,
            }) {
                let words = letters(&plain(runs));
                let at = rest.find(&words).unwrap_or_else(|| panic!("{}: {words} in {rest}", article.id));
                rest = rest[at + words.len()..].to_owned();
            }
            for (key, runs) in
                [("headline", &article.headline), ("kicker", &article.kicker), ("subhead", &article.subhead)]
            {
                let line = manuscript.lines().find_map(|line| line.strip_prefix(&format!("{key}: ")));
                assert_eq!(letters(line.unwrap_or_default()), letters(&plain(runs)), "{}: {key}", article.id);
            }
        }
    }
}
