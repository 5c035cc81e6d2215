//! Why host data cannot be borrowed, in words: which type, who wants it, and who has it.

use super::borrow::Names;
use super::{expected_name, userdata_name};
use crate::api::error::Error;
use crate::gc::Gc;
use crate::object::{self, BorrowError, Event, Role, State, Thread, Value, View};

/// A borrow that was refused.
pub(super) struct Refusal<'a> {
    state: &'a State,
    userdata: Gc<object::UserData>,
    error: BorrowError,
    names: Names,
    is_exclusive: bool,
}

impl<'a> Refusal<'a> {
    pub(super) fn new(
        state: &'a State,
        userdata: Gc<object::UserData>,
        error: BorrowError,
        names: Names,
        is_exclusive: bool,
    ) -> Refusal<'a> {
        Refusal { state, userdata, error, names, is_exclusive }
    }

    /// A refused look at a `T`.
    pub(super) fn of<T: 'static>(
        state: &'a State,
        userdata: Gc<object::UserData>,
        error: BorrowError,
    ) -> Refusal<'a> {
        Refusal::new(state, userdata, error, Names(expected_name::<T>), false)
    }

    /// A refused change of a `T`.
    pub(super) fn of_mut<T: 'static>(
        state: &'a State,
        userdata: Gc<object::UserData>,
        error: BorrowError,
    ) -> Refusal<'a> {
        Refusal::new(state, userdata, error, Names(expected_name::<T>), true)
    }

    /// What the host is told.
    #[cold]
    pub(super) fn to_host(&self) -> Error {
        self.describe(None, 0)
    }

    /// What the running function, which needs the data, throws.
    #[cold]
    pub(super) fn to_method(&self) -> Error {
        let thread = self.state.current.get();
        let Some(running) = windows(thread).next() else { return self.to_host() };
        let of = |userdata| Refusal { userdata, ..*self };
        let wanted = wholes(self.userdata).find_map(|data| of(data).user(thread, running));
        // A function that got the data twice, or parts of it, may be in its own way. Metamethods of one operand always get
        // it twice.
        let is_metamethod = wanted.as_ref().is_none_or(|name| name.contains(":__"));
        let gets_more = |data| of(data).appearances(thread, running).count() > 1;
        let is_in_own_way = !is_metamethod && wholes(self.userdata).any(gets_more);
        self.describe(wanted, usize::from(!is_in_own_way))
    }

    /// `wanted` is who wants the data; the functions under way but for the innermost `skipped` ones may have it.
    fn describe(&self, wanted: Option<String>, skipped: usize) -> Error {
        let name = (self.names.0)(self.state);
        let reason = match self.error {
            BorrowError::WrongType => {
                let actual = userdata_name(self.state, self.userdata);
                // What may hold borrowed parts is of no type that could be asked for.
                if self.userdata.is_scope_over() {
                    return Error::userdata(scope_over(&actual));
                }
                return Error::conversion(&actual, &name, None);
            }
            BorrowError::Gone => return Error::userdata(self.gone(&name)),
            BorrowError::Missing => return Error::userdata(format!("{name} is no longer there")),
            BorrowError::ScopeEnded => {
                return Error::userdata(scope_over(&name));
            }
            BorrowError::Exclusive | BorrowError::Shared => match self.holder(skipped) {
                Some(holder) => format!("{holder} is using it"),
                None => "the host is using it".to_string(),
            },
            BorrowError::ReadOnly => "it is shared to be read only".to_string(),
            BorrowError::Lent => {
                "a scope lends it, so it can be borrowed for the length of a call only".to_string()
            }
            BorrowError::NotOwned => {
                return Error::userdata(format!("cannot take {name}: it is lent or shared"));
            }
            BorrowError::Locked => match self.holder(skipped) {
                Some(holder) => format!("{holder} is using it"),
                None => "its lock is taken".to_string(),
            },
            BorrowError::Poisoned => "a panic left its lock poisoned".to_string(),
        };
        let manner = if self.is_exclusive { " mutably" } else { "" };
        let wanted = wanted.map_or_else(String::new, |wanted| format!(" for {wanted}"));
        Error::userdata(format!("cannot borrow {name}{manner}{wanted}: {reason}"))
    }

    /// What it is called that the data is not there any more, or what it is a part of.
    fn gone(&self, name: &str) -> String {
        match self.userdata.whole() {
            Some(whole) => {
                let whole = userdata_name(self.state, whole);
                format!("{name} is gone: the {whole} that it is part of was taken or destroyed")
            }
            None => format!("{name} was taken or destroyed"),
        }
    }

    /// The innermost function that works with the data, or with what it is a part of.
    fn holder(&self, skipped: usize) -> Option<String> {
        let data = wholes(self.userdata);
        data.map(|userdata| Refusal { userdata, ..*self }).find_map(|it| it.own_holder(skipped))
    }

    /// The innermost function that works with the data, on this thread but for the innermost `skipped` functions, or on those
    /// that wait for it.
    fn own_holder(&self, skipped: usize) -> Option<String> {
        let mut thread = self.state.current.get();
        let mut skipped = skipped;
        loop {
            let mut users = windows(thread).skip(skipped);
            let holder = users.find_map(|window| self.user(thread, window));
            if holder.is_some() {
                return holder;
            }
            thread = thread.resumer()?;
            skipped = 0;
        }
    }

    /// The name of the function whose window it is, if it is one of a type's and has the data, or a part of it, among its arguments.
    fn user(&self, thread: Gc<Thread>, window: Window) -> Option<String> {
        let data = self.appearances(thread, window).next()?;
        self.member_name(data, thread.value(window.func))
    }

    /// The arguments of a Rust function that are the data, or parts of it.
    fn appearances(
        &self,
        thread: Gc<Thread>,
        window: Window,
    ) -> impl Iterator<Item = Gc<object::UserData>> {
        /// A function may borrow several arguments; more than that it hardly has.
        const ARGUMENTS: usize = 8;
        let end = match thread.value(window.func).as_native_closure() {
            Some(_) => window.end.min(window.func + 1 + ARGUMENTS),
            None => window.func + 1,
        };
        let data = self.userdata;
        let arguments =
            (window.func + 1..end).filter_map(move |slot| thread.value(slot).as_userdata());
        arguments.filter(move |&argument| wholes(argument).any(|whole| whole.same(data)))
    }

    /// What the type calls one of its functions: `Account:each`, `Account.balance`, `Account:__add`.
    fn member_name(&self, data: Gc<object::UserData>, function: Value) -> Option<String> {
        let metatable = data.metatable()?;
        let field = |event| metatable.get_short_string(self.state.event_name(event));
        let tables = [Event::Index, Event::NewIndex].map(field).map(|value| match value.view() {
            View::NativeClosure(closure) if closure.role() == Role::Fields => {
                closure.upvalue(0).as_table()
            }
            _ => value.as_table(),
        });
        let tables = tables.into_iter().flatten().chain([metatable]);
        let key = tables.into_iter().find_map(|table| key_of(table, function))?;
        let key = match key.view() {
            View::String(name) => name.to_text(),
            View::Integer(index) => index.to_string(),
            _ => return None,
        };
        let name = userdata_name(self.state, data);
        let separator = if function.as_accessor().is_some() { '.' } else { ':' };
        Some(format!("{name}{separator}{key}"))
    }
}

