//! `#[lua_interface]`: traits that tables of scripts implement.

use std::fmt;

use ferrolua::{Error, ErrorKind, FromLua, Lua, Result, Table, Value, lua_interface};

/// What a script adds to the game.
#[lua_interface]
trait Plugin {
    /// What it is called.
    fn name(&self) -> Result<String>;
    fn update(&mut self, dt: f64) -> Result<()>;
    fn on_hit(&mut self, by: &str, amount: f64) -> Result<bool> {
        Ok(amount > 1.0 && by != self.name()?)
    }
    fn pair(&self) -> Result<(i64, String)> {
        Ok((0, String::new()))
    }
}

fn bind<T: FromLua>(lua: &Lua, script: &str) -> Result<T> {
    let value: Value = lua.load(script).set_name("=plugin").eval()?;
    T::from_lua(value, lua)
}

const CLOCK: &str = "{
    time = 0,
    name = function(self) return 'clock ' .. self.time end,
    update = function(self, dt) self.time = self.time + dt end,
}";

#[test]
fn methods_call_the_functions_of_the_table() -> Result<()> {
    let lua = Lua::new();
    let mut clock: PluginTable = bind(&lua, CLOCK)?;
    clock.update(1.5)?;
    clock.update(1.0)?;
    assert_eq!(clock.name()?, "clock 2.5");
    assert_eq!(clock.table().get::<f64>("time")?, 2.5);
    lua.globals().set("clock", clock.clone())?;
    lua.load("assert(clock:name() == 'clock 2.5')").exec()?;
    assert!(format!("{clock:?}").starts_with("PluginTable(table: 0x"));
    Ok(())
}

#[test]
fn a_body_is_what_happens_without_a_function() -> Result<()> {
    let lua = Lua::new();
    let mut clock: Box<dyn Plugin> = bind(&lua, CLOCK)?;
    assert!(
        clock.on_hit("orc", 2.0)? && !clock.on_hit("orc", 0.5)? && !clock.on_hit("clock 0", 2.0)?
    );
    assert_eq!(clock.pair()?, (0, String::new()));
    lua.globals().set("clock", bind::<Table>(&lua, CLOCK)?)?;
    lua.load("function clock:on_hit(by, amount) return by == 'elf' and amount == 3 end").exec()?;
    lua.load("function clock.pair() return 7, 'seven' end").exec()?;
    let mut clock: PluginTable = lua.globals().get("clock")?;
    assert!(clock.on_hit("elf", 3.0)? && !clock.on_hit("orc", 3.0)?);
    assert_eq!(clock.pair()?, (7, "seven".into()));
    Ok(())
}

#[test]
fn a_function_that_is_replaced_is_heard() -> Result<()> {
    let lua = Lua::new();
    let clock: PluginTable = bind(&lua, CLOCK)?;
    lua.globals().set("clock", clock.clone())?;
    lua.load("function clock.name() return 'new' end").exec()?;
    assert_eq!(clock.name()?, "new");
    lua.load("clock.name = nil").exec()?;
    let error = clock.name().unwrap_err().to_string();
    assert_eq!(error, "attempt to call a nil value (method 'name')");
    Ok(())
}

#[test]
fn all_that_is_missing_is_named_at_once() {
    let lua = Lua::new();
    let refused = |script: &str| bind::<PluginTable>(&lua, script).unwrap_err();
    assert_eq!(refused("5").to_string(), "Plugin expected, got number");
    let error = refused("{}");
    assert_eq!(
        error.to_string(),
        "Plugin expected, got table (no function 'name'; no function 'update')"
    );
    assert!(matches!(error.kind(), ErrorKind::Conversion { .. }));
    assert_eq!(
        refused("{name = 'x', update = print, on_hit = 5}").to_string(),
        "Plugin expected, got table ('name' is a string and no function; 'on_hit' is a integer \
         and no function)"
    );
    let use_plugin =
        lua.create_function(|_, plugin: PluginTable| plugin.name()).expect("a function");
    lua.globals().set("use", use_plugin).expect("it is set");
    let error = lua.load("use{}").set_name("=test").exec().unwrap_err().to_string();
    assert!(
        error
            .contains("bad argument #1 to 'use' (Plugin expected, got table (no function 'name'; "),
        "{error}"
    );
}

#[test]
fn classes_and_callable_tables_are_plugins() -> Result<()> {
    let lua = Lua::new();
    let script = "(function()
        local Class = {} Class.__index = Class
        function Class:name() return self.label end
        Class.update = setmetatable({}, {__call = function(_, self, dt) self.label = dt end})
        return setmetatable({label = 'one'}, Class)
    end)()";
    let mut plugin: PluginTable = bind(&lua, script)?;
    plugin.update(2.0)?;
    assert_eq!(plugin.name()?, "2.0");
    Ok(())
}

