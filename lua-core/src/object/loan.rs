//! Host data that does not lie in its userdata: lent by a scope, or found from there (`part`).
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! J1. What a scope lends lives until [`UserData::end_loan`] is called. A borrow of it ends before, as it lasts no
//!     longer than a call that the scope's own function waits for.
//! J2. A userdata that stands for data elsewhere shows the type of that data, or has its key. Whoever borrows it has
//!     compared that.

use std::any::{Any, TypeId};
use std::ptr::NonNull;

use super::part::PartOf;
use super::table::Table;
use super::userdata::{BorrowError, PayloadType, Standing, UserData};
use crate::gc::{Gc, Heap};

/// The payload of a userdata that stands for data of the type that it shows, elsewhere.
struct Lent {
    data: NonNull<()>,
    is_writable: bool,
}

/// As [`Lent`], of a type that may hold borrowed parts, so that no `TypeId` tells it from others: the key does.
struct LentByKey {
    data: NonNull<()>,
    key: u64,
}

/// The type of no payload.
enum Nothing {}

/// Data that may be used until its borrow ends.
pub(crate) struct Loan<T> {
    /// Where it lies.
    pub(crate) data: NonNull<T>,
    /// What keeps others away, if it lies in a cell or behind a lock. An exclusive borrow with one counts as a shared one
    /// of the userdata.
    pub(crate) lock: Option<Lock>,
}

/// Keeps a cell or lock taken until it is dropped.
pub(crate) type Lock = Box<dyn Any>;

impl<T> Loan<T> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn own(data: NonNull<T>) -> Loan<T> {
        Loan { data, lock: None }
    }

    pub(super) fn cast<U>(self) -> Loan<U> {
        Loan { data: self.data.cast(), lock: self.lock }
    }
}

