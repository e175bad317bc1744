//! Printer's marks in the slug: crop marks (裁切线), registration crosses (套准线) and a control
//! strip (色标). None of them touches the bleed.

use super::pen::Pen;
use crate::geometry::{Length, Rect};
use crate::ink::{Cmyk, Ink};
use crate::page::Page;

/// The width of crop marks and crosses.
const fn hairline() -> Length {
    Length(Length::PER_PT / 4)
}

/// Draws all marks that the slug has room for.
pub(super) fn draw(page: &Page, pen: &mut Pen<'_>) {
    crop(page, pen);
    registration(page, pen);
    strip(page, pen);
}

/// Two lines at each corner, at least 3 mm from the trim where the slug allows it.
fn crop(page: &Page, pen: &mut Pen<'_>) {
    let (width, height) = (page.trim.width, page.trim.height);
    let edge = page.bleed + page.slug;
    let wanted = page.bleed.max(Length::from_mm(3.0));
    // In a narrow slug a short mark near the bleed is worth more than none.
    let near = if edge - wanted >= Length::from_mm(2.0) { wanted } else { page.bleed };
    let far = edge.min(near + Length::from_mm(5.0));
    let line = hairline();
    pen.line_state(line, &Ink::Registration);
    for x in [Length::ZERO, width] {
        for (from, to) in [(-far, -near), (height + near, height + far)] {
            pen.line(&[(x, from, false), (x, to, false)], false);
        }
    }
    for y in [Length::ZERO, height] {
        for (from, to) in [(-far, -near), (width + near, width + far)] {
            pen.line(&[(from, y, false), (to, y, false)], false);
        }
    }
}

/// A cross in a ring at the middle of each edge.
fn registration(page: &Page, pen: &mut Pen<'_>) {
    let half = page.slug / 2;
    let arm = (half - hairline()).min(Length::from_mm(4.0));
    if arm <= Length::pt(1) {
        return;
    }
    let (width, height) = (page.trim.width, page.trim.height);
    let out = page.bleed + half;
    let middles =
        [(width / 2, -out), (width / 2, height + out), (-out, height / 2), (width + out, height / 2)];
    let radius = arm / 2;
    // The control points of a quarter of a circle lie 0.5523 of the radius from its ends.
    let pull = radius.scale(5_523, 10_000);
    pen.line_state(hairline(), &Ink::Registration);
    for (x, y) in middles {
        pen.line(&[(x - arm, y, false), (x + arm, y, false)], false);
        pen.line(&[(x, y - arm, false), (x, y + arm, false)], false);
        let ring = [
            (x + radius, y, false),
            (x + radius, y + pull, true),
            (x + pull, y + radius, true),
            (x, y + radius, false),
            (x - pull, y + radius, true),
            (x - radius, y + pull, true),
            (x - radius, y, false),
            (x - radius, y - pull, true),
            (x - pull, y - radius, true),
            (x, y - radius, false),
            (x + pull, y - radius, true),
            (x + radius, y - pull, true),
            (x + radius, y, false),
        ];
        pen.line(&ring, true);
    }
}

/// Patches along the foot, left of the cross: each ink solid, at 80 % and at 40 %.
fn strip(page: &Page, pen: &mut Pen<'_>) {
    let gap = Length::pt(1);
    let side = (page.slug - gap * 2).min(Length::from_mm(5.0));
    if side <= Length::pt(2) {
        return;
    }
    let y = page.trim.height + page.bleed + (page.slug - side) / 2;
    let end = page.trim.width / 2 - page.slug - side;
    let mut x = Length::from_mm(10.0);
    for share in [Cmyk::SOLID, 8_000, 4_000] {
        for plate in 0..4 {
            if x > end {
                return;
            }
            let mut shares = [0; 4];
            shares[plate] = share;
            let [c, m, y_, k] = shares;
            pen.fill(&Rect::new(x, y, side, side), &Ink::Process(Cmyk { c, m, y: y_, k }));
            x += side;
        }
    }
}
