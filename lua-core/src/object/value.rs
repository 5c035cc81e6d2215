//! `Value`: any Lua value in sixteen bytes, a tag and a payload, moved as two words.
#![allow(unsafe_code)]
//!
//! # Safety
//!
//! O1. The tag says what the payload is: it is set together with the payload and by this file only (and by
//!     tables, which keep tag and payload of the same value apart and put them together again).

use std::mem::{MaybeUninit, transmute};
use std::ptr::NonNull;

use super::function::{Closure, NativeClosure, NativeFunction, Role};
use super::string::LuaString;
use super::table::Table;
use super::thread::Thread;
use super::userdata::UserData;
use crate::gc::{Gc, Header, Marker, Object, prefetch};
use crate::num::Number;

/// What a value is. Ordered: false values first, then plain ones, then those that live on the heap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(transparent)]
pub(crate) struct Tag(pub(super) u8);

impl Tag {
    pub(crate) const NIL: Tag = Tag(0);
    pub(crate) const FALSE: Tag = Tag(1);
    pub(crate) const TRUE: Tag = Tag(2);
    pub(crate) const INTEGER: Tag = Tag(3);
    pub(crate) const FLOAT: Tag = Tag(4);
    pub(crate) const LIGHT_USERDATA: Tag = Tag(5);
    pub(crate) const NATIVE: Tag = Tag(6);
    pub(crate) const SHORT_STRING: Tag = Tag(7);
    pub(crate) const LONG_STRING: Tag = Tag(8);
    pub(crate) const TABLE: Tag = Tag(9);
    pub(crate) const CLOSURE: Tag = Tag(10);
    pub(crate) const NATIVE_CLOSURE: Tag = Tag(11);
    pub(crate) const USERDATA: Tag = Tag(12);
    pub(crate) const THREAD: Tag = Tag(13);
    /// The key of a removed table entry whose key object may be gone.
    pub(crate) const DEAD_KEY: Tag = Tag(14);

    /// Whether the payload is a reference to a heap object.
    #[inline(always)]
    pub(crate) fn is_collectable(self) -> bool {
        self.0 >= Tag::SHORT_STRING.0
    }
}

/// The second word of a value: an integer, the bits of a float, or a pointer.
pub(crate) type Payload = MaybeUninit<u64>;

/// Any Lua value.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Value {
    tag: Tag,
    payload: Payload,
}

const _: () = assert!(size_of::<Value>() == 16);

/// The basic types (manual 2.1), numbered for tables of metatables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Type {
    Nil,
    Boolean,
    LightUserData,
    Number,
    String,
    Table,
    Function,
    UserData,
    Thread,
}

impl Type {
    /// How many types there are.
    pub(crate) const COUNT: usize = 9;

    /// The types' names as `type` returns them.
    pub(crate) const NAMES: [&str; Type::COUNT] = [
        "nil", "boolean", "userdata", "number", "string", "table", "function", "userdata", "thread",
    ];

    /// The type's name.
    pub(crate) fn name(self) -> &'static str {
        Type::NAMES[self as usize]
    }
}

/// A value taken apart, for code that wants to match on it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum View {
    Nil,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    LightUserData(*mut std::ffi::c_void),
    Native(&'static NativeFunction),
    String(Gc<LuaString>),
    Table(Gc<Table>),
    Closure(Gc<Closure>),
    NativeClosure(Gc<NativeClosure>),
    UserData,
    Thread,
}

#[inline(always)]
fn pack_pointer<T>(pointer: *mut T) -> Payload {
    // SAFETY: a thin pointer has eight bytes on every supported target; a payload may hold any bytes.
    unsafe { transmute::<*mut T, Payload>(pointer) }
}

/// A reference as a word that may be anything, for [`Value::table`] and its like.
///
/// PERF: `Option<Gc<T>>` says "none" by a null. As the compiler does not know that a payload is no null, it would test both
/// the tag and the payload; an `Option` of this is told by the tag alone. Saved a tenth of the time of field accesses.
pub(crate) struct Word<T>(MaybeUninit<Gc<T>>);

