//! The rules of ARCHITECTURE.md, kept: layers, circles of files, homes of crates, who may print or read
//! files, no hash order, no floating point in layout, no long files, no dead functions, no unsafe code.
//!
//! The layers and the circles that are allowed are read from ARCHITECTURE.md. Each rule is a function from
//! sources, or from the graph of files, to faults; its test runs it over `src` and over made-up sources
//! that break the rule.

mod graph;
pub(crate) mod sources;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use graph::Edges;
use sources::{Source, paths, sources, tokens, without_tests, without_words_but};

/// The longest file, in lines.
const LONGEST: usize = 600;

/// What stands beside a hash table whose order is never seen.
const UNSEEN_ORDER: &str = "// order never shows";

/// The layer of each module, from the table in ARCHITECTURE.md.
fn layers(markdown: &str) -> BTreeMap<String, u32> {
    let mut layers = BTreeMap::new();
    for line in markdown.lines() {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (Some(number), Some(modules)) = (cells.next(), cells.next()) else { continue };
        let Ok(number) = number.parse() else { continue };
        for module in modules.split(',') {
            layers.insert(module.trim().trim_matches('`').to_owned(), number);
        }
    }
    layers
}

fn table() -> BTreeMap<String, u32> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let layers = layers(&fs::read_to_string(path).expect("ARCHITECTURE.md is there"));
    assert!(layers.len() > 12 && layers["geometry"] == 0 && layers["cli"] > layers["lib.rs"], "{layers:?}");
    layers
}

fn fault(source: &Source, line: usize, what: &str) -> String {
    format!("src/{}:{line}: {what}", source.path)
}

/// The table lists every module and no other name.
fn the_table_is_whole(sources: &[Source], layers: &BTreeMap<String, u32>) -> Vec<String> {
    let missing = sources.iter().filter(|source| !layers.contains_key(source.module()));
    let missing = missing.map(|source| fault(source, 1, "its module is in no layer of ARCHITECTURE.md"));
    let known = |name: &str| sources.iter().any(|source| source.module() == name);
    let absent = layers.keys().filter(|name| !known(name));
    missing.chain(absent.map(|name| format!("ARCHITECTURE.md: there is no module `{name}`"))).collect()
}

/// Chinese punctuation: what the class table knows by name.
const MARKS: &str = "，、；：。．！？“”‘’「」『』（）【】〖〗〔〕《》〈〉·・‧—⸺―…⋯～–〜";

/// No list of punctuation but the class table: elsewhere in layout a mark is known by its class.
fn punctuation_is_known_by_its_class(sources: &[Source]) -> Vec<String> {
    const LAYOUT: [&str; 4] = ["text", "line", "flow", "page"];
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| LAYOUT.contains(&source.module())) {
        if source.path == "text/class.rs" || source.path.starts_with("text/class/table/") {
            continue;
        }
        let code = without_tests(&without_words_but(&source.text, MARKS));
        for (at, line) in code.lines().enumerate() {
            if let Some(mark) = line.chars().find(|character| MARKS.contains(*character)) {
                faults.push(fault(source, at + 1, &format!("`{mark}` is told apart outside text/class.rs")));
            }
        }
    }
    faults
}

/// The names of the macros that a source defines.
fn macro_names(code: &str) -> Vec<String> {
    let tokens = tokens(code);
    let defined = tokens.windows(3).filter(|three| three[0].1 == "macro_rules" && three[1].1 == "!");
    defined.map(|three| three[2].1.clone()).collect()
}

