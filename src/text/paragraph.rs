//! A paragraph ready to be broken into lines.
//!
//! Clusters lie in parallel arrays, in reading order; widths are in 1/65536 pt. Between a cluster and the next
//! lies a gap, which has a natural width and a kind. The kind says how much the gap can give and take, and
//! in which step (CLReq 3.2.3). The cuts that a paragraph holds are made by [`super::cuts`], which is the
//! other half of this file.

use std::ops::Range;

use crate::font::FaceId;
use crate::geometry::Length;

use super::class::Class;
use super::cuts::{Cut, find_cuts};

/// The room that pinyin takes over the em box of its line, in thousandths of an em.
const PINYIN_ROOM: i64 = 620;

/// Whether a line may end behind a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Break {
    /// Never: inside one character and what belongs to it, and beside the first and the last character
    /// of a long Western word.
    No,
    /// Only when what stands here is longer than the measure: inside a unit (CLReq 3.1.4), or in a
    /// Western word where it has no joint. It is reported.
    LastResort,
    /// Only when the line cannot be made otherwise: inside a name of the house's keep-list. It is
    /// reported.
    Keep,
    /// Only when the line cannot be made otherwise: between two syllables of a Western word, with a
    /// hyphen, which is reported; or at a poor joint of an address.
    Word,
    /// At a cost: at a joint of an address, a path, a name or a compound, without a hyphen.
    Address,
    /// At a cost: between two syllables of a Western word, with a hyphen, where the style allows it.
    Hyphen,
    /// At a cost: between a number and its measure word.
    Wish,
    /// Yes.
    Yes,
}

/// What the gap behind a cluster is, by what it can give and take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum GapKind {
    /// Inside a unit: neither gives nor takes.
    Unit,
    /// Between ordinary characters: takes in the last step.
    Plain,
    /// Behind a Western word space: gives to a quarter em, takes to a half.
    WordSpace,
    /// At a middle dot set on a full em.
    MiddleDot,
    /// The blank half of a bracket or a quote.
    Bracket,
    /// The blank half of a comma, a colon or their like.
    Comma,
    /// Between Han and Western: a quarter em; gives to an eighth, takes to a third.
    HanWestern,
    /// The blank half of a stop, a question or an exclamation mark; gives last.
    Stop,
}

impl GapKind {
    /// Whether it opens in the last step without an end. A gap between Han and Western opens with the
    /// others, less far and only to its limit.
    #[inline]
    pub fn opens(self) -> bool {
        !matches!(self, GapKind::Unit | GapKind::HanWestern)
    }
}

/// A face at a size, as it stands on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Font {
    /// The face.
    pub face: FaceId,
    /// The em of these glyphs.
    pub size: Length,
    /// Whether the glyphs are turned a quarter to the right, as Western words of vertical lines.
    pub turned: bool,
}

/// A glyph of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph in the cluster's face.
    pub id: u16,
    /// From the cluster's start along the line, in 1/65536 pt.
    pub along: i32,
    /// Off the line, in 1/65536 pt: up, or to the right in vertical lines. Glyphs that are turned
    /// start on their own baseline, which lies to the left of the line's axis.
    pub across: i32,
}

/// The hyphen of a font, which ends the line of a divided word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hyphen {
    /// The font, a number in [`Paragraph::fonts`].
    pub font: u16,
    /// Its glyph.
    pub glyph: u16,
    /// Its width.
    pub width: i32,
}

/// What a face lacks of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A glyph, or ink in it.
    Glyph,
    /// The form that this variation selector asks for.
    Variant(char),
    /// A form for lines that run down, where the character needs one.
    DownForm,
}

/// A character of which its face lacks something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The character.
    pub character: char,
    /// What is lacking.
    pub lack: Lack,
    /// The face that lacks it.
    pub face: FaceId,
    /// The byte in the text that was prepared of what it belongs to: itself, or the character whose
    /// pinyin it is of.
    pub at: usize,
    /// How many bytes that takes.
    pub length: usize,
    /// The face that it is set in instead; `None` when no face of the chain has it.
    pub found_in: Option<FaceId>,
}

