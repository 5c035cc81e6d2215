//! Host data that does not lie in its userdata: lent by a scope, or behind a pointer that is shared with the host.
//!
//! A userdata that holds an `Rc<RefCell<T>>` can be borrowed as what it holds and as a `T`. So the functions of `T`
//! serve both, and data that a scope lends.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! J1. What a scope lends lives until [`UserData::end_loan`] is called. A borrow of it ends before, as it lasts no
//!     longer than a call that the scope's own function waits for.
//! J2. A lock's guard refers to what its owner points to. The owner stands behind the guard, so it is dropped after it.
//! J3. The functions of an [`Identity`] lend what lies at a place of its own type: that which it was made for.

use std::any::Any;
use std::cell::RefCell;
use std::ops::Deref;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock, TryLockError};

use super::table::Table;
use super::userdata::{BorrowError, PayloadType, Standing, UserData};
use crate::gc::{Gc, Heap};

/// The payload of a userdata that stands for a `T` elsewhere.
struct Lent<T> {
    data: NonNull<T>,
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

    fn cast<U>(self) -> Loan<U> {
        Loan { data: self.data.cast(), lock: self.lock }
    }
}

/// A pointer that shares what it points to, at a place that stays.
///
/// # Safety
///
/// All clones point to one place, which lives as long as any of them.
unsafe trait Counted: Deref + Clone + 'static {}

// SAFETY: as the documentation of `Rc` and `Arc` says.
unsafe impl<T: 'static> Counted for Rc<T> {}
// SAFETY: as above.
unsafe impl<T: 'static> Counted for Arc<T> {}

/// J2.
struct Held<G, P> {
    _guard: G,
    _owner: P,
}

/// What a payload that shares it points to, and one more owner of it.
///
/// # Safety
///
/// The payload is a `P`, and is borrowed. The reference goes nowhere but into a guard that is held with the owner (J2).
unsafe fn shared<P: Counted<Target: Sized>>(payload: NonNull<()>) -> (&'static P::Target, P) {
    // SAFETY: the caller's promise; the owner keeps its target alive.
    unsafe {
        let owner = payload.cast::<P>().as_ref().clone();
        (&*std::ptr::from_ref(&*owner), owner)
    }
}

fn hold<G: 'static, P: Counted>(guard: G, owner: P) -> Lock {
    Box::new(Held { _guard: guard, _owner: owner })
}

