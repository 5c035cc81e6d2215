//! `collectgarbage` (manual 6.1).

use crate::gc::Mode;
use crate::object::{Call, LuaError, Returns, State, Value};
use crate::vm::{collect, limits};

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

/// Those that change how the collector works for everything in the machine.
const SETTINGS: [&str; 6] =
    ["stop", "restart", "setpause", "setstepmul", "generational", "incremental"];

/// What a step visits, about, in bytes.
const STEP: usize = 128 << 10;

/// `collectgarbage ([opt [, arg]])` — manual 6.1.
pub(super) fn collectgarbage(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let option = call.option(1, Some("collect"), &OPTIONS)?;
    let state = call.state();
    if state.heap.is_suspended() {
        return call.one(Value::NIL);
    }
    let pacing = &state.heap.pacing;
    let zero = Value::from_integer(0);
    let result = match OPTIONS[option] {
        change if SETTINGS.contains(&change) && state.extra.keeps_collector.get() => {
            for position in 2..=call.count() {
                call.integer_or(position, 0)?;
            }
            unchanged(state, change)
        }
        "collect" => {
            // Everything is visited, dead or alive.
            limits::spend_bytes(state, state.heap.bytes())?;
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
            let mut ended = false;
            for _ in 0..steps {
                limits::spend_bytes(state, state.heap.bytes().min(STEP))?;
                ended = collect::step(state);
                if ended {
                    break;
                }
            }
            Value::from_boolean(ended)
        }
        "isrunning" => Value::from_boolean(!state.heap.is_stopped()),
        "setpause" => {
            let pause = call.integer_or(2, 0)?;
            Value::from_integer(pacing.pause.replace(pause))
        }
        "setstepmul" => {
            let multiplier = call.integer_or(2, 0)?;
            Value::from_integer(pacing.step_multiplier.replace(multiplier))
        }
        "generational" => {
            let (minor, major) = (call.integer_or(2, 0)?, call.integer_or(3, 0)?);
            if minor as i32 != 0 {
                pacing.minor.set(minor as u8);
            }
            pacing.major.set(major);
            set_mode(state, Mode::Generational)?
        }
        _ => {
            let (pause, multiplier) = (call.integer_or(2, 0)?, call.integer_or(3, 0)?);
            call.integer_or(4, 0)?;
            pacing.pause.set(pause);
            pacing.step_multiplier.set(multiplier);
            set_mode(state, Mode::Incremental)?
        }
    };
    call.one(result)
}

/// What a script is told that may not change how the collector works: what it is.
fn unchanged(state: &State, setting: &str) -> Value {
    let pacing = &state.heap.pacing;
    match setting {
        "stop" | "restart" => Value::from_integer(0),
        "setpause" => Value::from_integer(pacing.pause.get() as i64),
        "setstepmul" => Value::from_integer(pacing.step_multiplier.get() as i64),
        _ => mode_name(state, state.heap.mode()),
    }
}

/// Changes the collector's mode, which may take a whole collection; returns the name of the one before.
fn set_mode(state: &State, mode: Mode) -> Result<Value, LuaError> {
    limits::spend_bytes(state, state.heap.bytes())?;
    Ok(mode_name(state, collect::set_mode(state, mode)))
}

fn mode_name(state: &State, mode: Mode) -> Value {
    state.string_value(match mode {
        Mode::Generational => "generational",
        Mode::Incremental => "incremental",
    })
}
