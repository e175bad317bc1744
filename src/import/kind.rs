//! What a file is, by its first bytes and not by its name.

use encoding_rs::Encoding;

use super::container::{Container, Fault};
use super::encoding;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Word file (DOCX).
    Docx,
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
    /// OpenDocument text.
    Odt,
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
    matches!(extension, "jpg" | "png" | "tif" | "svg" | "pdf")
}

fn is_svg(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(2048)];
    let text = String::from_utf8_lossy(start);
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<') && text.contains("<svg")
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
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Kind::Html;
    }
    if head.starts_with("<?xml") || head.starts_with("<cnml") || head.starts_with("<!doctype") {
        // The first element that is no declaration and no comment.
        let root = head.split('<').skip(1).find(|tag| !tag.starts_with(['?', '!', '/']) && !tag.is_empty());
        let name =
            root.unwrap_or_default().split([' ', '>', '/', '\n', '\r', '\t']).next().unwrap_or_default();
        return match name.rsplit(':').next().unwrap_or_default() {
            "cnml" => Kind::Cnml,
            "html" => Kind::Html,
            _ => Kind::Other(Other::Xml),
        };
    }
    let is_web = ["htm", "html", "shtml", "xhtml"].contains(&ending);
    let has_tags = ["<p", "<div", "<br", "<h1", "<span", "<table"].iter().any(|tag| head.contains(tag));
    if (is_web && head.contains('<')) || (has_tags && head.contains("</") && head.starts_with('<')) {
        return Kind::Html;
    }
    if ending == "md" { Kind::Manuscript } else { Kind::Text }
}

fn of_zip(bytes: &[u8]) -> Kind {
    let container = match Container::open(bytes) {
        Ok(container) => container,
        // Damaged: what it was shows in the names of its files, which are stored as they are.
        Err(Fault::Damaged(_)) if contains(bytes, b"word/") => return Kind::Docx,
        Err(_) => return Kind::Other(Other::Archive),
    };
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
        () if has("xl/") => Other::Sheet,
        () if has("ppt/") => Other::Slides,
        () if contains(&bytes[..bytes.len().min(200)], b"opendocument.text") => Other::Odt,
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
    fn files_are_known_by_their_bytes() {
        let of = |bytes: &[u8]| of(bytes, "doc", None);
        assert_eq!(of(b"{\\rtf1\\ansi"), Kind::Other(Other::Rtf));
        assert_eq!(of(b"%PDF-1.7"), Kind::Other(Other::Pdf));
        assert_eq!(of(b"\xFF\xD8\xFF\xE0"), Kind::Picture("jpg"));
        assert_eq!(of(b"GIF89a"), Kind::Other(Other::Picture));
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
