//! Rows of the class table: arrows, signs of mathematics, shapes and symbols.

use super::super::kind::Class::{Close, Dash, Ellipsis, Han, Middle, Open, Operator, Postfix, Prefix, Sign};
use super::row::{Row, row};

/// In the order of Unicode's blocks.
pub(super) const SYMBOLS: &[Row] = &[
    // Arrows
    row(Han, "arrows: a symbol of an em, free on both sides (JLReq cl-19)", &[('←', '⇿')]),
    // Mathematical Operators
    row(
        Operator,
        "calculates or compares: holds the figures and letters beside it, free between Han (JLReq cl-17, cl-18; UAX #14 LB25)",
        &[('∀', '∄'), ('∆', '∘'), ('√', '∝'), ('∟', '∳'), ('∶', '⋄'), ('⋆', '⋭'), ('⋲', '⋿')],
    ),
    row(
        Han,
        "stands for a word or a value: a symbol of an em",
        &[('∅', '∅'), ('∞', '∞'), ('∴', '∵'), ('⋮', '⋮'), ('⋰', '⋱')],
    ),
    row(
        Middle,
        "typed for the middle dot of names and numbers; a bullet leads its paragraph",
        &[('∙', '∙'), ('⋅', '⋅')],
    ),
    row(Ellipsis, "ellipsis; two are one unit (省略号; GB/T 15834 4.11; JLReq cl-08)", &[('⋯', '⋯')]),
    // Miscellaneous Technical
    row(Prefix, "diameter, before its number", &[('⌀', '⌀')]),
    row(Han, "technical symbols: an em of their own", &[('⌁', '⌇'), ('⌌', '⌨'), ('⌫', '⏿')]),
    row(Prefix, "opens, but fills its em", &[('⌈', '⌈'), ('⌊', '⌊')]),
    row(Postfix, "closes, but fills its em", &[('⌉', '⌉'), ('⌋', '⌋')]),
    row(Open, "canonical form of 〈 (书名号)", &[('〈', '〈')]),
    row(Close, "canonical form of 〉 (书名号)", &[('〉', '〉')]),
    // Control Pictures, OCR
    row(Han, "pictures of controls and OCR: an em of their own", &[('␀', '⑊')]),
    // Enclosed Alphanumerics
    row(Han, "numbers of lists and notes fill their em; they may end a line (UAX #14 AI)", &[('①', '⓿')]),
    // Box Drawing
    row(
        Dash,
        "typed for the dash (破折号) by old input methods: halves of a unit, ink from edge to edge",
        &[('─', '━')],
    ),
    row(Han, "lines of drawn tables: fill their em", &[('│', '╿')]),
    // Block Elements
    row(Han, "blocks: fill their em", &[('▀', '▟')]),
    // Geometric Shapes
    row(
        Han,
        "shapes, bullets and blanks to fill in (● ■ ▲ ○): a symbol of an em (JLReq cl-19)",
        &[('■', '◿')],
    ),
    // Miscellaneous Symbols
    row(
        Han,
        "symbols, stars and signs of weather: a symbol of an em (JLReq cl-19)",
        &[('☀', '☍'), ('☐', '⛿')],
    ),
    row(Prefix, "leads the number to call", &[('☎', '☏')]),
    // Dingbats
    row(Han, "ornaments and bullets: a symbol of an em", &[('✀', '✅'), ('✇', '❚'), ('❡', '❧'), ('❶', '➿')]),
    row(Prefix, "leads the number to call", &[('✆', '✆')]),
    row(
        Prefix,
        "opens, but does not stand in one half of its em: kinsoku alone",
        &[
            ('❛', '❛'),
            ('❝', '❝'),
            ('❟', '❠'),
            ('❨', '❨'),
            ('❪', '❪'),
            ('❬', '❬'),
            ('❮', '❮'),
            ('❰', '❰'),
            ('❲', '❲'),
            ('❴', '❴'),
        ],
    ),
    row(
        Postfix,
        "closes, but does not stand in one half of its em: kinsoku alone",
        &[
            ('❜', '❜'),
            ('❞', '❞'),
            ('❩', '❩'),
            ('❫', '❫'),
            ('❭', '❭'),
            ('❯', '❯'),
            ('❱', '❱'),
            ('❳', '❳'),
            ('❵', '❵'),
        ],
    ),
    // Supplemental Punctuation
    row(Sign, "signs of editions: part of their word (UAX #14)", &[('⸀', '⸹'), ('⸼', '⹝')]),
    row(Dash, "a whole dash of two or three ems (破折号)", &[('⸺', '⸻')]),
];
