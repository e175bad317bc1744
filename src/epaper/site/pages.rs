//! The page to read: its picture, the places on it that lead to stories, and lists of these.

use askama::Template;

use super::view::{self, File, Link, PageLine, Renditions, Shell, filled};
use crate::epaper::model::{Article, Edition, GuideEntry, Page, Spot, SpotKind, plain};
use crate::epaper::words::opening;

/// Characters of a story's first words in lists.
const DECK: usize = 46;

/// `page.html`.
#[derive(Template)]
#[template(path = "page.html")]
struct PageView<'a> {
    shell: Shell<'a>,
    page: &'a PageLine<'a>,
    before: Option<&'a PageLine<'a>>,
    after: Option<&'a PageLine<'a>>,
    renditions: Renditions<'a>,
    vector: Option<&'a str>,
    /// What is printed: the drawing, or the largest picture.
    print: Option<&'a str>,
    width: f64,
    height: f64,
    spots: Vec<SpotView>,
    stories: Vec<Item>,
    guides: Vec<GuideView>,
    adverts: Vec<Item>,
    pages: &'a [PageLine<'a>],
}

/// A place on the page.
struct SpotView {
    id: String,
    href: String,
    /// Whether it leads away from the site.
    outside: bool,
    label: String,
    /// Outlines in points of the page.
    polygons: Vec<String>,
    /// The same in pixels of the picture that browsers without scripts show.
    areas: Vec<String>,
}

/// A story in the list of its page.
pub(super) struct Item {
    pub(super) href: String,
    pub(super) spot: String,
    pub(super) title: String,
    pub(super) deck: String,
    /// Whether it was corrected after it was printed.
    pub(super) is_corrected: bool,
    /// Where the part before it stands, for one that goes on here (上接).
    pub(super) comes_from: Option<String>,
    /// Where it goes on and where it comes from.
    pub(super) jumps: Vec<Link>,
}

/// A block of pointers.
struct GuideView {
    id: String,
    title: String,
    entries: Vec<EntryView>,
}

struct EntryView {
    href: Option<String>,
    title: String,
    pointer: String,
}

/// The pages of an issue, as bytes of their files in its order.
pub(super) fn pages(edition: &Edition, shell: Shell<'_>) -> Vec<File> {
    let lines = view::page_lines(edition, shell.words);
    let mut files = Vec::new();
    for (at, page) in edition.pages.iter().enumerate() {
        let Some(line) = lines.get(at) else { continue };
        let renditions = Renditions(&page.renditions);
        let view = PageView {
            shell,
            page: line,
            before: at.checked_sub(1).and_then(|at| lines.get(at)),
            after: lines.get(at + 1),
            renditions,
            vector: page.vector.as_deref(),
            print: page
                .vector
                .as_deref()
                .or_else(|| renditions.largest().map(|largest| largest.file.as_str())),
            width: page.width,
            height: page.height,
            spots: page.spots.iter().map(|spot| spot_view(edition, page, spot)).collect(),
            stories: stories(edition, page, shell),
            guides: guides(edition, page, shell),
            adverts: adverts(edition, page, shell),
            pages: &lines,
        };
        files.push((format!("page-{}.html", page.number), filled(&view)));
    }
    files
}

fn spot_view(edition: &Edition, page: &Page, spot: &Spot) -> SpotView {
    let advert =
        edition.adverts.iter().find(|advert| spot.kind == SpotKind::Advert && advert.id == spot.target);
    let outside = advert.and_then(|advert| advert.link.clone());
    let shown = Renditions(&page.renditions).fallback();
    SpotView {
        id: spot.id.clone(),
        outside: outside.is_some(),
        href: outside.unwrap_or_else(|| href(edition, spot)),
        label: spot.label.clone(),
        polygons: spot.polygons.iter().map(|polygon| view::points(polygon)).collect(),
        areas: spot.polygons.iter().map(|polygon| view::coords(polygon, page, &shown)).collect(),
    }
}

