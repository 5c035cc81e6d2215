//! Tables that are being made: sequences, maps, structs, and the variants of enums.

use lua_core::__private::{NULL, StructFields};
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

/// A map. Its keys and values lie on the writer's stack in turn, until it ends.
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
        let writer = &mut self.hold.output().writer;
        writer.set_height(self.next);
        writer.make_map(self.start)?;
        Ok(self.hold.finish())
    }
}

/// A struct.
pub struct Struct<H> {
    hold: H,
    fields: StructFields,
    /// How many tables are around a value.
    depth: usize,
}

impl<H: Hold> Struct<H> {
    pub(super) fn new(mut hold: H, depth: usize) -> Struct<H> {
        let fields = hold.output().writer.begin_fields();
        Struct { hold, fields, depth }
    }

    /// Adds a field. `None` stays away: serde takes an absent field for it.
    fn add<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let output = self.hold.output();
        output.writer.next_field(&self.fields);
        value
            .serialize(Part::inside(output, self.depth))
            .map_err(|error| error.inside_field(name))?;
        output.writer.end_field(&mut self.fields, name);
        Ok(())
    }

    /// Makes the table.
    fn make(&mut self) -> Result<(), Error> {
        Ok(self.hold.output().writer.make_struct(&self.fields)?)
    }
}

impl<H: Hold> ser::SerializeStruct for Struct<H> {
    type Ok = H::Ok;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.add(name, value)
    }

    fn end(mut self) -> Result<H::Ok, Error> {
        self.make()?;
        Ok(self.hold.finish())
    }
}

/// An enum's variant: `{variant = content}`. Its name lies below the content.
pub struct Variant<C> {
    pub(super) variant: &'static str,
    pub(super) content: C,
}

/// Makes the variant's table of its name and its content, which are the last values on the stack.
fn tag<H: Hold>(mut hold: H) -> Result<H::Ok, Error> {
    let writer = &mut hold.output().writer;
    writer.make_map(writer.height() - 2)?;
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
        tag(self.content.hold)
    }
}

impl<H: Hold> ser::SerializeStructVariant for Variant<Struct<H>> {
    type Ok = H::Ok;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.content.add(name, value).map_err(|error| error.inside_field(self.variant))
    }

    fn end(mut self) -> Result<H::Ok, Error> {
        self.content.make()?;
        tag(self.content.hold)
    }
}
