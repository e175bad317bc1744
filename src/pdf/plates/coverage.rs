//! Where a page has more ink than newsprint takes (油墨总量).

use super::separated::Separated;
use crate::diagnostic::PageBox;

/// The least place that counts, in square millimetres: a speck dries between its neighbours, and a
/// pixel at the edge of two colours is a mean of both.
const LEAST: f64 = 4.0;

/// A connected place with too much ink.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hot {
    /// The box around it.
    pub place: PageBox,
    /// The most ink in it, in percent over all plates.
    pub peak: u32,
    /// Its area in square millimetres.
    pub area: f64,
}

/// The places inside the trim with more than `limit` percent of ink, the largest first.
pub(in crate::pdf) fn coverage(page: &Separated, limit: u32) -> Vec<Hot> {
    let [left, top, right, bottom] = page.trimmed();
    let plates = &page.plates;
    let (width, height) = (right.saturating_sub(left), bottom.saturating_sub(top));
    let ink = |at: usize| -> u32 {
        let (x, y) = (left + at % width, top + at / width);
        plates.plates.iter().map(|plate| u32::from(plate[y * plates.width + x])).sum()
    };
    // Half a percent is the rounding of pixels.
    let most = (limit * 255).div_ceil(100) + 1;
    let mut seen: Vec<bool> = (0..width * height).map(|at| ink(at) <= most).collect();
    let side = 25.4 / 72.0 / plates.scale;
    let mut hot = Vec::new();
    let mut edge = Vec::new();
    for start in 0..seen.len() {
        if seen[start] {
            continue;
        }
        let (mut peak, mut count) = (0, 0_usize);
        let mut around = [usize::MAX, usize::MAX, 0, 0];
        seen[start] = true;
        edge.push(start);
        while let Some(at) = edge.pop() {
            let (x, y) = (at % width, at / width);
            around = [around[0].min(x), around[1].min(y), around[2].max(x + 1), around[3].max(y + 1)];
            peak = peak.max(ink(at));
            count += 1;
            let beside = [
                (x > 0).then(|| at - 1),
                (x + 1 < width).then(|| at + 1),
                (y > 0).then(|| at - width),
                (y + 1 < height).then(|| at + width),
            ];
            for next in beside.into_iter().flatten() {
                if !seen[next] {
                    seen[next] = true;
                    edge.push(next);
                }
            }
        }
        let area = count as f64 * side * side;
        if area >= LEAST {
            let [x0, y0, x1, y1] = around;
            let place = page.place([left + x0, top + y0, left + x1, top + y1]);
            hot.push(Hot { place, peak: (peak * 100).div_ceil(255), area });
        }
    }
    hot.sort_by(|one, other| other.area.total_cmp(&one.area));
    hot
}
