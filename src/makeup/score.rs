//! What a page costs: the points by which it is less than the best that can be, by terms that a house weighs.
//!
//! The same function looks at arrangements of the search and at pages that were made by hand, for it knows nothing but where
//! things stand and how large their headlines are ([`Seen`]). What it looks at are the faults of makeup in the handbooks:
//! the order of importance against place and size, straight cuts (断版) and gutters (通线), headlines that meet (碰题) or
//! stand in the wrong order (标题倒挂), columns that are too deep or too shallow, weight on one side, pages of one width, no
//! centre of the eye (视觉中心). Points are whole numbers; less is better.

use crate::layout::Cells;

use super::board::{Board, GAP};
use super::piece::PieceKind;

/// A thing on a page, as the eye takes it in.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Which piece it is.
    pub piece: usize,
    /// Where it stands.
    pub cells: Cells,
    /// 1 (头条) to 5.
    pub importance: u8,
    /// What it is.
    pub kind: PieceKind,
    /// Size of its headline, in 1/65536 pt; 0 without one.
    pub size: i64,
    /// The headline's face, the same number for the same face.
    pub face: u8,
    /// Whether the headline runs down.
    pub is_down: bool,
    /// Whether it stands in a box.
    pub is_boxed: bool,
    /// Rows of a headline across.
    pub headline_rows: u32,
    /// The picture inside of it.
    pub picture: Option<Cells>,
    /// Whether it is to stand at the head.
    pub wants_top: bool,
    /// Pieces that it is not to touch, as bits.
    pub apart: u32,
    /// Where it stood before, if the page is to change little.
    pub was: Option<Cells>,
}

/// What is looked at; each has a weight of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// White, cropped pictures, copy without room.
    Fit,
    /// Importance against place and size (版序).
    Order,
    /// Straight cuts and gutters (断版、通线).
    Cuts,
    /// Headlines that meet or stand in the wrong order (碰题、标题倒挂).
    Headlines,
    /// Columns that are too deep or too shallow.
    Columns,
    /// Weight of pictures and headlines over the page (均衡).
    Balance,
    /// Widths, directions and boxes (变化).
    Variety,
    /// One centre of the eye (视觉中心).
    Centre,
    /// What the editor wished for.
    Wishes,
    /// Likeness to yesterday's page.
    Yesterday,
    /// What moved, where little is to change.
    Moved,
    /// What is left out.
    Out,
}

/// The number of terms.
pub const TERMS: usize = 12;

/// The weights of the terms, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights(pub [u32; TERMS]);

impl Default for Weights {
    fn default() -> Weights {
        Weights([100; TERMS])
    }
}

/// Why points are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The first, of more importance, stands lower than the second.
    Lower(usize, usize),
    /// The first, of more importance, has no larger headline than the second.
    Smaller(usize, usize),
    /// The most important story does not stand at the head.
    LeadLow(usize),
    /// A cut from left to right under this row.
    CutAcross(u32),
    /// A cut from head to foot behind this column.
    CutDown(u32),
    /// A gutter behind this column that nothing crosses.
    Gutter(u32),
    /// Two headlines side by side.
    Collide(usize, usize),
    /// The headline of the first is smaller than that of the second under it.
    Upside(usize, usize),
    /// So many rows of text in a column.
    Deep(usize, u32),
    /// The same, too few.
    Shallow(usize, u32),
    /// Weight off the middle, in thousandths of the width; negative to the left.
    Side(i64),
    /// Weight off its height, in thousandths from the head.
    Height(i64),
    /// So many different widths of stories.
    Widths(usize),
    /// Nothing runs down and nothing is boxed.
    Plain,
    /// Too many boxes.
    Boxes(usize),
    /// Too many headlines that run down.
    Downs(usize),
    /// Two draw the eye alike.
    TwoCentres(usize, usize),
    /// What draws the eye stands low.
    CentreLow(usize),
    /// It was to stand at the head.
    NotTop(usize),
    /// Two that touch and were to be apart.
    Touch(usize, usize),
    /// Two pictures that touch.
    Pictures(usize, usize),
    /// An advertisement that does not stand at the foot.
    AdHigh(usize),
    /// An advertisement that is not at an edge.
    AdInside(usize),
    /// It stands where something stood yesterday.
    AsYesterday(usize),
    /// It moved.
    Moved(usize),
    /// It is left out.
    Out(usize),
    /// Points of its shape: white, crop, a headline of second choice.
    Shape(usize),
    /// Free rows in so many columns.
    Free(u32),
}

