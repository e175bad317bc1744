//! The operators of content streams (ISO 32000-1, annex A) and how their operands are read: one list for
//! running content and for finding the names in it.

use lopdf::Object;

use super::objects;

/// Every operator of PDF 1.6 but the compatibility brackets `BX` and `EX`, and but `BI`, `ID` and `EI`,
/// which the lexer reads as one image.
const OPERATORS: [&str; 68] = [
    "b", "B", "b*", "B*", "BDC", "BMC", "BT", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EMC",
    "ET", "f", "F", "f*", "G", "g", "gs", "h", "i", "j", "J", "K", "k", "l", "m", "M", "MP", "n", "q", "Q",
    "re", "RG", "rg", "ri", "s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj",
    "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", "\"",
];

/// The operators that leave something on the page.
const PAINTING: [&str; 15] =
    ["b", "B", "b*", "B*", "f", "F", "f*", "s", "S", "Do", "sh", "Tj", "TJ", "'", "\""];

pub fn is_known(operator: &[u8]) -> bool {
    OPERATORS.iter().any(|known| known.as_bytes() == operator)
}

pub fn paints(operator: &[u8]) -> bool {
    PAINTING.iter().any(|known| known.as_bytes() == operator)
}

/// The operand of this number.
pub fn number(operands: &[Object], at: usize) -> Option<f64> {
    objects::number(operands.get(at)?)
}

/// The last `N` operands, all of them numbers.
pub fn last_numbers<const N: usize>(operands: &[Object]) -> Option<[f64; N]> {
    let start = operands.len().checked_sub(N)?;
    let mut numbers = [0.0; N];
    for (at, place) in numbers.iter_mut().enumerate() {
        *place = number(operands, start + at)?;
    }
    Some(numbers)
}

/// The name that a `Tf` begins with.
pub fn first_name(operands: &[Object]) -> &[u8] {
    operands.first().and_then(|name| name.as_name().ok()).unwrap_or(b"")
}

/// The name that the operands end with: that of a resource, for all operators but `Tf`.
pub fn last_name(operands: &[Object]) -> &[u8] {
    operands.last().and_then(|name| name.as_name().ok()).unwrap_or(b"")
}
