use lopdf::{Dictionary, Document, Stream, dictionary};

use super::*;
use crate::pdf::sample::Sample;
use crate::pdf::write;
use crate::pdf_read::PROCESS;

/// Plates of the first page of the sample, with nothing on it but these operators.
fn drawn(operators: &str) -> Plates {
    separated_page(operators).plates
}

fn separated_page(operators: &str) -> Separated {
    separated_with(operators, |_, _| {})
}

/// The same with resources of its own.
fn separated_with(operators: &str, add: impl FnOnce(&mut Document, &mut Dictionary)) -> Separated {
    let file = write(&Sample::new().document()).expect("the sample can be written");
    let mut document = Document::load_mem(&file).expect("the sample can be read");
    let content = document.add_object(Stream::new(Dictionary::new(), operators.as_bytes().to_vec()));
    let page = document.get_pages()[&1];
    document.get_dictionary_mut(page).expect("a page").set("Contents", content);
    let resources = document.get_dictionary(page).and_then(|page| page.get(b"Resources")).expect("resources");
    let mut resources =
        document.dereference(resources).expect("resources").1.as_dict().expect("some").clone();
    add(&mut document, &mut resources);
    document.get_dictionary_mut(page).expect("a page").set("Resources", resources);
    let interpreter = Interpreter::new(&document);
    render(&interpreter, &document, page, 72).expect("a page of that size")
}

/// The plates of every page of a file.
fn separated(file: &[u8]) -> Vec<Plates> {
    let mut pages = Vec::new();
    separate(file, 72, |at, plates| {
        assert_eq!(at, pages.len());
        pages.push(plates);
        Ok(())
    })
    .expect("sound pages");
    pages
}

/// Ink on each plate at a point from the sheet's lower left corner, in percent.
fn at(plates: &Plates, x: usize, y: usize) -> Vec<u32> {
    let pixel = (plates.height - y) * plates.width + x;
    plates.plates.iter().map(|plate| (u32::from(plate[pixel]) * 100 + 127) / 255).collect()
}

#[test]
fn what_is_painted_knocks_out_unless_it_overprints() {
    let cyan = "/Knock gs 1 0 0 0 k 100 100 100 100 re f";
    let black = "0 0 0 1 k 120 120 50 50 re f";
    let knocked = drawn(&format!("{cyan} /Knock gs {black}"));
    assert_eq!(at(&knocked, 110, 110)[..4], [100, 0, 0, 0]);
    assert_eq!(at(&knocked, 140, 140)[..4], [0, 0, 0, 100]);
    let over = drawn(&format!("{cyan} /Over gs {black}"));
    assert_eq!(at(&over, 140, 140)[..4], [100, 0, 0, 100]);
    // Black in DeviceGray paints all process plates, even where it overprints.
    let gray = drawn(&format!("{cyan} /Over gs 0 g 120 120 50 50 re f"));
    assert_eq!(at(&gray, 140, 140)[..4], [0, 0, 0, 100]);
}

#[test]
fn spot_colours_have_plates_of_their_own() {
    let plates = drawn("/Knock gs 0 0 0.5 0 k 0 0 400 400 re f /S0 cs 0.4 scn 100 100 100 100 re f");
    let spot = plates.names.iter().position(|name| name == "专色红").expect("a plate");
    let inks = at(&plates, 150, 150);
    assert_eq!((inks[2], inks[spot]), (0, 40));
    assert_eq!(at(&plates, 50, 50)[2], 50);
    let over = drawn("/Knock gs 0 0 0.5 0 k 0 0 400 400 re f /Over gs /S0 cs 0.4 scn 100 100 100 100 re f");
    assert_eq!((at(&over, 150, 150)[2], at(&over, 150, 150)[spot]), (50, 40));
    // The registration colour is on every plate.
    let all = drawn("/S0 cs 1 scn 0 0 9 9 re f /All cs 1 scn 100 100 100 100 re f");
    assert!(at(&all, 150, 150).iter().all(|ink| *ink == 100), "{:?}", at(&all, 150, 150));
}

