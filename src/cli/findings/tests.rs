//! Findings as text, checked by the columns of a terminal.

use banxin::codes::Code;
use banxin::message::msg;

use super::*;

fn one(finding: &Diagnostic, sources: &Sources, look: ShowOptions) -> String {
    super::one(&Told::single(finding), sources, look)
}

/// A code of the library by its name.
fn code(name: &str) -> Code {
    banxin::codes::find(name).expect("a code")
}

const LOOK: ShowOptions =
    ShowOptions { colour: false, width: 100, quiet: false, language: Language::English };

fn label(sources: &Sources, file: FileId, words: &str) -> banxin::diagnostic::Span {
    let text = &sources.get(file).expect("the file is known").text;
    let at = text.find(words).expect("the words are there");
    banxin::diagnostic::Span::new(file, at..at + words.len())
}

/// Columns of the carets and of the words over them.
fn carets(shown: &str, words: &str) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let lines: Vec<&str> = shown.lines().collect();
    let below = lines.iter().position(|line| line.contains('^')).expect("there are carets");
    let columns =
        |line: &str, from: usize, to: usize| window::width(&line[..from])..window::width(&line[..to]);
    let (over, under) = (lines[below - 1], lines[below]);
    let start = under.find('^').expect("just found");
    let end = under.rfind('^').expect("just found") + 1;
    let at = over.find(words).expect("the words are over the carets");
    (columns(under, start, end), columns(over, at, at + words.len()))
}

#[test]
fn carets_stand_under_han_characters() {
    let mut sources = Sources::default();
    let file = sources.add("稿件/头条.md", "第一段。\n他说：“明日　停航”，A区的渡轮不开。\n");
    let finding = Diagnostic::new(code("glyph-missing"), msg!("no face has 渡"))
        .at(label(&sources, file, "渡轮"), msg!("此处"))
        .help(msg!("add a face"));
    let shown = one(&finding, &sources, LOOK);
    assert!(shown.starts_with("error[glyph-missing]: no face has 渡\n"), "{shown}");
    assert!(shown.contains("稿件/头条.md:2:15"), "{shown}");
    assert!(shown.contains("^^^^ 此处") && shown.contains("help: add a face"), "{shown}");
    let (carets, words) = carets(&shown, "渡轮");
    assert_eq!(carets, words, "\n{shown}");
}

#[test]
fn a_paragraph_of_many_hundred_characters_keeps_within_the_width() {
    let mut sources = Sources::default();
    let long = "江水上涨，沿岸低洼地区请做好防范。".repeat(25);
    let text = format!("{long}渡轮{long}航班{long}\n");
    let file = sources.add("长.md", text.as_str());
    for words in ["渡轮", "航班", "\n"] {
        let finding = Diagnostic::new(code("loose-line"), msg!("这里有事"))
            .at(label(&sources, file, words), msg!("see here"));
        let shown = one(&finding, &sources, LOOK);
        assert!(shown.lines().all(|line| window::width(line) <= LOOK.width), "{shown}");
        if words != "\n" {
            let (carets, words) = carets(&shown, words);
            assert_eq!(carets, words, "\n{shown}");
            assert!(shown.contains("^^^^ see here"), "{shown}");
        }
    }
    let both = Diagnostic::new(code("loose-line"), msg!("these differ"))
        .at(label(&sources, file, "航班"), msg!("here"))
        .at(label(&sources, file, "渡轮"), msg!("first there"));
    let shown = one(&both, &sources, LOOK);
    assert!(shown.lines().all(|line| window::width(line) <= LOOK.width), "{shown}");
    let column = |words: &str| {
        format!("长.md:1:{}", 1 + text[..text.find(words).expect("it is there")].chars().count())
    };
    let places = (shown.find(&column("航班")), shown.find(&column("渡轮")));
    assert!(places.0.is_some() && places.0 < places.1, "{shown}");
    assert!(shown.contains("---- first there"), "{shown}");
}

#[test]
fn a_mark_over_several_lines_shows_its_first_and_odd_places_do_no_harm() {
    let mut sources = Sources::default();
    let file = sources.add("a.toml", "a = \"\"\"\r\n天\r\n\"\"\"\r\n");
    let empty = sources.add("empty.toml", "");
    let span = |file, range| banxin::diagnostic::Span::new(file, range);
    let shown =
        |span| one(&Diagnostic::new(code("unknown-key"), msg!("y")).at(span, msg!("z")), &sources, LOOK);
    assert!(shown(span(file, 4..14)).contains("^^^ z"), "{}", shown(span(file, 4..14)));
    // Past the end, inside a character, in an empty file, in a file that nobody knows.
    for odd in [span(file, 900..990), span(file, 10..11), span(empty, 0..0), span(FileId(9), 0..4)] {
        assert!(shown(odd.clone()).starts_with("error[unknown-key]: y"), "{}", shown(odd));
    }
    assert!(shown(span(empty, 0..0)).contains("empty.toml:1:1"));
    assert!(shown(span(empty, 0..0)).contains("^ z"));
}