impl UserData {
    /// Makes a userdata that stands for `data`. It may be written only if `is_writable`.
    ///
    /// # Safety
    ///
    /// `data` points to a whole `T` that nobody else uses, or writes, until the loan has ended (J1).
    pub(crate) unsafe fn lend<T: 'static>(
        heap: &Heap,
        data: NonNull<T>,
        is_writable: bool,
        metatable: Option<Gc<Table>>,
    ) -> Gc<UserData> {
        let lent = Lent { data: data.cast(), is_writable };
        // SAFETY: the description is that of the loan, and shows the type (J2).
        unsafe { UserData::of_lent(heap, lent, metatable, &Standing::<Lent, T>::TYPE) }
    }

    /// As [`UserData::lend`], for data to be written, whose type only the function knows.
    ///
    /// # Safety
    ///
    /// As [`UserData::lend`]; `data` points to a `T`.
    pub(crate) unsafe fn lend_as<T: 'static>(
        heap: &Heap,
        data: NonNull<()>,
        metatable: Option<Gc<Table>>,
    ) -> Gc<UserData> {
        // SAFETY: the caller's promise.
        unsafe { UserData::lend(heap, data.cast::<T>(), true, metatable) }
    }

    /// Not of a type, so that it is compiled once.
    ///
    /// # Safety
    ///
    /// `payload_type` describes a [`Lent`], and shows the type of the data.
    unsafe fn of_lent(
        heap: &Heap,
        lent: Lent,
        metatable: Option<Gc<Table>>,
        payload_type: &'static PayloadType,
    ) -> Gc<UserData> {
        // SAFETY: the caller's promise.
        let lent = unsafe { UserData::described(heap, lent, metatable, payload_type) };
        lent.note_lent();
        lent
    }

    /// Makes a userdata that stands for `data`, which the identity of this key borrows and no other.
    ///
    /// # Safety
    ///
    /// As [`UserData::lend`]; the key belongs to the very type, lifetimes included, that `data` points to.
    pub(crate) unsafe fn lend_by_key(
        heap: &Heap,
        data: NonNull<()>,
        key: u64,
        metatable: Option<Gc<Table>>,
    ) -> Gc<UserData> {
        let payload_type = &Standing::<LentByKey, ()>::NAMELESS;
        // SAFETY: the description is that of the loan.
        let lent =
            unsafe { UserData::described(heap, LentByKey { data, key }, metatable, payload_type) };
        lent.note_lent();
        lent
    }

    /// Whether the data can be borrowed as a `T`: it is one, or stands for one.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn gives<T: 'static>(&self) -> bool {
        self.is::<T>() || self.gives_from_elsewhere(TypeId::of::<T>())
    }

    #[cold]
    fn gives_from_elsewhere(&self, wanted: TypeId) -> bool {
        self.stands_for(wanted) || self.has_base(wanted)
    }

    /// Whether the payload is a loan or a part, of data of this type.
    fn stands_for(&self, wanted: TypeId) -> bool {
        self.shown_type() == Some(wanted) && (self.is::<Lent>() || self.is::<PartOf>())
    }

    /// Takes the data out; the userdata is empty afterwards.
    ///
    /// # Errors
    ///
    /// If the type differs, the data is gone, is borrowed, or does not lie in the userdata.
    pub(crate) fn take<T: 'static>(&self) -> Result<T, BorrowError> {
        match self.take_own() {
            Err(BorrowError::WrongType) if self.gives_from_elsewhere(TypeId::of::<T>()) => {
                Err(BorrowError::NotOwned)
            }
            taken => taken,
        }
    }

    /// Starts a shared borrow. To end it, drop the lock and call [`UserData::end_borrow`].
    ///
    /// # Errors
    ///
    /// If the type differs, the data is gone, or it is borrowed exclusively.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn start_borrow<T: 'static>(&self) -> Result<Loan<T>, BorrowError> {
        // SAFETY: the identity is that of the type.
        unsafe { self.start_borrow_as(Identity::of::<T>()) }
    }

    /// Starts an exclusive borrow. To end it, drop the lock and call [`UserData::end_borrow`] if there is one, else
    /// [`UserData::end_borrow_mut`].
    ///
    /// # Errors
    ///
    /// If the type differs, the data is gone, or it is borrowed, or not to be written.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn start_borrow_mut<T: 'static>(&self) -> Result<Loan<T>, BorrowError> {
        // SAFETY: the identity is that of the type.
        unsafe { self.start_borrow_mut_as(Identity::of::<T>()) }
    }

    /// As [`UserData::start_borrow`], for whoever cannot name the type.
    ///
    /// # Safety
    ///
    /// The identity is that of `T`, lifetimes included.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) unsafe fn start_borrow_as<T>(
        &self,
        identity: Identity,
    ) -> Result<Loan<T>, BorrowError> {
        match self.is_described(identity.own) {
            true => self.count_borrow().map(Loan::own),
            false => self.borrow_from_elsewhere(identity, false).map(Loan::cast),
        }
    }

    /// As [`UserData::start_borrow_mut`], for whoever cannot name the type.
    ///
    /// # Safety
    ///
    /// The identity is that of `T`, lifetimes included.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) unsafe fn start_borrow_mut_as<T>(
        &self,
        identity: Identity,
    ) -> Result<Loan<T>, BorrowError> {
        match self.is_described(identity.own) {
            true => self.note_borrow_mut().map(Loan::own),
            false => self.borrow_from_elsewhere(identity, true).map(Loan::cast),
        }
    }

    #[cold]
    fn borrow_from_elsewhere(
        &self,
        identity: Identity,
        is_exclusive: bool,
    ) -> Result<Loan<()>, BorrowError> {
        let wanted = match identity.key {
            Some(key) => return self.borrow_by_key(key, is_exclusive),
            None => identity.own.type_id(),
        };
        match self.stands_for(wanted) {
            true if self.is_part() => self.borrow_part(is_exclusive),
            true => self.borrow_lent(is_exclusive),
            false => self.borrow_base(wanted, is_exclusive),
        }
    }

    fn borrow_lent(&self, is_exclusive: bool) -> Result<Loan<()>, BorrowError> {
        if !is_exclusive {
            let lent = self.start_own_borrow::<Lent>()?;
            // SAFETY: borrowed just now.
            return Ok(Loan::own(unsafe { lent.as_ref() }.data));
        }
        let lent = self.start_own_borrow_mut::<Lent>()?;
        // SAFETY: borrowed just now.
        let lent = unsafe { lent.as_ref() };
        if lent.is_writable {
            return Ok(Loan::own(lent.data));
        }
        self.end_borrow_mut();
        Err(BorrowError::ReadOnly)
    }

    fn borrow_by_key(&self, key: u64, is_exclusive: bool) -> Result<Loan<()>, BorrowError> {
        let lent = match is_exclusive {
            true => self.start_own_borrow_mut::<LentByKey>()?,
            false => self.start_own_borrow::<LentByKey>()?,
        };
        // SAFETY: borrowed just now.
        let lent = unsafe { lent.as_ref() };
        if lent.key == key {
            return Ok(Loan::own(lent.data));
        }
        match is_exclusive {
            true => self.end_borrow_mut(),
            false => self.end_borrow(),
        }
        Err(BorrowError::WrongType)
    }
}

/// How the functions of a type know its data: by the `TypeId`, or by a key if the type may hold borrowed parts.
#[derive(Clone, Copy)]
pub(crate) struct Identity {
    own: &'static PayloadType,
    key: Option<u64>,
}

impl Identity {
    /// That of a type.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) const fn of<T: 'static>() -> Identity {
        Identity { own: PayloadType::of::<T>(), key: None }
    }

    /// That of data which is lent by this key.
    pub(crate) const fn of_key(key: u64) -> Identity {
        Identity { own: PayloadType::of::<Nothing>(), key: Some(key) }
    }
}