/// A syllable of pinyin that stands over a cluster (注音), or beside it in vertical lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// The cluster.
    pub cluster: u32,
    /// The face.
    pub face: FaceId,
    /// Where it starts, from the cluster's start along the line; before it where it stands out.
    pub along: i32,
    /// Its width.
    pub width: i32,
    /// Its glyphs, in [`Paragraph::syllable_glyphs`]; their places are from the syllable's start.
    pub glyphs: Range<u32>,
}

/// The clusters of one paragraph.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// What is set: the text after blanks were cleaned.
    pub text: String,
    /// Glyphs of all clusters in reading order.
    pub glyphs: Vec<Glyph>,
    /// The em in 1/65536 pt.
    pub size: Length,
    /// Whether the lines run down the page.
    pub vertical: bool,
    /// What `gap` holds of tracking, where it applies; it neither gives nor takes.
    pub tracking: i32,
    /// First glyph of each cluster, and one more for the end.
    pub glyph_start: Vec<u32>,
    /// First byte of each cluster in `text`, and one more for the end.
    pub text_start: Vec<u32>,
    /// First byte of each cluster in the text that was prepared.
    pub source: Vec<u32>,
    /// The fonts that clusters name by number.
    pub fonts: Vec<Font>,
    /// The font of each cluster, a number in `fonts`.
    pub font: Vec<u16>,
    /// The class of each cluster.
    pub class: Vec<Class>,
    /// Width without blank halves.
    pub width: Vec<i32>,
    /// Natural width of the gap behind each cluster when another follows on the line; inside Western
    /// words the kern between two letters, which may be negative.
    pub gap: Vec<i32>,
    /// The kind of that gap.
    pub gap_kind: Vec<GapKind>,
    /// What follows each cluster when it ends a line: its blank half; negative for blanks that
    /// vanish there.
    pub tail: Vec<i32>,
    /// How far each cluster may stand outside the measure when it ends a line: a mark that hangs.
    /// Negative for what must be added there: the hyphen of a divided word, or a blank half that
    /// the house keeps. Empty when no cluster has any.
    pub hang: Vec<i32>,
    /// The hyphens of fonts whose words may be divided.
    pub hyphens: Vec<Hyphen>,
    /// Whether a line may end behind each cluster.
    pub breaks: Vec<Break>,
    /// The paragraph's start and every place where a line may end without need.
    pub cuts: Vec<Cut>,
    /// Characters that the named face lacks.
    pub missing: Vec<Missing>,
    /// The pinyin of clusters, in their order; empty in most paragraphs.
    pub syllables: Vec<Syllable>,
    /// The glyphs of the pinyin.
    pub syllable_glyphs: Vec<Glyph>,
}

/// The most characters of a role before a colon, and of a name behind it.
const LONGEST_ROLE: usize = 6;
const LONGEST_NAME: usize = 4;

/// What stands before a name in a byline, as its last characters.
const ROLES: [&str; 14] = [
    "记者",
    "通讯员",
    "实习生",
    "评论员",
    "特派员",
    "撰稿人",
    "主持人",
    "作者",
    "编辑",
    "撰文",
    "摄影",
    "供图",
    "见习",
    "整理",
];

impl Paragraph {
    /// Empties it; its room stays.
    pub fn clear(&mut self) {
        let Paragraph {
            text,
            glyphs,
            size: _,
            vertical: _,
            tracking: _,
            glyph_start,
            text_start,
            source,
            fonts,
            font,
            class,
            width,
            gap,
            gap_kind,
            tail,
            hang,
            hyphens,
            breaks,
            cuts,
            missing,
            syllables,
            syllable_glyphs,
        } = self;
        text.clear();
        glyphs.clear();
        glyph_start.clear();
        text_start.clear();
        source.clear();
        fonts.clear();
        font.clear();
        class.clear();
        width.clear();
        gap.clear();
        gap_kind.clear();
        tail.clear();
        hang.clear();
        hyphens.clear();
        breaks.clear();
        cuts.clear();
        missing.clear();
        syllables.clear();
        syllable_glyphs.clear();
    }

