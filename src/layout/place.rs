//! Where an area stands and how many columns and rows it has: as layouts write it (`columns = "1-4"`, `rows = "copy"`,
//! `rows = "2fr"`), and as it comes out of their names ([`Place`], [`Relation`]).

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::keys::declaration::Shape;
use crate::keys::kinds::{self, NumberOrText, WholeOrText, whole_or_text};
use crate::keys::table::Entry;
use crate::keys::{Given, Kind, Table, Value, suggest, words};
use crate::message::{Message, Word, msg, word};

/// Basic columns, as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnSpan {
    /// So many.
    Count(u32),
    /// From one to another, both counted from 1.
    From(u32, u32),
}

impl ColumnSpan {
    /// How many they are.
    pub fn count(self) -> u32 {
        match self {
            ColumnSpan::Count(count) => count,
            ColumnSpan::From(first, last) => last - first + 1,
        }
    }
}

/// Reads columns. Made by [`column_span`].
#[derive(Clone, Debug)]
pub struct Columns(WholeOrText);

/// A number of columns, or the first and the last of them: `"1-4"`.
pub fn column_span() -> Columns {
    Columns(whole_or_text(1..=10_000, "\"1-4\""))
}

impl Kind for Columns {
    type Value = ColumnSpan;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<ColumnSpan> {
        let text = match self.0.read(entry)? {
            NumberOrText::Number(count) => return Some(ColumnSpan::Count(count)),
            NumberOrText::Text(text) => text,
        };
        let span = columns_of(&text);
        if span.is_none() {
            let message = msg!("`{key}` cannot be `{text}`", key = entry.key(), text);
            entry.refuse(
                codes::UNKNOWN_VALUE,
                message,
                msg!("write how many columns: 4, or the first and the last of them: \"1-4\""),
            );
        }
        span
    }

    fn shape(&self) -> Shape {
        let pattern = Some(r"^\s*[0-9]+\s*([-–—~～至]\s*[0-9]+\s*)?$".to_owned());
        let text =
            Shape::Text { what: "first and last column, such as `\"1-4\"`", pattern, known: Vec::new() };
        Shape::Either(vec![self.0.shape(), text])
    }
}

fn columns_of(text: &str) -> Option<ColumnSpan> {
    let mut ends = text.split(['-', '–', '—', '~', '～', '至']).map(|end| end.trim().parse::<u32>().ok());
    let first = ends.next()??;
    let last = ends.next().unwrap_or(Some(first))?;
    let right = ends.next().is_none() && first >= 1 && first <= last && last <= 10_000;
    right.then_some(ColumnSpan::From(first, last))
}

words! {
    /// Where an area's number of rows comes from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum RowsWord {
        /// As many as headline, text and pictures need; a picture keeps its proportions, an advertisement its booked size.
        Copy = "copy",
        /// What is left down to the area below or to the foot; the same as `1fr`.
        Rest = "rest",
        /// As many as the area that it stands beside.
        Same = "same",
    }
}

/// Where an area's number of rows comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowsRule {
    /// The layout gives it.
    Fixed(u32),
    /// As many as what stands in it needs.
    #[default]
    Copy,
    /// So many shares of what is left.
    Share(u32),
    /// As many as the areas that it stands beside.
    Same,
}

impl std::fmt::Display for RowsRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RowsRule::Fixed(rows) => write!(f, "{rows}"),
            RowsRule::Copy => f.write_str("copy"),
            RowsRule::Share(1) => f.write_str("rest"),
            RowsRule::Share(shares) => write!(f, "{shares}fr"),
            RowsRule::Same => f.write_str("same"),
        }
    }
}

/// The keys of an area or a stack that say where it begins and where it ends.
#[derive(Clone, Copy)]
pub(super) struct PlaceKeys<'a> {
    pub row: &'a Given<u32>,
    pub under: &'a Given<Vec<Value<String>>>,
    pub beside: &'a Given<Vec<Value<String>>>,
    pub above: &'a Given<Vec<Value<String>>>,
    pub head: &'a Given<bool>,
    pub foot: &'a Given<bool>,
}

