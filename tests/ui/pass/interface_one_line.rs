#![deny(warnings)]

use ferrolua::{Result, lua_interface};

#[lua_interface]
pub trait Plugin {
    fn update(&mut self, dt: f64) -> Result<()>;

    #[rustfmt::skip]
    fn name(&self) -> Result<String> { Ok("nameless".into()) }
}

fn main() {}
