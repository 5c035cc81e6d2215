//! Debug hooks (manual 4.7, 6.10): telling a thread's hook what is about to happen.
//!
//! One of the interpreter loops looks at the hook before each instruction. It runs while any thread of a machine has a
//! hook. A hook of the host goes before one of a script, and may let a coroutine yield before an instruction.

use std::rc::Rc;

use super::call::{self, Flow};
use super::message::{current_pc, frame_closure};
use super::{coroutine, invoke};
use crate::bytecode::{Instruction, Op};
use crate::gc::Gc;
use crate::object::hook::{Hook, Moment, Watcher, event};
use crate::object::{LuaError, State, Thread, Value, flag};

/// Sets or removes the hook of a thread.
pub(crate) fn set(state: &State, thread: Gc<Thread>, hook: Option<Hook>) {
    let hook = hook.map(Rc::new);
    if let Some(hook) = hook.as_ref().filter(|hook| hook.is_hosts()) {
        state.hooks.keep(hook);
    }
    count_change(state, thread.has_hook(), hook.is_some());
    thread.set_hook(hook);
}

/// Sets or removes the hook of all threads.
pub(crate) fn set_global(state: &State, hook: Option<Hook>) {
    count_change(state, state.hooks.has_global(), hook.is_some());
    let old = state.hooks.replace_global(hook.map(Rc::new));
    // Its destructor is host code, which may come back here.
    drop(old);
}

fn count_change(state: &State, had: bool, has: bool) {
    match (had, has) {
        (false, true) => state.add_hook(),
        (true, false) => state.remove_hook(),
        _ => {}
    }
}

/// Whether something watches a thread.
pub(super) fn is_watched(state: &State, thread: Gc<Thread>) -> bool {
    thread.has_hook() || state.hooks.has_global()
}

/// Whether the host watches a thread: scripts cannot change that.
pub(crate) fn is_hosts(state: &State, thread: Gc<Thread>) -> bool {
    state.hooks.has_global() || thread.hook().is_some_and(|hook| hook.is_hosts())
}

/// The hook that is told of a thread's events: the host's of this thread, else the host's of all threads, else a
/// script's.
pub(crate) fn effective(state: &State, thread: Gc<Thread>) -> Option<Rc<Hook>> {
    let own = thread.hook();
    match own.as_ref().is_some_and(|hook| hook.is_hosts()) {
        true => own,
        false => state.hooks.global().or(own),
    }
}

/// The hook of a thread, if it watches an event and does not run itself.
fn watching(state: &State, thread: Gc<Thread>, event: u8) -> Option<Rc<Hook>> {
    let hook = effective(state, thread).filter(|hook| hook.mask & event != 0);
    hook.filter(|_| !thread.is_in_hook())
}

/// Ends the time in which a hook does not watch.
struct Running(Gc<Thread>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.set_in_hook(false);
    }
}

/// Calls a thread's hook; returns whether the thread is to yield.
fn fire(
    state: &State,
    thread: Gc<Thread>,
    hook: &Hook,
    moment: Moment,
    line: Option<u32>,
) -> Result<bool, LuaError> {
    let top = thread.top();
    thread.set_in_hook(true);
    let _running = Running(thread);
    let yields = match &hook.watcher {
        Watcher::Host(function) => function(state, moment)?,
        Watcher::Script(function) => {
            let func = invoke::scratch(thread);
            let line = line.map_or(Value::NIL, |line| Value::from_integer(line.into()));
            let arguments = [state.string_value(moment.name()), line];
            call::push_call(state, thread, func, *function, &arguments)?;
            invoke::invoke_as(state, thread, func, 0, flag::HOOK)?;
            false
        }
    };
    thread.set_top(top);
    Ok(yields)
}

/// As [`fire`], where a thread cannot yield.
fn fire_only(
    state: &State,
    thread: Gc<Thread>,
    hook: &Hook,
    moment: Moment,
) -> Result<(), LuaError> {
    match fire(state, thread, hook, moment, None)? {
        true => Err(state.throw_message("attempt to yield before a return or a Rust function")),
        false => Ok(()),
    }
}

