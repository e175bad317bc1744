//! Search in an issue: its page, and the file of texts that it looks through.
//!
//! The file is a script that sets one name, so that it is found beside a page that was opened from a folder too, where
//! browsers do not let scripts read other files.

use askama::Template;
use serde::Serialize;

use super::view::{self, File, Shell, filled};
use crate::epaper::model::{Article, Block, Edition, Run, plain};

/// `search.html`.
#[derive(Template)]
#[template(path = "search.html")]
struct SearchView<'a> {
    shell: Shell<'a>,
}

/// A story in the index.
#[derive(Serialize)]
struct Entry<'a> {
    /// Its address from the folder of the issue.
    h: String,
    /// Its title.
    t: &'a str,
    /// Where it stands.
    p: String,
    /// Its words over and beside the text.
    k: String,
    /// Its text.
    x: String,
}

/// The page of search and its index.
pub(super) fn files(edition: &Edition, shell: Shell<'_>) -> Vec<File> {
    let page = filled(&SearchView { shell });
    vec![("search.html".to_owned(), page), ("search-index.js".to_owned(), index(edition, shell).into_bytes())]
}

fn index(edition: &Edition, shell: Shell<'_>) -> String {
    let entries: Vec<Entry<'_>> = edition
        .articles
        .iter()
        .map(|article| Entry {
            h: format!("articles/{}.html", article.id),
            t: &article.title,
            p: place(edition, article, shell),
            k: heads(article),
            x: words(article),
        })
        .collect();
    // A list of texts is always JSON.
    let list = serde_json::to_string(&entries).unwrap_or_default();
    format!("window.EPAPER_INDEX = {list};\n")
}

fn place(edition: &Edition, article: &Article, shell: Shell<'_>) -> String {
    let pages = article.parts.iter().filter_map(|part| edition.page(part.page));
    pages.map(|page| view::label(page, shell.words)).collect::<Vec<_>>().join("　")
}

/// What stands over the text and at its end.
fn heads(article: &Article) -> String {
    let heads = [&article.kicker, &article.subhead, &article.byline, &article.source, &article.credits]
        .map(|runs| plain(runs));
    heads.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text with its captions and tables, in the order of reading.
fn words(article: &Article) -> String {
    let mut texts: Vec<String> = Vec::new();
    for block in &article.body {
        match block {
            Block::Paragraph { runs } | Block::Crosshead { runs } => texts.push(plain(runs)),
            Block::Figure(figure) => texts.extend([plain(&figure.caption), plain(&figure.credit)]),
            Block::Table(table) => {
                let row =
                    |cells: &[Vec<Run>]| cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" ");
                texts.push(plain(&table.title));
                texts.push(row(&table.head));
                texts.extend(table.rows.iter().map(|cells| row(cells)));
                texts.push(plain(&table.note));
            }
        }
    }
    texts.retain(|text| !text.is_empty());
    texts.join(" ")
}
