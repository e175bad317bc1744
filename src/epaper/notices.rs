//! Advertisements and guides: what leads elsewhere.

use crate::issue::{self, Content};

use super::model::{Advert, Guide, GuideEntry};
use super::source::Source;
use super::standings::Owner;
use super::{names, standings, words};

/// What an advertisement is called where the issue says nothing of it.
const ADVERT: &str = "广告";

/// The advertisements, in the order of the pages.
pub(super) fn adverts(source: &Source<'_>) -> Vec<Advert> {
    let mut list = Vec::new();
    for (page, plan, standings) in source.pages() {
        for standing in standings {
            let Owner::Advert(number) = standing.owner else { continue };
            let Some(Content::Ad(advert)) = plan.assignments.get(number).map(|planned| &planned.content)
            else {
                continue;
            };
            let id = source.names.target(page.number, standing);
            list.push(Advert {
                spot: names::spot(page.number, &id),
                id,
                label: advert.label.as_ref().map(words::line).filter(|label| !label.is_empty()),
                client: advert.client.clone(),
                link: advert.link.clone(),
                picture: source.names.picture(advert.picture, &advert.framing),
                page: page.number,
            });
        }
    }
    list
}

/// What an advertisement is called in lists.
pub(super) fn label(advert: &issue::Advert) -> String {
    match &advert.client {
        Some(client) => format!("{ADVERT}：{client}"),
        None => ADVERT.to_owned(),
    }
}

/// The guides, in the order of the pages.
pub(super) fn guides(source: &Source<'_>) -> Vec<Guide> {
    let mut list = Vec::new();
    for (page, plan, standings) in source.pages() {
        for standing in standings {
            let Owner::Guide(number) = standing.owner else { continue };
            let Some(Content::Guide(guide)) = plan.assignments.get(number).map(|planned| &planned.content)
            else {
                continue;
            };
            let id = source.names.target(page.number, standing);
            let entries = guide.items.iter().map(|item| GuideEntry {
                headline: words::runs(&item.headline),
                pointer: words::runs(&item.pointer),
                article: item.story.and_then(|story| source.names.story(story)),
                page: item.pages.iter().copied().find(|page| standings::has(source.issue, *page)),
            });
            list.push(Guide {
                spot: names::spot(page.number, &id),
                id,
                title: words::optional(guide.title.as_ref()),
                entries: entries.collect(),
                page: page.number,
            });
        }
    }
    list
}
