//! What could not be taken over (未取内容): kept word for word, and told with its place.
//!
//! Everything of one kind is one finding with all its places. The words themselves go into the record beside the
//! manuscript ([`record`](super::record)), so that nobody has to open the source again to find them.

use std::ops::Range;

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, FileId, Severity, Span};
use crate::message::{Message, Word, counted, msg, word};

/// A place in the source: bytes of the text that findings show.
pub type Place = Range<usize>;

/// A kind of what is not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A footnote or an endnote (脚注、尾注).
    Note,
    /// A comment in the margin (批注).
    Comment,
    /// Words that a tracked change took out (修订删除).
    Deleted,
    /// Hidden words (隐藏文字).
    Hidden,
    /// A header or a footer (页眉、页脚).
    Header,
    /// An embedded object, a chart or a diagram (嵌入对象).
    Object,
    /// The address of a link (链接地址).
    Link,
    /// A character of a symbol font that is no character of Unicode (符号).
    Symbol,
    /// How words are read, where that is no pinyin (注音).
    Reading,
    /// An element that the reader does not know.
    Unknown,
    /// The furniture of a web page: menus, forms, what stands beside the article.
    Furniture,
    /// The words under a picture that is not there (图片说明).
    Caption,
    /// A placeholder of a form that nobody filled in.
    Placeholder,
    /// The words of a formula or of an effect, which are set as plain text.
    Flattened,
    /// The number of an item of a list, which is written out (项目编号).
    Numbered,
    /// A text box, whose words stand behind the paragraph at which it was anchored (文本框).
    Boxed,
    /// Cells of a table that were one (合并单元格).
    Merged,
    /// A table that held pictures or one column only, and is taken for a frame.
    Framed,
    /// Italic words (斜体).
    Italic,
    /// Underlined words (下划线).
    Underlined,
    /// Words that are struck through (删除线).
    Struck,
    /// Words in a colour or on one (颜色).
    Coloured,
    /// A picture that is not in the file (链接图片).
    Linked,
    /// A picture that the source names as a file beside it, and that is not there (缺图).
    Absent,
    /// A picture of a kind that banxin does not print.
    Unprintable,
    /// A picture that the source shows in part (裁剪).
    Cropped,
    /// A blank line between stanzas of a poem (诗节).
    Stanza,
    /// The place of a picture or a table inside the text (图表位置).
    Placed,
    /// Raised, lowered or dotted words where no mark can stand: in tables and captions.
    Levelled,
    /// Bold words in tables and captions.
    Thinned,
}

/// Something that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What it is.
    pub what: What,
    /// Its words.
    pub text: String,
    /// Where it is in the source.
    pub at: Place,
}

/// Labels of one finding; the record has them all.
const SHOWN: usize = 5;

/// Characters of a text that a label shows.
const FIRST: usize = 24;

impl What {
    fn all() -> [What; 30] {
        [
            What::Note,
            What::Comment,
            What::Deleted,
            What::Hidden,
            What::Header,
            What::Object,
            What::Link,
            What::Symbol,
            What::Reading,
            What::Unknown,
            What::Furniture,
            What::Caption,
            What::Placeholder,
            What::Flattened,
            What::Numbered,
            What::Boxed,
            What::Merged,
            What::Framed,
            What::Italic,
            What::Underlined,
            What::Struck,
            What::Coloured,
            What::Linked,
            What::Absent,
            What::Unprintable,
            What::Cropped,
            What::Stanza,
            What::Placed,
            What::Levelled,
            What::Thinned,
        ]
    }

