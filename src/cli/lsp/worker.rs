//! The thread that sets issues, so that questions are answered while one is set.
//!
//! It keeps a session for each issue folder. Of orders that wait for one folder only the newest is done.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use banxin::desk::{Session, SetIssue};
use banxin::preview::Look;
use banxin::read::{Overlay, Refused, tidy};

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
    /// Whether setting it failed by a fault of the program; then nothing else is told.
    pub is_broken: bool,
}

impl Checked {
    /// Whether the issue is read from this file.
    pub fn reads(&self, path: &Path) -> bool {
        let good = self.good.as_ref().map(|good| &good.loaded);
        let sources = good.map(|loaded| &loaded.sources).into_iter();
        let sources = sources.chain(self.refused.as_ref().map(|refused| &refused.sources));
        let mut texts =
            sources.flat_map(banxin::diagnostic::Sources::iter).map(|source| source.path.as_path());
        let pictures = good.into_iter().flat_map(|loaded| &loaded.issue.pictures);
        texts.any(|text| text == path) || pictures.into_iter().any(|picture| tidy(&picture.path) == path)
    }
}

/// What the thread is asked for.
pub enum Job {
    /// To set an issue.
    Set(Order),
    /// To forget an issue of which nothing is open any more.
    Forget(PathBuf),
}

/// Starts the thread; it ends when nobody orders any more.
pub fn start<T: From<Checked> + Send + 'static>(into: Sender<T>) -> Sender<Job> {
    start_with(into, Session::refresh)
}

/// The same with another way to set an issue.
fn start_with<T, S>(into: Sender<T>, set: S) -> Sender<Job>
where
    T: From<Checked> + Send + 'static,
    S: Fn(&mut Session, &[PathBuf]) + Send + 'static,
{
    let (sender, jobs): (Sender<Job>, Receiver<Job>) = channel();
    thread::spawn(move || {
        let mut sessions: Vec<(Session, Option<Look>)> = Vec::new();
        while let Ok(first) = jobs.recv() {
            let mut waiting: Vec<Order> = Vec::new();
            for job in std::iter::once(first).chain(jobs.try_iter()) {
                match job {
                    Job::Set(order) => waiting.push(order),
                    Job::Forget(dir) => {
                        waiting.retain(|order| order.dir != dir);
                        sessions.retain(|(session, _)| session.dir() != dir);
                    }
                }
            }
            while let Some(order) = (!waiting.is_empty()).then(|| waiting.remove(0)) {
                if let Some(later) = waiting.iter_mut().find(|later| later.dir == order.dir) {
                    later.changed.extend(order.changed);
                    continue;
                }
                let known = sessions.iter().position(|(session, _)| session.dir() == order.dir);
                let (session, look) = match known {
                    Some(at) => sessions.swap_remove(at),
                    None => (Session::new(&order.dir), None),
                };
                let dir = order.dir.clone();
                // A session in which something broke is dropped: the next order begins anew.
                let done = catch_unwind(AssertUnwindSafe(|| done(session, look, order, &set)));
                let checked = match done {
                    Ok((session, look, checked)) => {
                        sessions.push((session, look));
                        checked
                    }
                    Err(_) => Checked { dir, refused: None, good: None, look: None, is_broken: true },
                };
                if into.send(T::from(checked)).is_err() {
                    return;
                }
            }
        }
    });
    sender
}

fn done(
    mut session: Session,
    mut look: Option<Look>,
    order: Order,
    set: &impl Fn(&mut Session, &[PathBuf]),
) -> (Session, Option<Look>, Checked) {
    session.overlay = order.overlay;
    set(&mut session, &order.changed);
    if let Some(good) = session.good()
        && look.as_ref().is_none_or(|look| !look.fits(&good.loaded.press))
    {
        look = Some(Look::of(&good.loaded.press));
    }
    let (refused, good) = (session.refused().cloned(), session.good().cloned());
    let checked = Checked { dir: order.dir, refused, good, look: look.clone(), is_broken: false };
    (session, look, checked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_and_the_next_order_is_done() {
        let (sender, answers) = channel::<Checked>();
        let jobs = start_with(sender, |_, changed| assert!(changed.is_empty(), "a test's own panic"));
        let order =
            |changed| Job::Set(Order { dir: "/nowhere".into(), overlay: Overlay::default(), changed });
        for (changed, is_broken) in [(vec!["x".into()], true), (Vec::new(), false)] {
            jobs.send(order(changed)).expect("the thread runs");
            let checked = answers.recv().expect("every order is answered");
            assert_eq!(checked.is_broken, is_broken);
        }
    }

    #[test]
    fn an_issue_that_is_forgotten_begins_anew() {
        let (sender, answers) = channel::<Checked>();
        let issue = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/front-page");
        let jobs = start_with(sender, |session: &mut Session, changed: &[PathBuf]| {
            if !changed.is_empty() {
                session.refresh(changed);
            }
        });
        let order = |changed| Job::Set(Order { dir: issue.clone(), overlay: Overlay::default(), changed });
        let is_set = |job| {
            jobs.send(job).expect("the thread runs");
            answers.recv().expect("every order is answered").good.is_some()
        };
        assert!(is_set(order(vec!["x".into()])) && is_set(order(Vec::new())));
        jobs.send(Job::Forget(issue.clone())).expect("the thread runs");
        assert!(!is_set(order(Vec::new())), "nothing is kept");
    }
}
