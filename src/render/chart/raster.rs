//! The SVG as a picture of pixels.

use std::error::Error;
use std::fmt;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Pixels of the picture to one logical pixel, for sharp letters on screens
/// that have two.
const SHARPNESS: u32 = 2;

/// Why a drawing did not become a picture.
#[derive(Debug)]
#[non_exhaustive]
pub enum PictureError {
    /// The drawing could not be read; this is a fault of the pen.
    Drawing(String),
    /// There is no picture of this size.
    Size {
        /// The width asked for, in pixels.
        width: u32,
        /// The height asked for, in pixels.
        height: u32,
    },
    /// The picture could not be packed as PNG.
    Packing(String),
}

impl fmt::Display for PictureError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drawing(why) => write!(out, "the drawing cannot be read: {why}"),
            Self::Size { width, height } => {
                write!(out, "there is no picture of {width} by {height} pixels")
            }
            Self::Packing(why) => write!(out, "the picture cannot be packed as PNG: {why}"),
        }
    }
}

impl Error for PictureError {}

/// Draws an SVG file whose words are outlines and packs it as PNG.
pub(super) fn picture(svg: &str) -> Result<Vec<u8>, PictureError> {
    let tree = Tree::from_str(svg, &Options::default()).map_err(|error| PictureError::Drawing(error.to_string()))?;
    let size = tree.size().to_int_size();
    let width = size.width().saturating_mul(SHARPNESS);
    let height = size.height().saturating_mul(SHARPNESS);
    let mut pixels = Pixmap::new(width, height).ok_or(PictureError::Size { width, height })?;
    let scale = SHARPNESS as f32;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    packed(&pixels).map_err(|error| PictureError::Packing(error.to_string()))
}

/// Pixels as PNG. A sheet has no hole, so nothing is said of opacity; and a chart is plain ground with
/// sharp edges, which packs smaller, and in less time, when no pixel is foretold from its neighbours.
fn packed(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let colours: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&colours)?;
    writer.finish()?;
    Ok(file)
}
