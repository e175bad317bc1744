//! Tables from comma-separated values (RFC 4180): quoted cells may hold commas, line ends and doubled
//! quotes.
//!
//! It is read here because every cell must know its place in the file, quotes and all; libraries tell
//! the place of a record only.

use std::ops::Range;

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::issue::{CellAlign, Run, Text};
use crate::keys::Value;
use crate::message::{counted, msg};

use super::manuscript;
use super::paths::tidy;
use super::reader::Reader;

/// A file of values.
pub struct TableValues {
    /// How the cells of each column stand.
    pub columns: Vec<CellAlign>,
    /// The first row.
    pub head: Vec<Text>,
    /// The others, each as long as the head.
    pub rows: Vec<Vec<Text>>,
}

/// The columns of a table at the most: a sheet of a newspaper is about 1,100 points wide.
const MOST_COLUMNS: usize = 500;

/// Reads a file of values; `columns` is how its cells stand, if the issue says so.
pub fn read(
    file: &Value<String>,
    columns: Option<&[Value<CellAlign>]>,
    reader: &mut Reader,
) -> Option<TableValues> {
    let (id, text) = reader.text(&tidy(&reader.dir.join(&file.value)), &file.span)?;
    let mut rows = rows(id, &text, reader)?;
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    if rows.is_empty() {
        reader.report(
            Diagnostic::new(codes::EMPTY_TABLE, msg!("the table {file} has no rows", file = file.value))
                .here(file.span.clone())
                .help(msg!(
                    "write a head in its first row and values in the others, with commas between the cells"
                )),
        );
        return None;
    }
    let head = rows.remove(0);
    separator(&head, id, &text, reader);
    let wanted = head.cells.len();
    if wanted > MOST_COLUMNS {
        reader.report(
            Diagnostic::new(
                codes::TABLE_TOO_WIDE,
                msg!("the table {file} has {columns}, more than {most}", file = file.value, columns = counted(wanted, "column"), most = MOST_COLUMNS),
            )
            .here(Span::new(id, head.range.start..head.range.start))
            .at(file.span.clone(), msg!("it is placed here"))
            .help(msg!("look at the file in a spreadsheet and save it as comma-separated values (CSV) with a line for each row")),
        );
        return None;
    }
    for row in &mut rows {
        if row.cells.len() == wanted {
            continue;
        }
        reader.report(
            Diagnostic::new(
                codes::TABLE_ROW,
                msg!(
                    "this row has {cells}, the head has {counted}",
                    cells = counted(row.cells.len(), "cell"),
                    counted = counted(wanted, "cell")
                ),
            )
            .here(Span::new(id, row.range.clone()))
            .at(Span::new(id, head.range.clone()), msg!("the head"))
            .help(msg!("write as many cells as the head has; a cell with a comma stands in \"quotes\"")),
        );
        row.cells.resize(wanted, Text::plain(id, "", row.range.end));
    }
    let rows: Vec<Vec<Text>> = rows.into_iter().map(|row| row.cells).collect();
    let columns = alignment(columns, wanted, &rows, reader);
    Some(TableValues { columns, head: head.cells, rows })
}

/// The alignment that the issue gives; by default figures at the right and words at the left.
fn alignment(
    columns: Option<&[Value<CellAlign>]>,
    wanted: usize,
    rows: &[Vec<Text>],
    reader: &Reader,
) -> Vec<CellAlign> {
    let Some(given) = columns else {
        let figures = |column: usize| {
            let cells: Vec<String> = rows.iter().map(|row| row[column].to_plain()).collect();
            let mut filled = cells.iter().filter(|cell| !cell.is_empty()).peekable();
            filled.peek().is_some() && filled.all(|cell| is_figure(cell))
        };
        let side = |column| if figures(column) { CellAlign::Right } else { CellAlign::Left };
        return (0..wanted).map(side).collect();
    };
    if given.len() != wanted
        && let Some(first) = given.first()
    {
        reader.report(
            Diagnostic::new(
                codes::TABLE_COLUMNS,
                msg!(
                    "`columns` names {columns}, the table has {wanted}",
                    columns = counted(given.len(), "column"),
                    wanted
                ),
            )
            .here(first.span.clone())
            .help(msg!("name one of left, center, right for each column, or leave `columns` out")),
        );
    }
    let mut list: Vec<CellAlign> = given.iter().map(|side| side.value).collect();
    list.resize(wanted, CellAlign::Left);
    list
}

/// Whether a cell is a number with its signs, or a dash in place of a number.
fn is_figure(cell: &str) -> bool {
    cell.chars().all(|character| character.is_ascii_digit() || "+-−–—.,%‰ /:".contains(character))
}

/// Reports a file whose cells are separated by something other than commas.
fn separator(head: &Row, id: FileId, text: &str, reader: &Reader) {
    let line = text.get(head.range.clone()).unwrap_or("");
    if head.cells.len() > 1 {
        return;
    }
    let Some((at, other)) = line.char_indices().find(|(_, mark)| ['\t', ';', '，', '；'].contains(mark))
    else {
        return;
    };
    let from = head.range.start + at;
    let name = if other == '\t' { msg!("a tab") } else { msg!("`{other}`", other) };
    reader.report(
        Diagnostic::new(
            codes::TABLE_SEPARATOR,
            msg!("the cells of this table seem to be parted by {name}", name),
        )
        .at(Span::new(id, from..from + other.len_utf8()), msg!("the head has one cell only"))
        .help(msg!("part the cells with half-width commas; spreadsheets save such files as CSV (UTF-8)")),
    );
}

