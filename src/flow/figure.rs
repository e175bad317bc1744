//! A picture on columns, with its caption and credit under it.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::{Length, Point, Rect};
use crate::grid::ascent;
use crate::issue::{Channels, Figure, PictureData, PictureFit};
use crate::layout::{Align, Area, Style};
use crate::line::{Setting, is_lone};
use crate::message::{counted, msg, word};

use super::desk::rows_of;
use super::framing::{Framed, framed};
use super::{Desk, FigurePart, PlacedLine, PlacedPicture, Placement, Role, SetText};

/// Resolution of pictures on newsprint (ppi; WAN-IFRA): below the first a picture looks coarse, below the
/// second it is unfit.
const FINE_PPI: i64 = 200;
const LEAST_PPI: i64 = 150;

/// Resolution of line art, in black and white alone: below this its edges show steps.
const ART_PPI: i64 = 600;

/// A share of a picture, in percent, that may be cropped without a finding.
const QUIET_CROP: i64 = 3;

/// What the first picture of a placement is.
const PICTURE: Role = Role::Figure(0, FigurePart::Picture);

/// Places a picture in the rows that its caption leaves. Pixels cover their room and are cropped
/// about their focus, drawings stay whole, unless the issue says otherwise.
pub(super) fn place(desk: &mut Desk<'_>, area: &Area, figure: &Figure) -> Placement {
    let rect = desk.inside(area).rect(&desk.grid);
    place_in(desk, area, figure, rect, 0)
}

/// Rows that a picture needs on the columns of an area to be neither cropped nor have white beside it, with its words.
pub(super) fn rows(desk: &mut Desk<'_>, area: &Area, figure: &Figure) -> u32 {
    let width = desk.inside(area).width;
    let mut findings = Vec::new();
    let caption = set(desk, area, "caption", figure.caption.as_ref(), width, 0, &mut findings);
    let credit = set(desk, area, "credit", figure.credit.as_ref(), width, 0, &mut findings);
    let shared = shares_line(&caption, &credit, width);
    let height = |set: &Option<(SetText, &Style)>| {
        set.as_ref().map_or(Length::ZERO, |(text, style)| {
            style.leading.max(style.size) * text.lines.lines.len() as i64
        })
    };
    let words = height(&caption) + if shared { Length::ZERO } else { height(&credit) };
    let picture = desk.issue.pictures.get(figure.picture.0 as usize);
    let (across, down) = picture.map_or((1, 1), |picture| picture.data.proportions());
    let [left, top, right, bottom] = figure.framing.crop.map(i64::from);
    let (across, down) = (across * (100 - left - right).max(1), down * (100 - top - bottom).max(1));
    let rows = desk.nearest_rows(width.scale(down, across.max(1)));
    rows + rows_of(words, desk.grid.pitch) + desk.inside_rows(area)
}

