//! The macros of ferrolua: `#[derive(UserData)]` and `#[methods]`; `#[derive(FromLua)]` and `#[derive(IntoLua)]` (`data`);
//! `#[lua_interface]` (`interface`); with the feature `macros`, `chunk!`, `lua!` and `include_lua!` (`chunk`).
//!
//! Attributes become plain structs (`attr`) and the item a model of them (`model`); `check` knows all rules and
//! gathers every mistake before any is reported (`context`); `expand` writes the code, one macro a file. What is
//! generated goes through one door, `ferrolua::__private`.
#![forbid(unsafe_code)]

mod attr;
mod check;
#[cfg(feature = "macros")]
mod chunk;
mod context;
mod data;
mod docs;
mod expand;
mod interface;
mod model;
mod slots;
mod symbol;

use proc_macro::TokenStream;

/// Makes a type available to scripts: a struct with its fields, an enum with its variants.
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
/// | `concat` | `..` joins texts: of values of the type as `Display` writes them, of strings and numbers |
/// | `len` | `#value` calls the type's `len()` |
/// | `index`, `newindex` | `value[1]` is `value[0]` of `Index<usize>` and `IndexMut<usize>`; keys that `len()` does not cover give nil, and cannot be written. `index = 0` counts as Rust does |
/// | `iter` | `pairs` goes through the items of `IntoIterator for &T`, counted from 1 on |
/// | `pairs` | the same where items are pairs of references: `(&K, &V)` |
/// | `iterator` | `for item in value do` calls the type's `Iterator::next` |
/// | `close` | the end of a `<close>` variable drops the value |
/// | `name = "…"` | what scripts and messages call the type |
/// | `rename_all = "…"` | the fields' names, or the variants': `camelCase`, `PascalCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, `lowercase`, `UPPERCASE` |
/// | `opaque` | no field is visible but those that ask for it |
/// | `read_only` | fields are written by those that say `set` only |
/// | `methods` | a generic type has a `#[methods]` block |
/// | `traits(Named, …)` | the methods of these traits, defaults included; above each trait stands `#[methods]` |
/// | `bound = "…"` | bounds of a generic type, in place of those that its fields ask for |
/// | `skip_from_lua` | leaves `FromLua` to you |
/// | `remote = glam::Vec3` | the type defines that of another crate; see below |
/// | `crate = "…"` | the path of this crate, if it is not `::ferrolua` |
///
/// `//`, `^` and calls have no operator trait: write a method with `#[lua(idiv)]`, `#[lua(pow)]` or `#[lua(call)]`.
///
/// Fields and methods go before elements. Loops go through a copy of the items, made when they begin, so their bodies
/// may change the value. As a key of a table each userdata is itself, whatever `eq` says of it: use a field that tells
/// values apart, as the `name` of an enum's variant.
///
/// ```
/// use ferrolua::{Lua, UserData};
/// use std::ops::Index;
///
/// #[derive(UserData)]
/// #[lua(len, index, iter, opaque)]
/// struct Path(Vec<String>);
///
/// impl Path {
///     fn len(&self) -> usize {
///         self.0.len()
///     }
/// }
///
/// impl Index<usize> for Path {
///     type Output = String;
///     fn index(&self, at: usize) -> &String {
///         &self.0[at]
///     }
/// }
///
/// impl<'a> IntoIterator for &'a Path {
///     type Item = &'a String;
///     type IntoIter = std::slice::Iter<'a, String>;
///     fn into_iter(self) -> Self::IntoIter {
///         self.0.iter()
///     }
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("path", Path(vec!["usr".into(), "bin".into()]))?;
/// lua.load(r#"
///     assert(#path == 2 and path[1] == "usr" and path[3] == nil)
///     for at, part in pairs(path) do assert(path[at] == part) end
/// "#).exec()?;
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// # On a field
///
/// A field without an attribute can be read and written. But in a struct with public fields (`pub`, `pub(crate)`, …) those that
/// are not public are not visible either, unless an attribute asks for it. Fields of tuple structs have the keys 1, 2, ….
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
/// | `extends` | the type extends the field's; the field itself is visible with `get` or `set` only |
/// | `remote = Vec3Definition` | the field's type, or what is in its `Option`, is the one that this defines: a part, as userdata of your own |
/// | `name = "…"` | what scripts call it |
///
/// # Types of other crates
///
/// `#[lua(remote = …)]` makes a type the definition of another crate's, which scripts then have values of: with the fields that
/// the definition repeats, which must be public and of these very types, the operators that the foreign type has, and the
/// functions of the definition's blocks, which say `#[methods(remote)]`. There is never a definition itself: a method
/// takes `this: &T`, `this: &mut T` or `this: T`.
///
/// ```
/// use ferrolua::{Foreign, Lua, UserData, methods};
/// # mod glam {
/// #     #[derive(Clone, Copy, PartialEq)]
/// #     pub struct Vec3 { pub x: f32, pub y: f32, pub z: f32 }
/// #     impl Vec3 {
/// #         pub const Y: Vec3 = Vec3::new(0.0, 1.0, 0.0);
/// #         pub const fn new(x: f32, y: f32, z: f32) -> Vec3 { Vec3 { x, y, z } }
/// #         pub fn length(self) -> f32 { (self.x * self.x + self.y * self.y + self.z * self.z).sqrt() }
/// #     }
/// #     impl std::ops::Add for Vec3 {
/// #         type Output = Vec3;
/// #         fn add(self, v: Vec3) -> Vec3 { Vec3::new(self.x + v.x, self.y + v.y, self.z + v.z) }
/// #     }
/// # }
///
/// /// A vector, as scripts see it.
/// #[derive(UserData)]
/// #[lua(remote = glam::Vec3, name = "Vec3", add, eq)]
/// struct Vec3Definition {
///     x: f32,
///     y: f32,
///     z: f32,
/// }
///
/// #[methods(remote)]
/// impl Vec3Definition {
///     const UP: glam::Vec3 = glam::Vec3::Y;
///
///     #[lua(constructor)]
///     fn new(x: f32, y: f32, z: f32) -> glam::Vec3 {
///         glam::Vec3::new(x, y, z)
///     }
///
///     fn length(this: &glam::Vec3) -> f32 {
///         this.length()
///     }
/// }
///
/// #[derive(UserData)]
/// struct Bird {
///     #[lua(remote = Vec3Definition)]
///     pos: glam::Vec3,
/// }
///
/// #[methods]
/// impl Bird {
///     fn fly(&mut self, #[lua(remote = Vec3Definition)] by: &glam::Vec3) -> &mut Self {
///         self.pos = self.pos + *by;
///         self
///     }
/// }
///
/// let lua = Lua::new();
/// lua.register::<Vec3Definition>()?;
/// let bird = lua.create_userdata(Bird { pos: glam::Vec3::Y })?;
/// lua.globals().set("bird", &bird)?;
/// lua.globals().set("wind", Foreign::<Vec3Definition>(glam::Vec3::new(1.0, 0.0, 0.0)))?;
/// lua.load("bird:fly(Vec3(1, 0, 0) + Vec3.UP):fly(wind) bird.pos.z = bird.pos.x * 2").exec()?;
/// assert!(bird.borrow::<Bird>()?.pos == glam::Vec3::new(2.0, 2.0, 4.0));
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// Userdata holds the foreign value itself, so `UserDataRef<glam::Vec3>` and `borrow::<glam::Vec3>()` find it. In what knows no
/// attributes, as a `Vec` or plain data, it stands as `Foreign<Vec3Definition>`. The class is registered at first use;
/// of two definitions of one type, a machine keeps the one that it met first.
///
/// # What a type extends
///
/// A type has the fields, methods and metamethods of the userdata in a field with `extends`, unless it has others of the
/// same name; what is not there either is looked for in the next such field. It has no constructor of theirs. Where Rust
/// takes what it extends, by reference or as a copy, it takes the type too. The data may be shared (`Rc<RefCell<Dog>>`) or
/// lent by a scope as well.
///
/// ```
/// use ferrolua::{Lua, UserData, methods};
///
/// #[derive(UserData)]
/// struct Animal {
///     name: String,
/// }
///
/// #[methods]
/// impl Animal {
///     fn meets(&self, other: &Animal) -> String {
///         format!("{} meets {}", self.name, other.name)
///     }
/// }
///
/// #[derive(UserData)]
/// struct Dog {
///     #[lua(extends)]
///     animal: Animal,
///     tricks: Vec<String>,
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("cat", Animal { name: "Tom".into() })?;
/// lua.globals().set("dog", Dog { animal: Animal { name: "Rex".into() }, tricks: vec![] })?;
/// let text: String = lua.load("dog.name = 'Max' return cat:meets(dog)").eval()?;
/// assert_eq!(text, "Tom meets Max");
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// # Enums
///
/// A variant without data is a constant of the class table: `Color.Red`. One with data is a function there, which
/// takes the fields in order, or, if they have names, in a table: `Shape.Circle(2)`, `Shape.Rect{ w = 1, h = 2 }`. A
/// variant takes `skip` and `name = "…"`, its fields what fields of structs take; scripts cannot make a variant with a
/// field that is skipped.
///
/// | of every enum | |
/// |---|---|
/// | `shape.kind` | the name of its variant |
/// | `shape.w`, `shape[1]` | fields of its variant; it is an error if only other variants have them |
/// | `shape:match{ Circle = f, _ = g }` | calls the function of its variant with the fields, or else `_` with the value; it is an error if there is none |
/// | `Color.parse("Red")` | the constant of this name |
/// | a parameter of the type | takes the name of a constant as well: `pen:paint("Red")`, if the type is `Clone` |
///
/// | of an enum without data | |
/// |---|---|
/// | `color.name`, `color.value` | the name and the number of its variant |
/// | `Color.variants` | all constants, in order |
/// | `Color("Red")` | calls `Color.parse`, unless the type has a constructor |
///
/// Values are shown by the names of their variants, and without data also compared by them, unless `eq` and `tostring`
/// say otherwise. What a field, function or variant of yours is called, takes the place of what is told above.
///
/// ```
/// use ferrolua::{Lua, UserData};
///
/// #[derive(UserData, Clone)]
/// enum Shape {
///     Circle(f64),
///     Rect { w: f64, h: f64 },
///     Nothing,
/// }
///
/// let lua = Lua::new();
/// lua.register::<Shape>()?;
/// lua.load(r#"
///     local function area(shape)
///         return shape:match{
///             Circle = function(radius) return 3 * radius ^ 2 end,
///             Rect = function(w, h) return w * h end,
///             _ = function() return 0 end,
///         }
///     end
///     assert(area(Shape.Circle(2)) == 12 and area(Shape.Rect{ w = 2, h = 3 }) == 6)
///     assert(area(Shape.Nothing) == 0 and Shape.Circle(1).kind == "Circle")
/// "#).exec()?;
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// # Generic types
///
/// Each instantiation is a type of its own, registered as such: `lua.register::<Grid<f64>>()`. Scripts know it by the
/// names of its arguments too, here as `Grid_f64`, unless `name = "…"` says otherwise. What stands for a parameter must
/// convert to and from Lua and be `Clone`, if a field that scripts see mentions the parameter.
///
/// A generic type has one `#[methods]` block, and says `#[lua(methods)]`. The bounds of that block are asked of the
/// parameters too, so a block may be for some instantiations only, and each of them may have a block of its own.
///
/// ```
/// use ferrolua::{FromLua, IntoLua, Lua, UserData, methods};
///
/// #[derive(UserData)]
/// #[lua(methods)]
/// struct Stack<T> {
///     items: Vec<T>,
/// }
///
/// #[methods]
/// impl<T: Clone + IntoLua + FromLua + 'static> Stack<T> {
///     #[lua(constructor)]
///     fn new() -> Self {
///         Stack { items: Vec::new() }
///     }
///
///     fn push(&mut self, item: T) -> &mut Self {
///         self.items.push(item);
///         self
///     }
/// }
///
/// let lua = Lua::new();
/// lua.register::<Stack<f64>>()?;
/// lua.register::<Stack<String>>()?;
/// lua.load("assert(#Stack_f64():push(1):push(2).items == 2 and not pcall(Stack_f64().push, Stack_String(), 1))")
///     .exec()?;
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// # Types with lifetimes
///
/// What holds borrowed parts is lent by a scope (`Scope::create_userdata`), which registers it anew each time. Fields
/// that hold a reference are to be skipped. Such a type has no operators but those that its methods are, its methods
/// take `&self` or `&mut self`, and it does not implement `FromLua`.
///
/// ```
/// use ferrolua::{Lua, UserData, methods};
///
/// #[derive(UserData)]
/// struct View<'a> {
///     #[lua(skip)]
///     items: &'a mut Vec<u32>,
///     label: String,
/// }
///
/// #[methods]
/// impl View<'_> {
///     fn push(&mut self, item: u32) -> &mut Self {
///         self.items.push(item);
///         self
///     }
/// }
///
/// let (lua, mut items) = (Lua::new(), vec![1]);
/// lua.scope(|scope| {
///     let view = scope.create_userdata(View { items: &mut items, label: "list".into() })?;
///     lua.load("local view = ... view:push(2):push(3) assert(view.label == 'list')").call::<()>(view)
/// })?;
/// assert_eq!(items, [1, 2, 3]);
/// # Ok::<(), ferrolua::Error>(())
/// ```
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

