//! A type extends userdata only.

use ferrolua::UserData;

struct Plain;

#[derive(UserData)]
struct Derived {
    #[lua(extends)]
    plain: Plain,
}

fn main() {}
