//! Calls, returns, varargs.

use super::Next;
use super::control::{close_from, count};
use crate::bytecode::{Instruction, Op};
use crate::gc::Gc;
use crate::object::thread::ALL;
use crate::object::{Closure, LuaError, State, flag};
use crate::vm::call::{self, Called, Flow};
use crate::vm::collect;
use crate::vm::frame::Frame;
use crate::vm::limits;

/// `R[A], … := R[A](R[A+1], …)`
#[inline(always)]
pub(in crate::vm) fn call<const COUNTS: bool>(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
) -> Next {
    if let Some(closure) = frame.register(i.a()).closure() {
        let arguments = arguments(frame, i);
        if frame.try_enter(closure.get(), i.a(), arguments, i.c() as i32 - 1) {
            return entered::<COUNTS>(state, frame, i, closure.get());
        }
    }
    frame.slow(state, i, slow_call)
}

/// How many arguments a call has.
#[inline(always)]
fn arguments(frame: &Frame, i: Instruction) -> usize {
    match i.b() {
        0 => frame.thread.top() - frame.index_of(i.a()) - 1,
        count => count - 1,
    }
}

/// A function was entered, whose instructions may have to be counted.
#[inline(always)]
pub(super) fn entered<const COUNTS: bool>(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
    closure: Gc<Closure>,
) -> Next {
    match COUNTS {
        true => count(state, frame, i, closure.proto().function().code.len()),
        false => Ok(Flow::Run),
    }
}

#[inline(never)]
fn slow_call(state: &State, i: Instruction) -> Next {
    let thread = state.current.get();
    let func = thread.frame().base.get() as usize + i.a();
    if i.b() != 0 {
        thread.set_top(func + i.b());
    }
    match call::begin_plain(state, thread, func, i.c() as i32 - 1) {
        Ok(Called::Done(_)) => {
            // Only the results are above the function's place.
            let end = if i.c() == 0 { thread.top() } else { func + i.c() - 1 };
            collect::safepoint_up_to(state, end);
            Ok(Flow::Run)
        }
        Ok(Called::Later(flow)) => {
            collect::safepoint(state);
            Ok(flow)
        }
        Err(error) => Err(error),
    }
}

/// `return R[A](R[A+1], …)`
#[inline(always)]
pub(in crate::vm) fn tail_call<const COUNTS: bool>(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
) -> Next {
    if let Some(closure) = frame.register(i.a()).closure()
        && i.c() == 0
    {
        let arguments = arguments(frame, i);
        if frame.try_tail_call(closure.get(), i.a(), arguments) {
            return entered::<COUNTS>(state, frame, i, closure.get());
        }
    }
    frame.slow(state, i, slow_tail_call)
}

#[inline(never)]
fn slow_tail_call(state: &State, i: Instruction) -> Next {
    let thread = state.current.get();
    let func = thread.frame().base.get() as usize + i.a();
    if i.b() != 0 {
        thread.set_top(func + i.b());
    }
    let callee = call::callable(state, thread, func)?;
    let Some(closure) = callee.as_closure() else {
        // A Rust function leaves its results for the return that follows.
        let flow = call::begin(state, thread, func, ALL, 0);
        collect::safepoint(state);
        return flow;
    };
    let running = thread.frame();
    if i.c() != 0 {
        thread.close_upvalues(&state.heap, running.base.get() as usize);
    }
    let (target, wanted) = (running.func.get() as usize, running.wanted.get());
    let flags = running.flags.get() & (flag::SPECIAL_RETURN | flag::METAMETHOD) | flag::TAIL;
    let count = thread.top() - func;
    thread.copy_values(func, target, count);
    thread.set_top(target + count);
    thread.pop_frame();
    call::enter(state, thread, closure, target, wanted, flags)?;
    Ok(Flow::Run)
}

/// `return`
#[inline(always)]
pub(in crate::vm) fn return_none(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    match frame.try_return(0, 0) {
        true => Ok(Flow::Run),
        false => frame.slow(state, i, special_return),
    }
}

/// `return R[A]`
#[inline(always)]
pub(in crate::vm) fn return_one(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    match frame.try_return(i.a(), 1) {
        true => Ok(Flow::Run),
        false => frame.slow(state, i, special_return),
    }
}

/// A return to whoever is not a Lua function that called.
#[inline(never)]
fn special_return(state: &State, i: Instruction) -> Next {
    let thread = state.current.get();
    let running = thread.frame();
    let (first, count) = match i.op() {
        Op::ReturnOne => (running.base.get() as usize + i.a(), 1),
        _ => (running.base.get() as usize, 0),
    };
    if running.flags.get() & flag::SPECIAL_RETURN == flag::FRESH {
        let (func, wanted) = (running.func.get() as usize, running.wanted.get());
        thread.pop_frame();
        call::deliver(thread, first, count, func, wanted);
        return Ok(Flow::Leave);
    }
    thread.set_top(first + count);
    call::finish(state, count)
}

/// `return R[A], …`, closing variables first if `C` says so
#[inline(always)]
pub(in crate::vm) fn return_many(state: &State, frame: &mut Frame, i: Instruction) -> Next {
    if i.c() == 0 {
        let count = match i.b() {
            0 => frame.thread.top() - frame.index_of(i.a()),
            count => count - 1,
        };
        if frame.try_return(i.a(), count) {
            return Ok(Flow::Run);
        }
    }
    frame.slow(state, i, slow_return)
}

#[inline(never)]
fn slow_return(state: &State, i: Instruction) -> Next {
    let thread = state.current.get();
    let running = thread.frame();
    let base = running.base.get() as usize;
    let first = base + i.a();
    if i.b() != 0 && !running.has(flag::CLOSING) {
        thread.set_top(first + i.b() - 1);
    }
    if i.c() != 0 {
        if running.has(flag::CLOSING) {
            // A closing metamethod returned; the values wait where they were.
            thread.set_top(first + running.pending.get() as usize);
        }
        running.pending.set((thread.top() - first) as u32);
        if thread.last_to_close(base).is_some() {
            running.set_flags(flag::CLOSING);
            return close_from(state, base);
        }
        running.clear_flags(flag::CLOSING);
        thread.close_upvalues(&state.heap, base);
    }
    let count = thread.top() - first;
    call::finish(state, count)
}

/// `R[A], …, R[A+C-2] := …`
#[inline(always)]
pub(in crate::vm) fn vararg(
    state: &State,
    frame: &mut Frame,
    i: Instruction,
) -> Result<(), LuaError> {
    let wanted = i.c().checked_sub(1);
    if wanted.is_none() {
        limits::count_values(state, frame.extra());
    }
    if frame.try_varargs(i.a(), wanted) {
        return Ok(());
    }
    frame.leave(state, |state| slow_vararg(state, i))
}

/// All extra arguments, where the stack must grow for them.
#[cold]
#[inline(never)]
fn slow_vararg(state: &State, i: Instruction) -> Result<(), LuaError> {
    let thread = state.current.get();
    let running = thread.frame();
    let (base, extra) = (running.base.get() as usize, running.extra.get() as usize);
    let target = base + i.a();
    call::reserve(state, thread, target, extra)?;
    thread.set_top(target + extra);
    thread.copy_values(base - extra, target, extra);
    Ok(())
}
