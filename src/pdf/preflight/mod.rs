//! Preflight (印前检查): whether a file is the PDF/X that it claims to be, and what the house asks for
//! beyond it.
//!
//! The rules stand in [`crate::codes::Rule`], with number, clause, source and way out; here is what
//! holds a file against them. A finding names the page and the place on it as data
//! ([`Diagnostic::on_page`]), never in its words.

mod content;
mod dates;
mod objects;
mod pages;
mod report;

use lopdf::{Dictionary, Document, Object, ObjectId};
use usvg::roxmltree;

use super::standard::{Standard, X4};
use crate::codes::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ink::{self, profile_fault};
use crate::message::{msg, word};
use crate::pdf_read::objects::{as_dictionary, entry, inherited, rectangle, resolve, sub, text};
use crate::pdf_read::{Interpreter, LoadFault, MOST_OBJECT_BYTES, load, plain};
pub use pages::check_pages;
use report::Report;

/// Checks a file against the standard that it claims (PDF/X-4 where it claims none that is known)
/// and against the house rules; no findings means that it passes.
///
/// It reads only the file: what the plates look like is for the proof and for the RIP.
pub fn check(bytes: &[u8]) -> Vec<Diagnostic> {
    check_as(bytes, None)
}

/// What a house asks of a file beyond its standard.
#[derive(Clone, Copy, Debug)]
pub struct House {
    /// The standard that the file is held against, whatever it claims.
    pub standard: Option<ink::Standard>,
    /// The most ink in one place, in percent over all plates (油墨总量).
    pub ink_limit: u32,
}

impl Default for House {
    fn default() -> House {
        House { standard: None, ink_limit: ink::COVERAGE_LIMIT }
    }
}

impl House {
    /// What `[press]` of a layout says.
    pub fn of(press: &ink::Press) -> House {
        House { ink_limit: press.ink_limit, ..House::default() }
    }
}

/// The same against a standard that is named, whatever the file claims.
pub fn check_as(bytes: &[u8], standard: Option<ink::Standard>) -> Vec<Diagnostic> {
    check_for(bytes, &House { standard, ..House::default() })
}

/// What keeps the press file that a placed page becomes a part of from being PDF/X: the rules 14 to 26
/// that the page breaks. `document` holds nothing else. Milder findings are left out.
pub(in crate::pdf) fn refusals(
    document: &Document,
    page: ObjectId,
    standard: ink::Standard,
) -> Vec<(Rule, Diagnostic)> {
    let standard = Standard::of(standard);
    let mut report = Report { findings: Vec::new(), standard, ink_limit: House::default().ink_limit };
    objects::check(&mut report, document);
    content::read(&mut report, &Interpreter::new(document), document, 1, page);
    let found = report.findings.into_iter().filter(|finding| finding.severity == Severity::Error);
    let ruled = found.filter_map(|finding| Some((Rule::of(finding.code)?, finding)));
    let mut refusals: Vec<(Rule, Diagnostic)> =
        ruled.filter(|(rule, _)| (14..=26).contains(&rule.number())).collect();
    // Pictures are decoded only where they are drawn.
    for damaged in content::damaged_pictures(&Interpreter::new(document), document, page) {
        let message = msg!("a picture cannot be decoded: {damaged}", damaged);
        // Of the reasons to refuse a file this is damage, not a filter that is forbidden.
        refusals.push((Rule::Operators, Diagnostic::new(Rule::Filters.code(), message)));
    }
    refusals
}

