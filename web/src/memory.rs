//! Bytes across the border of the module: the one file with `unsafe` here, because a page reaches a module's memory by
//! addresses alone.
//!
//! The page asks for room, writes its question there, calls, and reads the answer: the first four bytes say how long it is.

#![allow(unsafe_code, reason = "functions with plain names and addresses are what a page without a binding calls")]

use std::alloc::{Layout, alloc, dealloc};

/// Before every answer stands its length.
const HEAD: usize = 4;

/// The largest question: ten megabytes that somebody pasted, and as much again for the files beside it.
const LARGEST: usize = 192 << 20;

fn layout(bytes: usize) -> Option<Layout> {
    Layout::from_size_align(bytes, 8).ok().filter(|layout| (1..=LARGEST).contains(&layout.size()))
}

/// Room for so many bytes; null where there is none.
#[unsafe(no_mangle)]
extern "C" fn room(bytes: usize) -> *mut u8 {
    // SAFETY: a layout of this function is never of size 0.
    layout(bytes).map_or(std::ptr::null_mut(), |layout| unsafe { alloc(layout) })
}

/// Gives room back.
///
/// # Safety
/// `at` is of [`room`] with the same `bytes`, or of [`answer`] with the length of the answer and four, and was not given back
/// before.
#[unsafe(no_mangle)]
unsafe extern "C" fn free(at: *mut u8, bytes: usize) {
    if let (Some(layout), false) = (layout(bytes), at.is_null()) {
        // SAFETY: the caller's promise; both are laid out by `layout`.
        unsafe { dealloc(at, layout) };
    }
}

/// Answers a question of JSON by one of JSON, which the caller gives back with [`free`].
///
/// # Safety
/// `bytes` bytes from `at` on are of [`room`] and written.
#[unsafe(no_mangle)]
unsafe extern "C" fn answer(at: *const u8, bytes: usize) -> *mut u8 {
    let asked = if at.is_null() {
        &[]
    } else {
        // SAFETY: the caller's promise.
        unsafe { std::slice::from_raw_parts(at, bytes) }
    };
    let said = crate::answer(asked);
    let place = room(HEAD + said.len());
    let length = u32::try_from(said.len()).unwrap_or(0).to_le_bytes();
    if !place.is_null() {
        // SAFETY: there is room for the length and the answer, and it is nobody else's.
        unsafe {
            place.copy_from_nonoverlapping(length.as_ptr(), HEAD);
            place.add(HEAD).copy_from_nonoverlapping(said.as_ptr(), said.len());
        }
    }
    place
}
