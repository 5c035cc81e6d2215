//! `Chunk`: source text, or a binary chunk, on its way to being a function.

use std::borrow::Cow;
use std::io::Read;
use std::panic::Location;
use std::path::{Path, PathBuf};

use super::convert::{FromLuaMulti, IntoLua, IntoLuaMulti};
use super::derived::Captures;
use super::error::{self, Error, Result};
use super::function::Function;
use super::lua::Lua;
use super::table::Table;
use super::value::Value;
use crate::load::{self, Accepted};
use crate::object;

/// What a chunk is made of; see [`Chunk::mode`] and [`Chunk::set_mode`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChunkMode {
    /// Source text.
    Text,
    /// What [`Function::dump`] or `string.dump` made.
    Binary,
}

/// Something that holds the source text of a chunk.
///
/// Strings and bytes are source text, or a binary chunk; a path is read when [`Lua::load`] gets it, and names the
/// chunk. A type of your own can be a chunk too:
///
/// ```
/// use std::{borrow::Cow, io};
/// use lua_core::{AsChunk, Lua};
///
/// /// A script that is kept compressed: every byte is one too high.
/// struct Packed(&'static [u8]);
///
/// impl AsChunk for Packed {
///     fn source<'a>(&self) -> io::Result<Cow<'a, [u8]>>
///     where
///         Self: 'a,
///     {
///         Ok(self.0.iter().map(|byte| byte - 1).collect::<Vec<u8>>().into())
///     }
///
///     fn name(&self) -> Option<String> {
///         Some("=packed".into())
///     }
/// }
///
/// let lua = Lua::new();
/// assert_eq!(lua.load(Packed(b"7+8")).eval::<i64>()?, 42);
/// let error = lua.load(Packed(b"fssps)2*")).exec().unwrap_err();
/// assert_eq!(error.location().map(|location| &*location.chunk), Some("packed"));
/// # Ok::<(), lua_core::Error>(())
/// ```
pub trait AsChunk {
    /// The source text, or a binary chunk. For an example see [`AsChunk`].
    ///
    /// # Errors
    ///
    /// If it cannot be read; whoever runs the chunk gets the error.
    fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
    where
        Self: 'a;

    /// The chunk's name, if the source has one: `@` before a file's name, `=` before any other. By default
    /// it has none, and is called after the line of Rust that loads it. For an example see [`AsChunk`].
    fn name(&self) -> Option<String> {
        None
    }

    /// The table that the chunk takes for its global variables, if the source has one.
    ///
    /// ```
    /// use std::borrow::Cow;
    /// use lua_core::{AsChunk, Lua, Result, Table};
    ///
    /// /// A formula, which sees nothing but its parameter.
    /// struct Formula(&'static str, f64);
    ///
    /// impl AsChunk for Formula {
    ///     fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>> where Self: 'a {
    ///         Ok(self.0.as_bytes().into())
    ///     }
    ///
    ///     fn environment(&self, lua: &Lua) -> Result<Option<Table>> {
    ///         lua.create_table_from([("x", self.1)]).map(Some)
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// assert_eq!(lua.load(Formula("x * x", 1.5)).eval::<f64>()?, 2.25);
    /// assert!(lua.load(Formula("print(x)", 1.5)).exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be made; the error is the chunk's, when it is run.
    fn environment(&self, lua: &Lua) -> Result<Option<Table>> {
        let _ = lua;
        Ok(None)
    }

    /// What the chunk is made of, if the source knows; anything else is an error then, as for [`Chunk::set_mode`].
    ///
    /// ```
    /// use std::borrow::Cow;
    /// use lua_core::{AsChunk, ChunkMode, Lua};
    ///
    /// /// What somebody has sent, which is never bytecode.
    /// struct Message(Vec<u8>);
    ///
    /// impl AsChunk for Message {
    ///     fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>> where Self: 'a {
    ///         Ok(self.0.clone().into())
    ///     }
    ///
    ///     fn mode(&self) -> Option<ChunkMode> {
    ///         Some(ChunkMode::Text)
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.set_binary_chunks(true);
    /// let bytecode = lua.load("return 1").into_function()?.dump(true);
    /// assert!(lua.load(Message(bytecode)).exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    fn mode(&self) -> Option<ChunkMode> {
        None
    }

    /// Local variables that the chunk finds when it runs.
    ///
    /// # Errors
    ///
    /// If a value cannot be made; the error is the chunk's, when it is run.
    #[doc(hidden)]
    fn captures(&self, lua: &Lua) -> Result<Option<Captures>> {
        let _ = lua;
        Ok(None)
    }
}

