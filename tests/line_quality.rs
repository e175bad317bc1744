//! How well lines are set, in figures: the sample's stories always, the seed page where it lies
//! beside the repository. `cargo test --test line_quality -- --nocapture` prints the table.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "support/seed.rs"]
#[allow(dead_code)]
mod support;
#[path = "../benches/support/mod.rs"]
#[allow(dead_code)]
mod texts;

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
    /// Lines, addresses aside, some gap of which opens by more than 0.15 em.
    wide: usize,
    /// From one Han character to the next on the same line, in thousandths of an em, in order.
    advances: Vec<i64>,
    /// Squares of what gaps differ from their natural width, in em², over full lines.
    squares: f64,
}

impl Quality {
    fn widest(&self) -> i64 {
        self.advances.last().copied().unwrap_or(0)
    }

    fn add(&mut self, paragraph: &Paragraph, setting: &Setting<'_>) {
        let lines = line::set(paragraph, setting);
        self.lines += lines.lines.len();
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
                self.squares += share * share;
                wide |= share > 0.15;
                if paragraph.class[at] == Class::Han && paragraph.class[at + 1] == Class::Han {
                    self.advances.push((lines.along[at + 1] - lines.along[at]).0 * 1000 / EM.0);
                }
            }
            let words: String = line.clusters.clone().map(|at| paragraph.text_of(at)).collect();
            self.wide += usize::from(wide && !words.contains("://") && line.cut != Break::Address);
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
    texts::paragraphs().iter().map(Text::to_plain).collect()
}

fn seed() -> Option<Vec<String>> {
    let seed = support::seed()?;
    let mut paragraphs = Vec::new();
    for story in seed["articles"].as_array()? {
        let texts = story["paragraphs"].as_array()?;
        paragraphs.extend(texts.iter().filter_map(|text| Some(text.as_str()?.to_owned())));
    }
    Some(paragraphs)
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
        }
    }
}

