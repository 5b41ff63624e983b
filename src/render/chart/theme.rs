//! The looks of every chart: the palette and the sizes, in this one place.

use crate::figure::{Role, Theme};

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

impl Theme {
    /// A colour of the day as this theme shows it.
    pub(super) fn shown(self, colour: Colour) -> Colour {
        match self {
            Theme::Light => colour,
            Theme::Dark => NIGHT.into_iter().find(|(day, _)| *day == colour).map_or(colour, |(_, night)| night),
        }
    }
}

/// Every colour of the day and its counterpart on a dark sheet, as SVG writes them.
#[must_use]
pub fn pairs() -> Vec<(String, String)> {
    NIGHT.into_iter().map(|(day, night)| (hex(day), hex(night))).collect()
}

/// A colour as SVG writes it.
pub(super) fn hex(Colour(red, green, blue): Colour) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

const ROLES: [Role; 7] =
    [Role::Accent, Role::Primary, Role::Secondary, Role::Soft, Role::Muted, Role::Ink, Role::Faint];

/// The sheet and every role, by day and by night.
const NIGHT: [(Colour, Colour); 8] = [
    (PAPER, Colour(0x14, 0x19, 0x1E)),
    (colour(ROLES[0]), Colour(0xFF, 0x9A, 0x4D)),
    (colour(ROLES[1]), Colour(0x56, 0xB4, 0xE9)),
    (colour(ROLES[2]), Colour(0x20, 0x9A, 0x6C)),
    (colour(ROLES[3]), Colour(0x3D, 0x4C, 0x5A)),
    (colour(ROLES[4]), Colour(0xA3, 0xB0, 0xBD)),
    (colour(ROLES[5]), Colour(0xE6, 0xEB, 0xF0)),
    (colour(ROLES[6]), Colour(0x2B, 0x35, 0x3F)),
];

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
pub(super) const fn colour(role: Role) -> Colour {
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

    /// The contrast of two colours, as accessibility rules count it: 1 to 21.
    fn contrast(one: Colour, other: Colour) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_can_be_read_on_paper_and_in_the_dark() {
        for theme in [Theme::Light, Theme::Dark] {
            for role in ROLES {
                let contrast = contrast(theme.shown(colour(words(role))), theme.shown(PAPER));
                assert!(contrast >= 3.0, "{role:?} has contrast {contrast:.2} in {theme:?}");
            }
        }
    }

    #[test]
    fn every_colour_of_day_has_one_of_night_and_none_is_used_twice() {
        let days: Vec<Colour> = NIGHT.iter().map(|(day, _)| *day).collect();
        for role in ROLES {
            assert!(days.contains(&colour(role)), "{role:?}");
        }
        for (place, (day, night)) in NIGHT.iter().enumerate() {
            assert!(NIGHT[..place].iter().all(|(d, n)| d != day && n != night), "{day:?}");
        }
    }

    // ---- How colours look to those who see fewer of them.

    fn linear(Colour(r, g, b): Colour) -> [f64; 3] {
        [r, g, b].map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Machado, Oliveira and Fernandes (2009), severity 1, for linear red, green and blue.
    const DEFICIENCIES: [(&str, [[f64; 3]; 3]); 3] = [
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    fn through(matrix: &[[f64; 3]; 3], rgb: [f64; 3]) -> [f64; 3] {
        [0, 1, 2].map(|row| (0..3).map(|i| matrix[row][i] * rgb[i]).sum::<f64>().clamp(0.0, 1.0))
    }

    /// CIE L*a*b* under D65, of linear sRGB.
    fn lab(rgb: [f64; 3]) -> [f64; 3] {
        let to_xyz = [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175_0],
            [0.019_333_9, 0.119_192_0, 0.950_304_1],
        ];
        let white = [0.950_47, 1.0, 1.088_83];
        let f = |t: f64| if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 };
        let xyz = [0, 1, 2].map(|row| f((0..3).map(|i| to_xyz[row][i] * rgb[i]).sum::<f64>() / white[row]));
        [116.0 * xyz[1] - 16.0, 500.0 * (xyz[0] - xyz[1]), 200.0 * (xyz[1] - xyz[2])]
    }

    /// What figures set against each other, and what must be told apart.
    const AGAINST: [(Role, Role); 7] = [
        (Role::Accent, Role::Primary),
        (Role::Accent, Role::Soft),
        (Role::Accent, Role::Secondary),
        (Role::Primary, Role::Secondary),
        (Role::Primary, Role::Soft),
        (Role::Primary, Role::Muted),
        (Role::Ink, Role::Primary),
    ];

    #[test]
    fn roles_stay_apart_for_every_kind_of_colour_blindness() {
        for theme in [Theme::Light, Theme::Dark] {
            for (name, matrix) in &DEFICIENCIES {
                for (one, other) in AGAINST {
                    let seen = |role: Role| lab(through(matrix, linear(theme.shown(colour(role)))));
                    let (a, b) = (seen(one), seen(other));
                    let apart = (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f64>().sqrt();
                    // A difference of about 2 can be seen side by side; 15 is seen at a glance.
                    assert!(apart > 15.0, "{one:?} and {other:?} are {apart:.1} apart under {name} in {theme:?}");
                }
            }
        }
    }

    #[test]
    fn a_ground_and_what_stands_on_it_stay_apart_in_grey() {
        for theme in [Theme::Light, Theme::Dark] {
            for (one, other) in [
                (Role::Accent, Role::Soft),
                (Role::Primary, Role::Soft),
                (Role::Ink, Role::Primary),
                (Role::Ink, Role::Soft),
            ] {
                let lightness = |role: Role| lab(linear(theme.shown(colour(role))))[0];
                let apart = (lightness(one) - lightness(other)).abs();
                assert!(apart > 18.0, "{one:?} and {other:?} differ by {apart:.1} of lightness in {theme:?}");
            }
        }
    }

    #[test]
    fn the_simulation_of_deficiencies_keeps_grey_grey() {
        for (name, matrix) in &DEFICIENCIES {
            for value in through(matrix, [0.5; 3]) {
                assert!((value - 0.5).abs() < 1e-5, "{name}");
            }
        }
    }
}
