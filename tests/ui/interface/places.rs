//! Where the attribute does not go.
use ferrolua::{Result, lua_interface};

#[lua_interface]
struct Plugin;

#[lua_interface]
trait Generic<T> {
    fn get(&self) -> Result<i64>;
}

#[lua_interface(table = "X")]
trait Options {
    fn get(&self) -> Result<i64>;
}

fn main() {}
