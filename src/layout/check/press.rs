//! What a press and PDF can take: the sheet, sizes of type, inks and widths of rules.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::Length;
use crate::ink::{Cmyk, Ink, Tint};
use crate::layout::KINDS;
use crate::layout::{Area, HeadlinePlace, ItemContent, Layout, Style};
use crate::message::{Message, msg, word};

/// The longest side of a PDF page, in points (ISO 32000-1, annex C).
const LONGEST_SIDE: i64 = 14_400;

/// Sizes of type that make sense in a newspaper, in points.
const TYPE_SIZES: (i64, i64) = (1, 1000);

/// A first-line indent is less than this, in thousandths of an em.
const LARGEST_INDENT: u32 = 8000;

/// Type under this size is printed in one ink: plates out of register by a tenth of a millimetre
/// blur its strokes.
const LEAST_COLOURED: i64 = 12;

/// The thinnest rule that newsprint holds, in thousandths of a point.
const THINNEST_RULE: i64 = 500;

pub(super) fn check(layout: &Layout, found: &mut Vec<Diagnostic>) {
    let limit = layout.press.press.ink_limit;
    sheet(layout, found);
    for used in styles(layout) {
        type_size(&used, found);
        indent(&used, found);
        text_ink(&used, found);
        coverage(msg!("style `{style}`", style = used.name), &used.style.ink, limit, used.span, found);
    }
    body_sizes(layout, found);
    lines(layout, found);
    for area in &layout.areas {
        let tints = [
            (word("tint"), &area.tint),
            (word("headline tint"), &area.headline_tint),
            (word("table tint"), &area.table_tint),
        ];
        for (what, tint) in tints {
            // Of a gradient the end with more ink.
            let heaviest = tint.iter().flat_map(Tint::inks).max_by_key(|ink| ink.coverage());
            if let Some(ink) = heaviest {
                coverage(
                    msg!("the {what} of area `{area}`", what, area = area.name),
                    ink,
                    limit,
                    &area.span,
                    found,
                );
            }
        }
        if let Some(tint) = &area.tint {
            text_on(layout, area, tint, found);
        }
        if let Some(tint) = &area.headline_tint {
            legible(layout, area, tint, found);
        }
    }
}

/// Lightness that letters and their panel must be apart, in percent of that of paper.
const LEAST_CONTRAST: i64 = 40;

/// Lightness that letters of an ink and a panel are apart, where they are nearest.
fn apart(ink: &Ink, tint: &Tint) -> i64 {
    tint.inks().map(|panel| (lightness(ink) - lightness(panel)).abs()).min().unwrap_or(100)
}

/// Whether the text of an area shows on its panel (底纹).
fn text_on(layout: &Layout, area: &Area, tint: &Tint, found: &mut Vec<Diagnostic>) {
    for kind in ["body", "headline"] {
        if kind == "headline" && area.headline_tint.is_some() {
            continue;
        }
        let name = area.style_name(kind);
        let Some(style) = layout.style(name) else { continue };
        if apart(&style.ink, tint) >= LEAST_CONTRAST {
            continue;
        }
        let message = msg!("letters in style `{name}` hardly show on the tint behind them", name);
        found.push(
            Diagnostic::new(codes::TEXT_UNREADABLE, message)
                .at(area.span.clone(), msg!("this area has a `tint`"))
                .help(msg!(
                    "choose a lighter tint, or give the {kind} a style with another ink there: styles = \
                     {{ {kind} = \"…\" }}; an area without such text does not mind",
                    kind
                )),
        );
    }
}

/// Whether headlines show on their panel (反白题).
fn legible(layout: &Layout, area: &Area, tint: &Tint, found: &mut Vec<Diagnostic>) {
    for kind in ["kicker", "headline", "subhead"] {
        let name = area.style_name(kind);
        let vertical = format!("{name}-vertical");
        let upright = area.headline == HeadlinePlace::Above;
        let of_column = layout.style(&vertical).filter(|_| !upright).map(|style| (vertical.as_str(), style));
        let Some((name, style)) = of_column.or_else(|| Some((name, layout.style(name)?))) else { continue };
        // Where a panel goes over from one ink to another, letters must show on both.
        if apart(&style.ink, tint) >= LEAST_CONTRAST {
            continue;
        }
        // Whether a story has the other parts is not known here.
        let finding = if *tint == Tint::Plain(style.ink.clone()) && kind == "headline" {
            let message = msg!("style `{name}` prints letters in the ink of the panel behind them", name);
            Diagnostic::new(codes::HEADLINE_UNREADABLE, message)
        } else {
            let message = msg!("letters in style `{name}` hardly show on the panel behind them", name);
            Diagnostic::new(codes::HEADLINE_UNREADABLE, message).as_warning()
        };
        found.push(finding.at(area.span.clone(), msg!("this area has a `headline_tint`")).help(msg!(
            "give the {kind} a style with another ink there: styles = {{ {kind} = \"{kind}-reversed\" }} sets it \
             in bare paper, a lighter headline_tint leaves it dark"
        , kind)));
    }
}

