//! What a file is, by its first bytes and not by its name: the one table of kinds of files (文件格式) that come in where
//! another kind is wanted, and how each is saved so that it can be used.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::message::{Message, Word, msg, word};

use std::path::Path;

/// What a file is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A picture or a drawing.
    Picture,
    /// A text: a manuscript, a table, an issue or a layout.
    Text,
    /// A font.
    Font,
    /// A colour profile.
    Profile,
}

/// Words that are there in both languages.
type Said = fn() -> Word;

/// A kind of file: how it begins, what it is called, and how it comes into a picture or a text.
struct Row {
    signs: &'static [(usize, &'static [u8])],
    /// The ending of its name, for pictures and drawings; else empty.
    ending: &'static str,
    name: Said,
    picture: Said,
    text: Said,
}

fn as_tiff() -> Word {
    word("open it in the program that made it and save it as TIFF, PNG or JPEG")
}

fn as_pdf() -> Word {
    word("save or export it as PDF/X and place that")
}

fn unpack() -> Word {
    word("unpack it and name the file that was in it")
}

fn no_text() -> Word {
    word("name the text itself")
}

fn import() -> Word {
    word("`banxin import FILE DIR` makes a manuscript of it")
}

fn as_docx() -> Word {
    word("open it in Word or WPS and save it as DOCX, which `banxin import` reads")
}

fn as_csv() -> Word {
    word("save the sheet as CSV in UTF-8")
}

fn place() -> Word {
    word("place it with [[page.picture]] or [[page.ad]], not as a text")
}

fn words_only() -> Word {
    word("copy its words into a manuscript, and take its pictures out as files of their own")
}