/// Host data, what it is a part of, and so on.
fn wholes(data: Gc<object::UserData>) -> impl Iterator<Item = Gc<object::UserData>> {
    std::iter::successors(Some(data), |data| data.whole())
}

/// Where a Rust function that runs has its slot, and where its arguments end at the latest.
#[derive(Clone, Copy)]
struct Window {
    func: usize,
    end: usize,
}

/// The Rust functions under way on a thread, the innermost first. Accessors have no frame: they lie right above the Lua
/// function whose instruction they are part of, where else the next frame would begin.
fn windows(thread: Gc<Thread>) -> impl Iterator<Item = Window> {
    let count = thread.frame_count();
    (0..count).rev().filter_map(move |index| {
        let frame = thread.frame_at(index);
        let end = match index + 1 < count {
            true => thread.frame_at(index + 1).func.get(),
            false => thread.top() as u32,
        };
        let func = if frame.is_lua() { frame.top.get() } else { frame.func.get() };
        (func < end).then_some(Window { func: func as usize, end: end as usize })
    })
}

/// The key under which a table has a function.
fn key_of(table: Gc<object::Table>, function: Value) -> Option<Value> {
    let mut key = Value::NIL;
    while let Some((_, Some((next, value)))) = table.next(key) {
        if value.raw_equals(function) {
            return Some(next);
        }
        key = next;
    }
    None
}

fn scope_over(name: &str) -> String {
    format!("{name} is gone: the scope that lent it has ended")
}
