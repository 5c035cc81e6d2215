//! What the derived conversions of plain data call: structs, tuples and enums read from tables and written to them.
//!
//! Reading honours `__index`, so that a table may inherit its defaults; what is unknown is looked for among a
//! table's own keys. Writing makes tables without a metatable.

use crate::api::convert::{FromLua, IntoLua, mismatch};
use crate::api::data::path::{index_segment, name_segment};
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::nearest;
use crate::api::table::Table;
use crate::api::value::Value;

/// A table that is read as a struct.
pub struct Fields<'a> {
    table: Table,
    lua: &'a Lua,
}

impl<'a> Fields<'a> {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// If the value is no table.
    pub fn of(value: Value, lua: &'a Lua) -> Result<Fields<'a>> {
        match value {
            Value::Table(table) => Ok(Fields { table, lua }),
            other => Err(mismatch(&other, "table")),
        }
    }

    /// A field. One that is missing is nil, which some types are made of.
    ///
    /// # Errors
    ///
    /// If it cannot be converted.
    pub fn get<T: FromLua>(&self, name: &str) -> Result<T> {
        self.table.get(name)
    }

    /// A field that may be missing.
    ///
    /// # Errors
    ///
    /// If it is there and cannot be converted.
    pub fn optional<T: FromLua>(&self, name: &str) -> Result<Option<T>> {
        self.table.get(name)
    }

    /// A field that has several names, of which one may be used, and the name that was.
    ///
    /// # Errors
    ///
    /// If it is there under two names.
    pub fn find(&self, names: &[&'static str]) -> Result<(&'static str, Value)> {
        let mut found = (names[0], Value::Nil);
        for &name in names {
            let value: Value = self.table.get(name)?;
            if value.is_nil() {
                continue;
            }
            if !found.1.is_nil() {
                let text = format!("'{}' and '{name}' are two names of one field", found.0);
                return Err(Error::conversion("table", "one of them", Some(&text)));
            }
            found = (name, value);
        }
        Ok(found)
    }

    /// Converts what [`Fields::find`] has found, with a function of the user's.
    ///
    /// # Errors
    ///
    /// The function's.
    pub fn convert<T>(
        &self,
        (name, value): (&str, Value),
        convert: impl FnOnce(Value, &Lua) -> Result<T>,
    ) -> Result<T> {
        convert(value, self.lua).map_err(|error| in_field(error, name))
    }

    /// What a flattened field is made of: a copy of the table without the fields that have these names.
    ///
    /// # Errors
    ///
    /// If a field cannot be copied.
    pub fn rest(&self, known: &[&str]) -> Result<Value> {
        let rest = self.lua.create_table()?;
        self.table.for_each(|key: Value, value: Value| match &key {
            Value::String(name) if known.iter().any(|known| name == known) => Ok(()),
            _ => rest.raw_set(key, value),
        })?;
        if let Some(metatable) = self.table.metatable() {
            rest.set_metatable(Some(metatable))?;
        }
        Ok(Value::Table(rest))
    }

    /// Sees that the table has no other fields of its own.
    ///
    /// # Errors
    ///
    /// If it has one; the error suggests the nearest name.
    pub fn deny_unknown(&self, owner: &str, known: &[&str]) -> Result<()> {
        self.table.for_each(|key: Value, _: Value| {
            let name = match &key {
                Value::String(name) => name.to_string_lossy(),
                Value::Integer(_) | Value::Number(_) | Value::Boolean(_) => key.to_string()?,
                other => format!("a {}", other.type_name()),
            };
            if matches!(key, Value::String(_)) && known.contains(&name.as_str()) {
                return Ok(());
            }
            let hint = nearest::hint(&name, known.iter().copied());
            let text = format!("no field '{name}' in {owner}{hint}");
            Err(Error::refused_data("table", owner, text))
        })
    }
}

/// Says which field an error is about.
#[cold]
pub fn in_field(error: Error, name: &str) -> Error {
    error.inside(name_segment(name))
}

/// A table that is read as a tuple.
pub struct Positions(Table);

impl Positions {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// If the value is no table, or has more items than the tuple.
    pub fn of(value: Value, count: usize) -> Result<Positions> {
        let table = match value {
            Value::Table(table) => table,
            other => return Err(mismatch(&other, "table")),
        };
        let length = table.raw_len();
        if length > count {
            let from = format!("table of {length} items");
            return Err(Error::conversion(&from, &format!("sequence of {count}"), None));
        }
        Ok(Positions(table))
    }

    /// An item, from 1.
    ///
    /// # Errors
    ///
    /// If it cannot be converted.
    pub fn get<T: FromLua>(&self, index: i64) -> Result<T> {
        self.0.get(index)
    }

    /// An item, converted with a function of the user's.
    ///
    /// # Errors
    ///
    /// The function's.
    pub fn convert<T>(
        &self,
        index: i64,
        lua: &Lua,
        convert: impl FnOnce(Value, &Lua) -> Result<T>,
    ) -> Result<T> {
        convert(self.0.get(index)?, lua).map_err(|error| error.inside(index_segment(index)))
    }
}

/// The names of an enum's variants, as scripts write them.
pub struct Variants {
    /// What messages call the enum.
    pub owner: &'static str,
    /// Each name and the number of its variant, whose own name comes first.
    pub names: &'static [(&'static str, usize)],
    /// Whether a variant has data, by its number.
    pub has_data: &'static [bool],
}

