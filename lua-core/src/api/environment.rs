//! Frozen tables, and environments: the globals that a script sees.

use std::cell::OnceCell;

use super::convert::IntoLua;
use super::error::{Error, Result};
use super::function::Function;
use super::lua::Lua;
use super::multi::MultiValue;
use super::table::Table;
use super::value::Value;
use crate::gc::Gc;
use crate::object;

impl Table {
    /// Forbids to change anything in the table, for scripts and host alike: entries and metatable stay as they are, also for
    /// `rawset`. Tables in it can still be changed; see [`Table::freeze_deep`].
    ///
    /// Reading is not slower than before.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let limits = lua.create_table_from([("lives", 3)])?;
    /// limits.freeze()?;
    /// lua.globals().set("limits", limits)?;
    /// let error = lua.load("limits.lives = 99").set_name("=mod").exec().unwrap_err();
    /// assert_eq!(error.to_string(), "mod:1: attempt to change a frozen table (field 'lives')");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the table's machine is gone.
    pub fn freeze(&self) -> Result<()> {
        self.table()?.1.set_frozen(true);
        Ok(())
    }

    /// Freezes the table, its metatable, and every table that can be reached through the values and metatables of these.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let world: lua_core::Table = lua.load("{size = {x = 1, y = 2}}").eval()?;
    /// world.freeze_deep()?;
    /// lua.globals().set("world", world)?;
    /// assert!(lua.load("world.size.x = 5").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the table's machine is gone.
    pub fn freeze_deep(&self) -> Result<()> {
        let (_lua, table) = self.table()?;
        let mut reached = vec![table];
        while let Some(table) = reached.pop() {
            table.set_frozen(true);
            let is_new = |table: &Gc<object::Table>| !table.is_frozen();
            reached.extend(table.metatable().filter(is_new));
            table.each(|_, value| reached.extend(value.as_table().filter(is_new)));
        }
        Ok(())
    }

    /// Whether nothing in the table may change; false if its machine is gone.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let rules = lua.create_table()?;
    /// assert!(!rules.is_frozen());
    /// rules.freeze()?;
    /// assert!(rules.is_frozen());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_frozen(&self) -> bool {
        self.table().is_ok_and(|(_, table)| table.is_frozen())
    }

    /// Freezes the table, or lets it be changed again, which no script can.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let scores = lua.create_table()?;
    /// scores.set_readonly(true);
    /// assert!(scores.set("orc", 1).is_err());
    /// scores.set_readonly(false);
    /// scores.set("orc", 1)?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_readonly(&self, enabled: bool) {
        if let Ok((_lua, table)) = self.table() {
            table.set_frozen(enabled);
        }
    }

    /// As [`Table::is_frozen`], by mlua's name.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let rules = lua.create_table()?;
    /// rules.freeze()?;
    /// assert!(rules.is_readonly());
    /// rules.set_readonly(false);
    /// assert!(!rules.is_readonly());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is_readonly(&self) -> bool {
        self.is_frozen()
    }
}

impl Lua {
    /// Begins an environment: a table that a script takes for its globals, made of some of the machine's. As it
    /// begins, it has none.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let nothing = lua.environment().build()?;
    /// assert!(lua.load("print == nil and math == nil").set_environment(nothing).eval::<bool>()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn environment(&self) -> EnvironmentBuilder {
        EnvironmentBuilder {
            lua: self.clone(),
            allowed: Vec::new(),
            allows_all: false,
            overrides: Vec::new(),
            read_only: false,
            forbidden: None,
            shared: OnceCell::new(),
        }
    }
}

/// Makes environments that share what they allow; see [`Lua::environment`].
///
/// An environment sees what is allowed and nothing else. The tables of libraries in it are frozen copies, made once for all
/// environments of a builder, so no script can change what others see. A script's own globals are its environment's,
/// and so are those of code that it loads with `load`. One more environment costs as much as an empty table.
///
/// ```
/// let lua = lua_core::Lua::new();
/// let scripts = lua
///     .environment()
///     .allow(["print", "math", "string.format"])
///     .set("version", 3)?
///     .read_only()
///     .forbid_new_globals("scripts keep their state in `self`");
///
/// let sum: f64 = lua.load("math.floor(version + 0.5)").set_environment(scripts.build()?).eval()?;
/// assert_eq!(sum, 3.0);
///
/// let run = |source: &str| {
///     let environment = scripts.build()?;
///     lua.load(source).set_name("=mod").set_environment(environment).exec()
/// };
/// let message = |source: &str| run(source).unwrap_err().to_string();
/// assert_eq!(message("version = 4"), "mod:1: cannot change the global 'version'");
/// assert_eq!(
///     message("count = 1"),
///     "mod:1: cannot make the global 'count': scripts keep their state in `self`"
/// );
/// assert_eq!(message("math.pi = 3"), "mod:1: attempt to change a frozen table (field 'pi')");
/// assert!(message("string.rep('x', 3)").contains("'rep'"));
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until it builds"]
pub struct EnvironmentBuilder {
    lua: Lua,
    allowed: Vec<String>,
    allows_all: bool,
    overrides: Vec<(String, Value)>,
    read_only: bool,
    forbidden: Option<String>,
    /// What all environments have in common.
    shared: OnceCell<Shared>,
}

