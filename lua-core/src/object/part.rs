//! Host data that is a part of other host data: a field, an element of a collection, the base of a type, what a pointer
//! points to.
//!
//! A part is looked for in its whole anew for each borrow, and the whole stays borrowed for as long. So a script may
//! keep a part while the whole changes: what it reads is never stale.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! J4. What a projection finds lies in the data of the whole, which stays borrowed, in the same way, until the
//!     [`Taken`] is dropped or its lock is given on; or in the projection, which whoever borrows the part keeps borrowed;
//!     or behind a pointer in any of these, under a lock that the [`Taken`] holds if others may write it.
//! J5. The user value of a userdata that holds a [`PartOf`] is its whole: nobody can set another. So whoever roots
//!     the part roots the whole.
//! J6. A [`Projection`] of `P` finds `P`s: it is made only where the type of what is found is known. A userdata that holds
//!     a [`PartOf`] shows that type, and a base is noted with it.

use std::any::TypeId;
use std::marker::PhantomData;
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

/// How a part of type `P` is found in a whole of type `W`; without `write` the part is read-only.
pub(crate) struct Lens<W, P> {
    pub(crate) read: Box<Read<W, P>>,
    pub(crate) write: Option<Box<Write<W, P>>>,
}

/// Finds parts, of a type that it does not tell: so what borrows them is compiled once.
pub(super) trait Find {
    /// Borrows the whole, and finds the part in it.
    ///
    /// # Errors
    ///
    /// If the whole cannot be borrowed, or has no such part any more.
    fn shared(&self, whole: &UserData) -> FoundPart;

    /// As [`Find::shared`], to change the part.
    ///
    /// # Errors
    ///
    /// As [`Find::shared`]; also if the part is read-only.
    fn exclusive(&self, whole: &UserData) -> FoundPart;
}

/// Where a part lies, and what keeps it there.
pub(super) type FoundPart = Result<(NonNull<()>, Taken), BorrowError>;

/// How parts of type `P` are found, shared by all userdata that stand for them (J6).
pub(crate) struct Projection<P> {
    find: Rc<dyn Find>,
    /// Invariant: a subtype of `P` may have another `TypeId`.
    part: PhantomData<fn(P) -> P>,
}

impl<P> Clone for Projection<P> {
    fn clone(&self) -> Projection<P> {
        Projection { find: self.find.clone(), part: PhantomData }
    }
}

impl<P: 'static> Projection<P> {
    /// Finds what a lens shows.
    pub(crate) fn through<W: 'static>(lens: Rc<Lens<W, P>>) -> Projection<P> {
        // SAFETY: so says the lens's type.
        unsafe { Projection::of(lens) }
    }

    /// Finds what a method returns a reference to.
    pub(crate) fn by_method<W: 'static, A: 'static, E: 'static>(
        finder: Finder<W, P, A, E>,
        arguments: A,
    ) -> Projection<P> {
        // SAFETY: so says the finder's type.
        unsafe { Projection::of(Rc::new(Found { finder, arguments })) }
    }

    /// Finds what a lens shows of a part.
    pub(crate) fn beyond<B: 'static>(outer: Projection<B>, lens: Rc<Lens<B, P>>) -> Projection<P> {
        // SAFETY: so say the types of both.
        unsafe { Projection::of(Rc::new(Through { outer, lens })) }
    }

    /// Tells what is found.
    ///
    /// # Safety
    ///
    /// It is always a `P` (J6).
    pub(super) unsafe fn of(find: Rc<dyn Find>) -> Projection<P> {
        Projection { find, part: PhantomData }
    }

    pub(super) fn into_find(self) -> Rc<dyn Find> {
        self.find
    }

    /// Whether the part can be borrowed now.
    ///
    /// # Errors
    ///
    /// If not; [`BorrowError::Missing`] if there is no such part.
    pub(crate) fn check(&self, whole: &UserData) -> Result<(), BorrowError> {
        self.find.shared(whole).map(drop)
    }

    pub(super) fn shared(&self, whole: &UserData) -> FoundPart {
        self.find.shared(whole)
    }

    pub(super) fn exclusive(&self, whole: &UserData) -> FoundPart {
        self.find.exclusive(whole)
    }
}

/// A borrow of a whole, which ends when this is dropped. The whole lives for as long (J5).
pub(crate) struct Taken {
    whole: NonNull<UserData>,
    lock: Option<Lock>,
    is_exclusive: bool,
}

impl Taken {
    /// A borrow that has begun, as [`UserData::start_borrow`] and [`UserData::start_borrow_mut`] say.
    pub(super) fn of(whole: &UserData, lock: Option<Lock>, is_exclusive: bool) -> Taken {
        let is_exclusive = is_exclusive && lock.is_none();
        Taken { whole: NonNull::from(whole), lock, is_exclusive }
    }

