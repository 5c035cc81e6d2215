use ferrolua::UserData;

#[derive(UserData)]
#[lua(pow, len)]
#[lua(mul(f64 * f64), add, add(f64))]
#[lua(sub(f64 + Self))]
#[lua(eq(&Self))]
#[lua(div(&mut Self))]
#[lua(tostring(pretty))]
struct Vec2 {
    x: f64,
}

fn main() {}
