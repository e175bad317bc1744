//! What is found while copy of others is imported.

declare_codes! {
    IMPORT_KIND = "import-kind" {
        title: "a file of a kind that is not imported",
        term: "文件格式",
        severity: Error,
        why: "Word files (DOCX), OpenDocument (ODT), plain text, web pages and CNML are imported, and pictures are copied. \
              This file is something else; it is known by its first bytes, whatever its name says. \
              Nothing was made of it.",
        help: "save it as DOCX or as text",
    }
    IMPORT_BROKEN = "import-broken" {
        title: "a damaged file",
        term: "文件损坏",
        severity: Error,
        why: "The file is cut off or damaged: its checksum is wrong, a part of it is missing, or its XML \
              is not well-formed. What is left of it might lack words that nobody would miss, so nothing \
              was made of it.",
        help: "ask for the file again, or open it in Word or WPS, which may repair it, and save it",
    }
    IMPORT_LIMIT = "import-limit" {
        title: "a file beyond the limits of copy",
        term: "文件过大",
        severity: Error,
        why: "Copy has limits: 16 MB of text, 192 MB unpacked, 500 pictures, 200 elements inside each \
              other, no entities of its own. A file beyond them is no copy, or was made to do harm. \
              Nothing was made of it.",
        help: "split the file, or save its text alone",
    }
    IMPORT_ACCOUNT = "import-account" {
        title: "characters that are not accounted for",
        term: "字数不符",
        severity: Error,
        why: "Every character of a file is placed, cleaned by a rule, or told. Here the sums do not come \
              out even, which is a fault of banxin's. Nothing was made of the file, because words might \
              be missing.",
        help: "report it with the file, and copy the text into a text file meanwhile",
    }
    IMPORT_EMPTY = "import-empty" {
        title: "a file without anything to import",
        term: "空文件",
        severity: Warning,
        why: "The file can be read, but has no words, no tables and no pictures.",
        help: "look whether it is the right file",
    }
    IMPORT_BYTES = "import-bytes" {
        title: "bytes that are no character",
        term: "乱码",
        severity: Warning,
        why: "Some bytes are no character of the encoding in which the text was read. 〓 stands for each \
              of them in the manuscript, and the finding tells the bytes and their place.",
        help: "put the right character in the place of 〓, or name another encoding with --encoding",
    }
    IMPORT_ENCODING = "import-encoding" {
        title: "an encoding that is not certain",
        term: "编码",
        severity: Warning,
        also: [Note],
        why: "Nothing in the file tells its encoding for certain: it was guessed from the characters, or \
              the file says another one than its bytes do.",
        help: "look at the text; if it is wrong, name the encoding with --encoding, such as gb18030 or big5",
    }
    IMPORT_MANUSCRIPT = "import-manuscript" {
        title: "a manuscript with faults",
        term: "稿件有误",
        severity: Warning,
        why: "The file has the front matter of a manuscript, so it was taken over as it is. An issue that \
              has it would be told the faults that the labels name.",
        help: "correct it before it goes into issue.toml",
    }
    IMPORT_HEADLINE = "import-headline" {
        title: "copy without a headline",
        term: "来稿无题",
        severity: Warning,
        why: "No style and no line tells what the headline is. The name of the file stands for it, \
              because a story needs one.",
        help: "write the headline into the front matter",
    }
    IMPORT_ROLES = "import-roles" {
        title: "roles by place and look",
        term: "推定要素",
        severity: Note,
        why: "No style or label says what these lines are. Their place and look do: short lines over the \
              text, larger or bold ones, lines that begin as bylines do. docs/IMPORT.md tells the rule.",
        help: "look whether they are right; authors who use styles (标题, 副标题, 作者) leave nothing to guess",
    }
    IMPORT_FOOTNOTE = "import-footnote" {
        title: "footnotes that are not taken over",
        term: "脚注",
        severity: Warning,
        why: "Newspapers have no footnotes, so those of the source stand in no manuscript. The record in \
              imported/ has their words.",
        help: "work what readers need into the text",
    }
    IMPORT_COMMENT = "import-comment" {
        title: "comments that are not taken over",
        term: "批注",
        severity: Note,
        why: "Comments in the margin are no copy. The record in imported/ has their words.",
        help: "read them: they may ask for changes",
    }
    IMPORT_DELETED = "import-deleted" {
        title: "deleted text that is left out",
        term: "修订",
        severity: Note,
        why: "Change tracking was on. Text that was taken out is left out and text that was put in is \
              taken over, as if all changes were accepted. The record in imported/ has the deleted words.",
        help: "look whether the changes were agreed",
    }
    IMPORT_HIDDEN = "import-hidden" {
        title: "hidden text that is left out",
        term: "隐藏文字",
        severity: Warning,
        also: [Note],
        why: "Text that is formatted as hidden, or a field of a form that nobody filled in, is not \
              printed by Word either. The record in imported/ has the words.",
        help: "put words that belong to the story into the manuscript",
    }
    IMPORT_FURNITURE = "import-furniture" {
        title: "what stands around the text is left out",
        term: "页眉页脚",
        severity: Note,
        why: "Headers and footers of pages, and menus, forms and side columns of web pages, are no copy. \
              The record in imported/ has their words.",
        help: "put words that belong to the story into the manuscript",
    }
    IMPORT_OBJECT = "import-object" {
        title: "an object that cannot be taken over",
        term: "嵌入对象",
        severity: Warning,
        also: [Note],
        why: "Charts, diagrams and objects of other programs (spreadsheets, formulas, films) cannot be \
              set. Of diagrams and charts the record in imported/ has the words; formulas and text \
              effects are set as plain text.",
        help: "ask for the chart as a picture or the table as CSV; set formulas by hand",
    }
    IMPORT_LINK = "import-link" {
        title: "addresses of links that are not taken over",
        term: "链接",
        severity: Note,
        why: "The words of a link stand in the manuscript, the address behind them does not. The record \
              in imported/ has the addresses.",
        help: "write an address that readers need into the text",
    }
    IMPORT_SYMBOL = "import-symbol" {
        title: "characters of a symbol font",
        term: "符号字体",
        severity: Warning,
        why: "Word addresses characters of some fonts, such as Wingdings, by numbers that are not those \
              of Unicode. What number stands for is known for the common ones; 〓 stands for the others.",
        help: "put the right character in the place of 〓",
    }
    IMPORT_READING = "import-reading" {
        title: "readings that are left out",
        term: "注音",
        severity: Warning,
        why: "How words are read stands over them in the source, but it is no pinyin with one syllable \
              for each character, or it stands where no mark can be. The record in imported/ has it.",
        help: "write it as [霁川]{pinyin=\"jì chuān\"}, or in brackets behind the word",
    }
    IMPORT_UNKNOWN = "import-unknown" {
        title: "elements that are not known",
        term: "未知元素",
        severity: Warning,
        why: "The file has elements that the reader does not know. Their words stand in no manuscript; \
              the record in imported/ has them.",
        help: "put words that belong to the story into the manuscript",
    }
    IMPORT_LIST = "import-list" {
        title: "numbers of lists that are written out",
        term: "项目编号",
        severity: Note,
        why: "Word counts the items of a list when it shows them; the file has no numbers. They are \
              written out as text as Word would count.",
        help: "nothing, unless a number is wrong",
    }
    IMPORT_BOX = "import-box" {
        title: "words of text boxes",
        term: "文本框",
        severity: Note,
        why: "A text box stands anywhere on a page. Its words stand in the manuscript behind the \
              paragraph at which it was anchored.",
        help: "move them, or make a story of their own of them",
    }
    IMPORT_TABLE = "import-table" {
        title: "a table that was changed",
        term: "表格",
        severity: Note,
        why: "Tables of issues have rows and columns only. Merged cells are parted, and tables that hold \
              pictures or one column only are taken for frames: what they hold stands in the text.",
        help: "look at the table",
    }
    IMPORT_LOOK = "import-look" {
        title: "looks that are not taken over",
        term: "字符格式",
        severity: Note,
        also: [Warning],
        why: "Manuscripts have bold, raised and lowered words, dots beside words and readings. Italic, \
              underlines and colours are left out, the words stay. Tables and captions have no marks at all. \
              Words that are struck through may have been meant to go, and raised figures that are plain \
              are others (10⁶ becomes 106), so these are warnings.",
        help: "mark words that must stand out with **…** or [……]{.dots}; delete what was struck through \
              if it is meant to go; write ² ³ ⁶ ₂ as characters in tables and captions",
    }
    IMPORT_PLACE = "import-place" {
        title: "pictures and tables that stood inside the text",
        term: "图表位置",
        severity: Note,
        why: "Manuscripts are text alone: pictures and tables have places of their own on the page. The finding and \
              the list to paste (`# behind`) tell the paragraph behind which each one stood.",
        help: "name an area beside the story, or set a picture inside the text with `inside`",
    }
    IMPORT_VERSE = "import-verse" {
        title: "stanzas whose blank lines are not set",
        term: "诗节",
        severity: Warning,
        why: "Most lines of the text are shorter than a column and blank lines part groups of them, as in a \
              poem. Each line is a paragraph of its own; manuscripts have no blank lines that print, so the \
              stanzas run on.",
        help: "set a row of stars or a crosshead between the stanzas, or a story for each",
    }
    IMPORT_PICTURE = "import-picture" {
        title: "a picture that is not as the source shows it",
        term: "图片",
        severity: Warning,
        also: [Note],
        why: "A picture is only linked and not in the file, or it is of a kind that banxin does not \
              print, or the source shows a part of it only.",
        help: "ask for the picture as JPEG or TIFF; crop it with `crop`",
    }
}
