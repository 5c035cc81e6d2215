//! Values as text, appended to a buffer without a string made of each.

use crate::native::buffer::{Buffer, NUMBER};
use crate::num::format::write_number;
use crate::object::{Event, LuaError, State, Value};
use crate::vm::metamethod::to_string;

/// Appends a string or a number; returns whether the value is one.
///
/// # Errors
///
/// If the text gets too large.
#[inline]
pub(super) fn append_if_text(value: Value, out: &mut Buffer<'_>) -> Result<bool, LuaError> {
    if let Some(string) = value.as_string() {
        out.extend(string.as_bytes())?;
        return Ok(true);
    }
    let number = value.as_number();
    if let Some(number) = number {
        write_number(number, out.text(NUMBER)?);
    }
    Ok(number.is_some())
}

/// Appends any value as `tostring` gives it.
///
/// # Errors
///
/// If the value's `__tostring` fails or returns something else than a string, or the text gets too large.
pub(super) fn append_text(
    state: &State,
    value: Value,
    out: &mut Buffer<'_>,
) -> Result<(), LuaError> {
    let has_own_text = !state.metamethod(value, Event::ToString).is_nil();
    if has_own_text || !append_if_text(value, out)? {
        append_if_text(to_string(state, value)?, out)?;
    }
    Ok(())
}
