//! Pools while pages are planned: which of their items stand where.
//!
//! A page with a `pool` has the layout that makeup wrote for it, or its own as long as there is none. An item stands in the
//! area that its `area` names; in a made layout also in the area of its own name, and a picture in the place that the
//! area of a story has for it. [`Pools::page`] adds them to the entries of the page, so that everything that looks at
//! entries sees them like those that the page has itself. Of several pages from one pool the first takes an item; a story that
//! the next one has too goes on there. [`Pools::finish`] tells what stands nowhere and gives the pools to the issue.

use std::path::Path;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::issue::{Content, Need, PagePlan, PagePool, Pool, PoolItem};
use crate::keys::{Given, Value, suggest};
use crate::layout::{FOLIO_AREA, Layout, MASTHEAD_AREA};
use crate::message::{commas, msg};

use super::contents::{Assets, content};
use super::issue_file::IssueFile;
use super::layouts::Layouts;
use super::page_file::{Entry, EntryContent, PageEntry};
use super::paths::tidy;
use super::pool_file::{ItemEntry, PoolEntry};
use super::reader::Reader;

/// The pools of an issue and the pages that were planned from them so far.
pub struct Pools {
    served: Vec<Served>,
    /// Of each item of each pool: whether it stands on a page.
    stands: Vec<Vec<bool>>,
}

/// A page that is made up from a pool.
struct Served {
    pool: usize,
    /// Its number; of a spread both.
    numbers: Vec<u32>,
    /// Its own layout, and the one that it has.
    base: usize,
    layout: usize,
    is_made: bool,
    made: Value<String>,
}

impl Served {
    /// Whether an item may stand on it.
    fn takes(&self, item: &ItemEntry) -> bool {
        item.page.as_ref().is_none_or(|page| self.numbers.contains(&page.value))
    }
}

impl Pools {
    /// Before the first page. Pools that no page names, and names of pools that do not exist, are told.
    pub fn new(pages: &[PageEntry], pools: &[PoolEntry], reader: &Reader) -> Pools {
        let mut unknown = false;
        for name in pages.iter().filter_map(|page| page.keys.pool.as_ref()) {
            let mut known = pools.iter().map(|pool| pool.name.value.as_str());
            if !known.clone().any(|known| known == name.value) {
                unknown = true;
                let help = match known.next() {
                    None => msg!("write what is in it: [[pools.{name}.story]]", name = name.value),
                    Some(_) => {
                        suggest::suggest(&name.value, pools.iter().map(|pool| pool.name.value.as_str()))
                    }
                };
                reader.report(
                    Diagnostic::new(
                        codes::UNKNOWN_POOL,
                        msg!("there is no pool `{name}`", name = name.value),
                    )
                    .here(name.span.clone())
                    .help(help),
                );
            }
        }
        let named = |pool: &PoolEntry| {
            pages.iter().any(|page| page.keys.pool.as_ref().is_some_and(|name| name.value == pool.name.value))
        };
        for pool in pools.iter().filter(|pool| !named(pool)) {
            let finding = Diagnostic::new(
                codes::UNKNOWN_POOL,
                msg!("no page is made up from pool `{name}`", name = pool.name.value),
            )
            .as_warning()
            .here(pool.name.span.clone())
            .help(msg!("name it on a page: pool = \"{name}\"", name = pool.name.value));
            reader.report(if unknown { finding.following() } else { finding });
        }
        Pools { served: Vec::new(), stands: pools.iter().map(|pool| vec![false; pool.items.len()]).collect() }
    }

