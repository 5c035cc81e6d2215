//! Tables, functions, and what tables and host data have in common.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use lua_core::{
    AnyUserData, ErrorKind, Function, Lua, LuaNativeFn, ObjectLike, Result, Table, UserData,
    UserDataFields, UserDataMethods, Value,
};

/// A table that logs what its metamethods are asked, over a hidden sequence.
fn proxy(lua: &Lua) -> Result<Table> {
    lua.load(
        "
        log = {}
        hidden = { 10, 20, 30 }
        local function note(...) log[#log + 1] = table.concat({ ... }, ' ') end
        return setmetatable({}, {
            __len = function() note('len') return #hidden end,
            __index = function(_, k) note('index', k) return hidden[k] end,
            __newindex = function(_, k, v) note('newindex', k) hidden[k] = v end,
        })",
    )
    .eval()
}

fn log(lua: &Lua) -> Result<String> {
    lua.load("local text = table.concat(log, ', ') log = {} return text").eval()
}

#[test]
fn sequences_ask_metamethods_unless_they_are_raw() -> Result<()> {
    let lua = Lua::new();
    let list = proxy(&lua)?;
    let hidden: Table = lua.globals().get("hidden")?;
    list.push(40)?;
    assert_eq!((log(&lua)?.as_str(), hidden == [10, 20, 30, 40]), ("len, newindex 4", true));
    assert_eq!(list.pop::<i64>()?, 40);
    assert_eq!((log(&lua)?.as_str(), hidden.raw_len()), ("len, index 4, newindex 4", 3));
    list.remove(1)?;
    let expected = "len, index 2, newindex 1, index 3, newindex 2, newindex 3";
    assert_eq!((log(&lua)?.as_str(), hidden == [20, 30]), (expected, true));
    list.raw_push("raw")?;
    assert_eq!((list.raw_len(), hidden.raw_len()), (1, 2));
    assert_eq!(list.raw_pop::<String>()?, "raw");
    assert_eq!(list.raw_pop::<Value>()?, Value::Nil);
    assert_eq!(log(&lua)?, "");
    Ok(())
}

#[test]
fn sequences_are_inserted_into_and_removed_from() -> Result<()> {
    let lua = Lua::new();
    let list = lua.create_table()?;
    for (index, value) in [(1, 'b'), (1, 'a'), (3, 'd'), (3, 'c')] {
        list.raw_insert(index, value)?;
    }
    assert_eq!(list, ['a', 'b', 'c', 'd']);
    let error = list.raw_insert(6, 'x').expect_err("too far").to_string();
    assert_eq!(error, "index 6 is out of bounds: the sequence ends at 5");
    assert!(list.raw_insert(0, 'x').is_err() && list.raw_remove(0).is_err());
    assert!(list.raw_insert(i64::MIN, 'x').is_err() && list.raw_remove(i64::MAX).is_err());
    list.raw_remove(4)?;
    list.raw_remove(1)?;
    assert_eq!(list, ['b', 'c']);
    list.raw_set("key", true)?;
    list.raw_remove("key")?;
    list.raw_remove("absent")?;
    assert!(!list.contains_key("key")?);
    assert!(list.raw_remove(Value::Nil).is_err() && list.raw_remove(f64::NAN).is_err());
    // What cannot be converted is not lost.
    assert!(list.pop::<i64>().is_err() && list.raw_pop::<i64>().is_err());
    assert_eq!(list.raw_len(), 2);
    list.raw_remove(1.0)?;
    assert_eq!(list.raw_len(), 1);
    Ok(())
}

#[test]
fn tables_are_compared_with_slices() -> Result<()> {
    let lua = Lua::new();
    let list: Table = lua.load("{ 1, 2.0, '3' }").eval()?;
    let slice: &[Value] = &[Value::Integer(1), Value::Number(2.0), lua.pack("3")?];
    assert!(list == slice && list == *slice);
    assert!(list != [1, 2] && list != [1, 2, 3] && list != [1, 2, 3, 4]);
    assert!(lua.create_table()? == [] as [i64; 0]);
    let gone = Lua::new().create_table()?;
    assert!(gone != [] as [i64; 0]);
    assert_eq!(list.to_pointer(), list.clone().to_pointer());
    assert!(!list.has_metatable());
    let mut sum = 0.0;
    list.for_each_value(|value: f64| {
        sum += value;
        Ok(())
    })?;
    list.raw_seti(4, 4)?;
    assert_eq!((sum, list.raw_len()), (6.0, 4));
    Ok(())
}

#[test]
fn environments_belong_to_one_function() -> Result<()> {
    let lua = Lua::new();
    let (first, second): (Function, Function) =
        lua.load("x = 'global' return function() return x end, function() return x end").eval()?;
    assert_eq!(first.environment(), Some(lua.globals()));
    let other = lua.create_table_from([("x", "other")])?;
    assert!(first.set_environment(other.clone())?);
    lua.gc_collect()?;
    assert_eq!(first.environment(), Some(other));
    assert_eq!(
        (first.call::<String>(())?, second.call::<String>(())?),
        ("other".into(), "global".into())
    );
    let rust = lua.create_function(|_, ()| Ok(()))?;
    assert!(!rust.set_environment(lua.globals())? && rust.environment().is_none());
    let foreign = Lua::new().create_table()?;
    assert!(matches!(first.set_environment(foreign).unwrap_err().kind(), ErrorKind::Handle));
    Ok(())
}

#[test]
fn functions_are_described() -> Result<()> {
    let lua = Lua::new();
    let chunk = lua.load("local a, b\nlocal function f(x, ...)\nreturn a, b\nend\nreturn f");
    let main = chunk.set_name("@dir/file.lua").into_function()?;
    let info = main.info();
    assert_eq!((info.what, info.line_defined, info.name), ("main", Some(0), None));
    let info = main.call::<Function>(())?.info();
    assert_eq!((info.what, info.num_params, info.is_vararg), ("Lua", 1, true));
    assert_eq!((info.line_defined, info.last_line_defined), (Some(2), Some(4)));
    assert_eq!(info.num_upvalues, 2);
    assert_eq!(info.source.as_deref(), Some("@dir/file.lua"));
    assert_eq!(info.short_src.as_deref(), Some("dir/file.lua"));
    let print: Function = lua.globals().get("print")?;
    let info = print.info();
    assert_eq!(
        (info.what, info.name.as_deref(), info.name_what),
        ("Rust", Some("print"), Some("global"))
    );
    assert_eq!(print.to_pointer(), lua.load("print").eval::<Function>()?.to_pointer());
    drop(lua);
    assert_eq!(print.info().what, "?");
    Ok(())
}

#[test]
fn functions_have_up_to_sixteen_parameters() -> Result<()> {
    let lua = Lua::new();
    #[allow(clippy::too_many_arguments)]
    fn sum(
        a: i64,
        b: i64,
        c: i64,
        d: i64,
        e: i64,
        f: i64,
        g: i64,
        h: i64,
        i: i64,
        j: i64,
        k: i64,
        l: i64,
        m: i64,
        n: i64,
        o: i64,
        p: i64,
    ) -> i64 {
        a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p
    }
    lua.globals().set("sum", Function::wrap(sum))?;
    let text = "sum(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)";
    assert_eq!(lua.load(text).eval::<i64>()?, 136);
    let error = lua.load(text.replace("16", "{}")).exec().expect_err("no number").to_string();
    assert!(error.contains("bad argument #16 to 'sum'"), "{error}");
    Ok(())
}

#[test]
fn wrapped_closures_may_change_what_they_captured() -> Result<()> {
    let lua = Lua::new();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let log = seen.clone();
    let mut count = 0;
    lua.globals().set(
        "log",
        Function::wrap_mut(move |text: &str, bytes: &[u8]| {
            count += 1;
            log.borrow_mut().push(format!("{text}{}", bytes.len()));
            if count > 2 { Err(format!("{count} are too many")) } else { Ok(count) }
        }),
    )?;
    assert_eq!(lua.load("log('a', ''), log('b', 'xy')").eval::<(i64, i64)>()?, (1, 2));
    let error = lua.load("log('c', 'z')").exec().expect_err("too many").to_string();
    assert!(error.contains("3 are too many"), "{error}");
    assert_eq!(*seen.borrow(), ["a0", "b2", "c1"]);
    Ok(())
}

#[test]
fn a_closure_that_is_called_while_it_changes_gives_an_error() -> Result<()> {
    let lua = Lua::new();
    let depth = Rc::new(Cell::new(0));
    let again = |depth: Rc<Cell<u32>>| {
        move |f: Function| -> Result<u32> {
            depth.set(depth.get() + 1);
            f.call::<()>(f.clone())?;
            Ok(depth.get())
        }
    };
    lua.globals().set("wrapped", Function::wrap_mut(again(depth.clone())))?;
    let mut raw_depth = 0;
    let raw = move |f: Function| {
        raw_depth += 1;
        f.call::<()>(f.clone()).err().map_or(raw_depth, |_| -raw_depth)
    };
    lua.globals().set("raw", Function::wrap_raw_mut(raw))?;
    let error = lua.load("wrapped(wrapped)").exec().expect_err("it runs").to_string();
    assert!(
        error.contains("a function that may change what it captured was called while it runs"),
        "{error}"
    );
    assert_eq!(lua.load("raw(raw)").eval::<i64>()?, -1);
    assert_eq!(lua.load("raw(print)").eval::<i64>()?, 2);
    assert_eq!(depth.get(), 1);
    Ok(())
}

#[test]
fn raw_functions_are_generic_over_their_parameters() -> Result<()> {
    fn export<A, F>(lua: &Lua, name: &str, function: F) -> Result<()>
    where
        A: lua_core::FromLuaMulti,
        F: LuaNativeFn<A> + 'static,
        F::Output: lua_core::IntoLuaMulti,
    {
        lua.globals().set(name, Function::wrap_raw(function))
    }
    let lua = Lua::new();
    export(&lua, "nothing", || ())?;
    export(&lua, "pair", |a: String, b: Option<i64>| (b, a))?;
    assert_eq!(lua.load("select('#', nothing())").eval::<i64>()?, 0);
    assert_eq!(lua.load("pair('x')").eval::<(Option<i64>, String)>()?, (None, "x".into()));
    let error = lua.load("pair({})").exec().expect_err("no string").to_string();
    assert!(error.contains("bad argument #1 to 'pair'"), "{error}");
    Ok(())
}

struct Player {
    name: String,
}

impl UserData for Player {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("name", |_, this| Ok(this.name.clone()));
        fields.add_field_method_set("name", |_, this, name: String| {
            this.name = name;
            Ok(())
        });
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("greet", |_, this, text: String| Ok(format!("{text}, {}", this.name)));
        methods.add_function("count", |_, (a, b): (i64, i64)| Ok(a + b));
        methods.add_meta_method("__call", |_, this, times: usize| Ok(this.name.repeat(times)));
        methods.add_meta_method("__tostring", |_, this, ()| Ok(format!("<{}>", this.name)));
    }
}

