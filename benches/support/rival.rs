//! The same press file by pdf-writer and subsetter: what a well-made exporter without a cache does.
//!
//! Same pages, same places of glyphs (`TJ` to a tenth of a thousandth of an em), same fonts subset, same
//! pixels behind the same predictor, same profile, ToUnicode, the same flate2 at the same levels. It draws
//! no marks, makes no fingerprint of the file and looks for no faults; all of that is in its favour.

use std::collections::BTreeMap;
use std::io::Write as _;

use banxin::font::{Face, FaceId};
use banxin::geometry::{Length, Rect as Place};
use banxin::ink::{Cmyk, Ink, Press, Spot};
use banxin::issue::{Channels, Drawing, FillRule, PictureData, Segment, ShapePaint};
use banxin::page::{ItemKind, Page, TextRun};
use banxin::pdf::Document;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{
    CidFontType, FontFlags, OutputIntentSubtype, OverprintMode, Predictor, SystemInfo, UnicodeCmap,
};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Settings, Str, TextStr};
use subsetter::GlyphRemapper;

const SETTINGS: Settings = Settings { pretty: false };

fn deflate(level: u32, bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(level));
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes every write")
}

/// Numbers of objects in the order in which they are asked for.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// A face in use: new numbers of its glyphs, and what they stand for.
struct Font<'a> {
    face: &'a Face,
    remapper: GlyphRemapper,
    codes: Vec<u16>,
    texts: Vec<Option<&'a str>>,
    widths: Vec<f32>,
    down: bool,
    across: bool,
}

fn fonts<'a>(document: &Document<'a>) -> BTreeMap<u16, Font<'a>> {
    let mut fonts: BTreeMap<u16, Font<'a>> = BTreeMap::new();
    for page in document.pages {
        for item in &page.items {
            let ItemKind::Text(run) = &item.kind else { continue };
            let font = fonts.entry(run.face.0).or_insert_with(|| {
                let face = document.library.face(FaceId(run.face.0));
                let count = usize::from(face.metrics().glyphs);
                let (codes, texts) = (vec![0; count], vec![None; count]);
                let remapper = GlyphRemapper::new();
                Font { face, remapper, codes, texts, widths: Vec::new(), down: false, across: false }
            });
            font.down |= run.is_down();
            font.across |= !run.is_down();
            for glyph in &page.glyphs[run.glyphs.clone()] {
                let at = usize::from(glyph.id);
                if font.codes[at] == 0 {
                    font.codes[at] = font.remapper.remap(glyph.id);
                }
                if font.texts[at].is_none() && glyph.text_len > 0 {
                    font.texts[at] = Some(page.glyph_text(glyph));
                }
            }
        }
    }
    for font in fonts.values_mut() {
        let unit = 1000.0 / f32::from(font.face.metrics().units_per_em);
        let advances = font.face.advances(font.remapper.remapped_gids());
        font.widths = advances.into_iter().map(|width| f32::from(width) * unit).collect();
    }
    fonts
}

/// The plates of spot colours by name.
type Plates<'a> = BTreeMap<&'a str, (String, Cmyk)>;

fn plates<'a>(document: &Document<'a>) -> Plates<'a> {
    let mut plates = Plates::new();
    let mut add = |ink: &'a Ink| {
        if let Ink::Spot(Spot { name, alternate, .. }) = ink {
            let resource = format!("S{}", plates.len());
            plates.entry(name).or_insert((resource, *alternate));
        }
    };
    for item in document.pages.iter().flat_map(|page| &page.items) {
        match &item.kind {
            ItemKind::Text(run) => add(&run.ink),
            ItemKind::Fill { ink, .. } | ItemKind::Frame { ink, .. } => add(ink),
            // The issue of the bench has no gradients.
            ItemKind::Shade { .. } | ItemKind::Picture { .. } => {}
        }
    }
    for picture in document.pictures {
        let PictureData::Vector(drawing) = &picture.data else { continue };
        for shape in &drawing.shapes {
            shape.inks().for_each(&mut add);
        }
    }
    plates
}

