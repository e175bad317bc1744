//! ICC profiles worked out one colour at a time (ICC.1:2010), the same on every machine.
//!
//! moxcms reads the files; the sums are done here, in plain double arithmetic and with the pure
//! Rust powers of `libm`, because a colour engine with vector instructions rounds by the machine
//! that it runs on. Nothing here is fast: pictures go through a table, see
//! [`colour`](super::colour).

use moxcms::{
    ColorProfile, DataColorSpace, LutDataType, LutMultidimensionalType, LutStore, LutType, LutWarehouse,
    Matrix3d, ProfileText, ToneReprCurve,
};

use crate::ink::Intent;

/// X, Y and Z over the white of the medium, whose Y is 1 (the profile connection space).
pub type Xyz = [f64; 3];

/// The white of the connection space.
pub const D50: Xyz = [0.964_2, 1.0, 0.824_9];

/// The primaries of sRGB under D50 (IEC 61966-2-1, Bradford): rows X, Y, Z.
const SRGB: [[f64; 3]; 3] = [
    [0.436_074_7, 0.385_064_9, 0.143_080_4],
    [0.222_504_5, 0.716_878_6, 0.060_616_9],
    [0.013_932_2, 0.097_104_5, 0.714_173_3],
];

/// Parameters of sRGB's curve as a profile writes them.
const SRGB_CURVE: [f32; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];

/// The most values in one colour of a table.
const MOST_CHANNELS: usize = 4;

/// A colour of up to four channels, 0 to 1.
type Colour = [f64; MOST_CHANNELS];

/// What a profile describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourSpace {
    /// Light of one kind.
    Gray,
    /// Light of three.
    Rgb,
    /// The four inks.
    Cmyk,
}

/// A profile that colours can be sent through.
#[derive(Debug)]
pub struct Profile {
    /// What it describes.
    pub space: ColourSpace,
    /// Its own name, for messages.
    pub name: String,
    /// The white of the medium, over that of the connection space.
    pub white: Xyz,
    is_lab: bool,
    way: ToConnection,
    /// From the connection space, for a press: perceptual, colorimetric, saturated.
    back: [Option<LutWarehouse>; 3],
}

/// How a profile converts colours to the connection space.
#[derive(Debug)]
enum ToConnection {
    Curve(ToneReprCurve),
    Matrix { curves: Box<[ToneReprCurve; 3]>, rows: [[f64; 3]; 3] },
    Table(Box<LutWarehouse>),
}

impl Profile {
    /// The profile of pictures that have none.
    pub fn srgb() -> Profile {
        let curve = || ToneReprCurve::Parametric(SRGB_CURVE.to_vec());
        Profile {
            space: ColourSpace::Rgb,
            name: "sRGB".to_owned(),
            white: D50,
            is_lab: false,
            way: ToConnection::Matrix { curves: Box::new([curve(), curve(), curve()]), rows: SRGB },
            back: [None, None, None],
        }
    }

