//! What faces lack, as findings: characters without a glyph (缺字), forms of variants and of vertical lines.
//!
//! A word in a foreign script would bring a finding for each of its letters. Letters of one script in one text are
//! therefore told together, and the code points of an emoji sequence as the one sign that they are. Ideographs and
//! signs are told one by one, each with its code point.

use unicode_script::{Script, UnicodeScript};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::font::FaceId;
use crate::issue::Text;
use crate::message::{Message, msg, word};
use crate::text::{Lack, Missing, Shaper};

/// Characters that are told together.
struct Group {
    kind: Kind,
    face: FaceId,
    found_in: Option<FaceId>,
    members: Vec<Missing>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An ideograph or a sign.
    Single,
    Emoji,
    Letters(Script),
}

impl Kind {
    fn of(c: char) -> Kind {
        match c {
            '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' => Kind::Emoji,
            _ => match c.script() {
                Script::Han | Script::Common | Script::Inherited | Script::Unknown => Kind::Single,
                script => Kind::Letters(script),
            },
        }
    }
}

/// Reports what the faces of a text lack.
pub(super) fn report(
    missing: &[Missing],
    text: &Text,
    style_face: &str,
    shaper: &mut Shaper<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    if missing.is_empty() {
        return;
    }
    let plain = text.to_plain();
    let mut formless = None;
    let mut groups: Vec<Group> = Vec::new();
    // The groups that others may join.
    let mut joined: Vec<usize> = Vec::new();
    for missing in missing {
        // One finding for each face: it names all the marks that lack a form.
        if missing.lack == Lack::DownForm && formless.replace(missing.face) == Some(missing.face) {
            continue;
        }
        let kind = if missing.lack == Lack::Glyph { Kind::of(missing.character) } else { Kind::Single };
        let joins = |group: &Group| {
            let same = group.kind == kind && (group.face, group.found_in) == (missing.face, missing.found_in);
            match kind {
                Kind::Single => false,
                Kind::Letters(_) => same,
                Kind::Emoji => same && follows(&plain, &group.members, missing),
            }
        };
        // Of what stands alone there may be one at every character, and none of it is joined by what follows.
        let group = match kind {
            Kind::Single => None,
            Kind::Letters(_) | Kind::Emoji => joined.iter().rev().find(|at| joins(&groups[**at])),
        };
        match group {
            Some(at) => groups[*at].members.push(*missing),
            None => {
                if kind != Kind::Single {
                    joined.push(groups.len());
                }
                groups.push(Group {
                    kind,
                    face: missing.face,
                    found_in: missing.found_in,
                    members: vec![*missing],
                });
            }
        }
    }
    for group in groups {
        let first = group.members[0];
        let is_one = group.members.iter().all(|member| member.character == first.character);
        findings.push(match group.kind {
            Kind::Letters(script) if !is_one => letters(&group, script, text, style_face, shaper),
            Kind::Emoji if group.members.len() > 1 => emoji(&group, &plain, text, style_face, shaper),
            _ => single(&first, text, style_face, shaper),
        });
    }
}

/// Whether a code point belongs to the emoji sequence before it: nothing but joiners and selectors stands between.
fn follows(plain: &str, members: &[Missing], next: &Missing) -> bool {
    let joins = |c: char| matches!(c, '\u{200D}' | '\u{FE0F}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}');
    let modifies = |c: char| matches!(c, '\u{1F3FB}'..='\u{1F3FF}');
    let is_flag = |c: char| matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
    let Some(last) = members.last() else { return false };
    let Some(between) = plain.get(last.at + last.length..next.at) else { return false };
    let second_flag = members.len() == 1 && is_flag(last.character) && is_flag(next.character);
    let joined = between.contains('\u{200D}') || modifies(next.character) || second_flag;
    joined && between.chars().all(joins)
}

/// An emoji of several code points.
fn emoji(group: &Group, plain: &str, text: &Text, style_face: &str, shaper: &Shaper<'_>) -> Diagnostic {
    let (first, last) = (group.members[0], group.members[group.members.len() - 1]);
    let range = first.at..last.at + last.length;
    let sequence = plain.get(range.clone()).unwrap_or_default();
    match group.found_in.map(|face| shaper.library().face(face).name()) {
        Some(other) => Diagnostic::new(
            codes::GLYPH_FALLBACK,
            msg!(
                "the face `{face}` has no emoji {sequence}; its parts are set in `{other}`",
                face = style_face,
                sequence,
                other
            ),
        )
        .at(text.span(range), msg!("set in another face")),
        None => Diagnostic::new(codes::GLYPH_MISSING, msg!("no face has the emoji {sequence}", sequence))
            .at(text.span(range), msg!("set as 〓"))
            .help(msg!("take it out, or write what it says")),
    }
}

