//! Jumps, and leaving scopes.

use super::{Next, Operands};
use crate::bytecode::Instruction;
use crate::object::{LuaError, State, Value};
use crate::vm::call::{self, Flow};
use crate::vm::frame::Frame;
use crate::vm::limits;
use crate::vm::message;
use crate::vm::unwind;

/// `pc += sD`; tells that it jumped.
#[inline(always)]
pub(in crate::vm) fn jump(frame: &mut Frame, i: Instruction) -> bool {
    frame.jump(i.signed_d());
    true
}

/// Counts instructions, if they are limited.
#[inline(always)]
pub(in crate::vm) fn count(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
    instructions: usize,
) -> Next {
    match state.limits.spend(instructions) {
        true => Ok(Flow::Run),
        false => frame.slow(state, i, |state, _| limits::check(state).map(|()| Flow::Run)),
    }
}

/// `if R[A] is when then pc += sD`
#[inline(always)]
pub(in crate::vm) fn jump_if(frame: &mut Frame, i: Instruction, when: bool) {
    if frame.register(i.a()).is_truthy() == when {
        frame.jump(i.signed_d());
    }
}

/// `if R[B] is when then { R[A] := R[B]; pc += sD }`
#[inline(always)]
pub(in crate::vm) fn jump_if_set(frame: &mut Frame, i: Instruction, when: bool) {
    let value = frame.register(i.b());
    if value.is_truthy() == when {
        frame.set(i.a(), value);
        frame.jump(i.signed_d());
    }
}

/// Closes upvalues and variables from `R[A]` on.
#[inline(always)]
pub(in crate::vm) fn close(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    frame.slow(state, i, |state, i| {
        let operands = Operands::of(state);
        close_from(state, operands.base + i.a())
    })
}

/// Closes the next variable at or above a slot by calling its metamethod; the instruction runs again
/// afterwards. If there is none, closes the upvalues.
pub(super) fn close_from(state: &State, level: usize) -> Next {
    let thread = state.current.get();
    let Some(index) = thread.last_to_close(level) else {
        thread.close_upvalues(&state.heap, level);
        return Ok(Flow::Run);
    };
    thread.pop_to_close();
    let value = thread.value(index);
    let handler = unwind::close_handler(state, value);
    let func = thread.top().max(thread.frame().top.get() as usize);
    call::call_handler_at(state, func, handler, &[value, Value::NIL])
}

/// Marks `R[A]` to be closed.
#[inline(always)]
pub(in crate::vm) fn to_be_closed(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
) -> Result<(), LuaError> {
    frame.leave(state, |state| slow_to_be_closed(state, i))
}

#[inline(never)]
fn slow_to_be_closed(state: &State, i: Instruction) -> Result<(), LuaError> {
    let thread = state.current.get();
    let running = thread.frame();
    let index = running.base.get() as usize + i.a();
    let closure = message::frame_closure(thread, running).expect("a Lua frame");
    let pc = message::current_pc(closure, running);
    let proto = closure.proto();
    // The variable begins to live behind this instruction.
    let name = proto.function().local_name(i.a(), pc + 1).unwrap_or(b"(temporary)");
    unwind::mark_to_close(state, thread, index, name)
}
