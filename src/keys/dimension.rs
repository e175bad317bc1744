//! Lengths as people write them: millimetres, points, characters, rows and sizes by name.

use std::fmt;
use std::sync::OnceLock;

use crate::geometry::Length;
use crate::message::{Message, Word, msg, word};

use super::suggest;

/// A length as a layout gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Millimetres, points and sizes by name.
    Absolute(Length),
    /// Thousandths of an em (字).
    Ems(i64),
    /// Thousandths of a row (行).
    Rows(i64),
}

/// Which side of zero a length lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Either.
    Any,
    /// Zero or more.
    NotNegative,
    /// More than zero.
    Positive,
}

/// Which units a length may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// All of them.
    All,
    /// Those that rows are measured by: all but rows.
    NoRows,
    /// Those that characters are measured by: millimetres, centimetres, points and sizes by name.
    Absolute,
    /// Characters alone.
    Ems,
}

impl Units {
    /// Examples of a number with these units, for messages.
    pub(super) fn examples(self, figure: &str) -> Message {
        match self {
            Units::All => {
                msg!(
                    "\"{figure}mm\", \"{figure}pt\", \"{figure}字\" (characters) or \"{figure}行\" (rows)",
                    figure
                )
            }
            Units::NoRows => msg!("\"{figure}mm\", \"{figure}pt\" or \"{figure}字\" (characters)", figure),
            Units::Absolute => msg!("\"{figure}mm\" or \"{figure}pt\"", figure),
            Units::Ems => msg!("\"{figure}字\" (characters)", figure),
        }
    }

    pub(super) fn take(self, length: Dimension) -> bool {
        match length {
            Dimension::Absolute(length) => self != Units::Ems || length == Length::ZERO,
            Dimension::Ems(_) => self != Units::Absolute,
            Dimension::Rows(_) => self == Units::All,
        }
    }
}

/// Why a text is not a length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LengthFault {
    /// It is this number, without a unit.
    NoUnit(String),
    /// Something else.
    Other {
        /// What is wrong.
        message: Message,
        /// The way out.
        help: Message,
    },
}

const UNITS: Word = word("units are mm, cm, pt, 字 (or em), 行 (or rows), or a size by name such as 小五");

/// The largest figure that is taken for a length of any unit.
const LARGEST: f64 = 10_000.0;

impl Dimension {
    /// Zero.
    pub const ZERO: Dimension = Dimension::Absolute(Length::ZERO);

    /// Reads a length such as `9pt`, `390mm`, `2字`, `1.5行` or `小五`.
    ///
    /// # Errors
    /// When the text is not a length; the fault names the units or the nearest size.
    pub fn parse(text: &str) -> Result<Dimension, LengthFault> {
        let text = text.trim();
        let end =
            text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
        let (figure, unit) = text.split_at(end);
        if figure.is_empty() {
            return named_size(text);
        }
        let number = match figure.parse::<f64>() {
            Ok(number) if number.abs() <= LARGEST => number,
            _ => {
                return Err(LengthFault::Other {
                    message: msg!("`{figure}` is not a valid number for a length", figure),
                    help: UNITS.into(),
                });
            }
        };
        let thousandths = (number * 1000.0).round() as i64;
        match unit.trim() {
            "mm" => Ok(Dimension::Absolute(Length::from_mm(number))),
            "cm" => Ok(Dimension::Absolute(Length::from_mm(number * 10.0))),
            "pt" => Ok(Dimension::Absolute(Length::from_pt(number))),
            "字" | "em" => Ok(Dimension::Ems(thousandths)),
            "行" | "rows" | "row" => Ok(Dimension::Rows(thousandths)),
            "" if thousandths == 0 => Ok(Dimension::Absolute(Length::ZERO)),
            "" => Err(LengthFault::NoUnit(figure.to_owned())),
            other => Err(LengthFault::Other {
                message: msg!("`{other}` is not a unit of length", other),
                help: UNITS.into(),
            }),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        matches!(self, Dimension::Absolute(Length::ZERO) | Dimension::Ems(0) | Dimension::Rows(0))
    }

    /// Whether it is negative.
    pub fn is_negative(self) -> bool {
        match self {
            Dimension::Absolute(length) => length < Length::ZERO,
            Dimension::Ems(parts) | Dimension::Rows(parts) => parts < 0,
        }
    }

    /// The length, where an em is `em` and a row is `pitch`; at most ten metres either way, so
    /// that sums over thousands of columns and rows stay in range.
    pub fn resolve(self, em: Length, pitch: Length) -> Length {
        let most = Length::from_mm(10_000.0);
        let length = match self {
            Dimension::Absolute(length) => length,
            Dimension::Ems(parts) => em.scale(parts, 1000),
            Dimension::Rows(parts) => pitch.scale(parts, 1000),
        };
        length.min(most).max(-most)
    }
}

/// As files write it.
impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            _ if self.is_zero() => f.write_str("0"),
            Dimension::Absolute(length) => write!(f, "{}pt", length.to_pt()),
            Dimension::Ems(parts) => write!(f, "{}字", *parts as f64 / 1000.0),
            Dimension::Rows(parts) => write!(f, "{}行", *parts as f64 / 1000.0),
        }
    }
}

