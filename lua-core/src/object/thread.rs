//! Threads: the stack of a coroutine, its call frames, and its open upvalues.
#![allow(unsafe_code)]
//!
//! ```text
//!   0          func base                        top            size
//!   | … caller | f | arguments, locals, temps … |  nil or dead |
//! ```
//!
//! # Safety
//!
//! T1. `stack` has `size` initialised slots; indices are checked against `size` unless said otherwise.
//! T2. A reference to a `CallFrame` is not held across [`Thread::push_frame`], which may move the frames.
//! T3. `frames <= frames_end <= frames_limit` point into one piece of memory, or all dangle; what is before `frames_end` is
//!     initialised.

use std::cell::{Cell, RefCell, UnsafeCell};
use std::num::NonZero;
use std::ptr::NonNull;
use std::rc::Rc;

use super::hook::{Hook, Watcher};
use super::kind;
use super::upvalue::Upvalue;
use super::value::Value;
use crate::bytecode::Instruction;
use crate::gc::{Gc, Header, Heap, Marker, Object};

/// The largest stack of a thread, in slots.
pub(crate) const MAX_STACK: usize = 1_000_000;
/// Slots beyond the limit for the handler of a stack overflow.
const OVERFLOW_ROOM: usize = 400;
/// Stacks smaller than this move at every call in stress mode.
const STRESSED: usize = 4096;
const FIRST_STACK: usize = 32;
const FIRST_FRAMES: usize = 4;
/// No fewer frames are given back.
const MANY_FRAMES: usize = 64;

/// How many slots the stack of a thread may have.
fn largest_stack(heap: &Heap) -> usize {
    kind::state_of(heap).map_or(MAX_STACK, |state| state.quotas.stack())
}

/// How many results a caller wants: all of them.
pub(crate) const ALL: i32 = -1;

/// Bits of [`CallFrame::flags`].
pub(crate) mod flag {
    /// The frame is a Rust function's.
    pub(crate) const NATIVE: u32 = 1;
    /// Returning from the frame leaves the running `execute`.
    pub(crate) const FRESH: u32 = 2;
    /// The result completes the instruction that the calling Lua frame stopped in.
    pub(crate) const FINISH: u32 = 4;
    /// The calling frame is a Rust function's that goes on when this one returns.
    pub(crate) const CONTINUE: u32 = 8;
    /// The first frame of a coroutine.
    pub(crate) const BOTTOM: u32 = 16;
    /// Whether the frame counts as nested in its caller.
    pub(crate) const NESTED: u32 = FINISH | CONTINUE;
    /// Whether any of the above makes the return special.
    pub(crate) const SPECIAL_RETURN: u32 = FRESH | FINISH | CONTINUE | BOTTOM;
    /// Errors stop at this frame: it is a protected call.
    pub(crate) const PROTECTED: u32 = 32;
    /// The protected call has a message handler, in the slot before its function.
    pub(crate) const HANDLER: u32 = 64;
    /// The frame was entered by a tail call.
    pub(crate) const TAIL: u32 = 128;
    /// A return is closing variables; `pending` tells how many values it has.
    pub(crate) const CLOSING: u32 = 256;
    /// The protected call is closing variables because of an error, kept in its first slot.
    pub(crate) const FAILED: u32 = 512;
    /// The frame resumes another thread.
    pub(crate) const RESUMING: u32 = 1024;
    /// The frame resumes another thread for `coroutine.wrap`.
    pub(crate) const WRAPPED: u32 = 2048;
    /// The function is a metamethod: it is named after its event.
    pub(crate) const METAMETHOD: u32 = 4096;
    /// The frame is that of a Lua function in which a hook let the coroutine yield, and which goes on.
    pub(crate) const YIELDED: u32 = 8192;
    /// The function is a finalizer.
    pub(crate) const FINALIZER: u32 = 32768;
    /// The function is a debug hook.
    pub(crate) const HOOK: u32 = 65536;
    /// A hook has been told of the call.
    pub(crate) const WATCHED: u32 = 131_072;
    /// A concatenation waits for a metamethod; `pending` tells how many operands are left.
    pub(crate) const CONCATENATING: u32 = 16384;
}

