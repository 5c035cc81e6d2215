//! What a type's author calls to register fields and methods: `UserDataFields`, `UserDataMethods`.

use super::AnyUserData;
use crate::api::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use crate::api::error::Result;
use crate::api::lua::Lua;

/// Adds fields to a type; see [`super::UserData::add_fields`].
///
/// ```
/// use lua_core::{Lua, MetaMethod, UserData, UserDataFields};
///
/// struct Square(f64);
///
/// impl UserData for Square {
///     fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
///         fields.add_field("corners", 4);
///         fields.add_field_method_get("side", |_, this| Ok(this.0));
///         fields.add_field_method_set("side", |_, this, side| {
///             this.0 = side;
///             Ok(())
///         });
///         fields.add_field_function_get("me", |_, this| Ok(this));
///         fields.add_field_function_set("copy", |_, this, other: lua_core::AnyUserData| {
///             this.borrow_mut::<Square>()?.0 = other.borrow::<Square>()?.0;
///             Ok(())
///         });
///         fields.add_meta_field(MetaMethod::Type, "Quadrat");
///         fields.add_meta_field_with("__id", |lua| lua.create_string("square"));
///     }
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("a", Square(2.0))?;
/// lua.globals().set("b", Square(9.0))?;
/// lua.load("a.side = a.side * a.corners").exec()?;
/// assert_eq!(lua.load("a.me.side").eval::<f64>()?, 8.0);
/// lua.load("a.copy = b").exec()?;
/// assert_eq!(lua.load("a.side").eval::<f64>()?, 9.0);
/// assert!(lua.load("tostring(a):match('^Quadrat: ')").eval::<bool>()?);
/// # Ok::<(), lua_core::Error>(())
/// ```
pub trait UserDataFields<T> {
    /// Adds a constant field, to values and to the class table. See [`UserDataFields`].
    fn add_field<V: IntoLua + 'static>(&mut self, name: impl Into<String>, value: V);

    /// Adds what reading a field does. See [`UserDataFields`].
    fn add_field_method_get<M, R>(&mut self, name: impl Into<String>, method: M)
    where
        M: Fn(&Lua, &T) -> Result<R> + 'static,
        R: IntoLua;

    /// Adds what writing a field does. See [`UserDataFields`].
    fn add_field_method_set<M, A>(&mut self, name: impl Into<String>, method: M)
    where
        M: FnMut(&Lua, &mut T, A) -> Result<()> + 'static,
        A: FromLua;

    /// Adds what reading a field does, given the userdata as it is. See [`UserDataFields`].
    fn add_field_function_get<F, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, AnyUserData) -> Result<R> + 'static,
        R: IntoLua;

    /// Adds what writing a field does, given the userdata as it is. See [`UserDataFields`].
    fn add_field_function_set<F, A>(&mut self, name: impl Into<String>, function: F)
    where
        F: FnMut(&Lua, AnyUserData, A) -> Result<()> + 'static,
        A: FromLua;

    /// Adds a field to the metatable: `__name` is what scripts and messages call the type, and an `__index` may be a
    /// table or function for the fields that are not registered. See [`UserDataFields`].
    fn add_meta_field<V: IntoLua + 'static>(&mut self, name: impl Into<String>, value: V);

    /// Adds a field to the metatable, made once the type is known. See [`UserDataFields`].
    fn add_meta_field_with<F, R>(&mut self, name: impl Into<String>, make: F)
    where
        F: FnOnce(&Lua) -> Result<R> + 'static,
        R: IntoLua;
}

