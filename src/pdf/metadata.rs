//! Info dictionary and XMP packet, both from one set of facts so that they cannot disagree.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, StringFormat};

use super::bytes::text_string;
use super::document::Document;
use super::standard::Standard;
use crate::ink;
use crate::issue::Date;
use crate::xml::escaped;

/// Stands in the packet until the file's fingerprint is known; as long as what replaces it.
pub(super) const NO_ID: &str = "uuid:00000000-0000-0000-0000-000000000000";

/// What a file says about itself.
pub(super) struct Metadata {
    title: String,
    /// The paper (报名): who made the content.
    paper: String,
    publisher: Option<String>,
    /// The issue's number (期号).
    number: Option<String>,
    creator: String,
    producer: String,
    date: Date,
    standard: &'static Standard,
    /// Whether it is to be accessible (PDF/UA-1, ISO 14289-1).
    accessible: bool,
}

impl Metadata {
    pub(super) fn of(document: &Document<'_>) -> Metadata {
        let field = |name: &str| {
            let words = printable(&document.masthead.get(name)?.to_plain());
            Some(words.trim().to_owned()).filter(|words| !words.is_empty())
        };
        let Date { year, month, day } = document.date;
        let (paper, date) = (printable(document.title), document.date);
        let mut title = format!("{paper} {year}年{month}月{day}日");
        let issue = field("issue");
        if let Some(issue) = &issue {
            title.push(' ');
            title.push_str(issue);
        }
        // The masthead says 某某报社出版; who it is goes without what he does.
        let publisher = field("publisher").map(|words| match words.strip_suffix("出版") {
            Some(name) if !name.is_empty() => name.trim_end().to_owned(),
            _ => words,
        });
        Metadata {
            title,
            paper,
            publisher,
            number: issue.map(|issue| only_figures(&issue).unwrap_or(issue)),
            creator: printable(document.creator),
            producer: concat!("banxin ", env!("CARGO_PKG_VERSION")).to_owned(),
            date,
            standard: Standard::of(document.press.standard),
            accessible: is_accessible(document),
        }
    }

    /// Whether the file is to be accessible.
    pub(super) fn accessible(&self) -> bool {
        self.accessible
    }

    /// The Info dictionary (ISO 32000-1, 14.3.3). The issue's date at midnight in China stands for
    /// all dates: the same issue gives the same file.
    pub(super) fn info(&self) -> Dictionary {
        let text = |text: &str| Object::String(text_string(text), StringFormat::Literal);
        let Date { year, month, day } = self.date;
        let date = format!("D:{year:04}{month:02}{day:02}000000+08'00'");
        let mut info = Dictionary::from_iter([
            ("Title", text(&self.title)),
            ("Author", text(&self.paper)),
            ("Creator", text(&self.creator)),
            ("Producer", text(&self.producer)),
            ("CreationDate", text(&date)),
            ("ModDate", text(&date)),
            ("Trapped", "False".into()),
        ]);
        if !self.standard.claim.is_empty() {
            info.set("GTS_PDFXVersion", text(self.standard.claim));
        }
        if !self.standard.xmp {
            // Not asked for since 2003, but some validators look for it.
            info.set("GTS_PDFXConformance", text(self.standard.claim));
        }
        info
    }

    /// The XMP packet (ISO 16684-1) with a place holder for the identifiers. It claims PDF/UA-1 if the file `is_accessible`.
    pub(super) fn xmp(&self, is_accessible: bool) -> String {
        let Date { year, month, day } = self.date;
        let date = format!("{year:04}-{month:02}-{day:02}T00:00:00+08:00");
        let (title, paper) = (escaped(&self.title), escaped(&self.paper));
        let (creator, producer) = (escaped(&self.creator), escaped(&self.producer));
        let publisher = self.publisher.as_ref().map_or_else(String::new, |name| {
            format!("<dc:publisher><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:publisher>\n", escaped(name))
        });
        let number = self
            .number
            .as_ref()
            .map_or_else(String::new, |number| format!("<prism:number>{}</prism:number>\n", escaped(number)));
        let day = &date[..10];
        // The namespace of the claim came with PDF/X-4; before it the claim stood in Info alone.
        let claim = if self.standard.xmp && !self.standard.claim.is_empty() {
            format!("<pdfxid:GTS_PDFXVersion>{0}</pdfxid:GTS_PDFXVersion>\n", self.standard.claim)
        } else {
            String::new()
        };
        // ISO 14289-1, 5.
        let accessible = if is_accessible {
            "<pdfuaid:part xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">1</pdfuaid:part>\n"
        } else {
            ""
        };
        format!(
            r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{paper}</rdf:li></rdf:Seq></dc:creator>
{publisher}<dc:date><rdf:Seq><rdf:li>{day}</rdf:li></rdf:Seq></dc:date>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
{claim}{accessible}<prism:publicationName>{paper}</prism:publicationName>
<prism:aggregationType>newspaper</prism:aggregationType>
<prism:coverDate>{day}</prism:coverDate>
{number}<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>{NO_ID}</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#,
            bom = '\u{FEFF}',
        )
    }
}

