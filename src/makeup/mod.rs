//! Automatic makeup (自动组版): a pool of stories, pictures and advertisements becomes a page.
//!
//! 1. [`stock`] measures what may stand on the page: each piece on each number of columns, in each form ([`piece`]).
//! 2. [`board`] takes what stands there already out of the type area.
//! 3. [`search`] looks for arrangements ([`tree`]) that cost few points ([`score`]).
//! 4. [`write`] writes the best as layouts. Each is read and set as `build` will do it, and looked at with the same eyes; the
//!    one with the fewest points then is the page.
//!
//! Everything is counted in whole numbers and bounded by counts, never by the clock: the same pool gives the same pages.

mod begin;
mod board;
mod got;
mod keep;
mod made;
mod piece;
mod rules;
mod score;
mod seal;
mod search;
mod see;
mod stock;
mod task;
mod tree;
mod trial;
pub mod words;
mod write;

use std::path::Path;
use std::sync::Arc;

use crate::flow::Shelf;
use crate::issue::{Assignment, Content, PagePlan, PagePool, PictureId, Pool, PoolItem};
use crate::layout::{Area, Cells, Layout};
use crate::read::{Kept, Loaded, Overlay, Refused};
use crate::{Compiled, page};

pub use board::Board;
pub use got::{Got, Headline};
pub use made::MadePage;
pub use piece::{Piece, PieceKind};
pub use score::{Reason, Term, Weights};
pub use seal::{Writer, writer};
pub use task::{Found, Method};
pub use tree::Placed;

use board::Fixed;
use task::Task;
use trial::Trial;
use write::Sheet;

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
    /// How it is searched.
    pub method: Method,
    /// Where stories stood on yesterday's pages, by their numbers, which these should not be like.
    pub yesterday: Vec<(u32, Vec<Cells>)>,
    /// The made layouts that are there, by name, if as little as can be is to change in them (`--keep`).
    pub keep: Option<Vec<(String, String)>>,
    /// Places that stay.
    pub pinned: Vec<Pinned>,
    /// A made layout of the page from which the search begins: what is pinned is found in it.
    pub begin: Option<String>,
}

/// A piece of a pool that is to stand where it is (固定).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// Its name.
    pub name: String,
    /// Where it is to stand. Its rows may change with what stands around it.
    pub cells: Cells,
}

impl Default for Wanted {
    fn default() -> Wanted {
        Wanted {
            texts: Overlay::default(),
            pages: Vec::new(),
            alternatives: 1,
            steps: 6_000,
            method: Method::Chains,
            yesterday: Vec::new(),
            keep: None,
            pinned: Vec::new(),
            begin: None,
        }
    }
}

/// The pages that were made for one page of the issue.
pub type PagesMade = Result<Vec<MadePage>, Box<Refused>>;

/// Candidates that are set for each page that is wanted.
const TRIED: usize = 8;

impl Wanted {
    /// Whether the page is to be made.
    pub fn has(&self, page: u32) -> bool {
        self.pages.is_empty() || self.pages.contains(&page)
    }
}

/// Makes up the pages of an issue that are served by pools, in their order. `dir` is the folder that it was loaded from.
///
/// A pool that serves several pages is shared out: each page takes what is most important of what is left, as much as it has
/// room for, the last one all that is left. What a page cannot place waits for the next one.
///
/// For each page the best arrangements from the best on; none where nothing can stand on it. Where the layouts of all
/// of them are refused when they are read, why the first was.
pub fn make(dir: &Path, loaded: &Loaded, kept: &mut Kept, wanted: &Wanted) -> Vec<PagesMade> {
    let issue = &loaded.issue;
    let shelf = Shelf::new(&loaded.library);
    let mut made: Vec<PagesMade> = Vec::new();
    let mut used: Vec<Vec<bool>> = issue.pools.iter().map(|pool| vec![false; pool.items.len()]).collect();
    for (at, plan) in issue.pages.iter().enumerate() {
        let Some(own) = plan.pool.as_ref().filter(|_| wanted.has(plan.number)) else { continue };
        let (Some(pool), Some(layout)) = (issue.pools.get(own.pool), loaded.layouts.get(own.layout)) else {
            continue;
        };
        let used = &mut used[own.pool];
        for other in issue.pages.iter().filter(|other| !wanted.has(other.number)) {
            mark_standing(other, own.pool, pool, used);
        }
        let later = &issue.pages[at + 1..];
        let is_last = later.iter().all(|page| page.pool.as_ref().is_none_or(|other| other.pool != own.pool));
        let desk = Prepared::of(loaded, layout, plan);
        let mut items: Vec<usize> = (0..pool.items.len())
            .filter(|at| {
                let item = &pool.items[*at];
                !used[*at] && item.area.is_none() && item.page.is_none_or(|page| page == plan.number)
            })
            .collect();
        items.sort_by_key(|at| (pool.items[*at].page.is_none(), pool.items[*at].importance, *at));
        items.truncate(MOST_PIECES);
        items.sort_unstable();
        let mut pieces = stock::stock(issue, layout, &shelf, &pool.items, &items, desk.board.rows);
        if !is_last {
            let wanted = share(&pieces, &pool.items, &desk.board);
            let items: Vec<usize> = items.iter().copied().filter(|item| wanted.contains(item)).collect();
            pieces = stock::stock(issue, layout, &shelf, &pool.items, &items, desk.board.rows);
        }
        let pieces = Arc::new(pieces);
        let pages = desk.make(dir, kept, wanted, (plan, own, pool), &pieces);
        let best = pages.as_ref().ok().and_then(|pages| pages.first());
        for placed in best.iter().flat_map(|page| &page.placed) {
            used[pieces[placed.piece].item] = true;
            if let Some(inset) = placed.choice.inset {
                used[pieces[usize::from(inset.picture)].item] = true;
            }
        }
        made.push(pages);
    }
    made
}

