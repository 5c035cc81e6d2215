//! What can be chosen about a conversion.

use lua_core::__private::Rules;

/// How Rust data becomes a Lua value.
///
/// ```
/// use lua_serde::{LuaSerdeExt, SerializeOptions};
/// let lua = lua_core::Lua::new();
/// let options = SerializeOptions::new().set_array_metatable(false);
/// lua.globals().set("list", lua.to_value_with(&[1, 2], options)?)?;
/// assert!(lua.load("getmetatable(list) == nil").eval::<bool>()?);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct SerializeOptions {
    pub(crate) mark_arrays: bool,
    pub(crate) none_is_null: bool,
    pub(crate) unit_is_null: bool,
    pub(crate) depth_limit: usize,
}

impl SerializeOptions {
    /// What [`crate::to_value`] does: arrays are marked, at most 128 levels.
    ///
    /// ```
    /// use lua_serde::{LuaSerdeExt, SerializeOptions};
    /// let lua = lua_core::Lua::new();
    /// let empty: [u8; 0] = [];
    /// lua.globals().set("list", lua.to_value_with(&empty, SerializeOptions::new())?)?;
    /// assert!(lua.load("getmetatable(list) ~= nil").eval::<bool>()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub const fn new() -> SerializeOptions {
        SerializeOptions {
            mark_arrays: true,
            none_is_null: false,
            unit_is_null: true,
            depth_limit: 128,
        }
    }

    /// Whether sequences get the array metatable, by which an empty one is known from an empty map. For an
    /// example see [`SerializeOptions`].
    pub const fn set_array_metatable(mut self, enabled: bool) -> SerializeOptions {
        self.mark_arrays = enabled;
        self
    }

    /// Whether `None` becomes [`null`](crate::null) everywhere, so that a script finds the field of a struct there; otherwise
    /// only where nil cannot be, within sequences and maps.
    ///
    /// ```
    /// use lua_serde::{LuaSerdeExt, SerializeOptions};
    /// #[derive(serde::Serialize)]
    /// struct Orc {
    ///     name: Option<String>,
    /// }
    ///
    /// let lua = lua_core::Lua::new();
    /// let options = SerializeOptions::new().serialize_none_to_null(true);
    /// lua.globals().set("orc", lua.to_value_with(&Orc { name: None }, options)?)?;
    /// assert!(lua.load("orc.name ~= nil").eval::<bool>()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub const fn serialize_none_to_null(mut self, enabled: bool) -> SerializeOptions {
        self.none_is_null = enabled;
        self
    }

    /// Whether `()` and unit structs inside of a value become [`null`](crate::null), as they do without this option;
    /// otherwise they become what `None` does.
    ///
    /// ```
    /// use lua_serde::{LuaSerdeExt, SerializeOptions};
    /// #[derive(serde::Serialize)]
    /// struct Event {
    ///     data: (),
    /// }
    ///
    /// let lua = lua_core::Lua::new();
    /// let options = SerializeOptions::new().serialize_unit_to_null(false);
    /// lua.globals().set("event", lua.to_value_with(&Event { data: () }, options)?)?;
    /// assert!(lua.load("event.data == nil").eval::<bool>()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub const fn serialize_unit_to_null(mut self, enabled: bool) -> SerializeOptions {
        self.unit_is_null = enabled;
        self
    }

    /// How many tables may be inside each other.
    ///
    /// ```
    /// use lua_serde::{LuaSerdeExt, SerializeOptions};
    /// let lua = lua_core::Lua::new();
    /// let flat = SerializeOptions::new().recursion_limit(1);
    /// assert!(lua.to_value_with(&[1, 2], flat).is_ok());
    /// assert!(lua.to_value_with(&[[1], [2]], flat).is_err());
    /// ```
    pub const fn recursion_limit(mut self, levels: usize) -> SerializeOptions {
        self.depth_limit = levels;
        self
    }
}

impl Default for SerializeOptions {
    fn default() -> SerializeOptions {
        SerializeOptions::new()
    }
}