    /// Reads a profile; `None` for one that is broken, or of another kind than a picture has.
    pub fn read(bytes: &[u8]) -> Option<Profile> {
        let profile = ColorProfile::new_from_slice(bytes).ok()?;
        let is_lab = match profile.pcs {
            DataColorSpace::Lab => true,
            DataColorSpace::Xyz => false,
            _ => return None,
        };
        let space = match profile.color_space {
            DataColorSpace::Gray => ColourSpace::Gray,
            DataColorSpace::Rgb => ColourSpace::Rgb,
            DataColorSpace::Cmyk => ColourSpace::Cmyk,
            _ => return None,
        };
        let name = profile.description.as_ref().map(written).unwrap_or_default();
        let white = profile.media_white_point.map_or(D50, |white| [white.x, white.y, white.z]);
        let sound = white.iter().all(|part| part.is_finite() && *part > 0.05);
        let white = if sound { white } else { D50 };
        let channels = match space {
            ColourSpace::Gray => 1,
            ColourSpace::Rgb => 3,
            ColourSpace::Cmyk => 4,
        };
        let table = profile.lut_a_to_b_colorimetric.clone().or(profile.lut_a_to_b_perceptual.clone());
        let table = table.filter(|table| is_sound(table, channels, 3));
        let columns = [profile.red_colorant, profile.green_colorant, profile.blue_colorant];
        let curves = (&profile.red_trc, &profile.green_trc, &profile.blue_trc);
        let way = match (space, table, curves) {
            (_, Some(table), _) => ToConnection::Table(Box::new(table)),
            (ColourSpace::Gray, None, _) => ToConnection::Curve(profile.gray_trc.clone()?),
            (ColourSpace::Rgb, None, (Some(red), Some(green), Some(blue))) => ToConnection::Matrix {
                curves: Box::new([red.clone(), green.clone(), blue.clone()]),
                rows: [
                    columns.map(|column| column.x),
                    columns.map(|column| column.y),
                    columns.map(|column| column.z),
                ],
            },
            _ => return None,
        };
        let back = [
            profile.lut_b_to_a_perceptual.clone(),
            profile.lut_b_to_a_colorimetric.clone(),
            profile.lut_b_to_a_saturation.clone(),
        ];
        let back = back.map(|table| table.filter(|table| is_sound(table, 3, channels)));
        Some(Profile { space, name, white, is_lab, way, back })
    }

    /// Whether all greys are made of equal channels.
    pub fn is_matrix(&self) -> bool {
        matches!(self.way, ToConnection::Matrix { .. })
    }

    /// What a colour of the device looks like. Channels are 0 to 1; those that the colour space does not
    /// have are ignored.
    pub fn to_xyz(&self, device: [f64; 4]) -> Xyz {
        match &self.way {
            ToConnection::Curve(curve) => D50.map(|part| part * tone(curve, device[0])),
            ToConnection::Matrix { curves, rows } => {
                let light = [0, 1, 2].map(|at| tone(&curves[at], device[at]));
                rows.map(|row| row[0] * light[0] + row[1] * light[1] + row[2] * light[2])
            }
            ToConnection::Table(table) => decode(run(table, device, self.is_lab), self.is_lab, legacy(table)),
        }
    }

    /// The shares of ink for what a colour looks like; `None` if the profile has no such table.
    pub fn to_device(&self, xyz: Xyz, intent: Intent) -> Option<[f64; 4]> {
        let [perceptual, colorimetric, saturated] = &self.back;
        let wanted = match intent {
            Intent::Perceptual => perceptual,
            Intent::Relative | Intent::Absolute => colorimetric,
            Intent::Saturation => saturated,
        };
        let table = wanted.as_ref().or(perceptual.as_ref()).or(colorimetric.as_ref())?;
        Some(run(table, encode(xyz, self.is_lab, legacy(table)), self.is_lab))
    }
}

/// The name that a profile gives itself.
fn written(text: &ProfileText) -> String {
    let words = match text {
        ProfileText::PlainString(text) => text.as_str(),
        ProfileText::Localizable(list) => list.first().map_or("", |text| text.value.as_str()),
        ProfileText::Description(text) => {
            if text.ascii_string.is_empty() {
                &text.unicode_string
            } else {
                &text.ascii_string
            }
        }
    };
    words
        .trim_matches(|letter: char| letter.is_control() || letter.is_whitespace())
        .chars()
        .take(80)
        .collect()
}

/// Whether 16-bit Lab is coded in the old way, in which 0xFF00 is 100 (ICC.1:2010, 10.10).
fn legacy(table: &LutWarehouse) -> bool {
    matches!(table, LutWarehouse::Lut(table) if table.lut_type == LutType::Lut16)
}

const LEGACY: f64 = 65_535.0 / 65_280.0;

fn decode(coded: Colour, is_lab: bool, legacy: bool) -> Xyz {
    let [first, second, third, _] = coded;
    if !is_lab {
        return [first, second, third].map(|part| part * (65_535.0 / 32_768.0));
    }
    let scale = if legacy { LEGACY } else { 1.0 };
    lab_to_xyz([first * scale * 100.0, second * scale * 255.0 - 128.0, third * scale * 255.0 - 128.0])
}