/// How light an ink is, in percent of bare paper, as the eye weighs its plates.
fn lightness(ink: &Ink) -> i64 {
    let Cmyk { c, m, y, k } = ink.process();
    let rest = |share: u16| i64::from(Cmyk::SOLID.saturating_sub(share));
    let process = 30 * rest(c) + 59 * rest(m) + 11 * rest(y);
    process / 100 * rest(k) / (i64::from(Cmyk::SOLID) * i64::from(Cmyk::SOLID) / 100)
}

/// A style with the first place that uses it.
struct Used<'a> {
    name: &'a str,
    style: &'a Style,
    span: &'a Span,
}

/// The styles that the areas and the masthead use, each once.
fn styles(layout: &Layout) -> Vec<Used<'_>> {
    let mut named: Vec<(&str, &Span)> = Vec::new();
    for area in &layout.areas {
        for kind in KINDS.iter().copied() {
            named.push((area.style_name(kind), &area.span));
        }
    }
    for item in layout.masthead.iter().chain(&layout.folio) {
        match &item.content {
            ItemContent::Text { style, .. } | ItemContent::Name { style } => {
                named.push((style, &item.span));
            }
            ItemContent::Rule(_) => {}
        }
    }
    let find = |name: &str| layout.styles.iter().find(|(known, _)| known == name);
    let mut used: Vec<Used<'_>> = Vec::new();
    let mut add = |name: &str, span| {
        if let Some((name, style)) = find(name)
            && !used.iter().any(|known| known.name == name)
        {
            used.push(Used { name, style, span });
        }
    };
    for (name, span) in named {
        add(name, span);
    }
    // Vertical headlines use variants where the house has them.
    for area in layout.areas.iter().filter(|area| area.headline != HeadlinePlace::Above) {
        for kind in ["kicker", "headline", "subhead"] {
            add(&format!("{}-vertical", area.style_name(kind)), &area.span);
        }
    }
    used
}

fn sheet(layout: &Layout, found: &mut Vec<Diagnostic>) {
    let paper = &layout.paper;
    let around = (paper.bleed + paper.slug) * 2;
    let side = paper.width.max(paper.height) + around;
    if side > Length::pt(LONGEST_SIDE) {
        found.push(
            Diagnostic::new(
                codes::PAGE_TOO_LARGE,
                msg!(
                    "the sheet with bleed and slug is {side} mm long",
                    side = format_args!("{:.0}", side.to_mm())
                ),
            )
            .at(layout.grid.span.clone(), msg!("the grid of this page"))
            .help(msg!(
                "a PDF page is at most {longest} mm long; make width, height, bleed or slug of [page] smaller",
                longest = format_args!("{:.0}", Length::pt(LONGEST_SIDE).to_mm())
            )),
        );
    }
}

fn type_size(used: &Used<'_>, found: &mut Vec<Diagnostic>) {
    let (least, most) = TYPE_SIZES;
    let size = used.style.size;
    if size < Length::pt(least) || size > Length::pt(most) {
        found.push(
            Diagnostic::new(
                codes::TYPE_SIZE,
                msg!(
                    "style `{style}` has type of {size} pt",
                    style = used.name,
                    size = format_args!("{:.2}", size.to_pt())
                ),
            )
            .at(used.span.clone(), msg!("used here"))
            .help(msg!("give it a size from {least}pt to {most}pt", least, most)),
        );
    }
}

fn indent(used: &Used<'_>, found: &mut Vec<Diagnostic>) {
    let indent = used.style.indent;
    if indent >= LARGEST_INDENT {
        found.push(
            Diagnostic::new(
                codes::INDENT_TOO_LARGE,
                msg!(
                    "style `{style}` indents by {indent} characters",
                    style = used.name,
                    indent = indent / 1000
                ),
            )
            .at(used.span.clone(), msg!("used here"))
            .help(msg!("Chinese paragraphs are indented by two characters: write indent = \"2字\"")),
        );
    }
}