impl<'a> PlaceKeys<'a> {
    /// Where those are written that say where it begins.
    pub fn begins(self) -> Vec<&'a Span> {
        let row = self.row.as_ref().map(|row| &row.span);
        [row, names(self.under), names(self.beside), flag(self.head)].into_iter().flatten().collect()
    }

    /// Where those are written that say where it ends.
    pub fn ends(self) -> Vec<&'a Span> {
        [names(self.above), flag(self.foot)].into_iter().flatten().collect()
    }

    /// Whether there is one.
    pub fn any(self) -> bool {
        !self.begins().is_empty() || !self.ends().is_empty()
    }

    /// Reports two keys that say the same of an area or a stack.
    pub fn check(self, what: Word, table: &Table<'_>) {
        for (keys, does, one_of) in [
            (self.begins(), word("begins"), "`row`, `under`, `beside`, `head`"),
            (self.ends(), word("ends"), "`above`, `foot`"),
        ] {
            let [first, second, ..] = keys[..] else { continue };
            table.report(
                Diagnostic::new(
                    codes::AREA_PLACE,
                    msg!("two keys say where {what} `{name}` {does}", what, name = table.own_name(), does),
                )
                .here(second.clone())
                .at(first.clone(), msg!("first here"))
                .help(msg!("keep one of {one_of}", one_of)),
            );
        }
    }
}

/// Where a key is written that names something.
fn names(given: &Given<Vec<Value<String>>>) -> Option<&Span> {
    given.as_ref().filter(|given| !given.value.is_empty()).map(|given| &given.span)
}

/// Where a key is written that is `true`.
fn flag(given: &Given<bool>) -> Option<&Span> {
    given.as_ref().filter(|given| given.value).map(|given| &given.span)
}

/// The place of an area in a layout: its columns and, as far as the layout gives them, its rows.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub column: u32,
    pub columns: u32,
    pub row: u32,
    pub rows: u32,
    pub relation: Option<Box<Relation>>,
}

/// Where an area's rows come from that the layout does not give as numbers. Other areas are indexes into the areas of the
/// layout.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Where it begins, or ends.
    pub anchor: Anchor,
    /// Rows of white between it and the area that it stands under or above.
    pub gap: u32,
    /// How many rows it has.
    pub rows: RowsRule,
    /// Rows at the least.
    pub min_rows: u32,
    /// Rows at the most, where the layout says so.
    pub max_rows: Option<u32>,
    /// How it takes white that is left in its stack.
    pub white: TakesWhite,
    /// Where the layout says where it stands.
    pub place_span: Span,
    /// Where the layout says how many rows it has.
    pub rows_span: Span,
    /// Whether row and rows of the area are those that came out of all this.
    pub is_solved: bool,
}

impl Relation {
    /// Rows within its bounds.
    pub fn bounded(&self, rows: u32) -> u32 {
        rows.max(self.min_rows).min(self.max_rows.unwrap_or(u32::MAX))
    }
}

/// What an area stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins in this row.
    Row(u32),
    /// It begins at the head of the type area.
    Head,
    /// It begins under the lowest of these.
    Under(Vec<usize>),
    /// It begins in the row of the highest of these.
    Beside(Vec<usize>),
    /// It ends in the last row.
    Foot,
    /// It ends above the highest of these.
    Above(Vec<usize>),
}

impl Anchor {
    /// The areas that it names.
    pub fn links(&self) -> &[usize] {
        match self {
            Anchor::Under(list) | Anchor::Beside(list) | Anchor::Above(list) => list,
            Anchor::Row(_) | Anchor::Head | Anchor::Foot => &[],
        }
    }
}

