//! `Serializable`: Lua values to any other format.

use std::borrow::Cow;

use lua_core::__private::Written;
use lua_core::{AnyUserData, LuaString, Table, Value};
use serde::ser::{Serialize, Serializer};

use crate::options::DeserializeOptions;

/// A Lua value as data that serde can write in any format.
///
/// Tables are taken as [`crate::from_value`] takes them where any data may stand, and the same limits hold. Values and
/// handles can also be written as they are, alone or in other data: that is the same without options, but for our own
/// [`Serializer`](crate::Serializer), which takes them as they are.
///
/// ```
/// use lua_core::Value;
/// use lua_serde::ToSerializable;
/// let lua = lua_core::Lua::new();
/// let value: Value = lua.load("{ name = 'orc', tags = { 'green', 'loud' }, hp = 7 / 2 }").eval()?;
/// let json = serde_json::to_string(&value.to_serializable())?;
/// assert_eq!(json, r#"{"hp":3.5,"name":"orc","tags":["green","loud"]}"#);
///
/// let value: Value = lua.load("{ orcs = { { shout = print } } }").eval()?;
/// let error = serde_json::to_string(&value.to_serializable()).unwrap_err();
/// assert_eq!(error.to_string(), "orcs[1].shout: a function is no data");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Serializable<'a> {
    value: Cow<'a, Value>,
    options: DeserializeOptions,
}

impl<'a> Serializable<'a> {
    /// A value; see also [`ToSerializable::to_serializable`].
    ///
    /// ```
    /// use lua_serde::Serializable;
    /// let value = lua_core::Value::Integer(7);
    /// assert_eq!(serde_json::to_string(&Serializable::new(&value))?, "7");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn new(value: &'a Value) -> Serializable<'a> {
        Serializable { value: Cow::Borrowed(value), options: DeserializeOptions::new() }
    }

    /// With these options.
    ///
    /// ```
    /// use lua_core::Value;
    /// use lua_serde::{DeserializeOptions, ToSerializable};
    /// let lua = lua_core::Lua::new();
    /// let value: Value = lua.load("{ hp = 10, shout = print }").eval()?;
    /// let lenient = DeserializeOptions::new().deny_unsupported_types(false);
    /// let json = serde_json::to_string(&value.to_serializable().with_options(lenient))?;
    /// assert_eq!(json, r#"{"hp":10,"shout":null}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_options(mut self, options: DeserializeOptions) -> Serializable<'a> {
        self.options = options;
        self
    }

    /// As [`DeserializeOptions::deny_unsupported_types`].
    ///
    /// ```
    /// use lua_core::Value;
    /// use lua_serde::ToSerializable;
    /// let lua = lua_core::Lua::new();
    /// let value: Value = lua.load("{ print }").eval()?;
    /// let lenient = value.to_serializable().deny_unsupported_types(false);
    /// assert_eq!(serde_json::to_string(&lenient)?, "[null]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deny_unsupported_types(mut self, enabled: bool) -> Serializable<'a> {
        self.options = self.options.deny_unsupported_types(enabled);
        self
    }

    /// As [`DeserializeOptions::deny_recursive_tables`].
    ///
    /// ```
    /// use lua_core::Value;
    /// use lua_serde::ToSerializable;
    /// let lua = lua_core::Lua::new();
    /// let value: Value = lua.load("local t = { hp = 1 } t.me = t return t").eval()?;
    /// assert!(serde_json::to_string(&value.to_serializable()).is_err());
    /// let lenient = value.to_serializable().deny_recursive_tables(false);
    /// assert_eq!(serde_json::to_string(&lenient)?, r#"{"hp":1,"me":null}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deny_recursive_tables(mut self, enabled: bool) -> Serializable<'a> {
        self.options = self.options.deny_recursive_tables(enabled);
        self
    }

    /// As [`DeserializeOptions::recursion_limit`].
    ///
    /// ```
    /// use lua_core::Value;
    /// use lua_serde::ToSerializable;
    /// let lua = lua_core::Lua::new();
    /// let value: Value = lua.load("{ { 1 }, { 2 } }").eval()?;
    /// assert!(serde_json::to_string(&value.to_serializable().recursion_limit(2)).is_ok());
    /// assert!(serde_json::to_string(&value.to_serializable().recursion_limit(1)).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn recursion_limit(mut self, levels: usize) -> Serializable<'a> {
        self.options = self.options.recursion_limit(levels);
        self
    }

    /// As [`DeserializeOptions::encode_empty_tables_as_array`].
    ///
    /// ```
    /// use lua_serde::ToSerializable;
    /// let lua = lua_core::Lua::new();
    /// let empty = lua.create_table()?;
    /// let empty = empty.to_serializable().encode_empty_tables_as_array(true);
    /// assert_eq!(serde_json::to_string(&empty)?, "[]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn encode_empty_tables_as_array(mut self, enabled: bool) -> Serializable<'a> {
        self.options = self.options.encode_empty_tables_as_array(enabled);
        self
    }
}

/// Lua values and handles that can be written in any format.
pub trait ToSerializable {
    /// The value as data. For an example see [`Serializable`].
    fn to_serializable(&self) -> Serializable<'_>;
}

impl ToSerializable for Value {
    fn to_serializable(&self) -> Serializable<'_> {
        Serializable::new(self)
    }
}

macro_rules! handles {
    ($($handle:ident $variant:ident;)+) => {$(
        impl ToSerializable for $handle {
            fn to_serializable(&self) -> Serializable<'_> {
                let value = Cow::Owned(Value::$variant(self.clone()));
                Serializable { value, options: DeserializeOptions::new() }
            }
        }
    )+};
}

handles! {
    Table Table;
    LuaString String;
    AnyUserData UserData;
}

impl Serialize for Serializable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written::new(&self.value, Some(self.options.rules)).serialize(serializer)
    }
}
