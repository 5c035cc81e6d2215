//! The short strings of one machine, each of which exists once.
//!
//! A table with open addressing: where a string is not at home, it is in one of the next slots.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! S2. Slots hold live short strings only: a dying one is forgotten before its cell is freed.

use std::cell::{Cell, UnsafeCell};

use super::string::{LuaString, MAX_SHORT, Text, Tiny, copied, filled};
use crate::gc::{Gc, Heap, prefetch};

/// How many slots there are at first: a power of two, with room for the strings of the libraries.
const FIRST_SIZE: usize = 256;

/// More slots than that are not at hand when they are needed.
const FAR: usize = 1 << 13;

/// The address of a string, or none.
///
/// PERF: an address is a multiple of 16, so there is room for four bits of the hash, which are never all 0 here. Nearly
/// always they tell whether it is the string that is looked for, without a look at the string.
#[derive(Clone, Copy, PartialEq)]
struct Slot(*mut LuaString);

/// The bits of an address that tell of the hash.
const TAG: usize = 15;

impl Slot {
    /// Never used: strings that are at home before it are not behind it.
    const EMPTY: Slot = Slot(std::ptr::null_mut());
    /// The place of a string that is gone.
    const GRAVE: Slot = Slot(std::ptr::without_provenance_mut(TAG + 1));

    fn new(string: Gc<LuaString>) -> Slot {
        Slot(string.as_ptr().map_addr(|address| address | tag(string.short_hash())))
    }

    #[inline(always)]
    fn tag(self) -> usize {
        self.0.addr() & TAG
    }

    /// The string, if there is one.
    #[inline(always)]
    fn string(self) -> Option<Gc<LuaString>> {
        let string = std::ptr::NonNull::new(self.0.map_addr(|address| address & !TAG))?;
        // SAFETY: S2: only slots with strings have tags.
        (self.tag() != 0).then(|| unsafe { Gc::from_raw(string) })
    }
}

/// What a slot tells of a hash.
#[inline(always)]
fn tag(hash: u32) -> usize {
    (hash >> 28).max(1) as usize
}

/// The set of short strings of one machine.
pub(crate) struct Interner {
    slots: UnsafeCell<Vec<Slot>>,
    /// How many slots hold strings.
    count: Cell<usize>,
    /// How many slots are not empty.
    used: Cell<usize>,
}

impl Interner {
    /// An empty interner.
    pub(crate) fn new(heap: &Heap) -> Interner {
        let slots = vec![Slot::EMPTY; FIRST_SIZE];
        heap.charge(size_of_val(&*slots));
        Interner { slots: UnsafeCell::new(slots), count: Cell::new(0), used: Cell::new(0) }
    }

    #[allow(clippy::mut_from_ref)]
    fn slots(&self) -> &mut Vec<Slot> {
        // SAFETY: borrowed inside one method at a time, none of which calls out while it holds the borrow.
        unsafe { &mut *self.slots.get() }
    }

    /// The string of these bytes: the interned one if they are few.
    #[inline]
    pub(crate) fn intern(&self, heap: &Heap, bytes: &[u8]) -> Gc<LuaString> {
        if bytes.len() > MAX_SHORT {
            return copied(heap, bytes, heap.seed());
        }
        let text = Text::new(bytes, heap.seed());
        let found = self.find(heap, text.hash, |bytes| text.is(bytes));
        found.unwrap_or_else(|| self.add(heap, copied(heap, bytes, text.hash)))
    }

    /// Begins to look up a string of few bytes, if lookups wait for memory: there are too many slots to stay in a cache.
    #[inline]
    pub(crate) fn seek(&self, heap: &Heap, bytes: &[u8]) -> Option<Tiny> {
        let slots = self.slots();
        if slots.len() <= FAR {
            return None;
        }
        let sought = Tiny::new(bytes, heap.seed())?;
        prefetch(&raw const slots[sought.hash as usize & (slots.len() - 1)]);
        Some(sought)
    }

    /// Ends a lookup.
    #[inline]
    pub(crate) fn end_seek(&self, heap: &Heap, sought: &Tiny) -> Gc<LuaString> {
        let found = self.find(heap, sought.hash, |bytes| sought.is(bytes));
        found.unwrap_or_else(|| self.add(heap, sought.make(heap)))
    }

