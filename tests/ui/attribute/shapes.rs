use ferrolua::UserData;

#[derive(UserData)]
union Bits {
    integer: u32,
    float: f32,
}

#[derive(UserData)]
struct Borrowed<'a> {
    text: &'a str,
}

#[derive(UserData)]
#[lua(opaque)]
enum Plain {
    One,
}

fn main() {}
