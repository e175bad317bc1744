//! Advertisements that once came out wrong, each alone in a small issue: `tests/fixtures/ads`.

use std::fs;
use std::path::Path;
use std::process::Command;

use banxin::diagnostic::{Diagnostic, Severity};
use banxin::pdf::preflight::{self, House};
use banxin::{Compiled, pdf, read};

use crate::support::folder::folder;

/// An area of 157 × 186 pt and more for one advertisement.
const LAYOUT: &str = "[page]\nwidth = \"150mm\"\nheight = \"140mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\n\
     columns = 3\ncharacters = 10\ngutter = \"1字\"\nrows = 31\n[areas.ad]\ncolumn = 1\ncolumns = 2\nrow = 1\n\
     rows = 18\n[inks]\nred = { spot = \"专色红\", m = 95, y = 90 }\n";

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ads").join(name);
    fs::read(path).expect("a fixture")
}

/// An issue with one of the advertisements; `press` are lines of `[press]`.
fn issue(name: &str, press: &str) -> tempfile::TempDir {
    let issue = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[[page]]\nnumber = 1\n[[page.ad]]\n\
         file = \"ad.pdf\"\narea = \"ad\"\n";
    let layout = format!("{LAYOUT}[press]\n{press}");
    let dir = folder(&[("issue.toml", issue), ("layouts/small.toml", &layout)]);
    fs::write(dir.path().join("ad.pdf"), fixture(name)).expect("a file");
    dir
}

fn set(name: &str, press: &str) -> Result<(read::Loaded, Compiled), Vec<Diagnostic>> {
    let loaded = banxin::load(issue(name, press).path()).map_err(|refused| refused.diagnostics)?;
    let compiled = banxin::compile(&loaded);
    Ok((loaded, compiled))
}

fn written(name: &str, press: &str) -> (read::Loaded, Vec<u8>) {
    let (loaded, compiled) = set(name, press).unwrap_or_else(|faults| panic!("{name}: {faults:#?}"));
    let file = pdf::write(&pdf::Document::of(&loaded, &compiled.pages)).expect("a PDF");
    (loaded, file)
}

/// The sum of ink on each plate of an issue with this advertisement, at 72 ppi.
fn plates(name: &str) -> Vec<(String, u64)> {
    let mut sums = Vec::new();
    pdf::separate(&written(name, "").1, 72, |_, drawn| {
        let sum = |plate: &Vec<u8>| plate.iter().map(|ink| u64::from(*ink)).sum();
        sums = drawn.names.iter().cloned().zip(drawn.plates.iter().map(sum)).collect();
        Ok(())
    })
    .expect("plates");
    sums
}

/// What `banxin` with this verb says of an issue with this advertisement, in JSON.
fn told(verb: &str, name: &str, press: &str) -> String {
    let dir = issue(name, press);
    let run = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .args([verb, "--json"])
        .arg(dir.path())
        .output()
        .expect("the program runs");
    assert!(run.status.code().is_some_and(|code| code < 100), "{verb} {name}: {:?}", run.status);
    String::from_utf8(run.stdout).expect("JSON")
}

#[test]
fn an_inline_image_without_a_colour_space_is_told() {
    let faults = set("panic.pdf", "").expect_err("it is refused");
    let finding = faults.iter().find(|fault| fault.code == "placed-broken").expect("told");
    assert!(finding.message.contains("inline image without a colour space"), "{finding:?}");
    assert!(finding.help.is_some() && !finding.labels.is_empty(), "{finding:?}");
    let found = preflight::check(&fixture("panic.pdf"));
    assert!(found.iter().any(|fault| fault.message.contains("without a colour space")), "{found:?}");
}

#[test]
fn a_glyph_that_shows_a_form_prints_the_form() {
    let bare = plates("type3q.pdf");
    assert_eq!(plates("type3.pdf"), bare);
    // The square of 36 pt is scaled with the advertisement into its area.
    assert!(bare[3].1 > 200_000, "{bare:?}");
}

