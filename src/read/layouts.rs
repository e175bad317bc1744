//! Finding layouts by name, following `extends`, and resolving the chain.

use std::path::{Path, PathBuf};

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::keys::{Part, Value, read_document, suggest};
use crate::layout::{Layout, LayoutPart, Link, check, resolve};
use crate::message::msg;

use super::paths::tidy;
use super::reader::{Reader, names_in};

/// The layouts in the binary: name and text.
const BUILT_IN: [(&str, &str); 12] = [
    ("base", include_str!("../../layouts/base.toml")),
    ("front-page", include_str!("../../layouts/front-page.toml")),
    ("broadsheet", include_str!("../../layouts/broadsheet.toml")),
    ("broadsheet-front", include_str!("../../layouts/broadsheet-front.toml")),
    ("broadsheet-inside", include_str!("../../layouts/broadsheet-inside.toml")),
    ("broadsheet-spread", include_str!("../../layouts/broadsheet-spread.toml")),
    ("tabloid", include_str!("../../layouts/tabloid.toml")),
    ("tabloid-front", include_str!("../../layouts/tabloid-front.toml")),
    ("tabloid-inside", include_str!("../../layouts/tabloid-inside.toml")),
    ("masthead-left", include_str!("../../layouts/masthead-left.toml")),
    ("masthead-centre", include_str!("../../layouts/masthead-centre.toml")),
    ("masthead-down", include_str!("../../layouts/masthead-down.toml")),
];

/// Layouts that are parts of a page: they have no grid of their own.
const PARTS: [&str; 4] = [BASE, "masthead-left", "masthead-centre", "masthead-down"];

/// The layout that every other one starts from.
const BASE: &str = "base";

/// The layouts in the binary: the name and the text of each.
pub fn built_in_layouts() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILT_IN.into_iter()
}

/// Where a layout comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    BuiltIn(&'static str, &'static str),
    File(PathBuf),
}

/// Layouts that were asked for, each read once.
#[derive(Default)]
pub struct Layouts {
    files: Vec<(Origin, Option<LayoutPart>)>,
    done: Vec<(Origin, Option<usize>)>,
    /// The layouts, in the order in which pages asked for them.
    pub list: Vec<Layout>,
}

impl Layouts {
    /// The index of the layout of that name in [`Layouts::list`]; `None` when it has errors,
    /// which are reported.
    pub fn find(&mut self, name: &Value<String>, reader: &mut Reader) -> Option<usize> {
        let origin = locate(name, None, &reader.dir.clone(), reader)?;
        if let Some((_, index)) = self.done.iter().find(|(known, _)| *known == origin) {
            return *index;
        }
        let before = (reader.faults.errors(), reader.faults.causes());
        let index = self.build(&origin, name, reader).and_then(|layout| {
            // Where errors were found it is looked at only if they follow from one that this finds.
            if reader.faults.causes() == before.1 {
                check::check(&layout).into_iter().for_each(|finding| reader.report(finding));
            }
            (reader.faults.errors() == before.0).then(|| {
                self.list.push(layout);
                self.list.len() - 1
            })
        });
        self.done.push((origin, index));
        index
    }

    /// Whether the issue's own `layouts` folder has a layout of that name.
    pub fn has_own(name: &str, reader: &Reader) -> bool {
        reader.has(&own_file(name, reader))
    }

    fn build(&mut self, origin: &Origin, name: &Value<String>, reader: &mut Reader) -> Option<Layout> {
        let mut chain: Vec<(Origin, LayoutPart)> = Vec::new();
        self.chain(origin, &name.span, &mut Vec::new(), &mut chain, reader)?;
        let last = chain.last().and_then(|(_, file)| file.span.as_ref());
        let anchor = last.map_or_else(|| name.span.clone(), |span| Span::new(span.file, 0..0));
        let links =
            chain.into_iter().map(|(origin, file)| Link { file, folder: folder(&origin, reader) }).collect();
        Some(resolve(&name.value, links, &anchor, &reader.faults))
    }

