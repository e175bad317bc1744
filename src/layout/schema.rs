//! What `layouts/*.toml` may say (see `docs/FORMAT.md`), as it is written: every value optional,
//! with its place, and lengths still relative.

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::ink::{Cmyk, Ink, Spot, Towards};

mod parts;

pub use parts::read_cells;
use parts::{read_area, read_masthead, read_rule, read_style};

use super::resolve::EMBEDDED_FACES;
use super::sizes::Dimension;
use super::table::{self, Faults, Table, Value};
use super::{
    Align, Cells, CopyfitStep, Digits, Division, ExclaimPairs, HeadlinePlace, Kinsoku, LineEnd, Notch, On,
    Punctuation, Region, Variation, Writing,
};

/// A value that a file may leave out.
pub type Given<T> = Option<Value<T>>;

/// One layout file.
#[derive(Clone, Debug)]
pub struct LayoutFile {
    /// Which file.
    pub file: FileId,
    /// The layouts it starts from, in their order; later ones go over earlier ones.
    pub extends: Vec<Value<String>>,
    /// `[page]`.
    pub page: PagePart,
    /// `[grid]`.
    pub grid: GridPart,
    /// `[house]`.
    pub house: HousePart,
    /// `[inks]`, each replaced as a whole.
    pub inks: Vec<(Value<String>, InkPart)>,
    /// `[gradients.…]`.
    pub gradients: Vec<(Value<String>, GradientPart)>,
    /// `[faces.…]`, each replaced as a whole.
    pub faces: Vec<(Value<String>, FacePart)>,
    /// `[styles.…]`.
    pub styles: Vec<(Value<String>, StylePart)>,
    /// `[areas.…]`.
    pub areas: Vec<(Value<String>, AreaPart)>,
    /// `[[masthead]]`; `None` when the file has none.
    pub masthead: Option<Vec<MastheadPart>>,
    /// `[[folio]]`; `None` when the file has none.
    pub folio: Option<Vec<MastheadPart>>,
    /// `[[rule]]`; `None` when the file has none.
    pub rules: Option<Vec<RulePart>>,
    /// `[copyfit]`.
    pub copyfit: CopyfitPart,
    /// `[lint]`.
    pub lint: super::lint::LintPart,
    /// `[press]`.
    pub press: super::press::PressPart,
}

