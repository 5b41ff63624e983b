//! The instructions that work on eight numbers side by side.
//!
//! The portable body is the law: the bodies for AVX2 and AVX-512 do the same operations in the same
//! order on each lane, without fused multiplication, and tests require its exact bits of them.
//! Whatever can be left to the compiler is written once and compiled anew for each set of
//! instructions ([`Body::run`]); the walk over the booths is not, because there the compiler's
//! choice costs half the speed.
#![allow(unsafe_code, reason = "the one file with vector intrinsics; every block says why it is sound")]
#![allow(clippy::inline_always, reason = "a body must be compiled anew under each set of instructions")]

#[cfg(target_arch = "x86_64")]
use super::uniforms::LAST_BIT;
use super::uniforms::Streams;
use super::walk::{Counts, LANES, Tabled, one_after_another, walk_portable};
#[cfg(target_arch = "x86_64")]
use super::walk::{Lane, Steps};

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

/// Work that is compiled once for each body. `work` must be marked `#[inline(always)]`, or it keeps the
/// instructions it was compiled with at first.
pub(super) trait Work {
    /// What comes of it.
    type Output;
    /// Does it.
    fn work(self) -> Self::Output;
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

    /// This body where the processor runs it, and else the widest that it does.
    pub(super) fn or_widest(self) -> Self {
        if Self::available().contains(&self) { self } else { Self::widest() }
    }

