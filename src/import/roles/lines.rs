//! What a single line is like: short, a byline, the start of a report, a crosshead.

use super::story::Line;
use crate::import::model::{Look, Paragraph, Run};
use crate::import::styles::StyleRole;
use crate::read::{are_persons, has_double_surname, starts_with_no_name};

/// Characters of the longest line of a head.
pub const HEAD_LINE: usize = 40;
/// Characters of the longest crosshead.
const CROSSHEAD: usize = 24;
/// Characters of the longest byline.
const BYLINE: usize = 48;
/// Characters of the longest 电头.
const LEAD: usize = 30;

/// Signs that stand before bylines.
pub const SIGNS: [char; 10] = ['□', '■', '○', '●', '◇', '◆', '△', '▲', '◎', '☆'];

/// How bylines begin.
const BYLINES: [&str; 27] = [
    "本报记者",
    "本报通讯员",
    "本报特约",
    "本报评论员",
    "本报见习",
    "本报首席",
    "本报实习",
    "本报综合",
    "本刊记者",
    "记者",
    "通讯员",
    "特约记者",
    "特约通讯员",
    "特约评论员",
    "见习记者",
    "实习记者",
    "首席记者",
    "实习生",
    "文/",
    "图/",
    "文／",
    "图／",
    "文、图",
    "文图",
    "撰文",
    "作者",
    "新华社记者",
];

/// Whether a line is short and no sentence: what may stand over a text.
pub fn is_short(text: &str) -> bool {
    let ends = text.ends_with(['。', '，', '；', '：', '、', '.', ',', ';']);
    !text.contains('。') && !ends && text.chars().count() <= HEAD_LINE && lead_length(text).is_none()
}

/// Whether a line is a byline by how it begins: 本报记者　闻溪, □文/岑小苔.
pub fn is_byline(text: &str) -> bool {
    let bare = text.trim_start_matches(SIGNS).trim_start_matches(['（', '(']).trim_start();
    let signed = bare.len() < text.len() && !text.starts_with(['（', '(']);
    let fits = text.chars().count() <= BYLINE && !text.contains(['。', '，', '；', '？', '！', '“']);
    let begins = BYLINES.iter().any(|start| {
        // What follows the word is a name and no sentence: not 记者从市气象台获悉.
        bare.strip_prefix(start).is_some_and(|rest| {
            let parted = rest.starts_with(|c: char| c.is_whitespace() || "/／：:、".contains(c))
                || start.ends_with(['/', '／']);
            let is_title = starts_with_no_name(rest) && !are_persons(rest);
            (parted && !is_title) || are_persons(rest) || ["本报评论员", "本报综合"].contains(start)
        })
    });
    fits && (begins
        || (signed && is_names(bare))
        || (signed && bare.contains(['/', '／']) && bare.chars().count() <= 20))
}

/// Whether a line is nothing but names: two to four Han characters each, parted by blanks.
pub fn is_names(text: &str) -> bool {
    let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let han = !tight.is_empty() && tight.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·');
    let words: Vec<usize> = text.split_whitespace().map(|word| word.chars().count()).collect();
    // 丁　白 is one name that is spaced to three characters.
    let spaced = words == [1, 1];
    let is_name = |word: &str| match word.chars().count() {
        2 | 3 => true,
        4 => word.contains('·') || has_double_surname(word),
        _ => false,
    };
    han && (spaced || (text.split_whitespace().all(is_name) && words.len() <= 4))
}

/// The bytes of the 电头 with which a report begins: 本报讯, 新华社霁川11月23日电, 本报云岫11月22日电.
pub fn lead_length(text: &str) -> Option<usize> {
    for fixed in ["本报讯", "本刊讯", "本台讯", "本网讯", "晨报讯", "晚报讯", "日报讯"] {
        if let Some(rest) = text.strip_prefix(fixed) {
            let next = rest.chars().next().unwrap_or(' ');
            return ("（( 　记通".contains(next) || next.is_whitespace()).then_some(fixed.len());
        }
    }
    let agencies = ["新华社", "中新社", "中新网", "人民网", "本报", "据新华社"];
    if !agencies.iter().any(|agency| text.starts_with(agency)) {
        return None;
    }
    let end = text.char_indices().take(LEAD).find(|(at, c)| {
        let after = &text[at + c.len_utf8()..];
        let dated = text[..*at].ends_with('日');
        (*c == '电' && dated && !after.starts_with(['话', '视', '力', '站', '影', '子', '器']))
            || (*c == '讯' && dated)
    });
    end.map(|(at, c)| at + c.len_utf8())
}

