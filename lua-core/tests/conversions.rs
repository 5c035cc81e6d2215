//! Conversions: which Lua value each Rust type is, what it is made of, and what is refused.

// Keys and strings hold a machine, but what they hash never changes.
#![allow(clippy::mutable_key_type)]

use std::borrow::Cow;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::ffi::{CString, OsString};
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::net::{IpAddr, SocketAddr};
use std::num::{NonZero, Saturating, Wrapping};
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use lua_core::{
    BStr, BString, BorrowedBytes, BorrowedStr, Either, Error, ErrorKind, FromLua, Function,
    IntoLua, LightUserData, Lua, LuaString, MultiValue, Nil, RegistryKey, Result, Strict, Table,
    Value, Variadic,
};

fn eval<T: FromLua>(code: &str) -> Result<T> {
    Lua::new().load(code).eval()
}

/// There and back.
#[track_caller]
fn round<T: IntoLua + FromLua + PartialEq + Debug + Clone>(value: T, expected: &str) {
    let lua = Lua::new();
    lua.globals().set("value", value.clone()).expect("it converts");
    let holds: bool = lua.load(format!("return {expected}")).eval().expect("it runs");
    assert!(holds, "{value:?}: {expected}");
    assert_eq!(lua.globals().get::<T>("value").expect("it comes back"), value);
}

