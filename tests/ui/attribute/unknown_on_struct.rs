use ferrolua::UserData;

#[derive(UserData)]
#[lua(plus)]
struct Vec2 {
    x: f64,
}

fn main() {}
