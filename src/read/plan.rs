//! From `issue.toml` to the issue: manuscripts and pictures read, areas assigned, the masthead
//! filled in.

use std::path::{Path, PathBuf};

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::issue::{
    Advert, Assignment, Content, DataTable, Figure, Framing, Guide, Inset, Issue, PagePlan, PictureId, Story,
    StoryId, StoryPart,
};
use crate::keys::{Value, suggest};
use crate::layout::{FOLIO_AREA, Layout, MASTHEAD_AREA, RowsRule};
use crate::message::{Message, commas, msg, word};

use super::fields::{computed, field};
use super::issue_file::IssueFile;
use super::layouts::Layouts;
use super::page_file::{Entry, EntryContent, PageEntry, PictureKeys, WithFile};
use super::paths::tidy;
use super::reader::{Assembled, Reader};
use super::{
    copydesk, csv, fonts, guides, jumps, keep, manuscript, masthead, picture, press, stories, unplaced,
};

/// Reads everything that the issue names. `None` when a page cannot even be planned; then at
/// least one error was reported.
pub fn assemble(file: IssueFile, reader: &mut Reader) -> Option<Assembled> {
    let mut layouts = Layouts::default();
    let mut assets = Assets::default();
    let name_art = file.keys.masthead().name_art.as_ref().map(|art| assets.picture(art, None, &reader.dir));
    let mut pages = Vec::new();
    let mut numbers: Vec<Value<u32>> = Vec::new();
    for page in &file.pages {
        let layout = layout_of(page, &file, &mut layouts, reader);
        let spread = layout.is_some_and(|index| layouts.list[index].grid.fold.is_some());
        let facing = facing(page, spread, reader);
        for number in page.keys.number.iter().chain(&facing) {
            page_number(number, &mut numbers, reader);
        }
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
            let mut plan = plan(page, index, assignments, &layouts.list[index], reader);
            plan.fillers = fillers;
            plan.facing = facing.as_ref().map(|facing| facing.value);
            plan.fields = masthead::page_fields(page, facing.as_ref(), &file, reader);
            pages.push(plan);
        }
    }
    booked_days(&file, reader);
    jumps::link(&mut pages, &layouts.list, &file);
    jumps::rounds(&mut pages, &layouts.list);
    let stories = guides::Stories { list: &assets.stories, files: &assets.story_files };
    guides::fill(&mut pages, &file, &stories, &layouts.list, reader);
    let press = press::press(&layouts.list, reader);
    let pictures = picture::read_all(&assets.pictures, &assets.sheets, &press, reader);
    let library = fonts::library(&layouts.list, reader);
    keep::house_lists(&mut layouts.list, reader);
    let (paper, date) = (file.keys.paper.as_ref()?, file.keys.date.as_ref()?);
    let masthead = masthead::masthead(&file, paper, date, name_art, reader);
    masthead::templates(&layouts.list, &pages, &file, reader);
    masthead::page_numbers(&pages, &layouts.list, reader);
    let issue = Issue {
        paper: paper.value.clone(),
        date: date.value,
        masthead,
        pages,
        stories: assets.stories,
        pictures: pictures?,
        keep: keep::issue_list(file.keys.keep.as_ref(), reader),
    };
    unplaced::tell(&file.text, reader);
    copydesk::check(&issue, &reader.sources, &reader.faults);
    Some(Assembled { issue, layouts: layouts.list, library, press })
}

/// Manuscripts and pictures by the order in which pages name them.
#[derive(Default)]
struct Assets {
    stories: Vec<Story>,
    /// The file of each story, and where it is named.
    story_files: Vec<(PathBuf, Span)>,
    /// The last part of each story that was planned.
    parts: Vec<u32>,
    pictures: Vec<(PathBuf, Span)>,
    /// The page that is wanted of each picture, should it be a PDF.
    sheets: Vec<Option<u32>>,
}

impl Assets {
    /// The id of a picture, and of one page of a PDF; one that is named twice is read once.
    fn picture(&mut self, file: &Value<String>, sheet: Option<&Value<u32>>, dir: &Path) -> PictureId {
        let path = tidy(&dir.join(&file.value));
        let sheet = sheet.map(|sheet| sheet.value);
        let mut known = self.pictures.iter().zip(&self.sheets);
        let at = known.position(|((known, _), page)| *known == path && *page == sheet).unwrap_or_else(|| {
            self.pictures.push((path, file.span.clone()));
            self.sheets.push(sheet);
            self.pictures.len() - 1
        });
        PictureId(at as u32)
    }