/// How an area takes white that is left in its stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TakesWhite {
    /// It takes none.
    #[default]
    None,
    /// Its headline takes a row or two.
    Headline,
    /// The gap over it takes a share.
    Gap,
    /// It takes all of it.
    All,
}

/// “column 1”, “columns 1 to 4”.
pub fn columns_words(first: u32, last: u32) -> Message {
    if first == last { msg!("column {first}", first) } else { msg!("columns {first} to {last}", first, last) }
}

/// “row 1”, “rows 1 to 4”.
pub fn rows_words(first: u32, last: u32) -> Message {
    if first == last { msg!("row {first}", first) } else { msg!("rows {first} to {last}", first, last) }
}

/// Reads rows. Made by [`rows_rule`].
#[derive(Clone, Debug)]
pub struct Rows(WholeOrText);

/// A number of rows, one of the words of [`RowsWord`], or shares of what is left: `"2fr"`.
pub fn rows_rule() -> Rows {
    Rows(whole_or_text(1..=10_000, "\"copy\""))
}

/// The most shares of one area.
const MOST_SHARES: u32 = 1000;

impl Kind for Rows {
    type Value = RowsRule;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<RowsRule> {
        let text = match self.0.read(entry)? {
            NumberOrText::Number(rows) => return Some(RowsRule::Fixed(rows)),
            NumberOrText::Text(text) => text,
        };
        let rule = rows_of(&text);
        if rule.is_none() {
            let known = ["copy", "rest", "same"];
            let help = match suggest::nearest(&text, known.into_iter()) {
                Some(near) => msg!("did you mean `{near}`?", near),
                None => {
                    msg!("write a number, \"copy\", \"rest\", \"same\", or shares of what is left: \"2fr\"")
                }
            };
            entry.refuse(
                codes::UNKNOWN_VALUE,
                msg!("`{key}` cannot be `{text}`", key = entry.key(), text),
                help,
            );
        }
        rule
    }

    fn shape(&self) -> Shape {
        let pattern = Some(r"^\s*[1-9][0-9]{0,2}\s*(fr|份)\s*$".to_owned());
        let text =
            Shape::Text { what: "shares of what is left, such as `\"2fr\"`", pattern, known: Vec::new() };
        Shape::Either(vec![self.0.shape(), kinds::word::<RowsWord>().shape(), text])
    }
}

fn rows_of(text: &str) -> Option<RowsRule> {
    use crate::keys::Words as _;
    let text = text.trim();
    if let Some(word) = RowsWord::of_word(text) {
        return Some(match word {
            RowsWord::Copy => RowsRule::Copy,
            RowsWord::Rest => RowsRule::Share(1),
            RowsWord::Same => RowsRule::Same,
        });
    }
    let shares = text.strip_suffix("fr").or_else(|| text.strip_suffix('份'))?.trim_end().parse().ok()?;
    (1..MOST_SHARES).contains(&shares).then_some(RowsRule::Share(shares))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_or_named_by_the_first_and_the_last() {
        for written in ["2-4", " 2 – 4 ", "2至4", "2～4"] {
            assert_eq!(columns_of(written), Some(ColumnSpan::From(2, 4)), "{written}");
        }
        assert_eq!(columns_of("3"), Some(ColumnSpan::From(3, 3)));
        for written in ["", "4-2", "0-2", "1-2-3", "a-b", "-3", "99999"] {
            assert_eq!(columns_of(written), None, "{written}");
        }
    }

    #[test]
    fn rows_are_words_or_shares() {
        assert_eq!(rows_of("copy"), Some(RowsRule::Copy));
        assert_eq!(rows_of("rest"), Some(RowsRule::Share(1)));
        assert_eq!(rows_of("2fr"), Some(RowsRule::Share(2)));
        assert_eq!(rows_of("3 份"), Some(RowsRule::Share(3)));
        for written in ["0fr", "fr", "-1fr", "1.5fr", "1000fr", "all"] {
            assert_eq!(rows_of(written), None, "{written}");
        }
    }
}
