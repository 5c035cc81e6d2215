//! Tuples, `MultiValue` and `Variadic`: several values at once.

use super::{FromLua, FromLuaMulti, IntoLua, IntoLuaMulti};
use crate::api::definitions::{Annotation, Mentions};
use crate::api::error::Result;
use crate::api::lua::Lua;
use crate::api::multi::{MultiValue, Variadic};
use crate::api::stack::{Arguments, FromArgument, Results};

impl FromLuaMulti for () {
    fn annotations(_: &mut Mentions) -> Vec<Annotation> {
        Vec::new()
    }

    fn from_lua_multi(_: MultiValue, _: &Lua) -> Result<()> {
        Ok(())
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_arguments(_: &Arguments<'_>, _: usize) -> Result<()> {
        Ok(())
    }
}

impl IntoLuaMulti for () {
    fn annotations(_: &mut Mentions) -> Vec<Annotation> {
        Vec::new()
    }

    fn into_lua_multi(self, _: &Lua) -> Result<MultiValue> {
        Ok(MultiValue::new())
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn push_all(self, _: &mut Results<'_>) -> Result<()> {
        Ok(())
    }
}

impl FromLuaMulti for MultiValue {
    fn from_lua_multi(values: MultiValue, _: &Lua) -> Result<MultiValue> {
        Ok(values)
    }
}

impl IntoLuaMulti for MultiValue {
    fn into_lua_multi(self, _: &Lua) -> Result<MultiValue> {
        Ok(self)
    }
}

impl IntoLuaMulti for &MultiValue {
    fn into_lua_multi(self, _: &Lua) -> Result<MultiValue> {
        Ok(self.clone())
    }

    fn push_all(self, results: &mut Results<'_>) -> Result<()> {
        results.reserve(self.len())?;
        self.iter().try_for_each(|value| results.push_value(value))
    }
}

impl<T: FromLua> FromLuaMulti for Variadic<T> {
    fn annotations(mentions: &mut Mentions) -> Vec<Annotation> {
        Annotation::rest(T::annotation(mentions)).alone()
    }

    fn from_lua_multi(values: MultiValue, lua: &Lua) -> Result<Variadic<T>> {
        values.into_iter().map(|value| T::from_lua(value, lua)).collect()
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn from_arguments(arguments: &Arguments<'_>, first: usize) -> Result<Variadic<T>> {
        (first..arguments.len())
            .map(|index| {
                T::from_argument(arguments, index)
                    .map_err(|error| error.in_argument(None, index + 1, None))
            })
            .collect()
    }
}

macro_rules! takes_rest {
    ($($type:ty $(where $item:ident)?;)+) => {$(
        impl$(<$item: FromLua>)? FromArgument for $type {
            type Item<'a> = $type;

            const TAKES_REST: bool = true;

            fn annotation(mentions: &mut Mentions) -> Annotation {
                <$type as FromLuaMulti>::annotations(mentions).remove(0)
            }

            fn from_argument(arguments: &Arguments<'_>, index: usize) -> Result<$type> {
                <$type as FromLuaMulti>::from_arguments(arguments, index)
            }
        }
    )+};
}

takes_rest! {
    MultiValue;
    Variadic<T> where T;
}

impl<T: IntoLua> IntoLuaMulti for Variadic<T> {
    fn annotations(mentions: &mut Mentions) -> Vec<Annotation> {
        Annotation::rest(T::annotation(mentions)).alone()
    }

    fn into_lua_multi(self, lua: &Lua) -> Result<MultiValue> {
        self.into_iter().map(|value| value.into_lua(lua)).collect()
    }
}

macro_rules! tuples {
    ($($type:ident $name:ident $index:tt),* ; $last:ident $last_name:ident $last_index:tt) => {
        impl<$($type: FromLua,)* $last: FromLuaMulti> FromLuaMulti for ($($type,)* $last,) {
            fn annotations(mentions: &mut Mentions) -> Vec<Annotation> {
                let front = [$($type::annotation(mentions)),*];
                front.into_iter().chain($last::annotations(mentions)).collect()
            }

            #[allow(unused_mut)]
            fn from_lua_multi(mut values: MultiValue, lua: &Lua) -> Result<Self> {
                $(let $name = $type::from_lua(values.pop_front().unwrap_or_default(), lua)
                    .map_err(|error| error.in_argument(None, $index + 1, None))?;)*
                let $last_name = $last::from_lua_multi(values, lua)?;
                Ok(($($name,)* $last_name,))
            }

            #[cfg_attr(not(debug_assertions), inline(always))]
            fn from_arguments(arguments: &Arguments<'_>, first: usize) -> Result<Self> {
                $(let $name = $type::from_argument(arguments, first + $index)
                    .map_err(|error| error.in_argument(None, first + $index + 1, None))?;)*
                let $last_name = $last::from_arguments(arguments, first + $last_index)?;
                Ok(($($name,)* $last_name,))
            }
        }

        impl<$($type: IntoLua,)* $last: IntoLuaMulti> IntoLuaMulti for ($($type,)* $last,) {
            fn annotations(mentions: &mut Mentions) -> Vec<Annotation> {
                let front = [$($type::annotation(mentions)),*];
                front.into_iter().chain($last::annotations(mentions)).collect()
            }

            fn into_lua_multi(self, lua: &Lua) -> Result<MultiValue> {
                let ($($name,)* $last_name,) = self;
                let front = [$($name.into_lua(lua)?),*];
                let mut values = $last_name.into_lua_multi(lua)?;
                for value in front.into_iter().rev() {
                    values.push_front(value);
                }
                Ok(values)
            }

            #[cfg_attr(not(debug_assertions), inline(always))]
            fn push_all(self, results: &mut Results<'_>) -> Result<()> {
                let ($($name,)* $last_name,) = self;
                $($name.push_into(results)?;)*
                $last_name.push_all(results)
            }
        }
    };
}

tuples!(; A a 0);
tuples!(A a 0; B b 1);
tuples!(A a 0, B b 1; C c 2);
tuples!(A a 0, B b 1, C c 2; D d 3);
tuples!(A a 0, B b 1, C c 2, D d 3; E e 4);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4; F f 5);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5; G g 6);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6; H h 7);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7; I i 8);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8; J j 9);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9; K k 10);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10; L l 11);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11; M m 12);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11, M m 12; N n 13);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11, M m 12, N n 13; O o 14);
tuples!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11, M m 12, N n 13, O o 14; P p 15);
