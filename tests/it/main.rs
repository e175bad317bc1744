//! All integration tests, in one binary: it is linked once.
//!
//! Run one file with `cargo test --test it -- kinsoku::`.

#![allow(clippy::panic, clippy::print_stderr, reason = "a test fails by a panic and says what it skips")]

#[macro_use]
mod support;

mod ads;
mod advice;
mod allocations;
mod architecture;
mod batch;
mod classes;
mod clreq;
mod codes;
mod compare;
mod copy_faults;
mod damaged;
mod desk;
mod diagnostics;
mod drawings;
mod dumps;
mod editions;
mod epaper;
mod epaper_house;
mod epaper_site;
mod faces;
mod feet;
mod fit;
mod flow;
mod format;
mod furniture;
mod headlines;
mod hostile;
mod import;
mod installed;
mod intake;
mod keys;
mod kinsoku;
mod known_pictures;
mod layout_faults;
mod lexicon;
mod line_optimum;
mod line_quality;
mod lines;
mod lint;
mod looks;
mod lsp;
mod makeup;
mod makeup_pools;
mod marks;
mod mastheads;
mod message;
mod mixed;
mod page_dump;
mod picture_faults;
mod pinyin;
mod placed;
mod places;
mod pools;
mod power_cut;
mod press;
mod press_doc;
mod press_settings;
mod punctuation;
mod rolled;
mod rows;
mod sample;
mod seed;
mod set_lines;
mod shapes;
mod shaping;
mod tidy;
mod tracking;
mod transcripts;
mod vertical;
mod watch;
mod words;

#[path = "../../src/pdf/sample.rs"]
#[allow(dead_code, reason = "unit tests use the rest of it")]
mod press_sample;
#[path = "../../benches/support/mod.rs"]
#[allow(dead_code, reason = "benches use the rest of it")]
mod texts;

// What `press_sample` names as `crate::…` where it is part of the library.
use banxin::{diagnostic, font, geometry, ink, issue, page, pdf};
