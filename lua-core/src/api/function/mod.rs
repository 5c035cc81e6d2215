//! `Function`: calling Lua from Rust, and Rust from Lua. Plain Rust functions are in `wrap`.

mod wrap;

use std::cell::RefCell;
use std::ffi::c_void;

use super::convert::{FromLuaMulti, IntoLuaMulti};
use super::error::{Error, Result};
use super::handle::Handle;
use super::lua::Lua;
use super::stack::{Arguments, Restore, Results};
use super::table::Table;
use crate::bytecode;
use crate::gc::Gc;
use crate::object::thread::ALL;
use crate::object::{self, Call, Closure, LuaError, NativeClosure, Returns, Role, Upvalue, View};
use crate::vm::{call, collect, inspect, invoke, message, unwind};
pub use wrap::{IntoReturn, LuaNativeFn, LuaNativeFnMut, NativeCallable, NativeCallableMut};

/// A function of Lua or of Rust.
///
/// ```
/// let lua = lua_core::Lua::new();
/// let double: lua_core::Function = lua.load("function(x) return 2 * x end").eval()?;
/// assert_eq!(double.call::<i64>(21)?, 42);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Function(pub(super) Handle);

/// What is known of a function; see [`Function::info`].
///
/// ```
/// let lua = lua_core::Lua::new();
/// let info: lua_core::FunctionInfo = lua.globals().get::<lua_core::Function>("print")?.info();
/// assert_eq!((info.what, info.name_what, info.line_defined), ("Rust", Some("global"), None));
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FunctionInfo {
    /// The name, if it is a global function or one of a loaded module: `print`, `string.rep`.
    pub name: Option<String>,
    /// `"global"` or `"field"`, for a function with a name.
    pub name_what: Option<&'static str>,
    /// `"Lua"`, `"main"` for a chunk, or `"Rust"`.
    pub what: &'static str,
    /// The chunk's name as it was given, for a Lua function: `@` and a file, `=` and a name, or the text.
    pub source: Option<String>,
    /// The chunk's name as messages show it, for a Lua function.
    pub short_src: Option<String>,
    /// The line on which the definition begins, for a Lua function; 0 for a chunk.
    pub line_defined: Option<usize>,
    /// The line on which the definition ends, for a Lua function.
    pub last_line_defined: Option<usize>,
    /// How many parameters it names.
    pub num_params: u8,
    /// Whether it takes any number of arguments.
    pub is_vararg: bool,
    /// How many variables it captured.
    pub num_upvalues: u8,
}

/// Runs something in the machine that may throw; what it left behind then is gone afterwards.
pub(super) fn protect<T>(
    lua: &Lua,
    run: impl FnOnce() -> std::result::Result<T, LuaError>,
) -> Result<T> {
    let thread = lua.state.current.get();
    let top = thread.top();
    unwind::protected(&lua.state, thread, invoke::scratch(thread), run).map_err(|error| {
        thread.set_top(top);
        Error::caught(lua, error)
    })
}

impl Function {
    /// Calls the function.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let max: lua_core::Function = lua.load("math.max").eval()?;
    /// assert_eq!(max.call::<i64>((1, 3, 2))?, 3);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If an argument or result cannot be converted, or the function fails.
    #[inline]
    pub fn call<R: FromLuaMulti>(&self, arguments: impl IntoLuaMulti) -> Result<R> {
        let (lua, function) = self.0.enter()?;
        call_value(&lua, function, arguments)
    }

    /// Makes a function that calls this one with some arguments before its own.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let add: lua_core::Function = lua.load("function(a, b) return a + b end").eval()?;
    /// let add_forty = add.bind(40)?;
    /// assert_eq!(add_forty.call::<i64>(2)?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If an argument cannot be converted.
    pub fn bind(&self, arguments: impl IntoLuaMulti) -> Result<Function> {
        let (lua, function) = self.0.enter()?;
        collect::safepoint(&lua.state);
        let mut values = vec![function];
        for value in arguments.into_lua_multi(&lua)? {
            values.push(value.raw(&lua.state)?);
        }
        let bound = NativeClosure::new(&lua.state.heap, call_bound, &values);
        Ok(Function(lua.handle(object::Value::from_native_closure(bound))))
    }

