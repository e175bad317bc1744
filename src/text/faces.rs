//! Chooses the face of each letter, down the fallback chain, and how the letters of each chunk are set.

use crate::font::FaceId;
use crate::issue::Emphasis;
use crate::layout::Digits;

use super::chunk::{Chunk, ChunkMode};
use super::class::{
    Class, Classes, VerticalOrientation, is_ignorable, is_selector, look_alike, vertical_orientation,
};
use super::letter::Letter;
use super::paragraph::{Font, Lack, Missing};
use super::run::{GlyphForm, MarkFit};
use super::shape::Shaper;
use super::style::TextStyle;
use super::vertical::{self, Phrase};
use super::{forms, rise};

/// What stands for a character that no face has: the geta mark (〓), as compositors set it.
pub(super) const GETA: char = '〓';

/// The same as text.
pub(super) const GETA_WORD: &str = "〓";

/// Cuts the letters into chunks of one face, going down the chain where a face lacks one; `alike`
/// tells that all of them are of one manner.
pub(super) fn choose_faces(
    letters: &[Letter],
    alike: bool,
    style: &TextStyle<'_>,
    shaper: &mut Shaper<'_>,
    missing: &mut Vec<Missing>,
    chunks: &mut Vec<Chunk>,
) {
    chunks.clear();
    let plain = plain_classes(style);
    let mut dashes = 0;
    let mut pair_ends = 0;
    let mut phrase = Phrase::default();
    let mut next = 0;
    while let Some(letter) = letters.get(next) {
        let at = next;
        // Letters that are set plainly in the face of the chunk before them join it.
        if let Some(last) = chunks.last_mut()
            && at >= pair_ends
            && last.is_plain
        {
            let manner = letters[at - 1].manner;
            let along = letters[at..]
                .iter()
                .take_while(|letter| plain.holds(letter.class) && (alike || letter.manner == manner));
            let characters = along.map(|letter| letter.character);
            let more = shaper.known_own(last.font.face, style.vertical, characters);
            if more > 0 {
                next += more;
                last.letters.end = next;
                dashes = 0;
                continue;
            }
        }
        next += 1;
        if let Some(last) = chunks.last_mut()
            && at >= pair_ends
            && last.is_plain
            && letter.manner == letters[at - 1].manner
            && plain.holds(letter.class)
            && shaper.is_own(last.font.face, letter.character, letter.class, style.vertical)
        {
            last.letters.end = at + 1;
            dashes = 0;
            continue;
        }
        // Dashes are shaped in pairs, which are units, and a third one with the pair that it lengthens:
        // fonts join two and three of them into one glyph.
        let new_pair = letter.class == Class::Dash
            && dashes > 0
            && dashes % 2 == 0
            && letters.get(next).is_some_and(|next| next.class == Class::Dash);
        dashes = if letter.class == Class::Dash { dashes + 1 } else { 0 };
        let named = match letter.manner.emphasis {
            Emphasis::None => style.face,
            Emphasis::Strong => style.strong_face,
            Emphasis::Lead => style.lead_face,
        };
        if is_selector(letter.character)
            && at > 0
            && take_variant(named, letters, at, shaper, missing, chunks)
        {
            continue;
        }
        let mut like = false;
        let picked = match chunks.last() {
            // A character that shows nothing joins the chunk before it.
            Some(last) if is_ignorable(letter.character) => {
                Some((Picked { face: last.font.face, fit: FIT }, last.mode == ChunkMode::Geta))
            }
            // A mark is set in the face of its base, if that face has it.
            Some(last) if letter.class == Class::Mark && last.mode != ChunkMode::Geta => {
                let face = last.font.face;
                let has = shaper.library().face(face).glyph(letter.character).is_some();
                has.then_some((Picked { face, fit: FIT }, false))
            }
            _ => None,
        };
        let (Picked { face, fit }, lacking) =
            picked.unwrap_or_else(|| match pick(named, letter, style.vertical, shaper) {
                Some(picked) => (picked, false),
                None => match pick_alike(named, letter, style.vertical, shaper) {
                    Some(picked) => {
                        like = true;
                        (picked, false)
                    }
                    None => {
                        let geta = Picked { face: with_geta(named, shaper), fit: FIT };
                        (geta, !is_ignorable(letter.character))
                    }
                },
            });
        let has_glyph = like || shaper.library().face(named).glyph(letter.character).is_some();
        let lack = if (lacking && !is_ignorable(letter.character))
            || (face != named && !has_glyph && !is_ignorable(letter.character))
        {
            Some(Lack::Glyph)
        } else if style.vertical
            && (face != named || !fit.stands)
            && shaper.lacks_form(named, letter.character)
        {
            Some(Lack::DownForm)
        } else {
            None
        };
        missing.extend(lack.map(|lack| Missing {
            character: letter.character,
            lack,
            face: named,
            at: letter.at as usize,
            length: letter.character.len_utf8(),
            found_in: (!lacking && (lack == Lack::Glyph || fit.stands)).then_some(face),
        }));
        if at < pair_ends {
            continue; // the second of two figures abreast went along with the first
        }
        let (length, mode) = match lacking {
            true => (1, ChunkMode::Geta),
            false if like => (1, ChunkMode::LookAlike),
            false
                if !fit.stands
                    && vertical_orientation(letter.character, letter.class)
                        == VerticalOrientation::Turned =>
            {
                (1, ChunkMode::Turned)
            }
            false if style.vertical => {
                if at >= phrase.end {
                    phrase = Phrase::at(letters, at);
                }
                phrase.mode(at)
            }
            false => (1, ChunkMode::Plain),
        };
        let (size, mut rise) = rise::of(letter.manner.rise, vertical::size(mode, length, style.size));
        if !fit.stands && mode == ChunkMode::Turned {
            rise += shaper.to_the_axis(face, (letter.character, letter.class), size);
        }
        let font = Font { face, size, turned: mode == ChunkMode::Turned };
        let form = forms::form(letter, style);
        pair_ends = at + length;
        match chunks.last_mut() {
            Some(chunk)
                if (chunk.font, chunk.form, chunk.rise, chunk.mode) == (font, form, rise, mode)
                    && mode != ChunkMode::Abreast
                    && !new_pair =>
            {
                chunk.letters.end = at + 1;
            }
            _ => {
                let is_plain =
                    (form, mode) == (GlyphForm::Text, ChunkMode::Plain) && face == named && !lacking;
                chunks.push(Chunk { font, form, rise, letters: at..at + length, mode, is_plain });
            }
        }
    }
}

