//! Rows of the class table: General Punctuation to Number Forms: what Chinese and Western text share.

use super::super::kind::Class::{
    Close, Connector, Dash, Ellipsis, Exclaim, Han, Latin, Mark, Middle, Open, Operator, Postfix, Prefix,
    Sign, Space,
};
use super::row::{Row, closing, holding, opening, row};

/// In the order of Unicode's blocks.
pub(super) const GENERAL: &[Row] = &[
    // General Punctuation
    row(
        Space,
        "a blank of copy: a word space between Western words, an artefact beside Han",
        &[
            ('\u{2000}', '\u{2000}'),
            ('\u{2002}', '\u{2002}'),
            ('\u{2004}', '\u{2006}'),
            ('\u{2008}', '\u{200A}'),
            ('\u{205F}', '\u{205F}'),
        ],
    ),
    row(
        Space,
        "a blank of an em: the ideographic blank between Han, else a word space",
        &[('\u{2001}', '\u{2001}'), ('\u{2003}', '\u{2003}')],
    ),
    row(
        Space,
        "no-break blank: holds Western words together; beside Han an artefact",
        &[('\u{2007}', '\u{2007}'), ('\u{202F}', '\u{202F}')],
    ),
    row(Mark, "a word may break here; shows nothing", &[('\u{200B}', '\u{200B}')]),
    row(
        Mark,
        "shows nothing (default-ignorable)",
        &[('\u{200C}', '\u{200F}'), ('\u{202A}', '\u{202E}'), ('\u{2061}', '\u{206F}')],
    ),
    closing(Sign, "hyphen: a connector", &[('‐', '‐')]),
    holding(Sign, "no-break hyphen: holds both sides", &[('‑', '‑')]),
    row(Connector, "short dash (连接号; GB/T 15834 4.13)", &[('‒', '–')]),
    row(Dash, "half of a dash; alone it connects (破折号、连接号; GB/T 15834 4.10, 4.13)", &[('—', '―')]),
    row(Han, "fills its em: a divider between phrases", &[('‖', '‖')]),
    row(
        Sign,
        "a sign of Western text: part of its word (UAX #14)",
        &[('‗', '‗'), ('‸', '‸'), ('‾', '⁁'), ('⁊', '⁋'), ('⁎', '⁎'), ('⁐', '⁐'), ('⁔', '⁔')],
    ),
    row(Open, "quotes (引号); Western ones by pairs and neighbours", &[('‘', '‘'), ('“', '“')]),
    row(Close, "quotes (引号); Western ones by pairs and neighbours", &[('’', '’'), ('”', '”')]),
    opening(
        Sign,
        "opens or leads Western words: ends no line before Han",
        &[('‚', '‛'), ('„', '‟'), ('‹', '‹'), ('⁅', '⁅')],
    ),
    closing(Sign, "mark of a note, behind its word", &[('†', '‡')]),
    row(Middle, "typed for the middle dot of names and numbers; a bullet leads its paragraph", &[('•', '•')]),
    row(Han, "a bullet: an em of its own", &[('‣', '‣'), ('⁃', '⁃'), ('⁌', '⁍')]),
    closing(
        Sign,
        "closes or follows Western words: begins no line behind Han",
        &[('․', '․'), ('›', '›'), ('⁆', '⁆'), ('⁏', '⁏')],
    ),
    row(Ellipsis, "ellipsis; two are one unit (省略号; GB/T 15834 4.11; JLReq cl-08)", &[('‥', '…')]),
    row(Middle, "middle dot (间隔号; CLReq 5.1, GB/T 15834 4.14)", &[('‧', '‧')]),
    row(Space, "line and paragraph separators: read as a blank", &[('\u{2028}', '\u{2029}')]),
    row(
        Postfix,
        "belongs to the number before it: per mille, minutes and seconds (UAX #14 PO)",
        &[('‰', '‷'), ('⁗', '⁗')],
    ),
    row(
        Han,
        "reference marks: an em of their own, before their note",
        &[('※', '※'), ('⁂', '⁂'), ('⁑', '⁑'), ('⁕', '⁕')],
    ),
    row(Exclaim, "question and exclamation marks (问号、叹号)", &[('‼', '‽'), ('⁇', '⁉')]),
    holding(Sign, "fraction slash: holds the figures on both sides", &[('⁄', '⁄')]),
    row(
        Operator,
        "calculates or compares: holds the figures and letters beside it, free between Han (JLReq cl-17, cl-18; UAX #14 LB25)",
        &[('⁒', '⁒')],
    ),
    row(Connector, "swung dash: connects, as ～", &[('⁓', '⁓')]),
    row(Sign, "dots of old manuscripts: part of their word (UAX #14)", &[('⁖', '⁖'), ('⁘', '⁞')]),
    row(Mark, "no line ends here; shows nothing", &[('\u{2060}', '\u{2060}')]),
    // Superscripts and Subscripts
    closing(Sign, "stands at what is before it, figures and letters", &[('⁰', 'ₜ')]),
    // Currency Symbols
    row(
        Prefix,
        "currency before its amount (UAX #14 PR)",
        &[('₠', '₦'), ('₨', '₵'), ('₷', '₺'), ('₼', '₽'), ('₿', '₿')],
    ),
    row(
        Postfix,
        "currency behind its amount (UAX #14 PO)",
        &[('₧', '₧'), ('₶', '₶'), ('₻', '₻'), ('₾', '₾'), ('⃀', '⃀')],
    ),
    // Combining Marks for Symbols
    row(Mark, "combining: part of the character before", &[('\u{20D0}', '\u{20F0}')]),
    // Letterlike Symbols
    row(
        Han,
        "an abbreviation in an em of its own",
        &[
            ('℀', '℁'),
            ('℄', '℆'),
            ('℈', '℈'),
            ('℞', '℟'),
            ('℣', '℣'),
            ('℮', '℮'),
            ('℺', '℺'),
            ('⅊', '⅊'),
            ('⅌', '⅍'),
            ('⅏', '⅏'),
        ],
    ),
    row(
        Latin,
        "letters: units and variables",
        &[
            ('ℂ', 'ℂ'),
            ('ℇ', 'ℇ'),
            ('ℊ', 'ℒ'),
            ('ℕ', 'ℕ'),
            ('℘', 'ℝ'),
            ('ℤ', 'ℤ'),
            ('Ω', 'ℭ'),
            ('ℯ', 'ℹ'),
            ('ℼ', 'ℿ'),
            ('ⅅ', 'ⅉ'),
            ('ⅎ', 'ⅎ'),
        ],
    ),
    row(
        Postfix,
        "a unit: belongs to the number before it (UAX #14 PO; JLReq cl-13)",
        &[('℃', '℃'), ('℉', '℉'), ('ℓ', '℔'), ('℥', '℥')],
    ),
    row(Prefix, "before its number (UAX #14 PR; JLReq cl-12)", &[('№', '№')]),
    closing(Sign, "stands at the name before it", &[('℗', '℗'), ('℠', '℠'), ('™', '™')]),
    row(Prefix, "leads the number to call", &[('℡', '℡'), ('℻', '℻')]),
    row(
        Operator,
        "calculates or compares: holds the figures and letters beside it, free between Han (JLReq cl-17, cl-18; UAX #14 LB25)",
        &[('⅀', '⅄'), ('⅋', '⅋')],
    ),
    // Number Forms
    row(Sign, "fractions: whole with figures beside them", &[('⅐', '⅟'), ('↉', '↋')]),
    row(Han, "Roman numerals fill their em: 第Ⅱ期 (UAX #14 AI)", &[('Ⅰ', 'ↂ'), ('ↅ', 'ↈ')]),
    row(Latin, "letters", &[('Ↄ', 'ↄ')]),
];