impl<T> Word<T> {
    /// The reference.
    #[inline(always)]
    pub(crate) fn get(&self) -> Gc<T> {
        // SAFETY: it is always initialised.
        unsafe { self.0.assume_init() }
    }
}

/// The same number, of which the compiler knows nothing.
#[inline(always)]
#[allow(unused_mut)]
fn opaque(mut number: u32) -> u32 {
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    // SAFETY: a comment does nothing.
    unsafe {
        std::arch::asm!(
            "/* {0:x} */",
            inout(reg) number,
            options(pure, nomem, nostack, preserves_flags)
        );
    }
    number
}

macro_rules! heap_values {
    ($( $from:ident $as:ident $type:ident = $tag:ident; )+) => {
        impl Value {
            $(
                /// Makes the value.
                #[inline(always)]
                pub(crate) fn $from(object: Gc<$type>) -> Value {
                    Value { tag: Tag::$tag, payload: pack_pointer(object.as_ptr()) }
                }

                /// The object, if the value is of this type.
                #[inline(always)]
                pub(crate) fn $as(self) -> Option<Gc<$type>> {
                    // SAFETY: O1.
                    (self.tag == Tag::$tag).then(|| unsafe { self.object_unchecked() })
                }
            )+
        }
    };
}

heap_values! {
    from_table as_table Table = TABLE;
    from_closure as_closure Closure = CLOSURE;
    from_native_closure as_native_closure NativeClosure = NATIVE_CLOSURE;
    from_userdata as_userdata UserData = USERDATA;
    from_thread as_thread Thread = THREAD;
}

macro_rules! words {
    ($( $name:ident $type:ident = $tag:ident; )+) => {
        impl Value {
            $(
                /// The object, if the value is of this type; for the interpreter loop.
                #[inline(always)]
                pub(crate) fn $name(self) -> Option<Word<$type>> {
                    // SAFETY: O1: with this tag the payload is such a reference. Otherwise nobody sees the word.
                    let word = unsafe { transmute::<Payload, MaybeUninit<Gc<$type>>>(self.payload) };
                    (self.tag == Tag::$tag).then_some(Word(word))
                }
            )+
        }
    };
}

words! {
    table Table = TABLE;
    closure Closure = CLOSURE;
    short_string LuaString = SHORT_STRING;
    userdata UserData = USERDATA;
}

impl Value {
    pub(crate) const NIL: Value = Value { tag: Tag::NIL, payload: Payload::new(0) };
    pub(crate) const TRUE: Value = Value { tag: Tag::TRUE, payload: Payload::new(0) };
    pub(crate) const FALSE: Value = Value { tag: Tag::FALSE, payload: Payload::new(0) };

    /// Puts a tag and the payload that belongs to it together.
    ///
    /// # Safety
    ///
    /// Both come from the same value (O1).
    #[inline(always)]
    pub(super) const unsafe fn from_parts(tag: Tag, payload: Payload) -> Value {
        Value { tag, payload }
    }

    /// The tag.
    #[inline(always)]
    pub(crate) fn tag(self) -> Tag {
        self.tag
    }

    /// The payload, for tables, which keep it apart from the tag.
    #[inline(always)]
    pub(super) fn payload(self) -> Payload {
        self.payload
    }

    /// The payload's bits, for identity and hashing.
    #[inline(always)]
    pub(crate) fn bits(self) -> u64 {
        // SAFETY: every payload is initialised.
        unsafe { self.payload.assume_init() }
    }

    /// # Safety
    ///
    /// The payload is a pointer to a `T`.
    #[inline(always)]
    unsafe fn object_unchecked<T: Object>(self) -> Gc<T> {
        // SAFETY: the caller's promise.
        unsafe { Gc::from_raw(transmute::<Payload, NonNull<T>>(self.payload)) }
    }

