//! Integer lengths and the plane of the page.
//!
//! Every position in layout is a whole number of 1/65536 pt, so that sums are exact, rows meet
//! their grid and a page is the same on every machine. Points here are the
//! DTP point (1/72 inch). The origin is the top left corner of the trimmed page; `x` grows to
//! the right and `y` grows down.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in 1/65536 pt.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i64);

impl Length {
    /// No length at all.
    pub const ZERO: Length = Length(0);
    /// Units in one DTP point.
    pub const PER_PT: i64 = 65_536;

    /// A whole number of points.
    pub const fn pt(points: i64) -> Length {
        Length(points * Length::PER_PT)
    }

    /// The nearest length to `points`, for figures that a person wrote as a decimal.
    pub fn from_pt(points: f64) -> Length {
        Length((points * Length::PER_PT as f64).round() as i64)
    }

    /// The nearest length to `millimetres`.
    pub fn from_mm(millimetres: f64) -> Length {
        Length::from_pt(millimetres * 72.0 / 25.4)
    }

    /// In points; only for output (PDF operators, proofs, messages), never for layout.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / Length::PER_PT as f64
    }

    /// In millimetres; only for messages.
    pub fn to_mm(self) -> f64 {
        self.to_pt() * 25.4 / 72.0
    }

    /// `self × numerator ÷ denominator`, rounded to the nearest unit (halves away from zero).
    ///
    /// The product is formed in 128 bits, so it cannot overflow. A zero denominator gives zero.
    pub fn scale(self, numerator: i64, denominator: i64) -> Length {
        if denominator == 0 {
            return Length::ZERO;
        }
        let product = i128::from(self.0) * i128::from(numerator);
        let divisor = i128::from(denominator);
        let half = divisor.abs() / 2;
        let rounded = if (product < 0) == (divisor < 0) {
            (product.abs() + half) / divisor.abs()
        } else {
            -((product.abs() + half) / divisor.abs())
        };
        Length(rounded as i64)
    }

    /// The larger of two lengths.
    pub fn max(self, other: Length) -> Length {
        Length(self.0.max(other.0))
    }

    /// The smaller of two lengths.
    pub fn min(self, other: Length) -> Length {
        Length(self.0.min(other.0))
    }

    /// How many whole `unit`s are needed to hold this length; zero for an empty length or unit.
    pub fn div_ceil(self, unit: Length) -> u32 {
        if unit.0 <= 0 || self.0 <= 0 {
            return 0;
        }
        ((self.0 + unit.0 - 1) / unit.0) as u32
    }

    /// How many whole `unit`s fit into this length; zero for an empty length or unit.
    pub fn div_floor(self, unit: Length) -> u32 {
        if unit.0 <= 0 || self.0 <= 0 {
            return 0;
        }
        (self.0 / unit.0) as u32
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}pt", (self.to_pt() * 1000.0).round() / 1000.0)
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, factor: i64) -> Length {
        Length(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, divisor: i64) -> Length {
        Length(self.0 / divisor)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(iter: I) -> Length {
        iter.fold(Length::ZERO, Add::add)
    }
}

/// A place on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// From the left edge of the trimmed page.
    pub x: Length,
    /// From the top edge of the trimmed page, downwards.
    pub y: Length,
}

impl Point {
    /// A place from its two distances.
    pub const fn new(x: Length, y: Length) -> Point {
        Point { x, y }
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// Left to right.
    pub width: Length,
    /// Top to bottom.
    pub height: Length,
}

/// An upright rectangle on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// The left edge.
    pub x: Length,
    /// The top edge.
    pub y: Length,
    /// Left to right; not negative.
    pub width: Length,
    /// Top to bottom; not negative.
    pub height: Length,
}

impl Rect {
    /// A rectangle from its top left corner and its size.
    pub const fn new(x: Length, y: Length, width: Length, height: Length) -> Rect {
        Rect { x, y, width, height }
    }

    /// The right edge.
    pub fn right(&self) -> Length {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> Length {
        self.y + self.height
    }

    /// The rectangle with `by` taken from every side; it never turns inside out.
    pub fn inset(&self, by: Length) -> Rect {
        Rect {
            x: self.x + by,
            y: self.y + by,
            width: (self.width - by * 2).max(Length::ZERO),
            height: (self.height - by * 2).max(Length::ZERO),
        }
    }

    /// The smallest rectangle of these proportions (width to height) that covers this one, centred
    /// on it.
    pub fn covered_by(&self, (width, height): (i64, i64)) -> Rect {
        let by_width = self.width.scale(height, width);
        if by_width >= self.height {
            self.centred(self.width, by_width)
        } else {
            self.centred(self.height.scale(width, height), self.height)
        }
    }

    /// The largest rectangle of these proportions (width to height) inside this one, centred in it.
    pub fn holding(&self, (width, height): (i64, i64)) -> Rect {
        let by_width = self.width.scale(height, width);
        if by_width <= self.height {
            self.centred(self.width, by_width)
        } else {
            self.centred(self.height.scale(width, height), self.height)
        }
    }

    fn centred(&self, width: Length, height: Length) -> Rect {
        let (x, y) = ((self.width - width) / 2, (self.height - height) / 2);
        Rect::new(self.x + x, self.y + y, width, height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaling_rounds_to_nearest_and_is_symmetric() {
        assert_eq!(Length(10).scale(1, 4), Length(3));
        assert_eq!(Length(-10).scale(1, 4), Length(-3));
        assert_eq!(Length(9).scale(1, 4), Length(2));
        assert_eq!(Length(i64::MAX).scale(1, 2), Length(i64::MAX / 2 + 1));
        assert_eq!(Length(7).scale(1, 0), Length::ZERO);
    }

    #[test]
    fn a_headline_of_a_bit_more_than_four_rows_needs_five() {
        let pitch = Length::from_pt(11.25);
        assert_eq!(Length::from_pt(51.0).div_ceil(pitch), 5);
        assert_eq!(Length::from_pt(45.0).div_ceil(pitch), 4);
        assert_eq!(Length::from_pt(51.0).div_floor(pitch), 4);
        assert_eq!(Length::ZERO.div_ceil(pitch), 0);
    }

    #[test]
    fn millimetres_and_points_agree() {
        assert_eq!(Length::from_mm(25.4), Length::pt(72));
        assert!((Length::from_mm(390.0).to_mm() - 390.0).abs() < 1e-4);
    }

    #[test]
    fn pictures_cover_their_room_or_stand_in_it() {
        let room = Rect::new(Length(100), Length(100), Length(3000), Length(1000));
        assert_eq!(room.covered_by((3, 2)), Rect::new(Length(100), Length(-400), Length(3000), Length(2000)));
        assert_eq!(
            room.covered_by((6, 1)),
            Rect::new(Length(-1400), Length(100), Length(6000), Length(1000))
        );
        assert_eq!(room.holding((1, 1)), Rect::new(Length(1100), Length(100), Length(1000), Length(1000)));
        assert_eq!(room.holding((6, 1)), Rect::new(Length(100), Length(350), Length(3000), Length(500)));
    }

    #[test]
    fn an_inset_never_turns_a_rectangle_inside_out() {
        let rect = Rect::new(Length(0), Length(0), Length(10), Length(14));
        assert_eq!(rect.inset(Length(2)), Rect::new(Length(2), Length(2), Length(6), Length(10)));
        assert_eq!(rect.inset(Length(6)).width, Length::ZERO);
    }
}
