//! Faces: where fonts come from, what they cover and what they measure.
//!
//! [`outline`] is the only file that names ttf-parser. Shaping has its own home in
//! [`crate::text`]; this module gives it the bytes.

mod embedded;
mod face;
mod instance;
mod library;
mod metrics;
mod outline;
mod pairs;
mod setup;

pub use embedded::EMBEDDED;
pub use face::Face;
pub use instance::{Axis, InstanceFault, InstanceRequest, NamedInstance, Variable};
pub use library::{FaceId, FontFault, Library};
pub use metrics::{Embedding, Metrics};
pub use outline::{LookupRoles, Lookups, OutlineSink, Program, Tables};
