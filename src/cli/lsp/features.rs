//! Questions of the protocol, answered from a view.

use std::collections::BTreeMap;
use std::path::PathBuf;

use banxin::keys::suggest::nearest;
use lsp_types::{
    CodeAction, CodeActionKind, ColorInformation, ColorPresentation, Diagnostic, InlayHint, InlayHintKind,
    InlayHintLabel, Location, NumberOrString, Position, Range, TextEdit,
};
use serde_json::{Value, json};

use super::names::{self, Fixed, Renamed};
use super::place::{FileKind, uri_of};
use super::project::{Kind, TomlFile};
use super::view::View;
use super::{colour, completion, syntax};

/// The code of a finding about a needed key that is not there.
const MISSING_KEY: &str = "missing-key";

/// Where a layout of banxin's own can be looked at: writes it and gives its path.
pub type Show<'s> = &'s dyn Fn(&TomlFile) -> Option<PathBuf>;

/// Where the name at a place is defined; from a manuscript, where the issue names it.
pub fn definition(view: &View<'_>, offset: usize, show: Show<'_>) -> Vec<Location> {
    if view.kind == FileKind::Manuscript {
        return named_in_issue(view);
    }
    let Some((file, mention)) = names::name_at(view, offset) else { return Vec::new() };
    if names::is_path(&mention.kinds) {
        let path = names::file_of(view, file, mention);
        return path.exists().then(|| location_of_file(&path)).flatten().into_iter().collect();
    }
    if mention.kinds.contains(&Kind::Layout) {
        let Some(file) = names::layout(view, &mention.name) else { return Vec::new() };
        let path = if file.is_built_in { show(file) } else { Some(file.path.clone()) };
        return path.and_then(|path| location_of_file(&path)).into_iter().collect();
    }
    let Some(place) = names::definition(view, mention) else { return Vec::new() };
    let path = if place.file.is_built_in { show(place.file) } else { Some(place.file.path.clone()) };
    let uri = path.and_then(|path| uri_of(&path));
    let range = view.encoding.range(&place.file.text, &place.mention.span);
    uri.map(|uri| Location { uri, range }).into_iter().collect()
}

fn location_of_file(path: &std::path::Path) -> Option<Location> {
    Some(Location { uri: uri_of(path)?, range: Range::default() })
}

/// The places in `issue.toml` that name this manuscript.
fn named_in_issue(view: &View<'_>) -> Vec<Location> {
    let Some(issue) = &view.project.issue else { return Vec::new() };
    let names_it = |name: &str| banxin::read::tidy(&view.project.dir.join(name)) == view.path;
    let mentions = issue
        .mentions
        .iter()
        .filter(|mention| mention.kinds.contains(&Kind::Story) && names_it(&mention.name));
    mentions.filter_map(|mention| location(view, issue, &mention.span)).collect()
}

fn location(view: &View<'_>, file: &TomlFile, span: &std::ops::Range<usize>) -> Option<Location> {
    Some(Location { uri: uri_of(&file.path)?, range: view.encoding.range(&file.text, span) })
}

/// Every place of the name at a place.
pub fn references(view: &View<'_>, offset: usize, with_definition: bool) -> Vec<Location> {
    if view.kind == FileKind::Manuscript {
        return named_in_issue(view);
    }
    let Some((_, mention)) = names::name_at(view, offset) else { return Vec::new() };
    let places = names::places(view, mention).into_iter();
    let places = places.filter(|place| with_definition || !place.mention.is_definition);
    places.filter_map(|place| location(view, place.file, &place.mention.span)).collect()
}

/// The range of the name that can be changed at a place.
pub fn renamable(view: &View<'_>, offset: usize) -> Result<(Range, String), Fixed> {
    let (file, mention) = names::renamable(view, offset)?;
    Ok((view.encoding.range(&file.text, &mention.span), mention.name.clone()))
}

