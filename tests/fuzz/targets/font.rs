//! A font of the house, in which the whole page is set.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| banxin_fuzz::with_font(bytes));
