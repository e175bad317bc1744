//! Named areas (`[areas.…]`): rectangles of columns and rows in which things stand.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::Length;
use crate::ink::{Ink, Tint};
use crate::issue::Side;
use crate::keys::kinds::{
    flag, length, named, named_texts, one_or_more, removable, table, tables, text_of, whole, word,
};
use crate::keys::{ByName, Dimension, Given, Table, Value, part, standing};
use crate::message::{self, msg};

use super::names::Names;
use super::page::GridSpec;
use super::place::{ColumnSpan, Place, PlaceKeys, Relation, RowsRule, column_span, rows_rule};
use super::vocabulary::{BylinePlace, Corner, Division, HeadlinePlace, KINDS, PointerForm, Writing};

part! {
    /// A named area of columns and rows. It stands in a row of its own, or where other areas let it: see Areas that follow
    /// one another.
    pub struct AreaPart, then check_place, over clear_place {
        /// First basic column, from 1.
        column: u32 = whole(1..=10_000), absent "that of the area it stands under; beside one, the next column";
        /// Basic columns it covers: how many, or from which to which.
        columns: ColumnSpan = column_span(),
            absent "those of the areas it stands under or above; beside one, those left at the right, else at the left";
        /// First row, from 1.
        row: u32 = whole(1..=10_000), absent "where `under`, `beside`, `above`, `head`, `foot` or its stack let it stand";
        /// It stands under this area or stack; of several, under the one that ends lowest.
        under: Vec<Value<String>> = one_or_more(text_of("name of an area or a stack")), absent "none";
        /// It stands beside this area or stack and begins in the same row.
        beside: Vec<Value<String>> = one_or_more(text_of("name of an area or a stack")), absent "none";
        /// It ends above this area or stack; of several, above the one that begins highest.
        above: Vec<Value<String>> = one_or_more(text_of("name of an area or a stack")), absent "none";
        /// `true`: it stands at the head of the type area, under masthead, running head and other areas of fixed rows that
        /// stand there.
        head: bool = flag(), default false;
        /// `true`: it ends in the last row of the type area.
        foot: bool = flag(), default false;
        /// Rows of white between it and the area that it stands under or above.
        gap: u32 = whole(0..=1_000), default 1;
        /// Rows it covers.
        rows: RowsRule = rows_rule(), absent "`copy`; `rest` where both its head and its foot are given";
        /// Rows that it has at the least, where `rows` is a word or shares.
        min_rows: u32 = whole(1..=10_000), absent "1";
        /// Rows that it has at the most, where `rows` is a word or shares.
        max_rows: u32 = whole(1..=10_000), absent "as many as there are";
        /// `true` removes this area, which a layout that this one extends defines. What stands under it moves up.
        off: bool = flag(), default false;
        /// Columns of text in it (破栏).
        text_columns: Option<u32> =
            removable(whole(1..=10_000)), absent "`columns`; 1 where text runs down";
        /// How its width is divided into columns of text (分栏方式); see Columns.
        division: Division = word(), default Division::default();
        /// Which way its text runs.
        writing: Writing = word(), default Writing::default();
        /// Corners that belong to others, which makes it six-sided.
        notch: Vec<NotchPart> = tables(), empty;
        /// Where the headline stands. Beside the text it runs down.
        headline: HeadlinePlace = word(), default HeadlinePlace::default();
        /// A place inside the area for the headline (串文题、文夹题、文包题), counted from the area's own first column and
        /// row; see Headlines.
        headline_at: Option<CellsPart> = removable(table().whole()), absent "none";
        /// Rows of the headline stack, or characters across for a vertical one.
        headline_size: Option<u32> = removable(whole(1..=10_000)), absent "as many as it needs";
        /// A panel behind the headline (反白题、底纹题). Give the headline an ink that shows on it:
        /// `styles = { headline = "headline-reversed" }`.
        headline_tint: Option<String> = removable(text_of("name of an ink or a gradient")), absent "none";
        /// Where the byline of its story stands. Beside a vertical headline, and where a story goes on, it stands over
        /// the text.
        byline: BylinePlace = word(), default BylinePlace::default();
        /// What stands before each item of a guide (导读): `"■"`, `"▶"`; it is set in the style `guide-bullet`.
        guide_bullet: Option<String> = removable(text_of("mark")), absent "none";
        /// Rules under the title of a guide and between its items.
        guide_rule: Option<LinePart> = removable(table().whole()), absent "none";
        /// How the pages are written to which a guide points.
        guide_pointer: PointerForm = word(), default PointerForm::default();
        /// Kinds of text that look different here, and their styles: `{ headline = "headline-lead" }`.
        styles: ByName<Value<String>> =
            named_texts("kind of text", Some(KINDS), "name of a style"), empty;
        /// Places inside the area for pictures of the page's pool, by their names; see Pools.
        pictures: ByName<InsideKeys> = named("name of a picture"), empty;
        /// Whether its story is made to fit by the steps of `[copyfit]`; `false` leaves copy that nobody
        /// may touch (通稿) as it was set. A story in several areas is fitted only where all of them allow
        /// it.
        copyfit: bool = flag(), default true;
        /// A box around it (加框).
        frame: Option<LinePart> = removable(table().whole()), absent "none";
        /// A panel behind it (底纹).
        tint: Option<String> = removable(text_of("name of an ink or a gradient")), absent "none";
        /// Space between the edge and the content; at head and foot it takes whole rows.
        inset: Dimension = length().not_negative(), default Dimension::ZERO;
        /// A rule under it, in the row below its last one.
        rule_below: Option<LinePart> = removable(table().whole()), absent "none";
        /// Rules between its columns of text (栏线).
        column_rule: Option<LinePart> = removable(table().whole()), absent "none";
        /// Rules over and under a table's head and at its foot.
        table_rule: Option<LinePart> = removable(table().whole()), absent "none";
        /// A tint behind every other row of a table (隔行底纹).
        table_tint: Option<String> = removable(text_of("name of an ink or a gradient")), absent "none";
    }
}

