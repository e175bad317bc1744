//! What is to stand on a page, in all the shapes that it can take: for each number of basic columns, the rows that it may
//! have and what each number of them costs.
//!
//! A piece (稿件) has forms: a story with a headline of this or that style, over the text or down beside it, in a box or
//! not, with its picture on so many columns. Each form is measured once for a number of columns by [`crate::flow`]; how
//! many rows it takes with more or less white under its headline, or with its picture a little higher or lower, is counted
//! from that. Costs are points of the score ([`super::score`]): what is free costs nothing, white and cropped pictures cost
//! what they look like, copy that does not fit costs more than anything.

use crate::layout::Area;

/// Points for a row of white in one basic column that nothing fills.
pub const WHITE: u32 = 14;

/// Points for a row of white under a headline, over all its columns; it may have two.
pub const HEADLINE_WHITE: u32 = 2;

/// Points for a row of copy in one column that has no room.
pub const OVERSET: u32 = 150;

/// Points for each percent that a picture is cropped, beyond the first three, which nobody sees.
pub const CROP: u32 = 2;

/// The most that a picture is cropped or stretched in rows, in percent.
pub const MOST_CROP: u32 = 14;

/// One row in so many can be won or lost where paragraphs are set a line shorter or longer, …
const LOOSE: u32 = 60;

/// … which costs these points.
const LOOSE_COST: u32 = 3;

/// Points for one or two rows of text under a picture.
const SHALLOW: u32 = 8;

/// Rows of text in a column that a form has at the least.
pub const LEAST_TEXT: u32 = 4;

/// How a piece is set: what its area says beside columns and rows.
#[derive(Clone, Debug)]
pub struct Form {
    /// The area that it was measured in: styles, headline, frame.
    pub area: Area,
    /// Size of the headline's largest line, in 1/65536 pt; 0 without a headline.
    pub size: i64,
    /// The headline's face, as a number that is the same for the same face.
    pub face: u8,
    /// Whether the headline runs down.
    pub is_down: bool,
    /// Whether it stands in a frame or on a panel.
    pub is_boxed: bool,
    /// Points for the form itself: a headline that is not the first of its importance, a box that nobody asked for.
    pub cost: u32,
}

/// A picture inside the text of a story in a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Inset {
    /// The picture, as an index of pieces.
    pub picture: u8,
    /// First column of the area, from 1.
    pub column: u8,
    /// Columns.
    pub columns: u8,
    /// First row of the area, from 1.
    pub row: u16,
    /// Rows with its caption.
    pub rows: u16,
}

/// What a piece takes on a number of columns in one form.
#[derive(Clone, Debug)]
pub struct Fitting {
    /// The form, as an index of [`Piece::forms`].
    pub form: u8,
    /// Rows of the headline with inset, at the least and at the most; 0 where it runs down or there is none.
    pub headline: (u32, u32),
    /// Rows of text in all columns together; of what is no story rows times columns.
    pub text: u32,
    /// Rows that it has, where it is no matter of text: vertical headlines, guides, tables, advertisements.
    pub whole: Option<u32>,
    /// The picture inside of it: its columns and natural rows.
    pub inset: Option<(u8, u32, u32)>,
    /// A picture by itself, which may be cropped.
    pub is_picture: bool,
}

/// A number of rows for a piece: its cost and how it comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Points.
    pub cost: u32,
    /// The form, as an index of [`Piece::forms`].
    pub form: u8,
    /// Whether the rows are those that the copy takes by itself.
    pub is_natural: bool,
    /// Rows that stay white, or, negative, that lack, in all columns together.
    pub white: i16,
    /// The picture inside.
    pub inset: Option<Inset>,
}

/// The rows that a piece may have on a number of columns.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    /// By rows from 0; `None` where there are too few for it.
    pub choices: Vec<Option<Choice>>,
    /// What it was counted from, for six-sided shapes.
    pub fittings: Vec<Fitting>,
}

/// Something that is to stand on the page.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its name, which its area will have.
    pub name: String,
    /// 1 (头条) to 5.
    pub importance: u8,
    /// What it is to the eye.
    pub kind: PieceKind,
    /// Whether the page may do without it.
    pub may_wait: bool,
    /// Whether it is to stand at the head.
    pub wants_top: bool,
    /// Pieces that it is not to touch, as a set of bits.
    pub apart: u32,
    /// The picture that stands inside of it, or the story inside of which it stands, as an index.
    pub with: Option<usize>,
    /// Its forms.
    pub forms: Vec<Form>,
    /// By columns less one.
    pub shapes: Vec<Shapes>,
    /// Its index in the pool.
    pub item: usize,
}

/// What a piece is to the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A story.
    Story,
    /// A picture that stands alone.
    Picture,
    /// An advertisement.
    Ad,
    /// A guide or a table.
    Block,
}

impl Piece {
    /// The shapes on so many columns.
    pub fn on(&self, columns: u32) -> Option<&Shapes> {
        self.shapes.get(columns.checked_sub(1)? as usize).filter(|shapes| !shapes.choices.is_empty())
    }
}

impl Piece {
    /// Takes the piece to need a row more on so many columns.
    pub fn deepen(&mut self, columns: u32) {
        let shapes = columns.checked_sub(1).and_then(|at| self.shapes.get_mut(at as usize));
        let Some(shapes) = shapes.filter(|shapes| !shapes.choices.is_empty()) else { return };
        shapes.choices.insert(0, None);
        shapes.choices.pop();
        for fitting in &mut shapes.fittings {
            match &mut fitting.whole {
                Some(rows) => *rows += 1,
                None => fitting.text += columns,
            }
        }
    }
}

