//! The press file: pages become a PDF/X-4 (ISO 15930-7) or PDF/X-1a:2003 document (ISO 15930-4).
//!
//! printpdf makes the document, its pages and their graphics; text, fonts, colour spaces, boxes,
//! the output intent and the metadata are put into the lopdf document that it hands over, because
//! printpdf has no way to write them, or none that a press accepts. The phases stand in order in
//! [`write`].

mod bytes;
mod colour;
mod document;
mod drawing;
mod finish;
mod font;
mod import;
mod intent;
mod marked;
mod marks;
mod metadata;
mod ops;
mod outline;
mod own;
mod pen;
mod picture;
mod placed;
mod plates;
pub mod preflight;
mod reading;
mod resample;
mod shading;
mod shell;
mod standard;
mod store;
mod structure;
mod text;
mod threads;
mod usage;

#[cfg(test)]
mod ink_tests;
#[cfg(test)]
mod layers_tests;
#[cfg(test)]
mod placed_tests;
#[cfg(test)]
mod preflight_tests;
#[cfg(test)]
mod printpdf_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod structure_tests;
#[cfg(test)]
mod write_tests;

use std::sync::Arc;

use lopdf::{Dictionary, Object, Stream};
use rayon::prelude::*;

pub use crate::cache::{Cache, Key, Store};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::font::Face;
use crate::message::msg;
pub use crate::plates::Plates;
use colour::Spots;
pub use document::Document;
pub use import::open as open_placed;
use metadata::Metadata;
use ops::PageOps;
use own::Own;
pub use plates::separate;
pub use reading::write_reading;
use standard::Standard;
use text::TextWriter;
use usage::FaceUse;

/// All faults that keep a document from being written, as far as they show before it is written; empty for
/// one that [`write`] accepts. The codes are those of [`write`], less the ones for broken data.
pub fn examine(document: &Document<'_>) -> Vec<Diagnostic> {
    let own = Own::of(document);
    prepare(&own.document(document), &own.faces).err().unwrap_or_default()
}

/// Writes a document as its press asks for it; the same pages give the same bytes, whatever else the issue holds.
///
/// Subsetting and compression use the current rayon pool. Nothing is kept; see [`write_with`].
///
/// # Errors
/// The first of what [`examine`] finds: `no-pages`; `output-profile`; `spot-alternate` and
/// `spot-name`; `font-embedding` and `font-glyph`; `picture-missing`. Or, for broken data,
/// `font-subset` and `picture-data`; `pdf-writer` for a fault of the writer itself.
pub fn write(document: &Document<'_>) -> Result<Vec<u8>, Diagnostic> {
    write_with(document, &Cache::new(0))
}

/// The same as [`write`], to the byte; takes from the cache what it has of fonts, pictures and profile
/// and gives it the rest, so that a second issue in the same letters is written in a fraction of the time.
///
/// # Errors
/// Those of [`write`].
pub fn write_with(document: &Document<'_>, cache: &Cache) -> Result<Vec<u8>, Diagnostic> {
    // A refusal has at least one reason.
    write_or_tell(document, cache).map_err(|mut faults| faults.swap_remove(0))
}

/// As [`write_with`].
///
/// # Errors
/// All that [`examine`] finds, or the first fault of broken data.
pub fn write_or_tell(document: &Document<'_>, cache: &Cache) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut own = Own::of(document);
    if cache.keeps_nothing() {
        // Whoever writes these pictures again finds their pixels made.
        own.pictures.par_iter().for_each(picture::make);
    }
    resample::fit(&mut own.pages, &mut own.pictures, &document.press.pictures);
    let document = &own.document(document);
    let Prepared { spots, faces, mut plans } = prepare(document, &own.faces)?;
    let mut written = || {
        let mut shell = shell::make(document, &mut plans)?;
        let made = make(document, &faces, &spots, &plans, &mut shell, cache)?;
        let metadata = Metadata::of(document);
        assemble(document, shell, made, &plans, &spots, &metadata)
    };
    written().map_err(|fault| vec![fault])
}

/// What the pages use, found before anything is made.
struct Prepared<'a> {
    spots: Spots<'a>,
    faces: Vec<Option<FaceUse<'a>>>,
    plans: Vec<PageOps<'a>>,
}

