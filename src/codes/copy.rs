//! What is found in manuscripts, headlines and lines of text.

declare_codes! {
    INSET_ON_HEADLINE = "inset-on-headline" {
        title: "a picture inside the text covers the headline",
        term: "图压题",
        severity: Error,
        why: "A picture placed inside the text (`inside`) begins in the rows of the story's headline and covers it.",
        help: "begin the picture in a lower row of the area, or give the headline fewer rows",
    }
    HEADLINE_OVERSET = "headline-overset" {
        title: "the headlines of a story do not fit",
        term: "标题超版",
        severity: Error,
        why: "Kicker, headline and subhead (引题、主题、副题) together need more rows or characters than their place \
              has, and run out of it.",
        help: "make the area larger, choose smaller styles, or shorten the headline",
    }
    HEADLINE_TOO_LONG = "headline-too-long" {
        title: "a line of a headline is condensed too far",
        term: "标题过长",
        severity: Error,
        why: "A line of a headline does not fit its width and is condensed (压扁、长体) more than its style allows. \
              Letters that narrow look like another face.",
        help: "shorten the line, break it at a full-width blank, or choose a smaller size",
    }
    HEADLINE_TURN = "headline-turn" {
        title: "a headline turns where it should not",
        term: "标题转行",
        severity: Warning,
        also: [Note],
        why: "A headline that is too long for one line turns between words, before a verb or a preposition rather than \
              inside a phrase. Nothing of that kind fitted here: it turns inside a word, a number or a quoted name, or \
              (as a note) between words that belong together, such as an adverb and its verb.",
        help: "type a full-width blank where it may turn, shorten it, or give it more lines",
    }
    HEADLINE_ROWS = "headline-rows" {
        title: "`headline_size` has too few rows",
        term: "标题行数",
        severity: Warning,
        why: "`headline_size` gives the headline fewer rows than it needs. The headline was given the rows that it \
              needs, and the text has as many rows less.",
        help: "raise the number of rows, or choose smaller styles in that area",
    }
    HEADLINE_WIDTH = "headline-width" {
        title: "`headline_size` has too few characters for a vertical headline",
        term: "竖题宽度",
        severity: Warning,
        why: "`headline_size` gives a vertical headline (竖题) less width than it needs. It was given what it needs, \
              and the columns beside it are narrower.",
        help: "raise the number of characters, or choose smaller styles in that area",
    }
    FORCED_SPLIT = "forced-split" {
        title: "something that must stay whole is divided",
        term: "避头尾、分离禁则",
        severity: Error,
        why: "The column is too narrow for something that must not be divided over two lines: a dash or an ellipsis of \
              two parts (——, ……), a number with its sign, a long name. It was divided all the same.",
        help: "rewrite the sentence, or make the column wider",
    }
    WORD_SPLIT = "word-split" {
        title: "a Western word is divided although the style does not hyphenate",
        term: "断词",
        severity: Warning,
        why: "The style does not set `hyphenate`, but the line could not be filled without dividing a Western word \
              between two syllables.",
        help: "rewrite the line, allow `hyphenate`, or make the column wider",
    }
    KEEP_SPLIT = "keep-split" {
        title: "a name of the keep-list is divided",
        term: "人名职务断行",
        severity: Warning,
        why: "A name or a title (人名、职务) that the keep-list (不拆词表) protects was divided over two lines, because \
              the line could not be filled otherwise.",
        help: "change a word before it",
    }
    LOOSE_LINE = "loose-line" {
        title: "a line with wide gaps",
        term: "疏行",
        severity: Warning,
        why: "The gaps of this line are opened so far that readers see them, or the line is shorter than the column \
              because opening it further would look worse. Mostly something long that cannot be divided follows.",
        help: "change a word or two near the line",
    }
    LONE_CHARACTER = "lone-character" {
        title: "a last line with a single character",
        term: "孤字",
        severity: Warning,
        why: "The last line of a paragraph holds a single character, with or without punctuation, and no other choice \
              of line breaks avoids it.",
        help: "take a character or two out of the paragraph, or add some",
    }
    OVERFULL_LINE = "overfull-line" {
        title: "a line longer than its column",
        term: "超栏",
        severity: Error,
        why: "Something on this line cannot be divided and is wider than the column, so the line runs into the gutter.",
        help: "divide the long word or address yourself, or make the column wider",
    }
    GLYPH_MISSING = "glyph-missing" {
        title: "a character that no font has",
        term: "缺字",
        severity: Error,
        why: "None of the faces has this character, so a box or nothing is printed in its place.",
        help: "check whether the character is a typing error; for a rare name, add a font that has it to [faces] and \
               name it in `fallback`",
    }
    GLYPH_VARIANT = "glyph-variant" {
        title: "the form of a character that a variation selector asks for is missing",
        term: "异体字",
        severity: Warning,
        why: "A variation selector after a character asks for a certain form of it, and no face of the style has that \
              form. The usual form is printed.",
        help: "add a font that has the form to `fallback`, or delete the selector if the usual form is meant",
    }
    VERTICAL_FORM = "vertical-form" {
        title: "a font without forms of punctuation for vertical lines",
        term: "竖排字形",
        severity: Warning,
        why: "In vertical lines commas and stops stand at the upper right and brackets and dashes are turned, for \
              which a font has special forms (OpenType feature `vert`). This font has none. The marks are taken from \
              another face of `fallback` that has them, or else moved and turned.",
        help: "use a version of the font that has the vertical forms",
    }
    GLYPH_FALLBACK = "glyph-fallback" {
        title: "a character is set in another face",
        term: "补字",
        severity: Note,
        why: "The face of the style does not have this character, or has it without an outline, so it is set in the \
              next face of `fallback` that has it.",
        help: "name a face whose design suits better in `fallback`, if the difference shows",
    }
    HALF_WIDTH_MARK = "half-width-mark" {
        title: "a half-width punctuation mark among Chinese characters",
        term: "半角标点",
        severity: Warning,
        why: "A half-width mark stands among Chinese characters. It is set too narrow, and the rules for line ends do \
              not apply to it.",
        help: "write the full-width mark that the finding names",
    }
    UNCLOSED_MARK = "unclosed-mark" {
        title: "`**` or a bracket without its partner",
        term: "标记未闭合",
        severity: Warning,
        why: "A mark of the manuscript is opened and not closed, so it is printed as it stands.",
        help: "close it, or write a `\\` before it to print the character itself (转义)",
    }
    UNKNOWN_MARK = "unknown-mark" {
        title: "a span with an unknown mark",
        term: "行间标记",
        severity: Warning,
        why: "A span such as [words]{.name} names a mark that banxin does not know. The words are set without it.",
        help: "write one of the marks that docs/FORMAT.md lists",
    }
    PINYIN_SYLLABLE = "pinyin-syllable" {
        title: "a word that is not a syllable of pinyin",
        term: "拼音音节",
        severity: Warning,
        why: "A word in [words]{pinyin=…} is not a syllable of pinyin (注音), so the words are set without pinyin. \
              Mostly a letter is wrong, or two syllables are written as one.",
        help: "write each syllable by itself, with its tone",
    }
    PINYIN_COUNT = "pinyin-count" {
        title: "the number of pinyin syllables is not that of the characters",
        term: "拼音字数不符",
        severity: Warning,
        why: "There are more or fewer syllables of pinyin (注音) than characters, so banxin cannot tell which belong \
              together. The words are set without pinyin.",
        help: "write one syllable for each character",
    }
    HEADING_LEVEL = "heading-level" {
        title: "a line begins with `#` or `##`",
        term: "插题层级",
        severity: Warning,
        why: "`#` and `##` have no meaning in a manuscript, so the line is set as text. The headline stands in the \
              front matter, and crossheads (插题) begin with `###`.",
        help: "write `###` for a crosshead, or delete the `#`",
    }
    LIST_JOINED = "list-joined" {
        title: "items of a list run into one paragraph",
        term: "条目连排",
        severity: Warning,
        why: "Two lines in a row begin with numbers or dots, as items of a list do, but no blank line stands between them. \
              Lines without a blank line between them are one paragraph, so the second item goes on in the line of the first.",
        help: "leave a blank line before each item, or indent it with full-width blanks (　　)",
    }
    CONTROL_CHARACTER = "control-character" {
        title: "a control character in the manuscript",
        term: "控制字符",
        severity: Warning,
        why: "A control character came into the manuscript, mostly from another program. It is not printed.",
        help: "delete it at the place that the finding shows",
    }
    EMPTY_CROSSHEAD = "empty-crosshead" {
        title: "a crosshead without words",
        term: "插题为空",
        severity: Warning,
        why: "A line with `###` and nothing after it would leave a gap in the column.",
        help: "give the crosshead (插题) words, or delete the line",
    }
    EMPTY_STORY = "empty-story" {
        title: "a manuscript without text",
        term: "有题无文",
        severity: Warning,
        why: "The manuscript has no text after its front matter, so the headline would stand alone.",
        help: "add the text, or take the story off the page",
    }
    NO_HEADLINE = "no-headline" {
        title: "a manuscript without a headline",
        term: "无题",
        severity: Warning,
        why: "The front matter has no `headline`. Readers take the story for a part of its neighbour.",
        help: "add `headline:` to the front matter",
    }
    FRONT_MATTER_LINE = "front-matter-line" {
        title: "a line of the front matter that is not `key: value`",
        term: "稿件头格式",
        severity: Error,
        why: "A line between the two `---` of the manuscript is not written as `key: value`, and its words would be \
              lost.",
        help: "give the line a key, or move it below the second `---`",
    }
    FRONT_MATTER_OPEN = "front-matter-open" {
        title: "the front matter does not begin or end with `---`",
        term: "稿件头",
        severity: Error,
        why: "Headline and text of a manuscript cannot be told apart without the two lines of `---`.",
        help: "add the line of `---` that is missing",
    }
    KEY_TWICE = "key-twice" {
        title: "a key stands twice in the front matter",
        term: "重复键",
        severity: Error,
        why: "The front matter of a manuscript gives one key two values, and one of them would be lost.",
        help: "delete one of the two lines",
    }
    KEEP_TWICE = "keep-twice" {
        title: "a word stands twice in the keep-list",
        term: "不拆词重复",
        severity: Warning,
        why: "A word stands twice in a keep-list (不拆词表). The second one changes nothing.",
        help: "delete one of the two",
    }
    KEEP_BLANK = "keep-blank" {
        title: "a word of the keep-list has a blank beside a Chinese character",
        term: "不拆词空格",
        severity: Warning,
        why: "banxin takes blanks beside Chinese characters out of manuscripts, so this word of a keep-list (不拆词表) \
              is never found in a text.",
        help: "write the word without the blank",
    }
    KEEP_LONG = "keep-long" {
        title: "a long word in the keep-list",
        term: "不拆词过长",
        severity: Warning,
        why: "A word of a keep-list (不拆词表) is so long that a narrow column cannot break lines beside it without \
              wide gaps.",
        help: "list its parts instead",
    }
    KEEP_SHORT = "keep-short" {
        title: "a single character in the keep-list",
        term: "不拆词过短",
        severity: Warning,
        why: "A single character is never divided, so it changes nothing in a keep-list (不拆词表).",
        help: "delete it",
    }
    REVISED = "revised" {
        title: "a correction after print, and what it means for the e-paper",
        term: "更正",
        severity: Warning,
        also: [Note],
        why: "`revised` of a manuscript says when the story was corrected after it was printed. As a warning: the time cannot be \
              read or is before the day of the paper, and the e-paper does without it; or the issue does not stand in the folder as it \
              was printed, so that the pictures of its pages show the corrected text. As a note: the pictures of the pages stay as they \
              were printed, and the texts are the corrected ones.",
        help: "write the day and the time, such as revised: 2026-11-24 10:30, or the day alone; `epaper --redraw` draws pages anew",
    }
}
