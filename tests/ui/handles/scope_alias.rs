// What is lent to be changed is the script's until the scope ends.
use ferrolua::Lua;

fn main() {
    let lua = Lua::new();
    let mut text = String::new();
    let _ = lua.scope(|scope| {
        scope.create_any_userdata_ref_mut(&mut text)?;
        text.push('x');
        Ok(())
    });
    let _ = lua.scope(|scope| {
        scope.create_any_userdata_ref_mut(&mut text)?;
        scope.create_any_userdata_ref(&text)?;
        Ok(())
    });
}
