//! Values as `Debug` writes them, `{:#?}` with all that tables hold. No code of a script runs.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::ffi::c_void;
use std::fmt::{self, Write};

use super::table::Table;
use super::value::Value;

/// Tables within tables are written to this depth.
const DEPTH: usize = 32;

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return Page::new(f).value(self, 0);
        }
        match self {
            Value::Nil => f.write_str("Nil"),
            Value::Boolean(boolean) => f.debug_tuple("Boolean").field(boolean).finish(),
            Value::LightUserData(pointer) => pointer.fmt(f),
            Value::Integer(integer) => f.debug_tuple("Integer").field(integer).finish(),
            Value::Number(number) => f.debug_tuple("Number").field(number).finish(),
            Value::String(string) => f.debug_tuple("String").field(string).finish(),
            Value::Table(table) => f.debug_tuple("Table").field(table).finish(),
            Value::Function(function) => f.debug_tuple("Function").field(function).finish(),
            Value::Thread(thread) => f.debug_tuple("Thread").field(thread).finish(),
            Value::UserData(userdata) => f.debug_tuple("UserData").field(userdata).finish(),
        }
    }
}

/// Writes a table and what it holds.
pub(super) fn table(table: &Table, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    Page::new(f).table(table, 0)
}

/// What is being written, and which tables it already has.
struct Page<'a, 'b> {
    f: &'a mut fmt::Formatter<'b>,
    /// Each table is written once: one that holds itself has no end, and one that many hold would be written for each.
    written: HashSet<*const c_void>,
}

impl<'a, 'b> Page<'a, 'b> {
    fn new(f: &'a mut fmt::Formatter<'b>) -> Page<'a, 'b> {
        Page { f, written: HashSet::new() }
    }

    fn value(&mut self, value: &Value, depth: usize) -> fmt::Result {
        match value {
            Value::Nil => self.f.write_str("nil"),
            Value::Boolean(boolean) => write!(self.f, "{boolean}"),
            Value::Integer(integer) => write!(self.f, "{integer}"),
            // As Lua writes it, so that 1.0 is no 1.
            Value::Number(_) => self.f.write_str(&value.to_string().unwrap_or_default()),
            Value::LightUserData(pointer) => write!(self.f, "lightuserdata: {:p}", pointer.0),
            Value::String(string) => write!(self.f, "{string:?}"),
            Value::Table(table) => self.table(table, depth),
            Value::Function(function) => write!(self.f, "{function:?}"),
            Value::Thread(thread) => write!(self.f, "{thread:?}"),
            Value::UserData(userdata) => match userdata.type_name() {
                Ok(name) => write!(self.f, "{name}: {:p}", userdata.to_pointer()),
                Err(_) => write!(self.f, "{userdata:?}"),
            },
        }
    }

    fn table(&mut self, table: &Table, depth: usize) -> fmt::Result {
        if depth == DEPTH || !self.written.insert(table.0.address()) {
            return write!(self.f, "{table:?}");
        }
        // All of it at once: whoever receives the text may change the table.
        let entries: Result<Vec<(Value, Value)>, _> = table.pairs().collect();
        let Ok(mut entries) = entries else { return write!(self.f, "{table:?}") };
        if entries.is_empty() {
            return self.f.write_str("{}");
        }
        entries.sort_by(|(a, _), (b, _)| order(a, b));
        self.f.write_str("{\n")?;
        for (key, value) in &entries {
            self.indent(depth + 1)?;
            self.key(key)?;
            self.f.write_str(" = ")?;
            self.value(value, depth + 1)?;
            self.f.write_str(",\n")?;
        }
        self.indent(depth)?;
        self.f.write_char('}')
    }

    fn key(&mut self, key: &Value) -> fmt::Result {
        if let Value::String(name) = key
            && is_name(&name.to_vec())
        {
            return write!(self.f, "{}", name.display());
        }
        self.f.write_char('[')?;
        // The table that is a key is told by its address.
        self.value(key, DEPTH)?;
        self.f.write_char(']')
    }

    fn indent(&mut self, depth: usize) -> fmt::Result {
        write!(self.f, "{:width$}", "", width = 4 * depth)
    }
}

/// Whether Lua takes it for a name; that it may be a reserved word does not matter to a reader.
fn is_name(bytes: &[u8]) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    bytes.first().is_some_and(is_letter)
        && bytes.iter().all(|byte| is_letter(byte) || byte.is_ascii_digit())
}

/// Numbers first, then strings, booleans and the rest.
fn order(a: &Value, b: &Value) -> Ordering {
    let rank = |value: &Value| match value {
        Value::Integer(_) | Value::Number(_) => 0,
        Value::String(_) => 1,
        Value::Boolean(_) => 2,
        _ => 3,
    };
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        _ => match (a.as_number(), b.as_number()) {
            // An integer that the float equals only by rounding comes first.
            (Some(x), Some(y)) => x.total_cmp(&y).then(b.is_integer().cmp(&a.is_integer())),
            _ => {
                let ranks = rank(a).cmp(&rank(b)).then_with(|| a.type_name().cmp(b.type_name()));
                ranks.then_with(|| a.to_pointer().cmp(&b.to_pointer()))
            }
        },
    }
}
