//! “Did you mean …”: the nearest of the names that exist.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::message::{IntoArgument, Message, commas, msg};

/// The finding about a key that does not exist in `place`.
pub fn unknown_key(key: &str, span: Span, place: impl IntoArgument, known: &[&str]) -> Diagnostic {
    Diagnostic::new(codes::UNKNOWN_KEY, msg!("{place} has no key `{key}`", place, key))
        .here(span)
        .help(suggest(key, known.iter().copied()))
}

/// "did you mean …", with the nearest of the known names, or all of them.
pub fn suggest<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone) -> Message {
    if let Some(near) = nearest(name, known.clone()) {
        return msg!("did you mean `{near}`?", near);
    }
    let names: Vec<&str> = known.collect();
    if names.is_empty() {
        msg!("there are none yet")
    } else {
        msg!("there are: {names}", names = commas(&names))
    }
}

/// “did you mean …”, with the nearest code of a finding.
pub fn suggest_code(name: &str) -> Message {
    match nearest(name, codes::all().map(codes::Code::name)) {
        Some(near) => msg!("did you mean `{near}`?", near),
        None => msg!("codes stand in brackets where findings are shown, such as page-cut"),
    }
}

/// Names with more bytes are like none.
const LONGEST: usize = 200;

/// The known name that is most like `name`, if one is at all like it.
pub fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut best: Option<(f64, &str)> = None;
    // No name is so long, and the measure takes the square of the length.
    if name.len() > LONGEST {
        return None;
    }
    let name = in_figures(&name.to_lowercase());
    for candidate in known {
        // Swapped or single wrong letters count for more in short names than the measure gives.
        let slip = name.chars().count() >= 3 && strsim::damerau_levenshtein(&name, candidate) == 1;
        let score = strsim::jaro_winkler(&name, candidate).max(if slip { 0.95 } else { 0.0 });
        if score > 0.72 && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, name)| name)
}

/// A name whose last word is a number, with the number in figures: `headline-two` is `headline-2`.
fn in_figures(name: &str) -> String {
    const NUMBERS: [(&str, &str); 10] = [
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("一", "1"),
        ("二", "2"),
        ("三", "3"),
        ("四", "4"),
        ("五", "5"),
    ];
    for (word, figure) in NUMBERS {
        if let Some(stem) = name.strip_suffix(word).and_then(|stem| stem.strip_suffix(['-', '_'])) {
            return format!("{stem}-{figure}");
        }
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_figures() {
        let known = ["headline", "headline-1", "headline-2", "headline-3"];
        for (name, near) in
            [("headline-two", "headline-2"), ("headline-三", "headline-3"), ("headlin", "headline")]
        {
            assert_eq!(nearest(name, known.into_iter()), Some(near), "{name}");
        }
    }
}
