//! Advertisements as PDF, from the issue folder to the press file.
#![allow(clippy::panic)]

use std::fs;
use std::path::Path;

use crate::support::folder::{folder, set};
use banxin::codes::Rule;
use banxin::diagnostic::{Diagnostic, Severity};
use banxin::issue::PictureData;
use banxin::page::ItemKind;
use banxin::read::Loaded;
use banxin::{Compiled, pdf, preview};

const LAYOUT: &str = "[page]\nwidth = \"150mm\"\nheight = \"140mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\n\
     columns = 3\ncharacters = 10\ngutter = \"1字\"\nrows = 31\n[areas.ad]\ncolumn = 1\ncolumns = 2\nrow = 1\n\
     rows = 10\n[areas.photo]\ncolumn = 3\ncolumns = 1\nrow = 1\nrows = 10\n";

/// Width and height of the advertisement's area in points.
const ROOM: (f64, f64) = (210.0, 118.0);

/// A PDF of so many pages by hand, all of that size.
fn by_hand(pages: usize, (width, height): (f64, f64), content: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|at| format!("{} 0 R", at + 4)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {pages}/MediaBox[0 0 {width} {height}]>>", kids.join(" ")),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
    ];
    objects.extend((0..pages).map(|_| "<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<<>>>>".to_owned()));
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let (start, size) = (file.len(), places.len() + 1);
    file += &format!("xref\n0 {size}\n0000000000 65535 f \n");
    places.iter().for_each(|place| file += &format!("{place:010} 00000 n \n"));
    file += &format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

const FLAT: &str = "0 0 0 .4 k 10 10 50 30 re f";

fn issue(entries: &str, ad: &[u8]) -> tempfile::TempDir {
    let issue =
        format!("paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[[page]]\nnumber = 1\n{entries}");
    let dir = folder(&[("issue.toml", &issue), ("layouts/small.toml", LAYOUT)]);
    fs::write(dir.path().join("ad.pdf"), ad).expect("a file");
    dir
}

const AD: &str = "[[page.ad]]\nfile = \"ad.pdf\"\narea = \"ad\"\n";

fn placed(entries: &str, ad: &[u8]) -> (Loaded, Compiled) {
    set(issue(entries, ad).path())
}

/// Everything that is told of an issue, whether it loads or not.
fn told(entries: &str, ad: &[u8]) -> Vec<Diagnostic> {
    let dir = issue(entries, ad);
    match banxin::load(dir.path()) {
        Ok(loaded) => [loaded.findings.clone(), banxin::compile(&loaded).findings].concat(),
        Err(refused) => refused.diagnostics,
    }
}

fn codes(findings: &[Diagnostic]) -> Vec<&str> {
    let about = |finding: &&Diagnostic| {
        finding.code.name().starts_with("placed") || finding.code.name().contains("sheet")
    };
    findings
        .iter()
        .filter(|finding| about(finding) || finding.code.name().starts_with("ad-"))
        .map(|f| f.code.name())
        .collect()
}

fn written(loaded: &Loaded, compiled: &Compiled) -> Vec<u8> {
    pdf::write(&pdf::Document::of(loaded, &compiled.pages)).expect("a PDF")
}

#[test]
fn an_advertisement_stands_in_its_own_size() {
    for (width, height) in [ROOM, (208.0, 116.5)] {
        let (loaded, compiled) = placed(AD, &by_hand(1, (width, height), FLAT));
        assert_eq!(codes(&compiled.findings), [""; 0]);
        let shown = compiled.pages[0].items.iter().find_map(|item| match &item.kind {
            ItemKind::Picture { whole, .. } => Some(*whole),
            _ => None,
        });
        let shown = shown.expect("the advertisement shows");
        assert_eq!((shown.width.to_pt(), shown.height.to_pt()), (width, height));
        let file = written(&loaded, &compiled);
        assert_eq!(pdf::preflight::check(&file), []);
        assert!(file == written(&loaded, &compiled));
    }
}

#[test]
fn another_size_is_told_with_the_one_to_ask_for() {
    let findings = told(AD, &by_hand(1, (ROOM.0 - 6.0, ROOM.1), FLAT));
    assert_eq!(codes(&findings), ["ad-trim"]);
    let finding = findings.iter().find(|finding| finding.code.name() == "ad-trim").expect("it is told");
    assert_eq!(finding.severity, Severity::Warning);
    assert!(finding.help.as_deref().is_some_and(|help| help.contains("74.1 × 41.6 mm")), "{finding:?}");
}

