//! What tables and host data have in common: `ObjectLike`.

use super::convert::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use super::data::path;
use super::error::{Error, Result};
use super::function::{call_raw, protect};
use super::lua::Lua;
use super::stack::Scratch;
use super::table::Table;
use super::userdata::AnyUserData;
use super::value::Value;
use crate::object;
use crate::vm::metamethod;
use sealed::Raw;

/// Something with fields and methods: a [`Table`] or an [`AnyUserData`]. All of it works as in a script, metamethods
/// included.
///
/// ```
/// use lua_core::{Lua, ObjectLike, Table};
///
/// fn greet(someone: &impl ObjectLike) -> lua_core::Result<String> {
///     someone.call_method("greet", "hello")
/// }
///
/// let lua = Lua::new();
/// let orc: Table = lua
///     .load("{ name = 'Grom', greet = function(self, text) return text .. ', ' .. self.name end }")
///     .eval()?;
/// assert_eq!(greet(&orc)?, "hello, Grom");
/// # Ok::<(), lua_core::Error>(())
/// ```
pub trait ObjectLike: sealed::Object {
    /// Reads a field.
    ///
    /// ```
    /// use lua_core::{Lua, ObjectLike, UserData, UserDataFields};
    ///
    /// struct Point { x: f64 }
    /// impl UserData for Point {
    ///     fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
    ///         fields.add_field_method_get("x", |_, this| Ok(this.x));
    ///     }
    /// }
    ///
    /// let lua = Lua::new();
    /// let point = lua.create_userdata(Point { x: 1.5 })?;
    /// assert_eq!(point.get::<f64>("x")?, 1.5);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the key cannot be converted to Lua or the value to Rust, the object has no fields, or a metamethod fails.
    fn get<V: FromLua>(&self, key: impl IntoLua) -> Result<V> {
        let (lua, Raw(object)) = self.enter()?;
        let scratch = Scratch::on(&lua)?;
        let key = scratch.push(key)?;
        let value = protect(&lua, || metamethod::index(&lua.state, object, key))?;
        scratch.read(value).map_err(|error| error.inside(path::raw_segment(key)))
    }

    /// Stores a field.
    ///
    /// ```
    /// use lua_core::{Lua, ObjectLike};
    /// let lua = Lua::new();
    /// let globals = lua.globals();
    /// ObjectLike::set(&globals, "x", 42)?;
    /// assert_eq!(lua.load("x").eval::<i64>()?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If key or value cannot be converted, the object has no such field, or a metamethod fails.
    fn set(&self, key: impl IntoLua, value: impl IntoLua) -> Result<()> {
        let (lua, Raw(object)) = self.enter()?;
        let scratch = Scratch::on(&lua)?;
        let (key, value) = (scratch.push(key)?, scratch.push(value)?);
        protect(&lua, || metamethod::set_index(&lua.state, object, key, value))
    }

    /// Calls the object itself, by its metamethod `__call`.
    ///
    /// ```
    /// use lua_core::{Lua, ObjectLike, Table};
    /// let lua = Lua::new();
    /// let add: Table = lua
    ///     .load("setmetatable({ n = 40 }, { __call = function(self, m) return self.n + m end })")
    ///     .eval()?;
    /// assert_eq!(add.call::<i64>(2)?, 42);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it cannot be called, an argument or result cannot be converted, or the call fails.
    fn call<R: FromLuaMulti>(&self, arguments: impl IntoLuaMulti) -> Result<R> {
        let (lua, Raw(object)) = self.enter()?;
        call_raw(&lua, &[object], arguments)
    }

    /// Calls the function in a field with the object as its first argument, as `object:name(…)` does.
    ///
    /// ```
    /// use lua_core::{Lua, ObjectLike, Table};
    /// let lua = Lua::new();
    /// let counter: Table =
    ///     lua.load("{ n = 0, add = function(self, m) self.n = self.n + m return self.n end }").eval()?;
    /// counter.call_method::<()>("add", 2)?;
    /// assert_eq!(counter.call_method::<i64>("add", 3)?, 5);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such method, an argument or result cannot be converted, or the call fails.
    fn call_method<R: FromLuaMulti>(&self, name: &str, arguments: impl IntoLuaMulti) -> Result<R> {
        let (lua, Raw(object)) = self.enter()?;
        let scratch = Scratch::on(&lua)?;
        let method = function_in(&lua, &scratch, object, name, "method")?;
        call_raw(&lua, &[method, object], arguments)
    }

