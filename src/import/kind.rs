//! What a file is, by its first bytes and not by its name.

use encoding_rs::Encoding;

use super::container::{Container, Fault};
use super::encoding;
use crate::diagnostic::floor_char_boundary;
use crate::keys::Words as _;
use crate::read::FrontKey;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Word file (DOCX).
    Docx,
    /// OpenDocument text (ODT).
    Odt,
    /// Plain text.
    Text,
    /// A page of the web.
    Html,
    /// News in the exchange format of GB/T 20092.
    Cnml,
    /// A manuscript of banxin's own.
    Manuscript,
    /// A picture that banxin prints, by the ending of its name.
    Picture(&'static str),
    /// Something that is not read.
    Other(Other),
}

/// A kind of file that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// Word 97–2003, and WPS's own (OLE).
    Doc,
    /// A Word, Excel or PowerPoint file with a password.
    Encrypted,
    /// Excel, of either kind.
    Sheet,
    /// PowerPoint, of either kind.
    Slides,
    /// RTF.
    Rtf,
    /// PDF.
    Pdf,
    /// A container of mail or of the web (MHT, EML).
    Mail,
    /// An archive.
    Archive,
    /// XML that is no CNML, such as Word 2003 XML.
    Xml,
    /// A picture that banxin does not print.
    Picture,
    /// Nothing at all.
    Empty,
    /// No text, and nothing that is known.
    Unknown,
}

/// The ending of a picture's name, by its first bytes.
pub fn picture_extension(bytes: &[u8]) -> Option<&'static str> {
    let starts = |sign: &[u8]| bytes.starts_with(sign);
    let at = |place: usize, sign: &[u8]| bytes.get(place..).is_some_and(|rest| rest.starts_with(sign));
    Some(match () {
        () if starts(b"\xFF\xD8\xFF") => "jpg",
        () if starts(b"\x89PNG\r\n\x1A\n") => "png",
        () if starts(b"II*\0") || starts(b"MM\0*") => "tif",
        () if starts(b"GIF8") => "gif",
        () if starts(b"BM") && at(6, b"\0\0\0\0") => "bmp",
        () if starts(b"RIFF") && at(8, b"WEBP") => "webp",
        () if at(4, b"ftypavif") => "avif",
        () if at(4, b"ftypheic") || at(4, b"ftypheix") || at(4, b"ftypmif1") => "heic",
        () if starts(b"8BPS") => "psd",
        () if starts(b"\xD7\xCD\xC6\x9A") => "wmf",
        () if starts(b"\x01\0\0\0") && at(40, b" EMF") => "emf",
        () if starts(b"%!PS") => "eps",
        () if is_svg(bytes) => "svg",
        () => return None,
    })
}

/// Whether banxin prints pictures whose names end so.
pub fn is_printed(extension: &str) -> bool {
    matches!(extension, "jpg" | "png" | "tif" | "gif" | "webp" | "svg" | "pdf")
}

/// Bytes in which the first element of a file must begin: drawing programs write long declarations before it.
const HEAD: usize = 64 << 10;

