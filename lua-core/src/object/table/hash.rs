//! The hash part: a chained scatter table with Brent's variation. Chains run through the nodes themselves; a
//! colliding node that is not in its own main position is moved away, so a chain holds one main position's keys.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! N1. `nodes` points to `mask + 1` initialised nodes (a power of two) behind a [`Front`] and, in front of that, the
//!     header of a part; or to the one shared empty node, of which nothing is ever written. `next` of a node leads to
//!     another node of the same array.
//! N2. Key and value tags and payloads of a node come in pairs from one value each.

use std::cell::Cell;
use std::mem::offset_of;
use std::ptr::NonNull;

use crate::gc::{Gc, Heap, MAX_PART, Marker, PartHeader, prefetch, word_of};
use crate::object::event::Event;
use crate::object::string::LuaString;
use crate::object::value::{Payload, Tag, Value};

/// Bytes that a field takes.
pub(super) const FIELD: usize = size_of::<Node>();

/// The largest hash part.
pub(super) const MAX_LENGTH: usize = 1 << 28;

#[derive(Clone, Copy)]
#[repr(C)]
struct Node {
    value: Payload,
    key: Payload,
    /// Distance to the next node of the chain; 0 at its end.
    next: i32,
    value_tag: Tag,
    key_tag: Tag,
}

const EMPTY: Node = Node {
    value: Payload::new(0),
    key: Payload::new(0),
    next: 0,
    value_tag: Tag::NIL,
    key_tag: Tag::NIL,
};

const _: () = assert!(size_of::<Node>() == 24);

/// What few operations need, in front of the nodes.
#[repr(C)]
struct Front {
    /// Every node from here on is taken.
    last_free: Cell<u32>,
    /// The node that the last traversal came to.
    visited: Cell<u32>,
}

/// The node of every table without a hash part.
#[repr(C)]
struct Shared {
    header: PartHeader,
    front: Front,
    node: Node,
}
// SAFETY: never written, and its payloads are no pointers.
unsafe impl Sync for Shared {}
static SHARED: Shared = Shared {
    header: PartHeader::new(0),
    front: Front { last_free: Cell::new(0), visited: Cell::new(0) },
    node: EMPTY,
};

fn shared() -> NonNull<Node> {
    // SAFETY: inside of the object.
    unsafe { NonNull::from(&SHARED).byte_add(offset_of!(Shared, node)).cast() }
}

/// The bytes of a part with so many nodes.
#[inline(always)]
const fn bytes(size: usize) -> usize {
    size_of::<Front>() + size * FIELD
}

impl Node {
    fn key(&self) -> Value {
        // SAFETY: N2.
        unsafe { Value::from_parts(self.key_tag, self.key) }
    }

    fn value(&self) -> Value {
        // SAFETY: N2.
        unsafe { Value::from_parts(self.value_tag, self.value) }
    }
}

/// How adding a key went.
pub(super) enum Insertion {
    /// There is no free node.
    Full,
    /// The key was added, and the entry that lay in its place moved to another node.
    Done { moved: Option<(Value, Value)> },
}

pub(super) struct Hash {
    nodes: Cell<NonNull<Node>>,
    mask: Cell<u32>,
    /// Bit `e` is set while there is known to be no field for metamethod `e`.
    absent: Cell<u32>,
}

/// Nodes that a part has had, without their values, and the places of some of the keys.
pub(super) struct Layout {
    nodes: Box<[Node]>,
    places: Box<[usize]>,
    last_free: u32,
}

impl Hash {
    pub(super) fn new() -> Hash {
        Hash { nodes: Cell::new(shared()), mask: Cell::new(0), absent: Cell::new(0) }
    }

    /// Whether there is known to be no field for a metamethod.
    #[inline(always)]
    pub(super) fn is_absent(&self, event: Event) -> bool {
        self.absent.get() & 1 << event as u32 != 0
    }

    /// Notes that there is no field for a metamethod.
    pub(super) fn set_absent(&self, event: Event) {
        self.absent.set(self.absent.get() | 1 << event as u32);
    }

    /// Any field may be there from now on.
    #[inline(always)]
    pub(super) fn forget_absent(&self) {
        self.absent.set(0);
    }