impl Shapes {
    /// Counts the rows of all fittings on so many columns, up to `most` rows of the page.
    pub fn count(fittings: Vec<Fitting>, forms: &[Form], columns: u32, most: u32, picture: usize) -> Shapes {
        let mut shapes = Shapes { choices: vec![None; most as usize + 1], fittings };
        let fittings = std::mem::take(&mut shapes.fittings);
        for fitting in &fittings {
            let own = forms.get(usize::from(fitting.form)).map_or(0, |form| form.cost);
            shapes.add(fitting, own, columns, picture);
        }
        shapes.fittings = fittings;
        shapes.spread(columns);
        shapes
    }

    fn offer(&mut self, rows: u32, choice: Choice) {
        if let Some(place) = self.choices.get_mut(rows as usize)
            && place.is_none_or(|known| choice.cost < known.cost)
        {
            *place = Some(choice);
        }
    }

    fn add(&mut self, fitting: &Fitting, own: u32, columns: u32, picture: usize) {
        let form = fitting.form;
        let plain = |cost, is_natural| Choice { cost, form, is_natural, white: 0, inset: None };
        if let Some(rows) = fitting.whole {
            self.offer(rows, plain(own, true));
            if fitting.is_picture {
                for (other, percent) in around(rows) {
                    self.offer(other, plain(own + crop_cost(percent), false));
                }
            }
            return;
        }
        let (least, most) = fitting.headline;
        let Some((across, natural, words)) = fitting.inset else {
            let text = fitting.text.div_ceil(columns);
            // Paragraphs of which some are set a line shorter or longer.
            let less = (fitting.text - fitting.text / LOOSE).div_ceil(columns);
            let more = (fitting.text + fitting.text / LOOSE) / columns;
            if less < text {
                self.offer(least + less, plain(own + LOOSE_COST, false));
            }
            if more > text {
                self.offer(least + more, plain(own + LOOSE_COST, false));
            }
            for head in least..=most.max(least) {
                let more = head - least;
                self.offer(head + text, plain(own + more * HEADLINE_WHITE, more == 0));
            }
            return;
        };
        let pictured = |rows: u32, head: u32| Inset {
            picture: picture as u8,
            column: (columns - u32::from(across)) as u8 + 1,
            columns: across,
            row: head as u16 + 1,
            rows: rows as u16,
        };
        for (rows, percent) in around(natural).chain([(natural, 0)]) {
            let rows = rows + words;
            // White under the headline cannot be had where a picture stands right under it.
            let head = least;
            let cells = fitting.text + rows * u32::from(across);
            let deep = match columns - u32::from(across) {
                0 => rows + fitting.text.div_ceil(columns),
                _ => rows.max(cells.div_ceil(columns)),
            };
            let free = (deep * columns).saturating_sub(cells);
            let white = if free >= columns { free } else { 0 };
            // A row or two of text under a picture look like a caption.
            let shallow = if (1..3).contains(&(deep - rows)) { SHALLOW } else { 0 };
            let choice = Choice {
                cost: own + crop_cost(percent) + white * WHITE + shallow,
                form,
                is_natural: true,
                white: white as i16,
                inset: Some(pictured(rows, head)),
            };
            self.offer(head + deep, choice);
        }
    }

    /// Rows for which nothing fits are filled up with white, or leave copy out.
    fn spread(&mut self, columns: u32) {
        let fixed = self.fittings.iter().all(|fitting| fitting.whole.is_some());
        let least = self.fittings.iter().map(|fitting| match fitting.whole {
            Some(rows) => rows,
            None => {
                fitting.headline.0 + fitting.inset.map_or(0, |(_, rows, words)| rows + words) + LEAST_TEXT
            }
        });
        let Some(least) = least.min() else {
            self.choices.clear();
            return;
        };
        for rows in 1..self.choices.len() {
            let Some(below) = self.choices[rows - 1] else { continue };
            let white = below.cost + WHITE * columns;
            if self.choices[rows].is_none_or(|known| white < known.cost) {
                let more = below.white.saturating_add(columns as i16);
                self.choices[rows] = Some(Choice { cost: white, white: more, is_natural: false, ..below });
            }
        }
        for rows in (1..self.choices.len()).rev() {
            let Some(above) = self.choices.get(rows + 1).copied().flatten() else { continue };
            if self.choices[rows].is_none() && (rows as u32) >= least && !fixed {
                let inset = above.inset.filter(|inset| usize::from(inset.row + inset.rows) <= rows + 1);
                if inset != above.inset {
                    break;
                }
                let lacking = above.white.min(0).saturating_sub(columns as i16);
                self.choices[rows] = Some(Choice {
                    cost: above.cost + OVERSET * columns,
                    white: lacking,
                    is_natural: false,
                    ..above
                });
            }
        }
    }
}

/// Numbers of rows near the natural one of a picture, with the percent by which they differ.
fn around(natural: u32) -> impl Iterator<Item = (u32, u32)> {
    let off = natural * MOST_CROP / 100;
    let rows = natural.saturating_sub(off).max(1)..=natural + off;
    rows.filter(move |rows| *rows != natural)
        .map(move |rows| (rows, (rows.abs_diff(natural) * 100).div_ceil(natural.max(1))))
}

fn crop_cost(percent: u32) -> u32 {
    percent.saturating_sub(3) * CROP
}
