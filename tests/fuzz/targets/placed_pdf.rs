//! A PDF, placed as an advertisement.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| banxin_fuzz::with_advertisement(bytes));
