//! `Error`: what went wrong, in one word that any thread may carry; and how thrown values cross the border.

use std::error::Error as StdError;
use std::fmt;
use std::io::Write;
use std::sync::{Arc, Mutex};

use super::data::path;
use super::lua::Lua;
use super::value::Value;
use crate::object::limits::Trip;
use crate::object::{self, LuaError, State};
use crate::vm::{collect, message};

/// The result of everything that can fail. A second parameter makes it the standard library's.
///
/// ```
/// fn area(script: &str) -> lua_core::Result<f64> {
///     lua_core::Lua::new().load(script).eval()
/// }
///
/// assert_eq!(area("3 * 4")?, 12.0);
/// assert!(area("3 * nil").is_err());
/// # Ok::<(), lua_core::Error>(())
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of a script or of its host.
///
/// It is one word wide, `Send + Sync`, cheap to clone, and keeps the value that was thrown: [`Error::value`]
/// gives that very value back. `Display` shows the message alone; [`Error::traceback`] has the stack.
///
/// ```
/// use lua_core::{Lua, Table};
/// let lua = Lua::new();
/// let error = lua.load("error({code = 42})").exec().unwrap_err();
/// let thrown: Table = error.value(&lua)?;
/// assert_eq!(thrown.get::<i64>("code")?, 42);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

const _: () = assert!(size_of::<Error>() == size_of::<usize>());

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    /// The message as scripts see it, without the kind's own words.
    message: String,
    /// What the host was doing, outermost last.
    contexts: Vec<Context>,
    location: Option<Location>,
    traceback: Option<Arc<str>>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
    thrown: Option<Thrown>,
}

/// What goes before a message.
#[derive(Clone)]
enum Context {
    /// What the host was doing.
    Said(String),
    /// The path to the part of a value that the message is about.
    Path(String),
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Context::Said(text) => f.write_str(text),
            Context::Path(path) => f.write_str(&path::describe(path)),
        }
    }
}

/// Where in a script; see [`Error::location`]. It is shown as messages show it: `maps/cave.lua:2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Location {
    /// The chunk's name without its mark: a file's path, for instance. Of a chunk that is named by its text, what messages
    /// show.
    pub chunk: String,
    /// The line, from 1.
    pub line: u32,
}

impl Location {
    /// A line of a chunk whose name has its mark.
    pub(super) fn of(source: &[u8], line: u32) -> Location {
        let chunk = match source {
            [b'@' | b'=', name @ ..] => String::from_utf8_lossy(name).into_owned(),
            text => String::from_utf8_lossy(&message::chunk_id(text)).into_owned(),
        };
        Location { chunk, line }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.chunk, self.line)
    }
}

/// What kind of error it is: for whoever does something else about each.
///
/// ```
/// use lua_core::{ErrorKind, Lua};
/// let lua = Lua::new();
/// let needs_more = |line: &str| match lua.load(line).into_function() {
///     Err(error) => *error.kind() == ErrorKind::Syntax { incomplete: true },
///     Ok(_) => false,
/// };
/// assert!(needs_more("for i = 1, 10 do"));
/// assert!(!needs_more("print(1)") && !needs_more("for for"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The source text is not Lua.
    #[error("syntax error")]
    Syntax {
        /// Whether more text could make it Lua, as for a line typed at a prompt.
        incomplete: bool,
    },
    /// A script raised an error.
    #[error("runtime error")]
    Runtime,
    /// A value could not be converted.
    #[error("conversion error")]
    Conversion {
        /// The type of the value that came.
        from: String,
        /// The type that was expected.
        to: String,
    },
    /// A Rust function got an argument that it cannot use.
    #[error("bad argument")]
    BadArgument {
        /// The function, if its name is known.
        function: Option<String>,
        /// Position of the argument, from 1.
        position: usize,
        /// The parameter's name, if it is known.
        name: Option<String>,
        /// The type that was expected, if the argument could not be converted.
        expected: Option<String>,
        /// The type of the argument that came, if it could not be converted.
        actual: Option<String>,
    },
    /// Host data could not be used: it has another type, is borrowed, or is gone.
    #[error("userdata error")]
    UserData,
    /// The limit of instructions or of time was hit, of a string's length or of coroutines; see
    /// [`crate::Lua::set_instruction_limit`], [`crate::Lua::set_time_limit`], [`crate::Lua::with_budget`].
    #[error("limit exceeded")]
    Limit,
    /// There is not enough memory, or the limit of memory was hit; see [`crate::Lua::set_memory_limit`].
    #[error("memory error")]
    Memory,
    /// The host stopped what ran; see [`crate::StopHandle`].
    #[error("stopped")]
    Stopped,
    /// A handle was used with another machine, or after its machine was gone.
    #[error("handle error")]
    Handle,
    /// Another library's error.
    #[error("external error")]
    External,
}

