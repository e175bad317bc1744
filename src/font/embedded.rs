//! The faces in the binary; `fonts/README.md` tells where they come from.

/// Name, bytes and fallbacks of each embedded face. A static, so that the binary holds the bytes once.
pub static EMBEDDED: [(&str, &[u8], &[&str]); 5] = [
    ("song", include_bytes!("../../fonts/song.otf"), &["kai", "hei"]),
    ("song-heavy", include_bytes!("../../fonts/song-heavy.otf"), &["song", "hei-heavy", "kai"]),
    ("hei", include_bytes!("../../fonts/hei.otf"), &["song", "kai"]),
    ("hei-heavy", include_bytes!("../../fonts/hei-heavy.otf"), &["hei", "song-heavy", "kai"]),
    ("kai", include_bytes!("../../fonts/kai.ttf"), &["song", "hei"]),
];
