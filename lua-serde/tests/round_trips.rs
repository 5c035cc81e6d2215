//! What goes to Lua, or through Lua to another format, comes back the same: for data of every shape.

use std::collections::BTreeMap;
use std::fmt::Debug;

use lua_core::Lua;
use lua_serde::{LuaSerdeExt, SerializeOptions, Serializer, ToSerializable};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Sends data to Lua and back. Data is compared as it is shown, for which NaN is NaN and `-0.0` is not `0.0`.
fn there_and_back<T: Serialize + DeserializeOwned + Debug>(data: &T) -> Result<(), TestCaseError> {
    let lua = Lua::new();
    for nulls in [false, true] {
        let options = SerializeOptions::new().serialize_none_to_null(nulls);
        let value = lua.to_value_with(data, options).map_err(fail)?;
        let back: T = lua.from_value(value.clone()).map_err(fail)?;
        prop_assert_eq!(format!("{data:?}"), format!("{back:?}"));
        // Through any format, which is Lua's again.
        let copy = value.to_serializable().serialize(Serializer::new(&lua)).map_err(fail)?;
        let back: T = lua.from_value(copy).map_err(fail)?;
        prop_assert_eq!(format!("{data:?}"), format!("{back:?}"));
    }
    Ok(())
}

fn fail(error: impl ToString) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Scalars {
    small: (i8, i16, i32, u8, u16, u32),
    large: i64,
    #[serde(rename = "Größe")]
    float: f64,
    single: f32,
    truth: bool,
    letter: char,
    text: String,
    bytes: Bytes,
    unit: (),
    nothing: Unit,
    newtype: Newtype,
    optional: Option<i8>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Unit;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Newtype(Option<i16>);

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Triple(u8, Option<String>, Newtype);

#[derive(Debug, Clone, Serialize, Deserialize)]
enum External {
    Unit,
    Newtype(Option<u8>),
    Tuple(i32, String),
    #[serde(rename_all = "camelCase")]
    Struct {
        some_field: Option<f64>,
        other_field: Vec<External>,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Internal {
    JustUnit,
    Newtype(Triples),
    Struct { numbers: Vec<f64>, next: Option<Box<Internal>> },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Triples {
    list: Vec<Triple>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Unit,
    Newtype(Newtype),
    Tuple(bool, char),
    Struct { map: BTreeMap<i64, Adjacent> },
}

#[derive(Debug, Clone, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(untagged)]
enum Any {
    Nothing,
    Truth(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Any>),
    Map(BTreeMap<String, Any>),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Nested {
    #[serde(default)]
    scalars: Option<Box<Scalars>>,
    external: Vec<External>,
    internal: Internal,
    adjacent: (Adjacent, Adjacent),
    by_name: BTreeMap<String, Option<Any>>,
    by_truth: BTreeMap<bool, u8>,
    by_letter: BTreeMap<char, u8>,
    by_option: BTreeMap<Option<u8>, u8>,
    by_pair: BTreeMap<(u8, bool), u8>,
    #[serde(flatten)]
    flat: Flat,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    often_absent: Vec<Unit>,
    #[serde(skip)]
    #[expect(dead_code, reason = "it is not there afterwards")]
    skipped: u8,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Flat {
    flat_number: i64,
    flat_any: Any,
    #[serde(flatten)]
    rest: BTreeMap<String, Any>,
}

#[derive(Debug, Clone)]
struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Bytes;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Visitor)
    }
}

/// Floats with those that are special, also the ones with the values of integers.
fn float() -> impl Strategy<Value = f64> {
    let special =
        [0.0, -0.0, 1.0, -1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, i64::MAX as f64];
    prop_oneof![
        any::<f64>(),
        prop::sample::select(special.to_vec()),
        any::<i32>().prop_map(f64::from)
    ]
}

fn integer() -> impl Strategy<Value = i64> {
    let edges = vec![i64::MIN, i64::MAX, 0, -1, 1 << 53, (1 << 53) + 1];
    prop_oneof![any::<i64>(), prop::sample::select(edges)]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,3}", any::<String>(), "\\PC{0,50}"]
}

fn scalars() -> impl Strategy<Value = Scalars> {
    let first = (any::<(i8, i16, i32, u8, u16, u32)>(), integer(), float(), any::<f32>());
    let options = (any::<Option<i16>>(), any::<Option<i8>>());
    let second = (any::<bool>(), any::<char>(), text(), any::<Vec<u8>>(), options.0, options.1);
    (first, second).prop_map(|(first, second)| Scalars {
        small: first.0,
        large: first.1,
        float: first.2,
        single: first.3,
        truth: second.0,
        letter: second.1,
        text: second.2,
        bytes: Bytes(second.3),
        unit: (),
        nothing: Unit,
        newtype: Newtype(second.4),
        optional: second.5,
    })
}

fn newtype() -> impl Strategy<Value = Newtype> {
    any::<Option<i16>>().prop_map(Newtype)
}

fn external() -> impl Strategy<Value = External> {
    let leaf = prop_oneof![
        Just(External::Unit),
        any::<Option<u8>>().prop_map(External::Newtype),
        (any::<i32>(), text()).prop_map(|(number, text)| External::Tuple(number, text)),
    ];
    leaf.prop_recursive(3, 10, 3, |inner| {
        (prop::option::of(float()), prop::collection::vec(inner, 0..3))
            .prop_map(|(some_field, other_field)| External::Struct { some_field, other_field })
    })
}

fn internal() -> impl Strategy<Value = Internal> {
    let triple = (any::<u8>(), prop::option::of(text()), newtype())
        .prop_map(|(number, text, newtype)| Triple(number, text, newtype));
    let leaf = prop_oneof![
        Just(Internal::JustUnit),
        prop::collection::vec(triple, 0..3).prop_map(|list| Internal::Newtype(Triples { list })),
    ];
    leaf.prop_recursive(3, 10, 1, |inner| {
        (prop::collection::vec(float(), 0..4), prop::option::of(inner))
            .prop_map(|(numbers, next)| Internal::Struct { numbers, next: next.map(Box::new) })
    })
}

fn adjacent() -> impl Strategy<Value = Adjacent> {
    let leaf = prop_oneof![
        Just(Adjacent::Unit),
        newtype().prop_map(Adjacent::Newtype),
        any::<(bool, char)>().prop_map(|(truth, letter)| Adjacent::Tuple(truth, letter)),
    ];
    leaf.prop_recursive(3, 10, 3, |inner| {
        prop::collection::btree_map(integer(), inner, 0..3).prop_map(|map| Adjacent::Struct { map })
    })
}

/// Any data, of what a format has.
fn any_data(with_nothing: bool, floats: BoxedStrategy<f64>) -> impl Strategy<Value = Any> {
    let scalars = prop_oneof![
        any::<bool>().prop_map(Any::Truth),
        integer().prop_map(Any::Integer),
        floats.prop_map(Any::Float),
        text().prop_map(Any::Text),
    ];
    let leaf = match with_nothing {
        true => prop_oneof![4 => scalars, 1 => Just(Any::Nothing)].boxed(),
        false => scalars.boxed(),
    };
    leaf.prop_recursive(4, 30, 5, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..5).prop_map(Any::List);
        let map = prop::collection::btree_map(text(), inner, 0..5).prop_map(Any::Map);
        prop_oneof![list, map]
    })
}

