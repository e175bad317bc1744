//! Days: as they are written, their weekday and their date in the lunar calendar (农历).
//!
//! The lunar calendar is GB/T 33661-2017 as icu_calendar computes it.

use icu_calendar::Date as IcuDate;
use icu_calendar::cal::ChineseTraditional;

/// A day of the Gregorian calendar that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// For example 2026.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, and within the month.
    pub day: u8,
}

const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
const BRANCHES: [&str; 12] = ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"];
const ANIMALS: [&str; 12] = ["鼠", "牛", "虎", "兔", "龙", "蛇", "马", "羊", "猴", "鸡", "狗", "猪"];
const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A day written by hand that cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Not written as a date.
    Unreadable,
    /// Written as a date, but the calendar has no such day; with the days of that month, or zero
    /// when there is no such month or year.
    NoSuchDay(u8),
}

impl Date {
    /// Reads `2026-11-23`, `2026/11/23`, `2026.11.23` or `2026年11月23日`; full-width digits do as
    /// well.
    ///
    /// # Errors
    /// When it is not a date, or not a day of the calendar. Years are 1800 to 2200, where the lunar
    /// calendar is sure.
    pub fn parse(text: &str) -> Result<Date, DateFault> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let parts: Vec<&str> = match plain.strip_suffix('日') {
            Some(rest) => {
                let (year, rest) = rest.split_once('年').ok_or(DateFault::Unreadable)?;
                let (month, day) = rest.split_once('月').ok_or(DateFault::Unreadable)?;
                vec![year, month, day]
            }
            None => plain.split(['-', '/', '.']).collect(),
        };
        let [year, month, day] = parts[..] else {
            return Err(DateFault::Unreadable);
        };
        let number = |part: &str, most: usize| {
            let part = part.trim();
            let digits = !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse::<i32>().ok()).flatten().ok_or(DateFault::Unreadable)
        };
        if year.trim().len() != 4 {
            return Err(DateFault::Unreadable);
        }
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        let days = days_of(year, month);
        if !(1800..=2200).contains(&year) || days == 0 || !(1..=i32::from(days)).contains(&day) {
            return Err(DateFault::NoSuchDay(days));
        }
        Ok(Date { year, month: month as u8, day: day as u8 })
    }

    /// As ISO 8601 has it: 2026-11-23.
    pub fn to_iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// As newspapers print it: 2026年11月23日.
    pub fn to_chinese(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '－' | '–' | '—' => '-',
        '／' => '/',
        _ => c,
    }
}

fn days_of(year: i32, month: i32) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// A day of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarDate {
    /// Place in the cycle of sixty years, from 1 (甲子).
    pub year: u8,
    /// Month, 1 to 12.
    pub month: u8,
    /// Whether the month is a leap month (闰月).
    pub leap: bool,
    /// Day, 1 to 30.
    pub day: u8,
}

/// The lunar date of a day.
pub fn lunar(date: Date) -> Option<LunarDate> {
    let day = IcuDate::try_new_gregorian(date.year, date.month, date.day).ok()?;
    let day = day.to_calendar(ChineseTraditional::new());
    let month = day.month().to_input();
    Some(LunarDate {
        year: day.cyclic_year().year,
        month: month.number(),
        leap: month.is_leap(),
        day: day.day_of_month().0,
    })
}

impl LunarDate {
    /// 丙午, from the cycle of sixty.
    pub fn year_name(self) -> String {
        let at = usize::from(self.year.max(1)) - 1;
        format!("{}{}", STEMS[at % 10], BRANCHES[at % 12])
    }

    /// 正月, 二月 … 十一月, 十二月, with 闰 before a leap month.
    pub fn month_name(self) -> String {
        let name = match self.month {
            1 => "正".to_owned(),
            month => number(u32::from(month)),
        };
        format!("{}{name}月", if self.leap { "闰" } else { "" })
    }

