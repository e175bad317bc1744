//! How a face is read from its font: its place on the axes of a variable font, and vertical metrics for a font
//! without any.

/// How a face is read from its font.
#[derive(Default)]
pub(super) struct FaceSetup {
    /// The place on the axes of a variable font; empty for its default instance and for other fonts.
    pub(super) location: Vec<([u8; 4], f32)>,
    /// What stands for vertical metrics in a font without them.
    pub(super) upright: Option<Upright>,
}

/// Vertical metrics of a font that has none: every glyph advances one em, and one origin serves all.
pub(super) struct Upright {
    /// Height of the origin over the baseline, in font units.
    pub(super) origin: i16,
    /// How far every glyph moves the pen down: the em.
    pub(super) em: u16,
    /// The same as the tables `vhea` and `vmtx` (OpenType 1.9), for the shaper.
    pub(super) vhea: [u8; 36],
    pub(super) vmtx: [u8; 4],
}

impl Upright {
    pub(super) fn new(origin: i16, em: u16) -> Upright {
        let mut vhea = [0; 36];
        vhea[..4].copy_from_slice(&[0, 1, 0, 0]);
        vhea[35] = 1; // one long metric, which is every glyph's
        let [high, low] = em.to_be_bytes();
        Upright { origin, em, vhea, vmtx: [high, low, 0, 0] }
    }
}
