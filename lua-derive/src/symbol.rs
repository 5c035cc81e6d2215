//! The names of attributes, each once.

pub(crate) const LUA: &str = "lua";
pub(crate) const NAME: &str = "name";
pub(crate) const CRATE: &str = "crate";
pub(crate) const GET: &str = "get";
pub(crate) const SET: &str = "set";
pub(crate) const SKIP: &str = "skip";
pub(crate) const CONSTRUCTOR: &str = "constructor";
pub(crate) const GETTER: &str = "getter";
pub(crate) const SETTER: &str = "setter";
pub(crate) const META: &str = "meta";

/// Binary operators: the attribute, the metamethod, the trait's path below `core::ops`, the trait's method.
pub(crate) const BINARY: &[(&str, &str, &str, &str)] = &[
    ("add", "__add", "Add", "add"),
    ("sub", "__sub", "Sub", "sub"),
    ("mul", "__mul", "Mul", "mul"),
    ("div", "__div", "Div", "div"),
    ("rem", "__mod", "Rem", "rem"),
    ("bitand", "__band", "BitAnd", "bitand"),
    ("bitor", "__bor", "BitOr", "bitor"),
    ("bitxor", "__bxor", "BitXor", "bitxor"),
    ("shl", "__shl", "Shl", "shl"),
    ("shr", "__shr", "Shr", "shr"),
];

/// Unary operators, in the same way.
pub(crate) const UNARY: &[(&str, &str, &str, &str)] = &[
    ("neg", "__unm", "Neg", "neg"),
    ("unm", "__unm", "Neg", "neg"),
    ("not", "__bnot", "Not", "not"),
];

pub(crate) const EQ: &str = "eq";
pub(crate) const LT: &str = "lt";
pub(crate) const LE: &str = "le";
pub(crate) const TOSTRING: &str = "tostring";