/// Where a spot leads inside the site.
fn href(edition: &Edition, spot: &Spot) -> String {
    match spot.kind {
        SpotKind::Article => {
            let part = edition.article(&spot.target).filter(|article| jumps_into(article, spot.part));
            let fragment = part.map(|_| format!("#part-{}", spot.part + 1)).unwrap_or_default();
            format!("articles/{}.html{fragment}", spot.target)
        }
        SpotKind::Advert => format!("adverts/{}.html", spot.target),
        SpotKind::Guide => {
            let guide = edition.guides.iter().find(|guide| guide.id == spot.target);
            let entry = guide.and_then(|guide| guide.entries.get(spot.entry? as usize));
            let led = entry.and_then(|entry| entry_href(edition, entry));
            led.unwrap_or_else(|| format!("#guide-{}", spot.target))
        }
    }
}

/// Whether a part begins within the text, at a place that the article's page marks.
pub(super) fn jumps_into(article: &Article, part: u32) -> bool {
    part > 0 && article.parts.get(part as usize).is_some_and(|part| part.first_block.is_some())
}

/// The stories of a page, in the order of reading.
pub(super) fn stories(edition: &Edition, page: &Page, shell: Shell<'_>) -> Vec<Item> {
    let spots = page.spots.iter().filter(|spot| spot.kind == SpotKind::Article);
    let item = |spot: &Spot| {
        let article = edition.article(&spot.target)?;
        let part = article.parts.get(spot.part as usize)?;
        let mut jumps = Vec::new();
        let comes_from = part.continued_from.map(|page| shell.words.continued_from(page));
        let other = |number: u32, at: Option<u32>| {
            let part = article.parts.get(at? as usize)?;
            (part.page == number || edition.page(number).is_some_and(|page| page.number == part.page))
                .then(|| format!("page-{}.html#{}", part.page, part.spot))
        };
        if let Some(from) = part.continued_from {
            let href = other(from, spot.part.checked_sub(1));
            jumps.extend(href.map(|href| Link { href, words: shell.words.continued_from(from) }));
        }
        if let Some(to) = part.continued_to {
            let href = other(to, Some(spot.part + 1));
            jumps.extend(href.map(|href| Link { href, words: shell.words.continued_to(to) }));
        }
        Some(Item {
            href: href(edition, spot),
            spot: spot.id.clone(),
            title: article.title.clone(),
            deck: if spot.part == 0 { deck(article) } else { String::new() },
            comes_from,
            is_corrected: article.revised.is_some(),
            jumps,
        })
    };
    spots.filter_map(item).collect()
}

/// The first words of a story.
pub(super) fn deck(article: &Article) -> String {
    view::beginning(&opening(article), DECK)
}

fn adverts(edition: &Edition, page: &Page, shell: Shell<'_>) -> Vec<Item> {
    let adverts = edition.adverts.iter().filter(|advert| advert.page == page.number);
    let item = |advert: &crate::epaper::model::Advert| Item {
        href: format!("adverts/{}.html", advert.id),
        spot: advert.spot.clone(),
        title: advert_title(advert, shell),
        deck: String::new(),
        comes_from: None,
        is_corrected: false,
        jumps: advert
            .link
            .iter()
            .map(|link| Link { href: link.clone(), words: shell.words.visit.to_owned() })
            .collect(),
    };
    adverts.map(item).collect()
}

/// “广告：客户”.
pub(super) fn advert_title(advert: &crate::epaper::model::Advert, shell: Shell<'_>) -> String {
    let label = advert.label.as_deref().unwrap_or(shell.words.advert);
    match &advert.client {
        Some(client) => format!("{label}：{client}"),
        None => label.to_owned(),
    }
}

/// Where an entry of a guide leads.
fn entry_href(edition: &Edition, entry: &GuideEntry) -> Option<String> {
    let article = entry.article.as_ref().and_then(|id| edition.article(id));
    let on_page = || Some(format!("page-{}.html", edition.page(entry.page?)?.number));
    article.map(|article| format!("articles/{}.html", article.id)).or_else(on_page)
}

fn guides(edition: &Edition, page: &Page, shell: Shell<'_>) -> Vec<GuideView> {
    let guides = edition.guides.iter().filter(|guide| guide.page == page.number);
    let view = |guide: &crate::epaper::model::Guide| {
        let entries = guide.entries.iter().map(|entry| EntryView {
            href: entry_href(edition, entry),
            title: plain(&entry.headline),
            pointer: plain(&entry.pointer),
        });
        let title = plain(&guide.title);
        GuideView {
            id: format!("guide-{}", guide.id),
            title: if title.is_empty() { shell.words.guide.to_owned() } else { title },
            entries: entries.collect(),
        }
    };
    guides.map(view).collect()
}
