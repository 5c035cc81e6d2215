//! `Proto`: one machine's side of a function's code. The code itself is shared; here are the constants as
//! values and the prototypes of inner functions, made when first needed.

use std::cell::Cell;
use std::sync::Arc;

use super::kind;
use super::value::Value;
use crate::bytecode::{FunctionCode, Instruction};
use crate::gc::{Gc, Header, Heap, Marker, Object};

/// A function prototype on the heap.
#[repr(C)]
pub(crate) struct Proto {
    header: Header,
    code: *const Instruction,
    constants: *const Value,
    function: Arc<FunctionCode>,
    values: Box<[Value]>,
    children: Box<[Cell<Option<Gc<Proto>>>]>,
}

// SAFETY: `repr(C)`, the header first.
#[allow(unsafe_code)]
unsafe impl Object for Proto {
    const KIND: u8 = kind::PROTO;
}

impl Proto {
    /// Makes the prototype of `function`, whose constants are `values`.
    pub(crate) fn new(heap: &Heap, function: Arc<FunctionCode>, values: Box<[Value]>) -> Gc<Proto> {
        let children = function.children.iter().map(|_| Cell::new(None)).collect();
        let proto = heap.alloc(Proto {
            header: Header::new(kind::PROTO),
            code: function.code.as_ptr(),
            constants: values.as_ptr(),
            function,
            values,
            children,
        });
        heap.charge(proto.owned_bytes());
        proto
    }

    /// Bytes outside the cell.
    pub(super) fn owned_bytes(&self) -> usize {
        size_of_val(&*self.values) + size_of_val(&*self.children)
    }

    /// The shared code.
    #[inline(always)]
    pub(crate) fn function(&self) -> &FunctionCode {
        &self.function
    }

    /// The shared code, to be shared once more.
    pub(crate) fn shared(&self) -> &Arc<FunctionCode> {
        &self.function
    }

    /// The first instruction.
    #[inline(always)]
    pub(crate) fn code(&self) -> *const Instruction {
        self.code
    }

    /// The first constant.
    #[inline(always)]
    pub(crate) fn constants(&self) -> *const Value {
        self.constants
    }

    /// A constant.
    pub(crate) fn constant(&self, index: usize) -> Value {
        self.values[index]
    }

    /// The prototype of an inner function, if it was made already.
    #[inline(always)]
    pub(crate) fn child(&self, index: usize) -> Option<Gc<Proto>> {
        self.children[index].get()
    }

    /// Remembers the prototype of an inner function.
    pub(crate) fn set_child(&self, heap: &Heap, index: usize, child: Gc<Proto>) {
        self.children[index].set(Some(child));
        heap.barrier_back(self);
    }

    /// The line of an instruction; 0 if unknown.
    pub(crate) fn line(&self, pc: usize) -> u32 {
        self.function.lines.get(pc).copied().unwrap_or(0)
    }

    pub(super) fn trace(&self, marker: &Marker<'_>) -> usize {
        for value in &self.values {
            value.trace(marker);
        }
        for child in self.children.iter().filter_map(Cell::get) {
            marker.mark(child);
        }
        size_of::<Proto>() + self.owned_bytes()
    }
}
