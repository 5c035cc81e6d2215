//! Names of the standard library that mean something else, raw identifiers, `cfg`, items in functions, macros.
#![forbid(unsafe_code)]
#![deny(warnings)]
#![allow(dead_code)]

mod shadowed {
    struct Option;
    struct Result;
    struct String;
    struct Vec;
    struct Box;
    struct Some;
    struct None;
    struct Ok;
    struct Err;
    trait Clone {}
    trait Default {}
    trait IntoIterator {}
    trait Iterator {}
    trait ToString {}
    mod core {}
    mod std {}

    #[derive(::ferrolua::UserData, ::core::clone::Clone, ::core::marker::Copy, ::core::cmp::PartialEq)]
    #[lua(len, concat, index, iter, eq)]
    pub(super) struct Triple {
        #[lua(skip)]
        items: [i64; 3],
        r#type: i64,
        #[cfg(any())]
        absent: Missing,
    }

    #[::ferrolua::methods]
    impl Triple {
        const SIZE: i64 = 3;

        #[lua(constructor)]
        fn new(a: i64, #[lua(default)] b: i64, #[lua(default = 5)] r#fn: i64) -> Self {
            Triple { items: [a, b, r#fn], r#type: 0 }
        }

        fn maybe(&self, other: ::core::option::Option<&Triple>) -> bool {
            other.is_some()
        }

        fn r#loop(&mut self) -> &mut Self {
            self
        }

        #[cfg(any())]
        fn missing(&self) -> Missing {}
    }

    impl Triple {
        fn len(&self) -> usize {
            3
        }
    }

    impl ::core::ops::Index<usize> for Triple {
        type Output = i64;
        fn index(&self, at: usize) -> &i64 {
            &self.items[at]
        }
    }

    impl<'a> ::core::iter::IntoIterator for &'a Triple {
        type Item = &'a i64;
        type IntoIter = ::core::slice::Iter<'a, i64>;
        fn into_iter(self) -> Self::IntoIter {
            self.items.iter()
        }
    }

    impl ::core::fmt::Display for Triple {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::write!(f, "{:?}", self.items)
        }
    }

    #[derive(::ferrolua::UserData, ::core::clone::Clone)]
    pub(super) enum Choice {
        One,
        Two(i64),
        r#Match { r#in: i64, #[cfg(any())] absent: Missing },
        #[cfg(any())]
        Absent(Missing),
    }
}

macro_rules! kinds {
    ($name:ident<$($parameter:ident),*> { $($variant:ident($ty:ty)),* }) => {
        #[derive(ferrolua::UserData, Clone)]
        enum $name<$($parameter),*> { $($variant($ty)),* }
    };
}

kinds!(Either<L, R> { Left(L), Right(R) });

/// The lifetime and the value have names of their own.
macro_rules! view {
    ($name:ident, $lifetime:lifetime) => {
        #[derive(ferrolua::UserData)]
        #[lua(opaque)]
        struct $name<$lifetime>(&$lifetime str);

        #[ferrolua::methods]
        impl<$lifetime> $name<$lifetime> {
            fn text(&self) -> &str {
                self.0
            }
        }
    };
}

view!(Text, 'text);

fn main() {
    #[derive(ferrolua::UserData)]
    struct Inside {
        value: i64,
    }

    #[ferrolua::methods]
    impl Inside {
        fn double(&self) -> i64 {
            self.value * 2
        }
    }

    #[ferrolua::methods]
    impl Clone for Inside {
        fn clone(&self) -> Self {
            Inside { value: self.value }
        }
    }

    let lua = ferrolua::Lua::new();
    lua.globals().set("inside", Inside { value: 4 }).unwrap();
    lua.load("assert(inside:double() == 8 and inside:clone().value == 4)").exec().unwrap();
    lua.register::<shadowed::Triple>().unwrap();
    lua.register::<shadowed::Choice>().unwrap();
    lua.register::<Either<i64, String>>().unwrap();
    lua.load("local t = Triple(1) assert(#t == 3 and t[3] == 5 and t.type == 0 and t:loop() == t)").exec().unwrap();
    lua.load("assert(Choice.Match{ ['in'] = 3 }['in'] == 3 and Choice.Two(4)[1] == 4)").exec().unwrap();
    lua.load("assert(Either_i64_String.Left(1).kind == 'Left')").exec().unwrap();
    let text = String::from("lent");
    lua.scope(|scope| {
        let view = scope.create_userdata(Text(&text))?;
        lua.load("local view = ... assert(view:text() == 'lent')").call::<()>(view)
    })
    .unwrap();
}
