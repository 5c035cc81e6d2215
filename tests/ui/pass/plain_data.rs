//! What the derives of plain data generate has no unsafe block and gives no warning.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]

use ferrolua::{FromLua, IntoLua, Lua};

#[derive(FromLua, IntoLua, Clone)]
#[lua(deny_unknown)]
struct Options<T> {
    first: T,
    #[lua(default = 3, alias = "2nd")]
    second: i64,
    #[cfg(any())]
    third: Missing,
    #[deprecated]
    old: Option<i64>,
}

#[derive(FromLua, IntoLua)]
#[lua(tag = "t")]
enum Choice {
    One,
    Two { options: Options<String> },
    Three(Options<i64>),
}

#[derive(FromLua, IntoLua)]
enum Never {}

macro_rules! data {
    ($name:ident, $field:ident: $type:ty) => {
        #[derive(FromLua, IntoLua)]
        struct $name {
            #[lua(default)]
            $field: $type,
        }
    };
}

data!(Counter, value: i64);

fn main() -> Result<(), ferrolua::Error> {
    let lua = Lua::new();
    let choice: Choice = lua.load("{t = 'Two', options = {first = 'x'}}").eval()?;
    lua.globals().set("choice", choice)?;
    lua.globals().set("counter", Counter { value: 3 })?;
    assert!(lua.load("'x'").eval::<Never>().is_err());
    let _ = (Choice::One, |options| Choice::Three(options));
    lua.load("assert(choice.options.second == 3 and counter.value == 3)").exec()
}
