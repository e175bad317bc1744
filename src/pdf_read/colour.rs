//! Colour spaces as plates (ISO 32000-1, 8.6): which inks a colour names, and how much of each.
//!
//! A colour space is parsed once into a [`Space`]; with components it gives a [`Colour`], a list of plates and
//! shares. DeviceGray and DeviceCMYK name the four process plates, a Separation its own plate, a DeviceN one
//! for each of its names. Tint transforms are not evaluated, for they say how an ink looks on a screen. RGB and
//! Lab go through [`Convert`]. Plates are numbered for a whole file in the order in which their names are met.

use std::cell::RefCell;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object};

use super::convert::Convert;
use super::filter;
use super::function::Function;
use super::objects::{as_dictionary, entry, numbers, resolve};

/// Cyan, magenta, yellow, black.
pub const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];
/// Colour spaces within each other.
const DEEPEST: usize = 8;
/// The most plates of one page; only broken files name more.
const MOST_PLATES: usize = 64;

/// What kind of colour space a colour was given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Gray,
    Cmyk,
    /// CMYK by a profile.
    IccCmyk,
    /// RGB without a profile or a definition.
    Rgb,
    /// RGB or Lab with a profile or a definition.
    Measured,
    /// Separation or DeviceN.
    Spot,
    /// Separation `/All`.
    Registration,
    /// Separation `/None`: nothing is painted.
    None,
}

/// A colour as ink.
#[derive(Clone, Debug, PartialEq)]
pub struct Colour {
    pub kind: Kind,
    /// The plates that the colour space names and the share of each, 0 to 1. What it does not name
    /// it knocks out or leaves alone, as overprint has it.
    pub inks: Vec<(usize, f32)>,
}

impl Colour {
    pub fn black() -> Colour {
        Colour { kind: Kind::Gray, inks: process([0.0, 0.0, 0.0, 1.0]) }
    }

    /// A colour of shares of the process inks, as `k` sets it.
    pub fn cmyk(shares: [f32; 4]) -> Colour {
        Colour { kind: Kind::Cmyk, inks: process(shares) }
    }

    /// A colour of shares of named plates.
    pub fn spot(inks: Vec<(usize, f32)>) -> Colour {
        Colour { kind: Kind::Spot, inks }
    }

    /// Total ink as a sum of shares; the registration colour counts as four solids.
    pub fn total(&self) -> f32 {
        let sum = self.inks.iter().map(|(_, share)| share).sum::<f32>();
        if self.kind == Kind::Registration { sum * 4.0 } else { sum }
    }

    /// How many plates take ink from it.
    pub fn plates(&self) -> usize {
        if self.kind == Kind::Registration {
            return PROCESS.len();
        }
        self.inks.iter().filter(|(_, share)| *share > 0.005).count()
    }

    pub fn process(&self) -> [f32; 4] {
        let mut shares = [0.0; 4];
        for (plate, share) in &self.inks {
            if let Some(place) = shares.get_mut(*plate) {
                *place = *share;
            }
        }
        shares
    }
}

fn process(shares: [f32; 4]) -> Vec<(usize, f32)> {
    shares.into_iter().enumerate().collect()
}

/// The plates of a page: the four inks of process printing, then spot colours (专色) in the order
/// in which they are met.
#[derive(Debug)]
pub struct Inks {
    pub names: Vec<String>,
    /// The process inks that replace each if it has no plate, as shares; `None` if they are unknown.
    pub looks: Vec<Option<[f32; 4]>>,
    /// Whether that was looked for already.
    sought: Vec<bool>,
}

impl Inks {
    pub fn new() -> Inks {
        Inks::of(Vec::new())
    }

    /// With spot colours that are known beforehand.
    pub fn of(spots: Vec<String>) -> Inks {
        let names: Vec<String> = PROCESS.map(str::to_owned).into_iter().chain(spots).collect();
        let (looks, sought) = (vec![None; names.len()], vec![false; names.len()]);
        Inks { names, looks, sought }
    }

