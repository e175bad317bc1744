//! Lengths as people write them: millimetres, points, characters, rows and sizes by name.

use std::sync::OnceLock;

use crate::diagnostic::FileId;
use crate::geometry::Length;

use super::table::{self, Faults};

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

/// Why a text is no length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LengthFault {
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: String,
}

const UNITS: &str = "units are mm, cm, pt, 字 (or em), 行 (or rows), or a size by name such as 小五";

/// The largest figure that is taken for a length of any unit.
const LARGEST: f64 = 10_000.0;

impl Dimension {
    /// Reads a length such as `9pt`, `390mm`, `2字`, `1.5行` or `小五`.
    ///
    /// # Errors
    /// When the text is no length; the fault names the units or the nearest size.
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
                return Err(LengthFault {
                    message: format!("`{figure}` is no number that a length can have"),
                    help: UNITS.to_owned(),
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
            "" => Err(LengthFault {
                message: format!("the length `{text}` has no unit"),
                help: format!(
                    "write it with a unit: \"{text}mm\", \"{text}pt\", \"{text}字\" or \"{text}行\""
                ),
            }),
            other => Err(LengthFault {
                message: format!("`{other}` is no unit of length"),
                help: UNITS.to_owned(),
            }),
        }
    }

    /// Whether it runs backwards.
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

fn named_size(text: &str) -> Result<Dimension, LengthFault> {
    let sizes = sizes();
    let find = |name: &str| sizes.iter().find(|(known, _)| known == name).map(|(_, size)| *size);
    let with_hao = format!("{text}号");
    let size = find(text).or_else(|| find(&with_hao)).or_else(|| find(text.strip_suffix('号')?));
    size.map(Dimension::Absolute).ok_or_else(|| {
        let names = sizes.iter().map(|(name, _)| name.as_str());
        let help = match table::nearest(text, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("sizes by name are {}; {UNITS}", names.collect::<Vec<_>>().join(" ")),
        };
        LengthFault { message: format!("`{text}` is no length and no size by name"), help }
    })
}

/// The sizes by name, in the order of `layouts/type-sizes.toml`.
pub fn sizes() -> &'static [(String, Length)] {
    static SIZES: OnceLock<Vec<(String, Length)>> = OnceLock::new();
    SIZES.get_or_init(|| read_sizes(include_str!("../../layouts/type-sizes.toml")))
}

fn read_sizes(text: &str) -> Vec<(String, Length)> {
    let faults = Faults::default();
    let named = table::read_document(FileId(0), text, &faults, |top| top.named_strings("sizes"));
    named
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(name, size)| {
            let points = size.value.strip_suffix("pt")?.parse().ok()?;
            Some((name.value, Length::from_pt(points)))
        })
        .collect()
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
        let help = |text: &str| Dimension::parse(text).map_err(|fault| fault.help).unwrap_err();
        assert!(help("12").contains("\"12mm\""));
        assert!(help("12furlong").contains("units are mm"));
        assert!(help("小伍号").contains("小"));
        assert!(help("").contains("units are mm"));
        assert!(help("1.2.3mm").contains("units are mm"));
        assert!(help("999999999mm").contains("units are mm"));
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
