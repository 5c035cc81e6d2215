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
    /// The type that the host knows the data by, if it has one: of lent data that of what the loan points to.
    shown: Option<TypeId>,
    size: usize,
    offset: usize,
    drop: Option<unsafe fn(*mut u8)>,
}

struct Describe<T>(T);

impl<T: 'static> Describe<T> {
    const TYPE: PayloadType = PayloadType {
        type_id: TypeId::of::<T>(),
        shown: Some(TypeId::of::<T>()),
        size: size_of::<T>(),
        offset: size_of::<UserData>().next_multiple_of(align_of::<T>()),
        drop: if std::mem::needs_drop::<T>() { Some(drop_payload::<T>) } else { None },
    };
}

/// As [`Describe`], of a payload that stands for data of the type `shown`.
pub(super) struct Standing<T, S>(T, S);

impl<T: 'static, S: 'static> Standing<T, S> {
    pub(super) const TYPE: PayloadType =
        PayloadType { shown: Some(TypeId::of::<S>()), ..Describe::<T>::TYPE };
}

impl<T: 'static> Standing<T, ()> {
    pub(super) const NAMELESS: PayloadType = PayloadType { shown: None, ..Describe::<T>::TYPE };
}

impl PayloadType {
    /// The description of a type.
    pub(super) const fn of<T: 'static>() -> &'static PayloadType {
        &Describe::<T>::TYPE
    }

    /// The type's identity.
    pub(super) const fn type_id(&self) -> TypeId {
        self.type_id
    }
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

/// Bit of the header's flags: the payload is gone because the scope that lent it has ended.
const SCOPE_ENDED: u8 = 2;

/// Bit of the header's flags: a scope lends the payload.
const LENT: u8 = 4;

/// Bit of the header's flags: the payload stands for a part of other data, which is the user value.
const PART: u8 = 8;

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
    /// The scope that lent it has ended.
    ScopeEnded,
    /// It is lent, or shared, to be looked at only.
    ReadOnly,
    /// It is lent: who borrows it must give it back before the call ends.
    Lent,
    /// It is lent, or shared, so it cannot be taken out.
    NotOwned,
    /// The lock or cell that it lies in is in use.
    Locked,
    /// A panic left the lock that it lies in poisoned.
    Poisoned,
    /// What it is a part of has no such part any more.
    Missing,
}

