//! Messages in English, and what stands in their places.

use super::*;

#[test]
fn a_message_reads_as_english_text() {
    let area = "头条".to_owned();
    let message = msg!(
        "{rows} of `{area}` at {size} pt",
        rows = counted(2, "row"),
        area,
        size = format_args!("{:.1}", 9.25)
    );
    assert_eq!(message, "2 rows of `头条` at 9.2 pt");
    assert_eq!(msg!("a `{{` is not closed"), "a `{` is not closed");
    assert_eq!(msg!("plain").in_language(Language::English), "plain");
    assert!(message.contains("头条") && message.clone() == message);
    assert_eq!(Message::verbatim("{x}"), "{x}");
    assert_eq!(Message::default(), "");
}

#[test]
fn figures_have_their_noun() {
    let english = |count, noun| counted(count, noun).to_string();
    assert_eq!(english(1, "row"), "1 row");
    assert_eq!(english(0, "row"), "0 rows");
    assert_eq!(english(2, "story"), "2 stories");
}

#[test]
fn lists_are_joined_as_each_language_does() {
    let three = ["a", "b", "c"];
    let said = |list: &List, language| {
        let mut text = String::new();
        Argument::List(list.clone()).write(language, &mut text);
        text
    };
    assert_eq!(said(&and(three), Language::English), "a, b and c");
    assert_eq!(said(&and(three), Language::Chinese), "a、b 和 c");
    assert_eq!(said(&or(["甲", "b"]), Language::Chinese), "甲或 b");
    assert_eq!(said(&and(["甲", "乙"]), Language::Chinese), "甲和乙");
    assert_eq!(said(&or(["a", "b"]), Language::English), "a or b");
    assert_eq!(said(&commas(three), Language::English), "a, b, c");
    assert_eq!(said(&semicolons([msg!("x"), msg!("y")]), Language::Chinese), "x；y");
    assert_eq!(said(&commas(["a"]), Language::Chinese), "a");
}

#[test]
fn a_language_is_known_by_its_tag() {
    for (tag, language) in [
        ("zh", Some(Language::Chinese)),
        ("zh_CN.UTF-8", Some(Language::Chinese)),
        ("ZH-Hant-TW", Some(Language::Chinese)),
        ("en_GB", Some(Language::English)),
        ("de_DE", None),
        ("C", None),
        ("", None),
    ] {
        assert_eq!(Language::of_tag(tag), language, "{tag}");
    }
}
