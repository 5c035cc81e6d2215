//! Plain Rust functions as Lua functions: what they may take and return.

use std::error::Error as StdError;

use super::{Function, Mutable, from_native, named};
use crate::api::convert::{FromLuaMulti, IntoLua, IntoLuaMulti};
use crate::api::definitions::{Annotation, Mentions, Signature};
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::stack::{Arguments, FromArgument, Results};
use crate::api::value::Value;
use crate::object::{Call, Returns};

impl Function {
    /// Makes a Lua function of a plain Rust function: no machine, no tuple, no `Ok`.
    ///
    /// Parameters, up to sixteen, are anything that converts from Lua, `&str` and `&[u8]`, which are not copied, and
    /// [`Variadic`](crate::Variadic) as the last.
    /// The result is anything that converts to Lua, or a `Result` with any error type, whose error is thrown.
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
        plain(move |arguments, results| function.call_native(arguments, results))
    }

    /// As [`Function::wrap`], of a Rust closure that changes what it captured. Calling it again while it runs is an
    /// error.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    /// let lua = Lua::new();
    /// let mut lines = Vec::new();
    /// lua.globals().set("log", Function::wrap_mut(move |line: &str| {
    ///     lines.push(line.to_owned());
    ///     lines.len()
    /// }))?;
    /// assert_eq!(lua.load("log('a'), log('b')").eval::<(usize, usize)>()?, (1, 2));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn wrap_mut<F, M>(function: F) -> impl IntoLua
    where
        F: NativeCallableMut<M> + 'static,
        M: 'static,
    {
        let function = Mutable::new(function);
        plain(move |arguments, results| {
            function.call(|function| function.call_native_mut(arguments, results))
        })
    }

    /// As [`Function::wrap`], for code that is generic over [`LuaNativeFn`]: the parameters are converted together,
    /// and the result is anything that converts to Lua values.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    /// let lua = Lua::new();
    /// lua.globals().set("divide", Function::wrap_raw(|a: i64, b: i64| (a / b, a % b)))?;
    /// assert_eq!(lua.load("divide(7, 2)").eval::<(i64, i64)>()?, (3, 1));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn wrap_raw<F, A>(function: F) -> impl IntoLua
    where
        F: LuaNativeFn<A> + 'static,
        F::Output: IntoLuaMulti,
        A: FromLuaMulti,
    {
        plain(move |arguments, results| {
            function.call(A::from_arguments(arguments, 0)?).push_all(results)
        })
    }

    /// As [`Function::wrap_raw`], of a Rust closure that changes what it captured. Calling it again while it runs is
    /// an error.
    ///
    /// ```
    /// use lua_core::{Function, Lua};
    /// let lua = Lua::new();
    /// let mut total = 0;
    /// lua.globals().set("add", Function::wrap_raw_mut(move |n: i64| {
    ///     total += n;
    ///     total
    /// }))?;
    /// assert_eq!(lua.load("add(40), add(2)").eval::<(i64, i64)>()?, (40, 42));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn wrap_raw_mut<F, A>(function: F) -> impl IntoLua
    where
        F: LuaNativeFnMut<A> + 'static,
        F::Output: IntoLuaMulti,
        A: FromLuaMulti,
    {
        let function = Mutable::new(function);
        plain(move |arguments, results| {
            let converted = A::from_arguments(arguments, 0)?;
            // The results are converted when the function may be called again.
            function.call(|function| Ok(function.call(converted)))?.push_all(results)
        })
    }
}