/// Fields that a later file overrides one by one.
macro_rules! part {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        pub struct $name { $($(#[$doc])* pub $field: Given<$kind>,)* }

        impl $name {
            /// This one, with everything that `later` gives put over it.
            #[must_use]
            pub fn overlaid(self, later: $name) -> $name {
                $name { $($field: later.$field.or(self.$field),)* }
            }
        }
    };
}

part! {
    /// `[page]`.
    PagePart {
        /// Trimmed width.
        width: Dimension,
        /// Trimmed height.
        height: Dimension,
        /// Bleed.
        bleed: Dimension,
        /// Room for marks.
        slug: Dimension,
    }
}

part! {
    /// `[grid]`.
    GridPart {
        /// Body type size.
        body: Dimension,
        /// From row to row.
        pitch: Dimension,
        /// Basic columns.
        columns: u32,
        /// Characters in one.
        characters: u32,
        /// Between columns.
        gutter: Dimension,
        /// Rows of the type area.
        rows: u32,
        /// Head margin.
        head: Dimension,
        /// The column behind which a spread folds.
        fold: u32,
        /// Width of the gutter at the fold.
        fold_width: Dimension,
        /// The heading of the table, for findings about it as a whole.
        heading: (),
    }
}

part! {
    /// `[gradients.…]`.
    GradientPart {
        /// The ink at its beginning.
        from: String,
        /// The ink at its end.
        to: String,
        /// Where it goes.
        towards: Towards,
    }
}

part! {
    /// `[copyfit]`.
    CopyfitPart {
        /// The steps in their order.
        order: Vec<CopyfitStep>,
        /// Paragraphs in a hundred.
        looseness: u32,
        /// Rows of headlines.
        headline: u32,
        /// Rows of pictures.
        picture: u32,
        /// Lines of captions.
        caption: u32,
        /// Rows of white.
        gap: u32,
    }
}

part! {
    /// `[house]`.
    HousePart {
        /// Codes of findings that are not told.
        silent: Vec<Value<String>>,
        /// Files of words that stay whole.
        keep: Vec<Value<String>>,
        /// Marks with which a line may begin.
        may_start: String,
        /// Marks with which no line begins.
        not_at_start: String,
        /// Marks with which a line may end.
        may_end: String,
        /// Marks with which no line ends.
        not_at_end: String,
    }
}

part! {
    /// `[styles.…]`.
    StylePart {
        /// Face.
        face: String,
        /// Face for stressed words.
        strong_face: String,
        /// Face for the words that open a report.
        lead_face: String,
        /// Face for pinyin.
        pinyin_face: String,
        /// Type size.
        size: Dimension,
        /// Line to line.
        leading: Dimension,
        /// Ink.
        ink: String,
        /// How lines stand.
        align: Align,
        /// First-line indent.
        indent: Dimension,
        /// Narrowest percent of natural width.
        condense: u32,
        /// Lines at the most.
        lines: u32,
        /// White above.
        above: Dimension,
        /// White below.
        below: Dimension,
        /// Rows of one line.
        rows: u32,
        /// Punctuation style.
        punctuation: Punctuation,
        /// Kinsoku level.
        kinsoku: Kinsoku,
        /// Where marks stand.
        region: Region,
        /// How wide figures are.
        digits: Digits,
        /// Question and exclamation marks in a row.
        exclaim_pairs: ExclaimPairs,
        /// Marks at line ends.
        line_end: LineEnd,
        /// Hanging marks.
        hanging: bool,
        /// Division of English words.
        hyphenate: bool,
        /// Gap between Han and Western, in thousandths of an em.
        western_gap: i32,
        /// White between all characters, in thousandths of an em.
        tracking: i32,
        /// How far a gap of a justified line may open, in thousandths of an em.
        max_opening: i32,
        /// Rows of the first character.
        drop_cap: u32,
    }
}

part! {
    /// `[areas.…]`.
    AreaPart {
        /// First column.
        column: u32,
        /// Columns.
        columns: u32,
        /// First row.
        row: u32,
        /// Rows.
        rows: u32,
        /// Columns of text.
        text_columns: u32,
        /// Whether it is taken out of the layout that this one extends.
        off: bool,
        /// How the width is divided.
        division: Division,
        /// Which way text runs.
        writing: Writing,
        /// Corners that it leaves to others.
        notch: Vec<Notch>,
        /// Where the headline stands.
        headline: HeadlinePlace,
        /// The headline's own rectangle.
        headline_at: Cells,
        /// A panel behind the headline.
        headline_tint: String,
        /// Rows or characters of the headline.
        headline_size: u32,
        /// Styles of its own: (kind, style).
        styles: Vec<(Value<String>, Value<String>)>,
        /// A box.
        frame: LinePart,
        /// A panel.
        tint: String,
        /// White inside the edge.
        inset: Dimension,
        /// A rule under it.
        rule_below: LinePart,
        /// Rules between its columns.
        column_rule: LinePart,
        /// Rules of a table in it.
        table_rule: LinePart,
        /// A tint behind every other row of a table in it.
        table_tint: String,
    }
}

/// `{ width = …, ink = … }`.
#[derive(Clone, Debug, Default)]
pub struct LinePart {
    /// Width of the line.
    pub width: Given<Dimension>,
    /// Its ink.
    pub ink: Given<String>,
}

/// `[inks]`.
#[derive(Clone, Debug)]
pub struct InkPart {
    /// The ink.
    pub ink: Ink,
    /// The colour that stands for it in drawings: red, green and blue.
    pub rgb: Option<[u8; 3]>,
}

/// `[faces.…]`.
#[derive(Clone, Debug)]
pub struct FacePart {
    /// The font file, relative to the file that says it or to the issue folder. An embedded face
    /// that is only given more fallbacks has none.
    pub path: Given<String>,
    /// The face in a collection.
    pub index: u32,
    /// The instance of a variable font.
    pub variation: Variation,
    /// Faces to try next.
    pub fallback: Option<Vec<Value<String>>>,
}

/// `[[masthead]]`.
#[derive(Clone, Debug)]
pub struct MastheadPart {
    /// A template.
    pub text: Given<String>,
    /// The paper's name.
    pub name: bool,
    /// A rule in this ink.
    pub rule: Given<String>,
    /// The style of text or name.
    pub style: Given<String>,
    /// From the area's left edge.
    pub x: Given<Dimension>,
    /// From the area's top edge.
    pub y: Given<Dimension>,
    /// Measure.
    pub width: Given<Dimension>,
    /// Height of drawings, of rules and of lines that run down.
    pub height: Given<Dimension>,
    /// Whether text runs down.
    pub vertical: bool,
    /// The pages that show it.
    pub on: Given<On>,
    /// Where it is written.
    pub span: Span,
}

/// `[[rule]]`.
#[derive(Clone, Debug)]
pub struct RulePart {
    /// The row it runs along, or the first row of one down a gutter.
    pub row: Given<u32>,
    /// Rows it runs down.
    pub rows: Given<u32>,
    /// First column of one along a row.
    pub column: Given<u32>,
    /// Columns it runs over.
    pub columns: Given<u32>,
    /// The column whose gutter it runs down.
    pub gutter: Given<u32>,
    /// Width of the line and ink.
    pub line: LinePart,
    /// Where it is written.
    pub span: Span,
}

/// Reads a layout file; `None` when it is no TOML. Everything wrong goes to `faults`.
pub fn parse(file: FileId, text: &str, faults: &Faults) -> Option<LayoutFile> {
    table::read_document(file, text, faults, |top| {
        let page = top.table("page").map(|page| read_page(&page)).unwrap_or_default();
        let grid = top.table("grid").map(|grid| read_grid(&grid)).unwrap_or_default();
        let house = top.table("house").map(|house| read_house(&house)).unwrap_or_default();
        LayoutFile {
            file,
            extends: top.string_or_strings("extends"),
            page,
            grid,
            house,
            inks: named(top, "inks", |_, table| Some(InkPart { rgb: read_rgb(table), ink: read_ink(table) })),
            gradients: named(top, "gradients", |_, table| Some(read_gradient(table))),
            faces: named(top, "faces", read_face),
            styles: named(top, "styles", |_, table| Some(read_style(table))),
            areas: named(top, "areas", |_, table| Some(read_area(table))),
            masthead: list(top, "masthead", read_masthead),
            folio: list(top, "folio", read_masthead),
            rules: list(top, "rule", read_rule),
            copyfit: top.table("copyfit").map(|part| read_copyfit(&part)).unwrap_or_default(),
            lint: top.table("lint").map(|part| super::lint::LintPart::read(&part)).unwrap_or_default(),
            press: top.table("press").map(|part| super::press::PressPart::read(&part)).unwrap_or_default(),
        }
    })
}

fn named<T>(
    top: &Table<'_>,
    key: &'static str,
    read: impl Fn(&str, &Table<'_>) -> Option<T>,
) -> Vec<(Value<String>, T)> {
    let mut list = Vec::new();
    for (name, table) in top.named_tables(key) {
        let value = read(&name.value, &table);
        table.finish();
        list.extend(value.map(|value| (name, value)));
    }
    list
}

fn list<T>(top: &Table<'_>, key: &'static str, read: impl Fn(&Table<'_>) -> Option<T>) -> Option<Vec<T>> {
    top.has(key).then(|| {
        let mut list = Vec::new();
        for table in top.tables(key) {
            list.extend(read(&table));
            table.finish();
        }
        list
    })
}

/// Which lengths make sense.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Any,
    NotNegative,
    Positive,
}

fn dimension(table: &Table<'_>, key: &'static str, sign: Sign) -> Given<Dimension> {
    let text = table.length_text(key)?;
    match Dimension::parse(&text.value) {
        Ok(length) => {
            let zero = matches!(
                length,
                Dimension::Ems(0) | Dimension::Rows(0) | Dimension::Absolute(crate::geometry::Length::ZERO)
            );
            let refused = match sign {
                Sign::Any => None,
                Sign::NotNegative => length.is_negative().then_some("must not be negative"),
                Sign::Positive => (length.is_negative() || zero).then_some("must be more than zero"),
            };
            if let Some(why) = refused {
                table.spoil(key);
                table.report(
                    Diagnostic::error(codes::LENGTH_SIGN, format!("the length `{key}` {why}"))
                        .at(text.span, "")
                        .help(match sign {
                            Sign::Positive => "give the length that it has on the page",
                            _ => "write \"0\" for none",
                        }),
                );
                return None;
            }
            Some(Value { value: length, span: text.span })
        }
        Err(fault) => {
            table.spoil(key);
            let code =
                if fault.message.ends_with("has no unit") { codes::LENGTH_UNIT } else { codes::LENGTH };
            table.report(Diagnostic::error(code, fault.message).at(text.span, "").help(fault.help));
            None
        }
    }
}

/// One of a few words.
pub fn choice<T: Copy>(table: &Table<'_>, key: &'static str, known: &[(&str, T)]) -> Given<T> {
    let text = table.string(key)?;
    match known.iter().find(|(name, _)| *name == text.value) {
        Some((_, choice)) => Some(Value { value: *choice, span: text.span }),
        None => {
            let names = known.iter().map(|(name, _)| *name);
            table.report(
                Diagnostic::error(codes::UNKNOWN_VALUE, format!("`{key}` cannot be `{}`", text.value))
                    .at(text.span, "")
                    .help(table::suggest(&text.value, names)),
            );
            None
        }
    }
}

fn read_page(table: &Table<'_>) -> PagePart {
    let part = PagePart {
        width: dimension(table, "width", Sign::Positive),
        height: dimension(table, "height", Sign::Positive),
        bleed: dimension(table, "bleed", Sign::NotNegative),
        slug: dimension(table, "slug", Sign::NotNegative),
    };
    table.finish();
    part
}

fn read_grid(table: &Table<'_>) -> GridPart {
    let part = GridPart {
        body: dimension(table, "body", Sign::Positive),
        pitch: dimension(table, "pitch", Sign::Positive),
        columns: table.whole("columns", 1),
        characters: table.whole("characters", 1),
        gutter: dimension(table, "gutter", Sign::NotNegative),
        rows: table.whole("rows", 1),
        head: dimension(table, "head", Sign::NotNegative),
        fold: table.whole("fold", 1),
        fold_width: dimension(table, "fold_width", Sign::NotNegative),
        heading: Some(Value { value: (), span: table.span() }),
    };
    table.finish();
    part
}

fn read_house(table: &Table<'_>) -> HousePart {
    let part = HousePart {
        silent: table.strings("silent").map(|value| Value { value, span: table.span() }),
        keep: table.strings("keep").map(|value| Value { value, span: table.span() }),
        may_start: table.string("may_start"),
        not_at_start: table.string("not_at_start"),
        may_end: table.string("may_end"),
        not_at_end: table.string("not_at_end"),
    };
    for code in part.silent.iter().flat_map(|given| &given.value) {
        if crate::codes::find(&code.value).is_none() {
            table.report(
                Diagnostic::error(codes::UNKNOWN_CODE, format!("no finding has the code `{}`", code.value))
                    .at(code.span.clone(), "")
                    .help(table::suggest_code(&code.value)),
            );
        }
    }
    for (may, never) in [(&part.may_start, &part.not_at_start), (&part.may_end, &part.not_at_end)] {
        let (Some(may), Some(never)) = (may, never) else { continue };
        if let Some(both) = may.value.chars().find(|mark| never.value.contains(*mark)) {
            table.report(
                Diagnostic::error(codes::MARK_IN_BOTH, format!("{both} both may and may not stand there"))
                    .at(never.span.clone(), "")
                    .at(may.span.clone(), "")
                    .help("keep it in one of the two"),
            );
        }
    }
    table.finish();
    part
}

fn read_copyfit(table: &Table<'_>) -> CopyfitPart {
    const STEPS: [(&str, CopyfitStep); 6] = [
        ("looseness", CopyfitStep::Looseness),
        ("headline", CopyfitStep::Headline),
        ("picture", CopyfitStep::Picture),
        ("caption", CopyfitStep::Caption),
        ("gap", CopyfitStep::Gap),
        ("filler", CopyfitStep::Filler),
    ];
    let order = table.strings("order").map(|names| {
        let mut steps = Vec::new();
        for name in names {
            match STEPS.iter().find(|(known, _)| *known == name.value) {
                Some((_, step)) if !steps.contains(step) => steps.push(*step),
                Some(_) => {}
                None => table.report(
                    Diagnostic::error(
                        codes::UNKNOWN_VALUE,
                        format!("copy is not fitted by `{}`", name.value),
                    )
                    .at(name.span, "")
                    .help(table::suggest(&name.value, STEPS.iter().map(|(known, _)| *known))),
                ),
            }
        }
        Value { value: steps, span: table.span() }
    });
    let part = CopyfitPart {
        order,
        looseness: table.whole("looseness", 0),
        headline: table.whole("headline", 0),
        picture: table.whole("picture", 0),
        caption: table.whole("caption", 0),
        gap: table.whole("gap", 0),
    };
    table.finish();
    part
}

/// `"#b5262b"`.
fn read_rgb(table: &Table<'_>) -> Option<[u8; 3]> {
    let text = table.string("rgb")?;
    let digits = text.value.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
    let level = |at: usize| u8::from_str_radix(digits?.get(at..at + 2)?, 16).ok();
    let rgb = level(0).zip(level(2)).zip(level(4)).map(|((red, green), blue)| [red, green, blue]);
    if rgb.is_none() {
        table.report(
            Diagnostic::error(codes::UNKNOWN_VALUE, format!("`{}` is no colour of a drawing", text.value))
                .at(text.span, "")
                .help("write red, green and blue in hexadecimal, as the drawing does: rgb = \"#b5262b\""),
        );
    }
    rgb
}

fn read_ink(table: &Table<'_>) -> Ink {
    // Shares and tint stand in the parts of a mix; beside it nobody would ask for them.
    if table.has("mix") {
        return read_mix(table);
    }
    let share = |key| table.percent(key).map_or(0, |share| share.value);
    let shares = Cmyk { c: share("c"), m: share("m"), y: share("y"), k: share("k") };
    let tint = table.percent("tint");
    match table.string("spot") {
        Some(name) => Ink::Spot(Spot {
            // A blank at the end would make another plate.
            name: name.value.trim().to_owned(),
            alternate: shares,
            tint: tint.map_or(Cmyk::SOLID, |tint| tint.value),
        }),
        None => {
            if let Some(tint) = tint {
                table.report(
                    Diagnostic::error(codes::TINT_WITHOUT_SPOT, "only a spot ink has a `tint`")
                        .at(tint.span, "")
                        .help("give the shares of the process inks themselves, such as k = 10"),
                );
            }
            Ink::Process(shares)
        }
    }
}

/// `mix = [{ spot = … }, { k = 20 }]`: inks one over the other.
fn read_mix(table: &Table<'_>) -> Ink {
    let mut process = Cmyk::default();
    let mut spots: Vec<Spot> = Vec::new();
    for part in table.tables("mix") {
        let ink = read_ink(&part);
        part.finish();
        let (more, others) = match ink {
            Ink::Process(more) => (more, Vec::new()),
            Ink::Spot(spot) => (Cmyk::default(), vec![spot]),
            Ink::Mix { process, spots } => (process, spots),
            Ink::Registration => continue,
        };
        let over = |under: u16, share: u16| under.saturating_add(share).min(Cmyk::SOLID);
        let (under, Cmyk { c, m, y, k }) = (process, more);
        process = Cmyk { c: over(under.c, c), m: over(under.m, m), y: over(under.y, y), k: over(under.k, k) };
        for spot in others {
            if spots.iter().any(|known| known.name == spot.name) {
                let message = format!("the mix has spot colour `{}` twice", spot.name);
                table.report(
                    Diagnostic::error(codes::PLATE_TWICE, message)
                        .at(table.span(), "")
                        .help("a plate prints once: give it the sum of both tints"),
                );
            } else {
                spots.push(spot);
            }
        }
    }
    if spots.is_empty() { Ink::Process(process) } else { Ink::Mix { process, spots } }
}

fn read_gradient(table: &Table<'_>) -> GradientPart {
    let ways =
        [("right", Towards::Right), ("left", Towards::Left), ("down", Towards::Down), ("up", Towards::Up)];
    GradientPart {
        from: table.string("from"),
        to: table.string("to"),
        towards: choice(table, "towards", &ways),
    }
}

fn read_face(name: &str, table: &Table<'_>) -> Option<FacePart> {
    let path = table.string("file");
    let index = table.whole("index", 0);
    let fallback = table.strings("fallback");
    let variation = read_variation(table);
    let embedded = EMBEDDED_FACES.iter().any(|(known, _)| *known == name);
    let of_a_file = index.is_some() || variation != Variation::default();
    if !embedded || fallback.is_none() || of_a_file {
        table.require("file", "name the font: file = \"fonts/…\"");
        path.as_ref()?;
    }
    Some(FacePart { path, index: index.map_or(0, |index| index.value), variation, fallback })
}

/// `instance`, `weight` and `axes` of a face; a weight is a value of the axis `wght`.
fn read_variation(table: &Table<'_>) -> Variation {
    let mut axes = table.named_numbers("axes");
    if let Some(weight) = table.number("weight") {
        match axes.iter().find(|(tag, _)| tag.value == WEIGHT) {
            Some((tag, _)) => table.report(
                Diagnostic::error(codes::FACE_INSTANCE, "`weight` and the axis `wght` are the same thing")
                    .at(tag.span.clone(), "")
                    .help("keep one of them"),
            ),
            None => axes.push((Value { value: WEIGHT.to_owned(), span: weight.span.clone() }, weight)),
        }
    }
    Variation { instance: table.string("instance"), axes }
}

/// The axis of weights (OpenType, registered axis tags).
const WEIGHT: &str = "wght";
