//! The table from three levels of light to the four inks: interpolated in the tetrahedron of its cell, in whole numbers.
//!
//! A colour lies in a cell of eight nodes. Of those the four are weighed that lie on the way from the nearest to the
//! farthest corner, one channel after the other, the one with the longest way first: so greys stay between greys. All
//! sums are in whole numbers, so that every machine gives the same inks.
//!
//! Pictures of 8 bits are most of the work. For them places and ways are looked up by level, the ways are put in
//! order without a branch, and two inks are summed in one word of 64 bits. A test holds the result against the plain
//! form, which pictures of 16 bits take.

/// Nodes along each side of a table.
pub(super) const NODES: usize = 33;
/// Parts of an 8-bit level that a node counts.
pub(super) const PARTS: u32 = 256;

/// A whole step between two nodes, of levels of 16 bits.
const STEP: u32 = 65_535;
/// The last node of a side.
const LAST: u32 = NODES as u32 - 1;
/// From a node to the next along red, green and blue.
const STRIDES: [u32; 3] = [(NODES * NODES) as u32, NODES as u32, 1];
/// Two inks in a word, 32 bits each.
const PAIR: u64 = 0x0000_FFFF_0000_FFFF;
const BYTES: u64 = 0x0000_00FF_0000_00FF;
const ONES: u64 = 0x0000_0001_0000_0001;

/// Inks at each node; see the module.
pub(super) struct InkTable {
    /// Shares in 1/[`PARTS`] of an 8-bit level: cyan in the lowest 16 bits, then magenta, yellow and black.
    /// As many as 16 bits can name, so that no index needs a check.
    nodes: Box<[u64; 1 << 16]>,
    /// For each channel and level of 8 bits the node before it, and the way from there: 255ths of a step in the upper
    /// 16 bits, the stride in the lower.
    levels: Box<[[(u32, u32); 256]; 3]>,
}

impl std::fmt::Debug for InkTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InkTable")
    }
}

impl InkTable {
    /// Nodes of a table.
    pub(super) const NODES: usize = NODES * NODES * NODES;

    /// The table of shares at [`InkTable::NODES`] nodes, blue running fastest.
    pub(super) fn new(shares: Vec<[u16; 4]>) -> InkTable {
        let mut nodes = Box::new([0; 1 << 16]);
        for (node, [c, m, y, k]) in nodes.iter_mut().zip(shares) {
            *node = u64::from(c) | u64::from(m) << 16 | u64::from(y) << 32 | u64::from(k) << 48;
        }
        let mut levels = Box::new([[(0, 0); 256]; 3]);
        for (levels, stride) in levels.iter_mut().zip(STRIDES) {
            for (level, slot) in (0..).zip(levels) {
                let index = (level * LAST / 255).min(LAST - 1);
                *slot = (index * stride, (level * LAST - index * 255) << 16 | stride);
            }
        }
        InkTable { nodes, levels }
    }