/// Tells what comes before the instruction that a Lua function is about to execute. `None` if it is executed then;
/// else a hook let the coroutine yield, and the machine goes on elsewhere.
///
/// # Errors
///
/// If a hook fails, or yields where that is not possible.
#[inline(never)]
pub(super) fn before(state: &State, i: Instruction) -> Result<Option<Flow>, LuaError> {
    let thread = state.current.get();
    if thread.frame().has(flag::YIELDED) {
        // A hook yielded here: it was told of the instruction already.
        thread.frame().clear_flags(flag::YIELDED);
    } else if before_instruction(state, thread)? {
        let count = coroutine::yield_in_hook(state, thread)?;
        return call::finish(state, count).map(Some);
    }
    if let Op::Return | Op::ReturnNone | Op::ReturnOne = i.op() {
        before_return(state, thread, i)?;
    }
    Ok(None)
}

/// Tells of the call of the function, the count, a new line; returns whether the thread is to yield.
fn before_instruction(state: &State, thread: Gc<Thread>) -> Result<bool, LuaError> {
    let mut yields = false;
    let Some(hook) = watching(state, thread, u8::MAX) else { return Ok(false) };
    let Some(closure) = frame_closure(thread, thread.frame()) else { return Ok(false) };
    let pc = current_pc(closure, thread.frame());
    if !thread.frame().has(flag::WATCHED) {
        thread.frame().set_flags(flag::WATCHED);
        if pc == 0 && hook.mask & event::CALL != 0 {
            let is_tail = thread.frame().has(flag::TAIL);
            let moment = if is_tail { Moment::TailCall } else { Moment::Call };
            hook.transfer.set((1, closure.proto().function().parameters.into()));
            yields |= fire(state, thread, &hook, moment, None)?;
        }
    }
    // The hook may have set another one.
    let Some(hook) = watching(state, thread, u8::MAX) else { return Ok(yields) };
    if hook.mask & event::COUNT != 0 {
        hook.left.set(hook.left.get() - 1);
        if hook.left.get() == 0 {
            hook.left.set(hook.period);
            hook.transfer.set((0, 0));
            yields |= fire(state, thread, &hook, Moment::Count, None)?;
        }
    }
    if hook.mask & event::LINE != 0 {
        let (proto, frame) = (closure.proto(), thread.frame_count());
        let place = (thread.as_ptr().addr(), frame, pc);
        let (last_thread, last_frame, last_pc) = hook.last.replace(place);
        let is_new_line = match (last_thread, last_frame) == (place.0, frame) {
            // A jump back begins a line anew.
            true => pc <= last_pc || proto.line(pc) != proto.line(last_pc),
            false => pc == 0 || proto.line(pc) != proto.line(pc - 1),
        };
        if is_new_line {
            let line = proto.line(pc);
            hook.transfer.set((0, 0));
            yields |= fire(state, thread, &hook, Moment::Line, (line > 0).then_some(line))?;
        }
    }
    Ok(yields)
}

/// Tells that a Lua function is about to return, if the instruction is the last that it executes.
fn before_return(state: &State, thread: Gc<Thread>, i: Instruction) -> Result<(), LuaError> {
    let Some(hook) = watching(state, thread, event::RETURN) else { return Ok(()) };
    let base = thread.frame().base.get() as usize;
    let first = base + i.a();
    let count = match i.op() {
        Op::ReturnNone => 0,
        Op::ReturnOne => 1,
        _ if i.c() != 0 && thread.last_to_close(base).is_some() => return Ok(()),
        _ if i.b() != 0 => i.b() - 1,
        _ => thread.top() - first,
    };
    hook.transfer.set((i.a() as u32 + 1, count as u32));
    fire_only(state, thread, &hook, Moment::Return)
}

/// Tells that a Rust function is about to run.
///
/// # Errors
///
/// If the hook fails.
#[cold]
#[inline(never)]
pub(super) fn before_native(state: &State, thread: Gc<Thread>) -> Result<(), LuaError> {
    let Some(hook) = watching(state, thread, event::CALL) else { return Ok(()) };
    let count = thread.top() - thread.frame().base.get() as usize;
    hook.transfer.set((1, count as u32));
    fire_only(state, thread, &hook, Moment::Call)
}

/// Tells that a Rust function is about to return the last `count` values of its window.
///
/// # Errors
///
/// If the hook fails.
#[cold]
#[inline(never)]
pub(super) fn after_native(state: &State, count: usize) -> Result<(), LuaError> {
    let thread = state.current.get();
    let Some(hook) = watching(state, thread, event::RETURN) else { return Ok(()) };
    // A protected call's results begin one slot below its window.
    let base = thread.frame().base.get() as usize;
    let first = (thread.top() - count + 1).saturating_sub(base).max(1);
    hook.transfer.set((first as u32, count as u32));
    fire_only(state, thread, &hook, Moment::Return)
}
