//! From the chain of layout files (`extends`) to a [`Layout`]: later files over earlier ones,
//! relative lengths made absolute, names checked.

use std::path::{Path, PathBuf};

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::Length;
use crate::ink::{BLACK_PLATE, Gradient, Ink, Tint};

use super::schema::{
    AreaPart, CopyfitPart, FacePart, Given, GradientPart, GridPart, HousePart, InkPart, LayoutFile, LinePart,
    MastheadPart, RulePart, StylePart,
};
use super::sizes::Dimension;
use super::table::{self, Faults, Value};
use super::{
    Area, Cells, CopyfitSpec, FaceSource, FaceSpec, Fold, FontFile, GridSpec, HouseFile, KinsokuMarks,
    Layout, Paper, Variation, furniture, styles,
};

/// The names of the embedded faces and of the faces that stress words set in them.
pub const EMBEDDED_FACES: [(&str, &str); 5] = [
    ("song", "hei"),
    ("song-heavy", "hei-heavy"),
    ("hei", "hei-heavy"),
    ("hei-heavy", "song-heavy"),
    ("kai", "hei"),
];

/// The kinds of text that a story, a picture or a guide has; each has a style of its name.
pub const KINDS: [&str; 22] = crate::issue::STYLE_KINDS;

/// A layout file and the folder that its font files are relative to.
pub struct Link {
    /// What the file says.
    pub file: LayoutFile,
    /// Its folder.
    pub folder: PathBuf,
}

/// Resolves a chain of layout files, the base first. Everything wrong goes to `faults`; the
/// layout is whole all the same, with sensible values where a file fell short.
///
/// `anchor` is where findings point that no text stands for.
pub fn resolve(name: &str, chain: Vec<Link>, anchor: &Span, faults: &Faults) -> Layout {
    let mut merged = Merged::default();
    for link in chain {
        merged.put(link);
    }

    let grid = grid(&merged.grid, anchor, faults);
    let absolute =
        |given: &Given<Dimension>| given.as_ref().map(|given| given.value.resolve(grid.body, grid.pitch));
    let page_length = |given: &Given<Dimension>, key: &str, fallback: Length| {
        absolute(given).unwrap_or_else(|| {
            needs(faults, "page", key, anchor);
            fallback
        })
    };
    let paper = Paper {
        width: page_length(&merged.page.width, "width", Length::from_mm(390.0)),
        height: page_length(&merged.page.height, "height", Length::from_mm(550.0)),
        bleed: absolute(&merged.page.bleed).unwrap_or_default(),
        slug: absolute(&merged.page.slug).unwrap_or_default(),
    };

    let names = Names { merged: &merged, faults };
    let styles = styles::resolve(&merged.styles, &grid, &names);
    let (without, kept): (Vec<_>, Vec<_>) =
        merged.areas.iter().partition(|(_, part)| part.off.as_ref().is_some_and(|off| off.value));
    let areas = kept.into_iter().filter_map(|(name, part)| area(name, part, &grid, &names)).collect();
    let masthead =
        merged.masthead.iter().filter_map(|part| furniture::item("masthead", part, &grid, &names)).collect();
    let rules = merged.rules.iter().filter_map(|part| furniture::rule(part, &grid, &names)).collect();
    for face in &merged.faces {
        for next in &face.fallback {
            names.face(next);
        }
    }
    for (_, part) in &merged.gradients {
        names.gradient(part);
    }
    for plate in merged.press.overprinted() {
        let spots = merged.inks.iter().flat_map(|(_, part)| part.ink.spots()).map(|spot| spot.name.as_str());
        let known = std::iter::once(BLACK_PLATE).chain(spots);
        if known.clone().any(|known| known == plate.value) {
            continue;
        }
        // An ink is often taken for its plate.
        let ink = merged.inks.iter().find(|(name, _)| *name == plate.value);
        match ink.and_then(|(_, part)| part.ink.spots().first()) {
            Some(spot) => faults.push(
                Diagnostic::error(codes::UNKNOWN_PLATE, format!("`{}` is an ink, not a plate", plate.value))
                    .at(plate.span.clone(), "")
                    .help(format!("it prints on the plate `{}`: write overprint = [\"{0}\"]", spot.name)),
            ),
            None => names.unknown(codes::UNKNOWN_PLATE, "plate", plate, known),
        }
    }
    let faces = merged.faces.iter().map(|face| face.spec.clone()).collect();
    let marks = |given: &Given<String>| -> Vec<char> {
        given.iter().flat_map(|given| given.value.chars()).filter(|mark| !mark.is_whitespace()).collect()
    };
    let house = &merged.house;
    let marks = KinsokuMarks {
        may_start: marks(&house.may_start),
        not_at_start: marks(&house.not_at_start),
        may_end: marks(&house.may_end),
        not_at_end: marks(&house.not_at_end),
    };
    let keep_files = house.keep.iter().flat_map(|given| &given.value).map(|path| HouseFile {
        written: PathBuf::from(&path.value),
        folder: merged.keep_folder.clone(),
        span: path.span.clone(),
    });
    let keep_files = keep_files.collect();
    let folio =
        merged.folio.iter().filter_map(|part| furniture::item("folio", part, &grid, &names)).collect();
    let silent = house.silent.iter().flat_map(|given| &given.value).map(|code| code.value.clone()).collect();
    Layout {
        name: name.to_owned(),
        paper,
        grid,
        faces,
        styles,
        areas,
        without: without.into_iter().map(|(name, _)| name.value.clone()).collect(),
        masthead,
        folio,
        rules,
        copyfit: copyfit(&merged.copyfit),
        lint: merged.lint.resolve(),
        press: merged.press.resolve(&merged.profile_folder),
        spot_plates: merged
            .inks
            .iter()
            .flat_map(|(_, part)| part.ink.spots())
            .map(|spot| spot.name.clone())
            .collect(),
        drawing_inks: merged
            .inks
            .iter()
            .filter_map(|(_, part)| Some((part.rgb?, part.ink.clone())))
            .collect(),
        silent,
        marks,
        keep_files,
        keep: Vec::new(),
    }
}

