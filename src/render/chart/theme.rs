//! The looks of every chart: the palette and the sizes, in this one place.

use crate::report::figure::Role;

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

/// The sheet itself, and the ring that lifts words and points off the ink.
pub(super) const PAPER: Colour = Colour(0xFF, 0xFF, 0xFF);

/// Side margin of the sheet.
pub(super) const MARGIN: f64 = 24.0;

/// Sizes of letters, in logical pixels.
pub(super) const TITLE_SIZE: f64 = 20.0;
/// A title shrinks no further than this before it is cut.
pub(super) const TITLE_LEAST: f64 = 14.0;
pub(super) const SUBTITLE_SIZE: f64 = 13.0;
pub(super) const LABEL_SIZE: f64 = 12.0;
pub(super) const CAPTION_SIZE: f64 = 10.5;
pub(super) const HEADLINE_SIZE: f64 = 20.0;
/// No words are set smaller than this.
pub(super) const LEAST_SIZE: f64 = 8.0;

/// The colour that plays a part. The hues are those of Okabe and Ito, which
/// stay apart under the common kinds of colour blindness.
pub(super) fn colour(role: Role) -> Colour {
    match role {
        Role::Accent => Colour(0xD5, 0x5E, 0x00),
        Role::Primary => Colour(0x00, 0x72, 0xB2),
        Role::Secondary => Colour(0x00, 0x9E, 0x73),
        Role::Soft => Colour(0xC8, 0xD6, 0xE1),
        Role::Muted => Colour(0x5B, 0x67, 0x76),
        Role::Ink => Colour(0x1D, 0x2A, 0x36),
        Role::Faint => Colour(0xE1, 0xE5, 0xE8),
    }
}

/// How strongly a role fills an area: pale grounds are solid, since nothing
/// lies behind them that should shine through.
pub(super) fn area_opacity(role: Role) -> f64 {
    match role {
        Role::Soft | Role::Faint => 1.0,
        _ => 0.85,
    }
}

/// The colour for words in a role; a pale ground is no colour for letters.
pub(super) fn words(role: Role) -> Role {
    match role {
        Role::Soft | Role::Faint => Role::Muted,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The share of light a colour throws back, as accessibility rules count it.
    fn luminance(Colour(r, g, b): Colour) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
    }

    #[test]
    fn words_can_be_read_on_paper() {
        for role in [Role::Accent, Role::Primary, Role::Secondary, Role::Soft, Role::Muted, Role::Ink, Role::Faint] {
            let contrast = 1.05 / (luminance(colour(words(role))) + 0.05);
            assert!(contrast >= 3.0, "{role:?} has contrast {contrast:.2}");
        }
    }
}
