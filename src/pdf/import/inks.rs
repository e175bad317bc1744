//! Colour spaces of a foreign page: what is not of the press is refused, and a plate is written as
//! banxin writes it.
//!
//! A separation's tint says how it looks on a proof, not what stands on its plate. So all
//! separations over CMYK get the same straight tint up to their own solid colour: then a spot colour
//! that the house uses too is one and the same plate (ISO 15930-7, 6.2.4.4).

use lopdf::{Dictionary, Document, Object};

use super::copy::{Copier, Role};
use super::{ANEW, broken, dictionary, entry, number, resolve, stream};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::{Cmyk, Standard};
use crate::issue::PlacedSpot;

impl<'a> Copier<'a, '_> {
    /// Refuses a colour that is not of the press.
    pub(super) fn rgb(&mut self, what: &str) {
        self.report.add(
            Diagnostic::error(codes::PLACED_COLOUR, format!("this PDF has {what}"))
                .help(format!("the press would turn it into inks by chance: {ANEW}")),
        );
    }

    fn managed(&mut self, what: &str) {
        if self.standard == Standard::X1a {
            return self.rgb(&format!("{what}, which PDF/X-1a does not have"));
        }
        self.report.add(
            Diagnostic::warning(codes::PLACED_MANAGED, format!("this PDF has {what}")).help(format!(
                "its inks are made at the printer's and black may come from four plates: {ANEW}"
            )),
        );
    }

    /// A colour space, behind whatever references.
    pub(super) fn space(&mut self, space: &'a Object, depth: usize) -> Result<Object, Diagnostic> {
        if depth > 8 {
            return Err(broken("its colour spaces lie within each other without end"));
        }
        self.once(Role::Space, space, |copier, space| copier.space_itself(space, depth))
    }

    pub(super) fn space_itself(&mut self, space: &'a Object, depth: usize) -> Result<Object, Diagnostic> {
        let parts = match space {
            Object::Name(name) => {
                if matches!(name.as_slice(), b"DeviceRGB" | b"RGB") {
                    self.rgb("colours in RGB");
                }
                return Ok(space.clone());
            }
            Object::Array(parts) => parts,
            _ => return Err(broken("it has a colour space that is none")),
        };
        let source = self.source;
        let part =
            |at: usize| parts.get(at).ok_or_else(|| broken("it has a colour space with parts missing"));
        let kind = resolve(source, part(0)?).as_name().unwrap_or(b"");
        let mut made = vec![Object::Name(kind.to_vec())];
        match kind {
            b"DeviceRGB" => self.rgb("colours in RGB"),
            b"DeviceGray" | b"DeviceCMYK" => {}
            b"CalRGB" | b"CalGray" | b"Lab" => {
                self.managed(&format!("colours in {}", String::from_utf8_lossy(kind)));
                made.push(self.plain(part(1)?, 0)?);
            }
            b"ICCBased" => {
                let profile = dictionary(resolve(source, part(1)?));
                let inks = profile.and_then(|profile| entry(source, profile, "N")).and_then(number);
                self.managed(match inks {
                    Some(4.0) => "CMYK colours with a profile",
                    Some(1.0) => "greys with a profile",
                    _ => "RGB colours with a profile",
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
                    .map_err(|_| broken("it has a plate without a name"))?;
                return self.separation(name, part(2)?, part(3)?, depth);
            }
            b"DeviceN" => {
                made.push(self.plain(part(1)?, 0)?);
                made.push(self.space(part(2)?, depth + 1)?);
                made.push(self.plain(part(3)?, 0)?);
                if let Some(own) = parts.get(4).and_then(|own| dictionary(resolve(source, own))) {
                    made.push(self.attributes(own, depth)?);
                }
            }
            other => {
                let other = String::from_utf8_lossy(other);
                return Err(broken(&format!("it has the unknown colour space {other}")));
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
                let what = format!("the plate `{name}` of this PDF stands for two different process colours");
                self.report.add(Diagnostic::error(codes::SPOT_ALTERNATE, what).help(ANEW));
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
        if let Some(inks) = entry(source, own, "Colorants").and_then(dictionary) {
            let mut kept = Dictionary::new();
            for (name, space) in inks {
                kept.set(name.clone(), self.space(space, depth + 1)?);
            }
            made.set("Colorants", kept);
        }
        if let Some(process) = entry(source, own, "Process").and_then(dictionary) {
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

/// The process colour that stands for a solid of a separation, where its tint tells it.
fn solid(document: &Document, tint: &Object) -> Option<Cmyk> {
    let own = dictionary(tint)?;
    let list = |key: &str| -> Option<Vec<f64>> {
        entry(document, own, key)?
            .as_array()
            .ok()?
            .iter()
            .map(|part| number(resolve(document, part)))
            .collect()
    };
    let shares = match entry(document, own, "FunctionType")?.as_i64().ok()? {
        0 => {
            let Object::Stream(samples) = tint else { return None };
            let samples = stream::plain(document, samples).ok()?;
            let (count, bits) =
                (*list("Size")?.first()? as usize, entry(document, own, "BitsPerSample")?.as_i64().ok()?);
            let last = (count.checked_sub(1)?).checked_mul(4)?;
            let range = list("Decode").or_else(|| list("Range"))?;
            let share = |at: usize| {
                let part = match bits {
                    8 => f64::from(*samples.get(last + at)?) / 255.0,
                    16 => {
                        let pair = samples.get((last + at) * 2..(last + at) * 2 + 2)?;
                        f64::from(u16::from_be_bytes([pair[0], pair[1]])) / 65_535.0
                    }
                    _ => return None,
                };
                Some(range.get(at * 2)? + part * (range.get(at * 2 + 1)? - range.get(at * 2)?))
            };
            (0..4).map(share).collect::<Option<Vec<f64>>>()?
        }
        2 => list("C1")?,
        4 => {
            let Object::Stream(program) = tint else { return None };
            calculate(&stream::plain(document, program).ok()?)?
        }
        _ => return None,
    };
    let [c, m, y, k] = shares[..] else { return None };
    let share = |share: f64| (share.clamp(0.0, 1.0) * f64::from(Cmyk::SOLID)).round() as u16;
    Some(Cmyk { c: share(c), m: share(m), y: share(y), k: share(k) })
}

/// Runs a calculator function (ISO 32000-1, 7.10.5) on 1, as far as tints are written.
fn calculate(program: &[u8]) -> Option<Vec<f64>> {
    let text = std::str::from_utf8(program).ok()?;
    let text = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    let mut stack = vec![1.0_f64];
    for word in text.split_ascii_whitespace().take(1000) {
        if let Ok(value) = word.parse::<f64>() {
            stack.push(value);
            continue;
        }
        match word {
            "dup" => stack.push(*stack.last()?),
            "pop" => drop(stack.pop()?),
            "cvr" => {}
            "neg" => *stack.last_mut()? *= -1.0,
            "exch" => {
                let at = stack.len().checked_sub(2)?;
                stack.swap(at, at + 1);
            }
            "mul" | "add" | "sub" => {
                let (right, left) = (stack.pop()?, stack.pop()?);
                stack.push(match word {
                    "mul" => left * right,
                    "add" => left + right,
                    _ => left - right,
                });
            }
            "index" => {
                let down = stack.pop()? as usize;
                stack.push(*stack.get(stack.len().checked_sub(down.checked_add(1)?)?)?);
            }
            "roll" => {
                let (by, count) = (stack.pop()? as i64, stack.pop()? as usize);
                let start = stack.len().checked_sub(count).filter(|_| count > 0)?;
                stack[start..].rotate_right(by.rem_euclid(count as i64) as usize);
            }
            _ => return None,
        }
    }
    Some(stack)
}

/// A number for the looks of a separation; another alternate or tint gives another one.
fn fingerprint(document: &Document, parts: [&Object; 2]) -> u64 {
    /// In the order of names, whatever that of the file.
    fn entries(document: &Document, own: &Dictionary, depth: usize, hash: &mut u64) {
        let mut sorted: Vec<(&Vec<u8>, &Object)> = own.iter().collect();
        sorted.sort_by_key(|(name, _)| *name);
        for (name, part) in sorted {
            walk(document, &Object::Name(name.clone()), depth + 1, hash);
            walk(document, part, depth + 1, hash);
        }
    }
    fn walk(document: &Document, object: &Object, depth: usize, hash: &mut u64) {
        let mut feed = |bytes: &[u8]| {
            for byte in bytes {
                *hash = (*hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
            }
        };
        match resolve(document, object) {
            Object::Array(parts) if depth < 8 => {
                parts.iter().for_each(|part| walk(document, part, depth + 1, hash));
            }
            Object::Dictionary(own) if depth < 8 => entries(document, own, depth, hash),
            Object::Stream(stream) => {
                feed(&stream.content);
                entries(document, &stream.dict, depth, hash);
            }
            other => feed(format!("{other:?}").as_bytes()),
        }
    }
    let mut hash = 0xCBF2_9CE4_8422_2325;
    parts.into_iter().for_each(|part| walk(document, part, 0, &mut hash));
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_tell_their_solids() {
        let document = Document::new();
        let program = |text: &str| {
            let head = Dictionary::from_iter([("FunctionType", Object::Integer(4))]);
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
            ("Range", [0, 1, 0, 1, 0, 1, 0, 1].map(Object::Integer).to_vec().into()),
        ]);
        let samples = Object::Stream(lopdf::Stream::new(head, vec![0, 0, 0, 0, 255, 0, 51, 0]));
        assert_eq!(solid(&document, &samples), Some(Cmyk { c: 10_000, m: 0, y: 2000, k: 0 }));
    }
}
