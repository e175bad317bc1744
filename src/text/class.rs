//! The class table: what each character is on a Chinese line.
//!
//! One table ([`table`]) feeds line breaks, widths and gaps; no other file lists punctuation. Sources:
//! W3C CLReq 3.1 and GB/T 15834-2011; where they leave a choice, a style makes it. Of characters that
//! they do not name, JLReq's classes and UAX #14 decide.

use crate::layout::{Kinsoku, Punctuation};

mod kind;
mod table;

pub use kind::Class;
use table::Edge;

use Class::{
    Blank, Close, Colon, Connector, Dash, Digit, Ellipsis, Exclaim, Han, Latin, Mark, Middle, Nonstarter,
    Open, Operator, Pause, Postfix, Prefix, Sign, Slash, Space, Stop,
};

impl Class {
    /// The class of a character by itself. Quotes are taken as Chinese ones; [`super::prepare`]
    /// looks at their neighbours.
    #[inline]
    pub fn of(character: char) -> Class {
        table::class(character)
    }

    /// Whether it is one of the Chinese marks whose blank half can be taken.
    pub fn is_squeezable(self) -> bool {
        matches!(self, Open | Close | Stop | Exclaim | Pause | Colon)
    }

    /// Whether it belongs to Western text: it is shaped in runs and never spread.
    pub fn is_western(self) -> bool {
        matches!(self, Latin | Digit | Sign)
    }

    /// Whether it can stand inside Western text: it is Western, or a blank between its words.
    pub fn in_word(self) -> bool {
        self.is_western() || self == Space
    }

    /// Whether it is drawn and spaced as an ideograph.
    pub fn is_like_han(self) -> bool {
        matches!(self, Han | Nonstarter)
    }

    /// The class of a mark of this one where its glyph fills the em and so gives no half of it: what
    /// stands for a character that no face has.
    pub fn filling(self) -> Class {
        match self {
            Open => Prefix,
            Close | Stop | Exclaim | Pause | Colon | Middle => Postfix,
            other => other,
        }
    }

    /// Whether it must be a full em wide in its face to be fit for Chinese text.
    pub fn needs_full_width(self) -> bool {
        matches!(self, Open | Close | Ellipsis | Dash)
    }

    /// Whether a line may begin with it (避头; CLReq 3.1.3, GB/T 15834-2011 5.1).
    pub fn may_start_line(self, level: Kinsoku) -> bool {
        match self {
            Close | Stop | Exclaim | Pause | Colon | Middle | Connector | Slash | Postfix | Mark => {
                level < Kinsoku::Basic
            }
            Dash | Ellipsis | Nonstarter => level < Kinsoku::Strict,
            _ => true,
        }
    }

    /// Whether a line may end with it (避尾).
    pub fn may_end_line(self, level: Kinsoku) -> bool {
        match self {
            Open | Prefix => level < Kinsoku::Basic,
            Slash => level < Kinsoku::Gb,
            _ => true,
        }
    }

    /// Whether the mark gives its blank half up to the one behind it, so that the pair takes an em
    /// and a half (”， 。” ”》 ”·). Marks of tone keep theirs (？！).
    pub fn hugs(self, next: Class) -> bool {
        match self {
            Close | Pause | Colon | Stop => {
                matches!(next, Close | Stop | Exclaim | Pause | Colon | Middle | Slash)
            }
            Exclaim => matches!(next, Close | Stop | Pause | Colon | Middle | Slash),
            _ => false,
        }
    }

    /// How many half ems a mark keeps blank in a style: before the ink of opening marks, behind it
    /// for the others (CLReq 3.1.6; 全角、开明、半角).
    pub fn blank_halves(self, style: Punctuation) -> i64 {
        match (style, self) {
            (Punctuation::Quanjiao, class) if class.is_squeezable() => 1,
            (Punctuation::Kaiming, Stop | Exclaim) => 1,
            _ => 0,
        }
    }
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Classes(u32);

impl Classes {
    /// The set of some classes.
    pub const fn of(classes: &[Class]) -> Classes {
        Classes(0).and(classes)
    }

    /// These and some more.
    pub const fn and(self, classes: &[Class]) -> Classes {
        let (mut set, mut at) = (self.0, 0);
        while at < classes.len() {
            set |= 1 << classes[at] as u32;
            at += 1;
        }
        Classes(set)
    }

