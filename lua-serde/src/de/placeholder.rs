//! `Placeholder`: gives whatever it is asked for.

use lua_core::__private::{HANDLE, hand};
use serde::de::value::{StrDeserializer, U32Deserializer, UnitDeserializer};
use serde::de::{self, DeserializeSeed, Visitor};
use serde::forward_to_deserialize_any;

use crate::error::Error;
use crate::repair::Repairs;

/// Stands for a value that is wrong or missing.
#[derive(Clone, Copy)]
pub(super) struct Placeholder<'a> {
    /// The fields that its structs have.
    fields: &'a [&'static str],
    /// Which variant of an enum it is.
    variant: u32,
    repairs: &'a Repairs,
    /// How many placeholders are around this one.
    depth: usize,
}

impl<'a> Placeholder<'a> {
    /// Stands for the value of an entry.
    pub(super) fn new(repairs: &'a Repairs, entry: usize) -> Placeholder<'a> {
        let (fields, variant) = match repairs.of(entry) {
            Some(repair) => (&repair.added[..], repair.variant),
            None => (&[][..], 0),
        };
        Placeholder { fields, variant, repairs, depth: 0 }
    }

    fn inner(self) -> Result<Placeholder<'a>, Error> {
        match self.depth {
            64 => Err(Error::new("no value will do")),
            depth => Ok(Placeholder { depth: depth + 1, ..self }),
        }
    }
}

/// The items of a tuple or the fields of a struct.
struct Parts<'a> {
    whole: Placeholder<'a>,
    /// How many items are left.
    items: usize,
    /// The fields that are left.
    fields: Vec<&'static str>,
}

impl<'de> de::SeqAccess<'de> for Parts<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(left) = self.items.checked_sub(1) else { return Ok(None) };
        self.items = left;
        seed.deserialize(self.whole).map(Some)
    }
}

impl<'de> de::MapAccess<'de> for Parts<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(field) = self.fields.pop() else { return Ok(None) };
        seed.deserialize(StrDeserializer::new(field)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.whole)
    }
}

impl<'de> de::EnumAccess<'de> for Placeholder<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let variant = U32Deserializer::<Error>::new(self.variant);
        Ok((seed.deserialize(variant)?, self.inner()?))
    }
}

impl<'de> de::VariantAccess<'de> for Placeholder<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        de::Deserializer::deserialize_tuple(self, length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        de::Deserializer::deserialize_struct(self, "", fields, visitor)
    }
}

macro_rules! ones {
    ($($method:ident $visit:ident $value:expr;)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit($value)
        }
    )+};
}

impl<'de> de::Deserializer<'de> for Placeholder<'_> {
    type Error = Error;

    ones! {
        deserialize_bool visit_bool false;
        deserialize_i8 visit_i64 1;
        deserialize_i16 visit_i64 1;
        deserialize_i32 visit_i64 1;
        deserialize_i64 visit_i64 1;
        deserialize_i128 visit_i64 1;
        deserialize_u8 visit_u64 1;
        deserialize_u16 visit_u64 1;
        deserialize_u32 visit_u64 1;
        deserialize_u64 visit_u64 1;
        deserialize_u128 visit_u64 1;
        deserialize_f32 visit_f64 1.0;
        deserialize_f64 visit_f64 1.0;
        deserialize_char visit_char '?';
        deserialize_str visit_str "";
        deserialize_string visit_str "";
        deserialize_bytes visit_bytes b"";
        deserialize_byte_buf visit_bytes b"";
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.repairs.function {
            Some(function) if name == HANDLE => {
                let nothing = UnitDeserializer::<Error>::new();
                hand(function.clone(), || visitor.visit_newtype_struct(nothing))
            }
            _ => visitor.visit_newtype_struct(self.inner()?),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_tuple(0, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let whole = self.inner()?;
        visitor.visit_seq(Parts { whole, items: length, fields: Vec::new() })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let has = |field: &&&'static str| fields.contains(*field);
        let fields = self.fields.iter().filter(has).copied().collect();
        visitor.visit_map(Parts { whole: self.inner()?, items: 0, fields })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.repairs.met_enum.set(true);
        visitor.visit_enum(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        unit unit_struct identifier
    }
}
