//! Fonts as PDF objects: a subset program, its widths and what its codes mean.
//!
//! Codes are the glyphs' places in the subset, which `subsetter` makes the CIDs as well. A face
//! in both writing directions is one descendant font under two Type 0 fonts (ISO 32000-1, 9.7), and
//! so is one whose glyphs stand for several texts: each layer has a Type 0 font with its own ToUnicode.

use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use subsetter::GlyphRemapper;

use super::bytes;
use super::finish::{deflate, deflated};
use super::text::font_resource;
use super::usage::{FaceUse, per_mille};
use crate::cache::{Cache, Key};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::font::OutlineSink;
use crate::message::{Message, msg};
use crate::pdf_read::sfnt_table;
use crate::text::VERTICAL_ORIGIN;

/// The part of a font that takes time and no document: made on any thread.
pub(super) struct Program {
    /// The deflated font file and its length; see [`packed`].
    file: Arc<Vec<u8>>,
    /// The deflated ToUnicode maps: the face's own, then those of its layers.
    unicode: Vec<Arc<Vec<u8>>>,
}

/// Subsets and deflates a face, where the cache does not have it.
///
/// # Errors
/// `font-subset` when the font program cannot be read.
pub(super) fn program(face: &FaceUse<'_>, cache: &Cache) -> Result<Program, Diagnostic> {
    let key = || {
        let glyphs: Vec<u8> = face.glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
        let (index, place) = (face.face.index().to_be_bytes(), place_bytes(face));
        Key::of("font", &[face.face.fingerprint(), &index, &place, &glyphs])
    };
    let file = cache.get_or_make(key, || packed(face))?;
    let own = face.texts.iter().zip(0..).filter_map(|(text, code)| Some((code, (*text)?)));
    let mut unicode = vec![deflated(&to_unicode(own), cache)];
    unicode.extend(
        face.layers
            .iter()
            .map(|layer| deflated(&to_unicode(layer.texts.iter().map(|(code, text)| (*code, *text))), cache)),
    );
    Ok(Program { file, unicode })
}

/// Where a face is on the axes of a variable font, in bytes: 65,536ths, as fonts count.
fn place_bytes(face: &FaceUse<'_>) -> Vec<u8> {
    let fixed = |value: f32| (value * 65_536.0).round() as i32;
    let axes = face.face.location().iter();
    axes.flat_map(|(tag, value)| tag.iter().copied().chain(fixed(*value).to_be_bytes())).collect()
}

/// A face's subset font file deflated, and its length in eight bytes behind it.
fn packed(face: &FaceUse<'_>) -> Result<Vec<u8>, Diagnostic> {
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&face.glyphs);
    let unreadable = |why: Message| {
        Diagnostic::new(
            codes::FONT_SUBSET,
            msg!("the font of face `{name}` {why}", name = face.face.name(), why),
        )
        .help(msg!("the press file must carry the glyphs it shows; use another version of this font"))
    };
    let axes = face.face.location().iter();
    let place: Vec<_> = axes.map(|(tag, value)| (subsetter::Tag::new(tag), *value)).collect();
    // A variable font comes out as the one instance that is asked for, with TrueType outlines.
    let font = subsetter::subset_with_variations(face.face.data(), face.face.index(), &place, &remapper)
        .map_err(|fault| unreadable(msg!("cannot be subset: {fault}", fault = format_args!("{fault}"))))?;
    let file = if face.face.metrics().is_cff {
        sfnt_table(&font, b"CFF ").ok_or_else(|| unreadable(msg!("lost its outlines")))?
    } else {
        &font
    };
    let mut packed = deflate(file);
    packed.extend_from_slice(&(file.len() as u64).to_be_bytes());
    Ok(packed)
}

