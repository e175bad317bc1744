//! Numbers of lists and headings (项目编号): programs count when they show a list, so the numbers stand in no text of the file.

use std::collections::BTreeMap;

use super::parts::{is_on, style_elements};
use crate::import::figures::figure;
use crate::import::xml::{Element, attribute, elements, name};

/// Levels of a list.
const LEVELS: usize = 10;
/// The list of the headings.
pub const OUTLINE: &str = "outline";

/// The lists of a file, and how far each has counted.
#[derive(Debug, Default)]
pub struct Lists {
    styles: BTreeMap<String, BTreeMap<usize, Level>>,
    counts: BTreeMap<String, [u32; LEVELS]>,
    /// The list that was opened last.
    last: String,
}

/// How a level of a list is numbered.
#[derive(Clone, Debug)]
struct Level {
    /// The kind of figures; empty for none.
    figures: &'static str,
    /// The sign of a list that does not count.
    bullet: Option<String>,
    /// What stands for the figures of each level: `%1%.%2%`.
    pattern: String,
    start: u32,
}

impl Lists {
    /// Reads the styles of lists.
    pub fn read(roots: &[Element<'_, '_>]) -> Lists {
        let mut lists = Lists::default();
        for (element, _) in roots.iter().flat_map(|root| style_elements(*root)) {
            let id = match name(element) {
                "list-style" => attribute(element, "name").unwrap_or_default(),
                "outline-style" => OUTLINE,
                _ => continue,
            };
            let levels = elements(element).filter_map(|level| {
                let at = attribute(level, "level")?.parse::<usize>().ok()?.checked_sub(1)?;
                (at < LEVELS).then(|| (at, read_level(level, at)))
            });
            lists.styles.insert(id.to_owned(), levels.collect());
        }
        lists
    }

    /// Begins a list, and gives the name under which it counts: its own, or that of a list that it goes on with.
    pub fn open(&mut self, list: Element<'_, '_>) -> String {
        let own = attribute(list, "id").map(str::to_owned);
        let goes_on = attribute(list, "continue-list").map(str::to_owned);
        let goes_on = goes_on.or_else(|| is_on(list, "continue-numbering").then(|| self.last.clone()));
        let known = goes_on.filter(|name| self.counts.contains_key(name));
        let counts = known.and_then(|name| self.counts.get(&name)).copied().unwrap_or_default();
        let name = own.unwrap_or_else(|| format!("{}", self.counts.len()));
        self.counts.insert(name.clone(), counts);
        self.last.clone_from(&name);
        name
    }

    /// The number of the next item, or its sign; `None` where the list has neither.
    pub fn next(&mut self, list: &str, style: &str, level: usize, start: Option<u32>) -> Option<String> {
        let levels = self.styles.get(style)?;
        let own = levels.get(&level)?;
        let counts = self.counts.entry(list.to_owned()).or_default();
        counts[level] = match (start, counts[level]) {
            (Some(start), _) => start,
            (None, 0) => own.start,
            (None, count) => count.saturating_add(1),
        };
        counts[level + 1..].fill(0);
        if let Some(bullet) = &own.bullet {
            return Some(bullet.clone());
        }
        if own.figures.is_empty() {
            return None;
        }
        let mut text = own.pattern.clone();
        for (at, count) in counts.iter().enumerate().take(level + 1) {
            let figures = levels.get(&at).map_or("", |level| level.figures);
            let count = (*count).max(1);
            let written = if figures.is_empty() { String::new() } else { figure(count, figures) };
            text = text.replace(&format!("%{}%", at + 1), &written);
        }
        (!text.trim().is_empty()).then_some(text)
    }
}

fn read_level(level: Element<'_, '_>, at: usize) -> Level {
    let part = |wanted| attribute(level, wanted).unwrap_or_default();
    let bullet = match name(level) {
        "list-level-style-bullet" => {
            let sign = part("bullet-char");
            // Signs of symbol fonts are numbers of the font and not of Unicode.
            let is_private = sign.chars().all(|c| ('\u{e000}'..='\u{f8ff}').contains(&c));
            Some(if is_private { "●".to_owned() } else { sign.to_owned() })
        }
        "list-level-style-image" => Some("●".to_owned()),
        _ => None,
    };
    let shown = part("display-levels").parse::<usize>().unwrap_or(1).clamp(1, at + 1);
    let figures: Vec<String> = (at + 1 - shown..=at).map(|at| format!("%{}%", at + 1)).collect();
    let plain = format!("{}{}{}", part("num-prefix"), figures.join("."), part("num-suffix"));
    Level {
        figures: kind_of(part("num-format")),
        bullet,
        pattern: attribute(level, "num-list-format").map_or(plain, str::to_owned),
        start: part("start-value").parse().unwrap_or(1),
    }
}

/// The kind of figures, as Word files call it.
fn kind_of(format: &str) -> &'static str {
    match format {
        "" => "",
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        format if format.starts_with(['一', '壹']) => "chineseCounting",
        format if format.starts_with('①') => "decimalEnclosedCircle",
        format if format.starts_with('１') => "decimalFullWidth",
        _ => "decimal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml::parse;

    #[test]
    fn lists_count_and_go_on() {
        let text = "<d xmlns:t='t' xmlns:s='s'><styles><list-style s:name='L'>\
            <list-level-style-number t:level='1' s:num-format='一, 二, 三, ...' s:num-suffix='、'/>\
            <list-level-style-number t:level='2' s:num-format='1' t:display-levels='2' t:start-value='3'/>\
            <list-level-style-bullet t:level='3' t:bullet-char='\u{f0b7}'/></list-style>\
            <list-style s:name='N'><list-level-style-number t:level='1' s:num-format=''/></list-style></styles>\
            <list t:id='a'/><list t:id='b' t:continue-list='a'/><list/><list t:continue-numbering='true'/></d>";
        let document = parse(text).expect("well-formed");
        let mut lists = Lists::read(&[document.root_element()]);
        let opened: Vec<_> = document.descendants().filter(|node| name(*node) == "list").collect();
        let first = lists.open(opened[0]);
        let next =
            |lists: &mut Lists, list: &str, level| lists.next(list, "L", level, None).unwrap_or_default();
        assert_eq!(
            [next(&mut lists, &first, 0), next(&mut lists, &first, 1), next(&mut lists, &first, 2)],
            ["一、", "一.3", "●"]
        );
        let second = lists.open(opened[1]);
        assert_eq!(next(&mut lists, &second, 0), "二、");
        let third = lists.open(opened[2]);
        assert_eq!(next(&mut lists, &third, 0), "一、");
        let fourth = lists.open(opened[3]);
        assert_eq!(next(&mut lists, &fourth, 0), "二、");
        assert_eq!(lists.next(&fourth, "L", 0, Some(7)).as_deref(), Some("七、"));
        assert_eq!((lists.next(&fourth, "N", 0, None), lists.next(&fourth, "?", 0, None)), (None, None));
    }
}