/// One activation of a function.
pub(crate) struct CallFrame {
    /// The next instruction of a Lua function.
    pub(crate) pc: Cell<*const Instruction>,
    /// Stack index of the function.
    pub(crate) func: Cell<u32>,
    /// Stack index of the first register or argument.
    pub(crate) base: Cell<u32>,
    /// Stack index behind the window.
    pub(crate) top: Cell<u32>,
    /// How many results the caller wants, or [`ALL`].
    pub(crate) wanted: Cell<i32>,
    /// How many extra arguments a vararg function got.
    pub(crate) extra: Cell<u32>,
    /// What an interrupted instruction goes on with: how many values a return that closes variables has, or how
    /// many operands of a concatenation are left.
    pub(crate) pending: Cell<u32>,
    /// See [`flag`].
    pub(crate) flags: Cell<u32>,
}

impl CallFrame {
    /// How many operands of an interrupted concatenation are left; 0 if none is under way.
    pub(crate) fn extra_operands(&self) -> usize {
        if self.has(flag::CONCATENATING) { self.pending.get() as usize } else { 0 }
    }

    /// Notes how many operands of a concatenation are left; 0 ends it.
    pub(crate) fn set_extra_operands(&self, count: usize) {
        match count {
            0 => self.clear_flags(flag::CONCATENATING),
            _ => self.set_flags(flag::CONCATENATING),
        }
        self.pending.set(count as u32);
    }

    /// Whether any of the flags is set.
    #[inline(always)]
    pub(crate) fn has(&self, flags: u32) -> bool {
        self.flags.get() & flags != 0
    }

    /// Sets flags.
    pub(crate) fn set_flags(&self, flags: u32) {
        self.flags.set(self.flags.get() | flags);
    }

    /// Clears flags.
    pub(crate) fn clear_flags(&self, flags: u32) {
        self.flags.set(self.flags.get() & !flags);
    }

    /// Whether the frame is a Lua function's.
    #[inline(always)]
    pub(crate) fn is_lua(&self) -> bool {
        !self.has(flag::NATIVE)
    }
}

/// What a coroutine is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Not started, or it yielded.
    Suspended,
    /// It runs.
    Running,
    /// It resumed another one.
    Normal,
    /// It ended or failed.
    Dead,
}

/// Why a stack cannot grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StackOverflow {
    /// It would have too many slots.
    Full,
    /// The same, while an earlier overflow was being handled.
    Repeated,
    /// It would exceed the limit of memory.
    Memory,
}

/// A coroutine on the heap.
#[repr(C)]
pub(crate) struct Thread {
    header: Header,
    stack: Cell<NonNull<Value>>,
    size: Cell<usize>,
    top: Cell<usize>,
    frames: Cell<NonNull<CallFrame>>,
    // PERF: pointers instead of counts: a call and a return find the running frame without a multiplication.
    /// Behind the running frame.
    frames_end: Cell<NonNull<CallFrame>>,
    /// Behind the memory for frames.
    frames_limit: Cell<NonNull<CallFrame>>,
    status: Cell<Status>,
    /// Open upvalues, ordered by the slot they are in.
    open: UnsafeCell<Vec<Gc<Upvalue>>>,
    /// Slots of variables to be closed, in order.
    to_close: UnsafeCell<Vec<u32>>,
    /// Who resumed this thread.
    resumer: Cell<Option<Gc<Thread>>>,
    /// How many Rust functions that cannot wait are on this thread's way down: it must not yield.
    unyieldable: Cell<u32>,
    nested: Cell<u32>,
    /// While the collector works: index behind the last slot that the running Lua function still needs.
    needed: Cell<Option<NonZero<u32>>>,
    /// The error that ended the coroutine, until it is closed.
    failure: Cell<Option<Value>>,
    hook: RefCell<Option<Rc<Hook>>>,
    /// Whether a hook runs: it does not watch itself.
    is_in_hook: Cell<bool>,
    /// Whether the room for the handler of a stack overflow is in use.
    is_overflowing: Cell<bool>,
}