/// A thrown value, kept in the machine for whoever asks for it.
#[derive(Clone)]
enum Thrown {
    Nil,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    String(Arc<[u8]>),
    Kept(Arc<Slot>),
}

/// A slot of a machine's registry, freed when the last owner lets go of it, on whatever thread.
pub(super) struct Slot {
    pub(super) key: i64,
    pub(super) free: Arc<Mutex<Vec<i64>>>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        // A poisoned list only means that another thread panicked while it pushed.
        self.free.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(self.key);
    }
}

impl Slot {
    /// Keeps a value in the registry.
    pub(super) fn keep(state: &State, value: object::Value) -> Slot {
        let free = &state.extra.free_keys;
        let reused = free.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
        let key = reused.unwrap_or_else(|| {
            let key = state.extra.next_key.get();
            state.extra.next_key.set(key + 1);
            key
        });
        // An integer key is never nil or NaN.
        let _ = state.registry.set_integer(&state.heap, key, value);
        Slot { key, free: free.clone() }
    }

    /// The value, if it is kept by this machine.
    pub(super) fn value(&self, state: &State) -> Option<object::Value> {
        Arc::ptr_eq(&self.free, &state.extra.free_keys)
            .then(|| state.registry.get_integer(self.key))
    }
}

impl Error {
    #[cold]
    fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            contexts: Vec::new(),
            location: None,
            traceback: None,
            source: None,
            thrown: None,
        }))
    }

    /// An error with a message, as `error` in Lua makes it.
    ///
    /// ```
    /// let error = lua_core::Error::runtime("out of ammunition");
    /// assert_eq!(error.to_string(), "out of ammunition");
    /// ```
    pub fn runtime(message: impl fmt::Display) -> Error {
        Error::new(ErrorKind::Runtime, message.to_string())
    }

    /// Wraps another library's error; [`std::error::Error::source`] and [`Error::downcast_ref`] give it back. An
    /// [`Error`] stays what it is.
    ///
    /// ```
    /// use lua_core::{Error, Lua};
    /// let lua = Lua::new();
    /// let parse = lua.create_function(|_, text: String| text.parse::<u8>().map_err(Error::external))?;
    /// lua.globals().set("parse", parse)?;
    /// let error = lua.load("parse('300')").exec().unwrap_err();
    /// assert!(error.downcast_ref::<std::num::ParseIntError>().is_some());
    /// # Ok::<(), Error>(())
    /// ```
    pub fn external(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        Error::of_boxed(error.into())
    }

    /// Not of a type, so that it is compiled once.
    fn of_boxed(error: Box<dyn StdError + Send + Sync>) -> Error {
        match error.downcast::<Error>() {
            Ok(error) => *error,
            Err(error) => {
                let mut wrapped = Error::new(ErrorKind::External, error.to_string());
                wrapped.0.source = Some(Arc::from(error));
                wrapped
            }
        }
    }

    /// A value that cannot be converted.
    pub(crate) fn conversion(from: &str, to: &str, reason: Option<&str>) -> Error {
        let message = match reason {
            Some(reason) => format!("{to} expected, got {from} ({reason})"),
            None => format!("{to} expected, got {from}"),
        };
        Error::new(ErrorKind::Conversion { from: from.into(), to: to.into() }, message)
    }

    /// An error converting a Lua value of type `from` to the Rust type `to`, for implementations of
    /// [`crate::FromLua`].
    ///
    /// ```
    /// use lua_core::{Error, FromLua, Lua, Result, Value};
    ///
    /// struct Percent(u8);
    ///
    /// impl FromLua for Percent {
    ///     fn from_lua(value: Value, _: &Lua) -> Result<Percent> {
    ///         match value.as_integer() {
    ///             Some(number @ 0..=100) => Ok(Percent(number as u8)),
    ///             _ => {
    ///                 let reason = "0 to 100".to_string();
    ///                 Err(Error::from_lua_conversion(value.type_name(), "Percent", reason))
    ///             }
    ///         }
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// assert_eq!(lua.load("30").eval::<Percent>()?.0, 30);
    /// let error = lua.load("130").eval::<Percent>().map(|percent| percent.0).unwrap_err();
    /// assert!(error.to_string().contains("Percent expected, got integer (0 to 100)"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn from_lua_conversion(
        from: impl fmt::Display,
        to: impl fmt::Display,
        message: impl Into<Option<String>>,
    ) -> Error {
        Error::conversion(&from.to_string(), &to.to_string(), message.into().as_deref())
    }

    /// Data that cannot be converted, in words of its own.
    #[cold]
    pub(in crate::api) fn refused_data(from: &str, to: &str, message: String) -> Error {
        Error::new(ErrorKind::Conversion { from: from.into(), to: to.into() }, message)
    }

    pub(crate) fn userdata(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::UserData, message)
    }

    pub(super) fn syntax(
        message: impl Into<String>,
        incomplete: bool,
        location: Option<Location>,
    ) -> Error {
        let mut error = Error::new(ErrorKind::Syntax { incomplete }, message);
        error.0.location = location;
        error
    }

    #[cold]
    pub(super) fn vm_gone() -> Error {
        Error::new(ErrorKind::Handle, "the Lua instance of this handle is gone")
    }

    #[cold]
    pub(super) fn wrong_vm() -> Error {
        Error::new(ErrorKind::Handle, "the value belongs to another Lua instance")
    }

    /// The same argument error, now that the function's name is known.
    #[must_use]
    pub(super) fn renamed(self, function: &str, position: usize, name: Option<&str>) -> Error {
        self.into_cause().in_argument(Some(function), position, name)
    }

    /// What an argument error is about, without the argument.
    #[must_use]
    pub(in crate::api) fn into_cause(self) -> Error {
        let cause = self.source().and_then(|cause| cause.downcast_ref::<Error>()).cloned();
        cause.unwrap_or(self)
    }

    /// The error of a conversion that took values for arguments, when they are the results of a call.
    #[cold]
    #[must_use]
    pub(super) fn in_result(self) -> Error {
        match *self.kind() {
            ErrorKind::BadArgument { function: None, position: 1, .. } => self.into_cause(),
            ErrorKind::BadArgument { function: None, position, .. } => {
                self.into_cause().context(format!("result #{position}"))
            }
            _ => self,
        }
    }

    /// Says which argument of which function the error is about.
    #[must_use]
    pub(crate) fn in_argument(
        self,
        function: Option<&str>,
        position: usize,
        name: Option<&str>,
    ) -> Error {
        if matches!(self.0.kind, ErrorKind::BadArgument { .. }) {
            return self;
        }
        let place = match name {
            Some(name) => format!("'{name}'"),
            None => format!("#{position}"),
        };
        let callee = function.unwrap_or("?");
        let message = format!("bad argument {place} to '{callee}' ({self})");
        let (actual, expected) = match self.kind() {
            ErrorKind::Conversion { from, to } => (Some(from.clone()), Some(to.clone())),
            _ => (None, None),
        };
        let kind = ErrorKind::BadArgument {
            function: function.map(str::to_string),
            position,
            name: name.map(str::to_string),
            expected,
            actual,
        };
        let mut error = Error::new(kind, message);
        error.0.source = Some(Arc::new(self));
        error
    }

    /// The same error, seen from the whole that has the part it is about under a key: one path grows, segment by
    /// segment.
    #[cold]
    #[must_use]
    pub(in crate::api) fn inside(mut self, segment: String) -> Error {
        match self.0.contexts.last_mut() {
            Some(Context::Path(path)) => path.insert_str(0, &segment),
            _ => self.0.contexts.push(Context::Path(segment)),
        }
        self
    }

    /// Adds what the host was doing; shown before the message.
    ///
    /// ```
    /// let error = lua_core::Error::runtime("no such file").context("loading the map");
    /// assert_eq!(error.to_string(), "loading the map: no such file");
    /// ```
    #[must_use]
    pub fn context(mut self, context: impl fmt::Display) -> Error {
        self.0.contexts.push(Context::Said(context.to_string()));
        self
    }

    /// Adds what the host was doing, said with a look at the error.
    ///
    /// ```
    /// let error = lua_core::Error::runtime("no such file");
    /// let error = error.with_context(|error| format!("{} characters", error.message().len()));
    /// assert_eq!(error.to_string(), "12 characters: no such file");
    /// ```
    #[must_use]
    pub fn with_context<C: fmt::Display>(self, context: impl FnOnce(&Error) -> C) -> Error {
        let context = context(&self);
        self.context(context)
    }

    /// What kind of error it is.
    ///
    /// ```
    /// use lua_core::{ErrorKind, Lua};
    /// let lua = Lua::new();
    /// lua.globals().set("half", lua.create_function(|_, n: f64| Ok(n / 2.0))?)?;
    /// let error = lua.load("half('much')").exec().unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::BadArgument { position: 1, .. }));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The message alone, without the contexts that hosts added.
    ///
    /// ```
    /// let error = lua_core::Error::runtime("no such file").context("loading the map");
    /// assert_eq!(error.message(), "no such file");
    /// ```
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where in a script the error was thrown, or where the text is not Lua; `None` if no script was under way.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let chunk = lua.load("local x\nx.y = 1").set_name("@maps/cave.lua");
    /// let location = chunk.exec().unwrap_err().location().cloned().unwrap();
    /// assert_eq!((&*location.chunk, location.line), ("maps/cave.lua", 2));
    /// ```
    pub fn location(&self) -> Option<&Location> {
        self.0.location.as_ref()
    }

    /// The error and what it wraps, from the outside in.
    ///
    /// ```
    /// use lua_core::Error;
    /// let parse = "x".parse::<i64>().unwrap_err();
    /// let error = Error::external(parse).context("reading the port");
    /// let chain: Vec<String> = error.chain().map(|error| error.to_string()).collect();
    /// assert_eq!(chain, ["reading the port: invalid digit found in string", "invalid digit found in string"]);
    /// ```
    pub fn chain(&self) -> impl Iterator<Item = &(dyn StdError + 'static)> {
        let first: &(dyn StdError + 'static) = self;
        std::iter::successors(Some(first), |&error| error.source())
    }

    /// The stack where the error was thrown, innermost call first; `None` if it did not come out of a script.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let script = "function open() error('locked') end\nopen()";
    /// let error = lua.load(script).set_name("=door").exec().unwrap_err();
    /// let traceback = error.traceback().unwrap_or_default();
    /// assert!(traceback.contains("door:1: in function 'open'"));
    /// assert!(traceback.contains("door:2: in main chunk"));
    /// assert_eq!(lua_core::Error::runtime("no script").traceback(), None);
    /// ```
    pub fn traceback(&self) -> Option<&str> {
        self.0.traceback.as_deref()
    }

    /// The value that was thrown: the very one, a table with its identity, for instance. An error that no
    /// script threw gives its message.
    ///
    /// ```
    /// use lua_core::{Error, Lua};
    /// let lua = Lua::new();
    /// let error = lua.load("error({ code = 404 })").exec().unwrap_err();
    /// assert_eq!(error.value::<lua_core::Table>(&lua)?.get::<i64>("code")?, 404);
    /// assert_eq!(Error::runtime("closed").value::<String>(&lua)?, "closed");
    /// assert!(error.value::<lua_core::Table>(&Lua::new()).is_err());
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted, or was thrown in another machine.
    pub fn value<T: crate::FromLua>(&self, lua: &Lua) -> Result<T> {
        let value = match &self.0.thrown {
            None => Value::String(lua.create_string(&self.0.message)?),
            Some(thrown) => {
                let raw = thrown.raw(&lua.state).ok_or_else(Error::wrong_vm)?;
                Value::from_raw(lua, raw)
            }
        };
        T::from_lua(value, lua)
    }

    /// The wrapped error of type `T`, if there is one along the chain of sources.
    ///
    /// ```
    /// use std::io;
    /// use lua_core::Error;
    /// let error = Error::external(io::Error::from(io::ErrorKind::NotFound)).context("loading the map");
    /// let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    /// assert_eq!(kind, Some(io::ErrorKind::NotFound));
    /// assert!(error.downcast_ref::<std::fmt::Error>().is_none());
    /// ```
    pub fn downcast_ref<T: StdError + 'static>(&self) -> Option<&T> {
        let mut source = self.source();
        while let Some(error) = source {
            if let Some(found) = error.downcast_ref() {
                return Some(found);
            }
            source = error.source();
        }
        None
    }

    /// Throws the error in a machine: scripts see the value that was thrown first, or the message.
    #[cold]
    pub(super) fn throw(self, state: &State) -> LuaError {
        if let Some(raw) = self.0.thrown.as_ref().and_then(|thrown| thrown.raw(state)) {
            self.remember(state, raw);
            return state.throw(raw);
        }
        let mut text = message::caller_position(state);
        let value = if text.is_empty() && self.0.contexts.is_empty() {
            state.string_value(&self.0.message)
        } else {
            // Memory does not refuse to be written.
            let _ = write!(text, "{self}");
            state.string_value(text)
        };
        self.remember(state, value);
        state.throw(value)
    }

    /// Keeps the error beside the value that scripts see, for the case that it comes back uncaught.
    fn remember(self, state: &State, value: object::Value) {
        let previous = state.extra.external.replace(Some((value, self.0)));
        // Its destructor is host code, which may come back here.
        drop(previous);
    }

    /// Makes an error of what a script threw.
    #[cold]
    pub(super) fn caught(lua: &Lua, error: LuaError) -> Error {
        let state = &*lua.state;
        let raw = state.catch(error);
        let kind = match state.limits.trip() {
            None => ErrorKind::Runtime,
            Some(Trip::Instructions | Trip::Time | Trip::StringLength | Trip::Coroutines) => {
                ErrorKind::Limit
            }
            Some(Trip::Memory) => ErrorKind::Memory,
            Some(Trip::Stopped) => ErrorKind::Stopped,
        };
        if state.depth.get() == 0 {
            // Everything that ran has ended, and what it used is free to be collected.
            if let Some(trip) = state.limits.trip().filter(|trip| trip.ends_with_the_run()) {
                state.limits.forgive(trip);
            }
        }
        let ran_out_of_memory = matches!(kind, ErrorKind::Memory);
        let mut result = Error::new(kind, describe(state, raw));
        let remembered = state.extra.external.borrow_mut().take();
        if let Some((value, original)) = remembered
            && let (true, Ok(original)) = (value.raw_equals(raw), original.downcast::<Inner>())
        {
            result.0.kind = original.kind;
            result.0.source = original.source;
        }
        let place = state.extra.place.borrow_mut().take();
        result.0.location = place.map(|(source, line)| Location::of(&source, line));
        let trace = std::mem::take(&mut *state.extra.trace.borrow_mut());
        if !trace.is_empty() {
            result.0.traceback = Some(String::from_utf8_lossy(&trace).into());
        }
        result.0.thrown = Some(Thrown::keep(state, raw));
        if ran_out_of_memory && state.limits.trip().is_none() {
            // What is admitted next is measured by what the last collection left.
            collect::full(state);
        }
        result
    }
}

