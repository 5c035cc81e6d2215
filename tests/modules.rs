//! Modules on disk and modules of the host: `require`, `loadfile`, `dofile`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ferrolua::{Folder, Function, Lua, ModuleResolver, Result, Table, Value, resolver_fn};

/// A directory of a test's own, gone when the test ends.
struct Directory(PathBuf);

impl Directory {
    fn new(test: &str) -> Directory {
        let name = format!("ferrolua-{test}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("the directory is made");
        Directory(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a file in a directory")).expect("made");
        std::fs::write(&path, content).expect("the file is written");
        path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // Whatever is left is the system's to clean.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A machine that looks for modules in a directory alone, whose name is the global `here`.
fn machine(directory: &Path) -> Result<Lua> {
    let lua = Lua::bare();
    lua.open_libraries();
    let here = directory.to_str().expect("a name in UTF-8");
    let package: Table = lua.globals().get("package")?;
    package.set("path", format!("{here}/?.lua;{here}/?/init.lua"))?;
    package.set("cpath", format!("{here}/?.so"))?;
    lua.globals().set("here", here)?;
    Ok(lua)
}

fn message(lua: &Lua, code: &str) -> String {
    lua.load(code).set_name("=t").exec().expect_err("the code fails").to_string()
}

#[test]
fn files_are_found_along_the_path() -> Result<()> {
    let directory = Directory::new("path");
    let file = directory.write("shapes/circle.lua", "local name, file = ...\nreturn {name, file}");
    directory.write("whole/init.lua", "loads = (loads or 0) + 1");
    let lua = machine(&directory.0)?;
    let (module, origin): (Vec<String>, String) = lua.load("require 'shapes.circle'").eval()?;
    assert_eq!(module, ["shapes.circle", file.to_str().expect("UTF-8")]);
    assert_eq!(origin, module[1]);
    assert!(lua.load("require 'whole' and require 'whole'").eval::<bool>()?);
    assert_eq!(lua.globals().get::<i64>("loads")?, 1);
    lua.unload_module("whole")?;
    lua.load("require 'whole'").exec()?;
    assert_eq!(lua.globals().get::<i64>("loads")?, 2);
    Ok(())
}

#[test]
fn a_module_that_does_not_load_says_why() -> Result<()> {
    let directory = Directory::new("broken");
    let broken = directory.write("broken.lua", "local x = = 1");
    directory.write("failing.lua", "\nerror('cannot start')");
    let library = directory.write("native.so", "");
    let lua = machine(&directory.0)?;
    let (broken, library) = (broken.display(), library.display());
    assert_eq!(
        message(&lua, "require 'broken'"),
        format!(
            "error loading module 'broken' from file '{broken}':\n\t{broken}:1: \
            unexpected symbol near '='"
        )
    );
    assert!(message(&lua, "require 'failing'").ends_with("failing.lua:2: cannot start"));
    for name in ["native", "native.part"] {
        assert_eq!(
            message(&lua, &format!("require '{name}'")),
            format!(
                "error loading module '{name}' from file '{library}':\n\t\
                dynamic libraries not enabled; check your Lua installation"
            )
        );
    }
    Ok(())
}

#[test]
fn the_prelude_of_a_file_is_skipped_and_lines_agree() -> Result<()> {
    let directory = Directory::new("prelude");
    directory.write("script.lua", "\u{feff}#!/usr/bin/lua\nreturn 1, error and 'x', ...");
    directory.write("late.lua", "# one\n\nerror('third line')");
    directory.write("binary.lua", b"# one\n\x1bLua");
    let lua = machine(&directory.0)?;
    let values: (i64, String) = lua.load("dofile(here .. '/script.lua')").eval()?;
    assert_eq!(values, (1, "x".into()));
    assert!(message(&lua, "dofile(here .. '/late.lua')").ends_with("late.lua:3: third line"));
    let (none, reason): (Value, String) =
        lua.load("loadfile(here .. '/binary.lua', 't')").eval()?;
    assert_eq!(none, Value::Nil);
    assert_eq!(reason, "attempt to load a binary chunk (mode is 't')");
    Ok(())
}

#[test]
fn files_may_hold_binary_chunks() -> Result<()> {
    let directory = Directory::new("binary");
    let lua = machine(&directory.0)?;
    let chunk = lua.load("return { name = ... }").into_function()?.dump(true);
    directory.write("compiled.lua", &chunk);
    directory.write("prelude.lua", [b"# one\n".as_slice(), &chunk].concat());
    let refused = message(&lua, "dofile(here .. '/compiled.lua')");
    assert!(refused.ends_with("binary chunks are not enabled)"), "{refused}");
    lua.set_binary_chunks(true);
    assert_eq!(lua.load("require('compiled').name").eval::<String>()?, "compiled");
    let name = "loadfile(here .. '/prelude.lua', 'b')('given').name";
    assert_eq!(lua.load(name).eval::<String>()?, "given");
    assert_eq!(lua.load(directory.0.join("prelude.lua")).call::<Table>("host")?.len()?, 0);
    Ok(())
}

#[test]
fn files_that_cannot_be_read_are_told_by_name() -> Result<()> {
    let directory = Directory::new("unreadable");
    let lua = machine(&directory.0)?;
    let here = directory.0.display();
    assert_eq!(
        message(&lua, "dofile(here .. '/none.lua')"),
        format!("cannot open {here}/none.lua: No such file or directory")
    );
    let (_, reason): (Value, String) = lua.load("loadfile(here)").eval()?;
    assert!(reason.starts_with(&format!("cannot read {here}")), "{reason}");
    Ok(())
}

#[test]
fn modules_of_the_host_need_no_files() -> Result<()> {
    let directory = Directory::new("host");
    directory.write("shared.lua", "return 'file'");
    let lua = machine(&directory.0)?;
    lua.register_module("answer", 42)?;
    assert_eq!(lua.load("require 'answer'").eval::<i64>()?, 42);
    lua.preload_module("shared", lua.create_function(|_, name: String| Ok(name + " preloaded"))?)?;
    assert_eq!(lua.load("(require 'shared')").eval::<String>()?, "shared preloaded");
    lua.unload_module("answer")?;
    assert!(message(&lua, "require 'answer'").starts_with("t:1: module 'answer' not found:\n\t"));
    Ok(())
}

#[test]
fn resolvers_give_sources_paths_and_functions() -> Result<()> {
    let directory = Directory::new("resolvers");
    let file = directory.write("elsewhere.txt", "return 'from ' .. select(2, ...)");
    directory.write("known.lua", "return 'the file'");
    let lua = machine(&directory.0)?;
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&asked);
    let path = file.clone();
    lua.add_module_resolver(resolver_fn(move |_, name| {
        log.borrow_mut().push(name.to_string());
        Ok((name == "elsewhere").then(|| path.clone()))
    }))?;
    let sources = HashMap::from([("memory", "local name = ...\nreturn name"), ("wrong", "x x")]);
    lua.add_module_resolver(sources)?;
    lua.add_module_resolver(resolver_fn(|lua: &Lua, name: &str| {
        let value = format!("made for {name}");
        match name {
            "made" => lua.create_function(move |_, ()| Ok(value.clone())).map(Some),
            "forbidden" => Err(ferrolua::Error::runtime("not for you")),
            _ => Ok(None::<Function>),
        }
    }))?;
    let expected = [
        ("made", "made for made"),
        ("memory", "memory"),
        ("elsewhere", &*format!("from {}", file.display())),
        ("known", "the file"),
    ];
    for (name, value) in expected.into_iter().chain(expected) {
        assert_eq!(lua.load(format!("(require '{name}')")).eval::<String>()?, value);
    }
    // The one added first is asked last, and never for what is loaded.
    assert_eq!(*asked.borrow(), ["elsewhere", "known"]);
    assert_eq!(
        message(&lua, "require 'wrong'"),
        "error loading module 'wrong': wrong:1: syntax error near 'x'"
    );
    assert_eq!(message(&lua, "require 'forbidden'"), "not for you");
    let unknown = message(&lua, "require 'unknown'");
    assert_eq!(unknown.matches("\n\tno module 'unknown' of the host").count(), 3, "{unknown}");
    Ok(())
}

#[test]
fn a_machine_without_libraries_says_what_is_missing() {
    let lua = Lua::bare();
    let error =
        lua.add_module_resolver(resolver_fn(|_, _| Ok(None::<String>))).expect_err("no package");
    assert_eq!(error.to_string(), "the library 'package' is not open");
    // Modules registered before the libraries are opened are there afterwards.
    lua.register_module("early", "bird").expect("registered");
    lua.open_libraries();
    assert_eq!(lua.load("require 'early'").eval::<String>().expect("found"), "bird");
}

#[test]
fn a_directory_inside_the_program_is_a_resolver() -> Result<()> {
    static INSIDE: include_dir::Dir<'static> =
        include_dir::include_dir!("$CARGO_MANIFEST_DIR/tests/modules_inside");
    let lua = Lua::new();
    lua.add_module_resolver(&INSIDE)?;
    let greeting: Table = lua.load("(require 'greeting')").eval()?;
    assert_eq!(greeting.get::<String>("text")?, "hello from greeting in greeting.lua");
    assert_eq!(greeting.get::<String>("deep")?, "deep down");
    assert!(lua.load("require 'deep.nothing'").exec().is_err());
    Ok(())
}

#[test]
fn no_name_leads_out_of_a_folder() -> Result<()> {
    let outside = Directory::new("outside");
    outside.write("secret.lua", "return 'secret'");
    let inside = outside.0.join("inside");
    outside.write("inside/own.lua", "return 'own'");
    let lua = Lua::new();
    lua.add_module_resolver(Folder::new(&inside))?;
    assert_eq!(lua.load("(require 'own')").eval::<String>()?, "own");
    for name in ["..secret", "/secret", "../secret", "...secret", "x/../../secret", "a\\b", ""] {
        let error = lua.load(format!("require [[{name}]]")).exec().expect_err(name);
        assert!(error.to_string().contains("no module"), "{name}: {error}");
    }
    #[cfg(unix)]
    {
        let link = inside.join("link.lua");
        std::os::unix::fs::symlink(outside.0.join("secret.lua"), link)?;
        let text = message(&lua, "require 'link'");
        assert_eq!(text, "module 'link' is a link that leads out of its folder");
    }
    // A folder that is not there has no modules.
    lua.add_module_resolver(Folder::new(outside.0.join("nowhere")))?;
    assert_eq!(lua.load("(require 'own')").eval::<String>()?, "own");
    Ok(())
}

#[test]
fn each_module_can_have_an_environment_of_its_own() -> Result<()> {
    let lua = Lua::new();
    let mods = HashMap::from([
        ("good", "count = (count or 0) + 1 return name .. count"),
        ("bad", "return type(print)"),
    ]);
    lua.add_module_resolver(mods.in_environment(|lua, name| {
        let environment = lua.create_table()?;
        environment.set("name", name)?;
        if name == "bad" {
            environment.set("type", lua.globals().get::<Function>("type")?)?;
        }
        Ok(environment)
    }))?;
    let good: (String, Option<i64>) = lua.load("return require('good'), count").eval()?;
    assert_eq!(good.0, "good1");
    assert_eq!(lua.load("(require 'bad')").eval::<String>()?, "nil");
    assert!(lua.globals().get::<Value>("count")?.is_nil());
    Ok(())
}

/// Modules in memory that change.
type Sources = Rc<RefCell<HashMap<&'static str, &'static str>>>;

fn changing(modules: &[(&'static str, &'static str)]) -> Result<(Lua, Sources)> {
    let lua = Lua::new();
    let sources: Sources = Rc::new(RefCell::new(modules.iter().copied().collect()));
    lua.add_module_resolver(Rc::clone(&sources))?;
    Ok((lua, sources))
}

#[test]
fn changed_modules_take_the_place_of_old_ones() -> Result<()> {
    const FIRST: &str = "local M = {n = 0} function M.step() M.n = M.n + 1 return M.n end return M";
    const SECOND: &str = "
        local M = setmetatable({}, {__len = function() return 77 end})
        function M.step() M.n = M.n + 10 return M.n end
        function M.__reload(new, old) assert(new == M) new.n = old.n end
        return M";
    let (lua, sources) = changing(&[("counter", FIRST), ("still", "return {}")])?;
    lua.load("still = require 'still' counter = require 'counter' counter.step()").exec()?;
    assert!(lua.reload_modules().is_empty(), "nothing has changed");

    sources.borrow_mut().insert("counter", SECOND);
    let reloaded = lua.reload_modules();
    assert_eq!(reloaded.iter().map(|module| &*module.name).collect::<Vec<_>>(), ["counter"]);
    assert!(reloaded[0].result.is_ok(), "{:?}", reloaded[0].result);
    assert!(lua.reload_modules().is_empty(), "seen already");
    // Who kept the old table and who requires the module now speak to the same state.
    let values: (i64, i64, i64) = lua
        .load("local new = require 'counter' new.step() return counter.step(), new.n, #counter")
        .eval()?;
    assert_eq!(values, (21, 21, 77));
    lua.load("counter.extra = 5 assert(rawget(counter, 'extra') == nil)").exec()?;
    assert_eq!(lua.load("require('counter').extra").eval::<i64>()?, 5);
    let keys = "local n = 0 for k in pairs(counter) do n = n + 1 end return n";
    assert_eq!(lua.load(keys).eval::<i64>()?, 4, "n, step, __reload, extra");

    // Once more: the tables of all older versions answer like the newest.
    const THIRD: &str =
        "return setmetatable({n = 'third'}, {__call = function(_, x) return x end})";
    lua.load("second = require 'counter'").exec()?;
    sources.borrow_mut().insert("counter", THIRD);
    assert!(lua.reload_modules()[0].result.is_ok());
    let names = "return counter.n, second.n, require('counter').n, counter(8)";
    let third = String::from("third");
    assert_eq!(
        lua.load(names).eval::<(String, String, String, i64)>()?,
        (third.clone(), third.clone(), third, 8)
    );
    Ok(())
}

#[test]
fn a_broken_version_leaves_the_old_one_running() -> Result<()> {
    let broken = [
        ("return {", "error loading module 'm': m:1: "),
        ("error('at start')", "m:1: at start"),
        ("package.loaded.m = 5 error({})", "(error object is a table value)"),
        ("return {__reload = function(new, old) error('in the hook') end}", "m:1: in the hook"),
        ("return {__reload = 5}", "function"),
    ];
    for (source, message) in broken {
        let (lua, sources) = changing(&[("m", "return {version = 1}")])?;
        lua.load("m = require 'm'").exec()?;
        sources.borrow_mut().insert("m", source);
        let reloaded = lua.reload_modules();
        let error = reloaded[0].result.as_ref().expect_err(source).to_string();
        assert!(error.contains(message), "{source}: {error}");
        let still = "return m.version, require('m').version, rawequal(m, require('m'))";
        assert_eq!(lua.load(still).eval::<(i64, i64, bool)>()?, (1, 1, true), "{source}");
        assert!(lua.reload_modules().is_empty(), "{source}: not tried again");
        sources.borrow_mut().insert("m", "return {version = 2}");
        assert!(lua.reload_modules()[0].result.is_ok());
        assert_eq!(lua.load("m.version").eval::<i64>()?, 2, "{source}");
    }
    Ok(())
}

#[test]
fn files_that_change_are_seen_whatever_their_dates() -> Result<()> {
    let directory = Directory::new("reload");
    directory.write("orc.lua", "return {hp = 1}");
    directory.write("lair.lua", "return {orc = require 'orc'}");
    let lua = Lua::new();
    lua.add_module_resolver(Folder::new(&directory.0))?;
    lua.load("lair = require 'lair'").exec()?;
    directory.write("orc.lua", "return {hp = 2}");
    directory.write("lair.lua", "return {orc = require 'orc', is_new = true}");
    let names: Vec<String> = lua.reload_modules().into_iter().map(|module| module.name).collect();
    assert_eq!(names, ["orc", "lair"], "what is required comes first");
    assert_eq!(lua.load("return lair.orc.hp, lair.is_new").eval::<(i64, bool)>()?, (2, true));
    // Without its file the module stays as it is; unloaded modules are not loaded again.
    std::fs::remove_file(directory.0.join("orc.lua"))?;
    lua.unload_module("lair")?;
    directory.write("lair.lua", "error('not asked for')");
    assert!(lua.reload_modules().is_empty());
    assert_eq!(lua.load("require('orc').hp").eval::<i64>()?, 2);
    Ok(())
}

#[test]
fn a_resolver_that_loads_and_reloads_modules_itself_is_no_harm() -> Result<()> {
    let lua = Lua::new();
    lua.add_module_resolver(resolver_fn(|lua: &Lua, name: &str| {
        lua.reload_modules();
        match name {
            "outer" => lua.load("require 'inner'").exec()?,
            "inner" => {}
            _ => return Ok(None),
        }
        Ok(Some("return {}"))
    }))?;
    lua.load("require 'outer'").exec()?;
    assert!(lua.reload_modules().is_empty());
    Ok(())
}
