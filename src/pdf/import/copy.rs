//! A page copied with what it paints.
//!
//! [`Copier`] walks from the page's operators to the resources that they name, from those to what they
//! refer to, and so on. An object that is reached in two roles, such as a picture that is also a mask, is
//! copied once for each, so that the rules of both roles apply. Circles and depth are bounded.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::report::{ANEW, MOST_BYTES, MOST_OBJECTS, MOST_STREAM, Report, broken, too_large};
use super::stream;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::{Press, Standard};
use crate::issue::PlacedSpot;
use crate::message::{Message, Word, msg, word};
use crate::pdf_read::objects::{as_dictionary, entry, inherited, page_streams, resolve};
use crate::pdf_read::{Fault, Names, Survey};

/// The deepest nesting of forms, and of direct objects, that is accepted.
pub(super) const DEEPEST: usize = 24;

/// Entries that do not matter to a press, or whose references lead back to the whole file.
const LEFT_BEHIND: [&[u8]; 10] = [
    b"Parent",
    b"Metadata",
    b"StructParent",
    b"StructParents",
    b"PieceInfo",
    b"LastModified",
    b"Thumb",
    b"Annots",
    b"AF",
    b"Alternate",
];

/// The graphics state at the start of a page, set here because a form starts in that of the page around it:
/// black, solid lines of 1 pt, plain text, no overprint.
const FRESH: &str = "BanxinFresh";
const BEGIN: &[u8] = b"/BanxinFresh gs 0 g 0 G 1 w 0 J 0 j 10 M [] 0 d 0 Tc 0 Tw 100 Tz 0 TL 0 Tr 0 Ts\n";

/// The role in which an object is copied. One that is reached in two roles is copied twice, so that the
/// rules of both apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Plain,
    Space,
    Font,
    State,
    Pattern,
    Shading,
    Painted,
    /// The group of a soft mask.
    Group,
    /// The mask of a picture.
    Mask,
}

/// An object in its role, with the address of the resources that it borrows, or 0.
type CopyKey = (Role, ObjectId, usize);

/// Whether an object is drawn with the resources of whoever shows it, because it has none (ISO 32000-1,
/// 7.8.3), or holds such an object.
fn borrows_resources(role: Role, object: &Object) -> bool {
    let Some(own) = as_dictionary(object) else { return false };
    match role {
        Role::Painted | Role::Group => {
            let is_form = own.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
            is_form && !own.has(b"Resources")
        }
        Role::Pattern => !own.has(b"Resources") && (own.has(b"PaintType") || own.has(b"ExtGState")),
        Role::Font => own.has(b"CharProcs") && !own.has(b"Resources"),
        Role::State => own.has(b"SMask") || own.has(b"Font"),
        Role::Plain | Role::Space | Role::Shading | Role::Mask => false,
    }
}

/// What is copied so far.
pub(super) struct Copier<'a, 'r> {
    pub(super) source: &'a Document,
    pub(super) standard: Standard,
    pub(super) report: &'r mut Report,
    pub(super) spots: BTreeMap<String, PlacedSpot>,
    pub(super) most_pixels: f64,
    out: Document,
    copied: BTreeMap<CopyKey, ObjectId>,
    /// Objects that are being copied right now; a reference back to one of them is circular.
    open: Vec<ObjectId>,
    /// Plain objects that have their numbers already.
    waiting: Vec<(ObjectId, ObjectId)>,
    bytes: u64,
    pub(super) transparent: bool,
}

impl<'a, 'r> Copier<'a, 'r> {
    pub(super) fn new(source: &'a Document, press: &Press, report: &'r mut Report) -> Copier<'a, 'r> {
        Copier {
            source,
            standard: press.standard,
            report,
            spots: BTreeMap::new(),
            most_pixels: f64::from(press.pictures.most_megapixels) * 1e6,
            out: Document::new(),
            copied: BTreeMap::new(),
            open: Vec::new(),
            waiting: Vec::new(),
            bytes: 0,
            transparent: false,
        }
    }

