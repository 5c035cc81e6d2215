//! Frozen tables, and environments that share what they allow.

use lua_core::{Function, Lua, Table, Value};

fn message(lua: &Lua, source: &str) -> String {
    lua.load(source).set_name("=t").exec().expect_err(source).to_string()
}

#[test]
fn nothing_changes_a_frozen_table() {
    let lua = Lua::new();
    lua.open_libraries();
    let table: Table = lua.load("{10, 20, 30, name = 'orc', [1.5] = 1}").eval().unwrap();
    table.freeze().unwrap();
    lua.globals().set("t", &table).unwrap();
    let attempts = [
        ("t.name = 'elf'", "(field 'name')"),
        ("t.name = nil", "(field 'name')"),
        ("t.new = 1", "(field 'new')"),
        ("t[1] = 5", "(index 1)"),
        ("t[4] = 5", "(index 4)"),
        ("t[1.5] = 2", "(index 1.5)"),
        ("t[{}] = 2", "frozen table"),
        ("local k = 'name' t[k] = {}", "(field 'name')"),
        ("local k = 2 t[k] = {}", "(index 2)"),
        ("rawset(t, 'name', 1)", "frozen table"),
        ("table.insert(t, 1)", "frozen table"),
        ("table.insert(t, 1, 1)", "frozen table"),
        ("table.remove(t)", "frozen table"),
        ("table.remove(t, 1)", "frozen table"),
        ("table.sort(t, function(a, b) return a > b end)", "frozen table"),
        ("table.move({1, 2}, 1, 2, 1, t)", "frozen table"),
        ("setmetatable(t, {})", "cannot change the metatable of a frozen table"),
        ("debug.setmetatable(t, {})", "cannot change the metatable of a frozen table"),
        ("for i = 1, 100 do pcall(rawset, t, i, i) end error(#t)", "3"),
    ];
    for round in 0..2 {
        for (attempt, reason) in attempts {
            let text = message(&lua, attempt);
            assert!(text.contains(reason), "{attempt}: {text}");
        }
        let host = [table.set("x", 1), table.raw_set(1, 2), table.push(1), table.clear()];
        assert!(host.into_iter().all(|result| result.is_err()));
        assert!(table.set_metatable(None).is_err());
        // A black table, in the middle of a cycle, is no exception.
        if round == 0 {
            lua.load("for i = 1, 2000 do local x = {i} end").exec().unwrap();
            lua.gc_step().unwrap();
        }
    }
    let same =
        "#t == 3 and t[1] == 10 and t[2] == 20 and t[3] == 30 and t.name == 'orc' and t[1.5] == 1";
    assert!(lua.load(same).eval::<bool>().unwrap());
    assert!(table.is_frozen() && table.is_readonly());
    table.set_readonly(false);
    lua.load("t.name = 'elf' t[4] = 40 setmetatable(t, {})").exec().unwrap();
    assert_eq!(table.raw_len(), 4);
}

#[test]
fn metamethods_of_frozen_tables_still_work() {
    let lua = Lua::new();
    let script = "
        log = {}
        t = setmetatable({present = 1}, {
            __newindex = function(t, k, v) log[k] = v end, __index = function() return 'made' end})";
    lua.load(script).exec().unwrap();
    lua.globals().get::<Table>("t").unwrap().freeze().unwrap();
    lua.load("t.x = 5").exec().unwrap();
    assert_eq!(lua.load("return log.x, t.y").eval::<(i64, String)>().unwrap(), (5, "made".into()));
    assert!(message(&lua, "t.present = 2").contains("(field 'present')"));
}

