//! Who wrote a story: the names in a byline as it is printed, such as 本报记者　王　伟　李小明　通讯员　何志远.
//!
//! A name is taken if it is known as one, by its surname or its point (约翰·史密斯), or is of several Latin words. What may be
//! something else, such as an institution, is left out: the byline says it all the same.

use crate::read::{has_double_surname, is_person};

/// What those are who write; the name is behind it, in the same piece or in the next.
const WRITERS: [&str; 9] = ["记者", "通讯员", "实习生", "评论员", "撰稿人", "特约", "作者", "编译", "文字"];

/// What those are who do other work; their names are not those of authors.
const OTHERS: [&str; 8] = ["编辑", "责编", "美编", "校对", "版式", "制图", "摄影", "图片"];

/// What they did, behind the name.
const DEEDS: [&str; 7] = ["摄影报道", "综合报道", "报道", "整理", "编译", "摄影", "摄"];

/// The names, in their order, each once.
pub(super) fn of(byline: &str) -> Vec<String> {
    let is_latin = |letter: char| letter.is_alphabetic() && letter < '\u{2E80}' || ".-'’".contains(letter);
    let mut found = Found::default();
    for group in byline.split(|letter: char| "、，,／/；;：:（）()".contains(letter)) {
        for piece in group.split_whitespace() {
            if piece.chars().all(is_latin) {
                found.latin.push(piece);
            } else {
                found.end_latin();
                found.piece(piece);
            }
        }
        found.end_latin();
        found.half = None;
    }
    found.names
}

#[derive(Default)]
struct Found<'b> {
    names: Vec<String>,
    /// A character or a double surname by itself, the first half of a name that is set wide: 王　伟.
    half: Option<&'b str>,
    /// Latin words in a row.
    latin: Vec<&'b str>,
    /// Whether the names are of those who did other work.
    is_other: bool,
}

impl<'b> Found<'b> {
    fn piece(&mut self, piece: &'b str) {
        let bare = DEEDS.iter().find_map(|deed| piece.strip_suffix(deed)).unwrap_or(piece);
        let after = |offices: &[&str]| {
            offices.iter().filter_map(|office| bare.rfind(office).map(|at| at + office.len())).max()
        };
        let (writer, other) = (after(&WRITERS), after(&OTHERS));
        if let Some(start) = writer.max(other) {
            (self.is_other, self.half) = (writer < other, None);
            return self.name(&bare[start..]);
        }
        self.name(bare);
    }

    fn name(&mut self, name: &'b str) {
        let is_half = name.chars().count() == 1 && !matches!(name, "文" | "图");
        let joined = self.half.take().filter(|_| is_half).map(|half| format!("{half}{name}"));
        let whole = joined.unwrap_or_else(|| name.to_owned());
        if is_half && whole == name || has_double_surname(&whole) && whole.chars().count() == 2 {
            self.half = Some(name);
        } else if is_person(&whole) {
            self.add(whole);
        }
    }

    fn end_latin(&mut self) {
        if self.latin.len() > 1 {
            let name = self.latin.join(" ");
            self.add(name);
        }
        self.latin.clear();
    }

    fn add(&mut self, name: String) {
        if !self.is_other && !self.names.contains(&name) {
            self.names.push(name);
        }
    }
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
            ("John Smith、Li Lei", &["John Smith", "Li Lei"]),
            ("记者 John Smith", &["John Smith"]),
            ("欧阳　锋　王　伟", &["欧阳锋", "王伟"]),
            ("记者：王伟伟　责任编辑：李明　记者 周宁", &["王伟伟", "周宁"]),
            ("据市档案馆馆藏整理", &[]),
            ("新华社北京11月30日电", &[]),
            ("本报综合", &[]),
            ("图片由受访者提供", &[]),
            ("Reuters", &[]),
            ("王", &[]),
            ("", &[]),
        ] {
            assert_eq!(of(byline), names, "{byline}");
        }
    }
}