/// The same through the trait, for whatever it is.
fn use_object(object: &impl ObjectLike) -> Result<(String, i64, String, String)> {
    object.set("name", "Ann")?;
    assert_eq!(object.get::<String>("name")?, "Ann");
    Ok((
        object.call_method("greet", "hi")?,
        object.call_function("count", (40, 2))?,
        object.call(2)?,
        object.to_string()?,
    ))
}

#[test]
fn tables_and_host_data_are_used_alike() -> Result<()> {
    let lua = Lua::new();
    let table: Table = lua
        .load(
            "setmetatable({
                name = '', greet = function(self, text) return text .. ', ' .. self.name end,
                count = function(a, b) return a + b end,
            }, {
                __call = function(self, n) return self.name:rep(n) end,
                __tostring = function(self) return '<' .. self.name .. '>' end,
            })",
        )
        .eval()?;
    let data: AnyUserData = lua.create_userdata(Player { name: String::new() })?;
    let expected = ("hi, Ann".to_string(), 42, "AnnAnn".to_string(), "<Ann>".to_string());
    assert_eq!(use_object(&table)?, expected);
    assert_eq!(use_object(&data)?, expected);
    assert_eq!((data.to_value(), table.to_value()), (Value::UserData(data), Value::Table(table)));
    Ok(())
}