    /// Makes room for so many clusters of one glyph.
    pub(super) fn reserve(&mut self, count: usize) {
        let Paragraph { glyphs, glyph_start, text_start, source, font, class, width, .. } = self;
        glyphs.reserve(count.saturating_sub(glyphs.len()));
        for list in [glyph_start, text_start, source] {
            list.reserve((count + 1).saturating_sub(list.len()));
        }
        font.reserve(count.saturating_sub(font.len()));
        class.reserve(count.saturating_sub(class.len()));
        width.reserve(count.saturating_sub(width.len()));
    }

    /// Takes the last cluster away, which has one glyph; of gaps only kerns are known yet.
    pub(super) fn pop(&mut self) {
        let Paragraph { glyphs, glyph_start, text_start, source, font, class, width, gap, .. } = self;
        glyphs.pop();
        for list in [glyph_start, text_start, source] {
            list.pop();
        }
        font.pop();
        class.pop();
        width.pop();
        gap.truncate(width.len());
    }

    /// Keeps what stands between full-width blanks together, as the names of a byline, and a role with the name behind it
    /// (通讯员　何志远): it is divided only where no line holds it, and that is reported.
    pub fn keep_names(&mut self) {
        for at in 0..self.breaks.len() {
            let is_blank = self.class[at] == Class::Blank;
            if self.breaks[at] > Break::Keep && (!is_blank || self.is_within_name(at)) {
                self.breaks[at] = Break::Keep;
            }
        }
        self.cut_again();
    }

    /// Keeps the persons of a credit line together: a role with its colon and the name behind it (校对：方　圆). Other words
    /// of it turn like a text.
    pub fn keep_credits(&mut self) {
        let length = |classes: &mut dyn Iterator<Item = &Class>| {
            classes.take_while(|class| matches!(class, Class::Han | Class::Middle)).count()
        };
        for at in 0..self.breaks.len() {
            let held = match self.class[at] {
                Class::Blank if self.is_within_name(at) => at..at + 1,
                Class::Colon => {
                    let role = length(&mut self.class[..at].iter().rev());
                    let name = length(&mut self.class[at + 1..].iter());
                    // Of longer words before the colon the last two are the role (编辑, 校对), and longer ones behind it are no name.
                    let role = if role <= LONGEST_ROLE { role } else { 2 };
                    let name = if name <= LONGEST_NAME { name.max(1) } else { 1 };
                    at - role..(at + name).min(self.breaks.len())
                }
                _ => continue,
            };
            for held in &mut self.breaks[held] {
                *held = (*held).min(Break::Keep);
            }
        }
        self.cut_again();
    }

    /// Finds the cuts again after breaks were taken away; the end of the text stays one.
    fn cut_again(&mut self) {
        if let Some(last) = self.breaks.last_mut() {
            *last = Break::Yes;
        }
        let mut cuts = std::mem::take(&mut self.cuts);
        find_cuts(self, Break::Address, &mut cuts);
        self.cuts = cuts;
    }

    /// Whether a blank, one of a row of them, stands between what belongs to one person: behind a role (通讯员　何志远), behind
    /// its colon (校对：　方圆), or in a name of two characters that is spaced to the width of three (方　圆).
    pub fn is_within_name(&self, blank: usize) -> bool {
        let blanks = self.class[..=blank].iter().rev().take_while(|class| **class == Class::Blank).count();
        let first = blank + 1 - blanks;
        if first > 0 && self.class[first - 1] == Class::Colon {
            return true;
        }
        self.ends_in_role(first) || (blanks == 1 && first > 0 && self.begins_spaced_name(first - 1))
    }

