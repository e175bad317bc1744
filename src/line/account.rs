//! What was done to a line: how long it is by itself, which of its gaps closed and opened and by how
//! much, and why it ends where it does.
//!
//! It is read off the set lines: where each cluster stands, against its width and the natural width
//! of the gap behind it. Nothing is noted down while lines are set, so an account is true whatever
//! rules chose the line, and costs nothing where nobody asks for it.

use std::ops::Range;

use crate::geometry::Length;
use crate::text::{Break, Class, GapKind, Paragraph, is_western_mark};

use super::lines::{Fit, Lines};

/// Gaps of one kind on a line that closed, or that opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GapStep {
    /// Their kind.
    pub kind: GapKind,
    /// How many of them did.
    pub gaps: usize,
    /// By how much, all of them together; never negative.
    pub by: Length,
    /// By how much the one that did most.
    pub most: Length,
}

/// Why a line ends where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// The paragraph ends.
    Paragraph,
    /// Between characters that need not stay together.
    Break,
    /// Between a number and its measure word, which would rather stay together.
    Wish,
    /// At a syllable of a Western word, with a hyphen.
    Hyphen,
    /// At a joint of an address.
    Joint,
    /// Inside a Western word that no line holds otherwise.
    Word,
    /// Inside a word of the house's keep-list.
    Keep,
    /// Inside what must stay whole.
    LastResort,
}

/// What was done to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The room of the line, without the indent.
    pub room: Length,
    /// How long it is when nothing closes and nothing opens: with the blank half of the mark at its
    /// end and the hyphen of a divided word.
    pub natural: Length,
    /// How long it was made.
    pub width: Length,
    /// The blank half that the mark at its end gave up.
    pub trimmed: Length,
    /// How far the mark at its end hangs outside the measure.
    pub hung: Length,
    /// Gaps that closed, in the order of the steps in which they do.
    pub closed: Vec<GapStep>,
    /// Gaps that opened, kind by kind.
    pub opened: Vec<GapStep>,
    /// Gaps that could open without an end, which those between Han and Western cannot.
    pub gaps: usize,
    /// The final widths of the gaps between Han and Western, in order.
    pub han_western: Vec<Length>,
    /// From one Han character to the next, where two stand side by side, in order.
    pub advances: Vec<Length>,
    /// Why it ends there.
    pub ends: EndReason,
    /// How it stands in its room.
    pub fit: Fit,
    /// Whether it is the last of several lines and has no more than one character besides marks
    /// (孤字).
    pub lone: bool,
}

impl Account {
    /// The account of one of a paragraph's lines.
    pub fn of(paragraph: &Paragraph, lines: &Lines, number: usize) -> Option<Account> {
        let line = lines.lines.get(number)?;
        let (start, end) = (line.clusters.start, line.clusters.end);
        let last = end.checked_sub(1).filter(|last| *last >= start)?;
        // A blank that vanishes at the line's end takes the gap before it along.
        let vanishes = paragraph.tail[last] < 0 && last > start;
        let solid = if vanishes { last - 1 } else { last };
        let mut account = Account {
            room: line.room,
            natural: Length::ZERO,
            width: line.end - line.start,
            trimmed: Length::ZERO,
            hung: Length::ZERO,
            closed: Vec::new(),
            opened: Vec::new(),
            gaps: 0,
            han_western: Vec::new(),
            advances: Vec::new(),
            ends: ends(paragraph, end, line.cut),
            fit: line.fit,
            lone: number > 0 && end == paragraph.len() && is_lone(paragraph, &line.clusters),
        };
        for at in start..solid {
            account.gap(paragraph, lines, at);
        }
        if !vanishes {
            // Behind the last cluster stands what is left of its blank half, and a hyphen.
            let behind = line.end - lines.along[last] - Length(i64::from(paragraph.width[last]));
            let hang = i64::from(paragraph.hang_of(last));
            let blank = i64::from(paragraph.tail[last].max(0));
            let kept = behind.0 - (-hang).max(0);
            account.trimmed = Length((blank - kept).clamp(0, blank));
            account.hung = Length((account.width - account.room).0.clamp(0, hang.max(0)));
        }
        let sum = |steps: &[GapStep]| steps.iter().map(|step| step.by).sum::<Length>();
        account.natural = account.width + account.trimmed + sum(&account.closed) - sum(&account.opened);
        Some(account)
    }