#[test]
fn a_deep_freeze_reaches_everything_and_ends() {
    let lua = Lua::new();
    let script = "
        local inner, meta = {x = 1}, {shared = {}}
        root = setmetatable({inner = inner, list = {{}, {}}}, meta)
        inner.root = root meta.__index = meta
        outside = {}";
    lua.load(script).exec().unwrap();
    lua.globals().get::<Table>("root").unwrap().freeze_deep().unwrap();
    for attempt in [
        "root.inner.x = 2",
        "root.inner.root.inner.x = 2",
        "root.list[2][1] = 1",
        "getmetatable(root).__index = nil",
        "root.shared.y = 1",
    ] {
        assert!(message(&lua, attempt).contains("frozen table"), "{attempt}");
    }
    lua.load("outside.x = 1").exec().unwrap();
    // A chain as long as one likes.
    lua.load("chain = {} local t = chain for i = 1, 200000 do t.next = {} t = t.next end")
        .exec()
        .unwrap();
    lua.globals().get::<Table>("chain").unwrap().freeze_deep().unwrap();
    assert!(lua.load("chain.next.next.next.x = 1").exec().is_err());
}

#[test]
fn a_frozen_table_stays_alive_and_is_collected_as_others() {
    let lua = Lua::new();
    let weak: Table = lua.load("setmetatable({}, {__mode = 'v'})").eval().unwrap();
    let frozen: Table = lua.load("{{}, {}, {}}").eval().unwrap();
    frozen.freeze_deep().unwrap();
    weak.set("frozen", &frozen).unwrap();
    lua.gc_collect().unwrap();
    assert_eq!(frozen.raw_get::<Table>(2).unwrap().raw_len(), 0);
    assert!(!weak.get::<Value>("frozen").unwrap().is_nil());
    drop(frozen);
    lua.gc_collect().unwrap();
    assert!(weak.get::<Value>("frozen").unwrap().is_nil());
    // A weak table that is frozen still loses what is dead.
    weak.set("gone", lua.create_table().unwrap()).unwrap();
    weak.freeze().unwrap();
    lua.gc_collect().unwrap();
    assert!(weak.get::<Value>("gone").unwrap().is_nil());
}

