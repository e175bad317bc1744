//! Names as other programs have them, where a name of ours stands: faces by the names of their fonts, colours by their
//! numbers. They are never guessed; what to write is told.

use crate::message::{Message, msg};

/// The way out of a face that does not exist, if it is the name of a font.
pub(super) fn face(name: &str) -> Option<Message> {
    // The longer names first: 小标宋 is no text face.
    const KINDS: [(&[&str], &str); 5] = [
        (&["标宋", "粗宋", "大宋", "报宋黑", "风雅宋"], "song-heavy"),
        (&["粗黑", "大黑", "超粗", "美黑", "特黑"], "hei-heavy"),
        (&["宋", "明体", "明體", "SimSun", "Song", "Serif"], "song"),
        (&["楷", "KaiTi", "Kai"], "kai"),
        (&["黑", "SimHei", "YaHei", "Hei", "Sans", "PingFang", "苹方"], "hei"),
    ];
    let foundry = [
        "方正",
        "汉仪",
        "华文",
        "华康",
        "文鼎",
        "思源",
        "微软",
        "造字工房",
        "FZ",
        "HY",
        "ST",
        "Source Han",
        "Noto",
    ];
    let kind = KINDS.iter().find(|(parts, _)| parts.iter().any(|part| name.contains(part)));
    let is_font = kind.is_some() || foundry.iter().any(|part| name.starts_with(part));
    if !is_font {
        return None;
    }
    let own = msg!(
        "a font of your own is named first: [faces.NAME] file = \"fonts/….otf\", or name = \"{name}\" if it is installed; \
         styles then say face = \"NAME\"",
        name
    );
    Some(match kind {
        Some((_, ours)) => msg!("banxin's own is `{ours}`; {own}", ours, own),
        None => own,
    })
}

/// The way out of an ink that does not exist, if it is a colour by its numbers: #ff0000, rgb(255, 0, 0).
pub(super) fn colour(name: &str) -> Option<Message> {
    let [red, green, blue] = rgb(name)?;
    // What a press prints for it by numbers alone: black takes the grey that the three have in common.
    let percent = |part: u8| (100 - u32::from(part) * 100 / 255).min(100);
    let [c, m, y] = [percent(red), percent(green), percent(blue)];
    let k = c.min(m).min(y);
    let part = |name: &str, value: u32| (value > k).then(|| format!("{name} = {}", value - k));
    let black = (k > 0).then(|| format!("k = {k}"));
    let parts: Vec<String> =
        [part("c", c), part("m", m), part("y", y), black].into_iter().flatten().collect();
    let parts = if parts.is_empty() { "k = 0".to_owned() } else { parts.join(", ") };
    Some(msg!(
        "pages are printed in inks: name one in [inks], about NAME = {{ {parts} }}, and write its name here",
        parts
    ))
}

fn rgb(name: &str) -> Option<[u8; 3]> {
    if let Some(hex) = name.strip_prefix('#').filter(|hex| hex.is_ascii()) {
        let part = |at: usize| match hex.len() {
            6 => u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).ok(),
            3 => u8::from_str_radix(&hex[at..=at], 16).ok().map(|part| part * 17),
            _ => None,
        };
        return Some([part(0)?, part(1)?, part(2)?]);
    }
    let list = name.strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Vec<u8> = list.split(',').filter_map(|part| part.trim().parse().ok()).collect();
    parts.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(message: Option<Message>) -> String {
        message.map(|message| message.to_string()).unwrap_or_default()
    }

    #[test]
    fn names_of_fonts_and_colours_are_known() {
        for (name, ours) in
            [("方正书宋", "song"), ("方正小标宋简体", "song-heavy"), ("微软雅黑", "hei"), ("华文楷体", "kai")]
        {
            let told = told(face(name));
            assert!(told.starts_with(&format!("banxin's own is `{ours}`; ")), "{name}: {told}");
            assert!(told.contains(&format!("name = \"{name}\"")), "{name}: {told}");
        }
        assert!(told(face("汉仪旗黑")).contains("`hei`"));
        assert_eq!(face("soong"), None);
        for (name, ink) in [
            ("#ff0000", "{ m = 100, y = 100 }"),
            ("#F00", "{ m = 100, y = 100 }"),
            ("rgb(0, 0, 0)", "{ k = 100 }"),
            ("#ffffff", "{ k = 0 }"),
            ("#1a2b3c", "{ c = 13, m = 7, k = 77 }"),
        ] {
            assert!(told(colour(name)).contains(ink), "{name}: {}", told(colour(name)));
        }
        for name in ["#12", "red", "#gggggg", "rgb(1,2)"] {
            assert_eq!(colour(name), None, "{name}");
        }
    }
}
