//! banxin (版心) typesets Chinese newspapers.
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod diagnostic;
pub mod font;
pub mod geometry;
pub mod ink;
pub mod issue;
pub mod layout;
pub mod page;
pub mod preview;
