//! Sandboxes: machines for scripts that nobody trusts.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::Write;
use std::time::Duration;

use super::error::{Error, Result};
use super::lua::Lua;
use super::options::{LuaOptions, StdLib};
use super::string::LuaString;
use super::table::Table;
use super::value::Value;
use crate::object::State;

/// What a script may use of memory if the host does not say: 64 MiB.
const MEMORY: usize = 64 << 20;

impl Lua {
    /// Begins a machine for scripts that nobody trusts.
    ///
    /// Without further wishes it has the basic functions but those that read files, and the libraries `coroutine`, `table`,
    /// `string`, `utf8` and `math`; all its tables are frozen, so that no script can change what others use, and the metatable
    /// of strings is hidden; `collectgarbage` collects and counts, but changes nothing about the collector; binary chunks are
    /// refused; warnings are dropped until the host sets [a function](Lua::set_warning_function); scripts may use 64 MiB of
    /// memory. Instructions and time are up to the host: [`SandboxBuilder::instruction_limit`] for the life of the machine,
    /// [`Lua::with_budget`] for a call.
    ///
    /// ```
    /// use std::time::Duration;
    /// use lua_core::{ErrorKind, Lua, StdLib};
    ///
    /// let lua = Lua::sandbox()
    ///     .libs(StdLib::MATH | StdLib::STRING | StdLib::TABLE)
    ///     .without(["load", "collectgarbage", "string.rep"])
    ///     .memory_limit(16 << 20)
    ///     .instruction_limit(10_000_000)
    ///     .time_limit(Duration::from_secs(1))
    ///     .build()?;
    ///
    /// let script = "return load == nil and string.rep == nil and coroutine == nil and math.floor(2.5)";
    /// assert_eq!(lua.load(script).eval::<i64>()?, 2);
    /// assert!(lua.load("function string.format() end").exec().is_err());
    /// let error = lua.load("while true do pcall(error) end").exec().unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Limit);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn sandbox() -> SandboxBuilder {
        SandboxBuilder {
            libraries: StdLib::SANDBOX,
            without: Vec::new(),
            memory: MEMORY,
            instructions: None,
            time: None,
            string: None,
            stack: None,
            coroutines: None,
            seed: None,
            output: None,
            options: LuaOptions::new(),
        }
    }
}

/// Makes a machine for scripts that nobody trusts; see [`Lua::sandbox`].
#[must_use = "a builder does nothing until it builds"]
pub struct SandboxBuilder {
    libraries: StdLib,
    without: Vec<String>,
    memory: usize,
    instructions: Option<u64>,
    time: Option<Duration>,
    string: Option<usize>,
    stack: Option<usize>,
    coroutines: Option<usize>,
    seed: Option<u64>,
    output: Option<Box<dyn Write>>,
    options: LuaOptions,
}

