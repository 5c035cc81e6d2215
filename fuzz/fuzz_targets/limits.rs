//! Valid programs, chosen by the bytes, in a sandbox whose limits they choose too: wherever these are hit, it is an error of a limit,
//! and the machine is of use afterwards.
#![no_main]

use ferrolua_differential::choice::Choices;
use ferrolua_differential::grammar::{self, Libraries};
use libfuzzer_sys::fuzz_target;
use lua_core::{Budget, ErrorKind, Lua};

thread_local! {
    static LUA: Lua = Lua::sandbox()
        .memory_limit(0)
        .string_limit(100_000)
        .coroutine_limit(20)
        .output(std::io::sink())
        .build()
        .expect("a sandbox is built");
}

fuzz_target!(|bytes: &[u8]| {
    let [a, b, c, d, bytes @ ..] = bytes else { return };
    let instructions = u64::from(u16::from_le_bytes([*a, *b])) * 16;
    let memory = usize::from(u16::from_le_bytes([*c, *d])) * 8;
    let program = grammar::program(&mut Choices::Bytes(bytes), Libraries::default());
    LUA.with(|lua| {
        let environment = lua.environment().allow_all().build().expect("an environment is built");
        let budget = Budget::new().instructions(instructions).memory(memory);
        let outcome =
            lua.with_budget(budget, || lua.load(&program).set_environment(environment).exec());
        if let Err(error) = outcome {
            assert!(!matches!(error.kind(), ErrorKind::Stopped), "{error}\n{program}");
        }
        let works = "local t = {} for i = 1, 100 do t[i] = {i} end return #t + #('x'):rep(10)";
        assert_eq!(lua.load(works).eval::<i64>().expect("the machine is of use"), 110, "{program}");
    });
});
