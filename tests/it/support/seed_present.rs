//! Build script: tells the tests whether the seed page lies beside the repository, so that its tests
//! are ignored where it does not. It builds nothing.

#![allow(clippy::print_stdout, reason = "a build script speaks to Cargo by printing")]

use std::path::Path;

const SEED: &str = "../shared/seed/page1.json";

fn main() {
    println!("cargo::rustc-check-cfg=cfg(seed)");
    println!("cargo::rerun-if-changed={SEED}");
    println!("cargo::rerun-if-changed=tests/it/support/seed_present.rs");
    if Path::new(SEED).is_file() {
        println!("cargo::rustc-cfg=seed");
    }
}
