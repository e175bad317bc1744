use super::*;

fn grid(fold: Option<Fold>) -> PageGrid {
    let em = Length::pt(9);
    PageGrid {
        left: Length::pt(20),
        top: Length::pt(30),
        body: em,
        pitch: Length::pt(12),
        column: em * 13,
        gutter: em,
        columns: 8,
        rows: 100,
        fold,
    }
}

/// Widths in characters.
fn widths(columns: &Columns) -> Vec<f64> {
    columns.list.iter().map(|(_, width)| width.to_pt() / 9.0).collect()
}

#[test]
fn dividing_eight_columns_by_seven_gives_fifteen_characters() {
    let em = Length::pt(9);
    // 8 × 13 characters and 7 gutters of one.
    let columns = Columns::divide(em * 111, 7, em, em, Division::Gutters);
    assert_eq!(widths(&columns), [15.0; 7]);
    assert_eq!(columns.list[0].0, Length::ZERO);
    assert_eq!(columns.list[6].0 + em * 15, em * 111);
    assert_eq!(widths(&Columns::divide(em * 41, 2, em, em, Division::Gutters)), [20.0; 2]);
    assert_eq!(widths(&Columns::divide(em * 83, 4, em, em, Division::Gutters)), [20.0; 4]);
}

#[test]
fn dividing_by_the_basic_count_gives_the_grid_back() {
    let em = Length::pt(9);
    for division in [Division::Gutters, Division::Columns, Division::Equal] {
        let columns = Columns::divide(em * 71, 4, em, em, division);
        assert_eq!(columns.list, [0, 18, 36, 54].map(|left| (em * left, em * 17)), "{division:?}");
    }
}

#[test]
fn a_remainder_goes_to_gutters_columns_or_fractions() {
    let em = Length::pt(9);
    // 57 characters in three columns and two gutters leave one character over.
    let of = |division| Columns::divide(em * 57, 3, em, em, division);
    assert_eq!(widths(&of(Division::Gutters)), [18.0; 3]);
    assert_eq!(of(Division::Gutters).list[1].0, em * 19 + em / 2);
    assert_eq!(widths(&of(Division::Columns)), [19.0, 18.0, 18.0]);
    assert_eq!(
        of(Division::Columns).list.iter().map(|(left, _)| left.to_pt() / 9.0).collect::<Vec<_>>(),
        [0.0, 20.0, 39.0]
    );
    let equal = of(Division::Equal);
    assert!(widths(&equal).iter().all(|width| (width - 55.0 / 3.0).abs() < 0.001), "{equal:?}");
    for division in [Division::Gutters, Division::Columns, Division::Equal] {
        let (left, width) = of(division).list[2];
        assert_eq!(left + width, em * 57, "{division:?}");
    }
}

#[test]
fn columns_of_the_grid_join_basic_ones() {
    let grid = grid(None);
    let columns = Columns::of_grid(&grid, 2, 5, 2);
    assert_eq!(widths(&columns), [41.0, 27.0]);
    assert_eq!(columns.list[1].0, Length::pt(9) * 42);
    assert_eq!(widths(&Columns::of_grid(&grid, 1, 4, 9)), [13.0; 4]);
}

#[test]
fn a_width_too_small_still_gives_a_character() {
    let em = Length::pt(9);
    for division in [Division::Gutters, Division::Columns, Division::Equal] {
        assert_eq!(Columns::divide(Length::pt(5), 3, em, em, division).narrowest(), em);
    }
}

#[test]
fn a_spread_is_wider_at_its_fold() {
    let width = Length::pt(60);
    let (flat, folded) = (grid(None), grid(Some(Fold { after: 4, width })));
    let more = width - flat.gutter;
    assert_eq!(folded.width(), flat.width() + more);
    assert_eq!(folded.column_left(4), flat.column_left(4));
    assert_eq!(folded.column_left(5), flat.column_left(5) + more);
    assert_eq!(folded.span(1, 4), flat.span(1, 4));
    assert_eq!(folded.span(5, 4), flat.span(5, 4));
    assert_eq!(folded.span(4, 2), flat.span(4, 2) + more);
}

#[test]
fn rules_stand_in_the_middle_of_rows_and_gutters() {
    let (width, fold) = (Length::pt(1), Length::pt(60));
    let (flat, folded) = (grid(None), grid(Some(Fold { after: 4, width: fold })));
    let gutter = |grid: &PageGrid, column| grid.rule(&RuleCourse::Gutter { column, row: 3, rows: 5 }, width);
    for grid in [&flat, &folded] {
        for column in 1..8 {
            let rule = gutter(grid, column);
            // As much white at its left as at its right, also at the fold.
            let (from, to) = (grid.column_left(column) + grid.column, grid.column_left(column + 1));
            assert_eq!(rule.x - from, to - rule.right(), "behind column {column}");
            assert_eq!((rule.y, rule.height, rule.width), (grid.row_top(3), grid.depth(5), width));
        }
    }
    assert_eq!(gutter(&folded, 4).x - gutter(&flat, 4).x, (fold - flat.gutter) / 2);
    let row = folded.rule(&RuleCourse::Row { row: 9, column: 3, columns: 4 }, width);
    assert_eq!((row.x, row.width, row.height), (folded.column_left(3), folded.span(3, 4), width));
    assert_eq!(row.y - folded.row_top(9), folded.row_top(9) + folded.body - row.bottom());
}
