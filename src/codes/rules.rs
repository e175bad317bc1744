//! The rules of preflight (印前检查), each once: number, clause, source, what it asks and the way out.
//!
//! A rule is a variant of [`Rule`]; its code is `press-` and its number. `pdf::preflight` holds a file
//! against the rules, docs/PRESS.md tells what the writer does about each and which test shows it.
//! The texts of the standards were not at hand: clauses are named as prepress vendors' lists name them.

use super::entry::{Code, Entry, Severity};

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// ISO 15930-4 (PDF/X-1a:2003) and ISO 15930-7 (PDF/X-4).
    Standard,
    /// What newsprint holds: ISO 12647-3, WAN-IFRA and printers' specifications.
    Newsprint,
    /// What banxin asks for beyond both.
    House,
}

impl Source {
    /// The source as a reader knows it.
    pub fn title(self) -> &'static str {
        match self {
            Source::Standard => "ISO 15930-4 (PDF/X-1a:2003) and ISO 15930-7 (PDF/X-4)",
            Source::Newsprint => "newsprint: ISO 12647-3, WAN-IFRA and printers' specifications",
            Source::House => "a rule of banxin's own",
        }
    }
}

/// Makes the enumeration of rules and the table behind it, so that none can be in one and not in the
/// other.
macro_rules! rules {
    ($($rule:ident = $number:literal, $clause:literal, $source:ident {
        title: $title:literal,
        term: $term:literal,
        severity: $severity:ident $(, also: [$($also:ident),+])?,
        why: $why:literal,
        help: $help:expr,
    })+) => {
        /// A rule of preflight, by what it is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $title] $rule,)+
        }

        impl Rule {
            /// All rules, by number.
            pub const ALL: [Rule; [$($number),+].len()] = [$(Rule::$rule),+];

            /// What the files and docs call it, in a word or two.
            pub fn clause(self) -> &'static str {
                match self { $(Rule::$rule => $clause),+ }
            }

            /// Where it comes from.
            pub fn source(self) -> Source {
                match self { $(Rule::$rule => Source::$source),+ }
            }

            /// Its number, from 1.
            pub fn number(self) -> u8 {
                match self { $(Rule::$rule => $number),+ }
            }
        }

        pub(super) static ENTRIES: [Entry; Rule::ALL.len()] = [$(Entry {
            name: concat!("press-", $number),
            title: $title,
            term: $term,
            severity: Severity::$severity,
            also: &[$($(Severity::$also),+)?],
            why: $why,
            help: $help,
        }),+];
    };
}

impl Rule {
    /// The code of its findings, such as `press-16`.
    pub fn code(self) -> Code {
        Code::of(&ENTRIES[self as usize])
    }

    /// The rule that has this code.
    pub fn of(code: Code) -> Option<Rule> {
        Rule::ALL.into_iter().find(|rule| rule.code() == code)
    }
}

/// The way out of most faults of a file that another program made.
const EXPORT_AGAIN: &str = "export the file again as PDF/X-4 or PDF/X-1a:2003 from the program that made it";

