//! Shapes: where the fields lie in tables that are made of structs, remembered from one table to the next.

use std::cell::{OnceCell, RefCell, RefMut};

use super::hash::Layout;
use super::{KeyError, Table};
use crate::gc::{Gc, Heap};
use crate::object::string::LuaString;
use crate::object::value::Value;

/// How many shapes are remembered: a power of two.
const SIZE: usize = 64;

/// Larger tables are made field by field.
const MAX_FIELDS: usize = 64;

/// The fields of a table in the order in which they came, and where they are.
struct Shape {
    names: Box<[Gc<LuaString>]>,
    layout: Layout,
}

/// The shapes of the tables that were made last, found by the first field and how many there are.
///
/// PERF: a table of a known shape is a copy of its nodes, with other values. Nothing is searched, and nothing collides.
#[derive(Default)]
pub(crate) struct Shapes(OnceCell<Box<[RefCell<Option<Shape>>; SIZE]>>);

impl Shapes {
    /// Where the shape of these fields is remembered.
    fn slot(&self, first: Gc<LuaString>, count: usize) -> RefMut<'_, Option<Shape>> {
        let fields = (first.as_ptr().addr() + count) as u64;
        let product = fields.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let slots = self.0.get_or_init(|| Box::new([const { RefCell::new(None) }; SIZE]));
        slots[(product >> (u64::BITS - SIZE.ilog2())) as usize].borrow_mut()
    }

    /// Forgets the shapes, before the collector frees names that nothing else refers to.
    pub(in crate::object) fn clear(&self) {
        if let Some(slots) = self.0.get() {
            slots.iter().for_each(|shape| *shape.borrow_mut() = None);
        }
    }
}

/// The fields with a value: `nil` is none.
fn present(fields: &[[Value; 2]]) -> impl Iterator<Item = &[Value; 2]> {
    fields.iter().filter(|[_, value]| !value.is_nil())
}

impl Shape {
    /// The shape of a table that was made of these fields, if it is one to be remembered.
    fn of(table: &Table, fields: &[[Value; 2]]) -> Option<Shape> {
        let names = present(fields).map(|[name, _]| name.as_short_string());
        let names = names.collect::<Option<Box<[_]>>>()?;
        let layout = table.hash.layout(&names)?;
        Some(Shape { names, layout })
    }

    /// Whether these are the fields of this shape.
    fn fits(&self, fields: &[[Value; 2]]) -> bool {
        let mut names = self.names.iter();
        present(fields).all(|[name, _]| {
            let name = name.as_short_string();
            name.zip(names.next()).is_some_and(|(name, own)| name.same(*own))
        }) && names.next().is_none()
    }
}

impl Table {
    /// A table with these fields, whose names are likely to be those of a table that was made lately.
    /// For the rest as [`Table::of_entries`].
    ///
    /// # Errors
    ///
    /// As [`Table::of_entries`].
    pub(crate) fn of_fields(
        heap: &Heap,
        shapes: &Shapes,
        fields: &[[Value; 2]],
    ) -> Result<Gc<Table>, KeyError> {
        let count = present(fields).count();
        let first = present(fields).next().and_then(|[name, _]| name.as_short_string());
        let Some(first) = first.filter(|_| count <= MAX_FIELDS) else {
            return Table::of_entries(heap, fields);
        };
        let mut shape = shapes.slot(first, count);
        if let Some(shape) = &*shape
            && shape.fits(fields)
        {
            let table = Table::new(heap, 0, 0);
            let values = present(fields).map(|[_, value]| *value);
            table.hash.lay_out(heap, &shape.layout, values);
            table.declare_parts(heap);
            return Ok(table);
        }
        let table = Table::of_entries(heap, fields)?;
        *shape = Shape::of(&table, fields);
        Ok(table)
    }
}