impl AreaPart {
    /// The keys that say where it begins and where it ends.
    pub(super) fn place_keys(&self) -> PlaceKeys<'_> {
        PlaceKeys {
            row: &self.row,
            under: &self.under,
            beside: &self.beside,
            above: &self.above,
            head: &self.head,
            foot: &self.foot,
        }
    }

    /// Takes these keys out.
    pub(super) fn clear_place_keys(&mut self) {
        (self.row, self.under, self.beside, self.above, self.head, self.foot) =
            (None, None, None, None, None, None);
    }
}

/// Reports keys that contradict one another.
fn check_place(part: &AreaPart, table: &Table<'_>) {
    part.place_keys().check(message::word("area"), table);
    check_columns(&part.column, &part.columns, message::word("area"), table);
    let name = table.own_name();
    let limits = [("min_rows", &part.min_rows), ("max_rows", &part.max_rows)];
    if let Some(rows) = part.rows.as_ref().filter(|rows| matches!(rows.value, RowsRule::Fixed(_))) {
        for (key, given) in limits {
            let Some(given) = given else { continue };
            table.report(
                Diagnostic::new(
                    codes::AREA_PLACE,
                    msg!("`{key}` of area `{name}` has no effect: `rows` is a number", key, name),
                )
                .here(given.span.clone())
                .here(rows.span.clone())
                .help(msg!("take `{key}` out, or write rows = \"copy\" or rows = \"rest\"", key)),
            );
        }
    }
    if let (Some(least), Some(most)) = (&part.min_rows, &part.max_rows)
        && least.value > most.value
    {
        table.report(
            Diagnostic::new(
                codes::AREA_PLACE,
                msg!(
                    "area `{name}` is to have {least} rows at the least and {most} at the most",
                    name,
                    least = least.value,
                    most = most.value
                ),
            )
            .here(least.span.clone())
            .here(most.span.clone())
            .help(msg!("make `min_rows` the smaller one")),
        );
    }
}

