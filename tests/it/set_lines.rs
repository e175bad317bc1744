//! The list of set lines is whole and true: every line of the pages once, its words those of the
//! manuscripts, its figures those of the display list.
#![allow(clippy::panic)]

use std::path::Path;

use banxin::diagnostic::Severity;
use banxin::geometry::Length;
use banxin::issue::{Block, StoryId};
use banxin::line::{EndReason, Fit};
use banxin::page::{ItemKind, Role, SetLine};
use banxin::{Compiled, compile, compile_telling_lines, read};

const SAMPLES: [&str; 3] = ["front-page", "tabloid", "four-pages"];

fn sample(name: &str) -> (read::Loaded, Compiled) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    let loaded = match banxin::load(&dir) {
        Ok(loaded) => loaded,
        Err(refused) => panic!("{:#?}", refused.diagnostics),
    };
    let compiled = compile_telling_lines(&loaded);
    (loaded, compiled)
}

/// Without blanks, and with quotes in one form whether their line runs across or down.
fn bare(text: &str) -> String {
    let plain = |character| match character {
        '『' => '“',
        '』' => '”',
        '「' => '‘',
        '」' => '’',
        other => other,
    };
    text.chars().filter(|character| !character.is_whitespace()).map(plain).collect()
}

/// The words of the lines that `is` picks, in their order.
fn said<'l>(lines: impl Iterator<Item = &'l SetLine>) -> String {
    bare(&lines.map(|line| line.text.as_str()).collect::<String>())
}

#[test]
fn the_lines_give_every_manuscript_once() {
    for name in SAMPLES {
        let (loaded, compiled) = sample(name);
        let mut paragraphs = 0;
        for (number, story) in loaded.issue.stories.iter().enumerate() {
            let own = |line: &&SetLine| line.story == Some(StoryId(number as u32));
            for (at, block) in story.blocks.iter().enumerate() {
                let is = |line: &&SetLine| matches!(line.role, Role::Block { number, .. } if number as usize == at);
                let words = said(compiled.lines.iter().filter(own).filter(is));
                assert_eq!(words, bare(&block.text().to_plain()), "{name}: {} {at}", story.name);
                paragraphs += usize::from(matches!(block, Block::Paragraph(_)));
            }
            for (role, text) in [
                (Role::Kicker, &story.kicker),
                (Role::Headline, &story.headline),
                (Role::Subhead, &story.subhead),
                (Role::Byline, &story.byline),
                (Role::Source, &story.source),
                (Role::CreditLine, &story.credit),
            ] {
                let words = said(compiled.lines.iter().filter(own).filter(|line| line.role == role));
                let wanted = text.as_ref().map(|text| bare(&text.to_plain())).unwrap_or_default();
                assert_eq!(words, wanted, "{name}: {} {role:?}", story.name);
            }
        }
        assert!(paragraphs > 10, "{name}: {paragraphs}");
    }
}

#[test]
fn every_line_of_the_pages_is_listed_where_it_is_drawn() {
    for name in SAMPLES {
        let (_, compiled) = sample(name);
        let mut runs = 0;
        for page in &compiled.pages {
            let lines: Vec<&SetLine> =
                compiled.lines.iter().filter(|line| line.page == page.number).collect();
            let words: String = page
                .items
                .iter()
                .filter_map(|item| match &item.kind {
                    ItemKind::Text(run) => Some(run),
                    _ => None,
                })
                .flat_map(|run| &page.glyphs[run.glyphs.clone()])
                .map(|glyph| page.glyph_text(glyph))
                .collect();
            // Pinyin and emphasis dots have no words of their own.
            assert_eq!(said(lines.iter().copied()), bare(&words), "{name}, page {}", page.number);
            for line in lines {
                let drawn = page.items.iter().any(|item| match &item.kind {
                    ItemKind::Text(run) => {
                        (item.story, item.role, run.origin) == (line.story, line.role, line.origin)
                            && (run.size, run.condense, run.vertical)
                                == (line.size, line.condense, line.vertical)
                    }
                    _ => false,
                });
                assert!(drawn, "{name}: {line:#?}");
                runs += 1;
            }
        }
        assert_eq!(runs, compiled.lines.len());
        assert!(runs > 200, "{name}: {runs}");
    }
}

#[test]
fn accounts_come_out_even() {
    for name in SAMPLES {
        let (_, compiled) = sample(name);
        let (mut filled, mut closed, mut opened, mut trimmed) = (0, 0, 0, 0);
        for line in &compiled.lines {
            let account = &line.account;
            let by = |steps: &[banxin::line::GapStep]| steps.iter().map(|step| step.by).sum::<Length>();
            let width = account.natural - account.trimmed - by(&account.closed) + by(&account.opened);
            assert_eq!(width, account.width, "{line:#?}");
            assert_eq!(line.number + 1 == line.of, account.ends == EndReason::Paragraph, "{line:#?}");
            // Lines of the text fill their measure to the unit, and nothing stands on them that both
            // closes and opens.
            let Role::Block { heading: false, .. } = line.role else { continue };
            if account.ends == EndReason::Paragraph || account.fit != Fit::Good {
                continue;
            }
            assert_eq!(account.width, account.room + account.hung, "{line:#?}");
            assert!(account.closed.is_empty() || account.opened.is_empty(), "{line:#?}");
            filled += 1;
            closed += usize::from(!account.closed.is_empty());
            opened += usize::from(!account.opened.is_empty());
            trimmed += usize::from(account.trimmed > Length::ZERO);
        }
        assert!(
            filled > 50 && closed > 3 && opened > 10 && trimmed > 0,
            "{name}: {filled} {closed} {opened}"
        );
    }
}

