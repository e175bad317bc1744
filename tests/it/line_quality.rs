//! How well lines are set, in figures: the sample's stories always, the seed page where it lies
//! beside the repository. `cargo test --test line_quality -- --nocapture` prints the table.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::Text;
use banxin::layout::{Align, Kinsoku, Punctuation};
use banxin::line::{self, Method, Setting};
use banxin::text::{Break, Class, House, Paragraph, Shaper, TextStyle, prepare};

const EM: Length = Length::pt(10);

/// What a copy editor would count on some lines.
#[derive(Debug, Default)]
struct Quality {
    lines: usize,
    /// Last lines of one character, with or without a mark (孤字).
    runts: usize,
    /// Units and names that were divided.
    split: usize,
    /// Lines that begin or end with what may not.
    faults: usize,
    /// Lines longer than the measure.
    overfull: usize,
    /// Lines of paragraphs without an address, some gap of which opens by more than 0.15 em.
    wide: usize,
    /// From one Han character to the next on the same line, in thousandths of an em, in order; of
    /// paragraphs without an address.
    advances: Vec<i64>,
    /// Squares of what gaps open beyond their natural width, in em², over full lines.
    squares: f64,
}

impl Quality {
    fn widest(&self) -> i64 {
        self.advances.last().copied().unwrap_or(0)
    }

    fn add(&mut self, paragraph: &Paragraph, setting: &Setting<'_>) {
        let lines = line::set(paragraph, setting);
        self.lines += lines.lines.len();
        // The pieces of an address have no gap that opens, so the lines beside them open far.
        let has_address = paragraph.text.contains("://");
        for (number, line) in lines.lines.iter().enumerate() {
            let last = number + 1 == lines.lines.len();
            let solid = |at: &usize| !paragraph.class[*at].is_squeezable();
            if last && number > 0 && line.clusters.clone().filter(solid).count() <= 1 {
                self.runts += 1;
            }
            self.split += usize::from(matches!(line.cut, Break::LastResort | Break::Keep));
            self.overfull += usize::from(line.fit == line::Fit::Overfull);
            let (from, to) = (line.clusters.start, line.clusters.end - 1);
            let starts = number == 0 || paragraph.class[from].may_start_line(Kinsoku::Basic);
            let ends = last || paragraph.class[to].may_end_line(Kinsoku::Basic);
            self.faults += usize::from(!starts || !ends);
            if last {
                continue;
            }
            let mut wide = false;
            for at in from..to {
                let gap = (lines.along[at + 1] - lines.along[at]).0 - i64::from(paragraph.width[at]);
                let differs = gap - i64::from(paragraph.gap[at]);
                let share = differs as f64 / EM.0 as f64;
                self.squares += share.max(0.0).powi(2);
                wide |= share > 0.15;
                if !has_address && paragraph.class[at] == Class::Han && paragraph.class[at + 1] == Class::Han
                {
                    self.advances.push((lines.along[at + 1] - lines.along[at]).0 * 1000 / EM.0);
                }
            }
            self.wide += usize::from(wide && !has_address);
        }
        self.advances.sort_unstable();
    }
}

fn measure(texts: &[String], ems: i64, punctuation: Punctuation, method: Method) -> Quality {
    let library = Library::embedded();
    let house = House::default();
    let face = library.find("song").expect("an embedded face");
    let style = TextStyle { punctuation, ..TextStyle::new(face, EM, &house) };
    let mut shaper = Shaper::new(&library);
    let mut quality = Quality::default();
    for text in texts {
        let paragraph = prepare(&Text::plain(FileId(0), text.as_str(), 0), &style, &mut shaper);
        let setting = Setting { method, ..Setting::new(EM * ems, EM * 2, Align::Justify) };
        quality.add(&paragraph, &setting);
    }
    quality
}

/// Prints and returns total fit and greedy at a measure.
fn compare(name: &str, texts: &[String], ems: i64, punctuation: Punctuation) -> (Quality, Quality) {
    let row = |method, label| {
        let quality = measure(texts, ems, punctuation, method);
        let advances = &quality.advances;
        let most = advances.get(advances.len().saturating_sub(1) * 9995 / 10_000).copied().unwrap_or(0);
        println!(
            "{name} {ems} em {punctuation:?} {label}: {} lines, {} runts, {} split, {} faults, {} overfull, \
             {} wide, Han advance 99.95 % {:.3} widest {:.3}, squares {:.2}",
            quality.lines,
            quality.runts,
            quality.split,
            quality.faults,
            quality.overfull,
            quality.wide,
            most as f64 / 1000.0,
            quality.widest() as f64 / 1000.0,
            quality.squares
        );
        quality
    };
    (row(Method::TotalFit, "total fit"), row(Method::Greedy, "greedy"))
}

/// Paragraphs of the sample's manuscripts.
fn sample() -> Vec<String> {
    crate::texts::paragraphs().iter().map(Text::to_plain).collect()
}

/// What must hold of any newspaper text in any column.
fn hold(quality: &Quality) {
    assert_eq!((quality.runts, quality.split, quality.faults, quality.overfull), (0, 0, 0, 0));
}

#[test]
fn the_sample_is_set_without_faults_and_more_evenly_than_greedily() {
    let texts = sample();
    for ems in [11, 13, 15, 17, 18, 20, 22] {
        for punctuation in [Punctuation::Kaiming, Punctuation::Quanjiao, Punctuation::Banjiao] {
            let (total, greedy) = compare("sample", &texts, ems, punctuation);
            hold(&total);
            // Where marks bring blanks to squeeze, total fit has what to choose from.
            let share = if punctuation == Punctuation::Quanjiao { 0.7 } else { 1.0 };
            assert!(total.squares < greedy.squares * share, "{} {}", total.squares, greedy.squares);
            if ems == 13 && punctuation != Punctuation::Banjiao {
                // The widest is the one gap of 通过 between two names that stay whole.
                assert!(total.wide <= 3 && total.widest() <= 1258, "{} {}", total.wide, total.widest());
            }
        }
    }
}

#[test]
#[cfg_attr(not(seed), ignore = "../shared/seed/page1.json is not here")]
fn the_seed_at_thirteen_ems() {
    let texts = crate::support::seed::paragraphs().expect("the seed page");
    for ems in [13, 15, 18, 20, 22] {
        for punctuation in [Punctuation::Kaiming, Punctuation::Quanjiao] {
            let (total, greedy) = compare("seed", &texts, ems, punctuation);
            hold(&total);
            assert!(total.squares < greedy.squares * 1.1, "{ems} em: {} {}", total.squares, greedy.squares);
            if ems != 13 {
                continue;
            }
            assert!(total.wide <= 3 && total.widest() <= 1200, "{} {}", total.wide, total.widest());
            if punctuation == Punctuation::Quanjiao {
                assert!(total.squares < greedy.squares * 0.6);
            }
        }
    }
}

/// The counts see faults where there are some.
#[test]
fn the_counts_can_fail() {
    let texts = ["全市各地的孩子们都回到了自己的家。".to_owned()];
    // Greedy leaves 家 and its stop alone.
    let (total, greedy) = compare("control", &texts, 17, Punctuation::Kaiming);
    assert_eq!((total.runts, greedy.runts), (0, 1));
}
