//! What the interpreter tells of small pages.
