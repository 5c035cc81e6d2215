//! The bodies of derived functions, and what makes functions of them.
//!
//! A debug build is to be built fast. There bodies and accessors, which keep nothing, are plain pointers to functions, and
//! what takes them is compiled once for each type of field, and not for each field. In a release build each is a type of its own,
//! so that all calls are known.

use crate::api::error::Result;
use crate::api::function::{self, Function};
use crate::api::lua::Lua;
use crate::api::stack::{Arguments, Results};
use crate::api::userdata::{Key, UserDataRegistry};
use crate::object::{Call, LuaError, Returns};

/// The type of a parameter that is a function which keeps nothing: `code!((&T) -> &V)`.
#[cfg(not(debug_assertions))]
macro_rules! code {
    ($($signature:tt)+) => { impl Fn $($signature)+ + 'static };
}

#[cfg(debug_assertions)]
macro_rules! code {
    ($($signature:tt)+) => { fn $($signature)+ };
}

pub(super) use code;

/// The body of a derived function.
pub(super) trait Body: Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static {}

impl<F: Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()> + 'static> Body for F {}

/// Turns a body into what the machine calls.
pub(super) fn native(
    body: impl Body,
) -> impl Fn(&mut Call<'_>) -> std::result::Result<Returns, LuaError> + 'static {
    move |call| {
        let arguments = Arguments::of(call, 0);
        let mut results = Results::on(call.state, call.thread);
        match body(&arguments, &mut results) {
            Ok(()) => Ok(Returns::Count(results.len() as u32)),
            Err(error) => Err(results.throw(error)),
        }
    }
}

/// Makes a function of a body, by itself or for a field.
#[cfg(not(debug_assertions))]
fn of_body(lua: &Lua, body: impl Body, is_accessor: bool) -> Function {
    match is_accessor {
        true => function::accessor(lua, native(body)),
        false => function::from_native(lua, native(body)),
    }
}

/// As above, where what calls a body is compiled once, and not with each body anew.
#[cfg(debug_assertions)]
fn of_body(lua: &Lua, body: impl Body, is_accessor: bool) -> Function {
    type Boxed = Box<dyn Fn(&Arguments<'_>, &mut Results<'_>) -> Result<()>>;

    fn of_boxed(lua: &Lua, body: Boxed, is_accessor: bool) -> Function {
        match is_accessor {
            true => function::accessor(lua, native(body)),
            false => function::from_native(lua, native(body)),
        }
    }
    of_boxed(lua, Box::new(body), is_accessor)
}

/// Registers a method; its first argument is the receiver.
pub fn method<T: 'static>(
    registry: &mut UserDataRegistry<T>,
    name: &str,
    body: code!((&Arguments<'_>, &mut Results<'_>) -> Result<()>),
) {
    let function = of_body(registry.lua(), body, false);
    registry.know_by_type();
    registry.methods.push((name.to_string(), function));
}

macro_rules! registrations {
    ($($(#[$doc:meta])* $name:ident $add:ident $list:ident($key:ty, $($into:tt)+) $accessor:literal;)+) => {$(
        $(#[$doc])*
        pub fn $name<T: 'static>(
            registry: &mut UserDataRegistry<T>,
            key: $key,
            body: code!((&Arguments<'_>, &mut Results<'_>) -> Result<()>),
        ) {
            $add(registry, key, body);
        }

        /// The same, of a body that may keep something.
        pub(super) fn $add<T: 'static>(
            registry: &mut UserDataRegistry<T>,
            key: $key,
            body: impl Body,
        ) {
            let function = of_body(registry.lua(), body, $accessor);
            registry.know_by_type();
            registry.$list.push((key.$($into)+, function));
        }
    )+};
}

registrations! {
    /// Registers a function without a receiver.
    function add_function functions(&str, to_string()) false;
    /// Registers a metamethod, which gets its operands as they are.
    metamethod add_metamethod metamethods(&str, to_string()) false;
    /// Registers what reading a field does; the argument is the data.
    getter add_getter getters(impl Into<Key>, into()) true;
    /// Registers what writing a field does; the arguments are the data and the value.
    setter add_setter setters(impl Into<Key>, into()) true;
}
