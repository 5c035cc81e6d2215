use ferrolua::UserData;

#[derive(UserData)]
#[lua(methods)]
struct Plain;

#[derive(UserData)]
#[lua(bound = "T: Clone")]
struct NoParameter;

#[derive(UserData)]
#[lua(bound = "T Clone")]
struct Unreadable<T> {
    value: T,
}

#[derive(UserData)]
#[lua(bound = 7)]
struct NoText<T> {
    value: T,
}

fn main() {}
