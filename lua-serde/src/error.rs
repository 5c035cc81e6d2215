//! `Error`: what did not fit, and where.

use std::fmt::{self, Display};

use lua_core::__private::{name_segment, value_segment};
use lua_core::Value;

/// What is wrong with the data, and the path to it. It is the source of the [`lua_core::Error`] that this crate's
/// functions return.
///
/// ```
/// let lua = lua_core::Lua::new();
/// let value = lua.load("{ { 1, 2 }, { 3, 'four' } }").eval()?;
/// let error = lua_serde::from_value::<Vec<Vec<i32>>>(value).unwrap_err();
/// let error: &lua_serde::Error = error.downcast_ref().unwrap();
/// assert_eq!(error.path(), "[2][2]");
/// assert_eq!(error.message(), "invalid type: string \"four\", expected i32");
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Error {
    path: String,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    /// The data does not fit.
    Data(String),
    /// The machine failed.
    Machine(lua_core::Error),
}

impl Error {
    #[cold]
    pub(crate) fn new(message: impl Display) -> Error {
        Error { path: String::new(), cause: Cause::Data(message.to_string()) }
    }

    /// The place, written as Lua would: `servers[2].port`. It is empty if the value as a whole is wrong.
    /// For an example see [`Error`].
    pub fn path(&self) -> &str {
        self.path.strip_prefix('.').unwrap_or(&self.path)
    }

    /// What is wrong, without the place.
    /// For an example see [`Error`].
    pub fn message(&self) -> &str {
        match &self.cause {
            Cause::Data(message) => message,
            Cause::Machine(error) => error.message(),
        }
    }

    /// The same error, seen from the table that has its place under `key`.
    #[cold]
    #[must_use]
    pub(crate) fn inside(mut self, key: &Value) -> Error {
        self.path.insert_str(0, &value_segment(key));
        self
    }

    /// The same error, seen from the struct that has its place in the field `name`.
    #[cold]
    #[must_use]
    pub(crate) fn inside_field(mut self, name: &str) -> Error {
        self.path.insert_str(0, &name_segment(name));
        self
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        f.write_str(self.message())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Cause::Data(_) => None,
            Cause::Machine(error) => Some(error),
        }
    }
}

impl serde::ser::Error for Error {
    fn custom<T: Display>(message: T) -> Error {
        Error::new(message)
    }
}

impl serde::de::Error for Error {
    fn custom<T: Display>(message: T) -> Error {
        Error::new(message)
    }
}

impl From<lua_core::Error> for Error {
    fn from(error: lua_core::Error) -> Error {
        Error { path: String::new(), cause: Cause::Machine(error) }
    }
}

impl From<Error> for lua_core::Error {
    fn from(error: Error) -> lua_core::Error {
        match error.cause {
            Cause::Data(_) => lua_core::Error::external(error),
            Cause::Machine(cause) if error.path.is_empty() => cause,
            Cause::Machine(ref cause) => cause.clone().context(error.path()),
        }
    }
}
