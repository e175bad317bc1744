//! Rules that stand by themselves (`[[rule]]`) and run through letters or pictures (线压文字、线压图).
//!
//! A rule at fixed rows stays where it is when areas around it move, and so do the rules of a layout that makeup extends.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::flow::Placement;
use crate::geometry::{Length, Rect};
use crate::message::msg;

use super::page::{LintPage, across, down, overlap};

pub(super) fn check(page: &LintPage<'_>, found: &mut Vec<Diagnostic>) {
    for rule in &page.layout.rules {
        let Some(course) = rule.course(page.areas, &page.layout.grid) else { continue };
        let line = page.grid.rule(&course, rule.width);
        for item in page.items.iter().filter(|item| item.is_matter()) {
            let name = item.name(page);
            let (message, at) = if let Some(words) = letters_on(item.placed, &line) {
                (msg!("a rule runs through the letters of {item}", item = name), words)
            } else if item.placed.pictures.iter().any(|picture| meet(&picture.window, &line)) {
                (msg!("a rule runs through a picture of {item}", item = name), item.place.span.clone())
            } else {
                continue;
            };
            let finding = Diagnostic::new(codes::RULE_THROUGH, message).at(at, msg!("the rule runs here"));
            found.push(finding.here(rule.span.clone()).help(msg!(
                "give the rule the areas that it parts (`between`, `beside`, `under`) instead of rows, or take it out"
            )));
        }
    }
}

fn meet(one: &Rect, other: &Rect) -> bool {
    overlap(across(one), across(other)) > Length::ZERO && overlap(down(one), down(other)) > Length::ZERO
}

/// The words of the first line that a rule runs through.
fn letters_on(placed: &Placement, rule: &Rect) -> Option<Span> {
    let line =
        placed.lines.iter().find(|line| placed.line_rect(line).is_some_and(|rect| meet(&rect, rule)))?;
    let text = placed.texts.get(line.text)?;
    let set = text.lines.lines.get(line.line)?;
    let first = *text.paragraph.source.get(set.clusters.start)? as usize;
    Some(text.words.span(first..first))
}
