//! Strings: immutable bytes. Short ones are interned, so that equal means identical (see `interner`).
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! S1. `length` bytes follow the struct in the same cell and never change.
//! S3. What implements [`KeepsAlive`] keeps the strings that it hands out alive while it is borrowed.
//! S4. The bytes of a string with the flag [`TEXT`] are UTF-8.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::gc::{Gc, Header, Heap, Object};

use super::kind;

/// The longest string that is interned, in bytes.
pub(crate) const MAX_SHORT: usize = 40;
/// The longest string at all, in bytes.
pub(crate) const MAX_LENGTH: usize = u32::MAX as usize - 64;

/// Flag of a long string whose hash is computed.
const HASHED: u8 = 1;
/// Flag of a string that is known to be UTF-8.
const TEXT: u8 = 2;

/// Something that roots the strings it hands out.
///
/// # Safety
///
/// S3.
pub(crate) unsafe trait KeepsAlive {}

/// A string on the heap.
#[repr(C)]
pub(crate) struct LuaString {
    header: Header,
    hash: Cell<u32>,
    length: u32,
    bytes: [u8; 0],
}

// SAFETY: `repr(C)`, the header first.
unsafe impl Object for LuaString {
    const KIND: u8 = kind::STRING;
    const LEAF: bool = true;
}

impl LuaString {
    /// The bytes.
    #[inline(always)]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        // SAFETY: S1.
        unsafe { std::slice::from_raw_parts(self.bytes_ptr(), self.length as usize) }
    }

    /// The bytes, borrowed from whoever keeps the string alive: its owner is borrowed as long as they are.
    #[inline(always)]
    pub(crate) fn long_lived_bytes<'a, O: KeepsAlive + ?Sized>(&self, _owner: &'a O) -> &'a [u8] {
        // SAFETY: S1, S3.
        unsafe { std::slice::from_raw_parts(self.bytes_ptr(), self.length as usize) }
    }

    /// The same as text, if they are UTF-8.
    ///
    /// PERF: what was found out once is remembered. In a document that is read into structs, most strings are names of fields.
    #[inline]
    pub(crate) fn long_lived_text<'a, O: KeepsAlive + ?Sized>(
        &self,
        owner: &'a O,
    ) -> Option<&'a str> {
        let bytes = self.long_lived_bytes(owner);
        if self.header.flags.get() & TEXT != 0 {
            // SAFETY: S4.
            return Some(unsafe { std::str::from_utf8_unchecked(bytes) });
        }
        let text = std::str::from_utf8(bytes).ok()?;
        self.header.flags.set(self.header.flags.get() | TEXT);
        Some(text)
    }

    #[inline(always)]
    fn bytes_ptr(&self) -> *const u8 {
        // SAFETY: S1; the address is taken of the whole cell, not of the empty array.
        unsafe { std::ptr::from_ref(self).cast::<u8>().add(std::mem::offset_of!(LuaString, bytes)) }
    }

    /// How many bytes.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.length as usize
    }

    /// Whether the string is interned.
    #[inline(always)]
    pub(crate) fn is_short(&self) -> bool {
        self.length as usize <= MAX_SHORT
    }

    /// The hash; computed on first use for a long string.
    pub(crate) fn hash(&self) -> u32 {
        if !self.is_short() && self.header.flags.get() & HASHED == 0 {
            self.hash.set(Text::new(self.as_bytes(), self.hash.get()).hash);
            self.header.flags.set(self.header.flags.get() | HASHED);
        }
        self.hash.get()
    }

    /// The hash of a short string.
    #[inline(always)]
    pub(crate) fn short_hash(&self) -> u32 {
        debug_assert!(self.is_short());
        self.hash.get()
    }

    /// The size of the cell that holds a string of `length` bytes.
    pub(super) fn size_for(length: usize) -> usize {
        std::mem::offset_of!(LuaString, bytes) + length
    }

    /// The size of this string's cell.
    pub(super) fn size(&self) -> usize {
        LuaString::size_for(self.len())
    }

    /// Text for messages; bytes that are not UTF-8 are replaced.
    pub(crate) fn to_text(&self) -> String {
        String::from_utf8_lossy(self.as_bytes()).into_owned()
    }
}

impl std::fmt::Debug for LuaString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", String::from_utf8_lossy(self.as_bytes()))
    }
}

/// Bytes and their hash.
pub(super) struct Text<'a> {
    bytes: &'a [u8],
    end: [u64; 2],
    pub(super) hash: u32,
}

impl<'a> Text<'a> {
    /// Hashes bytes, eight at a time, by multiplying and folding with a seed.
    #[inline(always)]
    pub(super) fn new(bytes: &'a [u8], seed: u32) -> Text<'a> {
        let end = end(bytes);
        let mut hash = (seed as u64) << 32 ^ 0x5851_F42D_4C95_7F2D;
        if bytes.len() > END {
            hash = fold_before_end(bytes, hash);
        }
        hash = fold(fold(hash, end[0]), end[1]);
        // Not with the bytes before, where one of them could make up for it.
        let length = (bytes.len() as u32).wrapping_mul(0x9E37_79B1);
        Text { bytes, end, hash: ((hash ^ hash >> 32) as u32).wrapping_add(length) }
    }

    /// Whether other bytes are the same.
    #[inline(always)]
    pub(super) fn is(&self, other: &[u8]) -> bool {
        self.bytes.len() == other.len()
            && self.end == end(other)
            && (self.bytes.len() <= END || self.bytes == other)
    }
}

#[inline(always)]
fn fold(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word) as u128 * 0x9E37_79B9_7F4A_7C15;
    product as u64 ^ (product >> 64) as u64
}