    /// Adds a layout behind those that it extends, in their order; one that several of them extend
    /// stands before them all, once. `above` are the layouts that are being followed.
    fn chain(
        &mut self,
        origin: &Origin,
        said: &Span,
        above: &mut Vec<Origin>,
        chain: &mut Vec<(Origin, LayoutPart)>,
        reader: &mut Reader,
    ) -> Option<()> {
        if above.contains(origin) {
            let path: Vec<String> = above.iter().chain([origin]).map(title).collect();
            reader.report(
                Diagnostic::new(codes::LAYOUT_CYCLE, msg!("this layout extends itself"))
                    .here(said.clone())
                    .help(msg!("the chain is {chain}; take one `extends` out", chain = path.join(" → "))),
            );
            return None;
        }
        if chain.iter().any(|(known, _)| known == origin) {
            return Some(());
        }
        let file = self.file(origin, said, reader)?;
        above.push(origin.clone());
        if file.extends.iter().all(|given| given.value.is_empty()) && *origin != base() {
            self.chain(&base(), said, above, chain, reader)?;
        }
        for extends in file.extends.iter().flat_map(|extends| &extends.value) {
            let folder = folder(origin, reader);
            let next = locate(extends, Some(origin), &folder, reader)?;
            self.chain(&next, &extends.span, above, chain, reader)?;
        }
        above.pop();
        chain.push((origin.clone(), file));
        Some(())
    }

    fn file(&mut self, origin: &Origin, said: &Span, reader: &mut Reader) -> Option<LayoutPart> {
        if let Some((_, file)) = self.files.iter().find(|(known, _)| known == origin) {
            return file.clone();
        }
        let file = match origin {
            Origin::BuiltIn(name, text) => {
                let path = format!("banxin/layouts/{name}.toml");
                let id = reader.sources.add(path, *text);
                read_document(id, text, &reader.faults, LayoutPart::read)
            }
            Origin::File(path) => reader
                .text(path, said)
                .and_then(|(id, text)| read_document(id, &text, &reader.faults, LayoutPart::read)),
        };
        self.files.push((origin.clone(), file.clone()));
        file
    }
}

fn base() -> Origin {
    Origin::BuiltIn(BUILT_IN[0].0, BUILT_IN[0].1)
}

fn title(origin: &Origin) -> String {
    match origin {
        Origin::BuiltIn(name, _) => (*name).to_owned(),
        Origin::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    }
}

fn folder(origin: &Origin, reader: &Reader) -> PathBuf {
    match origin {
        Origin::BuiltIn(..) => reader.dir.clone(),
        Origin::File(path) => path.parent().map(Path::to_path_buf).unwrap_or_default(),
    }
}

/// The path that a layout of that name has in the issue folder.
fn own_file(name: &str, reader: &Reader) -> PathBuf {
    tidy(&reader.dir.join("layouts").join(format!("{name}.toml")))
}

