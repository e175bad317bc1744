//! Who wrote a story: names in a byline as it is printed, such as 本报记者　王　伟　李小明　通讯员　何志远.

/// What people are or do; the name is behind it, in the same piece or in the next.
const OFFICES: [&str; 12] =
    ["记者", "通讯员", "实习生", "评论员", "撰稿人", "特约", "编译", "编辑", "作者", "摄影", "文字", "图片"];

/// What they did, behind the name.
const DEEDS: [&str; 7] = ["摄影报道", "综合报道", "报道", "摄影", "整理", "编译", "摄"];

/// The names, in their order.
pub(super) fn of(byline: &str) -> Vec<String> {
    let parts = |letter: char| letter.is_whitespace() || "、，,／/；;：:（）()".contains(letter);
    let mut names: Vec<String> = Vec::new();
    // A character by itself is half of a name of two, which is set as wide as one of three: 王　伟.
    let mut half: Option<&str> = None;
    for piece in byline.split(parts).filter(|piece| !piece.is_empty() && !matches!(*piece, "文" | "图")) {
        let name = name(piece);
        match (half.take(), name.chars().count()) {
            (_, 0) => {}
            (Some(first), 1) => names.push(format!("{first}{name}")),
            (None, 1) => half = Some(name),
            _ => names.push(name.to_owned()),
        }
    }
    names
}

/// A piece without what its bearer is and did.
fn name(piece: &str) -> &str {
    let after = |office: &&str| piece.rfind(office).map(|at| at + office.len());
    let start = OFFICES.iter().filter_map(after).max().unwrap_or(0);
    let name = &piece[start..];
    DEEDS.iter().find_map(|deed| name.strip_suffix(deed)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn names_are_told_apart_from_offices_and_deeds() {
        for (byline, names) in [
            ("本报记者　林知远", &["林知远"][..]),
            ("本报记者　王　伟　李小明　通讯员　何志远", &["王伟", "李小明", "何志远"]),
            ("新华社记者王伟、李小明", &["王伟", "李小明"]),
            ("本报记者 周宁 摄影报道", &["周宁"]),
            ("文／林知远　图／周宁摄", &["林知远", "周宁"]),
            ("文/图　王　伟", &["王伟"]),
            ("本报评论员", &[]),
            ("约翰·史密斯", &["约翰·史密斯"]),
            ("王", &[]),
            ("", &[]),
        ] {
            assert_eq!(of(byline), names, "{byline}");
        }
    }
}
