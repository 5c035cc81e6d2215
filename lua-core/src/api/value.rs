//! `Value`: any Lua value, owned.

use std::ffi::c_void;

use super::convert::FromLua;
use super::error::{Error, Result};
use super::function::{Function, protect};
use super::lua::Lua;
use super::string::LuaString;
use super::table::Table;
use super::thread::Thread;
use super::userdata::AnyUserData;
use crate::object::{self, State, View};
use crate::vm::metamethod;

/// A pointer of the host that Lua only carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LightUserData(pub *mut c_void);

/// Any Lua value.
///
/// ```
/// use lua_core::{Lua, Value};
/// let lua = Lua::new();
/// let value: Value = lua.load("{1, 2} ~= nil").eval()?;
/// assert_eq!(value, Value::Boolean(true));
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub enum Value {
    /// `nil`
    #[default]
    Nil,
    /// `true` or `false`
    Boolean(bool),
    /// A pointer of the host.
    LightUserData(LightUserData),
    /// An integer.
    Integer(i64),
    /// A float.
    Number(f64),
    /// A string.
    String(LuaString),
    /// A table.
    Table(Table),
    /// A function.
    Function(Function),
    /// A coroutine.
    Thread(Thread),
    /// Host data.
    UserData(AnyUserData),
}

impl Value {
    pub(super) fn from_raw(lua: &Lua, raw: object::Value) -> Value {
        match raw.view() {
            View::Nil => Value::Nil,
            View::Boolean(boolean) => Value::Boolean(boolean),
            View::Integer(integer) => Value::Integer(integer),
            View::Float(float) => Value::Number(float),
            View::LightUserData(pointer) => Value::LightUserData(LightUserData(pointer)),
            View::String(_) => Value::String(LuaString(lua.handle(raw))),
            View::Table(_) => Value::Table(Table(lua.handle(raw))),
            View::Native(_) | View::Closure(_) | View::NativeClosure(_) => {
                Value::Function(Function(lua.handle(raw)))
            }
            View::Thread => Value::Thread(Thread(lua.handle(raw))),
            View::UserData => Value::UserData(AnyUserData(lua.handle(raw))),
        }
    }

    pub(super) fn raw(&self, state: &State) -> Result<object::Value> {
        Ok(match self {
            Value::String(string) => string.0.raw(state)?,
            Value::Table(table) => table.0.raw(state)?,
            Value::Function(function) => function.0.raw(state)?,
            Value::Thread(thread) => thread.0.raw(state)?,
            Value::UserData(userdata) => userdata.0.raw(state)?,
            scalar => scalar.scalar(),
        })
    }

    /// The value, if it belongs to no machine; else nil.
    #[inline]
    pub(super) fn scalar(&self) -> object::Value {
        match self {
            Value::Boolean(boolean) => object::Value::from_boolean(*boolean),
            Value::Integer(integer) => object::Value::from_integer(*integer),
            Value::Number(float) => object::Value::from_float(*float),
            Value::LightUserData(pointer) => object::Value::from_light_userdata(pointer.0),
            _ => object::Value::NIL,
        }
    }

