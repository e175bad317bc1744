//! Names of persons (人名): surnames, and words that look like names and are none. The importer knows bylines by them, and
//! the copy desk bylines that name nobody.

/// Surnames of two characters, with which names have four.
const DOUBLE_SURNAMES: [&str; 20] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯", "宇文",
    "长孙", "端木", "南宫", "独孤", "呼延", "百里", "西门",
];

/// Surnames of one character.
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳\
鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝\
董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程\
嵇邢滑裴陆荣翁荀羊惠甄曲封储靳段富巫乌焦巴牧山谷车侯全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司黎薄印白怀蒲邰从鄂索赖卓蔺屠蒙池乔\
阴胥苍闻党翟谭贡劳逄姬申冉宰雍桑桂牛寿边燕冀浦尚温庄晏柴瞿阎连习艾鱼容向古易慎戈廖庾居衡步都耿满弘匡文寇广欧沃利蔚越师巩聂敖冷辛那简饶\
曾沙养关查红游权盖益公仉督晋楚闫覃涂代佟佘付岳麦苑邝褟";

/// Words that begin like a surname and are none, or that follow 记者 and the like in headlines.
const NO_NAMES: [&str; 46] = [
    "手记", "观察", "调查", "节", "说", "札记", "笔记", "来信", "见闻", "走访", "探访", "体验", "站", "证",
    "团", "会", "们", "白天", "方面", "应该", "时间", "高度", "成为", "成了", "安全", "平时", "常常", "常说",
    "于是", "关于", "连线", "解读", "解说", "明白", "强调", "查访", "查询", "相关", "何为", "何以", "任务",
    "全程", "全天", "通过", "文化", "向往",
];

/// Whether a word is the name of a person: a surname and one or two characters, or a surname of two characters.
pub(crate) fn is_person(word: &str) -> bool {
    let han = word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·');
    let is_double = has_double_surname(word);
    let begins = word.chars().next().is_some_and(|first| SURNAMES.contains(first)) || is_double;
    let fits = match word.chars().count() {
        2 | 3 => begins,
        4 => is_double || word.contains('·'),
        5.. => word.contains('·'),
        _ => false,
    };
    han && fits && !NO_NAMES.contains(&word)
}

/// Whether words are names of persons and nothing else, at most six: 闻溪　卢与汀, 丁　白.
pub(crate) fn are_persons(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '、').filter(|word| !word.is_empty()).collect();
    let spaced =
        words.len() == 2 && words.iter().all(|word| word.chars().count() == 1) && is_person(&words.concat());
    // 本报特约 评论员闻溪: what somebody is may stand before the name.
    let bare = |word: &str| {
        let roles = ["特约", "见习", "实习", "首席", "记者", "通讯员", "评论员", "撰稿人", "实习生"];
        roles.iter().fold(word.to_owned(), |word, role| word.strip_prefix(role).unwrap_or(&word).to_owned())
    };
    let mut names = words.iter().map(|word| bare(word)).filter(|word| !word.is_empty()).peekable();
    spaced || (words.len() <= 8 && names.peek().is_some() && names.all(|word| is_person(&word)))
}

/// Whether a word begins with a surname of two characters.
pub(crate) fn has_double_surname(word: &str) -> bool {
    DOUBLE_SURNAMES.iter().any(|surname| word.starts_with(surname))
}

/// Whether words that stand behind 记者 and the like begin with a word that is no name: 手记, 观察.
pub(crate) fn starts_with_no_name(words: &str) -> bool {
    NO_NAMES.iter().any(|word| words.trim_start().starts_with(word))
}

/// Whether a byline is a role and a word that is no name: 记者手记, 本报记者　观察.
pub(super) fn names_nobody(byline: &str) -> bool {
    let roles = ["本报记者", "本报通讯员", "记者", "通讯员"];
    let rest = roles.iter().find_map(|role| byline.trim().strip_prefix(role));
    rest.is_some_and(|rest| NO_NAMES.contains(&rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_their_surnames() {
        for words in ["闻溪　卢与汀", "丁　白", "欧阳闻溪", "特约评论员 闻溪", "阿卜杜·热合曼"]
        {
            assert!(are_persons(words), "{words}");
        }
        for words in ["手记", "走访了八座桥", "他爱上了", "", "安全"] {
            assert!(!are_persons(words), "{words}");
        }
        assert!(names_nobody("记者手记") && names_nobody("本报记者　观察"));
        assert!(!names_nobody("记者闻溪") && !names_nobody("手记") && !names_nobody("记者"));
    }
}
