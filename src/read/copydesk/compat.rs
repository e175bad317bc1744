//! Characters in the place of others that look the same (兼容字): radicals of dictionaries, compatibility ideographs,
//! and the private codes of GBK.
//!
//! - Kangxi radicals (U+2F00–2FD5) and compatibility ideographs (U+F900–FAFF, U+2F800–2FA1F) go by their
//!   decompositions in Unicode (UAX #15, NFKC); twelve of the latter block have none, for they are ideographs like any.
//! - The supplement of radicals (U+2E80–2EFF) goes by EquivalentUnifiedIdeograph.txt of Unicode 15.
//! - The private codes are those that GBK and GB 18030-2000 gave to 80 characters in the row FE50 to FEA0, before
//!   Unicode had them (GB 18030-2005 and -2022 name their codes), and ḿ and the vertical marks of GB 18030-2000.

use unicode_normalization::UnicodeNormalization;

/// The supplement of radicals, and what stands for each.
const RADICALS: [&str; 2] = [
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩\
     ⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑\
     ⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王\
     𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長\
     镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
];

/// The first private code of GBK's row FE50, and the characters from there on.
const GBK: (u32, &str) = (
    0xE815,
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱\
     䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻",
);

/// Vertical marks of GB 18030-2000 (A6D9 to A6DF, A6EC, A6ED, A6F3), from U+E78D on.
const VERTICAL: (u32, &str) =
    (0xE78D, "\u{FE10}\u{FE12}\u{FE11}\u{FE13}\u{FE14}\u{FE15}\u{FE16}\u{FE17}\u{FE18}\u{FE19}");

/// Radicals of the supplement whose shape is that of the character, as text from PDFs has them. The others are parts of
/// characters (⺌, ⺮), which a text about writing may mean.
const WHOLE: &str = "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳";

/// The usual character in the place of one that only looks like it, and whether it is meant in any case.
pub(super) fn form(c: char) -> Option<(char, bool)> {
    match c {
        '\u{2E80}'..='\u{2EFF}' => {
            let at = RADICALS[0].chars().position(|radical| radical == c)?;
            Some((RADICALS[1].chars().nth(at)?, WHOLE.contains(c)))
        }
        '\u{2F00}'..='\u{2FD5}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
            std::iter::once(c).nfkc().next().filter(|usual| *usual != c).map(|usual| (usual, true))
        }
        '\u{E7C7}' => Some(('ḿ', true)),
        '\u{E000}'..='\u{F8FF}' => [GBK, VERTICAL].into_iter().find_map(|(first, list)| {
            let at = u32::from(c).checked_sub(first)?;
            let meant = list.chars().nth(at as usize)?;
            Some((meant, !matches!(meant, '\u{2E80}'..='\u{2EFF}')))
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        assert_eq!(RADICALS[0].chars().count(), RADICALS[1].chars().count());
        assert_eq!(GBK.1.chars().count(), 80);
        for (c, usual) in [
            ('⻅', '见'),
            ('⻳', '龟'),
            ('⼀', '一'),
            ('⿔', '龜'),
            ('\u{F9DC}', '隆'),
            ('\u{E81E}', '龴'),
            ('\u{E863}', '䶮'),
        ] {
            assert_eq!(form(c), Some((usual, true)), "{c}");
        }
        assert_eq!(form('⺮').map(|(_, certain)| certain), Some(false));
        for c in ['见', '﨎', '\u{E000}', 'A', '\u{E865}'] {
            assert_eq!(form(c), None, "{c}");
        }
    }
}
