//! `debug.sethook` and `debug.gethook` (manual 6.10).

use super::thread_argument;
use crate::gc::Gc;
use crate::object::hook::{Hook, Watcher, event};
use crate::object::{Call, LuaError, Returns, State, Table, Thread, Value};
use crate::stdlib::{registry_table, set_field};
use crate::vm::hook;

/// The key of the registry's table of hooks.
const HOOKS: &str = "_HOOKKEY";

/// The letters of events in a mask, in the order in which `gethook` writes them.
const LETTERS: [(u8, u8); 3] = [(b'c', event::CALL), (b'r', event::RETURN), (b'l', event::LINE)];

/// `debug.sethook ([thread,] hook, mask [, count])` — manual 6.10.
pub(super) fn sethook(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (thread, shift) = thread_argument(call);
    let mut set = None;
    if !call.get(shift + 1).is_nil() {
        let letters = call.string(shift + 2)?;
        let function = call.function(shift + 1)?;
        let period = call.integer_or(shift + 3, 0)?;
        let period = u32::try_from(period.clamp(0, u32::MAX.into())).unwrap_or(0);
        let mut mask = if period > 0 { event::COUNT } else { 0 };
        for (letter, event) in LETTERS {
            if letters.as_bytes().contains(&letter) {
                mask |= event;
            }
        }
        set = (mask != 0).then_some((function, mask, period));
    }
    if hook::is_hosts(call.state(), thread) {
        return Err(call.error("cannot change the hook of a thread that the host watches"));
    }
    let function = set.map_or(Value::NIL, |(function, ..)| function);
    let set =
        set.map(|(function, mask, period)| Hook::new(Watcher::Script(function), mask, period));
    remember(call.state(), thread, function);
    hook::set(call.state(), thread, set);
    call.none()
}

/// Notes a thread's hook in a table of the registry with weak keys, where scripts know it from C Lua.
fn remember(state: &State, thread: Gc<Thread>, function: Value) {
    let hooks = registry_table(state, HOOKS);
    if hooks.metatable().is_none() {
        let metatable = Table::new(&state.heap, 0, 1);
        set_field(state, metatable, "__mode", state.string_value(b"k"));
        state.set_table_metatable(hooks, Some(metatable));
    }
    // A thread is a key that every table takes.
    let _ = hooks.raw_set(&state.heap, Value::from_thread(thread), function);
}

/// `debug.gethook ([thread])` — manual 6.10.
pub(super) fn gethook(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (thread, _) = thread_argument(call);
    let Some(hook) = hook::effective(call.state(), thread) else { return call.one(Value::NIL) };
    let letters = LETTERS.iter().filter(|(_, event)| hook.mask & event != 0);
    let letters: Vec<u8> = letters.map(|(letter, _)| *letter).collect();
    let letters = call.new_string(&letters)?;
    let function = match hook.watcher {
        Watcher::Script(function) => function,
        Watcher::Host(_) => call.new_string(b"external hook")?,
    };
    call.many(&[function, letters, Value::from_integer(hook.period.into())])
}
