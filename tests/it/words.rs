//! Western words in Chinese lines: where they turn, with a hyphen or without, and that every line ends
//! where its last letter does. What is right is said here once more, apart from the engine.

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::Text;
use banxin::layout::{Align, Digits, Kinsoku};
use banxin::line::{self, Fit, Line, Setting};
use banxin::text::{Break, Class, GlyphForm, House, Paragraph, ShapeRun, Shaper, TextStyle, prepare};
use hypher::{Lang, hyphenate};

/// The units of the embedded faces' em in points, so that font units are whole.
const EM: Length = Length::pt(1000);

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// Shapes texts in one face of the embedded ones.
struct Desk<'f> {
    shaper: Shaper<'f>,
    style: TextStyle<'f>,
}

impl<'f> Desk<'f> {
    fn new(library: &'f Library, house: &'f House, face: &str, hyphenate: bool) -> Desk<'f> {
        let face = library.find(face).expect("an embedded face");
        let style = TextStyle { hyphenate, ..TextStyle::new(face, EM, house) };
        Desk { shaper: Shaper::new(library), style }
    }

    fn set(&mut self, text: &str) -> Paragraph {
        prepare(&Text::plain(FileId(0), text, 0), &self.style, &mut self.shaper)
    }
}

fn lines(paragraph: &Paragraph, ems: i64) -> Vec<Line> {
    line::set(paragraph, &Setting::new(EM * ems, EM * 2, Align::Justify)).lines
}

/// The text with `|` where a line may end, `-` between syllables, `'` between those of need, `¦` at
/// joints and `'¦` at joints of need.
fn drawn(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for at in 0..paragraph.len() {
        out += paragraph.text_of(at);
        if at + 1 < paragraph.len() {
            out += match paragraph.breaks[at] {
                Break::Yes | Break::Wish => "|",
                Break::Hyphen => "-",
                Break::Word if paragraph.hang_of(at) < 0 => "'",
                Break::Word => "'¦",
                Break::Address => "¦",
                Break::Keep | Break::LastResort | Break::No => "",
            };
        }
    }
    out
}