struct Row {
    cells: Vec<Text>,
    range: Range<usize>,
}

/// The rows of a file; `None` when a quote is left open, which is reported.
fn rows(id: FileId, text: &str, reader: &Reader) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let from = at;
        let mut cells = Vec::new();
        loop {
            let (cell, end) = cell(id, text, at, reader)?;
            cells.push(cell);
            at = end;
            if text[at..].starts_with(',') {
                at += 1;
            } else {
                break;
            }
        }
        rows.push(Row { cells, range: from..at });
        let rest = &text[at..];
        at += if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    }
    Some(rows)
}

/// The cell that begins at `at`, and where it ends: before a comma, a line end or the file's end.
fn cell(id: FileId, text: &str, at: usize, reader: &Reader) -> Option<(Text, usize)> {
    let rest = &text[at..];
    let end_of = |rest: &str| rest.find([',', '\n', '\r']).unwrap_or(rest.len());
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if !rest[blank..].starts_with('"') {
        let end = end_of(rest);
        let words = rest[..end].trim();
        let start = at + (rest[..end].len() - rest[..end].trim_start().len());
        return Some((Text::plain(id, words, start), at + end));
    }
    let open = at + blank;
    let mut runs: Vec<Run> = Vec::new();
    let mut from = open + 1;
    let mut line_end = None;
    loop {
        // Lines inside a cell are joined as those of manuscripts are; a doubled quote is one of its words.
        let Some(found) = text[from..].find(['"', '\n', '\r']) else {
            reader.report(
                Diagnostic::new(codes::OPEN_QUOTE, msg!("this quote is not closed"))
                    .here(Span::new(id, open..open + 1))
                    .help(msg!("close the cell with \"; a quote inside it is written twice: \"\"")),
            );
            return None;
        };
        let mark = from + found;
        let doubled = text[mark..].starts_with("\"\"");
        let words = &text[from..mark + usize::from(doubled)];
        if !words.is_empty() {
            if let Some(at) = line_end.take()
                && let Some(before) = runs.last().and_then(|run| run.text.chars().next_back())
                && manuscript::needs_blank(before, words.chars().next())
            {
                runs.push(Run::plain(" ", at));
            }
            runs.push(Run::plain(words, from));
        }
        if text[mark..].starts_with(['\n', '\r']) {
            line_end = Some(mark);
        }
        from = mark + if doubled { 2 } else { 1 };
        if text[mark..].starts_with('"') && !doubled {
            break;
        }
    }
    let end = from + end_of(&text[from..]);
    let stray = text[from..end].trim();
    if !stray.is_empty() {
        reader.report(
            Diagnostic::new(codes::STRAY_WORDS, msg!("`{stray}` stands behind a closed cell", stray))
                .here(Span::new(id, from..end))
                .help(msg!("put a comma before it, or put it inside the quotes")),
        );
    }
    Some((Text { file: id, runs }, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn parsed(text: &str) -> Vec<Vec<String>> {
        let reader = Reader::new(Path::new("/nowhere"));
        let rows = rows(FileId(0), text, &reader).unwrap();
        assert_eq!(reader.faults.take(), []);
        rows.into_iter().map(|row| row.cells.iter().map(Text::to_plain).collect()).collect()
    }

    #[test]
    fn quotes_hold_commas_and_line_ends_and_quotes() {
        assert_eq!(
            parsed("a, b ,\"c, d\"\r\n\"e \"\"f\"\"\",\"g\nh\",\n"),
            [["a", "b", "c, d"], ["e \"f\"", "g h", ""]]
        );
        for (cell, words) in [
            ("New\nYork", "New York"),
            ("New\r\n\r\nYork\n", "New York"),
            ("\nNew \n York", "New  York"),
            ("新\n约", "新约"),
            ("“新”\n，约", "“新”，约"),
            ("he\n\"\"x\"\"\nsaid", "he \"x\" said"),
        ] {
            assert_eq!(parsed(&format!("\"{cell}\"")), [[words]], "{cell:?}");
        }
        assert_eq!(parsed(""), Vec::<Vec<String>>::new());
        assert_eq!(parsed("a\r\n"), [["a"]]);
        assert_eq!(parsed("\"\""), [[""]]);
    }

    #[test]
    fn cells_know_their_places() {
        let reader = Reader::new(Path::new("/nowhere"));
        let text = "名,\"数\"\n x ,\"a\"\"b\"";
        for row in rows(FileId(0), text, &reader).unwrap() {
            for cell in &row.cells {
                for run in &cell.runs {
                    assert!(text[run.at..].starts_with(&run.text), "{run:?}");
                }
            }
        }
    }

    #[test]
    fn figures_are_known() {
        for (cell, is) in [("3.5%", true), ("-12", true), ("1,200", true), ("3米", false), ("—", true)] {
            assert_eq!(is_figure(cell), is, "{cell}");
        }
    }
}
