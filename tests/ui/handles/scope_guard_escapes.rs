// What is shown of lent data does not leave the function that it is shown to.
use ferrolua::Lua;

fn main() {
    let lua = Lua::new();
    let text = String::from("lent");
    let mut kept: Option<&String> = None;
    let _ = lua.scope(|scope| {
        let data = scope.create_any_userdata_ref(&text)?;
        data.borrow_scoped(|text: &String| kept = Some(text))
    });
    println!("{kept:?}");
}
