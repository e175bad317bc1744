//! Articles: stories with all their parts, and pictures and tables that stand by themselves.

use crate::issue::{self, CellAlign, Content, DataTable, Story, StoryId};
use crate::page;

use super::figures;
use super::model::{Align, Article, ArticleKind, Block, Direction, Figure, Part, Run, Table, plain};
use super::source::Source;
use super::standings::{Owner, Standing};
use super::{authors, names, words};

/// Everything that is read, in the order of the pages.
pub(super) fn all(source: &Source<'_>) -> Vec<Article> {
    let mut list: Vec<Article> = Vec::new();
    let mut told: Vec<StoryId> = Vec::new();
    for (page, plan, standings) in source.pages() {
        for standing in standings {
            let content = plan.assignments.get(standing.assignment).map(|planned| &planned.content);
            let name = source.names.target(page.number, standing);
            let article = match (standing.owner, content) {
                (Owner::Story(id), _) if !told.contains(&id) => {
                    told.push(id);
                    story(source, id, name)
                }
                (Owner::Picture(_), Some(Content::Picture(figure))) => Some(alone(
                    source,
                    (page, standing),
                    ArticleKind::Picture,
                    name,
                    Block::Figure(of_figure(source, figure)),
                )),
                (Owner::Table(_), Some(Content::Table(content))) => Some(alone(
                    source,
                    (page, standing),
                    ArticleKind::Table,
                    name,
                    Block::Table(table(content)),
                )),
                _ => None,
            };
            list.extend(article);
        }
    }
    let names: Vec<String> = list.iter().map(|article| article.id.clone()).collect();
    for (at, article) in list.iter_mut().enumerate() {
        article.previous = at.checked_sub(1).and_then(|before| names.get(before)).cloned();
        article.next = names.get(at + 1).cloned();
    }
    list
}

/// A picture or a table that stands by itself.
fn alone(
    source: &Source<'_>,
    (page, standing): (&page::Page, &Standing),
    kind: ArticleKind,
    id: String,
    block: Block,
) -> Article {
    let part = Part {
        page: page.number,
        spot: names::spot(page.number, &id),
        continued_from: None,
        continued_to: None,
        first_block: Some(0),
    };
    Article {
        id,
        kind,
        title: label(source, page.number, standing),
        kicker: Vec::new(),
        headline: Vec::new(),
        subhead: Vec::new(),
        byline: Vec::new(),
        authors: Vec::new(),
        revised: None,
        source: Vec::new(),
        credits: Vec::new(),
        parts: vec![part],
        characters: count(&block) as u32,
        body: vec![block],
        previous: None,
        next: None,
        direction: Direction::Horizontal,
        unprinted: 0,
    }
}

/// A story with all its parts.
fn story(source: &Source<'_>, id: StoryId, name: String) -> Option<Article> {
    let story = source.issue.stories.get(id.0 as usize)?;
    let mut blocks: Vec<Block> = story.blocks.iter().map(block).collect();
    let places = figures::places(source, id);
    // From the end, so that the numbers before stay.
    for (after, figure, _) in places.figures.iter().rev() {
        blocks.insert((*after).min(blocks.len()), Block::Figure(of_figure(source, figure)));
    }
    // Pictures that are read before a block of a page stand on it themselves, unless those before it belong to a page before.
    let moved = |page: u32, block: u32| {
        let own = part_of(source, page, id);
        let before = places.figures.iter().filter(|(after, _, other)| {
            *after < block as usize || *after == block as usize && part_of(source, *other, id) < own
        });
        block + before.count() as u32
    };
    let parts = source.pages().filter_map(|(page, plan, standings)| {
        standings.iter().find(|standing| standing.owner == Owner::Story(id))?;
        let own = || {
            plan.assignments.iter().filter_map(|planned| planned.content.story()).filter(|part| part.id == id)
        };
        Some(Part {
            page: page.number,
            spot: names::spot(page.number, &name),
            continued_from: own().find_map(|part| part.from.as_ref()).map(|jump| jump.page),
            continued_to: own().find_map(|part| part.to.as_ref()).map(|jump| jump.page),
            first_block: places.first_blocks.get(&page.number).map(|block| moved(page.number, *block)),
        })
    });
    let mut parts: Vec<Part> = parts.collect();
    // In the order of reading, which may be another than that of the pages.
    parts.sort_by_key(|part| part_of(source, part.page, id));
    let heads = [&story.kicker, &story.headline, &story.subhead, &story.byline, &story.source, &story.credit];
    let [kicker, headline, subhead, byline, origin, credits] =
        heads.map(|text| words::optional(text.as_ref()));
    let all = [&kicker, &headline, &subhead, &byline, &origin, &credits];
    let characters = all.into_iter().map(|runs| words::count(runs)).sum::<usize>()
        + blocks.iter().map(count).sum::<usize>();
    Some(Article {
        title: page::story_title(story),
        id: name,
        kind: ArticleKind::Story,
        kicker,
        headline,
        subhead,
        authors: authors::of(&plain(&byline)),
        revised: story.revised.as_ref().map(|revised| revised.at.clone()),
        byline,
        source: origin,
        credits,
        parts,
        body: blocks,
        previous: None,
        next: None,
        direction: if places.is_vertical { Direction::Vertical } else { Direction::Horizontal },
        characters: characters as u32,
        unprinted: unprinted(source, id, story) as u32,
    })
}

