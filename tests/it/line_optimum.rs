//! Total fit held against every legal set of lines there is.
//!
//! The reference below is written from the description of the model (the head of `src/line/cost.rs`
//! and CLReq 6.2), not from the engine: it looks at clusters and not at sums, tries every start for
//! every end, prunes nothing, and knows two goals. `Goal::Opening` takes the sets of lines whose gaps
//! open least and lets marks close for nothing, which is what a reader of the page sees. `Goal::Price`
//! adds what the model asks beside.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::Text;
use banxin::layout::{Align, Punctuation};
use banxin::line::{self, Fit, Setting};
use banxin::text::{Break, Class, GapKind, House, Paragraph, Shaper, TextStyle, prepare};

const EM: Length = Length::pt(10);
const MEASURES: [i64; 5] = [7, 11, 13, 17, 22];
const STYLES: [Punctuation; 3] = [Punctuation::Quanjiao, Punctuation::Kaiming, Punctuation::Banjiao];

/// What a gap of a justified line may open by, in em.
const LIMIT: f64 = 0.5;

/// What the model asks, in em²: its unit is a millionth of that.
const LINE: f64 = 700e-6;
const UNEVEN: f64 = 300e-6;
const STUB: f64 = 500e-6;
const HOLE: f64 = 0.1;
const STEEP: f64 = 2.0;

/// How many times as far other gaps open as those between Han and Western, and so how many times the
/// square of an opening counts there.
const SOFT: f64 = 3.0;

/// A set of lines that needs a division inside a word or a unit; there are better ones.
const FATAL: f64 = 1e6;

/// What the lines are to have least of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// Squares of openings between characters that are not Western, and nothing else.
    Characters,
    /// Squares of openings, and of what gaps between Han and Western are off their natural width.
    Opening,
    /// The price of the model.
    Price,
}

/// How a line of some clusters comes to its room, in em.
#[derive(Clone, Debug, Default)]
struct Made {
    /// What each gap is wider than its natural width; negative where it closes.
    differs: Vec<f64>,
    /// What gaps took or gave, by kind.
    western: f64,
    westerns: f64,
    spaces: f64,
    space_count: f64,
    brackets: f64,
    commas: f64,
    stops: f64,
    /// What each of the gaps opened by that open alike, and how many they are.
    each: f64,
    gaps: f64,
    /// Whether it cannot be filled within the limit.
    short: bool,
    /// Whether it is longer than its room whatever closes.
    overfull: bool,
}

