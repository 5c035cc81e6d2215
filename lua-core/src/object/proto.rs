//! `Proto`: one machine's side of a function's code. The code itself is shared; here are the constants as
//! values and the prototypes of inner functions, made when first needed.

use std::cell::Cell;
use std::sync::Arc;

use super::kind;
use super::state::State;
use super::string::MAX_SHORT;
use super::table::Table;
use super::value::Value;
use crate::bytecode::{Constant, FunctionCode, Instruction, MAX_KEY};
use crate::gc::{Gc, Header, Heap, Marker, Object};

// Constants that are keys are interned, which the loop relies on.
const _: () = assert!(MAX_KEY == MAX_SHORT);

/// Names of chunks from this length on count as memory: scripts choose them.
const LONG_NAME: usize = 256;

/// A function prototype on the heap.
#[repr(C)]
pub(crate) struct Proto {
    header: Header,
    code: *const Instruction,
    constants: *const Value,
    // PERF: copies of what a call needs to know, so that it does not touch the shared code.
    parameters: u8,
    registers: u8,
    is_vararg: bool,
    function: Arc<FunctionCode>,
    values: Box<[Value]>,
    children: Box<[Cell<Option<Gc<Proto>>>]>,
    /// The long strings among the constants of the chunk, by content: equal ones are one string.
    long_strings: Option<Gc<Table>>,
    /// The prototype of the chunk's main function, if the chunk's name is long: it pays for the name.
    main: Option<Gc<Proto>>,
}

// SAFETY: `repr(C)`, the header first.
#[allow(unsafe_code)]
unsafe impl Object for Proto {
    const KIND: u8 = kind::PROTO;
}

/// Whether a function, or one inside it, has a constant that is a long string.
fn has_long_string(function: &FunctionCode) -> bool {
    let is_long = |constant: &Constant| match constant {
        Constant::String(text) => text.len() > MAX_SHORT,
        _ => false,
    };
    function.constants.iter().any(is_long)
        || function.children.iter().any(|child| has_long_string(child))
}

/// A constant string; a long one is the same object wherever the chunk has it.
fn string_constant(state: &State, bytes: &[u8], long_strings: Option<Gc<Table>>) -> Value {
    let string = state.string_value(bytes);
    let Some(long_strings) = long_strings.filter(|_| bytes.len() > MAX_SHORT) else {
        return string;
    };
    let known = long_strings.raw_get(string);
    if known.is_nil() {
        // A string is a key that every table takes.
        let _ = long_strings.raw_set(&state.heap, string, string);
        return string;
    }
    known
}

impl Proto {
    /// Makes one machine's side of a main chunk's code.
    pub(crate) fn instantiate(state: &State, function: Arc<FunctionCode>) -> Gc<Proto> {
        let long_strings = has_long_string(&function).then(|| Table::new(&state.heap, 0, 0));
        Proto::instantiate_with(state, function, long_strings, None)
    }

    /// Makes one machine's side of a function's code: the constants become values.
    fn instantiate_with(
        state: &State,
        function: Arc<FunctionCode>,
        long_strings: Option<Gc<Table>>,
        main: Option<Gc<Proto>>,
    ) -> Gc<Proto> {
        let values = function.constants.iter().map(|constant| match constant {
            Constant::Nil => Value::NIL,
            Constant::Boolean(boolean) => Value::from_boolean(*boolean),
            Constant::Integer(integer) => Value::from_integer(*integer),
            Constant::Float(float) => Value::from_float(*float),
            Constant::String(text) => string_constant(state, function.string(*text), long_strings),
        });
        let values = values.collect();
        Proto::new(&state.heap, function, values, long_strings, main)
    }

    /// The prototype of an inner function, made when it is first needed.
    pub(crate) fn child(outer: Gc<Proto>, state: &State, index: usize) -> Gc<Proto> {
        if let Some(child) = outer.children[index].get() {
            return child;
        }
        let function = outer.function.children[index].clone();
        let main = outer.main.or((outer.function.source.len() >= LONG_NAME).then_some(outer));
        let child = Proto::instantiate_with(state, function, outer.long_strings, main);
        outer.children[index].set(Some(child));
        state.heap.barrier_back(&*outer);
        child
    }

    /// Makes the prototype of `function`, whose constants are `values`.
    fn new(
        heap: &Heap,
        function: Arc<FunctionCode>,
        values: Box<[Value]>,
        long_strings: Option<Gc<Table>>,
        main: Option<Gc<Proto>>,
    ) -> Gc<Proto> {
        let children = function.children.iter().map(|_| Cell::new(None)).collect();
        let proto = heap.alloc(Proto {
            header: Header::new(kind::PROTO),
            code: function.code.as_ptr(),
            constants: values.as_ptr(),
            parameters: function.parameters,
            registers: function.registers,
            is_vararg: function.is_vararg,
            function,
            values,
            children,
            long_strings,
            main,
        });
        heap.charge(proto.owned_bytes());
        proto
    }

    /// Bytes outside the cell, those of the shared code included: each machine that has it pays for it.
    pub(super) fn owned_bytes(&self) -> usize {
        let name = match self.main {
            None if self.function.source.len() >= LONG_NAME => self.function.source.len(),
            _ => 0,
        };
        self.values_bytes() + self.function.bytes() + name
    }

    fn values_bytes(&self) -> usize {
        size_of_val(&*self.values) + size_of_val(&*self.children)
    }

    /// The shared code.
    #[inline(always)]
    pub(crate) fn function(&self) -> &FunctionCode {
        &self.function
    }

    /// How many fixed parameters.
    #[inline(always)]
    pub(crate) fn parameters(&self) -> usize {
        self.parameters as usize
    }

    /// How many registers.
    #[inline(always)]
    pub(crate) fn registers(&self) -> usize {
        self.registers as usize
    }

    /// Whether it takes more arguments than its parameters.
    #[inline(always)]
    pub(crate) fn is_vararg(&self) -> bool {
        self.is_vararg
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
        if let Some(long_strings) = self.long_strings {
            marker.mark(long_strings);
        }
        if let Some(main) = self.main {
            marker.mark(main);
        }
        size_of::<Proto>() + self.values_bytes()
    }
}
