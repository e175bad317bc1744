//! PDF files that come in (PDF 广告): one page of a foreign file becomes a form that the press file
//! can hold.
//!
//! [`open`] goes through these steps:
//!
//! 1. The file is parsed within its limits ([`load`]); encrypted and damaged files are refused.
//! 2. The box that shows and its turn are found ([`ShownBox`]).
//! 3. [`copy`] copies the page's operators and every object that they name, each kind by its own rules
//!    ([`kinds`], [`inks`], [`stream`]). Nothing else of the file is kept; what no press can print is refused
//!    with a way out.
//! 4. The copy becomes a file of its own, of one page that shows one form in a unit square ([`clean`]).
//! 5. The rules of preflight are held against the copy. What preflight would refuse in the press file is
//!    refused here, where the editor still can ask for another file.
//!
//! Operators, colours, filters and fonts are read by [`crate::pdf_read`], as preflight, plates and proofs read
//! them: what is let in here is read the same way there.

mod copy;
mod inks;
mod kinds;
mod report;
mod stream;

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod tests;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::codes::{self, Rule};
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::ink::Press;
use crate::issue::{OpenedPdf, PlacedPdf};
use crate::message::{Message, counted, msg, word};
use crate::pdf::preflight;
use crate::pdf_read::objects::{as_dictionary, entry, inherited, number, rectangle, resolve};
use crate::pdf_read::{self, Interpreter, LoadFault, PROCESS, Unheard};
use copy::Copier;
use report::{ANEW, MOST_FILE, MOST_OBJECTS, MOST_STREAM, Report, broken, too_large};

/// The least and greatest side of a shown box, in points: 1 pt to 5 m.
const SIDES: std::ops::RangeInclusive<f64> = 1.0..=14_400.0;

/// The name of the form in the resources of the page of a clean file.
pub(super) const FORM: &str = "P";

/// Opens page `sheet`, from 1, of a PDF file for a press.
///
/// Errors among the findings are `placed-broken`, `placed-encrypted`, `placed-page`, `placed-font`,
/// `placed-colour`, `placed-transparency`, `placed-filter`, `placed-content` and `placed-large`.
pub fn open(bytes: &[u8], sheet: u32, press: &Press) -> OpenedPdf {
    let mut report = Report::default();
    let pdf = match import(bytes, sheet, press, &mut report) {
        Ok(pdf) if !report.is_refused() => Some(pdf),
        Ok(_) => None,
        Err(fault) => {
            report.add(fault);
            None
        }
    };
    OpenedPdf { pdf, findings: report.findings }
}

fn import(bytes: &[u8], sheet: u32, press: &Press, report: &mut Report) -> Result<PlacedPdf, Diagnostic> {
    let source = load(bytes)?;
    let pages = source.get_pages();
    let count = pages.len();
    let Some(id) = pages.get(&sheet) else {
        let message = match count {
            0 => msg!("this PDF has no pages"),
            _ => {
                msg!("this PDF has no page {sheet}: it has {pages}", sheet, pages = counted(count, "page"))
            }
        };
        let help = if count == 0 { ANEW } else { word("name another page with `sheet`") };
        return Err(Diagnostic::new(codes::PLACED_PAGE, message).help(help));
    };
    let page = source.get_dictionary(*id).map_err(|_| broken(word("its page is damaged")))?;
    let shown = ShownBox::of(&source, page)?;
    harmless(&source, page, report);
    let mut copier = Copier::new(&source, press, report);
    let content = copier.content(page)?;
    let form = copier.page(content, page, shown.matrix, shown.edges)?;
    let (document, spots) = copier.finish();
    let (document, page) = clean(document, form);
    if !report.is_refused() {
        let faults = preflight::refusals(&document, page, press.standard);
        faults.iter().for_each(|(rule, fault)| report.add(refusal(*rule, fault)));
    }
    let interpreter = Interpreter::new(&document);
    interpreter.page(page, &mut Unheard);
    let plates = interpreter.inks().split_off(PROCESS.len());
    let (width, height) = shown.size;
    let bytes = written(document)?.into();
    Ok(PlacedPdf { bytes, width, height, pages: count as u32, plates, spots })
}

/// A rule of preflight that the copied page breaks, so that no press file can hold it.
fn refusal(rule: Rule, fault: &Diagnostic) -> Diagnostic {
    let code = match rule {
        Rule::FontsEmbedded | Rule::FontWidths => codes::PLACED_FONT,
        Rule::ColourSpaces | Rule::SpotColours => codes::PLACED_COLOUR,
        Rule::Transparency => codes::PLACED_TRANSPARENCY,
        Rule::Filters => codes::PLACED_FILTER,
        Rule::Operators => codes::PLACED_BROKEN,
        _ => codes::PLACED_CONTENT,
    };
    Diagnostic::new(code, msg!("this PDF is not fit for the press: {message}", message = fault.message))
        .help(ANEW)
}

/// Reads a file within its limits.
fn load(bytes: &[u8]) -> Result<Document, Diagnostic> {
    if bytes.len() > MOST_FILE {
        return Err(too_large(msg!("it has {size} MB", size = bytes.len() >> 20)));
    }
    match pdf_read::load(bytes, MOST_STREAM) {
        Ok(document) if document.objects.len() > MOST_OBJECTS => {
            Err(too_large(msg!("it has {count} objects", count = document.objects.len())))
        }
        Ok(document) => Ok(document),
        Err(LoadFault::Encrypted) => {
            Err(Diagnostic::new(codes::PLACED_ENCRYPTED, msg!("this PDF is encrypted")).help(msg!(
                "ask for it without a password and without restrictions; a press file may hold neither"
            )))
        }
        Err(LoadFault::Unreadable(why)) => Err(broken(why)),
    }
}

