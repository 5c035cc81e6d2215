//! The derive macros of ferrolua: `#[derive(UserData)]` and `#[methods]`.
//!
//! Attributes become plain structs (`attr`) and the item a model of them (`model`); `check` knows all rules and
//! gathers every mistake before any is reported (`context`); `expand` writes the code, one macro a file. What is
//! generated goes through one door, `ferrolua::__private`.
#![forbid(unsafe_code)]

mod attr;
mod check;
mod context;
mod expand;
mod model;
mod symbol;

use proc_macro::TokenStream;

/// Makes a type available to scripts: a struct with its fields, an enum without data with its variants.
///
/// ```
/// use ferrolua::{Lua, UserData, methods};
/// use std::ops::{Add, Mul};
///
/// /// A point in the plane.
/// #[derive(UserData, Clone, Copy, PartialEq)]
/// #[lua(add, mul(f64, f64 * Self), eq)]
/// struct Vec2 {
///     x: f64,
///     #[lua(get)]
///     y: f64,
/// }
///
/// #[methods]
/// impl Vec2 {
///     #[lua(constructor)]
///     fn new(x: f64, y: f64) -> Self {
///         Vec2 { x, y }
///     }
/// }
/// # impl Add for Vec2 {
/// #     type Output = Vec2;
/// #     fn add(self, other: Vec2) -> Vec2 { Vec2 { x: self.x + other.x, y: self.y + other.y } }
/// # }
/// # impl Mul<f64> for Vec2 {
/// #     type Output = Vec2;
/// #     fn mul(self, by: f64) -> Vec2 { Vec2 { x: self.x * by, y: self.y * by } }
/// # }
/// # impl Mul<Vec2> for f64 {
/// #     type Output = Vec2;
/// #     fn mul(self, v: Vec2) -> Vec2 { v * self }
/// # }
///
/// let lua = Lua::new();
/// lua.register::<Vec2>()?;
/// let v: Vec2 = lua.load("2 * Vec2(3, 4) + Vec2(1, 1) * 2").eval()?;
/// assert!(v == Vec2 { x: 8.0, y: 10.0 });
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// Reading or writing a field that the type does not have raises an error, which suggests the nearest name.
/// `pairs` goes through the fields that can be read. If the type is `Clone`, it also implements `FromLua`, by
/// cloning what the userdata holds.
///
/// # On the type
///
/// | `#[lua(…)]` | |
/// |---|---|
/// | `add`, `sub`, `mul`, `div`, `mod`, `band`, `bor`, `bxor`, `shl`, `shr` | the operator that the type has from `core::ops`; Rust's names (`rem`, `bitand`, `bitor`, `bitxor`) do as well |
/// | `mul(f64, Self)` | the same with these right operands, the first that fits; without a list it is `Self` |
/// | `mul(f64 * Self, &Self * &Self)` | both operands written out: a left one of another type, or references, which are not cloned |
/// | `unm`, `bnot` (or `neg`, `not`) | the unary operators |
/// | `eq`, `lt`, `le` | from `PartialEq` and `PartialOrd`, with lists as above: `lt(Self, f64)` |
/// | `tostring`, `tostring(debug)` | from `Display`, from `Debug` |
/// | `name = "…"` | what scripts and messages call the type |
/// | `rename_all = "…"` | the fields' names, or the variants': `camelCase`, `PascalCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, `lowercase`, `UPPERCASE` |
/// | `opaque` | no field is visible but those that ask for it |
/// | `skip_from_lua` | leaves `FromLua` to you |
/// | `crate = "…"` | the path of this crate, if it is not `::ferrolua` |
///
/// `//`, `^`, `#` and `..` have no operator trait: write a method with `#[lua(meta = "__idiv")]`.
///
/// # On a field
///
/// A field without an attribute can be read and written. Fields of tuple structs have the keys 1, 2, ….
///
/// Reading a field whose type is userdata gives that part of the whole: `entity.pos.x = 1` writes into the entity. A
/// part borrows its whole whenever it is used, and is an error once that is gone; so may be an `Option` of userdata.
/// Without `set` its own fields are read-only too. Any other field is cloned, as are pointers (`Rc`, `Arc`) and enums
/// without data.
///
/// | `#[lua(…)]` | |
/// |---|---|
/// | `get` | read-only |
/// | `set` | write-only |
/// | `get, set` | both, as without an attribute; for types that are `opaque` |
/// | `skip` | not visible |
/// | `name = "…"` | what scripts call it |
///
/// # Enums
///
/// The variants of an enum are constants of its class table: `Color.Red`. They are compared and shown by their
/// names unless `eq` and `tostring` say otherwise. A variant takes `skip` and `name = "…"`.
#[proc_macro_derive(UserData, attributes(lua))]
pub fn derive_user_data(input: TokenStream) -> TokenStream {
    expand::user_data::derive(&syn::parse_macro_input!(input)).into()
}

