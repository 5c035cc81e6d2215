//! What marks what Lua has no value for: nothing inside a table, and that a table is a sequence.

use lua_core::__private::mark;
use lua_core::{Lua, Result, Table, Value};

/// The value that stands for nothing where nil cannot be: inside a sequence, or under a key that must stay.
///
/// It is the null pointer, as mlua has it. It reads back as `None` or `()`; in conditions it is true, so scripts
/// compare with it.
///
/// ```
/// let lua = lua_core::Lua::new();
/// let list = lua_serde::to_value(&lua, &[Some(1), None, Some(3)])?;
/// lua.globals().set("null", lua_serde::null())?;
/// lua.globals().set("list", list)?;
/// assert!(lua.load("#list == 3 and list[2] == null").eval::<bool>()?);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub fn null() -> Value {
    Value::NULL
}

/// Where the array metatable is kept in the registry.
const ARRAY: &str = "lua_serde.array";

/// The array metatable of a machine.
pub(crate) fn array_metatable(lua: &Lua) -> Result<Table> {
    if let Some(metatable) = lua.named_registry_value(ARRAY)? {
        return Ok(metatable);
    }
    let metatable = lua.create_table()?;
    metatable.raw_set(Value::LightUserData(mark()), true)?;
    metatable.raw_set("__metatable", false)?;
    lua.set_named_registry_value(ARRAY, &metatable)?;
    Ok(metatable)
}
