//! From `issue.toml` to the issue: manuscripts and pictures read, areas assigned, the masthead
//! filled in.

use std::path::PathBuf;

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::issue::{Assignment, Content, Issue, PagePlan, PagePool, Picture};
use crate::keys::{Value, suggest};
use crate::layout::{FOLIO_AREA, Layout, MASTHEAD_AREA, RowsRule};
use crate::message::{Message, commas, msg, word};

use super::contents::{Assets, assignment, insets, stem};
use super::issue_file::IssueFile;
use super::layouts::Layouts;
use super::page_file::{EntryContent, PageEntry};
use super::paths::tidy;
use super::pools::Pools;
use super::reader::{Assembled, Reader};
use super::{
    copydesk, epaper, fonts, guides, jumps, keep, masthead, moment, picture, press, stories, unplaced,
};

/// Reads everything that the issue names. `None` when a page cannot even be planned; then at
/// least one error was reported.
pub fn assemble(mut file: IssueFile, reader: &mut Reader) -> Option<Assembled> {
    let mut layouts = Layouts::default();
    let mut assets = Assets::default();
    assets.pooled = stories_of_pools(&file, reader);
    let name_art = file.keys.masthead().name_art.as_ref().map(|art| assets.picture(art, None, &reader.dir));
    let mut pages = Vec::new();
    let mut numbers: Vec<Value<u32>> = Vec::new();
    let mut entries = std::mem::take(&mut file.pages);
    let mut pools = Pools::new(&entries, &file.pools, reader);
    for page in &mut entries {
        let layout = layout_of(page, &file, &mut layouts, reader);
        let spread = layout.is_some_and(|index| layouts.list[index].grid.fold.is_some());
        let facing = facing(page, spread, reader);
        for number in page.keys.number.iter().chain(&facing) {
            page_number(number, &mut numbers, reader);
        }
        let right = facing.as_ref().map(|facing| facing.value);
        let pool = layout.and_then(|base| pools.page(page, right, base, &file.pools, &mut layouts, reader));
        let layout = pool.as_ref().map_or(layout, |(_, layout)| *layout);
        let page = &*page;
        let mut assignments = page
            .entries
            .iter()
            .filter_map(|entry| assignment(entry, &file, &mut assets, reader))
            .collect::<Vec<_>>();
        insets(page, &mut assignments, &file, &mut assets, reader);
        let fillers = page.fillers();
        let fillers = fillers.iter().filter_map(|filler| assets.story(filler, false, reader));
        let fillers = fillers.map(|part| part.id).collect();
        if let Some(index) = layout {
            let pool = pool.map(|(pool, _)| pool);
            let mut plan = plan(page, (index, pool), assignments, &layouts.list[index], reader);
            plan.fillers = fillers;
            plan.facing = right;
            plan.fields = masthead::page_fields(page, facing.as_ref(), &file, reader);
            pages.push(plan);
        }
    }
    file.pages = entries;
    let mut pools = pools.finish(&pages, &file, &layouts, &mut assets, reader);
    booked_days(&file, reader);
    jumps::link(&mut pages, &layouts.list, &file);
    jumps::rounds(&mut pages, &layouts.list);
    let stories = guides::Stories { list: &assets.stories, files: &assets.story_files };
    guides::fill(&mut pages, &mut pools, &file, &stories, &layouts.list, reader);
    let press = press::press(&layouts.list, reader);
    let art = name_art.and_then(|id| assets.pictures.get(id.0 as usize));
    let epaper = epaper::epaper(&layouts.list, art.map(|(path, _)| path.as_path()), reader);
    let pictures = picture::read_all(&assets.pictures, &assets.sheets, &press, reader);
    let library = fonts::library(&layouts.list, reader);
    keep::house_lists(&mut layouts.list, reader);
    let (paper, date) = (file.keys.paper.as_ref()?, file.keys.date.as_ref()?);
    moment::check(&mut assets.stories, date.value, &reader.faults);
    let masthead = masthead::masthead(&file, paper, date, name_art, reader);
    masthead::templates(&layouts.list, &pages, &file, reader);
    masthead::page_numbers(&pages, &layouts.list, reader);
    let issue = Issue {
        paper: paper.value.clone(),
        date: date.value,
        masthead,
        pages,
        pools,
        stories: assets.stories,
        pictures: pictures?
            .into_iter()
            .zip(assets.alts)
            .map(|(picture, alt)| Picture { alt, ..picture })
            .collect(),
        keep: keep::issue_list(file.keys.keep.as_ref(), reader),
    };
    unplaced::tell(&file.text, reader);
    copydesk::check(&issue, &reader.sources, &reader.faults);
    Some(Assembled { issue, layouts: layouts.list, library, press, epaper })
}

