//! Numbers of lists (项目编号): Word counts when it shows a list, so the numbers stand in no text of the file.

use crate::import::figures::figure;
use std::collections::BTreeMap;

use crate::import::xml::{Element, attribute, child, elements, name};

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a file, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    kinds: BTreeMap<String, Vec<Level>>,
    /// Of each list: its kind, and starts that differ.
    lists: BTreeMap<String, (String, BTreeMap<usize, u32>)>,
    counts: BTreeMap<String, [u32; LEVELS]>,
    /// Lists whose own starts were applied.
    begun: Vec<String>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Whether all its numbers are in plain figures, whatever their levels count in.
    is_plain: bool,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(root: Element<'_, '_>) -> Numbering {
        let mut numbering = Numbering::default();
        for element in elements(root) {
            match name(element) {
                "abstractNum" => {
                    let Some(id) = attribute(element, "abstractNumId") else { continue };
                    let mut levels = vec![Level::default(); LEVELS];
                    for level in elements(element).filter(|child| name(*child) == "lvl") {
                        let at = attribute(level, "ilvl").and_then(|at| at.parse::<usize>().ok());
                        let Some(slot) = at.and_then(|at| levels.get_mut(at)) else { continue };
                        let value = |wanted| child(level, wanted).and_then(|child| attribute(child, "val"));
                        *slot = Level {
                            start: value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
                            format: value("numFmt").unwrap_or("decimal").to_owned(),
                            text: value("lvlText").unwrap_or_default().to_owned(),
                            is_plain: child(level, "isLgl").is_some(),
                        };
                    }
                    numbering.kinds.insert(id.to_owned(), levels);
                }
                "num" => {
                    let kind = child(element, "abstractNumId").and_then(|kind| attribute(kind, "val"));
                    let (Some(id), Some(kind)) = (attribute(element, "numId"), kind) else { continue };
                    let overrides = elements(element).filter(|child| name(*child) == "lvlOverride");
                    let starts = overrides.filter_map(|over| {
                        let start = child(over, "startOverride").and_then(|start| attribute(start, "val"))?;
                        Some((attribute(over, "ilvl")?.parse().ok()?, start.parse().ok()?))
                    });
                    numbering.lists.insert(id.to_owned(), (kind.to_owned(), starts.collect()));
                }
                _ => {}
            }
        }
        numbering
    }

    /// Counts on and gives the number of the next item of a list; `None` where the list has none.
    pub fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let (kind, starts) = self.lists.get(list)?;
        let levels = self.kinds.get(kind)?;
        let own = levels.get(level)?;
        let counts = self.counts.entry(kind.clone()).or_insert([0; LEVELS]);
        if !starts.is_empty() && !self.begun.iter().any(|begun| begun == list) {
            self.begun.push(list.to_owned());
            for (at, start) in starts.iter().filter(|(at, _)| **at < LEVELS) {
                counts[*at] = start.saturating_sub(1);
            }
        } else if counts[level] == 0 {
            counts[level] = own.start.saturating_sub(1);
        }
        counts[level] = counts[level].saturating_add(1);
        counts[level + 1..].fill(0);
        if own.format == "none" {
            return None;
        }
        if own.format == "bullet" {
            let sign = own.text.chars().next().filter(|c| !is_private(*c) && !c.is_whitespace());
            return Some(sign.unwrap_or('●').to_string());
        }
        let mut text = String::new();
        let mut template = own.text.chars().peekable();
        while let Some(c) = template.next() {
            let place = template.peek().and_then(|figure| figure.to_digit(10));
            match (c, place) {
                ('%', Some(place @ 1..)) => {
                    template.next();
                    let at = place as usize - 1;
                    let count = counts[at].max(levels[at].start.max(1));
                    let format = if own.is_plain { "decimal" } else { levels[at].format.as_str() };
                    text.push_str(&figure(if at == level { counts[at] } else { count }, format));
                }
                _ => text.push(c),
            }
        }
        (!text.trim().is_empty()).then_some(text)
    }
}

fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml::parse;

    #[test]
    fn lists_count_as_word_counts() {
        let text = "<numbering><abstractNum abstractNumId='0'>\
            <lvl ilvl='0'><start val='1'/><numFmt val='chineseCounting'/><lvlText val='%1、'/></lvl>\
            <lvl ilvl='1'><start val='1'/><numFmt val='decimal'/><isLgl/><lvlText val='%1.%2'/></lvl></abstractNum>\
            <abstractNum abstractNumId='1'><lvl ilvl='0'><numFmt val='bullet'/><lvlText val='\u{f0b7}'/></lvl></abstractNum>\
            <num numId='1'><abstractNumId val='0'/></num><num numId='2'><abstractNumId val='1'/></num>\
            <num numId='3'><abstractNumId val='0'/><lvlOverride ilvl='0'><startOverride val='1'/></lvlOverride></num>\
            </numbering>";
        let document = parse(text).expect("well-formed");
        let mut numbering = Numbering::read(document.root_element());
        let mut next = |list: &str, level| numbering.next(list, level).unwrap_or_default();
        assert_eq!([next("1", 0), next("1", 1), next("1", 1), next("1", 0)], ["一、", "1.1", "1.2", "二、"]);
        assert_eq!([next("2", 0), next("3", 0), next("3", 0)], ["●", "一、", "二、"]);
        assert_eq!([next("9", 0), next("1", 40)], ["", ""]);
    }
}
