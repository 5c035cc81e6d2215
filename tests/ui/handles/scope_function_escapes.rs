// A lent function may not borrow what dies before the scope ends.
use ferrolua::Lua;

fn main() {
    let lua = Lua::new();
    let _ = lua.scope(|scope| {
        let mut count = 0;
        scope.create_function_mut(|_, ()| {
            count += 1;
            Ok(count)
        })?;
        Ok(())
    });
}
