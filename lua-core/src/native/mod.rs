//! The calling convention of Rust functions: arguments in, results out, calls back into Lua.
//!
//! A native function gets a [`Call`]: a window of the stack with its arguments at positions 1, 2, …. What it
//! pushes lands behind them. It returns [`Returns::Count`], naming how many of the last values are results.
//!
//! - X1. Values that a native keeps across a call into Lua must be on the stack, in its window.
//! - X2. The window's `base` and `count` are fixed; the stack may move, so nothing keeps pointers into it.

pub(crate) mod args;
pub(crate) mod buffer;

use crate::gc::Gc;
use crate::object::{Call, LuaError, NativeFunction, Returns, State, Table, Thread, Value};
use crate::vm::{call, invoke, limits, message};

impl<'a> Call<'a> {
    /// The machine.
    #[inline(always)]
    pub(crate) fn state(&self) -> &'a State {
        self.state
    }

    /// The thread that runs.
    pub(crate) fn thread(&self) -> Gc<Thread> {
        self.thread
    }

    /// How many arguments there are.
    #[inline(always)]
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The argument at a position, from 1; nil if there is none.
    #[inline(always)]
    pub(crate) fn get(&self, position: usize) -> Value {
        if position <= self.count {
            self.thread.value(self.base + position - 1)
        } else {
            Value::NIL
        }
    }

    /// Whether there is an argument at a position, nil or not.
    #[inline(always)]
    pub(crate) fn has(&self, position: usize) -> bool {
        position <= self.count
    }

    /// Replaces an argument that there is; for keeping values where the collector sees them (X1).
    pub(crate) fn replace(&mut self, position: usize, value: Value) {
        debug_assert!(position <= self.count);
        self.thread.set_value(self.base + position - 1, value);
    }

    /// Makes the number of arguments `count`, adding nils or dropping arguments. Only before anything is pushed.
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    pub(crate) fn set_count(&mut self, count: usize) -> Result<(), LuaError> {
        self.reserve(count)?;
        for index in self.count..count {
            self.thread.set_value(self.base + index, Value::NIL);
        }
        self.count = count;
        self.thread.set_top(self.base + count);
        Ok(())
    }

    /// Makes room for `extra` more values.
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    pub(crate) fn reserve(&mut self, extra: usize) -> Result<(), LuaError> {
        call::reserve(self.state, self.thread, self.thread.top(), extra)
    }

    /// How many values the window holds, pushed ones included.
    pub(crate) fn len(&self) -> usize {
        self.thread.top() - self.base
    }

    /// The value at a position of the window, pushed ones included.
    pub(crate) fn slot(&self, position: usize) -> Value {
        debug_assert!(position <= self.len());
        self.thread.value(self.base + position - 1)
    }

    /// Replaces the value at a position of the window, pushed ones included.
    pub(crate) fn set_slot(&mut self, position: usize, value: Value) {
        debug_assert!(position <= self.len());
        self.thread.set_value(self.base + position - 1, value);
    }

    /// Drops pushed values, so that the window holds `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        debug_assert!(len <= self.len());
        self.thread.set_top(self.base + len);
    }

    /// Pushes a value.
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    #[inline(always)]
    pub(crate) fn push(&mut self, value: Value) -> Result<(), LuaError> {
        while !self.thread.try_push(value) {
            self.reserve(1)?;
        }
        Ok(())
    }

    /// Returns no value.
    #[inline(always)]
    pub(crate) fn none(&mut self) -> Result<Returns, LuaError> {
        Ok(Returns::Count(0))
    }

    /// Returns one value.
    #[inline(always)]
    pub(crate) fn one(&mut self, value: Value) -> Result<Returns, LuaError> {
        self.push(value)?;
        Ok(Returns::Count(1))
    }

    /// Returns some values.
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    pub(crate) fn many(&mut self, values: &[Value]) -> Result<Returns, LuaError> {
        self.reserve(values.len())?;
        for &value in values {
            self.push(value)?;
        }
        Ok(Returns::Count(values.len() as u32))
    }

    /// Makes a string and returns it.
    ///
    /// # Errors
    ///
    /// If the string is too long or the stack overflows.
    pub(crate) fn one_string(&mut self, bytes: &[u8]) -> Result<Returns, LuaError> {
        let string = self.new_string(bytes)?;
        self.one(string)
    }

    /// Makes a string.
    ///
    /// # Errors
    ///
    /// If it is too long.
    pub(crate) fn new_string(&self, bytes: &[u8]) -> Result<Value, LuaError> {
        limits::admit_string(self.state, bytes.len())?;
        limits::spend_bytes(self.state, bytes.len())?;
        Ok(self.state.string_value(bytes))
    }

    /// Makes a table.
    pub(crate) fn new_table(&self, items: usize, fields: usize) -> Gc<Table> {
        Table::new(&self.state.heap, items, fields)
    }

    /// Calls a function with some arguments and returns its first result. The call must not yield.
    ///
    /// # Errors
    ///
    /// If the function fails.
    pub(crate) fn call_value(
        &mut self,
        function: Value,
        arguments: &[Value],
    ) -> Result<Value, LuaError> {
        invoke::call_value(self.state, function, arguments)
    }

    /// Calls the function that was pushed before the last `arguments` values; it and they are replaced by
    /// `wanted` results, or all of them if `wanted` is [`crate::object::thread::ALL`]. The call must not yield.
    ///
    /// # Errors
    ///
    /// If the function fails.
    pub(crate) fn invoke(&mut self, arguments: usize, wanted: i32) -> Result<(), LuaError> {
        let func = self.thread.top() - arguments - 1;
        invoke::invoke(self.state, self.thread, func, wanted)
    }

    /// Throws a message with the position of the function that called this one.
    #[cold]
    pub(crate) fn error(&self, message: impl AsRef<[u8]>) -> LuaError {
        message::error_at_caller(self.state, message)
    }
}

/// Sets functions in a table, under the last part of their names.
pub(crate) fn register(state: &State, table: Gc<Table>, functions: &'static [NativeFunction]) {
    for function in functions {
        let name = function.name.rsplit('.').next().unwrap_or(function.name);
        table.set_string(&state.heap, state.string(name.as_bytes()), Value::from_native(function));
    }
}
