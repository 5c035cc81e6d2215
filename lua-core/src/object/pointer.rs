//! Pointers that share data with the host: a userdata that holds one can be borrowed as what it points to.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! J3. A lock's guard refers to what its owner points to. The owner stands behind the guard, so it is dropped after it.

use std::cell::RefCell;
use std::ops::Deref;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock, TryLockError};

use super::loan::{Identity, Loan, Lock};
use super::part::{Find, FoundPart, Projection, Taken};
use super::userdata::{BorrowError, UserData};

/// A pointer that shares what it points to, at a place that stays.
///
/// # Safety
///
/// All clones point to one place, which lives as long as any of them. What [`Pointer::read`] and [`Pointer::write`] give
/// is a whole `T`, which nobody else writes, or uses, until the lock is dropped; without a lock, as long as the pointer
/// is borrowed.
pub(crate) unsafe trait Pointer<T>: Clone + 'static {
    /// Takes the lock, if there is one, to read the data.
    ///
    /// # Errors
    ///
    /// If the lock is taken or poisoned.
    fn read(&self) -> Result<Loan<T>, BorrowError>;

    /// Takes the lock to write the data.
    ///
    /// # Errors
    ///
    /// If the lock is taken or poisoned, or there is none.
    fn write(&self) -> Result<Loan<T>, BorrowError>;
}

macro_rules! counted {
    ($($pointer:ident)+) => {$(
        // SAFETY: as the documentation of the pointer says.
        unsafe impl<T: 'static> Pointer<T> for $pointer<T> {
            fn read(&self) -> Result<Loan<T>, BorrowError> {
                Ok(Loan { data: NonNull::from(&**self), lock: None })
            }

            fn write(&self) -> Result<Loan<T>, BorrowError> {
                Err(BorrowError::ReadOnly)
            }
        }
    )+};
}

counted!(Rc Arc);

macro_rules! locked {
    ($($pointer:ident<$lock:ident>: $read:ident, $write:ident, $refused:expr;)+) => {$(
        // SAFETY: as the documentation of the pointer and of the lock say.
        unsafe impl<T: 'static> Pointer<T> for $pointer<$lock<T>> {
            fn read(&self) -> Result<Loan<T>, BorrowError> {
                // SAFETY: the reference goes into a guard that is held with the owner (J3).
                let guard = unsafe { lasting(self) }.$read().map_err($refused)?;
                Ok(Loan { data: NonNull::from(&*guard), lock: Some(hold(guard, self.clone())) })
            }

            fn write(&self) -> Result<Loan<T>, BorrowError> {
                // SAFETY: as above.
                let mut guard = unsafe { lasting(self) }.$write().map_err($refused)?;
                Ok(Loan { data: NonNull::from(&mut *guard), lock: Some(hold(guard, self.clone())) })
            }
        }
    )+};
}

locked! {
    Rc<RefCell>: try_borrow, try_borrow_mut, |_| BorrowError::Locked;
    Arc<Mutex>: try_lock, try_lock, refused;
    Arc<RwLock>: try_read, try_write, refused;
}

fn refused<G>(error: TryLockError<G>) -> BorrowError {
    match error {
        TryLockError::WouldBlock => BorrowError::Locked,
        TryLockError::Poisoned(_) => BorrowError::Poisoned,
    }
}

/// J3.
struct Held<G, P> {
    _guard: G,
    _owner: P,
}

fn hold<G: 'static, P: 'static>(guard: G, owner: P) -> Lock {
    Box::new(Held { _guard: guard, _owner: owner })
}

/// What a pointer points to.
///
/// # Safety
///
/// The reference goes nowhere but into a guard that is held with a clone of the pointer (J3).
unsafe fn lasting<P: Deref<Target: Sized>>(pointer: &P) -> &'static P::Target {
    // SAFETY: the caller's promise: the clone keeps the target alive, where it is.
    unsafe { &*std::ptr::from_ref(&**pointer) }
}