#[test]
fn clips_and_lines_and_states() {
    let plates =
        drawn("q 100 100 50 50 re W n 0 0 0 1 k 0 0 400 400 re f Q 10 w 1 0 0 0 K 200 300 m 300 300 l S");
    assert_eq!(at(&plates, 125, 125)[3], 100);
    assert_eq!(at(&plates, 160, 125)[3], 0);
    assert_eq!((at(&plates, 250, 303)[0], at(&plates, 250, 310)[0]), (100, 0));
}

#[test]
fn the_sample_lies_on_its_plates() {
    let file = write(&Sample::new().document()).expect("the sample can be written");
    let plates = &separated(&file)[0];
    assert_eq!(plates.names[..4], PROCESS.map(str::to_owned));
    assert!(plates.names.iter().any(|name| name == "专色红"));
    // 13 mm of bleed and slug; `y` of the sample goes down from the trim.
    let edge = 13.0 * 72.0 / 25.4;
    let pixel = |x: f64, y: f64| {
        let at = (y + edge) as usize * plates.width + (x + edge) as usize;
        plates.plates.iter().map(|plate| plate[at]).collect::<Vec<u8>>()
    };
    // The flat of cyan, the black box, and the cyan half of the JPEG.
    assert_eq!(pixel(250.0, 20.0)[..4], [255, 0, 0, 0]);
    assert_eq!(pixel(42.0, 172.0)[..4], [0, 0, 0, 255]);
    assert!(pixel(50.5, 231.0)[0] > 240, "{:?}", pixel(50.5, 231.0));
    // The gray picture counts ink from its upper left corner.
    assert!(pixel(121.0, 231.0)[3] < 10 && pixel(145.0, 255.0)[3] > 100);
    // The overprinting text leaves the cyan under it whole.
    let row = (85.0 + edge) as usize * plates.width;
    let text: Vec<usize> = (0..plates.width).filter(|x| plates.plates[3][row + x] > 60).collect();
    assert!(!text.is_empty());
    assert!(text.iter().all(|x| plates.plates[0][row + x] == 255));
    let told = |file: &[u8], ppi| separate(file, ppi, |_, _| Ok(())).map_err(|fault| fault.code.name());
    assert_eq!(told(b"%PDF-1.4", 72), Err("plates"));
    assert_eq!(told(&file, 100_000), Err("plates"));
}

#[test]
fn gradients_are_painted_step_by_step() {
    let file = write(&Sample::new().document()).expect("the sample can be written");
    let plates = &separated(&file)[1];
    let spot = plates.names.iter().position(|name| name == "专色红").expect("a plate");
    let edge = 13.0 * 72.0 / 25.4;
    let red = |y: f64| plates.plates[spot][(y + edge) as usize * plates.width + (330.0 + edge) as usize];
    let column: Vec<u8> = [302.0, 312.0, 322.0, 332.0, 338.0].map(red).to_vec();
    assert!(column.windows(2).all(|pair| pair[0] > pair[1] + 20), "{column:?}");
}

#[test]
fn too_much_ink_is_found_where_it_is() {
    // Three solids meet on 40 × 30 pt; a speck of one point does not count.
    let plates = separated_page(
        "/Over gs 1 0 0 0 k 100 600 40 30 re f 0 1 0 0 k 100 600 40 30 re f 0 0 1 0 k 100 600 40 30 re f \
         1 0 0 0 k 300 600 1 1 re f 0 1 0 0 k 300 600 1 1 re f 0 0 1 0 k 300 600 1 1 re f",
    );
    let hot = coverage(&plates, 240);
    assert_eq!(hot.len(), 1, "{hot:?}");
    assert_eq!(hot[0].peak, 300);
    let place = hot[0].place;
    assert!((place.left - (100.0 * 25.4 / 72.0 - 13.0)).abs() < 0.4, "{place:?}");
    assert!(
        (place.width - 40.0 * 25.4 / 72.0).abs() < 0.8 && (place.height - 30.0 * 25.4 / 72.0).abs() < 0.8
    );
    assert!(coverage(&plates, 300).is_empty());
    // The slug is no part of the page.
    assert!(coverage(&separated_page("1 1 1 1 k 0 0 20 20 re f"), 240).is_empty());
}

