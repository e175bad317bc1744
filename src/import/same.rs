//! Stories with the same headline (同题来稿): a corrected copy that came in a second time, found and compared.
//!
//! Headlines are the same if their letters are, whatever marks and blanks stand between them. How alike two texts are is the
//! share of the characters of both that stand in both in the same order (Myers' difference, by the crate `similar`). Long
//! texts are compared by paragraphs, because a difference by characters takes time that grows with the square of their
//! length.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::diagnostic::FileId;
use crate::issue::{Block, Text};
use crate::keys::Faults;
use crate::read::parse_manuscript;

/// Characters of the longest text that is compared by characters.
const LONGEST: usize = 5_000;

/// What of a manuscript is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The letters of the headline; empty where there is none.
    pub headline: String,
    /// The paragraphs, without blanks.
    paragraphs: Vec<String>,
}

/// Reads a manuscript.
pub fn read(manuscript: &str) -> Known {
    let story = parse_manuscript(FileId(0), manuscript, "import", &Faults::default());
    let headline = story.headline.as_ref().map(Text::to_plain).unwrap_or_default();
    let tight = |block: &Block| block.text().to_plain().split_whitespace().collect::<String>();
    Known {
        headline: headline.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect(),
        paragraphs: story.blocks.iter().map(tight).collect(),
    }
}

/// How alike two texts are, in percent: 100 only where they are equal, 0 only where nothing is.
pub fn alike(one: &Known, other: &Known) -> usize {
    let length = |known: &Known| known.paragraphs.iter().map(|text| text.chars().count()).sum::<usize>();
    let both = length(one) + length(other);
    if one.paragraphs == other.paragraphs || both == 0 {
        return 100;
    }
    let shared = if length(one).max(length(other)) <= LONGEST {
        let characters = |known: &Known| known.paragraphs.concat().chars().collect::<Vec<char>>();
        shared(&characters(one), &characters(other), |_| 1)
    } else {
        shared(&one.paragraphs, &other.paragraphs, |text| text.chars().count())
    };
    (200 * shared / both).clamp(usize::from(shared > 0), 99)
}

/// The weight of what stands in both lists in the same order.
fn shared<T: Eq + std::hash::Hash>(one: &[T], other: &[T], weight: impl Fn(&T) -> usize) -> usize {
    let operations = capture_diff_slices(Algorithm::Myers, one, other);
    let equal = operations.iter().filter_map(|operation| match operation {
        DiffOp::Equal { old_index, len, .. } => Some(&one[*old_index..old_index + len]),
        _ => None,
    });
    equal.flatten().map(weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(headline: &str, body: &str) -> Known {
        read(&format!("---\nheadline: {headline}\n---\n{body}\n"))
    }

    #[test]
    fn headlines_are_the_same_by_their_letters() {
        let one = known("旧楼加梯　三年装了一百部", "正文。");
        assert_eq!(one.headline, known("旧楼加梯，三年装了一百部", "别的。").headline);
        assert_ne!(one.headline, known("旧楼加梯　三年装了两百部", "正文。").headline);
        assert_eq!(read("正文。").headline, "");
    }

    #[test]
    fn texts_are_compared_by_characters_or_by_paragraphs() {
        let one = known("题", "昨天江面起了雾，四个渡口停船。");
        assert_eq!(alike(&one, &known("题", "昨天江面起了雾，四个渡口停船。")), 100);
        // 14 of 15 characters in both.
        assert_eq!(alike(&one, &known("题", "昨天江面起了雾，五个渡口停船。")), 93);
        assert_eq!(alike(&one, &known("题", "我")), 0);
        assert_eq!(alike(&known("题", ""), &known("题", "")), 100);
        let paragraph = "字".repeat(999) + "。";
        let long = vec![paragraph.clone(); 9].join("\n\n");
        let other = long.clone() + "\n\n" + &"别".repeat(1000);
        assert_eq!(alike(&known("题", &long), &known("题", &other)), 94);
    }
}