fn refused<G>(error: TryLockError<G>) -> BorrowError {
    match error {
        TryLockError::WouldBlock => BorrowError::Locked,
        TryLockError::Poisoned(_) => BorrowError::Poisoned,
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
        let payload_type = &Standing::<Lent<T>, T>::TYPE;
        // SAFETY: the description is that of the loan.
        let lent = unsafe {
            UserData::described(heap, Lent { data, is_writable }, metatable, payload_type)
        };
        lent.note_lent();
        lent
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
        self.is::<T>() || self.gives_from_elsewhere::<T>()
    }

    #[cold]
    fn gives_from_elsewhere<T: 'static>(&self) -> bool {
        self.is::<Lent<T>>()
            || self.is::<Rc<T>>()
            || self.is::<Arc<T>>()
            || self.is::<Rc<RefCell<T>>>()
            || self.is::<Arc<Mutex<T>>>()
            || self.is::<Arc<RwLock<T>>>()
            || self.gives_part::<T>()
    }

    /// Takes the data out; the userdata is empty afterwards.
    ///
    /// # Errors
    ///
    /// If the type differs, the data is gone, is borrowed, or does not lie in the userdata.
    pub(crate) fn take<T: 'static>(&self) -> Result<T, BorrowError> {
        match self.take_own() {
            Err(BorrowError::WrongType) if self.gives_from_elsewhere::<T>() => {
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
        if self.is::<T>() {
            return self.count_borrow().map(Loan::own);
        }
        self.borrow_from_elsewhere()
    }

    /// Starts an exclusive borrow. To end it, drop the lock and call [`UserData::end_borrow`] if there is one, else
    /// [`UserData::end_borrow_mut`].
    ///
    /// # Errors
    ///
    /// If the type differs, the data is gone, or it is borrowed, or not to be written.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn start_borrow_mut<T: 'static>(&self) -> Result<Loan<T>, BorrowError> {
        if self.is::<T>() {
            return self.note_borrow_mut().map(Loan::own);
        }
        self.borrow_mut_from_elsewhere()
    }

    #[cold]
    fn borrow_from_elsewhere<T: 'static>(&self) -> Result<Loan<T>, BorrowError> {
        if self.is::<Lent<T>>() {
            let lent = self.start_own_borrow::<Lent<T>>()?;
            // SAFETY: borrowed just now.
            return Ok(Loan::own(unsafe { lent.as_ref() }.data));
        }
        if self.is::<Rc<T>>() {
            // The borrow keeps the pointer in the userdata, and the pointer what it points to.
            let pointer = self.start_own_borrow::<Rc<T>>()?;
            // SAFETY: borrowed just now.
            return Ok(Loan::own(NonNull::from(unsafe { &**pointer.as_ref() })));
        }
        if self.is::<Arc<T>>() {
            let pointer = self.start_own_borrow::<Arc<T>>()?;
            // SAFETY: borrowed just now.
            return Ok(Loan::own(NonNull::from(unsafe { &**pointer.as_ref() })));
        }
        if self.is::<Rc<RefCell<T>>>() {
            return self.take_lock(|payload| {
                // SAFETY: the type was compared.
                let (cell, owner) = unsafe { shared::<Rc<RefCell<T>>>(payload) };
                let guard = cell.try_borrow().map_err(|_| BorrowError::Locked)?;
                Ok(Loan { data: NonNull::from(&*guard), lock: Some(hold(guard, owner)) })
            });
        }
        if self.is::<Arc<Mutex<T>>>() {
            return self.take_lock(|payload| {
                // SAFETY: as above.
                let (mutex, owner) = unsafe { shared::<Arc<Mutex<T>>>(payload) };
                let guard = mutex.try_lock().map_err(refused)?;
                Ok(Loan { data: NonNull::from(&*guard), lock: Some(hold(guard, owner)) })
            });
        }
        if self.is::<Arc<RwLock<T>>>() {
            return self.take_lock(|payload| {
                // SAFETY: as above.
                let (lock, owner) = unsafe { shared::<Arc<RwLock<T>>>(payload) };
                let guard = lock.try_read().map_err(refused)?;
                Ok(Loan { data: NonNull::from(&*guard), lock: Some(hold(guard, owner)) })
            });
        }
        self.borrow_part(false).unwrap_or(Err(BorrowError::WrongType))
    }

    #[cold]
    fn borrow_mut_from_elsewhere<T: 'static>(&self) -> Result<Loan<T>, BorrowError> {
        if self.is::<Lent<T>>() {
            let lent = self.start_own_borrow_mut::<Lent<T>>()?;
            // SAFETY: borrowed just now.
            let lent = unsafe { lent.as_ref() };
            if lent.is_writable {
                return Ok(Loan::own(lent.data));
            }
            self.end_borrow_mut();
            return Err(BorrowError::ReadOnly);
        }
        if self.is::<Rc<T>>() || self.is::<Arc<T>>() {
            return Err(BorrowError::ReadOnly);
        }
        if self.is::<Rc<RefCell<T>>>() {
            return self.take_lock(|payload| {
                // SAFETY: the type was compared.
                let (cell, owner) = unsafe { shared::<Rc<RefCell<T>>>(payload) };
                let mut guard = cell.try_borrow_mut().map_err(|_| BorrowError::Locked)?;
                Ok(Loan { data: NonNull::from(&mut *guard), lock: Some(hold(guard, owner)) })
            });
        }
        if self.is::<Arc<Mutex<T>>>() {
            return self.take_lock(|payload| {
                // SAFETY: as above.
                let (mutex, owner) = unsafe { shared::<Arc<Mutex<T>>>(payload) };
                let mut guard = mutex.try_lock().map_err(refused)?;
                Ok(Loan { data: NonNull::from(&mut *guard), lock: Some(hold(guard, owner)) })
            });
        }
        if self.is::<Arc<RwLock<T>>>() {
            return self.take_lock(|payload| {
                // SAFETY: as above.
                let (lock, owner) = unsafe { shared::<Arc<RwLock<T>>>(payload) };
                let mut guard = lock.try_write().map_err(refused)?;
                Ok(Loan { data: NonNull::from(&mut *guard), lock: Some(hold(guard, owner)) })
            });
        }
        self.borrow_part(true).unwrap_or(Err(BorrowError::WrongType))
    }

    /// Borrows what lies behind a lock, which `take` takes, given a pointer to the payload. The caller has compared the types.
    fn take_lock<T>(
        &self,
        take: fn(NonNull<()>) -> Result<Loan<T>, BorrowError>,
    ) -> Result<Loan<T>, BorrowError> {
        take(self.count_nameless_borrow()?).inspect_err(|_| self.end_borrow())
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
        if self.is_described(identity.own) {
            return self.count_borrow().map(Loan::own);
        }
        (identity.shared)(self, identity.key).map(Loan::cast)
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
        if self.is_described(identity.own) {
            return self.note_borrow_mut().map(Loan::own);
        }
        (identity.exclusive)(self, identity.key).map(Loan::cast)
    }
}

type Find = fn(&UserData, u64) -> Result<Loan<()>, BorrowError>;

/// How the functions of a type know its data: by the `TypeId`, or by a key if the type may hold borrowed parts.
#[derive(Clone, Copy)]
pub(crate) struct Identity {
    own: &'static PayloadType,
    key: u64,
    shared: Find,
    exclusive: Find,
}

impl Identity {
    /// That of a type.
    pub(crate) fn of<T: 'static>() -> Identity {
        Identity {
            own: PayloadType::of::<T>(),
            key: 0,
            shared: |userdata, _| userdata.borrow_from_elsewhere::<T>().map(Loan::cast),
            exclusive: |userdata, _| userdata.borrow_mut_from_elsewhere::<T>().map(Loan::cast),
        }
    }

    /// That of data which is lent by this key.
    pub(crate) fn of_key(key: u64) -> Identity {
        Identity { own: PayloadType::of::<Nothing>(), key, shared: by_key, exclusive: by_key_mut }
    }
}

#[cold]
fn by_key(userdata: &UserData, key: u64) -> Result<Loan<()>, BorrowError> {
    let lent = userdata.start_own_borrow::<LentByKey>()?;
    // SAFETY: borrowed just now.
    let lent = unsafe { lent.as_ref() };
    if lent.key == key {
        return Ok(Loan::own(lent.data));
    }
    userdata.end_borrow();
    Err(BorrowError::WrongType)
}

#[cold]
fn by_key_mut(userdata: &UserData, key: u64) -> Result<Loan<()>, BorrowError> {
    let lent = userdata.start_own_borrow_mut::<LentByKey>()?;
    // SAFETY: borrowed just now.
    let lent = unsafe { lent.as_ref() };
    if lent.key == key {
        return Ok(Loan::own(lent.data));
    }
    userdata.end_borrow_mut();
    Err(BorrowError::WrongType)
}
