//! Files written by hand, each sound or wrong in one thing, and what becomes of them.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, Stream};

use super::*;
use crate::diagnostic::Severity;
use crate::ink::Standard;

/// A page of 200 × 100 pt in a file by hand.
#[derive(Clone)]
struct File {
    page: String,
    resources: String,
    content: String,
    catalog: String,
    trailer: String,
    /// Objects from number 5 on, without `obj` and `endobj`.
    more: Vec<String>,
}

const CONTENT: &str = "q 0 0 0 1 k 10 10 50 30 re f Q";

impl Default for File {
    fn default() -> File {
        File {
            page: "/MediaBox[0 0 200 100]".into(),
            resources: String::new(),
            content: CONTENT.into(),
            catalog: String::new(),
            trailer: String::new(),
            more: Vec::new(),
        }
    }
}

impl File {
    fn bytes(&self) -> Vec<u8> {
        let File { page, resources, content, catalog, trailer, more } = self;
        let mut objects = vec![
            format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{resources}>>{page}>>"),
            stream("", content),
        ];
        objects.extend(more.iter().cloned());
        let mut file = "%PDF-1.4\n".to_owned();
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(file.len());
            write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
        }
        let start = file.len();
        write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
        places.iter().for_each(|place| writeln!(file, "{place:010} 00000 n ").unwrap());
        let size = places.len() + 1;
        write!(file, "trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n").unwrap();
        file.into_bytes()
    }
}

fn stream(entries: &str, content: &str) -> String {
    format!("<</Length {}{entries}>>\nstream\n{content}\nendstream", content.len())
}

fn opened(bytes: &[u8], standard: Standard) -> OpenedPdf {
    let opened = open(bytes, 1, &Press { standard, ..Press::default() });
    super::agreement::assert_agrees(bytes, &opened, standard, "a file by hand");
    opened
}

/// The codes of what is told; errors carry a `!`.
fn told(file: &File, standard: Standard) -> Vec<String> {
    let opened = opened(&file.bytes(), standard);
    let errors = opened.findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(opened.pdf.is_none(), errors, "{:?}", opened.findings);
    let mark = |severity| if severity == Severity::Error { "!" } else { "" };
    opened
        .findings
        .iter()
        .map(|finding| format!("{}{}", finding.code.name(), mark(finding.severity)))
        .collect()
}

#[track_caller]
fn assert_told(file: &File, x4: &[&str], x1a: &[&str]) {
    assert_eq!(told(file, Standard::X4), x4, "for X-4");
    assert_eq!(told(file, Standard::X1a), x1a, "for X-1a");
}

/// The form of a clean file.
fn form(pdf: &PlacedPdf) -> (Document, Stream) {
    let document = Document::load_mem(&pdf.bytes).unwrap();
    let page = document.get_pages()[&1];
    let resources = document.get_dictionary(page).unwrap().get(b"Resources").unwrap().as_dict().unwrap();
    let forms = resources.get(b"XObject").unwrap().as_dict().unwrap();
    let form = resolve(&document, forms.get(FORM.as_bytes()).unwrap()).as_stream().unwrap().clone();
    (document, form)
}

/// A point of the page, in the unit square.
fn maps(form: &Stream, (x, y): (f64, f64)) -> (f64, f64) {
    let matrix = form.dict.get(b"Matrix").unwrap().as_array().unwrap();
    let m: Vec<f64> = matrix.iter().map(|value| number(value).unwrap()).collect();
    let near = |value: f64| (value * 1e5).round() / 1e5;
    (near(m[0] * x + m[2] * y + m[4]), near(m[1] * x + m[3] * y + m[5]))
}