    /// Whether this part has no nodes of its own.
    #[inline(always)]
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.get() == shared()
    }

    /// How many nodes there are.
    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        if self.is_empty() { 0 } else { self.mask.get() as usize + 1 }
    }

    #[inline(always)]
    fn node(&self, index: usize) -> *mut Node {
        debug_assert!(index <= self.mask.get() as usize);
        // SAFETY: N1: indices come from hashes under the mask and from chains.
        unsafe { self.nodes.get().as_ptr().add(index) }
    }

    /// The memory of the part.
    #[inline(always)]
    fn part(&self) -> NonNull<u8> {
        // SAFETY: N1.
        unsafe { self.nodes.get().byte_sub(size_of::<Front>()).cast() }
    }

    #[inline(always)]
    fn front(&self) -> &Front {
        // SAFETY: N1.
        unsafe { self.part().cast().as_ref() }
    }

    /// Makes room for nodes, a power of two. The caller fills it.
    fn allocate(&self, heap: &Heap, size: usize, last_free: u32) {
        // The seed is the machine's: without knowing it, no one finds numbers that collide.
        let front = heap.alloc_part_behind(heap.seed(), bytes(size)).cast::<Front>();
        // SAFETY: just allocated with room for the front and the nodes behind it.
        unsafe {
            front.write(Front { last_free: Cell::new(last_free), visited: Cell::new(0) });
            self.nodes.set(front.add(1).cast());
        }
        self.mask.set(size as u32 - 1);
    }

    fn index_of(&self, node: *mut Node) -> usize {
        // SAFETY: N1: both point into the same array.
        unsafe { node.offset_from(self.nodes.get().as_ptr()) as usize }
    }

    /// The product of a key and a number that only the machine knows, as its low and its high half.
    #[inline(always)]
    fn scatter(&self, key: u64) -> (u64, u64) {
        // SAFETY: N1.
        let seed = unsafe { word_of(self.part()) };
        let multiplier = (seed as u64) << 32 | 0x7F4A_7C15;
        let product = key as u128 * multiplier as u128;
        (product as u64, (product >> 64) as u64)
    }

    /// PERF: neighbours stay neighbours, without collisions and often in one cache line: an aligned run of as many keys as
    /// there are nodes takes each of them once, in an order that the rest of their bits chooses.
    #[inline(always)]
    fn integer_index(&self, key: i64) -> usize {
        let mask = self.mask.get() as u64;
        let (_, order) = self.scatter(key as u64 & !mask);
        ((key as u64 ^ order) & mask) as usize
    }

    /// The main position of a key.
    fn main_index(&self, key: Value) -> usize {
        if let Some(string) = key.as_string() {
            return (string.hash() & self.mask.get()) as usize;
        }
        if let Some(integer) = key.as_integer() {
            return self.integer_index(integer);
        }
        // References differ in their low bits, floats in their high ones.
        let (low, high) = self.scatter(key.bits() ^ key.tag().0 as u64);
        ((low ^ high) & self.mask.get() as u64) as usize
    }

    /// Walks the chain from `index` to the node that `matches`.
    #[inline(always)]
    fn find(&self, index: usize, matches: impl Fn(&Node) -> bool) -> Option<*mut Node> {
        let mut node = self.node(index);
        loop {
            // SAFETY: N1; the shared borrow ends before anything is written.
            let (found, next) = unsafe { (matches(&*node), (*node).next) };
            if found {
                return Some(node);
            }
            if next == 0 {
                return None;
            }
            // SAFETY: N1.
            node = unsafe { node.offset(next as isize) };
        }
    }

    #[inline(always)]
    fn find_short_string(&self, key: Gc<LuaString>) -> Option<*mut Node> {
        let bits = key.as_ptr() as u64;
        self.find((key.short_hash() & self.mask.get()) as usize, |node| {
            // SAFETY: payloads are initialised.
            node.key_tag == Tag::SHORT_STRING && unsafe { node.key.assume_init() } == bits
        })
    }

    #[inline(always)]
    fn find_integer(&self, key: i64) -> Option<*mut Node> {
        self.find(self.integer_index(key), |node| {
            // SAFETY: payloads are initialised.
            node.key_tag == Tag::INTEGER && unsafe { node.key.assume_init() } == key as u64
        })
    }

    fn find_key(&self, key: Value) -> Option<*mut Node> {
        match (key.as_short_string(), key.as_integer()) {
            (Some(string), _) => self.find_short_string(string),
            (_, Some(integer)) => self.find_integer(integer),
            _ => self.find(self.main_index(key), |node| {
                node.key_tag == key.tag() && node.key().raw_equals(key)
            }),
        }
    }

    #[inline(always)]
    fn value_of(node: Option<*mut Node>) -> Value {
        match node {
            // SAFETY: N1: found nodes are nodes.
            Some(node) => unsafe { (*node).value() },
            None => Value::NIL,
        }
    }

    #[inline(always)]
    fn store(node: Option<*mut Node>, value: Value) -> bool {
        let Some(node) = node else { return false };
        // SAFETY: N1: a found node has a key, so it is not the shared one.
        unsafe {
            (*node).value_tag = value.tag();
            (*node).value = value.payload();
        }
        true
    }

    /// Lets the processor fetch the nodes of a small part, or the first ones of a large part.
    #[inline(always)]
    pub(super) fn prefetch(&self) {
        const CACHE_LINE: usize = 64;
        let nodes = self.nodes.get().as_ptr();
        prefetch(nodes);
        // Four nodes take a line and a half.
        prefetch(nodes.wrapping_byte_add(CACHE_LINE));
    }

    #[inline(always)]
    pub(super) fn get_short_string(&self, key: Gc<LuaString>) -> Value {
        Hash::value_of(self.find_short_string(key))
    }

    #[inline(always)]
    pub(super) fn get_integer(&self, key: i64) -> Value {
        Hash::value_of(self.find_integer(key))
    }

    /// The value of a key that is neither nil nor a float with an integer's value.
    pub(super) fn get(&self, key: Value) -> Value {
        Hash::value_of(self.find_key(key))
    }

    /// Stores the value of an interned string that has a value already; returns whether it had.
    #[inline(always)]
    pub(super) fn replace_short_string(&self, key: Gc<LuaString>, value: Value) -> bool {
        let node = self.find_short_string(key);
        // SAFETY: N1.
        Hash::store(node.filter(|&node| unsafe { (*node).value_tag != Tag::NIL }), value)
    }

    /// Stores the value of a key that is in the table; returns whether it is.
    pub(super) fn replace_present(&self, key: Value, value: Value) -> bool {
        Hash::store(self.find_key(key), value)
    }

    /// Stores the value of an interned string in a part from which nothing was ever removed, if there is room for it;
    /// returns whether there was.
    #[inline(always)]
    pub(super) fn set_short_string(&self, key: Gc<LuaString>, value: Value) -> bool {
        let main = self.node((key.short_hash() & self.mask.get()) as usize);
        // SAFETY: N1; the shared node is not written.
        unsafe {
            if (*main).key_tag != Tag::NIL || self.is_empty() {
                return self.collide(key, value);
            }
            // Where its chain would begin is nothing, so the key is nowhere.
            (*main).key_tag = Tag::SHORT_STRING;
            (*main).key = Value::from_string(key).payload();
            (*main).value_tag = value.tag();
            (*main).value = value.payload();
        }
        true
    }

    #[inline(never)]
    fn collide(&self, key: Gc<LuaString>, value: Value) -> bool {
        Hash::store(self.find_short_string(key), value)
            || matches!(self.insert(Value::from_string(key), value), Insertion::Done { .. })
    }

    /// Adds a key that is not in the table.
    pub(super) fn insert(&self, key: Value, value: Value) -> Insertion {
        if self.is_empty() {
            return Insertion::Full;
        }
        let mut moved = None;
        let mut main = self.node(self.main_index(key));
        // SAFETY: N1 throughout; no reference to a node is held across a write.
        unsafe {
            if (*main).value_tag != Tag::NIL {
                let Some(free) = self.take_free() else { return Insertion::Full };
                let other = self.node(self.main_index((*main).key()));
                if other != main {
                    // The node there is a guest from another chain: it moves to the free node.
                    moved = Some(((*main).key(), (*main).value()));
                    self.evict(other, main, free);
                    (*main).next = 0;
                } else {
                    // The new key goes to the free node, second in the chain.
                    (*free).next = match (*main).next {
                        0 => 0,
                        next => main.offset(next as isize).offset_from(free) as i32,
                    };
                    (*main).next = free.offset_from(main) as i32;
                    main = free;
                }
            }
            (*main).key_tag = key.tag();
            (*main).key = key.payload();
            (*main).value_tag = value.tag();
            (*main).value = value.payload();
        }
        Insertion::Done { moved }
    }

    /// Moves the node at `guest`, which is in the chain that starts at `main`, to `free`.
    ///
    /// # Safety
    ///
    /// All three are nodes of this part (N1).
    unsafe fn evict(&self, main: *mut Node, guest: *mut Node, free: *mut Node) {
        // SAFETY: N1: the chain from `main` leads to `guest`.
        unsafe {
            let mut previous = main;
            while previous.offset((*previous).next as isize) != guest {
                previous = previous.offset((*previous).next as isize);
            }
            (*previous).next = free.offset_from(previous) as i32;
            *free = *guest;
            if (*guest).next != 0 {
                (*free).next += guest.offset_from(free) as i32;
            }
        }
    }

    /// A node that was never used, searched from the end.
    fn take_free(&self) -> Option<*mut Node> {
        let last_free = &self.front().last_free;
        while last_free.get() > 0 {
            last_free.set(last_free.get() - 1);
            let node = self.node(last_free.get() as usize);
            // SAFETY: N1.
            if unsafe { (*node).key_tag } == Tag::NIL {
                return Some(node);
            }
        }
        None
    }

    /// Replaces the nodes by fresh ones with room for `fields` keys; returns the old part.
    pub(super) fn replace(&self, heap: &Heap, fields: usize) -> Hash {
        let old = self.take();
        if fields > 0 {
            let size = fields.next_power_of_two();
            self.allocate(heap, size, size as u32);
            for index in 0..size {
                // SAFETY: just allocated with room for `size` nodes.
                unsafe { self.node(index).write(EMPTY) };
            }
        }
        old
    }

    /// The layout of a part with these keys, one node for each at least; none if it lacks one.
    pub(super) fn layout(&self, keys: &[Gc<LuaString>]) -> Option<Layout> {
        let places = keys.iter().map(|&key| Some(self.index_of(self.find_short_string(key)?)));
        let places = places.collect::<Option<_>>()?;
        // SAFETY: N1.
        let node = |index| Node {
            value: Payload::new(0),
            value_tag: Tag::NIL,
            ..unsafe { *self.node(index) }
        };
        let nodes = (0..self.len()).map(node).collect();
        Some(Layout { nodes, places, last_free: self.front().last_free.get() })
    }

    /// Fills an empty part with nodes in this layout, and puts values in their places.
    pub(super) fn lay_out(&self, heap: &Heap, layout: &Layout, values: &[Value]) {
        debug_assert!(self.is_empty() && layout.nodes.len().is_power_of_two());
        let size = layout.nodes.len();
        self.allocate(heap, size, layout.last_free);
        // SAFETY: just allocated with room for `size` nodes, and these lead to one another (N1).
        unsafe { self.node(0).copy_from_nonoverlapping(layout.nodes.as_ptr(), size) };
        for (&place, &value) in layout.places.iter().zip(values) {
            assert!(place < size);
            Hash::store(Some(self.node(place)), value);
        }
    }

    /// Takes the nodes out; this part is empty afterwards.
    pub(super) fn take(&self) -> Hash {
        let (nodes, mask) = (self.nodes.replace(shared()), self.mask.replace(0));
        Hash { nodes: Cell::new(nodes), mask: Cell::new(mask), absent: Cell::new(0) }
    }

    /// Frees the nodes.
    pub(super) fn free(self, heap: &Heap) {
        if !self.is_empty() {
            // SAFETY: N1: allocated with this size; `self` is gone afterwards.
            unsafe {
                heap.free_part(self.part(), bytes(self.len()));
            }
        }
    }

    /// Frees the nodes of a dead table.
    pub(super) fn release(&self, heap: &Heap) {
        let old = self.take();
        if !old.is_empty() {
            // SAFETY: N1: allocated with this size, and forgotten here.
            unsafe { heap.release_part(old.part(), bytes(old.len())) };
        }
    }

    /// Whether the nodes are this part's own business: the heap does not free them by itself.
    #[inline(always)]
    pub(super) fn is_owned(&self) -> bool {
        bytes(self.len()) > MAX_PART
    }

    /// Keeps the nodes.
    #[inline(always)]
    pub(super) fn keep(&self, marker: &Marker<'_>) {
        if !self.is_empty() {
            // SAFETY: N1: allocated with this size.
            unsafe { marker.keep_part(self.part(), bytes(self.len())) };
        }
    }

    /// Visits every entry, dead ones included.
    pub(super) fn each(&self, mut visit: impl FnMut(Value, Value)) {
        for index in 0..self.len() {
            // SAFETY: N1.
            let node = unsafe { *self.node(index) };
            if node.key_tag != Tag::NIL {
                visit(node.key(), node.value());
            }
        }
    }

    /// The first entry at or after a node, with its index.
    pub(super) fn entry_from(&self, start: usize) -> Option<(usize, Value, Value)> {
        (start..self.len()).find_map(|index| {
            // SAFETY: N1.
            let node = unsafe { &*self.node(index) };
            (node.value_tag != Tag::NIL).then(|| (index, node.key(), node.value()))
        })
    }

    /// Notes which node a traversal came to.
    pub(super) fn visit(&self, index: usize) {
        if !self.is_empty() {
            self.front().visited.set(index as u32);
        }
    }

    /// The node that a traversal came to last, if it has this very key.
    ///
    /// PERF: a traversal asks for the key that it was given last, which needs no search.
    #[inline]
    pub(super) fn visited(&self, key: Value) -> Option<usize> {
        let index = self.front().visited.get() as usize;
        if index >= self.len() {
            return None;
        }
        // SAFETY: N1; payloads are initialised.
        unsafe {
            let node = &*self.node(index);
            (node.key_tag == key.tag() && node.key.assume_init() == key.bits()).then_some(index)
        }
    }

    /// The node of a key, even of one that was removed during a traversal.
    pub(super) fn position(&self, key: Value) -> Option<usize> {
        let node = self.find_key(key).or_else(|| {
            self.find(self.main_index(key), |node| {
                // SAFETY: payloads are initialised.
                node.key_tag == Tag::DEAD_KEY
                    && key.tag().is_collectable()
                    && unsafe { node.key.assume_init() } == key.bits()
            })
        })?;
        Some(self.index_of(node))
    }

    /// A border at or above `present`, where `present` is 0 or a key in use.
    pub(super) fn search_border(&self, present: i64) -> i64 {
        if self.get_integer(present.saturating_add(1)).is_nil() {
            return present;
        }
        // Double until a nil is found, then bisect.
        let mut low = present + 1;
        let mut high = low;
        loop {
            high = match high.checked_mul(2) {
                Some(high) => high,
                None if !self.get_integer(i64::MAX).is_nil() => return i64::MAX,
                None => i64::MAX,
            };
            if self.get_integer(high).is_nil() {
                break;
            }
            low = high;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.get_integer(middle).is_nil() { high = middle } else { low = middle }
        }
        low
    }

    /// Removes the entries that `keep` does not keep. Keys without value are only remembered by their address.
    pub(super) fn retain(&self, mut keep: impl FnMut(Value, Value) -> bool) {
        for index in 0..self.len() {
            let node = self.node(index);
            // SAFETY: N1; `keep` looks at values, never at this part.
            unsafe {
                if (*node).value_tag != Tag::NIL && !keep((*node).key(), (*node).value()) {
                    (*node).value_tag = Tag::NIL;
                }
                if (*node).value_tag == Tag::NIL && (*node).key_tag.is_collectable() {
                    (*node).key_tag = Tag::DEAD_KEY;
                }
            }
        }
    }

    /// Marks the key and the value of a node; a key without value is only remembered by its address.
    pub(super) fn trace_node(&self, index: usize, marker: &Marker<'_>) {
        let node = self.node(index);
        // SAFETY: N1; nothing else looks at the node meanwhile.
        unsafe {
            if (*node).value_tag == Tag::NIL {
                if (*node).key_tag.is_collectable() {
                    (*node).key_tag = Tag::DEAD_KEY;
                }
            } else {
                (*node).key().trace(marker);
                (*node).value().trace(marker);
            }
        }
    }
}
