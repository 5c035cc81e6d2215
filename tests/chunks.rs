//! `chunk!`, `lua!` and `include_lua!`: what is captured, what the text is, and what errors name.

use std::cell::Cell;

use ferrolua::{AsChunk, Function, Lua, Result, Table, UserData, Value, chunk, include_lua, lua};

fn eval<T: ferrolua::FromLua>(chunk: impl AsChunk) -> T {
    Lua::new().load(chunk).eval().expect("it runs")
}

fn fails(chunk: impl AsChunk) -> String {
    Lua::new().load(chunk).exec().expect_err("it fails").to_string()
}

#[test]
fn blocks_and_expressions_are_chunks() {
    assert_eq!(eval::<i64>(chunk! { 1 + 2 }), 3);
    assert_eq!(eval::<i64>(chunk!(local x = 5; return x * 2)), 10);
    assert_eq!(eval::<i64>(lua![return #{ 1, 2 }]), 2);
    assert_eq!(eval::<Value>(chunk! {}), Value::Nil);
    assert_eq!(Lua::new().load(chunk! { return select("#", ...) }).call::<i64>((1, 2)).unwrap(), 2);
}

#[test]
fn the_text_is_lua_even_where_tokens_are_not() {
    let value: String = eval(chunk! {
        -- a comment, with $names and (brackets)
        local text = [[long $text   with  spaces]]
        local n = 7 // 2
        local level = [==[ [x] ]==]
        if n ~= 3 or "a" .. 'b' ~= "ab" then return "wrong" end
        for i = 1, 3 do
            if i == 2 then goto continue end
            n = n + i
            ::continue::
        end
        local t <const> = { x = 1; [2] = "é" }
        return text .. n .. level .. t[2] .. (n >> 1) .. (~n & 0xff)
    });
    assert_eq!(value, "long $text   with  spaces7 [x] é3248");
}

#[test]
fn variables_are_captured_when_the_chunk_is_loaded() -> Result<()> {
    let lua = Lua::new();
    let (name, n, list) = (String::from("orc"), 3, vec![1, 2]);
    let text: String = lua
        .load(chunk! {
            local before = $n
            $n = $n + 1
            return $name .. before .. $n .. #$list
        })
        .eval()?;
    assert_eq!((text.as_str(), n), ("orc342", 3));
    assert_eq!(lua.load(chunk! { $n * 2 }).eval::<i64>()?, 6);

    let table = lua.create_table()?;
    let same = table.clone();
    lua.load(chunk! { $same.x = $n; $same["y"] = true }).exec()?;
    assert!(table.get::<i64>("x")? == 3 && table.get::<bool>("y")?);

    let counter: Function = lua.load(chunk! { $n = $n + 1; return $n }).into_function()?;
    assert_eq!((counter.call::<i64>(())?, counter.call::<i64>(())?), (4, 5));
    // The globals are not touched.
    assert!(!lua.globals().contains_key("n")? && !lua.globals().contains_key("name")?);
    let arguments: (i64, i64) = lua.load(chunk! { return $n, ... }).call(9)?;
    assert_eq!(arguments, (3, 9));
    Ok(())
}

#[test]
fn captured_names_are_not_the_chunks_own() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("x", "global")?;
    let x = "captured";
    let (end, r#type) = (1, 2);
    assert_eq!(lua.load(chunk! { return x .. " " .. $x }).eval::<String>()?, "global captured");
    let texts: (String, String) = lua.load(chunk! { local x = "local"; return x, $x }).eval()?;
    assert_eq!(texts, ("local".into(), "captured".into()));
    assert_eq!(lua.load(chunk! { $end + $r#type }).eval::<i64>()?, 3);
    let t = lua.load(chunk! { { x = $x } }).eval::<Table>()?;
    assert_eq!(t.get::<String>("x")?, "captured");
    Ok(())
}

struct Once(Cell<u32>);

impl Once {
    fn run(&self, lua: &Lua) -> Result<u32> {
        let this = &self.0;
        let next = this.get() + 1;
        this.set(next);
        lua.load(chunk! { $next }).eval()
    }
}

#[test]
fn values_that_do_not_exist_in_lua_are_errors_of_the_chunk() {
    let big = u64::MAX;
    let error = fails(chunk! { return $big });
    assert!(error.contains("18446744073709551615"), "{error}");
    let once = Once(Cell::new(0));
    let lua = Lua::new();
    assert_eq!((once.run(&lua).unwrap(), once.run(&lua).unwrap()), (1, 2));
}

#[test]
fn errors_name_the_file_and_its_lines() {
    let x = 1;
    let line = line!() + 3;
    let error = fails(chunk! {
        local y = $x
        error("wrong")
    });
    assert_eq!(error, format!("tests/chunks.rs:{line}: wrong"));
    let line = line!() + 1;
    let error = fails(chunk! { local t = nil; return t.x });
    assert_eq!(error, format!("tests/chunks.rs:{line}: attempt to index a nil value (local 't')"));
    let line = line!() + 2;
    let error = fails(lua!(
        r#"local a = 'one'
        error(a)"#
    ));
    assert_eq!(error, format!("tests/chunks.rs:{}: one", line + 1));
    let error = fails(lua!("local a = 'one'\nerror(a)"));
    assert_eq!(error, format!("tests/chunks.rs:{}:2: one", line!() - 1));
    let f: Option<i64> = None;
    let line = line!() + 1;
    let error = fails(chunk! { $f() });
    assert_eq!(error, format!("tests/chunks.rs:{line}: attempt to call a nil value (upvalue 'f')"));
}

#[test]
fn literal_strings_are_chunks_too() {
    let name = "orc";
    assert_eq!(eval::<String>(lua!(r#"'hello, ' .. $name -- don't"#)), "hello, orc");
    assert_eq!(eval::<String>(chunk!("\"a\\65\" .. '$name'")), "aA$name");
}

macro_rules! doubled {
    ($value:ident, $($rest:tt)*) => {
        chunk! { local two = 2; return $value * two $($rest)* }
    };
}

macro_rules! forward {
    ($($source:tt)*) => { chunk! { $($source)* } };
}

#[test]
fn chunks_come_out_of_macros() {
    let five = 5;
    assert_eq!(eval::<i64>(forward! { local a = $five; return a + 1 }), 6);
    // A variable of the macro's rules is replaced before the chunk sees it.
    let double = Lua::new();
    double.globals().set("five", 5).expect("it is set");
    assert_eq!(double.load(doubled!(five, + 1)).eval::<i64>().expect("it runs"), 11);
}

#[test]
fn files_are_chunks() -> Result<()> {
    let lua = Lua::new();
    let door = include_lua!("chunks_inside/door.lua");
    let (text, fail): (String, Function) = lua.load(door).call("a")?;
    assert_eq!(text, "door A");
    let error = fail.call::<()>(()).unwrap_err();
    assert_eq!(error.to_string(), "tests/chunks_inside/door.lua:4: locked");
    assert_eq!(lua.load(door).name(), "@tests/chunks_inside/door.lua");
    Ok(())
}

/// The attribute `lua` and the macro `lua` are different things.
#[derive(UserData)]
#[lua(opaque)]
struct Opaque;

#[test]
fn names_of_macros_and_attributes_differ() {
    let lua = Lua::new();
    let data = Opaque;
    assert_eq!(lua.load(lua!(type($data))).eval::<String>().expect("it runs"), "userdata");
}
