//! What marks what Lua has no value for: nothing inside a table, and that a table is a sequence.

use super::super::value::LightUserData;
use super::View;

/// The value that stands for nothing where nil cannot be.
pub const NULL: LightUserData = LightUserData(std::ptr::null_mut());

/// Whether a value stands for nothing.
pub(super) fn is_nothing(view: View<'_>) -> bool {
    match view {
        View::Nil => true,
        View::Pointer(pointer) => pointer == NULL,
        _ => false,
    }
}

/// By its address: the key that makes a metatable the array metatable, which no script can make.
static MARK: u8 = 0;

/// The key in the array metatable.
pub fn mark() -> LightUserData {
    LightUserData((&raw const MARK).cast_mut().cast())
}