/// What a Rust function may return: anything that converts to Lua, or a `Result` of it with any error.
///
/// ```
/// use lua_core::{Function, IntoReturn, Lua};
///
/// fn constant<R: IntoReturn + Clone + 'static>(value: R) -> impl lua_core::IntoLua {
///     Function::wrap(move || value.clone())
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("answer", constant(42))?;
/// lua.globals().set("fail", constant(Err::<i64, String>("no answer".into())))?;
/// assert_eq!(lua.load("answer()").eval::<i64>()?, 42);
/// assert!(lua.load("fail()").exec().unwrap_err().to_string().contains("no answer"));
/// # Ok::<(), lua_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned to Lua",
    label = "does not convert to Lua",
    note = "a value, or each of a tuple, must implement `IntoLua`; for a type of your own write `#[derive(UserData)]` above it",
    note = "the error of a `Result` must convert to `Box<dyn Error + Send + Sync>`: implement `Error` for it, or use `String`"
)]
pub trait IntoReturn {
    /// Pushes the results.
    /// For a type that returns as it likes see [`Results::push_nil`].
    ///
    /// # Errors
    ///
    /// The function's own error, or that of the conversion.
    fn into_return(self, results: &mut Results<'_>) -> Result<()>;

    #[doc(hidden)]
    fn annotations(_: &mut Mentions) -> Vec<Annotation> {
        vec![Annotation::rest(Annotation::any())]
    }
}

impl<T: IntoLuaMulti> IntoReturn for T {
    fn annotations(mentions: &mut Mentions) -> Vec<Annotation> {
        <T as IntoLuaMulti>::annotations(mentions)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn into_return(self, results: &mut Results<'_>) -> Result<()> {
        self.push_all(results)
    }
}

impl<T, E> IntoReturn for Result<T, E>
where
    T: IntoLuaMulti,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn annotations(mentions: &mut Mentions) -> Vec<Annotation> {
        <T as IntoLuaMulti>::annotations(mentions)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn into_return(self, results: &mut Results<'_>) -> Result<()> {
        match self {
            Ok(value) => value.push_all(results),
            Err(error) => Err(Error::external(error)),
        }
    }
}

/// A plain Rust function that [`Function::wrap`] takes: up to sixteen parameters. `M` is its signature.
///
/// ```
/// use lua_core::{Function, Lua, NativeCallable, Result};
///
/// fn export<M: 'static>(lua: &Lua, name: &str, function: impl NativeCallable<M> + 'static) -> Result<()> {
///     lua.globals().set(name, Function::wrap(function))
/// }
///
/// let lua = Lua::new();
/// export(&lua, "shout", |text: &str| text.to_uppercase())?;
/// assert_eq!(lua.load("shout('hey')").eval::<String>()?, "HEY");
/// # Ok::<(), lua_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no function that Lua can call",
    note = "parameters must implement `FromLua`, or be `&str`, `&[u8]` or `&BStr`, or `Variadic` as the last; what it returns must implement `IntoLua`",
    note = "write the types of a closure's parameters, and take at most sixteen"
)]
pub trait NativeCallable<M> {
    /// Reads the arguments, calls the function, pushes its results.
    /// For an example of one that takes them as they come see [`Arguments`].
    ///
    /// # Errors
    ///
    /// If an argument cannot be converted, or the function fails.
    fn call_native(&self, arguments: &Arguments<'_>, results: &mut Results<'_>) -> Result<()>;

    #[doc(hidden)]
    fn signature(names: &[&str], _: &mut Mentions) -> Signature {
        let anything = || [Annotation::rest(Annotation::any())];
        Signature::new(names, anything(), anything())
    }
}

/// A plain Rust closure that changes what it captured, for [`Function::wrap_mut`]; otherwise as [`NativeCallable`].
///
/// ```
/// use lua_core::{Function, Lua, NativeCallableMut, Result};
///
/// fn export<M: 'static>(lua: &Lua, name: &str, function: impl NativeCallableMut<M> + 'static) -> Result<()> {
///     lua.globals().set(name, Function::wrap_mut(function))
/// }
///
/// let lua = Lua::new();
/// let mut next = 0;
/// export(&lua, "next_id", move || { next += 1; next })?;
/// assert_eq!(lua.load("next_id() + next_id()").eval::<i64>()?, 3);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no function that Lua can call",
    note = "parameters must implement `FromLua`, or be `&str`, `&[u8]` or `&BStr`, or `Variadic` as the last; what it returns must implement `IntoLua`",
    note = "write the types of a closure's parameters, and take at most sixteen"
)]
pub trait NativeCallableMut<M> {
    /// Reads the arguments, calls the function, pushes its results. [`Function::wrap_mut`] sees to it that it is
    /// not called while it runs.
    ///
    /// ```
    /// use lua_core::{Arguments, Function, Lua, NativeCallableMut, Result, Results};
    ///
    /// /// The sum of all numbers that it was ever given.
    /// struct Total(f64);
    ///
    /// impl NativeCallableMut<Total> for Total {
    ///     fn call_native_mut(
    ///         &mut self,
    ///         arguments: &Arguments<'_>,
    ///         results: &mut Results<'_>,
    ///     ) -> Result<()> {
    ///         for index in 0..arguments.len() {
    ///             self.0 += arguments.number(index)?;
    ///         }
    ///         results.push_number(self.0)
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("total", Function::wrap_mut(Total(0.0)))?;
    /// assert_eq!(lua.load("total(1, 2.5) return total(3)").eval::<f64>()?, 6.5);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If an argument cannot be converted, or the function fails.
    fn call_native_mut(
        &mut self,
        arguments: &Arguments<'_>,
        results: &mut Results<'_>,
    ) -> Result<()>;
}