    #[inline(always)]
    fn find(&self, heap: &Heap, hash: u32, is: impl Fn(&[u8]) -> bool) -> Option<Gc<LuaString>> {
        let slots = self.slots();
        let (mask, tag) = (slots.len() - 1, tag(hash));
        let mut index = hash as usize & mask;
        while slots[index] != Slot::EMPTY {
            let slot = slots[index];
            if slot.tag() == tag
                && let Some(string) = slot.string()
                && string.short_hash() == hash
                && is(string.as_bytes())
            {
                // It may be dead but not yet swept: take it back.
                heap.resurrect(string);
                return Some(string);
            }
            index = (index + 1) & mask;
        }
        None
    }

    /// A string of `length` bytes that `fill` writes.
    pub(crate) fn build(
        &self,
        heap: &Heap,
        length: usize,
        fill: impl FnOnce(&mut [u8]),
    ) -> Gc<LuaString> {
        if length > MAX_SHORT {
            return filled(heap, length, heap.seed(), fill);
        }
        let mut buffer = [0; MAX_SHORT];
        fill(&mut buffer[..length]);
        self.intern(heap, &buffer[..length])
    }

    /// How many slots may be in use: the others keep searches short, and one must be empty.
    fn room(&self) -> usize {
        let size = self.slots().len();
        // A machine that has done nothing yet is to be small: it has little more than the names of the libraries.
        if size == FIRST_SIZE { FIRST_SIZE / 4 * 3 } else { size / 2 }
    }

    /// Adds a new string.
    #[inline(never)]
    fn add(&self, heap: &Heap, string: Gc<LuaString>) -> Gc<LuaString> {
        if self.used.get() >= self.room() {
            self.rebuild(heap);
        }
        let slots = self.slots();
        let index = free_slot(slots, string.short_hash());
        if slots[index] == Slot::EMPTY {
            self.used.set(self.used.get() + 1);
        }
        slots[index] = Slot::new(string);
        self.count.set(self.count.get() + 1);
        string
    }

    /// Removes the graves, and doubles the slots if there are few.
    #[cold]
    fn rebuild(&self, heap: &Heap) {
        let size = self.slots().len();
        self.resize(heap, if self.count.get() > self.room() / 4 * 3 { size * 2 } else { size });
    }

    /// Has fewer slots, if nearly all of them are left over from strings that are gone.
    pub(crate) fn shrink(&self, heap: &Heap) {
        let (size, count) = (self.slots().len(), self.count.get());
        if size > FIRST_SIZE && count < size / 32 {
            self.resize(heap, (count * 8).next_power_of_two().max(FIRST_SIZE));
        }
    }

    fn resize(&self, heap: &Heap, size: usize) {
        let slots = self.slots();
        let old = std::mem::replace(slots, vec![Slot::EMPTY; size]);
        heap.charge(size_of_val(&**slots));
        heap.refund(size_of_val(&*old));
        for slot in old {
            if let Some(string) = slot.string() {
                let index = free_slot(slots, string.short_hash());
                slots[index] = slot;
            }
        }
        self.used.set(self.count.get());
    }

    /// Forgets a dying short string (S2).
    pub(super) fn forget(&self, dying: &LuaString) {
        let slots = self.slots();
        let mask = slots.len() - 1;
        let mut index = dying.short_hash() as usize & mask;
        while slots[index].0.addr() & !TAG != std::ptr::from_ref(dying).addr() {
            debug_assert!(slots[index] != Slot::EMPTY, "every short string has a slot");
            index = (index + 1) & mask;
        }
        slots[index] = Slot::GRAVE;
        if slots[(index + 1) & mask] == Slot::EMPTY {
            // Whoever came here would end at the next slot: it may as well end where the graves begin.
            while slots[index] == Slot::GRAVE {
                slots[index] = Slot::EMPTY;
                self.used.set(self.used.get() - 1);
                index = index.wrapping_sub(1) & mask;
            }
        }
        self.count.set(self.count.get() - 1);
    }
}

/// The first slot without a string for one of this hash. There is always an empty one.
fn free_slot(slots: &[Slot], hash: u32) -> usize {
    let mask = slots.len() - 1;
    let mut index = hash as usize & mask;
    while slots[index].tag() != 0 {
        index = (index + 1) & mask;
    }
    index
}
