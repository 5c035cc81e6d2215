//! What serde takes the inside of a table from: items, a map's entries, or an enum's variant.

use lua_core::__private::Shown;
use lua_core::Value;
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Error as _, Visitor};

use super::Inside;
use super::part::Part;
use super::placeholder::Placeholder;
use super::text::Text;
use crate::error::Error;
use crate::repair::Repairs;
use crate::userdata::to_value;

/// The entries of a table, as items or as a map's.
pub(super) struct Access<'a, 'de> {
    inside: Inside<'a, 'de>,
    /// How many of them were taken.
    taken: usize,
    /// What is out of the ordinary about them.
    special: Option<Box<Special>>,
}

/// What to do about entries besides reading them; see [`Repairs`].
#[derive(Default)]
struct Special {
    /// The names that a struct has fields for.
    fields: Option<&'static [&'static str]>,
    hides_functions: bool,
    denies_unknown: bool,
    /// The number of the table's own entry, and that of the one that was taken last, if errors are repaired.
    numbers: Option<(usize, usize)>,
    /// How many fields were added.
    added: usize,
}

impl<'a, 'de> Access<'a, 'de> {
    #[inline]
    pub(super) fn new(inside: Inside<'a, 'de>) -> Access<'a, 'de> {
        let is_special = inside.walk.purpose.repairs.is_some() || hides_functions(&inside);
        let special = match is_special {
            true => Special::of(&inside),
            false => None,
        };
        Access { inside, taken: 0, special }
    }

    /// The same entries, read as a struct of these fields.
    #[inline]
    pub(super) fn with_fields(mut self, fields: &'static [&'static str]) -> Access<'a, 'de> {
        if self.inside.walk.purpose.reading.denies_unknown {
            self.special.get_or_insert_default().denies_unknown = true;
        }
        if let Some(special) = &mut self.special {
            special.fields = Some(fields);
        }
        self
    }

    pub(super) fn sequence<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
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
    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.special.is_some() {
            return self.next_special();
        }
        let index = self.taken;
        (index < self.inside.entries.count()).then(|| {
            self.taken += 1;
            index
        })
    }

    /// Reads the value of an entry.
    #[inline]
    fn value<T: DeserializeSeed<'de>>(&mut self, index: usize, seed: T) -> Result<T::Value, Error> {
        if self.special.is_some() || self.inside.entries.is_userdata(index) {
            return self.special_value(index, seed);
        }
        seed.deserialize(Part::value(&mut self.inside, index))
            .map_err(|error| error.inside(&self.inside.entries.key_value(index)))
    }
}

impl Special {
    #[cold]
    fn of(inside: &Inside<'_, '_>) -> Option<Box<Special>> {
        Some(Box::new(Special {
            hides_functions: hides_functions(inside),
            numbers: inside.walk.purpose.repairs.as_ref().map(|repairs| (repairs.current(), 0)),
            ..Special::default()
        }))
    }

    /// Whether a struct has a field of this name. What is no struct has no fields.
    fn has_field(&self, name: &Value) -> bool {
        let fields = self.fields.unwrap_or_default();
        name.as_string().is_some_and(|name| fields.contains(&&*name.to_string_lossy()))
    }
}

