//! What leads programs to the issues of a folder: `issues.json`, an Atom feed (RFC 4287) and a sitemap (sitemaps.org).
//!
//! All are made of the issues that stand in the folder, and of nothing else. Dates are those of the papers and of the
//! corrections that manuscripts tell; identifiers are digests of the paper's name, the day and the article's name. Addresses are
//! whole where the house says where the folder is served (`base` of `[epaper]`); a sitemap needs that, and is not made without it.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::Serialize;

use crate::xml::escaped;

use super::file::File;
use super::model::{Article, ArticleKind, Edition, Rendition, VERSION};
use super::words;

/// Issues whose articles are in the feed, and entries, at the most.
const FED: usize = 7;
const ENTRIES: usize = 200;

/// Characters of a summary.
const SUMMARY: usize = 120;

/// Addresses in one sitemap, at the most (sitemaps.org).
const MAPPED: usize = 50_000;

/// The issues that stand in a folder: what `issues.json` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Issues {
    /// The version of the shape of this file.
    pub version: u32,
    /// The issues, the newest first.
    pub issues: Vec<IssueEntry>,
}

/// An issue in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IssueEntry {
    /// Its folder, named from that of the list; its data is `edition.json` there.
    pub folder: String,
    /// The paper's name.
    pub paper: String,
    /// The day.
    pub date: String,
    /// The weekday.
    pub weekday: String,
    /// The number of the issue, as the masthead prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_number: Option<String>,
    /// How many pages it has; of a spread both count.
    pub pages: u32,
    /// How many articles.
    pub articles: u32,
    /// A digest of its data: another one says that the issue was made again and is not what it was.
    pub digest: String,
    /// Its first page as pictures, named from its folder.
    pub cover: Vec<Rendition>,
    /// The folder of the issue before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// The folder of the issue after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The files for programs that all issues share, named from the folder that holds these. `editions` are in the order of
/// their dates.
pub fn shared(editions: &[Edition], base: Option<&str>) -> Vec<File> {
    // Texts, numbers and lists always serialise.
    let mut list = serde_json::to_vec_pretty(&issues(editions)).expect("issues are plain data");
    list.push(b'\n');
    let mut files = vec![
        File { path: "issues.json".to_owned(), bytes: list },
        File { path: "feed.xml".to_owned(), bytes: feed(editions, base).into_bytes() },
    ];
    files.extend(base.map(|base| sitemaps(editions, base)).into_iter().flatten());
    files
}

fn issues(editions: &[Edition]) -> Issues {
    let folder = |edition: &Edition| edition.date.clone();
    let entry = |(at, edition): (usize, &Edition)| IssueEntry {
        folder: folder(edition),
        paper: edition.paper.name.clone(),
        date: edition.date.clone(),
        weekday: edition.weekday.clone(),
        issue_number: edition.issue_number.clone(),
        pages: edition.pages.iter().map(|page| 1 + u32::from(page.facing.is_some())).sum(),
        articles: edition.articles.len() as u32,
        digest: blake3::hash(&super::json(edition)).to_hex()[..16].to_owned(),
        cover: edition.pages.first().map(|page| page.renditions.clone()).unwrap_or_default(),
        previous: at.checked_sub(1).and_then(|before| editions.get(before)).map(folder),
        next: editions.get(at + 1).map(folder),
    };
    Issues { version: VERSION, issues: editions.iter().enumerate().rev().map(entry).collect() }
}

/// An identifier of its own for each text: a UUID of version 8 (RFC 9562) from its digest.
fn urn(text: &str) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let mut urn = String::from("urn:uuid:");
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            urn.push('-');
        }
        // Writing to a string cannot fail.
        let _ = write!(urn, "{byte:02x}");
    }
    urn
}

/// A day as Atom has it: papers come out in the morning of China.
fn moment(date: &str) -> String {
    format!("{date}T06:00:00+08:00")
}

/// When an article was last changed: its correction, or the day of its paper.
fn changed(edition: &Edition, article: &Article) -> String {
    match &article.revised {
        Some(revised) if revised.contains('T') => revised.clone(),
        Some(day) => moment(day),
        None => moment(&edition.date),
    }
}

fn feed(editions: &[Edition], base: Option<&str>) -> String {
    let root = base.unwrap_or_default();
    let newest = editions.last();
    let paper = newest.map(|edition| edition.paper.name.as_str()).unwrap_or_default();
    let language = newest.map_or("zh-CN", |edition| edition.paper.language.as_str());
    let fed = || editions.iter().rev().take(FED);
    let updated =
        fed().flat_map(|edition| edition.articles.iter().map(move |article| changed(edition, article))).max();
    let updated =
        updated.unwrap_or_else(|| moment(newest.map_or("1970-01-01", |edition| edition.date.as_str())));
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{}</id>\n<title>{}</title>\n\
         <updated>{}</updated>\n<author><name>{}</name></author>\n<generator>banxin</generator>",
        escaped(language),
        urn(&format!("banxin e-paper\n{paper}")),
        escaped(if paper.is_empty() { "数字报" } else { paper }),
        updated,
        escaped(if paper.is_empty() { "数字报" } else { paper }),
    );
    let _ =
        writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}index.html\"/>", escaped(root));
    let _ = writeln!(
        xml,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}feed.xml\"/>",
        escaped(root)
    );
    let read = fed().flat_map(|edition| {
        edition
            .articles
            .iter()
            .filter(|article| article.kind == ArticleKind::Story)
            .map(move |article| (edition, article))
    });
    for (edition, article) in read.take(ENTRIES) {
        entry(&mut xml, edition, article, root);
    }
    xml.push_str("</feed>\n");
    xml
}

