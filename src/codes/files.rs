//! What is found in issue files, layouts, pictures and fonts.

codes! {
    THEN_TURNED = "then-turned",
        "横竖不接: a story is to go on in an area whose text runs the other way. Lines set for one cannot stand in the \
         other. Choose an area of the same `writing`.";
    INSET_OUTSIDE_AREA = "inset-outside-area",
        "插图出界: a picture inside the text reaches out of the story's area, or lies on a notch of it. It would cover what \
         stands there. `inside` counts from the area's own first column and row; choose a place within.";
    HEADLINE_IN_NOTCH = "headline-in-notch",
        "竖题与缺角相撞: a headline that runs down at a side of its area would stand in the notch that the area leaves to \
         others there. Put it at the other side, or give it a place with `headline_at`.";
    MISSING_FILE = "missing-file",
        "A file that the issue or a layout names (稿件、图片) is not there or may not be read. The page cannot be made without it. Mend the path, which is relative to the issue folder, or put the file there.";
    MISSING_FONT = "missing-font",
        "A font file that a layout names (字体文件) is not there or may not be read. Mend `file` in [faces], which is relative to the layout or to the issue folder.";
    NOT_UTF8 = "not-utf8",
        "A text file is not UTF-8 (编码); mostly it is GBK or UTF-16. Its characters would come out wrong. Save it again as UTF-8.";
    TOML_SYNTAX = "toml-syntax",
        "A file is not TOML where the finding points (语法). Mostly a quote or a bracket is missing. Mend that line; what comes behind it could not be looked at.";
    TOML_VALUE = "toml-value",
        "A value is of the wrong kind, such as a number where text is wanted (值类型). Write it as the finding tells.";
    UNKNOWN_KEY = "unknown-key",
        "A key is not one that banxin knows (未知键); it would be passed over in silence, so it is refused. The nearest right one is named.";
    UNKNOWN_VALUE = "unknown-value",
        "A key has a value that is none of its few words (未知值). Write one of those that are named.";
    UNKNOWN_CODE = "unknown-code",
        "`silent` of [house] or --explain names a code that no finding has (检查代码). It would silence nothing. Write the code as findings show it in brackets, such as page-cut.";
    UNKNOWN_AREA = "unknown-area",
        "The issue names an area that the layout does not have (版区). Write one of those that are named, or add the area to the layout.";
    UNKNOWN_LAYOUT = "unknown-layout",
        "There is no layout of that name (版式) in the issue's `layouts` folder or among banxin's own. Mend the name, or write a path that ends in .toml.";
    UNKNOWN_STYLE = "unknown-style",
        "A layout names a style that no layout file defines (文字样式). Mend the name, or add [styles.…].";
    UNKNOWN_FACE = "unknown-face",
        "A style names a face that is not there (字体). Mend the name, or add [faces.…].";
    UNKNOWN_INK = "unknown-ink",
        "A layout names an ink that is not there (油墨、颜色). Mend the name, or add it to [inks].";
    PLATE_TWICE = "plate-twice",
        "An ink that is mixed of others names one spot colour (专色) twice. A plate prints once: give it the sum of both tints.";
    UNKNOWN_PLATE = "unknown-plate",
        "`overprint` of [press] names a plate that no ink prints on (印版). Mend the name: `black`, or the `spot` of an ink.";
    MISSING_KEY = "missing-key",
        "A key without a default is not given (必填项). Add it as the finding tells.";
    EMPTY_VALUE = "empty-value",
        "A key is given without a value (空值). Give it one, or leave the key out.";
    KEY_TWICE = "key-twice",
        "A key is given twice in a manuscript's head (重复键), and one of the two would be lost. Take one out.";
    FIELD_TWICE = "field-twice",
        "A field of `extra` has the name of one of banxin's own (字段重名). Give it under [masthead] itself, or another name.";
    DATE = "date",
        "A date is not written as one (日期). Write \"2026-11-23\" or 2026年11月23日.";
    NO_SUCH_DATE = "no-such-date",
        "The calendar does not have that day (日期). Mend month or day.";
    LENGTH = "length",
        "A length cannot be read (长度). Write a figure with its unit, such as \"9pt\", \"3mm\", \"1字\" or \"2行\", or a size by name.";
    LENGTH_UNIT = "length-unit",
        "A length has no unit (单位). A bare figure could mean anything, so write its unit: mm, cm, pt, 字, 行. Some \
         lengths go with the size of the letters and are given in 字 only.";
    LENGTH_SIGN = "length-sign",
        "A length is zero or below where that makes no sense (长度). Write a larger one.";
    RELATIVE_SIZE = "relative-size",
        "The size of the body is given in 字 or rows, which are themselves measured by it (正文字号). Give it in points or by name.";
    OUT_OF_RANGE = "out-of-range",
        "A figure is smaller or larger than it may be (取值范围). The finding tells from where to where.";
    TYPE_SIZE = "type-size",
        "A style has type smaller or larger than a newspaper can print or banxin can set (字号). Mostly a unit is wrong. Mend the size.";
    MARK_IN_BOTH = "mark-in-both",
        "A mark both may and may not stand at a line's end or start (避头尾). Keep it in one of the two keys of [house].";
    PAGE_TWICE = "page-twice",
        "Two pages have one number (版次重复). Give every [[page]] its own.";
    NO_PAGES = "no-pages",
        "The issue has no [[page]] (无版面), so there is nothing to set or to write. Add one.";
    AREA_TAKEN = "area-taken",
        "Two things are to stand in one area (版区重叠使用). Give one of them another area; free ones are named.";
    STORY_TWICE = "story-twice",
        "One manuscript stands in two places (重稿). Readers would see it twice. Give one place another story, or write continued = true where it goes on.";
    JUMP_WITHOUT_START = "jump-without-start",
        "A story is to go on (上接) that no page before has begun. Put its first part on an earlier page, or take `continued` out.";
    INSET_WITHOUT_STORY = "inset-without-story",
        "A picture is to stand inside a text (插图), but no story stands in that area. Name the area of a story, or take `inside` out.";
    TWO_POINTERS = "two-pointers",
        "A pointer of a guide (导读) has both `pages` and `pointer`, which may contradict each other. Keep one.";
    LAYOUT_CYCLE = "layout-cycle",
        "A layout extends itself over some others (版式循环继承). Take one `extends` out.";
    GRID_TOO_LARGE = "grid-too-large",
        "The type area (版心) is larger than the paper. Take fewer columns, characters or rows, or larger paper.";
    ROWS_OVERLAP = "rows-overlap",
        "The pitch (行距) is less than the size of the body, so that rows overlap. A pitch of about one and a quarter of the size is usual.";
    NARROW_MARGIN = "narrow-margin",
        "The white at an edge of the paper (白边) is so small that trimming and folding may take letters. Make the type area smaller, or the paper larger.";
    FOLD_OUTSIDE_GRID = "fold-outside-grid",
        "The fold of a spread (通版折缝) is to lie behind a column that has no gutter. Name a column inside the grid.";
    PAGE_TOO_LARGE = "page-too-large",
        "A sheet with its bleed and slug is longer than PDF allows (版面尺寸). Mostly a unit is wrong.";
    AREA_OUTSIDE_GRID = "area-outside-grid",
        "An area takes columns or rows that the grid does not have (版区超出版心). Move it, or make it smaller.";
    AREA_OVERLAP = "area-overlap",
        "Two areas share cells (版区重叠), so that their contents would print over each other. Move one, or give one a notch.";
    NOTCH_TOO_LARGE = "notch-too-large",
        "A notch (缺口) takes more of an area than there is, or leaves pieces that do not hang together. Make it smaller.";
    HEADLINE_OUTSIDE_AREA = "headline-outside-area",
        "`headline_at` reaches out of its area (标题位置). Its rows and columns count from those of the area.";
    HEADLINE_SIZE = "headline-size",
        "`headline_size` is as large as the area or larger (标题行数), so that no text has room. Make it smaller.";
    INSET_TOO_LARGE = "inset-too-large",
        "`inset` leaves an area next to no room (内空). Make it smaller, or the area larger.";
    MEASURE_TOO_NARROW = "measure-too-narrow",
        "So many columns of text leave lines of a few characters (栏宽过窄), which cannot be set well. Take fewer text_columns, or a wider area.";
    INDENT_TOO_LARGE = "indent-too-large",
        "A style indents its first line by more than a column holds (首行缩进). Make it smaller; two characters are usual.";
    MASTHEAD_ITEM = "masthead-item",
        "An item of the masthead (报头) is one of `text`, `name` and `rule`. Keep one of them, and write another item for the other.";
    RULE_COURSE = "rule-course",
        "A rule runs along a row or down a gutter (线), not both. Keep `row` with `column`, or `gutter` with `row` and `rows`.";
    RULE_OUTSIDE_GRID = "rule-outside-grid",
        "A rule runs out of the grid (线). Make it shorter, or move it.";
    RULE_TOO_WIDE = "rule-too-wide",
        "A rule is wider than the white that it stands in (线宽) and would touch text. Make it thinner.";
    THIN_RULE = "thin-rule",
        "A rule is thinner than the press holds (细线), so that it prints in pieces or not at all. Make it a quarter point or more.";
    COLOURED_TEXT = "coloured-text",
        "Small type is printed in several inks (彩色小字). Where the plates do not meet exactly, it is not sharp. Use one ink, or larger type.";
    INK_COVERAGE = "ink-coverage",
        "Inks add up to more than newsprint takes (总墨量). It does not dry and marks the next sheet. Lower the shares.";
    TINT_WITHOUT_SPOT = "tint-without-spot",
        "Only a spot ink (专色) has a `tint`. Give the shares of process inks themselves.";
    FACE_CONFLICT = "face-conflict",
        "One name of a face means two fonts in the layouts of the issue (字体重名). Give one of them another name.";
    FACE_DEFAULT = "face-default",
        "A font is a variable one (可变字体), and the layout does not say which of its instances the face is; it is the font's default, which may be a very thin one. Write `weight`, `axes` or `instance` in [faces].";
    FACE_INSTANCE = "face-instance",
        "An instance of a variable font (可变字体) that is asked for in [faces] cannot be had: there is no such name or axis, the value is beyond the axis (the nearest is taken), or the font is not variable. Write what the finding names.";
    BROKEN_FONT = "broken-font",
        "A font file is damaged or is no font (字体损坏). Install it again, or use another version.";
    NO_SUCH_FACE = "no-such-face",
        "A font file has no face of that `index` (字体序号). Count from 0, or leave `index` out.";
    BROKEN_PICTURE = "broken-picture",
        "A picture is damaged (图片损坏); mostly it was not copied whole. Get it again.";
    PICTURE_KIND = "picture-kind",
        "A file is no JPEG, PNG, TIFF, SVG or PDF (图片格式). Save it as one of them.";
    PICTURE_TOO_LARGE = "picture-too-large",
        "A picture has more pixels than [press] allows with picture_megapixels, or packed parts that swell beyond all measure (图片尺寸). Make it smaller; 300 pixels an inch are enough for print. Or raise the limit.";
    PICTURE_PROFILE = "picture-profile",
        "The colour profile in a picture (图片色彩特性文件) is broken, or it is of other inks than the press's. Colours with a broken one are taken for sRGB; inks go to the press as they are. Save the picture with the right profile.";
    PICTURE_INK = "picture-ink",
        "A CMYK picture has more ink than the press takes (图片墨量过大), and is not changed: it sets off and sticks. Convert it to the press's profile in a picture editor.";
    SVG_LIMIT = "svg-limit",
        "A drawing is larger than any that is drawn (矢量图过大): too many elements, too deep in each other, or entities that unfold without end. Simplify it, or place it as pixels.";
    BROKEN_PROFILE = "broken-profile",
        "The colour profile for newsprint cannot be read (色彩特性文件). The program is damaged; install it again.";
    SVG_EMPTY = "svg-empty",
        "Nothing is drawn in an SVG (矢量图). Give it shapes that are filled or stroked.";
    SVG_TEXT = "svg-text",
        "Text in a drawing (矢量图文字) is not set, for its font is not the paper's. Turn it into outlines in the drawing program.";
    SVG_GRADIENT = "svg-gradient",
        "A gradient of a drawing (渐变) is painted in its mean colour. Give the shape a plain colour, or place the drawing as pixels.";
    SVG_RASTER = "svg-raster",
        "A picture inside a drawing (嵌入位图) is not painted. Place it as a file of its own.";
    SVG_EFFECT = "svg-effect",
        "Clips, masks and filters of a drawing (蒙版、滤镜) are not applied. Cut the shapes in the drawing program.";
    SVG_PATTERN = "svg-pattern",
        "A shape filled with a pattern (图案填充) is not painted. Give it a plain colour.";
    SVG_TRANSPARENCY = "svg-transparency",
        "See-through shapes of a drawing (透明) are painted as over white paper. Make them opaque if they stand on something else.";
    OUTPUT_IS_INPUT = "output-is-input",
        "The output would be written over a file that the issue is read from (覆盖稿件). Choose another name with -o.";
}
