//! Modules on disk and modules of the host: `require`, `loadfile`, `dofile`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ferrolua::{Function, Lua, Result, Table, Value};

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
    lua.add_module_resolver(move |_, name| {
        log.borrow_mut().push(name.to_string());
        Ok((name == "elsewhere").then(|| path.clone()))
    })?;
    let sources = HashMap::from([("memory", "local name = ...\nreturn name"), ("wrong", "x x")]);
    lua.add_module_resolver(move |_, name| Ok(sources.get(name).copied()))?;
    lua.add_module_resolver(|lua, name| {
        let value = format!("made for {name}");
        match name {
            "made" => lua.create_function(move |_, ()| Ok(value.clone())).map(Some),
            "forbidden" => Err(ferrolua::Error::runtime("not for you")),
            _ => Ok(None::<Function>),
        }
    })?;
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
    let error = lua.add_module_resolver(|_, _| Ok(None::<String>)).expect_err("no package");
    assert_eq!(error.to_string(), "the library 'package' is not open");
    // Modules registered before the libraries are opened are there afterwards.
    lua.register_module("early", "bird").expect("registered");
    lua.open_libraries();
    assert_eq!(lua.load("require 'early'").eval::<String>().expect("found"), "bird");
}
