//! The outline of a file: pages and what stands on them, pools and what is in them; areas, styles and the other tables of a layout; the parts of
//! a manuscript.

use std::ops::Range;

use lsp_types::{DocumentSymbol, SymbolKind};

use super::place::FileKind;
use super::syntax::{Table, parse};
use super::view::View;

/// The outline.
pub fn outline(view: &View<'_>) -> Vec<DocumentSymbol> {
    match view.kind {
        FileKind::Manuscript => manuscript(view),
        FileKind::Issue => {
            let mut symbols: Vec<DocumentSymbol> = Vec::new();
            for table in parse(view.text).tables.iter().filter(|table| !table.path.is_empty()) {
                let symbol = of_table(view, table);
                let is_page = table.path[0].text == "page" && table.path.len() > 1;
                let is_pool = table.path[0].text == "pools" && table.path.len() > 2;
                if is_pool {
                    let name = format!("pool {}", table.path[1].text);
                    if symbols.last().is_none_or(|last| last.name != name) {
                        symbols.push(DocumentSymbol { name, kind: SymbolKind::NAMESPACE, ..symbol.clone() });
                    }
                }
                let is_inner = is_page || is_pool;
                match symbols.last_mut().filter(|last| is_inner && last.kind == SymbolKind::NAMESPACE) {
                    Some(page) => {
                        page.range.end = symbol.range.end;
                        page.children.get_or_insert_default().push(symbol);
                    }
                    None => symbols.push(symbol),
                }
            }
            symbols
        }
        FileKind::Layout => parse(view.text)
            .tables
            .iter()
            .filter(|table| !table.path.is_empty())
            .map(|table| of_table(view, table))
            .collect(),
    }
}

fn of_table(view: &View<'_>, table: &Table) -> DocumentSymbol {
    let said = |key: &str| {
        let entry = table.entries.iter().find(|entry| entry.path.len() == 1 && entry.path[0].text == key)?;
        let value = entry.value.as_ref()?;
        let text = value.text().map(|(text, _)| text.to_owned());
        Some(text.unwrap_or_else(|| view.text[value.span.clone()].to_owned()))
    };
    let path: Vec<&str> = table.path.iter().map(|name| name.text.as_str()).collect();
    let (name, detail, kind) = match path[..] {
        ["page"] => {
            (format!("page {}", said("number").unwrap_or_default()), said("layout"), SymbolKind::NAMESPACE)
        }
        ["page", of] => {
            let name = said("file").or_else(|| said("area")).unwrap_or_else(|| of.to_owned());
            (name, said("area"), SymbolKind::FILE)
        }
        ["pools", _, of] => {
            let name = said("file").or_else(|| said("name")).unwrap_or_else(|| of.to_owned());
            (name, said("importance"), SymbolKind::FILE)
        }
        ["areas", name] => {
            let detail = view.area_hint(table.heading.start, name);
            (format!("areas.{name}"), detail, SymbolKind::CLASS)
        }
        ["styles", _] => (path.join("."), said("size"), SymbolKind::STRING),
        ["masthead" | "folio" | "rule"] if table.is_item => {
            let what = said("text").or_else(|| said("rule")).unwrap_or_default();
            (path.join("."), Some(what), SymbolKind::FIELD)
        }
        _ => (path.join("."), None, SymbolKind::OBJECT),
    };
    // The table ends with its last key, not with the blank lines behind it.
    let end = table.entries.last().map_or(table.heading.end, |entry| entry.span().end);
    symbol(view, name, detail, kind, table.heading.start..end, table.heading.clone())
}

fn manuscript(view: &View<'_>) -> Vec<DocumentSymbol> {
    let mut symbols = Vec::new();
    let mut at = 0;
    for line in view.text.split_inclusive('\n') {
        let span = at..at + line.trim_end().len();
        at += line.len();
        let text = line.trim();
        if view.is_front_matter(span.start) {
            if let Some(colon) = text.find([':', '：']) {
                let (key, value) = (&text[..colon], text[colon..].trim_start_matches([':', '：']).trim());
                symbols.push(symbol(
                    view,
                    key.trim().to_owned(),
                    Some(value.to_owned()),
                    SymbolKind::FIELD,
                    span.clone(),
                    span,
                ));
            }
        } else if let Some(words) = text.strip_prefix("###").filter(|words| !words.starts_with('#')) {
            symbols.push(symbol(view, words.trim().to_owned(), None, SymbolKind::STRING, span.clone(), span));
        }
    }
    symbols
}

fn symbol(
    view: &View<'_>,
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    range: Range<usize>,
    selection: Range<usize>,
) -> DocumentSymbol {
    #[allow(deprecated, reason = "the type has no other way to be made")]
    DocumentSymbol {
        // A name must not be empty.
        name: if name.trim().is_empty() { "–".to_owned() } else { name },
        detail,
        kind,
        tags: None,
        deprecated: None,
        range: view.encoding.range(view.text, &range),
        selection_range: view.encoding.range(view.text, &selection),
        children: None,
    }
}
