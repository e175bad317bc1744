//! The table of Chinese texts (`src/message/zh`) is whole: every text of the program is in it with its places,
//! and nothing else is.
//!
//! `BANXIN_BLESS=1 cargo test --test it -- message::` writes the entries that are missing into the files, with an
//! empty translation, and takes out those that nothing uses.

mod calls;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use banxin::codes;
use banxin::keys::declaration::plain;
use banxin::keys::{Declaration, Presence, Shape, Words};
use banxin::message::{FILES, places, po};
use banxin::read::Format;

use crate::architecture::sources::{Source, sources};
use calls::{Text, Use, texts};

/// The texts of one file of the table, in the order in which they are to stand.
struct Expected {
    file: &'static str,
    texts: Vec<Text>,
}

/// Texts of the program that are declared as data, with the file of the table that has them.
fn expected() -> Vec<Expected> {
    let (mut of_sources, mut faults) = (Vec::new(), Vec::new());
    for source in sources() {
        let (texts, wrong) = texts(&source);
        of_sources.extend(texts);
        faults.extend(wrong);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(of_sources.len() > 500, "sources have messages");
    let words = |english: &str, place: String| Text { english: english.to_owned(), use_: Use::Words, place };
    let mut of_codes = Vec::new();
    for code in codes::all() {
        let entry = code.entry();
        for (text, part) in [(entry.title, "title"), (entry.why, "why"), (entry.help, "help")] {
            of_codes.push(words(text, format!("{code}: {part}")));
        }
    }
    for rule in codes::Rule::ALL {
        of_codes.push(words(rule.clause(), format!("press-{}: clause", rule.number())));
        of_codes.push(words(rule.source().title(), format!("press-{}: source", rule.number())));
    }
    // Those of the command line are not the library's.
    of_codes
        .extend(sources().iter().filter(|source| source.path == "cli/codes.rs").flat_map(calls::declared));
    let mut of_keys = Vec::new();
    for (format, word) in Format::ALL {
        of_keys.push(words(&plain(word.about), word.written.to_owned()));
        of_table(&format.declaration(), word.written, &mut |text, place| {
            of_keys.push(words(&plain(text), place.to_owned()));
        });
    }
    vec![
        Expected { file: "messages.po", texts: of_sources },
        Expected { file: "codes.po", texts: of_codes },
        Expected { file: "keys.po", texts: of_keys },
        Expected { file: "watch.po", texts: of_the_page() },
    ]
}

/// The words of the page that `banxin watch` serves: its table has a name and a text in turn.
fn of_the_page() -> Vec<Text> {
    let sources = sources();
    let words = sources.iter().find(|source| source.path == "cli/watch/words.rs").expect("the file is there");
    let (_, table) = words.text.split_once("const WORDS").expect("the table is there");
    let (table, _) = table.split_once("\n];").expect("the table ends");
    let literals: Vec<&str> = table.split('"').skip(1).step_by(2).collect();
    let pairs = literals.chunks_exact(2);
    assert!(pairs.len() > 50 && pairs.remainder().is_empty() && !table.contains('\\'), "names and texts");
    let text = |pair: &[&str]| Text {
        english: pair[1].to_owned(),
        use_: Use::Template,
        place: format!("src/cli/watch/words.rs: {}", pair[0]),
    };
    pairs.map(text).collect()
}

/// The words of a table of keys and of the tables in it.
fn of_table(table: &Declaration, place: &str, told: &mut dyn FnMut(&str, &str)) {
    told(&table.about, place);
    for key in &table.keys {
        let place = format!("{place}.{}", key.name);
        told(&key.about, &place);
        if let Presence::Absent(words) = &key.presence {
            told(words, &place);
        }
        of_shape(&key.shape, &place, told);
    }
}

fn of_shape(shape: &Shape, place: &str, told: &mut dyn FnMut(&str, &str)) {
    match shape {
        Shape::Word(words) => words.iter().for_each(|word| told(word.about, place)),
        Shape::List { of, .. } | Shape::OneOrMore(of) => of_shape(of, place, told),
        Shape::Named { what, of, .. } => {
            told(what, place);
            of_shape(of, place, told);
        }
        Shape::Either(forms) => forms.iter().for_each(|form| of_shape(form, place, told)),
        Shape::Table(table) => of_table(table, place, told),
        Shape::Text { what, .. } => told(what, place),
        Shape::Flag | Shape::Off | Shape::Whole { .. } | Shape::Number { .. } | Shape::Length { .. } => {}
    }
}

/// Files of the table by their names, as they are read.
type Table = Vec<(String, Vec<po::Entry>)>;

fn table() -> Table {
    let read = |(file, text): &(&str, &str)| match po::read(text) {
        Ok(entries) => (file.to_string(), entries),
        Err(what) => panic!("{file}: {what}"),
    };
    FILES.iter().map(read).collect()
}

fn is_han(character: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&character)
}

