//! The few special functions the models need, on top of the portable `libm`.
//!
//! The standard library hands logarithms and exponentials to whatever mathematics the machine
//! brings; `libm` gives the same bits everywhere, so results can be compared byte by byte.

use libm::{erfc, exp, expm1, lgamma, log, log1p, sqrt};

/// The logit of a probability strictly between 0 and 1.
#[must_use]
pub fn logit(p: f64) -> f64 {
    log(p) - log1p(-p)
}

/// The inverse of [`logit`].
#[must_use]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// The hazard of a probability: -ln(1 - p). Hazards of independent routes add.
#[must_use]
pub fn hazard(p: f64) -> f64 {
    -log1p(-p)
}

/// The probability of a hazard: 1 - exp(-h), the inverse of [`hazard`].
#[must_use]
pub fn probability(h: f64) -> f64 {
    -expm1(-h)
}

/// The standard normal distribution function.
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The standard normal quantile, right to about 16 digits: algorithm AS 241 (Wichura 1988). The
/// probability must lie strictly between 0 and 1.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRE);
    }
    let r = sqrt(-log(if q < 0.0 { p } else { 1.0 - p }));
    let z = if r <= 5.0 { ratio(r - 1.6, &MIDDLE) } else { ratio(r - 5.0, &TAIL) };
    if q < 0.0 { -z } else { z }
}

/// A rational function: two polynomials, highest power first.
fn ratio(x: f64, [above, below]: &[[f64; 8]; 2]) -> f64 {
    let polynomial = |terms: &[f64; 8]| terms.iter().fold(0.0, |sum, term| sum * x + term);
    polynomial(above) / polynomial(below)
}

/// The coefficients of AS 241, highest power first: the middle 85 % of the probability.
const CENTRE: [[f64; 8]; 2] = [
    [
        2_509.080_928_730_122_7,
        33_430.575_583_588_13,
        67_265.770_927_008_7,
        45_921.953_931_549_87,
        13_731.693_765_509_46,
        1_971.590_950_306_551_3,
        133.141_667_891_784_38,
        3.387_132_872_796_366_5,
    ],
    [
        5_226.495_278_852_854,
        28_729.085_735_721_943,
        39_307.895_800_092_71,
        21_213.794_301_586_597,
        5_394.196_021_424_751,
        687.187_007_492_057_9,
        42.313_330_701_600_91,
        1.0,
    ],
];