    /// Plans a page: its made layout is found, and what stands on it is added to its entries. `base` is its own layout,
    /// `facing` the number of the right page of a spread. Gives what it has to do with its pool, and its layout; `None` for a
    /// page without a pool or with a fault.
    pub fn page(
        &mut self,
        page: &mut PageEntry,
        facing: Option<u32>,
        base: usize,
        pools: &[PoolEntry],
        layouts: &mut Layouts,
        reader: &mut Reader,
    ) -> Option<(PagePool, Option<usize>)> {
        let Some(name) = page.keys.pool.clone() else {
            without_pool(page, &layouts.list[base], reader);
            return None;
        };
        let number = page.keys.number.as_ref()?.value;
        let at = pools.iter().position(|pool| pool.name.value == name.value)?;
        let usual = Value { value: format!("made-{number}"), span: name.span.clone() };
        let made = page.keys.made.clone().unwrap_or(usual);
        self.check_made(&made, &layouts.list[base], reader)?;
        let is_made = Layouts::has_own(&made.value, reader);
        let layout = if is_made { layouts.find(&made, reader) } else { Some(base) };
        if !is_made {
            reader.report(
                Diagnostic::new(codes::NOT_MADE_UP, msg!("page {number} is not made up yet", number))
                    .here(name.span.clone())
                    .help(msg!(
                        "run `banxin makeup DIR`: it writes layouts/{made}.toml from the pool",
                        made = made.value
                    )),
            );
        }
        let numbers = std::iter::once(number).chain(facing).collect();
        let own = PagePool { pool: at, made: made.value.clone(), layout: base, is_made };
        let served = Served { pool: at, numbers, base, layout: layout.unwrap_or(base), is_made, made };
        if let Some(layout) = layout.and_then(|layout| layouts.list.get(layout)) {
            self.place(page, &served, &pools[at], (&layouts.list[base], layout), reader);
        }
        self.served.push(served);
        Some((own, layout))
    }

    /// Checks the name of a made layout.
    fn check_made(&self, made: &Value<String>, base: &Layout, reader: &Reader) -> Option<()> {
        let name = &made.value;
        let refuse = |finding: Diagnostic| {
            reader.report(finding);
            None
        };
        if name.trim().is_empty() || name.contains(['/', '\\']) || name.ends_with(".toml") {
            return refuse(
                Diagnostic::new(codes::MADE_NAME, msg!("`{name}` cannot be the name of a made layout", name))
                    .here(made.span.clone())
                    .help(msg!("write a name without folder and ending, such as made = \"made-1\"")),
            );
        }
        if *name == base.name {
            let message =
                msg!("the made layout would take the place of the page's own layout `{name}`", name);
            return refuse(
                Diagnostic::new(codes::MADE_NAME, message)
                    .here(made.span.clone())
                    .help(msg!("give it another name, such as made = \"made-1\"")),
            );
        }
        if let Some(first) = self.served.iter().find(|served| served.made.value == *name) {
            return refuse(
                Diagnostic::new(codes::MADE_NAME, msg!("two pages have the made layout `{name}`", name))
                    .at(made.span.clone(), msg!("again here"))
                    .at(first.made.span.clone(), msg!("first here"))
                    .help(msg!("give each page a made layout of its own")),
            );
        }
        Some(())
    }

