//! Config scripts: what they may do, how layers are merged, and what errors say.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use lua_core::{ErrorKind, Function, StdLib, Table, TypedFunction, Value};
use lua_serde::{ConfigError, ConfigLoader, Loaded, UnknownKeys};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Config {
    servers: Vec<Server>,
    #[serde(default)]
    log: Log,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Server {
    host: String,
    port: u16,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Log {
    #[serde(default)]
    level: u8,
    #[serde(default)]
    file: Option<String>,
}

fn load(script: &str) -> lua_core::Result<Loaded<Config>> {
    ConfigLoader::new().load_str("app.lua", script)
}

#[track_caller]
fn refused(script: &str) -> String {
    load(script).unwrap_err().to_string()
}

/// What is wrong with a configuration, one problem a line.
#[track_caller]
fn all_wrong(script: &str) -> Vec<String> {
    let loader = ConfigLoader::new().all_errors(true);
    let error = loader.load_str::<Config>("app.lua", script).unwrap_err();
    error.to_string().lines().map(str::to_string).collect()
}

/// A folder that is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let name = format!("lua-serde-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn load(&self, name: &str) -> lua_core::Result<Loaded<Config>> {
        ConfigLoader::new().load_file(self.0.join(name))
    }

    /// An error without the folder in it.
    fn refused(&self, name: &str) -> String {
        let error = self.load(name).unwrap_err().to_string();
        error.replace(&format!("{}/", self.0.display()), "")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const PORT: &str = "invalid value: integer `70000`, expected u16";

#[test]
fn errors_name_the_line_of_the_entry() {
    let literal = "return {\n  servers = {\n    { host = 'a', port = 1 },\n    { host = 'b',\n      port = 70000 },\n  },\n}";
    assert_eq!(refused(literal), format!("app.lua:5: servers[2].port: {PORT}"));
    let missing = literal.replace("port = 70000", "");
    assert_eq!(refused(&missing), "app.lua:4: servers[2]: missing field `port`");

    let globals = "local a = { host = 'a', port = 1 }\nservers = { a }\n\nservers[2] = {\n host = 'b',\n port = 70000 }";
    assert_eq!(refused(globals), format!("app.lua:6: servers[2].port: {PORT}"));

    let by_variables = "local server = { host = 'a' }\nserver.port = 70000\nlocal all = {}\nall[#all + 1] = server\nreturn {\n servers = all }";
    assert_eq!(refused(by_variables), format!("app.lua:2: servers[1].port: {PORT}"));

    let computed = "local all = {}\nfor n = 1, 3 do\n  all[n] = { host = 'a',\n    port = 69998 + n }\nend\nreturn {\n  servers = all }";
    assert_eq!(
        refused(computed),
        "app.lua:4: servers[1].port: invalid value: integer `69999`, expected u16"
    );
    let elsewhere = "local function all()\n  return { { host = 'a', port = 70000 } }\nend\nreturn {\n  servers = all() }";
    assert_eq!(refused(elsewhere), format!("app.lua:5: servers[1].port: {PORT}"));
    assert_eq!(refused("servers = nil"), "app.lua: missing field `servers`");
    assert_eq!(
        refused("\nreturn 5"),
        "app.lua:2: invalid type: integer `5`, expected struct Config"
    );
}

#[test]
fn all_errors_are_found_at_once() {
    let script = "return {
        log = { level = 'loud', file = 3 },
        servers = {
            { host = 7, port = 70000 },
            { host = 'b', port = 80 },
            { host = 'c' },
            { },
            5,
        },
    }";
    assert_eq!(
        all_wrong(script),
        [
            "app.lua:2: log.file: invalid type: integer `3`, expected a string",
            "app.lua:2: log.level: invalid type: string \"loud\", expected u8",
            "app.lua:4: servers[1].host: invalid type: integer `7`, expected a string",
            "app.lua:4: servers[1].port: invalid value: integer `70000`, expected u16",
            "app.lua:6: servers[3]: missing field `port`",
            "app.lua:7: servers[4]: missing field `host`",
            "app.lua:7: servers[4]: missing field `port`",
            "app.lua:8: servers[5]: invalid type: integer `5`, expected struct Server",
        ]
    );
    assert_eq!(all_wrong("x = 1"), ["app.lua: missing field `servers`"]);
    assert_eq!(
        all_wrong("return 1"),
        ["app.lua:1: invalid type: integer `1`, expected struct Config"]
    );
    assert_eq!(
        all_wrong("servers = 1 log = 2"),
        [
            "app.lua:1: log: invalid type: integer `2`, expected struct Log",
            "app.lua:1: servers: invalid type: integer `1`, expected a sequence",
        ]
    );
}

#[test]
fn errors_behind_what_has_no_other_value_are_found() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its errors are looked at")]
    struct Hosts {
        addresses: Vec<std::net::IpAddr>,
        kind: Kind,
        start: Function,
        table: Option<Table>,
        zone: u8,
    }
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its errors are looked at")]
    enum Kind {
        Nested(Box<Kind>),
        Plain { size: u8 },
        Tuple(u8, std::num::NonZeroU8),
    }
    let script = "return {
        addresses = { 'nowhere', '::1', true },
        kind = { Plan = { size = 1 } },
        start = 'f',
        table = 1,
        zone = -1,
    }";
    let loader = ConfigLoader::new().all_errors(true);
    let error = loader.load_str::<Hosts>("app.lua", script).unwrap_err().to_string();
    assert_eq!(
        error.lines().collect::<Vec<_>>(),
        [
            "app.lua:2: addresses[1]: invalid IP address syntax",
            "app.lua:3: kind: unknown variant `Plan` (did you mean `Plain`?)",
            "app.lua:4: start: invalid type: string \"f\", expected a Lua function",
            "app.lua:5: table: invalid type: integer `1`, expected a Lua table",
            "app.lua:6: zone: invalid value: integer `-1`, expected u8",
        ]
    );
}