#[test]
fn refusals_name_the_file_and_the_place() {
    let findings = told(AD, &by_hand(1, ROOM, "1 0 0 rg 0 0 9 9 re f"));
    let finding = findings.iter().find(|finding| finding.code.name() == "placed-colour").expect("it is told");
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.path.as_deref().is_some_and(|file| file.ends_with("ad.pdf")));
    assert!(!finding.labels.is_empty() && finding.help.is_some(), "{finding:?}");
    assert_eq!(codes(&told(AD, b"%PDF-1.4\nno more")), ["placed-broken"]);
}

/// What `banxin check` says in JSON of an issue with this advertisement.
fn checked(ad: &[u8]) -> String {
    let dir = issue(AD, ad);
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_banxin"))
        .args(["check", "--json"])
        .arg(dir.path())
        .output()
        .expect("the program runs");
    String::from_utf8(run.stdout).expect("JSON")
}

#[test]
fn inks_that_are_too_much_for_newsprint_are_told_before_the_plate_is_made() {
    let heavy = checked(&by_hand(1, ROOM, "1 1 1 1 k 10 10 90 60 re f"));
    assert!(heavy.contains("\"press-28\"") && heavy.contains("400 %"), "{heavy}");
    assert!(!checked(&by_hand(1, ROOM, FLAT)).contains("press-28"));
}

#[test]
fn a_page_of_several_is_named() {
    let file = by_hand(3, ROOM, FLAT);
    assert_eq!(codes(&told(AD, &file)), ["placed-pages"]);
    assert_eq!(codes(&told(&format!("{AD}sheet = 3\n"), &file)), [""; 0]);
    assert_eq!(codes(&told(&format!("{AD}sheet = 4\n"), &file)), ["placed-page"]);
    let art =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 210 118\"><path d=\"M0 0h210v118z\"/></svg>";
    let dir = issue(&format!("{AD}sheet = 2\n").replace("ad.pdf", "ad.svg"), &file);
    fs::write(dir.path().join("ad.svg"), art).expect("a file");
    assert_eq!(codes(&set(dir.path()).0.findings), ["sheet-unused"]);
}

#[test]
fn one_file_is_read_once_and_one_page_of_it_is_one_picture() {
    let photo = "[[page.picture]]\nfile = \"ad.pdf\"\narea = \"photo\"\n";
    let file = by_hand(2, ROOM, FLAT);
    let count = |entries: &str| placed(entries, &file).0.issue.pictures.len();
    assert_eq!(count(&format!("{photo}{AD}")), 1);
    assert_eq!(count(&format!("{photo}sheet = 2\n{AD}")), 2);
    // As a picture it is shown whole, as drawings are.
    let (_, compiled) = placed(photo, &file);
    assert!(compiled.pages[0].items.iter().any(|item| matches!(
        &item.kind,
        ItemKind::Picture { window, whole, .. } if window == whole
    )));
}

/// The pixels of the first page's proof, and what it does not show.
fn proof(loaded: &Loaded, compiled: &Compiled, dpi: u32) -> (image::RgbImage, Vec<Diagnostic>) {
    let proofer = preview::Proofer::of(&loaded.press);
    assert_eq!(proofer.finding(), None);
    let proof = proofer.png(&compiled.pages[0], &loaded.library, &loaded.issue.pictures, dpi);
    let preview::Proof { png, findings } = proof.expect("a proof");
    (image::load_from_memory(&png).expect("a PNG").into_rgb8(), findings)
}

/// Where the one picture of a page stands, in points from the upper left corner of the trimmed page.
fn whole(compiled: &Compiled) -> [f64; 4] {
    let shown = compiled.pages[0].items.iter().find_map(|item| match &item.kind {
        ItemKind::Picture { whole, .. } => Some(*whole),
        _ => None,
    });
    let whole = shown.expect("the advertisement shows");
    [whole.x, whole.y, whole.width, whole.height].map(banxin::geometry::Length::to_pt)
}