const WORDS: &[(&str, &str)] = &[
    // Ordinary words: between syllables, in need.
    ("用Software写", "用|Soft'ware|写"),
    ("用pedestrians写", "用|pedes'tri'ans|写"),
    ("的（computer）机", "的|（com'puter）|机"),
    ("the development, of", "the |de'vel'op'ment, |of"),
    ("the children’s books", "the |chil'dren’s |books"),
    ("叫“development”的", "叫|“de'vel'op'ment”|的"),
    ("读Москва的", "读|Москва|的"),
    ("读телевизор的", "读|те'ле'ви'зор|的"),
    // Names, acronyms, words with figures or foreign letters: whole.
    ("用AudioX与CSDN和iPhone15做", "用|AudioX|与|CSDN|和|iPhone15|做"),
    ("在JavaScript与PostgreSQL中", "在|JavaScript|与|PostgreSQL|中"),
    ("访São与Müllerstraße的", "访|São|与|Müllerstraße|的"),
    (
        "用IC/PIC、TCP/IP、Wi-Fi、e-mail、h-cn、zh-cn做",
        "用|IC/PIC、|TCP/IP、|Wi-Fi、|e-mail、|h-cn、|zh-cn|做",
    ),
    ("防COVID-19与SARS的", "防|COVID-19|与|SARS|的"),
    ("调用getline()与printf(x)的", "调|用|getline()|与|printf(x)|的"),
    // Numbers: whole.
    ("共1,234.56元", "共|1,234.56|元"),
    ("在2027-11-27与2027/11/27的", "在|2027-11-27|与|2027/11/27|的"),
    ("从192.168.0.1与2.4.1-rc2起", "从|192.168.0.1|与|2.4.1-rc2|起"),
    ("拨010-6666-8888或400-810-8888吧", "拨|010-6666-8888|或|400-810-8888|吧"),
    // Addresses, paths, names of files and programs: behind their signs.
    (
        "参见http://www.example.org/debian/dists/stable/main一节",
        "参|见|http://¦www.¦example.¦org/¦debian/¦dists/¦stable/¦main|一|节",
    ),
    ("编辑/etc/apt/sources.list文件", "编|辑|/etc/¦apt/¦sources.¦list|文|件"),
    ("名字如debian-edu/www、example.com都", "名|字|如|debian-¦edu/¦www、|example.¦com|都"),
    ("见~/.config/banxin/a.toml的", "见|~/.config/¦banxin/'¦a.toml|的"),
    ("用--no-install-recommends与--help做", "用|--no-¦install-¦recommends|与|--help|做"),
    ("写abc@example.com给", "写|abc@¦example.¦com|给"),
    ("问?name=value&other=thing吧", "问?name=¦value&¦other=¦thing|吧"),
    (
        "见https://news.example.cn/2027/11/27/index.html#top吧",
        "见|https://¦news.¦example.¦cn/¦2027/¦11/¦27/¦index.¦html#top|吧",
    ),
    ("存pool/main/d/debian-edu里", "存|pool/¦main/'¦d/'¦debian-¦edu|里"),
    ("装linux-image-6.1.0-13-amd64包", "装|linux-¦image-¦6.1.0-13-¦amd64|包"),
    ("用snake_case_name与std::vector的", "用|snake_¦case_¦name|与|std::¦vector|的"),
    ("见a%20long%20name/path吧", "见|a%20long%20name/¦path|吧"),
    ("到localhost:8080去", "到|localhost:¦8080|去"),
    ("在C:\\Windows\\System32里", "在|C:\\Windows\\¦System32|里"),
    // The sign that leads a path begins a line; one between two things does not.
    ("在（/dev）、/etc和/boot下", "在|（/dev）、|/etc|和/boot|下"),
    ("从输入/output到男/女", "从|输|入/output|到|男/|女"),
    // Compounds: behind their own hyphen, and nowhere else.
    ("一个well-known的", "一|个|well-¦known|的"),
    ("一个state-of-the-art的", "一|个|state-¦of-¦the-¦art|的"),
];

#[test]
fn words_turn_at_syllables_and_names_at_their_joints() {
    let (library, house) = (Library::embedded(), House::default());
    let mut desk = Desk::new(&library, &house, "song", false);
    let set = WORDS.iter().map(|(text, _)| drawn(&desk.set(text)));
    let expected: Vec<&str> = WORDS.iter().map(|(_, expected)| *expected).collect();
    assert_eq!(set.collect::<Vec<_>>(), expected);
    // With `hyphenate` the same places cost little, and nothing else changes.
    let mut desk = Desk::new(&library, &house, "song", true);
    for (text, expected) in WORDS {
        let paragraph = desk.set(text);
        let set = drawn(&paragraph).replace("'¦", "¦");
        let need = |at: &usize| paragraph.breaks[*at] == Break::Word && paragraph.hang_of(*at) < 0;
        assert!(!(0..paragraph.len()).any(|at| need(&at)), "{text}");
        let parted = |text: &str| text.replace("'¦", "¦").replace(['-', '\''], "");
        assert_eq!(parted(&set), parted(expected));
    }
}

/// Prose as manuals print it.
const MANUAL: &str = "安装时可以参见http://www.example.org/debian/dists/stable/main一节，或者编辑/etc/apt/sources.list文件；\
名字如debian-edu/www、h-cn、example.com都要照样抄写，Software和pedestrians也在其中。运行apt-get install -y \
debian-reference-zh-cn以后，文件在/usr/share/doc/debian-reference-common/html目录里；请把错误报告发给\
debian-l10n-chinese@lists.debian.org，或用reportbug --no-compress --email=someone@example.net命令。在GNU/Linux \
与Windows下，配置分别放在~/.config/systemd/user/default.target.wants与C:\\Windows\\System32\\drivers里。变量\
LD_LIBRARY_PATH与XDG_RUNTIME_DIR由pam_systemd.so设置，内核包linux-image-6.1.0-13-amd64的版本是6.1.55-1，\
地址192.168.0.1和2001:db8::1均可。A well-known implementation of internationalization (i18n) handles \
characters, environment variables and configuration；PostgreSQL、JavaScript、IC/PIC与Wi-Fi照旧。校验和是\
d41d8cd98f00b204e9800998ecf8427ed41d8cd98f00b204e9800998ecf8427e，共1,234,567.89元，电话010-6666-8888。";

