//! The thread that sets issues, so that questions are answered while one is set.
//!
//! It keeps a session for each issue folder. Of orders that wait for one folder only the newest is done.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use banxin::desk::{Session, SetIssue};
use banxin::preview::Look;
use banxin::read::{Overlay, Refused};

/// An issue to be set.
pub struct Order {
    /// The issue folder.
    pub dir: PathBuf,
    /// What the editor has open.
    pub overlay: Overlay,
    /// Files that changed.
    pub changed: Vec<PathBuf>,
}

/// What came of it.
pub struct Checked {
    /// The issue folder.
    pub dir: PathBuf,
    /// What is wrong with its files, if it could not be read.
    pub refused: Option<Arc<Refused>>,
    /// The newest state that could be set.
    pub good: Option<Arc<SetIssue>>,
    /// How its inks look.
    pub look: Option<Look>,
}

/// Starts the thread; it ends when nobody orders any more.
pub fn start<T: From<Checked> + Send + 'static>(into: Sender<T>) -> Sender<Order> {
    let (sender, orders): (Sender<Order>, Receiver<Order>) = channel();
    thread::spawn(move || {
        let mut sessions: Vec<(Session, Option<Look>)> = Vec::new();
        while let Ok(first) = orders.recv() {
            let mut waiting = vec![first];
            waiting.extend(orders.try_iter());
            while let Some(order) = (!waiting.is_empty()).then(|| waiting.remove(0)) {
                if let Some(later) = waiting.iter_mut().find(|later| later.dir == order.dir) {
                    later.changed.extend(order.changed);
                    continue;
                }
                let known = sessions.iter().position(|(session, _)| session.dir() == order.dir);
                let at = known.unwrap_or_else(|| {
                    sessions.push((Session::new(&order.dir), None));
                    sessions.len() - 1
                });
                let (session, look) = &mut sessions[at];
                session.overlay = order.overlay;
                session.refresh(&order.changed);
                if let Some(good) = session.good()
                    && look.as_ref().is_none_or(|look| !look.fits(&good.loaded.press))
                {
                    *look = Some(Look::of(&good.loaded.press));
                }
                let refused = session.refused().cloned();
                let checked =
                    Checked { dir: order.dir, refused, good: session.good().cloned(), look: look.clone() };
                if into.send(T::from(checked)).is_err() {
                    return;
                }
            }
        }
    });
    sender
}
