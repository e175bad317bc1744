//! Decoded pixels on their way to the press: grey or colour, see-through or not, 8 bits or 16.

use std::sync::Arc;

use image::DynamicImage;

use crate::issue::{Channels, MadeSamples, PictureData, SampleFacts, Samples};

use super::colour::{ColourSource, EmbeddedProfile, Levels, PressConverter};

/// What pixels come to; `None` if the press's profile has no way to its inks.
pub type Inks = Option<PictureData>;

/// Brings a picture into the inks of the press. The second value is whether its embedded profile
/// could be used; without one, or with a broken one, it is taken for sRGB.
pub fn to_inks(picture: DynamicImage, profile: Option<&[u8]>, press: &PressConverter) -> (Inks, bool) {
    let (width, height) = (picture.width(), picture.height());
    let is_colour = picture.color().has_color();
    let (levels, alpha) = levels_of(picture);
    let embedded = profile.map(|profile| press.embedded(profile));
    let (source, is_sound) = match embedded {
        Some(EmbeddedProfile::Light(source)) if !(is_colour && source.is_gray()) => (source, true),
        Some(_) => (press.screen().clone(), false),
        None => (press.screen().clone(), true),
    };
    // A photograph in black and white that was saved as RGB prints in black alone: four plates
    // that do not register would give it coloured edges.
    let (levels, is_colour) = match is_colour && source.is_even() && is_neutral(&levels) {
        true => (one_of_three(levels), false),
        false => (levels, is_colour),
    };
    let made = if is_colour {
        coloured(levels, alpha, source, press, (width, height))
    } else {
        Some(black(&levels, alpha, &source, press, (width, height)))
    };
    (made, is_sound)
}

/// Pixels of black alone: they take no more room than levels.
fn black(
    levels: &Levels,
    alpha: Option<Vec<u8>>,
    source: &ColourSource,
    press: &PressConverter,
    (width, height): (u32, u32),
) -> PictureData {
    let channels = Channels::Black;
    let made = on_paper(channels, press.gray(source, levels), alpha, press.keeps_alpha());
    let (pixels, alpha) = Samples::given(made);
    PictureData::Raster { width, height, channels, pixels, alpha }
}

/// Pixels of four inks: levels are converted when somebody looks at them.
fn coloured(
    levels: Levels,
    alpha: Option<Vec<u8>>,
    source: Arc<ColourSource>,
    press: &PressConverter,
    (width, height): (u32, u32),
) -> Inks {
    let channels = Channels::Cmyk;
    if !press.knows(&source) {
        return None;
    }
    let keeps_alpha = press.keeps_alpha();
    let count = levels.count() / 3;
    let facts = SampleFacts {
        inks: count * channels.count(),
        alpha: alpha.as_ref().filter(|_| keeps_alpha).map(Vec::len),
        is_art: false,
    };
    let press = press.clone();
    let convert = move || {
        let inks = press.colour(&source, &levels).unwrap_or_default();
        drop(levels);
        on_paper(channels, inks, alpha, keeps_alpha)
    };
    let (pixels, alpha) = Samples::decoded(facts, convert);
    Some(PictureData::Raster { width, height, channels, pixels, alpha })
}

/// Inks with what shows of them, or laid on paper where that is not kept.
fn on_paper(channels: Channels, mut inks: Vec<u8>, alpha: Option<Vec<u8>>, keeps_alpha: bool) -> MadeSamples {
    if let Some(alpha) = &alpha {
        channels.over_paper(&mut inks, alpha, keeps_alpha);
    }
    MadeSamples { inks: Arc::new(inks), alpha: alpha.filter(|_| keeps_alpha).map(Arc::new) }
}

/// The levels of a picture, one or three to a pixel, and what shows of each pixel (255 for all of
/// it); `None` where all pixels show.
fn levels_of(picture: DynamicImage) -> (Levels, Option<Vec<u8>>) {
    let has_alpha = picture.color().has_alpha();
    let channels = if picture.color().has_color() { 3 } else { 1 };
    match picture {
        DynamicImage::ImageLuma8(pixels) => (Levels::Eight(pixels.into_raw()), None),
        DynamicImage::ImageRgb8(pixels) => (Levels::Eight(pixels.into_raw()), None),
        DynamicImage::ImageLuma16(pixels) => (Levels::Sixteen(pixels.into_raw()), None),
        DynamicImage::ImageRgb16(pixels) => (Levels::Sixteen(pixels.into_raw()), None),
        DynamicImage::ImageLumaA8(pixels) => eight(pixels.into_raw(), channels),
        DynamicImage::ImageRgba8(pixels) => eight(pixels.into_raw(), channels),
        DynamicImage::ImageLumaA16(pixels) => sixteen(pixels.into_raw(), channels),
        DynamicImage::ImageRgba16(pixels) => sixteen(pixels.into_raw(), channels),
        // Floating point: brought to 16 bits.
        other if has_alpha => sixteen(other.into_rgba16().into_raw(), 3),
        other => (Levels::Sixteen(other.into_rgb16().into_raw()), None),
    }
}

fn eight(samples: Vec<u8>, channels: usize) -> (Levels, Option<Vec<u8>>) {
    let (levels, alpha) = apart(&samples, channels, 255);
    let is_needed = alpha.iter().any(|alpha| *alpha < 255);
    (Levels::Eight(levels), is_needed.then_some(alpha))
}

