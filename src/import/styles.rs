//! The roles that names of styles, elements and labels give to a paragraph.
//!
//! Word, WPS and LibreOffice name their styles in the language of the user; newsrooms name their own in Chinese. Names are
//! compared without blanks and in small letters. This table is the only one: docs/IMPORT.md shows it.

/// What a paragraph is, as its source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StyleRole {
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Subhead,
    /// A line of the author.
    Byline,
    /// Where the story comes from (来源).
    Source,
    /// Who took the pictures or edited (摄影、责编).
    Credit,
    /// 插题.
    Crosshead,
    /// A heading of a level from 1 on: the headline or a crosshead, whichever its place makes it.
    Heading(u8),
    /// The words under a picture (图片说明).
    Caption,
    /// Plain text.
    Body,
}

/// Names of styles with what they mean.
const NAMES: [(&[&str], StyleRole); 9] = [
    (&["kicker", "eyebrow", "overline", "引题", "肩题", "眉题", "引标题"], StyleRole::Kicker),
    (
        &[
            "title",
            "headline",
            "标题",
            "主标题",
            "主题",
            "正题",
            "大标题",
            "新闻标题",
            "文章标题",
            "文档标题",
        ],
        StyleRole::Headline,
    ),
    (&["subtitle", "subhead", "subheadline", "deck", "副标题", "副题", "子题", "副标"], StyleRole::Subhead),
    (&["author", "byline", "writer", "作者", "署名", "记者", "撰稿", "作者署名"], StyleRole::Byline),
    (&["source", "来源", "稿源", "出处", "稿件来源", "文章来源"], StyleRole::Source),
    (&["credit", "photographer", "摄影", "责编", "责任编辑", "编辑", "图片作者"], StyleRole::Credit),
    (&["crosshead", "插题", "小标题", "分标题", "小题", "文内标题", "中标题"], StyleRole::Crosshead),
    (
        &[
            "caption",
            "figure",
            "题注",
            "图注",
            "图说",
            "图片说明",
            "图片标题",
            "插图",
            "figurecaption",
            "illustration",
            "图题",
        ],
        StyleRole::Caption,
    ),
    (
        &[
            "bodytext",
            "textbody",
            "正文",
            "正文文本",
            "firstparagraph",
            "bodytextindent",
            "正文缩进",
            "正文文本缩进",
            "bodytextfirstindent",
            "compact",
        ],
        StyleRole::Body,
    ),
];

/// Names of styles for headings that have a level.
const HEADINGS: [&str; 3] = ["heading", "标题", "h"];

/// The role that the name of a style gives, if it gives one.
pub fn role_of(name: &str) -> Option<StyleRole> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if let Some((_, role)) = NAMES.iter().find(|(names, _)| names.contains(&name.as_str())) {
        return Some(*role);
    }
    HEADINGS.iter().find_map(|heading| level(name.strip_prefix(heading)?)).map(StyleRole::Heading)
}

/// A level of headings, as its figure or as the Chinese one.
fn level(written: &str) -> Option<u8> {
    let figure = match written {
        "一" => 1,
        "二" => 2,
        "三" => 3,
        "四" => 4,
        other => other.parse().ok()?,
    };
    (1..=9).contains(&figure).then_some(figure)
}

/// Labels before a colon that tell what a line is, in plain text.
const LABELS: [(&[&str], StyleRole); 6] = [
    (&["引题", "肩题", "眉题"], StyleRole::Kicker),
    (&["标题", "主题", "主标题", "正题", "题目"], StyleRole::Headline),
    (&["副题", "副标题"], StyleRole::Subhead),
    (&["作者", "署名"], StyleRole::Byline),
    (&["来源", "稿源", "稿件来源"], StyleRole::Source),
    (&["正文", "内容"], StyleRole::Body),
];

/// The role that a label gives to its line, and the bytes of the label with its colon and the blanks behind it:
/// `标题：霁江通航`.
pub fn label_of(line: &str) -> Option<(StyleRole, usize)> {
    let bare = line.trim_start_matches(['【', '［', '[', '〔']);
    let opened = line.len() - bare.len();
    let end = bare.find(['：', ':', '】', '］', ']', '〕'])?;
    let word: String = bare[..end].chars().filter(|c| !c.is_whitespace()).collect();
    let (_, role) = LABELS.iter().find(|(labels, _)| labels.contains(&word.as_str()))?;
    let behind = bare[end..].trim_start_matches(['】', '］', ']', '〕', '：', ':', ' ', '\u{3000}']);
    let closed = bare[end..].chars().next().is_some_and(|mark| "】］]〕".contains(mark));
    (closed == (opened > 0)).then_some((*role, line.len() - behind.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_styles_in_all_spellings() {
        let all = [
            ("Title", StyleRole::Headline),
            ("heading 1", StyleRole::Heading(1)),
            ("Heading 2", StyleRole::Heading(2)),
            ("标题 3", StyleRole::Heading(3)),
            ("标题一", StyleRole::Heading(1)),
            ("标题", StyleRole::Headline),
            ("Subtitle", StyleRole::Subhead),
            ("副标题", StyleRole::Subhead),
            ("引题", StyleRole::Kicker),
            ("Text Body", StyleRole::Body),
            ("题注", StyleRole::Caption),
        ];
        for (name, role) in all {
            assert_eq!(role_of(name), Some(role), "{name}");
        }
        for name in ["Normal", "heading 0", "heading 12", "标题党", ""] {
            assert_eq!(role_of(name), None, "{name}");
        }
    }

    #[test]
    fn labels_of_lines() {
        assert_eq!(label_of("标题： 霁江通航"), Some((StyleRole::Headline, "标题： ".len())));
        assert_eq!(label_of("【副题】——新的一年"), Some((StyleRole::Subhead, "【副题】".len())));
        assert_eq!(label_of("作者:岑小苔"), Some((StyleRole::Byline, "作者:".len())));
        for line in ["标题党：不好", "【标题：甲", "甲：乙", "标题"] {
            assert_eq!(label_of(line), None, "{line}");
        }
    }
}