fn named_size(text: &str) -> Result<Dimension, LengthFault> {
    let sizes = sizes();
    let find = |name: &str| sizes.iter().find(|(known, _)| known == name).map(|(_, size)| *size);
    let with_hao = format!("{text}号");
    let size = find(text).or_else(|| find(&with_hao)).or_else(|| find(text.strip_suffix('号')?));
    size.map(Dimension::Absolute).ok_or_else(|| {
        let names = sizes.iter().map(|(name, _)| name.as_str());
        let help = match suggest::nearest(text, names.clone()) {
            Some(near) => msg!("did you mean `{near}`?", near),
            None => {
                msg!(
                    "sizes by name are {names}; {units}",
                    names = names.collect::<Vec<_>>().join(" "),
                    units = UNITS
                )
            }
        };
        LengthFault::Other {
            message: msg!("`{text}` is neither a length nor the name of a size", text),
            help,
        }
    })
}

/// The sizes by name, in the order of `layouts/type-sizes.toml`.
pub fn sizes() -> &'static [(String, Length)] {
    static SIZES: OnceLock<Vec<(String, Length)>> = OnceLock::new();
    SIZES.get_or_init(|| read_sizes(include_str!("../../layouts/type-sizes.toml")))
}

fn read_sizes(text: &str) -> Vec<(String, Length)> {
    let file: toml::Table = text.parse().unwrap_or_default();
    let sizes = file.get("sizes").and_then(toml::Value::as_table);
    let sizes = sizes.into_iter().flatten().filter_map(|(name, size)| {
        let points = size.as_str()?.strip_suffix("pt")?.parse().ok()?;
        Some((name.clone(), Length::from_pt(points)))
    });
    sizes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_names_are_read() {
        let pt = |points| Ok(Dimension::Absolute(Length::from_pt(points)));
        assert_eq!(Dimension::parse("9pt"), pt(9.0));
        assert_eq!(Dimension::parse("3.5cm"), Ok(Dimension::Absolute(Length::from_mm(35.0))));
        assert_eq!(Dimension::parse(" 390 mm "), Ok(Dimension::Absolute(Length::from_mm(390.0))));
        assert_eq!(Dimension::parse("小五"), pt(9.0));
        assert_eq!(Dimension::parse("小五号"), pt(9.0));
        assert_eq!(Dimension::parse("二号"), pt(22.0));
        assert_eq!(Dimension::parse("初号"), pt(42.0));
        assert_eq!(Dimension::parse("2字"), Ok(Dimension::Ems(2000)));
        assert_eq!(Dimension::parse("0.3em"), Ok(Dimension::Ems(300)));
        assert_eq!(Dimension::parse("1.5行"), Ok(Dimension::Rows(1500)));
        assert_eq!(Dimension::parse("-1.5rows"), Ok(Dimension::Rows(-1500)));
        assert_eq!(Dimension::parse("0"), pt(0.0));
    }

    #[test]
    fn what_is_no_length_is_told_how_to_be_one() {
        assert_eq!(Dimension::parse("12"), Err(LengthFault::NoUnit("12".to_owned())));
        let help = |text: &str| match Dimension::parse(text) {
            Err(LengthFault::Other { help, .. }) => help,
            other => Message::verbatim(format!("{other:?}")),
        };
        assert!(help("12furlong").contains("units are mm"));
        assert!(help("小伍号").contains("小"));
        assert!(help("").contains("units are mm"));
        assert!(help("1.2.3mm").contains("units are mm"));
        assert!(help("999999999mm").contains("units are mm"));
    }

    #[test]
    fn lengths_are_written_as_they_are_read() {
        for text in ["0", "9pt", "1.25字", "-0.05字", "1.5行", "0.5pt"] {
            assert_eq!(Dimension::parse(text).map(|length| length.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn the_table_of_sizes_is_whole() {
        assert!(sizes().len() >= 14);
        for (name, size) in sizes() {
            assert_eq!(Dimension::parse(name), Ok(Dimension::Absolute(*size)), "{name}");
        }
    }

    #[test]
    fn relative_lengths_follow_the_em_and_the_pitch() {
        let (em, pitch) = (Length::pt(9), Length::from_pt(11.25));
        assert_eq!(Dimension::Ems(1500).resolve(em, pitch), Length::from_pt(13.5));
        assert_eq!(Dimension::Rows(2000).resolve(em, pitch), Length::from_pt(22.5));
    }
}