/// Makes the functions and constants of an `impl` block available to scripts. A type has one such block, beside
/// any number of others.
///
/// ```
/// use ferrolua::{Lua, UserData, methods};
///
/// #[derive(UserData)]
/// struct Account {
///     #[lua(get)]
///     balance: i64,
/// }
///
/// #[methods]
/// impl Account {
///     const CURRENCY: &str = "EUR";
///
///     #[lua(constructor)]
///     fn open() -> Self {
///         Account { balance: 0 }
///     }
///
///     fn deposit(&mut self, #[lua(default = 1)] amount: i64) -> &mut Self {
///         self.balance += amount;
///         self
///     }
///
///     fn transfer(&mut self, to: &mut Account, amount: i64) -> Result<(), String> {
///         if amount > self.balance {
///             return Err(format!("there is only {}", self.balance));
///         }
///         self.balance -= amount;
///         to.balance += amount;
///         Ok(())
///     }
/// }
///
/// let lua = Lua::new();
/// lua.register::<Account>()?;
/// lua.load(r#"
///     local a, b = Account(), Account.open()
///     a:deposit(10):deposit()
///     a:transfer(b, 4)
///     assert(a.balance == 7 and b.balance == 4 and Account.CURRENCY == "EUR")
/// "#)
/// .exec()?;
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// # Functions
///
/// A function with `&self` or `&mut self` is a method, one without belongs to the class table. A method with `self`
/// gets a copy if the type is `Copy`, and else takes the value out of its userdata, which is empty afterwards.
///
/// | `#[lua(…)]` | |
/// |---|---|
/// | `constructor` | calling the class table calls it; it keeps its own name too |
/// | `getter`, `setter` | reading or writing the field of the function's name, without `get_` or `set_` |
/// | `meta = "__call"` | a metamethod |
/// | `name = "…"` | what scripts call it |
/// | `skip` | not visible |
///
/// On a constant: `name = "…"` and `skip`. On the block: `#[methods(rename_all = "…", crate = "…")]`; the first
/// is about functions.
///
/// # Parameters
///
/// - Any type that implements `FromLua`, by value; `Option<T>` may be left out by the caller. With
///   `#[lua(default = expression)]` the parameter has that value if it is left out, with `#[lua(default)]`
///   its type's `Default`.
/// - `&str` and `&[u8]`, not copied; `&T` and `&mut T` of a userdata type `T`, borrowed for the call; each also
///   in an `Option`. The same object twice, once to be changed, is an error.
/// - `&Lua`, first after the receiver, is the machine; `Variadic<T>` or `MultiValue`, in last place, are all
///   arguments that are left.
///
/// An argument of the wrong type gives `bad argument 'by' to 'Vec2:scale' (number expected, got string)`.
///
/// # Results
///
/// Anything that converts to Lua, a tuple of such values, or a `Result` with any error. `&Self` and `&mut Self`,
/// also in a `Result`, return the very object that the method was called on.
#[proc_macro_attribute]
pub fn methods(arguments: TokenStream, input: TokenStream) -> TokenStream {
    expand::methods::attribute(arguments.into(), input.into()).into()
}
