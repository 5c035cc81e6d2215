//! `Function`: calling Lua from Rust, and Rust from Lua.

use std::cell::RefCell;
use std::error::Error as StdError;

use super::convert::{FromLuaMulti, IntoLua, IntoLuaMulti};
use super::error::{Error, Result};
use super::handle::Handle;
use super::lua::Lua;
use super::stack::{Arguments, FromArgument, Results};
use super::value::Value;
use crate::bytecode;
use crate::object::thread::ALL;
use crate::object::{self, Call, LuaError, NativeClosure, Returns, Role, View};
use crate::vm::{call, collect, invoke, message, unwind};

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

/// What is known of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FunctionInfo {
    /// `"Lua"`, `"main"` for a chunk, or `"Rust"`.
    pub what: &'static str,
    /// The chunk's name as messages show it, for a Lua function.
    pub short_src: Option<String>,
    /// The line on which the definition begins, for a Lua function.
    pub line_defined: Option<u32>,
    /// The line on which the definition ends, for a Lua function.
    pub last_line_defined: Option<u32>,
    /// How many parameters it names.
    pub num_params: u8,
    /// Whether it takes any number of arguments.
    pub is_vararg: bool,
    /// How many variables it captured.
    pub num_upvalues: usize,
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

    /// Makes a Lua function of a plain Rust function: no machine, no tuple, no `Ok`.
    ///
    /// Parameters are anything that converts from Lua, and `&str` and `&[u8]`, which are not copied. The result
    /// is anything that converts to Lua, or a `Result` with any error type.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    /// let lua = Lua::new();
    /// lua.globals().set("parse", Function::wrap(|text: &str| text.parse::<i64>()))?;
    /// assert_eq!(lua.load("parse('42')").eval::<i64>()?, 42);
    /// assert!(lua.load("parse('x')").eval::<i64>().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn wrap<F, M>(function: F) -> impl IntoLua
    where
        F: NativeCallable<M> + 'static,
        M: 'static,
    {
        Wrapped(function, std::marker::PhantomData)
    }

    /// What is known of the function.
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub fn info(&self) -> Result<FunctionInfo> {
        let (_lua, value) = self.0.enter()?;
        let rust = FunctionInfo {
            what: "Rust",
            short_src: None,
            line_defined: None,
            last_line_defined: None,
            num_params: 0,
            is_vararg: true,
            num_upvalues: 0,
        };
        let View::Closure(closure) = value.view() else { return Ok(rust) };
        let proto = closure.proto();
        let code = proto.function();
        let source = message::chunk_id(&code.source);
        Ok(FunctionInfo {
            what: if code.line == 0 { "main" } else { "Lua" },
            short_src: Some(String::from_utf8_lossy(&source).into_owned()),
            line_defined: Some(code.line),
            last_line_defined: Some(code.last_line),
            num_params: code.parameters,
            is_vararg: code.is_vararg,
            num_upvalues: closure.upvalue_count(),
        })
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
    let state = &*lua.state;
    let thread = state.current.get();
    let top = thread.top();
    let func = invoke::scratch(thread);
    let result = (|| {
        call::reserve(state, thread, func, 8).map_err(|error| Error::caught(lua, error))?;
        thread.set_value(func, function);
        thread.set_top(func + 1);
        let mut stack = Results::on(state, thread);
        arguments.push_all(&mut stack)?;
        unwind::protected_invoke(state, thread, func, ALL, 0)
            .map_err(|error| Error::caught(lua, error))?;
        let count = thread.top() - func;
        R::from_arguments(&Arguments::at(state, thread, func, count), 0)
    })();
    thread.set_top(top);
    result
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
    #[inline(always)]
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
#[inline(always)]
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

/// What a Rust function may return: anything that converts to Lua, or a `Result` of it with any error.
pub trait IntoReturn {
    /// Pushes the results.
    ///
    /// # Errors
    ///
    /// The function's own error, or that of the conversion.
    fn into_return(self, results: &mut Results<'_>) -> Result<()>;
}

impl<T: IntoLuaMulti> IntoReturn for T {
    #[inline(always)]
    fn into_return(self, results: &mut Results<'_>) -> Result<()> {
        self.push_all(results)
    }
}

impl<T, E> IntoReturn for Result<T, E>
where
    T: IntoLuaMulti,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    #[inline(always)]
    fn into_return(self, results: &mut Results<'_>) -> Result<()> {
        match self {
            Ok(value) => value.push_all(results),
            Err(error) => Err(Error::external(error)),
        }
    }
}

/// A plain Rust function that [`Function::wrap`] takes: up to twelve parameters. `M` is its signature.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no function that Lua can call",
    note = "parameters must implement `FromLua`, or be `&str`, `&[u8]` or `&BStr`; what it returns must implement `IntoLua`",
    note = "write the types of a closure's parameters, and take at most twelve"
)]
pub trait NativeCallable<M> {
    /// Reads the arguments, calls the function, pushes its results.
    ///
    /// # Errors
    ///
    /// If an argument cannot be converted, or the function fails.
    fn call_native(&self, arguments: &Arguments<'_>, results: &mut Results<'_>) -> Result<()>;
}

