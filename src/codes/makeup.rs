//! What is found on a page that was made up.

codes! {
    PAGE_CUT = "page-cut",
        "断版: one straight cut of white or rules goes across the whole type area, so that its halves share \
         nothing. The page falls apart into two that the eye takes one after the other. Let a story, a picture or a \
         headline reach over the cut. The edges of masthead and running head cut nothing, and under a masthead that \
         holds both sides together a cut from head to foot is only a note.";
    GUTTER_THROUGH = "gutter-through",
        "通线、通缝: a gutter runs from the head to the foot of the type area with no headline, no picture and no box \
         across it. It is seen as a white stripe before anything is read. Let a headline or a picture stand over it, \
         or divide one of the areas into other columns (破栏).";
    HEADLINES_COLLIDE = "headlines-collide",
        "碰题、顶题: two headlines stand side by side, or one right under the other, and nothing parts them. They are \
         read as one, sometimes with a second meaning. Put a column of text, a rule or a box between them, set one of \
         them down the page, or make face or size clearly different (`size_step` of [lint]).";
    HEADLINE_ORDER = "headline-order",
        "标题倒挂: a headline is larger than one that stands over it in the same columns. Size tells weight, and what \
         stands higher should weigh more. Change the styles or the places of the two. Houses that use strong feet set \
         `headline_order = \"off\"` in [lint].";
    HEADLINE_ON_FOOT = "headline-on-foot",
        "A headline stands in the last rows of the page with next to no text under it (题压版脚). It looks lost, and \
         its story seems to begin elsewhere. Move the story up, or give it more rows; `text_under` of [lint] says how \
         many are enough.";
    LONE_ROW = "lone-row",
        "孤行: a column begins with the last line of a paragraph, ends with the first, or ends with fewer than two \
         rows under a crosshead (插题). Such a line hangs in the air, and readers lose the paragraph. Flow avoids it \
         where it can; where it is told, shorten or lengthen a paragraph by a line, or change the area by a row.";
    TEXT_LEAVES_HEADLINE = "text-leaves-headline",
        "题文不接: the text of a story begins neither under nor beside its headline, or further from it than \
         `text_away` rows. Readers look for it and may begin with another story. Let the headline stand where the \
         first column begins.";
    READING_JUMPS = "reading-jumps",
        "题文不接: a story goes on in an area that does not touch the one before it, goes up the page, or goes over \
         another story. The eye does not follow there. Name the areas in reading order, and let each stand right \
         beside or below the one before; or let the story jump to another page with a pointer (转版).";
    FOLD_IN_TEXT = "fold-in-text",
        "折缝: text, letters of a headline or a picture lie on the fold of a spread (通版). Letters there are lost in \
         the crease. Let columns end at the fold, put a full-width blank of the headline where it comes, and see to \
         it that no face of a picture lies there.";
    UNDERSET = "underset",
        "欠文: the copy does not fill its area. White at the foot of a story looks like a mistake. Add the characters \
         that are told, make the area shorter, or allow more steps in [copyfit] `order`, such as a filler (补白).";
    OVERSET = "overset",
        "超文: the copy does not fit its area, and what is told is left out. Cut the characters that are told, make the \
         area taller, let the story go on in another area or page, or allow more steps in [copyfit] `order`.";
    COPYFIT = "copyfit",
        "调版: the copy was made to fit by the steps that the house allows, and this tells which. Nothing is wrong. \
         Look at the place if the change matters to you; `order` of [copyfit] says what may be changed.";
    JUMP_UNUSED = "jump-unused",
        "A story is to go on on another page (下转), but all of it stands here. The pointer would lead to nothing. \
         Take the second part out, or make this area smaller.";
    JUMP_EMPTY = "jump-empty",
        "A story is to go on here (上接), but the parts before it left nothing. The area stays empty, which is an \
         error. Give it another story, or cut the room of the parts before.";
    GUIDE_OVERSET = "guide-overset",
        "超文: the pointers of a guide (导读) do not fit their area, and the last ones run out of it. Take a pointer \
         out, shorten one, or make the area taller.";
    EMPTY_AREA = "empty-area",
        "Nothing stands in an area of the layout, so its place stays white (开天窗). Give it a story, a picture or a \
         guide, or take the area out of the layout with `off = true`.";
    CAPTION_OVERSET = "caption-overset",
        "超文: caption and credit (图片说明) take so many rows that the picture has none left. Shorten the caption, or \
         make the area taller.";
    CAPTION_TOO_LONG = "caption-too-long",
        "A caption (图片说明) takes more lines than readers take it for. Long captions are read by nobody and take room \
         from the picture. Shorten it, or move its facts into the story.";
    PICTURE_CROPPED = "picture-cropped",
        "裁图: to cover its room, a picture loses a large part at two sides. What matters may be cut off. Look at the \
         proof, choose an area of its proportions, or write fit = \"contain\".";
}
