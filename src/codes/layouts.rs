//! What is found when a layout is checked as geometry and as inks.

declare_codes! {
    GRID_TOO_LARGE = "grid-too-large" {
        title: "the type area is larger than the paper",
        term: "版心过大",
        severity: Error,
        why: "The columns, characters and rows of [grid] add up to more than the width or height of the page.",
        help: "take fewer columns, characters or rows, or larger paper",
    }
    ROWS_OVERLAP = "rows-overlap" {
        title: "the pitch is less than the size of the letters",
        term: "行距过小",
        severity: Error,
        why: "The pitch (行距) is less than the size of the body, so the rows print over each other.",
        help: "make the pitch larger; about one and a quarter of the size is usual",
    }
    NARROW_MARGIN = "narrow-margin" {
        title: "a narrow margin",
        term: "白边",
        severity: Note,
        why: "The white at an edge of the paper is so small that trimming and folding may cut letters off.",
        help: "make the type area smaller, or the paper larger",
    }
    FOLD_OUTSIDE_GRID = "fold-outside-grid" {
        title: "the fold is not at a gutter",
        term: "通版折缝",
        severity: Error,
        why: "`fold` of [grid] names a column that has no gutter after it.",
        help: "name a column inside the grid, and not its last one",
    }
    PAGE_TOO_LARGE = "page-too-large" {
        title: "a sheet longer than PDF allows",
        term: "版面尺寸",
        severity: Error,
        why: "The page with its bleed and slug is longer than a page of a PDF may be. Mostly a unit is wrong.",
        help: "correct `width` and `height` of [page]",
    }
    AREA_OUTSIDE_GRID = "area-outside-grid" {
        title: "an area reaches out of the grid",
        term: "版区超出版心",
        severity: Error,
        why: "The area takes columns or rows that the grid does not have.",
        help: "move the area, or make it smaller",
    }
    AREA_OVERLAP = "area-overlap" {
        title: "two areas overlap",
        term: "版区重叠",
        severity: Error,
        why: "Two areas share cells of the grid, so their contents would print over each other.",
        help: "move one of them, or give one a notch (缺口)",
    }
    AREA_PLACE = "area-place" {
        title: "two keys say different things about the place of an area",
        term: "版区位置矛盾",
        severity: Error,
        why: "An area begins and ends in one place. Two keys, or a key and a stack, put it into different ones.",
        help: "keep one of them",
    }
    AREA_CIRCLE = "area-circle" {
        title: "areas stand at one another in a circle",
        term: "版区循环",
        severity: Error,
        why: "Following `under`, `beside` and `above` from an area leads back to it, so none of them has a first row. The \
              last of them in the file is put at the head of the type area, so that the page can be looked at.",
        help: "give one of them a row, head = true or foot = true",
    }
    ROWS_SHORT = "rows-short" {
        title: "the areas want more rows than there are",
        term: "版面行数不够",
        severity: Error,
        why: "Areas that stand under one another want more rows than the type area, or a fixed area under them, leaves. \
              The lowest give up rows first, those with pictures and advertisements last.",
        help: "cut copy, give the areas more columns, or move a story to another page",
    }
    SHARE_EMPTY = "share-empty" {
        title: "nothing is left for an area",
        term: "余行为零",
        severity: Error,
        why: "The area takes what is left (`rest`, or shares such as `2fr`), and the areas around it leave nothing, or \
              fewer rows than its `min_rows`.",
        help: "give its neighbours fewer rows, or the area rows of its own",
    }
    NOTCH_TOO_LARGE = "notch-too-large" {
        title: "a notch takes too much of its area",
        term: "缺口",
        severity: Error,
        why: "A notch takes more columns or rows than its area has, or leaves pieces that do not touch each other.",
        help: "make the notch smaller",
    }
    HEADLINE_OUTSIDE_AREA = "headline-outside-area" {
        title: "the place of a headline reaches out of its area",
        term: "标题位置",
        severity: Error,
        why: "`headline_at` names rows or columns that the area does not have.",
        help: "choose a place within the area; its rows and columns are counted from 1",
    }
    HEADLINE_SIZE = "headline-size" {
        title: "a headline leaves its text no room",
        term: "标题过大",
        severity: Error,
        why: "`headline_size` is as large as the area or larger, so no room is left for text.",
        help: "make `headline_size` smaller",
    }
    HEADLINE_IN_NOTCH = "headline-in-notch" {
        title: "a vertical headline would stand in a notch",
        term: "竖题与缺角相撞",
        severity: Error,
        why: "A vertical headline at a side of its area would stand in the notch (缺口) that the area leaves to other \
              things there.",
        help: "put the headline at the other side, or give it a place with `headline_at`",
    }
    INSET_TOO_LARGE = "inset-too-large" {
        title: "`inset` leaves an area next to no room",
        term: "内空",
        severity: Error,
        why: "The white inside the edges of the area takes nearly all of it.",
        help: "make `inset` smaller, or the area larger",
    }
    MEASURE_TOO_NARROW = "measure-too-narrow" {
        title: "columns of only a few characters",
        term: "栏宽过窄",
        severity: Error,
        why: "So many columns of text leave each line a few characters, and such lines cannot be set well.",
        help: "take fewer `text_columns`, or a wider area",
    }
    INDENT_TOO_LARGE = "indent-too-large" {
        title: "an indent wider than the column",
        term: "首行缩进",
        severity: Error,
        why: "A style indents its first line by more than a column holds.",
        help: "make the indent smaller; two characters are usual",
    }
    TYPE_SIZE = "type-size" {
        title: "a style with type that is too small or too large",
        term: "字号",
        severity: Error,
        why: "A newspaper cannot print type of this size, or banxin cannot set it. Mostly a unit is wrong.",
        help: "correct the size",
    }
    MASTHEAD_ITEM = "masthead-item" {
        title: "an item of the masthead with several contents",
        term: "报头项",
        severity: Error,
        why: "An item of the masthead (报头) has exactly one of `text`, `name` and `rule`.",
        help: "keep one of them, and write a second item for the other",
    }
    RULE_COURSE = "rule-course" {
        title: "a rule whose keys contradict one another",
        term: "线的走向",
        severity: Error,
        why: "A rule (线) runs either along a row or down a gutter, at rows that are given or at areas.",
        help: "write `row` with `column`, `gutter` with `row` and `rows`, or the areas: `under`, `above`, `beside`, `between`",
    }
    RULE_NOWHERE = "rule-nowhere" {
        title: "a rule without room at its areas",
        term: "线无处排",
        severity: Warning,
        why: "A rule (线) stands under, above, beside or between areas, and they leave no row of white and no gutter where it could \
              run, so it is not printed.",
        help: "leave a row of white at them with `gap`, name other areas, or take the rule out",
    }
    RULE_OUTSIDE_GRID = "rule-outside-grid" {
        title: "a rule reaches out of the grid",
        term: "线超出版心",
        severity: Error,
        why: "The rule takes columns or rows that the grid does not have.",
        help: "make the rule shorter, or move it",
    }
    RULE_TOO_WIDE = "rule-too-wide" {
        title: "a rule wider than the white around it",
        term: "线宽",
        severity: Error,
        why: "The rule is wider than the gutter or the white between the rows where it stands, and would touch text.",
        help: "make the rule thinner",
    }
    THIN_RULE = "thin-rule" {
        title: "a rule too thin to print",
        term: "细线",
        severity: Warning,
        why: "The press does not hold a rule this thin: it prints in pieces or not at all.",
        help: "make the rule a quarter point or more",
    }
    COLOURED_TEXT = "coloured-text" {
        title: "small type in several inks",
        term: "彩色小字",
        severity: Warning,
        why: "Plates never meet exactly, so small type printed from several of them is not sharp.",
        help: "use one ink, or larger type",
    }
    INK_COVERAGE = "ink-coverage" {
        title: "an ink with more ink than the paper takes",
        term: "总墨量",
        severity: Warning,
        why: "The shares of the ink add up to more than `ink_limit` of [press]. It does not dry and marks the next \
              sheet.",
        help: "lower the shares",
    }
    TEXT_UNREADABLE = "text-unreadable" {
        title: "letters hardly differ from the tint behind them",
        term: "底纹",
        severity: Warning,
        why: "Letters and the tint behind them are nearly equally dark, so the words cannot be read, or hardly.",
        help: "choose a lighter tint, or another ink for the letters",
    }
    TINT_WITHOUT_SPOT = "tint-without-spot" {
        title: "`tint` without a spot colour",
        term: "专色网目",
        severity: Error,
        why: "Only a spot colour (专色) has a `tint`.",
        help: "write the shares of the process inks instead",
    }
}
