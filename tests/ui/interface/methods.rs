//! Methods that no table can stand for.
use ferrolua::{Result, lua_interface};

#[lua_interface]
trait Plugin {
    const VERSION: u32;
    type Item;
    fn speed(&self) -> f64;
    fn nothing(&self);
    async fn load(&self) -> Result<()>;
    fn generic<T>(&self, value: T) -> Result<()>;
    fn closure(&self, call: impl Fn()) -> Result<()>;
    fn free() -> Result<()>;
    fn owned(self) -> Result<()>;
    fn borrowed(&self) -> Result<&str>;
    #[lua(field)]
    fn field(&self, x: i64) -> f64;
    #[lua(field)]
    fn no_type(&self);
    #[lua(skip)]
    fn skipped(&self) -> Result<()>;
    #[lua(getter)]
    fn attribute(&self) -> Result<()>;
    #[lua(name = "speed")]
    fn twice(&self) -> Result<()>;
}

fn main() {}