macro_rules! text_chunks {
    ($($type:ty),+ $(,)?) => {$(
        impl AsChunk for $type {
            fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
            where
                Self: 'a,
            {
                Ok(Cow::Owned(AsRef::<[u8]>::as_ref(self).to_vec()))
            }
        }
    )+};
}

text_chunks!(String, &String, Vec<u8>, &Vec<u8>);

impl AsChunk for &str {
    fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
    where
        Self: 'a,
    {
        Ok(Cow::Borrowed(self.as_bytes()))
    }
}

impl AsChunk for &[u8] {
    fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
    where
        Self: 'a,
    {
        Ok(Cow::Borrowed(self))
    }
}

impl AsChunk for &Path {
    fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
    where
        Self: 'a,
    {
        let source = std::fs::read(self)?;
        Ok(Cow::Owned(load::skip_prelude(&source).to_vec()))
    }

    fn name(&self) -> Option<String> {
        Some(format!("@{}", self.display()))
    }
}

impl AsChunk for PathBuf {
    fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
    where
        Self: 'a,
    {
        self.as_path().source().map(|source| Cow::Owned(source.into_owned()))
    }

    fn name(&self) -> Option<String> {
        self.as_path().name()
    }
}

impl<C: AsChunk + ?Sized> AsChunk for Box<C> {
    fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
    where
        Self: 'a,
    {
        (**self).source()
    }

    fn name(&self) -> Option<String> {
        (**self).name()
    }

    fn environment(&self, lua: &Lua) -> Result<Option<Table>> {
        (**self).environment(lua)
    }

    fn mode(&self) -> Option<ChunkMode> {
        (**self).mode()
    }

    fn captures(&self, lua: &Lua) -> Result<Option<Captures>> {
        (**self).captures(lua)
    }
}

/// Standard input, read to its end when it is loaded.
impl AsChunk for std::io::Stdin {
    fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
    where
        Self: 'a,
    {
        let mut source = Vec::new();
        self.lock().read_to_end(&mut source)?;
        Ok(Cow::Owned(load::skip_prelude(&source).to_vec()))
    }

    fn name(&self) -> Option<String> {
        Some("=stdin".into())
    }
}

/// Source text that is about to run.
///
/// ```
/// let lua = lua_core::Lua::new();
/// let environment = lua.create_table()?;
/// environment.set("x", 20)?;
/// let n: i64 = lua.load("x + 1").set_name("=sum").set_environment(environment).eval()?;
/// assert_eq!(n, 21);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[must_use = "a chunk does nothing until it is run"]
pub struct Chunk<'a> {
    lua: Lua,
    source: std::io::Result<Cow<'a, [u8]>>,
    name: String,
    environment: Result<Option<Table>>,
    mode: Option<ChunkMode>,
    captures: Result<Option<Captures>>,
}

impl Lua {
    /// Reads a chunk to the end of its source: a socket, a decompressor, a file that is open. An error of the reader is
    /// the chunk's, when it is run. The chunk is named after the line that calls this.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let source = std::io::Cursor::new("#!/usr/bin/lua\nreturn 6 * 7");
    /// assert_eq!(lua.load_reader(source).set_name("=cursor").eval::<i64>()?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    #[track_caller]
    pub fn load_reader(&self, mut reader: impl Read) -> Chunk<'static> {
        let mut source = Vec::new();
        let read = reader.read_to_end(&mut source);
        let mut chunk = self.load(load::skip_prelude(&source).to_vec());
        if let Err(error) = read {
            chunk.source = Err(error);
        }
        chunk
    }
}

