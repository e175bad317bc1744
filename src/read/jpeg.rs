//! The markers of a JPEG file (ITU-T T.81, annex B): whether it is whole, and Adobe's habit of
//! storing CMYK inverted.

/// What the markers say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Markers {
    /// Whether the end of the image was reached.
    pub complete: bool,
    /// Whether there is an APP14 marker of Adobe's.
    pub adobe: bool,
    /// Whether the coding is one that PDF can carry (baseline, extended or progressive Huffman,
    /// 8 bits).
    pub plain: bool,
    /// The number of scans: one, or several if it is progressive.
    pub scans: usize,
    /// Whether another picture begins behind the end of the first (CIPA DC-007).
    pub more: bool,
}

/// Walks the markers from the start of the image to its end or to where the file breaks off.
pub fn markers(bytes: &[u8]) -> Markers {
    let mut found = Markers::default();
    let mut at = 2;
    loop {
        // Fill bytes may stand before a marker.
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let (Some(0xFF), Some(marker)) = (bytes.get(at), bytes.get(at + 1)) else {
            return found;
        };
        match marker {
            0xD9 => {
                found.complete = true;
                let rest = bytes.get(at + 2..).unwrap_or(&[]);
                found.more = rest.windows(3).any(|start| start == [0xFF, 0xD8, 0xFF]);
                return found;
            }
            0x01 | 0xD0..=0xD7 => {
                at += 2;
                continue;
            }
            _ => {}
        }
        let (Some(high), Some(low)) = (bytes.get(at + 2), bytes.get(at + 3)) else {
            return found;
        };
        let length = usize::from(*high) << 8 | usize::from(*low);
        let body = bytes.get(at + 4..at + 2 + length.max(2)).unwrap_or(&[]);
        match marker {
            0xEE => found.adobe |= body.starts_with(b"Adobe"),
            0xC0..=0xC2 => found.plain = body.first() == Some(&8),
            _ => {}
        }
        at += 2 + length.max(2);
        if *marker == 0xDA {
            found.scans += 1;
            at = after_scan(bytes, at);
        }
    }
}

/// The next marker after entropy-coded data: a 0xFF that is neither stuffed nor a restart.
fn after_scan(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        if *byte == 0xFF && !matches!(bytes.get(at + 1), Some(0x00 | 0xD0..=0xD7)) {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[u8] = &[
        0xFF, 0xD8, 0xFF, 0xEE, 0x00, 0x07, b'A', b'd', b'o', b'b', b'e', 0xFF, 0xFF, 0xC0, 0x00, 0x03, 0x08,
        0xFF, 0xDA, 0x00, 0x02, 0x11, 0xFF, 0x00, 0x22, 0xFF, 0xD0, 0x33, 0xFF, 0xD9,
    ];

    #[test]
    fn a_whole_file_reaches_its_end() {
        assert_eq!(
            markers(WHOLE),
            Markers { complete: true, adobe: true, plain: true, scans: 1, more: false }
        );
    }

    #[test]
    fn a_file_cut_anywhere_does_not() {
        for length in 0..WHOLE.len() {
            assert!(!markers(&WHOLE[..length]).complete, "cut to {length} bytes");
        }
    }
}
