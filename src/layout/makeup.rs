//! How the pages of pools are made up (`[makeup]`): what counts how much.

use crate::keys::kinds::whole;
use crate::keys::part;

part! {
    /// How much each thing counts when a page is made up from a pool, in percent of what it counts usually; see Pools.
    pub struct MakeupPart {
        /// White, cropped pictures, and forms that an editor did not wish for.
        fit: u32 = whole(0..=1_000), default 100;
        /// The order of importance against place and size (版序).
        order: u32 = whole(0..=1_000), default 100;
        /// Straight cuts and gutters through the page (断版、通线).
        cuts: u32 = whole(0..=1_000), default 100;
        /// Headlines that meet or stand in the wrong order (碰题、标题倒挂).
        headlines: u32 = whole(0..=1_000), default 100;
        /// Columns of text that are too deep or too shallow.
        columns: u32 = whole(0..=1_000), default 100;
        /// The weight of pictures and headlines over the page (均衡).
        balance: u32 = whole(0..=1_000), default 100;
        /// Variety of widths, directions and boxes (变化).
        variety: u32 = whole(0..=1_000), default 100;
        /// One centre of the eye (视觉中心).
        centre: u32 = whole(0..=1_000), default 100;
        /// What editors wish: at the head, apart from others, advertisements at the foot.
        wishes: u32 = whole(0..=1_000), default 100;
        /// Likeness to yesterday's page.
        yesterday: u32 = whole(0..=1_000), default 100;
        /// What moved, where little is to change.
        moved: u32 = whole(0..=1_000), default 100;
        /// What is left out.
        out: u32 = whole(0..=1_000), default 100;
    }
}

/// How much each thing counts when a page is made up, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MakeupSpec {
    /// In the order of the keys.
    pub weights: [u32; 12],
}

impl MakeupPart {
    /// The usual weights stand in for keys that are left out.
    pub(super) fn resolve(&self) -> MakeupSpec {
        MakeupSpec {
            weights: [
                self.fit(),
                self.order(),
                self.cuts(),
                self.headlines(),
                self.columns(),
                self.balance(),
                self.variety(),
                self.centre(),
                self.wishes(),
                self.yesterday(),
                self.moved(),
                self.out(),
            ],
        }
    }
}

impl Default for MakeupSpec {
    fn default() -> MakeupSpec {
        MakeupPart::default().resolve()
    }
}
