//! Alternatives of a page that has a pool, made while the pages are shown.
//!
//! One thread of its own makes them, with threads of its own under it, so that a saved file is set and shown as soon as
//! without. It makes one page at a time; of requests that wait the newest wins, and the others are told so. What it made last
//! is kept: the browser asks for its pictures, and takes one of it as the layout of the page.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};

use axum::body::Bytes;
use banxin::cache::Cache;
use banxin::diagnostic::{Diagnostic, Severity};
use banxin::issue::PagePlan;
use banxin::layout::Cells;
use banxin::makeup::{MadePage, Pinned, Wanted, make, words};
use banxin::message::{Language, Message, counted, msg};
use banxin::preview::Proofer;
use banxin::read::{Kept, Refused};
use rayon::ThreadPool;
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use super::super::makeup as verb;
use super::super::output;
use super::state::{pt, rect};

/// Pages that are made to choose from.
const ALTERNATIVES: usize = 6;

/// Pixels of the height of their pictures.
const HEIGHT: u32 = 1000;

/// What a browser asks to be made.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// The places that stay.
    #[serde(default)]
    pinned: Vec<Pin>,
}

/// A piece of the pool by its name, and the first column, columns, first row and rows where it is to stand.
#[derive(Debug, Deserialize)]
struct Pin {
    name: String,
    cells: [u32; 4],
}

/// Why nothing was made.
pub enum Lacking {
    /// A newer request came, or the program ends.
    Newer,
    /// The issue cannot be read as it is now, or nothing of the pool fits the page.
    Why(Message),
}

type Done = Result<Arc<Choices>, Message>;

struct Job {
    page: u32,
    /// The name of the layout that is made for it.
    layout: String,
    asked: Asked,
    done: oneshot::Sender<Done>,
}

/// The request that waits.
#[derive(Default)]
struct Queue {
    next: Mutex<Option<Job>>,
    come: Condvar,
}

/// Makes pages up, one request after the other.
pub struct Maker {
    dir: PathBuf,
    cache: Arc<Cache>,
    queue: Arc<Queue>,
    begun: OnceLock<()>,
    last: Arc<Mutex<Option<Arc<Choices>>>>,
}

impl Maker {
    /// For an issue folder; nothing runs until something is asked.
    pub fn new(dir: &Path, cache: Arc<Cache>) -> Maker {
        Maker {
            dir: dir.to_owned(),
            cache,
            queue: Arc::default(),
            begun: OnceLock::new(),
            last: Arc::default(),
        }
    }

    /// Alternatives of a page, when they are made.
    ///
    /// # Errors
    /// When a newer request took its place, or nothing could be made.
    pub async fn make(&self, page: u32, layout: String, asked: Asked) -> Result<Arc<Choices>, Lacking> {
        self.begun.get_or_init(|| self.begin());
        let (done, wait) = oneshot::channel();
        // The one that waited is let go: whoever waits for it is told by its end.
        *self.queue.next.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Job { page, layout, asked, done });
        self.queue.come.notify_one();
        match wait.await {
            Ok(done) => done.map_err(Lacking::Why),
            Err(_) => Err(Lacking::Newer),
        }
    }

    /// What was made last, if it is the one of this number.
    pub fn made(&self, id: u64) -> Option<Arc<Choices>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone().filter(|last| last.id == id)
    }

    fn begin(&self) {
        let (dir, queue, last) = (self.dir.clone(), Arc::clone(&self.queue), Arc::clone(&self.last));
        let mut kept = Kept::with(Arc::clone(&self.cache));
        // One of the processors is left to what is shown.
        let count = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let threads =
            rayon::ThreadPoolBuilder::new().num_threads(count.saturating_sub(1).max(1)).build().ok();
        std::thread::spawn(move || {
            for id in 1.. {
                let Job { page, layout, asked, done } = queue.wait();
                let made = inside(threads.as_ref(), || choices(&dir, id, (page, &layout), &asked, &mut kept));
                // A newer one is what the browser waits for.
                if queue.next.lock().unwrap_or_else(PoisonError::into_inner).is_some() {
                    continue;
                }
                let made = made.map(Arc::new);
                if let Ok(made) = &made {
                    *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(made));
                }
                let _ = done.send(made);
            }
        });
    }
}