/// The manuscripts in pools.
fn stories_of_pools(file: &IssueFile, reader: &Reader) -> Vec<PathBuf> {
    let items = file.pools.iter().flat_map(|pool| &pool.items).filter(|item| item.is_story());
    items.filter_map(|item| Some(tidy(&reader.dir.join(&item.file.as_ref()?.value)))).collect()
}

/// The number of a spread's right page: the one that follows, unless the issue says otherwise.
fn facing(page: &PageEntry, spread: bool, reader: &Reader) -> Option<Value<u32>> {
    let number = page.keys.number.as_ref()?;
    if !spread {
        if let Some(given) = &page.keys.facing {
            reader.report(
                Diagnostic::new(
                    codes::FACING_WITHOUT_FOLD,
                    msg!("`facing` has no effect: this page is not a spread"),
                )
                .here(given.span.clone())
                .help(msg!("take `facing` out, or give the page a layout whose [grid] has a `fold`")),
            );
        }
        return None;
    }
    if page.keys.facing.is_none() && number.value % 2 == 1 {
        let message = msg!("page {page} lies to the right of the fold", page = number.value);
        reader.report(
            Diagnostic::new(codes::SPREAD_PAGES, message)
                .at(number.span.clone(), msg!("a spread has the number of its left page"))
                .help(msg!(
                    "papers that are read across have even pages at the left: number = {left}, or name the right page \
                     too: facing = 1", left = number.value.saturating_sub(1).max(2))),
        );
    }
    let next = Value { value: number.value + 1, span: number.span.clone() };
    Some(page.keys.facing.clone().unwrap_or(next))
}

fn page_number(number: &Value<u32>, numbers: &mut Vec<Value<u32>>, reader: &Reader) {
    match numbers.iter().find(|first| first.value == number.value) {
        Some(first) => reader.report(
            Diagnostic::new(codes::PAGE_TWICE, msg!("there are two pages {page}", page = number.value))
                .at(number.span.clone(), msg!("again here"))
                .at(first.span.clone(), msg!("first here"))
                .help(msg!("give every [[page]] a number of its own; a spread takes two")),
        ),
        None => numbers.push(number.clone()),
    }
}

fn layout_of(
    page: &PageEntry,
    file: &IssueFile,
    layouts: &mut Layouts,
    reader: &mut Reader,
) -> Option<usize> {
    match page.keys.layout.as_ref().or(file.keys.layout.as_ref()) {
        Some(name) => layouts.find(name, reader),
        None if ["page", ""].iter().any(|table| reader.faults.is_spoiled(table, "layout")) => None,
        None => {
            reader.report(
                Diagnostic::new(codes::MISSING_KEY, msg!("this page has no layout"))
                    .here(page.span.clone())
                    .help(msg!(
                        "add layout = \"front-page\" to it, or to the head of the file for all pages"
                    )),
            );
            None
        }
    }
}

