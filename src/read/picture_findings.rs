//! Findings about pictures: why one is refused, and what to know about one that is accepted.

use std::path::Path;

use image::ImageError;

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::message::{Message, Word, counted, msg};

/// The most bytes that packed parts beside the pixels (profiles, words) may take.
pub(super) const MOST_BESIDE: u64 = 64 << 20;

/// What went wrong with a picture's bytes.
pub(super) enum Fault {
    Broken(Message),
    TooLarge(u64, u64),
    Large,
    Bomb(Message),
    Lab,
    Unknown,
}

impl From<ImageError> for Fault {
    fn from(error: ImageError) -> Fault {
        match error {
            ImageError::Limits(_) => Fault::Bomb(msg!(
                "a packed part of it takes more than {most_beside} MB",
                most_beside = MOST_BESIDE >> 20
            )),
            error => Fault::Broken(Message::verbatim(error.to_string())),
        }
    }
}

impl From<tiff::TiffError> for Fault {
    fn from(error: tiff::TiffError) -> Fault {
        Fault::Broken(Message::verbatim(error.to_string()))
    }
}

/// The finding about a picture that is refused; `most` is how many millions of pixels one may have.
pub(super) fn refusal(path: &Path, said: &Span, fault: &Fault, most: u32) -> Diagnostic {
    let name = path.display();
    let raise = msg!(
        "a whole broadsheet at 300 ppi has 30 million pixels: scale the picture down, or raise picture_megapixels in \
         [press] of the layout (now {most}; a pixel of 16 bits counts as two)",
        most
    );
    let finding = match fault {
        Fault::Broken(why) => {
            Diagnostic::new(codes::BROKEN_PICTURE, msg!("the picture {name} is damaged: {why}", name, why))
                .help(msg!("it was probably not copied whole: fetch it again, or open it and save it anew"))
        }
        Fault::TooLarge(width, height) => Diagnostic::new(
            codes::PICTURE_TOO_LARGE,
            msg!(
                "the picture {name} has {width} × {height} pixels, more than {most} million",
                name,
                width,
                height,
                most
            ),
        )
        .help(raise),
        Fault::Large => Diagnostic::new(
            codes::PICTURE_TOO_LARGE,
            msg!("the file {name} is larger than {most} million pixels can be", name, most),
        )
        .help(raise),
        Fault::Bomb(why) => {
            Diagnostic::new(codes::PICTURE_TOO_LARGE, msg!("the picture {name} is refused: {why}", name, why))
                .help(msg!("no picture needs that: open it in a picture editor and save it anew"))
        }
        Fault::Lab => Diagnostic::new(codes::PICTURE_KIND, msg!("the TIFF {name} is in Lab colours", name))
            .help(msg!("turn it into RGB or into the press's CMYK in a picture editor")),
        Fault::Unknown => Diagnostic::new(
            codes::PICTURE_KIND,
            msg!("{name} is not a JPEG, PNG, TIFF, WebP, GIF, SVG or PDF", name),
        )
        .help(msg!("save it as one of those; the kind is told by what is in the file, not by its name")),
    };
    finding.here(said.clone()).in_file(path)
}

/// Findings about a picture that can be used.
pub(super) enum Remark {
    Turned,
    BrokenProfile,
    Stranger {
        theirs: String,
        own: String,
    },
    Ink {
        permille: usize,
        limit: u32,
    },
    /// Channels that are not used.
    Channels {
        count: usize,
    },
    /// Pages or frames of which the first is used.
    Pages {
        count: usize,
        what: Word,
    },
    /// Pictures behind the first.
    More,
    /// CMYK that is stored the other way round than the file says.
    Inverted {
        marked: bool,
    },
}

impl Remark {
    pub(super) fn finding(&self, path: &Path, said: &Span) -> Diagnostic {
        let name = path.display();
        let finding = match self {
            Remark::Turned => Diagnostic::new(
                codes::PICTURE_TURNED,
                msg!("the CMYK picture {name} says that it is to be turned", name),
            )
            .help(msg!("it is set as it is stored: turn it in a picture editor and save it again")),
            Remark::BrokenProfile => Diagnostic::new(
                codes::PICTURE_PROFILE,
                msg!("the colour profile in {name} is broken or not for its pixels", name),
            )
            .help(msg!(
                "its colours are taken for sRGB: open it in a picture editor and save it with a profile"
            )),
            Remark::Stranger { theirs, own } => Diagnostic::new(
                codes::PICTURE_PROFILE,
                msg!(
                    "the CMYK picture {name} has the profile `{theirs}`, the press `{own}`",
                    name,
                    theirs,
                    own
                ),
            )
            .as_note()
            .help(msg!(
                "its inks go to the press as they are; convert it in a picture editor if they look wrong"
            )),
            Remark::Ink { permille, limit } => Diagnostic::new(
                codes::PICTURE_INK,
                msg!(
                    "{permille} % of the CMYK picture {name} has more than {limit} % of ink",
                    permille = permille.div_ceil(10),
                    name,
                    limit
                ),
            )
            .help(msg!(
                "its inks go to the press as they are; convert it to the press's profile in a picture editor"
            )),
            Remark::Channels { count } => Diagnostic::new(
                codes::PICTURE_CHANNELS,
                msg!(
                    "{channels} of {name} beside its colours are not printed",
                    channels = counted(*count, "channel"),
                    name
                ),
            )
            .help(msg!(
                "spot colours: place the picture as a PDF with its plates; stored selections: nothing is to be done"
            )),
            Remark::Pages { count, what } => Diagnostic::new(
                codes::PICTURE_PAGES,
                msg!("{name} has more than one {what} ({count}), and the first is printed", name, what, count),
            )
            .help(msg!("save the one that is meant as a file of its own")),
            Remark::More => {
                Diagnostic::new(codes::PICTURE_PAGES, msg!("other pictures stand behind the first in {name}", name))
                    .as_note()
                    .help(msg!(
                        "cameras and telephones store previews and depth there; if another picture is meant, save it as \
                         a file of its own"
                    ))
            }
            Remark::Inverted { marked } => Diagnostic::new(
                codes::PICTURE_INVERTED,
                match marked {
                    false => msg!("the CMYK picture {name} is taken for one that is stored inverted", name),
                    true => msg!("the CMYK picture {name} is taken for one that is not stored inverted", name),
                },
            )
            .help(msg!(
                "the other way most of it would have more ink than the press takes; look at the proof, and save it as TIFF \
                 to be sure"
            )),
        };
        finding.here(said.clone()).in_file(path)
    }
}
