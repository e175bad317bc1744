//! How words stand in vertical lines (竖排): upright, side by side in one em, or turned a quarter to
//! the right (CLReq 6.3.4; JLReq 3.2.5).

use crate::geometry::Length;

use super::chunk::ChunkMode;
use super::class::Class;
use super::letter::Letter;

/// Capitals of an acronym that stand upright, one below the other; longer words are turned.
const ACRONYM: usize = 4;

/// Figures that stand side by side.
const ABREAST: usize = 3;

/// A stretch of Western letters, with the blanks and signs between them, or one other letter.
#[derive(Clone, Copy, Default)]
pub(super) struct Phrase {
    start: usize,
    pub(super) end: usize,
    mode: Option<ChunkMode>,
}

impl Phrase {
    /// The phrase that begins with the letter at `start`.
    pub(super) fn at(letters: &[Letter], start: usize) -> Phrase {
        let joins = |letter: &Letter| match letter.class {
            Class::Latin | Class::Digit | Class::Sign | Class::Space | Class::Mark => true,
            Class::Prefix | Class::Postfix => letter.character.is_ascii(),
            _ => false,
        };
        let rest = &letters[start..];
        let length = rest.iter().position(|letter| !joins(letter)).unwrap_or(rest.len());
        let words = &rest[..length];
        let solid = words.iter().rposition(|letter| letter.class != Class::Space).map_or(0, |last| last + 1);
        let words = &words[..solid];
        if words.is_empty() || words[0].class == Class::Mark {
            return Phrase { start, end: start + 1, mode: None };
        }
        let all = |is: fn(&Letter) -> bool| words.iter().all(is);
        let one_manner = words.iter().all(|letter| letter.manner == words[0].manner);
        let figures = all(|letter| letter.class == Class::Digit);
        let capitals = all(|letter| letter.character.is_ascii_uppercase());
        let mode = if figures && one_manner && (2..=ABREAST).contains(&solid) {
            ChunkMode::Abreast
        } else if solid == 1 || (capitals && solid <= ACRONYM) {
            ChunkMode::Plain
        } else {
            ChunkMode::Turned
        };
        Phrase { start, end: start + solid, mode: Some(mode) }
    }

    /// How the letter at `at` is set, and how many letters are set together with it.
    pub(super) fn mode(self, at: usize) -> (usize, ChunkMode) {
        match self.mode {
            Some(ChunkMode::Abreast) if at == self.start => (self.end - self.start, ChunkMode::Abreast),
            Some(ChunkMode::Turned) => (1, ChunkMode::Turned),
            _ => (1, ChunkMode::Plain),
        }
    }
}

/// The size of letters that are set in a mode: three figures abreast are made smaller, to fit one em.
pub(super) fn size(mode: ChunkMode, length: usize, size: Length) -> Length {
    if mode == ChunkMode::Abreast && length == ABREAST { size.scale(3, 5) } else { size }
}

/// Where the baseline of turned letters lies beside the line's axis, to the right: their em box,
/// which reaches from 0.12 em under the baseline to 0.88 em over it, stands in the middle.
pub(super) fn turned_baseline(size: Length) -> Length {
    -size.scale(38, 100)
}

#[cfg(test)]
mod tests {
    use super::super::clean::clean;
    use super::*;
    use crate::diagnostic::FileId;
    use crate::issue::Text;

    /// The text with `[ ]` around letters that stand abreast and `< >` around those that are turned.
    fn drawn(text: &str) -> String {
        let mut letters = Vec::new();
        clean(&Text::plain(FileId(0), text, 0), &mut letters, &mut Vec::new());
        let mut out = String::new();
        let mut at = 0;
        while at < letters.len() {
            let phrase = Phrase::at(&letters, at);
            let words: String = letters[at..phrase.end].iter().map(|letter| letter.character).collect();
            out += &match phrase.mode {
                Some(ChunkMode::Abreast) => format!("[{words}]"),
                Some(ChunkMode::Turned) => format!("<{words}>"),
                _ => words,
            };
            at = phrase.end;
        }
        out
    }

    #[test]
    fn numbers_and_words_by_their_length() {
        for (text, shown) in [
            ("第5届", "第5届"),
            ("乘18路", "乘[18]路"),
            ("共120家", "共[120]家"),
            ("到2026年", "到<2026>年"),
            ("达95.9%的", "达<95.9%>的"),
            ("约1,400余", "约<1,400>余"),
            ("用AI看", "用AI看"),
            ("看A股", "看A股"),
            ("社区CSDN的", "社区CSDN的"),
            ("在UNESCO的", "在<UNESCO>的"),
            ("量PM2.5值", "量<PM2.5>值"),
            ("叫Software的", "叫<Software>的"),
            ("是Chinese Software Developer，", "是<Chinese Software Developer>，"),
            ("５６％", "５６％"),
            ("一1二22三", "一1二[22]三"),
        ] {
            assert_eq!(drawn(text), shown);
        }
    }
}