/// What the environments of a builder have in common.
#[derive(Clone)]
struct Shared {
    metatable: Table,
    /// The names that each environment has a value of its own for.
    own: Vec<Own>,
}

#[derive(Clone)]
enum Own {
    /// `_G`: the environment itself.
    Globals,
    /// `load`, for whose chunks the environment is the default.
    Load(Function),
}

/// What reaches the machine's own globals from any environment: functions that load code, and the table of modules.
const LEAKS: [&str; 3] = ["dofile", "loadfile", "package"];

impl EnvironmentBuilder {
    /// Allows some of the machine's globals: `print`, a library such as `math`, or a single member as `string.format`.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let scripts = lua.environment().allow(["type", "math", "string.format"]);
    /// let run = |code: &str| lua.load(code).set_environment(scripts.build()?).eval::<String>();
    /// assert_eq!(run("string.format('%d', math.floor(2.5))")?, "2");
    /// assert!(run("string.rep('x', 3)").is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn allow<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.allowed.extend(names.into_iter().map(Into::into));
        self.shared = OnceCell::new();
        self
    }

    /// Allows all of the machine's globals as they are when the first environment is made, but those that lead out of an
    /// environment: `dofile`, `loadfile`, `package`.
    ///
    /// ```
    /// let lua = lua_core::Lua::sandbox().build()?;
    /// let scripts = lua.environment().allow_all();
    /// let (one, other) = (scripts.build()?, scripts.build()?);
    /// lua.load("function print() return 'mine' end").set_environment(one).exec()?;
    /// assert!(lua.load("print() == nil").set_environment(other).eval::<bool>()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn allow_all(mut self) -> Self {
        self.allows_all = true;
        self.shared = OnceCell::new();
        self
    }

    /// Adds a global of the host's, or puts it in the place of one that is allowed. A table is shared as it is: freeze it
    /// if scripts should not change it.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    /// let lua = Lua::new();
    /// let scripts = lua.environment().set("roll", Function::wrap(|sides: u32| sides))?;
    /// let roll: u32 = lua.load("roll(6)").set_environment(scripts.build()?).eval()?;
    /// assert_eq!(roll, 6);
    /// assert!(lua.globals().get::<Option<Function>>("roll")?.is_none());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value cannot be converted.
    pub fn set(mut self, name: impl Into<String>, value: impl IntoLua) -> Result<Self> {
        let value = value.into_lua(&self.lua)?;
        self.overrides.push((name.into(), value));
        self.shared = OnceCell::new();
        Ok(self)
    }

    /// Forbids to assign to what is allowed or set. Without this, an assignment holds for the script's own environment, as
    /// it always does for `_G` and `load`, which are each environment's own.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let scripts = lua.environment().set("gravity", 9.81)?.read_only();
    /// let run = |code: &str| lua.load(code).set_environment(scripts.build()?).exec();
    /// run("jump_height = 4 / gravity")?;
    /// let error = run("gravity = 0").unwrap_err();
    /// assert!(error.to_string().ends_with("cannot change the global 'gravity'"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self.shared = OnceCell::new();
        self
    }

    /// Forbids to make new globals; the message tells scripts' authors what to do instead.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let scripts = lua.environment().forbid_new_globals("write `local`");
    /// let run = |code: &str| lua.load(code).set_environment(scripts.build()?).exec();
    /// run("local count = 1")?;
    /// let error = run("count = 1").unwrap_err();
    /// assert!(error.to_string().ends_with("cannot make the global 'count': write `local`"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn forbid_new_globals(mut self, message: impl Into<String>) -> Self {
        self.forbidden = Some(message.into());
        self.shared = OnceCell::new();
        self
    }

    /// Makes an environment. Each has globals of its own, so one script does not see another's.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let scripts = lua.environment().allow(["print"]);
    /// let (one, other) = (scripts.build()?, scripts.build()?);
    /// lua.load("score = 10").set_environment(one.clone()).exec()?;
    /// assert_eq!(one.get::<Option<i64>>("score")?, Some(10));
    /// assert_eq!(other.get::<Option<i64>>("score")?, None);
    ///
    /// let error = lua.environment().allow(["pront"]).build().unwrap_err();
    /// assert_eq!(error.to_string(), "the machine has no global 'pront' to allow");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the machine has no global of a name that is allowed, or that would lead out of the environment: `dofile` and
    /// `loadfile` load code into the machine's own globals, and `package` has all modules. `require` can be allowed.
    pub fn build(&self) -> Result<Table> {
        let shared = match self.shared.get() {
            Some(shared) => shared,
            None => {
                let shared = self.share()?;
                self.shared.get_or_init(|| shared)
            }
        };
        let environment = self.lua.create_table()?;
        for own in &shared.own {
            match own {
                Own::Globals => environment.raw_set("_G", &environment)?,
                Own::Load(load) => environment.raw_set("load", load.bind(&environment)?)?,
            }
        }
        environment.set_metatable(Some(shared.metatable.clone()))?;
        if self.read_only && self.forbidden.is_some() {
            environment.freeze()?;
        }
        Ok(environment)
    }

    /// Makes what all environments have in common.
    fn share(&self) -> Result<Shared> {
        let lua = &self.lua;
        let globals = lua.globals();
        let (visible, mut own) = (lua.create_table()?, Vec::new());
        let mut allowed = self.allowed.clone();
        if self.allows_all {
            for pair in globals.pairs::<Value, Value>() {
                match pair?.0 {
                    Value::String(name) => {
                        allowed.extend(name.to_str().map(|name| name.to_string()))
                    }
                    // What is no name is no global variable either.
                    _ => continue,
                }
            }
            allowed.retain(|name| !LEAKS.contains(&&**name));
        }
        for name in &allowed {
            let (library, member) = match name.split_once('.') {
                Some((library, member)) => (library, Some(member)),
                None => (&**name, None),
            };
            if LEAKS.contains(&library) {
                let text = format!("'{name}' would lead out of the environment");
                return Err(Error::runtime(text));
            }
            let absent = || Error::runtime(format!("the machine has no global '{name}' to allow"));
            match (globals.raw_get::<Value>(library)?, member) {
                (Value::Nil, _) => return Err(absent()),
                (_, None) if library == "_G" => own.push(Own::Globals),
                (Value::Function(load), None) if library == "load" => {
                    own.push(Own::Load(load_inside(lua, load)?));
                }
                (Value::Table(table), None) => visible.raw_set(library, copy(lua, &table)?)?,
                (Value::Table(table), Some(member)) => {
                    let value: Value = table.raw_get(member)?;
                    if value.is_nil() {
                        return Err(absent());
                    }
                    let part = match visible.raw_get::<Option<Table>>(library)? {
                        Some(part) => part,
                        None => lua.create_table()?,
                    };
                    part.raw_set(member, value)?;
                    visible.raw_set(library, part)?;
                }
                (_, Some(_)) => return Err(absent()),
                (value, None) => visible.raw_set(library, value)?,
            }
        }
        for pair in visible.pairs::<Value, Value>() {
            if let (_, Value::Table(library)) = pair? {
                library.freeze()?;
            }
        }
        for (name, value) in &self.overrides {
            own.retain(|own| own.name() != name);
            visible.raw_set(&**name, value)?;
        }
        visible.freeze()?;
        let metatable = lua.create_table()?;
        metatable.raw_set("__index", &visible)?;
        metatable.raw_set("__metatable", false)?;
        if self.read_only || self.forbidden.is_some() {
            metatable.raw_set("__newindex", self.guard(&visible)?)?;
        }
        metatable.freeze()?;
        Ok(Shared { metatable, own })
    }

    /// The function that assignments go through to globals that the environment itself does not have.
    fn guard(&self, visible: &Table) -> Result<Function> {
        type Arguments = (Table, Table, Value, Value);
        let (read_only, forbidden) = (self.read_only, self.forbidden.clone());
        // The table is an argument, not captured: a closure would keep it alive for ever.
        let guard = move |_: &Lua, (visible, environment, name, value): Arguments| {
            let is_given = !visible.raw_get::<Value>(&name)?.is_nil();
            let name_is = || name.to_string();
            match &forbidden {
                _ if read_only && is_given => {
                    Err(Error::runtime(format!("cannot change the global '{}'", name_is()?)))
                }
                Some(message) if !is_given => {
                    let name = name_is()?;
                    Err(Error::runtime(format!("cannot make the global '{name}': {message}")))
                }
                _ => environment.raw_set(name, value),
            }
        };
        self.lua.create_function(guard)?.bind(visible)
    }
}

impl Own {
    fn name(&self) -> &'static str {
        match self {
            Own::Globals => "_G",
            Own::Load(_) => "load",
        }
    }
}

/// A table with the same entries.
fn copy(lua: &Lua, table: &Table) -> Result<Table> {
    let copied = lua.create_table()?;
    for pair in table.pairs::<Value, Value>() {
        let (key, value) = pair?;
        copied.raw_set(key, value)?;
    }
    Ok(copied)
}

/// `load` for an environment, which comes first among the arguments.
fn load_inside(lua: &Lua, load: Function) -> Result<Function> {
    type Arguments = (Function, Table, MultiValue);
    let inside = move |_: &Lua, (load, environment, mut arguments): Arguments| {
        // [chunk, chunkname, mode, env]
        while arguments.len() < 3 {
            arguments.push_back(Value::Nil);
        }
        if arguments.len() == 3 {
            arguments.push_back(Value::Table(environment));
        }
        load.call::<MultiValue>(arguments)
    };
    lua.create_function(inside)?.bind(load)
}
