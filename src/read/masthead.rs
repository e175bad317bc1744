//! What the masthead and running heads may show: fields, page numbers, templates.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::issue::{Date, Field, Masthead, PagePlan, PictureId, almanac};
use crate::keys::{Value, suggest};
use crate::layout::{FOLIO_AREA, FurnitureItem, ItemContent, Layout, MASTHEAD_AREA};
use crate::message::{Word, msg, word};

use super::fields::{computed, field};
use super::issue_file::{IssueFile, field_names};
use super::page_file::{PAGE_FIELDS, PageEntry};
use super::reader::Reader;

/// Fields that banxin makes of a page's number and the issue's paper.
const MADE: [&str; 5] = ["paper", "page", "page-cn", "page-2", "page-2-cn"];

/// The fields that templates of furniture may name in any issue, without those that a house adds: of the masthead, of
/// banxin's own making, and of pages.
pub fn template_fields() -> Vec<&'static str> {
    field_names().into_iter().chain(MADE).chain(PAGE_FIELDS).collect()
}

/// The fields of the masthead: as they are written, or as they follow from the date.
pub fn masthead(
    file: &IssueFile,
    paper: &Value<String>,
    date: &Value<Date>,
    name_art: Option<PictureId>,
    reader: &Reader,
) -> Masthead {
    let given = |name: &str| file.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value);
    if let Some(weekday) = given("weekday")
        && !almanac::is_weekday(date.value, &weekday.value)
    {
        let right = almanac::weekday_name(date.value);
        reader.report(
            Diagnostic::new(
                codes::WRONG_WEEKDAY,
                msg!("{date} is a {right}", date = date.value.to_chinese(), right),
            )
            .here(weekday.span.clone())
            .at(date.span.clone(), msg!("the date"))
            .help(msg!("write weekday = \"{right}\", or leave it out: it follows from the date", right)),
        );
    }
    if let Some(lunar) = given("lunar")
        && !almanac::is_lunar(date.value, &lunar.value)
    {
        let right = almanac::lunar_name(date.value);
        reader.report(
            Diagnostic::new(
                codes::WRONG_LUNAR,
                msg!("{date} is {right}", date = date.value.to_chinese(), right),
            )
            .here(lunar.span.clone())
            .at(date.span.clone(), msg!("the date"))
            .help(msg!("write lunar = \"{right}\", or leave it out: it follows from the date", right)),
        );
    }
    if let Some(shown) = given("date")
        && Date::parse(&shown.value).is_ok_and(|day| day != date.value)
    {
        reader.report(
            Diagnostic::new(codes::WRONG_DATE, msg!("the masthead shows another day than the issue's"))
                .here(shown.span.clone())
                .at(date.span.clone(), msg!("the date"))
                .help(msg!("write date = \"{date}\", or leave it out", date = date.value.to_chinese())),
        );
    }
    let made = |name: &str| match name {
        "name" => field(file, paper),
        "date" => Some(computed(file, &date.value.to_chinese(), &date.span)),
        "weekday" => Some(computed(file, almanac::weekday_name(date.value), &date.span)),
        "lunar" => Some(computed(file, &almanac::lunar_name(date.value), &date.span)),
        _ => None,
    };
    let known = field_names();
    let own = file.fields.iter().map(|(name, _)| name.as_str()).filter(|name| !known.contains(name));
    let fields = known
        .into_iter()
        .chain(own)
        .filter_map(|name| {
            let text = match given(name) {
                Some(value) => field(file, value),
                None => made(name),
            };
            Some((name.to_owned(), text?))
        })
        .collect();
    Masthead { fields, name_art }
}

/// The fields of one page: its numbers, then the fields that the issue gives it.
pub fn page_fields(
    page: &PageEntry,
    facing: Option<&Value<u32>>,
    file: &IssueFile,
    reader: &Reader,
) -> Vec<(String, Field)> {
    let mut fields = Vec::new();
    if let Some(text) = file.keys.paper.as_ref().and_then(|paper| field(file, paper)) {
        fields.push(("paper".to_owned(), text));
    }
    let numbers = [("page", "page-cn", page.keys.number.as_ref()), ("page-2", "page-2-cn", facing)];
    for (plain, chinese, number) in numbers {
        let Some(number) = number else { continue };
        let words = [(plain, number.value.to_string()), (chinese, almanac::number(number.value))];
        fields.extend(words.map(|(name, words)| (name.to_owned(), computed(file, &words, &number.span))));
    }
    for (name, value) in &page.fields() {
        if MADE.contains(&name.as_str()) {
            reader.report(
                Diagnostic::new(codes::FIELD_TWICE, msg!("`{name}` is a field of banxin's own", name))
                    .here(value.span.clone())
                    .help(msg!(
                        "take another name: this one follows from the page's number and the paper's name"
                    )),
            );
        } else if let Some(text) = field(file, value) {
            fields.push((name.clone(), text));
        }
    }
    fields
}

