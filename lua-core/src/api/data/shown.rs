//! Userdata that is data too: of the types that are known to implement `Serialize`.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;

use serde::ser::{Error as _, Serialize, Serializer};

use super::super::error::Result;
use super::super::lua::Lua;
use super::super::userdata::AnyUserData;
use super::super::value::Value;

/// Shows the data of a userdata as something that can be written.
type Show = fn(&AnyUserData, &mut dyn FnMut(&dyn erased_serde::Serialize)) -> Result<()>;

/// The types whose userdata is data, in a machine.
#[derive(Default)]
struct Types(RefCell<HashMap<TypeId, Show>>);

/// Makes userdata of a type data that can be written.
pub fn register_serialize<T: Serialize + 'static>(lua: &Lua) {
    let show: Show = |userdata, show| userdata.borrow_scoped(|data: &T| show(data));
    if lua.app_data_ref::<Types>().is_none() {
        lua.set_app_data(Types::default());
    }
    if let Some(types) = lua.app_data_ref::<Types>() {
        types.0.borrow_mut().insert(TypeId::of::<T>(), show);
    }
}

/// Userdata of a type that can be written.
pub struct Shown<'a> {
    userdata: &'a AnyUserData,
    lua: Lua,
    show: Show,
}

impl<'a> Shown<'a> {
    /// What there is to be written in a value, if it is such userdata.
    pub fn of(value: &'a Value) -> Option<Shown<'a>> {
        let Value::UserData(userdata) = value else { return None };
        let (lua, _) = userdata.userdata().ok()?;
        let id = userdata.type_id()?;
        let show = lua.app_data_ref::<Types>()?.0.borrow().get(&id).copied()?;
        Some(Shown { userdata, lua, show })
    }

    /// The machine that the userdata belongs to.
    pub fn lua(&self) -> &Lua {
        &self.lua
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
