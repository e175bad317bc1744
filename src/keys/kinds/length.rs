//! Lengths with units.

use std::ops::RangeInclusive;

use toml::de::DeValue;

use crate::codes;
use crate::keys::declaration::Shape;
use crate::keys::dimension::{Dimension, LengthFault, Sign, Units};
use crate::keys::kind::{Defaults, Kind};
use crate::keys::table::Entry;
use crate::message::{Word, msg, word};

/// A length. Made by [`length`].
#[derive(Clone, Copy, Debug)]
pub struct Length {
    sign: Sign,
    units: Units,
    help: Word,
}

/// A length of any unit, either side of zero.
pub fn length() -> Length {
    Length { sign: Sign::Any, units: Units::All, help: Word::default() }
}

impl Length {
    /// Zero or more.
    #[must_use]
    pub fn not_negative(self) -> Length {
        Length { sign: Sign::NotNegative, ..self }
    }

    /// More than zero.
    #[must_use]
    pub fn positive(self) -> Length {
        Length { sign: Sign::Positive, ..self }
    }

    /// Not in all units; `help` says why, and what to write.
    #[must_use]
    pub fn only(self, units: Units, help: Word) -> Length {
        Length { units, help, ..self }
    }
}

impl Kind for Length {
    type Value = Dimension;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<Dimension> {
        let length = dimension(entry, self.units)?;
        let key = entry.key();
        let refused = match self.sign {
            Sign::Any => None,
            Sign::NotNegative => {
                length.is_negative().then_some((word("must not be negative"), word("write \"0\" for none")))
            }
            Sign::Positive => (length.is_negative() || length.is_zero())
                .then_some((word("must be more than zero"), word("give the length that it has on the page"))),
        };
        if let Some((why, help)) = refused {
            entry.refuse(codes::LENGTH_SIGN, msg!("the length `{key}` {why}", key, why), help);
            return None;
        }
        if !self.units.take(length) {
            let units = if self.units == Units::Absolute { word("字 or rows") } else { word("rows") };
            entry.refuse(codes::RELATIVE_SIZE, msg!("`{key}` cannot be in {units}", key, units), self.help);
            return None;
        }
        Some(length)
    }

    fn shape(&self) -> Shape {
        Shape::Length { units: self.units, sign: self.sign, within: None }
    }
}

impl Defaults for Length {
    fn written(&self, value: &Dimension) -> serde_json::Value {
        value.to_string().into()
    }
}

/// A part of an em, within bounds. Made by [`ems`].
#[derive(Clone, Debug)]
pub struct Ems {
    within: RangeInclusive<i32>,
    help: Word,
}

/// A part of an em, given in 字 and within bounds in thousandths of one; `help` says what is usual.
pub fn ems(within: RangeInclusive<i32>, help: Word) -> Ems {
    Ems { within, help }
}

impl Kind for Ems {
    type Value = i32;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<i32> {
        let length = dimension(entry, Units::Ems)?;
        let key = entry.key();
        let parts = match length {
            Dimension::Ems(parts) => parts,
            other if Units::Ems.take(other) => 0,
            _ => {
                let message = msg!("`{key}` goes with the size of the letters: it must be in 字", key);
                entry.refuse(codes::LENGTH_UNIT, message, self.help);
                return None;
            }
        };
        let shown = |parts: i64| Dimension::Ems(parts).to_string();
        let taken = i32::try_from(parts).ok().filter(|parts| self.within.contains(parts));
        if taken.is_none() {
            let (least, most) =
                (shown(i64::from(*self.within.start())), shown(i64::from(*self.within.end())));
            let message = msg!(
                "`{key}` is {shown}; it must be {least} to {most}",
                key,
                shown = shown(parts),
                least,
                most
            );
            entry.refuse(codes::OUT_OF_RANGE, message, self.help);
        }
        taken
    }

    fn shape(&self) -> Shape {
        let shown = |parts: i32| Dimension::Ems(parts.into()).to_string();
        let sign = if *self.within.start() < 0 { Sign::Any } else { Sign::NotNegative };
        let within = Some((shown(*self.within.start()), shown(*self.within.end())));
        Shape::Length { units: Units::Ems, sign, within }
    }
}

impl Defaults for Ems {
    fn written(&self, value: &i32) -> serde_json::Value {
        Dimension::Ems((*value).into()).to_string().into()
    }
}

/// A length in quotes. A bare number is refused with the units that it could have.
fn dimension(entry: &Entry<'_, '_>, units: Units) -> Option<Dimension> {
    let figure = match entry.value() {
        DeValue::String(text) => match Dimension::parse(text) {
            Ok(length) => return Some(length),
            Err(LengthFault::NoUnit(figure)) => figure,
            Err(LengthFault::Other { message, help }) => {
                entry.refuse(codes::LENGTH, message, help);
                return None;
            }
        },
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        _ => {
            let example = if units == Units::Ems { "\"0.25字\"" } else { "\"9pt\"" };
            entry.wrong(word("a length in quotes"), example);
            return None;
        }
    };
    entry.refuse(
        codes::LENGTH_UNIT,
        msg!("the length `{key}` has no unit", key = entry.key()),
        msg!("write it with a unit: {examples}", examples = units.examples(&figure)),
    );
    None
}
