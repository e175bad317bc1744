//! Colour spaces of a foreign page: what is not of the press is refused, and a plate is written as
//! banxin writes it.
//!
//! A separation's tint says how it looks on a proof, not what stands on its plate. So all
//! separations over CMYK get the same straight tint up to their own solid colour: then a spot colour
//! that the house uses too is one and the same plate (ISO 15930-7, 6.2.4.4).

use lopdf::{Dictionary, Document, Object};

use super::copy::{Copier, Role};
use super::report::{ANEW, broken};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::{Cmyk, Standard};
use crate::issue::PlacedSpot;
use crate::message::{IntoArgument, msg, word};
use crate::pdf_read::Function;
use crate::pdf_read::objects::{as_dictionary, entry, number, resolve};

impl<'a> Copier<'a, '_> {
    /// Refuses a colour that is not of the press.
    pub(super) fn rgb(&mut self, what: impl IntoArgument) {
        self.report.add(
            Diagnostic::new(codes::PLACED_COLOUR, msg!("this PDF has {what}", what))
                .help(msg!("which inks the press makes of it cannot be told: {anew}", anew = ANEW)),
        );
    }

    fn managed(&mut self, what: impl IntoArgument) {
        if self.standard == Standard::X1a {
            return self.rgb(msg!("{what}, which PDF/X-1a does not have", what));
        }
        self.report.add(Diagnostic::new(codes::PLACED_MANAGED, msg!("this PDF has {what}", what)).help(
            msg!(
                "its inks are made at the printer's and black may come from four plates: {anew}",
                anew = ANEW
            ),
        ));
    }

    /// A colour space, with references followed.
    pub(super) fn space(&mut self, space: &'a Object, depth: usize) -> Result<Object, Diagnostic> {
        if depth > 8 {
            return Err(broken(word("its colour spaces contain each other without end")));
        }
        self.once(Role::Space, space, |copier, space| copier.space_itself(space, depth))
    }

    pub(super) fn space_itself(&mut self, space: &'a Object, depth: usize) -> Result<Object, Diagnostic> {
        let parts = match space {
            Object::Name(name) => {
                if matches!(name.as_slice(), b"DeviceRGB" | b"RGB") {
                    self.rgb(word("colours in RGB"));
                }
                return Ok(space.clone());
            }
            Object::Array(parts) => parts,
            _ => return Err(broken(word("a colour space in it is neither a name nor an array"))),
        };
        let source = self.source;
        let part =
            |at: usize| parts.get(at).ok_or_else(|| broken(word("it has a colour space with parts missing")));
        let kind = resolve(source, part(0)?).as_name().unwrap_or(b"");
        let mut made = vec![Object::Name(kind.to_vec())];
        match kind {
            b"DeviceRGB" => self.rgb(word("colours in RGB")),
            b"DeviceGray" | b"DeviceCMYK" => {}
            b"CalRGB" | b"CalGray" | b"Lab" => {
                self.managed(msg!("colours in {name}", name = String::from_utf8_lossy(kind)));
                made.push(self.plain(part(1)?, 0)?);
            }
            b"ICCBased" => {
                let profile = as_dictionary(resolve(source, part(1)?));
                let inks = profile.and_then(|profile| entry(source, profile, "N")).and_then(number);
                self.managed(match inks {
                    Some(4.0) => word("CMYK colours with a profile"),
                    Some(1.0) => word("greys with a profile"),
                    _ => word("RGB colours with a profile"),
                });
                made.push(self.plain(part(1)?, 0)?);
            }
            b"Indexed" => {
                made.push(self.space(part(1)?, depth + 1)?);
                made.push(self.plain(part(2)?, 0)?);
                made.push(self.plain(part(3)?, 0)?);
            }
            b"Pattern" => {
                if let Some(base) = parts.get(1) {
                    made.push(self.space(base, depth + 1)?);
                }
            }
            b"Separation" => {
                let name = resolve(source, part(1)?)
                    .as_name()
                    .map_err(|_| broken(word("it has a plate without a name")))?;
                return self.separation(name, part(2)?, part(3)?, depth);
            }
            b"DeviceN" => {
                made.push(self.plain(part(1)?, 0)?);
                made.push(self.space(part(2)?, depth + 1)?);
                made.push(self.plain(part(3)?, 0)?);
                if let Some(own) = parts.get(4).and_then(|own| as_dictionary(resolve(source, own))) {
                    made.push(self.attributes(own, depth)?);
                }
            }
            other => {
                let other = String::from_utf8_lossy(other);
                return Err(broken(msg!("it has the unknown colour space {other}", other)));
            }
        }
        Ok(Object::Array(made))
    }

    fn separation(
        &mut self,
        name: &'a [u8],
        alternate: &'a Object,
        tint: &'a Object,
        depth: usize,
    ) -> Result<Object, Diagnostic> {
        let source = self.source;
        let over_cmyk = match resolve(source, alternate) {
            Object::Name(name) => name == b"DeviceCMYK",
            Object::Array(parts) => matches!(parts.first().map(Object::as_name), Some(Ok(b"DeviceCMYK"))),
            _ => false,
        };
        let solid = match name {
            b"All" => Some(Cmyk { c: Cmyk::SOLID, m: Cmyk::SOLID, y: Cmyk::SOLID, k: Cmyk::SOLID }),
            _ if over_cmyk => solid(source, resolve(source, tint)),
            _ => None,
        };
        if !matches!(name, b"All" | b"None" | b"Cyan" | b"Magenta" | b"Yellow" | b"Black") {
            let name = String::from_utf8_lossy(name).into_owned();
            let form = fingerprint(source, [alternate, tint]);
            let spot = PlacedSpot { name: name.clone(), alternate: solid, form };
            let known = self.spots.entry(name.clone()).or_insert_with(|| spot.clone());
            let alike = match (known.alternate, solid) {
                (Some(one), Some(other)) => one == other,
                (None, None) => known.form == form,
                _ => false,
            };
            if !alike {
                let what =
                    msg!("the plate `{name}` of this PDF stands for two different process colours", name);
                self.report.add(Diagnostic::new(codes::SPOT_ALTERNATE, what).help(ANEW));
            }
        }
        let head = [Object::from("Separation"), Object::Name(name.to_vec())];
        let rest = match solid {
            Some(Cmyk { c, m, y, k }) => {
                let full = [c, m, y, k].map(|share| Object::Real(f32::from(share) / f32::from(Cmyk::SOLID)));
                let tint = Dictionary::from_iter([
                    ("FunctionType", Object::Integer(2)),
                    ("Domain", vec![Object::Integer(0), Object::Integer(1)].into()),
                    ("C0", vec![Object::Integer(0); 4].into()),
                    ("C1", full.to_vec().into()),
                    ("N", Object::Integer(1)),
                ]);
                ["DeviceCMYK".into(), Object::Dictionary(tint)]
            }
            None => [self.space(alternate, depth + 1)?, self.plain(tint, 0)?],
        };
        Ok(Object::Array(head.into_iter().chain(rest).collect()))
    }

    /// What a DeviceN space says of its inks.
    fn attributes(&mut self, own: &'a Dictionary, depth: usize) -> Result<Object, Diagnostic> {
        let source = self.source;
        let mut made = Dictionary::new();
        if let Some(kind) = entry(source, own, "Subtype") {
            made.set("Subtype", kind.clone());
        }
        if let Some(inks) = entry(source, own, "Colorants").and_then(as_dictionary) {
            let mut kept = Dictionary::new();
            for (name, space) in inks {
                kept.set(name.clone(), self.space(space, depth + 1)?);
            }
            made.set("Colorants", kept);
        }
        if let Some(process) = entry(source, own, "Process").and_then(as_dictionary) {
            let mut kept = Dictionary::new();
            if let Ok(space) = process.get(b"ColorSpace") {
                kept.set("ColorSpace", self.space(space, depth + 1)?);
            }
            if let Ok(names) = process.get(b"Components") {
                kept.set("Components", self.plain(names, 0)?);
            }
            made.set("Process", kept);
        }
        Ok(Object::Dictionary(made))
    }
}

