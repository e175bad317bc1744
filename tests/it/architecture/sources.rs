//! The files under `src` as the rules look at them: comments, the insides of literals and test modules
//! blanked out, lines kept.

use std::fs;
use std::path::Path;

/// A file under `src`.
pub(crate) struct Source {
    /// From `src`, with `/` between folders.
    pub(crate) path: String,
    /// As it is.
    pub(crate) text: String,
    /// With blanks for comments, the insides of literals, and test modules; same lines.
    pub(crate) code: String,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Source {
        let code = without_tests(&without_words(text));
        Source { path: path.to_owned(), text: text.to_owned(), code }
    }

    /// The module at the crate's root that the file belongs to.
    pub(super) fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or(&self.path);
        match first {
            "lib.rs" => "lib.rs",
            _ => first.strip_suffix(".rs").unwrap_or(first),
        }
    }

    /// How many modules deep it is: 1 for `line/mod.rs`, 2 for `line/search.rs`.
    pub(super) fn depth(&self) -> usize {
        let path = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        let path = path.strip_suffix("/mod").unwrap_or(path);
        if matches!(path, "lib" | "main") { 0 } else { path.split('/').count() }
    }

    /// The files of modules that it declares for tests only.
    pub(super) fn test_files(&self) -> Vec<String> {
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
pub(crate) fn sources() -> Vec<Source> {
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
pub(super) fn without_words(text: &str) -> String {
    without_words_but(text, "")
}

/// The same, with character literals of `kept` characters left as they are, escapes resolved.
pub(super) fn without_words_but(text: &str, kept: &str) -> String {
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
            code.extend(['\'', shown]);
            (2..length).for_each(|_| code.push(' '));
            code.push('\'');
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
pub(super) fn without_tests(code: &str) -> String {
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

/// The words and signs of the code with their lines; `::` is one sign.
pub(super) fn tokens(code: &str) -> Vec<(usize, String)> {
    let mut tokens: Vec<(usize, String)> = Vec::new();
    let mut line = 1;
    let mut characters = code.chars().peekable();
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
    tokens
}

/// Whether a token is a name or a keyword.
pub(super) fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Every path in the code, groups taken apart, with its line: `use a::{b, c::d}` is `a::b` and
/// `a::c::d`. A name by itself is a path of one part; a macro's ends with `!`.
pub(super) fn paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut prefixes: Vec<String> = Vec::new();
    let mut path = String::new();
    let tokens = tokens(code);
    let mut at = 0;
    while at < tokens.len() {
        let (line, token) = &tokens[at];
        let next = tokens.get(at + 1).map_or("", |token| token.1.as_str());
        if is_name(token) {
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
