//! The first line of a layout that makeup wrote: it says so, and holds a digest of the lines under it. By it a later run
//! knows whether somebody changed them, and does not write over what is somebody's own work.

/// How the first line begins.
const HEAD: &str = "# Made up by banxin, seal ";

/// What stands in that line behind the digest.
const TAIL: &str = ". If you change this file, makeup leaves it alone unless it is told --force.";

/// Whose work a layout is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// Makeup wrote it, and it is as it was written.
    Makeup,
    /// Makeup wrote it, and it was changed since.
    Changed,
    /// Somebody wrote it.
    Hand,
}

/// A layout under its first line.
pub fn sealed(layout: &str) -> String {
    format!("{HEAD}{}{TAIL}\n{layout}", digest(layout))
}

/// Whose work the text of a layout is.
pub fn writer(text: &str) -> Writer {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let Some(seal) = first.strip_prefix(HEAD) else { return Writer::Hand };
    let seal = seal.split(|letter: char| !letter.is_ascii_hexdigit()).next();
    if seal == Some(&digest(rest)) { Writer::Makeup } else { Writer::Changed }
}

/// A digest of the lines, however they end: an editor that saves them unchanged does not change it.
fn digest(layout: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for line in layout.trim_end().lines() {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_is_known() {
        let text = sealed("extends = \"base\"\n\n[areas.lead]\nrows = 8\n");
        assert_eq!(writer(&text), Writer::Makeup);
        assert_eq!(writer(&text.replace('\n', "\r\n")), Writer::Makeup);
        assert_eq!(writer(&format!("\u{FEFF}{}", text.trim_end())), Writer::Makeup);
        assert_eq!(writer(&text.replace("rows = 8", "rows = 9")), Writer::Changed);
        assert_eq!(writer(&text.replace("seal ", "seal 0")), Writer::Changed);
        assert_eq!(writer("# My layout\nextends = \"base\"\n"), Writer::Hand);
        assert_eq!(writer(""), Writer::Hand);
        assert_eq!(sealed(""), sealed(""));
    }
}
