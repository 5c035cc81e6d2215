// The type must have the operator.
use ferrolua::UserData;

#[derive(UserData, Clone)]
#[lua(add, mul(f64), eq, lt)]
struct Vec2 {
    x: f64,
}

#[derive(UserData, Clone)]
#[lua(tostring)]
struct Silent;

fn main() {}