/// A text without what is the same in both languages: places, and what stands in backticks.
fn words_of(text: &str) -> String {
    let mut words = String::new();
    let (mut in_place, mut in_code) = (false, false);
    for character in text.chars() {
        match character {
            '`' => in_code = !in_code,
            '{' => in_place = true,
            '}' => in_place = false,
            other if !in_place && !in_code => words.push(other),
            _ => {}
        }
    }
    words
}

/// Whether a text has an English word, beside units and names in capitals.
fn has_words(text: &str) -> bool {
    // Chinese has no word for the last three.
    const UNITS: [&str; 10] = ["mm", "cm", "pt", "em", "ppi", "dpi", "pdf", "the", "of", "it"];
    let is_word = |word: &str| {
        word.len() > 1 && word.chars().skip(1).all(|c| c.is_ascii_lowercase()) && !UNITS.contains(&word)
    };
    words_of(text).split(|c: char| !c.is_ascii_alphabetic()).any(is_word)
}

/// What is wrong with a table: a text without an entry or without a translation, an entry without a text, places
/// that differ, one text with two translations.
fn faults(expected: &[Expected], table: &Table) -> Vec<String> {
    let mut faults = Vec::new();
    let mut translated: BTreeMap<&str, &po::Entry> = BTreeMap::new();
    for (file, entries) in table {
        let mut own = BTreeSet::new();
        for entry in entries {
            let at = format!("{file}:{}", entry.line);
            if !own.insert(&entry.english) {
                faults.push(format!("{at}: `{}` stands twice in this file", entry.english));
            }
            if entry.translated.is_empty() {
                faults.push(format!("{at}: `{}` has no Chinese", entry.english));
            } else if !entry.translated.contains(is_han)
                && has_words(&entry.english)
                && entry.english != "VS Code"
            {
                faults.push(format!("{at}: `{}` is not translated", entry.english));
            }
            match translated.get(entry.english.as_str()) {
                Some(other) if other.translated != entry.translated => {
                    faults.push(format!("{at}: `{}` has another translation elsewhere", entry.english));
                }
                _ => drop(translated.insert(&entry.english, entry)),
            }
        }
    }
    for Expected { file, texts } in expected {
        let mut used = BTreeSet::new();
        for text in texts {
            used.insert(text.english.as_str());
            let Some(entry) = translated.get(text.english.as_str()) else {
                faults.push(format!("{}: no entry for `{}`", text.place, text.english));
                continue;
            };
            let sorted = |template: &str| -> BTreeSet<String> { places(template).into_iter().collect() };
            let (own, theirs) = (sorted(&entry.english), sorted(&entry.translated));
            if text.use_ == Use::Template && !entry.translated.is_empty() && own != theirs {
                faults.push(format!(
                    "{file}:{}: `{}` has the places {own:?}, its Chinese {theirs:?}",
                    entry.line, entry.english
                ));
            }
        }
        let entries = table.iter().find(|(name, _)| name == file).map_or(&[][..], |(_, entries)| entries);
        for entry in entries.iter().filter(|entry| !used.contains(entry.english.as_str())) {
            faults.push(format!("{file}:{}: nothing says `{}`", entry.line, entry.english));
        }
    }
    faults
}

