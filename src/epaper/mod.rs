//! The e-paper (数字报): an issue that was set, for readers on screens and for systems that take it over.
//!
//! [`make`] makes the [`Edition`] of an issue. `standings` tells what stands on each page and in which placements and
//! areas. `spots` makes outlines of these that part the page among them. `words` takes texts from the issue, not from the
//! page, so that they are whole wherever they were cut; `figures` puts pictures between the paragraphs beside which they
//! stand. `names` makes names for addresses.
//!
//! Nothing here reads or writes files: what is made is handed over as data and bytes.

mod articles;
mod authors;
mod cnml;
mod encode;
pub mod feed;
mod figures;
mod file;
mod ink;
pub mod model;
mod names;
mod notices;
mod outline;
mod pictures;
pub mod printed;
mod renditions;
pub mod site;
mod source;
mod spots;
mod standings;
mod words;

pub use file::File;
pub use model::Edition;

use crate::Compiled;
use crate::diagnostic::Diagnostic;
use crate::issue::{Content, Issue, PagePlan, almanac};
use crate::read::Loaded;

use model::{FurnitureText, Page, Paper, Spot, SpotKind, VERSION};
use names::Names;
use source::{Source, plan_of};
use standings::{Owner, Standing};

/// The files of an issue but for those of the site: the data, and pages and pictures in all sizes; and what the pictures of
/// pages do not show as it prints. Pages are left out where those of the printed issue are kept (`draws_pages`).
///
/// # Errors
/// When the file of a picture cannot be decoded, or pixels cannot be coded.
pub fn files(
    loaded: &Loaded,
    compiled: &Compiled,
    edition: &Edition,
    draws_pages: bool,
) -> Result<(Vec<File>, Vec<Diagnostic>), Diagnostic> {
    let mut files = vec![File { path: "edition.json".to_owned(), bytes: json(edition) }];
    let standings = standings::all(&loaded.issue, compiled);
    let names = Names::of(&loaded.issue, compiled, &standings);
    let (drawn, findings) = renditions::files(loaded, compiled, edition, (&names.pictures, draws_pages))?;
    files.extend(drawn);
    files.extend(exchange(edition));
    Ok((files, findings))
}

/// The articles as CNML (GB/T 20092), a file for each.
pub fn exchange(edition: &Edition) -> Vec<File> {
    cnml::files(edition)
}

/// The JSON Schema (2020-12) of `edition.json`, from the declaration of [`model`].
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Edition).into()
}

/// The same without the files that it names, for those who make their own.
#[must_use]
pub fn without_files(mut edition: Edition) -> Edition {
    for page in &mut edition.pages {
        page.renditions.clear();
        page.vector = None;
    }
    for picture in &mut edition.pictures {
        picture.renditions.clear();
        picture.vector = None;
    }
    edition
}

/// As `edition.json` has it.
fn json(edition: &Edition) -> Vec<u8> {
    // Texts, numbers and lists always serialise.
    let mut json = serde_json::to_vec_pretty(edition).expect("an edition is plain data");
    json.push(b'\n');
    json
}

/// Makes the e-paper of an issue that was set, without the files that it names.
pub fn make(loaded: &Loaded, compiled: &Compiled) -> Edition {
    let issue = &loaded.issue;
    let standings = standings::all(issue, compiled);
    let names = Names::of(issue, compiled, &standings);
    let source = Source {
        issue,
        compiled,
        layouts: &loaded.layouts,
        library: &loaded.library,
        drawings: loaded.epaper.spec.drawings,
        standings: &standings,
        names: &names,
    };
    let field = |name: &str| issue.masthead.get(name).map(words::line).filter(|text| !text.is_empty());
    let pages = compiled.pages.iter().enumerate().map(|(at, _)| page(&source, at)).collect();
    Edition {
        version: VERSION,
        paper: Paper {
            name: issue.paper.clone(),
            latin: field("latin"),
            url: field("url"),
            publisher: field("publisher").map(|words| publisher(&words).to_owned()),
            language: "zh-CN".to_owned(),
        },
        date: issue.date.to_iso(),
        weekday: almanac::weekday_name(issue.date).to_owned(),
        lunar: almanac::lunar_name(issue.date),
        issue_number: field("issue"),
        pages,
        articles: articles::all(&source),
        adverts: notices::adverts(&source),
        guides: notices::guides(&source),
        pictures: pictures::all(&source),
    }
}