/// The items of a layout's furniture that have an area, and what each is called.
fn items(layout: &Layout) -> impl Iterator<Item = (Word, &FurnitureItem)> {
    let kinds = [
        (MASTHEAD_AREA, word("the masthead"), &layout.masthead),
        (FOLIO_AREA, word("the running head"), &layout.folio),
    ];
    let standing = kinds.into_iter().filter(|(area, ..)| layout.area(area).is_some());
    standing.flat_map(|(_, title, items)| items.iter().map(move |item| (title, item)))
}

/// Reports pages after the first that do not show their number.
pub fn page_numbers(pages: &[PagePlan], layouts: &[Layout], reader: &Reader) {
    for plan in pages {
        let Some(layout) = layouts.get(plan.layout) else { continue };
        let spread = layout.grid.fold.is_some();
        let shown = |names: [&str; 2]| {
            items(layout).filter(|(_, item)| item.on.shows(plan.number, spread)).any(|(_, item)| {
                let ItemContent::Text { template, .. } = &item.content else { return false };
                names.iter().any(|name| template.contains(&format!("{{{name}}}")))
            })
        };
        let numbers = [(Some(plan.number), ["page", "page-cn"]), (plan.facing, ["page-2", "page-2-cn"])];
        for (number, names) in numbers {
            let Some(number) = number.filter(|number| *number > 1 && !shown(names)) else { continue };
            reader.report(
                Diagnostic::new(
                    codes::NO_PAGE_NUMBER,
                    msg!("page {number} shows its number nowhere", number),
                )
                .at(plan.span.clone(), msg!("set in layout `{layout}`", layout = layout.name))
                .help(msg!(
                    "give the layout an area `folio` and [[folio]] text = \"第{{{names}}}版\"",
                    names = names[1]
                )),
            );
        }
    }
}

/// Reports fields in templates that neither banxin nor the issue knows.
pub fn templates(layouts: &[Layout], pages: &[PagePlan], file: &IssueFile, reader: &Reader) {
    for (index, layout) in layouts.iter().enumerate() {
        let plans = pages.iter().filter(|plan| plan.layout == index);
        let of_pages: Vec<&str> =
            plans.flat_map(|plan| &plan.fields).map(|(name, _)| name.as_str()).collect();
        let own = file.fields.iter().map(|(name, _)| name.as_str());
        let mut known: Vec<&str> = Vec::new();
        let spread = layout.grid.fold.is_some();
        let made = MADE.into_iter().filter(|name| spread || !name.starts_with("page-2"));
        for name in field_names().into_iter().chain(own).chain(made).chain(PAGE_FIELDS).chain(of_pages) {
            if !known.contains(&name) {
                known.push(name);
            }
        }
        for (title, item) in items(layout) {
            template(title, item, &known, reader);
        }
    }
}

fn template(title: Word, item: &FurnitureItem, known: &[&str], reader: &Reader) {
    let ItemContent::Text { template, .. } = &item.content else { return };
    for part in template.split('{').skip(1) {
        let Some((name, _)) = part.split_once('}') else {
            reader.report(
                Diagnostic::new(codes::OPEN_FIELD, msg!("a `{{` in this template is not closed"))
                    .here(item.span.clone())
                    .help(msg!("fields are written as {{date}}")),
            );
            continue;
        };
        if known.contains(&name) {
            continue;
        }
        let help = if MADE.contains(&name) {
            msg!("only a spread (`fold` of [grid]) has a facing page")
        } else {
            msg!(
                "{suggestion}; a field of the house's own goes into `extra = {{ … }}` of [masthead] or of the page in \
                 issue.toml",
                suggestion = suggest::suggest(name, known.iter().copied())
            )
        };
        reader.report(
            Diagnostic::new(codes::UNKNOWN_FIELD, msg!("{title} has no field `{name}`", title, name))
                .at(item.span.clone(), msg!("its place stays blank"))
                .help(help),
        );
    }
}
