//! Arguments and results on the Lua stack, as Rust functions see them: nothing is copied that need not be.

use super::convert::{FromLua, IntoLua};
use super::definitions::{Annotation, Mentions, annotated};
use super::error::{Error, Result};
use super::handle::BorrowedLua;
use super::lua::Lua;
use super::value::Value;
use crate::gc::Gc;
use crate::num::convert::number_to_integer;
use crate::object::{self, Call, LuaError, State, Thread};
use crate::vm::{call, collect, invoke, message, metamethod};

/// Ends a call from Rust: the thread's top goes back to where it was, also if a conversion of the host panics.
pub(super) struct Restore {
    thread: Gc<Thread>,
    top: usize,
}

impl Restore {
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn of(thread: Gc<Thread>) -> Restore {
        Restore { thread, top: thread.top() }
    }
}

impl Drop for Restore {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn drop(&mut self) {
        self.thread.set_top(self.top);
    }
}

/// The arguments of a Rust function, or the results of a Lua function, where they lie on the stack.
///
/// Positions count from 0; beyond the last there is nil. Parameters are read from here ([`FromArgument`]), and so
/// are all arguments of a function that takes them as they come ([`crate::NativeCallable`]):
///
/// ```
/// use lua_core::{Arguments, Function, Lua, NativeCallable, Result, Results};
///
/// /// `select('#', ...)` and the last argument.
/// struct CountAndLast;
///
/// impl NativeCallable<CountAndLast> for CountAndLast {
///     fn call_native(&self, arguments: &Arguments<'_>, results: &mut Results<'_>) -> Result<()> {
///         results.push_integer(arguments.len() as i64)?;
///         match arguments.len() {
///             0 => results.push_nil(),
///             count => results.push_argument(arguments, count - 1),
///         }
///     }
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("last", Function::wrap(CountAndLast))?;
/// assert_eq!(lua.load("last('a', 'b', 'c')").eval::<(i64, String)>()?, (3, "c".into()));
/// assert_eq!(lua.load("last()").eval::<(i64, Option<bool>)>()?, (0, None));
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct Arguments<'a> {
    lua: BorrowedLua,
    state: &'a State,
    thread: Gc<Thread>,
    base: usize,
    count: usize,
}

