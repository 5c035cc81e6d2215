//! Upvalues: variables that closures share with the function that declared them, and outlive it.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! U1. `location` points to a slot of a live stack while the upvalue is open, else to `closed`. Threads fix it
//!     when their stack moves; an open upvalue holds its thread in `closed`, so the stack outlives it.

use std::cell::{Cell, UnsafeCell};

use super::kind;
use super::thread::Thread;
use super::value::Value;
use crate::gc::{Gc, Header, Heap, Marker, Object};

/// A captured variable on the heap.
#[repr(C)]
pub(crate) struct Upvalue {
    header: Header,
    location: Cell<*mut Value>,
    closed: UnsafeCell<Value>,
}

// SAFETY: `repr(C)`, the header first.
unsafe impl Object for Upvalue {
    const KIND: u8 = kind::UPVALUE;
    const OWNS: bool = false;
}

impl Upvalue {
    /// An open upvalue for the slot at `location` of a thread's stack.
    pub(super) fn open(heap: &Heap, location: *mut Value, thread: Gc<Thread>) -> Gc<Upvalue> {
        // While it is open, the upvalue keeps the thread alive, and with it the slot.
        Upvalue::new(heap, location, Value::from_thread(thread))
    }

    fn new(heap: &Heap, location: *mut Value, closed: Value) -> Gc<Upvalue> {
        heap.alloc(Upvalue {
            header: Header::new(kind::UPVALUE),
            location: Cell::new(location),
            closed: UnsafeCell::new(closed),
        })
    }

    /// A closed upvalue that holds `value`.
    pub(crate) fn closed(heap: &Heap, value: Value) -> Gc<Upvalue> {
        let upvalue = Upvalue::new(heap, std::ptr::null_mut(), value);
        upvalue.location.set(upvalue.closed.get());
        upvalue
    }

    fn set_closed(&self, value: Value) {
        // SAFETY: nobody holds a reference to the cell's content.
        unsafe { *self.closed.get() = value };
    }

    /// The variable's value.
    #[inline(always)]
    pub(crate) fn get(&self) -> Value {
        // SAFETY: U1.
        unsafe { *self.location.get() }
    }

    /// Whether [`Upvalue::set`] must tell the collector of such a value.
    #[inline(always)]
    pub(crate) fn needs_barrier(&self, value: Value) -> bool {
        value.tag().is_collectable() && self.header.is_black()
    }

    /// Assigns a value that needs no barrier.
    #[inline(always)]
    pub(crate) fn set_plain(&self, value: Value) {
        debug_assert!(!self.needs_barrier(value));
        // SAFETY: U1.
        unsafe { *self.location.get() = value };
    }

    /// Assigns to the variable.
    pub(crate) fn set(&self, heap: &Heap, value: Value) {
        // SAFETY: U1.
        unsafe { *self.location.get() = value };
        if let Some((header, leaf)) = value.object() {
            heap.barrier_forward(self, header, leaf);
        }
    }

    /// Where the variable is.
    pub(super) fn location(&self) -> *mut Value {
        self.location.get()
    }

    /// Moves an open upvalue to where its stack slot went.
    pub(super) fn relocate(&self, location: *mut Value) {
        self.location.set(location);
    }

    /// Takes the value out of the stack; the upvalue holds it from now on.
    pub(super) fn close(&self, heap: &Heap) {
        self.set_closed(self.get());
        self.location.set(self.closed.get());
        if let Some((header, leaf)) = self.get().object() {
            heap.barrier_forward(self, header, leaf);
        }
    }

    /// Marks the value, and the thread of an open upvalue.
    pub(super) fn trace(&self, marker: &Marker<'_>) -> usize {
        self.get().trace(marker);
        // SAFETY: a copy; nobody writes meanwhile.
        unsafe { *self.closed.get() }.trace(marker);
        size_of::<Upvalue>()
    }
}