    fn plate(&mut self, name: &[u8]) -> Option<usize> {
        let name = String::from_utf8_lossy(name).into_owned();
        if let Some(at) = self.names.iter().position(|known| *known == name) {
            return Some(at);
        }
        if self.names.len() >= MOST_PLATES {
            return None;
        }
        self.names.push(name);
        self.looks.push(None);
        self.sought.push(false);
        Some(self.names.len() - 1)
    }
}

#[derive(Debug)]
pub enum Space {
    Gray,
    Cmyk,
    Rgb(Rc<Convert>),
    /// CalRGB or RGB by a profile; taken for sRGB.
    MeasuredRgb(Rc<Convert>),
    IccGray,
    IccCmyk,
    Lab {
        white: [f64; 3],
        range: [f64; 4],
        convert: Rc<Convert>,
    },
    Indexed {
        base: Rc<Space>,
        table: Vec<u8>,
        high: usize,
    },
    /// The plate of each component; `None` for the colorant `/None`.
    Spot(Vec<Option<usize>>),
    All,
    None,
    /// With the space that uncoloured patterns are painted in.
    Pattern(Option<Rc<Space>>),
}

/// Whether a colour space of this name needs no entry in the resources.
pub fn is_device_space(name: &[u8]) -> bool {
    matches!(name, b"DeviceGray" | b"G" | b"DeviceRGB" | b"RGB" | b"DeviceCMYK" | b"CMYK" | b"Pattern" | b"")
}

/// Makes spaces from objects.
pub struct Spaces<'a> {
    pub document: &'a Document,
    pub inks: RefCell<Inks>,
    pub convert: Rc<Convert>,
}

impl Spaces<'_> {
    /// Reads a colour space; `None` for one that is broken or that the resources lack.
    pub fn parse(&self, object: &Object, resources: Option<&Dictionary>) -> Option<Rc<Space>> {
        self.parse_at(object, resources, 0).map(Rc::new)
    }

    fn parse_at(&self, object: &Object, resources: Option<&Dictionary>, depth: usize) -> Option<Space> {
        if depth > DEEPEST {
            return None;
        }
        match resolve(self.document, object) {
            Object::Name(name) => match name.as_slice() {
                b"DeviceGray" | b"G" => Some(Space::Gray),
                b"DeviceRGB" | b"RGB" => Some(Space::Rgb(Rc::clone(&self.convert))),
                b"DeviceCMYK" | b"CMYK" => Some(Space::Cmyk),
                b"Pattern" => Some(Space::Pattern(None)),
                name => {
                    let spaces =
                        resources.and_then(|resources| entry(self.document, resources, "ColorSpace"));
                    let own = spaces.and_then(as_dictionary)?.get(name).ok()?;
                    self.parse_at(own, resources, depth + 1)
                }
            },
            Object::Array(parts) => self.array(parts, resources, depth),
            _ => None,
        }
    }

    fn array(&self, parts: &[Object], resources: Option<&Dictionary>, depth: usize) -> Option<Space> {
        let name = resolve(self.document, parts.first()?).as_name().ok()?;
        let second = parts.get(1).map(|part| resolve(self.document, part));
        match name {
            b"ICCBased" => {
                let stream = second?.as_stream().ok()?;
                let channels = entry(self.document, &stream.dict, "N")?.as_i64().ok()?;
                match channels {
                    1 => Some(Space::IccGray),
                    // Lab profiles have three channels too, but no program writes them as images.
                    3 => Some(Space::MeasuredRgb(Rc::clone(&self.convert))),
                    4 => Some(Space::IccCmyk),
                    _ => None,
                }
            }
            b"CalGray" => Some(Space::IccGray),
            b"CalRGB" => Some(Space::MeasuredRgb(Rc::clone(&self.convert))),
            b"Lab" => {
                let dictionary = as_dictionary(second?)?;
                let list = |key: &str| numbers(self.document, entry(self.document, dictionary, key));
                let white = list("WhitePoint").and_then(|white| white.try_into().ok());
                let range = list("Range").and_then(|range| range.try_into().ok());
                Some(Space::Lab {
                    white: white.unwrap_or([0.9642, 1.0, 0.8249]),
                    range: range.unwrap_or([-100.0, 100.0, -100.0, 100.0]),
                    convert: Rc::clone(&self.convert),
                })
            }
            b"Indexed" | b"I" => {
                let base = self.parse_at(second?, resources, depth + 1)?;
                if matches!(base, Space::Pattern(_) | Space::Indexed { .. }) {
                    return None;
                }
                let high = resolve(self.document, parts.get(2)?).as_i64().ok()?;
                let table = match resolve(self.document, parts.get(3)?) {
                    Object::String(table, _) => table.clone(),
                    Object::Stream(stream) => filter::plain(self.document, stream)?,
                    _ => return None,
                };
                let high = usize::try_from(high).ok()?.min(255);
                Some(Space::Indexed { base: Rc::new(base), table, high })
            }
            b"Separation" => match second?.as_name().ok()? {
                b"All" => Some(Space::All),
                b"None" => Some(Space::None),
                name => {
                    let plates = vec![self.inks.borrow_mut().plate(name)];
                    self.look(&plates, parts, resources, depth);
                    Some(Space::Spot(plates))
                }
            },
            b"DeviceN" => {
                let names = second?.as_array().ok()?;
                let names: Vec<&[u8]> = names
                    .iter()
                    .map(|name| resolve(self.document, name).as_name().ok())
                    .collect::<Option<_>>()?;
                if names.is_empty() || names.len() > 32 {
                    return None;
                }
                if names.iter().all(|name| *name == b"None") {
                    return Some(Space::None);
                }
                let plate =
                    |name: &&[u8]| if *name == b"None" { None } else { self.inks.borrow_mut().plate(name) };
                let plates: Vec<Option<usize>> = names.iter().map(plate).collect();
                self.look(&plates, parts, resources, depth);
                Some(Space::Spot(plates))
            }
            b"Pattern" => {
                let under = second.and_then(|under| self.parse_at(under, resources, depth + 1));
                Some(Space::Pattern(under.map(Rc::new)))
            }
            _ => self.parse_at(&Object::Name(name.to_vec()), resources, depth + 1),
        }
    }
}

