//! A photograph: JPEG, PNG or TIFF, as its first bytes say.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| banxin_fuzz::with_picture(banxin_fuzz::name_of(bytes), bytes));