/// Words that random manuals are made of.
const PARTS: &[&str] = &[
    "/etc/apt/sources.list",
    "http://www.debian.org/doc/manuals",
    "ftp://ftp.example.net/pub/linux",
    "apt-get",
    "dpkg",
    "--print-architecture",
    "Software",
    "Chinese",
    "development",
    "environment",
    "configuration",
    "strengths",
    "debian-edu/www",
    "h-cn",
    "e-tc",
    "x",
    "user@example.com",
    "snake_case_identifier",
    "camelCaseIdentifier",
    "PostgreSQL",
    "192.168.100.200",
    "2027-11-27",
    "3.14159",
    "CSDN",
    "AudioX",
    "well-known",
    "/dev/sda1",
    "libstdc++6",
    "name=value&x=1",
    "README.Debian",
    "_exit",
    "a/b",
    "GNU/Linux",
    "the ",
    "of ",
    "kernel ",
];

const HAN: &[&str] = &["的", "系统", "安装，", "软件包", "在", "。", "（用户）", "运行", "、", "文件"];

fn manual(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..12 + random.below(30) {
        text += random.of(HAN);
        text += random.of(PARTS);
        if random.below(3) == 0 {
            text += random.of(HAN);
        }
    }
    text + "。"
}

fn is_sound(word: &str, before: &str, behind: &str, hyphen: bool) -> Result<(), &'static str> {
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if count(before) < 2 || count(behind) < 2 {
        return Err("a lone letter");
    }
    if hyphen {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        let letters = letters.split(['\'', '’']).next().unwrap_or(letters);
        let skipped = word.find(letters).unwrap_or(0);
        if letters.chars().skip(1).any(|c| !c.is_ascii_lowercase()) {
            return Err("a hyphen in what is no ordinary word");
        }
        let mut at = skipped;
        let mut ends = hyphenate(letters, Lang::English).map(|syllable| {
            at += syllable.len();
            at
        });
        return if ends.any(|end| end == before.len()) { Ok(()) } else { Err("no syllable ends here") };
    }
    let sign = before.chars().next_back().unwrap_or(' ');
    if !"/.-_:?&=@\\,;".contains(sign) {
        return Err("no sign before it");
    }
    if behind.starts_with('/') || before.trim_start_matches(|c: char| !c.is_alphanumeric()).is_empty() {
        return Err("between signs that belong together");
    }
    let inside = before.trim_end_matches(sign);
    if figure(inside.chars().next_back()) && figure(behind.chars().next()) && !"/?&=@".contains(sign) {
        return Err("a number");
    }
    Ok(())
}

/// The word of Western characters around a line's end, in two halves; `None` where none goes on.
fn parted(paragraph: &Paragraph, end: usize) -> Option<(usize, usize)> {
    let of_word = |at: &usize| paragraph.text_of(*at).chars().all(|c| c.is_ascii_graphic());
    let start = (0..end).rev().take_while(of_word).last()?;
    let stop = (end..paragraph.len()).take_while(of_word).last()?;
    Some((start, stop + 1))
}

