//! How long a script goes on that another thread stops, in the midst of whatever takes long.

use std::thread;
use std::time::{Duration, Instant};

use ferrolua::{ErrorKind, Lua};

use crate::Result;

/// What runs, and the script of it. None ends by itself.
#[rustfmt::skip]
const SCRIPTS: &[(&str, &str)] = &[
    ("an empty loop", "while true do end"),
    ("tail calls", "local function f() return f() end f()"),
    ("`pcall` of errors", "while true do pcall(error) end"),
    ("`find` with `.-`", "local s = ('a'):rep(1e6) while true do s:find('.-b') end"),
    ("`gsub` with `%b`", "local s = ('('):rep(1e6) while true do s:gsub('%b()', '') end"),
    ("a pattern that tries all ways", "local s = ('a'):rep(40) while true do s:find(('a?'):rep(40) .. ('a'):rep(40) .. 'b') end"),
    ("a plain `find`", "local s = ('a'):rep(8e6) local p = ('a'):rep(4e6) .. 'b' while true do s:find(p, 1, true) end"),
    ("`sort` of 300,000 numbers", "local t = {} for i = 1, 3e5 do t[i] = i * 7919 % 1e5 end while true do table.sort(t) for i = 1, #t do t[i] = i * 7919 % 1e5 end end"),
    ("`sort` of 300 long strings", "local k = ('x'):rep(60000) local t = {} for i = 1, 300 do t[i] = k .. i end while true do table.sort(t, function(a, b) return a > b end) table.sort(t) end"),
    ("`concat` of 100,000", "local t = {} for i = 1, 1e5 do t[i] = 'abcdefgh' end while true do table.concat(t) end"),
    ("`rep` to 20 MB", "while true do local s = ('x'):rep(2e7) end"),
    ("`upper` of 10 MB", "local s = ('x'):rep(1e7) while true do local u = s:upper() end"),
    ("`%q` of 10 MB", "local s = ('x'):rep(1e7) while true do local u = ('%q'):format(s) end"),
    ("`move` of 1,000,000", "local t = {} for i = 1, 1e6 do t[i] = i end while true do table.move(t, 1, 1e6, 2) end"),
    ("`unpack` of 200,000", "local t = {} for i = 1, 2e5 do t[i] = i end while true do select('#', table.unpack(t)) end"),
    ("`insert` at the front", "local t = {} while true do for i = 1, 1e5 do table.insert(t, 1, i) end t = {} end"),
    ("`load` of 1.2 MB", "local s = ('x = 1 '):rep(2e5) while true do load(s) end"),
    ("`load` of a table of 300,000", "local s = 'return {' .. ('1,'):rep(3e5) .. '}' while true do load(s) end"),
    ("`collectgarbage` of 400,000 tables", "local t = {} for i = 1, 4e5 do t[i] = {i} end while true do collectgarbage() end"),
    ("garbage beside 400,000 tables", "local t = {} for i = 1, 4e5 do t[i] = {i} end while true do local x = {} end"),
    ("`tostring` of floats", "while true do for i = 1, 1e5 do tostring(i + 0.5) end end"),
    ("`tonumber` of 1 MB", "local s = ('9'):rep(1e6) while true do tonumber(s) end"),
    ("`tonumber` of 1 MB in hex", "local s = '0x' .. ('f'):rep(1e6) while true do tonumber(s) end"),
    ("`pack` of 2 MB", "local s = ('x'):rep(1e6) while true do string.pack('zs8', s, s) end"),
    ("`utf8.len` of 2 MB", "local s = ('ä'):rep(1e6) while true do utf8.len(s) end"),
    ("`<` of 10 MB", "local a, b = ('x'):rep(1e7) .. 'a', ('x'):rep(1e7) .. 'b' while true do local c = a < b end"),
    ("`==` of 10 MB", "local a, b = ('x'):rep(1e7) .. 'a', ('x'):rep(1e7) .. 'b' while true do local c = a == b end"),
    ("a key of 10 MB", "local a = ('x'):rep(1e7) local t = {} while true do t[a .. 'x'] = nil end"),
    ("coroutines", "while true do coroutine.wrap(function() coroutine.yield() end)() end"),
    ("`next` over 1,000,000 holes", "local t = {} for i = 1, 1e6 do t[i .. ''] = 1 end for k in pairs(t) do t[k] = nil end while true do next(t) end"),
    ("`gsub` with a function", "local s = ('x'):rep(1e6) while true do s:gsub('x', function() end) end"),
    ("`reverse` of 30 MB", "local s = ('x'):rep(3e7) while true do s:reverse() end"),
    ("`byte` of 200,000", "local s = ('x'):rep(2e5) while true do s:byte(1, -1) end"),
    ("`#` of a table that shrinks", "local t = {} for i = 1, 1e6 do t[i] = i end while true do for i = 1e6, 1, -1 do t[i] = nil local x = #t end for i = 1, 1e6 do t[i] = i end end"),
];

/// Room for all that the scripts hold.
const MEMORY: usize = 256 << 20;

/// Stops each script `rounds` times, each time a little later, and prints how long that took.
pub fn measure(rounds: usize) -> Result<()> {
    println!("| what is stopped | median ms | worst ms |");
    println!("|---|--:|--:|");
    for (title, script) in SCRIPTS {
        let times = (0..rounds as u32).map(|round| time_to_stop(script, round));
        let mut times = times.collect::<Result<Vec<f64>>>()?;
        times.sort_by(f64::total_cmp);
        println!("| {title} | {:.2} | {:.2} |", times[rounds / 2], times[rounds - 1]);
    }
    Ok(())
}

/// Milliseconds from the stop to its error.
fn time_to_stop(script: &str, round: u32) -> Result<f64> {
    let lua = Lua::sandbox().memory_limit(MEMORY).build()?;
    let handle = lua.stop_handle();
    let (error, time) = thread::scope(|scope| {
        let stopper = scope.spawn(move || {
            thread::sleep(Duration::from_millis(300 + 37 * u64::from(round)));
            let begun = Instant::now();
            handle.stop();
            begun
        });
        let outcome = lua.load(script).exec();
        let ended = Instant::now();
        let begun = stopper.join().map_err(|_| "the stopping thread panicked")?;
        let error = outcome.err().ok_or("the script ended by itself")?;
        Ok::<_, Box<dyn std::error::Error>>((error, ended.duration_since(begun)))
    })?;
    match error.kind() {
        ErrorKind::Stopped => Ok(time.as_secs_f64() * 1e3),
        _ => Err(error.into()),
    }
}
