//! The machine as a whole: its libraries and options, host data beside it, the metatables of basic types, the
//! collector's modes.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use lua_core::{
    ErrorKind, Function, GcGenParams, GcIncParams, GcMode, Lua, LuaOptions, LuaString, MultiValue,
    Result, StdLib, Table, Thread, Value,
};

/// Names of the globals that a machine has.
fn globals(lua: &Lua) -> Vec<String> {
    let mut names: Vec<String> =
        lua.globals().pairs::<String, Value>().map(|pair| pair.expect("a pair").0).collect();
    names.sort();
    names
}

fn has(lua: &Lua, expression: &str) -> bool {
    lua.load(format!("{expression} ~= nil")).eval().expect("it is there or not")
}

#[test]
fn a_machine_has_the_libraries_that_are_asked_for() -> Result<()> {
    let none = Lua::new_with(StdLib::NONE, LuaOptions::default())?;
    assert!(has(&none, "print") && has(&none, "load") && !has(&none, "dofile"));
    for name in ["string", "table", "math", "os", "io", "debug", "coroutine", "utf8", "package"] {
        assert!(!has(&none, name), "{name}");
    }
    let some = Lua::new_with(StdLib::STRING | StdLib::UTF8, LuaOptions::new())?;
    assert_eq!(some.load("('x'):rep(2) .. utf8.char(228)").eval::<String>()?, "xxä");
    assert!(!has(&some, "math") && !has(&some, "require"));
    Ok(())
}

#[test]
fn new_has_what_all_safe_has_and_open_libraries_what_all_has() -> Result<()> {
    let inside = "local names = {} for _, library in ipairs { 'os', 'package', 'debug', 'io' } do \
        for name in pairs(_G[library] or {}) do names[#names + 1] = library .. name end end \
        table.sort(names) return table.concat(names, ' ')";
    let safe = Lua::new_with(StdLib::ALL_SAFE, LuaOptions::default())?;
    let new = Lua::new();
    assert_eq!(globals(&safe), globals(&new));
    let functions: String = safe.load(inside).eval()?;
    assert_eq!(functions, new.load(inside).eval::<String>()?);
    assert!(functions.contains("ostime") && !functions.contains("osexecute"));
    let all = Lua::new_with(StdLib::ALL, LuaOptions::default())?;
    let opened = Lua::bare();
    opened.open_libraries();
    assert_eq!(globals(&all), globals(&opened));
    assert_eq!(all.load(inside).eval::<String>()?, opened.load(inside).eval::<String>()?);
    assert!(has(&all, "dofile") && has(&all, "io.open") && has(&all, "debug.sethook"));
    Ok(())
}

#[test]
fn sets_of_libraries_are_sets() {
    assert!(StdLib::ALL.contains(StdLib::ALL_SAFE) && StdLib::ALL.contains(StdLib::DEBUG));
    assert!(!StdLib::ALL_SAFE.contains(StdLib::DEBUG) && !StdLib::ALL_SAFE.contains(StdLib::IO));
    assert_eq!(StdLib::OS & StdLib::ALL_SAFE, StdLib::OS_SAFE);
    let mut set = StdLib::NONE;
    set |= StdLib::MATH | StdLib::OS;
    set &= !StdLib::MATH;
    set ^= StdLib::OS ^ StdLib::TABLE;
    assert_eq!(set, StdLib::TABLE);
}

#[test]
fn loading_libraries_leaves_the_basic_functions_as_they_are() -> Result<()> {
    let lua = Lua::new();
    lua.globals().set("print", 42)?;
    lua.load_std_libs(StdLib::OS | StdLib::IO)?;
    assert_eq!(lua.globals().get::<i64>("print")?, 42);
    assert!(has(&lua, "os.remove") && has(&lua, "io.open") && has(&lua, "dofile"));
    assert!(!has(&lua, "package.searchpath"));
    let bare = Lua::bare();
    bare.load_std_libs(StdLib::MATH)?;
    assert!(has(&bare, "print") && has(&bare, "math.pi"));
    Ok(())
}

fn panicking(catch: bool) -> Result<Lua> {
    let lua = Lua::new_with(StdLib::ALL_SAFE, LuaOptions::new().catch_rust_panics(catch))?;
    let boom = lua.create_function(|_, text: String| -> Result<()> { panic!("{text}") })?;
    lua.globals().set("boom", boom)?;
    Ok(lua)
}

#[test]
fn panics_pass_through_scripts_unless_they_are_to_be_caught() -> Result<()> {
    let lua = panicking(false)?;
    let ran = catch_unwind(AssertUnwindSafe(|| lua.load("pcall(boom, 'through')").exec()));
    assert_eq!(*ran.expect_err("a panic").downcast::<String>().expect("a text"), "through");
    assert_eq!(lua.load("1 + 1").eval::<i64>()?, 2);
    Ok(())
}

