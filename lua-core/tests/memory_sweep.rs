//! Memory that ends wherever it can: each program runs under every limit from nearly none to more than enough. It has its right
//! result or an error of memory, nothing else, and the machine is of use afterwards.

use lua_core::{Error, ErrorKind, Lua};

/// How much the limit grows from run to run, in bytes: less than any object takes.
const STEP: usize = 16;

/// Small programs that allocate in every way there is. Each returns a number.
const PROGRAMS: [(&str, &str); 10] = [
    ("tables", "local t = {} for i = 1, 40 do t[i] = {i, x = i} end return #t + t[40].x"),
    ("strings", "local s = '' for i = 1, 30 do s = s .. i .. ',' end return #s"),
    (
        "closures",
        "local n = 0 for i = 1, 30 do local f = function() n = n + i end f() end return n",
    ),
    (
        "coroutines",
        "local sum = 0 for i = 1, 6 do local co = coroutine.wrap(function(...) local a = ... while true do a = a + coroutine.yield(a) end end) \
         sum = sum + co(i) + co(i) end return sum",
    ),
    (
        "recursion",
        "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(150)",
    ),
    (
        "errors",
        "local n = 0 for i = 1, 20 do if not pcall(error, {i}) then n = n + 1 end end return n",
    ),
    (
        "metamethods",
        "local m = {} m.__index = function(t, k) return k .. k end m.__concat = function(a, b) return setmetatable({}, m) end \
         local t = setmetatable({}, m) for i = 1, 10 do t = t .. 'x' end return #t.abc",
    ),
    (
        "library",
        "local t = {} for i = 1, 20 do t[i] = ('%d:%s'):format(i, ('x'):rep(i)) end table.sort(t) \
         return #table.concat(t, ',') + #(('abc'):gsub('%w', {a = 'xx', b = 'yy'})) + select('#', table.unpack(t))",
    ),
    (
        "load",
        "return load('local t = {1, 2, 3} local function f(...) return select(\"#\", ...) end return f(table.unpack(t))')()",
    ),
    (
        "finalizers",
        "local n = 0 for i = 1, 20 do setmetatable({}, {__gc = function() n = n + 1 end}) end \
         do local x <close> = setmetatable({}, {__close = function() n = n + 1 end}) end collectgarbage() return n",
    ),
];

/// Runs a program in a machine that may use so many bytes besides those it has from the beginning.
fn run(source: &str, more: usize) -> Result<i64, Error> {
    let lua = Lua::new();
    // What the host holds of the program does not count here.
    let program = lua.load(source).into_function()?;
    lua.gc_collect()?;
    lua.set_memory_limit(lua.used_memory() + more)?;
    let outcome = program.call::<i64>(());
    lua.set_memory_limit(0)?;
    let works = "local t = {} for i = 1, 100 do t[i] = {i} end collectgarbage() return #t + #('x'):rep(100)";
    assert_eq!(lua.load(works).eval::<i64>()?, 200, "after {more} bytes: {source}");
    outcome
}

#[test]
fn wherever_memory_ends_it_is_an_error_of_memory() {
    for (name, source) in PROGRAMS {
        let right = run(source, 1 << 24).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (mut failures, mut successes) = (0, 0);
        for more in (0..5_000).map(|step| step * STEP) {
            match run(source, more) {
                Ok(result) => {
                    assert_eq!(result, right, "{name}, {more} bytes");
                    successes += 1;
                }
                Err(error) => {
                    // A stack that cannot grow any more is an overflow.
                    let is_stack = error.to_string().contains("stack overflow");
                    let is_memory = matches!(error.kind(), ErrorKind::Memory);
                    assert!(is_memory || is_stack, "{name}, {more} bytes: {error}");
                    failures += 1;
                }
            }
        }
        assert!(
            failures > 10 && successes > 10,
            "{name}: {failures} failures, {successes} successes"
        );
    }
}