/// The kinds; the first whose signs all stand decides.
const ROWS: [Row; 30] = [
    Row {
        signs: &[(0, b"\xFF\xD8\xFF")],
        ending: "jpg",
        name: || word("a JPEG picture"),
        picture: as_tiff,
        text: place,
    },
    Row {
        signs: &[(0, b"\x89PNG\r\n\x1A\n")],
        ending: "png",
        name: || word("a PNG picture"),
        picture: as_tiff,
        text: place,
    },
    Row {
        signs: &[(0, b"II*\0")],
        ending: "tif",
        name: || word("a TIFF picture"),
        picture: as_tiff,
        text: place,
    },
    Row {
        signs: &[(0, b"MM\0*")],
        ending: "tif",
        name: || word("a TIFF picture"),
        picture: as_tiff,
        text: place,
    },
    Row {
        signs: &[(0, b"GIF8")],
        ending: "gif",
        name: || word("a GIF picture"),
        picture: as_tiff,
        text: place,
    },
    Row {
        signs: &[(0, b"RIFF"), (8, b"WEBP")],
        ending: "webp",
        name: || word("a WebP picture"),
        picture: as_tiff,
        text: place,
    },
    Row {
        signs: &[(4, b"ftypavi")],
        ending: "avif",
        name: || word("an AVIF picture"),
        picture: as_tiff,
        text: place,
    },
    Row {
        signs: &[(4, b"ftyphe")],
        ending: "heic",
        name: || word("a HEIC photograph of a telephone"),
        picture: as_tiff,
        text: place,
    },
    Row {
        signs: &[(4, b"ftypmif1")],
        ending: "heic",
        name: || word("a HEIC photograph of a telephone"),
        picture: as_tiff,
        text: place,
    },
    Row {
        signs: &[(4, b"ftyp")],
        ending: "",
        name: || word("a film (MP4, MOV)"),
        picture: || word("take a still picture out of it"),
        text: no_text,
    },
    Row {
        signs: &[(0, b"8BPS")],
        ending: "psd",
        name: || word("a Photoshop file (PSD)"),
        picture: || word("save it in Photoshop as TIFF, flattened, in the CMYK of the press"),
        text: place,
    },
    Row {
        signs: &[(0, b"BM"), (6, b"\0\0\0\0")],
        ending: "bmp",
        name: || word("a BMP picture"),
        picture: as_tiff,
        text: place,
    },
    Row {
        signs: &[(0, b"%PDF")],
        ending: "",
        name: || word("a PDF"),
        picture: as_pdf,
        text: || word("place it with [[page.picture]] or [[page.ad]]; for its words ask for the Word file"),
    },
    Row {
        signs: &[(0, b"%!PS")],
        ending: "eps",
        name: || word("an EPS or PostScript file"),
        picture: as_pdf,
        text: place,
    },
    Row {
        signs: &[(0, b"\xC5\xD0\xD3\xC6")],
        ending: "eps",
        name: || word("an EPS or PostScript file"),
        picture: as_pdf,
        text: place,
    },
    Row {
        signs: &[(0, b"\x06\x06\xED\xF5\xD8\x1D\x46\xE5")],
        ending: "",
        name: || word("an InDesign document (INDD)"),
        picture: as_pdf,
        text: || word("export the story from InDesign as plain text or RTF, and import that through Word"),
    },
    Row {
        signs: &[(0, b"{\\rtf")],
        ending: "",
        name: || word("an RTF file"),
        picture: words_only,
        text: as_docx,
    },
    Row {
        signs: &[(0, b"Rar!")],
        ending: "",
        name: || word("an archive (RAR)"),
        picture: unpack,
        text: unpack,
    },
    Row {
        signs: &[(0, b"7z\xBC\xAF\x27\x1C")],
        ending: "",
        name: || word("an archive (7z)"),
        picture: unpack,
        text: unpack,
    },
    Row {
        signs: &[(0, b"BZh")],
        ending: "",
        name: || word("a packed file (bzip2, xz)"),
        picture: unpack,
        text: unpack,
    },
    Row {
        signs: &[(0, b"\xFD7zXZ")],
        ending: "",
        name: || word("a packed file (bzip2, xz)"),
        picture: unpack,
        text: unpack,
    },
    Row {
        signs: &[(0, b"\xD7\xCD\xC6\x9A")],
        ending: "wmf",
        name: || word("a metafile of Windows (WMF, EMF)"),
        picture: as_pdf,
        text: place,
    },
    Row {
        signs: &[(0, b"\x01\0\0\0"), (40, b" EMF")],
        ending: "emf",
        name: || word("a metafile of Windows (WMF, EMF)"),
        picture: as_pdf,
        text: place,
    },
    Row {
        signs: &[(0, b"\x1F\x8B")],
        ending: "",
        name: || word("a packed file (gzip)"),
        picture: unpack,
        text: unpack,
    },
    Row {
        signs: &[(0, b"\0\x01\0\0")],
        ending: "",
        name: || word("a font"),
        picture: || word("name it in [faces] of the layout"),
        text: || word("name it in [faces] of the layout"),
    },
    Row {
        signs: &[(0, b"OTTO")],
        ending: "",
        name: || word("a font"),
        picture: || word("name it in [faces] of the layout"),
        text: || word("name it in [faces] of the layout"),
    },
    Row {
        signs: &[(0, b"wOF2")],
        ending: "",
        name: || word("a web font (WOFF)"),
        picture: || word("unpack it to OTF or TTF"),
        text: || word("unpack it to OTF or TTF"),
    },
    Row {
        signs: &[(0, b"wOFF")],
        ending: "",
        name: || word("a web font (WOFF)"),
        picture: || word("unpack it to OTF or TTF"),
        text: || word("unpack it to OTF or TTF"),
    },
    Row {
        signs: &[(0, b"\0"), (36, b"acsp")],
        ending: "",
        name: || word("a colour profile (ICC)"),
        picture: || word("name it as `profile` in [press] of the layout"),
        text: || word("name it as `profile` in [press] of the layout"),
    },
    Row {
        signs: &[(0, b"ID3"), (4, b"\0")],
        ending: "",
        name: || word("a sound file"),
        picture: || word("name a picture"),
        text: no_text,
    },
];

/// What is in a container of the ZIP kind, by a name in it.
const ZIPS: [(&[u8], Said, Said); 7] = [
    (b"word/document", || word("a Word file (DOCX)"), import),
    (b"xl/", || word("an Excel file (XLSX)"), as_csv),
    (b"ppt/", || word("a PowerPoint file (PPTX)"), words_only),
    (b"opendocument.text", || word("an OpenDocument text (ODT)"), import),
    (b"opendocument.spreadsheet", || word("an OpenDocument sheet (ODS)"), as_csv),
    (
        b"designmap.xml",
        || word("an InDesign document (IDML)"),
        || word("export the story from InDesign as plain text or RTF, and import that through Word"),
    ),
    (b"PK", || word("an archive (ZIP)"), unpack),
];