/// What is rare: errors that are repaired, functions that are hidden, and userdata.
impl<'de> Access<'_, 'de> {
    fn repairs(&self) -> Option<&Repairs> {
        self.inside.walk.purpose.repairs.as_ref()
    }

    #[cold]
    fn next_special(&mut self) -> Option<usize> {
        while self.taken < self.inside.entries.count() {
            let index = self.taken;
            self.taken += 1;
            let number = self.repairs().map(Repairs::next);
            let is_skipped = number.is_some_and(|number| {
                let repair = self.repairs().and_then(|repairs| repairs.of(number));
                repair.is_some_and(|repair| repair.is_skipped)
            });
            let Some(special) = &mut self.special else { return Some(index) };
            if let (Some((_, last)), Some(number)) = (&mut special.numbers, number) {
                *last = number;
            }
            let is_hidden = special.hides_functions
                && matches!(self.inside.entries.value(index).value(), Value::Function(_))
                && !special.has_field(&self.inside.entries.key_value(index));
            if !is_skipped && !is_hidden {
                return Some(index);
            }
        }
        None
    }

    /// The number of the entry that was taken last, if errors are repaired.
    fn number(&self) -> Option<usize> {
        let (_, number) = self.special.as_ref()?.numbers?;
        Some(number)
    }

    /// The next field that the table is to have besides its own.
    fn next_added(&mut self) -> Option<&'static str> {
        let (table, _) = self.special.as_ref()?.numbers?;
        let added = &self.repairs()?.of(table)?.added;
        let field = *added.get(self.special.as_ref()?.added)?;
        self.special.as_mut()?.added += 1;
        Some(field)
    }

    /// Sees that a struct has a field for an entry.
    #[cold]
    fn check_field(&self, special: &Special, index: usize) -> Result<(), Error> {
        let key = self.inside.entries.key_value(index);
        match (&key, special.fields) {
            (Value::String(name), Some(fields)) if !special.has_field(&key) => {
                Err(Error::unknown_field(&name.to_string_lossy(), fields).of_unknown_key())
            }
            _ => Ok(()),
        }
    }

    #[cold]
    fn special_value<T: DeserializeSeed<'de>>(
        &mut self,
        index: usize,
        seed: T,
    ) -> Result<T::Value, Error> {
        let number = self.number();
        if let (Some(repairs), Some(number)) = (self.repairs(), number) {
            repairs.begin(number);
            if repairs.of(number).is_some_and(|repair| repair.is_replaced) {
                return seed
                    .deserialize(Placeholder::new(repairs, number))
                    .map_err(|error| self.locate(index, error).of_placeholder());
            }
        }
        let userdata = match self.inside.entries.is_userdata(index) {
            true => self.inside.entries.value(index).value(),
            false => Value::Nil,
        };
        let read = match (text_of(&userdata), Shown::of(&userdata)) {
            (Some(text), _) => seed.deserialize(text),
            (None, Some(shown)) => to_value(&shown)
                .and_then(|value| Ok(self.inside.entries.replace(index, &value)?))
                .and_then(|()| seed.deserialize(Part::value(&mut self.inside, index))),
            (None, None) => seed.deserialize(Part::value(&mut self.inside, index)),
        };
        read.map_err(|error| self.locate(index, error))
    }

    /// The same error, seen from this table.
    fn locate(&self, index: usize, error: Error) -> Error {
        let error = error.inside(&self.inside.entries.key_value(index));
        match self.number() {
            Some(number) => error.in_entry(number),
            None => error,
        }
    }
}

/// Whether functions in a table are hidden.
fn hides_functions(inside: &Inside<'_, '_>) -> bool {
    inside.walk.purpose.reading.hides_functions && inside.around.depth == 1
}

/// What the environment said, if this is it.
fn text_of(value: &Value) -> Option<Text> {
    let Value::UserData(userdata) = value else { return None };
    userdata.borrow_scoped(|text: &Text| text.clone()).ok()
}

impl<'de> de::SeqAccess<'de> for Access<'_, 'de> {
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

impl<'de> de::MapAccess<'de> for Access<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(index) = self.next() else {
            return match self.next_added() {
                Some(field) => seed.deserialize(StrDeserializer::new(field)).map(Some),
                None => Ok(None),
            };
        };
        let known = match &self.special {
            Some(special) if special.denies_unknown => self.check_field(special, index),
            _ => Ok(()),
        };
        known
            .and_then(|()| seed.deserialize(Part::key(&mut self.inside, index)))
            .map_err(|error| self.locate(index, error).of_key())
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        if let Some(special) = &self.special
            && special.added > 0
            && let Some(repairs) = self.repairs()
        {
            let number = repairs.next();
            return seed
                .deserialize(Placeholder::new(repairs, number))
                .map_err(|error| error.in_entry(number).of_placeholder());
        }
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
pub(super) struct Tagged<'a, 'de>(Inside<'a, 'de>);

impl<'a, 'de> Tagged<'a, 'de> {
    pub(super) fn new(inside: Inside<'a, 'de>) -> Tagged<'a, 'de> {
        Tagged(inside)
    }
}

impl<'de> de::EnumAccess<'de> for Tagged<'_, 'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(mut self, seed: V) -> Result<(V::Value, Self), Error> {
        let variant = seed.deserialize(Part::key(&mut self.0, 0))?;
        Ok((variant, self))
    }
}

impl<'de> Tagged<'_, 'de> {
    /// Reads the content; an error is about the place inside the variant.
    fn read<T>(mut self, read: impl FnOnce(Part<'_, 'de>) -> Result<T, Error>) -> Result<T, Error> {
        read(Part::value(&mut self.0, 0))
            .map_err(|error| error.inside(&self.0.entries.key_value(0)))
    }
}

impl<'de> de::VariantAccess<'de> for Tagged<'_, 'de> {
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