/// A page with its spots.
fn page(source: &Source<'_>, at: usize) -> Page {
    let page = &source.compiled.pages[at];
    let standings = source.standings.get(at).map(Vec::as_slice).unwrap_or_default();
    let areas = source.compiled.areas.get(at).map(Vec::as_slice).unwrap_or_default();
    let plan = plan_of(source.issue, page);
    let layout = plan.and_then(|plan| source.layouts.get(plan.layout));
    let outlines = spots::of(page, areas, standings, (layout, source.library));
    let spots = standings.iter().zip(outlines).map(|(standing, polygons)| {
        let (kind, target) = (kind(standing), source.names.target(page.number, standing));
        let entry = match standing.owner {
            Owner::GuideEntry(_, entry) => Some(entry),
            _ => None,
        };
        let id = names::spot(page.number, &target);
        Spot {
            // No name of a target has a point in it.
            id: entry.map_or_else(|| id.clone(), |entry| format!("{id}.{}", entry + 1)),
            kind,
            entry,
            part: articles::part_number(source, page.number, standing),
            label: articles::label(source, page.number, standing),
            pages: on_pages(page, &polygons),
            target,
            polygons,
        }
    });
    Page {
        number: page.number,
        facing: page.facing,
        section: page.section.clone(),
        width: spots::points(page.trim.width),
        height: spots::points(page.trim.height),
        renditions: renditions::of_page(page),
        vector: source.drawings.then(|| renditions::vector_of_page(page)),
        spots: spots.collect(),
        furniture: plan.map(|plan| furniture(source.issue, plan)).unwrap_or_default(),
    }
}

/// The printed pages on which outlines lie.
fn on_pages(page: &crate::page::Page, polygons: &[Vec<[f64; 2]>]) -> Vec<u32> {
    let Some(facing) = page.facing else { return vec![page.number] };
    // A gutter's width over the fold is no part of the story.
    let (fold, near) = (spots::points(page.trim.width) / 2.0, 12.0);
    let corners = || polygons.iter().flatten().map(|[x, _]| *x);
    let (left, right) = (corners().any(|x| x < fold - near), corners().any(|x| x > fold + near));
    let pages = [(left, page.number), (right, facing)];
    pages.into_iter().filter(|(is_there, _)| *is_there).map(|(_, number)| number).collect()
}

/// Who publishes, of what the masthead says: 霁川日报社 of 霁川日报社出版.
fn publisher(words: &str) -> &str {
    let name = words.strip_suffix("出版").unwrap_or(words);
    let name = ["主管主办", "主办", "主管", "出版"]
        .iter()
        .find_map(|office| name.strip_prefix(office))
        .unwrap_or(name);
    name.trim_matches(|letter: char| letter.is_whitespace() || "：:".contains(letter))
}

fn kind(standing: &Standing) -> SpotKind {
    match standing.owner {
        Owner::Story(_) | Owner::Picture(_) | Owner::Table(_) => SpotKind::Article,
        Owner::Advert(_) => SpotKind::Advert,
        Owner::Guide(_) | Owner::GuideEntry(..) => SpotKind::Guide,
    }
}

/// What masthead and running head of a page may say.
fn furniture(issue: &Issue, plan: &PagePlan) -> Vec<FurnitureText> {
    let has_masthead = plan.assignments.iter().any(|planned| matches!(planned.content, Content::Masthead));
    let masthead = issue.masthead.fields.iter().filter(|_| has_masthead);
    let texts = masthead.chain(&plan.fields).map(|(name, text)| (name, words::line(text)));
    let texts = texts.filter(|(_, text)| !text.is_empty());
    texts.map(|(name, text)| FurnitureText { field: name.clone(), text }).collect()
}
