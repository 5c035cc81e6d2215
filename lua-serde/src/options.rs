//! What can be chosen about a conversion.

/// How Rust data becomes a Lua value.
///
/// ```
/// use lua_serde::{LuaSerdeExt, SerializeOptions};
/// let lua = lua_core::Lua::new();
/// let options = SerializeOptions::new().mark_arrays(false);
/// lua.globals().set("list", lua.to_value_with(&[1, 2], options)?)?;
/// assert!(lua.load("getmetatable(list) == nil").eval::<bool>()?);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct SerializeOptions {
    pub(crate) mark_arrays: bool,
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
        SerializeOptions { mark_arrays: true, depth_limit: 128 }
    }

    /// Whether sequences get the array metatable, by which an empty one is known from an empty map. For an
    /// example see [`SerializeOptions`].
    pub const fn mark_arrays(mut self, mark: bool) -> SerializeOptions {
        self.mark_arrays = mark;
        self
    }

    /// How many tables may be inside each other.
    ///
    /// ```
    /// use lua_serde::{LuaSerdeExt, SerializeOptions};
    /// let lua = lua_core::Lua::new();
    /// let flat = SerializeOptions::new().depth_limit(1);
    /// assert!(lua.to_value_with(&[1, 2], flat).is_ok());
    /// assert!(lua.to_value_with(&[[1], [2]], flat).is_err());
    /// ```
    pub const fn depth_limit(mut self, levels: usize) -> SerializeOptions {
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
/// let options = DeserializeOptions::new().depth_limit(2);
/// let error = lua.from_value_with::<Vec<Vec<Vec<u8>>>>(value, options).unwrap_err();
/// assert_eq!(error.to_string(), "[1][1]: nested deeper than 2 tables");
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct DeserializeOptions {
    pub(crate) depth_limit: usize,
    pub(crate) value_limit: usize,
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
        DeserializeOptions { depth_limit: 128, value_limit: 10_000_000 }
    }

    /// How many tables may be inside each other.
    /// For an example see [`DeserializeOptions`].
    pub const fn depth_limit(mut self, levels: usize) -> DeserializeOptions {
        self.depth_limit = levels;
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
        self.value_limit = values;
        self
    }
}

impl Default for DeserializeOptions {
    fn default() -> DeserializeOptions {
        DeserializeOptions::new()
    }
}
