//! What may be written at a place.

use banxin::codes;
use banxin::keys::dimension::{Units, sizes};
use banxin::keys::{Declaration, Key, Presence, Shape, Words as _};
use banxin::read::{Format, FrontKey, MARK_WORDS, template_fields};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent,
    MarkupKind, TextEdit,
};

use super::cursor::{Spot, What, writing};
use super::hover;
use super::place::FileKind;
use super::project::{Kind, kinds};
use super::schema::{Keys, Node};
use super::syntax;
use super::view::View;

/// Endings of pictures.
const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "tif", "tiff", "svg", "pdf"];

/// What may be written at a byte of a file.
pub fn complete(view: &View<'_>, offset: usize) -> Vec<CompletionItem> {
    match view.kind {
        FileKind::Manuscript => manuscript(view, offset),
        FileKind::Issue | FileKind::Layout => match writing(view.text, offset, view.format()) {
            None => Vec::new(),
            Some(spot) => toml(view, offset, &spot),
        },
    }
}

/// One thing that may be written.
struct Offer {
    label: String,
    insert: String,
    kind: CompletionItemKind,
    detail: Option<String>,
    about: Option<String>,
    is_snippet: bool,
}

impl Offer {
    fn plain(label: &str, kind: CompletionItemKind) -> Offer {
        Offer {
            label: label.to_owned(),
            insert: label.to_owned(),
            kind,
            detail: None,
            about: None,
            is_snippet: false,
        }
    }
}

fn toml(view: &View<'_>, offset: usize, spot: &Spot) -> Vec<CompletionItem> {
    if let Some(start) = field_start(view, spot, offset) {
        let is_closed = view.text[spot.span.end..].starts_with('}');
        let field = |name: &'static str| Offer {
            insert: if is_closed { name.to_owned() } else { format!("{name}}}") },
            ..Offer::plain(name, CompletionItemKind::FIELD)
        };
        return items(view, template_fields().into_iter().map(field).collect(), start..spot.span.end);
    }
    let offers = match &spot.what {
        What::Key(node) => keys(view, offset, spot, node),
        What::Heading(node, is_item) => headings(view, node, *is_item),
        What::Value(node, key, quoted) => values(view, offset, spot, node, *key, *quoted),
    };
    items(view, offers, spot.span.clone())
}

/// Where the name of a field begins that is being written in a template of the masthead or of a running head.
fn field_start(view: &View<'_>, spot: &Spot, offset: usize) -> Option<usize> {
    let What::Value(_, Some(key), true) = &spot.what else { return None };
    let is_template =
        key.name == "text" && spot.path.iter().any(|name| name == "masthead" || name == "folio");
    let written = view.text.get(spot.span.start..offset).filter(|_| is_template)?;
    let open = written.rfind('{')?;
    (!written[open..].contains('}')).then_some(spot.span.start + open + 1)
}

fn items(view: &View<'_>, offers: Vec<Offer>, span: std::ops::Range<usize>) -> Vec<CompletionItem> {
    let range = view.encoding.range(view.text, &span);
    let each = offers.into_iter().enumerate().map(|(at, offer)| {
        let is_snippet = offer.is_snippet && view.snippets;
        let new_text =
            if offer.is_snippet && !view.snippets { without_places(&offer.insert) } else { offer.insert };
        CompletionItem {
            kind: Some(offer.kind),
            detail: offer.detail,
            documentation: offer.about.map(|value| {
                Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
            }),
            // In the order in which they are offered here.
            sort_text: Some(format!("{at:04}")),
            filter_text: Some(offer.label.clone()),
            label: offer.label,
            insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
            ..CompletionItem::default()
        }
    });
    each.collect()
}

/// A snippet as plain text: its places are left empty.
fn without_places(snippet: &str) -> String {
    let mut plain = String::new();
    let mut rest = snippet;
    while let Some(at) = rest.find('$') {
        plain += &rest[..at];
        rest = rest[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit());
    }
    plain + rest
}

