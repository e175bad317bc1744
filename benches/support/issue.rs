//! Issues to measure with: the front page of the sample, with other areas and as much copy as wanted.

use banxin::issue::{Assignment, Block, Content, PagePlan, Story, StoryId, StoryPart, Text};
use banxin::layout::{Area, Layout};
use banxin::read::Loaded;

/// A story of about so many characters, from paragraphs that take turns.
pub fn story(texts: &[Text], from: usize, characters: usize, template: &Story) -> (Story, usize) {
    let mut blocks = Vec::new();
    let (mut held, mut at) = (0, from);
    while held < characters {
        let text = &texts[at % texts.len()];
        held += text.to_plain().chars().count();
        blocks.push(Block::Paragraph(text.clone()));
        at += 1;
    }
    (Story { blocks, ..template.clone() }, held)
}

/// The issue with other stories: those of each page, in the layout's areas one after the other.
pub fn put(loaded: &mut Loaded, pages: Vec<Vec<Story>>) {
    let span = loaded.issue.pages[0].span.clone();
    let areas: Vec<String> = loaded.layouts[0].areas.iter().map(|area| area.name.clone()).collect();
    loaded.issue.stories.clear();
    loaded.issue.pages.clear();
    for (number, stories) in pages.into_iter().enumerate() {
        let mut assignments = Vec::new();
        for (story, area) in stories.into_iter().zip(&areas) {
            let part = StoryPart::whole(StoryId(loaded.issue.stories.len() as u32));
            assignments.push(Assignment {
                area: area.clone(),
                span: span.clone(),
                content: Content::Story(part),
            });
            loaded.issue.stories.push(story);
        }
        loaded.issue.pages.push(PagePlan {
            number: number as u32 + 1,
            facing: None,
            layout: 0,
            pool: None,
            round: 0,
            assignments,
            fillers: Vec::new(),
            fields: Vec::new(),
            span: span.clone(),
        });
    }
}

/// An area of so many columns and rows, else like another.
pub fn area(template: &Area, name: &str, [column, columns, row, rows]: [u32; 4]) -> Area {
    Area {
        name: name.into(),
        column,
        columns,
        row,
        rows,
        text_columns: None,
        notches: Vec::new(),
        ..template.clone()
    }
}

/// Makes the issue one of four pages and 40,000 characters; returns how many it has.
pub fn four_pages(loaded: &mut Loaded, texts: &[Text]) -> usize {
    let layout: &mut Layout = &mut loaded.layouts[0];
    let template = layout.areas.iter().find(|area| area.name == "lead").expect("the sample's lead").clone();
    // As long as the copy needs.
    layout.grid.rows = 136;
    layout.areas = vec![
        area(&template, "a", [1, 4, 1, 68]),
        area(&template, "b", [1, 4, 70, 66]),
        area(&template, "c", [5, 2, 1, 136]),
    ];
    let model = loaded.issue.stories[0].clone();
    let (mut pages, mut characters, mut next) = (Vec::new(), 0, 0);
    for _ in 0..4 {
        let mut stories = Vec::new();
        for wanted in [3_400, 3_100, 3_300] {
            let (story, held) = story(texts, next, wanted, &model);
            next += story.blocks.len();
            characters += held;
            stories.push(story);
        }
        pages.push(stories);
    }
    put(loaded, pages);
    characters
}