    /// What is known of the function. If its machine is gone, that is nothing: `what` is `"?"` then.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    ///
    /// let lua = Lua::new();
    /// let add: Function = lua.load("\nfunction(a, b) return a + b end").set_name("@add.lua").eval()?;
    /// let info = add.info();
    /// assert_eq!((info.what, info.num_params), ("Lua", 2));
    /// assert_eq!((info.source.as_deref(), info.line_defined), (Some("@add.lua"), Some(2)));
    ///
    /// let rep: Function = lua.load("string.rep").eval()?;
    /// assert_eq!((rep.info().what, rep.info().name.as_deref()), ("Rust", Some("string.rep")));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn info(&self) -> FunctionInfo {
        let mut info = FunctionInfo {
            name: None,
            name_what: None,
            what: "?",
            source: None,
            short_src: None,
            line_defined: None,
            last_line_defined: None,
            num_params: 0,
            is_vararg: true,
            num_upvalues: 0,
        };
        let Ok((lua, function)) = self.0.enter() else { return info };
        if let Some(name) = inspect::global_name(&lua.state, function) {
            info.name_what = Some(if name.contains(&b'.') { "field" } else { "global" });
            info.name = Some(String::from_utf8_lossy(&name).into_owned());
        }
        let View::Closure(closure) = function.view() else {
            return FunctionInfo { what: "Rust", ..info };
        };
        let proto = closure.proto();
        let code = proto.function();
        let text = |bytes: &[u8]| Some(String::from_utf8_lossy(bytes).into_owned());
        let line = |line: u32| usize::try_from(line).ok();
        FunctionInfo {
            what: if code.line == 0 { "main" } else { "Lua" },
            source: text(&code.source),
            short_src: text(&message::chunk_id(&code.source)),
            line_defined: line(code.line),
            last_line_defined: line(code.last_line),
            num_params: code.parameters,
            is_vararg: code.is_vararg,
            // The compiler allows no more.
            num_upvalues: closure.upvalue_count().try_into().unwrap_or(u8::MAX),
            ..info
        }
    }

    /// The environment: the table in which the function's global variables are. `None` if it has none, as a Rust
    /// function or one that uses no globals.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    /// let lua = Lua::new();
    /// let read: Function = lua.load("function() return x end").eval()?;
    /// assert_eq!(read.environment(), Some(lua.globals()));
    /// assert_eq!(Function::environment(&lua.globals().get("print")?), None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn environment(&self) -> Option<Table> {
        let (lua, function) = self.0.enter().ok()?;
        let (closure, index) = environment_of(function)?;
        let environment = closure.upvalue(index).get();
        environment.as_table()?;
        Some(Table(lua.handle(environment)))
    }

    /// Gives the function another environment. Other functions keep theirs, also those that shared it with this one.
    /// Returns whether it has one at all: a Rust function has none, nor has a function that uses no globals.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    /// let lua = Lua::new();
    /// let read: Function = lua.load("function() return x end").eval()?;
    /// assert!(read.set_environment(lua.create_table_from([("x", 42)])?)?);
    /// assert_eq!(read.call::<i64>(())?, 42);
    ///
    /// let add: Function = lua.load("function(a, b) return a + b end").eval()?;
    /// assert!(!add.set_environment(lua.globals())?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the table belongs to another machine, or the machine is gone.
    pub fn set_environment(&self, environment: Table) -> Result<bool> {
        let (lua, function) = self.0.enter()?;
        let environment = environment.0.raw(&lua.state)?;
        let Some((closure, index)) = environment_of(function) else { return Ok(false) };
        collect::safepoint(&lua.state);
        let heap = &lua.state.heap;
        closure.set_upvalue(heap, index, Upvalue::closed(heap, environment));
        Ok(true)
    }

    /// The function's address, to tell it from others: the same for all handles of one function.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    /// let lua = Lua::new();
    /// let print: Function = lua.globals().get("print")?;
    /// assert_eq!(print.to_pointer(), lua.load("print").eval::<Function>()?.to_pointer());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn to_pointer(&self) -> *const c_void {
        self.0.address()
    }

    /// Writes the function as a binary chunk, which [`Lua::load`] turns into a function again: here, in another
    /// machine, or in another program with the same version of this crate. Empty if this is no Lua function.
    ///
    /// `strip` leaves out lines and names, so that errors do not tell where they happened. What the function
    /// captured is not written: the loaded function gets variables of its own, the first of them the environment.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    ///
    /// let lua = Lua::new();
    /// let greet: Function = lua.load("function(name) return 'hello ' .. name end").eval()?;
    /// let chunk: Vec<u8> = greet.dump(false);
    ///
    /// let other = Lua::new();
    /// other.set_binary_chunks(true);
    /// assert_eq!(other.load(&chunk).call::<String>("you")?, "hello you");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn dump(&self, strip: bool) -> Vec<u8> {
        let Ok((_lua, value)) = self.0.enter() else { return Vec::new() };
        let closure = value.as_closure();
        closure.map_or_else(Vec::new, |closure| bytecode::dump(closure.proto().function(), strip))
    }
}