/// A group of two flats over each other, as form `/G`, and graphics states to paint it with.
fn with_group(document: &mut Document, resources: &mut Dictionary) {
    let group = dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" };
    let form = |content: &str| {
        let dictionary = dictionary! {
            "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 600.into(), 800.into()], "Group" => group.clone(),
        };
        Stream::new(dictionary, content.as_bytes().to_vec())
    };
    let flats = document.add_object(form("1 0 0 0 k 100 100 100 100 re f 0 0 0 1 k 150 100 50 100 re f"));
    let light = document.add_object(form("1 g 100 100 50 100 re f 0.4 g 150 100 50 100 re f"));
    let shape = document.add_object(form("0 0 0 1 k 100 100 50 100 re f"));
    resources.set("XObject", dictionary! { "G" => flats });
    let mask = |kind: &str, group: lopdf::ObjectId| {
        dictionary! { "SMask" => dictionary! { "S" => kind, "G" => group } }
    };
    let states = dictionary! {
        "Half" => dictionary! { "ca" => 0.5 },
        "Times" => dictionary! { "BM" => "Multiply" },
        "Light" => mask("Luminosity", light),
        "Shape" => mask("Alpha", shape),
        "Bare" => dictionary! { "SMask" => "None" },
    };
    resources.set("ExtGState", states);
}

#[test]
fn groups_are_put_together_before_they_are_painted() {
    let under = "0 1 0 0 k 0 0 400 400 re f";
    let half = separated_with(&format!("{under} /Half gs /G Do"), with_group).plates;
    // The black flat hides the cyan one within the group; the group lets half of what is below through.
    assert_eq!(at(&half, 125, 150)[..4], [50, 50, 0, 0]);
    assert_eq!(at(&half, 175, 150)[..4], [0, 50, 0, 50]);
    assert_eq!(at(&half, 250, 150)[..4], [0, 100, 0, 0]);
    let times = separated_with(&format!("{under} /Times gs /G Do"), with_group).plates;
    assert_eq!(at(&times, 125, 150)[..4], [100, 100, 0, 0]);
    assert_eq!(at(&times, 175, 150)[..4], [0, 100, 0, 100]);
    // The control: without a state of its own the group knocks out.
    let whole = separated_with(&format!("{under} /G Do"), with_group).plates;
    assert_eq!(at(&whole, 125, 150)[..4], [100, 0, 0, 0]);
}

#[test]
fn soft_masks_let_through_what_they_let_through() {
    let paint = "0 0 0 1 k 0 0 400 400 re f";
    let light = separated_with(&format!("/Light gs {paint}"), with_group).plates;
    let black = |plates: &Plates, x| at(plates, x, 150)[3];
    assert_eq!((black(&light, 125), black(&light, 175), black(&light, 250)), (100, 40, 0));
    let shape = separated_with(&format!("/Shape gs {paint}"), with_group).plates;
    assert_eq!((black(&shape, 125), black(&shape, 175), black(&shape, 250)), (100, 0, 0));
    let bare = separated_with(&format!("/Shape gs /Bare gs {paint}"), with_group).plates;
    assert_eq!(black(&bare, 250), 100);
    // It goes with the state that set it.
    let gone = separated_with(&format!("q /Shape gs Q {paint}"), with_group).plates;
    assert_eq!(black(&gone, 250), 100);
}
