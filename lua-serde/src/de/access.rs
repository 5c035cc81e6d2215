//! What serde takes the inside of a table from: items, a map's entries, or an enum's variant.

use serde::de::{self, DeserializeSeed, Error as _, Visitor};

use super::part::Part;
use crate::error::Error;
use crate::userdata::Shown;
use crate::walk::Inside;

/// The entries of a table, as items or as a map's.
pub(super) struct Access<'a> {
    inside: Inside<'a>,
    /// How many of them were taken.
    taken: usize,
}

impl<'a> Access<'a> {
    pub(super) fn new(inside: Inside<'a>) -> Access<'a> {
        Access { inside, taken: 0 }
    }

    pub(super) fn sequence<'de, V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        self.inside.check_sequence()?;
        let result = visitor.visit_seq(&mut self)?;
        match self.remaining() {
            0 => Ok(result),
            _ => Err(Error::invalid_length(self.inside.entries.count(), &"fewer items")),
        }
    }

    fn remaining(&self) -> usize {
        self.inside.entries.count() - self.taken
    }

    /// Takes the next entry.
    fn next(&mut self) -> Option<usize> {
        let index = self.taken;
        (index < self.inside.entries.count()).then(|| {
            self.taken += 1;
            index
        })
    }

    /// Reads the value of an entry.
    fn value<'de, T: DeserializeSeed<'de>>(
        &mut self,
        index: usize,
        seed: T,
    ) -> Result<T::Value, Error> {
        let shown = match self.inside.entries.is_userdata(index) {
            true => self.show(index),
            false => Ok(()),
        };
        shown
            .and_then(|()| seed.deserialize(Part::value(&mut self.inside, index)))
            .map_err(|error| error.inside(&self.inside.entries.key_value(index)))
    }
}

impl Access<'_> {
    /// Puts what can be written of a userdata in its place.
    #[cold]
    fn show(&mut self, index: usize) -> Result<(), Error> {
        let value = self.inside.entries.value(index).value();
        match Shown::of(&value) {
            Some(shown) => Ok(self.inside.entries.replace(index, &shown.to_value()?)?),
            None => Ok(()),
        }
    }
}

impl<'de> de::SeqAccess<'de> for Access<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(index) = self.next() else { return Ok(None) };
        self.value(index, seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.remaining())
    }
}

impl<'de> de::MapAccess<'de> for Access<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(index) = self.next() else { return Ok(None) };
        seed.deserialize(Part::key(&mut self.inside, index))
            .map_err(|error| error.inside(&self.inside.entries.key_value(index)))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.taken.checked_sub(1) {
            Some(index) => self.value(index, seed),
            None => Err(Error::custom("a value is asked for before its key")),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.remaining())
    }
}

/// An enum's variant with its content: the only entry of a table, `{variant = content}`.
pub(super) struct Tagged<'a>(Inside<'a>);

impl<'a> Tagged<'a> {
    pub(super) fn new(inside: Inside<'a>) -> Tagged<'a> {
        Tagged(inside)
    }
}

impl<'de> de::EnumAccess<'de> for Tagged<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(mut self, seed: V) -> Result<(V::Value, Self), Error> {
        let variant = seed.deserialize(Part::key(&mut self.0, 0))?;
        Ok((variant, self))
    }
}

impl Tagged<'_> {
    /// Reads the content; an error is about the place inside the variant.
    fn read<T>(mut self, read: impl FnOnce(Part<'_>) -> Result<T, Error>) -> Result<T, Error> {
        read(Part::value(&mut self.0, 0))
            .map_err(|error| error.inside(&self.0.entries.key_value(0)))
    }
}

impl<'de> de::VariantAccess<'de> for Tagged<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.read(|content| de::Deserialize::deserialize(content))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        self.read(|content| seed.deserialize(content))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.read(|content| de::Deserializer::deserialize_tuple(content, length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.read(|content| de::Deserializer::deserialize_struct(content, "", fields, visitor))
    }
}
