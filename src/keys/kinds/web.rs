//! Kinds of values for what is shown in the web: colours of screens and addresses.

use url::Url;

use crate::codes;
use crate::keys::declaration::Shape;
use crate::keys::kind::{Defaults, Kind};
use crate::keys::table::Entry;
use crate::message::{self, msg};

use super::plain::text;

/// A colour of a screen: `"#b5262b"`. Made by [`rgb`].
#[derive(Clone, Copy, Debug)]
pub struct Rgb;

/// Red, green and blue in hexadecimal: `"#b5262b"`.
pub fn rgb() -> Rgb {
    Rgb
}

impl Kind for Rgb {
    type Value = [u8; 3];

    fn read(&self, entry: &Entry<'_, '_>) -> Option<[u8; 3]> {
        let written = text().read(entry)?;
        let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let level = |at: usize| u8::from_str_radix(digits?.get(at..at + 2)?, 16).ok();
        let rgb = level(0).zip(level(2)).zip(level(4)).map(|((red, green), blue)| [red, green, blue]);
        if rgb.is_none() {
            entry.refuse(
                codes::UNKNOWN_VALUE,
                msg!("`{written}` is not a colour", written),
                message::word("write red, green and blue in hexadecimal, such as \"#b5262b\""),
            );
        }
        rgb
    }

    fn shape(&self) -> Shape {
        Shape::Text { what: "colour", pattern: Some("^#[0-9A-Fa-f]{6}$".to_owned()), known: Vec::new() }
    }
}

impl Defaults for Rgb {
    fn written(&self, [red, green, blue]: &[u8; 3]) -> serde_json::Value {
        format!("#{red:02x}{green:02x}{blue:02x}").into()
    }
}

/// An address in the web. Made by [`web_address`] and [`web_link`].
#[derive(Clone, Copy, Debug)]
pub struct WebAddress {
    /// Whether it is that of a folder.
    is_folder: bool,
}

/// The address of a folder in the web, with `http` or `https`; it is read with a `/` at its end.
pub fn web_address() -> WebAddress {
    WebAddress { is_folder: true }
}

/// The address of anything in the web, with `http` or `https`.
pub fn web_link() -> WebAddress {
    WebAddress { is_folder: false }
}

/// An address that browsers can ask a server for.
fn served(written: &str, is_folder: bool) -> Option<Url> {
    let written = written.trim();
    Url::parse(written).ok().filter(|address| {
        // What only looks like one line, and what tells a password to every reader, is a slip.
        let is_plain = !written.contains(char::is_control) && address.username().is_empty();
        let served = matches!(address.scheme(), "http" | "https") && address.has_host() && is_plain;
        served && (!is_folder || address.query().is_none() && address.fragment().is_none())
    })
}

/// Whether an address is that of a folder in the web, as [`web_address`] writes it.
pub fn is_served(address: &str) -> bool {
    served(address, true).is_some_and(|whole| whole.as_str() == address && address.ends_with('/'))
}

impl Kind for WebAddress {
    type Value = String;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<String> {
        let written = text().read(entry)?;
        let address = served(&written, self.is_folder);
        let Some(address) = address else {
            let message = if self.is_folder {
                msg!("`{written}` is not the address of a folder in the web", written)
            } else {
                msg!("`{written}` is not an address in the web", written)
            };
            entry.refuse(
                codes::UNKNOWN_VALUE,
                message,
                message::word("write it whole, such as \"https://epaper.example.com/\""),
            );
            return None;
        };
        let address = String::from(address);
        Some(if !self.is_folder || address.ends_with('/') { address } else { address + "/" })
    }

    fn shape(&self) -> Shape {
        let pattern = if self.is_folder { "^https?://[^?#]+$" } else { "^https?://.+$" };
        Shape::Text { what: "web address", pattern: Some(pattern.to_owned()), known: Vec::new() }
    }
}
