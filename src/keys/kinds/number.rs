//! Numbers within bounds.

use std::ops::RangeInclusive;

use toml::de::DeValue;

use crate::codes;
use crate::message::{Message, Word, msg, word};

use crate::keys::declaration::Shape;
use crate::keys::kind::{Defaults, Kind};
use crate::keys::table::Entry;

/// A whole number within bounds. Made by [`whole`].
#[derive(Clone, Debug)]
pub struct Whole {
    within: RangeInclusive<u32>,
    or: Option<u32>,
    help: Option<Word>,
}

/// A whole number within bounds. Where nothing else bounds it, 10 000 does: sums of such numbers stay far from
/// overflow.
pub fn whole(within: RangeInclusive<u32>) -> Whole {
    Whole { within, or: None, help: None }
}

impl Whole {
    /// The same, or one number outside the bounds.
    #[must_use]
    pub fn or(self, other: u32) -> Whole {
        Whole { or: Some(other), ..self }
    }

    /// The way out for a number that is out of bounds.
    #[must_use]
    pub fn help(self, help: Word) -> Whole {
        Whole { help: Some(help), ..self }
    }
}

impl Kind for Whole {
    type Value = u32;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<u32> {
        let (least, most) = (*self.within.start(), *self.within.end());
        let Some(number) = whole_number(entry.value()) else {
            // What was meant, as far as it can be guessed.
            let meant = match entry.value() {
                DeValue::Float(number) => number.as_str().parse::<f64>().ok().map(f64::round),
                DeValue::String(text) => {
                    let digits = text.trim_start().split(|letter: char| !letter.is_ascii_digit());
                    digits.into_iter().next().and_then(|digits| digits.parse().ok())
                }
                _ => None,
            };
            let meant = meant.filter(|meant| (f64::from(least)..=f64::from(most)).contains(meant));
            let example = meant.filter(|meant| *meant > 0.0).unwrap_or(f64::from(least.max(1)));
            entry.wrong(word("a whole number"), &example.to_string());
            return None;
        };
        let known = u32::try_from(number).ok();
        let taken = known.filter(|number| self.within.contains(number) || self.or == Some(*number));
        if taken.is_none() {
            let message = msg!(
                "`{key}` is {number}; it must be {least} to {most}",
                key = entry.key(),
                number,
                least,
                most
            );
            let usual = || msg!("write a whole number of at least {least}", least);
            entry.refuse(codes::OUT_OF_RANGE, message, self.help.map_or_else(usual, Message::from));
        }
        taken
    }

    fn shape(&self) -> Shape {
        Shape::Whole { least: *self.within.start(), most: *self.within.end(), or: self.or }
    }
}

impl Defaults for Whole {
    fn written(&self, value: &u32) -> serde_json::Value {
        (*value).into()
    }
}

/// A whole number, or text that whoever declares the key takes apart. Made by [`whole_or_text`].
#[derive(Clone, Debug)]
pub struct WholeOrText {
    whole: Whole,
    example: &'static str,
}

/// What [`WholeOrText`] reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberOrText {
    /// A number.
    Number(u32),
    /// Text.
    Text(String),
}

/// A whole number within bounds, or text such as `example`.
pub fn whole_or_text(within: RangeInclusive<u32>, example: &'static str) -> WholeOrText {
    WholeOrText { whole: whole(within), example }
}

impl Kind for WholeOrText {
    type Value = NumberOrText;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<NumberOrText> {
        match entry.value() {
            DeValue::String(text) => Some(NumberOrText::Text(text.clone().into_owned())),
            DeValue::Integer(_) => Some(NumberOrText::Number(self.whole.read(entry)?)),
            _ => {
                entry.wrong(word("a whole number or text"), self.example);
                None
            }
        }
    }

    fn shape(&self) -> Shape {
        self.whole.shape()
    }
}

/// A share in percent. Made by [`percent`].
#[derive(Clone, Copy, Debug)]
pub struct Percent;

/// A share in percent, from 0 to 100, in 1/10 000 of the whole.
pub fn percent() -> Percent {
    Percent
}

impl Kind for Percent {
    type Value = u16;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<u16> {
        match any_number(entry.value()) {
            Some(share) if (0.0..=100.0).contains(&share) => Some((share * 100.0).round() as u16),
            Some(_) => {
                entry.refuse(
                    codes::OUT_OF_RANGE,
                    msg!("`{key}` must be 0 to 100 percent", key = entry.key()),
                    word("ink is given in percent: 0 is none, 100 is solid"),
                );
                None
            }
            None => {
                entry.wrong(word("a number of percent"), "100");
                None
            }
        }
    }

    fn shape(&self) -> Shape {
        Shape::Number { within: Some((0.0, 100.0)) }
    }
}

impl Defaults for Percent {
    fn written(&self, value: &u16) -> serde_json::Value {
        match value % 100 {
            0 => (value / 100).into(),
            _ => (f64::from(*value) / 100.0).into(),
        }
    }
}

/// A number, whole or with decimals. Made by [`number`].
#[derive(Clone, Copy, Debug)]
pub struct Number;

/// A number, whole or with decimals.
pub fn number() -> Number {
    Number
}

impl Kind for Number {
    type Value = f64;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<f64> {
        let number = any_number(entry.value());
        if number.is_none() {
            entry.wrong(word("a number"), "500");
        }
        number
    }

    fn shape(&self) -> Shape {
        Shape::Number { within: None }
    }
}

fn any_number(value: &DeValue<'_>) -> Option<f64> {
    let number = match value {
        DeValue::Float(number) => number.as_str().replace('_', "").parse::<f64>().ok(),
        other => whole_number(other).map(|number| number as f64),
    };
    number.filter(|number| number.is_finite())
}

fn whole_number(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(number) => {
            i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
        }
        _ => None,
    }
}