impl Variants {
    fn all(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().map(|(name, _)| *name)
    }

    /// The number of a variant.
    fn number(&self, given: &str) -> Result<usize> {
        let found = self.names.iter().find(|(name, _)| *name == given);
        found.map(|(_, number)| *number).ok_or_else(|| self.unknown(given))
    }

    #[cold]
    fn unknown(&self, given: &str) -> Error {
        let reason = match nearest::nearest(given, self.all()) {
            Some(name) => format!("'{given}' is no variant: did you mean '{name}'?"),
            None => format!("'{given}' is none of {}", quoted(self.all())),
        };
        Error::conversion("string", self.owner, Some(&reason))
    }

    #[cold]
    fn mismatch(&self, value: &Value) -> Error {
        let has = |wanted: bool| {
            let names =
                self.names.iter().filter(move |(_, number)| self.has_data[*number] == wanted);
            names.map(|(name, _)| *name)
        };
        let mut forms = Vec::new();
        if has(false).next().is_some() {
            forms.push(format!("one of {}", quoted(has(false))));
        }
        if has(true).next().is_some() {
            forms.push(format!("a table with one of the fields {}", quoted(has(true))));
        }
        let actual = match value {
            Value::Integer(_) => "number",
            other => other.type_name(),
        };
        Error::conversion(actual, self.owner, Some(&forms.join(", or ")))
    }

    /// The variant that a name or a table with one field stands for, its name, and what is in the field.
    ///
    /// # Errors
    ///
    /// If there is no such variant, or more than one.
    pub fn external(&self, value: &Value) -> Result<(usize, &'static str, Value)> {
        let table = match value {
            Value::String(given) => {
                let given = given.to_string_lossy();
                let number = self.number(&given)?;
                if self.has_data[number] {
                    let reason = format!("'{given}' has data: write {{ {given} = … }}");
                    return Err(Error::conversion("string", self.owner, Some(&reason)));
                }
                return Ok((number, "", Value::Nil));
            }
            Value::Table(table) => table,
            other => return Err(self.mismatch(other)),
        };
        let mut found = None;
        for &(name, number) in self.names.iter().filter(|(_, number)| self.has_data[*number]) {
            let content: Value = table.get(name)?;
            if content.is_nil() {
                continue;
            }
            if let Some((_, other, _)) = found {
                let reason = format!("it has both '{other}' and '{name}'");
                return Err(Error::conversion("table", self.owner, Some(&reason)));
            }
            found = Some((number, name, content));
        }
        found.ok_or_else(|| self.mismatch(value))
    }

    /// The variant that a field of a table names.
    ///
    /// # Errors
    ///
    /// If the value is no table, or there is no such variant.
    pub fn tagged(&self, value: &Value, tag: &'static str) -> Result<usize> {
        let Value::Table(table) = value else { return Err(mismatch(value, "table")) };
        match table.get::<Value>(tag)? {
            Value::String(given) => {
                self.number(&given.to_string_lossy()).map_err(|error| in_field(error, tag))
            }
            other => {
                let error = mismatch(&other, &format!("one of {}", quoted(self.all())));
                Err(in_field(error, tag))
            }
        }
    }
}