fn run(lua: &Lua, environment: &Table, source: &str) -> String {
    let chunk = lua.load(source).set_name("=t").set_environment(environment.clone());
    match chunk.eval::<Value>() {
        Ok(value) => value.to_string().unwrap(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn environments_see_what_is_allowed_and_nothing_else() {
    let lua = Lua::new();
    lua.globals().set("secret", 42).unwrap();
    let builder = lua.environment().allow(["tostring", "math", "string.upper", "pairs"]);
    let builder =
        builder.set("answer", 7).unwrap().set("tostring", Function::wrap(|| "mine")).unwrap();
    let (a, b) = (builder.build().unwrap(), builder.build().unwrap());
    assert_eq!(run(&lua, &a, "secret"), "nil");
    assert_eq!(run(&lua, &a, "print"), "nil");
    assert_eq!(run(&lua, &a, "string.rep"), "nil");
    assert_eq!(run(&lua, &a, "string.upper('x') .. answer .. tostring()"), "X7mine");
    // What one script does, the other does not see.
    run(&lua, &a, "answer, own, math = 8, 1, nil");
    assert_eq!(run(&lua, &a, "tostring(answer) and answer"), "8");
    assert_eq!(run(&lua, &b, "answer"), "7");
    assert_eq!(run(&lua, &b, "own"), "nil");
    assert_eq!(run(&lua, &b, "math.floor(2.5)"), "2");
    assert_eq!(
        lua.load("return own, answer").eval::<(Value, Value)>().unwrap(),
        (Value::Nil, Value::Nil)
    );
    // Libraries are shared, so nobody changes them.
    assert!(run(&lua, &b, "math.floor = 1").contains("frozen table"));
    assert!(lua.load("math.mine = 1").exec().is_ok(), "the machine's own are as they were");
    assert_eq!(run(&lua, &b, "math.mine"), "nil");
}

#[test]
fn globals_can_be_read_only_and_new_ones_forbidden() {
    let lua = Lua::new();
    let both = lua.environment().allow(["print", "_G"]).set("x", 1).unwrap();
    let both = both.read_only().forbid_new_globals("use locals").build().unwrap();
    assert_eq!(run(&lua, &both, "x = 2"), "t:1: cannot change the global 'x'");
    assert_eq!(run(&lua, &both, "x = nil"), "t:1: cannot change the global 'x'");
    assert_eq!(run(&lua, &both, "y = 2"), "t:1: cannot make the global 'y': use locals");
    assert_eq!(run(&lua, &both, "_G.y = 2"), "t:1: cannot make the global 'y': use locals");
    assert!(run(&lua, &both, "_G = 2").contains("frozen table"));
    assert_eq!(run(&lua, &both, "local x = 5 x = x + 1 return x"), "6");

    let forbidden = lua.environment().allow(["rawset", "_G"]).set("x", 1).unwrap();
    let forbidden = forbidden.forbid_new_globals("use locals").build().unwrap();
    assert_eq!(run(&lua, &forbidden, "x = 2 return x"), "2");
    assert_eq!(run(&lua, &forbidden, "y = 2"), "t:1: cannot make the global 'y': use locals");

    let read_only = lua.environment().set("x", 1).unwrap().read_only().build().unwrap();
    assert_eq!(run(&lua, &read_only, "y = 2 y = y + 1 return y"), "3");
    assert_eq!(run(&lua, &read_only, "x = 2"), "t:1: cannot change the global 'x'");
}

#[test]
fn nothing_leads_out_of_an_environment() {
    let lua = Lua::new();
    lua.open_libraries();
    lua.globals().set("secret", 42).unwrap();
    let names = [
        "_G",
        "load",
        "getmetatable",
        "setmetatable",
        "rawset",
        "rawget",
        "pcall",
        "select",
        "error",
    ];
    let builder = lua.environment().allow(names);
    let environment = builder.build().unwrap();
    for attempt in [
        "_G.secret",
        "load('return secret')()",
        "load('return secret', 'x', 't', _G)()",
        "load(function() return nil end)()",
        "rawget(_G, 'secret')",
        "select(2, pcall(load, 'return secret'))()",
        "(load('return _G.load')())('return secret')()",
    ] {
        assert_eq!(run(&lua, &environment, attempt), "nil", "{attempt}");
    }
    assert_eq!(run(&lua, &environment, "load('own = 5')() return own"), "5");
    assert!(lua.globals().get::<Value>("own").unwrap().is_nil());
    assert_eq!(run(&lua, &environment, "load('return ...', '=c', nil, {})(3)"), "3");
    assert_eq!(run(&lua, &environment, "getmetatable(_G)"), "false");
    assert!(run(&lua, &environment, "setmetatable(_G, {})").contains("protected metatable"));
    for name in ["loadfile", "dofile", "package", "package.loaded"] {
        let error = lua.environment().allow([name]).build().unwrap_err().to_string();
        assert_eq!(error, format!("'{name}' would lead out of the environment"));
    }
    for name in ["nothing", "math.nothing", "print.x"] {
        let error = lua.environment().allow([name]).build().unwrap_err().to_string();
        assert_eq!(error, format!("the machine has no global '{name}' to allow"));
    }
}

#[test]
fn an_environment_that_nobody_uses_is_collected() {
    let lua = Lua::new();
    let builder = lua.environment().allow(["load", "_G", "math"]).forbid_new_globals("no");
    let weak: Table = lua.load("setmetatable({}, {__mode = 'v'})").eval().unwrap();
    for n in 1..=100 {
        let environment = builder.build().unwrap();
        run(&lua, &environment, "load('return 1')()");
        weak.raw_set(n, environment).unwrap();
    }
    lua.gc_collect().unwrap();
    lua.gc_collect().unwrap();
    assert_eq!(weak.pairs::<Value, Value>().count(), 0);
}
