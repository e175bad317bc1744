//! What is found in headlines and lines of text.

codes! {
    INSET_ON_HEADLINE = "inset-on-headline",
        "图压题: a picture inside the text begins in the rows of the story's headline and covers it. Let it begin in a \
         lower row of the area, or give the headline fewer rows.";
    HEADLINE_OVERSET = "headline-overset",
        "标题超版: a headline stack (引题、主题、副题) needs more rows or characters than its place has, and runs out of \
         it. Make the area larger, turn to smaller styles, or shorten the headline.";
    HEADLINE_TOO_LONG = "headline-too-long",
        "A line of a headline had to be condensed (压扁、长体) beyond what its style allows. Letters that narrow look \
         like another face. Shorten it, let it turn at a full-width blank, or choose a smaller size.";
    HEADLINE_ROWS = "headline-rows",
        "`headline_size` gives a headline (标题) fewer rows than it needs. It was given what it needs, which takes rows \
         from the text. Raise the figure, or choose smaller styles in that area.";
    HEADLINE_WIDTH = "headline-width",
        "`headline_size` gives a vertical headline (竖题) fewer characters across than it needs. It was given what it \
         needs, which makes the columns beside it narrower. Raise the figure, or choose smaller styles.";
    MASTHEAD_TOO_LONG = "masthead-too-long",
        "A line of the masthead (报头) is condensed beyond what its style allows. Give the item more width, a smaller \
         style, or fewer words.";
    FORCED_SPLIT = "forced-split",
        "避头尾、分离禁则: what must stay whole (——, ……, a number with its sign, a long name without joints) had to be \
         split, for the column is too narrow for it. This reads wrong and is an error. Rewrite the sentence, or widen \
         the column.";
    WORD_SPLIT = "word-split",
        "断词: a Western word had to be divided between two syllables though the style has no `hyphenate`, for the line \
         could not be filled otherwise. Rewrite the line, allow `hyphenate`, or widen the column.";
    KEEP_SPLIT = "keep-split",
        "断词: a name or a title of the keep-list (人名、职务) had to be divided over two lines. Houses do not allow it, \
         but the line could not be made otherwise. Change a word before it.";
    LOOSE_LINE = "loose-line",
        "疏行: a line had to be opened so wide that its gaps are seen, or stands short of its measure because opening it \
         would be worse. Something long that stays whole stands at its end. Change a word or two near it.";
    LONE_CHARACTER = "lone-character",
        "孤字: the last line of a paragraph holds a single character, with or without marks, and no other set of lines \
         avoids it. It leaves a white line in the column and reads like a slip. Take a character or two out of the \
         paragraph, or add some.";
    OVERFULL_LINE = "overfull-line",
        "A line is longer than its column (超栏) because what stands on it stays whole. It runs into the gutter, which \
         is an error. Break the long word or address, or widen the column.";
    GLYPH_MISSING = "glyph-missing",
        "缺字: no face has a character, and it prints as nothing or as a box. Check the manuscript for a slip; for a \
         rare name, give the house a face that has it in [faces] and name it in `fallback`.";
    GLYPH_VARIANT = "glyph-variant",
        "异体字: a variation selector behind a character asks for a form that no face of the style has, and the usual \
         form is set. Add a font that has the form to `fallback`, or take the selector out if the usual form is meant.";
    VERTICAL_FORM = "vertical-form",
        "竖排字形: a font of the house has no forms of marks for lines that run down (OpenType `vert`): commas and stops \
         belong at the upper right, brackets and dashes are turned. The marks come from another face of `fallback` that \
         has them, else they are moved and turned. Use a version of the font that has the forms.";
    GLYPH_FALLBACK = "glyph-fallback",
        "补字: the face of the style lacks a character, or has it without any ink, and it is set in another face. Most readers will not see it. If \
         it is seen, name a face that suits better in `fallback`.";
    HALF_WIDTH_MARK = "half-width-mark",
        "半角标点: a half-width mark stands among Chinese characters. It is set too narrow and breaks the rules for \
         line ends. Write the full-width mark that is named.";
    UNCLOSED_MARK = "unclosed-mark",
        "A `**` or a bracket in the manuscript has no partner, so it is set as text. Close it, or write a `\\` before \
         it to mean the character itself (转义).";
    UNKNOWN_MARK = "unknown-mark",
        "A span such as [words]{.name} names a mark that does not exist (行间标记). The words are set without it. Write \
         one of the marks that docs/FORMAT.md lists.";
    PINYIN_SYLLABLE = "pinyin-syllable",
        "注音: a word in [words]{pinyin=…} is no syllable of pinyin, so the words are set without. Mostly a letter is \
         wrong or two syllables are written as one. Write each syllable by itself, with its tone.";
    PINYIN_COUNT = "pinyin-count",
        "注音: there are more or fewer syllables of pinyin than characters, so the words are set without. It cannot be \
         known which belongs to which. Write one syllable for each character.";
    HEADING_LEVEL = "heading-level",
        "A line begins with `#` or `##`, which mean nothing in a manuscript, and is set as text. Crossheads (插题) \
         begin with `###`; the headline stands in the front matter.";
    CONTROL_CHARACTER = "control-character",
        "A control character (控制字符) came into the manuscript from another program. It is left out. Delete it where \
         the finding points.";
    EMPTY_CROSSHEAD = "empty-crosshead",
        "A crosshead (插题) has no words and would leave a gap in the column. Give it words, or take the line out.";
    EMPTY_STORY = "empty-story",
        "A manuscript has no text (有题无文). Its headline would stand alone. Add the text, or take the story off the \
         page.";
    NO_HEADLINE = "no-headline",
        "A manuscript has no headline (无题). Readers see the story as part of its neighbour. Add `headline:` to its \
         front matter.";
    FRONT_MATTER_LINE = "front-matter-line",
        "A line between the two `---` of a manuscript (稿件头) is not `key: value`. It would be lost. Give it a key, or \
         move it below the second `---`.";
    FRONT_MATTER_OPEN = "front-matter-open",
        "The head of a manuscript (稿件头) does not begin or end with a line of `---`. Headline and text cannot be told \
         apart. Add the line.";
    EMPTY_GUIDE = "empty-guide",
        "A guide (导读) has no pointers, so its block stays white. Give it `items`, or take it off the page.";
    GUIDE_PAGE = "guide-page",
        "A guide (导读) points to a page beyond the number that the masthead tells (今日×版). Readers look for a page that \
         is not there. Mend the pointer or the masthead.";
    WRONG_WEEKDAY = "wrong-weekday",
        "The masthead (报头) shows a weekday that is not the date's. It is the first thing that readers write about. \
         Leave `weekday` out: it follows from the date.";
    WRONG_LUNAR = "wrong-lunar",
        "The masthead (报头) shows a lunar date (农历) that is not the date's. Leave `lunar` out: it follows from the \
         date.";
    WRONG_DATE = "wrong-date",
        "The masthead (报头) shows another day than the issue's `date`. Leave `date` of [masthead] out, or mend one of \
         the two.";
    OPEN_FIELD = "open-field",
        "A `{` in a template of the masthead (报头) or running head is not closed, so it is printed as it stands. \
         Fields are written as {date}.";
    UNKNOWN_FIELD = "unknown-field",
        "A template names a field that neither banxin nor the issue knows, and its place stays blank (报头字段). Mend \
         its name, or give the field in `extra`.";
    MASTHEAD_NOWHERE = "masthead-nowhere",
        "The layout has items for the masthead (报头) but no area `masthead` for them, so they are not printed. Add the \
         area.";
    MASTHEAD_OUTSIDE = "masthead-outside",
        "An item reaches out of the area of the masthead (报头) and may hit what stands below. Move it, or make the area \
         larger.";
    KEEP_TWICE = "keep-twice",
        "A word stands twice in a keep-list (不拆词表). It does no harm; take one of them out.";
    KEEP_BLANK = "keep-blank",
        "A word of a keep-list (不拆词表) has a blank beside Chinese, which no text has, for such blanks are taken out. It \
         keeps nothing whole. Write it without the blank.";
    KEEP_LONG = "keep-long",
        "A word of a keep-list (不拆词表) is so long that a narrow column cannot turn beside it. Lines around it become \
         loose. List its parts instead.";
    KEEP_SHORT = "keep-short",
        "A word of a keep-list (不拆词表) is one character, which nothing divides. Take it out.";
    PICTURE_TURNED = "picture-turned",
        "A CMYK picture says that it is to be turned (照片方向), which is not done to press-ready data. It would lie on \
         its side. Turn it in a picture program and save it.";
    PICTURE_RESOLUTION = "picture-resolution",
        "图片精度不足: a picture has too few pixels for its size on the page and prints coarse or in steps. Newsprint \
         wants about 200 pixels an inch, line art (black and paper alone) 600. Get a larger file, or show it smaller.";
}
