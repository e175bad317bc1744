//! Rules about objects wherever they are: fonts, colour spaces, graphics states, XObjects, filters.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::report::Report;
use crate::codes::Rule;
use crate::diagnostic::Severity;
use crate::message::{Message, msg};
use crate::pdf_read::objects::{as_dictionary, entry, number, resolve, sub};
use crate::pdf_read::{advances, cid_widths, plain};

/// Walks every object of the file once.
pub(super) fn check(report: &mut Report<'_>, document: &Document) {
    let mut walk = Walk { document, plates: BTreeMap::new() };
    for (id, object) in &document.objects {
        walk.object(report, object, &msg!("object {id}", id = id.0));
    }
}

struct Walk<'a> {
    document: &'a Document,
    /// Alternate and tint of each spot colour, as first seen.
    plates: BTreeMap<Vec<u8>, (&'a Object, Object)>,
}

impl<'a> Walk<'a> {
    fn object(&mut self, report: &mut Report<'_>, object: &'a Object, place: &Message) {
        match object {
            Object::Dictionary(dictionary) => self.dictionary(report, dictionary, place),
            Object::Stream(stream) => {
                self.stream(report, &stream.dict, place);
                self.dictionary(report, &stream.dict, place);
            }
            Object::Array(parts) => {
                if matches!(parts.first().map(Object::as_name), Some(Ok(b"Separation" | b"DeviceN"))) {
                    self.separation(report, parts, place);
                }
                for part in parts {
                    self.object(report, part, place);
                }
            }
            _ => {}
        }
    }

    fn dictionary(&mut self, report: &mut Report<'_>, dictionary: &'a Dictionary, place: &Message) {
        let document = self.document;
        let name = |key: &str| entry(document, dictionary, key).and_then(|name| name.as_name().ok());
        match name("Type") {
            Some(b"Font") => self.font(report, dictionary, place),
            Some(b"Action") => report.add(Rule::Actions, msg!("{place} is an action", place)),
            _ => {}
        }
        if name("S") == Some(b"JavaScript") || dictionary.has(b"JS") {
            report.add(Rule::Actions, msg!("{place} is a script", place));
        }
        if dictionary.has(b"Subtype") && matches!(name("Subtype"), Some(b"Widget")) {
            report.add(Rule::Annotations, msg!("{place} is a form field", place));
        }
        if let Some(states) = sub(document, dictionary, "ExtGState") {
            for (state, value) in states {
                if let Some(value) = as_dictionary(resolve(document, value)) {
                    let state = msg!(
                        "graphics state {name} of {place}",
                        name = String::from_utf8_lossy(state),
                        place
                    );
                    self.state(report, value, &state);
                }
            }
        }
        if let Some(spaces) = entry(document, dictionary, "ColorSpace") {
            match spaces {
                // Resources: a dictionary of names.
                Object::Dictionary(spaces) => {
                    for (name, space) in spaces {
                        let place = msg!(
                            "colour space {name} of {place}",
                            name = String::from_utf8_lossy(name),
                            place
                        );
                        self.space(report, space, &place, 0);
                    }
                }
                // An image or a shading.
                space => self.space(report, space, place, 0),
            }
        }
        for (_, value) in dictionary {
            self.object(report, value, place);
        }
    }

    /// Rules 18 and 20 to 22 for a stream.
    fn stream(&mut self, report: &mut Report<'_>, dictionary: &'a Dictionary, place: &Message) {
        let filters = match entry(self.document, dictionary, "Filter") {
            Some(Object::Array(filters)) => filters.iter().collect(),
            Some(filter) => vec![filter],
            None => Vec::new(),
        };
        for filter in filters.into_iter().filter_map(|filter| resolve(self.document, filter).as_name().ok()) {
            if report.standard.filters.contains(&filter) {
                report.add(
                    Rule::Filters,
                    msg!("{place} uses {name}", place, name = String::from_utf8_lossy(filter)),
                );
            }
        }
        if dictionary.has(b"F") {
            report.add(Rule::PlacedObjects, msg!("{place} keeps its data in another file", place));
        }
        let subtype = |key: &str| entry(self.document, dictionary, key).and_then(|name| name.as_name().ok());
        if subtype("Subtype") == Some(b"PS") || subtype("Subtype2") == Some(b"PS") {
            report.add(Rule::PlacedObjects, msg!("{place} is PostScript", place));
        }
        if !matches!(subtype("Subtype"), Some(b"Image" | b"Form")) {
            return;
        }
        for key in ["OPI", "Ref"] {
            if dictionary.has(key.as_bytes()) {
                report.add(Rule::PlacedObjects, msg!("{place} has {key}", place, key));
            }
        }
        let others = entry(self.document, dictionary, "Alternates").and_then(|others| others.as_array().ok());
        let printed = others.into_iter().flatten().any(|other| {
            let other = as_dictionary(resolve(self.document, other));
            other.is_some_and(|other| matches!(other.get(b"DefaultForPrinting"), Ok(Object::Boolean(true))))
        });
        if printed {
            report.add(
                Rule::PlacedObjects,
                msg!("{place} has another picture for printing (Alternates)", place),
            );
        }
        // Sixteen bits came with PDF 1.5.
        let bits = entry(self.document, dictionary, "BitsPerComponent").and_then(|bits| bits.as_i64().ok());
        if bits == Some(16) && report.standard.version < "1.5" {
            report.add(
                Rule::Operators,
                msg!("{place} has samples of 16 bits, which its version does not know", place),
            );
        }
        let masked = entry(self.document, dictionary, "SMaskInData").and_then(|mask| mask.as_i64().ok());
        if masked.is_some_and(|mask| mask != 0) && !report.standard.transparency {
            report.add(Rule::Transparency, msg!("{place} has a soft mask", place));
        }
        let group = sub(self.document, dictionary, "Group");
        let group = group.and_then(|group| group.get(b"S").and_then(Object::as_name).ok());
        if group == Some(b"Transparency") && !report.standard.transparency {
            report.add(Rule::Transparency, msg!("{place} is a transparency group", place));
        }
        if dictionary.has(b"SMask") && !report.standard.transparency {
            report.add(Rule::Transparency, msg!("{place} has a soft mask", place));
        }
    }