// SAFETY: `repr(C)`, the header first.
unsafe impl Object for Thread {
    const KIND: u8 = kind::THREAD;
}

impl Thread {
    /// A thread with an empty stack.
    pub(crate) fn new(heap: &Heap) -> Gc<Thread> {
        let thread = heap.alloc(Thread {
            header: Header::new(kind::THREAD),
            stack: Cell::new(NonNull::dangling()),
            size: Cell::new(0),
            top: Cell::new(0),
            frames: Cell::new(NonNull::dangling()),
            frames_end: Cell::new(NonNull::dangling()),
            frames_limit: Cell::new(NonNull::dangling()),
            status: Cell::new(Status::Suspended),
            open: UnsafeCell::new(Vec::new()),
            to_close: UnsafeCell::new(Vec::new()),
            resumer: Cell::new(None),
            unyieldable: Cell::new(0),
            nested: Cell::new(0),
            needed: Cell::new(None),
            failure: Cell::new(None),
            hook: RefCell::new(None),
            is_in_hook: Cell::new(false),
            is_overflowing: Cell::new(false),
        });
        thread.move_stack(heap, FIRST_STACK);
        thread
    }

    pub(crate) fn status(&self) -> Status {
        self.status.get()
    }

    pub(crate) fn set_status(&self, status: Status) {
        self.status.set(status);
    }

    pub(crate) fn resumer(&self) -> Option<Gc<Thread>> {
        self.resumer.get()
    }

    pub(crate) fn set_resumer(&self, resumer: Option<Gc<Thread>>) {
        self.resumer.set(resumer);
    }

    /// How many Rust functions keep this thread from yielding.
    pub(crate) fn unyieldable(&self) -> u32 {
        self.unyieldable.get()
    }

    pub(crate) fn set_unyieldable(&self, count: u32) {
        self.unyieldable.set(count);
    }

    /// Remembers the error that ended the coroutine.
    pub(crate) fn set_failure(&self, failure: Option<Value>) {
        self.failure.set(failure);
    }

    /// Whether an error ended the coroutine.
    pub(crate) fn has_failed(&self) -> bool {
        self.failure.get().is_some()
    }

    /// Takes the error that ended the coroutine.
    pub(crate) fn take_failure(&self) -> Option<Value> {
        self.failure.take()
    }

    /// The debug hook.
    pub(crate) fn hook(&self) -> Option<Rc<Hook>> {
        self.hook.borrow().clone()
    }

    /// Whether a debug hook runs.
    pub(crate) fn is_in_hook(&self) -> bool {
        self.is_in_hook.get()
    }

    /// Notes that a debug hook runs, or does no more.
    pub(crate) fn set_in_hook(&self, is_in_hook: bool) {
        self.is_in_hook.set(is_in_hook);
    }

    /// Whether there is a debug hook.
    pub(crate) fn has_hook(&self) -> bool {
        self.hook.borrow().is_some()
    }

    /// Sets or removes the debug hook.
    pub(crate) fn set_hook(&self, hook: Option<Rc<Hook>>) {
        self.hook.replace(hook);
    }

    // The stack.

    /// Where the stack begins. Valid until the stack grows.
    #[inline(always)]
    pub(crate) fn stack_ptr(&self) -> *mut Value {
        self.stack.get().as_ptr()
    }

    /// Index behind the last slot in use by whoever runs.
    #[inline(always)]
    pub(crate) fn top(&self) -> usize {
        self.top.get()
    }

    #[inline(always)]
    pub(crate) fn set_top(&self, top: usize) {
        debug_assert!(top <= self.size.get());
        self.top.set(top);
    }

    /// The value in a slot.
    #[inline(always)]
    pub(crate) fn value(&self, index: usize) -> Value {
        assert!(index < self.size.get(), "stack index in range");
        // SAFETY: T1.
        unsafe { *self.stack_ptr().add(index) }
    }

