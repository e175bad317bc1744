//! banxin (版心) typesets Chinese newspapers.
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod diagnostic;
pub mod flow;
pub mod font;
pub mod geometry;
pub mod grid;
pub mod ink;
pub mod issue;
pub mod layout;
pub mod line;
pub mod page;
pub mod read;
pub mod text;
