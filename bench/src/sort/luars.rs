//! luars' side: its derive and its methods.

use std::cell::RefCell;

use fastrand::Rng;
use luars::{Lua, LuaApi, LuaFunction, LuaUserData, SafeOption, Stdlib, UserDataRef, lua_methods};

use super::{SCRIPT, Sorter};

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

/// A machine that has the script.
pub struct Engine {
    sort: LuaFunction,
    // Below what it runs, as fields are dropped in their order: a function must not outlive the
    // machine.
    _lua: Lua,
}

impl Engine {
    /// Makes the machine; the script's random numbers are given.
    pub fn new(random: RefCell<Rng>) -> crate::Result<Engine> {
        let mut lua = Lua::new(SafeOption::default());
        lua.open_stdlib(Stdlib::All)?;
        lua.register_type_of::<Text>("Text")?;
        lua.register_function("len", |text: UserDataRef<Text>| {
            text.get().map(|text| text.text.len())
        })?;
        lua.register_function("rand", move |n: u32| random.borrow_mut().u32(..n))?;
        lua.load(SCRIPT).exec()?;
        let sort = lua.get_global("sort_objects")?.ok_or("no function")?;
        Ok(Engine { sort, _lua: lua })
    }
}

impl Sorter for Engine {
    fn sort(&self) -> crate::Result<u64> {
        Ok(self.sort.call1(())?)
    }
}
