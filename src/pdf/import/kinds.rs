//! Fonts, graphics states, patterns, shadings, forms and pictures, each by the rules of its kind.

use lopdf::{Dictionary, Object, Stream};

use super::copy::{Copier, DEEPEST, Role};
use super::report::{MOST_STREAM, broken, too_large};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::Standard;
use crate::message::{msg, word};
use crate::pdf_read::Survey;
use crate::pdf_read::objects::{as_dictionary, entry, number, resolve};

impl<'a> Copier<'a, '_> {
    pub(super) fn font(
        &mut self,
        font: &'a Object,
        around: Option<&'a Dictionary>,
        depth: usize,
    ) -> Result<Object, Diagnostic> {
        let source = self.source;
        let own = as_dictionary(font).ok_or_else(|| broken(word("a font in it is not a dictionary")))?;
        let kind = entry(source, own, "Subtype").and_then(|kind| kind.as_name().ok()).unwrap_or(b"");
        if kind == b"Type3" {
            let mut made = self.only(
                own,
                &[
                    "Type",
                    "Subtype",
                    "Name",
                    "FontBBox",
                    "FontMatrix",
                    "Encoding",
                    "FirstChar",
                    "LastChar",
                    "Widths",
                    "ToUnicode",
                ],
            )?;
            let around = entry(source, own, "Resources").and_then(as_dictionary).or(around);
            let (mut drawn, mut used) = (Dictionary::new(), Survey::default());
            for (name, glyph) in entry(source, own, "CharProcs").and_then(as_dictionary).into_iter().flatten()
            {
                // Each font copies its glyphs for itself, for it has their resources.
                let glyph = resolve(source, glyph)
                    .as_stream()
                    .map_err(|_| broken(word("a Type 3 glyph in it is not a stream")))?;
                let glyph = self.glyph(glyph, around, depth + 1, &mut used)?;
                drawn.set(name.clone(), self.added(glyph)?);
            }
            made.set("Resources", self.resources(&used, around, depth + 1)?);
            made.set("CharProcs", drawn);
            return Ok(Object::Dictionary(made));
        }
        let parts = entry(source, own, "DescendantFonts").and_then(|parts| parts.as_array().ok());
        let part = parts.and_then(|parts| as_dictionary(resolve(source, parts.first()?)));
        let owner = if kind == b"Type0" { part } else { Some(own) };
        let descriptor =
            owner.and_then(|owner| entry(source, owner, "FontDescriptor")).and_then(as_dictionary);
        let program = descriptor.and_then(|descriptor| {
            ["FontFile", "FontFile2", "FontFile3"].into_iter().find_map(|key| entry(source, descriptor, key))
        });
        let name = entry(source, own, "BaseFont").and_then(|name| name.as_name().ok()).unwrap_or(b"?");
        let name = String::from_utf8_lossy(name);
        match program {
            Some(Object::Stream(program)) if !program.content.is_empty() => {
                let kind = program.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or(b"");
                if self.standard == Standard::X1a && kind == b"OpenType" {
                    let what = msg!(
                        "the font {name} of this PDF is embedded in a way that PDF/X-1a does not have",
                        name
                    );
                    self.report
                        .add(Diagnostic::new(codes::PLACED_FONT, what).help(msg!("ask for it as PDF/X-1a")));
                }
            }
            _ => self.report.add(
                Diagnostic::new(
                    codes::PLACED_FONT,
                    msg!("the font {name} of this PDF is not embedded", name),
                )
                .help(msg!(
                    "the press would set another one: ask for it with all fonts embedded, or as outlines"
                )),
            ),
        }
        Ok(Object::Dictionary(self.plain_dictionary(own, 0)?))
    }

    pub(super) fn state(
        &mut self,
        state: &'a Object,
        around: Option<&'a Dictionary>,
        depth: usize,
    ) -> Result<Object, Diagnostic> {
        let source = self.source;
        let own =
            as_dictionary(state).ok_or_else(|| broken(word("a graphics state in it is not a dictionary")))?;
        let mut made = Dictionary::new();
        for (key, raw) in own {
            let value = resolve(source, raw);
            let name = value.as_name().unwrap_or(b"");
            match key.as_slice() {
                b"TR" | b"TR2" if matches!(name, b"Identity" | b"Default") => {}
                b"TR" | b"TR2" => {
                    return Err(self.refusal(word("changes its tones with a transfer function")));
                }
                // Screens, and how black is made of RGB, are the press's own.
                b"HT" | b"HTP" | b"HTO" | b"BG" | b"BG2" | b"UCR" | b"UCR2" => {}
                b"SMask" if name == b"None" => made.set("SMask", value.clone()),
                b"SMask" => {
                    self.transparency(word("a soft mask"));
                    let mask = as_dictionary(value)
                        .ok_or_else(|| broken(word("a soft mask in it is not a dictionary")))?;
                    let mut kept = self.only(mask, &["Type", "S", "BC", "TR"])?;
                    let group =
                        mask.get(b"G").map_err(|_| broken(word("it has a soft mask without a group")))?;
                    let group = self.once_in(Role::Group, group, around, |copier, group| {
                        copier.xobject(group, around, depth)
                    })?;
                    kept.set("G", group);
                    made.set("SMask", kept);
                }
                b"Font" => {
                    let [font, size] = value.as_array().map_or(&[][..], Vec::as_slice) else { continue };
                    let font = self.once_in(Role::Font, font, around, |copier, font| {
                        copier.font(font, around, depth + 1)
                    })?;
                    made.set("Font", vec![font, self.plain(size, 0)?]);
                }
                _ => {
                    let faint = matches!(key.as_slice(), b"ca" | b"CA") && number(value) != Some(1.0);
                    let blends = key == b"BM" && !matches!(name, b"Normal" | b"Compatible");
                    if faint {
                        self.transparency(word("parts that let others through"));
                    } else if blends {
                        self.transparency(word("a blend mode"));
                    }
                    made.set(key.clone(), self.plain(raw, 0)?);
                }
            }
        }
        Ok(Object::Dictionary(made))
    }

    pub(super) fn pattern(
        &mut self,
        pattern: &'a Object,
        around: Option<&'a Dictionary>,
        depth: usize,
    ) -> Result<Object, Diagnostic> {
        match pattern {
            Object::Stream(own) => {
                let keys =
                    ["Type", "PatternType", "PaintType", "TilingType", "BBox", "XStep", "YStep", "Matrix"];
                let copy = self.only(&own.dict, &keys)?;
                self.painted(own, copy, around, depth + 1)
            }
            Object::Dictionary(own) => {
                let mut made = self.only(own, &["Type", "PatternType", "Matrix"])?;
                let shading =
                    own.get(b"Shading").map_err(|_| broken(word("it has a pattern without a shading")))?;
                let shading = self
                    .once(Role::Shading, shading, |copier, shading| copier.shading(shading, around, depth))?;
                made.set("Shading", shading);
                if let Ok(state) = own.get(b"ExtGState") {
                    let state = self.once_in(Role::State, state, around, |copier, state| {
                        copier.state(state, around, depth + 1)
                    })?;
                    made.set("ExtGState", state);
                }
                Ok(Object::Dictionary(made))
            }
            _ => Err(broken(word("a pattern in it is neither a dictionary nor a stream"))),
        }
    }

    pub(super) fn shading(
        &mut self,
        shading: &'a Object,
        _: Option<&'a Dictionary>,
        _: usize,
    ) -> Result<Object, Diagnostic> {
        let own =
            as_dictionary(shading).ok_or_else(|| broken(word("a shading in it is not a dictionary")))?;
        let mut made = self.plain_dictionary(own, 0)?;
        let space = own.get(b"ColorSpace").map_err(|_| broken(word("it has a shading without colours")))?;
        made.set("ColorSpace", self.space(space, 0)?);
        Ok(match shading {
            Object::Stream(own) => Object::Stream(self.fitted(own, made, MOST_STREAM as u64)?),
            _ => Object::Dictionary(made),
        })
    }

    pub(super) fn xobject(
        &mut self,
        object: &'a Object,
        around: Option<&'a Dictionary>,
        depth: usize,
    ) -> Result<Object, Diagnostic> {
        let source = self.source;
        let own = object.as_stream().map_err(|_| broken(word("a form or picture in it is not a stream")))?;
        if own.dict.has(b"OPI") || own.dict.has(b"Ref") {
            return Err(self.refusal(word("refers to pictures in other files (OPI or reference XObjects)")));
        }
        if let Ok(layer) = own.dict.get(b"OC") {
            self.visible(layer)?;
        }
        let name = |key: &str| entry(source, &own.dict, key).and_then(|name| name.as_name().ok());
        match name("Subtype") {
            Some(b"Form") if name("Subtype2") != Some(b"PS") => {
                let mut copy = self.only(&own.dict, &["Type", "Subtype", "BBox", "Matrix"])?;
                let group = entry(source, &own.dict, "Group").and_then(as_dictionary);
                if let Some(group) = group.filter(|_| self.standard == Standard::X4) {
                    self.transparent = true;
                    let mut kept = self.only(group, &["Type", "S", "I", "K"])?;
                    if let Ok(space) = group.get(b"CS") {
                        kept.set("CS", self.space(space, 0)?);
                    }
                    copy.set("Group", kept);
                }
                self.painted(own, copy, around, depth + 1)
            }
            Some(b"Image") => self.image(own, depth),
            _ => Err(self.refusal(word("has PostScript in it"))),
        }
    }

    fn image(&mut self, own: &'a Stream, depth: usize) -> Result<Object, Diagnostic> {
        let source = self.source;
        let side = |key: &str| entry(source, &own.dict, key).and_then(number).filter(|side| *side >= 1.0);
        let (Some(width), Some(height)) = (side("Width"), side("Height")) else {
            return Err(broken(word("it has a picture without a size")));
        };
        if width * height > self.most_pixels {
            return Err(too_large(msg!(
                "it has a picture of {width} × {height} pixels",
                width = format_args!("{width:.0}"),
                height = format_args!("{height:.0}")
            )));
        }
        if self.standard == Standard::X1a && side("BitsPerComponent").is_some_and(|bits| bits > 8.0) {
            return Err(self.refusal(word("has pictures of 16 bits, which PDF/X-1a does not have")));
        }
        let mut copy = self.only(
            &own.dict,
            &[
                "Type",
                "Subtype",
                "Width",
                "Height",
                "BitsPerComponent",
                "ImageMask",
                "Decode",
                "Interpolate",
                "Intent",
                "SMaskInData",
                "Matte",
            ],
        )?;
        match own.dict.get(b"ColorSpace") {
            Ok(space) => copy.set("ColorSpace", self.space(space, 0)?),
            Err(_) if own.filters().is_ok_and(|filters| filters.contains(&b"JPXDecode".as_slice())) => {
                self.rgb(word("a JPEG 2000 picture that does not say in which colours it is"));
            }
            Err(_) => {}
        }
        if side("SMaskInData").is_some() {
            self.transparency(word("a picture that lets others through"));
        }
        for key in ["Mask", "SMask"] {
            let Ok(raw) = own.dict.get(key.as_bytes()) else { continue };
            if let Object::Array(_) = resolve(source, raw) {
                copy.set(key, self.plain(raw, 0)?);
                continue;
            }
            if key == "SMask" {
                self.transparency(word("a picture with a soft mask"));
            }
            if depth > DEEPEST {
                return Err(broken(word("the masks of its pictures have masks without end")));
            }
            let mask = self.once(Role::Mask, raw, |copier, mask| {
                let mask = mask
                    .as_stream()
                    .map_err(|_| broken(word("the mask of a picture in it is not a stream")))?;
                copier.image(mask, depth + 1)
            })?;
            copy.set(key, mask);
        }
        // Four inks of 16 bits, and a byte for each row's predictor.
        let most = (width * height * 8.0 + height * 2.0 + 65_536.0) as u64;
        Ok(Object::Stream(self.fitted(own, copy, most)?))
    }
}