fn prepare<'a>(document: &Document<'a>, faces: &[&'a Face]) -> Result<Prepared<'a>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    if document.pages.is_empty() {
        faults.push(
            Diagnostic::new(codes::NO_PAGES, msg!("there are no pages to write"))
                .help(msg!("give the issue at least one `[[page]]`")),
        );
    }
    faults.extend(intent::check(&document.press.profile).err());
    let spots = Spots::collect(document.press, document.pages, document.pictures, &mut faults);
    let faces = usage::collect(document.pages, faces, &mut faults);
    let mut plans = Vec::with_capacity(document.pages.len());
    for page in document.pages {
        match ops::plan(page, document.pictures, &spots, Standard::of(document.press.standard)) {
            Ok(mut plan) => {
                plan.fonts.extend(usage::layers_of(page, &faces));
                plans.push(plan);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(Prepared { spots, faces, plans }) } else { Err(faults) }
}

/// Work that needs no other part of the document, heaviest kind first.
enum Job<'a> {
    Font(&'a FaceUse<'a>),
    Page(usize, Vec<u8>),
    Picture(u32),
    Profile,
}

/// The outcome of a [`Job`].
enum Made<'a> {
    Font(&'a FaceUse<'a>, font::Program),
    Page(usize, Vec<u8>),
    Picture(u32, store::Stored),
    Profile(Arc<Vec<u8>>),
}

/// Does all heavy work in parallel; the outcomes come in a fixed order.
fn make<'a>(
    document: &Document<'_>,
    faces: &'a [Option<FaceUse<'a>>],
    spots: &Spots<'_>,
    plans: &[PageOps<'_>],
    shell: &mut shell::Shell,
    cache: &Cache,
) -> Result<Vec<Made<'a>>, Diagnostic> {
    let mut jobs: Vec<Job<'a>> = faces.iter().flatten().map(Job::Font).collect();
    let graphics = shell.take_contents()?;
    jobs.extend(graphics.into_iter().enumerate().map(|(at, graphics)| Job::Page(at, graphics)));
    jobs.extend(shell.pictures.keys().map(|id| Job::Picture(*id)));
    jobs.push(Job::Profile);
    let run = |job| {
        Ok(match job {
            Job::Font(face) => Made::Font(face, font::program(face, cache)?),
            Job::Page(at, graphics) => {
                let mut writer = TextWriter::new(&document.pages[at], faces, spots);
                let ends = plans[at].groups.iter().map(|group| writer.group(group)).collect();
                let content = shell::splice(&graphics, &writer.finish(), ends)?;
                Made::Page(at, Arc::unwrap_or_clone(finish::deflated(&content, cache)))
            }
            Job::Picture(id) => {
                let picture = &document.pictures[id as usize];
                Made::Picture(id, picture::payload(picture, spots, document.press, cache)?)
            }
            Job::Profile => Made::Profile(finish::deflated(&document.press.profile, cache)),
        })
    };
    // Jobs are few and of very different weight, so each is split off on its own.
    jobs.into_par_iter().with_max_len(1).map(run).collect()
}

/// Puts everything into the document and writes it.
fn assemble(
    document: &Document<'_>,
    mut shell: shell::Shell,
    made: Vec<Made<'_>>,
    plans: &[PageOps<'_>],
    spots: &Spots<'_>,
    metadata: &Metadata,
) -> Result<Vec<u8>, Diagnostic> {
    let mut fonts = Dictionary::new();
    let mut intent = None;
    for made in made {
        match made {
            Made::Font(face, program) => {
                for (name, id) in font::add(&mut shell.document, face, program) {
                    fonts.set(name, id);
                }
            }
            Made::Page(at, content) => shell.set_stream(shell.contents[at], content, true)?,
            Made::Picture(id, stored) => shell.set_picture(id, stored)?,
            Made::Profile(profile) => {
                let profile = Arc::unwrap_or_clone(profile);
                intent = Some(intent::add(&mut shell.document, &document.press.condition, profile));
            }
        }
    }
    shell.set_resources(document, plans, &fonts, spots)?;
    if spots.is_for_screen() {
        shell.set_default_space(intent)?;
    }
    shell.set_boxes(document.pages)?;
    outline::add(&mut shell, document.pages)?;
    threads::add(&mut shell, document.pages)?;
    structure::add(&mut shell, document, plans)?;
    let is_accessible = metadata.accessible() && shell.fonts_tell_characters();
    // The packet is the last object, so that it is found again when the ID is known. It stays
    // unfiltered: tools that know nothing of PDF must be able to read it (ISO 15930-7, 6.7.1).
    let info = shell.document.add_object(metadata.info());
    let entries = [("Type", Object::from("Metadata")), ("Subtype", "XML".into())];
    let packet = Stream::new(Dictionary::from_iter(entries), metadata.xmp(is_accessible).into_bytes());
    let packet = shell.document.add_object(packet);
    shell.set_catalog(intent, info, packet)?;
    if metadata.accessible() {
        shell.set_accessible()?;
    }
    finish::bytes(shell.document, Standard::of(document.press.standard))
}