    /// 初一 to 三十.
    pub fn day_name(self) -> String {
        match self.day {
            day @ 1..=10 => format!("初{}", number(u32::from(day))),
            20 => "二十".to_owned(),
            day @ 21..=29 => format!("廿{}", DIGITS[usize::from(day - 20)]),
            day => number(u32::from(day)),
        }
    }
}

/// As the masthead prints it: 农历丙午年十月十五.
pub fn lunar_name(date: Date) -> String {
    lunar(date).map_or_else(String::new, |day| {
        format!("农历{}年{}{}", day.year_name(), day.month_name(), day.day_name())
    })
}

/// Whether a lunar date written by hand is that of `date`. The year may be left out or named by
/// its animal as well, the last two months may be 冬月 and 腊月, and blanks do not count.
pub fn is_lunar(date: Date, written: &str) -> bool {
    let Some(day) = lunar(date) else {
        return true;
    };
    let plain: String = written
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '（' | '）' | '【' | '】'))
        .collect();
    let plain = plain.strip_prefix("农历").or(plain.strip_prefix("夏历")).unwrap_or(&plain);
    let plain = plain.replace('闰', "閏").replace("廿十", "二十");
    let animal = ANIMALS[usize::from(day.year.max(1) - 1) % 12];
    let stem = day.year_name();
    let years = [String::new(), format!("{stem}年"), format!("{stem}{animal}年"), format!("{animal}年")];
    let leap = if day.leap { "閏" } else { "" };
    let mut months = vec![day.month_name().replace('闰', "閏")];
    match day.month {
        1 => months.push(format!("{leap}一月")),
        11 => months.push(format!("{leap}冬月")),
        12 => months.push(format!("{leap}腊月")),
        _ => {}
    }
    let mut days = vec![day.day_name()];
    if day.day > 20 && day.day < 30 {
        days.push(number(u32::from(day.day)));
    }
    if day.day == 20 {
        days.push("廿".to_owned());
    }
    years.iter().any(|year| {
        months.iter().any(|month| {
            days.iter().any(|day| {
                plain.strip_prefix(year.as_str()).and_then(|rest| rest.strip_prefix(month.as_str()))
                    == Some(day.as_str())
            })
        })
    })
}

/// The weekday: 星期一 to 星期日.
pub fn weekday_name(date: Date) -> &'static str {
    ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"][weekday(date)]
}

/// Days after Monday.
fn weekday(date: Date) -> usize {
    IcuDate::try_new_gregorian(date.year, date.month, date.day)
        .map_or(0, |day| day.weekday() as usize)
        .saturating_sub(1)
}

/// The days from one day to another, less than none where that lies before.
pub fn days_between(from: Date, to: Date) -> i64 {
    let number = |date: Date| {
        let day = IcuDate::try_new_gregorian(date.year, date.month, date.day);
        day.map_or(0, |day| day.to_rata_die().to_i64_date())
    };
    number(to) - number(from)
}

/// Whether a weekday written by hand (星期一, 周一, 礼拜一, Monday, Mon) is that of `date`.
pub fn is_weekday(date: Date, written: &str) -> bool {
    const ENGLISH: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let at = weekday(date);
    let plain: String = written.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let english = ENGLISH[at];
    if plain.trim_end_matches('.') == english || plain.trim_end_matches('.') == &english[..3] {
        return true;
    }
    let day = ["星期", "周", "礼拜"].iter().find_map(|prefix| plain.strip_prefix(prefix));
    match day {
        Some(day) => weekday_name(date).strip_prefix("星期") == Some(day) || (at == 6 && day == "天"),
        None => false,
    }
}