#[test]
fn many_errors_end_after_a_hundred() {
    let script = "return { servers = (function() local t = {} for n = 1, 1000 do t[n] = n end return t end)() }";
    assert_eq!(all_wrong(script).len(), 100);
}

#[test]
fn reports_show_the_line() {
    let error = load("return {\n\tservers = { { host = 'a', port = 70000 } },\n}").unwrap_err();
    let error: &ConfigError = error.downcast_ref().unwrap();
    assert_eq!(
        error.report(),
        format!(
            "error: {PORT}\n --> app.lua:2, servers[1].port\n  |\n\
             2 |     servers = {{ {{ host = 'a', port = 70000 }} }},\n\
             \x20 |                               ^^^^\n"
        )
    );
}

#[test]
fn unknown_keys() {
    let script = "servers = { { host = 'a', port = 1, prot = 2 } }\nlogg = 1\nlocal function help() end\nfunction helper() end";
    let with = |policy: UnknownKeys| {
        ConfigLoader::new().unknown_keys(policy).load_str::<Config>("app.lua", script)
    };
    assert_eq!(with(UnknownKeys::Allow).unwrap().servers.len(), 1);
    assert_eq!(
        with(UnknownKeys::Deny).unwrap_err().to_string(),
        "app.lua:2: logg: unknown field `logg` (did you mean `log`?)"
    );
    let loaded = with(UnknownKeys::Collect).unwrap();
    let unknown: Vec<String> = loaded.unknown_keys().iter().map(ToString::to_string).collect();
    assert_eq!(
        unknown,
        [
            "app.lua:2: logg: unknown field `logg` (did you mean `log`?)",
            "app.lua:1: servers[1].prot: unknown field `prot` (did you mean `port`?)",
        ]
    );
    let error = ConfigLoader::new()
        .unknown_keys(UnknownKeys::Deny)
        .all_errors(true)
        .load_str::<Config>("app.lua", &script.replace("port = 1", "port = {}"))
        .unwrap_err();
    assert_eq!(error.to_string().lines().count(), 3, "{error}");
    let many: String = (0..200).map(|n| format!("x{n} = 1 ")).collect();
    let loader = ConfigLoader::new().unknown_keys(UnknownKeys::Collect);
    let loaded = loader.load_str::<Config>("app.lua", &format!("{many} servers = {{}}")).unwrap();
    assert_eq!(loaded.unknown_keys().len(), 100);
    // A key of the wrong type is no unknown key.
    let error = ConfigLoader::new()
        .unknown_keys(UnknownKeys::Collect)
        .load_str::<BTreeMap<u8, u8>>("app.lua", "return { [300] = 1 }")
        .unwrap_err();
    assert_eq!(error.to_string(), "app.lua:1: [300]: invalid value: integer `300`, expected u8");
    // Maps have no fields, so they know every key.
    ConfigLoader::new()
        .unknown_keys(UnknownKeys::Deny)
        .load_str::<BTreeMap<String, u8>>("app.lua", "a = 1 b = 2")
        .unwrap();
}

