//! Lua values that go with host data: one in the userdata itself, others by number and by name.

use super::AnyUserData;
use crate::api::convert::{FromLua, IntoLua};
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::table::Table;
use crate::api::value::Value;
use crate::object;

/// The registry's table of the values by number and name, for all userdata that has any: its keys are weak.
const VALUES: &str = "_USERVALUES";

/// The largest number of a value.
const LAST: usize = 65_535;

impl AnyUserData {
    /// The Lua value that goes with the data; nil at first.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let data = lua.create_any_userdata(())?;
    /// data.set_user_value("a note")?;
    /// assert_eq!(data.user_value::<String>()?, "a note");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be converted, or the machine is gone.
    pub fn user_value<V: FromLua>(&self) -> Result<V> {
        let (lua, userdata) = self.userdata()?;
        let value = match userdata.takes_user_value() {
            true => userdata.user_value(),
            false => object::Value::NIL,
        };
        V::from_lua(Value::from_raw(&lua, value), &lua)
    }

    /// Sets the Lua value that goes with the data. For an example see [`AnyUserData::user_value`].
    ///
    /// # Errors
    ///
    /// If it cannot be converted, or belongs to another machine; or if the data takes none: a file, a part of other data.
    pub fn set_user_value(&self, value: impl IntoLua) -> Result<()> {
        let (lua, userdata) = self.userdata()?;
        let value = value.into_lua(&lua)?;
        if !userdata.takes_user_value() {
            return Err(Error::userdata("a part of other data takes no user value"));
        }
        userdata.set_user_value(&lua.state.heap, value.raw(&lua.state)?);
        Ok(())
    }

    /// One of several Lua values that go with the data. The first is [`AnyUserData::user_value`].
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let data = lua.create_any_userdata(())?;
    /// data.set_nth_user_value(1, "first")?;
    /// data.set_nth_user_value(2, "second")?;
    /// assert_eq!(data.user_value::<String>()?, "first");
    /// assert_eq!(data.nth_user_value::<String>(2)?, "second");
    /// assert!(data.set_nth_user_value(0, true).is_err());
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If `n` is not from 1 to 65535, the value cannot be converted, or the machine is gone.
    pub fn nth_user_value<V: FromLua>(&self, n: usize) -> Result<V> {
        match check(n)? {
            1 => self.user_value(),
            n => self.kept_value(n as i64),
        }
    }

    /// Sets one of several Lua values that go with the data. For an example see [`AnyUserData::nth_user_value`].
    ///
    /// # Errors
    ///
    /// If `n` is not from 1 to 65535, the value cannot be converted, or belongs to another machine.
    pub fn set_nth_user_value(&self, n: usize, value: impl IntoLua) -> Result<()> {
        match check(n)? {
            1 => self.set_user_value(value),
            n => self.keep_value(n as i64, value),
        }
    }

    /// A Lua value that goes with the data under a name.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let data = lua.create_any_userdata(())?;
    /// data.set_named_user_value("label", "crate")?;
    /// assert_eq!(data.named_user_value::<String>("label")?, "crate");
    /// assert_eq!(data.named_user_value::<Option<String>>("owner")?, None);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be converted, or the machine is gone.
    pub fn named_user_value<V: FromLua>(&self, name: &str) -> Result<V> {
        self.kept_value(name)
    }

    /// Sets a Lua value that goes with the data under a name. For an example see [`AnyUserData::named_user_value`].
    ///
    /// # Errors
    ///
    /// If it cannot be converted, or belongs to another machine.
    pub fn set_named_user_value(&self, name: &str, value: impl IntoLua) -> Result<()> {
        self.keep_value(name, value)
    }

    fn kept_value<V: FromLua>(&self, key: impl IntoLua) -> Result<V> {
        let (lua, _) = self.userdata()?;
        match lua.named_registry_value::<Option<Table>>(VALUES)? {
            None => V::from_lua(Value::Nil, &lua),
            Some(all) => match all.raw_get::<Option<Table>>(self)? {
                None => V::from_lua(Value::Nil, &lua),
                Some(own) => own.raw_get(key),
            },
        }
    }

    fn keep_value(&self, key: impl IntoLua, value: impl IntoLua) -> Result<()> {
        let (lua, _) = self.userdata()?;
        let all = match lua.named_registry_value::<Option<Table>>(VALUES)? {
            Some(all) => all,
            None => create(&lua)?,
        };
        let own = match all.raw_get::<Option<Table>>(self)? {
            Some(own) => own,
            None => {
                let own = lua.create_table()?;
                all.raw_set(self, &own)?;
                own
            }
        };
        own.raw_set(key, value)
    }
}

fn create(lua: &Lua) -> Result<Table> {
    let (all, metatable) = (lua.create_table()?, lua.create_table()?);
    metatable.raw_set("__mode", "k")?;
    all.set_metatable(Some(metatable))?;
    lua.set_named_registry_value(VALUES, &all)?;
    Ok(all)
}

fn check(n: usize) -> Result<usize> {
    match n {
        1..=LAST => Ok(n),
        _ => Err(Error::userdata(format!("user value {n} does not exist: they are 1 to {LAST}"))),
    }
}