/// Where the layout `name` is. The issue's own `layouts` folder comes before banxin's, so that a
/// house can put its own in the place of a built-in one; a file that names itself means the
/// built-in one that it stands in for.
fn locate(name: &Value<String>, from: Option<&Origin>, folder: &Path, reader: &mut Reader) -> Option<Origin> {
    if Path::new(&name.value).extension().is_some_and(|end| end == "toml") {
        return Some(Origin::File(tidy(&folder.join(&name.value))));
    }
    let own = Origin::File(own_file(&name.value, reader));
    if let Origin::File(path) = &own
        && from != Some(&own)
        && reader.has(path)
    {
        return Some(own);
    }
    if let Some((name, text)) = BUILT_IN.iter().find(|(known, _)| *known == name.value) {
        return Some(Origin::BuiltIn(name, text));
    }
    let mut known = names_in(&reader.dir.join("layouts"));
    known.retain_mut(|file| match file.strip_suffix(".toml") {
        Some(stem) => {
            *file = stem.to_owned();
            true
        }
        None => false,
    });
    known.extend(BUILT_IN.iter().map(|(name, _)| (*name).to_owned()));
    if from.is_none() {
        known.retain(|known| !PARTS.contains(&known.as_str()));
    }
    reader.report(
        Diagnostic::new(codes::UNKNOWN_LAYOUT, msg!("there is no layout `{name}`", name = name.value))
            .here(name.span.clone())
            .help(msg!(
                "{suggestion}; a layout of your own is layouts/{name}.toml in the issue folder",
                suggestion = suggest::suggest(&name.value, known.iter().map(String::as_str)),
                name = name.value
            )),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_comes_first_in_the_table() {
        assert_eq!(BUILT_IN[0].0, BASE);
    }

    #[test]
    fn built_in_layouts_are_without_fault() {
        for (name, _) in BUILT_IN {
            let mut reader = Reader::new(Path::new("/nowhere"));
            let nowhere = Span::new(crate::diagnostic::FileId(0), 0..0);
            let name = Value { value: name.to_owned(), span: nowhere };
            let mut layouts = Layouts::default();
            let found = layouts.find(&name, &mut reader);
            let faults: Vec<Diagnostic> = reader
                .faults
                .take()
                .into_iter()
                // A part cannot be the layout of a page: it has no grid.
                .filter(|fault| !PARTS.contains(&name.value.as_str()) || fault.code.name() != "missing-key")
                .collect();
            assert_eq!(faults, [], "{}", name.value);
            assert!(found.is_some() || PARTS.contains(&name.value.as_str()));
        }
    }

    /// The layouts of `files`, the first of them resolved, and what was found.
    fn found(files: &[(&str, &str)]) -> (Option<Layout>, Vec<Diagnostic>) {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("layouts")).unwrap();
        for (name, text) in files {
            std::fs::write(dir.path().join("layouts").join(format!("{name}.toml")), text).unwrap();
        }
        let mut reader = Reader::new(dir.path());
        let nowhere = Span::new(crate::diagnostic::FileId(0), 0..0);
        let name = Value { value: files[0].0.to_owned(), span: nowhere };
        let mut layouts = Layouts::default();
        let index = layouts.find(&name, &mut reader);
        (index.map(|index| layouts.list[index].clone()), reader.faults.take())
    }

    #[test]
    fn a_masthead_stands_on_every_page_that_takes_it() {
        for size in ["tabloid", "broadsheet"] {
            for part in &PARTS[1..] {
                let text = format!("extends = [\"{size}\", \"{part}\"]\nareas.folio.off = true\n");
                let (layout, faults) = found(&[("own", &text)]);
                assert_eq!(faults, [], "{size} {part}");
                let layout = layout.unwrap();
                assert!(layout.masthead.len() > 4 && layout.area("masthead").is_some(), "{size} {part}");
                assert!(layout.area("folio").is_none());
            }
        }
    }

    #[test]
    fn later_layouts_of_a_list_go_over_earlier_ones_and_the_base_comes_first() {
        let grid = "page = { width = \"200mm\", height = \"200mm\" }\ngrid = { columns = 4, characters = 10, rows = 40 }\n";
        let one = format!("{grid}styles.body = {{ size = \"8pt\" }}\nstyles.own = {{ size = \"20pt\" }}\n");
        let two = "styles.body = { face = \"kai\" }\nstyles.own = { size = \"30pt\" }\n";
        let (layout, faults) =
            found(&[("own", "extends = [\"one\", \"two\"]\n"), ("one", &one), ("two", two)]);
        assert_eq!(faults, []);
        let layout = layout.unwrap();
        let body = layout.style("body").unwrap();
        // The base under `two` does not undo what `one` says.
        assert_eq!((body.face.as_str(), body.size.to_pt()), ("kai", 8.0));
        assert_eq!(layout.style("own").unwrap().size.to_pt(), 30.0);
        let (_, faults) =
            found(&[("own", "extends = [\"own2\"]\n"), ("own2", "extends = [\"base\", \"own\"]\n")]);
        assert_eq!(faults.iter().map(|fault| fault.code.name()).collect::<Vec<_>>(), ["layout-cycle"]);
    }
}
