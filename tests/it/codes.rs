//! The list of finding codes is whole: every code that the source names is explained, and every
//! explanation is of a code that the source names.
#![allow(clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use banxin::codes;

/// The source, without test modules and without the list itself.
fn sources() -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("src can be listed").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "codes" {
                    walk(&path, found);
                }
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).expect("sources are UTF-8");
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
                found.push(code.to_owned());
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 50, "src was not found");
    found
}

/// Words that look like a code: the literal that follows `(`, blanks or not.
fn literal_after(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix('"')?;
    let (word, _) = rest.split_once('"')?;
    let plain = |c: char| c.is_ascii_lowercase() || c == '-';
    (!word.is_empty() && word.chars().all(plain)).then_some(word)
}

/// Codes that findings are made with directly.
fn named(sources: &[String]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in sources {
        for maker in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note("] {
            for rest in text.split(maker).skip(1) {
                found.extend(literal_after(rest).map(str::to_owned));
            }
        }
        for rest in text.split("Diagnostic::new(").skip(1) {
            let rest = rest.split_once(',').map_or("", |(_, rest)| rest);
            found.extend(literal_after(rest).map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_code_in_the_source_is_explained() {
    let sources = sources();
    let named = named(&sources);
    assert!(named.len() > 90, "{named:?}");
    let missing: Vec<_> = named.iter().filter(|code| codes::explain(code).is_none()).collect();
    assert!(missing.is_empty(), "not in src/codes: {missing:?}");
    // Literals that are handed on to a maker of findings: whatever has two words and is no style,
    // face or value.
    let others = [
        "bottom-left",
        "bottom-right",
        "top-left",
        "top-right",
        "front-page",
        "hk-tw",
        "han-western",
        "last-resort",
        "middle-dot",
        "word-space",
        "x-default",
        "song-heavy",
        "hei-heavy",
        "credit-line",
        "jump-line",
        "ad-label",
        "folio-line",
        "page-cn",
    ];
    let kinds = ["filler-", "guide-", "jump-", "masthead-", "broadsheet-", "tabloid-", "table-"];
    let mut unknown = BTreeSet::new();
    for text in &sources {
        let quoted = text.split('"').filter(|word| {
            word.contains('-')
                && word
                    .split('-')
                    .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase()))
        });
        unknown.extend(quoted.filter(|word| {
            codes::explain(word).is_none()
                && !others.contains(word)
                && !kinds.iter().any(|kind| word.starts_with(kind))
        }));
    }
    assert!(unknown.is_empty(), "neither codes nor known names: {unknown:?}");
}

#[test]
fn every_explanation_is_of_a_code_in_the_source() {
    let sources = sources();
    let mut seen = BTreeSet::new();
    for (code, words) in codes::all() {
        assert!(seen.insert(*code), "{code} is explained twice");
        let literal = format!("\"{code}\"");
        assert!(sources.iter().any(|text| text.contains(&literal)), "the source has no {code}");
        let sentences = words.matches(". ").count() + words.matches(": ").count().min(1) + 1;
        assert!((2..=6).contains(&sentences) && words.ends_with('.'), "{code}: {words}");
        let han = words.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        assert!(han, "{code} has no Chinese term");
    }
}
