//! `debug.sethook` and `debug.gethook` (manual 6.10).

use super::thread_argument;
use crate::object::hook::{Hook, event};
use crate::object::{Call, LuaError, Returns, Value};
use crate::vm::hook;

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
        set = (mask != 0).then(|| Hook::new(function, mask, period));
    }
    hook::set(call.state(), thread, set);
    call.none()
}

/// `debug.gethook ([thread])` — manual 6.10.
pub(super) fn gethook(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (thread, _) = thread_argument(call);
    let Some(hook) = thread.hook() else { return call.one(Value::NIL) };
    let letters = LETTERS.iter().filter(|(_, event)| hook.mask & event != 0);
    let letters: Vec<u8> = letters.map(|(letter, _)| *letter).collect();
    let letters = call.new_string(&letters)?;
    call.many(&[hook.function, letters, Value::from_integer(hook.period.into())])
}