rules! {
    Header = 1, "header", Standard {
        title: "header and file",
        term: "文件头、文件结构",
        severity: Error,
        why: "The file cannot be read, or its header, catalog or version is not that of the standard (PDF 1.6 or older \
              for PDF/X-4, 1.4 or older for PDF/X-1a), or a binary comment after the header is missing.",
        help: EXPORT_AGAIN,
    }
    FileId = 2, "file ID", Standard {
        title: "file ID",
        term: "文件标识",
        severity: Error,
        why: "The trailer has no file ID of two strings, by which a workflow tells versions of a page apart.",
        help: EXPORT_AGAIN,
    }
    Encryption = 3, "encryption", Standard {
        title: "encryption",
        term: "加密",
        severity: Error,
        why: "The file is encrypted, by a password or only against changes. The plate room cannot open or impose it.",
        help: "save the file without a password and without restrictions",
    }
    Info = 4, "Info", Standard {
        title: "title and dates",
        term: "文档信息",
        severity: Error,
        why: "The Info dictionary has no title, creation date or modification date, or they differ from those in the \
              XMP metadata.",
        help: EXPORT_AGAIN,
    }
    Trapping = 5, "trapping", Standard {
        title: "trapping",
        term: "补漏白",
        severity: Error,
        why: "The file does not say whether it is trapped, or says it in two ways. The plate room would trap it twice \
              or not at all.",
        help: "set Trapped to True or False in the export",
    }
    Claim = 6, "claim", Standard {
        title: "claim of the standard",
        term: "PDF/X 标识",
        severity: Error,
        why: "The file does not say that it keeps to the standard it is held against.",
        help: EXPORT_AGAIN,
    }
    Xmp = 7, "XMP", Standard {
        title: "XMP metadata",
        term: "XMP 元数据",
        severity: Error,
        why: "The XMP metadata are missing, compressed, not XML, or lack an entry that the standard asks for.",
        help: EXPORT_AGAIN,
    }
    OutputIntent = 8, "output intent", Standard {
        title: "output intent",
        term: "输出意图",
        severity: Error,
        why: "The file must have exactly one output intent for PDF/X, which says for which press its inks are meant.",
        help: "export the file with the profile of the press as its only output intent",
    }
    Condition = 9, "condition", Standard {
        title: "name of the printing condition",
        term: "印刷条件",
        severity: Error,
        why: "The output intent does not name the printing condition (OutputConditionIdentifier and Info).",
        help: "name the printing condition in the output intent",
    }
    Profile = 10, "profile", Standard {
        title: "profile of the press",
        term: "输出特性文件",
        severity: Error,
        why: "The output intent has no profile, or its profile is damaged or not that of a CMYK printer.",
        help: "embed the CMYK profile of the press, of the class of printers (prtr)",
    }
    PageBoxes = 11, "boxes", Standard {
        title: "media box and trim box",
        term: "裁切框、成品框",
        severity: Error,
        why: "Each page needs a media box and either a trim box or an art box; otherwise nobody knows where the page \
              is to be cut.",
        help: "export the file with a trim box and without an art box",
    }
    BoxesNested = 12, "boxes", Standard {
        title: "boxes inside each other",
        term: "页面框嵌套",
        severity: Error,
        why: "The trim box must lie inside the bleed box, and the bleed box inside the media box; no box may be empty, \
              and a crop box must not cut the bleed off.",
        help: "export the file with the right trim size and bleed",
    }
    BleedBox = 13, "BleedBox", House {
        title: "bleed box",
        term: "出血框",
        severity: Error,
        why: "A page has no bleed box, so that nobody knows how far its pictures reach over the trim.",
        help: "export the file with a bleed box, even if nothing bleeds",
    }
    FontsEmbedded = 14, "fonts", Standard {
        title: "fonts embedded",
        term: "字体嵌入",
        severity: Error,
        why: "A font is used and not embedded, or embedded in a form that the standard does not know. The press would \
              set another font in its place.",
        help: "embed all fonts, or convert the text to outlines",
    }
    FontWidths = 15, "fonts", Standard {
        title: "widths and characters of fonts",
        term: "字宽、字符映射",
        severity: Error, also: [Warning],
        why: "The widths in the file are not those of the font program, so letters may print in the wrong place; or the \
              font does not say which characters its glyphs are, so text cannot be searched.",
        help: "export the file with another program or another version of the font",
    }
    ColourSpaces = 16, "colour", Standard {
        title: "colour spaces",
        term: "颜色空间",
        severity: Error, also: [Warning],
        why: "Something is in RGB, or in a colour that a profile describes. PDF/X-1a allows only CMYK, gray and spot \
              colours; in PDF/X-4 colours with a profile are converted at the printer (a warning), where black text may \
              come out on four plates.",
        help: "convert the file to the CMYK of the press",
    }
    SpotColours = 17, "spot", Standard {
        title: "spot colours",
        term: "专色",
        severity: Error, also: [Warning],
        why: "A spot colour has one alternate colour or tint in one place and another elsewhere, so proofs show one of \
              them wrong. Two names that differ only in blanks, case or the ending C, CVC or U are probably one ink, \
              which would come on two plates (a warning).",
        help: "give every use of a spot colour the same alternate colour",
    }
    Transparency = 18, "transparency", Standard {
        title: "transparency",
        term: "透明",
        severity: Error,
        why: "PDF/X-1a has no transparency, and this file uses it; or a transparency group of a PDF/X-4 page is not in \
              CMYK.",
        help: "flatten transparency in the export, or send PDF/X-4",
    }
    Layers = 19, "layers", Standard {
        title: "layers",
        term: "图层",
        severity: Error,
        why: "PDF/X-1a has no layers; in PDF/X-4 they must not switch on and off by themselves. The press may print \
              something else than the proof shows.",
        help: "flatten the layers in the export",
    }
    Filters = 20, "filters", Standard {
        title: "compression",
        term: "压缩方式",
        severity: Error,
        why: "A part of the file is compressed in a way that the standard forbids (LZW, Crypt; JBIG2 and JPEG 2000 in \
              PDF/X-1a).",
        help: EXPORT_AGAIN,
    }
    GraphicsStates = 21, "states", Standard {
        title: "transfer functions and halftones",
        term: "传递函数、网屏",
        severity: Error,
        why: "A graphics state changes tones or screens, which is the business of the press alone; or one is used that \
              the file does not define.",
        help: "export the file without transfer functions and halftones",
    }
    PlacedObjects = 22, "objects", Standard {
        title: "pictures and forms",
        term: "外部对象、OPI",
        severity: Error,
        why: "The file contains PostScript, stands in for a picture that lies elsewhere (OPI, reference, another file), \
              has another picture for printing, or uses an object that it does not define.",
        help: "embed all pictures; export without OPI and PostScript",
    }
    Annotations = 23, "annotations", Standard {
        title: "annotations",
        term: "注释、表单",
        severity: Error,
        why: "A comment, link or form field lies on the printed page.",
        help: "take comments, links and form fields out of the page",
    }
    Actions = 24, "actions", Standard {
        title: "actions and scripts",
        term: "动作、脚本",
        severity: Error,
        why: "The file does something when it is opened or clicked. A press file must not.",
        help: "take actions and scripts out",
    }
    Operators = 25, "operators", Standard {
        title: "operators of the page",
        term: "操作符",
        severity: Error, also: [Note],
        why: "The content of a page cannot be read, uses operators that its version of PDF does not have, or does not \
              restore what it saves. What preflight does not look into is told as a note.",
        help: EXPORT_AGAIN,
    }
    Separations = 26, "separations", Standard {
        title: "pages that are separated already",
        term: "预分色",
        severity: Error,
        why: "The page is one plate of a page and not the whole page.",
        help: "send the page as one composite, not separated",
    }
    BlackText = 27, "black text", Newsprint {
        title: "black text",
        term: "黑色文字",
        severity: Error, also: [Warning],
        why: "Black text must print from the black plate alone and overprint what lies below it. From several plates it \
              is not sharp, and text that knocks out shows white edges. Black in DeviceGray overprints on some machines \
              only, which is a warning.",
        help: "set the text in black ink (K 100) alone and let it overprint",
    }
    TotalInk = 28, "total ink", Newsprint {
        title: "total ink",
        term: "总墨量、油墨总量",
        severity: Error, also: [Note],
        why: "The inks of all plates add up to more than newsprint takes: the ink sets off on the next sheet and shows \
              through. What is over the 220 % that ISO 12647-3 advises and within the limit is a note. The \
              registration colour, which prints on all plates, is for marks only.",
        help: "use less of each ink there",
    }
    Resolution = 29, "resolution", Newsprint {
        title: "resolution of pictures",
        term: "图片精度",
        severity: Warning, also: [Error],
        why: "A picture has fewer than 200 pixels to the inch at its size on the page (fewer than 150 is an error), or \
              line art fewer than 600. It prints coarse or in steps.",
        help: "place a larger picture, or show this one smaller",
    }
    ThinRules = 30, "rules", Newsprint {
        title: "thin rules",
        term: "细线",
        severity: Warning,
        why: "A rule is thinner than 0.5 pt. Newsprint breaks it up.",
        help: "make the rule 0.5 pt or more",
    }
    RulesInSeveralInks = 31, "rules", Newsprint {
        title: "rules in several inks",
        term: "套色细线",
        severity: Note,
        why: "A rule of at most 4 pt is printed from several plates, which never meet exactly: its edges show colours.",
        help: "print the rule in one ink, or accept it where a house prints red rules (套红)",
    }
    ReversedType = 32, "reversed type", Newsprint {
        title: "reversed type",
        term: "反白字",
        severity: Warning,
        why: "White letters of less than 10 pt (12 pt where several inks lie below) fill in on newsprint.",
        help: "make the letters larger, or print them dark on light",
    }
    ColouredType = 33, "coloured type", Newsprint {
        title: "small coloured type",
        term: "彩色小字",
        severity: Warning,
        why: "Letters of less than 12 pt are printed from several plates, which never meet exactly: they are not sharp.",
        help: "print them in one ink, or at 12 pt or more",
    }
    SmallType = 34, "small type", Newsprint {
        title: "small type",
        term: "小字",
        severity: Note,
        why: "Letters are smaller than 7 pt, which is the least that newsprint holds.",
        help: "make the letters 7 pt or more",
    }
    MissingCharacters = 35, "missing characters", House {
        title: "missing characters",
        term: "缺字",
        severity: Error,
        why: "The page shows a character that its font does not have. A box or nothing is printed.",
        help: "choose another font for the character",
    }
    InvisibleText = 36, "invisible text", House {
        title: "invisible text",
        term: "隐形文字",
        severity: Note,
        why: "The page has text that does not print, such as the text layer of a scan.",
        help: "nothing is to be done, unless the text should be printed",
    }
    WhiteOverprint = 37, "white", Newsprint {
        title: "white that overprints",
        term: "白字叠印",
        severity: Error,
        why: "White is paper: it prints only by keeping ink away. White that is set to overprint leaves the ink under it \
              as it is, so it is not seen.",
        help: "take overprint off the white object and export the file again",
    }
    FaintTints = 38, "faint tints", Newsprint {
        title: "tints too faint to print",
        term: "浅网",
        severity: Warning,
        why: "An area, a rule or letters are printed as a tint of less than 3 %. Newsprint does not hold dots that \
              small: the tint disappears or comes out in patches.",
        help: "make the tint 3 % or more, or leave the place white",
    }
}
