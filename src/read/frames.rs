//! How many pictures are in one file: frames of what moves, and pictures behind the first.

/// The frames of a PNG that moves (APNG, `acTL`); 1 for one that does not.
pub fn of_png(bytes: &[u8]) -> usize {
    let mut rest = bytes.get(8..).unwrap_or(&[]);
    while let Some((head, body)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *head;
        match &kind {
            b"acTL" => {
                let count = body.first_chunk::<4>().map_or(1, |count| u32::from_be_bytes(*count));
                return usize::try_from(count).unwrap_or(usize::MAX).max(1);
            }
            b"IDAT" | b"IEND" => return 1,
            _ => {}
        }
        // Its body and its checksum.
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        rest = body.get(length.saturating_add(4)..).unwrap_or(&[]);
    }
    1
}

/// The frames of a GIF: its image descriptors (GIF89a, 20).
pub fn of_gif(bytes: &[u8]) -> usize {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + bytes.get(10).map_or(0, |flags| table(*flags));
    let mut count = 0;
    loop {
        match bytes.get(at) {
            Some(0x21) => at += 2,
            Some(0x2C) => {
                count += 1;
                // Its table of colours and the size of its codes.
                at += 11 + bytes.get(at + 9).map_or(0, |flags| table(*flags));
            }
            _ => return count.max(1),
        }
        while let Some(length) = bytes.get(at).filter(|length| **length > 0) {
            at += 1 + usize::from(*length);
        }
        at += 1;
    }
}

/// The frames of a WebP: its `ANMF` chunks (RFC 9649, 2.7).
pub fn of_webp(bytes: &[u8]) -> usize {
    let mut rest = bytes.get(12..).unwrap_or(&[]);
    let mut count = 0;
    while let Some((head, body)) = rest.split_first_chunk::<8>() {
        let [kind @ .., a, b, c, d] = *head;
        count += usize::from(&kind == b"ANMF");
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        rest = body.get(length.saturating_add(length & 1)..).unwrap_or(&[]);
    }
    count.max(1)
}
