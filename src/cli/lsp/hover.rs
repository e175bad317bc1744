//! What is told of a place: of keys and words what their declarations say, of names what they come to.

use banxin::codes::Code;
use banxin::keys::Words as _;
use banxin::keys::{Key, Presence, Shape};
use banxin::message::msg;
use banxin::read::{FrontKey, MARK_WORDS};

use super::cursor::{What, at};
use super::place::FileKind;
use super::project::{Kind, kinds};
use super::schema::Keys;
use super::syntax;
use super::view::View;

/// What is told of a byte, as Markdown, and of which range.
pub fn hover(view: &View<'_>, offset: usize) -> Option<(String, std::ops::Range<usize>)> {
    if view.kind == FileKind::Manuscript {
        return manuscript(view, offset);
    }
    let tree = syntax::parse(view.text);
    let spot = at(&tree.tables, offset, view.format())?;
    let text = match &spot.what {
        What::Key(node) | What::Heading(node, _) => match node.keys()? {
            Keys::Declared(declaration) => {
                key(view, declaration.keys.iter().find(|key| key.name == spot.words)?)
            }
            Keys::Named(what, ..) => name(view, offset, &kinds(what), &spot.words)?,
        },
        What::Value(node, own, _) => node
            .shapes
            .iter()
            .find_map(|shape| match shape {
                Shape::Word(words) => {
                    let word = words.iter().find(|word| word.written == spot.words)?;
                    Some(format!("`{}`: {}", word.written, view.translated(word.about)))
                }
                Shape::Text { what, .. } => name(view, offset, &kinds(what), &spot.words),
                _ => None,
            })
            .or_else(|| own.map(|own| key(view, own)))?,
    };
    Some((text, spot.span))
}

/// A key: what it means, what may be written, what holds without it.
pub fn key(view: &View<'_>, key: &Key) -> String {
    let mut text = format!("**{}** {}", key.name, view.translated(&key.about));
    let kind = shape(view, &key.shape);
    if !kind.is_empty() {
        text += &format!("\n\n{kind}");
    }
    let more = match &key.presence {
        Presence::Needed | Presence::NeededInChain => msg!("must be given"),
        Presence::Default(value) => msg!("default: {value}", value = format!("`{value}`")),
        Presence::Absent(words) => msg!("default: {value}", value = view.translated(words)),
    };
    text += &format!("\n\n{}", view.told(&more));
    text
}

/// What may be written, in a line.
fn shape(view: &View<'_>, shape: &Shape) -> String {
    match shape {
        Shape::Text { what, .. } => view.translated(what),
        Shape::Flag => "`true` / `false`".to_owned(),
        Shape::Whole { least, most, .. } => format!("{least}–{most}"),
        Shape::Number { within: Some((least, most)) } => format!("{least}–{most}"),
        Shape::Word(words) => {
            let each =
                words.iter().map(|word| format!("- `\"{}\"` {}", word.written, view.translated(word.about)));
            each.collect::<Vec<_>>().join("\n")
        }
        Shape::Length { within: Some((least, most)), .. } => format!("{least}–{most}"),
        Shape::OneOrMore(of) => self::shape(view, of),
        Shape::Either(several) => {
            let each = several.iter().map(|one| self::shape(view, one)).filter(|words| !words.is_empty());
            each.collect::<Vec<_>>().join(" / ")
        }
        Shape::List { of, .. } => match self::shape(view, of) {
            words if words.is_empty() => words,
            words => format!("[ {words} ]"),
        },
        _ => String::new(),
    }
}

/// The code of a finding.
pub fn code(view: &View<'_>, code: Code) -> String {
    let entry = code.entry();
    let say = |english: &str| view.translated(english);
    format!(
        "**{}** {} ({})\n\n{}\n\n→ {}",
        entry.name,
        say(entry.title),
        entry.term,
        say(entry.why),
        say(entry.help)
    )
}

/// A name: what it comes to.
fn name(view: &View<'_>, offset: usize, kinds: &[Kind], name: &str) -> Option<String> {
    kinds.iter().find_map(|kind| match kind {
        Kind::Area => view.area(offset, name),
        Kind::Style => view.style(offset, name),
        Kind::Ink => view.ink(offset, name),
        Kind::Face => view.face(name),
        Kind::Story => view.story(name),
        Kind::Code => banxin::codes::find(name).map(|found| code(view, found)),
        _ => None,
    })
}

fn manuscript(view: &View<'_>, offset: usize) -> Option<(String, std::ops::Range<usize>)> {
    let start = view.text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = view.text[start..].lines().next()?;
    if view.is_front_matter(offset) {
        let colon = line.find([':', '：'])?;
        let word = line[..colon].trim();
        let (_, key) = FrontKey::ALL.iter().find(|(_, key)| key.written == word)?;
        let mut text = format!("**{word}** {}", view.translated(key.about));
        if let Some(more) = view.own_story() {
            text += &format!("\n\n{more}");
        }
        return Some((text, start..start + colon));
    }
    let (open, close) =
        (line[..offset - start].rfind("]{")?, line[offset - start..].find('}')? + offset - start);
    let word = line[open + 2..close].split_whitespace().find(|word| {
        let at = word.as_ptr() as usize - line.as_ptr() as usize;
        (at..=at + word.len()).contains(&(offset - start))
    })?;
    let (written, about) = MARK_WORDS.iter().find(|(written, _)| word.starts_with(written))?;
    Some((format!("`{written}` {}", about.in_language(view.language)), start + open + 2..start + close))
}
