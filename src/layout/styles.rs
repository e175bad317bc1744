//! Styles: where each one starts from, and its lengths made absolute.

use crate::geometry::Length;
use crate::ink::Ink;

use super::resolve::{EMBEDDED_FACES, KINDS, Names};
use super::schema::{Given, StylePart};
use super::sizes::Dimension;
use super::table::Value;
use super::{GridSpec, MAX_OPENING, Style, WESTERN_GAP};

/// Styles of furniture have names that begin like the first and start from the second.
const FURNITURE: [(&str, &str); 2] = [("masthead-", "masthead-line"), ("folio-", "folio-line")];

/// The styles of a layout, in the order of the files.
pub(super) fn resolve(
    parts: &[(Value<String>, StylePart)],
    grid: &GridSpec,
    names: &Names<'_>,
) -> Vec<(String, Style)> {
    let known: Vec<&str> = parts.iter().map(|(name, _)| name.value.as_str()).collect();
    let own = |name: &str| parts.iter().find(|(known, _)| known.value == name).map(|(_, part)| part.clone());
    parts
        .iter()
        .map(|(name, part)| {
            let mut whole = part.clone();
            let mut next = start(&name.value, &known);
            while let Some(name) = next {
                whole = own(name).unwrap_or_default().overlaid(whole);
                next = start(name, &known);
            }
            (name.value.clone(), style(&whole, grid, names))
        })
        .collect()
}

/// The style that another one starts from: the longest that its name continues with a dash, if
/// that is of a kind of text, or the line of the masthead or the running head.
///
/// The name that comes out is shorter than the one that goes in, or is such a line, which starts
/// from nothing: a chain of them ends.
fn start<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    if KINDS.contains(&name) || FURNITURE.iter().any(|(_, line)| *line == name) {
        return None;
    }
    let continues = |from: &str| name.strip_prefix(from).is_some_and(|rest| rest.starts_with('-'));
    let furniture = FURNITURE.iter().find(|(begin, _)| name.starts_with(begin));
    if furniture.is_none() && !KINDS.iter().any(|kind| continues(kind)) {
        return None;
    }
    let of_kind = |from: &str| {
        let begins =
            |kind: &str| from.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        FURNITURE.iter().any(|(begin, _)| from.starts_with(begin)) || KINDS.iter().any(|kind| begins(kind))
    };
    let longest =
        known.iter().copied().filter(|from| continues(from) && of_kind(from)).max_by_key(|from| from.len());
    let line = || known.iter().copied().find(|from| furniture.is_some_and(|(_, line)| line == from));
    longest.or_else(line)
}

fn style(part: &StylePart, grid: &GridSpec, names: &Names<'_>) -> Style {
    let size = match &part.size {
        Some(size) => size.value.resolve(grid.body, grid.pitch),
        None => grid.body,
    };
    let length = |given: &Given<Dimension>| given.as_ref().map(|given| given.value.resolve(size, grid.pitch));
    for face in [&part.face, &part.strong_face, &part.lead_face, &part.pinyin_face].into_iter().flatten() {
        names.face(face);
    }
    let face = part.face.as_ref().map_or_else(|| "song".to_owned(), |face| face.value.clone());
    let stressed = EMBEDDED_FACES.iter().find(|(name, _)| *name == face);
    let strong_face = match (&part.strong_face, stressed) {
        (Some(given), _) => given.value.clone(),
        (None, Some((_, strong))) => (*strong).to_owned(),
        (None, None) => face.clone(),
    };
    let lead_face = part.lead_face.as_ref().map_or_else(|| "kai".to_owned(), |face| face.value.clone());
    let pinyin_face = part.pinyin_face.as_ref().map_or_else(|| face.clone(), |face| face.value.clone());
    let indent = match part.indent.as_ref().map(|indent| indent.value) {
        None => 0,
        Some(Dimension::Ems(parts)) => parts,
        Some(other) => {
            let absolute = other.resolve(size, grid.pitch);
            Length(1000).scale(absolute.0, size.0.max(1)).0
        }
    };
    Style {
        face,
        strong_face,
        lead_face,
        pinyin_face,
        size,
        leading: length(&part.leading).unwrap_or_else(|| size.scale(6, 5)),
        ink: part.ink.as_ref().map_or(Ink::BLACK, |ink| names.ink(ink)),
        align: part.align.as_ref().map(|align| align.value).unwrap_or_default(),
        indent: u32::try_from(indent).unwrap_or(0),
        condense: part.condense.as_ref().map_or(1000, |condense| condense.value * 10),
        lines: part.lines.as_ref().map_or(1, |lines| lines.value),
        above: length(&part.above).unwrap_or_default(),
        below: length(&part.below).unwrap_or_default(),
        rows: part.rows.as_ref().map_or(1, |rows| rows.value),
        punctuation: part.punctuation.as_ref().map(|style| style.value).unwrap_or_default(),
        kinsoku: part.kinsoku.as_ref().map(|level| level.value).unwrap_or_default(),
        region: part.region.as_ref().map(|region| region.value).unwrap_or_default(),
        digits: part.digits.as_ref().map(|digits| digits.value).unwrap_or_default(),
        exclaim_pairs: part.exclaim_pairs.as_ref().map(|pairs| pairs.value).unwrap_or_default(),
        line_end: part.line_end.as_ref().map(|end| end.value).unwrap_or_default(),
        hanging: part.hanging.as_ref().is_some_and(|hanging| hanging.value),
        hyphenate: part.hyphenate.as_ref().is_some_and(|hyphenate| hyphenate.value),
        western_gap: part.western_gap.as_ref().map_or(WESTERN_GAP, |gap| gap.value),
        tracking: part.tracking.as_ref().map_or(0, |tracking| tracking.value),
        max_opening: part.max_opening.as_ref().map_or(MAX_OPENING, |most| i64::from(most.value)),
        drop_cap: part.drop_cap.as_ref().map_or(0, |rows| rows.value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_where_a_style_starts() {
        let known = [
            "body",
            "credit",
            "credit-line",
            "headline",
            "headline-vertical",
            "guide-title",
            "masthead",
            "masthead-line",
            "masthead-date",
            "folio-line",
            "own",
            "headlines",
        ];
        for (name, from) in [
            ("headline-lead", Some("headline")),
            ("headline-vertical", Some("headline")),
            ("headline-vertical-lead", Some("headline-vertical")),
            ("body-kai", Some("body")),
            ("credit-line", None),
            ("credit-line-small", Some("credit-line")),
            ("guide-title", None),
            ("guide-title-red", Some("guide-title")),
            ("guide-red", None),
            ("headlines-red", None),
            ("own-red", None),
            ("masthead-day", Some("masthead-line")),
            ("masthead-date", Some("masthead-line")),
            ("masthead-date-small", Some("masthead-date")),
            ("masthead-line", None),
            ("folio-line", None),
            ("folio-page", Some("folio-line")),
            ("subhead-vertical", None),
        ] {
            assert_eq!(start(name, &known), from, "{name}");
        }
    }
}
