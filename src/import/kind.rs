//! What a file is, by its first bytes and not by its name.

use encoding_rs::Encoding;

use super::container::Container;
use super::encoding;
use crate::diagnostic::floor_char_boundary;
use crate::keys::Words as _;
use crate::message::Word;
use crate::read::{FileUse, FrontKey, HEAD, file_kind, is_printed, picture_extension, root_element};

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
    /// One that is known by its first bytes: what it is called, and what to do with it.
    Named(Word, Word),
    /// A container of mail or of the web (MHT, EML).
    Mail,
    /// XML that is no CNML, such as Word 2003 XML.
    Xml,
    /// Nothing at all.
    Empty,
    /// No text, and nothing that is known.
    Unknown,
}

/// What a file is. `ending` is that of its name in small letters, which decides between text and manuscript alone;
/// `given` is the encoding that the user names.
pub fn of(bytes: &[u8], ending: &str, given: Option<&'static Encoding>) -> Kind {
    if bytes.is_empty() {
        return Kind::Other(Other::Empty);
    }
    if let Some(extension) = picture_extension(bytes) {
        return if is_printed(extension) { Kind::Picture(extension) } else { named(bytes, FileUse::Picture) };
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return of_zip(bytes);
    }
    if let Some((name, help)) = file_kind(bytes, FileUse::Text) {
        return Kind::Other(Other::Named(name, help));
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
    let root = root_element(&text[..floor_char_boundary(text, HEAD)]);
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

/// A kind that is not read, by the table of kinds of files.
fn named(bytes: &[u8], wanted: FileUse) -> Kind {
    Kind::Other(file_kind(bytes, wanted).map_or(Other::Unknown, |(name, help)| Other::Named(name, help)))
}

fn of_zip(bytes: &[u8]) -> Kind {
    // Half copied, or of thousands of files: its reader says so.
    let Ok(mut container) = Container::open(bytes) else { return Kind::Docx };
    // OpenDocument says in a file of its own what it is, and again in its list of files.
    let said = ["mimetype", "META-INF/manifest.xml"].map(|part| container.text(part).unwrap_or_default());
    let is_text = |said: &Vec<u8>| String::from_utf8_lossy(said).contains("opendocument.text");
    if said.iter().any(is_text) {
        return Kind::Odt;
    }
    // A document of Word may have another name than usual; its relations tell it.
    let has = |start: &str| container.names().any(|name| name.starts_with(start));
    let is_office = has("[content_types].xml") && has("_rels/.rels");
    if has("word/") || (is_office && !has("xl/") && !has("ppt/")) {
        return Kind::Docx;
    }
    named(bytes, FileUse::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(kind: Kind) -> String {
        match kind {
            Kind::Other(Other::Named(name, _)) => name.to_string(),
            other => panic!("{other:?}"),
        }
    }

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
        let empty = of(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        assert_eq!(called(empty), "an archive (ZIP)");
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
        for (bytes, name) in [
            (&b"{\\rtf1\\ansi"[..], "an RTF file"),
            (b"%PDF-1.7", "a PDF"),
            (b"\n\n%PDF-1.7", "a PDF"),
            (b"8BPS\0\x01", "a Photoshop file (PSD)"),
            (b"\xD7\xCD\xC6\x9A", "a metafile of Windows (WMF, EMF)"),
            (b"OTTO", "a font"),
        ] {
            assert_eq!(called(of(bytes)), name);
        }
        assert_eq!(of(b"\xFF\xD8\xFF\xE0"), Kind::Picture("jpg"));
        assert_eq!(of(b"GIF89a"), Kind::Picture("gif"));
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
        assert_eq!(called(of(&ole)), "an Office file with a password");
    }
}
