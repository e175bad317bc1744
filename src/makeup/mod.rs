//! Automatic makeup (自动组版): a pool of stories, pictures and advertisements becomes a page.
//!
//! 1. [`stock`] measures what may stand on the page: each piece on each number of columns, in each form ([`piece`]).
//! 2. [`board`] takes what stands there already out of the type area.
//! 3. [`search`] looks for arrangements ([`tree`]) that cost few points ([`score`]).
//! 4. [`write`] writes the best as layouts. Each is read and set as `build` will do it, and looked at with the same eyes; the
//!    one with the fewest points then is the page.
//!
//! Everything is counted in whole numbers and bounded by counts, never by the clock: the same pool gives the same pages.

mod board;
mod got;
mod piece;
mod score;
mod seal;
mod search;
mod stock;
mod tree;
pub mod words;
mod write;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::flow::Shelf;
use crate::issue::{Content, PagePlan, PagePool, Pool};
use crate::layout::Cells;
use crate::read::{Kept, Loaded, Overlay};
use crate::{Compiled, compile, load_again, page};

pub use board::Board;
pub use got::{Got, Headline};
pub use piece::{Piece, PieceKind};
pub use score::{Reason, Term, Weights};
pub use seal::{Writer, writer};
pub use search::Found;
pub use tree::Placed;

use board::Fixed;
use search::Task;
use write::{RowsAs, Sheet};

/// What is asked of makeup.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Texts in the place of files, with which the issue was read.
    pub texts: Overlay,
    /// The pages to make, by their numbers; empty for all that have a pool.
    pub pages: Vec<u32>,
    /// How many pages of different structure to make of each pool.
    pub alternatives: usize,
    /// Arrangements that each chain of the search looks at.
    pub steps: u32,
}

impl Default for Wanted {
    fn default() -> Wanted {
        Wanted { texts: Overlay::default(), pages: Vec::new(), alternatives: 1, steps: 5_000 }
    }
}

/// A page that was made up.
#[derive(Clone, Debug)]
pub struct MadePage {
    /// Its number.
    pub number: u32,
    /// The file of its layout, to be written.
    pub file: PathBuf,
    /// The layout.
    pub text: Arc<str>,
    /// Its points: fewer are better.
    pub points: i64,
    /// Those of them that the findings of the page cost.
    pub told: i64,
    /// Where the others come from.
    pub lines: Vec<(Term, i64, Reason)>,
    /// What was to stand on it.
    pub pieces: Arc<Vec<Piece>>,
    /// Where what stands on it stands.
    pub placed: Vec<Placed>,
    /// The page before anything was made up on it.
    pub board: Arc<Board>,
    /// The page as it was set with this layout, alone.
    pub set: Compiled,
    /// Findings of that.
    pub findings: Vec<Diagnostic>,
    /// Rows in which it is not as the search thought.
    pub off: u32,
}

/// Candidates that are set for each page that is wanted.
const TRIED: usize = 4;

impl Wanted {
    /// Whether the page is to be made.
    pub fn has(&self, page: u32) -> bool {
        self.pages.is_empty() || self.pages.contains(&page)
    }
}

/// Makes up the pages of an issue that are served by pools, in their order. `dir` is the folder that it was loaded from.
pub fn make(dir: &Path, loaded: &Loaded, kept: &mut Kept, wanted: &Wanted) -> Vec<Vec<MadePage>> {
    let issue = &loaded.issue;
    let mut made = Vec::new();
    for plan in &issue.pages {
        let Some(own) = plan.pool.as_ref().filter(|_| wanted.has(plan.number)) else { continue };
        let Some(pool) = issue.pools.get(own.pool) else { continue };
        made.push(page(dir, loaded, kept, wanted, plan, own, pool));
    }
    made
}