    /// Sets a slot.
    #[inline(always)]
    pub(crate) fn set_value(&self, index: usize, value: Value) {
        assert!(index < self.size.get(), "stack index in range");
        // SAFETY: T1.
        unsafe { *self.stack_ptr().add(index) = value }
    }

    /// Puts a value on top, if there is room. Returns whether there was.
    #[inline(always)]
    pub(crate) fn try_push(&self, value: Value) -> bool {
        let top = self.top.get();
        if top >= self.size.get() {
            return false;
        }
        // SAFETY: T1.
        unsafe { *self.stack_ptr().add(top) = value }
        self.top.set(top + 1);
        true
    }

    /// Puts two values on top, if there is room for both. Returns whether there was.
    #[inline(always)]
    pub(crate) fn try_push_pair(&self, first: Value, second: Value) -> bool {
        let top = self.top.get();
        if !self.has_room(top, 2) {
            return false;
        }
        // SAFETY: T1.
        unsafe {
            *self.stack_ptr().add(top) = first;
            *self.stack_ptr().add(top + 1) = second;
        }
        self.top.set(top + 2);
        true
    }

    /// Sets the slots from `first` on.
    #[inline(always)]
    pub(crate) fn set_values(&self, first: usize, values: &[Value]) {
        assert!(self.has_room(first, values.len()), "stack range in range");
        for (index, &value) in values.iter().enumerate() {
            // SAFETY: T1.
            unsafe { *self.stack_ptr().add(first + index) = value }
        }
    }

    /// Copies `count` slots from `from` to `to`; the ranges may overlap.
    #[inline(always)]
    pub(crate) fn copy_values(&self, from: usize, to: usize, count: usize) {
        let size = self.size.get();
        assert!(from + count <= size && to + count <= size, "stack range in range");
        // SAFETY: T1.
        unsafe {
            std::ptr::copy(self.stack_ptr().add(from), self.stack_ptr().add(to), count);
        }
    }

    /// Whether there is room for `extra` slots above `from`.
    #[inline(always)]
    pub(crate) fn has_room(&self, from: usize, extra: usize) -> bool {
        from + extra <= self.size.get()
    }

    /// Makes room for `extra` slots above slot `from`.
    ///
    /// # Errors
    ///
    /// If the stack would be larger than [`MAX_STACK`]. There is some room left afterwards for a handler.
    #[inline(always)]
    pub(crate) fn reserve(
        &self,
        heap: &Heap,
        from: usize,
        extra: usize,
    ) -> Result<(), StackOverflow> {
        // Stress mode moves the stack at every call, unless it is so deep that this would take for ever.
        if self.has_room(from, extra) && !(cfg!(stress) && self.size.get() < STRESSED) {
            return Ok(());
        }
        self.grow(heap, from + extra)
    }

    #[cold]
    #[inline(never)]
    fn grow(&self, heap: &Heap, needed: usize) -> Result<(), StackOverflow> {
        let size = self.size.get();
        if needed <= size {
            // Stress mode: move the stack although it need not grow.
            self.move_stack(heap, size);
            return Ok(());
        }
        let largest = largest_stack(heap);
        if needed > largest {
            // Once the room for handlers is in use, only the unwinding gives it back.
            if self.is_overflowing.replace(true) {
                return Err(StackOverflow::Repeated);
            }
            self.move_stack(heap, size.max(largest) + OVERFLOW_ROOM);
            return Err(StackOverflow::Full);
        }
        if !heap.admits((size * 2).max(needed).min(largest) * size_of::<Value>()) {
            return Err(StackOverflow::Memory);
        }
        self.move_stack(heap, (size * 2).max(needed).min(largest));
        Ok(())
    }