    /// Rules 18, 21 and 27 for a graphics state.
    fn state(&mut self, report: &mut Report<'_>, state: &Dictionary, place: &Message) {
        let get = |key: &str| entry(self.document, state, key);
        if get("TR").is_some() {
            report.add(Rule::GraphicsStates, msg!("{place} has a transfer function", place));
        }
        if get("TR2").is_some_and(|function| function.as_name().ok() != Some(b"Default")) {
            report.add(Rule::GraphicsStates, msg!("{place} has a transfer function", place));
        }
        if get("HTP").is_some() {
            report.add(Rule::GraphicsStates, msg!("{place} has a halftone phase", place));
        }
        if let Some(halftone) = get("HT").and_then(as_dictionary) {
            let kind = halftone.get(b"HalftoneType").and_then(Object::as_i64).unwrap_or(0);
            if !matches!(kind, 1 | 5) || halftone.has(b"HalftoneName") {
                report.add(Rule::GraphicsStates, msg!("{place} has a halftone of its own", place));
            }
        }
        let flag = |key: &str| get(key).and_then(|flag| flag.as_bool().ok());
        // Where `op` is left out, `OP` counts for both (ISO 32000-1, table 58).
        if flag("op").is_some() && flag("op") != flag("OP") {
            report.add(Rule::BlackText, msg!("{place} overprints fills and lines differently", place));
        }
        if !report.standard.transparency {
            let alpha = |key: &str| get(key).is_some_and(|alpha| number(alpha) != Some(1.0));
            let mask = get("SMask").is_some_and(|mask| mask.as_name().ok() != Some(b"None"));
            // A list names the first blend mode that a reader knows.
            let blends = get("BM").is_some_and(|mode| {
                let plain = |mode: &Object| matches!(mode.as_name(), Ok(b"Normal" | b"Compatible"));
                match mode {
                    Object::Array(modes) => !modes.iter().all(plain),
                    mode => !plain(mode),
                }
            });
            if alpha("ca") || alpha("CA") || mask || blends {
                report.add(Rule::Transparency, msg!("{place} is transparent", place));
            }
        }
    }

