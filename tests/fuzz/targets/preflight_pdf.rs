//! Any PDF before preflight.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| banxin_fuzz::preflight(bytes));
