//! Advertisements (广告): a picture or a PDF page in a booked place, with a frame and a label that
//! distinguish it from news.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Point, Rect};
use crate::grid::ascent;
use crate::ink::Ink;
use crate::issue::{Advert, PictureData, PictureFit, PlacedPdf};
use crate::layout::{Align, Area};
use crate::message::msg;

use super::figure::resolution;
use super::framing::framed;
use super::single::SingleLine;
use super::{Desk, PlacedPicture, Placement, Role};

/// Width of the frame.
const HAIRLINE: Length = Length(Length::PER_PT / 2);

/// How far the proportions of a picture may differ from those of its place, in thousandths.
const SLACK: i64 = 10;

/// How far the size of a PDF may differ from its place without a finding: the tolerance of a cut.
const TRIM_SLACK: Length = Length(Length::PER_PT * 7200 / 2540);

/// Places an advertisement: whole, in the middle of its place. A PDF was made for one place, so it
/// stands in its own size where that is the place's.
pub(super) fn place(desk: &mut Desk<'_>, area: &Area, ad: &Advert) -> Placement {
    let mut placement = Placement::default();
    let mut own = None;
    let rect =
        if area.inset > Length::ZERO { desk.inside(area).rect(&desk.grid) } else { desk.grid.area(area) };
    if let Some(picture) = desk.issue.pictures.get(ad.picture.0 as usize) {
        let proportions = picture.data.proportions();
        let fitting = match &picture.data {
            PictureData::Pdf(pdf) if ad.framing.crop == [0; 4] => Some(pdf),
            _ => None,
        };
        let (window, whole) = if let Some(pdf) = fitting {
            let whole = place_pdf(pdf, ad, area, &rect, &mut placement.findings);
            (whole, whole)
        } else {
            let framed = framed(rect, proportions, &ad.framing, PictureFit::Contain);
            resolution(&ad.span, &framed, &picture.data, &mut placement.findings);
            (framed.window, framed.whole)
        };
        own = Some(window);
        placement.pictures.push(PlacedPicture { picture: ad.picture, window, whole, role: Role::Ad });
        // The size of a PDF was reported above.
        if fitting.is_none()
            && let Some(white) = off(&window, &rect)
        {
            let place = rect.width.max(Length(1)).scale(1000, rect.height.0.max(1));
            let (across, down) = (window.width.0, window.height.0);
            let own = Length(across).scale(1000, down.max(1));
            placement.findings.push(
                Diagnostic::new(
                    codes::AD_PROPORTIONS,
                    msg!("the picture of the advertisement `{ad}` has not the shape of its place", ad = ad.name),
                )
                .at(ad.span.clone(), msg!("{width} wide to 1 high", width = thousandths(own)))
                .at(area.span.clone(), msg!("{width} wide to 1 high", width = thousandths(place)))
                .help(msg!(
                    "it stands whole, with {white} mm of white beside it; ask for a picture of {width} × {height} mm", white = format_args!("{:.1}", white.to_mm()), width = format_args!("{:.1}", rect.width.to_mm()), height = format_args!("{:.1}", rect.height.to_mm()))),
            );
        }
    }
    // Frame and label hold to the picture: white stays outside of them, as white of the page.
    let rect = own.unwrap_or(rect);
    if let Some(text) = &ad.label
        && let Some(style) = desk.style(area, "ad-label")
    {
        let mut placed = Placement::default();
        let mut label = SingleLine::new(desk, text, style);
        label.role = Role::AdLabel;
        let (air, line) = (style.size / 4, if ad.frame { HAIRLINE } else { Length::ZERO });
        let width = label.width() + air * 2;
        let patch = Rect::new(rect.right() - line - width, rect.y + line, width, style.size + air * 2);
        // Bare paper under the words, so that they are read over any picture.
        placed.fills.push((patch, Ink::PAPER));
        let origin = Point::new(patch.x + air, patch.y + air + ascent(style.size));
        label.place(origin, patch.width - air * 2, Align::Left, &mut placed);
        placement.findings.append(&mut placed.findings);
        placement.take(&mut placed);
    }
    // Drawn after the patch, whose edge would cover half of it on a screen.
    if ad.frame && area.frame.is_none() {
        outline(&rect, HAIRLINE, &mut placement);
    }
    placement
}

