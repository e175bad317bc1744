//! Inks (`[inks]`) and tints that go over from one ink to another (`[gradients.…]`).

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::{Cmyk, Ink, Spot, Towards};
use crate::keys::kinds::{percent, rgb, tables, text_of, word};
use crate::keys::{ByName, Given, Table, Value, part};
use crate::message::msg;

part! {
    /// An ink: shares of the process inks, a spot colour, or several inks one over the other.
    pub struct InkPart, then check_ink {
        /// Cyan, in percent.
        c: u16 = percent(), default 0;
        /// Magenta, in percent.
        m: u16 = percent(), default 0;
        /// Yellow, in percent.
        y: u16 = percent(), default 0;
        /// Black, in percent.
        k: u16 = percent(), default 0;
        /// A plate of its own (专色), by its name; `c`, `m`, `y` and `k` stand in for it on proofs.
        spot: String = text_of("name of a plate"), absent "none";
        /// Strength of the spot colour, in percent; only beside `spot`.
        tint: u16 = percent(), default Cmyk::SOLID;
        /// Inks one over the other (混合专色). None of the keys above stands beside it.
        mix: Vec<MixedPart> = tables(), absent "none";
        /// Drawings (SVG) print this colour in the ink: red, green and blue in hexadecimal, such as `"#b5262b"`.
        rgb: [u8; 3] = rgb(), absent "none";
    }
}

part! {
    /// One ink of a mix.
    pub struct MixedPart, then check_mixed {
        /// Cyan, in percent.
        c: u16 = percent(), default 0;
        /// Magenta, in percent.
        m: u16 = percent(), default 0;
        /// Yellow, in percent.
        y: u16 = percent(), default 0;
        /// Black, in percent.
        k: u16 = percent(), default 0;
        /// A plate of its own (专色), by its name.
        spot: String = text_of("name of a plate"), absent "none";
        /// Strength of the spot colour, in percent; only beside `spot`.
        tint: u16 = percent(), default Cmyk::SOLID;
    }
}

part! {
    /// A tint that goes over from one ink to another (渐变), for `tint`, `headline_tint` and `table_tint`.
    pub struct GradientPart {
        /// The ink at its beginning.
        from: String = text_of("name of an ink"), default "paper".to_owned();
        /// The ink at its end.
        to: String = text_of("name of an ink"), default "paper".to_owned();
        /// Which way it goes.
        towards: Towards = word(), default Towards::default();
    }
}

/// The inks that are there before any file says so.
pub(super) fn built_in() -> ByName<InkPart> {
    let black = InkPart { k: Some(Value::built_in(Cmyk::SOLID)), ..InkPart::default() };
    [("black", black), ("paper", InkPart::default())]
        .map(|(name, ink)| (Value::built_in(name.to_owned()), ink))
        .into()
}

impl InkPart {
    /// The ink.
    pub(super) fn ink(&self) -> Ink {
        match &self.mix {
            Some(mix) => mixed(&mix.value),
            None => {
                let shares = Cmyk { c: self.c(), m: self.m(), y: self.y(), k: self.k() };
                plain(shares, &self.spot, self.tint())
            }
        }
    }
}

impl MixedPart {
    fn ink(&self) -> Ink {
        plain(Cmyk { c: self.c(), m: self.m(), y: self.y(), k: self.k() }, &self.spot, self.tint())
    }
}

fn plain(shares: Cmyk, spot: &Given<String>, tint: u16) -> Ink {
    match spot {
        // A blank at the end would make another plate.
        Some(name) => Ink::Spot(Spot { name: name.value.trim().to_owned(), alternate: shares, tint }),
        None => Ink::Process(shares),
    }
}

/// Inks one over the other: their shares add up, and each spot colour stands once.
fn mixed(mix: &[MixedPart]) -> Ink {
    let mut process = Cmyk::default();
    let mut spots: Vec<Spot> = Vec::new();
    for part in mix {
        match part.ink() {
            Ink::Process(Cmyk { c, m, y, k }) => {
                let over = |under: u16, share: u16| under.saturating_add(share).min(Cmyk::SOLID);
                let under = process;
                process = Cmyk {
                    c: over(under.c, c),
                    m: over(under.m, m),
                    y: over(under.y, y),
                    k: over(under.k, k),
                };
            }
            Ink::Spot(spot) if spots.iter().all(|known| known.name != spot.name) => spots.push(spot),
            _ => {}
        }
    }
    if spots.is_empty() { Ink::Process(process) } else { Ink::Mix { process, spots } }
}

fn check_ink(part: &InkPart, table: &Table<'_>) {
    let Some(mix) = &part.mix else { return tint_needs_spot(&part.spot, &part.tint, table) };
    for key in ["c", "m", "y", "k", "spot", "tint"] {
        let Some(span) = table.place_of_key(key) else { continue };
        table.report(
            Diagnostic::new(codes::UNKNOWN_KEY, msg!("an ink with `mix` has no `{key}` of its own", key))
                .here(span)
                .help(msg!("write it into one of the inks of the mix, such as mix = [{{ k = 20 }}]")),
        );
    }
    let mut known: Vec<&str> = Vec::new();
    for spot in mix.value.iter().filter_map(|part| part.spot.as_ref()) {
        let name = spot.value.trim();
        if known.contains(&name) {
            table.report(
                Diagnostic::new(codes::PLATE_TWICE, msg!("the mix has spot colour `{name}` twice", name))
                    .here(table.span())
                    .help(msg!("a plate prints once: give it the sum of both tints")),
            );
        }
        known.push(name);
    }
}

fn check_mixed(part: &MixedPart, table: &Table<'_>) {
    tint_needs_spot(&part.spot, &part.tint, table);
}

fn tint_needs_spot(spot: &Given<String>, tint: &Given<u16>, table: &Table<'_>) {
    if let (None, Some(tint)) = (spot, tint)
        && !table.has("spot")
    {
        table.report(
            Diagnostic::new(codes::TINT_WITHOUT_SPOT, msg!("only a spot ink has a `tint`"))
                .here(tint.span.clone())
                .help(msg!("give the shares of the process inks themselves, such as k = 10")),
        );
    }
}