fn keys(view: &View<'_>, offset: usize, spot: &Spot, node: &Node<'static>) -> Vec<Offer> {
    match node.keys() {
        None => Vec::new(),
        Some(Keys::Declared(declaration)) => {
            let given = given(view, offset, spot);
            let absent = |key: &&Key| !given.iter().any(|name| name == key.name);
            let mut offers: Vec<Offer> = needed(view, declaration, &given).into_iter().collect();
            offers.extend(declaration.keys.iter().filter(absent).map(|key| key_offer(view, key)));
            offers
        }
        Some(Keys::Named(what, known, of)) => {
            let behind = value_snippet(of);
            let names = named(view, what, known).into_iter();
            names
                .map(|name| Offer {
                    insert: format!("{name} = {behind}"),
                    is_snippet: true,
                    ..Offer::plain(&name, CompletionItemKind::VARIABLE)
                })
                .collect()
        }
    }
}

/// The keys that the table around a place has already.
fn given(view: &View<'_>, offset: usize, spot: &Spot) -> Vec<String> {
    let tree = syntax::parse(view.text);
    let table = tree.tables.iter().rev().find(|table| table.span.start <= offset);
    let same = table.filter(|table| table.path.iter().map(|name| &name.text).eq(&spot.path));
    let entries = same.into_iter().flat_map(|table| &table.entries);
    let others = entries.filter(|entry| !(entry.span().start <= offset && offset <= entry.span().end));
    others.filter_map(|entry| Some(entry.path.first()?.text.clone())).collect()
}

/// All needed keys that are absent, as one snippet.
fn needed(view: &View<'_>, declaration: &Declaration, given: &[String]) -> Option<Offer> {
    let absent: Vec<&Key> = declaration
        .keys
        .iter()
        .filter(|key| key.presence == Presence::Needed && !given.iter().any(|name| name == key.name))
        .collect();
    if absent.len() < 2 {
        return None;
    }
    let lines: Vec<String> = absent
        .iter()
        .enumerate()
        .map(|(at, key)| {
            format!("{} = {}", key.name, value_snippet(&key.shape).replace("$1", &format!("${}", at + 1)))
        })
        .collect();
    let label = absent.iter().map(|key| key.name).collect::<Vec<_>>().join(", ");
    let about = absent.iter().map(|key| hover::key(view, key)).collect::<Vec<_>>().join("\n\n");
    Some(Offer {
        insert: lines.join("\n"),
        about: Some(about),
        is_snippet: true,
        ..Offer::plain(&label, CompletionItemKind::SNIPPET)
    })
}

fn key_offer(view: &View<'_>, key: &Key) -> Offer {
    let detail = match &key.presence {
        Presence::Default(value) => Some(value.to_string()),
        _ => None,
    };
    Offer {
        insert: format!("{} = {}", key.name, value_snippet(&key.shape)),
        detail,
        about: Some(hover::key(view, key)),
        is_snippet: true,
        ..Offer::plain(key.name, CompletionItemKind::PROPERTY)
    }
}

/// What is written behind the equals sign, with a place to go on.
fn value_snippet(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text { .. } | Shape::Length { .. } | Shape::Word(_) => "\"$1\"",
        Shape::List { of, .. }
            if matches!(**of, Shape::Text { .. } | Shape::Word(_) | Shape::Length { .. }) =>
        {
            "[\"$1\"]"
        }
        Shape::List { of, .. } if matches!(**of, Shape::Table(_)) => "[\n  { $1 },\n]",
        Shape::List { .. } => "[$1]",
        Shape::Table(_) | Shape::Named { .. } => "{ $1 }",
        Shape::OneOrMore(of) => value_snippet(of),
        Shape::Either(several) => several.first().map_or("$1", value_snippet),
        _ => "$1",
    }
}

/// Names that may stand as keys of a table of names.
fn named(view: &View<'_>, what: &str, known: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
    if let Some(layout) = view.layout() {
        let own =
            view.project.known(layout, &kinds(what)).into_iter().map(|(_, mention)| mention.name.clone());
        names.extend(own);
    }
    if kinds(what).contains(&Kind::Pool) {
        names.extend(view.project.pools());
    }
    names
}

