//! What a machine is made with: `StdLib`, `LuaOptions`, and the metatables of basic types.

use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Not};

use super::error::Result;
use super::function::Function;
use super::lua::Lua;
use super::string::LuaString;
use super::thread::Thread;
use super::value::LightUserData;
use crate::object::Type;
use crate::stdlib::{self, Extent, Library};

/// A set of standard libraries, for [`Lua::new_with`] and [`Lua::load_std_libs`].
///
/// Three libraries have a harmless part, which reaches no file, process or environment and breaks none of the
/// language's rules. It is a set by itself: [`StdLib::OS`] is all of `os`, [`StdLib::OS_SAFE`] what only tells the
/// time. [`StdLib::ALL_SAFE`] is made of such parts and of libraries that are harmless as a whole.
///
/// The basic functions (`print`, `pairs`, `pcall`, …) are always there. Two of them, `dofile` and `loadfile`, read
/// files: these come with [`StdLib::IO`].
///
/// ```
/// use lua_core::{Lua, LuaOptions, StdLib};
///
/// let libraries = StdLib::STRING | StdLib::MATH | StdLib::OS_SAFE;
/// assert!(libraries.contains(StdLib::MATH) && !libraries.contains(StdLib::OS));
///
/// let lua = Lua::new_with(libraries, LuaOptions::default())?;
/// let (table, time, execute): (bool, bool, bool) =
///     lua.load("table ~= nil, os.time ~= nil, os.execute ~= nil").eval()?;
/// assert_eq!((table, time, execute), (false, true, false));
/// # Ok::<(), lua_core::Error>(())
/// ```
///
/// ```
/// use lua_core::{Lua, LuaOptions, StdLib};
///
/// let one_of_each = [
///     (StdLib::NONE, "print"),
///     (StdLib::COROUTINE, "coroutine.wrap"),
///     (StdLib::TABLE, "table.concat"),
///     (StdLib::STRING, "string.format"),
///     (StdLib::UTF8, "utf8.char"),
///     (StdLib::MATH, "math.floor"),
///     (StdLib::OS, "os.getenv"),
///     (StdLib::OS_SAFE, "os.clock"),
///     (StdLib::IO, "dofile"),
///     (StdLib::PACKAGE, "package.searchpath"),
///     (StdLib::PACKAGE_SAFE, "require"),
///     (StdLib::DEBUG, "debug.getinfo"),
///     (StdLib::DEBUG_SAFE, "debug.traceback"),
///     (StdLib::ALL_SAFE, "string.format"),
///     (StdLib::ALL, "io.open"),
/// ];
/// for (libraries, function) in one_of_each {
///     let lua = Lua::new_with(libraries, LuaOptions::default())?;
///     assert!(lua.load(format!("{function} ~= nil")).eval::<bool>()?, "{function}");
/// }
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StdLib(u32);

impl StdLib {
    /// `coroutine`. See [`StdLib`].
    pub const COROUTINE: StdLib = StdLib(1);
    /// `table`. See [`StdLib`].
    pub const TABLE: StdLib = StdLib(1 << 1);
    /// `io`, and the basic functions `dofile` and `loadfile`: scripts read and write files and run programs.
    /// See [`StdLib`].
    pub const IO: StdLib = StdLib(1 << 2);
    /// `os`: scripts run programs, remove files and read the environment. See [`StdLib`].
    pub const OS: StdLib = StdLib(1 << 3 | Self::OS_SAFE.0);
    /// Of `os` what tells the time: `clock`, `date`, `difftime`, `time`. See [`StdLib`].
    pub const OS_SAFE: StdLib = StdLib(1 << 16);
    /// `string`, with the methods of strings. See [`StdLib`].
    pub const STRING: StdLib = StdLib(1 << 4);
    /// `utf8`. See [`StdLib`].
    pub const UTF8: StdLib = StdLib(1 << 5);
    /// `math`. See [`StdLib`].
    pub const MATH: StdLib = StdLib(1 << 7);
    /// `package` and `require`: scripts load modules from files. See [`StdLib`].
    pub const PACKAGE: StdLib = StdLib(1 << 8 | Self::PACKAGE_SAFE.0);
    /// `package` and `require` for modules of the host and of scripts: no file is looked for. See [`StdLib`].
    pub const PACKAGE_SAFE: StdLib = StdLib(1 << 17);
    /// `debug`: scripts look behind the language's rules, at what others keep private. They cannot break the
    /// machine. See [`StdLib`].
    pub const DEBUG: StdLib = StdLib(1 << 31 | Self::DEBUG_SAFE.0);
    /// Of `debug` the traceback. See [`StdLib`].
    pub const DEBUG_SAFE: StdLib = StdLib(1 << 18);
    /// No library but the basic functions. See [`StdLib`].
    pub const NONE: StdLib = StdLib(0);
    /// Everything, as the `lua` program has it. See [`StdLib`].
    pub const ALL: StdLib = StdLib(u32::MAX);
    /// What reaches nothing but the machine, as [`Lua::sandbox`] has it. See [`StdLib`].
    pub const SANDBOX: StdLib =
        StdLib(Self::COROUTINE.0 | Self::TABLE.0 | Self::STRING.0 | Self::UTF8.0 | Self::MATH.0);
    /// All that can do no harm, as [`Lua::new`] opens it: nothing here reaches files, processes or the environment,
    /// or breaks the language's rules. See [`StdLib`].
    pub const ALL_SAFE: StdLib = StdLib(
        Self::COROUTINE.0
            | Self::TABLE.0
            | Self::STRING.0
            | Self::UTF8.0
            | Self::MATH.0
            | Self::OS_SAFE.0
            | Self::PACKAGE_SAFE.0
            | Self::DEBUG_SAFE.0,
    );