/// Adds a face's objects; returns the resource name and the id of each of its Type 0 fonts.
pub(super) fn add(document: &mut Document, face: &FaceUse<'_>, program: Program) -> Vec<(String, ObjectId)> {
    let is_cff = face.face.metrics().is_cff;
    let name = base_font(face);
    let mut file = Arc::unwrap_or_clone(program.file);
    let length = file.split_off(file.len().saturating_sub(8)).try_into().map_or(0, i64::from_be_bytes);
    let mut stream = Dictionary::new();
    if is_cff {
        stream.set("Subtype", "CIDFontType0C");
    } else {
        stream.set("Length1", length);
    }
    stream.set("Filter", "FlateDecode");
    let file = document.add_object(Stream::new(stream, file));
    let mut descriptor = descriptor(face, &name);
    descriptor.set(if is_cff { "FontFile3" } else { "FontFile2" }, file);
    let descriptor = document.add_object(descriptor);
    let system = Dictionary::from_iter([
        ("Registry", Object::string_literal("Adobe")),
        ("Ordering", Object::string_literal("Identity")),
        ("Supplement", Object::Integer(0)),
    ]);
    let mut cid_font = Dictionary::from_iter([
        ("Type", Object::from("Font")),
        ("Subtype", if is_cff { "CIDFontType0" } else { "CIDFontType2" }.into()),
        ("BaseFont", name.as_str().into()),
        ("CIDSystemInfo", system.into()),
        ("FontDescriptor", descriptor.into()),
        ("DW", Object::Integer(1000)),
    ]);
    let widths = widths(&face.widths);
    if !widths.is_empty() {
        cid_font.set("W", widths);
    }
    if face.vertical {
        cid_font.set("DW2", vec![Object::Integer(VERTICAL_ORIGIN.into()), Object::Integer(-1000)]);
        let downs = vertical_widths(face);
        if !downs.is_empty() {
            cid_font.set("W2", downs);
        }
    }
    if !is_cff {
        cid_font.set("CIDToGIDMap", "Identity");
    }
    let cid_font = document.add_object(cid_font);
    let mut fonts = Vec::new();
    for ((layer, number), unicode) in uses(face).zip(0..).zip(program.unicode) {
        let filter = Dictionary::from_iter([("Filter", Object::from("FlateDecode"))]);
        let unicode = document.add_object(Stream::new(filter, Arc::unwrap_or_clone(unicode)));
        let directions = [(layer.0, false, "Identity-H"), (layer.1, true, "Identity-V")];
        for (_, vertical, encoding) in directions.into_iter().filter(|(used, ..)| *used) {
            let full = if is_cff { format!("{name}-{encoding}") } else { name.clone() };
            let font = Dictionary::from_iter([
                ("Type", Object::from("Font")),
                ("Subtype", "Type0".into()),
                ("BaseFont", full.as_str().into()),
                ("Encoding", encoding.into()),
                ("DescendantFonts", vec![Object::Reference(cid_font)].into()),
                ("ToUnicode", unicode.into()),
            ]);
            fonts.push((font_resource(face.id.0, vertical, number), document.add_object(font)));
        }
    }
    fonts
}

/// Whether lines across and lines down use a face, and each of its layers.
fn uses(face: &FaceUse<'_>) -> impl Iterator<Item = (bool, bool)> {
    let layers = face.layers.iter().map(|layer| (layer.horizontal, layer.vertical));
    std::iter::once((face.horizontal, face.vertical)).chain(layers)
}

/// The font's name, with a tag of six letters when it is a subset (ISO 32000-1, 9.6.4).
fn base_font(face: &FaceUse<'_>) -> String {
    let given = face.face.metrics().postscript_name.as_deref().unwrap_or_else(|| face.face.name());
    let plain = |character: &char| character.is_ascii_alphanumeric() || "-_.".contains(*character);
    let mut name: String = given.chars().filter(plain).take(100).collect();
    if name.is_empty() {
        name = format!("Face{}", face.id.0);
    }
    // An instance is named by its place on the axes (Adobe Technical Note 5902).
    for (tag, value) in face.face.location() {
        let tag: String = tag.iter().map(|byte| char::from(*byte)).filter(plain).collect();
        name += &format!("_{value}{tag}");
    }
    if face.whole {
        return name;
    }
    // FNV-1a over what the subset is made from: the same glyphs of the same font, the same tag.
    let glyphs = face.glyphs.iter().flat_map(|glyph| glyph.to_be_bytes());
    let mut hash = name.bytes().chain(glyphs).fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let mut tag = String::with_capacity(7 + name.len());
    for _ in 0..6 {
        tag.push(char::from(b'A' + (hash % 26) as u8));
        hash /= 26;
    }
    tag + "+" + &name
}