    /// A boolean.
    #[inline(always)]
    pub(crate) fn from_boolean(boolean: bool) -> Value {
        Value { tag: Tag(Tag::FALSE.0 + boolean as u8), payload: Payload::new(0) }
    }

    /// An integer.
    #[inline(always)]
    pub(crate) fn from_integer(integer: i64) -> Value {
        Value { tag: Tag::INTEGER, payload: Payload::new(integer as u64) }
    }

    /// A float.
    #[inline(always)]
    pub(crate) fn from_float(float: f64) -> Value {
        Value { tag: Tag::FLOAT, payload: Payload::new(float.to_bits()) }
    }

    /// A number of either subtype.
    #[inline(always)]
    pub(crate) fn from_number(number: Number) -> Value {
        match number {
            Number::Integer(integer) => Value::from_integer(integer),
            Number::Float(float) => Value::from_float(float),
        }
    }

    /// A string.
    #[inline(always)]
    pub(crate) fn from_string(string: Gc<LuaString>) -> Value {
        let tag = if string.is_short() { Tag::SHORT_STRING } else { Tag::LONG_STRING };
        Value { tag, payload: pack_pointer(string.as_ptr()) }
    }

    /// A Rust function without state.
    #[inline(always)]
    pub(crate) fn from_native(function: &'static NativeFunction) -> Value {
        Value { tag: Tag::NATIVE, payload: pack_pointer(std::ptr::from_ref(function).cast_mut()) }
    }

    /// A host pointer that Lua only carries.
    pub(crate) fn from_light_userdata(pointer: *mut std::ffi::c_void) -> Value {
        Value { tag: Tag::LIGHT_USERDATA, payload: pack_pointer(pointer) }
    }

    #[inline(always)]
    pub(crate) fn is_nil(self) -> bool {
        self.tag == Tag::NIL
    }

    /// Whether a condition takes the value for false: `nil` and `false`.
    #[inline(always)]
    pub(crate) fn is_falsy(self) -> bool {
        self.tag <= Tag::FALSE
    }

    #[inline(always)]
    pub(crate) fn is_truthy(self) -> bool {
        self.tag > Tag::FALSE
    }

    #[inline(always)]
    pub(crate) fn is_table(self) -> bool {
        self.tag == Tag::TABLE
    }

    #[inline(always)]
    pub(crate) fn is_number(self) -> bool {
        self.tag == Tag::INTEGER || self.tag == Tag::FLOAT
    }

    #[inline(always)]
    pub(crate) fn is_string(self) -> bool {
        self.tag == Tag::SHORT_STRING || self.tag == Tag::LONG_STRING
    }

    pub(crate) fn is_function(self) -> bool {
        matches!(self.tag, Tag::CLOSURE | Tag::NATIVE | Tag::NATIVE_CLOSURE)
    }

    /// The integer, if the value is one (floats are not converted).
    #[inline(always)]
    pub(crate) fn as_integer(self) -> Option<i64> {
        (self.tag == Tag::INTEGER).then(|| self.bits() as i64)
    }

    /// The float, if the value is one (integers are not converted).
    #[inline(always)]
    pub(crate) fn as_float(self) -> Option<f64> {
        (self.tag == Tag::FLOAT).then(|| f64::from_bits(self.bits()))
    }

    /// Both integers, if both values are integers.
    #[inline(always)]
    pub(crate) fn integers([a, b]: [Value; 2]) -> Option<(i64, i64)> {
        Some((a.as_integer()?, b.as_integer()?))
    }

    /// Both floats, if both values are floats.
    ///
    /// PERF: the tags are compared together, and out of the compiler's sight. It would weave this test and that for two
    /// integers, which comes before it, together: seven more instructions for two floats.
    #[inline(always)]
    pub(crate) fn floats([a, b]: [Value; 2]) -> Option<(f64, f64)> {
        let tags = opaque(u32::from(a.tag.0) << 8 | u32::from(b.tag.0));
        (tags == u32::from(Tag::FLOAT.0) << 8 | u32::from(Tag::FLOAT.0))
            .then(|| (f64::from_bits(a.bits()), f64::from_bits(b.bits())))
    }

