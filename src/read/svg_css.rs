//! Rules of style in drawings (CSS 2.1, 4.1 and 6.4): which declarations an element has, each with its place, and
//! what of a style sheet is not read.
//!
//! A style sheet is cut into rules and declarations here, so that each keeps its place; the selectors are matched by
//! `simplecss`. `:is(…)` and `:where(…)` are written out as the selectors that they stand for.

use std::ops::Range;

use simplecss::{AttributeOperator, PseudoClass, Selector};
use usvg::roxmltree::Node;

/// The most selectors that one with `:is(…)` is written out to.
const MOST_ALTERNATIVES: usize = 64;

/// A property with its value, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The property, in small letters.
    pub name: String,
    /// The value, without `!important`.
    pub value: String,
    /// Where it stands in the file.
    pub range: Range<usize>,
    /// Whether it is `!important`.
    pub important: bool,
}

/// What of a style sheet is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A selector that is not known.
    Selector,
    /// A selector that holds on a screen alone, such as `:hover`.
    Screen,
    /// A rule for other media, or under a condition.
    Condition,
    /// A style sheet in another file.
    Import,
    /// Movement.
    Animation,
    /// What is no rule or no declaration.
    Broken,
}

/// A style sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    rules: Vec<Rule>,
    /// What is not read of it, and where.
    pub unread: Vec<(Unread, Range<usize>)>,
}

#[derive(Debug)]
struct Rule {
    selectors: Vec<String>,
    declarations: Vec<Declaration>,
}

/// A piece of a style sheet with the place of each of its bytes in the file.
#[derive(Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    /// Where its first byte stands; `None` if the text is not in the file as it is.
    start: Option<usize>,
    /// The place of all of it, where that of a part is not known.
    whole: (usize, usize),
}

impl<'t> Piece<'t> {
    fn part(self, range: Range<usize>) -> Piece<'t> {
        let start = self.start.map(|start| start + range.start);
        Piece { text: self.text.get(range).unwrap_or(""), start, whole: self.whole }
    }

    fn trim(self) -> Piece<'t> {
        let start = self.text.len() - self.text.trim_start().len();
        self.part(start..start + self.text.trim().len())
    }

    fn range(self) -> Range<usize> {
        match self.start {
            Some(start) => start..start + self.text.len(),
            None => self.whole.0..self.whole.1,
        }
    }
}

/// Rules inside rules inside rules: no drawing nests them deeper.
const DEEPEST: usize = 16;

impl Sheet {
    /// Reads a `style` element's text, which stands at `within` in the file.
    pub fn add(&mut self, file: &str, text: &str, within: Range<usize>) {
        self.rules(piece(file, text, within), 0);
    }

    /// How many selectors of one element it has, and how many of several.
    pub fn selectors(&self) -> (usize, usize) {
        let all = self.rules.iter().flat_map(|rule| &rule.selectors);
        let (several, one): (Vec<&String>, Vec<&String>) =
            all.partition(|selector| selector.trim().contains([' ', '>', '+']));
        (one.len(), several.len())
    }

    fn rules(&mut self, mut rest: Piece<'_>, depth: usize) {
        loop {
            rest = after_space(rest);
            if rest.text.is_empty() {
                return;
            }
            let head_end = find(rest.text, &['{', ';', '}']);
            let head = rest.part(0..head_end).trim();
            let opens = rest.text.as_bytes().get(head_end) == Some(&b'{');
            if !opens {
                let known = ["@charset", "@namespace"].iter().any(|name| head.text.starts_with(name));
                if !known {
                    let what = if head.text.starts_with("@import") { Unread::Import } else { Unread::Broken };
                    self.unread.push((what, head.range()));
                }
                rest = rest.part((head_end + 1).min(rest.text.len())..rest.text.len());
                continue;
            }
            let inside = rest.part(head_end + 1..rest.text.len());
            let body_end = find(inside.text, &['}']);
            let body = inside.part(0..body_end);
            if body_end == inside.text.len() {
                self.unread.push((Unread::Broken, head.range()));
            }
            match head.text.strip_prefix('@') {
                Some(_) if depth == DEEPEST => self.unread.push((Unread::Broken, head.range())),
                Some(name) => self.at_rule(name, head, body, depth + 1),
                None => self.rule(head, body),
            }
            rest = inside.part((body_end + 1).min(inside.text.len())..inside.text.len());
        }
    }

    fn at_rule(&mut self, name: &str, head: Piece<'_>, body: Piece<'_>, depth: usize) {
        let (name, condition) = name.split_at(name.find(|c: char| !is_name(c)).unwrap_or(name.len()));
        match name {
            "media" => {
                let mut media = condition.split(',').map(str::trim);
                if media.any(|medium| matches!(medium, "print" | "all" | "only print" | "only all")) {
                    self.rules(body, depth);
                } else {
                    self.unread.push((Unread::Condition, head.range()));
                }
            }
            "layer" => self.rules(body, depth),
            // Text is not set, and the page is not the drawing's.
            "font-face" | "page" | "color-profile" | "counter-style" => {}
            name if name.ends_with("keyframes") => self.unread.push((Unread::Animation, head.range())),
            _ => self.unread.push((Unread::Condition, head.range())),
        }
    }