fn text_ink(used: &Used<'_>, found: &mut Vec<Diagnostic>) {
    let style = used.style;
    // One plate is always in register with itself. Letters in bare paper have the register of what
    // they stand in.
    if plates(&style.ink) < 2 || style.size >= Length::pt(LEAST_COLOURED) {
        return;
    }
    found.push(
        Diagnostic::new(
            codes::COLOURED_TEXT,
            msg!("style `{style}` prints type of {size} pt in colour", style = used.name, size = format_args!("{:.1}", style.size.to_pt())),
        )
        .at(used.span.clone(), msg!("used here"))
        .help(msg!(
            "plates are never quite in register: print it in black or in a spot colour, or at {least_coloured}pt \
             or more"
        , least_coloured = LEAST_COLOURED)),
    );
}

/// On how many plates an ink prints.
fn plates(ink: &Ink) -> usize {
    let process = match ink {
        Ink::Process(process) | Ink::Mix { process, .. } => *process,
        Ink::Spot(_) | Ink::Registration => Cmyk::default(),
    };
    let Cmyk { c, m, y, k } = process;
    [c, m, y, k].into_iter().filter(|share| *share > 0).count()
        + ink.spots().iter().filter(|spot| spot.tint > 0).count()
}

fn coverage(what: Message, ink: &Ink, limit: u32, span: &Span, found: &mut Vec<Diagnostic>) {
    let coverage = ink.coverage();
    if coverage > limit {
        found.push(
            Diagnostic::new(
                codes::INK_COVERAGE,
                msg!("{what} lays down {coverage} % of ink", what, coverage),
            )
            .here(span.clone())
            .help(msg!(
                "the press takes {limit} % over all plates: it sets off and strikes through; use less \
                     of each ink",
                limit
            )),
        );
    }
}

/// Rows of body type must not overlap, in whatever style an area sets it.
fn body_sizes(layout: &Layout, found: &mut Vec<Diagnostic>) {
    let grid = &layout.grid;
    let mut told: Vec<&str> = Vec::new();
    for area in &layout.areas {
        let name = area.style_name("body");
        let Some(style) = layout.style(name) else { continue };
        // The size of the grid itself is checked with the grid.
        if style.size <= grid.pitch || style.size == grid.body || told.contains(&name) {
            continue;
        }
        told.push(name);
        found.push(
            Diagnostic::new(
                codes::ROWS_OVERLAP,
                msg!("text in style `{name}` is larger than the pitch, so its rows overlap", name),
            )
            .at(area.span.clone(), msg!("this area sets its body in it"))
            .help(msg!(
                "it is {size}pt and the rows are {pitch}pt apart: make it smaller or the pitch of [grid] larger", size = format_args!("{:.2}", style.size.to_pt()), pitch = format_args!("{:.2}", grid.pitch.to_pt()))),
        );
    }
}

/// Every rule, frame and column rule.
fn lines(layout: &Layout, found: &mut Vec<Diagnostic>) {
    let limit = layout.press.press.ink_limit;
    for area in &layout.areas {
        let kinds = [
            (word("frame"), &area.frame),
            (word("rule below"), &area.rule_below),
            (word("column rule"), &area.column_rule),
            (word("table rule"), &area.table_rule),
        ];
        for (kind, line) in kinds {
            if let Some((width, ink)) = line {
                let what = msg!("the {kind} of area `{area}`", kind, area = area.name);
                one_line(what, *width, ink, Some(layout.grid.pitch), &area.span, limit, found);
            }
        }
    }
    for rule in &layout.rules {
        one_line(msg!("this rule"), rule.width, &rule.ink, Some(layout.grid.pitch), &rule.span, limit, found);
    }
    for item in layout.masthead.iter().chain(&layout.folio) {
        if let ItemContent::Rule(ink) = &item.content {
            // In the masthead a panel is a rule too, so only its thinness is looked at.
            one_line(msg!("this rule"), item.width.min(item.height), ink, None, &item.span, limit, found);
        }
    }
}

fn one_line(
    what: Message,
    width: Length,
    ink: &Ink,
    widest: Option<Length>,
    span: &Span,
    limit: u32,
    found: &mut Vec<Diagnostic>,
) {
    let thinnest = Length::pt(THINNEST_RULE) / 1000;
    let wide = msg!("{what} is {width} pt wide", what, width = format_args!("{:.2}", width.to_pt()));
    if let Some(pitch) = widest.filter(|pitch| width > *pitch) {
        found.push(Diagnostic::new(codes::RULE_TOO_WIDE, wide).here(span.clone()).help(msg!(
            "it would cover the text beside it; a rule is at most as wide as the pitch, {pitch}pt",
            pitch = format_args!("{:.2}", pitch.to_pt())
        )));
    } else if width > Length::ZERO && width < thinnest {
        found.push(
            Diagnostic::new(codes::THIN_RULE, wide)
                .here(span.clone())
                .help(msg!("newsprint breaks lines under 0.5pt up: write width = \"0.5pt\" or more")),
        );
    }
    coverage(what, ink, limit, span, found);
}
