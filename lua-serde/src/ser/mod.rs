//! `Serializer`: Rust data to Lua values.

mod compound;
mod part;

use std::fmt::Display;

use lua_core::__private::Writer;
use lua_core::{Lua, Table, Value};
use serde::ser::{self, Serialize};

use crate::error::Error;
use crate::markers;
use crate::options::SerializeOptions;
use compound::{Map, Sequence, Struct, Variant};
use part::Part;

/// A serde serializer whose output is a Lua value.
///
/// ```
/// use lua_serde::Serializer;
/// use serde::Serialize;
/// let lua = lua_core::Lua::new();
/// let value = "text".serialize(Serializer::new(&lua))?;
/// assert!(value.as_string().is_some());
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Serializer<'a> {
    lua: &'a Lua,
    options: SerializeOptions,
}

impl<'a> Serializer<'a> {
    /// A serializer that makes values of a machine.
    ///
    /// ```
    /// use lua_serde::Serializer;
    /// use serde::Serializer as _;
    /// let lua = lua_core::Lua::new();
    /// let squares = Serializer::new(&lua).collect_seq((1..=3).map(|n| n * n))?;
    /// lua.globals().set("squares", squares)?;
    /// assert_eq!(lua.load("squares[3]").eval::<i64>()?, 9);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn new(lua: &'a Lua) -> Serializer<'a> {
        Serializer::new_with_options(lua, SerializeOptions::new())
    }

    /// A serializer with options.
    ///
    /// ```
    /// use lua_serde::{SerializeOptions, Serializer};
    /// use serde::Serialize;
    /// let lua = lua_core::Lua::new();
    /// let options = SerializeOptions::new().set_array_metatable(false);
    /// let list = [1, 2].serialize(Serializer::new_with_options(&lua, options))?;
    /// assert!(list.as_table().is_some_and(|list| list.metatable().is_none()));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn new_with_options(lua: &'a Lua, options: SerializeOptions) -> Serializer<'a> {
        Serializer { lua, options }
    }

    fn whole(self) -> Part<Output> {
        Part::whole(Output {
            writer: Writer::new(self.lua),
            options: self.options,
            array_metatable: None,
        })
    }
}

/// A value that is being made. All of its parts write to the same output.
pub struct Output {
    writer: Writer,
    options: SerializeOptions,
    array_metatable: Option<Table>,
}

/// Who has the output: the serializer of the whole value owns it, those of the parts borrow it.
pub trait Hold {
    /// What is left when a value is made. A part's value stays on the writer's stack.
    type Ok;

    /// The output.
    fn output(&mut self) -> &mut Output;

    /// Takes the value that was made.
    fn finish(self) -> Self::Ok;
}

impl Hold for Output {
    type Ok = Value;

    fn output(&mut self) -> &mut Output {
        self
    }

    fn finish(self) -> Value {
        self.writer.finish()
    }
}

impl Hold for &mut Output {
    type Ok = ();

    fn output(&mut self) -> &mut Output {
        self
    }

    fn finish(self) {}
}

impl Output {
    /// Makes a sequence of the values from a slot on.
    fn make_sequence(&mut self, start: usize) -> Result<(), Error> {
        if self.options.mark_arrays && self.array_metatable.is_none() {
            self.array_metatable = Some(markers::array_metatable(self.writer.lua())?);
        }
        Ok(self.writer.make_sequence(start, self.array_metatable.as_ref())?)
    }
}

/// Methods that the whole value and its parts have alike.
macro_rules! of_the_whole {
    ($($method:ident($($argument:ident: $type:ty),*) -> $output:ty;)+) => {$(
        fn $method(self, $($argument: $type),*) -> Result<$output, Error> {
            self.whole().$method($($argument),*)
        }
    )+};
}

impl ser::Serializer for Serializer<'_> {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Sequence<Output>;
    type SerializeTuple = Sequence<Output>;
    type SerializeTupleStruct = Sequence<Output>;
    type SerializeTupleVariant = Variant<Sequence<Output>>;
    type SerializeMap = Map<Output>;
    type SerializeStruct = Struct<Output>;
    type SerializeStructVariant = Variant<Struct<Output>>;

    of_the_whole! {
        serialize_bool(boolean: bool) -> Value;
        serialize_i8(integer: i8) -> Value;
        serialize_i16(integer: i16) -> Value;
        serialize_i32(integer: i32) -> Value;
        serialize_i64(integer: i64) -> Value;
        serialize_i128(integer: i128) -> Value;
        serialize_u8(integer: u8) -> Value;
        serialize_u16(integer: u16) -> Value;
        serialize_u32(integer: u32) -> Value;
        serialize_u64(integer: u64) -> Value;
        serialize_u128(integer: u128) -> Value;
        serialize_f32(float: f32) -> Value;
        serialize_f64(float: f64) -> Value;
        serialize_char(character: char) -> Value;
        serialize_str(text: &str) -> Value;
        serialize_bytes(bytes: &[u8]) -> Value;
        serialize_none() -> Value;
        serialize_unit() -> Value;
        serialize_unit_struct(name: &'static str) -> Value;
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) -> Value;
        serialize_seq(length: Option<usize>) -> Sequence<Output>;
        serialize_tuple(length: usize) -> Sequence<Output>;
        serialize_tuple_struct(name: &'static str, length: usize) -> Sequence<Output>;
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> Variant<Sequence<Output>>;
        serialize_map(length: Option<usize>) -> Map<Output>;
        serialize_struct(name: &'static str, length: usize) -> Struct<Output>;
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> Variant<Struct<Output>>;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, inner: &T) -> Result<Value, Error> {
        self.whole().serialize_some(inner)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        inner: &T,
    ) -> Result<Value, Error> {
        self.whole().serialize_newtype_struct(name, inner)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        inner: &T,
    ) -> Result<Value, Error> {
        self.whole().serialize_newtype_variant(name, index, variant, inner)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<Value, Error> {
        self.whole().collect_str(value)
    }
}
