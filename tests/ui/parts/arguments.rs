//! A part calls its method anew, so it keeps the arguments.

use ferrolua::{FromLua, Lua, Result, UserData, Value, methods};

#[derive(UserData)]
struct Item {
    price: i64,
}

#[derive(UserData)]
struct Other {
    at: i64,
}

/// Not `Clone`.
struct Token(usize);

impl FromLua for Token {
    fn from_lua(value: Value, lua: &Lua) -> Result<Self> {
        usize::from_lua(value, lua).map(Token)
    }
}

#[derive(UserData)]
#[lua(opaque)]
struct Bag {
    items: Vec<Item>,
    label: String,
}

#[methods]
impl Bag {
    fn by(&self, other: &Other) -> Option<&Item> {
        self.items.get(other.at as usize)
    }

    fn change(&mut self, other: &mut Other) -> &mut Item {
        &mut self.items[other.at as usize]
    }

    fn with(&self, _lua: &Lua, at: usize) -> &Item {
        &self.items[at]
    }

    fn take(&self, token: Token) -> Option<&Item> {
        self.items.get(token.0)
    }

    // What is no part keeps nothing.
    fn label(&self, _lua: &Lua, _token: Token) -> &String {
        &self.label
    }
}

fn main() {}
