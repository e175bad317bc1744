//! Rows of the class table: letters and signs of Western text.

use super::super::kind::Class::{
    Digit, Latin, Mark, Middle, Nonstarter, Operator, Postfix, Prefix, Sign, Space,
};
use super::row::{Row, closing, opening, row, solidus};

/// In the order of Unicode's blocks.
pub(super) const WESTERN: &[Row] = &[
    // Basic Latin
    row(Space, "controls of copy: read as a blank", &[('\u{0}', '\u{1F}'), ('\u{7F}', '\u{7F}')]),
    row(Space, "the word space", &[('\u{20}', '\u{20}')]),
    closing(
        Sign,
        "closes or follows Western words: begins no line behind Han",
        &[('!', '!'), (')', ')'), (',', ','), ('.', '.'), (':', ';'), ('?', '?'), (']', ']'), ('}', '}')],
    ),
    row(Sign, "a quote by pairs and neighbours; alone, inches", &[('"', '"')]),
    opening(Sign, "leads a number (a hash tag); C# is a name", &[('#', '#')]),
    row(Prefix, "currency before its amount (UAX #14 PR)", &[('$', '$')]),
    row(Postfix, "belongs to the number before it (UAX #14 PO)", &[('%', '%')]),
    row(
        Sign,
        "a sign of Western text: part of its word (UAX #14)",
        &[('&', '&'), ('*', '+'), ('<', '>'), ('@', '@'), ('\\', '\\'), ('^', '`'), ('|', '|')],
    ),
    closing(Sign, "apostrophe; a quote by pairs and neighbours", &[('\'', '\'')]),
    opening(
        Sign,
        "opens or leads Western words: ends no line before Han",
        &[('(', '('), ('[', '['), ('{', '{')],
    ),
    closing(Sign, "hyphen: a connector, or the sign of a number", &[('-', '-')]),
    solidus(Sign, "solidus: begins no line; by GB ends none", &[('/', '/')]),
    row(Digit, "figures", &[('0', '9')]),
    row(Latin, "letters", &[('A', 'Z'), ('a', 'z')]),
    closing(Sign, "stands for ～ in copy: a connector", &[('~', '~')]),
    // Latin-1 Supplement
    row(Space, "controls of copy: read as a blank", &[('\u{80}', '\u{9F}')]),
    row(
        Space,
        "no-break blank: holds Western words together; beside Han an artefact",
        &[('\u{A0}', '\u{A0}')],
    ),
    opening(
        Sign,
        "opens or leads Western words: ends no line before Han",
        &[('¡', '¡'), ('«', '«'), ('¿', '¿')],
    ),
    row(Postfix, "cent, behind its amount (UAX #14 PO)", &[('¢', '¢')]),
    row(Prefix, "currency before its amount (UAX #14 PR)", &[('£', '¥')]),
    row(
        Sign,
        "a sign of Western text: part of its word (UAX #14)",
        &[('¦', '¦'), ('¨', '¨'), ('¯', '¯'), ('´', '´'), ('¶', '¶'), ('¸', '¸')],
    ),
    row(Prefix, "section sign, before its number", &[('§', '§')]),
    row(Sign, "copyright sign, before its year or name: part of the word", &[('©', '©')]),
    row(Latin, "letters: ordinals, micro", &[('ª', 'ª'), ('µ', 'µ'), ('º', 'º')]),
    row(
        Operator,
        "calculates or compares: holds the figures and letters beside it, free between Han (JLReq cl-17, cl-18; UAX #14 LB25)",
        &[('¬', '¬'), ('±', '±'), ('×', '×'), ('÷', '÷')],
    ),
    row(Mark, "soft hyphen: where a word may be divided; shows nothing", &[('\u{AD}', '\u{AD}')]),
    closing(Sign, "stands at the name before it", &[('®', '®')]),
    row(Postfix, "degrees: belongs to the number before it (UAX #14 PO)", &[('°', '°')]),
    closing(Sign, "stands at what is before it, figures and letters", &[('²', '³'), ('¹', '¹')]),
    row(Middle, "middle dot (间隔号; CLReq 5.1, GB/T 15834 4.14)", &[('·', '·')]),
    closing(Sign, "closes or follows Western words: begins no line behind Han", &[('»', '»')]),
    row(Sign, "fractions: whole with figures beside them", &[('¼', '¾')]),
    row(Latin, "letters", &[('À', 'Ö'), ('Ø', 'ö'), ('ø', 'ÿ')]),
    // Latin Extended-A and -B
    row(Latin, "letters", &[('Ā', 'ɏ')]),
    // IPA Extensions
    row(Latin, "letters of phonetic script", &[('ɐ', 'ʯ')]),
    // Spacing Modifier Letters
    row(Latin, "letters and accents of phonetic script", &[('ʰ', 'ˆ'), ('ˈ', 'ˈ'), ('ˌ', '˘'), ('˚', '˿')]),
    row(Nonstarter, "tones of bopomofo, behind their syllable", &[('ˇ', 'ˇ'), ('ˉ', 'ˋ'), ('˙', '˙')]),
    // Combining Diacritical Marks
    row(Mark, "combining: part of the character before", &[('\u{300}', '\u{36F}')]),
    // Blanks of other scripts
    row(Space, "a blank with a stroke: a word space", &[('\u{1680}', '\u{1680}')]),
    row(Mark, "shows nothing (default-ignorable)", &[('\u{61C}', '\u{61C}'), ('\u{180B}', '\u{180F}')]),
    // Greek
    row(Latin, "letters", &[('Ͱ', 'Ͽ')]),
    // Cyrillic
    row(Latin, "letters", &[('Ѐ', '҂'), ('Ҋ', 'ԯ')]),
    row(Mark, "combining: part of the character before", &[('\u{483}', '\u{489}')]),
    // Latin Extended Additional, Greek Extended
    row(Latin, "letters", &[('Ḁ', '῾')]),
];
