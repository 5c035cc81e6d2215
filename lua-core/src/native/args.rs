//! Checks of arguments, with Lua's wording of what is wrong.

use crate::gc::Gc;
use crate::num::Number;
use crate::num::convert::number_to_integer;
use crate::object::{Call, LuaError, LuaString, Table, Value};
use crate::vm::{message, metamethod};

impl Call<'_> {
    /// "bad argument #n to 'function' (message)".
    #[cold]
    pub(crate) fn argument_error(&self, position: usize, message: impl AsRef<[u8]>) -> LuaError {
        let thread = self.thread;
        let index = thread.frame_count() - 1;
        let (mut position, message) = (position, message.as_ref());
        let name = match message::frame_name(thread, index) {
            Some(("method", name)) => {
                position -= 1;
                if position == 0 {
                    let text = [b"calling '", name.as_slice(), b"' on bad self (", message, b")"];
                    return self.error(text.concat());
                }
                name
            }
            Some((_, name)) => name,
            None => {
                let function = thread.value(thread.frame_at(index).func.get() as usize);
                function.as_native().map_or("?", |native| native.name).as_bytes().to_vec()
            }
        };
        let head = format!("bad argument #{position} to '");
        self.error([head.as_bytes(), &name, b"' (", message, b")"].concat())
    }

    /// "bad argument #n to 'function' (expected, got type)".
    #[cold]
    pub(crate) fn type_error(&self, position: usize, expected: &str) -> LuaError {
        let actual = match self.has(position) {
            true => message::type_name(self.state, self.get(position)),
            false => b"no value".to_vec(),
        };
        self.argument_error(position, [expected.as_bytes(), b" expected, got ", &actual].concat())
    }

    /// An argument that must be there, whatever it is.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub(crate) fn any(&self, position: usize) -> Result<Value, LuaError> {
        match self.has(position) {
            true => Ok(self.get(position)),
            false => Err(self.argument_error(position, "value expected")),
        }
    }

    /// An integer, also written as a float or a string.
    ///
    /// # Errors
    ///
    /// If the argument is no number, or a number without an integer's value.
    #[inline]
    pub(crate) fn integer(&self, position: usize) -> Result<i64, LuaError> {
        match self.get(position).as_integer() {
            Some(integer) => Ok(integer),
            None => self.coerce_integer(position),
        }
    }

    fn coerce_integer(&self, position: usize) -> Result<i64, LuaError> {
        match metamethod::to_number(self.state(), self.get(position)) {
            Some(number) => number_to_integer(number).ok_or_else(|| {
                self.argument_error(position, "number has no integer representation")
            }),
            None => Err(self.type_error(position, "number")),
        }
    }

    /// A number, also written as a string.
    ///
    /// # Errors
    ///
    /// If the argument is no number.
    #[inline]
    pub(crate) fn number(&self, position: usize) -> Result<Number, LuaError> {
        match metamethod::to_number(self.state(), self.get(position)) {
            Some(number) => Ok(number),
            None => Err(self.type_error(position, "number")),
        }
    }

    /// A number as a float.
    ///
    /// # Errors
    ///
    /// If the argument is no number.
    #[inline]
    pub(crate) fn float(&self, position: usize) -> Result<f64, LuaError> {
        match self.get(position).to_float() {
            Some(float) => Ok(float),
            None => self.number(position).map(crate::num::convert::number_to_float),
        }
    }

    /// An integer, or `default` if the argument is nil or missing.
    ///
    /// # Errors
    ///
    /// As [`Call::integer`].
    #[inline]
    pub(crate) fn integer_or(&self, position: usize, default: i64) -> Result<i64, LuaError> {
        if self.get(position).is_nil() { Ok(default) } else { self.integer(position) }
    }

    /// A float, or `default` if the argument is nil or missing.
    ///
    /// # Errors
    ///
    /// As [`Call::float`].
    pub(crate) fn float_or(&self, position: usize, default: f64) -> Result<f64, LuaError> {
        if self.get(position).is_nil() { Ok(default) } else { self.float(position) }
    }

    /// A string; a number is replaced by its text in the window.
    ///
    /// # Errors
    ///
    /// If the argument is neither.
    #[inline]
    pub(crate) fn string(&mut self, position: usize) -> Result<Gc<LuaString>, LuaError> {
        match self.get(position).as_string() {
            Some(string) => Ok(string),
            None => self.coerce_string(position),
        }
    }

    fn coerce_string(&mut self, position: usize) -> Result<Gc<LuaString>, LuaError> {
        let Some(number) = self.get(position).as_number() else {
            return Err(self.type_error(position, "string"));
        };
        let text = metamethod::number_text(self.state, number);
        self.replace(position, text);
        text.as_string().ok_or_else(|| self.type_error(position, "string"))
    }

    /// A string, or `None` if the argument is nil or missing.
    ///
    /// # Errors
    ///
    /// As [`Call::string`].
    pub(crate) fn string_or_none(
        &mut self,
        position: usize,
    ) -> Result<Option<Gc<LuaString>>, LuaError> {
        if self.get(position).is_nil() { Ok(None) } else { self.string(position).map(Some) }
    }

    /// A table.
    ///
    /// # Errors
    ///
    /// If the argument is none.
    #[inline]
    pub(crate) fn table(&self, position: usize) -> Result<Gc<Table>, LuaError> {
        match self.get(position).as_table() {
            Some(table) => Ok(table),
            None => Err(self.type_error(position, "table")),
        }
    }

    /// A function.
    ///
    /// # Errors
    ///
    /// If the argument is none.
    pub(crate) fn function(&self, position: usize) -> Result<Value, LuaError> {
        let value = self.get(position);
        if value.is_function() { Ok(value) } else { Err(self.type_error(position, "function")) }
    }

    /// Which of some words the argument is; `default` stands for a missing one.
    ///
    /// # Errors
    ///
    /// If it is none of them.
    pub(crate) fn option(
        &mut self,
        position: usize,
        default: Option<&str>,
        words: &[&str],
    ) -> Result<usize, LuaError> {
        let given = match (self.get(position).is_nil(), default) {
            (true, Some(default)) => default.as_bytes().to_vec(),
            _ => self.string(position)?.as_bytes().to_vec(),
        };
        words.iter().position(|word| word.as_bytes() == given).ok_or_else(|| {
            self.argument_error(position, [b"invalid option '", given.as_slice(), b"'"].concat())
        })
    }
}
