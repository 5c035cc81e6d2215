//! The derive macros of ferrolua: `#[derive(UserData)]` and `#[methods]`.
//!
//! Attributes become plain structs (`attr`) and the item a model of them (`model`); `check` knows all rules and
//! gathers every mistake before any is reported (`context`); `expand` writes the code, one macro a file. What is
//! generated goes through one door, `ferrolua::__private`.
#![forbid(unsafe_code)]

mod attr;
mod check;
mod context;
mod data;
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

/// Reads plain data out of a Lua value: a struct out of a table, an enum out of a string or a tagged table.
///
/// ```
/// use ferrolua::{FromLua, Lua};
///
/// #[derive(FromLua)]
/// #[lua(rename_all = "camelCase", deny_unknown)]
/// struct SpawnOptions {
///     name: String,
///     #[lua(default = 10)]
///     hit_points: u32,
///     team: Option<Team>,
/// }
///
/// #[derive(FromLua, Debug, PartialEq)]
/// #[lua(rename_all = "lowercase")]
/// enum Team {
///     Red,
///     Blue,
/// }
///
/// let lua = Lua::new();
/// let options: SpawnOptions = lua.load("{ name = 'orc', team = 'blue' }").eval()?;
/// assert_eq!((&*options.name, options.hit_points, options.team), ("orc", 10, Some(Team::Blue)));
///
/// let spawn = lua.create_function(|_, options: SpawnOptions| Ok(options.hit_points))?;
/// lua.globals().set("spawn", spawn)?;
/// let message = |script: &str| lua.load(script).exec().unwrap_err().to_string();
/// assert!(message("spawn { name = 'orc', hitPoint = 3 }")
///     .contains("no field 'hitPoint' in SpawnOptions (did you mean 'hitPoints'?)"));
/// assert!(message("spawn { name = 'orc', team = 3 }").contains("field 'team': Team expected, got number"));
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// An error names the path to the part that does not fit: `field 'servers[2].port': number expected, got string`.
///
/// # Forms
///
/// | Rust | Lua |
/// |---|---|
/// | struct with names, unit struct | table |
/// | tuple struct | sequence |
/// | tuple struct with one field | what the field is |
/// | enum: variant without data | its name |
/// | enum: variant with data | `{ Name = data }`; the data as in a struct of this kind |
/// | … with `tag = "kind"` | `{ kind = "Name", …fields }` |
/// | … with `tag = "t", content = "c"` | `{ t = "Name", c = data }` |
/// | … with `untagged` | the data alone; the first variant that fits is read |
///
/// A field is read as a script would, `__index` included, so a table may inherit what it does not have itself;
/// `deny_unknown` looks at a table's own keys. A missing field is nil: an `Option` is `None` then, a `bool` is
/// false, and other types refuse it. Fields of type `PhantomData` do not exist in Lua. The bounds of generic types are
/// those that the fields need.
///
/// # On the type
///
/// | `#[lua(…)]` | |
/// |---|---|
/// | `rename_all = "…"` | the names of the fields, or of the variants, as for [`UserData`](derive@UserData) |
/// | `default`, `default = expression` | missing fields are those of this value |
/// | `deny_unknown` | fields that the type does not have are errors |
/// | `tag = "…"`, `content = "…"`, `untagged` | how an enum is tagged |
/// | `transparent` | a struct is what its only field is; tuple structs are so by themselves |
/// | `name = "…"` | what messages call the type |
/// | `crate = "…"` | the path of this crate, if it is not `::ferrolua` |
///
/// # On a field
///
/// | `#[lua(…)]` | |
/// |---|---|
/// | `name = "…"` | what scripts call it |
/// | `alias = "…"` | what they may call it as well; any number of these |
/// | `default`, `default = expression` | what it is if it is missing |
/// | `skip` | not there for scripts; it is its `default` |
/// | `flatten` | its fields are fields of the whole; a map takes all that are left |
/// | `from_lua_with = function` | `fn(Value, &Lua) -> Result<T>` reads it |
/// | `into_lua_with = function` | `fn(T, &Lua) -> Result<impl IntoLua>` writes it |
///
/// On a variant: `name`, `alias`, `skip`, and `rename_all` for its fields.
#[proc_macro_derive(FromLua, attributes(lua))]
pub fn derive_from_lua(input: TokenStream) -> TokenStream {
    data::derive(data::Direction::FromLua, &syn::parse_macro_input!(input)).into()
}

/// Writes plain data as a Lua value. The forms and attributes are those of [`FromLua`](derive@FromLua), which reads
/// what this writes.
///
/// ```
/// use ferrolua::{IntoLua, Lua};
///
/// #[derive(IntoLua)]
/// #[lua(tag = "kind", rename_all = "lowercase")]
/// enum Event<'a> {
///     Quit,
///     Key { code: u32, text: &'a str },
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("event", Event::Key { code: 13, text: "\n" })?;
/// lua.load("assert(event.kind == 'key' and event.code == 13)").exec()?;
/// lua.globals().set("event", Event::Quit)?;
/// lua.load("assert(event.kind == 'quit')").exec()?;
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// The tables have no metatable, and no field where an `Option` is `None`.
#[proc_macro_derive(IntoLua, attributes(lua))]
pub fn derive_into_lua(input: TokenStream) -> TokenStream {
    data::derive(data::Direction::IntoLua, &syn::parse_macro_input!(input)).into()
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
