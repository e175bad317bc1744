//! What is found when the files of an issue and their TOML are read.

declare_codes! {
    MISSING_FILE = "missing-file" {
        title: "a file that the issue or a layout names is not there",
        term: "文件缺失",
        severity: Error, also: [Warning],
        why: "The file does not exist, or may not be read, and the page cannot be made without it. A masthead of the \
              e-paper is only missed there (a warning).",
        help: "correct the path, which starts at the issue folder, or put the file there",
    }
    MISSING_FONT = "missing-font" {
        title: "a font file is not there",
        term: "字体文件缺失",
        severity: Error,
        why: "A font file that a layout names does not exist, or may not be read.",
        help: "correct `file` in [faces], which starts at the folder of the layout or of the issue",
    }
    NOT_UTF8 = "not-utf8" {
        title: "a text file that is not UTF-8",
        term: "编码",
        severity: Error,
        why: "The bytes of the file are not UTF-8; mostly it was saved as GBK or UTF-16, and its characters would \
              print wrong.",
        help: "save the file again as UTF-8",
    }
    TOML_SYNTAX = "toml-syntax" {
        title: "a file is not written as TOML",
        term: "语法",
        severity: Error,
        why: "The file breaks the syntax of TOML at the place that the finding shows; mostly a quote or a bracket is \
              missing. What stands after it was not checked.",
        help: "correct that line",
    }
    TOML_VALUE = "toml-value" {
        title: "a value of the wrong kind",
        term: "值类型",
        severity: Error,
        why: "The key takes a value of another kind, such as text in quotes where a number stands.",
        help: "write the kind of value that the finding names",
    }
    UNKNOWN_KEY = "unknown-key" {
        title: "a key that banxin does not know",
        term: "未知键",
        severity: Error,
        why: "No key of that name exists at this place. It would have no effect, so it is refused.",
        help: "correct the name, or delete the line",
    }
    UNKNOWN_VALUE = "unknown-value" {
        title: "a value that the key does not take",
        term: "未知值",
        severity: Error,
        why: "The key takes one of a few words, and the value is none of them.",
        help: "write one of the words that the finding names",
    }
    UNKNOWN_CODE = "unknown-code" {
        title: "a code that no finding has",
        term: "检查代码",
        severity: Error,
        why: "`silent` of [house] or `banxin explain` names a code that does not exist, so it would have no effect.",
        help: "write the code as findings show it in brackets, such as page-cut",
    }
    UNKNOWN_AREA = "unknown-area" {
        title: "an area that the layout does not have",
        term: "版区",
        severity: Error,
        why: "The issue names an area that the layout of this page does not define.",
        help: "write one of the areas that the finding names, or add the area to the layout",
    }
    UNKNOWN_LAYOUT = "unknown-layout" {
        title: "a layout that does not exist",
        term: "版式",
        severity: Error,
        why: "There is no layout of that name in the `layouts` folder of the issue or among those of banxin.",
        help: "correct the name, or write a path that ends in .toml",
    }
    UNKNOWN_STYLE = "unknown-style" {
        title: "a style that no layout defines",
        term: "文字样式",
        severity: Error,
        why: "A layout names a style that neither it nor a layout that it extends defines.",
        help: "correct the name, or add [styles.…]",
    }
    UNKNOWN_FACE = "unknown-face" {
        title: "a face that no layout defines",
        term: "字体",
        severity: Error,
        why: "A style names a face that is not among [faces] and not one of banxin's own.",
        help: "correct the name, or add [faces.…]",
    }
    UNKNOWN_INK = "unknown-ink" {
        title: "an ink that no layout defines",
        term: "油墨、颜色",
        severity: Error,
        why: "A layout names an ink that is not among [inks] and not one of banxin's own.",
        help: "correct the name, or add it to [inks]",
    }
    PLATE_TWICE = "plate-twice" {
        title: "a mixed ink names one spot colour twice",
        term: "专色重复",
        severity: Error,
        why: "An ink that is mixed of others names one spot colour (专色) twice. A plate prints only once.",
        help: "name the spot colour once, with the sum of both tints",
    }
    UNKNOWN_PLATE = "unknown-plate" {
        title: "`overprint` names a plate that no ink uses",
        term: "印版",
        severity: Error,
        why: "`overprint` of [press] names a plate on which no ink of the layout prints.",
        help: "write `black`, or the `spot` of an ink",
    }
    MISSING_KEY = "missing-key" {
        title: "a key that must be given is missing",
        term: "必填项",
        severity: Error,
        why: "The key has no default, and the page cannot be made without it.",
        help: "add the key with the value that the finding describes",
    }
    EMPTY_VALUE = "empty-value" {
        title: "a key with an empty value",
        term: "空值",
        severity: Error,
        why: "The key is given, but its text is empty.",
        help: "write a value, or leave the key out",
    }
    FIELD_TWICE = "field-twice" {
        title: "a field of `extra` has the name of a built-in field",
        term: "字段重名",
        severity: Error,
        why: "`extra` defines a field whose name banxin uses itself, so a template could mean either.",
        help: "give the value under [masthead] itself, or choose another name",
    }
    DATE = "date" {
        title: "a date that cannot be read",
        term: "日期格式",
        severity: Error,
        why: "The text is not written as a date.",
        help: "write \"2026-11-23\" or 2026年11月23日",
    }
    NO_SUCH_DATE = "no-such-date" {
        title: "a day that the calendar does not have",
        term: "日期不存在",
        severity: Error,
        why: "The date is well written, but there is no such day.",
        help: "correct the month or the day",
    }
    LENGTH = "length" {
        title: "a length that cannot be read",
        term: "长度",
        severity: Error,
        why: "The text is neither a figure with a unit nor the name of a size.",
        help: "write a figure with its unit, such as \"9pt\", \"3mm\", \"1字\" or \"2行\", or a size by its name",
    }
    LENGTH_UNIT = "length-unit" {
        title: "a length without a unit, or with a unit that does not fit",
        term: "单位",
        severity: Error,
        why: "A figure without a unit could mean anything. Some lengths grow with the size of the letters and are given \
              in 字 only.",
        help: "write the unit: mm, cm, pt, 字 or 行",
    }
    LENGTH_SIGN = "length-sign" {
        title: "a length that is too small",
        term: "长度为负",
        severity: Error,
        why: "The length is negative, or zero, where that has no meaning.",
        help: "write a larger length",
    }
    RELATIVE_SIZE = "relative-size" {
        title: "the size of the body depends on itself",
        term: "正文字号",
        severity: Error,
        why: "The size of the body is given in 字 or rows, and these units are measured by the size of the body.",
        help: "give the size in points or by its name",
    }
    OUT_OF_RANGE = "out-of-range" {
        title: "a figure that is too small or too large",
        term: "取值范围",
        severity: Error,
        why: "The figure lies outside the range of its key. The finding tells the range.",
        help: "write a figure within the range",
    }
    MARK_IN_BOTH = "mark-in-both" {
        title: "a mark is both allowed and forbidden at a line end",
        term: "避头尾设置矛盾",
        severity: Error,
        why: "Two keys of [house] contradict each other: one allows a mark at the start or end of a line, the other \
              forbids it.",
        help: "keep the mark in one of the two keys",
    }
    PAGE_TWICE = "page-twice" {
        title: "two pages have one number",
        term: "版次重复",
        severity: Error,
        why: "Two [[page]] of the issue have the same `number`.",
        help: "give every [[page]] a number of its own",
    }
    NO_PAGES = "no-pages" {
        title: "an issue without pages",
        term: "无版面",
        severity: Error,
        why: "The issue has no [[page]], so there is nothing to set.",
        help: "add a [[page]]",
    }
    AREA_TAKEN = "area-taken" {
        title: "two things in one area",
        term: "版区重复使用",
        severity: Error,
        why: "The issue puts two things into one area of the page.",
        help: "give one of them another area; the finding names those that are free",
    }
    STORY_TWICE = "story-twice" {
        title: "one manuscript stands in two places",
        term: "重稿",
        severity: Error,
        why: "The issue places the same manuscript twice, so readers would see the story twice.",
        help: "place another story there, or write `continued = true` where the story goes on",
    }
    JUMP_WITHOUT_START = "jump-without-start" {
        title: "a continuation of a story that has not begun",
        term: "上接无首",
        severity: Error,
        why: "A story has `continued = true`, but no page before it holds its first part.",
        help: "put the first part on an earlier page, or take `continued` out",
    }
    INSET_WITHOUT_STORY = "inset-without-story" {
        title: "a picture inside a text that is not there",
        term: "插图无文",
        severity: Error,
        why: "A picture has `inside`, but no story stands in the area that it names.",
        help: "name the area of a story, or take `inside` out",
    }
    INSET_OUTSIDE_AREA = "inset-outside-area" {
        title: "a picture inside the text reaches out of the area",
        term: "插图出界",
        severity: Error,
        why: "The picture reaches out of the area of the story, or lies on a notch (缺口) of it, where other things \
              stand.",
        help: "choose a place within the area; `inside` counts from the area's own first column and row",
    }
    THEN_TURNED = "then-turned" {
        title: "a story goes on in an area whose lines run the other way",
        term: "横竖不接",
        severity: Error,
        why: "The text of one area is horizontal and that of the next is vertical. Lines set for one cannot stand in \
              the other.",
        help: "choose an area with the same `writing`",
    }
    TWO_POINTERS = "two-pointers" {
        title: "a pointer of a guide is given twice",
        term: "导读重复指向",
        severity: Error,
        why: "A pointer of a guide (导读) has both `pages` and `pointer`, which may contradict each other.",
        help: "keep one of the two",
    }
    LAYOUT_CYCLE = "layout-cycle" {
        title: "a layout extends itself",
        term: "版式循环继承",
        severity: Error,
        why: "Following `extends` from this layout leads back to it.",
        help: "take one of the `extends` out",
    }
    PRESS_DIFFERS = "press-differs" {
        title: "two pages are laid out for different presses",
        term: "印厂要求不一",
        severity: Error,
        why: "The layouts of the issue give different values in [press]. All pages go into one file, which has one \
              standard and one output profile.",
        help: "write [press] once, in a layout that all others extend",
    }
    EPAPER_DIFFERS = "epaper-differs" {
        title: "two pages are laid out for different e-papers",
        term: "数字报设置不一",
        severity: Warning,
        why: "The layouts of the issue give different values in [epaper]. All pages go into one e-paper, which has one \
              name, one address and one set of colours: those of the first page. Print is not touched.",
        help: "write [epaper] once, in a layout that all others extend",
    }
}