    /// Calls the function in a field, as `object.name(…)` does.
    ///
    /// ```
    /// use lua_core::{Lua, ObjectLike, Table};
    /// let lua = Lua::new();
    /// let math: Table = lua.globals().get("math")?;
    /// assert_eq!(math.call_function::<i64>("max", (1, 3, 2))?, 3);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such function, an argument or result cannot be converted, or the call fails.
    fn call_function<R: FromLuaMulti>(
        &self,
        name: &str,
        arguments: impl IntoLuaMulti,
    ) -> Result<R> {
        let (lua, Raw(object)) = self.enter()?;
        let scratch = Scratch::on(&lua)?;
        let function = function_in(&lua, &scratch, object, name, "field")?;
        call_raw(&lua, &[function], arguments)
    }

    /// Reads along a path of fields, written as in Lua: `a.b`, `a[1]`, `a["any key"].b`. A `?` behind a part ends the
    /// path with nil if that part is nil: `a?.b`. Without it, that is an error.
    ///
    /// ```
    /// use lua_core::{Lua, ObjectLike};
    /// let lua = Lua::new();
    /// lua.load("app = { servers = { { host = 'a', ['tls port'] = 443 } } }").exec()?;
    /// let globals = lua.globals();
    /// assert_eq!(globals.get_path::<String>("app.servers[1].host")?, "a");
    /// assert_eq!(globals.get_path::<u16>("app.servers[1]['tls port']")?, 443);
    /// assert_eq!(globals.get_path::<Option<String>>("app.servers[2]?.host")?, None);
    /// let error = globals.get_path::<String>("app.servers[2].host").unwrap_err();
    /// assert_eq!(error.to_string(), "attempt to index a nil value (app.servers[2] in 'app.servers[2].host')");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the path is no path, something on the way has no fields, the value cannot be converted, or a metamethod
    /// fails.
    fn get_path<V: FromLua>(&self, path: &str) -> Result<V> {
        let (lua, Raw(object)) = self.enter()?;
        let scratch = Scratch::on(&lua)?;
        let value = follow(&lua, &scratch, object, path)?;
        scratch.read(value).map_err(|error| error.context(path))
    }

    /// The object as text, as Lua's `tostring` gives it.
    ///
    /// ```
    /// use lua_core::{Lua, ObjectLike, Table};
    /// let lua = Lua::new();
    /// let named: Table = lua.load("setmetatable({}, { __tostring = function() return 'me' end })").eval()?;
    /// assert_eq!(named.to_string()?, "me");
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If `__tostring` fails, or the machine is gone.
    fn to_string(&self) -> Result<String> {
        self.to_value().to_string()
    }

    /// The object as a value.
    ///
    /// ```
    /// use lua_core::{Lua, ObjectLike, Value};
    /// let lua = Lua::new();
    /// assert_eq!(lua.globals().to_value(), Value::Table(lua.globals()));
    /// ```
    fn to_value(&self) -> Value;
}

impl ObjectLike for Table {
    fn get<V: FromLua>(&self, key: impl IntoLua) -> Result<V> {
        Table::get(self, key)
    }

    fn set(&self, key: impl IntoLua, value: impl IntoLua) -> Result<()> {
        Table::set(self, key, value)
    }

    fn to_value(&self) -> Value {
        Value::Table(self.clone())
    }
}

impl ObjectLike for AnyUserData {
    fn to_value(&self) -> Value {
        Value::UserData(self.clone())
    }
}

mod sealed {
    use crate::api::error::Result;
    use crate::api::lua::Lua;

    pub trait Object {
        #[doc(hidden)]
        fn enter(&self) -> Result<(Lua, Raw)>;
    }

    /// An object of a living machine.
    pub struct Raw(pub(super) crate::object::Value);
}

impl sealed::Object for Table {
    fn enter(&self) -> Result<(Lua, Raw)> {
        self.0.enter().map(|(lua, object)| (lua, Raw(object)))
    }
}

impl sealed::Object for AnyUserData {
    fn enter(&self) -> Result<(Lua, Raw)> {
        self.0.enter().map(|(lua, object)| (lua, Raw(object)))
    }
}

