//! From a pool to pieces: what may stand on a page is measured in all its forms.
//!
//! Each story is set once for each measure; how many rows it takes on how many columns under which headline is then asked of
//! [`crate::flow`]. Headlines are those of the styles `headline-1` to `headline-5` by importance, with the next style as a
//! second choice; beside them a headline that runs down (竖题) and a box (加框), where an editor wishes for them or a story
//! of that kind often has them.

use rayon::prelude::*;

use crate::diagnostic::Severity;
use crate::flow::{Desk, Draft, Shelf, measure, need, place};
use crate::geometry::Length;
use crate::ink::Ink;
use crate::issue::{Content, HeadlineWish, Issue, Need, PoolItem, StoryKind, StoryPart};
use crate::keys::Words;
use crate::layout::{Area, HeadlinePlace, Layout};

use super::piece::{Fitting, Form, Piece, PieceKind, Shapes};

/// Points for a headline style that is not the first of its importance.
const SECOND_STYLE: u32 = 5;

/// Points for a lead whose headline is of the second size.
const LEAD_SMALLER: u32 = 25;

/// Points for a headline that runs down, and for a box, that nobody asked for.
const UNASKED_DOWN: u32 = 6;
const UNASKED_BOX: u32 = 8;

/// Points for a wish of the editor that is not met.
const UNMET: u32 = 18;

/// Words of text, in rows of one column, from which a story is worth a box or a headline that runs down.
const LEAST_DOWN: u32 = 14;

/// The most rows, in percent of the page, that a picture takes.
const MOST_PICTURE: u32 = 45;

/// Measures the items of a pool that `wanted` names, by their numbers, for a page of this layout.
pub fn stock<'a>(
    issue: &'a Issue,
    layout: &'a Layout,
    shelf: &'a Shelf<'a>,
    items: &[PoolItem],
    wanted: &[usize],
    most: u32,
) -> Vec<Piece> {
    let at = |item: usize| wanted.iter().position(|known| *known == item);
    let mut pieces: Vec<Piece> = wanted
        .par_iter()
        .map(|number| {
            let mut desk = Desk::new(issue, layout, shelf);
            let item = &items[*number];
            let picture = wanted.iter().enumerate().find_map(|(piece, other)| {
                let figure = match &items[*other].content {
                    Content::Picture(figure) if items[*other].with == Some(*number) => figure,
                    _ => return None,
                };
                Some((piece, figure))
            });
            let mut measuring = Measuring { desk: &mut desk, layout, item, most };
            let (forms, shapes) = match &item.content {
                Content::Story(part) => measuring
                    .story(part, picture.map(|(piece, figure)| (piece, Content::Picture(figure.clone())))),
                _ => measuring.block(),
            };
            desk.rest();
            Piece {
                name: item.name.clone(),
                importance: item.importance,
                kind: match &item.content {
                    Content::Story(_) => PieceKind::Story,
                    Content::Picture(_) => PieceKind::Picture,
                    Content::Ad(_) => PieceKind::Ad,
                    _ => PieceKind::Block,
                },
                may_wait: item.need == Need::May,
                wants_top: item.top,
                apart: item
                    .apart
                    .iter()
                    .filter_map(|other| at(*other))
                    .fold(0, |set, piece| set | 1 << piece),
                with: item.with.and_then(at).or(picture.map(|(piece, _)| piece)),
                forms,
                shapes,
                item: *number,
            }
        })
        .collect();
    // Two pictures of one story: the second stands alone.
    for number in 0..pieces.len() {
        if pieces[number].kind != PieceKind::Picture {
            continue;
        }
        let is_inside = pieces[number].with.is_some_and(|story| pieces[story].with == Some(number));
        if !is_inside {
            pieces[number].with = None;
        }
    }
    pieces
}