/// The edits that give a name another one. `versions` tells the version of a text that is open.
pub fn rename(
    view: &View<'_>,
    offset: usize,
    wanted: &str,
    versions: &dyn Fn(&std::path::Path) -> Option<i32>,
) -> Result<Value, Fixed> {
    let Renamed { edits, file } = names::rename(view, offset, wanted)?;
    let mut by_file: BTreeMap<PathBuf, Vec<TextEdit>> = BTreeMap::new();
    for (file, span, new_text) in edits {
        let range = view.encoding.range(&file.text, &span);
        by_file.entry(file.path.clone()).or_default().push(TextEdit { range, new_text });
    }
    let mut changes: Vec<Value> = by_file
        .into_iter()
        .filter_map(|(path, edits)| {
            let version = versions(&path);
            Some(json!({ "textDocument": { "uri": uri_of(&path)?, "version": version }, "edits": edits }))
        })
        .collect();
    if let Some((old, new)) = file
        && let (Some(old), Some(new)) = (uri_of(&old), uri_of(&new))
    {
        changes.push(json!({ "kind": "rename", "oldUri": old, "newUri": new }));
    }
    Ok(json!({ "documentChanges": changes }))
}

/// The inks of a layout as colours.
pub fn colours(view: &View<'_>) -> Vec<ColorInformation> {
    let (Some(file), Some(look)) = (view.project.file(view.path), view.look) else {
        return Vec::new();
    };
    if view.kind != FileKind::Layout {
        return Vec::new();
    }
    let inks = colour::inks(file).into_iter();
    inks.map(|ink| ColorInformation {
        range: view.encoding.range(view.text, &ink.span),
        color: ink.colour(look),
    })
    .collect()
}

/// How a colour is written in the place of an ink.
pub fn presentations(view: &View<'_>, colour: lsp_types::Color, range: Range) -> Vec<ColorPresentation> {
    let Some(file) = view.project.file(view.path) else { return Vec::new() };
    let start = view.encoding.offset(view.text, range.start);
    let is_plain = colour::inks(file).iter().any(|ink| ink.is_plain && ink.span.start == start);
    if !is_plain {
        return Vec::new();
    }
    let new_text = colour::written(colour);
    let text_edit = Some(TextEdit { range, new_text: new_text.clone() });
    vec![ColorPresentation { label: new_text, text_edit, additional_text_edits: None }]
}

/// Places of areas and how their stories fit, behind their names.
pub fn hints(view: &View<'_>, range: Range) -> Vec<InlayHint> {
    let Some(file) = view.project.file(view.path) else { return Vec::new() };
    let within = view.encoding.offset(view.text, range.start)..=view.encoding.offset(view.text, range.end);
    let mut hints = Vec::new();
    let mut add = |at: usize, name: &str, offset: usize| {
        if within.contains(&at)
            && let Some(words) = view.area_hint(offset, name)
        {
            hints.push(InlayHint {
                position: view.encoding.position(view.text, at),
                label: InlayHintLabel::String(words),
                kind: Some(InlayHintKind::TYPE),
                text_edits: None,
                tooltip: None,
                padding_left: Some(true),
                padding_right: None,
                data: None,
            });
        }
    };
    if view.kind == FileKind::Issue {
        let used = file.mentions.iter().filter(|mention| mention.kinds.contains(&Kind::Area));
        for mention in used {
            add(mention.span.end + 1, &mention.name, mention.span.start);
        }
    } else {
        for table in &file.tree.tables {
            if let [areas, name] = &table.path[..]
                && areas.text == "areas"
            {
                add(table.heading.end, &name.text, table.heading.start);
            }
        }
    }
    hints
}

/// What a finding says to write instead, as [`super::findings`] gave it to the editor with the finding.
#[derive(serde::Deserialize)]
struct Told {
    fixes: Vec<ToldFix>,
}

#[derive(serde::Deserialize)]
struct ToldFix {
    #[serde(flatten)]
    edit: TextEdit,
    certain: bool,
}

