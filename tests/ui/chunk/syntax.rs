//! What is no Lua, at the very token.
use ferrolua::{chunk, lua};

fn main() {
    let _ = chunk! {
        local x = 1
        local y = = 2
    };
    let _ = chunk! {
        if true then
            print("x")
    };
    let _ = chunk!(1 +);
    let _ = chunk! { x += 1 };
    let _ = chunk! { local a = 7 // 2
        return a b };
    let _ = chunk! {
        goto nowhere
    };
    let _ = chunk! { local c <const> = 1; c = 2 };
    let _ = chunk! { print(x) break };
    let _ = lua!(
        r#"local t = 'a'
        return t t"#
    );
    let _ = lua!("x = 'never ends");
}
