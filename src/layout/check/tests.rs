//! Every fault with a control: the sound layout, and the same layout just within the limit.

use super::check;
use crate::diagnostic::{FileId, Severity, Span};
use crate::geometry::Length;
use crate::ink::{Cmyk, Gradient, Ink, Spot, Tint, Towards};
use crate::keys::{Faults, Part, read_document};
use crate::layout::{Cells, HeadlinePlace, Layout, LayoutPart, Link, resolve};

const SOUND: &str = r#"
    [page]
    width = "200mm"
    height = "200mm"
    [grid]
    body = "9pt"
    pitch = "12pt"
    gutter = "9pt"
    columns = 2
    characters = 20
    rows = 30
    [styles.body]
    indent = "2字"
    [styles.small]
    [styles.headline-vertical]
    size = "20pt"
    [areas.a]
    column = 1
    columns = 1
    row = 1
    rows = 9
    frame = { width = "0.5pt" }
    inset = "9pt"
    [areas.masthead]
    column = 1
    columns = 2
    row = 20
    rows = 3
    [[rule]]
    row = 12
    [[masthead]]
    rule = "black"
    width = "9pt"
    height = "1pt"
"#;

fn sound() -> Layout {
    let faults = Faults::default();
    let file = read_document(FileId(0), SOUND, &faults, LayoutPart::read).expect("it is TOML");
    let link = Link { file, folder: std::path::PathBuf::new() };
    let layout = resolve("test", vec![link], &Span::new(FileId(0), 0..0), &faults);
    assert_eq!(faults.take(), []);
    layout
}

fn told(edit: impl FnOnce(&mut Layout)) -> Vec<(&'static str, Severity)> {
    let mut layout = sound();
    edit(&mut layout);
    let found = check(&layout);
    assert!(found.iter().all(|finding| finding.help.is_some() && !finding.labels.is_empty()), "{found:#?}");
    // A sentence that was broken over lines of the source has no blanks left in it.
    let sentences = found.iter().flat_map(|finding| [Some(&finding.message), finding.help.as_ref()]);
    assert!(sentences.flatten().all(|words| !words.contains("  ")), "{found:#?}");
    found.iter().map(|finding| (finding.code.name(), finding.severity)).collect()
}

/// `edit` is wrong at `bad` and right at `good`.
#[track_caller]
fn limit<T>(wanted: (&'static str, Severity), edit: impl Fn(&mut Layout, T), good: T, bad: T) {
    assert_eq!(told(|layout| edit(layout, good)), [], "{} within the limit", wanted.0);
    assert_eq!(told(|layout| edit(layout, bad)), [wanted]);
}

fn style<'a>(layout: &'a mut Layout, name: &str) -> &'a mut crate::layout::Style {
    layout.styles.iter_mut().find(|(known, _)| known == name).map(|(_, style)| style).expect("a style")
}

fn pt(points: f64) -> Length {
    Length::from_pt(points)
}

use Severity::{Error, Note, Warning};

#[test]
fn the_sound_layout_has_no_findings() {
    assert_eq!(told(|_| {}), []);
}

#[test]
fn an_inset_leaves_four_characters_and_a_row() {
    let across = |layout: &mut Layout, inset| {
        layout.areas[0].rows = 19;
        layout.areas[0].inset = inset;
        layout.masthead.clear();
        layout.rules.clear();
        layout.areas[1].row = 25;
    };
    limit(("inset-too-large", Error), across, pt(72.0), pt(72.1));
    let down = |layout: &mut Layout, inset| layout.areas[0].inset = inset;
    limit(("inset-too-large", Error), down, pt(48.0), pt(48.1));
}

#[test]
fn the_sheet_is_no_longer_than_pdf_allows() {
    let slug = |layout: &mut Layout, slug| {
        layout.paper.height = Length::pt(14_300);
        layout.paper.bleed = Length::pt(10);
        layout.paper.slug = slug;
    };
    limit(("page-too-large", Error), slug, pt(40.0), pt(40.1));
}

#[test]
fn type_has_a_size_that_can_be_read() {
    for (good, bad) in [(1.0, 0.9), (1000.0, 1000.1)] {
        let size = |layout: &mut Layout, size| {
            layout.areas[0].headline = HeadlinePlace::Left;
            style(layout, "headline-vertical").size = pt(size);
        };
        limit(("type-size", Error), size, good, bad);
    }
    // What nothing uses does no harm.
    assert_eq!(told(|layout| style(layout, "headline-vertical").size = pt(0.5)), []);
    limit(("indent-too-large", Error), |layout, indent| style(layout, "body").indent = indent, 7999, 8000);
}

#[test]
fn rows_of_text_do_not_overlap_in_any_style() {
    let small = |layout: &mut Layout, size| {
        layout.areas[0].styles = vec![("body".into(), "small".into())];
        style(layout, "small").size = pt(size);
    };
    limit(("rows-overlap", Error), small, 12.0, 12.1);
    let grid = |layout: &mut Layout, pitch| {
        layout.grid.pitch = pt(pitch);
        layout.areas[0].inset = Length::ZERO;
    };
    limit(("rows-overlap", Error), grid, 9.0, 8.9);
}