#[test]
fn a_sound_page_comes_in_with_all_that_it_paints_and_no_more() {
    let file = File {
        page: "/MediaBox[0 0 200 100]/StructParents 0/PieceInfo<<>>/Annots[]".into(),
        resources: "/ExtGState<</G 5 0 R/Unused 6 0 R>>/Properties<</M<</MCID 3>>>>".into(),
        content: format!("/G gs /Span /M BDC {CONTENT} EMC q"),
        more: vec!["<</Type/ExtGState/OP true/op true/OPM 1/HT/Default>>".into(), "<</TR 7 0 R>>".into()],
        ..File::default()
    };
    assert_told(&file, &[], &[]);
    let pdf = opened(&file.bytes(), Standard::X1a).pdf.unwrap();
    assert_eq!((pdf.width, pdf.height, pdf.pages), (Length::pt(200), Length::pt(100), 1));
    let (document, form) = form(&pdf);
    let text = String::from_utf8(stream::plain(&document, &form).unwrap()).unwrap();
    assert!(text.contains("10 10 50 30 re f") && text.trim_end().ends_with("Q"), "{text}");
    for key in ["StructParents", "PieceInfo", "Annots", "Parent", "Group"] {
        assert!(!form.dict.has(key.as_bytes()), "{key}");
    }
    let states = form.dict.get(b"Resources").unwrap().as_dict().unwrap().get(b"ExtGState").unwrap();
    let names: Vec<_> = states.as_dict().unwrap().iter().map(|(name, _)| name.as_slice()).collect();
    assert_eq!(names, [b"G".as_slice(), b"BanxinFresh"]);
    assert!(!pdf.bytes.windows(5).any(|part| part == b"/MCID"));
    let again = opened(&file.bytes(), Standard::X1a).pdf.unwrap();
    assert_eq!(again.bytes, pdf.bytes);
}

#[test]
fn the_trim_box_shows_turned_and_scaled_as_the_page_says() {
    let shown = |page: &str| {
        let file = File { page: page.into(), ..File::default() };
        let pdf = opened(&file.bytes(), Standard::X4).pdf.unwrap();
        (pdf.width.to_pt(), pdf.height.to_pt(), form(&pdf).1)
    };
    let boxes = "/MediaBox[0 0 200 100]/CropBox[5 5 190 90]/ArtBox[6 6 100 60]";
    let (width, height, form) = shown(&format!("{boxes}/TrimBox[110 70 10 20]/UserUnit 2"));
    assert_eq!((width, height), (200.0, 100.0));
    assert_eq!((maps(&form, (10.0, 20.0)), maps(&form, (110.0, 70.0))), ((0.0, 0.0), (1.0, 1.0)));
    let (width, height, form) = shown(&format!("{boxes}/TrimBox[10 20 110 70]/Rotate 90"));
    assert_eq!((width, height), (50.0, 100.0));
    // Its top left corner is at the top right of what shows.
    assert_eq!((maps(&form, (10.0, 70.0)), maps(&form, (10.0, 20.0))), ((1.0, 1.0), (0.0, 1.0)));
    let (_, _, form) = shown(&format!("{boxes}/TrimBox[10 20 110 70]/Rotate -90"));
    assert_eq!((maps(&form, (10.0, 70.0)), maps(&form, (110.0, 70.0))), ((0.0, 0.0), (0.0, 1.0)));
    let (_, _, form) = shown(&format!("{boxes}/TrimBox[10 20 110 70]/Rotate 180"));
    assert_eq!((maps(&form, (10.0, 20.0)), maps(&form, (110.0, 70.0))), ((1.0, 1.0), (0.0, 0.0)));
    assert_eq!(shown(boxes).0, 94.0);
    assert_eq!(shown("/MediaBox[0 0 200 100]/CropBox[5 5 190 900]").1, 95.0);
}

#[test]
fn boxes_and_resources_are_inherited() {
    let mut file = File { resources: "X".into(), content: "/G gs 0 0 9 9 re f".into(), ..File::default() };
    file.page = String::new();
    let bytes = String::from_utf8(file.bytes()).unwrap();
    // The page has neither; the node over it has both.
    let bytes = bytes.replace("/Resources<<X>>", "/Kidding true  ");
    let bytes = bytes
        .replace("/Count 1>>", "/Count 1/MediaBox[0 0 70 80]/Resources<</ExtGState<</G<</op true>>>>>>>>");
    let bytes = mended(&bytes);
    let pdf = opened(&bytes, Standard::X1a).pdf.unwrap();
    assert_eq!((pdf.width, pdf.height), (Length::pt(70), Length::pt(80)));
    assert!(pdf.bytes.windows(8).any(|part| part == b"/op true"));
}

/// The same objects with a cross-reference that is true again.
fn mended(text: &str) -> Vec<u8> {
    let body = &text[..text.find("xref\n").unwrap()];
    let places: Vec<usize> =
        (1..).map_while(|at| body.find(&format!("\n{at} 0 obj")).map(|at| at + 1)).collect();
    let mut file = body.to_owned();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    places.iter().for_each(|place| writeln!(file, "{place:010} 00000 n ").unwrap());
    let (size, start) = (places.len() + 1, body.len());
    write!(file, "trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").unwrap();
    file.into_bytes()
}

