//! A day of the calendar as a value of a key.

use crate::codes;
use crate::issue::Date;
use crate::issue::almanac::DateFault;
use crate::keys::kinds::date_or_text;
use crate::keys::{Entry, Kind, Shape};
use crate::message::{msg, word};

/// A day of the calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day;

impl Kind for Day {
    type Value = Date;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<Date> {
        let written = date_or_text().read(entry)?;
        match Date::parse(&written) {
            Ok(date) => Some(date),
            Err(DateFault::Unreadable) => {
                entry.refuse(
                    codes::DATE,
                    msg!("`{written}` is not a date", written),
                    word("write it as \"2026-11-23\" or \"2026年11月23日\""),
                );
                None
            }
            Err(DateFault::NoSuchDay(days)) => {
                let help = match days {
                    0 => msg!("months are 1 to 12"),
                    days => msg!("that month has {days} days; years are 1800 to 2200", days),
                };
                entry.refuse(codes::NO_SUCH_DATE, msg!("there is no day {written}", written), help);
                None
            }
        }
    }

    fn shape(&self) -> Shape {
        // As `Date::parse` takes it: signs of three kinds, or 年月日; figures may be full-width.
        let (year, two) = (r"\s*[0-9０-９]{4}\s*", r"\s*[0-9０-９]{1,2}\s*");
        let sign = "[-–—－/／.]";
        let pattern = format!(r"^(?:{year}{sign}{two}{sign}{two}|{year}年{two}月{two}日\s*)$");
        Shape::Text { what: "date", pattern: Some(pattern), known: Vec::new() }
    }
}
