//! `banxin makeup`: pages from pools, with alternatives to choose from and reasons.
//!
//! The best page of each pool is written as `layouts/made-N.toml`, or by the name that the page gives. With `--alternatives`
//! pages of other structure go to `layouts/alternatives`, where no page looks for layouts, and all of them side by side
//! to a picture ([`sheet`]). Everything is made, read again and set before anything is written.

mod sheet;
mod told;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::issue::{Issue, PagePlan};
use banxin::makeup::{MadePage, Wanted, Writer, make, stories_of, writer};
use banxin::message::{commas, msg, word};
use banxin::read::{Kept, Loaded, Overlay, Refused};
use banxin::{cache_folder, compile};

use super::arguments::MakeupArgs;
use super::console::Console;
use super::findings::{self, Tally};
use super::json::Report;
use super::outcome::Outcome;
use super::stages::Stages;
use super::{build, codes, output};

use told::{Pages, TakenPage};

/// Why nothing was written, with the texts in which it is.
struct Fault {
    found: Vec<Diagnostic>,
    sources: Sources,
}

impl Fault {
    fn new(found: Vec<Diagnostic>, loaded: &Loaded) -> Fault {
        Fault { found, sources: loaded.sources.clone() }
    }
}

impl From<Box<Refused>> for Fault {
    fn from(refused: Box<Refused>) -> Fault {
        // That a page is not made up yet is what this verb is for: what stops it is something else.
        let mut found = refused.diagnostics;
        if found.iter().any(|finding| finding.severity == Severity::Error && !is_not_made_up(finding)) {
            found.retain(|finding| !is_not_made_up(finding));
        }
        Fault { found, sources: refused.sources }
    }
}

/// Whether it tells that a page is not made up yet.
fn is_not_made_up(finding: &Diagnostic) -> bool {
    finding.code.name() == "not-made-up"
}

/// What a run made: what it tells, what it found, and the texts in which that is.
struct Made {
    pages: Pages,
    found: Vec<Diagnostic>,
    sources: Sources,
}

/// Runs the verb.
pub fn run(arguments: &MakeupArgs, console: &mut Console<'_>) -> Outcome {
    let stages = Stages::new(3, console.progress && !arguments.quiet);
    let done = match arguments.take {
        Some(number) => take(arguments, number, &stages, console),
        None => make_up(arguments, &stages, console),
    };
    drop(stages);
    let look = console.look(arguments.quiet);
    let (pages, found, sources, outcome) = match done {
        Ok(Made { pages, found, sources }) => {
            let outcome = Tally::of(&found).outcome();
            (pages, found, sources, outcome)
        }
        Err(Fault { found, sources }) => (Pages::default(), found, sources, Outcome::Refused),
    };
    if arguments.json {
        let report = Report::new("makeup", outcome, &pages, &found, &sources, console.language);
        console.out(&report.print());
        return outcome;
    }
    console.err(&findings::show(&found, &sources, look));
    if !arguments.quiet {
        console.out(&pages.text(arguments.explain, console.language));
    }
    outcome
}

/// The issue folder, also where its `issue.toml` was named.
fn folder(dir: &Path) -> PathBuf {
    match dir.parent() {
        Some(folder) if dir.is_file() && folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) if dir.is_file() => folder.to_owned(),
        _ => dir.to_owned(),
    }
}

/// Hides the layouts that makeup wrote: what an earlier run placed is of no matter to this one, and items that are gone since
/// must not keep the issue from being read. With names, those layouts alone.
pub(super) fn without_made(dir: &Path, names: Option<&[&str]>) -> Overlay {
    let mut overlay = Overlay::default();
    let entries = fs::read_dir(dir.join("layouts"));
    for path in entries.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
        let is_layout = path.extension().is_some_and(|kind| kind == "toml");
        let stem = path.file_stem().unwrap_or_default();
        if !is_layout || names.is_some_and(|names| names.iter().all(|name| stem != *name)) {
            continue;
        }
        if fs::read_to_string(&path).is_ok_and(|text| writer(&text) == Writer::Makeup) {
            overlay.hide(&path);
        }
    }
    overlay
}