    /// Whether all of another set is in this one.
    ///
    /// ```
    /// use lua_core::StdLib;
    /// assert!(StdLib::OS.contains(StdLib::OS_SAFE));
    /// assert!(!StdLib::ALL_SAFE.contains(StdLib::OS) && !StdLib::ALL_SAFE.contains(StdLib::IO));
    /// ```
    #[must_use]
    pub const fn contains(self, other: StdLib) -> bool {
        self.0 & other.0 == other.0
    }

    /// How much of a library is in the set.
    fn extent(self, library: Library) -> Option<Extent> {
        let (whole, harmless) = match library {
            Library::Package => (StdLib::PACKAGE, StdLib::PACKAGE_SAFE),
            Library::Coroutine => (StdLib::COROUTINE, StdLib::COROUTINE),
            Library::String => (StdLib::STRING, StdLib::STRING),
            Library::Table => (StdLib::TABLE, StdLib::TABLE),
            Library::Math => (StdLib::MATH, StdLib::MATH),
            Library::Io => (StdLib::IO, StdLib::IO),
            Library::Os => (StdLib::OS, StdLib::OS_SAFE),
            Library::Utf8 => (StdLib::UTF8, StdLib::UTF8),
            Library::Debug => (StdLib::DEBUG, StdLib::DEBUG_SAFE),
        };
        if self.contains(whole) {
            return Some(Extent::Whole);
        }
        self.contains(harmless).then_some(Extent::Harmless)
    }
}

impl BitOr for StdLib {
    type Output = StdLib;

    fn bitor(self, other: StdLib) -> StdLib {
        StdLib(self.0 | other.0)
    }
}

impl BitAnd for StdLib {
    type Output = StdLib;

    fn bitand(self, other: StdLib) -> StdLib {
        StdLib(self.0 & other.0)
    }
}

impl BitXor for StdLib {
    type Output = StdLib;

    fn bitxor(self, other: StdLib) -> StdLib {
        StdLib(self.0 ^ other.0)
    }
}

impl Not for StdLib {
    type Output = StdLib;

    fn not(self) -> StdLib {
        StdLib(!self.0)
    }
}

impl BitOrAssign for StdLib {
    fn bitor_assign(&mut self, other: StdLib) {
        *self = *self | other;
    }
}

impl BitAndAssign for StdLib {
    fn bitand_assign(&mut self, other: StdLib) {
        *self = *self & other;
    }
}

impl BitXorAssign for StdLib {
    fn bitxor_assign(&mut self, other: StdLib) {
        *self = *self ^ other;
    }
}

/// How a machine made by [`Lua::new_with`] behaves.
///
/// ```
/// use lua_core::LuaOptions;
/// let options = LuaOptions::new().catch_rust_panics(true);
/// assert!(options.catch_rust_panics && !LuaOptions::default().catch_rust_panics);
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct LuaOptions {
    /// Whether a panic of a Rust function is an error to the scripts that called it; see
    /// [`LuaOptions::catch_rust_panics`].
    pub catch_rust_panics: bool,
}

impl LuaOptions {
    /// The options of [`Lua::new`]: panics pass.
    ///
    /// ```
    /// use lua_core::{Lua, LuaOptions, StdLib};
    /// let lua = Lua::new_with(StdLib::MATH, LuaOptions::new())?;
    /// assert!(lua.load("math.pi > 3 and string == nil").eval::<bool>()?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    #[must_use]
    pub const fn new() -> LuaOptions {
        LuaOptions { catch_rust_panics: false }
    }

