//! Which advertisements stand where, as they were booked and as they are placed.

use banxin::Compiled;
use banxin::issue::Content;
use banxin::message::{Language, word};
use banxin::read::Loaded;
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

/// One advertisement; sizes are basic columns × rows.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Ad {
    ad: String,
    client: Option<String>,
    page: u32,
    area: String,
    booked: Option<String>,
    placed: String,
}

/// All of them, in the order of the issue.
pub fn list(loaded: &Loaded, compiled: &Compiled) -> Vec<Ad> {
    let mut ads = Vec::new();
    for plan in &loaded.issue.pages {
        for assignment in &plan.assignments {
            let Content::Ad(ad) = &assignment.content else { continue };
            let page = compiled.pages.iter().position(|page| page.number == plan.number);
            let areas = page.and_then(|at| compiled.areas.get(at));
            let area = areas.into_iter().flatten().find(|area| area.name == assignment.area);
            let Some(area) = area else { continue };
            let size = |(columns, rows)| format!("{columns}x{rows}");
            ads.push(Ad {
                ad: ad.name.clone(),
                client: ad.client.clone(),
                page: plan.number,
                area: area.name.clone(),
                booked: ad.booked.map(size),
                placed: size((area.columns, area.rows)),
            });
        }
    }
    ads
}

/// The same as a table; empty when there are none.
pub fn table(ads: &[Ad], language: Language) -> String {
    if ads.is_empty() {
        return String::new();
    }
    let heads =
        [word("advertisement"), word("page"), word("area"), word("booked"), word("placed"), word("client")];
    let heads = heads.map(|head| head.in_language(language).to_owned());
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let rows = ads.iter().map(|ad| {
        let (booked, client) = (or_dash(&ad.booked), or_dash(&ad.client));
        [ad.ad.clone(), ad.page.to_string(), ad.area.clone(), booked, ad.placed.clone(), client]
    });
    let rows: Vec<[String; 6]> = std::iter::once(heads).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advertisements_stand_in_a_table() {
        let ad = |ad: &str, client: Option<&str>, booked: Option<&str>| Ad {
            ad: ad.into(),
            client: client.map(str::to_owned),
            page: 2,
            area: "ad-1".into(),
            booked: booked.map(str::to_owned),
            placed: "3x19".into(),
        };
        assert_eq!(
            table(&[ad("银行", Some("某某银行"), Some("3x19")), ad("bank", None, None)], Language::English),
            "advertisement  page  area  booked  placed  client\n\
             银行           2     ad-1  3x19    3x19    某某银行\n\
             bank           2     ad-1  –       3x19    –\n"
        );
        assert_eq!(table(&[], Language::English), "");
    }
}
