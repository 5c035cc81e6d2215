//! What the opcodes do, family by family. The handlers are inlined into the loop (V1); their slow parts are not.

pub(super) mod arith;
pub(super) mod call;
pub(super) mod closure;
pub(super) mod compare;
pub(super) mod concat;
pub(super) mod control;
pub(super) mod loops;
mod member;
pub(super) mod table;

use super::call::{Flow, Handled, call_handler};
use super::collect;
use super::frame::Frame;
use super::metamethod::Step;
use crate::bytecode::{Instruction, Op};
use crate::gc::Gc;
use crate::object::{LuaError, State, Thread, Value};

/// What a handler says about how the machine goes on.
type Next = Result<Flow, LuaError>;

/// The operands of the instruction that a slow path completes, read from the stack and the constants.
struct Operands {
    thread: Gc<Thread>,
    base: usize,
}

impl Operands {
    fn of(state: &State) -> Operands {
        let thread = state.current.get();
        let base = thread.frame().base.get() as usize;
        Operands { thread, base }
    }

    fn register(&self, index: usize) -> Value {
        self.thread.value(self.base + index)
    }

    fn set(&self, index: usize, value: Value) {
        self.thread.set_value(self.base + index, value);
    }

    fn constant(&self, index: usize) -> Value {
        let func = self.thread.frame().func.get() as usize;
        let closure = self.thread.value(func).as_closure().expect("a Lua frame runs a closure");
        closure.proto().constant(index)
    }

    fn upvalue(&self, index: usize) -> Value {
        let func = self.thread.frame().func.get() as usize;
        let closure = self.thread.value(func).as_closure().expect("a Lua frame runs a closure");
        closure.upvalue(index).get()
    }
}

/// The end of a handler: its slow path, unless the fast one has done it.
#[inline(always)]
fn unless(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
    is_done: bool,
    slow: impl FnOnce(&State, Instruction) -> Result<Flow, LuaError>,
) -> Next {
    if is_done { Ok(Flow::Run) } else { frame.slow(state, i, slow) }
}

/// Completes an instruction that sets `R[A]`: with the value, or by calling the handler.
fn complete(state: &State, i: Instruction, step: Step) -> Next {
    match step {
        Step::Done(value) => {
            Operands::of(state).set(i.a(), value);
            Ok(Flow::Run)
        }
        Step::Call(handler, arguments) => complete_call(state, i, handler, &arguments),
    }
}

/// Completes an instruction that sets `R[A]` by calling a handler.
fn complete_call<const N: usize>(
    state: &State,
    i: Instruction,
    handler: Value,
    arguments: &[Value; N],
) -> Next {
    match call_handler(state, handler, arguments)? {
        Handled::Done(value) => {
            Operands::of(state).set(i.a(), value);
            collect::safepoint(state);
            Ok(Flow::Run)
        }
        Handled::Later(flow) => Ok(flow),
    }
}

/// Completes an instruction that needs no result of the handler that it called.
fn finish_call(state: &State, handled: Handled) -> Next {
    match handled {
        Handled::Done(_) => {
            collect::safepoint(state);
            Ok(Flow::Run)
        }
        Handled::Later(flow) => Ok(flow),
    }
}

/// Completes a conditional jump that is taken if the result's truth is `when`.
fn complete_jump(state: &State, i: Instruction, step: Step, when: bool) -> Next {
    match step {
        Step::Done(result) => {
            jump_when(state.current.get(), i, result.is_truthy() == when);
            Ok(Flow::Run)
        }
        Step::Call(handler, arguments) => match call_handler(state, handler, &arguments)? {
            Handled::Done(result) => {
                jump_when(state.current.get(), i, result.is_truthy() == when);
                collect::safepoint(state);
                Ok(Flow::Run)
            }
            Handled::Later(flow) => Ok(flow),
        },
    }
}

fn jump_when(thread: Gc<Thread>, i: Instruction, taken: bool) {
    if taken {
        let frame = thread.frame();
        // The loop checks nothing here: the compiler emits jumps that stay in the function (V2).
        frame.pc.set(frame.pc.get().wrapping_offset(i.signed_d()));
    }
}

/// Completes the instruction that the frame on top stopped in, with the result of the handler it called.
pub(super) fn finish(thread: Gc<Thread>, slot: usize) {
    use Op::*;
    let value = thread.value(slot);
    let frame = thread.frame();
    let closure = super::message::frame_closure(thread, frame).expect("a Lua frame");
    let pc = super::message::current_pc(closure, frame);
    let i = closure.proto().function().code[pc];
    let is_true = value.is_truthy();
    match i.op() {
        JumpIfEqual
        | JumpIfLess
        | JumpIfLessEqual
        | JumpIfLessInteger
        | JumpIfLessEqualInteger
        | JumpIfGreaterInteger
        | JumpIfGreaterEqualInteger => {
            jump_when(thread, i, is_true);
        }
        JumpIfNotEqual
        | JumpIfNotLess
        | JumpIfNotLessEqual
        | JumpIfNotLessInteger
        | JumpIfNotLessEqualInteger
        | JumpIfNotGreaterInteger
        | JumpIfNotGreaterEqualInteger => {
            jump_when(thread, i, !is_true);
        }
        Concat => concat::resume(thread, i, slot, value),
        // A closing metamethod returned: the instruction runs again, for the next variable.
        Close | Return => {
            // The result is nobody's; kept, it would move the next handler up, and the one after it.
            thread.set_top(slot);
            frame.pc.set(frame.pc.get().wrapping_sub(1));
        }
        op if op.sets_a() => thread.set_value(frame.base.get() as usize + i.a(), value),
        _ => {}
    }
}
