use ferrolua::UserData;

#[derive(UserData)]
struct Vec2 {
    #[lua(readonly)]
    x: f64,
    #[lua(skip, get)]
    y: f64,
}

fn main() {}
