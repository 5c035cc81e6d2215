//! Modules of the host: what `require` finds besides files, and how changed ones take the place of old ones.

mod reload;
mod resolver;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::rc::Rc;

use super::convert::IntoLua;
use super::error::{Error, ErrorContext, Result};
use super::function::Function;
use super::lua::Lua;
use super::table::Table;
use super::value::Value;
use crate::load::skip_prelude;
use crate::stdlib::package;

pub use reload::Reloaded;
pub use resolver::{Folder, InEnvironment, ModuleResolver, resolver_fn};

/// What a module is made of: source text, a file, or a function that returns the module's value.
///
/// Text, bytes, paths and functions turn into one by `into`.
///
/// ```
/// use lua_core::{Lua, Module, resolver_fn};
/// let lua = Lua::new();
/// let globals = lua.globals();
/// lua.add_module_resolver(resolver_fn(move |_, name| {
///     let module = Module::from("answer = 42 return answer").with_origin("=(made up)");
///     Ok((name == "answer").then(|| module.with_environment(globals.clone())))
/// }))?;
/// let (answer, origin): (i64, String) = lua.load("return require('answer')").eval()?;
/// assert_eq!((answer, &*origin), (42, "(made up)"));
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Module {
    content: Content,
    origin: Option<String>,
    environment: Option<Table>,
}

#[derive(Debug, Clone)]
enum Content {
    Text(Cow<'static, [u8]>),
    File(PathBuf),
    Function(Function),
}

impl Module {
    /// Says where the module comes from: the second result of `require`, and the name of its chunk. `@` before a file's name
    /// and `=` before any other are for the chunk alone.
    ///
    /// Without it, that is the file's name; `module` for text; and `:host:` for functions.
    ///
    /// ```
    /// use lua_core::{Lua, Module, resolver_fn};
    /// let lua = Lua::new();
    /// lua.add_module_resolver(resolver_fn(|_, name| {
    ///     Ok((name == "door").then(|| Module::from("error('locked')").with_origin("@maps.zip/door.lua")))
    /// }))?;
    /// let error = lua.load("require 'door'").exec().unwrap_err();
    /// assert!(error.to_string().contains("maps.zip/door.lua:1: locked"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn with_origin(mut self, origin: impl Into<String>) -> Module {
        self.origin = Some(origin.into());
        self
    }

    /// Gives the module a table to take for its global variables. A function of the host has none.
    /// For an example see [`Module`].
    pub fn with_environment(mut self, environment: Table) -> Module {
        self.environment = Some(environment);
        self
    }

    /// The name of the chunk, with its mark.
    fn chunk_name(&self, name: &str) -> String {
        match (&self.origin, &self.content) {
            (Some(origin), _) => origin.clone(),
            (None, Content::Text(_)) => format!("={name}"),
            (None, Content::File(path)) => format!("@{}", path.display()),
            (None, Content::Function(_)) => ":host:".into(),
        }
    }

    /// What `require` says of it.
    fn origin(&self, name: &str) -> String {
        let name = self.chunk_name(name);
        name.strip_prefix(['@', '=']).map(str::to_string).unwrap_or(name)
    }

    /// Reads the file, so that what is loaded is what was looked at.
    fn read(&mut self, name: &str) -> Result<()> {
        if let Content::File(path) = &self.content {
            let text = std::fs::read(path);
            let text = text.map_err(|error| Error::from(error).context(path.display()))?;
            self.origin = Some(self.chunk_name(name));
            self.content = Content::Text(skip_prelude(&text).to_vec().into());
        }
        Ok(())
    }

    /// Tells two versions of the text apart. Functions have no versions.
    fn fingerprint(&self) -> Option<u64> {
        let Content::Text(text) = &self.content else { return None };
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        Some(hasher.finish())
    }

    /// The function that makes the module's value.
    fn loader(&self, lua: &Lua, name: &str) -> Result<Function> {
        let text = match &self.content {
            Content::Function(function) => return Ok(function.clone()),
            Content::Text(text) => &**text,
            Content::File(_) => unreachable!("files are read before they are loaded"),
        };
        let mut chunk = lua.load(text).set_name(self.chunk_name(name));
        if let Some(environment) = &self.environment {
            chunk = chunk.set_environment(environment.clone());
        }
        chunk.into_function().with_context(|_| format!("error loading module '{name}'"))
    }
}

