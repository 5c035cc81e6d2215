//! The heap checker of stress mode: at the end of each marking, nothing alive may refer to what is about to die.
#![allow(unsafe_code)]

use std::ptr::NonNull;

use super::collect::Marker;
use super::color;
use super::heap::Heap;
use super::ptr::{Header, PART};

impl Heap {
    /// Visits every live object once more, as if none were weak.
    ///
    /// # Panics
    ///
    /// If one refers to an object that was not reached (G3).
    pub(super) fn check(&self) {
        let check = |object: NonNull<Header>| {
            // SAFETY: the blocks and the list of large objects hold whole objects.
            let header = unsafe { object.as_ref() };
            let marker = Marker::checking(self, header.kind.get());
            let is_alive = !marker.is_unreached(object) && header.mark.get() & color::DOOMED == 0;
            if is_alive && header.kind.get() != PART {
                // SAFETY: the kind table describes the object.
                unsafe { (self.ops(object).trace)(object, 0, &marker) };
            }
        };
        let storage = self.storage();
        storage.blocks.retire();
        for block in &storage.blocks.full {
            block.each(check);
        }
        storage.large.iter().copied().for_each(check);
    }
}
