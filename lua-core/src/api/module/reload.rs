//! Hot reload: changed modules take the place of those that run.

use std::cell::Cell;
use std::rc::Rc;

use super::{Loaded, Module, Source, Sources};
use crate::api::error::Result;
use crate::api::function::{Function, call_value};
use crate::api::lua::Lua;
use crate::api::multi::MultiValue;
use crate::api::table::Table;
use crate::api::value::Value;
use crate::{object, stdlib};

/// The function of a module that takes over what an older version kept.
const HOOK: &str = "__reload";

/// What became of a module whose source has changed; see [`Lua::reload_modules`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Reloaded {
    /// The module's name.
    pub name: String,
    /// Why the new version does not run, if so: the old one runs on.
    pub result: Result<()>,
}

impl Lua {
    /// Looks whether modules that came from resolvers have changed, and puts the new versions in the place of the old ones.
    /// Returns the modules that have, each with what became of it.
    ///
    /// A version that does not compile, or fails while it is loaded, leaves the old one running, and is not tried again until
    /// its source changes once more. A module keeps its state by a function `__reload` in the table that it returns:
    /// that of the new version is called with the new table and the old one, before anybody sees the new one; if it
    /// fails, the old version stays.
    ///
    /// Who required the module earlier and kept its table need not require it again: the old table is emptied, and lets the
    /// new one answer for it (`__index`, `__newindex`, `__call`, `__len`, `__pairs`). Functions that were taken out of the
    /// old table stay the old ones.
    ///
    /// ```
    /// use std::{cell::RefCell, collections::HashMap, rc::Rc};
    /// let lua = lua_core::Lua::new();
    /// let sources = Rc::new(RefCell::new(HashMap::from([(
    ///     "counter",
    ///     "local M = {n = 0} function M.step() M.n = M.n + 1 return M.n end return M",
    /// )])));
    /// lua.add_module_resolver(Rc::clone(&sources))?;
    /// lua.load("counter = require 'counter' counter.step()").exec()?;
    ///
    /// sources.borrow_mut().insert(
    ///     "counter",
    ///     "local M = {} function M.step() M.n = M.n + 10 return M.n end
    ///     function M.__reload(new, old) new.n = old.n end
    ///     return M",
    /// );
    /// let reloaded = lua.reload_modules();
    /// assert!(reloaded.len() == 1 && reloaded[0].result.is_ok());
    /// assert_eq!(lua.load("counter.step()").eval::<i64>()?, 11);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn reload_modules(&self) -> Vec<Reloaded> {
        let sources = self.app_data_ref::<Sources>().map(|sources| sources.0.clone());
        let mut reloaded = Vec::new();
        for source in sources.unwrap_or_default() {
            // A resolver or a module that reloads modules itself does not get here again.
            let Some(_reloading) = source.start_reloading() else { continue };
            // What a module requires was loaded after it began to load, so it comes first here.
            let names: Vec<String> =
                source.loaded.borrow().iter().rev().map(|module| module.name.clone()).collect();
            for name in names {
                if let Some(result) = self.reload_module(&source, &name).transpose() {
                    reloaded.push(Reloaded { name, result });
                }
            }
        }
        reloaded
    }

    /// Puts a new version of a module in the place of the old one, if there is one. `None` if there is not.
    fn reload_module(&self, source: &Rc<Source>, name: &str) -> Result<Option<()>> {
        let old: Value = self.loaded_modules().raw_get(name)?;
        let Some(module) = source.find(self, name)? else { return Ok(None) };
        let fingerprint = module.fingerprint();
        let is_same = |loaded: &Loaded| loaded.name == name && loaded.fingerprint == fingerprint;
        if old.is_nil() || source.loaded.borrow().iter().any(is_same) {
            return Ok(None);
        }
        source.update(name, |loaded| loaded.fingerprint = fingerprint);
        match self.load_again(&module, name, &old) {
            Ok(new) => {
                self.loaded_modules().raw_set(name, &new)?;
                if let (Value::Table(old), Value::Table(new)) = (&old, &new)
                    && old != new
                {
                    self.forward(source, name, old, new)?;
                }
                Ok(Some(()))
            }
            Err(error) => {
                self.loaded_modules().raw_set(name, old)?;
                Err(error)
            }
        }
    }

    /// The value of a new version, as `require` would find it.
    fn load_again(&self, module: &Module, name: &str, old: &Value) -> Result<Value> {
        let loader = module.loader(self, name)?;
        let mut new: Value = loader.call((name, module.origin(name)))?;
        if new.is_nil() {
            let set: Value = self.loaded_modules().raw_get(name)?;
            new = if set == *old { Value::Boolean(true) } else { set };
        }
        if let Value::Table(table) = &new
            && let Some(hook) = table.get::<Option<Function>>(HOOK)?
        {
            hook.call::<()>((table, old))?;
        }
        Ok(new)
    }

    /// Lets the new version's table answer for the old one's, and for those before.
    fn forward(&self, source: &Source, name: &str, old: &Table, new: &Table) -> Result<()> {
        let mut forward = None;
        source.update(name, |loaded| forward = loaded.forward.clone());
        let forward = match forward {
            Some(forward) => forward,
            None => self.create_forward()?,
        };
        forward.raw_set("__index", new)?;
        forward.raw_set("__newindex", new)?;
        old.clear()?;
        old.set_metatable(Some(forward.clone()))?;
        source.update(name, |loaded| loaded.forward = Some(forward));
        Ok(())
    }

    /// A metatable that lets the table in its `__index` answer.
    fn create_forward(&self) -> Result<Table> {
        /// The table that answers for an older version's.
        fn current(old: &Table) -> Result<Table> {
            match old.metatable() {
                Some(forward) => forward.raw_get("__index"),
                None => Ok(old.clone()),
            }
        }
        let forward = self.create_table()?;
        forward.raw_set("__len", self.create_function(|_, old: Table| current(&old)?.len())?)?;
        let call = |lua: &Lua, (old, arguments): (Table, MultiValue)| {
            let current = current(&old)?.0.raw(&lua.state)?;
            call_value::<MultiValue>(lua, current, arguments)
        };
        forward.raw_set("__call", self.create_function(call)?)?;
        let pairs = |lua: &Lua, old: Table| {
            let next = object::Value::from_native(&stdlib::NEXT);
            Ok((Value::from_raw(lua, next), current(&old)?))
        };
        forward.raw_set("__pairs", self.create_function(pairs)?)?;
        Ok(forward)
    }
}

/// A reload that is under way.
struct Reloading<'a>(&'a Cell<bool>);

impl Drop for Reloading<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Source {
    /// Notes that the modules are being reloaded, unless they are already.
    fn start_reloading(&self) -> Option<Reloading<'_>> {
        (!self.is_reloading.replace(true)).then(|| Reloading(&self.is_reloading))
    }

    /// Changes what is known of a module.
    fn update(&self, name: &str, change: impl FnOnce(&mut Loaded)) {
        if let Some(loaded) = self.loaded.borrow_mut().iter_mut().find(|module| module.name == name)
        {
            change(loaded);
        }
    }
}