fn page(
    dir: &Path,
    loaded: &Loaded,
    kept: &mut Kept,
    wanted: &Wanted,
    plan: &PagePlan,
    own: &PagePool,
    pool: &Pool,
) -> Vec<MadePage> {
    let Some(layout) = loaded.layouts.get(own.layout) else { return Vec::new() };
    let shelf = Shelf::new(&loaded.library);
    // What the layout places itself, without what an earlier makeup placed.
    let mut bare = plan.clone();
    bare.layout = own.layout;
    bare.assignments.retain(|assignment| layout.area(&assignment.area).is_some());
    let mut sheet = page::Sheet::new(&loaded.issue, layout, &shelf, &bare);
    sheet.flow(bare.round, &[]);
    let areas = sheet.make_up(&loaded.library).areas;
    let fixed: Vec<Fixed> = bare
        .assignments
        .iter()
        .filter_map(|assignment| {
            let area = areas.iter().find(|area| area.name == assignment.area)?;
            let cells = Cells { column: area.column, columns: area.columns, row: area.row, rows: area.rows };
            Some(Fixed { name: area.name.clone(), cells, is_matter: !assignment.content.is_furniture() })
        })
        .collect();
    let unused: Vec<String> = layout
        .areas
        .iter()
        .filter(|area| fixed.iter().all(|fixed| fixed.name != area.name))
        .map(|area| area.name.clone())
        .collect();
    let under_masthead =
        bare.assignments.iter().any(|assignment| matches!(assignment.content, Content::Masthead));
    let fold = layout.grid.fold.as_ref().map(|fold| fold.after);
    let board = Arc::new(Board::new(layout.grid.columns, layout.grid.rows, fold, fixed, under_masthead));
    let items: Vec<usize> = (0..pool.items.len())
        .filter(|at| {
            let item = &pool.items[*at];
            item.area.is_none() && item.page.is_none_or(|page| page == plan.number)
        })
        .take(31)
        .collect();
    let pieces = Arc::new(stock::stock(&loaded.issue, layout, &shelf, &pool.items, &items, board.rows));
    let weights = Weights::default();
    let nothing = vec![None; pieces.len()];
    let task = Task {
        board: &board,
        pieces: &pieces,
        weights: &weights,
        yesterday: &[],
        was: &nothing,
        pinned: &nothing,
        steps: wanted.steps,
    };
    let found = search::search(&task, None, wanted.alternatives.max(1) * TRIED);
    let mut made: Vec<MadePage> = found
        .iter()
        .filter_map(|found| {
            let sheet = Sheet {
                board: &board,
                pieces: &pieces,
                placed: &found.placed,
                base: &layout.name,
                unused: &unused,
                page: plan.number,
                pool: &pool.name,
            };
            let file = dir.join("layouts").join(format!("{}.toml", own.made));
            let tried = |rows, kept: &mut Kept| {
                let text: Arc<str> = write::layout(&sheet, rows).into();
                let (set, findings, off) = set((dir, &wanted.texts), kept, &file, &text, plan.number, &pieces, found)?;
                Some((text, set, findings, off))
            };
            let mut best = tried(RowsAs::Relative, kept)?;
            if best.3 > 0
                && let Some(other) =
                    tried(RowsAs::Numbers, kept).filter(|other| faults(&other.2) <= faults(&best.2))
            {
                best = other;
            }
            let (text, set, findings, off) = best;
            let told = faults(&findings);
            let points = found.points + told;
            let lines = search::explain(&task, found);
            Some(MadePage {
                number: plan.number,
                file: file.clone(),
                text,
                points,
                told,
                lines,
                pieces: Arc::clone(&pieces),
                placed: found.placed.clone(),
                board: Arc::clone(&board),
                set,
                findings,
                off,
            })
        })
        .collect();
    made.sort_by_key(|made| made.points);
    made.truncate(wanted.alternatives.max(1));
    made
}

/// Points for what a page that was set is told of.
fn faults(findings: &[Diagnostic]) -> i64 {
    let points = |finding: &Diagnostic| match finding.severity {
        Severity::Error => 400,
        Severity::Warning => 40,
        Severity::Note => 2,
    };
    findings.iter().map(points).sum()
}

/// Reads the issue with a layout that is not written yet, and sets the page; with how many rows areas are off from where the
/// search has them.
fn set(
    (dir, under): (&Path, &Overlay),
    kept: &mut Kept,
    file: &Path,
    text: &Arc<str>,
    number: u32,
    pieces: &[Piece],
    found: &Found,
) -> Option<(Compiled, Vec<Diagnostic>, u32)> {
    let mut overlay = under.clone();
    overlay.put(file, text);
    let loaded = load_again(dir, None, &overlay, kept).ok()?;
    let compiled = compile(&loaded).only(|page| page.number == number);
    let mut findings = compiled.findings.clone();
    findings.retain(|finding| !finding.follows);
    let mut off = 0;
    for placed in &found.placed {
        let name = &pieces[placed.piece].name;
        let area = compiled.areas.iter().flatten().find(|area| area.name == *name);
        off += area
            .map_or(100, |area| area.row.abs_diff(placed.cells.row) + area.rows.abs_diff(placed.cells.rows));
    }
    Some((compiled, findings, off))
}
