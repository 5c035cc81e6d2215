//! Shapes: where the fields lie in tables that are made of structs, remembered from one table to the next.

use std::cell::{OnceCell, RefCell, RefMut};

use super::Table;
use super::hash::Layout;
use crate::gc::{Gc, Heap};
use crate::object::value::Value;

/// How many shapes are remembered: a power of two.
const SIZE: usize = 64;

/// Larger tables are made field by field.
const MAX_FIELDS: usize = 64;

/// The names of a table's fields in the order in which they came, and where the fields are.
struct Shape {
    names: Box<[&'static str]>,
    layout: Layout,
}

/// The shapes of the tables that were made last, found by the first name and how many there are.
///
/// PERF: a table of a known shape is a copy of its nodes, with other values. Nothing is searched, and nothing collides.
/// What lives as long as the program never changes, so the address of a name stands for it.
#[derive(Default)]
pub(crate) struct Shapes(OnceCell<Box<[RefCell<Option<Shape>>; SIZE]>>);

impl Shapes {
    /// Where the shape of these fields is remembered.
    fn slot(&self, first: &'static str, count: usize) -> RefMut<'_, Option<Shape>> {
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

    /// A table with fields of these names and values, none of which is nil, if the names are those of a table that was
    /// made lately.
    pub(crate) fn make_table(
        &self,
        heap: &Heap,
        names: &[&'static str],
        values: &[Value],
    ) -> Option<Gc<Table>> {
        let slot = self.slot(names.first()?, names.len());
        let shape = slot.as_ref().filter(|shape| shape.fits(names))?;
        let table = Table::new(heap, 0, 0);
        table.hash.lay_out(heap, &shape.layout, values);
        table.declare_parts(heap);
        Some(table)
    }

    /// Remembers the shape of a table that was made of these fields, whose keys are strings of these names.
    pub(crate) fn remember(&self, table: &Table, names: &[&'static str], fields: &[[Value; 2]]) {
        if let Some(first) = names.first()
            && names.len() <= MAX_FIELDS
        {
            *self.slot(first, names.len()) = Shape::of(table, names, fields);
        }
    }
}

impl Shape {
    /// The shape of a table, if it is one to be remembered.
    fn of(table: &Table, names: &[&'static str], fields: &[[Value; 2]]) -> Option<Shape> {
        let keys = fields.iter().map(|[key, _]| key.as_short_string());
        let layout = table.hash.layout(&keys.collect::<Option<Box<[_]>>>()?)?;
        Some(Shape { names: names.into(), layout })
    }

    /// Whether these are the names of this shape.
    #[inline]
    fn fits(&self, names: &[&'static str]) -> bool {
        let own = &*self.names;
        own.len() == names.len()
            && names.iter().zip(own).all(|(name, own)| std::ptr::eq(*name, *own))
    }
}
