//! Attributes that do not exist, or not there.
use ferrolua::{FromLua, IntoLua};

#[derive(FromLua)]
#[lua(deny_unknown_fields)]
struct Serde {
    #[lua(rename = "type")]
    kind: String,
    #[lua(get)]
    x: i64,
    #[lua(skip, name = "z")]
    y: i64,
}

#[derive(IntoLua)]
#[lua(tag = "kind")]
struct Tagged {
    x: i64,
}

#[derive(FromLua)]
#[lua(rename_all = "kebab-case")]
struct Case {
    x: i64,
}

#[derive(FromLua)]
#[lua(deny_unknown)]
struct Flat {
    #[lua(flatten)]
    rest: std::collections::HashMap<String, i64>,
}

#[derive(FromLua)]
struct Same {
    x: i64,
    #[lua(alias = "x")]
    y: i64,
}

#[derive(FromLua)]
#[lua(rename_all = "camelCase")]
struct Tuple(#[lua(name = "x")] i64, #[lua(flatten)] i64);

#[derive(FromLua)]
#[lua(transparent)]
struct Two {
    x: i64,
    y: i64,
}

fn main() {}
