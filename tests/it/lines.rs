//! What must hold on every line, over random strings of Han, marks, Western words and stranger
//! things. The generator is a plain xorshift, so a failure comes again.

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::Text;
use banxin::layout::{Align, Digits, Kinsoku, LineEnd, Punctuation, Region};
use banxin::line::{self, Fit, LineRoom, Method, Setting};
use banxin::text::{Break, Class, House, Paragraph, Shaper, TextStyle, prepare, prepare_into};

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const HAN: &[&str] = &["一", "国", "的", "了", "霁", "十", "々", "〇", "記"];
const MARKS: &[&str] = &[
    "，", "。", "、", "；", "：", "？", "！", "“", "”", "‘", "’", "（", "）", "《", "》", "「", "」", "『",
    "』", "·", "——", "……", "—", "～", "/", "／", "％", "℃", "￥", "　",
];
const WESTERN: &[&str] = &[
    "A",
    "AI+",
    "IC/PIC",
    "3.0",
    "1,400.5",
    "97%",
    "CSDN (Chinese Software)",
    "e-mail",
    "don’t",
    "office",
    "http://www.example.com/a-b/c?d=1",
    "antidisestablishmentarianism",
    "2026-11-23",
    "x",
    "$5",
    " ",
    "  ",
];
const STRANGE: &[&str] =
    &["\u{301}", "\u{FE0F}", "\u{200D}", "\u{FEFF}", "😀", "𠮷", "ﷺ", "한", "\u{302A}", "\t", "\u{7}"];

fn string(random: &mut Random, strange: bool) -> String {
    let mut text = String::new();
    for _ in 0..1 + random.below(60) {
        let list = match random.below(20) {
            0..=9 => HAN,
            10..=14 => MARKS,
            19 if strange => STRANGE,
            _ => WESTERN,
        };
        text += random.of(list);
    }
    text
}

/// The words of the line, for messages.
fn words(paragraph: &Paragraph, line: &line::Line) -> String {
    line.clusters.clone().map(|at| paragraph.text_of(at)).collect()
}

/// Checks everything that must hold on the lines of a paragraph.
fn hold(paragraph: &Paragraph, setting: &Setting<'_>, lines: &line::Lines, level: Kinsoku, text: &str) {
    assert_eq!(lines.along.len(), paragraph.len(), "{text}");
    let mut next = 0;
    for (number, line) in lines.lines.iter().enumerate() {
        assert_eq!(line.clusters.start, next, "{text}");
        assert!(!line.clusters.is_empty(), "{text}");
        next = line.clusters.end;
        let last = number + 1 == lines.lines.len();
        let end = line.clusters.end - 1;
        // What is cut is told: inside units, names and words lines end only with a word about it.
        assert_ne!(line.cut, Break::No, "{text}");
        let forced = |line: &line::Line| line.cut <= Break::Keep;
        let whole = |at: usize| {
            let (one, other) = (paragraph.text_of(at), paragraph.text_of(at + 1));
            let pair = |mark: &str| one == mark && other == mark;
            let digits = paragraph.class[at] == Class::Digit && paragraph.class[at + 1] == Class::Digit;
            !(pair("…") || pair("—") || digits)
        };
        if !last && !forced(line) && line.cut != Break::Address && line.cut != Break::Word {
            // Pairs are told on the paragraph: the line before may have had to cut one.
            let inside_pairs = (0..=end).rev().take_while(|at| {
                matches!(paragraph.class[*at], Class::Dash | Class::Ellipsis)
                    && paragraph.class[*at] == paragraph.class[end]
            });
            let halves: usize = inside_pairs.map(|at| paragraph.text_of(at).chars().count()).sum();
            assert!(
                whole(end) || halves.is_multiple_of(2),
                "“{}” of “{text}” is cut",
                words(paragraph, line)
            );
        }
        if line.fit == Fit::Overfull {
            continue;
        }
        let room = setting.rooms.get(number).map_or(setting.measure, |room| room.start + room.measure);
        let hang = Length(i64::from(paragraph.hang_of(end).max(0)));
        let filled = setting.align == Align::Justify && !last;
        if filled && line.fit == Fit::Good {
            let exact = line.end == room || (hang > Length::ZERO && line.end == room + hang);
            assert!(exact, "“{}” of “{text}” ends at {:?}, not {room:?}", words(paragraph, line), line.end);
        }
        assert!(line.end <= room + hang, "“{}” of “{text}”", words(paragraph, line));
        for at in line.clusters.start..end {
            let ink = lines.along[at].0 + i64::from(paragraph.width[at]);
            let blank = paragraph.class[at] == Class::Space || paragraph.tail[end] < 0 && at + 1 == end;
            assert!(
                ink + i64::from(paragraph.gap[at].min(0)) <= lines.along[at + 1].0 || blank,
                "“{}” of “{text}” overlaps",
                words(paragraph, line)
            );
        }
        if number > 0 && !forced(&lines.lines[number - 1]) {
            let first = line.clusters.start;
            let lone = paragraph.text_of(first) == "—" && !paragraph.text_of(first - 1).contains('—');
            assert!(paragraph.class[first].may_start_line(level), "“{}” of “{text}”", words(paragraph, line));
            let dash = paragraph.len() > first + 1 && paragraph.text_of(first + 1).contains('—');
            assert!(!lone || level == Kinsoku::None || dash, "“{}” of “{text}”", words(paragraph, line));
        }
        if !last && !forced(line) {
            let solid = line.clusters.clone().rev().find(|at| paragraph.tail[*at] >= 0);
            let class = paragraph.class[solid.unwrap_or(line.clusters.start)];
            assert!(class.may_end_line(level), "“{}” of “{text}”", words(paragraph, line));
        }
    }
    assert_eq!(next, paragraph.len(), "{text}");
}

