//! `debug.getlocal` and `debug.setlocal` (manual 6.10).

use super::thread_argument;
use crate::object::{Call, LuaError, Returns, Value};
use crate::vm::inspect;

/// `debug.getlocal ([thread,] f, local)` — manual 6.10.
pub(super) fn getlocal(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (thread, shift) = thread_argument(call);
    let n = call.integer(shift + 2)?;
    let function = call.get(shift + 1);
    if function.is_function() {
        let name = function.as_closure().and_then(|closure| inspect::parameter_name(closure, n));
        return match name {
            Some(name) => call.one_string(&name),
            None => call.one(Value::NIL),
        };
    }
    let level = call.integer(shift + 1)?;
    let Some(index) = inspect::frame_at_level(thread, level) else {
        return Err(call.argument_error(shift + 1, "level out of range"));
    };
    match inspect::local(thread, index, n) {
        Some((name, slot)) => {
            let value = thread.value(slot);
            let name = call.new_string(&name)?;
            call.many(&[name, value])
        }
        None => call.one(Value::NIL),
    }
}

/// `debug.setlocal ([thread,] level, local, value)` — manual 6.10.
pub(super) fn setlocal(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (thread, shift) = thread_argument(call);
    let level = call.integer(shift + 1)?;
    let n = call.integer(shift + 2)?;
    let Some(index) = inspect::frame_at_level(thread, level) else {
        return Err(call.argument_error(shift + 1, "level out of range"));
    };
    let value = call.any(shift + 3)?;
    match inspect::local(thread, index, n) {
        // What a Rust function was given stays there while it runs: it may have borrowed it.
        Some((name, slot)) if thread.frame_at(index).is_lua() => {
            thread.set_value(slot, value);
            call.one_string(&name)
        }
        _ => call.one(Value::NIL),
    }
}