/// The same in a rectangle inside an area, its caption so many lines longer than is best.
pub(super) fn place_in(
    desk: &mut Desk<'_>,
    area: &Area,
    figure: &Figure,
    rect: Rect,
    looseness: i32,
) -> Placement {
    let mut placement = Placement::default();
    let mut findings = Vec::new();
    let rows = rect.height.max(desk.grid.body) - desk.grid.body;
    let rows = rows.div_floor(desk.grid.pitch) + 1;
    let caption = set(desk, area, "caption", figure.caption.as_ref(), rect.width, looseness, &mut findings);
    let credit = set(desk, area, "credit", figure.credit.as_ref(), rect.width, 0, &mut findings);

    let caption_lines = caption.as_ref().map_or(0, |(text, _)| text.lines.lines.len()) as i64;
    let shared = shares_line(&caption, &credit, rect.width);
    let credit_lines = match &credit {
        Some((text, _)) if !shared => text.lines.lines.len() as i64,
        _ => 0,
    };
    let leading = |set: &Option<(SetText, &Style)>| {
        set.as_ref().map_or(Length::ZERO, |(_, style)| style.leading.max(style.size))
    };
    let words = leading(&caption) * caption_lines + leading(&credit) * credit_lines;
    let words_rows = rows_of(words, desk.grid.pitch);
    if words_rows >= rows {
        // As high as the picture is at its width, with the rows that the area's own inset takes.
        let (across, down) = desk
            .issue
            .pictures
            .get(figure.picture.0 as usize)
            .map_or((1, 1), |picture| picture.data.proportions());
        let own = desk.nearest_rows(rect.width.scale(down, across.max(1)));
        let inset = if rect == desk.inside(area).rect(&desk.grid) { desk.inside_rows(area) } else { 0 };
        findings.push(caption_overset(figure, area, words_rows + own + inset));
    }
    if let Some((text, style)) = &caption
        && caption_lines > i64::from(style.lines.max(1))
    {
        findings.push(
            Diagnostic::new(
                codes::CAPTION_TOO_LONG,
                msg!("this caption takes {lines} lines", lines = caption_lines),
            )
            .at(text.words.whole(), msg!("its style allows {lines}", lines = style.lines))
            .help(msg!("shorten it, or write lines = {lines} in the style `caption`", lines = caption_lines)),
        );
    }
    let words_rows = words_rows.min(rows.saturating_sub(1));
    let picture_rows = rows - words_rows;

    let mut room = Rect::new(rect.x, rect.y, rect.width, desk.grid.depth(picture_rows));
    // The words stand on the grid; the picture ends higher where the white of the row is less than their style asks for.
    let first = caption.as_ref().or(credit.as_ref());
    let white = desk.grid.pitch - desk.grid.body;
    room.height -= first.map_or(Length::ZERO, |(_, style)| (style.above - white).max(Length::ZERO));
    if let Some(picture) = desk.issue.pictures.get(figure.picture.0 as usize) {
        let fit = figure.fit.unwrap_or(if picture.data.is_drawn() {
            PictureFit::Contain
        } else {
            PictureFit::Cover
        });
        let proportions = picture.data.proportions();
        let framed = framed(room, proportions, &figure.framing, fit);
        let Framed { window, whole, .. } = framed;
        let role = if picture.is_ornament() { Role::Furniture } else { PICTURE };
        placement.pictures.push(PlacedPicture { picture: figure.picture, window, whole, role });
        inspect(figure, &framed, &picture.data, &mut findings);
    }

    let mut y = rect.y + desk.grid.pitch * i64::from(picture_rows);
    let mut last_caption = y;
    // What does not fit was told above; it never prints over what stands under the picture.
    if let Some((mut text, style)) = caption {
        last_caption = y + style.leading.max(style.size) * (caption_lines - 1);
        hold(&mut text, style, y, rect.bottom());
        y = lines(&mut placement, text, style, rect.x, y);
    }
    if let Some((mut text, style)) = credit {
        let top = if shared { last_caption } else { y };
        hold(&mut text, style, top, rect.bottom());
        lines(&mut placement, text, style, rect.x, top);
    }
    placement.findings = findings;
    placement
}

/// Takes the lines away that would end below `foot`. The leading of the last one may reach below it.
fn hold(text: &mut SetText, style: &Style, top: Length, foot: Length) {
    let leading = style.leading.max(style.size);
    let room = foot - top - style.size;
    let count = if room < Length::ZERO { 0 } else { room.div_floor(leading) + 1 };
    text.lines.lines.truncate(count as usize);
}

/// Lines of a caption in a width, so many more than is best as `looseness` says, and whether they
/// are well set.
pub(super) fn caption_lines(
    desk: &mut Desk<'_>,
    area: &Area,
    figure: &Figure,
    width: Length,
    looseness: i32,
) -> (i64, bool) {
    let mut findings = Vec::new();
    let caption = set(desk, area, "caption", figure.caption.as_ref(), width, looseness, &mut findings);
    let Some((text, _)) = caption else { return (0, true) };
    let last = text.lines.lines.last();
    let lone = last.is_some_and(|line| is_lone(&text.paragraph, &line.clusters));
    (text.lines.lines.len() as i64, findings.is_empty() && !lone)
}

fn caption_overset(figure: &Figure, area: &Area, rows: u32) -> Diagnostic {
    let finding = Diagnostic::new(
        codes::CAPTION_OVERSET,
        msg!("the words of this picture leave it no room in area `{area}`", area = area.name),
    )
    .help(msg!("shorten them, or give it {rows}", rows = counted(rows as usize, "row")));
    let finding = match figure.caption.as_ref().or(figure.credit.as_ref()) {
        Some(words) => finding.at(words.whole(), msg!("not all of it is printed")),
        None => finding,
    };
    finding.here(area.span.clone())
}

