//! `Frame`: the running Lua function, in locals of the interpreter loop.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! V1. `pc`, `base` and `constants` belong to the thread's top frame, which is a Lua function's. Whatever may
//!     move the stack or change the frames goes through [`Frame::leave`] or [`Frame::slow`], which reload.
//! V2. Code is verified: registers are below the function's count, constants, upvalues and children exist, and
//!     jumps stay inside the function; it does not run off its end. The compiler emits such code, and
//!     `bytecode::verify` lets no other binary chunk through.
//! V3. A frame has room for all its registers: `call::begin` reserved it, and a stack that shrinks keeps it.

use super::call::Flow;
use crate::bytecode::Instruction;
use crate::gc::Gc;
use crate::object::{Closure, LuaError, State, Thread, Upvalue, Value};

/// Where the running function is.
pub(super) struct Frame {
    pc: *const Instruction,
    base: *mut Value,
    constants: *const Value,
    closure: Gc<Closure>,
    pub(super) thread: Gc<Thread>,
}

impl Frame {
    /// The frame on top of the running thread, which is a Lua function's.
    #[inline(always)]
    pub(super) fn current(state: &State) -> Frame {
        Frame::of(state.current.get())
    }

    #[inline(always)]
    pub(super) fn of(thread: Gc<Thread>) -> Frame {
        let frame = thread.frame();
        debug_assert!(frame.is_lua());
        let func = thread.value(frame.func.get() as usize);
        let closure = func.as_closure().expect("a Lua frame runs a closure");
        Frame {
            pc: frame.pc.get(),
            // SAFETY: V3: the base lies in the stack.
            base: unsafe { thread.stack_ptr().add(frame.base.get() as usize) },
            constants: closure.proto().constants(),
            closure,
            thread,
        }
    }

    /// A frame for a function just entered.
    #[inline(always)]
    pub(super) fn enter(thread: Gc<Thread>, closure: Gc<Closure>, base: usize) -> Frame {
        let proto = closure.proto();
        Frame {
            pc: proto.code(),
            // SAFETY: V3.
            base: unsafe { thread.stack_ptr().add(base) },
            constants: proto.constants(),
            closure,
            thread,
        }
    }

    /// The next instruction.
    #[inline(always)]
    pub(super) fn fetch(&mut self) -> Instruction {
        // SAFETY: V2.
        unsafe {
            let instruction = *self.pc;
            self.pc = self.pc.add(1);
            instruction
        }
    }

    /// Jumps by some instructions.
    #[inline(always)]
    pub(super) fn jump(&mut self, distance: isize) {
        // SAFETY: V2.
        self.pc = unsafe { self.pc.offset(distance) };
    }

    /// A register's value.
    #[inline(always)]
    pub(super) fn register(&self, index: usize) -> Value {
        // SAFETY: V2, V3.
        unsafe { *self.base.add(index) }
    }

    /// Sets a register.
    #[inline(always)]
    pub(super) fn set(&mut self, index: usize, value: Value) {
        // SAFETY: V2, V3.
        unsafe { *self.base.add(index) = value }
    }

    /// A constant.
    #[inline(always)]
    pub(super) fn constant(&self, index: usize) -> Value {
        // SAFETY: V2.
        unsafe { *self.constants.add(index) }
    }

    /// An upvalue.
    #[inline(always)]
    pub(super) fn upvalue(&self, index: usize) -> Gc<Upvalue> {
        // SAFETY: V2: a closure has as many upvalues as its prototype says.
        unsafe { self.closure.upvalue_unchecked(index) }
    }

    /// Stack index of a register.
    #[inline(always)]
    pub(super) fn index_of(&self, register: usize) -> usize {
        // SAFETY: V1: both point into the same stack.
        let base = unsafe { self.base.offset_from(self.thread.stack_ptr()) };
        base as usize + register
    }

    /// Stores `pc` where the rest of the machine finds it.
    #[inline(always)]
    pub(super) fn save(&self) {
        self.thread.frame().pc.set(self.pc);
    }

    /// Runs something that may move the stack but leaves the frames as they are.
    #[inline(always)]
    pub(super) fn leave<T>(&mut self, run: impl FnOnce(Gc<Thread>) -> T) -> T {
        self.save();
        let result = run(self.thread);
        let base = self.thread.frame().base.get();
        // SAFETY: V3.
        self.base = unsafe { self.thread.stack_ptr().add(base as usize) };
        result
    }

    /// Runs a slow path, which may do anything: the loop goes on with whatever frame is on top afterwards.
    #[inline(always)]
    pub(super) fn slow(
        &mut self,
        state: &State,
        i: Instruction,
        run: impl FnOnce(&State, Instruction) -> Result<Flow, LuaError>,
    ) -> Result<Flow, LuaError> {
        self.save();
        let flow = run(state, i)?;
        if flow == Flow::Run {
            if state.hooks.switch.get() {
                return Ok(Flow::Switch);
            }
            *self = Frame::current(state);
        }
        Ok(flow)
    }
}
