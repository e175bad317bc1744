//! Inks as operators and colour spaces.
//!
//! Process inks are DeviceCMYK, so that black text keeps to the K plate whatever the reader does
//! with profiles; a spot colour (专色) is a Separation with its alternate, inks one over the other
//! are a DeviceN; registration is the Separation `/All`.

use lopdf::{Dictionary, Document, Object, Stream};

use super::bytes;
use super::shading::Shade;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::{Cmyk, Ink, Press, Spot, Standard};
use crate::issue::{Picture, PictureData, ShapePaint};
use crate::message::msg;
use crate::page::{ItemKind, Page};

/// The resource name of the registration colour.
pub(super) const ALL: &str = "All";
/// The graphics state in which marks overprint.
pub(super) const OVERPRINT: &str = "Over";
/// The graphics state in which marks knock out.
pub(super) const KNOCKOUT: &str = "Knock";

/// The names of the process plates (ISO 32000-1, 8.6.6.5).
const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// An ink as PDF has it; text, drawings and printpdf each have a way of their own to write it.
pub(super) enum Paint {
    /// DeviceCMYK.
    Process([u16; 4]),
    /// DeviceGray, the share of light: black alone on a screen.
    Light(u16),
    /// The resource name of a Separation or DeviceN, and the share of each of its plates.
    Named(String, Vec<u16>),
}

/// A plate: a process ink by its place in CMYK, or a spot colour by its place in [`Spots`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Plate {
    Process(usize),
    Spot(usize),
}

/// The inks of a document beyond the four: spot colours, mixes and gradients, each in the order in
/// which they first appear; and what overprints.
#[derive(Debug)]
pub(super) struct Spots<'a> {
    press: &'a Press,
    plates: Vec<(&'a str, Cmyk)>,
    mixes: Vec<Vec<Plate>>,
    shades: Vec<Shade>,
}

