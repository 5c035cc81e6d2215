//! Iterators over a file (`io.lines`, `file:lines`, manual 6.8).

use super::file::File;
use super::read::push_values;
use crate::object::{Call, LuaError, NativeClosure, Returns, Value};
use crate::stdlib::system::reason;

/// An iterator takes no more formats.
const MAX_FORMATS: usize = 250;

/// Upvalues of an iterator before its formats: the file, and whether it is closed at its end.
const FIXED: usize = 2;

/// Makes an iterator that reads by the formats from argument 2 on.
///
/// # Errors
///
/// If there are too many formats.
pub(super) fn iterator(call: &mut Call<'_>, file: File, closes: bool) -> Result<Value, LuaError> {
    let formats = 2..=call.count();
    if formats.clone().count() > MAX_FORMATS {
        return Err(call.argument_error(MAX_FORMATS + 2, "too many arguments"));
    }
    let mut upvalues = vec![file.value(), Value::from_boolean(closes)];
    upvalues.extend(formats.map(|position| call.get(position)));
    let iterator = NativeClosure::new(&call.state().heap, next, &upvalues);
    Ok(Value::from_native_closure(iterator))
}

/// The iterator: the next values, or none at the end.
fn next(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let iterator = call.running();
    // It is no file if a script changed the upvalue.
    let file = File::of(iterator.upvalue(0)).filter(|file| file.is_open());
    let file = file.ok_or_else(|| call.error("file is already closed"))?;
    call.set_count(1)?;
    call.set_count(iterator.upvalue_count() - FIXED + 1)?;
    for position in 2..=call.count() {
        call.replace(position, iterator.upvalue(FIXED + position - 2));
    }
    let start = call.len();
    match push_values(call, file, 2)? {
        Ok(count) if call.slot(start + 1).is_truthy() => Ok(Returns::Count(count as u32)),
        Ok(_) => {
            if iterator.upvalue(1).is_truthy() {
                file.close(call)?;
            }
            call.none()
        }
        Err(error) => Err(call.error(reason(&error))),
    }
}
