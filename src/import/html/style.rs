//! What attributes and inline styles of HTML say of the look of words.

use super::tree::Node;

/// Half points of a size in a style: `16px` is 12 pt.
fn half_points(size: &str) -> Option<u32> {
    let size = size.trim();
    let (number, factor) = match (size.strip_suffix("px"), size.strip_suffix("pt")) {
        (Some(number), _) => (number, 1.5),
        (_, Some(number)) => (number, 2.0),
        _ => return None,
    };
    let value = number.trim().parse::<f64>().ok().filter(|value| (1.0..=500.0).contains(value))?;
    Some((value * factor).round() as u32)
}

/// What an element says of the words in it; `None` where it says nothing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Bold.
    pub bold: Option<bool>,
    /// In the middle.
    pub centred: Option<bool>,
    /// Half points.
    pub size: Option<u32>,
    /// Dots beside the words.
    pub dots: bool,
    /// Not shown.
    pub hidden: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underlined: bool,
    /// Struck through.
    pub struck: bool,
    /// In a colour.
    pub coloured: bool,
}

/// Reads what an element says by its name, its attributes and its style.
pub fn said(node: &Node) -> Said {
    let mut said = Said::default();
    match node.name.as_str() {
        "b" | "strong" => said.bold = Some(true),
        "i" | "em" | "cite" | "dfn" | "var" => said.italic = true,
        "u" | "ins" => said.underlined = true,
        "s" | "strike" | "del" => said.struck = true,
        "center" => said.centred = Some(true),
        "font" => said.coloured = node.attribute("color").is_some_and(is_colour),
        _ => {}
    }
    if let Some(align) = node.attribute("align") {
        said.centred = Some(align.eq_ignore_ascii_case("center"));
    }
    said.hidden = node.attribute("hidden").is_some();
    for rule in node.attribute("style").unwrap_or_default().split(';') {
        let Some((key, value)) = rule.split_once(':') else { continue };
        let value = value.trim().to_lowercase();
        match key.trim().to_lowercase().as_str() {
            "font-weight" => {
                said.bold = Some(value == "bold" || value.parse::<u32>().is_ok_and(|weight| weight >= 600));
            }
            "text-align" => said.centred = Some(value == "center"),
            "font-size" => said.size = half_points(&value),
            "text-emphasis" | "-webkit-text-emphasis" => said.dots = value != "none",
            "display" => said.hidden |= value == "none",
            "visibility" => said.hidden |= value == "hidden",
            "font-style" => said.italic |= value == "italic" || value == "oblique",
            "text-decoration" | "text-decoration-line" => {
                said.underlined |= value.contains("underline");
                said.struck |= value.contains("line-through");
            }
            "color" => said.coloured |= is_colour(&value),
            _ => {}
        }
    }
    said
}

/// Whether a colour is none of the blacks in which pages set their text.
fn is_colour(value: &str) -> bool {
    let tight: String = value.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let figures = tight.trim_start_matches('#');
    let is_gray = figures.len() >= 3 && figures.chars().all(|c| c.is_ascii_hexdigit()) && {
        let wide: Vec<char> = figures.chars().collect();
        match wide.len() {
            3 => wide.iter().all(|c| *c == wide[0]) && wide[0] <= '6',
            6 => figures[..2] == figures[2..4] && figures[..2] == figures[4..] && wide[0] <= '6',
            _ => false,
        }
    };
    let parts = tight.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    let levels: Vec<u32> = parts.split(',').filter_map(|level| level.parse().ok()).collect();
    let is_dark = levels.len() == 3 && levels.iter().all(|level| *level == levels[0] && *level <= 110);
    let plain = ["black", "inherit", "initial", "windowtext", "currentcolor", "auto", ""];
    !is_gray && !is_dark && !plain.contains(&tight.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_say_how_words_look() {
        let node = Node {
            name: "span".into(),
            attributes: vec![(
                "style".into(),
                "font-weight:700; text-align: center;font-size:16px;color:#333;text-decoration:underline"
                    .into(),
            )],
            ..Node::default()
        };
        let all = said(&node);
        assert_eq!((all.bold, all.centred, all.size), (Some(true), Some(true), Some(24)));
        assert!(all.underlined && !all.coloured && !all.hidden);
        assert!(is_colour("red") && is_colour("#c00") && !is_colour("#333333") && !is_colour("rgb(0, 0, 0)"));
    }
}
