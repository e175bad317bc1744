//! The pages of articles and of advertisements.

use askama::Template;

use super::linked_data;
use super::markup;
use super::pages::{advert_title, deck, jumps_into};
use super::view::{self, File, Link, Renditions, Shell, filled};
use crate::epaper::model::{
    Advert, Align, Article, ArticleKind, Block, Edition, Figure, Rendition, Run, Table, plain,
};
use crate::xml::escaped;

/// `article.html`.
#[derive(Template)]
#[template(path = "article.html")]
struct ArticleView<'a> {
    shell: Shell<'a>,
    title: &'a str,
    /// Whether the title is the caption of a picture that stands by itself.
    is_caption: bool,
    deck: String,
    kicker: String,
    headline: String,
    subhead: String,
    byline: String,
    source: String,
    credits: String,
    blocks: Vec<BlockView<'a>>,
    places: Vec<Place<'a>>,
    before: Option<Neighbour<'a>>,
    after: Option<Neighbour<'a>>,
    canonical: Option<String>,
    /// The address of its first picture, where addresses are whole.
    image: Option<String>,
    /// When it was corrected, for programs and for people.
    revised: Option<(&'a str, String)>,
    linked_data: String,
}

/// `advert.html`.
#[derive(Template)]
#[template(path = "advert.html")]
struct AdvertView<'a> {
    shell: Shell<'a>,
    title: String,
    place: Place<'a>,
    picture: Option<Renditions<'a>>,
    full: String,
    alt: &'a str,
    link: Option<&'a str>,
}

/// A piece of an article as HTML.
enum BlockView<'a> {
    Paragraph(String),
    Crosshead(String),
    Jump(JumpView),
    Table(TableView),
    Figure(FigureView<'a>),
}

/// Where an article goes on from one page to another.
struct JumpView {
    id: String,
    /// To the part before, where the words “下转” stand.
    from: Link,
    to: Link,
    to_words: String,
    from_words: String,
}

struct TableView {
    label: String,
    title: String,
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    note: String,
}

struct Cell {
    html: String,
    class: &'static str,
}

struct FigureView<'a> {
    /// The file that shows it best, and its files; `None` where there are none.
    picture: Option<(String, Renditions<'a>)>,
    alt: &'a str,
    caption: String,
    credit: String,
}

/// A place on a page, to which an article leads back.
struct Place<'a> {
    href: String,
    label: String,
    spread: bool,
    thumb: Option<&'a Rendition>,
    width: f64,
    height: f64,
    polygons: Vec<String>,
}

struct Neighbour<'a> {
    href: String,
    title: &'a str,
}

/// The pages of all articles and advertisements, as bytes of their files in the order of the issue.
pub(super) fn articles(edition: &Edition, shell: Shell<'_>) -> Vec<File> {
    let mut files = Vec::new();
    for article in &edition.articles {
        let html = filled(&article_view(edition, article, shell));
        files.push((format!("articles/{}.html", article.id), html));
    }
    for advert in &edition.adverts {
        let html = filled(&advert_view(edition, advert, shell));
        files.push((format!("adverts/{}.html", advert.id), html));
    }
    files
}

fn article_view<'a>(edition: &'a Edition, article: &'a Article, shell: Shell<'a>) -> ArticleView<'a> {
    let headline =
        if article.headline.is_empty() { escaped(&article.title) } else { markup::runs(&article.headline) };
    let neighbour = |id: &'a Option<String>| {
        let other = edition.article(id.as_ref()?)?;
        Some(Neighbour { href: format!("{}.html", other.id), title: &other.title })
    };
    let deck = deck(article);
    ArticleView {
        shell,
        title: &article.title,
        is_caption: article.kind == ArticleKind::Picture,
        kicker: markup::runs(&article.kicker),
        headline,
        subhead: markup::runs(&article.subhead),
        byline: markup::runs(&article.byline),
        source: markup::runs(&article.source),
        credits: markup::runs(&article.credits),
        blocks: blocks(edition, article, shell),
        places: article.parts.iter().map(|part| place(edition, part.page, &part.spot, shell)).collect(),
        before: neighbour(&article.previous),
        after: neighbour(&article.next),
        canonical: shell
            .look
            .base
            .as_ref()
            .map(|base| format!("{base}{}/articles/{}.html", edition.date, article.id)),
        image: shell
            .look
            .base
            .as_ref()
            .and_then(|base| Some(format!("{base}{}/{}", edition.date, image(edition, article)?))),
        revised: article.revised.as_deref().map(|moment| (moment, shell.words.revised(moment))),
        linked_data: linked_data::of(edition, article, &deck, shell.look),
        deck,
    }
}

/// The picture that stands for an article elsewhere: its first, else its page.
fn image<'a>(edition: &'a Edition, article: &'a Article) -> Option<&'a str> {
    let first = article.body.iter().find_map(|block| match block {
        Block::Figure(figure) => Renditions(&edition.picture(&figure.picture)?.renditions).largest(),
        _ => None,
    });
    let page = || Renditions(&edition.page(article.parts.first()?.page)?.renditions).largest();
    first.or_else(page).map(|file| file.file.as_str())
}

