//! What several tests need.

#[macro_use]
pub mod cases;
pub mod dump;
pub mod folder;
pub mod pools;
pub mod random_pools;
pub mod seed;
pub mod verdicts;
pub mod whole;
