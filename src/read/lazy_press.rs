//! The press that pictures are read for, and the converter to its inks, which is made when a picture needs it: one that
//! the cache knows does not.

use std::sync::{Arc, OnceLock};

use super::colour::PressConverter;
use crate::cache::{Cache, Key};
use crate::ink::{Press, Standard};

/// A press and the converter to its inks.
pub(super) struct LazyPress {
    press: Press,
    cache: Arc<Cache>,
    converter: OnceLock<Option<PressConverter>>,
    recipe: OnceLock<Key>,
}

impl LazyPress {
    pub(super) fn new(press: &Press, cache: Arc<Cache>) -> LazyPress {
        LazyPress { press: press.clone(), cache, converter: OnceLock::new(), recipe: OnceLock::new() }
    }

    /// The converter; `None` if the profile of the press cannot be used.
    pub(super) fn converter(&self) -> Option<&PressConverter> {
        let make = || PressConverter::with(&self.press, Arc::clone(&self.cache));
        self.converter.get_or_init(make).as_ref()
    }

    /// Whether a converter was asked for.
    #[cfg(test)]
    pub(super) fn was_asked(&self) -> bool {
        self.converter.get().is_some()
    }

    /// Whether a converter was asked for, and the profile of the press cannot be used.
    pub(super) fn is_unfit(&self) -> bool {
        matches!(self.converter.get(), Some(None))
    }

    /// Where what is known of pictures is kept.
    pub(super) fn cache(&self) -> &Cache {
        &self.cache
    }

    /// The most pixels of a picture, in millions.
    pub(super) fn most_megapixels(&self) -> u32 {
        self.press.pictures.most_megapixels
    }

    /// The name of a picture of pixels: a hash of its file and of all that decides what becomes of it.
    pub(super) fn name(&self, file: &[u8]) -> Key {
        let recipe = self.recipe.get_or_init(|| {
            let press = &self.press;
            let ways =
                [u8::from(press.standard == Standard::X4), press.intent as u8, u8::from(press.black_point)];
            let limits = [press.ink_limit, press.pictures.most_megapixels].map(u32::to_be_bytes);
            Key::of("picture recipe", &[&press.profile, &ways, limits.as_flattened()])
        });
        Key::of("picture file", &[recipe.bytes(), file])
    }
}