/// Reports a first column beside columns that are named by the first and the last.
pub(super) fn check_columns(
    column: &Given<u32>,
    columns: &Given<ColumnSpan>,
    what: message::Word,
    table: &Table<'_>,
) {
    if let (Some(column), Some(columns)) = (column, columns)
        && let ColumnSpan::From(first, last) = columns.value
    {
        table.report(
            Diagnostic::new(
                codes::AREA_PLACE,
                msg!("two keys say in which column {what} `{name}` begins", what, name = table.own_name()),
            )
            .here(column.span.clone())
            .here(columns.span.clone())
            .help(msg!(
                "keep columns = \"{first}-{last}\" alone, or write how many they are",
                first,
                last
            )),
        );
    }
}

/// What a later file says about an area's place goes over all that earlier ones say about it, in whichever keys.
fn clear_place(below: &mut AreaPart, later: &AreaPart) {
    if later.place_keys().any() {
        below.clear_place_keys();
    }
    clear_columns((&mut below.column, &mut below.columns), &later.columns);
}

/// A range of columns goes over a first column; another number of columns keeps the first column of a range.
pub(super) fn clear_columns(
    (column, columns): (&mut Given<u32>, &mut Given<ColumnSpan>),
    later: &Given<ColumnSpan>,
) {
    let from = |given: &Given<ColumnSpan>| match given.as_ref().map(|given| given.value) {
        Some(ColumnSpan::From(first, last)) => Some((first, last)),
        _ => None,
    };
    if from(later).is_some() {
        *column = None;
    } else if let (Some((first, last)), Some(below)) = (from(columns), columns.clone()) {
        *column = Some(below.clone().map(|_| first));
        *columns = Some(below.map(|_| ColumnSpan::Count(last - first + 1)));
    }
}

part! {
    /// A rule: its width and its ink.
    pub struct LinePart {
        /// Width of the line.
        width: Dimension = length().positive(), default HAIRLINE;
        /// Its ink.
        ink: String = text_of("name of an ink"), default "black".to_owned();
    }
}

/// The width of rules that are given none.
pub(super) const HAIRLINE: Dimension = Dimension::Absolute(Length(Length::pt(1).0 / 2));

/// The width and the ink of a line.
pub(super) fn line(
    width: Dimension,
    ink: &Given<String>,
    usual_ink: &str,
    grid: &GridSpec,
    names: &Names<'_>,
) -> (Length, Ink) {
    (grid.absolute(width), names.ink(ink, usual_ink))
}

part! {
    /// A corner that an area leaves to others.
    pub struct NotchPart {
        /// Which corner.
        corner: Corner = word(), needed message::word("name the corner: corner = \"top-right\"");
        /// Basic columns across.
        columns: u32 = whole(1..=10_000), needed message::word("say how many columns it takes");
        /// Rows down.
        rows: u32 = whole(1..=10_000), needed message::word("say how many rows it takes");
    }
}

part! {
    /// A place inside an area, counted from the area's own first column and row.
    pub struct CellsPart {
        /// First column.
        column: u32 = whole(1..=10_000), default 1;
        /// Columns.
        columns: u32 = whole(1..=10_000), needed message::word("say how many columns it takes");
        /// First row.
        row: u32 = whole(1..=10_000), default 1;
        /// Rows.
        rows: u32 = whole(1..=10_000), needed message::word("say how many rows it takes");
    }
}