/// A file names only modules of its own layer or of layers above it in the table.
fn imports_go_one_way(sources: &[Source], layers: &BTreeMap<String, u32>) -> Vec<String> {
    let mut faults = Vec::new();
    let macros: Vec<String> = sources.iter().flat_map(|source| macro_names(&source.code)).collect();
    for source in sources {
        let module = source.module();
        let Some(own) = layers.get(module) else {
            faults.push(fault(source, 1, &format!("`{module}` is in no layer of ARCHITECTURE.md")));
            continue;
        };
        for (line, path) in paths(&source.code) {
            let supers = "super::".repeat(source.depth().max(1));
            let from_root = path
                .strip_prefix("crate::")
                .or_else(|| path.strip_prefix("banxin::"))
                .or_else(|| path.strip_prefix(supers.as_str()));
            // A name at the root that is no module is lib.rs's own, or an exported macro, which the graph of
            // files follows.
            let Some(from_root) = from_root else { continue };
            let target = from_root.split("::").next().unwrap_or(from_root).trim_end_matches('!');
            if macros.iter().any(|name| name == target) {
                continue;
            }
            let layer = layers.get(target).or_else(|| layers.get("lib.rs")).copied().unwrap_or(0);
            if layer > *own {
                let what = format!("{module} (layer {own}) names {target} (layer {layer})");
                faults.push(fault(source, line, &what));
            }
        }
    }
    faults
}

/// A file that is named by another, over whatever re-exports, lies in its layer or in one above it.
fn files_go_one_way(edges: &Edges, layers: &BTreeMap<String, u32>) -> Vec<String> {
    let layer = |file: &str| layers.get(Source::new(file, "").module()).copied();
    let mut faults = Vec::new();
    for (file, named) in edges {
        for (other, (line, path)) in named {
            if let (Some(own), Some(above)) = (layer(file), layer(other))
                && own < above
            {
                faults.push(format!("src/{file}:{line}: {path} leads to {other} (layer {above}, not {own})"));
            }
        }
    }
    faults
}

/// Circles of files that ARCHITECTURE.md allows: the files, and the reason.
fn allowed_circles(markdown: &str) -> Vec<(Vec<String>, String)> {
    let section = markdown.split("\n## ").find(|section| section.starts_with("Circles of files"));
    let rows = section.unwrap_or_default().lines().filter_map(|line| {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (files, reason) = (cells.next()?, cells.next()?);
        let mut files: Vec<String> =
            files.split(',').map(|file| file.trim().trim_matches('`').to_owned()).collect();
        files.sort();
        files.iter().all(|file| file.ends_with(".rs")).then(|| (files, reason.to_owned()))
    });
    rows.collect()
}

/// Files that all reach each other are named in ARCHITECTURE.md with a reason; and nothing is named
/// there that is no circle any more.
fn circles_are_named(edges: &Edges, allowed: &[(Vec<String>, String)]) -> Vec<String> {
    let found = graph::circles(edges);
    let mut faults = Vec::new();
    for files in &found {
        let known = allowed.iter().any(|(known, reason)| known == files && !reason.is_empty());
        if known {
            continue;
        }
        faults.push(format!("{} name each other in a circle:", files.join(", ")));
        for file in files {
            let inside = edges[file].iter().filter(|(other, _)| files.contains(other));
            faults.extend(
                inside.map(|(other, (line, path))| format!("    src/{file}:{line}: {other} by {path}")),
            );
        }
    }
    let stale = allowed.iter().filter(|(files, _)| !found.contains(files));
    faults.extend(stale.map(|(files, _)| format!("ARCHITECTURE.md: {} are no circle", files.join(", "))));
    faults
}

/// The templates of pages of HTML.
fn templates() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/epaper/site/templates");
    let listing = fs::read_dir(folder).expect("the templates are there");
    listing.map(|entry| fs::read_to_string(entry.expect("a file").path()).expect("a text")).collect()
}

