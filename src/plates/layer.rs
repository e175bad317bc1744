//! What the painter paints on while groups and soft masks are open.

/// What is painted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The plates of the page, or those of a mask by luminosity.
    Page,
    /// The one plate of a mask by alpha.
    Shape,
    /// What is within too many others.
    Nothing,
}

/// Something that has begun and not ended.
pub(super) enum Layer {
    /// Pixels of each plate as they were in a window.
    Group { window: [usize; 4], before: Vec<Vec<u8>> },
    /// A group of which nothing shows.
    Hidden,
    Mask {
        /// The plates of the page, while those of the mask are in their place.
        page: Vec<Vec<u8>>,
        target: Target,
        window: [usize; 4],
    },
    /// A mask that is not painted.
    NoMask(Target),
}

/// How much a mask lets show of each pixel of a window.
pub(super) struct SoftMask {
    pub(super) window: [usize; 4],
    pub(super) data: Vec<u8>,
}
