//! Decoders of others, kept from ending the program: some of them panic on bytes that no one expected, where they
//! should return an error.
//!
//! While [`run`] works, its thread's panics are caught and print nothing; those of other threads print and end as ever.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is one that [`run`] catches.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives; `None` if it panicked. Nothing that `work` had begun to change may be used afterwards.
pub fn run<T>(work: impl FnOnce() -> T) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_GUARDED.get() {
                told(panic);
            }
        }));
    });
    let around = IS_GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(around);
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_the_next_work_is_done() {
        let bytes: &[u8] = &[1];
        assert_eq!(run(|| bytes[bytes.len()]), None);
        assert_eq!(run(|| bytes[0]), Some(1));
        assert!(!IS_GUARDED.get());
    }
}
