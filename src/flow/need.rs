//! How many rows an area needs for what stands in it, for areas with `rows = "copy"`.
//!
//! A story is asked at the measure of its area: headline and copy are shaped and broken into lines once, kept as a
//! [`Draft`], and placed from it when the rows of the page are known. In an area that is much too tall the copy is poured
//! as evenly as [`super::fill`] can; the row in which the deepest column ends is what the area needs. Where the measure
//! itself depends on the rows (headlines and text that run down), where notches or other areas of the story take part, the
//! least number of rows that holds everything is found by bisection.

use crate::geometry::Length;
use crate::grid::solve::Need;
use crate::issue::{Content, StoryPart};
use crate::layout::{Area, Writing};

use super::copyfit::{self, Fitted};
use super::story::{self, Draft};
use super::story_layout::{Headline, StoryLayout};
use super::{Continuation, Desk, advert, figure, guide, table};

/// Rows of text under its headline with which a story can do, where there is too little room.
const LEAST_TEXT: u32 = 3;

/// More rows than any page has.
const MOST_ROWS: u32 = 4_000;

/// What one of the areas of a piece of content needs. `areas` are all of its areas, in reading order and with rows as far
/// as they are known, `asked` is the one that is asked about. A story leaves its draft.
pub fn need<'a>(
    desk: &mut Desk<'a>,
    areas: &[Area],
    asked: usize,
    content: &Content,
    continuation: Option<Continuation>,
    draft: &mut Option<Draft<'a>>,
) -> Need {
    let Some(area) = areas.get(asked) else { return NOTHING };
    let whole = |rows: u32| Need { rows, least: rows, slack: 0 };
    match content {
        Content::Story(part) => story(desk, areas, asked, part, continuation, draft),
        Content::Picture(picture) => whole(figure::rows(desk, area, picture)),
        Content::Guide(list) => whole(guide::rows(desk, area, list)),
        Content::Ad(ad) => whole(advert::rows(desk, area, ad)),
        Content::Table(values) => whole(table::rows(desk, area, values)),
        Content::Masthead | Content::Folio => NOTHING,
    }
}

const NOTHING: Need = Need { rows: 0, least: 0, slack: 0 };

fn story<'a>(
    desk: &mut Desk<'a>,
    areas: &[Area],
    asked: usize,
    part: &StoryPart,
    continuation: Option<Continuation>,
    draft: &mut Option<Draft<'a>>,
) -> Need {
    let story = desk.issue.stories.get(part.id.0 as usize);
    let Some(story) = story.filter(|_| part.from.is_none() || continuation.is_some()) else { return NOTHING };
    let mut made =
        draft.take().unwrap_or_else(|| story::draft(desk, &areas[0], story, part, continuation, None));
    let own = &areas[asked];
    let edges = desk.inside_rows(own);
    let across = matches!(made.headline, Headline::Across(_));
    let plain = areas.len() == 1 && own.writing == Writing::Across && across && own.notches.is_empty();
    let places = part.insets.iter().map(|inset| inset.row + inset.rows - 1);
    let places = places.chain(own.headline_at.map(|at| at.row + at.rows - own.row)).filter(|_| asked == 0);
    let places = places.max().unwrap_or(0);
    let stack = match &made.headline {
        Headline::Across(stack) if areas[0].headline_at.is_none() && asked == 0 => {
            (stack.least, stack.rows, stack.most)
        }
        _ => (0, 0, 0),
    };
    let mut ask = Asked { desk, areas: areas.to_vec(), asked, part, story, draft: &mut made };
    let rows = if plain { ask.deepest(stack.1) + edges } else { ask.least(stack.1.max(1) + edges) };
    let rows = rows.max(places).max(stack.1 + edges).max(1);
    let first = part.insets.iter().map(|inset| inset.row.saturating_sub(1)).min().unwrap_or(u32::MAX);
    let slack = stack.2.saturating_sub(stack.1).min(first.saturating_sub(stack.1 + edges / 2));
    *draft = Some(made);
    Need { rows, least: (stack.0 + LEAST_TEXT + edges).max(places).min(rows), slack }
}

/// A story by itself in an area, as makeup asks for it (组版): what it takes where nothing is in its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Rows of the area, all told.
    pub rows: u32,
    /// Rows of a headline across, and the most that it may take; 0 for one that runs down.
    pub headline: (u32, u32),
    /// Rows of text in all columns together.
    pub text: u32,
    /// Rows that the inset of the area takes at head and foot.
    pub edges: u32,
    /// Size of the largest line of the headline.
    pub size: Length,
    /// Whether headline and text can be set so without a finding.
    pub is_sound: bool,
}

