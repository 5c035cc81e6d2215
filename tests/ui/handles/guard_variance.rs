//! A guard that writes is for the very type of the data: through one of a subtype, what does not live long enough could be
//! read as if it did.

use ferrolua::{Lua, Result, UserDataRefMut};

type Any = for<'a> fn(&'a str);
type Only = fn(&'static str);

fn main() -> Result<()> {
    let lua = Lua::new();
    let data = lua.create_any_userdata((|_: &str| ()) as Any)?;
    let mut guard: UserDataRefMut<Only> = data.borrow_mut::<Any>()?;
    *guard = |_: &'static str| ();
    Ok(())
}
