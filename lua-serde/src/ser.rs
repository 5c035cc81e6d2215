//! `Serializer`: Rust data to Lua values.

use lua_core::{Lua, Table, Value};
use serde::ser::{self, Serialize};

use crate::error::Error;
use crate::markers::{self, null};
use crate::options::SerializeOptions;

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
    /// How many tables are around the value.
    depth: usize,
}

impl<'a> Serializer<'a> {
    /// A serializer that makes values of a machine.
    pub fn new(lua: &'a Lua) -> Serializer<'a> {
        Serializer::with_options(lua, SerializeOptions::new())
    }

    /// A serializer with options.
    pub fn with_options(lua: &'a Lua, options: SerializeOptions) -> Serializer<'a> {
        Serializer { lua, options, depth: 0 }
    }

    /// The serializer of what is inside a table that is made now.
    fn deeper(self) -> Result<Serializer<'a>, Error> {
        let limit = self.options.depth_limit;
        if self.depth >= limit {
            return Err(Error::new(format_args!("nested deeper than {limit} tables")));
        }
        Ok(Serializer { depth: self.depth + 1, ..self })
    }

    fn integer<T: TryInto<i64> + Copy + std::fmt::Display>(
        self,
        integer: T,
    ) -> Result<Value, Error> {
        let fits = integer.try_into();
        fits.map(Value::Integer).map_err(|_| {
            Error::new(format_args!(
                "invalid value: integer `{integer}`, expected one of Lua's (64 bits, signed)"
            ))
        })
    }

    fn string(self, bytes: &[u8]) -> Result<Value, Error> {
        Ok(Value::String(self.lua.create_string(bytes)?))
    }

    fn sequence(self, length: usize) -> Result<Sequence<'a>, Error> {
        let inside = self.deeper()?;
        Ok(Sequence { table: self.lua.create_table_with_capacity(length, 0)?, length: 0, inside })
    }

    fn map(self, length: usize) -> Result<Map<'a>, Error> {
        let inside = self.deeper()?;
        Ok(Map { table: self.lua.create_table_with_capacity(0, length)?, key: Value::Nil, inside })
    }

    /// The table of an enum's variant that is not a mere name.
    fn tagged(self, variant: &str, content: Value) -> Result<Value, Error> {
        let table = self.lua.create_table_with_capacity(0, 1)?;
        table.raw_set(variant, content)?;
        Ok(Value::Table(table))
    }
}

/// A value where nil cannot be.
fn present(value: Value) -> Value {
    if value.is_nil() { null() } else { value }
}

impl<'a> ser::Serializer for Serializer<'a> {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Sequence<'a>;
    type SerializeTuple = Sequence<'a>;
    type SerializeTupleStruct = Sequence<'a>;
    type SerializeTupleVariant = Variant<'a, Sequence<'a>>;
    type SerializeMap = Map<'a>;
    type SerializeStruct = Map<'a>;
    type SerializeStructVariant = Variant<'a, Map<'a>>;

    fn serialize_bool(self, boolean: bool) -> Result<Value, Error> {
        Ok(Value::Boolean(boolean))
    }

    fn serialize_i8(self, integer: i8) -> Result<Value, Error> {
        Ok(Value::Integer(integer.into()))
    }

    fn serialize_i16(self, integer: i16) -> Result<Value, Error> {
        Ok(Value::Integer(integer.into()))
    }

    fn serialize_i32(self, integer: i32) -> Result<Value, Error> {
        Ok(Value::Integer(integer.into()))
    }

    fn serialize_i64(self, integer: i64) -> Result<Value, Error> {
        Ok(Value::Integer(integer))
    }

    fn serialize_i128(self, integer: i128) -> Result<Value, Error> {
        self.integer(integer)
    }

    fn serialize_u8(self, integer: u8) -> Result<Value, Error> {
        Ok(Value::Integer(integer.into()))
    }

    fn serialize_u16(self, integer: u16) -> Result<Value, Error> {
        Ok(Value::Integer(integer.into()))
    }

    fn serialize_u32(self, integer: u32) -> Result<Value, Error> {
        Ok(Value::Integer(integer.into()))
    }

    fn serialize_u64(self, integer: u64) -> Result<Value, Error> {
        self.integer(integer)
    }

    fn serialize_u128(self, integer: u128) -> Result<Value, Error> {
        self.integer(integer)
    }

    fn serialize_f32(self, float: f32) -> Result<Value, Error> {
        Ok(Value::Number(float.into()))
    }