part! {
    /// Where a picture stands inside a story's area, counted from the area's own first column and row.
    pub struct InsideKeys {
        /// First column.
        column: u32 = whole(1..=10_000), default 1;
        /// Columns.
        columns: u32 = whole(1..=10_000), needed message::word("say how many columns it takes");
        /// First row.
        row: u32 = whole(1..=10_000), default 1;
        /// Rows, with caption and credit.
        rows: u32 = whole(1..=10_000), needed message::word("say how many rows it takes");
        /// Characters that it takes of its columns, when text stands beside it (串文图).
        characters: u32 = whole(1..=10_000), absent "all of its columns";
        /// At which side of its columns it then stands.
        side: Side = word(), default Side::default();
    }
}

impl InsideKeys {
    /// The place; `None` if a needed key is missing, which was reported.
    pub(crate) fn place(&self) -> Option<InsetPlace> {
        Some(InsetPlace {
            column: self.column(),
            columns: self.columns.as_ref()?.value,
            row: self.row(),
            rows: self.rows.as_ref()?.value,
            characters: self.characters.as_ref().map(|characters| characters.value),
            side: self.side(),
        })
    }
}

/// The place of a picture inside a story's area: counted from its first column and row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsetPlace {
    /// First column.
    pub column: u32,
    /// Columns.
    pub columns: u32,
    /// First row.
    pub row: u32,
    /// Rows.
    pub rows: u32,
    /// Characters that it takes of them.
    pub characters: Option<u32>,
    /// At which side.
    pub side: Side,
}

/// A named area of columns and rows.
#[derive(Clone, Debug)]
pub struct Area {
    /// The name that the issue uses.
    pub name: String,
    /// First basic column, from 1.
    pub column: u32,
    /// Basic columns it covers.
    pub columns: u32,
    /// First row, from 1; 1 as long as `relation` tells where it stands.
    pub row: u32,
    /// Rows it covers; 1 as long as `relation` tells how many they are.
    pub rows: u32,
    /// Where it stands and how many rows it has, if these follow from other areas and from what stands in it. A page puts
    /// row and rows in when its copy is known ([`Area::moved`]).
    pub relation: Option<Box<Relation>>,
    /// Columns of text in it (破栏); by default one for each basic column.
    pub text_columns: Option<u32>,
    /// How its width is divided into them.
    pub division: Division,
    /// Which way its text runs.
    pub writing: Writing,
    /// The corners that it leaves to others.
    pub notches: Vec<Notch>,
    /// Where a story's headline stands.
    pub headline: HeadlinePlace,
    /// The rectangle inside the area in which the headline stands, when it does not take a whole
    /// side (串文题、文夹题、文包题). Its rows and columns are counted from those of the area.
    pub headline_at: Option<Cells>,
    /// A panel behind the headline (反白题、底纹题).
    pub headline_tint: Option<Tint>,
    /// Rows of the headline stack, when the designer fixes them; characters of body size for
    /// the width of a vertical one.
    pub headline_size: Option<u32>,
    /// Where the byline stands.
    pub byline: BylinePlace,
    /// What stands before each item of a guide.
    pub guide_bullet: Option<String>,
    /// Rules of a guide: width and ink.
    pub guide_rule: Option<(Length, Ink)>,
    /// How a guide writes its pages.
    pub guide_pointer: PointerForm,
    /// Style names for kinds of text that differ here: (kind, style).
    pub styles: Vec<(String, String)>,
    /// Places for pictures of the page's pool inside its text, by their names.
    pub pictures: Vec<(Value<String>, InsetPlace)>,
    /// Whether its story is made to fit.
    pub copyfit: bool,
    /// A box around it (加框): width and ink of the rule.
    pub frame: Option<(Length, Ink)>,
    /// A tint panel behind it (底纹).
    pub tint: Option<Tint>,
    /// Space between the edge and the content; at head and foot it takes whole rows.
    pub inset: Length,
    /// A rule under it, in the gap of one row below its last row.
    pub rule_below: Option<(Length, Ink)>,
    /// A rule between its columns (栏线).
    pub column_rule: Option<(Length, Ink)>,
    /// Rules over and under a table's head and at its foot.
    pub table_rule: Option<(Length, Ink)>,
    /// A tint behind every other row of a table (隔行底纹).
    pub table_tint: Option<Tint>,
    /// Where the layout file defines it.
    pub span: Span,
    /// Where the layout says which columns it takes; `None` where it has those of the areas that it stands at, or all.
    pub columns_span: Option<Span>,
}

