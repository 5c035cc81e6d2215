//! The array part: a run of payloads and a run of tags in one piece of memory, nine bytes an element.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! A1. `memory` has room for `size` payloads, then `size` tags, all initialised, each pair from one value;
//!     it dangles if `size` is 0.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::gc::{Heap, MAX_PART, Marker, prefetch};
use crate::object::value::{Payload, Tag, Value};

/// Bytes that an item takes: a payload and a tag.
pub(super) const ITEM: usize = size_of::<Payload>() + size_of::<Tag>();

/// The largest array part.
pub(super) const MAX_LENGTH: usize = 1 << 30;

pub(super) struct Array {
    memory: Cell<NonNull<Payload>>,
    size: Cell<u32>,
    /// The border that was found last.
    border: Cell<u32>,
}

impl Array {
    pub(super) const fn new() -> Array {
        Array { memory: Cell::new(NonNull::dangling()), size: Cell::new(0), border: Cell::new(0) }
    }

    /// How many elements there is room for.
    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.size.get() as usize
    }

    /// Lets the processor fetch the elements of a small part.
    #[inline(always)]
    pub(super) fn prefetch(&self) {
        prefetch(self.memory.get().as_ptr());
    }

    #[inline(always)]
    fn tags(&self) -> *mut Tag {
        // SAFETY: A1: the tags follow the payloads.
        unsafe { self.memory.get().as_ptr().add(self.len()).cast::<Tag>() }
    }

    /// The element at `index` (from 0), which must be below the size.
    #[inline(always)]
    pub(super) fn at(&self, index: usize) -> Value {
        assert!(index < self.len());
        // SAFETY: A1, and the index was checked.
        unsafe { self.read(index) }
    }

    /// # Safety
    ///
    /// `index` is below the size.
    #[inline(always)]
    unsafe fn read(&self, index: usize) -> Value {
        // SAFETY: A1.
        unsafe {
            Value::from_parts(*self.tags().add(index), *self.memory.get().as_ptr().add(index))
        }
    }

    /// # Safety
    ///
    /// `index` is below the size.
    #[inline(always)]
    unsafe fn write(&self, index: usize, value: Value) {
        // SAFETY: A1.
        unsafe {
            *self.tags().add(index) = value.tag();
            *self.memory.get().as_ptr().add(index) = value.payload();
        }
    }

    /// The element of a key, if the key lies in this part.
    #[inline(always)]
    pub(super) fn get(&self, key: i64) -> Option<Value> {
        let index = (key as u64).wrapping_sub(1);
        // SAFETY: checked.
        (index < self.size.get() as u64).then(|| unsafe { self.read(index as usize) })
    }

    /// Stores the value of a key that lies in this part, unless the old value is nil and `unless_nil` is
    /// set; returns whether it did.
    #[inline(always)]
    pub(super) fn replace(&self, key: i64, value: Value, unless_nil: bool) -> bool {
        let index = (key as u64).wrapping_sub(1);
        if index >= self.size.get() as u64 {
            return false;
        }
        let index = index as usize;
        // SAFETY: checked.
        unsafe {
            if unless_nil && *self.tags().add(index) == Tag::NIL {
                return false;
            }
            self.write(index, value);
        }
        true
    }

    /// Copies the elements with the keys `first..=last` to those from `to` on, if all these keys lie in this part;
    /// returns whether it did.
    pub(super) fn copy_within(&self, first: i64, last: i64, to: i64) -> bool {
        let lies_here = |key: i64| (key as u64).wrapping_sub(1) < self.size.get() as u64;
        if last < first || ![first, last, to].into_iter().all(lies_here) {
            return false;
        }
        let (from, target, count) =
            (first as usize - 1, to as usize - 1, (last - first) as usize + 1);
        if count > self.len() - target {
            return false;
        }
        // SAFETY: A1: both ranges were checked.
        unsafe {
            let (payloads, tags) = (self.memory.get().as_ptr(), self.tags());
            std::ptr::copy(payloads.add(from), payloads.add(target), count);
            std::ptr::copy(tags.add(from), tags.add(target), count);
        }
        true
    }

    fn tag_slice(&self) -> &[Tag] {
        // SAFETY: A1; the borrow does not outlive any store: callers only count and search.
        unsafe { std::slice::from_raw_parts(self.tags(), self.len()) }
    }

    /// How many elements are not nil.
    pub(super) fn count(&self) -> usize {
        self.tag_slice().iter().filter(|tag| **tag != Tag::NIL).count()
    }

    /// How many elements there are before the first nil, if none comes after it.
    pub(super) fn only_border(&self) -> Option<usize> {
        let is_nil = |tag: &Tag| *tag == Tag::NIL;
        let tags = self.tag_slice();
        let border = tags.iter().position(is_nil).unwrap_or(tags.len());
        tags[border..].iter().all(is_nil).then_some(border)
    }

    /// Whether the element with key `n` is nil.
    pub(super) fn is_nil_at(&self, n: usize) -> bool {
        self.tag_slice()[n - 1] == Tag::NIL
    }

    /// The border that was found last, if it is still one, and neither 0 nor the size.
    #[inline(always)]
    pub(super) fn known_border(&self) -> Option<usize> {
        let n = self.border.get() as usize;
        let tags = self.tag_slice();
        let is_border = n > 0 && n < tags.len() && tags[n - 1] != Tag::NIL && tags[n] == Tag::NIL;
        is_border.then_some(n)
    }

    /// A border below the size, near the one that was found last; the last element is nil.
    pub(super) fn find_border(&self) -> usize {
        let border = self.search_border((self.border.get() as usize).min(self.len()));
        self.border.set(border as u32);
        border
    }

    fn search_border(&self, hint: usize) -> usize {
        let tags = self.tag_slice();
        let is_nil = |n: usize| n > 0 && tags[n - 1] == Tag::NIL;
        // Programs that append or remove at the end move the border by a few places.
        if hint > 0 && !is_nil(hint) {
            if let Some(n) = (hint..tags.len().min(hint + 4)).find(|&n| is_nil(n + 1)) {
                return n;
            }
        } else if hint > 1 && !is_nil(hint - 1) {
            return hint - 1;
        }
        let (mut low, mut high) = (0, tags.len());
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if is_nil(middle) { high = middle } else { low = middle }
        }
        low
    }

    /// Takes the elements with keys beyond `size` out.
    pub(super) fn take_beyond(&self, size: usize) -> Vec<(i64, Value)> {
        (size..self.len())
            .map(|index| (index as i64 + 1, self.at(index)))
            .filter(|(_, value)| !value.is_nil())
            .collect()
    }

    /// Changes the size; elements beyond the new one are lost, new ones are nil.
    pub(super) fn resize(&self, heap: &Heap, size: usize) {
        let old_size = self.len();
        if size == old_size {
            return;
        }
        if size == 0 {
            return self.free(heap);
        }
        let kept = size.min(old_size);
        // SAFETY: A1. The tags follow the payloads, so they move when the number of payloads changes: before the memory
        // gets smaller, and after it has got larger. What is new is filled with nils.
        unsafe {
            if size < old_size {
                let tags = self.memory.get().as_ptr().add(size).cast::<Tag>();
                std::ptr::copy(self.tags(), tags, kept);
            }
            let memory = match old_size {
                0 => heap.alloc_part(bytes(size)),
                _ => heap.resize_part(self.memory.get().cast(), bytes(old_size), bytes(size)),
            };
            let payloads = memory.cast::<Payload>().as_ptr();
            let tags = payloads.add(size).cast::<Tag>();
            if size > old_size {
                std::ptr::copy(payloads.add(old_size).cast::<Tag>(), tags, kept);
            }
            for index in kept..size {
                *payloads.add(index) = Payload::new(0);
            }
            std::ptr::write_bytes(tags.add(kept), Tag::NIL.0, size - kept);
            self.memory.set(memory.cast());
        }
        self.size.set(size as u32);
    }

    /// Frees the memory.
    fn free(&self, heap: &Heap) {
        let size = self.size.replace(0) as usize;
        // SAFETY: A1: allocated with this size, and forgotten here.
        unsafe { heap.free_part(self.memory.get().cast(), bytes(size)) };
        self.memory.set(NonNull::dangling());
    }

    /// Frees the memory of a dead table.
    pub(super) fn release(&self, heap: &Heap) {
        let size = self.size.replace(0) as usize;
        if size > 0 {
            // SAFETY: A1: allocated with this size, and forgotten here.
            unsafe { heap.release_part(self.memory.get().cast(), bytes(size)) };
        }
    }

    /// Whether the memory is this part's own business: the heap does not free it by itself.
    #[inline(always)]
    pub(super) fn is_owned(&self) -> bool {
        bytes(self.len()) > MAX_PART
    }

    /// Keeps the memory.
    #[inline(always)]
    pub(super) fn keep(&self, marker: &Marker<'_>) {
        if self.len() > 0 {
            // SAFETY: A1: allocated with this size.
            unsafe { marker.keep_part(self.memory.get().cast(), bytes(self.len())) };
        }
    }
}

