//! What a machine takes of the system stays near to what it says that it uses.
#![cfg(target_os = "linux")]

use lua_core::Lua;

/// The memory of this process, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("of each process");
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    digits.parse::<usize>().expect("a number of kilobytes") << 10
}

/// Tables whose fields come and go, so that their parts are made anew all the time.
const CHURN: &str = "
    q = {} for i = 1, 1000 do q[i] = {a = 1, b = 2, c = 3, d = 4} end
    function churn()
        for n = 1, 2000 do
            for i = 1, #q do local t = q[i] t[-n] = true t[1 - n] = nil end
        end
    end";

/// More than all of this takes, and less than the parts of all tables of all rounds.
const BOUND: usize = 16 << 20;

// One test: others in the process would take memory too.
#[test]
fn nothing_is_lost_in_any_phase() {
    let lua = Lua::new();
    lua.load(CHURN).exec().unwrap();
    let churn = lua.globals().get::<lua_core::Function>("churn").unwrap();
    lua.gc_collect().unwrap();
    let mut steps = 1;
    while !lua.gc_step().unwrap() {
        steps += 1;
    }
    for stopped_at in (0..steps).step_by((steps / 6).max(1)).chain([steps - 1]) {
        lua.gc_collect().unwrap();
        for _ in 0..stopped_at {
            lua.gc_step().unwrap();
        }
        lua.gc_stop();
        let before = resident();
        churn.call::<()>(()).unwrap();
        let taken = resident().saturating_sub(before);
        assert!(taken < BOUND, "stopped after {stopped_at} of {steps} steps: {taken} bytes");
        lua.gc_restart();
    }

    // While a finalizer runs, nothing is collected: it runs where a sweep begins.
    lua.load("setmetatable({}, {__gc = function() churn() done = true end})").exec().unwrap();
    let before = resident();
    lua.load("while not done do local x = {} end").exec().unwrap();
    let taken = resident().saturating_sub(before);
    assert!(taken < BOUND, "in a finalizer: {taken} bytes");
}