/// Pairs of marks the second of which belongs to what the first closes are an em and a half at most.
fn pairs(paragraph: &Paragraph, text: &str) {
    let em = paragraph.size.0 as i32;
    for at in 0..paragraph.len().saturating_sub(1) {
        if !paragraph.vertical
            && paragraph.class[at].hugs(paragraph.class[at + 1])
            && !matches!(paragraph.class[at + 1], Class::Middle | Class::Slash)
        {
            let pair = paragraph.width[at] + paragraph.gap[at] + paragraph.width[at + 1];
            assert!(pair <= em + em / 2, "{} of {text}", paragraph.text_of(at));
        }
        // Only kerns between letters, and with word spaces, take from what stands before them.
        let kerned = paragraph.class[at].is_western() || paragraph.class[at] == Class::Space;
        assert!(paragraph.gap[at] >= 0 || kerned, "{text}");
    }
}

/// How many strings are set, some of them many times: a million.
const STRINGS: usize = 1_000_000;
const THREADS: usize = 4;

/// What of a text is seen.
fn bare(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{FEFF}')
}

/// Sets one thread's share of the strings in every style, and checks the lines. Returns how many
/// were set at each level of kinsoku.
fn share(seed: u64) -> [usize; 4] {
    let library = Library::embedded();
    let face = |name| library.find(name).expect("an embedded face");
    let (song, kai) = (face("song"), face("kai"));
    let marks = banxin::layout::KinsokuMarks::default();
    let house = House::new(&marks, ["国国的", "一国", "霁的了", "十CSDN"]);
    let mut shaper = Shaper::new(&library);
    let mut random = Random(seed);
    let (mut scratch, mut paragraph) = (banxin::text::Scratch::default(), Paragraph::default());
    let (mut room, mut lines) = (line::Scratch::default(), line::Lines::default());
    let mut text = Text::plain(FileId(0), "一", 0);
    let mut levels = [0; 4];
    for round in 0..STRINGS / THREADS {
        let words = &mut text.runs[0].text;
        words.clear();
        for _ in 0..1 + random.below(16) {
            let list = match random.below(20) {
                0..=8 => HAN,
                9..=15 => MARKS,
                16 => STRANGE,
                _ => WESTERN,
            };
            words.push_str(random.of(list));
        }
        // Apart from the other choices, so that each level meets each of them.
        let level = round / 2 % 4;
        let kinsoku = [Kinsoku::None, Kinsoku::Basic, Kinsoku::Gb, Kinsoku::Strict][level];
        levels[level] += 1;
        let style = TextStyle {
            strong_face: kai,
            punctuation: [Punctuation::Quanjiao, Punctuation::Kaiming, Punctuation::Banjiao][round % 3],
            kinsoku,
            vertical: round % 11 == 0,
            hanging: round % 5 == 0,
            hyphenate: round % 2 == 0,
            region: if round % 13 == 0 { Region::HongKongTaiwan } else { Region::Mainland },
            line_end: [LineEnd::All, LineEnd::Brackets, LineEnd::None][round % 7 % 3],
            digits: if round % 17 == 0 { Digits::Half } else { Digits::Proportional },
            ..TextStyle::new(if round % 7 == 0 { kai } else { song }, Length::pt(9), &house)
        };
        prepare_into(&text, &style, &mut shaper, &mut scratch, &mut paragraph);
        let words = &text.runs[0].text;
        if style.region == Region::Mainland {
            pairs(&paragraph, words);
        }
        if !style.vertical {
            assert!(bare(&paragraph.text).eq(bare(words)), "characters of “{words}” are lost");
        }
        let narrow = [LineRoom { start: Length::pt(18), measure: Length::pt(54) }; 2];
        let ems = 4 + random.below(12) as i64;
        let setting = Setting {
            method: if round % 3 == 0 { Method::Greedy } else { Method::TotalFit },
            looseness: [0, 0, 0, 1, -1][round % 5],
            rooms: if round % 6 == 0 { &narrow } else { &[] },
            ..Setting::new(Length::pt(9) * ems, Length::pt(18), Align::Justify)
        };
        line::set_into(&paragraph, &setting, &mut room, &mut lines);
        hold(&paragraph, &setting, &lines, kinsoku, words);
    }
    levels
}

