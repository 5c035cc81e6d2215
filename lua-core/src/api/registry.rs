//! `RegistryKey`: a value that Rust keeps in a machine, held by a key that any thread may carry.

use super::error::Slot;

/// The key of a value that Rust keeps in a machine. When it is dropped, the value can be collected.
///
/// ```
/// let lua = lua_core::Lua::new();
/// let key = lua.create_registry_value("kept")?;
/// lua.gc_collect()?;
/// assert_eq!(lua.registry_value::<String>(&key)?, "kept");
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct RegistryKey(pub(super) Slot);

impl RegistryKey {
    /// The key's number, which no other key of the machine has while this one lives.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let (a, b) = (lua.create_registry_value(1)?, lua.create_registry_value(1)?);
    /// assert_ne!(a.id(), b.id());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn id(&self) -> i64 {
        self.0.key
    }
}

impl std::hash::Hash for RegistryKey {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.key.hash(state);
        std::sync::Arc::as_ptr(&self.0.free).hash(state);
    }
}

impl std::fmt::Debug for RegistryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RegistryKey({})", self.0.key)
    }
}

impl PartialEq for RegistryKey {
    fn eq(&self, other: &RegistryKey) -> bool {
        self.0.key == other.0.key && std::sync::Arc::ptr_eq(&self.0.free, &other.0.free)
    }
}

impl Eq for RegistryKey {}