/// Marks the 电头 of a paragraph.
pub fn mark_lead(words: &mut Paragraph) {
    let Some(length) = lead_length(&words.text()) else { return };
    let rest = words.split_off(length);
    let text = words.text();
    words.runs = vec![Run { text, look: Look { lead: true, ..Look::default() } }];
    for run in rest.runs {
        words.push(&run.text, &run.look);
    }
}

/// The type size that most characters of some lines have.
pub fn usual_size(lines: &[Line]) -> u32 {
    let mut sizes: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for line in lines {
        *sizes.entry(line.words.size).or_default() += line.text().chars().count();
    }
    sizes.into_iter().max_by_key(|(size, count)| (*count, *size)).map_or(0, |(size, _)| size)
}

/// Whether most of some lines stand in the middle, as those of poems and notices do.
pub fn mostly_centred(lines: &[Line]) -> bool {
    let centred = lines.iter().filter(|line| line.words.centred).count();
    centred * 2 > lines.len()
}

/// Which lines of a text look like crossheads: short, no sentence, and bold, centred or larger where the text is not.
pub fn crosshead_looks(lines: &[Line]) -> Vec<bool> {
    let size = usual_size(lines);
    let bold = lines.iter().filter(|line| line.words.is_bold()).count() * 2 > lines.len();
    let centred = mostly_centred(lines);
    let looks = lines.iter().map(|line| {
        let text = line.text();
        let differs = (line.words.is_bold() && !bold)
            || (line.words.centred && !centred)
            || (line.words.size > size && size > 0);
        let plain = matches!(line.role, None | Some(StyleRole::Body));
        plain && differs && is_short(&text) && text.chars().count() <= CROSSHEAD && has_words(&text)
    });
    looks.collect()
}

/// Whether a text has letters: a row of stars is no head.
pub fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_known_by_how_they_begin() {
        for line in [
            "本报记者　闻溪　卢与汀",
            "□本报记者 闻溪",
            "□ 岑小苔",
            "文/图　丁叙白",
            "记者闻溪",
            "通讯员 白露",
            "（记者 闻溪）",
            "■ 文／岑小苔",
            "本报评论员",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in [
            "记者从市气象台获悉",
            "□ 霁江两岸同日放归候鸟",
            "本报记者走访了八座桥，听造桥的人讲。",
            "作者已死",
            "记者手记",
            "记者　手记",
            "记者节到了",
            "记者观察",
            "记者说",
        ] {
            assert!(!is_byline(line), "{line}");
        }
        for line in [
            "记者闻溪 卢与汀",
            "通讯员白露",
            "本报记者欧阳闻溪",
            "本报记者　丁　白",
            "本报特约评论员　闻溪",
            "本报记者闻溪　通讯员白露",
        ] {
            assert!(is_byline(line), "{line}");
        }
        assert!(
            is_names("岑小苔")
                && is_names("丁　白")
                && is_names("闻溪 卢与汀")
                && is_names("欧阳闻溪")
                && !is_names("大修手记")
                && !is_names("祖母的一杆秤")
        );
    }

    #[test]
    fn reports_begin_with_their_place_and_day() {
        let all = [
            ("本报讯（记者闻溪）市气象台", Some("本报讯")),
            ("新华社霁川11月23日电　霁江", Some("新华社霁川11月23日电")),
            ("本报云岫11月22日电（记者闻溪）蜜柑", Some("本报云岫11月22日电")),
            ("本报讯息中心", None),
            ("本报11月23日电话采访", None),
            ("新华社记者来到霁川", None),
        ];
        for (text, lead) in all {
            assert_eq!(lead_length(text).map(|length| &text[..length]), lead, "{text}");
        }
    }

    #[test]
    fn heads_are_short_and_no_sentences() {
        assert!(is_short("霁江两岸同日放归候鸟") && is_short("谁来守这盏灯？"));
        assert!(
            !is_short("昨日，市气象台发布预警。") && !is_short("其一，") && !is_short("本报讯（记者闻溪）")
        );
    }
}
