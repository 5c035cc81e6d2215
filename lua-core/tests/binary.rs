//! Binary chunks: any bytes are an error or a function that does no harm.

use std::fs;
use std::path::{Path, PathBuf};

use lua_core::{ChunkMode, ErrorKind, Function, Lua, LuaString, Result};

/// Functions that run a chunk for a moment only, and with nothing that could take long or reach the outside.
const RUNNER: &str = r#"
    local create, resume, close, sethook = coroutine.create, coroutine.resume, coroutine.close, debug.sethook
    local load, setmetatable, pack, unpack = load, setmetatable, table.pack, table.unpack
    local rep, error, pairs, type = string.rep, error, pairs, type
    local armed = {}

    local function stop() error("enough", 0) end
    local function arm(f)
        local co = create(f)
        armed[#armed + 1] = co
        -- Once it is over, nothing that catches the error gets far.
        sethook(co, function() sethook(co, stop, "", 1) stop() end, "", 3000)
        return co
    end
    function coroutine.create(f) return arm(f) end
    function coroutine.wrap(f)
        local co = arm(f)
        return function(...)
            local results = pack(resume(co, ...))
            if not results[1] then error(results[2], 0) end
            return unpack(results, 2, results.n)
        end
    end
    function string.rep(s, n, sep)
        if math.type(n) ~= "integer" or n > 300 or #s > 300 then stop() end
        return rep(s, n, sep)
    end
    table.move = nil

    local function copy(t)
        local new = {}
        for k, v in pairs(t) do new[k] = v end
        return new
    end
    local function environment()
        local env = copy(_G)
        for _, name in pairs { "debug", "package", "require", "dofile", "loadfile", "io", "os" } do
            env[name] = nil
        end
        for name, value in pairs(env) do
            if type(value) == "table" then env[name] = copy(value) end
        end
        env._G = env
        env.collectgarbage = function() return 0 end
        env.print = function() end
        env.load = function(chunk, name) return load(chunk, name, "t", env) end
        -- A handler that fails in a closing metamethod meets itself, twice at each level: that takes for ever,
        -- in C Lua too, and hooks do not watch handlers of their own errors.
        env.xpcall = function(f, _, ...) return pcall(f, ...) end
        env.setmetatable = function(t, metatable)
            if type(metatable) == "table" then metatable.__gc = nil end
            return setmetatable(t, metatable)
        end
        return env
    end

    -- Returns whether the chunk was loaded.
    return function(chunk)
        local f = load(chunk, "=damaged", "b", environment())
        if not f then return false end
        local co = arm(f)
        local ok, inner = resume(co)
        if ok and type(inner) == "function" then resume(arm(inner), 1, 2, 3) end
        for i = 1, #armed do
            pcall(close, armed[i])
            sethook(armed[i])
            armed[i] = nil
        end
        return true
    end
"#;

fn scripts(folders: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance");
    let mut pending: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut scripts = Vec::new();
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).expect("a folder of scripts") {
            let path = entry.expect("a readable entry").path();
            match path.extension() {
                None => pending.push(path),
                Some(extension) if extension == "lua" => scripts.push(path),
                Some(_) => {}
            }
        }
    }
    scripts.sort();
    assert!(scripts.len() > 10, "there are scripts");
    scripts
}

/// A machine that loads binary chunks, and its runner.
fn machine() -> Result<(Lua, Function)> {
    let lua = Lua::bare();
    lua.open_libraries();
    lua.set_binary_chunks(true);
    let runner = lua.load(RUNNER).set_name("=runner").eval()?;
    Ok((lua, runner))
}

fn dump(path: &Path, strip: bool) -> Option<Vec<u8>> {
    let source = fs::read(path).expect("a readable script");
    let lua = Lua::bare();
    lua.open_libraries();
    let function = lua.load(source).set_name("=script").into_function().ok()?;
    Some(function.dump(strip))
}

#[test]
fn everything_that_the_compiler_emits_is_loaded_again() -> Result<()> {
    let lua = Lua::bare();
    lua.open_libraries();
    for path in scripts(&[""]) {
        for strip in [false, true] {
            let Some(chunk) = dump(&path, strip) else { continue };
            let loaded = lua.load(&chunk).set_mode(ChunkMode::Binary).into_function();
            let loaded = loaded.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(loaded.dump(strip), chunk, "{}", path.display());
        }
    }
    Ok(())
}

#[test]
fn every_shortened_chunk_is_an_error() -> Result<()> {
    let lua = Lua::bare();
    lua.open_libraries();
    for path in scripts(&["goto", "closures"]) {
        let Some(chunk) = dump(&path, false) else { continue };
        for length in 0..chunk.len() {
            let result = lua.load(&chunk[..length]).set_mode(ChunkMode::Binary).into_function();
            let error = result.expect_err("a part is no chunk");
            assert!(matches!(error.kind(), ErrorKind::Syntax { .. }), "{error}");
        }
    }
    Ok(())
}