/// Makes the functions and constants of an `impl` block available to scripts.
///
/// A type may have up to sixteen such blocks, wherever they stand in its crate, beside any number of others. They may be
/// blocks of traits: scripts see what is in the block, and not what the trait has by default. The block names the type
/// itself, not an alias of it. A member that two blocks have, or a block and a field, is an error when the type is
/// registered.
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
/// A block of a trait:
///
/// ```
/// use ferrolua::{Lua, UserData, methods};
///
/// trait Shape {
///     fn area(&self) -> f64;
/// }
///
/// #[derive(UserData)]
/// struct Square {
///     side: f64,
/// }
///
/// #[methods]
/// impl Shape for Square {
///     fn area(&self) -> f64 {
///         self.side * self.side
///     }
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("square", Square { side: 3.0 })?;
/// assert_eq!(lua.load("square:area()").eval::<f64>()?, 9.0);
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
/// | `call`, `pow`, `idiv`, …; `meta = "__call"` | a metamethod, by its bare name or its full one |
/// | `name = "…"` | what scripts call it |
/// | `remote = Vec3Definition` | the result, also in an `Option` or a `Result`, is of the foreign type that this defines; a reference to one is a part |
/// | `skip` | not visible |
///
/// On a constant: `name = "…"` and `skip`. On the block: `#[methods(rename_all = "…", crate = "…")]`; the first
/// is about functions. On a block of a definition also `remote`, on a trait also `object`.
///
/// # Parameters
///
/// - Any type that implements `FromLua`, by value; `Option<T>` may be left out by the caller. With
///   `#[lua(default = expression)]` the parameter has that value if it is left out, with `#[lua(default)]`
///   its type's `Default`.
/// - `&str` and `&[u8]`, not copied; `&T` and `&mut T` of a userdata type `T`, borrowed for the call; each also
///   in an `Option`. The same object twice, once to be changed, is an error.
/// - Of a type of another crate, `T`, `&T` and `&mut T` with `#[lua(remote = Vec3Definition)]`, which defines it. In blocks
///   of the definition nothing need be said.
/// - `&Table`, `&Function`, `&Value` and references to the other handles, passed on as they are.
/// - An `async` function is registered with the others; as long as scripts cannot wait, calling it is an error that says so.
/// - `&Lua`, first after the receiver, is the machine; `Variadic<T>` or `MultiValue`, in last place, are all
///   arguments that are left, and so is a `Vec<T>` with `#[lua(rest)]`.
///
/// An argument of the wrong type gives `bad argument 'by' to 'Vec2:scale' (number expected, got string)`.
///
/// # Results
///
/// Anything that converts to Lua, a tuple of such values, or a `Result` with any error. `&Self` and `&mut Self`,
/// also in a `Result`, return the very object that the method was called on.
///
/// A reference to other userdata, also in an `Option` or a `Result`, returns a part of the object. A part is found anew,
/// by the method with copies of the same arguments, whenever it is used; that borrows the object as the method does. If the
/// method returns `None` or an error then, the part is an error: `Item is no longer there`. `&T` can be read only, `&mut T`
/// written too. So parameters of such a method are taken by value, of types that are `Clone`, or are `&str` or `&[u8]`.
///
/// ```
/// use ferrolua::{Lua, UserData, methods};
///
/// #[derive(UserData)]
/// struct Item {
///     price: i64,
/// }
///
/// #[derive(UserData)]
/// #[lua(opaque)]
/// struct Bag {
///     items: Vec<Item>,
/// }
///
/// #[methods]
/// impl Bag {
///     fn item(&mut self, at: usize) -> Option<&mut Item> {
///         self.items.get_mut(at)
///     }
/// }
///
/// let lua = Lua::new();
/// let bag = lua.create_userdata(Bag { items: vec![Item { price: 3 }] })?;
/// lua.globals().set("bag", &bag)?;
/// lua.load("item = bag:item(0) item.price = item.price + 1 assert(bag:item(1) == nil)").exec()?;
/// assert_eq!(bag.borrow::<Bag>()?.items[0].price, 4);
/// bag.borrow_mut::<Bag>()?.items.clear();
/// let error = lua.load("item.price = 1").exec().unwrap_err();
/// assert!(error.to_string().ends_with("Item is no longer there"));
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// # Traits
///
/// Above a trait, `#[methods]` offers its functions and constants to all types that implement it and ask for them with
/// `#[lua(traits(Named))]`. A type that has a member of the same name cannot be registered.
///
/// With `#[methods(object)]` a `Box<dyn Named>` is userdata too, with the methods that take `&self` or `&mut self`.
///
/// ```
/// use ferrolua::{Lua, UserData, methods};
///
/// #[methods(object)]
/// trait Named {
///     fn name(&self) -> String;
///
///     fn shout(&self) -> String {
///         self.name().to_uppercase()
///     }
/// }
///
/// #[derive(UserData)]
/// #[lua(traits(Named))]
/// struct Orc {
///     strength: u32,
/// }
///
/// impl Named for Orc {
///     fn name(&self) -> String {
///         format!("orc of {}", self.strength)
///     }
/// }
///
/// let lua = Lua::new();
/// lua.globals().set("orc", Orc { strength: 3 })?;
/// let boxed: Box<dyn Named> = Box::new(Orc { strength: 4 });
/// lua.globals().set("named", boxed)?;
/// lua.load("assert(orc:shout() == 'ORC OF 3' and named:shout() == 'ORC OF 4')").exec()?;
/// # Ok::<(), ferrolua::Error>(())
/// ```
#[proc_macro_attribute]
pub fn methods(arguments: TokenStream, input: TokenStream) -> TokenStream {
    expand::methods::attribute(arguments.into(), input.into()).into()
}

