//! Work on several things at the same time, with a bound on how many are in hand.
//!
//! Each of `jobs` threads takes the next number from a counter and hands on what it made; it takes another one only
//! when that was taken from it, so no more than `jobs` things are in hand and at most as many wait to be told. Rayon's own
//! threads cannot give this bound: one that waits for a part of its issue may begin another issue meanwhile. They
//! work within an issue, on its pages, for all of these threads together.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

/// Does `work` for the numbers below `count`, and tells `done` of each in the order in which they end, on this
/// thread. When `stop` is set no further one begins, and those that were begun end.
pub fn each<T: Send>(
    count: usize,
    jobs: NonZeroUsize,
    stop: &AtomicBool,
    work: impl Fn(usize) -> T + Sync,
    mut done: impl FnMut(usize, T),
) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        // Without room: whoever made something waits until it is taken.
        let (sender, made) = sync_channel(0);
        for _ in 0..jobs.get().min(count) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while !stop.load(Ordering::SeqCst) {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= count || sender.send((number, work(number))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        made.iter().for_each(|(number, made)| done(number, made));
    });
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn jobs(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).expect("not zero")
    }

    #[test]
    fn each_is_done_once_and_no_more_than_the_bound_are_in_hand() {
        for bound in [1, 3, 50] {
            let (running, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let mut seen = Vec::new();
            let work = |number| {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(2));
                running.fetch_sub(1, Ordering::SeqCst);
                number * 2
            };
            each(20, jobs(bound), &AtomicBool::new(false), work, |number, made| {
                assert_eq!(made, number * 2);
                seen.push(number);
            });
            let most = most.into_inner();
            assert!(most <= bound && (bound == 1 || most > 1), "{most} in hand, {bound} allowed");
            if bound == 1 {
                assert!(seen.is_sorted());
            }
            seen.sort_unstable();
            assert_eq!(seen, (0..20).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_was_begun_ends_and_nothing_else_begins() {
        let stop = AtomicBool::new(false);
        let mut seen = 0;
        each(
            100,
            jobs(2),
            &stop,
            |_| std::thread::sleep(Duration::from_millis(1)),
            |_, ()| {
                seen += 1;
                if seen == 5 {
                    stop.store(true, Ordering::SeqCst);
                }
            },
        );
        assert!((5..9).contains(&seen), "{seen}");
        each(0, jobs(2), &AtomicBool::new(false), |_| (), |_, ()| seen = 0);
        assert_ne!(seen, 0);
    }
}