    /// What it is called, for people.
    pub fn word(self) -> Word {
        match self {
            What::Note => word("footnote"),
            What::Comment => word("comment"),
            What::Deleted => word("deleted text"),
            What::Hidden => word("hidden text"),
            What::Header => word("header or footer"),
            What::Object => word("object"),
            What::Link => word("address"),
            What::Symbol => word("symbol"),
            What::Reading => word("reading"),
            What::Unknown => word("unknown element"),
            What::Furniture => word("furniture of the page"),
            What::Caption => word("caption"),
            What::Placeholder => word("placeholder"),
            What::Flattened => word("formula or effect"),
            What::Numbered => word("number of a list"),
            What::Boxed => word("text box"),
            What::Merged => word("merged cells"),
            What::Framed => word("frame"),
            What::Italic => word("italic"),
            What::Underlined => word("underlined"),
            What::Struck => word("struck through"),
            What::Coloured => word("in colour"),
            What::Linked => word("linked picture"),
            What::Absent => word("missing picture"),
            What::Stanza => word("stanza"),
            What::Placed => word("place in the text"),
            What::Levelled => word("raised, lowered or dotted"),
            What::Thinned => word("bold"),
            What::Unprintable => word("picture"),
            What::Cropped => word("cropped picture"),
        }
    }