impl Area {
    /// A plain area of its first columns and one row, as it is before anybody says where it stands.
    pub fn of_copy(name: &str, columns: u32, span: &Span) -> Area {
        Area {
            name: name.to_owned(),
            column: 1,
            columns,
            row: 1,
            rows: 1,
            relation: None,
            text_columns: None,
            division: Division::default(),
            writing: Writing::default(),
            notches: Vec::new(),
            headline: HeadlinePlace::default(),
            headline_at: None,
            headline_tint: None,
            headline_size: None,
            byline: BylinePlace::default(),
            guide_bullet: None,
            guide_rule: None,
            guide_pointer: PointerForm::default(),
            styles: Vec::new(),
            pictures: Vec::new(),
            copyfit: true,
            frame: None,
            tint: None,
            inset: Length::ZERO,
            rule_below: None,
            column_rule: None,
            table_rule: None,
            table_tint: None,
            span: span.clone(),
            columns_span: None,
        }
    }

    /// All its cells and those of its notches.
    pub fn cells(&self) -> Cells {
        Cells { column: self.column, columns: self.columns, row: self.row, rows: self.rows }
    }

    /// The same area in other rows.
    #[must_use]
    pub fn moved(&self, row: u32, rows: u32) -> Area {
        let mut area = self.clone();
        if let Some(at) = &mut area.headline_at {
            at.row = at.row - self.row + row;
        }
        (area.row, area.rows) = (row, rows);
        area
    }

    /// Whether its number of rows is that of the layout.
    pub fn has_rows(&self) -> bool {
        let fixed = |relation: &Relation| relation.is_solved || matches!(relation.rows, RowsRule::Fixed(_));
        self.relation.as_deref().is_none_or(fixed)
    }

    /// The cells that it leaves to others.
    pub fn cut(&self) -> impl Iterator<Item = Cells> {
        self.notches.iter().map(|notch| {
            let (columns, rows) = (notch.columns.min(self.columns), notch.rows.min(self.rows));
            let (right, foot) = (self.column + self.columns - columns, self.row + self.rows - rows);
            let (column, row) = match notch.corner {
                Corner::TopLeft => (self.column, self.row),
                Corner::TopRight => (right, self.row),
                Corner::BottomLeft => (self.column, foot),
                Corner::BottomRight => (right, foot),
            };
            Cells { column, columns, row, rows }
        })
    }

    /// Its cells as rectangles, from head to foot.
    pub fn parts(&self) -> Vec<Cells> {
        let mut edges = vec![self.row, self.row + self.rows];
        for cut in self.cut() {
            edges.extend([cut.row, cut.row + cut.rows]);
        }
        edges.sort_unstable();
        edges.dedup();
        let mut parts = Vec::new();
        for rows in edges.windows(2) {
            let (mut from, mut to) = (self.column, self.column + self.columns);
            for cut in self.cut() {
                if cut.row < rows[1] && rows[0] < cut.row + cut.rows {
                    if cut.column == self.column {
                        from = from.max(cut.column + cut.columns);
                    } else {
                        to = to.min(cut.column);
                    }
                }
            }
            if from < to {
                let (row, rows) = (rows[0], rows[1] - rows[0]);
                parts.push(Cells { column: from, columns: to - from, row, rows });
            }
        }
        parts
    }

    /// The name of the style for a kind of text in this area.
    pub fn style_name<'a>(&'a self, kind: &'a str) -> &'a str {
        self.styles.iter().find(|(from, _)| from == kind).map_or(kind, |(_, to)| to)
    }
}

