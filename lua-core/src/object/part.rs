//! Host data that is a part of other host data: a field, an element of a collection, the base of a type.
//!
//! A part is looked for in its whole anew for each borrow, and the whole stays borrowed for as long. So a script may
//! keep a part while the whole changes: what it reads is never stale.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! J4. What a projection finds lies in the data of the whole, which stays borrowed, in the same way, until the
//!     [`Taken`] is dropped or its lock is given on; or in the projection, which whoever borrows the part keeps borrowed.
//! J5. The user value of a userdata that holds a [`PartOf`] is its whole: nobody can set another. So whoever roots
//!     the part roots the whole.

use std::any::{Any, TypeId};
use std::ptr::NonNull;
use std::rc::Rc;

use super::loan::{Loan, Lock};
use super::table::Table;
use super::userdata::{BorrowError, Standing, UserData};
use super::value::Value;
use crate::gc::{Gc, Heap};

/// Finds a part to be read.
pub(crate) type Read<W, P> = dyn Fn(&W) -> Option<&P>;
/// Finds a part to be changed.
pub(crate) type Write<W, P> = dyn Fn(&mut W) -> Option<&mut P>;

/// How a part of type `P` is found in a whole of type `W`: without `read` the whole is borrowed exclusively to read
/// the part too, without `write` the part is read-only.
pub(crate) struct Lens<W, P> {
    pub(crate) read: Option<Box<Read<W, P>>>,
    pub(crate) write: Option<Box<Write<W, P>>>,
}

/// A lens, whatever it looks into.
pub(crate) trait Projection<P> {
    /// Borrows the whole, and finds the part in it.
    ///
    /// # Errors
    ///
    /// If the whole cannot be borrowed, or has no such part any more.
    fn shared(&self, whole: &UserData) -> Result<(NonNull<P>, Taken), BorrowError>;

    /// As [`Projection::shared`], to change the part.
    ///
    /// # Errors
    ///
    /// As [`Projection::shared`]; also if the part is read-only.
    fn exclusive(&self, whole: &UserData) -> Result<(NonNull<P>, Taken), BorrowError>;
}

/// A borrow of a whole, which ends when this is dropped. The whole lives for as long (J5).
pub(crate) struct Taken {
    whole: NonNull<UserData>,
    lock: Option<Lock>,
    is_exclusive: bool,
}

impl Taken {
    /// Leaves the borrow to the caller, who ends it as one that [`UserData::start_borrow`] started.
    fn give_on(mut self) -> Option<Lock> {
        let lock = self.lock.take();
        std::mem::forget(self);
        lock
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let had_lock = self.lock.take().is_some();
        // SAFETY: whoever borrows the part roots it, and it roots the whole (J5).
        let whole = unsafe { self.whole.as_ref() };
        if self.is_exclusive && !had_lock {
            whole.end_borrow_mut();
        } else {
            whole.end_borrow();
        }
    }
}

impl<W: 'static, P: 'static> Projection<P> for Lens<W, P> {
    fn shared(&self, whole: &UserData) -> Result<(NonNull<P>, Taken), BorrowError> {
        let Some(read) = &self.read else { return self.exclusive(whole) };
        let loan = whole.start_borrow::<W>()?;
        let taken = Taken { whole: NonNull::from(whole), lock: loan.lock, is_exclusive: false };
        // SAFETY: borrowed just now, until `taken` is dropped (J4).
        let part = read(unsafe { loan.data.as_ref() }).ok_or(BorrowError::Missing)?;
        Ok((NonNull::from(part), taken))
    }

    fn exclusive(&self, whole: &UserData) -> Result<(NonNull<P>, Taken), BorrowError> {
        let write = self.write.as_ref().ok_or(BorrowError::ReadOnly)?;
        let mut loan = whole.start_borrow_mut::<W>()?;
        let taken = Taken { whole: NonNull::from(whole), lock: loan.lock, is_exclusive: true };
        // SAFETY: as above, exclusively.
        let part = write(unsafe { loan.data.as_mut() }).ok_or(BorrowError::Missing)?;
        Ok((NonNull::from(part), taken))
    }
}

