//! Making closures.

use super::Operands;
use crate::bytecode::Instruction;
use crate::object::{Closure, State, Value};
use crate::vm::collect;
use crate::vm::frame::Frame;

/// `R[A] := closure of child D`
#[inline(always)]
pub(in crate::vm) fn closure(state: &State, frame: &mut Frame, i: Instruction) {
    frame.leave(|_| make(state, i));
}

#[inline(never)]
fn make(state: &State, i: Instruction) {
    let operands = Operands::of(state);
    let thread = operands.thread;
    let func = thread.frame().func.get() as usize;
    let running = thread.value(func).as_closure().expect("a Lua frame runs a closure");
    let proto = running.proto().child(state, i.d());
    let upvalues = &proto.function().upvalues;
    let closure = Closure::new(&state.heap, proto, upvalues.len(), |n| {
        let upvalue = &upvalues[n];
        match upvalue.in_stack {
            true => {
                let index = operands.base + upvalue.index as usize;
                thread.find_upvalue(thread, &state.heap, index)
            }
            false => running.upvalue(upvalue.index as usize),
        }
    });
    operands.set(i.a(), Value::from_closure(closure));
    collect::safepoint_up_to(state, operands.base + i.c());
}