fn bytes(size: usize) -> usize {
    size * ITEM
}

/// How many integer keys there are in each range `2^(i-1) < k <= 2^i`.
pub(super) struct Census {
    ranges: [usize; 32],
}

impl Census {
    pub(super) fn new() -> Census {
        Census { ranges: [0; 32] }
    }

    /// Counts the elements of an array part.
    pub(super) fn add_array(&mut self, array: &Array) {
        let tags = array.tag_slice();
        let mut start = 0;
        for (i, range) in self.ranges.iter_mut().enumerate() {
            let end = (1 << i).min(tags.len());
            *range += tags[start..end].iter().filter(|tag| **tag != Tag::NIL).count();
            start = end;
            if end == tags.len() {
                break;
            }
        }
    }

    /// Counts a key if it could live in an array part.
    pub(super) fn add_key(&mut self, key: Value) {
        if let Some(key) = key.as_integer().filter(|key| (1..=1 << 31).contains(key)) {
            let range = (key as u64 - 1).checked_ilog2().map_or(0, |log| log + 1);
            self.ranges[range as usize] += 1;
        }
    }

    /// All keys counted so far.
    pub(super) fn total(&self) -> usize {
        self.ranges.iter().sum()
    }

    /// The largest power of two of which more than half would be in use, and how many keys it holds.
    pub(super) fn best_size(&self) -> (usize, usize) {
        let (mut best, mut sum) = ((0, 0), 0);
        for (i, count) in self.ranges.iter().enumerate().take(31) {
            sum += count;
            if sum > (1 << i) / 2 {
                best = (1 << i, sum);
            }
        }
        best
    }
}