/// The process colour of a separation at full tint, if its tint transform gives one.
fn solid(document: &Document, tint: &Object) -> Option<Cmyk> {
    let shares = Function::parse(document, tint)?.call_strictly(&[1.0])?;
    let [c, m, y, k] = shares[..] else { return None };
    let share = |share: f64| (share.clamp(0.0, 1.0) * f64::from(Cmyk::SOLID)).round() as u16;
    Some(Cmyk { c: share(c), m: share(m), y: share(y), k: share(k) })
}

/// A number for the looks of a separation (FNV-1a over its objects); another alternate or tint gives
/// another one.
fn fingerprint(document: &Document, parts: [&Object; 2]) -> u64 {
    let mut hash = Fingerprint(0xCBF2_9CE4_8422_2325);
    parts.into_iter().for_each(|part| hash.object(document, part, 0));
    hash.0
}

struct Fingerprint(u64);

impl Fingerprint {
    /// Feeds the kind of an object, the number of its bytes and the bytes, so that different objects feed
    /// different data.
    fn feed(&mut self, kind: u8, bytes: &[u8]) {
        let length = (bytes.len() as u64).to_le_bytes();
        for byte in [kind].iter().chain(&length).chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn object(&mut self, document: &Document, object: &Object, depth: usize) {
        match resolve(document, object) {
            Object::Array(parts) if depth < 8 => {
                self.feed(b'[', &[]);
                parts.iter().for_each(|part| self.object(document, part, depth + 1));
            }
            Object::Dictionary(own) if depth < 8 => self.entries(document, own, depth),
            Object::Stream(stream) => {
                self.feed(b's', &stream.content);
                self.entries(document, &stream.dict, depth);
            }
            Object::Boolean(value) => self.feed(b'b', &[u8::from(*value)]),
            Object::Name(name) => self.feed(b'/', name),
            Object::String(text, _) => self.feed(b'(', text),
            // 1 and 1.0 are the same number.
            other => match number(other) {
                Some(value) => self.feed(b'1', &value.to_le_bytes()),
                None => self.feed(b'0', &[]),
            },
        }
    }

    /// In the order of names, whatever that of the file.
    fn entries(&mut self, document: &Document, own: &Dictionary, depth: usize) {
        self.feed(b'<', &[]);
        let mut sorted: Vec<(&Vec<u8>, &Object)> = own.iter().collect();
        sorted.sort_by_key(|(name, _)| *name);
        for (name, part) in sorted {
            self.feed(b'/', name);
            self.object(document, part, depth + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_tell_their_solids() {
        let document = Document::new();
        let program = |text: &str| {
            let unit =
                |count: usize| Object::Array((0..2 * count as i64).map(|at| (at % 2).into()).collect());
            let entries = [("FunctionType", Object::Integer(4)), ("Domain", unit(1)), ("Range", unit(4))];
            let head = Dictionary::from_iter(entries);
            Object::Stream(lopdf::Stream::new(head, text.as_bytes().to_vec()))
        };
        let wanted = Some(Cmyk { c: 0, m: 9000, y: 7500, k: 500 });
        let usual = "{dup 0 mul exch dup 0.9 mul exch dup 0.75 mul exch 0.05 mul}";
        assert_eq!(solid(&document, &program(usual)), wanted);
        assert_eq!(solid(&document, &program("{0 0.9 0.75 4 3 roll pop 0.05}")), wanted);
        assert_eq!(solid(&document, &program("{sqrt}")), None);
        assert_eq!(solid(&document, &program("{roll}")), None);
        let head = Dictionary::from_iter([
            ("FunctionType", Object::Integer(0)),
            ("Size", vec![Object::Integer(2)].into()),
            ("BitsPerSample", Object::Integer(8)),
            ("Domain", [0, 1].map(Object::Integer).to_vec().into()),
            ("Range", [0, 1, 0, 1, 0, 1, 0, 1].map(Object::Integer).to_vec().into()),
        ]);
        let samples = Object::Stream(lopdf::Stream::new(head, vec![0, 0, 0, 0, 255, 0, 51, 0]));
        assert_eq!(solid(&document, &samples), Some(Cmyk { c: 10_000, m: 0, y: 2000, k: 0 }));
    }
}
