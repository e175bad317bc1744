//! Which file names which: the graph of the files under `src`, and its circles.
//!
//! In go the sources with comments, literals and test modules blanked out. Each file is a module;
//! its items at the outermost level are what it defines, its `use` declarations give other names to
//! items elsewhere. Every path of two or more parts is followed from the module in which it is
//! written: through child modules, through names that `use` brought in (also `pub use`, so that a
//! re-exported name leads to the file that defines it) and through globs. The file in which it ends is
//! named by the file in which it stands. `mod` declarations, the bare use of a module, and a `pub use` of
//! what the file does not use itself name nothing.
//!
//! What this does not see: methods and fields (calls of `value.method()` follow the type's file
//! anyway), macros used without a path, and items that macros make.
//!
//! Out come the edges, each with the line and the path that is its first evidence, and the sets of
//! files that can all reach each other (strongly connected components, Tarjan 1972).

use std::collections::{BTreeMap, BTreeSet};

use super::sources::{Source, is_name, tokens};

/// How many names that stand for others are followed one after the other.
const DEEPEST: usize = 8;

/// A module: a file, by the names in it.
#[derive(Default)]
struct Module {
    /// What the file defines at its outermost level.
    defines: BTreeSet<String>,
    /// Its macros, which other files name at the crate's root if they are exported.
    macros: BTreeSet<String>,
    /// Names that `use` gives to paths.
    aliases: BTreeMap<String, Vec<String>>,
    /// Paths whose names are all brought in.
    globs: Vec<Vec<String>>,
    /// Every path of two or more parts, with its line.
    paths: Vec<(usize, Vec<String>)>,
}

/// The line and the path with which one file names another.
pub(super) type Evidence = (usize, String);

/// Which file names which, with the first evidence of each pair.
pub(super) type Edges = BTreeMap<String, BTreeMap<String, Evidence>>;

/// The graph of these files.
pub(super) fn edges(sources: &[Source]) -> Edges {
    let modules: BTreeMap<Vec<String>, (&str, Module)> = sources
        .iter()
        .map(|source| (module_path(&source.path), (&*source.path, read(&source.code))))
        .collect();
    let mut edges = Edges::new();
    for (module, (file, names)) in &modules {
        let own = edges.entry((*file).to_owned()).or_default();
        for (line, path) in &names.paths {
            let target = resolve(&modules, module, path, 0);
            if let Some(target) = target.filter(|target| target != file) {
                own.entry(target.to_owned()).or_insert_with(|| (*line, path.join("::")));
            }
        }
    }
    edges
}

/// `line/search.rs` is `crate line search`; the binary has a root of its own.
fn module_path(file: &str) -> Vec<String> {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    let parts = path.split('/').map(str::to_owned);
    match path {
        "lib" => vec!["crate".to_owned()],
        "main" => vec!["binary".to_owned()],
        _ if path == "cli" || path.starts_with("cli/") => {
            std::iter::once("binary".to_owned()).chain(parts).collect()
        }
        _ => std::iter::once("crate".to_owned()).chain(parts).collect(),
    }
}

fn read(code: &str) -> Module {
    let tokens = tokens(code);
    let token = |at: usize| tokens.get(at).map_or("", |(_, token)| token.as_str());
    let mut module = Module::default();
    let mut depth = 0usize;
    let mut reexports: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (line, word) = (tokens[at].0, token(at));
        match word {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "use" if token(at + 1) != "<" => {
                let is_public = at > 0 && matches!(token(at - 1), "pub" | ")");
                let first = module.paths.len();
                let words: Vec<&str> =
                    (at + 1..tokens.len()).map(token).take_while(|word| *word != ";").collect();
                let mut rest = &words[..];
                while !rest.is_empty() {
                    rest = tree(rest, &[], line, depth, &mut module);
                    rest = rest.get(1..).unwrap_or_default();
                }
                at += words.len() + 1;
                if is_public {
                    reexports.extend(first..module.paths.len());
                }
            }
            "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" if depth == 0 => {
                let name = if token(at + 1) == "mut" { token(at + 2) } else { token(at + 1) };
                module.defines.insert(name.to_owned());
            }
            "macro_rules" => drop(module.macros.insert(token(at + 2).to_owned())),
            _ if is_name(word) && token(at + 1) == "::" && is_name(token(at + 2)) => {
                let mut path = vec![word.to_owned()];
                while token(at + 1) == "::" && is_name(token(at + 2)) {
                    path.push(token(at + 2).to_owned());
                    at += 2;
                }
                module.paths.push((line, path));
            }
            _ => {}
        }
        at += 1;
    }
    // What is only handed on is not named here.
    let used = |name: &str| tokens.iter().filter(|(_, token)| token == name).count() > 1;
    for at in reexports.into_iter().rev() {
        if !module.paths[at].1.last().is_some_and(|name| used(name)) {
            module.paths.remove(at);
        }
    }
    module
}