/// Characters of a story that found no room.
fn unprinted(source: &Source<'_>, id: StoryId, story: &Story) -> usize {
    let shares = source.compiled.page_shares.iter().zip(source.pages());
    let on_page = shares.flat_map(|(share, (_, plan, _))| {
        let fits = source.compiled.report.get(share.report.clone()).unwrap_or_default();
        fits.iter().filter(|fit| {
            fit.story == story.name
                && plan.assignments.iter().any(|planned| {
                    // One that goes on in other areas is reported with the names of all.
                    fit.area.split(" + ").next() == Some(planned.area.as_str())
                        && planned.content.story().is_some_and(|part| part.id == id)
                })
        })
    });
    on_page.filter_map(|fit| fit.overset.as_ref()).map(|over| over.characters).sum()
}

/// Which part of a story stands on a page.
fn part_of(source: &Source<'_>, page: u32, id: StoryId) -> u32 {
    let plans = source.issue.pages.iter().filter(|plan| plan.number == page);
    let mut parts = plans.flat_map(|plan| &plan.assignments).filter_map(|planned| planned.content.story());
    parts.find(|part| part.id == id).map_or(0, |part| part.part)
}

/// The number of a part in `parts` of its article.
pub(super) fn part_number(source: &Source<'_>, page: u32, standing: &Standing) -> u32 {
    let Owner::Story(id) = standing.owner else { return 0 };
    let own = part_of(source, page, id);
    let before = source.pages().filter(|(other, _, standings)| {
        standings.iter().any(|known| known.owner == standing.owner) && part_of(source, other.number, id) < own
    });
    before.count() as u32
}

/// What it is called in lists.
pub(super) fn label(source: &Source<'_>, page: u32, standing: &Standing) -> String {
    if let Owner::Story(id) = standing.owner {
        return source.issue.stories.get(id.0 as usize).map(page::story_title).unwrap_or_default();
    }
    let plan = source.issue.pages.iter().find(|plan| plan.number == page);
    let content =
        plan.and_then(|plan| plan.assignments.get(standing.assignment)).map(|planned| &planned.content);
    let text = |text: &Option<issue::Text>| text.as_ref().map(words::line).filter(|line| !line.is_empty());
    let found = match content {
        Some(Content::Picture(figure)) => {
            let said = source.issue.pictures.get(figure.picture.0 as usize).and_then(issue::Picture::said);
            let words = text(&figure.caption).or_else(|| text(&figure.credit));
            words.or_else(|| said.map(str::to_owned)).or(Some("图片".to_owned()))
        }
        Some(Content::Guide(guide)) if matches!(standing.owner, Owner::GuideEntry(..)) => {
            let Owner::GuideEntry(_, entry) = standing.owner else { return String::new() };
            guide.items.get(entry as usize).map(|item| words::line(&item.headline).replace('\u{3000}', " "))
        }
        Some(Content::Table(table)) => text(&table.title).or(Some("表格".to_owned())),
        Some(Content::Ad(advert)) => Some(super::notices::label(advert)),
        Some(Content::Guide(guide)) => text(&guide.title).or(Some("导读".to_owned())),
        _ => None,
    };
    found.unwrap_or_default()
}

fn block(block: &issue::Block) -> Block {
    match block {
        issue::Block::Paragraph(text) => Block::Paragraph { runs: words::runs(text) },
        issue::Block::Crosshead(text) => Block::Crosshead { runs: words::runs(text) },
    }
}

/// A picture with the words under it.
fn of_figure(source: &Source<'_>, figure: &issue::Figure) -> Figure {
    Figure {
        picture: source.names.picture(figure.picture, &figure.framing),
        caption: words::optional(figure.caption.as_ref()),
        credit: words::optional(figure.credit.as_ref()),
    }
}

fn table(table: &DataTable) -> Table {
    let row = |cells: &Vec<issue::Text>| cells.iter().map(words::runs).collect();
    let align = |align: &CellAlign| match align {
        CellAlign::Left => Align::Left,
        CellAlign::Center => Align::Center,
        CellAlign::Right => Align::Right,
    };
    Table {
        title: words::optional(table.title.as_ref()),
        head: row(&table.head),
        rows: table.rows.iter().map(row).collect(),
        align: table.columns.iter().map(align).collect(),
        note: words::optional(table.note.as_ref()),
    }
}

/// The characters of a block without blanks.
fn count(block: &Block) -> usize {
    texts(block).into_iter().map(words::count).sum()
}

/// All texts of a block, in the order of reading.
fn texts(block: &Block) -> Vec<&[Run]> {
    match block {
        Block::Paragraph { runs } | Block::Crosshead { runs } => vec![runs],
        Block::Figure(figure) => vec![&figure.caption, &figure.credit],
        Block::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flatten()).map(Vec::as_slice);
            std::iter::once(table.title.as_slice()).chain(cells).chain([table.note.as_slice()]).collect()
        }
    }
}
