//! Debug hooks (manual 4.7, 6.10): telling a thread's hook what is about to happen.
//!
//! One of the interpreter loops looks at the hook before each instruction. It runs while any thread of a machine has a
//! hook.

use std::rc::Rc;

use super::message::{current_pc, frame_closure};
use super::{call, invoke};
use crate::bytecode::{Instruction, Op};
use crate::gc::Gc;
use crate::object::hook::{Hook, event};
use crate::object::{LuaError, State, Thread, Value, flag};

/// Sets or removes the hook of a thread.
pub(crate) fn set(state: &State, thread: Gc<Thread>, hook: Option<Hook>) {
    let (had, has) = (thread.hook().is_some(), hook.is_some());
    thread.set_hook(hook.map(Rc::new));
    match (had, has) {
        (false, true) => state.add_hook(),
        (true, false) => state.remove_hook(),
        _ => {}
    }
}

/// The hook of a thread, if it watches an event and does not run itself.
fn watching(thread: Gc<Thread>, event: u8) -> Option<Rc<Hook>> {
    thread.hook().filter(|hook| hook.mask & event != 0 && !thread.is_in_hook())
}

/// Ends the time in which a hook does not watch.
struct Running(Gc<Thread>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.set_in_hook(false);
    }
}

/// Calls a thread's hook.
fn fire(
    state: &State,
    thread: Gc<Thread>,
    hook: &Hook,
    event: &str,
    line: Option<u32>,
) -> Result<(), LuaError> {
    let (top, func) = (thread.top(), invoke::scratch(thread));
    let line = line.map_or(Value::NIL, |line| Value::from_integer(line.into()));
    let arguments = [state.string_value(event), line];
    thread.set_in_hook(true);
    let _running = Running(thread);
    call::push_call(state, thread, func, hook.function, &arguments)?;
    invoke::invoke_as(state, thread, func, 0, flag::HOOK)?;
    thread.set_top(top);
    Ok(())
}

/// Tells what comes before the instruction that a Lua function is about to execute: the call of the function,
/// the count, a new line.
///
/// # Errors
///
/// If the hook fails.
#[inline(never)]
pub(super) fn before_instruction(state: &State) -> Result<(), LuaError> {
    let thread = state.current.get();
    let Some(hook) = watching(thread, u8::MAX) else { return Ok(()) };
    let Some(closure) = frame_closure(thread, thread.frame()) else { return Ok(()) };
    let pc = current_pc(closure, thread.frame());
    if !thread.frame().has(flag::WATCHED) {
        thread.frame().set_flags(flag::WATCHED);
        if pc == 0 && hook.mask & event::CALL != 0 {
            let name = if thread.frame().has(flag::TAIL) { "tail call" } else { "call" };
            hook.transfer.set((1, closure.proto().function().parameters.into()));
            fire(state, thread, &hook, name, None)?;
        }
    }
    // The hook may have set another one.
    let Some(hook) = watching(thread, u8::MAX) else { return Ok(()) };
    if hook.mask & event::COUNT != 0 {
        hook.left.set(hook.left.get() - 1);
        if hook.left.get() == 0 {
            hook.left.set(hook.period);
            hook.transfer.set((0, 0));
            fire(state, thread, &hook, "count", None)?;
        }
    }
    if hook.mask & event::LINE != 0 {
        let (proto, frame) = (closure.proto(), thread.frame_count());
        let (last_frame, last_pc) = hook.last.replace((frame, pc));
        let is_new_line = match last_frame == frame {
            // A jump back begins a line anew.
            true => pc <= last_pc || proto.line(pc) != proto.line(last_pc),
            false => pc == 0 || proto.line(pc) != proto.line(pc - 1),
        };
        if is_new_line {
            let line = proto.line(pc);
            hook.transfer.set((0, 0));
            fire(state, thread, &hook, "line", (line > 0).then_some(line))?;
        }
    }
    Ok(())
}

/// Tells that a Lua function is about to return, if the instruction is the last that it executes.
///
/// # Errors
///
/// If the hook fails.
#[inline(never)]
pub(super) fn before_return(state: &State, i: Instruction) -> Result<(), LuaError> {
    let thread = state.current.get();
    let Some(hook) = watching(thread, event::RETURN) else { return Ok(()) };
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
    fire(state, thread, &hook, "return", None)
}

/// Tells that a Rust function is about to run.
///
/// # Errors
///
/// If the hook fails.
#[cold]
#[inline(never)]
pub(super) fn before_native(state: &State, thread: Gc<Thread>) -> Result<(), LuaError> {
    let Some(hook) = watching(thread, event::CALL) else { return Ok(()) };
    let count = thread.top() - thread.frame().base.get() as usize;
    hook.transfer.set((1, count as u32));
    fire(state, thread, &hook, "call", None)
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
    let Some(hook) = watching(thread, event::RETURN) else { return Ok(()) };
    // A protected call's results begin one slot below its window.
    let base = thread.frame().base.get() as usize;
    let first = (thread.top() - count + 1).saturating_sub(base).max(1);
    hook.transfer.set((first as u32, count as u32));
    fire(state, thread, &hook, "return", None)
}
