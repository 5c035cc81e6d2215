//! Host data in the machine: the `UserData` trait and `AnyUserData`.

mod borrow;
mod class;
mod foreign;
mod metamethod;
mod metatable;
mod part;
mod refusal;
mod registry;
mod traits;
mod values;
mod wrappers;

use std::any::TypeId;
use std::ffi::c_void;

use super::convert::IntoLua;
use super::definitions::{self, Annotation, ClassDefinition, Mentions};
use super::error::{Error, Result};
use super::handle::Handle;
use super::lua::Lua;
use super::table::Table;
use super::value::Value;
use crate::gc::Gc;
use crate::object::{self, State};
use crate::vm::{collect, message};

pub(super) use borrow::{Access, Names, refuse, refuse_lent};
pub use borrow::{Borrow, BorrowMut, UserDataOwned, UserDataRef, UserDataRefMut};
pub(super) use class::{build_lent, registered_tables, tail_call};
pub(super) use foreign::cloned;
pub use foreign::{Foreign, UserDataClass};
pub use metamethod::MetaMethod;
pub use metatable::{UserDataMetatable, UserDataMetatablePairs};
pub(super) use part::{push, push_if_there};
pub(super) use registry::Constant;
pub use registry::{Key, UserDataRegistry};
pub use traits::{UserDataFields, UserDataMethods};

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
    note = "for a type of your own write `#[derive(UserData)]` above it",
    note = "for one of another crate derive it for a definition: `#[lua(remote = {Self})]`"
)]
pub trait UserData: Sized {
    /// Adds fields; by default none. For an example see [`UserDataFields`].
    #[allow(unused_variables)]
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {}

    /// Adds methods and metamethods; by default none. For an example see [`UserDataMethods`].
    #[allow(unused_variables)]
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {}

    /// Adds everything: fields, methods, constructors. A machine calls it when it first uses the type, and
    /// [`crate::Scope::create_userdata`] each time. For an example see [`UserDataRegistry`].
    fn register(registry: &mut UserDataRegistry<Self>) {
        Self::add_fields(registry);
        Self::add_methods(registry);
    }

    /// The name that scripts and messages know the type by: by default the Rust type's own.
    ///
    /// ```
    /// use lua_core::{Lua, UserData};
    /// struct OrcV2;
    /// impl UserData for OrcV2 {
    ///     fn type_name() -> String {
    ///         "Orc".into()
    ///     }
    /// }
    /// let lua = Lua::new();
    /// lua.globals().set("orc", OrcV2)?;
    /// let error = lua.load("return orc + 1").exec().unwrap_err();
    /// assert!(error.to_string().contains("a Orc value"));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    fn type_name() -> String {
        short_name::<Self>()
    }

    /// Tells editors what the type has; a derived type does so by itself. For an example see [`ClassDefinition`].
    #[allow(unused_variables)]
    fn describe(class: &mut ClassDefinition) {}
}

/// The Rust name of a type without its path and its lifetimes.
pub(super) fn short_name<T>() -> String {
    let path = std::any::type_name::<T>().replace("'_, ", "").replace("<'_>", "");
    let generics = path.find('<').unwrap_or(path.len());
    let start = path[..generics].rfind("::").map_or(0, |at| at + 2);
    path[start..].to_string()
}

impl<T: UserData + 'static> IntoLua for T {
    fn annotation(mentions: &mut Mentions) -> Annotation {
        mentions.class::<T>()
    }

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        create::<T>(lua, self).map(Value::UserData)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn push_into(self, results: &mut super::stack::Results<'_>) -> Result<()> {
        let raw = allocate::<T>(results.lua(), self)?;
        results.push_raw(raw)
    }
}

/// The metatable of a type, made if this is its first use in the machine.
pub(super) fn metatable<C: UserDataClass<Data: 'static>>(lua: &Lua) -> Result<Gc<object::Table>> {
    match known_metatable::<C::Data>(&lua.state) {
        Some(metatable) => Ok(metatable),
        None => {
            let metatable = class::build::<C::Data>(lua, &C::class_name(), C::register_class)?;
            definitions::note(lua, TypeId::of::<C::Data>(), C::describe_class);
            Ok(metatable)
        }
    }
}

/// The metatable of a type, if it is registered.
pub(super) fn known_metatable<T: 'static>(state: &State) -> Option<Gc<object::Table>> {
    metatable_of(state, TypeId::of::<T>())
}

fn metatable_of(state: &State, data: TypeId) -> Option<Gc<object::Table>> {
    state.host_types.borrow().get(&data).copied()
}

impl Lua {
    /// Registers fields and methods of a type that is not this crate's or yours: data that
    /// [`Lua::create_any_userdata`] makes afterwards has them. Registering a type again replaces what it had, for data
    /// that is made later.
    ///
    /// ```
    /// use lua_core::{Lua, UserDataMethods};
    /// let lua = Lua::new();
    /// lua.register_userdata_type::<std::time::Duration>(|registry| {
    ///     registry.add_method("seconds", |_, this, ()| Ok(this.as_secs_f64()));
    /// })?;
    /// let pause = lua.create_any_userdata(std::time::Duration::from_millis(1500))?;
    /// lua.globals().set("pause", pause)?;
    /// assert_eq!(lua.load("pause:seconds()").eval::<f64>()?, 1.5);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a name cannot be registered, or a constant cannot be converted.
    pub fn register_userdata_type<T: 'static>(
        &self,
        register: impl FnOnce(&mut UserDataRegistry<T>),
    ) -> Result<()> {
        class::build::<T>(self, &short_name::<T>(), register).map(drop)
    }
}

