//! What elements of a drawing name: colours, gradients, clips, markers and other elements.

use std::ops::Range;

use usvg::roxmltree::{Node, NodeId};

use crate::codes;
use crate::diagnostic::Severity;
use crate::message::{msg, word};

use super::svg_colour::{self, Colour, Written};
use super::svg_source::{self, SourceReader, href, start};

impl<'d> SourceReader<'_, 'd> {
    /// A colour for the library; `None` if it is none.
    pub(super) fn colour(&mut self, text: &str, range: &Range<usize>) -> Option<String> {
        let written = svg_colour::read(text)?;
        self.tell_colour(written, text, range);
        Some(self.palette.stand_in(written))
    }

    fn tell_colour(&mut self, written: Written, text: &str, range: &Range<usize>) {
        if written.is_fallback {
            let text: String = text.chars().take(60).collect();
            let what = msg!("`{text}` is printed in the colour that it has for other programs", text);
            let help = msg!(
                "write the inks with device-cmyk(c m y k) in shares of 1, or leave it if the colour is right"
            );
            self.teller.tell_as(Severity::Note, codes::SVG_COLOUR, range.clone(), what, help);
        }
        if let Colour::Screen(rgb) = written.colour
            && svg_colour::SCREEN_BLACKS.contains(&rgb)
            && written.alpha > 0
            && !self.press.is_of_the_house(rgb)
        {
            let [red, green, blue] = rgb;
            let rgb = format!("#{red:02x}{green:02x}{blue:02x}");
            let what = msg!("{rgb} is how drawing programs write black ink, and prints in four inks", rgb);
            let help = msg!(
                "say black = {{ k = 100, rgb = \"{rgb}\" }} in [inks] of the layout, or #000000 in the drawing",
                rgb
            );
            self.teller.tell(codes::SVG_BLACK, range.clone(), what, help);
        }
    }

    /// What a shape is painted with.
    pub(super) fn paint(
        &mut self,
        own: usize,
        name: &str,
        text: &str,
        range: &Range<usize>,
    ) -> Option<String> {
        match text.to_ascii_lowercase().as_str() {
            "none" => return Some("none".to_owned()),
            "currentcolor" => return Some("currentColor".to_owned()),
            "context-fill" | "context-stroke" => return Some(text.to_ascii_lowercase()),
            _ => {}
        }
        let Some((target, fallback)) = reference(text) else { return self.colour(text, range) };
        let fallback = match fallback {
            "" | "none" => "none".to_owned(),
            colour => self.colour(colour, range).unwrap_or_else(|| "none".to_owned()),
        };
        let target = self.target(target, range)?;
        let Some(target) = target else { return Some(fallback) };
        match self.document.get_node(target).and_then(svg_source::name) {
            Some("linearGradient" | "radialGradient") => {
                let attribute = if name == "fill" { "fill" } else { "stroke" };
                self.links.push((own, attribute, target, fallback.clone()));
                Some(fallback)
            }
            Some("pattern") => {
                let what = word("a shape filled with a pattern is not painted");
                let help = word("give the shape a plain colour, or place the drawing as a TIFF or PNG");
                self.teller.tell(codes::SVG_PATTERN, range.clone(), what, help);
                Some(fallback)
            }
            _ => {
                let what = msg!("`{text}` is nothing that a shape can be painted with", text);
                let help = msg!("give the shape a plain colour or a gradient");
                self.teller.tell(codes::SVG_REFERENCE, range.clone(), what, help);
                Some(fallback)
            }
        }
    }

    /// A reference to a clip or a marker.
    pub(super) fn link(
        &mut self,
        own: usize,
        name: &str,
        text: &str,
        range: &Range<usize>,
    ) -> Option<String> {
        if text == "none" {
            return Some(text.to_owned());
        }
        let Some((target, "")) = reference(text) else {
            // Shapes of CSS, such as circle(…).
            let is_shape = name == "clip-path" && text.ends_with(')') && text.contains('(');
            if is_shape {
                let what = word("a clip is not applied as it is drawn");
                let help =
                    msg!("cut the shapes in the drawing program, or place the drawing as a TIFF or PNG");
                self.teller.tell(codes::SVG_EFFECT, range.clone(), what, help);
                return Some(String::new());
            }
            return None;
        };
        let Some(target) = self.target(target, range)? else { return Some(String::new()) };
        let wanted = if name == "clip-path" { "clipPath" } else { "marker" };
        if self.document.get_node(target).and_then(svg_source::name) != Some(wanted) {
            let what = msg!("`{text}` is no `{wanted}`", text, wanted);
            let help = msg!("name the right element, or take the reference out");
            self.teller.tell(codes::SVG_REFERENCE, range.clone(), what, help);
            return Some(String::new());
        }
        let attribute =
            ["clip-path", "marker-start", "marker-mid", "marker-end"].into_iter().find(|own| *own == name)?;
        self.links.push((own, attribute, target, String::new()));
        Some(String::new())
    }

    /// A mask or a filter.
    pub(super) fn unpainted(&mut self, range: Range<usize>) {
        let what = word("masks and filters are not applied");
        let help = word("cut the shapes in the drawing program, or place the drawing as a TIFF or PNG");
        self.teller.tell(codes::SVG_EFFECT, range, what, help);
    }

    /// The element that `#name` names; the inner `None` if there is none, which is told.
    #[expect(clippy::option_option, reason = "what is no reference at all is told by the caller")]
    fn target(&mut self, target: &str, range: &Range<usize>) -> Option<Option<NodeId>> {
        let found = target.strip_prefix('#').map(|id| self.ids.get(id).copied());
        let (what, help) = match found {
            Some(Some(found)) => return Some(Some(found)),
            Some(None) => (
                msg!("`{target}` names nothing in the drawing", target),
                msg!("mend the name, or save the drawing as plain SVG"),
            ),
            None => {
                let target: String = target.chars().take(80).collect();
                (
                    msg!("what is in another file is not drawn: {target}", target),
                    msg!("put it into the drawing itself"),
                )
            }
        };
        self.teller.tell(codes::SVG_REFERENCE, range.clone(), what, help);
        Some(None)
    }

    /// The element that an element shows, or takes its stops from.
    pub(super) fn reference(&mut self, node: Node<'d, 'd>, own: usize, attribute: &'static str) {
        let at = start(node);
        let Some(href) = href(node) else {
            let what = msg!("a `use` without a reference shows nothing");
            let help = msg!("write href=\"#name\", or take it out");
            self.teller.tell(codes::SVG_REFERENCE, at, what, help);
            return;
        };
        let Some(Some(target)) = self.target(href.trim(), &at) else { return };
        self.links.push((own, attribute, target, String::new()));
    }
}

/// What `url(…)` names, and what is written behind it.
fn reference(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("url(")?;
    let (target, after) = inside.split_once(')')?;
    Some((target.trim().trim_matches(['"', '\'']).trim(), after.trim()))
}
