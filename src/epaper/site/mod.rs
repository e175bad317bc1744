//! The e-paper as a site: the pages of an edition for readers, in HTML that needs no server.
//!
//! Templates are in `templates/`, style sheet and scripts in `assets/`; both are in the program. `view` has the forms in
//! which templates show the data; `pages`, `articles`, `search` and `issues` fill one template each. `markup` makes HTML
//! of texts, `linked_data` JSON-LD of articles; `words` has the words around the articles in each language; `look`, `art`
//! and `colour` what the house says of names and colours.
//!
//! Without scripts every story can be read: pages have an image map and a list of stories, stories are pages of their own.
//! Scripts add zoom, reading options and search. Nothing is fetched from elsewhere, and a Content-Security-Policy in every
//! page says so to the browser.

mod art;
mod articles;
mod colour;
mod issues;
mod linked_data;
mod look;
mod markup;
mod pages;
mod search;
mod view;
mod words;

pub use issues::IssueLine;
pub use look::Look;

use super::model::Edition;
use view::{File, Shell};

/// The files of every site besides those of the house.
const ASSETS: [(&str, &str); 6] = [
    ("assets/epaper.css", include_str!("assets/epaper.css")),
    ("assets/first.js", include_str!("assets/first.js")),
    ("assets/reader.js", include_str!("assets/reader.js")),
    ("assets/article.js", include_str!("assets/article.js")),
    ("assets/search.js", include_str!("assets/search.js")),
    ("assets/icon.svg", include_str!("assets/icon.svg")),
];

/// What stands around an issue.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// The folder of the issue before it.
    pub previous: Option<&'a str>,
    /// The folder of the issue after it.
    pub next: Option<&'a str>,
    /// The reading PDF of the issue, named from its folder.
    pub pdf: Option<&'a str>,
}

/// The pages of an issue for readers, named from its folder.
pub fn issue(edition: &Edition, look: &Look, around: Around<'_>) -> Vec<File> {
    let day = view::day(edition);
    let shell = shell(edition, look, &day, around);
    let inside = Shell { root: "../../", issue: Some("../"), ..shell };
    let mut files = vec![index(edition, look, around)];
    files.extend(pages::pages(edition, shell));
    files.extend(articles::articles(edition, inside));
    files.extend(search::files(edition, Shell { tool: "search", ..shell }));
    files
}

/// The first page of an issue, which leads to its pages, its stories and the issues around it.
pub fn index(edition: &Edition, look: &Look, around: Around<'_>) -> File {
    let day = view::day(edition);
    let shell = Shell { tool: "contents", ..shell(edition, look, &day, around) };
    ("index.html".to_owned(), issues::issue(edition, shell, (around.previous, around.next)))
}

/// What the frame of a page in the folder of an issue says.
fn shell<'a>(edition: &'a Edition, look: &'a Look, day: &'a str, around: Around<'a>) -> Shell<'a> {
    Shell {
        look,
        words: &look.words,
        root: "../",
        issue: Some(""),
        day: Some(day),
        date: &edition.date,
        tool: "",
        pdf: around.pdf,
    }
}

/// The index of all issues, with style sheet and scripts, named from the folder that holds the issues.
pub fn root(issues: &[IssueLine], look: &Look) -> Vec<File> {
    let mut files = issues::root(issues, look);
    files.extend(ASSETS.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())));
    let [accent, background] = look.colours;
    files.push(("assets/house.css".to_owned(), colour::style(accent, background).into_bytes()));
    if let Some(art) = &look.masthead {
        files.push((format!("assets/{}", art.file), art.bytes.to_vec()));
    }
    files
}