impl Spaces<'_> {
    /// Finds out what stands in for plates that are met the first time: what the tint of a Separation or
    /// DeviceN makes of each of them alone, at full tint.
    fn look(&self, plates: &[Option<usize>], parts: &[Object], resources: Option<&Dictionary>, depth: usize) {
        let unknown = |plate: &usize| *plate >= PROCESS.len() && !self.inks.borrow().sought[*plate];
        let unknown: Vec<(usize, usize)> =
            plates.iter().enumerate().filter_map(|(at, plate)| Some((at, plate.filter(unknown)?))).collect();
        if unknown.is_empty() {
            return;
        }
        unknown.iter().for_each(|(_, plate)| self.inks.borrow_mut().sought[*plate] = true);
        let (Some(alternate), Some(tint)) = (parts.get(2), parts.get(3)) else { return };
        let tint = Function::parse(self.document, resolve(self.document, tint));
        let Some((alternate, tint)) = self.parse_at(alternate, resources, depth + 1).zip(tint) else {
            return;
        };
        if matches!(alternate, Space::Spot(_) | Space::All | Space::None | Space::Pattern(_)) {
            return;
        }
        for (at, plate) in unknown {
            let mut solid = vec![0.0; plates.len()];
            solid[at] = 1.0;
            let look = alternate.colour(&components(&tint, &solid)).process();
            self.inks.borrow_mut().looks[plate] = Some(look);
        }
    }
}

impl Space {
    pub fn kind(&self) -> Kind {
        match self {
            Space::Gray | Space::IccGray => Kind::Gray,
            Space::Cmyk => Kind::Cmyk,
            Space::IccCmyk => Kind::IccCmyk,
            Space::Rgb(_) => Kind::Rgb,
            Space::MeasuredRgb(_) | Space::Lab { .. } => Kind::Measured,
            Space::Indexed { base, .. } => base.kind(),
            Space::Spot(_) => Kind::Spot,
            Space::All => Kind::Registration,
            Space::None | Space::Pattern(_) => Kind::None,
        }
    }

