//! Writing (`file:write`, manual 6.8).

use super::file::{File, closed};
use crate::num::format::write_number;
use crate::object::{Call, LuaError, Returns};
use crate::stdlib::system::file_result;

/// Writes the arguments from `first` on and returns the file.
///
/// # Errors
///
/// If an argument is neither a string nor a number; those before it are written.
pub(super) fn write(call: &mut Call<'_>, file: File, first: usize) -> Result<Returns, LuaError> {
    let mut outcome = Ok(());
    for position in first..=call.count() {
        let written = match call.get(position).as_number() {
            Some(number) => {
                let mut text = Vec::with_capacity(24);
                write_number(number, &mut text);
                // As C's `%.14g`: a float need not look like one here.
                let text = text.strip_suffix(b".0").unwrap_or(&text);
                file.with(|stream| stream.write(text))
            }
            None => {
                let text = call.string(position)?;
                file.with(|stream| stream.write(text.as_bytes()))
            }
        };
        outcome = outcome.and(written.ok_or_else(|| closed(call))?);
    }
    match outcome {
        Ok(()) => call.one(file.value()),
        failed => file_result(call, failed, None),
    }
}
