//! The rules of ARCHITECTURE.md, kept: layers, homes of crates, who may print or read files, no
//! hash order, no floating point in layout, no long files, no unsafe code.
//!
//! The layers are read from the table in ARCHITECTURE.md. Each rule is a function from sources to
//! faults; its test runs it over `src` and over made-up sources that break the rule.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The longest file, in lines.
const LONGEST: usize = 700;

/// What stands beside a hash table whose order is never seen.
const UNSEEN_ORDER: &str = "// order never shows";

/// A file under `src`.
struct Source {
    /// From `src`, with `/` between folders.
    path: String,
    /// As it is.
    text: String,
    /// With blanks for comments, the insides of literals, and test modules; same lines.
    code: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Source {
        let code = without_tests(&without_words(text));
        Source { path: path.to_owned(), text: text.to_owned(), code }
    }

    /// The module at the crate's root that the file belongs to.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or(&self.path);
        match first {
            "lib.rs" => "lib.rs",
            _ => first.strip_suffix(".rs").unwrap_or(first),
        }
    }

    /// How many modules deep it is: 1 for `line/mod.rs`, 2 for `line/search.rs`.
    fn depth(&self) -> usize {
        let path = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        let path = path.strip_suffix("/mod").unwrap_or(path);
        if matches!(path, "lib" | "main") { 0 } else { path.split('/').count() }
    }

    /// The files of modules that it declares for tests only.
    fn test_files(&self) -> Vec<String> {
        let folder = match self.path.rsplit_once('/') {
            Some((folder, "mod.rs")) => format!("{folder}/"),
            _ if self.depth() == 0 => String::new(),
            _ => format!("{}/", self.path.trim_end_matches(".rs")),
        };
        let code = without_words(&self.text);
        let after_marks = code.split("#[cfg(test)]").skip(1);
        after_marks
            .filter_map(|rest| {
                let (item, _) = rest.split_once(';')?;
                let mut words = item.split_whitespace().skip_while(|word| word.starts_with("pub"));
                let name = (words.next()? == "mod").then(|| words.next())??;
                words.next().is_none().then(|| format!("{folder}{name}"))
            })
            .flat_map(|module| [format!("{module}.rs"), format!("{module}/")])
            .collect()
    }
}

