//! Tables that are being made: sequences, maps, and the variants of enums.

use lua_core::__private::{NULL, Writer};
use lua_core::Value;
use serde::ser::{self, Serialize};

use super::Hold;
use super::part::Part;
use crate::error::Error;

/// A sequence or tuple. Its items lie on the writer's stack, one above the other, until it ends.
pub struct Sequence<H> {
    hold: H,
    /// The slot of the first item.
    start: usize,
    length: usize,
    /// How many tables are around an item.
    depth: usize,
}

impl<H: Hold> Sequence<H> {
    pub(super) fn new(mut hold: H, depth: usize) -> Sequence<H> {
        let start = hold.output().writer.height();
        Sequence { hold, start, length: 0, depth }
    }

    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        let (output, slot) = (self.hold.output(), self.start + self.length);
        output.writer.set_height(slot);
        self.length += 1;
        if let Err(error) = item.serialize(Part::inside(output, self.depth)) {
            output.writer.set_height(slot);
            return Err(error.inside(&Value::Integer(self.length as i64)));
        }
        output.writer.settle(slot, Some(NULL));
        Ok(())
    }

    /// Makes the table.
    fn make(&mut self) -> Result<(), Error> {
        let output = self.hold.output();
        output.writer.set_height(self.start + self.length);
        output.make_sequence(self.start)
    }
}

/// The traits of what is a sequence in Lua: they differ in the name of their method.
macro_rules! sequences {
    ($($name:ident $element:ident;)+) => {$(
        impl<H: Hold> ser::$name for Sequence<H> {
            type Ok = H::Ok;
            type Error = Error;

            fn $element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
                self.push(item)
            }

            fn end(mut self) -> Result<H::Ok, Error> {
                self.make()?;
                Ok(self.hold.finish())
            }
        }
    )+};
}

sequences! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
}

/// A map or struct. Its keys and values lie on the writer's stack in turn, until it ends.
pub struct Map<H> {
    hold: H,
    /// The slot of the first key.
    start: usize,
    /// The slot of the next key.
    next: usize,
    /// How many tables are around a value.
    depth: usize,
}

impl<H: Hold> Map<H> {
    pub(super) fn new(mut hold: H, depth: usize) -> Map<H> {
        let start = hold.output().writer.height();
        Map { hold, start, next: start, depth }
    }

    /// Adds a field of a struct. `None` stays away: serde takes an absent field for it.
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let output = self.hold.output();
        output.writer.set_height(self.next);
        output.writer.push_name(name)?;
        value
            .serialize(Part::inside(output, self.depth))
            .map_err(|error| error.inside_field(name))?;
        output.writer.settle(self.next + 1, None);
        self.next += 2;
        Ok(())
    }

    /// Makes the table, in the way that is meant for what it is made of.
    fn make(&mut self, make: fn(&mut Writer, usize) -> lua_core::Result<()>) -> Result<(), Error> {
        let writer = &mut self.hold.output().writer;
        writer.set_height(self.next);
        Ok(make(writer, self.start)?)
    }
}

impl<H: Hold> ser::SerializeMap for Map<H> {
    type Ok = H::Ok;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let output = self.hold.output();
        output.writer.set_height(self.next);
        key.serialize(Part::inside(output, self.depth))?;
        output.writer.settle(self.next, Some(NULL));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let output = self.hold.output();
        // A key that is missing is nil, which is none.
        output.writer.set_height(self.next + 1);
        value
            .serialize(Part::inside(output, self.depth))
            .map_err(|error| error.inside(&output.writer.value(self.next)))?;
        output.writer.settle(self.next + 1, Some(NULL));
        output.writer.check_key(self.next)?;
        self.next += 2;
        Ok(())
    }

    fn end(mut self) -> Result<H::Ok, Error> {
        self.make(Writer::make_map)?;
        Ok(self.hold.finish())
    }
}

impl<H: Hold> ser::SerializeStruct for Map<H> {
    type Ok = H::Ok;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.field(name, value)
    }

    fn end(mut self) -> Result<H::Ok, Error> {
        self.make(Writer::make_struct)?;
        Ok(self.hold.finish())
    }
}

/// An enum's variant: `{variant = content}`. Its name lies below the content.
pub struct Variant<C> {
    pub(super) variant: &'static str,
    pub(super) content: C,
}

/// Makes the variant's table of its name and its content.
fn tag<H: Hold>(mut hold: H, content: usize) -> Result<H::Ok, Error> {
    hold.output().writer.make_map(content - 1)?;
    Ok(hold.finish())
}

impl<H: Hold> ser::SerializeTupleVariant for Variant<Sequence<H>> {
    type Ok = H::Ok;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        self.content.push(item).map_err(|error| error.inside_field(self.variant))
    }

    fn end(mut self) -> Result<H::Ok, Error> {
        self.content.make()?;
        tag(self.content.hold, self.content.start)
    }
}

impl<H: Hold> ser::SerializeStructVariant for Variant<Map<H>> {
    type Ok = H::Ok;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.content.field(name, value).map_err(|error| error.inside_field(self.variant))
    }

    fn end(mut self) -> Result<H::Ok, Error> {
        self.content.make(Writer::make_struct)?;
        tag(self.content.hold, self.content.start)
    }
}