fn blocks<'a>(edition: &'a Edition, article: &'a Article, shell: Shell<'a>) -> Vec<BlockView<'a>> {
    let mut list = Vec::new();
    for (at, block) in article.body.iter().enumerate() {
        for (number, part) in article.parts.iter().enumerate() {
            if part.first_block == Some(at as u32) && jumps_into(article, number as u32) {
                list.extend(jump(edition, article, number, shell).map(BlockView::Jump));
            }
        }
        list.push(match block {
            Block::Paragraph { runs } => BlockView::Paragraph(markup::runs(runs)),
            Block::Crosshead { runs } => BlockView::Crosshead(markup::runs(runs)),
            Block::Table(table) => BlockView::Table(table_view(table, article)),
            Block::Figure(figure) => BlockView::Figure(figure_view(edition, figure, article)),
        });
    }
    list
}

/// The mark where a part begins, with links to both ends of the jump.
fn jump(edition: &Edition, article: &Article, number: usize, shell: Shell<'_>) -> Option<JumpView> {
    let (before, part) = (article.parts.get(number.checked_sub(1)?)?, article.parts.get(number)?);
    let link =
        |page: u32, spot: &str| Link { href: format!("../page-{page}.html#{spot}"), words: String::new() };
    let number_of = |page: u32| edition.page(page).map_or(page, |page| page.number);
    Some(JumpView {
        id: format!("part-{}", number + 1),
        from: link(before.page, &before.spot),
        to: link(part.page, &part.spot),
        to_words: shell.words.continued_to(before.continued_to.unwrap_or(number_of(part.page))),
        from_words: shell.words.continued_from(part.continued_from.unwrap_or(number_of(before.page))),
    })
}

fn table_view(table: &Table, article: &Article) -> TableView {
    let class = |at: usize| match table.align.get(at) {
        Some(Align::Center) => "center",
        Some(Align::Right) => "right",
        Some(Align::Left) | None => "",
    };
    let row = |cells: &[Vec<Run>]| -> Vec<Cell> {
        cells
            .iter()
            .enumerate()
            .map(|(at, cell)| Cell { html: markup::runs(cell), class: class(at) })
            .collect()
    };
    let label = plain(&table.title);
    TableView {
        // One that stands by itself has its title over the page already.
        title: if label == article.title { String::new() } else { markup::runs(&table.title) },
        label: if label.is_empty() { article.title.clone() } else { label },
        head: row(&table.head),
        rows: table.rows.iter().map(|cells| row(cells)).collect(),
        note: markup::runs(&table.note),
    }
}

fn figure_view<'a>(edition: &'a Edition, figure: &Figure, article: &Article) -> FigureView<'a> {
    // One that stands by itself has its caption over the page already.
    let is_title = article.kind == ArticleKind::Picture && plain(&figure.caption) == article.title;
    let picture = edition.picture(&figure.picture);
    let files = picture.and_then(|picture| {
        let renditions = Renditions(&picture.renditions);
        Some((format!("../{}", full(&picture.vector, renditions)?), renditions))
    });
    FigureView {
        picture: files.filter(|(_, renditions)| !renditions.0.is_empty()),
        alt: picture.map_or("", |picture| picture.alt.as_str()),
        caption: if is_title { String::new() } else { markup::runs(&figure.caption) },
        credit: markup::runs(&figure.credit),
    }
}

/// The file that shows a picture best: the drawing, or the largest.
fn full<'a>(vector: &'a Option<String>, renditions: Renditions<'a>) -> Option<&'a str> {
    vector.as_deref().or_else(|| renditions.largest().map(|file| file.file.as_str()))
}

fn place<'a>(edition: &'a Edition, number: u32, spot: &str, shell: Shell<'_>) -> Place<'a> {
    let page = edition.page(number);
    let polygons = page.and_then(|page| page.spots.iter().find(|known| known.id == spot));
    Place {
        href: format!("../page-{}.html#{spot}", page.map_or(number, |page| page.number)),
        label: page.map_or_else(|| shell.words.page(number, None), |page| view::label(page, shell.words)),
        spread: page.is_some_and(|page| page.facing.is_some()),
        thumb: page.and_then(|page| Renditions(&page.renditions).thumb()),
        width: page.map_or(1.0, |page| page.width),
        height: page.map_or(1.0, |page| page.height),
        polygons: polygons.map_or_else(Vec::new, |spot| {
            spot.polygons.iter().map(|polygon| view::points(polygon)).collect()
        }),
    }
}

fn advert_view<'a>(edition: &'a Edition, advert: &'a Advert, shell: Shell<'a>) -> AdvertView<'a> {
    let picture = edition.picture(&advert.picture);
    let full = picture.and_then(|picture| full(&picture.vector, Renditions(&picture.renditions)));
    AdvertView {
        shell,
        title: advert_title(advert, shell),
        place: place(edition, advert.page, &advert.spot, shell),
        full: full.map(|file| format!("../{file}")).unwrap_or_default(),
        picture: picture
            .filter(|picture| !picture.renditions.is_empty())
            .map(|picture| Renditions(&picture.renditions)),
        alt: picture.map_or("", |picture| picture.alt.as_str()),
        link: advert.link.as_deref(),
    }
}
