//! The editor's model: an issue, its stories and pictures. No geometry lives here.

pub mod almanac;
mod cmyk_jpeg;
mod furniture;
mod placed;
mod text;

pub use cmyk_jpeg::inks_of_jpeg;
pub use furniture::{Advert, CellAlign, DataTable};
pub use placed::{OpenedPdf, PlacedPdf, PlacedSpot};
pub use text::{Beside, Emphasis, Manner, Reading, Rise, Run, Text};

use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::{FileId, Span};
use crate::ink::Ink;
use crate::keys::words;

/// One day's paper, as an editor means it.
#[derive(Clone, Debug)]
pub struct Issue {
    /// The paper's name (报名), also the document's title.
    pub paper: String,
    /// The day printed on it.
    pub date: Date,
    /// Everything the masthead (报头) may show.
    pub masthead: Masthead,
    /// The pages to set, in order.
    pub pages: Vec<PagePlan>,
    /// The stories, in the order in which the pages name them.
    pub stories: Vec<Story>,
    /// The pictures, in the order in which the pages name them.
    pub pictures: Vec<Picture>,
    /// Words that stay whole on the line, besides those of the house.
    pub keep: Vec<String>,
}

/// A day of the Gregorian calendar that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// For example 2026.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, and within the month.
    pub day: u8,
}

/// A piece of masthead text with its place in the issue file.
pub type Field = Text;

/// The fields of the masthead (报头). A field that an issue leaves out is empty and its place
/// on the page stays blank. Weekday and lunar date are filled in from the date.
#[derive(Clone, Debug, Default)]
pub struct Masthead {
    /// Field name (`name`, `latin`, `sponsor`, `publisher`, `issue`, `pages`, `date`, `weekday`,
    /// `lunar`, `licence`, `url`, and any the house adds) to its text, in the order of the file.
    pub fields: Vec<(String, Field)>,
    /// The name as a drawing (calligraphy), when the issue gives one.
    pub name_art: Option<PictureId>,
}

impl Masthead {
    /// The text of a field, if the issue has it.
    pub fn get(&self, field: &str) -> Option<&Field> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, text)| text)
    }
}

/// An index into [`Issue::stories`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// An index into [`Issue::pictures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(pub u32);

/// What goes where on one page.
#[derive(Clone, Debug)]
pub struct PagePlan {
    /// The page's number (版次), from 1; that of the left page of a spread.
    pub number: u32,
    /// The number of the right page of a spread.
    pub facing: Option<u32>,
    /// Index of its layout in the list that was read with the issue.
    pub layout: usize,
    /// What stands in which area, in the order of the file.
    pub placements: Vec<Placement>,
    /// Fillers (补白) for rows that stories leave, in the order of the file.
    pub fillers: Vec<StoryId>,
    /// What furniture tells of this page: its number (`page`, `page-cn`, and those of the facing page
    /// of a spread), `section`, `credits`, and any the house adds.
    pub fields: Vec<(String, Field)>,
    /// The `[[page]]` heading in the issue file.
    pub span: Span,
}

impl PagePlan {
    /// Whether a number is its own or, on a spread, that of its right page.
    pub fn has(&self, number: u32) -> bool {
        self.number == number || self.facing == Some(number)
    }
}

/// A thing assigned to a named area.
#[derive(Clone, Debug)]
pub struct Placement {
    /// The area's name in the layout.
    pub area: String,
    /// Where the issue file names the area.
    pub span: Span,
    /// What stands there.
    pub content: Content,
}

/// What an area can hold.
#[derive(Clone, Debug)]
pub enum Content {
    /// A story, or the part of it that stands on this page.
    Story(StoryPart),
    /// A picture with its caption and credit.
    Picture(Figure),
    /// A block of pointers to inside pages (导读).
    Guide(Guide),
    /// An advertisement.
    Ad(Advert),
    /// A table.
    Table(DataTable),
    /// The masthead.
    Masthead,
    /// The running head (报眉).
    Folio,
}

/// The part of a story that stands on one page.
#[derive(Clone, Debug)]
pub struct StoryPart {
    /// The story.
    pub id: StoryId,
    /// Areas in which it goes on behind the first one, in reading order.
    pub more: Vec<String>,
    /// Pictures inside its text.
    pub insets: Vec<Inset>,
    /// Which part of the story it is, from 0; parts are told by the pages that go before.
    pub part: u32,
    /// Where it comes from (上接第×版).
    pub from: Option<Jump>,
    /// Where it goes on (下转第×版).
    pub to: Option<Jump>,
}

/// A pointer from one part of a story to another (转版).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The page it points to.
    pub page: u32,
    /// What it says.
    pub words: Text,
}

impl StoryPart {
    /// A story that stands on one page, in one area.
    pub fn whole(id: StoryId) -> StoryPart {
        StoryPart { id, more: Vec::new(), insets: Vec::new(), part: 0, from: None, to: None }
    }
}