    fn serialize_f64(self, float: f64) -> Result<Value, Error> {
        Ok(Value::Number(float))
    }

    fn serialize_char(self, character: char) -> Result<Value, Error> {
        self.serialize_str(character.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<Value, Error> {
        self.string(text.as_bytes())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Value, Error> {
        self.string(bytes)
    }

    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::Nil)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, inner: &T) -> Result<Value, Error> {
        inner.serialize(self)
    }

    /// Unlike `None`, a unit must be there to be read back, so it is never an absent field.
    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(if self.depth == 0 { Value::Nil } else { null() })
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value, Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        inner: &T,
    ) -> Result<Value, Error> {
        inner.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        inner: &T,
    ) -> Result<Value, Error> {
        let content =
            inner.serialize(self.deeper()?).map_err(|error| error.inside_field(variant))?;
        self.tagged(variant, present(content))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Sequence<'a>, Error> {
        self.sequence(length.unwrap_or(0))
    }

    fn serialize_tuple(self, length: usize) -> Result<Sequence<'a>, Error> {
        self.sequence(length)
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Sequence<'a>, Error> {
        self.sequence(length)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Variant<'a, Sequence<'a>>, Error> {
        Ok(Variant { serializer: self, variant, content: self.deeper()?.sequence(length)? })
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Map<'a>, Error> {
        self.map(length.unwrap_or(0))
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Map<'a>, Error> {
        self.map(length)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Variant<'a, Map<'a>>, Error> {
        Ok(Variant { serializer: self, variant, content: self.deeper()?.map(length)? })
    }
}

/// A sequence or tuple that is being made.
pub struct Sequence<'a> {
    table: Table,
    length: i64,
    inside: Serializer<'a>,
}

impl Sequence<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        self.length += 1;
        let item = item
            .serialize(self.inside)
            .map_err(|error| error.inside(&Value::Integer(self.length)))?;
        Ok(self.table.raw_set(self.length, present(item))?)
    }

    fn finish(self) -> Result<Value, Error> {
        if self.inside.options.mark_arrays {
            self.table.set_metatable(Some(markers::array_metatable(self.inside.lua)?))?;
        }
        Ok(Value::Table(self.table))
    }
}

/// The traits of what is a sequence in Lua: they differ in the name of their method.
macro_rules! sequences {
    ($($name:ident $element:ident;)+) => {$(
        impl ser::$name for Sequence<'_> {
            type Ok = Value;
            type Error = Error;

            fn $element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
                self.push(item)
            }

            fn end(self) -> Result<Value, Error> {
                self.finish()
            }
        }
    )+};
}

sequences! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
}

/// A map or struct that is being made.
pub struct Map<'a> {
    table: Table,
    /// The key whose value comes next.
    key: Value,
    inside: Serializer<'a>,
}

impl Map<'_> {
    /// Adds a field of a struct. `None` stays away: serde takes an absent field for it.
    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        let value = value.serialize(self.inside).map_err(|error| error.inside_field(name))?;
        Ok(self.table.raw_set(name, value)?)
    }
}

impl ser::SerializeMap for Map<'_> {
    type Ok = Value;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key = present(key.serialize(self.inside)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = std::mem::take(&mut self.key);
        let value = value.serialize(self.inside).map_err(|error| error.inside(&key))?;
        Ok(self.table.raw_set(key, present(value))?)
    }

    fn end(self) -> Result<Value, Error> {
        Ok(Value::Table(self.table))
    }
}

impl ser::SerializeStruct for Map<'_> {
    type Ok = Value;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.field(name, value)
    }

    fn end(self) -> Result<Value, Error> {
        Ok(Value::Table(self.table))
    }
}

/// An enum's variant that is being made: `{variant = content}`.
pub struct Variant<'a, C> {
    serializer: Serializer<'a>,
    variant: &'static str,
    content: C,
}

impl ser::SerializeTupleVariant for Variant<'_, Sequence<'_>> {
    type Ok = Value;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        self.content.push(item).map_err(|error| error.inside_field(self.variant))
    }

    fn end(self) -> Result<Value, Error> {
        self.serializer.tagged(self.variant, self.content.finish()?)
    }
}

impl ser::SerializeStructVariant for Variant<'_, Map<'_>> {
    type Ok = Value;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.content.field(name, value).map_err(|error| error.inside_field(self.variant))
    }

    fn end(self) -> Result<Value, Error> {
        self.serializer.tagged(self.variant, Value::Table(self.content.table))
    }
}
