//! A number whose mathematics is `libm`'s, for the samplers of rand_distr.
//!
//! rand_distr takes logarithms and powers through num-traits, and those are the platform's as soon as
//! any crate of the build turns on `num-traits/std` (plotters does). The last bits of its variates
//! would then follow the machine and the list of dependencies. Its samplers are generic over the
//! number, so they are given this one, and draw the same bits in every build.

use num_traits::{Float, Num, NumCast, One, ToPrimitive, Zero};
use rand::Rng;
use rand_distr::{Distribution, Exp1, Open01, StandardNormal};
use std::num::FpCategory;
use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

/// A 64-bit float with `libm`'s functions.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Portable(pub f64);

impl Distribution<Portable> for Open01 {
    fn sample<R: Rng + ?Sized>(&self, random: &mut R) -> Portable {
        Portable(Distribution::<f64>::sample(self, random))
    }
}

/// By inversion: one number of the stream, one variate.
impl Distribution<Portable> for StandardNormal {
    fn sample<R: Rng + ?Sized>(&self, random: &mut R) -> Portable {
        Portable(super::scores::normal(random))
    }
}

/// By inversion, likewise.
impl Distribution<Portable> for Exp1 {
    fn sample<R: Rng + ?Sized>(&self, random: &mut R) -> Portable {
        let uniform: Portable = Open01.sample(random);
        Portable(-libm::log(uniform.0))
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident $sign:tt),*) => {$(
        impl $trait for Portable {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                Portable(self.0 $sign other.0)
            }
        }
    )*};
}

operators!(Add add +, Sub sub -, Mul mul *, Div div /, Rem rem %);

impl Neg for Portable {
    type Output = Self;
    fn neg(self) -> Self {
        Portable(-self.0)
    }
}

impl Zero for Portable {
    fn zero() -> Self {
        Portable(0.0)
    }
    fn is_zero(&self) -> bool {
        self.0 == 0.0
    }
}

impl One for Portable {
    fn one() -> Self {
        Portable(1.0)
    }
}

impl Num for Portable {
    type FromStrRadixErr = <f64 as Num>::FromStrRadixErr;
    fn from_str_radix(text: &str, radix: u32) -> Result<Self, Self::FromStrRadixErr> {
        <f64 as Num>::from_str_radix(text, radix).map(Portable)
    }
}

impl ToPrimitive for Portable {
    fn to_i64(&self) -> Option<i64> {
        self.0.to_i64()
    }
    fn to_u64(&self) -> Option<u64> {
        self.0.to_u64()
    }
    fn to_f64(&self) -> Option<f64> {
        Some(self.0)
    }
}

impl NumCast for Portable {
    fn from<T: ToPrimitive>(number: T) -> Option<Self> {
        number.to_f64().map(Portable)
    }
}

macro_rules! constants {
    ($($name:ident = $value:expr),*) => {$(
        fn $name() -> Self {
            Portable($value)
        }
    )*};
}

/// Questions and roundings are exact, so the float's own are as portable.
macro_rules! of_the_float {
    ($($name:ident -> $result:ty),*) => {$(
        fn $name(self) -> $result {
            self.0.$name()
        }
    )*};
}

macro_rules! by_libm {
    ($($name:ident = $function:ident),*) => {$(
        fn $name(self) -> Self {
            Portable(libm::$function(self.0))
        }
    )*};
    (of two: $($name:ident = $function:ident),*) => {$(
        fn $name(self, other: Self) -> Self {
            Portable(libm::$function(self.0, other.0))
        }
    )*};
}

impl Float for Portable {
    constants!(nan = f64::NAN, infinity = f64::INFINITY, neg_infinity = f64::NEG_INFINITY, neg_zero = -0.0);
    constants!(min_value = f64::MIN, min_positive_value = f64::MIN_POSITIVE, max_value = f64::MAX);
    constants!(epsilon = f64::EPSILON);
    of_the_float!(is_nan -> bool, is_infinite -> bool, is_finite -> bool, is_normal -> bool, classify -> FpCategory);
    of_the_float!(is_sign_positive -> bool, is_sign_negative -> bool);
    by_libm!(floor = floor, ceil = ceil, round = round, trunc = trunc, abs = fabs, sqrt = sqrt, cbrt = cbrt);
    by_libm!(exp = exp, exp2 = exp2, exp_m1 = expm1, ln = log, log2 = log2, log10 = log10, ln_1p = log1p);
    by_libm!(sin = sin, cos = cos, tan = tan, asin = asin, acos = acos, atan = atan);
    by_libm!(sinh = sinh, cosh = cosh, tanh = tanh, asinh = asinh, acosh = acosh, atanh = atanh);
    by_libm!(of two: powf = pow, hypot = hypot, atan2 = atan2, abs_sub = fdim, max = fmax, min = fmin);

    fn fract(self) -> Self {
        Portable(self.0 - libm::trunc(self.0))
    }
    fn signum(self) -> Self {
        Portable(if self.0.is_nan() { self.0 } else { libm::copysign(1.0, self.0) })
    }
    fn mul_add(self, a: Self, b: Self) -> Self {
        Portable(libm::fma(self.0, a.0, b.0))
    }
    fn recip(self) -> Self {
        Portable(1.0 / self.0)
    }
    fn powi(self, power: i32) -> Self {
        Portable(libm::pow(self.0, <f64 as From<i32>>::from(power)))
    }
    fn log(self, base: Self) -> Self {
        Portable(libm::log(self.0) / libm::log(base.0))
    }
    fn sin_cos(self) -> (Self, Self) {
        (self.sin(), self.cos())
    }
    fn integer_decode(self) -> (u64, i16, i8) {
        self.0.integer_decode()
    }
}