#[test]
fn every_word_of_the_page_is_asked_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/watch");
    let mut asked = String::new();
    for entry in fs::read_dir(folder.join("page")).expect("the page is there") {
        asked += &fs::read_to_string(entry.expect("it can be listed").path()).expect("the page is UTF-8");
    }
    asked += &fs::read_to_string(folder.join("server.rs")).expect("sources are UTF-8");
    let names: Vec<String> =
        of_the_page().iter().filter_map(|text| Some(text.place.split_once(": ")?.1.to_owned())).collect();
    let is_asked = |name: &String| {
        // Names that are put together: of plates, and of a count of one.
        let plate = name.strip_prefix("plate").unwrap_or_default();
        if ["Cyan", "Magenta", "Yellow", "Black"].contains(&plate) {
            return asked.contains("`plate${");
        }
        let name = match name.strip_suffix("One") {
            Some(many) if asked.contains("}One`") => many,
            _ => name.as_str(),
        };
        let quoted = ['"', '\'', '`'].map(|quote| format!("{quote}{name}{quote}"));
        quoted.iter().any(|quoted| asked.contains(quoted)) || asked.contains(&format!("words.{name}"))
    };
    let unused: Vec<&String> = names.iter().filter(|name| !is_asked(name)).collect();
    assert!(unused.is_empty(), "{unused:?}");
    assert!(!is_asked(&"noSuchWord".to_owned()));
}

#[test]
fn every_text_has_its_chinese() {
    if std::env::var_os("BANXIN_BLESS").is_some() {
        expected().iter().for_each(write);
        return;
    }
    let faults = faults(&expected(), &table());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Writes a file of the table anew where its entries are not those of the program: in the order of the sources,
/// with what they have of comments and translations.
fn write(expected: &Expected) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/message/zh").join(expected.file);
    let text = fs::read_to_string(&path).expect("the file is there");
    let entries = po::read(&text).expect("the file is of the form");
    let known: BTreeSet<&String> = entries.iter().map(|entry| &entry.english).collect();
    let wanted: BTreeSet<&String> = expected.texts.iter().map(|text| &text.english).collect();
    let others: Vec<po::Entry> = table().into_iter().flat_map(|(_, entries)| entries).collect();
    if known != wanted || known.len() != entries.len() {
        fs::write(&path, rewritten(&text, &expected.texts, &others)).expect("the file can be written");
    }
}

/// The text of a file with an entry for each text, in their order; what one of the `others` translates is taken
/// from there.
fn rewritten(text: &str, texts: &[Text], others: &[po::Entry]) -> String {
    let entries = po::read(text).expect("the file is of the form");
    let lines: Vec<&str> = text.lines().collect();
    let comments = |entry: &po::Entry| -> Vec<&str> {
        let before = lines[..entry.line - 1].iter().rev().take_while(|line| line.starts_with('#'));
        let mut comments: Vec<&str> = before.copied().filter(|line| !line.starts_with("#:")).collect();
        comments.reverse();
        comments
    };
    let (head, _) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut written = format!("{}\n", head.trim_end());
    let mut done = BTreeSet::new();
    for text in texts {
        if !done.insert(&text.english) {
            continue;
        }
        let known = entries.iter().find(|entry| entry.english == text.english);
        written.push('\n');
        for comment in known.map(comments).unwrap_or_default() {
            written.push_str(&format!("{comment}\n"));
        }
        let elsewhere = others.iter().find(|entry| entry.english == text.english);
        let same = match elsewhere {
            Some(entry) => entry.translated.as_str(),
            None if has_words(&text.english) => "",
            None => text.english.as_str(),
        };
        let translated = known.map_or(same, |entry| entry.translated.as_str());
        written.push_str(&format!(
            "#: {}\nmsgid {}\nmsgstr {}\n",
            text.place,
            po::quoted(&text.english),
            po::quoted(translated)
        ));
    }
    written
}

// --- Controls ------------------------------------------------------------------------------------

fn of_source(code: &str) -> (Vec<Text>, Vec<String>) {
    texts(&Source::new("made/up.rs", code))
}

