//! The fold of a spread (通版的折缝): what must not lie on it.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::flow::{HeadlineBox, Placement};
use crate::geometry::Length;
use crate::message::msg;

use super::page::{LintPage, across, overlap, starts_in};

pub(super) fn check(page: &LintPage<'_>, found: &mut Vec<Diagnostic>) {
    let Some(strip) = page.fold_strip() else { return };
    for item in &page.items {
        let placed = item.placed;
        let area = item.areas[0].span.clone();
        if let Some(headline) = item.headline()
            && let Some(span) = letter_on(placed, headline, strip)
        {
            found.push(
                Diagnostic::new(
                    codes::FOLD_IN_TEXT,
                    msg!("letters of the headline of {item} lie on the fold (折缝)", item = item.name(page)),
                )
                .at(span, msg!("on the fold"))
                .here(area.clone())
                .help(msg!(
                    "put a full-width blank where the fold is to come, or set the headline on one side"
                )),
            );
        }
        let text = placed.columns.iter().any(|column| overlap(across(column), strip) > Length::ZERO);
        if text {
            let finding = Diagnostic::new(
                codes::FOLD_IN_TEXT,
                msg!("a column of text of {item} lies over the fold (折缝)", item = item.name(page)),
            )
            .here(item.place.span.clone())
            .here(area.clone())
            .help(msg!("divide the area with division = \"grid\", or let it end at the fold"));
            found.push(finding);
        }
        if placed.pictures.iter().any(|picture| overlap(across(&picture.window), strip) > Length::ZERO) {
            found.push(
                Diagnostic::new(
                    codes::FOLD_IN_TEXT,
                    msg!("a picture of {item} lies over the fold (折缝)", item = item.name(page)),
                )
                .as_note()
                .here(item.place.span.clone())
                .here(area)
                .help(msg!("see to it that no face and no small detail comes to lie there")),
            );
        }
    }
}

/// The first letter of a headline that touches the strip of the fold.
fn letter_on(placed: &Placement, headline: &HeadlineBox, strip: (Length, Length)) -> Option<Span> {
    for line in placed.lines.iter().filter(|line| starts_in(&headline.rect, line)) {
        let Some(text) = placed.texts.get(line.text) else { continue };
        let Some(set) = text.lines.lines.get(line.line) else { continue };
        let paragraph = &text.paragraph;
        for cluster in set.clusters.clone() {
            let words = paragraph.text_of(cluster);
            if words.trim().is_empty() {
                continue;
            }
            let narrow = |length: Length| length.scale(i64::from(line.condense), 1000);
            let letter = if headline.vertical {
                let half = headline.size / 2;
                (line.origin.x - half, line.origin.x + half)
            } else {
                let start = text.lines.along[cluster];
                let end = start + Length(i64::from(paragraph.width[cluster]));
                (line.origin.x + narrow(start), line.origin.x + narrow(end))
            };
            if overlap(letter, strip) > Length::ZERO {
                let from = paragraph.source[cluster] as usize;
                return Some(text.words.span(from..from + words.len()));
            }
        }
    }
    None
}
