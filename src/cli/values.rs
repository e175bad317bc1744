//! What options of the command line may be.

use std::num::NonZeroUsize;

use banxin::import::Encoding;
use banxin::ink::Standard;
use banxin::issue::Date;
use banxin::keys::Words;
use banxin::message::{Language, commas, msg};
use banxin::read::Format;

use super::help::Wrong;
use super::templates::{TEMPLATES, Template};

/// A language by its tag.
pub fn language(tag: &str) -> Result<Language, Wrong> {
    Language::of_tag(tag).ok_or_else(|| Wrong(msg!("the languages are zh (Chinese) and en (English)")))
}

/// A whole number in a range.
fn whole(written: &str, least: u32, most: u32) -> Result<u32, Wrong> {
    let number = written.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| Wrong(msg!("write a whole number from {least} to {most}", least, most)))
}

pub fn resolution(written: &str) -> Result<u32, Wrong> {
    whole(written, 18, 1200)
}

pub fn jobs(written: &str) -> Result<NonZeroUsize, Wrong> {
    // A number from 1 on is not zero.
    whole(written, 1, 1024).map(|jobs| NonZeroUsize::new(jobs as usize).unwrap_or(NonZeroUsize::MIN))
}

pub fn page(written: &str) -> Result<u32, Wrong> {
    whole(written, 1, u32::from(u16::MAX))
}

pub fn port(written: &str) -> Result<u16, Wrong> {
    // A number up to the greatest port is one of 16 bits.
    whole(written, 0, u32::from(u16::MAX)).map(|port| port as u16)
}

/// A standard by its name in `[press]`.
pub fn standard(name: &str) -> Result<Standard, Wrong> {
    match name {
        "x4" => Ok(Standard::X4),
        "x1a" => Ok(Standard::X1a),
        _ => Err(Wrong(msg!("the standards are x4 (PDF/X-4) and x1a (PDF/X-1a:2003)"))),
    }
}

/// A file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// One that people write.
    Written(Format),
    /// The data of an e-paper.
    Epaper,
}

/// The kind of file that is meant.
pub fn schema(name: &str) -> Result<Schema, Wrong> {
    const EPAPER: &str = "epaper";
    if name == EPAPER {
        return Ok(Schema::Epaper);
    }
    Format::of_word(name).map(Schema::Written).ok_or_else(|| {
        let mut known: Vec<&str> = Format::ALL.iter().map(|(_, word)| word.written).collect();
        known.push(EPAPER);
        Wrong(msg!("there are schemas of: {known}", known = commas(known)))
    })
}

pub fn template(name: &str) -> Result<&'static Template, Wrong> {
    Template::find(name).ok_or_else(|| {
        let known: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
        Wrong(msg!("the templates are: {known}", known = commas(known)))
    })
}

pub fn date(written: &str) -> Result<Date, Wrong> {
    Date::parse(written).map_err(|_| Wrong(msg!("write a day that there is, such as 2026-11-23")))
}

/// An encoding by one of its names.
pub fn encoding(name: &str) -> Result<&'static Encoding, Wrong> {
    banxin::import::encoding_by_name(name).ok_or_else(|| {
        Wrong(msg!("there is no encoding of that name; newsrooms have utf-8, gb18030, gbk, big5, utf-16le and utf-16be"))
    })
}

pub fn script(name: &str) -> Result<Script, Wrong> {
    match (name, name.parse()) {
        ("man", _) => Ok(Script::Man),
        (_, Ok(shell)) => Ok(Script::Shell(shell)),
        _ => {
            Err(Wrong(msg!("the shells are bash, zsh, fish, powershell and elvish; man is the manual page")))
        }
    }
}

pub fn alternatives(written: &str) -> Result<u8, Wrong> {
    // A number up to 24 is one of 8 bits.
    whole(written, 2, 24).map(|count| count as u8)
}

/// What `completions` prints.
#[derive(Clone, Copy, Debug)]
pub enum Script {
    /// The completions of a shell.
    Shell(clap_complete::Shell),
    /// The manual page.
    Man,
}
