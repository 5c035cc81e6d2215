//! `ModuleResolver`: who knows what a module is made of.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};
use std::io::ErrorKind;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Module;
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::table::Table;

/// Finds modules for `require`; see [`Lua::add_module_resolver`].
///
/// Maps from names to text are resolvers, also shared ones that change (`Rc<RefCell<_>>`); so are [`Folder`]s, closures by
/// [`resolver_fn`], and with the feature `include_dir` the directories that crate puts into a program.
///
/// ```
/// use lua_core::{Lua, Module, ModuleResolver, Result};
///
/// struct Versions;
///
/// impl ModuleResolver for Versions {
///     fn resolve(&self, _: &Lua, name: &str) -> Result<Option<Module>> {
///         let version = name.strip_prefix("version.");
///         Ok(version.map(|version| Module::from(format!("return '{version}'"))))
///     }
/// }
///
/// let lua = Lua::new();
/// lua.add_module_resolver(Versions)?;
/// assert_eq!(lua.load("(require('version.2'))").eval::<i64>()?, 2);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub trait ModuleResolver {
    /// What the module of a name is made of, or `None` if the resolver does not know it: then the search goes on.
    /// For an example see [`ModuleResolver`].
    ///
    /// # Errors
    ///
    /// Whatever makes `require` fail: the search does not go on.
    fn resolve(&self, lua: &Lua, name: &str) -> Result<Option<Module>>;

    /// Lets each module have the environment that a function makes for it; the function gets the module's name.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use lua_core::{Lua, ModuleResolver, Table};
    /// let lua = Lua::new();
    /// let mods = BTreeMap::from([("a", "x = 1 return x"), ("b", "return x")]);
    /// lua.add_module_resolver(mods.in_environment(|lua, _| lua.create_table()))?;
    /// let both: (Option<i64>, Option<i64>) = lua.load("return (require('a')), x").eval()?;
    /// assert_eq!(both, (Some(1), None));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    fn in_environment<F>(self, environment: F) -> InEnvironment<Self, F>
    where
        Self: Sized,
        F: Fn(&Lua, &str) -> Result<Table>,
    {
        InEnvironment { resolver: self, environment }
    }
}

/// See [`ModuleResolver::in_environment`].
#[derive(Debug, Clone)]
pub struct InEnvironment<R, F> {
    resolver: R,
    environment: F,
}

impl<R, F> ModuleResolver for InEnvironment<R, F>
where
    R: ModuleResolver,
    F: Fn(&Lua, &str) -> Result<Table>,
{
    fn resolve(&self, lua: &Lua, name: &str) -> Result<Option<Module>> {
        let Some(module) = self.resolver.resolve(lua, name)? else { return Ok(None) };
        Ok(Some(module.with_environment((self.environment)(lua, name)?)))
    }
}

/// Makes a resolver of a closure that returns text, a path, a function, or a [`Module`].
///
/// ```
/// use lua_core::{Lua, resolver_fn};
/// let lua = Lua::new();
/// lua.add_module_resolver(resolver_fn(|_, name| {
///     Ok(name.strip_prefix("number.").map(|number| format!("return {number}")))
/// }))?;
/// assert_eq!(lua.load("(require 'number.7')").eval::<i64>()?, 7);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub fn resolver_fn<F, M>(resolve: F) -> impl ModuleResolver + use<F, M>
where
    F: Fn(&Lua, &str) -> Result<Option<M>>,
    M: Into<Module>,
{
    ResolverFn(resolve, PhantomData)
}

struct ResolverFn<F, M>(F, PhantomData<fn() -> M>);

impl<F, M> ModuleResolver for ResolverFn<F, M>
where
    F: Fn(&Lua, &str) -> Result<Option<M>>,
    M: Into<Module>,
{
    fn resolve(&self, lua: &Lua, name: &str) -> Result<Option<Module>> {
        Ok((self.0)(lua, name)?.map(Into::into))
    }
}

impl<K, V, S> ModuleResolver for HashMap<K, V, S>
where
    K: Borrow<str> + Eq + Hash,
    V: Into<Module> + Clone,
    S: BuildHasher,
{
    fn resolve(&self, _: &Lua, name: &str) -> Result<Option<Module>> {
        Ok(self.get(name).cloned().map(Into::into))
    }
}

