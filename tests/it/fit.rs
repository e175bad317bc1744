//! Every finding of layout: a case that triggers it, with the word it points at, and the same issue
//! mended, which is clean.
#![allow(clippy::panic)]

use crate::support::folder::{folder, set};
use banxin::diagnostic::Severity;

const ISSUE: &str = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[masthead]\nlatin = \"BAO\"\n\
[[page]]\nnumber = 1\n[[page.story]]\nfile = \"s.md\"\narea = \"lead\"\n\
[[page.picture]]\nfile = \"p.png\"\narea = \"photo\"\ncaption = \"江边\"\ncredit = \"林青　摄\"\n\
[[page.guide]]\narea = \"guide\"\nitems = [{ headline = \"河畔书房\", pages = [2] }]\n";

const LAYOUT: &str = "[house]\nsilent = [\"page-ends-high\"]\n[page]\nwidth = \"150mm\"\nheight = \"150mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\n\
columns = 3\ncharacters = 11\ngutter = \"1字\"\nrows = 30\n[styles.headline]\nsize = \"20pt\"\n\
[styles.headline-vertical]\nsize = \"20pt\"\nlines = 1\n\
[areas.masthead]\ncolumn = 1\ncolumns = 3\nrow = 1\nrows = 2\n\
[areas.lead]\ncolumn = 1\ncolumns = 2\nrow = 4\nrows = 9\n\
[areas.photo]\ncolumn = 3\ncolumns = 1\nrow = 4\nrows = 12\n\
[areas.guide]\ncolumn = 3\ncolumns = 1\nrow = 17\nrows = 6\n\
[[masthead]]\ntext = \"{latin}\"\nstyle = \"masthead-latin\"\nx = \"0\"\ny = \"0\"\nwidth = \"8字\"\n";

const STORY: &str = "---\nheadline: 河水清了\n---\n三年治水见成效，全市河道的水质今年全部达标，比计划早了整整十个月。\n\n\
住在南岸的居民说，傍晚散步的人也多了，孩子们又能在水边放风筝了。\n";

/// The findings of the issue with one change to each of some files: code, severity, the words at the
/// primary place.
fn found(changes: &[(&str, &str, &str)], pixels: (u32, u32)) -> Vec<(&'static str, Severity, String)> {
    let mut files = [
        ("issue.toml", ISSUE.to_owned()),
        ("layouts/small.toml", LAYOUT.to_owned()),
        ("s.md", STORY.to_owned()),
    ];
    for (file, from, to) in changes {
        let text = &mut files.iter_mut().find(|(name, _)| name == file).expect("a file of the issue").1;
        assert!(text.contains(from), "{file} has no {from}");
        *text = text.replacen(from, to, 1);
    }
    let list: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let dir = folder(&list);
    image::RgbImage::from_pixel(pixels.0, pixels.1, image::Rgb([120, 140, 160]))
        .save(dir.path().join("p.png"))
        .expect("a picture");
    let (loaded, compiled) = set(dir.path());
    let all = loaded.findings.iter().chain(&compiled.findings);
    all.map(|finding| {
        let words = finding.labels.first().and_then(|label| {
            let source = loaded.sources.get(label.span.file)?;
            source.text.get(label.span.range.clone())
        });
        (finding.code.name(), finding.severity, words.unwrap_or_default().to_owned())
    })
    .collect()
}

const SHARP: (u32, u32) = (440, 520);

#[test]
fn the_control_is_clean() {
    let findings = found(&[], SHARP);
    assert!(findings.is_empty(), "{findings:#?}");
}

/// The finding, how bad it is, the words it points at, and the changes that bring it about.
type Case<'a> = (&'a str, Severity, &'a str, Vec<(&'a str, &'a str, &'a str)>);