fn headings(view: &View<'_>, node: &Node<'static>, is_item: bool) -> Vec<Offer> {
    match node.keys() {
        None => Vec::new(),
        Some(Keys::Named(what, known, _)) => named(view, what, known)
            .iter()
            .map(|name| Offer::plain(name, CompletionItemKind::MODULE))
            .collect(),
        Some(Keys::Declared(declaration)) => {
            let fits = |shape: &Shape| match shape {
                Shape::List { of, .. } => is_item && matches!(**of, Shape::Table(_)),
                Shape::Table(_) | Shape::Named { .. } => !is_item,
                _ => false,
            };
            let keys = declaration.keys.iter().filter(|key| fits(&key.shape));
            keys.map(|key| Offer {
                about: Some(hover::key(view, key)),
                ..Offer::plain(key.name, CompletionItemKind::MODULE)
            })
            .collect()
        }
    }
}

fn values(
    view: &View<'_>,
    offset: usize,
    spot: &Spot,
    node: &Node<'static>,
    key: Option<&'static Key>,
    quoted: bool,
) -> Vec<Offer> {
    let mut offers = Vec::new();
    let quote = |text: &str| if quoted { text.to_owned() } else { format!("\"{text}\"") };
    let text = |name: &str, kind| Offer { insert: quote(name), ..Offer::plain(name, kind) };
    for shape in &node.shapes {
        match shape {
            Shape::Word(words) => offers.extend(words.iter().map(|word| Offer {
                about: Some(view.translated(word.about)),
                ..text(word.written, CompletionItemKind::ENUM_MEMBER)
            })),
            Shape::Off if quoted => offers.push(text("none", CompletionItemKind::VALUE)),
            Shape::Off => offers.push(Offer::plain("false", CompletionItemKind::VALUE)),
            Shape::Flag if !quoted => {
                offers.extend(["true", "false"].map(|word| Offer::plain(word, CompletionItemKind::VALUE)));
            }
            Shape::Text { what, known, .. } => {
                let kinds = kinds(what);
                if kinds.contains(&Kind::Code) {
                    offers.extend(codes::all().map(|code| Offer {
                        detail: Some(code.entry().term.to_owned()),
                        about: Some(hover::code(view, code)),
                        ..text(code.name(), CompletionItemKind::CONSTANT)
                    }));
                } else {
                    offers.extend(known.iter().map(|name| text(name, CompletionItemKind::CONSTANT)));
                    offers.extend(names(view, offset, what, &kinds).into_iter().map(|(name, detail)| {
                        Offer {
                            detail,
                            ..text(
                                &name,
                                if kinds.contains(&Kind::Ink) {
                                    CompletionItemKind::COLOR
                                } else {
                                    CompletionItemKind::REFERENCE
                                },
                            )
                        }
                    }));
                }
            }
            Shape::Length { units, .. } if *units != Units::Ems => {
                offers.extend(sizes().iter().map(|(name, size)| Offer {
                    detail: Some(format!("{} pt", size.to_pt())),
                    ..text(name, CompletionItemKind::UNIT)
                }));
            }
            _ => {}
        }
    }
    if let Some(Presence::Default(value)) = key.map(|key| &key.presence)
        && offers.is_empty()
        && spot.words.is_empty()
        && (!quoted || value.is_string())
    {
        let written = value.as_str().map_or_else(|| value.to_string(), quote);
        offers.push(Offer { insert: written, ..Offer::plain(&value.to_string(), CompletionItemKind::VALUE) });
    }
    offers
}