impl<'a> Arguments<'a> {
    /// The window of a native call, without its first `skip` arguments.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn of(call: &Call<'a>, skip: usize) -> Arguments<'a> {
        let skip = skip.min(call.count);
        Arguments::at(call.state, call.thread, call.base + skip, call.count - skip)
    }

    /// `count` values of a thread's stack from slot `base` on.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn at(
        state: &'a State,
        thread: Gc<Thread>,
        base: usize,
        count: usize,
    ) -> Arguments<'a> {
        Arguments { lua: Lua::borrowed(state), state, thread, base, count }
    }

    /// The machine.
    ///
    /// ```
    /// use lua_core::{Arguments, FromArgument, Function, Lua, Result};
    ///
    /// /// The name of a key, as a table of scripts has it.
    /// struct Key(String);
    ///
    /// impl FromArgument for Key {
    ///     type Item<'a> = Key;
    ///
    ///     fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<Key> {
    ///         let names: lua_core::Table = arguments.lua().globals().get("keys")?;
    ///         Ok(Key(names.get(arguments.integer(index)?)?))
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("press", Function::wrap(|key: Key| format!("{} pressed", key.0)))?;
    /// assert_eq!(lua.load("keys = { 'left', 'right' } return press(2)").eval::<String>()?, "right pressed");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn lua(&self) -> &Lua {
        &self.lua
    }

    /// How many values there are.
    /// For an example see [`Arguments`].
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no value.
    ///
    /// ```
    /// use lua_core::{Arguments, Function, Lua, NativeCallable, Result, Results};
    ///
    /// /// `log()` is an error: somebody forgot what to log.
    /// struct Log;
    ///
    /// impl NativeCallable<Log> for Log {
    ///     fn call_native(&self, arguments: &Arguments<'_>, _: &mut Results<'_>) -> Result<()> {
    ///         if arguments.is_empty() {
    ///             return Err(lua_core::Error::runtime("nothing to log"));
    ///         }
    ///         Ok(())
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("log", Function::wrap(Log))?;
    /// lua.load("log(nil)").exec()?;
    /// assert!(lua.load("log()").exec().unwrap_err().to_string().contains("nothing to log"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The machine's state.
    pub(super) fn state(&self) -> &'a State {
        self.state
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn raw(&self, index: usize) -> object::Value {
        if index < self.count { self.thread.value(self.base + index) } else { object::Value::NIL }
    }

    /// The value at a position as an owned value; nil if there is none.
    ///
    /// ```
    /// use lua_core::{Arguments, FromArgument, Function, Lua, Result};
    ///
    /// /// What a script calls the type of an argument, without looking any closer.
    /// struct TypeName(&'static str);
    ///
    /// impl FromArgument for TypeName {
    ///     type Item<'a> = TypeName;
    ///
    ///     fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<TypeName> {
    ///         Ok(TypeName(arguments.value(index).type_name()))
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("kind", Function::wrap(|name: TypeName| name.0))?;
    /// assert_eq!(lua.load("kind(1) .. ' ' .. kind({}) .. ' ' .. kind()").eval::<String>()?, "integer table nil");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn value(&self, index: usize) -> Value {
        Value::from_raw(self.lua(), self.raw(index))
    }

    /// Whether the value at a position is nil or missing.
    ///
    /// ```
    /// use lua_core::{Arguments, FromArgument, Function, Lua, Result};
    ///
    /// /// A volume from 0 to 100; what a script leaves out is 50.
    /// struct Volume(u8);
    ///
    /// impl FromArgument for Volume {
    ///     type Item<'a> = Volume;
    ///
    ///     fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<Volume> {
    ///         let volume = if arguments.is_nil(index) { 50 } else { arguments.get(index)? };
    ///         Ok(Volume(volume.min(100)))
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("volume", Function::wrap(|volume: Volume| volume.0))?;
    /// let volumes: (u8, u8, u8) = lua.load("volume(120), volume(), volume(nil)").eval()?;
    /// assert_eq!(volumes, (100, 50, 50));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn is_nil(&self, index: usize) -> bool {
        self.raw(index).is_nil()
    }

    /// Converts the value at a position.
    ///
    /// ```
    /// use lua_core::{Arguments, Function, Lua, NativeCallable, Result, Results};
    ///
    /// /// `pick(n, a, b, …)`: the nth of what follows.
    /// struct Pick;
    ///
    /// impl NativeCallable<Pick> for Pick {
    ///     fn call_native(&self, arguments: &Arguments<'_>, results: &mut Results<'_>) -> Result<()> {
    ///         results.push_argument(arguments, arguments.get(0)?)
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("pick", Function::wrap(Pick))?;
    /// assert_eq!(lua.load("pick(2, 'a', 'b')").eval::<String>()?, "b");
    /// assert!(lua.load("pick({}, 'a')").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it has another type; the error does not say yet which argument it is about.
    #[cfg_attr(not(debug_assertions), inline(always))]
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
    ///
    /// ```
    /// use lua_core::{Arguments, FromArgument, Function, Lua, Result};
    ///
    /// /// A flag that is off unless a script sets it: 0 and '' are true, as everywhere in Lua.
    /// struct Flag(bool);
    ///
    /// impl FromArgument for Flag {
    ///     type Item<'a> = Flag;
    ///
    ///     fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<Flag> {
    ///         Ok(Flag(arguments.boolean(index)))
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("is_on", Function::wrap(|flag: Flag| flag.0))?;
    /// let flags: (bool, bool, bool) = lua.load("is_on(0), is_on(false), is_on()").eval()?;
    /// assert_eq!(flags, (true, false, false));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn boolean(&self, index: usize) -> bool {
        self.raw(index).is_truthy()
    }

    /// The integer at a position, also if it is written as a float or a string.
    ///
    /// ```
    /// use lua_core::{Arguments, FromArgument, Function, Lua, Result};
    ///
    /// /// A position in a list as scripts count.
    /// struct Index(usize);
    ///
    /// impl FromArgument for Index {
    ///     type Item<'a> = Index;
    ///
    ///     fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<Index> {
    ///         Ok(Index(arguments.integer(index)?.max(1) as usize - 1))
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("zero_based", Function::wrap(|index: Index| index.0))?;
    /// assert_eq!(lua.load("zero_based(3.0) + zero_based('4')").eval::<i64>()?, 5);
    /// let error = lua.load("zero_based(1.5)").exec().unwrap_err();
    /// assert!(error.to_string().contains("number has no integer representation"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is no number, or has no integer's value.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn integer(&self, index: usize) -> Result<i64> {
        match self.raw(index).as_integer() {
            Some(integer) => Ok(integer),
            None => self.coerce_integer(index),
        }
    }

    #[cold]
    fn coerce_integer(&self, index: usize) -> Result<i64> {
        match metamethod::to_number(self.state(), self.raw(index)) {
            Some(number) => number_to_integer(number).ok_or_else(|| {
                let reason = Some("number has no integer representation");
                Error::conversion("number", "integer", reason)
            }),
            None => Err(self.mismatch(index, "number")),
        }
    }

    /// The number at a position, also if it is written as a string.
    ///
    /// ```
    /// use lua_core::{Arguments, FromArgument, Function, Lua, Result};
    ///
    /// struct Degrees(f64);
    ///
    /// impl FromArgument for Degrees {
    ///     type Item<'a> = Degrees;
    ///
    ///     fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<Degrees> {
    ///         arguments.number(index).map(Degrees)
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("cos", Function::wrap(|angle: Degrees| angle.0.to_radians().cos()))?;
    /// assert_eq!(lua.load("cos(180), cos('0')").eval::<(f64, f64)>()?, (-1.0, 1.0));
    /// assert!(lua.load("cos(true)").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is no number.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn number(&self, index: usize) -> Result<f64> {
        match self.raw(index).to_float() {
            Some(float) => Ok(float),
            None => match metamethod::to_number(self.state(), self.raw(index)) {
                Some(number) => Ok(crate::num::convert::number_to_float(number)),
                None => Err(self.mismatch(index, "number")),
            },
        }
    }

    /// The bytes of the string at a position; a number is replaced by its text where it lies.
    ///
    /// ```
    /// use lua_core::{Arguments, FromArgument, Function, Lua, Result};
    ///
    /// /// The sum of a string's bytes, which is not copied for it.
    /// struct Checksum(u8);
    ///
    /// impl FromArgument for Checksum {
    ///     type Item<'a> = Checksum;
    ///
    ///     fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<Checksum> {
    ///         let bytes = arguments.bytes(index)?;
    ///         Ok(Checksum(bytes.iter().fold(0, |sum, byte| sum.wrapping_add(*byte))))
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("checksum", Function::wrap(|sum: Checksum| sum.0))?;
    /// assert_eq!(lua.load(r"checksum('\1\2\254')").eval::<u8>()?, 1);
    /// assert_eq!(lua.load("checksum(10)").eval::<u8>()?, b'1' + b'0');
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is neither.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn bytes(&self, index: usize) -> Result<&[u8]> {
        // The string stays on the stack as long as this window, and strings neither move nor change.
        Ok(self.string(index)?.long_lived_bytes(self))
    }

    /// The string of a value, which it becomes if it is a number.
    #[inline(always)]
    fn string(&self, index: usize) -> Result<Gc<object::LuaString>> {
        if self.raw(index).as_string().is_none() {
            self.coerce_string(index)?;
        }
        self.raw(index).as_string().ok_or_else(|| self.mismatch(index, "string"))
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
    /// ```
    /// use std::str::SplitWhitespace;
    /// use lua_core::{Arguments, FromArgument, Function, Lua, Result};
    ///
    /// /// The words of a text, read where it lies.
    /// struct Words<'a>(SplitWhitespace<'a>);
    ///
    /// impl FromArgument for Words<'_> {
    ///     type Item<'a> = Words<'a>;
    ///
    ///     fn from_argument<'a>(arguments: &'a Arguments<'_>, index: usize) -> Result<Words<'a>> {
    ///         Ok(Words(arguments.str(index)?.split_whitespace()))
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("count_words", Function::wrap(|words: Words| words.0.count()))?;
    /// assert_eq!(lua.load("count_words('to be  or not')").eval::<i64>()?, 4);
    /// assert!(lua.load(r"count_words('\xff')").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is neither, or the bytes are not UTF-8.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn str(&self, index: usize) -> Result<&str> {
        let text = self.string(index)?.long_lived_text(self);
        text.ok_or_else(|| Error::conversion("string", "string", Some("invalid UTF-8")))
    }
}