/// The styles of headlines by importance that a layout has, the first choice first, with the points for each.
pub fn headline_styles(layout: &Layout, importance: u8, kind: StoryKind) -> Vec<(String, u32)> {
    let size = |name: &str| layout.style(name).map(|style| style.size);
    let own = format!("headline-{}", kind.word());
    // The style of a kind is for any importance: it must not make a small story louder than those before it.
    let loudest = size(&format!("headline-{}", importance.saturating_sub(1).max(1)));
    let is_loud = loudest.is_some_and(|loudest| size(&own).is_some_and(|size| size > loudest));
    let below = if importance == 1 { LEAD_SMALLER } else { SECOND_STYLE * 2 };
    let kind = (own, if is_loud { SECOND_STYLE * 3 } else { 0 });
    let wanted = [
        (format!("headline-{importance}"), 0),
        (format!("headline-{importance}-other"), SECOND_STYLE),
        (format!("headline-{}", importance + 1), below),
        (format!("headline-{}", importance.saturating_sub(1).max(2)), SECOND_STYLE * 2),
    ];
    let wanted = if is_loud {
        wanted.into_iter().chain([kind]).collect::<Vec<_>>()
    } else {
        [kind].into_iter().chain(wanted).collect()
    };
    let mut list: Vec<(String, u32)> = Vec::new();
    for (name, cost) in wanted {
        if layout.style(&name).is_some() && list.iter().all(|(known, _)| *known != name) {
            list.push((name, cost));
        }
    }
    if list.is_empty() {
        list.push(("headline".to_owned(), 0));
    }
    if let Some(first) = list.first_mut() {
        first.1 = 0;
    }
    list.truncate(4);
    list
}

struct Measuring<'q, 'a> {
    desk: &'q mut Desk<'a>,
    layout: &'a Layout,
    item: &'q PoolItem,
    most: u32,
}

type Shaped = (Vec<Form>, Vec<Shapes>);