    pub fn channels(&self) -> usize {
        match self {
            Space::Gray | Space::IccGray | Space::Indexed { .. } | Space::All | Space::None => 1,
            Space::Cmyk | Space::IccCmyk => 4,
            Space::Rgb(_) | Space::MeasuredRgb(_) | Space::Lab { .. } => 3,
            Space::Spot(plates) => plates.len(),
            Space::Pattern(_) => 0,
        }
    }

    /// What a space has before any colour is set in it.
    pub fn initial(&self) -> Colour {
        match self {
            Space::Cmyk | Space::IccCmyk => self.colour(&[0.0, 0.0, 0.0, 1.0]),
            Space::Spot(_) | Space::All => self.colour(&vec![1.0; self.channels()]),
            _ => self.colour(&vec![0.0; self.channels()]),
        }
    }

    /// Where samples from 0 to the most lie in the space, for each channel.
    pub fn decode(&self, bits: u32) -> Vec<[f64; 2]> {
        match self {
            Space::Indexed { .. } => vec![[0.0, f64::from((1u32 << bits.min(16)) - 1)]],
            Space::Lab { range, .. } => vec![[0.0, 100.0], [range[0], range[1]], [range[2], range[3]]],
            _ => vec![[0.0, 1.0]; self.channels()],
        }
    }

    /// A colour for components; missing ones count as 0.
    pub fn colour(&self, components: &[f32]) -> Colour {
        let part = |nth: usize| {
            let value = components.get(nth).copied().unwrap_or(0.0);
            if value.is_finite() { value } else { 0.0 }
        };
        let unit = |nth: usize| part(nth).clamp(0.0, 1.0);
        let inks = match self {
            Space::Gray | Space::IccGray => process([0.0, 0.0, 0.0, 1.0 - unit(0)]),
            Space::Cmyk | Space::IccCmyk => process([unit(0), unit(1), unit(2), unit(3)]),
            Space::Rgb(convert) | Space::MeasuredRgb(convert) => {
                process(convert.rgb([unit(0), unit(1), unit(2)]))
            }
            Space::Lab { white, range, convert } => {
                let lab = [part(0), part(1), part(2)].map(f64::from);
                process(convert.rgb(lab_to_srgb(lab, *white, *range)))
            }
            Space::Indexed { base, table, high } => {
                let at = (part(0).max(0.0).round() as usize).min(*high);
                let channels = base.channels();
                let decode = base.decode(8);
                let component = |nth: usize| {
                    let byte = table.get(at * channels + nth).copied().unwrap_or(0);
                    let [low, high] = decode.get(nth).copied().unwrap_or([0.0, 1.0]);
                    (low + f64::from(byte) / 255.0 * (high - low)) as f32
                };
                return base.colour(&(0..channels).map(component).collect::<Vec<f32>>());
            }
            Space::Spot(plates) => {
                let inks = plates.iter().enumerate().filter_map(|(nth, plate)| Some(((*plate)?, unit(nth))));
                inks.collect()
            }
            Space::All => vec![(0, unit(0))],
            Space::None | Space::Pattern(_) => Vec::new(),
        };
        Colour { kind: self.kind(), inks }
    }
}

fn lab_to_srgb([l, a, b]: [f64; 3], white: [f64; 3], range: [f64; 4]) -> [f32; 3] {
    let (a, b) = (a.min(range[1]).max(range[0]), b.min(range[3]).max(range[2]));
    let middle = (l + 16.0) / 116.0;
    let curve = |t: f64| if t > 6.0 / 29.0 { t * t * t } else { 108.0 / 841.0 * (t - 4.0 / 29.0) };
    // Scaled to D65, the white of sRGB: near enough for a proof of plates.
    let d65 = [0.9505, 1.0, 1.089];
    let [x, y, z] = [middle + a / 500.0, middle, middle - b / 200.0].map(curve);
    let (x, y, z) = (x * d65[0], y * white[1], z * d65[2]);
    let linear = [
        3.2406 * x - 1.5372 * y - 0.4986 * z,
        -0.9689 * x + 1.8758 * y + 0.0415 * z,
        0.0557 * x - 0.2040 * y + 1.0570 * z,
    ];
    linear.map(|light| {
        let level = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
        level.clamp(0.0, 1.0) as f32
    })
}