/// The line of the clusters `from..to` by the ladder of CLReq 6.2.
fn make(paragraph: &Paragraph, from: usize, to: usize, room: i64, fill: bool) -> Made {
    let em = EM.0 as f64;
    let last = to - 1;
    let gaps = from..last;
    let mut made = Made { differs: vec![0.0; to - from], ..Made::default() };
    let tail = paragraph.tail[last];
    let hang = paragraph.hang_of(last);
    let mut over: i64 = (from..to).map(|at| i64::from(paragraph.width[at])).sum::<i64>()
        + gaps.clone().map(|at| i64::from(paragraph.gap[at])).sum::<i64>()
        + i64::from(tail)
        + i64::from((-hang).max(0))
        - room;
    if over > 0 && tail > 0 {
        over -= i64::from(tail);
    }
    if over > 0 && hang > 0 {
        over -= i64::from(hang);
    }
    let mut over = over as f64 / em;
    let kind = |at: usize| paragraph.gap_kind[at];
    let gap = |at: usize| f64::from(paragraph.gap[at]) / em;
    let width = |at: usize| f64::from(paragraph.width[at]) / em;
    // Closing, step by step.
    let steps = [
        GapKind::WordSpace,
        GapKind::MiddleDot,
        GapKind::Bracket,
        GapKind::Comma,
        GapKind::HanWestern,
        GapKind::Stop,
    ];
    for step in steps {
        let gives = |at: usize| match step {
            _ if kind(at) != step => 0.0,
            GapKind::WordSpace => (width(at) - 0.25).max(0.0),
            GapKind::HanWestern => gap(at) / 2.0,
            _ => gap(at),
        };
        let all: f64 = gaps.clone().map(gives).sum();
        let used = over.max(0.0).min(all);
        if used <= 0.0 {
            continue;
        }
        for at in gaps.clone() {
            made.differs[at - from] -= gives(at) * used / all;
        }
        over -= used;
        match step {
            GapKind::HanWestern => made.western = -used,
            GapKind::Comma => made.commas = used,
            GapKind::Stop => made.stops = used,
            _ => made.brackets += used,
        }
    }
    made.overfull = over > 1e-6;
    made.westerns = gaps.clone().filter(|at| kind(*at) == GapKind::HanWestern).count() as f64;
    made.space_count = gaps.clone().filter(|at| kind(*at) == GapKind::WordSpace).count() as f64;
    if !fill || over >= 0.0 {
        return made;
    }
    // Opening: word spaces, then all gaps alike but the one before a blank that vanishes; those between
    // Han and Western no further than to a third of an em.
    let mut under = -over;
    let takes = |at: usize| if kind(at) == GapKind::WordSpace { (0.5 - width(at)).max(0.0) } else { 0.0 };
    let all: f64 = gaps.clone().map(takes).sum();
    made.spaces = under.min(all);
    under -= made.spaces;
    if made.spaces > 0.0 {
        for at in gaps.clone() {
            made.differs[at - from] += takes(at) * made.spaces / all;
        }
    }
    let opens = |at: &usize| {
        !(matches!(kind(*at), GapKind::Unit | GapKind::HanWestern) || tail < 0 && *at + 1 == last)
    };
    made.gaps = gaps.clone().filter(opens).count() as f64;
    if under > 1e-6 {
        let most = 1.0 / 12.0;
        let alike = under / (SOFT * made.gaps + made.westerns).max(1.0);
        let western = if made.westerns == 0.0 { 0.0 } else { alike.min(most) };
        made.each = (under - western * made.westerns) / made.gaps.max(1.0);
        let space = made.spaces / made.space_count.max(1.0);
        made.short = made.each + space > LIMIT + 1e-3 || (made.gaps == 0.0 && made.each > 1e-4);
        if !made.short {
            made.western = western * made.westerns;
            for at in gaps.clone().filter(|at| kind(*at) == GapKind::HanWestern) {
                made.differs[at - from] += western;
            }
            for at in gaps.filter(opens) {
                made.differs[at - from] += made.each;
            }
        }
    }
    made
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pace {
    Even,
    Tight,
    Loose,
}

const PACES: [Pace; 3] = [Pace::Even, Pace::Tight, Pace::Loose];

fn pace(made: &Made) -> Pace {
    let gave = made.brackets + made.commas + made.stops - made.western.min(0.0);
    if made.each > 0.0305 {
        Pace::Loose
    } else if gave > 0.4005 {
        Pace::Tight
    } else {
        Pace::Even
    }
}

/// What a line counts for a goal, in em².
fn counted(goal: Goal, made: &Made) -> f64 {
    let shared = |amount: f64, over: f64| if over > 0.0 { amount * amount / over } else { 0.0 };
    let characters = made.each * made.each * made.gaps;
    let western = shared(made.western, made.westerns) * if made.western > 0.0 { SOFT } else { 0.5 };
    let spaces = shared(made.spaces, made.space_count) / 8.0;
    let closing = (4.0 * made.brackets + 6.0 * made.commas + 256.0 * made.stops) * 1e-3 / 128.0;
    match goal {
        _ if made.short => 0.0,
        Goal::Characters => characters,
        Goal::Opening => characters + western,
        Goal::Price => {
            let hole = (made.each - HOLE).max(0.0);
            LINE + characters + western + spaces + closing + STEEP * hole * hole * made.gaps
        }
    }
}

fn need(at: Break) -> f64 {
    match at {
        Break::Yes => 0.0,
        Break::Wish => 0.015,
        Break::Address => 0.02,
        Break::Hyphen => 0.12,
        _ => FATAL,
    }
}

/// A last line of one character, with or without marks.
fn is_runt(paragraph: &Paragraph, from: usize, to: usize) -> bool {
    let solid = |at: &usize| match paragraph.class[*at] {
        Class::Space | Class::Blank | Class::Mark | Class::Dash | Class::Ellipsis | Class::Middle => false,
        Class::Sign => {
            !paragraph.text_of(*at).starts_with(['.', ',', ';', ':', '!', '?', '(', ')', '[', ']', '\''])
        }
        class => !class.is_squeezable(),
    };
    from > 0 && (from..to).filter(solid).count() <= 1
}

/// What it costs that a line of one pace stands beside one of another.
fn beside(one: Pace, other: Pace) -> f64 {
    match (one, other) {
        (Pace::Tight, Pace::Loose) | (Pace::Loose, Pace::Tight) => UNEVEN,
        _ => 0.0,
    }
}

/// What a last line asks for being as short as an indent.
fn stub(paragraph: &Paragraph, from: usize, to: usize) -> f64 {
    let widths = paragraph.width[from..to].iter().chain(&paragraph.gap[from..to - 1]);
    let natural = widths.map(|length| i64::from(*length)).sum::<i64>() + i64::from(paragraph.tail[to - 1]);
    if natural <= 2 * EM.0 { STUB } else { 0.0 }
}

/// What a set of lines comes to.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    goal: f64,
    lines: usize,
}

