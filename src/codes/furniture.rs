//! What is found in mastheads, running heads, guides, advertisements and tables.

declare_codes! {
    NO_PAGE_NUMBER = "no-page-number" {
        title: "an inside page without its number",
        term: "缺版次",
        severity: Warning,
        why: "The page number is not printed anywhere on an inside page. Readers and the plate room tell pages by it.",
        help: "put an item with {page} or {page-cn} into [[folio]] of the layout, or extend a layout that has one",
    }
    SPREAD_PAGES = "spread-pages" {
        title: "the two pages of a spread are not neighbours",
        term: "跨版版次",
        severity: Warning,
        why: "Pages that face each other have consecutive numbers, the even one at the left. The numbers of this \
              spread do not.",
        help: "correct `number` or `facing` of the page",
    }
    FACING_WITHOUT_FOLD = "facing-without-fold" {
        title: "`facing` on a page that is no spread",
        term: "通版",
        severity: Error,
        why: "`facing` names the page at the right of a spread, but the layout of this page has no fold.",
        help: "take `facing` out, or give [grid] of the layout a `fold`",
    }
    MASTHEAD_TOO_LONG = "masthead-too-long" {
        title: "a line of the masthead is condensed too far",
        term: "报头过长",
        severity: Warning,
        why: "A line of the masthead (报头) does not fit its width and is condensed more than its style allows. The name of \
              the paper is condensed as far as that, then set smaller; it is told below half of its size.",
        help: "give the item more width, a smaller style, or fewer words",
    }
    MASTHEAD_NOWHERE = "masthead-nowhere" {
        title: "masthead items without an area",
        term: "报头区",
        severity: Warning,
        why: "The layout has items for the masthead (报头) but no area `masthead`, so they are not printed.",
        help: "add [areas.masthead], or take the items out",
    }
    MASTHEAD_OUTSIDE = "masthead-outside" {
        title: "a masthead item outside its area",
        term: "报头越界",
        severity: Warning,
        why: "An item reaches out of the area of the masthead (报头) and may print on what stands below.",
        help: "move the item, or make the area larger",
    }
    WRONG_WEEKDAY = "wrong-weekday" {
        title: "the weekday does not belong to the date",
        term: "星期错误",
        severity: Warning,
        why: "The masthead (报头) shows a weekday that is not the weekday of the issue's date.",
        help: "leave `weekday` out: banxin finds it from the date",
    }
    WRONG_LUNAR = "wrong-lunar" {
        title: "the lunar date does not belong to the date",
        term: "农历错误",
        severity: Warning,
        why: "The masthead (报头) shows a lunar date (农历) that is not the one of the issue's date.",
        help: "leave `lunar` out: banxin finds it from the date",
    }
    WRONG_DATE = "wrong-date" {
        title: "the masthead shows another date than the issue",
        term: "日期不一致",
        severity: Warning,
        why: "`date` of [masthead] is another day than `date` of the issue.",
        help: "leave `date` of [masthead] out, or correct one of the two",
    }
    OPEN_FIELD = "open-field" {
        title: "a `{` without its `}`",
        term: "字段未闭合",
        severity: Warning,
        why: "A template of the masthead (报头) or the running head (报眉) opens a field and does not close it, so the \
              text is printed as it stands.",
        help: "write fields as {date}",
    }
    UNKNOWN_FIELD = "unknown-field" {
        title: "a template names an unknown field",
        term: "报头字段",
        severity: Warning,
        why: "A template names a field that neither banxin nor the issue knows. Nothing is printed in its place.",
        help: "correct the name, or give the field in `extra` of [masthead]",
    }
    FOLIO_OUTSIDE = "folio-outside" {
        title: "an item of the running head outside its area",
        term: "报眉越界",
        severity: Warning,
        why: "An item of the running head (报眉) reaches out of its area. It may print on the text or run off the \
              paper.",
        help: "move the item, or make the area larger",
    }
    FOLIO_NOWHERE = "folio-nowhere" {
        title: "items of the running head without an area",
        term: "报眉区",
        severity: Warning,
        why: "[[folio]] has items, but the layout has no area named `folio` (报眉), so they are not printed.",
        help: "add [areas.folio], or take the items out",
    }
    FOLIO_TOO_LONG = "folio-too-long" {
        title: "a line of the running head is condensed too far",
        term: "报眉过长",
        severity: Warning,
        why: "A line of the running head (报眉) does not fit its width and is condensed more than its style allows, so \
              that its letters look like another face.",
        help: "shorten the line, give it more width, or choose a smaller style",
    }
    EMPTY_GUIDE = "empty-guide" {
        title: "a guide without pointers",
        term: "导读为空",
        severity: Warning,
        why: "A guide (导读) has no items, so its area stays white.",
        help: "give the guide `items`, or take it off the page",
    }
    GUIDE_PAGE = "guide-page" {
        title: "a guide points to a page that the issue does not have",
        term: "导读版次",
        severity: Warning,
        why: "A pointer of a guide (导读) names a page beyond the number of pages that the masthead shows (今日×版).",
        help: "correct the pointer or the masthead",
    }
    GUIDE_STORY_NOWHERE = "guide-story-nowhere" {
        title: "a guide points to a story that is not printed",
        term: "导读落空",
        severity: Error,
        why: "A pointer of a guide (导读) names a story that stands on no page of the issue.",
        help: "give the story a place, or take the pointer out",
    }
    GUIDE_HERE = "guide-here" {
        title: "a guide points to its own page",
        term: "导读本版",
        severity: Warning,
        why: "A pointer of a guide (导读) names a story of the page on which the guide stands. A guide leads to inside \
              pages.",
        help: "point to a story of another page",
    }
    AD_SIZE = "ad-size" {
        title: "the size of an advertisement cannot be read",
        term: "广告规格",
        severity: Error,
        why: "`size` of an advertisement is not written as columns by rows.",
        help: "write the size as it was booked, such as \"2x30\"",
    }
    AD_BOOKING = "ad-booking" {
        title: "an advertisement stands in an area of another size than booked",
        term: "广告规格不符",
        severity: Error,
        why: "The advertisement was booked in one size and stands in an area of another. The client pays for the size \
              that was booked.",
        help: "give the advertisement an area of the booked size, or correct the booking",
    }
    AD_DAY = "ad-day" {
        title: "an advertisement runs on a day for which it is not booked",
        term: "广告刊期不符",
        severity: Warning,
        why: "The booking of the advertisement names the days on which it runs, and the day of the issue is none of them. \
              The client does not pay for it, or it runs after an offer has ended.",
        help: "take the advertisement out, or correct its days",
    }
    AD_PROPORTIONS = "ad-proportions" {
        title: "an advertisement has other proportions than its area",
        term: "广告稿比例",
        severity: Warning,
        why: "The artwork of the advertisement is shown whole, and white is left at two of its sides.",
        help: "ask for artwork of the right size, or book another area",
    }
    AD_TRIM = "ad-trim" {
        title: "the trim box of an advertisement is not the size of its area",
        term: "广告尺寸不符",
        severity: Warning,
        why: "The trim box of a PDF advertisement differs from its area by more than 1 mm. It is scaled to fit the \
              area, so its type and rules print larger or smaller than they were made.",
        help: "ask for a PDF of the size that the finding tells, or book another area",
    }
    HEADLINE_UNREADABLE = "headline-unreadable" {
        title: "a headline hardly differs from the tint behind it",
        term: "反白不清",
        severity: Error, also: [Warning],
        why: "The ink of a headline and the tint or panel behind it are nearly equally dark, so the headline cannot be \
              read, or hardly.",
        help: "choose another ink for the style of the headline or for `headline_tint`",
    }
    TABLE_OVERSET = "table-overset" {
        title: "a table has more rows than its area",
        term: "表格超版",
        severity: Error,
        why: "The last rows of the table do not fit the area and are not printed.",
        help: "make the area taller, or take rows out of the file",
    }
    TABLE_CELL_TOO_WIDE = "table-cell-too-wide" {
        title: "a cell of a table is condensed too far",
        term: "表格单元过宽",
        severity: Warning,
        why: "The words of a cell do not fit its column and are condensed more than the style allows.",
        help: "shorten the words, or give the table more columns of the page",
    }
    TABLE_ROW = "table-row" {
        title: "a row of a table with the wrong number of cells",
        term: "表格行",
        severity: Error,
        why: "A row of the table's file has more or fewer cells than its first row. Its cells would stand in the wrong \
              columns.",
        help: "give every row as many cells as the first; an empty cell is nothing between two commas",
    }
    TABLE_COLUMNS = "table-columns" {
        title: "`columns` does not match the table",
        term: "表格列",
        severity: Error,
        why: "`columns` describes more or fewer columns than the table has.",
        help: "write one entry for each cell of the first row, or leave `columns` out",
    }
    TABLE_TOO_WIDE = "table-too-wide" {
        title: "a table has more columns than any sheet holds",
        term: "表格列数过多",
        severity: Error,
        why: "The first row of the table's file has more than 500 cells, so no column would be wide enough for a character. \
              Such a file is mostly no table, or has lost the ends of its lines. It is not placed.",
        help: "look at the file in a spreadsheet and save it as comma-separated values (CSV) with a line for each row",
    }
    TABLE_SEPARATOR = "table-separator" {
        title: "the cells of a table are not separated by commas",
        term: "分隔符",
        severity: Warning,
        why: "The table's file separates its cells by semicolons or tabs, so every row is read as a single cell.",
        help: "save the table as comma-separated values (CSV)",
    }
    OPEN_QUOTE = "open-quote" {
        title: "a quoted cell of a table is not closed",
        term: "引号未闭合",
        severity: Error,
        why: "A double quote opens a cell of the table's file and none closes it, so everything up to the end of the \
              file would be one cell.",
        help: "close the quote; a double quote inside a cell is written twice",
    }
    STRAY_WORDS = "stray-words" {
        title: "words after the closing quote of a cell",
        term: "引号后多余文字",
        severity: Error,
        why: "In the table's file, words follow the quote that closes a cell. They belong to no cell.",
        help: "put the words inside the quotes, or write a comma before them",
    }
    EMPTY_TABLE = "empty-table" {
        title: "a table without rows",
        term: "空表格",
        severity: Error,
        why: "The table's file has no rows.",
        help: "write a first row with the names of the columns, and rows below it",
    }
}