impl<W: 'static, P: 'static> Lens<W, P> {
    /// A part that is always there; read-only without `write`.
    pub(crate) fn always(
        read: impl Fn(&W) -> &P + 'static,
        write: Option<impl Fn(&mut W) -> &mut P + 'static>,
    ) -> Lens<W, P> {
        let read: Box<Read<W, P>> = Box::new(move |whole| Some(read(whole)));
        let write =
            write.map(|write| -> Box<Write<W, P>> { Box::new(move |whole| Some(write(whole))) });
        Lens { read: Some(read), write }
    }
}

/// A method that finds a part in a `W` with arguments `A`; or none, or an error. The lifetimes are one, as a method may
/// say that its result borrows from the arguments too.
pub enum Finder<W, P: ?Sized, A, E> {
    /// Takes `&self`, and gives what can be read.
    Look(for<'a> fn(&'a W, &'a A) -> Result<Option<&'a P>, E>),
    /// Takes `&mut self`, and gives what can be read.
    Seek(for<'a> fn(&'a mut W, &'a A) -> Result<Option<&'a P>, E>),
    /// Takes `&mut self`, and gives what can be read and written.
    Reach(for<'a> fn(&'a mut W, &'a A) -> Result<Option<&'a mut P>, E>),
}

/// A method and the arguments that it is called with anew each time. They last as long as the projection does, and the
/// userdata that holds that is borrowed with the part.
pub(crate) struct Found<W, P, A, E> {
    pub(crate) finder: Finder<W, P, A, E>,
    pub(crate) arguments: A,
}

impl<W: 'static, P: 'static, A, E> Found<W, P, A, E> {
    fn in_exclusive(
        &self,
        whole: &UserData,
        find: impl FnOnce(&mut W, &A) -> Option<NonNull<P>>,
    ) -> Result<(NonNull<P>, Taken), BorrowError> {
        let mut loan = whole.start_borrow_mut::<W>()?;
        let taken = Taken { whole: NonNull::from(whole), lock: loan.lock, is_exclusive: true };
        // SAFETY: borrowed just now, exclusively, until `taken` is dropped (J4).
        let part = find(unsafe { loan.data.as_mut() }, &self.arguments);
        part.map(|part| (part, taken)).ok_or(BorrowError::Missing)
    }
}

impl<W: 'static, P: 'static, A, E> Projection<P> for Found<W, P, A, E> {
    fn shared(&self, whole: &UserData) -> Result<(NonNull<P>, Taken), BorrowError> {
        match self.finder {
            Finder::Look(find) => {
                let loan = whole.start_borrow::<W>()?;
                let taken =
                    Taken { whole: NonNull::from(whole), lock: loan.lock, is_exclusive: false };
                // SAFETY: borrowed just now, until `taken` is dropped (J4).
                let part = find(unsafe { loan.data.as_ref() }, &self.arguments).ok().flatten();
                part.map(|part| (NonNull::from(part), taken)).ok_or(BorrowError::Missing)
            }
            Finder::Seek(find) => self.in_exclusive(whole, |whole, arguments| {
                find(whole, arguments).ok().flatten().map(NonNull::from)
            }),
            Finder::Reach(_) => self.exclusive(whole),
        }
    }

    fn exclusive(&self, whole: &UserData) -> Result<(NonNull<P>, Taken), BorrowError> {
        match self.finder {
            Finder::Look(_) | Finder::Seek(_) => Err(BorrowError::ReadOnly),
            Finder::Reach(find) => self.in_exclusive(whole, |whole, arguments| {
                find(whole, arguments).ok().flatten().map(NonNull::from)
            }),
        }
    }
}

/// A part of a part.
pub(crate) struct Through<B, P> {
    pub(crate) outer: Rc<dyn Projection<B>>,
    pub(crate) lens: Rc<Lens<B, P>>,
}

impl<B: 'static, P: 'static> Projection<P> for Through<B, P> {
    fn shared(&self, whole: &UserData) -> Result<(NonNull<P>, Taken), BorrowError> {
        let Some(read) = &self.lens.read else { return self.exclusive(whole) };
        let (outer, taken) = self.outer.shared(whole)?;
        // SAFETY: borrowed until `taken` is dropped (J4).
        let part = read(unsafe { outer.as_ref() }).ok_or(BorrowError::Missing)?;
        Ok((NonNull::from(part), taken))
    }