/// Checks the ends of all lines, and returns how many of them are inside a word.
fn ends_are_sound(paragraph: &Paragraph, ems: i64) -> usize {
    let mut inside = 0;
    for line in lines(paragraph, ems) {
        let end = line.clusters.end;
        if end == paragraph.len() {
            continue;
        }
        let Some((start, stop)) = parted(paragraph, end) else { continue };
        let text = |from: usize, to: usize| {
            &paragraph.text[paragraph.text_start[from] as usize..paragraph.text_start[to] as usize]
        };
        let (word, before, behind) = (text(start, stop), text(start, end), text(end, stop));
        let verdict = is_sound(word, before, behind, paragraph.hang_of(end - 1) < 0);
        // What is cut elsewhere must be wider than a line, with the marks that may not leave it.
        let stop = (stop..paragraph.len())
            .find(|at| paragraph.class[*at].may_start_line(Kinsoku::Basic))
            .unwrap_or(paragraph.len());
        let first = (0..start).rev().find(|at| paragraph.class[*at].may_end_line(Kinsoku::Basic));
        let start = first.map_or(0, |before| before + 1);
        let width: i64 = (start..stop).map(|at| i64::from(paragraph.width[at] + paragraph.gap[at])).sum();
        let too_wide = width > (EM * ems).0 && line.cut == Break::LastResort;
        assert!(verdict.is_ok() || too_wide, "{verdict:?}: {before}|{behind} at {ems}");
        inside += 1;
    }
    inside
}

#[test]
fn lines_of_manuals_end_at_joints_and_syllables() {
    let (library, house) = (Library::embedded(), House::default());
    for hyphenate in [false, true] {
        let mut desk = Desk::new(&library, &house, "song", hyphenate);
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        let mut inside = 0;
        for ems in [7, 9, 11, 13, 17] {
            inside += ends_are_sound(&desk.set(MANUAL), ems);
            for _ in 0..60 {
                let text = manual(&mut random);
                inside += ends_are_sound(&desk.set(&text), ems);
            }
        }
        assert!(inside > 1_000, "{inside}");
    }
}

#[test]
fn the_check_of_line_ends_sees_what_is_wrong() {
    for (before, behind, hyphen) in [
        ("h-", "cn", false),
        ("/e", "tc", true),
        ("L", "inux", true),
        ("http:", "//www", false),
        ("192.", "168.0.1", false),
        ("deb", "ian-edu", true),
        ("Sof", "tware", true),
        ("deb", "ian", false),
    ] {
        assert!(is_sound(&format!("{before}{behind}"), before, behind, hyphen).is_err(), "{before}|{behind}");
    }
    for (before, behind, hyphen) in
        [("Soft", "ware", true), ("http://", "www.a", false), ("/etc/", "apt", false)]
    {
        assert_eq!(is_sound(&format!("{before}{behind}"), before, behind, hyphen), Ok(()));
    }
}

#[test]
fn what_has_no_joint_is_cut_only_where_it_is_wider_than_the_measure() {
    let (library, house) = (Library::embedded(), House::default());
    let mut desk = Desk::new(&library, &house, "song", false);
    let forced = |paragraph: &Paragraph, ems: i64| {
        let forced = |line: &&Line| line.cut == Break::LastResort;
        lines(paragraph, ems).iter().filter(forced).count()
    };
    for text in ["系统的d41d8cd98f00b204e9800998ecf8427e是校验和", "电话是010-6666-8888请拨打这个号码"]
    {
        let paragraph = desk.set(text);
        let ascii = |at: &usize| paragraph.text_of(*at).is_ascii();
        let start = (0..paragraph.len()).find(ascii).expect("a word");
        let word = start..start + (start..paragraph.len()).take_while(ascii).count();
        let width: i64 = word.clone().map(|at| i64::from(paragraph.width[at] + paragraph.gap[at])).sum();
        let needed = width.div_euclid(EM.0) + 1;
        assert_eq!(forced(&paragraph, needed + 2), 0, "{text}");
        let narrow = needed - 2;
        assert!(forced(&paragraph, narrow) > 0, "{text}");
        // Nothing is lost, and no single letter stands alone.
        for line in lines(&paragraph, narrow) {
            let end = line.clusters.end;
            if line.cut == Break::LastResort {
                assert!(end - word.start >= 2 && word.end - end >= 2, "{text}");
            }
        }
    }
}

