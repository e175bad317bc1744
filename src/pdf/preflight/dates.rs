//! Dates of Info (ISO 32000-1, 7.9.4) and of XMP (ISO 8601), which may name one moment in two zones.

/// Minutes and seconds since some day long ago; `None` for what is no date.
pub(super) fn moment(text: &str) -> Option<i64> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let (mut figures, mut zone) = (String::new(), None);
    for (at, letter) in text.char_indices() {
        match letter {
            '0'..='9' => figures.push(letter),
            'Z' => {
                zone = Some(0);
                break;
            }
            '+' => {
                zone = Some(minutes(&text[at + 1..])?);
                break;
            }
            // Between the parts of the day it parts them; behind the time it is a zone.
            '-' if figures.len() > 8 => {
                zone = Some(-minutes(&text[at + 1..])?);
                break;
            }
            '-' | 'T' | ':' | '.' => {}
            _ => return None,
        }
    }
    let part = |at: usize, length: usize, usual: i64| -> Option<i64> {
        match figures.get(at..(at + length).min(figures.len())) {
            Some(digits) if !digits.is_empty() => digits.parse().ok(),
            _ => Some(usual),
        }
    };
    let (year, month, day) = (part(0, 4, 0)?, part(4, 2, 1)?, part(6, 2, 1)?);
    let (hour, minute, second) = (part(8, 2, 0)?, part(10, 2, 0)?, part(12, 2, 0)?);
    if figures.len() < 4 || !(1..=12).contains(&month) {
        return None;
    }
    // Days since March of the year 0, so that the leap day comes last.
    let (from_march, years) = ((month + 9) % 12, year - i64::from(month < 3));
    let days = years * 365 + years / 4 - years / 100 + years / 400 + (from_march * 306 + 5) / 10 + day;
    Some(((days * 24 + hour) * 60 + minute - zone.unwrap_or(0)) * 60 + second)
}

/// `08'00'`, `08:00` or `0800` in minutes.
fn minutes(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(4).collect();
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
    Some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_has_many_names() {
        let noon = moment("D:20261123120000+08'00'");
        assert!(noon.is_some());
        for same in ["2026-11-23T12:00:00+08:00", "2026-11-23T04:00:00Z", "D:20261122230000-05'00'"] {
            assert_eq!(moment(same), noon, "{same}");
        }
        assert_ne!(moment("2026-11-23T12:00:00Z"), noon);
        let day = |text| moment(text).expect("a date") / 86_400;
        assert_eq!(day("2028-03-01") - day("2028-02-28"), 2);
        assert_eq!(day("2027-01-01") - day("2026-12-31"), 1);
        assert_eq!((moment("yesterday"), moment("")), (None, None));
    }
}