#[test]
fn wrong_use_of_objects_is_named() -> Result<()> {
    let lua = Lua::new();
    let data = lua.create_userdata(Player { name: "x".into() })?;
    let text = |result: Result<()>| result.expect_err("it is wrong").to_string();
    let table = lua.create_table()?;
    assert_eq!(text(table.call_method("run", ())), "attempt to call a nil value (method 'run')");
    assert_eq!(text(table.call_function("run", ())), "attempt to call a nil value (field 'run')");
    assert_eq!(text(ObjectLike::call(&table, ())), "attempt to call a table value");
    let error = text(data.set("age", 3));
    assert!(error.contains("age"), "{error}");
    let error = data.get::<i64>("name").expect_err("a string").to_string();
    assert!(error.starts_with("field 'name': "), "{error}");
    let plain = lua.create_any_userdata(1_u8)?;
    assert!(text(plain.get::<Value>("x").map(drop)).contains("attempt to index a userdata value"));
    drop(lua);
    assert!(matches!(data.get::<Value>("name").unwrap_err().kind(), ErrorKind::Handle));
    assert!(matches!(table.get_path::<Value>("a.b").unwrap_err().kind(), ErrorKind::Handle));
    Ok(())
}

#[test]
fn paths_are_followed() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("player", Player { name: "Ann".into() })?;
    lua.load(
        "app = { list = { { x = 1 }, { x = 2 } }, ['a.b'] = 3, [\"it's\"] = 4, neg = { [-1] = 5 },
            made = setmetatable({}, { __index = function(_, k) return { key = k } end }) }",
    )
    .exec()?;
    let get = |path: &str| lua.globals().get_path::<Value>(path);
    assert_eq!(get("app.list[2].x")?, Value::Integer(2));
    assert_eq!(get(" app . list [ 1 ] . x ")?, Value::Integer(1));
    assert_eq!(get("app['a.b']")?, Value::Integer(3));
    assert_eq!(get(r"app['it\'s']")?, Value::Integer(4));
    assert_eq!(get("['app'].neg[-1]")?, Value::Integer(5));
    assert_eq!(get("app.made.x.key")?, lua.pack("x")?);
    assert_eq!(get("player.name")?, lua.pack("Ann")?);
    assert_eq!(get("absent?.x.y")?, Value::Nil);
    assert_eq!(get("app.list[3]?.x")?, Value::Nil);
    assert_eq!(get("absent")?, Value::Nil);
    assert_eq!(get("")?, Value::Table(lua.globals()));
    let app: Table = lua.globals().get("app")?;
    assert_eq!(app.get_path::<i64>("[\"list\"][1].x")?, 1);
    let text = |path: &str| get(path).expect_err(path).to_string();
    assert_eq!(text("absent.x"), "attempt to index a nil value (absent in 'absent.x')");
    assert_eq!(
        text("app.list?.x.y"),
        "attempt to index a nil value (app.list?.x in 'app.list?.x.y')"
    );
    assert_eq!(text("a..b"), "bad path 'a..b': a name expected at position 3, found '.'");
    assert_eq!(
        text("a[x]"),
        "bad path 'a[x]': an integer or a quoted name expected at position 3, found 'x'"
    );
    assert!(text("app[1").ends_with("']' expected at position 6, found its end"));
    assert!(text("app['x").ends_with("a closing quote expected at position 7, found its end"));
    assert!(text("app x").contains("'.' or '[' expected at position 5"));
    assert!(text("app[99999999999999999999]").contains("an integer or a quoted name"));
    assert!(text("app.list[1].x.y").contains("attempt to index a number value"));
    let error = lua.globals().get_path::<i64>("player.name").expect_err("a string");
    assert!(error.to_string().starts_with("player.name: "), "{error}");
    Ok(())
}

