//! Userdata: host data in a cell that checks borrows at run time.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! D1. While `type_id` names a type, a value of that type lies in the cell at the offset its alignment asks
//!     for. It is reached through [`UserData::payload`] only after the type was compared.
//! D2. The payload is borrowed as `RefCell` would: `borrows` counts shared borrows, -1 is an exclusive one.

use std::any::TypeId;
use std::cell::Cell;
use std::ptr::NonNull;

use super::kind;
use super::table::Table;
use super::value::Value;
use crate::gc::{Gc, Header, Heap, Marker, Object};

/// What is known of a payload's type.
pub(crate) struct PayloadType {
    type_id: TypeId,
    size: usize,
    offset: usize,
    drop: Option<unsafe fn(*mut u8)>,
}

struct Describe<T>(T);

impl<T: 'static> Describe<T> {
    const TYPE: PayloadType = PayloadType {
        type_id: TypeId::of::<T>(),
        size: size_of::<T>(),
        offset: size_of::<UserData>().next_multiple_of(align_of::<T>()),
        drop: if std::mem::needs_drop::<T>() { Some(drop_payload::<T>) } else { None },
    };
}

/// # Safety
///
/// `payload` points to a whole `T`, which is not used afterwards.
unsafe fn drop_payload<T>(payload: *mut u8) {
    // SAFETY: the caller's promise.
    unsafe { payload.cast::<T>().drop_in_place() }
}

/// Bit of the header's flags: there is no user value.
const NO_USER_VALUE: u8 = 1;

/// Host data on the heap.
#[repr(C)]
pub(crate) struct UserData {
    header: Header,
    metatable: Cell<Option<Gc<Table>>>,
    payload_type: &'static PayloadType,
    borrows: Cell<isize>,
    /// Whether the payload is there; it is not after it was taken or dropped.
    present: Cell<bool>,
    user_value: Cell<Value>,
}

// SAFETY: `repr(C)`, the header first.
unsafe impl Object for UserData {
    const KIND: u8 = kind::USERDATA;
}

/// Why a payload cannot be borrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BorrowError {
    /// It is of another type.
    WrongType,
    /// It was taken or destroyed.
    Gone,
    /// It is borrowed exclusively.
    Exclusive,
    /// It is borrowed, and an exclusive borrow was asked for.
    Shared,
}