    /// The table of shares one after the other, each in two bytes, the higher one first; `None` if they are too few or
    /// too many.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<InkTable> {
        let shares = bytes.as_chunks::<8>().0.iter();
        let shares = shares
            .map(|[a, b, c, d, e, f, g, h]| [[*a, *b], [*c, *d], [*e, *f], [*g, *h]].map(u16::from_be_bytes));
        (bytes.len() == InkTable::NODES * 8).then(|| InkTable::new(shares.collect()))
    }

    #[inline]
    fn node(&self, at: u32) -> u64 {
        self.nodes[usize::from(at as u16)]
    }

    /// The inks of a colour of 8 bits, in 8 bits and within a limit.
    #[inline]
    pub(super) fn eight(&self, [r, g, b]: &[u8; 3], limit: u32) -> [u8; 4] {
        let (red, red_way) = self.levels[0][usize::from(*r)];
        let (green, green_way) = self.levels[1][usize::from(*g)];
        let (blue, blue_way) = self.levels[2][usize::from(*b)];
        let base = red + green + blue;
        // The longest way first; of equal ways any, for what lies between them then has no weight.
        let (high, low) = (red_way.max(green_way), red_way.min(green_way));
        let (first, rest) = (high.max(blue_way), high.min(blue_way));
        let (second, third) = (rest.max(low), rest.min(low));
        let (after_first, after_second) =
            (base + (first & 0xFFFF), base + (first & 0xFFFF) + (second & 0xFFFF));
        let end = base + STRIDES[0] + STRIDES[1] + STRIDES[2];
        let (one, two, three) = (u64::from(first >> 16), u64::from(second >> 16), u64::from(third >> 16));
        let weighed = [
            (self.node(base), 255 - one),
            (self.node(after_first), one - two),
            (self.node(after_second), two - three),
            (self.node(end), three),
        ];
        // Each sum is at most 255 × 256 × 255 and a half level.
        let half = ONES * 255 * u64::from(PARTS / 2);
        let (mut cyan_yellow, mut magenta_black) = (half, half);
        for (node, weight) in weighed {
            cyan_yellow += (node & PAIR) * weight;
            magenta_black += (node >> 16 & PAIR) * weight;
        }
        let (cyan_yellow, magenta_black) = (levels(cyan_yellow), levels(magenta_black));
        let sums = cyan_yellow + magenta_black;
        let inks = cyan_yellow | magenta_black << 8;
        let [c, m, y, k] = ((inks & 0xFFFF) as u32 | ((inks >> 16) as u32 & 0xFFFF_0000)).to_le_bytes();
        if (sums as u32) + (sums >> 32) as u32 <= limit {
            return [c, m, y, k];
        }
        let [c, m, y, k] = reduced([c.into(), m.into(), y.into(), k.into()], limit);
        [c as u8, m as u8, y as u8, k as u8]
    }

    /// The inks of a colour of 16 bits, in 8 bits and within a limit.
    #[inline]
    pub(super) fn sixteen(&self, rgb: &[u16; 3], limit: u32) -> [u8; 4] {
        let mut base = 0;
        // For each channel the distance to the next node and its stride in the table.
        let mut ways = [(0u32, 0u32); 3];
        for ((level, stride), way) in rgb.iter().zip(STRIDES).zip(&mut ways) {
            let place = u32::from(*level) * LAST;
            let index = (place / STEP).min(LAST - 1);
            base += index * stride;
            *way = (place - index * STEP, stride);
        }
        ways.sort_unstable_by(|one, other| other.cmp(one));
        let mut sums = [STEP * PARTS / 2; 4];
        let (mut at, mut before) = (base, STEP);
        let mut add = |at: u32, weight: u32| {
            // At most 255 × 256 × 65535 and a half level comes together, which 32 bits hold.
            for (sum, channel) in sums.iter_mut().zip(0..) {
                *sum += (self.node(at) >> (16 * channel) & 0xFFFF) as u32 * weight;
            }
        };
        for (way, stride) in ways {
            add(at, before - way);
            (before, at) = (way, at + stride);
        }
        add(at, before);
        let shares = sums.map(|sum| sum / (STEP * PARTS));
        reduced(shares, limit).map(|share| share.min(255) as u8)
    }
}

/// Two sums of 255ths and [`PARTS`] as levels: each divided by 255 × 256, without a remainder.
#[inline]
fn levels(sums: u64) -> u64 {
    let parts = sums >> 8 & PAIR;
    // (x + 1 + x / 256) / 256 is x / 255 for every x under 65535.
    (parts + ONES + (parts >> 8 & BYTES)) >> 8 & BYTES
}

/// Takes off what is over the limit: from cyan, magenta and yellow in proportion, so that the hue
/// stays and black keeps drawing the shadows.
#[inline]
pub(super) fn reduced([c, m, y, k]: [u32; 4], limit: u32) -> [u32; 4] {
    let colours = c + m + y;
    if colours + k <= limit {
        return [c, m, y, k];
    }
    let room = limit.saturating_sub(k);
    let part = |share: u32| share * room / colours.max(1);
    [part(c), part(m), part(y), k.min(limit)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quick way of 8 bits gives what the plain one gives for the same levels.
    #[test]
    fn both_ways_give_the_same_inks() {
        let mut state = 7_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 8
        };
        let mut share = || (noise() % (255 * PARTS + 1)) as u16;
        let shares = (0..InkTable::NODES)
            .map(|at| if at % 9 == 0 { [255 * 256; 4] } else { [share(), share(), share(), share()] });
        let shares: Vec<[u16; 4]> = shares.collect();
        let bytes: Vec<u8> = shares.concat().into_iter().flat_map(u16::to_be_bytes).collect();
        assert!(InkTable::from_bytes(&bytes[8..]).is_none());
        let table = InkTable::from_bytes(&bytes).unwrap();
        assert_eq!(table.nodes, InkTable::new(shares).nodes);
        for at in 0..400_000 {
            let bits = noise();
            let mut rgb = [bits as u8, (bits >> 8) as u8, (bits >> 16) as u8];
            if at % 3 == 0 {
                // The ends of the table, and equal channels.
                rgb = [[0, 255, 8, 247][bits as usize % 4], rgb[0], [rgb[0], 255][at % 2]];
            }
            let limit = [240 * 255 / 100, 1020][at % 2];
            let wide = rgb.map(|level| u16::from(level) * 257);
            assert_eq!(table.eight(&rgb, limit), table.sixteen(&wide, limit), "{rgb:?}");
        }
    }

    #[test]
    fn what_is_over_the_limit_keeps_its_hue_and_its_black() {
        assert_eq!(reduced([100, 50, 50, 100], 300), [100, 50, 50, 100]);
        assert_eq!(reduced([100, 50, 50, 100], 200), [50, 25, 25, 100]);
        assert_eq!(reduced([200, 200, 200, 250], 255), [1, 1, 1, 250]);
        assert_eq!(reduced([0, 0, 0, 255], 255), [0, 0, 0, 255]);
    }
}