    /// Whether the words before a cluster name what a person does.
    fn ends_in_role(&self, cluster: usize) -> bool {
        let words = &self.text[..self.text_start[cluster] as usize];
        ROLES.iter().any(|role| words.ends_with(role))
    }

    /// Whether a character is the first of a spaced name of two: each stands alone between blanks. Of a row of such
    /// characters (方　圆　白　露) two and two are a name.
    fn begins_spaced_name(&self, at: usize) -> bool {
        let is = |at: usize, class: Class| self.class.get(at) == Some(&class);
        let is_spaced = |at: usize| is(at + 1, Class::Blank) && is(at + 2, Class::Han);
        let ends = |at: usize| !is(at, Class::Han);
        if !is(at, Class::Han) || !is_spaced(at) || !ends(at + 3) {
            return false;
        }
        let mut before = 0;
        let mut first = at;
        while first >= 2
            && is(first - 1, Class::Blank)
            && is(first - 2, Class::Han)
            && (first == 2 || !is(first - 3, Class::Han))
        {
            first -= 2;
            before += 1;
        }
        let stands_alone = first == 0 || !is(first - 1, Class::Han) || self.ends_in_role(first);
        stands_alone && before % 2 == 0
    }

    /// The number of a font; new ones are added.
    pub(super) fn font_number(&mut self, font: Font) -> u16 {
        let known = self.fonts.iter().rposition(|known| *known == font);
        known.unwrap_or_else(|| {
            self.fonts.push(font);
            self.fonts.len() - 1
        }) as u16
    }

    /// The font of a cluster.
    pub fn font_of(&self, cluster: usize) -> Font {
        self.fonts[usize::from(self.font[cluster])]
    }

    /// How far a cluster may stand outside the measure at a line's end.
    pub fn hang_of(&self, cluster: usize) -> i32 {
        self.hang.get(cluster).copied().unwrap_or(0)
    }

    /// The pinyin over some clusters.
    pub fn syllables_of(&self, clusters: &Range<usize>) -> &[Syllable] {
        let before = |end: usize| self.syllables.partition_point(|one| (one.cluster as usize) < end);
        &self.syllables[before(clusters.start)..before(clusters.end).max(before(clusters.start))]
    }

    /// The room that pinyin over some clusters takes above their em boxes, or to the right of them in
    /// vertical lines; zero where there is none.
    pub fn annotation(&self, clusters: &Range<usize>) -> Length {
        if self.syllables_of(clusters).is_empty() { Length::ZERO } else { self.size.scale(PINYIN_ROOM, 1000) }
    }

    /// How many clusters there are.
    pub fn len(&self) -> usize {
        self.width.len()
    }

    /// Whether there is nothing to set.
    pub fn is_empty(&self) -> bool {
        self.width.is_empty()
    }

    /// The glyphs of a cluster.
    pub fn glyphs_of(&self, cluster: usize) -> &[Glyph] {
        let range = self.glyph_start[cluster] as usize..self.glyph_start[cluster + 1] as usize;
        &self.glyphs[range]
    }

    /// The characters of a cluster.
    pub fn text_of(&self, cluster: usize) -> &str {
        &self.text[self.text_start[cluster] as usize..self.text_start[cluster + 1] as usize]
    }

    /// The natural width on one line, without blanks at its end.
    pub fn natural_width(&self) -> Length {
        let last = self.len().saturating_sub(1);
        let gaps: i64 = self.gap.iter().take(last).map(|gap| i64::from(*gap)).sum();
        let widths: i64 = self.width.iter().map(|width| i64::from(*width)).sum();
        let tail = self.tail.last().map_or(0, |tail| i64::from((*tail).min(0)));
        Length(widths + gaps + tail)
    }
}
