//! Keys of files: what is declared is what is read, what the schemas say, and what docs/FORMAT.md tells.
#![allow(clippy::panic)]

use std::fmt::Write as _;

use banxin::diagnostic::Diagnostic;
use banxin::keys::dimension::{Sign, Units};
use banxin::keys::{Declaration, Key, Presence, Shape, Words};
use banxin::read::Format;

use crate::support::folder::folder;

const FORMAT: &str = include_str!("../../docs/FORMAT.md");

// --- All tables of a file ------------------------------------------------------------------------

/// How a table is reached from the one around it.
#[derive(Clone)]
enum Step {
    /// The value of a key.
    Key(&'static str),
    /// One of a list.
    Item(&'static str),
    /// One of many, under a name of the file's own.
    Named(&'static str),
}

/// A table and the way to it.
struct Reached {
    way: Vec<Step>,
    table: Declaration,
}

/// All tables of a file, each before those inside it.
fn tables(format: Format) -> Vec<Reached> {
    fn walk(way: &[Step], table: Declaration, list: &mut Vec<Reached>) {
        let inner: Vec<(Step, Declaration)> = table
            .keys
            .iter()
            .filter_map(|key| match &key.shape {
                Shape::Table(inner) => Some((Step::Key(key.name), inner.clone())),
                Shape::List { of, .. } => match &**of {
                    Shape::Table(inner) => Some((Step::Item(key.name), inner.clone())),
                    _ => None,
                },
                Shape::Named { of, .. } => match &**of {
                    Shape::Table(inner) => Some((Step::Named(key.name), inner.clone())),
                    _ => None,
                },
                Shape::Either(forms) => forms.iter().find_map(|form| match form {
                    Shape::Table(inner) => Some((Step::Key(key.name), inner.clone())),
                    _ => None,
                }),
                _ => None,
            })
            .collect();
        list.push(Reached { way: way.to_vec(), table });
        for (step, inner) in inner {
            walk(&[way, &[step]].concat(), inner, list);
        }
    }
    let mut list = Vec::new();
    walk(&[], format.declaration(), &mut list);
    list
}

// --- The tables of docs/FORMAT.md ----------------------------------------------------------------

/// The text between the marks of a file, marks left out.
fn told(text: &str, format: Format) -> (usize, usize) {
    let open = format!("<!-- keys of {} -->\n", format.word());
    let start = text.find(&open).expect("the mark before the tables") + open.len();
    let end = text[start..].find("<!-- end of keys -->").expect("the mark behind the tables");
    (start, start + end)
}

/// The tables of a file, one for each table that has keys of its own; tables of the same keys share one.
fn markdown(format: Format) -> String {
    let mut groups: Vec<(Vec<String>, Declaration)> = Vec::new();
    for Reached { way, table } in tables(format) {
        let heading = heading(&way);
        let known = groups.iter_mut().find(|(_, known)| known.about == table.about);
        match known {
            Some((headings, _)) => headings.push(heading),
            None => groups.push((vec![heading], table)),
        }
    }
    let mut text = String::new();
    for (headings, table) in groups {
        let headings: Vec<String> =
            headings.iter().filter(|heading| !heading.is_empty()).map(|name| format!("`{name}`")).collect();
        match &headings[..] {
            [] => write!(text, "\n{}\n", table.about),
            headings => write!(text, "\n**{}**: {}\n", headings.join(", "), table.about),
        }
        .expect("a string grows");
        text += "\n| key | value | default | meaning |\n|---|---|---|---|\n";
        for key in &table.keys {
            let cells = [format!("`{}`", key.name), value(&key.shape), default(key), meaning(key)];
            let cells = cells.map(|cell| cell.replace('|', "\\|"));
            writeln!(text, "| {} |", cells.join(" | ")).expect("a string grows");
        }
    }
    text + "\n"
}

/// How a table is headed in a file.
fn heading(way: &[Step]) -> String {
    let names = way.iter().map(|step| match step {
        Step::Key(name) | Step::Item(name) => (*name).to_owned(),
        Step::Named(name) => format!("{name}.NAME"),
    });
    let name = names.collect::<Vec<_>>().join(".");
    match way.last() {
        None => String::new(),
        Some(Step::Item(_)) => format!("[[{name}]]"),
        Some(_) => format!("[{name}]"),
    }
}

fn value(shape: &Shape) -> String {
    match shape {
        Shape::Text { what, .. } => (*what).to_owned(),
        Shape::Flag => "`true`, `false`".to_owned(),
        Shape::Whole { least, most, or: None } => format!("whole number, {least} to {most}"),
        Shape::Whole { least, most, or: Some(other) } => {
            format!("whole number, {other} or {least} to {most}")
        }
        Shape::Number { within: Some((least, most)) } => format!("number, {least} to {most}"),
        Shape::Number { within: None } => "number".to_owned(),
        Shape::Length { within: Some((least, most)), .. } => format!("length in 字, {least} to {most}"),
        Shape::Length { units, sign, .. } => {
            let units = match units {
                Units::All => "length",
                Units::NoRows => "length, not in rows",
                Units::Absolute => "length, not in 字 or rows",
                Units::Ems => "length in 字",
            };
            let sign = match sign {
                Sign::Any => ", may be negative",
                Sign::NotNegative => "",
                Sign::Positive => ", more than 0",
            };
            format!("{units}{sign}")
        }
        Shape::Word(words) => {
            words.iter().map(|word| format!("`{}`", word.written)).collect::<Vec<_>>().join(", ")
        }
        Shape::List { of, count } => match (&**of, count) {
            (Shape::Table(_), _) => "list of tables".to_owned(),
            (of, Some(count)) => format!("list of {count}: {}", value(of)),
            (of, None) => format!("list of: {}", value(of)),
        },
        Shape::OneOrMore(of) => format!("{}; or a list of them", value(of)),
        Shape::Either(forms) => {
            // Where `true` may be written, `false` is told with it.
            let flag = forms.iter().any(|form| matches!(form, Shape::Flag));
            let told = forms.iter().filter(|form| !(flag && matches!(form, Shape::Off)));
            told.map(value).collect::<Vec<_>>().join("; or ")
        }
        Shape::Off => "`false`".to_owned(),
        Shape::Table(_) => "table".to_owned(),
        Shape::Named { what, of, .. } => match &**of {
            Shape::Table(_) => format!("tables by {what}"),
            of => format!("table: {what} = {}", value(of)),
        },
    }
}

fn default(key: &Key) -> String {
    match &key.presence {
        Presence::Needed | Presence::NeededInChain => "needed".to_owned(),
        Presence::Default(value) => format!("`{value}`"),
        Presence::Absent(words) => (*words).to_owned(),
    }
}

fn meaning(key: &Key) -> String {
    let words = match &key.shape {
        Shape::Word(words) => &words[..],
        Shape::Either(forms) => {
            let words = forms.iter().find_map(|form| match form {
                Shape::Word(words) => Some(&words[..]),
                _ => None,
            });
            words.unwrap_or(&[])
        }
        Shape::List { of, .. } => match &**of {
            Shape::Word(words) => &words[..],
            _ => &[],
        },
        _ => &[],
    };
    let mut text = key.about.clone();
    for word in words {
        let about = word.about.split_whitespace().collect::<Vec<_>>().join(" ");
        write!(text, " `{}`: {about}", word.written).expect("a string grows");
    }
    text
}

/// `cargo test --test it -- --ignored keys::rewrite` makes docs/FORMAT.md true again.
#[test]
fn the_tables_of_format_md_are_those_of_the_declarations() {
    for (format, _) in Format::ALL {
        let (start, end) = told(FORMAT, *format);
        let (told, declared) = (&FORMAT[start..end], markdown(*format));
        for (told, declared) in told.lines().zip(declared.lines()) {
            assert_eq!(told, declared, "docs/FORMAT.md, {}", format.word());
        }
        assert_eq!(told, declared, "docs/FORMAT.md, {}", format.word());
    }
}

#[test]
#[ignore = "it rewrites docs/FORMAT.md"]
fn rewrite() {
    let mut text = FORMAT.to_owned();
    for (format, _) in Format::ALL {
        let (start, end) = told(&text, *format);
        text.replace_range(start..end, &markdown(*format));
    }
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/FORMAT.md"), text).expect("it can be written");
}

// --- Declared and read ---------------------------------------------------------------------------

/// The codes of findings about one value, or about an unknown key.
const REFUSALS: [&str; 12] = [
    "unknown-key",
    "toml-value",
    "out-of-range",
    "unknown-value",
    "length",
    "length-unit",
    "length-sign",
    "relative-size",
    "date",
    "ad-size",
    "empty-value",
    "unknown-code",
];

const ISSUE: &str = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n";

/// What the reader says about one value of a file of its own.
fn found(format: Format, text: &str) -> Vec<Diagnostic> {
    let page = "[[page]]\nnumber = 1\n";
    let dir = match format {
        Format::Issue => folder(&[("issue.toml", text)]),
        Format::Layout => folder(&[("issue.toml", &format!("{ISSUE}{page}")), ("layouts/own.toml", text)]),
        Format::Manuscript => {
            let story = "[[page.story]]\nfile = \"a.md\"\narea = \"a\"\n";
            folder(&[("issue.toml", &format!("{ISSUE}{page}{story}")), ("a.md", text)])
        }
    };
    match banxin::load(dir.path()) {
        Ok(loaded) => loaded.findings,
        Err(refused) => refused.diagnostics,
    }
}

/// The findings of [`REFUSALS`] by their codes.
fn refusals(format: Format, text: &str) -> Vec<&'static str> {
    let found = found(format, text);
    found
        .iter()
        .filter(|fault| REFUSALS.contains(&fault.code.name()))
        .map(|fault| fault.code.name())
        .collect()
}

/// A file with one key, in the table at the end of the way.
fn file_with(format: Format, way: &[Step], key: &str, value: &str) -> String {
    if format == Format::Manuscript {
        let value = if key == "revised" { value.trim_matches('"') } else { "题" };
        return format!("---\n{key}: {value}\n---\n文。\n");
    }
    let mut text = format!("{key} = {value}");
    for step in way.iter().rev() {
        text = match step {
            Step::Key(name) => format!("{name} = {{ {text} }}"),
            Step::Item(name) => format!("{name} = [{{ {text} }}]"),
            Step::Named(name) => format!("{name} = {{ song = {{ {text} }} }}"),
        };
    }
    text + "\n"
}

/// A value that the shape lets in.
fn sample(shape: &Shape) -> String {
    match shape {
        Shape::Text { known, .. } if !known.is_empty() => format!("\"{}\"", known[0]),
        Shape::Text { what: "date", .. } => "\"2026-11-23\"".to_owned(),
        Shape::Text { what: "colour", .. } => "\"#b5262b\"".to_owned(),
        Shape::Text { what: "web address", .. } => "\"https://a.example/\"".to_owned(),
        Shape::Text { what: "columns × rows", .. } => "\"2x30\"".to_owned(),
        Shape::Text { .. } => "\"文\"".to_owned(),
        Shape::Flag => "true".to_owned(),
        Shape::Whole { least, .. } => least.to_string(),
        Shape::Number { .. } => "10.5".to_owned(),
        Shape::Length { units: Units::Ems, .. } => "\"0.1字\"".to_owned(),
        Shape::Length { .. } => "\"1mm\"".to_owned(),
        Shape::Word(words) => format!("\"{}\"", words[0].written),
        Shape::List { of, count } => format!("[{}]", vec![sample(of); count.unwrap_or(1)].join(", ")),
        Shape::OneOrMore(of) => sample(of),
        Shape::Either(forms) => sample(&forms[0]),
        Shape::Off => "false".to_owned(),
        Shape::Table(_) => "{}".to_owned(),
        Shape::Named { known, of, .. } => {
            format!("{{ {} = {} }}", known.map_or("song", |known| known[0]), sample(of))
        }
    }
}

/// Values that the shape does not let in, each with the code of its refusal.
fn spoilt(shape: &Shape) -> Vec<(String, &'static str)> {
    let wrong_kind = match shape {
        Shape::Text { .. } | Shape::Word(_) | Shape::Table(_) | Shape::Named { .. } => "5",
        Shape::Length { .. } => "true",
        Shape::Flag | Shape::Whole { .. } | Shape::Number { .. } => "\"a\"",
        Shape::List { .. } | Shape::OneOrMore(_) => "5",
        Shape::Either(_) | Shape::Off => "2026-11-23",
    };
    let mut list = vec![(wrong_kind.to_owned(), "toml-value")];
    match shape {
        Shape::Whole { least, most, or } => {
            list.push(((i64::from(*least) - 1).to_string(), "out-of-range"));
            list.push(((most + 1).to_string(), "out-of-range"));
            list.retain(|(value, _)| or.is_none_or(|other| *value != other.to_string()));
        }
        Shape::Number { within: Some((_, most)) } => list.push(((most + 0.5).to_string(), "out-of-range")),
        Shape::Length { units, sign, within } => {
            list.push(("9".to_owned(), "length-unit"));
            list.push(("\"9 ells\"".to_owned(), "length"));
            if *sign != Sign::Any && within.is_none() {
                list.push(("\"-1mm\"".to_owned(), "length-sign"));
            }
            if within.is_some() {
                list.push(("\"9字\"".to_owned(), "out-of-range"));
                list.push(("\"1mm\"".to_owned(), "length-unit"));
            } else if *units != Units::All {
                list.push(("\"2行\"".to_owned(), "relative-size"));
            }
        }
        Shape::Word(_) => list.push(("\"none of them\"".to_owned(), "unknown-value")),
        // Numbers are taken by the form of numbers alone.
        Shape::Either(forms) => {
            let numbers = forms.iter().filter(|form| matches!(form, Shape::Whole { .. }));
            list.extend(numbers.flat_map(spoilt).filter(|(_, code)| *code == "out-of-range"));
            if forms.iter().any(|form| matches!(form, Shape::Word(_))) {
                list.push(("\"none of them\"".to_owned(), "unknown-value"));
            }
        }
        Shape::List { of, count: None } if !matches!(**of, Shape::Table(_)) => {
            list.extend(spoilt(of).into_iter().map(|(value, code)| (format!("[{value}]"), code)));
        }
        _ => {}
    }
    list
}

#[test]
fn every_declared_key_is_read_and_no_other() {
    let mut read = 0;
    for (format, _) in Format::ALL {
        for Reached { way, table } in tables(*format) {
            for key in &table.keys {
                let text = file_with(*format, &way, key.name, &sample(&key.shape));
                assert_eq!(refusals(*format, &text), [""; 0], "{text}");
                read += 1;
            }
            let text = file_with(*format, &way, "no-such-key", "1");
            assert_eq!(refusals(*format, &text), ["unknown-key"], "{text}");
        }
    }
    assert!(read > 150, "{read}");
}

#[test]
fn what_the_schema_refuses_the_reader_refuses() {
    for format in [Format::Issue, Format::Layout] {
        for Reached { way, table } in tables(format) {
            for key in &table.keys {
                for (value, code) in spoilt(&key.shape) {
                    let text = file_with(format, &way, key.name, &value);
                    assert_eq!(refusals(format, &text), [code], "{text}");
                }
            }
        }
    }
}

// --- Defaults ------------------------------------------------------------------------------------

/// A layout that loads, and an issue with one of each thing in it.
const LAYOUT: &str =
    "[page]\nwidth = \"200mm\"\nheight = \"260mm\"\n[grid]\ncolumns = 4\ncharacters = 10\nrows = 50\n";
const PLACES: [&str; 4] = ["a", "b", "c", "d"];

/// What a layout or an issue comes to, without places in files.
fn resolved(format: Format, text: &str) -> String {
    let layout = match format {
        Format::Layout => text.to_owned(),
        _ => {
            let area = |(at, name): (usize, &&str)| {
                format!("areas.{name} = {{ column = {}, columns = 1, row = 1, rows = 50 }}\n", at + 1)
            };
            PLACES.iter().enumerate().map(area).collect::<String>() + LAYOUT
        }
    };
    let issue = match format {
        Format::Issue => text.to_owned(),
        _ => format!("{ISSUE}[[page]]\nnumber = 1\n"),
    };
    let svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>";
    let dir = folder(&[
        ("issue.toml", issue.as_str()),
        ("layouts/own.toml", &layout),
        ("a.md", "---\nheadline: 题\n---\n文。\n"),
        ("a.svg", svg),
        ("a.csv", "甲,乙\n1,2\n"),
    ]);
    std::fs::write(dir.path().join("a.ttf"), banxin::font::EMBEDDED[4].1).expect("a font");
    match banxin::load(dir.path()) {
        Ok(loaded) => {
            let folder = dir.path().to_string_lossy().into_owned();
            without_places(&format!("{:?} {:?}", loaded.issue, loaded.layouts).replace(&folder, ""))
        }
        Err(refused) => panic!("{text}\n{:#?}", refused.diagnostics),
    }
}

/// The text with all numbers of places taken out.
fn without_places(debug: &str) -> String {
    let mut text = String::new();
    for (at, part) in debug.split("Span {").enumerate() {
        text += if at == 0 { part } else { part.split_once('}').map_or(part, |(_, rest)| rest) };
    }
    // Runs of words know where they begin.
    let mut kept = String::new();
    for (at, part) in text.split(" at: ").enumerate() {
        kept += if at == 0 { part } else { part.trim_start_matches(|c: char| c.is_ascii_digit()) };
    }
    kept
}

/// The keys that a table must have so that it is read, and those without which a default means nothing.
fn company(key: &str, way: &[Step]) -> Vec<(&'static str, &'static str)> {
    let last = way.last().map(|step| match step {
        Step::Key(name) | Step::Item(name) | Step::Named(name) => *name,
    });
    let mut list = match last {
        Some("areas") => vec![("column", "1"), ("columns", "4"), ("row", "1"), ("rows", "20")],
        Some("stacks") => vec![("areas", "[\"a\", \"b\"]"), ("columns", "2")],
        Some("notch") => vec![("corner", "\"top-left\""), ("columns", "1"), ("rows", "1")],
        Some("headline_at" | "inside" | "pictures") => vec![("columns", "1"), ("rows", "9")],
        Some("faces") => vec![("file", "\"a.ttf\"")],
        Some("masthead" | "folio") => vec![("text", "\"文\""), ("width", "\"9字\""), ("height", "\"9字\"")],
        Some("rule") if key != "row" && matches!(way.last(), Some(Step::Item(_))) => vec![("row", "2")],
        Some("page") if !way.is_empty() => vec![("number", "1")],
        Some("story") => vec![("file", "\"a.md\""), ("area", "\"a\"")],
        Some("picture") => vec![("file", "\"a.svg\""), ("area", "\"b\"")],
        Some("ad") => vec![("file", "\"a.svg\""), ("area", "\"b\""), ("size", "\"1x50\"")],
        Some("table") => vec![("file", "\"a.csv\""), ("area", "\"c\"")],
        Some("guide") => vec![("area", "\"d\""), ("items", "[{ headline = \"题\", pages = [2] }]")],
        _ => vec![],
    };
    match key {
        "tint" if matches!(last, Some("inks" | "mix")) => list.push(("spot", "\"专色红\"")),
        "fold_width" => list.push(("fold", "2")),
        "name" if matches!(last, Some("masthead" | "folio")) => {}
        _ => {}
    }
    list
}

/// A file whose table at the end of the way has these keys.
fn whole(format: Format, way: &[Step], keys: &[(&str, &str)]) -> String {
    let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    let mut text = format!("{{ {} }}", keys.join(", "));
    let mut last = "";
    for (at, step) in way.iter().enumerate().rev() {
        let (name, value) = match step {
            Step::Key(name) => (*name, text),
            Step::Item(name) => (*name, format!("[{text}]")),
            Step::Named(name) => (*name, format!("{{ own = {text} }}")),
        };
        last = name;
        let mut beside = if at == 0 { vec![] } else { company(name, &way[..at]) };
        // A picture inside the text needs a text.
        if name == "picture" && way.iter().any(|step| matches!(step, Step::Key("inside"))) {
            beside.push(("story", "[{ file = \"a.md\", area = \"b\" }]"));
        }
        let mut parts: Vec<String> = beside
            .iter()
            .filter(|(key, _)| *key != name)
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        parts.push(format!("{name} = {value}"));
        text = if at == 0 { parts.join("\n") } else { format!("{{ {} }}", parts.join(", ")) };
    }
    match format {
        // The sheet and the grid of the layout are there, unless the key stands in one of them.
        Format::Layout => {
            let rest: Vec<&str> = match last {
                "page" => vec!["grid = { columns = 4, characters = 10, rows = 50 }"],
                "grid" => vec!["page = { width = \"200mm\", height = \"260mm\" }"],
                _ => vec![
                    "page = { width = \"200mm\", height = \"260mm\" }",
                    "grid = { columns = 4, characters = 10, rows = 50 }",
                ],
            };
            format!("{}\n{text}\n", rest.join("\n"))
        }
        _ if last == "page" => format!("{ISSUE}{text}\n"),
        _ => format!("{ISSUE}{text}\n[[page]]\nnumber = 1\n"),
    }
}

#[test]
fn every_default_of_the_schema_is_what_a_file_without_the_key_comes_to() {
    let mut compared = 0;
    for format in [Format::Issue, Format::Layout] {
        for Reached { way, table } in tables(format) {
            for key in &table.keys {
                let Presence::Default(value) = &key.presence else { continue };
                let mut keys = company(key.name, &way);
                match (way.last(), way.first()) {
                    (Some(Step::Key("page")), _) if format == Format::Layout => {
                        keys = vec![("width", "\"200mm\""), ("height", "\"260mm\"")];
                    }
                    (Some(Step::Key("grid")), _) => {
                        keys.extend([("columns", "4"), ("characters", "10"), ("rows", "50")]);
                    }
                    _ => {}
                }
                keys.retain(|(known, _)| *known != key.name);
                let without = whole(format, &way, &keys);
                let value = value.to_string();
                keys.push((key.name, &value));
                let with = whole(format, &way, &keys);
                assert_eq!(resolved(format, &without), resolved(format, &with), "{with}");
                compared += 1;
            }
        }
    }
    assert!(compared > 90, "{compared}");
}