    /// Says what becomes of a panic in a Rust function that a script called.
    ///
    /// If this is off, as at first, it passes through all scripts, which cannot catch it, to the host's call that
    /// started them, and on from there. The machine is whole afterwards.
    ///
    /// If it is on, the panic is an error with the panic's message: `pcall` catches it, and one that no script
    /// catches is the [`crate::Error`] that the host's call returns. The panic hook runs either way. In programs
    /// that abort on panics the option does nothing.
    ///
    /// ```
    /// use lua_core::{Function, Lua, LuaOptions, StdLib};
    ///
    /// let lua = Lua::new_with(StdLib::ALL_SAFE, LuaOptions::new().catch_rust_panics(true))?;
    /// lua.globals().set("first", Function::wrap(|list: Vec<i64>| list[0]))?;
    /// let (ok, message): (bool, String) = lua.load("pcall(first, {})").eval()?;
    /// assert!(!ok && message.contains("index out of bounds"));
    /// assert!(lua.load("first({})").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    #[must_use]
    pub const fn catch_rust_panics(mut self, enabled: bool) -> LuaOptions {
        self.catch_rust_panics = enabled;
        self
    }
}

impl Lua {
    /// Makes a machine with some libraries, and the basic functions.
    ///
    /// `Lua::new()` is this with [`StdLib::ALL_SAFE`]; without even the basic functions there is [`Lua::bare`].
    /// None of the libraries can break Rust's safety, whole or in parts.
    ///
    /// ```
    /// use lua_core::{Lua, LuaOptions, StdLib};
    ///
    /// let lua = Lua::new_with(StdLib::ALL ^ StdLib::IO, LuaOptions::default())?;
    /// let (io, dofile, getinfo): (bool, bool, bool) =
    ///     lua.load("io ~= nil, dofile ~= nil, debug.getinfo ~= nil").eval()?;
    /// assert_eq!((io, dofile, getinfo), (false, false, true));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn new_with(libs: StdLib, options: LuaOptions) -> Result<Lua> {
        let lua = Lua::bare();
        lua.state.extra.catches_panics.set(options.catch_rust_panics);
        lua.load_std_libs(libs)?;
        Ok(lua)
    }

    /// Opens libraries, and the basic functions if they are not there. A library that is there already is made anew:
    /// whatever was put into its table is gone.
    ///
    /// ```
    /// use lua_core::{Lua, StdLib};
    ///
    /// let lua = Lua::new();
    /// assert!(lua.load("os.getenv").eval::<Option<lua_core::Function>>()?.is_none());
    /// lua.load_std_libs(StdLib::OS)?;
    /// assert!(lua.load("os.getenv").eval::<Option<lua_core::Function>>()?.is_some());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not enough memory.
    pub fn load_std_libs(&self, libs: StdLib) -> Result<()> {
        if !stdlib::has_base(&self.state) {
            stdlib::open_base(&self.state);
        }
        for library in Library::ALL {
            if let Some(extent) = libs.extent(library) {
                library.open(&self.state, extent);
            }
        }
        Ok(())
    }
}

/// A basic type whose values share one metatable; see [`Lua::type_metatable`]. It is implemented for [`bool`], [`f64`]
/// (all numbers), [`LuaString`], [`Function`], [`Thread`] and [`LightUserData`], and cannot be for others.
///
/// ```
/// use lua_core::{Lua, LuaType, Table};
///
/// fn forget<T: LuaType>(lua: &Lua) -> lua_core::Result<Option<Table>> {
///     let metatable = lua.type_metatable::<T>();
///     lua.set_type_metatable::<T>(None)?;
///     Ok(metatable)
/// }
///
/// let lua = Lua::new();
/// assert!(forget::<lua_core::LuaString>(&lua)?.is_some());
/// assert!(lua.load("('x'):rep(3)").exec().is_err());
/// # Ok::<(), lua_core::Error>(())
/// ```
pub trait LuaType: sealed::Basic {
    #[doc(hidden)]
    fn basic_type() -> BasicType;
}

/// Which basic type it is. Only this crate makes it.
#[doc(hidden)]
pub struct BasicType(pub(super) Type);

mod sealed {
    pub trait Basic {}
}

macro_rules! basic_types {
    ($($type:ty: $basic:ident),+) => {$(
        impl sealed::Basic for $type {}

        impl LuaType for $type {
            fn basic_type() -> BasicType {
                BasicType(Type::$basic)
            }
        }
    )+};
}

basic_types!(
    bool: Boolean,
    f64: Number,
    LuaString: String,
    Function: Function,
    Thread: Thread,
    LightUserData: LightUserData
);