/// A picture inside a story's text (插图): where in the story's area it stands.
#[derive(Clone, Debug)]
pub struct Inset {
    /// The picture.
    pub figure: Figure,
    /// First basic column of the area, from 1.
    pub column: u32,
    /// Basic columns.
    pub columns: u32,
    /// First row of the area, from 1.
    pub row: u32,
    /// Rows, with caption and credit.
    pub rows: u32,
    /// Characters that it takes of its columns, when text stands beside it (串文图).
    pub characters: Option<u32>,
    /// Where in its columns it then stands.
    pub side: Side,
}

words! {
    /// A side of a column.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Side {
        /// Where lines begin.
        Left = "left",
        /// Where lines end.
        #[default]
        Right = "right",
    }
}

/// One manuscript.
#[derive(Clone, Debug)]
pub struct Story {
    /// The file's stem, as findings name the story.
    pub name: String,
    /// The manuscript.
    pub file: FileId,
    /// 引题, over the headline.
    pub kicker: Option<Text>,
    /// 主题.
    pub headline: Option<Text>,
    /// 副题, under the headline.
    pub subhead: Option<Text>,
    /// The headline in few words, where the story goes on (转版题).
    pub short: Option<Text>,
    /// A byline on a line of its own (记者　某某).
    pub byline: Option<Text>,
    /// The source line that closes the story (（来源：某某社）).
    pub source: Option<Text>,
    /// A credit line (摄影、责编 and the like), set after the source.
    pub credit: Option<Text>,
    /// The body.
    pub blocks: Vec<Block>,
}

/// A piece of a story's body.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph, with a 2-em indent unless its style says otherwise.
    Paragraph(Text),
    /// A heading inside the text (插题, 小标题).
    Crosshead(Text),
}

impl Block {
    /// The words, whatever the block is.
    pub fn text(&self) -> &Text {
        match self {
            Block::Paragraph(text) | Block::Crosshead(text) => text,
        }
    }
}

/// A picture on a page.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The picture.
    pub picture: PictureId,
    /// Words under it.
    pub caption: Option<Text>,
    /// Who made it (某某 摄).
    pub credit: Option<Text>,
    /// How it takes its room; by default pixels cover it and drawings stay whole.
    pub fit: Option<PictureFit>,
    /// Which part of it shows.
    pub framing: Framing,
    /// Where the issue file names the picture.
    pub span: Span,
}

/// Which part of a picture shows (裁切).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Framing {
    /// What is taken off at the left, top, right and bottom, in percent of the whole picture.
    pub crop: [u32; 4],
    /// The point that stays in sight when the picture covers its room, in percent from the left and
    /// the top of the whole picture; by default the middle of what the crop leaves.
    pub focus: Option<[u32; 2]>,
}

words! {
    /// How a picture takes the room that its area leaves it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum PictureFit {
        /// It fills the room and is cropped about its focus.
        Cover = "cover",
        /// It is shown whole; white is left at two sides.
        Contain = "contain",
    }
}

/// A block of pointers (导读).
#[derive(Clone, Debug)]
pub struct Guide {
    /// The block's heading, such as 导读.
    pub title: Option<Text>,
    /// The pointers.
    pub items: Vec<GuideItem>,
}

/// One pointer to an inside page.
#[derive(Clone, Debug)]
pub struct GuideItem {
    /// The headline of the story inside.
    pub headline: Text,
    /// Where it stands, such as ——详见二、三版.
    pub pointer: Text,
}

/// A picture that was read and checked.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Where it came from.
    pub path: PathBuf,
    /// Its pixels or shapes.
    pub data: PictureData,
}

/// The inside of a picture, ready for the press.
#[derive(Clone, Debug)]
pub enum PictureData {
    /// A CMYK JPEG, passed through as it is.
    CmykJpeg {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// The whole file.
        bytes: Arc<[u8]>,
        /// Whether the shares are stored inverted (Adobe's habit, told by the APP14 marker).
        inverted: bool,
    },
    /// Pixels in the output profile's inks.
    Raster {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// How many inks each pixel has.
        channels: Channels,
        /// Rows from the top, pixels from the left, 0 for no ink and 255 for solid.
        pixels: Arc<[u8]>,
        /// What shows of each pixel, 0 for nothing and 255 for all of it; `None` where all show.
        alpha: Option<Arc<[u8]>>,
    },
    /// Shapes from an SVG.
    Vector(Arc<Drawing>),
    /// A page of a PDF file, placed as it is.
    Pdf(Arc<PlacedPdf>),
}

/// The inks of a raster picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channels {
    /// Black alone.
    Black,
    /// Cyan, magenta, yellow and black.
    Cmyk,
}