    /// Rule 16 for a colour space.
    fn space(&self, report: &mut Report<'_>, space: &Object, place: &Message, depth: usize) {
        if depth > 8 {
            return report.add(
                Rule::ColourSpaces,
                msg!("{place} has colour spaces within each other without end", place),
            );
        }
        match resolve(self.document, space) {
            Object::Name(name) if matches!(name.as_slice(), b"DeviceRGB" | b"RGB") => {
                report.add(Rule::ColourSpaces, msg!("{place} is DeviceRGB", place));
            }
            Object::Array(parts) => match parts.first().map(Object::as_name) {
                Some(Ok(b"DeviceRGB")) => report.add(Rule::ColourSpaces, msg!("{place} is DeviceRGB", place)),
                Some(Ok(kind @ (b"ICCBased" | b"CalRGB" | b"CalGray" | b"Lab")))
                    if !report.standard.managed_colour =>
                {
                    report.add(
                        Rule::ColourSpaces,
                        msg!("{place} is {name}", place, name = String::from_utf8_lossy(kind)),
                    );
                }
                Some(Ok(b"Indexed" | b"I" | b"Pattern")) => {
                    if let Some(base) = parts.get(1) {
                        self.space(report, base, place, depth + 1);
                    }
                }
                Some(Ok(b"Separation" | b"DeviceN")) => {
                    if let Some(alternate) = parts.get(2) {
                        self.space(report, alternate, place, depth + 1);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// Rule 17: one plate, one alternate, one tint.
    fn separation(&mut self, report: &mut Report<'_>, parts: &'a [Object], place: &Message) {
        self.space(report, &Object::Array(parts.to_vec()), place, 0);
        let [_, Object::Name(name), alternate, tint] = parts else { return };
        let plain = |object: &'a Object| match resolve(self.document, object) {
            Object::Stream(stream) => Object::Stream(stream.clone()),
            object => object.clone(),
        };
        let (alternate, tint) = (resolve(self.document, alternate), plain(tint));
        match self.plates.get(name.as_slice()) {
            None => {
                self.plates.insert(name.clone(), (alternate, tint));
            }
            Some(first) if (first.0, &first.1) == (alternate, &tint) => {}
            Some(_) => {
                let name = String::from_utf8_lossy(name);
                report.add(Rule::SpotColours, msg!("spot colour {name} is not the same everywhere", name));
            }
        }
    }

    /// Rules 14 and 15: the font is there, and says what it shows.
    fn font(&self, report: &mut Report<'_>, font: &Dictionary, place: &Message) {
        let document = self.document;
        let kind = entry(document, font, "Subtype").and_then(|kind| kind.as_name().ok()).unwrap_or(b"");
        let base = entry(document, font, "BaseFont").and_then(|name| name.as_name().ok()).unwrap_or(b"");
        let place = msg!("font {name} ({place})", name = String::from_utf8_lossy(base), place);
        // CID fonts are looked at with the Type 0 font over them; Type 3 glyphs are content.
        if matches!(kind, b"CIDFontType0" | b"CIDFontType2" | b"Type3") {
            return;
        }
        // Simple fonts with an encoding by name tell their characters by it (ISO 32000-1, 9.10.2).
        let named = entry(document, font, "Encoding").and_then(|name| name.as_name().ok());
        let known = kind != b"Type0"
            && matches!(named, Some(b"WinAnsiEncoding" | b"MacRomanEncoding" | b"MacExpertEncoding"));
        if !font.has(b"ToUnicode") && !known {
            // PDF/X prints without it; only search and archives need it.
            let message = msg!("{place} does not tell its characters (no ToUnicode)", place);
            report.add_as(Severity::Warning, Rule::FontWidths, message);
        }
        let descendant = entry(document, font, "DescendantFonts").and_then(|fonts| fonts.as_array().ok());
        let descendant = descendant.and_then(|fonts| as_dictionary(resolve(document, fonts.first()?)));
        let owner = if kind == b"Type0" { descendant } else { Some(font) };
        let descriptor = owner.and_then(|owner| sub(document, owner, "FontDescriptor"));
        let files = ["FontFile", "FontFile2", "FontFile3"];
        let file = descriptor
            .and_then(|descriptor| files.into_iter().find_map(|key| entry(document, descriptor, key)));
        let Some(Object::Stream(file)) = file else {
            return report.add(Rule::FontsEmbedded, msg!("{place} is not embedded", place));
        };
        let kind = file.dict.get(b"Subtype").and_then(Object::as_name).ok();
        if kind == Some(b"OpenType") && report.standard.version < "1.6" {
            report.add(
                Rule::FontsEmbedded,
                msg!("{place} is embedded as OpenType, which its version does not know", place),
            );
        }
        let program = plain(document, file).unwrap_or_default();
        if program.is_empty() {
            return report.add(Rule::FontsEmbedded, msg!("{place} is embedded without a program", place));
        }
        if let Some(owner) = owner.filter(|owner| owner.has(b"CIDSystemInfo")) {
            self.widths(report, owner, &program, &place);
        }
    }

    /// Widths against the font program, where that can be told.
    fn widths(&self, report: &mut Report<'_>, font: &Dictionary, program: &[u8], place: &Message) {
        let Some(advances) = advances(program) else { return };
        let default = entry(self.document, font, "DW").and_then(number).unwrap_or(1000.0);
        let widths = cid_widths(self.document, font);
        let advances = advances.iter().enumerate().filter_map(|(code, advance)| Some((code, (*advance)?)));
        let wrong = advances.into_iter().find(|(code, advance)| {
            let code = u32::try_from(*code).unwrap_or(u32::MAX);
            let width = widths.get(&code).map_or(default, |width| width * 1000.0);
            (width - f64::from(*advance)).abs() > 1.0
        });
        if let Some((code, advance)) = wrong {
            report.add(
                Rule::FontWidths,
                msg!("{place} gives code {code} a width other than its own {advance}", place, code, advance),
            );
        }
    }
}