/// All files of a chain laid over each other.
struct Merged {
    page: super::schema::PagePart,
    grid: GridPart,
    house: HousePart,
    /// The folder of the file that names the keep-lists.
    keep_folder: PathBuf,
    inks: Vec<(String, InkPart)>,
    gradients: Vec<(Value<String>, GradientPart)>,
    faces: Vec<MergedFace>,
    styles: Vec<(Value<String>, StylePart)>,
    areas: Vec<(Value<String>, AreaPart)>,
    masthead: Vec<MastheadPart>,
    folio: Vec<MastheadPart>,
    rules: Vec<RulePart>,
    copyfit: CopyfitPart,
    lint: super::lint::LintPart,
    press: super::press::PressPart,
    /// The folder of the file that names the profile.
    profile_folder: PathBuf,
}

struct MergedFace {
    spec: FaceSpec,
    fallback: Vec<Value<String>>,
}

impl Default for Merged {
    fn default() -> Merged {
        let nowhere = Span::new(crate::diagnostic::FileId(0), 0..0);
        let faces = EMBEDDED_FACES
            .iter()
            .map(|(name, _)| MergedFace {
                spec: FaceSpec {
                    name: (*name).to_owned(),
                    source: FaceSource::Embedded((*name).to_owned()),
                    variation: Variation::default(),
                    fallback: Vec::new(),
                    span: nowhere.clone(),
                },
                fallback: Vec::new(),
            })
            .collect();
        Merged {
            page: Default::default(),
            grid: Default::default(),
            house: Default::default(),
            keep_folder: PathBuf::new(),
            inks: [("black", Ink::BLACK), ("paper", Ink::PAPER)]
                .map(|(name, ink)| (name.to_owned(), InkPart { ink, rgb: None }))
                .into(),
            gradients: Vec::new(),
            faces,
            styles: Vec::new(),
            areas: Vec::new(),
            masthead: Vec::new(),
            folio: Vec::new(),
            rules: Vec::new(),
            copyfit: Default::default(),
            lint: Default::default(),
            press: Default::default(),
            profile_folder: PathBuf::new(),
        }
    }
}

