//! The garbage collector: precise, incremental mark and sweep that does not move objects.
//!
//! What it must know of an object it learns from a table of functions for each kind; it never sees a Lua value.
//!
//! **Colours.** An object is *white* (not reached in this cycle), *gray* (reached, its references not yet
//! visited) or *black* (reached and visited). There are two whites: what was allocated since the marking
//! ended has the current white and survives the sweep; what still has the other white is garbage. There are two
//! blacks as well: what was visited in the cycle before has the other one and is not reached yet in this one. So a
//! block whose objects were all reached need not be swept.
//!
//! **Phases.** `Pause → Mark → (atomic) → Sweep → Pause`. Marking and sweeping go step by step; the atomic
//! end of marking visits the roots again, swaps the whites and rebuilds the free lists.
//!
//! Some objects refer to others *weakly* (see [`weak`]), some are to be told before they die (see [`finalize`]),
//! and what survived may be left alone for a while (see [`generation`]).
//!
//! **Where objects live.** In blocks of 32 KB that cells of any size class share: a header tells its
//! cell's size, so a block is swept by walking it. What an object owns besides its cell is a cell too if it is small
//! (see [`parts`]). What is over [`pool::MAX_CELL`] bytes has an allocation of its own.
//!
//! **What is not swept.** A block knows how much of it was reached. If that is all, there is nothing to do; if it is nothing,
//! and no object in it has to be told of its death, the block is empty without a look at its cells.
//!
//! Invariants:
//!
//! - G1 is that of references (see [`ptr`]).
//! - G2. Nothing is freed outside [`Heap::step`] and [`Heap::drop_all`]; allocation never collects.
//! - G3. During marking no black object refers to a white one: whoever stores a reference into an object
//!   calls a barrier after the store.
//! - G4. At the end of the atomic phase every slot of every live stack is marked or nil.
//! - G5. Destructors of host data never run inside a step: the heap queues them, and the machine runs them
//!   at the end of its safepoint, when the heap is whole.
#![allow(unsafe_code)]

#[cfg(stress)]
mod check;
mod collect;
mod finalize;
mod generation;
mod heap;
mod list;
mod pacing;
mod parts;
mod pool;
mod ptr;
mod sweep;
mod weak;

pub(crate) use collect::{Marker, Roots};
pub(crate) use generation::Mode;
pub(crate) use heap::{Disposal, Heap, KindOps};
pub(crate) use parts::{MAX_PART, PartHeader, word_of};
pub(crate) use ptr::{Gc, Header, Object, prefetch};
pub(crate) use weak::{Clearing, Weakness};

/// Bits of [`Header`]'s mark byte.
pub(crate) mod color {
    /// One white.
    pub(crate) const WHITE0: u8 = 1;
    /// The other white.
    pub(crate) const WHITE1: u8 = 2;
    /// Either white.
    pub(crate) const WHITES: u8 = WHITE0 | WHITE1;
    /// Visited in one cycle.
    pub(crate) const BLACK0: u8 = 4;
    /// Visited in the next one.
    pub(crate) const BLACK1: u8 = 128;
    /// Either black.
    pub(crate) const BLACKS: u8 = BLACK0 | BLACK1;
    /// Listed among the objects that Rust handles hold.
    pub(crate) const LISTED: u8 = 8;
    /// Dead, with host data that awaits its destructor.
    pub(crate) const DOOMED: u8 = 16;
    /// Marked for finalization.
    pub(crate) const FINALIZED: u8 = 32;
    /// The key of an ephemeron whose value waits for it to be reached.
    pub(crate) const AWAITED: u8 = 64;
    /// The colour bits proper.
    pub(crate) const COLORS: u8 = WHITES | BLACKS;
}
