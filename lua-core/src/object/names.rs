//! Names that the host's program has in its text, such as those of a struct's fields, as strings of the machine.

use std::cell::{Cell, OnceCell};

use super::interner::Interner;
use super::string::LuaString;
use crate::gc::{Gc, Heap};

/// How many names are remembered: a power of two.
const SIZE: usize = 256;

#[derive(Clone, Copy)]
struct Name {
    address: usize,
    length: usize,
    string: Gc<LuaString>,
}

/// The strings of the names that were used last, found by the names' addresses.
///
/// PERF: neither hashes nor compares bytes. Saved a tenth of the instructions of making tables of structs.
#[derive(Default)]
pub(crate) struct Names(OnceCell<Box<[Cell<Option<Name>>; SIZE]>>);

impl Names {
    /// The string of a name. What lives as long as the program never changes: its address stands for it.
    #[inline]
    pub(super) fn intern(
        &self,
        strings: &Interner,
        heap: &Heap,
        name: &'static str,
    ) -> Gc<LuaString> {
        let (address, length) = (name.as_ptr() as usize, name.len());
        let product = (address as u64 ^ (length as u64) << 48).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let first = (product >> (64 - SIZE.ilog2())) as usize;
        let names = self.0.get_or_init(|| Box::new([const { Cell::new(None) }; SIZE]));
        // Two places for each: names that are used in turn seldom compete for both.
        for place in [first, first ^ 1] {
            if let Some(found) = names[place].get()
                && (found.address, found.length) == (address, length)
            {
                return found.string;
            }
        }
        let string = strings.intern(heap, name.as_bytes());
        names[first ^ 1].set(names[first].replace(Some(Name { address, length, string })));
        string
    }

    /// Forgets the names, before the collector frees those that nothing else refers to.
    pub(super) fn clear(&self) {
        if let Some(names) = self.0.get() {
            names.iter().for_each(|name| name.set(None));
        }
    }
}
