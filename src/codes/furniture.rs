//! What is found in running heads, guides, advertisements and tables.

codes! {
    NO_PAGE_NUMBER = "no-page-number",
        "缺版次: an inside page shows its number nowhere. Readers and the plate room tell pages by it. Put an item with \
         {page} or {page-cn} into [[folio]] of the layout, or extend a layout that has one.";
    SPREAD_PAGES = "spread-pages",
        "跨版版次: the two pages of a spread do not follow one another. Pages that face each other have neighbouring \
         numbers, the even one at the left. Mend `number` or `facing` of the page.";
    FACING_WITHOUT_FOLD = "facing-without-fold",
        "`facing` names the page at the right of a spread (通版), but the layout of this page has no fold. Take it out, or \
         give [grid] of the layout a `fold`.";
    FOLIO_OUTSIDE = "folio-outside",
        "An item of the running head (报眉) reaches out of its area. It may run into the text or off the paper. Move it, \
         or make the area larger.";
    FOLIO_NOWHERE = "folio-nowhere",
        "[[folio]] has items, but the layout has no area named `folio` (报眉区). They are not shown. Add [areas.folio], or \
         take the items out.";
    FOLIO_TOO_LONG = "folio-too-long",
        "A line of the running head (报眉) is condensed further than its style allows. Letters that narrow look like \
         another face. Shorten it, widen its place, or choose a smaller style.";
    GUIDE_STORY_NOWHERE = "guide-story-nowhere",
        "A guide (导读) points to a story that stands on no page. Readers would look for it in vain. Give the story a place, or \
         take the item out.";
    GUIDE_HERE = "guide-here",
        "A guide (导读) points to a story of its own page. Readers see that anyway. Point to inside pages.";
    AD_SIZE = "ad-size",
        "An advertisement's `size` (广告规格) is not written as columns by rows. Write it as it was booked, such as \
         \"2x30\".";
    AD_BOOKING = "ad-booking",
        "广告规格不符: an advertisement was booked in one size and stands in an area of another. The client pays for what was \
         booked. Give it an area of that size, or mend the booking.";
    AD_PROPORTIONS = "ad-proportions",
        "The drawing of an advertisement (广告稿) has other proportions than its place. It is shown whole, with white at two \
         sides. Ask for a drawing of the right size, or book another slot.";
    HEADLINE_UNREADABLE = "headline-unreadable",
        "反白不清: the letters of a headline are as light or as dark as the panel behind them. They cannot be read, or hardly. \
         Choose another ink for the headline's style or for `headline_tint`.";
    TABLE_OVERSET = "table-overset",
        "表格超版: a table has more rows than its area. The last ones are not shown. Make the area taller, or take rows out of \
         the file.";
    TABLE_CELL_TOO_WIDE = "table-cell-too-wide",
        "A cell of a table (表格单元) is condensed further than its style allows. Shorten it, or give the table more \
         columns of the page.";
    TABLE_ROW = "table-row",
        "A row of a table's file (表格行) has more or fewer cells than its head. Each row needs as many; empty cells are \
         written as nothing between two commas.";
    TABLE_COLUMNS = "table-columns",
        "`columns` names more or fewer columns (表格列) than the table has. Name one for each cell of the first row, or leave \
         it out.";
    TABLE_SEPARATOR = "table-separator",
        "The cells of a table's file are parted by something else than commas (分隔符). Save it as comma-separated values.";
    OPEN_QUOTE = "open-quote",
        "A quote that opens a cell (引号) is not closed. Everything up to the end of the file would be one cell. Close it; a \
         quote inside a cell is written twice.";
    STRAY_WORDS = "stray-words",
        "Words stand behind a cell's closing quote (多余文字). Put them inside the quotes, or a comma before them.";
    EMPTY_TABLE = "empty-table",
        "A table's file has no rows (空表格). Give it a first row with the names of the columns, and rows under it.";
}