impl UserData {
    /// Moves `payload` into a new userdata.
    pub(crate) fn new<T: 'static>(
        heap: &Heap,
        payload: T,
        metatable: Option<Gc<Table>>,
    ) -> Gc<UserData> {
        // SAFETY: the description is the type's own.
        unsafe { UserData::described(heap, payload, metatable, &Describe::<T>::TYPE) }
    }

    /// As [`UserData::new`].
    ///
    /// # Safety
    ///
    /// `payload_type` describes a `T`, but for what it shows.
    pub(super) unsafe fn described<T: 'static>(
        heap: &Heap,
        payload: T,
        metatable: Option<Gc<Table>>,
        payload_type: &'static PayloadType,
    ) -> Gc<UserData> {
        const { assert!(align_of::<T>() <= 16, "userdata types may be aligned to 16 bytes at most") };
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
    #[cfg_attr(not(debug_assertions), inline(always))]
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

    /// Notes that a scope lends the data.
    pub(super) fn note_lent(&self) {
        self.header.flags.set(self.header.flags.get() | LENT);
    }

    /// Whether a scope lends the data, or what it is a part of.
    pub(crate) fn is_lent(&self) -> bool {
        let mut lent = self.header.flags.get() & LENT != 0;
        let mut whole = self.whole();
        while let Some(data) = whole.filter(|_| !lent) {
            lent = data.header.flags.get() & LENT != 0;
            whole = data.whole();
        }
        lent
    }

    /// Notes that the user value, which stays, is what the data is a part of.
    pub(super) fn note_part(&self) {
        self.header.flags.set(self.header.flags.get() | PART | NO_USER_VALUE);
    }

    /// Whether the data is a part of other data.
    pub(super) fn is_part(&self) -> bool {
        self.header.flags.get() & PART != 0
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
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn is<T: 'static>(&self) -> bool {
        // PERF: most often the descriptions are the same one, which is told faster than that the types are.
        std::ptr::eq(self.payload_type, &Describe::<T>::TYPE)
            || self.payload_type.type_id == TypeId::of::<T>()
    }

    /// Whether the payload is (or was) described so.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn is_described(&self, payload_type: &'static PayloadType) -> bool {
        std::ptr::eq(self.payload_type, payload_type)
            || self.payload_type.type_id == payload_type.type_id
    }

    /// The type that the host knows the data by; none if it may hold borrowed parts.
    pub(crate) fn shown_type(&self) -> Option<TypeId> {
        self.payload_type.shown
    }

    /// Whether the payload is there: not taken, destroyed, or lent by a scope that has ended.
    pub(crate) fn is_present(&self) -> bool {
        self.present.get()
    }

    /// Whether a scope lent the payload and has ended.
    pub(crate) fn is_scope_over(&self) -> bool {
        self.header.flags.get() & SCOPE_ENDED != 0
    }

    fn payload<T>(&self) -> *mut T {
        // SAFETY: D1: the offset lies in the cell, whose provenance `self` has.
        unsafe {
            std::ptr::from_ref(self).cast::<u8>().add(self.payload_type.offset).cast_mut().cast()
        }
    }

    #[cold]
    fn why_absent(&self) -> BorrowError {
        if self.is_scope_over() { BorrowError::ScopeEnded } else { BorrowError::Gone }
    }

    /// Counts a shared borrow of the payload, whose type the caller has compared.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn count_borrow<T>(&self) -> Result<NonNull<T>, BorrowError> {
        self.count_nameless_borrow().map(NonNull::cast)
    }

    /// As above, and compiled once where that saves time.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn count_nameless_borrow(&self) -> Result<NonNull<()>, BorrowError> {
        if !self.present.get() {
            return Err(self.why_absent());
        }
        let borrows = self.borrows.get();
        if borrows < 0 || borrows == isize::MAX {
            return Err(BorrowError::Exclusive);
        }
        self.borrows.set(borrows + 1);
        // SAFETY: a pointer into a cell is not null.
        Ok(unsafe { NonNull::new_unchecked(self.payload()) })
    }

    /// Notes an exclusive borrow of the payload, whose type the caller has compared.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn note_borrow_mut<T>(&self) -> Result<NonNull<T>, BorrowError> {
        if !self.present.get() {
            return Err(self.why_absent());
        }
        match self.borrows.get() {
            0 => self.borrows.set(-1),
            borrows if borrows < 0 => return Err(BorrowError::Exclusive),
            _ => return Err(BorrowError::Shared),
        }
        // SAFETY: a pointer into a cell is not null.
        Ok(unsafe { NonNull::new_unchecked(self.payload()) })
    }

    /// Starts a shared borrow of the payload itself; [`UserData::end_borrow`] ends it.
    ///
    /// # Errors
    ///
    /// If the type differs, the payload is gone, or it is borrowed exclusively.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn start_own_borrow<T: 'static>(&self) -> Result<NonNull<T>, BorrowError> {
        if self.is::<T>() { self.count_borrow() } else { Err(BorrowError::WrongType) }
    }

    /// Ends a shared borrow.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn end_borrow(&self) {
        self.borrows.set(self.borrows.get() - 1);
    }

    /// Starts an exclusive borrow of the payload itself; [`UserData::end_borrow_mut`] ends it.
    ///
    /// # Errors
    ///
    /// If the type differs, the payload is gone, or it is borrowed.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn start_own_borrow_mut<T: 'static>(&self) -> Result<NonNull<T>, BorrowError> {
        if self.is::<T>() { self.note_borrow_mut() } else { Err(BorrowError::WrongType) }
    }

    /// Ends an exclusive borrow.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn end_borrow_mut(&self) {
        self.borrows.set(0);
    }

    /// Shows the payload to a function, which must not let the userdata die.
    ///
    /// # Errors
    ///
    /// If the type differs, the payload is gone, or it is borrowed exclusively.
    pub(crate) fn look<T: 'static, R>(&self, look: impl FnOnce(&T) -> R) -> Result<R, BorrowError> {
        struct Guard<'a>(&'a UserData);
        impl Drop for Guard<'_> {
            fn drop(&mut self) {
                self.0.end_borrow();
            }
        }
        let payload = self.start_own_borrow::<T>()?;
        let _guard = Guard(self);
        // SAFETY: D1, D2; the guard ends the borrow after the last use.
        Ok(look(unsafe { payload.as_ref() }))
    }

    /// Takes the payload itself out; the userdata is empty afterwards.
    ///
    /// # Errors
    ///
    /// If the type differs, the payload is gone, or it is borrowed.
    pub(super) fn take_own<T: 'static>(&self) -> Result<T, BorrowError> {
        let payload = self.start_own_borrow_mut::<T>()?;
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

    /// Whether somebody borrows the payload.
    pub(crate) fn is_borrowed(&self) -> bool {
        self.borrows.get() != 0
    }

    /// Takes lent data away: every use from now on is an error.
    pub(crate) fn end_loan(&self) {
        self.header.flags.set(self.header.flags.get() | SCOPE_ENDED);
        self.present.set(false);
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
