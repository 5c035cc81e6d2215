//! Functions: Lua closures, Rust functions with and without state, and the window through which a Rust
//! function sees its arguments.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! F1. `count` upvalues follow a `Closure` in the same cell, all set before the closure is reachable.
//! F2. A `NativeClosure` whose function is `trampoline::<F>` holds an `F` as its data until it dies.

use std::any::Any;
use std::cell::{Cell, UnsafeCell};
use std::ptr::NonNull;

use super::error::LuaError;
use super::kind;
use super::proto::Proto;
use super::state::State;
use super::thread::Thread;
use super::upvalue::Upvalue;
use super::value::Value;
use crate::gc::{Gc, Header, Heap, Marker, Object};

/// A Lua function with its upvalues.
#[repr(C)]
pub(crate) struct Closure {
    header: Header,
    proto: Gc<Proto>,
    count: usize,
    upvalues: [Cell<Gc<Upvalue>>; 0],
}

// SAFETY: `repr(C)`, the header first.
unsafe impl Object for Closure {
    const KIND: u8 = kind::CLOSURE;
    const OWNS: bool = false;
}

/// Closures with no more upvalues than that need no list on the Rust heap while they are made.
const FEW_UPVALUES: usize = 8;

impl Closure {
    /// Makes a closure with its upvalues, which may be made meanwhile.
    #[inline]
    pub(crate) fn new(
        heap: &Heap,
        proto: Gc<Proto>,
        upvalues: impl ExactSizeIterator<Item = Gc<Upvalue>>,
    ) -> Gc<Closure> {
        // They must all be there before the closure's cell is taken, which may not be seen half made.
        let mut few = [None; FEW_UPVALUES];
        if upvalues.len() > FEW_UPVALUES {
            let many: Vec<_> = upvalues.collect();
            return Closure::with(heap, proto, many.len(), |n| many[n]);
        }
        let count = upvalues.len();
        few.iter_mut().zip(upvalues).for_each(|(slot, upvalue)| *slot = Some(upvalue));
        Closure::with(heap, proto, count, |n| few[n].expect("as many upvalues as counted"))
    }

    #[inline]
    fn with(
        heap: &Heap,
        proto: Gc<Proto>,
        count: usize,
        upvalue: impl Fn(usize) -> Gc<Upvalue>,
    ) -> Gc<Closure> {
        let init = |cell: NonNull<Closure>| {
            // SAFETY: the cell has room for the struct and `count` upvalues (F1).
            unsafe {
                cell.write(Closure {
                    header: Header::new(kind::CLOSURE),
                    proto,
                    count,
                    upvalues: [],
                });
                let first = cell.add(1).cast::<Cell<Gc<Upvalue>>>();
                for i in 0..count {
                    first.add(i).write(Cell::new(upvalue(i)));
                }
            }
        };
        // SAFETY: `init` fills the whole cell and allocates nothing.
        unsafe { heap.alloc_sized(Closure::size_for(count), init) }
    }

    fn size_for(count: usize) -> usize {
        size_of::<Closure>() + count * size_of::<Gc<Upvalue>>()
    }

    pub(super) fn size(&self) -> usize {
        Closure::size_for(self.count)
    }

    /// The prototype.
    #[inline(always)]
    pub(crate) fn proto(&self) -> Gc<Proto> {
        self.proto
    }

    #[inline(always)]
    fn slots(&self) -> &[Cell<Gc<Upvalue>>] {
        // SAFETY: F1; the pointer is derived from the whole cell's.
        unsafe {
            let first = std::ptr::from_ref(self).add(1).cast::<Cell<Gc<Upvalue>>>();
            std::slice::from_raw_parts(first, self.count)
        }
    }

    /// How many upvalues there are.
    pub(crate) fn upvalue_count(&self) -> usize {
        self.count
    }

    /// An upvalue.
    #[inline(always)]
    pub(crate) fn upvalue(&self, index: usize) -> Gc<Upvalue> {
        self.slots()[index].get()
    }

    /// An upvalue that is known to exist.
    ///
    /// # Safety
    ///
    /// `index` is below the count.
    #[inline(always)]
    pub(crate) unsafe fn upvalue_unchecked(&self, index: usize) -> Gc<Upvalue> {
        debug_assert!(index < self.count);
        // SAFETY: the caller's promise.
        unsafe { self.slots().get_unchecked(index).get() }
    }

    /// Lets an upvalue refer to another variable.
    pub(crate) fn set_upvalue(&self, heap: &Heap, index: usize, upvalue: Gc<Upvalue>) {
        self.slots()[index].set(upvalue);
        heap.barrier_back(self);
    }

    pub(super) fn trace(&self, marker: &Marker<'_>) -> usize {
        marker.mark(self.proto);
        for upvalue in self.slots() {
            marker.mark(upvalue.get());
        }
        self.size()
    }
}

/// What a Rust function leaves to the interpreter when it returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Returns {
    /// The last so many values of its window are its results.
    Count(u32),
    /// Call the window's first value with the rest, protected; the second value is the message handler if
    /// `handler` is set. Results: true and the results, or false and the error.
    Protected {
        /// Whether there is a message handler.
        handler: bool,
    },
    /// Call the window's first value with the rest; its results are the function's own.
    TailCall,
    /// Call the window's first value with the rest; so many of its results are the function's own.
    CallFor {
        /// How many results, or [`super::thread::ALL`].
        wanted: i32,
    },
    /// Resume the thread that is the window's first value with the rest. If `wrapped`, its errors are
    /// raised and its results come bare, else after a boolean.
    Resume {
        /// Whether this is the function that `coroutine.wrap` made.
        wrapped: bool,
    },
    /// Yield all values of the window.
    Yield,
}

