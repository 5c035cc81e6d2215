//! Definitions of foreign types: nothing of them is used but by scripts, and nothing of that is a warning.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]
#![allow(non_camel_case_types)]

extern crate ferrolua as renamed;

use std::net::SocketAddrV4;

use renamed::{Lua, UserData, methods};

mod shapes {
    #[derive(Clone, PartialEq, Debug)]
    pub(crate) struct Pair<A>(pub(crate) A, pub(crate) u8);

    pub(crate) struct Whole {
        pub(crate) r#type: String,
        pub(crate) pair: Pair<f64>,
    }
}

// Names that the expansion must not take for those of the standard library.
#[allow(dead_code)]
struct Option;
#[allow(dead_code)]
struct Result;
#[allow(dead_code)]
struct String;
#[allow(dead_code)]
struct Vec;

#[derive(UserData)]
#[lua(remote = shapes::Pair<f64>, name = "Pair", eq, tostring(debug), crate = "renamed")]
struct PairDefinition(#[lua(get)] f64, u8);

#[methods(remote, crate = "renamed")]
impl PairDefinition {
    const ZERO: shapes::Pair<f64> = shapes::Pair(0.0, 0);

    #[lua(constructor)]
    fn new(first: f64, second: u8) -> shapes::Pair<f64> {
        shapes::Pair(first, second)
    }

    fn sum(this: &shapes::Pair<f64>) -> f64 {
        this.0 + f64::from(this.1)
    }

    fn first(this: shapes::Pair<f64>) -> f64 {
        this.0
    }

    #[cfg(any())]
    fn absent(this: &Absent) {}
}

#[derive(UserData)]
#[lua(remote = shapes::Whole, crate = "renamed")]
struct WholeDefinition {
    r#type: std::string::String,
    #[lua(remote = PairDefinition)]
    pair: shapes::Pair<f64>,
    #[cfg(any())]
    absent: u8,
}

#[derive(UserData)]
#[lua(remote = SocketAddrV4, crate = "renamed")]
struct Socket;

fn main() {
    let lua = Lua::new();
    lua.register::<PairDefinition>().unwrap();
    lua.register::<WholeDefinition>().unwrap();
    lua.register::<Socket>().unwrap();
    let whole = shapes::Whole { r#type: "a".into(), pair: shapes::Pair(1.0, 2) };
    lua.globals().set("whole", renamed::Foreign::<WholeDefinition>(whole)).unwrap();
    let code = "whole.pair = Pair(2, 3) whole.pair[2] = 4
        assert(whole.type == 'a' and whole.pair:sum() == 6 and whole.pair ~= Pair.ZERO and Pair(5, 0):first() == 5)";
    lua.load(code).exec().unwrap();
}
