//! Safepoints: where the collector may work, and where destructors of host data run: after allocating
//! instructions, after calls of Rust functions and metamethods, and before the host makes an object.
#![allow(unsafe_code)]

use crate::object::State;

/// Heaps smaller than this are collected whole at every safepoint in stress mode; larger ones go step by step.
const STRESSED: usize = 512 << 10;

/// Lets the collector work if it is due. Only called where everything alive is reachable from a root.
#[inline(always)]
pub(crate) fn safepoint(state: &State) {
    if state.heap.wants_step() || cfg!(stress) {
        step(state);
    }
}

/// Does one step of a collection; returns whether it ended a cycle.
#[cold]
#[inline(never)]
pub(crate) fn step(state: &State) -> bool {
    if cfg!(stress) && !state.heap.is_stopped() && state.heap.bytes() < STRESSED {
        full(state);
        return true;
    }
    let ended = state.heap.step(state);
    finish_doomed(state);
    ended
}

/// Does a full collection.
pub(crate) fn full(state: &State) {
    state.heap.full(state);
    finish_doomed(state);
}

/// Runs the destructors of host data that the collection found dead. A destructor may use the machine again,
/// and may panic: the heap is whole meanwhile.
fn finish_doomed(state: &State) {
    while let Some(object) = state.heap.next_doomed() {
        // SAFETY: just taken from the queue.
        unsafe { state.heap.finish_doomed(object) };
    }
}