/// The columns from and to that cells take, the latter not included.
fn across(cells: &Cells) -> (u32, u32) {
    (cells.column, cells.column + cells.columns)
}

fn down(cells: &Cells) -> (u32, u32) {
    (cells.row, cells.row + cells.rows)
}

fn shared(one: (u32, u32), other: (u32, u32)) -> u32 {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}

/// Whether two stand side by side or one over the other, with nothing between.
fn touch(one: &Cells, other: &Cells) -> bool {
    let beside = across(one).1 == across(other).0 || across(other).1 == across(one).0;
    let over = down(one).1 + GAP == down(other).0 || down(other).1 + GAP == down(one).0;
    (beside && shared(down(one), down(other)) > 0) || (over && shared(across(one), across(other)) > 0)
}

/// Looks at a page and gives each fault with its points to `tell`.
pub fn look(board: &Board, seen: &[Seen], yesterday: &[Cells], tell: &mut impl FnMut(Term, i64, Reason)) {
    order(board, seen, tell);
    cuts(board, seen, tell);
    headlines(seen, tell);
    columns(board, seen, tell);
    balance(board, seen, tell);
    variety(seen, tell);
    centre(board, seen, tell);
    wishes(board, seen, tell);
    for one in seen.iter().filter(|one| one.kind == PieceKind::Story) {
        let alike = |other: &&Cells| {
            let both = shared(across(&one.cells), across(other)) * shared(down(&one.cells), down(other));
            let area = |cells: &Cells| cells.columns * cells.rows;
            both * 5 >= area(&one.cells).max(area(other)) * 4
        };
        if yesterday.iter().any(|other| alike(&other)) {
            tell(Term::Yesterday, 5, Reason::AsYesterday(one.piece));
        }
        if let Some(was) = one.was {
            let moved = across(&was) != across(&one.cells);
            let rows = was.row.abs_diff(one.cells.row) + down(&was).1.abs_diff(down(&one.cells).1);
            let points = if moved { 200 } else { i64::from(rows.min(20) * 4) };
            if points > 0 {
                tell(Term::Moved, points, Reason::Moved(one.piece));
            }
        }
    }
}

fn order(board: &Board, seen: &[Seen], tell: &mut impl FnMut(Term, i64, Reason)) {
    let stories = || seen.iter().filter(|one| one.kind == PieceKind::Story);
    // From 0 at the head to 100 at the foot, a little more to the right.
    let place = |one: &Seen| {
        let right = (one.cells.column - 1) * 10 / board.columns;
        i64::from(one.cells.row.saturating_sub(board.top) * 100 / board.rows + right)
    };
    for one in stories() {
        for other in stories().filter(|other| other.importance > one.importance) {
            let step = i64::from(other.importance - one.importance);
            let lower = place(one) - place(other);
            if lower > 3 {
                tell(Term::Order, step * lower.min(40) / 4 + 1, Reason::Lower(one.piece, other.piece));
            }
            if one.size < other.size && !other.is_down {
                tell(Term::Order, step * 12, Reason::Smaller(one.piece, other.piece));
            }
        }
        if one.importance == 1 && one.cells.row > board.top + 3 {
            tell(Term::Order, 25, Reason::LeadLow(one.piece));
        }
    }
}

/// Points for a cut, and for one that only the masthead holds together.
const CUT: i64 = 60;
const HELD_CUT: i64 = 5;

