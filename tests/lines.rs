//! What must hold on every line, over random strings of Han, marks, Western words and stranger
//! things. The generator is a plain xorshift, so a failure comes again.

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::Text;
use banxin::layout::{Align, Kinsoku, Punctuation};
use banxin::line::{self, Fit, Setting};
use banxin::text::{Break, Class, House, Paragraph, Shaper, TextStyle, prepare};

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

fn hold(paragraph: &Paragraph, setting: &Setting<'_>, level: Kinsoku, text: &str) {
    let lines = line::set(paragraph, setting);
    assert_eq!(lines.along.len(), paragraph.len(), "{text}");
    let mut next = 0;
    for (number, line) in lines.lines.iter().enumerate() {
        assert_eq!(line.clusters.start, next, "{text}");
        assert!(!line.clusters.is_empty(), "{text}");
        next = line.clusters.end;
        let last = number + 1 == lines.lines.len();
        let shown = words(paragraph, line);
        if line.fit == Fit::Overfull {
            continue;
        }
        if !last && line.fit == Fit::Good {
            assert_eq!(line.end, setting.measure, "“{shown}” of “{text}”");
        }
        assert!(line.end <= setting.measure, "“{shown}” of “{text}”");
        for at in line.clusters.start..line.clusters.end - 1 {
            let end = lines.along[at].0 + i64::from(paragraph.width[at]);
            assert!(
                end <= lines.along[at + 1].0 || paragraph.class[at] == Class::Space,
                "“{shown}” of “{text}”"
            );
        }
        let forced = |line: &line::Line| line.cut == Break::LastResort;
        // Thirty units in a row have no end that may stand; words and numbers here are shorter.
        assert!(!forced(line) || setting.measure < Length::pt(9) * 40, "“{shown}” of “{text}”");
        if number > 0 && !forced(&lines.lines[number - 1]) {
            let first = line.clusters.start;
            let lone = paragraph.text_of(first) == "—" && !paragraph.text_of(first - 1).contains('—');
            assert!(paragraph.class[first].may_start_line(level), "“{shown}” of “{text}”");
            assert!(
                !lone || level == Kinsoku::None || paragraph.text_of(first + 1).contains('—'),
                "“{shown}” of “{text}”"
            );
        }
        if !last && !forced(line) {
            let end = (line.clusters.clone())
                .rev()
                .find(|at| paragraph.tail[*at] >= 0)
                .unwrap_or(line.clusters.start);
            assert!(paragraph.class[end].may_end_line(level), "“{shown}” of “{text}”");
        }
    }
    assert_eq!(next, paragraph.len(), "{text}");
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
        let bare = |text: &str| -> String {
            let shown = |c: &char| !c.is_whitespace() && !c.is_control() && *c != '\u{FEFF}';
            text.chars().filter(shown).collect()
        };
        if !style.vertical {
            assert_eq!(bare(&paragraph.text), bare(&text));
        }
        for ems in [5, 11, 13, 17, 40] {
            let indent = Length::pt(18);
            hold(&paragraph, &Setting::new(Length::pt(9) * ems, indent, Align::Justify), kinsoku, &text);
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
    let fault = std::panic::catch_unwind(|| hold(&paragraph, &setting, Kinsoku::Basic, text));
    assert!(fault.is_err(), "a line begins with a mark, and nobody saw it");
}
