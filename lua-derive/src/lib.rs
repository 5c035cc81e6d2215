//! The derive macros of ferrolua: `#[derive(UserData)]` and `#[methods]`.
//!
//! Attributes are parsed into plain structs (`attr`), mistakes are gathered and reported together (`context`),
//! and what is left is expanded (`expand`). Everything generated goes through one door,
//! `ferrolua::__private`.
#![forbid(unsafe_code)]

mod attr;
mod context;
mod expand;
mod symbol;

use proc_macro::TokenStream;

/// Makes a struct available to scripts: its fields can be read and written, its operators work, and what a
/// [`macro@methods`] block adds can be called.
///
/// On the struct, `#[lua(…)]` takes:
///
/// - `add`, `sub`, `mul`, `div`, `rem`, `bitand`, `bitor`, `bitxor`, `shl`, `shr`: the metamethod of the operator
///   trait that the type implements. Other right-hand types stand in parentheses: `mul(f64, Self)`.
/// - `neg`, `not`: the unary operators.
/// - `eq`, `lt`, `le`, `tostring`: from `PartialEq`, `PartialOrd` and `Display`.
/// - `name = "…"`: the name scripts know the type by.
/// - `crate = "…"`: the path of the crate, if it is not `ferrolua`.
///
/// On a field: `get` (read-only), `set` (write-only), `get, set`, `skip`, `name = "…"`. Without an attribute a field
/// can be read and written. Reading clones the field.
#[proc_macro_derive(UserData, attributes(lua))]
pub fn derive_user_data(input: TokenStream) -> TokenStream {
    expand::user_data::expand(syn::parse_macro_input!(input)).into()
}

/// Makes the functions of an `impl` block available to scripts: one block for each type.
///
/// Functions with `&self` or `&mut self` are methods; functions without become members of the class table, as
/// do constants. Parameters are anything that converts from Lua, `&str` and `&[u8]` (not copied), references to
/// userdata (borrowed for the call), `&Lua` in first place, and `Variadic` in last place. Results are anything that
/// converts to Lua, a `Result` with any error, or `&Self` and `&mut Self`, which give back the object itself.
///
/// On a function, `#[lua(…)]` takes `constructor` (calling the class table calls it), `getter`, `setter`,
/// `meta = "__call"`, `name = "…"` and `skip`. On the block: `#[methods(crate = "…")]`.
#[proc_macro_attribute]
pub fn methods(arguments: TokenStream, input: TokenStream) -> TokenStream {
    expand::methods::expand(arguments.into(), input.into()).into()
}