#[test]
fn a_million_random_strings_keep_every_rule() {
    let threads: Vec<_> = (1..=THREADS as u64)
        .map(|seed| std::thread::spawn(move || share(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)))
        .collect();
    let mut levels = [0; 4];
    for thread in threads {
        match thread.join() {
            Ok(set) => (0..4).for_each(|level| levels[level] += set[level]),
            Err(fault) => std::panic::resume_unwind(fault),
        }
    }
    assert_eq!(levels, [STRINGS / 4; 4]);
}

#[test]
fn random_text_keeps_every_rule() {
    let library = Library::embedded();
    let face = library.find("song").expect("an embedded face");
    let strong_face = library.find("kai").expect("an embedded face");
    let house = House::default();
    let mut shaper = Shaper::new(&library);
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for round in 0..6_000 {
        let text = string(&mut random, round % 3 == 0);
        let punctuation = [Punctuation::Quanjiao, Punctuation::Kaiming, Punctuation::Banjiao][round % 3];
        let kinsoku = [Kinsoku::None, Kinsoku::Basic, Kinsoku::Gb, Kinsoku::Strict][round % 4];
        let style = TextStyle {
            strong_face,
            punctuation,
            kinsoku,
            vertical: round % 11 == 0,
            ..TextStyle::new(if round % 7 == 0 { strong_face } else { face }, Length::pt(9), &house)
        };
        let paragraph = prepare(&Text::plain(FileId(0), text.as_str(), 0), &style, &mut shaper);
        let set: String = (0..paragraph.len()).map(|at| paragraph.text_of(at)).collect();
        assert_eq!(set, paragraph.text, "clusters hold the whole text");
        // What is set is what was written, but for blanks and controls.
        if !style.vertical {
            assert!(bare(&paragraph.text).eq(bare(&text)), "{text}");
        }
        for ems in [5, 11, 13, 17, 40] {
            let indent = Length::pt(18);
            let setting = Setting::new(Length::pt(9) * ems, indent, Align::Justify);
            let lines = line::set(&paragraph, &setting);
            // Thirty units in a row have no end that may stand; words and numbers here are shorter.
            let cut = |line: &line::Line| line.cut == Break::LastResort;
            let longer = text.contains(&"antidisestablishmentarianism".repeat(3));
            assert!(ems < 40 || longer || !lines.lines.iter().any(cut), "{text}");
            hold(&paragraph, &setting, &lines, kinsoku, &text);
        }
    }
}

/// The same checks see faults where there are some.
#[test]
fn the_checks_can_fail() {
    let library = Library::embedded();
    let face = library.find("song").expect("an embedded face");
    let house = House::default();
    let style = TextStyle { kinsoku: Kinsoku::None, ..TextStyle::new(face, Length::pt(9), &house) };
    let text = "一二三四五。六七八九十一二三四五，六七八九十";
    let paragraph = prepare(&Text::plain(FileId(0), text, 0), &style, &mut Shaper::new(&library));
    let setting = Setting::new(Length::pt(45), Length::ZERO, Align::Justify);
    let lines = line::set(&paragraph, &setting);
    let fails = |setting: &Setting<'_>, lines: &line::Lines, level| {
        let held = || hold(&paragraph, setting, lines, level, text);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(held)).is_err()
    };
    assert!(!fails(&setting, &lines, Kinsoku::None));
    assert!(fails(&setting, &lines, Kinsoku::Basic), "a line begins with a mark, and nobody saw it");
    let wider = Setting::new(Length::pt(46), Length::ZERO, Align::Justify);
    assert!(fails(&wider, &lines, Kinsoku::None), "lines stop short, and nobody saw it");
    let mut lost = lines.clone();
    lost.lines.pop();
    assert!(fails(&setting, &lost, Kinsoku::None), "a line is missing, and nobody saw it");
    let mut apart = prepare(&Text::plain(FileId(0), "他说。”", 0), &style, &mut Shaper::new(&library));
    pairs(&apart, "");
    apart.gap[2] += apart.size.0 as i32;
    let unseen = std::panic::catch_unwind(|| pairs(&apart, "")).is_ok();
    assert!(!unseen, "a pair of marks stands apart, and nobody saw it");
}