    /// The name of the value's type: what Lua's `type` returns, but `integer` for an integer.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Nil => "nil",
            Value::Boolean(_) => "boolean",
            Value::LightUserData(_) => "lightuserdata",
            Value::Integer(_) => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Table(_) => "table",
            Value::Function(_) => "function",
            Value::Thread(_) => "thread",
            Value::UserData(_) => "userdata",
        }
    }

    /// Whether the value is nil.
    pub fn is_nil(&self) -> bool {
        matches!(self, Value::Nil)
    }

    /// The boolean, if the value is one.
    pub fn as_boolean(&self) -> Option<bool> {
        match self {
            Value::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }

    /// The integer, if the value is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Value::Integer(integer) => Some(*integer),
            _ => None,
        }
    }

    /// The number as a float, if the value is a number.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Integer(integer) => Some(*integer as f64),
            Value::Number(float) => Some(*float),
            _ => None,
        }
    }

    /// The string, if the value is one.
    pub fn as_string(&self) -> Option<&LuaString> {
        match self {
            Value::String(string) => Some(string),
            _ => None,
        }
    }

    /// The table, if the value is one.
    pub fn as_table(&self) -> Option<&Table> {
        match self {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The function, if the value is one.
    pub fn as_function(&self) -> Option<&Function> {
        match self {
            Value::Function(function) => Some(function),
            _ => None,
        }
    }

    /// The userdata, if the value is one.
    pub fn as_userdata(&self) -> Option<&AnyUserData> {
        match self {
            Value::UserData(userdata) => Some(userdata),
            _ => None,
        }
    }

    /// The coroutine, if the value is one.
    pub fn as_thread(&self) -> Option<&Thread> {
        match self {
            Value::Thread(thread) => Some(thread),
            _ => None,
        }
    }

    /// Whether two values are equal, asking `__eq`.
    ///
    /// # Errors
    ///
    /// If the metamethod fails, or a value's machine is gone.
    pub fn equals(&self, other: &Value) -> Result<bool> {
        let Some((lua, _)) = self.enter()? else { return Ok(self == other) };
        let (a, b) = (self.raw(&lua.state)?, other.raw(&lua.state)?);
        protect(&lua, || metamethod::equals(&lua.state, a, b))
    }

    /// The value as text, as Lua's `tostring` gives it.
    ///
    /// # Errors
    ///
    /// If `__tostring` fails, or the value's machine is gone.
    pub fn to_string(&self) -> Result<String> {
        match self {
            Value::Nil => Ok("nil".into()),
            Value::Boolean(boolean) => Ok(boolean.to_string()),
            Value::Integer(integer) => Ok(integer.to_string()),
            Value::Number(float) => {
                let mut text = Vec::new();
                crate::num::format::write_number(crate::num::Number::Float(*float), &mut text);
                Ok(String::from_utf8_lossy(&text).into_owned())
            }
            Value::LightUserData(pointer) => Ok(format!("lightuserdata: {:p}", pointer.0)),
            _ => {
                let Some((lua, raw)) = self.enter()? else { return Err(Error::vm_gone()) };
                let text = protect(&lua, || metamethod::to_string(&lua.state, raw))?;
                Ok(text.as_string().map(|text| text.to_text()).unwrap_or_default())
            }
        }
    }

    /// The machine that the value belongs to, if it belongs to any.
    pub(super) fn enter(&self) -> Result<Option<(Lua, object::Value)>> {
        Ok(Some(match self {
            Value::String(string) => string.0.enter()?,
            Value::Table(table) => table.0.enter()?,
            Value::Function(function) => function.0.enter()?,
            Value::Thread(thread) => thread.0.enter()?,
            Value::UserData(userdata) => userdata.0.enter()?,
            _ => return Ok(None),
        }))
    }

    /// Converts the value.
    ///
    /// # Errors
    ///
    /// If it has another type.
    pub fn get<T: FromLua>(self, lua: &Lua) -> Result<T> {
        T::from_lua(self, lua)
    }
}

/// Equality without metamethods: numbers by value, strings by their bytes, everything else by identity.
impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Nil, Value::Nil) => true,
            (Value::Boolean(a), Value::Boolean(b)) => a == b,
            (Value::LightUserData(a), Value::LightUserData(b)) => a == b,
            (Value::Integer(a), Value::Integer(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::Integer(a), Value::Number(b)) | (Value::Number(b), Value::Integer(a)) => {
                crate::num::compare::integer_equals_float(*a, *b)
            }
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Table(a), Value::Table(b)) => a == b,
            (Value::Function(a), Value::Function(b)) => a == b,
            (Value::Thread(a), Value::Thread(b)) => a == b,
            (Value::UserData(a), Value::UserData(b)) => a == b,
            _ => false,
        }
    }
}
