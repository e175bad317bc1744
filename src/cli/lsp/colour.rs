//! Inks as colours, as the proof shows them.

use banxin::ink::{Cmyk, Ink};
use banxin::preview::Look;
use lsp_types::Color;

use super::project::TomlFile;
use super::syntax::{Entry, Value, ValueKind};

/// The shares of the process inks of an ink whose name stands at a byte; `None` for mixes.
pub fn ink_at(file: &TomlFile, name: usize) -> Option<Cmyk> {
    inks(file).into_iter().find(|ink| ink.name == name).map(|ink| ink.shares)
}

/// An ink that a layout defines.
pub struct InkPlace {
    /// Where its name begins.
    name: usize,
    /// What it is made of.
    shares: Cmyk,
    /// Its shares as they are written: the inline table, or from the first to the last key.
    pub span: std::ops::Range<usize>,
    /// Whether it is an inline table of process inks alone, which can be written anew.
    pub is_plain: bool,
}

impl InkPlace {
    /// How it looks.
    pub fn colour(&self, look: &Look) -> Color {
        let [red, green, blue] = seen(look, self.shares).map(|level| f32::from(level) / 255.0);
        Color { red, green, blue, alpha: 1.0 }
    }
}

/// Red, green and blue of shares of the process inks.
pub fn seen(look: &Look, shares: Cmyk) -> [u8; 3] {
    look.colour(&Ink::Process(shares))
}

/// The inks that a layout defines.
pub fn inks(file: &TomlFile) -> Vec<InkPlace> {
    let mut found = Vec::new();
    for table in &file.tree.tables {
        let path: Vec<&str> = table.path.iter().map(|name| name.text.as_str()).collect();
        match path[..] {
            ["inks"] => found.extend(table.entries.iter().filter_map(|entry| inline(entry, 0))),
            ["inks", _] => {
                let (Some(first), Some(last)) = (table.entries.first(), table.entries.last()) else {
                    continue;
                };
                let span = first.span().start..last.span().end;
                let name = table.path[1].span.start;
                found.extend(shares(&table.entries).map(|shares| InkPlace {
                    name,
                    shares,
                    span,
                    is_plain: false,
                }));
            }
            [] => {
                let inks = table
                    .entries
                    .iter()
                    .filter(|entry| entry.path[0].text == "inks" && entry.path.len() == 2);
                found.extend(inks.filter_map(|entry| inline(entry, 1)));
            }
            _ => {}
        }
    }
    found
}

fn inline(entry: &Entry, at: usize) -> Option<InkPlace> {
    let Some(Value { kind: ValueKind::Table(entries), span, is_closed: true, .. }) = &entry.value else {
        return None;
    };
    let shares = shares(entries)?;
    let is_plain = entries.iter().all(|entry| matches!(entry.path[0].text.as_str(), "c" | "m" | "y" | "k"));
    Some(InkPlace { name: entry.path.get(at)?.span.start, shares, span: span.clone(), is_plain })
}

fn shares(entries: &[Entry]) -> Option<Cmyk> {
    let mut shares = Cmyk::default();
    let mut tint = 1.0;
    for entry in entries {
        let part = match &entry.value.as_ref()?.kind {
            ValueKind::Plain(number) => {
                number.parse::<f64>().ok().filter(|part| (0.0..=100.0).contains(part))
            }
            _ => None,
        };
        let whole = |part: Option<f64>| Some((part? * f64::from(Cmyk::SOLID) / 100.0).round() as u16);
        match entry.path[0].text.as_str() {
            "c" => shares.c = whole(part)?,
            "m" => shares.m = whole(part)?,
            "y" => shares.y = whole(part)?,
            "k" => shares.k = whole(part)?,
            "tint" => tint = part? / 100.0,
            "mix" => return None,
            _ => {}
        }
    }
    let scaled = |share: u16| (f64::from(share) * tint).round() as u16;
    Some(Cmyk { c: scaled(shares.c), m: scaled(shares.m), y: scaled(shares.y), k: scaled(shares.k) })
}

/// Process inks for a colour of the screen, as an inline table: gray is made of black, as on newsprint.
pub fn written(colour: Color) -> String {
    let [red, green, blue] = [colour.red, colour.green, colour.blue].map(|level| level.clamp(0.0, 1.0));
    let black = 1.0 - red.max(green).max(blue);
    let part = |level: f32| {
        let light = 1.0 - black;
        if light <= f32::EPSILON { 0.0 } else { (light - level) / light }
    };
    let shares = [("c", part(red)), ("m", part(green)), ("y", part(blue)), ("k", black)];
    let shares: Vec<String> = shares
        .into_iter()
        .map(|(name, share)| (name, (share * 100.0).round() as u32))
        .filter(|(_, share)| *share > 0)
        .map(|(name, share)| format!("{name} = {share}"))
        .collect();
    if shares.is_empty() { "{ k = 0 }".to_owned() } else { format!("{{ {} }}", shares.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_of_the_screen_is_written_in_inks() {
        let of = |red, green, blue| written(Color { red, green, blue, alpha: 1.0 });
        assert_eq!(of(0.0, 0.0, 0.0), "{ k = 100 }");
        assert_eq!(of(1.0, 1.0, 1.0), "{ k = 0 }");
        assert_eq!(of(1.0, 0.0, 0.0), "{ m = 100, y = 100 }");
        assert_eq!(of(0.0, 2.0, -1.0), "{ c = 100, y = 100 }");
    }
}