/// The best of all sets of lines for a goal; `None` where every set has a fault.
fn best(paragraph: &Paragraph, ems: i64, goal: Goal) -> Option<Sum> {
    let may = |at: &usize| paragraph.breaks[*at] >= Break::Address;
    let mut places = vec![0];
    places.extend((0..paragraph.len()).filter(may).map(|at| at + 1));
    let mut ways: Vec<[Option<Sum>; 3]> = vec![[None; 3]; places.len()];
    ways[0][0] = Some(Sum::default());
    for number in 1..places.len() {
        for start in (0..number).rev() {
            let (from, to) = (places[start], places[number]);
            let room = room(ems, start == 0);
            // With every gap closed, and an em for what may go at the end, it is longer than the room,
            // and so is every line that begins before it.
            let ink: i64 = paragraph.width[from..to - 1].iter().map(|width| i64::from(*width)).sum();
            if ink > room + EM.0 {
                break;
            }
            let last = to == paragraph.len();
            let made = make(paragraph, from, to, room, !last);
            if made.overfull || made.short || (last && is_runt(paragraph, from, to)) {
                continue;
            }
            let mut line = counted(goal, &made) + if last { 0.0 } else { need(paragraph.breaks[to - 1]) };
            if goal == Goal::Price && last {
                line += stub(paragraph, from, to);
            }
            let pace = pace(&made);
            for (before, way) in PACES.into_iter().zip(ways[start]) {
                let Some(way) = way else { continue };
                let uneven = if goal == Goal::Price { beside(before, pace) } else { 0.0 };
                let sum = Sum { goal: way.goal + line + uneven, lines: way.lines + 1 };
                let slot = &mut ways[number][pace as usize];
                if slot.is_none_or(|known| (sum.goal, sum.lines) < (known.goal, known.lines)) {
                    *slot = Some(sum);
                }
            }
        }
    }
    let last = ways.pop()?;
    last.into_iter().flatten().min_by(|one, other| one.goal.total_cmp(&other.goal))
}

fn room(ems: i64, first: bool) -> i64 {
    EM.0 * ems - if first { EM.0 * 2 } else { 0 }
}

/// What the lines of the engine come to, by the reference's own sums.
#[derive(Default)]
struct Ours {
    characters: f64,
    opening: f64,
    price: f64,
    lines: usize,
    /// Lines that stand short or are overfull, and last lines of one character.
    faults: usize,
    /// Widths of the gaps between Han and Western on lines that are filled, in em.
    western: Vec<f64>,
}

/// Sets a paragraph, and holds every gap of it against the reference's ladder.
fn ours(paragraph: &Paragraph, ems: i64) -> Ours {
    let set = line::set(paragraph, &Setting::new(EM * ems, EM * 2, Align::Justify));
    let mut sum = Ours { lines: set.lines.len(), ..Ours::default() };
    let mut before = Pace::Even;
    for (number, line) in set.lines.iter().enumerate() {
        let (from, to) = (line.clusters.start, line.clusters.end);
        let last = to == paragraph.len();
        let made = make(paragraph, from, to, room(ems, number == 0), !last);
        assert_eq!(line.fit == Fit::Overfull, made.overfull, "{line:?}");
        assert_eq!(line.fit == Fit::Short, made.short && !made.overfull, "{line:?} {made:?}");
        sum.faults += usize::from(made.overfull || made.short || (last && is_runt(paragraph, from, to)));
        let need = if last { 0.0 } else { need(paragraph.breaks[to - 1]) };
        let stub = if last { stub(paragraph, from, to) } else { 0.0 };
        sum.characters += counted(Goal::Characters, &made) + need;
        sum.opening += counted(Goal::Opening, &made) + need;
        sum.price += counted(Goal::Price, &made) + need + beside(before, pace(&made)) + stub;
        before = pace(&made);
        if made.short {
            continue;
        }
        for at in from..to - 1 {
            let gap = (set.along[at + 1] - set.along[at]).0 - i64::from(paragraph.width[at]);
            let differs = (gap - i64::from(paragraph.gap[at])) as f64 / EM.0 as f64;
            assert!((differs - made.differs[at - from]).abs() < 2e-4, "{line:?} {differs} {made:?}");
            if paragraph.gap_kind[at] == GapKind::HanWestern && !last {
                sum.western.push(gap as f64 / EM.0 as f64);
            }
        }
    }
    sum
}