#[track_caller]
fn refused<T: FromLua>(code: &str, expected: &str) {
    let error = match eval::<T>(code) {
        Ok(_) => panic!("{code} converts"),
        Err(error) => error,
    };
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn integers_keep_their_value_or_are_refused() {
    round(i64::MAX, "value == math.maxinteger");
    round(u64::MAX >> 1, "math.type(value) == 'integer'");
    round(i128::from(i64::MIN), "value == math.mininteger");
    let lua = Lua::new();
    for (value, text) in [
        (lua.pack(u64::MAX), "18446744073709551615"),
        (lua.pack(i128::MAX), "170141183460469231731687303715884105727"),
        (lua.pack(usize::MAX), "18446744073709551615"),
        (lua.pack(1_i128 << 63), "9223372036854775808"),
    ] {
        let error = value.expect_err("out of range").to_string();
        assert!(error.contains(text), "{error}");
    }
    refused::<u8>("256", "256");
    refused::<u64>("-1", "-1");
    refused::<i32>("1.5", "no integer representation");
    assert_eq!(eval::<i32>("'0x10'").expect("a numeral"), 16);
    round(NonZero::new(5_u8).expect("not zero"), "value == 5");
    refused::<NonZero<i64>>("0", "NonZero<i64> expected, got 0 (out of range)");
    refused::<NonZero<u8>>("256", "256");
    round(Wrapping(7_u16), "value == 7");
    round(Saturating(7_i8), "value == 7");
}

#[test]
fn text_and_bytes() {
    round(BString::from(b"\xff\0z"), "value == '\\xff\\0z'");
    round(BString::from(""), "value == ''");
    assert_eq!(eval::<BString>("12").expect("a numeral"), "12");
    refused::<BString>("{}", "string expected, got table");
    round(String::from("text"), "value == 'text'");
    round(Rc::<str>::from("text"), "value == 'text'");
    round(Arc::<str>::from("text"), "value == 'text'");
    round(Box::<str>::from("text"), "value == 'text'");
    round(Cow::<'static, str>::from("text"), "value == 'text'");
    refused::<Rc<str>>("'\\xff'", "invalid UTF-8");
    round(CString::new("text").expect("no zero"), "value == 'text'");
    refused::<CString>("'a\\0b'", "a zero byte inside");
    round(PathBuf::from("a/b.lua"), "value == 'a/b.lua'");
    round(OsString::from("name"), "value == 'name'");
    let lua = Lua::new();
    lua.globals().set("path", Path::new("x/y")).expect("it converts");
    lua.globals().set("bytes", BStr::new(b"\xfe")).expect("it converts");
    lua.globals().set("c", c"text").expect("it converts");
    lua.globals().set("cow", Cow::Borrowed(c"cow")).expect("it converts");
    lua.load("assert(path == 'x/y' and bytes == '\\xfe' and c == 'text' and cow == 'cow')")
        .exec()
        .expect("it runs");
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        round(OsString::from_vec(vec![0xff, 0x41]), "value == '\\xffA'");
    }
    let length = Function::wrap(|bytes: &BStr| bytes.len());
    lua.globals().set("length", length).expect("it converts");
    assert_eq!(lua.load("length('\\xff\\0')").eval::<i64>().expect("it runs"), 2);
    // Bytes as numbers are a table still, as any other list.
    round(vec![1_u8, 2], "#value == 2 and value[2] == 2");
}

#[test]
fn characters() {
    round('ß', "value == 'ß'");
    assert_eq!(eval::<char>("7").expect("a code"), '\u{7}');
    assert_eq!(eval::<char>("'7'").expect("a digit"), '7');
    refused::<char>("0xd800", "char expected, got 55296 (no such character)");
    refused::<char>("-1", "no such character");
    refused::<char>("'ab'", "one character expected");
}

#[test]
fn addresses_are_text() {
    round("127.0.0.1".parse::<IpAddr>().expect("an address"), "value == '127.0.0.1'");
    round("[::1]:80".parse::<SocketAddr>().expect("an address"), "value == '[::1]:80'");
    refused::<IpAddr>("'localhost'", "IpAddr expected, got 'localhost' (malformed)");
    refused::<SocketAddr>("{}", "string expected, got table");
}

#[test]
fn times_are_seconds() {
    round(Duration::from_millis(1500), "value == 1.5");
    assert_eq!(eval::<Duration>("3").expect("seconds"), Duration::from_secs(3));
    assert_eq!(
        eval::<Duration>("math.maxinteger").expect("seconds"),
        Duration::from_secs(i64::MAX as u64)
    );
    assert_eq!(eval::<Duration>("'0.25'").expect("a numeral"), Duration::from_millis(250));
    refused::<Duration>("-1", "duration expected, got -1 (negative)");
    refused::<Duration>("-0.5", "(negative)");
    refused::<Duration>("0/0", "(not a number)");
    refused::<Duration>("math.huge", "(too long)");
    refused::<Duration>("{}", "number expected, got table");
    let epoch = SystemTime::UNIX_EPOCH;
    round(epoch + Duration::from_millis(2500), "value == 2.5");
    round(epoch - Duration::from_millis(2500), "value == -2.5");
    assert_eq!(eval::<SystemTime>("-10").expect("a time"), epoch - Duration::from_secs(10));
    refused::<SystemTime>("math.huge", "(out of range)");
    refused::<SystemTime>("0/0", "(out of range)");
    assert!(eval::<SystemTime>("os.time()").expect("now") <= SystemTime::now());
}

#[test]
fn collections() {
    round(VecDeque::from([1, 2]), "value[1] == 1 and #value == 2");
    round(LinkedList::from([1, 2]), "value[2] == 2 and #value == 2");
    round(Box::<[i64]>::from([1, 2]), "value[2] == 2 and #value == 2");
    let heap: BinaryHeap<i64> = eval("{3, 1, 2}").expect("numbers");
    assert_eq!(heap.into_sorted_vec(), [1, 2, 3]);
    let lua = Lua::new();
    lua.globals().set("heap", BinaryHeap::from([3, 1, 2])).expect("it converts");
    assert_eq!(lua.load("#heap").eval::<i64>().expect("a table"), 3);
    round(HashMap::from([("a".to_string(), 1)]), "value.a == 1");
    round(HashSet::from(["a".to_string()]), "value.a == true");
    round(3..=5_i64, "value.first == 3 and value.last == 5");
    round(3..5_i64, "value.start == 3 and value.finish == 5");
    refused::<RangeInclusive<i64>>("{start = 1, finish = 2}", "no field 'first'");
    refused::<Range<i64>>("{start = 1}", "no field 'finish'");
    refused::<Range<i64>>("{start = 1, finish = {}}", "number expected, got table");
    refused::<VecDeque<i64>>("{1, {}}", "number expected, got table");
}

#[test]
fn one_of_two() {
    type Id = Either<i64, String>;
    assert_eq!(eval::<Id>("5").expect("an integer"), Either::Left(5));
    assert_eq!(eval::<Id>("'x'").expect("a string"), Either::Right("x".into()));
    refused::<Id>("{}", "number or string expected, got table");
    refused::<Either<i64, Either<Table, Function>>>(
        "true",
        "number or table or function expected, got boolean",
    );
    let lua = Lua::new();
    lua.globals().set("a", Either::<i64, &str>::Right("r")).expect("it converts");
    lua.globals().set("b", Either::<i64, &str>::Left(1)).expect("it converts");
    lua.load("assert(a == 'r' and b == 1)").exec().expect("it runs");
}

#[test]
fn strict_conversions_coerce_nothing() {
    assert_eq!(eval::<Strict<i64>>("5").expect("an integer").0, 5);
    assert_eq!(eval::<Strict<i64>>("5.0").expect("the same number").0, 5);
    assert_eq!(eval::<Strict<f64>>("5").expect("a number").0, 5.0);
    refused::<Strict<i64>>("'5'", "number expected, got string");
    refused::<Strict<i64>>("5.5", "no integer representation");
    refused::<Strict<f64>>("'5'", "number expected, got string");
    refused::<Strict<String>>("5", "string expected, got number");
    refused::<Strict<BString>>("5", "string expected, got number");
    refused::<Strict<char>>("5", "string expected, got number");
    refused::<Strict<bool>>("nil", "boolean expected, got nil");
    refused::<Strict<bool>>("1", "boolean expected, got number");
    assert!(!eval::<Strict<bool>>("false").expect("a boolean").0);
    assert_eq!(eval::<Strict<Option<i64>>>("nil").expect("nothing").0, None);
    assert_eq!(eval::<Strict<Vec<i64>>>("{1, 2}").expect("a list").0, [1, 2]);
    refused::<Strict<Vec<i64>>>("{1, '2'}", "number expected, got string");
    refused::<Strict<Vec<i64>>>("{1, x = 2}", "sequence expected, got table (it has a field 'x')");
    refused::<Strict<Vec<i64>>>("{x = 1}", "it has a field 'x'");
    refused::<Strict<Vec<i64>>>("{1, [2.5] = 2}", "it has a field '2.5'");
    assert!(eval::<Strict<Vec<Option<i64>>>>("{1, nil, 3, nil}").is_err());
    type Map = BTreeMap<String, bool>;
    assert!(eval::<Strict<Map>>("{a = true}").expect("a map").0["a"]);
    refused::<Strict<Map>>("{a = 1}", "boolean expected, got number");
    refused::<Strict<Map>>("{true}", "string expected, got number");
    let lua = Lua::new();
    assert_eq!(lua.convert::<i64>(Strict(5)).expect("there and back"), 5);
}

#[test]
fn errors_are_made_of_any_value() -> Result<()> {
    let lua = Lua::new();
    let describe = lua.create_function(|_, error: Error| Ok(error.to_string()))?;
    assert_eq!(describe.call::<String>("text")?, "text");
    assert_eq!(describe.call::<String>(lua.create_table()?)?, "(error object is a table value)");
    let error: Error = lua.load("{code = 42}").eval()?;
    assert_eq!(error.value::<Table>(&lua)?.get::<i64>("code")?, 42);
    // What Rust threw and a script caught is that error again.
    lua.globals().set("fail", Function::wrap(|| "x".parse::<i64>()))?;
    let error: Error = lua.load("local _, message = pcall(fail) return message").eval()?;
    assert!(error.downcast_ref::<std::num::ParseIntError>().is_some(), "{error:?}");
    assert!(matches!(error.kind(), ErrorKind::External));
    Ok(())
}

#[test]
fn values_tell_what_they_are() -> Result<()> {
    let lua = Lua::new();
    assert_eq!(Nil, Value::default());
    let all: Vec<Value> = vec![
        Nil,
        Value::Boolean(true),
        Value::NULL,
        Value::Integer(3),
        Value::Number(1.5),
        Value::String(lua.create_string("s")?),
        Value::Table(lua.create_table()?),
        lua.globals().get("print")?,
        lua.load("coroutine.create(print)").eval()?,
        Value::UserData(lua.create_any_userdata(())?),
    ];
    let is = |value: &Value| {
        [
            value.is_nil(),
            value.is_boolean(),
            value.is_light_userdata(),
            value.is_integer(),
            value.is_number(),
            value.is_string(),
            value.is_table(),
            value.is_function(),
            value.is_thread(),
            value.is_userdata(),
        ]
    };
    for (index, value) in all.iter().enumerate() {
        let mut expected = [false; 10];
        expected[index] = true;
        assert_eq!(is(value), expected, "{value:?}");
        let has_address = index > 4;
        assert_eq!(!value.to_pointer().is_null(), has_address, "{value:?}");
    }
    assert!(all[2].is_null() && !all[0].is_null());
    assert_eq!(all[2].as_light_userdata(), Some(LightUserData(std::ptr::null_mut())));
    assert_eq!((all[3].as_i32(), all[3].as_u64(), all[3].as_usize()), (Some(3), Some(3), Some(3)));
    assert_eq!((all[4].as_f32(), all[4].as_i64(), all[3].as_f64()), (Some(1.5), None, Some(3.0)));
    assert_eq!((Value::Integer(-1).as_u32(), Value::Integer(1 << 40).as_i32()), (None, None));
    Ok(())
}

#[test]
fn tables_are_written_whole_without_running_anything() -> Result<()> {
    let lua = Lua::new();
    let value: Value = lua
        .load(
            r#"local t = { "one", 2.0, 3, [2^53] = 1, [-1] = true, name = "Lua", ["not a name"] = {},
                [false] = 0, bytes = "\xff", inner = { deep = { 1 } }, }
            t.self = t
            t.again = t.inner
            return setmetatable(t, {
                __index = error, __pairs = error, __tostring = error, __len = error, __name = "Loud",
            })"#,
        )
        .eval()?;
    let text = format!("{value:#?}");
    let address = format!("{:?}", value.as_table().expect("a table"));
    let inner: Table = value.as_table().expect("a table").raw_get("inner")?;
    let _ = &inner;
    let again = text.lines().find(|line| line.contains("again")).expect("it is written");
    let expected = format!(
        r#"{{
    [-1] = true,
    [1] = "one",
    [2] = 2.0,
    [3] = 3,
    [9007199254740992] = 1,
{again}
        deep = {{
            [1] = 1,
        }},
    }},
    bytes = b"\xff",
    inner = {inner:?},
    name = "Lua",
    ["not a name"] = {{}},
    self = {address},
    [false] = 0,
}}"#
    );
    assert_eq!(text, expected);
    assert_eq!(format!("{:#?}", value.as_table().expect("a table")), text);
    assert!(format!("{value:?}").starts_with("Table(table: 0x"));
    // Neither depth nor sharing nor strange keys are too much.
    let deep: Value =
        lua.load("local t = {} for _ = 1, 100000 do t = { t } end return t").eval()?;
    assert!(format!("{deep:#?}").lines().count() < 100);
    let shared: Value =
        lua.load("local t = {} for _ = 1, 60 do t = { t, t } end return t").eval()?;
    assert!(format!("{shared:#?}").len() < 100_000);
    let odd: Value = lua
        .load("{ [print] = 1, [{}] = 2, [coroutine.create(print)] = 3, [1e300] = 4, [math.maxinteger] = 5, [math.maxinteger - 1] = 6, [2^63] = 7, [-2^70] = 8 }")
        .eval()?;
    assert_eq!(format!("{odd:#?}").lines().count(), 10);
    drop(lua);
    assert!(format!("{value:#?}").starts_with("table: 0x"));
    Ok(())
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn strings_compare_and_hash_as_bytes() -> Result<()> {
    let (lua, other) = (Lua::new(), Lua::new());
    let (a, b, same) =
        (lua.create_string("a")?, lua.create_string("b")?, other.create_string("a")?);
    assert!(a < b && a == same && b > *"a" && a == "a" && a != *"b" && a <= same);
    assert!(a == *b"a" && a == *BStr::new("a") && a == b"a");
    assert_eq!(hash(&a), hash(&same));
    assert_eq!(hash(&a), hash(&b"a"[..]));
    let mut sorted = [b.clone(), a.clone()];
    sorted.sort();
    assert_eq!(sorted, [a.clone(), b.clone()]);
    let set = HashSet::from([a.clone(), same.clone(), b.clone()]);
    assert_eq!(set.len(), 2);
    let bytes = lua.create_string(b"\xffz")?;
    assert_eq!(format!("{a:?} {bytes:?}"), r#""a" b"\xffz""#);
    assert_eq!(format!("{:>3}|{}", a.display(), bytes.display()), "  a|\u{fffd}z");
    drop(lua);
    // Only itself, from now on.
    assert!(a == a.clone() && a != b && a != same && a != "a" && a < same);
    assert_eq!(a.display().to_string(), "");
    let wrapped = LuaString::wrap(b"\xff");
    other.globals().set("wrapped", wrapped)?;
    assert_eq!(other.load("#wrapped").eval::<i64>()?, 1);
    Ok(())
}

#[test]
fn guards_of_strings_are_parameters() -> Result<()> {
    let lua = Lua::new();
    let join = lua
        .create_function(|_, (a, b): (BorrowedStr, BorrowedBytes)| Ok(format!("{a}{}", b.len())))?;
    assert_eq!(join.call::<String>(("x", lua.create_string(b"\xff")?))?, "x1");
    assert_eq!(join.call::<String>((12, 345))?, "123");
    let error = join.call::<String>((lua.create_string(b"\xff")?, "")).expect_err("no text");
    assert!(error.to_string().contains("invalid UTF-8"), "{error}");
    let echo = lua.create_function(|_, text: BorrowedStr| Ok(text))?;
    assert_eq!(echo.call::<BorrowedStr>("same")?, "same");
    let guard = {
        let text = lua.create_string("kept by its guard, longer than the short strings are")?;
        text.to_str()?
    };
    lua.load("local t = {} for i = 1, 1000 do t[i] = ('x'):rep(i) end t = nil collectgarbage()")
        .exec()?;
    drop((join, echo, lua));
    assert!(guard.starts_with("kept by") && guard > *"a");
    let bytes: BorrowedBytes = {
        let lua = Lua::new();
        let string = lua.create_string("ab")?;
        (&string).try_into()?
    };
    assert_eq!((&bytes).into_iter().copied().collect::<Vec<u8>>(), b"ab");
    assert_eq!(hash(&bytes), hash(&b"ab"[..]));
    let map = HashMap::from([(guard, 1)]);
    assert_eq!(map.get("kept by its guard, longer than the short strings are"), Some(&1));
    Ok(())
}

#[test]
fn many_values() -> Result<()> {
    const EMPTY: MultiValue = MultiValue::new();
    const NONE: Variadic<i64> = Variadic::new();
    assert!(EMPTY.is_empty() && NONE.is_empty());
    let lua = Lua::new();
    let values: MultiValue = vec![Value::Integer(1), Nil].into();
    let count: Function = lua.load("function(...) return select('#', ...) end").eval()?;
    assert_eq!(count.call::<i64>(&values)?, 2);
    assert_eq!((&values).into_iter().count(), 2);
    assert_eq!(Vec::from(values), [Value::Integer(1), Nil]);
    let numbers: Variadic<i64> = count.call(())?;
    assert_eq!((&numbers).into_iter().sum::<i64>(), 0);
    assert_eq!(Vec::from(numbers), [0]);
    assert!(MultiValue::with_capacity(9).capacity() >= 9);
    assert!(Variadic::<u8>::with_capacity(9).capacity() >= 9);
    type Sixteen = (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8);
    let all: Sixteen =
        lua.load("return 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16").eval()?;
    assert_eq!((all.0, all.15), (1, 16));
    assert_eq!(count.call::<i64>(all)?, 16);
    let add: Box<dyn Fn(i64, i64) -> Result<i64>> = Box::new(|a, b| Ok(a + b));
    lua.globals().set("add", add)?;
    assert_eq!(lua.load("add(40, 2)").eval::<i64>()?, 42);
    let back: Box<dyn Fn(i64, i64) -> Result<i64>> = lua.globals().get("add")?;
    assert_eq!(back(1, 2)?, 3);
    assert!(lua.load("add({}, 2)").exec().is_err());
    Ok(())
}

#[test]
fn registry_keys_hash() -> Result<()> {
    let (lua, other) = (Lua::new(), Lua::new());
    let (a, b) = (lua.create_registry_value(1)?, other.create_registry_value(1)?);
    let (id_a, id_b) = (a.id(), b.id());
    assert_eq!(id_a, id_b);
    assert_ne!(a, b);
    let keys: HashMap<RegistryKey, i64> = HashMap::from([(a, 1), (b, 2)]);
    assert_eq!(keys.len(), 2);
    Ok(())
}

#[test]
fn results_are_no_arguments() {
    #[track_caller]
    fn refused<T: Debug>(result: Result<T>, expected: &str) {
        let error = result.expect_err("it does not fit");
        assert_eq!(error.to_string(), expected);
        assert!(matches!(error.kind(), ErrorKind::Conversion { .. }), "{:?}", error.kind());
    }

    let lua = Lua::new();
    refused(lua.load("'x'").eval::<i64>(), "number expected, got string");
    refused(lua.load("1, 'x'").eval::<(i64, i64)>(), "result #2: number expected, got string");
    let function: Function = lua.load("function() return {} end").eval().expect("a function");
    refused(function.call::<String>(()), "string expected, got table");
    let thread = lua.create_thread(function.clone()).expect("a coroutine");
    refused(thread.resume::<i64>(()), "number expected, got table");
    let item = lua.iterate::<i64>(function).expect("an iterator").next().expect("an item");
    refused(item, "number expected, got table");
}
