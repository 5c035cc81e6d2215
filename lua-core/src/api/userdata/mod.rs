//! Host data in the machine: the `UserData` trait and `AnyUserData`.

mod borrow;
mod class;
mod metamethod;
mod registry;

use std::any::TypeId;

use super::convert::{FromLua, IntoLua};
use super::error::{Error, Result};
use super::handle::Handle;
use super::lua::Lua;
use super::table::Table;
use super::value::Value;
use crate::gc::Gc;
use crate::object::{self, BorrowError, State};
use crate::vm::{collect, message};

pub use borrow::{Borrow, BorrowMut, UserDataRef, UserDataRefMut};
pub use metamethod::MetaMethod;
pub use registry::{Key, UserDataFields, UserDataMethods, UserDataRegistry};

/// A Rust type with fields and methods for scripts.
///
/// Values of such a type convert to Lua by moving into the machine. One metatable per type and machine is made
/// when it is first needed; scripts cannot change it.
///
/// ```
/// use lua_core::{Lua, UserData, UserDataFields, UserDataMethods};
///
/// struct Counter(i64);
///
/// impl UserData for Counter {
///     fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
///         fields.add_field_method_get("value", |_, this| Ok(this.0));
///     }
///
///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
///         methods.add_method_mut("add", |_, this, n: i64| {
///             this.0 += n;
///             Ok(())
///         });
///     }
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("counter", Counter(1))?;
/// assert_eq!(lua.load("counter:add(41) return counter.value").eval::<i64>()?, 42);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no userdata",
    label = "does not implement `UserData`",
    note = "for a type of your own write `#[derive(UserData)]` above it"
)]
pub trait UserData: Sized {
    /// Adds fields.
    #[allow(unused_variables)]
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {}

    /// Adds methods and metamethods.
    #[allow(unused_variables)]
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {}

    /// Adds everything: fields, methods, constructors.
    fn register(registry: &mut UserDataRegistry<Self>)
    where
        Self: 'static,
    {
        Self::add_fields(registry);
        Self::add_methods(registry);
    }

    /// The name that scripts and messages know the type by: by default the Rust type's own.
    fn type_name() -> String {
        let path = std::any::type_name::<Self>();
        let generics = path.find('<').unwrap_or(path.len());
        let start = path[..generics].rfind("::").map_or(0, |at| at + 2);
        path[start..].to_string()
    }
}

impl<T: UserData + 'static> IntoLua for T {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        create(lua, self).map(Value::UserData)
    }

    #[inline(always)]
    fn push_into(self, results: &mut super::stack::Results<'_>) -> Result<()> {
        let raw = allocate(results.lua(), self)?;
        results.push_raw(raw)
    }
}

/// The metatable of a type, made if this is its first use in the machine.
pub(super) fn metatable<T: UserData + 'static>(lua: &Lua) -> Result<Gc<object::Table>> {
    let known = lua.state.host_types.borrow().get(&TypeId::of::<T>()).copied();
    match known {
        Some(metatable) => Ok(metatable),
        None => class::build::<T>(lua),
    }
}

fn allocate<T: UserData + 'static>(lua: &Lua, data: T) -> Result<object::Value> {
    let metatable = metatable::<T>(lua)?;
    collect::safepoint(&lua.state);
    let userdata = object::UserData::new(&lua.state.heap, data, Some(metatable));
    Ok(object::Value::from_userdata(userdata))
}

pub(super) fn create<T: UserData + 'static>(lua: &Lua, data: T) -> Result<AnyUserData> {
    let raw = allocate(lua, data)?;
    Ok(AnyUserData(lua.handle(raw)))
}

pub(super) fn class_table<T: UserData + 'static>(lua: &Lua) -> Result<Table> {
    class::class_table(lua, metatable::<T>(lua)?)
}

/// Host data of any type.
///
/// ```
/// let lua = lua_core::Lua::new();
/// let data = lua.create_any_userdata(vec![1, 2, 3])?;
/// data.borrow_mut::<Vec<i32>>()?.push(4);
/// assert_eq!(data.borrow::<Vec<i32>>()?.len(), 4);
/// assert!(data.borrow::<String>().is_err());
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone)]
pub struct AnyUserData(pub(super) Handle);

impl AnyUserData {
    pub(super) fn userdata(&self) -> Result<(Lua, Gc<object::UserData>)> {
        let (lua, value) = self.0.enter()?;
        Ok((lua, value.as_userdata().expect("a userdata handle holds userdata")))
    }