#[test]
fn functions_are_kept() {
    #[derive(Deserialize)]
    struct Hooks {
        on_start: Function,
        area: TypedFunction<(f64, f64), f64>,
        on_stop: Option<Function>,
        later: Vec<Function>,
        anything: Value,
        table: Table,
    }
    let script = "
        local count = 0
        function on_start() count = count + 1 return count end
        function area(w, h) return w * h end
        function helper() end
        later = { on_start, on_start }
        anything = 'text'
        table = { x = 1 }
    ";
    let hooks = ConfigLoader::new().load_str::<Hooks>("app.lua", script).unwrap();
    assert_eq!(hooks.on_start.call::<u8>(()).unwrap(), 1);
    assert_eq!(hooks.later[1].call::<u8>(()).unwrap(), 2);
    assert_eq!(hooks.area.call((2.0, 3.0)).unwrap(), 6.0);
    assert!(hooks.on_stop.is_none() && hooks.anything.as_string().is_some());
    assert_eq!(hooks.table.get::<u8>("x").unwrap(), 1);
    let Hooks { on_start, area, .. } = hooks.into_value();
    // The typed function owns the machine of both.
    assert_eq!(on_start.call::<u8>(()).unwrap(), 3);
    drop(area);
    assert!(on_start.call::<u8>(()).is_err());
}

#[test]
fn kept_functions_have_no_time_limit() {
    type Functions = BTreeMap<String, TypedFunction<(), u64>>;
    let script =
        "return { f = function() local n = 0 for i = 1, 200000 do n = n + 1 end return n end }";
    let loader = ConfigLoader::new()
        .instruction_limit(Some(1000))
        .time_limit(Some(Duration::from_millis(100)));
    let functions = loader.load_str::<Functions>("app.lua", script).unwrap();
    assert_eq!(functions["f"].call(()).unwrap(), 200_000);
}

#[test]
fn handles_go_there_and_back() {
    let lua = lua_core::Lua::new();
    use lua_serde::LuaSerdeExt;
    #[derive(Serialize, Deserialize)]
    struct Event {
        name: String,
        run: Function,
        data: Value,
    }
    let value =
        lua.load("{ name = 'x', run = function() return 5 end, data = { 1 } }").eval().unwrap();
    let event: Event = lua.from_value(value).unwrap();
    let copy: Table = lua.to_value(&event).unwrap().as_table().unwrap().clone();
    assert_eq!(copy.get::<Function>("run").unwrap(), event.run);
    assert_eq!(copy.get::<Value>("data").unwrap(), event.data);
    let error = serde_json::to_string(&event).unwrap_err();
    assert_eq!(error.to_string(), "a function is no data");
    assert_eq!(serde_json::to_string(&Value::Integer(3)).unwrap(), "3");
    let error = serde_json::from_str::<Value>("3").unwrap_err();
    assert!(
        error.to_string().starts_with("a Lua value can be read from Lua values only"),
        "{error}"
    );
}