/// A tint function is not needed for plates, but a shading's is: its inputs become components.
pub fn components(functions: &Function, at: &[f64]) -> Vec<f32> {
    functions.call(at).into_iter().map(|part| part as f32).collect()
}

#[cfg(test)]
mod tests {
    use lopdf::{StringFormat, dictionary};

    use super::*;

    fn spaces(document: &Document) -> Spaces<'_> {
        Spaces { document, inks: RefCell::new(Inks::new()), convert: Rc::new(Convert::naive()) }
    }

    fn array(parts: &[&str]) -> Object {
        Object::Array(parts.iter().map(|part| Object::from(*part)).collect())
    }

    #[test]
    fn colours_go_to_their_plates() {
        let document = Document::new();
        let spaces = spaces(&document);
        let parse = |object: &Object| spaces.parse(object, None).expect("a space");
        assert_eq!(parse(&"DeviceGray".into()).colour(&[0.25]).process(), [0.0, 0.0, 0.0, 0.75]);
        assert_eq!(parse(&"DeviceRGB".into()).colour(&[1.0, 0.0, 0.0]).process(), [0.0, 1.0, 1.0, 0.0]);
        let red = array(&["Separation", "Red", "DeviceCMYK"]);
        assert_eq!(parse(&red).colour(&[0.5]).inks, [(4, 0.5)]);
        let black = array(&["Separation", "Black", "DeviceCMYK"]);
        assert_eq!(parse(&black).colour(&[0.5]).inks, [(3, 0.5)]);
        let all = parse(&array(&["Separation", "All", "DeviceCMYK"])).initial();
        assert_eq!((all.kind, all.total()), (Kind::Registration, 4.0));
        let many = Object::Array(vec!["DeviceN".into(), array(&["Cyan", "None", "Red", "Blue"])]);
        let colour = parse(&many).colour(&[0.1, 0.2, 0.3, 0.4]);
        assert_eq!(colour.inks, [(0, 0.1), (4, 0.3), (5, 0.4)]);
        assert_eq!(spaces.inks.borrow().names[4..], ["Red", "Blue"]);
    }

    #[test]
    fn tables_and_names_of_resources() {
        let document = Document::new();
        let spaces = spaces(&document);
        let table = Object::String(vec![0, 0, 0, 0, 255, 0, 51, 0], StringFormat::Literal);
        let indexed = Object::Array(vec!["Indexed".into(), "DeviceCMYK".into(), 1.into(), table]);
        let resources = dictionary! { "ColorSpace" => dictionary! { "T" => indexed, "L" => "L" } };
        let space = spaces.parse(&"T".into(), Some(&resources)).expect("a space");
        assert_eq!(space.colour(&[1.0]).process(), [1.0, 0.0, 0.2, 0.0]);
        assert_eq!(space.colour(&[7.0]).process(), [1.0, 0.0, 0.2, 0.0]);
        // A name that refers to itself does not recurse for ever.
        assert!(spaces.parse(&"L".into(), Some(&resources)).is_none());
        assert!(spaces.parse(&"Missing".into(), Some(&resources)).is_none());
    }

    #[test]
    fn lab_white_is_paper_and_black_is_black() {
        let lab = |l: f64| lab_to_srgb([l, 0.0, 0.0], [0.9642, 1.0, 0.8249], [-100.0, 100.0, -100.0, 100.0]);
        assert!(lab(100.0).iter().all(|level| *level > 0.995), "{:?}", lab(100.0));
        assert!(lab(0.0).iter().all(|level| *level < 0.005), "{:?}", lab(0.0));
    }
}