/// Every public function is named somewhere in the product besides where it is defined; benches and
/// tests alone may call what is hidden from the documentation.
fn public_functions_are_called(sources: &[Source]) -> Vec<String> {
    let all: Vec<Vec<(usize, String)>> = sources.iter().map(|source| tokens(&source.code)).collect();
    let mut calls: BTreeMap<&str, usize> = BTreeMap::new();
    for tokens in &all {
        for (at, (_, token)) in tokens.iter().enumerate() {
            let defines = at > 0 && tokens[at - 1].1 == "fn";
            *calls.entry(token).or_default() += usize::from(!defines);
        }
    }
    // Templates call what the compiler puts their code beside.
    let templates: Vec<Vec<(usize, String)>> = templates().iter().map(|text| tokens(text)).collect();
    for (_, token) in templates.iter().flatten() {
        *calls.entry(token).or_default() += 1;
    }
    let mut faults = Vec::new();
    for (source, tokens) in sources.iter().zip(&all) {
        for at in 1..tokens.len().saturating_sub(1) {
            if tokens[at].1 != "fn" {
                continue;
            }
            let before: Vec<&str> = tokens[..at].iter().rev().map(|(_, token)| token.as_str()).collect();
            let visible = before.iter().position(|token| *token == "pub").filter(|at| *at <= 5);
            let within = ["const", "async", "(", ")", "super", "crate", "in"];
            let Some(start) =
                visible.filter(|start| before[..*start].iter().all(|token| within.contains(token)))
            else {
                continue;
            };
            let hidden = before[start + 1..].starts_with(&["]", ")", "hidden"]);
            let (line, name) = &tokens[at + 1];
            if !hidden && calls.get(name.as_str()).copied().unwrap_or(0) == 0 {
                faults.push(fault(source, *line, &format!("`{name}` is public and nothing calls it")));
            }
        }
    }
    faults
}

/// Crates that only some files may name.
fn crates_keep_to_their_homes(sources: &[Source]) -> Vec<String> {
    const HOMES: [(&str, &[&str]); 6] = [
        ("rustybuzz", &["text/shape.rs"]),
        ("ttf_parser", &["font/outline"]),
        ("printpdf", &["pdf/"]),
        ("lopdf", &["pdf/", "pdf_read/"]),
        ("html5ever", &["import/html/tree.rs"]),
        ("chardetng", &["import/encoding.rs"]),
    ];
    let mut faults = Vec::new();
    for source in sources {
        for (line, path) in paths(&source.code) {
            for (name, homes) in HOMES {
                let at_home = homes.iter().any(|home| source.path.starts_with(home));
                if path.split("::").any(|part| part == name) && !at_home {
                    let homes = homes.join(" and src/");
                    faults.push(fault(source, line, &format!("{name} is named in src/{homes} alone")));
                }
            }
        }
    }
    faults
}

/// Below the command line nothing prints, reads the clock or the environment; only `read` opens
/// files.
fn only_the_command_line_touches_the_world(
    sources: &[Source],
    layers: &BTreeMap<String, u32>,
) -> Vec<String> {
    const MACROS: [&str; 5] = ["println!", "eprintln!", "print!", "eprint!", "dbg!"];
    const WORLD: [&str; 6] =
        ["std::env", "std::io::stdout", "std::io::stderr", "std::io::stdin", "std::process", "std::net"];
    const CLOCK: [&str; 2] = ["SystemTime", "Instant"];
    let mut faults = Vec::new();
    for source in sources {
        if layers.get(source.module()).is_some_and(|layer| Some(layer) >= layers.get("cli")) {
            continue;
        }
        for (line, path) in paths(&source.code) {
            let parts: Vec<&str> = path.split("::").collect();
            let within = |root: &str| path == root || path.starts_with(&format!("{root}::"));
            let files = within("std::fs") || path.ends_with("File::open") || path.ends_with("fs::read");
            if MACROS.contains(&path.as_str()) || WORLD.iter().any(|root| within(root)) {
                faults.push(fault(source, line, &format!("{path} below the command line")));
            } else if parts.iter().any(|part| CLOCK.contains(part)) {
                faults.push(fault(source, line, "the clock below the command line"));
            } else if files && source.module() != "read" {
                faults.push(fault(source, line, "files are opened in src/read alone"));
            }
        }
    }
    faults
}