    /// The number as a float, if the value is a number.
    #[inline(always)]
    pub(crate) fn to_float(self) -> Option<f64> {
        match self.tag {
            Tag::FLOAT => Some(f64::from_bits(self.bits())),
            Tag::INTEGER => Some(self.bits() as i64 as f64),
            _ => None,
        }
    }

    /// The number, if the value is one.
    #[inline(always)]
    pub(crate) fn as_number(self) -> Option<Number> {
        match self.tag {
            Tag::INTEGER => Some(Number::Integer(self.bits() as i64)),
            Tag::FLOAT => Some(Number::Float(f64::from_bits(self.bits()))),
            _ => None,
        }
    }

    #[inline(always)]
    pub(crate) fn as_boolean(self) -> Option<bool> {
        match self.tag {
            Tag::TRUE => Some(true),
            Tag::FALSE => Some(false),
            _ => None,
        }
    }

    /// The string, if the value is one.
    #[inline(always)]
    pub(crate) fn as_string(self) -> Option<Gc<LuaString>> {
        // SAFETY: O1.
        self.is_string().then(|| unsafe { self.object_unchecked() })
    }

    /// The interned string, of a value that is known to be one.
    ///
    /// # Safety
    ///
    /// The value is a short string.
    #[inline(always)]
    pub(crate) unsafe fn as_short_string_unchecked(self) -> Gc<LuaString> {
        debug_assert!(self.tag == Tag::SHORT_STRING);
        // SAFETY: the caller's promise, O1.
        unsafe { self.object_unchecked() }
    }

    /// The Lua function, of a value that is known to be one.
    ///
    /// # Safety
    ///
    /// The value is a closure.
    #[inline(always)]
    pub(crate) unsafe fn as_closure_unchecked(self) -> Gc<Closure> {
        debug_assert!(self.tag == Tag::CLOSURE);
        // SAFETY: the caller's promise, O1.
        unsafe { self.object_unchecked() }
    }

    /// The interned string, if the value is one.
    #[inline(always)]
    pub(crate) fn as_short_string(self) -> Option<Gc<LuaString>> {
        // SAFETY: O1.
        (self.tag == Tag::SHORT_STRING).then(|| unsafe { self.object_unchecked() })
    }

    /// The Rust function that reads or writes a field of host data, if the value is one.
    #[inline(always)]
    pub(crate) fn as_accessor(self) -> Option<Gc<NativeClosure>> {
        self.as_native_closure().filter(|closure| closure.role() == Role::Accessor)
    }

    /// The Rust function, if the value is one without state.
    #[inline(always)]
    pub(crate) fn as_native(self) -> Option<&'static NativeFunction> {
        (self.tag == Tag::NATIVE).then(|| {
            // SAFETY: O1: a native's payload came from a `&'static NativeFunction`.
            unsafe { transmute::<Payload, &'static NativeFunction>(self.payload) }
        })
    }

    /// The header of the object that the value refers to, and whether that object is a leaf.
    #[inline(always)]
    pub(crate) fn object(self) -> Option<(NonNull<Header>, bool)> {
        if !self.tag.is_collectable() || self.tag == Tag::DEAD_KEY {
            return None;
        }
        // SAFETY: O1: the payload of a collectable value points to an object.
        let header = unsafe { transmute::<Payload, NonNull<Header>>(self.payload) };
        Some((header, self.is_string()))
    }

    /// Lets the processor fetch the object that the value refers to while it does something else.
    #[inline(always)]
    pub(crate) fn prefetch(&self) {
        if let Some((header, _)) = self.object() {
            prefetch(header.as_ptr());
        }
    }

