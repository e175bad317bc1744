//! Inks as operators and colour spaces.
//!
//! Process inks are DeviceCMYK, so that black text keeps to the K plate whatever the reader does
//! with profiles; a spot colour (专色) is a Separation with its alternate; registration is the
//! Separation `/All`.

use lopdf::{Dictionary, Object};

use super::bytes;
use crate::diagnostic::Diagnostic;
use crate::ink::{Cmyk, Ink};
use crate::issue::{Picture, PictureData};
use crate::page::{ItemKind, Page};

/// The resource name of the registration colour.
pub(super) const ALL: &str = "All";
/// The graphics state in which marks overprint.
pub(super) const OVERPRINT: &str = "Over";
/// The graphics state in which marks knock out.
pub(super) const KNOCKOUT: &str = "Knock";

/// An ink as PDF has it; text, drawings and printpdf each have a way of their own to write it.
pub(super) enum Paint {
    /// DeviceCMYK.
    Process([u16; 4]),
    /// The resource name of a Separation and the share of it.
    Separation(String, u16),
}

/// The spot colours of a document, in the order in which they first appear.
#[derive(Debug, Default)]
pub(super) struct Spots<'a> {
    plates: Vec<(&'a str, Cmyk)>,
}

impl<'a> Spots<'a> {
    /// Finds every spot colour of the pages and of the drawings.
    ///
    /// Each plate at fault is told once: `spot-alternate` when it has two alternates, for
    /// separations of one name must be the same everywhere (ISO 15930-7, 6.2.4.4); `spot-name` for
    /// a name with a meaning of its own.
    pub(super) fn collect(
        pages: &'a [Page],
        pictures: &'a [Picture],
        faults: &mut Vec<Diagnostic>,
    ) -> Spots<'a> {
        let mut spots = Spots::default();
        let mut told: Vec<&str> = Vec::new();
        let mut add = |ink: &'a Ink, place: &dyn Fn(Diagnostic) -> Diagnostic| {
            if let Ink::Spot { name, alternate, .. } = ink
                && let Err(fault) = spots.add(name, *alternate)
                && !told.contains(&name.as_str())
            {
                told.push(name);
                faults.push(place(fault));
            }
        };
        for item in pages.iter().flat_map(|page| &page.items) {
            match &item.kind {
                ItemKind::Text(run) => add(&run.ink, &|fault| match &run.source {
                    Some(source) => fault.at(source.clone(), "printed in it"),
                    None => fault,
                }),
                ItemKind::Fill { ink, .. } | ItemKind::Frame { ink, .. } => add(ink, &|fault| fault),
                ItemKind::Picture { .. } => {}
            }
        }
        for picture in pictures {
            if let PictureData::Vector(drawing) = &picture.data {
                for shape in &drawing.shapes {
                    let fill = shape.fill.iter().map(|(ink, _)| ink);
                    for ink in fill.chain(shape.stroke.iter().map(|(ink, _)| ink)) {
                        add(ink, &|fault| fault.in_file(&picture.path));
                    }
                }
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
            return Err(two_alternates(name));
        }
        if matches!(name, "" | "All" | "None" | "Cyan" | "Magenta" | "Yellow" | "Black") {
            let message = format!("`{name}` cannot be the name of a spot colour");
            return Err(Diagnostic::error("spot-name", message)
                .help("PDF keeps this name for itself; name the plate as the ink maker does"));
        }
        self.plates.push((name, alternate));
        Ok(())
    }

    /// Adds the spot colours of placed PDF pages. Those whose alternate is not told in CMYK are no
    /// plates of ours, but no other place may write the same name in another way.
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
    pub(super) fn resource(&self, name: &str) -> String {
        let at = self.plates.iter().position(|(known, _)| *known == name);
        // `collect` has seen every ink of the document, so the plate is there.
        format!("S{}", at.unwrap_or_default())
    }

    /// Resource name and colour space of every plate, registration last.
    pub(super) fn spaces(&self) -> Vec<(String, Object)> {
        let plates = self.plates.iter().enumerate();
        let mut spaces: Vec<_> = plates
            .map(|(at, (name, alternate))| (format!("S{at}"), separation(name.as_bytes(), *alternate)))
            .collect();
        let solid = Cmyk { c: 10_000, m: 10_000, y: 10_000, k: 10_000 };
        spaces.push((ALL.to_owned(), separation(b"All", solid)));
        spaces
    }

    /// Appends the operator that makes `ink` the colour of fills and text.
    pub(super) fn fill(&self, out: &mut Vec<u8>, ink: &Ink) {
        self.operator(out, ink, ["k", "cs", "scn"]);
    }

    /// Appends the operator that makes `ink` the colour of lines.
    pub(super) fn stroke(&self, out: &mut Vec<u8>, ink: &Ink) {
        self.operator(out, ink, ["K", "CS", "SCN"]);
    }

    /// The colour space of an ink and its shares there.
    pub(super) fn paint(&self, ink: &Ink) -> Paint {
        match ink {
            Ink::Process(Cmyk { c, m, y, k }) => Paint::Process([*c, *m, *y, *k]),
            Ink::Spot { name, tint, .. } => Paint::Separation(self.resource(name), *tint),
            Ink::Registration => Paint::Separation(ALL.to_owned(), Cmyk::SOLID),
        }
    }

    fn operator(&self, out: &mut Vec<u8>, ink: &Ink, [process, space, tint]: [&str; 3]) {
        match self.paint(ink) {
            Paint::Process(parts) => {
                for part in parts {
                    bytes::share(out, part);
                    out.push(b' ');
                }
                out.extend_from_slice(process.as_bytes());
            }
            Paint::Separation(name, share) => {
                out.push(b'/');
                out.extend_from_slice(name.as_bytes());
                out.push(b' ');
                out.extend_from_slice(space.as_bytes());
                out.push(b' ');
                bytes::share(out, share);
                out.push(b' ');
                out.extend_from_slice(tint.as_bytes());
            }
        }
        out.push(b'\n');
    }
}

fn two_alternates(name: &str) -> Diagnostic {
    let message = format!("spot colour `{name}` has two different alternates");
    Diagnostic::error("spot-alternate", message)
        .help("give every use of a plate the same CMYK alternate, or the plates different names")
}

/// A share of ink as printpdf and lopdf want it.
pub(super) fn unit(share: u16) -> f32 {
    f32::from(share) / f32::from(Cmyk::SOLID)
}

/// `[/Separation name /DeviceCMYK tint]`; the tint goes from bare paper to the alternate in a
/// straight line (a Type 2 function).
fn separation(name: &[u8], alternate: Cmyk) -> Object {
    let Cmyk { c, m, y, k } = alternate;
    let solid = [c, m, y, k].iter().map(|share| Object::Real(unit(*share))).collect::<Vec<_>>();
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
