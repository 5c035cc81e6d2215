//! Tags that cannot be.
use ferrolua::{FromLua, IntoLua};

#[derive(IntoLua)]
#[lua(tag = "kind")]
enum Internal {
    Pair(i64, i64),
    Named { kind: String },
}

#[derive(FromLua)]
#[lua(content = "c")]
enum Content {
    A(i64),
}

#[derive(FromLua)]
#[lua(untagged, tag = "t")]
enum Both {
    A(i64),
}

#[derive(FromLua)]
#[lua(untagged)]
enum Alike {
    A,
    B,
}

#[derive(FromLua)]
#[lua(default, transparent)]
enum Words {
    A,
    #[lua(alias = "A")]
    B,
}

fn main() {}