/// Calls a value with arguments from Rust.
#[inline]
pub(super) fn call_value<R: FromLuaMulti>(
    lua: &Lua,
    function: object::Value,
    arguments: impl IntoLuaMulti,
) -> Result<R> {
    call_raw(lua, &[function], arguments)
}

/// As [`call_value`]; the function is the first value of `front`, the others are its first arguments.
#[inline]
pub(super) fn call_raw<R: FromLuaMulti>(
    lua: &Lua,
    front: &[object::Value],
    arguments: impl IntoLuaMulti,
) -> Result<R> {
    let state = &*lua.state;
    let thread = state.current.get();
    let _restore = Restore::of(thread);
    let func = invoke::scratch(thread);
    call::reserve(state, thread, func, 8).map_err(|error| Error::caught(lua, error))?;
    thread.set_values(func, front);
    thread.set_top(func + front.len());
    let mut stack = Results::on(state, thread);
    arguments.push_all(&mut stack)?;
    unwind::protected_invoke(state, thread, func, ALL, 0)
        .map_err(|error| Error::caught(lua, error))?;
    let count = thread.top() - func;
    R::from_arguments(&Arguments::at(state, thread, func, count), 0).map_err(Error::in_result)
}

/// The Lua function that a value is, and which of its upvalues is the environment.
fn environment_of(function: object::Value) -> Option<(Gc<Closure>, usize)> {
    let closure = function.as_closure()?;
    let proto = closure.proto();
    let code = proto.function();
    let index = code.upvalues.iter().position(|upvalue| code.string(upvalue.name) == b"_ENV")?;
    Some((closure, index))
}

fn call_bound(call: &mut Call<'_>) -> std::result::Result<Returns, LuaError> {
    let thread = call.thread;
    let running = call.running();
    let (count, bound) = (call.count, running.upvalue_count());
    call.reserve(bound + count)?;
    for index in 0..bound {
        call.push(running.upvalue(index))?;
    }
    for index in 0..count {
        call.push(thread.value(call.base + index))?;
    }
    // The window is what the tail call takes: the function and its arguments, nothing before them.
    thread.copy_values(call.base + count, call.base, bound + count);
    thread.set_top(call.base + bound + count);
    Ok(Returns::TailCall)
}

