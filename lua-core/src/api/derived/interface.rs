//! Tables that stand for a Rust trait.

use crate::api::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti, mismatch};
use crate::api::error::{Error, ErrorKind, Result};
use crate::api::lua::Lua;
use crate::api::multi::MultiValue;
use crate::api::object::ObjectLike;
use crate::api::stack::Arguments;
use crate::api::table::Table;
use crate::api::value::Value;

/// What an interface asks of a table.
pub struct Member {
    name: &'static str,
    is_required: bool,
    kind: Kind,
}

enum Kind {
    Function,
    /// What reads it, to see whether it can be read.
    Field(fn(&Table, &str) -> Result<()>),
}

impl Member {
    /// A function.
    pub const fn function(name: &'static str, is_required: bool) -> Member {
        Member { name, is_required, kind: Kind::Function }
    }

    /// A field of a type.
    pub const fn field<T: FromLua>(name: &'static str, is_required: bool) -> Member {
        let read = |table: &Table, name: &str| table.get::<T>(name).map(drop);
        Member { name, is_required, kind: Kind::Field(read) }
    }

    /// What is wrong with it in a table.
    fn problem(&self, table: &Table) -> Result<Option<String>> {
        let name = self.name;
        let value: Value = table.get(name)?;
        if value.is_nil() && !self.is_required {
            return Ok(None);
        }
        Ok(match self.kind {
            Kind::Function if is_callable(&value)? => None,
            Kind::Function if value.is_nil() => Some(format!("no function '{name}'")),
            Kind::Function => Some(format!("'{name}' is a {} and no function", value.type_name())),
            Kind::Field(read) => read(table, name).err().map(|error| error.to_string()),
        })
    }
}

fn is_callable(value: &Value) -> Result<bool> {
    let metatable = match value {
        Value::Function(_) => return Ok(true),
        Value::Table(table) => table.metatable(),
        _ => None,
    };
    Ok(match metatable {
        Some(metatable) => !metatable.raw_get::<Value>("__call")?.is_nil(),
        None => false,
    })
}

/// A table that has all that an interface asks for. As a typed function, it owns its machine.
#[derive(Clone)]
pub struct Bound {
    table: Table,
    /// Whoever keeps the table keeps the machine.
    _lua: Lua,
    owner: &'static str,
}

impl Bound {
    /// Sees whether a table has the members of the interface.
    ///
    /// # Errors
    ///
    /// If the value is no table, or members are missing or of another type; it names all of them.
    pub fn new(value: Value, lua: &Lua, owner: &'static str, members: &[Member]) -> Result<Bound> {
        let Value::Table(table) = value else { return Err(mismatch(&value, owner)) };
        let mut problems = Vec::new();
        for member in members {
            problems.extend(member.problem(&table)?);
        }
        match problems.is_empty() {
            true => Ok(Bound { table, _lua: lua.clone(), owner }),
            false => Err(Error::conversion("table", owner, Some(&problems.join("; ")))),
        }
    }

    /// The table.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The table as a value.
    pub fn to_value(&self) -> Value {
        Value::Table(self.table.clone())
    }

    /// Whether there is a value under this name now.
    ///
    /// # Errors
    ///
    /// If a metamethod fails.
    pub fn has(&self, name: &str) -> Result<bool> {
        self.table.contains_key(name)
    }

    /// Calls the function that is under this name now, with the table before the arguments.
    ///
    /// # Errors
    ///
    /// If there is none, it fails, or its results are of other types.
    pub fn call<R: FromLuaMulti>(&self, name: &str, arguments: impl IntoLuaMulti) -> Result<R> {
        let Outcome(outcome) = self.table.call_method(name, arguments)?;
        outcome.map_err(|error| self.blame(error, name))
    }

    /// Reads a field.
    ///
    /// # Errors
    ///
    /// If it cannot be converted.
    pub fn get<T: FromLua>(&self, name: &str) -> Result<T> {
        self.table.get(name).map_err(|error| error.context(self.owner))
    }

    /// Says whose result an error is about.
    #[cold]
    fn blame(&self, error: Error, name: &str) -> Error {
        let function = format!("'{}:{name}'", self.owner);
        match error.kind() {
            ErrorKind::BadArgument { function: None, position, .. } => {
                let which =
                    if *position > 1 { format!("result #{position}") } else { "result".into() };
                error.into_cause().context(format!("{which} of {function}"))
            }
            _ => error.context(format!("result of {function}")),
        }
    }
}

impl std::fmt::Debug for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.table.fmt(f)
    }
}

/// An argument of a table's function, as it is.
#[inline(always)]
pub fn argument<T: IntoLua>(argument: T) -> T {
    argument
}

/// Results whose conversion is told from what the function itself throws.
struct Outcome<R>(Result<R>);

impl<R: FromLuaMulti> FromLuaMulti for Outcome<R> {
    fn from_lua_multi(values: MultiValue, lua: &Lua) -> Result<Outcome<R>> {
        Ok(Outcome(R::from_lua_multi(values, lua)))
    }

    fn from_arguments(arguments: &Arguments<'_>, first: usize) -> Result<Outcome<R>> {
        Ok(Outcome(R::from_arguments(arguments, first)))
    }
}
