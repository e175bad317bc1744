//! Texts of the data as HTML: marks beside words, emphasis, readings, raised and lowered words.

use std::fmt::Write;

use crate::epaper::model::{Beside, Emphasis, Rise, Run};
use crate::xml::escaped;

/// Runs as HTML. One or two digits by themselves are marked, for vertical lines set them upright side by side (纵中横).
pub fn runs(runs: &[Run]) -> String {
    let mut html = String::new();
    for (at, run) in runs.iter().enumerate() {
        let neighbour = |other: Option<&Run>, last: bool| {
            let letter =
                other.and_then(|run| if last { run.text.chars().last() } else { run.text.chars().next() });
            letter.is_some_and(|letter| letter.is_ascii_alphanumeric())
        };
        let before = neighbour(at.checked_sub(1).and_then(|at| runs.get(at)), true);
        let after = neighbour(runs.get(at + 1), false);
        one(&mut html, run, before, after);
    }
    html
}

fn one(html: &mut String, run: &Run, before: bool, after: bool) {
    let emphasis = run.emphasis.map(|emphasis| match emphasis {
        Emphasis::Strong => ("<strong>", "</strong>"),
        Emphasis::Lead => ("<b class=\"lead\">", "</b>"),
    });
    let beside = run.beside.map(|beside| match beside {
        Beside::Dots => ("<em class=\"dots\">", "</em>"),
        Beside::Name => ("<span class=\"name\">", "</span>"),
        Beside::Title => ("<span class=\"work\">", "</span>"),
    });
    let rise = run.rise.map(|rise| match rise {
        Rise::Super => ("<sup>", "</sup>"),
        Rise::Sub => ("<sub>", "</sub>"),
    });
    let marks = [emphasis, beside, rise];
    for (open, _) in marks.iter().flatten() {
        html.push_str(open);
    }
    if run.readings.is_empty() {
        html.push_str(&digits(&run.text, before, after));
    } else {
        readings(html, run);
    }
    for (_, close) in marks.iter().rev().flatten() {
        html.push_str(close);
    }
}

/// Characters that have a reading stand in a `ruby` each; the words between them do not.
fn readings(html: &mut String, run: &Run) {
    for (at, character) in run.text.chars().enumerate() {
        let written = escaped(character.encode_utf8(&mut [0; 4]));
        match run.readings.iter().find(|reading| reading.at as usize == at) {
            Some(reading) => {
                let syllable = escaped(&reading.syllable);
                // Writing to a string cannot fail.
                let _ = write!(
                    html,
                    "<ruby>{written}<rp>（</rp><rt lang=\"zh-Latn\">{syllable}</rt><rp>）</rp></ruby>"
                );
            }
            None => html.push_str(&written),
        }
    }
}

/// Text as HTML with its groups of one or two digits marked; `before` and `after` tell whether a letter or digit stands
/// there.
fn digits(text: &str, before: bool, after: bool) -> String {
    let mut html = String::with_capacity(text.len());
    let mut rest = text;
    let mut joined = before;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (plain, from) = rest.split_at(start);
        let end = from.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(from.len());
        let (number, tail) = from.split_at(end);
        html.push_str(&escaped(plain));
        let latin = |letter: char| {
            letter.is_ascii_alphanumeric() || matches!(letter, '.' | ',' | '%' | '-' | '/' | ':')
        };
        let left = plain.chars().last().map_or(joined, latin);
        let right = tail.chars().next().map_or(after, latin);
        if number.len() <= 2 && !left && !right {
            let _ = write!(html, "<span class=\"tcy\">{number}</span>");
        } else {
            html.push_str(number);
        }
        joined = true;
        rest = tail;
    }
    html + &escaped(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::epaper::model::Reading;

    fn run(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    #[test]
    fn words_are_escaped_and_marks_nest() {
        let stressed =
            Run { emphasis: Some(Emphasis::Strong), beside: Some(Beside::Dots), ..run("<a> & \"b\"") };
        assert_eq!(
            runs(&[stressed]),
            "<strong><em class=\"dots\">&lt;a&gt; &amp; &quot;b&quot;</em></strong>"
        );
    }

    #[test]
    fn readings_stand_over_their_characters_alone() {
        let read = Run { readings: vec![Reading { at: 1, syllable: "dān".to_owned() }], ..run("两单一") };
        assert_eq!(runs(&[read]), "两<ruby>单<rp>（</rp><rt lang=\"zh-Latn\">dān</rt><rp>）</rp></ruby>一");
    }

    #[test]
    fn short_numbers_by_themselves_are_marked() {
        let marked = |text: &str| runs(&[run(text)]).matches("tcy").count();
        assert_eq!(marked("12月1日"), 2);
        assert_eq!(marked("2026年，9.4万，G12，50%，08:30"), 0);
        // A number that goes on in the next run is one number.
        assert_eq!(
            runs(&[run("第1"), Run { emphasis: Some(Emphasis::Strong), ..run("23") }]),
            "第1<strong>23</strong>"
        );
    }
}