/// A Rust function that may change what it captured, for the functions of Lua, which can always be called.
pub(super) struct Mutable<F>(RefCell<F>);

impl<F> Mutable<F> {
    pub(super) fn new(function: F) -> Mutable<F> {
        Mutable(RefCell::new(function))
    }

    /// Calls the function.
    ///
    /// # Errors
    ///
    /// If it runs already.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn call<R>(&self, call: impl FnOnce(&mut F) -> Result<R>) -> Result<R> {
        match self.0.try_borrow_mut() {
            Ok(mut function) => call(&mut function),
            Err(_) => Err(recursion()),
        }
    }
}

#[cold]
fn recursion() -> Error {
    Error::runtime("a function that may change what it captured was called while it runs")
}

/// Makes a function of a closure that gets the machine and its arguments as one value.
pub(super) fn create<F, A, R>(lua: &Lua, function: F) -> Function
where
    F: Fn(&Lua, A) -> Result<R> + 'static,
    A: FromLuaMulti,
    R: IntoLuaMulti,
{
    let native = move |call: &mut Call<'_>| {
        let arguments = Arguments::of(call, 0);
        let outcome = A::from_arguments(&arguments, 0)
            .map_err(|error| named(call, error, 0))
            .and_then(|converted| function(arguments.lua(), converted));
        finish(call, outcome)
    };
    from_native(lua, native)
}

/// Makes a function of a Rust closure over the raw window.
pub(super) fn from_native<F>(lua: &Lua, native: F) -> Function
where
    F: Fn(&mut Call<'_>) -> std::result::Result<Returns, LuaError> + 'static,
{
    from_role(lua, native, Role::Plain)
}

/// Makes a function that reads or writes a field: its arguments are the data, and the new value when it writes.
pub(super) fn accessor<F>(lua: &Lua, native: F) -> Function
where
    F: Fn(&mut Call<'_>) -> std::result::Result<Returns, LuaError> + 'static,
{
    from_role(lua, native, Role::Accessor)
}

fn from_role<F>(lua: &Lua, native: F, role: Role) -> Function
where
    F: Fn(&mut Call<'_>) -> std::result::Result<Returns, LuaError> + 'static,
{
    let closure = NativeClosure::from_closure(&lua.state.heap, native, &[]);
    closure.set_role(role);
    Function(lua.handle(object::Value::from_native_closure(closure)))
}

/// Returns what a Rust function gave, or throws its error.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(super) fn finish<R: IntoLuaMulti>(
    call: &mut Call<'_>,
    outcome: Result<R>,
) -> std::result::Result<Returns, LuaError> {
    let mut results = Results::on(call.state, call.thread);
    match outcome.and_then(|value| value.push_all(&mut results)) {
        Ok(()) => Ok(Returns::Count(results.len() as u32)),
        Err(error) => Err(results.throw(error)),
    }
}

/// Names the running function in an error about its arguments, and counts positions as the caller wrote them:
/// `skip` arguments came before the first that a script calls so.
#[cold]
pub(super) fn named(call: &Call<'_>, error: Error, skip: usize) -> Error {
    let super::error::ErrorKind::BadArgument { position, function: None, name, .. } = error.kind()
    else {
        return error;
    };
    let thread = call.thread;
    let (kind, callee) = match message::frame_name(thread, thread.frame_count() - 1) {
        Some((kind, name)) => (kind, String::from_utf8_lossy(&name).into_owned()),
        None => ("", "?".to_string()),
    };
    let hidden = usize::from(kind == "method" && skip == 0);
    let (position, name) = (*position, name.clone());
    error.renamed(&callee, position.saturating_sub(hidden), name.as_deref())
}

impl PartialEq for Function {
    fn eq(&self, other: &Function) -> bool {
        let ((a, x), (b, y)) = (self.0.identity(), other.0.identity());
        a == b && x.address() == y.address()
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "function: {:#x}", self.0.identity().1.address().unwrap_or(0))
    }
}
