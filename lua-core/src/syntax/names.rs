//! The names and strings of a chunk, each kept once: what is equal has one number, so that whoever looks a name up
//! compares numbers.

use std::hash::{BuildHasher, Hasher};

use hashbrown::{DefaultHashBuilder, HashTable};

/// The number of a name or string in the [`Names`] of its chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Name(u32);

impl Name {
    /// The number.
    pub(crate) fn number(self) -> usize {
        self.0 as usize
    }

    /// How long a list by number is made for the place of this name: more than enough, so that it
    /// seldom grows.
    pub(crate) fn room(self) -> usize {
        (self.number() + 1).next_power_of_two().max(32)
    }
}

/// Defines the names that every chunk has from the start.
macro_rules! known {
    ($($name:ident $number:literal $text:literal)*) => {
        impl Name {
            $(#[doc = concat!("`", $text, "`")] pub(crate) const $name: Name = Name($number);)*
        }

        const KNOWN: &[(Name, &str)] = &[$((Name::$name, $text)),*];
    };
}

known! {
    ENV 0 "_ENV"
    SELF 1 "self"
    BREAK 2 "break"
    FOR_STATE 3 "(for state)"
}

/// The names and strings of a chunk.
pub(crate) struct Names {
    /// Their bytes, one after the other.
    text: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
    numbers: HashTable<Name>,
    hasher: DefaultHashBuilder,
}

impl Names {
    pub(super) fn new() -> Names {
        let hasher = DefaultHashBuilder::default();
        // PERF: room for the names of a short chunk, which otherwise spends a tenth of its time on making more.
        let mut names = Names {
            text: Vec::with_capacity(256),
            ends: Vec::with_capacity(28),
            numbers: HashTable::with_capacity(28),
            hasher,
        };
        for &(known, text) in KNOWN {
            let name = names.intern(text.as_bytes());
            debug_assert_eq!(name, known);
        }
        names
    }

    /// The number of a name or string, a new one if it was not there.
    pub(super) fn intern(&mut self, bytes: &[u8]) -> Name {
        let hash = hash_bytes(&self.hasher, bytes);
        let is_equal = |&name: &Name| slice(&self.text, &self.ends, name) == bytes;
        if let Some(&name) = self.numbers.find(hash, is_equal) {
            return name;
        }
        let name = Name(u32::try_from(self.ends.len()).expect("fewer names than memory holds"));
        self.text.extend_from_slice(bytes);
        self.ends.push(self.text.len());
        let hash_of = |&name: &Name| hash_bytes(&self.hasher, slice(&self.text, &self.ends, name));
        self.numbers.insert_unique(hash, name, hash_of);
        name
    }

    /// The bytes of a name or string.
    pub(crate) fn bytes(&self, name: Name) -> &[u8] {
        slice(&self.text, &self.ends, name)
    }
}

/// The hash of bytes, without their number in front, as nothing follows them.
fn hash_bytes(hasher: &DefaultHashBuilder, bytes: &[u8]) -> u64 {
    let mut hasher = hasher.build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

fn slice<'a>(text: &'a [u8], ends: &[usize], Name(number): Name) -> &'a [u8] {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &text[start..ends[number]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_has_one_number() {
        let mut names = Names::new();
        let numbers: Vec<Name> =
            (0..1000).map(|n| names.intern(format!("name{n}").as_bytes())).collect();
        for (n, &name) in numbers.iter().enumerate() {
            let text = format!("name{n}");
            assert_eq!(names.bytes(name), text.as_bytes());
            assert_eq!(names.intern(text.as_bytes()), name);
        }
        assert_eq!(names.intern(b"_ENV"), Name::ENV);
        let empty = names.intern(b"");
        assert_eq!((names.intern(b""), names.bytes(empty)), (empty, &b""[..]));
    }
}