/// Writes colours and graphics states only where they change.
struct Colours<'a> {
    plates: &'a Plates<'a>,
    fill: Option<&'a Ink>,
    stroke: Option<&'a Ink>,
    overprint: Option<bool>,
}

fn shares(ink: Cmyk) -> [f32; 4] {
    [ink.c, ink.m, ink.y, ink.k].map(|share| f32::from(share) / 10_000.0)
}

impl<'a> Colours<'a> {
    fn new(plates: &'a Plates<'a>) -> Colours<'a> {
        Colours { plates, fill: None, stroke: None, overprint: None }
    }

    fn state(&mut self, content: &mut Content, overprint: bool) {
        if self.overprint.replace(overprint) != Some(overprint) {
            content.set_parameters(Name(if overprint { b"Over" } else { b"Knock" }));
        }
    }

    fn fill(&mut self, content: &mut Content, ink: &'a Ink) {
        self.state(content, Press::default().overprints(ink, true));
        if self.fill.replace(ink) == Some(ink) {
            return;
        }
        match ink {
            Ink::Spot(Spot { name, tint, .. }) => {
                content.set_fill_color_space(Name(self.plates[name.as_str()].0.as_bytes()));
                content.set_fill_color([f32::from(*tint) / 10_000.0]);
            }
            ink => {
                let [c, m, y, k] = shares(ink.process());
                content.set_fill_cmyk(c, m, y, k);
            }
        }
    }

    fn stroke(&mut self, content: &mut Content, ink: &'a Ink) {
        self.state(content, Press::default().overprints(ink, true));
        if self.stroke.replace(ink) == Some(ink) {
            return;
        }
        match ink {
            Ink::Spot(Spot { name, tint, .. }) => {
                content.set_stroke_color_space(Name(self.plates[name.as_str()].0.as_bytes()));
                content.set_stroke_color([f32::from(*tint) / 10_000.0]);
            }
            ink => {
                let [c, m, y, k] = shares(ink.process());
                content.set_stroke_cmyk(c, m, y, k);
            }
        }
    }
}

/// The part of the work that takes time, outside the document.
fn program(font: &Font<'_>) -> (Vec<u8>, usize, Vec<u8>) {
    let face = font.face;
    let subset = subsetter::subset(face.data(), face.index(), &font.remapper).expect("it can be subset");
    let file = if face.metrics().is_cff { cff(&subset) } else { &subset };
    let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };
    let mut map = UnicodeCmap::<u16>::new(Name(b"Custom"), system);
    for (code, glyph) in font.remapper.remapped_gids().enumerate() {
        if let Some(text) = font.texts.get(usize::from(glyph)).copied().flatten() {
            map.pair_with_multiple(code as u16, text.chars());
        }
    }
    (deflate(6, file), file.len(), deflate(6, &map.finish()))
}

/// The `CFF ` table of an OpenType font.
fn cff(font: &[u8]) -> &[u8] {
    let number = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().expect("four bytes")) as usize;
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let record = (0..count).map(|at| 12 + 16 * at).find(|at| &font[*at..at + 4] == b"CFF ");
    let record = record.expect("it has outlines");
    &font[number(record + 8)..][..number(record + 12)]
}