/// Tells which chunk it was if the machine panics.
struct Case<'a> {
    path: &'a Path,
    at: usize,
    byte: u8,
}

impl Drop for Case<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}: byte {} changed to {}", self.path.display(), self.at, self.byte);
        }
    }
}

/// Changes bytes of a chunk, one at a time, and loads and runs what comes out.
fn damage(path: &Path, chunk: &[u8], step: usize, loaded: &mut [usize; 2]) -> Result<()> {
    let (mut lua, mut runner) = machine()?;
    let mut cases = 0;
    for at in (path.as_os_str().len() % step..chunk.len()).step_by(step) {
        let original = chunk[at];
        let values =
            [original ^ 1, original.wrapping_add(1), original ^ 0x80, original ^ 0x10, 0, 0xff];
        // The values take turns where not every byte is tried.
        let skipped = if step == 1 { 1 } else { 3 };
        for &byte in values.iter().skip(at % skipped).step_by(skipped) {
            let mut damaged = chunk.to_vec();
            damaged[at] = byte;
            let _case = Case { path, at, byte };
            let damaged: LuaString = lua.create_string(&damaged)?;
            let is_loaded: bool = runner.call(damaged)?;
            loaded[usize::from(is_loaded)] += 1;
            cases += 1;
            if cases % 200 == 0 {
                // What a chunk did to its machine should not keep others from doing theirs.
                (lua, runner) = machine()?;
            }
        }
    }
    Ok(())
}

#[test]
fn no_changed_byte_does_harm() -> Result<()> {
    // `FERROLUA_EVERY_BYTE=1` takes a minute.
    let step = if std::env::var_os("FERROLUA_EVERY_BYTE").is_some() { 1 } else { 23 };
    let mut loaded = [0, 0];
    let folders = [
        "attribs",
        "closures",
        "coroutines",
        "errors",
        "expressions",
        "functions",
        "goto",
        "lexical",
        "metamethods",
        "statements",
        "tables",
        "tailcalls",
        "varargs",
    ];
    for path in scripts(&folders) {
        for strip in [false, true] {
            let Some(chunk) = dump(&path, strip) else { continue };
            damage(&path, &chunk, step, &mut loaded)?;
        }
    }
    let [refused, accepted] = loaded;
    assert!(refused > 1000 && accepted > 1000, "{refused} refused, {accepted} accepted");
    eprintln!("{refused} refused, {accepted} accepted");
    Ok(())
}

#[test]
fn random_instructions_do_no_harm() -> Result<()> {
    let mut state = 7u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    let source = "local a, b, c <close> = {}, ... for k, v in pairs(a) do b = k .. v end \
        local function f(...) b = a; return f, ... end for i = 1, 3 do a[i] = {f(i)} end \
        return function(x, ...) a.x = x goto out ::out:: return #a + x, f(...) end";
    let (mut lua, mut runner) = machine()?;
    let chunk = lua.load(source).into_function()?.dump(true);
    let mut accepted = 0;
    for case in 0..8000 {
        let mut damaged = chunk.clone();
        for _ in 0..=random(4) {
            // The header is behind us: another one was tried above.
            let at = 22 + random(chunk.len() - 22);
            damaged[at] = match random(3) {
                0 => random(256) as u8,
                1 => random(8) as u8,
                _ => damaged[22 + random(chunk.len() - 22)],
            };
        }
        accepted += usize::from(runner.call::<bool>(lua.create_string(&damaged)?)?);
        if case % 200 == 0 {
            (lua, runner) = machine()?;
        }
    }
    assert!(accepted > 200, "{accepted} accepted");
    Ok(())
}

#[test]
fn deep_nesting_is_an_error() -> Result<()> {
    let lua = Lua::bare();
    lua.open_libraries();
    let outer = lua.load("return function() end").into_function()?;
    let chunk = outer.dump(true);
    let inner = outer.call::<Function>(())?.dump(true);
    // The outer function's record, up to the number of its inner functions, repeated.
    // The header, the version and the number of opcodes.
    let header = chunk.windows(5).position(|bytes| bytes == b"ferro").expect("its end") + 7;
    let body = inner.len() - header;
    let head = &chunk[header..chunk.len() - body - 2];
    let mut nested = chunk[..header].to_vec();
    (0..100_000).for_each(|_| nested.extend_from_slice(head));
    let error = lua.load(&nested).set_mode(ChunkMode::Binary).into_function().err();
    let message = error.expect("too deep").to_string();
    assert!(message.contains("nested too deep"), "{message}");
    Ok(())
}