    /// The same, with a lock that is given free first.
    pub(super) fn with(mut self, inner: Option<Lock>) -> Taken {
        self.lock = match (inner, self.lock.take()) {
            (Some(inner), Some(outer)) => Some(Box::new((inner, outer))),
            (inner, outer) => inner.or(outer),
        };
        self
    }

    /// Leaves the borrow to the caller, who ends it as one that [`UserData::start_borrow`] started.
    fn give_on(mut self) -> Option<Lock> {
        let lock = self.lock.take();
        std::mem::forget(self);
        lock
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.lock = None;
        // SAFETY: whoever borrows the part roots it, and it roots the whole (J5).
        let whole = unsafe { self.whole.as_ref() };
        match self.is_exclusive {
            true => whole.end_borrow_mut(),
            false => whole.end_borrow(),
        }
    }
}

impl<W: 'static, P: 'static> Find for Lens<W, P> {
    fn shared(&self, whole: &UserData) -> FoundPart {
        let loan = whole.start_borrow::<W>()?;
        let taken = Taken::of(whole, loan.lock, false);
        // SAFETY: borrowed just now, until `taken` is dropped (J4).
        let part = (self.read)(unsafe { loan.data.as_ref() }).ok_or(BorrowError::Missing)?;
        Ok((NonNull::from(part).cast(), taken))
    }