impl<'a> Spots<'a> {
    /// Finds every ink of the pages and of the drawings.
    ///
    /// Each plate at fault is reported once: `spot-alternate` when it has two alternates, for separations
    /// of one name must be the same everywhere (ISO 15930-7, 6.2.4.4); `spot-name` for a name with a
    /// meaning of its own.
    pub(super) fn collect(
        press: &'a Press,
        pages: &'a [Page],
        pictures: &'a [Picture],
        faults: &mut Vec<Diagnostic>,
    ) -> Spots<'a> {
        let mut spots = Spots { press, plates: Vec::new(), mixes: Vec::new(), shades: Vec::new() };
        let mut told: Vec<&str> = Vec::new();
        let mut add = |ink: &'a Ink, place: &dyn Fn(Diagnostic) -> Diagnostic| {
            for Spot { name, alternate, .. } in ink.spots() {
                if let Err(fault) = spots.add(name, *alternate)
                    && !told.contains(&name.as_str())
                {
                    told.push(name);
                    faults.push(place(fault));
                }
            }
            spots.add_mix(ink);
        };
        let mut shades = Vec::new();
        for item in pages.iter().flat_map(|page| &page.items) {
            match &item.kind {
                ItemKind::Text(run) => add(&run.ink, &|fault| match &run.source {
                    Some(source) => fault.at(source.clone(), msg!("printed in it")),
                    None => fault,
                }),
                ItemKind::Fill { ink, .. } | ItemKind::Frame { ink, .. } => add(ink, &|fault| fault),
                ItemKind::Shade { gradient, .. } => {
                    add(&gradient.from, &|fault| fault);
                    add(&gradient.to, &|fault| fault);
                    shades.push(Shade::of_panel(gradient));
                }
                ItemKind::Picture { .. } => {}
            }
        }
        for picture in pictures {
            if let PictureData::Vector(drawing) = &picture.data {
                for shape in &drawing.shapes {
                    for ink in shape.inks() {
                        add(ink, &|fault| fault.in_file(&picture.path));
                    }
                    if let Some((ShapePaint::Shading(shading), _)) = &shape.fill {
                        shades.push(Shade::of_shape(shading));
                    }
                }
            }
        }
        for shade in shades {
            if !spots.shades.contains(&shade) {
                spots.shades.push(shade);
            }
        }
        spots.add_placed(pictures, &mut told, faults);
        spots
    }

    fn add(&mut self, name: &'a str, alternate: Cmyk) -> Result<(), Diagnostic> {
        if let Some((_, first)) = self.plates.iter().find(|(known, _)| *known == name) {
            if *first == alternate {
                return Ok(());
            }
            return Err(two_alternates(name).help(msg!(
                "it is {percents} in one place and {alternate} in another: give both the same, or the plates different names", percents = percents(*first), alternate = percents(alternate))));
        }
        if matches!(name, "" | "All" | "None" | "Cyan" | "Magenta" | "Yellow" | "Black") {
            let message = msg!("`{name}` cannot be the name of a spot colour", name);
            return Err(Diagnostic::new(codes::SPOT_NAME, message)
                .help(msg!("PDF keeps this name for itself; name the plate as the ink maker does")));
        }
        self.plates.push((name, alternate));
        Ok(())
    }

    fn add_mix(&mut self, ink: &Ink) {
        let plates = self.plates_of(ink);
        if matches!(ink, Ink::Mix { .. }) && !self.mixes.contains(&plates) {
            self.mixes.push(plates);
        }
    }

    /// Adds the spot colours of placed PDF pages. Those whose alternate is not in CMYK do not become plates
    /// of this document, but nothing else may define the same name differently.
    fn add_placed(&mut self, pictures: &'a [Picture], told: &mut Vec<&'a str>, faults: &mut Vec<Diagnostic>) {
        let placed = pictures.iter().filter_map(|picture| match &picture.data {
            PictureData::Pdf(pdf) => Some((picture, pdf)),
            _ => None,
        });
        let placed: Vec<_> =
            placed.flat_map(|(picture, pdf)| pdf.spots.iter().map(move |spot| (picture, spot))).collect();
        for (picture, spot) in &placed {
            let fault = match spot.alternate {
                Some(alternate) => self.add(&spot.name, alternate).err(),
                None => {
                    let ours = self.plates.iter().any(|(known, _)| *known == spot.name);
                    let theirs = placed.iter().any(|(_, other)| {
                        other.name == spot.name && (other.alternate.is_some() || other.form != spot.form)
                    });
                    (ours || theirs).then(|| two_alternates(&spot.name))
                }
            };
            if let Some(fault) = fault
                && !told.contains(&spot.name.as_str())
            {
                told.push(&spot.name);
                faults.push(fault.in_file(&picture.path));
            }
        }
    }

    /// The resource name of a plate.
    fn resource(&self, name: &str) -> String {
        format!("S{}", self.place(name))
    }

    fn place(&self, name: &str) -> usize {
        // `collect` has seen every ink of the document, so the plate is there.
        self.plates.iter().position(|(known, _)| *known == name).unwrap_or_default()
    }

    /// The plates on which an ink prints, in their order; all four for a process ink.
    pub(super) fn plates_of(&self, ink: &Ink) -> Vec<Plate> {
        let spot = |spot: &Spot| Plate::Spot(self.place(&spot.name));
        let mut plates: Vec<Plate> = match ink {
            Ink::Process(_) | Ink::Registration => (0..4).map(Plate::Process).collect(),
            Ink::Spot(one) => vec![spot(one)],
            Ink::Mix { process, spots } => {
                let process = shares(*process).into_iter().enumerate().filter(|(_, share)| *share > 0);
                process.map(|(at, _)| Plate::Process(at)).chain(spots.iter().map(spot)).collect()
            }
        };
        plates.sort_unstable();
        plates
    }

    /// The share of an ink on each of the plates.
    pub(super) fn on(&self, ink: &Ink, plates: &[Plate]) -> Vec<u16> {
        let process = match ink {
            Ink::Process(process) | Ink::Mix { process, .. } => shares(*process),
            Ink::Spot(_) => [0; 4],
            Ink::Registration => [Cmyk::SOLID; 4],
        };
        let share = |plate: &Plate| match plate {
            Plate::Process(at) => process[*at],
            Plate::Spot(at) => {
                let of = |spot: &&Spot| self.place(&spot.name) == *at;
                ink.spots().iter().find(of).map_or(0, |spot| spot.tint)
            }
        };
        plates.iter().map(share).collect()
    }

    /// Resource name and colour space of every plate and mix, registration last.
    pub(super) fn spaces(&self, document: &mut Document) -> Vec<(String, Object)> {
        let mut spaces = Vec::new();
        for at in 0..self.plates.len() {
            spaces.push((format!("S{at}"), self.space(&[Plate::Spot(at)], document)));
        }
        for (at, plates) in self.mixes.iter().enumerate() {
            spaces.push((format!("N{at}"), self.space(plates, document)));
        }
        spaces.push((ALL.to_owned(), separation(b"All", [Cmyk::SOLID; 4])));
        spaces
    }

    /// The colour space of these plates: one spot colour a Separation, more a DeviceN, whose function
    /// is an object of the document.
    pub(super) fn space(&self, plates: &[Plate], document: &mut Document) -> Object {
        match plates {
            [Plate::Spot(at)] => {
                let (name, alternate) = self.plates[*at];
                separation(name.as_bytes(), shares(alternate))
            }
            plates if plates.iter().all(|plate| matches!(plate, Plate::Process(_))) => "DeviceCMYK".into(),
            plates => self.device_n(plates, document),
        }
    }

    /// `[/DeviceN names /DeviceCMYK tint attributes]`; the tint adds the alternates up.
    fn device_n(&self, plates: &[Plate], document: &mut Document) -> Object {
        let mut names = Vec::new();
        let mut alternates = Vec::new();
        let mut colorants = Dictionary::new();
        for plate in plates {
            match plate {
                Plate::Process(at) => {
                    names.push(PROCESS[*at].into());
                    let mut unit = [0; 4];
                    unit[*at] = Cmyk::SOLID;
                    alternates.push(unit);
                }
                Plate::Spot(at) => {
                    let (name, alternate) = self.plates[*at];
                    names.push(Object::Name(name.as_bytes().to_vec()));
                    alternates.push(shares(alternate));
                    colorants.set(name.as_bytes(), self.space(&[*plate], document));
                }
            }
        }
        let range = |count: usize| Object::Array(ends(count));
        let function = Dictionary::from_iter([
            ("FunctionType", Object::Integer(4)),
            ("Domain", range(plates.len())),
            ("Range", range(4)),
        ]);
        let function = document.add_object(Stream::new(function, sums(&alternates)));
        // Every spot colour says by itself what it is (ISO 15930-7, 6.2.4.4).
        let attributes = Dictionary::from_iter([("Colorants", Object::Dictionary(colorants))]);
        Object::Array(vec![
            "DeviceN".into(),
            Object::Array(names),
            "DeviceCMYK".into(),
            Object::Reference(function),
            Object::Dictionary(attributes),
        ])
    }

    /// The gradients by resource name.
    pub(super) fn shadings(&self, document: &mut Document) -> Vec<(String, Object)> {
        let shades = self.shades.iter().enumerate();
        shades.map(|(at, shade)| (format!("G{at}"), shade.dictionary(self, document).into())).collect()
    }

    /// The resource name of a gradient.
    pub(super) fn shade(&self, shade: &Shade) -> String {
        let at = self.shades.iter().position(|known| known == shade);
        format!("G{}", at.unwrap_or_default())
    }

    /// Whether the file is to be read on a screen.
    pub(super) fn is_for_screen(&self) -> bool {
        self.press.standard == Standard::Screen
    }

    /// Whether marks in this ink overprint.
    pub(super) fn overprints(&self, ink: &Ink, is_text: bool) -> bool {
        self.press.overprints(ink, is_text)
    }

    /// The resource name of an ink's colour space; `None` for process inks.
    pub(super) fn space_name(&self, ink: &Ink) -> Option<String> {
        match self.paint(ink) {
            Paint::Process(_) | Paint::Light(_) => None,
            Paint::Named(name, _) => Some(name),
        }
    }

    /// Appends the operator that makes `ink` the colour of fills and text.
    pub(super) fn fill(&self, out: &mut Vec<u8>, ink: &Ink) {
        self.operator(out, ink, ["k", "g", "cs", "scn"]);
    }

    /// Appends the operator that makes `ink` the colour of lines.
    pub(super) fn stroke(&self, out: &mut Vec<u8>, ink: &Ink) {
        self.operator(out, ink, ["K", "G", "CS", "SCN"]);
    }

    /// The colour space of an ink and its shares there.
    pub(super) fn paint(&self, ink: &Ink) -> Paint {
        match ink {
            Ink::Process(Cmyk { c: 0, m: 0, y: 0, k }) if self.is_for_screen() => {
                Paint::Light(Cmyk::SOLID - *k)
            }
            Ink::Process(process) => Paint::Process(shares(*process)),
            Ink::Spot(Spot { name, tint, .. }) => Paint::Named(self.resource(name), vec![*tint]),
            Ink::Mix { .. } => {
                let plates = self.plates_of(ink);
                let at = self.mixes.iter().position(|known| *known == plates).unwrap_or_default();
                Paint::Named(format!("N{at}"), self.on(ink, &plates))
            }
            Ink::Registration => Paint::Named(ALL.to_owned(), vec![Cmyk::SOLID]),
        }
    }

    fn operator(&self, out: &mut Vec<u8>, ink: &Ink, [process, gray, space, tint]: [&str; 4]) {
        let (parts, operator) = match self.paint(ink) {
            Paint::Process(parts) => (parts.to_vec(), process),
            Paint::Light(light) => (vec![light], gray),
            Paint::Named(name, parts) => {
                out.push(b'/');
                out.extend_from_slice(name.as_bytes());
                out.push(b' ');
                out.extend_from_slice(space.as_bytes());
                out.push(b' ');
                (parts, tint)
            }
        };
        for part in parts {
            bytes::share(out, part);
            out.push(b' ');
        }
        out.extend_from_slice(operator.as_bytes());
        out.push(b'\n');
    }
}

