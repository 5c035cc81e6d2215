//! Arguments and results on the Lua stack, as Rust functions see them: nothing is copied that need not be.

use super::convert::{FromLua, IntoLua};
use super::error::{Error, Result};
use super::handle::BorrowedLua;
use super::lua::Lua;
use super::value::Value;
use crate::gc::Gc;
use crate::num::convert::number_to_integer;
use crate::object::{self, Call, LuaError, State, Thread};
use crate::vm::{call, collect, invoke, message, metamethod};

/// The arguments of a Rust function, or the results of a Lua function, where they lie on the stack.
///
/// Positions count from 0. Conversions read from here; see [`FromLua::from_argument`].
pub struct Arguments<'a> {
    lua: BorrowedLua,
    state: &'a State,
    thread: Gc<Thread>,
    base: usize,
    count: usize,
}

impl<'a> Arguments<'a> {
    /// The window of a native call, without its first `skip` arguments.
    #[inline(always)]
    pub(super) fn of(call: &Call<'a>, skip: usize) -> Arguments<'a> {
        let skip = skip.min(call.count);
        Arguments::at(call.state, call.thread, call.base + skip, call.count - skip)
    }

    /// `count` values of a thread's stack from slot `base` on.
    #[inline(always)]
    pub(super) fn at(
        state: &'a State,
        thread: Gc<Thread>,
        base: usize,
        count: usize,
    ) -> Arguments<'a> {
        Arguments { lua: Lua::borrowed(state), state, thread, base, count }
    }

    /// The machine.
    #[inline(always)]
    pub fn lua(&self) -> &Lua {
        &self.lua
    }

    /// How many values there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The machine's state.
    pub(super) fn state(&self) -> &'a State {
        self.state
    }

    #[inline(always)]
    pub(super) fn raw(&self, index: usize) -> object::Value {
        if index < self.count { self.thread.value(self.base + index) } else { object::Value::NIL }
    }

    /// The value at a position as an owned value; nil if there is none.
    pub fn value(&self, index: usize) -> Value {
        Value::from_raw(self.lua(), self.raw(index))
    }

    /// Whether the value at a position is nil or missing.
    #[inline(always)]
    pub fn is_nil(&self, index: usize) -> bool {
        self.raw(index).is_nil()
    }

    /// Converts the value at a position.
    ///
    /// # Errors
    ///
    /// If it has another type; the error does not say yet which argument it is about.
    #[inline(always)]
    pub fn get<T: FromLua>(&self, index: usize) -> Result<T> {
        T::from_argument(self, index)
    }

    /// What type the value at a position has, in words for an error message.
    pub(super) fn type_name(&self, index: usize) -> String {
        if index >= self.count {
            return "no value".into();
        }
        String::from_utf8_lossy(&message::type_name(self.state, self.raw(index))).into_owned()
    }

    #[cold]
    pub(super) fn mismatch(&self, index: usize, expected: &str) -> Error {
        Error::conversion(&self.type_name(index), expected, None)
    }

    /// The boolean at a position; nil is false, anything else but `false` is true.
    #[inline(always)]
    pub fn boolean(&self, index: usize) -> bool {
        self.raw(index).is_truthy()
    }

    /// The integer at a position, also if it is written as a float or a string.
    ///
    /// # Errors
    ///
    /// If it is no number, or has no integer's value.
    #[inline(always)]
    pub fn integer(&self, index: usize) -> Result<i64> {
        match self.raw(index).as_integer() {
            Some(integer) => Ok(integer),
            None => self.coerce_integer(index),
        }
    }

    #[cold]
    fn coerce_integer(&self, index: usize) -> Result<i64> {
        match metamethod::to_number(self.raw(index)) {
            Some(number) => number_to_integer(number).ok_or_else(|| {
                let reason = Some("number has no integer representation");
                Error::conversion("number", "integer", reason)
            }),
            None => Err(self.mismatch(index, "number")),
        }
    }

    /// The number at a position, also if it is written as a string.
    ///
    /// # Errors
    ///
    /// If it is no number.
    #[inline(always)]
    pub fn number(&self, index: usize) -> Result<f64> {
        match self.raw(index).to_float() {
            Some(float) => Ok(float),
            None => match metamethod::to_number(self.raw(index)) {
                Some(number) => Ok(crate::num::convert::number_to_float(number)),
                None => Err(self.mismatch(index, "number")),
            },
        }
    }

    /// The bytes of the string at a position; a number is replaced by its text where it lies.
    ///
    /// # Errors
    ///
    /// If it is neither.
    #[inline(always)]
    pub fn bytes(&self, index: usize) -> Result<&[u8]> {
        let raw = self.raw(index);
        if raw.as_string().is_none() {
            self.coerce_string(index)?;
        }
        match self.raw(index).as_string() {
            // The string stays on the stack as long as this window, and strings neither move nor change.
            Some(string) => Ok(string.long_lived_bytes(self)),
            None => Err(self.mismatch(index, "string")),
        }
    }

    #[cold]
    fn coerce_string(&self, index: usize) -> Result<()> {
        let Some(number) = self.raw(index).as_number() else {
            return Err(self.mismatch(index, "string"));
        };
        let text = metamethod::number_text(self.state, number);
        self.thread.set_value(self.base + index, text);
        Ok(())
    }

    /// The text of the string at a position; a number is replaced by its text where it lies.
    ///
    /// # Errors
    ///
    /// If it is neither, or the bytes are not UTF-8.
    #[inline(always)]
    pub fn str(&self, index: usize) -> Result<&str> {
        std::str::from_utf8(self.bytes(index)?)
            .map_err(|_| Error::conversion("string", "string", Some("invalid UTF-8")))
    }
}