fn nested() -> impl Strategy<Value = Nested> {
    let anything = || any_data(true, float().boxed());
    let enums = (
        prop::option::of(scalars().prop_map(Box::new)),
        prop::collection::vec(external(), 0..4),
        internal(),
        (adjacent(), adjacent()),
    );
    // `Some(Nothing)` would be `None`.
    let something = anything().prop_filter("something", |any| *any != Any::Nothing);
    let maps = (
        prop::collection::btree_map(text(), prop::option::of(something), 0..4),
        any::<BTreeMap<bool, u8>>(),
        any::<BTreeMap<char, u8>>(),
        any::<BTreeMap<Option<u8>, u8>>(),
        any::<BTreeMap<(u8, bool), u8>>(),
    );
    let rest = prop::collection::btree_map("rest_[a-z]{0,3}", anything(), 0..4);
    let flat = (integer(), anything(), rest).prop_map(|(flat_number, flat_any, rest)| Flat {
        flat_number,
        flat_any,
        rest,
    });
    let units = (0..3_usize).prop_map(|count| vec![Unit; count]);
    (enums, maps, flat, units).prop_map(|(enums, maps, flat, often_absent)| Nested {
        scalars: enums.0,
        external: enums.1,
        internal: enums.2,
        adjacent: enums.3,
        by_name: maps.0,
        by_truth: maps.1,
        by_letter: maps.2,
        by_option: maps.3,
        by_pair: maps.4,
        flat,
        often_absent,
        skipped: 0,
    })
}

