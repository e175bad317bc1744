//! The text that is measured: the paragraphs of the sample issue.

use std::path::Path;

use banxin::diagnostic::FileId;
use banxin::issue::Text;

/// Paragraphs of the sample's manuscripts.
pub fn paragraphs() -> Vec<Text> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/front-page/stories");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the sample").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut paragraphs = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).expect("a manuscript");
        let body = text.rsplit("---\n").next().unwrap_or_default();
        let lines = body.lines().filter(|line| line.chars().count() > 20);
        paragraphs.extend(lines.map(|line| Text::plain(FileId(0), line, 0)));
    }
    paragraphs
}

/// Characters in all of them.
pub fn characters(texts: &[Text]) -> u64 {
    texts.iter().map(|text| text.to_plain().chars().count() as u64).sum()
}