    /// Whether a class is one of them.
    #[inline]
    pub fn holds(self, class: Class) -> bool {
        self.0 >> (class as u32) & 1 != 0
    }
}

/// How many of these, from the first on, are ideographs and their like.
#[inline]
pub fn han(classes: &[Class]) -> usize {
    classes.iter().position(|class| *class != Han).unwrap_or(classes.len())
}

/// Whether a character belongs to Chinese text, so that no typed blank stands beside it.
pub fn is_chinese(character: char, class: Class) -> bool {
    match class {
        Han | Nonstarter | Operator | Blank | Open | Close | Stop | Exclaim | Pause | Colon | Middle
        | Ellipsis | Dash | Slash => true,
        Connector => character != '–',
        Prefix | Postfix => !character.is_ascii(),
        Latin | Digit | Sign | Space | Mark => false,
    }
}

/// A curly quotation mark: the same characters serve Chinese and Western text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Curly {
    /// Whether it opens.
    pub opens: bool,
    /// Whether it is a single mark; the one that closes is the apostrophe too.
    pub single: bool,
}

impl Curly {
    /// The double mark of its side.
    pub fn double(self) -> char {
        if self.opens { '“' } else { '”' }
    }
}

/// Whether a character is a straight quotation mark, and whether a single one: the same sign opens and
/// closes, leaves letters out and counts inches and feet.
pub fn straight(character: char) -> Option<bool> {
    match character {
        '"' | '＂' => Some(false),
        '\'' | '＇' => Some(true),
        _ => None,
    }
}

/// What a blank of copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlankKind {
    /// A word space, or what stands for one.
    Word,
    /// It holds what stands beside it on one line.
    Hold,
    /// An em of white: the ideographic blank where it stands between Han.
    Em,
}

/// What a character of class [`Class::Space`] is.
pub fn blank_kind(blank: char) -> BlankKind {
    match blank {
        '\u{A0}' | '\u{2007}' | '\u{202F}' => BlankKind::Hold,
        '\u{2001}' | '\u{2003}' => BlankKind::Em,
        _ => BlankKind::Word,
    }
}

/// What a character that shows nothing says of the place between its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakControl {
    /// A Western word may break here without a sign (zero-width space).
    Break,
    /// No line ends here (word joiner; the byte order mark inside a text).
    Hold,
    /// A Western word may be divided here with a hyphen (soft hyphen).
    Divide,
}

/// What a character says of the place where it stands, if that is all it says.
pub fn break_control(character: char) -> Option<BreakControl> {
    match character {
        '\u{200B}' => Some(BreakControl::Break),
        '\u{2060}' | '\u{FEFF}' => Some(BreakControl::Hold),
        '\u{AD}' => Some(BreakControl::Divide),
        _ => None,
    }
}

/// The characters whose glyphs stand for a character that no face has, because they are the same sign:
/// by Unicode's canonical equivalence, or as Chinese print draws them.
pub fn look_alike(character: char) -> Option<&'static str> {
    Some(match character {
        '⋯' => "…",
        '⸺' => "——",
        '⸻' => "———",
        '∙' | '⋅' | '•' => "·",
        '\u{2329}' => "〈",
        '\u{232A}' => "〉",
        '\u{2126}' => "Ω",
        '\u{212A}' => "K",
        '\u{212B}' => "Å",
        _ => return None,
    })
}

/// What kind of curly quotation mark a character is.
pub fn curly(character: char) -> Option<Curly> {
    let (opens, single) = match character {
        '“' => (true, false),
        '‘' => (true, true),
        '”' => (false, false),
        '’' => (false, true),
        _ => return None,
    };
    Some(Curly { opens, single })
}

/// Whether a sign of Western text may begin a line behind Chinese text.
pub fn western_may_start(sign: char) -> bool {
    matches!(table::edge(sign), Edge::Free | Edge::Opening)
}

/// Whether a sign of Western text may end a line before Chinese text.
pub fn western_may_end(sign: char, level: Kinsoku) -> bool {
    match table::edge(sign) {
        Edge::Free | Edge::Closing => true,
        Edge::Opening | Edge::Holding => false,
        Edge::Solidus => level < Kinsoku::Gb,
    }
}

/// Whether a sign of Western text may stand before a number as part of it (+5, -5℃).
pub fn is_number_sign(sign: char) -> bool {
    matches!(sign, '+' | '-')
}

/// How readily an address, a path or the name of a file or a program turns behind a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Joint {
    /// The sign parts words, or parts of a name that belong together.
    Weak,
    /// The sign parts steps of a path or of an address.
    Strong,
}

