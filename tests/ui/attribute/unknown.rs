// Every mistake of a type is reported, each on its own token.
use ferrolua::UserData;

#[derive(UserData)]
#[lua(adds, nmae = "Vec2", rename_all = "CamelCase")]
struct Vec2 {
    #[lua(readonly)]
    x: f64,
    #[lua(get, gett)]
    y: f64,
}

fn main() {}