impl<'a> Measuring<'_, 'a> {
    fn area(&self, columns: u32) -> Area {
        Area::of_copy(&self.item.name, columns, &self.item.span)
    }

    /// Guides, tables, pictures and advertisements: as many rows as they need.
    fn block(&mut self) -> Shaped {
        let form = Form { area: self.area(1), size: 0, face: 0, is_down: false, is_boxed: false, cost: 0 };
        let booked = match &self.item.content {
            Content::Ad(ad) => ad.booked,
            _ => None,
        };
        let is_picture = matches!(self.item.content, Content::Picture(_));
        let columns = self.layout.grid.columns;
        let shapes = (1..=columns).map(|width| {
            if booked.is_some_and(|(booked, _)| booked != width) {
                return Shapes::default();
            }
            let area = self.area(width);
            let rows =
                need(self.desk, std::slice::from_ref(&area), 0, &self.item.content, None, &mut None).rows;
            let limit = if is_picture { self.most * 6 / 10 } else { self.most };
            if rows == 0 || rows > limit || (is_picture && !self.is_sharp(&area, rows, &self.item.content)) {
                return Shapes::default();
            }
            let fitting = Fitting {
                form: 0,
                headline: (0, 0),
                text: rows * width,
                whole: Some(rows),
                inset: None,
                is_picture,
            };
            Shapes::count(vec![fitting], std::slice::from_ref(&form), width, self.most, 0)
        });
        let shapes = shapes.collect();
        (vec![form], shapes)
    }

    fn story(&mut self, part: &StoryPart, picture: Option<(usize, Content)>) -> Shaped {
        let item = self.item;
        let styles = headline_styles(self.layout, item.importance, item.kind);
        let is_box = item.boxed || item.kind == StoryKind::Box;
        let wants_down = item.headline == Some(HeadlineWish::Vertical);
        let mut forms: Vec<Form> = Vec::new();
        let mut drafts: Vec<Option<Draft<'a>>> = Vec::new();
        let mut fittings: Vec<Vec<Fitting>> = vec![Vec::new(); self.layout.grid.columns as usize];
        // The forms that are looked at, with what they cost: each wish that is not met, each liberty that is taken.
        let mut looks: Vec<(Area, bool, bool, u32)> = Vec::new();
        let may_run_down = (wants_down || (2..=4).contains(&item.importance))
            && matches!(item.headline, None | Some(HeadlineWish::Vertical))
            && self.layout.style("headline-vertical").is_some();
        for is_boxed in [false, true] {
            let boxing = match (is_boxed, is_box) {
                (false, true) => UNMET,
                (true, false) if item.importance < 3 => continue,
                (true, false) => UNASKED_BOX,
                _ => 0,
            };
            for (style, cost) in &styles {
                if (is_boxed != is_box || wants_down) && *cost > 0 {
                    continue;
                }
                let mut area = self.area(1);
                area.styles.push(("headline".to_owned(), style.clone()));
                let area = if is_boxed { self.boxed(area) } else { area };
                let turning = if wants_down { UNMET } else { 0 };
                looks.push((area, false, is_boxed, cost + boxing + turning));
            }
            if may_run_down && (is_boxed == is_box || wants_down) {
                let mut area = self.area(1);
                area.headline = HeadlinePlace::Left;
                let area = if is_boxed { self.boxed(area) } else { area };
                let turning = if wants_down { 0 } else { UNASKED_DOWN };
                looks.push((area, true, is_boxed, boxing + turning));
            }
        }
        for (area, is_down, is_boxed, cost) in looks {
            let form = forms.len() as u8;
            let mut draft = None;
            let mut size = 0;
            for width in 1..=self.layout.grid.columns {
                let at = Area { columns: width, ..area.clone() };
                if is_down && !(2..=4).contains(&width) {
                    continue;
                }
                let Some(measured) = measure(self.desk, &at, part, &mut draft) else { continue };
                let text = measured.text;
                let deep = text.div_ceil(width);
                let is_shallow = deep < 4 && width > 1;
                if !measured.is_sound || is_shallow || measured.rows > self.most * 2 {
                    continue;
                }
                if is_down && (text < LEAST_DOWN || !(12..=self.most * 6 / 10).contains(&measured.rows)) {
                    continue;
                }
                size = measured.size.0;
                let edges = measured.edges;
                let headline =
                    if is_down { (0, 0) } else { (measured.headline.0 + edges, measured.headline.1 + edges) };
                let whole = is_down.then_some(measured.rows);
                let plain = Fitting { form, headline, text, whole, inset: None, is_picture: false };
                let list = &mut fittings[width as usize - 1];
                match &picture {
                    None => list.push(plain),
                    Some((_, figure)) if !is_down => {
                        for across in insets(width) {
                            let Some((rows, words)) = self.picture(figure, across) else { continue };
                            let inset = Some((across as u8, rows, words));
                            list.push(Fitting { inset, ..plain.clone() });
                        }
                    }
                    Some(_) => {}
                }
            }
            drafts.push(draft);
            let face = self.face(&area, is_down);
            forms.push(Form { area, size, face, is_down, is_boxed, cost });
        }
        let inside = picture.map_or(0, |(piece, _)| piece);
        let shapes = (1..)
            .zip(fittings)
            .map(|(width, fittings)| Shapes::count(fittings, &forms, width, self.most, inside));
        let shapes = shapes.collect();
        (forms, shapes)
    }

    fn boxed(&self, area: Area) -> Area {
        Area { frame: Some((Length(Length::pt(1).0 / 2), Ink::BLACK)), inset: self.layout.grid.body, ..area }
    }

    /// Whether a picture in so many rows of an area has nothing to be told of.
    fn is_sharp(&mut self, area: &Area, rows: u32, picture: &Content) -> bool {
        let placed = place(self.desk, &area.moved(1, rows), picture, None, None);
        placed.findings.iter().all(|finding| finding.severity == Severity::Note)
    }

    /// Rows of a picture on so many columns, and those of its words.
    fn picture(&mut self, figure: &Content, columns: u32) -> Option<(u32, u32)> {
        let Content::Picture(figure) = figure else { return None };
        let area = self.area(columns);
        let whole = need(
            self.desk,
            std::slice::from_ref(&area),
            0,
            &Content::Picture(figure.clone()),
            None,
            &mut None,
        );
        let mut bare = figure.clone();
        (bare.caption, bare.credit) = (None, None);
        let picture =
            need(self.desk, std::slice::from_ref(&area), 0, &Content::Picture(bare), None, &mut None);
        let words = whole.rows.checked_sub(picture.rows)?;
        let is_sized = picture.rows >= 4 && whole.rows * 100 <= self.most * MOST_PICTURE;
        let figure = Content::Picture(figure.clone());
        (is_sized && self.is_sharp(&area, whole.rows, &figure)).then_some((picture.rows, words))
    }

    /// The face of a headline as a number.
    fn face(&self, area: &Area, is_down: bool) -> u8 {
        let name = area.style_name("headline");
        let style = if is_down { self.layout.style("headline-vertical") } else { self.layout.style(name) };
        let face = style.map_or("", |style| style.face.as_str());
        let known = self.layout.faces.iter().position(|known| known.name == face);
        known.map_or(255, |at| at as u8)
    }
}

/// Columns of a picture inside a story of so many: all, most or about half of them.
fn insets(columns: u32) -> Vec<u32> {
    let mut list = match columns {
        1..=2 => vec![columns, 1],
        _ => vec![columns, columns - 1, columns.div_ceil(2), columns / 2],
    };
    list.dedup();
    list
}