#[test]
fn object_streams_are_read() {
    let file = File {
        resources: "/ExtGState<</G 5 0 R>>".into(),
        content: "/G gs 0 0 9 9 re f".into(),
        more: vec!["<</op true/OP true>>".into()],
        ..File::default()
    };
    let mut document = Document::load_mem(&file.bytes()).unwrap();
    let mut modern = Vec::new();
    document.save_modern(&mut modern).unwrap();
    assert!(modern.windows(7).any(|part| part == b"/ObjStm"));
    let (old, new) = (opened(&file.bytes(), Standard::X4), opened(&modern, Standard::X4));
    assert_eq!(new.pdf.unwrap().bytes, old.pdf.unwrap().bytes);
}

#[test]
fn what_cannot_be_read_is_refused() {
    let sound = File::default();
    let broken = |bytes: &[u8]| {
        let opened = opened(bytes, Standard::X4);
        assert!(opened.pdf.is_none());
        opened.findings[0].code.name()
    };
    let bytes = sound.bytes();
    assert_eq!(broken(b"%PDF-1.7 and no more"), "placed-broken");
    assert_eq!(broken(&bytes[..bytes.len() / 2]), "placed-broken");
    assert_eq!(open(&bytes, 2, &Press::default()).findings[0].code.name(), "placed-page");
    let with = |edit: fn(&mut File)| {
        let mut file = sound.clone();
        edit(&mut file);
        told(&file, Standard::X4)
    };
    assert_eq!(
        with(|file| file.trailer = "/Encrypt<</Filter/Standard/V 1/R 2/O(a)/U(b)/P 0>>".into()),
        ["placed-encrypted!"]
    );
    assert_eq!(with(|file| file.content = "q 0 0 m 5 5 l n Q".into()), ["placed-page!"]);
    assert_eq!(with(|file| file.page = String::new()), ["placed-page!"]);
    assert_eq!(with(|file| file.page = "/MediaBox[0 0 0.1 9]".into()), ["placed-page!"]);
    assert_eq!(with(|file| file.content = "/F1 9 Tf (a) Tj".into()), ["placed-broken!"]);
    assert_eq!(with(|file| file.content = "Q 0 0 9 9 re f".into()), ["placed-broken!"]);
    assert_eq!(with(|file| file.content = "0 0 9 9 re f zz".into()), ["placed-broken!"]);
}

#[test]
fn forms_that_lie_within_themselves_are_refused() {
    let file = File {
        resources: "/XObject<</X 5 0 R>>".into(),
        content: "/X Do".into(),
        more: vec![stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>",
            "/X Do",
        )],
        ..File::default()
    };
    assert_told(&file, &["placed-broken!"], &["placed-broken!"]);
}

#[test]
fn streams_that_come_to_too_much_are_refused() {
    // A thousand times its size, of blanks.
    let bomb = stream::deflate(&vec![b' '; MOST_STREAM + 1]);
    let page = Document::load_mem(&File::default().bytes()).unwrap();
    let with = |entries: &[(&str, Object)], content: Vec<u8>, name: &str| {
        let mut document = page.clone();
        let mut head = Dictionary::from_iter(entries.iter().cloned());
        head.set("Filter", "FlateDecode");
        let id = (4, 0);
        if name.is_empty() {
            document.objects.insert(id, Stream::new(head, content).into());
        } else {
            let image = document.add_object(Stream::new(head, content));
            document.objects.insert(id, Stream::new(Dictionary::new(), b"/I Do".to_vec()).into());
            let images = Dictionary::from_iter([("I", Object::Reference(image))]);
            let resources = Dictionary::from_iter([("XObject", Object::Dictionary(images))]);
            document.get_dictionary_mut((3, 0)).unwrap().set("Resources", resources);
        }
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        opened(&bytes, Standard::X4).findings.first().map(|finding| finding.code.name())
    };
    assert_eq!(with(&[], bomb.clone(), ""), Some("placed-large"));
    assert_eq!(with(&[], stream::deflate(CONTENT.as_bytes()), ""), None);
    let image = |width: i64| {
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        [
            ("Subtype", name("Image")),
            ("Width", width.into()),
            ("Height", 10.into()),
            ("ColorSpace", name("DeviceGray")),
            ("BitsPerComponent", 8.into()),
        ]
    };
    assert_eq!(with(&image(10), stream::deflate(&[0; 100]), "I"), None);
    assert_eq!(with(&image(10), bomb, "I"), Some("placed-large"));
    assert_eq!(with(&image(100_000_000), stream::deflate(&[0; 100]), "I"), Some("placed-large"));
}