impl Error {
    /// Makes an error of a value, as if it had been thrown.
    pub(super) fn of_value(lua: &Lua, value: &Value) -> Result<Error> {
        let state = &*lua.state;
        let raw = value.raw(state)?;
        let mut result = Error::new(ErrorKind::Runtime, describe(state, raw));
        let remembered = state.extra.external.borrow_mut().take();
        // The message of the last error that Rust threw, caught by the script, stands for that error.
        if let Some((value, original)) = remembered
            && let (true, Ok(original)) = (value.raw_equals(raw), original.downcast::<Inner>())
        {
            result.0.kind = original.kind;
            result.0.source = original.source;
        }
        result.0.thrown = Some(Thrown::keep(state, raw));
        Ok(result)
    }
}

/// What a thrown value says, without running any code of the script.
fn describe(state: &State, value: object::Value) -> String {
    if value.is_string() || value.is_number() {
        let text = crate::vm::metamethod::plain_text(state, value);
        return text.as_string().map(|text| text.to_text()).unwrap_or_default();
    }
    let kind = String::from_utf8_lossy(&message::type_name(state, value)).into_owned();
    format!("(error object is a {kind} value)")
}

impl Thrown {
    fn keep(state: &State, raw: object::Value) -> Thrown {
        match raw.view() {
            object::View::Nil => Thrown::Nil,
            object::View::Boolean(boolean) => Thrown::Boolean(boolean),
            object::View::Integer(integer) => Thrown::Integer(integer),
            object::View::Float(float) => Thrown::Number(float),
            object::View::String(string) => Thrown::String(string.as_bytes().into()),
            _ => Thrown::Kept(Arc::new(Slot::keep(state, raw))),
        }
    }

