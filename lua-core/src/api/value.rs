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
///
/// ```
/// use std::ffi::c_void;
/// use lua_core::{LightUserData, Lua};
/// let (lua, mut place) = (Lua::new(), 7_u8);
/// let pointer = LightUserData((&raw mut place).cast::<c_void>());
/// lua.globals().set("place", pointer)?;
/// assert!(lua.load("type(place) == 'userdata'").eval::<bool>()?);
/// assert_eq!(lua.globals().get::<LightUserData>("place")?, pointer);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LightUserData(pub *mut c_void);

/// Lua's integers, by the name that mlua gives them. `/` and `^` make a [`Number`] even of two integers.
///
/// ```
/// let length: lua_core::Integer = lua_core::Lua::new().load("#'orc' // 2").eval()?;
/// assert_eq!(length, 1);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub type Integer = i64;

/// Lua's floats, by the name that mlua gives them.
///
/// ```
/// let ratio: lua_core::Number = lua_core::Lua::new().load("3 / 2").eval()?;
/// assert_eq!(ratio, 1.5);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub type Number = f64;

/// Any Lua value.
///
/// `{:?}` writes what it is; `{:#?}` writes tables with all they hold, sorted. Neither runs any code of a script.
///
/// ```
/// use lua_core::{Lua, Value};
/// let lua = Lua::new();
/// let value: Value = lua.load("{1, 2} ~= nil").eval()?;
/// assert_eq!(value, Value::Boolean(true));
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone, Default)]
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
    ///
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!((Value::Integer(1).type_name(), Value::Number(1.0).type_name()), ("integer", "number"));
    /// ```
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

    /// The pointer to nothing: what stands for "null" where nil cannot be, as in arrays of JSON.
    ///
    /// ```
    /// use lua_core::{Lua, Value};
    /// let lua = Lua::new();
    /// lua.globals().set("null", Value::NULL)?;
    /// assert!(lua.load("null ~= nil and type(null) == 'userdata'").eval::<bool>()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub const NULL: Value = Value::LightUserData(LightUserData(std::ptr::null_mut()));

    /// Whether the value is [`Value::NULL`].
    ///
    /// ```
    /// use lua_core::Value;
    /// assert!(Value::NULL.is_null() && !Value::Nil.is_null());
    /// ```
    pub fn is_null(&self) -> bool {
        *self == Value::NULL
    }

    /// Whether the value is nil.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(Value::Nil.is_nil() && !Value::Boolean(false).is_nil());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_nil(&self) -> bool {
        matches!(self, Value::Nil)
    }

    /// Whether the value is a boolean.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(Value::Boolean(false).is_boolean() && !Value::Nil.is_boolean());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_boolean(&self) -> bool {
        matches!(self, Value::Boolean(_))
    }

    /// Whether the value is a pointer of the host.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(Value::NULL.is_light_userdata());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_light_userdata(&self) -> bool {
        matches!(self, Value::LightUserData(_))
    }

    /// Whether the value is an integer.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(Value::Integer(1).is_integer() && !Value::Number(1.0).is_integer());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_integer(&self) -> bool {
        matches!(self, Value::Integer(_))
    }

    /// Whether the value is a float. An integer is none: see [`Value::is_integer`].
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(Value::Number(1.0).is_number() && !Value::Integer(1).is_number());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_number(&self) -> bool {
        matches!(self, Value::Number(_))
    }

    /// Whether the value is a string. A number is none.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(lua.load("'text'").eval::<Value>()?.is_string());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_string(&self) -> bool {
        matches!(self, Value::String(_))
    }

    /// Whether the value is a table.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(lua.load("{}").eval::<Value>()?.is_table());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_table(&self) -> bool {
        matches!(self, Value::Table(_))
    }

    /// Whether the value is a function.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(lua.load("print").eval::<Value>()?.is_function());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_function(&self) -> bool {
        matches!(self, Value::Function(_))
    }

    /// Whether the value is a coroutine.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(lua.load("coroutine.create(print)").eval::<Value>()?.is_thread());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_thread(&self) -> bool {
        matches!(self, Value::Thread(_))
    }

    /// Whether the value is host data.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(Value::UserData(lua.create_any_userdata(1)?).is_userdata());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_userdata(&self) -> bool {
        matches!(self, Value::UserData(_))
    }

    /// The boolean, if the value is one.
    ///
    /// ```
    /// # use lua_core::{LightUserData, Lua, Value};
    /// # let lua = Lua::new();
    /// assert_eq!(Value::Boolean(true).as_boolean(), Some(true));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn as_boolean(&self) -> Option<bool> {
        match self {
            Value::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }

    /// The pointer of the host, if the value is one.
    ///
    /// ```
    /// # use lua_core::{LightUserData, Lua, Value};
    /// # let lua = Lua::new();
    /// assert!(Value::NULL.as_light_userdata().is_some_and(|pointer| pointer.0.is_null()));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn as_light_userdata(&self) -> Option<LightUserData> {
        match self {
            Value::LightUserData(pointer) => Some(*pointer),
            _ => None,
        }
    }

    /// The integer, if the value is one. A float is none, whatever its value.
    ///
    /// ```
    /// # use lua_core::{LightUserData, Lua, Value};
    /// # let lua = Lua::new();
    /// assert_eq!((Value::Integer(3).as_integer(), Value::Number(3.0).as_integer()), (Some(3), None));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn as_integer(&self) -> Option<Integer> {
        match self {
            Value::Integer(integer) => Some(*integer),
            _ => None,
        }
    }

    /// The number as a float, if the value is a number, be it an integer.
    ///
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!((Value::Integer(3).as_number(), Value::Number(0.5).as_number()), (Some(3.0), Some(0.5)));
    /// ```
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Value::Integer(integer) => Some(*integer as f64),
            Value::Number(float) => Some(*float),
            _ => None,
        }
    }

    /// The integer, if the value is one that fits.
    ///
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!((Value::Integer(3).as_i32(), Value::Integer(1 << 40).as_i32()), (Some(3), None));
    /// ```
    pub fn as_i32(&self) -> Option<i32> {
        self.as_integer().and_then(|integer| i32::try_from(integer).ok())
    }

    /// The integer, if the value is one that fits.
    ///
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!((Value::Integer(3).as_u32(), Value::Integer(-1).as_u32()), (Some(3), None));
    /// ```
    pub fn as_u32(&self) -> Option<u32> {
        self.as_integer().and_then(|integer| u32::try_from(integer).ok())
    }

    /// The integer, if the value is one that fits.
    ///
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!(Value::Integer(3).as_i64(), Some(3));
    /// ```
    pub fn as_i64(&self) -> Option<i64> {
        self.as_integer()
    }

    /// The integer, if the value is one that fits.
    ///
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!(Value::Integer(3).as_u64(), Some(3));
    /// ```
    pub fn as_u64(&self) -> Option<u64> {
        self.as_integer().and_then(|integer| u64::try_from(integer).ok())
    }

    /// The integer, if the value is one that fits.
    ///
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!(Value::Integer(3).as_isize(), Some(3));
    /// ```
    pub fn as_isize(&self) -> Option<isize> {
        self.as_integer().and_then(|integer| isize::try_from(integer).ok())
    }

    /// The integer, if the value is one that fits.
    ///
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!(Value::Integer(3).as_usize(), Some(3));
    /// ```
    pub fn as_usize(&self) -> Option<usize> {
        self.as_integer().and_then(|integer| usize::try_from(integer).ok())
    }

    /// The number as a float of half the precision, if the value is a number.
    ///
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!(Value::Number(0.5).as_f32(), Some(0.5));
    /// ```
    pub fn as_f32(&self) -> Option<f32> {
        self.as_number().map(|number| number as f32)
    }

    /// The number as a float, if the value is a number.
    ///
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!(Value::Integer(2).as_f64(), Some(2.0));
    /// ```
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()
    }

    /// The string, if the value is one.
    ///
    /// ```
    /// # use lua_core::{LightUserData, Lua, Value};
    /// # let lua = Lua::new();
    /// let text: Value = lua.load("'text'").eval()?;
    /// assert!(text.as_string().is_some_and(|text| *text == "text"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn as_string(&self) -> Option<&LuaString> {
        match self {
            Value::String(string) => Some(string),
            _ => None,
        }
    }

    /// The table, if the value is one.
    ///
    /// ```
    /// # use lua_core::{LightUserData, Lua, Value};
    /// # let lua = Lua::new();
    /// let list: Value = lua.load("{1, 2}").eval()?;
    /// assert_eq!(list.as_table().map(|list| list.raw_len()), Some(2));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn as_table(&self) -> Option<&Table> {
        match self {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The function, if the value is one.
    ///
    /// ```
    /// # use lua_core::{LightUserData, Lua, Value};
    /// # let lua = Lua::new();
    /// let print: Value = lua.load("print").eval()?;
    /// assert!(print.as_function().is_some());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn as_function(&self) -> Option<&Function> {
        match self {
            Value::Function(function) => Some(function),
            _ => None,
        }
    }

    /// The userdata, if the value is one.
    ///
    /// ```
    /// # use lua_core::{LightUserData, Lua, Value};
    /// # let lua = Lua::new();
    /// let data = Value::UserData(lua.create_any_userdata(1_u8)?);
    /// assert!(data.as_userdata().is_some_and(|data| data.is::<u8>()));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn as_userdata(&self) -> Option<&AnyUserData> {
        match self {
            Value::UserData(userdata) => Some(userdata),
            _ => None,
        }
    }

    /// The coroutine, if the value is one.
    ///
    /// ```
    /// # use lua_core::{LightUserData, Lua, Value};
    /// # let lua = Lua::new();
    /// let routine: Value = lua.load("coroutine.create(print)").eval()?;
    /// assert!(routine.as_thread().is_some());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn as_thread(&self) -> Option<&Thread> {
        match self {
            Value::Thread(thread) => Some(thread),
            _ => None,
        }
    }

    /// An address that no other value has while this one lives: that of a table, function, coroutine, userdata or string, or
    /// the pointer of the host; else null.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// let value = Value::Table(lua.create_table()?);
    /// assert!(!value.to_pointer().is_null() && Value::Integer(1).to_pointer().is_null());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn to_pointer(&self) -> *const c_void {
        match self {
            Value::LightUserData(pointer) => pointer.0,
            Value::String(string) => string.0.address(),
            Value::Table(table) => table.0.address(),
            Value::Function(function) => function.0.address(),
            Value::Thread(thread) => thread.0.address(),
            Value::UserData(userdata) => userdata.0.address(),
            _ => std::ptr::null(),
        }
    }

    /// Whether two values are equal, asking `__eq`.
    ///
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// let make = "setmetatable({}, { __eq = function() return true end })";
    /// let (a, b): (Value, Value) = (lua.load(make).eval()?, lua.load(make).eval()?);
    /// assert!(a.equals(&b)? && a != b);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
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
    /// ```
    /// # use lua_core::Value;
    /// assert_eq!(Value::Number(1e100).to_string()?, "1e+100");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
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
    /// ```
    /// # use lua_core::{Lua, Value};
    /// # let lua = Lua::new();
    /// assert_eq!(Value::Integer(5).get::<u8>(&lua)?, 5);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
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
