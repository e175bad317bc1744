//! Texts of the issue as runs for readers: the words as they are set, with what sets them apart.

use crate::issue::{self, Text};
use crate::text::{CleanedRun, cleaned};

use super::model::{Article, Beside, Block, Edition, Emphasis, Page, Reading, Rise, Run};

/// The words of a text.
pub(super) fn runs(text: &Text) -> Vec<Run> {
    cleaned(text).into_iter().map(run).collect()
}

/// The words of a text that may not be there.
pub(super) fn optional(text: Option<&Text>) -> Vec<Run> {
    text.map(runs).unwrap_or_default()
}

/// The words of a text on one line, without what sets them apart.
pub(super) fn line(text: &Text) -> String {
    super::model::plain(&runs(text))
}

/// Characters without blanks.
pub(super) fn count(runs: &[Run]) -> usize {
    runs.iter().flat_map(|run| run.text.chars()).filter(|letter| !letter.is_whitespace()).count()
}

/// The first paragraph of an article that has words, with a blank behind the words that open a report (电头): in print they
/// have a face of their own.
pub(super) fn opening(article: &Article) -> String {
    let first = article.body.iter().find_map(|block| match block {
        Block::Paragraph { runs } if !super::model::plain(runs).trim().is_empty() => Some(runs),
        _ => None,
    });
    let mut words = String::new();
    for run in first.into_iter().flatten() {
        let follows_lead = words.ends_with('\u{3000}');
        words.push_str(if follows_lead { run.text.trim_start() } else { &run.text });
        if run.emphasis == Some(Emphasis::Lead) {
            words.push('\u{3000}');
        }
    }
    words.replace("\u{3000}（", "（").trim().to_owned()
}

/// What a page is called: paper, day, its number and what it is about.
pub(super) fn page_title(edition: &Edition, page: &Page) -> String {
    let numbers = match page.facing {
        Some(facing) => format!("第{}、{facing}版", page.number),
        None => format!("第{}版", page.number),
    };
    let section = page.section.as_ref().map(|section| format!("：{section}")).unwrap_or_default();
    format!("{} {} {numbers}{section}", edition.paper.name, edition.date)
}

fn run(cleaned: CleanedRun) -> Run {
    let manner = cleaned.manner;
    let readings = cleaned.readings.into_iter();
    Run {
        text: cleaned.text,
        emphasis: match manner.emphasis {
            issue::Emphasis::None => None,
            issue::Emphasis::Strong => Some(Emphasis::Strong),
            issue::Emphasis::Lead => Some(Emphasis::Lead),
        },
        beside: match manner.beside {
            issue::Beside::None => None,
            issue::Beside::Dots => Some(Beside::Dots),
            issue::Beside::NameLine => Some(Beside::Name),
            issue::Beside::TitleLine => Some(Beside::Title),
        },
        rise: match manner.rise {
            issue::Rise::None => None,
            issue::Rise::Super => Some(Rise::Super),
            issue::Rise::Sub => Some(Rise::Sub),
        },
        readings: readings.map(|(at, syllable)| Reading { at: at as u32, syllable }).collect(),
    }
}