pub(super) fn allocate<C: UserDataClass<Data: 'static>>(
    lua: &Lua,
    data: C::Data,
) -> Result<object::Value> {
    // Destructors run here, which may register the type anew.
    collect::safepoint(&lua.state);
    let metatable = metatable::<C>(lua)?;
    let userdata = object::UserData::new(&lua.state.heap, data, Some(metatable));
    Ok(object::Value::from_userdata(userdata))
}

pub(super) fn create<C: UserDataClass<Data: 'static>>(
    lua: &Lua,
    data: C::Data,
) -> Result<AnyUserData> {
    let raw = allocate::<C>(lua, data)?;
    Ok(AnyUserData(lua.handle(raw)))
}

pub(super) fn class_table<C: UserDataClass<Data: 'static>>(lua: &Lua) -> Result<Table> {
    class::class_table(lua, metatable::<C>(lua)?)
}

/// See [`AnyUserData::wrap`].
struct Wrapped<T>(T);

impl<T: 'static> IntoLua for Wrapped<T> {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.create_any_userdata(self.0).map(Value::UserData)
    }
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

    /// Whether it holds a `T`, or a scope lends one under its name. What was taken is no longer held.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let data = lua.create_any_userdata(5_u8)?;
    /// assert!(data.is::<u8>() && !data.is::<i8>());
    /// data.take::<u8>()?;
    /// assert!(!data.is::<u8>());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn is<T: 'static>(&self) -> bool {
        let Ok((_lua, userdata)) = self.userdata() else { return false };
        userdata.is_present() && userdata.shown_type() == Some(TypeId::of::<T>())
    }

    /// The type of the data, also after it was taken; none if it may hold borrowed parts, as what
    /// [`crate::Scope::create_userdata`] makes, or if the machine is gone.
    ///
    /// ```
    /// use std::any::TypeId;
    /// let lua = lua_core::Lua::new();
    /// let data = lua.create_any_userdata(5_u8)?;
    /// assert_eq!(data.type_id(), Some(TypeId::of::<u8>()));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn type_id(&self) -> Option<TypeId> {
        self.userdata().ok().and_then(|(_lua, userdata)| userdata.shown_type())
    }

    /// An address that no other value has while this one lives. It serves to tell values apart and for nothing else.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let data = lua.create_any_userdata(5_u8)?;
    /// assert_eq!(data.to_pointer(), data.clone().to_pointer());
    /// assert_ne!(data.to_pointer(), lua.create_any_userdata(5_u8)?.to_pointer());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn to_pointer(&self) -> *const c_void {
        self.0.address()
    }

    /// Data on its way into a machine, for where no [`Lua`] is at hand: as [`Lua::create_any_userdata`] makes it.
    ///
    /// ```
    /// use lua_core::{AnyUserData, Lua};
    /// let lua = Lua::new();
    /// lua.globals().set("data", AnyUserData::wrap(vec![1, 2]))?;
    /// assert!(lua.globals().get::<AnyUserData>("data")?.is::<Vec<i32>>());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn wrap<T: 'static>(data: T) -> impl IntoLua {
        Wrapped(data)
    }

    /// What the type has in its metatable. It can be read, but not changed: all data of a type shares it, and relies on it.
    ///
    /// ```
    /// use lua_core::{Lua, MetaMethod, UserData, UserDataMethods};
    /// struct Empty;
    /// impl UserData for Empty {
    ///     fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
    ///         methods.add_meta_method(MetaMethod::Len, |_, _, ()| Ok(0));
    ///     }
    /// }
    /// let lua = Lua::new();
    /// let metatable = lua.create_userdata(Empty)?.metatable()?;
    /// assert!(metatable.contains(MetaMethod::Len)? && !metatable.contains(MetaMethod::Add)?);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no metatable, as the type is not registered.
    pub fn metatable(&self) -> Result<UserDataMetatable> {
        let (lua, userdata) = self.userdata()?;
        match userdata.metatable() {
            Some(table) => {
                let table = Table(lua.handle(object::Value::from_table(table)));
                Ok(UserDataMetatable(table))
            }
            None => {
                let name = userdata_name(&lua.state, userdata);
                Err(Error::userdata(format!("{name} has no metatable")))
            }
        }
    }

    /// Borrows the data. The guard keeps the machine alive. For an example see [`AnyUserData`].
    ///
    /// # Errors
    ///
    /// If it is of another type, is gone, is borrowed mutably, or is lent by a scope.
    pub fn borrow<T: 'static>(&self) -> Result<UserDataRef<T>> {
        UserDataRef::new(self)
    }

    /// Borrows the data to change it. For an example see [`AnyUserData`].
    ///
    /// # Errors
    ///
    /// If it is of another type, is gone, is borrowed, or is lent by a scope.
    pub fn borrow_mut<T: 'static>(&self) -> Result<UserDataRefMut<T>> {
        UserDataRefMut::new(self)
    }

    /// Drops the data now.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let data = lua.create_any_userdata(std::rc::Rc::new(()))?;
    /// data.destroy()?;
    /// assert!(data.destroy().is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
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

    /// The name that messages know the type by.
    ///
    /// ```
    /// struct Vec2;
    /// impl lua_core::UserData for Vec2 {}
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.create_userdata(Vec2)?.type_name()?, "Vec2");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
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
    fn known_name(state: &State, data: TypeId) -> Option<String> {
        let name = metatable_of(state, data)?;
        let name = name.get_short_string(state.event_name(object::Event::Name));
        name.as_string().map(|name| name.to_text())
    }
    known_name(state, TypeId::of::<T>()).unwrap_or_else(|| std::any::type_name::<T>().to_string())
}
