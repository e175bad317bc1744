//! Where the areas of a layout stand: the keys of areas and stacks become a [`Place`] for each area.
//!
//! 1. A stack puts its keys into the parts of its areas: the first gets its place, each of the others stands under the one
//!    before it (or, where the stack ends at something, each above the one behind it).
//! 2. Names become indexes. A stack's name means all its areas; an area that is off, and a stack all of whose areas are,
//!    is looked through: what stands under it stands where it would have stood, in its columns.
//! 3. Circles are reported and cut at the area that stands last in the file; it is put at the head of the type area.
//! 4. Columns are inherited along the links.
//!
//! Rows come later, when a page knows what stands in its areas: see [`crate::grid::solve`].

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::keys::{ByName, Given, Value, suggest};
use crate::message::msg;

use super::areas::AreaPart;
use super::names::Names;
use super::page::GridSpec;
use super::place::{Anchor, ColumnSpan, Place, Relation, RowsRule, TakesWhite, columns_words};
use super::stacks::StackPart;

/// The areas of a layout in their places.
pub(super) struct PlacedAreas {
    /// Those that are not off, in the order of the files.
    pub areas: Vec<(Value<String>, AreaPart, Place)>,
    /// The names of those that are off.
    pub without: Vec<String>,
    /// The stacks with the names of their areas, those that are off left out.
    pub stacks: Vec<(String, Vec<String>)>,
    /// What is wrong with where they stand at one another.
    pub faults: Vec<Diagnostic>,
}

/// Puts areas into their places.
pub(super) fn place(
    parts: ByName<AreaPart>,
    stacks: &ByName<StackPart>,
    grid: &GridSpec,
    names: &Names<'_>,
) -> PlacedAreas {
    let mut work = Work {
        kept: Vec::new(),
        off: Vec::new(),
        stacks: Vec::new(),
        white: Vec::new(),
        faults: Vec::new(),
        grid,
        names,
    };
    for (name, part) in parts {
        if part.off() { work.off.push((name, part)) } else { work.kept.push((name, part)) }
    }
    for (name, stack) in stacks {
        work.stack(name, stack);
    }
    let mut anchors: Vec<Anchor> = (0..work.kept.len()).map(|at| work.anchor(at)).collect();
    work.cut_circles(&mut anchors);
    let mut columns = vec![None; work.kept.len()];
    for at in 0..work.kept.len() {
        work.columns(at, &anchors, &mut columns);
    }
    let places: Vec<Place> =
        (0..work.kept.len()).map(|at| work.place(at, &anchors[at], columns[at])).collect();
    let names_of = |areas: &[usize]| areas.iter().map(|at| work.kept[*at].0.value.clone()).collect();
    let stacks = work.stacks.iter().map(|stack| (stack.name.clone(), names_of(&stack.areas))).collect();
    PlacedAreas {
        stacks,
        areas: work.kept.into_iter().zip(places).map(|((name, part), place)| (name, part, place)).collect(),
        without: work.off.into_iter().map(|(name, _)| name.value).collect(),
        faults: work.faults,
    }
}

/// The areas of a stack, as indexes.
struct Stacked {
    name: String,
    areas: Vec<usize>,
    /// Where it stands itself, as an area would.
    own: AreaPart,
}

struct Work<'a> {
    kept: ByName<AreaPart>,
    off: ByName<AreaPart>,
    stacks: Vec<Stacked>,
    /// Areas that take white of their stacks.
    white: Vec<(usize, TakesWhite)>,
    faults: Vec<Diagnostic>,
    grid: &'a GridSpec,
    names: &'a Names<'a>,
}

/// First column and number of columns.
type ColumnsOf = (u32, u32);