fn deviation(values: &[f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt()
}

/// Holds total fit against the reference and prints a row.
fn hold(name: &str, texts: &[String], ems: i64, punctuation: Punctuation) {
    let library = Library::embedded();
    let house = House::default();
    let face = library.find("song").expect("an embedded face");
    let style = TextStyle { punctuation, ..TextStyle::new(face, EM, &house) };
    let mut shaper = Shaper::new(&library);
    let mut all = Ours::default();
    let (mut characters, mut opening, mut price, mut lines, mut faulty) = (0.0, 0.0, 0.0, 0, 0);
    for text in texts {
        let paragraph = prepare(&Text::plain(FileId(0), text.as_str(), 0), &style, &mut shaper);
        let ours = ours(&paragraph, ems);
        all.western.extend(&ours.western);
        let Some(exact) = best(&paragraph, ems, Goal::Opening) else {
            assert!(
                ours.faults > 0 || ours.opening > FATAL / 2.0,
                "no set of lines is without a fault: {text}"
            );
            faulty += 1;
            continue;
        };
        assert_eq!(ours.faults, 0, "{ems} em {punctuation:?}: lines without faults can be had: {text}");
        let least = |goal| best(&paragraph, ems, goal).map_or(0.0, |sum| sum.goal);
        let cheapest = least(Goal::Price);
        // The engine counts in thousandths of an em, a line at the edge of a pace may be taken for another
        // one, and the search ends at lines that open far: a paragraph may cost 3 % over the best.
        assert!(
            ours.price <= cheapest * 1.03 + 1.5 * UNEVEN + 2e-5 * ours.lines as f64,
            "{} {cheapest} {text}",
            ours.price
        );
        all.characters += ours.characters;
        all.opening += ours.opening;
        all.lines += ours.lines;
        characters += least(Goal::Characters);
        opening += exact.goal;
        lines += exact.lines;
        all.price += ours.price;
        price += cheapest;
    }
    let more = |ours: f64, least: f64| (ours / least.max(1e-9) - 1.0) * 100.0;
    println!(
        "{name} {ems:2} em {punctuation:?}: opening {:.3} ({:+.2} % over the least), between characters alone \
         {:.3} ({:+.2} %), price {:+.3} %, {} lines ({:+}), {faulty} of {} paragraphs without a sound set of \
         lines; {} Han–Western gaps, deviation {:.4}",
        all.opening,
        more(all.opening, opening),
        all.characters,
        more(all.characters, characters),
        more(all.price, price),
        all.lines,
        all.lines as i64 - lines as i64,
        texts.len(),
        all.western.len(),
        deviation(&all.western),
    );
    assert!(all.opening <= opening * 1.03, "{name} {ems} {punctuation:?}: {} {opening}", all.opening);
}

fn sample() -> Vec<String> {
    crate::texts::paragraphs().iter().map(Text::to_plain).collect()
}

/// Numbers without end, the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most
    }
}

/// A paragraph of Han text with the marks of news, as frequent as they are there.
fn random_paragraph(random: &mut Random) -> String {
    const HAN: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指";
    let han: Vec<char> = HAN.chars().collect();
    let length = 20 + random.below(280);
    let mut text = String::new();
    let mut open: Vec<char> = Vec::new();
    let mut since = 0;
    while text.chars().count() < length {
        text.push(han[random.below(han.len())]);
        since += 1;
        if since < 2 + random.below(12) {
            continue;
        }
        since = 0;
        match random.below(20) {
            0..9 => text.push('，'),
            9..12 => text.push('。'),
            12 => text.push('、'),
            13 => text.push(['；', '：', '？', '！'][random.below(4)]),
            14..18 if open.is_empty() => {
                let (begin, end) = [('“', '”'), ('《', '》'), ('（', '）')][random.below(3)];
                if begin == '“' {
                    text.push('：');
                }
                text.push(begin);
                open.push(end);
            }
            14..18 => {
                if random.below(2) == 0 {
                    text.push('。');
                }
                text.extend(open.pop());
            }
            18 => text.push_str("——"),
            _ => text.push_str("……"),
        }
    }
    text.extend(open.pop());
    if !text.ends_with('。') {
        text.push('。');
    }
    text
}

#[test]
fn total_fit_is_the_optimum_on_random_paragraphs() {
    let mut random = Random(2027);
    let paragraphs: Vec<String> = (0..2000).map(|_| random_paragraph(&mut random)).collect();
    for punctuation in STYLES {
        for ems in MEASURES {
            hold("random", &paragraphs, ems, punctuation);
        }
    }
}

#[test]
fn total_fit_is_the_optimum_on_the_sample() {
    for punctuation in STYLES {
        for ems in MEASURES {
            hold("sample", &sample(), ems, punctuation);
        }
    }
}

#[test]
#[cfg_attr(not(seed), ignore = "../shared/seed/page1.json is not here")]
fn total_fit_is_the_optimum_on_the_seed() {
    let seed = crate::support::seed::paragraphs().expect("the seed page");
    for punctuation in STYLES {
        for ems in MEASURES {
            hold("seed", &seed, ems, punctuation);
        }
    }
}