    /// Makes the stack small again if it grew far beyond what is in use.
    pub(crate) fn shrink(&self, heap: &Heap) {
        let (count, capacity) = (self.frame_count(), self.frame_capacity());
        if self.size.get() <= FIRST_STACK && capacity <= MANY_FRAMES {
            return;
        }
        let is_large = self.size.get() > largest_stack(heap) || count * 4 < capacity;
        if self.used() * 4 >= self.size.get() && !is_large {
            return;
        }
        // Every frame keeps its room, not the one on top alone: its callers go on without asking for it again.
        let room = |index| self.frame_at(index).top.get() as usize;
        let used = (0..self.frame_count()).map(room).fold(self.used(), usize::max);
        if self.size.get() > FIRST_STACK && used * 4 < self.size.get() {
            self.move_stack(heap, (used * 2).max(FIRST_STACK));
            self.is_overflowing.set(false);
        } else if self.size.get() > largest_stack(heap) && used <= largest_stack(heap) {
            self.move_stack(heap, largest_stack(heap));
            self.is_overflowing.set(false);
        }
        if capacity > MANY_FRAMES && count * 4 < capacity {
            self.move_frames(heap, (count * 2).max(FIRST_FRAMES));
        }
    }

    fn move_stack(&self, heap: &Heap, size: usize) {
        let (old, old_size) = (self.stack.get(), self.size.get());
        let new = heap.alloc_part(size * size_of::<Value>()).cast::<Value>();
        let kept = old_size.min(size);
        // SAFETY: T1 for the old memory; the new one has room for `size` slots.
        unsafe {
            std::ptr::copy_nonoverlapping(old.as_ptr(), new.as_ptr(), kept);
            for index in kept..size {
                new.add(index).write(Value::NIL);
            }
            for upvalue in &*self.open.get() {
                let index = upvalue.location().offset_from(old.as_ptr());
                upvalue.relocate(new.as_ptr().offset(index));
            }
            if old_size > 0 {
                heap.free_part(old.cast(), old_size * size_of::<Value>());
            }
        }
        self.stack.set(new);
        self.size.set(size);
    }

    /// Index behind the last slot that any frame may use.
    fn used(&self) -> usize {
        let top = self.top.get();
        match self.frame_count() {
            0 => top,
            count => top.max(self.frame_at(count - 1).top.get() as usize),
        }
        .min(self.size.get())
    }

    // Frames.

    /// How many frames there are.
    #[inline(always)]
    pub(crate) fn frame_count(&self) -> usize {
        // SAFETY: T3.
        unsafe { self.frames_end.get().offset_from(self.frames.get()) as usize }
    }

    /// Removes frames without looking at them, or counts those that were moved in.
    fn set_frame_count(&self, count: usize) {
        debug_assert!(count <= self.frame_capacity());
        // SAFETY: T3.
        self.frames_end.set(unsafe { self.frames.get().add(count) });
    }

    fn frame_capacity(&self) -> usize {
        // Not by the pointers: those of a dead thread may lead nowhere (T3).
        let (start, end) = (self.frames.get().addr().get(), self.frames_limit.get().addr().get());
        (end - start) / size_of::<CallFrame>()
    }

    /// The running frame.
    #[inline(always)]
    pub(crate) fn frame(&self) -> &CallFrame {
        self.top_frame().expect("a function runs")
    }

    /// The running frame, of a thread that is known to have one.
    ///
    /// # Safety
    ///
    /// There is a frame.
    #[inline(always)]
    pub(crate) unsafe fn frame_unchecked(&self) -> &CallFrame {
        debug_assert!(self.frame_count() > 0);
        // SAFETY: the caller's promise; T2.
        unsafe { self.frames_end.get().sub(1).as_ref() }
    }

    /// The running frame, if there is any.
    #[inline(always)]
    pub(crate) fn top_frame(&self) -> Option<&CallFrame> {
        let is_there = self.frames_end.get() > self.frames.get();
        // SAFETY: T3: there is one.
        is_there.then(|| unsafe { self.frame_unchecked() })
    }

    /// A frame, from 0 at the bottom.
    #[inline(always)]
    pub(crate) fn frame_at(&self, index: usize) -> &CallFrame {
        assert!(index < self.frame_count(), "frame index in range");
        // SAFETY: checked; T2.
        unsafe { &*self.frames.get().as_ptr().add(index) }
    }

