//! What is booked or placed by hand and does not fit the rows that its area got.
#![allow(clippy::panic)]

use super::*;

/// A lead that takes what is left above a notice, which leaves it so many rows.
fn sheet(area: &str, left: u32) -> Sheet {
    let layout = format!(
        "[areas.notice]\ncolumn = 1\ncolumns = 6\nrow = {}\nrows = {}\n[areas.lead]\nhead = true\nabove = \"notice\"\nrows = \"rest\"\n{area}",
        left + 2,
        39 - left
    );
    Sheet::new(&layout)
}

fn told(sheet: &Sheet, code: &str) -> Vec<(String, Vec<String>)> {
    let told = sheet.told().into_iter().filter(|told| told.0 == code);
    told.map(|(_, message, places)| (message, places)).collect()
}

#[test]
fn an_advertisement_of_another_size_than_what_is_left_is_told() {
    let ad = "[[page.ad]]\nfile = \"p.svg\"\narea = \"lead\"\nsize = \"6x12\"\n";
    assert_eq!(told(&sheet("", 12).with(ad), "ad-booking"), []);
    assert_eq!(
        told(&sheet("", 14).with(ad), "ad-booking"),
        [(
            "the advertisement `p` is booked as 6x12, area `lead` is 6x14".to_owned(),
            vec!["\"p.svg\"|columns × rows".to_owned(), "\"rest\"|it gets 14 rows here".to_owned()]
        )]
    );
}

#[test]
fn a_picture_inside_a_text_that_gets_too_few_rows_is_told() {
    let picture = "[[page.picture]]\nfile = \"p.svg\"\narea = \"lead\"\n\
                   inside = { column = 1, columns = 1, row = 6, rows = 5 }\n";
    assert_eq!(told(&sheet("", 10).story("lead", 60).with(picture), "inset-outside-area"), []);
    assert_eq!(
        told(&sheet("", 9).story("lead", 60).with(picture), "inset-outside-area"),
        [(
            "this picture is to stand inside the text of area `lead`, but reaches out of it".to_owned(),
            vec!["\"p.svg\"|it takes rows 6 to 10".to_owned(), "\"rest\"|it gets 9 rows here".to_owned()]
        )]
    );
}

#[test]
fn a_place_for_a_headline_that_gets_too_few_rows_is_told() {
    let at = "headline_at = { column = 2, columns = 2, row = 6, rows = 5 }\n";
    assert_eq!(told(&sheet(at, 10).titled("lead", 60), "headline-outside-area"), []);
    assert_eq!(
        told(&sheet(at, 9).titled("lead", 60), "headline-outside-area"),
        [(
            "the headline's place reaches out of area `lead`".to_owned(),
            vec!["lead|".to_owned(), "\"rest\"|it gets 9 rows here".to_owned()]
        )]
    );
}
