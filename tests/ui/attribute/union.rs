use ferrolua::UserData;

#[derive(UserData)]
union Bits {
    x: f64,
    y: u64,
}

fn main() {}
