//! Drawings held against what is drawn of them: what a drawing has and the page has not is told at its line and
//! column, and colours that are given as inks reach the plates by their numbers.

use crate::support::cases::{FILES, LAYOUT, issue, put, told};
use banxin::ink::{Cmyk, Ink};
use banxin::issue::PictureData;

/// The small issue with a drawing of these lines in the place of its picture; the first line is line 2.
fn with(lines: &str) -> tempfile::TempDir {
    let dir = issue();
    let text = FILES[0].1.replace("river.jpg", "river.svg");
    put(dir.path(), "issue.toml", text.as_bytes());
    std::fs::remove_file(dir.path().join("pictures/river.jpg")).expect("the picture of the small issue");
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         viewBox=\"0 0 64 48\" width=\"64\" height=\"48\">\n{lines}\n<path d=\"M0 0h64v48h-64z\" fill=\"#333\"/>\n</svg>\n"
    );
    put(dir.path(), "pictures/river.svg", drawing.as_bytes());
    dir
}

fn told_of(lines: &str) -> Vec<(String, usize, usize)> {
    let dir = with(lines);
    let (findings, sources, _) = told(dir.path());
    let place = |finding: &banxin::diagnostic::Diagnostic| {
        let span = &finding.labels.first().expect("a place").span;
        let (line, column) = sources.line_column(span.file, span.range.start);
        assert!(sources.path(span.file).ends_with("river.svg"), "{finding:?}");
        assert!(finding.help.is_some(), "{finding:?}");
        (finding.code.name().to_owned(), line, column)
    };
    findings.iter().map(place).collect()
}

/// The inks of the shapes of a drawing, the first of each.
fn inks_of(lines: &str) -> Vec<Ink> {
    let dir = with(lines);
    let loaded = banxin::load(dir.path()).expect("the issue is sound");
    let picture = loaded.issue.pictures.iter().find_map(|picture| match &picture.data {
        PictureData::Vector(drawing) => Some(drawing.clone()),
        _ => None,
    });
    picture.expect("a drawing").shapes.iter().filter_map(|shape| shape.inks().next().cloned()).collect()
}