/// How a Lua value becomes Rust data.
///
/// ```
/// use lua_serde::{DeserializeOptions, LuaSerdeExt};
/// let lua = lua_core::Lua::new();
/// let value = lua.load("{ { { 1 } } }").eval()?;
/// let options = DeserializeOptions::new().recursion_limit(2);
/// let error = lua.from_value_with::<Vec<Vec<Vec<u8>>>>(value, options).unwrap_err();
/// assert_eq!(error.to_string(), "[1][1]: nested deeper than 2 tables");
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct DeserializeOptions {
    pub(crate) rules: Rules,
}

impl DeserializeOptions {
    /// What [`crate::from_value`] does: at most 128 levels and 10 million values.
    ///
    /// ```
    /// use lua_serde::{DeserializeOptions, LuaSerdeExt};
    /// let lua = lua_core::Lua::new();
    /// let value = lua.load("local t = { } t.t = t return t").eval()?;
    /// let read = lua.from_value_with::<serde_json::Value>(value, DeserializeOptions::new());
    /// assert!(read.is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub const fn new() -> DeserializeOptions {
        DeserializeOptions { rules: Rules::DEFAULT }
    }

    /// How many tables may be inside each other.
    /// For an example see [`DeserializeOptions`].
    pub const fn recursion_limit(mut self, levels: usize) -> DeserializeOptions {
        self.rules.depth_limit = levels;
        self
    }

    /// Whether an empty table is a sequence where any data may stand; otherwise only one with the array metatable is.
    ///
    /// ```
    /// use lua_serde::{DeserializeOptions, LuaSerdeExt};
    /// let lua = lua_core::Lua::new();
    /// let value = lua.load("{ tags = {} }").eval()?;
    /// let options = DeserializeOptions::new().encode_empty_tables_as_array(true);
    /// let json: serde_json::Value = lua.from_value_with(value, options)?;
    /// assert_eq!(json.to_string(), r#"{"tags":[]}"#);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub const fn encode_empty_tables_as_array(mut self, enabled: bool) -> DeserializeOptions {
        self.rules.empty_is_sequence = enabled;
        self
    }

    /// Whether functions, coroutines and userdata are errors, as they are without this option; otherwise they are nothing, as
    /// nil is.
    ///
    /// ```
    /// use lua_serde::{DeserializeOptions, LuaSerdeExt};
    /// let lua = lua_core::Lua::new();
    /// let value = lua.load("{ hp = 10, shout = print }").eval()?;
    /// let options = DeserializeOptions::new().deny_unsupported_types(false);
    /// let json: serde_json::Value = lua.from_value_with(value, options)?;
    /// assert_eq!(json.to_string(), r#"{"hp":10,"shout":null}"#);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub const fn deny_unsupported_types(mut self, enabled: bool) -> DeserializeOptions {
        self.rules.denies_other_types = enabled;
        self
    }

    /// Whether a table that contains itself is an error, as it is without this option; otherwise it is nothing where it
    /// is found within itself.
    ///
    /// ```
    /// use lua_serde::{DeserializeOptions, LuaSerdeExt};
    /// let lua = lua_core::Lua::new();
    /// let value = lua.load("local t = { 1 } t[2] = t return t").eval()?;
    /// let options = DeserializeOptions::new().deny_recursive_tables(false);
    /// let json: serde_json::Value = lua.from_value_with(value, options)?;
    /// assert_eq!(json.to_string(), "[1,null]");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub const fn deny_recursive_tables(mut self, enabled: bool) -> DeserializeOptions {
        self.rules.denies_cycles = enabled;
        self
    }

    /// How many entries of tables may be read in all. A table that is found in several places is read in each, so
    /// a small script can make a value of any size.
    ///
    /// ```
    /// use lua_serde::{DeserializeOptions, LuaSerdeExt};
    /// let lua = lua_core::Lua::new();
    /// let laughs = "local t = { 'ha', 'ha' } for _ = 1, 40 do t = { t, t } end return t";
    /// let options = DeserializeOptions::new().value_limit(1000);
    /// let error = lua.from_value_with::<serde_json::Value>(lua.load(laughs).eval()?, options).unwrap_err();
    /// assert!(error.to_string().contains("1000 values"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub const fn value_limit(mut self, values: usize) -> DeserializeOptions {
        self.rules.value_limit = values;
        self
    }
}

impl Default for DeserializeOptions {
    fn default() -> DeserializeOptions {
        DeserializeOptions::new()
    }
}