/// Reads one tree of a `use` declaration, up to its comma or end; gives what follows.
fn tree<'t>(
    words: &'t [&'t str],
    prefix: &[String],
    line: usize,
    depth: usize,
    module: &mut Module,
) -> &'t [&'t str] {
    let mut path = prefix.to_vec();
    let mut rest = words;
    loop {
        match rest {
            ["{", inside @ ..] => {
                let mut inside = inside;
                while !matches!(inside, [] | ["}", ..]) {
                    inside = tree(inside, &path, line, depth, module);
                    inside = inside.strip_prefix(&[","]).unwrap_or(inside);
                }
                return inside.get(1..).unwrap_or_default();
            }
            ["*", after @ ..] => {
                module.globs.push(path);
                return after;
            }
            ["::", after @ ..] => rest = after,
            [name, after @ ..] if is_name(name) => {
                path.push((*name).to_owned());
                if let ["::", ..] = after {
                    rest = after;
                    continue;
                }
                if path.len() > 1 && *name == "self" {
                    path.pop();
                }
                let (alias, after) = match after {
                    ["as", alias, after @ ..] => (*alias, after),
                    _ => (path.last().map_or("", String::as_str), after),
                };
                let alias = alias.to_owned();
                module.paths.push((line, path.clone()));
                // A name at the outermost level is what other modules see.
                if depth == 0 || !module.aliases.contains_key(&alias) {
                    module.aliases.insert(alias, path);
                }
                return after;
            }
            _ => return rest.get(1..).unwrap_or_default(),
        }
    }
}

type Modules<'s> = BTreeMap<Vec<String>, (&'s str, Module)>;

/// The file in which a path ends that is written in a module; `None` for other crates and for paths
/// that end in a module.
fn resolve<'s>(modules: &Modules<'s>, from: &[String], path: &[String], depth: usize) -> Option<&'s str> {
    if depth > DEEPEST {
        return None;
    }
    let mut module = from.to_vec();
    let mut rest = path;
    match path {
        [root, after @ ..] if root == "crate" => {
            module.truncate(1);
            rest = after;
        }
        [root, after @ ..] if root == "banxin" => {
            module = vec!["crate".to_owned()];
            rest = after;
        }
        [own, after @ ..] if own == "self" => rest = after,
        [up, ..] if up == "super" => {
            while let [up, after @ ..] = rest
                && up == "super"
            {
                module.pop();
                rest = after;
            }
        }
        _ => {}
    }
    let is_relative = rest.len() == path.len();
    while let [name, after @ ..] = rest {
        let mut child = module.clone();
        child.push(name.clone());
        if modules.contains_key(&child) {
            (module, rest) = (child, after);
            continue;
        }
        let (file, names) = modules.get(&module)?;
        if names.defines.contains(name) {
            return Some(file);
        }
        if let Some(target) = names.aliases.get(name).filter(|target| target[..] != path[..1]) {
            let whole: Vec<String> = target.iter().chain(after).cloned().collect();
            return resolve(modules, &module, &whole, depth + 1);
        }
        let from_glob = names.globs.iter().find_map(|glob| {
            let whole: Vec<String> = glob.iter().chain(rest).cloned().collect();
            resolve(modules, &module, &whole, depth + 1)
        });
        if from_glob.is_some() {
            return from_glob;
        }
        if module.len() == 1 {
            let exported = modules.values().find(|(_, names)| names.macros.contains(name));
            return exported.map(|(file, _)| *file);
        }
        // A name that the file does not show may be made by one of its macros. At the head of a path it
        // is another crate's.
        let is_head = is_relative && rest.len() == path.len();
        return if is_head || depth > 0 { None } else { Some(file) };
    }
    None
}

/// The sets of two or more files that all reach each other, in order.
pub(super) fn circles(edges: &Edges) -> Vec<Vec<String>> {
    struct Search<'e> {
        edges: &'e Edges,
        /// The number of each file that was met, and the lowest that it reaches.
        met: BTreeMap<&'e str, (usize, usize)>,
        open: Vec<&'e str>,
        found: Vec<Vec<String>>,
    }
    fn visit<'e>(search: &mut Search<'e>, file: &'e str) -> usize {
        let number = search.met.len();
        search.met.insert(file, (number, number));
        search.open.push(file);
        let mut lowest = number;
        let edges = search.edges;
        for next in edges.get(file).into_iter().flat_map(BTreeMap::keys) {
            let reached = match search.met.get(next.as_str()) {
                None => visit(search, next),
                Some((number, _)) if search.open.contains(&next.as_str()) => *number,
                Some(_) => continue,
            };
            lowest = lowest.min(reached);
        }
        search.met.insert(file, (number, lowest));
        if lowest == number {
            let start = search.open.iter().position(|open| *open == file).unwrap_or(0);
            let mut set: Vec<String> = search.open.drain(start..).map(str::to_owned).collect();
            set.sort();
            if set.len() > 1 {
                search.found.push(set);
            }
        }
        lowest
    }
    let mut search = Search { edges, met: BTreeMap::new(), open: Vec::new(), found: Vec::new() };
    for file in edges.keys() {
        if !search.met.contains_key(file.as_str()) {
            visit(&mut search, file);
        }
    }
    search.found.sort();
    search.found
}