/// Checks a file as [`check`] does, for a house.
pub fn check_for(bytes: &[u8], house: &House) -> Vec<Diagnostic> {
    examine(bytes, house).findings
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Examined {
    /// The rules that it breaks.
    pub findings: Vec<Diagnostic>,
    /// Its plates: the four process inks, then the spot colours in the order in which its pages name them.
    /// `None` for a file that is encrypted or cannot be read, of which nothing more can be said.
    pub plates: Option<Vec<String>>,
}

/// Checks a file as [`check_for`] does, and tells its plates.
pub fn examine(bytes: &[u8], house: &House) -> Examined {
    let mut report = Report { findings: Vec::new(), standard: &X4, ink_limit: house.ink_limit };
    let mut plates = None;
    let loaded = load(bytes, MOST_OBJECT_BYTES);
    report.standard = match house.standard {
        Some(standard) => Standard::of(standard),
        None => loaded.as_ref().ok().and_then(claimed).unwrap_or(&X4),
    };
    report.header(bytes);
    match loaded {
        Ok(document) => plates = Some(report.document(&document)),
        Err(LoadFault::Encrypted) => report.add(Rule::Encryption, word("the file is encrypted")),
        Err(LoadFault::Unreadable(why)) => {
            report.add(Rule::Header, msg!("the file cannot be read: {why}", why));
        }
    }
    Examined { findings: report.findings, plates }
}

/// The standard that a file's Info claims; XMP makes the claim of PDF/X-4 too.
fn claimed(document: &Document) -> Option<&'static Standard> {
    let info = sub(document, &document.trailer, "Info")?;
    Standard::claimed(&text(entry(document, info, "GTS_PDFXVersion"))?)
}

