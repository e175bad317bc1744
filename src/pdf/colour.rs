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

/// The spot colours of a document, in the order in which they first appear.
#[derive(Debug, Default)]
pub(super) struct Spots<'a> {
    plates: Vec<(&'a str, Cmyk)>,
}

impl<'a> Spots<'a> {
    /// Finds every spot colour of the pages and of the drawings.
    ///
    /// # Errors
    /// `spot-alternate` when one plate has two alternates: separations of one name must be the
    /// same everywhere (ISO 15930-7, 6.2.4.4); `spot-name` for a name with a meaning of its own.
    pub(super) fn collect(pages: &'a [Page], pictures: &'a [Picture]) -> Result<Spots<'a>, Diagnostic> {
        let mut spots = Spots::default();
        for item in pages.iter().flat_map(|page| &page.items) {
            match &item.kind {
                ItemKind::Text(run) => spots.add(&run.ink)?,
                ItemKind::Fill { ink, .. } | ItemKind::Frame { ink, .. } => spots.add(ink)?,
                ItemKind::Picture { .. } => {}
            }
        }
        for picture in pictures {
            if let PictureData::Vector(drawing) = &picture.data {
                for shape in &drawing.shapes {
                    let fill = shape.fill.iter().map(|(ink, _)| ink);
                    for ink in fill.chain(shape.stroke.iter().map(|(ink, _)| ink)) {
                        spots.add(ink).map_err(|finding| finding.in_file(&picture.path))?;
                    }
                }
            }
        }
        Ok(spots)
    }

    fn add(&mut self, ink: &'a Ink) -> Result<(), Diagnostic> {
        let Ink::Spot { name, alternate, .. } = ink else { return Ok(()) };
        if let Some((_, first)) = self.plates.iter().find(|(known, _)| known == name) {
            if first == alternate {
                return Ok(());
            }
            let message = format!("spot colour `{name}` has two different alternates");
            return Err(Diagnostic::error("spot-alternate", message)
                .help("give every use of a plate the same CMYK alternate, or the plates different names"));
        }
        if matches!(name.as_str(), "" | "All" | "None" | "Cyan" | "Magenta" | "Yellow" | "Black") {
            let message = format!("`{name}` cannot be the name of a spot colour");
            return Err(Diagnostic::error("spot-name", message)
                .help("PDF keeps this name for itself; name the plate as the ink maker does"));
        }
        self.plates.push((name, *alternate));
        Ok(())
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

    fn operator(&self, out: &mut Vec<u8>, ink: &Ink, [process, space, tint]: [&str; 3]) {
        let separation = match ink {
            Ink::Process(Cmyk { c, m, y, k }) => {
                for part in [c, m, y, k] {
                    bytes::share(out, *part);
                    out.push(b' ');
                }
                out.extend_from_slice(process.as_bytes());
                out.push(b'\n');
                return;
            }
            Ink::Spot { name, tint, .. } => (self.resource(name), *tint),
            Ink::Registration => (ALL.to_owned(), Cmyk::SOLID),
        };
        out.push(b'/');
        out.extend_from_slice(separation.0.as_bytes());
        out.push(b' ');
        out.extend_from_slice(space.as_bytes());
        out.push(b' ');
        bytes::share(out, separation.1);
        out.push(b' ');
        out.extend_from_slice(tint.as_bytes());
        out.push(b'\n');
    }
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