    /// The copy, and the spot colours in it by their names.
    pub(super) fn finish(self) -> (Document, Vec<PlacedSpot>) {
        (self.out, self.spots.into_values().collect())
    }

    /// The operators of a page, its streams joined.
    pub(super) fn content(&mut self, page: &'a Dictionary) -> Result<Vec<u8>, Diagnostic> {
        let mut joined = Vec::new();
        for part in page_streams(self.source, page) {
            let part = part.ok_or_else(|| broken(word("a part of its page is missing")))?;
            joined.extend(stream::plain(self.source, part)?);
            // The streams part between operators, and the next may begin with a letter.
            joined.push(b'\n');
            if joined.len() > MOST_STREAM {
                return Err(too_large(msg!("its page has more than 64 MB of operators")));
            }
        }
        Ok(joined)
    }

    /// Makes the form of a page: its box in a unit square.
    pub(super) fn page(
        &mut self,
        mut content: Vec<u8>,
        page: &'a Dictionary,
        matrix: [f64; 6],
        edges: [f64; 4],
    ) -> Result<ObjectId, Diagnostic> {
        let used = surveyed(&content, word("the page"))?;
        if !used.paints {
            return Err(Diagnostic::new(codes::PLACED_PAGE, msg!("the page of this PDF is empty")).help(ANEW));
        }
        let own = inherited(self.source, page, "Resources").and_then(as_dictionary);
        let mut resources = self.resources(&used, own, 0)?;
        let mut states = match resources.remove(b"ExtGState") {
            Some(Object::Dictionary(states)) => states,
            _ => Dictionary::new(),
        };
        let fresh = [("OP", false.into()), ("op", false.into()), ("OPM", Object::Integer(0))];
        states.set(FRESH, Dictionary::from_iter(fresh));
        resources.set("ExtGState", states);
        content.extend(b"Q\n".repeat(used.open));
        content.splice(..0, BEGIN.iter().copied());
        let reals =
            |values: &[f64]| values.iter().map(|value| Object::Real(*value as f32)).collect::<Vec<_>>();
        let mut form = Dictionary::from_iter([
            ("Type", Object::from("XObject")),
            ("Subtype", "Form".into()),
            ("BBox", reals(&edges).into()),
            ("Matrix", reals(&matrix).into()),
            ("Resources", Object::Dictionary(resources)),
            ("Filter", "FlateDecode".into()),
        ]);
        if self.transparent {
            // A page is a group of its own; what it lets through is blended with its paper and not
            // with what lies under the advertisement.
            let mut group = Dictionary::from_iter([
                ("Type", Object::from("Group")),
                ("S", "Transparency".into()),
                ("CS", "DeviceCMYK".into()),
                ("I", true.into()),
            ]);
            if let Some(own) = entry(self.source, page, "Group").and_then(as_dictionary) {
                if let Ok(space) = own.get(b"CS") {
                    self.space(space, 0)?;
                }
                if let Some(Object::Boolean(knockout)) = entry(self.source, own, "K") {
                    group.set("K", *knockout);
                }
            }
            form.set("Group", group);
        }
        let form = self.out.add_object(Stream::new(form, stream::deflate(&content)));
        while let Some((old, new)) = self.waiting.pop() {
            let source = self.source;
            let object = source.get_object(old).map_err(|_| broken(word("an object in it is missing")))?;
            let made = match object {
                Object::Stream(own) => {
                    let copy = self.plain_dictionary(&own.dict, 0)?;
                    Object::Stream(self.fitted(own, copy, MOST_STREAM as u64)?)
                }
                other => self.plain(other, 0)?,
            };
            self.out.objects.insert(new, made);
        }
        Ok(form)
    }

