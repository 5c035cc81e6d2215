//! `Error`: what did not fit, and where.

use std::fmt::{self, Display};

use lua_core::__private::{Fault, Step, name_segment, nearest, relative, value_segment};
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
pub struct Error(Box<Inner>);

// PERF: every value that is read returns a `Result` with this in it.
const _: () = assert!(size_of::<Error>() == size_of::<usize>());

#[derive(Debug)]
struct Inner {
    path: String,
    /// The same path, the last step first.
    steps: Vec<Step>,
    cause: Cause,
    remedy: Remedy,
    /// The entries around the place by their numbers, innermost first; see [`crate::repair`].
    trail: Vec<usize>,
    /// Whether a placeholder did not fit, which is nobody's mistake.
    is_of_placeholder: bool,
}

#[derive(Debug)]
enum Cause {
    /// The data does not fit.
    Data(String),
    /// The machine failed.
    Machine(lua_core::Error),
}

/// What lets reading go on behind an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// Another value.
    Replace,
    /// This field.
    Add(&'static str),
    /// Leaving the entry out.
    Skip,
    /// Leaving the entry out, as nobody knows its key, which may be no error.
    Ignore,
}

impl Error {
    #[cold]
    pub(crate) fn new(message: impl Display) -> Error {
        Error::of(Cause::Data(message.to_string()), Remedy::Replace)
    }

    #[cold]
    fn of(cause: Cause, remedy: Remedy) -> Error {
        let (path, steps, trail) = (String::new(), Vec::new(), Vec::new());
        Error(Box::new(Inner { path, steps, cause, remedy, trail, is_of_placeholder: false }))
    }

    /// The place, written as Lua would: `servers[2].port`. It is empty if the value as a whole is wrong.
    /// For an example see [`Error`].
    pub fn path(&self) -> &str {
        relative(&self.0.path)
    }

    /// What is wrong, without the place.
    /// For an example see [`Error`].
    pub fn message(&self) -> &str {
        match &self.0.cause {
            Cause::Data(message) => message,
            Cause::Machine(error) => error.message(),
        }
    }

    /// The steps of the path.
    pub(crate) fn steps(&self) -> Vec<Step> {
        self.0.steps.iter().rev().cloned().collect()
    }

    pub(crate) fn remedy(&self) -> Remedy {
        self.0.remedy
    }

    pub(crate) fn trail(&self) -> &[usize] {
        &self.0.trail
    }

    /// The same error, of a key: the entry can be left out.
    pub(crate) fn of_key(mut self) -> Error {
        if self.0.remedy != Remedy::Ignore {
            self.0.remedy = Remedy::Skip;
        }
        self
    }

    /// The same error, of a key that nobody knows.
    pub(crate) fn of_unknown_key(mut self) -> Error {
        self.0.remedy = Remedy::Ignore;
        self
    }

    /// The same error, of a placeholder.
    pub(crate) fn of_placeholder(mut self) -> Error {
        self.0.is_of_placeholder = true;
        self
    }

    pub(crate) fn is_of_placeholder(&self) -> bool {
        self.0.is_of_placeholder
    }

    /// The same error, seen from the table that has its place in the entry of a number.
    pub(crate) fn in_entry(mut self, number: usize) -> Error {
        self.0.trail.push(number);
        self
    }

    /// The same error, seen from the table that has its place under `key`.
    #[cold]
    #[must_use]
    pub(crate) fn inside(mut self, key: &Value) -> Error {
        self.0.path.insert_str(0, &value_segment(key));
        self.0.steps.push(match key {
            Value::String(name) => Step::Name(name.to_string_lossy()),
            Value::Integer(index) => Step::Index(*index),
            _ => Step::Other,
        });
        self
    }

    /// The same error, seen from the struct that has its place in the field `name`.
    #[cold]
    #[must_use]
    pub(crate) fn inside_field(mut self, name: &str) -> Error {
        self.0.path.insert_str(0, &name_segment(name));
        self.0.steps.push(Step::Name(name.to_string()));
        self
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        f.write_str(self.message())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.cause {
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

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Error {
        unknown("field", field, expected, "there are no fields")
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Error {
        unknown("variant", variant, expected, "there are no variants")
    }

    fn missing_field(field: &'static str) -> Error {
        let message = format!("missing field `{field}`");
        Error::of(Cause::Data(message), Remedy::Add(field))
    }
}

/// The error of a name that is none of the expected ones.
#[cold]
fn unknown(kind: &str, name: &str, expected: &'static [&'static str], none: &str) -> Error {
    let hint = match (nearest(name, expected.iter().copied()), expected) {
        (Some(near), _) => format!(" (did you mean `{near}`?)"),
        (None, []) => format!(", {none}"),
        (None, [only]) => format!(", expected `{only}`"),
        (None, all) => format!(", expected one of `{}`", all.join("`, `")),
    };
    Error::new(format_args!("unknown {kind} `{name}`{hint}"))
}

impl From<Box<Fault>> for Error {
    #[cold]
    fn from(fault: Box<Fault>) -> Error {
        let error = Error::new(&fault);
        match fault.key() {
            Some(key) => error.inside(key),
            None => error,
        }
    }
}

impl From<lua_core::Error> for Error {
    fn from(error: lua_core::Error) -> Error {
        Error::of(Cause::Machine(error), Remedy::Replace)
    }
}

impl From<Error> for lua_core::Error {
    fn from(error: Error) -> lua_core::Error {
        match &error.0.cause {
            Cause::Data(_) => lua_core::Error::external(error),
            Cause::Machine(cause) if error.0.path.is_empty() => cause.clone(),
            Cause::Machine(cause) => cause.clone().context(error.path()),
        }
    }
}
