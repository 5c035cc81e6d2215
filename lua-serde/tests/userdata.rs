//! Userdata that is data, and tables that other formats take.

use std::collections::BTreeMap;

use lua_core::{AnyUserData, Lua, UserData, Value};
use lua_serde::{DeserializeOptions, LuaSerdeExt, ToSerializable, UserDataSerdeExt};

#[derive(serde::Serialize, serde::Deserialize, Debug, PartialEq, Clone)]
struct Sword {
    damage: u8,
    runes: Vec<String>,
}

impl UserData for Sword {}

fn armed() -> (Lua, Sword) {
    let lua = Lua::new();
    let sword = Sword { damage: 9, runes: vec!["fire".into()] };
    lua.globals().set("sword", lua.create_ser_userdata(sword.clone()).unwrap()).unwrap();
    (lua, sword)
}

#[test]
fn userdata_that_can_be_written_is_data() {
    let (lua, sword) = armed();
    assert_eq!(lua.from_value::<Sword>(lua.load("sword").eval().unwrap()).unwrap(), sword);
    let list: Vec<Sword> = lua.from_value(lua.load("{ sword, sword }").eval().unwrap()).unwrap();
    assert_eq!(list, [sword.clone(), sword.clone()]);
    let map: BTreeMap<String, Sword> =
        lua.from_value(lua.load("{ left = sword }").eval().unwrap()).unwrap();
    assert_eq!(map["left"], sword);
    let nested: Value = lua.load("{ right = { sword } }").eval().unwrap();
    let json = serde_json::to_string(&nested.to_serializable()).unwrap();
    assert_eq!(json, r#"{"right":[{"damage":9,"runes":["fire"]}]}"#);
    let handle: AnyUserData = lua.load("sword").eval().unwrap();
    let json = serde_json::to_string(&handle.to_serializable()).unwrap();
    assert_eq!(json, r#"{"damage":9,"runes":["fire"]}"#);
}

#[test]
fn userdata_is_written_as_it_is_now() {
    let (lua, _) = armed();
    let handle: AnyUserData = lua.load("sword").eval().unwrap();
    handle.borrow_mut::<Sword>().unwrap().damage = 1;
    assert_eq!(lua.from_value::<Sword>(Value::UserData(handle.clone())).unwrap().damage, 1);
    {
        let _guard = handle.borrow_mut::<Sword>().unwrap();
        let error = lua.from_value::<Sword>(Value::UserData(handle.clone())).unwrap_err();
        assert!(error.to_string().contains("cannot borrow Sword"), "{error}");
        let value: Value = lua.load("{ a = sword }").eval().unwrap();
        let error = lua.from_value::<BTreeMap<String, Sword>>(value).unwrap_err();
        assert!(error.to_string().starts_with("a: cannot borrow Sword"), "{error}");
    }
    handle.destroy().unwrap();
    let error = serde_json::to_string(&handle.to_serializable()).unwrap_err();
    assert!(error.to_string().contains("Sword was taken or destroyed"), "{error}");
}

#[test]
fn other_userdata_is_no_data() {
    let (lua, _) = armed();
    lua.globals().set("other", AnyUserData::wrap(5_u8)).unwrap();
    let value: Value = lua.load("{ a = { other } }").eval().unwrap();
    let error = lua.from_value::<serde_json::Value>(value).unwrap_err();
    assert!(error.to_string().starts_with("a[1]: "), "{error}");
    lua.globals().set("same", AnyUserData::wrap_ser(5_u8)).unwrap();
    assert_eq!(lua.from_value::<u8>(lua.load("same").eval().unwrap()).unwrap(), 5);
}

#[test]
fn tables_within_themselves_can_be_left_out() {
    let lua = Lua::new();
    let value: Value = lua.load("local t = { hp = 1 } t.me = { t } return t").eval().unwrap();
    assert!(lua.from_value::<serde_json::Value>(value.clone()).is_err());
    let options = DeserializeOptions::new().deny_recursive_tables(false);
    let json: serde_json::Value = lua.from_value_with(value, options).unwrap();
    assert_eq!(json.to_string(), r#"{"hp":1,"me":[null]}"#);
}
