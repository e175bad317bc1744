//! The stories of a page: their titles and places.

use crate::flow::Placement;
use crate::issue::{Content, Issue, PagePlan, Story, StoryId, Text};

use super::PlacedStory;

/// Characters of a title that is made of a story's first words.
const FIRST_WORDS: usize = 16;

/// What a page is about (版名), if the issue says so.
pub(super) fn section(plan: &PagePlan) -> Option<String> {
    let (_, section) = plan.fields.iter().find(|(name, _)| name == "section")?;
    Some(words(section)).filter(|section| !section.is_empty())
}

/// What a story is called in lists: its headline, else its kicker, its subhead or its first words.
pub fn story_title(story: &Story) -> String {
    title(story, false)
}

/// The story that stands in a placement, if one does.
pub(super) fn of(issue: &Issue, content: &Content, placement: &Placement) -> Option<PlacedStory> {
    match content {
        Content::Story(part) => placed(issue, part.id, part.from.is_some(), placement),
        _ => None,
    }
}

/// The story of a filler.
pub(super) fn filler(issue: &Issue, placement: &Placement) -> Option<PlacedStory> {
    placed(issue, placement.story?, false, placement)
}

fn placed(issue: &Issue, id: StoryId, continued: bool, placement: &Placement) -> Option<PlacedStory> {
    let story = issue.stories.get(id.0 as usize)?;
    let headline = placement.headline.as_ref().map(|headline| headline.rect);
    // A story without any line on the page is not listed.
    if placement.lines.is_empty() {
        return None;
    }
    let columns = placement.columns.clone();
    Some(PlacedStory { story: id, title: title(story, continued), continued, headline, columns })
}

fn title(story: &Story, continued: bool) -> String {
    let short = story.short.as_ref().filter(|_| continued);
    let heads = [short, story.headline.as_ref(), story.kicker.as_ref(), story.subhead.as_ref()];
    let mut heads = heads.into_iter().flatten().map(words).filter(|words| !words.is_empty());
    heads.next().or_else(|| first_words(story)).unwrap_or_else(|| story.name.clone())
}

/// The words that a story without a headline begins with.
fn first_words(story: &Story) -> Option<String> {
    let mut blocks = story.blocks.iter().map(|block| words(block.text()));
    let words = blocks.find(|words| !words.is_empty())?;
    Some(match words.char_indices().nth(FIRST_WORDS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    })
}

/// Words on one line: a blank stands where a headline may turn.
fn words(text: &Text) -> String {
    let plain = text.to_plain();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::issue::Block;

    #[test]
    fn a_story_is_named_by_its_headline_else_by_its_first_words() {
        let text = |words: &str| Text::plain(FileId(0), words, 0);
        let mut story = Story {
            name: "brief".to_owned(),
            file: FileId(0),
            kicker: None,
            headline: Some(text("三年埋管　雨污分家")),
            subhead: None,
            short: Some(text("雨污分家")),
            byline: None,
            source: None,
            credit: None,
            revised: None,
            blocks: vec![Block::Paragraph(text("今天夜里起我市自北向南风力增大，气温下降。"))],
        };
        assert_eq!(title(&story, false), "三年埋管 雨污分家");
        assert_eq!(title(&story, true), "雨污分家");
        story.short = None;
        assert_eq!(title(&story, true), "三年埋管 雨污分家");
        story.headline = None;
        assert_eq!(title(&story, false), "今天夜里起我市自北向南风力增大，…");
        story.blocks = vec![Block::Paragraph(text("短"))];
        assert_eq!(title(&story, false), "短");
        story.blocks.clear();
        assert_eq!(title(&story, false), "brief");
    }
}
