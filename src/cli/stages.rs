//! How far a run has come, on a terminal only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over the stages of a run; it leaves nothing behind.
pub struct Stages(ProgressBar);

impl Stages {
    /// A bar over `count` stages, or none where it would not be seen.
    pub fn new(count: u64, visible: bool) -> Stages {
        if !visible {
            return Stages(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(count);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} [{bar:24}] {pos}/{len}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Stages(bar)
    }

    /// The next stage begins.
    pub fn begin(&self, name: &'static str) {
        // The bar is full when the last stage is done, which is when it goes.
        let begun = !self.0.message().is_empty();
        self.0.inc(u64::from(begun));
        self.0.set_message(name);
    }
}

impl Drop for Stages {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A bar over the issues of a batch; it leaves nothing behind.
pub struct Left(ProgressBar);

impl Left {
    /// A bar over `count` issues, or none where it would not be seen.
    pub fn new(count: usize, visible: bool, words: &str) -> Left {
        if !visible {
            return Left(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(count as u64);
        if let Ok(style) = ProgressStyle::with_template("{spinner} [{bar:24}] {pos}/{len} {msg} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(words.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        Left(bar)
    }

    /// One more has ended; `print` writes above the bar.
    pub fn one_more(&self, print: impl FnOnce()) {
        self.0.inc(1);
        self.0.suspend(print);
    }
}

impl Drop for Left {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
