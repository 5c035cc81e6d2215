//! Layers of a configuration: the host's defaults, what the script says, and environment variables over both.

use lua_core::__private::{Datum, Reader, Step, View, mark};
use lua_core::{AnyUserData, ErrorContext, Lua, Result, Table, Value};

use super::problem::Origin;
use super::scripts::Scripts;
use crate::de::Text;
use crate::markers;

/// Deeper tables are taken from one layer as a whole.
const MAX_DEPTH: usize = 128;

/// Lays a value over another: tables are merged entry by entry, sequences and all else replaced. Nothing of a script
/// runs.
pub(super) fn merge(lua: &Lua, lower: Value, upper: Value) -> Result<Value> {
    merge_inside(lua, lower, upper, 0)
}

fn merge_inside(lua: &Lua, lower: Value, upper: Value, depth: usize) -> Result<Value> {
    let (below, above) = match (&lower, &upper) {
        (_, Value::Nil) => return Ok(lower),
        (Value::Table(below), Value::Table(above))
            if depth < MAX_DEPTH && !is_list(&lower)? && !is_list(&upper)? =>
        {
            (below, above)
        }
        _ => return Ok(upper),
    };
    let merged = copy(lua, below)?;
    for entry in above.pairs::<Value, Value>() {
        let (key, value) = entry?;
        let value = merge_inside(lua, merged.raw_get(&key)?, value, depth + 1)?;
        merged.raw_set(key, value)?;
    }
    Ok(Value::Table(merged))
}

/// Whether a table is a sequence with items, or one that is marked.
fn is_list(value: &Value) -> Result<bool> {
    let mut reader = Reader::new(value)?;
    let root: Datum<'_> = reader.root();
    let is_marked = root.has_mark(mark());
    let has_items = value.as_table().is_some_and(|table| table.raw_len() > 0);
    Ok(matches!(root.view(), View::Table(_)) && (is_marked || has_items))
}

/// A table with the same entries and the same mark.
fn copy(lua: &Lua, table: &Table) -> Result<Table> {
    let copy = lua.create_table()?;
    for entry in table.pairs::<Value, Value>() {
        let (key, value) = entry?;
        copy.raw_set(key, value)?;
    }
    if is_list(&Value::Table(table.clone()))? {
        copy.set_metatable(Some(markers::array_metatable(lua)?))?;
    }
    Ok(copy)
}

/// Where the data comes from.
pub(super) struct Layers {
    pub(super) script: Value,
    pub(super) defaults: Option<Value>,
    pub(super) variables: Vec<Variable>,
}

impl Layers {
    /// Where the value at a path comes from.
    pub(super) fn origin(&self, steps: &[Step], scripts: &Scripts, in_globals: bool) -> Origin {
        let said = self.variables.iter().rev().find(|one| steps.starts_with(&one.steps));
        if let Some(variable) = said {
            return Origin::Variable(variable.name.clone());
        }
        let is_default = |defaults| has(defaults, steps) && !has(&self.script, steps);
        if self.defaults.as_ref().is_some_and(is_default) {
            return Origin::Defaults;
        }
        scripts.find(steps, in_globals)
    }
}

/// An environment variable that says something.
pub(super) struct Variable {
    name: String,
    /// Where the data gets it.
    steps: Vec<Step>,
}

/// Lays environment variables over a value: `PREFIX_SERVERS__1__PORT` is `servers[1].port`.
pub(super) fn lay_variables(
    lua: &Lua,
    mut whole: Value,
    prefix: &str,
    variables: &[(String, String)],
) -> Result<(Value, Vec<Variable>)> {
    let mut laid = Vec::new();
    for (name, text) in variables {
        let Some(path) = name.strip_prefix(prefix) else { continue };
        let names: Vec<&str> = path.split("__").collect();
        if names.iter().any(|name| name.is_empty()) {
            continue;
        }
        let leaf = leaf(lua, text).context(format_args!("environment variable {name}"))?;
        let mut steps = Vec::new();
        whole = put(lua, whole, &names, leaf, &mut steps)?;
        laid.push(Variable { name: name.clone(), steps });
    }
    Ok((whole, laid))
}

/// What a variable's text stands for: a table that is written out, or whatever the type makes of it.
fn leaf(lua: &Lua, text: &str) -> Result<Value> {
    match text.trim_start().starts_with('{') {
        true => {
            let nothing = lua.create_table()?;
            lua.load(format!("return {text}")).set_name("=value").set_environment(nothing).eval()
        }
        false => {
            let text: AnyUserData = lua.create_any_userdata(Text(text.to_string()))?;
            Ok(Value::UserData(text))
        }
    }
}

/// A value with another one somewhere inside.
fn put(
    lua: &Lua,
    whole: Value,
    names: &[&str],
    leaf: Value,
    steps: &mut Vec<Step>,
) -> Result<Value> {
    let [name, rest @ ..] = names else { return merge(lua, whole, leaf) };
    let table = match &whole {
        Value::Table(table) => copy(lua, table)?,
        _ => lua.create_table()?,
    };
    let key = match name.parse::<i64>() {
        Ok(index) if is_list(&whole)? || !table.raw_get::<Value>(index)?.is_nil() => {
            steps.push(Step::Index(index));
            Value::Integer(index)
        }
        _ => {
            let name = key_like(&table, name)?;
            steps.push(Step::Name(name.clone()));
            Value::String(lua.create_string(name)?)
        }
    };
    let inner = put(lua, table.raw_get(&key)?, rest, leaf, steps)?;
    table.raw_set(key, inner)?;
    Ok(Value::Table(table))
}

/// The key of a table that a variable means, whose letters are mostly upper case; else its name in lower case.
fn key_like(table: &Table, name: &str) -> Result<String> {
    let mut alike = None;
    for entry in table.pairs::<Value, Value>() {
        if let (Value::String(key), _) = entry? {
            let key = key.to_string_lossy();
            if key.eq_ignore_ascii_case(name) {
                alike = alike.max(Some(key));
            }
        }
    }
    Ok(alike.unwrap_or_else(|| name.to_ascii_lowercase()))
}

/// Whether there is something at a path.
fn has(value: &Value, steps: &[Step]) -> bool {
    let (step, rest) = match steps {
        [] => return !value.is_nil(),
        [step, rest @ ..] => (step, rest),
    };
    let Value::Table(table) = value else { return false };
    let inner = match step {
        Step::Name(name) => table.raw_get::<Value>(name.as_str()),
        Step::Index(index) => table.raw_get::<Value>(*index),
        Step::Other => return true,
    };
    inner.is_ok_and(|inner| has(&inner, rest))
}
