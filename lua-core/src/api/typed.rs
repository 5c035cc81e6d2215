//! Typed functions: a Lua function with its signature, as a struct and as a boxed Rust closure.

use std::marker::PhantomData;

use super::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use super::definitions::{Annotation, Mentions, annotated};
use super::error::{Error, Result};
use super::function::{self, Function};
use super::lua::Lua;
use super::value::Value;

/// A Lua function that takes `A` (a tuple) and returns `R`.
///
/// Unlike a bare [`Function`] it owns its machine, so it can be kept and called on its own.
///
/// ```
/// use lua_core::{Lua, TypedFunction};
/// let area: TypedFunction<(f64, f64), f64> =
///     Lua::new().load("function(w, h) return w * h end").eval()?;
/// assert_eq!(area.call((2.0, 3.0))?, 6.0);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub struct TypedFunction<A, R> {
    lua: Lua,
    function: Function,
    signature: PhantomData<fn(A) -> R>,
}

impl<A: IntoLuaMulti, R: FromLuaMulti> TypedFunction<A, R> {
    /// Gives a function a signature. Lua's functions have none, so it is checked at each call, not here.
    ///
    /// ```
    /// use lua_core::{Lua, TypedFunction};
    /// let lua = Lua::new();
    /// let double = lua.load("local n = ... return 2 * n").into_function()?;
    /// let double: TypedFunction<(i64,), i64> = TypedFunction::new(double)?;
    /// assert_eq!(double.call((21,))?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the function's machine is gone.
    pub fn new(function: Function) -> Result<TypedFunction<A, R>> {
        let (lua, _) = function.0.enter()?;
        Ok(TypedFunction { lua, function, signature: PhantomData })
    }

    /// Calls the function.
    ///
    /// ```
    /// use lua_core::{Lua, TypedFunction};
    /// let lua = Lua::new();
    /// let parse: TypedFunction<(String,), i64> = lua.load("function(s) return tonumber(s) or s end").eval()?;
    /// assert_eq!(parse.call(("0x10".into(),))?, 16);
    /// assert!(parse.call(("ten".into(),)).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If an argument or result cannot be converted, or the function fails.
    #[inline]
    pub fn call(&self, arguments: A) -> Result<R> {
        let function = self.function.0.raw(&self.lua.state)?;
        function::call_value(&self.lua, function, arguments)
    }
}

impl<A, R> TypedFunction<A, R> {
    /// The function without its signature.
    ///
    /// ```
    /// use lua_core::{Lua, TypedFunction};
    /// let lua = Lua::new();
    /// let add: TypedFunction<(i64, i64), i64> = lua.load("function(a, b) return a + b end").eval()?;
    /// lua.globals().set("add", add.as_function())?;
    /// assert_eq!(lua.load("add(40, 2)").eval::<i64>()?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn as_function(&self) -> &Function {
        &self.function
    }
}

impl<A, R> Clone for TypedFunction<A, R> {
    fn clone(&self) -> TypedFunction<A, R> {
        TypedFunction {
            lua: self.lua.clone(),
            function: self.function.clone(),
            signature: PhantomData,
        }
    }
}

impl<A, R> std::fmt::Debug for TypedFunction<A, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.function.fmt(f)
    }
}

impl<A: IntoLuaMulti, R: FromLuaMulti> FromLua for TypedFunction<A, R> {
    fn annotation(mentions: &mut Mentions) -> Annotation {
        Annotation::function(A::annotations(mentions), R::annotations(mentions))
    }

    fn from_lua(value: Value, lua: &Lua) -> Result<TypedFunction<A, R>> {
        TypedFunction::new(Function::from_lua(value, lua)?)
    }
}

impl<A, R> IntoLua for TypedFunction<A, R> {
    annotated!("function");

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        self.function.into_lua(lua)
    }
}

macro_rules! boxed_closures {
    ($($type:ident $name:ident),*) => {
        /// A Lua function as a Rust closure; it owns its machine.
        impl<R: FromLuaMulti + 'static, $($type: IntoLua + 'static),*> FromLua
            for Box<dyn Fn($($type),*) -> Result<R, Error>>
        {
            #[allow(unused_variables)]
            fn annotation(mentions: &mut Mentions) -> Annotation {
                let parameters = [$($type::annotation(mentions)),*];
                Annotation::function(parameters, R::annotations(mentions))
            }

            fn from_lua(value: Value, lua: &Lua) -> Result<Self> {
                let function = TypedFunction::<($($type,)*), R>::from_lua(value, lua)?;
                Ok(Box::new(move |$($name: $type),*| function.call(($($name,)*))))
            }
        }

        /// A Rust closure as a Lua function.
        impl<R: IntoLuaMulti + 'static, $($type: FromLua + 'static),*> IntoLua
            for Box<dyn Fn($($type),*) -> Result<R, Error>>
        {
            #[allow(unused_variables)]
            fn annotation(mentions: &mut Mentions) -> Annotation {
                let parameters = [$($type::annotation(mentions)),*];
                Annotation::function(parameters, R::annotations(mentions))
            }

            fn into_lua(self, lua: &Lua) -> Result<Value> {
                let function = move |_: &Lua, ($($name,)*): ($($type,)*)| self($($name),*);
                lua.create_function(function).map(Value::Function)
            }
        }
    };
}

boxed_closures!();
boxed_closures!(A a);
boxed_closures!(A a, B b);
boxed_closures!(A a, B b, C c);
boxed_closures!(A a, B b, C c, D d);
boxed_closures!(A a, B b, C c, D d, E e);
boxed_closures!(A a, B b, C c, D d, E e, F f);
boxed_closures!(A a, B b, C c, D d, E e, F f, G g);
boxed_closures!(A a, B b, C c, D d, E e, F f, G g, H h);
boxed_closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i);
boxed_closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j);
boxed_closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k);
boxed_closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l);
boxed_closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m);
boxed_closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n);
boxed_closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o);
boxed_closures!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o, P p);