/// Whether an address, a path or a name turns behind a sign (UAX #14 LB13, LB21 and classes SY, BA, HY).
pub fn joint(sign: char) -> Option<Joint> {
    match sign {
        '/' | '\\' | '?' | '&' | '=' | '@' | '|' => Some(Joint::Strong),
        '.' | '-' | '_' | ':' | ',' | ';' => Some(Joint::Weak),
        _ => None,
    }
}

/// Whether a sign before a word makes it a name of a file, a program or an option, or a reference.
pub fn leads_name(sign: char) -> bool {
    matches!(sign, '/' | '\\' | '.' | '-' | '_' | '@' | '#' | '$' | '~' | '%' | '&' | '=' | '+' | '*' | '|')
}

/// Whether a sign right behind a word makes it one: main/ read( key= user@.
pub fn follows_name(sign: char) -> bool {
    sign == '(' || leads_name(sign) && !matches!(sign, '.' | '-')
}

/// Whether a sign of Western text is a mark of punctuation and not read as a character of its own.
pub fn is_western_mark(sign: char) -> bool {
    matches!(sign, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '{' | '}')
        || straight(sign).is_some()
        || curly(sign).is_some()
}

/// Whether a mark may stand inside a word for what is left out (don’t, the house’s).
pub fn is_apostrophe(mark: char) -> bool {
    mark == '\'' || curly(mark).is_some_and(|mark| mark.single && !mark.opens)
}

/// Whether the character is a digit drawn on a full em; numbers of them stay whole too.
pub fn is_full_width_digit(character: char) -> bool {
    matches!(character, '０'..='９')
}

/// Whether a mark between figures is part of their number: the colon of a score or a time, the point.
pub fn is_figure_mark(mark: char) -> bool {
    matches!(mark, '：' | '．')
}

/// Whether it is the full-width hyphen, which is a minus before a number that no word leads.
pub fn is_full_width_hyphen(mark: char) -> bool {
    mark == '－'
}

/// Whether a number with this sign behind it is a temperature, so that a hyphen before it is a minus.
pub fn is_degree(sign: char) -> bool {
    matches!(sign, '℃' | '℉' | '°')
}

/// Whether the mark is by itself a whole unit of two or three ems (⸺ ⸻).
pub fn is_whole_dash(text: &str) -> bool {
    matches!(text, "⸺" | "⸻")
}

/// Whether the mark is the em dash, which connects when it stands alone (连接号).
pub fn is_em_dash(text: &str) -> bool {
    matches!(text, "—" | "―")
}

