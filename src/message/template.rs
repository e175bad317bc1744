//! Templates: text with places in braces, `{name}`; a brace itself is written twice, as in `format!`.

/// Writes a template at the end of `text`; `value` writes what stands in a place. A brace that is neither
/// doubled nor part of a place stands for itself.
pub(super) fn fill(template: &str, text: &mut String, mut value: impl FnMut(&str, &mut String)) {
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        let after = &rest[at + 1..];
        rest = if let Some(doubled) = after.strip_prefix(brace) {
            text.push_str(brace);
            doubled
        } else if let Some((name, behind)) = after.split_once('}').filter(|_| brace == "{") {
            value(name, text);
            behind
        } else {
            text.push_str(brace);
            after
        };
    }
    text.push_str(rest);
}

/// The names of a template's places, in its order.
pub fn places(template: &str) -> Vec<String> {
    let mut names = Vec::new();
    fill(template, &mut String::new(), |name, _| names.push(name.to_owned()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_doubled_braces_stand_for_themselves() {
        let filled = |template: &str| {
            let mut text = String::new();
            fill(template, &mut text, |name, text| text.push_str(&name.to_uppercase()));
            text
        };
        assert_eq!(filled("{a} of “{b}”"), "A of “B”");
        assert_eq!(filled("a `{{` and {{b}} {c}"), "a `{` and {b} C");
        assert_eq!(filled("{"), "{");
        assert_eq!(filled("} 字 {一"), "} 字 {一");
        assert_eq!(places("{b} {{c}} {a}"), ["b", "a"]);
    }
}
