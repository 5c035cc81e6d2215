//! The sort benchmark on this engine: objects of the host, compared by the host, sorted by the
//! script.

use std::cell::RefCell;
use std::time::Instant;

use mlua::{Function, Lua, MetaMethod, Result, UserData, UserDataMethods, UserDataRef};

/// The script, which every engine runs.
const SCRIPT: &str = include_str!("../../scripts/sort_objects.lua");

/// A string of the host.
struct Text(String);

impl UserData for Text {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_function("new", |_, text: String| Ok(Text(text)));
        methods.add_meta_method(MetaMethod::Lt, |_, this, other: UserDataRef<Text>| {
            Ok(this.0 < other.0)
        });
    }
}

/// Prints, for each round, its nanoseconds and what the script returned.
pub fn run(rounds: usize) -> Result<()> {
    let lua = Lua::new();
    #[cfg(feature = "luau")]
    lua.set_compiler(mlua::chunk::Compiler::new().set_optimization_level(1).set_debug_level(1));
    let random = RefCell::new(fastrand::Rng::with_seed(1));
    let globals = lua.globals();
    globals.set("Text", lua.create_proxy::<Text>()?)?;
    globals.set("len", lua.create_function(|_, text: UserDataRef<Text>| Ok(text.0.len()))?)?;
    globals.set("rand", lua.create_function(move |_, n: u32| Ok(random.borrow_mut().u32(..n)))?)?;
    #[cfg(feature = "luau")]
    lua.sandbox(true)?;
    lua.load(SCRIPT).exec()?;
    let sort: Function = lua.globals().get("sort_objects")?;
    for _ in 0..rounds {
        let start = Instant::now();
        let sum: u64 = sort.call(())?;
        println!("{} {sum}", start.elapsed().as_nanos());
    }
    Ok(())
}
