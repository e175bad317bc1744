//! Articles as CNML (GB/T 20092, 中文新闻信息置标语言), for exchange with agencies and newsrooms.
//!
//! A file holds one article: heads, byline, source and date in the metadata; then text and pictures in their order, the text
//! as HTML of paragraphs, headings and tables. It is what [`crate::import`] reads.

use std::fmt::Write;

use crate::xml::escaped;

use super::file::File;
use super::model::{Article, Block, Edition, Emphasis, Rise, Run, Table, plain};

/// The files of all articles, in order.
pub(super) fn files(edition: &Edition) -> Vec<File> {
    let file = |article: &Article| File {
        path: format!("cnml/{}.xml", article.id),
        bytes: document(edition, article).into_bytes(),
    };
    edition.articles.iter().map(file).collect()
}

fn document(edition: &Edition, article: &Article) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<CNML xmlns=\"http://www.cnml.org.cn/2005/CNMLSchema\" ");
    xml.push_str("xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" schemaVersion=\"1.0\">\n");
    let (date, paper) = (&edition.date, escaped(&edition.paper.name));
    // Writing to a string cannot fail.
    let _ = writeln!(xml, "<Envelop><Provider>{paper}</Provider></Envelop>");
    xml.push_str(
        "<Items><Item xsi:type=\"NewsItemType\">\n<MetaInfo>\n<AdministrationMetaGroup><Id><PublicId>",
    );
    let _ = write!(xml, "urn:CNML:{paper}:{date}:{}", article.id);
    xml.push_str(
        "</PublicId></Id><Status>Usable</Status></AdministrationMetaGroup>\n<DescriptionMetaGroup>\n",
    );
    let one = |xml: &mut String, name: &str, runs: &[Run]| {
        if !runs.is_empty() {
            let _ = writeln!(xml, "<{name}>{}</{name}>", escaped(&plain(runs)));
        }
    };
    xml.push_str("<Titles>\n");
    one(&mut xml, "LeadLine", &article.kicker);
    one(&mut xml, "HeadLine", &article.headline);
    one(&mut xml, "SubHeadLine", &article.subhead);
    xml.push_str("</Titles>\n");
    one(&mut xml, "ByLine", &article.byline);
    let _ = writeln!(xml, "<DateTimes><DateTime>{date}</DateTime></DateTimes>");
    let _ = writeln!(xml, "<Language>{}</Language>", escaped(&edition.paper.language));
    if !article.source.is_empty() {
        xml.push_str("<SourceInfo>\n");
        one(&mut xml, "Source", &article.source);
        xml.push_str("</SourceInfo>\n");
    }
    one(&mut xml, "CreditLine", &article.credits);
    xml.push_str("</DescriptionMetaGroup>\n</MetaInfo>\n<Contents>\n");
    contents(&mut xml, edition, article);
    xml.push_str("</Contents>\n</Item></Items>\n</CNML>\n");
    xml
}

/// Text and pictures in their order.
fn contents(xml: &mut String, edition: &Edition, article: &Article) {
    let mut html = String::new();
    for block in &article.body {
        match block {
            Block::Paragraph { runs } => element(&mut html, "p", runs),
            Block::Crosshead { runs } => element(&mut html, "h3", runs),
            Block::Table(table) => self::table(&mut html, table),
            Block::Figure(figure) => {
                text_item(xml, &mut html);
                let files = edition.picture(&figure.picture).map(|picture| picture.renditions.as_slice());
                let file = files.and_then(|files| files.last());
                let href =
                    file.map(|file| format!(" href=\"../{}\"", escaped(&file.file))).unwrap_or_default();
                let _ = writeln!(xml, "<ContentItem xsi:type=\"ImageCIType\"{href}>");
                for (name, runs) in [("DataContent", &figure.caption), ("CreditLine", &figure.credit)] {
                    if !runs.is_empty() {
                        let _ = writeln!(xml, "<{name}>{}</{name}>", escaped(&plain(runs)));
                    }
                }
                xml.push_str("</ContentItem>\n");
            }
        }
    }
    text_item(xml, &mut html);
}

/// What was gathered of the text, as an item.
fn text_item(xml: &mut String, html: &mut String) {
    if html.is_empty() {
        return;
    }
    let _ = writeln!(
        xml,
        "<ContentItem xsi:type=\"TextCIType\"><DataContent>{}</DataContent></ContentItem>",
        escaped(html)
    );
    html.clear();
}

fn element(html: &mut String, name: &str, runs: &[Run]) {
    let _ = write!(html, "<{name}>{}</{name}>", marked(runs));
}

/// Words in HTML with what the standard has elements for.
fn marked(runs: &[Run]) -> String {
    let mut html = String::new();
    for run in runs {
        let around: Vec<&str> = [
            matches!(run.emphasis, Some(Emphasis::Strong)).then_some("strong"),
            matches!(run.rise, Some(Rise::Super)).then_some("sup"),
            matches!(run.rise, Some(Rise::Sub)).then_some("sub"),
        ]
        .into_iter()
        .flatten()
        .collect();
        around.iter().for_each(|name| html.push_str(&format!("<{name}>")));
        html.push_str(&escaped(&run.text));
        around.iter().rev().for_each(|name| html.push_str(&format!("</{name}>")));
    }
    html
}

fn table(html: &mut String, table: &Table) {
    html.push_str("<table>");
    if !table.title.is_empty() {
        element(html, "caption", &table.title);
    }
    let mut row = |name: &str, cells: &[Vec<Run>]| {
        html.push_str("<tr>");
        cells.iter().for_each(|cell| element(html, name, cell));
        html.push_str("</tr>");
    };
    row("th", &table.head);
    table.rows.iter().for_each(|cells| row("td", cells));
    html.push_str("</table>");
    if !table.note.is_empty() {
        element(html, "p", &table.note);
    }
}