    fn rule(&mut self, head: Piece<'_>, body: Piece<'_>) {
        let (declarations, broken) = declarations(body);
        self.unread.extend(broken.into_iter().map(|range| (Unread::Broken, range)));
        let mut selectors = Vec::new();
        for part in split(head, ',') {
            let part = part.trim();
            let written_out = alternatives(&uncommented(part.text));
            if written_out.is_empty() || written_out.iter().any(|text| !is_known(text)) {
                self.unread.push((Unread::Selector, part.range()));
                continue;
            }
            if [":hover", ":active", ":focus", ":visited"].iter().any(|class| part.text.contains(class)) {
                self.unread.push((Unread::Screen, part.range()));
            }
            selectors.extend(written_out);
        }
        self.rules.push(Rule { selectors, declarations });
    }

    /// Its rules, ready to be matched.
    pub fn matcher(&self) -> Matcher<'_> {
        let mut rules = Vec::new();
        for rule in &self.rules {
            for text in &rule.selectors {
                if let Some(selector) = Selector::parse(text) {
                    rules.push((selector.specificity(), selector, rule.declarations.as_slice()));
                }
            }
        }
        // Among equals the later one counts; the sort keeps their order.
        rules.sort_by_key(|(specificity, ..)| *specificity);
        Matcher { rules }
    }
}

/// The rules of a style sheet, the weaker ones first.
pub struct Matcher<'s> {
    rules: Vec<([u8; 3], Selector<'s>, &'s [Declaration])>,
}

impl<'s> Matcher<'s> {
    /// The declarations for an element, the weaker ones first.
    pub fn of<'m>(&'m self, node: Node<'m, 'm>) -> impl Iterator<Item = &'s Declaration> + 'm
    where
        's: 'm,
    {
        self.rules
            .iter()
            .filter(move |(_, selector, _)| selector.matches(&Element(node)))
            .flat_map(|(_, _, declarations)| declarations.iter())
    }
}

/// The declarations of a `style` attribute, whose value stands at `within`, and what in it is none.
pub fn attribute(file: &str, value: &str, within: Range<usize>) -> (Vec<Declaration>, Vec<Range<usize>>) {
    declarations(piece(file, value, within))
}

fn piece<'t>(file: &str, text: &'t str, within: Range<usize>) -> Piece<'t> {
    let found = file.get(within.clone()).and_then(|source| source.find(text));
    Piece { text, start: found.map(|at| within.start + at), whole: (within.start, within.end) }
}

fn declarations(body: Piece<'_>) -> (Vec<Declaration>, Vec<Range<usize>>) {
    let (mut found, mut broken) = (Vec::new(), Vec::new());
    for part in split(body, ';') {
        let part = after_space(part).trim();
        if part.text.is_empty() {
            continue;
        }
        let colon = part.text.find(':').unwrap_or(0);
        let name = part.text[..colon].trim();
        let value = uncommented(part.text.get(colon + 1..).unwrap_or(""));
        let value = value.trim();
        if name.is_empty() || value.is_empty() || !name.chars().all(is_name) || value.contains(['{', '}']) {
            broken.push(part.range());
            continue;
        }
        let (value, important) = match value.rsplit_once('!') {
            Some((value, word)) if word.trim().eq_ignore_ascii_case("important") => (value.trim(), true),
            _ => (value, false),
        };
        let (name, value) = (name.to_ascii_lowercase(), value.to_owned());
        found.push(Declaration { name, value, range: part.range(), important });
    }
    (found, broken)
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_')
}