#[test]
fn layers_are_merged() {
    let defaults = Config {
        servers: vec![Server { host: "default".into(), port: 80 }],
        log: Log { level: 1, file: Some("app.log".into()) },
    };
    let loader = || ConfigLoader::new().defaults(defaults.clone());
    let config = loader().load_str::<Config>("app.lua", "log = { level = 2 }").unwrap();
    assert_eq!(config.log, Log { level: 2, file: Some("app.log".into()) });
    assert_eq!(config.servers[0].host, "default");
    let config =
        loader().load_str::<Config>("app.lua", "log = { file = null } servers = {}").unwrap();
    assert_eq!((config.log.file.as_deref(), config.servers.len()), (None, 0));

    let variables = [
        ("APP_LOG__LEVEL", "3"),
        ("APP_SERVERS__1__PORT", "8080"),
        ("APP_SERVERS__2", "{ host = 'second', port = 9000 + 1 }"),
        ("OTHER_LOG__LEVEL", "9"),
    ];
    let config = loader()
        .variables("APP_", variables)
        .load_str::<Config>("app.lua", "log = { level = 2, file = '7' }")
        .unwrap();
    assert_eq!(config.log, Log { level: 3, file: Some("7".into()) });
    assert_eq!(
        config.servers,
        [
            Server { host: "default".into(), port: 8080 },
            Server { host: "second".into(), port: 9001 },
        ]
    );

    let error = |name: &str, value: &str| {
        let loader = loader().variables("APP_", [(name, value)]);
        loader.load_str::<Config>("app.lua", "").unwrap_err().to_string()
    };
    assert_eq!(
        error("APP_LOG__LEVEL", "loud"),
        "environment variable APP_LOG__LEVEL: log.level: invalid value: string \"loud\", expected u8"
    );
    assert!(error("APP_LOG", "{").starts_with("environment variable APP_LOG: value:1: "));
    let endless = error("APP_LOG", "{ (function() while true do end end)() }");
    assert!(endless.starts_with("environment variable APP_LOG: "), "{endless}");
    assert!(error("APP_LOG", "{ os.exit() }").contains("attempt to index a nil value"));
    let loader = ConfigLoader::new().defaults(BTreeMap::from([("log", 5)]));
    let error = loader.load_str::<Config>("app.lua", "servers = {}").unwrap_err();
    assert_eq!(error.to_string(), "defaults: log: invalid type: integer `5`, expected struct Log");
}

#[test]
fn files_are_included() {
    let folder = Folder::new("include");
    folder.write("app.lua", "include 'log.lua'\nservers = include('more/servers.lua')");
    folder.write("log.lua", "log = {\n level = 4 }");
    folder.write("more/servers.lua", "return {\n include 'one.lua',\n { host = 'b', port = 2 } }");
    folder.write("more/one.lua", "return {\n host = 'a',\n port = 1 }");
    let config = folder.load("app.lua").unwrap();
    assert_eq!((config.log.level, config.servers.len()), (4, 2));

    folder.write("more/one.lua", "return {\n host = 'a',\n port = 70000 }");
    assert_eq!(folder.refused("app.lua"), format!("more/one.lua:3: servers[1].port: {PORT}"));
    folder.write("log.lua", "log = {\n level = 400 }");
    assert!(folder.refused("app.lua").starts_with("log.lua:2: log.level: "));
    folder.write("more/one.lua", "return {\n host = = 'a' }");
    assert!(
        folder.refused("app.lua").starts_with("more/servers.lua:2: more/one.lua:2: "),
        "{}",
        folder.refused("app.lua")
    );
}