#[test]
fn everything_that_is_not_drawn_is_told_where_it_stands() {
    let rect = "<rect width=\"9\" height=\"9\"";
    for (lines, expected) in [
        // Words.
        ("<text x=\"1\" y=\"9\">热线</text>".to_owned(), vec![("svg-text", 2, 1)]),
        (
            "<g>\n<foreignObject width=\"9\" height=\"9\"><p xmlns=\"http://www.w3.org/1999/xhtml\">热线</p></foreignObject></g>"
                .to_owned(),
            vec![("svg-text", 3, 1)],
        ),
        (
            "<flowRoot><flowRegion><rect width=\"9\" height=\"9\"/></flowRegion><flowPara>热线</flowPara></flowRoot>"
                .to_owned(),
            vec![("svg-text", 2, 1)],
        ),
        ("<g>热线</g>".to_owned(), vec![("svg-text", 2, 4)]),
        // Pictures, in the file and beside it.
        ("<image width=\"4\" height=\"4\" href=\"data:image/png;base64,iVBORw0KGgo=\"/>".to_owned(), vec![("svg-raster", 2, 1)]),
        ("<image width=\"4\" height=\"4\" xlink:href=\"photo.jpg\"/>".to_owned(), vec![("svg-raster", 2, 1)]),
        // Effects, where they are used and not where they are declared.
        (format!("<filter id=\"f\"><feGaussianBlur stdDeviation=\"2\"/></filter>\n{rect} filter=\"url(#f)\"/>"), vec![("svg-effect", 3, 28)]),
        (format!("<mask id=\"m\"><rect width=\"4\" height=\"4\"/></mask>\n{rect} mask=\"url(#m)\"/>"), vec![("svg-effect", 3, 28)]),
        ("<mask id=\"m\"><rect width=\"4\" height=\"4\"/></mask>".to_owned(), vec![]),
        (format!("{rect} style=\"mix-blend-mode:multiply\"/>"), vec![("svg-effect", 2, 35)]),
        (format!("{rect} stroke=\"#333\" vector-effect=\"non-scaling-stroke\"/>"), vec![("svg-effect", 2, 42)]),
        (
            format!(
                "<pattern id=\"p\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 0h2v4z\"/></pattern>\n{rect} fill=\"url(#p) #888\"/>"
            ),
            vec![("svg-pattern", 3, 28)],
        ),
        (
            "<linearGradient id=\"g\" spreadMethod=\"repeat\"><stop/><stop offset=\"1\" stop-color=\"#fff\"/></linearGradient>"
                .to_owned(),
            vec![("svg-gradient", 2, 1)],
        ),
        (
            format!("<clipPath id=\"c\">\n<path clip-rule=\"evenodd\" d=\"M0 0h9v9z\"/><rect width=\"2\" height=\"2\"/></clipPath>{rect} clip-path=\"url(#c)\"/>"),
            vec![("svg-effect", 2, 1)],
        ),
        (format!("{rect} clip-path=\"circle(3px)\"/>"), vec![("svg-effect", 2, 28)]),
        (format!("{rect} opacity=\"0.5\"/>"), vec![("svg-transparency", 2, 1)]),
        // References.
        ("<use href=\"#nobody\"/>".to_owned(), vec![("svg-reference", 2, 1)]),
        ("<use xlink:href=\"signs.svg#one\"/>".to_owned(), vec![("svg-reference", 2, 1)]),
        ("<use/>".to_owned(), vec![("svg-reference", 2, 1)]),
        ("<text id=\"t\">热线</text>\n<use href=\"#t\"/>".to_owned(), vec![("svg-text", 2, 1), ("svg-reference", 3, 1)]),
        ("<g id=\"a\"><circle r=\"2\"/>\n<use href=\"#a\"/></g>".to_owned(), vec![("svg-undrawn", 3, 1)]),
        (format!("{rect} fill=\"url(#nobody)\"/>"), vec![("svg-reference", 2, 28)]),
        (format!("{rect} fill=\"url(#nobody) #888\"/>"), vec![("svg-reference", 2, 28)]),
        (format!("{rect} clip-path=\"url(#nobody)\"/>"), vec![("svg-reference", 2, 28)]),
        ("<path d=\"M0 0h9\" stroke=\"#333\" marker-end=\"url(#nobody)\"/>".to_owned(), vec![("svg-reference", 2, 32)]),
        // Markers and nested drawings are drawn.
        (
            "<marker id=\"m\" markerWidth=\"3\" markerHeight=\"3\"><path d=\"M0 0h3v3z\"/></marker><path d=\"M0 0h9\" stroke=\"#333\" marker-end=\"url(#m)\"/>"
                .to_owned(),
            vec![],
        ),
        ("<svg x=\"9\" width=\"20\" height=\"20\" viewBox=\"0 0 4 4\"><circle r=\"2\"/></svg>".to_owned(), vec![]),
        // A choice: the first way that can be drawn is taken, and the others say the same.
        ("<switch><foreignObject width=\"9\" height=\"9\">词</foreignObject><g><circle r=\"3\"/></g></switch>".to_owned(), vec![]),
        ("<switch>\n<foreignObject width=\"9\" height=\"9\">词</foreignObject><text>词</text></switch>".to_owned(), vec![("svg-text", 3, 1)]),
        ("<switch><circle r=\"3\" systemLanguage=\"en\"/><circle r=\"4\" systemLanguage=\"zh-CN\"/></switch>".to_owned(), vec![]),
        (format!("{rect} systemLanguage=\"en\"/>"), vec![("svg-undrawn", 2, 1)]),
        // Movement, scripts.
        (format!("{rect}>\n<animate attributeName=\"x\" to=\"9\" dur=\"1s\"/></rect>"), vec![("svg-style", 3, 1)]),
        ("<script>draw()</script>".to_owned(), vec![("svg-unknown", 2, 1)]),
        // Rules of style.
        ("<style>:is(rect,circle){fill:#e60012}</style>".to_owned(), vec![]),
        ("<style>\nrect:not(.a){fill:#e60012}</style>".to_owned(), vec![("svg-style", 3, 1)]),
        ("<style>rect[width^=a]{fill:#e60012}</style>".to_owned(), vec![("svg-style", 2, 8)]),
        ("<style><![CDATA[rect:hover{fill:#e60012}]]></style>".to_owned(), vec![("svg-style", 2, 17)]),
        ("<style>@import url(a.css);</style>".to_owned(), vec![("svg-style", 2, 8)]),
        ("<style>@media screen{rect{fill:red}}</style>".to_owned(), vec![("svg-style", 2, 8)]),
        ("<style>@media print{rect{fill:red}}</style>".to_owned(), vec![]),
        ("<style type=\"text/less\">rect{fill:red}</style>".to_owned(), vec![("svg-style", 2, 1)]),
        (format!("{rect} style=\"fill #888\"/>"), vec![("svg-style", 2, 35)]),
        // Names that are none.
        ("<rct width=\"9\" height=\"9\"/>".to_owned(), vec![("svg-unknown", 2, 1)]),
        (format!("{rect} fil=\"#888\"/>"), vec![("svg-unknown", 2, 28)]),
        (format!("{rect} style=\"fil:#888\"/>"), vec![("svg-unknown", 2, 35)]),
        (format!("{rect} data-name=\"a\" onclick=\"b()\" aria-label=\"c\" pointer-events=\"none\"/>"), vec![]),
        ("<x:box xmlns:x=\"urn:other\"><rect width=\"4\" height=\"4\"/></x:box>".to_owned(), vec![("svg-unknown", 2, 1)]),
        ("<i:pgf xmlns:i=\"http://ns.adobe.com/AdobeIllustrator/10.0/\">eJzV</i:pgf>".to_owned(), vec![]),
        // Values that are none.
        ("<rect width=\"9q\" height=\"9\"/>".to_owned(), vec![("svg-value", 2, 7), ("svg-undrawn", 2, 1)]),
        ("<path d=\"M0 0L9 9L9 0 9\"/>".to_owned(), vec![("svg-value", 2, 7)]),
        (format!("{rect} transform=\"translate(1\"/>"), vec![("svg-value", 2, 28)]),
        (format!("{rect} transform=\"scale(0)\"/>"), vec![("svg-undrawn", 2, 1)]),
        ("<rect height=\"9\"/>".to_owned(), vec![("svg-undrawn", 2, 1)]),
        ("<rect height=\"9\" fill=\"none\"/><g display=\"none\"><circle r=\"2\"/></g>".to_owned(), vec![]),
        // Colours.
        (format!("{rect} fill=\"oklch(0.6 0.2 30)\"/>"), vec![("svg-colour", 2, 28)]),
        (format!("{rect} fill=\"#808080 icc-color(grey, 0.5)\"/>"), vec![("svg-colour", 2, 28)]),
        (format!("{rect} fill=\"#231815\"/>"), vec![("svg-black", 2, 28)]),
        (format!("<style>rect{{stroke:#231F20}}</style>{rect}/>"), vec![("svg-black", 2, 13)]),
    ] {
        let expected: Vec<(String, usize, usize)> =
            expected.into_iter().map(|(code, line, column)| (code.to_owned(), line, column)).collect();
        assert_eq!(told_of(&lines), expected, "{lines}");
    }
}