/// Every file under `src`, in the order of paths, test files left out.
fn sources() -> Vec<Source> {
    fn walk(folder: &Path, root: &Path, found: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("src can be listed").path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = fs::read_to_string(&path).expect("sources are UTF-8");
                let name = path.strip_prefix(root).expect("it lies under src");
                let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
                found.push(Source::new(&parts.join("/"), &text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 10, "src was not found");
    let tests: Vec<String> = found.iter().flat_map(Source::test_files).collect();
    found.retain(|source| !tests.iter().any(|test| source.path.starts_with(test)));
    found
}

/// Blanks out comments and the insides of string and character literals; lines stay lines.
fn without_words(text: &str) -> String {
    without_words_but(text, "")
}

/// The same, with character literals of `kept` characters left as they are, escapes resolved.
fn without_words_but(text: &str, kept: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or('\0');
    let mut code = String::with_capacity(text.len());
    let mut index = 0;
    let blank = |code: &mut String, character: char| {
        code.push(if character == '\n' { '\n' } else { ' ' });
    };
    while index < characters.len() {
        let rest_is = |words: &str| words.chars().enumerate().all(|(by, c)| at(index + by) == c);
        let joined = index > 0 && (at(index - 1).is_alphanumeric() || at(index - 1) == '_');
        if rest_is("//") {
            while index < characters.len() && at(index) != '\n' {
                code.push(' ');
                index += 1;
            }
        } else if rest_is("/*") {
            let mut depth = 0;
            loop {
                let pair = (at(index), at(index + 1));
                depth += i32::from(pair == ('/', '*')) - i32::from(pair == ('*', '/'));
                let step = if matches!(pair, ('/', '*') | ('*', '/')) { 2 } else { 1 };
                (0..step).for_each(|by| blank(&mut code, at(index + by)));
                index += step;
                if depth == 0 || index >= characters.len() {
                    break;
                }
            }
        } else if !joined && raw_string(&characters[index..]).is_some() {
            let (open, length) = raw_string(&characters[index..]).expect("just found");
            code.push('"');
            (1..length - 1).for_each(|by| blank(&mut code, at(index + by)));
            code.push('"');
            let _ = open;
            index += length;
        } else if at(index) == '"' {
            code.push('"');
            index += 1;
            while index < characters.len() && at(index) != '"' {
                let step = if at(index) == '\\' { 2 } else { 1 };
                (0..step).for_each(|by| blank(&mut code, at(index + by)));
                index += step;
            }
            code.push('"');
            index += 1;
        } else if at(index) == '\'' && (at(index + 1) == '\\' || at(index + 2) == '\'') {
            let mut length = if at(index + 1) == '\\' { 3 } else { 2 };
            while index + length < characters.len() && at(index + length) != '\'' {
                length += 1;
            }
            let inside: String = (1..length).map(|by| at(index + by)).collect();
            let escaped = inside.strip_prefix("\\u{").and_then(|rest| rest.strip_suffix('}'));
            let character = match escaped {
                Some(number) => u32::from_str_radix(number, 16).ok().and_then(char::from_u32),
                None => inside.chars().next(),
            };
            let shown = character.filter(|character| kept.contains(*character)).unwrap_or(' ');
            code.extend(['\'', shown, '\'']);
            index += length + 1;
        } else {
            code.push(at(index));
            index += 1;
        }
    }
    code
}

/// The hashes and the whole length of a raw string that starts here.
fn raw_string(characters: &[char]) -> Option<(usize, usize)> {
    let skip = match characters {
        ['r', ..] => 1,
        ['b', 'r', ..] => 2,
        _ => return None,
    };
    let hashes = characters[skip..].iter().take_while(|c| **c == '#').count();
    let start = skip + hashes;
    if characters.get(start) != Some(&'"') {
        return None;
    }
    let end = (start + 1..characters.len()).find(|at| {
        characters[*at] == '"'
            && characters[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes
    })?;
    Some((hashes, end + 1 + hashes))
}

/// Blanks out what stands under `#[cfg(test)]`, up to its closing brace or semicolon.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(MARK) {
        kept.push_str(&rest[..start]);
        let mut depth = 0;
        let mut attribute = 0;
        let end = rest[start..]
            .char_indices()
            .find(|(_, character)| {
                match character {
                    '[' | '(' => attribute += 1,
                    ']' | ')' => attribute -= 1,
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                depth == 0 && attribute == 0 && matches!(character, '}' | ';')
            })
            .map_or(rest.len(), |(at, _)| start + at + 1);
        kept.extend(rest[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    kept + rest
}

/// Every path in the code, groups taken apart, with its line: `use a::{b, c::d}` is `a::b` and
/// `a::c::d`. A name by itself is a path of one part; a macro's ends with `!`.
fn paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut prefixes: Vec<String> = Vec::new();
    let mut path = String::new();
    let mut line = 1;
    let mut characters = code.chars().peekable();
    let mut tokens: Vec<(usize, String)> = Vec::new();
    while let Some(character) = characters.next() {
        let mut token = String::from(character);
        if character == '\n' {
            line += 1;
        }
        if character.is_whitespace() {
            continue;
        }
        if character.is_alphanumeric() || character == '_' {
            while let Some(next) = characters.next_if(|c| c.is_alphanumeric() || *c == '_') {
                token.push(next);
            }
        } else if character == ':' && characters.next_if_eq(&':').is_some() {
            token.push(':');
        }
        tokens.push((line, token));
    }
    let name = |token: &str| token.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let mut at = 0;
    while at < tokens.len() {
        let (line, token) = &tokens[at];
        let next = tokens.get(at + 1).map_or("", |token| token.1.as_str());
        if name(token) {
            path.push_str(token);
            if next == "::" {
                path.push_str("::");
                at += 1;
                if tokens.get(at + 1).is_some_and(|token| token.1 == "{") {
                    prefixes.push(std::mem::take(&mut path));
                    at += 1;
                }
            } else {
                if next == "!" {
                    path.push('!');
                }
                found.push((*line, prefixes.concat() + &path));
                path.clear();
            }
        } else {
            match token.as_str() {
                // A brace inside a group of imports can only be that of a further group, which was
                // taken above; any other brace is the code's and has no prefix.
                "{" => prefixes.push(String::new()),
                "}" => drop(prefixes.pop()),
                _ => {}
            }
            if token == "*" && !prefixes.concat().is_empty() {
                found.push((*line, prefixes.concat() + "*"));
            }
            path.clear();
        }
        at += 1;
    }
    found
}

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
    assert!(layers.len() > 12 && layers["geometry"] == 0 && layers["cli"] > layers["pdf_read"], "{layers:?}");
    layers
}

fn fault(source: &Source, line: usize, what: &str) -> String {
    format!("src/{}:{line}: {what}", source.path)
}

/// The table lists every module, and nothing that is none.
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

/// A file names only modules of its own layer or of layers above it in the table.
fn imports_go_one_way(sources: &[Source], layers: &BTreeMap<String, u32>) -> Vec<String> {
    let mut faults = Vec::new();
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
            // A name at the root that is no module is lib.rs's own.
            let Some(from_root) = from_root else { continue };
            let target = from_root.split("::").next().unwrap_or(from_root);
            let layer = layers.get(target).or_else(|| layers.get("lib.rs")).copied().unwrap_or(0);
            if layer > *own {
                let what = format!("{module} (layer {own}) names {target} (layer {layer})");
                faults.push(fault(source, line, &what));
            }
        }
    }
    faults
}

/// Crates that only some files may name.
fn crates_keep_to_their_homes(sources: &[Source]) -> Vec<String> {
    const HOMES: [(&str, &[&str]); 4] = [
        ("rustybuzz", &["text/shape.rs"]),
        ("ttf_parser", &["font/outline.rs"]),
        ("printpdf", &["pdf/"]),
        ("lopdf", &["pdf/", "pdf_read/"]),
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