#[test]
fn fonts_must_be_embedded() {
    let font = |descriptor: &str| File {
        resources: "/Font<</F 5 0 R>>".into(),
        content: "BT /F 9 Tf (a) Tj ET".into(),
        more: vec![
            "<</Type/Font/Subtype/TrueType/BaseFont/Kai/FontDescriptor 6 0 R>>".into(),
            format!("<</Type/FontDescriptor/FontName/Kai{descriptor}>>"),
            stream("/Length1 4", "abcd"),
        ],
        ..File::default()
    };
    assert_told(&font("/FontFile2 7 0 R"), &[], &[]);
    assert_told(&font(""), &["placed-font!"], &["placed-font!"]);
    let mut drawn = font("");
    drawn.more[0] =
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97\
         /Widths[9]/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>>>"
            .into();
    drawn.more[2] = stream("", "9 0 0 0 9 9 d1 0 0 9 9 re f");
    assert_told(&drawn, &[], &[]);
    drawn.more[2] = stream("", "9 0 d0 1 0 0 rg 0 0 9 9 re f");
    assert_told(&drawn, &["placed-colour!"], &["placed-colour!"]);
}

#[test]
fn colours_are_those_of_the_press() {
    let painted = |content: &str| File { content: format!("{content} 0 0 9 9 re f"), ..File::default() };
    let space = |space: &str, more: &[String]| File {
        resources: format!("/ColorSpace<</C {space}/Never[/ICCBased 9 0 R]>>"),
        content: "/C cs 1 scn 0 0 9 9 re f".into(),
        more: more.to_vec(),
        ..File::default()
    };
    assert_told(&painted("0.5 g"), &[], &[]);
    assert_told(&painted("1 0 0 rg"), &["placed-colour!"], &["placed-colour!"]);
    assert_told(&painted("/DeviceRGB cs"), &["placed-colour!"], &["placed-colour!"]);
    assert_told(&space("/DeviceRGB", &[]), &["placed-colour!"], &["placed-colour!"]);
    assert_told(&space("[/Indexed/DeviceRGB 0<000000>]", &[]), &["placed-colour!"], &["placed-colour!"]);
    assert_told(&space("[/Indexed/DeviceCMYK 0<00000000>]", &[]), &[], &[]);
    let tint = "<</FunctionType 2/Domain[0 1]/C0[0 0 0]/C1[1 0 0]/N 1>>";
    let rgb = format!("[/Separation/Gold/DeviceRGB{tint}]");
    assert_told(&space(&rgb, &[]), &["placed-colour!"], &["placed-colour!"]);
    for (kind, inks) in [("ICCBased", 3), ("ICCBased", 4), ("ICCBased", 1)] {
        let profile = stream(&format!("/N {inks}/Alternate/DeviceRGB"), "profile");
        let file = space(&format!("[/{kind} 5 0 R]"), &[profile]);
        assert_told(&file, &["placed-managed"], &["placed-colour!"]);
    }
    assert_told(&space("[/Lab<</WhitePoint[1 1 1]>>]", &[]), &["placed-managed"], &["placed-colour!"]);
}

#[test]
fn spot_colours_are_plates_with_a_straight_tint() {
    let space = |tint: &str| File {
        resources: format!("/ColorSpace<</C[/Separation/PANTONE#20185#20C/DeviceCMYK {tint}]>>"),
        content: "/C cs 1 scn 0 0 9 9 re f".into(),
        more: vec![stream(
            "/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1 0 1]",
            "{dup 0 mul exch 0.9 mul 0.7 0}",
        )],
        ..File::default()
    };
    let spots = |file: &File| opened(&file.bytes(), Standard::X1a).pdf.unwrap().spots;
    let wanted = Some(crate::ink::Cmyk { c: 0, m: 9_000, y: 7_000, k: 0 });
    let straight = spots(&space("<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 .9 .7 0]/N 1>>"));
    assert_eq!((straight[0].name.as_str(), straight[0].alternate), ("PANTONE 185 C", wanted));
    let calculated = spots(&space("5 0 R"));
    assert_eq!(calculated[0].alternate, wanted);
    assert_ne!(calculated[0].form, straight[0].form);
    let black = File {
        resources: "/ColorSpace<</C[/Separation/Black/DeviceCMYK<</FunctionType 2/C1[0 0 0 1]/N 1>>]>>"
            .into(),
        ..space("")
    };
    assert_eq!(spots(&black), []);
}