/// A trait that tables of scripts implement: a typed wrapper over a table, made by `FromLua`.
///
/// ```
/// use ferrolua::{Lua, Result, lua_interface};
///
/// #[lua_interface]
/// trait Plugin {
///     fn name(&self) -> Result<String>;
///     fn update(&mut self, dt: f64) -> Result<()>;
///     fn on_hit(&mut self, by: &str, amount: f64) -> Result<bool> {
///         Ok(amount > 0.0 && !by.is_empty())
///     }
///     #[lua(field)]
///     fn speed(&self) -> f64;
/// }
///
/// let lua = Lua::new();
/// let mut plugin: Box<dyn Plugin> = lua
///     .load("{ speed = 2, time = 0, name = function(self) return 'clock ' .. self.time end,
///             update = function(self, dt) self.time = self.time + dt end }")
///     .eval()?;
/// plugin.update(1.5)?;
/// assert_eq!((&*plugin.name()?, plugin.speed()), ("clock 1.5", 2.0));
/// assert!(plugin.on_hit("orc", 3.0)?);
///
/// let error = lua.load("{ name = 'x', speed = {} }").eval::<PluginTable>().unwrap_err();
/// assert!(error.to_string().contains(
///     "Plugin expected, got table ('name' is a string and no function; no function 'update'; \
///      field 'speed': number expected, got table)"
/// ));
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// The wrapper of a trait `Plugin` is the struct `PluginTable`, as visible as the trait. It implements the trait, `FromLua`,
/// `IntoLua` (which gives the table), `Clone` and `Debug`, and has a method `table`. If there can be a `dyn Plugin`, a
/// `Box<dyn Plugin>` is made from Lua too. As a `TypedFunction`, it owns its machine.
///
/// # Members
///
/// A method calls the table's function of this name, the table first, as `plugin:update(dt)` does. Parameters are whatever
/// implements `IntoLua`, the result is a `Result` of what is made from Lua, with any error that is made from
/// `ferrolua::Error`. A method with a body is optional: the body is what happens where the table has no such function.
///
/// With `#[lua(field)]` a method without parameters reads a field: anew each time if it returns a `Result`, or else once,
/// when the table is bound.
///
/// All members are looked at when the table is bound; what is missing or has another type is named in one error. Members may
/// be inherited through `__index`, and tables with `__call` are functions. The functions themselves are looked up at each
/// call, so a script that replaces one is heard; that is one read of a table more.
///
/// | `#[lua(…)]` on a method | |
/// |---|---|
/// | `name = "…"` | what scripts call it |
/// | `field` | it is a field |
/// | `skip` | no member, the body is all there is |
///
/// On the trait: `#[lua_interface(name = "…", rename_all = "…", crate = "…")]`; the name is that of the wrapper.
#[proc_macro_attribute]
pub fn lua_interface(arguments: TokenStream, input: TokenStream) -> TokenStream {
    interface::attribute(arguments.into(), input.into()).into()
}

