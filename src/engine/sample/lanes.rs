//! Eight simulations side by side: the votes that go astray in every booth, by inversion.
//!
//! The eight lanes share a booth's size and differ in rate and in uniforms, so every load is
//! contiguous and nothing is gathered. A booth's count is the smallest at which the distribution
//! function passes its uniform; pmf(k+1) = pmf(k) A[k] R[n-k], and the first term P(none of n) follows
//! from that of n - 1. There is no logarithm, no beta variate and no division in the draw.
//!
//! The portable body is the law: the bodies for AVX2 and AVX-512 do the same operations in the same
//! order on each lane, without fused multiplication, and a test requires its exact bits of them.
#![allow(unsafe_code, reason = "the one file with vector intrinsics; every block says why it is sound")]
#![allow(clippy::inline_always, reason = "a body must be compiled anew under each set of instructions")]

/// Simulations side by side.
pub const LANES: usize = 8;

/// Votes per lane.
pub type Counts = [u32; LANES];

/// One number per lane, aligned for the widest registers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
pub(super) struct Lane(pub [f64; LANES]);

const ZERO: Lane = Lane([0.0; LANES]);

/// 2^-53: the weight of the last of the 53 bits of a uniform, as rand draws them.
const LAST_BIT: f64 = 1.0 / 9_007_199_254_740_992.0;

/// Which instructions do the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// Whatever the compiler makes of plain code.
    Portable,
    /// 256-bit registers.
    Avx2,
    /// 512-bit registers.
    Avx512,
}

impl Body {
    /// The widest body this processor runs.
    #[must_use]
    pub fn widest() -> Self {
        Self::available().pop().unwrap_or(Body::Portable)
    }

    /// The bodies this processor runs, narrowest first.
    #[must_use]
    pub fn available() -> Vec<Self> {
        #[cfg_attr(not(target_arch = "x86_64"), expect(unused_mut, reason = "nothing wider elsewhere"))]
        let mut bodies = vec![Body::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx2") {
                bodies.push(Body::Avx2);
            }
            if std::arch::is_x86_feature_detected!("avx512f")
                && std::arch::is_x86_feature_detected!("avx512dq")
                && std::arch::is_x86_feature_detected!("avx512vl")
            {
                bodies.push(Body::Avx512);
            }
        }
        bodies
    }
}

/// Eight streams of xoshiro256++ (Blackman and Vigna 2019), stepped together.
#[derive(Debug, Clone)]
#[repr(C, align(64))]
pub(super) struct Streams([[u64; LANES]; 4]);

impl Streams {
    /// From the states of eight streams.
    pub fn new(states: [[u64; 4]; LANES]) -> Self {
        let mut words = [[0; LANES]; 4];
        for (lane, state) in states.iter().enumerate() {
            for (word, value) in words.iter_mut().zip(state) {
                word[lane] = *value;
            }
        }
        Streams(words)
    }

    /// The next uniform in 0..1 of every lane.
    #[inline(always)]
    pub fn uniforms(&mut self) -> Lane {
        let [s0, s1, s2, s3] = &mut self.0;
        let mut out = ZERO;
        for i in 0..LANES {
            let result = s0[i].wrapping_add(s3[i]).rotate_left(23).wrapping_add(s0[i]);
            let shifted = s1[i] << 17;
            s2[i] ^= s0[i];
            s3[i] ^= s1[i];
            s1[i] ^= s2[i];
            s0[i] ^= s3[i];
            s2[i] ^= shifted;
            s3[i] = s3[i].rotate_left(45);
            out.0[i] = (result >> 11) as f64 * LAST_BIT;
        }
        out
    }
}

/// How the booths of a segment vary, lane by lane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Laws {
    /// Binomial booths of these probabilities, below 1.
    Binomial(Lane),
    /// Beta-binomial booths of these two parameters, the second above 0.
    BetaBinomial(Lane, Lane),
}

/// The tables of one segment in eight simulations, up to its largest booth.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    /// A[k]: what takes pmf(k) to pmf(k+1), the part that depends on k.
    up: Vec<Lane>,
    /// R[m]: the part that depends on the m = n - k votes left.
    rest: Vec<Lane>,
    /// P(none of n).
    none: Vec<Lane>,
    /// 1 / (k + 1).
    inverse: Vec<f64>,
}

impl Tables {
    /// P(none of n), lane by lane, as last filled.
    pub fn none(&self, n: u32) -> &[f64; LANES] {
        &self.none[n as usize].0
    }