/// Marks what stands on a page that is made up and stays as it is.
fn mark_standing(page: &PagePlan, number: usize, pool: &Pool, used: &mut [bool]) {
    if page.pool.as_ref().is_none_or(|own| own.pool != number || !own.is_made) {
        return;
    }
    for (item, used) in pool.items.iter().zip(used) {
        let holds = |content: &Content| content.figures().iter().any(|figure| is_of(item, figure.picture));
        *used |= page
            .assignments
            .iter()
            .any(|assignment| assignment.area == item.name || holds(&assignment.content));
    }
}

/// Whether an item of a pool is this picture.
fn is_of(item: &PoolItem, picture: PictureId) -> bool {
    matches!(&item.content, Content::Picture(figure) if figure.picture == picture)
}

/// The most pieces of a page.
const MOST_PIECES: usize = 31;

/// The items of a pool that a page takes which is not the last of its pages: the most important, as many as it has room for,
/// with the pictures that belong to them.
fn share(pieces: &[Piece], items: &[PoolItem], board: &Board) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pieces.len()).filter(|at| begin::stands_alone(pieces, *at)).collect();
    order.sort_by_key(|at| (items[pieces[*at].item].page.is_none(), pieces[*at].importance, *at));
    let mut room = i64::from(board.room());
    let mut taken = Vec::new();
    for at in order {
        let size = i64::from(begin::size(&pieces[at]));
        if items[pieces[at].item].page.is_none() && size > room {
            continue;
        }
        room -= size;
        taken.push(pieces[at].item);
        taken.extend(pieces[at].with.map(|picture| pieces[picture].item));
    }
    taken
}

/// A page that is ready to be made up.
struct Prepared<'a> {
    layout: &'a Layout,
    board: Arc<Board>,
    /// Areas of its layout in which nothing stands.
    unused: Vec<String>,
    /// The rules of its layout that stay, if some have to go.
    rules: Option<Vec<String>>,
}

