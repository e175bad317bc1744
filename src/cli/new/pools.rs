//! Pools of an issue that is rolled forward (稿库): what was in them is yesterday's, the pools stay.

use banxin::message::msg;

use super::super::lsp::syntax::{Entry, Table, Value, ValueKind};
use super::Roll;

impl Roll<'_> {
    /// Makes a comment of something in a pool. The pool itself stays, for its pages name it.
    pub(super) fn pool_item(&mut self, table: &Table, pool: &str, tables: &[Table]) {
        self.comment_out(table);
        if self.pools.iter().any(|known| known == pool) {
            return;
        }
        self.pools.push(pool.to_owned());
        let is_own = |table: &Table| {
            !table.is_item && table.path.iter().map(|name| name.text.as_str()).eq(["pools", pool])
        };
        if !tables.iter().any(is_own)
            && let Some((_, words)) = self.edits.last_mut()
        {
            // As it is written in the heading, with its quotes.
            let heading = &self.text[table.path[0].span.start..table.path[1].span.end];
            *words = format!("[{heading}]\n{words}");
        }
    }

    /// Empties a list of a pool that is written in a line.
    pub(super) fn inline_in_pool(&mut self, entry: &Entry, pool: &str) {
        let Some(Value { kind: ValueKind::List(items), span, .. }) = &entry.value else { return };
        for item in items {
            if let ValueKind::Table(entries) = &item.kind {
                self.content.extend(self.said(entries, "file"));
            }
        }
        self.edits.push((span.clone(), "[]".to_owned()));
        self.told.push(msg!("emptied: a list of pool `{pool}`", pool));
    }
}