/// What is in a container of Microsoft's older kind, by a name in its directory.
const OLES: [(&str, Said, Said); 7] = [
    ("EncryptedPackage", || word("an Office file with a password"), || word("save it without the password")),
    ("Workbook", || word("an Excel file (XLS)"), as_csv),
    ("Book", || word("an Excel file (XLS)"), as_csv),
    ("PowerPoint Document", || word("a PowerPoint file (PPT)"), words_only),
    ("WpsDocument", || word("a WPS file"), as_docx),
    ("WordDocument", || word("a Word file (DOC)"), as_docx),
    ("", || word("an old Office file"), as_docx),
];

/// What a file is called and how it is used for `wanted`; `None` for what is not known, and for text.
pub(crate) fn of(bytes: &[u8], wanted: Use) -> Option<(Word, Word)> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let (_, name, text) = ZIPS.iter().find(|(sign, ..)| contains(bytes, sign))?;
        let picture = || word("take the pictures out of it (`banxin import` does) and name them");
        return Some((name(), if wanted == Use::Text { text() } else { picture() }));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        // Its directory stands anywhere in the file.
        let has = |name: &str| {
            let sign = wide(name);
            sign.is_empty() || bytes.windows(sign.len()).any(|window| window == sign)
        };
        let (_, name, text) = OLES.iter().find(|(sign, ..)| has(sign))?;
        return Some((name(), if wanted == Use::Text { text() } else { words_only() }));
    }
    if let Some(row) = row(bytes) {
        // What is wanted, and cannot be read: it is damaged.
        let is_font = |sign: &[u8]| matches!(sign, b"OTTO" | b"\0\x01\0\0");
        let is_wanted = match wanted {
            Use::Font => row.signs.iter().any(|(_, sign)| is_font(sign)),
            Use::Profile => row.signs.iter().any(|(_, sign)| sign == b"acsp"),
            Use::Picture | Use::Text => false,
        };
        if is_wanted {
            return None;
        }
        let help = match wanted {
            Use::Picture => row.picture,
            Use::Text => row.text,
            Use::Font => || word("give an OpenType or TrueType file (.otf, .ttf, .ttc, .otc)"),
            Use::Profile => || word("give the ICC profile of the press (.icc, .icm)"),
        };
        return Some(((row.name)(), help()));
    }
    if wanted == Use::Text {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    match () {
        () if is_svg(bytes) => Some((word("a drawing (SVG)"), word("let its name end in .svg"))),
        () if head.starts_with("<!doctype html") || head.starts_with("<html") => Some((
            word("a page of the web (HTML)"),
            word("fetch the picture itself, not the page that shows it"),
        )),
        () if wanted == Use::Picture
            && !bytes.is_empty()
            && !bytes.contains(&0)
            && std::str::from_utf8(bytes).is_ok() =>
        {
            Some((word("a text"), word("name the file that is meant")))
        }
        () => None,
    }
}

/// The row whose signs all stand. A PDF may have something before its sign.
fn row(bytes: &[u8]) -> Option<&'static Row> {
    let stands = |(at, sign): &(usize, &[u8])| bytes.get(*at..).is_some_and(|rest| rest.starts_with(sign));
    ROWS.iter().find(|row| row.signs.iter().all(stands)).or_else(|| {
        let start = &bytes[..bytes.len().min(1024)];
        let is_pdf = start.windows(5).any(|window| window == b"%PDF-");
        ROWS.iter().find(|row| is_pdf && row.signs[0].1 == b"%PDF")
    })
}

/// The ending of a picture's name, by its first bytes.
pub(crate) fn picture_extension(bytes: &[u8]) -> Option<&'static str> {
    match row(bytes) {
        Some(row) => Some(row.ending).filter(|ending| !ending.is_empty()),
        None => is_svg(bytes).then_some("svg"),
    }
}

/// Whether banxin prints pictures whose names end so.
pub(crate) fn is_printed(extension: &str) -> bool {
    matches!(extension, "jpg" | "png" | "tif" | "gif" | "webp" | "svg" | "pdf")
}

