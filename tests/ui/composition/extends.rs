//! What a type cannot extend.

use ferrolua::UserData;
use std::rc::Rc;

#[derive(UserData)]
struct Base {
    id: i64,
}

#[derive(UserData)]
struct Pointer {
    #[lua(extends)]
    base: Rc<Base>,
}

#[derive(UserData)]
struct Twice {
    #[lua(extends)]
    first: Base,
    #[lua(extends)]
    second: Base,
}

#[derive(UserData)]
struct Hidden {
    #[lua(extends, skip)]
    base: Base,
}

#[derive(UserData)]
struct Called {
    #[lua(extends, name = "parent")]
    base: Base,
}

#[derive(UserData)]
enum Either {
    One {
        #[lua(extends)]
        base: Base,
    },
}

#[derive(UserData)]
struct View<'a> {
    #[lua(extends)]
    base: Base,
    #[lua(skip)]
    name: &'a str,
}

fn main() {}
