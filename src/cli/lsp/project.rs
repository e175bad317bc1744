//! The files of an issue as they are written, and the names in them: where each is defined and where it is used.
//!
//! Names are found by the declarations: a table whose keys are “name of an ink” defines inks, a text that is the
//! “name of an ink” uses one. A name means the same in all layouts that extend one another.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use banxin::keys::Shape;
use banxin::read::{Format, built_in_layouts, tidy};

use super::schema::{Keys, Node};
use super::syntax::{Entry, Table, Tree, Value, ValueKind, parse};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An area of a layout.
    Area,
    /// A stack of areas.
    Stack,
    /// A style.
    Style,
    /// An ink.
    Ink,
    /// A gradient.
    Gradient,
    /// A face.
    Face,
    /// A layout.
    Layout,
    /// A pool.
    Pool,
    /// A manuscript, by its path.
    Story,
    /// A picture, by its path.
    Picture,
    /// Another file, by its path.
    File,
    /// The code of a finding.
    Code,
}

/// The kinds in the words of a declaration, such as “name of an ink or a gradient”.
pub fn kinds(what: &str) -> Vec<Kind> {
    const NAMES: [(&str, Kind); 8] = [
        ("area", Kind::Area),
        ("stack", Kind::Stack),
        ("style", Kind::Style),
        ("ink", Kind::Ink),
        ("gradient", Kind::Gradient),
        ("face", Kind::Face),
        ("layout", Kind::Layout),
        ("pool", Kind::Pool),
    ];
    if let Some(of) = what.strip_prefix("name of ") {
        let words: Vec<&str> = of.split([' ', ',']).collect();
        return NAMES.iter().filter(|(name, _)| words.contains(name)).map(|(_, kind)| *kind).collect();
    }
    match what {
        "path of a manuscript" => vec![Kind::Story],
        "path of a picture" => vec![Kind::Picture],
        "path of a manuscript or a picture" => vec![Kind::Story, Kind::Picture],
        "code of a finding" => vec![Kind::Code],
        _ if what.starts_with("path of") => vec![Kind::File],
        _ => Vec::new(),
    }
}

/// A name where it is written.
#[derive(Clone, Debug)]
pub struct Mention {
    /// What it may name.
    pub kinds: Vec<Kind>,
    /// The name.
    pub name: String,
    /// Where, without quotes.
    pub span: Range<usize>,
    /// Whether it is defined there.
    pub is_definition: bool,
    /// Whether it is written as a key, so that quotes around it belong to its span.
    pub is_key: bool,
    /// In an issue: the page, from 0.
    pub page: Option<usize>,
}

/// A TOML file of the issue, or a layout of banxin's own.
#[derive(Clone, Debug)]
pub struct TomlFile {
    /// Its path; of a layout of banxin's own its name.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// What it says.
    pub tree: Tree,
    /// The names in it.
    pub mentions: Vec<Mention>,
    /// Whether it is banxin's own.
    pub is_built_in: bool,
}

impl TomlFile {
    fn new(path: PathBuf, text: Arc<str>, format: Format) -> TomlFile {
        let tree = parse(&text);
        let mentions = mentions(&tree, format);
        TomlFile { path, text, tree, mentions, is_built_in: false }
    }

    /// The name by which other files call a layout.
    pub fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The layouts that it names.
    fn named_layouts(&self) -> impl Iterator<Item = &str> {
        let named = self.mentions.iter().filter(|mention| mention.kinds.contains(&Kind::Layout));
        named.map(|mention| mention.name.as_str())
    }
}

/// The files of an issue.
#[derive(Debug)]
pub struct Project {
    /// The issue folder.
    pub dir: PathBuf,
    /// `issue.toml`, where there is one.
    pub issue: Option<TomlFile>,
    /// Its layouts, then banxin's own.
    pub layouts: Vec<TomlFile>,
}

/// Reads a text: from the editor if it is open there, else from the disk.
pub type ReadText<'a> = &'a dyn Fn(&Path) -> Option<Arc<str>>;

fn built_in() -> &'static [TomlFile] {
    static FILES: OnceLock<Vec<TomlFile>> = OnceLock::new();
    FILES.get_or_init(|| {
        let file = |(name, text): (&str, &str)| TomlFile {
            is_built_in: true,
            ..TomlFile::new(format!("{name}.toml").into(), text.into(), Format::Layout)
        };
        built_in_layouts().map(file).collect()
    })
}