#[test]
fn objects_of_metamethods_survive_a_collection_on_the_way() -> Result<()> {
    let lua = Lua::new();
    let table: Table = lua
        .load(
            "local function make(depth) return setmetatable({}, { __index = function(_, k)
                collectgarbage() local t = {} for i = 1, 100 do t[i] = {} end
                if depth == 0 then return function(self, n) collectgarbage() return k .. n end end
                return make(depth - 1) end }) end return make(3)",
        )
        .eval()?;
    let inner: Table = table.get_path("a.b.c")?;
    assert_eq!(inner.call_method::<String>("last", 7)?, "last7");
    Ok(())
}

#[test]
fn a_visit_of_all_entries_may_do_anything() {
    let lua = Lua::new();
    let table: Table = lua.load("{10, 20, 30, a = {1}, b = {2}}").eval().unwrap();
    lua.globals().set("t", &table).unwrap();
    let mut seen = Vec::new();
    table
        .for_each(|key: Value, value: Value| {
            // Garbage, deep stacks, other traversals, changes of what is there.
            lua.load("local function f(n) if n > 0 then return {f(n - 1)} end end f(500)")
                .exec()?;
            lua.gc_collect()?;
            table.for_each(|_: Value, _: Value| Ok(()))?;
            table.raw_set(&key, true)?;
            lua.load("for k in pairs(t) do t[k] = t[k] end").exec()?;
            seen.push((key.to_string()?, value.type_name()));
            Ok(())
        })
        .unwrap();
    seen.sort();
    let expected =
        [("1", "integer"), ("2", "integer"), ("3", "integer"), ("a", "table"), ("b", "table")];
    assert_eq!(seen.iter().map(|(key, kind)| (&**key, *kind)).collect::<Vec<_>>(), expected);
    // An error ends it, and everything is as before.
    let stop = table.for_each(|_: Value, _: Value| Err(lua_core::Error::runtime("enough")));
    assert_eq!(stop.unwrap_err().to_string(), "enough");
    assert!(table.for_each(|_: String, _: i64| Ok(())).is_err());
    // What makes the table forget the key is an error, if it is noticed, and never more.
    let _ = table.for_each(|key: Value, _: Value| {
        table.raw_set(&key, Value::Nil)?;
        for n in 1..1000 {
            table.raw_set(format!("new{n}"), n)?;
        }
        lua.gc_collect()
    });
    assert_eq!(lua.load("1 + 1").eval::<i64>().unwrap(), 2);
}
