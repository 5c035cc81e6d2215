//! Coroutines resumed from Rust: a generator, a dialogue, and one that fails.

use ferrolua::{Lua, Result, Thread, ThreadStatus};

pub(crate) fn run() -> Result<String> {
    let lua = Lua::new();
    let mut text = String::new();

    // A generator: each `resume` gives what it yields next, and nil when it is through.
    let primes: Thread = lua
        .load(
            "coroutine.create(function(limit)
                for n = 2, limit do
                    local prime = true
                    for d = 2, math.tointeger(n ^ 0.5 // 1) do prime = prime and n % d ~= 0 end
                    if prime then coroutine.yield(n) end
                end
            end)",
        )
        .eval()?;
    while let Some(prime) = primes.resume::<Option<u32>>(20)? {
        text += &format!("{prime} ");
    }
    text += &format!("and {:?}\n", primes.status());

    // A dialogue: what `resume` is given is what `yield` returns inside.
    let guard: Thread = lua
        .load(
            "coroutine.create(function(name)
                local answer = coroutine.yield('Halt, ' .. name .. '! The password?')
                while answer ~= 'swordfish' do
                    answer = coroutine.yield('No. Again?')
                end
                return 'You may pass.'
            end)",
        )
        .eval()?;
    for answer in ["stranger", "open sesame", "swordfish"] {
        text += &format!("{answer}: {}\n", guard.resume::<String>(answer)?);
    }
    assert!(!guard.is_resumable());

    // One that fails has ended; its variables are closed, its error is the caller's.
    let body =
        lua.load("function() coroutine.yield() error('the bridge is down', 0) end").eval()?;
    let patrol = lua.create_thread(body)?;
    patrol.resume::<()>(())?;
    let error = patrol.resume::<()>(()).unwrap_err();
    assert_eq!(patrol.status(), ThreadStatus::Error);
    let again = patrol.resume::<()>(()).unwrap_err();
    Ok(format!("{text}{error}; then: {again}\n"))
}

fn main() -> Result<()> {
    print!("{}", run()?);
    Ok(())
}
