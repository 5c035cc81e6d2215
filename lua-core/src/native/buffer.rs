//! `Buffer`: text of a size that a script chooses, on its way to being a string.

use crate::object::{LuaError, State};
use crate::vm::limits;

/// How much is asked for at first.
const FIRST: usize = 64;

/// A buffer with room for more bytes than this is not kept for the next one.
const KEPT: usize = 1024;

/// The longest text of a number that is not padded.
pub(crate) const NUMBER: usize = 32;

/// Bytes that count as the machine's memory while they grow.
pub(crate) struct Buffer<'a> {
    state: &'a State,
    bytes: Vec<u8>,
    /// How many bytes the heap was charged with.
    charged: usize,
}

impl<'a> Buffer<'a> {
    /// An empty buffer.
    ///
    /// PERF: most are needed for a moment, and are small enough for the memory of the one before.
    pub(crate) fn new(state: &'a State) -> Buffer<'a> {
        let mut buffer = Buffer { state, bytes: state.spare_bytes.take(), charged: 0 };
        buffer.settle();
        // Nothing was allocated that the collector would have to make up for.
        state.heap.hasten(-(buffer.charged as isize));
        buffer
    }

    /// The bytes.
    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes there are.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The text, with room for so many more bytes, for what is written piece by piece. Whoever writes more than that
    /// writes what is not counted.
    ///
    /// # Errors
    ///
    /// As [`Buffer::reserve`].
    #[inline]
    pub(crate) fn text(&mut self, more: usize) -> Result<&mut Vec<u8>, LuaError> {
        self.reserve(more)?;
        Ok(&mut self.bytes)
    }

    /// Drops the bytes from `length` on.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.bytes.truncate(length);
    }

    /// Makes room for `more` bytes.
    ///
    /// # Errors
    ///
    /// If they would exceed the limit of memory, or there is none.
    #[inline]
    pub(crate) fn reserve(&mut self, more: usize) -> Result<(), LuaError> {
        match self.bytes.capacity() - self.bytes.len() >= more {
            true => Ok(()),
            false => self.grow(more),
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) -> Result<(), LuaError> {
        let needed = self.bytes.len().saturating_add(more);
        limits::admit_string(self.state, needed)?;
        let most = self.state.quotas.string();
        let capacity = needed.max((self.bytes.capacity() * 2).min(most)).max(FIRST);
        // While it moves there are both, and a string will be made of it.
        limits::admit(self.state, capacity.saturating_add(self.bytes.capacity()))?;
        limits::spend_bytes(self.state, capacity)?;
        let more = capacity - self.bytes.len();
        if self.bytes.try_reserve_exact(more).is_err() {
            return Err(limits::out_of_memory(self.state));
        }
        self.settle();
        Ok(())
    }

    /// Charges the heap with what is held.
    fn settle(&mut self) {
        self.state.heap.refund(self.charged);
        self.charged = self.bytes.capacity();
        self.state.heap.charge(self.charged);
    }

    /// Appends bytes.
    ///
    /// # Errors
    ///
    /// As [`Buffer::reserve`].
    #[inline]
    pub(crate) fn extend(&mut self, bytes: &[u8]) -> Result<(), LuaError> {
        self.reserve(bytes.len())?;
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }
}

impl Drop for Buffer<'_> {
    fn drop(&mut self) {
        self.state.heap.refund(self.charged);
        if self.bytes.capacity() <= KEPT {
            self.bytes.clear();
            self.state.spare_bytes.set(std::mem::take(&mut self.bytes));
        }
    }
}