fn cuts(board: &Board, seen: &[Seen], tell: &mut impl FnMut(Term, i64, Reason)) {
    let fixed = board.fixed.iter().filter(|fixed| fixed.is_matter && fixed.cells.row >= board.top);
    let fixed: Vec<Cells> = fixed.map(|fixed| fixed.cells).collect();
    let all = || seen.iter().map(|one| &one.cells).chain(&fixed);
    let count = all().count();
    if count < 3 {
        return;
    }
    let mut told = 0;
    for one in all() {
        let edge = down(one).1;
        if edge > board.rows || edge == told {
            continue;
        }
        let over = all().filter(|cells| down(cells).1 <= edge).count();
        let under = all().filter(|cells| cells.row >= edge).count();
        if over + under == count && over >= 2 && under >= 2 {
            told = edge;
            tell(Term::Cuts, CUT, Reason::CutAcross(edge - 1));
        }
    }
    for column in 1..board.columns {
        if board.fold == Some(column) {
            continue;
        }
        let left = all().filter(|cells| across(cells).1 <= column + 1).count();
        let right = all().filter(|cells| cells.column > column).count();
        if left + right < count {
            continue;
        }
        let points = if board.under_masthead { HELD_CUT } else { CUT };
        if left >= 2 && right >= 2 {
            tell(Term::Cuts, points, Reason::CutDown(column));
        } else if left > 0 && right > 0 {
            tell(Term::Cuts, points * 2 / 3, Reason::Gutter(column));
        }
    }
}

/// Two headlines of one face are told apart if one is larger by so many percent.
const STEP: i64 = 25;

fn headlines(seen: &[Seen], tell: &mut impl FnMut(Term, i64, Reason)) {
    let heads = || seen.iter().filter(|one| one.size > 0 && !one.is_down);
    for one in heads() {
        for other in heads().filter(|other| other.piece != one.piece) {
            let alike = one.face == other.face && {
                let (small, large) = (one.size.min(other.size), one.size.max(other.size));
                large * 100 < small * (100 + STEP)
            };
            let rows = |seen: &Seen| (seen.cells.row, seen.cells.row + seen.headline_rows);
            let beside = across(&one.cells).1 == other.cells.column;
            if beside && alike && !one.is_boxed && !other.is_boxed && shared(rows(one), rows(other)) > 0 {
                tell(Term::Headlines, 45, Reason::Collide(one.piece, other.piece));
            }
            let under = down(&one.cells).1 <= other.cells.row;
            if under && one.size < other.size && shared(across(&one.cells), across(&other.cells)) > 0 {
                tell(Term::Headlines, 25, Reason::Upside(one.piece, other.piece));
            }
        }
    }
}

fn columns(board: &Board, seen: &[Seen], tell: &mut impl FnMut(Term, i64, Reason)) {
    let most = (board.rows * 2 / 5).max(24);
    for one in seen.iter().filter(|one| one.kind == PieceKind::Story) {
        let text = one.cells.rows.saturating_sub(one.headline_rows);
        if text > most {
            let narrow = if one.cells.columns == 1 { 2 } else { 1 };
            tell(Term::Columns, i64::from((text - most) * narrow / 3 + 1), Reason::Deep(one.piece, text));
        } else if one.cells.columns > 3 && text < 14 {
            let wide = i64::from((14 - text) * (one.cells.columns - 3));
            tell(Term::Columns, wide / 2 + 1, Reason::Shallow(one.piece, text));
        } else if text < 6 {
            tell(Term::Columns, i64::from(6 - text) * 6, Reason::Shallow(one.piece, text));
        }
    }
}

/// How much something draws the eye: its picture and its headline.
fn weight(one: &Seen) -> i64 {
    let area = |cells: &Cells| i64::from(cells.columns * cells.rows);
    let picture = match one.kind {
        PieceKind::Picture => area(&one.cells),
        _ => one.picture.as_ref().map_or(0, area),
    };
    let headline = if one.is_down {
        i64::from(one.cells.rows) / 2
    } else {
        i64::from(one.headline_rows * one.cells.columns)
    };
    picture + headline * 2
}

fn balance(board: &Board, seen: &[Seen], tell: &mut impl FnMut(Term, i64, Reason)) {
    let (mut total, mut x, mut y) = (0, 0, 0);
    for one in seen.iter().filter(|one| one.kind != PieceKind::Ad) {
        let weight = weight(one);
        let at = one.picture.filter(|_| one.kind == PieceKind::Story).unwrap_or(one.cells);
        total += weight;
        x += weight * i64::from(2 * (at.column - 1) + at.columns) * 500 / i64::from(board.columns);
        y += weight * i64::from(2 * (at.row - 1) + at.rows) * 500 / i64::from(board.rows);
    }
    if total == 0 || board.fold.is_some() {
        return;
    }
    let (side, height) = (x / total - 500, y / total);
    if side.abs() > 90 {
        tell(Term::Balance, (side.abs() - 90) / 6 + 1, Reason::Side(side));
    }
    let off = (300 - height).max(height - 580).max(0);
    if off > 0 {
        tell(Term::Balance, off / 8 + 1, Reason::Height(height));
    }
}

