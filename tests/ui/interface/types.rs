//! Types that have no conversion.
use ferrolua::{Result, lua_interface};

struct Foreign;

#[lua_interface]
trait Takes {
    fn take(&self, value: Foreign) -> Result<()>;
}

#[lua_interface]
trait Gives {
    fn give(&self) -> Result<Foreign>;
}

fn main() {}
