//! Modules of the host: what `require` finds besides files.

use std::path::PathBuf;

use super::chunk::AsChunk;
use super::convert::IntoLua;
use super::error::{Error, ErrorContext, Result};
use super::function::Function;
use super::lua::Lua;
use super::table::Table;
use super::value::Value;
use crate::stdlib::package;

/// Something that a module can be made of: source text, a file, or a function that returns the module's value.
///
/// The function gets the module's name and, as second argument, what [`ModuleSource::origin`] says.
pub trait ModuleSource {
    /// Where the module comes from: the second result of `require`.
    fn origin(&self) -> String {
        ":host:".into()
    }

    /// The function that loads the module.
    ///
    /// # Errors
    ///
    /// If the source cannot be read, or is not Lua.
    fn into_loader(self, lua: &Lua, name: &str) -> Result<Function>;
}

impl ModuleSource for Function {
    fn into_loader(self, _: &Lua, _: &str) -> Result<Function> {
        Ok(self)
    }
}

macro_rules! text_modules {
    ($($type:ty),+ $(,)?) => {$(
        impl ModuleSource for $type {
            fn into_loader(self, lua: &Lua, name: &str) -> Result<Function> {
                lua.load(self).set_name(format!("={name}")).into_function()
            }
        }
    )+};
}

text_modules!(String, &str, Vec<u8>, &[u8]);

impl ModuleSource for PathBuf {
    fn origin(&self) -> String {
        self.display().to_string()
    }

    fn into_loader(self, lua: &Lua, _: &str) -> Result<Function> {
        let name = AsChunk::name(&self).unwrap_or_default();
        lua.load(self).set_name(name).into_function()
    }
}

impl Lua {
    /// Makes a value the module of a name, as if a script had loaded it.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.register_module("limits", lua.create_table_from([("lives", 3)])?)?;
    /// assert_eq!(lua.load("require('limits').lives").eval::<i64>()?, 3);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn register_module(&self, name: &str, value: impl IntoLua) -> Result<()> {
        self.registry_table(package::LOADED).set(name, value)
    }

    /// Forgets a module, so that the next `require` loads it again.
    ///
    /// # Errors
    ///
    /// If a metamethod of the table of modules fails.
    pub fn unload_module(&self, name: &str) -> Result<()> {
        self.registry_table(package::LOADED).set(name, Value::Nil)
    }

    /// Sets the function that loads a module when it is first required. It gets the module's name.
    ///
    /// ```
    /// use lua_core::{Lua, Table};
    /// let lua = Lua::new();
    /// let open = lua.create_function(|lua, _name: String| lua.create_sequence_from([1, 2, 3]))?;
    /// lua.preload_module("numbers", open)?;
    /// assert_eq!(lua.load("#require('numbers')").eval::<i64>()?, 3);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a metamethod of the table of loaders fails.
    pub fn preload_module(&self, name: &str, loader: Function) -> Result<()> {
        self.registry_table(package::PRELOAD).set(name, loader)
    }

    /// Lets a closure find modules: in memory, in an archive, behind other rules than those of `package.path`.
    ///
    /// For a name it returns a [`ModuleSource`] (source text, a path, a function), or `None` if it does not know
    /// the module, and the search goes on. It is asked after `package.preload` and before files; of several, the
    /// one added last is asked first. Modules are kept: it is asked once for each.
    ///
    /// ```
    /// use std::collections::HashMap;
    /// let lua = lua_core::Lua::new();
    /// let files = HashMap::from([("greeting", "return {hello = 'hi, ' .. ...}")]);
    /// lua.add_module_resolver(move |_, name| Ok(files.get(name).copied()))?;
    /// let text: String = lua.load("require('greeting').hello").eval()?;
    /// assert_eq!(text, "hi, greeting");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the machine has no `package` library, or `package.searchers` is no table.
    pub fn add_module_resolver<F, M>(&self, resolver: F) -> Result<()>
    where
        F: Fn(&Lua, &str) -> Result<Option<M>> + 'static,
        M: ModuleSource + 'static,
    {
        let searcher = self.create_function(move |lua, name: String| {
            let Some(module) = resolver(lua, &name)? else {
                let answer = lua.create_string(format!("no module '{name}' of the host"))?;
                return Ok((Value::String(answer), Value::Nil));
            };
            let origin = lua.create_string(module.origin())?;
            let loader = module
                .into_loader(lua, &name)
                .with_context(|_| format!("error loading module '{name}'"))?;
            Ok((Value::Function(loader), Value::String(origin)))
        })?;
        let package: Option<Table> = self.named_registry_value(package::PACKAGE)?;
        let package = package.ok_or_else(|| Error::runtime("the library 'package' is not open"))?;
        let searchers: Table = package.get("searchers")?;
        // Behind the first searcher, which looks in `package.preload`.
        let second = searchers.len()?.min(1) + 1;
        for index in (second..=searchers.len()?).rev() {
            searchers.raw_set(index + 1, searchers.raw_get::<Value>(index)?)?;
        }
        searchers.raw_set(second, searcher)
    }

    /// A table of the registry.
    fn registry_table(&self, key: &str) -> Table {
        let table = crate::stdlib::registry_table(&self.state, key);
        Table(self.handle(crate::object::Value::from_table(table)))
    }
}
