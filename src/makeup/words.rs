//! Makeup in words: what a page costs and why, what each story got, and what would have to change for what does not fit.

use crate::message::{Message, Word, commas, counted, msg, word};

use super::got::{Got, Headline};
use super::piece::{Piece, PieceKind};
use super::score::{Reason, Term};
use super::{Board, MadePage};

/// What a term is called.
pub fn term(term: Term) -> Word {
    match term {
        Term::Fit => word("white, cropping, headlines of second choice"),
        Term::Order => word("order of importance"),
        Term::Cuts => word("straight cuts through the page"),
        Term::Headlines => word("headlines that meet or are out of order"),
        Term::Columns => word("depth of columns"),
        Term::Balance => word("balance"),
        Term::Variety => word("variety"),
        Term::Centre => word("the centre of the eye"),
        Term::Wishes => word("wishes of the editor"),
        Term::Yesterday => word("likeness to yesterday's page"),
        Term::Moved => word("what moved"),
        Term::Out => word("what is left out"),
    }
}

/// A name for programs.
pub fn key(term: Term) -> &'static str {
    match term {
        Term::Fit => "fit",
        Term::Order => "order",
        Term::Cuts => "cuts",
        Term::Headlines => "headlines",
        Term::Columns => "columns",
        Term::Balance => "balance",
        Term::Variety => "variety",
        Term::Centre => "centre",
        Term::Wishes => "wishes",
        Term::Yesterday => "yesterday",
        Term::Moved => "moved",
        Term::Out => "out",
    }
}

/// Why points are given on a page.
pub fn reason(reason: &Reason, made: &MadePage) -> Message {
    let pieces = &made.pieces;
    let name = |number: &usize| pieces.get(*number).map_or("", |piece| piece.name.as_str());
    let rank = |number: &usize| pieces.get(*number).map_or(0, |piece| piece.importance);
    match reason {
        Reason::Lower(one, other) => msg!(
            "`{one}` (importance {rank}) stands lower than `{other}` (importance {less})",
            one = name(one),
            rank = rank(one),
            other = name(other),
            less = rank(other)
        ),
        Reason::Smaller(one, other) => msg!(
            "the headline of `{one}` (importance {rank}) is smaller than that of `{other}` (importance {less})",
            one = name(one),
            rank = rank(one),
            other = name(other),
            less = rank(other)
        ),
        Reason::LeadLow(one) => {
            msg!("the lead `{one}` does not stand at the head of the page", one = name(one))
        }
        Reason::CutAcross(row) => msg!("a straight cut from side to side under row {row} (断版)", row),
        Reason::CutDown(column) => {
            msg!("a straight cut from head to foot behind column {column} (断版)", column)
        }
        Reason::Gutter(column) => msg!("nothing crosses the gutter behind column {column} (通线)", column),
        Reason::Collide(one, other) => msg!(
            "the headlines of `{one}` and `{other}` stand side by side (碰题)",
            one = name(one),
            other = name(other)
        ),
        Reason::Upside(one, other) => msg!(
            "the headline of `{one}` is smaller than that of `{other}` under it (标题倒挂)",
            one = name(one),
            other = name(other)
        ),
        Reason::Deep(one, rows) => {
            msg!("columns of `{one}` are {rows} deep", one = name(one), rows = counted(*rows as usize, "row"))
        }
        Reason::Shallow(one, rows) => msg!(
            "columns of `{one}` are only {rows} deep",
            one = name(one),
            rows = counted(*rows as usize, "row")
        ),
        Reason::Side(off) if *off < 0 => {
            msg!("pictures and headlines weigh to the left: {off} % of the width", off = percent(*off))
        }
        Reason::Side(off) => {
            msg!("pictures and headlines weigh to the right: {off} % of the width", off = percent(*off))
        }
        Reason::Height(at) => msg!(
            "the weight of pictures and headlines lies at {at} % of the height from the head",
            at = percent(*at)
        ),
        Reason::Widths(1) => msg!("all stories have one width"),
        Reason::Widths(count) => msg!("stories have only {count} different widths", count),
        Reason::Plain => msg!("no headline runs down, and no story stands in a box"),
        Reason::Boxes(count) => msg!("{count} stories stand in boxes", count),
        Reason::Downs(count) => msg!("{count} headlines run down", count),
        Reason::TwoCentres(one, other) => {
            msg!("`{one}` and `{other}` draw the eye alike", one = name(one), other = name(other))
        }
        Reason::CentreLow(one) => msg!("`{one}`, which draws the eye most, stands low", one = name(one)),
        Reason::NotTop(one) => msg!("`{one}` was to stand at the head of the page", one = name(one)),
        Reason::Touch(one, other) => {
            msg!("`{one}` and `{other}` were to stand apart", one = name(one), other = name(other))
        }
        Reason::Pictures(one, other) => {
            msg!("the pictures of `{one}` and `{other}` touch", one = name(one), other = name(other))
        }
        Reason::AdHigh(one) => {
            msg!("the advertisement `{one}` does not stand at the foot of the page", one = name(one))
        }
        Reason::AdInside(one) => {
            msg!("the advertisement `{one}` stands at neither side of the page", one = name(one))
        }
        Reason::AsYesterday(one) => msg!("`{one}` stands where a story stood yesterday", one = name(one)),
        Reason::Moved(one) => msg!("`{one}` moved", one = name(one)),
        Reason::Out(one) => msg!("`{one}` is left out", one = name(one)),
        Reason::Shape(one) => shape(*one, made),
        Reason::Free(rows) => msg!("{rows} stay white", rows = counted(*rows as usize, "row")),
    }
}

