//! Articles as `schema.org` data (JSON-LD), for search engines and archives.

use serde_json::{Map, Value, json};

use super::look::Look;
use crate::epaper::model::{Article, Block, Edition, plain};

/// An article as `NewsArticle`, ready to stand in a `script` element.
pub(super) fn of(edition: &Edition, article: &Article, deck: &str, look: &Look) -> String {
    let address = |path: &str| look.base.as_ref().map(|base| format!("{base}{}/{path}", edition.date));
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_empty =
            value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
        if !value.is_null() && !is_empty {
            data.insert(key.to_owned(), value);
        }
    };
    put("@context", "https://schema.org".into());
    put("@type", "NewsArticle".into());
    put("headline", article.title.clone().into());
    put("alternativeHeadline", plain(&article.subhead).into());
    put("description", deck.into());
    put("inLanguage", edition.paper.language.clone().into());
    put("datePublished", edition.date.clone().into());
    put("url", address(&format!("articles/{}.html", article.id)).into());
    put("dateModified", article.revised.clone().into());
    let people = article.authors.iter().map(|name| json!({ "@type": "Person", "name": name }));
    put("author", people.collect::<Vec<_>>().into());
    put(
        "publisher",
        json!({ "@type": "NewsMediaOrganization", "name": edition.paper.publisher.as_ref().unwrap_or(&edition.paper.name) }),
    );
    let pages = article.parts.iter().filter_map(|part| edition.page(part.page));
    // That of the page on which it begins.
    put("articleSection", pages.clone().next().and_then(|page| page.section.clone()).into());
    let spots = article
        .parts
        .iter()
        .filter_map(|part| edition.page(part.page)?.spots.iter().find(|spot| spot.id == part.spot));
    let numbers: Vec<String> = spots.flat_map(|spot| &spot.pages).map(ToString::to_string).collect();
    put("printPage", numbers.join(", ").into());
    let pictures = article.body.iter().filter_map(|block| match block {
        Block::Figure(figure) => edition.picture(&figure.picture)?.renditions.last(),
        _ => None,
    });
    let pictures: Vec<Value> = pictures
        .map(|file| address(&file.file).unwrap_or_else(|| format!("../{}", file.file)).into())
        .collect();
    put("image", pictures.into());
    let mut issue = json!({
        "@type": "PublicationIssue",
        "datePublished": edition.date,
        "isPartOf": { "@type": "Newspaper", "name": edition.paper.name },
    });
    if let Some(number) = &edition.issue_number {
        issue["issueNumber"] = number.clone().into();
    }
    put("isPartOf", issue);
    // Whatever the words are, they cannot end the element.
    Value::Object(data).to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