impl Queue {
    fn wait(&self) -> Job {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(job) = next.take() {
                return job;
            }
            next = self.come.wait(next).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn inside<T: Send>(threads: Option<&ThreadPool>, work: impl FnOnce() -> T + Send) -> T {
    match threads {
        Some(threads) => threads.install(work),
        None => work(),
    }
}

/// Alternatives of a page.
pub struct Choices {
    id: u64,
    page: u32,
    /// The best first, each with its picture.
    made: Vec<(MadePage, Bytes)>,
    /// Where things were to stay.
    pinned: Vec<Pinned>,
    /// Characters in a column of the page.
    characters: u32,
}

/// Makes alternatives of a page from the files as they are now.
fn choices(
    dir: &Path,
    id: u64,
    (page, layout): (u32, &str),
    asked: &Asked,
    kept: &mut Kept,
) -> Result<Choices, Message> {
    let texts = verb::without_made(dir, Some(&[layout]));
    let loaded = banxin::load_again(dir, None, &texts, kept);
    let loaded = loaded.map_err(|_| unread())?;
    let no_pool = || msg!("page {page} has no pool to be made up from", page);
    let plan: &PagePlan =
        loaded.issue.pages.iter().find(|plan| plan.has(page) && plan.pool.is_some()).ok_or_else(no_pool)?;
    let pinned: Vec<Pinned> = asked
        .pinned
        .iter()
        .map(|Pin { name, cells: [column, columns, row, rows] }| Pinned {
            name: name.clone(),
            cells: Cells { column: *column, columns: *columns, row: *row, rows: *rows },
        })
        .collect();
    let stands = dir.join("layouts").join(format!("{layout}.toml"));
    let wanted = Wanted {
        texts,
        pages: vec![plan.number],
        alternatives: ALTERNATIVES,
        begin: (!pinned.is_empty()).then(|| fs::read_to_string(stands).ok()).flatten(),
        pinned: pinned.clone(),
        ..Wanted::default()
    };
    let grid = plan.pool.as_ref().and_then(|pool| loaded.layouts.get(pool.layout));
    let characters = grid.map_or(0, |layout| layout.grid.characters);
    let made: Result<Vec<Vec<MadePage>>, _> = make(dir, &loaded, kept, &wanted).into_iter().collect();
    let made = made.map_err(|refused| refusal(*refused))?.into_iter().flatten();
    let made: Result<Vec<_>, Diagnostic> = made.map(|made| picture(&made).map(|png| (made, png))).collect();
    let made = made.map_err(|fault| fault.message)?;
    if made.is_empty() {
        return Err(msg!("page {page} could not be made up: nothing of the pool fits it", page));
    }
    Ok(Choices { id, page: plan.number, made, pinned, characters })
}

fn unread() -> Message {
    msg!("the issue cannot be read as it is now")
}

/// Why no layout that was made can be read.
fn refusal(refused: Refused) -> Message {
    let fault = refused.diagnostics.into_iter().find(|finding| finding.severity == Severity::Error);
    fault.map_or_else(unread, |fault| fault.message)
}

/// The proof of a page, about as high as a window.
fn picture(made: &MadePage) -> Result<Bytes, Diagnostic> {
    let loaded = &made.loaded;
    let page = made.set.pages.first().cloned().unwrap_or_default();
    let dpi = (f64::from(HEIGHT) * 72.0 / page.trim.height.to_pt().max(1.0)).round() as u32;
    let proofer = Proofer::of(&loaded.press);
    let (pixels, _) = proofer.pixels(&page, &loaded.library, &loaded.issue.pictures, dpi.clamp(18, 150))?;
    Ok(pixels.png()?.into())
}

impl Choices {
    /// As a browser is told of them.
    pub fn answer(&self, language: Language) -> ChoicesAnswer {
        let list = (1..).zip(&self.made).map(|(number, (made, _))| self.choice(number, made, language));
        ChoicesAnswer { id: self.id, page: self.page, choices: list.collect() }
    }

    fn choice(&self, number: usize, made: &MadePage, language: Language) -> ChoiceAnswer {
        let say = |message: Message| message.in_language(language).into_owned();
        let got = made.got();
        let out = made.left_out();
        let page = made.set.pages.first();
        let characters = self.characters;
        let moved = self.pinned.iter().filter(|pin| !made.holds(pin));
        let moved = moved.map(|pin| msg!("`{name}` does not stand where it was pinned", name = pin.name));
        let misfits = got.iter().filter_map(words::misfit);
        let notes =
            moved.chain(misfits).chain(out.iter().map(|piece| words::left_out(piece, made, characters)));
        let area = |name: &str| made.set.areas.iter().flatten().find(|area| area.name == name);
        let parts = |name: &str| area(name).map(|area| area.parts.iter().map(rect).collect());
        let pieces = got.iter().map(|got| PieceAnswer {
            name: got.piece.name.clone(),
            parts: parts(&got.piece.name).unwrap_or_default(),
        });
        ChoiceAnswer {
            number,
            title: say(msg!(
                "alternative {number}: {points}",
                number,
                points = counted(made.points.max(0) as usize, "point")
            )),
            width: page.map_or(1.0, |page| pt(page.trim.width)),
            height: page.map_or(1.0, |page| pt(page.trim.height)),
            notes: notes.map(say).collect(),
            pieces: pieces.collect(),
            is_taken: fs::read_to_string(&made.file).is_ok_and(|text| *text == *made.text),
        }
    }

    /// The picture of an alternative; they count from 1.
    pub fn picture(&self, number: usize) -> Option<Bytes> {
        Some(self.made.get(number.checked_sub(1)?)?.1.clone())
    }

    /// Takes an alternative as the layout of its page; `None` where there is no such alternative.
    ///
    /// # Errors
    /// When somebody wrote or changed the layout that is there, or it cannot be written.
    pub fn take(&self, number: usize) -> Option<Result<(), Diagnostic>> {
        let (made, _) = self.made.get(number.checked_sub(1)?)?;
        let written = verb::guard(&made.file, false)
            .and_then(|()| output::write(&[(made.file.clone(), made.text.as_bytes().to_vec())]));
        Some(written)
    }
}

/// Alternatives of a page.
#[derive(Serialize)]
pub struct ChoicesAnswer {
    id: u64,
    page: u32,
    choices: Vec<ChoiceAnswer>,
}

#[derive(Serialize)]
struct ChoiceAnswer {
    number: usize,
    title: String,
    width: f64,
    height: f64,
    /// What is left out or does not fit.
    notes: Vec<String>,
    pieces: Vec<PieceAnswer>,
    /// Whether it is the layout of the page.
    is_taken: bool,
}

#[derive(Serialize)]
struct PieceAnswer {
    name: String,
    parts: Vec<[f64; 4]>,
}
