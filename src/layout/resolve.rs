//! A layout file, and the way from a chain of them (`extends`) to a [`Layout`]: later files over earlier ones,
//! relative lengths made absolute, names looked up.

use std::path::PathBuf;

use crate::diagnostic::{FileId, Span};
use crate::keys::kinds::{named, one_or_more, table, tables, text_of};
use crate::keys::{ByName, Faults, Part, Value, part};

use super::areas::{self, AreaPart};
use super::copyfit::CopyfitPart;
use super::epaper::{self, EpaperPart};
use super::faces::{self, FacePart};
use super::furniture::{self, ItemPart};
use super::house::{self, HousePart};
use super::inks::{self, GradientPart, InkPart};
use super::lint::LintPart;
use super::makeup::MakeupPart;
use super::model::Layout;
use super::names::Names;
use super::page::{self, GridPart, PagePart};
use super::press::{self, PressPart};
use super::relation;
use super::rules::{self, RulePart};
use super::stacks::StackPart;
use super::styles::{self, StylePart};

part! {
    /// A layout: what a page looks like. A key that is needed stands in the file itself or in one that it extends.
    pub struct LayoutPart {
        /// The layout that this one starts from, or a list of them; later ones go over earlier ones.
        extends: Vec<Value<String>> =
            one_or_more(text_of("name of a layout, or path ending in .toml")), absent "`\"base\"`";
        /// The sheet.
        page: PagePart = table(), empty;
        /// The type area (版心).
        grid: GridPart = table(), empty;
        /// Inks, each by its name; later files replace each as a whole. `black` and `paper` are there already.
        inks: ByName<InkPart> = named("name of an ink").replaced_if(|_: &InkPart| true), empty;
        /// Gradients (渐变), each by its name.
        gradients: ByName<GradientPart> = named("name of a gradient"), empty;
        /// What the printer asks for (印厂要求).
        press: PressPart = table(), empty;
        /// Faces, each by its name; later files replace each as a whole. `song`, `song-heavy`, `hei`, `hei-heavy` and
        /// `kai` are there already.
        faces: ByName<FacePart> =
            named("name of a face").replaced_if(|face: &FacePart| face.file.is_some()), empty;
        /// Styles, each by its name; later files override them key by key. See Where styles start.
        styles: ByName<StylePart> = named("name of a style"), empty;
        /// How strictly the makeup is looked at.
        lint: LintPart = table(), empty;
        /// What counts how much when pages are made up from pools.
        makeup: MakeupPart = table(), empty;
        /// What holds for every style.
        house: HousePart = table(), empty;
        /// The e-paper (数字报).
        epaper: EpaperPart = table(), empty;
        /// How copy is made to fit.
        copyfit: CopyfitPart = table(), empty;
        /// Areas, each by its name; later files override them key by key.
        areas: ByName<AreaPart> = named("name of an area"), empty;
        /// Stacks: areas that share a strip of columns and stand one under the other, each by its name.
        stacks: ByName<StackPart> = named("name of a stack"), empty;
        /// Items of the masthead (报头), in the area `masthead`. Those of a later file stand in the place of all of them.
        masthead: Vec<ItemPart> = tables(), empty;
        /// Items of the running head (报眉), in the area `folio`, likewise. A page whose layout inherits them and wants
        /// none sets `areas.folio.off = true`.
        folio: Vec<ItemPart> = tables(), empty;
        /// Rules that stand on the page by themselves, likewise.
        rule: Vec<RulePart> = tables(), empty;
    }
}

/// A layout file and the folder that paths in it are relative to.
pub struct Link {
    /// What the file says.
    pub file: LayoutPart,
    /// Its folder.
    pub folder: PathBuf,
}

