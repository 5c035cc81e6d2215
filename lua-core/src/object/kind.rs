//! The kinds of heap objects and what the collector does with each.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! K1. An entry of the table is only called with objects of its kind: the header's kind chose it.

use std::ptr::NonNull;

use super::event::Event;
use super::function::{Closure, NativeClosure};
use super::proto::Proto;
use super::state::State;
use super::string::LuaString;
use super::table::Table;
use super::thread::Thread;
use super::upvalue::Upvalue;
use super::userdata::UserData;
use super::value::Value;
use crate::gc::{Clearing, Disposal, Gc, Header, Heap, KindOps, Marker, Object, Weakness};

pub(super) const STRING: u8 = 0;
pub(super) const TABLE: u8 = 1;
pub(super) const CLOSURE: u8 = 2;
pub(super) const UPVALUE: u8 = 3;
pub(super) const PROTO: u8 = 4;
pub(super) const NATIVE_CLOSURE: u8 = 5;
pub(super) const USERDATA: u8 = 6;
pub(super) const THREAD: u8 = 7;

/// The heap's kind table, in the order of the constants above.
pub(super) static KINDS: [KindOps; 8] = [
    ops::<LuaString>(),
    ops::<Table>(),
    ops::<Closure>(),
    ops::<Upvalue>(),
    ops::<Proto>(),
    ops::<NativeClosure>(),
    ops::<UserData>(),
    ops::<Thread>(),
];

/// The state that owns a heap, once it has its final address.
pub(super) fn state_of(heap: &Heap) -> Option<&State> {
    // SAFETY: the context is a pointer to the state, or null; the heap is part of the state.
    unsafe { heap.context.get().cast::<State>().as_ref() }
}

/// What a table refers to weakly: its metatable's field `__mode` tells (manual 2.5.4).
fn weakness(table: Gc<Table>, marker: &Marker<'_>) -> Option<Weakness> {
    let metatable = table.metatable()?;
    let mode = state_of(marker.heap)?.metatable_field(metatable, Event::Mode).as_string()?;
    if marker.is_checking() {
        return None;
    }
    let mode = mode.as_bytes();
    match (mode.contains(&b'k'), mode.contains(&b'v')) {
        (true, true) => Some(Weakness::Both),
        (true, false) => Some(Weakness::Keys),
        (false, true) => Some(Weakness::Values),
        (false, false) => None,
    }
}

impl State {
    /// Takes the next object whose finalizer is to be called.
    pub(crate) fn next_due(&self) -> Option<Value> {
        let object = self.heap.next_due()?;
        // SAFETY: the heap keeps it alive until it is returned; K1 for the casts.
        unsafe {
            Some(match object.as_ref().kind() {
                USERDATA => Value::from_userdata(Gc::from_raw(object.cast())),
                _ => Value::from_table(Gc::from_raw(object.cast())),
            })
        }
    }

    /// Sets or removes the metatable of a table; an object with a finalizer in it is marked for finalization.
    pub(crate) fn set_table_metatable(&self, table: Gc<Table>, metatable: Option<Gc<Table>>) {
        table.set_metatable(&self.heap, metatable);
        self.check_finalizer(table.header(), metatable);
    }

    /// Sets or removes the metatable of a userdata; see [`State::set_table_metatable`].
    pub(crate) fn set_userdata_metatable(
        &self,
        userdata: Gc<UserData>,
        metatable: Option<Gc<Table>>,
    ) {
        userdata.set_metatable(&self.heap, metatable);
        self.check_finalizer(userdata.header(), metatable);
    }

    /// Marks a new userdata for finalization if its metatable has a finalizer.
    pub(crate) fn check_finalizer(&self, object: NonNull<Header>, metatable: Option<Gc<Table>>) {
        let has_finalizer =
            metatable.is_some_and(|metatable| !self.metatable_field(metatable, Event::Gc).is_nil());
        if has_finalizer {
            self.heap.mark_for_finalization(object);
        }
    }
}

