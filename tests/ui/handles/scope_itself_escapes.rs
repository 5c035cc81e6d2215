// The scope stays inside its function.
use ferrolua::Lua;

fn main() {
    let lua = Lua::new();
    let mut kept = None;
    let _ = lua.scope(|scope| {
        kept = Some(scope);
        Ok(())
    });
    let _ = lua.scope(|scope| Ok(scope));
}