/// The order of a hash table is another in every run.
fn no_hash_order(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        for (line, path) in paths(&source.code) {
            let hashed = path.split("::").any(|part| matches!(part, "HashMap" | "HashSet" | "RandomState"));
            let told = source.text.lines().nth(line - 1).is_some_and(|line| line.contains(UNSEEN_ORDER));
            if hashed && !told {
                let what = format!("{path}: use a BTreeMap or a sorted Vec, or write `{UNSEEN_ORDER}`");
                faults.push(fault(source, line, &what));
            }
        }
    }
    faults
}

/// No floating point decides a position.
fn no_floating_point_in_layout(sources: &[Source]) -> Vec<String> {
    const LAYOUT: [&str; 4] = ["text", "line", "grid", "flow"];
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| LAYOUT.contains(&source.module())) {
        for (line, path) in paths(&source.code) {
            if path.split("::").any(|part| matches!(part, "f32" | "f64")) {
                faults.push(fault(source, line, &format!("{path} in layout")));
            }
        }
    }
    faults
}

fn no_long_files(sources: &[Source]) -> Vec<String> {
    let long = sources.iter().filter(|source| source.text.lines().count() > LONGEST);
    long.map(|source| fault(source, LONGEST, &format!("longer than {LONGEST} lines"))).collect()
}

/// Unsafe code is denied, but for one place that says why.
fn hardly_any_unsafe_code(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let tight = |source: &Source| source.code.split_whitespace().collect::<String>();
    if let Some(root) = sources.iter().find(|source| source.path == "lib.rs")
        && !tight(root).contains("#![deny(unsafe_code)]")
    {
        faults.push(fault(root, 1, "#![deny(unsafe_code)] is missing"));
    }
    let mut allowed = 0;
    for source in sources {
        let code = tight(source);
        for word in ["allow(unsafe_code", "expect(unsafe_code"] {
            allowed += code.matches(word).count();
        }
        if allowed > 1 {
            faults.push(fault(source, 1, "unsafe code is allowed in a second place"));
            allowed = 1;
        }
    }
    faults
}

#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// A rule that finds nothing in a source that breaks it, or something in one that keeps it, is
/// no rule.
#[track_caller]
fn assert_control(rule: impl Fn(&[Source]) -> Vec<String>, path: &str, bad: &[&str], good: &[&str]) {
    for text in bad {
        assert!(!rule(&[Source::new(path, text)]).is_empty(), "not found in {path}: {text}");
    }
    for text in good {
        let faults = rule(&[Source::new(path, text)]);
        assert!(faults.is_empty(), "found in {path}: {text}\n{}", faults.join("\n"));
    }
}

#[test]
fn files_name_only_their_layer_and_those_above() {
    let layers = table();
    let rule = |sources: &[Source]| imports_go_one_way(sources, &layers);
    let bad = [
        "use crate::flow::Placement;",
        "use crate::{geometry::Length, page::{Page, Item}};",
        "fn f() -> crate::pdf::Document { todo!() }",
        "use super::super::check::run;",
        "use crate::compile;",
        "fn f() { let x = crate :: page :: Page::default(); }",
        "#[cfg(test)]\nmod tests { }\nuse crate::page::Page;",
        "#[cfg(test)]\nuse crate::page::Page;\nuse crate::cli;",
    ];
    let good = [
        "use crate::{geometry::Length, text::Paragraph};\nuse crate::line::Lines;",
        "use super::justify::Gap;",
        "/// See [`crate::page`].\n// crate::page::Page\nconst A: &str = \"crate::page\";",
        "#[cfg(test)]\nmod tests { use crate::page::Page; fn f() { if true { } } }",
        "const A: &str = r#\"crate::page \" \"#; const B: char = '\"'; fn f<'a>(x: &'a str) {}",
    ];
    assert_control(rule, "line/search.rs", &bad, &good);
    assert_control(rule, "diagnostic.rs", &["use super::page::Page;"], &["use super::geometry::Length;"]);
    assert_control(rule, "novelty.rs", &["fn f() {}"], &[]);
    assert_none(&rule(&sources()));
}

