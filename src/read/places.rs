//! On which page a place lies: a spread is two of them.

use crate::issue::PagePlan;
use crate::layout::Layout;

/// The numbers of the pages on which an area lies, the left one first; both for one that lies over
/// the fold of a spread.
pub fn pages_of(plan: &PagePlan, layout: Option<&Layout>, area: &str) -> Vec<u32> {
    let left = plan.number;
    let fold = layout.and_then(|layout| Some((layout.grid.fold?, layout.area(area)?)));
    let (Some(right), Some((fold, area))) = (plan.facing, fold) else { return vec![left] };
    if area.column > fold.after {
        vec![right]
    } else if area.column.saturating_add(area.columns) <= fold.after + 1 {
        vec![left]
    } else {
        vec![left, right]
    }
}