/// Whether a document is one for screens with tagged content.
fn is_accessible(document: &Document<'_>) -> bool {
    let mut items = document.pages.iter().flat_map(|page| &page.items);
    document.press.standard == ink::Standard::Screen && items.any(|item| item.role.spec().tag.is_some())
}

/// The figures of a text that has one number in it, such as 第4134期.
fn only_figures(text: &str) -> Option<String> {
    let mut numbers = text.split(|character: char| !character.is_ascii_digit());
    let number = numbers.find(|figures| !figures.is_empty())?;
    numbers.all(str::is_empty).then(|| number.to_owned())
}

/// Text without the control characters that XML 1.0 cannot hold.
pub(super) fn printable(text: &str) -> String {
    let plain = |character: char| match character {
        character if character.is_control() => ' ',
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        character => character,
    };
    text.chars().map(plain).collect()
}

/// A fingerprint in the shape of a name-based UUID (RFC 9562, version 3).
pub(super) fn uuid(fingerprint: &[u8; 16]) -> String {
    let mut bytes = *fingerprint;
    bytes[6] = (bytes[6] & 0x0F) | 0x30;
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    let mut out = String::from("uuid:");
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_escaped_and_the_dates_are_the_issues() {
        let sample = super::super::sample::Sample::new();
        let date = Date { year: 2026, month: 3, day: 9 };
        let document = Document { title: "晚报<A&B>\u{1}", date, ..sample.document() };
        let metadata = Metadata::of(&document);
        let xmp = metadata.xmp(false);
        assert!(xmp.contains(">晚报&lt;A&amp;B&gt;  2026年3月9日 第4134期</rdf:li>"));
        for property in [
            "<dc:creator><rdf:Seq><rdf:li>晚报&lt;A&amp;B&gt; </rdf:li></rdf:Seq></dc:creator>",
            "<dc:publisher><rdf:Bag><rdf:li>版心报社</rdf:li></rdf:Bag></dc:publisher>",
            "<dc:date><rdf:Seq><rdf:li>2026-03-09</rdf:li></rdf:Seq></dc:date>",
            "<prism:coverDate>2026-03-09</prism:coverDate>",
            "<prism:number>4134</prism:number>",
        ] {
            assert!(xmp.contains(property), "{property} is not in {xmp}");
        }
        assert!(xmp.contains("<xmp:CreateDate>2026-03-09T00:00:00+08:00<"));
        let info = metadata.info();
        let created = info.get(b"CreationDate").and_then(|date| date.as_str());
        assert_eq!(created.ok(), Some(b"D:20260309000000+08'00'".as_slice()));
    }

    #[test]
    fn what_the_masthead_does_not_tell_is_left_out() {
        let sample = super::super::sample::Sample::new();
        let masthead = crate::issue::Masthead::default();
        let xmp = Metadata::of(&Document { masthead: &masthead, ..sample.document() }).xmp(false);
        assert!(!xmp.contains("prism:number") && !xmp.contains("dc:publisher"), "{xmp}");
    }

    #[test]
    fn the_number_of_an_issue_is_told_apart_from_its_words() {
        assert_eq!(only_figures("第4134期").as_deref(), Some("4134"));
        assert_eq!(only_figures("2026年第12期"), None);
        assert_eq!(only_figures("试刊"), None);
    }

    #[test]
    fn fingerprints_become_uuids_of_the_same_length() {
        let uuid = uuid(&[0xFF; 16]);
        assert_eq!(uuid, "uuid:ffffffff-ffff-3fff-bfff-ffffffffffff");
        assert_eq!(uuid.len(), NO_ID.len());
    }
}
