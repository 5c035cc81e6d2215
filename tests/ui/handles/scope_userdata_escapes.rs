// What a scope lends must outlive it: not what its own function owns.
use ferrolua::Lua;

fn main() {
    let lua = Lua::new();
    let _ = lua.scope(|scope| {
        let text = String::from("inner");
        scope.create_any_userdata_ref(&text)?;
        Ok(())
    });
}
