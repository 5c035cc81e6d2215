//! Upvalues from outside (manual 6.10).

use crate::gc::Gc;
use crate::object::{Call, Closure, LuaError, Returns, Value};
use crate::vm::inspect;

/// An upvalue's index from 0, if the function has so many.
fn index_in(count: usize, n: i64) -> Option<usize> {
    usize::try_from(n).ok()?.checked_sub(1).filter(|&index| index < count)
}

/// `debug.getupvalue (f, up)` — manual 6.10. The upvalues of Rust functions have no names.
pub(super) fn getupvalue(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let n = call.integer(2)?;
    let function = call.function(1)?;
    let found = match (function.as_closure(), function.as_native_closure()) {
        (Some(closure), _) => index_in(closure.upvalue_count(), n)
            .map(|index| (inspect::upvalue_name(closure, index), closure.upvalue(index).get())),
        (None, Some(native)) => {
            index_in(native.upvalue_count(), n).map(|index| (Vec::new(), native.upvalue(index)))
        }
        (None, None) => None,
    };
    match found {
        Some((name, value)) => {
            let name = call.new_string(&name)?;
            call.many(&[name, value])
        }
        None => call.none(),
    }
}

/// `debug.setupvalue (f, up, value)` — manual 6.10.
pub(super) fn setupvalue(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let value = call.any(3)?;
    let n = call.integer(2)?;
    let function = call.function(1)?;
    let heap = &call.state().heap;
    if let Some(closure) = function.as_closure() {
        let Some(index) = index_in(closure.upvalue_count(), n) else { return call.none() };
        closure.upvalue(index).set(heap, value);
        return call.one_string(&inspect::upvalue_name(closure, index));
    }
    // What a Rust function keeps is its own: nothing it relies on may be replaced.
    call.none()
}

/// Something that two functions have in common if and only if they share the upvalue.
fn identity(function: Value, n: i64) -> Option<usize> {
    if let Some(closure) = function.as_closure() {
        let index = index_in(closure.upvalue_count(), n)?;
        return Some(closure.upvalue(index).as_ptr().addr());
    }
    let native = function.as_native_closure()?;
    index_in(native.upvalue_count(), n).map(|index| native.as_ptr().addr() + index)
}

/// `debug.upvalueid (f, n)` — manual 6.10.
pub(super) fn upvalueid(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let n = call.integer(2)?;
    let function = call.function(1)?;
    let identity = identity(function, n).map(std::ptr::without_provenance_mut);
    call.one(identity.map_or(Value::NIL, Value::from_light_userdata))
}

/// The Lua function and the upvalue's index that two arguments name.
fn lua_upvalue(call: &Call<'_>, position: usize) -> Result<(Gc<Closure>, usize), LuaError> {
    let n = call.integer(position + 1)?;
    let function = call.function(position)?;
    if identity(function, n).is_none() {
        return Err(call.argument_error(position + 1, "invalid upvalue index"));
    }
    let Some(closure) = function.as_closure() else {
        return Err(call.argument_error(position, "Lua function expected"));
    };
    match index_in(closure.upvalue_count(), n) {
        Some(index) => Ok((closure, index)),
        None => Err(call.argument_error(position + 1, "invalid upvalue index")),
    }
}

/// `debug.upvaluejoin (f1, n1, f2, n2)` — manual 6.10.
pub(super) fn upvaluejoin(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (first, index) = lua_upvalue(call, 1)?;
    let (second, other) = lua_upvalue(call, 3)?;
    first.set_upvalue(&call.state().heap, index, second.upvalue(other));
    call.none()
}