    /// Fills the tables for booths of up to `largest` votes.
    pub fn fill(&mut self, body: Body, laws: &Laws, largest: u32) {
        let largest = largest as usize;
        if self.up.len() <= largest {
            for table in [&mut self.up, &mut self.rest, &mut self.none] {
                table.resize(largest + 1, ZERO);
            }
            self.inverse = (0..=largest).map(|k| 1.0 / (k as f64 + 1.0)).collect();
        }
        match body {
            Body::Portable => self.fill_body(laws, largest),
            // SAFETY: `Body` values beyond Portable come from `available`, which asked the processor.
            #[cfg(target_arch = "x86_64")]
            Body::Avx2 => unsafe { self.fill_avx2(laws, largest) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Body::Avx512 => unsafe { self.fill_avx512(laws, largest) },
            #[cfg(not(target_arch = "x86_64"))]
            _ => self.fill_body(laws, largest),
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn fill_avx2(&mut self, laws: &Laws, largest: usize) {
        self.fill_body(laws, largest);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512dq,avx512vl")]
    fn fill_avx512(&mut self, laws: &Laws, largest: usize) {
        self.fill_body(laws, largest);
    }

    #[inline(always)]
    fn fill_body(&mut self, laws: &Laws, largest: usize) {
        let (up, rest) = (&mut self.up[..=largest], &mut self.rest[..=largest]);
        let (none, inverse) = (&mut self.none[..=largest], &self.inverse[..=largest]);
        let mut reached = [1.0; LANES];
        none[0] = Lane(reached);
        match laws {
            Laws::BetaBinomial(Lane(a), Lane(b)) => {
                for k in 0..largest {
                    let done = k as f64;
                    let (mut here, mut left) = (ZERO, ZERO);
                    for i in 0..LANES {
                        here.0[i] = (a[i] + done) * inverse[k];
                        // R[k+1] = (k+1)/(b+k) and P(none) gains (b+k)/(a+b+k): one division for both.
                        let x = b[i] + done;
                        let y = a[i] + x;
                        let over = 1.0 / (x * y);
                        left.0[i] = (done + 1.0) * (over * y);
                        reached[i] *= x * (over * x);
                    }
                    (up[k], rest[k + 1], none[k + 1]) = (here, left, Lane(reached));
                }
            }
            Laws::Binomial(Lane(p)) => {
                for k in 0..largest {
                    let (mut here, mut left) = (ZERO, ZERO);
                    for i in 0..LANES {
                        here.0[i] = p[i] / (1.0 - p[i]) * inverse[k];
                        left.0[i] = k as f64 + 1.0;
                        reached[i] *= 1.0 - p[i];
                    }
                    (up[k], rest[k + 1], none[k + 1]) = (here, left, Lane(reached));
                }
            }
        }
    }
}

/// Draws the diverted votes of booths of these sizes, none above the largest the tables were filled
/// for, one uniform per booth and lane.
pub(super) fn divert(body: Body, sizes: &[u32], tables: &Tables, streams: &mut Streams, out: &mut [Counts]) {
    match body {
        Body::Portable => divert_portable(sizes, tables, streams, out),
        // SAFETY: `Body` values beyond Portable come from `available`, which asked the processor.
        #[cfg(target_arch = "x86_64")]
        Body::Avx2 => unsafe { divert_avx2(sizes, tables, streams, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Body::Avx512 => unsafe { divert_avx512(sizes, tables, streams, out) },
        #[cfg(not(target_arch = "x86_64"))]
        _ => divert_portable(sizes, tables, streams, out),
    }
}

fn divert_portable(sizes: &[u32], tables: &Tables, streams: &mut Streams, out: &mut [Counts]) {
    for (&n, out) in sizes.iter().zip(out) {
        let n = n as usize;
        let mut left = streams.uniforms().0;
        let mut term = tables.none[n].0;
        let mut counts = [0; LANES];
        for i in 0..LANES {
            left[i] -= term[i];
        }
        for (up, rest) in tables.up[..n].iter().zip(tables.rest[1..=n].iter().rev()) {
            if left.iter().all(|&left| left < 0.0) {
                break;
            }
            for i in 0..LANES {
                counts[i] += u32::from(left[i] >= 0.0);
                term[i] *= up.0[i] * rest.0[i];
                left[i] -= term[i];
            }
        }
        *out = counts;
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn divert_avx2(sizes: &[u32], tables: &Tables, streams: &mut Streams, out: &mut [Counts]) {
    use std::arch::x86_64::{
        _CMP_GE_OQ, _mm_storeu_si128, _mm256_castpd_si256, _mm256_castsi256_si128, _mm256_cmp_pd, _mm256_load_pd,
        _mm256_mul_pd, _mm256_or_pd, _mm256_permutevar8x32_epi32, _mm256_setr_epi32, _mm256_setzero_pd,
        _mm256_setzero_si256, _mm256_sub_epi64, _mm256_sub_pd, _mm256_testz_pd,
    };
    // SAFETY: a Lane is eight numbers aligned to 64 bytes, so both halves are aligned to 32.
    let low = |lane: &Lane| unsafe { _mm256_load_pd(lane.0.as_ptr()) };
    // SAFETY: as above; the second half begins at the fifth number.
    let high = |lane: &Lane| unsafe { _mm256_load_pd(lane.0.as_ptr().add(4)) };
    let zero = _mm256_setzero_pd();
    let pick = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);
    for (&n, out) in sizes.iter().zip(out) {
        let n = n as usize;
        let uniforms = streams.uniforms();
        let none = &tables.none[n];
        let (mut term0, mut term1) = (low(none), high(none));
        let mut left0 = _mm256_sub_pd(low(&uniforms), term0);
        let mut left1 = _mm256_sub_pd(high(&uniforms), term1);
        let (mut count0, mut count1) = (_mm256_setzero_si256(), _mm256_setzero_si256());
        for (up, rest) in tables.up[..n].iter().zip(tables.rest[1..=n].iter().rev()) {
            let going0 = _mm256_cmp_pd::<_CMP_GE_OQ>(left0, zero);
            let going1 = _mm256_cmp_pd::<_CMP_GE_OQ>(left1, zero);
            let any = _mm256_or_pd(going0, going1);
            if _mm256_testz_pd(any, any) != 0 {
                break;
            }
            // A true comparison is all ones, which is minus one as a whole number.
            count0 = _mm256_sub_epi64(count0, _mm256_castpd_si256(going0));
            count1 = _mm256_sub_epi64(count1, _mm256_castpd_si256(going1));
            term0 = _mm256_mul_pd(term0, _mm256_mul_pd(low(up), low(rest)));
            term1 = _mm256_mul_pd(term1, _mm256_mul_pd(high(up), high(rest)));
            left0 = _mm256_sub_pd(left0, term0);
            left1 = _mm256_sub_pd(left1, term1);
        }
        let first = _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(count0, pick));
        let second = _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(count1, pick));
        // SAFETY: `out` holds eight 32-bit counts; the stores ask for no alignment and fill both halves.
        unsafe {
            _mm_storeu_si128(out.as_mut_ptr().cast(), first);
            _mm_storeu_si128(out.as_mut_ptr().add(4).cast(), second);
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn divert_avx512(sizes: &[u32], tables: &Tables, streams: &mut Streams, out: &mut [Counts]) {
    use std::arch::x86_64::{
        __m512i, _CMP_GE_OQ, _mm256_mask_add_epi32, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
        _mm512_add_epi64, _mm512_cmp_pd_mask, _mm512_cvtepu64_pd, _mm512_load_pd, _mm512_loadu_si512, _mm512_mul_pd,
        _mm512_rol_epi64, _mm512_set1_pd, _mm512_setzero_pd, _mm512_slli_epi64, _mm512_srli_epi64, _mm512_storeu_si512,
        _mm512_sub_pd, _mm512_xor_si512,
    };
    // SAFETY: each word of the state is eight 64-bit numbers; the load asks for no alignment.
    let word = |words: &[u64; LANES]| unsafe { _mm512_loadu_si512(words.as_ptr().cast()) };
    // SAFETY: a Lane is eight numbers aligned to 64 bytes.
    let load = |lane: &Lane| unsafe { _mm512_load_pd(lane.0.as_ptr()) };
    let [mut s0, mut s1, mut s2, mut s3] = [0, 1, 2, 3].map(|place| word(&streams.0[place]));
    let (last_bit, zero, one) = (_mm512_set1_pd(LAST_BIT), _mm512_setzero_pd(), _mm256_set1_epi32(1));
    for (&n, out) in sizes.iter().zip(out) {
        let n = n as usize;
        let result = _mm512_add_epi64(_mm512_rol_epi64::<23>(_mm512_add_epi64(s0, s3)), s0);
        let shifted = _mm512_slli_epi64::<17>(s1);
        s2 = _mm512_xor_si512(s2, s0);
        s3 = _mm512_xor_si512(s3, s1);
        s1 = _mm512_xor_si512(s1, s2);
        s0 = _mm512_xor_si512(s0, s3);
        s2 = _mm512_xor_si512(s2, shifted);
        s3 = _mm512_rol_epi64::<45>(s3);
        let uniforms = _mm512_mul_pd(_mm512_cvtepu64_pd(_mm512_srli_epi64::<11>(result)), last_bit);
        let mut term = load(&tables.none[n]);
        let mut left = _mm512_sub_pd(uniforms, term);
        let mut counts = _mm256_setzero_si256();
        for (up, rest) in tables.up[..n].iter().zip(tables.rest[1..=n].iter().rev()) {
            let going = _mm512_cmp_pd_mask::<_CMP_GE_OQ>(left, zero);
            if going == 0 {
                break;
            }
            counts = _mm256_mask_add_epi32(counts, going, counts, one);
            term = _mm512_mul_pd(term, _mm512_mul_pd(load(up), load(rest)));
            left = _mm512_sub_pd(left, term);
        }
        // SAFETY: `out` holds eight 32-bit counts; the store asks for no alignment.
        unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), counts) };
    }
    let store = |words: &mut [u64; LANES], value: __m512i| {
        // SAFETY: each word of the state is eight 64-bit numbers; the store asks for no alignment.
        unsafe { _mm512_storeu_si512(words.as_mut_ptr().cast(), value) };
    };
    for (words, value) in streams.0.iter_mut().zip([s0, s1, s2, s3]) {
        store(words, value);
    }
}

#[cfg(test)]
mod tests;
