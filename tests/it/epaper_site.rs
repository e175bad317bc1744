//! The site of an e-paper: every story is on a page of its own, whole; every link leads somewhere inside it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use banxin::epaper;
use banxin::epaper::model::{Block, Edition, Picture, Run, plain};
use banxin::epaper::site::{self, Around, IssueLine, Look};
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::support::folder::set;

struct Site {
    edition: Edition,
    files: BTreeMap<String, String>,
}

/// The site of a sample, its files by their paths from the folder of the e-paper.
fn made(sample: &str) -> Site {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
    let (loaded, compiled) = set(&dir);
    let edition = epaper::make(&loaded, &compiled);
    let look = Look::of(&loaded);
    let around = Around { previous: Some("2026-01-01"), ..Around::default() };
    let inside = site::issue(&edition, &look, around).into_iter();
    let inside = inside.map(|(path, bytes)| (format!("{}/{path}", edition.date), bytes));
    let lines = [IssueLine::of(&edition)];
    let all = site::root(&lines, &look).into_iter().chain(inside);
    let files = all.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect();
    Site { edition, files }
}

fn four_pages() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| made("four-pages"))
}

impl Site {
    fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let pages = self.files.iter().filter(|(path, _)| path.ends_with(".html"));
        pages.map(|(path, html)| (path.as_str(), html.as_str()))
    }

    fn of_issue(&self, path: &str) -> &str {
        let path = format!("{}/{path}", self.edition.date);
        self.files.get(&path).unwrap_or_else(|| panic!("there is no {path}"))
    }
}

/// The values of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(&mark).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// A relative address from the page at `from`, as a path from the folder of the e-paper.
fn path(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The words of HTML, without the readings over characters.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let tag_end = rest[start..].find('>').expect("tags are closed") + start;
        let tag = &rest[start + 1..tag_end];
        rest = &rest[tag_end + 1..];
        for hidden in ["rt", "rp"] {
            if tag == hidden || tag.starts_with(&format!("{hidden} ")) {
                let close = format!("</{hidden}>");
                rest = &rest[rest.find(&close).expect("tags are closed") + close.len()..];
            }
        }
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}

/// A text without blanks.
fn dense(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Links of a site that lead nowhere.
fn dead_links(site: &Site) -> Vec<String> {
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        site.pages().map(|(page, html)| (page, values(html, "id").into_iter().collect())).collect();
    // What others make beside these pages: the data, the feed, pictures, and the issue before.
    let elsewhere = |path: &str| {
        let inside = path.split_once('/').map_or(path, |(_, inside)| inside);
        let named = |picture: &Picture| {
            let drawing = picture.vector.iter().any(|file| file == inside);
            drawing || picture.renditions.iter().any(|rendition| rendition.file == inside)
        };
        inside == "edition.json"
            || path == "feed.xml"
            || path.starts_with("2026-01-01/")
            || site.edition.pictures.iter().any(named)
    };
    let mut dead = Vec::new();
    for (page, html) in site.pages() {
        for href in values(html, "href") {
            let (file, fragment) = href.split_once('#').unwrap_or((href, ""));
            let target = if file.is_empty() { page.to_owned() } else { path(page, file) };
            let found = match ids.get(target.as_str()) {
                Some(ids) => fragment.is_empty() || ids.contains(fragment),
                None => site.files.contains_key(&target) || elsewhere(&target),
            };
            if !found {
                dead.push(format!("{page}: {href}"));
            }
        }
    }
    dead
}

#[test]
fn every_link_leads_somewhere() {
    assert_eq!(dead_links(four_pages()), [""; 0]);
    // The control: a page that is missing is missed.
    let mut spoilt = made("four-pages");
    let page = format!("{}/articles/weather.html", spoilt.edition.date);
    spoilt.files.remove(&page).expect("it was there");
    assert!(dead_links(&spoilt).len() > 1);
}

#[test]
fn nothing_comes_from_elsewhere() {
    for (page, html) in four_pages().pages() {
        let policy = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'";
        assert!(html.contains(policy), "{page} has no policy");
        for attribute in ["src", "srcset", "href", "data-vector"] {
            for value in values(html, attribute) {
                assert!(!value.contains("://") && !value.starts_with("//"), "{page}: {value}");
            }
        }
        for forbidden in [" style=\"", " onclick=", "<script>", "<style"] {
            assert!(!html.contains(forbidden), "{page} has {forbidden}");
        }
    }
    for (path, text) in &four_pages().files {
        if path.ends_with(".js") || path.ends_with(".css") {
            assert!(
                !text.contains("fetch(") && !text.contains("XMLHttpRequest") && !text.contains("@import"),
                "{path}"
            );
        }
    }
}

#[test]
fn every_story_is_whole_on_its_page() {
    let site = four_pages();
    for article in &site.edition.articles {
        let html = site.of_issue(&format!("articles/{}.html", article.id));
        let shown = dense(&words(
            html.split("<article").nth(1).expect("an article").split("</article>").next().expect("its end"),
        ));
        let mut at = 0;
        let mut next = |runs: &[Run]| {
            let wanted = dense(&plain(runs));
            let found = shown[at..].find(&wanted);
            let found =
                found.unwrap_or_else(|| panic!("{}: {wanted} is not there, or out of order", article.id));
            at += found + wanted.len();
        };
        for runs in [&article.kicker, &article.headline, &article.subhead, &article.byline, &article.source] {
            next(runs);
        }
        for block in &article.body {
            match block {
                Block::Paragraph { runs } | Block::Crosshead { runs } => next(runs),
                Block::Figure(figure) => {
                    next(&figure.caption);
                    next(&figure.credit);
                }
                Block::Table(table) => {
                    // That of a table by itself stands over the page, which may break it otherwise.
                    if plain(&table.title) != article.title {
                        next(&table.title);
                    }
                    table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| next(cell));
                    next(&table.note);
                }
            }
        }
        next(&article.credits);
    }
}

