//! Userdata that is data too: of the types that are known to implement `Serialize`.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;

use lua_core::{AnyUserData, IntoLua, Lua, Result, UserData, Value};
use serde::ser::{Error as _, Serialize, Serializer};

use crate::error::Error;

/// Shows the data of a userdata as something that can be written.
type Show = fn(&AnyUserData, &mut dyn FnMut(&dyn erased_serde::Serialize)) -> Result<()>;

/// The types whose userdata is data, in a machine.
#[derive(Default)]
struct Types(RefCell<HashMap<TypeId, Show>>);

/// Makes userdata of a type data that can be written.
pub(crate) fn register<T: Serialize + 'static>(lua: &Lua) {
    let show: Show = |userdata, show| userdata.borrow_scoped(|data: &T| show(data));
    if lua.app_data_ref::<Types>().is_none() {
        lua.set_app_data(Types::default());
    }
    if let Some(types) = lua.app_data_ref::<Types>() {
        types.0.borrow_mut().insert(TypeId::of::<T>(), show);
    }
}

/// How the data of a userdata is shown, if its type is known.
fn show_of(userdata: &AnyUserData) -> Option<Show> {
    let lua = lua_core::__private::machine_of(userdata)?;
    let types = lua.app_data_ref::<Types>()?;
    types.0.borrow().get(&userdata.type_id()?).copied()
}

/// Userdata of a type that can be written.
pub(crate) struct Shown<'a> {
    userdata: &'a AnyUserData,
    show: Show,
}

impl<'a> Shown<'a> {
    /// What there is to be written in a value, if it is such userdata.
    pub(crate) fn of(value: &'a Value) -> Option<Shown<'a>> {
        let Value::UserData(userdata) = value else { return None };
        Some(Shown { userdata, show: show_of(userdata)? })
    }

    /// The data as a Lua value.
    pub(crate) fn to_value(&self) -> std::result::Result<Value, Error> {
        let lua = lua_core::__private::machine_of(self.userdata)
            .ok_or_else(|| Error::new("the machine is gone"))?;
        self.serialize(crate::Serializer::new(&lua))
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let (mut serializer, mut written) = (Some(serializer), None);
        let shown = (self.show)(self.userdata, &mut |data| {
            written = serializer.take().map(|serializer| erased_serde::serialize(data, serializer));
        });
        match (shown, written) {
            (Err(error), _) => Err(S::Error::custom(error)),
            (Ok(()), Some(written)) => written,
            (Ok(()), None) => Err(S::Error::custom("the data was not shown")),
        }
    }
}

/// Userdata that is data too; see [`crate::LuaSerdeExt::create_ser_userdata`].
pub trait UserDataSerdeExt {
    /// Wraps data that can be written, to be passed to Lua as userdata: mlua's `AnyUserData::wrap_ser`.
    ///
    /// ```
    /// use lua_core::AnyUserData;
    /// use lua_serde::{LuaSerdeExt, UserDataSerdeExt};
    /// let lua = lua_core::Lua::new();
    /// lua.globals().set("pair", AnyUserData::wrap_ser((1, "one")))?;
    /// let pair: (u8, String) = lua.from_value(lua.load("pair").eval()?)?;
    /// assert_eq!(pair, (1, "one".into()));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    fn wrap_ser<T: Serialize + 'static>(data: T) -> impl IntoLua;
}

impl UserDataSerdeExt for AnyUserData {
    fn wrap_ser<T: Serialize + 'static>(data: T) -> impl IntoLua {
        Wrapped(data)
    }
}

struct Wrapped<T>(T);

impl<T: Serialize + 'static> IntoLua for Wrapped<T> {
    fn into_lua(self, lua: &Lua) -> Result<Value> {
        create_any(lua, self.0).map(Value::UserData)
    }
}

pub(crate) fn create<T: UserData + Serialize + 'static>(lua: &Lua, data: T) -> Result<AnyUserData> {
    register::<T>(lua);
    lua.create_userdata(data)
}

pub(crate) fn create_any<T: Serialize + 'static>(lua: &Lua, data: T) -> Result<AnyUserData> {
    register::<T>(lua);
    lua.create_any_userdata(data)
}
