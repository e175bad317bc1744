//! Stacks (`[stacks.…]`): areas that share a strip of columns and stand one under the other.

use crate::keys::kinds::{flag, list, one_or_more, removable, table, text_of, whole};
use crate::keys::{Table, Value, part};
use crate::message::word;

use super::areas::{AreaPart, LinePart, check_columns, clear_columns};
use super::place::{ColumnSpan, PlaceKeys, column_span};

part! {
    /// A stack: areas that share a strip of columns and stand one under the other, from head to foot.
    pub struct StackPart, then check_stack, over clear_stack {
        /// The areas, from head to foot. One that has no table `[areas.NAME]` of its own has as many rows as its copy needs.
        areas: Vec<Value<String>> = list(text_of("name of an area")).example("[\"lead\", \"second\"]"), needed;
        /// The first basic column, from 1.
        column: u32 = whole(1..=10_000), absent "as for an area";
        /// The basic columns: how many, or from which to which.
        columns: ColumnSpan = column_span(), absent "as for an area; at the head or foot all";
        /// The row in which the first area begins, from 1.
        row: u32 = whole(1..=10_000), absent "where the keys below let it begin";
        /// The first area stands under this area or stack; of several, under the one that ends lowest.
        under: Vec<Value<String>> = one_or_more(text_of("name of an area or a stack")), absent "none";
        /// The first area stands beside this area or stack and begins in the same row.
        beside: Vec<Value<String>> = one_or_more(text_of("name of an area or a stack")), absent "none";
        /// The last area ends above this area or stack; of several, above the one that begins highest.
        above: Vec<Value<String>> = one_or_more(text_of("name of an area or a stack")), absent "none";
        /// `true`: the first area stands at the head of the type area, as it does where nothing else says where it begins.
        head: bool = flag(), absent "`true` where nothing else says where it begins or ends";
        /// `true`: the last area ends in the last row of the type area.
        foot: bool = flag(), absent "`false`";
        /// Rows of white between the areas, and between the stack and what it stands under or above.
        gap: u32 = whole(0..=1_000), default 1;
        /// Rules in the gaps between the areas; an area's own `rule_below` goes over it.
        rule: Option<LinePart> = removable(table().whole()), absent "none";
        /// Where rows go that the areas leave: `headlines` (two for each headline at the most, then to the foot),
        /// `between` (the areas), `foot`, or an area of the stack, by its name.
        white: String = text_of("`headlines`, `between`, `foot`, or name of an area"), default "headlines".to_owned();
    }
}

impl StackPart {
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

    /// The place and the columns of a stack as those of an area.
    pub(super) fn as_area(&self) -> AreaPart {
        AreaPart {
            column: self.column.clone(),
            columns: self.columns.clone(),
            row: self.row.clone(),
            under: self.under.clone(),
            beside: self.beside.clone(),
            above: self.above.clone(),
            head: self.head.clone(),
            foot: self.foot.clone(),
            gap: self.gap.clone(),
            ..AreaPart::default()
        }
    }

    /// Whether its areas stand above one another from where it ends, not under one another from where it begins.
    pub(super) fn stands_on_foot(&self) -> bool {
        let keys = self.place_keys();
        keys.begins().is_empty() && !keys.ends().is_empty()
    }
}

/// Reports keys that contradict one another.
fn check_stack(part: &StackPart, table: &Table<'_>) {
    part.place_keys().check(word("stack"), table);
    check_columns(&part.column, &part.columns, word("stack"), table);
}

/// What a later file says about a stack's place goes over all that earlier ones say about it.
fn clear_stack(below: &mut StackPart, later: &StackPart) {
    if later.place_keys().any() {
        (below.row, below.under, below.beside) = (None, None, None);
        (below.above, below.head, below.foot) = (None, None, None);
    }
    clear_columns((&mut below.column, &mut below.columns), &later.columns);
}