macro_rules! module_from {
    ($($type:ty: $name:ident => $content:expr;)+) => {$(
        impl From<$type> for Module {
            fn from($name: $type) -> Module {
                Module { content: $content, origin: None, environment: None }
            }
        }
    )+};
}

module_from! {
    &'static str: text => Content::Text(text.as_bytes().into());
    &'static [u8]: text => Content::Text(text.into());
    String: text => Content::Text(text.into_bytes().into());
    Vec<u8>: text => Content::Text(text.into());
    PathBuf: path => Content::File(path);
    Function: function => Content::Function(function);
}

/// A resolver and the modules that came from it.
struct Source {
    resolver: Box<dyn ModuleResolver>,
    loaded: RefCell<Vec<Loaded>>,
    /// Whether its modules are being reloaded.
    is_reloading: Cell<bool>,
}

/// A module that a resolver gave.
struct Loaded {
    name: String,
    /// The version that was tried last, if versions can be told apart.
    fingerprint: Option<u64>,
    /// The metatable of all older versions' tables.
    forward: Option<Table>,
}

impl Source {
    /// Finds a module; files are read.
    fn find(&self, lua: &Lua, name: &str) -> Result<Option<Module>> {
        let Some(mut module) = self.resolver.resolve(lua, name)? else { return Ok(None) };
        module.read(name).with_context(|_| format!("error loading module '{name}'"))?;
        Ok(Some(module))
    }

    /// Remembers that a module is about to be loaded.
    fn remember(&self, name: String, fingerprint: Option<u64>) {
        let mut loaded = self.loaded.borrow_mut();
        loaded.retain(|module| module.name != name);
        loaded.push(Loaded { name, fingerprint, forward: None });
    }
}

/// The sources of a machine, kept as its application data.
#[derive(Default)]
struct Sources(Vec<Rc<Source>>);

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
        self.loaded_modules().set(name, value)
    }

    /// Forgets a module, so that the next `require` loads it again.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.register_module("limits", 1)?;
    /// lua.unload_module("limits")?;
    /// assert!(lua.load("require('limits')").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a metamethod of the table of modules fails.
    pub fn unload_module(&self, name: &str) -> Result<()> {
        self.loaded_modules().set(name, Value::Nil)
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

    /// Lets `require` find modules elsewhere: in memory, in an archive, in a folder, behind other rules than those of
    /// `package.path`.
    ///
    /// The resolver is asked after `package.preload` and before files; of several, the one added last is asked first.
    /// Modules are kept: it is asked once for each, and again by [`Lua::reload_modules`].
    ///
    /// ```
    /// use std::collections::HashMap;
    /// let lua = lua_core::Lua::new();
    /// lua.add_module_resolver(HashMap::from([("greeting", "return {hello = 'hi, ' .. ...}")]))?;
    /// let text: String = lua.load("require('greeting').hello").eval()?;
    /// assert_eq!(text, "hi, greeting");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the machine has no `package` library, or `package.searchers` is no table.
    pub fn add_module_resolver(&self, resolver: impl ModuleResolver + 'static) -> Result<()> {
        let source = Rc::new(Source {
            resolver: Box::new(resolver),
            loaded: RefCell::default(),
            is_reloading: Cell::new(false),
        });
        let asked = Rc::clone(&source);
        let searcher = self.create_function(move |lua, name: String| {
            let Some(module) = asked.find(lua, &name)? else {
                let answer = lua.create_string(format!("no module '{name}' of the host"))?;
                return Ok((Value::String(answer), Value::Nil));
            };
            let loader = module.loader(lua, &name)?;
            let origin = lua.create_string(module.origin(&name))?;
            asked.remember(name, module.fingerprint());
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
        searchers.raw_set(second, searcher)?;
        let mut sources = self.remove_app_data::<Sources>().unwrap_or_default();
        sources.0.push(source);
        self.set_app_data(sources);
        Ok(())
    }

    /// The table of loaded modules.
    fn loaded_modules(&self) -> Table {
        self.registry_table(package::LOADED)
    }

    /// A table of the registry.
    fn registry_table(&self, key: &str) -> Table {
        let table = crate::stdlib::registry_table(&self.state, key);
        Table(self.handle(crate::object::Value::from_table(table)))
    }
}