impl<'a> Chunk<'a> {
    pub(super) fn new(lua: &Lua, chunk: impl AsChunk + 'a, location: &Location<'_>) -> Chunk<'a> {
        let place = || format!("@{}:{}", location.file(), location.line());
        Chunk {
            lua: lua.clone(),
            name: chunk.name().unwrap_or_else(place),
            source: chunk.source(),
            environment: chunk.environment(lua),
            mode: chunk.mode(),
            captures: chunk.captures(lua),
        }
    }

    /// Names the chunk. Messages show `@name` as a file's name, `=name` as it is, anything else as the text of
    /// the chunk itself.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let error = lua.load("error('closed')").set_name("@maps/door.lua").exec().unwrap_err();
    /// assert_eq!(error.to_string(), "maps/door.lua:1: closed");
    /// ```
    pub fn set_name(mut self, name: impl Into<String>) -> Chunk<'a> {
        self.name = name.into();
        self
    }

    /// The chunk's name with its mark. One that has no name of its own is called after the line of Rust that
    /// loaded it.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.load(std::path::Path::new("maps/door.lua")).name(), "@maps/door.lua");
    /// assert!(lua.load("x = 1").name().starts_with('@'));
    /// ```
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Gives the chunk a table to take for its global variables.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let sandbox = lua.create_table()?;
    /// lua.load("answer = 42").set_environment(sandbox.clone()).exec()?;
    /// assert_eq!(sandbox.get::<i64>("answer")?, 42);
    /// assert!(!lua.globals().contains_key("answer")?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_environment(mut self, environment: Table) -> Chunk<'a> {
        self.environment = Ok(Some(environment));
        self
    }

    /// The table that the chunk takes for its global variables, if it is not that of the machine.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let environment = lua.create_table()?;
    /// let chunk = lua.load("x = 1").set_environment(environment.clone());
    /// assert_eq!(chunk.environment(), Some(&environment));
    /// assert_eq!(lua.load("x = 1").environment(), None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn environment(&self) -> Option<&Table> {
        self.environment.as_ref().ok()?.as_ref()
    }

    /// What the chunk is made of: as [`Chunk::set_mode`] said, or as its first byte tells.
    ///
    /// ```
    /// use lua_core::{ChunkMode, Lua};
    /// let lua = Lua::new();
    /// let compiled = lua.load("return 1").into_function()?.dump(true);
    /// assert_eq!(lua.load(&compiled).mode(), ChunkMode::Binary);
    /// assert_eq!(lua.load("return 1").mode(), ChunkMode::Text);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn mode(&self) -> ChunkMode {
        let is_binary = || self.source.as_ref().is_ok_and(|source| load::is_binary(source));
        self.mode.unwrap_or_else(|| if is_binary() { ChunkMode::Binary } else { ChunkMode::Text })
    }

    /// Says what the chunk is made of; anything else is an error.
    ///
    /// A chunk said to be binary is loaded even in a machine that does not take binary chunks by itself
    /// ([`Lua::set_binary_chunks`]).
    ///
    /// ```
    /// use lua_core::{ChunkMode, Function, Lua};
    ///
    /// let lua = Lua::new();
    /// let double: Function = lua.load("function(x) return 2 * x end").eval()?;
    /// let chunk = double.dump(true);
    ///
    /// let loaded = Lua::new().load(&chunk).set_mode(ChunkMode::Binary).call::<i64>(21)?;
    /// assert_eq!(loaded, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_mode(mut self, mode: ChunkMode) -> Chunk<'a> {
        self.mode = Some(mode);
        self
    }

    /// A chunk on its way into a script: it is compiled when it becomes a value, which is a function. It is named after
    /// the line that calls this.
    ///
    /// ```
    /// use lua_core::{Chunk, Lua};
    /// let lua = Lua::new();
    /// lua.globals().set("area", Chunk::wrap("local w, h = ... return w * h"))?;
    /// assert_eq!(lua.load("area(2, 3)").eval::<i64>()?, 6);
    /// assert!(lua.globals().set("wrong", Chunk::wrap("1 +")).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    #[track_caller]
    pub fn wrap(chunk: impl AsChunk) -> impl IntoLua {
        Wrapped { chunk, location: Location::caller() }
    }

    /// Compiles the chunk into a function that can be called many times; its arguments are the chunk's `...`.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let greet = lua.load("local name = ... return 'hello, ' .. name").into_function()?;
    /// assert_eq!(greet.call::<String>("orc")?, "hello, orc");
    /// assert_eq!(greet.call::<String>("elf")?, "hello, elf");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is not Lua.
    pub fn into_function(self) -> Result<Function> {
        let Chunk { lua, source, name, environment, mode, captures } = self;
        let (source, environment, captures) = (source?, environment?, captures?);
        let function = match &captures {
            None => compile(&lua, &source, &name, environment.as_ref(), mode)?,
            Some(captures) => {
                let source = captures.surround(&source);
                compile(&lua, &source, &name, environment.as_ref(), mode)?
            }
        };
        capture(function, captures)
    }

    /// Runs the chunk for what it does; what it returns is dropped.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.load("lives = 3 function lose() lives = lives - 1 end lose()").exec()?;
    /// assert_eq!(lua.globals().get::<i64>("lives")?, 2);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be read, is not Lua, or fails.
    pub fn exec(self) -> Result<()> {
        self.call(())
    }

    /// Evaluates the chunk: as an expression if it is one, else as a block whose `return` gives the values.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.load("2 ^ 10").eval::<f64>()?, 1024.0);
    /// let (name, hp): (String, i64) = lua.load("local hp = 4 * 5 return 'orc', hp").eval()?;
    /// assert_eq!((&*name, hp), ("orc", 20));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be read, is not Lua, fails, or its values cannot be converted.
    pub fn eval<R: FromLuaMulti>(self) -> Result<R> {
        if self.mode() == ChunkMode::Binary {
            return self.call(());
        }
        let Chunk { lua, source, name, environment, mode, captures } = self;
        let (source, environment, captures) = (source?, environment?, captures?);
        let expression = [b"return ".as_slice(), &source].concat();
        let compile = |source: &[u8]| match &captures {
            None => compile(&lua, source, &name, environment.as_ref(), mode),
            Some(captures) => {
                let source = captures.surround(source);
                compile(&lua, &source, &name, environment.as_ref(), mode)
            }
        };
        let function = compile(&expression).or_else(|_| compile(&source))?;
        capture(function, captures)?.call(())
    }

    /// Runs the chunk with arguments, which it sees as `...`.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let longest = "local best = '' for _, word in ipairs({...}) do
    ///     if #word > #best then best = word end
    /// end return best";
    /// assert_eq!(lua.load(longest).call::<String>(("orc", "dragon", "elf"))?, "dragon");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be read, is not Lua, fails, or a value cannot be converted.
    pub fn call<R: FromLuaMulti>(self, arguments: impl IntoLuaMulti) -> Result<R> {
        let lua = self.lua.clone();
        let result = self.into_function()?.call(arguments);
        drop(lua);
        result
    }
}

