//! A late change: what an earlier makeup wrote is read back, so that the search begins from it and moves little.
//!
//! Where each area came to stand is in the remark behind its name and in its `columns`. From the rectangles the tree is found
//! again: a part is cut from side to side or from head to foot where nothing stands over the cut; what cannot be cut
//! is a story with a corner left to others, or a pinwheel.

use crate::layout::Cells;

use super::board::{Board, GAP};
use super::piece::Piece;
use super::task::Arrangement;
use super::tree::{Node, Tree};

/// Where an area stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// Its name.
    pub name: String,
    /// Its cells.
    pub cells: Cells,
    /// Columns and rows that it left at its foot, and whether at the right.
    pub notch: Option<(u32, u32, bool)>,
}

/// What a made layout says of where its areas came to stand.
pub fn stood(text: &str) -> Vec<Stood> {
    let mut list: Vec<Stood> = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("[areas.") {
            let Some((name, remark)) = rest.split_once(']') else { continue };
            let Some((row, last)) = remark.rsplit_once("rows ").and_then(|(_, rows)| range(rows)) else {
                continue;
            };
            let name = name.trim_matches('"').to_owned();
            let cells = Cells { column: 1, columns: 1, row, rows: last + 1 - row };
            list.push(Stood { name, cells, notch: None });
        } else if let Some(columns) = line.strip_prefix("columns = \"")
            && let Some(last) = list.last_mut()
            && let Some((first, end)) = range(columns.trim_end_matches('"'))
        {
            (last.cells.column, last.cells.columns) = (first, end + 1 - first);
        } else if let Some(rest) = line.strip_prefix("notch = [{ corner = \"bottom-")
            && let Some(last) = list.last_mut()
        {
            let number = |key: &str| {
                let rest = rest.split_once(key)?.1.trim_start_matches([' ', '=']);
                rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok()
            };
            if let (Some(columns), Some(rows)) = (number("columns"), number("rows")) {
                last.notch = Some((columns, rows, rest.starts_with("right")));
            }
        }
    }
    list
}

fn range(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-')?;
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first >= 1 && last >= first).then_some((first, last))
}

/// The arrangement that has pieces where they stood; what is new is left out of it, and comes in by the search. `None` where
/// nothing of it can be found again.
pub fn arrangement(board: &Board, pieces: &[Piece], stood: &[Stood]) -> Option<Arrangement> {
    let piece = |stood: &Stood| pieces.iter().position(|piece| piece.name == stood.name);
    let mut out: u32 = (0..pieces.len())
        .filter(|at| super::begin::stands_alone(pieces, *at))
        .fold(0, |out, at| out | 1 << at);
    let mut trees = Vec::new();
    for bin in &board.bins {
        let inside = |stood: &&Stood| {
            let cells = &stood.cells;
            let columns = bin.cells.column..bin.cells.column + bin.cells.columns;
            let rows = bin.cells.row..bin.cells.row + bin.cells.rows;
            columns.contains(&cells.column) && rows.contains(&cells.row)
        };
        let list: Vec<(usize, &Stood)> =
            stood.iter().filter(inside).filter_map(|stood| Some((piece(stood)?, stood))).collect();
        let tree = found_again(&list);
        if let Some(tree) = &tree {
            out &= !tree.pieces();
        }
        trees.push(tree);
    }
    trees.iter().any(Option::is_some).then_some(Arrangement { trees, out })
}

fn found_again(list: &[(usize, &Stood)]) -> Option<Tree> {
    let [first, rest @ ..] = list else { return None };
    if rest.is_empty() {
        return Some(Tree::leaf(first.0));
    }
    // From side to side.
    for (_, edge) in list {
        let foot = edge.cells.row + edge.cells.rows;
        let (over, under): (Vec<_>, Vec<_>) =
            list.iter().copied().partition(|(_, stood)| stood.cells.row + stood.cells.rows <= foot);
        if !under.is_empty() && under.iter().all(|(_, stood)| stood.cells.row >= foot) {
            return Some(Tree::new(Node::Over(found_again(&over)?, found_again(&under)?)));
        }
    }
    // From head to foot.
    let left = list.iter().map(|(_, stood)| stood.cells.column).min()?;
    for (_, edge) in list {
        let end = edge.cells.column + edge.cells.columns;
        let (one, other): (Vec<_>, Vec<_>) =
            list.iter().copied().partition(|(_, stood)| stood.cells.column + stood.cells.columns <= end);
        if !other.is_empty() && other.iter().all(|(_, stood)| stood.cells.column >= end) {
            return Some(Tree::new(Node::Beside(found_again(&one)?, found_again(&other)?, end - left)));
        }
    }
    in_a_corner(list).or_else(|| wheel(list))
}