fn add_font(pdf: &mut Pdf, numbers: &mut Numbers, id: u16, font: &Font<'_>) -> Vec<(String, Ref)> {
    let (file, length, unicode) = program(font);
    let metrics = font.face.metrics();
    let name = format!("ABCDEF+{}", metrics.postscript_name.as_deref().unwrap_or("Face"));
    let name = Name(name.as_bytes());
    let [file_id, descriptor_id, cid_id, unicode_id] = [(); 4].map(|()| numbers.next());
    let mut stream = pdf.stream(file_id, &file);
    stream.filter(Filter::FlateDecode);
    if metrics.is_cff {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    } else {
        stream.pair(Name(b"Length1"), length as i32);
    }
    stream.finish();
    pdf.stream(unicode_id, &unicode).filter(Filter::FlateDecode);
    let unit = 1000.0 / f32::from(metrics.units_per_em);
    let scaled = |value: i16| f32::from(value) * unit;
    let mut descriptor = pdf.font_descriptor(descriptor_id);
    let [left, bottom, right, top] = metrics.bounds.map(scaled);
    descriptor
        .name(name)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(left, bottom, right, top))
        .italic_angle(f32::from(metrics.italic_angle))
        .ascent(scaled(metrics.ascender))
        .descent(scaled(metrics.descender))
        .cap_height(scaled(metrics.cap_height))
        .stem_v(80.0);
    if metrics.is_cff {
        descriptor.font_file3(file_id);
    } else {
        descriptor.font_file2(file_id);
    }
    descriptor.finish();
    let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
    let mut cid = pdf.cid_font(cid_id);
    cid.subtype(if metrics.is_cff { CidFontType::Type0 } else { CidFontType::Type2 });
    cid.base_font(name).system_info(system).font_descriptor(descriptor_id).default_width(1000.0);
    let mut widths = cid.widths();
    let mut at = 0;
    while at < font.widths.len() {
        let run = font.widths[at..].iter().take_while(|width| **width != 1000.0).count();
        if run > 0 {
            widths.consecutive(at as u16, font.widths[at..at + run].iter().copied());
        }
        at += run.max(1);
    }
    widths.finish();
    if !metrics.is_cff {
        cid.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    cid.finish();
    let mut made = Vec::new();
    for (used, letter, encoding) in [(font.across, 'H', b"Identity-H"), (font.down, 'V', b"Identity-V")] {
        if used {
            let font_id = numbers.next();
            pdf.type0_font(font_id)
                .base_font(name)
                .encoding_predefined(Name(encoding))
                .descendant_font(cid_id)
                .to_unicode(unicode_id);
            made.push((format!("{letter}{id}"), font_id));
        }
    }
    made
}

struct Sheet(f32);

impl Sheet {
    fn rect(&self, place: &Place) -> [f32; 4] {
        let [x, y, width, height] =
            [place.x, place.bottom(), place.width, place.height].map(|length| length.to_pt() as f32);
        [x, self.0 - y, width, height]
    }
}

fn text(
    content: &mut Content,
    page: &Page,
    run: &TextRun,
    font: &Font<'_>,
    sheet: &Sheet,
    codes: &mut Vec<u8>,
) {
    let glyphs = &page.glyphs[run.glyphs.clone()];
    let size = run.size.to_pt();
    let condense = f64::from(run.condense) / 1000.0;
    let stretch = if run.vertical { 1.0 } else { condense };
    let mut at = 0;
    while at < glyphs.len() {
        // A matrix for glyphs that stand on one line, then their codes and what they are moved by.
        let across = glyphs[at].across();
        let rest = glyphs[at..].iter().take_while(|glyph| glyph.across() == across).count();
        let (x, y) = if run.vertical {
            (run.origin.x + across, run.origin.y + glyphs[at].along())
        } else {
            (run.origin.x + glyphs[at].along(), run.origin.y - across)
        };
        let (x, y, narrow) = (x.to_pt() as f32, sheet.0 - y.to_pt() as f32, condense as f32);
        content.set_text_matrix(if run.turned {
            [0.0, -1.0, narrow, 0.0, x, y]
        } else {
            [narrow, 0.0, 0.0, 1.0, x, y]
        });
        let mut pen = glyphs[at].along().to_pt();
        let mut shown = content.show_positioned();
        let mut items = shown.items();
        codes.clear();
        for glyph in &glyphs[at..at + rest] {
            let gap = (glyph.along().to_pt() - pen) / size / stretch * 1000.0;
            let gap = (gap * 10.0).round() / 10.0;
            if gap != 0.0 {
                if !codes.is_empty() {
                    items.show(Str(codes));
                    codes.clear();
                }
                items.adjust(if run.is_down() { gap as f32 } else { -gap as f32 });
                pen += gap / 1000.0 * size * stretch;
            }
            let code = font.codes[usize::from(glyph.id)];
            codes.extend_from_slice(&code.to_be_bytes());
            let width = if run.is_down() { 1000.0 } else { f64::from(font.widths[usize::from(code)]) };
            pen += width / 1000.0 * size * stretch;
        }
        if !codes.is_empty() {
            items.show(Str(codes));
        }
        items.finish();
        shown.finish();
        at += rest;
    }
}