#[test]
fn a_file_without_text_is_named() {
    let finding =
        Diagnostic::new(code("picture-resolution"), msg!("too few pixels")).in_file("pictures/河.jpg");
    let shown = one(&finding, &Sources::default(), LOOK);
    assert!(shown.contains("--> pictures/河.jpg"), "{shown}");
}

#[test]
fn the_worst_come_last_and_each_kind_in_the_order_of_the_files() {
    let mut sources = Sources::default();
    let first = sources.add("1.md", "一二三");
    let second = sources.add("2.md", "一二三");
    let at = |severity, code, file, words| {
        Diagnostic::new(code, msg!("m")).of_severity(severity).here(label(&sources, file, words))
    };
    let found = [
        at(Severity::Error, code("overset"), first, "一"),
        at(Severity::Warning, code("underset"), second, "一"),
        at(Severity::Warning, code("page-cut"), first, "三"),
        at(Severity::Warning, code("loose-line"), first, "二"),
        Diagnostic::new(code("copyfit"), msg!("m")),
    ];
    let shown = show(&found, &sources, LOOK);
    let order: Vec<_> = ["note[copyfit]", "[loose-line]", "[page-cut]", "[underset]", "error[overset]"]
        .map(|code| shown.find(code))
        .into();
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}\n{shown}");
    assert!(shown.ends_with("\n1 error, 3 warnings, 1 note\n"), "{shown}");
    let quiet = show(&found, &sources, ShowOptions { quiet: true, ..LOOK });
    assert!(!quiet.contains("note") && quiet.ends_with("\n1 error, 3 warnings\n"), "{quiet}");
    assert_eq!(show(&[], &sources, LOOK), "");
    assert_eq!(Tally::of(&found).outcome(), Outcome::Findings);
    assert_eq!(Tally::of(&found[4..]).outcome(), Outcome::Clean);
}

#[test]
fn colour_is_for_those_who_ask() {
    let finding = Diagnostic::new(code("unknown-key"), msg!("y"));
    let sources = Sources::default();
    assert!(!one(&finding, &sources, LOOK).contains('\u{1b}'));
    assert!(one(&finding, &sources, ShowOptions { colour: true, ..LOOK }).contains('\u{1b}'));
}

#[test]
fn nouns_are_counted() {
    assert_eq!(counted(1, "story").to_string(), "1 story");
    assert_eq!(counted(6, "story").to_string(), "6 stories");
    assert_eq!(counted(0, "page").to_string(), "0 pages");
}

/// Findings at `count` places of a file of so many lines, one a line.
fn many(count: usize, message: impl Fn(usize) -> banxin::message::Message) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let file = sources.add("稿件.md", "半角,逗号\n".repeat(count).as_str());
    let at = |line: usize| banxin::diagnostic::Span::new(file, line * 14 + 6..line * 14 + 7);
    let found = (0..count).map(|line| Diagnostic::new(code("half-width-mark"), message(line)).here(at(line)));
    (sources, found.collect())
}

#[test]
fn a_hundred_like_findings_are_one_with_the_first_places() {
    let (sources, found) = many(100, |_| msg!("here"));
    let shown = show(&found, &sources, LOOK);
    assert_eq!(shown.matches("half-width-mark").count(), 1, "{shown}");
    let places: Vec<String> = (2..=9).map(|line| format!("稿件.md:{line}:3")).collect();
    assert!(shown.contains(&format!("the same at {} and at 91 more places", places.join(", "))), "{shown}");
    assert!(shown.ends_with("\n1 warning\n") && shown.lines().count() < 12, "{shown}");
    let (sources, found) = many(2, |_| msg!("here"));
    assert!(show(&found, &sources, LOOK).contains("= note: the same at 稿件.md:2:3\n"));
}

#[test]
fn a_hundred_findings_of_a_code_never_fill_the_terminal() {
    let (sources, found) = many(100, |line| msg!("mark number {line}", line));
    let shown = show(&found, &sources, LOOK);
    assert_eq!(shown.matches("^").count(), IN_FULL, "{shown}");
    assert!(shown.contains("\nwarning[half-width-mark] 稿件.md:6:3: mark number 5\n"), "{shown}");
    let more = format!(
        "not listed: {} findings of half-width-mark; `--json` lists all of them",
        100 - IN_FULL - IN_LINES
    );
    assert!(shown.contains(&more) && shown.ends_with("100 warnings\n"), "{shown}");
    assert!(shown.lines().count() < 70, "{shown}");
    // As many as are shown in full: no list.
    let (sources, found) = many(IN_FULL, |line| msg!("mark number {line}", line));
    assert!(!show(&found, &sources, LOOK).contains("--json"));
}

#[test]
fn what_follows_from_an_error_is_a_line() {
    let (sources, mut found) = many(3, |line| msg!("mark number {line}", line));
    for finding in &mut found[1..] {
        finding.follows = true;
    }
    found[0].severity = Severity::Error;
    let shown = show(&found, &sources, LOOK);
    let end = "not shown, because they follow from these errors: 2 findings\n1 error\n";
    assert!(shown.ends_with(end) && shown.matches("half-width-mark").count() == 1, "{shown}");
}
