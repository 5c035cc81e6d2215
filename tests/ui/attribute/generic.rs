use ferrolua::UserData;

#[derive(UserData)]
struct Pair<T> {
    first: T,
}

fn main() {}
