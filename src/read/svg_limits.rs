//! Limits for drawings: a small file can expand to more than a machine can hold.

use std::path::Path;

use usvg::roxmltree;

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::message::{Message, msg};

use super::svg_tree::Source;

/// The most bytes of a drawing.
const MOST_BYTES: usize = 64 << 20;
/// The most elements and pieces of text.
pub const MOST_NODES: u32 = 1_000_000;
/// How deep elements may stand in each other.
const MOST_DEPTH: u32 = 200;
/// The most bytes that entities may unfold to.
const MOST_UNFOLDED: usize = 64 << 20;

/// The finding about a drawing that is refused.
pub fn finding(file: FileId, path: &Path, why: Message) -> Diagnostic {
    Diagnostic::new(
        codes::SVG_LIMIT,
        msg!("the drawing {file} is refused: {why}", file = path.display(), why),
    )
    .here(Span::new(file, 0..0))
    .in_file(path)
    .help(msg!("simplify it in the drawing program and save it as plain SVG, or place it as a TIFF or PNG"))
}

/// The message about too many elements.
pub fn too_many() -> Message {
    msg!("it has more than {most_nodes} elements; `use` counts each time", most_nodes = MOST_NODES)
}

/// The message about too many rules of style.
pub fn too_many_rules() -> Message {
    msg!("it has too many rules of style for its elements")
}

/// Why a text is too large, or would be when its entities are unfolded.
pub fn entities(text: &str) -> Option<Message> {
    if text.len() > MOST_BYTES {
        return Some(msg!("it has more than {most_bytes} MB", most_bytes = MOST_BYTES >> 20));
    }
    let declared = text.find("<!DOCTYPE")?;
    let end = declared + subset_end(&text[declared..]);
    // A declaration in a comment is none, and the real one may stand behind it.
    let last = text.rfind("<!ENTITY").map_or(end, |last| last + subset_end(&text[last..]));
    let end = end.max(last);
    let (subset, body) = (&text[declared..end], &text[end..]);
    // One that names another one unfolds many times over.
    let nested = subset.split("<!ENTITY").skip(1).any(|entity| references(entity) > 0);
    if nested {
        return Some(msg!("its entities name each other"));
    }
    let unfolded = references(body).saturating_mul(subset.len());
    (unfolded > MOST_UNFOLDED).then(|| {
        msg!("its entities unfold to more than {most_unfolded} MB", most_unfolded = MOST_UNFOLDED >> 20)
    })
}

/// Where a document type declaration ends: at its `>`, but for those in quotes, in comments and in
/// the brackets of its subset.
fn subset_end(text: &str) -> usize {
    let (mut quote, mut depth) = (None, 0_usize);
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (Some(_), _) => {}
            (None, b'<') if text.as_bytes()[at..].starts_with(b"<!--") => {
                let Some(end) = text[at + 4..].find("-->") else { return text.len() };
                at += 4 + end + 2;
            }
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'<' | b'[') => depth += 1,
            (None, b'>' | b']') => {
                depth = depth.saturating_sub(1);
                if depth == 0 && *byte == b'>' {
                    return at;
                }
            }
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// How many references to entities of its own a text has.
fn references(text: &str) -> usize {
    const PLAIN: [&str; 6] = ["#", "amp;", "lt;", "gt;", "quot;", "apos;"];
    let own = |after: &&str| !PLAIN.iter().any(|plain| after.starts_with(plain));
    text.split('&').skip(1).filter(own).count()
}

/// Why elements that name each other go too deep.
pub fn named_depth(source: &Source) -> Option<Message> {
    source.is_deeper(2 * MOST_DEPTH as usize).then(|| {
        msg!(
            "its elements name each other, as clips of clips do, more than {most_depth} deep",
            most_depth = 2 * MOST_DEPTH
        )
    })
}

/// Why a tree is too deep.
pub fn depth(document: &roxmltree::Document<'_>) -> Option<Message> {
    let mut depths: Vec<u32> = Vec::new();
    for node in document.descendants() {
        // Parents come before their children.
        let above = node.parent_element().and_then(|parent| depths.get(parent.id().get_usize()));
        let depth = above.map_or(0, |above| above + 1);
        if depth > MOST_DEPTH {
            return Some(msg!(
                "its elements stand more than {most_depth} deep in each other",
                most_depth = MOST_DEPTH
            ));
        }
        let at = node.id().get_usize();
        depths.resize(depths.len().max(at + 1), 0);
        depths[at] = depth;
    }
    None
}
