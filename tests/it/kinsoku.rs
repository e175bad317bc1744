//! What may begin and end a line, what stays whole, where words are divided: drawn as text, each
//! rule beside what comes out without it.

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::{Manner, Rise, Run, Text};
use banxin::layout::{Align, Kinsoku, KinsokuMarks};
use banxin::line::{self, Setting};
use banxin::text::{Break, House, Paragraph, Shaper, TextStyle, prepare};

const EM: Length = Length::pt(10);
const LEVELS: [Kinsoku; 4] = [Kinsoku::None, Kinsoku::Basic, Kinsoku::Gb, Kinsoku::Strict];

fn paragraph(text: &Text, house: &House, change: impl FnOnce(&mut TextStyle<'_>)) -> Paragraph {
    let library = Library::embedded();
    let mut style = TextStyle::new(library.find("song").expect("an embedded face"), EM, house);
    change(&mut style);
    prepare(text, &style, &mut Shaper::new(&library))
}

fn plain(text: &str) -> Text {
    Text::plain(FileId(0), text, 0)
}

/// The text with `|` where a line may end, `~` where it would rather not, `-` where a word may be
/// divided, `'` where it may in need, `+` inside kept words.
fn drawn(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for at in 0..paragraph.len() {
        out += paragraph.text_of(at);
        if at + 1 < paragraph.len() {
            out += match paragraph.breaks[at] {
                Break::Yes => "|",
                Break::Wish => "~",
                Break::Hyphen => "-",
                Break::Word | Break::Address => "'",
                Break::Keep => "+",
                Break::LastResort | Break::No => "",
            };
        }
    }
    out
}

fn breaks(text: &str) -> String {
    drawn(&paragraph(&plain(text), &House::default(), |_| {}))
}

/// At which of the levels a line may end between the two halves.
fn allowed(before: &str, after: &str) -> Vec<bool> {
    let text = format!("一{before}{after}一");
    LEVELS
        .iter()
        .map(|level| {
            let paragraph = paragraph(&plain(&text), &House::default(), |style| style.kinsoku = *level);
            let byte = 3 + before.len();
            let at = (0..paragraph.len()).find(|at| paragraph.text_start[*at + 1] as usize == byte);
            paragraph.breaks[at.expect("a cluster ends there")] >= Break::Hyphen
        })
        .collect()
}

#[test]
fn line_starts_by_level() {
    for mark in "、，。．：；！？‼⁇⁈⁉”’」』）】〗〕］｝》〉–～·・‧／％".chars()
    {
        assert_eq!(allowed("二", &mark.to_string()), [true, false, false, false], "{mark}");
    }
    for mark in ["——", "……", "々", "ー", "ゃ"] {
        assert_eq!(allowed("二", mark), [true, true, true, false], "{mark}");
    }
    // The control: what may begin a line at every level.
    for mark in ["三", "（", "《", "“", "A", "5", "●", "〇"] {
        assert_eq!(allowed("二", mark), [true; 4], "{mark}");
    }
}

#[test]
fn line_ends_by_level() {
    for mark in "“‘「『（【〖〔［｛《〈".chars() {
        assert_eq!(allowed(&mark.to_string(), "二"), [true, false, false, false], "{mark}");
    }
    assert_eq!(allowed("／", "二"), [true, true, false, false]);
    assert_eq!(allowed("A/", "二"), [true, true, false, false]);
    for mark in ["，", "。", "”", "二", "A", "·", "～"] {
        assert_eq!(allowed(mark, "二"), [true; 4], "{mark}");
    }
}

#[test]
fn the_house_overrides_single_marks() {
    let marks = KinsokuMarks {
        may_start: vec!['·'],
        not_at_start: vec!['々', '（'],
        may_end: vec!['《'],
        not_at_end: vec!['的'],
    };
    let house = House::new(&marks, []);
    let text = "李·克人々说（一）《书》的人";
    assert_eq!(drawn(&paragraph(&plain(text), &house, |_| {})), "李|·|克|人々|说（一）|《|书》|的人");
    assert_eq!(breaks(text), "李·|克|人|々|说|（一）|《书》|的|人");
    // Units stay whole whatever the house says of their halves.
    let marks = KinsokuMarks { may_start: vec!['—', '…'], ..KinsokuMarks::default() };
    let house = House::new(&marks, []);
    let strict = |style: &mut TextStyle<'_>| style.kinsoku = Kinsoku::Strict;
    assert_eq!(drawn(&paragraph(&plain("说——了……"), &house, strict)), "说|——|了|……");
}

#[test]
fn units_stay_whole() {
    for (text, expected) in [
        ("说——了……完", "说|——|了|……|完"),
        ("近1,400.5元", "近|1,400.5~元"),
        ("在10:30开", "在|10:30|开"),
        ("以3:2胜", "以|3:2|胜"),
        ("到2026-03-25止", "到|2026-03-25|止"),
        ("达97.5%，25℃", "达|97.5%，|25℃"),
        ("气温-5℃降", "气|温|-5℃|降"),
        ("升+3.5点", "升|+3.5~点"),
        ("差±2毫", "差|±2~毫"),
        ("付￥50元", "付|￥50~元"),
        ("付$50元", "付|$50~元"),
        ("降−8℃", "降|−8℃"),
        ("为25°C时", "为|25°C|时"),
        ("第１２３４次", "第|１２３４|次"),
        ("用AudioX做", "用|AudioX|做"),
        ("与IC/PIC的", "与|IC/PIC|的"),
        ("用AI+做", "用|AI+|做"),
        ("以1+1+N为", "以|1+1+N|为"),
        ("写C++和C#的", "写|C++|和|C#|的"),
        ("量PM2.5值", "量|PM2.5|值"),
        ("发e-mail给", "发|e-mail|给"),
        ("连Wi-Fi上", "连|Wi-Fi|上"),
        ("路0710—L0070号", "路|0710—L0070~号"),
        ("李·克", "李·|克"),
        ("5·12那", "5·12|那"),
    ] {
        assert_eq!(breaks(text), expected, "{text}");
    }
}

#[test]
fn raised_figures_stay_with_what_they_stand_at() {
    let rise = |rise| Manner { rise, ..Manner::default() };
    let text = |manner| Text {
        file: FileId(0),
        runs: vec![Run::plain("面积五米", 0), Run { manner, ..Run::plain("2", 12) }, Run::plain("多", 13)],
    };
    let set = |manner| drawn(&paragraph(&text(manner), &House::default(), |_| {}));
    assert_eq!(set(rise(Rise::Super)), "面|积|五|米2~多");
    assert_eq!(set(rise(Rise::None)), "面|积|五|米|2~多");
}

#[test]
fn numbers_would_rather_keep_their_measure_words() {
    assert_eq!(breaks("投700亿元建35家"), "投|700~亿|元|建|35~家");
    assert_eq!(breaks("3月23日第5届"), "3~月|23~日|第~5~届");
    assert_eq!(breaks("在2026与"), "在|2026|与");
    // On the line: the wish is granted where it costs little, and given up where it costs much.
    let text = "全市今年已经完成投资一共有了35家企业参加进来";
    let paragraph = paragraph(&plain(text), &House::default(), |_| {});
    let ends = |ems: i64| {
        let lines = line::set(&paragraph, &Setting::new(EM * ems, Length::ZERO, Align::Justify));
        lines.lines.iter().any(|line| line.cut == Break::Wish)
    };
    assert!((10..20).filter(|ems| ends(*ems)).count() <= 1);
}

#[test]
fn words_are_divided_where_the_dictionary_does_and_get_a_hyphen() {
    let hyphenated = |text: &str| paragraph(&plain(text), &House::default(), |style| style.hyphenate = true);
    assert_eq!(drawn(&hyphenated("a Developer Network (software)")), "a |De-vel-oper |Net-work |(soft-ware)");
    // Names, acronyms, words with figures, addresses: never.
    for text in ["CSDN", "AudioX", "PIC16F877", "e-mail", "McDonald", "H7N9"] {
        assert!(!drawn(&hyphenated(text)).contains('-') || text.contains('-'), "{text}");
    }
    assert_eq!(breaks("a Network"), "a |Net'work");
    let set = hyphenated("他们的Software网络");
    let lines = line::set(&set, &Setting::new(EM * 6, Length::ZERO, Align::Justify));
    let divided = lines.lines.iter().find(|line| line.cut == Break::Hyphen).expect("a divided word");
    // The line holds its hyphen inside the measure.
    let last = divided.clusters.end - 1;
    let ink = lines.along[last].0 + i64::from(set.width[last]) - i64::from(set.hang_of(last));
    assert_eq!((divided.end, ink), (EM * 6, (EM * 6).0));
    assert!(set.hang_of(last) < 0);
}

#[test]
fn addresses_and_long_words_have_points_of_need() {
    assert_eq!(breaks("见http://www.a.cn/b的"), "见|http://'www.a.cn/b|的");
    assert_eq!(breaks("写abc@example.com给"), "写|abc@'example.'com|给");
    assert_eq!(breaks("叫antidisest的"), "叫|an'tidis'est|的");
    // They are used only where the line cannot be made without.
    let text = "详情请见http://www.example.com/news的公告";
    let paragraph = paragraph(&plain(text), &House::default(), |_| {});
    let cut = |ems: i64| {
        let lines = line::set(&paragraph, &Setting::new(EM * ems, Length::ZERO, Align::Justify));
        lines.lines.iter().any(|line| line.cut == Break::Address)
    };
    assert!(cut(10) && !cut(40));
}

#[test]
fn words_of_the_keep_list_stay_whole() {
    let house = House::new(&KinsokuMarks::default(), ["林青记者", "霁川市水务局", "霁川"]);
    let text = "本报林青记者从霁川市水务局获悉";
    assert_eq!(
        drawn(&paragraph(&plain(text), &house, |_| {})),
        "本|报|林+青+记+者|从|霁+川+市+水+务+局|获|悉"
    );
    assert_eq!(breaks(text), "本|报|林|青|记|者|从|霁|川|市|水|务|局|获|悉");
    let lines = |house: &House, ems: i64| {
        let paragraph = paragraph(&plain(&text.repeat(3)), house, |_| {});
        let lines = line::set(&paragraph, &Setting::new(EM * ems, Length::ZERO, Align::Justify));
        lines.lines.iter().filter(|line| line.cut == Break::Keep).count()
    };
    // Wide enough: no word is divided. Narrower than the word: it is, and the line says so.
    assert_eq!(lines(&house, 13), 0);
    assert!(lines(&house, 4) > 0);
}