impl Channels {
    /// Bytes per pixel.
    pub fn count(self) -> usize {
        match self {
            Channels::Black => 1,
            Channels::Cmyk => 4,
        }
    }

    /// Lays see-through pixels on paper: their inks become as much less as they hide. With
    /// `only_hidden` just those of which nothing shows lose their ink, for they are to stay
    /// see-through.
    pub fn over_paper(self, pixels: &mut [u8], alpha: &[u8], only_hidden: bool) {
        for (pixel, alpha) in pixels.chunks_exact_mut(self.count()).zip(alpha) {
            match (*alpha, only_hidden) {
                (0, _) => pixel.fill(0),
                (255, _) | (_, true) => {}
                (alpha, false) => {
                    for ink in pixel {
                        *ink = ((u32::from(*ink) * u32::from(alpha) + 127) / 255) as u8;
                    }
                }
            }
        }
    }
}

impl PictureData {
    /// Whether it is drawn, so that it is shown whole, and at any size as sharp as at any other.
    pub fn is_drawn(&self) -> bool {
        matches!(self, PictureData::Vector(_) | PictureData::Pdf(_))
    }

    /// Width over height as a pair of whole numbers, neither of them zero.
    pub fn proportions(&self) -> (i64, i64) {
        match self {
            PictureData::CmykJpeg { width, height, .. } | PictureData::Raster { width, height, .. } => {
                (i64::from(*width).max(1), i64::from(*height).max(1))
            }
            PictureData::Vector(drawing) => {
                (i64::from(drawing.width).max(1), i64::from(drawing.height).max(1))
            }
            PictureData::Pdf(pdf) => (pdf.width.0.max(1), pdf.height.0.max(1)),
        }
    }
}

/// Shapes in whole 1/256 of an SVG user unit; the origin is the top left corner and y grows down.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// The right edge of the view box.
    pub width: i32,
    /// The bottom edge of the view box.
    pub height: i32,
    /// What to paint, back to front.
    pub shapes: Vec<Shape>,
}

/// One filled or stroked outline.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The outline.
    pub path: Vec<Segment>,
    /// The inside, if it is painted, and whether the even-odd rule says what is inside.
    pub fill: Option<(ShapePaint, FillRule)>,
    /// The line, if it is painted, and its width in the drawing's units.
    pub stroke: Option<(Ink, i32)>,
    /// Outlines outside which nothing of it shows; it is cut to all of them.
    pub clips: Clips,
}

/// Outlines that shapes are cut to, shared by all shapes under them.
pub type Clips = Arc<[(Vec<Segment>, FillRule)]>;

impl Shape {
    /// Every ink that it is painted in.
    pub fn inks(&self) -> impl Iterator<Item = &Ink> {
        let (plain, stops) = match &self.fill {
            Some((ShapePaint::Ink(ink), _)) => (Some(ink), [].as_slice()),
            Some((ShapePaint::Shading(shading), _)) => (None, shading.stops.as_slice()),
            None => (None, [].as_slice()),
        };
        let stops = stops.iter().map(|(_, ink)| ink);
        plain.into_iter().chain(stops).chain(self.stroke.iter().map(|(ink, _)| ink))
    }
}

/// What a shape is filled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapePaint {
    /// One ink.
    Ink(Ink),
    /// A gradient.
    Shading(Shading),
}

/// A gradient of a drawing. Lengths are in 1/65 536 of its own unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shading {
    /// Along what it goes.
    pub line: ShadingLine,
    /// From its own space to the drawing's units: `a b c d e f` as PDF has them, in 1/65 536.
    pub place: [i64; 6],
    /// Inks and where they stand on the line, from 0 to 10 000; in order, at least one.
    pub stops: Vec<(u16, Ink)>,
}

impl Shading {
    /// One unit of its own space.
    pub const UNIT: i32 = 65_536;
}

/// Along what a gradient goes; beyond its ends the inks of the ends go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShadingLine {
    /// From point to point.
    Straight {
        /// Where it begins.
        from: (i32, i32),
        /// Where it ends.
        to: (i32, i32),
    },
    /// From one circle to another.
    Round {
        /// The centre of the circle where it begins.
        focus: (i32, i32),
        /// Its radius.
        focus_radius: i32,
        /// The centre of the circle where it ends.
        centre: (i32, i32),
        /// Its radius.
        radius: i32,
    },
}

/// Which parts of a path that crosses itself are inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FillRule {
    /// Where the path winds around.
    NonZero,
    /// Where an odd number of edges is crossed.
    EvenOdd,
}

/// A step of an outline, in the drawing's units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Starts a contour.
    Move(i32, i32),
    /// A straight line.
    Line(i32, i32),
    /// A cubic curve with its two control points and its end.
    Curve(i32, i32, i32, i32, i32, i32),
    /// Closes the contour.
    Close,
}
