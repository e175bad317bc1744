//! Standards, inks and the file for reading, as a reader of the file finds them.

use lopdf::{Document, Object};

use super::preflight::check;
use super::sample::Sample;
use super::write_tests::{follow, open, resources};
use super::{Cache, write, write_reading};
use crate::ink::Standard;

#[test]
fn a_press_that_asks_for_x1a_gets_it() {
    let mut sample = Sample::new();
    sample.press.standard = Standard::X1a;
    let file = write(&sample.document()).expect("the sample can be written");
    assert!(file.starts_with(b"%PDF-1.4\n"));
    assert_eq!(check(&file), []);
    let document = Document::load_mem(&file).expect("the sample can be read");
    assert!(!document.catalog().expect("a catalog").has(b"StructTreeRoot"));
    let info = follow(&document, &document.trailer, "Info").as_dict().expect("an Info");
    for key in ["GTS_PDFXVersion", "GTS_PDFXConformance"] {
        let claim = info.get(key.as_bytes()).and_then(Object::as_str);
        assert_eq!(claim.ok(), Some(b"PDF/X-1a:2003".as_slice()), "{key}");
    }
}

#[test]
fn inks_one_over_the_other_are_a_device_n_and_gradients_are_shadings() {
    let document = open(&Sample::new());
    let second = resources(&document, 2);
    let spaces = follow(&document, second, "ColorSpace").as_dict().expect("colour spaces");
    let mix = follow(&document, spaces, "N0").as_array().expect("a mix");
    let names: Vec<&[u8]> =
        mix[1].as_array().expect("names").iter().map(|name| name.as_name().expect("a name")).collect();
    assert_eq!(names, ["Black".as_bytes(), "专色红".as_bytes()]);
    let (_, function) = document.dereference(&mix[3]).expect("a function");
    let program = function.as_stream().expect("a calculator function").content.clone();
    let program = String::from_utf8(program).expect("it is plain text");
    // Black 0.2 and red 0.6: magenta and yellow from the red, black from both.
    assert_eq!(calculated(&program, &[0.2, 0.6]), [0.0, 0.57, 0.54, 0.2]);
    assert_eq!(calculated(&program, &[1.0, 1.0]), [0.0, 0.95, 0.9, 1.0]);
    let shadings = follow(&document, second, "Shading").as_dict().expect("gradients");
    let space = |name: &str| {
        let shading = follow(&document, shadings, name).as_dict().expect("a gradient");
        follow(&document, shading, "ColorSpace").as_array().expect("a space")[0].clone()
    };
    // From red to paper on the plate of the red alone; from grey to red on both.
    assert_eq!((space("G0"), space("G1")), ("Separation".into(), "DeviceN".into()));
    assert_eq!(shadings.len(), 2, "the drawing's gradient is its own");
}

/// Runs a calculator function (ISO 32000-1, 7.10.5) as far as ours go.
fn calculated(program: &str, shares: &[f64]) -> Vec<f64> {
    let mut stack = shares.to_vec();
    let spaced = program.replace(['{', '}'], " ");
    let mut words = spaced.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut pop = || stack.pop().expect("it is not empty");
        match word {
            "index" => {
                let back = pop() as usize;
                stack.push(stack[stack.len() - 1 - back]);
            }
            "mul" | "add" | "gt" => {
                let (b, a) = (pop(), pop());
                stack.push(match word {
                    "mul" => a * b,
                    "add" => a + b,
                    _ => f64::from(u8::from(a > b)),
                });
                // `{pop 1} if`, whose braces are blanks here.
                if word == "gt" {
                    let (over, then) = (stack.pop() == Some(1.0), [words.next(), words.next(), words.next()]);
                    assert_eq!(then, [Some("pop"), Some("1"), Some("if")]);
                    if over {
                        stack.pop();
                        stack.push(1.0);
                    }
                }
            }
            "dup" => stack.push(*stack.last().expect("it is not empty")),
            "pop" => drop(pop()),
            "roll" => {
                let (by, count) = (pop() as usize, pop() as usize);
                let from = stack.len() - count;
                stack[from..].rotate_right(by);
            }
            number => stack.push(number.parse().expect("a number")),
        }
    }
    stack.iter().map(|share| (share * 1e6).round() / 1e6).collect()
}

#[test]
fn a_file_for_reading_claims_to_be_accessible_and_a_press_file_does_not() {
    let sample = Sample::new();
    let claims = |file: &[u8]| file.windows(12).any(|bytes| bytes == b"pdfuaid:part");
    let titled = |file: &[u8]| {
        let document = Document::load_mem(file).expect("the file can be read");
        let catalog = document.catalog().expect("a catalog");
        let preferences = catalog.get(b"ViewerPreferences").and_then(|entry| entry.as_dict());
        preferences.and_then(|entries| entries.get(b"DisplayDocTitle")).and_then(Object::as_bool).ok()
    };
    let press = write(&sample.document()).expect("the sample can be written");
    assert!(!claims(&press));
    assert_eq!(titled(&press), None);
    let reading = write_reading(&sample.document(), &Cache::default()).expect("the sample can be written");
    assert!(claims(&reading));
    assert_eq!(titled(&reading), Some(true));
}

#[test]
fn a_file_for_reading_is_trimmed_and_makes_no_claim() {
    let sample = Sample::new();
    let file = write_reading(&sample.document(), &Cache::default()).expect("the sample can be written");
    let claims = |file: &[u8]| file.windows(15).any(|bytes| bytes == b"GTS_PDFXVersion");
    assert!(!claims(&file), "neither Info nor XMP claims a standard");
    assert!(claims(&write(&sample.document()).expect("the sample can be written")));
    let document = Document::load_mem(&file).expect("the file can be read");
    for (number, page) in document.get_pages() {
        let page = document.get_dictionary(page).expect("a page");
        let media: Vec<f32> = follow(&document, page, "MediaBox")
            .as_array()
            .expect("a box")
            .iter()
            .map(|edge| edge.as_float().expect("a number"))
            .collect();
        let trim = sample.pages[number as usize - 1].trim;
        let wanted = [0.0, 0.0, trim.width.to_pt() as f32, trim.height.to_pt() as f32];
        assert!(media.iter().zip(wanted).all(|(edge, wanted)| (edge - wanted).abs() < 0.01), "{media:?}");
        let spaces = follow(&document, resources(&document, number), "ColorSpace").as_dict().expect("spaces");
        let default = follow(&document, spaces, "DefaultCMYK").as_array().expect("a space")[0].clone();
        assert_eq!(default, "ICCBased".into());
    }
    // Black alone is the screen's black, in text and in fills.
    let content = document.get_page_content(document.get_pages()[&1]);
    let content = String::from_utf8_lossy(&content);
    assert!(content.contains("0 g\n") && !content.contains("0 0 0 1 k"), "{content}");
}
