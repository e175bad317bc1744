//! The encoding of text (字符编码), and how its bytes become characters.
//!
//! The rule, in this order; the first that holds decides:
//!
//! 1. the encoding that the user names (`--encoding`);
//! 2. a byte order mark: UTF-8, UTF-16;
//! 3. with zero bytes: UTF-16 in the byte order that makes the more characters of Chinese text; else it is no text;
//! 4. what the file itself declares (`charset` of a web page, `encoding` of XML), if every byte can be read so;
//! 5. valid UTF-8, or UTF-8 with at least ten characters of several bytes for each fault;
//! 6. UTF-16 without a mark, if nine tenths of its units are characters of Chinese text;
//! 7. GB18030 (which holds GBK and GB2312) or Big5: the one with fewer faults, and where both have as many, the one that
//!    the frequencies of characters speak for (`chardetng`).
//!
//! Bytes that are no character of the encoding become 〓, the trade's sign for a missing sort, and each is told.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Stands for what is missing: 〓, as compositors turned a sort upside down.
pub const MISSING: char = '〓';

/// A text with its encoding.
#[derive(Debug)]
pub struct Decoded {
    /// The characters.
    pub text: String,
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Whether nothing but the frequencies of characters spoke for it.
    pub is_guess: bool,
    /// What the file says of itself, where that is wrong.
    pub wrongly_declared: Option<String>,
    /// Bytes that are no characters.
    pub broken: Vec<Broken>,
}

/// Bytes that are no character.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    /// Where the file has them, counted from 0.
    pub offset: usize,
    /// The bytes in hexadecimal.
    pub bytes: String,
    /// The byte of the text at which 〓 stands for them.
    pub at: usize,
}

/// An encoding by a name that people use.
pub fn by_name(name: &str) -> Option<&'static Encoding> {
    let found = Encoding::for_label(name.trim().as_bytes())?;
    // GB18030 reads what GBK and GB2312 write, and more.
    Some(if found == GBK { GB18030 } else { found })
}

/// Decodes a file; `None` where it is no text. `declared` finds what the file says of itself in its first bytes.
pub fn decode(
    bytes: &[u8],
    given: Option<&'static Encoding>,
    declared: impl Fn(&[u8]) -> Option<String>,
) -> Option<Decoded> {
    if let Some(given) = given {
        return Some(with(bytes, given));
    }
    if let Some((marked, length)) = Encoding::for_bom(bytes) {
        let mut decoded = with(&bytes[length..], marked);
        for broken in &mut decoded.broken {
            broken.offset += length;
        }
        return Some(decoded);
    }
    if bytes.contains(&0) {
        let (encoding, share) = best_utf_16(bytes);
        return (share >= 0.7).then(|| with(bytes, encoding));
    }
    let said = declared(&bytes[..bytes.len().min(4096)]);
    if let Some(encoding) = said.as_deref().and_then(by_name).filter(|encoding| !is_utf_16(encoding)) {
        let decoded = with(bytes, encoding);
        if decoded.broken.is_empty() {
            return Some(decoded);
        }
    }
    let mut decoded = by_bytes(bytes);
    let holds = |said: &str| by_name(said).is_some_and(|said| said == decoded.encoding || is_utf_16(said));
    decoded.wrongly_declared = said.filter(|said| !holds(said));
    Some(decoded)
}