#[test]
fn transparency_is_for_those_that_have_it() {
    let state = |state: &str| File {
        resources: "/ExtGState<</G 5 0 R>>".into(),
        content: "/G gs 0 0 9 9 re f".into(),
        more: vec![
            format!("<<{state}>>"),
            stream("/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency>>", CONTENT),
        ],
        ..File::default()
    };
    assert_told(&state("/ca 1/CA 1/BM/Normal/SMask/None"), &[], &[]);
    for see_through in ["/ca .5", "/CA 0", "/BM/Multiply", "/SMask<</S/Luminosity/G 6 0 R>>"] {
        assert_told(&state(see_through), &[], &["placed-transparency!"]);
        let pdf = opened(&state(see_through).bytes(), Standard::X4).pdf.unwrap();
        let (_, form) = form(&pdf);
        let group = form.dict.get(b"Group").unwrap().as_dict().unwrap();
        assert_eq!(group.get(b"CS").unwrap().as_name().unwrap(), b"DeviceCMYK");
    }
    let image = |entries: &str| File {
        resources: "/XObject<</I 5 0 R>>".into(),
        content: "/I Do".into(),
        more: vec![
            stream(
                &format!("/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray{entries}"),
                "a",
            ),
            stream("/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "a"),
        ],
        ..File::default()
    };
    assert_told(&image("/Mask[0 1]"), &[], &[]);
    assert_told(&image("/SMask 6 0 R"), &[], &["placed-transparency!"]);
    let grouped =
        File { page: "/MediaBox[0 0 9 9]/Group<</S/Transparency/CS/DeviceRGB>>".into(), ..state("/ca .5") };
    assert_told(&grouped, &["placed-colour!"], &["placed-transparency!", "placed-colour!"]);
    // A group that lets nothing through is none.
    let opaque =
        File { page: "/MediaBox[0 0 9 9]/Group<</S/Transparency/CS/DeviceRGB>>".into(), ..File::default() };
    assert_told(&opaque, &[], &[]);
}

#[test]
fn filters_are_those_of_the_standard() {
    let image = |filter: &str| File {
        resources: "/XObject<</I 5 0 R>>".into(),
        content: "/I Do".into(),
        more: vec![stream(
            &format!(
                "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Filter{filter}"
            ),
            "a",
        )],
        ..File::default()
    };
    assert_told(&image("/DCTDecode"), &[], &[]);
    assert_told(&image("/JPXDecode"), &[], &["placed-filter!"]);
    assert_told(&image("/JBIG2Decode"), &[], &["placed-filter!"]);
    assert_told(&image("/Crypt"), &["placed-filter!"], &["placed-filter!"]);
}

#[test]
fn lzw_becomes_flate() {
    let document = Document::new();
    // `-----A---B` in LZW (ISO 32000-1, 7.4.4.2), as the standard gives it.
    let lzw = vec![0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
    let head = Dictionary::from_iter([("Filter", Object::from("LZWDecode")), ("Width", 10.into())]);
    let own = Stream::new(head, lzw);
    let mut copy = Stream::new(Dictionary::new(), Vec::new());
    assert_eq!(stream::fit(&document, &own, &mut copy, Standard::X1a, 1000).unwrap(), 10);
    assert_eq!(copy.dict.get(b"Filter").unwrap().as_name().unwrap(), b"FlateDecode");
    assert_eq!(copy.decompressed_content().unwrap(), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
}

#[test]
fn what_no_press_file_may_have_is_refused() {
    let object = |entries: &str| File {
        resources: "/XObject<</I 5 0 R>>".into(),
        content: "/I Do".into(),
        more: vec![stream(entries, CONTENT)],
        ..File::default()
    };
    let refused = ["placed-content!"];
    assert_told(&object("/Subtype/Form/BBox[0 0 9 9]"), &[], &[]);
    assert_told(&object("/Subtype/Form/BBox[0 0 9 9]/Ref<<>>"), &refused, &refused);
    assert_told(&object("/Subtype/Form/BBox[0 0 9 9]/OPI<<>>"), &refused, &refused);
    assert_told(&object("/Subtype/Form/BBox[0 0 9 9]/F(other.bin)"), &refused, &refused);
    assert_told(&object("/Subtype/PS"), &refused, &refused);
    let state = |state: &str| File {
        resources: format!("/ExtGState<</G<<{state}>>>>"),
        content: "/G gs 0 0 9 9 re f".into(),
        ..File::default()
    };
    assert_told(&state("/TR2/Default/TR/Identity/HT<</HalftoneType 1>>/UCR2/Default"), &[], &[]);
    assert_told(&state("/TR<</FunctionType 2/N 1>>"), &refused, &refused);
}

#[test]
fn layers_are_taken_as_they_stand() {
    let file = |catalog: &str| File {
        catalog: format!("/OCProperties<</OCGs[5 0 R]/D<<{catalog}>>>>"),
        resources: "/Properties<</L 5 0 R>>".into(),
        content: format!("/OC /L BDC {CONTENT} EMC"),
        more: vec!["<</Type/OCG/Name(a)>>".into()],
        ..File::default()
    };
    assert_told(&file(""), &[], &[]);
    assert_told(&file("/BaseState/OFF/ON[5 0 R]"), &[], &[]);
    assert_told(&file("/OFF[5 0 R]"), &["placed-content!"], &["placed-content!"]);
    assert_told(&file("/BaseState/OFF"), &["placed-content!"], &["placed-content!"]);
    let pdf = opened(&file("").bytes(), Standard::X1a).pdf.unwrap();
    assert!(!pdf.bytes.windows(4).any(|part| part == b"/OCG"));
}

#[test]
fn notes_tell_what_stays_behind_and_what_the_file_claims() {
    let page = |annotation: &str| format!("/MediaBox[0 0 9 9]/Annots[<<{annotation}/Rect[0 0 9 9]>>]");
    let file = |annotation: &str| File { page: page(annotation), ..File::default() };
    assert_told(&file("/Subtype/Link/A<</S/URI>>"), &[], &[]);
    assert_told(&file("/Subtype/Widget"), &["placed-dropped"], &["placed-dropped"]);
    let scripted = File { catalog: "/OpenAction<</S/JavaScript/JS(app.alert)>>".into(), ..File::default() };
    assert_told(&scripted, &[], &[]);
    let pdf = opened(&scripted.bytes(), Standard::X4).pdf.unwrap();
    assert!(!pdf.bytes.windows(3).any(|part| part == b"/JS"));
    let claims = File {
        trailer: "/Info 5 0 R".into(),
        more: vec!["<</GTS_PDFXVersion(PDF/X-1a:2003)>>".into()],
        ..File::default()
    };
    assert_told(&claims, &["placed-claim"], &["placed-claim"]);
}

#[test]
fn every_refusal_shows_a_way_out() {
    let wrong = ["/ca .5", "/TR<</FunctionType 2/N 1>>"].map(|state| File {
        resources: format!("/ExtGState<</G<<{state}>>>>"),
        content: "/G gs 1 0 0 rg 0 0 9 9 re f".into(),
        ..File::default()
    });
    for file in wrong {
        let findings = opened(&file.bytes(), Standard::X1a).findings;
        assert!(findings.len() > 1 && findings.iter().all(|finding| finding.help.is_some()), "{findings:?}");
    }
}

#[test]
fn a_form_without_resources_is_drawn_with_those_of_whoever_shows_it() {
    let ink = |name: &str| {
        let tint = "<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 0 0]/N 1>>";
        format!("/ColorSpace<</C[/Separation/{name}/DeviceCMYK{tint}]>>")
    };
    let file = File {
        resources: format!("/XObject<</X 5 0 R/Y 6 0 R>>{}", ink("Gold")),
        content: "/X Do /Y Do".into(),
        more: vec![
            stream("/Subtype/Form/BBox[0 0 200 100]", "/C cs 1 scn 0 0 50 50 re f"),
            stream(
                &format!("/Subtype/Form/BBox[0 0 200 100]/Resources<</XObject<</X 5 0 R>>{}>>", ink("Blue")),
                "1 0 0 1 100 0 cm /X Do",
            ),
        ],
        ..File::default()
    };
    // `opened` holds the inks of the copy against those of the file.
    let pdf = opened(&file.bytes(), Standard::X4).pdf.unwrap();
    assert_eq!(pdf.plates, ["Gold", "Blue"]);
}
