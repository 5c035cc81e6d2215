//! What the expansions of the macros call, beside the functions of userdata: plain data, checked chunks, interfaces.

mod plain;

pub use plain::{Fields, Items, Record, Untagged, Variants, in_field, no_form, nothing};