/// The function in a field, to be called at once: nothing roots it.
fn function_in(
    lua: &Lua,
    scratch: &Scratch<'_>,
    object: object::Value,
    name: &str,
    kind: &str,
) -> Result<object::Value> {
    let key = scratch.push(name)?;
    let function = protect(lua, || metamethod::index(&lua.state, object, key))?;
    if function.is_nil() {
        return Err(Error::runtime(format!("attempt to call a nil value ({kind} '{name}')")));
    }
    Ok(function)
}

/// The value at the end of a path, which nothing roots.
fn follow(
    lua: &Lua,
    scratch: &Scratch<'_>,
    mut value: object::Value,
    path: &str,
) -> Result<object::Value> {
    let mut parts = Path { text: path, at: 0 };
    loop {
        let passed = parts.at;
        let Some(part) = parts.next_part()? else { return Ok(value) };
        // Nothing else may refer to what a metamethod made.
        let owner = scratch.keep(value)?;
        if owner.is_nil() {
            let before = path[..passed].trim_end();
            let text = format!("attempt to index a nil value ({before} in '{path}')");
            return Err(Error::runtime(text));
        }
        let key = match part.key {
            Key::Name(name) => scratch.push(name)?,
            Key::Index(index) => object::Value::from_integer(index),
        };
        value = protect(lua, || metamethod::index(&lua.state, owner, key))?;
        if value.is_nil() && part.may_be_nil {
            return Ok(value);
        }
    }
}

/// What is left of a path.
struct Path<'a> {
    text: &'a str,
    at: usize,
}

struct Part {
    key: Key,
    /// Whether a `?` follows.
    may_be_nil: bool,
}

enum Key {
    Name(String),
    Index(i64),
}

impl Path<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Passes a character if it comes next.
    fn passes(&mut self, wanted: char) -> bool {
        let is_there = self.rest().starts_with(wanted);
        self.at += if is_there { wanted.len_utf8() } else { 0 };
        is_there
    }

    fn error(&self, expected: &str) -> Error {
        let found = match self.rest().chars().next() {
            Some(character) => format!("'{character}'"),
            None => "its end".to_owned(),
        };
        let position = self.text[..self.at].chars().count() + 1;
        let text = self.text;
        Error::runtime(format!(
            "bad path '{text}': {expected} expected at position {position}, found {found}"
        ))
    }

    fn next_part(&mut self) -> Result<Option<Part>> {
        let is_first = self.at == 0;
        self.skip_spaces();
        if self.rest().is_empty() {
            return Ok(None);
        }
        let key = if self.passes('[') {
            self.bracketed()?
        } else if self.passes('.') || is_first {
            self.skip_spaces();
            self.name()?
        } else {
            return Err(self.error("'.' or '['"));
        };
        Ok(Some(Part { key, may_be_nil: self.passes('?') }))
    }

    fn name(&mut self) -> Result<Key> {
        let is_end = |c: char| c.is_whitespace() || ".?[]'\"".contains(c);
        let length = self.rest().find(is_end).unwrap_or(self.rest().len());
        if length == 0 {
            return Err(self.error("a name"));
        }
        let name = self.rest()[..length].to_owned();
        self.at += length;
        Ok(Key::Name(name))
    }

    fn bracketed(&mut self) -> Result<Key> {
        self.skip_spaces();
        let key = match self.rest().chars().next() {
            Some(quote @ ('\'' | '"')) => {
                self.passes(quote);
                Key::Name(self.quoted(quote)?)
            }
            _ => {
                let is_digit = |c: char| c == '-' || c.is_ascii_digit();
                let length = self.rest().find(|c| !is_digit(c)).unwrap_or(self.rest().len());
                let index = self.rest()[..length].parse();
                let index = index.map_err(|_| self.error("an integer or a quoted name"))?;
                self.at += length;
                Key::Index(index)
            }
        };
        self.skip_spaces();
        if self.passes(']') { Ok(key) } else { Err(self.error("']'")) }
    }

    /// The text up to a quote. A backslash stands before a quote or backslash that is meant as such.
    fn quoted(&mut self, quote: char) -> Result<String> {
        let mut name = String::new();
        let mut characters = self.rest().char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => match characters.next() {
                    Some((_, escaped @ ('\\' | '\'' | '"'))) => name.push(escaped),
                    Some((_, other)) => name.extend(['\\', other]),
                    None => break,
                },
                character if character == quote => {
                    self.at += at + character.len_utf8();
                    return Ok(name);
                }
                character => name.push(character),
            }
        }
        self.at = self.text.len();
        Err(self.error("a closing quote"))
    }
}
