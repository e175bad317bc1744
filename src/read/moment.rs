//! A moment in China: a day, and the time of the day after a blank: 2026-11-24 10:30.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::issue::Date;
use crate::issue::almanac::DateFault;
use crate::message::msg;

use crate::keys::{Faults, Kind, Shape};

/// The time of a moment of which the day alone is known.
const NOON: (u8, u8) = (12, 0);

/// What the schema says of a moment: the day as [`super::day::Day`] takes it, and the time.
pub(super) fn shape() -> Shape {
    let Shape::Text { pattern, .. } = super::day::Day.shape() else {
        return Shape::Text { what: "date", pattern: None, known: Vec::new() };
    };
    let day = pattern.unwrap_or_default();
    let day = day.trim_start_matches('^').trim_end_matches('$');
    let pattern = format!(r"^{day}(?:[ T　]\s*[0-9]{{1,2}}[:：][0-9]{{1,2}}(?:[:：][0-9]{{1,2}})?)?$");
    Shape::Text { what: "date", pattern: Some(pattern), known: Vec::new() }
}

/// The moment as RFC 3339 has it; what is none is reported.
pub(super) fn read(written: &str, span: &Span, faults: &Faults) -> Option<String> {
    let (day, time) = match written.trim().split_once([' ', '\u{3000}', 'T']) {
        Some((day, time)) => (day, Some(time.trim())),
        None => (written.trim(), None),
    };
    let date = match Date::parse(day) {
        Ok(date) => date,
        Err(fault) => {
            let (code, message) = match fault {
                DateFault::Unreadable => (codes::DATE, msg!("`{written}` is not a date", written)),
                DateFault::NoSuchDay(_) => {
                    (codes::NO_SUCH_DATE, msg!("there is no day {written}", written = day))
                }
            };
            faults.push(
                Diagnostic::new(code, message).here(span.clone()).help(msg!("write it as 2026-11-24 10:30")),
            );
            return None;
        }
    };
    let (hour, minute) = match time.map(clock) {
        Some(None) => {
            let fault = Diagnostic::new(
                codes::DATE,
                msg!("`{written}` is no time of the day", written = time.unwrap_or_default()),
            );
            faults.push(fault.here(span.clone()).help(msg!("write it as 2026-11-24 10:30")));
            return None;
        }
        Some(Some(time)) => time,
        None => NOON,
    };
    Some(format!("{}T{hour:02}:{minute:02}:00+08:00", date.to_iso()))
}

/// Hour and minute of 10:30, also of 10:30:15.
fn clock(written: &str) -> Option<(u8, u8)> {
    let mut parts = written.split([':', '：']).map(|part| part.trim().parse::<u8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let rest: Option<Vec<u8>> = parts.collect();
    (hour < 24 && minute < 60 && rest?.len() < 2).then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;

    #[test]
    fn moments_are_read_as_editors_write_them() {
        let read = |written: &str| {
            let faults = Faults::default();
            let moment = read(written, &Span::new(FileId(0), 0..written.len()), &faults);
            (moment, faults.take().len())
        };
        for (written, moment) in [
            ("2026-11-24 10:30", Some("2026-11-24T10:30:00+08:00")),
            ("2026-11-24T09:05:30", Some("2026-11-24T09:05:00+08:00")),
            ("2026年11月24日　8：00", Some("2026-11-24T08:00:00+08:00")),
            ("2026-11-24", Some("2026-11-24T12:00:00+08:00")),
            ("2026-02-30 10:30", None),
            ("2026-11-24 25:30", None),
            ("2026-11-24 10", None),
            ("tomorrow", None),
        ] {
            let (found, faults) = read(written);
            assert_eq!((found.as_deref(), faults), (moment, usize::from(moment.is_none())), "{written}");
        }
    }
}
