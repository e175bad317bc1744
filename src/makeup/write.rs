//! Writes an arrangement as a layout that people read and change: areas named after what stands in them, each under what
//! stands over it, with as many rows as its copy needs where it has just these.

use std::fmt::Write as _;

use crate::layout::{Cells, HeadlinePlace};

use super::board::{Board, GAP};
use super::piece::{Piece, PieceKind};
use super::seal::sealed;
use super::tree::Placed;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsAs {
    /// By their copy and by what is left, where that comes to the same.
    Relative,
    /// As numbers.
    Numbers,
}

/// What a layout is written of.
pub struct Sheet<'s> {
    /// The page.
    pub board: &'s Board,
    /// The layout that it extends.
    pub base: &'s str,
    /// Areas of that layout in which nothing stands.
    pub unused: &'s [String],
    /// The rules of that layout that stay, word for word, if some have to go.
    pub rules: Option<&'s [String]>,
    /// The page's number and the pool's name.
    pub page: u32,
    /// The pool.
    pub pool: &'s str,
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A key as TOML writes it.
fn key(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_bare { name.to_owned() } else { quoted(name) }
}

/// A layout as a file in the folder `layouts` names it, that the issue names so: by its name, or by a path from the issue folder.
fn seen_from_layouts(base: &str) -> String {
    let path = std::path::Path::new(base);
    let is_file = path.extension().is_some_and(|kind| kind == "toml") && path.is_relative();
    if is_file { format!("../{base}") } else { base.to_owned() }
}

/// The layout of pieces that stand somewhere, as text, with the line that says who wrote it.
pub fn layout(sheet: &Sheet<'_>, (pieces, placed): (&[Piece], &[Placed]), rows: RowsAs) -> String {
    let mut text = String::new();
    let Sheet { board, base, unused, rules, page, pool } = sheet;
    let _ = writeln!(
        text,
        "# Page {page}, from the pool {}.\n\nextends = {}",
        quoted(pool),
        quoted(&seen_from_layouts(base))
    );
    if rules.is_some_and(<[String]>::is_empty) {
        text.push_str("# Its rules would run through what stands here.\nrule = []\n");
    }
    for name in *unused {
        let _ = write!(text, "\n[areas.{}]\noff = true\n", key(name));
    }
    let mut list: Vec<&Placed> = placed.iter().collect();
    list.sort_by_key(|placed| (placed.cells.row, placed.cells.column));
    for own in list {
        area(&mut text, board, pieces, placed, own, rows);
    }
    for (number, rule) in rules.unwrap_or_default().iter().enumerate() {
        let first = if number == 0 { "# Those of its rules that run through nothing here.\n" } else { "" };
        let _ = write!(text, "\n{first}{rule}\n");
    }
    sealed(&text)
}

fn overlap(one: &Cells, other: &Cells) -> bool {
    one.column < other.column + other.columns && other.column < one.column + one.columns
}

/// The names of the areas right over cells.
fn over<'s>(board: &'s Board, pieces: &'s [Piece], placed: &'s [Placed], cells: &Cells) -> Vec<&'s str> {
    let ends_over = |other: &Cells| other.row + other.rows + GAP == cells.row && overlap(other, cells);
    let fixed = board.fixed.iter().filter(|fixed| ends_over(&fixed.cells)).map(|fixed| fixed.name.as_str());
    let own =
        placed.iter().filter(|other| ends_over(&other.cells)).map(|other| pieces[other.piece].name.as_str());
    fixed.chain(own).collect()
}

fn area(
    text: &mut String,
    board: &Board,
    pieces: &[Piece],
    placed: &[Placed],
    own: &Placed,
    rows_as: RowsAs,
) {
    let piece = &pieces[own.piece];
    let cells = own.cells;
    let last = cells.row + cells.rows - 1;
    let _ = write!(text, "\n[areas.{}]", key(&piece.name));
    let _ = writeln!(text, "{}", remark(piece, &cells));
    let names = over(board, pieces, placed, &cells);
    let in_a_corner = placed.iter().any(|host| {
        let at_foot = host.cells.row + host.cells.rows == cells.row + cells.rows;
        host.notch.is_some() && host.piece != own.piece && at_foot && overlap(&host.cells, &cells)
    });
    let from_foot = last == board.rows && (piece.kind == PieceKind::Ad || in_a_corner);
    let is_last = last == board.rows || board.fixed.iter().any(|fixed| fixed.cells.row == last + 1 + GAP);
    if from_foot {
        text.push_str("foot = true\n");
    } else {
        match names[..] {
            [] if cells.row == 1 => text.push_str("head = true\n"),
            [] => {
                let _ = writeln!(text, "row = {}", cells.row);
            }
            [name] => {
                let _ = writeln!(text, "under = {}", quoted(name));
            }
            _ => {
                let list: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                let _ = writeln!(text, "under = [{}]", list.join(", "));
            }
        }
    }
    let _ = writeln!(text, "columns = \"{}-{}\"", cells.column, cells.column + cells.columns - 1);
    let is_relative = rows_as == RowsAs::Relative;
    if is_relative && is_last && !from_foot && own.notch.is_none() && piece.kind != PieceKind::Ad {
        text.push_str("rows = \"rest\"\n");
    } else if !is_relative || !own.choice.is_natural || own.notch.is_some() || piece.kind == PieceKind::Ad {
        let _ = writeln!(text, "rows = {}", cells.rows);
    }
    if let Some((columns, rows, at_right)) = own.notch {
        let corner = if at_right { "bottom-right" } else { "bottom-left" };
        let _ = writeln!(text, "notch = [{{ corner = \"{corner}\", columns = {columns}, rows = {rows} }}]");
    }
    let Some(form) = piece.forms.get(usize::from(own.choice.form)) else { return };
    if form.area.headline != HeadlinePlace::Above {
        let _ = writeln!(text, "headline = \"left\"");
    }
    if form.is_boxed {
        text.push_str("frame = { width = \"0.5pt\" }\ninset = \"1字\"\n");
    }
    if !form.area.styles.is_empty() {
        let styles: Vec<String> = form
            .area
            .styles
            .iter()
            .map(|(kind, style)| format!("{} = {}", key(kind), quoted(style)))
            .collect();
        let _ = writeln!(text, "styles = {{ {} }}", styles.join(", "));
    }
    if let Some(inset) = own.choice.inset {
        let _ = writeln!(
            text,
            "pictures = {{ {} = {{ column = {}, columns = {}, row = {}, rows = {} }} }}",
            key(&pieces[usize::from(inset.picture)].name),
            inset.column,
            inset.columns,
            inset.row,
            inset.rows
        );
    }
}

/// What stands behind the name: the importance of a story in the words of the newsroom, and the rows in which the area came to
/// stand, which `makeup --keep` reads back.
fn remark(piece: &Piece, cells: &Cells) -> String {
    let importance = match (piece.kind, piece.importance) {
        (PieceKind::Story, 1) => "头条, ",
        (PieceKind::Story, 2) => "二条, ",
        (PieceKind::Story, 3) => "三条, ",
        _ => "",
    };
    format!("    # {importance}rows {}-{}", cells.row, cells.row + cells.rows - 1)
}