    fn exclusive(&self, whole: &UserData) -> Result<(NonNull<P>, Taken), BorrowError> {
        let write = self.lens.write.as_ref().ok_or(BorrowError::ReadOnly)?;
        let (mut outer, taken) = self.outer.exclusive(whole)?;
        // SAFETY: as above, exclusively.
        let part = write(unsafe { outer.as_mut() }).ok_or(BorrowError::Missing)?;
        Ok((NonNull::from(part), taken))
    }
}

/// The payload of a userdata that stands for a part of another.
struct PartOf<P>(Rc<dyn Projection<P>>);

/// What a type extends: the parts of its data that serve as data of other types.
///
/// A userdata with this payload stands at [`BASES`] in the metatable of the type, which no script gets at.
#[derive(Default)]
pub(crate) struct Bases(Vec<(TypeId, Box<dyn Any>)>);

/// The key of a metatable that [`Bases`] are under.
pub(crate) const BASES: i64 = 1;

impl Bases {
    /// Lets data of type `P` be found with this projection.
    pub(crate) fn add<P: 'static>(&mut self, projection: Rc<dyn Projection<P>>) {
        self.0.push((TypeId::of::<P>(), Box::new(projection)));
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn find<P: 'static>(&self) -> Option<Rc<dyn Projection<P>>> {
        let (_, projection) = self.0.iter().find(|(base, _)| *base == TypeId::of::<P>())?;
        projection.downcast_ref::<Rc<dyn Projection<P>>>().cloned()
    }
}

impl UserData {
    /// Makes a userdata that stands for a part of `whole`.
    pub(crate) fn part<P: 'static>(
        heap: &Heap,
        whole: Gc<UserData>,
        projection: Rc<dyn Projection<P>>,
        metatable: Option<Gc<Table>>,
    ) -> Gc<UserData> {
        let payload_type = &Standing::<PartOf<P>, P>::TYPE;
        // SAFETY: the description is that of the part.
        let part =
            unsafe { UserData::described(heap, PartOf(projection), metatable, payload_type) };
        part.set_user_value(heap, Value::from_userdata(whole));
        part.note_part();
        part
    }

    /// What the data is a part of.
    pub(crate) fn whole(&self) -> Option<Gc<UserData>> {
        if self.is_part() { self.user_value().as_userdata() } else { None }
    }

    /// Whether the data is a part of type `P`, or has one as its base.
    pub(super) fn gives_part<P: 'static>(&self) -> bool {
        self.is::<PartOf<P>>() || self.base::<P>().is_some()
    }

    /// How the data of type `P` is found that the type of this data extends.
    fn base<P: 'static>(&self) -> Option<Rc<dyn Projection<P>>> {
        self.bases()?.look(Bases::find::<P>).ok()?
    }

    fn bases(&self) -> Option<Gc<UserData>> {
        self.metatable()?.get_integer(BASES).as_userdata()
    }

    /// Starts a borrow of a part, which ends as [`UserData::start_borrow`] says; none if the data is no such part.
    pub(super) fn borrow_part<P: 'static>(
        &self,
        is_exclusive: bool,
    ) -> Option<Result<Loan<P>, BorrowError>> {
        let find = |projection: &dyn Projection<P>, whole: &UserData| match is_exclusive {
            true => projection.exclusive(whole),
            false => projection.shared(whole),
        };
        if !self.is::<PartOf<P>>() {
            let base = self.base::<P>()?;
            // The whole is the userdata itself: one borrow is enough.
            let found = find(&*base, self);
            return Some(found.map(|(data, taken)| Loan { data, lock: taken.give_on() }));
        }
        let part = match self.start_own_borrow::<PartOf<P>>() {
            Ok(part) => part,
            Err(error) => return Some(Err(error)),
        };
        let whole = self.whole().expect("a part has a whole");
        // SAFETY: borrowed just now, until the loan ends.
        let projection = unsafe { &*part.as_ref().0 };
        let guard = EndOnDrop(self);
        Some(find(projection, &whole).map(|(data, taken)| {
            std::mem::forget(guard);
            Loan { data, lock: Some(Box::new(taken)) }
        }))
    }
}

/// Ends the borrow of a part whose whole cannot be borrowed, or whose lens panics.
struct EndOnDrop<'a>(&'a UserData);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.end_borrow();
    }
}
