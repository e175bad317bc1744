//! Ink and outlines: what stands on a page is drawn by itself by the proofer, and every pixel with ink must touch the
//! outlines of its spots. So the check knows nothing of how outlines are made.

use banxin::Compiled;
use banxin::epaper::model::{Edition, Page};
use banxin::issue::{Content, PagePlan};
use banxin::page::{self, Item, Role};
use banxin::preview::Proofer;
use banxin::read::Loaded;
use rayon::prelude::*;

/// Pixels in an inch; a pixel is a point.
const DPI: u32 = 72;

/// Spots whose ink lies outside of their outlines.
pub fn outside(loaded: &Loaded, compiled: &Compiled, edition: &Edition) -> Vec<String> {
    let proofer = Proofer::of(&loaded.press);
    let mut faults = Vec::new();
    for (page, told) in compiled.pages.iter().zip(&edition.pages) {
        let plan = loaded.issue.pages.iter().find(|plan| plan.number == page.number).expect("a plan");
        let mut targets: Vec<String> =
            page.items.iter().filter_map(|item| target(loaded, plan, page, item)).collect();
        targets.sort();
        targets.dedup();
        let found = targets.par_iter().filter_map(|name| {
            let own = |item: &&Item| target(loaded, plan, page, item).as_ref() == Some(name);
            let alone =
                page::Page { items: page.items.iter().filter(own).cloned().collect(), ..page.clone() };
            let (pixels, _) =
                proofer.pixels(&alone, &loaded.library, &loaded.issue.pictures, DPI).expect("a proof");
            let spots: Vec<_> = told.spots.iter().filter(|spot| spot.target == *name).collect();
            let inside =
                |x: f64, y: f64| spots.iter().any(|spot| spot.polygons.iter().any(|ring| holds(ring, x, y)));
            let is_inside = |column: usize, row: usize| {
                let (x, y) = (column as f64, row as f64);
                [(0.5, 0.5), (0.01, 0.01), (0.99, 0.01), (0.01, 0.99), (0.99, 0.99)]
                    .iter()
                    .any(|(right, down)| inside(x + right, y + down))
            };
            let width = pixels.width as usize;
            let inked = pixels
                .rgb
                .chunks_exact(3)
                .enumerate()
                .filter(|(_, rgb)| rgb.iter().any(|level| *level < 250));
            let mut out = inked.map(|(at, _)| (at % width, at / width)).filter(|(x, y)| !is_inside(*x, *y));
            let first = out.next()?;
            Some(format!(
                "page {}: ink of {name} at {first:?} and {} more lies outside",
                page.number,
                out.count()
            ))
        });
        faults.extend(found.collect::<Vec<_>>());
    }
    faults
}

/// The name of the article, advertisement or guide that an item belongs to.
fn target(loaded: &Loaded, plan: &PagePlan, page: &page::Page, item: &Item) -> Option<String> {
    if let Some(story) = item.story {
        return Some(loaded.issue.stories[story.0 as usize].name.clone());
    }
    if item.role == Role::Furniture {
        return None;
    }
    let held = page.placements.get(item.place as usize)?;
    let picture = |id: banxin::issue::PictureId| {
        let path = &loaded.issue.pictures[id.0 as usize].path;
        path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
    };
    match &plan.assignments[held.assignment].content {
        Content::Picture(figure) => picture(figure.picture),
        Content::Ad(advert) => Some(advert.name.clone()),
        Content::Table(table) => Some(table.name.clone()),
        Content::Guide(_) => Some("guide".to_owned()),
        Content::Story(_) | Content::Masthead | Content::Folio => None,
    }
}

/// Whether an outline holds a point (even-odd).
fn holds(ring: &[[f64; 2]], x: f64, y: f64) -> bool {
    let mut inside = false;
    for (one, other) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        if (one[1] > y) != (other[1] > y) && x < one[0] {
            // Edges are upright or level.
            inside = !inside;
        }
    }
    inside
}

/// Outlines that share something, of the same spot too; and such as are no outlines with right angles.
pub fn overlaps(edition: &Edition) -> Vec<String> {
    edition.pages.iter().flat_map(of_page).collect()
}

fn of_page(page: &Page) -> Vec<String> {
    let rings: Vec<(&str, &Vec<[f64; 2]>)> = page
        .spots
        .iter()
        .flat_map(|spot| spot.polygons.iter().map(|ring| (spot.id.as_str(), ring)))
        .collect();
    let mut faults = Vec::new();
    for (id, ring) in &rings {
        let next = ring.iter().cycle().skip(1);
        let bent = ring.iter().zip(next).any(|(one, other)| (one[0] == other[0]) == (one[1] == other[1]));
        let out = ring.iter().any(|[x, y]| *x < 0.0 || *y < 0.0 || *x > page.width || *y > page.height);
        if ring.len() < 4 || bent || out {
            faults.push(format!("{id}: {ring:?} is no outline"));
        }
    }
    let edges = |axis: usize| {
        let mut edges: Vec<f64> =
            rings.iter().flat_map(|(_, ring)| ring.iter().map(move |corner| corner[axis])).collect();
        edges.sort_by(f64::total_cmp);
        edges.dedup();
        edges
    };
    let (xs, ys) = (edges(0), edges(1));
    for x in xs.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])) {
        for y in ys.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])) {
            let own: Vec<&str> =
                rings.iter().filter(|(_, ring)| holds(ring, x, y)).map(|(id, _)| *id).collect();
            if own.len() > 1 {
                faults.push(format!("page {}: {own:?} overlap at {x}, {y}", page.number));
            }
        }
    }
    faults.truncate(5);
    faults
}
