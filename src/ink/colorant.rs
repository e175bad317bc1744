//! The inks themselves: shares of the process inks, spot colours, and mixtures of them.

/// Shares of the four process inks, each in 1/10 000 of full ink (so 10 000 is solid).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cmyk {
    /// Cyan.
    pub c: u16,
    /// Magenta.
    pub m: u16,
    /// Yellow.
    pub y: u16,
    /// Black.
    pub k: u16,
}

impl Cmyk {
    /// Solid ink, the largest value of a share.
    pub const SOLID: u16 = 10_000;

    /// Total area coverage in percent (0 to 400).
    pub fn coverage(self) -> u32 {
        (u32::from(self.c) + u32::from(self.m) + u32::from(self.y) + u32::from(self.k)) / 100
    }
}

/// A share of a spot colour, on a plate of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    /// The name of the plate, as the plate room knows it.
    pub name: String,
    /// What stands in for it where the plate is not to be had.
    pub alternate: Cmyk,
    /// The share of solid ink, in 1/10 000.
    pub tint: u16,
}

impl Spot {
    /// The process colour that stands for it on a proof.
    pub fn process(&self) -> Cmyk {
        let part = |share: u16| (u32::from(share) * u32::from(self.tint) / u32::from(Cmyk::SOLID)) as u16;
        let Cmyk { c, m, y, k } = self.alternate;
        Cmyk { c: part(c), m: part(m), y: part(y), k: part(k) }
    }
}

/// An ink as a style names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Process inks; black alone is the ordinary ink of text.
    Process(Cmyk),
    /// A spot colour.
    Spot(Spot),
    /// Process inks and spot colours one over the other (混合专色).
    Mix {
        /// The shares of process inks.
        process: Cmyk,
        /// The spot colours, each of another plate; at least one.
        spots: Vec<Spot>,
    },
    /// Every plate: only for registration marks.
    Registration,
}

impl Ink {
    /// Solid black, the ink of text.
    pub const BLACK: Ink = Ink::Process(Cmyk { c: 0, m: 0, y: 0, k: Cmyk::SOLID });

    /// Bare paper; knocks out what lies under it (反白).
    pub const PAPER: Ink = Ink::Process(Cmyk { c: 0, m: 0, y: 0, k: 0 });

    /// A tint of black, `share` in 1/10 000.
    pub const fn gray(share: u16) -> Ink {
        Ink::Process(Cmyk { c: 0, m: 0, y: 0, k: share })
    }

    /// Solid black and nothing else.
    pub fn is_solid_black(&self) -> bool {
        *self == Ink::BLACK
    }

    /// The spot colours in it.
    pub fn spots(&self) -> &[Spot] {
        match self {
            Ink::Spot(spot) => std::slice::from_ref(spot),
            Ink::Mix { spots, .. } => spots,
            Ink::Process(_) | Ink::Registration => &[],
        }
    }

    /// Total area coverage in percent, spot colours counted by their tint, as the paper feels it.
    pub fn coverage(&self) -> u32 {
        let process = match self {
            Ink::Process(cmyk) | Ink::Mix { process: cmyk, .. } => cmyk.coverage(),
            Ink::Spot(_) => 0,
            Ink::Registration => 400,
        };
        process + self.spots().iter().map(|spot| u32::from(spot.tint) / 100).sum::<u32>()
    }

    /// The process colour that stands for this ink on a proof.
    pub fn process(&self) -> Cmyk {
        match self {
            Ink::Process(cmyk) => *cmyk,
            Ink::Spot(spot) => spot.process(),
            Ink::Mix { process, spots } => spots.iter().fold(*process, |sum, spot| {
                let over = |under: u16, share: u16| under.saturating_add(share).min(Cmyk::SOLID);
                let Cmyk { c, m, y, k } = spot.process();
                Cmyk { c: over(sum.c, c), m: over(sum.m, m), y: over(sum.y, y), k: over(sum.k, k) }
            }),
            Ink::Registration => Cmyk { c: 10_000, m: 10_000, y: 10_000, k: 10_000 },
        }
    }
}