/// A wide integer is there and back the same, or an error; never another number.
fn wide<T>(number: T) -> Result<(), TestCaseError>
where
    T: Serialize + DeserializeOwned + Debug + Copy + TryInto<i64>,
{
    let fits = number.try_into().is_ok();
    match Lua::new().to_value(&number) {
        Ok(_) if !fits => return Err(fail("a number that does not fit was written")),
        Ok(_) => there_and_back(&number)?,
        Err(error) if fits => return Err(fail(error)),
        Err(error) => {
            let named = format!("integer `{number:?}`");
            prop_assert!(error.to_string().contains(&named));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scalars_of_every_kind(data in scalars()) {
        there_and_back(&data)?;
    }

    #[test]
    fn floats_keep_their_bits(float in float(), single in any::<f32>()) {
        let lua = Lua::new();
        let back: f64 = lua.from_value(lua.to_value(&float).map_err(fail)?).map_err(fail)?;
        prop_assert!(back.to_bits() == float.to_bits() || float.is_nan() && back.is_nan());
        let back: f32 = lua.from_value(lua.to_value(&single).map_err(fail)?).map_err(fail)?;
        prop_assert!(back.to_bits() == single.to_bits() || single.is_nan() && back.is_nan());
    }

    #[test]
    fn wide_integers(
        unsigned in any::<u64>(),
        large in any::<u128>(),
        signed in any::<i128>(),
        near in -2_i128..=2,
    ) {
        wide(unsigned)?;
        wide(large)?;
        wide(signed)?;
        for edge in [i128::from(i64::MIN), i128::from(i64::MAX), i128::from(u64::MAX), 0] {
            wide(edge + near)?;
            if let Ok(number) = u64::try_from(edge + near) {
                wide(number)?;
            }
            if let Ok(number) = u128::try_from(edge + near) {
                wide(number)?;
            }
        }
    }

    #[test]
    fn enums_of_every_representation(
        external in external(),
        internal in internal(),
        adjacent in adjacent(),
        untagged in any_data(true, float().boxed()),
    ) {
        there_and_back(&external)?;
        there_and_back(&internal)?;
        there_and_back(&adjacent)?;
        there_and_back(&untagged)?;
    }

    #[test]
    fn structs_within_structs(data in nested()) {
        there_and_back(&data)?;
    }

    #[test]
    fn json(data in any_data(true, any::<f64>().prop_filter("finite", |f| f.is_finite()).boxed())) {
        let lua = Lua::new();
        let value = lua.to_value(&data).map_err(fail)?;
        let json = serde_json::to_string(&value.to_serializable()).map_err(fail)?;
        let back: Any = serde_json::from_str(&json).map_err(fail)?;
        prop_assert_eq!(format!("{data:?}"), format!("{back:?}"), "{}", json);
        let json: serde_json::Value = serde_json::from_str(&json).map_err(fail)?;
        let back: Any = lua.from_value(lua.to_value(&json).map_err(fail)?).map_err(fail)?;
        prop_assert_eq!(format!("{data:?}"), format!("{back:?}"), "{}", json);
    }

    #[test]
    fn message_pack(data in any_data(true, float().boxed())) {
        let lua = Lua::new();
        let value = lua.to_value(&data).map_err(fail)?;
        let bytes = rmp_serde::to_vec(&value.to_serializable()).map_err(fail)?;
        let back: Any = rmp_serde::from_slice(&bytes).map_err(fail)?;
        prop_assert_eq!(format!("{data:?}"), format!("{back:?}"));
        let back: Any = lua.from_value(lua.to_value(&back).map_err(fail)?).map_err(fail)?;
        prop_assert_eq!(format!("{data:?}"), format!("{back:?}"));
    }

    #[test]
    fn toml(data in prop::collection::btree_map(text(), any_data(false, float().boxed()), 0..5)) {
        let lua = Lua::new();
        let value = lua.to_value(&data).map_err(fail)?;
        let text = toml::to_string(&value.to_serializable()).map_err(fail)?;
        let back: BTreeMap<String, Any> = toml::from_str(&text).map_err(fail)?;
        prop_assert_eq!(format!("{data:?}"), format!("{back:?}"), "{}", text);
        let table: toml::Table = toml::from_str(&text).map_err(fail)?;
        let back: BTreeMap<String, Any> =
            lua.from_value(lua.to_value(&table).map_err(fail)?).map_err(fail)?;
        prop_assert_eq!(format!("{data:?}"), format!("{back:?}"), "{}", text);
    }
}
