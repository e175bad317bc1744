//! Why a file is not taken over, and what to do instead.

use std::ops::Range;
use std::path::Path;

use super::container::Fault;
use super::kind::Other;
use super::xml;
use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Sources, Span};
use crate::message::{Message, msg};

/// Why a file is not taken over.
#[derive(Debug)]
pub struct Refusal {
    code: Code,
    message: Message,
    help: Option<Message>,
    /// The text that was read, and where in it.
    place: Option<(String, Range<usize>)>,
}

impl Refusal {
    fn new(code: Code, message: Message) -> Refusal {
        Refusal { code, message, help: None, place: None }
    }

    /// A file that is larger than the limits.
    pub(super) fn too_large() -> Refusal {
        Refusal::new(codes::IMPORT_LIMIT, msg!("it is larger than copy is, or unpacks to more"))
    }

    /// A file whose elements stand too deep inside each other.
    pub(super) fn too_deep() -> Refusal {
        Refusal::new(codes::IMPORT_LIMIT, msg!("its elements stand too deep inside each other"))
    }

    /// A fault of a container, in one of its parts.
    pub(super) fn of_container(fault: &Fault, part: &str) -> Refusal {
        let broken = |message| Refusal::new(codes::IMPORT_BROKEN, message);
        match fault {
            Fault::TooLarge | Fault::TooMany => Refusal::too_large(),
            Fault::Encrypted => Refusal {
                help: Some(msg!("open it with its password and save it without one")),
                ..Refusal::new(codes::IMPORT_KIND, msg!("it has a password"))
            },
            Fault::Missing => broken(msg!("the file is damaged: its part {part} is missing", part)),
            Fault::Damaged(_) if part.is_empty() => Refusal {
                help: Some(msg!("copy it again, for it may be half copied; else ask for the file again")),
                ..broken(msg!("the file is damaged: its directory cannot be read"))
            },
            Fault::Damaged(why) => broken(msg!(
                "the file is damaged: its part {part} cannot be read ({why})",
                part,
                why = Message::verbatim(why.clone())
            )),
        }
    }

    /// A fault of XML in a part of a container.
    pub(super) fn of_xml(fault: &xml::Fault, part: &str) -> Refusal {
        match fault {
            xml::Fault::Entities => Refusal::new(
                codes::IMPORT_LIMIT,
                msg!("{part} declares entities, which copy has no need of", part),
            ),
            xml::Fault::TooLarge => Refusal::too_large(),
            xml::Fault::TooDeep => Refusal::too_deep(),
            xml::Fault::Malformed(why, _) => Refusal::new(
                codes::IMPORT_BROKEN,
                msg!("{part} is no well-formed XML: {why}", part, why = Message::verbatim(why.clone())),
            ),
        }
    }

    /// A fault of a file that is XML as a whole, at its place.
    pub(super) fn of_xml_file(fault: &xml::Fault, name: &str, text: String) -> Refusal {
        let refusal = Refusal::of_xml(fault, name);
        match fault {
            xml::Fault::Malformed(_, at) => Refusal { place: Some((text, *at..*at)), ..refusal },
            _ => refusal,
        }
    }

    /// A kind of file that is not read.
    pub(super) fn of_kind(kind: Other) -> Refusal {
        let (message, help) = match kind {
            Other::Named(kind, help) => (msg!("this is {kind}", kind), msg!("{help}", help)),
            Other::Mail => (
                msg!("this is a mail or a web archive (MHT, EML)"),
                msg!("save the page as HTML, or the attachments of the mail"),
            ),
            Other::Xml => (
                msg!("this is XML, but neither CNML nor a web page"),
                msg!("export CNML, DOCX or HTML from the other program"),
            ),
            Other::Empty => (msg!("the file is empty"), msg!("copy it again")),
            Other::Unknown => (
                msg!("this is no text, and nothing that banxin knows"),
                msg!("save it as DOCX or as text; if it is text, name its encoding with --encoding"),
            ),
        };
        Refusal { help: Some(help), ..Refusal::new(codes::IMPORT_KIND, message) }
    }

    /// The finding about the file `path`.
    pub fn finding(self, path: &Path, sources: &mut Sources) -> Diagnostic {
        let mut finding = Diagnostic::new(self.code, self.message);
        finding = match self.place {
            Some((text, range)) => {
                let file = sources.add(path, text);
                finding.here(Span::new(file, range))
            }
            None => finding.in_file(path),
        };
        if let Some(help) = self.help {
            finding = finding.help(help);
        }
        finding
    }
}