fn page_content<'a>(
    document: &Document<'a>,
    page: &'a Page,
    fonts: &BTreeMap<u16, Font<'a>>,
    plates: &'a Plates<'a>,
) -> Vec<u8> {
    let mut content = Content::with_settings_and_capacity(SETTINGS, page.glyphs.len() * 4);
    let mut colours = Colours::new(plates);
    let sheet = Sheet((page.trim.height + page.bleed * 2).to_pt() as f32);
    let mut codes = Vec::new();
    let mut in_text = false;
    let mut font = None;
    for item in &page.items {
        let is_text = matches!(item.kind, ItemKind::Text(_));
        if is_text != in_text {
            if is_text {
                content.begin_text();
            } else {
                content.end_text();
            }
            in_text = is_text;
        }
        match &item.kind {
            ItemKind::Text(run) => {
                let wanted = (run.face.0, run.is_down(), run.size);
                if font.replace(wanted) != Some(wanted) {
                    let name = format!("{}{}", if run.is_down() { 'V' } else { 'H' }, run.face.0);
                    content.set_font(Name(name.as_bytes()), run.size.to_pt() as f32);
                }
                colours.fill(&mut content, &run.ink);
                text(&mut content, page, run, &fonts[&run.face.0], &sheet, &mut codes);
            }
            ItemKind::Fill { rect, ink } => {
                colours.fill(&mut content, ink);
                let [x, y, width, height] = sheet.rect(rect);
                content.rect(x, y, width, height).fill_nonzero();
            }
            ItemKind::Shade { .. } => {}
            ItemKind::Frame { rect, width, ink } => {
                colours.stroke(&mut content, ink);
                content.set_line_width(width.to_pt() as f32);
                let [x, y, across, down] = sheet.rect(&rect.inset(*width / 2));
                content.rect(x, y, across, down).stroke();
            }
            ItemKind::Picture { picture, window, whole } => {
                content.save_state();
                content.set_parameters(Name(b"Knock"));
                if window != whole {
                    let [x, y, width, height] = sheet.rect(window);
                    content.rect(x, y, width, height).clip_nonzero().end_path();
                }
                let [x, y, width, height] = sheet.rect(whole);
                content.transform(match &document.pictures[picture.0 as usize].data {
                    PictureData::Vector(drawing) => {
                        let [across, down] = [drawing.width, drawing.height].map(|edge| edge as f32 / 256.0);
                        [width / across, 0.0, 0.0, -height / down, x, y + height]
                    }
                    _ => [width, 0.0, 0.0, height, x, y],
                });
                content.x_object(Name(format!("P{}", picture.0).as_bytes()));
                content.restore_state();
            }
        }
    }
    if in_text {
        content.end_text();
    }
    deflate(6, &content.finish())
}