/// Rows of an advertisement on the columns of an area: as booked, else as its picture is high.
pub(super) fn rows(desk: &Desk<'_>, area: &Area, ad: &Advert) -> u32 {
    if let Some((_, rows)) = ad.booked {
        return rows;
    }
    let inside = desk.inside(area);
    let Some(picture) = desk.issue.pictures.get(ad.picture.0 as usize) else { return 1 };
    let [left, top, right, bottom] = ad.framing.crop.map(i64::from);
    let (across, down) = picture.data.proportions();
    let (across, down) = (across * (100 - left - right).max(1), down * (100 - top - bottom).max(1));
    desk.nearest_rows(inside.width.scale(down, across.max(1))) + desk.inside_rows(area)
}

/// The rectangle of a placed PDF page; a page of another size than its place is reported.
fn place_pdf(pdf: &PlacedPdf, ad: &Advert, area: &Area, rect: &Rect, findings: &mut Vec<Diagnostic>) -> Rect {
    let off = |own: Length, place: Length| Length((own.0 - place.0).abs());
    let (across, down) = (off(pdf.width, rect.width), off(pdf.height, rect.height));
    if across <= TRIM_SLACK && down <= TRIM_SLACK {
        let (width, height) = (pdf.width, pdf.height);
        if width <= rect.width && height <= rect.height {
            let (left, top) = ((rect.width - width) / 2, (rect.height - height) / 2);
            return Rect::new(rect.x + left, rect.y + top, width, height);
        }
        return rect.holding((pdf.width.0, pdf.height.0));
    }
    let whole = rect.holding((pdf.width.0, pdf.height.0));
    let percent = whole.width.scale(1000, pdf.width.0.max(1)).0;
    let size = |width: Length, height: Length| {
        msg!(
            "{width} × {height} mm",
            width = format_args!("{:.1}", width.to_mm()),
            height = format_args!("{:.1}", height.to_mm())
        )
    };
    findings.push(
        Diagnostic::new(
            codes::AD_TRIM,
            msg!("the advertisement `{ad}` was made for another size", ad = ad.name),
        )
        .at(ad.span.clone(), size(pdf.width, pdf.height))
        .at(area.span.clone(), size(rect.width, rect.height))
        .help(msg!(
            "it stands at {percent} % of its size; ask for one whose trim box is {size}",
            percent = format_args!("{}.{}", percent / 10, percent % 10),
            size = size(rect.width, rect.height)
        )),
    );
    whole
}

/// The white that a picture leaves in its place, if that is more than the tolerance.
fn off(whole: &Rect, rect: &Rect) -> Option<Length> {
    let (across, down) = (rect.width - whole.width, rect.height - whole.height);
    let far = |white: Length, side: Length| white.0 * 1000 > side.0 * SLACK;
    (far(across, rect.width) || far(down, rect.height)).then(|| across.max(down))
}

/// Thousandths as a decimal.
fn thousandths(share: Length) -> String {
    format!("{}.{:02}", share.0 / 1000, share.0 % 1000 / 10)
}

/// Four lines inside a rectangle.
fn outline(rect: &Rect, width: Length, placement: &mut Placement) {
    let edges = [
        Rect::new(rect.x, rect.y, rect.width, width),
        Rect::new(rect.x, rect.bottom() - width, rect.width, width),
        Rect::new(rect.x, rect.y, width, rect.height),
        Rect::new(rect.right() - width, rect.y, width, rect.height),
    ];
    placement.fills.extend(edges.map(|edge| (edge, Ink::BLACK)));
}