/// Finds what a pointer leads to, which is the whole, or a part of it. It is not of the pointer's type, so that it is
/// compiled once.
struct Behind {
    own: Identity,
    pointer: Option<Rc<dyn Find>>,
    read: Lead,
    write: Lead,
}

/// Leads from a pointer, of the type that it is for, to what is behind.
type Lead = unsafe fn(NonNull<()>) -> Result<Loan<()>, BorrowError>;

impl Behind {
    /// Finds a `T`.
    fn of<P: Pointer<T>, T: 'static>(pointer: Option<Projection<P>>) -> Behind {
        let read: Lead = |pointer| {
            // SAFETY: a `P`, borrowed by the caller.
            unsafe { pointer.cast::<P>().as_ref() }.read().map(Loan::cast)
        };
        let write: Lead = |pointer| {
            // SAFETY: as above.
            unsafe { pointer.cast::<P>().as_ref() }.write().map(Loan::cast)
        };
        let pointer = pointer.map(Projection::into_find);
        Behind { own: Identity::of::<P>(), pointer, read, write }
    }

    fn follow(&self, whole: &UserData, lead: Lead) -> FoundPart {
        let (pointer, taken) = match &self.pointer {
            Some(find) => find.shared(whole)?,
            None => {
                // SAFETY: the identity is that of the pointer.
                let loan: Loan<()> = unsafe { whole.start_borrow_as(self.own)? };
                (loan.data, Taken::of(whole, loan.lock, false))
            }
        };
        // SAFETY: it is the pointer (J6), and borrowed until `taken` is dropped (J4).
        let loan = unsafe { lead(pointer)? };
        Ok((loan.data, taken.with(loan.lock)))
    }
}

impl Find for Behind {
    fn shared(&self, whole: &UserData) -> FoundPart {
        self.follow(whole, self.read)
    }

    fn exclusive(&self, whole: &UserData) -> FoundPart {
        self.follow(whole, self.write)
    }
}

impl<T: 'static> Projection<T> {
    /// Finds what a pointer leads to: one that is a part, or else the whole itself.
    pub(crate) fn behind<P: Pointer<T>>(pointer: Option<Projection<P>>) -> Projection<T> {
        let behind = Behind::of::<P, T>(pointer);
        // SAFETY: the pointer leads to a `T`.
        unsafe { Projection::of(Rc::new(behind)) }
    }
}

impl UserData {
    /// Starts a borrow of what a pointer to a `T` leads to, which ends as [`UserData::start_borrow`] says. Types whose
    /// functions scripts call need no such search: a pointer to one extends it.
    ///
    /// # Errors
    ///
    /// If the data is no such pointer, is gone, or cannot be locked.
    pub(crate) fn borrow_behind<T: 'static>(
        &self,
        is_exclusive: bool,
    ) -> Result<Loan<T>, BorrowError> {
        let behind = self.behind::<T>().ok_or(BorrowError::WrongType)?;
        self.borrow_inside(&behind, is_exclusive).map(Loan::cast)
    }

    /// Whether the data is a pointer to a `T`.
    pub(crate) fn points_to<T: 'static>(&self) -> bool {
        self.behind::<T>().is_some()
    }

    fn behind<T: 'static>(&self) -> Option<Behind> {
        Some(if self.is::<Rc<T>>() {
            Behind::of::<Rc<T>, T>(None)
        } else if self.is::<Arc<T>>() {
            Behind::of::<Arc<T>, T>(None)
        } else if self.is::<Rc<RefCell<T>>>() {
            Behind::of::<Rc<RefCell<T>>, T>(None)
        } else if self.is::<Arc<Mutex<T>>>() {
            Behind::of::<Arc<Mutex<T>>, T>(None)
        } else if self.is::<Arc<RwLock<T>>>() {
            Behind::of::<Arc<RwLock<T>>, T>(None)
        } else {
            return None;
        })
    }
}