/// Bytes in which the first element of a file must begin: drawing programs write long declarations before it.
pub(crate) const HEAD: usize = 64 << 10;

/// Whether the root element of a file is `svg` and nothing stands behind it: a page may begin with the drawing of a logo.
fn is_svg(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if !start.trim_ascii_start().starts_with(b"<") {
        return false;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    if root_element(&head).as_deref() != Some("svg") {
        return false;
    }
    let Some(end) = bytes.windows(6).rposition(|window| window.eq_ignore_ascii_case(b"</svg>")) else {
        return true;
    };
    let behind = bytes[end + 6..].trim_ascii();
    behind.is_empty() || behind.starts_with(b"<!--") || behind.starts_with(b"<?")
}

/// The name of the first element of markup in small letters and without its prefix, past declarations and comments.
pub(crate) fn root_element(text: &str) -> Option<String> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->")? + 3,
            _ if rest.starts_with("<?") => rest.find("?>")? + 2,
            _ if rest.starts_with("<!") => {
                // A document type may have declarations of its own in brackets.
                let close = rest.find('>')?;
                match rest[..close].find('[') {
                    Some(open) => {
                        open + rest[open..]
                            .find(']')
                            .and_then(|at| Some(at + rest[open + at..].find('>')? + 1))?
                    }
                    None => close + 1,
                }
            }
            _ => break,
        };
        rest = rest[end..].trim_start();
    }
    let tag = rest.strip_prefix('<')?;
    let name = &tag[..tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len())];
    let name = name.rsplit(':').next().unwrap_or_default().to_lowercase();
    (!name.is_empty()).then_some(name)
}

fn contains(bytes: &[u8], sign: &[u8]) -> bool {
    // The names of the files in a container stand at its start or at its end.
    const ENDS: usize = 1 << 20;
    let (start, end) = (&bytes[..bytes.len().min(ENDS)], &bytes[bytes.len().saturating_sub(ENDS)..]);
    sign.is_empty() || [start, end].iter().any(|part| part.windows(sign.len()).any(|window| window == sign))
}

/// The finding about a file that is another kind than is wanted; `None` if its kind is not known.
pub fn wrong(bytes: &[u8], wanted: Use, path: &Path, said: Option<&Span>) -> Option<Diagnostic> {
    let (kind, help) = of(bytes, wanted)?;
    let file = path.display();
    let message: Message = match wanted {
        Use::Picture => msg!("{file} is {kind}, which is not printed as it is", file, kind),
        Use::Text => msg!("{file} is {kind}, not a text", file, kind),
        Use::Font => msg!("{file} is {kind}, not a font that can be used", file, kind),
        Use::Profile => msg!("{file} is {kind}, not a colour profile", file, kind),
    };
    let code = if wanted == Use::Picture { codes::PICTURE_KIND } else { codes::WRONG_KIND };
    let finding = Diagnostic::new(code, message).in_file(path).help(help);
    Some(match said {
        Some(said) => finding.here(said.clone()),
        None => finding,
    })
}

/// Characters that no page of news is without, in both scripts.
const COMMON: &str = "，。、的一是不了在人有本报報记記者年月日";

/// The encoding that bytes which are not UTF-8 are probably in; `None` for one that is not of Chinese text.
pub fn encoding(bytes: &[u8]) -> Option<&'static str> {
    use encoding_rs::{BIG5, GB18030, UTF_16BE, UTF_16LE};
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Some("UTF-16");
    }
    let is_wide = bytes.contains(&0)
        && [UTF_16LE, UTF_16BE].iter().any(|encoding| {
            let (text, _, broken) = encoding.decode(bytes);
            !broken && text.chars().all(|letter| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t'))
        });
    if is_wide {
        return Some("UTF-16");
    }
    let reads = |encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    };
    match (reads(GB18030), reads(BIG5)) {
        (true, false) => Some("GBK"),
        (false, true) => Some("Big5"),
        (false, false) => None,
        (true, true) => {
            let common = |encoding: &'static encoding_rs::Encoding| {
                let (text, ..) = encoding.decode(bytes);
                text.chars().filter(|letter| COMMON.contains(*letter)).count()
            };
            Some(if common(BIG5) > common(GB18030) { "Big5" } else { "GBK" })
        }
    }
}
