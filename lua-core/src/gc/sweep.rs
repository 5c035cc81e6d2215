//! Sweeping: dead objects are freed block by block, live ones are painted for the next cycle.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! E1. An object in the white of before the atomic phase was not reached: nothing alive refers to it.

use std::ptr::NonNull;

use super::collect::Phase;
use super::color;
use super::generation::Mode;
use super::heap::{Disposal, Heap};
use super::pool::UNIT;
use super::ptr::{Header, PART};

impl Heap {
    /// Sweeps the next piece; returns the bytes looked at, or `None` if everything is swept.
    pub(super) fn sweep_some(&self) -> Option<usize> {
        if self.sweep_block() {
            return Some(32 << 10);
        }
        self.sweep_large()
    }

    /// Frees the dead cells of the next block; returns whether there was one.
    pub(super) fn sweep_block(&self) -> bool {
        let index = self.cycle.block.get();
        let storage = self.storage();
        if self.phase() != Phase::Sweep || index >= storage.blocks.full.len() {
            return false;
        }
        if self.mode() == Mode::Incremental {
            // PERF: where everything died, or nothing did, no cell need be looked at.
            let block = &storage.blocks.full[index];
            let head = block.head();
            if head.reached.get() == 0 && !head.has_owners.get() {
                self.refund(head.units.get() as usize * UNIT);
                storage.blocks.empty(index);
                return true;
            }
            if block.is_reached() {
                head.swept.set(self.white.get());
                self.cycle.block.set(index + 1);
                return true;
            }
        }
        let mut freed = 0;
        let (doomed, cells) = (&mut storage.doomed, &mut storage.cells);
        let empty = storage.blocks.full[index].sweep(cells, |object| {
            let disposal = self.bury(object);
            // SAFETY: the sweep visits objects only.
            let header = unsafe { object.as_ref() };
            match disposal {
                Some(Disposal::Free) => freed += header.class.get() as usize * UNIT,
                Some(Disposal::Queue) => doomed.push(object),
                None => {}
            }
            disposal == Some(Disposal::Free)
        });
        self.refund(freed);
        match empty {
            true => storage.blocks.empty(index),
            false => {
                storage.blocks.full[index].head().swept.set(self.white.get());
                self.cycle.block.set(index + 1);
            }
        }
        true
    }

    fn sweep_large(&self) -> Option<usize> {
        let index = self.cycle.large.get();
        let object = *self.storage().large.get(index)?;
        // SAFETY: listed large objects are whole.
        let size = unsafe { (self.ops(object).size)(object) };
        match self.bury(object) {
            Some(disposal) => {
                self.storage().large.swap_remove(index);
                match disposal {
                    // SAFETY: dead and emptied.
                    Disposal::Free => unsafe { self.release_large(object, size) },
                    Disposal::Queue => self.storage().doomed.push(object),
                }
            }
            None => self.cycle.large.set(index + 1),
        }
        Some(64)
    }

    /// Destroys the object if it is dead, else paints it for the next cycle.
    fn bury(&self, object: NonNull<Header>) -> Option<Disposal> {
        // SAFETY: the sweep visits objects only.
        let header = unsafe { object.as_ref() };
        let mark = header.mark.get();
        if mark & color::DOOMED != 0 {
            return None;
        }
        if mark & self.dead() == 0 {
            if self.mode() == Mode::Incremental {
                header.paint(self.white.get());
            }
            return None;
        }
        if header.kind.get() == PART {
            return Some(Disposal::Free);
        }
        // SAFETY: nothing refers to the object any more.
        let disposal = unsafe { (self.ops(object).destroy)(object, self) };
        if disposal == Disposal::Queue {
            header.mark.set(color::DOOMED);
        }
        Some(disposal)
    }

    /// Ends the sweep.
    pub(super) fn end_sweep(&self) {
        self.storage().blocks.trim();
        self.cycle.phase.set(Phase::Pause);
    }

    /// Paints every object white, as if nothing had been reached yet. Nothing may be dead.
    pub(super) fn whiten(&self) {
        let white = self.white.get();
        let paint = |object: NonNull<Header>| {
            // SAFETY: the blocks and the list of large objects hold whole objects.
            let header = unsafe { object.as_ref() };
            if header.mark.get() & color::DOOMED == 0 {
                header.paint(white);
            }
        };
        let storage = self.storage();
        storage.blocks.retire();
        for block in &storage.blocks.full {
            block.each(paint);
        }
        storage.large.iter().copied().for_each(paint);
    }
}
