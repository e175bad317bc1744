//! Keys that must be there, and pointers made from page numbers.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::issue::almanac;
use crate::layout::schema::Given;
use crate::layout::table::Table;

pub(super) fn required(table: &Table<'_>, key: &'static str, help: &str) -> Given<String> {
    table.require(key, help);
    let value = table.string(key)?;
    if value.value.trim().is_empty() {
        table.report(
            Diagnostic::error(codes::EMPTY_VALUE, format!("`{key}` is empty"))
                .at(value.span.clone(), "")
                .help(help),
        );
        return None;
    }
    Some(value)
}

/// A pointer to inside pages: ——详见二、三版.
pub(super) fn pointer(pages: &[u32]) -> String {
    let mut pages = pages.to_vec();
    pages.sort_unstable();
    pages.dedup();
    let names: Vec<String> = pages.into_iter().map(almanac::number).collect();
    format!("——详见{}版", names.join("、"))
}