#[test]
fn results_of_other_types_are_blamed_on_the_function() -> Result<()> {
    let lua = Lua::new();
    let plugin: PluginTable = bind(
        &lua,
        "{name = function() return {} end, update = function() error('broken') end,
          pair = function() return 1, {} end}",
    )?;
    let error = plugin.name().unwrap_err();
    assert_eq!(error.to_string(), "result of 'Plugin:name': string expected, got table");
    let error = plugin.pair().unwrap_err();
    assert_eq!(error.to_string(), "result #2 of 'Plugin:pair': string expected, got table");
    let error = plugin.clone().update(1.0).unwrap_err();
    assert_eq!(error.to_string(), "plugin:1: broken");
    Ok(())
}

#[derive(Debug)]
struct GameError(String);

impl fmt::Display for GameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Error> for GameError {
    fn from(error: Error) -> GameError {
        GameError(error.to_string())
    }
}

#[lua_interface(name = "MonsterScript", rename_all = "camelCase")]
trait Monster: fmt::Debug {
    const LEGS: u32 = 4;

    #[lua(field)]
    fn max_speed(&self) -> f64;
    #[lua(field)]
    fn hit_points(&self) -> std::result::Result<i64, GameError>;
    #[lua(field, name = "label")]
    fn title(&self) -> Option<String> {
        None
    }
    #[lua(field)]
    fn armour(&self) -> Result<i64> {
        Ok(7)
    }
    fn attack(&self, [x, y]: [i64; 2], mut with: Vec<i64>) -> std::result::Result<i64, GameError> {
        with.push(x + y);
        Ok(with.iter().sum())
    }
    #[cfg(any())]
    fn never(&self, missing: Missing) -> Result<Missing>;
    #[lua(skip)]
    fn generic<T: Into<i64>>(&self, n: T) -> i64 {
        n.into() + i64::from(Self::LEGS)
    }
    fn kind() -> &'static str
    where
        Self: Sized,
    {
        "monster"
    }
}

#[test]
fn fields_are_read_once_or_each_time() -> Result<()> {
    let lua = Lua::new();
    lua.load("orc = {maxSpeed = 2, hitPoints = 5}").exec()?;
    let orc: MonsterScript = lua.globals().get("orc")?;
    assert_eq!((orc.max_speed(), orc.title(), orc.armour()?), (2.0, None, 7));
    lua.load("orc.maxSpeed = 3; orc.hitPoints = 4; orc.armour = 1; orc.label = 'x'").exec()?;
    assert_eq!((orc.max_speed(), orc.armour()?), (2.0, 1));
    assert_eq!(orc.hit_points().expect("a number"), 4);
    let again = MonsterScript::from_lua(Value::Table(orc.table().clone()), &lua)?;
    assert_eq!((again.max_speed(), again.title().as_deref()), (3.0, Some("x")));
    lua.load("orc.hitPoints = 'many'").exec()?;
    let error = orc.hit_points().unwrap_err();
    assert_eq!(error.0, "Monster: field 'hitPoints': number expected, got string");
    assert_eq!((orc.generic(3_i32), MonsterScript::kind()), (7, "monster"));
    assert_eq!(orc.attack([1, 2], vec![3]).expect("the body"), 6);
    let script = "{maxSpeed = 'x', armour = {}}";
    let error = bind::<MonsterScript>(&lua, script).unwrap_err().to_string();
    assert_eq!(
        error,
        "Monster expected, got table (field 'maxSpeed': number expected, got string; field \
         'hitPoints': number expected, got nil; field 'armour': number expected, got table)"
    );
    Ok(())
}

#[test]
fn the_wrapper_owns_its_machine() -> Result<()> {
    let mut clock: PluginTable = bind(&Lua::new(), CLOCK)?;
    clock.update(1.0)?;
    assert_eq!(clock.name()?, "clock 1.0");
    Ok(())
}

macro_rules! interface {
    ($name:ident, $method:ident($parameter:ident: $type:ty) -> $result:ty) => {
        #[lua_interface(crate = "ferrolua")]
        trait $name {
            fn $method(&self, $parameter: $type) -> Result<$result>;
            fn twice(&self, $parameter: $type) -> Result<$result> {
                self.$method($parameter + $parameter)
            }
        }
    };
}

interface!(Double, double(n: i64) -> i64);

mod shadowed {
    //! Other meanings of the standard library's names.
    #![allow(dead_code)]
    pub(crate) struct Option;
    pub(crate) struct Box;
    pub(crate) struct Clone;
    pub(crate) struct Some;

    #[ferrolua::lua_interface]
    pub(crate) trait Hook {
        fn call(&self, value: i64, lua: i64, bound: i64) -> ferrolua::Result<i64>;
        #[lua(field)]
        fn r#type(&self) -> std::string::String;
    }
}

#[test]
fn names_of_the_user_are_not_ours() -> Result<()> {
    use shadowed::Hook;
    let lua = Lua::new();
    let double: DoubleTable = bind(&lua, "{double = function(_, n) return 2 * n end}")?;
    assert_eq!((double.double(2)?, double.twice(2)?), (4, 8));
    let hook: shadowed::HookTable =
        bind(&lua, "{type = 't', call = function(_, a, b, c) return a * 100 + b * 10 + c end}")?;
    assert_eq!((hook.call(1, 2, 3)?, hook.r#type()), (123, "t".into()));
    Ok(())
}
