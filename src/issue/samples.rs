//! Samples of a picture, made when they are first looked at.
//!
//! A picture of a newspaper has millions of them. Setting a page needs none; writing one needs them once, and not at
//! all where the cache has what they become. So a picture that was read holds what is known of it and a way to its
//! samples, which decodes and converts the file.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::cache::Key;

/// The samples of a picture as they were made.
#[derive(Clone, Debug, Default)]
pub struct MadeSamples {
    /// The shares of ink.
    pub inks: Arc<Vec<u8>>,
    /// What shows of each pixel, if not all do.
    pub alpha: Option<Arc<Vec<u8>>>,
}

/// Makes samples from what decoding left.
type First = Box<dyn FnOnce() -> MadeSamples + Send>;
/// Makes samples from the picture's file.
type Again = Box<dyn Fn() -> MadeSamples + Send + Sync>;

/// What is known of samples before they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleFacts {
    /// How many shares of ink there are.
    pub inks: usize,
    /// How many pixels have a share that shows; `None` where all show.
    pub alpha: Option<usize>,
    /// Whether there is nothing but solid ink and none: line art (线条稿).
    pub is_art: bool,
}

struct Source {
    /// A hash of all that they are made of; `None` for samples that somebody gave, or that are just being read.
    name: Option<Key>,
    facts: SampleFacts,
    kept: OnceLock<MadeSamples>,
    first: Mutex<Option<First>>,
    again: Option<Again>,
}

/// 8-bit samples: those of ink, or those that tell what shows. Looked at as bytes they are made and kept.
#[derive(Clone)]
pub struct Samples {
    source: Arc<Source>,
    is_alpha: bool,
}

impl Samples {
    /// Samples of ink that are not made yet, and those of what shows: `again` makes them, the same each time, and they
    /// have the `name`.
    pub fn later(
        name: Key,
        facts: SampleFacts,
        again: impl Fn() -> MadeSamples + Send + Sync + 'static,
    ) -> (Samples, Option<Samples>) {
        let (name, again) = (Some(name), Some(Box::new(again) as Again));
        Samples::of(Source { name, facts, kept: OnceLock::new(), first: Mutex::new(None), again })
    }

    /// Samples that `first` makes, once; they are to be [named](Samples::named) before others see them.
    pub fn decoded(
        facts: SampleFacts,
        first: impl FnOnce() -> MadeSamples + Send + 'static,
    ) -> (Samples, Option<Samples>) {
        let first = Mutex::new(Some(Box::new(first) as First));
        Samples::of(Source { name: None, facts, kept: OnceLock::new(), first, again: None })
    }

    /// Samples that are made.
    pub fn given(made: MadeSamples) -> (Samples, Option<Samples>) {
        let is_art = made.inks.iter().all(|ink| matches!(ink, 0 | 255));
        let facts = SampleFacts {
            inks: made.inks.len(),
            alpha: made.alpha.as_ref().map(|alpha| alpha.len()),
            is_art,
        };
        Samples::of(Source { name: None, facts, kept: made.into(), first: Mutex::new(None), again: None })
    }

    /// The same samples with a name and a way to make them again, so that they need not be kept.
    pub fn named(
        &self,
        name: Key,
        again: impl Fn() -> MadeSamples + Send + Sync + 'static,
    ) -> (Samples, Option<Samples>) {
        let kept = self.source.kept.get().cloned();
        let first = match kept {
            Some(made) => Some(Box::new(move || made) as First),
            None => self.first(),
        };
        let (name, again) = (Some(name), Some(Box::new(again) as Again));
        let facts = self.source.facts;
        Samples::of(Source { name, facts, kept: OnceLock::new(), first: Mutex::new(first), again })
    }

    fn of(source: Source) -> (Samples, Option<Samples>) {
        let has_alpha = source.facts.alpha.is_some();
        let inks = Samples { source: Arc::new(source), is_alpha: false };
        let alpha = has_alpha.then(|| Samples { is_alpha: true, ..inks.clone() });
        (inks, alpha)
    }

