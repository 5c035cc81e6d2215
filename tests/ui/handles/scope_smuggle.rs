// An inner scope cannot be lent through an outer one, nor data of a shorter life be put into lent data.
use std::cell::RefCell;

use ferrolua::{Lua, Scope};

struct List<'a>(RefCell<Vec<&'a str>>);

fn lend_longer<'a>(lua: &Lua, list: &'a List<'static>) {
    let _ = lua.scope(|outer| {
        lua.scope(|inner| {
            let text = String::from("short");
            inner.create_any_userdata(List(RefCell::new(vec![&text])), |_| ())?;
            outer.create_function(|_, ()| inner.create_function(|_, ()| Ok(())))?;
            Ok(())
        })?;
        Ok(())
    });
    let _ = list;
}

fn shorten<'a, 'b, 'env>(scope: &'a Scope<'a, 'static>) -> &'a Scope<'a, 'env> {
    scope
}

fn main() {}