/// The pages that are to be made, or why they cannot be.
fn wanted<'i>(
    arguments: &MakeupArgs,
    issue: &'i Issue,
    sources: &Sources,
) -> Result<Vec<&'i PagePlan>, Diagnostic> {
    if let Some(fault) = build::no_such_page(&arguments.pages, issue) {
        return Err(fault);
    }
    let has_pool = |plan: &&PagePlan| plan.pool.is_some();
    let asked = |plan: &&PagePlan| arguments.pages.iter().any(|page| plan.has(*page));
    let no_pool = |message| {
        let path = sources.iter().next().map(|source| source.path.clone()).unwrap_or_default();
        Diagnostic::new(codes::NO_POOL, message).in_file(&path)
    };
    if let Some(plan) = issue.pages.iter().filter(asked).find(|plan| plan.pool.is_none()) {
        let pooled: Vec<u32> = issue.pages.iter().filter(has_pool).map(|plan| plan.number).collect();
        let fault = no_pool(msg!("page {page} has no pool to be made up from", page = plan.number));
        return Err(if pooled.is_empty() {
            fault
        } else {
            fault.help(msg!("pages with pools: {pages}", pages = commas(&pooled)))
        });
    }
    let plans: Vec<&PagePlan> = issue.pages.iter().filter(has_pool).collect();
    if plans.is_empty() {
        return Err(no_pool(msg!("no page of the issue has a pool to be made up from")));
    }
    let all = arguments.pages.is_empty();
    Ok(plans.into_iter().filter(|plan| all || asked(plan)).collect())
}

/// The layout that makeup writes for a page.
fn layout_of(dir: &Path, plan: &PagePlan) -> PathBuf {
    dir.join("layouts").join(format!("{}.toml", made_name(plan)))
}

fn made_name(plan: &PagePlan) -> &str {
    plan.pool.as_ref().map_or("", |pool| pool.made.as_str())
}

/// Where an alternative of a page stands; they count from 1, the best.
fn alternative(dir: &Path, plan: &PagePlan, number: usize) -> PathBuf {
    dir.join("layouts/alternatives").join(format!("{}-{number}.toml", made_name(plan)))
}

/// The made layouts that are there, by their names.
fn as_they_stand(dir: &Path, plans: &[&PagePlan]) -> Vec<(String, String)> {
    let of =
        |plan: &&PagePlan| Some((made_name(plan).to_owned(), fs::read_to_string(layout_of(dir, plan)).ok()?));
    plans.iter().filter_map(of).collect()
}

/// Whether a layout may be written over: it is not there, or it is as makeup wrote it.
///
/// # Errors
/// `made-by-hand` where somebody wrote or changed it.
pub(super) fn guard(path: &Path, force: bool) -> Result<(), Diagnostic> {
    // What cannot be read is told when it is written.
    let Ok(text) = fs::read(path) else { return Ok(()) };
    let message = match writer(&String::from_utf8_lossy(&text)) {
        Writer::Makeup => return Ok(()),
        _ if force => return Ok(()),
        Writer::Changed => msg!("somebody changed this layout since makeup wrote it, so it is not replaced"),
        Writer::Hand => msg!("makeup did not write this layout, so it is not replaced"),
    };
    Err(Diagnostic::new(codes::MADE_BY_HAND, message).in_file(path))
}

fn kept(console: &Console<'_>) -> Kept {
    Kept::with(Arc::new(cache_folder::open(console.cache.clone())))
}

/// Reads the issue with layouts that are not written yet and sets it, with all that is found of the pages in `plans`.
fn looked_at(
    dir: &Path,
    texts: &[(PathBuf, Arc<str>)],
    numbers: &[u32],
    kept: &mut Kept,
) -> Result<(Loaded, Vec<Diagnostic>), Box<Refused>> {
    let overlay = Overlay::from_iter(texts.iter().cloned());
    let loaded = banxin::load_again(dir, None, &overlay, kept)?;
    let compiled = compile(&loaded).only(|page| numbers.contains(&page.number));
    let found = [loaded.findings.as_slice(), &compiled.findings].concat();
    Ok((loaded, found))
}