impl SandboxBuilder {
    /// Says which libraries there are, besides the basic functions; as the sandbox begins, [`StdLib::SANDBOX`].
    ///
    /// ```
    /// use lua_core::{Lua, StdLib};
    /// let lua = Lua::sandbox().libs(StdLib::MATH).build()?;
    /// assert!(lua.load("return math.pi > 3 and string == nil").eval::<bool>()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn libs(mut self, libraries: StdLib) -> Self {
        self.libraries = libraries;
        self
    }

    /// Leaves functions out: globals as `load`, members as `string.rep`, whole libraries as `coroutine`.
    ///
    /// ```
    /// use lua_core::Lua;
    /// let lua = Lua::sandbox().without(["load", "string.rep"]).build()?;
    /// assert!(lua.load("return load == nil and ('').rep == nil").eval::<bool>()?);
    ///
    /// let error = Lua::sandbox().without(["string.rap"]).build().unwrap_err();
    /// assert_eq!(error.to_string(), "the sandbox has no 'string.rap' to leave out");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn without<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.without.extend(names.into_iter().map(Into::into));
        self
    }

    /// Limits the memory to so many bytes, those of the libraries included (some 20 KB), or not at all if they are 0; see
    /// [`Lua::set_memory_limit`]. As the sandbox begins, these are 64 MiB.
    ///
    /// ```
    /// use lua_core::{ErrorKind, Lua};
    /// let lua = Lua::sandbox().memory_limit(1 << 20).build()?;
    /// let error = lua.load("pcall(string.rep, 'x', 1 << 21)").exec().unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Memory);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn memory_limit(mut self, bytes: usize) -> Self {
        self.memory = bytes;
        self
    }

    /// Limits the instructions; see [`Lua::set_instruction_limit`].
    ///
    /// ```
    /// let lua = lua_core::Lua::sandbox().instruction_limit(1_000).build()?;
    /// assert!(lua.load("while true do end").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn instruction_limit(mut self, instructions: u64) -> Self {
        self.instructions = Some(instructions);
        self
    }

    /// Limits the time, from when the sandbox is built; see [`Lua::set_time_limit`].
    ///
    /// ```
    /// use std::time::Duration;
    /// let lua = lua_core::Lua::sandbox().time_limit(Duration::from_millis(10)).build()?;
    /// assert!(lua.load("while true do end").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn time_limit(mut self, time: Duration) -> Self {
        self.time = Some(time);
        self
    }

    /// Limits the bytes of a string; see [`Lua::set_string_limit`].
    ///
    /// ```
    /// let lua = lua_core::Lua::sandbox().string_limit(1_000).build()?;
    /// assert!(lua.load("return ('x'):rep(1001)").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn string_limit(mut self, bytes: usize) -> Self {
        self.string = Some(bytes);
        self
    }

    /// Limits the slots of a stack; see [`Lua::set_stack_limit`].
    ///
    /// ```
    /// let lua = lua_core::Lua::sandbox().stack_limit(1_000).build()?;
    /// assert!(lua.load("return table.unpack({}, 1, 1000)").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn stack_limit(mut self, slots: usize) -> Self {
        self.stack = Some(slots);
        self
    }

    /// Limits the coroutines; see [`Lua::set_coroutine_limit`].
    ///
    /// ```
    /// let lua = lua_core::Lua::sandbox().coroutine_limit(1).build()?;
    /// lua.load("one = coroutine.create(print)").exec()?;
    /// assert!(lua.load("other = coroutine.create(print)").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn coroutine_limit(mut self, count: usize) -> Self {
        self.coroutines = Some(count);
        self
    }

    /// Lets all that is random follow from a number: `math.random`, and the order in which `pairs` visits strings. Who knows the
    /// number can choose strings that a table finds slowly, which counts as instructions of nobody.
    ///
    /// ```
    /// let draw = || lua_core::Lua::sandbox().seed(7).build()?.load("math.random(1000)").eval::<u32>();
    /// assert_eq!(draw()?, draw()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Takes what scripts print, in place of the process's standard output; see [`Lua::set_output`].
    ///
    /// ```
    /// let lua = lua_core::Lua::sandbox().output(std::io::sink()).build()?;
    /// lua.load("print('nobody hears this')").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn output(mut self, writer: impl Write + 'static) -> Self {
        self.output = Some(Box::new(writer));
        self
    }

    /// Says how the machine behaves otherwise.
    ///
    /// ```
    /// use lua_core::{Lua, LuaOptions};
    /// let lua = Lua::sandbox().options(LuaOptions::new().catch_rust_panics(true)).build()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn options(mut self, options: LuaOptions) -> Self {
        self.options = options;
        self
    }

    /// Makes the machine.
    ///
    /// Its globals can be assigned to: a script's own are there. For several scripts that must not see each other's there are
    /// environments, see [`Lua::environment`]. The host can change a frozen table after [`Table::set_readonly`].
    ///
    /// ```
    /// let lua = lua_core::Lua::sandbox().build()?;
    /// lua.load("count = 1").exec()?;
    /// assert!(lua.load("math.pi = 3").exec().is_err());
    /// assert!(lua.load("return getmetatable('')").eval::<bool>().is_ok_and(|shown| !shown));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If something is to be left out that is not there.
    pub fn build(self) -> Result<Lua> {
        let seed = self.seed.unwrap_or_else(|| RandomState::new().build_hasher().finish());
        let lua = Lua::from_state(State::new(seed));
        lua.state.extra.seed.set(self.seed);
        lua.state.extra.keeps_collector.set(true);
        lua.state.extra.catches_panics.set(self.options.catch_rust_panics);
        lua.load_std_libs(self.libraries)?;
        for name in &self.without {
            leave_out(&lua, name)?;
        }
        freeze(&lua)?;
        // They would reach the process's standard error, and scripts turn them on.
        lua.set_warning_function(|_, _, _| Ok(()));
        if let Some(output) = self.output {
            lua.set_output(output);
        }
        lua.set_string_limit(self.string);
        lua.set_stack_limit(self.stack);
        lua.set_coroutine_limit(self.coroutines);
        lua.set_memory_limit(self.memory)?;
        lua.set_instruction_limit(self.instructions);
        lua.set_time_limit(self.time);
        Ok(lua)
    }
}

/// Takes a global away, or a member of one.
fn leave_out(lua: &Lua, name: &str) -> Result<()> {
    let absent = || Error::runtime(format!("the sandbox has no '{name}' to leave out"));
    let (owner, member) = match name.split_once('.') {
        Some((library, member)) => {
            (lua.globals().raw_get::<Option<Table>>(library)?.ok_or_else(absent)?, member)
        }
        None => (lua.globals(), name),
    };
    if owner.raw_get::<Value>(member)?.is_nil() {
        return Err(absent());
    }
    owner.raw_set(member, Value::Nil)
}

/// Freezes what scripts have in common: the tables of the libraries, and the metatable of strings, which is hidden too.
fn freeze(lua: &Lua) -> Result<()> {
    let globals = lua.globals();
    for pair in globals.pairs::<Value, Value>() {
        match pair?.1 {
            Value::Table(library) if library != globals => library.freeze_deep()?,
            _ => {}
        }
    }
    if let Some(metatable) = lua.type_metatable::<LuaString>() {
        metatable.raw_set("__metatable", false)?;
        metatable.freeze()?;
    }
    Ok(())
}