fn drawing_content<'a>(drawing: &'a Drawing, plates: &'a Plates<'a>) -> Vec<u8> {
    let mut content = Content::with_settings_and_capacity(SETTINGS, 64 * drawing.shapes.len());
    let mut colours = Colours::new(plates);
    let path = |content: &mut Content, segments: &[Segment]| {
        let unit = |value: i32| value as f32 / 256.0;
        for segment in segments {
            match *segment {
                Segment::Move(x, y) => content.move_to(unit(x), unit(y)),
                Segment::Line(x, y) => content.line_to(unit(x), unit(y)),
                Segment::Curve(x1, y1, x2, y2, x, y) => {
                    content.cubic_to(unit(x1), unit(y1), unit(x2), unit(y2), unit(x), unit(y))
                }
                Segment::Close => content.close_path(),
            };
        }
    };
    for shape in &drawing.shapes {
        if let Some((ShapePaint::Ink(ink), rule)) = &shape.fill {
            colours.fill(&mut content, ink);
            path(&mut content, &shape.path);
            if *rule == FillRule::EvenOdd {
                content.fill_even_odd();
            } else {
                content.fill_nonzero();
            }
        }
        if let Some((ink, width)) = &shape.stroke {
            colours.stroke(&mut content, ink);
            content.set_line_width(*width as f32 / 256.0);
            path(&mut content, &shape.path);
            content.stroke();
        }
    }
    deflate(6, &content.finish())
}

fn differenced(pixels: &[u8], row: usize, channels: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(pixels.len());
    for row in pixels.chunks_exact(row) {
        out.extend_from_slice(&row[..channels]);
        out.extend(row.iter().zip(&row[channels..]).map(|(left, here)| here.wrapping_sub(*left)));
    }
    out
}