/// `0 1`, so many times.
pub(super) fn ends(count: usize) -> Vec<Object> {
    (0..count * 2).map(|at| Object::Integer(at as i64 % 2)).collect()
}

/// Cyan, magenta, yellow and black.
fn shares(Cmyk { c, m, y, k }: Cmyk) -> [u16; 4] {
    [c, m, y, k]
}

/// Shares as a layout writes them.
fn percents(ink: Cmyk) -> String {
    let [c, m, y, k] = shares(ink).map(|share| f64::from(share) / 100.0);
    format!("c {c}, m {m}, y {y}, k {k}")
}

fn two_alternates(name: &str) -> Diagnostic {
    let message = msg!("spot colour `{name}` stands for two different process colours", name);
    Diagnostic::new(codes::SPOT_ALTERNATE, message)
        .help(msg!("give every use of a plate the same c, m, y and k, or the plates different names"))
}

/// A share of ink as printpdf and lopdf want it.
pub(super) fn unit(share: u16) -> f32 {
    f32::from(share) / f32::from(Cmyk::SOLID)
}

/// `[/Separation name /DeviceCMYK tint]`; the tint goes from bare paper to the alternate in a
/// straight line (a Type 2 function).
fn separation(name: &[u8], alternate: [u16; 4]) -> Object {
    let solid = alternate.map(|share| Object::Real(unit(share))).to_vec();
    let tint = Dictionary::from_iter([
        ("FunctionType", Object::Integer(2)),
        ("Domain", vec![Object::Integer(0), Object::Integer(1)].into()),
        ("C0", vec![Object::Integer(0); 4].into()),
        ("C1", solid.into()),
        ("N", Object::Integer(1)),
    ]);
    Object::Array(vec![
        "Separation".into(),
        Object::Name(name.to_vec()),
        "DeviceCMYK".into(),
        Object::Dictionary(tint),
    ])
}

/// A calculator function (ISO 32000-1, 7.10.5) from shares to CMYK: each alternate times its share,
/// added up and at most solid.
fn sums(alternates: &[[u16; 4]]) -> Vec<u8> {
    let count = alternates.len();
    let mut out = b"{".to_vec();
    for ink in 0..4 {
        out.extend_from_slice(b"0 ");
        for (at, alternate) in alternates.iter().enumerate().filter(|(_, alternate)| alternate[ink] > 0) {
            // Over the share lie the shares after it, the sums made so far and this one.
            bytes::integer(&mut out, (count - at + ink) as i64);
            out.extend_from_slice(b" index ");
            bytes::share(&mut out, alternate[ink]);
            out.extend_from_slice(b" mul add ");
        }
        out.extend_from_slice(b"dup 1 gt {pop 1} if ");
    }
    // The shares come up and go.
    bytes::integer(&mut out, count as i64 + 4);
    out.extend_from_slice(b" 4 roll");
    out.extend_from_slice(&b" pop".repeat(count));
    out.push(b'}');
    out
}