fn entry(xml: &mut String, edition: &Edition, article: &Article, root: &str) {
    let (date, id) = (&edition.date, &article.id);
    let newspaper = std::slice::from_ref(&edition.paper.name);
    let authors = if article.authors.is_empty() { newspaper } else { &article.authors };
    let _ = writeln!(
        xml,
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<link rel=\"alternate\" type=\"text/html\" \
         href=\"{}{date}/articles/{id}.html\"/>\n<published>{when}</published>\n<updated>{changed}</updated>",
        urn(&format!("{}\n{date}\n{id}", edition.paper.name)),
        escaped(&article.title),
        escaped(root),
        when = moment(date),
        changed = changed(edition, article),
    );
    for author in authors {
        let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(author));
    }
    let sections = article.parts.first().and_then(|part| edition.page(part.page)?.section.as_ref());
    if let Some(section) = sections {
        let _ = writeln!(xml, "<category term=\"{}\"/>", escaped(section));
    }
    let summary = summary(article);
    if !summary.is_empty() {
        let _ = writeln!(xml, "<summary>{}</summary>", escaped(&summary));
    }
    xml.push_str("</entry>\n");
}

/// The first words of an article.
fn summary(article: &Article) -> String {
    let words = words::opening(article);
    match words.char_indices().nth(SUMMARY) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

/// The sitemap, or several and their index where there are more addresses than one may have.
fn sitemaps(editions: &[Edition], base: &str) -> Vec<File> {
    let mut list: Vec<(String, &str)> = Vec::new();
    if let Some(newest) = editions.last() {
        list.push((String::new(), &newest.date));
    }
    for edition in editions.iter().rev() {
        let date = &edition.date;
        list.push((format!("{date}/"), date));
        list.extend(
            edition.pages.iter().map(|page| (format!("{date}/page-{}.html", page.number), date.as_str())),
        );
        list.extend(edition.articles.iter().map(|article| {
            let changed = article.revised.as_deref().unwrap_or(date);
            (format!("{date}/articles/{}.html", article.id), changed)
        }));
    }
    let maps: Vec<String> = list.chunks(MAPPED).map(|addresses| sitemap(addresses, base)).collect();
    let file = |path: String, xml: String| File { path, bytes: xml.into_bytes() };
    if let [only] = maps.as_slice() {
        return vec![file("sitemap.xml".to_owned(), only.clone())];
    }
    let mut index = String::from(MAP);
    index.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for number in 1..=maps.len() {
        let _ = writeln!(index, "<sitemap><loc>{}sitemap-{number}.xml</loc></sitemap>", escaped(base));
    }
    index.push_str("</sitemapindex>\n");
    let maps = (1..).zip(maps).map(|(number, map)| file(format!("sitemap-{number}.xml"), map));
    std::iter::once(file("sitemap.xml".to_owned(), index)).chain(maps).collect()
}

/// Whether a feed is by this module.
pub fn is_feed(text: &str) -> bool {
    text.contains("<generator>banxin</generator>")
}

/// Whether a file of the folder is a sitemap by this module, by its name (`sitemap.xml`, `sitemap-2.xml`) and its first lines.
pub fn is_sitemap(name: &str, text: &str) -> bool {
    let number = name.strip_prefix("sitemap").and_then(|rest| rest.strip_suffix(".xml"));
    let is_named = number.is_some_and(|number| {
        number.is_empty()
            || number.strip_prefix('-').is_some_and(|figures| {
                !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit())
            })
    });
    is_named && text.starts_with(MAP)
}

/// The first lines of a sitemap.
const MAP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- banxin -->\n";

fn sitemap(addresses: &[(String, &str)], base: &str) -> String {
    let mut xml = String::from(MAP);
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (path, date) in addresses {
        let _ = writeln!(xml, "<url><loc>{}{path}</loc><lastmod>{date}</lastmod></url>", escaped(base));
    }
    xml.push_str("</urlset>\n");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_uuids_and_the_same_for_the_same_words() {
        let one = urn("霁川日报");
        assert_eq!(one, urn("霁川日报"));
        assert_ne!(one, urn("江城报"));
        assert_eq!((one.len(), &one[23..24]), (9 + 36, "8"), "{one}");
    }
}