    /// Adds what stands on a page to its entries.
    fn place(
        &mut self,
        page: &mut PageEntry,
        served: &Served,
        pool: &PoolEntry,
        (base, layout): (&Layout, &Layout),
        reader: &Reader,
    ) {
        let mut stands = self.stands[served.pool].clone();
        for (number, item) in pool.items.iter().enumerate() {
            let before = self.stands[served.pool][number];
            // Of two items of one name the first stands there; that is told.
            let is_double = pool.items[..number].iter().any(|other| other.name.value == item.name.value);
            if is_double || !served.takes(item) || (before && !item.is_story()) {
                continue;
            }
            let fixed = item.area.as_ref().filter(|_| !before);
            // A name that its own layout has is told.
            let own = Some(&item.name).filter(|name| {
                served.is_made && !is_furniture(&name.value) && base.area(&name.value).is_none()
            });
            let areas = fixed.or(own).filter(|name| layout.area(&name.value).is_some());
            if let Some(area) = areas {
                page.entries.push(item.entry(area.clone(), before));
                stands[number] = true;
            }
        }
        for area in &layout.areas {
            let has_story = page.entries.iter().any(|entry| {
                matches!(entry.content, EntryContent::Story(_)) && entry.area.value == area.name
            });
            for (name, at) in &area.pictures {
                let number = pool.items.iter().position(|item| {
                    item.name.value == name.value && matches!(item.content(), EntryContent::Picture(_))
                });
                let free = number.filter(|number| !stands[*number] && served.takes(&pool.items[*number]));
                let Some((number, EntryContent::Picture(shown))) =
                    free.map(|number| (number, pool.items[number].content()))
                else {
                    unused(&area.name, name, number.is_some(), &pool.items, reader);
                    continue;
                };
                // Without the story in the area, its picture is told as one that stands nowhere.
                if has_story {
                    stands[number] = true;
                    page.entries.push(Entry {
                        area: Value { value: area.name.clone(), span: name.span.clone() },
                        content: EntryContent::Inset(shown.clone(), *at),
                        span: pool.items[number].span.clone(),
                    });
                }
            }
        }
        page.entries.sort_by_key(|entry| entry.span.range.start);
        self.stands[served.pool] = stands;
    }

    /// After the last page: tells what stands nowhere and what names nothing. Gives the pools.
    pub fn finish(
        &self,
        plans: &[PagePlan],
        file: &IssueFile,
        layouts: &Layouts,
        assets: &mut Assets,
        reader: &mut Reader,
    ) -> Vec<Pool> {
        let mut pools = Vec::new();
        for (at, pool) in file.pools.iter().enumerate() {
            let served: Vec<&Served> = self.served.iter().filter(|served| served.pool == at).collect();
            for (number, (item, stands)) in pool.items.iter().zip(&self.stands[at]).enumerate() {
                let is_right = is_named_right(pool, number, &served, &layouts.list, reader)
                    & is_placed_right(pool, item, &served, &layouts.list, reader);
                if is_right && !stands {
                    left_out(item, &served, reader);
                }
            }
            let links = links(pool, reader);
            let items = pool.items.iter().zip(links).filter_map(|(item, links)| {
                let read = plans.iter().flat_map(|plan| &plan.assignments).find_map(|place| {
                    // The values of a table are read once.
                    let own = [Some(&item.name), item.area.as_ref()].into_iter().flatten();
                    let is_own = own.into_iter().any(|name| name.span == place.span);
                    matches!(place.content, Content::Table(_)).then_some(())?;
                    is_own.then(|| place.content.clone())
                });
                let content = match read {
                    Some(read) => read,
                    None => content(item.content(), &item.span, file, assets, reader)?,
                };
                let wishes = &item.wishes;
                Some(PoolItem {
                    name: item.name.value.clone(),
                    content,
                    importance: u8::try_from(wishes.importance).unwrap_or(u8::MAX),
                    kind: wishes.kind,
                    need: wishes.need,
                    top: wishes.top,
                    headline: wishes.headline,
                    boxed: wishes.boxed,
                    apart: links.apart,
                    with: links.with,
                    area: item.area.as_ref().map(|area| area.value.clone()),
                    page: item.page.as_ref().map(|page| page.value),
                    span: item.span.clone(),
                })
            });
            pools.push(Pool {
                name: pool.name.value.clone(),
                items: items.collect(),
                span: pool.name.span.clone(),
            });
        }
        pools
    }
}

/// Whether it is the name of an area of banxin's own.
fn is_furniture(name: &str) -> bool {
    [MASTHEAD_AREA, FOLIO_AREA].contains(&name)
}

/// Tells keys that mean something only with a pool.
fn without_pool(page: &PageEntry, layout: &Layout, reader: &Reader) {
    if let Some(made) = &page.keys.made {
        reader.report(
            Diagnostic::new(codes::MADE_NAME, msg!("`made` has no effect: this page has no `pool`"))
                .as_warning()
                .here(made.span.clone())
                .help(msg!("take it out, or name the pool from which the page is made up: pool = \"…\"")),
        );
    }
    for area in &layout.areas {
        for (name, _) in &area.pictures {
            unused(&area.name, name, false, &[], reader);
        }
    }
}