impl<K, V> ModuleResolver for BTreeMap<K, V>
where
    K: Borrow<str> + Ord,
    V: Into<Module> + Clone,
{
    fn resolve(&self, _: &Lua, name: &str) -> Result<Option<Module>> {
        Ok(self.get(name).cloned().map(Into::into))
    }
}

impl<R: ModuleResolver> ModuleResolver for Rc<R> {
    fn resolve(&self, lua: &Lua, name: &str) -> Result<Option<Module>> {
        (**self).resolve(lua, name)
    }
}

impl<R: ModuleResolver> ModuleResolver for RefCell<R> {
    fn resolve(&self, lua: &Lua, name: &str) -> Result<Option<Module>> {
        let resolver = self.try_borrow().map_err(|_| Error::runtime("the modules are in use"))?;
        resolver.resolve(lua, name)
    }
}

/// Modules in a folder of the file system, and nowhere else: `a.b` is the file `a/b.lua` or `a/b/init.lua` in it.
///
/// No name leads out of the folder, by whatever characters or links.
///
/// ```
/// use lua_core::{Folder, Lua};
/// # let folder = std::env::temp_dir().join(format!("ferrolua-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// std::fs::write(folder.join("orc.lua"), "return {hp = 10}")?;
/// let lua = Lua::new();
/// lua.add_module_resolver(Folder::new(&folder))?;
/// assert_eq!(lua.load("require('orc').hp").eval::<i64>()?, 10);
/// assert!(lua.load("require('..etc.passwd')").exec().is_err());
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at a path, which need not exist yet: `require` looks when it is called. For an example see
    /// [`Folder`].
    pub fn new(root: impl Into<PathBuf>) -> Folder {
        Folder { root: root.into() }
    }

    /// The file at a place in the folder, if there is one.
    fn file(&self, place: &Path, name: &str) -> Result<Option<PathBuf>> {
        let path = self.root.join(place);
        let (root, target) = match (self.root.canonicalize(), path.canonicalize()) {
            (Ok(root), Ok(target)) => (root, target),
            (_, Err(error)) | (Err(error), _) if is_absent(&error) => return Ok(None),
            (_, Err(error)) | (Err(error), _) => {
                return Err(Error::from(error).context(path.display()));
            }
        };
        if !target.starts_with(root) {
            let text = format!("module '{name}' is a link that leads out of its folder");
            return Err(Error::runtime(text));
        }
        Ok(target.is_file().then_some(path))
    }
}

fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Where a module would be, without the ending; `None` if the name is no name of a module in a folder.
fn place(name: &str) -> Option<PathBuf> {
    let is_plain = |part: &str| !part.is_empty() && !part.contains(['/', '\\', ':', '\0']);
    name.split('.').all(is_plain).then(|| name.split('.').collect())
}

/// The files that may hold a module, relative to a folder.
fn candidates(name: &str) -> impl Iterator<Item = PathBuf> {
    let place = place(name);
    let file = place.as_ref().map(|place| {
        let mut file = place.clone().into_os_string();
        file.push(".lua");
        PathBuf::from(file)
    });
    file.into_iter().chain(place.map(|place| place.join("init.lua")))
}

impl ModuleResolver for Folder {
    fn resolve(&self, _: &Lua, name: &str) -> Result<Option<Module>> {
        for candidate in candidates(name) {
            if let Some(file) = self.file(&candidate, name)? {
                return Ok(Some(file.into()));
            }
        }
        Ok(None)
    }
}

#[cfg(feature = "include_dir")]
impl ModuleResolver for include_dir::Dir<'static> {
    fn resolve(&self, _: &Lua, name: &str) -> Result<Option<Module>> {
        let found = candidates(name).find_map(|place| Some((self.get_file(&place)?, place)));
        Ok(found.map(|(file, place)| {
            Module::from(file.contents()).with_origin(format!("@{}", place.display()))
        }))
    }
}

#[cfg(feature = "include_dir")]
impl ModuleResolver for &'static include_dir::Dir<'static> {
    fn resolve(&self, lua: &Lua, name: &str) -> Result<Option<Module>> {
        (**self).resolve(lua, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_places_lead_nowhere() {
        assert_eq!(place("a.b").as_deref(), Some(Path::new("a/b")));
        for name in ["", ".", "..", "a..b", ".a", "a.", "a/b", "/etc/passwd", "a\\b", "c:x", "a\0"]
        {
            assert_eq!(place(name), None, "{name:?}");
        }
    }
}