/// Makes pages up and writes them.
fn make_up(arguments: &MakeupArgs, stages: &Stages, console: &Console<'_>) -> Result<Made, Fault> {
    stages.begin(word("reading").in_language(console.language));
    let dir = folder(&arguments.dir);
    let (mut kept, mut texts) = (kept(console), without_made(&dir, None));
    let mut loaded = banxin::load_again(&arguments.dir, None, &texts, &mut kept)?;
    if !arguments.pages.is_empty() {
        // What was made of other pages stays, and keeps what stands there.
        let plans = wanted(arguments, &loaded.issue, &loaded.sources)
            .map_err(|fault| Fault::new(vec![fault], &loaded))?;
        let names: Vec<&str> = plans.iter().map(|plan| made_name(plan)).collect();
        texts = without_made(&dir, Some(&names));
        loaded = banxin::load_again(&arguments.dir, None, &texts, &mut kept)?;
    }
    let plans = wanted(arguments, &loaded.issue, &loaded.sources)
        .map_err(|fault| Fault::new(vec![fault], &loaded))?;
    let count = arguments.alternatives.map_or(1, usize::from);
    let with_alternatives = arguments.alternatives.is_some();

    // Before the work is done.
    let mut faults = Vec::new();
    for plan in &plans {
        faults.extend(guard(&layout_of(&dir, plan), arguments.force).err());
        for number in (1..=count).filter(|_| with_alternatives) {
            faults.extend(guard(&alternative(&dir, plan, number), arguments.force).err());
        }
        if with_alternatives {
            faults.extend(output::guard_picture(&sheet::path(&dir, plan.number), &loaded).err());
        }
    }
    if !faults.is_empty() {
        return Err(Fault::new(faults, &loaded));
    }

    stages.begin(word("making up").in_language(console.language));
    let numbers: Vec<u32> = plans.iter().map(|plan| plan.number).collect();
    let yesterday = match &arguments.yesterday {
        Some(dir) => {
            let loaded = banxin::load(dir)?;
            stories_of(&loaded, &compile(&loaded))
        }
        None => Vec::new(),
    };
    let keep = arguments.keep.then(|| as_they_stand(&dir, &plans));
    let asked =
        Wanted { pages: numbers.clone(), alternatives: count, texts, keep, yesterday, ..Wanted::default() };
    let mut all: Vec<Vec<MadePage>> =
        make(&dir, &loaded, &mut kept, &asked).into_iter().collect::<Result<_, _>>()?;
    // A page on which nothing stands is none.
    all.iter_mut().for_each(|made| made.retain(|made| !made.placed.is_empty()));
    let bests: Vec<(PathBuf, Arc<str>)> = all
        .iter()
        .filter_map(|made| Some((made.first()?.file.clone(), Arc::clone(&made.first()?.text))))
        .collect();
    // As `build` will find it.
    let (loaded, mut found) = looked_at(&arguments.dir, &bests, &numbers, &mut kept)?;

    stages.begin(word("writing").in_language(console.language));
    let mut files: Vec<(PathBuf, Vec<u8>)> =
        bests.iter().map(|(path, text)| (path.clone(), text.as_bytes().to_vec())).collect();
    let mut pages = Pages::default();
    let mut gone = Vec::new();
    for (plan, made) in plans.iter().zip(&all) {
        let Some(best) = made.first() else {
            found.push(nothing_fits(plan, &loaded.issue));
            if arguments.pages.is_empty() {
                // That it is not made up yet is told better so.
                found.retain(|finding| !is_not_made_up(finding));
            }
            continue;
        };
        let mut page = told::page(best, plan, &loaded, &arguments.dir, console.language);
        if with_alternatives {
            for (number, made) in (1..).zip(made) {
                let path = alternative(&dir, plan, number);
                files.push((path.clone(), made.text.as_bytes().to_vec()));
                page.add_alternative(number, path, made);
            }
            gone.extend(stale(&dir, plan, made.len()));
            let (path, png, findings) = sheet::draw(&dir, plan.number, made, &loaded, console.language)
                .map_err(|fault| Fault::new(vec![fault], &loaded))?;
            found.extend(findings);
            page.sheet = Some(path.clone());
            files.push((path, png));
        }
        pages.pages.push(page);
    }
    output::write(&files).map_err(|fault| Fault::new(vec![fault], &loaded))?;
    // They would not belong to the new sheet; each is as makeup wrote it.
    for path in gone {
        let _ = fs::remove_file(path);
    }
    Ok(Made { pages, found, sources: loaded.sources })
}