/// Letters that kern with what stands beside them.
const KERNING: &[&str] = &[
    "AV", "To", "P.", "/A", ".T", "_y", "@W", "ff", "fi", "VA", "Ty", "7.", "r,", "Wo", "y.", "A", "T", "o",
    "e", "1", "7", "/", "-", ".", "é", " ",
];

/// Clusters of Western text are as wide, from any of them to any other, as their characters shaped
/// alone: a kern with what went to another line is gone.
#[test]
fn a_line_is_as_wide_as_its_words_shaped_alone() {
    let (library, house) = (Library::embedded(), House::default());
    let mut kerned = 0;
    for (face, name) in [("song", "song"), ("hei", "hei"), ("kai", "kai")] {
        let mut desk = Desk::new(&library, &house, face, false);
        desk.style.digits = Digits::Proportional;
        let mut random = Random(0x2545_F491_4F6C_DD1D);
        for _ in 0..400 {
            let mut text = String::new();
            for _ in 0..2 + random.below(10) {
                text += random.of(KERNING);
            }
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let paragraph = desk.set(&text);
            if paragraph.len() < 2
                || paragraph.class.iter().any(|class| !class.is_western() && *class != Class::Space)
            {
                continue;
            }
            for from in 0..paragraph.len() {
                for to in from + 1..=paragraph.len() {
                    let range = paragraph.text_start[from] as usize..paragraph.text_start[to] as usize;
                    if paragraph.text[range.clone()].trim() != &paragraph.text[range.clone()] {
                        continue;
                    }
                    let mut glyphs = Vec::new();
                    let run = ShapeRun {
                        face: desk.style.face,
                        text: &paragraph.text[range],
                        vertical: false,
                        form: GlyphForm::Text,
                    };
                    Shaper::new(&library).shape_uncached(&run, &mut glyphs);
                    let alone: i64 = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
                    let units = i64::from(library.face(desk.style.face).metrics().units_per_em);
                    let width = |at: usize| {
                        let gap = if at + 1 < to { paragraph.gap[at] } else { 0 };
                        i64::from(paragraph.width[at] + gap)
                    };
                    let set: i64 = (from..to).map(width).sum();
                    assert_eq!(set, alone * EM.0 / units, "{name}: {} of {text}", run.text);
                    assert_eq!(paragraph.glyphs_of(from)[0].along, glyphs[0].along * 65_536, "{}", run.text);
                    let gaps = &paragraph.gap[from..to];
                    kerned += usize::from(gaps.last().is_some_and(|gap| *gap != 0));
                }
            }
        }
    }
    assert!(kerned > 1_000, "{kerned}");
}

#[test]
fn full_lines_end_on_the_measure_to_the_unit() {
    let (library, house) = (Library::embedded(), House::default());
    for hyphenate in [false, true] {
        let mut desk = Desk::new(&library, &house, "song", hyphenate);
        let mut random = Random(0xDEAD_BEEF);
        let mut seen = 0;
        for ems in [7, 11, 13, 22] {
            for _ in 0..80 {
                let paragraph = desk.set(&manual(&mut random));
                let set = line::set(&paragraph, &Setting::new(EM * ems, EM * 2, Align::Justify));
                for line in &set.lines {
                    let last = line.clusters.end - 1;
                    let western = paragraph.class[last].is_western();
                    if line.clusters.end == paragraph.len() || !western || line.fit == Fit::Overfull {
                        continue;
                    }
                    // The pen behind the last letter, and behind the hyphen that it gets.
                    let pen = set.along[last].0 + i64::from(paragraph.width[last]);
                    let pen = pen + i64::from(-paragraph.hang_of(last).min(0));
                    assert_eq!(pen, line.end.0);
                    assert!(line.fit != Fit::Good || pen == EM.0 * ems, "{}", paragraph.text);
                    seen += 1;
                }
            }
        }
        assert!(seen > 300, "{seen}");
    }
}