/// Adds methods and metamethods to a type; see [`super::UserData::add_methods`].
///
/// A closure that may change what it captured, as those of `add_method_mut`, cannot be called again while it runs, on
/// whatever object: that is an error for the script.
///
/// ```
/// use lua_core::{Lua, MetaMethod, UserData, UserDataMethods, UserDataRef};
///
/// struct Account(i64);
///
/// impl UserData for Account {
///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
///         methods.add_function("open", |_, ()| Ok(Account(0)));
///         methods.add_method("balance", |_, this, ()| Ok(this.0));
///         methods.add_method_mut("deposit", |_, this, amount: i64| {
///             this.0 += amount;
///             Ok(())
///         });
///         methods.add_method_once("close", |_, this, ()| Ok(this.0));
///         methods.add_meta_method(MetaMethod::ToString, |_, this, ()| Ok(format!("{} coins", this.0)));
///         methods.add_meta_function(
///             MetaMethod::Lt,
///             |_, (a, b): (UserDataRef<Account>, UserDataRef<Account>)| Ok(a.0 < b.0),
///         );
///         let mut calls = 0;
///         methods.add_function_mut("calls", move |_, ()| {
///             calls += 1;
///             Ok(calls)
///         });
///     }
/// }
///
/// let lua = Lua::new();
/// lua.register::<Account>()?;
/// let code = "local a, b = Account.open(), Account.open()
///     a:deposit(5)
///     assert(b < a and a:balance() == 5 and tostring(a) == '5 coins')
///     assert(Account.calls() == 1 and Account.calls() == 2)
///     return a:close(), pcall(a.balance, a)";
/// let (rest, is_open, message): (i64, bool, String) = lua.load(code).eval()?;
/// assert_eq!((rest, is_open, &*message), (5, false, "Account was taken or destroyed"));
/// # Ok::<(), lua_core::Error>(())
/// ```
pub trait UserDataMethods<T> {
    /// Adds a method that looks at the data. See [`UserDataMethods`].
    fn add_method<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, &T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a method that changes the data. See [`UserDataMethods`].
    fn add_method_mut<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: FnMut(&Lua, &mut T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a method that takes the data out of its userdata: scripts that use it afterwards get an error.
    /// See [`UserDataMethods`].
    fn add_method_once<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        T: 'static,
        F: Fn(&Lua, T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a function, which gets all its arguments; also to the class table. See [`UserDataMethods`].
    fn add_function<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a function that changes what it captured; also to the class table. See [`UserDataMethods`].
    fn add_function_mut<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: FnMut(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a metamethod that looks at the data, which is its first operand. See [`UserDataMethods`].
    fn add_meta_method<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, &T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a metamethod that changes the data, which is its first operand.
    ///
    /// ```
    /// use lua_core::{Lua, MetaMethod, UserData, UserDataMethods};
    ///
    /// /// A counter that a script steps by calling it.
    /// struct Counter(i64);
    ///
    /// impl UserData for Counter {
    ///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
    ///         methods.add_meta_method_mut(MetaMethod::Call, |_, this, step: Option<i64>| {
    ///             this.0 += step.unwrap_or(1);
    ///             Ok(this.0)
    ///         });
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// lua.globals().set("count", Counter(0))?;
    /// assert_eq!(lua.load("count() return count(10)").eval::<i64>()?, 11);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    fn add_meta_method_mut<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: FnMut(&Lua, &mut T, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a metamethod that gets its operands as they are: the data may be on either side.
    /// See [`UserDataMethods`].
    fn add_meta_function<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: Fn(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;

    /// Adds a metamethod that gets its operands as they are, and changes what it captured.
    ///
    /// ```
    /// use lua_core::{AnyUserData, Lua, MetaMethod, UserDataMethods};
    /// let lua = Lua::new();
    /// lua.register_userdata_type::<f32>(|registry| {
    ///     let mut compared = 0;
    ///     registry.add_meta_function_mut(MetaMethod::Lt, move |_, (a, b): (AnyUserData, AnyUserData)| {
    ///         compared += 1;
    ///         if compared > 2 {
    ///             return Err(lua_core::Error::runtime("compared too often"));
    ///         }
    ///         Ok(*a.borrow::<f32>()? < *b.borrow::<f32>()?)
    ///     });
    /// })?;
    /// lua.globals().set("a", lua.create_any_userdata(1.0_f32)?)?;
    /// lua.globals().set("b", lua.create_any_userdata(2.0_f32)?)?;
    /// assert_eq!(lua.load("a < b, a > b").eval::<(bool, bool)>()?, (true, false));
    /// assert!(lua.load("return a < b").exec().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    fn add_meta_function_mut<F, A, R>(&mut self, name: impl Into<String>, function: F)
    where
        F: FnMut(&Lua, A) -> Result<R> + 'static,
        A: FromLuaMulti,
        R: IntoLuaMulti;
}
