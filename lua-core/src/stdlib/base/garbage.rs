//! `collectgarbage` (manual 6.1).

use crate::gc::Mode;
use crate::object::{Call, LuaError, Returns, State, Value};
use crate::vm::collect;

/// The options, in the order of the arms below.
const OPTIONS: [&str; 10] = [
    "collect",
    "stop",
    "restart",
    "count",
    "step",
    "isrunning",
    "setpause",
    "setstepmul",
    "generational",
    "incremental",
];

/// `collectgarbage ([opt [, arg]])` — manual 6.1.
///
/// There is one collector and it paces itself: its mode and its parameters are only remembered.
pub(super) fn collectgarbage(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let option = call.option(1, Some("collect"), &OPTIONS)?;
    let state = call.state();
    if state.heap.is_suspended() {
        return call.one(Value::NIL);
    }
    let zero = Value::from_integer(0);
    let result = match OPTIONS[option] {
        "collect" => {
            collect::full(state);
            zero
        }
        "stop" => {
            state.heap.set_stopped(true);
            zero
        }
        "restart" => {
            state.heap.set_stopped(false);
            zero
        }
        "count" => Value::from_float(state.heap.bytes() as f64 / 1024.0),
        "step" => {
            let steps = call.integer_or(2, 0)?.max(1);
            Value::from_boolean((0..steps).any(|_| collect::step(state)))
        }
        "isrunning" => Value::from_boolean(!state.heap.is_stopped()),
        "setpause" => parameter(call, "collectgarbage.pause", 200)?,
        "setstepmul" => parameter(call, "collectgarbage.stepmul", 100)?,
        mode => {
            let mode = if mode == "generational" { Mode::Generational } else { Mode::Incremental };
            let name = match collect::set_mode(state, mode) {
                Mode::Generational => "generational",
                Mode::Incremental => "incremental",
            };
            state.string_value(name)
        }
    };
    call.one(result)
}

/// Remembers a parameter, and returns the one before: `default` at first.
fn parameter(call: &Call<'_>, key: &str, default: i64) -> Result<Value, LuaError> {
    let parameter = call.integer_or(2, 0)?;
    let (parameter, default) = (Value::from_integer(parameter), Value::from_integer(default));
    Ok(remember(call.state(), key, parameter, default))
}

/// Replaces a setting, and returns the one before: `default` at first.
fn remember(state: &State, key: &str, setting: Value, default: Value) -> Value {
    let key = state.string(key.as_bytes());
    let previous = state.registry.get_string(key);
    state.registry.set_string(&state.heap, key, setting);
    if previous.is_nil() { default } else { previous }
}