fn descriptor(face: &FaceUse<'_>, name: &str) -> Dictionary {
    let metrics = face.face.metrics();
    let upm = i32::from(metrics.units_per_em);
    let scaled = |units: i16| Object::Integer(i64::from(per_mille(i32::from(units), upm)));
    // Symbolic, as every font with codes of its own is; italic where it slants.
    let flags = if metrics.italic_angle == 0 { 4 } else { 4 | 64 };
    Dictionary::from_iter([
        ("Type", Object::from("FontDescriptor")),
        ("FontName", name.into()),
        ("Flags", Object::Integer(flags)),
        ("FontBBox", metrics.bounds.iter().map(|edge| scaled(*edge)).collect::<Vec<_>>().into()),
        ("ItalicAngle", Object::Integer(i64::from(metrics.italic_angle))),
        ("Ascent", scaled(metrics.ascender)),
        ("Descent", scaled(metrics.descender)),
        ("CapHeight", scaled(metrics.cap_height)),
        ("StemV", Object::Integer(i64::from(stem(face)))),
    ])
}

/// The width of vertical stems, estimated from the vertical bar, which is nothing but a stem.
/// Readers use it only when they must replace the font, which they never need to.
fn stem(face: &FaceUse<'_>) -> i32 {
    struct Extent(f32, f32);
    impl Extent {
        fn add(&mut self, x: f32) {
            self.0 = self.0.min(x);
            self.1 = self.1.max(x);
        }
    }
    impl OutlineSink for Extent {
        fn move_to(&mut self, x: f32, _: f32) {
            self.add(x);
        }
        fn line_to(&mut self, x: f32, _: f32) {
            self.add(x);
        }
        fn quad_to(&mut self, x1: f32, _: f32, x: f32, _: f32) {
            self.add(x1);
            self.add(x);
        }
        fn curve_to(&mut self, x1: f32, _: f32, x2: f32, _: f32, x: f32, _: f32) {
            self.add(x1);
            self.add(x2);
            self.add(x);
        }
        fn close(&mut self) {}
    }
    let mut extent = Extent(f32::INFINITY, f32::NEG_INFINITY);
    let drawn = face.face.glyph('|').is_some_and(|bar| face.face.outline(bar, &mut extent));
    let width = (extent.1 - extent.0).round();
    if drawn && width.is_finite() && width > 0.0 {
        per_mille(width as i32, i32::from(face.face.metrics().units_per_em)).clamp(20, 300)
    } else {
        80
    }
}

/// `/W` without the glyphs of the default width: runs of `first [widths]`.
fn widths(widths: &[i32]) -> Vec<Object> {
    runs(widths.iter().enumerate().map(|(code, width)| (code, (*width != 1000).then_some([*width]))))
}

/// `/W2` without the glyphs of the default advance: runs of `first [down, x, y of the origin]`.
///
/// Pages give places of glyphs in lines that run down against [`VERTICAL_ORIGIN`], whatever origin
/// the font itself has, so that is the origin of every glyph here.
fn vertical_widths(face: &FaceUse<'_>) -> Vec<Object> {
    let glyphs = face.downs.iter().zip(&face.widths).enumerate();
    runs(
        glyphs.map(|(code, (down, width))| {
            (code, (*down != 1000).then_some([-*down, width / 2, VERTICAL_ORIGIN]))
        }),
    )
}

fn runs<const N: usize>(figures: impl Iterator<Item = (usize, Option<[i32; N]>)>) -> Vec<Object> {
    let mut array: Vec<Object> = Vec::new();
    let mut run: Vec<Object> = Vec::new();
    let mut first = 0;
    for (code, figures) in figures {
        match figures {
            Some(figures) => {
                if run.is_empty() {
                    first = code;
                }
                run.extend(figures.map(|figure| Object::Integer(i64::from(figure))));
            }
            None if run.is_empty() => {}
            None => {
                array.push(Object::Integer(first as i64));
                array.push(Object::Array(std::mem::take(&mut run)));
            }
        }
    }
    if !run.is_empty() {
        array.push(Object::Integer(first as i64));
        array.push(Object::Array(run));
    }
    array
}

/// A ToUnicode map: a code may stand for several characters (`——` is one glyph).
fn to_unicode<'a>(texts: impl Iterator<Item = (u16, &'a str)>) -> Vec<u8> {
    let mapped: Vec<_> = texts.collect();
    let mut out = Vec::with_capacity(mapped.len() * 14 + 512);
    out.extend_from_slice(
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
          /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
          /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
          1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    for block in mapped.chunks(100) {
        bytes::integer(&mut out, block.len() as i64);
        out.extend_from_slice(b" beginbfchar\n");
        for (code, text) in block {
            out.push(b'<');
            bytes::hex16(&mut out, *code);
            out.extend_from_slice(b"> <");
            bytes::hex_utf16(&mut out, text);
            out.extend_from_slice(b">\n");
        }
        out.extend_from_slice(b"endbfchar\n");
    }
    out.extend_from_slice(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}
