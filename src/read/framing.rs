//! Which part of a picture an issue shows: `crop` and `focus`.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::layout::table::Table;

const SIDES: [&str; 4] = ["left", "top", "right", "bottom"];

/// `crop = { left = 10, bottom = 5 }`: percent taken off at the left, top, right and bottom.
/// Nothing is taken off where it is wrong, which is reported.
pub fn crop(table: &Table<'_>) -> [u32; 4] {
    let Some(given) = table.table("crop") else { return [0; 4] };
    let mut crop = [0; 4];
    for (side, off) in SIDES.into_iter().zip(&mut crop) {
        *off = given.whole(side, 0).map_or(0, |value| value.value);
    }
    given.finish();
    let [left, top, right, bottom] = crop;
    for (off, sides) in [(left + right, "left and right"), (top + bottom, "top and bottom")] {
        if off >= 100 {
            given.report(
                Diagnostic::error(codes::OUT_OF_RANGE, format!("`crop` takes {off} % off at {sides}"))
                    .at(given.span(), "")
                    .help("the two together must be less than 100, or nothing of the picture is left"),
            );
            return [0; 4];
        }
    }
    crop
}

/// `focus = [40, 25]`: percent from the left and the top.
pub fn focus(table: &Table<'_>) -> Option<[u32; 2]> {
    let given = table.wholes_from("focus", 0, "[40, 25]")?;
    let within = given.value.iter().all(|percent| *percent <= 100);
    if let ([across, down], true) = (&given.value[..], within) {
        return Some([*across, *down]);
    }
    table.report(
        Diagnostic::error(codes::OUT_OF_RANGE, "`focus` is not two numbers from 0 to 100")
            .at(given.span, "")
            .help("write percent from the left and from the top: focus = [40, 25]"),
    );
    None
}