/// Where a Rust function, or the caller of a Lua function, puts values.
pub struct Results<'a> {
    lua: BorrowedLua,
    state: &'a State,
    thread: Gc<Thread>,
    start: usize,
}

impl<'a> Results<'a> {
    /// Values go on top of a thread's stack.
    #[inline(always)]
    pub(super) fn on(state: &'a State, thread: Gc<Thread>) -> Results<'a> {
        Results { lua: Lua::borrowed(state), state, thread, start: thread.top() }
    }

    /// The machine.
    #[inline(always)]
    pub fn lua(&self) -> &Lua {
        &self.lua
    }

    /// How many values were pushed.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.thread.top() - self.start
    }

    /// Whether no value was pushed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes room for some values.
    ///
    /// # Errors
    ///
    /// If the stack would overflow.
    pub fn reserve(&mut self, count: usize) -> Result<()> {
        call::reserve(self.state, self.thread, self.thread.top(), count)
            .map_err(|error| Error::caught(&self.lua, error))
    }

    #[inline(always)]
    pub(super) fn push_raw(&mut self, value: object::Value) -> Result<()> {
        while !self.thread.try_push(value) {
            self.reserve(1)?;
        }
        Ok(())
    }

    /// Pushes an owned value.
    ///
    /// # Errors
    ///
    /// If it belongs to another machine, or the stack overflows.
    pub fn push_value(&mut self, value: &Value) -> Result<()> {
        let raw = value.raw(self.state)?;
        self.push_raw(raw)
    }

    /// Pushes an argument of the same call.
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    pub fn push_argument(&mut self, arguments: &Arguments<'_>, index: usize) -> Result<()> {
        self.push_raw(arguments.raw(index))
    }

    /// Pushes nil.
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    #[inline(always)]
    pub fn push_nil(&mut self) -> Result<()> {
        self.push_raw(object::Value::NIL)
    }

    /// Pushes a boolean.
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    #[inline(always)]
    pub fn push_boolean(&mut self, boolean: bool) -> Result<()> {
        self.push_raw(object::Value::from_boolean(boolean))
    }

    /// Pushes an integer.
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    #[inline(always)]
    pub fn push_integer(&mut self, integer: i64) -> Result<()> {
        self.push_raw(object::Value::from_integer(integer))
    }

    /// Pushes a float.
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    #[inline(always)]
    pub fn push_number(&mut self, number: f64) -> Result<()> {
        self.push_raw(object::Value::from_float(number))
    }

    /// Pushes a string of these bytes.
    ///
    /// # Errors
    ///
    /// If it is too long, or the stack overflows.
    #[inline]
    pub fn push_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        let string = self.lua.raw_string(bytes)?;
        self.push_raw(string)
    }

    /// Throws a Rust error in the machine.
    #[cold]
    pub(super) fn throw(&self, error: Error) -> LuaError {
        error.throw(self.state)
    }
}

/// How many slots a [`Scratch`] has to begin with.
const SCRATCH: usize = 8;