fn encode(xyz: Xyz, is_lab: bool, legacy: bool) -> Colour {
    let [first, second, third] = if is_lab {
        let [lightness, a, b] = xyz_to_lab(xyz);
        let scale = if legacy { LEGACY } else { 1.0 };
        [lightness / 100.0 / scale, (a + 128.0) / 255.0 / scale, (b + 128.0) / 255.0 / scale]
    } else {
        xyz.map(|part| part * (32_768.0 / 65_535.0))
    };
    [first, second, third, 0.0].map(|part| part.clamp(0.0, 1.0))
}

/// CIE 1976 lightness and opponent colours under D50.
pub fn xyz_to_lab(xyz: Xyz) -> [f64; 3] {
    let root = |ratio: f64| {
        if ratio > 216.0 / 24_389.0 { libm::cbrt(ratio) } else { (24_389.0 / 27.0 * ratio + 16.0) / 116.0 }
    };
    let [x, y, z] = [0, 1, 2].map(|at| root(xyz[at] / D50[at]));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The way back.
pub fn lab_to_xyz([lightness, a, b]: [f64; 3]) -> Xyz {
    let cube = |root: f64| {
        if root > 6.0 / 29.0 { root * root * root } else { (116.0 * root - 16.0) * 27.0 / 24_389.0 }
    };
    let y = (lightness + 16.0) / 116.0;
    let roots = [y + a / 500.0, y, y - b / 200.0];
    [0, 1, 2].map(|at| cube(roots[at]) * D50[at])
}

/// A tone curve at 0 to 1 (ICC.1:2010, 10.5 and 10.15).
fn tone(curve: &ToneReprCurve, at: f64) -> f64 {
    let at = at.clamp(0.0, 1.0);
    let value = match curve {
        ToneReprCurve::Lut(values) => match values[..] {
            [] => at,
            [gamma] => libm::pow(at, f64::from(gamma) / 256.0),
            _ => between(at, values.len(), |index| f64::from(values[index]) / 65_535.0),
        },
        ToneReprCurve::Parametric(parameters) => {
            let given = |index: usize| parameters.get(index).map_or(0.0, |value| f64::from(*value));
            let power = |a: f64, b: f64| libm::pow((a * at + b).max(0.0), given(0));
            let (a, b, c) = (given(1), given(2), given(3));
            match parameters.len() {
                1 => libm::pow(at, given(0)),
                3 | 4 if a * at + b >= 0.0 => power(a, b) + c,
                3 | 4 => c,
                5 | 7 if at >= given(4) => power(a, b) + given(5),
                5 | 7 => c * at + given(6),
                _ => at,
            }
        }
    };
    if value.is_finite() { value.clamp(0.0, 1.0) } else { at }
}

/// A value between the entries of a list.
fn between(at: f64, count: usize, entry: impl Fn(usize) -> f64) -> f64 {
    let (index, part) = place(at, count);
    let first = entry(index);
    if part == 0.0 { first } else { first + (entry(index + 1) - first) * part }
}

/// The index of the entry at or before a position (0 to 1) in a list, and the fraction of the way to the
/// next entry. If the fraction is not zero, there is a next entry.
fn place(at: f64, count: usize) -> (usize, f64) {
    let position = at.clamp(0.0, 1.0) * (count.max(1) - 1) as f64;
    // Not negative and at most `count - 1`.
    let index = position as usize;
    (index, position - index as f64)
}

fn value(store: &LutStore, at: usize) -> f64 {
    match store {
        LutStore::Store8(values) => values.get(at).map_or(0.0, |value| f64::from(*value) / 255.0),
        LutStore::Store16(values) => values.get(at).map_or(0.0, |value| f64::from(*value) / 65_535.0),
    }
}

/// Whether a table has the channels that it ought to have.
fn is_sound(table: &LutWarehouse, from: usize, to: usize) -> bool {
    let (inputs, outputs) = match table {
        LutWarehouse::Lut(table) => (table.num_input_channels, table.num_output_channels),
        LutWarehouse::Multidimensional(table) => (table.num_input_channels, table.num_output_channels),
    };
    usize::from(inputs) == from && usize::from(outputs) == to
}

fn run(table: &LutWarehouse, colour: Colour, is_lab: bool) -> Colour {
    match table {
        LutWarehouse::Lut(table) => run_plain(table, colour, is_lab),
        LutWarehouse::Multidimensional(table) => run_staged(table, colour),
    }
}

/// `lut8Type` and `lut16Type`: curves, grid, curves.
fn run_plain(table: &LutDataType, mut colour: Colour, is_lab: bool) -> Colour {
    let (inputs, outputs) = (usize::from(table.num_input_channels), usize::from(table.num_output_channels));
    // The matrix applies only to XYZ on the way to the device.
    if inputs == 3 && outputs != 3 && !is_lab {
        colour = through(&table.matrix, colour);
    }
    let list = |store: &LutStore, channel: usize, count: u16, at: f64| {
        let count = usize::from(count);
        between(at, count, |index| value(store, channel * count + index))
    };
    for (channel, part) in colour.iter_mut().enumerate().take(inputs) {
        *part = list(&table.input_table, channel, table.num_input_table_entries, *part);
    }
    let mut out =
        grid(&table.clut_table, &[table.num_clut_grid_points; MOST_CHANNELS], colour, inputs, outputs);
    for (channel, part) in out.iter_mut().enumerate().take(outputs) {
        *part = list(&table.output_table, channel, table.num_output_table_entries, *part);
    }
    out
}

/// `lutAToBType` and `lutBToAType`: curves, grid and matrix, in the order of the way they go.
fn run_staged(table: &LutMultidimensionalType, mut colour: Colour) -> Colour {
    let (inputs, outputs) = (usize::from(table.num_input_channels), usize::from(table.num_output_channels));
    let curves = |curves: &[ToneReprCurve], colour: &mut Colour| {
        for (curve, part) in curves.iter().zip(colour) {
            *part = tone(curve, *part);
        }
    };
    let matrix = |colour: Colour| {
        let mut out = through(&table.matrix, colour);
        for (part, bias) in out.iter_mut().zip(table.bias.v) {
            *part = (*part + bias).clamp(0.0, 1.0);
        }
        out
    };
    let nodes = [0, 1, 2, 3].map(|at| table.grid_points[at]);
    let grid = |colour| match &table.clut {
        Some(store) => grid(store, &nodes, colour, inputs, outputs),
        None => colour,
    };
    // A grid stands at the device's side of the matrix. Where the device has four channels the
    // direction is plain; where both sides have three it is always towards the connection space,
    // for only presses are gone to.
    if outputs == 3 {
        curves(&table.a_curves, &mut colour);
        colour = grid(colour);
        curves(&table.m_curves, &mut colour);
        colour = if table.m_curves.is_empty() { colour } else { matrix(colour) };
        curves(&table.b_curves, &mut colour);
    } else {
        curves(&table.b_curves, &mut colour);
        colour = if table.m_curves.is_empty() { colour } else { matrix(colour) };
        curves(&table.m_curves, &mut colour);
        colour = grid(colour);
        curves(&table.a_curves, &mut colour);
    }
    colour
}

fn through(matrix: &Matrix3d, colour: Colour) -> Colour {
    let [x, y, z, _] = colour;
    let [a, b, c] = matrix.v.map(|row| (row[0] * x + row[1] * y + row[2] * z).clamp(0.0, 1.0));
    [a, b, c, 0.0]
}

/// A colour between the nodes of a grid: in the tetrahedron of its cell where there are three
/// channels, so that greys stay between greys; else over all corners.
fn grid(
    store: &LutStore,
    nodes: &[u8; MOST_CHANNELS],
    colour: Colour,
    inputs: usize,
    outputs: usize,
) -> Colour {
    let (inputs, outputs) = (inputs.min(MOST_CHANNELS), outputs.min(MOST_CHANNELS));
    let mut strides = [0usize; MOST_CHANNELS];
    let mut stride = outputs;
    for channel in (0..inputs).rev() {
        strides[channel] = stride;
        stride *= usize::from(nodes[channel]);
    }
    let mut base = 0;
    let mut parts = [0.0; MOST_CHANNELS];
    for channel in 0..inputs {
        let (index, part) = place(colour[channel], usize::from(nodes[channel]));
        base += index * strides[channel];
        parts[channel] = part;
    }
    let mut out = [0.0; MOST_CHANNELS];
    let mut add = |at: usize, weight: f64| {
        if weight > 0.0 {
            for (channel, sum) in out.iter_mut().enumerate().take(outputs) {
                *sum += value(store, at + channel) * weight;
            }
        }
    };
    if inputs == 3 {
        let mut order = [0, 1, 2];
        order.sort_by(|a, b| parts[*b].total_cmp(&parts[*a]));
        let mut at = base;
        let mut before = 1.0;
        for channel in order {
            add(at, before - parts[channel]);
            before = parts[channel];
            at += strides[channel];
        }
        add(at, before);
    } else {
        for corner in 0..1usize << inputs {
            let mut at = base;
            let mut weight = 1.0;
            for channel in 0..inputs {
                let is_next = corner >> channel & 1 == 1;
                weight *= if is_next { parts[channel] } else { 1.0 - parts[channel] };
                at += if is_next { strides[channel] } else { 0 };
            }
            add(at, weight);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::NEWSPRINT;

    #[test]
    fn light_and_lightness_are_the_same_thing() {
        for lab in [[100.0, 0.0, 0.0], [50.0, 20.0, -40.0], [3.0, -1.0, 1.0]] {
            let back = xyz_to_lab(lab_to_xyz(lab));
            assert!(lab.iter().zip(back).all(|(a, b)| (a - b).abs() < 1e-9), "{lab:?} {back:?}");
        }
        let white = xyz_to_lab(Profile::srgb().to_xyz([1.0; 4]));
        assert!(
            (white[0] - 100.0).abs() < 0.01 && white[1].abs() < 0.05 && white[2].abs() < 0.05,
            "{white:?}"
        );
    }

    /// moxcms computes differently and gives the same colours within the precision of its grid.
    #[test]
    fn colours_are_those_of_a_colour_engine() {
        use moxcms::{Layout, RenderingIntent, TransformOptions};
        let wide = ColorProfile::new_display_p3().encode().expect("a profile that moxcms made");
        let profile = ColorProfile::new_from_slice(NEWSPRINT).expect("the profile is whole");
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            ..TransformOptions::default()
        };
        let source = ColorProfile::new_from_slice(&wide).expect("it was just written");
        let engine =
            source.create_transform_16bit(Layout::Rgb, &profile, Layout::Rgba, options).expect("a way");
        let (press, own) = (Profile::read(NEWSPRINT).expect("whole"), Profile::read(&wide).expect("whole"));
        let mut sum: f64 = 0.0;
        for at in 0..729u16 {
            let rgb = [at / 81, at / 9 % 9, at % 9].map(|level| level * 8_191);
            let mut theirs = [0u16; 4];
            engine.transform(&rgb, &mut theirs).expect("one pixel");
            let [r, g, b] = rgb.map(|level| f64::from(level) / 65_535.0);
            let ours = press.to_device(own.to_xyz([r, g, b, 0.0]), Intent::Relative).expect("a table");
            for (ours, theirs) in ours.iter().zip(theirs) {
                sum += (ours - f64::from(theirs) / 65_535.0).abs() / (729.0 * 4.0);
            }
        }
        // The engine goes through a coarser grid of its own.
        assert!(sum < 0.02, "{sum}");
    }

    #[test]
    fn what_is_no_profile_is_none() {
        assert!(Profile::read(b"nonsense").is_none());
        assert!(Profile::read(&NEWSPRINT[..4_000]).is_none());
        let press = Profile::read(NEWSPRINT).expect("whole");
        assert_eq!((press.space, press.name.starts_with("CGATS TR 002")), (ColourSpace::Cmyk, true));
    }
}