/// What each type tells the collector.
trait Collect: Object + Sized {
    /// Marks what the object refers to from slot `from` on; returns the bytes looked at.
    fn trace_from(this: Gc<Self>, from: usize, marker: &Marker<'_>) -> usize;
    /// Marks the values of weak keys that have been reached, and lets the others wait.
    fn resolve(_this: Gc<Self>, _marker: &Marker<'_>) {}
    /// Removes weak references to what is dead.
    fn clear(_this: Gc<Self>, _marker: &Marker<'_>, _clearing: Clearing) {}
    /// Releases what the object owns, or asks to be queued.
    fn destroy(this: Gc<Self>, heap: &Heap) -> Disposal;
    /// Runs the destructor of host data.
    fn finish(_this: Gc<Self>, _heap: &Heap) {}
    /// The size of the cell in bytes.
    fn cell_size(this: Gc<Self>) -> usize {
        let _ = this;
        size_of::<Self>()
    }
}

const fn ops<T: Collect>() -> KindOps {
    // SAFETY: K1, for each.
    unsafe fn trace<T: Collect>(
        object: NonNull<Header>,
        from: usize,
        marker: &Marker<'_>,
    ) -> usize {
        // SAFETY: K1.
        T::trace_from(unsafe { Gc::from_raw(object.cast()) }, from, marker)
    }
    unsafe fn resolve<T: Collect>(object: NonNull<Header>, marker: &Marker<'_>) {
        // SAFETY: K1.
        T::resolve(unsafe { Gc::from_raw(object.cast()) }, marker)
    }
    unsafe fn clear<T: Collect>(object: NonNull<Header>, marker: &Marker<'_>, clearing: Clearing) {
        // SAFETY: K1.
        T::clear(unsafe { Gc::from_raw(object.cast()) }, marker, clearing)
    }
    unsafe fn destroy<T: Collect>(object: NonNull<Header>, heap: &Heap) -> Disposal {
        // SAFETY: K1.
        T::destroy(unsafe { Gc::from_raw(object.cast()) }, heap)
    }
    unsafe fn finish<T: Collect>(object: NonNull<Header>, heap: &Heap) {
        // SAFETY: K1.
        T::finish(unsafe { Gc::from_raw(object.cast()) }, heap)
    }
    unsafe fn size<T: Collect>(object: NonNull<Header>) -> usize {
        // SAFETY: K1.
        T::cell_size(unsafe { Gc::from_raw(object.cast()) })
    }
    KindOps {
        trace: trace::<T>,
        resolve: resolve::<T>,
        clear: clear::<T>,
        destroy: destroy::<T>,
        finish: finish::<T>,
        size: size::<T>,
    }
}

impl Collect for LuaString {
    fn trace_from(this: Gc<LuaString>, _: usize, _: &Marker<'_>) -> usize {
        this.size()
    }

    fn destroy(this: Gc<LuaString>, heap: &Heap) -> Disposal {
        if this.is_short()
            && let Some(state) = state_of(heap)
        {
            state.strings.forget(&this);
        }
        Disposal::Free
    }

    fn cell_size(this: Gc<LuaString>) -> usize {
        this.size()
    }
}

impl Collect for Table {
    fn trace_from(this: Gc<Table>, from: usize, marker: &Marker<'_>) -> usize {
        match weakness(this, marker) {
            None => this.trace(this, from, marker),
            Some(weakness) => {
                marker.weak(this, weakness);
                this.trace_weak(weakness, marker)
            }
        }
    }

    fn resolve(this: Gc<Table>, marker: &Marker<'_>) {
        this.resolve(marker);
    }

    fn clear(this: Gc<Table>, marker: &Marker<'_>, clearing: Clearing) {
        this.clear(marker, clearing);
    }

    fn destroy(this: Gc<Table>, heap: &Heap) -> Disposal {
        this.release_parts(heap);
        Disposal::Free
    }
}

impl Collect for Closure {
    fn trace_from(this: Gc<Closure>, _: usize, marker: &Marker<'_>) -> usize {
        this.trace(marker)
    }

    fn destroy(_: Gc<Closure>, _: &Heap) -> Disposal {
        Disposal::Free
    }

    fn cell_size(this: Gc<Closure>) -> usize {
        this.size()
    }
}

impl Collect for Upvalue {
    fn trace_from(this: Gc<Upvalue>, _: usize, marker: &Marker<'_>) -> usize {
        this.trace(marker)
    }

    fn destroy(_: Gc<Upvalue>, _: &Heap) -> Disposal {
        Disposal::Free
    }
}

impl Collect for Proto {
    fn trace_from(this: Gc<Proto>, _: usize, marker: &Marker<'_>) -> usize {
        this.trace(marker)
    }

    fn destroy(this: Gc<Proto>, heap: &Heap) -> Disposal {
        heap.refund(this.owned_bytes());
        // SAFETY: dead; its boxes and its share of the code are dropped once.
        unsafe { this.as_ptr().drop_in_place() };
        Disposal::Free
    }
}

impl Collect for NativeClosure {
    fn trace_from(this: Gc<NativeClosure>, _: usize, marker: &Marker<'_>) -> usize {
        this.trace(marker)
    }

    fn destroy(this: Gc<NativeClosure>, heap: &Heap) -> Disposal {
        if this.has_data() {
            return Disposal::Queue;
        }
        NativeClosure::finish(this, heap);
        Disposal::Free
    }

    fn finish(this: Gc<NativeClosure>, heap: &Heap) {
        heap.refund(this.owned_bytes());
        let data = this.take_data();
        // SAFETY: dead; the rest of it owns only the box of upvalues.
        unsafe { this.as_ptr().drop_in_place() };
        drop(data);
    }
}

impl Collect for UserData {
    fn trace_from(this: Gc<UserData>, _: usize, marker: &Marker<'_>) -> usize {
        this.trace(marker)
    }

    fn destroy(this: Gc<UserData>, _: &Heap) -> Disposal {
        if this.needs_drop() { Disposal::Queue } else { Disposal::Free }
    }

    fn finish(this: Gc<UserData>, _: &Heap) {
        this.drop_payload();
    }

    fn cell_size(this: Gc<UserData>) -> usize {
        this.size()
    }
}

impl Collect for Thread {
    fn trace_from(this: Gc<Thread>, _: usize, marker: &Marker<'_>) -> usize {
        this.trace(this, marker)
    }

    fn destroy(this: Gc<Thread>, heap: &Heap) -> Disposal {
        if let Some(state) = state_of(heap) {
            state.quotas.coroutine_freed();
            if this.has_hook() {
                state.remove_hook();
            }
        }
        this.release_parts(heap);
        Disposal::Free
    }
}