/// The finding about a page for which nothing was found.
fn nothing_fits(plan: &PagePlan, issue: &Issue) -> Diagnostic {
    let message = msg!("page {page} could not be made up: nothing of the pool fits it", page = plan.number);
    let finding = Diagnostic::new(codes::CANNOT_MAKE_UP, message);
    match plan.pool.as_ref().and_then(|own| issue.pools.get(own.pool)) {
        Some(pool) => finding.here(pool.span.clone()),
        None => finding,
    }
}

/// Alternatives of an earlier run beyond the first `count`, which nobody changed.
fn stale(dir: &Path, plan: &PagePlan, count: usize) -> Vec<PathBuf> {
    let paths = (count + 1..).map(|number| alternative(dir, plan, number));
    let is_makeups =
        |path: &PathBuf| fs::read_to_string(path).is_ok_and(|text| writer(&text) == Writer::Makeup);
    paths.take_while(|path| path.exists()).filter(is_makeups).collect()
}

/// Takes an alternative as the layout of its page.
fn take(arguments: &MakeupArgs, number: u32, stages: &Stages, console: &Console<'_>) -> Result<Made, Fault> {
    stages.begin(word("reading").in_language(console.language));
    let dir = folder(&arguments.dir);
    let mut kept = kept(console);
    let loaded = banxin::load_again(&arguments.dir, None, &without_made(&dir, None), &mut kept)?;
    let plans = wanted(arguments, &loaded.issue, &loaded.sources)
        .map_err(|fault| Fault::new(vec![fault], &loaded))?;
    let [plan] = plans[..] else {
        let pages: Vec<u32> = plans.iter().map(|plan| plan.number).collect();
        let message = msg!("--take needs --page: the issue has several pages with pools");
        let fault = Diagnostic::new(codes::NO_ALTERNATIVE, message).help(msg!(
            "say which: --page {page}; there are {pages}",
            page = pages[0],
            pages = commas(&pages)
        ));
        return Err(Fault::new(vec![fault], &loaded));
    };
    let from = alternative(&dir, plan, number as usize);
    let Ok(text) = fs::read_to_string(&from) else {
        let known: Vec<usize> = (1..=24).filter(|number| alternative(&dir, plan, *number).exists()).collect();
        let message = msg!("there is no alternative {number} of page {page}", number, page = plan.number);
        let fault = Diagnostic::new(codes::NO_ALTERNATIVE, message).in_file(&from);
        let fault = match known.is_empty() {
            true => fault,
            false => fault.help(msg!("there are: {known}", known = commas(&known))),
        };
        return Err(Fault::new(vec![fault], &loaded));
    };
    let to = layout_of(&dir, plan);
    guard(&to, arguments.force).map_err(|fault| Fault::new(vec![fault], &loaded))?;
    stages.begin(word("setting").in_language(console.language));
    let text: Arc<str> = text.into();
    let (after, found) =
        looked_at(&arguments.dir, &[(to.clone(), Arc::clone(&text))], &[plan.number], &mut kept)?;
    stages.begin(word("writing").in_language(console.language));
    output::write(&[(to.clone(), text.as_bytes().to_vec())])
        .map_err(|fault| Fault::new(vec![fault], &after))?;
    let taken = TakenPage::new(plan.number, number, to);
    Ok(Made { pages: Pages { pages: Vec::new(), taken: Some(taken) }, found, sources: after.sources })
}
