//! Making closures, and assigning to what they share.

use super::Operands;
use crate::bytecode::Instruction;
use crate::object::{Closure, LuaError, Proto, State, Value};
use crate::vm::collect;
use crate::vm::frame::Frame;

/// `U[A] := value`, which is `R[B]` or `K[D]`
#[inline(always)]
pub(in crate::vm) fn set_upvalue(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
    value: Value,
) -> Result<(), LuaError> {
    let upvalue = frame.upvalue(i.a());
    if upvalue.needs_barrier(value) {
        return frame.leave(state, |state| {
            upvalue.set(&state.heap, value);
            Ok(())
        });
    }
    upvalue.set_plain(value);
    Ok(())
}

/// `R[A] := closure of child D`
#[inline(never)]
pub(in crate::vm) fn closure(state: &State, i: Instruction) -> Result<(), LuaError> {
    let operands = Operands::of(state);
    let thread = operands.thread;
    let func = thread.frame().func.get() as usize;
    let running = thread.value(func).as_closure().expect("a Lua frame runs a closure");
    let proto = Proto::child(running.proto(), state, i.d());
    let captured = proto.function().upvalues.iter().map(|upvalue| match upvalue.in_stack {
        true => {
            let index = operands.base + upvalue.index as usize;
            thread.find_upvalue(thread, &state.heap, index)
        }
        false => running.upvalue(upvalue.index as usize),
    });
    let closure = Closure::new(&state.heap, proto, captured);
    operands.set(i.a(), Value::from_closure(closure));
    collect::safepoint_up_to(state, operands.base + i.c());
    Ok(())
}