/// Letters of one script.
fn letters(group: &Group, script: Script, text: &Text, style_face: &str, shaper: &Shaper<'_>) -> Diagnostic {
    let mut letters = String::new();
    for member in &group.members {
        if !letters.contains(member.character) {
            letters.push(member.character);
        }
    }
    let first = group.members[0];
    let span = text.span(first.at..first.at + first.length);
    let script = name_of(script);
    match group.found_in.map(|face| shaper.library().face(face).name()) {
        Some(other) => Diagnostic::new(
            codes::GLYPH_FALLBACK,
            msg!(
                "the face `{face}` lacks letters of the {script} script; they are set in `{other}`",
                face = style_face,
                script,
                other
            ),
        )
        .at(span, msg!("these: {letters}", letters)),
        None => Diagnostic::new(
            codes::GLYPH_MISSING,
            msg!("no face has these letters of the {script} script", script),
        )
        .at(span, msg!("{letters}, set as 〓", letters))
        .help(rare(style_face)),
    }
}

/// The scripts that news meets, by their names; others by those of Unicode.
fn name_of(script: Script) -> Message {
    let name = match script {
        Script::Latin => word("Latin"),
        Script::Cyrillic => word("Cyrillic"),
        Script::Greek => word("Greek"),
        Script::Arabic => word("Arabic"),
        Script::Hebrew => word("Hebrew"),
        Script::Hangul => word("Korean"),
        Script::Hiragana | Script::Katakana => word("Japanese"),
        Script::Thai => word("Thai"),
        Script::Tibetan => word("Tibetan"),
        Script::Mongolian => word("Mongolian"),
        Script::Yi => word("Yi"),
        Script::Devanagari => word("Devanagari"),
        other => return Message::verbatim(other.full_name().replace('_', " ")),
    };
    name.into()
}

fn rare(style_face: &str) -> Message {
    msg!(
        "add a font that has it: [faces.rare] file = \"fonts/….otf\", and name \"rare\" in the fallback of \
         `{face}`",
        face = style_face
    )
}

/// The finding about one character.
fn single(missing: &Missing, text: &Text, style_face: &str, shaper: &mut Shaper<'_>) -> Diagnostic {
    let library = shaper.library();
    let (character, code) = (missing.character, u32::from(missing.character));
    let span = text.span(missing.at..missing.at + missing.length);
    let other = missing.found_in.map(|face| library.face(face).name());
    let rare = rare(style_face);
    match (missing.lack, other) {
        (Lack::Glyph, Some(other)) => {
            let has = if library.face(missing.face).is_blank(character) {
                msg!(
                    "the outline of {character} (U+{code}) in the face `{face}` has no ink",
                    character,
                    code = format_args!("{code:04X}"),
                    face = style_face
                )
            } else {
                msg!(
                    "the face `{face}` has no {character} (U+{code})",
                    face = style_face,
                    character,
                    code = format_args!("{code:04X}")
                )
            };
            Diagnostic::new(codes::GLYPH_FALLBACK, msg!("{has}; it is set in `{other}`", has, other))
                .at(span, msg!("set in another face"))
        }
        (Lack::Glyph, None) => Diagnostic::new(
            codes::GLYPH_MISSING,
            msg!("no face has {character} (U+{code})", character, code = format_args!("{code:04X}")),
        )
        .at(span, msg!("set as 〓"))
        .help(rare),
        (Lack::Variant(selector), Some(other)) => Diagnostic::new(
            codes::GLYPH_FALLBACK,
            msg!(
                "the face `{face}` has no {character} in the form of U+{selector}; it is set in `{other}`",
                face = library.face(missing.face).name(),
                character,
                selector = format_args!("{:04X}", u32::from(selector)),
                other
            ),
        )
        .at(span, msg!("set in another face")),
        (Lack::Variant(selector), None) => Diagnostic::new(
            codes::GLYPH_VARIANT,
            msg!(
                "no face has {character} (U+{code}) in the form of U+{selector}",
                character,
                code = format_args!("{code:04X}"),
                selector = format_args!("{:04X}", u32::from(selector))
            ),
        )
        .at(span, msg!("set in its usual form"))
        .help(rare),
        (Lack::DownForm, other) => {
            let name = library.face(missing.face).name();
            let marks = shaper.formless(missing.face);
            let done = other.map_or(msg!("moved or turned here"), |other| msg!("set in `{other}`", other));
            Diagnostic::new(
                codes::VERTICAL_FORM,
                msg!("the face `{name}` has no forms for lines that run down (OpenType `vert`) of {marks}", name, marks),
            )
            .at(span, done)
            .help(
                msg!("use a version of the font that has them, or name a face that has them and suits it first in its \
                 fallback; where no face has one, commas and stops are moved aside and other marks turned"),
            )
        }
    }
}