/// The box of a page that shows, and how it is turned.
struct ShownBox {
    /// Left, bottom, right and top in the page's own units.
    edges: [f64; 4],
    /// From the box to the unit square, upright.
    matrix: [f64; 6],
    /// Width and height as it shows.
    size: (Length, Length),
}

impl ShownBox {
    /// An advertisement is as large as it is trimmed; what bleeds over is not shown.
    fn of(document: &Document, page: &Dictionary) -> Result<ShownBox, Diagnostic> {
        let boxed = |key: &str| {
            let edges = rectangle(document, inherited(document, page, key))?;
            (edges[0] < edges[2] && edges[1] < edges[3]).then_some(edges)
        };
        let empty = |why: Message| {
            Diagnostic::new(codes::PLACED_PAGE, msg!("the page of this PDF {why}", why)).help(ANEW)
        };
        let media = boxed("MediaBox").ok_or_else(|| empty(msg!("has no size (no media box)")))?;
        let named = ["TrimBox", "ArtBox", "CropBox"].into_iter().find_map(boxed).unwrap_or(media);
        // Nothing shows beyond the media box (ISO 32000-1, 14.11.2.1).
        let edges =
            [named[0].max(media[0]), named[1].max(media[1]), named[2].min(media[2]), named[3].min(media[3])];
        let [x0, y0, x1, y1] = edges;
        let unit =
            entry(document, page, "UserUnit").and_then(number).filter(|unit| *unit > 0.0).unwrap_or(1.0);
        let (w, h) = (x1 - x0, y1 - y0);
        if !SIDES.contains(&(w * unit)) || !SIDES.contains(&(h * unit)) {
            return Err(empty(msg!(
                "is {width} × {height} pt; a placed page must be between 1 and 14,400 pt on each side",
                width = format_args!("{:.1}", w * unit),
                height = format_args!("{:.1}", h * unit)
            )));
        }
        let turn = inherited(document, page, "Rotate").and_then(number).unwrap_or(0.0);
        let (matrix, across, down) = match (turn.rem_euclid(360.0) / 90.0).round() as i64 {
            1 => ([0.0, -1.0 / w, 1.0 / h, 0.0, -y0 / h, x1 / w], h, w),
            2 => ([-1.0 / w, 0.0, 0.0, -1.0 / h, x1 / w, y1 / h], w, h),
            3 => ([0.0, 1.0 / w, -1.0 / h, 0.0, y1 / h, -x0 / w], h, w),
            _ => ([1.0 / w, 0.0, 0.0, 1.0 / h, -x0 / w, -y0 / h], w, h),
        };
        let size = (Length::from_pt(across * unit), Length::from_pt(down * unit));
        Ok(ShownBox { edges, matrix, size })
    }
}

/// Reports what of the page or the file is not copied, and what the file claims.
fn harmless(document: &Document, page: &Dictionary, report: &mut Report) {
    let annotations = entry(document, page, "Annots").and_then(|all| all.as_array().ok());
    let kinds = annotations.into_iter().flatten().filter_map(|one| as_dictionary(resolve(document, one)));
    let seen = kinds.filter(|one| {
        let kind = one.get(b"Subtype").and_then(Object::as_name).unwrap_or(b"");
        !matches!(kind, b"Link" | b"Popup" | b"TrapNet" | b"PrinterMark")
    });
    let seen = seen.count();
    if seen > 0 {
        let what = counted(seen, "annotation");
        report.add(
            Diagnostic::new(codes::PLACED_DROPPED, msg!("{what} of this PDF will not be printed", what))
                .help(msg!(
                    "comments, stamps and form fields lie over the page: have what is to print drawn on it"
                )),
        );
    }
    let info = entry(document, &document.trailer, "Info").and_then(as_dictionary);
    let claim = info.and_then(|info| entry(document, info, "GTS_PDFXVersion")?.as_str().ok());
    if let Some(claim) = claim {
        let claim = String::from_utf8_lossy(claim);
        report.add(Diagnostic::new(codes::PLACED_CLAIM, msg!("this PDF says that it is {claim}", claim)));
    }
}

/// The file that is kept: one page, which shows the form in a unit square.
fn clean(mut document: Document, form: ObjectId) -> (Document, ObjectId) {
    let forms = Dictionary::from_iter([(FORM, Object::Reference(form))]);
    let resources = Dictionary::from_iter([("XObject", Object::Dictionary(forms))]);
    let content = lopdf::Stream::new(Dictionary::new(), format!("/{FORM} Do").into_bytes());
    let content = document.add_object(content);
    let tree = document.new_object_id();
    let page = document.add_object(Dictionary::from_iter([
        ("Type", Object::from("Page")),
        ("Parent", Object::Reference(tree)),
        ("MediaBox", [0, 0, 1, 1].map(Object::Integer).to_vec().into()),
        ("Resources", Object::Dictionary(resources)),
        ("Contents", Object::Reference(content)),
    ]));
    let nodes = Dictionary::from_iter([
        ("Type", Object::from("Pages")),
        ("Kids", vec![Object::Reference(page)].into()),
        ("Count", Object::Integer(1)),
    ]);
    document.objects.insert(tree, Object::Dictionary(nodes));
    let root = document.add_object(Dictionary::from_iter([
        ("Type", Object::from("Catalog")),
        ("Pages", Object::Reference(tree)),
    ]));
    document.trailer.set("Root", root);
    document.version = "1.6".to_owned();
    (document, page)
}

fn written(mut document: Document) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(|fault| broken(Message::verbatim(fault.to_string())))?;
    Ok(bytes)
}