#[test]
fn inks_in_numbers_reach_the_plates_as_they_are() {
    let red = Ink::Process(Cmyk { m: 10_000, y: 10_000, ..Cmyk::default() });
    for fill in [
        "fill=\"#e60012 icc-color(cmyk, 0, 1, 1, 0)\"",
        "style=\"fill:#e60012;fill:device-cmyk(0,1,1,0)\"",
        "fill=\"#e60012\" style=\"fill:device-cmyk(0% 100% 100% 0%)\"",
        "style=\"fill:cmyk(0,100,100,0)\"",
        "color=\"device-cmyk(0 1 1 0)\" fill=\"currentColor\"",
    ] {
        let lines = format!("<rect width=\"9\" height=\"9\" {fill}/>");
        assert_eq!(told_of(&lines), [], "{fill}");
        assert_eq!(inks_of(&lines)[0], red, "{fill}");
    }
    let gradient = "<linearGradient id=\"g\"><stop stop-color=\"device-cmyk(0 1 1 0)\"/><stop offset=\"1\" \
                    stop-color=\"#fff\"/></linearGradient><rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>";
    assert_eq!(told_of(gradient), []);
    assert_eq!(inks_of(gradient)[0], red);
}

#[test]
fn a_colour_that_is_not_known_gives_way_to_the_one_before_it() {
    let of = |rect: &str| inks_of(&format!("<rect width=\"9\" height=\"9\" {rect}/>"))[0].clone();
    let plain = of("fill=\"#e60012\"");
    assert_ne!(plain, Ink::BLACK);
    for rect in [
        "style=\"fill:#e60012;fill:oklch(0.6 0.2 30)\"",
        "fill=\"#e60012\" style=\"fill:color(display-p3 1 0 0)\"",
        "fill=\"#e60012\" style=\"fill:var(--red)\"",
        "style=\"fill:var(--red, #e60012)\"",
        "style=\"fill:light-dark(#e60012, #ffffff)\"",
        "fill=\"#e60012 icc-color(spot, 1)\"",
    ] {
        assert_eq!(of(rect), plain, "{rect}");
    }
    let rule = "<style>:is(rect,circle){fill:#e60012}</style><rect width=\"9\" height=\"9\"/>";
    assert_eq!(inks_of(rule)[0], plain);
}

#[test]
fn a_black_of_a_drawing_program_is_that_of_the_house_by_its_colour() {
    let lines = "<rect width=\"9\" height=\"9\" fill=\"#231815\"/>";
    let dir = with(lines);
    let (findings, ..) = told(dir.path());
    let help = findings[0].help.as_deref().unwrap_or("");
    let ink = help.strip_prefix("say ").and_then(|text| text.split(" in [inks]").next());
    let layout = format!("[inks]\n{}\n{LAYOUT}", ink.expect("the ink as it is written"));
    put(dir.path(), "layouts/small.toml", layout.as_bytes());
    assert_eq!(told(dir.path()).0, [], "{layout}");
}
