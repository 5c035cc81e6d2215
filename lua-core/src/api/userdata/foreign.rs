//! Types of other crates as userdata: their class is that of a definition, which is the program's own.

use std::fmt::{self, Debug};
use std::ops::{Deref, DerefMut};

use super::{UserData, UserDataRegistry, create};
use crate::api::convert::{FromLua, IntoLua};
use crate::api::definitions::{Annotation, ClassDefinition, Mentions};
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::value::Value;

/// What scripts know data by: its name, its fields and methods. Each [`UserData`] is its own class; a type of another crate,
/// which cannot be `UserData`, has the class that a type of yours defines.
///
/// `#[derive(UserData)]` with `#[lua(remote = …)]` implements it. By hand:
///
/// ```
/// use lua_core::{Foreign, Lua, UserDataClass, UserDataMethods, UserDataRegistry};
/// use std::net::Ipv4Addr;
///
/// struct Address;
///
/// impl UserDataClass for Address {
///     type Data = Ipv4Addr;
///
///     fn class_name() -> String {
///         "Address".into()
///     }
///
///     fn register_class(registry: &mut UserDataRegistry<Ipv4Addr>) {
///         registry.add_method("is_private", |_, this, ()| Ok(this.is_private()));
///     }
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("home", Foreign::<Address>(Ipv4Addr::new(192, 168, 0, 1)))?;
/// assert!(lua.load("home:is_private()").eval::<bool>()?);
/// let home = lua.globals().get::<lua_core::AnyUserData>("home")?;
/// assert_eq!(*home.borrow::<Ipv4Addr>()?, Ipv4Addr::new(192, 168, 0, 1));
/// # Ok::<(), lua_core::Error>(())
/// ```
///
/// A machine knows a type by the class that it met first.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no userdata",
    label = "does not implement `UserData`",
    note = "for a type of your own write `#[derive(UserData)]` above it",
    note = "for one of another crate derive it for a definition: `#[lua(remote = {Self})]`"
)]
pub trait UserDataClass {
    /// The type that scripts have values of.
    type Data;

    /// The name that scripts and messages know the type by. For an example see [`UserDataClass`].
    fn class_name() -> String;

    /// Adds everything: fields, methods, constructors. A machine calls it when it first uses the type. For an
    /// example see [`UserDataClass`].
    fn register_class(registry: &mut UserDataRegistry<Self::Data>);

    /// Tells editors what the type has. For an example see [`ClassDefinition`].
    #[allow(unused_variables)]
    fn describe_class(class: &mut ClassDefinition) {}
}

impl<T: UserData> UserDataClass for T {
    type Data = T;

    fn class_name() -> String {
        T::type_name()
    }

    fn register_class(registry: &mut UserDataRegistry<T>) {
        T::register(registry);
    }

    fn describe_class(class: &mut ClassDefinition) {
        T::describe(class);
    }
}

/// A value of another crate's type, on its way to or from scripts, which know it by the class `C`.
///
/// To Lua it moves into userdata that holds the value itself, so that it can be borrowed as such. From Lua it is a clone
/// of what the userdata holds. It derefs to the value. For an example see [`UserDataClass`].
pub struct Foreign<C: UserDataClass>(pub C::Data);

impl<C: UserDataClass> Deref for Foreign<C> {
    type Target = C::Data;

    fn deref(&self) -> &C::Data {
        &self.0
    }
}

impl<C: UserDataClass> DerefMut for Foreign<C> {
    fn deref_mut(&mut self) -> &mut C::Data {
        &mut self.0
    }
}

impl<C: UserDataClass<Data: Clone>> Clone for Foreign<C> {
    fn clone(&self) -> Foreign<C> {
        Foreign(self.0.clone())
    }
}

impl<C: UserDataClass<Data: Copy>> Copy for Foreign<C> {}

impl<C: UserDataClass<Data: PartialEq>> PartialEq for Foreign<C> {
    fn eq(&self, other: &Foreign<C>) -> bool {
        self.0 == other.0
    }
}

impl<C: UserDataClass<Data: Default>> Default for Foreign<C> {
    fn default() -> Foreign<C> {
        Foreign(C::Data::default())
    }
}

impl<C: UserDataClass<Data: Debug>> Debug for Foreign<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<C: UserDataClass<Data: 'static>> IntoLua for Foreign<C> {
    fn annotation(mentions: &mut Mentions) -> Annotation {
        mentions.class::<C>()
    }

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        create::<C>(lua, self.0).map(Value::UserData)
    }
}

impl<C: UserDataClass<Data: Clone + 'static>> FromLua for Foreign<C> {
    fn annotation(mentions: &mut Mentions) -> Annotation {
        mentions.class::<C>()
    }

    fn from_lua(value: Value, _: &Lua) -> Result<Foreign<C>> {
        cloned::<C>(&value).map(Foreign)
    }
}

/// Converts from Lua by cloning what a userdata holds.
///
/// # Errors
///
/// If the value is no such data, or cannot be borrowed.
pub(in crate::api) fn cloned<C: UserDataClass<Data: Clone + 'static>>(
    value: &Value,
) -> Result<C::Data> {
    let actual = match value {
        Value::UserData(data) => match data.look(C::Data::clone)? {
            Some(data) => return Ok(data),
            None => return Err(data.mismatch(&C::class_name())),
        },
        Value::Integer(_) => "number",
        other => other.type_name(),
    };
    Err(Error::conversion(actual, &C::class_name(), None))
}