/// Lua as a part of the program: checked when that is built, with variables of Rust.
///
/// ```
/// use ferrolua::{Lua, chunk};
///
/// let lua = Lua::new();
/// let (name, damage) = ("orc", 3);
/// let left: i64 = lua
///     .load(chunk! {
///         local hp <const> = { orc = 10, elf = 8 }
///         return hp[$name] - $damage // 1
///     })
///     .eval()?;
/// assert_eq!(left, 7);
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// What it gives goes into [`Lua::load`](../ferrolua/struct.Lua.html#method.load), or wherever a chunk is taken; it may
/// be a block or an expression. A mistake in it is an error of the build, at the very token. The chunk has the name of
/// the file, and its lines are those of the file: an error that it throws says `src/main.rs:12: …`.
///
/// # Variables
///
/// `$name` is a local variable of the chunk, which any function in it may use and change. Its value is what the
/// variable of Rust becomes by `IntoLua` when the chunk is loaded; the variable is moved, so write `let name = &name;`
/// before it to keep a `String`. A name without `$` is Lua's own: `local name = $name` has two of them.
///
/// # What Rust does not let through
///
/// The braces hold Rust's tokens, even though their text is read as Lua. So these need another spelling, or the text as
/// a literal string, which is checked as well and captures variables too: `chunk!(r#"print('hello', $name)"#)`.
///
/// | Lua | instead |
/// |---|---|
/// | `'text'` of more than one letter | `"text"` |
/// | `print"text"`, `require"a.b"` | a space before the string, or parentheses |
/// | `"\a"`, `"\v"`, `"\z"`, `"\65"`, `"\u{110000}"` | literal string |
/// | apostrophes and lone brackets in comments and long strings | literal string |
/// | `f(a // b)` on one line: Rust takes what follows for a comment | a new line before the bracket |
/// | `0x1.8p3` | literal string |
///
/// Inside of a `macro_rules!` macro the text is put together from the tokens, so `//` is lost there. If this crate has
/// another name in your `Cargo.toml`, write `extern crate other_name as ferrolua;` once.
#[cfg(feature = "macros")]
#[proc_macro]
pub fn chunk(input: TokenStream) -> TokenStream {
    chunk::expand(input).into()
}