    /// Looks at the gap behind a cluster.
    fn gap(&mut self, paragraph: &Paragraph, lines: &Lines, at: usize) {
        let advance = lines.along[at + 1] - lines.along[at];
        let gap = advance - Length(i64::from(paragraph.width[at]));
        let more = gap - Length(i64::from(paragraph.gap[at]));
        let kind = paragraph.gap_kind[at];
        if more < Length::ZERO {
            add(&mut self.closed, kind, Length::ZERO - more);
        } else if more > Length::ZERO {
            add(&mut self.opened, kind, more);
        }
        self.gaps += usize::from(paragraph.opens(at));
        if kind == GapKind::HanWestern {
            self.han_western.push(gap);
        }
        if paragraph.class[at] == Class::Han && paragraph.class[at + 1] == Class::Han {
            self.advances.push(advance);
        }
    }

    /// By how much the gaps opened that opened most, and how many did so: those between Han and Western
    /// open less than the others.
    pub fn opening(&self) -> (Length, usize) {
        let most = self.opened.iter().map(|step| step.most).max().unwrap_or_default();
        // Gaps that open alike may differ by a unit.
        let alike = |step: &&GapStep| step.most + Length(2) >= most;
        (most, self.opened.iter().filter(alike).map(|step| step.gaps).sum())
    }
}

fn add(steps: &mut Vec<GapStep>, kind: GapKind, by: Length) {
    let place = steps.partition_point(|step| step.kind < kind);
    match steps.get_mut(place).filter(|step| step.kind == kind) {
        Some(step) => {
            step.gaps += 1;
            step.by += by;
            step.most = step.most.max(by);
        }
        None => steps.insert(place, GapStep { kind, gaps: 1, by, most: by }),
    }
}

fn ends(paragraph: &Paragraph, end: usize, cut: Break) -> EndReason {
    if end == paragraph.len() {
        return EndReason::Paragraph;
    }
    match cut {
        Break::Yes => EndReason::Break,
        Break::Wish => EndReason::Wish,
        Break::Hyphen => EndReason::Hyphen,
        Break::Address => EndReason::Joint,
        Break::Word => EndReason::Word,
        Break::Keep => EndReason::Keep,
        Break::LastResort | Break::No => EndReason::LastResort,
    }
}

/// Whether a cluster counts as a character when a line is looked at for being too short: marks, Chinese
/// and Western, and blanks do not.
pub(super) fn is_solid(paragraph: &Paragraph, at: usize) -> bool {
    match paragraph.class[at] {
        Class::Space | Class::Blank | Class::Mark | Class::Dash | Class::Ellipsis | Class::Middle => false,
        Class::Sign => !paragraph.text_of(at).starts_with(is_western_mark),
        class => !class.is_squeezable(),
    }
}