#[test]
fn nothing_outside_of_the_folder_is_included() {
    let outside = Folder::new("outside");
    outside.write("secret.lua", "return { servers = {} }");
    let folder = Folder::new("inside");
    let real = folder.0.canonicalize().unwrap();
    let check = |file: &str| {
        folder.write("app.lua", &format!("\nreturn include {file:?}"));
        let expected = format!(
            "app.lua:2: cannot include '{file}': it is not in the folder '{}'",
            real.display()
        );
        let error = folder.load("app.lua").unwrap_err().to_string();
        let error = error.strip_prefix(&format!("{}/", folder.0.display())).unwrap_or(&error);
        assert_eq!(error, expected);
    };
    let name = outside.0.file_name().unwrap().to_str().unwrap();
    check(&format!("../{name}/secret.lua"));
    check(&outside.0.join("secret.lua").display().to_string());
    check("a/../../x.lua");
    check("..");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside.0, folder.0.join("link")).unwrap();
        check("link/secret.lua");
    }
    let refused = |file: &str| {
        folder.write("app.lua", &format!("return include {file:?}"));
        folder.refused("app.lua")
    };
    assert!(refused("absent.lua").starts_with("app.lua:1: cannot include 'absent.lua': "));
    assert_eq!(refused("."), "app.lua:1: cannot include '.': it is no file");
    assert_eq!(refused("app.lua"), "app.lua:1: 'app.lua' includes itself");
    assert!(refused("a\0b").starts_with("app.lua:1: cannot include 'a\0b': "));
    let error = load("return include 'x.lua'").unwrap_err().to_string();
    assert_eq!(error, "app.lua:1: there is no folder to include 'x.lua' from");
}

#[test]
fn limits_hold() {
    let begin = Instant::now();
    for (script, kind) in [
        ("while true do end", ErrorKind::Limit),
        ("while true do pcall(error) end", ErrorKind::Limit),
        ("local t = {} while true do t[#t + 1] = ('x'):rep(1 << 16) .. #t end", ErrorKind::Memory),
    ] {
        assert_eq!(load(script).unwrap_err().kind(), &kind, "{script}");
    }
    let endless = "for _ = 1, math.huge do string.rep('x', 100) end";
    let loader =
        ConfigLoader::new().instruction_limit(None).time_limit(Some(Duration::from_millis(50)));
    let error = loader.load_str::<u8>("app.lua", endless).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Limit);
    assert!(begin.elapsed() < Duration::from_secs(60));
    let many = "local t = {} for i = 1, 1000001 do t[i] = i end return t";
    let error = ConfigLoader::new().load_str::<Vec<u32>>("app.lua", many).unwrap_err();
    assert!(error.to_string().ends_with(": more than 1000000 values"), "{error}");
}

#[test]
fn libraries_are_chosen() {
    let has = |loader: ConfigLoader, name: &str| {
        *loader.load_str::<bool>("app.lua", &format!("return {name} ~= nil")).unwrap()
    };
    for name in ["io", "os", "debug", "package", "require", "dofile", "loadfile"] {
        assert!(!has(ConfigLoader::new(), name), "{name}");
    }
    for name in ["string", "table", "math", "utf8", "coroutine", "pcall", "null", "include"] {
        assert!(has(ConfigLoader::new(), name), "{name}");
    }
    assert!(!has(ConfigLoader::new().libs(StdLib::MATH), "string"));
    assert!(has(ConfigLoader::new().libs(StdLib::OS), "os.getenv"));
}

#[test]
fn globals_of_the_host_are_no_entries() {
    let loader = ConfigLoader::new().global("level", 5).unknown_keys(UnknownKeys::Deny);
    let config =
        loader.load_str::<Config>("app.lua", "servers = {} log = { level = level }").unwrap();
    assert_eq!(config.log.level, 5);
}

#[test]
fn errors_have_their_source() {
    let error = load("return 5").unwrap_err();
    assert!(error.source().is_some_and(|source| source.is::<ConfigError>()));
    let error = Folder::new("absent").load("nothing.lua").unwrap_err();
    assert!(error.downcast_ref::<std::io::Error>().is_some());
    assert!(error.to_string().contains("nothing.lua: "), "{error}");
}