#[test]
fn the_table_lists_every_module_and_nothing_else() {
    let listed = |text: &str| layers(text);
    let sources_of = |paths: &[&str]| paths.iter().map(|path| Source::new(path, "")).collect::<Vec<_>>();
    let table_of = "| 0 | `geometry` | a |\n| 8 | `check`, `pdf` | b |\n";
    let whole = sources_of(&["geometry.rs", "check/mod.rs", "check/a.rs", "pdf/mod.rs"]);
    assert_eq!(the_table_is_whole(&whole, &listed(table_of)), [""; 0]);
    let absent = sources_of(&["geometry.rs", "pdf/mod.rs", "layout/check.rs"]);
    let told = the_table_is_whole(&absent, &listed(table_of));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("layout/check.rs") && told[1].contains("no module `check`"), "{told:?}");
    assert_none(&the_table_is_whole(&sources(), &table()));
}

#[test]
fn marks_are_known_by_their_class() {
    let bad = [
        "fn f(c: char) -> bool { c == '，' }",
        "fn f(c: char) -> u8 { match c { 'a' => 1, '“' | '”' => 2, _ => 0 } }",
        "fn f(c: char) -> bool { c == '\\u{201C}' }",
        "#[cfg(test)]\nmod tests { const A: char = '。'; }\nconst B: char = '…';",
    ];
    let good = [
        "// ，\n/// “引号”\nfn f() -> &'static str { \"没有标点，也行\" }",
        "#[cfg(test)]\nmod tests { fn f(c: char) -> bool { c == '，' } }",
        "fn f<'a>(c: char, text: &'a str) -> bool { c == ',' || c == '\\u{3000}' || text == \"，\" }",
    ];
    for path in ["text/space.rs", "line/search.rs", "flow/guide.rs", "page/masthead.rs"] {
        assert_control(punctuation_is_known_by_its_class, path, &bad, &good);
    }
    assert_control(punctuation_is_known_by_its_class, "text/class.rs", &[], &bad);
    assert_control(punctuation_is_known_by_its_class, "read/manuscript.rs", &[], &bad);
    let faults = punctuation_is_known_by_its_class(&sources());
    assert_none(&faults);
}

#[test]
fn only_what_is_declared_for_tests_counts_as_tests() {
    let declared = Source::new("pdf/mod.rs", "#[cfg(test)]\nmod write_tests;\nmod ops;");
    assert_eq!(declared.test_files(), ["pdf/write_tests.rs", "pdf/write_tests/"]);
    let declared = Source::new("cli/findings.rs", "#[cfg(test)] pub mod tests;");
    assert_eq!(declared.test_files(), ["cli/findings/tests.rs", "cli/findings/tests/"]);
    let others = ["mod tests;", "#[cfg(test)]\nmod tests { use a; }", "#[cfg(test)] use a::b;\nmod ops;"];
    for text in others {
        assert_eq!(Source::new("pdf/mod.rs", text).test_files(), [""; 0], "{text}");
    }
}

#[test]
fn a_table_that_changes_changes_the_rule() {
    let text = "| layer | modules | x |\n|---|---|---|\n| 0 | `page` | a |\n| 1 | `line`, `lib.rs` | b |\n";
    let swapped = layers(text);
    let rule = |sources: &[Source]| imports_go_one_way(sources, &swapped);
    assert_control(rule, "line/search.rs", &[], &["use crate::page::Page;"]);
    assert_control(rule, "page/mod.rs", &["use crate::line::Lines;"], &[]);
}

#[test]
fn frozen_and_replaceable_crates_are_named_at_home_only() {
    let bad = ["use rustybuzz::Face;", "fn f() { ttf_parser::Face::parse(&[], 0); }", "use printpdf as p;"];
    let good = ["// rustybuzz shapes\nfn f() {}", "const A: &str = \"lopdf\";"];
    assert_control(crates_keep_to_their_homes, "line/search.rs", &bad, &good);
    assert_control(
        crates_keep_to_their_homes,
        "pdf/press.rs",
        &["use rustybuzz::A;"],
        &["use lopdf::Object;"],
    );
    assert_control(crates_keep_to_their_homes, "text/shape.rs", &[], &["use rustybuzz::Face;"]);
    assert_none(&crates_keep_to_their_homes(&sources()));
}

