//! Safepoints: where the collector may work, and where finalizers and destructors of host data run: after
//! allocating instructions, after calls of Rust functions and metamethods, and before the host makes an object.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! Q1. What the heap queued for its destructor is finished once, right after it was taken from the queue.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::warning::warn;
use super::{call, invoke, unwind};
use crate::gc::Mode;
use crate::object::limits::Trip;
use crate::object::{Budget, Event, State, Value, flag};

/// How many finalizers one step may call.
const BATCH: usize = 100;

/// Heaps smaller than this are collected at every safepoint in stress mode; larger ones when they are due.
const STRESSED: usize = 512 << 10;

/// Whether stress mode collects at this safepoint.
#[inline(always)]
fn is_stressed(state: &State) -> bool {
    cfg!(stress) && !state.heap.is_stopped() && state.heap.bytes() < STRESSED
}

/// Lets the collector work if it is due. Only called where everything alive is reachable from a root.
#[inline(always)]
pub(crate) fn safepoint(state: &State) {
    if state.heap.wants_step() || is_stressed(state) {
        step(state);
    }
}

/// As [`safepoint`], for an instruction of the running Lua function after which it needs no slot from `end` on:
/// what earlier instructions left there is garbage.
#[inline(always)]
pub(crate) fn safepoint_up_to(state: &State, end: usize) {
    if state.heap.wants_step() || is_stressed(state) {
        step_up_to(state, end);
    }
}

#[cold]
#[inline(never)]
fn step_up_to(state: &State, end: usize) {
    let thread = state.current.get();
    thread.set_needed(NonZero::new(end as u32));
    step(state);
}

/// Does one step of a collection; returns whether it ended a cycle.
#[cold]
#[inline(never)]
pub(crate) fn step(state: &State) -> bool {
    let heap = &state.heap;
    if heap.is_suspended() {
        forget_needed(state);
        if heap.is_beyond_limit() {
            // A finalizer allocates, and nothing can be collected until it returns.
            state.limits.trip_over(Trip::Memory);
            heap.postpone();
        }
        return false;
    }
    if heap.is_beyond_limit() {
        if state.limits.trip().is_some() {
            forget_needed(state);
            heap.postpone();
            return false;
        }
        full(state);
        if heap.is_nearly_full() {
            // The next instruction that is counted throws the error.
            state.limits.trip_over(Trip::Memory);
        }
        return true;
    }
    let ended = match is_stressed(state) && heap.mode() == Mode::Incremental {
        true => {
            heap.full(state);
            true
        }
        false => heap.step(state),
    };
    if ended {
        state.strings.shrink(heap);
    }
    forget_needed(state);
    finish_doomed(state);
    let _allowance = Allowance::new(state);
    for _ in 0..BATCH {
        let Some(object) = state.next_due() else { return ended };
        finalize(state, object);
    }
    heap.hurry();
    ended
}

/// Lets all slots of the running thread be needed again, once the collector has worked: host code and finalizers come next.
fn forget_needed(state: &State) {
    state.current.get().set_needed(None);
}

/// Does a full collection and calls the finalizers of everything that it found dead.
pub(crate) fn full(state: &State) {
    if state.heap.is_suspended() {
        return;
    }
    state.heap.full(state);
    state.strings.shrink(&state.heap);
    forget_needed(state);
    finish_doomed(state);
    let _allowance = Allowance::new(state);
    while let Some(object) = state.next_due() {
        finalize(state, object);
    }
}

/// Changes the collector's mode; returns the one before.
pub(crate) fn set_mode(state: &State, mode: Mode) -> Mode {
    let previous = state.heap.set_mode(mode, state);
    finish_doomed(state);
    previous
}

/// Ends a machine: calls every finalizer, the last object's that was marked first (manual 2.5.3). A panic of the
/// host's in one of them ends there, as those of destructors do: it must not keep the others from running, and a
/// machine may be dropped while another panic is on its way.
pub(crate) fn close(state: &State) {
    state.heap.finalize_all();
    let _allowance = Allowance::new(state);
    while let Some(object) = state.next_due() {
        let _ = catch_unwind(AssertUnwindSafe(|| finalize(state, object)));
    }
}

/// How many instructions finalizers may run while no script does.
const ALLOWANCE: u64 = 10_000_000;

/// What finalizers may use while no script runs, in a machine with limits: the script that they are of has ended, and with it
/// perhaps its budget. That a limit is hit is nobody's fault then.
struct Allowance<'a> {
    state: &'a State,
    budget: Option<Budget>,
}

impl<'a> Allowance<'a> {
    fn new(state: &'a State) -> Allowance<'a> {
        let is_needed = state.depth.get() == 0
            && state.limits.are_set()
            && state.limits.trip().is_none()
            && state.heap.has_due();
        let budget = is_needed.then(|| state.begin_budget(Some(ALLOWANCE), None, None));
        Allowance { state, budget }
    }
}

impl Drop for Allowance<'_> {
    fn drop(&mut self) {
        let Some(budget) = self.budget.take() else { return };
        self.state.end_budget(budget);
        self.state.limits.forgive(Trip::Memory);
    }
}

/// Keeps the collector from working while a finalizer runs, and puts back what an error on its way up had left.
struct Suspension<'a> {
    state: &'a State,
    thrown: Value,
    handled: bool,
}

impl Drop for Suspension<'_> {
    fn drop(&mut self) {
        self.state.heap.set_suspended(false);
        self.state.thrown.set(self.thrown);
        self.state.handled.set(self.handled);
    }
}

/// Calls an object's finalizer. Its error becomes a warning.
fn finalize(state: &State, object: Value) {
    let handler = state.metamethod(object, Event::Gc);
    if handler.is_nil() {
        return;
    }
    // The collector does not work until the suspension ends, so the thrown value needs no root meanwhile.
    let (thrown, handled) = (state.thrown.get(), state.handled.get());
    let _suspension = Suspension { state, thrown, handled };
    state.heap.set_suspended(true);
    let thread = state.current.get();
    let (top, func) = (thread.top(), invoke::scratch(thread));
    let result = call::push_call(state, thread, func, handler, &[object])
        .and_then(|()| unwind::protected_invoke(state, thread, func, 0, flag::FINALIZER));
    if let Err(error) = result {
        let error = state.catch(error);
        let message = error.as_string();
        let message = message
            .as_ref()
            .map_or(b"error object is not a string".as_slice(), |text| text.as_bytes());
        for piece in [b"error in ".as_slice(), b"__gc", b" (", message] {
            warn(state, piece, true);
        }
        warn(state, b")", false);
    }
    thread.set_top(top);
}

/// Runs the destructors of host data that the collection found dead. A destructor may use the machine again,
/// and may panic: the heap is whole meanwhile.
fn finish_doomed(state: &State) {
    while let Some(object) = state.heap.next_doomed() {
        // SAFETY: Q1.
        unsafe { state.heap.finish_doomed(object) };
    }
}
