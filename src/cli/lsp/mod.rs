//! `banxin lsp`: what editors ask about the files of an issue (Language Server Protocol 3.17), over standard input
//! and output.
//!
//! One thread answers, in order. It knows the texts that the editor has open; every question reads the TOML
//! files anew ([`project`]), which takes a millisecond or two, so nothing can be out of date. What takes longer, reading
//! and setting the issue, is done by [`worker`] after a short rest from typing; its findings are shown when they come.

mod colour;
mod completion;
mod cursor;
mod features;
mod findings;
mod hover;
mod names;
mod outline;
mod place;
mod position;
mod project;
mod schema;
mod server;
pub mod syntax;
mod transport;
mod view;
mod worker;

use std::path::PathBuf;
use std::sync::mpsc::channel;

use super::console::Console;
use super::outcome::Outcome;

use server::{Event, Server};

/// Serves until the editor says `exit` or its stream ends. Where the language was not chosen on the command line, the
/// editor may choose it.
pub fn run(console: &mut Console<'_>, is_chosen: bool) -> Outcome {
    let (sender, events) = channel::<Event>();
    let (outgoing, writer) = transport::of_process(sender.clone());
    let orders = worker::start(sender);
    let shown: Option<PathBuf> = console.cache.as_ref().map(|cache| cache.join("layouts"));
    let outcome = Server::new(outgoing, orders, shown, (console.language, is_chosen)).serve(&events);
    // The writer ends when nothing more can be sent; what was said is written then.
    let _ = writer.join();
    outcome
}