#[test]
fn nothing_below_the_command_line_prints_or_looks_around() {
    let layers = table();
    let rule = |sources: &[Source]| only_the_command_line_touches_the_world(sources, &layers);
    let bad = [
        "fn f() { println!(\"x\"); }",
        "fn f() { eprint!(\"x\"); }",
        "use std::env;",
        "use std::{env, fmt};",
        "fn f() { std::time::SystemTime::now(); }",
        "use std::time::{Duration, Instant};",
        "fn f() { std::fs::read(\"x\"); }",
        "use std::{fmt, fs::File};",
        "fn f() { File::open(\"x\"); }",
    ];
    let good =
        ["fn f() { write!(w, \"println!\"); }", "use std::fmt;", "#[cfg(test)]\nmod t { use std::fs; }"];
    assert_control(rule, "flow/mod.rs", &bad, &good);
    assert_control(rule, "read/issue.rs", &["use std::env;"], &["use std::fs;"]);
    assert_control(rule, "cli/build.rs", &[], &bad);
    assert_none(&rule(&sources()));
}

#[test]
fn no_order_comes_from_hashing() {
    let bad = ["use std::collections::HashMap;", "fn f() { let x = std::collections::HashSet::new(); }"];
    let good = ["use std::collections::HashMap; // order never shows", "use std::collections::BTreeMap;"];
    assert_control(no_hash_order, "font/library.rs", &bad, &good);
    assert_none(&no_hash_order(&sources()));
}

#[test]
fn layout_counts_in_whole_numbers() {
    let bad = ["fn f(x: f64) {}", "fn f() { let x = 3 as f32; }", "fn f() { f64::from(3); }"];
    for module in ["text/space.rs", "line/search.rs", "grid.rs", "flow/mod.rs"] {
        assert_control(no_floating_point_in_layout, module, &bad, &["// f64\nfn f(half: i64) {}"]);
    }
    assert_control(no_floating_point_in_layout, "preview/mod.rs", &[], &bad);
    assert_none(&no_floating_point_in_layout(&sources()));
}

#[test]
fn files_stay_short() {
    let (long, short) = ("\n".repeat(LONGEST + 1), "\n".repeat(LONGEST));
    assert_control(no_long_files, "line/mod.rs", &[&long], &[&short]);
    assert_none(&no_long_files(&sources()));
}

#[test]
fn unsafe_code_is_denied_but_for_one_place() {
    let bad = ["#![warn(missing_docs)]", "// #![deny(unsafe_code)]"];
    assert_control(hardly_any_unsafe_code, "lib.rs", &bad, &["#![deny(unsafe_code)]"]);
    let twice = "#[allow(unsafe_code)] fn f() {}\n#[expect( unsafe_code )] fn g() {}";
    let once = "#[allow(unsafe_code, reason = \"a mapped font\")] fn f() {}";
    assert_control(hardly_any_unsafe_code, "read/font.rs", &[twice], &[once]);
    assert_none(&hardly_any_unsafe_code(&sources()));
}

fn edges_of(files: &[(&str, &str)]) -> Edges {
    graph::edges(&files.iter().map(|(path, text)| Source::new(path, text)).collect::<Vec<_>>())
}

