//! Values that Rust keeps in a machine, by key or by name.

use super::Lua;
use crate::api::convert::{FromLua, IntoLua};
use crate::api::error::{Error, Result, Slot};
use crate::api::registry::RegistryKey;
use crate::api::value::Value;
use crate::object;
impl Lua {
    /// Keeps a value in the registry, where scripts cannot see it.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let key = lua.create_registry_value("kept")?;
    /// assert_eq!(lua.registry_value::<String>(&key)?, "kept");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn create_registry_value(&self, value: impl IntoLua) -> Result<RegistryKey> {
        let raw = value.into_lua(self)?.raw(&self.state)?;
        Ok(RegistryKey(Slot::keep(&self.state, raw)))
    }

    /// The value that is kept under a key.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let key = lua.create_registry_value(42)?;
    /// assert_eq!(lua.registry_value::<i64>(&key)?, 42);
    /// assert!(lua_core::Lua::new().registry_value::<i64>(&key).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key is another machine's, or the value cannot be converted.
    pub fn registry_value<T: FromLua>(&self, key: &RegistryKey) -> Result<T> {
        let raw = key.0.value(&self.state).ok_or_else(Error::wrong_vm)?;
        T::from_lua(Value::from_raw(self, raw), self)
    }

    /// Puts another value under a key.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let key = lua.create_registry_value(1)?;
    /// lua.replace_registry_value(&key, 2)?;
    /// assert_eq!(lua.registry_value::<i64>(&key)?, 2);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key is another machine's, or the value cannot be converted.
    pub fn replace_registry_value(&self, key: &RegistryKey, value: impl IntoLua) -> Result<()> {
        key.0.value(&self.state).ok_or_else(Error::wrong_vm)?;
        let raw = value.into_lua(self)?.raw(&self.state)?;
        // An integer key is never nil or NaN.
        let _ = self.state.registry.set_integer(&self.state.heap, key.0.key, raw);
        Ok(())
    }

    /// Forgets the value under a key.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let key = lua.create_registry_value("kept")?;
    /// lua.remove_registry_value(key)?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key is another machine's.
    pub fn remove_registry_value(&self, key: RegistryKey) -> Result<()> {
        self.replace_registry_value(&key, Value::Nil)
    }

    /// Whether a key is this machine's.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let key = lua.create_registry_value(1)?;
    /// assert!(lua.owns_registry_value(&key));
    /// assert!(!lua_core::Lua::new().owns_registry_value(&key));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn owns_registry_value(&self, key: &RegistryKey) -> bool {
        key.0.value(&self.state).is_some()
    }

    /// Forgets the values of all keys that were dropped; their slots are reused anyway.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// drop(lua.create_registry_value("large")?);
    /// lua.expire_registry_values();
    /// lua.gc_collect()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn expire_registry_values(&self) {
        let free = &self.state.extra.free_keys;
        for &key in free.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).iter() {
            // An integer key is never nil or NaN.
            let _ = self.state.registry.set_integer(&self.state.heap, key, object::Value::NIL);
        }
    }

    /// Keeps a value in the registry under a name, where scripts cannot see it; nil forgets what was there.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_named_registry_value("settings", 42)?;
    /// assert_eq!(lua.named_registry_value::<i64>("settings")?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn set_named_registry_value(&self, name: &str, value: impl IntoLua) -> Result<()> {
        let value = value.into_lua(self)?;
        let name = self.state.string(name.as_bytes());
        self.state.registry.set_string(&self.state.heap, name, value.raw(&self.state)?);
        Ok(())
    }

    /// The value that is kept under a name; nil if there is none.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_named_registry_value("settings", 42)?;
    /// assert_eq!(lua.named_registry_value::<i64>("settings")?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn named_registry_value<T: FromLua>(&self, name: &str) -> Result<T> {
        let raw = self.state.registry.get_string(self.state.string(name.as_bytes()));
        T::from_lua(Value::from_raw(self, raw), self)
    }

    /// Forgets the value that is kept under a name.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_named_registry_value("settings", 42)?;
    /// lua.unset_named_registry_value("settings")?;
    /// assert_eq!(lua.named_registry_value::<Option<i64>>("settings")?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn unset_named_registry_value(&self, name: &str) -> Result<()> {
        self.set_named_registry_value(name, Value::Nil)
    }
}