impl Work<'_> {
    fn find(&self, name: &str) -> Option<usize> {
        self.kept.iter().position(|(known, _)| known.value == name)
    }

    /// The names that a link can have.
    fn known(&self) -> Vec<&str> {
        let areas = self.kept.iter().map(|(name, _)| name.value.as_str());
        areas.chain(self.stacks.iter().map(|stack| stack.name.as_str())).collect()
    }

    /// Puts what a stack says into the parts of its areas.
    fn stack(&mut self, name: &Value<String>, stack: &StackPart) {
        let Some(list) = &stack.areas else {
            self.names.needs(&format!("stacks.{}", name.value), "areas", &name.span);
            return;
        };
        let mut members: Vec<usize> = Vec::new();
        for item in &list.value {
            if self.off.iter().any(|(known, _)| known.value == item.value) {
                continue;
            }
            let at = self.find(&item.value).unwrap_or_else(|| {
                self.kept.push((item.clone(), AreaPart::default()));
                self.kept.len() - 1
            });
            if let Some(other) = self.stacks.iter().find(|stack| stack.areas.contains(&at)) {
                let message = msg!(
                    "area `{area}` stands in two stacks, `{first}` and `{second}`",
                    area = item.value,
                    first = other.name,
                    second = name.value
                );
                self.names.faults.push(
                    Diagnostic::new(codes::AREA_PLACE, message)
                        .here(item.span.clone())
                        .help(msg!("take it out of one of them")),
                );
            } else if members.contains(&at) {
                let message = msg!(
                    "area `{area}` stands in stack `{stack}` twice",
                    area = item.value,
                    stack = name.value
                );
                self.names.faults.push(
                    Diagnostic::new(codes::AREA_PLACE, message)
                        .here(item.span.clone())
                        .help(msg!("take it out once")),
                );
            } else if self.joins(at, item, &list.span, name) {
                members.push(at);
            }
        }
        self.link(&members, stack, list);
        self.takes_white(&members, stack, list);
        self.link_off(&members, stack, list);
        self.stacks.push(Stacked { name: name.value.clone(), areas: members, own: stack.as_area() });
    }

    /// Gives areas of a stack that are off the place that they would have, for those that stand at them.
    fn link_off(&mut self, members: &[usize], stack: &StackPart, list: &Value<Vec<Value<String>>>) {
        let mut own = stack.as_area();
        if !own.place_keys().any() {
            own.head = Some(Value { value: true, span: list.span.clone() });
        }
        let names: Vec<&Value<String>> = list.value.iter().collect();
        let is_member = |name: &str| members.iter().any(|at| self.kept[*at].0.value == name);
        let mut places: Vec<(String, AreaPart)> = Vec::new();
        for (number, name) in names.iter().enumerate() {
            let mut before = names[..number].iter().rev();
            let mut behind = names[number + 1..].iter();
            let next = if stack.stands_on_foot() {
                behind.find(|name| is_member(&name.value))
            } else {
                before.find(|name| is_member(&name.value))
            };
            let mut part = own.clone();
            if let Some(next) = next {
                part.clear_place_keys();
                let link = Some(Value { value: vec![(*next).clone()], span: list.span.clone() });
                if stack.stands_on_foot() { part.above = link } else { part.under = link }
            }
            places.push((name.value.clone(), part));
        }
        for (name, off) in &mut self.off {
            let place = places.iter().find(|(known, _)| *known == name.value);
            let Some((_, place)) = place.filter(|_| !off.place_keys().any()) else { continue };
            let columns = (off.column.clone(), off.columns.clone());
            let has_own = columns.0.is_some() || columns.1.is_some();
            *off = place.clone();
            if has_own {
                (off.column, off.columns) = columns;
            }
        }
    }

    /// Whether an area stands in a stack: not if a later file says otherwise. One that the same file puts elsewhere
    /// as well is reported.
    fn joins(&mut self, at: usize, item: &Value<String>, said: &Span, stack: &Value<String>) -> bool {
        let (names, (_, part)) = (self.names, &mut self.kept[at]);
        let keys = part.place_keys();
        if let Some(own) = [keys.begins(), keys.ends()].concat().first().map(|own| (*own).clone()) {
            if names.is_later(&own, said) {
                return false;
            }
            if !names.is_later(said, &own) {
                let message = msg!(
                    "area `{area}` stands in stack `{stack}` and has a place of its own",
                    area = item.value,
                    stack = stack.value
                );
                names.faults.push(
                    Diagnostic::new(codes::AREA_PLACE, message)
                        .here(own)
                        .at(item.span.clone(), msg!("in the stack here"))
                        .help(msg!("take one of the two out")),
                );
            }
        }
        part.clear_place_keys();
        // What an earlier file says of its columns is gone too.
        let earlier = |span: &Span| names.is_later(said, span);
        if part.columns.as_ref().is_some_and(|columns| earlier(&columns.span)) {
            part.columns = None;
        }
        if part.column.as_ref().is_some_and(|column| earlier(&column.span)) {
            part.column = None;
        }
        true
    }

    /// Links the areas of a stack.
    fn link(&mut self, members: &[usize], stack: &StackPart, list: &Value<Vec<Value<String>>>) {
        let keys = stack.place_keys();
        let from_foot = stack.stands_on_foot();
        let linked = keys.under.is_some() || keys.beside.is_some() || keys.above.is_some();
        let all = Some(Value { value: ColumnSpan::Count(self.grid.columns), span: list.span.clone() });
        let gap = Value {
            value: stack.gap(),
            span: stack.gap.as_ref().map_or(list.span.clone(), |gap| gap.span.clone()),
        };
        let name = |work: &Work<'_>, at: usize| {
            let name = work.kept[members[at]].0.value.clone();
            Some(Value {
                value: vec![Value { value: name, span: list.span.clone() }],
                span: list.span.clone(),
            })
        };
        for at in 0..members.len() {
            let (is_first, is_last) = (at == 0, at + 1 == members.len());
            let before = (!is_first).then(|| name(self, at - 1)).flatten();
            let behind = (!is_last).then(|| name(self, at + 1)).flatten();
            let part = &mut self.kept[members[at]].1;
            match (from_foot, is_first, is_last) {
                (true, _, true) => {
                    (part.above, part.foot) = (stack.above.clone(), stack.foot.clone());
                }
                (true, ..) => part.above = behind,
                (false, true, _) => {
                    (part.row, part.under) = (stack.row.clone(), stack.under.clone());
                    (part.beside, part.head) = (stack.beside.clone(), stack.head.clone());
                    if keys.begins().is_empty() {
                        part.head = Some(Value { value: true, span: list.span.clone() });
                    }
                }
                (false, ..) => part.under = before,
            }
            if part.gap.is_none() {
                part.gap = Some(gap.clone());
            }
            if part.columns.is_none() && part.column.is_none() {
                (part.column, part.columns) = (stack.column.clone(), stack.columns.clone());
                if part.columns.is_none() && !linked {
                    part.columns.clone_from(&all);
                }
            }
            if part.rule_below.is_none() && !is_last {
                part.rule_below.clone_from(&stack.rule);
            }
        }
    }

    /// Says which areas take white that is left in a stack.
    fn takes_white(&mut self, members: &[usize], stack: &StackPart, list: &Value<Vec<Value<String>>>) {
        let white = stack.white();
        match white.as_str() {
            "headlines" => self.white.extend(members.iter().map(|at| (*at, TakesWhite::Headline))),
            "between" => {
                // The gap of an area is that to the one at which it stands: from the foot on, to the one under it.
                let inner = if stack.stands_on_foot() {
                    &members[..members.len().saturating_sub(1)]
                } else {
                    members.get(1..).unwrap_or_default()
                };
                self.white.extend(inner.iter().map(|at| (*at, TakesWhite::Gap)));
            }
            "foot" => {}
            name => match members.iter().find(|at| self.kept[**at].0.value == name) {
                Some(at) => self.white.push((*at, TakesWhite::All)),
                // One that is off takes none; it goes to the foot.
                None if list.value.is_empty() || list.value.iter().any(|area| area.value == name) => {}
                None => {
                    let words = ["headlines", "between", "foot"].into_iter();
                    let areas = members.iter().map(|at| self.kept[*at].0.value.as_str());
                    let known: Vec<&str> = words.chain(areas).collect();
                    let help = suggest::suggest(name, known.iter().copied());
                    let message =
                        msg!("white cannot go to `{name}`: no area of the stack has that name", name);
                    let span = stack.white.as_ref().map(|white| white.span.clone());
                    let finding = Diagnostic::new(codes::UNKNOWN_AREA, message).help(help);
                    self.names.faults.push(span.into_iter().fold(finding, Diagnostic::here));
                }
            },
        }
    }

    /// What stands in for an area that is off, or for a stack all of whose areas are.
    fn off_part(&self, name: &str) -> Option<&AreaPart> {
        if self.find(name).is_some() {
            return None;
        }
        let stack = self.stacks.iter().find(|stack| stack.name == name);
        match stack {
            Some(stack) => Some(&stack.own).filter(|_| stack.areas.is_empty()),
            None => self.off.iter().find(|(known, _)| known.value == name).map(|(_, part)| part),
        }
    }

    /// Gives an area that stands only at what is off the columns of that.
    fn columns_through(&mut self, at: usize) {
        let mut part = self.kept[at].1.clone();
        // So many links at the most: what is off may stand at itself.
        for _ in 0..=self.off.len() + self.stacks.len() {
            if part.column.is_some() || part.columns.is_some() {
                (self.kept[at].1.column, self.kept[at].1.columns) = (part.column, part.columns);
                return;
            }
            let Some(list) = part.under.as_ref().or(part.above.as_ref()) else { return };
            let names = || list.value.iter().map(|name| name.value.as_str());
            if names().any(|name| self.off_part(name).is_none()) {
                return;
            }
            let Some(next) = names().find_map(|name| self.off_part(name)) else { return };
            part = next.clone();
        }
    }

    /// What an area stands at. One that has no place is reported.
    fn anchor(&mut self, at: usize) -> Anchor {
        self.columns_through(at);
        let (name, part) = self.kept[at].clone();
        if let Some(anchor) = self.anchor_of(&part, &mut Vec::new()) {
            return anchor;
        }
        if !part.place_keys().any() {
            let title = format!("areas.{}", name.value);
            self.names.needs_or(
                &title,
                "row",
                &name.span,
                msg!(
"write the row in which it begins, or where it stands: under = \"…\", beside = \"…\", above = \"…\", \
                 head = true, foot = true; or name it in a stack"
),
            );
        }
        Anchor::Head
    }

    /// What the keys of a part say; `None` where all names in them are unknown, or where there are none.
    fn anchor_of(&mut self, part: &AreaPart, seen: &mut Vec<String>) -> Option<Anchor> {
        let keys = part.place_keys();
        if let Some(row) = keys.row {
            return Some(Anchor::Row(row.value));
        }
        for (given, made) in
            [(keys.under, Anchor::Under as fn(Vec<usize>) -> Anchor), (keys.beside, Anchor::Beside)]
        {
            if let Some(given) = given.as_ref().filter(|given| !given.value.is_empty()) {
                return self.stands_at(&given.value, made, seen);
            }
        }
        if part.head() {
            return Some(Anchor::Head);
        }
        if let Some(given) = keys.above.as_ref().filter(|given| !given.value.is_empty()) {
            return self.stands_at(&given.value, Anchor::Above, seen);
        }
        part.foot().then_some(Anchor::Foot)
    }

    fn stands_at(
        &mut self,
        list: &[Value<String>],
        made: fn(Vec<usize>) -> Anchor,
        seen: &mut Vec<String>,
    ) -> Option<Anchor> {
        let (mut found, mut through) = (Vec::new(), None);
        for name in list {
            if let Some(at) = self.find(&name.value) {
                found.push(at);
            } else if let Some(off) = self.off_part(&name.value).cloned() {
                // What stands at an area that is off stands where that one would have stood.
                if !seen.contains(&name.value) {
                    seen.push(name.value.clone());
                    through = through.or(self.anchor_of(&off, seen));
                }
            } else if let Some(stack) = self.stacks.iter().find(|stack| stack.name == name.value) {
                found.extend(&stack.areas);
            } else {
                let help = suggest::suggest(&name.value, self.known().into_iter());
                let message = msg!("there is no area or stack `{name}` to stand at", name = name.value);
                self.faults.push(
                    Diagnostic::new(codes::UNKNOWN_AREA, message)
                        .at(
                            name.span.clone(),
                            msg!("until it is mended, the area stands at the head of the type area"),
                        )
                        .help(help),
                );
            }
        }
        if found.is_empty() { through } else { Some(made(found)) }
    }

    /// Reports circles and cuts each at its last area, which is put at the head of the type area.
    fn cut_circles(&mut self, anchors: &mut [Anchor]) {
        while let Some(circle) = circle(anchors) {
            let last = circle.iter().copied().max().unwrap_or(0);
            let start = circle.iter().position(|at| *at == last).unwrap_or(0);
            let turned: Vec<usize> = circle[start..].iter().chain(&circle[..start]).copied().collect();
            let way: Vec<&str> =
                turned.iter().chain(turned.first()).map(|at| self.kept[*at].0.value.as_str()).collect();
            let name = &self.kept[last].0.value;
            let mut finding = Diagnostic::new(
                codes::AREA_CIRCLE,
                msg!("area `{name}` stands at itself: {way}", name, way = way.join(" → ")),
            )
            .help(msg!(
                "give one of them a row, head = true or foot = true; until then area `{name}` stands at the head of the \
                 type area",
                name
            ));
            for at in &turned {
                let (name, part) = &self.kept[*at];
                let keys = part.place_keys();
                let at =
                    [keys.begins(), keys.ends()].concat().first().map_or(&name.span, |span| *span).clone();
                finding = finding.at(at, msg!("of area `{name}`", name = name.value));
            }
            self.faults.push(finding);
            anchors[last] = Anchor::Head;
        }
    }

    /// The columns of an area. The anchors form no circle.
    fn columns(&self, at: usize, anchors: &[Anchor], known: &mut [Option<ColumnsOf>]) -> ColumnsOf {
        if let Some(columns) = known[at] {
            return columns;
        }
        let (name, part) = &self.kept[at];
        let number = |given: &Given<u32>| given.as_ref().map(|given| given.value);
        let (column, span) = (number(&part.column), part.columns.as_ref().map(|given| given.value));
        let count = span.map(ColumnSpan::count);
        let mut union = |list: &[usize]| {
            let all = list.iter().map(|other| self.columns(*other, anchors, known));
            let all: Vec<ColumnsOf> = all.collect();
            let first = all.iter().map(|(first, _)| *first).min().unwrap_or(1);
            let last = all.iter().map(|(first, count)| first + count - 1).max().unwrap_or(1);
            (first, last)
        };
        let columns = match (&anchors[at], span, column, count) {
            (_, Some(ColumnSpan::From(first, last)), ..) => (first, last - first + 1),
            (_, _, Some(column), Some(count)) => (column, count),
            (Anchor::Under(list) | Anchor::Above(list), ..) => {
                let (first, last) = union(list);
                let column = column.unwrap_or(first);
                (column, count.unwrap_or((last + 1).saturating_sub(column).max(1)))
            }
            (Anchor::Beside(list), ..) => {
                let (first, last) = union(list);
                self.beside(at, (first, last), column, count)
            }
            (Anchor::Head | Anchor::Foot, ..) => {
                let column = column.unwrap_or(1);
                (column, count.unwrap_or((self.grid.columns + 1).saturating_sub(column).max(1)))
            }
            (Anchor::Row(_), ..) => {
                let title = format!("areas.{}", name.value);
                for (key, missing) in [("column", column.is_none()), ("columns", count.is_none())] {
                    if missing {
                        self.names.needs(&title, key, &name.span);
                    }
                }
                (column.unwrap_or(1), count.unwrap_or(1))
            }
        };
        known[at] = Some(columns);
        columns
    }

    /// The columns of an area beside others that take columns from `first` to `last`.
    fn beside(
        &self,
        at: usize,
        (first, last): (u32, u32),
        column: Option<u32>,
        count: Option<u32>,
    ) -> ColumnsOf {
        let (left, right) = (first - 1, self.grid.columns.saturating_sub(last));
        if let Some(column) = column {
            let end = if column <= left { left } else { self.grid.columns };
            return (column, count.unwrap_or((end + 1).saturating_sub(column).max(1)));
        }
        let wanted = count.unwrap_or(1);
        if right >= wanted {
            return (last + 1, count.unwrap_or(right));
        }
        if left >= wanted {
            return (first - count.unwrap_or(left), count.unwrap_or(left));
        }
        let (name, part) = &self.kept[at];
        let span = part.beside.as_ref().map_or(&name.span, |beside| &beside.span);
        let finding = Diagnostic::new(
            codes::AREA_PLACE,
            msg!(
                "beside {columns} there is no room for area `{name}`",
                columns = columns_words(first, last),
                name = name.value
            ),
        )
        .at(span.clone(), msg!("{left} columns are left of them, {right} right of them", left, right))
        .help(msg!("give it fewer `columns`, or the other one"));
        // Beside columns that the grid does not have there is no room for anything.
        let follows = last > self.grid.columns;
        self.names.faults.push(if follows { finding.following() } else { finding });
        (first, wanted)
    }

    fn place(&self, at: usize, anchor: &Anchor, columns: Option<ColumnsOf>) -> Place {
        let (name, part) = &self.kept[at];
        let (column, columns) = columns.unwrap_or((1, 1));
        let keys = part.place_keys();
        let between = !keys.begins().is_empty() && !keys.ends().is_empty();
        let usual = if between { RowsRule::Share(1) } else { RowsRule::Copy };
        let rule = part.rows.as_ref().map_or(usual, |rows| rows.value);
        let row = if let Anchor::Row(row) = anchor { *row } else { 1 };
        let rows = if let RowsRule::Fixed(rows) = rule { rows } else { 1 };
        if matches!((anchor, rule), (Anchor::Row(_), RowsRule::Fixed(_))) || self.is_spoiled(&name.value) {
            return Place { column, columns, row, rows, relation: None };
        }
        let number = |given: &Given<u32>| given.as_ref().map(|given| given.value);
        let max_rows = number(&part.max_rows);
        let place = [keys.begins(), keys.ends()].concat().first().map_or(&name.span, |span| *span).clone();
        let white =
            self.white.iter().find(|(member, _)| *member == at).map_or(TakesWhite::None, |(_, white)| *white);
        let relation = Relation {
            anchor: anchor.clone(),
            gap: part.gap(),
            rows: rule,
            min_rows: number(&part.min_rows).unwrap_or(1).min(max_rows.unwrap_or(u32::MAX)),
            max_rows,
            white,
            place_span: place,
            rows_span: part.rows.as_ref().map_or(&name.span, |rows| &rows.span).clone(),
            is_solved: false,
        };
        Place { column, columns, row, rows, relation: Some(Box::new(relation)) }
    }

    /// Whether the rows of an area were given in a form that could not be taken.
    fn is_spoiled(&self, name: &str) -> bool {
        let title = format!("areas.{name}");
        ["row", "rows"].iter().any(|key| self.names.faults.is_spoiled(&title, key))
    }
}

/// Areas that stand at one another in a circle, each at the next.
fn circle(anchors: &[Anchor]) -> Option<Vec<usize>> {
    fn visit(at: usize, anchors: &[Anchor], done: &mut [bool], way: &mut Vec<usize>) -> Option<Vec<usize>> {
        if let Some(from) = way.iter().position(|known| *known == at) {
            return Some(way[from..].to_vec());
        }
        if done[at] {
            return None;
        }
        way.push(at);
        let found = anchors[at].links().iter().find_map(|next| visit(*next, anchors, done, way));
        way.pop();
        done[at] = true;
        found
    }
    let mut done = vec![false; anchors.len()];
    (0..anchors.len()).find_map(|at| visit(at, anchors, &mut done, &mut Vec::new()))
}