/// Names of the issue that may stand here, each with a word about it.
fn names(view: &View<'_>, offset: usize, what: &str, kinds: &[Kind]) -> Vec<(String, Option<String>)> {
    let project = view.project;
    let mut names = Vec::new();
    for kind in kinds {
        match kind {
            Kind::Layout => {
                let own = project.layout_names().into_iter();
                names.extend(own.map(|(name, is_built_in)| (name, is_built_in.then(|| "banxin".to_owned()))));
            }
            Kind::Story => names.extend(project.files(&["md"]).into_iter().map(|path| {
                let headline = view.headline(&path);
                (path, headline)
            })),
            Kind::Picture => names.extend(project.files(&PICTURES).into_iter().map(|path| (path, None))),
            Kind::File => {
                let endings: &[&str] = match what {
                    "path of a CSV file" => &["csv"],
                    "path of a font" => &["otf", "ttf", "ttc", "otc"],
                    "path of an ICC profile" => &["icc", "icm"],
                    _ => &["txt"],
                };
                names.extend(project.files(endings).into_iter().map(|path| (path, None)));
            }
            Kind::Code => {}
            Kind::Pool => names.extend(project.pools().into_iter().map(|name| (name, None))),
            _ => {
                let layout = match view.kind {
                    FileKind::Issue => project.layout_of_page(view.page_at(offset)),
                    _ => view.layout(),
                };
                let Some(layout) = layout else { continue };
                for (_, mention) in project.known(layout, &[*kind]) {
                    if !names.iter().any(|(name, _)| *name == mention.name) {
                        let about = if *kind == Kind::Area {
                            view.area_in_short(offset, &mention.name)
                        } else {
                            None
                        };
                        names.push((mention.name.clone(), about));
                    }
                }
            }
        }
    }
    names
}

fn manuscript(view: &View<'_>, offset: usize) -> Vec<CompletionItem> {
    let before = &view.text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = &before[start..];
    if view.is_front_matter(offset) {
        if line.contains([':', '：']) {
            return Vec::new();
        }
        let word = line.trim_start();
        let given = |name: &str| {
            view.text.lines().any(|line| {
                line.trim_start()
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
            })
        };
        let keys = FrontKey::ALL.iter().filter(|(_, key)| !given(key.written));
        let offers = keys.map(|(_, key)| Offer {
            insert: format!("{}: ", key.written),
            about: Some(view.translated(key.about)),
            ..Offer::plain(key.written, CompletionItemKind::PROPERTY)
        });
        return items(view, offers.collect(), offset - word.len()..offset);
    }
    // In the braces behind a bracket.
    let Some(open) = line.rfind("]{").filter(|open| !line[*open..].contains('}')) else { return Vec::new() };
    let inside = &line[open + 2..];
    let word = inside.rsplit(char::is_whitespace).next().unwrap_or("");
    let offers = MARK_WORDS.iter().map(|(written, about)| Offer {
        about: Some(about.in_language(view.language).to_owned()),
        ..Offer::plain(written, CompletionItemKind::KEYWORD)
    });
    items(view, offers.collect(), offset - word.len()..offset)
}

/// The words that may stand in the place of a wrong one, for what was probably meant.
pub fn candidates(view: &View<'_>, offset: usize) -> Vec<String> {
    if view.kind == FileKind::Manuscript {
        if !view.is_front_matter(offset) {
            return MARK_WORDS.iter().map(|(written, _)| (*written).to_owned()).collect();
        }
        return FrontKey::ALL.iter().map(|(_, key)| key.written.to_owned()).collect();
    }
    let tree = syntax::parse(view.text);
    let Some(spot) = super::cursor::at(&tree.tables, offset, view.format()) else { return Vec::new() };
    let offers = match &spot.what {
        What::Key(node) | What::Heading(node, _) => match node.keys() {
            Some(Keys::Declared(declaration)) => declaration
                .keys
                .iter()
                .map(|key| Offer::plain(key.name, CompletionItemKind::PROPERTY))
                .collect(),
            Some(Keys::Named(what, known, _)) => named(view, what, known)
                .iter()
                .map(|name| Offer::plain(name, CompletionItemKind::VALUE))
                .collect(),
            None => Vec::new(),
        },
        What::Value(node, key, _) => values(view, offset, &spot, node, *key, true),
    };
    offers.into_iter().map(|offer| offer.label).filter(|label| *label != spot.words).collect()
}

/// What is written for a needed key until somebody fills it in; `None` where the table has no such key.
pub fn needed_value(format: Format, path: &[String], key: &str) -> Option<String> {
    let table = path.iter().try_fold(Node::top(format), |node, name| Some(node.step(name)?.0))?;
    let (_, declared) = table.step(key)?;
    Some(without_places(value_snippet(&declared?.shape)))
}
