//! luars' side: its derive and its methods.

use std::cell::RefCell;

use fastrand::Rng;
use luars::{Lua, LuaApi, LuaFunction, LuaUserData, SafeOption, Stdlib, UserDataRef, lua_methods};

use super::SCRIPT;

/// A string of the host.
#[derive(LuaUserData, PartialEq, PartialOrd)]
#[lua_impl(PartialOrd)]
struct Text {
    text: String,
}

#[lua_methods]
impl Text {
    pub fn new(text: String) -> Text {
        Text { text }
    }
}

/// Makes a machine with the script; each call of what is returned sorts once.
pub fn sorter(random: RefCell<Rng>) -> crate::Result<impl FnMut() -> crate::Result<u64>> {
    let mut lua = Lua::new(SafeOption::default());
    lua.open_stdlib(Stdlib::All)?;
    lua.register_type_of::<Text>("Text")?;
    lua.register_function("len", |text: UserDataRef<Text>| text.get().map(|text| text.text.len()))?;
    lua.register_function("rand", move |n: u32| random.borrow_mut().u32(..n))?;
    lua.load(SCRIPT).exec()?;
    let sort: LuaFunction = lua.get_global("sort_objects")?.ok_or("no function")?;
    Ok(move || {
        // The machine lives as long as what it runs.
        let _machine = &lua;
        Ok(sort.call1::<_, u64>(())?)
    })
}