impl UserData {
    /// Moves `payload` into a new userdata.
    pub(crate) fn new<T: 'static>(
        heap: &Heap,
        payload: T,
        metatable: Option<Gc<Table>>,
    ) -> Gc<UserData> {
        const { assert!(align_of::<T>() <= 16, "userdata types may be aligned to 16 bytes at most") };
        let payload_type = &Describe::<T>::TYPE;
        let init = |cell: NonNull<UserData>| {
            // SAFETY: the cell has room for the struct and, at its offset, the payload (D1).
            unsafe {
                cell.write(UserData {
                    header: Header::new(kind::USERDATA),
                    metatable: Cell::new(metatable),
                    payload_type,
                    borrows: Cell::new(0),
                    present: Cell::new(true),
                    user_value: Cell::new(Value::NIL),
                });
                cell.cast::<u8>().add(payload_type.offset).cast::<T>().write(payload);
            }
        };
        // SAFETY: `init` fills the whole cell.
        unsafe { heap.alloc_sized(payload_type.offset + payload_type.size, init) }
    }

    /// The size of the cell.
    pub(super) fn size(&self) -> usize {
        self.payload_type.offset + self.payload_type.size
    }

    /// The metatable.
    #[inline(always)]
    pub(crate) fn metatable(&self) -> Option<Gc<Table>> {
        self.metatable.get()
    }

    /// Sets or removes the metatable.
    pub(super) fn set_metatable(&self, heap: &Heap, metatable: Option<Gc<Table>>) {
        self.metatable.set(metatable);
        heap.barrier_back(self);
    }

    /// Whether a Lua value may go with the host data: not if [`UserData::refuse_user_value`] was called.
    pub(crate) fn takes_user_value(&self) -> bool {
        self.header.flags.get() & NO_USER_VALUE == 0
    }

    /// Lets no Lua value go with the host data.
    pub(crate) fn refuse_user_value(&self) {
        self.header.flags.set(self.header.flags.get() | NO_USER_VALUE);
    }

    /// The Lua value that goes with the host data.
    pub(crate) fn user_value(&self) -> Value {
        self.user_value.get()
    }

    /// Sets the Lua value that goes with the host data.
    pub(crate) fn set_user_value(&self, heap: &Heap, value: Value) {
        self.user_value.set(value);
        heap.barrier_back(self);
    }

    /// Whether the payload is (or was) of this type.
    #[inline(always)]
    pub(crate) fn is<T: 'static>(&self) -> bool {
        // PERF: most often the descriptions are the same one, which is told faster than that the types are.
        std::ptr::eq(self.payload_type, &Describe::<T>::TYPE)
            || self.payload_type.type_id == TypeId::of::<T>()
    }

    fn payload<T>(&self) -> *mut T {
        // SAFETY: D1: the offset lies in the cell, whose provenance `self` has.
        unsafe {
            std::ptr::from_ref(self).cast::<u8>().add(self.payload_type.offset).cast_mut().cast()
        }
    }

    #[inline(always)]
    fn check<T: 'static>(&self) -> Result<(), BorrowError> {
        match (self.is::<T>(), self.present.get()) {
            (false, _) => Err(BorrowError::WrongType),
            (true, false) => Err(BorrowError::Gone),
            (true, true) => Ok(()),
        }
    }

    /// Starts a shared borrow; [`UserData::end_borrow`] ends it.
    ///
    /// # Errors
    ///
    /// If the type differs, the payload is gone, or it is borrowed exclusively.
    #[inline(always)]
    pub(crate) fn start_borrow<T: 'static>(&self) -> Result<NonNull<T>, BorrowError> {
        self.check::<T>()?;
        let borrows = self.borrows.get();
        if borrows < 0 || borrows == isize::MAX {
            return Err(BorrowError::Exclusive);
        }
        self.borrows.set(borrows + 1);
        // SAFETY: a pointer into a cell is not null.
        Ok(unsafe { NonNull::new_unchecked(self.payload()) })
    }

    /// Ends a shared borrow.
    #[inline(always)]
    pub(crate) fn end_borrow(&self) {
        self.borrows.set(self.borrows.get() - 1);
    }

    /// Starts an exclusive borrow; [`UserData::end_borrow_mut`] ends it.
    ///
    /// # Errors
    ///
    /// If the type differs, the payload is gone, or it is borrowed.
    #[inline(always)]
    pub(crate) fn start_borrow_mut<T: 'static>(&self) -> Result<NonNull<T>, BorrowError> {
        self.check::<T>()?;
        match self.borrows.get() {
            0 => self.borrows.set(-1),
            borrows if borrows < 0 => return Err(BorrowError::Exclusive),
            _ => return Err(BorrowError::Shared),
        }
        // SAFETY: a pointer into a cell is not null.
        Ok(unsafe { NonNull::new_unchecked(self.payload()) })
    }

    /// Ends an exclusive borrow.
    #[inline(always)]
    pub(crate) fn end_borrow_mut(&self) {
        self.borrows.set(0);
    }

    /// Shows the payload to a function, which must not let the userdata die.
    ///
    /// # Errors
    ///
    /// As [`UserData::start_borrow`].
    pub(crate) fn look<T: 'static, R>(&self, look: impl FnOnce(&T) -> R) -> Result<R, BorrowError> {
        struct Guard<'a>(&'a UserData);
        impl Drop for Guard<'_> {
            fn drop(&mut self) {
                self.0.end_borrow();
            }
        }
        let payload = self.start_borrow::<T>()?;
        let _guard = Guard(self);
        // SAFETY: D1, D2; the guard ends the borrow after the last use.
        Ok(look(unsafe { payload.as_ref() }))
    }

    /// Takes the payload out; the userdata is empty afterwards.
    ///
    /// # Errors
    ///
    /// If the type differs, the payload is gone, or it is borrowed.
    pub(crate) fn take<T: 'static>(&self) -> Result<T, BorrowError> {
        let payload = self.start_borrow_mut::<T>()?;
        self.present.set(false);
        self.end_borrow_mut();
        // SAFETY: D1, D2; nobody reads it again, for `present` is false.
        Ok(unsafe { payload.read() })
    }

    /// Drops the payload if nobody borrows it; returns whether it did.
    pub(crate) fn destroy(&self) -> bool {
        if !self.present.get() || self.borrows.get() != 0 {
            return false;
        }
        self.drop_payload();
        true
    }

    /// Whether there is a payload whose destructor has work to do.
    pub(super) fn needs_drop(&self) -> bool {
        self.present.get() && self.payload_type.drop.is_some()
    }

    pub(super) fn drop_payload(&self) {
        if self.present.replace(false)
            && let Some(drop) = self.payload_type.drop
        {
            // SAFETY: D1; `present` is false from now on.
            unsafe { drop(self.payload()) }
        }
    }

    pub(super) fn trace(&self, marker: &Marker<'_>) -> usize {
        if let Some(metatable) = self.metatable.get() {
            marker.mark(metatable);
        }
        self.user_value.get().trace(marker);
        self.size()
    }
}