impl Project {
    /// Reads the files of an issue; `open` are the paths that the editor has open.
    pub fn read<'p>(dir: &Path, read: ReadText<'_>, open: impl Iterator<Item = &'p PathBuf>) -> Project {
        let path = dir.join("issue.toml");
        let issue = read(&path).map(|text| TomlFile::new(path, text, Format::Issue));
        let folder = dir.join("layouts");
        let is_layout = |path: &Path| path.extension().is_some_and(|end| end == "toml");
        let mut paths = names_in(&folder);
        paths.extend(open.filter(|path| path.parent() == Some(&folder)).cloned());
        paths.retain(|path| is_layout(path));
        paths.sort();
        paths.dedup();
        // Layouts that the issue names by their paths, which may lie outside its folder.
        let named = issue.iter().flat_map(TomlFile::named_layouts);
        paths.extend(named.filter(|name| is_layout(Path::new(name))).map(|name| tidy(&dir.join(name))));
        let mut layouts: Vec<TomlFile> = Vec::new();
        while let Some(path) = (!paths.is_empty()).then(|| paths.remove(0)) {
            if layouts.iter().any(|known| known.path == path) {
                continue;
            }
            let Some(text) = read(&path) else { continue };
            let file = TomlFile::new(path, text, Format::Layout);
            let base = file.path.parent().unwrap_or(dir);
            // Layouts that are named by their paths.
            paths.extend(
                file.named_layouts()
                    .filter(|name| is_layout(Path::new(name)))
                    .map(|name| tidy(&base.join(name))),
            );
            layouts.push(file);
        }
        layouts.extend(built_in().iter().cloned());
        Project { dir: dir.to_path_buf(), issue, layouts }
    }

    /// The file of that path.
    pub fn file(&self, path: &Path) -> Option<&TomlFile> {
        self.issue.iter().chain(&self.layouts).find(|file| file.path == path && !file.is_built_in)
    }

    /// The place of a layout in the list, by the name that the layout `from` calls it by, or the issue. A path is
    /// one from the folder of the file that says it; a name is a layout of the issue's own folder, then one of
    /// banxin's.
    pub fn find(&self, name: &str, from: Option<usize>) -> Option<usize> {
        if name.ends_with(".toml") {
            let folder = from.map(|from| &self.layouts[from]).filter(|file| !file.is_built_in);
            let folder = folder.and_then(|file| file.path.parent()).unwrap_or(&self.dir);
            return self.index_of(&tidy(&folder.join(name)));
        }
        let own = self.index_of(&self.dir.join("layouts").join(format!("{name}.toml")));
        let built_in = || self.layouts.iter().position(|file| file.is_built_in && file.name() == name);
        own.filter(|own| Some(*own) != from).or_else(built_in)
    }

    /// The place of the layout that a file calls `name`.
    pub fn named(&self, file: &TomlFile, name: &str) -> Option<usize> {
        self.find(name, self.index_of(&file.path))
    }

    /// A layout and all that it extends, itself first.
    pub fn chain(&self, first: usize) -> Vec<usize> {
        let mut chain = vec![first];
        let mut at = 0;
        while at < chain.len() {
            let from = chain[at];
            let file = &self.layouts[from];
            let mut names: Vec<&str> = file
                .mentions
                .iter()
                .filter(|mention| mention.kinds.contains(&Kind::Layout))
                .map(|mention| mention.name.as_str())
                .collect();
            if names.is_empty() && file.name() != "base" {
                names.push("base");
            }
            for next in names.into_iter().filter_map(|name| self.find(name, Some(from))) {
                if !chain.contains(&next) {
                    chain.push(next);
                }
            }
            at += 1;
        }
        chain
    }

    /// The layout of a page of the issue, or of the issue where no page is named.
    pub fn layout_of_page(&self, page: Option<usize>) -> Option<usize> {
        let issue = self.issue.as_ref()?;
        let named = issue.mentions.iter().filter(|mention| mention.kinds.contains(&Kind::Layout));
        let mut own = named.clone().filter(|mention| page.is_some() && mention.page == page);
        // The one that makeup writes need not be there yet.
        let own = own.find_map(|mention| self.find(&mention.name, None));
        own.or_else(|| self.find(&named.clone().find(|mention| mention.page.is_none())?.name, None))
    }

    /// The place of a layout file in the list.
    pub fn index_of(&self, path: &Path) -> Option<usize> {
        self.layouts.iter().position(|file| !file.is_built_in && file.path == path)
    }

    /// The definitions of some kinds that a layout knows, its own first; of each name the first.
    pub fn known(&self, layout: usize, kinds: &[Kind]) -> Vec<(usize, &Mention)> {
        let mut known: Vec<(usize, &Mention)> = Vec::new();
        for at in self.chain(layout) {
            for mention in &self.layouts[at].mentions {
                let is_one = mention.is_definition && mention.kinds.iter().any(|kind| kinds.contains(kind));
                if is_one && !known.iter().any(|(_, other)| other.name == mention.name) {
                    known.push((at, mention));
                }
            }
        }
        known
    }

    /// The names of the pools of the issue, in its order.
    pub fn pools(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for mention in self.issue.iter().flat_map(|file| &file.mentions) {
            if mention.kinds.contains(&Kind::Pool) && mention.is_definition && !names.contains(&mention.name)
            {
                names.push(mention.name.clone());
            }
        }
        names
    }

    /// The layouts that may be named: the issue's own, then banxin's.
    pub fn layout_names(&self) -> Vec<(String, bool)> {
        let mut names: Vec<(String, bool)> = Vec::new();
        for file in &self.layouts {
            if !names.iter().any(|(known, _)| *known == file.name()) {
                names.push((file.name(), file.is_built_in));
            }
        }
        names
    }

    /// Files of the issue folder with one of these endings, by their paths in it, sorted.
    pub fn files(&self, endings: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![(self.dir.clone(), 0)];
        while let Some((folder, depth)) = folders.pop() {
            for path in names_in(&folder) {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if name.starts_with('.') || (depth == 0 && name == "out") {
                    continue;
                }
                if path.is_dir() {
                    // Deep enough for every folder of an issue, and no way into a loop of links.
                    if depth < 3 {
                        folders.push((path, depth + 1));
                    }
                } else if path
                    .extension()
                    .and_then(|end| end.to_str())
                    .is_some_and(|end| endings.contains(&end.to_lowercase().as_str()))
                    && let Ok(inside) = path.strip_prefix(&self.dir)
                {
                    found.push(inside.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        found.sort();
        found
    }
}

fn names_in(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    paths
}

/// Whether a table of an issue file begins a page.
pub fn is_page(table: &Table) -> bool {
    table.is_item && table.path.len() == 1 && table.path[0].text == "page"
}

/// The first page, from 0, that is made up from the pool to which a table belongs.
pub fn page_of_pool(tree: &Tree, table: &Table) -> Option<usize> {
    let [pools, name, ..] = &table.path[..] else { return None };
    let names_it = |entry: &Entry| {
        let is_key = entry.path.len() == 1 && entry.path[0].text == "pool";
        is_key && entry.value.as_ref().and_then(Value::text).is_some_and(|(text, _)| text == name.text)
    };
    let mut pages = tree.tables.iter().filter(|table| is_page(table));
    pages.position(|page| page.entries.iter().any(names_it)).filter(|_| pools.text == "pools")
}

/// All names in a file.
fn mentions(tree: &Tree, format: Format) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut last_page = None;
    for table in &tree.tables {
        if format == Format::Issue && is_page(table) {
            last_page = Some(last_page.map_or(0, |page: usize| page + 1));
        }
        let page = if format == Format::Issue { page_of_pool(tree, table).or(last_page) } else { None };
        let mut node = Node::top(format);
        for name in &table.path {
            defined(&node, name.text.as_str(), &name.span, page, &mut found);
            let Some((next, _)) = node.step(&name.text) else { break };
            node = next;
        }
        if table
            .path
            .iter()
            .try_fold(Node::top(format), |node, name| Some(node.step(&name.text)?.0))
            .is_some()
        {
            in_entries(&table.entries, &node, page, &mut found);
        }
    }
    // A stack defines the areas in it that have no table of their own.
    let in_stacks = |mention: &Mention| {
        tree.tables.iter().any(|table| {
            table.path.first().is_some_and(|name| name.text == "stacks")
                && table.span.contains(&mention.span.start)
        })
    };
    let defined: Vec<String> =
        found.iter().filter(|one| one.is_definition).map(|one| one.name.clone()).collect();
    for mention in &mut found {
        if mention.kinds == [Kind::Area] && !defined.contains(&mention.name) && in_stacks(mention) {
            mention.is_definition = true;
        }
    }
    found
}

fn defined(
    node: &Node<'static>,
    name: &str,
    span: &Range<usize>,
    page: Option<usize>,
    found: &mut Vec<Mention>,
) {
    if let Some(Keys::Named(what, ..)) = node.keys() {
        let kinds = kinds(what);
        if !kinds.is_empty() && !name.is_empty() {
            found.push(Mention {
                kinds,
                name: name.to_owned(),
                span: span.clone(),
                is_definition: true,
                is_key: true,
                page,
            });
        }
    }
}

fn in_entries(entries: &[Entry], node: &Node<'static>, page: Option<usize>, found: &mut Vec<Mention>) {
    for entry in entries {
        let mut node = node.clone();
        let mut is_known = true;
        for name in &entry.path {
            defined(&node, &name.text, &name.span, page, found);
            match node.step(&name.text) {
                Some((next, _)) => node = next,
                None => {
                    is_known = false;
                    break;
                }
            }
        }
        if let Some(value) = entry.value.as_ref().filter(|_| is_known) {
            in_value(value, &node, page, found);
        }
    }
}

fn in_value(value: &Value, node: &Node<'static>, page: Option<usize>, found: &mut Vec<Mention>) {
    match &value.kind {
        ValueKind::Text(name) => {
            let kinds: Vec<Kind> = node
                .shapes
                .iter()
                .flat_map(|shape| match shape {
                    Shape::Text { what, .. } => kinds(what),
                    _ => Vec::new(),
                })
                .collect();
            if let Some((_, span)) = value.text().filter(|_| !kinds.is_empty()) {
                let name = name.clone();
                found.push(Mention { kinds, name, span, is_definition: false, is_key: false, page });
            }
        }
        ValueKind::Plain(_) => {}
        ValueKind::List(items) => {
            if let Some(item) = node.item() {
                items.iter().for_each(|value| in_value(value, &item, page, found));
            }
        }
        ValueKind::Table(entries) => in_entries(entries, node, page, found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(issue: &str, layout: &str) -> Project {
        let read = |path: &Path| match path.file_name()?.to_str()? {
            "issue.toml" => Some(Arc::from(issue)),
            "front.toml" => Some(Arc::from(layout)),
            _ => None,
        };
        let open = [PathBuf::from("/i/layouts/front.toml")];
        Project::read(Path::new("/i"), &read, open.iter())
    }

    #[test]
    fn names_are_found_by_the_declarations() {
        let layout = "extends = \"tabloid\"\n[areas.lead]\nframe = { width = \"1pt\", ink = \"accent\" }\nstyles = { headline = \"h\" }\n[styles.h]\nface = \"kai\"\n";
        let issue = "layout = \"front\"\n[[page]]\nnumber = 1\n[[page.story]]\nfile = \"stories/a.md\"\narea = \"lead\"\n";
        let project = project(issue, layout);
        let told = |file: &TomlFile| {
            let each = file.mentions.iter().map(|mention| {
                let sign = if mention.is_definition { "=" } else { "" };
                format!("{:?} {}{sign}", mention.kinds[0], mention.name)
            });
            each.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(
            told(&project.layouts[0]),
            "Layout tabloid, Area lead=, Ink accent, Style h, Style h=, Face kai"
        );
        assert_eq!(
            told(project.issue.as_ref().expect("it is there")),
            "Layout front, Story stories/a.md, Area lead"
        );
        let front = project.layout_of_page(Some(0)).expect("the page has a layout");
        let names =
            |kind| project.known(front, &[kind]).into_iter().map(|(_, m)| m.name.clone()).collect::<Vec<_>>();
        assert!(
            names(Kind::Area).starts_with(&["lead".to_owned()])
                && names(Kind::Area).contains(&"folio".to_owned())
        );
        assert!(names(Kind::Ink).contains(&"accent".to_owned()));
    }

    #[test]
    fn what_is_in_a_pool_belongs_to_the_first_page_that_is_made_up_from_it() {
        let issue = "[[page]]\nnumber = 1\nmade = \"made-1\"\nlayout = \"front\"\npool = \"news\"\n\
                     [[page]]\nnumber = 2\nlayout = \"tabloid\"\n\
                     [[pools.news.story]]\nfile = \"stories/a.md\"\narea = \"lead\"\n\
                     [[pools.other.story]]\nfile = \"stories/b.md\"\n";
        let project = project(issue, "extends = \"tabloid\"\n[areas.lead]\n");
        let file = project.issue.as_ref().expect("it is there");
        let page = |name: &str| file.mentions.iter().find(|one| one.name == name).expect("it").page;
        assert_eq!((page("stories/a.md"), page("lead"), page("stories/b.md")), (Some(0), Some(0), Some(1)));
        assert_eq!(project.pools(), ["news", "other"]);
        // The layout that makeup writes is not there yet.
        let front = project.layout_of_page(Some(0)).expect("a layout");
        assert_eq!(project.layouts[front].name(), "front");
    }

    #[test]
    fn every_kind_of_name_in_the_declarations_is_known() {
        for what in [
            "name of an ink or a gradient",
            "name of a layout, or path ending in .toml",
            "name of an area or a stack",
        ] {
            assert!(!kinds(what).is_empty(), "{what}");
        }
        assert_eq!(kinds("name of a plate"), []);
        assert_eq!(kinds("path of a font"), [Kind::File]);
    }
}
