//! Every name that users write in an attribute, once.

use std::ops::RangeInclusive;

pub(crate) const LUA: &str = "lua";

// On types, fields and functions.
pub(crate) const NAME: &str = "name";
pub(crate) const SKIP: &str = "skip";

// On types.
pub(crate) const RENAME_ALL: &str = "rename_all";
pub(crate) const OPAQUE: &str = "opaque";
pub(crate) const READ_ONLY: &str = "read_only";
pub(crate) const SKIP_FROM_LUA: &str = "skip_from_lua";
pub(crate) const CRATE: &str = "crate";
pub(crate) const METHODS: &str = "methods";
pub(crate) const BOUND: &str = "bound";
pub(crate) const TOSTRING: &str = "tostring";
pub(crate) const DEBUG: &str = "debug";
pub(crate) const TRAITS: &str = "traits";

// On types, blocks, fields, functions and parameters.
pub(crate) const REMOTE: &str = "remote";

// On fields.
pub(crate) const GET: &str = "get";
pub(crate) const SET: &str = "set";
pub(crate) const EXTENDS: &str = "extends";

// On blocks.
pub(crate) const OBJECT: &str = "object";

// On functions and parameters.
pub(crate) const CONSTRUCTOR: &str = "constructor";
pub(crate) const GETTER: &str = "getter";
pub(crate) const SETTER: &str = "setter";
pub(crate) const META: &str = "meta";
pub(crate) const DEFAULT: &str = "default";
pub(crate) const REST: &str = "rest";

/// What a type may have an operator from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// A binary operator of `core::ops`: both operands by value.
    Arithmetic,
    /// A unary operator of `core::ops`.
    Unary,
    /// `PartialEq`, false for whatever does not fit.
    Equality,
    /// `PartialOrd`.
    Order,
}

/// An operator, as Lua and Rust know it.
pub(crate) struct OperatorSymbol {
    /// What users write: Lua's name.
    pub(crate) name: &'static str,
    /// What they may write as well: Rust's name.
    pub(crate) alias: &'static str,
    pub(crate) family: Family,
    /// The metamethod.
    pub(crate) event: &'static str,
    /// The trait, below `core::ops` or `core::cmp`.
    pub(crate) trait_name: &'static str,
    /// The trait's method.
    pub(crate) method: &'static str,
    /// What stands between operands.
    pub(crate) token: &'static str,
}

macro_rules! operators {
    ($($name:literal $alias:literal $family:ident $event:literal $trait:literal $method:literal $token:literal;)+) => {
        pub(crate) const OPERATORS: &[OperatorSymbol] = &[$(OperatorSymbol {
            name: $name,
            alias: $alias,
            family: Family::$family,
            event: $event,
            trait_name: $trait,
            method: $method,
            token: $token,
        }),+];
    };
}

operators! {
    "add"  "add"    Arithmetic "__add"  "Add"        "add"    "+";
    "sub"  "sub"    Arithmetic "__sub"  "Sub"        "sub"    "-";
    "mul"  "mul"    Arithmetic "__mul"  "Mul"        "mul"    "*";
    "div"  "div"    Arithmetic "__div"  "Div"        "div"    "/";
    "mod"  "rem"    Arithmetic "__mod"  "Rem"        "rem"    "%";
    "band" "bitand" Arithmetic "__band" "BitAnd"     "bitand" "&";
    "bor"  "bitor"  Arithmetic "__bor"  "BitOr"      "bitor"  "|";
    "bxor" "bitxor" Arithmetic "__bxor" "BitXor"     "bitxor" "^";
    "shl"  "shl"    Arithmetic "__shl"  "Shl"        "shl"    "<<";
    "shr"  "shr"    Arithmetic "__shr"  "Shr"        "shr"    ">>";
    "unm"  "neg"    Unary      "__unm"  "Neg"        "neg"    "-";
    "bnot" "not"    Unary      "__bnot" "Not"        "not"    "!";
    "eq"   "eq"     Equality   "__eq"   "PartialEq"  "eq"     "==";
    "lt"   "lt"     Order      "__lt"   "PartialOrd" "lt"     "<";
    "le"   "le"     Order      "__le"   "PartialOrd" "le"     "<=";
}

/// What Lua does with values besides operators, as a type asks for it.
pub(crate) struct BehaviourSymbol {
    /// What users write.
    pub(crate) name: &'static str,
    /// The metamethod.
    pub(crate) event: &'static str,
    /// Whether the key of the first element may be told.
    pub(crate) counts: bool,
}

macro_rules! behaviours {
    ($($name:literal $event:literal $counts:literal;)+) => {
        pub(crate) const BEHAVIOURS: &[BehaviourSymbol] =
            &[$(BehaviourSymbol { name: $name, event: $event, counts: $counts }),+];
    };
}

behaviours! {
    "len"      "__len"      false;
    "concat"   "__concat"   false;
    "index"    "__index"    true;
    "newindex" "__newindex" true;
    "iter"     "__pairs"    false;
    "pairs"    "__pairs"    false;
    "iterator" "__call"     false;
    "close"    "__close"    false;
}

/// Lua's operators without a trait in Rust.
pub(crate) const WITHOUT_TRAIT: &[&str] = &["idiv", "pow", "call"];

/// The metamethods that a function can be.
pub(crate) const EVENTS: &[&str] = &[
    "__add",
    "__sub",
    "__mul",
    "__div",
    "__mod",
    "__pow",
    "__unm",
    "__idiv",
    "__band",
    "__bor",
    "__bxor",
    "__bnot",
    "__shl",
    "__shr",
    "__concat",
    "__len",
    "__eq",
    "__lt",
    "__le",
    "__index",
    "__newindex",
    "__call",
    "__tostring",
    "__pairs",
    "__close",
];

/// How many operands a metamethod gets.
pub(crate) fn operands(event: &str) -> RangeInclusive<usize> {
    match event {
        "__unm" | "__bnot" | "__len" | "__tostring" | "__pairs" => 1..=1,
        // An error, if there is one.
        "__close" => 1..=2,
        "__newindex" => 3..=3,
        "__call" => 0..=usize::MAX,
        _ => 2..=2,
    }
}