/// A Rust function of up to sixteen parameters, with these as a tuple `A`; see [`Function::wrap_raw`].
///
/// ```
/// use lua_core::LuaNativeFn;
///
/// fn apply<A, F: LuaNativeFn<A>>(function: F, arguments: A) -> F::Output {
///     function.call(arguments)
/// }
///
/// assert_eq!(apply(|a: i64, b: i64| a * b, (6, 7)), 42);
/// ```
pub trait LuaNativeFn<A> {
    /// What the function returns.
    type Output;

    /// Calls the function.
    /// For an example see [`LuaNativeFn`].
    fn call(&self, arguments: A) -> Self::Output;
}

/// As [`LuaNativeFn`], for closures that change what they captured; see [`Function::wrap_raw_mut`].
///
/// ```
/// use lua_core::LuaNativeFnMut;
///
/// let mut sum = 0;
/// let mut add = |n: i64| { sum += n; sum };
/// add.call((40,));
/// assert_eq!(LuaNativeFnMut::call(&mut add, (2,)), 42);
/// ```
pub trait LuaNativeFnMut<A> {
    /// What the function returns.
    type Output;

    /// Calls the function.
    /// For an example see [`LuaNativeFnMut`].
    fn call(&mut self, arguments: A) -> Self::Output;
}

/// Refuses to compile a function with parameters behind the one that takes all arguments that are left.
const fn rest_is_last(mut takes_rest: &[bool]) {
    while let [first, rest @ ..] = takes_rest {
        assert!(!*first || rest.is_empty(), "this takes all arguments that are left: it goes last");
        takes_rest = rest;
    }
}

macro_rules! of_arity {
    ($($type:ident $index:literal)*) => {
        impl<F, R, $($type),*> NativeCallable<fn($($type),*) -> R> for F
        where
            F: Fn($($type),*) -> R,
            F: for<'a> Fn($($type::Item<'a>),*) -> R,
            R: IntoReturn,
            $($type: FromArgument),*
        {
            fn signature(names: &[&str], mentions: &mut Mentions) -> Signature {
                let parameters = [$(<$type as FromArgument>::annotation(mentions)),*];
                Signature::new(names, parameters, R::annotations(mentions))
            }

            #[allow(unused_variables)]
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn call_native(
                &self,
                arguments: &Arguments<'_>,
                results: &mut Results<'_>,
            ) -> Result<()> {
                const { rest_is_last(&[$($type::TAKES_REST),*]) };
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

        impl<F, R, $($type),*> NativeCallableMut<fn($($type),*) -> R> for F
        where
            F: FnMut($($type),*) -> R,
            F: for<'a> FnMut($($type::Item<'a>),*) -> R,
            R: IntoReturn,
            $($type: FromArgument),*
        {
            #[allow(unused_variables)]
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn call_native_mut(
                &mut self,
                arguments: &Arguments<'_>,
                results: &mut Results<'_>,
            ) -> Result<()> {
                const { rest_is_last(&[$($type::TAKES_REST),*]) };
                // Picks the bound with the lifetimes of this call.
                #[allow(clippy::too_many_arguments, non_snake_case)]
                fn apply<R, $($type),*>(
                    function: &mut impl FnMut($($type),*) -> R,
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

        impl<F, R, $($type),*> LuaNativeFn<($($type,)*)> for F
        where
            F: Fn($($type),*) -> R,
        {
            type Output = R;

            #[allow(non_snake_case)]
            fn call(&self, ($($type,)*): ($($type,)*)) -> R {
                self($($type),*)
            }
        }

        impl<F, R, $($type),*> LuaNativeFnMut<($($type,)*)> for F
        where
            F: FnMut($($type),*) -> R,
        {
            type Output = R;

            #[allow(non_snake_case)]
            fn call(&mut self, ($($type,)*): ($($type,)*)) -> R {
                self($($type),*)
            }
        }
    };
}

/// Makes something for these parameters, and for each shorter list of them.
macro_rules! of_arities {
    ([$($done:tt)*]) => {
        of_arity!($($done)*);
    };
    ([$($done:tt)*] $type:ident $index:literal $($rest:tt)*) => {
        of_arity!($($done)*);
        of_arities!([$($done)* $type $index] $($rest)*);
    };
}

of_arities!([] A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7 J 8 K 9 L 10 N 11 O 12 P 13 Q 14 S 15);

/// A plain Rust function on its way into a machine.
struct Wrapped<F>(F);

fn plain<F>(function: F) -> Wrapped<F>
where
    F: Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
{
    Wrapped(function)
}

impl<F> IntoLua for Wrapped<F>
where
    F: Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static,
{
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        let function = self.0;
        let native = move |call: &mut Call<'_>| {
            let arguments = Arguments::of(call, 0);
            let mut results = Results::on(call.state, call.thread);
            match function(&arguments, &mut results) {
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