/// Resolves a chain of layout files, the base first. Everything wrong goes to `faults`; the
/// layout is whole all the same, with sensible values where a file fell short.
///
/// `anchor` is where findings point about keys that no file gives.
pub fn resolve(name: &str, chain: Vec<Link>, anchor: &Span, faults: &Faults) -> Layout {
    let mut folders: Vec<(FileId, PathBuf)> = Vec::new();
    let mut merged = LayoutPart {
        inks: Some(Value::built_in(inks::built_in())),
        faces: Some(Value::built_in(faces::built_in())),
        ..LayoutPart::default()
    };
    for Link { file, folder } in chain {
        folders.extend(file.span.as_ref().map(|span| (span.file, folder)));
        merged = merged.overlaid(file);
    }

    let (inks, gradients) = (merged.inks(), merged.gradients());
    let (face_parts, style_parts, area_parts) = (merged.faces(), merged.styles(), merged.areas());
    let names = Names {
        inks: &inks,
        gradients: &gradients,
        faces: face_parts.iter().map(|(name, _)| name.value.as_str()).collect(),
        styles: style_parts.iter().map(|(name, _)| name.value.as_str()).collect(),
        folders: &folders,
        faults,
    };

    let grid = page::grid(&merged.grid(), anchor, faults);
    let paper = page::paper(&merged.page(), &grid, anchor, faults);
    let styles = styles::resolve(&style_parts, &grid, &names);
    let stacks = merged.stacks();
    let placed = relation::place(area_parts, &stacks, &grid, &names);
    let rules = merged.rule().iter().filter_map(|part| rules::rule(part, &placed, &grid, &names)).collect();
    let areas =
        placed.areas.into_iter().map(|(name, part, place)| areas::area(&name, &part, place, &grid, &names));
    let areas = areas.collect();
    let items = |table, parts: Vec<ItemPart>| {
        parts.iter().filter_map(|part| furniture::item(table, part, &grid, &names)).collect()
    };
    let masthead = items("masthead", merged.masthead());
    let faces = face_parts.iter().filter_map(|(name, part)| faces::face(name, part, &names)).collect();
    for (_, part) in &gradients {
        names.gradient(part);
    }
    let press = press::resolve(&merged.press(), &names);
    let folio = items("folio", merged.folio());
    let house = merged.house();
    Layout {
        name: name.to_owned(),
        paper,
        grid,
        faces,
        styles,
        areas,
        relation_faults: placed.faults,
        without: placed.without,
        masthead,
        folio,
        rules,
        copyfit: merged.copyfit().resolve(),
        lint: merged.lint().resolve(),
        makeup: merged.makeup().resolve(),
        epaper: epaper::resolve(&merged.epaper(), &names),
        press,
        spot_plates: inks
            .iter()
            .flat_map(|(_, part)| part.ink().spots().iter().map(|spot| spot.name.clone()).collect::<Vec<_>>())
            .collect(),
        drawing_inks: inks
            .iter()
            .filter_map(|(_, part)| Some((part.rgb.as_ref()?.value, part.ink())))
            .collect(),
        silent: house.silent().into_iter().map(|code| code.value).collect(),
        marks: house.marks(),
        keep_files: house.keep().iter().map(|path| house::file(path, &names)).collect(),
        keep: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::geometry::Length;
    use crate::keys::read_document;
    use crate::layout::{Align, FaceSource, FontFile, RuleCourse, RulePlace};

    fn layout_of(files: &[&str]) -> (Layout, Vec<Diagnostic>) {
        let faults = Faults::default();
        let chain = files
            .iter()
            .enumerate()
            .map(|(at, text)| Link {
                file: read_document(FileId(at as u32), text, &faults, LayoutPart::read).unwrap(),
                folder: PathBuf::from("house"),
            })
            .collect();
        let layout = resolve("test", chain, &Span::new(FileId(0), 0..0), &faults);
        (layout, faults.take())
    }

    #[test]
    fn embedded_faces_take_more_fallbacks_without_a_file() {
        let layer = "[faces.rare]\nfile = \"rare.ttf\"\n[faces.song]\nfallback = [\"rare\"]\n";
        let (layout, faults) = layout_of(&[BASE, layer]);
        assert_eq!(faults, []);
        let face = &layout.faces[0];
        assert_eq!(face.source, FaceSource::Embedded("song".to_owned()));
        assert_eq!((face.name.as_str(), &face.fallback[..]), ("song", &["rare".to_owned()][..]));
        for bad in ["[faces.rare]\nfallback = [\"kai\"]\n", "[faces.song]\nindex = 1\n", "[faces.song]\n"] {
            let codes: Vec<&str> = layout_of(&[BASE, bad]).1.iter().map(|fault| fault.code.name()).collect();
            assert_eq!(codes, ["missing-key"], "{bad}");
        }
    }

    const BASE: &str = r#"
        page = { width = "390mm", height = "550mm" }
        grid = { body = "小五", pitch = "1.25字", columns = 6, characters = 17, rows = 100 }
        inks.panel = { c = 20, k = 10 }
        [styles.headline]
        size = "20pt"
        align = "center"
        above = "0.5字"
        below = "1行"
        indent = "10pt"
        [areas.a]
        column = 1
        columns = 2
        row = 1
        rows = 10
        tint = "panel"
        [areas.b]
        column = 3
        columns = 2
        row = 1
        rows = 10
        [[rule]]
        row = 12
        [[masthead]]
        name = true
        width = "10字"
        height = "2行"
    "#;

    #[test]
    fn lengths_are_measured_by_what_they_stand_in() {
        let (layout, faults) = layout_of(&[BASE]);
        assert_eq!(faults, []);
        assert_eq!(layout.grid.pitch, Length::from_pt(11.25));
        assert_eq!(layout.grid.gutter, Length::pt(9));
        let headline = layout.style("headline").unwrap();
        assert_eq!(headline.above, Length::pt(10));
        assert_eq!(headline.below, Length::from_pt(11.25));
        assert_eq!(headline.leading, Length::pt(24));
        assert_eq!(headline.indent, 500);
        assert_eq!(headline.strong_face, "hei");
        assert_eq!(layout.masthead[0].width, Length::pt(90));
        let course = RuleCourse::Row { row: 12, column: 1, columns: 6 };
        assert_eq!(layout.rules[0].place, RulePlace::Fixed(course));
    }

    #[test]
    fn later_files_override_key_by_key() {
        let over = r#"
            grid = { rows = 90 }
            inks.panel = { m = 30 }
            faces.own = { file = "fonts/own.otf" }
            styles.headline = { size = "30pt", face = "own" }
            styles.added = { align = "right" }
            areas.a = { rows = 20 }
            [[rule]]
            gutter = 2
            row = 80
        "#;
        let (layout, faults) = layout_of(&[BASE, over]);
        assert_eq!(faults, []);
        assert_eq!((layout.grid.rows, layout.grid.columns), (90, 6));
        assert_eq!(layout.paper.width, Length::from_mm(390.0));
        let headline = layout.style("headline").unwrap();
        assert_eq!((headline.size, headline.align), (Length::pt(30), Align::Center));
        assert_eq!((headline.face.as_str(), headline.strong_face.as_str()), ("own", "own"));
        assert_eq!(headline.above, Length::pt(15));
        assert_eq!(layout.style("added").unwrap().align, Align::Right);
        let (a, b) = (layout.area("a").unwrap(), layout.area("b").unwrap());
        assert_eq!((a.rows, a.columns, b.rows), (20, 2, 10));
        // An ink is what the later file says, not a mixture; places are those of the later file.
        let magenta = crate::ink::Cmyk { m: 3000, ..Default::default() };
        assert_eq!(a.tint, Some(crate::ink::Tint::Plain(crate::ink::Ink::Process(magenta))));
        assert_eq!((a.span.file, b.span.file), (FileId(1), FileId(0)));
        // Lists are replaced as a whole, and kept where the later file has none.
        let course = RuleCourse::Gutter { column: 2, row: 80, rows: 11 };
        let places: Vec<_> = layout.rules.iter().map(|rule| rule.place.clone()).collect();
        assert_eq!(places, [RulePlace::Fixed(course)]);
        assert_eq!(layout.masthead.len(), 1);
        let face = layout.faces.last().unwrap();
        let file = FontFile { written: "fonts/own.otf".into(), folder: "house".into(), index: 0 };
        assert_eq!(face.source, FaceSource::File(file));
        assert_eq!(face.fallback, ["song"]);
    }

    #[test]
    fn what_no_file_gives_is_reported_once() {
        let (_, faults) = layout_of(&["[grid]\ncolumns = 6\nrows = \"many\"\n[areas.x]\ncolumn = 1\n"]);
        let told: Vec<(&str, &str)> =
            faults.iter().map(|fault| (fault.code.name(), fault.message.as_str())).collect();
        assert_eq!(
            told,
            [
                ("toml-value", "`rows` must be a whole number, not text"),
                ("missing-key", "[grid] needs `characters`"),
                ("missing-key", "[page] needs `width`"),
                ("missing-key", "[page] needs `height`"),
                ("missing-key", "[areas.x] needs `row`"),
            ]
        );
    }
}