#[test]
fn proofs_show_what_stands_in_it() {
    // A black box whose lower left corner is at 10, 10 of the advertisement, and a cyan one above it.
    let content = "0 0 0 1 k 10 10 50 30 re f 1 0 0 0 k 10 60 50 30 re f";
    let (loaded, compiled) = placed(AD, &by_hand(1, ROOM, content));
    let (shown, findings) = proof(&loaded, &compiled, 72);
    assert_eq!(findings, []);
    let [left, top, _, height] = whole(&compiled);
    let at = |x: f64, up: f64| shown.get_pixel((left + x) as u32, (top + height - up) as u32).0;
    let black = at(35.0, 25.0);
    assert!(black.iter().all(|level| *level < 80), "{black:?}");
    let [red, _, blue] = at(35.0, 75.0);
    assert!(red < 100 && blue > 180, "{red} {blue}");
    // Where it paints nothing the page shows, and without it there is nothing at all.
    assert_eq!((at(35.0, 50.0), at(75.0, 25.0)), ([255; 3], [255; 3]));
    let mut bare = compiled.clone();
    bare.pages[0].items.retain(|item| !matches!(item.kind, ItemKind::Picture { .. }));
    let (bare, _) = proof(&loaded, &bare, 72);
    assert_eq!(bare.get_pixel((left + 35.0) as u32, (top + height - 25.0) as u32).0, [255; 3]);
}

#[test]
fn what_a_proof_cannot_draw_is_told() {
    // The data of a picture ends after 30 of 40 rows; the whole one is the control.
    let with_rows = |rows: usize| {
        let data = "7F".repeat(20 * rows);
        format!("q 20 0 0 20 5 5 cm BI /W 20 /H 40 /CS /G /BPC 8 /F /AHx ID {data}> EI Q")
    };
    let (loaded, compiled) = placed(AD, &by_hand(1, ROOM, &with_rows(40)));
    assert_eq!(proof(&loaded, &compiled, 36).1, []);
    let dir = issue(AD, &by_hand(1, ROOM, &with_rows(30)));
    match banxin::load(dir.path()) {
        // To be told when it is read is as good.
        Err(refused) => {
            let told =
                refused.diagnostics.iter().any(|finding| finding.code.to_string().starts_with("placed-"));
            assert!(told, "{:?}", refused.diagnostics);
        }
        Ok(loaded) => {
            let (_, findings) = proof(&loaded, &banxin::compile(&loaded), 36);
            assert_eq!(codes_of(&findings), ["proof-placed"]);
            assert!(findings[0].message.contains("breaks off after 30 of 40 rows"), "{findings:?}");
        }
    }
}

fn codes_of(findings: &[Diagnostic]) -> Vec<String> {
    findings.iter().map(|finding| finding.code.to_string()).collect()
}

/// The advertisement that banxin made of `ads/books` for the sample of four pages.
fn own() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/four-pages/pictures/ad-books.pdf");
    fs::read(path).expect("the sample's advertisement")
}

#[test]
fn what_banxin_wrote_can_be_placed_for_both_standards() {
    for standard in ["x4", "x1a"] {
        let dir = issue(AD, &own());
        let layout = format!("{LAYOUT}[press]\nstandard = \"{standard}\"\n");
        fs::write(dir.path().join("layouts/small.toml"), layout).expect("a file");
        let (loaded, compiled) = set(dir.path());
        let PictureData::Pdf(placed) = &loaded.issue.pictures[0].data else { panic!("it is a PDF") };
        assert_eq!((placed.width.to_pt(), placed.height.to_pt()), (315.0, 335.25));
        let file = written(&loaded, &compiled);
        // Made for a larger place, it has type and rules that newsprint hardly holds; nothing else.
        let found = pdf::preflight::check(&file);
        assert!(found.iter().all(|finding| Rule::of(finding.code) > Some(Rule::Resolution)), "{found:?}");
        // Its fonts come along under their own names.
        assert!(file.windows(18).any(|part| part == b"+BanxinSong-Heavy-"), "{standard}");
    }
}

#[test]
fn damaged_files_are_told_and_never_end_the_program() {
    let whole = own();
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut refused = 0;
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..1 + random(12) {
            let at = random(bytes.len());
            bytes[at] = random(256) as u8;
        }
        if random(3) == 0 {
            bytes.truncate(random(bytes.len()));
        }
        let opened = banxin::pdf::open_placed(&bytes, 1, &banxin::ink::Press::default());
        assert!(opened.pdf.is_some() || !opened.findings.is_empty());
        refused += usize::from(opened.pdf.is_none());
    }
    assert!(refused > 0);
}
