//! TOML tables with places: the one way in which banxin reads keys.
//!
//! A reader asks for the keys it knows and then calls [`Table::finish`], which reports every key
//! that nobody asked for together with the nearest one that was. Nothing stops at the first
//! fault, so an editor sees all of them at once.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Severity, Span};

/// Where readers put what they find wrong.
#[derive(Debug, Default)]
pub struct Faults {
    list: RefCell<Vec<Diagnostic>>,
    spoiled: RefCell<Vec<(String, String)>>,
}

impl Faults {
    /// Adds a finding.
    pub fn push(&self, finding: Diagnostic) {
        self.list.borrow_mut().push(finding);
    }

    /// Everything that was found, which is then forgotten.
    pub fn take(&self) -> Vec<Diagnostic> {
        self.list.take()
    }

    /// How many errors were found so far.
    pub fn errors(&self) -> usize {
        self.list.borrow().iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    /// Remembers that a key of a table was given, but so that it could not be taken.
    fn spoil(&self, table: &str, key: &str) {
        self.spoiled.borrow_mut().push((table.to_owned(), key.to_owned()));
    }

    /// Whether a fault of that key was already reported, so that its absence is no news.
    pub fn is_spoiled(&self, table: &str, key: &str) -> bool {
        self.spoiled.borrow().iter().any(|(in_table, spoiled)| in_table == table && spoiled == key)
    }
}

/// A value and its place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

impl<T> Value<T> {
    /// The same place with another value.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Value<U> {
        Value { value: with(self.value), span: self.span }
    }
}

/// One table of a TOML file and the keys that were asked of it.
pub struct Table<'a> {
    file: FileId,
    name: String,
    entries: &'a DeTable<'a>,
    span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
    missing: RefCell<Vec<(&'static str, String)>>,
    faults: &'a Faults,
}

/// Parses a file and gives its top table to `read`; `None` when the text is no TOML.
pub fn read_document<T>(
    file: FileId,
    text: &str,
    faults: &Faults,
    read: impl FnOnce(&Table<'_>) -> T,
) -> Option<T> {
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // The parser goes on after a slip, but what it then finds in the same line follows from it.
        let mut last_line = None;
        for error in errors {
            let range = on_characters(text, error.span().unwrap_or(0..0));
            let line = text[..range.start].matches('\n').count();
            if last_line.replace(line) == Some(line) {
                continue;
            }
            let message = error.message().replace('\n', ", ");
            faults.push(
                Diagnostic::error(codes::TOML_SYNTAX, format!("this is not TOML: {message}"))
                    .at(Span::new(file, range.clone()), "")
                    .help(syntax_help(text, range.start)),
            );
        }
        return None;
    }
    let span = document.span();
    let table = Table {
        file,
        name: String::new(),
        entries: document.get_ref(),
        span: span.start..span.start,
        asked: RefCell::default(),
        missing: RefCell::default(),
        faults,
    };
    let value = read(&table);
    table.finish();
    Some(value)
}

/// The way out of the slips that are made most: Chinese punctuation and missing quotes.
fn syntax_help(text: &str, at: usize) -> &'static str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or("");
    let code = line.split('#').next().unwrap_or("");
    if code.contains(['“', '”', '＝', '，', '：', '［', '］', '＂']) {
        "keys, quotes, equals signs, commas and brackets must be the half-width ones: key = \"value\""
    } else {
        "write `key = \"value\"`, with the value in straight double quotes, one to a line"
    }
}

/// The range, with both ends moved back to the start of a character and into the text.
fn on_characters(text: &str, range: Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    floor(range.start)..floor(range.end.max(range.start))
}

impl<'a> Table<'a> {
    /// The table's heading or, for an inline table, the whole of it.
    pub fn span(&self) -> Span {
        Span::new(self.file, self.span.clone())
    }

