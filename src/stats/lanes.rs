//! Exponentials and logarithms in plain arithmetic: a compiler makes eight of them at a time, and the bits are the same
//! on every machine. They are good to a few units of the last place over the ranges the sampler needs.
#![allow(clippy::inline_always, reason = "a caller must be compiled anew under each set of instructions")]

// The bits that are meant, with the last of them 0.
#[expect(
    clippy::excessive_precision,
    reason = "ln 2 in two parts, the first with its last bits 0, as fdlibm's e_exp.c writes them"
)]
const LN2_HIGH: f64 = 6.931_471_803_691_238_2e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// 2^52 + 2^51: adding it leaves a whole number in the last bits of a float.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// exp(x) for x from -700 to 700.
#[inline(always)]
pub(crate) fn exp(x: f64) -> f64 {
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let r = (x - whole * LN2_HIGH) - whole * LN2_LOW;
    // Taylor's series to the thirteenth power: |r| is at most ln(2) / 2.
    let mut sum = 1.0 / 6_227_020_800.0;
    for factorial in
        [479_001_600.0, 39_916_800.0, 3_628_800.0, 362_880.0, 40_320.0, 5_040.0, 720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0]
    {
        sum = sum * r + 1.0 / factorial;
    }
    let power = f64::from_bits(shifted.to_bits().wrapping_add(1_023) << 52);
    sum * power
}

/// ln(1 + x) for x from 0 to 10^15.
#[inline(always)]
pub(crate) fn ln_1p(x: f64) -> f64 {
    let y = 1.0 + x;
    // What rounding 1 + x lost.
    let lost = if x < 1.0 { x - (y - 1.0) } else { 1.0 - (y - x) };
    // y = 2^k m with m between sqrt(1/2) and sqrt(2).
    let bits = y.to_bits().wrapping_add(0x3ff0_0000_0000_0000 - 0x3fe6_a09e_667f_3bcd);
    let k = f64::from_bits((bits >> 52) | 0x4330_0000_0000_0000) - (4_503_599_627_370_496.0 + 1_023.0);
    let m = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) + 0x3fe6_a09e_667f_3bcd);
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    // 2 atanh(s), by its series to s^21.
    let mut sum = 1.0 / 23.0;
    for odd in [21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0] {
        sum = sum * z + 1.0 / odd;
    }
    let ln = 2.0 * s + 2.0 * s * z * sum;
    k * LN2_HIGH + (ln + (k * LN2_LOW + lost / y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_agree_with_libm() {
        for k in -69_900..=69_900 {
            let x = f64::from(k) / 100.0;
            assert!((exp(x) / libm::exp(x) - 1.0).abs() < 2e-15, "exp({x})");
        }
        for k in -400..=400 {
            let x = libm::exp(f64::from(k) * 0.08);
            let (ours, theirs) = (ln_1p(x), libm::log1p(x));
            assert!((ours / theirs - 1.0).abs() < 2e-15, "ln_1p({x}): {ours} is not {theirs}");
        }
        assert_eq!((ln_1p(0.0), exp(0.0)), (0.0, 1.0));
    }
}
