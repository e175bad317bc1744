//! What the copy desk finds in everything that is set (文字检查).

declare_codes! {
    STRAIGHT_QUOTE = "straight-quote" {
        title: "straight quotes",
        term: "直引号",
        severity: Warning,
        why: "Straight quotes (\" and ') come from keyboards. Chinese text has “ ” and ‘ ’ (GB/T 15834-2011, 4.8).",
        help: "write “ and ”; `banxin tidy` writes them where they pair up",
    }
    ELLIPSIS_FORM = "ellipsis-form" {
        title: "an ellipsis of other characters",
        term: "省略号",
        severity: Warning,
        why: "An ellipsis is …… , six dots in the room of two characters (GB/T 15834-2011, 4.11). Full stops, points or \
              half an ellipsis stand in its place.",
        help: "write ……",
    }
    DASH_FORM = "dash-form" {
        title: "a dash of other characters",
        term: "破折号",
        severity: Warning,
        why: "A dash is —— in the room of two characters (GB/T 15834-2011, 4.10). Hyphens, rules of boxes or other lines \
              stand in its place, which break apart or stand at another height.",
        help: "write ——",
    }
    DOUBLED_MARK = "doubled-mark" {
        title: "two marks in one place",
        term: "标点重叠",
        severity: Warning,
        why: "Two commas, stops or other marks stand side by side. One of them is too many.",
        help: "keep one of them",
    }
    UNPAIRED_MARK = "unpaired-mark" {
        title: "a quote or a bracket without its partner, or crossed with another",
        term: "引号括号不配对",
        severity: Warning,
        why: "Quotes and brackets come in pairs, one pair inside the other. Here one has no partner in its paragraph, or \
              two pairs cross. Of a quotation of several paragraphs each opens with a quote and the last one closes.",
        help: "add the partner, or take the mark out",
    }
    INVISIBLE_CHARACTER = "invisible-character" {
        title: "a character that nobody sees",
        term: "不可见字符",
        severity: Warning,
        why: "Characters without width and special blanks come in with text from web pages and office programs. They \
              hide words from a search, change where lines break, or open gaps.",
        help: "take it out",
    }
    STRAY_BLANK = "stray-blank" {
        title: "a blank among Chinese characters",
        term: "多余空格",
        severity: Warning,
        also: [Note],
        why: "Chinese has no blanks between words. A blank between Chinese characters or beside a full-width mark opens \
              a gap on the line. As a note: it may be meant, as between names of a list.",
        help: "take it out; a blank that is meant is a full-width one (　)",
    }
    COMPATIBILITY_FORM = "compatibility-form" {
        title: "a character in the place of another that looks the same",
        term: "兼容字",
        severity: Warning,
        why: "Unicode has some characters twice: as radicals of dictionaries (⼀), or for other standards (豈). They look \
              like the usual ones, and searches do not find them; fonts often lack them. Text from PDFs is full of them.",
        help: "write the usual character",
    }
    PRIVATE_CHARACTER = "private-character" {
        title: "a character of a private area",
        term: "造字",
        severity: Warning,
        why: "Characters of private areas mean something only on the machine where they were made (造字), or are old codes \
              of GBK for characters that have codes of their own today.",
        help: "write the character that is meant",
    }
    FULL_WIDTH_FIGURE = "full-width-figure" {
        title: "full-width figures or letters",
        term: "全角数字",
        severity: Warning,
        why: "Figures and Latin letters are half-width in print (GB/T 15835-2011, 5.1). Full-width ones stand far apart.",
        help: "write half-width ones",
    }
    DOUBLED_WORD = "doubled-word" {
        title: "a character or a clause twice in a row",
        term: "重字",
        severity: Warning,
        why: "A word such as 的 or a whole clause stands twice in a row, as happens when copy is moved.",
        help: "take one of them out",
    }
    REPEATED_PARAGRAPH = "repeated-paragraph" {
        title: "a paragraph that the story has already",
        term: "重段",
        severity: Warning,
        why: "Two paragraphs of the story have the same words, as happens when copy is pasted twice.",
        help: "take one of them out",
    }
    BYLINE_FORM = "byline-form" {
        title: "a byline that is none",
        term: "署名",
        severity: Warning,
        why: "The byline names who wrote the story. What stands there is a sentence, a placeholder, or has no name in it.",
        help: "write the role and the name: 本报记者　何志远; text belongs under the front matter",
    }
    FOREIGN_MARKUP = "foreign-markup" {
        title: "tags or Markdown that manuscripts do not have",
        term: "标记",
        severity: Warning,
        also: [Note],
        why: "Manuscripts have few marks, which docs/FORMAT.md lists. Tags of web pages and other marks of Markdown are \
              printed as they are typed. As a note: an entity or a line break of a web page, which was read as what it \
              means.",
        help: "write it with a mark of manuscripts, or take it out",
    }
    SECOND_FRONT_MATTER = "second-front-matter" {
        title: "a second story in one file",
        term: "一稿多篇",
        severity: Error,
        why: "Front matter stands in the middle of a manuscript: two stories were put into one file. It would be printed \
              as text.",
        help: "move the second story to a file of its own",
    }
}