    /// The file it stands in.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Where findings go.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.faults.push(diagnostic);
    }

    /// What the table is called in messages.
    pub fn title(&self) -> String {
        if self.name.is_empty() { "the file".to_owned() } else { format!("[{}]", self.name) }
    }

    /// Remembers that the value of `key` was refused.
    pub fn spoil(&self, key: &str) {
        self.faults.spoil(&self.name, key);
    }

    /// Says that the key must be there, unless it is there in some wrong form.
    pub fn require(&self, key: &'static str, help: &str) {
        if !self.has(key) {
            self.missing.borrow_mut().push((key, help.to_owned()));
        }
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn place(&self, value: &Spanned<DeValue<'_>>) -> Span {
        Span::new(self.file, value.span())
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str, example: &str) {
        let found = kind(value.get_ref());
        self.spoil(key);
        self.report(
            Diagnostic::error(codes::TOML_VALUE, format!("`{key}` must be {wanted}, not {found}"))
                .at(self.place(value), format!("{found} here"))
                .help(format!("write it as `{key} = {example}`")),
        );
    }

    /// The place of a key's value, if the key is there.
    pub fn place_of(&self, key: &'static str) -> Option<Span> {
        self.get(key).map(|value| self.place(value))
    }

    /// A string.
    pub fn string(&self, key: &'static str) -> Option<Value<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => {
                Some(Value { value: text.clone().into_owned(), span: self.place(value) })
            }
            _ => {
                self.wrong(key, value, "text in quotes", "\"…\"");
                None
            }
        }
    }

    /// A string, or a day written as a TOML date.
    pub fn string_or_date(&self, key: &'static str) -> Option<Value<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Datetime(day) => Some(Value { value: day.to_string(), span: self.place(value) }),
            _ => self.string(key),
        }
    }

    /// True or false.
    pub fn boolean(&self, key: &'static str) -> Option<Value<bool>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(yes) => Some(Value { value: *yes, span: self.place(value) }),
            _ => {
                self.wrong(key, value, "true or false", "true");
                None
            }
        }
    }

    /// A whole number from `least` to 10 000.
    pub fn whole(&self, key: &'static str, least: u32) -> Option<Value<u32>> {
        self.whole_within(key, least, 10_000, &format!("write a whole number of at least {least}"))
    }

    /// A whole number from `least` to `most`; `help` is the way out for one beyond them.
    pub fn whole_within(&self, key: &'static str, least: u32, most: u32, help: &str) -> Option<Value<u32>> {
        let value = self.get(key)?;
        match whole_number(value.get_ref()) {
            Some(number) if (i64::from(least)..=i64::from(most)).contains(&number) => {
                Some(Value { value: number as u32, span: self.place(value) })
            }
            Some(number) => {
                self.spoil(key);
                self.report(
                    Diagnostic::error(
                        codes::OUT_OF_RANGE,
                        format!("`{key}` is {number}; it must be {least} to {most}"),
                    )
                    .at(self.place(value), "")
                    .help(help),
                );
                None
            }
            None => {
                // What was meant, as far as it can be guessed.
                let meant = match value.get_ref() {
                    DeValue::Float(number) => number.as_str().parse::<f64>().ok().map(f64::round),
                    DeValue::String(text) => {
                        let digits = text.trim_start().split(|letter: char| !letter.is_ascii_digit());
                        digits.into_iter().next().and_then(|digits| digits.parse().ok())
                    }
                    _ => None,
                };
                let meant = meant.filter(|meant| (f64::from(least)..=f64::from(most)).contains(meant));
                let example = meant.filter(|meant| *meant > 0.0).unwrap_or(f64::from(least.max(1)));
                self.wrong(key, value, "a whole number", &example.to_string());
                None
            }
        }
    }

    /// A share in percent, from 0 to 100, in 1/10 000 of the whole.
    pub fn percent(&self, key: &'static str) -> Option<Value<u16>> {
        let value = self.get(key)?;
        let share = match value.get_ref() {
            DeValue::Float(number) => number.as_str().replace('_', "").parse::<f64>().ok(),
            other => whole_number(other).map(|number| number as f64),
        };
        match share {
            Some(share) if (0.0..=100.0).contains(&share) => {
                Some(Value { value: (share * 100.0).round() as u16, span: self.place(value) })
            }
            Some(_) => {
                self.report(
                    Diagnostic::error(codes::OUT_OF_RANGE, format!("`{key}` must be 0 to 100 percent"))
                        .at(self.place(value), "")
                        .help("ink is given in percent: 0 is none, 100 is solid"),
                );
                None
            }
            None => {
                self.wrong(key, value, "a number of percent", "100");
                None
            }
        }
    }

    /// A number, whole or with decimals.
    pub fn number(&self, key: &'static str) -> Option<Value<f64>> {
        let value = self.get(key)?;
        let number = number(value.get_ref());
        if number.is_none() {
            self.wrong(key, value, "a number", "500");
        }
        Some(Value { value: number?, span: self.place(value) })
    }

    /// Every entry as a number, by name: (name, number).
    pub fn named_numbers(&self, key: &'static str) -> Vec<(Value<String>, Value<f64>)> {
        let Some(outer) = self.table(key) else {
            return Vec::new();
        };
        let mut list = Vec::new();
        for (name, value) in outer.entries {
            let Some(number) = number(value.get_ref()) else {
                outer.wrong(name.get_ref(), value, "a number", "500");
                continue;
            };
            let span = Span::new(self.file, name.span());
            let name = Value { value: name.get_ref().clone().into_owned(), span };
            list.push((name, Value { value: number, span: self.place(value) }));
        }
        list
    }

    /// A length's text; bare numbers are refused with the units named.
    pub fn length_text(&self, key: &'static str) -> Option<Value<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(_) => self.string(key),
            DeValue::Integer(_) | DeValue::Float(_) => {
                self.spoil(key);
                let number = match value.get_ref() {
                    DeValue::Integer(number) => number.as_str(),
                    DeValue::Float(number) => number.as_str(),
                    _ => "",
                };
                self.report(
                    Diagnostic::error(codes::LENGTH_UNIT, format!("the length `{key}` has no unit"))
                        .at(self.place(value), "a bare number")
                        .help(format!(
                            "write it with a unit: \"{number}mm\", \"{number}pt\", \"{number}字\" \
                             (characters) or \"{number}行\" (rows)"
                        )),
                );
                None
            }
            _ => {
                self.wrong(key, value, "a length in quotes", "\"9pt\"");
                None
            }
        }
    }

    /// A string, or a list of them.
    pub fn string_or_strings(&self, key: &'static str) -> Vec<Value<String>> {
        match self.get(key).map(Spanned::get_ref) {
            Some(DeValue::Array(_)) => self.strings(key).unwrap_or_default(),
            _ => self.string(key).into_iter().collect(),
        }
    }

    /// A list of strings.
    pub fn strings(&self, key: &'static str) -> Option<Vec<Value<String>>> {
        let value = self.get(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value, "a list", "[\"…\"]");
            return None;
        };
        let mut list = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => {
                    list.push(Value { value: text.clone().into_owned(), span: self.place(item) });
                }
                _ => self.wrong(key, item, "a list of texts in quotes", "[\"…\"]"),
            }
        }
        Some(list)
    }

    /// A list of whole numbers from 1.
    pub fn wholes(&self, key: &'static str) -> Option<Value<Vec<u32>>> {
        self.wholes_from(key, 1, "[2, 3]")
    }

    /// The same from another least number on; the example is for messages. `None` where one of
    /// them is wrong.
    pub fn wholes_from(&self, key: &'static str, least: u32, example: &str) -> Option<Value<Vec<u32>>> {
        let value = self.get(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value, "a list of numbers", example);
            return None;
        };
        let mut list = Vec::new();
        for item in items {
            match whole_number(item.get_ref()) {
                Some(number) if (i64::from(least)..=10_000).contains(&number) => list.push(number as u32),
                _ => self.wrong(key, item, "a list of whole numbers", example),
            }
        }
        (list.len() == items.len()).then(|| Value { value: list, span: self.place(value) })
    }

    /// A table inside this one.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Table(entries) => Some(self.inner(key, entries, value.span())),
            _ => {
                self.wrong(key, value, "a table", "{ … }");
                None
            }
        }
    }

    /// A list of tables (`[[key]]`, or inline).
    pub fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            let heading = if self.name.is_empty() { key.into() } else { format!("{}.{key}", self.name) };
            self.report(
                Diagnostic::error(codes::TOML_VALUE, format!("`{key}` must be a list of tables"))
                    .at(self.place(value), "")
                    .help(format!("write the heading with double brackets: [[{heading}]]")),
            );
            return Vec::new();
        };
        let mut list = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::Table(entries) => list.push(self.inner(key, entries, item.span())),
                _ => self.wrong(key, item, "a list of tables", "[{ … }]"),
            }
        }
        list
    }

    /// Whether the key is there, whatever it holds.
    pub fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    /// Every entry as a table of its own, by name (`[styles.headline]`); the place of each is
    /// its name.
    pub fn named_tables(&self, key: &'static str) -> Vec<(Value<String>, Table<'a>)> {
        let Some(outer) = self.table(key) else {
            return Vec::new();
        };
        let mut list = Vec::new();
        for (name, value) in outer.entries {
            let name =
                Value { value: name.get_ref().clone().into_owned(), span: Span::new(self.file, name.span()) };
            match value.get_ref() {
                DeValue::Table(entries) => {
                    let inner = outer.inner(&name.value, entries, name.span.range.clone());
                    list.push((name, inner));
                }
                _ => outer.wrong(&name.value, value, "a table", "{ … }"),
            }
        }
        list
    }

    /// Every entry as text, by name: (name, text).
    pub fn named_strings(&self, key: &'static str) -> Vec<(Value<String>, Value<String>)> {
        let Some(outer) = self.table(key) else {
            return Vec::new();
        };
        let mut list = Vec::new();
        for (name, value) in outer.entries {
            match value.get_ref() {
                DeValue::String(text) => list.push((
                    Value {
                        value: name.get_ref().clone().into_owned(),
                        span: Span::new(self.file, name.span()),
                    },
                    Value { value: text.clone().into_owned(), span: self.place(value) },
                )),
                _ => outer.wrong(name.get_ref(), value, "text in quotes", "\"…\""),
            }
        }
        list
    }

    fn inner(&self, key: &str, entries: &'a DeTable<'a>, span: Range<usize>) -> Table<'a> {
        let name = if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) };
        Table {
            file: self.file,
            name,
            entries,
            span,
            asked: RefCell::default(),
            missing: RefCell::default(),
            faults: self.faults,
        }
    }

    /// Reports every key that was not asked for, and those that are missing.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (name, _) in self.entries {
            let name: &Spanned<DeString<'_>> = name;
            if !asked.contains(&name.get_ref().as_ref()) {
                if let Some(meant) = nearest(name.get_ref(), asked.iter().copied()) {
                    self.spoil(meant);
                }
                let span = Span::new(self.file, name.span());
                self.report(unknown_key(name.get_ref(), span, &self.title(), &asked));
            }
        }
        for (key, help) in self.missing.take() {
            if !self.faults.is_spoiled(&self.name, key) {
                self.report(
                    Diagnostic::error(codes::MISSING_KEY, format!("{} needs `{key}`", self.title()))
                        .at(self.span(), "")
                        .help(help),
                );
            }
        }
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    let number = match value {
        DeValue::Float(number) => number.as_str().replace('_', "").parse::<f64>().ok(),
        other => whole_number(other).map(|number| number as f64),
    };
    number.filter(|number| number.is_finite())
}