impl Merged {
    fn put(&mut self, link: Link) {
        let Link { file, folder } = link;
        self.page = std::mem::take(&mut self.page).overlaid(file.page);
        self.grid = std::mem::take(&mut self.grid).overlaid(file.grid);
        if file.house.keep.is_some() {
            self.keep_folder.clone_from(&folder);
        }
        self.house = std::mem::take(&mut self.house).overlaid(file.house);
        for (name, ink) in file.inks {
            match self.inks.iter_mut().find(|(known, _)| *known == name.value) {
                Some((_, known)) => *known = ink,
                None => self.inks.push((name.value, ink)),
            }
        }
        overlay(&mut self.gradients, file.gradients, GradientPart::overlaid);
        for (name, part) in file.faces {
            self.put_face(name, part, &folder);
        }
        overlay(&mut self.styles, file.styles, StylePart::overlaid);
        overlay(&mut self.areas, file.areas, AreaPart::overlaid);
        if let Some(masthead) = file.masthead {
            self.masthead = masthead;
        }
        if let Some(folio) = file.folio {
            self.folio = folio;
        }
        if let Some(rules) = file.rules {
            self.rules = rules;
        }
        self.copyfit = std::mem::take(&mut self.copyfit).overlaid(file.copyfit);
        self.lint = std::mem::take(&mut self.lint).overlaid(file.lint);
        if file.press.names_profile() {
            self.profile_folder.clone_from(&folder);
        }
        self.press = std::mem::take(&mut self.press).overlaid(file.press);
    }

    fn put_face(&mut self, name: Value<String>, part: FacePart, folder: &Path) {
        let known = self.faces.iter_mut().find(|known| known.spec.name == name.value);
        let song = || vec![Value { value: "song".to_owned(), span: name.span.clone() }];
        let fallback = part.fallback.unwrap_or_else(song);
        let names = fallback.iter().map(|name| name.value.clone()).collect();
        let Some(path) = part.path else {
            // An embedded face keeps its font and gets other fallbacks.
            if let Some(known) = known {
                known.spec.fallback = names;
                known.fallback = fallback;
            }
            return;
        };
        let file =
            FontFile { written: PathBuf::from(path.value), folder: folder.to_path_buf(), index: part.index };
        let source = FaceSource::File(file);
        let variation = part.variation;
        let spec = FaceSpec { name: name.value, source, variation, fallback: names, span: path.span };
        let face = MergedFace { spec, fallback };
        match known {
            Some(known) => *known = face,
            None => self.faces.push(face),
        }
    }
}

/// Puts later entries over those of the same name; new ones go to the end.
fn overlay<T: Default>(
    list: &mut Vec<(Value<String>, T)>,
    later: Vec<(Value<String>, T)>,
    over: impl Fn(T, T) -> T,
) {
    for (name, part) in later {
        match list.iter_mut().find(|(known, _)| known.value == name.value) {
            Some((known, below)) => {
                *below = over(std::mem::take(below), part);
                *known = name;
            }
            None => list.push((name, part)),
        }
    }
}

/// Looks names up and reports those that do not exist.
pub(super) struct Names<'a> {
    merged: &'a Merged,
    pub(super) faults: &'a Faults,
}