#[test]
fn newsprint_takes_240_percent() {
    let ink = |y: u16| Ink::Process(Cmyk { c: 7_000, m: 7_000, y, k: 10_000 });
    let places: [fn(&mut Layout, Ink); 7] = [
        |layout, ink| {
            // Letters that show on it.
            style(layout, "body").ink = Ink::PAPER;
            layout.areas[0].tint = Some(Tint::Plain(ink));
        },
        |layout, to| {
            style(layout, "body").ink = Ink::PAPER;
            let gradient = Gradient { from: to.clone(), to, towards: Towards::Down };
            layout.areas[0].tint = Some(Tint::Gradient(gradient));
        },
        |layout, ink| layout.areas[0].frame = Some((Length::pt(1), ink)),
        |layout, ink| layout.areas[0].rule_below = Some((Length::pt(1), ink)),
        |layout, ink| layout.areas[0].column_rule = Some((Length::pt(1), ink)),
        |layout, ink| layout.rules[0].ink = ink,
        |layout, ink| {
            style(layout, "body").size = Length::pt(12);
            style(layout, "body").ink = ink;
        },
    ];
    for place in places {
        limit(("ink-coverage", Warning), place, ink(0), ink(100));
    }
}

#[test]
fn small_type_is_printed_in_one_ink() {
    let red = Ink::Process(Cmyk { c: 0, m: 9_000, y: 9_000, k: 0 });
    let spot = Ink::Spot(Spot {
        name: "专色红".into(),
        alternate: Cmyk { m: 9_000, ..Cmyk::default() },
        tint: 10_000,
    });
    for good in [Ink::BLACK, Ink::gray(6_000), Ink::PAPER, spot] {
        limit(("coloured-text", Warning), |layout, ink| style(layout, "body").ink = ink, good, red.clone());
    }
    let size = |layout: &mut Layout, size| {
        style(layout, "body").ink = red.clone();
        style(layout, "body").size = pt(size);
    };
    limit(("coloured-text", Warning), size, 12.0, 11.9);
}

#[test]
fn rules_are_neither_too_thin_nor_too_wide() {
    let frame = |layout: &mut Layout, width| layout.areas[0].frame = Some((pt(width), Ink::BLACK));
    limit(("thin-rule", Warning), frame, 0.5, 0.49);
    limit(("rule-too-wide", Error), frame, 12.0, 12.1);
    let rule = |layout: &mut Layout, width| layout.rules[0].width = pt(width);
    limit(("thin-rule", Warning), rule, 0.5, 0.49);
    limit(("rule-too-wide", Error), rule, 12.0, 12.1);
    limit(("thin-rule", Warning), |layout, width| layout.masthead[0].height = pt(width), 0.5, 0.49);
    assert_eq!(told(|layout| layout.masthead[0].height = pt(20.0)), [], "a panel of the masthead");
}

#[test]
fn a_headline_fits_its_area() {
    // Nine rows and twenty characters, less a row or a character on either side.
    limit(("headline-size", Error), |layout, size| layout.areas[0].headline_size = Some(size), 7, 8);
    let vertical = |layout: &mut Layout, size| {
        layout.areas[0].headline = HeadlinePlace::Right;
        layout.areas[0].headline_size = Some(size);
    };
    limit(("headline-size", Error), vertical, 18, 19);
}

#[test]
fn a_narrow_margin_is_worth_a_note() {
    let margin = |layout: &mut Layout, mm| layout.paper.width = pt(369.0) + Length::from_mm(mm) * 2;
    limit(("narrow-margin", Note), margin, 8.0, 7.9);
    let head = |layout: &mut Layout, mm| layout.grid.head = Some(Length::from_mm(mm));
    limit(("narrow-margin", Note), head, 8.0, 7.9);
}

#[test]
fn a_headline_stands_in_its_area() {
    let place = |layout: &mut Layout, rows| {
        layout.areas[0].headline_at = Some(Cells { column: 1, columns: 1, row: 1, rows });
    };
    limit(("headline-outside-area", Error), place, 9, 10);
    let mut layout = sound();
    place(&mut layout, 10);
    let found = check(&layout);
    let help = found[0].help.as_deref().expect("a way out");
    assert!(help.ends_with("at most 1 column and 9 rows, and none of a notch"), "{help}");
}

#[test]
fn text_shows_on_its_tint() {
    let tinted = |layout: &mut Layout, share| layout.areas[0].tint = Some(Tint::Plain(Ink::gray(share)));
    let codes = |share| -> Vec<&str> {
        told(|layout| tinted(layout, share)).into_iter().map(|(code, _)| code).collect()
    };
    assert_eq!(codes(2_000), [""; 0]);
    assert_eq!(codes(9_000), ["text-unreadable"]);
    let gradient = told(|layout| {
        let gradient = Gradient { from: Ink::PAPER, to: Ink::BLACK, towards: Towards::Down };
        layout.areas[0].tint = Some(Tint::Gradient(gradient));
    });
    assert_eq!(gradient, [("text-unreadable", Warning)]);
}

#[test]
fn an_area_in_the_place_of_many_names_the_first_of_them() {
    let overlaps = |count: usize| {
        let found = told(|layout| {
            for at in 1..=count {
                let mut area = layout.areas[0].clone();
                area.name = format!("a{at}");
                layout.areas.push(area);
            }
        });
        found.iter().filter(|(code, _)| *code == "area-overlap").count()
    };
    assert_eq!((overlaps(0), overlaps(1), overlaps(8)), (0, 1, 36));
    // From the ninth on, eight each.
    assert_eq!(overlaps(20), 36 + 12 * 8);
}