/// Slots above everything in use, where values of the host are converted: nothing needs an owned handle for that. The
/// stack is as it was when this is dropped.
pub(super) struct Scratch<'a> {
    state: &'a State,
    thread: Gc<Thread>,
    top: usize,
    start: usize,
}

impl<'a> Scratch<'a> {
    /// Goes above the running thread's stack. What the host makes is garbage to be collected too: this is a safepoint.
    ///
    /// # Errors
    ///
    /// If the stack would overflow.
    #[inline(always)]
    pub(super) fn on(lua: &'a Lua) -> Result<Scratch<'a>> {
        let state = &*lua.state;
        collect::safepoint(state);
        let thread = state.current.get();
        let (top, start) = (thread.top(), invoke::scratch(thread));
        call::reserve(state, thread, start, SCRATCH).map_err(|error| Error::caught(lua, error))?;
        thread.set_top(start);
        Ok(Scratch { state, thread, top, start })
    }

    /// Converts a value of the host, and keeps it alive here.
    ///
    /// # Errors
    ///
    /// If there is no such Lua value.
    #[inline(always)]
    pub(super) fn push(&self, value: impl IntoLua) -> Result<object::Value> {
        value.push_into(&mut Results::on(self.state, self.thread))?;
        Ok(self.thread.value(self.thread.top() - 1))
    }

    /// Keeps a Lua value alive here.
    ///
    /// # Errors
    ///
    /// If the stack would overflow.
    pub(super) fn keep(&self, value: object::Value) -> Result<object::Value> {
        Results::on(self.state, self.thread).push_raw(value)?;
        Ok(value)
    }

    /// Converts a Lua value.
    ///
    /// # Errors
    ///
    /// If it is of another type.
    #[inline(always)]
    pub(super) fn read<V: FromLua>(&self, value: object::Value) -> Result<V> {
        let mut results = Results::on(self.state, self.thread);
        results.push_raw(value)?;
        V::from_argument(&Arguments::at(self.state, self.thread, results.start, 1), 0)
    }

    /// Forgets all values.
    #[inline(always)]
    pub(super) fn clear(&self) {
        self.thread.set_top(self.start);
    }

    /// Converts two Lua values.
    ///
    /// # Errors
    ///
    /// If one is of another type.
    #[inline(always)]
    pub(super) fn read_pair<K: FromLua, V: FromLua>(
        &self,
        key: object::Value,
        value: object::Value,
    ) -> Result<(K, V)> {
        let mut results = Results::on(self.state, self.thread);
        results.push_raw(key)?;
        results.push_raw(value)?;
        let pair = Arguments::at(self.state, self.thread, results.start, 2);
        Ok((pair.get(0)?, pair.get(1)?))
    }
}

impl Drop for Scratch<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.thread.set_top(self.top);
    }
}

/// A type that a plain Rust function can have as its parameter: everything that implements [`FromLua`], and
/// `&str` and `&[u8]`, which are read where they lie.
///
/// ```
/// use lua_core::{Function, Lua};
/// let lua = Lua::new();
/// lua.globals().set("count", Function::wrap(|text: &str, of: &str| text.matches(of).count() as i64))?;
/// assert_eq!(lua.load("count('banana', 'an')").eval::<i64>()?, 2);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a function that Lua calls",
    note = "parameters implement `FromLua`, or are `&str`, `&[u8]` or `&BStr`"
)]
pub trait FromArgument {
    /// The parameter's type, with the lifetime of the call.
    type Item<'a>;

    /// Reads the argument at a position.
    ///
    /// # Errors
    ///
    /// If it has another type.
    fn from_argument<'a>(arguments: &'a Arguments<'_>, index: usize) -> Result<Self::Item<'a>>;
}

impl<T: FromLua> FromArgument for T {
    type Item<'a> = T;

    #[inline(always)]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<T> {
        T::from_argument(arguments, index)
    }
}

impl FromArgument for &str {
    type Item<'a> = &'a str;

    #[inline(always)]
    fn from_argument<'a>(arguments: &'a Arguments<'_>, index: usize) -> Result<&'a str> {
        arguments.str(index)
    }
}

impl FromArgument for &[u8] {
    type Item<'a> = &'a [u8];

    #[inline(always)]
    fn from_argument<'a>(arguments: &'a Arguments<'_>, index: usize) -> Result<&'a [u8]> {
        arguments.bytes(index)
    }
}