/// The piece after spaces, comments and the marks that hide a style sheet from very old programs.
fn after_space(mut piece: Piece<'_>) -> Piece<'_> {
    loop {
        let text = piece.text;
        let space = text.len() - text.trim_start().len();
        let skipped = match &text[space..] {
            rest if rest.starts_with("/*") => rest[2..].find("*/").map_or(rest.len(), |at| at + 4),
            rest if rest.starts_with("<!--") => 4,
            rest if rest.starts_with("-->") => 3,
            _ if space == 0 => return piece,
            _ => 0,
        };
        piece = piece.part(space + skipped..text.len());
    }
}

/// A text without its comments.
fn uncommented(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// Where one of `ends` stands outside quotes, comments and brackets; the length of the text if nowhere.
fn find(text: &str, ends: &[char]) -> usize {
    let mut quote = None;
    let mut depth = 0_usize;
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match (quote, letter) {
            (Some(open), letter) if open == letter => quote = None,
            (_, '\\') => {
                letters.next();
            }
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '/') if text[at..].starts_with("/*") => {
                let end = text[at + 2..].find("*/").map_or(text.len(), |end| at + end + 4);
                while letters.offset() < end && letters.next().is_some() {}
            }
            (None, letter) if depth == 0 && ends.contains(&letter) => return at,
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

/// The parts of a piece between separators that stand outside quotes and brackets.
fn split(mut piece: Piece<'_>, at: char) -> Vec<Piece<'_>> {
    let mut parts = Vec::new();
    loop {
        let end = find(piece.text, &[at]);
        parts.push(piece.part(0..end));
        if end >= piece.text.len() {
            return parts;
        }
        piece = piece.part(end + at.len_utf8()..piece.text.len());
    }
}

/// The selectors that one with `:is(…)` or `:where(…)` stands for; none if that is not known.
fn alternatives(selector: &str) -> Vec<String> {
    let mut open = vec![selector.trim().to_owned()];
    let mut done = Vec::new();
    while let Some(text) = open.pop() {
        let found = [":is(", ":where(", ":-webkit-any(", ":matches("]
            .iter()
            .filter_map(|name| text.find(name).map(|at| (at, at + name.len())))
            .min();
        let Some((start, inside)) = found else {
            done.push(text);
            continue;
        };
        let end = inside + find(&text[inside..], &[')']);
        let (before, after) = (&text[..start], text.get(end + 1..).unwrap_or(""));
        let is_bare = before.is_empty() || before.ends_with([' ', '>', '+', '~']);
        let list = Piece { text: &text[inside..end], start: None, whole: (0, 0) };
        for part in split(list, ',') {
            let part = part.text.trim();
            // A name of an element cannot stand behind another one.
            let is_element = part.starts_with(|letter: char| letter.is_alphabetic() || letter == '*');
            if part.is_empty() || is_element && !is_bare || part.contains([' ', '>', '+', '~']) {
                return Vec::new();
            }
            open.push(format!("{before}{part}{after}"));
        }
        if open.len() + done.len() > MOST_ALTERNATIVES {
            return Vec::new();
        }
    }
    // As written: what was put last into the list was taken first.
    done.reverse();
    done
}

/// Whether a selector is known to its end.
fn is_known(text: &str) -> bool {
    let is_plain = !text.is_empty() && !text.contains(['{', '}', ';', ',', '~', '\\', '(', '&', '|']);
    is_plain && !text.contains("::") && !text.ends_with(['>', '+']) && Selector::parse(text).is_some()
}

/// An element as selectors see it.
struct Element<'n>(Node<'n, 'n>);

impl simplecss::Element for Element<'_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Element)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Element)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| match operator {
            // Classes may be parted by any white space.
            AttributeOperator::Contains(word) => value.split_ascii_whitespace().any(|own| own == word),
            operator => operator.matches(value),
        })
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.0.prev_sibling_element().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<(Unread, &str)>) {
        let mut sheet = Sheet::default();
        sheet.add(text, text, 0..text.len());
        let rules = sheet.rules.iter().map(|rule| {
            let values = rule.declarations.iter().map(|found| format!("{}={}", found.name, found.value));
            format!("{} / {}", rule.selectors.join(" | "), values.collect::<Vec<_>>().join(" "))
        });
        let unread = sheet.unread.iter().map(|(what, range)| (*what, &text[range.clone()]));
        (rules.collect(), unread.collect())
    }

    #[test]
    fn rules_are_cut_where_they_end() {
        let text = "/* a{} */ .a , #b > c{fill:red;Stroke : url(\"a;b\") !important}\n@media print{g{d:e}}";
        let (rules, unread) = read(text);
        assert_eq!(rules, [".a | #b > c / fill=red stroke=url(\"a;b\")", "g / d=e"]);
        assert_eq!(unread, []);
        let (rules, _) = read("g :is(.a, #b):is(.c,.d){x:y}");
        assert_eq!(rules, ["g .a.c | g .a.d | g #b.c | g #b.d / x=y"]);
    }

    #[test]
    fn what_is_not_read_keeps_its_place() {
        for (text, what, place) in [
            ("a:not(.b){c:d}", Unread::Selector, "a:not(.b)"),
            ("a, b ~ c{d:e}", Unread::Selector, "b ~ c"),
            ("a[b^=c]{d:e}", Unread::Selector, "a[b^=c]"),
            ("a:hover{d:e}", Unread::Screen, "a:hover"),
            ("@media screen{a{b:c}}", Unread::Condition, "@media screen"),
            ("@import 'a.css';", Unread::Import, "@import 'a.css'"),
            ("@keyframes a{from{b:c}}", Unread::Animation, "@keyframes a"),
            (
                &format!("{}a{{b:c}}{}", "@layer x{".repeat(6000), "}".repeat(6000)),
                Unread::Broken,
                "@layer x",
            ),
            ("a{fill red;b:c}", Unread::Broken, "fill red"),
            ("a{b:c", Unread::Broken, "a"),
            ("a b:c}", Unread::Broken, "a b:c"),
            ("a{b:c;d{e:f}}", Unread::Broken, "d{e:f}"),
        ] {
            assert_eq!(read(text).1, [(what, place)], "{text}");
        }
    }
}