    /// Whether it holds a `T`.
    pub fn is<T: 'static>(&self) -> bool {
        self.userdata().is_ok_and(|(_lua, userdata)| userdata.is::<T>())
    }

    /// Borrows the data. The guard keeps the machine alive.
    ///
    /// # Errors
    ///
    /// If it is of another type, was taken, or is borrowed mutably.
    pub fn borrow<T: 'static>(&self) -> Result<UserDataRef<T>> {
        UserDataRef::new(self)
    }

    /// Borrows the data to change it.
    ///
    /// # Errors
    ///
    /// If it is of another type, was taken, or is borrowed.
    pub fn borrow_mut<T: 'static>(&self) -> Result<UserDataRefMut<T>> {
        UserDataRefMut::new(self)
    }

    /// Takes the data out; scripts that use it afterwards get an error.
    ///
    /// # Errors
    ///
    /// If it is of another type, was taken, or is borrowed.
    pub fn take<T: 'static>(&self) -> Result<T> {
        let (lua, userdata) = self.userdata()?;
        userdata.take().map_err(|error| borrow_error::<T>(&lua.state, userdata, error))
    }

    /// Drops the data now.
    ///
    /// # Errors
    ///
    /// If it is borrowed, or was taken.
    pub fn destroy(&self) -> Result<()> {
        let (lua, userdata) = self.userdata()?;
        if userdata.destroy() {
            return Ok(());
        }
        let name = userdata_name(&lua.state, userdata);
        Err(Error::userdata(format!("{name} is borrowed or gone")))
    }

    /// The Lua value that goes with the data.
    ///
    /// # Errors
    ///
    /// If it cannot be converted, or the machine is gone.
    pub fn user_value<V: FromLua>(&self) -> Result<V> {
        let (lua, userdata) = self.userdata()?;
        V::from_lua(Value::from_raw(&lua, userdata.user_value()), &lua)
    }

    /// Sets the Lua value that goes with the data.
    ///
    /// # Errors
    ///
    /// If it cannot be converted, or belongs to another machine.
    pub fn set_user_value(&self, value: impl IntoLua) -> Result<()> {
        let (lua, userdata) = self.userdata()?;
        let value = value.into_lua(&lua)?;
        userdata.set_user_value(&lua.state.heap, value.raw(&lua.state)?);
        Ok(())
    }

    /// The name that messages know the type by.
    ///
    /// # Errors
    ///
    /// If the machine is gone.
    pub fn type_name(&self) -> Result<String> {
        let (lua, userdata) = self.userdata()?;
        Ok(userdata_name(&lua.state, userdata))
    }

    /// The conversion error of using this as something else.
    pub(super) fn mismatch(&self, expected: &str) -> Error {
        let actual = self.type_name().unwrap_or_else(|_| "userdata".into());
        Error::conversion(&actual, expected, None)
    }
}

impl PartialEq for AnyUserData {
    fn eq(&self, other: &AnyUserData) -> bool {
        let ((a, x), (b, y)) = (self.0.identity(), other.0.identity());
        a == b && x.address() == y.address()
    }
}

impl std::fmt::Debug for AnyUserData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "userdata: {:#x}", self.0.identity().1.address().unwrap_or(0))
    }
}

fn userdata_name(state: &State, userdata: Gc<object::UserData>) -> String {
    let value = object::Value::from_userdata(userdata);
    String::from_utf8_lossy(&message::type_name(state, value)).into_owned()
}

/// The name of a type for messages: what it was registered as, or its Rust name.
fn expected_name<T: 'static>(state: &State) -> String {
    let known = state.host_types.borrow().get(&TypeId::of::<T>()).copied();
    let name = known.and_then(|metatable| {
        let name = metatable.get_short_string(state.event_name(object::Event::Name));
        name.as_string().map(|name| name.to_text())
    });
    name.unwrap_or_else(|| std::any::type_name::<T>().to_string())
}

/// What is wrong with a borrow.
#[cold]
pub(super) fn borrow_error<T: 'static>(
    state: &State,
    userdata: Gc<object::UserData>,
    error: BorrowError,
) -> Error {
    let name = expected_name::<T>(state);
    match error {
        BorrowError::WrongType => Error::conversion(&userdata_name(state, userdata), &name, None),
        BorrowError::Gone => Error::userdata(format!("{name} was taken or destroyed")),
        BorrowError::Exclusive => {
            Error::userdata(format!("{name} is borrowed mutably while it is used again"))
        }
        BorrowError::Shared => {
            Error::userdata(format!("{name} is borrowed while it is to be changed"))
        }
    }
}
