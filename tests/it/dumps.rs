//! Every sample issue as text: each line of type with what was done to it, everything else that is
//! drawn, the findings, and how much ink each plate carries. A change of any of it shows here as a
//! line that differs.
//!
//! Where a change is meant, `BANXIN_BLESS=1 cargo test --test it -- dumps::` writes the references
//! anew; they are then read before they are committed.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use banxin::diagnostic::{Diagnostic, Sources};
use banxin::geometry::Length;
use banxin::page::SetLine;
use banxin::{compile_telling_lines, pdf};

use crate::support::dump::dump;

/// Pixels per inch at which plates are drawn for the sums.
const PPI: u32 = 20;

#[test]
fn the_front_page_is_what_it_was() {
    held_against_reference("front-page");
}

#[test]
fn the_tabloid_is_what_it_was() {
    held_against_reference("tabloid");
}

#[test]
fn the_four_pages_are_what_they_were() {
    held_against_reference("four-pages");
}

/// Holds the dump of a sample against its file in tests/fixtures/dumps.
fn held_against_reference(sample: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let reference = root.join("tests/fixtures/dumps").join(format!("{sample}.txt"));
    let now = dump_of(&root.join("samples").join(sample), root);
    if env::var_os("BANXIN_BLESS").is_some() {
        fs::create_dir_all(reference.parent().expect("files lie in folders")).expect("a folder");
        fs::write(&reference, &now).expect("the reference can be written");
        return;
    }
    let then = fs::read_to_string(&reference).expect("the reference is in the repository");
    assert!(now == then, "{sample} is not what it was:\n{}", differences(&then, &now));
}

/// The first lines that differ: `-` what was, `+` what is.
fn differences(then: &str, now: &str) -> String {
    let (then, now): (Vec<&str>, Vec<&str>) = (then.lines().collect(), now.lines().collect());
    let from = then.iter().zip(&now).take_while(|(then, now)| then == now).count();
    let tail = |list: &[&str], mark: char| {
        list.iter().skip(from).take(8).map(|line| format!("{mark} {line}\n")).collect::<String>()
    };
    format!("from line {} on:\n{}{}", from + 1, tail(&then, '-'), tail(&now, '+'))
}

fn dump_of(folder: &Path, root: &Path) -> String {
    let loaded = banxin::load(folder).expect("a sample loads");
    let compiled = compile_telling_lines(&loaded);
    let document = pdf::Document::of(&loaded, &compiled.pages);
    let mut out = String::from("== findings\n");
    let examined = pdf::examine(&document);
    for finding in loaded.findings.iter().chain(&compiled.findings).chain(&examined) {
        writeln!(out, "{}", told(finding, &loaded.sources, root)).expect("text takes any text");
    }
    out += "\n== lines: page area role number/of row · size condense · width of room, closed, opened, ends, fit · text\n";
    compiled.lines.iter().for_each(|line| out += &line_of(line));
    for page in &compiled.pages {
        write!(out, "\n== page {}\n{}", page.number, dump(page)).expect("text takes any text");
    }
    out += "\n== ink: whole square millimetres of solid colour on each plate\n";
    let bytes = pdf::write(&document).expect("a sample can be written");
    pdf::separate(&bytes, PPI, |at, plates| {
        for (name, plate) in plates.names.iter().zip(&plates.plates) {
            let sum: u64 = plate.iter().map(|ink| u64::from(*ink)).sum();
            let pixel = 25.4 / f64::from(PPI);
            let area = sum as f64 / 255.0 * pixel * pixel;
            writeln!(out, "page {:2} {name:10} {area:9.0}", at + 1).expect("text takes any text");
        }
        Ok(())
    })
    .expect("plates of a sample");
    out
}

fn line_of(line: &SetLine) -> String {
    let account = &line.account;
    let sum =
        |steps: &[banxin::line::GapStep]| steps.iter().fold(Length::ZERO, |sum, step| sum + step.by).to_pt();
    format!(
        "{:2} {:10} {:?} {}/{} {} · {:.2} {} · {:.2} of {:.2}, {:.2}, {:.2}, {:?}, {:?} · {}\n",
        line.page,
        line.area,
        line.role,
        line.number + 1,
        line.of,
        line.row.map_or("-".to_owned(), |row| row.to_string()),
        line.size.to_pt(),
        line.condense,
        account.width.to_pt(),
        account.room.to_pt(),
        sum(&account.closed),
        sum(&account.opened),
        account.ends,
        account.fit,
        line.text,
    )
}

/// A finding on one line, with its place in the repository.
fn told(finding: &Diagnostic, sources: &Sources, root: &Path) -> String {
    let within = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
    let place = match (finding.labels.first(), &finding.path) {
        (Some(label), _) => {
            let (line, column) = sources.line_column(label.span.file, label.span.range.start);
            format!("{}:{line}:{column}", within(sources.path(label.span.file)))
        }
        (None, Some(path)) => within(path),
        (None, None) => "-".to_owned(),
    };
    format!("{:?}[{}] {place}: {}", finding.severity, finding.code, finding.message)
}
