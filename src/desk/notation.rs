//! Lengths, colours and gradients as SVG writes them.

use std::fmt::{self, Display, Write};

use crate::geometry::{Length, Rect};
use crate::ink::Ink;
use crate::preview::Look;

/// Stops of a gradient from one ink to another: inks mix on the plates, screens mix light.
const STOPS: u32 = 8;

/// A length in points.
pub(super) struct Pt(pub Length);

impl Display for Pt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        thousandths(f, self.0.scale(1000, Length::PER_PT).0)
    }
}

/// A number in thousandths, without zeros at its end.
fn thousandths(f: &mut impl Write, number: i64) -> fmt::Result {
    let sign = if number < 0 { "-" } else { "" };
    let (whole, part) = (number.unsigned_abs() / 1000, number.unsigned_abs() % 1000);
    match part {
        0 => write!(f, "{sign}{whole}"),
        part if part % 100 == 0 => write!(f, "{sign}{whole}.{}", part / 100),
        part if part % 10 == 0 => write!(f, "{sign}{whole}.{:02}", part / 10),
        part => write!(f, "{sign}{whole}.{part:03}"),
    }
}

/// A screen colour.
pub(super) struct Hex(pub [u8; 3]);

impl Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// Thousandths as a number.
pub(super) struct Share(pub i64);

impl Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        thousandths(f, self.0)
    }
}

/// A rectangle as attributes.
pub(super) struct Edges(pub Rect);

impl Display for Edges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rect { x, y, width, height } = self.0;
        write!(f, "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", Pt(x), Pt(y), Pt(width), Pt(height))
    }
}

/// Stops from one ink to another, at shares of the way of the gradient.
pub(super) fn stops(
    svg: &mut String,
    look: &Look,
    (from, start): (&Ink, f64),
    (to, end): (&Ink, f64),
) -> fmt::Result {
    for step in 0..=STOPS {
        let part = f64::from(step) / f64::from(STOPS);
        let offset = ((start + (end - start) * part) * 1000.0).round() as i64;
        let colour = Hex(look.between(from, to, part));
        write!(svg, "<stop offset=\"{}\" stop-color=\"{colour}\"/>", Share(offset))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_and_exact_to_a_thousandth() {
        let shown = |points: f64| Pt(Length::from_pt(points)).to_string();
        assert_eq!(
            [0.0, 12.0, -0.5, 9.25, 1.0 / 3.0, -1000.001].map(shown),
            ["0", "12", "-0.5", "9.25", "0.333", "-1000.001"]
        );
    }
}