/// In a corner at the foot of a story.
fn in_a_corner(list: &[(usize, &Stood)]) -> Option<Tree> {
    let (host, stood) = list.iter().find(|(_, stood)| stood.notch.is_some())?;
    let (columns, rows, at_right) = stood.notch?;
    let end = stood.cells.row + stood.cells.rows;
    let column =
        if at_right { stood.cells.column + stood.cells.columns - columns } else { stood.cells.column };
    let within = |cells: &Cells| {
        cells.column >= column
            && cells.column < column + columns
            && cells.row + rows >= end + GAP
            && cells.row < end
    };
    let inner: Vec<_> =
        list.iter().copied().filter(|(piece, other)| piece != host && within(&other.cells)).collect();
    if inner.len() + 1 != list.len() {
        return None;
    }
    Some(Tree::new(Node::Notched(*host, found_again(&inner)?, columns, at_right)))
}

/// Five parts in a pinwheel, of one piece or more each.
fn wheel(list: &[(usize, &Stood)]) -> Option<Tree> {
    let end = |cells: &Cells| cells.column + cells.columns;
    let foot = |cells: &Cells| cells.row + cells.rows;
    let left = list.iter().map(|(_, stood)| stood.cells.column).min()?;
    let right = list.iter().map(|(_, stood)| end(&stood.cells)).max()?;
    let edges = |edge: &dyn Fn(&Cells) -> u32| -> Vec<u32> {
        let mut edges: Vec<u32> = list.iter().map(|(_, stood)| edge(&stood.cells)).collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    };
    let (ends, feet) = (edges(&end), edges(&foot));
    // The columns behind the part at the left and before that at the right, and the rows under the part at the head and
    // under that at the right.
    for (behind, before) in ends.iter().flat_map(|one| ends.iter().map(move |other| (*one, *other))) {
        if behind >= before || before >= right {
            continue;
        }
        for (head, low) in feet.iter().flat_map(|one| feet.iter().map(move |other| (*one, *other))) {
            let part = |cells: &Cells| match () {
                () if end(cells) <= before && foot(cells) <= head => Some(0),
                () if cells.column >= before && foot(cells) <= low => Some(1),
                () if cells.column >= behind && cells.row >= low => Some(2),
                () if end(cells) <= behind && cells.row >= head => Some(3),
                () if cells.column >= behind
                    && end(cells) <= before
                    && cells.row >= head
                    && foot(cells) <= low =>
                {
                    Some(4)
                }
                () => None,
            };
            let mut parts: [Vec<(usize, &Stood)>; 5] = Default::default();
            let all = list.iter().all(|own| {
                part(&own.1.cells).is_some_and(|part| {
                    parts[part].push(*own);
                    true
                })
            });
            if head < low && all && parts.iter().all(|part| !part.is_empty()) {
                let [one, two, three, four, five] = parts.map(|part| found_again(&part));
                let parts = Box::new([one?, two?, three?, four?, five?]);
                return Some(Tree::new(Node::Wheel(parts, behind - left, right - before)));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: &str = "\
[areas.lead]    # 头条, rows 12-40
under = \"masthead\"
columns = \"1-6\"

[areas.\"二条\"]    # rows 42-88
columns = \"1-4\"
notch = [{ corner = \"bottom-right\", columns = 2, rows = 20 }]

[areas.third]    # rows 70-88
columns = \"3-4\"

[areas.fourth]    # rows 42-88
columns = \"5-6\"
";

    #[test]
    fn a_layout_gives_its_tree_back() {
        let list = stood(LAYOUT);
        let names: Vec<&str> = list.iter().map(|stood| stood.name.as_str()).collect();
        assert_eq!(names, ["lead", "二条", "third", "fourth"]);
        assert_eq!(list[1].cells, Cells { column: 1, columns: 4, row: 42, rows: 47 });
        let numbered: Vec<(usize, &Stood)> = list.iter().enumerate().collect();
        let tree = found_again(&numbered).expect("it can be cut");
        let Node::Over(head, rest) = tree.node() else { panic!("{tree:?}") };
        assert!(matches!(head.node(), Node::Leaf(0)));
        let Node::Beside(left, _, 4) = rest.node() else { panic!("{rest:?}") };
        assert!(matches!(left.node(), Node::Notched(1, _, 2, true)));
        // A pinwheel; four of it in a ring without the middle are none.
        let ring = stood(
            "[areas.a] # rows 1-10\ncolumns = \"1-4\"\n[areas.b] # rows 1-20\ncolumns = \"5-6\"\n\
             [areas.c] # rows 22-30\ncolumns = \"3-6\"\n[areas.d] # rows 12-30\ncolumns = \"1-2\"\n\
             [areas.e] # rows 12-20\ncolumns = \"3-4\"\n",
        );
        let ring: Vec<(usize, &Stood)> = ring.iter().enumerate().collect();
        let wheel = found_again(&ring).expect("a pinwheel");
        let Node::Wheel(parts, 2, 2) = wheel.node() else { panic!("{wheel:?}") };
        assert!(
            (0..5).all(|at| matches!(parts[at].node(), Node::Leaf(piece) if *piece == [0, 1, 2, 3, 4][at]))
        );
        assert!(found_again(&ring[..4]).is_none());
    }
}