impl Report<'_> {
    fn header(&mut self, bytes: &[u8]) {
        // A line ends with CR, LF or both (ISO 32000-1, 7.2.3).
        let end = |bytes: &[u8]| bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let (first, rest) = bytes.split_at(end(bytes).unwrap_or(bytes.len()));
        let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.get(1..)).unwrap_or(b"");
        let comment = &rest[..end(rest).unwrap_or(rest.len())];
        let first = first.trim_ascii_end();
        let version = first.strip_prefix(b"%PDF-").unwrap_or(b"");
        let most = self.standard.version;
        // Every version of PDF so far is written in three characters.
        if version.len() != most.len() || !version.starts_with(b"1.") || version > most.as_bytes() {
            self.add(Rule::Header, msg!("the header is not `%PDF-{most}` or older", most));
        }
        let binary = comment.iter().filter(|byte| **byte >= 128).count() >= 4;
        if comment.first() != Some(&b'%') || !binary {
            self.add(Rule::Header, word("no binary comment follows the header"));
        }
    }

    /// Looks at everything in a file; returns its plates.
    fn document(&mut self, document: &Document) -> Vec<String> {
        let id = document.trailer.get(b"ID").and_then(Object::as_array);
        let strings = id.map_or(0, |id| {
            id.iter().filter(|part| part.as_str().is_ok_and(|part| !part.is_empty())).count()
        });
        if strings != 2 {
            self.add(Rule::FileId, word("the trailer has no file ID of two strings"));
        }
        let Ok(catalog) = document.catalog() else {
            self.add(Rule::Header, word("the file has no catalog"));
            return Vec::new();
        };
        self.identity(document, catalog);
        self.intent(document, catalog);
        self.versions(document, catalog);
        self.actions(document, catalog);
        let pages = document.get_pages();
        if pages.is_empty() {
            self.add(Rule::PageBoxes, word("the file has no pages"));
        }
        let interpreter = Interpreter::new(document);
        for (number, id) in pages {
            self.page(&interpreter, document, number, id);
        }
        let inks = interpreter.inks();
        for (at, one) in inks.iter().enumerate() {
            if let Some(other) = inks[..at].iter().find(|other| ink::is_probably_same_plate(one, other)) {
                let message = msg!(
                    "the plates `{other}` and `{one}` are probably one ink in two spellings",
                    other,
                    one
                );
                let found = Diagnostic::new(Rule::SpotColours.code(), message).as_warning();
                self.findings.push(found.help(msg!("give the ink one name in the whole file")));
            }
        }
        objects::check(self, document);
        inks
    }

    /// Rules 4 to 7: Info and XMP, each by itself and against the other.
    fn identity(&mut self, document: &Document, catalog: &Dictionary) {
        let info = sub(document, &document.trailer, "Info");
        let of_info = |key: &str| text(info.and_then(|info| entry(document, info, key)));
        for key in ["Title", "CreationDate", "ModDate"] {
            if of_info(key).is_none_or(|value| value.is_empty()) {
                self.add(Rule::Info, msg!("Info has no {key}", key));
            }
        }
        let trapped = info.and_then(|info| entry(document, info, "Trapped"));
        let trapped = trapped.and_then(|name| name.as_name().ok());
        if !matches!(trapped, Some(b"True" | b"False")) {
            self.add(Rule::Trapping, word("Info does not say whether the file is trapped"));
        }
        let claim = self.standard.claim;
        if !self.standard.xmp {
            if of_info("GTS_PDFXVersion").as_deref() != Some(claim) {
                self.add(Rule::Claim, msg!("Info does not claim {claim}", claim));
            }
            return;
        }
        let Some(Object::Stream(packet)) = entry(document, catalog, "Metadata") else {
            self.add(Rule::Claim, msg!("the metadata do not say that the file is {claim}", claim));
            return self.add(Rule::Xmp, word("the file has no XMP metadata"));
        };
        if packet.dict.has(b"Filter") {
            self.add(Rule::Xmp, word("the XMP metadata are compressed"));
        }
        let words = plain(document, packet).unwrap_or_default();
        let words = String::from_utf8_lossy(&words);
        let xml = match roxmltree::Document::parse(words.trim_start_matches('\u{FEFF}')) {
            Ok(xml) => xml,
            Err(fault) => {
                self.add(Rule::Claim, msg!("the metadata do not say that the file is {claim}", claim));
                return self.add(
                    Rule::Xmp,
                    msg!("the XMP metadata are not XML: {fault}", fault = format_args!("{fault}")),
                );
            }
        };
        let property = |space: &str, name: &str| {
            let space = format!("http://{space}");
            let mut nodes = xml.descendants();
            let found = nodes
                .find(|node| node.tag_name().name() == name && node.tag_name().namespace() == Some(&space));
            let by_element = found.map(|node| {
                node.descendants()
                    .filter(usvg::roxmltree::Node::is_text)
                    .filter_map(|node| node.text())
                    .collect::<String>()
            });
            let by_attribute = || {
                let mut nodes = xml.descendants();
                nodes.find_map(|node| node.attribute((space.as_str(), name)).map(str::to_owned))
            };
            by_element.or_else(by_attribute).map(|value| value.trim().to_owned())
        };
        if property("www.npes.org/pdfx/ns/id/", "GTS_PDFXVersion").as_deref() != Some(claim) {
            self.add(Rule::Claim, msg!("the XMP metadata do not claim {claim}", claim));
        }
        let (xmp, mm) = ("ns.adobe.com/xap/1.0/", "ns.adobe.com/xap/1.0/mm/");
        let wanted = [
            ("purl.org/dc/elements/1.1/", "title"),
            (xmp, "CreateDate"),
            (xmp, "ModifyDate"),
            (xmp, "MetadataDate"),
            (mm, "DocumentID"),
            (mm, "VersionID"),
            (mm, "RenditionClass"),
        ];
        for (space, name) in wanted {
            if property(space, name).is_none_or(|value| value.is_empty()) {
                self.add(Rule::Xmp, msg!("the XMP metadata have no {name}", name));
            }
        }
        if property("purl.org/dc/elements/1.1/", "title")
            != of_info("Title").map(|title| title.trim().to_owned())
        {
            self.add(Rule::Info, word("the titles of Info and XMP differ"));
        }
        for (key, name) in [("CreationDate", "CreateDate"), ("ModDate", "ModifyDate")] {
            let (info, xmp) = (of_info(key), property(xmp, name));
            let alike =
                match (info.as_deref().and_then(dates::moment), xmp.as_deref().and_then(dates::moment)) {
                    (Some(one), Some(other)) => one == other,
                    _ => info == xmp,
                };
            if !alike {
                self.add(Rule::Info, msg!("{key} of Info and {name} of XMP differ", key, name));
            }
        }
        let said = property("ns.adobe.com/pdf/1.3/", "Trapped");
        if said.as_deref().map(str::as_bytes) != trapped {
            self.add(Rule::Trapping, word("Info and XMP differ about trapping"));
        }
    }

    /// Rules 8 to 10: the output intent.
    fn intent(&mut self, document: &Document, catalog: &Dictionary) {
        let intents = entry(document, catalog, "OutputIntents").and_then(|intents| intents.as_array().ok());
        let intents: Vec<&Dictionary> = intents
            .into_iter()
            .flatten()
            .filter_map(|intent| as_dictionary(resolve(document, intent)))
            .filter(|intent| intent.get(b"S").and_then(Object::as_name).ok() == Some(b"GTS_PDFX"))
            .collect();
        let [intent] = intents[..] else {
            let message = match intents.len() {
                0 => msg!("the file has no output intent for PDF/X"),
                count => msg!("the file has {count} output intents for PDF/X", count),
            };
            return self.add(Rule::OutputIntent, message);
        };
        for key in ["OutputConditionIdentifier", "Info"] {
            if text(entry(document, intent, key)).is_none_or(|value| value.is_empty()) {
                self.add(Rule::Condition, msg!("the output intent has no {key}", key));
            }
        }
        let Some(Object::Stream(profile)) = entry(document, intent, "DestOutputProfile") else {
            // X-1a may name a condition that the registry of the ICC knows, and leave its profile out.
            let registered = text(entry(document, intent, "RegistryName"));
            let is_registered = registered.is_some_and(|name| name.contains("color.org"));
            if !is_registered || self.standard.xmp {
                self.add(Rule::Profile, word("the output intent has no profile"));
            }
            return;
        };
        if profile.dict.get(b"N").and_then(Object::as_i64).ok() != Some(4) {
            self.add(Rule::Profile, word("the profile's N is not 4"));
        }
        if let Some(fault) = profile_fault(&plain(document, profile).unwrap_or_default()) {
            self.add(Rule::Profile, msg!("the output profile {fault}", fault));
        }
    }

    /// Rule 24 for the catalog and the bookmarks.
    fn actions(&mut self, document: &Document, catalog: &Dictionary) {
        match entry(document, catalog, "OpenAction") {
            // An array only says where the file opens; it is not an action.
            Some(Object::Array(_)) | None => {}
            Some(_) => self.add(Rule::Actions, word("the catalog has OpenAction")),
        }
        if catalog.has(b"AA") {
            self.add(Rule::Actions, word("the catalog has AA"));
        }
        let form = sub(document, catalog, "AcroForm");
        let fields = form.and_then(|form| entry(document, form, "Fields")?.as_array().ok());
        if fields.is_some_and(|fields| !fields.is_empty()) {
            self.add(Rule::Actions, word("the catalog has a form with fields"));
        }
        if sub(document, catalog, "Names").is_some_and(|names| names.has(b"JavaScript")) {
            self.add(Rule::Actions, word("the catalog names scripts"));
        }
        // Bookmarks lie in a tree of lists; one that runs in a circle ends at the number of objects.
        let mut waiting: Vec<&Dictionary> = sub(document, catalog, "Outlines").into_iter().collect();
        for _ in 0..document.objects.len() {
            let Some(item) = waiting.pop() else { break };
            if item.has(b"A") {
                return self.add(Rule::Actions, word("a bookmark has an action"));
            }
            waiting.extend(["First", "Next"].into_iter().filter_map(|key| sub(document, item, key)));
        }
    }

    /// Rule 1 for what stands behind the header, and rule 19.
    fn versions(&mut self, document: &Document, catalog: &Dictionary) {
        let most = self.standard.version;
        if let Some(own) = entry(document, catalog, "Version").and_then(|own| own.as_name().ok())
            && (own.len() != most.len() || own > most.as_bytes())
        {
            self.add(
                Rule::Header,
                msg!("the catalog says that it is PDF {name}", name = String::from_utf8_lossy(own)),
            );
        }
        // Objects in streams came with PDF 1.5.
        let kind = document.reference_table.cross_reference_type;
        let is_modern = matches!(kind, lopdf::xref::XrefType::CrossReferenceStream);
        if is_modern && most < "1.5" {
            self.add(
                Rule::Header,
                word("the file keeps its objects in streams, which its version does not know"),
            );
        }
        let Some(layers) = sub(document, catalog, "OCProperties") else { return };
        if !self.standard.layers {
            return self.add(Rule::Layers, word("the file has layers"));
        }
        let others = entry(document, layers, "Configs").and_then(|list| list.as_array().ok());
        let others = others.into_iter().flatten().filter_map(|one| as_dictionary(resolve(document, one)));
        let turned = sub(document, layers, "D").into_iter().chain(others).any(|one| one.has(b"AS"));
        if turned {
            self.add(Rule::Layers, word("viewers may switch its layers on and off automatically (AS)"));
        }
    }

    fn page(&mut self, interpreter: &Interpreter<'_>, document: &Document, number: u32, id: ObjectId) {
        let Ok(page) = document.get_dictionary(id) else {
            return self.add_on(number, Rule::PageBoxes, word("the page is missing"));
        };
        let bleed = self.boxes(document, number, page);
        for annotation in
            entry(document, page, "Annots").and_then(|all| all.as_array().ok()).into_iter().flatten()
        {
            let Some(annotation) = as_dictionary(resolve(document, annotation)) else { continue };
            let kind = annotation.get(b"Subtype").and_then(Object::as_name).unwrap_or(b"");
            let rect = rectangle(document, entry(document, annotation, "Rect"));
            let apart = rect.zip(bleed).is_some_and(|(rect, bleed)| {
                rect[2] <= bleed[0] || rect[0] >= bleed[2] || rect[3] <= bleed[1] || rect[1] >= bleed[3]
            });
            if !matches!(kind, b"TrapNet" | b"PrinterMark") && !apart {
                self.add_on(number, Rule::Annotations, word("an annotation lies inside the bleed"));
            }
            if annotation.has(b"A") || annotation.has(b"AA") {
                self.add_on(number, Rule::Actions, word("an annotation has an action"));
            }
        }
        if page.has(b"AA") {
            self.add_on(number, Rule::Actions, word("the page has actions"));
        }
        if page.has(b"SeparationInfo") {
            self.add_on(number, Rule::Separations, word("the page is separated already"));
        }
        if let Some(group) = sub(document, page, "Group") {
            let space = entry(document, group, "CS");
            let inks = |space: &Object| match space {
                Object::Name(name) => name == b"DeviceCMYK",
                // The press's own profile comes to the same.
                Object::Array(parts) => {
                    let profile = parts.get(1).and_then(|own| as_dictionary(resolve(document, own)));
                    profile.and_then(|own| own.get(b"N").and_then(Object::as_i64).ok()) == Some(4)
                }
                _ => false,
            };
            if !self.standard.transparency {
                self.add_on(number, Rule::Transparency, word("the page has a transparency group"));
            } else if !space.is_some_and(inks) {
                self.add_on(
                    number,
                    Rule::Transparency,
                    word("the transparency group of the page is not in DeviceCMYK"),
                );
            }
        }
        content::check(self, interpreter, document, number, id);
    }

    /// Rules 11 to 13; returns the bleed box.
    fn boxes(&mut self, document: &Document, number: u32, page: &Dictionary) -> Option<[f64; 4]> {
        let get = |key: &str| rectangle(document, inherited(document, page, key));
        let [media, crop, bleed, trim, art] =
            ["MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"].map(get);
        if media.is_none() {
            self.add_on(number, Rule::PageBoxes, word("the page has no media box"));
        }
        if trim.is_some() == art.is_some() {
            self.add_on(number, Rule::PageBoxes, word("the page needs either a trim box or an art box"));
        }
        if bleed.is_none() {
            self.add_on(number, Rule::BleedBox, word("the page has no bleed box"));
        }
        // Half a thousandth of a point forgives numbers of 32 bits.
        let within = |inner: [f64; 4], outer: [f64; 4]| {
            inner[0] >= outer[0] - 5e-4
                && inner[1] >= outer[1] - 5e-4
                && inner[2] <= outer[2] + 5e-4
                && inner[3] <= outer[3] + 5e-4
        };
        let named = [(word("trim"), trim), (word("bleed"), bleed), (word("crop"), crop)];
        for (name, area) in named {
            if area.is_some_and(|area| area[0] >= area[2] || area[1] >= area[3]) {
                self.add_on(number, Rule::BoxesNested, msg!("the {name} box is empty", name));
            }
        }
        let pairs = [
            (word("trim"), trim, word("bleed"), bleed),
            (word("bleed"), bleed, word("media"), media),
            (word("crop"), crop, word("media"), media),
        ];
        for (name, inner, around, outer) in pairs {
            if inner.zip(outer).is_some_and(|(inner, outer)| !within(inner, outer)) {
                self.add_on(
                    number,
                    Rule::BoxesNested,
                    msg!("the {name} box is not inside the {around} box", name, around),
                );
            }
        }
        if crop.zip(bleed).is_some_and(|(crop, bleed)| !within(bleed, crop)) {
            self.add_on(number, Rule::BoxesNested, word("the crop box cuts the bleed off"));
        }
        bleed
    }
}
