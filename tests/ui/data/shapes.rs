//! Data that borrows, and a union.
use ferrolua::FromLua;

#[derive(FromLua)]
struct Borrows<'a> {
    name: &'a str,
}

#[derive(FromLua)]
union Bits {
    a: u32,
    b: f32,
}

fn main() {}
