//! A layout.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| banxin_fuzz::set_with(&[("layouts/small.toml", bytes)]));