/// What the shape of a piece costs points for.
fn shape(number: usize, made: &MadePage) -> Message {
    let piece = &made.pieces[number];
    let name = &piece.name;
    let Some(placed) = made.placed.iter().find(|placed| placed.piece == number) else {
        return Message::verbatim(name);
    };
    let choice = &placed.choice;
    let form = piece.forms.get(usize::from(choice.form));
    let rows = counted(usize::from(choice.white.unsigned_abs()), "row");
    let mut why = Vec::new();
    match choice.white {
        0 => {}
        1.. => why.push(msg!("{rows} white", rows)),
        _ => why.push(msg!("no room for {rows}", rows)),
    }
    if form.is_some_and(|form| form.cost > 0) {
        why.push(msg!("the headline is not of the first choice for its importance"));
    }
    if placed.notch.is_some() {
        why.push(msg!("six sides"));
    }
    if piece.kind == PieceKind::Picture {
        why.push(msg!("cropped"));
    } else if choice.inset.is_some() {
        why.push(msg!("its picture is cropped, or stands over few rows of text"));
    }
    if why.is_empty() {
        why.push(msg!("rows added under the headline, or lines made longer or shorter"));
    }
    msg!("`{name}`: {why}", name, why = commas(&why))
}

/// Thousandths as whole percent without sign.
fn percent(thousandths: i64) -> i64 {
    (thousandths.abs() + 5) / 10
}

/// A size in 1/65536 pt as points.
pub fn points_of(size: i64) -> String {
    let tenths = (size * 10 + 32_768) / 65_536;
    match tenths % 10 {
        0 => format!("{}", tenths / 10),
        tenth => format!("{}.{tenth}", tenths / 10),
    }
}

/// The columns and rows in which a piece stands.
pub fn place(got: &Got<'_>) -> Message {
    let cells = &got.cells;
    let (column, row) = (cells.column, cells.row);
    let (columns, rows) = (span(column, cells.columns), span(row, cells.rows));
    match got.notch {
        None => msg!("columns {columns}, rows {rows}", columns, rows),
        Some((across, deep, true)) => msg!(
            "columns {columns}, rows {rows}, without {across} × {deep} at the right of its foot",
            columns,
            rows,
            across,
            deep
        ),
        Some((across, deep, false)) => msg!(
            "columns {columns}, rows {rows}, without {across} × {deep} at the left of its foot",
            columns,
            rows,
            across,
            deep
        ),
    }
}

