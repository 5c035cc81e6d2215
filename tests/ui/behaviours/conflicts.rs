use ferrolua::UserData;

#[derive(UserData)]
#[lua(len, len, iter, pairs)]
struct Twice;

#[derive(UserData)]
#[lua(index)]
struct Numbered(i64);

#[derive(UserData)]
#[lua(index = "one")]
struct NoNumber;

#[derive(UserData)]
#[lua(close = 1)]
struct Valued;

#[derive(UserData)]
#[lua(call, pow, idiv)]
struct Methods;

fn main() {}