fn whole_number(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(number) => {
            i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
        }
        _ => None,
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The finding about a key that does not exist in `place`.
pub fn unknown_key(key: &str, span: Span, place: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_KEY, format!("{place} has no key `{key}`"))
        .at(span, "")
        .help(suggest(key, known.iter().copied()))
}

/// "did you mean …", with the nearest of the known names, or all of them.
pub fn suggest<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    if let Some(near) = nearest(name, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let names: Vec<&str> = known.collect();
    if names.is_empty() {
        "there are none yet".to_owned()
    } else {
        format!("there are: {}", names.join(", "))
    }
}

/// “did you mean …”, with the nearest code of a finding.
pub fn suggest_code(name: &str) -> String {
    match nearest(name, crate::codes::all().map(codes::Code::name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "codes stand in brackets where findings are shown, such as page-cut".to_owned(),
    }
}

/// The known name that is most like `name`, if one is at all like it.
pub fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut best: Option<(f64, &str)> = None;
    let name = name.to_lowercase();
    for candidate in known {
        // Swapped or single wrong letters count for more in short names than the measure gives.
        let slip = name.chars().count() >= 3 && strsim::damerau_levenshtein(&name, candidate) == 1;
        let score = strsim::jaro_winkler(&name, candidate).max(if slip { 0.95 } else { 0.0 });
        if score > 0.72 && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(text: &str, read: impl FnOnce(&Table<'_>)) -> Vec<Diagnostic> {
        let faults = Faults::default();
        read_document(FileId(0), text, &faults, read);
        faults.take()
    }

    #[test]
    fn every_unknown_key_is_reported_with_its_neighbour() {
        let text = "widht = 1\nheight = 2\n[inner]\nrow = 3\n";
        let found = faults_of(text, |table| {
            table.whole("width", 0);
            table.whole("height", 0);
            if let Some(inner) = table.table("inner") {
                inner.whole("rows", 0);
                inner.finish();
            }
        });
        let places: Vec<&str> = found.iter().map(|fault| &text[fault.labels[0].span.range.clone()]).collect();
        assert_eq!(places, ["row", "widht"]);
        assert_eq!(found[0].help.as_deref(), Some("did you mean `rows`?"));
        assert_eq!(found[1].help.as_deref(), Some("did you mean `width`?"));
    }

    #[test]
    fn order_and_places_of_named_tables_are_kept() {
        let text = "[styles.zeta]\n[styles.alpha]\n";
        let faults = Faults::default();
        let names = read_document(FileId(0), text, &faults, |table| {
            table.named_tables("styles").into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        });
        let names = names.unwrap_or_default();
        assert_eq!(names[0].value, "zeta");
        assert_eq!(names[0].span.range, 8..12);
        assert_eq!(names[1].value, "alpha");
    }

    #[test]
    fn full_width_marks_are_named_as_the_slip() {
        let found = faults_of("paper ＝ “岚港日报”\n", |_| {});
        assert!(!found.is_empty());
        assert_eq!(found[0].code, "toml-syntax");
        assert!(found[0].help.as_deref().is_some_and(|help| help.contains("half-width")));
    }
}