/// Where a Rust function puts its results, and the caller of a Lua function its arguments, in their order.
///
/// ```
/// use lua_core::{Arguments, Function, Lua, NativeCallable, Result, Results};
///
/// /// `minmax(...)`: the least and the greatest integer, or nothing.
/// struct MinMax;
///
/// impl NativeCallable<MinMax> for MinMax {
///     fn call_native(&self, arguments: &Arguments<'_>, results: &mut Results<'_>) -> Result<()> {
///         let numbers = (0..arguments.len()).map(|index| arguments.integer(index));
///         let numbers = numbers.collect::<Result<Vec<i64>>>()?;
///         if let (Some(least), Some(greatest)) = (numbers.iter().min(), numbers.iter().max()) {
///             results.push_integer(*least)?;
///             results.push_integer(*greatest)?;
///         }
///         Ok(())
///     }
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("minmax", Function::wrap(MinMax))?;
/// assert_eq!(lua.load("minmax(3, 1, 2)").eval::<(i64, i64)>()?, (1, 3));
/// assert_eq!(lua.load("select('#', minmax())").eval::<i64>()?, 0);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct Results<'a> {
    lua: BorrowedLua,
    state: &'a State,
    thread: Gc<Thread>,
    start: usize,
}

impl<'a> Results<'a> {
    /// Values go on top of a thread's stack.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn on(state: &'a State, thread: Gc<Thread>) -> Results<'a> {
        Results { lua: Lua::borrowed(state), state, thread, start: thread.top() }
    }

    /// The machine.
    ///
    /// ```
    /// use lua_core::{Function, IntoReturn, Lua, Result, Results, Value};
    ///
    /// /// A list of names, made in whatever machine calls.
    /// struct Names(Vec<&'static str>);
    ///
    /// impl IntoReturn for Names {
    ///     fn into_return(self, results: &mut Results<'_>) -> Result<()> {
    ///         let list = results.lua().create_sequence_from(self.0)?;
    ///         results.push_value(&Value::Table(list))
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("names", Function::wrap(|| Names(vec!["orc", "elf"])))?;
    /// assert_eq!(lua.load("names()[2]").eval::<String>()?, "elf");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn lua(&self) -> &Lua {
        &self.lua
    }

    /// How many values were pushed.
    ///
    /// ```
    /// use lua_core::{Arguments, Function, Lua, NativeCallable, Result, Results};
    ///
    /// /// The even ones of its arguments, and last how many these are.
    /// struct Evens;
    ///
    /// impl NativeCallable<Evens> for Evens {
    ///     fn call_native(&self, arguments: &Arguments<'_>, results: &mut Results<'_>) -> Result<()> {
    ///         for index in 0..arguments.len() {
    ///             if arguments.integer(index)? % 2 == 0 {
    ///                 results.push_argument(arguments, index)?;
    ///             }
    ///         }
    ///         results.push_integer(results.len() as i64)
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("evens", Function::wrap(Evens))?;
    /// assert_eq!(lua.load("evens(1, 2, 3, 4)").eval::<(i64, i64, i64)>()?, (2, 4, 2));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn len(&self) -> usize {
        self.thread.top() - self.start
    }

    /// Whether no value was pushed.
    ///
    /// ```
    /// use lua_core::{Arguments, Function, Lua, NativeCallable, Result, Results};
    ///
    /// /// The first of its arguments that is not nil, or `false`.
    /// struct Coalesce;
    ///
    /// impl NativeCallable<Coalesce> for Coalesce {
    ///     fn call_native(&self, arguments: &Arguments<'_>, results: &mut Results<'_>) -> Result<()> {
    ///         if let Some(index) = (0..arguments.len()).find(|&index| !arguments.is_nil(index)) {
    ///             results.push_argument(arguments, index)?;
    ///         }
    ///         if results.is_empty() { results.push_boolean(false) } else { Ok(()) }
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("coalesce", Function::wrap(Coalesce))?;
    /// assert_eq!(lua.load("coalesce(nil, 3, 4), coalesce(nil)").eval::<(i64, bool)>()?, (3, false));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes room for some values at once, so that a result too large for the stack fails before any of it is
    /// made. Pushing makes room by itself.
    ///
    /// ```
    /// use lua_core::{Function, IntoReturn, Lua, Result, Results};
    ///
    /// /// `range(n)`: all of 1 to n.
    /// struct UpTo(usize);
    ///
    /// impl IntoReturn for UpTo {
    ///     fn into_return(self, results: &mut Results<'_>) -> Result<()> {
    ///         results.reserve(self.0)?;
    ///         (1..=self.0 as i64).try_for_each(|n| results.push_integer(n))
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("range", Function::wrap(UpTo))?;
    /// assert_eq!(lua.load("select('#', range(1000))").eval::<i64>()?, 1000);
    /// let error = lua.load("range(1 << 40)").exec().unwrap_err();
    /// assert!(error.to_string().contains("stack overflow"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the stack would overflow.
    pub fn reserve(&mut self, count: usize) -> Result<()> {
        call::reserve(self.state, self.thread, self.thread.top(), count)
            .map_err(|error| Error::caught(&self.lua, error))
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn push_raw(&mut self, value: object::Value) -> Result<()> {
        while !self.thread.try_push(value) {
            self.reserve(1)?;
        }
        Ok(())
    }

    /// Pushes an owned value.
    ///
    /// ```
    /// use lua_core::{Function, IntoReturn, Lua, Result, Results, Value};
    ///
    /// /// A value twice.
    /// struct Twice(Value);
    ///
    /// impl IntoReturn for Twice {
    ///     fn into_return(self, results: &mut Results<'_>) -> Result<()> {
    ///         results.push_value(&self.0)?;
    ///         results.push_value(&self.0)
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("twice", Function::wrap(|value: Value| Twice(value)))?;
    /// assert!(lua.load("local a, b = twice({}) return rawequal(a, b)").eval::<bool>()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it belongs to another machine, or the stack overflows.
    pub fn push_value(&mut self, value: &Value) -> Result<()> {
        let raw = value.raw(self.state)?;
        self.push_raw(raw)
    }

    /// Pushes an argument of the same call as it is; nil if there is none. For an example see [`Arguments::get`].
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    pub fn push_argument(&mut self, arguments: &Arguments<'_>, index: usize) -> Result<()> {
        self.push_raw(arguments.raw(index))
    }

    /// Pushes nil.
    ///
    /// ```
    /// use lua_core::{Function, IntoReturn, Lua, Result, Results};
    ///
    /// /// What a search returns: the place, or nil and where it gave up.
    /// struct Found(Result<i64, i64>);
    ///
    /// impl IntoReturn for Found {
    ///     fn into_return(self, results: &mut Results<'_>) -> Result<()> {
    ///         match self.0 {
    ///             Ok(place) => results.push_integer(place),
    ///             Err(last) => {
    ///                 results.push_nil()?;
    ///                 results.push_integer(last)
    ///             }
    ///         }
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("search", Function::wrap(|| Found(Err(7))))?;
    /// assert_eq!(lua.load("search()").eval::<(Option<i64>, i64)>()?, (None, 7));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn push_nil(&mut self) -> Result<()> {
        self.push_raw(object::Value::NIL)
    }

    /// Pushes a boolean.
    ///
    /// ```
    /// use lua_core::{Function, IntoReturn, Lua, Result, Results};
    ///
    /// /// Three flags as three results.
    /// struct Permissions(u8);
    ///
    /// impl IntoReturn for Permissions {
    ///     fn into_return(self, results: &mut Results<'_>) -> Result<()> {
    ///         [4, 2, 1].iter().try_for_each(|bit| results.push_boolean(self.0 & bit != 0))
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("permissions", Function::wrap(|| Permissions(0o5)))?;
    /// let flags: (bool, bool, bool) = lua.load("permissions()").eval()?;
    /// assert_eq!(flags, (true, false, true));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn push_boolean(&mut self, boolean: bool) -> Result<()> {
        self.push_raw(object::Value::from_boolean(boolean))
    }

    /// Pushes an integer.
    /// For an example see [`Results`].
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn push_integer(&mut self, integer: i64) -> Result<()> {
        self.push_raw(object::Value::from_integer(integer))
    }

    /// Pushes a float.
    ///
    /// ```
    /// use lua_core::{Function, IntoReturn, Lua, Result, Results};
    ///
    /// struct Point { x: f64, y: f64 }
    ///
    /// impl IntoReturn for Point {
    ///     fn into_return(self, results: &mut Results<'_>) -> Result<()> {
    ///         results.push_number(self.x)?;
    ///         results.push_number(self.y)
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("cursor", Function::wrap(|| Point { x: 3.0, y: 0.5 }))?;
    /// assert_eq!(lua.load("local x, y = cursor() return x * y").eval::<f64>()?, 1.5);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the stack overflows.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn push_number(&mut self, number: f64) -> Result<()> {
        self.push_raw(object::Value::from_float(number))
    }

    /// Pushes a string of these bytes.
    ///
    /// ```
    /// use std::net::Ipv4Addr;
    /// use lua_core::{Function, IntoReturn, Lua, Result, Results};
    ///
    /// /// An address as its four bytes.
    /// struct Packed(Ipv4Addr);
    ///
    /// impl IntoReturn for Packed {
    ///     fn into_return(self, results: &mut Results<'_>) -> Result<()> {
    ///         results.push_bytes(&self.0.octets())
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("localhost", Function::wrap(|| Packed(Ipv4Addr::LOCALHOST)))?;
    /// assert_eq!(lua.load("localhost():byte(1, -1)").eval::<(u8, u8, u8, u8)>()?, (127, 0, 0, 1));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
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
    #[cfg_attr(not(debug_assertions), inline(always))]
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
    #[cfg_attr(not(debug_assertions), inline(always))]
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
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn read<V: FromLua>(&self, value: object::Value) -> Result<V> {
        let mut results = Results::on(self.state, self.thread);
        results.push_raw(value)?;
        V::from_argument(&Arguments::at(self.state, self.thread, results.start, 1), 0)
    }

    /// Forgets all values.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn clear(&self) {
        self.thread.set_top(self.start);
    }

    /// Converts two Lua values.
    ///
    /// # Errors
    ///
    /// If one is of another type.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn read_pair<K: FromLua, V: FromLua>(
        &self,
        key: object::Value,
        value: object::Value,
    ) -> Result<(K, V)> {
        let top = self.thread.top();
        if !self.thread.try_push_pair(key, value) {
            self.keep(key)?;
            self.keep(value)?;
        }
        let pair = Arguments::at(self.state, self.thread, top, 2);
        Ok((pair.get(0)?, pair.get(1)?))
    }
}

