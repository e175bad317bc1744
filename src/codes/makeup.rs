//! What is found on a page that was made up: cuts, headlines, copy that does not fit.

declare_codes! {
    PAGE_CUT = "page-cut" {
        title: "a straight cut across the whole page",
        term: "断版",
        severity: Warning, also: [Note],
        why: "One straight line of white or rules goes across the whole type area, so that the two halves share no \
              story, picture or headline. Readers see two pages in one and may stop at the cut. The edges of the \
              masthead and of the running head do not count as cuts. A cut from head to foot below a masthead that \
              stands over both halves is only a note.",
        help: "let a story, a picture or a headline reach across the cut",
    }
    GUTTER_THROUGH = "gutter-through" {
        title: "a gutter open from the head of the page to its foot",
        term: "通线、通缝",
        severity: Warning, also: [Note],
        why: "No headline, picture or box stands across this gutter between the head and the foot of the type area. \
              It shows as a white stripe that readers notice before any headline. Below a masthead that stands over \
              both sides it is only a note.",
        help: "let a headline or a picture stand across the gutter, or divide one of the areas into other columns (破栏)",
    }
    HEADLINES_COLLIDE = "headlines-collide" {
        title: "two headlines with nothing between them",
        term: "碰题、顶题",
        severity: Warning,
        why: "Two headlines of like size stand side by side, or one directly below the other, with no text, rule or \
              box between them. Readers take them as one sentence, which may have another meaning.",
        help: "put a column of text, a rule or a box between them, set one of them vertically, or make their size or \
               face clearly different (`size_step` of [lint])",
    }
    HEADLINE_ORDER = "headline-order" {
        title: "a headline larger than the one above it",
        term: "标题倒挂",
        severity: Note, also: [Warning],
        why: "A headline is larger than a headline that stands above it in the same columns. Size tells readers how \
              important a story is, and the more important story should stand higher. `headline_order` of [lint] \
              makes it a warning.",
        help: "change the styles or the places of the two; a house that sets strong stories at the foot of the page \
               writes headline_order = \"off\" in [lint]",
    }
    HEADLINE_ON_FOOT = "headline-on-foot" {
        title: "a headline at the foot of the page with hardly any text below it",
        term: "题压版脚",
        severity: Warning,
        why: "A headline stands in the last rows of the page and has fewer rows of text below it than `text_under` of \
              [lint] asks for. The story seems to begin somewhere else.",
        help: "move the story up or give it more rows",
    }
    LONE_ROW = "lone-row" {
        title: "a row left alone at the head or the foot of a column",
        term: "孤行",
        severity: Warning, also: [Note],
        why: "A column begins with the last line of a paragraph, ends with the first line of one (a note), or ends \
              with fewer than two rows below a crosshead (插题). The row is cut off from what it belongs to. banxin \
              avoids this where the rows of the area allow it.",
        help: "shorten or lengthen a paragraph before it by one line, or make the area one row taller or shorter",
    }
    RULE_THROUGH = "rule-through" {
        title: "a rule runs through letters or a picture",
        term: "线压文字、线压图",
        severity: Warning,
        why: "A rule of the layout that stands by itself (`[[rule]]`) runs through the headline, the text or a picture \
              of a story. Rules at fixed rows and gutters stay where they are when the areas around them move, and \
              so they do on pages that makeup makes from such a layout.",
        help: "give the rule the areas that it parts (`between`, `beside`, `under`) instead of rows, or take it out",
    }
    TEXT_LEAVES_HEADLINE = "text-leaves-headline" {
        title: "the text of a story begins away from its headline",
        term: "题文不接",
        severity: Warning,
        why: "The first column of the text stands neither below nor beside the headline, or more than `text_away` \
              rows from it. Readers may take another story for the one that the headline announces.",
        help: "place the headline where the first column of the text begins",
    }
    READING_JUMPS = "reading-jumps" {
        title: "a story goes on where the eye does not follow",
        term: "题文不接",
        severity: Warning,
        why: "The next area of the story does not touch the area before it, lies above it, or lies behind another \
              story. Readers do not find where the text goes on.",
        help: "name the areas in reading order, each beside or below the one before, or let the story jump to another \
               page with a pointer (转版)",
    }
    FOLD_IN_TEXT = "fold-in-text" {
        title: "something lies on the fold of a spread",
        term: "折缝",
        severity: Warning, also: [Note],
        why: "Text, letters of a headline or a picture lie on the fold of a spread (通版). Letters disappear in the \
              fold; for a picture it is only a note.",
        help: "let columns end at the fold, put a full-width blank of the headline there, and keep faces in pictures \
               away from it",
    }
    WHITE_HOLE = "white-hole" {
        title: "a large empty place on the page",
        term: "空白、天窗",
        severity: Warning,
        why: "An empty rectangle of more than two columns by four rows (`white_columns`, `white_rows` of [lint]) is left on \
              the page: between areas, in an area with nothing in it, or in one that what stands there does not fill. \
              Readers take it for something that fell out.",
        help: "lengthen a story beside it, give its rows to a neighbour, a picture or a headline, or place a filler there",
    }
    PAGE_ENDS_HIGH = "page-ends-high" {
        title: "the page ends high above its foot",
        term: "版面未满",
        severity: Warning,
        why: "Under the last thing on the page a quarter of its rows or more are empty over all columns, and no area reaches \
              there. Such a page looks unfinished. What is white at the foot of an area is told as `underset` or \
              `white-hole`.",
        help: "give the lowest areas the rows that are left (rows = \"rest\"), or place another story, an advertisement or a \
               filler there",
    }
    UNDERSET = "underset" {
        title: "the copy is too short for its area",
        term: "欠文",
        severity: Warning,
        why: "The copy does not fill its area, and white is left at the foot of the story, which readers take for a \
              mistake.",
        help: "add the characters that the finding tells, make the area shorter, or allow more steps in `order` of \
               [copyfit], such as a filler (补白)",
    }
    OVERSET = "overset" {
        title: "the copy is too long for its area",
        term: "超文",
        severity: Error,
        why: "The copy does not fit its area. What does not fit is not printed, and the finding tells how much it is.",
        help: "cut the characters that the finding tells, make the area taller, let the story go on in another area \
               or page, or allow more steps in `order` of [copyfit]",
    }
    COPYFIT = "copyfit" {
        title: "the copy was made to fit",
        term: "调版",
        severity: Note,
        why: "The copy did not fit as it was, and banxin took the steps that [copyfit] allows; the finding tells \
              which. Nothing is wrong.",
        help: "look at the place if the change matters; `order` of [copyfit] says what banxin may change",
    }
    UNEVEN_FEET = "uneven-feet" {
        title: "the columns of a story end neither evenly nor stepped once",
        term: "栏脚不齐",
        severity: Note,
        why: "The columns of a story are to end in one row, or the first ones a row lower than the others (16 16 15 15). \
              Here the ends of paragraphs and the crossheads did not allow it without a line that stands alone at the \
              head of a column, which would be worse.",
        help: "make a paragraph of the column that is named a line longer or shorter",
    }
    JUMP_UNUSED = "jump-unused" {
        title: "a continuation is planned, but nothing is left for it",
        term: "下转",
        severity: Warning,
        why: "The story is planned to continue on another page, but all of it fits here. Its pointer would lead to \
              an empty place.",
        help: "take the second part out of the issue, or make this area smaller",
    }
    JUMP_EMPTY = "jump-empty" {
        title: "a continuation without text",
        term: "上接",
        severity: Error,
        why: "The story is planned to continue here, but the parts before it used all of its text, so the area stays \
              empty.",
        help: "give this area another story, or make the areas of the parts before smaller",
    }
    GUIDE_OVERSET = "guide-overset" {
        title: "the pointers of a guide do not fit",
        term: "导读超版",
        severity: Error,
        why: "The pointers of a guide (导读) need more room than their area has, and the last ones run out of it.",
        help: "take a pointer out, shorten one, or make the area taller",
    }
    EMPTY_AREA = "empty-area" {
        title: "an area with nothing in it",
        term: "开天窗",
        severity: Note, also: [Warning],
        why: "The issue puts nothing into this area of the layout, so its place stays white. An empty frame or panel is seen \
              at once and so is a warning.",
        help: "give the area a story, a picture or a guide, or switch it off in the layout with `off = true`",
    }
    CAPTION_OVERSET = "caption-overset" {
        title: "a caption leaves no room for its picture",
        term: "图说超版",
        severity: Error,
        why: "Caption and credit (图片说明) take so many rows of the area that no row is left for the picture.",
        help: "shorten the caption or make the area taller",
    }
    CAPTION_TOO_LONG = "caption-too-long" {
        title: "a long caption",
        term: "图片说明过长",
        severity: Warning,
        why: "The caption has more lines than readers are willing to read, and it takes room from the picture.",
        help: "shorten the caption, or move its facts into the story",
    }
    PICTURE_CROPPED = "picture-cropped" {
        title: "a picture loses a large part at two sides",
        term: "裁图",
        severity: Note,
        why: "The picture fills its room (fit = \"cover\"), and its proportions are so different from those of the \
              room that a large part is cut off at two sides. Something that matters may be lost.",
        help: "look at the proof, choose an area with the proportions of the picture, or write fit = \"contain\"",
    }
    ORNAMENT_WITH_WORDS = "ornament-with-words" {
        title: "a picture with a caption is called an ornament",
        term: "饰图有说明",
        severity: Warning,
        why: "`alt = \"\"` says that a picture is an ornament, which nobody reads; but it has a caption or a credit, which is \
              printed and read. The picture is treated as if `alt` were not there.",
        help: "take `alt` out or say in it what the picture shows; if it is an ornament, take caption and credit out",
    }
}