/// The same as [`chunk!`].
///
/// ```
/// use ferrolua::{Lua, lua};
/// let machine = Lua::new();
/// let greeting = String::from("hello");
/// let text: String = machine.load(lua!(r#"$greeting .. ', ' .. 'Lua'"#)).eval()?;
/// assert_eq!(text, "hello, Lua");
/// # Ok::<(), ferrolua::Error>(())
/// ```
#[cfg(feature = "macros")]
#[proc_macro]
pub fn lua(input: TokenStream) -> TokenStream {
    chunk::expand(input).into()
}

/// A file of Lua as a part of the program, checked when that is built. The path is seen from the file that says this, as
/// for `include_str!`.
///
/// ```
/// use ferrolua::{Lua, include_lua};
///
/// let lua = Lua::new();
/// # #[cfg(any())]
/// lua.load(include_lua!("scripts/setup.lua")).exec()?;
/// # Ok::<(), ferrolua::Error>(())
/// ```
///
/// What it gives can be copied and be loaded any number of times; the chunk has the file's name. It is the text that
/// becomes part of the program: bytecode would have to be that of the very version that runs it. If the file changes,
/// the program is built anew.
#[cfg(feature = "macros")]
#[proc_macro]
pub fn include_lua(input: TokenStream) -> TokenStream {
    chunk::include(input.into()).into()
}