/// A number from 0 to 99 in Chinese numerals: 二, 十, 二十一. Larger ones in digits.
pub fn number(value: u32) -> String {
    let (tens, ones) = (value / 10, value % 10);
    match tens {
        0 => DIGITS[ones as usize].to_owned(),
        1..=9 => {
            let tens = if tens == 1 { "" } else { DIGITS[tens as usize] };
            let ones = if ones == 0 { "" } else { DIGITS[ones as usize] };
            format!("{tens}十{ones}")
        }
        _ => value.to_string(),
    }
}

/// The number of pages in a masthead (今日8版, 本期四版): the number before 版, or else the first. Numbers
/// are of half- or full-width digits, or in Chinese numerals up to 九十九.
pub fn count_of_pages(text: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        c => c.is_ascii_digit().then_some(c),
    };
    let numeral = |c: char| c == '十' || DIGITS.iter().any(|digit| digit.starts_with(c));
    let mut first = None;
    let mut rest = text;
    while let Some(start) = rest.find(|c| digit(c).is_some() || numeral(c)) {
        rest = &rest[start..];
        let in_digits = rest.chars().next().is_some_and(|c| digit(c).is_some());
        let belongs = |c: char| if in_digits { digit(c).is_some() } else { numeral(c) };
        let (word, after) = rest.split_at(rest.find(|c| !belongs(c)).unwrap_or(rest.len()));
        let value = if in_digits {
            word.chars().filter_map(digit).collect::<String>().parse().ok()
        } else {
            (1..=99).find(|value| number(*value) == word)
        };
        if after.trim_start_matches('个').starts_with('版') && value.is_some() {
            return value;
        }
        first = first.or(value);
        rest = after;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn days_are_read_in_the_ways_people_write_them() {
        let expected = Date { year: 2026, month: 3, day: 5 };
        for text in ["2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日", " ２０２６年３月０５日 "]
        {
            assert_eq!(Date::parse(text), Ok(expected), "{text}");
        }
        assert_eq!(expected.to_chinese(), "2026年3月5日");
        for text in ["", "昨天", "26-03-05", "2026-03", "2026-3-5-1", "2026年3-5日", "2026-+3-05"] {
            assert_eq!(Date::parse(text), Err(DateFault::Unreadable), "{text}");
        }
        assert_eq!(Date::parse("2026-02-29"), Err(DateFault::NoSuchDay(28)));
        assert!(Date::parse("2024-02-29").is_ok());
        assert_eq!(Date::parse("1900-02-29"), Err(DateFault::NoSuchDay(28)));
        assert_eq!(Date::parse("2026-13-01"), Err(DateFault::NoSuchDay(0)));
        assert_eq!(Date::parse("2026-00-10"), Err(DateFault::NoSuchDay(0)));
        assert_eq!(Date::parse("2026-04-31"), Err(DateFault::NoSuchDay(30)));
        assert_eq!(Date::parse("2026-04-00"), Err(DateFault::NoSuchDay(30)));
    }

    #[test]
    fn weekdays_and_lunar_dates_of_known_papers() {
        for (text, weekday, lunar) in [
            ("2026-03-25", "星期三", "农历丙午年二月初七"),
            ("2026-11-23", "星期一", "农历丙午年十月十五"),
            ("1949-10-01", "星期六", "农历己丑年八月初十"),
            ("1976-07-28", "星期三", "农历丙辰年七月初二"),
            ("1997-07-01", "星期二", "农历丁丑年五月廿七"),
            ("2008-08-08", "星期五", "农历戊子年七月初八"),
            ("2000-01-01", "星期六", "农历己卯年十一月廿五"),
            ("2025-01-28", "星期二", "农历甲辰年十二月廿九"),
            ("2024-02-09", "星期五", "农历癸卯年十二月三十"),
        ] {
            assert_eq!(weekday_name(day(text)), weekday, "{text}");
            assert_eq!(lunar_name(day(text)), lunar, "{text}");
        }
    }

    #[test]
    fn leap_months() {
        for (text, name) in [
            ("2025-07-24", "农历乙巳年六月三十"),
            ("2025-07-25", "农历乙巳年闰六月初一"),
            ("2025-08-22", "农历乙巳年闰六月廿九"),
            ("2025-08-23", "农历乙巳年七月初一"),
            ("2023-03-22", "农历癸卯年闰二月初一"),
            ("2020-05-23", "农历庚子年闰四月初一"),
            ("2033-12-22", "农历癸丑年闰十一月初一"),
        ] {
            assert_eq!(lunar_name(day(text)), name, "{text}");
        }
    }

    #[test]
    fn new_years_days() {
        for text in [
            "1950-02-17",
            "1960-01-28",
            "1970-02-06",
            "1976-01-31",
            "1980-02-16",
            "1985-02-20",
            "1990-01-27",
            "1995-01-31",
            "2000-02-05",
            "2005-02-09",
            "2008-02-07",
            "2010-02-14",
            "2012-01-23",
            "2015-02-19",
            "2018-02-16",
            "2019-02-05",
            "2020-01-25",
            "2021-02-12",
            "2022-02-01",
            "2023-01-22",
            "2024-02-10",
            "2025-01-29",
            "2026-02-17",
            "2027-02-06",
            "2028-01-26",
            "2029-02-13",
            "2030-02-03",
            "2033-01-31",
            "2034-02-19",
            "2040-02-12",
            "2050-01-23",
        ] {
            let date = day(text);
            let name = lunar_name(date);
            assert!(name.ends_with("年正月初一"), "{text}: {name}");
            // 1984 was 甲子.
            let stem = STEMS[((date.year - 1984).rem_euclid(10)) as usize];
            let branch = BRANCHES[((date.year - 1984).rem_euclid(12)) as usize];
            assert!(name.starts_with(&format!("农历{stem}{branch}年")), "{text}: {name}");
        }
    }

    #[test]
    fn hand_written_weekdays_and_lunar_dates_are_judged() {
        let date = day("2026-11-23");
        for right in ["星期一", "周一", "礼拜一", "星期 一", "MONDAY", "Mon."] {
            assert!(is_weekday(date, right), "{right}");
        }
        for wrong in ["星期二", "周日", "一", "Tuesday", ""] {
            assert!(!is_weekday(date, wrong), "{wrong}");
        }
        assert!(is_weekday(day("2026-11-22"), "星期天"));
        for right in ["农历丙午年十月十五", "丙午年十月十五", "农历　丙午（马）年　十月十五", "十月十五"]
        {
            assert!(is_lunar(date, right), "{right}");
        }
        for wrong in ["农历丙午年十月十四", "农历乙巳年十月十五", "十一月十五", "农历"]
        {
            assert!(!is_lunar(date, wrong), "{wrong}");
        }
        let winter = day("2025-01-28");
        assert!(is_lunar(winter, "农历甲辰年腊月廿九"));
        assert!(is_lunar(winter, "甲辰年十二月二十九"));
        assert!(!is_lunar(winter, "甲辰年冬月廿九"));
        assert!(is_lunar(day("2025-08-22"), "闰六月廿九"));
        assert!(!is_lunar(day("2025-08-22"), "六月廿九"));
    }

    #[test]
    fn numerals_go_to_ninety_nine() {
        let names: Vec<String> = [0, 2, 10, 11, 20, 21, 99, 100].map(number).into();
        assert_eq!(names, ["零", "二", "十", "十一", "二十", "二十一", "九十九", "100"]);
    }

    #[test]
    fn mastheads_tell_how_many_pages_there_are() {
        for (text, count) in [
            ("今日8版", Some(8)),
            ("本期４版", Some(4)),
            ("第4127期　今日十二版", Some(12)),
            ("今日共二十个版", Some(20)),
            ("pages: 16", Some(16)),
            ("今日多版", None),
            ("第99999999999期", None),
            ("", None),
        ] {
            assert_eq!(count_of_pages(text), count, "{text}");
        }
    }
}