#[test]
fn texts_are_found_in_sources_and_nowhere_else() {
    let code = r#"
        // msg!("in a comment")
        fn f() {
            let a = msg!("one {name} of “{story}”", name, story = "word(\"no\")");
            msg!(
                "a long \
                 line with \"quotes\", a \\ and \u{4E2D}",
            );
            let b = word("headline");
            crossword("no");
            let c = counted(if many { 2 } else { f("x") }, "story");
            table.word("no literal of ours");
        }
        #[cfg(test)]
        mod tests { fn f() { msg!("in a test"); } }
    "#;
    let (found, faults) = of_source(code);
    let english: Vec<&str> = found.iter().map(|text| text.english.as_str()).collect();
    assert_eq!(
        english,
        [
            "one {name} of “{story}”",
            "a long line with \"quotes\", a \\ and 中",
            "headline",
            "no literal of ours",
            "{count} stories"
        ]
    );
    assert!(faults.is_empty(), "{faults:?}");
    let (_, faults) = of_source("fn f() { msg!(text); }");
    assert_eq!(faults, ["src/made/up.rs:1: its text must be a literal"]);
    let (_, faults) = of_source("fn f() { counted(2, noun); }");
    assert_eq!(faults.len(), 1, "{faults:?}");
    let (_, faults) = of_source("fn f() { counted(2, if down { \"line\" } else { \"row\" }); }");
    assert_eq!(faults.len(), 1, "{faults:?}");
}

#[test]
fn each_fault_of_the_table_is_found() {
    let expected = |code: &str| vec![Expected { file: "messages.po", texts: of_source(code).0 }];
    let table = |text: &str| vec![("messages.po".to_owned(), po::read(text).expect("of the form"))];
    let told = |code: &str, text: &str| faults(&expected(code), &table(text));
    let code = "fn f() { msg!(\"page {page} of {story}\", page, story); }";
    let right = "msgid \"page {page} of {story}\"\nmsgstr \"{story}第{page}版\"\n";
    assert_eq!(told(code, right), Vec::<String>::new());
    for (text, part) in [
        ("", "no entry for"),
        ("msgid \"page {page} of {story}\"\nmsgstr \"\"\n", "has no Chinese"),
        ("msgid \"page {page} of {story}\"\nmsgstr \"page {page} of {story}\"\n", "is not translated"),
        ("msgid \"page {page} of {story}\"\nmsgstr \"第{page}版\"\n", "its Chinese"),
        ("msgid \"page {page} of {story}\"\nmsgstr \"{story}第{page}版{column}\"\n", "its Chinese"),
        (&format!("{right}msgid \"old\"\nmsgstr \"旧\"\n"), "nothing says `old`"),
        (&format!("{right}{right}"), "stands twice"),
    ] {
        let told = told(code, text);
        assert!(told.len() == 1 && told[0].contains(part), "{text}: {told:?}");
    }
    let two = vec![
        table(right)[0].clone(),
        ("cli.po".to_owned(), po::read(&right.replace('版', "面")).expect("of the form")),
    ];
    let told = faults(&expected(code), &two);
    assert!(told.len() == 2 || told[0].contains("another translation"), "{told:?}");
}

#[test]
fn what_has_no_words_may_stay_as_it_is() {
    assert!(!has_words("{names}: {list}"));
    assert!(!has_words("XObject") && !has_words("{width} × {height} mm"));
    assert!(!has_words("`key = {value}`"));
    assert!(has_words("all about {story}") && has_words("Usage: ") && has_words("What to do: {help}."));
}

#[test]
fn a_rewritten_file_keeps_translations_and_comments() {
    let old = "msgid \"\"\nmsgstr \"\"\n\"Language: zh\\n\"\n\n# of the trade\n#: src/old.rs\nmsgid \"headline\"\nmsgstr \"标题\"\n\
               \n#: src/old.rs\nmsgid \"gone\"\nmsgstr \"没了\"\n";
    let texts = of_source("fn f() { word(\"new\"); word(\"headline\"); }").0;
    let new = rewritten(old, &texts, &[]);
    assert_eq!(
        new,
        "msgid \"\"\nmsgstr \"\"\n\"Language: zh\\n\"\n\n#: src/made/up.rs\nmsgid \"new\"\nmsgstr \"\"\n\
         \n# of the trade\n#: src/made/up.rs\nmsgid \"headline\"\nmsgstr \"标题\"\n"
    );
}