#[test]
fn the_seed_at_thirteen_ems() {
    let Some(texts) = seed() else {
        eprintln!("skipped: ../shared/seed/page1.json is not here");
        return;
    };
    for ems in [13, 15, 18, 20, 22] {
        for punctuation in [Punctuation::Kaiming, Punctuation::Quanjiao] {
            let (total, greedy) = compare("seed", &texts, ems, punctuation);
            hold(&total);
            assert!(total.squares < greedy.squares * 1.1, "{ems} em: {} {}", total.squares, greedy.squares);
            if ems == 13 && punctuation == Punctuation::Quanjiao {
                assert!(total.squares < greedy.squares * 2.0 / 3.0);
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

#[test]
fn zz_debug() {
    let Some(texts) = seed() else { return };
    let library = Library::embedded();
    let house = House::default();
    let face = library.find("song").expect("an embedded face");
    for punctuation in [Punctuation::Quanjiao, Punctuation::Kaiming] {
        println!("=== {punctuation:?}");
        let style = TextStyle { punctuation, ..TextStyle::new(face, EM, &house) };
        let mut shaper = Shaper::new(&library);
        for (number, text) in texts.iter().enumerate() {
            let paragraph = prepare(&Text::plain(FileId(0), text.as_str(), 0), &style, &mut shaper);
            let setting = Setting::new(EM * 13, EM * 2, Align::Justify);
            let lines = line::set(&paragraph, &setting);
            let mut rows = Vec::new();
            let mut show = false;
            for (n, line) in lines.lines.iter().enumerate() {
                let last = n + 1 == lines.lines.len();
                let words: String = line.clusters.clone().map(|at| paragraph.text_of(at)).collect();
                let (from, to) = (line.clusters.start, line.clusters.end - 1);
                let (mut most, mut least, mut han) = (0, 0, 0);
                for at in from..to {
                    let gap = (lines.along[at + 1] - lines.along[at]).0 - i64::from(paragraph.width[at]);
                    let differs = (gap - i64::from(paragraph.gap[at])) * 1000 / EM.0;
                    most = most.max(differs);
                    least = least.min(differs);
                    if paragraph.class[at] == Class::Han && paragraph.class[at + 1] == Class::Han {
                        han = han.max(differs);
                    }
                }
                let wide = !last && (most > 150 || han > 80);
                show |= wide;
                rows.push(format!(
                    "{} {words}| most {most} least {least} han {han} cut {:?}",
                    if wide { "W" } else { " " },
                    line.cut
                ));
            }
            if show {
                println!("paragraph {number}\n{}", rows.join("\n"));
            }
        }
    }
}

/// (squares, most, han) of the line i..j in thousandths
fn line_of(p: &Paragraph, i: usize, j: usize, room: i64) -> Option<(f64, i64, i64)> {
    use banxin::text::GapKind as K;
    let em = EM.0;
    let last = j - 1;
    let n = j - i;
    let mut extra = vec![0i64; n];
    let mut natural = 0;
    for at in i..last {
        natural += i64::from(p.width[at]) + i64::from(p.gap[at]);
    }
    let tail = i64::from(p.tail[last]);
    natural += i64::from(p.width[last]) + tail;
    let mut over = natural - room;
    if over > 0 && tail > 0 {
        over -= tail;
    }
    let kinds = |k: usize| match k {
        0 => K::WordSpace,
        1 => K::MiddleDot,
        2 => K::Bracket,
        3 => K::Comma,
        4 => K::HanWestern,
        _ => K::Stop,
    };
    for step in 0..6 {
        if over <= 0 {
            break;
        }
        let give = |at: usize| {
            if p.gap_kind[at] != kinds(step) {
                0
            } else {
                match step {
                    0 => (i64::from(p.width[at]) - em / 4).max(0),
                    4 => i64::from(p.gap[at]) / 2,
                    _ => i64::from(p.gap[at]),
                }
            }
        };
        let total: i64 = (i..last).map(give).sum();
        let used = over.min(total);
        if total > 0 {
            for at in i..last {
                extra[at - i] -= give(at) * used / total;
            }
        }
        over -= used;
    }
    if over > 0 {
        return None;
    }
    let mut under = -over;
    if under > 0 {
        for step in 0..2 {
            let take = |at: usize| match (step, p.gap_kind[at]) {
                (0, K::WordSpace) => (em / 2 - i64::from(p.width[at])).max(0),
                (1, K::HanWestern) => em / 3 - i64::from(p.gap[at]),
                _ => 0,
            };
            let total: i64 = (i..last).map(take).sum();
            let used = under.min(total);
            if total > 0 {
                for at in i..last {
                    extra[at - i] += take(at) * used / total;
                }
            }
            under -= used;
        }
        let vanish = p.tail[last] < 0 && last > i && p.gap_kind[last - 1] != K::Unit;
        let gaps = (i..last).filter(|at| p.gap_kind[*at] != K::Unit).count() as i64 - i64::from(vanish);
        if gaps <= 0 && under > 0 {
            return None;
        }
        let mut skip = vanish;
        for at in (i..last).rev() {
            if p.gap_kind[at] != K::Unit {
                if skip {
                    skip = false;
                    continue;
                }
                extra[at - i] += under / gaps;
            }
        }
    }
    let squares = extra.iter().map(|e| (*e as f64 / em as f64).powi(2)).sum();
    let most = extra.iter().max().copied().unwrap_or(0) * 1000 / em;
    let han = (i..last)
        .filter(|at| p.class[*at] == Class::Han && p.class[*at + 1] == Class::Han)
        .map(|at| extra[at - i] * 1000 / em)
        .max()
        .unwrap_or(0);
    Some((squares, most, han))
}

#[test]
fn zz_brute() {
    let Some(texts) = seed() else { return };
    let library = Library::embedded();
    let house = House::default();
    let face = library.find("song").expect("an embedded face");
    for punctuation in [Punctuation::Quanjiao, Punctuation::Kaiming] {
        for (limit, price) in
            [(75, 10.0), (80, 10.0), (80, 0.3), (85, 10.0), (91, 10.0), (95, 10.0), (1000, 0.0)]
        {
            let style = TextStyle { punctuation, ..TextStyle::new(face, EM, &house) };
            let mut shaper = Shaper::new(&library);
            let (mut sq, mut wide, mut loose, mut wish, mut count, mut runts) = (0.0, 0, 0, 0, 0, 0);
            let mut shown = String::new();
            let mut widest = 0;
            for text in &texts {
                let p = prepare(&Text::plain(FileId(0), text.as_str(), 0), &style, &mut shaper);
                let mut ends = vec![0];
                ends.extend(
                    (0..p.len())
                        .filter(|at| p.breaks[*at] >= Break::Wish || (p.breaks[*at] == Break::Address))
                        .map(|at| at + 1),
                );
                let mut best = vec![(f64::MAX, 0usize); ends.len()];
                best[0] = (0.0, 0);
                for b in 1..ends.len() {
                    for a in (0..b).rev() {
                        if best[a].0 == f64::MAX {
                            continue;
                        }
                        let room = if a == 0 { EM.0 * 11 } else { EM.0 * 13 };
                        let (i, j) = (ends[a], ends[b]);
                        let last = j == p.len();
                        let natural: i64 = (i..j).map(|at| i64::from(p.width[at])).sum();
                        if natural > room + EM.0 {
                            break;
                        }
                        let cost = if last {
                            if natural > room {
                                continue;
                            }
                            let solid = (i..j).filter(|at| !p.class[*at].is_squeezable()).count();
                            if solid <= 1 { 1000.0 } else { 0.0 }
                        } else {
                            let Some((s, most, han)) = line_of(&p, i, j, room) else { continue };
                            let w: String = (i..j).map(|at| p.text_of(at)).collect();
                            let url = w.contains("://") || p.breaks[j - 1] == Break::Address;
                            s + if han > limit { price } else { 0.0 }
                                + if most > 150 && !url { 100.0 } else { 0.0 }
                        };
                        if best[a].0 + cost < best[b].0 {
                            best[b] = (best[a].0 + cost, a);
                        }
                    }
                }
                let mut b = ends.len() - 1;
                let mut first = true;
                while b > 0 {
                    let a = best[b].1;
                    let (i, j) = (ends[a], ends[b]);
                    let room = if a == 0 { EM.0 * 11 } else { EM.0 * 13 };
                    count += 1;
                    if !first {
                        if let Some((s, most, han)) = line_of(&p, i, j, room) {
                            sq += s;
                            widest = widest.max(han);
                            let w: String = (i..j).map(|at| p.text_of(at)).collect();
                            let url = w.contains("://") || p.breaks[j - 1] == Break::Address;
                            wide += usize::from(most > 150 && !url);
                            loose += usize::from(han > limit);
                            if most > 150 || han > limit {
                                shown += &format!("   {w} {most} {han}\n");
                            }
                        }
                        wish += usize::from(p.breaks[j - 1] == Break::Wish);
                    } else if (i..j).filter(|at| !p.class[*at].is_squeezable()).count() <= 1 {
                        runts += 1;
                    }
                    first = false;
                    b = a;
                }
            }
            println!(
                "BRUTE {punctuation:?} limit {limit} price {price}: {count} lines squares {sq:.2} wide {wide} over limit {loose} widest {widest} wish {wish} runts {runts}"
            );
            if limit == 80 {
                println!("{shown}");
            }
        }
    }
}