impl Names<'_> {
    fn unknown<'n>(
        &self,
        code: codes::Code,
        what: &str,
        name: &Value<String>,
        known: impl Iterator<Item = &'n str> + Clone,
    ) {
        self.faults.push(
            Diagnostic::error(code, format!("there is no {what} `{}`", name.value))
                .at(name.span.clone(), "")
                .help(table::suggest(&name.value, known)),
        );
    }

    pub(super) fn ink(&self, name: &Value<String>) -> Ink {
        let inks = &self.merged.inks;
        match inks.iter().find(|(known, _)| *known == name.value) {
            Some((_, part)) => part.ink.clone(),
            None if self.merged.gradients.iter().any(|(known, _)| known.value == name.value) => {
                self.faults.push(
                    Diagnostic::error(
                        codes::UNKNOWN_INK,
                        format!("`{}` is a gradient, not an ink", name.value),
                    )
                    .at(name.span.clone(), "")
                    .help("gradients fill panels alone: tint, headline_tint and table_tint"),
                );
                Ink::BLACK
            }
            None => {
                self.unknown(codes::UNKNOWN_INK, "ink", name, inks.iter().map(|(known, _)| known.as_str()));
                Ink::BLACK
            }
        }
    }

    /// A gradient, or an ink.
    fn tint(&self, name: &Value<String>) -> Tint {
        let gradients = &self.merged.gradients;
        match gradients.iter().find(|(known, _)| known.value == name.value) {
            Some((_, part)) => Tint::Gradient(self.gradient(part)),
            None => {
                let inks = &self.merged.inks;
                if inks.iter().any(|(known, _)| *known == name.value) {
                    return Tint::Plain(self.ink(name));
                }
                let known = gradients.iter().map(|(known, _)| known.value.as_str());
                let known = known.chain(inks.iter().map(|(known, _)| known.as_str()));
                self.unknown(codes::UNKNOWN_INK, "ink or gradient", name, known);
                Tint::Plain(Ink::BLACK)
            }
        }
    }

    /// A gradient between two inks; bare paper where an end is not given.
    fn gradient(&self, part: &GradientPart) -> Gradient {
        let end = |given: &Given<String>| given.as_ref().map_or(Ink::PAPER, |name| self.ink(name));
        Gradient {
            from: end(&part.from),
            to: end(&part.to),
            towards: part.towards.as_ref().map(|towards| towards.value).unwrap_or_default(),
        }
    }

    pub(super) fn face(&self, name: &Value<String>) {
        let faces = &self.merged.faces;
        if !faces.iter().any(|known| known.spec.name == name.value) {
            let known = faces.iter().map(|known| known.spec.name.as_str());
            self.unknown(codes::UNKNOWN_FACE, "face", name, known);
        }
    }

    pub(super) fn style(&self, name: &Value<String>) {
        let styles = &self.merged.styles;
        if !styles.iter().any(|(known, _)| known.value == name.value) {
            let known = styles.iter().map(|(known, _)| known.value.as_str());
            self.unknown(codes::UNKNOWN_STYLE, "style", name, known);
        }
    }

    pub(super) fn line(&self, line: &LinePart, grid: &GridSpec) -> (Length, Ink) {
        let width = line
            .width
            .as_ref()
            .map_or(Length::from_pt(0.5), |width| width.value.resolve(grid.body, grid.pitch));
        (width, line.ink.as_ref().map_or(Ink::BLACK, |ink| self.ink(ink)))
    }

    pub(super) fn needs(&self, part: &str, key: &str, span: &Span) {
        needs(self.faults, part, key, span);
    }
}

/// Reports a key that no file of the chain gives, unless one gives it in some wrong form.
fn needs(faults: &Faults, part: &str, key: &str, span: &Span) {
    if !faults.is_spoiled(part, key) {
        faults.push(
            Diagnostic::error(codes::MISSING_KEY, format!("[{part}] needs `{key}`"))
                .at(span.clone(), "")
                .help(format!("add `{key} = …` to it, or extend a layout that has it")),
        );
    }
}

fn grid(part: &GridPart, anchor: &Span, faults: &Faults) -> GridSpec {
    let span = part.heading.as_ref().map_or_else(|| anchor.clone(), |heading| heading.span.clone());
    let body = match &part.body {
        Some(Value { value: size @ Dimension::Absolute(_), .. }) => size.resolve(Length::ZERO, Length::ZERO),
        Some(given) => {
            faults.push(
                Diagnostic::error(codes::RELATIVE_SIZE, "the size of the body cannot be in 字 or rows")
                    .at(given.span.clone(), "")
                    .help("characters and rows are measured by it: write points or a size by name"),
            );
            Length::pt(9)
        }
        None => Length::pt(9),
    };
    let pitch = match &part.pitch {
        Some(Value { value: Dimension::Rows(_), span }) => {
            faults.push(
                Diagnostic::error(codes::RELATIVE_SIZE, "the pitch cannot be in rows")
                    .at(span.clone(), "")
                    .help("rows are measured by it: write points or characters, such as \"1.25字\""),
            );
            body.scale(5, 4)
        }
        Some(given) => given.value.resolve(body, Length::ZERO),
        None => body.scale(5, 4),
    };
    let count = |given: &Given<u32>, key: &str| match given {
        Some(given) => given.value,
        None => {
            needs(faults, "grid", key, &span);
            1
        }
    };
    GridSpec {
        body,
        pitch,
        columns: count(&part.columns, "columns"),
        characters: count(&part.characters, "characters"),
        rows: count(&part.rows, "rows"),
        gutter: part.gutter.as_ref().map_or(body, |gutter| gutter.value.resolve(body, pitch)),
        head: part.head.as_ref().map(|head| head.value.resolve(body, pitch)),
        fold: part.fold.as_ref().map(|after| Fold {
            after: after.value,
            width: part.fold_width.as_ref().map_or(body * 4, |width| width.value.resolve(body, pitch)),
        }),
        span,
    }
}

