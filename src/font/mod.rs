//! Faces: where fonts come from, which characters they cover and what they measure.
//!
//! A [`Library`] holds the faces of an issue with their fallback chains. `outline` is the only module that
//! names ttf-parser; shaping is done in [`crate::text`].

mod coverage;
mod embedded;
mod face;
mod instance;
mod library;
mod metrics;
mod outline;
mod pairs;
mod setup;
mod web;

pub use embedded::EMBEDDED;
pub use face::Face;
pub use instance::{Axis, InstanceFault, InstanceRequest, NamedInstance, Variable};
pub use library::{FaceId, FontFault, Library};
pub use metrics::{Embedding, Metrics};
pub use outline::{LookupRoles, Lookups, OutlineSink, Program, Tables};
pub use web::FIRST_CODE as FIRST_WEB_CODE;