/// Folds all bytes but those of the end, in pieces of which the last may go on into the end.
#[inline(never)]
fn fold_before_end(bytes: &[u8], hash: u64) -> u64 {
    let words = &bytes.as_chunks().0[..(bytes.len() - END).div_ceil(8)];
    words.iter().fold(hash, |hash, word| fold(hash, u64::from_le_bytes(*word)))
}

/// How many bytes [`end`] looks at.
const END: usize = 16;

/// The first eight and the last eight of at most [`END`] bytes, as far as there are any; of more, the last.
/// Together with the length, they tell of all bytes that they were made of.
///
/// PERF: the lengths of most strings are from 4 to 16 in no order, so no branch depends on which it is.
#[inline(always)]
fn end(bytes: &[u8]) -> [u64; 2] {
    let length = bytes.len();
    // SAFETY: whoever asks for bytes sees that there are so many behind the place.
    let four = |at: usize| unsafe { bytes.as_ptr().add(at).cast::<[u8; 4]>().read() };
    let eight = |one, other| {
        u64::from(u32::from_le_bytes(four(one))) | u64::from(u32::from_le_bytes(four(other))) << 32
    };
    match length {
        0 => [0, 0],
        1..4 => [u32::from_le_bytes([bytes[0], bytes[length / 2], bytes[length - 1], 0]).into(), 0],
        4..=END => {
            let step = 4 * usize::from(length >= 8);
            [eight(0, step), eight(length - 4 - step, length - 4)]
        }
        _ => [eight(length - 16, length - 12), eight(length - 8, length - 4)],
    }
}

/// A string of at most [`Tiny::MAX`] bytes that is looked up, without a reference to them.
#[derive(Clone, Copy)]
pub(crate) struct Tiny {
    end: [u64; 2],
    pub(super) hash: u32,
    length: u32,
}

impl Tiny {
    /// How many bytes there may be.
    const MAX: usize = END;

    /// The string of these bytes, if they are few.
    #[inline(always)]
    pub(super) fn new(bytes: &[u8], seed: u32) -> Option<Tiny> {
        (bytes.len() <= Tiny::MAX).then(|| {
            let Text { end, hash, .. } = Text::new(bytes, seed);
            Tiny { end, hash, length: bytes.len() as u32 }
        })
    }

    /// Whether these are its bytes.
    #[inline(always)]
    pub(super) fn is(&self, bytes: &[u8]) -> bool {
        self.length as usize == bytes.len() && self.end == end(bytes)
    }

    /// Makes a string of it.
    #[inline(never)]
    pub(super) fn make(&self, heap: &Heap) -> Gc<LuaString> {
        let [first, last] = self.end.map(u64::to_le_bytes);
        let length = self.length as usize;
        let mut bytes = [0; Tiny::MAX];
        match length {
            // Of one byte, all three are the same; of two, the last two.
            0..4 => bytes[..length].copy_from_slice(&first[..length]),
            4..8 => {
                bytes[..4].copy_from_slice(&first[..4]);
                bytes[length - 4..length].copy_from_slice(&last[4..]);
            }
            _ => {
                bytes[..8].copy_from_slice(&first);
                bytes[length - 8..length].copy_from_slice(&last);
            }
        }
        debug_assert!(self.is(&bytes[..length]));
        copied(heap, &bytes[..length], self.hash)
    }
}

/// A string of these bytes.
///
/// # Panics
///
/// If it would be longer than [`MAX_LENGTH`].
pub(super) fn copied(heap: &Heap, bytes: &[u8], hash: u32) -> Gc<LuaString> {
    // SAFETY: the cell has room for that many bytes, and is another's than theirs.
    let copy = |cell: *mut u8| unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), cell, bytes.len());
    };
    // SAFETY: all bytes are written.
    unsafe { allocate(heap, bytes.len(), hash, copy) }
}

/// A string of `length` bytes that `fill` writes.
///
/// # Panics
///
/// If it would be longer than [`MAX_LENGTH`].
pub(super) fn filled(
    heap: &Heap,
    length: usize,
    hash: u32,
    fill: impl FnOnce(&mut [u8]),
) -> Gc<LuaString> {
    // SAFETY: the cell has room for that many bytes, which are zeros when `fill` sees them.
    let fill = |cell: *mut u8| unsafe {
        std::ptr::write_bytes(cell, 0, length);
        fill(std::slice::from_raw_parts_mut(cell, length));
    };
    // SAFETY: all bytes are written.
    unsafe { allocate(heap, length, hash, fill) }
}

/// A string whose bytes `write` writes where it is told.
///
/// # Safety
///
/// `write` writes `length` bytes (S1).
#[inline(always)]
unsafe fn allocate(
    heap: &Heap,
    length: usize,
    hash: u32,
    write: impl FnOnce(*mut u8),
) -> Gc<LuaString> {
    assert!(length <= MAX_LENGTH, "a string is at most 4 GB long");
    let init = |cell: NonNull<LuaString>| {
        // SAFETY: the cell has room for the struct and `length` bytes (S1).
        unsafe {
            cell.write(LuaString {
                header: Header::new(kind::STRING),
                hash: Cell::new(hash),
                length: length as u32,
                bytes: [],
            });
            write(cell.cast::<u8>().add(std::mem::offset_of!(LuaString, bytes)).as_ptr());
        }
    };
    // SAFETY: `init` makes the string and its bytes.
    unsafe { heap.alloc_sized(LuaString::size_for(length), init) }
}