/// Tells that an area keeps a place for a picture that does not stand there.
fn unused(area: &str, name: &Value<String>, is_elsewhere: bool, items: &[ItemEntry], reader: &Reader) {
    let pictures = items.iter().filter(|item| matches!(item.content(), EntryContent::Picture(_)));
    let known: Vec<&str> = pictures.map(|item| item.name.value.as_str()).collect();
    let (message, help) = if is_elsewhere {
        (
            msg!(
                "area `{area}` keeps a place for the picture `{name}`, which stands elsewhere",
                area,
                name = name.value
            ),
            msg!("take it out of `pictures`, or run `banxin makeup DIR` again"),
        )
    } else {
        (
            msg!(
                "area `{area}` keeps a place for a picture `{name}`, which is in no pool of the page",
                area,
                name = name.value
            ),
            if known.is_empty() {
                msg!("take it out of `pictures`, or run `banxin makeup DIR` again")
            } else {
                suggest::suggest(&name.value, known.into_iter())
            },
        )
    };
    reader.report(Diagnostic::new(codes::PICTURE_PLACE, message).here(name.span.clone()).help(help));
}

/// Whether an item has a name of its own, which is no area of the layouts of its pages either; if not, that is told.
fn is_named_right(
    pool: &PoolEntry,
    number: usize,
    served: &[&Served],
    layouts: &[Layout],
    reader: &Reader,
) -> bool {
    let item = &pool.items[number];
    let name = &item.name.value;
    let mut bases = served.iter().filter_map(|served| layouts.get(served.base));
    let finding = if let Some(first) = pool.items[..number].iter().find(|other| other.name.value == *name) {
        Diagnostic::new(
            codes::POOL_NAME,
            msg!("two items of pool `{pool}` are named `{name}`", pool = pool.name.value, name),
        )
        .at(item.name.span.clone(), msg!("again here"))
        .at(first.name.span.clone(), msg!("first here"))
        .help(msg!("give one of them another name: name = \"…\""))
    } else if item.area.is_some() {
        return true;
    } else if let Some((layout, area)) = bases.find_map(|layout| Some((layout, layout.area(name)?))) {
        Diagnostic::new(
            codes::POOL_NAME,
            msg!(
                "`{name}` of pool `{pool}` has the name of an area of layout `{layout}`",
                name,
                pool = pool.name.value,
                layout = layout.name
            ),
        )
        .here(item.name.span.clone())
        .at(area.span.clone(), msg!("the area"))
        .help(msg!("give it another name, name = \"…\", or a fixed place: area = \"{name}\"", name))
    } else if is_furniture(name) {
        Diagnostic::new(codes::POOL_NAME, msg!("`{name}` is the name of an area of banxin's own", name))
            .here(item.name.span.clone())
            .help(msg!("give it another name: name = \"…\""))
    } else {
        return true;
    };
    reader.report(finding);
    false
}

/// Whether `area` and `page` of an item name something; what does not is told.
fn is_placed_right(
    pool: &PoolEntry,
    item: &ItemEntry,
    served: &[&Served],
    layouts: &[Layout],
    reader: &Reader,
) -> bool {
    let of_item: Vec<&&Served> = served.iter().filter(|served| served.takes(item)).collect();
    if let Some(page) = &item.page
        && of_item.is_empty()
        && !served.is_empty()
    {
        let numbers: Vec<String> =
            served.iter().flat_map(|served| &served.numbers).map(ToString::to_string).collect();
        reader.report(
            Diagnostic::new(
                codes::POOL_ITEM,
                msg!("pool `{pool}` serves no page {page}", pool = pool.name.value, page = page.value),
            )
            .here(page.span.clone())
            .help(msg!("it serves: {pages}", pages = commas(&numbers))),
        );
        return false;
    }
    let mut own = of_item.iter().filter_map(|served| layouts.get(served.layout));
    if let Some(area) = &item.area
        && let Some(first) = own.clone().next()
        && own.all(|layout| layout.area(&area.value).is_none())
    {
        let known = first.areas.iter().map(|area| area.name.as_str());
        reader.report(
            Diagnostic::new(
                codes::UNKNOWN_AREA,
                msg!("layout `{layout}` has no area `{area}`", layout = first.name, area = area.value),
            )
            .here(area.span.clone())
            .help(suggest::suggest(&area.value, known)),
        );
        return false;
    }
    true
}