    /// Does some work with this body's instructions. The body must be one that the processor runs.
    pub(super) fn run<W: Work>(self, work: W) -> W::Output {
        match self {
            Body::Portable => work.work(),
            // SAFETY: every `Body` in use went through `or_widest`, which asked the processor.
            #[cfg(target_arch = "x86_64")]
            Body::Avx2 => unsafe { with_avx2(work) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Body::Avx512 => unsafe { with_avx512(work) },
            #[cfg(not(target_arch = "x86_64"))]
            _ => work.work(),
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn with_avx2<W: Work>(work: W) -> W::Output {
    work.work()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn with_avx512<W: Work>(work: W) -> W::Output {
    work.work()
}

/// Draws the diverted votes of booths of these sizes, one uniform per booth and lane, and adds them up.
pub(super) fn divert(
    body: Body,
    sizes: &[u32],
    tables: &mut impl Tabled,
    streams: &mut Streams,
    out: &mut [Counts],
) -> [u64; LANES] {
    match body {
        Body::Portable => divert_portable(sizes, tables, streams, out),
        // SAFETY: every `Body` in use went through `or_widest`, which asked the processor.
        #[cfg(target_arch = "x86_64")]
        Body::Avx2 => unsafe { divert_avx2(sizes, tables, streams, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Body::Avx512 => unsafe { divert_avx512(sizes, tables, streams, out) },
        #[cfg(not(target_arch = "x86_64"))]
        _ => divert_portable(sizes, tables, streams, out),
    }
}

macro_rules! over_booths {
    ($name:ident, $uniforms:path, $walk:ident, $both:ident $(, $features:literal)?) => {
        $(#[target_feature(enable = $features)])?
        fn $name(
            sizes: &[u32],
            tables: &mut impl Tabled,
            streams: &mut Streams,
            out: &mut [Counts],
        ) -> [u64; LANES] {
            let mut sums = [0; LANES];
            let (pairs, rest) = sizes.as_chunks::<2>();
            let (out_pairs, out_rest) = out.as_chunks_mut::<2>();
            for (&[n0, n1], out) in pairs.iter().zip(out_pairs) {
                let (first, second) = ($uniforms(streams), $uniforms(streams));
                *out = loop {
                    match $both([&first, &second], [tables.steps(n0), tables.steps(n1)]) {
                        Some(counts) => break counts,
                        None => tables.lengthen(),
                    }
                };
                for lane in 0..LANES {
                    sums[lane] += u64::from(out[0][lane]) + u64::from(out[1][lane]);
                }
            }
            for (&n, out) in rest.iter().zip(out_rest) {
                let uniforms = $uniforms(streams);
                *out = loop {
                    match $walk(&uniforms, tables.steps(n)) {
                        Some(counts) => break counts,
                        None => tables.lengthen(),
                    }
                };
                for lane in 0..LANES {
                    sums[lane] += u64::from(out[lane]);
                }
            }
            sums
        }
    };
}

over_booths!(divert_portable, Streams::uniforms, walk_portable, one_after_another);
#[cfg(target_arch = "x86_64")]
over_booths!(divert_avx2, Streams::uniforms, walk_avx2, both_avx2, "avx2");
#[cfg(target_arch = "x86_64")]
over_booths!(divert_avx512, uniforms_avx512, walk_avx512, both_avx512, "avx512f,avx512dq,avx512vl");

/// [`walk_portable`] in 256-bit registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn walk_avx2(uniforms: &Lane, steps: Steps<'_>) -> Option<Counts> {
    use std::arch::x86_64::{
        _CMP_GE_OQ, _mm_min_epu32, _mm_set1_epi32, _mm_storeu_si128, _mm256_castpd_si256, _mm256_castsi256_si128,
        _mm256_cmp_pd, _mm256_load_pd, _mm256_movemask_pd, _mm256_mul_pd, _mm256_or_pd, _mm256_permutevar8x32_epi32,
        _mm256_setr_epi32, _mm256_setzero_pd, _mm256_setzero_si256, _mm256_sub_epi64, _mm256_sub_pd,
    };
    // SAFETY: a Lane is eight numbers aligned to 64 bytes, so both halves are aligned to 32.
    let low = |lane: &Lane| unsafe { _mm256_load_pd(lane.0.as_ptr()) };
    // SAFETY: as above; the second half begins at the fifth number.
    let high = |lane: &Lane| unsafe { _mm256_load_pd(lane.0.as_ptr().add(4)) };
    let zero = _mm256_setzero_pd();
    let (mut term0, mut term1) = (low(steps.none), high(steps.none));
    let mut left0 = _mm256_sub_pd(low(uniforms), term0);
    let mut left1 = _mm256_sub_pd(high(uniforms), term1);
    let (mut count0, mut count1) = (_mm256_setzero_si256(), _mm256_setzero_si256());
    let mut going0 = _mm256_cmp_pd::<_CMP_GE_OQ>(left0, zero);
    let mut going1 = _mm256_cmp_pd::<_CMP_GE_OQ>(left1, zero);
    let (rests, ups) = steps.pairs();
    for (rest, up) in rests.iter().rev().zip(ups) {
        if _mm256_movemask_pd(_mm256_or_pd(going0, going1)) == 0 {
            break;
        }
        for (up, rest) in [(&up[0], &rest[1]), (&up[1], &rest[0])] {
            // A true comparison is all ones, which is minus one as a whole number.
            count0 = _mm256_sub_epi64(count0, _mm256_castpd_si256(going0));
            count1 = _mm256_sub_epi64(count1, _mm256_castpd_si256(going1));
            term0 = _mm256_mul_pd(term0, _mm256_mul_pd(low(up), low(rest)));
            term1 = _mm256_mul_pd(term1, _mm256_mul_pd(high(up), high(rest)));
            left0 = _mm256_sub_pd(left0, term0);
            left1 = _mm256_sub_pd(left1, term1);
            going0 = _mm256_cmp_pd::<_CMP_GE_OQ>(left0, zero);
            going1 = _mm256_cmp_pd::<_CMP_GE_OQ>(left1, zero);
        }
    }
    if ups.len() < rests.len() && _mm256_movemask_pd(_mm256_or_pd(going0, going1)) != 0 {
        return None;
    }
    let pick = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);
    let most = _mm_set1_epi32(steps.votes().cast_signed());
    let first = _mm_min_epu32(_mm256_castsi256_si128(_mm256_permutevar8x32_epi32(count0, pick)), most);
    let second = _mm_min_epu32(_mm256_castsi256_si128(_mm256_permutevar8x32_epi32(count1, pick)), most);
    let mut counts = [0; LANES];
    // SAFETY: `counts` holds eight 32-bit numbers; the stores ask for no alignment and fill both halves.
    unsafe {
        _mm_storeu_si128(counts.as_mut_ptr().cast(), first);
        _mm_storeu_si128(counts.as_mut_ptr().add(4).cast(), second);
    }
    Some(counts)
}

/// Two booths, one after the other: together they would not fit the registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn both_avx2(uniforms: [&Lane; 2], steps: [Steps<'_>; 2]) -> Option<[Counts; 2]> {
    Some([walk_avx2(uniforms[0], steps[0])?, walk_avx2(uniforms[1], steps[1])?])
}

/// [`walk_portable`] in 512-bit registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
#[inline]
fn walk_avx512(uniforms: &Lane, steps: Steps<'_>) -> Option<Counts> {
    use std::arch::x86_64::{
        _CMP_GE_OQ, _mm256_mask_add_epi32, _mm256_min_epu32, _mm256_set1_epi32, _mm256_setzero_si256,
        _mm256_storeu_si256, _mm512_cmp_pd_mask, _mm512_load_pd, _mm512_mul_pd, _mm512_setzero_pd, _mm512_sub_pd,
    };
    // SAFETY: a Lane is eight numbers aligned to 64 bytes.
    let load = |lane: &Lane| unsafe { _mm512_load_pd(lane.0.as_ptr()) };
    let (zero, one) = (_mm512_setzero_pd(), _mm256_set1_epi32(1));
    let mut term = load(steps.none);
    let mut left = _mm512_sub_pd(load(uniforms), term);
    let mut counts = _mm256_setzero_si256();
    let mut going = _mm512_cmp_pd_mask::<_CMP_GE_OQ>(left, zero);
    let (rests, ups) = steps.pairs();
    for (rest, up) in rests.iter().rev().zip(ups) {
        if going == 0 {
            break;
        }
        for (up, rest) in [(&up[0], &rest[1]), (&up[1], &rest[0])] {
            counts = _mm256_mask_add_epi32(counts, going, counts, one);
            term = _mm512_mul_pd(term, _mm512_mul_pd(load(up), load(rest)));
            left = _mm512_sub_pd(left, term);
            going = _mm512_cmp_pd_mask::<_CMP_GE_OQ>(left, zero);
        }
    }
    if ups.len() < rests.len() && going != 0 {
        return None;
    }
    counts = _mm256_min_epu32(counts, _mm256_set1_epi32(steps.votes().cast_signed()));
    let mut out = [0; LANES];
    // SAFETY: `out` holds eight 32-bit counts; the store asks for no alignment.
    unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), counts) };
    Some(out)
}

/// Two booths side by side: their steps do not wait for each other, and a wrong guess of where a walk
/// ends is paid for once.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
#[inline]
fn both_avx512(uniforms: [&Lane; 2], steps: [Steps<'_>; 2]) -> Option<[Counts; 2]> {
    use std::arch::x86_64::{
        _CMP_GE_OQ, _mm256_mask_add_epi32, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
        _mm512_cmp_pd_mask, _mm512_load_pd, _mm512_mul_pd, _mm512_setzero_pd, _mm512_sub_pd,
    };
    // SAFETY: a Lane is eight numbers aligned to 64 bytes.
    let load = |lane: &Lane| unsafe { _mm512_load_pd(lane.0.as_ptr()) };
    let (zero, one) = (_mm512_setzero_pd(), _mm256_set1_epi32(1));
    let (mut term0, mut term1) = (load(steps[0].none), load(steps[1].none));
    let mut left0 = _mm512_sub_pd(load(uniforms[0]), term0);
    let mut left1 = _mm512_sub_pd(load(uniforms[1]), term1);
    let (mut count0, mut count1) = (_mm256_setzero_si256(), _mm256_setzero_si256());
    let mut going0 = _mm512_cmp_pd_mask::<_CMP_GE_OQ>(left0, zero);
    let mut going1 = _mm512_cmp_pd_mask::<_CMP_GE_OQ>(left1, zero);
    let ((rests0, ups), (rests1, _)) = (steps[0].pairs(), steps[1].pairs());
    for ((rest0, rest1), up) in rests0.iter().rev().zip(rests1.iter().rev()).zip(ups) {
        if going0 | going1 == 0 {
            break;
        }
        for (up, rest0, rest1) in [(&up[0], &rest0[1], &rest1[1]), (&up[1], &rest0[0], &rest1[0])] {
            let up = load(up);
            count0 = _mm256_mask_add_epi32(count0, going0, count0, one);
            count1 = _mm256_mask_add_epi32(count1, going1, count1, one);
            term0 = _mm512_mul_pd(term0, _mm512_mul_pd(up, load(rest0)));
            term1 = _mm512_mul_pd(term1, _mm512_mul_pd(up, load(rest1)));
            left0 = _mm512_sub_pd(left0, term0);
            left1 = _mm512_sub_pd(left1, term1);
            going0 = _mm512_cmp_pd_mask::<_CMP_GE_OQ>(left0, zero);
            going1 = _mm512_cmp_pd_mask::<_CMP_GE_OQ>(left1, zero);
        }
    }
    if going0 | going1 != 0 {
        // One of the two ran out of votes or of steps: each by itself.
        return Some([walk_avx512(uniforms[0], steps[0])?, walk_avx512(uniforms[1], steps[1])?]);
    }
    let mut out = [[0; LANES]; 2];
    // SAFETY: each half of `out` holds eight 32-bit counts; the stores ask for no alignment.
    unsafe {
        _mm256_storeu_si256(out[0].as_mut_ptr().cast(), count0);
        _mm256_storeu_si256(out[1].as_mut_ptr().cast(), count1);
    }
    Some(out)
}

/// The uniforms of [`Streams::uniforms`] in 512-bit registers, which turn whole numbers into floats.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
#[inline]
fn uniforms_avx512(streams: &mut Streams) -> Lane {
    use std::arch::x86_64::{
        _mm512_add_epi64, _mm512_cvtepu64_pd, _mm512_loadu_si512, _mm512_mul_pd, _mm512_rol_epi64, _mm512_set1_pd,
        _mm512_slli_epi64, _mm512_srli_epi64, _mm512_store_pd, _mm512_storeu_si512, _mm512_xor_si512,
    };
    let [w0, w1, w2, w3] = &mut streams.0;
    // SAFETY: each word of the state is eight 64-bit numbers; the loads ask for no alignment.
    let (mut s0, mut s1, mut s2, mut s3) = unsafe {
        (
            _mm512_loadu_si512(w0.as_ptr().cast()),
            _mm512_loadu_si512(w1.as_ptr().cast()),
            _mm512_loadu_si512(w2.as_ptr().cast()),
            _mm512_loadu_si512(w3.as_ptr().cast()),
        )
    };
    let result = _mm512_add_epi64(_mm512_rol_epi64::<23>(_mm512_add_epi64(s0, s3)), s0);
    let shifted = _mm512_slli_epi64::<17>(s1);
    s2 = _mm512_xor_si512(s2, s0);
    s3 = _mm512_xor_si512(s3, s1);
    s1 = _mm512_xor_si512(s1, s2);
    s0 = _mm512_xor_si512(s0, s3);
    s2 = _mm512_xor_si512(s2, shifted);
    s3 = _mm512_rol_epi64::<45>(s3);
    // SAFETY: as for the loads.
    unsafe {
        _mm512_storeu_si512(w0.as_mut_ptr().cast(), s0);
        _mm512_storeu_si512(w1.as_mut_ptr().cast(), s1);
        _mm512_storeu_si512(w2.as_mut_ptr().cast(), s2);
        _mm512_storeu_si512(w3.as_mut_ptr().cast(), s3);
    }
    let uniforms = _mm512_mul_pd(_mm512_cvtepu64_pd(_mm512_srli_epi64::<11>(result)), _mm512_set1_pd(LAST_BIT));
    let mut out = Lane::ZERO;
    // SAFETY: a Lane is eight numbers aligned to 64 bytes.
    unsafe { _mm512_store_pd(out.0.as_mut_ptr(), uniforms) };
    out
}