/// A Rust function that Lua can call.
pub(crate) type NativeFn = fn(&mut Call<'_>) -> Result<Returns, LuaError>;

/// A Rust function without state, as the libraries have them: a static of this type is the function's
/// identity.
pub(crate) struct NativeFunction {
    /// The name, for messages when no better one is known.
    pub(crate) name: &'static str,
    /// The function.
    pub(crate) function: NativeFn,
}

impl std::fmt::Debug for NativeFunction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// What an access to a field of host data knows of a Rust function, besides that it can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing.
    Plain,
    /// It is the `__index` or `__newindex` of a host type. What its first upvalue, a table, has for a name is what it
    /// would use: for `__index` a value or an accessor, for `__newindex` an accessor.
    Fields,
    /// It reads or writes one field: its arguments are the data, and the new value when it writes.
    Accessor,
}

/// A Rust function with state: Lua values, a Rust closure, or both.
#[repr(C)]
pub(crate) struct NativeClosure {
    header: Header,
    role: Cell<Role>,
    function: NativeFn,
    data: UnsafeCell<Option<Box<dyn Any>>>,
    upvalues: Box<[Cell<Value>]>,
}

// SAFETY: `repr(C)`, the header first.
unsafe impl Object for NativeClosure {
    const KIND: u8 = kind::NATIVE_CLOSURE;
}

/// Calls the Rust closure that the running function was made of.
fn trampoline<F>(call: &mut Call<'_>) -> Result<Returns, LuaError>
where
    F: Fn(&mut Call<'_>) -> Result<Returns, LuaError> + 'static,
{
    let closure = call.running();
    // SAFETY: F2; the closure is on the stack, so it outlives the call.
    let function = unsafe {
        let data = (*closure.data.get()).as_deref().unwrap_unchecked();
        &*std::ptr::from_ref(data).cast::<F>()
    };
    function(call)
}

impl NativeClosure {
    /// Makes a function of `function` and the Lua values that go with it.
    pub(crate) fn new(heap: &Heap, function: NativeFn, upvalues: &[Value]) -> Gc<NativeClosure> {
        NativeClosure::make(heap, function, None, upvalues)
    }

    /// Makes a function of a Rust closure and the Lua values that go with it.
    pub(crate) fn from_closure<F>(heap: &Heap, closure: F, upvalues: &[Value]) -> Gc<NativeClosure>
    where
        F: Fn(&mut Call<'_>) -> Result<Returns, LuaError> + 'static,
    {
        NativeClosure::make(heap, trampoline::<F>, Some(Box::new(closure)), upvalues)
    }

    fn make(
        heap: &Heap,
        function: NativeFn,
        data: Option<Box<dyn Any>>,
        upvalues: &[Value],
    ) -> Gc<NativeClosure> {
        let closure = heap.alloc(NativeClosure {
            header: Header::new(kind::NATIVE_CLOSURE),
            role: Cell::new(Role::Plain),
            function,
            data: UnsafeCell::new(data),
            upvalues: upvalues.iter().copied().map(Cell::new).collect(),
        });
        heap.charge(closure.owned_bytes());
        closure
    }

    /// Bytes outside the cell: the Rust closure's and those of the Lua values.
    pub(super) fn owned_bytes(&self) -> usize {
        // SAFETY: a look at the box, which is only changed when the function is dead.
        let data = unsafe { (*self.data.get()).as_deref() };
        data.map_or(0, size_of_val::<dyn Any>) + size_of_val(&*self.upvalues)
    }

    /// The function to call.
    #[inline(always)]
    pub(crate) fn function(&self) -> NativeFn {
        self.function
    }

    /// What field accesses know of the function.
    #[inline(always)]
    pub(crate) fn role(&self) -> Role {
        self.role.get()
    }

    /// Sets what field accesses know of the function.
    pub(crate) fn set_role(&self, role: Role) {
        self.role.set(role);
    }

    /// The `index`th Lua value, from 0.
    pub(crate) fn upvalue(&self, index: usize) -> Value {
        self.upvalues[index].get()
    }

    /// How many Lua values it holds.
    pub(crate) fn upvalue_count(&self) -> usize {
        self.upvalues.len()
    }

    /// Replaces a Lua value.
    pub(crate) fn set_upvalue(&self, heap: &Heap, index: usize, value: Value) {
        self.upvalues[index].set(value);
        heap.barrier_back(self);
    }

    /// Takes the Rust closure out, to be dropped.
    pub(super) fn take_data(&self) -> Option<Box<dyn Any>> {
        // SAFETY: the function is dead: nobody runs it.
        unsafe { (*self.data.get()).take() }
    }

    /// Whether there is a Rust closure to drop.
    pub(super) fn has_data(&self) -> bool {
        // SAFETY: a look at the discriminant.
        unsafe { (*self.data.get()).is_some() }
    }

    pub(super) fn trace(&self, marker: &Marker<'_>) -> usize {
        for upvalue in &self.upvalues {
            upvalue.get().trace(marker);
        }
        size_of::<NativeClosure>() + size_of_val(&*self.upvalues)
    }
}

/// The window of the stack that a Rust function works in: its arguments, then what it pushes.
/// The methods are in `native`.
pub(crate) struct Call<'a> {
    /// The machine.
    pub(crate) state: &'a State,
    /// The thread that runs.
    pub(crate) thread: Gc<Thread>,
    /// The function that runs; it is also in the slot before its arguments.
    pub(crate) callee: Value,
    /// Stack index of the first argument.
    pub(crate) base: usize,
    /// How many arguments there are.
    pub(crate) count: usize,
}

impl Call<'_> {
    /// The running function, for one that has state.
    #[inline(always)]
    pub(crate) fn running(&self) -> Gc<NativeClosure> {
        self.callee.as_native_closure().expect("a function with state runs")
    }
}
