//! The programs that are compared: ours and the others', built from source where that is possible.

use std::ffi::OsString;
use std::fs;
use std::process::{Command, Stdio};

use clap::Args;
use escargot::CargoBuild;

use crate::comparison::FERROLUA;
use crate::{Result, in_bench};

/// Which programs are compared.
#[derive(Args, Clone, Default)]
pub struct EngineChoice {
    /// Another engine, or another command for one there is: the script's path is appended to it
    #[arg(long = "engine", value_name = "NAME=COMMAND")]
    added: Vec<String>,
    /// Leave an engine out
    #[arg(long, value_name = "NAME")]
    without: Vec<String>,
}

/// A program that runs Lua files.
pub struct Engine {
    /// Its name in tables.
    pub name: String,
    /// The program and its first arguments.
    pub command: Vec<OsString>,
}

/// An engine that is part of mlua. A build has one, hence one program for each.
#[derive(Clone, Copy)]
pub enum Embedded {
    /// C Lua 5.4.
    Lua54,
    /// C Lua 5.5.
    Lua55,
    /// Luau, interpreted.
    Luau,
}

impl Embedded {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Embedded::Lua54 => "C Lua 5.4",
            Embedded::Lua55 => "C Lua 5.5",
            Embedded::Luau => "Luau",
        }
    }

    /// The cargo feature that chooses it.
    fn feature(self) -> &'static str {
        match self {
            Embedded::Lua54 => "lua54",
            Embedded::Lua55 => "lua55",
            Embedded::Luau => "luau",
        }
    }

    /// Builds the program and returns its command.
    pub fn build(self) -> Result<Vec<OsString>> {
        let built = CargoBuild::new()
            .manifest_path(in_bench("engine/Cargo.toml"))
            .bin("engine")
            .no_default_features()
            .features(self.feature())
            .release()
            .run()?;
        // The next engine's build will have the same path.
        let name = format!("engine-{}{}", self.feature(), std::env::consts::EXE_SUFFIX);
        let kept = built.path().with_file_name(name);
        fs::copy(built.path(), &kept)?;
        Ok(vec![kept.into_os_string()])
    }
}

/// Builds and finds the engines. The first one is what we compare with.
pub fn build(choice: &EngineChoice) -> Result<Vec<Engine>> {
    let mut added = Vec::new();
    for text in &choice.added {
        let (name, command) = text.split_once('=').ok_or("an engine is NAME=COMMAND")?;
        let command = command.split_whitespace().map(OsString::from).collect();
        added.push(Engine { name: name.into(), command });
    }
    let mut engines = Vec::new();
    let usual: [(&str, Source); 4] = [
        (Embedded::Lua54.name(), || Embedded::Lua54.build().map(Some)),
        (FERROLUA, || ours().map(Some)),
        ("LuaJIT -joff", || Ok(luajit())),
        (Embedded::Luau.name(), || Embedded::Luau.build().map(Some)),
    ];
    for (name, source) in usual {
        if choice.without.iter().any(|without| without == name) {
            continue;
        }
        if let Some(place) = added.iter().position(|engine| engine.name == name) {
            engines.push(added.remove(place));
        } else if let Some(command) = source()? {
            engines.push(Engine { name: name.into(), command });
        }
    }
    engines.extend(added);
    Ok(engines)
}

/// A way to get an engine's command, if the engine is to be had.
type Source = fn() -> Result<Option<Vec<OsString>>>;

/// Builds our own interpreter.
fn ours() -> Result<Vec<OsString>> {
    let built = CargoBuild::new()
        .manifest_path(in_bench("../Cargo.toml"))
        .package("lua-cli")
        .bin("lua")
        .release()
        .run()?;
    Ok(vec![built.path().into()])
}

/// LuaJIT's interpreter, which is not built here.
fn luajit() -> Option<Vec<OsString>> {
    let found =
        Command::new("luajit").arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !found.is_ok_and(|status| status.success()) {
        eprintln!("no `luajit` on the path: left out");
        return None;
    }
    Some(vec!["luajit".into(), "-joff".into()])
}
