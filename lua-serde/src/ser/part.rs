//! `Part`: the serializer of a value within the one that is being made.

use std::fmt::Display;

use lua_core::__private::{HANDLE, NULL, Writer, take_handed};
use serde::ser::{self, Serialize};

use super::compound::{Map, Sequence, Struct, Variant};
use super::{Hold, Output};
use crate::error::Error;

/// The serializer of one value, which it leaves on the writer's stack.
pub(super) struct Part<H> {
    hold: H,
    /// How many tables are around the value.
    depth: usize,
}

impl Part<Output> {
    pub(super) fn whole(output: Output) -> Part<Output> {
        Part { hold: output, depth: 0 }
    }
}

impl<'a> Part<&'a mut Output> {
    pub(super) fn inside(output: &'a mut Output, depth: usize) -> Part<&'a mut Output> {
        Part { hold: output, depth }
    }
}

impl<H: Hold> Part<H> {
    /// How many tables are around what is inside of the one that is made now.
    fn deeper(&mut self, depth: usize) -> Result<usize, Error> {
        let limit = self.hold.output().options.depth_limit;
        if depth >= limit {
            return Err(Error::new(format_args!("nested deeper than {limit} tables")));
        }
        Ok(depth + 1)
    }

    #[inline]
    fn push(mut self, push: impl FnOnce(&mut Writer)) -> Result<H::Ok, Error> {
        push(&mut self.hold.output().writer);
        Ok(self.hold.finish())
    }

    fn integer<T: TryInto<i64> + Copy + Display>(self, integer: T) -> Result<H::Ok, Error> {
        match integer.try_into() {
            Ok(integer) => self.push(|writer| writer.push_integer(integer)),
            Err(_) => Err(Error::new(format_args!(
                "invalid value: integer `{integer}`, expected one of Lua's (64 bits, signed)"
            ))),
        }
    }

    fn sequence(mut self) -> Result<Sequence<H>, Error> {
        let depth = self.deeper(self.depth)?;
        Ok(Sequence::new(self.hold, depth))
    }

    fn map(mut self) -> Result<Map<H>, Error> {
        let depth = self.deeper(self.depth)?;
        Ok(Map::new(self.hold, depth))
    }

    fn fields(mut self) -> Result<Struct<H>, Error> {
        let depth = self.deeper(self.depth)?;
        Ok(Struct::new(self.hold, depth))
    }

    /// Begins the table of an enum's variant that is not a mere name: its only key.
    fn variant(&mut self, variant: &'static str) -> Result<(), Error> {
        self.depth = self.deeper(self.depth)?;
        Ok(self.hold.output().writer.push_name(variant)?)
    }
}

macro_rules! integers {
    ($($method:ident $type:ty;)+) => {$(
        #[inline]
        fn $method(self, integer: $type) -> Result<H::Ok, Error> {
            self.push(|writer| writer.push_integer(integer.into()))
        }
    )+};
}

macro_rules! wide_integers {
    ($($method:ident $type:ty;)+) => {$(
        fn $method(self, integer: $type) -> Result<H::Ok, Error> {
            self.integer(integer)
        }
    )+};
}

impl<H: Hold> ser::Serializer for Part<H> {
    type Ok = H::Ok;
    type Error = Error;
    type SerializeSeq = Sequence<H>;
    type SerializeTuple = Sequence<H>;
    type SerializeTupleStruct = Sequence<H>;
    type SerializeTupleVariant = Variant<Sequence<H>>;
    type SerializeMap = Map<H>;
    type SerializeStruct = Struct<H>;
    type SerializeStructVariant = Variant<Struct<H>>;

    integers! {
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
    }

    wide_integers! {
        serialize_i128 i128;
        serialize_u64 u64;
        serialize_u128 u128;
    }

    fn serialize_bool(self, boolean: bool) -> Result<H::Ok, Error> {
        self.push(|writer| writer.push_boolean(boolean))
    }

    fn serialize_f32(self, float: f32) -> Result<H::Ok, Error> {
        self.serialize_f64(float.into())
    }

    fn serialize_f64(self, float: f64) -> Result<H::Ok, Error> {
        self.push(|writer| writer.push_number(float))
    }

    fn serialize_char(self, character: char) -> Result<H::Ok, Error> {
        self.serialize_str(character.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<H::Ok, Error> {
        self.serialize_bytes(text.as_bytes())
    }

    fn serialize_bytes(mut self, bytes: &[u8]) -> Result<H::Ok, Error> {
        self.hold.output().writer.push_bytes(bytes)?;
        Ok(self.hold.finish())
    }

    fn serialize_none(mut self) -> Result<H::Ok, Error> {
        match self.hold.output().options.none_is_null {
            true => self.push(|writer| writer.push_pointer(NULL)),
            false => self.push(Writer::push_nil),
        }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, inner: &T) -> Result<H::Ok, Error> {
        inner.serialize(self)
    }

    /// Unlike `None`, a unit must be there to be read back, so it is never an absent field.
    fn serialize_unit(mut self) -> Result<H::Ok, Error> {
        match self.depth > 0 && self.hold.output().options.unit_is_null {
            false => self.serialize_none(),
            true => self.push(|writer| writer.push_pointer(NULL)),
        }
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<H::Ok, Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<H::Ok, Error> {
        self.hold.output().writer.push_name(variant)?;
        Ok(self.hold.finish())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        inner: &T,
    ) -> Result<H::Ok, Error> {
        if name == HANDLE
            && let Some(value) = take_handed()
        {
            self.hold.output().writer.push_value(&value)?;
            return Ok(self.hold.finish());
        }
        if self.depth == 0 {
            return inner.serialize(self);
        }
        // Only an `Option` by itself may be an absent field: not what is around it.
        let output = self.hold.output();
        let slot = output.writer.height();
        inner.serialize(Part::inside(output, self.depth))?;
        output.writer.settle(slot, Some(NULL));
        Ok(self.hold.finish())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        inner: &T,
    ) -> Result<H::Ok, Error> {
        self.variant(variant)?;
        let output = self.hold.output();
        let slot = output.writer.height();
        inner
            .serialize(Part::inside(output, self.depth))
            .map_err(|error| error.inside_field(variant))?;
        output.writer.settle(slot, Some(NULL));
        output.writer.make_map(slot - 1)?;
        Ok(self.hold.finish())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Sequence<H>, Error> {
        self.sequence()
    }

    fn serialize_tuple(self, _: usize) -> Result<Sequence<H>, Error> {
        self.sequence()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Sequence<H>, Error> {
        self.sequence()
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Variant<Sequence<H>>, Error> {
        self.variant(variant)?;
        Ok(Variant { variant, content: self.sequence()? })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map<H>, Error> {
        self.map()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Struct<H>, Error> {
        self.fields()
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Variant<Struct<H>>, Error> {
        self.variant(variant)?;
        Ok(Variant { variant, content: self.fields()? })
    }
}