fn quoted(names: impl Iterator<Item = &'static str>) -> String {
    names.map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
}

/// Tries the variants of an enum in turn.
pub struct Untagged {
    value: Value,
    owner: &'static str,
    refusals: Vec<String>,
}

impl Untagged {
    /// Begins to try.
    pub fn new(value: Value, owner: &'static str) -> Untagged {
        Untagged { value, owner, refusals: Vec::new() }
    }

    /// The variant, if the value is of its form.
    pub fn attempt<T>(
        &mut self,
        variant: &'static str,
        read: impl FnOnce(Value) -> Result<T>,
    ) -> Option<T> {
        let outcome = read(self.value.clone());
        outcome.map_err(|error| self.refusals.push(format!("{variant}: {error}"))).ok()
    }

    /// No variant fits.
    #[cold]
    pub fn error(self) -> Error {
        let actual = match &self.value {
            Value::Integer(_) => "number",
            other => other.type_name(),
        };
        Error::conversion(actual, self.owner, Some(&self.refusals.join("; ")))
    }
}

/// Reads what has no data, as a variant that is not tagged.
///
/// # Errors
///
/// If it is not nil.
pub fn nothing(value: &Value) -> Result<()> {
    if value.is_nil() { Ok(()) } else { Err(mismatch(value, "nil")) }
}

/// A table that a struct or tuple is written to.
pub struct Record<'a> {
    table: Table,
    lua: &'a Lua,
}

impl<'a> Record<'a> {
    /// A table with room for so many items and fields.
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn new(lua: &'a Lua, items: usize, fields: usize) -> Result<Record<'a>> {
        Ok(Record { table: lua.create_table_with_capacity(items, fields)?, lua })
    }

    /// The table of a variant's data, for more to be written to it.
    ///
    /// # Errors
    ///
    /// If it is no table.
    pub fn around(value: Value, lua: &'a Lua, owner: &str) -> Result<Record<'a>> {
        match value {
            Value::Table(table) => Ok(Record { table, lua }),
            other => Err(not_a_table(&other, owner)),
        }
    }

    /// Writes a field.
    ///
    /// # Errors
    ///
    /// If it cannot be converted.
    pub fn set(&self, name: &str, value: impl IntoLua) -> Result<()> {
        // The value's own error, not that of a pair.
        let value = value.into_lua(self.lua).map_err(|error| in_field(error, name))?;
        self.table.raw_set(name, value)
    }

    /// Writes an item, from 1.
    ///
    /// # Errors
    ///
    /// If it cannot be converted.
    pub fn set_item(&self, index: i64, value: impl IntoLua) -> Result<()> {
        let value = value.into_lua(self.lua);
        let value = value.map_err(|error| error.inside(index_segment(index)))?;
        self.table.raw_set(index, value)
    }

    /// Writes all fields that another value consists of.
    ///
    /// # Errors
    ///
    /// If it is converted to something else than a table, or to nil.
    pub fn flatten(&self, name: &str, value: impl IntoLua) -> Result<()> {
        match value.into_lua(self.lua).map_err(|error| in_field(error, name))? {
            Value::Nil => Ok(()),
            Value::Table(fields) => {
                fields.for_each(|key: Value, value: Value| self.table.raw_set(key, value))
            }
            other => Err(not_a_table(&other, name)),
        }
    }

    /// The table.
    pub fn finish(self) -> Value {
        Value::Table(self.table)
    }
}

#[cold]
fn not_a_table(value: &Value, owner: &str) -> Error {
    let text = format!("the fields of '{owner}' cannot be written: it is a {}", value.type_name());
    Error::refused_data(owner, "table", text)
}

/// A variant that scripts do not know cannot be written.
#[cold]
pub fn no_form(owner: &str, variant: &str) -> Error {
    Error::refused_data(owner, "value", format!("{owner}::{variant} has no form in Lua"))
}