    /// How many frames are nested in their callers.
    pub(crate) fn nested(&self) -> u32 {
        self.nested.get()
    }

    /// Counts the running frame as nested in its caller, in the way that the flags say.
    pub(crate) fn nest_frame(&self, flags: u32) {
        if flags != 0 {
            self.frame().set_flags(flags);
            self.nested.set(self.nested.get() + 1);
        }
    }

    /// Whether a frame can be added without moving the others.
    #[inline(always)]
    pub(crate) fn has_frame_room(&self) -> bool {
        self.frames_end.get() < self.frames_limit.get()
    }

    /// Adds a frame that is not nested in its caller.
    ///
    /// # Safety
    ///
    /// There is room for it.
    #[inline(always)]
    pub(crate) unsafe fn push_frame_unchecked(&self, frame: CallFrame) {
        debug_assert!(self.has_frame_room() && !frame.has(flag::NESTED));
        let end = self.frames_end.get();
        // SAFETY: the caller's promise.
        unsafe {
            end.write(frame);
            self.frames_end.set(end.add(1));
        }
    }

    /// Removes the running frame, which is not nested in its caller.
    ///
    /// # Safety
    ///
    /// There is a frame.
    #[inline(always)]
    pub(crate) unsafe fn pop_plain_frame(&self) {
        debug_assert!(self.frame_count() > 0 && !self.frame().has(flag::NESTED));
        // SAFETY: the caller's promise.
        self.frames_end.set(unsafe { self.frames_end.get().sub(1) });
    }

    /// Adds a frame.
    #[inline(always)]
    pub(crate) fn push_frame(&self, heap: &Heap, frame: CallFrame) {
        if frame.has(flag::NESTED) {
            self.nested.set(self.nested.get() + 1);
        }
        if !self.has_frame_room() {
            self.grow_frames(heap);
        }
        let end = self.frames_end.get();
        // SAFETY: there is room now.
        unsafe {
            end.write(frame);
            self.frames_end.set(end.add(1));
        }
    }

    #[cold]
    #[inline(never)]
    fn grow_frames(&self, heap: &Heap) {
        self.move_frames(heap, (self.frame_capacity() * 2).max(FIRST_FRAMES));
    }

    fn move_frames(&self, heap: &Heap, new_capacity: usize) {
        let (old, capacity, count) = (self.frames.get(), self.frame_capacity(), self.frame_count());
        let new = heap.alloc_part(new_capacity * size_of::<CallFrame>()).cast::<CallFrame>();
        // SAFETY: both have room for `count` frames.
        unsafe {
            std::ptr::copy_nonoverlapping(old.as_ptr(), new.as_ptr(), count);
            self.frames_limit.set(new.add(new_capacity));
        }
        self.frames.set(new);
        self.set_frame_count(count);
        if capacity > 0 {
            // SAFETY: allocated with this size; nobody holds a frame (T2).
            unsafe { heap.free_part(old.cast(), capacity * size_of::<CallFrame>()) };
        }
    }

    /// Removes the running frame.
    #[inline(always)]
    pub(crate) fn pop_frame(&self) {
        if self.frame().has(flag::NESTED) {
            self.nested.set(self.nested.get() - 1);
        }
        // SAFETY: T3: there is a frame.
        self.frames_end.set(unsafe { self.frames_end.get().sub(1) });
    }

    /// Removes all frames above the first `count`.
    pub(crate) fn truncate_frames(&self, count: usize) {
        while self.frame_count() > count {
            self.pop_frame();
        }
    }

    // Open upvalues and variables to be closed.

    #[allow(clippy::mut_from_ref)]
    fn open(&self) -> &mut Vec<Gc<Upvalue>> {
        // SAFETY: borrowed inside one method at a time, none of which calls out meanwhile.
        unsafe { &mut *self.open.get() }
    }

    #[allow(clippy::mut_from_ref)]
    fn pending(&self) -> &mut Vec<u32> {
        // SAFETY: as above.
        unsafe { &mut *self.to_close.get() }
    }