fn by_bytes(bytes: &[u8]) -> Decoded {
    let unicode = with(bytes, UTF_8);
    let wide = unicode.text.chars().filter(|c| !c.is_ascii() && *c != MISSING).count();
    if wide >= unicode.broken.len() * 10 {
        return unicode;
    }
    let (encoding, share) = best_utf_16(bytes);
    if share >= 0.9 && bytes.len() >= 8 {
        return with(bytes, encoding);
    }
    let (national, big5) = (with(bytes, GB18030), with(bytes, BIG5));
    if national.broken.len() != big5.broken.len() {
        return if national.broken.len() < big5.broken.len() { national } else { big5 };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Bytes that are no character would speak against both.
    let mut sound = 0;
    for broken in &national.broken {
        detector.feed(&bytes[sound..broken.offset], false);
        sound = broken.offset + broken.bytes.len().div_ceil(3);
    }
    detector.feed(&bytes[sound..], true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let is_guess = guess != GBK && guess != BIG5;
    let mut decoded = if guess == BIG5 { big5 } else { national };
    decoded.is_guess = is_guess;
    decoded
}

fn is_utf_16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// The byte order in which more units are characters of Chinese text, and their share of all.
fn best_utf_16(bytes: &[u8]) -> (&'static Encoding, f64) {
    let share = |order: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
        let common = units.filter(|unit| {
            matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0x2010..=0x2027 | 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xFF00..=0xFF5E)
        });
        common.count() as f64 / (bytes.len() as f64 / 2.0).max(1.0)
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    if little >= big { (UTF_16LE, little) } else { (UTF_16BE, big) }
}

/// Bytes of text that are decoded in one step.
const DECODED_AT_A_TIME: usize = 4_096;

/// Decodes without replacing anything in silence.
fn with(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut broken = Vec::new();
    let mut read = 0;
    // A room of its own: into the text itself, each broken character would clear all of the room behind it.
    let mut room = "\0".repeat(DECODED_AT_A_TIME);
    loop {
        let rest = &bytes[read..];
        let (result, used, written) = decoder.decode_to_str_without_replacement(rest, &mut room, true);
        text.push_str(&room[..written]);
        read += used;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, behind) => {
                let end = read.saturating_sub(usize::from(behind));
                let start = end.saturating_sub(usize::from(length));
                let hex: Vec<String> = bytes[start..end].iter().map(|byte| format!("{byte:02X}")).collect();
                broken.push(Broken { offset: start, bytes: hex.join(" "), at: text.len() });
                text.push(MISSING);
            }
        }
    }
    Decoded { text, encoding, is_guess: false, wrongly_declared: None, broken }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "本报讯（记者闻溪）霁江轮渡昨日恢复通航，两岸市民往来如常。\r\n市轮渡公司说，四个渡口都已开放。";
    const TRADITIONAL: &str =
        "本報訊（記者聞溪）霽江輪渡昨日恢復通航，兩岸市民往來如常。市輪渡公司說，四個渡口都已開放。";

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None, |_| None).expect("it is text");
        assert_eq!(decoded.broken, []);
        (decoded.text, decoded.encoding.name())
    }

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn encodings_of_newsrooms_are_told_apart() {
        assert_eq!(read(TEXT.as_bytes()), (TEXT.into(), "UTF-8"));
        assert_eq!(read(&GB18030.encode(TEXT).0), (TEXT.into(), "gb18030"));
        assert_eq!(read(&BIG5.encode(TRADITIONAL).0), (TRADITIONAL.into(), "Big5"));
        assert_eq!(read(&utf_16(TEXT, u16::to_le_bytes)), (TEXT.into(), "UTF-16LE"));
        assert_eq!(read(&utf_16(TEXT, u16::to_be_bytes)), (TEXT.into(), "UTF-16BE"));
        let han = "霁江轮渡昨日恢复通航";
        assert_eq!(read(&utf_16(han, u16::to_le_bytes)), (han.into(), "UTF-16LE"));
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf_16(TEXT, u16::to_le_bytes)).collect();
        assert_eq!(read(&marked), (TEXT.into(), "UTF-16LE"));
        assert_eq!(read(b""), ("".into(), "UTF-8"));
        // Four bytes, in GB18030 alone: 𠮷.
        assert_eq!(read(&GB18030.encode("这位姓𠮷的先生说，他从霁川来。").0).1, "gb18030");
    }

    #[test]
    fn bytes_that_are_no_character_are_told_with_their_place() {
        let mut bytes = GB18030.encode(TEXT).0.into_owned();
        bytes.splice(6..6, [0xFF]);
        let decoded = decode(&bytes, None, |_| None).expect("it is text");
        assert_eq!(decoded.encoding, GB18030);
        assert_eq!(decoded.broken, [Broken { offset: 6, bytes: "FF".into(), at: "本报讯".len() }]);
        assert!(decoded.text.starts_with("本报讯〓（记者"));
        let decoded = decode("好".repeat(12).as_bytes(), Some(GB18030), |_| None).expect("it is text");
        assert_eq!(decoded.encoding, GB18030);
        let mut cut = TEXT.as_bytes().to_vec();
        cut.truncate(cut.len() - 1);
        let decoded = decode(&cut, None, |_| None).expect("it is text");
        assert_eq!((decoded.encoding, decoded.broken.len()), (UTF_8, 1));
    }

    #[test]
    fn a_declaration_holds_unless_the_bytes_speak_against_it() {
        let bytes = GB18030.encode(TEXT).0;
        let decoded = decode(&bytes, None, |_| Some("gb2312".into())).expect("it is text");
        assert_eq!((decoded.encoding, decoded.wrongly_declared), (GB18030, None));
        let decoded = decode(&bytes, None, |_| Some("utf-8".into())).expect("it is text");
        assert_eq!((decoded.encoding, decoded.wrongly_declared.as_deref()), (GB18030, Some("utf-8")));
    }

    #[test]
    fn other_bytes_are_no_text() {
        assert!(decode(&[0, 1, 2, 3, 0, 0, 200, 0, 7], None, |_| None).is_none());
    }
}
