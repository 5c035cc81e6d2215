//! Types that have no conversion, and ones that cannot be plain data.
use ferrolua::{FromLua, IntoLua};

struct Foreign;

#[derive(FromLua)]
struct Reads {
    inner: Foreign,
}

#[derive(FromLua)]
struct ReadsItems(i64, Foreign);

#[derive(IntoLua)]
struct Writes {
    inner: Foreign,
}

#[derive(IntoLua)]
struct WritesOnly(Foreign);

#[derive(FromLua)]
struct Skips {
    #[lua(skip)]
    inner: Foreign,
}

fn main() {}
