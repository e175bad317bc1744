//! All faces of an issue, with their names and fallback chains.

use super::embedded::EMBEDDED;
use super::face::{Face, FontBytes};
use super::instance::{InstanceFault, InstanceRequest};

/// A face in a [`Library`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// Why a font could not join the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontFault {
    /// The bytes are not an OpenType font.
    NotAFont,
    /// The collection has no face of that index.
    NoSuchFace,
}

/// The faces that styles may name. It owns (or maps) the font bytes, so it outlives every
/// shaper made from it.
#[derive(Debug, Default)]
pub struct Library {
    faces: Vec<Face>,
    fallbacks: Vec<Vec<String>>,
    chains: Vec<Vec<FaceId>>,
}

impl Library {
    /// The five embedded faces.
    pub fn embedded() -> Library {
        let mut library = Library::default();
        for (name, bytes, fallback) in EMBEDDED {
            let fallback = fallback.iter().map(|name| (*name).to_owned()).collect();
            // The embedded fonts are checked by a test; a broken one would just be missing here
            // and styles that name it would be reported.
            let _ = library.add(name, FontBytes::Static(bytes), 0, true, fallback);
        }
        library
    }

    /// Adds a font that lies in memory for good.
    ///
    /// # Errors
    /// When the bytes are not a font, or the collection has no face of that index.
    #[cfg(test)]
    pub(crate) fn add_static(
        &mut self,
        name: &str,
        bytes: &'static [u8],
        index: u32,
        fallback: Vec<String>,
    ) -> Result<FaceId, FontFault> {
        self.add(name, FontBytes::Static(bytes), index, false, fallback)
    }

    /// Adds a mapped font file.
    ///
    /// # Errors
    /// When the bytes are not a font, or the collection has no face of that index.
    pub fn add_mapped(
        &mut self,
        name: &str,
        map: memmap2::Mmap,
        index: u32,
        fallback: Vec<String>,
    ) -> Result<FaceId, FontFault> {
        self.add(name, FontBytes::Mapped(map), index, false, fallback)
    }

    fn add(
        &mut self,
        name: &str,
        bytes: FontBytes,
        index: u32,
        sound: bool,
        fallback: Vec<String>,
    ) -> Result<FaceId, FontFault> {
        if index > 0 && Face::is_font(&bytes, 0) && !Face::is_font(&bytes, index) {
            return Err(FontFault::NoSuchFace);
        }
        let face = Face::parse(name.to_owned(), bytes, index, sound).ok_or(FontFault::NotAFont)?;
        self.faces.push(face);
        self.fallbacks.push(fallback);
        self.chain_all();
        Ok(FaceId(self.faces.len() as u16 - 1))
    }

    /// Makes a face another instance of its variable font, and returns what of the request could not be
    /// granted. A face that is not variable stays as it is.
    pub fn choose(&mut self, id: FaceId, request: &InstanceRequest) -> Vec<InstanceFault> {
        let Some(face) = self.faces.get_mut(usize::from(id.0)) else { return Vec::new() };
        let (place, faults) = face.variable().place(request);
        face.locate(&place);
        faults
    }

    /// Gives a face more fallbacks, which are tried before those that it has. A name that no face
    /// has changes nothing.
    pub fn extend_fallback(&mut self, name: &str, first: &[String]) {
        if let Some(id) = self.find(name) {
            self.fallbacks[usize::from(id.0)].splice(0..0, first.iter().cloned());
            self.chain_all();
        }
    }

    fn chain_all(&mut self) {
        self.chains = (0..self.faces.len()).map(|at| self.chain_from(at)).collect();
    }

    /// The face of that name; of two with one name, the later one.
    pub fn find(&self, name: &str) -> Option<FaceId> {
        self.faces.iter().rposition(|face| face.name() == name).map(|at| FaceId(at as u16))
    }

    /// The face behind an id of this library.
    ///
    /// # Panics
    /// When the id is another library's and out of range here.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// Every face with its id.
    pub fn iter(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        self.faces.iter().enumerate().map(|(at, face)| (FaceId(at as u16), face))
    }

    /// The face itself and then the faces to try for characters that it lacks: its own fallbacks
    /// in order, then theirs.
    pub fn chain(&self, id: FaceId) -> &[FaceId] {
        self.chains.get(usize::from(id.0)).map_or(&[], Vec::as_slice)
    }

    fn chain_from(&self, at: usize) -> Vec<FaceId> {
        let mut chain = vec![FaceId(at as u16)];
        let mut next = 0;
        while next < chain.len() {
            for name in &self.fallbacks[usize::from(chain[next].0)] {
                if let Some(id) = self.find(name)
                    && !chain.contains(&id)
                {
                    chain.push(id);
                }
            }
            next += 1;
        }
        chain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_face_parses_and_may_be_embedded() {
        let library = Library::embedded();
        assert_eq!(library.iter().count(), EMBEDDED.len());
        for (id, face) in library.iter() {
            assert_eq!(face.metrics().embedding, super::super::Embedding::Allowed);
            assert_eq!(face.metrics().units_per_em, 1000);
            assert!(face.glyph('永').is_some(), "{} lacks 永", face.name());
            assert!(face.glyph('\u{10FFFF}').is_none());
            assert_eq!(library.chain(id)[0], id);
            assert!(library.chain(id).len() >= 3);
        }
    }

    #[test]
    fn more_fallbacks_go_before_a_faces_own() {
        let mut library = Library::embedded();
        let rare = library.add_static("rare", EMBEDDED[4].1, 0, vec!["song".to_owned()]).unwrap();
        let names = |library: &Library, name: &str| -> Vec<String> {
            let chain = library.chain(library.find(name).unwrap());
            chain.iter().map(|id| library.face(*id).name().to_owned()).collect()
        };
        assert_eq!(names(&library, "song"), ["song", "kai", "hei"]);
        let first = ["rare".to_owned(), "kai".to_owned()];
        library.extend_fallback("song", &first);
        library.extend_fallback("nothing", &first);
        assert_eq!(names(&library, "song"), ["song", "rare", "kai", "hei"]);
        assert_eq!(names(&library, "kai"), ["kai", "song", "hei", "rare"]);
        assert_eq!(library.find("rare"), Some(rare));
    }

    /// Looked up one by one, characters have the glyphs that a walk over the font tells of them.
    #[test]
    fn characters_that_are_asked_for_have_the_glyphs_of_the_font() {
        let library = Library::embedded();
        for (_, face) in library.iter().skip(3) {
            let tables = face.tables().expect("it is embedded");
            let mut walked: Vec<(char, u16)> = Vec::new();
            tables.characters(|character, glyph| walked.push((character, glyph)));
            walked.sort_unstable();
            walked.dedup();
            assert_eq!(face.characters().collect::<Vec<_>>(), walked);
            assert!(walked.len() > 8_000);
            for (character, glyph) in walked.iter().step_by(17) {
                assert_eq!(face.glyph(*character), Some(*glyph), "{character}");
            }
            let absent = ('\u{80}'..'\u{30000}').step_by(97);
            for character in absent.filter(|c| walked.binary_search_by_key(c, |(own, _)| *own).is_err()) {
                assert_eq!(face.glyph(character), None, "{character}");
            }
        }
    }

    #[test]
    fn broken_fonts_are_refused() {
        let mut library = Library::embedded();
        assert_eq!(library.add_static("x", b"no font", 0, vec![]), Err(FontFault::NotAFont));
        assert_eq!(library.add_static("x", EMBEDDED[0].1, 3, vec![]), Err(FontFault::NoSuchFace));
    }
}