/// Whether no more than one of the clusters is anything but a mark or a blank: on a last line a lone
/// character (孤字).
pub(crate) fn is_lone(paragraph: &Paragraph, clusters: &Range<usize>) -> bool {
    clusters.clone().filter(|at| is_solid(paragraph, *at)).nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::font::Library;
    use crate::issue::Text;
    use crate::layout::{Align, Punctuation};
    use crate::line::{self, Setting};
    use crate::text::{House, Shaper, TextStyle, prepare};

    const EM: Length = Length::pt(10);

    /// The accounts of a text's lines at a measure of so many ems, without an indent.
    fn accounts(text: &str, ems: i64, change: fn(&mut TextStyle<'_>)) -> Vec<Account> {
        let library = Library::embedded();
        let house = House::default();
        let mut style = TextStyle::new(library.find("song").expect("an embedded face"), EM, &house);
        change(&mut style);
        let paragraph = prepare(&Text::plain(FileId(0), text, 0), &style, &mut Shaper::new(&library));
        let lines = line::set(&paragraph, &Setting::new(EM * ems, Length::ZERO, Align::Justify));
        let count = lines.lines.len();
        (0..count).map(|number| Account::of(&paragraph, &lines, number).expect("a line")).collect()
    }

    fn em(thousandths: i64) -> Length {
        EM.scale(thousandths, 1000)
    }

    #[test]
    fn a_line_that_fits_has_nothing_done_to_it() {
        let list = accounts("全市各地的孩子们回家过年", 6, |_| {});
        assert_eq!(list.len(), 2);
        for account in &list {
            assert_eq!((account.natural, account.width, account.room), (EM * 6, EM * 6, EM * 6));
            assert_eq!((&account.closed[..], &account.opened[..]), (&[][..], &[][..]));
            assert_eq!((account.gaps, account.advances.len()), (5, 5));
            assert!(account.advances.iter().all(|advance| *advance == EM));
            assert_eq!(account.fit, Fit::Good);
        }
        assert_eq!((list[0].ends, list[1].ends), (EndReason::Break, EndReason::Paragraph));
    }

    #[test]
    fn marks_close_inside_the_line_and_at_its_end() {
        let quanjiao = |style: &mut TextStyle<'_>| style.punctuation = Punctuation::Quanjiao;
        // Nine and a half ems with the blank half of the stop at the end, in nine.
        let list = accounts("治水，治山，治好城。又是新的一年来到了", 9, quanjiao);
        let first = &list[0];
        assert_eq!((first.natural, first.width, first.trimmed), (EM * 10, EM * 9, em(500)));
        let [step] = first.closed[..] else { panic!("{:?}", first.closed) };
        assert_eq!((step.kind, step.gaps, step.by, step.most), (GapKind::Comma, 2, em(500), em(250)));
        assert!(first.opened.is_empty());
    }

    #[test]
    fn gaps_that_open_are_told_by_kind() {
        // The ellipsis finds no room and is not divided.
        let list = accounts("全市共有37处了……好好", 8, |_| {});
        let first = &list[0];
        assert_eq!((first.width, first.room), (EM * 8, EM * 8));
        let kinds: Vec<(GapKind, usize)> = first.opened.iter().map(|step| (step.kind, step.gaps)).collect();
        assert_eq!(kinds, [(GapKind::Plain, 4), (GapKind::HanWestern, 2)]);
        let opened: Length = first.opened.iter().map(|step| step.by).sum();
        assert_eq!(first.natural + opened, first.width);
        assert_eq!(first.han_western.len(), 2);
        let (most, gaps) = first.opening();
        assert_eq!((gaps, first.gaps), (4, 4));
        // The two gaps between Han and Western open a third as far as the four others.
        assert!((most * 4 + most.scale(2, 3) - opened).0.abs() <= 8);
    }

    #[test]
    fn one_character_on_the_last_line_is_seen() {
        let lone = |text: &str, ems| accounts(text, ems, |_| {}).last().expect("a line").lone;
        // Two ems hold no line but one of two characters.
        assert!(lone("一二三四五。", 2));
        assert!(!lone("一二三四五六", 2));
        assert!(!lone("一。", 8));
    }

    #[test]
    fn what_hangs_and_what_is_divided_is_told() {
        let list = accounts("一二三四五六，七八九", 6, |style| style.hanging = true);
        assert_eq!((list[0].hung, list[0].width), (em(500), em(6500)), "{:?}", list[0]);
        let list = accounts("international交流", 4, |style| style.hyphenate = true);
        assert!(list.iter().any(|account| account.ends == EndReason::Hyphen), "{list:?}");
    }
}