    fn raw(&self, state: &State) -> Option<object::Value> {
        Some(match self {
            Thrown::Nil => object::Value::NIL,
            Thrown::Boolean(boolean) => object::Value::from_boolean(*boolean),
            Thrown::Integer(integer) => object::Value::from_integer(*integer),
            Thrown::Number(float) => object::Value::from_float(*float),
            Thrown::String(bytes) => state.string_value(bytes),
            Thrown::Kept(slot) => return slot.value(state),
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for context in self.0.contexts.iter().rev() {
            write!(f, "{context}: ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.0.kind)?;
        match self.traceback() {
            Some(traceback) => write!(f, "\n{traceback}"),
            None => Ok(()),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

macro_rules! from_std_errors {
    ($($type:ty),+ $(,)?) => {$(
        impl From<$type> for Error {
            fn from(error: $type) -> Error {
                Error::external(error)
            }
        }
    )+};
}

from_std_errors!(
    std::io::Error,
    std::fmt::Error,
    std::str::Utf8Error,
    std::string::FromUtf8Error,
    std::num::ParseIntError,
    std::num::ParseFloatError,
    std::num::TryFromIntError,
    std::net::AddrParseError,
);

/// An own `Serializer` may have [`Error`] for its errors.
#[cfg(feature = "serde")]
impl serde::ser::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Error {
        Error::external(message.to_string())
    }
}

/// An own `Deserializer` may have [`Error`] for its errors.
///
/// ```
/// use serde::Deserialize;
/// use serde::de::{IntoDeserializer, value::U32Deserializer};
/// let data: U32Deserializer<lua_core::Error> = 300_u32.into_deserializer();
/// let error = u8::deserialize(data).unwrap_err();
/// assert!(error.message().contains("invalid value: integer `300`, expected u8"));
/// ```
#[cfg(feature = "serde")]
impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Error {
        Error::external(message.to_string())
    }
}

/// Turns any error into [`Error`].
///
/// ```
/// use lua_core::ExternalError;
/// let error = std::fmt::Error.into_lua_err();
/// assert!(error.downcast_ref::<std::fmt::Error>().is_some());
/// ```
pub trait ExternalError {
    /// Wraps the error.
    /// For an example see [`ExternalError`].
    fn into_lua_err(self) -> Error;
}

impl<E: Into<Box<dyn StdError + Send + Sync>>> ExternalError for E {
    fn into_lua_err(self) -> Error {
        Error::external(self)
    }
}

/// Turns the error of any result into [`Error`].
///
/// ```
/// use lua_core::{ExternalResult, Function, Lua};
/// let lua = Lua::new();
/// let port = lua.create_function(|_, text: String| text.parse::<u16>().into_lua_err())?;
/// assert_eq!(port.call::<u16>("8080")?, 8080);
/// let error = port.call::<u16>("eighty").unwrap_err();
/// assert!(error.to_string().contains("invalid digit found in string"));
/// # Ok::<(), lua_core::Error>(())
/// ```
pub trait ExternalResult<T> {
    /// Wraps the error, if there is one.
    /// For an example see [`ExternalResult`].
    ///
    /// # Errors
    ///
    /// The wrapped error.
    fn into_lua_err(self) -> Result<T>;
}

impl<T, E: ExternalError> ExternalResult<T> for std::result::Result<T, E> {
    fn into_lua_err(self) -> Result<T> {
        self.map_err(ExternalError::into_lua_err)
    }
}

/// Adds what the host was doing to the error of a result.
///
/// ```
/// use lua_core::{ErrorContext, Lua, Result};
///
/// fn hit_points(lua: &Lua, name: &str) -> Result<i64> {
///     let value = lua.load(format!("{name}.hp")).set_name("=stats").eval();
///     value.with_context(|_| format!("hit points of {name}")).context("setting up the level")
/// }
///
/// let error = hit_points(&Lua::new(), "orc").unwrap_err();
/// assert!(error.to_string().starts_with("setting up the level: hit points of orc: stats:1: attempt to index"));
/// ```
pub trait ErrorContext<T> {
    /// Adds a context.
    /// For an example see [`ErrorContext`].
    ///
    /// # Errors
    ///
    /// The error with its context.
    fn context(self, context: impl fmt::Display) -> Result<T>;

    /// Adds a context that is made only if there is an error.
    /// For an example see [`ErrorContext`].
    ///
    /// # Errors
    ///
    /// The error with its context.
    fn with_context<C: fmt::Display>(self, context: impl FnOnce(&Error) -> C) -> Result<T>;
}

impl<T> ErrorContext<T> for Result<T> {
    fn context(self, context: impl fmt::Display) -> Result<T> {
        self.map_err(|error| error.context(context))
    }

    fn with_context<C: fmt::Display>(self, context: impl FnOnce(&Error) -> C) -> Result<T> {
        self.map_err(|error| error.with_context(context))
    }
}