fn sixteen(samples: Vec<u16>, channels: usize) -> (Levels, Option<Vec<u8>>) {
    let (levels, alpha) = apart(&samples, channels, 65_535);
    let alpha: Vec<u8> = alpha.into_iter().map(|alpha| ((u32::from(alpha) + 128) / 257) as u8).collect();
    let is_needed = alpha.iter().any(|alpha| *alpha < 255);
    (Levels::Sixteen(levels), is_needed.then_some(alpha))
}

/// Levels and alpha apart. What does not show at all is white, whatever a program left there.
fn apart<T: Copy + Default + PartialEq>(samples: &[T], channels: usize, white: T) -> (Vec<T>, Vec<T>) {
    let count = samples.len() / (channels + 1);
    let (mut levels, mut alpha) = (Vec::with_capacity(count * channels), Vec::with_capacity(count));
    for pixel in samples.chunks_exact(channels + 1) {
        let shows = pixel[channels];
        alpha.push(shows);
        if shows == T::default() {
            levels.extend(std::iter::repeat_n(white, channels));
        } else {
            levels.extend_from_slice(&pixel[..channels]);
        }
    }
    (levels, alpha)
}

/// Whether all pixels of three levels are grey, but for the rounding of JPEG.
fn is_neutral(levels: &Levels) -> bool {
    fn near<T: Copy + Ord + Into<u32>>(levels: &[T], least: u32) -> bool {
        let (pixels, _) = levels.as_chunks::<3>();
        pixels.iter().all(|&[red, green, blue]| {
            let (low, high) = (red.min(green).min(blue), red.max(green).max(blue));
            high.into() - low.into() <= least
        })
    }
    match levels {
        Levels::Eight(levels) => near(levels, 2),
        Levels::Sixteen(levels) => near(levels, 2 * 257),
    }
}

fn one_of_three(levels: Levels) -> Levels {
    fn green<T: Copy>(levels: &[T]) -> Vec<T> {
        levels.chunks_exact(3).map(|pixel| pixel[1]).collect()
    }
    match levels {
        Levels::Eight(levels) => Levels::Eight(green(&levels)),
        Levels::Sixteen(levels) => Levels::Sixteen(green(&levels)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::{self, Standard};
    use image::{Rgb, Rgba};

    fn press(standard: Standard) -> PressConverter {
        PressConverter::new(&ink::Press { standard, ..ink::Press::default() }).unwrap()
    }

    fn made(picture: DynamicImage, standard: Standard) -> (Channels, Vec<u8>, Option<Vec<u8>>) {
        match to_inks(picture, None, &press(standard)).0 {
            Some(PictureData::Raster { channels, pixels, alpha, .. }) => {
                (channels, pixels.to_vec(), alpha.map(|alpha| alpha.to_vec()))
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_see_through_stays_so_where_the_standard_allows_it() {
        let pixel = |x: u32| Rgba([200, 0, 0, [0, 128, 255][x as usize]]);
        let picture = DynamicImage::ImageRgba8(image::RgbaImage::from_fn(3, 1, |x, _| pixel(x)));
        let (channels, kept, alpha) = made(picture.clone(), Standard::X4);
        assert_eq!(channels, Channels::Cmyk);
        assert_eq!(alpha, Some(vec![0, 128, 255]));
        assert_eq!(kept[..4], [0; 4]);
        assert_eq!(kept[4..8], kept[8..], "half of a colour is the colour");
        let (_, flat, alpha) = made(picture, Standard::X1a);
        assert_eq!((alpha, &flat[..4], &flat[8..]), (None, &[0u8; 4][..], &kept[8..]));
        for (flat, kept) in flat[4..8].iter().zip(&kept[4..8]) {
            assert!((i32::from(*flat) - i32::from(*kept) / 2).abs() <= 1, "half of it on paper");
        }
    }

    #[test]
    fn an_alpha_that_hides_nothing_is_none() {
        let picture = image::RgbaImage::from_pixel(2, 2, Rgba([9, 8, 200, 255]));
        assert_eq!(made(DynamicImage::ImageRgba8(picture), Standard::X4).2, None);
        let wide = image::ImageBuffer::from_pixel(2, 2, Rgba([9u16, 8, 900, 65_535]));
        assert_eq!(made(DynamicImage::ImageRgba16(wide), Standard::X4).2, None);
    }

    #[test]
    fn hidden_pixels_do_not_make_a_grey_picture_coloured() {
        let mut picture = image::RgbaImage::from_pixel(4, 4, Rgba([90, 90, 91, 255]));
        picture.put_pixel(0, 0, Rgba([255, 0, 0, 0]));
        assert_eq!(made(DynamicImage::ImageRgba8(picture), Standard::X4).0, Channels::Black);
    }

    #[test]
    fn sixteen_bits_are_not_cut_before_they_are_converted() {
        let picture = image::ImageBuffer::from_fn(64, 1, |x, _| Rgb([40_000 + x as u16 * 8, 9_000, 9_000]));
        let (_, pixels, _) = made(DynamicImage::ImageRgb16(picture.clone()), Standard::X4);
        let coarse = DynamicImage::ImageRgb8(DynamicImage::ImageRgb16(picture).into_rgb8());
        let (_, coarse, _) = made(coarse, Standard::X4);
        let near = pixels.iter().zip(&coarse).all(|(a, b)| a.abs_diff(*b) <= 2);
        assert!(near, "both are the same picture");
        assert_ne!(pixels, coarse, "two levels of red lie between, and more of ink");
    }
}