impl Drop for Scratch<'_> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn drop(&mut self) {
        self.thread.set_top(self.top);
    }
}

/// A type that a plain Rust function can have as its parameter: everything that implements [`FromLua`],
/// `&str` and `&[u8]`, which are read where they lie, and [`crate::Variadic`] and [`crate::MultiValue`] as the last.
///
/// ```
/// use lua_core::{Function, Lua, Variadic};
/// let lua = Lua::new();
/// lua.globals().set("count", Function::wrap(|text: &str, of: &str| text.matches(of).count() as i64))?;
/// assert_eq!(lua.load("count('banana', 'an')").eval::<i64>()?, 2);
///
/// let most = |least: f64, others: Variadic<f64>| others.iter().copied().fold(least, f64::max);
/// lua.globals().set("most", Function::wrap(most))?;
/// assert_eq!(lua.load("most(1), most(1, 3, 2)").eval::<(f64, f64)>()?, (1.0, 3.0));
/// # Ok::<(), lua_core::Error>(())
/// ```
///
/// Nothing goes behind what takes all that are left:
///
/// ```compile_fail
/// lua_core::Lua::new().globals().set("f", lua_core::Function::wrap(|_: lua_core::Variadic<f64>, _: f64| ()));
/// ```
///
/// For a type of your own that reads its argument where it lies see [`Arguments::str`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a function that Lua calls",
    note = "parameters implement `FromLua`, or are `&str`, `&[u8]` or `&BStr`, or `Variadic` or `MultiValue` as the last"
)]
pub trait FromArgument {
    /// The parameter's type, with the lifetime of the call.
    type Item<'a>;

    /// Reads the argument at a position.
    /// For an example see [`Arguments::str`].
    ///
    /// # Errors
    ///
    /// If it has another type.
    fn from_argument<'a>(arguments: &'a Arguments<'_>, index: usize) -> Result<Self::Item<'a>>;

    /// Whether it takes this argument and all behind it.
    #[doc(hidden)]
    const TAKES_REST: bool = false;

    #[doc(hidden)]
    fn annotation(_: &mut Mentions) -> Annotation {
        Annotation::any()
    }
}

impl<T: FromLua> FromArgument for T {
    type Item<'a> = T;

    annotated!(itself T as FromLua);

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<T> {
        T::from_argument(arguments, index)
    }
}

impl FromArgument for &str {
    type Item<'a> = &'a str;

    annotated!("string");

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_argument<'a>(arguments: &'a Arguments<'_>, index: usize) -> Result<&'a str> {
        arguments.str(index)
    }
}

impl FromArgument for &[u8] {
    type Item<'a> = &'a [u8];

    annotated!("string");

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_argument<'a>(arguments: &'a Arguments<'_>, index: usize) -> Result<&'a [u8]> {
        arguments.bytes(index)
    }
}