fn plan(
    page: &PageEntry,
    (index, pool): (usize, Option<PagePool>),
    assignments: Vec<Assignment>,
    layout: &Layout,
    reader: &Reader,
) -> PagePlan {
    let mut kept: Vec<Assignment> = Vec::new();
    for (area, content) in [(MASTHEAD_AREA, Content::Masthead), (FOLIO_AREA, Content::Folio)] {
        if layout.area(area).is_some() {
            kept.push(Assignment { area: area.to_owned(), span: page.span.clone(), content });
        }
    }
    for assignment in assignments {
        if layout.area(&assignment.area).is_none() {
            let known = layout.areas.iter().map(|area| area.name.as_str());
            reader.report(
                Diagnostic::new(
                    codes::UNKNOWN_AREA,
                    msg!(
                        "layout `{layout}` has no area `{area}`",
                        layout = layout.name,
                        area = assignment.area
                    ),
                )
                .here(assignment.span)
                .help(suggest::suggest(&assignment.area, known)),
            );
            continue;
        }
        match kept.iter().find(|first| first.area == assignment.area) {
            Some(first) => {
                let free: Vec<&str> = layout
                    .areas
                    .iter()
                    .map(|area| area.name.as_str())
                    .filter(|name| page.entries.iter().all(|entry| entry.area.value != *name))
                    .filter(|name| *name != MASTHEAD_AREA && *name != FOLIO_AREA)
                    .collect();
                let held = match first.content {
                    Content::Masthead => word("the masthead of this page stands there"),
                    Content::Folio => word("the running head of this page stands there"),
                    _ => word("first here"),
                };
                reader.report(
                    Diagnostic::new(
                        codes::AREA_TAKEN,
                        msg!("area `{area}` is taken", area = assignment.area),
                    )
                    .at(assignment.span, msg!("again here"))
                    .at(first.span.clone(), held)
                    .help(match free[..] {
                        [] => msg!("no area of this layout is free"),
                        _ => msg!("still free on this page: {free}", free = commas(&free)),
                    }),
                );
            }
            None => kept.push(assignment),
        }
    }
    stories::more_areas(page, &mut kept, layout, reader);
    stories::insets(&mut kept, layout, reader);
    bookings(page, &kept, layout, reader);
    // After a fault in the assignment, what stays empty follows from it.
    let furniture = |place: &&Assignment| place.content.is_furniture();
    let standing = kept.len() - kept.iter().filter(furniture).count();
    let asked = page.entries.iter().filter(|entry| !matches!(entry.content, EntryContent::Inset(..))).count();
    // So it does on a page that is not made up.
    let waits = pool.as_ref().is_some_and(|pool| !pool.is_made);
    let areas = if standing == asked && !waits { &layout.areas[..] } else { &[] };
    let taken = |name: &str| {
        kept.iter().any(|place| {
            let more = match &place.content {
                Content::Story(part) => &part.more[..],
                _ => &[],
            };
            place.area == name || more.iter().any(|more| more == name)
        })
    };
    for area in areas {
        // An area that takes its rows from its copy takes none without copy.
        let vanishes = area.relation.as_ref().is_some_and(|relation| relation.rows == RowsRule::Copy);
        if !taken(&area.name) && !vanishes {
            let message = match &page.keys.number {
                Some(number) => {
                    let number = number.value;
                    msg!("nothing stands in area `{area}` of page {number}", area = area.name, number)
                }
                None => msg!("nothing stands in area `{area}`", area = area.name),
            };
            let boxed = area.frame.is_some() || area.tint.is_some();
            let severity = if boxed { Severity::Warning } else { Severity::Note };
            reader.report(
                Diagnostic::new(codes::EMPTY_AREA, message)
                    .of_severity(severity)
                    .here(page.span.clone())
                    .at(
                        area.span.clone(),
                        if boxed { msg!("its frame or panel stands empty") } else { Message::default() },
                    )
                    .help(msg!("its place stays white; give it a story, a picture or a guide")),
            );
        }
    }
    PagePlan {
        number: page.keys.number.as_ref().map_or(0, |number| number.value),
        facing: None,
        layout: index,
        pool,
        round: 0,
        assignments: kept,
        fillers: Vec::new(),
        fields: Vec::new(),
        span: page.span.clone(),
    }
}

/// Checks that advertisements run on the day of the issue.
fn booked_days(file: &IssueFile, reader: &Reader) {
    let Some(date) = &file.keys.date else { return };
    for content in file.contents() {
        let EntryContent::Ad(ad) = content else { continue };
        let booked = ad.keys.days();
        let Some(days) = ad.keys.days.as_ref().filter(|_| !booked.is_empty()) else { continue };
        if booked.iter().any(|day| day.value == date.value) {
            continue;
        }
        let name = stem(&ad.file);
        let day = date.value.to_chinese();
        reader.report(
            Diagnostic::new(
                codes::AD_DAY,
                msg!("the advertisement `{name}` is not booked for {day}", name, day),
            )
            .here(days.span.clone())
            .at(date.span.clone(), msg!("the day of the issue"))
            .help(msg!("take it out, or add the day to `days`")),
        );
    }
}

/// Checks that advertisements have the sizes that were booked.
fn bookings(page: &PageEntry, kept: &[Assignment], layout: &Layout, reader: &Reader) {
    for assignment in kept {
        let Content::Ad(ad) = &assignment.content else { continue };
        let Some((area, (columns, rows))) = layout.area(&assignment.area).zip(ad.booked) else { continue };
        if columns == area.columns && (rows == area.rows || !area.has_rows()) {
            continue;
        }
        let entries = page.entries.iter().filter(|entry| entry.area.span == assignment.span);
        let said = entries.filter_map(|entry| match &entry.content {
            EntryContent::Ad(ad) => ad.keys.size.as_ref(),
            _ => None,
        });
        let booked = said.map(|size| size.span.clone()).next();
        reader.report(
            Diagnostic::new(
                codes::AD_BOOKING,
                msg!(
                    "the advertisement `{ad}` is booked as {columns}x{rows}, area `{area}` is {across}x{down}", ad = ad.name, columns, rows, area = area.name, across = area.columns, down = area.rows),
            )
            .at(booked.unwrap_or_else(|| ad.span.clone()), msg!("columns × rows"))
            .here(area.span.clone())
            .help(msg!(
                "give it an area of {columns} columns and {rows} rows, or write size = \"{across}x{down}\" as booked", columns, rows, across = area.columns, down = area.rows)),
        );
    }
}