    fn exclusive(&self, whole: &UserData) -> FoundPart {
        let write = self.write.as_ref().ok_or(BorrowError::ReadOnly)?;
        let mut loan = whole.start_borrow_mut::<W>()?;
        let taken = Taken::of(whole, loan.lock, true);
        // SAFETY: as above, exclusively.
        let part = write(unsafe { loan.data.as_mut() }).ok_or(BorrowError::Missing)?;
        Ok((NonNull::from(part).cast(), taken))
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
        Lens { read, write }
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
struct Found<W, P, A, E> {
    finder: Finder<W, P, A, E>,
    arguments: A,
}

impl<W: 'static, P: 'static, A, E> Found<W, P, A, E> {
    fn in_exclusive(
        &self,
        whole: &UserData,
        find: impl FnOnce(&mut W, &A) -> Option<NonNull<P>>,
    ) -> FoundPart {
        let mut loan = whole.start_borrow_mut::<W>()?;
        let taken = Taken::of(whole, loan.lock, true);
        // SAFETY: borrowed just now, exclusively, until `taken` is dropped (J4).
        let part = find(unsafe { loan.data.as_mut() }, &self.arguments);
        part.map(|part| (part.cast(), taken)).ok_or(BorrowError::Missing)
    }
}

impl<W: 'static, P: 'static, A, E> Find for Found<W, P, A, E> {
    fn shared(&self, whole: &UserData) -> FoundPart {
        match self.finder {
            Finder::Look(find) => {
                let loan = whole.start_borrow::<W>()?;
                let taken = Taken::of(whole, loan.lock, false);
                // SAFETY: borrowed just now, until `taken` is dropped (J4).
                let part = find(unsafe { loan.data.as_ref() }, &self.arguments).ok().flatten();
                part.map(|part| (NonNull::from(part).cast(), taken)).ok_or(BorrowError::Missing)
            }
            Finder::Seek(find) => self.in_exclusive(whole, |whole, arguments| {
                find(whole, arguments).ok().flatten().map(NonNull::from)
            }),
            Finder::Reach(_) => self.exclusive(whole),
        }
    }

    fn exclusive(&self, whole: &UserData) -> FoundPart {
        match self.finder {
            Finder::Look(_) | Finder::Seek(_) => Err(BorrowError::ReadOnly),
            Finder::Reach(find) => self.in_exclusive(whole, |whole, arguments| {
                find(whole, arguments).ok().flatten().map(NonNull::from)
            }),
        }
    }
}

/// A part of a part.
struct Through<B, P> {
    outer: Projection<B>,
    lens: Rc<Lens<B, P>>,
}

impl<B: 'static, P: 'static> Find for Through<B, P> {
    fn shared(&self, whole: &UserData) -> FoundPart {
        let (outer, taken) = self.outer.shared(whole)?;
        // SAFETY: a `B` (J6), borrowed until `taken` is dropped (J4).
        let part =
            (self.lens.read)(unsafe { outer.cast::<B>().as_ref() }).ok_or(BorrowError::Missing)?;
        Ok((NonNull::from(part).cast(), taken))
    }

    fn exclusive(&self, whole: &UserData) -> FoundPart {
        let write = self.lens.write.as_ref().ok_or(BorrowError::ReadOnly)?;
        let (outer, taken) = self.outer.exclusive(whole)?;
        // SAFETY: as above, exclusively.
        let part = write(unsafe { outer.cast::<B>().as_mut() }).ok_or(BorrowError::Missing)?;
        Ok((NonNull::from(part).cast(), taken))
    }
}

/// The payload of a userdata that stands for a part of another, of the type that it shows (J6).
pub(super) struct PartOf(Rc<dyn Find>);

/// What a type extends: the parts of its data that serve as data of other types. A pointer extends what it points to.
///
/// A userdata with this payload stands at [`BASES`] in the metatable of the type. A script with the library `debug` may put
/// it into another's: what is found is found in data of the right type only.
#[derive(Default)]
pub(crate) struct Bases(Vec<(TypeId, Rc<dyn Find>)>);

/// The key of a metatable that [`Bases`] are under.
pub(crate) const BASES: i64 = 1;

impl Bases {
    /// Lets data of type `P` be found with this projection.
    pub(crate) fn add<P: 'static>(&mut self, projection: Projection<P>) {
        self.0.push((TypeId::of::<P>(), projection.find));
    }

    /// Leaves no way to find data of this type.
    pub(crate) fn remove(&mut self, unwanted: TypeId) {
        self.0.retain(|(base, _)| *base != unwanted);
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn find(&self, wanted: TypeId) -> Option<Rc<dyn Find>> {
        self.0.iter().find(|(base, _)| *base == wanted).map(|(_, find)| find.clone())
    }
}

impl UserData {
    /// Makes a userdata that stands for a part of `whole`.
    pub(crate) fn part<P: 'static>(
        heap: &Heap,
        whole: Gc<UserData>,
        projection: Projection<P>,
        metatable: Option<Gc<Table>>,
    ) -> Gc<UserData> {
        let payload_type = &Standing::<PartOf, P>::TYPE;
        // SAFETY: the description is that of the part.
        let part =
            unsafe { UserData::described(heap, PartOf(projection.find), metatable, payload_type) };
        part.set_user_value(heap, Value::from_userdata(whole));
        part.note_part();
        part
    }

    /// What the data is a part of.
    pub(crate) fn whole(&self) -> Option<Gc<UserData>> {
        if self.is_part() { self.user_value().as_userdata() } else { None }
    }

    /// Whether the type of the data extends this one.
    pub(super) fn has_base(&self, wanted: TypeId) -> bool {
        self.base(wanted).is_some()
    }

    /// How the data of this type is found that the type of this data extends.
    fn base(&self, wanted: TypeId) -> Option<Rc<dyn Find>> {
        let bases = self.metatable()?.get_integer(BASES).as_userdata()?;
        bases.look(|bases: &Bases| bases.find(wanted)).ok()?
    }

    /// Starts a borrow of the base of this type, which ends as [`UserData::start_borrow`] says.
    ///
    /// # Errors
    ///
    /// If there is none, or it cannot be borrowed.
    pub(super) fn borrow_base(
        &self,
        wanted: TypeId,
        is_exclusive: bool,
    ) -> Result<Loan<()>, BorrowError> {
        let base = self.base(wanted).ok_or(BorrowError::WrongType)?;
        let (data, taken) = find_part(&*base, self, is_exclusive)?;
        // If this was the last owner, what it drops may panic: the borrow has a guard until then.
        drop(base);
        Ok(Loan { data, lock: taken.give_on() })
    }

    /// Starts a borrow of what is found in the userdata itself, which ends as [`UserData::start_borrow`] says.
    ///
    /// # Errors
    ///
    /// If it cannot be borrowed.
    pub(super) fn borrow_inside(
        &self,
        find: &dyn Find,
        is_exclusive: bool,
    ) -> Result<Loan<()>, BorrowError> {
        let (data, taken) = find_part(find, self, is_exclusive)?;
        // The whole is the userdata itself: one borrow is enough.
        Ok(Loan { data, lock: taken.give_on() })
    }

    /// Starts a borrow of the part that this is, which ends as [`UserData::start_borrow`] says.
    ///
    /// # Errors
    ///
    /// If the part, or what it is a part of, cannot be borrowed.
    pub(super) fn borrow_part(&self, is_exclusive: bool) -> Result<Loan<()>, BorrowError> {
        let part = self.start_own_borrow::<PartOf>()?;
        let whole = self.whole().expect("a part has a whole");
        // SAFETY: borrowed just now, until the loan ends.
        let find = unsafe { &*part.as_ref().0 };
        let guard = EndOnDrop(self);
        let (data, taken) = find_part(find, &whole, is_exclusive)?;
        std::mem::forget(guard);
        Ok(Loan { data, lock: Some(Box::new(taken)) })
    }
}

fn find_part(find: &dyn Find, whole: &UserData, is_exclusive: bool) -> FoundPart {
    match is_exclusive {
        true => find.exclusive(whole),
        false => find.shared(whole),
    }
}

/// Ends the borrow of a part whose whole cannot be borrowed, or whose lens panics.
struct EndOnDrop<'a>(&'a UserData);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.end_borrow();
    }
}
