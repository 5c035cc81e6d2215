//! `Loaded`: a configuration and the machine of its functions.

use std::ops::Deref;

use lua_core::Lua;

use super::problem::Problem;

/// A configuration that was read, with the machine that ran it: functions in it can be called as long as this is kept.
///
/// ```
/// use lua_core::Function;
/// use lua_serde::ConfigLoader;
///
/// #[derive(serde::Deserialize)]
/// struct Config {
///     name: String,
///     on_start: Function,
/// }
///
/// let script = "name = 'app' function on_start(n) return name .. n end";
/// let config = ConfigLoader::new().load_str::<Config>("app.lua", script)?;
/// assert_eq!(config.on_start.call::<String>(7)?, "app7");
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Loaded<T> {
    pub(super) value: T,
    pub(super) unknown: Vec<Problem>,
    pub(super) lua: Lua,
}

impl<T> Loaded<T> {
    /// The configuration alone. A [`lua_core::Function`] in it is dead then; a [`lua_core::TypedFunction`] owns its
    /// machine.
    ///
    /// ```
    /// use lua_core::TypedFunction;
    /// use lua_serde::ConfigLoader;
    /// let script = "return { double = function(n) return 2 * n end }";
    /// type Functions = std::collections::BTreeMap<String, TypedFunction<(i64,), i64>>;
    /// let functions = ConfigLoader::new().load_str::<Functions>("app.lua", script)?.into_value();
    /// assert_eq!(functions["double"].call((21,))?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn into_value(self) -> T {
        self.value
    }

    /// The machine that ran the script.
    ///
    /// ```
    /// let config = lua_serde::ConfigLoader::new().load_str::<u8>("app.lua", "return 7")?;
    /// config.lua().set_instruction_limit(Some(1_000));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn lua(&self) -> &Lua {
        &self.lua
    }

    /// The keys that no struct has a field for, if they were to be collected. For an example see
    /// [`crate::ConfigLoader::unknown_keys`].
    pub fn unknown_keys(&self) -> &[Problem] {
        &self.unknown
    }
}

impl<T> Deref for Loaded<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
