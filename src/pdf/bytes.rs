//! Numbers and strings of content streams, written straight into the buffer.

use crate::geometry::Length;

/// Appends a whole number.
pub(super) fn integer(out: &mut Vec<u8>, value: i64) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

/// Appends `value` ÷ 10^`places` without trailing zeros.
pub(super) fn decimal(out: &mut Vec<u8>, value: i64, places: u32) {
    let unit = 10_u64.pow(places);
    let size = value.unsigned_abs();
    if value < 0 {
        out.push(b'-');
    }
    integer(out, (size / unit) as i64);
    let mut rest = size % unit;
    if rest == 0 {
        return;
    }
    out.push(b'.');
    let mut unit = unit;
    while rest > 0 {
        unit /= 10;
        out.push(b'0' + (rest / unit) as u8);
        rest %= unit;
    }
}

/// A length in 1/10 000 pt, as it is written: finer than any platesetter, coarse enough for
/// readers that keep numbers in 32 bits.
pub(super) fn ten_thousandths(length: Length) -> i64 {
    length.scale(10_000, Length::PER_PT).0
}

/// Appends a length in points.
pub(super) fn points(out: &mut Vec<u8>, length: Length) {
    decimal(out, ten_thousandths(length), 4);
}

/// Appends a share of ink, given in 1/10 000.
pub(super) fn share(out: &mut Vec<u8>, share: u16) {
    decimal(out, i64::from(share), 4);
}

/// Appends 16 bits as four hexadecimal digits.
pub(super) fn hex16(out: &mut Vec<u8>, value: u16) {
    for shift in [12, 8, 4, 0] {
        out.push(b"0123456789ABCDEF"[usize::from(value >> shift) & 15]);
    }
}

/// Appends text as hexadecimal UTF-16BE, without angle brackets or byte order mark.
pub(super) fn hex_utf16(out: &mut Vec<u8>, text: &str) {
    for unit in text.encode_utf16() {
        hex16(out, unit);
    }
}

/// Text as a PDF text string: UTF-16BE with its byte order mark (ISO 32000-1, 7.9.2.2), or plain
/// bytes where ASCII is enough.
pub(super) fn text_string(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        return text.as_bytes().to_vec();
    }
    let mut bytes = vec![0xFE, 0xFF];
    for unit in text.encode_utf16() {
        bytes.extend_from_slice(&unit.to_be_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("numbers are ASCII")
    }

    #[test]
    fn numbers_have_no_needless_digits() {
        assert_eq!(written(|out| integer(out, 0)), "0");
        assert_eq!(written(|out| integer(out, i64::MIN)), "-9223372036854775808");
        assert_eq!(written(|out| decimal(out, -5, 4)), "-0.0005");
        assert_eq!(written(|out| decimal(out, 12_300, 4)), "1.23");
        assert_eq!(written(|out| decimal(out, 10_000, 4)), "1");
        assert_eq!(written(|out| points(out, Length::from_pt(10.5))), "10.5");
        assert_eq!(written(|out| points(out, Length(-1))), "0");
        assert_eq!(written(|out| share(out, 3_000)), "0.3");
    }

    #[test]
    fn strings_reach_beyond_the_basic_plane() {
        assert_eq!(written(|out| hex_utf16(out, "—𠀀")), "2014D840DC00");
        assert_eq!(text_string("paper"), b"paper");
        assert_eq!(text_string("报"), [0xFE, 0xFF, 0x62, 0xA5]);
    }
}