#[test]
fn sound_inline_images_are_placed_as_they_are() {
    // The plates of Ghostscript's tiffsep at 72 ppi: 1 590 000 on black, nothing elsewhere.
    for name in ["inlineplain.pdf", "inlineflate.pdf"] {
        let mut own = Vec::new();
        pdf::separate(&fixture(name), 72, |_, drawn| {
            own = drawn
                .plates
                .iter()
                .map(|plate| plate.iter().map(|ink| u64::from(*ink)).sum::<u64>())
                .collect();
            Ok(())
        })
        .expect("plates");
        assert_eq!(own[..3], [0, 0, 0]);
        assert!(own[3].abs_diff(1_590_000) < 10_000, "{name}: {own:?}");
        assert!(plates(name)[3].1 > 900_000, "{name}: {:?}", plates(name));
    }
}

#[test]
fn the_limit_of_the_house_is_what_ink_is_held_against() {
    let errors = |name: &str, limit: u32| {
        let (loaded, file) = written(name, &format!("ink_limit = {limit}\n"));
        let found = preflight::check_for(&file, &House::of(&loaded.press));
        found.iter().filter(|fault| fault.code == "press-28" && fault.severity == Severity::Error).count()
    };
    for (name, percent) in [("ink300.pdf", 270), ("ink200.pdf", 230)] {
        let (over, within) = (percent - 20, percent + 20);
        assert!(errors(name, over) > 0 && errors(name, within) == 0, "{name}");
        for verb in ["check", "build"] {
            let press = |limit: u32| format!("ink_limit = {limit}\n");
            let told_over = told(verb, name, &press(over));
            assert!(
                told_over.contains("\"press-28\"") && told_over.contains(&format!("{over} %")),
                "{told_over}"
            );
            assert!(!told(verb, name, &press(within)).contains("\"press-28\""), "{verb} {name}");
        }
    }
}

#[test]
fn white_that_overprints_is_told_with_its_place() {
    for verb in ["check", "build"] {
        let found = told(verb, "white-op.pdf", "");
        assert!(found.contains("\"press-37\"") && found.contains("\"error\""), "{found}");
    }
    let (_, file) = written("white-op.pdf", "");
    let white = |bytes: &[u8]| {
        preflight::check(bytes).into_iter().filter(|fault| fault.code == "press-37").collect::<Vec<_>>()
    };
    let found = white(&file);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].on_page.as_ref().is_some_and(|page| page.area.is_some())
            && found[0].severity == Severity::Error
    );
    assert_eq!(white(&fixture("white-op.pdf")).len(), 1);
    assert_eq!(white(&fixture("type3.pdf")), []);
}

#[test]
fn plates_that_nobody_ordered_are_told() {
    let (loaded, _) = set("spots3.pdf", "").expect("it is let in");
    let told: Vec<&Diagnostic> =
        loaded.findings.iter().filter(|finding| finding.code == "placed-plate").collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told.iter().all(|finding| finding.severity == Severity::Warning));
    let helps: Vec<&str> = told.iter().filter_map(|finding| finding.help.as_deref()).collect();
    assert!(helps.iter().any(|help| help.contains("`专色红` in another spelling")), "{helps:?}");
    assert!(helps.iter().any(|help| help.contains("`PANTONE 485 C` in another spelling")), "{helps:?}");
    let (_, file) = written("spots3.pdf", "");
    let plates = preflight::examine(&file, &House::default()).plates.unwrap_or_default();
    assert_eq!(plates[..4], ["Cyan", "Magenta", "Yellow", "Black"]);
    assert!(plates.contains(&"PANTONE 485 CVC".to_owned()) && plates.len() >= 7, "{plates:?}");
    let found = preflight::check(&file);
    assert!(
        found.iter().any(|fault| fault.code == "press-17" && fault.severity == Severity::Warning),
        "{found:?}"
    );
}
