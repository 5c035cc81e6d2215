//! Conversions of collections: sequences, maps, sets and ranges.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::ops::{Range, RangeInclusive};

use super::{FromLua, IntoLua};
use crate::api::definitions::annotated;
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::table::Table;
use crate::api::value::Value;

impl<T: IntoLua> IntoLua for Vec<T> {
    annotated!(list T as IntoLua);

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.create_sequence_from(self).map(Value::Table)
    }
}

impl<T: IntoLua + Clone> IntoLua for &[T] {
    annotated!(list T as IntoLua);

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.create_sequence_from(self.iter().cloned()).map(Value::Table)
    }
}

impl<T: IntoLua, const N: usize> IntoLua for [T; N] {
    annotated!(list T as IntoLua);

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        lua.create_sequence_from(self).map(Value::Table)
    }
}

impl<T: FromLua> FromLua for Vec<T> {
    annotated!(list T as FromLua);

    fn from_lua(value: Value, lua: &Lua) -> Result<Vec<T>> {
        let table = Table::from_lua(value, lua)?;
        let mut items = Vec::new();
        for index in 1..=table.raw_len() as i64 {
            items.push(table.raw_item(index)?);
        }
        Ok(items)
    }
}

macro_rules! sequences {
    ($($list:ident<T $(: $bound:ident)?>),+ $(,)?) => {$(
        impl<T: IntoLua $(+ $bound)?> IntoLua for $list<T> {
            annotated!(list T as IntoLua);

            fn into_lua(self, lua: &Lua) -> Result<Value> {
                lua.create_sequence_from(self).map(Value::Table)
            }
        }

        impl<T: FromLua $(+ $bound)?> FromLua for $list<T> {
            annotated!(list T as FromLua);

            fn from_lua(value: Value, lua: &Lua) -> Result<$list<T>> {
                Vec::from_lua(value, lua).map(Self::from_iter)
            }
        }
    )+};
}

// A heap gives its items in no order that means anything, and takes them in any.
sequences!(VecDeque<T>, LinkedList<T>, BinaryHeap<T: Ord>);

impl<T: IntoLua> IntoLua for Box<[T]> {
    annotated!(list T as IntoLua);

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        self.into_vec().into_lua(lua)
    }
}

impl<T: FromLua> FromLua for Box<[T]> {
    annotated!(list T as FromLua);

    fn from_lua(value: Value, lua: &Lua) -> Result<Box<[T]>> {
        Vec::from_lua(value, lua).map(Vec::into_boxed_slice)
    }
}

impl<T: FromLua, const N: usize> FromLua for [T; N] {
    annotated!(list T as FromLua);

    fn from_lua(value: Value, lua: &Lua) -> Result<[T; N]> {
        let items: Vec<T> = Vec::from_lua(value, lua)?;
        let length = items.len();
        items.try_into().map_err(|_| {
            let (from, to) = (format!("table of {length} items"), format!("sequence of {N}"));
            Error::conversion(&from, &to, None)
        })
    }
}

macro_rules! maps {
    ($($map:ident<$key:ident $(: $bound:ident)* , $value:ident $(, $hasher:ident)?>),+ $(,)?) => {$(
        impl<$key: IntoLua $(+ $bound)*, $value: IntoLua $(, $hasher)?> IntoLua
            for $map<$key, $value $(, $hasher)?>
        {
            annotated!(map $key as IntoLua, $value as IntoLua);

            fn into_lua(self, lua: &Lua) -> Result<Value> {
                lua.create_table_from(self).map(Value::Table)
            }
        }

        impl<$key: FromLua $(+ $bound)*, $value: FromLua $(, $hasher: BuildHasher + Default)?>
            FromLua for $map<$key, $value $(, $hasher)?>
        {
            annotated!(map $key as FromLua, $value as FromLua);

            fn from_lua(value: Value, lua: &Lua) -> Result<Self> {
                Table::from_lua(value, lua)?.pairs().collect()
            }
        }
    )+};
}

maps!(HashMap<K: Eq: Hash, V, S>, BTreeMap<K: Ord, V>);

macro_rules! sets {
    ($($set:ident<$item:ident $(: $bound:ident)* $(, $hasher:ident)?>),+ $(,)?) => {$(
        /// A table whose keys are the items.
        impl<$item: IntoLua $(+ $bound)* $(, $hasher)?> IntoLua for $set<$item $(, $hasher)?> {
            annotated!(map $item as IntoLua, bool as IntoLua);

            fn into_lua(self, lua: &Lua) -> Result<Value> {
                lua.create_table_from(self.into_iter().map(|item| (item, true))).map(Value::Table)
            }
        }

        /// A sequence of the items, or a table whose keys they are.
        impl<$item: FromLua $(+ $bound)* $(, $hasher: BuildHasher + Default)?> FromLua
            for $set<$item $(, $hasher)?>
        {
            annotated!(set $item as FromLua);

            fn from_lua(value: Value, lua: &Lua) -> Result<Self> {
                let table = Table::from_lua(value, lua)?;
                if table.raw_len() > 0 {
                    return table.sequence_values().collect();
                }
                table.pairs::<$item, Value>().map(|pair| pair.map(|(item, _)| item)).collect()
            }
        }
    )+};
}

sets!(HashSet<T: Eq: Hash, S>, BTreeSet<T: Ord>);

fn pair_table<T: IntoLua>(lua: &Lua, fields: [(&str, T); 2]) -> Result<Value> {
    lua.create_table_from(fields).map(Value::Table)
}

/// The field of a range, which must be there.
fn bound<T: FromLua>(table: &Table, field: &str, range: &str) -> Result<T> {
    match table.raw_get::<Value>(field)? {
        Value::Nil => {
            let reason = format!("no field '{field}'");
            Err(Error::conversion("table", range, Some(&reason)))
        }
        _ => table.raw_get(field),
    }
}

/// A table with the fields `first` and `last`, both of which belong to the range, as in `for` and `string.sub`.
impl<T: IntoLua + Clone> IntoLua for RangeInclusive<T> {
    annotated!(inclusive_range T as IntoLua);

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        let (first, last) = self.into_inner();
        pair_table(lua, [("first", first), ("last", last)])
    }
}

impl<T: FromLua> FromLua for RangeInclusive<T> {
    annotated!(inclusive_range T as FromLua);

    fn from_lua(value: Value, lua: &Lua) -> Result<RangeInclusive<T>> {
        let table = Table::from_lua(value, lua)?;
        Ok(bound(&table, "first", "range")?..=bound(&table, "last", "range")?)
    }
}

/// A table with the fields `start` and `finish`, the second of which does not belong to the range.
impl<T: IntoLua> IntoLua for Range<T> {
    annotated!(range T as IntoLua);

    fn into_lua(self, lua: &Lua) -> Result<Value> {
        pair_table(lua, [("start", self.start), ("finish", self.end)])
    }
}

impl<T: FromLua> FromLua for Range<T> {
    annotated!(range T as FromLua);

    fn from_lua(value: Value, lua: &Lua) -> Result<Range<T>> {
        let table = Table::from_lua(value, lua)?;
        Ok(bound(&table, "start", "range")?..bound(&table, "finish", "range")?)
    }
}