/// Reports pictures that are cropped much or have too few pixels for their size.
fn inspect(figure: &Figure, framed: &Framed, data: &PictureData, findings: &mut Vec<Diagnostic>) {
    let Framed { window, part, .. } = framed;
    // A crop that the issue asks for is not reported.
    let lost = |part: Length, window: Length| 100 - window.0 * 100 / part.0.max(1);
    let (across, down) = (lost(part.width, window.width), lost(part.height, window.height));
    if across.max(down) > QUIET_CROP {
        let (share, sides) = if across > down {
            (across, word("at the left and right"))
        } else {
            (down, word("at the head and foot"))
        };
        findings.push(
            Diagnostic::new(codes::PICTURE_CROPPED, msg!("{share} % of this picture is cropped {sides}", share, sides))
                .here(figure.span.clone())
                .help(
                    msg!("focus = [40, 25] keeps that point in sight (percent from the left and the top); fit = \"contain\" \
                     shows it whole; an area of its proportions needs no cropping"),
                ),
        );
    }
    resolution(&figure.span, framed, data, findings);
}

/// Reports pictures that have too few pixels for their size.
pub(super) fn resolution(said: &Span, framed: &Framed, data: &PictureData, findings: &mut Vec<Diagnostic>) {
    let Framed { window, whole, .. } = framed;
    let (PictureData::Raster { width: pixels, .. } | PictureData::CmykJpeg { width: pixels, .. }) = data
    else {
        return;
    };
    let inch = 72 * Length::PER_PT;
    let ppi = i64::from(*pixels) * inch / whole.width.0.max(1);
    let is_art = matches!(data, PictureData::Raster { channels: Channels::Black, pixels, .. }
        if pixels.facts().is_art);
    let fine = if is_art { ART_PPI } else { FINE_PPI };
    if ppi < fine {
        let wanted = (whole.width.0 * fine + inch - 1) / inch;
        // As wide as what shows of it may be.
        let holds = window.width.scale(ppi, fine);
        let message = if ppi < LEAST_PPI {
            msg!("this picture has {ppi} pixels an inch at its size: it is unfit for print", ppi)
        } else {
            msg!("this picture has {ppi} pixels an inch at its size", ppi)
        };
        let found = Diagnostic::new(codes::PICTURE_RESOLUTION, message);
        findings.push(found.at(said.clone(), msg!("{pixels} pixels across", pixels)).help(msg!(
            "{print} wants {fine}: {wanted} pixels across, or a place of at most {holds} mm",
            print = if is_art { word("line art") } else { word("newsprint") },
            fine,
            wanted,
            holds = format_args!("{:.0}", holds.to_mm().floor())
        )));
    }
}

fn set<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    kind: &str,
    text: Option<&crate::issue::Text>,
    measure: Length,
    looseness: i32,
    findings: &mut Vec<Diagnostic>,
) -> Option<(SetText, &'a Style)> {
    let text = text.filter(|text| !text.is_empty())?;
    let style = desk.style(area, kind)?;
    let indent = super::copy::indent(style);
    let setting = Setting { looseness, ..super::copy::setting(style, measure, indent) };
    let mut set = desk.set(text, style, &setting, findings);
    let part = if kind == "credit" { FigurePart::Credit } else { FigurePart::Caption };
    set.role = Role::Figure(0, part);
    Some((set, style))
}

/// Whether the credit finds room on the caption's last line, an em apart.
fn shares_line(
    caption: &Option<(SetText, &Style)>,
    credit: &Option<(SetText, &Style)>,
    measure: Length,
) -> bool {
    let (Some((caption, style)), Some((credit, credit_style))) = (caption, credit) else { return false };
    let (Some(line), [credit]) = (caption.lines.lines.last(), credit.lines.lines.as_slice()) else {
        return false;
    };
    credit_style.align == Align::Right && line.end + style.size + (credit.end - credit.start) <= measure
}

/// Places lines from `top` downwards and returns where the next text starts.
pub(super) fn lines(
    placement: &mut Placement,
    text: SetText,
    style: &Style,
    left: Length,
    top: Length,
) -> Length {
    let leading = style.leading.max(style.size);
    let count = text.lines.lines.len();
    let index = placement.keep(text);
    for line in 0..count {
        let origin = Point::new(left, top + leading * line as i64 + ascent(style.size));
        placement.lines.push(PlacedLine { text: index, line, origin, condense: 1000 });
    }
    top + leading * count as i64
}