#[test]
fn every_finding_has_its_trigger() {
    let long = "傍晚散步的人也多了，".repeat(12);
    let (long, headline) = (long.as_str(), "河水清了岸也绿了鸟也来了人也多了心情也好了日子也美了");
    let cases: [Case<'_>; 15] = [
        ("overset", Severity::Error, "", vec![("s.md", "三年", long)]),
        ("underset", Severity::Warning, "areas.lead", vec![("layouts/small.toml", "rows = 9", "rows = 12")]),
        (
            "headline-overset",
            Severity::Error,
            "河水清了",
            vec![("layouts/small.toml", "rows = 9", "rows = 2")],
        ),
        (
            "headline-too-long",
            Severity::Error,
            headline,
            vec![
                ("s.md", "headline: 河水清了", &*Box::leak(format!("headline: {headline}").into_boxed_str())),
                ("layouts/small.toml", "size = \"20pt\"", "size = \"20pt\"\nlines = 1"),
            ],
        ),
        (
            "headline-rows",
            Severity::Warning,
            "河水清了",
            vec![("layouts/small.toml", "row = 4\nrows = 9", "row = 4\nrows = 9\nheadline_size = 2")],
        ),
        (
            "headline-width",
            Severity::Warning,
            "河水清了",
            vec![(
                "layouts/small.toml",
                "row = 4\nrows = 9",
                "row = 4\nrows = 9\nheadline = \"left\"\nheadline_size = 1\ntext_columns = 1",
            )],
        ),
        (
            "caption-overset",
            Severity::Error,
            long,
            vec![
                ("issue.toml", "江边", long),
                ("layouts/small.toml", "row = 4\nrows = 12", "row = 4\nrows = 4"),
            ],
        ),
        ("caption-too-long", Severity::Warning, long, vec![("issue.toml", "江边", long)]),
        (
            "guide-overset",
            Severity::Error,
            "河畔书房",
            vec![("layouts/small.toml", "row = 17\nrows = 6", "row = 17\nrows = 2")],
        ),
        (
            "masthead-too-long",
            Severity::Warning,
            "BEIJINGCHANGJIANGHUANGHE",
            vec![("issue.toml", "BAO", "BEIJINGCHANGJIANGHUANGHE")],
        ),
        ("glyph-missing", Severity::Error, "\u{2A700}", vec![("s.md", "三年", "\u{2A700}年")]),
        ("glyph-fallback", Severity::Note, "ĭ", vec![("s.md", "三年", "ĭ三年")]),
        ("forced-split", Severity::Error, "", vec![("s.md", "三年", "123456789012345678901234567890三年")]),
        (
            "word-split",
            Severity::Warning,
            "",
            vec![(
                "s.md",
                "三年治水见成效",
                "三年internationally治水的internationally见成效了internationally全市河道internationally三年治水见成效internationally",
            )],
        ),
        (
            "loose-line",
            Severity::Warning,
            "",
            vec![("s.md", "三年治水见成效", "达123456789012345678元见成效")],
        ),
    ];
    for (code, severity, words, changes) in cases {
        let findings = found(&changes, SHARP);
        let hit = findings.iter().find(|finding| finding.0 == code);
        let Some(hit) = hit else { panic!("{code} was not found: {findings:#?}") };
        assert_eq!(hit.1, severity, "{code}");
        assert!(
            words.is_empty() || hit.2.contains(words) || words.contains(&*hit.2),
            "{code} points at “{}”",
            hit.2
        );
        assert!(!hit.2.is_empty(), "{code} points at nothing");
    }
}

#[test]
fn pictures_are_told_of_when_they_are_coarse_or_cut() {
    let codes = |pixels| found(&[], pixels).iter().map(|finding| (finding.0, finding.1)).collect::<Vec<_>>();
    assert_eq!(codes(SHARP), []);
    assert_eq!(codes((110, 130)), [("picture-resolution", Severity::Warning)]);
    assert_eq!(codes((264, 312)), [("picture-resolution", Severity::Warning)]);
    assert_eq!(codes((900, 520)), [("picture-cropped", Severity::Note)]);
}