/// What a corner of an area leaves to others, which makes it six-sided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notch {
    /// Which corner.
    pub corner: Corner,
    /// Basic columns across.
    pub columns: u32,
    /// Rows down.
    pub rows: u32,
}

/// A rectangle of basic columns and rows, counted from 1 from the first ones of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cells {
    /// First basic column.
    pub column: u32,
    /// Basic columns.
    pub columns: u32,
    /// First row.
    pub row: u32,
    /// Rows.
    pub rows: u32,
}

impl Cells {
    /// Whether the two have a cell in common.
    pub fn meets(&self, other: &Cells) -> bool {
        let apart = |a: u32, a_count: u32, b: u32, b_count: u32| {
            a.saturating_add(a_count) <= b || b.saturating_add(b_count) <= a
        };
        !apart(self.column, self.columns, other.column, other.columns)
            && !apart(self.row, self.rows, other.row, other.rows)
    }
}

/// The area of that name in its place.
pub(super) fn area(
    name: &Value<String>,
    part: &AreaPart,
    place: Place,
    grid: &GridSpec,
    names: &Names<'_>,
) -> Area {
    let Place { column, columns, row, rows, relation } = place;
    let rule = |given: &Given<Option<LinePart>>| {
        let part = given.as_ref()?.value.as_ref()?;
        Some(line(part.width(), &part.ink, &part.ink(), grid, names))
    };
    let tint = |given: &Given<Option<String>>| standing(given).map(|tint| names.tint(&tint));
    let number = |given: &Given<Option<u32>>| standing(given).map(|number| number.value);
    let columns_at = part.columns.as_ref().map(|given| &given.span);
    let columns_at = columns_at.or(part.column.as_ref().map(|given| &given.span)).cloned();
    let mut styles = Vec::new();
    for (kind, style) in part.styles() {
        if !KINDS.contains(&kind.value.as_str()) {
            names.unknown(codes::UNKNOWN_KEY, message::word("kind of text"), &kind, KINDS.iter().copied());
        }
        names.style(&style);
        styles.push((kind.value, style.value));
    }
    let headline_at = standing(&part.headline_at).and_then(|at| {
        let at = at.value;
        Some(Cells {
            column: column + at.column() - 1,
            columns: at.columns.as_ref()?.value,
            row: row + at.row() - 1,
            rows: at.rows.as_ref()?.value,
        })
    });
    Area {
        name: name.value.clone(),
        text_columns: number(&part.text_columns),
        division: part.division(),
        writing: part.writing(),
        notches: part.notch().iter().filter_map(notch).collect(),
        headline: part.headline(),
        headline_at,
        headline_tint: tint(&part.headline_tint),
        headline_size: number(&part.headline_size),
        styles,
        byline: part.byline(),
        guide_bullet: standing(&part.guide_bullet).map(|mark| mark.value),
        guide_rule: rule(&part.guide_rule),
        guide_pointer: part.guide_pointer(),
        pictures: part.pictures().into_iter().filter_map(|(name, at)| Some((name, at.place()?))).collect(),
        copyfit: part.copyfit(),
        frame: rule(&part.frame),
        tint: tint(&part.tint),
        inset: grid.absolute(part.inset()),
        rule_below: rule(&part.rule_below),
        column_rule: rule(&part.column_rule),
        table_rule: rule(&part.table_rule),
        table_tint: tint(&part.table_tint),
        span: name.span.clone(),
        columns_span: columns_at,
        column,
        columns,
        row,
        rows,
        relation,
    }
}

fn notch(part: &NotchPart) -> Option<Notch> {
    let (corner, columns, rows) = (part.corner.as_ref()?, part.columns.as_ref()?, part.rows.as_ref()?);
    Some(Notch { corner: corner.value, columns: columns.value, rows: rows.value })
}
