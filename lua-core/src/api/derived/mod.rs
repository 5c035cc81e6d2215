//! What the expansions of the macros call, beside the functions of userdata: plain data, checked chunks, interfaces.

mod chunk;
mod interface;
mod plain;

pub use chunk::{Captures, Capturing, Checked, Mistake, check, is_reserved, skip_prelude};
pub use interface::{Bound, Member, argument};
pub use plain::{Fields, Positions, Record, Untagged, Variants, in_field, no_form, nothing};