/// Tells of an item that stands on no page, if all pages on which it could stand are made up.
fn left_out(item: &ItemEntry, served: &[&Served], reader: &Reader) {
    let mut of_item = served.iter().filter(|served| served.takes(item)).peekable();
    if of_item.peek().is_none() || of_item.any(|served| !served.is_made) {
        return;
    }
    let name = &item.name.value;
    let finding = if item.wishes.need == Need::May {
        Diagnostic::new(codes::LEFT_OUT, msg!("`{name}` waits for the next issue", name))
            .as_note()
            .help(msg!("run `banxin makeup DIR` again if there is room for it now"))
    } else {
        let message = msg!("`{name}` must be printed, but no page that was made up has a place for it", name);
        let may_wait = matches!(item.content(), EntryContent::Story(_) | EntryContent::Picture(_));
        Diagnostic::new(codes::LEFT_OUT, message).help(if may_wait {
            msg!("run `banxin makeup DIR` again, or write need = \"may\" if it can wait")
        } else {
            msg!("run `banxin makeup DIR` again")
        })
    };
    reader.report(finding.here(item.name.span.clone()));
}

/// What an item says of others, by their numbers.
#[derive(Clone, Default)]
struct Links {
    apart: Vec<usize>,
    with: Option<usize>,
}

fn links(pool: &PoolEntry, reader: &Reader) -> Vec<Links> {
    let path = |file: &str| tidy(Path::new(file));
    let find = |file: &Value<String>, fits: &dyn Fn(&ItemEntry) -> bool| {
        let is_it = |item: &ItemEntry| {
            fits(item) && item.file.as_ref().is_some_and(|own| path(&own.value) == path(&file.value))
        };
        pool.items.iter().position(is_it)
    };
    let known = |fits: &dyn Fn(&ItemEntry) -> bool| -> Vec<String> {
        let files = pool.items.iter().filter(|item| fits(item));
        files.filter_map(|item| Some(item.file.as_ref()?.value.clone())).collect()
    };
    let unknown = |file: &Value<String>, message, fits: &dyn Fn(&ItemEntry) -> bool| {
        let known = known(fits);
        reader.report(
            Diagnostic::new(codes::POOL_ITEM, message)
                .here(file.span.clone())
                .help(suggest::suggest(&file.value, known.iter().map(String::as_str))),
        );
    };
    let mut links = vec![Links::default(); pool.items.len()];
    for (number, item) in pool.items.iter().enumerate() {
        for file in &item.wishes.apart {
            let is_other = |other: &ItemEntry| other.span != item.span;
            match find(file, &is_other) {
                Some(other) => {
                    links[number].apart.push(other);
                    links[other].apart.push(number);
                }
                None => {
                    let message = msg!(
                        "pool `{pool}` has nothing else from the file {file}",
                        pool = pool.name.value,
                        file = file.value
                    );
                    unknown(file, message, &is_other);
                }
            }
        }
        let with: &Given<String> = &item.wishes.with;
        if let Some(file) = with {
            links[number].with = find(file, &ItemEntry::is_story);
            if links[number].with.is_none() {
                let message =
                    msg!("pool `{pool}` has no story {file}", pool = pool.name.value, file = file.value);
                unknown(file, message, &ItemEntry::is_story);
            }
        }
    }
    for links in &mut links {
        links.apart.sort_unstable();
        links.apart.dedup();
    }
    links
}
