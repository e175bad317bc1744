//! Which part of a picture an issue shows: `crop` and `focus`.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::keys::kinds::{list, whole};
use crate::keys::{Entry, Kind, Shape, Table, part};
use crate::message::{msg, word};

part! {
    /// Percent of the picture taken off at its edges (裁切); less than 100 for two that face each other.
    pub struct CropKeys, then check_crop {
        /// At the left.
        left: u32 = whole(0..=99), default 0;
        /// At the top.
        top: u32 = whole(0..=99), default 0;
        /// At the right.
        right: u32 = whole(0..=99), default 0;
        /// At the bottom.
        bottom: u32 = whole(0..=99), default 0;
    }
}

impl CropKeys {
    /// What is taken off at the left, top, right and bottom.
    pub fn sides(&self) -> [u32; 4] {
        [self.left(), self.top(), self.right(), self.bottom()]
    }
}

fn check_crop(part: &CropKeys, table: &Table<'_>) {
    let [left, top, right, bottom] = part.sides();
    for (off, sides) in [(left + right, word("left and right")), (top + bottom, word("top and bottom"))] {
        if off >= 100 {
            table.report(
                Diagnostic::new(codes::OUT_OF_RANGE, msg!("`crop` takes {off} % off at {sides}", off, sides))
                    .here(table.span())
                    .help(msg!("the two together must be less than 100, or nothing of the picture is left")),
            );
            return;
        }
    }
}

/// A point of a picture, in percent from its left and its top: `[40, 25]`.
pub struct Point;

impl Kind for Point {
    type Value = [u32; 2];

    fn read(&self, entry: &Entry<'_, '_>) -> Option<[u32; 2]> {
        let given = list(whole(0..=10_000)).example("[40, 25]").read(entry)?;
        if let [across, down] = &given[..]
            && across.value.max(down.value) <= 100
        {
            return Some([across.value, down.value]);
        }
        entry.refuse(
            codes::OUT_OF_RANGE,
            msg!("`{key}` is not two numbers from 0 to 100", key = entry.key()),
            word("write percent from the left and from the top: focus = [40, 25]"),
        );
        None
    }

    fn shape(&self) -> Shape {
        Shape::List { of: Box::new(whole(0..=100).shape()), count: Some(2) }
    }
}
