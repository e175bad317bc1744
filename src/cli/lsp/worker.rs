//! The thread that sets issues, so that questions are answered while one is set.
//!
//! It keeps the newest state of each issue folder that could be set. Of orders that wait for one folder only the
//! newest is done.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use banxin::diagnostic::{Diagnostic, Sources};
use banxin::read::{Loaded, Overlay, Refused};
use banxin::{Compiled, compile, load_over, pdf};

/// An issue to be set.
pub struct Order {
    /// The issue folder.
    pub dir: PathBuf,
    /// What the editor has open.
    pub overlay: Overlay,
}

/// An issue that was read and set.
pub struct SetIssue {
    /// What was read.
    pub loaded: Loaded,
    /// Its pages with what was found on them.
    pub compiled: Compiled,
    /// What no press file can hold.
    press: Vec<Diagnostic>,
}

impl SetIssue {
    fn read(order: &Order) -> Result<SetIssue, Box<Refused>> {
        let loaded = load_over(&order.dir, &order.overlay)?;
        let compiled = compile(&loaded);
        let press = pdf::examine(&pdf::Document::of(&loaded, &compiled.pages));
        Ok(SetIssue { loaded, compiled, press })
    }

    /// Everything that was found.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.loaded.findings.iter().chain(&self.compiled.findings).chain(&self.press)
    }

    /// The texts that it was read from.
    pub fn sources(&self) -> &Sources {
        &self.loaded.sources
    }
}

/// What came of it.
pub struct Checked {
    /// The issue folder.
    pub dir: PathBuf,
    /// What is wrong with its files, if it could not be read.
    pub refused: Option<(Vec<Diagnostic>, Sources)>,
    /// The newest state that could be set.
    pub good: Option<Arc<SetIssue>>,
}

/// Starts the thread; it ends when nobody orders any more.
pub fn start<T: From<Checked> + Send + 'static>(into: Sender<T>) -> Sender<Order> {
    let (sender, orders): (Sender<Order>, Receiver<Order>) = channel();
    thread::spawn(move || {
        let mut known: Vec<(PathBuf, Arc<SetIssue>)> = Vec::new();
        while let Ok(first) = orders.recv() {
            let mut waiting = vec![first];
            waiting.extend(orders.try_iter());
            while let Some(order) = (!waiting.is_empty()).then(|| waiting.remove(0)) {
                if waiting.iter().any(|later| later.dir == order.dir) {
                    continue;
                }
                let set = SetIssue::read(&order);
                let refused = match set {
                    Ok(set) => {
                        known.retain(|(dir, _)| *dir != order.dir);
                        known.push((order.dir.clone(), Arc::new(set)));
                        None
                    }
                    Err(refused) => Some((refused.diagnostics, refused.sources)),
                };
                let good = known.iter().find(|(dir, _)| *dir == order.dir).map(|(_, good)| Arc::clone(good));
                let checked = Checked { dir: order.dir, refused, good };
                if into.send(T::from(checked)).is_err() {
                    return;
                }
            }
        }
    });
    sender
}