    /// Copies the target of a reference once for each role; a direct object is copied in place.
    pub(super) fn once(
        &mut self,
        role: Role,
        object: &'a Object,
        make: impl FnOnce(&mut Self, &'a Object) -> Result<Object, Diagnostic>,
    ) -> Result<Object, Diagnostic> {
        self.once_in(role, object, None, make)
    }

    /// The same for an object that may use the resources of the stream around it: without resources of its
    /// own it is copied once for each stream that draws it.
    pub(super) fn once_in(
        &mut self,
        role: Role,
        object: &'a Object,
        around: Option<&'a Dictionary>,
        make: impl FnOnce(&mut Self, &'a Object) -> Result<Object, Diagnostic>,
    ) -> Result<Object, Diagnostic> {
        let source = self.source;
        let Object::Reference(id) = object else { return make(self, object) };
        if self.open.contains(id) {
            return Err(broken(word("its objects contain themselves")));
        }
        let object = resolve(source, object);
        let around = around
            .filter(|_| borrows_resources(role, object))
            .map_or(0, |own| std::ptr::from_ref(own) as usize);
        if let Some(known) = self.copied.get(&(role, *id, around)) {
            return Ok(Object::Reference(*known));
        }
        let new = self.number((role, *id, around))?;
        self.open.push(*id);
        let made = make(self, object)?;
        self.open.pop();
        self.out.objects.insert(new, made);
        Ok(Object::Reference(new))
    }

    /// An object that is referred to from one place only.
    pub(super) fn added(&mut self, object: Object) -> Result<Object, Diagnostic> {
        if self.out.objects.len() >= 2 * MOST_OBJECTS {
            return Err(too_large(msg!("its page has too many objects")));
        }
        Ok(Object::Reference(self.out.add_object(object)))
    }

    fn number(&mut self, key: CopyKey) -> Result<ObjectId, Diagnostic> {
        if self.copied.len() >= MOST_OBJECTS {
            return Err(too_large(msg!("its page has too many objects")));
        }
        let new = self.out.new_object_id();
        self.copied.insert(key, new);
        Ok(new)
    }

    /// An object without rules of its own, with everything behind it.
    pub(super) fn plain(&mut self, object: &Object, depth: usize) -> Result<Object, Diagnostic> {
        if depth > DEEPEST {
            return Err(broken(word("its objects are nested too deeply")));
        }
        Ok(match object {
            Object::Reference(id) if !self.source.objects.contains_key(id) => Object::Null,
            Object::Reference(id) => {
                let known = self.copied.get(&(Role::Plain, *id, 0)).copied();
                Object::Reference(match known {
                    Some(known) => known,
                    None => {
                        let new = self.number((Role::Plain, *id, 0))?;
                        self.waiting.push((*id, new));
                        new
                    }
                })
            }
            Object::Array(parts) => {
                let parts = parts.iter().map(|part| self.plain(part, depth + 1));
                Object::Array(parts.collect::<Result<_, _>>()?)
            }
            Object::Dictionary(own) => Object::Dictionary(self.plain_dictionary(own, depth)?),
            Object::Stream(_) => return Err(broken(word("a stream in it is part of another object"))),
            other => other.clone(),
        })
    }

    pub(super) fn plain_dictionary(
        &mut self,
        own: &Dictionary,
        depth: usize,
    ) -> Result<Dictionary, Diagnostic> {
        let mut made = Dictionary::new();
        for (key, value) in own.iter().filter(|(key, _)| !LEFT_BEHIND.contains(&key.as_slice())) {
            made.set(key.clone(), self.plain(value, depth + 1)?);
        }
        Ok(made)
    }

    /// Some entries as they are.
    pub(super) fn only(&mut self, own: &Dictionary, keys: &[&str]) -> Result<Dictionary, Diagnostic> {
        let mut made = Dictionary::new();
        for key in keys {
            if let Ok(value) = own.get(key.as_bytes()) {
                made.set(*key, self.plain(value, 0)?);
            }
        }
        Ok(made)
    }

    pub(super) fn fitted(&mut self, own: &Stream, copy: Dictionary, most: u64) -> Result<Stream, Diagnostic> {
        let mut made = Stream::new(copy, Vec::new());
        self.bytes += stream::fit(self.source, own, &mut made, self.standard, most)?;
        if self.bytes > MOST_BYTES {
            return Err(too_large(msg!(
                "its page comes to more than {most} MB",
                most = MOST_BYTES / 1_000_000
            )));
        }
        Ok(made)
    }

    /// Operators with their resources, copied as the content of `copy`.
    pub(super) fn painted(
        &mut self,
        own: &'a Stream,
        mut copy: Dictionary,
        around: Option<&'a Dictionary>,
        depth: usize,
    ) -> Result<Object, Diagnostic> {
        if depth > DEEPEST {
            return Err(broken(word("its forms contain each other without end")));
        }
        if own.dict.has(b"F") {
            return Err(self.refusal(word("keeps a part of itself in another file")));
        }
        let content = stream::plain(self.source, own)?;
        let used = surveyed(&content, word("a form, pattern or glyph of it"))?;
        let resources = entry(self.source, &own.dict, "Resources").and_then(as_dictionary).or(around);
        copy.set("Resources", self.resources(&used, resources, depth)?);
        self.packed(content, &used, copy)
    }

    /// The drawing of a letter. Its resources are those of its font (ISO 32000-1, 9.6.5): what it uses of
    /// them is added to `used`; one that has resources of its own keeps them.
    pub(super) fn glyph(
        &mut self,
        own: &'a Stream,
        around: Option<&'a Dictionary>,
        depth: usize,
        used: &mut Survey,
    ) -> Result<Object, Diagnostic> {
        if own.dict.has(b"Resources") || own.dict.has(b"F") {
            return self.painted(own, Dictionary::new(), around, depth);
        }
        let content = stream::plain(self.source, own)?;
        let of_glyph = surveyed(&content, word("a Type 3 glyph of it"))?;
        let packed = self.packed(content, &of_glyph, Dictionary::new())?;
        used.join(of_glyph);
        Ok(packed)
    }

    /// Operators as a stream, with the graphics states restored that they leave open.
    fn packed(
        &mut self,
        mut content: Vec<u8>,
        used: &Survey,
        mut copy: Dictionary,
    ) -> Result<Object, Diagnostic> {
        content.extend(b"\nQ".repeat(used.open));
        self.bytes += content.len() as u64;
        if self.bytes > MOST_BYTES {
            return Err(too_large(msg!(
                "its page comes to more than {most} MB",
                most = MOST_BYTES / 1_000_000
            )));
        }
        copy.set("Filter", "FlateDecode");
        Ok(Object::Stream(Stream::new(copy, stream::deflate(&content))))
    }

    pub(super) fn refusal(&self, what: impl Into<Message>) -> Diagnostic {
        Diagnostic::new(codes::PLACED_CONTENT, msg!("this PDF {what}", what = what.into())).help(ANEW)
    }

    /// The resources that operators use, each by the rules of its kind.
    pub(super) fn resources(
        &mut self,
        used: &Survey,
        own: Option<&'a Dictionary>,
        depth: usize,
    ) -> Result<Dictionary, Diagnostic> {
        if used.rgb {
            self.rgb(word("colours in RGB"));
        }
        type Make<'a, 'r> =
            fn(&mut Copier<'a, 'r>, &'a Object, Option<&'a Dictionary>, usize) -> Result<Object, Diagnostic>;
        let kinds: [(&str, Role, &Names, Make<'a, 'r>); 6] = [
            ("Font", Role::Font, &used.fonts, Self::font),
            ("ExtGState", Role::State, &used.states, Self::state),
            ("ColorSpace", Role::Space, &used.spaces, |copier, space, _, _| copier.space_itself(space, 0)),
            ("Pattern", Role::Pattern, &used.patterns, Self::pattern),
            ("Shading", Role::Shading, &used.shadings, Self::shading),
            ("XObject", Role::Painted, &used.xobjects, Self::xobject),
        ];
        let source = self.source;
        let mut made = Dictionary::new();
        for (key, role, names, make) in kinds {
            let known = own.and_then(|own| entry(source, own, key)).and_then(as_dictionary);
            let mut kept = Dictionary::new();
            for name in names {
                let Some(object) = known.and_then(|known| known.get(name).ok()) else {
                    let name = String::from_utf8_lossy(name);
                    return Err(broken(msg!("it uses {name} ({key}) and does not have it", name, key)));
                };
                kept.set(
                    name.clone(),
                    self.once_in(role, object, own, |copier, object| make(copier, object, own, depth))?,
                );
            }
            if !kept.is_empty() {
                made.set(key, kept);
            }
        }
        let known = own.and_then(|own| entry(source, own, "Properties")).and_then(as_dictionary);
        let mut kept = Dictionary::new();
        for name in &used.properties {
            if let Some(layer) = known.and_then(|known| known.get(name).ok()) {
                self.visible(layer)?;
            }
            // Marked content must name a property list that exists; an empty one is enough.
            kept.set(name.clone(), Dictionary::new());
        }
        if !kept.is_empty() {
            made.set("Properties", kept);
        }
        Ok(made)
    }

    /// Refuses content on a layer that is off: whether it prints depends on the reader.
    pub(super) fn visible(&mut self, layer: &Object) -> Result<(), Diagnostic> {
        let source = self.source;
        let Some(own) = as_dictionary(resolve(source, layer)) else { return Ok(()) };
        let catalog = source.catalog().ok();
        let layers =
            catalog.and_then(|catalog| entry(source, catalog, "OCProperties")).and_then(as_dictionary);
        let usual = layers.and_then(|layers| entry(source, layers, "D")).and_then(as_dictionary);
        let base = usual.and_then(|usual| entry(source, usual, "BaseState")?.as_name().ok());
        let listed = |key: &str, wanted: &Object| {
            let list = usual.and_then(|usual| entry(source, usual, key)?.as_array().ok());
            list.is_some_and(|list| list.contains(wanted))
        };
        let is_on =
            |group: &Object| if base == Some(b"OFF") { listed("ON", group) } else { !listed("OFF", group) };
        let shows = match own.get(b"Type").and_then(Object::as_name) {
            Ok(b"OCG") => is_on(layer),
            Ok(b"OCMD") => {
                let groups = match own.get(b"OCGs") {
                    Ok(Object::Array(groups)) => groups.iter().collect(),
                    Ok(one) => vec![one],
                    Err(_) => Vec::new(),
                };
                let policy = own.get(b"P").and_then(Object::as_name).unwrap_or(b"AnyOn");
                !own.has(b"VE") && matches!(policy, b"AnyOn" | b"AllOn") && groups.into_iter().all(is_on)
            }
            _ => true,
        };
        match shows {
            true => Ok(()),
            false => {
                Err(Diagnostic::new(codes::PLACED_CONTENT, msg!("this PDF has layers that are switched off"))
                    .help(msg!(
                        "whether they are to print cannot be told: ask for it without layers, flattened"
                    )))
            }
        }
    }

    /// Records transparency, which not every standard allows.
    pub(super) fn transparency(&mut self, what: Word) {
        self.transparent = true;
        if self.standard == Standard::X1a {
            self.report.add(
                Diagnostic::new(
                    codes::PLACED_TRANSPARENCY,
                    msg!("this PDF has {what}, PDF/X-1a no transparency", what),
                )
                .help(msg!("ask for it as PDF/X-1a, flattened, or let the press file be PDF/X-4")),
            );
        }
    }
}

/// What a stream of operators uses.
fn surveyed(content: &[u8], stream: Word) -> Result<Survey, Diagnostic> {
    let used = Survey::of(content)
        .map_err(|what| broken(msg!("it {stream}", stream = Fault { what, stream: stream.into() })))?;
    if used.lzw {
        return Err(broken(word("it has an inline image in LZW, which PDF/X does not have")));
    }
    Ok(used)
}