    /// The open upvalue of a slot, made if there is none yet.
    pub(crate) fn find_upvalue(&self, this: Gc<Thread>, heap: &Heap, index: usize) -> Gc<Upvalue> {
        assert!(index < self.size.get(), "stack index in range");
        // SAFETY: checked.
        let location = unsafe { self.stack_ptr().add(index) };
        let open = self.open();
        let mut at = open.len();
        while at > 0 && open[at - 1].location() > location {
            at -= 1;
        }
        if at > 0 && open[at - 1].location() == location {
            return open[at - 1];
        }
        let upvalue = Upvalue::open(heap, location, this);
        self.open().insert(at, upvalue);
        upvalue
    }

    /// Closes the upvalues of all slots from `level` on.
    pub(crate) fn close_upvalues(&self, heap: &Heap, level: usize) {
        // SAFETY: only compared.
        let limit = unsafe { self.stack_ptr().add(level) };
        while let Some(upvalue) = self.open().pop_if(|upvalue| upvalue.location() >= limit) {
            upvalue.close(heap);
        }
    }

    /// Marks a slot as a variable to be closed.
    pub(crate) fn push_to_close(&self, index: usize) {
        self.pending().push(index as u32);
    }

    /// The last variable to be closed at or above `level`.
    pub(crate) fn last_to_close(&self, level: usize) -> Option<usize> {
        self.pending().last().map(|&index| index as usize).filter(|&index| index >= level)
    }

    /// Forgets the last variable to be closed.
    pub(crate) fn pop_to_close(&self) {
        self.pending().pop();
    }

    // The collector's view.

    /// Tells, for the collector's next work alone, that the running Lua function needs no slot from `end` on.
    pub(crate) fn set_needed(&self, end: Option<NonZero<u32>>) {
        self.needed.set(end);
    }

    /// Marks the stack. In the atomic phase the unused part is cleared, so that no slot keeps a pointer to
    /// what is about to be freed (G4).
    pub(super) fn trace(&self, this: Gc<Thread>, marker: &Marker<'_>) -> usize {
        for (part, bytes) in self.parts() {
            // SAFETY: allocated with this size.
            unsafe { marker.keep_part(part, bytes) };
        }
        let used = self.needed.get().map_or_else(|| self.used(), |end| end.get() as usize);
        for index in 0..used {
            self.value(index).trace(marker);
        }
        for upvalue in &*self.open() {
            marker.mark(*upvalue);
        }
        if let Some(resumer) = self.resumer.get() {
            marker.mark(resumer);
        }
        if let Some(failure) = self.failure.get() {
            failure.trace(marker);
        }
        if let Some(hook) = &*self.hook.borrow()
            && let Watcher::Script(function) = hook.watcher
        {
            function.trace(marker);
        }
        if marker.atomic {
            for index in used..self.size.get() {
                self.set_value(index, Value::NIL);
            }
        }
        marker.visit_again(this.header());
        size_of::<Thread>() + used * size_of::<Value>()
    }

    /// The memory of the stack and of the frames, with their sizes in bytes.
    fn parts(&self) -> impl Iterator<Item = (NonNull<u8>, usize)> {
        let stack = (self.stack.get().cast(), self.size.get() * size_of::<Value>());
        let frames = (self.frames.get().cast(), self.frame_capacity() * size_of::<CallFrame>());
        [stack, frames].into_iter().filter(|(_, bytes)| *bytes > 0)
    }

    /// Frees stack, frames and lists of a dead thread.
    pub(super) fn release_parts(&self, heap: &Heap) {
        for (part, bytes) in self.parts() {
            // SAFETY: allocated with this size, and forgotten here.
            unsafe { heap.release_part(part, bytes) };
        }
        self.size.set(0);
        self.frames.set(NonNull::dangling());
        self.frames_end.set(NonNull::dangling());
        self.frames_limit.set(NonNull::dangling());
        self.set_hook(None);
        *self.open() = Vec::new();
        *self.pending() = Vec::new();
    }
}
