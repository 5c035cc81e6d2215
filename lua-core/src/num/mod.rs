//! Lua's numbers: 64-bit integers that wrap around and 64-bit floats, and how one becomes the
//! other. The lowest floor: it knows no value of the machine above it.

pub(crate) mod arith;
pub(crate) mod compare;
pub(crate) mod convert;
pub(crate) mod format;
pub(crate) mod parse;

/// A number of either subtype (manual 2.1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    /// A 64-bit integer.
    Integer(i64),
    /// A double-precision float.
    Float(f64),
}