impl<'a> Prepared<'a> {
    fn of(loaded: &Loaded, layout: &'a Layout, plan: &PagePlan) -> Prepared<'a> {
        // What the layout places itself, without what an earlier makeup placed.
        let mut bare = plan.clone();
        bare.layout = plan.pool.as_ref().map_or(plan.layout, |pool| pool.layout);
        bare.assignments.retain(|assignment| layout.area(&assignment.area).is_some());
        let shelf = Shelf::new(&loaded.library);
        let mut sheet = page::Sheet::new(&loaded.issue, layout, &shelf, &bare);
        sheet.flow(bare.round, &[]);
        let areas = sheet.make_up(&loaded.library).areas;
        let fixed = bare.assignments.iter().filter_map(|assignment| {
            let area = areas.iter().find(|area| area.name == assignment.area)?;
            let cells = Cells { column: area.column, columns: area.columns, row: area.row, rows: area.rows };
            Some(Fixed { name: area.name.clone(), cells, is_matter: !assignment.content.is_furniture() })
        });
        let fixed: Vec<Fixed> = fixed.collect();
        let stands = |name: &str| fixed.iter().any(|fixed| fixed.name == name);
        let unused =
            layout.areas.iter().filter(|area| !stands(&area.name)).map(|area| area.name.clone()).collect();
        let is_masthead = |assignment: &Assignment| matches!(assignment.content, Content::Masthead);
        let under_masthead = bare.assignments.iter().any(is_masthead);
        let fold = layout.grid.fold.as_ref().map(|fold| fold.after);
        let board = Arc::new(Board::new(layout.grid.columns, layout.grid.rows, fold, fixed, under_masthead));
        let standing: Vec<Area> = board
            .fixed
            .iter()
            .filter_map(|fixed| {
                let area = layout.area(&fixed.name)?.moved(fixed.cells.row, fixed.cells.rows);
                Some(Area { column: fixed.cells.column, columns: fixed.cells.columns, ..area })
            })
            .collect();
        let rules = rules::kept(layout, &board, &standing, &loaded.sources);
        Prepared { layout, board, unused, rules }
    }

    fn make(
        &self,
        dir: &Path,
        kept: &mut Kept,
        wanted: &Wanted,
        (plan, own, pool): (&PagePlan, &PagePool, &Pool),
        pieces: &Arc<Vec<Piece>>,
    ) -> PagesMade {
        let board = &self.board;
        let file = dir.join("layouts").join(format!("{}.toml", own.made));
        let weights = Weights(self.layout.makeup.weights);
        let yesterday = wanted.yesterday.iter().find(|(number, _)| *number == plan.number);
        let pin = |piece: &Piece| wanted.pinned.iter().find(|pin| pin.name == piece.name);
        let pinned: Vec<Option<Cells>> = pieces.iter().map(|piece| Some(pin(piece)?.cells)).collect();
        let stood = match &wanted.keep {
            Some(texts) => {
                let text = texts.iter().find(|(name, _)| *name == own.made).map(|(_, text)| text.as_str());
                text.map(keep::stood).unwrap_or_default()
            }
            None => wanted.begin.as_deref().map(keep::stood).unwrap_or_default(),
        };
        let was = |piece: &Piece| {
            let stood = stood.iter().find(|stood| stood.name == piece.name);
            stood.filter(|_| wanted.keep.is_some()).map(|stood| stood.cells)
        };
        let before: Vec<Option<Cells>> = pieces.iter().map(was).collect();
        let begin = keep::arrangement(board, pieces, &stood);
        let task = Task {
            board,
            pieces,
            weights: &weights,
            yesterday: yesterday.map_or(&[], |(_, cells)| cells.as_slice()),
            was: &before,
            pinned: &pinned,
            steps: wanted.steps,
            method: wanted.method,
        };
        let found = search::search(&task, begin.as_ref(), wanted.alternatives.max(1) * TRIED);
        let trial = Trial {
            sheet: Sheet {
                board,
                base: &self.layout.name,
                unused: &self.unused,
                rules: self.rules.as_deref(),
                page: plan.number,
                pool: &pool.name,
            },
            dir,
            texts: &wanted.texts,
            file: &file,
        };
        let mut candidates: Vec<Result<MadePage, Box<Refused>>> =
            found.into_iter().map(|found| trial.best(kept, &task, pieces, found)).collect();
        if candidates.iter().all(Result::is_err)
            && let Some(Err(refused)) = candidates.drain(..).next()
        {
            return Err(refused);
        }
        let mut made: Vec<MadePage> = candidates.into_iter().flatten().collect();
        let moved = |made: &MadePage| wanted.pinned.iter().filter(|pin| !made.holds(pin)).count();
        // After a late change whatever stays counts more than points, as long as the page is sound.
        let changes =
            |made: &MadePage| if before.iter().any(Option::is_some) { made.changes(&before) } else { (0, 0) };
        made.sort_by_key(|made| (moved(made), changes(made), made.points));
        // Where what is pinned can stay it stays.
        if made.first().is_some_and(|best| moved(best) == 0) {
            made.retain(|made| moved(made) == 0);
        }
        made.truncate(wanted.alternatives.max(1));
        Ok(made)
    }
}

/// Where the stories of an issue stand, by its pages: of yesterday's issue, for [`Wanted::yesterday`].
pub fn stories_of(loaded: &Loaded, compiled: &Compiled) -> Vec<(u32, Vec<Cells>)> {
    let of_page = |(plan, areas): (&PagePlan, &Vec<page::PlacedArea>)| {
        let is_story = |area: &&page::PlacedArea| {
            let assigned = plan.assignments.iter().find(|assignment| assignment.area == area.name);
            assigned.is_some_and(|assignment| assignment.content.story().is_some())
        };
        let cells = areas.iter().filter(is_story).map(|area| Cells {
            column: area.column,
            columns: area.columns,
            row: area.row,
            rows: area.rows,
        });
        (plan.number, cells.collect())
    };
    let numbered = compiled.pages.iter().zip(&compiled.areas).filter_map(|(page, areas)| {
        Some((loaded.issue.pages.iter().find(|plan| plan.number == page.number)?, areas))
    });
    numbered.map(of_page).collect()
}