/// Further out, to probabilities of exp(-25).
const MIDDLE: [[f64; 8]; 2] = [
    [
        7.745_450_142_783_414e-4,
        0.022_723_844_989_269_184,
        0.241_780_725_177_450_6,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    [
        1.050_750_071_644_416_9e-9,
        5.475_938_084_995_345e-4,
        0.015_198_666_563_616_457,
        0.148_103_976_427_480_08,
        0.689_767_334_985_1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_759,
        1.0,
    ],
];

/// The rest.
const TAIL: [[f64; 8]; 2] = [
    [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        0.001_242_660_947_388_078_4,
        0.026_532_189_526_576_124,
        0.296_560_571_828_504_9,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    [
        2.044_263_103_389_939_8e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_8e-5,
        7.868_691_311_456_133e-4,
        0.014_875_361_290_850_615,
        0.136_929_880_922_735_8,
        0.599_832_206_555_888,
        1.0,
    ],
];

/// The standard normal density.
#[must_use]
pub fn normal_density(z: f64) -> f64 {
    exp(-0.5 * z * z) / sqrt(2.0 * std::f64::consts::PI)
}

/// Owen's T function T(h, a), by ten-point Gauss-Legendre panels over the angle atan(a).
///
/// T(h, a) = 1/(2 pi) times the integral over t in 0..atan(a) of exp(-h^2 / (2 cos^2 t)), which up to
/// an eighth of a turn is so smooth that panels of 0.3 radians are exact to rounding. A steeper `a` is
/// turned into its reciprocal by T(h, a) + T(ah, 1/a) = (q(h) + q(ah)) / 2 - q(h) q(ah) for h of 0 or
/// more, q being the upper tail of the normal law. Owen (1956).
#[must_use]
pub fn owens_t(h: f64, a: f64) -> f64 {
    let (h, steep) = (h.abs(), a.abs());
    let value = if steep > 1.0 {
        let (near, far) = (normal_cdf(-h), normal_cdf(-steep * h));
        0.5 * (near + far) - near * far - owens_t_flat(steep * h, 1.0 / steep)
    } else {
        owens_t_flat(h, steep)
    };
    value * a.signum()
}

/// The same for `a` of 0 to 1.
fn owens_t_flat(h: f64, a: f64) -> f64 {
    let top = libm::atan(a);
    let panels = (top / 0.3).ceil().max(1.0);
    let width = top / panels;
    let mut sum = 0.0;
    let mut panel = 0.0;
    while panel < panels {
        let middle = (panel + 0.5) * width;
        for (node, weight) in GAUSS_LEGENDRE_10 {
            for side in [-node, node] {
                let cosine = libm::cos(middle + 0.5 * width * side);
                sum += weight * exp(-0.5 * h * h / (cosine * cosine));
            }
        }
        panel += 1.0;
    }
    sum * 0.5 * width / (2.0 * std::f64::consts::PI)
}

/// Positive nodes and weights of the ten-point Gauss-Legendre rule on -1..1.
const GAUSS_LEGENDRE_10: [(f64, f64); 5] = [
    (0.148_874_338_981_631_22, 0.295_524_224_714_752_87),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// All ten nodes and weights of the Gauss-Legendre rule on -1..1.
pub(crate) fn gauss_legendre() -> impl Iterator<Item = (f64, f64)> {
    GAUSS_LEGENDRE_10.into_iter().flat_map(|(node, weight)| [(-node, weight), (node, weight)])
}

/// The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction
/// (DLMF 8.17.22). `a` and `b` must be positive; x is clamped to 0..1.
#[must_use]
pub fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(x, a, b) / a
    } else {
        1.0 - front * beta_fraction(1.0 - x, b, a) / b
    }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for step in 1..10_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        value *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        value *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// The quantile of the beta distribution, by bisection to the last bit.
#[must_use]
pub fn beta_quantile(probability: f64, a: f64, b: f64) -> f64 {
    bisect(0.0, 1.0, |x| incomplete_beta(x, a, b) < probability)
}

/// The distribution function of Student's t.
#[must_use]
pub fn student_cdf(t: f64, degrees: f64) -> f64 {
    let tail = 0.5 * incomplete_beta(degrees / (degrees + t * t), 0.5 * degrees, 0.5);
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The quantile of Student's t, by bisection.
#[must_use]
pub fn student_quantile(probability: f64, degrees: f64) -> f64 {
    bisect(-1e9, 1e9, |t| student_cdf(t, degrees) < probability)
}

/// The place where `below` turns from true to false, by bisection down to neighbouring numbers.
pub(crate) fn bisect(mut low: f64, mut high: f64, below: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The natural logarithm of the binomial coefficient n over k, both as real numbers.
#[must_use]
pub fn ln_choose(n: f64, k: f64) -> f64 {
    lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Beta, ContinuousCDF, Normal, StudentsT};

    fn close(ours: f64, theirs: f64, tolerance: f64) {
        assert!((ours - theirs).abs() <= tolerance, "{ours} is not {theirs}");
    }

    #[test]
    fn distribution_functions_agree_with_another_library() {
        let normal = Normal::standard();
        let student = StudentsT::new(0.0, 1.0, 10.0).unwrap();
        for step in -60..=60 {
            let x = f64::from(step) * 0.1;
            close(normal_cdf(x), normal.cdf(x), 1e-10);
            close(student_cdf(x, 10.0), student.cdf(x), 1e-12);
        }
        for (a, b) in [(1.0, 9.0), (2.0, 8.0), (0.3, 4.0), (18.0, 2.0), (400.0, 3.0)] {
            let beta = Beta::new(a, b).unwrap();
            for step in 1..50 {
                let x = f64::from(step) * 0.02;
                close(incomplete_beta(x, a, b), beta.cdf(x), 1e-11);
                close(beta.cdf(beta_quantile(x, a, b)), x, 1e-10);
            }
        }
    }

    #[test]
    fn normal_quantiles_are_published_ones_and_invert_the_law() {
        // Wichura (1988): the quantiles of 0.25, 0.001 and 10^-20.
        close(normal_quantile(0.25), -0.674_489_750_196_081_7, 1e-15);
        close(normal_quantile(0.001), -3.090_232_306_167_813_6, 1e-14);
        close(normal_quantile(1e-20), -9.262_340_089_798_408, 1e-13);
        for step in 1..400 {
            let z = -8.0 + f64::from(step) * 0.025;
            let p = normal_cdf(z);
            close(normal_quantile(p), z, 1e-14 * (1.0 + z.abs()) / normal_density(z).min(1.0) * p);
        }
    }

    #[test]
    fn owens_t_keeps_its_known_values() {
        // T(h, 1) = Phi(h) (1 - Phi(h)) / 2 and T(0, a) = atan(a) / (2 pi): Owen (1956).
        for step in 0..40 {
            let h = f64::from(step) * 0.2;
            let phi = normal_cdf(h);
            close(owens_t(h, 1.0), 0.5 * phi * (1.0 - phi), 1e-15);
            close(owens_t(0.0, h), libm::atan(h) / (2.0 * std::f64::consts::PI), 1e-15);
        }
        close(owens_t(0.5, -2.0), -owens_t(0.5, 2.0), 0.0);
        close(owens_t(-0.7, 0.4), owens_t(0.7, 0.4), 0.0);
        // By SciPy (Patefield and Tandy 2000).
        close(owens_t(0.7, 0.4), 0.046_812_042_887_140_46, 1e-16);
        close(owens_t(0.1, 100.0), 0.230_086_081_361_485_5, 1e-16);
        close(owens_t(3.0, 5.0), 0.000_674_949_015_815_047_9, 1e-16);
    }

    #[test]
    fn logit_and_hazard_have_their_inverses() {
        for p in [1e-9, 0.0025, 0.3, 0.999] {
            close(logistic(logit(p)), p, 1e-15);
            close(probability(hazard(p)), p, 1e-15);
        }
        close(student_cdf(student_quantile(0.95, 10.0), 10.0), 0.95, 1e-14);
        close(student_quantile(0.975, 10.0), 2.228_138_851_964_939, 1e-9);
    }
}