#[test]
fn a_re_export_leads_to_the_file_that_defines() {
    let layers = table();
    let files = [
        ("lib.rs", "pub mod grid; pub mod page;"),
        ("grid/mod.rs", "mod rows;\npub use crate::page::Item as Cell;\npub use rows::*;"),
        ("grid/rows.rs", "pub struct Row;"),
        ("page/mod.rs", "mod display;\npub use display::Item;"),
        ("page/display.rs", "pub struct Item;"),
        ("line/search.rs", "use crate::grid::{self, Row};\nfn f(cell: grid::Cell) {}"),
        ("flow/mod.rs", "use crate::text::{Class, class::Classes};\nfn f() { Self::g(); super::super::x() }"),
        ("text/mod.rs", "pub mod class;\npub use class::Class;"),
        ("text/class.rs", "pub struct Class;\npub struct Classes;"),
        ("codes/entry.rs", "#[macro_export]\nmacro_rules! declare { () => {} }"),
        ("codes/copy.rs", "use crate::declare;\nuse crate::unknown;\ndeclare!();"),
    ];
    let edges = edges_of(&files);
    let named = |file: &str| edges[file].keys().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(named("line/search.rs"), ["grid/rows.rs", "page/display.rs"]);
    assert_eq!(named("flow/mod.rs"), ["text/class.rs"]);
    assert_eq!(named("codes/copy.rs"), ["codes/entry.rs"], "exported macros are at the root");
    assert_eq!(named("grid/mod.rs"), [""; 0], "what is handed on alone is not named");
    assert_eq!(edges["line/search.rs"]["page/display.rs"], (2, "grid::Cell".to_owned()));
    let told = files_go_one_way(&edges, &layers);
    assert!(
        told.iter().any(|told| told.contains("line/search.rs:2: grid::Cell leads to page/display.rs")),
        "{told:?}"
    );
    assert_none(&files_go_one_way(&edges_of(&files[6..9]), &layers));
    assert_none(&files_go_one_way(&graph::edges(&sources()), &layers));
}

#[test]
fn no_circle_of_files_but_those_that_are_named() {
    let circle = [
        ("flow/mod.rs", "mod copy;\nmod fill;\npub use copy::Item;"),
        ("flow/copy.rs", "use super::fill::Piece;\npub struct Item;"),
        ("flow/fill.rs", "pub struct Piece;\nfn f(item: super::Item) {}"),
    ];
    let line = [
        circle[0],
        circle[1],
        (
            "flow/fill.rs",
            "// super::Item\npub struct Piece;\n#[cfg(test)]\nmod tests { use super::super::Item; }",
        ),
    ];
    let row = |reason: &str| {
        format!(
            "x\n## Circles of files\n\n| files | why |\n|---|---|\n| `flow/fill.rs`, `flow/copy.rs` | {reason} |\n\n## y\n"
        )
    };
    let told = circles_are_named(&edges_of(&circle), &[]);
    assert!(told[0].contains("flow/copy.rs, flow/fill.rs") && told[2].contains("flow/fill.rs:2"), "{told:?}");
    assert_none(&circles_are_named(&edges_of(&circle), &allowed_circles(&row("one idea"))));
    assert_eq!(circles_are_named(&edges_of(&circle), &allowed_circles(&row(""))).len(), 3);
    assert_none(&circles_are_named(&edges_of(&line), &[]));
    let stale = circles_are_named(&edges_of(&line), &allowed_circles(&row("one idea")));
    assert!(matches!(&stale[..], [one] if one.contains("are no circle")), "{stale:?}");
    // A child that names what its folder's own file defines, which names the child.
    let folder = [
        ("flow/mod.rs", "mod copy;\npub struct Desk;\nfn f() { copy::g() }"),
        ("flow/copy.rs", "use super::Desk;\npub fn g() {}"),
    ];
    assert_eq!(circles_are_named(&edges_of(&folder), &[]).len(), 3);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let allowed = allowed_circles(&fs::read_to_string(path).expect("ARCHITECTURE.md is there"));
    assert_none(&circles_are_named(&graph::edges(&sources()), &allowed));
}

#[test]
fn what_is_public_is_called() {
    let bad =
        ["pub fn lost() {}", "impl A { pub(super) const fn lost(&self) {} }", "// lost()\npub fn lost() {}"];
    let good = [
        "fn lost() {}",
        "pub fn found() {}\nfn f() { found() }",
        "#[doc(hidden)]\npub fn for_benches() {}",
        "impl Trait for A { fn lost() {} }",
    ];
    assert_control(public_functions_are_called, "line/search.rs", &bad, &good);
    assert_none(&public_functions_are_called(&sources()));
}