/// Measures a story in an area of one measure that stands alone, without pictures. A draft serves all areas in which its
/// lines have the same measure.
pub fn measure<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    part: &StoryPart,
    draft: &mut Option<Draft<'a>>,
) -> Option<Measure> {
    let story = desk.issue.stories.get(part.id.0 as usize)?;
    let content = Content::Story(part.clone());
    let areas = [area.clone()];
    if let Some(draft) = draft {
        draft.forget_headline();
        draft.fit_headline(desk, area, story, part);
    }
    let need = need(desk, &areas, 0, &content, None, draft);
    let mut made = draft.take()?;
    let edges = desk.inside_rows(area);
    let (headline, size) = match &made.headline {
        Headline::Across(stack) => {
            let size = stack.largest().map_or(Length::ZERO, |(size, _)| size);
            ((stack.rows, stack.most), size)
        }
        Headline::Down(strip) => ((0, 0), strip.largest.as_ref().map_or(Length::ZERO, |(size, _)| *size)),
    };
    let mut ask = Asked { desk, areas: areas.to_vec(), asked: 0, part, story, draft: &mut made };
    let fitted = ask.lay(need.rows, headline.0);
    let text = fitted.poured.rows.iter().sum();
    let is_sound = fitted.poured.unplaced.is_none() && made.is_sound();
    *draft = Some(made);
    Some(Measure { rows: need.rows, headline, text, edges, size, is_sound })
}

struct Asked<'q, 'a, 's> {
    desk: &'q mut Desk<'a>,
    areas: Vec<Area>,
    asked: usize,
    part: &'s StoryPart,
    story: &'s crate::issue::Story,
    draft: &'q mut Draft<'a>,
}

impl Asked<'_, '_, '_> {
    /// Lays the story out in so many rows of the area that is asked about.
    fn lay(&mut self, rows: u32, headline_rows: u32) -> Fitted {
        let (part, story) = (self.part, self.story);
        self.areas[self.asked] = self.areas[self.asked].moved(1, rows);
        self.draft.fit_headline(self.desk, &self.areas[0], story, part);
        let Draft { headline, items, .. } = &mut *self.draft;
        let inside = self.desk.inside(&self.areas[0]);
        let layout =
            StoryLayout { areas: self.areas.iter().collect(), part, story, headline, inside, ladder: false };
        copyfit::lay(self.desk, &layout, items, layout.plan(headline_rows))
    }

    /// The row in which the deepest column ends where there is room for everything.
    fn deepest(&mut self, headline_rows: u32) -> u32 {
        let area = &self.areas[self.asked];
        let columns = area.text_columns.unwrap_or(area.columns).max(1);
        let width = self.desk.inside(area).width - self.desk.grid.gutter * (i64::from(columns) - 1);
        let measure = (width / i64::from(columns)).max(self.desk.grid.body * 4);
        let of_item = |item: &super::copy::CopyItem<'_>| {
            (item.set.paragraph.natural_width().div_ceil(measure) + 1) * item.rows.max(1) + item.white
        };
        let text: u32 = self.draft.items.iter().map(of_item).sum();
        let pictures: u32 = self.part.insets.iter().map(|inset| inset.row + inset.rows).sum();
        let headline = area.headline_at.map_or(headline_rows, |at| at.row + at.rows - area.row);
        let mut tall = headline + text.div_ceil(columns) + pictures + 6;
        loop {
            let fitted = self.lay(tall, headline_rows);
            if fitted.poured.unplaced.is_none() || tall > MOST_ROWS {
                let used = fitted.frames.iter().zip(&fitted.poured.rows).filter(|(_, rows)| **rows > 0);
                return used.map(|(frame, rows)| frame.first + rows).max().unwrap_or(0);
            }
            tall *= 2;
        }
    }

    /// The least number of rows of the area, all told, that holds everything.
    fn least(&mut self, from: u32) -> u32 {
        let (mut low, mut high) = (from, from + 16);
        while !self.holds(high) && high < MOST_ROWS {
            low = high + 1;
            high *= 2;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if self.holds(middle) { high = middle } else { low = middle + 1 }
        }
        high
    }

    fn holds(&mut self, rows: u32) -> bool {
        self.areas[self.asked] = self.areas[self.asked].moved(1, rows);
        self.draft.fit_headline(self.desk, &self.areas[0], self.story, self.part);
        let headline_rows = match &self.draft.headline {
            Headline::Across(stack) if self.areas[0].headline_at.is_none() => stack.rows,
            _ => 0,
        };
        let width = match &self.draft.headline {
            Headline::Down(strip) => strip.width,
            Headline::Across(_) => Length::ZERO,
        };
        let inside = self.desk.inside(&self.areas[0]);
        let fits = self.draft.is_fit && headline_rows <= inside.rows && width < inside.width;
        fits && self.lay(rows, headline_rows).poured.unplaced.is_none()
    }
}
