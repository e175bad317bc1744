//! Drawings with one thing in them damaged, at random: it is drawn as before, or told on its line.

use super::*;
use crate::diagnostic::Sources;

/// A drawing whose things stand each on a line of its own, and each in a colour of its own.
const WHOLE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="400" height="300" viewBox="0 0 400 300">
<style>
.a{fill:#102030}
#b{fill:#203040;stroke:#304050;stroke-width:2}
g > .c{fill:#405060}
rect.d, circle.d{fill:#506070}
:is(ellipse, polygon){fill:#607080}
</style>
<defs>
<linearGradient id="grad"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#708090"/></linearGradient>
<path id="sign" d="M0 0h9v9z"/>
<clipPath id="cut"><rect x="0" y="0" width="390" height="290"/></clipPath>
<symbol id="badge" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/><rect width="2" height="2"/></symbol>
</defs>
<rect class="a" x="1" y="2" width="30" height="20"/>
<path id="b" d="M10 10 L40 10 C50 20 60 30 70 80 Z"/>
<g transform="translate(5 6) rotate(3)"><rect class="c" x="3" y="4" width="5" height="6"/></g>
<circle class="d" cx="50" cy="60" r="7"/>
<rect class="d" x="70" y="10" width="8" height="9"/>
<ellipse cx="90" cy="90" rx="9" ry="5"/>
<polygon points="100,100 120,100 110,130"/>
<polyline points="130,130 140,150 150,130" fill="none" stroke="#8090a0" stroke-width="3" stroke-dasharray="4 2"/>
<line x1="160" y1="10" x2="190" y2="40" stroke="#90a0b0" stroke-linecap="round"/>
<rect x="200" y="10" width="20" height="20" fill="url(#grad)"/>
<use href="#sign" x="210" y="60" fill="#a0b0c0"/>
<use xlink:href="#badge" x="240" y="60" width="20" height="20" style="fill:#b0c0d0"/>
<g clip-path="url(#cut)"><rect x="260" y="10" width="20" height="20" fill="#c0d0e0"/></g>
<rect x="290" y="10" width="20" height="20" fill="#e60012 icc-color(cmyk, 0, 1, 1, 0)"/>
<rect x="320" y="10" width="20" height="20" style="fill:#e60012;fill:device-cmyk(0 .5 1 0)"/>
<svg x="300" y="100" width="50" height="50" viewBox="0 0 10 10"><rect width="4" height="5" fill="#d0e0f0"/></svg>
<switch><g><rect x="350" y="200" width="9" height="9" fill="#e0f001"/></g></switch>
</svg>
"##;

/// A generator of numbers that is the same everywhere (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

type Read = (Option<Vec<Shape>>, Vec<(&'static str, usize)>);

/// The shapes of a drawing, and what is told with its line.
fn drawn(text: &str, press: &PressConverter) -> Read {
    let mut sources = Sources::default();
    let file = sources.add("d.svg", text);
    let (data, findings) = read(file, text, Path::new("d.svg"), press);
    let line = |finding: &Diagnostic| {
        finding.labels.first().map_or(0, |label| sources.line_column(file, label.span.range.start).0)
    };
    let told = findings.iter().map(|finding| (finding.code.name(), line(finding))).collect();
    let shapes = match data {
        Some(PictureData::Vector(drawing)) => Some(drawing.shapes.clone()),
        _ => None,
    };
    (shapes, told)
}

/// Attributes that are there in a line, as ranges of name and value.
fn attributes(line: &str) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = line[from..].find("=\"").map(|at| at + from) {
        let start = line[..at].rfind(' ').map_or(0, |at| at + 1);
        let Some(end) = line[at + 2..].find('"').map(|end| at + 2 + end) else { break };
        found.push((start..at, at + 2..end));
        from = end + 1;
    }
    found
}

#[test]
fn the_whole_drawing_is_drawn_and_nothing_is_told() {
    let press = PressConverter::new(&crate::ink::Press::default()).unwrap();
    let (shapes, told) = drawn(WHOLE, &press);
    assert_eq!(told, []);
    let shapes = shapes.unwrap();
    assert_eq!(shapes.len(), 19);
    let inks: Vec<Ink> = shapes.iter().filter_map(|shape| shape.inks().next().cloned()).collect();
    assert!(inks.contains(&Ink::Process(Cmyk { m: 10_000, y: 10_000, ..Cmyk::default() })), "{inks:?}");
    assert!(inks.contains(&Ink::Process(Cmyk { m: 5_000, y: 10_000, ..Cmyk::default() })), "{inks:?}");
}

#[test]
fn what_is_damaged_is_drawn_as_before_or_told_on_its_line() {
    let press = PressConverter::new(&crate::ink::Press::default()).unwrap();
    let (whole, _) = drawn(WHOLE, &press);
    let whole = format!("{whole:?}");
    let lines: Vec<&str> = WHOLE.lines().collect();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut same, mut told_of) = (0, 0);
    for _ in 0..1_500 {
        // Not the root, whose size is that of the whole, and not bare brackets.
        let at = 1 + dice.roll(lines.len() - 2);
        let line = lines[at];
        let found = attributes(line);
        let mut spoilt = line.to_owned();
        let kind = dice.roll(6);
        match kind {
            // A name of an attribute that is none.
            0 if !found.is_empty() => {
                let (name, _) = &found[dice.roll(found.len())];
                spoilt.insert(name.end, 'q');
            }
            // A value that is none: no unit, colour, step or name has this letter.
            1 if !found.is_empty() => {
                let (name, value) = &found[dice.roll(found.len())];
                // Any name is one; what is named by it is told where it is named.
                if matches!(&line[name.clone()], "id" | "class") {
                    continue;
                }
                spoilt.insert(value.end, 'ß');
            }
            // A name of an element that is none.
            2 if line.ends_with("/>") && line.starts_with('<') => {
                let end = line.find(' ').unwrap_or(1);
                spoilt.insert(end, 'q');
            }
            // A selector or a property that is none.
            3 if line.contains('{') => {
                let end = line.find('{').unwrap_or(0);
                spoilt.insert_str(end, [":not(.z)", " ~ .z", "[z^=y]", "::before"][dice.roll(4)]);
            }
            4 if line.contains('{') => {
                let colon = line.rfind(':').unwrap_or(0);
                spoilt.insert(colon, 'q');
            }
            // A value of a rule that is none.
            5 if line.contains('{') => {
                let end = line.find('}').unwrap_or(0);
                spoilt.insert(end, 'ß');
            }
            _ => continue,
        }
        let text = [&lines[..at], &[spoilt.as_str()], &lines[at + 1..]].concat().join("\n");
        let (shapes, told) = drawn(&text, &press);
        let is_told = told.iter().any(|(_, line)| *line == at + 1);
        let is_same = format!("{shapes:?}") == whole;
        same += usize::from(is_same);
        told_of += usize::from(is_told);
        assert!(is_same || is_told, "{kind}: {spoilt}\n{told:?}");
    }
    assert!(same > 20 && told_of > 500, "{same} {told_of}");
}

#[test]
fn what_is_dropped_or_doubled_leaves_all_else() {
    let press = PressConverter::new(&crate::ink::Press::default()).unwrap();
    let lines: Vec<&str> = WHOLE.lines().collect();
    let count = |text: &str| drawn(text, &press);
    let whole = count(WHOLE).0.unwrap().len();
    for (at, line) in lines.iter().enumerate() {
        let is_shape = at > 13 && line.starts_with('<') && !line.starts_with("</");
        let (without, told) = count(&[&lines[..at], &lines[at + 1..]].concat().join("\n"));
        if is_shape {
            let own = count(&[&lines[..14], &[*line, "</svg>"]].concat().join("\n")).0.unwrap().len();
            assert!(own > 0, "{line}");
            assert_eq!(without.unwrap().len(), whole - own, "{line}");
            assert_eq!(told, [], "{line}");
            let (doubled, told) = count(&[&lines[..=at], &lines[at..]].concat().join("\n"));
            assert_eq!((doubled.unwrap().len(), told), (whole + own, vec![]), "{line}");
        } else if line.contains("id=\"") && !told.is_empty() {
            // What names it is told.
            assert!(
                told.iter().all(|(code, _)| *code == "svg-reference" || *code == "svg-undrawn"),
                "{line} {told:?}"
            );
        }
    }
    // Attributes that are not there: what is left is drawn, or told.
    let mut dice = Dice(7);
    for _ in 0..400 {
        let at = 14 + dice.roll(lines.len() - 15);
        let found = attributes(lines[at]);
        let Some((name, value)) = found.get(dice.roll(found.len())) else { continue };
        let mut spoilt = lines[at].to_owned();
        spoilt.replace_range(name.start..value.end + 1, "");
        let text = [&lines[..at], &[spoilt.as_str()], &lines[at + 1..]].concat().join("\n");
        let (shapes, told) = drawn(&text, &press);
        let is_told = told.iter().any(|(_, line)| *line == at + 1);
        // A shape without a stroke of its own says nothing of one.
        let says_less = lines[at][name.clone()] == *"stroke" || lines[at][name.clone()] == *"id";
        assert!(shapes.unwrap().len() >= whole || is_told || says_less, "{spoilt}\n{told:?}");
    }
}

/// A drawing with this inside.
fn around(inside: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48">{inside}</svg>"#)
}

#[test]
fn clips_of_clips_are_drawn_to_a_depth_and_refused_beyond_it() {
    let press = PressConverter::new(&crate::ink::Press::default()).unwrap();
    let clipped = |depth: usize| {
        let clips = (0..depth).map(|at| {
            let next = at + 1;
            format!(r##"<clipPath id="c{at}" clip-path="url(#c{next})"><path d="M0 0h9v9z"/></clipPath>"##)
        });
        let clips: String = clips.collect();
        let last = format!(r#"<clipPath id="c{depth}"><path d="M0 0h9v9z"/></clipPath>"#);
        drawn(&around(&format!(r##"{clips}{last}<path d="M0 0h9v9z" clip-path="url(#c0)"/>"##)), &press)
    };
    let (shapes, told) = clipped(12);
    assert_eq!((shapes.map(|shapes| shapes.len()), told), (Some(1), Vec::new()));
    let (shapes, told) = clipped(3_000);
    assert!(shapes.is_none());
    assert_eq!(told.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [codes::SVG_LIMIT.name()]);
}

#[test]
fn selectors_that_would_be_held_against_much_are_refused() {
    let press = PressConverter::new(&crate::ink::Press::default()).unwrap();
    let drawing = |selectors: usize, selector: &str| {
        let rules: String = (0..selectors).map(|at| format!(".a{at}{selector}{{fill:#000}}")).collect();
        let parts = r#"<rect class="a1" width="1" height="1"/>"#.repeat(400);
        let inside = format!("<style>{rules}</style>{}{parts}{}", "<g>".repeat(40), "</g>".repeat(40));
        drawn(&around(&inside), &press)
    };
    // Of one element each is held against the element alone, of several against all around it.
    assert_eq!(drawing(4_000, "").0.map(|shapes| shapes.len()), Some(400));
    let (shapes, told) = drawing(4_000, " g rect");
    assert!(shapes.is_none());
    assert_eq!(told.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [codes::SVG_LIMIT.name()]);
}