/// “3–5”, or “3” for one.
fn span(first: u32, count: u32) -> String {
    if count == 1 { first.to_string() } else { format!("{first}–{}", first + count - 1) }
}

/// The headline, box and picture that a piece got.
pub fn dress(got: &Got<'_>) -> Message {
    let mut parts = Vec::new();
    if let Some(Headline { style, size, is_down }) = got.headline {
        let points = points_of(size);
        parts.push(if is_down {
            msg!("{style} {points} pt, down", style, points)
        } else {
            msg!("{style} {points} pt, over the text", style, points)
        });
    }
    if got.is_boxed {
        parts.push(msg!("in a box"));
    }
    if let Some((name, columns, rows)) = got.picture {
        parts.push(msg!("picture `{name}` {columns} × {rows}", name, columns, rows));
    }
    msg!("{parts}", parts = commas(&parts))
}

/// What would have to change in a story that has too much copy or too little; `None` where it fits.
pub fn misfit(got: &Got<'_>) -> Option<Message> {
    let fit = got.fit?;
    let story = &got.piece.name;
    if let Some(over) = &fit.overset {
        return Some(msg!(
            "`{story}` is {rows} too long: cut about {characters}",
            story,
            rows = counted(over.rows as usize, "row"),
            characters = counted(over.characters, "character")
        ));
    }
    let free = fit.offered.saturating_sub(fit.needed);
    if free < fit.columns.max(1) || fit.characters == 0 {
        return None;
    }
    let rows = counted(free as usize, "row");
    let characters = counted((free * fit.characters) as usize, "character");
    Some(msg!("`{story}` is {rows} too short: write about {characters} more", story, rows, characters))
}

/// Why a piece is left out, and what would bring it in.
///
/// `characters` are those of a line of a column.
pub fn left_out(piece: &Piece, made: &MadePage, characters: u32) -> Message {
    let name = &piece.name;
    if piece.kind == PieceKind::Picture
        && let Some(story) = piece.with.and_then(|story| made.pieces.get(story))
    {
        let is_out = made.left_out().iter().any(|piece| piece.name == story.name);
        let story = &story.name;
        if is_out {
            return msg!("the picture `{name}` is left out with its story `{story}`", name, story);
        }
        return msg!("the picture `{name}` is left out: `{story}` stands without it here", name, story);
    }
    let Some((columns, rows)) = piece.least() else {
        let all = counted((made.board.room() * characters) as usize, "character");
        return msg!(
            "`{name}` is left out: no shape of it fits; the page holds about {all} in all",
            name,
            all
        );
    };
    let columns = counted(columns as usize, "column");
    let rows = counted(rows as usize, "row");
    if piece.may_wait {
        return msg!("`{name}` waits: it needs at least {rows} on {columns}", name, rows, columns);
    }
    msg!("`{name}` finds no room: it needs at least {rows} on {columns}", name, rows, columns)
}

/// The smallest change of the copy that would give all of it room; `None` where nothing that must stand is left out.
pub fn change(made: &MadePage, characters: u32) -> Option<Message> {
    let left_out = made.left_out();
    let needed: Vec<&&Piece> = left_out.iter().filter(|piece| !piece.may_wait).collect();
    // What has no shape is told by itself.
    if needed.is_empty() || needed.iter().any(|piece| piece.least().is_none()) {
        return None;
    }
    let rows = made.excess();
    if rows == 0 {
        return Some(msg!(
            "there are rows enough, but not in one place: make one of the other stories shorter, or write need = \"may\" for one"
        ));
    }
    Some(msg!(
        "all copy together is {rows} of one column more than the page holds: cut about {characters}, or write need = \"may\" for a story",
        rows = counted(rows as usize, "row"),
        characters = counted((rows * characters) as usize, "character")
    ))
}

/// The free room of a page: its rectangles, as columns and rows.
pub fn room(board: &Board) -> Message {
    let bins = board.bins.iter().map(|bin| format!("{} × {}", bin.cells.columns, bin.cells.rows));
    msg!("free for the pool: {bins} (columns × rows)", bins = commas(bins))
}