#[test]
fn spots_lead_to_stories_and_back_in_the_order_of_reading() {
    let site = four_pages();
    for page in &site.edition.pages {
        let html = site.of_issue(&format!("page-{}.html", page.number));
        let spots: Vec<&str> = page.spots.iter().map(|spot| spot.id.as_str()).collect();
        let overlay = html
            .split("class=\"overlay\"")
            .nth(1)
            .expect("an overlay")
            .split("</svg>")
            .next()
            .expect("its end");
        assert_eq!(values(overlay, "id"), spots);
        // The image map for browsers without scripts has the same places.
        let map = html.split("<map").nth(1).expect("a map").split("</map>").next().expect("its end");
        let polygons: usize = page.spots.iter().map(|spot| spot.polygons.len()).sum();
        assert_eq!(values(map, "coords").len(), polygons);
    }
    for article in &site.edition.articles {
        let html = site.of_issue(&format!("articles/{}.html", article.id));
        for part in &article.parts {
            assert!(
                html.contains(&format!("href=\"../page-{}.html#{}\"", part.page, part.spot)),
                "{}",
                article.id
            );
        }
    }
}

#[test]
fn a_jump_is_linked_at_both_ends() {
    let site = four_pages();
    let jumping: Vec<_> = site.edition.articles.iter().filter(|article| article.parts.len() > 1).collect();
    assert!(!jumping.is_empty(), "the sample has a story on two pages");
    for article in jumping {
        let [first, second] = &article.parts[..] else { panic!("two parts") };
        let link = |page: u32, spot: &str| format!("href=\"page-{page}.html#{spot}\"");
        let (from, to) = (first.page, second.page);
        assert!(site.of_issue(&format!("page-{from}.html")).contains(&link(to, &second.spot)));
        assert!(site.of_issue(&format!("page-{to}.html")).contains(&link(from, &first.spot)));
        let html = site.of_issue(&format!("articles/{}.html", article.id));
        assert!(html.contains("id=\"part-2\"") && html.contains("下转第") && html.contains("上接第"));
    }
}

#[test]
fn the_calendar_has_each_issue_on_its_day() {
    let html = &four_pages().files["index.html"];
    // 30 November 2026 is a Monday: the last row begins with it.
    let last = html.split("<tr>").last().expect("a row");
    assert!(last.starts_with("<td><a href=\"2026-11-30/index.html\""), "{last}");
    assert!(last.contains(">30</a>"));
}

#[test]
fn twice_the_same_bytes() {
    assert_eq!(made("four-pages").files, four_pages().files);
}

/// The elements and attributes of HTML, whatever they hold.
fn tags(html: &str) -> BTreeSet<String> {
    #[derive(Default)]
    struct Names(RefCell<BTreeSet<String>>);
    impl TokenSink for Names {
        type Handle = ();
        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token {
                let attributes =
                    tag.attrs.iter().map(|attribute| format!("{} {}", tag.name, attribute.name.local));
                self.0.borrow_mut().extend(attributes.chain([tag.name.to_string()]));
            }
            TokenSinkResult::Continue
        }
    }
    let tokenizer = Tokenizer::new(Names::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take()
}

#[test]
fn no_text_of_an_issue_becomes_markup() {
    const HOSTILE: &str = "\"'></title></script><x-evil onload=alert(1)>&amp;<!--";
    let sound = four_pages();
    let mut json = serde_json::to_value(&sound.edition).expect("JSON");
    let mut spoilt = 0;
    spoil(&mut json, &mut spoilt, HOSTILE);
    assert!(spoilt > 400, "{spoilt} texts");
    let edition: Edition = serde_json::from_value(json).expect("an edition");
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/four-pages");
    let (loaded, _) = set(&dir);
    let mut look = Look::of(&loaded);
    look.name.push_str(HOSTILE);
    look.footer.push(HOSTILE.to_owned());
    let known: BTreeSet<String> = sound.pages().flat_map(|(_, html)| tags(html)).collect();
    // The control: markup would be seen.
    assert!(tags(&format!("<p>{HOSTILE}")).contains("x-evil onload"));
    let mut seen = 0;
    for (path, bytes) in site::issue(&edition, &look, Around::default()) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        if path.ends_with(".html") {
            let more: Vec<String> = tags(&text).difference(&known).cloned().collect();
            assert!(more.is_empty(), "{path}: {more:?}");
            seen += usize::from(text.contains("x-evil"));
        }
    }
    assert!(seen > 30, "the words are there: {seen}");
}

/// Puts hostile words behind every text that people write.
fn spoil(value: &mut serde_json::Value, count: &mut usize, with: &str) {
    const TEXTS: [&str; 9] =
        ["text", "title", "label", "name", "section", "alt", "client", "publisher", "syllable"];
    match value {
        serde_json::Value::Object(object) => {
            for (key, inner) in object {
                match inner {
                    serde_json::Value::String(text) if TEXTS.contains(&key.as_str()) => {
                        text.push_str(with);
                        *count += 1;
                    }
                    inner => spoil(inner, count, with),
                }
            }
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(|inner| spoil(inner, count, with)),
        _ => {}
    }
}
