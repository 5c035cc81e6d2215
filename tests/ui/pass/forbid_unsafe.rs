#![forbid(unsafe_code)]
#![deny(warnings)]

use ferrolua::{UserData, methods};

#[derive(UserData, Clone)]
#[lua(name = "Thing", crate = "::ferrolua")]
struct Thing {
    #[lua(get, name = "type")]
    r#type: String,
    #[cfg(any())]
    absent: u8,
}

#[methods(crate = "::ferrolua")]
impl Thing {
    fn rename(&mut self, to: &str) -> &mut Self {
        self.r#type = to.to_string();
        self
    }
}

fn main() {
    let lua = ferrolua::Lua::new();
    lua.globals().set("thing", Thing { r#type: "a".into() }).unwrap();
    lua.load("assert(thing:rename('b').type == 'b')").exec().unwrap();
}