/// Classes whose letters take nothing but their face's own glyph, whatever stands beside them.
fn plain_classes(style: &TextStyle<'_>) -> Classes {
    use Class::{
        Blank, Close, Colon, Connector, Digit, Ellipsis, Exclaim, Han, Latin, Middle, Nonstarter, Open,
        Operator, Pause, Postfix, Prefix, Slash, Space, Stop,
    };
    const UPRIGHT: Classes = Classes::of(&[
        Han, Open, Close, Stop, Exclaim, Pause, Colon, Middle, Ellipsis, Connector, Slash, Blank, Operator,
        Nonstarter,
    ]);
    const WORDS: Classes = UPRIGHT.and(&[Latin, Prefix, Postfix, Space]);
    const FIGURES: Classes = WORDS.and(&[Digit]);
    match style.digits {
        _ if style.vertical || style.tracking != 0 => UPRIGHT,
        Digits::Half => WORDS,
        Digits::Proportional => FIGURES,
    }
}

/// A face for a character, and how fit the character is for Chinese lines in it.
struct Picked {
    face: FaceId,
    fit: MarkFit,
}

/// Of what is not asked for more than a glyph.
const FIT: MarkFit = MarkFit { is_wide: true, stands: true };

/// The first face of the chain that has the character, fit for Chinese text: a bracket, a quote, a
/// dash or an ellipsis must be a full em wide, which it is not in faces drawn for Western text first,
/// and what stands otherwise in lines that run down must have a form for them. Else the first face
/// that has it at all.
fn pick(named: FaceId, letter: &Letter, vertical: bool, shaper: &mut Shaper<'_>) -> Option<Picked> {
    let library = shaper.library();
    let mut unfit = None;
    for face in library.chain(named) {
        let Some(glyph) = library.face(*face).glyph(letter.character) else { continue };
        let fit = shaper.fit(*face, (letter.character, letter.class), glyph, vertical);
        let picked = Picked { face: *face, fit };
        if fit.is_fit() {
            return Some(picked);
        }
        unfit = unfit.or(Some(picked));
    }
    unfit
}

/// Sees to the variation selector at `at`: where the face of its base has no such form, but another
/// one of the chain has, base and selector are set in that. True when they were.
fn take_variant(
    named: FaceId,
    letters: &[Letter],
    at: usize,
    shaper: &Shaper<'_>,
    missing: &mut Vec<Missing>,
    chunks: &mut Vec<Chunk>,
) -> bool {
    let (base, selector) = (letters[at - 1], letters[at].character);
    let library = shaper.library();
    let Some(last) = chunks.last_mut().filter(|last| last.mode != ChunkMode::Geta) else { return false };
    let has = |face: &&FaceId| library.face(**face).variant(base.character, selector).is_some();
    if has(&&last.font.face) {
        return false;
    }
    let upright = last.mode == ChunkMode::Plain && base.class == Class::Han;
    let other = if upright { library.chain(named).iter().find(has).copied() } else { None };
    missing.push(Missing {
        character: base.character,
        lack: Lack::Variant(selector),
        face: last.font.face,
        at: base.at as usize,
        length: base.character.len_utf8() + selector.len_utf8(),
        found_in: other,
    });
    let Some(face) = other else { return false };
    let font = Font { face, ..last.font };
    let chunk = Chunk { font, letters: at - 1..at + 1, is_plain: false, ..last.clone() };
    last.letters.end = at - 1;
    if last.letters.is_empty() {
        chunks.pop();
    }
    chunks.push(chunk);
    true
}

/// The first face of the chain that has what is the same sign as a character that none has.
#[cold]
fn pick_alike(named: FaceId, letter: &Letter, vertical: bool, shaper: &mut Shaper<'_>) -> Option<Picked> {
    let character = look_alike(letter.character)?.chars().next()?;
    pick(named, &Letter { character, ..*letter }, vertical, shaper)
}

/// The first face of the chain that has the stand-in for missing characters, else the first face of
/// all: a house's face may have no fallback.
pub(super) fn with_geta(named: FaceId, shaper: &Shaper<'_>) -> FaceId {
    let library = shaper.library();
    let chain = library.chain(named).iter().copied();
    let mut having = chain.chain(library.iter().map(|(face, _)| face));
    having.find(|face| library.face(*face).glyph(GETA).is_some()).unwrap_or(named)
}
