//! Members of host types that scripts used last.

use std::cell::{Cell, OnceCell};

use super::string::LuaString;
use super::table::Table;
use super::value::Value;
use crate::gc::Gc;

/// How many members are remembered: a power of two.
const SIZE: usize = 64;

#[derive(Clone, Copy)]
struct Member {
    metatable: Gc<Table>,
    name: Gc<LuaString>,
    value: Value,
}

/// What types have under the names that were used last, found by the addresses of metatable and name.
///
/// PERF: a member is behind two tables and a function; here it is behind two comparisons. Saved a quarter of the time
/// of reading a field.
#[derive(Default)]
pub(crate) struct Members(OnceCell<Box<[Cell<Option<Member>>; SIZE]>>);

impl Members {
    #[inline(always)]
    fn slot(metatable: Gc<Table>, name: Gc<LuaString>) -> usize {
        // Objects lie at multiples of 16.
        (metatable.as_ptr().addr() >> 4 ^ name.as_ptr().addr() >> 4) % SIZE
    }

    /// What a type has under a name, if it is remembered.
    #[inline(always)]
    pub(crate) fn get(&self, metatable: Gc<Table>, name: Gc<LuaString>) -> Option<Value> {
        let member = self.0.get()?[Members::slot(metatable, name)].get()?;
        let is_same = member.metatable.same(metatable) && member.name.same(name);
        is_same.then_some(member.value)
    }

    /// Remembers what a type has under a name, which must not change any more.
    pub(crate) fn set(&self, metatable: Gc<Table>, name: Gc<LuaString>, value: Value) {
        let members = self.0.get_or_init(|| Box::new([const { Cell::new(None) }; SIZE]));
        members[Members::slot(metatable, name)].set(Some(Member { metatable, name, value }));
    }

    /// Forgets the members, before the collector frees those that nothing else refers to.
    pub(super) fn clear(&self) {
        if let Some(members) = self.0.get() {
            members.iter().for_each(|member| member.set(None));
        }
    }
}
