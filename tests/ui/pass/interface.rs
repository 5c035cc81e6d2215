//! What `#[lua_interface]`, `chunk!` and `include_lua!` generate has no unsafe block and gives no warning.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]

use ferrolua::{Lua, Result, chunk, lua_interface};

/// What a script adds.
#[lua_interface]
trait Plugin {
    /// Its speed.
    #[lua(field)]
    fn speed(&self) -> f64;
    fn update(&mut self, dt: f64) -> Result<()>;
    fn draw(&self, _depth: i64) -> Result<i64> {
        Ok(0)
    }
    #[deprecated]
    fn old(&self) -> Result<()> {
        Ok(())
    }
}

fn main() -> Result<()> {
    let lua = Lua::new();
    let speed = 2;
    let mut plugin: PluginTable = lua
        .load(chunk! { { speed = $speed, update = function(self, dt) self.time = dt end } })
        .eval()?;
    plugin.update(1.0)?;
    assert!(plugin.speed() == 2.0 && plugin.draw(1)? == 0);
    plugin.table().set("x", 1)?;
    let plugin: Box<dyn Plugin> = lua.convert(plugin)?;
    assert!(plugin.speed() == 2.0);
    Ok(())
}