    fn story(&mut self, file: &Value<String>, continued: bool, reader: &mut Reader) -> Option<StoryPart> {
        let path = tidy(&reader.dir.join(&file.value));
        if let Some(at) = self.story_files.iter().position(|(known, _)| *known == path) {
            if continued {
                let id = StoryId(at as u32);
                self.parts[at] += 1;
                return Some(StoryPart { part: self.parts[at], ..StoryPart::whole(id) });
            }
            reader.report(
                Diagnostic::new(codes::STORY_TWICE, msg!("the story {file} stands twice", file = file.value))
                    .at(file.span.clone(), msg!("again here"))
                    .at(self.story_files[at].1.clone(), msg!("first here"))
                    .help(msg!(
                        "give one of the two places another story; where it goes on, write continued = true"
                    )),
            );
            return None;
        }
        if continued {
            reader.report(
                Diagnostic::new(
                    codes::JUMP_WITHOUT_START,
                    msg!("no page before has the story {file}", file = file.value),
                )
                .at(file.span.clone(), msg!("is to go on here"))
                .help(msg!("take `continued` out, or give its first part a place on a page before this one")),
            );
            return None;
        }
        let (id, text) = reader.text(&path, &file.span)?;
        self.story_files.push((path.clone(), file.span.clone()));
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        self.stories.push(manuscript::parse(id, &text, &name, &reader.faults));
        self.parts.push(0);
        Some(StoryPart::whole(StoryId(self.stories.len() as u32 - 1)))
    }
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

fn assignment(
    entry: &Entry,
    file: &IssueFile,
    assets: &mut Assets,
    reader: &mut Reader,
) -> Option<Assignment> {
    let content = match &entry.content {
        EntryContent::Story(story) => {
            let part = assets.story(&story.file, story.keys.continued(), reader)?;
            let more = story.keys.then().into_iter().map(|area| area.value).collect();
            Content::Story(StoryPart { more, ..part })
        }
        EntryContent::Picture(entry) => Content::Picture(figure(entry, file, assets, reader)),
        // It goes to the story in its area.
        EntryContent::Inset(..) => return None,
        EntryContent::Guide(guide) => Content::Guide(Guide {
            title: match &guide.title {
                Some(title) => field(file, title),
                None => Some(computed(file, &guide.title(), &entry.span)),
            },
            // They are filled in when all stories have their places.
            items: Vec::new(),
        }),
        EntryContent::Ad(ad) => Content::Ad(Advert {
            name: stem(&ad.file),
            picture: assets.picture(&ad.file, ad.keys.sheet.as_ref(), &reader.dir),
            framing: Framing { crop: ad.keys.crop().sides(), focus: None },
            client: ad.keys.client.as_ref().map(|client| client.value.clone()),
            booked: ad.keys.size.as_ref().map(|size| size.value),
            frame: ad.keys.frame(),
            label: ad.keys.label().then(|| computed(file, "广告", &entry.span)),
            span: ad.file.span.clone(),
        }),
        EntryContent::Table(table) => {
            let columns = table.keys.columns.as_ref();
            let values = csv::read(&table.file, columns.map(|columns| &columns.value[..]), reader)?;
            Content::Table(DataTable {
                name: stem(&table.file),
                title: table.keys.title.as_ref().and_then(|title| field(file, title)),
                note: table.keys.note.as_ref().and_then(|note| field(file, note)),
                columns: values.columns,
                head: values.head,
                rows: values.rows,
                span: table.file.span.clone(),
            })
        }
    };
    Some(Assignment { area: entry.area.value.clone(), span: entry.area.span.clone(), content })
}

/// A file's name without its ending.
fn stem(file: &Value<String>) -> String {
    Path::new(&file.value).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn figure(picture: &WithFile<PictureKeys>, file: &IssueFile, assets: &mut Assets, reader: &Reader) -> Figure {
    let keys = &picture.keys;
    Figure {
        picture: assets.picture(&picture.file, keys.sheet.as_ref(), &reader.dir),
        caption: keys.caption.as_ref().and_then(|caption| field(file, caption)),
        credit: keys.credit.as_ref().and_then(|credit| field(file, credit)),
        fit: keys.fit.as_ref().map(|fit| fit.value),
        framing: Framing { crop: keys.crop().sides(), focus: keys.focus.as_ref().map(|focus| focus.value) },
        span: picture.file.span.clone(),
    }
}

/// Gives the pictures inside stories to the stories in their areas.
fn insets(
    page: &PageEntry,
    assignments: &mut [Assignment],
    file: &IssueFile,
    assets: &mut Assets,
    reader: &Reader,
) {
    for entry in &page.entries {
        let EntryContent::Inset(shown, at) = &entry.content else { continue };
        let story = assignments.iter_mut().find_map(|assignment| match &mut assignment.content {
            Content::Story(part) if assignment.area == entry.area.value => Some(part),
            _ => None,
        });
        let Some(part) = story else {
            reader.report(
                Diagnostic::new(
                    codes::INSET_WITHOUT_STORY,
                    msg!("no story of this page stands in area `{area}`", area = entry.area.value),
                )
                .at(entry.area.span.clone(), msg!("a picture is to stand inside its text"))
                .help(msg!(
                    "name the area of a story, or take `inside` out and give the picture an area of its own"
                )),
            );
            continue;
        };
        part.insets.push(Inset {
            figure: figure(shown, file, assets, reader),
            column: at.column,
            columns: at.columns,
            row: at.row,
            rows: at.rows,
            characters: at.characters,
            side: at.side,
        });
    }
}

fn plan(
    page: &PageEntry,
    index: usize,
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
    let areas = if standing == asked { &layout.areas[..] } else { &[] };
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
    for entry in file.pages.iter().flat_map(|page| &page.entries) {
        let EntryContent::Ad(ad) = &entry.content else { continue };
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