#[test]
fn asking_for_lines_changes_nothing_else() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/tabloid");
    let (loaded, told) = crate::support::folder::set(&dir);
    assert!(told.lines.is_empty());
    let (again, asked) = (compile(&loaded), compile_telling_lines(&loaded));
    assert_eq!((&told.findings, &told.report), (&asked.findings, &asked.report));
    assert_eq!(format!("{:?}", again.pages), format!("{:?}", asked.pages));
    // Those of one page are those of that page.
    let first = asked.pages[0].number;
    let part = asked.only(|page| page.number == first);
    assert!(!part.lines.is_empty() && part.lines.iter().all(|line| line.page == first));
}

const LAYOUT: &str = "[page]\nwidth = \"60mm\"\nheight = \"150mm\"\n[grid]\nbody = \"10pt\"\npitch = \"14pt\"\n\
    columns = 1\ncharacters = 8\nrows = 12\n[areas.lead]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 12\n";
const ISSUE: &str = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[[page]]\nnumber = 1\n\
    [[page.story]]\nfile = \"stories/s.md\"\narea = \"lead\"\n";

/// The findings of a story of these paragraphs on lines of eight characters, with code, severity,
/// message and the words that they point at.
fn found(body: &str, styles: &str) -> Vec<(&'static str, Severity, String, String)> {
    let story = format!("---\nheadline: 题\n---\n{body}");
    // Rows are high enough for large type.
    let layout = format!("{LAYOUT}{styles}").replace("14pt", "44pt").replace("rows = 12", "rows = 8");
    let dir = crate::support::folder::folder(&[
        ("issue.toml", ISSUE),
        ("layouts/small.toml", &layout),
        ("stories/s.md", &story),
    ]);
    let (loaded, compiled) = crate::support::folder::set(dir.path());
    let found = compiled.findings.into_iter().map(|finding| {
        let at = &finding.labels[0].span;
        let words = loaded.sources.get(at.file).expect("a source").text[at.range.clone()].to_owned();
        (finding.code.name(), finding.severity, finding.message.to_string(), words)
    });
    found.filter(|(code, ..)| !matches!(*code, "short-copy" | "copy-short")).collect()
}

#[test]
fn a_line_opened_wide_is_told_with_its_amount_its_words_and_its_measure() {
    // The number fills a line of its own.
    let styles = "[styles.body]\nindent = \"0字\"\ndigits = \"half\"\n";
    let list = found("本市共有合计1234567890123456家企业。\n", styles);
    let loose: Vec<_> = list.iter().filter(|finding| finding.0 == "loose-line").collect();
    let [(_, severity, message, words)] = loose[..] else { panic!("{list:#?}") };
    assert_eq!((*severity, words.as_str()), (Severity::Warning, "本市共有合计"));
    assert_eq!(
        message,
        "this line had to be opened wide, by 0.40 em in each of 5 gaps on a measure of 8 characters: `本市共有合计`"
    );
    let list = found("本市共有这么多合计1234家。\n", styles);
    assert!(list.iter().all(|finding| finding.0 != "loose-line"), "{list:#?}");
}

#[test]
fn a_last_line_of_one_character_is_told_where_no_lines_avoid_it() {
    let lone = |body: &str, styles: &str| {
        let list = found(body, styles);
        let is = |finding: &&(&str, Severity, String, String)| finding.0 == "lone-character";
        list.iter()
            .filter(is)
            .map(|finding| (finding.1, finding.2.clone(), finding.3.clone()))
            .collect::<Vec<_>>()
    };
    // The measure holds two characters of 40 points, so an odd one is left.
    let large = "[styles.body]\nindent = \"0字\"\nsize = \"40pt\"\n";
    assert_eq!(
        lone("一二三四五\n", large),
        [(Severity::Warning, "the paragraph ends with `五` alone on a line".to_owned(), "五".to_owned())]
    );
    assert_eq!(lone("一二三四五六\n", large), []);
    // Lines that are not justified are headings and the like.
    let left = "[styles.body]\nindent = \"0字\"\nsize = \"40pt\"\nalign = \"left\"\n";
    assert_eq!(lone("一二三四五\n", left), []);
    // Where other lines avoid it, they do.
    assert_eq!(lone("一二三四五六七八九。\n", "[styles.body]\nindent = \"0字\"\n"), []);
}