    /// Marks the object that the value refers to.
    #[inline(always)]
    pub(crate) fn trace(self, marker: &Marker<'_>) {
        if let Some((header, leaf)) = self.object() {
            marker.mark_header(header, leaf);
        }
    }

    /// The address of the thing behind a reference, for `%p` and identity.
    pub(crate) fn address(self) -> Option<u64> {
        (self.tag >= Tag::LIGHT_USERDATA).then(|| self.bits())
    }

    /// The basic type.
    pub(crate) fn basic_type(self) -> Type {
        match self.view() {
            View::Nil => Type::Nil,
            View::Boolean(_) => Type::Boolean,
            View::Integer(_) | View::Float(_) => Type::Number,
            View::LightUserData(_) => Type::LightUserData,
            View::Native(_) | View::Closure(_) | View::NativeClosure(_) => Type::Function,
            View::String(_) => Type::String,
            View::Table(_) => Type::Table,
            View::UserData => Type::UserData,
            View::Thread => Type::Thread,
        }
    }

    /// The name of the basic type.
    pub(crate) fn type_name(self) -> &'static str {
        self.basic_type().name()
    }

    /// Takes the value apart.
    pub(crate) fn view(self) -> View {
        // SAFETY: O1, arm by arm.
        unsafe {
            match self.tag {
                Tag::FALSE => View::Boolean(false),
                Tag::TRUE => View::Boolean(true),
                Tag::INTEGER => View::Integer(self.bits() as i64),
                Tag::FLOAT => View::Float(f64::from_bits(self.bits())),
                Tag::LIGHT_USERDATA => {
                    View::LightUserData(transmute::<Payload, *mut std::ffi::c_void>(self.payload))
                }
                Tag::NATIVE => {
                    View::Native(transmute::<Payload, &'static NativeFunction>(self.payload))
                }
                Tag::SHORT_STRING | Tag::LONG_STRING => View::String(self.object_unchecked()),
                Tag::TABLE => View::Table(self.object_unchecked()),
                Tag::CLOSURE => View::Closure(self.object_unchecked()),
                Tag::NATIVE_CLOSURE => View::NativeClosure(self.object_unchecked()),
                Tag::USERDATA => View::UserData,
                Tag::THREAD => View::Thread,
                _ => View::Nil,
            }
        }
    }

    /// As [`Value::raw_equals`], if that can be told without looking into the values.
    #[inline(always)]
    pub(crate) fn quickly_equals(self, other: Value) -> Option<bool> {
        if self.tag != other.tag {
            let are_numbers = self.is_number() && other.is_number();
            return (!are_numbers).then_some(false);
        }
        match self.tag {
            Tag::NIL | Tag::FALSE | Tag::TRUE => Some(true),
            Tag::FLOAT => Some(f64::from_bits(self.bits()) == f64::from_bits(other.bits())),
            Tag::LONG_STRING if self.bits() != other.bits() => None,
            _ => Some(self.bits() == other.bits()),
        }
    }

    /// Whether two values are the same without asking metamethods (manual 3.4.4).
    pub(crate) fn raw_equals(self, other: Value) -> bool {
        if self.tag != other.tag {
            return match (self.as_number(), other.as_number()) {
                (Some(Number::Integer(i)), Some(Number::Float(f)))
                | (Some(Number::Float(f)), Some(Number::Integer(i))) => {
                    crate::num::compare::integer_equals_float(i, f)
                }
                _ => false,
            };
        }
        match self.tag {
            Tag::NIL | Tag::FALSE | Tag::TRUE => true,
            Tag::FLOAT => f64::from_bits(self.bits()) == f64::from_bits(other.bits()),
            Tag::LONG_STRING => match (self.as_string(), other.as_string()) {
                (Some(a), Some(b)) => a.same(b) || a.as_bytes() == b.as_bytes(),
                _ => false,
            },
            _ => self.bits() == other.bits(),
        }
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.view().fmt(f)
    }
}
