//! Rows into columns: whole numbers only.

use std::ops::Range;

/// A piece of a story that is never cut: one line of text, or a line that takes several rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slug {
    /// Rows it takes; at least one.
    pub(super) rows: u32,
    /// Whether it must not be the last in a column (a crosshead).
    pub(super) keep_with_next: bool,
}

/// Slugs in columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filled {
    /// The slugs of each column.
    pub(super) columns: Vec<Range<usize>>,
    /// Rows used in each column.
    pub(super) rows: Vec<u32>,
    /// The first slug that found no room; the number of slugs when all did.
    pub(super) placed: usize,
}

/// Rows of all slugs together.
pub(super) fn total(slugs: &[Slug]) -> u32 {
    slugs.iter().map(|slug| slug.rows).sum()
}

/// Fills `columns` columns of at most `height` rows so that they end as evenly as they can: no
/// column is more than one row longer than another unless a crosshead moved over. What does
/// not fit is left over at the end.
pub(super) fn fill(slugs: &[Slug], columns: u32, height: u32) -> Filled {
    let columns = columns.max(1) as usize;
    let total = total(slugs);
    let even = total.div_ceil(columns as u32);
    for rows in even..=height.max(even) {
        if rows > height {
            break;
        }
        // First with the longer columns first and the rest one row shorter, then all alike.
        let longer = (total + columns as u32).saturating_sub(rows * columns as u32).clamp(0, columns as u32);
        for longer in [longer as usize, columns] {
            let filled =
                pour(slugs, columns, |column| if column < longer { rows } else { rows.saturating_sub(1) });
            if filled.placed == slugs.len() {
                return filled;
            }
        }
    }
    pour(slugs, columns, |_| height)
}

/// Pours slugs into columns of the given heights.
fn pour(slugs: &[Slug], columns: usize, height: impl Fn(usize) -> u32) -> Filled {
    let mut filled =
        Filled { columns: Vec::with_capacity(columns), rows: Vec::with_capacity(columns), placed: 0 };
    let mut next = 0;
    for column in 0..columns {
        let start = next;
        let mut rows = 0;
        while let Some(slug) = slugs.get(next) {
            if rows + slug.rows > height(column) {
                break;
            }
            rows += slug.rows;
            next += 1;
        }
        // A crosshead at the foot goes over to the next column, unless it is all there is.
        while next < slugs.len() && next > start + 1 && slugs[next - 1].keep_with_next {
            next -= 1;
            rows -= slugs[next].rows;
        }
        filled.columns.push(start..next);
        filled.rows.push(rows);
    }
    filled.placed = next;
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize) -> Vec<Slug> {
        vec![Slug { rows: 1, keep_with_next: false }; count]
    }

    #[test]
    fn columns_are_even_within_a_row_and_the_first_are_longer() {
        assert_eq!(fill(&lines(50), 4, 20).rows, [13, 13, 12, 12]);
        assert_eq!(fill(&lines(48), 4, 12).rows, [12, 12, 12, 12]);
        assert_eq!(fill(&lines(3), 4, 12).rows, [1, 1, 1, 0]);
        assert_eq!(fill(&[], 4, 12).rows, [0, 0, 0, 0]);
    }

    #[test]
    fn what_does_not_fit_is_left_over() {
        let filled = fill(&lines(50), 4, 12);
        assert_eq!(filled.rows, [12, 12, 12, 12]);
        assert_eq!(filled.placed, 48);
        assert_eq!(fill(&lines(5), 2, 0).placed, 0);
    }

    #[test]
    fn a_crosshead_never_ends_a_column() {
        let mut slugs = lines(20);
        slugs[9] = Slug { rows: 2, keep_with_next: true };
        for columns in 1..6 {
            let filled = fill(&slugs, columns, 40);
            assert_eq!(filled.placed, 20);
            assert!(filled.columns.iter().all(|column| column.is_empty() || column.end != 10), "{filled:?}");
            let mut next = 0;
            for column in &filled.columns {
                assert_eq!(column.start, next);
                next = column.end;
            }
        }
    }
}