fn copyfit(part: &CopyfitPart) -> CopyfitSpec {
    let usual = CopyfitSpec::default();
    let value = |given: &Given<u32>, usual| given.as_ref().map_or(usual, |given| given.value);
    CopyfitSpec {
        order: part.order.as_ref().map(|order| order.value.clone()).unwrap_or_default(),
        looseness: value(&part.looseness, usual.looseness),
        headline: value(&part.headline, usual.headline),
        picture: value(&part.picture, usual.picture),
        caption: value(&part.caption, usual.caption),
        gap: value(&part.gap, usual.gap),
    }
}

fn area(name: &Value<String>, part: &AreaPart, grid: &GridSpec, names: &Names<'_>) -> Option<Area> {
    let title = format!("areas.{}", name.value);
    let count = |given: &Given<u32>, key: &str| {
        if given.is_none() {
            names.needs(&title, key, &name.span);
        }
        given.as_ref().map(|given| given.value)
    };
    let (column, columns) = (count(&part.column, "column"), count(&part.columns, "columns"));
    let (row, rows) = (count(&part.row, "row"), count(&part.rows, "rows"));
    let line = |given: &Given<LinePart>| given.as_ref().map(|line| names.line(&line.value, grid));
    let mut styles = Vec::new();
    for (kind, style) in part.styles.iter().flat_map(|styles| &styles.value) {
        if !KINDS.contains(&kind.value.as_str()) {
            names.unknown(codes::UNKNOWN_KEY, "kind of text", kind, KINDS.iter().copied());
        }
        names.style(style);
        styles.push((kind.value.clone(), style.value.clone()));
    }
    Some(Area {
        name: name.value.clone(),
        text_columns: part.text_columns.as_ref().map(|columns| columns.value),
        division: part.division.as_ref().map(|division| division.value).unwrap_or_default(),
        writing: part.writing.as_ref().map(|writing| writing.value).unwrap_or_default(),
        notches: part.notch.as_ref().map(|notch| notch.value.clone()).unwrap_or_default(),
        headline: part.headline.as_ref().map(|place| place.value).unwrap_or_default(),
        headline_at: part.headline_at.as_ref().zip(column.zip(row)).map(|(at, (column, row))| Cells {
            column: column + at.value.column - 1,
            row: row + at.value.row - 1,
            ..at.value
        }),
        headline_tint: part.headline_tint.as_ref().map(|tint| names.tint(tint)),
        headline_size: part.headline_size.as_ref().map(|size| size.value),
        styles,
        frame: line(&part.frame),
        tint: part.tint.as_ref().map(|tint| names.tint(tint)),
        inset: part.inset.as_ref().map_or(Length::ZERO, |inset| inset.value.resolve(grid.body, grid.pitch)),
        rule_below: line(&part.rule_below),
        column_rule: line(&part.column_rule),
        table_rule: line(&part.table_rule),
        table_tint: part.table_tint.as_ref().map(|tint| names.tint(tint)),
        span: name.span.clone(),
        column: column?,
        columns: columns?,
        row: row?,
        rows: rows?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::layout::schema::parse;
    use crate::layout::{Align, RuleCourse};

    fn layout_of(files: &[&str]) -> (Layout, Vec<Diagnostic>) {
        let faults = Faults::default();
        let chain = files
            .iter()
            .enumerate()
            .map(|(at, text)| Link {
                file: parse(FileId(at as u32), text, &faults).unwrap(),
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
        assert_eq!(layout.rules[0].course, RuleCourse::Row { row: 12, column: 1, columns: 6 });
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
        assert_eq!(a.tint, Some(Tint::Plain(Ink::Process(magenta))));
        assert_eq!((a.span.file, b.span.file), (FileId(1), FileId(0)));
        // Lists are replaced as a whole, and kept where the later file has none.
        let course = RuleCourse::Gutter { column: 2, row: 80, rows: 11 };
        assert_eq!(layout.rules.iter().map(|rule| rule.course).collect::<Vec<_>>(), [course]);
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
                ("missing-key", "[areas.x] needs `columns`"),
                ("missing-key", "[areas.x] needs `row`"),
                ("missing-key", "[areas.x] needs `rows`"),
            ]
        );
    }
}
