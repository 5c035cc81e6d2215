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
//! V3. A frame has room for all its registers: whoever pushed it reserved it, and a stack that shrinks keeps it. What a
//!     call returns fits where the function and its arguments were, or into the caller's registers.
//! V4. The slot of a Lua function's frame holds the closure that runs: nobody writes to it while the frame is there.

use super::call::Flow;
use crate::bytecode::Instruction;
use crate::gc::Gc;
use crate::object::thread::ALL;
use crate::object::{CallFrame, Closure, LuaError, LuaString, State, Thread, Upvalue, Value, flag};

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
        let thread = state.current.get();
        assert!(thread.top_frame().is_some_and(CallFrame::is_lua), "a Lua function runs");
        // SAFETY: checked.
        unsafe { Frame::of(thread) }
    }

    /// The frame on top of a thread.
    ///
    /// # Safety
    ///
    /// There is one, and it is a Lua function's (V1).
    #[inline(always)]
    unsafe fn of(thread: Gc<Thread>) -> Frame {
        // SAFETY: the caller's promise; a Lua function's frame has the closure in its function's slot (V4).
        unsafe {
            let frame = thread.frame_unchecked();
            let stack = thread.stack_ptr();
            let closure = (*stack.add(frame.func.get() as usize)).as_closure_unchecked();
            Frame {
                pc: frame.pc.get(),
                // V3: the base lies in the stack.
                base: stack.add(frame.base.get() as usize),
                constants: closure.proto().constants(),
                closure,
                thread,
            }
        }
    }

    /// The running frame's record.
    #[inline(always)]
    pub(super) fn record(&self) -> &CallFrame {
        // SAFETY: V1.
        unsafe { self.thread.frame_unchecked() }
    }

    /// Enters the Lua function in register `func`, whose arguments are behind it, if that takes no more than a frame:
    /// the function has fixed parameters, and there is room. Returns whether it did.
    #[inline(always)]
    pub(super) fn try_enter(
        &mut self,
        closure: Gc<Closure>,
        func: usize,
        arguments: usize,
        wanted: i32,
    ) -> bool {
        let (thread, proto) = (self.thread, closure.proto());
        let running = self.record();
        let base = running.base.get() as usize + func + 1;
        let (registers, parameters) = (proto.registers(), proto.parameters());
        let (code, constants) = (proto.code(), proto.constants());
        // Stress mode moves the stack at every call.
        let has_room = thread.has_room(base, registers) && thread.has_frame_room();
        if proto.is_vararg() || !has_room || cfg!(stress) {
            return false;
        }
        running.pc.set(self.pc);
        let callee = CallFrame {
            pc: code.into(),
            func: (base as u32 - 1).into(),
            base: (base as u32).into(),
            top: ((base + registers) as u32).into(),
            wanted: wanted.into(),
            extra: 0.into(),
            pending: 0.into(),
            flags: 0.into(),
        };
        // SAFETY: there is room for the frame and for its registers, which begin with the parameters.
        unsafe {
            thread.push_frame_unchecked(callee);
            self.base = self.base.add(func + 1);
            for parameter in arguments..parameters {
                *self.base.add(parameter) = Value::NIL;
            }
        }
        self.pc = code;
        self.constants = constants;
        self.closure = closure;
        true
    }

    /// Puts the Lua function in register `func`, with the arguments behind it, in the place of the running function, if that
    /// takes no more than its frame. Returns whether it did.
    #[inline(always)]
    pub(super) fn try_tail_call(
        &mut self,
        closure: Gc<Closure>,
        func: usize,
        arguments: usize,
    ) -> bool {
        let (thread, proto) = (self.thread, closure.proto());
        let running = self.record();
        let target = running.func.get() as usize;
        let (registers, parameters) = (proto.registers(), proto.parameters());
        if proto.is_vararg() || !thread.has_room(target + 1, registers) || cfg!(stress) {
            return false;
        }
        running.base.set(target as u32 + 1);
        running.top.set((target + 1 + registers) as u32);
        running.extra.set(0);
        let kept = flag::SPECIAL_RETURN | flag::METAMETHOD;
        running.flags.set(running.flags.get() & kept | flag::TAIL);
        // SAFETY: V1, V3: what is moved lies above the place of the running function; there is room for the registers.
        unsafe {
            let (from, to) = (self.base.add(func), thread.stack_ptr().add(target));
            (0..=arguments).for_each(|n| *to.add(n) = *from.add(n));
            self.base = to.add(1);
            (arguments..parameters).for_each(|n| *self.base.add(n) = Value::NIL);
        }
        self.pc = proto.code();
        self.constants = proto.constants();
        self.closure = closure;
        true
    }

    /// Returns to the Lua function below `count` values from register `first` on, unless the return is special. Returns
    /// whether it did.
    #[inline(always)]
    pub(super) fn try_return(&mut self, first: usize, count: usize) -> bool {
        let (thread, running) = (self.thread, self.record());
        let (wanted, func) = (running.wanted.get(), running.func.get() as usize);
        if running.has(flag::SPECIAL_RETURN) {
            return false;
        }
        // SAFETY: V1. The results lie where the function and its arguments were, or in the caller's registers (V2, V3). As
        // the return is not special, the caller is a Lua function too.
        unsafe {
            let values = self.base.add(first);
            thread.pop_plain_frame();
            let results = thread.stack_ptr().add(func);
            if count == 1 && wanted == 1 {
                *results = *values;
            } else {
                let wanted = match wanted {
                    ALL => {
                        thread.set_top(func + count);
                        count
                    }
                    wanted => wanted as usize,
                };
                let given = count.min(wanted);
                (0..given).for_each(|n| *results.add(n) = *values.add(n));
                (given..wanted).for_each(|n| *results.add(n) = Value::NIL);
            }
            *self = Frame::of(thread);
        }
        true
    }

    /// Copies extra arguments to the registers from `target` on: `wanted` of them, or all and sets the top behind them, if
    /// there is room. Returns whether it did.
    #[inline(always)]
    pub(super) fn try_varargs(&mut self, target: usize, wanted: Option<usize>) -> bool {
        let extra = self.extra();
        let end = self.index_of(target) + extra;
        if wanted.is_none() {
            if !self.thread.has_room(end, 0) {
                return false;
            }
            self.thread.set_top(end);
        }
        let count = wanted.unwrap_or(extra);
        let given = count.min(extra);
        // SAFETY: V3: the extra arguments lie below the base; the registers have room, or it was checked.
        unsafe {
            let (from, to) = (self.base.sub(extra), self.base.add(target));
            (0..given).for_each(|n| *to.add(n) = *from.add(n));
            (given..count).for_each(|n| *to.add(n) = Value::NIL);
        }
        true
    }

    /// How many extra arguments the running function was called with.
    #[inline(always)]
    pub(super) fn extra(&self) -> usize {
        self.record().extra.get() as usize
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
    ///
    /// PERF: the mark keeps the compiler from computing where a conditional jump goes: the processor would wait for the
    /// condition before it fetches the next instruction, instead of guessing it. A fifth of the time of loops full of conditions.
    #[inline(always)]
    pub(super) fn jump(&mut self, distance: isize) {
        landmark::<{ u8::MAX }>();
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

    /// A constant that is the key of a field.
    #[inline(always)]
    pub(super) fn constant_key(&self, index: usize) -> Gc<LuaString> {
        // SAFETY: V2: such constants are short strings.
        unsafe { self.constant(index).as_short_string_unchecked() }
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
        self.record().pc.set(self.pc);
    }

    /// Runs something that may move the stack but leaves the frames as they are, unless it fails.
    ///
    /// PERF: everything is read anew afterwards. So nothing of the frame lives across a call anywhere in the loop, and the
    /// compiler can keep it in registers.
    #[inline(always)]
    pub(super) fn leave<T>(
        &mut self,
        state: &State,
        run: impl FnOnce(&State) -> Result<T, LuaError>,
    ) -> Result<T, LuaError> {
        self.save();
        let result = run(state)?;
        *self = Frame::current(state);
        Ok(result)
    }

    /// Runs what may look at the frame before an instruction, or leave it: then the loop goes on as that says.
    #[inline(always)]
    pub(super) fn pause(
        &mut self,
        state: &State,
        run: impl FnOnce(&State) -> Result<Option<Flow>, LuaError>,
    ) -> Result<Option<Flow>, LuaError> {
        self.save();
        let flow = run(state)?;
        if let None | Some(Flow::Run) = flow {
            *self = Frame::current(state);
        }
        Ok(flow)
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

/// Where the code of an opcode ends.
///
/// PERF: the ends of many opcodes look alike, and the compiler would join them: so most instructions would jump two or three
/// times before the next one is fetched. These marks, which are no code, tell the ends apart. Saves a twentieth of the
/// time of programs, an eighth of n-body's.
#[inline(always)]
pub(super) fn landmark<const OPCODE: u8>() {
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    // SAFETY: a comment does nothing.
    unsafe {
        std::arch::asm!("/* {} */", const OPCODE, options(nomem, nostack, preserves_flags));
    }
}

/// Before the loop: puts its head into one half of a cache line.
///
/// PERF: the head runs for each instruction. Where it happened to lie across two lines, or across the halves of one, programs
/// took up to a quarter more time.
#[inline(always)]
pub(super) fn align_loop() {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: padding does nothing.
    unsafe {
        // Between this and the head there is room for one instruction, the address of the table of handlers.
        std::arch::asm!(".p2align 6", ".nops 24", options(nomem, nostack, preserves_flags));
    }
}