struct Wrapped<C> {
    chunk: C,
    location: &'static Location<'static>,
}

impl<C: AsChunk> IntoLua for Wrapped<C> {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        Chunk::new(lua, self.chunk, self.location).into_function().map(Value::Function)
    }
}

/// The chunk itself, if what was compiled is the function that makes it of these variables.
fn capture(function: Function, captures: Option<Captures>) -> Result<Function> {
    match captures {
        None => Ok(function),
        Some(captures) => function.call(captures.into_values()),
    }
}

fn compile(
    lua: &Lua,
    source: &[u8],
    name: &str,
    environment: Option<&Table>,
    mode: Option<ChunkMode>,
) -> Result<Function> {
    let environment = environment.map(|table| table.0.raw(&lua.state)).transpose()?;
    let takes_binary = lua.state.takes_binary.get();
    let accepted = match mode {
        None => Accepted { mode: b"bt", binary: takes_binary },
        Some(ChunkMode::Text) => Accepted { mode: b"t", binary: takes_binary },
        // Whoever asks for one trusts it.
        Some(ChunkMode::Binary) => Accepted { mode: b"b", binary: true },
    };
    let closure = load::load(&lua.state, source, name.as_bytes(), accepted, environment);
    let closure = closure.map_err(|refused| {
        if refused.interrupted {
            return Error::caught(lua, refused.throw(&lua.state));
        }
        let place = refused.line.map(|line| error::Location::of(name.as_bytes(), line));
        Error::syntax(String::from_utf8_lossy(&refused.text), refused.incomplete, place)
    })?;
    Ok(Function(lua.handle(object::Value::from_closure(closure))))
}
