//! When a story was corrected: a day, and the time of the day if it is known: 2026-11-24 10:30. Times are those of China.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::issue::almanac::DateFault;
use crate::issue::{Date, Revised, Story};
use crate::keys::{Faults, Kind, Shape};
use crate::message::msg;

/// The offset of times in China.
const CHINA: &str = "+08:00";

/// What the schema says: the day as [`super::day::Day`] takes it, and the time.
pub(super) fn shape() -> Shape {
    let day = match super::day::Day.shape() {
        Shape::Text { pattern: Some(pattern), .. } => pattern.trim_matches(['^', '$']).to_owned(),
        _ => ".+".to_owned(),
    };
    let two = "[0-9０-９]{1,2}";
    let time = format!(r"(?:[\sT　]*{two}[:：]{two}(?:[:：]{two})?(?:\+08:00)?\s*)?");
    Shape::Text { what: "date", pattern: Some(format!("^{day}{time}$")), known: Vec::new() }
}

/// The moment; what is none is reported.
pub(super) fn read(written: &str, span: &Span, faults: &Faults) -> Option<Revised> {
    match parsed(written) {
        Ok(at) => Some(Revised { at, span: span.clone() }),
        Err(message) => {
            faults.push(
                Diagnostic::new(codes::REVISED, message)
                    .here(span.clone())
                    .help(msg!("write it as 2026-11-24 10:30")),
            );
            None
        }
    }
}

/// Takes corrections away that are before the day of the paper, and reports them.
pub(super) fn check(stories: &mut [Story], day: Date, faults: &Faults) {
    for story in stories {
        let Some(revised) = story.revised.take_if(|revised| revised.at[..10] < *day.to_iso()) else {
            continue;
        };
        faults.push(
            Diagnostic::new(
                codes::REVISED,
                msg!("this is before the day of the paper, {day}", day = day.to_iso()),
            )
            .here(revised.span)
            .help(msg!("write when the story was corrected after it was printed")),
        );
    }
}

/// The day as ISO 8601 has it, or the moment as RFC 3339 does.
fn parsed(written: &str) -> Result<String, crate::message::Message> {
    let plain: String = written.trim().chars().map(half_width).collect();
    // The time begins behind the day: at the last blank, T or 日 before the first colon.
    let clock = plain.find(':').map(|colon| {
        let before = plain[..colon].trim_end_matches(|letter: char| letter.is_ascii_digit());
        before.len()
    });
    let (day, time) = plain.split_at(clock.unwrap_or(plain.len()));
    let day = day.trim_end_matches(|letter: char| letter.is_whitespace() || letter == 'T');
    let date = Date::parse(day).map_err(|fault| match fault {
        DateFault::Unreadable => msg!("`{written}` is not a date", written),
        DateFault::NoSuchDay(_) => msg!("there is no day {written}", written = day),
    })?;
    if clock.is_none() {
        return Ok(date.to_iso());
    }
    let (hour, minute, second) =
        self::clock(time).ok_or_else(|| msg!("`{written}` is no time of the day", written = time))?;
    Ok(format!("{}T{hour:02}:{minute:02}:{second:02}{CHINA}", date.to_iso()))
}

fn half_width(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        letter => letter,
    }
}

/// Hours, minutes and seconds of 10:30, 10:30:15, 10:30:15+08:00.
fn clock(written: &str) -> Option<(u8, u8, u8)> {
    let written = written.trim();
    let mut parts = written.strip_suffix(CHINA).unwrap_or(written).split(':');
    let mut next = |most: u8| {
        let part = parts.next()?.trim();
        let is_number = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u8>().ok().filter(|number| is_number && *number <= most)
    };
    let (hour, minute) = (next(23)?, next(59)?);
    let has_seconds = written.matches(':').count() > if written.ends_with(CHINA) { 2 } else { 1 };
    let second = if has_seconds { next(59)? } else { 0 };
    parts.next().is_none().then_some((hour, minute, second))
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
            (moment.map(|moment| moment.at), faults.take().len())
        };
        for (written, moment) in [
            ("2026-11-24 10:30", Some("2026-11-24T10:30:00+08:00")),
            ("2026-11-24T09:05:30", Some("2026-11-24T09:05:30+08:00")),
            ("2026-11-24T09:05:30+08:00", Some("2026-11-24T09:05:30+08:00")),
            ("2026年11月24日　8：00", Some("2026-11-24T08:00:00+08:00")),
            ("2026年11月24日10:30", Some("2026-11-24T10:30:00+08:00")),
            ("2026 年 11 月 24 日 10:30", Some("2026-11-24T10:30:00+08:00")),
            ("２０２６年１１月２４日　１０：３０", Some("2026-11-24T10:30:00+08:00")),
            ("2026-11-24", Some("2026-11-24")),
            ("2026-02-30 10:30", None),
            ("2026-11-24 25:30", None),
            ("2026-11-24 10:30:99", None),
            ("2026-11-24 +5:+30", None),
            ("2026-11-24 10:30+09:00", None),
            ("2026-11-24 10", None),
            ("2026-11-24 10:", None),
            ("10:30", None),
            ("tomorrow", None),
            ("", None),
        ] {
            let (found, faults) = read(written);
            assert_eq!((found.as_deref(), faults), (moment, usize::from(moment.is_none())), "{written}");
        }
    }
}