#[test]
fn panics_that_are_to_be_caught_are_errors() -> Result<()> {
    let lua = panicking(true)?;
    let (ok, message): (bool, String) =
        lua.load("local function f() boom('one') end return pcall(f)").set_name("=chunk").eval()?;
    assert_eq!((ok, &*message), (false, "chunk:1: Rust function panicked: one"));
    let error = lua.load("boom('two')").exec().expect_err("nobody catches it");
    assert!(error.to_string().ends_with("Rust function panicked: two"), "{error}");
    assert!(error.traceback().is_some_and(|trace| trace.contains("boom")));
    let boom: Function = lua.globals().get("boom")?;
    assert!(boom.call::<()>("three").is_err(), "without any script too");
    // Through a coroutine, a metamethod, a comparator, a variable that is closed, and a handler.
    let code = "
        local log = {}
        local co = coroutine.create(function() boom('co') end)
        log[#log + 1] = select(2, coroutine.resume(co))
        local t = setmetatable({}, { __index = function(_, k) boom(k) end })
        log[#log + 1] = select(2, pcall(function() return t.index end))
        log[#log + 1] = select(2, pcall(table.sort, { 2, 1 }, function() boom('sort') end))
        log[#log + 1] = select(2, pcall(function()
            local c <close> = setmetatable({}, { __close = function() closed = true end })
            boom('close')
        end))
        log[#log + 1] = select(2, xpcall(boom, function(m) return 'handled ' .. m end, 'x'))
        log[#log + 1] = tostring(select(2, xpcall(error, boom, 'handler')))
        for i, text in ipairs(log) do log[i] = text:gsub('^.-: ', '') end
        assert(closed)
        return table.concat(log, ';')";
    let log: String = lua.load(code).eval()?;
    let expected = "panicked: co;panicked: index;panicked: sort;panicked: close;\
        x;error in error handling";
    assert_eq!(log.replace("Rust function ", ""), expected);
    assert_eq!(lua.load("select('#', pcall(boom, 'again'))").eval::<i64>()?, 2);
    Ok(())
}

#[test]
fn globals_can_be_exchanged() -> Result<()> {
    let lua = Lua::new();
    let before = lua.globals();
    let other = lua.create_table_from([("print", "mine")])?;
    lua.set_globals(other.clone())?;
    lua.gc_collect()?;
    assert_eq!(lua.globals(), other);
    assert_eq!(lua.load("print").eval::<String>()?, "mine");
    lua.load_std_libs(StdLib::MATH)?;
    assert!(other.contains_key("math")?);
    let foreign = Lua::new().create_table()?;
    assert!(matches!(lua.set_globals(foreign).unwrap_err().kind(), ErrorKind::Handle));
    lua.set_globals(before)?;
    assert!(has(&lua, "setmetatable"));
    Ok(())
}

#[test]
fn basic_types_have_metatables() -> Result<()> {
    let lua = Lua::new();
    let metatable = lua.create_table()?;
    metatable
        .set("__index", Function::wrap(|value: f64, key: String| format!("{key} of {value}")))?;
    lua.set_type_metatable::<f64>(Some(metatable.clone()))?;
    assert_eq!(lua.type_metatable::<f64>(), Some(metatable.clone()));
    lua.gc_collect()?;
    let text: (String, String) = lua.load("(7).name, (1.5).name").eval()?;
    assert_eq!(text, ("name of 7".into(), "name of 1.5".into()));
    lua.set_type_metatable::<Function>(Some(metatable.clone()))?;
    lua.set_type_metatable::<Thread>(Some(metatable))?;
    assert!(lua.type_metatable::<Thread>().is_some() && lua.type_metatable::<bool>().is_none());
    lua.set_type_metatable::<LuaString>(None)?;
    assert!(lua.load("('x').rep").exec().is_err());
    let foreign = Lua::new().create_table()?;
    let error = lua.set_type_metatable::<bool>(Some(foreign)).expect_err("another machine's");
    assert!(matches!(error.kind(), ErrorKind::Handle));
    Ok(())
}

#[test]
fn values_are_coerced_and_packed() -> Result<()> {
    let lua = Lua::new();
    assert_eq!(lua.coerce_integer(lua.pack("12")?)?, Some(12));
    assert_eq!(lua.coerce_integer(lua.pack("12.5")?)?, None);
    assert_eq!(lua.coerce_integer(Value::Nil)?, None);
    assert_eq!(lua.coerce_number(lua.pack("0x.8")?)?, Some(0.5));
    assert_eq!(lua.coerce_number(Value::Integer(3))?, Some(3.0));
    let foreign = Lua::new().pack("1")?;
    assert!(lua.coerce_number(foreign.clone()).is_err() && lua.coerce_integer(foreign).is_err());
    let values: MultiValue = lua.pack_multi((1, "x"))?;
    let (number, text, nothing): (i64, String, Option<bool>) = lua.unpack_multi(values)?;
    assert_eq!((number, &*text, nothing), (1, "x", None));
    Ok(())
}

#[test]
fn named_registry_values_are_forgotten() -> Result<()> {
    let lua = Lua::new();
    lua.set_named_registry_value("a", "kept")?;
    assert_eq!(lua.named_registry_value::<String>("a")?, "kept");
    lua.unset_named_registry_value("a")?;
    lua.unset_named_registry_value("never set")?;
    assert!(lua.named_registry_value::<Value>("a")?.is_nil());
    Ok(())
}

#[test]
fn weak_references_are_compared_by_machine() {
    let (lua, other) = (Lua::new(), Lua::new());
    assert_eq!(lua.weak(), lua.clone().weak());
    assert_ne!(lua.weak(), other.weak());
    let weak = lua.weak();
    drop(lua);
    assert!(weak.upgrade().is_none() && weak.try_upgrade().is_none() && weak == weak.clone());
}

#[test]
fn app_data_of_one_type_does_not_block_another() -> Result<()> {
    let lua = Lua::new();
    lua.set_app_data(1_u8);
    lua.set_app_data(String::from("text"));
    let number = lua.app_data_mut::<u8>().expect("it is there");
    let mut text = lua.app_data_mut::<String>().expect("it is there");
    text.push_str(" and more");
    // A new type while others are borrowed, and one that was never there.
    assert_eq!(lua.set_app_data(2_i64), None);
    assert!(lua.app_data_ref::<Vec<u8>>().is_none());
    assert!(lua.try_app_data_ref::<u8>().is_err() && lua.try_app_data_mut::<u8>().is_err());
    assert_eq!(lua.try_set_app_data(9_u8), Err(9));
    assert!(catch_unwind(AssertUnwindSafe(|| lua.set_app_data(9_u8))).is_err());
    drop((number, text));
    assert_eq!(lua.try_set_app_data(9_u8), Ok(Some(1)));
    assert_eq!(lua.remove_app_data::<String>().as_deref(), Some("text and more"));
    assert!(lua.app_data_ref::<String>().is_none() && lua.remove_app_data::<String>().is_none());
    assert_eq!(lua.app_data_ref::<i64>().as_deref(), Some(&2));
    Ok(())
}

#[test]
fn app_data_is_dropped_with_the_machine_and_may_use_it() {
    struct Noisy(Rc<Cell<u32>>);
    impl Drop for Noisy {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }
    let drops = Rc::new(Cell::new(0));
    let lua = Lua::new();
    lua.set_app_data(Noisy(drops.clone()));
    drop(lua.set_app_data(Noisy(drops.clone())));
    assert_eq!(drops.get(), 1);
    let callback = lua.create_function(|lua, ()| {
        let inner = lua.app_data_ref::<RefCell<Vec<i64>>>().expect("it is there");
        inner.borrow_mut().push(1);
        Ok(inner.borrow().len())
    });
    lua.set_app_data(RefCell::new(vec![0_i64]));
    assert_eq!(callback.and_then(|callback| callback.call::<usize>(())).ok(), Some(2));
    drop(lua);
    assert_eq!(drops.get(), 2);
}

#[test]
fn the_collector_changes_its_mode_and_tells_the_old_one() -> Result<()> {
    let lua = Lua::new();
    let params = GcGenParams::default().minor_multiplier(1000).minor_to_major(-5);
    let GcMode::Incremental(first) = lua.gc_set_mode(GcMode::Generational(params)) else {
        panic!("it begins incrementally");
    };
    assert_eq!((first.pause, first.step_multiplier, first.step_size), (Some(200), Some(100), None));
    let before = lua.gc_set_mode(GcMode::Incremental(GcIncParams::default().pause(100_000)));
    let clamped = GcGenParams::default().minor_multiplier(255).minor_to_major(0);
    assert_eq!(before, GcMode::Generational(clamped));
    assert_eq!(lua.load("collectgarbage('setpause', 200)").eval::<i64>()?, 1020);
    assert!(matches!(lua.gc_gen(20, 100), GcMode::Incremental(_)));
    lua.load("for i = 1, 20000 do local t = { { i } } end").exec()?;
    lua.gc_collect()?;
    let GcMode::Generational(before) = lua.gc_inc(0, 200, 0) else { panic!("it was generational") };
    assert_eq!((before.minor_multiplier, before.minor_to_major), (Some(20), Some(100)));
    Ok(())
}

#[test]
fn a_finalizer_cannot_change_the_mode() -> Result<()> {
    let lua = Lua::new();
    let switch = lua.create_function(|lua, _: Table| {
        lua.gc_gen(0, 0);
        Ok(())
    })?;
    lua.globals().set("switch", switch)?;
    lua.load("setmetatable({}, { __gc = switch })").exec()?;
    lua.gc_collect()?;
    assert!(matches!(lua.gc_inc(0, 0, 0), GcMode::Incremental(_)));
    Ok(())
}

#[test]
fn scripts_run_at_once_after_they_had_used_up_all_memory() -> Result<()> {
    for limit in (1 << 20..).step_by(4099).take(20) {
        let lua = Lua::new();
        lua.set_memory_limit(limit)?;
        let error = lua.load("local t = {} while true do t[#t + 1] = {} end").exec();
        assert!(matches!(error.expect_err("too much").kind(), ErrorKind::Memory));
        assert_eq!(lua.load("#string.rep('x', 1000)").eval::<i64>()?, 1000);
    }
    Ok(())
}