/// Whether the root element of a file is `svg` and nothing stands behind it: a page may begin with the drawing of a logo.
fn is_svg(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if !start.trim_ascii_start().starts_with(b"<") {
        return false;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    if root(&head).as_deref() != Some("svg") {
        return false;
    }
    let Some(end) = bytes.windows(6).rposition(|window| window.eq_ignore_ascii_case(b"</svg>")) else {
        return true;
    };
    let behind = bytes[end + 6..].trim_ascii();
    behind.is_empty() || behind.starts_with(b"<!--") || behind.starts_with(b"<?")
}

/// The name of the first element in small letters and without its prefix, past declarations and comments.
fn root(text: &str) -> Option<String> {
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

/// What a file is. `ending` is that of its name in small letters, which decides between text and manuscript alone;
/// `given` is the encoding that the user names.
pub fn of(bytes: &[u8], ending: &str, given: Option<&'static Encoding>) -> Kind {
    if bytes.is_empty() {
        return Kind::Other(Other::Empty);
    }
    if let Some(extension) = picture_extension(bytes) {
        return if is_printed(extension) { Kind::Picture(extension) } else { Kind::Other(Other::Picture) };
    }
    let starts = |sign: &[u8]| bytes.starts_with(sign);
    let start = &bytes[..bytes.len().min(1024)];
    match () {
        () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => return of_zip(bytes),
        () if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") => return Kind::Other(of_ole(bytes)),
        () if starts(b"{\\rtf") => return Kind::Other(Other::Rtf),
        () if start.windows(5).any(|window| window == b"%PDF-") => return Kind::Other(Other::Pdf),
        () if [&b"Rar!"[..], b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B", b"BZh", b"\xFD7zXZ"]
            .iter()
            .any(|sign| starts(sign)) =>
        {
            return Kind::Other(Other::Archive);
        }
        () => {}
    }
    let Some(decoded) = encoding::decode(bytes, given, |_| None) else { return Kind::Other(Other::Unknown) };
    of_text(&decoded.text, ending)
}

fn of_text(text: &str, ending: &str) -> Kind {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let head: String = start.chars().take(4096).collect::<String>().to_lowercase();
    if head.starts_with("mime-version:") || head.contains("\ncontent-type: multipart/related") {
        return Kind::Other(Other::Mail);
    }
    let root = root(&text[..floor_char_boundary(text, HEAD)]);
    match root.as_deref() {
        _ if head.starts_with("<!doctype html") => return Kind::Html,
        // A drawing alone was recognised before; this one begins a page.
        Some("html" | "svg") => return Kind::Html,
        Some("cnml") => return Kind::Cnml,
        _ if head.starts_with("<?xml") || head.starts_with("<!doctype") => return Kind::Other(Other::Xml),
        _ => {}
    }
    let is_web = ["htm", "html", "shtml", "xhtml"].contains(&ending);
    let has_tags = ["<p", "<div", "<br", "<h1", "<span", "<table"].iter().any(|tag| head.contains(tag));
    if (is_web && head.contains('<')) || (has_tags && head.contains("</") && head.starts_with('<')) {
        return Kind::Html;
    }
    if ending == "md" && is_manuscript(text) { Kind::Manuscript } else { Kind::Text }
}

/// Whether Markdown is a manuscript of banxin's: it begins with front matter.
fn is_manuscript(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').trim_start().lines().next().unwrap_or_default().trim();
    let is_key = |word: &str| FrontKey::of_word(word.trim()).is_some();
    (first.len() >= 3 && first.bytes().all(|byte| byte == b'-'))
        || first.split_once([':', '：']).is_some_and(|(word, _)| is_key(word))
}

fn of_zip(bytes: &[u8]) -> Kind {
    let mut container = match Container::open(bytes) {
        Ok(container) => container,
        // Half copied: what it was cannot be told for certain, and its reader says that it is damaged.
        Err(Fault::Damaged(_)) => return Kind::Docx,
        Err(_) => return Kind::Other(Other::Archive),
    };
    // OpenDocument says in a file of its own what it is, and again in its list of files.
    let said = ["mimetype", "META-INF/manifest.xml"].map(|part| container.text(part).unwrap_or_default());
    let says = |kind: &[u8]| said.iter().any(|said| contains(said, kind));
    if says(b"opendocument.text") {
        return Kind::Odt;
    }
    let has = |start: &str| container.names().any(|name| name.starts_with(start));
    Kind::Other(match () {
        () if has("word/") => return Kind::Docx,
        () if has("[content_types].xml")
            && contains(bytes, b"_rels/.rels")
            && !has("xl/")
            && !has("ppt/") =>
        {
            return Kind::Docx;
        }
        () if has("xl/") || says(b"opendocument.spreadsheet") => Other::Sheet,
        () if has("ppt/") || says(b"opendocument.presentation") => Other::Slides,
        () => Other::Archive,
    })
}

fn of_ole(bytes: &[u8]) -> Other {
    // Names in the directory of an OLE container are UTF-16.
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &name)
    };
    match () {
        () if has("EncryptedPackage") => Other::Encrypted,
        () if has("Workbook") || has("Book") => Other::Sheet,
        () if has("PowerPoint Document") => Other::Slides,
        () => Other::Doc,
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_has_svg_as_its_root_and_nothing_behind_it() {
        let of = |text: &str| of(text.as_bytes(), "", None);
        let logo = "<svg viewBox='0 0 9 9'><path d='M0 0'/></svg>";
        for page in [
            format!("<!DOCTYPE html><html><body>{logo}<p>正文</p></body></html>"),
            format!("<div class=logo>{logo}</div><p>正文</p>"),
            format!("<html>{logo}<p>正文</p>"),
            format!("{logo}<p>正文</p>"),
            format!("<!-- 页头 --><html>{logo}</html>"),
        ] {
            assert_eq!(of(&page), Kind::Html, "{page}");
        }
        let long = "<!-- 很长 -->".repeat(500);
        for drawing in [
            logo.to_owned(),
            format!("<?xml version='1.0'?>\n<!DOCTYPE svg [<!ENTITY a \"b>c\">]>\n{long}{logo}\n<!-- 完 -->"),
            "<svg:svg xmlns:svg='s'/>".to_owned(),
        ] {
            assert_eq!(of(&drawing), Kind::Picture("svg"), "{drawing}");
        }
        assert_eq!(of("<CNML><Items><svg/></Items></CNML>"), Kind::Cnml);
        assert_eq!(of("他写道：<svg 是一种图。"), Kind::Text);
    }

    #[test]
    fn containers_that_are_cut_off_are_not_called_archives() {
        let of = |bytes: &[u8]| of(bytes, "docx", None);
        assert_eq!(of(b"PK\x03\x04\x14\0\0\0[Content_Types].xml"), Kind::Docx);
        assert_eq!(of(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), Kind::Other(Other::Archive));
    }

    #[test]
    fn markdown_is_a_manuscript_where_it_has_front_matter() {
        let of = |text: &str| of(text.as_bytes(), "md", None);
        assert_eq!(of("---\nheadline: 题\n---\n一段。"), Kind::Manuscript);
        assert_eq!(of("headline: 题\n\n一段。"), Kind::Manuscript);
        assert_eq!(of("# 题\n\n一段。"), Kind::Text);
        assert_eq!(of("注意：今天停水。"), Kind::Text);
    }

    #[test]
    fn files_are_known_by_their_bytes() {
        let of = |bytes: &[u8]| of(bytes, "doc", None);
        assert_eq!(of(b"{\\rtf1\\ansi"), Kind::Other(Other::Rtf));
        assert_eq!(of(b"%PDF-1.7"), Kind::Other(Other::Pdf));
        assert_eq!(of(b"\xFF\xD8\xFF\xE0"), Kind::Picture("jpg"));
        assert_eq!(of(b"GIF89a"), Kind::Picture("gif"));
        assert_eq!(of(b"8BPS\0\x01"), Kind::Other(Other::Picture));
        assert_eq!(of("<!DOCTYPE html><p>字".as_bytes()), Kind::Html);
        assert_eq!(of("<p>字</p>".as_bytes()), Kind::Html);
        assert_eq!(of("<?xml version='1.0'?>\n<!-- a -->\n<CNML>".as_bytes()), Kind::Cnml);
        assert_eq!(of("<?xml version='1.0'?><w:wordDocument>".as_bytes()), Kind::Other(Other::Xml));
        assert_eq!(of("5 < 6，字".as_bytes()), Kind::Text);
        assert_eq!(of(b""), Kind::Other(Other::Empty));
        assert_eq!(of(&[1, 0, 0, 0, 9, 0, 0, 3]), Kind::Other(Other::Unknown));
        let ole =
            [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"]
                .concat();
        assert_eq!(of(&ole), Kind::Other(Other::Encrypted));
    }
}
