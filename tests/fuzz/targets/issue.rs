//! The file of an issue.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| banxin_fuzz::set_with(&[("issue.toml", bytes)]));