fn add_picture(
    pdf: &mut Pdf,
    id: Ref,
    data: &PictureData,
    plates: &Plates<'_>,
    spaces: &[(&str, Ref)],
    states: [Ref; 2],
) {
    match data {
        PictureData::CmykJpeg { width, height, bytes, inverted } => {
            let mut image = pdf.image_xobject(id, bytes);
            image.filter(Filter::DctDecode);
            image.width(*width as i32).height(*height as i32);
            image.bits_per_component(8).color_space().device_cmyk();
            if *inverted {
                image.decode([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
            }
        }
        PictureData::Raster { width, height, channels, pixels, .. } => {
            let count = channels.count();
            // The level of the program's own pictures.
            let bytes = deflate(PIXELS, &differenced(pixels, *width as usize * count, count));
            let mut image = pdf.image_xobject(id, &bytes);
            image.filter(Filter::FlateDecode);
            image.width(*width as i32).height(*height as i32);
            image.bits_per_component(8);
            match channels {
                Channels::Cmyk => image.color_space().device_cmyk(),
                Channels::Black => {
                    image.color_space().device_gray();
                    image.decode([1.0, 0.0]);
                }
            }
            let mut parameters = image.decode_parms();
            parameters.predictor(Predictor::Tiff).colors(count as i32).columns(*width as i32);
        }
        // The issue of the bench places no PDF.
        PictureData::Pdf(_) => {}
        PictureData::Vector(drawing) => {
            let bytes = drawing_content(drawing, plates);
            let mut form = pdf.form_xobject(id, &bytes);
            form.filter(Filter::FlateDecode);
            form.bbox(Rect::new(0.0, 0.0, drawing.width as f32 / 256.0, drawing.height as f32 / 256.0));
            let mut resources = form.resources();
            add_states(&mut resources, states);
            let mut named = resources.color_spaces();
            named.pairs(spaces.iter().map(|(name, id)| (Name(name.as_bytes()), *id)));
        }
    }
}

fn add_states(resources: &mut pdf_writer::writers::Resources<'_>, states: [Ref; 2]) {
    resources.ext_g_states().pair(Name(b"Over"), states[0]).pair(Name(b"Knock"), states[1]);
}

/// The level at which pixels are deflated, as `src/pdf/finish.rs` has it.
const PIXELS: u32 = 2;

/// Writes a document.
pub fn write(document: &Document<'_>) -> Vec<u8> {
    let mut numbers = Numbers(0);
    let fonts = fonts(document);
    let plates = plates(document);
    let mut pdf = Pdf::with_settings(SETTINGS);
    pdf.set_version(1, 6);
    let [catalog, tree, info, metadata, profile, over, knock] = [(); 7].map(|()| numbers.next());
    let mut font_names = Vec::new();
    for (id, font) in &fonts {
        font_names.extend(add_font(&mut pdf, &mut numbers, *id, font));
    }
    for (id, overprint) in [(over, true), (knock, false)] {
        let mut state = pdf.ext_graphics(id);
        state.overprint(overprint).overprint_fill(overprint);
        state.overprint_mode(OverprintMode::IgnoreZeroChannel);
    }
    let mut spaces = Vec::new();
    for (name, (resource, alternate)) in &plates {
        let id = numbers.next();
        let mut separation = pdf.color_space(id).separation(Name(name.as_bytes()));
        separation.alternate_color_space().device_cmyk();
        let range = [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0];
        separation
            .tint_exponential()
            .domain([0.0, 1.0])
            .range(range)
            .c0([0.0; 4])
            .c1(shares(*alternate))
            .n(1.0);
        spaces.push((resource.as_str(), id));
    }
    let mut pictures = BTreeMap::new();
    for item in document.pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Picture { picture, .. } = &item.kind
            && !pictures.contains_key(&picture.0)
        {
            let id = numbers.next();
            pictures.insert(picture.0, id);
            let data = &document.pictures[picture.0 as usize].data;
            add_picture(&mut pdf, id, data, &plates, &spaces, [over, knock]);
        }
    }
    let mut kids = Vec::new();
    for page in document.pages {
        let content = page_content(document, page, &fonts, &plates);
        let [page_id, content_id] = [(); 2].map(|()| numbers.next());
        kids.push(page_id);
        pdf.stream(content_id, &content).filter(Filter::FlateDecode);
        let around = page.bleed * 2;
        let [width, height] =
            [page.trim.width + around, page.trim.height + around].map(|length: Length| length.to_pt() as f32);
        let bleed = page.bleed.to_pt() as f32;
        let mut written = pdf.page(page_id);
        written.parent(tree).contents(content_id).media_box(Rect::new(0.0, 0.0, width, height));
        written.bleed_box(Rect::new(0.0, 0.0, width, height));
        written.trim_box(Rect::new(bleed, bleed, width - bleed, height - bleed));
        let mut resources = written.resources();
        add_states(&mut resources, [over, knock]);
        let mut named = resources.fonts();
        named.pairs(font_names.iter().map(|(name, id)| (Name(name.as_bytes()), *id)));
        named.finish();
        let mut named = resources.color_spaces();
        named.pairs(spaces.iter().map(|(name, id)| (Name(name.as_bytes()), *id)));
        named.finish();
        let mut named = resources.x_objects();
        for item in &page.items {
            if let ItemKind::Picture { picture, .. } = &item.kind {
                named.pair(Name(format!("P{}", picture.0).as_bytes()), pictures[&picture.0]);
            }
        }
    }
    pdf.pages(tree).count(kids.len() as i32).kids(kids);
    pdf.icc_profile(profile, &deflate(6, &document.press.profile)).n(4).filter(Filter::FlateDecode);
    pdf.metadata(metadata, XMP.as_bytes());
    pdf.document_info(info).title(TextStr(document.title)).creator(TextStr(document.creator));
    pdf.set_file_id((vec![7; 16], vec![7; 16]));
    let mut root = pdf.catalog(catalog);
    root.pages(tree).metadata(metadata);
    let mut intents = root.output_intents();
    intents
        .push()
        .subtype(OutputIntentSubtype::PDFX)
        .output_condition_identifier(TextStr(&document.press.condition))
        .info(TextStr(&document.press.condition))
        .dest_output_profile(profile);
    intents.finish();
    root.finish();
    pdf.finish()
}

/// A packet of the length of the program's own.
const XMP: &str = "<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
    <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
    <rdf:Description rdf:about=\"\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\
    <pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion></rdf:Description></rdf:RDF></x:xmpmeta>\n\
    <?xpacket end=\"r\"?>";
