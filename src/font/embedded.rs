//! The faces in the binary; `fonts/README.md` tells where they come from.

/// Name, bytes and fallbacks of each embedded face. A static, so that the binary holds the bytes once.
pub static EMBEDDED: [(&str, &[u8], &[&str]); 5] = [
    ("song", include_bytes!("../../fonts/song.otf"), &["kai", "hei"]),
    ("song-heavy", include_bytes!("../../fonts/song-heavy.otf"), &["song", "hei-heavy", "kai"]),
    ("hei", include_bytes!("../../fonts/hei.otf"), &["song", "kai"]),
    ("hei-heavy", include_bytes!("../../fonts/hei-heavy.otf"), &["hei", "song-heavy", "kai"]),
    ("kai", include_bytes!("../../fonts/kai.ttf"), &["song", "hei"]),
];

/// A hash (BLAKE3) of the bytes of each of [`EMBEDDED`], in their order. A test holds it against them, and tells what to
/// write here when a font changed.
const FINGERPRINTS: [&str; 5] = [
    "10cdbe302c017ac59cbae2faebbddaad9c1149f9872a985301af3ce2305c230f",
    "34d27da19ffd807aa26ca1f1ba579881226c98dc4a8177ea96144c46ee891254",
    "0c7305f34d87b701f746a2b54fcd08344b1b700608bdde7cb215f5888804e698",
    "4de65c866aa6dfe036751206a885cacd225603194bef1454d9741182f60896eb",
    "791e3478169648443303c6cef51aa601bc28e80993da2667e0704c9d3cd3b687",
];

/// The hash of an embedded font, if these are its bytes in the binary.
pub(super) fn fingerprint(bytes: &[u8]) -> Option<[u8; 32]> {
    let at = EMBEDDED.iter().position(|(_, own, _)| std::ptr::eq(*own, bytes))?;
    blake3::Hash::from_hex(FINGERPRINTS.get(at)?).ok().map(|hash| *hash.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_those_of_the_fonts() {
        let hashes = EMBEDDED.map(|(_, bytes, _)| blake3::hash(bytes).to_hex().to_string());
        assert_eq!(FINGERPRINTS.map(str::to_owned), hashes);
        let (_, song, _) = EMBEDDED[0];
        assert_eq!(fingerprint(song), Some(*blake3::hash(song).as_bytes()));
        assert_eq!(fingerprint(&song[1..]), None);
    }
}