fn variety(seen: &[Seen], tell: &mut impl FnMut(Term, i64, Reason)) {
    let stories: Vec<&Seen> = seen.iter().filter(|one| one.kind == PieceKind::Story).collect();
    if stories.len() < 4 {
        return;
    }
    let mut widths: Vec<u32> = stories.iter().map(|one| one.cells.columns).collect();
    widths.sort_unstable();
    widths.dedup();
    match widths.len() {
        1 => tell(Term::Variety, 24, Reason::Widths(1)),
        2 => tell(Term::Variety, 6, Reason::Widths(2)),
        _ => {}
    }
    let boxes = stories.iter().filter(|one| one.is_boxed).count();
    let downs = stories.iter().filter(|one| one.is_down).count();
    if stories.len() >= 5 && boxes + downs == 0 {
        tell(Term::Variety, 10, Reason::Plain);
    }
    if boxes > stories.len() / 3 {
        tell(Term::Variety, 10 * (boxes - stories.len() / 3) as i64, Reason::Boxes(boxes));
    }
    if downs > 1 + stories.len() / 6 {
        tell(Term::Variety, 10 * (downs - 1 - stories.len() / 6) as i64, Reason::Downs(downs));
    }
}

fn centre(board: &Board, seen: &[Seen], tell: &mut impl FnMut(Term, i64, Reason)) {
    let mut first: Option<(i64, &Seen)> = None;
    let mut second = None;
    for one in seen.iter().filter(|one| one.kind != PieceKind::Ad) {
        let own = (weight(one), one);
        if first.is_none_or(|known| own.0 > known.0) {
            second = first;
            first = Some(own);
        } else if second.is_none_or(|(known, _)| own.0 > known) {
            second = Some(own);
        }
    }
    let (Some(first), Some(second)) = (first, second) else { return };
    if first.0 * 4 < second.0 * 5 {
        tell(Term::Centre, 10, Reason::TwoCentres(first.1.piece, second.1.piece));
    }
    let middle = 2 * first.1.cells.row + first.1.cells.rows;
    if middle > board.rows * 5 / 4 {
        tell(Term::Centre, 12, Reason::CentreLow(first.1.piece));
    }
}

fn wishes(board: &Board, seen: &[Seen], tell: &mut impl FnMut(Term, i64, Reason)) {
    for one in seen {
        if one.wants_top && one.cells.row > board.top + 2 {
            tell(Term::Wishes, 30, Reason::NotTop(one.piece));
        }
        if one.kind == PieceKind::Ad {
            let after = down(&one.cells).1;
            let is_last = seen.iter().filter(|other| other.kind != PieceKind::Ad).all(|other| {
                other.cells.row < after || shared(across(&other.cells), across(&one.cells)) == 0
            });
            if !is_last || (after <= board.rows && board.fixed.iter().all(|fixed| fixed.cells.row < after)) {
                tell(Term::Wishes, 80, Reason::AdHigh(one.piece));
            }
            if one.cells.column > 1 && across(&one.cells).1 <= board.columns {
                tell(Term::Wishes, 4, Reason::AdInside(one.piece));
            }
        }
        for other in seen.iter().filter(|other| other.piece > one.piece) {
            let apart = one.apart >> other.piece & 1 == 1 || other.apart >> one.piece & 1 == 1;
            if apart && touch(&one.cells, &other.cells) {
                tell(Term::Wishes, 40, Reason::Touch(one.piece, other.piece));
            }
            let pictures = [one, other].map(|seen| match seen.kind {
                PieceKind::Picture => Some(seen.cells),
                _ => seen.picture,
            });
            if let [Some(first), Some(second)] = pictures
                && touch(&first, &second)
            {
                tell(Term::Wishes, 10, Reason::Pictures(one.piece, other.piece));
            }
        }
    }
}