/// Ways out of findings: what they say to write instead; else the name that was probably meant, and needed keys that
/// are missing.
pub fn actions(view: &View<'_>, found: &[Diagnostic], title: &dyn Fn(&str) -> String) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    for finding in found.iter().filter(|finding| finding.source.as_deref() == Some("banxin")) {
        let Some(NumberOrString::String(code)) = &finding.code else { continue };
        let told = finding.data.clone().and_then(|data| serde_json::from_value::<Told>(data).ok());
        if let Some(told) = told {
            for ToldFix { edit, certain } in told.fixes {
                actions.extend(action(view, finding, edit, certain, title));
            }
            continue;
        }
        let start = view.encoding.offset(view.text, finding.range.start);
        let end = view.encoding.offset(view.text, finding.range.end);
        let edit = if *code == MISSING_KEY {
            missing(view, start, finding)
        } else {
            meant(view, start, end).map(|word| (view.encoding.range(view.text, &(start..end)), word))
        };
        let Some((range, new_text)) = edit else { continue };
        actions.extend(action(view, finding, TextEdit { range, new_text }, true, title));
    }
    actions
}

/// The action of an edit in the file of a view.
fn action(
    view: &View<'_>,
    finding: &Diagnostic,
    edit: TextEdit,
    certain: bool,
    title: &dyn Fn(&str) -> String,
) -> Option<CodeAction> {
    let uri = uri_of(view.path)?;
    let shown = edit.new_text.trim().trim_matches('"').to_owned();
    let edit = json!({ "documentChanges": [{
        "textDocument": { "uri": uri, "version": null },
        "edits": [edit],
    }] });
    Some(CodeAction {
        title: title(&shown),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![finding.clone()]),
        edit: serde_json::from_value(edit).ok(),
        is_preferred: Some(certain),
        ..CodeAction::default()
    })
}

/// The word that was probably meant where an unknown one stands, in its quotes if it has any.
fn meant(view: &View<'_>, start: usize, end: usize) -> Option<String> {
    let written = view.text.get(start..end)?;
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
    let word = quote.map_or(written, |quote| written.trim_matches(quote));
    let candidates = completion::candidates(view, start + quote.map_or(0, char::len_utf8));
    if candidates.iter().any(|known| known == word) {
        return None;
    }
    let near = nearest(word, candidates.iter().map(String::as_str))?;
    Some(match quote {
        Some(quote) => format!("{quote}{near}{quote}"),
        None => near.to_owned(),
    })
}

/// A needed key on a line of its own under the heading of its table.
fn missing(view: &View<'_>, start: usize, finding: &Diagnostic) -> Option<(Range, String)> {
    let key = finding.message.split('`').nth(1)?;
    let tree = syntax::parse(view.text);
    let table = tree.tables.iter().rev().find(|table| table.span.start <= start)?;
    let is_bare = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_bare || table.entries.iter().any(|entry| entry.path[0].text == key) {
        return None;
    }
    let at = if table.path.is_empty() { 0 } else { table.heading.end };
    // Behind the heading's line, with its comment.
    let at = if at == 0 { 0 } else { view.text[at..].find('\n').map_or(view.text.len(), |end| at + end + 1) };
    let line = if view.text[..at].is_empty() || view.text[..at].ends_with('\n') { "" } else { "\n" };
    let position: Position = view.encoding.position(view.text, at);
    let path: Vec<String> = table.path.iter().map(|name| name.text.clone()).collect();
    let value = completion::needed_value(view.format(), &path, key)?;
    Some((Range::new(position, position), format!("{line}{key} = {value}\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_come_back_from_the_editor_as_they_were_sent() {
        let at = |character: u32| json!({ "line": 0, "character": character });
        let sent = json!({ "fixes": [
            { "range": { "start": at(4), "end": at(5) }, "newText": "1", "certain": false }
        ] });
        let told: Told = serde_json::from_value(sent).expect("as it is sent");
        assert_eq!(told.fixes.len(), 1);
        assert_eq!((told.fixes[0].edit.new_text.as_str(), told.fixes[0].certain), ("1", false));
        assert_eq!(told.fixes[0].edit.range.end.character, 5);
        assert!(serde_json::from_value::<Told>(json!({ "other": 1 })).is_err());
    }
}
