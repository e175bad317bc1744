//! Kinds of values: how each is read, and what may be written for it.
//!
//! A declaration names a kind by one of the functions here.

mod length;
mod number;
mod plain;
mod removable;
mod tables;
mod web;

pub use length::{Ems, Length, ems, length};
pub use number::{Number, NumberOrText, Percent, Whole, WholeOrText, number, percent, whole, whole_or_text};
pub use plain::{
    Choice, Flag, List, OneOrMore, Text, date_or_text, flag, list, one_or_more, text, text_of, word,
};
pub use removable::{Removable, removable};
pub use tables::{
    Inner, Named, NamedNumbers, NamedTexts, Tables, named, named_numbers, named_texts, table, tables,
};
pub use web::{Rgb, WebAddress, is_served, rgb, web_address, web_link};