macro_rules! native_callables {
    ($($type:ident $index:literal),*) => {
        impl<F, R, $($type),*> NativeCallable<fn($($type),*) -> R> for F
        where
            F: Fn($($type),*) -> R,
            F: for<'a> Fn($($type::Item<'a>),*) -> R,
            R: IntoReturn,
            $($type: FromArgument),*
        {
            #[allow(unused_variables)]
            #[inline(always)]
            fn call_native(
                &self,
                arguments: &Arguments<'_>,
                results: &mut Results<'_>,
            ) -> Result<()> {
                // Picks the bound with the lifetimes of this call.
                #[allow(clippy::too_many_arguments, non_snake_case)]
                fn apply<R, $($type),*>(
                    function: impl Fn($($type),*) -> R,
                    $($type: $type),*
                ) -> R {
                    function($($type),*)
                }
                apply::<R, $($type::Item<'_>),*>(
                    self,
                    $($type::from_argument(arguments, $index)
                        .map_err(|error| error.in_argument(None, $index + 1, None))?),*
                )
                .into_return(results)
            }
        }
    };
}

native_callables!();
native_callables!(A 0);
native_callables!(A 0, B 1);
native_callables!(A 0, B 1, C 2);
native_callables!(A 0, B 1, C 2, D 3);
native_callables!(A 0, B 1, C 2, D 3, E 4);
native_callables!(A 0, B 1, C 2, D 3, E 4, G 5);
native_callables!(A 0, B 1, C 2, D 3, E 4, G 5, H 6);
native_callables!(A 0, B 1, C 2, D 3, E 4, G 5, H 6, I 7);
native_callables!(A 0, B 1, C 2, D 3, E 4, G 5, H 6, I 7, J 8);
native_callables!(A 0, B 1, C 2, D 3, E 4, G 5, H 6, I 7, J 8, K 9);
native_callables!(A 0, B 1, C 2, D 3, E 4, G 5, H 6, I 7, J 8, K 9, L 10);
native_callables!(A 0, B 1, C 2, D 3, E 4, G 5, H 6, I 7, J 8, K 9, L 10, N 11);

/// A plain Rust function on its way into a machine.
struct Wrapped<F, M>(F, std::marker::PhantomData<M>);

impl<F, M> IntoLua for Wrapped<F, M>
where
    F: NativeCallable<M> + 'static,
    M: 'static,
{
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        let function = self.0;
        let native = move |call: &mut Call<'_>| {
            let arguments = Arguments::of(call, 0);
            let mut results = Results::on(call.state, call.thread);
            match function.call_native(&arguments, &mut results) {
                Ok(()) => Ok(Returns::Count(results.len() as u32)),
                Err(error) => {
                    let error = named(call, error, 0);
                    Err(results.throw(error))
                }
            }
        };
        Ok(Value::Function(from_native(lua, native)))
    }
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
