//! A drawing, placed as a picture.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| banxin_fuzz::with_picture("a.svg", bytes));