    fn first(&self) -> Option<First> {
        self.source.first.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The hash of all that they are made of; `None` for samples that somebody gave.
    pub(crate) fn name(&self) -> Option<&Key> {
        self.source.name.as_ref()
    }

    /// What is known of them.
    pub fn facts(&self) -> SampleFacts {
        self.source.facts
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        match self.is_alpha {
            true => self.source.facts.alpha.unwrap_or(0),
            false => self.source.facts.inks,
        }
    }

    /// Inks and what shows of them, for somebody who looks at them once: what can be made again is not kept.
    pub fn once(&self) -> MadeSamples {
        match (self.source.kept.get(), &self.source.again) {
            (Some(kept), _) => kept.clone(),
            (None, Some(again)) => self.first().map_or_else(again, |first| first()),
            (None, None) => self.kept().clone(),
        }
    }

    /// Whether both are the same samples, not just alike.
    pub fn are(&self, other: &Samples) -> bool {
        Arc::ptr_eq(&self.source, &other.source) && self.is_alpha == other.is_alpha
    }

    fn kept(&self) -> &MadeSamples {
        if self.source.kept.get().is_none() {
            // Not made inside of the lock: threads help each other to convert, and one of them may come here again. Two
            // that come at once make the same twice.
            let made = match &self.source.again {
                Some(_) => self.once(),
                None => self.first().map_or_else(MadeSamples::default, |first| first()),
            };
            let _ = self.source.kept.set(made);
        }
        self.source.kept.get_or_init(MadeSamples::default)
    }
}

impl From<Vec<u8>> for Samples {
    fn from(samples: Vec<u8>) -> Samples {
        Samples::given(MadeSamples { inks: Arc::new(samples), alpha: None }).0
    }
}

impl Deref for Samples {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        let kept = self.kept();
        match (self.is_alpha, &kept.alpha) {
            (false, _) => &kept.inks,
            (true, Some(alpha)) => alpha,
            (true, None) => &[],
        }
    }
}

impl fmt::Debug for Samples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} samples", self.count())
    }
}

impl PartialEq for Samples {
    fn eq(&self, other: &Samples) -> bool {
        self.are(other) || **self == **other
    }
}

impl Hash for Samples {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn counted() -> (Samples, Option<Samples>, Arc<AtomicUsize>) {
        let made = Arc::new(AtomicUsize::new(0));
        let make = |made: &Arc<AtomicUsize>| {
            made.fetch_add(1, Ordering::Relaxed);
            MadeSamples { inks: Arc::new(vec![1, 2]), alpha: Some(Arc::new(vec![9, 255])) }
        };
        let (one, other) = (Arc::clone(&made), Arc::clone(&made));
        let facts = SampleFacts { inks: 2, alpha: Some(2), is_art: false };
        let (read, _) = Samples::decoded(facts, move || make(&one));
        let (inks, alpha) = read.named(Key::of("test", &[]), move || make(&other));
        (inks, alpha, made)
    }

    #[test]
    fn samples_are_made_when_they_are_looked_at_and_kept_then() {
        let (inks, alpha, made) = counted();
        let alpha = alpha.expect("some pixels show in part");
        assert_eq!((inks.count(), alpha.count(), made.load(Ordering::Relaxed)), (2, 2, 0));
        assert_eq!((&inks[..], &alpha[..]), (&[1, 2][..], &[9, 255][..]));
        assert_eq!(*inks.once().inks, [1, 2]);
        assert_eq!(made.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn what_is_looked_at_once_is_not_kept() {
        let (inks, _, made) = counted();
        for times in 1..4 {
            let once = inks.once();
            assert!(inks.name().is_some());
            assert_eq!((*once.inks).as_slice(), [1, 2]);
            assert_eq!((Arc::strong_count(&once.inks), made.load(Ordering::Relaxed)), (1, times));
        }
    }

    #[test]
    fn samples_that_are_given_are_what_they_are() {
        let art = Samples::from(vec![0, 255, 255]);
        assert!(art.facts().is_art && !Samples::from(vec![0, 254]).facts().is_art);
        assert_eq!(art, Samples::from(vec![0, 255, 255]));
        let (read, alpha) = Samples::decoded(SampleFacts { inks: 1, alpha: None, is_art: true }, || {
            MadeSamples { inks: Arc::new(vec![255]), alpha: None }
        });
        assert_eq!((&*read.once().inks, &*read.once().inks, alpha), (&vec![255], &vec![255], None));
        assert!(art.name().is_none() && art.are(&art.clone()) && !art.are(&Samples::from(vec![0, 255, 255])));
    }
}
