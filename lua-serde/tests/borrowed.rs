//! Rust data that borrows its strings from a Lua value.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use lua_core::{Lua, Result, Value};
use lua_serde::{LuaSerdeExt, Source};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Deserialize)]
struct Page<'a> {
    title: &'a str,
    #[serde(borrow)]
    text: Cow<'a, str>,
    image: &'a [u8],
    #[serde(borrow)]
    tags: Vec<&'a str>,
    #[serde(borrow, flatten)]
    others: BTreeMap<&'a str, Other<'a>>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Other<'a> {
    Number(f64),
    #[serde(borrow)]
    Text(&'a str),
}

const PAGE: &str = "page = {
    title = 'Title', text = ('long text '):rep(10), image = '\\x89\\xff\\0', tags = { 'a', '', 'a' },
    author = 'N.N.', year = 2026,
}";

fn source(lua: &Lua, code: &str) -> Result<Source> {
    Source::new(lua.load(code).eval::<Value>()?)
}

#[test]
fn strings_are_lua_s_own() -> Result<()> {
    let lua = Lua::new();
    lua.load(PAGE).exec()?;
    let source = source(&lua, "page")?;
    let page: Page = source.read()?;
    assert_eq!((page.title, page.image), ("Title", &b"\x89\xff\0"[..]));
    assert!(matches!(page.text, Cow::Borrowed(text) if text == "long text ".repeat(10)));
    assert_eq!(page.tags, ["a", "", "a"]);
    assert_eq!(page.tags[0].as_ptr(), page.tags[2].as_ptr());
    let others = [("author", Other::Text("N.N.")), ("year", Other::Number(2026.0))];
    assert_eq!(page.others, BTreeMap::from(others));
    Ok(())
}

#[test]
fn strings_live_as_long_as_their_source() -> Result<()> {
    let lua = Lua::new();
    lua.load(PAGE).exec()?;
    let source = source(&lua, "page")?;
    let (page, again): (Page, Page) = (source.read()?, source.read()?);
    // The tables are emptied, their strings are garbage, and their memory is used again.
    lua.load(
        "for key in pairs(page) do page[key] = nil end page = nil collectgarbage()
        local words = {}
        for i = 1, 10000 do words[i] = 'word ' .. i .. (' '):rep(i % 100) end",
    )
    .exec()?;
    lua.gc_collect()?;
    assert_eq!(page, again);
    assert_eq!((page.title, &*page.text), ("Title", &*"long text ".repeat(10)));
    // So it is when nobody else keeps the machine.
    drop(lua);
    assert_eq!(page.tags, ["a", "", "a"]);
    assert_eq!(page.others["author"], Other::Text("N.N."));
    // What is read now is what is there now.
    assert_eq!(source.read::<HashMap<&str, &str>>()?, HashMap::new());
    Ok(())
}

#[test]
fn mistakes_have_their_place() -> Result<()> {
    let lua = Lua::new();
    let wrong = |code: &str| {
        let source = source(&lua, code).expect("a value");
        source.read::<BTreeMap<&str, Vec<&str>>>().map(drop).unwrap_err().to_string()
    };
    assert_eq!(
        wrong("{ a = { 'x', 1 } }"),
        "a[2]: invalid type: integer `1`, expected a borrowed string"
    );
    assert_eq!(
        wrong("{ a = { '\\xff' } }"),
        "a[1]: invalid value: byte array, expected a borrowed string"
    );
    assert_eq!(
        wrong("{ ['\\xff'] = {} }"),
        "[\"\u{fffd}\"]: invalid value: byte array, expected a borrowed string"
    );
    Ok(())
}

#[test]
fn what_is_made_for_reading_is_kept_too() -> Result<()> {
    #[derive(Serialize)]
    struct Orc {
        name: String,
    }
    let lua = Lua::new();
    lua.globals().set("orc", lua.create_ser_any_userdata(Orc { name: "Uglúk".into() })?)?;
    let orcs = source(&lua, "{ orc, orc }")?;
    let read: Vec<BTreeMap<&str, &str>> = orcs.read()?;
    lua.gc_collect()?;
    assert_eq!(read[1]["name"], "Uglúk");
    let orc = source(&lua, "orc")?;
    let read: BTreeMap<&str, &str> = orc.read()?;
    lua.gc_collect()?;
    assert_eq!(read["name"], "Uglúk");
    // A value of no machine has nothing to lend.
    assert_eq!(Source::new(Value::Integer(7))?.read::<u8>()?, 7);
    Ok(())
}