    /// Its name in records and in reports for programs.
    pub fn name(self) -> &'static str {
        match self {
            What::Note => "footnote",
            What::Comment => "comment",
            What::Deleted => "deleted",
            What::Hidden => "hidden",
            What::Header => "header",
            What::Object => "object",
            What::Link => "address",
            What::Symbol => "symbol",
            What::Reading => "reading",
            What::Unknown => "unknown",
            What::Furniture => "furniture",
            What::Caption => "caption",
            What::Placeholder => "placeholder",
            What::Flattened => "flattened",
            What::Numbered => "number",
            What::Boxed => "box",
            What::Merged => "merged",
            What::Framed => "frame",
            What::Italic => "italic",
            What::Underlined => "underlined",
            What::Struck => "struck",
            What::Coloured => "coloured",
            What::Linked => "linked",
            What::Absent => "absent",
            What::Stanza => "stanza",
            What::Placed => "place",
            What::Levelled => "levelled",
            What::Thinned => "bold",
            What::Unprintable => "unprintable",
            What::Cropped => "cropped",
        }
    }

    /// Whether its words stand in nothing that was made, so that the record keeps them.
    pub fn is_lost(self) -> bool {
        self <= What::Placeholder
    }

    /// How bad it is, where that is not what its code says.
    fn severity(self) -> Option<Severity> {
        match self {
            What::Flattened | What::Placeholder | What::Cropped => Some(Severity::Note),
            What::Struck | What::Levelled => Some(Severity::Warning),
            _ => None,
        }
    }

    fn code(self) -> Code {
        match self {
            What::Note => codes::IMPORT_FOOTNOTE,
            What::Comment => codes::IMPORT_COMMENT,
            What::Deleted => codes::IMPORT_DELETED,
            What::Hidden | What::Placeholder => codes::IMPORT_HIDDEN,
            What::Header | What::Furniture => codes::IMPORT_FURNITURE,
            What::Object | What::Flattened => codes::IMPORT_OBJECT,
            What::Link => codes::IMPORT_LINK,
            What::Symbol => codes::IMPORT_SYMBOL,
            What::Reading => codes::IMPORT_READING,
            What::Unknown => codes::IMPORT_UNKNOWN,
            What::Numbered => codes::IMPORT_LIST,
            What::Boxed => codes::IMPORT_BOX,
            What::Merged | What::Framed => codes::IMPORT_TABLE,
            What::Italic
            | What::Underlined
            | What::Struck
            | What::Coloured
            | What::Levelled
            | What::Thinned => codes::IMPORT_LOOK,
            What::Placed => codes::IMPORT_PLACE,
            What::Stanza => codes::IMPORT_VERSE,
            What::Caption | What::Linked | What::Absent | What::Unprintable | What::Cropped => {
                codes::IMPORT_PICTURE
            }
        }
    }

    fn message(self, count: usize) -> Message {
        match self {
            What::Note => msg!("not taken over: {notes}", notes = counted(count, "footnote")),
            What::Comment => msg!("not taken over: {comments}", comments = counted(count, "comment")),
            What::Deleted => {
                msg!(
                    "left out: {passages} deleted with change tracking",
                    passages = counted(count, "passage")
                )
            }
            What::Hidden => msg!("left out: {passages} of hidden text", passages = counted(count, "passage")),
            What::Placeholder => {
                msg!("left out: {fields} that nobody filled in", fields = counted(count, "field"))
            }
            What::Header => {
                msg!("left out: {headers} and footers of pages", headers = counted(count, "header"))
            }
            What::Furniture => msg!("left out: {parts} beside the article", parts = counted(count, "part")),
            What::Caption => {
                msg!(
                    "captions of pictures that are not there are left out: {captions}",
                    captions = counted(count, "caption")
                )
            }
            What::Object => msg!("not taken over: {objects}", objects = counted(count, "object")),
            What::Flattened => {
                msg!("set as plain text: {parts} of formulas and effects", parts = counted(count, "part"))
            }
            What::Link => {
                msg!("the words are kept, the addresses are not: {links}", links = counted(count, "link"))
            }
            What::Symbol => {
                msg!("〓 stands for characters of a symbol font: {places}", places = counted(count, "place"))
            }
            What::Reading => {
                msg!("left out, because they are no pinyin: {readings}", readings = counted(count, "reading"))
            }
            What::Unknown => {
                msg!("left out, because they are not known: {elements}", elements = counted(count, "element"))
            }
            What::Numbered => {
                msg!("numbers of lists are written out as text: {items}", items = counted(count, "item"))
            }
            What::Boxed => {
                msg!(
                    "words of text boxes stand behind the paragraph at which the box was anchored: {boxes}",
                    boxes = counted(count, "box")
                )
            }
            What::Merged => {
                msg!(
                    "cells that were merged are parted; the words stand in the first: {places}",
                    places = counted(count, "place")
                )
            }
            What::Framed => {
                msg!(
                    "taken for frames of text and pictures, not for tables: {tables}",
                    tables = counted(count, "table")
                )
            }
            What::Italic => {
                msg!("set upright: {passages} in italic", passages = counted(count, "passage"))
            }
            What::Underlined => {
                msg!("set without the line under it: {passages}", passages = counted(count, "passage"))
            }
            What::Struck => {
                msg!(
                    "struck through in the source and taken over as text: {passages}",
                    passages = counted(count, "passage")
                )
            }
            What::Coloured => {
                msg!("set in black: {passages} in colour", passages = counted(count, "passage"))
            }
            What::Linked => {
                msg!("not in the file, but linked: {pictures}", pictures = counted(count, "picture"))
            }
            What::Absent => {
                msg!(
                    "not beside the file, where it names them: {pictures}",
                    pictures = counted(count, "picture")
                )
            }
            What::Stanza => {
                msg!(
                    "this looks like verse; blank lines between stanzas are not set: {places}",
                    places = counted(count, "place")
                )
            }
            What::Placed => {
                msg!(
                    "stood in the text behind these words (`# behind` in the list to paste): {places}",
                    places = counted(count, "place")
                )
            }
            What::Levelled => {
                msg!(
                    "raised, lowered or dotted in a table or a caption, and plain now: {passages}",
                    passages = counted(count, "passage")
                )
            }
            What::Thinned => {
                msg!(
                    "bold in a table or a caption, and plain now: {passages}",
                    passages = counted(count, "passage")
                )
            }
            What::Unprintable => {
                msg!(
                    "kept as they are, but banxin does not print their kind: {pictures}",
                    pictures = counted(count, "picture")
                )
            }
            What::Cropped => {
                msg!(
                    "taken over whole, although the source shows a part: {pictures}",
                    pictures = counted(count, "picture")
                )
            }
        }
    }
}

/// The first words of a text, on one line.
pub fn first_words(text: &str) -> String {
    let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match plain.char_indices().nth(FIRST) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain,
    }
}

/// The findings about what was left, one for each kind.
pub fn findings(left: &[Left], file: FileId) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for what in What::all() {
        let these: Vec<&Left> = left.iter().filter(|left| left.what == what).collect();
        if these.is_empty() {
            continue;
        }
        let mut finding = Diagnostic::new(what.code(), what.message(these.len()));
        if let Some(severity) = what.severity() {
            finding = finding.of_severity(severity);
        }
        if what == What::Absent {
            finding = finding.help(msg!("put these files where the page names them and import it again"));
        }
        for left in these.iter().take(SHOWN) {
            finding =
                finding.at(Span::new(file, left.at.clone()), Message::verbatim(first_words(&left.text)));
        }
        found.push(finding);
    }
    found
}