/// Characters that show nothing and ask for nothing where a face lacks them: joiners, direction
/// marks, variation selectors, the byte order mark (Unicode's default-ignorables).
pub fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether a character may join the one before it into one cluster or one letter, or shows nothing:
/// marks of every kind, joiners, selectors, tags, parts of Hangul syllables, and whatever is not in
/// the ranges of scripts that newspapers mix.
pub fn may_join(character: char) -> bool {
    !matches!(character,
        ' '..='~'
        | '\u{A0}'..='\u{AC}'
        | '\u{AE}'..='\u{2FF}'
        | '\u{370}'..='\u{482}'
        | '\u{48A}'..='\u{52F}'
        | '\u{1E00}'..='\u{200A}'
        | '\u{2010}'..='\u{2027}'
        | '\u{202F}'..='\u{2043}'
        | '\u{2045}'..='\u{205F}'
        | '\u{2070}'..='\u{20CF}'
        | '\u{2100}'..='\u{2CEE}'
        | '\u{2E00}'..='\u{3029}'
        | '\u{3030}'..='\u{3098}'
        | '\u{309B}'..='\u{A48F}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE10}'..='\u{FE19}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF9D}'
        | '\u{FFE0}'..='\u{FFEE}'
        | '\u{1F000}'..='\u{1F1E5}'
        | '\u{1F200}'..='\u{1F3FA}'
        | '\u{1F400}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a character changes what is far from it: the fraction slash makes figures on both sides
/// numerators and denominators.
pub fn reaches_far(character: char) -> bool {
    character == '\u{2044}'
}

/// Whether a mark shares its em with another one of its kind (问号、叹号叠用、连用): single question
/// and exclamation marks.
pub fn shares_em(mark: char) -> bool {
    matches!(mark, '！' | '？')
}

/// Whether a mark may hang outside the measure (标点悬挂): commas and full stops only.
pub fn hangs(mark: char) -> bool {
    matches!(mark, '，' | '、' | '。' | '．')
}

/// Whether a mark stands low in its em, or at the side of a vertical line, by itself: where marks
/// are centred it is moved both ways.
pub fn stands_low(mark: char) -> bool {
    matches!(mark, '，' | '、' | '。' | '．')
}

/// How a character stands in lines that run down where a font has no form of its own for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerticalOrientation {
    /// As it stands in lines across.
    Upright,
    /// At the upper right of its em.
    Aside,
    /// Turned a quarter to the right.
    Turned,
}

/// How a character of this class stands in lines that run down (UAX #50, `Vertical_Orientation`: `Tu`,
/// `Tr` and `R`; CLReq 6.3.4): marks that stand low go aside, brackets, dashes, dots and the long
/// vowel mark are turned. Colons and marks of question and exclamation stay as they are.
pub fn vertical_orientation(character: char, class: Class) -> VerticalOrientation {
    match class {
        _ if stands_low(character) => VerticalOrientation::Aside,
        Open | Close | Dash | Ellipsis | Connector => VerticalOrientation::Turned,
        Han | Nonstarter if character == 'ー' => VerticalOrientation::Turned,
        _ => VerticalOrientation::Upright,
    }
}

/// Whether it selects a form of the character before it (异体字选择符). Those that choose between
/// a letter and a picture (U+FE0E, U+FE0F) ask for nothing that print has, and are not among them.
pub fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether it is the short dash (连接号短横线), half an em wide.
pub fn is_short_dash(mark: char) -> bool {
    mark == '–'
}

/// Whether a mark stands in the middle of its em in vertical lines and so gives nothing.
pub fn keeps_em_when_vertical(character: char) -> bool {
    matches!(Class::of(character), Colon | Exclaim) || character == '；'
}

/// The form a quotation mark takes in vertical lines (mainland: double marks outside).
pub fn vertical_form(character: char) -> char {
    match character {
        '“' => '『',
        '”' => '』',
        '‘' => '「',
        '’' => '」',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_basic_level() {
        for mark in "、，。．：；！？‼⁇⁈⁉”’」』）】〗〕］｝》〉–～·・‧／％‰℃".chars()
        {
            assert!(!Class::of(mark).may_start_line(Kinsoku::Basic), "{mark} may not begin a line");
            assert!(Class::of(mark).may_start_line(Kinsoku::None));
        }
        for mark in "“‘「『（【〖〔［｛《〈￥".chars() {
            assert!(!Class::of(mark).may_end_line(Kinsoku::Basic), "{mark} may not end a line");
            assert!(Class::of(mark).may_end_line(Kinsoku::None));
        }
        for character in "中一龥々〇あ●①A5".chars() {
            assert!(Class::of(character).may_start_line(Kinsoku::Basic), "{character}");
            assert!(Class::of(character).may_end_line(Kinsoku::Basic), "{character}");
        }
    }

    #[test]
    fn each_level_holds_to_the_ones_before_it() {
        let levels = [Kinsoku::None, Kinsoku::Basic, Kinsoku::Gb, Kinsoku::Strict];
        // The first level at which a mark may not begin a line, and may not end one.
        let first = |may: &dyn Fn(Kinsoku) -> bool| levels.into_iter().position(|level| !may(level));
        for (mark, start, end) in [
            ('，', Some(1), None),
            ('（', None, Some(1)),
            ('／', Some(1), Some(2)),
            ('—', Some(3), None),
            ('…', Some(3), None),
            ('中', None, None),
        ] {
            let class = Class::of(mark);
            assert_eq!(first(&|level| class.may_start_line(level)), start, "{mark} at a start");
            assert_eq!(first(&|level| class.may_end_line(level)), end, "{mark} at an end");
        }
    }

    #[test]
    fn styles_differ_in_what_stops_commas_and_brackets_keep() {
        let halves = |mark, style| Class::of(mark).blank_halves(style);
        for (mark, quanjiao, kaiming) in [('。', 1, 1), ('？', 1, 1), ('，', 1, 0), ('“', 1, 0), ('》', 1, 0)]
        {
            assert_eq!(halves(mark, Punctuation::Quanjiao), quanjiao, "{mark}");
            assert_eq!(halves(mark, Punctuation::Kaiming), kaiming, "{mark}");
            assert_eq!(halves(mark, Punctuation::Banjiao), 0, "{mark}");
        }
        assert_eq!(halves('中', Punctuation::Quanjiao), 0);
    }
}
